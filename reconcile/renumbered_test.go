package reconcile

import (
	"slices"
	"strings"
	"testing"

	"actionplan/plan"
)

// TestRenumberedAlike: where actions have one text and were numbered anew, what else the
// rows say tells which is which, and all that have a part in it wait. Ordinary edits
// among actions of one text are as ever.
func TestRenumberedAlike(t *testing.T) {
	const heads = "ref|action|lead|due|status|progress|outcome\n"
	const first, audit, last = "1|Recruit|Director|1 May|Open|Begun|Homes\n", "|Audit case files|", "\n9|Publish|Clerk|9 May|Open|Drafted|Seen"
	const a, b, c = "Head A|1 June|Open|first files held|Safer", "Head B|1 July|Done|second files held|Heard", "Head C|1 Aug|Open|third files held|Closer"
	const n = "Head N|1 Sept|Late|new files held|Sooner"
	rows := func(rows ...string) string {
		for i, row := range rows {
			ref, rest, _ := strings.Cut(row, " ")
			rows[i] = ref + audit + rest
		}
		return heads + first + strings.Join(rows, "\n")
	}
	agreed := rows("2 "+a, "3 "+b, "4 "+c)
	blank := func(text string) string { return text + "||||" }
	for _, tc := range []struct {
		name, base, mine string
		stopped          []plan.Ref
		crosses          int
		asked            []string
	}{
		{"one taken out", agreed, rows("2 "+b, "3 "+c), []plan.Ref{"2", "3", "4"}, 0, nil},
		{"one taken out above another", agreed + last, rows("2 "+b, "3 "+c) + last, []plan.Ref{"2", "3", "4"}, 0, nil},
		{"one of two taken out", rows("2 "+a, "3 "+b), rows("2 " + b), []plan.Ref{"2", "3"}, 0, nil},
		{"one of two taken out, and the other edited", rows("2 "+a, "3 "+b), rows("2 Head B|1 July|Late|some files held|Heard"), []plan.Ref{"2", "3"}, 0, nil},
		{"one put in", agreed, rows("2 "+n, "3 "+a, "4 "+b, "5 "+c), []plan.Ref{"2", "3", "4", "5"}, 0, nil},
		{"one put in that is blank", agreed, rows("2 "+a, "3 "+blank(""), "4 "+b, "5 "+c), []plan.Ref{"3", "4", "5"}, 0, nil},
		{"one put in above the last", agreed, rows("2 "+a, "3 "+b, "4 "+n, "5 "+c), []plan.Ref{"4", "5"}, 0, nil},
		{"one put in above the last, which has no ref", agreed, rows("2 "+a, "3 "+b, "4 "+n, " "+c), []plan.Ref{"4"}, 0, nil},
		{"one copied and put in", agreed, rows("2 "+a, "3 "+a, "4 "+b, "5 "+c), []plan.Ref{"3", "4", "5"}, 0, nil},
		{"one put in above the only one", rows("2 " + a), rows("2 "+n, "3 "+a), []plan.Ref{"2", "3"}, 0, nil},
		{"one pasted over another", agreed, rows("2 "+b, "3 "+b, "4 "+c), []plan.Ref{"2"}, 0, nil},

		{"a month's update", agreed, rows("2 Head A|1 June|Done|second files held|Safer", "3 "+b, "4 "+c), nil, 2, nil},
		{"a month's update, and another taken out", agreed, rows("2 Head A|1 June|Done|second files held|Safer", "4 "+c), nil, 2, []string{"row 3"}},
		{"given to the lead of another, by that one's date", agreed, rows("2 Head B|1 July|Open|first files held|Safer", "3 "+b, "4 "+c), nil, 2, nil},
		{"given to the lead of one taken out", agreed, rows("2 Head B|1 June|Open|first files held|Safer", "4 "+c), nil, 1, []string{"row 3"}},
		{"two leads exchanged", agreed, rows("2 Head B|1 June|Open|first files held|Safer", "3 Head A|1 July|Done|second files held|Heard", "4 "+c), nil, 2, nil},
		{"all of one edited", agreed, rows("2 "+n, "3 "+b, "4 "+c), nil, 5, nil},
		{"copied as the start of a new one, and updated", agreed, rows("2 "+a, "3 "+b, "4 Head C|1 Aug|Done|more files held|Closer", "5 "+c), nil, 2, []string{"row 5"}},
		{"a month's update to what one taken out said, of the same date", rows("2 Head A|1 June|Open|first files held|Safer", "3 Head B|1 June|Done|second files held|Safer", "4 "+c), rows("2 Head A|1 June|Done|second files held|Safer", "4 "+c), nil, 2, []string{"row 3"}},
		{"copied as the start of a new one, and most of it updated", rows("2 Head A||Open|first files held|", "3 "+b), rows("2 Head A||Done|more files held|", "3 "+b, "4 Head A||Open|first files held|"), nil, 2, []string{"row 4"}},
		{"given to another, and another put in", agreed, rows("2 "+a, "3 "+b, "4 Head Z|1 Aug|Open|third files held|Closer", "5 "+n), nil, 1, []string{"row 5"}},
	} {
		bothWays(t, sheets(tc.base, tc.mine, tc.base, Agreement{}), func(h *history, mine, theirs Side) {
			h.run()
			h.wantAsked(tc.name, tc.asked...)
			var stopped []plan.Ref
			for _, s := range h.s.Stops {
				stopped = append(stopped, s.Refs...)
				if s.Kind != StopPermuted || s.Side != mine || s.Whole || s.Behind != "" {
					t.Errorf("%s: %+v", tc.name, s)
				}
			}
			if !slices.Equal(stopped, tc.stopped) || len(edits(h.s, theirs)) != tc.crosses || len(edits(h.s, mine)) > 0 {
				t.Errorf("%s: stopped %v, want %v; %d edits cross, want %d: %s", tc.name, stopped, tc.stopped, len(edits(h.s, theirs)), tc.crosses, brief(h.s))
			}
		})
		if len(tc.stopped) > 0 {
			same := sheets(tc.base, tc.mine, tc.mine, Agreement{})
			if both := same.settle(); len(both.Stops)+len(both.Officer)+len(both.Partner) > 0 {
				t.Errorf("%s: once both sides have the same refs, it comes to %s", tc.name, brief(both))
			}
			passed := sheets(tc.base, tc.mine, tc.base, Agreement{Confirmed: true}).settle()
			if len(passed.Stops) > 0 {
				t.Errorf("%s: a person confirmed it, and it is stopped: %+v", tc.name, passed.Stops)
			}
		}
	}
}

// TestRenumberedWaitsOnBothSides: what the other side edited in those rows waits too,
// and is said to.
func TestRenumberedWaitsOnBothSides(t *testing.T) {
	const agreed = "ref|action|lead|due\n2|Audit case files|Head A|1 June\n3|Audit case files|Head B|1 July"
	mine, theirs := "ref|action|lead|due\n2|Audit case files|Head B|1 July", strings.Replace(agreed, "1 July", "8 July", 1)
	bothWays(t, sheets(agreed, mine, theirs, Agreement{}), func(h *history, _, other Side) {
		h.run()
		h.wantAsked("both sides")
		h.wantQuiet("both sides")
		if len(h.s.Stops) != 1 || !slices.Equal(h.s.Stops[0].Refs, []plan.Ref{"2", "3"}) {
			t.Errorf("it comes to %s", brief(h.s))
		}
	})
}

// TestBegunFromWords: a row under a new ref with the words of an action that is gone is
// that action where it says what else was agreed of it, and both are asked about where it
// does not. Several at a time are told, too.
func TestBegunFromWords(t *testing.T) {
	const heads, train = "ref|action|lead|due|status\n1|Recruit|Clerk|1 May|Open\n4|Meet|Clerk|4 May|Open\n5|Agree|Clerk|5 May|Open\n", "|Train staff|"
	const agreed = heads + "2" + train + "Head A|1 June|Open"
	const twice = agreed + "\n3" + train + "Head B|1 July|Open"
	for _, tc := range []struct {
		name, base, mine string
		crosses          int
		asked            []string
		told             string
	}{
		{"renumbered", agreed, strings.Replace(agreed, "\n2|", "\n9|", 1), 0, nil, "it is taken as 2"},
		{"renumbered and updated", agreed, heads + "9" + train + "Head A|8 June|Done", 2, nil, "it is taken as 2"},
		{"begun from its words", agreed, heads + "9" + train + "Head N|8 June|Open", 0, []string{"row 2", "row 9"}, "begun from those words"},
		{"both renumbered", twice, heads + "8" + train + "Head A|1 June|Done\n9" + train + "Head B|1 July|Open", 1, nil, "by what else was agreed of them it is taken as 3"},
		{"one renumbered, one begun", twice, heads + "8" + train + "Head A|1 June|Open\n9" + train + "Head N|9 Sept|Late", 0, []string{"row 2", "row 3", "row 8", "row 9"}, ""},
	} {
		bothWays(t, sheets(tc.base, tc.mine, tc.base, Agreement{}), func(h *history, mine, theirs Side) {
			h.run()
			h.wantAsked(tc.name, tc.asked...)
			if len(edits(h.s, theirs)) != tc.crosses || len(edits(h.s, mine)) > 0 || len(h.s.Stops) > 0 {
				t.Errorf("%s: it comes to %s", tc.name, brief(h.s))
			}
			if !slices.ContainsFunc(h.s.Notes, func(n plan.Note) bool { return strings.Contains(n.Message, tc.told) }) && tc.told != "" {
				t.Errorf("%s: nobody is told that %s: %v", tc.name, tc.told, h.s.Notes)
			}
		})
	}
}

// TestRenumberedAndRewritten: a row under a new ref stays the action that it is where the
// other side has rewritten all else of it, also once that is written into the row.
func TestRenumberedAndRewritten(t *testing.T) {
	const rest = "ref|action|lead|due|status|progress\n1|Recruit|Clerk|1 May|Open|Begun\n"
	agreed := rest + "2|Train staff|Head A|1 June|Open|Booked"
	for name, tc := range map[string][2]string{
		"all by the other side": {"9|Train staff|Head A|1 June|Open|Booked", "2|Train staff|Head N|8 June|Late|Moved"},
		"by both sides":         {"9|Train staff|Head A|1 June|Open|Held", "2|Train staff|Head N|8 June|Late|Booked"},
	} {
		bothWays(t, sheets(agreed, rest+tc[0], rest+tc[1], Agreement{}), func(h *history, mine, theirs Side) {
			h.finish()
			h.wantAsked(name)
			h.wantQuiet(name)
			h.wantSays(name, mine, "9", plan.FieldLead, "Head N")
		})
	}
}

// TestRefGivenBesideATwin: a row that is given a ref goes by it once that is written, also
// where the other side has another row of the same words, and where both have one it is
// that which says what else was agreed.
func TestRefGivenBesideATwin(t *testing.T) {
	const heads, train, twin = "ref|action|lead|due\n1|Recruit|Clerk|1 May\n", "|Train staff|Head A|1 June", "\n7|Train staff|Somebody|1 Dec"
	for name, agreed := range map[string]string{"it had none": heads + train, "it had another": heads + "4" + train} {
		bothWays(t, sheets("", agreed, agreed, Agreement{}), func(h *history, mine, theirs Side) {
			h.finish()
			*h.side(mine) = sheet(mine, heads+"6"+train)
			*h.side(theirs) = sheet(theirs, heads+"|Train staff|Head N|1 June"+twin)
			h.run()
			h.write(mine, theirs)
			h.run() // as apply reads again what it has written
			h.wantAsked(name, "row 7")
			h.wantQuiet(name)
			h.wantSays(name, mine, "6", plan.FieldLead, "Head N")
			h.wantSays(name, theirs, "6", plan.FieldLead, "Head N")
		})
	}
}

// TestMangledOrCopied: where two rows have the words of 1.1 and neither has its ref, 1.10
// is not taken for it: both wait, and so does the action on the other side.
func TestMangledOrCopied(t *testing.T) {
	const heads, meet = "ref|action|lead|due\n", "\n1.2|Meet|Clerk|1 May"
	const agreed = heads + "1.1|Train staff|Head A|1 June" + meet
	for _, tc := range []struct {
		name, mine string
		left       []plan.Ref
		asked      []string
	}{
		{"copied, and the other has another ref", heads + "1.11|Train staff|Head A|8 June" + meet + "\n1.10|Train staff|Head A|1 Sept", []plan.Ref{"1.11", "1.10"}, nil},
		{"copied, and the other's ref is lost", heads + "|Train staff|Head A|8 June" + meet + "\n1.10|Train staff|Head A|1 Sept", []plan.Ref{"1.10", ""}, nil},
		{"copied", agreed + "\n1.10|Train staff|Head A|1 Sept", nil, []string{"row 1.10"}},
		{"begun from its words", heads + "1.10|Train staff|Head N|1 Sept" + meet, nil, []string{"row 1.1", "row 1.10"}},
	} {
		theirs := strings.Replace(agreed, "Head A", "Head Z", 1)
		bothWays(t, sheets(agreed, tc.mine, theirs, Agreement{}), func(h *history, mine, other Side) {
			h.run()
			h.wantAsked(tc.name, tc.asked...)
			if writes := len(edits(h.s, other)); writes > 0 {
				t.Errorf("%s: %d edits cross", tc.name, writes)
			}
			var left []plan.Ref
			for _, row := range h.s.LeftAlone {
				left = append(left, row.Ref)
				if !strings.Contains(row.Sentence(), "its words are those of action 1.1, which no row has by its ref, and so are those of") {
					t.Errorf("%s: %s", tc.name, row.Sentence())
				}
			}
			if !slices.Equal(left, tc.left) || tc.left != nil && len(edits(h.s, mine)) > 0 {
				t.Errorf("%s: left alone %v, want %v: %s", tc.name, left, tc.left, brief(h.s))
			}
		})
	}
}
