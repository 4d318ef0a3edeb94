package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"actionplan/internal/settings"
)

// TestCopyIsNamedAsAWorkbook asserts that apply --to takes no name by which Excel
// would not open the copy, and says which folder is missing.
func TestCopyIsNamedAsAWorkbook(t *testing.T) {
	for _, c := range []struct {
		plan, to string
		exit     int
		says     string
	}{
		{"plan.xlsx", "Agreed.csv", exitUsage, "ends with .xlsx"},
		{"plan.xlsx", "Agreed", exitUsage, "ends with .xlsx"},
		{"plan.xlsx", "Agreed.xlsm", exitUsage, "ends with .xlsx"},
		{"plan.xlsx", "Out/Agreed.xlsx", exitUsage, "there is no folder"},
		{"plan.xlsx", "theirs.xlsx/Agreed.xlsx", exitUsage, "there is no folder"},
		{"plan.xlsx", "Agreed.XLSX", exitDone, "Done: "},
		{"plan.xlsx", "There/Agreed.xlsx", exitDone, "Done: "},
	} {
		t.Run(c.to, func(t *testing.T) {
			d := newDesktop(t, leadPlan, leadPlan)
			if err := os.Mkdir(d.path("There"), 0o700); err != nil {
				t.Fatal(err)
			}
			d.ends(exitDone, "begin")
			d.types("theirs.xlsx", "E3", "Moved")
			if out := d.ends(c.exit, "apply", "--to", d.path(c.to)); !strings.Contains(out, c.says) || strings.Contains(out, "disk has room") {
				t.Errorf("apply --to %s says\n%s", c.to, out)
			}
			if _, err := os.Stat(d.path(c.to)); (err == nil) != (c.exit == exitDone) {
				t.Errorf("of the copy: %v", err)
			}
		})
	}
	if err := mayCopyTo(filepath.Join(t.TempDir(), "copy.xlsm"), &settings.Settings{File: settings.File{Plan: "Plan.XLSM"}}); err != nil {
		t.Errorf("a copy of a plan with macros: %v", err)
	}
	if err := mayCopyTo(filepath.Join(t.TempDir(), "copy.xlsx"), &settings.Settings{File: settings.File{Plan: "Plan.xlsm"}}); err == nil {
		t.Error("a plan with macros is copied to a name without")
	}
}
