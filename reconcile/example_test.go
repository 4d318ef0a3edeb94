package reconcile_test

import (
	"fmt"

	"actionplan/plan"
	"actionplan/reconcile"
)

// Officers put off a date, partners said how far they have come, and both
// rewrote the lead: the two edits cross, and a person is asked about the lead.
func Example() {
	reading := func(name, lead, due, progress string) plan.Plan {
		p := plan.Plan{}
		a := plan.Action{ID: plan.ID(name + " row 2"), Ref: "2.3", Row: 2}
		for i, cell := range []struct {
			field plan.Field
			says  string
		}{
			{plan.FieldAction, "Train all social workers"}, {plan.FieldLead, lead}, {plan.FieldDue, due}, {plan.FieldProgress, progress},
		} {
			p.Columns = append(p.Columns, plan.Column{Heading: cell.field.Label(), Field: cell.field})
			a.Set(cell.field, plan.Entry{
				Value: plan.TextValue(cell.says), Typed: cell.says, Writable: true, Cell: plan.Cell{Sheet: name, Row: 2, Column: i + 1},
			})
		}
		p.Actions = []plan.Action{a}
		return p
	}
	officers := reading("Plan", "Head of Service", "31 March", "None yet")
	partners := reading("Partners", "Head of Service", "31 March", "None yet")
	first := reconcile.Compare(nil, officers, partners, reconcile.Agreement{}).Settle(nil)

	officers = reading("Plan", "Director", "30 April", "None yet")
	partners = reading("Partners", "Practice lead", "31 March", "3 trained")
	s := reconcile.Compare(&first.NextBase, officers, partners, reconcile.Agreement{}).Settle(nil)
	for _, c := range s.Changes {
		fmt.Println(c.Sentence())
	}
	for _, q := range s.Open {
		fmt.Println("?", q.Why)
	}

	// A person answers. The same readings and the answer give the rest.
	answer := s.Open[0].Decide(reconcile.TakeOfficer, nil, "Head of Service", "agreed by telephone", plan.Date{Year: 2026, Month: 3, Day: 2})
	s = reconcile.Compare(&first.NextBase, officers, partners, reconcile.Agreement{}).Settle([]reconcile.Decision{answer})
	for _, e := range s.Partner {
		fmt.Printf("write %s: %s, not %s\n", e.Was.Cell, e.Now.Typed, e.Was.Typed)
	}
	for _, e := range s.Officer {
		fmt.Printf("write %s: %s, not %s\n", e.Was.Cell, e.Now.Typed, e.Was.Typed)
	}
	// Output:
	// action 2.3, due (Plan!C2, Partners!C2): officers changed "31 March" to "30 April"; it goes to the partners' copy
	// action 2.3, progress (Plan!D2, Partners!D2): partners changed "None yet" to "3 trained"; it goes to the officers' plan
	// ? action 2.3, lead (Plan!B2, Partners!B2): officers say "Director", partners say "Practice lead"; last agreed: "Head of Service"
	// write Partners!B2: Director, not Practice lead
	// write Partners!C2: 30 April, not 31 March
	// write Plan!D2: 3 trained, not None yet
}
