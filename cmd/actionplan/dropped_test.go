package main

import (
	"strings"
	"testing"
)

// without is a plan's text without some of its lines.
func without(text string, lines ...int) string {
	var kept []string
	for i, line := range strings.Split(strings.TrimSpace(text), "\n") {
		out := false
		for _, n := range lines {
			out = out || n == i
		}
		if !out {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}

// TestGoneFromBothIsSaid asserts that an action which both sides have taken out is
// named by every command before it is agreed no longer, by its words where it never
// had a ref, and that many of them are said first and asked about.
func TestGoneFromBothIsSaid(t *testing.T) {
	for _, c := range []struct {
		name, plan string
		lines      []int
		names      []string
		many       bool
	}{
		{"one of eight", leadPlan, []int{4}, []string{"1.4"}, false},
		{"two of eight", leadPlan, []int{4, 8}, []string{"1.4", "1.8"}, false},
		{"three of eight", leadPlan, []int{2, 4, 8}, []string{"1.2", "1.4", "1.8"}, true},
		{"one without a ref", withoutRefs, []int{2}, []string{"“Train all social workers”"}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesktop(t, c.plan, c.plan)
			d.ends(exitDone, "begin")
			for _, name := range []string{"plan.xlsx", "theirs.xlsx"} {
				d.draw(name, without(c.plan, c.lines...))
			}
			isSaid := func(args []string, out string) {
				for _, name := range c.names {
					if !strings.Contains(out, name) {
						t.Errorf("%v says nothing of %s:\n%s", args, name, out)
					}
				}
				if strings.Contains(out, "Both sides say what was last agreed") || !strings.Contains(out, "gone from both copies") {
					t.Errorf("%v says\n%s", args, out)
				}
				if first := strings.Contains(out, "Look first: 3 of 8 actions are gone from both copies"); first != c.many && args[0] != "log" {
					t.Errorf("%v says first that many are gone (%v):\n%s", args, first, out)
				}
			}
			for _, args := range [][]string{{"status"}, {"preview"}} {
				isSaid(args, d.ends(exitDone, args...))
			}
			if c.many {
				if out := d.ends(exitWaiting, "apply"); !strings.Contains(out, "Look first: 3 of 8 actions are gone from both copies") {
					t.Errorf("apply asks\n%s", out)
				}
			}
			var asked jsonPreview
			d.fromJSON(exitDone, &asked, "preview")
			if len(asked.Dropped) != len(c.names) || asked.Dropped[0].Name != c.names[0] || len(asked.Losses) != len(asked.Asks) || (len(asked.Losses) > 0) != c.many {
				t.Errorf("in JSON it is %+v, the losses %v, asked %v", asked.Dropped, asked.Losses, asked.Asks)
			}
			isSaid([]string{"apply"}, d.ends(exitDone, "apply", "--yes"))
			isSaid([]string{"log"}, d.ends(exitDone, "log"))
			if out := d.ends(exitDone, "status"); !strings.Contains(out, "Both sides say what was last agreed") {
				t.Errorf("once it is agreed no longer, status says\n%s", out)
			}
		})
	}
}
