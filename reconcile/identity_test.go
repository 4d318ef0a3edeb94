package reconcile

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"actionplan/plan"
)

func TestMangled(t *testing.T) {
	for _, tc := range []struct {
		was, shown plan.Ref
		want       bool
	}{
		{"1.10", "1.1", true}, {"1.10", "1.100", true}, {"007", "7", true}, {"01.02", "1.02", true}, {"1.0", "1", true}, {"1.10", "1.01", false}, {"1.10", "11", false}, {"1.2", "1.20", true},
		{"viii", "VIII", true}, {"R4/b", "r4/B", true}, {"R4 / b", "R4/b", true}, {"i", "1", false}, {"v", "5", false},
		{"1/2", "1-Feb", true}, {"1/2", "01-Feb", true}, {"1/2", "2-Jan", true}, {"1/2", "01/02/2026", true}, {"1-2", "2026-02-01", true}, {"1/2", "2026-02-01 00:00:00", true}, {"1/2", "46054", true}, {"1.2", "01.02.2026", true},
		{"1/2", "1-Mar", false}, {"1/2", "3-Feb", false}, {"16/17", "1-Feb", false}, {"12/17", "Dec-17", true}, {"12/17", "2017-12-01", true}, {"16/17", "16 17", false}, {"16/17", "1617", false},
		{"5/16", "May-16", true}, {"4-12", "4-Dec", true}, {"MAR1", "1-Mar", true}, {"Sept 2", "2-Sep", true}, {"2.3.22", "02/03/2022", true}, {"2.3.22", "2-Mar-22", true}, {"2.3.22", "2-Apr-22", false},
		{"1E5", "100000", true}, {"1e5", "1.00E+05", true}, {"2E3", "2", false}, {"E5", "5", false},
		{"2.3", "2.3", true}, {"2.3", "2.4", false}, {"", "", true}, {"A1", "B1", false}, {"1/13/2", "13-Jan", true}, {"13/14", "13-Feb", false},
	} {
		if got := mangled(tc.was, tc.shown); got != tc.want {
			t.Errorf("%q shown as %q: %v, want %v", tc.was, tc.shown, got, tc.want)
		}
	}
}

// TestMangledTakesAnything has no ref stop it.
func TestMangledTakesAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		was, shown := plan.Ref(rapid.StringMatching(`[0-9/.a-zA-Z -]{0,8}`).Draw(t, "was")), plan.Ref(rapid.StringMatching(`[0-9/.a-zA-Z -]{0,8}`).Draw(t, "shown"))
		mangled(was, shown)
		if !mangled(was, was) {
			t.Fatalf("%q is not itself", was)
		}
	})
}

// TestMangledRefsAreProved: what a spreadsheet made of a ref is put right only
// where the action text shows whose it is.
func TestMangledRefsAreProved(t *testing.T) {
	for was, shown := range map[string]string{"1.10": "1.1", "16/12": "16-Dec", "12/17": "Dec-17", "1/2": "1-Feb", "007": "7", "viii": "VIII", "1E5": "1.00E+05"} {
		base := "ref|action|due\n " + was + "|Recruit|31 March\n 2.4|Train|1 May"
		proved := "ref|action|due\n " + shown + "|Recruit|30 April\n 2.4|Train|1 May"
		unproved := "ref|action|due\n " + shown + "|Recruit ten|30 April\n 2.4|Train|1 May"
		bothWays(t, sheets(base, proved, base, Agreement{}), func(h *history, mine, theirs Side) {
			h.finish()
			h.wantAsked(was + " shown as " + shown)
			h.wantSays(was+" shown as "+shown, theirs, plan.Ref(was), "due", "30 April")
			if !slices.ContainsFunc(h.s.Notes, func(n plan.Note) bool { return strings.Contains(n.Message, "is taken as "+was) }) {
				t.Errorf("%s shown as %s: nobody is told: %v", was, shown, h.s.Notes)
			}
		})
		bothWays(t, sheets(base, unproved, base, Agreement{}), func(h *history, mine, theirs Side) {
			h.run()
			h.wantQuiet("without a proof")
			asked := []string{"row " + was, "row " + shown}
			slices.Sort(asked)
			h.wantAsked("without a proof", asked...)
		})
	}
}

// TestOneTenIsNotOneOne: 1.10 and 1.1 are two actions, whatever moves in
// either, and one missing is not the other.
func TestOneTenIsNotOneOne(t *testing.T) {
	const base = "ref|action|due\n 1.1|Recruit|31 March\n 1.10|Train|1 May\n 1.2|Meet|1 June"
	c := sheets(base, "ref|action|due\n 1.1|Recruit|30 April\n 1.10|Train|1 May\n 1.2|Meet|1 June", "ref|action|due\n 1.1|Recruit|31 March\n 1.10|Train|2 May\n 1.2|Meet|1 June", Agreement{})
	bothWays(t, c, func(h *history, _, _ Side) {
		h.finish()
		h.wantAsked("each moved one")
		for _, side := range []Side{Officer, Partner} {
			h.wantSays("each moved one", side, "1.1", "due", "30 April")
			h.wantSays("each moved one", side, "1.10", "due", "2 May")
		}
	})
	gone := sheets(base, "ref|action|due\n 1.1|Recruit|31 March\n 1.2|Meet|1 June", "ref|action|due\n 1.1|Recruit|31 March\n 1.10|Train|2 May\n 1.2|Meet|1 June", Agreement{})
	bothWays(t, gone, func(h *history, mine, _ Side) {
		h.run()
		h.wantAsked("1.10 is gone", "row 1.10")
		h.wantQuiet("1.10 is gone")
		h.wantSays("1.10 is gone", mine, "1.1", "due", "31 March")
	})
}

func TestRenamedRow(t *testing.T) {
	const base = "ref|action|due\n 2.3|Recruit|31 March\n 2.4|Train|1 May\n 2.5|Meet|1 June"
	bothWays(t, sheets(base, "ref|action|due\n 3.1|Recruit|30 April\n 2.4|Train|1 May\n 2.5|Meet|1 June", base, Agreement{}), func(h *history, mine, theirs Side) {
		h.finish()
		h.wantAsked("on one side")
		h.wantSays("on one side", theirs, "2.3", "due", "30 April")
		if !slices.ContainsFunc(h.s.Notes, func(n plan.Note) bool { return strings.Contains(n.Message, "the ref 3.1 is new") }) {
			t.Errorf("nobody is told of the new ref: %v", h.s.Notes)
		}
		// The other side follows: from then on the base knows the new ref.
		p := h.side(theirs)
		p.Actions = slices.Clone(p.Actions)
		p.Actions[0].Ref = "3.1"
		h.finish()
		h.wantAsked("on both sides")
		h.wantQuiet("on both sides")
		if v := values(*h.c.base); v[cell{"3.1", "due"}].Text != "30 April" || v[cell{"2.3", "due"}].Text != "" {
			t.Errorf("both sides call it 3.1, and the base says %v", v)
		}
	})
	for name, officer := range map[string]string{
		"the new ref is the other side's, for another action": "ref|action|due\n 2.6|Recruit|31 March\n 2.4|Train|1 May\n 2.5|Meet|1 June",
		"two rows have the text":                              "ref|action|due\n 3.1|Recruit|31 March\n 3.2|Recruit|30 April\n 2.4|Train|1 May\n 2.5|Meet|1 June",
	} {
		bothWays(t, sheets(base, officer, base+"\n 2.6|Inspect|1 July", Agreement{}), func(h *history, mine, theirs Side) {
			h.run()
			h.wantQuiet(name)
			h.question("row 2.3")
		})
	}
}

func TestMovedToAnotherTable(t *testing.T) {
	c := sheets(twoActions, "ref|action|due\n@Completed 2.3|Recruit|31 March\n 2.4|Train|1 May", twoActions, Agreement{})
	h := &history{t: t, c: c}
	h.run()
	h.wantAsked("moved")
	h.wantQuiet("moved")
	moves := func(n plan.Note) bool {
		return strings.Contains(n.Message, "has moved from the table Plan to Completed")
	}
	if !slices.ContainsFunc(h.s.Notes, moves) || !h.s.BaseMoved {
		t.Errorf("notes %v, base moved %v", h.s.Notes, h.s.BaseMoved)
	}
	h.save()
	h.run()
	if slices.ContainsFunc(h.s.Notes, moves) || h.s.BaseMoved {
		t.Errorf("it is told twice: %v, base moved %v", h.s.Notes, h.s.BaseMoved)
	}
}

// TestPlanWithoutRefs: neither side has a column for refs.
func TestPlanWithoutRefs(t *testing.T) {
	const officer, partner = "ref|action|due\n |Recruit|31 March\n |Train|\n |Meet|1 June", "ref|action|due\n |Train|1 May\n |Recruit|31 March"
	c := sheets("", officer, partner, Agreement{})
	for _, p := range []*plan.Plan{&c.officer, &c.partner} {
		p.Columns = slices.DeleteFunc(p.Columns, func(c plan.Column) bool { return c.Field == plan.FieldRef })
		for i := range p.Actions {
			p.Actions[i].Drop(plan.FieldRef)
		}
	}
	h := &history{t: t, c: c}
	h.run()
	h.wantAsked("at first", "row 3")
	if v := values(h.s.NextBase); v[cell{"1", "action"}].Text != "Recruit" || v[cell{"2", "action"}].Text != "Train" {
		t.Fatalf("the ledger's refs: %v", v)
	}
	for _, side := range []Side{Officer, Partner} {
		if !slices.ContainsFunc(h.s.Notes, func(n plan.Note) bool { return strings.Contains(n.Message, side.copyName()+": no column holds refs") }) {
			t.Errorf("the %s is not told: %v", side, h.s.Notes)
		}
	}
	h.decide("row 3", TakeAdd)
	h.finish()
	h.wantAsked("once it is added")
	h.wantQuiet("once it is added")
	h.save()
	h.run()
	if v := values(h.s.NextBase); v[cell{"2", "due"}].Text != "1 May" || v[cell{"3", "due"}].Text != "1 June" {
		t.Fatalf("the ledger says %v", v)
	}
	if h.s.BaseMoved {
		t.Error("a run that changes nothing moves the base")
	}
}

// TestSortedWithRefs: a sort of whole rows changes nothing.
func TestSortedWithRefs(t *testing.T) {
	const base = "ref|action|due\n 2.3|Recruit|31 March\n 2.4|Train|1 May\n 2.5|Meet|1 June"
	bothWays(t, sheets(base, "ref|action|due\n 2.5|Meet|1 June\n 2.3|Recruit|31 March\n 2.4|Train|1 May", base, Agreement{}), func(h *history, mine, theirs Side) {
		h.run()
		h.wantAsked("sorted")
		h.wantQuiet("sorted")
		if len(h.s.Stops) > 0 || h.s.BaseMoved {
			t.Errorf("stops %+v, base moved %v", h.s.Stops, h.s.BaseMoved)
		}
	})
}

// sorted is one side after a sort, and what is to come of it.
type sorted struct {
	name, base, sorted string
	stopped            []plan.Ref
	crosses            int // edits to the other side for rows that are not stopped
}

// TestSortedWithoutRefs: a sort that leaves the refs where they are touches no
// row it moved.
func TestSortedWithoutRefs(t *testing.T) {
	stopsSorts(t, StopPermuted, []sorted{
		{
			"all of it", "ref|action|due\n 1|C|1 May\n 2|B|2 May\n 3|A|3 May", "ref|action|due\n 1|A|3 May\n 2|B|2 May\n 3|C|1 May",
			[]plan.Ref{"1", "3"}, 0,
		},
		{
			"texts that repeat", "ref|action|due\n 1|Train|1 May\n 2|Recruit|2 May\n 3|Train|3 May\n 4|Meet|4 May",
			"ref|action|due\n 1|Recruit|2 May\n 2|Train|1 May\n 3|Train|9 May\n 4|Meet|5 May", []plan.Ref{"1", "2", "3"}, 1,
		},
	})
}

// TestRenumbered: where refs were given anew, one action text that stands under
// another ref than it was agreed under has all the rows of its chain left alone,
// to its open ends. Edits and copies that look a little like it are as ever.
func TestRenumbered(t *testing.T) {
	const heads, first = "ref|action|lead|progress", "\n 1|Recruit|Ann|Begun\n 2|Audit|Bob|Drafted\n 3|Publish|Cath|Printed"
	const last, bus = "\n 4|Agree|Dev|Signed", "|Buy a bus|Fleet|Quoted"
	const train, teach = "|Train staff|Ann|Begun", "|Train staff|Bob|Drafted"
	for _, tc := range []struct {
		name, base, mine string
		stopped          []plan.Ref
		crosses          int
		asked            []string
	}{
		{"one put in above the last", heads + first + last, heads + first + "\n 4" + bus + "\n 5|Agree|Dev|Signed", []plan.Ref{"4", "5"}, 0, nil},
		{"one put in above the last, whose ref is lost", heads + first + last, heads + first + "\n 4" + bus + "\n |Agree|Dev|Signed", []plan.Ref{"4"}, 0, nil},
		{"one taken out, and the next has its ref", heads + first + last, heads + "\n 1|Recruit|Ann|Begun\n 2|Audit|Bob|Drafted\n 3|Agree|Dev|Signed", []plan.Ref{"3", "4"}, 0, nil},
		{"one taken out, and another has its ref", heads + first + last, heads + "\n 4|Recruit|Ann|Begun\n 2|Audit|Bob|Drafted\n 3|Publish|Cath|Printed", []plan.Ref{"1", "4"}, 0, nil},
		{"a chain to a new ref", heads + first + last, heads + "\n 4|Recruit|Ann|Begun\n 2|Audit|Bob|Drafted\n 3|Publish|Cath|Printed\n 9|Agree|Dev|Signed", []plan.Ref{"1", "4", "9"}, 0, nil},
		{"all below numbered anew", heads + first + last, heads + "\n 1|Recruit|Ann|Begun\n 2" + bus + "\n 3|Audit|Bob|Drafted\n 4|Publish|Cath|Printed\n 5|Agree|Dev|Signed", []plan.Ref{"2", "3", "4", "5"}, 0, nil},
		{"an empty row numbered, and all below it", heads + first + last, heads + "\n 1|Recruit|Ann|Begun\n 2|||\n 3|Audit|Bob|Drafted\n 4|Publish|Cath|Printed\n 5|Agree|Dev|Signed", []plan.Ref{"2", "3", "4", "5"}, 0, nil},
		{"edited with it", heads + first + last, heads + first + "\n 4" + bus + "\n 5|Agree|Eve|Signed by police", []plan.Ref{"4", "5"}, 0, nil},
		{"texts alike, and one is under a new ref", heads + first + "\n 4" + train + "\n 5" + teach, heads + first + "\n 4" + train + "\n 5" + bus + "\n 6" + teach, []plan.Ref{"5", "6"}, 0, nil},
		{"texts alike, and one has another's ref", heads + first + "\n 4" + train + "\n 5" + teach, heads + "\n 1|Recruit|Ann|Begun\n 2|Audit|Bob|Drafted\n 3" + teach + "\n 4" + train, []plan.Ref{"3", "5"}, 0, nil},

		{"reworded", heads + first + last, heads + first + "\n 4|Agree sharing|Eve|Signed", nil, 2, nil},
		{"reworded, and another put in", heads + first + last, heads + first + "\n 4|Agree sharing|Dev|Signed\n 5" + bus, nil, 1, []string{"row 5"}},
		{"taken out, and another reworded", heads + first + last, heads + "\n 1|Recruit|Ann|Begun\n 2|Audit|Bob|Drafted\n 4|Agree sharing|Dev|Signed", nil, 1, []string{"row 3"}},
		{"copied as the start of a new one", heads + first + last, heads + first + last + "\n 5|Agree|Dev|Signed", nil, 0, []string{"row 5"}},
		{"copied over another", heads + first + last, heads + "\n 1|Recruit|Ann|Begun\n 2|Agree|Bob|Drafted\n 3|Publish|Cath|Printed" + last, nil, 0, []string{"reworded 2"}},
		{"under a new ref, and nothing under the old one", heads + first + last, heads + first + "\n 9|Agree|Eve|Signed", nil, 1, nil},
		{"texts alike, one reworded and one put in", heads + first + "\n 4" + train + "\n 5" + teach, heads + first + "\n 4" + train + "\n 5|Teach all|Bob|Drafted\n 6|Train staff|Zoe|To begin", nil, 1, []string{"row 6"}},
	} {
		bothWays(t, sheets(tc.base, tc.mine, tc.base, Agreement{}), func(h *history, mine, theirs Side) {
			h.run()
			h.wantAsked(tc.name, tc.asked...)
			var stopped []plan.Ref
			for _, s := range h.s.Stops {
				stopped = append(stopped, s.Refs...)
				if s.Kind != StopPermuted || s.Side != mine || s.Whole {
					t.Errorf("%s: %+v", tc.name, s)
				}
			}
			if !slices.Equal(stopped, tc.stopped) || len(edits(h.s, theirs)) != tc.crosses || len(edits(h.s, mine)) > 0 {
				t.Errorf("%s: stopped %v, want %v; %d edits cross, want %d", tc.name, stopped, tc.stopped, len(edits(h.s, theirs)), tc.crosses)
			}
		})
		if len(tc.stopped) > 0 {
			both := sheets(tc.base, tc.mine, tc.mine, Agreement{}).settle()
			if len(both.Stops)+len(both.Officer)+len(both.Partner) > 0 {
				t.Errorf("%s: once both sides have the same refs, it comes to %s", tc.name, brief(both))
			}
		}
	}
	// Both sides put the same action in under one ref, and each numbers the agreed one on in its own way.
	mine := heads + "\n 1|Recruit|Ann|Begun\n 2" + bus + "\n 21|Audit|Bob|Drafted\n 3|Publish|Cath|Printed" + last
	bothWays(t, sheets(heads+first+last, mine, heads+"\n 1|Recruit|Ann|Begun\n 2"+bus+"\n 3|Audit|Bob|Drafted"+last, Agreement{}), func(h *history, mine, theirs Side) {
		h.run()
		if stops := h.s.Stops; len(stops) != 1 || stops[0].Kind != StopPermuted || !slices.Equal(stops[0].Refs, []plan.Ref{"2", "3"}) || len(h.s.Officer)+len(h.s.Partner) > 0 {
			t.Errorf("numbered on in two ways, it comes to %s", brief(h.s))
		}
	})
	first1 := sheets("", heads+first+last, heads+first+"\n 4"+bus+"\n 5|Agree||Signed", Agreement{}).settle()
	if len(first1.Stops) != 1 || len(first1.Officer)+len(first1.Partner)+len(first1.Open) > 0 {
		t.Errorf("at a first agreement, it comes to %s", brief(first1))
	}
}

// TestKnownByOldWords: a row that is known by its action text alone, where the
// other side says another under that ref, waits whole until the ref is back.
func TestKnownByOldWords(t *testing.T) {
	const base = "ref|action|lead|progress\n 1|Recruit|Ann|Begun\n 2|Audit|Bob|Drafted\n 3|Publish|Cath|Printed"
	for _, tc := range []struct {
		name, mine, theirs string
		crosses            int // to their row
		comes              int // from it
		asked              []string
	}{
		{"another action", " 2|Buy a bus|Fleet|Quoted", " |Audit|Bob|Checked", 0, 0, []string{"conflict 2 action"}},
		{"another action, and a new ref", " 2|Buy a bus|Fleet|Quoted", " 9|Audit|Bob|Checked", 0, 0, []string{"conflict 2 action"}},
		{"reworded", " 2|Audit ten|Bob|Planned", " |Audit|Zoe|Drafted", 0, 0, []string{"conflict 2 action"}},
		{"the same words", " 2|Audit|Bob|Planned", " |Audit|Zoe|Drafted", 1, 1, nil},
		{"both have their refs", " 2|Audit ten|Bob|Planned", " 2|Audit|Zoe|Drafted", 2, 1, nil},
	} {
		row := func(r string) string { return strings.Replace(base, " 2|Audit|Bob|Drafted", r, 1) }
		bothWays(t, sheets(base, row(tc.mine), row(tc.theirs), Agreement{Narrative: []plan.Field{}}), func(h *history, mine, theirs Side) {
			h.run()
			h.wantAsked(tc.name, tc.asked...)
			if len(edits(h.s, theirs)) != tc.crosses || len(edits(h.s, mine)) != tc.comes {
				t.Errorf("%s: %s", tc.name, brief(h.s))
			}
			if was, now := values(*h.c.base), values(h.s.NextBase); tc.crosses == 0 && now[cell{"2", "lead"}] != was[cell{"2", "lead"}] {
				t.Errorf("%s: the base moves to %v", tc.name, now[cell{"2", "lead"}])
			}
		})
	}
}

// TestPartialSort: a sort of some columns without the others, which leaves the
// refs and the texts where they are, touches no row it moved either; edits that
// look a little like one cross.
func TestPartialSort(t *testing.T) {
	stopsSorts(t, StopSorted, []sorted{
		{
			"some columns, not the texts", "ref|action|due|lead\n 1|A|1 May|Head\n 2|B|2 May|Director\n 3|C|3 May|Manager\n 4|D|4 May|Head",
			"ref|action|due|lead\n 1|A|2 May|Director\n 2|B|3 May|Manager\n 3|C|1 May|Head\n 4|D|9 May|Head", []plan.Ref{"1", "2", "3"}, 0,
		},
		{
			"one column", "ref|action|due\n 1|A|1 May\n 2|B|2 May\n 3|C|3 May\n 4|D|4 May\n 5|E|5 May",
			"ref|action|due\n 1|A|4 May\n 2|B|3 May\n 3|C|2 May\n 4|D|1 May\n 5|E|6 May", []plan.Ref{"1", "2", "3", "4"}, 0,
		},
		{
			"two dates exchanged are two edits", "ref|action|due\n 1|A|1 May\n 2|B|2 May\n 3|C|3 May", "ref|action|due\n 1|A|2 May\n 2|B|1 May\n 3|C|3 May", nil, 2,
		},
		{
			"one action closed like another", "ref|action|status|rag\n 1|A|Open|red\n 2|B|Closed|blue\n 3|C|Open|red", "ref|action|status|rag\n 1|A|Closed|blue\n 2|B|Closed|blue\n 3|C|Open|red", nil, 2,
		},
		{
			"several closed and one opened again", "ref|action|status|rag\n 1|A|Open|red\n 2|B|Closed|blue\n 3|C|Open|red\n 4|D|Closed|blue",
			"ref|action|status|rag\n 1|A|Closed|blue\n 2|B|Open|red\n 3|C|Closed|blue\n 4|D|Closed|blue", nil, 6,
		},
		{
			"two pairs exchanged, and one edited since", rows("due|lead", "1 May|Head", "2 May|Director", "3 May|Head", "4 May|Director"),
			rows("due|lead", "2 May|Director", "1 May|Head", "4 May|Director", "9 May|Head"), []plan.Ref{"1", "2", "3", "4"}, 0,
		},
		{
			"words that repeat", rows("due|lead", "1 May|Head", "1 May|Manager", "2 May|Head", "3 May|Director", "3 May|Head", "4 May|Manager", "4 May|Director", "5 May|Head", "6 May|Head"),
			rows("due|lead", "3 May|Director", "4 May|Director", "1 May|Head", "2 May|Head", "3 May|Head", "5 May|Head", "6 May|Head", "1 May|Manager", "4 May|Manager"),
			[]plan.Ref{"1", "2", "3", "4", "6", "7", "8", "9"}, 0,
		},
		{
			"one column of words that repeat", rows("lead", "Head", "Manager", "Head", "Director", "Clerk", "Manager", "Director", "Clerk", "Head", "Clerk", "Manager", "Director"),
			rows("lead", "Clerk", "Clerk", "Clerk", "Director", "Director", "Director", "Head", "Head", "Head", "Manager", "Manager", "Manager"),
			[]plan.Ref{"1", "2", "3", "5", "6", "7", "8", "10", "12"}, 0,
		},
		{
			"all dates put off to the next", rows("due", strings.Split("1 May,2 May,3 May,4 May,5 May,6 May,7 May,8 May,9 May,10 May,11 May,12 May", ",")...),
			rows("due", strings.Split("2 May,3 May,4 May,5 May,6 May,7 May,8 May,9 May,10 May,11 May,12 May,13 May", ",")...), nil, 12,
		},
		{
			"all dates put off to the next, and one brought forward", rows("due", strings.Split("1 May,2 May,3 May,4 May,5 May,6 May,7 May,8 May,9 May,10 May,11 May,12 May", ",")...),
			rows("due", strings.Split("2 May,3 May,4 May,5 May,6 May,7 May,20 April,9 May,10 May,11 May,12 May,13 May", ",")...), nil, 12,
		},
		{
			"a ring, and one edited since", rows("lead", strings.Split("A,B,C,D,E,F,G,H,I,J", ",")...), rows("lead", strings.Split("G,D,A,Zoe,B,C,I,E,J,H", ",")...),
			[]plan.Ref{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10"}, 0,
		},
		{
			"a ring, and one cleared since", rows("progress", strings.Split("A,B,C,D,E,F,G,H,I,J", ",")...), rows("progress", strings.Split("G,D,A,,B,C,I,E,J,H", ",")...),
			[]plan.Ref{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10"}, 0,
		},
		{
			"four leads handed on, and one new", rows("lead", "Ann", "Bob", "Cath", "Dev", "Eve"), rows("lead", "Bob", "Cath", "Dev", "Zoe", "Eve"), nil, 4,
		},
		{
			"all actions a step further", rows("status", "Not begun", "Not begun", "Begun", "Begun", "Begun", "Done"), rows("status", "Begun", "Begun", "Done", "Done", "Done", "Closed"), nil, 6,
		},
		{
			"ratings that rose and fell", rows("rag", "red", "amber", "green", "amber", "red", "green", "amber", "green"), rows("rag", "amber", "green", "amber", "red", "amber", "amber", "green", "green"), nil, 7,
		},
	})
}

// TestSortedAndTakenOut: a row that the other side took out meanwhile is counted
// with the others that were sorted.
func TestSortedAndTakenOut(t *testing.T) {
	base, out := rows("lead", "A", "B", "C", "D", "E"), "\n 3|Action 3|C"
	bothWays(t, sheets(base, rows("lead", "C", "A", "E", "B", "D"), strings.Replace(base, out, "", 1), Agreement{}), func(h *history, mine, theirs Side) {
		h.run()
		if len(h.s.Stops) != 1 || len(edits(h.s, theirs)) > 0 || len(h.s.Open) > 0 {
			t.Errorf("it comes to %s", brief(h.s))
		}
	})
}

// TestColumnInOrder: a sort of one column is seen by the order that it leaves,
// also where few words say too little, whatever order it is and whatever part
// of the table was sorted; what people brought about themselves crosses.
func TestColumnInOrder(t *testing.T) {
	open := []string{"On track", "Complete", "On track", "At risk", "On track", "Complete", "On track", "On track", "Not started", "On track"}
	for _, tc := range []struct {
		name        string
		column      string
		words, then []string
		stopped     int
		may         bool
	}{
		{"Z to A", "status", open, []string{"On track", "On track", "On track", "On track", "On track", "On track", "Not started", "Complete", "Complete", "At risk"}, 7, false},
		{"A to Z", "status", open, []string{"At risk", "Complete", "Complete", "Not started", "On track", "On track", "On track", "On track", "On track", "On track"}, 5, false},
		{"an order of their own", "status", open, []string{"Not started", "On track", "On track", "On track", "On track", "On track", "On track", "At risk", "Complete", "Complete"}, 7, false},
		{"some rows of it", "status", open, []string{"On track", "Complete", "On track", "On track", "On track", "On track", "On track", "Not started", "Complete", "At risk"}, 5, false},
		{"those that a filter showed", "status", []string{"Open", "Done", "Done", "Open", "Open", "Done", "Done", "Open", "Open", "Done", "Open", "Done"}, []string{"Open", "Done", "Open", "Open", "Open", "Done", "Open", "Open", "Done", "Done", "Done", "Done"}, 4, true},
		{"blanks last", "status", []string{"", "Done", "", "Open", "", "Open", "", "Open"}, []string{"Open", "Open", "Open", "Done", "", "", "", ""}, 6, false},
		{"edited since", "status", append(slices.Clone(open), "Complete", "On track", "Complete", "At risk"), []string{"On track", "On track", "On track", "Delayed", "On track", "On track", "On track", "Not started", "Complete", "Complete", "Complete", "Complete", "At risk", "Late"}, 7, true},
		{"edited since to a word of the others", "status", append(slices.Clone(open), open...), strings.Split("On track,On track,On track,On track,Complete,On track,On track,On track,On track,On track,On track,On track,Not started,Not started,Complete,Complete,Complete,Complete,At risk,At risk", ","), 13, false},
		{"numbers", "percent", []string{"9", "10", "9", "10", "9", "10", "100", "9"}, []string{"9", "9", "9", "9", "10", "10", "10", "100"}, 5, true},
		{"four of two words", "status", []string{"Open", "Done", "Open", "Done"}, []string{"Done", "Done", "Open", "Open"}, 2, true},
		{"one out of many", "status", []string{"Open", "Open", "Done", "Open", "Open"}, []string{"Done", "Open", "Open", "Open", "Open"}, 2, true},
		{"three dates", "due", []string{"2 May", "3 May", "1 May"}, []string{"1 May", "2 May", "3 May"}, 3, true},

		{"all but one edited since", "lead", []string{"D", "F", "B", "A", "C", "E", "G", "H"}, []string{"A", "B", "Zed", "D", "E", "F", "G", "H"}, 6, false},
		{"the last of six edited since", "lead", []string{"V", "H", "D", "Z", "T", "B"}, []string{"B", "D", "H", "T", "V", "New"}, 6, false},
		{"the first of six edited since", "lead", []string{"V", "H", "D", "Z", "T", "B"}, []string{"New", "D", "H", "T", "V", "Z"}, 6, false},
		{"new leads in all but two", "lead", []string{"V", "H", "D", "Z", "T", "B"}, []string{"New", "D", "Newer", "T", "Newest", "X"}, 0, false},

		{"three rows cannot be told", "status", []string{"Open", "Done", "Open"}, []string{"Done", "Open", "Open"}, 0, false},
		{"three leads dealt out", "lead", []string{"Head", "Clerk", "Manager"}, []string{"Clerk", "Manager", "Head"}, 0, false},
		{"exchanged, and in no order", "status", []string{"Open", "Open", "Done", "Open", "Open", "Open"}, []string{"Open", "Done", "Open", "Open", "Open", "Open"}, 0, false},
		{"all a step further", "status", []string{"Done", "Begun", "Begun", "Begun", "Not begun", "Begun", "Not begun", "Not begun"}, []string{"Done", "Done", "Done", "Done", "Begun", "Begun", "Begun", "Begun"}, 0, false},
		{"closed from the top", "status", []string{"Done", "Open", "Open", "Open", "Open", "Open"}, []string{"Done", "Done", "Done", "Done", "Open", "Open"}, 0, false},
		{"put off, and in order as before", "due", []string{"1 May", "2 May", "3 May", "4 May", "5 May"}, []string{"2 May", "3 May", "4 May", "5 May", "6 May"}, 0, false},
	} {
		base := rows(tc.column, tc.words...)
		bothWays(t, sheets(base, rows(tc.column, tc.then...), base, Agreement{}), func(h *history, mine, theirs Side) {
			h.run()
			stopped, message := 0, ""
			for _, s := range h.s.Stops {
				stopped, message = stopped+len(s.Refs), message+s.Message
			}
			if stopped != tc.stopped || strings.Contains(message, " may stand ") != tc.may || tc.may && !strings.Contains(message, "in the table Plan now") {
				t.Errorf("%s: %d stopped, want %d: %s", tc.name, stopped, tc.stopped, message)
			}
			said := map[string]bool{}
			for _, w := range tc.words {
				said[w] = true
			}
			for _, e := range edits(h.s, theirs) {
				if tc.stopped > 0 && said[e.Now.Typed] {
					t.Errorf("%s: %q crosses", tc.name, e.Now.Typed)
				}
			}
		})
	}
}

// TestWholeRowsSortedAndEdited: rows that were sorted whole, by the column in
// which some were edited, are in order and no sort of that column.
func TestWholeRowsSortedAndEdited(t *testing.T) {
	base := rows("status", "Open", "Done", "Open", "Open", "Done", "Open", "Done", "Open")
	edited := "ref|action|status\n 1|Action 1|Done\n 3|Action 3|Done\n 5|Action 5|Done\n 2|Action 2|Open\n 4|Action 4|Open\n 6|Action 6|Open\n 7|Action 7|Open\n 8|Action 8|Open"
	bothWays(t, sheets(base, edited, base, Agreement{}), func(h *history, _, theirs Side) {
		h.run()
		if n := len(edits(h.s, theirs)); n != 4 || len(h.s.Stops) > 0 {
			t.Errorf("%d edits cross, stops %+v", n, h.s.Stops)
		}
	})
}

// TestWentWithASort: what was sorted with a column that is in order does not
// cross, also from a row in which that column says what it said.
func TestWentWithASort(t *testing.T) {
	for name, cells := range map[string][2]string{
		"it was sorted":       {"Open|C,Open|C,Done|C,Open|C,Open|C,Done|C,Done|C,Open|C,Open|C,Done|C,Done|C,Done|H", "Done|C,Done|C,Done|C,Done|C,Done|C,Done|H,Open|C,Open|C,Open|C,Open|C,Open|C,Open|C"},
		"it may have been so": {"Open|C,Open|C,Done|C,Done|C,Done|H", "Done|C,Done|C,Done|H,Open|C,Open|C"},
	} {
		base := rows("status|lead", strings.Split(cells[0], ",")...)
		bothWays(t, sheets(base, rows("status|lead", strings.Split(cells[1], ",")...), base, Agreement{}), func(h *history, _, theirs Side) {
			h.run()
			if n := len(edits(h.s, theirs)); n > 0 {
				t.Errorf("%s: %d edits cross, stops %+v", name, n, h.s.Stops)
			}
		})
	}
}

// TestTypedBeforeASort: a word that was typed before a sort is sorted with the
// others, and does not cross from the row in which it stands now.
func TestTypedBeforeASort(t *testing.T) {
	base := rows("status", "On track", "Complete", "On track", "At risk", "On track", "Complete", "On track", "On track", "On track", "At risk")
	sorted := rows("status", "At risk", "At risk", "Complete", "Complete", "Delayed", "On track", "On track", "On track", "On track", "On track")
	bothWays(t, sheets(base, sorted, base, Agreement{}), func(h *history, _, theirs Side) {
		h.run()
		if n := len(edits(h.s, theirs)); n > 0 || len(h.s.Stops) != 1 {
			t.Errorf("%d edits cross, stops %+v", n, h.s.Stops)
		}
	})
}

// TestSortEditedSince: an edit after a sort of many rows hides none of it, and
// waits with it.
func TestSortEditedSince(t *testing.T) {
	leads := strings.Split(strings.Repeat("Head Manager Director Clerk Head ", 10), " ")[:50]
	sorted := slices.Sorted(slices.Values(leads))
	sorted[7] = "Deputy"
	base := rows("lead", leads...)
	bothWays(t, sheets(base, rows("lead", sorted...), base, Agreement{}), func(h *history, _, theirs Side) {
		h.run()
		if n := len(edits(h.s, theirs)); n != 0 || len(h.s.Stops) != 1 || !strings.Contains(h.s.Stops[0].Message, " more (lead) stand in") {
			t.Errorf("%d edits cross, stops %+v", n, h.s.Stops)
		}
	})
}

// rows writes a plan of actions 1, 2 and so on, with some columns.
func rows(columns string, cells ...string) string {
	text := "ref|action|" + columns
	for i, c := range cells {
		text += fmt.Sprintf("\n %d|Action %d|%s", i+1, i+1, c)
	}
	return text
}

// TestBothSaySoProvesNoSort: cells that both sides say by now, as after a run
// that was cut off, are no proof that one side was sorted.
func TestBothSaySoProvesNoSort(t *testing.T) {
	base := rows("due|lead", "1 May|Head", "2 May|Director", "3 May|Manager")
	mine := rows("due|lead", "2 May|Director", "1 May|Head", "3 May|Manager")
	for name, tc := range map[string]struct {
		theirs string
		stops  bool
	}{
		"they say none of it": {base, true},
		"they say one of it":  {rows("due|lead", "1 May|Director", "2 May|Director", "3 May|Manager"), false},
	} {
		bothWays(t, sheets(base, mine, tc.theirs, Agreement{}), func(h *history, _, _ Side) {
			h.run()
			if got := len(h.s.Stops) > 0; got != tc.stops {
				t.Errorf("%s: stopped %v, want %v: %+v", name, got, tc.stops, h.s.Stops)
			}
		})
	}
}

// TestConfirmedSort: what looks like a sort of some columns is written once a
// person says that it is none.
func TestConfirmedSort(t *testing.T) {
	base := rows("due|lead", "1 May|Head", "2 May|Director")
	bothWays(t, sheets(base, rows("due|lead", "2 May|Director", "1 May|Head"), base, Agreement{Confirmed: true}), func(h *history, _, theirs Side) {
		h.run()
		if len(h.s.Stops) > 0 || len(edits(h.s, theirs)) != 4 {
			t.Errorf("confirmed, and it comes to %s, stops %+v", brief(h.s), h.s.Stops)
		}
	})
}

func stopsSorts(t *testing.T, kind StopKind, cases []sorted) {
	t.Helper()
	for _, tc := range cases {
		bothWays(t, sheets(tc.base, tc.sorted, tc.base, Agreement{}), func(h *history, mine, theirs Side) {
			h.run()
			h.wantAsked(tc.name)
			var stopped []plan.Ref
			for _, s := range h.s.Stops {
				stopped = append(stopped, s.Refs...)
				if s.Kind != kind || s.Side != mine || s.Whole || s.Hint == "" {
					t.Errorf("%s: %+v", tc.name, s)
				}
			}
			if !slices.Equal(stopped, tc.stopped) || len(edits(h.s, theirs)) != tc.crosses || len(edits(h.s, mine)) > 0 {
				t.Errorf("%s: stopped %v, want %v; %d edits cross, want %d: %+v", tc.name, stopped, tc.stopped, len(edits(h.s, theirs)), tc.crosses, h.s.Stops)
			}
			for _, ref := range tc.stopped {
				if now, was := values(h.s.NextBase), values(*h.c.base); now[cell{ref, "due"}] != was[cell{ref, "due"}] {
					t.Errorf("%s: the base of %s moves", tc.name, ref)
				}
			}
		})
	}
}

// TestSortOfRepeatedWords: where a sort of two columns gives eight rows or more
// other words, of four kinds at least, nothing of it crosses, however often
// the words repeat.
func TestSortOfRepeatedWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pairs := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string {
			return fmt.Sprintf("%d May|%s", rapid.IntRange(1, 5).Draw(t, "day"), rapid.SampledFrom([]string{"Head", "Director", "Manager"}).Draw(t, "lead"))
		}), 8, 30).Draw(t, "rows")
		sorted := slices.Sorted(slices.Values(pairs))
		kinds, moved := map[string]bool{}, 0
		for i := range pairs {
			if pairs[i] != sorted[i] {
				kinds[pairs[i]], moved = true, moved+1
			}
		}
		base := rows("due|lead", pairs...)
		c := sheets(base, rows("due|lead", sorted...), base, Agreement{})
		for _, c := range []triple{c, c.mirror()} {
			s := c.settle()
			if wrong := len(s.Officer) + len(s.Partner) + len(s.Open); wrong > 0 && moved >= 8 && len(kinds) >= 4 {
				t.Fatalf("%v sorted, and it comes to %s", pairs, brief(s))
			}
		}
	})
}

// TestEmptiedSide: a side without rows, or with blank ones, is never believed.
func TestEmptiedSide(t *testing.T) {
	for name, emptied := range map[string]string{
		"no rows": "ref|action|due", "blank rows": "ref|action|due\n 2.3||\n 2.4||", "no table at all": "",
	} {
		c := sheets(twoActions, twoActions, twoActions, Agreement{})
		if emptied == "" {
			c.officer = plan.Plan{}
		} else {
			c.officer = sheet(Officer, emptied)
		}
		bothWays(t, c, func(h *history, mine, theirs Side) {
			h.run()
			h.wantQuiet(name)
			if !wholeStop(h.s) || h.s.BaseMoved {
				t.Errorf("%s: stops %+v, base moved %v", name, h.s.Stops, h.s.BaseMoved)
			}
		})
	}
}

// TestNoBaseOverwritesNothing: without a base, no value is ever written over
// another.
func TestNoBaseOverwritesNothing(t *testing.T) {
	law(t, oddities{rows: true, columns: true, owners: true, units: true}, func(t *rapid.T, c triple) {
		c.base = nil
		s := c.settle()
		for _, side := range []Side{Officer, Partner} {
			for _, e := range edits(s, side) {
				if !e.Was.Value.IsBlank() {
					t.Fatalf("nothing was agreed, and %v is written over with %v", e.Was.Value, e.Now.Value)
				}
			}
		}
	})
}

// TestNextRef: a new row is offered the ref that its own list goes on with.
func TestNextRef(t *testing.T) {
	for _, tc := range []struct{ name, agreed, mine, want string }{
		{"the list it stands in", "ref|action\n 2.7|A\n 2.8|B\n 8.2|C\n 8.3|D", "ref|action\n 2.7|A\n 2.8|B\n |New\n 8.2|C\n 8.3|D", "2.9"},
		{"the first of its table", "ref|action\n 2.7|A\n 2.8|B\n 8.3|D", "ref|action\n |New\n 2.7|A\n 2.8|B\n 8.3|D", "2.9"},
		{"the end", "ref|action\n 2.8|B\n 8.3|D", "ref|action\n 2.8|B\n 8.3|D\n |New", "8.4"},
		{"not one that is taken elsewhere", "ref|action\n 2.8|B\n 8.3|D\n 2.9|E", "ref|action\n 2.8|B\n |New\n 8.3|D\n 2.9|E", "2.10"},
		{"its table", "ref|action\n@Home 2.8|B\n@Care 8.3|D", "ref|action\n@Home 2.8|B\n@Home |New\n@Care 8.3|D", "2.9"},
		{"its theme", "ref|action|theme\n 2.8|B|Home\n 8.3|D|Care", "ref|action|theme\n 2.8|B|Home\n 8.3|D|Care\n |New|Home", "2.9"},
		{"noughts", "ref|action\n A-009|B\n B-001|C", "ref|action\n A-009|B\n |New\n B-001|C", "A-010"},
		{"letters", "ref|action\n R4/a|A\n R4/b|B\n R5/a|C", "ref|action\n R4/a|A\n R4/b|B\n |New\n R5/a|C", "R4/c"},
		{"capitals", "ref|action\n A|A\n B|B", "ref|action\n A|A\n B|B\n |New", "C"},
		{"a letter that is a numeral too", "ref|action\n 1h|A\n 1i|B", "ref|action\n 1h|A\n 1i|B\n |New", "1j"},
		{"numerals", "ref|action\n vii|A\n viii|B", "ref|action\n vii|A\n viii|B\n |New", "ix"},
		{"great numerals", "ref|action\n III|A\n IV|B", "ref|action\n III|A\n IV|B\n |New", "V"},
	} {
		bothWays(t, sheets(tc.agreed, tc.mine, tc.agreed, Agreement{}), func(h *history, _, _ Side) {
			h.run()
			h.wantAsked(tc.name, "row "+tc.want)
		})
	}
	const repeated = "ref|action\n@Home Home/1.1|A\n@Away Away/1.1|B"
	for name, tc := range map[string]struct {
		agreed, mine, theirs, want string
		row                        int
	}{
		"its own table's": {repeated, "ref|action\n@Home 1.1|A\n@Home |New\n@Away 1.1|B", "ref|action\n@Home 1.1|A\n@Away 1.1|B", "1.2", 3},
		"its own table's, whatever the other goes on with": {
			repeated + "\n@Away 3.7|C", "ref|action\n@Home 1.1|A\n@Home |New\n@Away 1.1|B\n@Away 3.7|C", "ref|action\n@Home 1.1|A\n@Away 1.1|B\n@Away 3.7|C", "1.2", 3,
		},
		"one that no table has": {
			repeated + "\n@Away 1.2|C", "ref|action\n@Home 1.1|A\n@Home |New\n@Away 1.1|B\n@Away 1.2|C", "ref|action\n@Home 1.1|A\n@Away 1.1|B\n@Away 1.2|C", "1.3", 3,
		},
		"one that repeats nowhere": {
			repeated + "\n@Away Away/1.2|C\n@Care Care/1.2|D", "ref|action\n@Home 1.1|A\n@Home |New\n@Away 1.1|B\n@Away 1.2|C\n@Care 1.2|D", "ref|action\n@Home 1.1|A\n@Away 1.1|B\n@Away 1.2|C\n@Care 1.2|D", "1.3", 3,
		},
		"its theme's in its own table": {
			"ref|action|theme\n@Home Home/1.1|A|Care\n@Home 2.1|D|Play\n@Away Away/1.1|B|Care\n@Away 1.7|C|Care",
			"ref|action|theme\n@Home 1.1|A|Care\n@Home 2.1|D|Play\n@Home |New|Care\n@Away 1.1|B|Care\n@Away 1.7|C|Care",
			"ref|action|theme\n@Home 1.1|A|Care\n@Home 2.1|D|Play\n@Away 1.1|B|Care\n@Away 1.7|C|Care", "1.2", 4,
		},
	} {
		bothWays(t, sheets(tc.agreed, tc.mine, tc.theirs, Agreement{}), func(h *history, mine, theirs Side) {
			h.run()
			h.wantAsked(name, "row "+tc.want)
			h.decide("row "+tc.want, TakeAdd)
			h.run()
			for _, row := range slices.Concat(h.s.OfficerRows, h.s.PartnerRows) {
				if row.Ref != plan.Ref(tc.want) || row.Table != "Home" {
					t.Fatalf("%s: it is added as %s of %s", name, row.Ref, row.Table)
				}
			}
			h.wantEdits(name, mine, fmt.Sprintf("row %d ref:  > %s", tc.row, tc.want))
			h.finish()
			h.finish()
			h.wantAsked(name)
			h.wantQuiet(name)
			if len(h.s.LeftAlone) > 0 || len(h.s.NextBase.Actions) != len(h.c.officer.Actions) || len(h.c.officer.Actions) != len(h.c.partner.Actions) {
				t.Fatalf("%s: left alone %v, %d rows agreed", name, h.s.LeftAlone, len(h.s.NextBase.Actions))
			}
		})
	}
	headed := sheets("ref|action\n 2.8|B\n 8.3|D", "ref|action\n 8.3|D\n 2.8|B\n |New", "ref|action\n 2.8|B\n 8.3|D", Agreement{})
	for i, heading := range []string{"Care", "Home", "Care"} {
		headed.officer.Actions[i].Heading = heading
	}
	h := &history{t: t, c: headed}
	h.run()
	h.wantAsked("its section", "row 8.4")
}

// TestSwappedRefsOnPurpose passes the stop of texts under other refs where a
// person says that refs stand as they are meant: every cell of the rows goes
// across by its ref, a partners' edit in one of them is met like any other, and
// once it is agreed nothing stops. A ref that stands twice is never passed.
func TestSwappedRefsOnPurpose(t *testing.T) {
	const base = "ref|action|lead|progress\n 1|Write the policy|Ann|a\n 2|Train the staff|Bob|b\n 3|Audit the cases|Cy|c"
	const swapped = "ref|action|lead|progress\n 2|Write the policy|Ann|a\n 1|Train the staff|Bob|b\n 3|Audit the cases|Cy|c"
	for _, side := range []Side{Officer, Partner} {
		c := sheets(base, swapped, base, Agreement{})
		if side == Partner {
			c = sheets(base, base, swapped, Agreement{})
		}
		held := c.settle()
		if len(held.Stops) != 1 || held.Stops[0].Kind != StopPermuted || !held.Stops[0].Passable() || len(held.Officer)+len(held.Partner) > 0 {
			t.Fatalf("%s: refs are exchanged, and it comes to %s", side, brief(held))
		}
		c.rules.Confirmed = true
		s := c.settle()
		edits := s.Partner
		if side == Partner {
			edits = s.Officer
		}
		if len(s.Stops)+len(s.Open) > 0 || len(edits) != 6 || len(s.Officer)+len(s.Partner) != 6 {
			t.Fatalf("%s: a person says it is meant, and it comes to %s", side, brief(s))
		}
		if e, _ := agreedAt(s, cell{"1", plan.FieldAction}); e.Value.Text != "Train the staff" {
			t.Errorf("%s: what 1 is comes to %q", side, e.Value.Text)
		}
		next := sheets(swapped, swapped, swapped, Agreement{}).settle()
		if len(next.Stops)+len(next.Open)+len(next.Officer)+len(next.Partner) > 0 {
			t.Errorf("%s: it is agreed, and comes to %s", side, brief(next))
		}
	}
	both := sheets(base, swapped, strings.Replace(base, "|a\n", "|partners moved it\n", 1), Agreement{})
	both.rules.Confirmed = true
	if s := both.settle(); len(s.Open) != 1 || s.Open[0].Kind != QuestionConflict || s.Open[0].Field != plan.FieldProgress {
		t.Errorf("partners moved a cell of such a row, and it comes to %s", brief(s))
	}
	doubled := sheets(base, strings.Replace(base, " 2|", " 1|", 1), base, Agreement{})
	doubled.rules.Confirmed = true
	if s := doubled.settle(); len(s.Stops) != 1 || s.Stops[0].Kind != StopDoubled || s.Stops[0].Passable() {
		t.Errorf("a ref stands twice, and it comes to %s", brief(s))
	}
}

// TestMangledOnBothSides agrees for the first time where each side's refs are what a
// spreadsheet makes of the other's: only one side's are taken for the other's, and
// every action is one.
func TestMangledOnBothSides(t *testing.T) {
	texts := []string{"Train", "Recruit", "Audit", "Publish"}
	lay := func(refs []string) string {
		text := "ref|action|progress"
		for i, ref := range refs {
			text += "\n" + ref + "|" + texts[i] + "|words of " + texts[i]
		}
		return text
	}
	for _, tc := range []struct {
		officers, partners []string
		repaired           Side // whose refs are taken for the other's
	}{
		{[]string{"01", "02", "03", "10"}, []string{"1", "2", "3", "10"}, Partner},
		{[]string{"1", "2", "3", "10"}, []string{"01", "02", "03", "10"}, Officer},
		{[]string{"1.10", "1.20", "1.30", "1.40"}, []string{"1.1", "1.2", "1.3", "1.4"}, Partner},
		{[]string{"1.1", "1.2", "1.3", "1.4"}, []string{"1.10", "1.20", "1.30", "1.40"}, Officer},
		{[]string{"A–1", "A–2", "A–3", "A–4"}, []string{"A-1", "A-2", "A-3", "A-4"}, Partner},
		{[]string{"i", "ii", "iii", "iv"}, []string{"I", "II", "III", "IV"}, Partner},
		{[]string{"1/2", "1/3", "1/4", "1/5"}, []string{"1-Feb", "1-Mar", "1-Apr", "1-May"}, Partner},
		{[]string{"1-Feb", "1-Mar", "1-Apr", "1-May"}, []string{"1/2", "1/3", "1/4", "1/5"}, Officer},
	} {
		c := sheets("", lay(tc.officers), lay(tc.partners), Agreement{})
		s := c.settle()
		if len(s.Open) > 0 || len(s.NextBase.Actions) != 4 || len(edits(s, Officer))+len(edits(s, Partner)) > 0 {
			t.Errorf("%v and %v: it comes to %s", tc.officers, tc.partners, brief(s))
			continue
		}
		want := tc.officers
		if tc.repaired == Officer {
			want = tc.partners
		}
		for _, a := range s.NextBase.Actions {
			if i := slices.Index(texts, actionText(&a)); string(a.Ref) != want[i] {
				t.Errorf("%v and %v: %s is agreed as %s", tc.officers, tc.partners, actionText(&a), a.Ref)
			}
		}
		for _, n := range s.Notes {
			if !strings.HasPrefix(n.Message, tc.repaired.copyName()) {
				t.Errorf("%v and %v: it says %s", tc.officers, tc.partners, n.Message)
			}
		}
		c = c.after(s)
		if s = c.says(Partner, plan.Ref(tc.partners[1]), plan.FieldProgress, plan.TextValue("more")).settle(); len(edits(s, Officer)) != 1 || len(s.Open) > 0 {
			t.Errorf("%v and %v, an edit: it comes to %s", tc.officers, tc.partners, brief(s))
		}
	}
}

// TestTablesCalledOtherwise tells refs that repeat between tables apart by them, where
// the sides call their tables otherwise.
func TestTablesCalledOtherwise(t *testing.T) {
	lay := func(home, school string) string {
		text := "ref|action|progress"
		for i, words := range []string{"Recruit|h1", "Audit|h2", "Publish|h3"} {
			text += fmt.Sprintf("\n@%s %s/1.%d|%s", home, home, i+1, words)
		}
		for i, words := range []string{"Map clubs|s1", "Run groups|s2", "Visit all|s3"} {
			text += fmt.Sprintf("\n@%s %s/1.%d|%s", school, school, i+1, words)
		}
		return text
	}
	first := sheets("", lay("Home", "School"), lay("P-Home", "P-School"), Agreement{})
	for _, c := range []triple{first, first.mirror()} {
		s := c.settle()
		if len(s.Open)+len(s.Officer)+len(s.Partner) > 0 || len(s.NextBase.Actions) != 6 || len(s.Notes) != 2 || !strings.Contains(s.Notes[0].Message, "is taken for") {
			t.Fatalf("at first: it comes to %s, %v", brief(s), s.Notes)
		}
		c = c.after(s)
		home := c.partner.Actions[0].Table
		c = c.says(Partner, plan.Ref(home+"/1.1"), plan.FieldAction, plan.TextValue("Recruit more")).says(Partner, plan.Ref(home+"/1.2"), plan.FieldProgress, plan.TextValue("told"))
		if s = c.settle(); len(edits(s, Officer)) != 2 || len(s.Open)+len(edits(s, Partner)) > 0 {
			t.Errorf("one reworded and one edited: it comes to %s", brief(s))
		}
	}
	for name, tc := range map[string]struct {
		now   string
		taken bool
	}{
		"renamed":                        {lay("Homes", "School"), true},
		"another table of other actions": {strings.NewReplacer("Recruit", "Hire", "Audit", "Paint", "Publish", "Sell").Replace(lay("Estates", "School")), false},
		"a few rows of it":               {strings.NewReplacer("Audit", "Paint", "Publish", "Sell").Replace(lay("Estates", "School")), false},
		"the name is another table's":    {lay("School", "Home"), false},
	} {
		c := sheets("", lay("Home", "School"), lay("Home", "School"), Agreement{})
		c = c.after(c.settle())
		for _, c := range []triple{c.reads(Officer, sheet(Officer, tc.now)), c.reads(Officer, sheet(Officer, tc.now)).mirror()} {
			s := c.settle()
			taken := slices.ContainsFunc(s.Notes, func(n plan.Note) bool { return strings.Contains(n.Message, "its refs and action texts are the same") })
			if taken != tc.taken || taken && len(s.Open)+len(s.Stops) > 0 {
				t.Errorf("%s: it comes to %s, %v", name, brief(s), s.Notes)
			}
		}
	}
}
