package excel

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"actionplan/excel/internal/ooxml/ooxmltest"
	"actionplan/plan"
	"actionplan/table"
)

// FuzzOpen reads whatever it is given as a workbook. Whatever that is, it is
// read or refused in one sentence: in bounded time and memory, without
// panic, and as a grid that keeps its promises.
func FuzzOpen(f *testing.F) {
	for _, seed := range seeds(f) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data []byte) { fuzzOne(t, data, readBytes) })
}

// FuzzSheet reads whatever it is given as the one sheet of a workbook: a
// fuzzer that has to find its way through deflate finds little behind it.
func FuzzSheet(f *testing.F) {
	for _, sheet := range []string{
		`<worksheet xmlns="` + ooxmltest.Main + `"><cols><col min="1" max="2" hidden="1"/></cols><sheetData><row r="1" hidden="1"><c r="A1" t="s"><v>0</v></c><c t="inlineStr"><is><r><t> a </t></r></is></c><c s="1"><f t="array" ref="C1:D2">X</f><v>44651</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells><conditionalFormatting sqref="A1 B:B"/></worksheet>`,
		`<x:worksheet xmlns:x="` + ooxmltest.StrictMain + `"><x:sheetData><x:row><x:c t="d"><x:v>2022-03-31</x:v></x:c><x:c t="e"><x:v>#N/A</x:v></x:c><x:c t="b"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>`,
		`<worksheet><sheetData><!-- a --><row><c t="str"><v><![CDATA[&]]>&amp;_x000D_&#65;</v></c></row></sheetData></worksheet>`,
		wide(`<worksheet><sheetData><row r="9"><c r="B9"><v>1E5</v></c><c r="A9"><v>0.1</v></c></row><row r="9"/></sheetData></worksheet>`, true),
	} {
		f.Add([]byte(sheet), "dd/mm/yyyy;@")
	}
	f.Fuzz(func(t *testing.T, sheet []byte, code string) {
		fuzzOne(t, sheet, func(sheet []byte) (*Book, error) {
			book := ooxmltest.Rows("")
			book.Strings = `<si><t>shared</t></si>`
			book.Styles = `<numFmts><numFmt numFmtId="164" formatCode="` + quoted.Replace(code) + `"/></numFmts><fills><fill/><fill><patternFill patternType="solid"><fgColor theme="3" tint="0.3"/></patternFill></fill></fills><cellXfs><xf/><xf numFmtId="164" fillId="1"/></cellXfs>`
			book.Extra = []ooxmltest.Part{{Name: "xl/worksheets/sheet1.xml", Content: string(sheet)}}
			return readBytes(book.Bytes())
		})
	})
}

// fuzzOne tries one input.
func fuzzOne(t *testing.T, data []byte, read func([]byte) (*Book, error)) {
	if len(data) > 1<<20 {
		t.Skip("larger than a fuzzer needs")
	}
	var book *Book
	var err error
	start := time.Now()
	grew := allocated(func() { book, err = read(data) })
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("took %v", took)
	}
	// What may be kept grows with what was stored; what is kept of a
	// megabyte inflated four-hundredfold is far below this.
	if grew > 1<<30 {
		t.Errorf("allocated %d MiB for %d bytes", grew>>20, len(data))
	}
	if err != nil {
		var refused *Error
		if !errors.As(err, &refused) || refused.Hint() == "" {
			t.Errorf("%v is no refusal", err)
		}
		return
	}
	for _, grid := range book.Grids() {
		soundGrid(t, grid)
	}
}

// soundGrid holds a grid to what package table is promised.
func soundGrid(t *testing.T, grid table.Grid) {
	last := 0
	for _, row := range grid.Rows {
		if row.Number <= last || row.Number > plan.MaxRow {
			t.Errorf("row %d after row %d", row.Number, last)
		}
		last = row.Number
		column, filled := 0, false
		for _, c := range row.Cells {
			if c.Column <= column || c.Column > plan.MaxColumn {
				t.Errorf("row %d: column %d after column %d", row.Number, c.Column, column)
			}
			column = c.Column
			filled = filled || c.Kind != table.CellEmpty
			soundCell(t, c)
		}
		if !filled {
			t.Errorf("row %d holds no value", row.Number)
		}
	}
	for _, m := range grid.Merges {
		if m.Rows.First < 1 || m.Rows.First > m.Rows.Last || m.Rows.Last > plan.MaxRow || m.Columns.First < 1 || m.Columns.First > m.Columns.Last || m.Columns.Last > plan.MaxColumn {
			t.Errorf("merge %v", m)
		}
	}
}

func soundCell(t *testing.T, c table.Cell) {
	switch c.Kind {
	case table.CellEmpty:
		if c.Text != "" || c.Raw != "" {
			t.Errorf("an empty cell says %q", c.Text)
		}
	case table.CellDate:
		if _, ok := plan.NewDate(c.Date.Plan().Year, c.Date.Plan().Month, c.Date.Plan().Day); !ok {
			t.Errorf("no such date: %v", c.Date)
		}
		fallthrough
	case table.CellNumber:
		if n, ok := parseNumber([]byte(c.Raw)); !ok || string(appendShortest(nil, n)) != c.Raw {
			t.Errorf("%q is not a number in its shortest form", c.Raw)
		}
		fallthrough
	default:
		if c.Text == "" {
			t.Errorf("a cell of kind %d shows nothing (%q)", c.Kind, c.Raw)
		}
	}
	if n := len(c.Fill); n != 0 && n != 6 {
		t.Errorf("fill %q", c.Fill)
	}
}

// seeds is what the fuzzer starts from: small workbooks of every form, every
// refusal, and the small ones of the corpus where it is there.
func seeds(f *testing.F) [][]byte {
	all := [][]byte{aPlan(f)}
	for _, r := range refusals() {
		if len(r.data) < 8<<10 {
			all = append(all, r.data)
		}
	}
	files, _ := filepath.Glob(filepath.Join("..", "..", "shared", "corpus", "torture", "*.xls*"))
	for _, path := range files {
		if data, err := os.ReadFile(path); err == nil && len(data) < 8<<10 {
			all = append(all, data)
		}
	}
	return all
}
