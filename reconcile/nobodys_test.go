package reconcile

import (
	"testing"

	"actionplan/plan"
)

// dated has the dues of a plan read as dates, as their typed words have them; a
// number stays one.
func dated(p *plan.Plan) {
	for i := range p.Actions {
		a := &p.Actions[i]
		if e, has := a.Lookup(plan.FieldDue); has {
			e.Value = plan.ReadDate(e.Typed, plan.DateHabit{}).Value
			a.Set(plan.FieldDue, e)
		}
	}
}

// TestDifferencesNobodyMade: what means the same is no difference; what somebody
// wrote is, and goes over it.
func TestDifferencesNobodyMade(t *testing.T) {
	for _, tc := range []struct {
		name, column         string
		agreed, mine, theirs string
		written              string // to their side
		asked                bool
	}{
		{"quotes and dashes", "progress", "the 'final' text - out", "the 'final' text - out", "the ‘final’ text – out", "", false},
		{"a capital of a list word", "status", "In progress", "In progress", "in-progress", "", false},
		{"a lost format", "due", "31/03/2026", "31/03/2026", "46112", "", false},
		{"both moved to the same", "progress", "none", "the 'final' text", "the ‘final’ text", "", false},
		{"a month, agreed as its last day", "due", "31/03/2026", "March 2026", "31/03/2026", "", false},
		{"a month, agreed as its first day", "due", "01/03/2026", "March 2026", "01/03/2026", "", false},
		{"nothing agreed", "progress", "", "the 'final' text", "the ‘final’ text", "", false},
		{"somebody's words over another spelling", "status", "In progress", "Complete", "IN PROGRESS", "Complete", false},
		{"another month", "due", "31/03/2026", "April 2026", "31/03/2026", "April 2026", false},
		{"another day's number", "due", "31/03/2026", "46113", "31/03/2026", "", true},
		{"both moved to a day, one of them without its format", "due", "30/04/2026", "46112", "31/03/2026", "", false},
		{"a sentence's capital", "progress", "rota drawn up", "Rota drawn up", "rota drawn up", "Rota drawn up", false},
	} {
		base := rows(tc.column, tc.agreed)
		if tc.agreed == "" {
			base = ""
		}
		c := sheets(base, rows(tc.column, tc.mine), rows(tc.column, tc.theirs), Agreement{})
		for _, p := range []*plan.Plan{c.base, &c.officer, &c.partner} {
			if p != nil {
				dated(p)
			}
		}
		bothWays(t, c, func(h *history, mine, theirs Side) {
			h.run()
			got, own := "", h.c.reading(theirs).Actions[0].Entry(plan.Field(tc.column))
			for _, e := range edits(h.s, theirs) {
				if got = e.Now.Written(); e.Was.Value != own.Value {
					t.Errorf("%s: the edit expects %+v, and the cell says %+v", tc.name, e.Was, own)
				}
			}
			if got != tc.written || len(h.s.Open) > 0 != tc.asked || len(edits(h.s, mine)) > 0 {
				t.Errorf("%s: %q is written, %d questions are open, and %d edits go back", tc.name, got, len(h.s.Open), len(edits(h.s, mine)))
			}
			if e := h.s.Agreed.Actions[0].Entry(plan.Field(tc.column)); mine == Officer && !tc.asked && e.Value != h.c.officer.Actions[0].Value(plan.Field(tc.column)) {
				t.Errorf("%s: the agreed plan says %+v", tc.name, e.Value)
			}
			if e := h.s.NextBase.Actions[0].Entry(plan.FieldDue); e.Value.Kind == plan.KindText {
				t.Errorf("%s: the number %q is agreed on", tc.name, e.Value.Text)
			}
			h.write(Officer, Partner)
			h.save()
			h.run()
			if n := len(h.s.Officer) + len(h.s.Partner); n > 0 {
				t.Errorf("%s: %d edits are left", tc.name, n)
			}
		})
	}
}
