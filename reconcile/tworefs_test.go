package reconcile

import (
	"fmt"
	"strings"
	"testing"

	"actionplan/plan"
)

// TestTwoRefs says of an action that each side has given another ref that it goes by
// neither, and not of both that it goes by theirs.
func TestTwoRefs(t *testing.T) {
	const base = "ref|action|lead\n 1.1|Recruit ten social workers|Head\n 1.2|Train every manager|Director"
	said := func(officer, partner string) (names, goes int) {
		c := sheets(base, strings.Replace(base, "1.2|", officer, 1), strings.Replace(base, "1.2|", partner, 1), Agreement{})
		for _, n := range c.settle().Notes {
			if strings.Contains(n.Message, "has the ref 2.9 in the officers' plan (officer row 3) and 2.3 in the partners' copy (partner row 3)") {
				names++
			}
			if strings.HasSuffix(n.Message, goesByIt) {
				goes++
			}
		}
		return names, goes
	}
	if names, goes := said("2.9|", "2.3|"); names != 1 || goes != 0 {
		t.Errorf("of two refs it is said %d times, and %d times that it goes by one", names, goes)
	}
	if names, goes := said("2.9|", "2.9|"); names != 0 || goes == 0 {
		t.Errorf("of one ref it is said %d times that there are two, and %d times that it goes by it", names, goes)
	}
}

// TestAskedOfBoth tells both sides' words of an action that both added under one ref,
// and what the answers come to.
func TestAskedOfBoth(t *testing.T) {
	const base = "ref|action|lead\n 1.1|Recruit|Head"
	c := sheets(base, base+"\n 1.2|Open a hub|Head", base+"\n 1.2|Share attendance|Director", Agreement{})
	h := &history{t: t, c: c}
	h.run()
	why := h.question("row 1.2").Why
	for _, want := range []string{`officers say "Open a hub", partners say "Share attendance"`, "Add gives the partners' row another ref", "asked about by itself"} {
		if !strings.Contains(why, want) {
			t.Errorf("asked %q, without %q", why, want)
		}
	}
	c.rules.Personal = func(text string) (string, bool) { return "a name", strings.Contains(text, "attendance") }
	h = &history{t: t, c: c}
	h.run()
	if why := h.question("row 1.2").Why; strings.Contains(why, "attendance") {
		t.Errorf("asked %q", why)
	}
}

// TestRenamedAndReworded says at an action that is gone and at a new one that says all
// else of it that they may be one; not where they say less, or more rows do.
func TestRenamedAndReworded(t *testing.T) {
	const base = "ref|action|lead|due|progress\n 1.1|Recruit ten|Head|31 March|Two came\n 1.2|Train all|Director|1 May|Begun"
	for _, tc := range []struct {
		name, now string
		want      int
	}{
		{"all else", strings.Replace(base, "1.2|Train all", "1.2a|Every manager learns", 1), 2},
		{"less", strings.Replace(base, "1.2|Train all|Director", "1.2a|Every manager learns|Clerk", 1), 0},
		{"two rows", strings.Replace(base, "1.2|Train all", "1.2a|Every manager learns", 1) + "\n 1.2b|Managers know it|Director|1 May|Begun", 0},
	} {
		for _, c := range []triple{sheets(base, tc.now, base, Agreement{}), sheets(base, tc.now, base, Agreement{}).mirror()} {
			n := 0
			for _, q := range c.settle().Open {
				if strings.Contains(q.Why, "it may be the same as action 1.2") && strings.Contains(q.Why, "the ref 1.2 again") {
					n++
				}
			}
			if n != tc.want {
				t.Errorf("%s: said at %d questions, not %d", tc.name, n, tc.want)
			}
		}
	}
}

// TestTablesByRow follows the tables of a sheet that go by the rows they begin in, where
// rows were taken out or put in above them: no action has moved, and nobody renamed them.
func TestTablesByRow(t *testing.T) {
	lines := func(at ...int) string {
		text := "ref|action"
		for i, row := range at {
			for j := 1; j <= 2; j++ {
				text += fmt.Sprintf("\n@Plan/row/%d %d.%d|Action %d.%d of the plan", row, i+1, j, i+1, j)
			}
		}
		return text
	}
	byRow := func(p plan.Plan) plan.Plan {
		for i := range p.Columns {
			p.Columns[i].Table = strings.ReplaceAll(p.Columns[i].Table, "/", " ")
		}
		for i := range p.Actions {
			p.Actions[i].Table = strings.ReplaceAll(p.Actions[i].Table, "/", " ")
		}
		return p
	}
	agreed := lines(5, 10, 16)
	for _, now := range []string{lines(5, 9, 15), lines(10, 16, 22), lines(5, 16, 22)} {
		c := sheets(agreed, now, strings.ReplaceAll(agreed, "@Plan/row/5", "@Sheet"), Agreement{})
		c.officer, c.partner = byRow(c.officer), byRow(c.partner)
		base := byRow(*c.base)
		base.Columns = nil
		for _, table := range []string{"Plan row 5", "Plan row 10", "Plan row 16"} {
			base.Columns = append(base.Columns, plan.Column{Table: string(Officer), Of: table, Field: "action", Heading: c.officer.Columns[0].Heading})
		}
		base.Columns = append(base.Columns, plan.Column{Table: string(Officer), Field: "action", Heading: "action"}, plan.Column{Table: string(Partner), Field: "action", Heading: "action"})
		c.base = &base
		for _, n := range c.settle().Notes {
			if strings.Contains(n.Message, "has moved from") || strings.Contains(n.Message, "is called") {
				t.Errorf("it says %q", n.Message)
			}
		}
	}
}
