package reconcile

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"actionplan/plan"
)

// history is a plan as it goes from run to run: what both sides say, and what
// is remembered.
type history struct {
	t *testing.T
	c triple
	m Memory
	s Settlement
}

var anyDay = plan.Date{Year: 2026, Month: 3, Day: 31}

// bothWays plays a story, and plays it again with the sides exchanged.
func bothWays(t *testing.T, c triple, story func(h *history, mine, theirs Side)) {
	t.Helper()
	story(&history{t: t, c: c}, Officer, Partner)
	t.Log("the other way round:") // shown where it fails
	story(&history{t: t, c: c.mirror()}, Partner, Officer)
}

// run settles, and writes nothing.
func (h *history) run() { h.s = h.c.compare().SettleWith(h.m) }

// write writes to some sides what the last run has for them; the ledger is not
// saved.
func (h *history) write(sides ...Side) {
	officer, partner := h.c.officer, h.c.partner
	if slices.Contains(sides, Officer) {
		officer = h.c.written(Officer, h.s)
	}
	if slices.Contains(sides, Partner) {
		partner = h.c.written(Partner, h.s)
	}
	h.c.officer, h.c.partner = officer, partner
}

// save remembers what the last run came to.
func (h *history) save() {
	next := h.s.NextBase
	h.c.base, h.m = &next, h.s.NextMemory
}

// finish writes both sides, reads them again, saves what they are seen to say, as
// apply does, and runs again.
func (h *history) finish() {
	h.run()
	h.write(Officer, Partner)
	h.run()
	h.save()
	h.run()
}

// decide answers the open question of that name.
func (h *history) decide(name string, take Take) {
	h.t.Helper()
	h.m.Decisions = append(h.m.Decisions, h.question(name).Decide(take, nil, "Head of Service", "Because", anyDay))
}

func (h *history) question(name string) Question {
	h.t.Helper()
	for _, q := range h.s.Open {
		if string(q.Kind)+" "+q.Key().String() == name {
			return q
		}
	}
	h.t.Fatalf("nobody asks %q: %v", name, h.asked())
	return Question{}
}

func (h *history) asked() []string {
	var list []string
	for _, q := range h.s.Open {
		list = append(list, string(q.Kind)+" "+q.Key().String())
	}
	slices.Sort(list)
	return list
}

// wantAsked holds the last run to its questions.
func (h *history) wantAsked(when string, want ...string) {
	h.t.Helper()
	if diff := cmp.Diff(want, h.asked(), cmp.Transformer("", func(s []string) string { return fmt.Sprintf("%q", s) })); diff != "" {
		h.t.Fatalf("%s, the questions (-want +got):\n%s", when, diff)
	}
}

// quiet says that the last run writes nothing to anybody.
func (h *history) wantQuiet(when string) {
	h.t.Helper()
	if s := h.s; len(s.Officer)+len(s.Partner)+len(s.OfficerRows)+len(s.PartnerRows)+len(s.Replies)+len(s.Columns) > 0 {
		h.t.Fatalf("%s, a run still writes: %s, rows %+v and %+v, replies %+v, columns %+v", when, brief(s), s.OfficerRows, s.PartnerRows, s.Replies, s.Columns)
	}
}

// says is what a side says now, "~" for no such cell.
func (h *history) says(side Side, ref plan.Ref, f plan.Field) string {
	e, ok := h.c.at(side, cell{ref, f})
	if !ok {
		return "~"
	}
	return e.Value.Text
}

func (h *history) wantSays(when string, side Side, ref plan.Ref, f plan.Field, want string) {
	h.t.Helper()
	if got := h.says(side, ref, f); got != want {
		h.t.Fatalf("%s, the %s's %s %s says %q, want %q", when, side, ref, f, got, want)
	}
}

// edit changes a cell on a side, as a person would.
func (h *history) edit(side Side, ref plan.Ref, f plan.Field, text string) {
	h.c = h.c.with(side, cell{ref, f}, textOrBlank(text))
}

// side is a side's own reading, to change.
func (h *history) side(s Side) *plan.Plan {
	if s == Officer {
		return &h.c.officer
	}
	return &h.c.partner
}

// addColumn gives a side a column of blank cells.
func (h *history) addColumn(side Side, f plan.Field) {
	p := h.side(side)
	p.Columns = append(slices.Clone(p.Columns), plan.Column{Table: "Plan", Field: f, Heading: "The " + string(f)})
	p.Actions = slices.Clone(p.Actions)
	for i, a := range p.Actions {
		p.Actions[i].Entries = a.Own()
		if _, has := a.Lookup(f); !has {
			p.Actions[i].Set(f, plan.Entry{Value: plan.Blank, Writable: true, Cell: plan.Cell{Sheet: string(side), Row: a.Row, Column: 9}})
		}
	}
}

func rowsOf(s Settlement, side Side) []NewRow {
	if side == Officer {
		return s.OfficerRows
	}
	return s.PartnerRows
}

const twoActions = "ref|action|due\n 2.3|Recruit|31 March\n 2.4|Train|1 May"

func TestAddedRowIsAdded(t *testing.T) {
	c := sheets(twoActions, twoActions+"\n 2.5|Meet|1 June", twoActions, Agreement{})
	for _, half := range []bool{false, true} {
		bothWays(t, c, func(h *history, mine, theirs Side) {
			h.run()
			h.wantAsked("at first", "row 2.5")
			h.wantQuiet("while nobody has answered")
			h.decide("row 2.5", TakeAdd)
			h.run()
			h.wantAsked("once it is decided")
			if rows := rowsOf(h.s, theirs); len(rows) != 1 || rows[0].Ref != "2.5" || rows[0].Table != "Plan" || rows[0].By != "Head of Service" {
				t.Fatalf("rows to add: %+v", rows)
			}
			if len(rowsOf(h.s, mine)) > 0 || values(h.s.NextBase)[cell{"2.5", "due"}] != (plan.Value{}) {
				t.Fatal("the row is added to the side that has it, or agreed before both have it")
			}
			if agreed, _ := agreedAt(h.s, cell{"2.5", "due"}); agreed.Value.Text != "1 June" || agreed.Open {
				t.Fatalf("agreed: %+v", agreed)
			}
			h.write(theirs)
			if !half {
				h.save() // or else the run stopped before the ledger was saved
			}
			h.run()
			h.wantAsked("once it is written")
			h.wantQuiet("once it is written")
			h.save()
			if len(h.m.Decisions) > 0 || values(*h.c.base)[cell{"2.5", "due"}].Text != "1 June" {
				t.Fatalf("both sides have the row; decisions %+v, base %+v", h.m.Decisions, values(*h.c.base))
			}
			h.wantSays("at last", theirs, "2.5", "due", "1 June")
		})
	}
}

// TestAddedUnderAnotherRef stops the run after either side was written.
func TestAddedUnderAnotherRef(t *testing.T) {
	c := sheets(twoActions, twoActions+"\n 9|Meet|1 June", twoActions, Agreement{})
	for _, first := range []Side{Officer, Partner, ""} {
		bothWays(t, c, func(h *history, mine, theirs Side) {
			h.run()
			h.m.Decisions = append(h.m.Decisions, h.question("row 9").DecideAs("2.5", "Head of Service", "", anyDay))
			h.run()
			if first == "" {
				h.write(Officer, Partner)
			} else {
				h.write(first)
				h.run()
				h.wantAsked("half-way")
				if n := len(rowsOf(h.s, theirs)) + len(edits(h.s, mine)); n != 1 {
					t.Fatalf("half-way, there are %d things left to write: %s, %+v, %+v", n, brief(h.s), h.s.OfficerRows, h.s.PartnerRows)
				}
				h.write(Officer, Partner)
			}
			h.run()
			h.wantAsked("once both are written")
			h.wantQuiet("once both are written")
			for _, side := range []Side{Officer, Partner} {
				h.wantSays("at last", side, "2.5", "due", "1 June")
				if h.c.row(side, "9") != nil || len(h.c.reading(side).Actions) != 3 {
					t.Fatalf("the %s has %d rows", side, len(h.c.reading(side).Actions))
				}
			}
			h.save()
			if len(h.m.Decisions) > 0 {
				t.Fatalf("a decision is left: %+v", h.m.Decisions)
			}
		})
	}
	bothWays(t, c, func(h *history, mine, theirs Side) {
		h.run()
		h.m.Decisions = append(h.m.Decisions, h.question("row 9").DecideAs("2.4", "Head of Service", "", anyDay))
		h.run()
		h.wantQuiet("where the ref is taken")
		if why := h.question("row 9").Why; !strings.Contains(why, "the ref 2.4 is already another action's") {
			t.Fatalf("the ref is taken, and it is asked: %s", why)
		}
	})
}

// TestRowWithoutRef suggests the ref that follows the last of the row's theme.
func TestRowWithoutRef(t *testing.T) {
	const base = "ref|action|theme\n 1.1|A|Care\n 1.2|B|Care\n 2.1|C|Home"
	c := sheets(base, base+"\n |New|Care", base, Agreement{})
	for _, stop := range []bool{false, true} {
		bothWays(t, c, func(h *history, mine, theirs Side) {
			h.run()
			h.wantAsked("a row without a ref", "row 1.3")
			h.decide("row 1.3", TakeAdd)
			h.run()
			if stop {
				h.write(theirs)
				h.run()
			}
			h.write(Officer, Partner)
			h.run()
			h.wantQuiet("once both are written")
			h.wantAsked("once both are written")
			h.wantSays("at last", mine, "1.3", "theme", "Care")
			h.wantSays("at last", theirs, "1.3", "theme", "Care")
		})
	}
	for row, want := range map[string]string{
		"|New|Home": "row 2.2", "|New|": "row 2.2", "|New|Nowhere": "row 2.2",
	} {
		h := &history{t: t, c: sheets(base, base+"\n "+row, base, Agreement{})}
		h.run()
		h.wantAsked(row, want)
	}
	taken := &history{t: t, c: sheets(base+"\n 1.3|D|Home", base+"\n 1.3|D|Home\n |New|Care", base+"\n 1.3|D|Home", Agreement{})}
	taken.run()
	taken.wantAsked("the next ref is another theme's", "row 1.4")
	for row, why := range map[string]string{"||Care": "no words", "|A|Care": "words of another", "|X|Care\n |X|Home": "words twice"} {
		h := &history{t: t, c: sheets(base, base+"\n "+row, base, Agreement{})}
		h.run()
		h.wantAsked(why)
		if !slices.ContainsFunc(h.s.Notes, func(n plan.Note) bool { return strings.Contains(n.Message, "left alone") }) {
			t.Errorf("%s: the row is left alone, and nobody is told", why)
		}
	}
}

// TestAddedUnderAHeading: a row without a theme takes that of the section it is
// put into, and the side it came from is told in the same run: nothing is left
// to be written in the next.
func TestAddedUnderAHeading(t *testing.T) {
	const base = "ref|action|theme\n 1|A|Care\n 2|B|Care"
	c := sheets(base, base, base+"\n 3|C|", Agreement{})
	merged(c.officer, plan.FieldTheme, true, 0, 1)
	// put reads the new row again, as it stands under the heading.
	put := func(h *history, side Side) {
		p := h.side(side)
		for i, a := range p.Actions {
			if a.Ref == "3" {
				p.Actions[i].Entries = a.Own()
				p.Actions[i].Set(plan.FieldTheme, p.Actions[0].Entry(plan.FieldTheme))
			}
		}
	}
	for _, first := range []string{"both", "the row", "the theme"} {
		bothWays(t, c, func(h *history, headed, other Side) {
			h.run()
			if why := h.question("row 3").Why; !strings.Contains(why, `it has no theme, and would be put under "Care"`) {
				t.Fatalf("it is asked: %s", why)
			}
			h.decide("row 3", TakeAdd)
			h.run()
			if e := edits(h.s, other); len(rowsOf(h.s, headed)) != 1 || len(e) != 1 || e[0].Field != plan.FieldTheme || e[0].Now.Value.Text != "Care" {
				t.Fatalf("rows %+v, edits %+v", rowsOf(h.s, headed), e)
			}
			if agreed, _ := agreedAt(h.s, cell{"3", plan.FieldTheme}); agreed.Value.Text != "Care" || agreed.Open {
				t.Fatalf("agreed: %+v", agreed)
			}
			switch first {
			case "the row": // and the run stops there
				h.write(headed)
				put(h, headed)
				h.run()
			case "the theme":
				h.write(other)
				h.run()
			}
			h.write(Officer, Partner)
			put(h, headed)
			h.save()
			h.run()
			h.wantAsked(first + " written")
			h.wantQuiet(first + " written")
			h.wantSays(first, other, "3", plan.FieldTheme, "Care")
			h.save()
			if len(h.m.Decisions) > 0 || values(*h.c.base)[cell{"3", plan.FieldTheme}].Text != "Care" {
				t.Fatalf("%s: decisions %+v, base %+v", first, h.m.Decisions, values(*h.c.base))
			}
		})
	}
	elsewhere := &history{t: t, c: sheets(base, base, base+"\n 3|C|Home", Agreement{})}
	merged(elsewhere.c.officer, plan.FieldTheme, true, 0, 1)
	elsewhere.run()
	if why := elsewhere.question("row 3").Why; !strings.Contains(why, `its theme is "Home", and it would be put at the end, under "Care"`) {
		t.Errorf("it is asked: %s", why)
	}
	flat := &history{t: t, c: sheets(base, base, base+"\n 3|C|", Agreement{})}
	flat.run()
	flat.decide("row 3", TakeAdd)
	flat.finish()
	flat.wantQuiet("without headings")
	flat.wantSays("without headings", Partner, "3", plan.FieldTheme, "")
	flat.wantSays("without headings", Officer, "3", plan.FieldTheme, "")
	// What partners alone may say, they are not told.
	own := &history{t: t, c: c}
	own.c.rules.Owners = map[plan.Field]Owner{plan.FieldTheme: Partners}
	own.run()
	own.decide("row 3", TakeAdd)
	own.run()
	if len(own.s.Partner) > 0 {
		t.Errorf("the theme is the partners' to say, and is written: %+v", own.s.Partner)
	}
}

func TestFollowing(t *testing.T) {
	for ref, want := range map[plan.Ref]plan.Ref{
		"": "1", "1": "2", "2.3": "2.4", "1.9": "1.10", "1.10": "1.11", "007": "008", "R4/b": "R4/c", "viii": "ix", "iv": "v",
		"1(a)": "1(a).1", "Home/1.1": "Home/1.2", "z": "z.1", "xx": "xx.1", "99999999999999999999": "99999999999999999999.1",
	} {
		if got := (&names{taken: map[string]bool{}}).following(ref); got != want {
			t.Errorf("after %q comes %q, want %q", ref, got, want)
		}
	}
}

func TestLeftOutRow(t *testing.T) {
	c := sheets(twoActions, twoActions+"\n 2.5|Meet|1 June", twoActions, Agreement{})
	bothWays(t, c, func(h *history, mine, theirs Side) {
		h.run()
		h.decide("row 2.5", TakeLeave)
		h.finish()
		h.wantAsked("once it was left out")
		h.wantQuiet("once it was left out")
		if len(h.m.Decisions) > 0 || len(h.m.LeftOut) != 1 {
			t.Fatalf("the memory is %+v", h.m)
		}
		h.finish()
		h.wantAsked("a run later")
		h.edit(mine, "2.5", "due", "1 July")
		h.run()
		h.wantAsked("once it says something else", "row 2.5")
		h.save()
		if len(h.m.LeftOut) > 0 {
			t.Fatalf("what was left out says something else, and is remembered: %+v", h.m)
		}
	})
}

// TestDeleteAgainstEditOfARow: a row that one side dropped and the other
// changed is nobody's to lose.
func TestDeleteAgainstEditOfARow(t *testing.T) {
	c := sheets(twoActions, "ref|action|due\n 2.4|Train|1 May", "ref|action|due\n 2.3|Recruit|30 April\n 2.4|Train|1 May", Agreement{})
	bothWays(t, c, func(h *history, mine, theirs Side) {
		h.run()
		h.wantAsked("at first", "row 2.3")
		q := h.question("row 2.3")
		if len(q.Cells) != 1 || q.Cells[0].Field != "due" || !strings.Contains(q.Why, "changed 1 cell since") {
			t.Fatalf("the question is %+v", q)
		}
		h.wantQuiet("while nobody has answered")
		h.decide("row 2.3", TakeBack)
		h.finish()
		h.wantAsked("once it is back")
		h.wantQuiet("once it is back")
		h.wantSays("once it is back", mine, "2.3", "due", "30 April")
		h.save()
		if len(h.m.Decisions) > 0 || values(*h.c.base)[cell{"2.3", "due"}].Text != "30 April" {
			t.Fatalf("decisions %+v, base %+v", h.m.Decisions, values(*h.c.base))
		}
	})
}

// TestBroughtBackWithoutProposals: what the other side could only propose does
// not come in with the row.
func TestBroughtBackWithoutProposals(t *testing.T) {
	c := sheets(twoActions, "ref|action|due\n 2.4|Train|1 May", "ref|action|due\n 2.3|Recruit|30 April\n 2.4|Train|1 May", officersOwnDue)
	bothWays(t, c, func(h *history, mine, theirs Side) {
		h.run()
		h.decide("row 2.3", TakeBack)
		h.finish()
		h.wantSays("once it is back", mine, "2.3", "due", "31 March")
		h.wantAsked("once it is back", "proposal 2.3 due")
	})
}

func TestLetGoRow(t *testing.T) {
	c := sheets(twoActions, "ref|action|due\n 2.4|Train|1 May", twoActions, Agreement{})
	bothWays(t, c, func(h *history, mine, theirs Side) {
		h.run()
		h.decide("row 2.3", TakeGo)
		h.run()
		if len(h.s.Told) != 1 || len(h.s.Replies) != map[Side]int{Officer: 1, Partner: 0}[mine] {
			t.Fatalf("told %+v, replies %+v", h.s.Told, h.s.Replies)
		}
		if slices.ContainsFunc(h.s.Agreed.Actions, func(a plan.Action) bool { return a.Ref == "2.3" }) {
			t.Fatal("it was let go, and is agreed")
		}
		h.write(Officer, Partner)
		h.save()
		for run := range 3 {
			h.run()
			h.wantAsked("once it was let go")
			h.wantQuiet("once it was let go")
			if len(h.s.Told) > 0 || h.s.BaseMoved || slices.ContainsFunc(h.s.Agreed.Actions, func(a plan.Action) bool { return a.Ref == "2.3" }) {
				t.Fatalf("run %d: told %+v, base moved %v", run, h.s.Told, h.s.BaseMoved)
			}
			h.save()
		}
		h.wantSays("once it was let go", theirs, "2.3", "due", "31 March")
		h.edit(theirs, "2.3", "due", "1 September")
		h.run()
		h.wantAsked("once it was changed", "row 2.3")
		if why := h.question("row 2.3").Why; !strings.Contains(why, "let go on 31 March 2026") {
			t.Fatalf("it is asked without saying that it was let go: %s", why)
		}
	})
	// The ref given to another action is a question, and the old row stays.
	bothWays(t, c, func(h *history, mine, theirs Side) {
		h.run()
		h.decide("row 2.3", TakeGo)
		h.finish()
		p := h.side(mine)
		*p = extended(mine, *p, []NewRow{{Ref: "2.3", Table: "Plan", Entries: plan.EntriesOf(map[plan.Field]plan.Entry{"ref": refEntry("2.3"), "action": typed(textOrBlank("Inspect"), "x")})}})
		h.run()
		h.wantAsked("the ref is used again", "row 2.3")
		h.wantQuiet("the ref is used again")
	})
}

// TestSameNewRefTwice: both sides gave one new ref to two actions.
func TestSameNewRefTwice(t *testing.T) {
	c := sheets("ref|action|due\n 2.4|Train|1 May",
		"ref|action|due\n 2.4|Train|1 May\n 2.5|Recruit|31 March",
		"ref|action|due\n 2.4|Train|1 May\n 2.5|Inspect|30 April", Agreement{})
	added := map[Side]string{Officer: "Recruit", Partner: "Inspect"}
	for _, take := range []Side{Officer, Partner} {
		bothWays(t, c, func(h *history, mine, theirs Side) {
			h.run()
			h.wantAsked("at first", "row 2.5")
			h.wantQuiet("at first")
			taken := map[Side]Side{Officer: mine, Partner: theirs}[take]
			h.decide("row 2.5", Take(taken))
			h.finish()
			h.wantAsked("one of them is taken")
			h.wantQuiet("one of them is taken")
			for _, side := range []Side{Officer, Partner} {
				h.wantSays("one of them is taken", side, "2.5", "action", added[take])
			}
		})
	}
	bothWays(t, c, func(h *history, mine, theirs Side) {
		h.run()
		h.m.Decisions = append(h.m.Decisions, h.question("row 2.5").DecideAs("2.6", "Head of Service", "", anyDay))
		h.finish()
		h.wantAsked("once they have a ref each", "row 2.5", "row 2.6")
		actions := map[Side]string{mine: "Recruit", theirs: "Inspect"}
		h.wantSays("once they have a ref each", Officer, "2.5", "action", actions[Officer])
		h.wantSays("once they have a ref each", Partner, "2.6", "action", actions[Partner])
	})
	bothWays(t, c, func(h *history, mine, theirs Side) {
		h.run()
		h.decide("row 2.5", Take(mine))
		h.edit(theirs, "2.5", "due", "1 July")
		h.run()
		h.wantAsked("once the other side changed it", "row 2.5")
		h.wantQuiet("once the other side changed it")
	})
}

// TestNewRowsWithGaps: one action added on both sides, filled on one.
func TestNewRowsWithGaps(t *testing.T) {
	const base = "ref|action|due|lead\n 2.4|Train|1 May|Head"
	c := sheets(base, base+"\n 2.5|Meet|1 June|", base+"\n 2.5|Meet||Director", Agreement{})
	bothWays(t, c, func(h *history, mine, theirs Side) {
		h.finish()
		h.wantAsked("once both are filled")
		for _, side := range []Side{Officer, Partner} {
			h.wantSays("once both are filled", side, "2.5", "due", "1 June")
			h.wantSays("once both are filled", side, "2.5", "lead", "Director")
		}
	})
}

// TestDeleteAgainstEditOfAColumn: a column one side dropped and the other
// changed.
func TestDeleteAgainstEditOfAColumn(t *testing.T) {
	c := sheets(twoActions, "ref|action\n 2.3|Recruit\n 2.4|Train", "ref|action|due\n 2.3|Recruit|30 April\n 2.4|Train|1 May", Agreement{})
	bothWays(t, c, func(h *history, mine, theirs Side) {
		h.run()
		h.wantAsked("at first", "column due")
		h.decide("column due", TakeGo)
		h.finish()
		h.wantAsked("once it was let go")
		h.wantQuiet("once it was let go")
		if len(h.m.Decisions) > 0 {
			t.Fatalf("decisions left: %+v", h.m.Decisions)
		}
		h.wantSays("once it was let go", theirs, "2.3", "due", "30 April")
		// It comes back blank: nothing is cleared by that.
		h.addColumn(mine, "due")
		h.finish()
		h.wantSays("once it came back blank", theirs, "2.3", "due", "30 April")
		h.wantSays("once it came back blank", mine, "2.3", "due", "30 April")
	})
	bothWays(t, c, func(h *history, mine, theirs Side) {
		h.run()
		h.decide("column due", TakeBack)
		h.run()
		h.wantAsked("once it is to come back")
		if want := []NewColumn{{Side: mine, Field: "due", Heading: "The due", By: "Head of Service", Why: "Because"}}; !slices.Equal(h.s.Columns, want) {
			t.Fatalf("columns to put back: %+v, want %+v", h.s.Columns, want)
		}
		h.write(Officer, Partner)
		h.save()
		h.addColumn(mine, "due")
		h.finish()
		h.wantAsked("once it is back")
		h.wantQuiet("once it is back")
		h.wantSays("once it is back", mine, "2.3", "due", "30 April")
		h.wantSays("once it is back", mine, "2.4", "due", "1 May")
		h.wantSays("once it is back", theirs, "2.4", "due", "1 May")
		h.save()
		// From then on a cleared cell is an edit like any other.
		h.edit(theirs, "2.4", "due", "")
		h.finish()
		h.wantSays("once it was cleared", mine, "2.4", "due", "")
		if len(h.m.Decisions) > 0 {
			t.Fatalf("decisions left: %+v", h.m.Decisions)
		}
	})
	bothWays(t, c, func(h *history, mine, theirs Side) {
		h.run()
		h.decide("column due", TakeGo)
		h.edit(theirs, "2.4", "due", "1 September")
		h.run()
		h.wantAsked("another cell was changed since it was let go", "column due")
	})
}

// TestRenamedColumn: a column nobody knows the meaning of has a new heading.
func TestRenamedColumn(t *testing.T) {
	c := sheets("ref|action|x:notes\n 2.3|Recruit|Old\n 2.4|Train|Older",
		"ref|action|x:remarks\n 2.3|Recruit|Old\n 2.4|Train|Older", "ref|action|x:notes\n 2.3|Recruit|Old\n 2.4|Train|Older", Agreement{})
	bothWays(t, c, func(h *history, mine, theirs Side) {
		h.run()
		h.wantAsked("a column has a new heading", "column x:notes")
		if why := h.question("column x:notes").Why; !strings.Contains(why, `the column "The x:remarks" says what it said`) {
			t.Fatalf("it is asked: %s", why)
		}
		h.wantQuiet("a column has a new heading")
	})
}

func TestProposals(t *testing.T) {
	const base = "ref|action|due\n 2.3|Recruit|31 March"
	c := sheets(base, base, "ref|action|due\n 2.3|Recruit|30 April", officersOwnDue)
	bothWays(t, c, func(h *history, owner, other Side) {
		replies := map[Side]int{Partner: 1, Officer: 0}[other]
		h.run()
		h.wantAsked("at first", "proposal 2.3 due")
		h.decide("proposal 2.3 due", Take(owner))
		h.run()
		if len(h.s.Replies) != replies || replies > 0 && h.s.Replies[0] != (Reply{"2.3", "due", "Not agreed: Because"}) {
			t.Fatalf("replies %+v", h.s.Replies)
		}
		h.finish()
		h.wantAsked("once it was refused")
		h.wantQuiet("once it was refused")
		h.wantSays("once it was refused", other, "2.3", "due", "31 March")
		h.save()
		if len(h.m.Refusals) != 1 || len(h.m.Decisions) > 0 {
			t.Fatalf("the memory is %+v", h.m)
		}
		h.edit(other, "2.3", "due", "30 April")
		h.run()
		h.wantAsked("the same again")
		if len(h.s.Replies) != replies || len(edits(h.s, other)) != 1 {
			t.Fatalf("the same again: edits %+v, replies %+v", edits(h.s, other), h.s.Replies)
		}
		h.finish()
		h.wantSays("the same again", other, "2.3", "due", "31 March")
		h.edit(other, "2.3", "due", "1 May")
		h.run()
		h.wantAsked("something else", "proposal 2.3 due")
		h.decide("proposal 2.3 due", Take(other))
		h.run()
		if len(h.s.Replies) != replies || replies > 0 && h.s.Replies[0].Text != "Agreed: Because" {
			t.Fatalf("replies %+v", h.s.Replies)
		}
		h.finish()
		h.wantSays("once it was accepted", owner, "2.3", "due", "1 May")
		h.wantQuiet("once it was accepted")
		h.save()
		// The owner comes round to what was refused: the refusal is over.
		h.edit(owner, "2.3", "due", "30 April")
		h.finish()
		h.save()
		h.wantSays("the owner came round", other, "2.3", "due", "30 April")
		if len(h.m.Refusals) > 0 {
			t.Fatalf("what was refused is agreed, and the refusal stays: %+v", h.m.Refusals)
		}
	})
	// What cannot be put back, for the column is not shared, is told once.
	notShared := officersOwnDue
	notShared.Share = map[plan.Field]bool{"action": true}
	own := &history{t: t, c: sheets(base, base, "ref|action|due\n 2.3|Recruit|30 April", notShared)}
	own.run()
	own.decide("proposal 2.3 due", TakeOfficer)
	own.run()
	if len(own.s.Replies) != 1 {
		t.Fatalf("replies %+v", own.s.Replies)
	}
	own.finish()
	own.wantQuiet("a column that is not shared")
	own.wantAsked("a column that is not shared")
	own.save()
	own.run()
	own.wantQuiet("a run later")
	own.edit(Partner, "2.3", "due", "1 July")
	own.run()
	own.wantAsked("something else", "proposal 2.3 due")
	own.save()
	own.edit(Partner, "2.3", "due", "30 April")
	own.run()
	own.wantQuiet("the same again")
	own.wantAsked("the same again")
	// Refused while it was changed again: the later text is not put back.
	bothWays(t, c, func(h *history, owner, other Side) {
		h.run()
		h.decide("proposal 2.3 due", Take(owner))
		h.edit(other, "2.3", "due", "31 December")
		h.run()
		h.wantAsked("changed since", "proposal 2.3 due")
		h.wantQuiet("changed since")
	})
}

// TestStaleDecision: a decision made on what was said then never undoes what
// was written since.
func TestStaleDecision(t *testing.T) {
	const base = "ref|action|due\n 2.3|Recruit|31 March"
	c := sheets(base, "ref|action|due\n 2.3|Recruit|30 April", "ref|action|due\n 2.3|Recruit|31 May", Agreement{})
	bothWays(t, c, func(h *history, mine, theirs Side) {
		h.run()
		h.decide("conflict 2.3 due", Take(mine))
		kept := h.m
		h.finish()
		h.wantSays("as decided", theirs, "2.3", "due", "30 April")
		h.save()
		for _, m := range []Memory{h.m, kept} { // and if the ledger were put back
			h.m = m
			h.edit(theirs, "2.3", "due", "31 May")
			h.run()
			h.wantAsked("written anew")
			if len(edits(h.s, theirs)) > 0 || len(edits(h.s, mine)) != 1 {
				t.Fatalf("a later edit is undone: %s", brief(h.s))
			}
		}
	})
	for _, later := range []string{"1 July", ""} {
		bothWays(t, c, func(h *history, mine, theirs Side) {
			h.run()
			h.decide("conflict 2.3 due", Take(mine))
			h.edit(theirs, "2.3", "due", later)
			h.run()
			h.wantAsked("changed since", "conflict 2.3 due")
			h.wantQuiet("changed since")
			if len(h.s.Lapsed) != 1 || len(h.s.NextMemory.Decisions) > 0 {
				t.Fatalf("lapsed %+v, remembered %+v", h.s.Lapsed, h.s.NextMemory.Decisions)
			}
		})
	}
	// About a row: dropped, decided, and changed since.
	dropped := sheets(twoActions, "ref|action|due\n 2.4|Train|1 May", twoActions, Agreement{})
	for _, take := range []Take{TakeBack, TakeGo} {
		bothWays(t, dropped, func(h *history, mine, theirs Side) {
			h.run()
			h.decide("row 2.3", take)
			h.edit(theirs, "2.3", "due", "1 July")
			h.run()
			h.wantAsked("changed since", "row 2.3")
			h.wantQuiet("changed since")
		})
	}
	// A decision waits while its row is left alone.
	bothWays(t, c, func(h *history, mine, theirs Side) {
		h.run()
		h.decide("conflict 2.3 due", Take(mine))
		p := h.side(mine)
		double := p.Actions[0]
		double.ID = "double"
		p.Actions = append(slices.Clip(p.Actions), double)
		h.run()
		h.wantQuiet("doubled")
		if len(h.s.NextMemory.Decisions) != 1 || len(h.s.Lapsed) > 0 {
			t.Fatalf("the row is left alone; lapsed %+v, remembered %+v", h.s.Lapsed, h.s.NextMemory.Decisions)
		}
	})
}

func TestAnswerColumn(t *testing.T) {
	officer := "ref|action|due|status|closed\n 1|A|1 May|Open|x\n 2|B|2 May|Open|\n 3|C|3 May|Open|"
	partner := "ref|action|due|status|closed\n 1|A|1 June|Open|y\n 2|B|2 June|Done|\n 3|C|3 May|Open|"
	h := &history{t: t, c: sheets("", officer, partner, statusClosed)}
	h.run()
	h.wantAsked("a first agreement", "conflict 1 due", "conflict 1 status", "conflict 2 due", "conflict 2 status")
	h.m.Decisions = AnswerColumn(h.s.Open, "due", TakePartner, "Head of Service", "", anyDay)
	h.run()
	h.wantAsked("due is answered", "conflict 1 status", "conflict 2 status")
	h.m.Decisions = append(h.m.Decisions, AnswerColumn(h.s.Open, "closed", TakeOfficer, "Head of Service", "", anyDay)...)
	h.finish()
	h.wantAsked("closed is answered", "conflict 2 status")
	h.wantSays("at last", Officer, "1", "due", "1 June")
	h.wantSays("at last", Partner, "1", "closed", "x")
	if n := len(AnswerColumn(h.s.Open, "status", TakeAdd, "", "", anyDay)); n > 0 {
		t.Errorf("%d questions about cells are answered as if they were about rows", n)
	}
}

// secretWords stands for the scan of personal data.
func secretWords(text string) (string, bool) { return "a secret", strings.Contains(text, "hush") }

func TestHeldBack(t *testing.T) {
	const base = "ref|action|lead\n 2.3|Recruit|Head"
	rules := Agreement{Personal: secretWords}
	story := func() *history {
		h := &history{t: t, c: sheets(base, "ref|action|lead\n 2.3|Recruit|hush hush", base, rules)}
		h.run()
		h.wantAsked("at first", "held 2.3 lead")
		h.wantQuiet("at first")
		if q := h.question("held 2.3 lead"); strings.Contains(q.Why, "hush") || !strings.Contains(q.Why, "a secret") || q.Personal != "a secret" {
			t.Fatalf("it is asked: %+v", q)
		}
		return h
	}
	sent := story()
	sent.decide("held 2.3 lead", TakeOfficer)
	sent.finish()
	sent.wantAsked("sent")
	sent.wantSays("sent", Partner, "2.3", "lead", "hush hush")

	kept := story()
	kept.decide("held 2.3 lead", TakeLeave)
	kept.finish()
	kept.finish()
	kept.wantAsked("kept back")
	kept.wantQuiet("kept back")
	kept.wantSays("kept back", Partner, "2.3", "lead", "Head")
	kept.wantSays("kept back", Officer, "2.3", "lead", "hush hush")
	if len(kept.s.Withheld) != 1 || kept.s.Withheld[0].Withheld != KeptBack {
		t.Fatalf("withheld %+v", kept.s.Withheld)
	}
	kept.edit(Officer, "2.3", "lead", "more hush")
	kept.run()
	kept.wantAsked("changed since it was kept back", "held 2.3 lead")

	back := story()
	back.decide("held 2.3 lead", TakeBase)
	back.finish()
	back.wantSays("put back", Officer, "2.3", "lead", "Head")

	// What a person types instead is looked at too.
	apart := &history{t: t, c: sheets(base, "ref|action|lead\n 2.3|Recruit|A", "ref|action|lead\n 2.3|Recruit|B", rules)}
	apart.run()
	other := map[plan.Field]plan.Entry{"lead": typed(textOrBlank("hush"), "x")}
	apart.m.Decisions = []Decision{apart.question("conflict 2.3 lead").Decide(TakeOther, other, "Head of Service", "", anyDay)}
	apart.run()
	apart.wantAsked("typed instead", "held 2.3 lead")
	apart.wantQuiet("typed instead")
	apart.m.Decisions = []Decision{apart.question("held 2.3 lead").Decide(TakeOther, other, "Head of Service", "", anyDay)}
	apart.run()
	apart.wantAsked("typed again, knowing it")

	// Partners' own words are theirs already.
	partners := &history{t: t, c: sheets(base, base, "ref|action|lead\n 2.3|Recruit|hush hush", rules)}
	partners.finish()
	partners.wantSays("partners' words", Officer, "2.3", "lead", "hush hush")

	// A row that would go to partners says so before it is decided.
	row := &history{t: t, c: sheets(base, base+"\n 2.4|Train|hush", base, rules)}
	row.run()
	if q := row.question("row 2.4"); q.Personal != "a secret" || strings.Contains(q.Why, "hush") || !strings.Contains(q.Why, "lead seems to hold a secret") {
		t.Fatalf("the row is asked about: %+v", q)
	}

	unknowing := row.m
	row.decide("row 2.4", TakeAdd)
	row.finish()
	row.wantSays("added knowingly", Partner, "2.4", "lead", "hush")

	// One decided on before the scan is asked about again.
	later := &history{t: t, c: sheets(base, base+"\n 2.4|Train|hush", base, Agreement{}), m: unknowing}
	later.run()
	later.decide("row 2.4", TakeAdd)
	later.c.rules.Personal = secretWords
	later.run()
	later.wantAsked("decided on before the scan", "row 2.4")
	later.wantQuiet("decided on before the scan")

	// Of two rows with one ref, the officers' may go too.
	both := &history{t: t, c: sheets(base, base+"\n 2.4|Train|hush", base+"\n 2.4|Train all|Me", rules)}
	both.run()
	both.decide("row 2.4", TakeOfficer)
	both.finish()
	both.wantSays("decided knowingly", Partner, "2.4", "lead", "hush")

	// A reason does not leave the council either.
	refused := &history{t: t, c: sheets(base, base, "ref|action|lead\n 2.3|Recruit|Me", Agreement{Personal: secretWords, Owners: map[plan.Field]Owner{"lead": Officers}})}
	refused.run()
	refused.m.Decisions = []Decision{refused.question("proposal 2.3 lead").Decide(TakeOfficer, nil, "Head of Service", "hush", anyDay)}
	refused.run()
	if want := []Reply{{"2.3", "lead", "Not agreed"}}; !slices.Equal(refused.s.Replies, want) {
		t.Fatalf("replies %+v, want %+v", refused.s.Replies, want)
	}
}

// TestNewRowsHoldOnlyWhatMayGo: fields that are not shared, columns the side
// has not got, and formulas are left out of a new row.
func TestNewRowsHoldOnlyWhatMayGo(t *testing.T) {
	c := sheets("ref|action|due|lead|x:notes\n 1|A|1 May|Head|n", "ref|action|due|lead|x:notes\n 1|A|1 May|Head|n\n 2|B|2 May|Head|secret", "ref|action|due|lead|status\n 1|A|1 May|Head|Open",
		Agreement{Share: map[plan.Field]bool{"action": true, "lead": true, "status": true}})
	for i := range c.partner.Columns {
		c.partner.Columns[i].Formula = c.partner.Columns[i].Field == "lead"
	}
	h := &history{t: t, c: c}
	h.run()
	h.decide("row 2", TakeAdd)
	h.run()
	if len(h.s.PartnerRows) != 1 || h.s.PartnerRows[0].Len() != 2 || h.s.PartnerRows[0].Entry("action").Typed != "B" || h.s.PartnerRows[0].Entry("ref").Typed != "2" {
		t.Fatalf("the new row is %+v", h.s.PartnerRows)
	}
	h.write(Partner)
	h.run()
	h.wantQuiet("once it is there")
	h.save()
	if len(h.m.Decisions) > 0 {
		t.Fatalf("decisions left: %+v", h.m.Decisions)
	}
}

func TestWholeStopKeepsTheMemory(t *testing.T) {
	c := sheets(twoActions, "ref|action|due", "ref|action|due\n 2.3|Recruit|1 July\n 2.4|Train|1 May", Agreement{})
	m := Memory{
		Decisions:  []Decision{{Question: Key{Ref: "2.3", Field: "due"}, Take: TakeOfficer}},
		Refusals:   []Refusal{{Ref: "2.3", Field: "due", Side: Partner}},
		Tombstones: []Tombstone{{Ref: "1", Side: Partner}}, LeftOut: []LeftOut{{Ref: "9"}},
	}
	bothWays(t, c, func(h *history, mine, theirs Side) {
		h.m = m
		h.run()
		h.wantQuiet("an emptied side")
		if !wholeStop(h.s) {
			t.Fatal("an emptied side is believed")
		}
		if diff := cmp.Diff(m, h.s.NextMemory, cmp.AllowUnexported(Memory{})); diff != "" {
			t.Fatalf("the memory moves under a stop:\n%s", diff)
		}
	})
}
