package main

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// computes puts a formula into cells of a workbook, each with its result; "" is a
// formula that nobody has worked out.
func (d desktop) computes(name string, results map[string]string) {
	d.Helper()
	f, err := excelize.OpenFile(d.path(name))
	if err != nil {
		d.Fatal(err)
	}
	defer f.Close()
	for at, result := range results {
		var shows any
		if number, bad := strconv.Atoi(result); bad == nil {
			shows = number
		}
		err = f.SetCellValue("Sheet1", at, shows)
		if err == nil {
			err = f.SetCellFormula("Sheet1", at, "MAX(0,TODAY()-D"+at[1:]+")")
		}
		if err != nil {
			d.Fatal(err)
		}
	}
	if err := f.Save(); err != nil {
		d.Fatal(err)
	}
}

// overdue is a plan in which formulas say how late an action is, with what they
// say; "-" is a row to which the formula was not copied down, and "typed 3" a 3 that
// somebody typed.
func (d desktop) overdue(name, heading string, results ...string) {
	d.Helper()
	lines, formulas := []string{"Ref | Action | Lead | Due date | " + heading}, map[string]string{}
	for i, result := range results {
		typed, isTyped := strings.CutPrefix(result, "typed ")
		if !isTyped {
			typed = ""
		}
		lines = append(lines, fmt.Sprintf("1.%d | Answer letter %d | Head | 0%d/03/2026 | %s", i+1, i+1, i+1, typed))
		if !isTyped && result != "-" {
			formulas[fmt.Sprintf("E%d", i+2)] = result
		}
	}
	d.draw(name, strings.Join(lines, "\n"))
	d.computes(name, formulas)
}

// TestFormulaResultsAreNobodys asserts that what formulas say is said where it
// differs, and is no cell that moved or that partners are not told of: shared or
// not, changed on one side or alike on both, copied down to a new row or not yet,
// and also where partners' copy holds their results as they were.
func TestFormulaResultsAreNobodys(t *testing.T) {
	at := []string{"5", "6", "7", "8"}
	for _, tc := range []struct {
		name           string
		first, theirs  []string // at begin
		plan, partners []string // later
		says           string
	}{
		{"alike", at, at, []string{"7", "8", "9", "10"}, []string{"7", "8", "9", "10"}, ""},
		{"on one side", at, at, []string{"7", "8", "7", "8"}, at, "is worked out by formulas on both sides, and 2 results differ"},
		{"not yet copied down there", []string{"5", "6", "7", "-"}, []string{"5", "6", "7", "-"}, at, []string{"5", "6", "7", "-"}, "is worked out by formulas on both sides, and 1 result differs"},
		{"not yet copied down here", []string{"5", "6", "7", "-"}, []string{"5", "6", "7", "-"}, []string{"5", "6", "7", "-"}, at, "is worked out by formulas on both sides, and 1 result differs"},
	} {
		for _, heading := range []string{"Days overdue", "% complete"} {
			t.Run(tc.name+", "+heading, func(t *testing.T) {
				d := newDesktop(t, leadPlan, leadPlan)
				d.overdue("plan.xlsx", heading, tc.first...)
				d.overdue("theirs.xlsx", heading, tc.theirs...)
				if out := d.ends(exitDone, "begin"); strings.Contains(out, "16 cells agreed") {
					t.Errorf("begin says\n%s", out)
				}
				d.overdue("plan.xlsx", heading, tc.plan...)
				d.overdue("theirs.xlsx", heading, tc.partners...)
				d.wantNothingMoved(tc.says)
				remembered := d.remembered()
				d.ends(exitDone, "apply", "--yes")
				if now := d.remembered(); now != remembered {
					t.Errorf("apply wrote into the ledger\n%s", now)
				}
				d.wantNothingMoved(tc.says)
			})
		}
	}
	t.Run("partners have the results alone", func(t *testing.T) {
		d := newDesktop(t, leadPlan, leadPlan)
		d.overdue("plan.xlsx", "Days overdue", at...)
		d.overdue("theirs.xlsx", "Days overdue", "typed 5", "typed 6", "typed 7", "typed 8")
		d.ends(exitDone, "begin")
		d.overdue("plan.xlsx", "Days overdue", "7", "8", "9", "10")
		d.wantNothingMoved("days overdue is worked out by formulas in the officers' plan and not shared, and 4 results differ from what the partners' copy says: what formulas say is not reconciled")
	})
	t.Run("a person's edits", func(t *testing.T) { // are no results
		d := newDesktop(t, leadPlan, leadPlan)
		d.overdue("plan.xlsx", "% complete", "5", "6", "7", "typed 80")
		d.overdue("theirs.xlsx", "% complete", "5", "6", "7", "typed 80")
		d.ends(exitDone, "begin")
		d.overdue("theirs.xlsx", "% complete", "5", "6", "7", "typed 90")
		if out := d.ends(exitDone, "preview"); !strings.Contains(out, "1 cell differs: 1 moved by partners") || !strings.Contains(out, "→ \"90") {
			t.Errorf("preview says\n%s", out)
		}
		d.overdue("theirs.xlsx", "% complete", "typed 12", "6", "7", "typed 80")
		if out := d.ends(exitWaiting, "preview"); !strings.Contains(out, "a formula works it out") {
			t.Errorf("partners typed over a formula, and preview says\n%s", out)
		}
	})
}

// wantNothingMoved expects that both sides say what was agreed, and that one note
// says what formulas say.
func (d desktop) wantNothingMoved(note string) {
	d.Helper()
	for _, verb := range []string{"preview", "status"} {
		out := d.ends(exitDone, verb)
		if !strings.Contains(out, "Both sides say what was last agreed.") || strings.Contains(out, "not shared: partners") || verb == "preview" && !strings.Contains(out, note) {
			d.Errorf("%s says\n%s", verb, out)
		}
	}
	var facts jsonPreview
	d.fromJSON(exitDone, &facts, "preview")
	if len(facts.Changes)+len(facts.Withheld) > 0 {
		d.Errorf("preview --json says %+v, %+v", facts.Changes, facts.Withheld)
	}
	if log := d.ends(exitDone, "log"); strings.Contains(log, "overdue") || strings.Contains(log, "complete") {
		d.Errorf("the log says\n%s", log)
	}
}

// TestPendingResultsStopNothing asserts that formulas which nobody has worked out
// yet stop no command where they stand in a column that formulas alone say on both
// sides, also at the first agreement; and that where people's words are gone behind
// them, what to do is true of the command that says it.
func TestPendingResultsStopNothing(t *testing.T) {
	full, pending := []string{"5", "6", "7", "8", "9"}, []string{"", "", "", "", ""}
	typed := []string{"typed a", "typed b", "typed c", "typed d", "typed e"}
	for _, tc := range []struct {
		name             string
		officers, theirs []string
		stops            bool
	}{
		{"officers' are pending", pending, full, false},
		{"partners' are pending", full, pending, false},
		{"both are", pending, pending, false},
		{"partners typed, officers' are pending", pending, typed, true},
		{"officers typed, partners' are pending", typed, pending, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d := newDesktop(t, leadPlan, leadPlan)
			begun := func() {
				d.overdue("plan.xlsx", "Progress", tc.officers...)
				d.overdue("theirs.xlsx", "Progress", tc.theirs...)
			}
			begun()
			if !tc.stops {
				d.ends(exitDone, "preview")
				d.ends(exitDone, "begin")
				d.ends(exitDone, "preview")
				return
			}
			for _, verb := range []string{"preview", "begin"} {
				out := d.ends(exitWaiting, verb)
				if !strings.Contains(out, "actionplan begin --despite-stop goes on") || strings.Contains(out, "apply --despite-stop") {
					t.Errorf("%s says\n%s", verb, out)
				}
			}
			d.ends(exitDone, "begin", "--despite-stop")
		})
	}
}
