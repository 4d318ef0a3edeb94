package reconcile

import (
	"strings"
	"testing"

	"actionplan/plan"
)

// TestSwallowed: a merged cell that came since the sides agreed, and in which what was
// agreed of an action is gone, is asked about.
func TestSwallowed(t *testing.T) {
	const base = "ref|action|lead\n 6.1|Recruit|HR\n 6.2|Train|Police\n 6.3|Meet|Board"
	for name, tc := range map[string]struct {
		base  string
		asked bool
	}{
		"both said something":        {base, true},
		"both said the same":         {strings.Replace(base, "Police", "HR", 1), false},
		"the lower one said nothing": {strings.Replace(base, "Police", "", 1), false},
	} {
		c := sheets(tc.base, tc.base, tc.base, Agreement{})
		merged(c.officer, plan.FieldLead, false, 0, 1)
		bothWays(t, c, func(h *history, mine, theirs Side) {
			h.run()
			if !tc.asked {
				h.wantAsked(name)
				h.finish()
				h.wantSays(name, theirs, "6.2", plan.FieldLead, "HR")
				return
			}
			h.wantAsked(name, "conflict 6.1 lead")
			h.wantQuiet(name)
			q := h.question("conflict 6.1 lead")
			if !strings.Contains(q.Why, "it is one merged cell for 6.1, 6.2 now, and what was agreed of 6.2 is gone from it") {
				t.Errorf("it is asked so: %s", q.Why)
			}
			h.decide("conflict 6.1 lead", Take(mine))
			h.finish()
			h.wantAsked("once it is answered")
			h.wantSays("once it is answered", theirs, "6.2", plan.FieldLead, "HR")
		})
	}
}

// TestSwallowedAcross: cells of one row merged across have no words of their own, and
// what was agreed in them is asked about, never cleared.
func TestSwallowedAcross(t *testing.T) {
	const base = "ref|action|lead|due|progress\n 6.1|Recruit|HR|1 May|Begun\n 6.2|Train|Police|8 May|\n 6.3|Meet|Board|9 May|Held"
	c := sheets(base, base, base, Agreement{})
	row := c.officer.Actions[1]
	for _, f := range []plan.Field{plan.FieldDue, plan.FieldProgress} {
		e := row.Entry(plan.FieldLead)
		e.Value, e.Typed, e.Writable = plan.Blank, "", false
		row.Set(f, e)
	}
	bothWays(t, c, func(h *history, mine, theirs Side) {
		h.run()
		h.wantAsked("merged across", "conflict 6.2 due")
		q := h.question("conflict 6.2 due")
		if !strings.Contains(q.Why, "it is one merged cell with the lead now, and what was agreed here is gone from it") {
			t.Errorf("it is asked so: %s", q.Why)
		}
		h.wantSays("while it is asked", theirs, "6.2", plan.FieldDue, "8 May")
		h.wantQuiet("asked again")
		h.decide("conflict 6.2 due", Take(mine))
		h.finish()
		h.wantAsked("once it is answered")
	})
}
