package reconcile

import (
	"strings"
	"testing"

	"actionplan/plan"
)

// TestGoingOn: an edit in a row that goes on with an action crosses to nobody, and is
// said.
func TestGoingOn(t *testing.T) {
	reading := func(side, further string) plan.Plan {
		said := func(text string) plan.Entry {
			return plan.Entry{Value: plan.TextValue(text), Typed: text, Writable: true}
		}
		a := plan.Action{ID: plan.ID(side + " 9"), Ref: "1.5", Table: "Plan", Sheet: "Plan", Row: 9, Entries: plan.EntriesOf(map[plan.Field]plan.Entry{
			plan.FieldRef: said("1.5"), plan.FieldAction: said("Fill the post"), plan.FieldProgress: said("Advert out"),
		})}
		if further != "" {
			a.More = []plan.Entries{plan.EntriesOf(map[plan.Field]plan.Entry{plan.FieldProgress: said(further)})}
		}
		p := plan.Plan{Source: side, Actions: []plan.Action{a}, Tables: []plan.Table{{Name: "Plan", Sheet: "Plan", Header: 1, First: 9, Last: 10}}}
		for f := range a.All() {
			p.Columns = append(p.Columns, plan.Column{Table: "Plan", Field: f, Heading: f.Label()})
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
			base := reading("base", "")
			s := Compare(&base, reading("officer", c.officers), reading("partner", c.partners), Agreement{}).SettleWith(Memory{})
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
