package main

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestUndoNamesOnlyItsOwnMark asserts that undo says of the mark which has Excel
// work formulas out anew that it stays only where apply had put it in.
func TestUndoNamesOnlyItsOwnMark(t *testing.T) {
	for _, marked := range []bool{false, true} {
		d := newDesktop(t, leadPlan, leadPlan)
		f, err := excelize.OpenFile(d.path("plan.xlsx"))
		if err != nil {
			t.Fatal(err)
		}
		if err := f.SetCellFormula("Sheet1", "C15", "COUNTA(C2:C9)"); err != nil {
			t.Fatal(err)
		}
		if err := f.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &marked}); err != nil {
			t.Fatal(err)
		}
		if err := f.Save(); err != nil {
			t.Fatal(err)
		}
		d.ends(exitDone, "begin")
		d.types("theirs.xlsx", "E3", "Moved")
		if out := d.ends(exitDone, "apply", "--yes"); strings.Contains(out, "work out all formulas anew") == marked {
			t.Errorf("the mark was there %v, and apply says\n%s", marked, out)
		}
		if out := d.ends(exitDone, "undo"); strings.Contains(out, "the mark stays") == marked {
			t.Errorf("the mark was there %v, and undo says\n%s", marked, out)
		}
	}
}
