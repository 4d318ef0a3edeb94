package excel

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"

	"actionplan/excel/internal/ooxml"
	"actionplan/plan"
)

// BenchmarkWrite measures patching a large workbook against copying it:
// finding the cells and writing the file ("patch"), with the fresh reading
// that comes before ("stage and save"), and excelize for one cell.
//
//	go test ./excel -run '^$' -bench Write -benchtime 3x
func BenchmarkWrite(b *testing.B) {
	const rows = 100_000
	data := bench(b, rows, false)
	path := filepath.Join(b.TempDir(), "plan.xlsx")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		b.Fatal(err)
	}
	b.Run("copy", func(b *testing.B) {
		for b.Loop() {
			copyFile(b, path)
		}
	})
	for name, every := range map[string]int{"one": rows, "2 per cent": 3} { // a third of the rows, one cell of twenty
		b.Run("patch/"+name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				patchOnly(b, path, rows, every)
			}
		})
		b.Run("stage and save/"+name, func(b *testing.B) {
			b.ReportAllocs()
			var work Work
			for row := every; row <= rows; row += every {
				was := plan.Entry{Value: plan.Blank, Cell: plan.Cell{Sheet: "Plan", Row: row, Column: 10}}
				work.Edits = append(work.Edits, plan.Edit{Field: "x:test", Was: was, Now: words("Written")})
			}
			for b.Loop() {
				s, err := Stage(path, work)
				if err != nil {
					b.Fatal(err)
				}
				if err := s.Save(path + ".new"); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	if os.Getenv("ACTIONPLAN_THOROUGH") == "" {
		return
	}
	b.Run("excelize/one", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			f, err := excelize.OpenFile(path)
			if err != nil {
				b.Fatal(err)
			}
			if err := f.SetCellValue("Plan", fmt.Sprint("J", rows/2), "Written"); err != nil {
				b.Fatal(err)
			}
			if err := f.SaveAs(path + ".xlsx"); err != nil {
				b.Fatal(err)
			}
			f.Close()
		}
	})
}

func copyFile(b *testing.B, path string) {
	from, err := os.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer from.Close()
	to, err := os.Create(path + ".copy")
	if err != nil {
		b.Fatal(err)
	}
	defer to.Close()
	if _, err := io.Copy(struct{ io.Writer }{to}, struct{ io.Reader }{from}); err != nil {
		b.Fatal(err)
	}
	if err := to.Sync(); err != nil {
		b.Fatal(err)
	}
}

// patchOnly finds and rewrites cells without reading the workbook first.
func patchOnly(b *testing.B, path string, rows, every int) {
	file, err := os.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		b.Fatal(err)
	}
	pkg, err := ooxml.OpenPackage(file, info.Size())
	if err != nil {
		b.Fatal(err)
	}
	survey := &ooxml.Survey{Ask: map[int][]int{}}
	for row := every; row <= rows; row += every {
		survey.Ask[row] = []int{10}
	}
	const part = "xl/worksheets/sheet1.xml"
	if err := pkg.SurveySheet(part, survey); err != nil {
		b.Fatal(err)
	}
	var splices []ooxml.Splice
	for _, found := range survey.Cells {
		written := content{kind: textContent, text: "Written"}
		splices = append(splices, ooxml.Splice{Start: found.Cell.Start, End: found.Cell.End, With: written.element})
	}
	var out bytes.Buffer
	if err := pkg.Rewrite(&out, file, info.Size(), map[string][]ooxml.Splice{part: splices}); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(path+".new", out.Bytes(), 0o600); err != nil {
		b.Fatal(err)
	}
}
