package reconcile

import (
	"strings"
	"testing"

	"actionplan/plan"
)

// TestGoingOn: an edit in a row that goes on with an action crosses to nobody, and is
// said.
func TestGoingOn(t *testing.T) {
	reading := func(side Side, further string) plan.Plan {
		p := laid(side, "Plan: Ref=ref|Action=action|Progress=progress\n1.5|Fill the post|Advert out")
		if further != "" {
			p.Actions[0].More = []plan.Entries{plan.EntriesOf(map[plan.Field]plan.Entry{plan.FieldProgress: {Value: plan.TextValue(further), Typed: further, Writable: true}})}
		}
		return p
	}
	for name, c := range map[string]struct{ officers, partners, says string }{
		"alike":               {"Closes in July", "closes  in July", ""},
		"partners changed it": {"Closes in July", "Post filled", `progress is "Closes in July" with officers and "Post filled" with partners`},
		"one side has none":   {"Closes in July", "", ""},
		"neither has any":     {"", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			base := reading(Base, "")
			s := Compare(&base, reading(Officer, c.officers), reading(Partner, c.partners), Agreement{}).SettleWith(Memory{})
			said := ""
			for _, n := range s.Notes {
				said += n.Message + "\n"
			}
			if strings.Contains(said, "go on with it") != (c.says != "") || !strings.Contains(said, c.says) {
				t.Errorf("the notes are %q; want %q", said, c.says)
			}
			if len(s.Officer)+len(s.Partner)+len(s.Open) > 0 {
				t.Errorf("something is written or asked: %+v, %+v, %+v", s.Officer, s.Partner, s.Open)
			}
		})
	}
}

// TestGoesOnInOneCell: what one side has in several rows and the other in one cell is
// no difference; an edit of either waits, and never says anything twice.
func TestGoesOnInOneCell(t *testing.T) {
	reading := func(side Side, words string, further ...string) plan.Plan {
		p := laid(side, "Plan: Ref=ref|Action=action|Progress=progress\n1.5|Fill the post|")
		p.Actions[0].Set(plan.FieldProgress, plan.Entry{Value: plan.TextValue(words), Typed: words, Writable: true, Cell: plan.Cell{Sheet: "Plan", Row: 2, Column: 3}})
		for _, one := range further {
			p.Actions[0].More = append(p.Actions[0].More, plan.EntriesOf(map[plan.Field]plan.Entry{plan.FieldProgress: {Value: plan.TextValue(one), Typed: one, Writable: true}}))
		}
		return p
	}
	for _, side := range []Side{Officer, Partner} {
		settle := func(base *plan.Plan, rows, cell plan.Plan) Settlement {
			if side == Partner {
				rows, cell = cell, rows
			}
			return Compare(base, rows, cell, Agreement{}).SettleWith(Memory{})
		}
		quiet := func(name string, s Settlement) {
			if len(s.Officer)+len(s.Partner)+len(s.Open) > 0 {
				t.Errorf("%s, with %s: it comes to %s", name, side, brief(s))
			}
		}
		asks := func(name string, s Settlement) {
			if len(s.Officer)+len(s.Partner) > 0 || len(s.Open) != 1 || !strings.Contains(s.Open[0].Why, "goes on in the rows under it") || len(s.Open[0].Takes) < 3 {
				t.Errorf("%s, with %s: it comes to %s", name, side, brief(s))
			}
		}
		rows := reading(side, "Advert out", "Closes in July", "Two applied")
		s := settle(nil, rows, reading(side.Other(), "Advert out\nCloses in July\nTwo applied"))
		quiet("at first", s)
		base := s.NextBase
		quiet("again", settle(&base, rows, reading(side.Other(), "Advert out Closes in July\nTwo applied")))
		asks("the one cell added to", settle(&base, rows, reading(side.Other(), "Advert out\nCloses in July\nTwo applied\nPost filled")))
		asks("the first row edited", settle(&base, reading(side, "Advert out in May", "Closes in July", "Two applied"), reading(side.Other(), "Advert out\nCloses in July\nTwo applied")))
		agreedAsOne := settle(nil, reading(side, "Advert out\nCloses in July"), reading(side.Other(), "Advert out\nCloses in July")).NextBase
		quiet("parted into rows since", settle(&agreedAsOne, reading(side, "Advert out", "Closes in July"), reading(side.Other(), "Advert out\nCloses in July")))
		both := settle(&base, reading(side, "Advert out in May", "Closes in July", "Two applied"), reading(side.Other(), "Advert out", "Closes in July", "Two applied"))
		if len(edits(both, side.Other())) != 1 || len(both.Open) > 0 {
			t.Errorf("both have the rows, with %s: it comes to %s", side, brief(both))
		}
	}
}
