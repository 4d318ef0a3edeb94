package answers

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"actionplan/excel"
	"actionplan/internal/programtest"
)

// saved is a workbook as LibreOffice saves it.
func saved(t *testing.T, data []byte) []byte {
	t.Helper()
	in := filepath.Join(t.TempDir(), FileName)
	if err := os.WriteFile(in, data, 0o600); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(programtest.FindOffice(t).Convert(t, "xlsx", in), FileName))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestSavedByLibreOffice has LibreOffice save a copy with answers, and reads
// it. What people choose from must be there too.
func TestSavedByLibreOffice(t *testing.T) {
	open := storyQuestions(t)
	given := yes("Other")
	given.other = "Status: On track\ndate closed: (blank)"
	hostile := yes("Other")
	hostile.other, hostile.why = "=1+1 _x000D_ <b>", "@SUM(A1)\n'quoted'"
	c := newCopy(t, open).
		fill(find(t, open, "1.1 due"), yes("officer")).
		fill(find(t, open, "1.3 status"), given).
		fill(find(t, open, "1.5 evidence"), hostile).
		fill(find(t, open, "1.6"), yes("Bring back")).
		fillColumn("rag", yes("Refuse"))
	returned := saved(t, c.bytes())
	sheet := parts(t, returned)["xl/worksheets/sheet1.xml"]
	for _, kept := range []string{"Officer,Partner,Last agreed,Other", "Accept,Refuse,Other", "Bring back,Let it go", "<sheetProtection"} {
		if !strings.Contains(sheet, kept) {
			t.Errorf("LibreOffice kept no %q", kept)
		}
	}
	path := filepath.Join(t.TempDir(), "returned.xlsx")
	if err := os.WriteFile(path, returned, 0o600); err != nil {
		t.Fatal(err)
	}
	book, err := excel.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	copied, err := Read(path, book.Grids(), open)
	if err != nil {
		t.Fatal(err)
	}
	taken, left := Resolve([]Copy{copied}, open, noOptions, today)
	want := []string{"1.1 due officer", "1.3 status other", "1.4 rag officer", "1.5 evidence other", "1.6 bring back"}
	if diff := cmp.Diff(want, takes(taken)); diff != "" || len(left) > 0 {
		t.Fatalf("left %v, taken (-want +got):\n%s", reasons(left), diff)
	}
	if d := taken[3]; d.Other["evidence"].Typed != hostile.other || d.Why != hostile.why {
		t.Errorf("evidence is to be %q because %q", d.Other["evidence"].Typed, d.Why)
	}
}
