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
