package check_test

import (
	"encoding/json"
	"strings"
	"testing"

	"actionplan/check"
	"actionplan/plan"
)

// TestNoFindingRepeatsPersonalData: neither the message nor the value does,
// whichever cell is quoted, and the finding is still there.
func TestNoFindingRepeatsPersonalData(t *testing.T) {
	hush := func(text string) (string, bool) { return "a secret", strings.Contains(text, "hush") }
	for _, c := range []struct {
		name, rule string
		ref        string
		changed    cells
		want       string // the message
		value      string
	}{
		{"no date", "due-blank", "4.2", cells{plan.FieldDue: "ask \"mum\"\nhush"}, "action 4.2, due (Plan!F6): no due date: the cell seems to hold a secret, and is not repeated here.", "withheld: it seems to hold a secret"},
		{"beside", "closed-status-mismatch", "4.2", cells{plan.FieldStatus: "Complete", plan.FieldClosed: "hush"}, "", "withheld: it seems to hold a secret"},
		{"named by it", "outcome-blank", "", cells{plan.FieldOutcome: "", plan.FieldAction: "Call hush"}, "row 6, outcome (Plan!C6): nothing is written.", ""},
		{"in its ref", "outcome-blank", "hush", cells{plan.FieldOutcome: ""}, "row 6, outcome (Plan!C6): nothing is written.", ""},
	} {
		p := sheet("Plan", full(c.ref, c.changed))
		report, err := check.Run(check.Subject{Plan: p, AsAt: asAt, Personal: hush}, check.Options{Only: []string{c.rule}})
		if err != nil {
			t.Fatal(err)
		}
		if len(report.Findings) != 1 {
			t.Errorf("%s: %d findings", c.name, len(report.Findings))
			continue
		}
		f := report.Findings[0]
		if c.want != "" && f.Message != c.want || f.Value != c.value {
			t.Errorf("%s: %q, %q", c.name, f.Message, f.Value)
		}
		if said, err := json.Marshal(report); err != nil || strings.Contains(string(said), "hush") {
			t.Errorf("%s: %s, %v", c.name, said, err)
		}
	}
}
