package reconcile

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"actionplan/plan"
)

// fourAgreed are four actions that both sides have without refs.
const fourAgreed = "ref|action|lead|due|status\n 1|Write|Ann|1 May|Open\n 2|Audit|Bob|1 June|Open\n 3|Train|Cat|1 July|Open\n 4|Visit|Dan|1 August|Open"

func TestRewordedIsOneQuestion(t *testing.T) {
	const head = "ref|action|lead|due|status\n"
	rows := func(list ...string) string { return head + "|" + strings.Join(list, "\n|") }
	write, audit, train, visit := "Write|Ann|1 May|Open", "Audit|Bob|1 June|Open", "Train|Cat|1 July|Open", "Visit|Dan|1 August|Open"
	for name, tc := range map[string]struct {
		mine []string
		want []string
	}{
		"in the middle":                {[]string{write, "Audit all|Bob|1 June|Open", train, visit}, []string{"reworded 2"}},
		"the first":                    {[]string{"Write all|Ann|1 May|Open", audit, train, visit}, []string{"reworded 1"}},
		"the last":                     {[]string{write, audit, train, "Visit all|Dan|1 August|Open"}, []string{"reworded 4"}},
		"and its status":               {[]string{write, "Audit all|Bob|1 June|Done", train, visit}, []string{"reworded 2"}},
		"two, apart":                   {[]string{write, "Audit all|Bob|1 June|Open", train, "Visit all|Dan|1 August|Open"}, []string{"reworded 2", "reworded 4"}},
		"two, next to each other":      {[]string{write, "Audit all|Bob|1 June|Open", "Train all|Cat|1 July|Open", visit}, []string{"row 2", "row 3", "row 5", "row 6"}},
		"moved":                        {[]string{write, train, visit, "Audit all|Bob|1 June|Open"}, []string{"row 2", "row 5"}},
		"most else is other":           {[]string{write, "Audit all|Eve|1 March|Open", train, visit}, []string{"row 2", "row 5"}},
		"all else is other":            {[]string{write, "Audit all|Eve|1 March|Done", train, visit}, []string{"row 2", "row 5"}},
		"nothing else is said":         {[]string{write, "Audit all|||", train, visit}, []string{"row 2", "row 5"}},
		"and another beside it":        {[]string{write, "Audit all|Bob|1 June|Open", "Meet|Eve|1 March|Open", train, visit}, []string{"row 2", "row 5", "row 6"}},
		"gone, and nothing in place":   {[]string{write, train, visit}, []string{"row 2"}},
		"new, and nothing is gone":     {[]string{write, audit, "Meet|Bob|1 June|Open", train, visit}, []string{"row 5"}},
		"with words of another action": {[]string{write, "Train|Bob|1 June|Open", train, visit}, []string{"row 2"}},
	} {
		c := refless(sheets(fourAgreed, rows(tc.mine...), rows(write, audit, train, visit), Agreement{}))
		bothWays(t, c, func(h *history, mine, theirs Side) {
			h.run()
			if got := h.asked(); fmt.Sprint(got) != fmt.Sprint(tc.want) {
				t.Errorf("%s: %q is asked, want %q", name, got, tc.want)
			}
			h.wantQuiet(name)
		})
	}
}

func TestRewordedIsTheSame(t *testing.T) {
	const theirs = "ref|action|lead|due|status\n |Write|Ann|1 May|Open\n |Audit|Bob|1 June|Open\n |Train|Cat|1 July|Open"
	const agreed = "ref|action|lead|due|status\n 1|Write|Ann|1 May|Open\n 2|Audit|Bob|1 June|Open\n 3|Train|Cat|1 July|Open"
	const mine = "ref|action|lead|due|status\n |Write|Ann|1 May|Open\n |Audit all|Bob|1 June|Done\n |Train|Cat|1 July|Open"
	c := refless(sheets(agreed, mine, theirs, Agreement{}))
	bothWays(t, c, func(h *history, mine, theirs Side) {
		h.run()
		h.decide("reworded 2", TakeSame)
		h.run()
		h.wantAsked("said to be the same")
		h.wantEdits("said to be the same", mine)
		h.wantEdits("said to be the same", theirs, "row 3 action: Audit > Audit all", "row 3 status: Open > Done")
		h.write(theirs) // stopped before anything is remembered
		h.run()
		h.wantAsked("stopped half-way")
		h.wantQuiet("stopped half-way")
		h.save()
		h.run()
		h.wantAsked("it is agreed")
		h.wantQuiet("it is agreed")
		if words := h.c.base.Actions[1]; words.Ref != "2" || words.Value(plan.FieldAction).Text != "Audit all" || len(h.c.base.Actions) != 3 {
			t.Fatalf("the base says %v", h.c.base.Actions)
		}
		h.save()
		if len(h.m.Decisions) > 0 {
			t.Fatalf("once it is agreed, it is remembered that %+v", h.m.Decisions)
		}
	})
	// Said to be two, each is asked about, until either is answered.
	bothWays(t, c, func(h *history, mine, theirs Side) {
		h.run()
		h.decide("reworded 2", TakeTwo)
		h.run()
		h.wantAsked("two actions", "row 2", "row 4")
		h.finish()
		h.wantAsked("two actions, remembered", "row 2", "row 4")
		h.decide("row 2", TakeGo)
		h.decide("row 4", TakeAdd)
		h.finish()
		h.finish()
		h.wantAsked("both are answered")
		h.wantQuiet("both are answered")
	})
	// Answered about by itself, a row is no longer taken for another's.
	bothWays(t, c, func(h *history, mine, theirs Side) {
		h.run()
		q := h.question("reworded 2")
		h.m.Decisions = nil
		two := q.Decide(TakeTwo, nil, "Head", "Because", anyDay)
		h.m.Decisions = []Decision{two}
		h.run()
		h.decide("row 4", TakeLeave)
		h.m.Decisions = h.m.Decisions[1:]
		h.finish()
		h.wantAsked("it is left out", "row 2")
	})
	// Reworded once more, it is asked again.
	bothWays(t, c, func(h *history, mine, theirs Side) {
		h.run()
		h.decide("reworded 2", TakeSame)
		h.side(mine).Actions = slices.Clone(h.side(mine).Actions)
		for i, a := range h.side(mine).Actions {
			if a.Value(plan.FieldAction).Text == "Audit all" {
				h.side(mine).Actions[i].Entries = a.Own()
				h.side(mine).Actions[i].Set(plan.FieldAction, sheetEntry("Audit them all"))
			}
		}
		h.run()
		h.wantAsked("reworded again", "reworded 2")
		h.wantQuiet("reworded again")
	})
	// The words of an action that are not a side's to change are proposed.
	owned := c
	owned.rules.Owners = map[plan.Field]Owner{plan.FieldAction: Partners}
	h := &history{t: t, c: owned}
	h.run()
	h.decide("reworded 2", TakeSame)
	h.run()
	h.wantAsked("officers propose the words", "proposal 2 action")
	h.decide("proposal 2 action", TakeOfficer)
	h.finish()
	h.finish()
	h.wantAsked("the words are agreed")
	h.wantQuiet("the words are agreed")
	if words := h.c.base.Actions[1]; words.Value(plan.FieldAction).Text != "Audit all" {
		t.Fatalf("the base says %v", h.c.base.Actions)
	}
}

// TestRewordedRepeatsNothingPersonal: neither its question nor those about its
// rows repeat words that seem to hold personal data.
func TestRewordedRepeatsNothingPersonal(t *testing.T) {
	rules := Agreement{Personal: func(text string) (string, bool) { return "an NHS number", strings.Contains(text, "943") }}
	agreed := "ref|action|lead|due\n 1|Write|Ann|1 May\n 2|Audit|Bob|1 June"
	c := refless(sheets(agreed, strings.Replace(agreed, "Audit", "Ring 943 476 5919", 1), agreed, rules))
	bothWays(t, c, func(h *history, mine, theirs Side) {
		h.run()
		q := h.question("reworded 2")
		if q.Personal == "" || strings.Contains(q.Why, "943") || !strings.Contains(q.Why, "row 3") {
			t.Fatalf("it is asked as %q", q.Why)
		}
		h.decide("reworded 2", TakeTwo)
		h.run()
		for _, q := range h.s.Open {
			if strings.Contains(q.Why, "943") {
				t.Fatalf("it is asked as %q", q.Why)
			}
		}
	})
}

// TestIndistinctRows: a row is not added, or brought back, where no column holds
// its ref and its words would not tell which it is.
func TestIndistinctRows(t *testing.T) {
	agreed := "ref|action|lead\n 1.1|Write|Ann\n 1.2|Audit|Bob"
	for name, tc := range map[string]struct{ row, why string }{
		"the words of an agreed action": {"1.3|Audit|Eve", "another action has the same words"},
		"no words":                      {"1.3||Eve", "would not say what the action is"},
		"words of its own":              {"1.3|Meet|Eve", ""},
	} {
		c := sheets(agreed, agreed+"\n "+tc.row, agreed, Agreement{})
		c.partner = noRefs(c.partner)
		bothWays(t, c, func(h *history, mine, theirs Side) {
			h.run()
			q := h.question("row 1.3")
			if may := len(q.Takes) == 2; may != (tc.why == "") || !strings.Contains(q.Why, tc.why) {
				t.Fatalf("%s: it is asked as %q, with %v", name, q.Why, q.Takes)
			}
			h.m.Decisions = []Decision{q.Decide(TakeAdd, nil, "Head", "Because", anyDay)}
			h.run()
			if added := len(rowsOf(h.s, theirs)); added != len(q.Takes)-1 {
				t.Fatalf("%s: %d rows are added", name, added)
			}
		})
	}
	two := sheets(agreed, agreed+"\n 1.3|Meet|Eve\n 1.4|Meet|Ann", agreed, Agreement{})
	two.partner = noRefs(two.partner)
	bothWays(t, two, func(h *history, mine, theirs Side) {
		h.run()
		for _, name := range []string{"row 1.3", "row 1.4"} {
			if q := h.question(name); len(q.Takes) != 1 {
				t.Fatalf("two alike: %q offers %v", q.Why, q.Takes)
			}
		}
	})
}

// TestRefIsKept: a row that was given the ref which the ledger keeps for a row
// without one is a new action, and that row goes on.
func TestRefIsKept(t *testing.T) {
	agreed := "ref|action|lead\n 1.1|Write|Ann\n 1.2|Audit|Bob"
	without := "ref|action|lead\n 1.1|Write|Ann\n |Audit|Bob"
	c := sheets(agreed, strings.Replace(without, "Bob", "Eve", 1)+"\n 1.2|Meet|Dan", without, Agreement{})
	bothWays(t, c, func(h *history, mine, theirs Side) {
		h.run()
		h.wantAsked("its ref is another's", "row 1.2")
		h.wantEdits("its ref is another's", theirs, "row 3 lead: Bob > Eve")
	})
	// Where the other side has the ref, it is believed.
	c = sheets(agreed, without+"\n 1.2|Meet|Dan", agreed, Agreement{})
	bothWays(t, c, func(h *history, mine, theirs Side) {
		h.run()
		h.wantLeft("the other side has the ref", mine, 3)
	})
}

// TestAnswersFollowRows: what was answered about a row without a ref holds when
// the ledger calls it otherwise.
func TestAnswersFollowRows(t *testing.T) {
	agreed := "ref|action|lead\n 1|Write|Ann\n 2|Audit|Bob\n 3|Train|Cat"
	c := refless(sheets(agreed, agreed, strings.Replace(agreed, "\n 2|Audit|Bob", "", 1), Agreement{}))
	bothWays(t, c, func(h *history, mine, theirs Side) {
		h.run()
		h.decide("row 2", TakeGo)
		h.finish()
		h.finish()
		h.wantAsked("it was let go")
		h.replace(mine, agreed+"\n |Ask|Eve\n |Meet|Eve")
		*h.side(mine) = noRefs(*h.side(mine))
		h.run()
		var leave, add string
		for _, q := range h.s.Open {
			if strings.Contains(q.Why, "Ask") {
				leave = "row " + string(q.Ref)
			} else {
				add = "row " + string(q.Ref)
			}
		}
		h.decide(leave, TakeLeave)
		h.decide(add, TakeAdd)
		h.finish()
		h.finish()
		h.finish()
		h.wantAsked("one was added, one left out, one let go")
		h.wantQuiet("one was added, one left out, one let go")
	})
}

// TestCellsForRefs: a new row is offered a ref, and comes with one, only where a
// column of its table holds refs.
func TestCellsForRefs(t *testing.T) {
	agreed := "ref|action|lead\n 1.1|Write|Ann\n 1.2|Audit|Bob"
	new := agreed + "\n |Meet|Eve"
	for name, tc := range map[string]struct {
		mine, theirs bool // has a column for refs
		row          string
	}{
		"both":    {true, true, "1.3"},
		"mine":    {true, false, ""},
		"theirs":  {false, true, "1.3"},
		"neither": {false, false, ""},
	} {
		c := sheets(agreed, new, agreed, Agreement{})
		if !tc.mine {
			c.officer = noRefs(c.officer)
		}
		if !tc.theirs {
			c.partner = noRefs(c.partner)
		}
		bothWays(t, c, func(h *history, mine, theirs Side) {
			h.run()
			q := h.s.Open[0]
			if len(h.s.Open) != 1 || (q.NextRef != "") != (tc.mine || tc.theirs) {
				t.Fatalf("%s: it is asked as %q", name, q.Why)
			}
			h.m.Decisions = []Decision{q.Decide(TakeAdd, nil, "Head", "Because", anyDay)}
			h.run()
			rows := rowsOf(h.s, theirs)
			if len(rows) != 1 || rows[0].Entry(plan.FieldRef).Typed != tc.row {
				t.Fatalf("%s: it is added as %v", name, rows)
			}
			if tc.mine {
				h.wantEdits(name, mine, "row 4 ref:  > 1.3")
			}
			h.finish()
			h.finish()
			h.wantAsked(name)
			h.wantQuiet(name)
			if len(h.c.base.Actions) != 3 || len(h.s.LeftAlone) > 0 {
				t.Fatalf("%s: agreed are %v, left alone %v", name, h.c.base.Actions, h.s.LeftAlone)
			}
		})
	}
}

// TestOwnRefs: where only some tables have refs, what the ledger calls the rows of
// the others is nothing that somebody types next.
func TestOwnRefs(t *testing.T) {
	both := "ref|action|lead\n@Home 1.1|Write|Ann\n@Home 1.2|Audit|Bob\n@Away |Meet|Eve\n@Away |Visit|Dan"
	c := sheets("", both, both, Agreement{})
	for _, p := range []*plan.Plan{&c.officer, &c.partner} {
		p.Columns = slices.DeleteFunc(p.Columns, func(c plan.Column) bool { return c.Table == "Away" && c.Field == plan.FieldRef })
		for i := range p.Actions {
			if p.Actions[i].Table == "Away" {
				p.Actions[i].Drop(plan.FieldRef)
			}
		}
	}
	bothWays(t, c, func(h *history, mine, theirs Side) {
		h.finish()
		if len(h.c.base.Actions) != 4 {
			t.Fatalf("agreed are %v", h.c.base.Actions)
		}
		added := sheet(mine, both+"\n@Home 1.3|Train|Cat").Actions[4]
		h.side(mine).Actions = append(slices.Clip(h.side(mine).Actions), added)
		h.run()
		h.wantAsked("the next ref is typed", "row 1.3")
		h.wantQuiet("the next ref is typed")
		if len(h.s.LeftAlone) > 0 {
			t.Fatalf("left alone: %v", h.s.LeftAlone)
		}
	})
}

// TestTextsReplacedInATable asserts that a table without refs whose texts were all
// changed is not said to have lost its rows, and that one without rows is.
func TestTextsReplacedInATable(t *testing.T) {
	const base = "ref|action|due\n 1|Recruit|1 May\n 2|Meet|2 May\n @Care 3|Visit the team|3 May\n @Care 4|Train the team|4 May\n @Care 5|Audit the team|5 May"
	agreed := "ref|action|due\n |Recruit|1 May\n |Meet|2 May"
	care := "\n @Care |Visit the team|3 May\n @Care |Train the team|4 May\n @Care |Audit the team|5 May"
	for replaced, want := range map[string]string{
		strings.ReplaceAll(care, "team", "service"): "the texts of all the agreed actions of the table Care (3) have changed",
		"":                              "all the agreed actions of the table Care (3) are gone",
		"\n @Care |Write a guide|9 May": "all the agreed actions of the table Care (3) are gone",
	} {
		c := sheets(base, agreed+replaced, agreed+care, Agreement{})
		for i, c := range []triple{c, c.mirror()} {
			s := c.settle()
			if len(s.Gone) != 1 || !strings.Contains(s.Gone[0].String(), want) {
				t.Errorf("%d: %q: it says %v, %s", i, replaced, s.Gone, brief(s))
			}
		}
	}
}
