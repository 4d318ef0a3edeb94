package reconcile

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"actionplan/plan"
)

// refless takes the ref columns away from both sides.
func refless(c triple) triple {
	c.officer, c.partner = noRefs(c.officer), noRefs(c.partner)
	return c
}

func noRefs(p plan.Plan) plan.Plan {
	p.Columns = slices.DeleteFunc(slices.Clone(p.Columns), func(c plan.Column) bool { return c.Field == plan.FieldRef })
	p.Actions = slices.Clone(p.Actions)
	for i, a := range p.Actions {
		p.Actions[i].Entries = a.Own()
		p.Actions[i].Drop(plan.FieldRef)
		p.Actions[i].Ref = ""
	}
	return p
}

// edited lists a side's edits: row 4 status: Open > Complete.
func edited(s Settlement, side Side) []string {
	var list []string
	for _, e := range edits(s, side) {
		list = append(list, fmt.Sprintf("row %d %s: %s > %s", e.Was.Cell.Row, e.Field, e.Was.Value.Text, e.Now.Value.Text))
	}
	slices.Sort(list)
	return list
}

// leftRows lists the rows of a side that are left alone.
func leftRows(s Settlement, side Side) []int {
	var rows []int
	for _, row := range s.LeftAlone {
		if row.Side == side {
			rows = append(rows, row.Place.Row)
		}
	}
	slices.Sort(rows)
	return rows
}

func (h *history) wantEdits(when string, side Side, want ...string) {
	h.t.Helper()
	if diff := cmp.Diff(want, edited(h.s, side)); diff != "" {
		h.t.Fatalf("%s, the %s's edits (-want +got):\n%s", when, side, diff)
	}
}

func (h *history) wantLeft(when string, side Side, want ...int) {
	h.t.Helper()
	if diff := cmp.Diff(want, leftRows(h.s, side)); diff != "" {
		h.t.Fatalf("%s, the %s's rows left alone (-want +got):\n%s", when, side, diff)
	}
}

// replace puts another reading in the place of a side's.
func (h *history) replace(side Side, text string) {
	*h.side(side) = noRefs(sheet(side, text))
}

const trainAlike = `ref|action|lead|due|status
 |Recruit|Head|1 March|Open
 |Write the policy|Clerk|1 April|Open
 |Train|Head|1 May|Open
 |Train|Clerk|1 June|Open`

// equal is what one side makes of rows alike in text, the other side having
// left them as they were agreed, and what is to come of it.
type equal struct {
	name   string
	agreed string // on both sides; "" is trainAlike
	mine   string
	edits  []string // of the other side
	left   []int    // my rows that are left alone
	other  []int    // the other side's
	asked  []string
}

// TestEquals: rows alike in text are told apart by all that is agreed of them,
// and then by their order.
func TestEquals(t *testing.T) {
	const twins = "ref|action|status\n |Meet|Open\n |Train|Open\n |Train|Open"
	for _, tc := range []equal{
		{
			name:  "each row's status",
			mine:  strings.Replace(strings.Replace(trainAlike, "1 May|Open", "1 May|Complete", 1), "1 June|Open", "1 June|In progress", 1),
			edits: []string{"row 4 status: Open > Complete", "row 5 status: Open > In progress"},
		},
		{
			name:  "sorted and edited",
			mine:  "ref|action|lead|due|status\n |Train|Clerk|1 June|In progress\n |Write the policy|Clerk|1 April|Open\n |Train|Head|1 May|Complete\n |Recruit|Head|1 March|Open",
			edits: []string{"row 4 status: Open > Complete", "row 5 status: Open > In progress"},
		},
		{
			name:  "one comes to say what the other says",
			mine:  strings.Replace(trainAlike, "Train|Head|1 May", "Train|Clerk|1 June", 1),
			edits: []string{"row 4 due: 1 May > 1 June", "row 4 lead: Head > Clerk"},
		},
		{
			name:  "all that told one apart is changed",
			mine:  strings.Replace(trainAlike, "Train|Clerk|1 June|Open", "Train|Deputy|9 June|Late", 1),
			edits: []string{"row 5 due: 1 June > 9 June", "row 5 lead: Clerk > Deputy", "row 5 status: Open > Late"},
		},
		{
			name:  "leads exchanged between them",
			mine:  strings.Replace(strings.Replace(trainAlike, "Train|Head", "Train|Clerk", 1), "Train|Clerk|1 June", "Train|Head|1 June", 1),
			edits: []string{"row 4 lead: Head > Clerk", "row 5 lead: Clerk > Head"},
		},
		{
			name: "the second of two twins", agreed: twins, mine: "ref|action|status\n |Meet|Open\n |Train|Open\n |Train|Done",
			edits: []string{"row 4 status: Open > Done"},
		},
		{
			name: "the first of two twins", agreed: twins, mine: "ref|action|status\n |Meet|Open\n |Train|Done\n |Train|Open",
			edits: []string{"row 3 status: Open > Done"},
		},
		{
			name: "both twins", agreed: twins, mine: "ref|action|status\n |Meet|Open\n |Train|Done\n |Train|Late",
			edits: []string{"row 3 status: Open > Done", "row 4 status: Open > Late"},
		},
		{
			name: "a third twin", agreed: twins, mine: twins + "\n |Train|Open", left: []int{3, 4, 5}, other: []int{3, 4},
		},
		{
			name: "a copy of one of two", mine: trainAlike + "\n |Train|Clerk|1 June|Open", left: []int{5, 6}, other: []int{5},
		},
		{
			name: "one twin less", agreed: twins, mine: "ref|action|status\n |Meet|Open\n |Train|Open", left: []int{3}, other: []int{3, 4},
		},
		{
			name: "a third that says something of its own", mine: trainAlike + "\n |Train|Deputy|1 July|Open", left: []int{6},
		},
		{
			name: "one of two less, and the other edited", mine: strings.Replace(strings.Replace(trainAlike, "\n |Train|Head|1 May|Open", "", 1), "1 June|Open", "1 June|Done", 1),
			edits: []string{"row 5 status: Open > Done"}, asked: []string{"row 3"},
		},
		{
			name: "one of two less, and nothing tells which", mine: strings.Replace(strings.Replace(trainAlike, "\n |Train|Head|1 May|Open", "", 1), "Train|Clerk|1 June", "Train|Clerk|1 May", 1),
			left: []int{4}, other: []int{4, 5},
		},
		{
			name: "both gone", agreed: twins + "\n |Recruit|Open\n |Inspect|Open", mine: "ref|action|status\n |Meet|Open\n |Recruit|Open\n |Inspect|Open", asked: []string{"row 2", "row 3"},
		},
	} {
		if tc.agreed == "" {
			tc.agreed = trainAlike
		}
		bothWays(t, refless(sheets("", tc.agreed, tc.agreed, Agreement{})), func(h *history, mine, theirs Side) {
			h.finish()
			h.save()
			h.wantAsked(tc.name + ": agreed")
			h.wantQuiet(tc.name + ": agreed")
			h.wantLeft(tc.name+": agreed", mine)
			if n := len(h.c.base.Actions); n != len(h.c.officer.Actions) {
				t.Fatalf("%s: of %d rows, %d are agreed", tc.name, len(h.c.officer.Actions), n)
			}
			h.replace(mine, tc.mine)
			agreed := *h.c.base
			h.run()
			h.wantEdits(tc.name, theirs, tc.edits...)
			h.wantEdits(tc.name, mine)
			h.wantLeft(tc.name, mine, tc.left...)
			h.wantLeft(tc.name, theirs, tc.other...)
			h.wantAsked(tc.name, tc.asked...)
			for _, row := range h.s.LeftAlone {
				if !strings.HasPrefix(row.Name, fmt.Sprintf("row %d, “Train”", row.Place.Row)) || row.Why == "" || row.Do == "" {
					t.Errorf("%s: %+v", tc.name, row)
				}
			}
			if len(h.s.NextBase.Actions) != len(agreed.Actions) {
				t.Fatalf("%s: the base goes from %d actions to %d", tc.name, len(agreed.Actions), len(h.s.NextBase.Actions))
			}
			if len(h.s.LeftAlone) == 0 {
				h.write(Officer, Partner)
				h.run() // as after a run that stopped before it saved
				h.wantQuiet(tc.name + ": written")
				h.save()
				h.run()
				h.wantQuiet(tc.name + ": saved")
				h.wantAsked(tc.name+": saved", tc.asked...)
				if h.s.BaseMoved {
					t.Errorf("%s: nothing changes, and the base moves", tc.name)
				}
			}
		})
	}
}

// TestEqualsBothMoved: where both sides changed one of two rows that say the
// same, nobody can say whether it is the same one. Once both say the same, they
// are agreed again.
func TestEqualsBothMoved(t *testing.T) {
	const twins = "ref|action|status\n |Meet|Open\n |Train|Open\n |Train|Open"
	bothWays(t, refless(sheets("", twins, twins, Agreement{})), func(h *history, mine, theirs Side) {
		h.finish()
		h.save()
		h.replace(mine, "ref|action|status\n |Meet|Open\n |Train|Done\n |Train|Open")
		h.replace(theirs, "ref|action|status\n |Meet|Late\n |Train|Open\n |Train|Late")
		agreed := values(*h.c.base)
		h.run()
		h.wantAsked("both moved one")
		h.wantEdits("both moved one", mine, "row 2 status: Open > Late")
		h.wantEdits("both moved one", theirs)
		h.wantLeft("both moved one", mine, 3, 4)
		h.wantLeft("both moved one", theirs, 3, 4)
		if diff := cmp.Diff(agreed, values(h.s.NextBase), cmp.AllowUnexported(cell{})); diff != "" {
			t.Fatalf("the base moves:\n%s", diff)
		}
		if n := len(h.s.Agreed.Actions); n != 3 {
			t.Fatalf("%d actions are agreed", n)
		}
		want := side2name(mine) + ": row 3, “Train” is left alone: these are also the words of "
		if got := h.s.LeftAlone[slices.IndexFunc(h.s.LeftAlone, func(r LeftRow) bool { return r.Side == mine })].Sentence(); !strings.HasPrefix(got, want) {
			t.Fatalf("it says %q", got)
		}
		// They agree by telephone, and the rows stand in another order.
		h.replace(mine, "ref|action|status\n |Train|Done\n |Meet|Late\n |Train|Late")
		h.replace(theirs, "ref|action|status\n |Meet|Late\n |Train|Late\n |Train|Done")
		h.finish()
		h.save()
		h.wantAsked("both say the same")
		h.wantQuiet("both say the same")
		h.wantLeft("both say the same", mine)
		h.replace(theirs, "ref|action|status\n |Meet|Late\n |Train|Closed\n |Train|Done")
		h.run()
		h.wantEdits("told apart now", mine, "row 4 status: Late > Closed")
	})
}

func side2name(s Side) string { return s.copyName() }

// TestEqualsAtFirst: at a first agreement rows alike in text are told apart by
// what both sides say.
func TestEqualsAtFirst(t *testing.T) {
	for _, tc := range []struct {
		name         string
		mine, theirs string
		edits        []string // of their side
		left, other  []int
		asked        int
		agreed       int // rows
	}{
		{
			"all the same", "ref|action|lead\n |Train|Head\n |Train|Clerk", "ref|action|lead\n |Train|Clerk\n |Train|Head", nil, nil, nil, 0, 2,
		},
		{
			"told apart, and one differs", "ref|action|lead|due\n |Train|Head|1 May\n |Train|Clerk|1 June", "ref|action|lead|due\n |Train|Clerk|2 June\n |Train|Head|1 May", nil, nil, nil, 1, 2,
		},
		{
			"one side has not filled them in", "ref|action|lead\n |Train|Head\n |Train|Clerk", "ref|action|lead\n |Train|\n |Train|", []string{"row 2 lead:  > Head", "row 3 lead:  > Clerk"}, nil, nil, 0, 2,
		},
		{
			"nothing tells", "ref|action|lead\n |Train|Head\n |Train|Clerk", "ref|action|lead\n |Train|Deputy\n |Train|Chief", nil, []int{2, 3}, []int{2, 3}, 0, 0,
		},
		{
			"more on one side", "ref|action|lead\n |Train|Head\n |Train|Clerk", "ref|action|lead\n |Train|Clerk\n |Train|Chief\n |Train|Deputy", nil, []int{2}, []int{3, 4}, 0, 1,
		},
		{
			"twins, and more on one side", "ref|action|lead\n |Train|Head\n |Train|Head", "ref|action|lead\n |Train|Head\n |Train|Head\n |Train|Head", nil, []int{2, 3}, []int{2, 3, 4}, 0, 0,
		},
	} {
		bothWays(t, refless(sheets("", tc.mine, tc.theirs, Agreement{})), func(h *history, mine, theirs Side) {
			h.run()
			h.wantEdits(tc.name, theirs, tc.edits...)
			h.wantLeft(tc.name, mine, tc.left...)
			h.wantLeft(tc.name, theirs, tc.other...)
			if len(h.s.Open) != tc.asked || len(h.s.NextBase.Actions) != tc.agreed {
				t.Fatalf("%s: asked %q, %d rows agreed", tc.name, asked(h.s), len(h.s.NextBase.Actions))
			}
		})
	}
}

// TestEqualsBesideRefs: at a first agreement one side has the refs.
func TestEqualsBesideRefs(t *testing.T) {
	c := sheets("", "ref|action|lead\n |Train|Clerk\n |Train|Head\n |Meet|Head", "ref|action|lead\n 2.1|Meet|Head\n 2.2|Train|Head\n 2.3|Train|Clerk", Agreement{})
	bothWays(t, c, func(h *history, mine, theirs Side) {
		h.finish()
		h.wantAsked("told apart")
		h.wantQuiet("told apart")
		h.wantLeft("told apart", mine)
		if v := values(*h.c.base); v[cell{"2.2", "lead"}].Text != "Head" || v[cell{"2.3", "lead"}].Text != "Clerk" {
			t.Fatalf("the base says %v", v)
		}
		h.replace(mine, "ref|action|lead\n |Train|Clerk\n |Train|Chief\n |Meet|Head")
		h.run()
		h.wantEdits("edited", theirs, "row 3 lead: Head > Chief")
	})
	vague := sheets("", "ref|action|lead\n |Train|Chief\n |Train|Deputy", "ref|action|lead\n 2.2|Train|Head\n 2.3|Train|Clerk", Agreement{})
	bothWays(t, vague, func(h *history, mine, theirs Side) {
		h.run()
		h.wantAsked("nothing tells")
		h.wantQuiet("nothing tells")
		h.wantLeft("nothing tells", mine, 2, 3)
		h.wantLeft("nothing tells", theirs, 2, 3)
	})
}

// TestEqualsGivenRefs: officers give refs to rows that the ledger named, rows
// alike in text among them: each goes by its ref from then on, and the ledger's
// name for it is never shown.
func TestEqualsGivenRefs(t *testing.T) {
	bothWays(t, refless(sheets("", trainAlike, trainAlike, Agreement{})), func(h *history, mine, theirs Side) {
		h.finish()
		h.save()
		const withRefs = "ref|action|lead|due|status\n A1|Recruit|Head|1 March|Open\n A2|Write the policy|Clerk|1 April|Open\n A4|Train|Clerk|1 June|Open\n A3|Train|Head|1 May|Done"
		*h.side(mine) = sheet(mine, withRefs)
		h.run()
		h.wantAsked("on one side")
		h.wantEdits("on one side", theirs, "row 4 status: Open > Done")
		for _, c := range h.s.Changes {
			if c.Name() != "A3" || h.s.Name(c.Ref) != "A3" || !strings.HasPrefix(c.Sentence(), "action A3, status") {
				t.Fatalf("it is called %q, and the change says %q", h.s.Name(c.Ref), c.Sentence())
			}
		}
		h.write(Officer, Partner)
		h.save()
		*h.side(theirs) = sheet(theirs, withRefs)
		h.finish()
		h.wantAsked("on both sides")
		h.wantQuiet("on both sides")
		if v := values(*h.c.base); v[cell{"A3", "due"}].Text != "1 May" || v[cell{"A4", "due"}].Text != "1 June" || len(h.c.base.Actions) != 4 {
			t.Fatalf("both have refs, and the base says %v", v)
		}
	})
}

// TestNamesOfRowsWithoutRef: nobody is shown the ref that the ledger keeps.
func TestNamesOfRowsWithoutRef(t *testing.T) {
	c := refless(sheets("", trainAlike, trainAlike, Agreement{}))
	for i := range c.partner.Actions {
		if i > 1 {
			c.partner.Actions[i].Sheet = "Year 2"
		}
	}
	h := &history{t: t, c: c}
	h.finish()
	h.save()
	h.c.officer.Actions[2].Entries = h.c.officer.Actions[2].Own()
	h.c.officer.Actions[2].Set("due", sheetEntry("2 May"))
	h.c.partner.Actions[2].Entries = h.c.partner.Actions[2].Own()
	h.c.partner.Actions[2].Set("due", sheetEntry("3 May"))
	h.c.officer.Actions = h.c.officer.Actions[:3]
	h.run()
	if len(h.s.Open) != 2 {
		t.Fatalf("asked %q", h.asked())
	}
	for _, q := range h.s.Open {
		want := "row 4, “Train”, due: officers say"
		if q.Kind == QuestionRow {
			want = "partners' 'Year 2' row 5, “Train”: it is gone from the officers' plan"
		}
		if !strings.HasPrefix(q.Why, want) {
			t.Errorf("it is asked: %s", q.Why)
		}
	}
	for _, n := range h.s.Notes {
		if strings.Contains(n.Message, "taken as") {
			t.Errorf("noted: %s", n.Message)
		}
	}
}

// TestSortAmongRowsLeftAlone: rows alike in text that cannot be told apart, since
// the other side changed one of them meanwhile, hide no sort of some columns: the
// cells that it carried to other rows cross nowhere, and are no proposals.
func TestSortAmongRowsLeftAlone(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(5, 9).Draw(rt, "rows")
		twins := rapid.Permutation(numbers(n)).Draw(rt, "twins")[:rapid.IntRange(2, 3).Draw(rt, "alike")]
		from := rapid.Permutation(numbers(n)).Draw(rt, "sorted")
		edit := rapid.SampledFrom(append([]int{-1}, twins...)).Draw(rt, "edited")
		lay := func(from []int, edit int) string {
			text := "ref|action|lead|due|status"
			for i := range n {
				action, status := fmt.Sprintf("Action %d", i), "Open"
				if slices.Contains(twins, i) {
					action = "Meet"
				}
				if i == edit {
					status = "Room 1"
				}
				text += fmt.Sprintf("\n |%s|Lead %d|%d May|%s", action, from[i], from[i]+1, status)
			}
			return text
		}
		base := lay(numbers(n), -1)
		c := sheets(base, base, base, Agreement{})
		for i := range c.base.Actions {
			c.base.Actions[i].Ref = plan.Ref(fmt.Sprint(i + 1))
		}
		c = refless(c)
		for _, mine := range []Side{Officer, Partner} {
			h := &history{t: t, c: c}
			h.replace(mine, lay(from, -1))
			h.replace(mine.Other(), lay(numbers(n), edit))
			h.run()
			carried := 0 // to the rows that are told apart
			for i := range n {
				if from[i] != i && !slices.Contains(twins, i) {
					carried++
				}
			}
			for _, e := range edits(h.s, mine.Other()) {
				row, _ := h.s.Row(mine, e.Ref)
				if carried > 0 && actionText(&row) != "meet" {
					rt.Errorf("sorted by the %s, and %v crosses to %s (row %d): stops %+v", mine, e.Now.Value.Text, e.Field, e.Was.Cell.Row, h.s.Stops)
				}
			}
			for _, stop := range h.s.Stops {
				if stop.Kind == StopSorted && !strings.Contains(stop.Message, "row ") {
					rt.Errorf("it speaks of refs that nobody sees: %s", stop.Message)
				}
			}
		}
	})
}

func numbers(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	return list
}

// TestCountedOnce asserts that a row that is left alone as an action counts as that
// one, and not as one of the equals besides: nothing looks like a sort that is none,
// and the same readings come to the same every time.
func TestCountedOnce(t *testing.T) {
	base := `ref|action|lead|status|due
		1|Meet|Head 0|Late|Open
		2|Meet|Head 0|Late|Open
		3|Train|Head 2|Open|Done
		4|Train|Head 3|Open|Open
		5|Train|Head 4|Done|Late
		6|Train|Head 4|Done|Late
		7|Meet|Head 6|Late|Done`
	officer := `ref|action|lead|status|due
		|Meet|Head 0|Late|Open
		|Meet|Head 0|Late|Open
		|Train|Head 2|Open|Done
		|Train|Head 3|Done|Open
		|Train|Head 4|Done|Done
		|Train|Head 4|Done|Late
		|Meet|Head 6|Done|Late`
	partner := `ref|action|lead|status|due
		|Meet|Head 0|Late|Open
		|Train|Head 2|Done|Done
		|Train|Head 3|Open|Open
		|Train|Head 4|Done|Late
		|Meet|Head 6|Late|Done`
	for range 20 {
		s := refless(sheets(base, officer, partner, Agreement{})).settle()
		if len(s.Stops) > 0 {
			t.Fatalf("nobody sorted anything: %+v", s.Stops)
		}
		if diff := cmp.Diff([]string{"row 4 status: Open > Done", "row 6 due: Done > Late", "row 6 status: Late > Done"}, edited(s, Partner)); diff != "" {
			t.Fatalf("edits of the partners' (-want +got):\n%s", diff)
		}
	}
}
