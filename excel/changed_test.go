package excel

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"

	"actionplan/plan"
	"actionplan/table"
)

// drawOne draws a workbook of one action.
func drawOne(t *testing.T, path, progress string) {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for cell, text := range map[string]string{"A1": "Ref", "B1": "Action", "C1": "Progress", "A2": "1.1", "B2": "Answer every contact", "C2": progress} {
		if err := f.SetCellStr("Sheet1", cell, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
}

// TestSavedMeanwhile has somebody save the workbook, as spreadsheets do it: a
// new file takes the old one's place. Whenever they do, what they saved stays.
func TestSavedMeanwhile(t *testing.T) {
	for _, when := range []string{"while it is read", "once it is staged"} {
		dir := t.TempDir()
		path, theirs := filepath.Join(dir, "plan.xlsx"), filepath.Join(dir, "theirs.xlsx")
		drawOne(t, path, "Begun.")
		drawOne(t, theirs, "Begun, and much more has happened since.")
		saved, err := os.ReadFile(theirs)
		if err != nil {
			t.Fatal(err)
		}
		save := func() {
			if err := os.Rename(theirs, path); err != nil {
				t.Fatal(err)
			}
		}
		text := func(s string) plan.Entry { return plan.Entry{Value: plan.TextValue(s), Typed: s} }
		edit := plan.Edit{Field: plan.FieldProgress, Was: text("Begun."), Now: text("Ended.")}
		edit.Was.Cell = plan.Cell{Sheet: "Sheet1", Row: 2, Column: 3}
		staged, err := Stage(path, Work{Edits: []plan.Edit{edit}, Read: func(grids []table.Grid) (plan.Plan, error) {
			if when == "while it is read" {
				save()
			}
			return table.Read(path, grids, table.Options{})
		}})
		if err != nil {
			t.Fatal(err)
		}
		if when == "once it is staged" {
			if err := staged.Unchanged(); err != nil {
				t.Errorf("nobody has saved it yet: %v", err)
			}
			save()
		}
		if err := staged.Unchanged(); !errors.Is(err, ErrChanged) {
			t.Errorf("saved %s: Unchanged says %v", when, err)
		}
		if err := staged.Save(path); !errors.Is(err, ErrChanged) {
			t.Errorf("saved %s: Save says %v", when, err)
		}
		if now, err := os.ReadFile(path); err != nil || string(now) != string(saved) {
			t.Errorf("saved %s: what they saved is gone (%v)", when, err)
		}
		if left, _ := os.ReadDir(dir); len(left) != 1 {
			t.Errorf("saved %s: left behind: %v", when, left)
		}
	}
}
