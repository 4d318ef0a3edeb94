package answers

import (
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestSeal holds the seal while nobody has touched the workbook, and breaks it
// with whatever a person does.
func TestSeal(t *testing.T) {
	open := storyQuestions(t)
	if !isSealed(written(t, open)) || !isSealed(written(t, nil)) {
		t.Error("a workbook just written is not known as ours")
	}
	for name, touch := range map[string]func(f *excelize.File) error{
		"an answer": func(f *excelize.File) error { return f.SetCellStr(questionsSheet, "H5", "Officer") },
		"a heading": func(f *excelize.File) error { return f.SetCellStr(questionsSheet, "H4", "Our view") },
		"a margin":  func(f *excelize.File) error { return f.SetCellStr(questionsSheet, "P5", "ask the board") },
		"a row":     func(f *excelize.File) error { return f.RemoveRow(questionsSheet, 2) },
		"a column":  func(f *excelize.File) error { return f.RemoveCol(questionsSheet, "L") },
		"a sheet":   func(f *excelize.File) error { _, err := f.NewSheet("Notes"); return err },
		"a name":    func(f *excelize.File) error { return f.SetSheetName(columnsSheet, "Columns") },
		"a note": func(f *excelize.File) error {
			return f.AddComment(questionsSheet, excelize.Comment{Cell: "H5", Text: "?"})
		},
		"a height":    func(f *excelize.File) error { return f.SetRowHeight(questionsSheet, 5, 99) },
		"protection":  func(f *excelize.File) error { return f.UnprotectSheet(questionsSheet) },
		"an old seal": func(f *excelize.File) error { return leaveRoomForSeal(f) },
	} {
		c := newCopy(t, open)
		if err := touch(c.file); err != nil {
			t.Fatal(err)
		}
		if isSealed(c.bytes()) {
			t.Errorf("%s was changed, and the workbook is taken for untouched", name)
		}
	}
}
