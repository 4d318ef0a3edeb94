package main

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// pends leaves formulas in cells without a result, as programs do that write
// workbooks and work nothing out.
func (d desktop) pends(name string, cells ...string) {
	d.Helper()
	f, err := excelize.OpenFile(d.path(name))
	if err != nil {
		d.Fatal(err)
	}
	defer f.Close()
	for _, at := range cells {
		if err := f.SetCellValue("Sheet1", at, nil); err != nil {
			d.Fatal(err)
		}
		if err := f.SetCellFormula("Sheet1", at, `"Posts filled: "&3`); err != nil {
			d.Fatal(err)
		}
	}
	if err := f.Save(); err != nil {
		d.Fatal(err)
	}
}

// TestPendingFormulaClearsNothing asserts that a formula which nobody has worked
// out yet clears nothing and asks nothing on either side, and that every command
// that reads it says so with its cell.
func TestPendingFormulaClearsNothing(t *testing.T) {
	for _, name := range []string{"plan.xlsx", "theirs.xlsx"} {
		t.Run(name, func(t *testing.T) {
			d := newDesktop(t, leadPlan, leadPlan)
			d.ends(exitDone, "begin")
			d.pends(name, "E3")
			before := [2][][]string{d.says("plan.xlsx"), d.says("theirs.xlsx")}
			for _, args := range [][]string{{"read", d.path(name)}, {"status"}, {"preview"}, {"apply", "--yes"}} {
				if out := d.ends(exitDone, args...); !strings.Contains(out, "E3") || !strings.Contains(out, "ormula not worked out yet") || strings.Contains(out, "clear") {
					t.Errorf("%v says\n%s", args, out)
				}
			}
			for i, name := range []string{"plan.xlsx", "theirs.xlsx"} {
				for r, row := range d.says(name) {
					if strings.Join(row, "|") != strings.Join(before[i][r], "|") {
						t.Errorf("row %d of %s says %q, and said %q", r+1, name, row, before[i][r])
					}
				}
			}
			d.pends(name, "E2", "E4", "E5", "E6", "E7")
			if out := d.ends(exitWaiting, "preview"); !strings.Contains(out, "Stop: ") || !strings.Contains(out, "E2 to E7") {
				t.Errorf("most of a column is not worked out, and preview says\n%s", out)
			}
		})
	}
}
