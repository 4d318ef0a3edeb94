package reconcile

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"actionplan/plan"
)

// TestGiveWay says which refs of a base give way to people's: those that stood in no
// workbook, and no others, both ways round.
func TestGiveWay(t *testing.T) {
	const base = "ref|action|lead\n 1|Write|Ann\n 2|Audit|Bob\n 3|Train|Cat"
	rows := func(lines ...string) string { return "ref|action|lead\n " + strings.Join(lines, "\n ") }
	for name, tc := range map[string]struct {
		mine, theirs string
		want         string // the refs that give way
		unreferenced bool   // neither side had a column for refs
	}{
		"nobody has given it":                      {rows("1|Write|Ann", "|Audit|Bob", "3|Train|Cat"), rows("1|Write|Ann", "|Audit|Bob", "3|Train|Cat"), "", false},
		"a new action has it":                      {rows("1|Write|Ann", "|Audit|Bob", "3|Train|Cat", "2|Meet|Dan"), rows("1|Write|Ann", "|Audit|Bob", "3|Train|Cat"), "2", false},
		"and its own action has another":           {rows("1|Write|Ann", "9|Audit|Bob", "3|Train|Cat", "2|Meet|Dan"), rows("1|Write|Ann", "|Audit|Bob", "3|Train|Cat"), "2", false},
		"on both sides":                            {rows("1|Write|Ann", "9|Audit|Bob", "3|Train|Cat", "2|Meet|Dan"), rows("1|Write|Ann", "9|Audit|Bob", "3|Train|Cat", "2|Meet|Dan"), "2", false},
		"on both sides, otherwise":                 {rows("1|Write|Ann", "9|Audit|Bob", "3|Train|Cat", "2|Meet|Dan"), rows("1|Write|Ann", "8|Audit|Bob", "3|Train|Cat", "2|Meet|Dan"), "", false},
		"it is real, and stands on the other":      {rows("1|Write|Ann", "|Audit|Bob", "3|Train|Cat", "2|Meet|Dan"), base, "", false},
		"it is real, and was given another":        {rows("1|Write|Ann", "9|Audit|Bob", "3|Train|Cat", "2|Meet|Dan"), base, "", false},
		"it is real, and reworded on the other":    {rows("1|Write|Ann", "|Audit|Bob", "3|Train|Cat", "2|Meet|Dan"), rows("1|Write|Ann", "2|Audit all|Bob", "3|Train|Cat"), "", false},
		"the action is gone there":                 {rows("1|Write|Ann", "3|Train|Cat", "2|Meet|Dan"), rows("1|Write|Ann", "|Audit|Bob", "3|Train|Cat"), "", false},
		"texts were sorted, the other has no refs": {rows("1|Audit|Ann", "2|Write|Bob", "3|Train|Cat"), rows("|Write|Ann", "|Audit|Bob", "|Train|Cat"), "", false},
		"a row was put in, and refs counted on":    {rows("1|Write|Ann", "2|Meet|Dan", "3|Audit|Bob", "4|Train|Cat"), rows("|Write|Ann", "|Audit|Bob", "|Train|Cat"), "2 3", false},
		"nobody had refs, and texts were sorted":   {rows("1|Audit|Bob", "2|Write|Ann", "3|Train|Cat"), rows("|Write|Ann", "|Audit|Bob", "|Train|Cat"), "1 2", true},
		"nobody had refs, and they are the same":   {rows("1|Write|Ann", "2|Audit|Bob", "3|Train|Cat"), rows("|Write|Ann", "|Audit|Bob", "|Train|Cat"), "", true},
	} {
		c := sheets(base, tc.mine, tc.theirs, Agreement{})
		if tc.unreferenced {
			var without []plan.Column
			for _, column := range c.base.Columns {
				if column.Field != plan.FieldRef {
					without = append(without, column)
				}
			}
			c.base.Columns = without
			if len(without) == 0 {
				c.base.Columns = []plan.Column{{Table: string(Officer), Field: plan.FieldAction, Heading: "Action"}}
			}
		}
		for _, c := range []triple{c, c.mirror()} {
			out, given := GiveWay(c.base, c.officer, c.partner)
			var got []string
			for _, a := range c.base.Actions {
				if now, gave := given[a.Ref]; gave {
					got = append(got, string(a.Ref))
					if now.Kept() == 0 {
						t.Errorf("%s: %s gives way to %q", name, a.Ref, now)
					}
				}
			}
			if diff := cmp.Diff(tc.want, strings.Join(got, " ")); diff != "" {
				t.Errorf("%s: what gives way (-want +got):\n%s", name, diff)
			}
			if again, more := GiveWay(out, c.officer, c.partner); len(more) > 0 || again != out {
				t.Errorf("%s: %v give way again", name, more)
			}
		}
	}
}

// TestNoughtLostGivesNoRef: a spreadsheet that made 1.1 of 1.10 gave that ref to
// nobody.
func TestNoughtLostGivesNoRef(t *testing.T) {
	lost := "ref|action\n |Write\n 1.1|Audit"
	c := sheets("ref|action\n 1.1|Write\n 1.10|Audit", lost, lost, Agreement{})
	if _, given := GiveWay(c.base, c.officer, c.partner); len(given) > 0 {
		t.Errorf("%v give way", given)
	}
}

// TestKeptRefs: no ref that the ledger keeps is one that anybody can type, and none is
// written, offered, or found by who types it; what people answered goes along.
func TestKeptRefs(t *testing.T) {
	for n := range 12 {
		if ref := plan.KeptRef(n + 1); plan.ReadRef(string(ref)) == ref || ref.Kept() != n+1 {
			t.Errorf("%q can be typed, or is none", ref)
		}
	}
	for _, typed := range []plan.Ref{"1", "1 1", "A 1", "", " ", " x", "row 1"} {
		if typed.Kept() != 0 {
			t.Errorf("%q is taken for the ledger's own", typed)
		}
	}
	const agreed = "ref|action|lead\n 1|Write|Ann\n 2|Audit|Bob"
	without := "ref|action|lead\n 1|Write|Ann\n |Audit|"
	c := sheets(agreed, without+"Eve\n 2|Meet|Dan", without+"Fay", Agreement{})
	bothWays(t, c, func(h *history, mine, theirs Side) {
		h.run()
		h.wantAsked("both moved a cell of it", "conflict  1 lead", "row 2")
		if ref, err := h.s.Find(" 1"); err != nil || ref != "1" {
			t.Errorf("who types 1 means %q: %v", ref, err)
		}
		for _, q := range h.s.Open {
			if q.Kind == QuestionRow && (q.TakenBy("2") != "" || q.TakenBy("1") == "") {
				t.Errorf("2 is %q's, and 1 is %q's", q.TakenBy("2"), q.TakenBy("1"))
			}
		}
		for _, a := range h.s.Agreed.Actions {
			if a.Ref.Kept() > 0 {
				t.Errorf("%q is agreed", a.Ref)
			}
		}
	})
	m := Memory{
		Decisions: []Decision{
			{Question: Key{Ref: "2", Field: "lead"}, Kind: QuestionConflict, Said: []Said{{Ref: "2", Field: "lead"}}},
			{Question: Key{Ref: "2"}, Kind: QuestionRow, Said: []Said{{Ref: "2", Field: "lead", Officer: plan.TextValue("Dan")}}},
		},
		Refusals: []Refusal{{Ref: "2", Field: "lead"}}, LeftOut: []LeftOut{{Ref: "2", Field: "lead"}, {Ref: "2"}},
	}
	now := m.Renamed(map[plan.Ref]plan.Ref{"2": " 1"})
	got := fmt.Sprintf("%q %q %q %q %q %q %q", now.Decisions[0].Question.Ref, now.Decisions[0].Said[0].Ref, now.Decisions[1].Question.Ref, now.Decisions[1].Said[0].Ref, now.Refusals[0].Ref, now.LeftOut[0].Ref, now.LeftOut[1].Ref)
	if want := `" 1" " 1" "2" "2" " 1" " 1" "2"`; got != want {
		t.Errorf("the answers are about %s, want %s", got, want)
	}
	if m.Decisions[0].Said[0].Ref != "2" {
		t.Error("the memory that was given is changed")
	}
}
