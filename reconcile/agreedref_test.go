package reconcile

import (
	"testing"

	"actionplan/plan"
)

// TestAgreedRefsAreTheSides: an action that no side has a ref for has none in
// the agreed plan either, whatever the ledger calls it.
func TestAgreedRefsAreTheSides(t *testing.T) {
	for _, c := range []struct{ officer, partner, want plan.Ref }{{"", "", ""}, {"3", "", "3"}, {"", "3", "3"}, {"3", "3", "3"}} {
		base := plan.Plan{Actions: []plan.Action{{Ref: "3"}}}
		officer := plan.Plan{Actions: []plan.Action{{ID: "o", Ref: c.officer}}}
		partner := plan.Plan{Actions: []plan.Action{{ID: "p", Ref: c.partner}}}
		for i, p := range []*plan.Plan{&base, &officer, &partner} {
			p.Actions[0].Set(plan.FieldAction, plan.Entry{Value: plan.TextValue("Train everybody"), Typed: "Train everybody"})
			lead := []string{"Head", "Head", "Deputy"}[i]
			p.Actions[0].Set(plan.FieldLead, plan.Entry{Value: plan.TextValue(lead), Typed: lead, Writable: true})
		}
		s := Compare(&base, officer, partner, Agreement{}).Settle(nil)
		if len(s.Agreed.Actions) != 1 || s.Agreed.Actions[0].Ref != c.want || len(s.Changes) != 1 || s.Changes[0].Ref != "3" {
			t.Errorf("%+v: agreed %+v, changes %+v", c, s.Agreed.Actions, s.Changes)
		}
	}
}
