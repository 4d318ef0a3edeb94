package reconcile

import (
	"testing"

	"actionplan/plan"
)

// TestStruckWordsDoNotCross: what is struck out is no longer said, also to the other
// side; and what was agreed with it stays agreed.
func TestStruckWordsDoNotCross(t *testing.T) {
	const f = plan.FieldProgress
	said := func(text string) plan.Entry {
		return plan.Entry{Value: plan.TextValue(text), Typed: text, Writable: true}
	}
	part := func(struck, live string) plan.Entry {
		e := said(struck + " " + live)
		e.Detail = plan.Detail{Struck: struck, Live: live}
		return e
	}
	reading := func(side Side, e plan.Entry) plan.Plan {
		p := laid(side, "Plan: Ref=ref|Action=action|Progress=progress\n1.1|Clear the list|")
		p.Actions[0].Set(f, e)
		return p
	}
	for name, c := range map[string]struct {
		base, officer, partner plan.Entry
		crosses                string // to partners
		asked                  int
	}{
		"the rest crosses":                        {said("Ongoing"), part("Ongoing", "Half cleared"), said("Ongoing"), "Half cleared", 0},
		"what was struck after it was agreed":     {said("Ongoing Half cleared"), part("Ongoing", "Half cleared"), said("Ongoing Half cleared"), "", 0},
		"the rest was agreed already":             {said("Half cleared"), part("Ongoing", "Half cleared"), said("Half cleared"), "", 0},
		"partners say the rest by themselves too": {said("Ongoing"), part("Ongoing", "Half cleared"), said("Half cleared"), "", 0},
		"both moved it apart":                     {said("Ongoing"), part("Ongoing", "Half cleared"), said("Stuck"), "", 1},
	} {
		t.Run(name, func(t *testing.T) {
			base := reading(Base, c.base)
			rules := Agreement{Share: map[plan.Field]bool{plan.FieldRef: true, plan.FieldAction: true, f: true}, Owners: map[plan.Field]Owner{f: Either}}
			s := Compare(&base, reading(Officer, c.officer), reading(Partner, c.partner), rules).SettleWith(Memory{})
			crossed := ""
			for _, e := range s.Partner {
				crossed += e.Now.Typed
			}
			if crossed != c.crosses || len(s.Open) != c.asked || len(s.Officer) > 0 {
				t.Errorf("%q crosses; want %q. Asked %d, and officers get %+v", crossed, c.crosses, len(s.Open), s.Officer)
			}
			if e := s.Agreed.Actions[0].Entry(f); c.asked == 0 && c.crosses != "" && (e.Value != c.officer.Value || e.Detail != c.officer.Detail) {
				t.Errorf("the agreed plan has %+v, where the officers' cell says %+v", e, c.officer)
			}
		})
	}
}
