package main

import (
	"fmt"
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

// TestRenamedHeadingSettles asserts that the line which is printed for a renamed heading
// settles it, whatever the new one is taken for and also after an apply with the question
// open; and that a heading which was another column is one no longer only by a stop.
func TestRenamedHeadingSettles(t *testing.T) {
	const agreed = `
Ref | Action | Lead | Commentary
1 | Write the policy | Head of Service | Drafted
2 | Train all social workers | Head of Learning | 71 of 90 trained
3 | Audit forty cases | Principal Officer | Ten audited`
	for _, renamed := range []string{"plan.xlsx", "theirs.xlsx"} {
		for _, heading := range []string{"Where we are now", "Oddments"} {
			for _, applied := range []bool{false, true} {
				d := newDesktop(t, agreed, agreed)
				d.ends(exitDone, "begin")
				d.types(renamed, "D1", heading)
				d.types("plan.xlsx", "C2", "Director")
				line := fmt.Sprintf("- {heading: %q, field: progress}", heading)
				if out := d.ends(exitWaiting, "preview"); !strings.Contains(out, line) || strings.Contains(out, "has a new column") {
					t.Fatalf("%s: the line is not printed, or the column is told as a new one besides:\n%s", heading, out)
				}
				if applied {
					d.ends(exitWaiting, "apply", "--yes")
					d.ends(exitWaiting, "apply", "--yes")
				}
				d.write("actionplan.yaml", desktopSettings+"headings:\n  "+line+"\n")
				d.types(renamed, "D4", "All audited")
				if out := d.ends(exitDone, "apply", "--yes"); strings.Contains(out, "Stop") {
					t.Errorf("%s, applied %t: %s", heading, applied, out)
				}
				for _, name := range []string{"plan.xlsx", "theirs.xlsx"} {
					if says := d.says(name); says[3][3] != "All audited" || says[1][3] != "Drafted" || says[1][2] != "Director" {
						t.Errorf("%s, applied %t: %s says %q", heading, applied, name, says)
					}
				}
			}
		}
	}
	// near misses: the column was agreed as another, or says something else
	for _, other := range []struct{ officers, partners string }{{"Ten | Nine | Eight", "Ten | Nine | Eight"}, {"Ten | Nine | Eight", ""}} {
		lay := func(baseline string) string {
			lines := strings.Split(strings.TrimSpace(agreed), "\n")
			if baseline != "" {
				for i, more := range strings.Split("Baseline | "+baseline, " | ") {
					lines[i] += " | " + more
				}
			}
			return strings.Join(lines, "\n")
		}
		d := newDesktop(t, lay(other.officers), lay(other.partners))
		d.ends(exitDone, "begin")
		d.types("plan.xlsx", "D1", "Oddments")
		d.ends(exitWaiting, "apply", "--yes")
		d.write("actionplan.yaml", desktopSettings+"headings:\n  - {heading: \"Baseline\", field: progress}\n")
		if out := d.ends(exitWaiting, "preview"); !strings.Contains(out, "was read as baseline and is now read as progress") {
			t.Errorf("another column is taken for progress without a stop:\n%s", out)
		}
	}
}
