package excel

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"actionplan/internal/ooxml"
	"actionplan/plan"
	"actionplan/table"
)

// unwritable is the workbooks of the corpus that are read and not written,
// and why.
var unwritable = map[string]string{
	"poi__hello-world-signed.xlsx": "is signed",
}

// notTried is single writes into workbooks of the corpus that are refused,
// and why.
var notTried = map[string]string{
	"poi__poc-shared-strings.xlsx under the last row": "rows do not come in order", // it has a row 0 at its end
	"mitre-saf-poam-rhel8.xlsm under the last row":    "worked out by a formula",   // one without a result
}

// thorough says whether every write is to be tried on every workbook, and
// every program asked to read the outcome: that takes minutes.
var thorough = os.Getenv("ACTIONPLAN_THOROUGH") != ""

// attempt is one kind of write to try on a workbook.
type attempt struct {
	name string
	cell plan.Cell
	was  plan.Entry
	now  plan.Entry
}

// attempts chooses cells in the largest sheet: one of words, one blank with a
// format, one past its row's end, one under the last row.
func attempts(t *testing.T, data []byte) []attempt {
	t.Helper()
	o, err := readAll(bytes.NewReader(data), int64(len(data)), "plan.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	var grid table.Grid
	var part string
	most, next := -1, 0
	for i, s := range o.book.Sheets {
		if !s.Worksheet {
			continue
		}
		g := o.book.grids[next]
		next++
		if n := len(gridCells(g)); n > most {
			most, grid, part = n, g, o.workbook.Sheets[i].Part
		}
	}
	objects, err := readObjects(o.pkg, part)
	if err != nil {
		t.Fatal(err)
	}
	free := func(row, column int) bool {
		for _, m := range grid.Merges {
			if m.Rows.First <= row && row <= m.Rows.Last && m.Columns.First <= column && column <= m.Columns.Last {
				return false
			}
		}
		return row <= plan.MaxRow && column <= plan.MaxColumn && objects.blocked(row, column) == ""
	}
	named := func(row, column int) plan.Cell { return plan.Cell{Sheet: grid.Sheet, Row: row, Column: column} }
	var texts []place
	last := 0
	for _, r := range grid.Rows {
		last = r.Number
		for _, c := range r.Cells {
			if c.Kind == table.CellText && !c.Formula {
				texts = append(texts, place{r.Number, c.Column})
			}
		}
	}
	tricky := words(" =new\n<&> _x000D_ \"£€😀\" ")
	var all []attempt
	for _, at := range texts[len(texts)/2:] {
		c, _ := cellAt(&grid, at.row, at.column)
		if !free(at.row, at.column) || len(c.Text) > 1<<15 || plan.Clean(c.Text) == "" {
			continue
		}
		cell, was := named(at.row, at.column), words(c.Text)
		all = append(all, attempt{"words", cell, was, tricky}, attempt{"clear", cell, was, blank},
			attempt{"date", cell, was, dated("2026-03-31")}, attempt{"number", cell, was, numbered("0.1")})
		break
	}
	var styled plan.Cell
	looked := 0
	survey := &ooxml.Survey{Seen: func(c *ooxml.SheetCell) {
		if looked++; looked > 100_000 || styled.Row > 0 {
			return
		}
		if c.Style > 0 && !c.Stored && !c.Formula && free(c.Row, c.Column) {
			styled = named(c.Row, c.Column)
		}
	}}
	if err := o.pkg.SurveySheet(part, survey); err != nil {
		t.Fatal(err)
	}
	if styled.Row > 0 {
		all = append(all, attempt{"blank with a format", styled, blank, tricky}, attempt{"blank to date", styled, blank, dated("2026-03-31")})
	}
	if len(grid.Rows) > 0 {
		row := grid.Rows[len(grid.Rows)/2]
		if column := row.Cells[len(row.Cells)-1].Column + 2; free(row.Number, column) {
			all = append(all, attempt{"past the row's end", named(row.Number, column), blank, tricky}, attempt{"date past the row's end", named(row.Number, column), blank, dated("2026-03-31")})
		}
	}
	if free(last+2, 2) {
		all = append(all, attempt{"under the last row", named(last+2, 2), blank, tricky})
	}
	return all
}

// TestWriteCorpus writes single cells into every workbook of the corpus: no
// other part changes in any byte, no other element of the sheet does, and
// reading finds no other cell changed.
func TestWriteCorpus(t *testing.T) {
	tried, files, refusals := 0, 0, 0
	for _, folder := range []string{"torture", "real", "history"} {
		paths := corpus(t, folder)
		if folder == "history" && !thorough {
			paths = paths[:1] // revisions of one workbook are much alike
		}
		for _, path := range paths {
			name := filepath.Base(path)
			if refused[name] != nil {
				continue
			}
			t.Run(name, func(t *testing.T) {
				files++
				data := read(t, path)
				if why, ok := unwritable[name]; ok {
					refusals++
					if _, err := Stage(onDisk(t, data), Work{}); err == nil || !strings.Contains(err.Error(), why) {
						t.Errorf("got %v, want refused because it %s", err, why)
					}
					return
				}
				size := inflated(t, data)
				if !thorough && size > 8<<20 {
					t.Skip("a large workbook: set ACTIONPLAN_THOROUGH")
				}
				all := attempts(t, data)
				if !thorough {
					all = some(all, files, size)
				}
				for i, a := range all {
					if why, ok := notTried[name+" "+a.name]; ok {
						refusals++
						if got := refusedFor(t, data, Work{Edits: []plan.Edit{a.edit()}}); !strings.Contains(got, why) {
							t.Errorf("%s: refused because %s, want %s", a.name, got, why)
						}
						continue
					}
					tried++
					tryWrite(t, data, a, i == 0 && otherwise[name] == "")
				}
			})
		}
	}
	t.Logf("%d writes into %d workbooks, and %d refused by name", tried, files, refusals)
}

// some is the few attempts made by default: different ones from file to file.
func some(all []attempt, file int, size uint64) []attempt {
	few := 3
	if size > 128<<10 {
		few = 1
	}
	var chosen []attempt
	for i := range min(few, len(all)) {
		chosen = append(chosen, all[(file+i*len(all)/few)%len(all)])
	}
	return chosen
}

// inflated is how large a workbook's parts are in all.
func inflated(t *testing.T, data []byte) (size uint64) {
	t.Helper()
	pkg, err := ooxml.OpenPackage(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range pkg.Entries {
		size += f.UncompressedSize64
	}
	return size
}

func (a attempt) edit() plan.Edit {
	was := a.was
	was.Cell = a.cell
	return plan.Edit{Field: "x:test", Was: was, Now: a.now}
}

func tryWrite(t *testing.T, data []byte, a attempt, others bool) {
	t.Helper()
	s, err := Stage(onDisk(t, data), Work{Edits: []plan.Edit{a.edit()}})
	if err != nil {
		t.Errorf("%s at %s: %v", a.name, a.cell, err)
		return
	}
	var out bytes.Buffer
	if _, err := s.WriteTo(&out); err != nil {
		t.Errorf("%s at %s: %v", a.name, a.cell, err)
		return
	}
	var parts []string
	for part := range s.parts {
		parts = append(parts, entryName(t, data, part))
	}
	sheet := entryName(t, data, sheetPart(t, data, a.cell.Sheet))
	if len(parts) > 3 {
		t.Errorf("%s: the parts %q change", a.name, parts)
	}
	onlyTheseChanged(t, data, out.Bytes(), parts...)
	const long = 2 << 20
	if before := partOf(t, data, sheet); thorough || len(before) < long {
		onlyOneElement(t, a, before, partOf(t, out.Bytes(), sheet))
	}
	onlyOneCell(t, a, data, out.Bytes())
	if others {
		excelizeAgrees(t, a, data, out.Bytes())
	}
}

// sheetPart is the part of a sheet.
func sheetPart(t *testing.T, data []byte, sheet string) string {
	t.Helper()
	pkg, err := ooxml.OpenPackage(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	workbook, err := pkg.ReadWorkbook()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range workbook.Sheets {
		if s.Name == sheet {
			return s.Part
		}
	}
	t.Fatalf("no sheet %q", sheet)
	return ""
}

// entryName is the name of an entry as the zip file has it.
func entryName(t *testing.T, data []byte, part string) string {
	t.Helper()
	pkg, err := ooxml.OpenPackage(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	return pkg.Entry(part).Name
}

// tokens is a part as the standard library reads it, one text a token, but
// for what says how far cells reach.
func tokens(t *testing.T, part string) []string {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(part))
	var all []string
	for {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatalf("the part is not XML: %v", err)
		}
		switch k := token.(type) {
		case xml.StartElement:
			if k.Name.Local == "dimension" {
				k.Attr = nil
			}
			k.Attr = slices.DeleteFunc(k.Attr, func(a xml.Attr) bool { return k.Name.Local == "row" && a.Name.Local == "spans" })
			all = append(all, fmt.Sprint("<", k.Name, k.Attr))
		case xml.EndElement:
			all = append(all, fmt.Sprint("</", k.Name))
		case xml.CharData:
			all = append(all, string(k))
		default:
			all = append(all, fmt.Sprintf("%T %v", k, k))
		}
	}
}

// onlyOneElement makes sure that one sheet is another but for one c element,
// with its row where that is new.
func onlyOneElement(t *testing.T, a attempt, before, after string) {
	t.Helper()
	x, y := tokens(t, before), tokens(t, after)
	for len(x) > 0 && len(y) > 0 && x[0] == y[0] {
		x, y = x[1:], y[1:]
	}
	for len(x) > 0 && len(y) > 0 && x[len(x)-1] == y[len(y)-1] {
		x, y = x[:len(x)-1], y[:len(y)-1]
	}
	for _, side := range [][]string{x, y} {
		cells := 0
		for _, token := range side {
			if name, ok := strings.CutPrefix(token, "</"); ok {
				name = name[strings.LastIndexByte(name, ' ')+1:]
				if !slices.Contains([]string{"c}", "v}", "is}", "t}", "r}", "rPr}", "row}"}, name) && len(side) > 60 {
					t.Errorf("%s at %s: %s changed", a.name, a.cell, token)
				}
				if name == "c}" {
					cells++
				}
			}
		}
		if cells > 1 {
			t.Errorf("%s at %s: %d cells changed", a.name, a.cell, cells)
		}
	}
}

// onlyOneCell makes sure that our own reading differs in one cell.
func onlyOneCell(t *testing.T, a attempt, before, after []byte) {
	t.Helper()
	x, err := readBytes(before)
	if err != nil {
		t.Fatal(err)
	}
	y, err := readBytes(after)
	if err != nil {
		t.Errorf("%s: the outcome cannot be read: %v", a.name, err)
		return
	}
	for i, g := range x.Grids() {
		was, now := gridCells(g), gridCells(y.Grids()[i])
		if g.Sheet == a.cell.Sheet {
			at := place{a.cell.Row, a.cell.Column}
			if got := now[at]; !says(got, a.now) {
				t.Errorf("%s: %s says %q, want %q", a.name, a.cell, got.Text, a.now.Typed)
			}
			delete(was, at)
			delete(now, at)
		}
		if len(was) != len(now) {
			t.Errorf("%s: %d cells became %d", a.name, len(was), len(now))
		}
		for at, c := range was {
			if now[at] != c {
				t.Errorf("%s at %s: %s!%v was %+v and is %+v", a.name, a.cell, g.Sheet, at, c, now[at])
			}
		}
	}
}

// says is whether a cell holds just what was to be written.
func says(c table.Cell, e plan.Entry) bool {
	switch e.Value.Kind {
	case plan.KindBlank:
		return c.Kind == table.CellEmpty
	case plan.KindDate:
		return c.Kind == table.CellDate && c.Date.Value() == e.Value || c.Kind == table.CellText && c.Text == e.Typed
	case plan.KindNumber:
		return plan.NumberValue(c.Raw) == e.Value
	case plan.KindBoolean:
		return c.Kind == table.CellBool && c.Raw == e.Value.Text
	}
	return c.Kind == table.CellText && c.Text == wordsOf(e)
}

// excelizeAgrees makes sure that excelize reads the one cell as written, and
// every other of its sheet as before.
func excelizeAgrees(t *testing.T, a attempt, before, after []byte) {
	t.Helper()
	if inflated(t, before) > 256<<10 && !thorough {
		return
	}
	x, err := excelizeCells(before, a.cell.Sheet)
	if err != nil {
		return // it could not read the original either
	}
	y, err := excelizeCells(after, a.cell.Sheet)
	if err != nil {
		t.Errorf("%s: excelize: %v", a.name, err)
		return
	}
	at := place{a.cell.Row, a.cell.Column}
	if a.now.Value.Kind == plan.KindText && y[at] != wordsOf(a.now) {
		t.Errorf("%s: excelize reads %q at %s, want %q", a.name, y[at], a.cell, wordsOf(a.now))
	}
	delete(x, at)
	delete(y, at)
	for at, text := range x {
		if y[at] != text {
			t.Errorf("%s: excelize reads %q at %v, was %q", a.name, y[at], at, text)
		}
	}
	if len(x) != len(y) {
		t.Errorf("%s: excelize reads %d cells, was %d", a.name, len(y), len(x))
	}
}

func excelizeCells(data []byte, sheet string) (map[place]string, error) {
	file, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return rawCells(file, sheet)
}
