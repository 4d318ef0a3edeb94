package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// What the pack is made of hides nothing.
func TestPackHidesNothing(t *testing.T) {
	folder := filepath.Dir(packFile(t, demoFolder(t), "*.docx"))
	files, err := documentsIn(folder)
	if err != nil || len(files) != 2 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		if f := inspectFile(file); f.stops() || len(f.report.Finds) > 0 {
			t.Errorf("%s: %v %+v", file, f.err, f.report.Finds)
		}
	}
}

// hiding writes a workbook with a hidden sheet.
func hiding(t *testing.T, path string) {
	t.Helper()
	f := excelize.NewFile()
	if _, err := f.NewSheet("Names"); err != nil {
		t.Fatal(err)
	}
	if err := f.SetSheetVisible("Names", false); err != nil {
		t.Fatal(err)
	}
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
}

const oneAction = "Ref|Action|Lead|Due\n1.1|Train all staff|Head of Service|31/03/2026"

func TestInspect(t *testing.T) {
	d := newDesktop(t, oneAction, oneAction)
	hiding(t, d.path("Appendix.xlsx"))
	d.write("notes.txt", "x")
	for _, c := range []struct {
		name string
		code int
		want string
	}{
		{"Appendix.xlsx", exitWaiting, "Appendix.xlsx (Excel workbook)\n"},
		{".", exitWaiting, `hides a hidden sheet: sheet "Names"`},
		{"notes.txt", exitWaiting, "notes.txt: it is no Word document (.docx), Excel workbook (.xlsx) or PDF"},
		{"gone.docx", exitUsage, "there is no such file: "},
		{"ledger", exitUsage, "there is no such file in "},
	} {
		if err := os.MkdirAll(d.path("ledger"), 0o700); err != nil {
			t.Fatal(err)
		}
		if out := d.ends(c.code, "inspect", d.path(c.name)); !strings.Contains(out, c.want) {
			t.Errorf("of %s it says\n%s", c.name, out)
		}
	}
}

// The committee's documents are looked into by check.
func TestHiddenInADocument(t *testing.T) {
	d := newDesktop(t, oneAction, oneAction)
	hiding(t, d.path("Appendix.xlsx"))
	d.write("actionplan.yaml", "plan: plan.xlsx\ndocuments:\n  - {title: \"The appendix\", file: \"Appendix.xlsx\"}\n")
	if out := d.ends(exitWaiting, "check", "--only", "hidden-data"); !strings.Contains(out, `it hides a hidden sheet: sheet "Names"`) {
		t.Errorf("check says\n%s", out)
	}
}
