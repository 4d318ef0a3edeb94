package main

import (
	"strings"
	"testing"
)

// TestJSONRepeatsNoPersonalData asserts that JSON withholds what words withhold: a text
// that seems to hold personal data, in questions, changes, edits and the log.
func TestJSONRepeatsNoPersonalData(t *testing.T) {
	d := newDesktop(t, leadPlan, leadPlan)
	d.ends(exitDone, "begin")
	d.types("plan.xlsx", "E2", "Her NI number is AB 12 34 56 C")    // held before it goes to partners
	d.types("theirs.xlsx", "E3", "The pupil H801200001001 is seen") // and what comes in
	for _, args := range [][]string{{"preview"}, {"preview", "--json"}, {"apply", "--list", "--json"}, {"apply", "--yes", "--json"}, {"log"}, {"log", "--json"}, {"status", "--json"}} {
		_, out, said := d.typed("", args...)
		for _, secret := range []string{"34 56", "H801200001001"} {
			if strings.Contains(out+said, secret) {
				t.Errorf("%v repeats %q:\n%s%s", args, secret, out, said)
			}
		}
		if args[0] == "preview" && (!strings.Contains(out, "a National Insurance number") || !strings.Contains(out, "a unique pupil number")) {
			t.Errorf("%v does not say what is withheld:\n%s", args, out)
		}
	}
}

// TestOnlyTellsEach asserts that the line of a rule that finds much names a command which
// tells each.
func TestOnlyTellsEach(t *testing.T) {
	d := newDesktop(t, leadPlan, leadPlan)
	all := d.ends(exitDone, "check", "--today", "2026-11-15")
	if !strings.Contains(all, "(--only overdue tells each)") {
		t.Fatalf("check says\n%s", all)
	}
	if each := d.ends(exitDone, "check", "--only", "overdue", "--today", "2026-11-15"); strings.Contains(each, "tells each") || strings.Count(each, "days late") < 7 {
		t.Errorf("check --only overdue says\n%s", each)
	}
}
