package answers

import (
	"archive/zip"
	"bytes"
	"io"
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

// TestSealOfProperties: what a person writes into the workbook's properties,
// also those of their own, is theirs.
func TestSealOfProperties(t *testing.T) {
	book := written(t, storyQuestions(t))
	const own = `<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="3" name="Reviewed by"><vt:lpwstr>Jo</vt:lpwstr></property></Properties>`
	for name, change := range map[string][3]string{
		"a title":           {"docProps/core.xml", "<dc:title>Decisions", "<dc:title>Mine"},
		"keywords":          {"docProps/core.xml", "</coreProperties>", "<keywords>board</keywords></coreProperties>"},
		"a manager":         {"docProps/app.xml", "</Properties>", "<Manager>Jo</Manager></Properties>"},
		"a custom property": {sealPart, "</Properties>", own},
		"a property's name": {sealPart, `name="` + sealProperty + `"`, `name="Mine"`},
	} {
		if touched := changePart(t, book, change[0], change[1], change[2]); isSealed(touched) || !hasSeal(touched) {
			t.Errorf("%s was given, and the workbook is taken for untouched", name)
		}
	}
	if !isSealed(changePart(t, book, sealPart, "</Properties>", "</Properties>")) {
		t.Error("a workbook that was only packed anew is not known")
	}
}

// changePart is a workbook in which a text of one part is another.
func changePart(t *testing.T, book []byte, part, was, now string) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	var changed bytes.Buffer
	out := zip.NewWriter(&changed)
	for _, file := range in.File {
		r, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if file.Name == part {
			if !bytes.Contains(text, []byte(was)) {
				t.Fatalf("%s holds no %s: %s", part, was, text)
			}
			text = bytes.Replace(text, []byte(was), []byte(now), 1)
		}
		w, err := out.Create(file.Name)
		if err == nil {
			_, err = w.Write(text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return changed.Bytes()
}
