package reconcile

import (
	"slices"
	"strings"
	"testing"

	"actionplan/plan"
)

func TestMassLoss(t *testing.T) {
	agreed := rows("due|lead", "1 May|A", "2 May|B", "3 May|C", "4 May|D", "5 May|E", "6 May|F", "7 May|G", "8 May|H", "9 May|I", "10 May|J")
	for _, tc := range []struct {
		name, mine string
		want       []Loss
	}{
		{"nothing", agreed, nil},
		{"two rows", strings.Join(strings.Split(agreed, "\n")[:9], "\n"), nil},
		{"three rows", strings.Join(strings.Split(agreed, "\n")[:8], "\n"), []Loss{{Rows: true, N: 3, Of: 10}}},
		{"two cells of thirty", strings.NewReplacer("1 May|A", "|A", "2 May", "").Replace(agreed), nil},
		{"a fifth of the cells", strings.NewReplacer("|A", "|", "|B", "|", "|C", "|", "|D", "|", "|E", "|", "|F", "|").Replace(strings.Replace(agreed, "|Action", "|action", 10)), []Loss{{N: 6, Of: 30}}},
		{"every cell changed", strings.ReplaceAll(agreed, " May", " June"), nil},
	} {
		agreed := strings.Replace(agreed, "|Action", "|action", 10)
		bothWays(t, sheets(agreed, strings.Replace(tc.mine, "|Action", "|action", 10), agreed, Agreement{}), func(h *history, mine, theirs Side) {
			h.run()
			var want []Loss
			for _, l := range tc.want {
				l.Side = mine
				want = append(want, l)
			}
			if !slices.Equal(h.s.Losses, want) {
				t.Errorf("%s: %+v, want %+v", tc.name, h.s.Losses, want)
			}
			for _, e := range edits(h.s, theirs) {
				if e.Clears() != (e.Now.Value == plan.Blank) {
					t.Errorf("%s: %+v clears %v", tc.name, e, e.Clears())
				}
			}
			for _, c := range h.s.Changes {
				if c.Clears() != (c.Now.Value == plan.Blank) {
					t.Errorf("%s: %s", tc.name, c.Sentence())
				}
			}
		})
	}
}

func TestPartnersNewColumn(t *testing.T) {
	h := &history{t: t, c: sheets("ref|action\n 1|A", "ref|action", "ref|action|x:our notes\n 1|A|Met", Agreement{})}
	h.c.officer = sheet(Officer, "ref|action\n 1|A")
	h.run()
	if len(h.s.NewColumns) != 1 || h.s.NewColumns[0].Field != "x:our notes" {
		t.Errorf("new columns: %+v", h.s.NewColumns)
	}
	h.save()
	h.run()
	if len(h.s.NewColumns) != 0 {
		t.Errorf("told twice: %+v", h.s.NewColumns)
	}
}

// TestNewColumnOfSeveral: a further quarter of what the other side has one column for
// is no column of which nothing crosses; one that says something else is.
func TestNewColumnOfSeveral(t *testing.T) {
	quarter := plan.Column{Heading: "Q2", Field: "x:q2", Part: plan.FieldProgress, Period: 2}
	original, note := plan.Column{Heading: "Original", Field: plan.FieldOriginal}, plan.Column{Heading: "Note", Field: "x:note"}
	for _, tc := range []struct {
		name, theirs string
		mine         plan.Column
		told         bool
	}{
		{"a quarter", "ref|action|due|progress\n 1|A|1 May|Met", quarter, false},
		{"a quarter of what they have none of", "ref|action|due\n 1|A|1 May", quarter, true},
		{"an original date", "ref|action|due|progress\n 1|A|1 May|Met", original, false},
		{"an original date, and they have no other", "ref|action|progress\n 1|A|Met", original, true},
		{"a note", "ref|action|due|progress\n 1|A|1 May|Met", note, true},
	} {
		c := sheets(tc.theirs, tc.theirs, tc.theirs, Agreement{Share: map[plan.Field]bool{"x:q2": true, plan.FieldOriginal: true, "x:note": true}})
		bothWays(t, c, func(h *history, mine, _ Side) {
			p := &h.c.officer
			if mine == Partner {
				p = &h.c.partner
			}
			p.Columns = append(slices.Clone(p.Columns), tc.mine)
			h.run()
			if told := len(h.s.NewColumns) == 1 && h.s.NewColumns[0].Side == mine; told != tc.told || !told && len(h.s.NewColumns) > 0 {
				t.Errorf("%s, %s: told of %+v", tc.name, mine, h.s.NewColumns)
			}
		})
	}
}

func TestDiffers(t *testing.T) {
	text := func(s string) plan.Entry { return plan.Entry{Value: plan.TextValue(s), Typed: s} }
	date := func(iso, typed string) plan.Entry {
		return plan.Entry{Value: plan.Value{Kind: plan.KindDate, Text: iso}, Typed: typed}
	}
	for _, tc := range []struct {
		a, b plan.Entry
		want string
	}{
		{text("Recruit"), text("Train"), ""},
		{date("2026-03-04", "04/03/2026"), text("04/03/2026"), "a date / a text"},
		{date("2026-03-04", "03/04/2026"), date("2026-04-03", "03/04/2026"), "4 March 2026 / 3 April 2026"},
		{text("Head of service"), text("Headof service"), "differs in spaces only"},
		{text("Head of Service"), text("Head of service"), "differs in capitals only"},
		{text("Met; agreed."), text("Met, agreed"), "differs in punctuation and spaces only"},
		{text("Met"), text("Met"), ""},
	} {
		if got := Differs(tc.a, tc.b); got != tc.want {
			t.Errorf("%q and %q: %q, want %q", tc.a.Shown(), tc.b.Shown(), got, tc.want)
		}
	}
	h := &history{t: t, c: sheets("", "ref|action|due\n 1|A|Head of service", "ref|action|due\n 1|A|Head of Service", Agreement{})}
	h.run()
	if why := h.question("conflict 1 due").Why; !strings.Contains(why, "(differs in capitals only)") {
		t.Errorf("it is asked: %s", why)
	}
}

// TestNarrativeThatSaysTheContrary asks at a first agreement where one text's words
// stand in the other and may mean otherwise there.
func TestNarrativeThatSaysTheContrary(t *testing.T) {
	for _, words := range [][2]string{{"agreed by the board", "not agreed by the board"}, {"60%", "160%"}, {"Done", "Done? no"}, {"Agreed", "Agreed, but withdrawn"}, {"Met.\\nPaid.", "Met.\\nTrained.\\nPaid."}} {
		c := sheets("", "ref|action|progress\n 1|A|"+words[0], "ref|action|progress\n 1|A|"+words[1], Agreement{})
		bothWays(t, c, func(h *history, mine, theirs Side) {
			h.run()
			h.wantAsked(words[0]+" and "+words[1], "conflict 1 progress")
			h.wantEdits(words[0], theirs)
			h.wantEdits(words[0], mine)
		})
	}
}

func TestNarrativeThatContainsTheOther(t *testing.T) {
	c := sheets("", "ref|action|progress\n 1|A|Met. Ten posts filled.\n 2|B|Met", "ref|action|progress\n 1|A|Met\n 2|B|Cancelled", Agreement{})
	bothWays(t, c, func(h *history, mine, theirs Side) {
		h.run()
		h.wantAsked("at first", "conflict 2 progress")
		h.wantEdits("at first", theirs, "row 2 progress: Met > Met. Ten posts filled.")
		if len(h.s.Yields) != 1 || !h.s.Yields[0].Yielded {
			t.Errorf("yields %+v", h.s.Yields)
		}
	})
}

func TestWhoIsAsked(t *testing.T) {
	const base = "ref|action|lead|partner|due|progress\n 1|A|Head|Police|1 May|Met"
	rules := Agreement{
		Owners: map[plan.Field]Owner{plan.FieldDue: Officers, plan.FieldProgress: Partners}, Ask: "Information manager",
		Personal: func(text string) (string, bool) { return "a name", strings.Contains(text, "Ann") },
	}
	h := &history{t: t, c: sheets(base, strings.Replace(base, "Met", "Met twice", 1), strings.Replace(base, "1 May", "2 May", 1), rules)}
	h.run()
	if ask := h.question("proposal 1 due").Ask; ask != "Head" {
		t.Errorf("of the officers' column %q is asked", ask)
	}
	if ask := h.question("proposal 1 progress").Ask; ask != "Police" {
		t.Errorf("of the partners' column %q is asked", ask)
	}
	held := &history{t: t, c: sheets(base, strings.Replace(base, "|A|", "|A with Ann|", 1), base, rules)}
	held.run()
	if ask := held.question("held 1 action").Ask; ask != "Information manager" {
		t.Errorf("of what may go to partners %q is asked", ask)
	}
}

func TestTableOneSideNeverHad(t *testing.T) {
	const base = "ref|action\n@Home 1|A\n@Home 2|B"
	bothWays(t, sheets(base, base+"\n@Care 3|C\n@Care 4|D\n@Home 5|E", base, Agreement{}), func(h *history, mine, theirs Side) {
		h.run()
		tables, others := Tables(h.s.Open)
		if len(tables) != 1 || len(others) != 1 || tables[0].Table != "Care" || tables[0].Side != theirs || len(tables[0].Questions) != 2 || others[0].Ref != "5" {
			t.Fatalf("tables %+v, others %+v", tables, others)
		}
		if want := "the table Care stands only in " + mine.copyName() + ", with 2 actions"; tables[0].Why != want {
			t.Errorf("it is asked: %s", tables[0].Why)
		}
		h.m.Decisions = tables[0].Decide(TakeLeave, "Head of Service", "ours alone", anyDay)
		h.run()
		h.wantAsked("answered", "row 5")
		if len(h.s.Used) != 2 || len(h.s.NextMemory.LeftOut) != 2 || len(h.s.LeftAlone) != 0 {
			t.Errorf("used %+v, left out %+v, left alone %+v", h.s.Used, h.s.NextMemory.LeftOut, h.s.LeftAlone)
		}
	})
}

// TestUpgradeAsksNothing: a base that an earlier build made of a plan without
// refs did not hold rows alike in text. It opens, asks nothing and writes
// nothing: those that both sides say alike are agreed now.
func TestUpgradeAsksNothing(t *testing.T) {
	now := refless(sheets("", trainAlike, trainAlike, Agreement{}))
	old := sheets("ref|action|lead|due|status\n 1|Recruit|Head|1 March|Open\n 2|Write the policy|Clerk|1 April|Open", trainAlike, trainAlike, Agreement{})
	old.base.Columns = slices.DeleteFunc(old.base.Columns, func(c plan.Column) bool { return c.Field == plan.FieldRef })
	now.base = old.base
	for _, mine := range []string{trainAlike, strings.Replace(trainAlike, "1 May|Open", "1 May|Done", 1)} {
		bothWays(t, now, func(h *history, side, _ Side) {
			h.replace(side, mine)
			h.run()
			h.wantAsked("upgraded")
			h.wantQuiet("upgraded")
			if mine == trainAlike && len(h.s.NextBase.Actions) != 4 {
				t.Errorf("%d actions are agreed", len(h.s.NextBase.Actions))
			}
			if mine != trainAlike {
				h.wantLeft("upgraded, and moved", side, 4)
			}
			h.save()
			h.run()
			h.wantAsked("the next run")
			h.wantQuiet("the next run")
		})
	}
}

func TestBroughtBackIsSaid(t *testing.T) {
	bothWays(t, sheets(twoActions+"\n 2.5|Meet|1 June", twoActions, twoActions+"\n 2.5|Meet|1 June", Agreement{}), func(h *history, mine, _ Side) {
		h.run()
		if why := h.question("row 2.5").Why; !strings.Contains(why, `it says "Meet"`) {
			t.Errorf("it is asked: %s", why)
		}
		h.decide("row 2.5", TakeBack)
		h.run()
		if rows := rowsOf(h.s, mine); len(rows) != 1 || !rows[0].Back {
			t.Errorf("rows %+v", rows)
		}
	})
}

// TestTableWithRowsAskedApart asserts that a table's question counts all of its
// rows, and says which of them are asked about by themselves.
func TestTableWithRowsAskedApart(t *testing.T) {
	row := func(ref plan.Ref, take Take, personal string) Question {
		return Question{Kind: QuestionRow, Ref: ref, Side: Partner, NewTable: "Care", Takes: []Take{take, TakeGo}, Personal: personal}
	}
	for _, c := range []struct {
		take Take
		want string
	}{
		{TakeBack, "all the agreed actions of the table Care (3) are gone from the partners' copy; if that was not meant, put its tab back there; 1 of them seems to hold personal data, and is asked about by itself"},
		{TakeAdd, "the table Care stands only in the officers' plan, with 3 actions; 1 of them seems to hold personal data, and is asked about by itself"},
	} {
		tables, others := Tables([]Question{row("1", c.take, "an NHS number"), row("2", c.take, ""), row("3", c.take, "")})
		if len(tables) != 1 || len(tables[0].Questions) != 2 || len(others) != 1 || tables[0].Why != c.want {
			t.Errorf("tables %+v, others %+v", tables, others)
		}
	}
}
