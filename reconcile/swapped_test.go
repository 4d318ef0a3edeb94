package reconcile

import (
	"testing"

	"actionplan/plan"
)

// TestSwappedColumnIsNotWritten: a date that was written to a column that is read with
// day and month exchanged would be another when it is read again.
func TestSwappedColumnIsNotWritten(t *testing.T) {
	swapped := func(c triple) triple {
		for i := range c.officer.Columns {
			c.officer.Columns[i].Swapped = c.officer.Columns[i].Field == plan.FieldDue
		}
		for i := range c.officer.Actions {
			e := c.officer.Actions[i].Entry(plan.FieldDue)
			e.Writable, e.Detail.Swapped = false, true
			c.officer.Actions[i].Set(plan.FieldDue, e)
		}
		return c
	}
	const row = "ref|action|due\n 2.3|Recruit|"
	c := swapped(sheets(row+"31 March", row+"31 March", row+"30 April", Agreement{}))
	s := c.settle()
	const want = `action 2.3, due (officer!C2, partner!C2): officers say "31 March", partners say "30 April"; last agreed: "31 March"; the cell in the officers' plan cannot be written: the settings have its column read with day and month exchanged; put its dates right there, and take that line out`
	if len(s.Changes) > 0 || len(s.Withheld)+len(s.Open) != 1 {
		t.Fatalf("it comes to %s", brief(s))
	}
	got := ""
	for _, w := range s.Withheld {
		got = w.Sentence()
	}
	for _, q := range s.Open {
		got = q.Why
	}
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	c = swapped(sheets(row+"31 March", row+"30 April", row+"31 March", Agreement{}))
	if s := c.settle(); len(s.Changes) != 1 {
		t.Errorf("what officers changed there does not go to the partners: %s", brief(s))
	}
	c = swapped(sheets(row+"31 March", row+"31 March", row+"31 March\n 2.4|Train|1 May", Agreement{}))
	h := &history{t: t, c: c}
	h.run()
	h.decide("row 2.4", TakeAdd)
	h.run()
	if len(h.s.OfficerRows) != 1 || h.s.OfficerRows[0].Entry(plan.FieldAction).Typed != "Train" || h.s.OfficerRows[0].Entry(plan.FieldDue).Typed != "" {
		t.Errorf("the new row is %+v", h.s.OfficerRows)
	}
}
