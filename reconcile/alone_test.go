package reconcile

import (
	"slices"
	"strings"
	"testing"

	"actionplan/plan"
)

// without takes a column out of one of a side's tables of a reading made by hand.
func lacking(p plan.Plan, table string, fields ...plan.Field) plan.Plan {
	p.Columns = slices.DeleteFunc(slices.Clone(p.Columns), func(c plan.Column) bool { return c.Table == table && slices.Contains(fields, c.Field) })
	return p
}

// TestPartnersAlone has what partners say in a column that the officers' plan has not
// got be no part of what is checked and printed: also where the run is stopped, where
// the action is gone from the officers' plan, and where it is added to it.
func TestPartnersAlone(t *testing.T) {
	const with, less = "ref|action|due|outcome", "ref|action|due"
	for _, tc := range []struct {
		name, officer, partner string
		look                   cell
	}{
		{"beside agreed cells", less + "\n 1.1|Recruit|31 March\n 1.2|Train|1 May", with + "\n 1.1|Recruit|31 March|Nobody agreed this\n 1.2|Train|1 May|", cell{"1.1", "outcome"}},
		{"in a row that officers took out", less + "\n 1.2|Train|1 May", with + "\n 1.1|Recruit|31 March|Nobody agreed this\n 1.2|Train|1 May|", cell{"1.1", "outcome"}},
		{"in a row of a doubled ref", less + "\n 1.1|Recruit|31 March\n 1.1|Train|1 May", with + "\n 1.1|Recruit|31 March|Nobody agreed this\n 1.2|Train|1 May|", cell{"1.1", "outcome"}},
	} {
		c := sheets(less+"\n 1.1|Recruit|31 March\n 1.2|Train|1 May", tc.officer, tc.partner, Agreement{})
		if e, ok := agreedAt(c.settle(), tc.look); ok && e.Value.Kind != plan.KindAbsent {
			t.Errorf("%s: %q is agreed", tc.name, e.Value.Text)
		}
	}

	c := sheets(less+"\n 1.1|Recruit|31 March", less+"\n 1.1|Recruit|31 March", with+"\n 1.1|Recruit|31 March|\n 1.2|Train|1 May|Nobody agreed this", Agreement{})
	h := &history{t: t, c: c}
	h.run()
	h.decide("row 1.2", TakeAdd)
	h.run()
	added, _ := agreedAt(h.s, cell{"1.2", "due"})
	if e, ok := agreedAt(h.s, cell{"1.2", "outcome"}); added.Value.Text != "1 May" || ok && e.Value.Kind != plan.KindAbsent {
		t.Errorf("of an action that partners added, %q and %q are agreed", added.Value.Text, e.Value.Text)
	}
}

// TestUncompared names what one side says in a row of a table that has no such column
// on the other side, though another of its tables has: until it is what was agreed.
func TestUncompared(t *testing.T) {
	const fields = "ref|action|evidence\n"
	agreed := fields + " 1.1|Recruit|Minutes\n@Learning L1|Audit|~\n@Learning L2|Brief|~"
	partner := strings.Replace(strings.ReplaceAll(agreed, "@Learning ", ""), "Audit|~", "Audit|Ten files", 1)
	c := sheets(agreed, agreed, strings.Replace(partner, "Brief|~", "Brief|", 1), Agreement{})
	c.officer = lacking(c.officer, "Learning", "evidence")
	for _, side := range []Side{Officer, Partner} {
		if side == Partner {
			c = c.mirror()
		}
		got := c.settle().Uncompared
		if len(got) != 1 || got[0].Side != side.Other() || got[0].Field != "evidence" || got[0].Table != "Learning" || len(got[0].Cells) != 1 || got[0].Cells[0].Row != 3 {
			t.Errorf("what the %s lacks: %+v", side, got)
		}
	}

	shared := Agreement{Share: map[plan.Field]bool{"action": true}}
	officers := sheets(agreed, partner, agreed, shared)
	officers.partner = lacking(officers.partner, "Learning", "evidence")
	if got := officers.settle().Uncompared; len(got) > 0 {
		t.Errorf("partners are told of what is not shared: %+v", got)
	}
}

// TestSharedSince says of a column that officers made, and partners were not to be told
// of when the sides agreed, that partners have none once they may be told of it.
func TestSharedSince(t *testing.T) {
	const less, with = "ref|action\n 1.1|Recruit", "ref|action|x:notes\n 1.1|Recruit|Two came"
	told := func(share bool, untold ...plan.Field) bool {
		c := sheets(with, with, less, Agreement{Share: map[plan.Field]bool{"action": true, "x:notes": share}, Untold: untold})
		base := *c.base
		base.Columns = slices.DeleteFunc(slices.Clone(base.Columns), func(c plan.Column) bool { return c.Table == string(Partner) && c.Field == "x:notes" })
		base.Actions = sheet(Base, less).Actions
		c.base = &base
		return len(c.settle().NewColumns) == 1
	}
	if !told(true, "x:notes") || told(true) || told(false, "x:notes") {
		t.Errorf("shared since: told %v; shared then: %v; not shared: %v", told(true, "x:notes"), told(true), told(false, "x:notes"))
	}

	c := sheets("", with, less, Agreement{Share: map[plan.Field]bool{"action": true}})
	compared := c.compare()
	if got := compared.Untold(); !slices.Equal(got, []plan.Field{"x:notes"}) {
		t.Errorf("partners are not told of %v", got)
	}
}

// TestSentFromHidden says that what stands in a hidden column goes to partners, where
// something of it does.
func TestSentFromHidden(t *testing.T) {
	const agreed = "ref|action|progress\n 1.1|Recruit|Two came"
	for _, tc := range []struct {
		officer string
		hidden  plan.Field
		want    int
	}{
		{strings.Replace(agreed, "Two", "Three", 1), "progress", 1},
		{strings.Replace(agreed, "Two", "Three", 1), "action", 0},
		{agreed, "progress", 0},
	} {
		c := sheets(agreed, tc.officer, agreed, Agreement{})
		for i := range c.officer.Columns {
			c.officer.Columns[i].Hidden = c.officer.Columns[i].Field == tc.hidden
		}
		n := 0
		for _, note := range c.settle().Notes {
			if strings.Contains(note.Message, "is hidden, and what it says goes to partners all the same") {
				n++
			}
		}
		if n != tc.want {
			t.Errorf("%s hidden: said %d times, not %d", tc.hidden, n, tc.want)
		}
	}
}

// TestColumnBroughtBack puts a column back into the table that it is gone from, and
// into no other.
func TestColumnBroughtBack(t *testing.T) {
	const agreed = "ref|action|status\n 1.1|Recruit|~\n@Learning L1|Audit|Open\n@Learning L2|Brief|Open"
	now := strings.ReplaceAll(agreed, "Open", "~")
	for _, remembers := range []bool{true, false} {
		for _, side := range []Side{Officer, Partner} {
			c := sheets(agreed, agreed, now, Agreement{})
			c.officer, c.partner = lacking(c.officer, "Plan", "status"), lacking(lacking(c.partner, "Plan", "status"), "Learning", "status")
			base := *c.base
			base.Columns = nil
			for _, of := range []Side{Officer, Partner} {
				base.Columns = append(base.Columns, plan.Column{Table: string(of), Field: "action", Heading: "action"}, plan.Column{Table: string(of), Field: "status", Heading: "status"})
				for _, table := range []string{"Plan", "Learning"} {
					if remembers {
						base.Columns = append(base.Columns, plan.Column{Table: string(of), Of: table, Field: "action", Heading: "action"})
					}
				}
				if remembers {
					base.Columns = append(base.Columns, plan.Column{Table: string(of), Of: "Learning", Field: "status", Heading: "status"})
				}
			}
			c.base = &base
			if side == Officer {
				c = c.mirror()
			}
			h := &history{t: t, c: c}
			h.run()
			q := h.question("column status")
			if !strings.Contains(q.Why, "it stood in the table Learning") {
				t.Errorf("the question is %q", q.Why)
			}
			h.m.Decisions = append(h.m.Decisions, q.Decide(TakeBack, nil, "Director", "Still wanted", anyDay))
			h.run()
			if len(h.s.Columns) != 1 || h.s.Columns[0].Table != "Learning" || h.s.Columns[0].Side != side {
				t.Errorf("the %s's column goes to %+v", side, h.s.Columns)
			}
		}
	}
}
