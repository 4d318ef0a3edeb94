package main

import (
	"os"
	"strings"
	"testing"
	"time"
)

// TestRenamedPlan renames the plan, as officers do with each version: the hint says
// where its name stands, and which workbook in the folder may be it.
func TestRenamedPlan(t *testing.T) {
	for name, tc := range map[string]struct {
		to       string
		also     []string
		from     func(c *caseFolder) string
		says     string
		saysNone bool
	}{
		"a new version":     {to: "plan v15.xlsx", also: []string{"Budget 2026.xlsx", "~$plan.xlsx", "Decisions.xlsx"}, says: `put its new name in plan: in actionplan.yaml, or give it with --plan; "plan v15.xlsx", in that folder, may be it`},
		"the only workbook": {to: "Improvement.xlsx", says: `"Improvement.xlsx", in that folder, may be it`},
		"two that are none": {to: "Improvement.xlsx", also: []string{"Budget 2026.xlsx"}, says: `put its new name in plan: in actionplan.yaml`, saysNone: true},
		"the later of two":  {to: "plan v15.xlsx", also: []string{"plan v14.xlsx"}, says: `"plan v15.xlsx", in that folder, may be it`},
	} {
		t.Run(name, func(t *testing.T) {
			c := drawnHere(t, false, sixActions...)
			c.check(os.Rename("plan.xlsx", tc.to))
			for _, also := range tc.also {
				c.check(os.WriteFile(also, []byte("x"), 0o644))
				long := time.Now().Add(-time.Hour)
				c.check(os.Chtimes(also, long, long))
			}
			for _, verb := range []string{"preview", "check", "begin"} {
				said, _ := c.runs(verb)
				if !strings.Contains(said, tc.says) || strings.Contains(said, "may be it") == tc.saysNone {
					t.Errorf("%s says\n%s", verb, said)
				}
			}
		})
	}
	c := drawnHere(t, false, sixActions...)
	c.check(os.Rename("partner.xlsx", "partner 2.xlsx"))
	c.words(c.ends(exitFailed, "preview"), `put its new name in partner: in actionplan.yaml, or give it with --partner; "partner 2.xlsx", in that folder, may be it`)
}
