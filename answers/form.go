package answers

import (
	"fmt"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"actionplan/plan"
)

// How the workbook's own cells look; the rest is as draw makes it.
const (
	answerFill = "FFF8DC" // under what people fill in
	markInk    = "8A1C00" // words that differ; at least 8 to 1 on white
	plainInk   = "1B2733"
	lineHigh   = 15.0 // points
	keyWidth   = 24.0
)

// promptLimit is the most a prompt beside a cell may hold, in characters.
const promptLimit = 250

// form makes a sheet that draw has drawn one to fill in: it adds drop-downs,
// marked words, prompts and protection. After the first error it does nothing
// more.
type form struct {
	file   *excelize.File
	sheet  string
	header int                  // the row of the headings
	font   excelize.Font        // of the table's cells
	lists  map[string]*dropDown // by what they offer
	order  []string
	err    error
}

type dropDown struct {
	words  []string
	free   bool // anything else may be typed too
	prompt string
	cells  []string
}

func newForm(f *excelize.File, sheet string) (*form, error) {
	tables, err := f.GetTables(sheet)
	if err != nil || len(tables) != 1 {
		return nil, fmt.Errorf("the table is not there: %w", err)
	}
	corner, _, _ := strings.Cut(tables[0].Range, ":")
	_, row, err := excelize.CellNameToCoordinates(corner)
	if err != nil {
		return nil, err
	}
	d := &form{file: f, sheet: sheet, header: row, lists: map[string]*dropDown{}}
	d.font = d.styleAt(0, 0).font()
	return d, d.err
}

// style is a style with the means to change it.
type style struct{ *excelize.Style }

func (s style) font() excelize.Font {
	if s.Style == nil || s.Font == nil {
		return excelize.Font{}
	}
	return *s.Font
}

// at names a cell of the table by its column and row, both from 0.
func (d *form) at(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column+1, d.header+1+row)
	d.keep(err)
	return name
}

func (d *form) keep(err error) {
	if d.err == nil {
		d.err = err
	}
}

func (d *form) styleAt(column, row int) style {
	id, err := d.file.GetCellStyle(d.sheet, d.at(column, row))
	d.keep(err)
	if d.err != nil {
		return style{}
	}
	s, err := d.file.GetStyle(id)
	d.keep(err)
	return style{s}
}

// restyle changes the look of a column's cells.
func (d *form) restyle(column, rows int, change func(*excelize.Style)) {
	s := d.styleAt(0, 0)
	if d.err != nil || rows == 0 {
		return
	}
	change(s.Style)
	id, err := d.file.NewStyle(s.Style)
	d.keep(err)
	if d.err == nil {
		d.keep(d.file.SetCellStyle(d.sheet, d.at(column, 0), d.at(column, rows-1), id))
	}
}

// mark writes a reading with the words that differ in bold and underlined.
func (d *form) mark(column, row int, r shownText) {
	if d.err != nil || r.text == "" {
		return
	}
	plainFont, marked := d.font, d.font
	plainFont.Bold, plainFont.Color = false, plainInk                     //nolint:misspell // excelize's name
	marked.Bold, marked.Underline, marked.Color = true, "single", markInk //nolint:misspell // excelize's name
	var runs []excelize.RichTextRun
	say := func(text string, font excelize.Font) {
		if text != "" {
			runs = append(runs, excelize.RichTextRun{Text: text, Font: &font})
		}
	}
	at := 0
	for _, s := range r.differs {
		word := strings.TrimRight(r.text[s.from:s.to], " \n\t")
		say(r.text[at:s.from], plainFont)
		say(word, marked)
		at = s.from + len(word)
	}
	say(r.text[at:], plainFont)
	d.keep(d.file.SetCellRichText(d.sheet, d.at(column, row), runs))
}

// offer gives a cell a drop-down.
func (d *form) offer(column, row int, list []choice, prompt string) {
	words := make([]string, len(list))
	for i, c := range list {
		words[i] = c.words
	}
	d.list(column, row, dropDown{words: words, prompt: prompt})
}

// mostOffered is the most characters that Excel lets a drop-down's own words have.
const mostOffered = 255

// suggest gives a cell a drop-down beside which anything else may be typed. Words that
// a list of a workbook cannot hold are left out of it.
func (d *form) suggest(column, row int, words []string, prompt string) {
	var fit []string
	long := 0
	for _, word := range words {
		if long += len(utf16.Encode([]rune(word))) + 1; long <= mostOffered && !strings.ContainsAny(word, ",\"\n") {
			fit = append(fit, word)
		}
	}
	d.list(column, row, dropDown{words: fit, free: true, prompt: prompt})
}

// list gives a cell a list, which it may share with others.
func (d *form) list(column, row int, list dropDown) {
	key := fmt.Sprintf("%s\n%t\n%s", strings.Join(list.words, ","), list.free, list.prompt)
	if d.lists[key] == nil {
		d.lists[key] = &list
		d.order = append(d.order, key)
	}
	d.lists[key].cells = append(d.lists[key].cells, d.at(column, row))
}

// prompt shows a sentence beside a cell while it is selected.
func (d *form) prompt(column, row int, sentence string) {
	if sentence == "" {
		sentence = "Nothing is wanted here for this question."
	}
	d.offer(column, row, nil, sentence)
}

// addLists adds the drop-downs and prompts, each once for all its cells.
func (d *form) addLists() {
	for _, key := range d.order {
		list := d.lists[key]
		v := excelize.NewDataValidation(true)
		v.Sqref = strings.Join(list.cells, " ")
		v.SetInput("", cut(list.prompt))
		if len(list.words) > 0 {
			d.keep(v.SetDropList(list.words))
		}
		if len(list.words) > 0 && !list.free {
			v.SetError(excelize.DataValidationErrorStyleStop, "Not one of the answers", cut("Choose "+either(list.words)+"."))
		}
		if d.err == nil {
			d.keep(d.file.AddDataValidation(d.sheet, v))
		}
	}
}

// cut keeps a prompt to its limit.
func cut(text string) string {
	if runes := []rune(text); len(runes) > promptLimit {
		return string(runes[:promptLimit-1]) + "…"
	}
	return text
}

// answerColumns opens the columns that people fill in: text cells that are
// not locked, each row with room for three lines.
func (d *form) answerColumns(rows int, columns ...int) {
	for _, column := range columns {
		d.restyle(column, rows, func(s *excelize.Style) {
			s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{answerFill}} //nolint:misspell // excelize's name
			s.NumFmt = 49
			s.Protection = &excelize.Protection{Locked: false}
		})
	}
	for row := range rows {
		high, err := d.file.GetRowHeight(d.sheet, d.header+1+row)
		d.keep(err)
		if least := 3*lineHigh + 4; d.err == nil && high < least {
			d.keep(d.file.SetRowHeight(d.sheet, d.header+1+row, least))
		}
	}
}

// widths gives columns a width in characters.
func (d *form) widths(wanted map[int]float64) {
	for column, width := range wanted {
		letters := plan.ColumnLetters(column + 1)
		d.keep(d.file.SetColWidth(d.sheet, letters, letters, width))
	}
}

// finish keeps the key column small and off the paper, and protects all that
// is not to be filled in. There is no password: it only guards against slips.
func (d *form) finish(keyColumn, rows int) {
	d.addLists()
	d.restyle(keyColumn, rows, func(s *excelize.Style) {
		s.Alignment = &excelize.Alignment{Vertical: "top", ShrinkToFit: true}
		s.NumFmt = 49
	})
	d.widths(map[int]float64{keyColumn: keyWidth})
	if d.err != nil {
		return
	}
	last, first := d.at(keyColumn-1, max(rows, 1)-1), plan.QuoteSheet(d.sheet)
	d.keep(d.file.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Area", Scope: d.sheet,
		RefersTo: first + "!$A$1:" + absolute(last),
	}))
	d.keep(d.file.ProtectSheet(d.sheet, &excelize.SheetProtectionOptions{
		SelectLockedCells: true, SelectUnlockedCells: true, AutoFilter: true, Sort: true,
		FormatCells: true, FormatColumns: true, FormatRows: true, EditObjects: true, EditScenarios: true,
	}))
}

// absolute writes a cell's name as a fixed one: $L$9.
func absolute(cell string) string {
	column, row, _ := excelize.CellNameToCoordinates(cell)
	name, _ := excelize.CoordinatesToCellName(column, row, true)
	return name
}
