package draw

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"actionplan/plan"
)

// Limits of a worksheet, and the widths in pixels a column is kept between.
const (
	cellLimit    = 32_767 // UTF-16 units in a cell
	highestRow   = 405.0  // points, a little under what a sheet allows
	narrowest    = 56.0
	compactWidth = 290.0 // a column whose every line fits this is given just that
	usualWidth   = 480.0
	widest       = 1100.0
	titleHeight  = 28.0
	filterButton = 20.0 // pixels of a heading that its filter button covers
	smallPaper   = 1500 // pixels of a table that still print legibly on A4

	// textFormatLimit keeps the format "text" from long texts: some programs
	// show nothing but ##### for one of more than 255 characters.
	textFormatLimit = 255
)

// DateFormat shows a real date as 31 Mar 2026 in English, whatever the reader's computer speaks.
const DateFormat = "[$-809]d mmm yyyy"

// drawing is one sheet on its way to being written.
type drawing struct {
	file     *excelize.File
	styles   *styles
	sheet    Sheet
	headings []string
	widths   []float64 // pixels
}

func newDrawing(f *excelize.File, st *styles, s Sheet) *drawing {
	return &drawing{file: f, styles: st, sheet: s, headings: headings(s.Table.Columns)}
}

func (d *drawing) draw() error {
	if cut := d.measure(); cut > 0 {
		d.sheet.Lines = append(d.sheet.Lines, tooLong(cut))
	}
	d.layLines()
	if err := d.setUp(); err != nil {
		return err
	}
	out, err := d.file.NewStreamWriter(d.sheet.Name)
	if err != nil {
		return err
	}
	for i, w := range d.widths {
		if err := out.SetColWidth(i+1, i+1, w/digitPixels); err != nil {
			return err
		}
	}
	if d.sheet.Table.Freeze {
		if err := out.SetPanes(d.panes()); err != nil {
			return err
		}
	}
	if err := d.writeTop(out); err != nil {
		return err
	}
	if err := d.writeTable(out); err != nil {
		return err
	}
	return out.Flush()
}

func tooLong(rows int) string {
	if rows == 1 {
		return LongRow
	}
	return fmt.Sprintf(LongRows, rows)
}

// layLines breaks the lines above the table so that none runs past the
// table's right edge, or past the edge of a small screen where it is wider.
func (d *drawing) layLines() {
	room := 0.0
	for _, w := range d.widths {
		room += w
	}
	room = min(max(room, 700), 1250)
	var laid []string
	for _, line := range d.sheet.Lines {
		laid = append(laid, breakLine(clean(line), room)...)
	}
	d.sheet.Lines = laid
}

// breakLine breaks a text at spaces into lines no wider than room pixels.
func breakLine(text string, room float64) []string {
	var out []string
	line := ""
	for word := range strings.FieldsSeq(text) {
		if longer := line + " " + word; line != "" && pixels(longer, false) <= room {
			line = longer
			continue
		}
		if line != "" {
			out = append(out, line)
		}
		line = word
	}
	return append(out, line)
}

// headerRow is the row of the table's headings, straight below the lines.
func (d *drawing) headerRow() int { return len(d.sheet.Lines) + 2 }

// headings gives every column a heading of its own: a table with two alike
// is refused by spreadsheet programs.
func headings(columns []Column) []string {
	taken := map[string]bool{}
	var out []string
	for _, c := range columns {
		base := strings.Join(strings.Fields(clean(c.Heading)), " ")
		if base == "" {
			base = "Column"
		}
		if runes := []rune(base); len(runes) > 200 {
			base = string(runes[:200])
		}
		name := base
		for n := 2; taken[strings.ToLower(name)]; n++ {
			name = fmt.Sprintf("%s (%d)", base, n)
		}
		taken[strings.ToLower(name)] = true
		out = append(out, name)
	}
	return out
}

// measure settles the columns' widths, and counts the rows whose text will
// not fit a row of the greatest height even so.
func (d *drawing) measure() (cut int) {
	n := len(d.headings)
	most := make([]extent, n) // in each measure, of any of the column's cells
	volumes := make([][]int, n)
	var high []int // rows that may be too high
	for i := range d.sheet.Table.Rows {
		for c, cell := range d.sheet.Table.Row(i) {
			e := measureText(cell.shown(), cell.isBold())
			if e.mayBeHigh(compactWidth-cellPadding) && (len(high) == 0 || high[len(high)-1] != i) {
				high = append(high, i)
			}
			most[c] = extent{line: max(most[c].line, e.line), word: max(most[c].word, e.word)}
			if e.whole > 0 {
				volumes[c] = append(volumes[c], e.whole)
			}
		}
	}
	d.widths = make([]float64, n)
	for c := range d.widths {
		heading := toPixels(measureText(d.headings[c], true).word) + filterButton + cellPadding
		d.widths[c] = columnWidth(toPixels(most[c].line), toPixels(most[c].word), toPixels(upperDecile(volumes[c])))
		d.widths[c] = max(d.widths[c], heading, narrowest)
	}
	return d.widen(high)
}

// upperDecile is the volume that nine cells in ten stay under.
func upperDecile(volumes []int) int {
	if len(volumes) == 0 {
		return 0
	}
	slices.Sort(volumes)
	return volumes[len(volumes)*9/10]
}

// columnWidth gives short columns what they need and long ones enough that
// most of their cells take about five lines.
func columnWidth(natural, word, volume float64) float64 {
	if natural+cellPadding <= compactWidth {
		return natural + cellPadding
	}
	w := max(compactWidth, min(word+cellPadding, usualWidth/2), volume/5)
	return min(w, usualWidth, natural+cellPadding)
}

// widen gives more room to the columns in which one of the rows would be
// higher than a sheet allows, and counts the rows that are even at the widest.
func (d *drawing) widen(rows []int) (cut int) {
	for _, i := range rows {
		over := false
		for c, cell := range d.sheet.Table.Row(i) {
			for d.cellHeight(cell, c) > highestRow && d.widths[c] < widest {
				d.widths[c] *= 1.2
			}
			over = over || d.cellHeight(cell, c) > highestRow
		}
		if over {
			cut++
		}
	}
	return cut
}

// cellHeight is the points a cell's text takes at its column's width.
func (d *drawing) cellHeight(cell Cell, column int) float64 {
	if cell.Kind != Text {
		return linePoints + rowPadding
	}
	room := d.widths[column] - cellPadding
	if len(cell.Text) < int(room/fontPixels) && !strings.Contains(cell.Text, "\n") {
		return linePoints + rowPadding // no character is wider than the font is high
	}
	n := lines(cell.Text, room, cell.isBold())
	return float64(n)*linePoints + rowPadding
}

// isBold reports whether a cell's words are bold: those that stand out are.
func (c Cell) isBold() bool { return c.Tone != Plain || c.Fill != "" }

// shown is about what the sheet will show, to measure it by.
func (c Cell) shown() string {
	switch c.Kind {
	case Date:
		return "00 Mmm 0000"
	case Number:
		return fmt.Sprintf("%.6g0", c.Number)
	}
	return c.Text
}

// setUp gives the sheet its print set-up, before the stream takes it over.
func (d *drawing) setUp() error {
	total := 0.0
	for _, w := range d.widths {
		total += w
	}
	paper, wideFit, freeHeight := 9, 1, 0 // A4, any number of pages high
	if total > smallPaper {
		paper = 8 // A3
	}
	if !d.sheet.Table.Freeze {
		freeHeight = 1
	}
	name := d.sheet.Name
	orientation, fit := "landscape", true
	if err := d.file.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	err := d.file.SetPageLayout(name, &excelize.PageLayoutOptions{
		Size: &paper, Orientation: &orientation, FitToWidth: &wideFit, FitToHeight: &freeHeight,
	})
	if err != nil {
		return err
	}
	side, ends, head := 0.4, 0.7, 0.3
	err = d.file.SetPageMargins(name, &excelize.PageLayoutMarginsOptions{
		Left: &side, Right: &side, Top: &ends, Bottom: &ends, Header: &head, Footer: &head,
	})
	if err != nil {
		return err
	}
	err = d.file.SetHeaderFooter(name, &excelize.HeaderFooterOptions{
		OddFooter: "&L" + footerText(d.sheet.Title) + "&RPage &P of &N",
	})
	if err != nil {
		return err
	}
	if err := d.repeatHeader(); err != nil {
		return err
	}
	return d.hushRefs()
}

// hushRefs keeps the spreadsheet from marking every ref as a number stored as
// text: a ref is text on purpose, 1.10 is not 1.1.
func (d *drawing) hushRefs() error {
	area, err := d.area()
	if err != nil {
		return err
	}
	for _, kind := range []excelize.IgnoredErrorsType{excelize.IgnoredErrorsNumberStoredAsText, excelize.IgnoredErrorsTwoDigitTextYear} {
		if err := d.file.AddIgnoredErrors(d.sheet.Name, area, kind); err != nil {
			return err
		}
	}
	return nil
}

// area is the table's range, its headings included. A table has at least one
// row: a spreadsheet refuses one of headings alone.
func (d *drawing) area() (string, error) {
	last, err := excelize.CoordinatesToCellName(len(d.headings), d.headerRow()+max(1, d.sheet.Table.Rows))
	return fmt.Sprintf("A%d:%s", d.headerRow(), last), err
}

// footerText is text a footer shows as it is: an ampersand there begins a code.
func footerText(text string) string {
	text = strings.ReplaceAll(clean(text), "&", "&&")
	if runes := []rune(text); len(runes) > 100 {
		text = string(runes[:99]) + "…"
	}
	return text
}

func (d *drawing) repeatHeader() error {
	return d.file.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Titles", Scope: d.sheet.Name,
		RefersTo: fmt.Sprintf("%s!$%d:$%d", plan.QuoteSheet(d.sheet.Name), d.headerRow(), d.headerRow()),
	})
}

// panes keeps the headings and the first column, the refs, in view.
func (d *drawing) panes() *excelize.Panes {
	corner, _ := excelize.CoordinatesToCellName(2, d.headerRow()+1)
	return &excelize.Panes{
		Freeze: true, XSplit: 1, YSplit: d.headerRow(),
		TopLeftCell: corner, ActivePane: "bottomRight",
	}
}

// writeTop writes the title in A1 and the lines under it.
func (d *drawing) writeTop(out *excelize.StreamWriter) error {
	id, err := d.styles.id(look{role: title})
	if err != nil {
		return err
	}
	err = out.SetRow("A1", []any{excelize.Cell{StyleID: id, Value: clean(d.sheet.Title)}}, excelize.RowOpts{Height: titleHeight})
	if err != nil {
		return err
	}
	if id, err = d.styles.id(look{role: explanation}); err != nil {
		return err
	}
	for i, line := range d.sheet.Lines {
		height := linePoints + rowPadding
		err := out.SetRow(fmt.Sprintf("A%d", i+2), []any{excelize.Cell{StyleID: id, Value: clean(line)}}, excelize.RowOpts{Height: height})
		if err != nil {
			return err
		}
	}
	return nil
}

func (d *drawing) writeTable(out *excelize.StreamWriter) error {
	if err := d.writeHeadings(out); err != nil {
		return err
	}
	cells := make([]excelize.Cell, len(d.headings))
	row := make([]any, len(d.headings))
	for c := range cells {
		row[c] = &cells[c]
	}
	for i := range d.sheet.Table.Rows {
		height := linePoints + rowPadding
		for c, cell := range d.sheet.Table.Row(i) {
			var err error
			if cells[c], err = d.excelCell(cell); err != nil {
				return err
			}
			height = max(height, d.cellHeight(cell, c))
		}
		at := fmt.Sprintf("A%d", d.headerRow()+1+i)
		if err := out.SetRow(at, row, excelize.RowOpts{Height: min(height, highestRow)}); err != nil {
			return err
		}
	}
	return d.nameTable(out)
}

func (d *drawing) writeHeadings(out *excelize.StreamWriter) error {
	height := linePoints
	row := make([]any, len(d.headings))
	for c, text := range d.headings {
		id, err := d.styles.id(look{role: heading, right: d.sheet.Table.Columns[c].Right})
		if err != nil {
			return err
		}
		row[c] = excelize.Cell{StyleID: id, Value: text}
		room := d.widths[c] - cellPadding - filterButton
		height = max(height, float64(lines(text, room, true))*linePoints)
	}
	return out.SetRow(fmt.Sprintf("A%d", d.headerRow()), row, excelize.RowOpts{Height: height + 2*rowPadding})
}

func (d *drawing) nameTable(out *excelize.StreamWriter) error {
	area, err := d.area()
	if err != nil {
		return err
	}
	plainRows := false
	return out.AddTable(&excelize.Table{
		Range: area, Name: d.sheet.Table.Name,
		StyleName: "TableStyleLight1", ShowRowStripes: &plainRows,
	})
}

func (d *drawing) excelCell(c Cell) (excelize.Cell, error) {
	l := look{tone: c.Tone, fill: c.Fill}
	var value any
	switch c.Kind {
	case Date:
		l.format, value = DateFormat, serial(c.Date)
	case Number:
		l.format, value = c.Format, c.Number
		l.right = true
	default:
		value = clean(c.Text)
		if len(c.Text) <= textFormatLimit {
			l.format = textFormat // entered again as it stands, it is still text
		}
		l.quoted = beginsLikeFormula(c.Text)
		if c.Text == "" {
			value = nil
		}
	}
	id, err := d.styles.id(l)
	return excelize.Cell{StyleID: id, Value: value}, err
}

// beginsLikeFormula reports whether a spreadsheet would make something else of
// a text that is entered again as it stands.
func beginsLikeFormula(text string) bool {
	text = strings.TrimLeft(text, " \t\n\r")
	return text != "" && strings.ContainsRune("=+-@'", rune(text[0]))
}

// serial is a date as spreadsheets count it: days since 30 December 1899.
func serial(d plan.Date) int {
	return plan.Date{Year: 1899, Month: time.December, Day: 30}.DaysUntil(d)
}

// clean makes text fit for a cell: what a sheet cannot hold is taken out or
// escaped, and what is longer than a cell is cut and says so.
func clean(text string) string {
	if isClean(text) {
		return cutToCell(text)
	}
	text = strings.ToValidUTF8(text, "\uFFFD")
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r < ' ' || r == 0xFFFE || r == 0xFFFF:
			return -1
		}
		return r
	}, strings.ReplaceAll(text, "\r\n", "\n"))
	return cutToCell(text)
}

func isClean(text string) bool {
	for i := range len(text) {
		if c := text[i]; c < ' ' && c != '\n' && c != '\t' || c >= 0x80 {
			return false
		}
	}
	return true
}

const cutMark = " … [cut here: a cell holds no more]"

func cutToCell(text string) string {
	if len(text) <= cellLimit {
		return text
	}
	units := utf16.Encode([]rune(text))
	if len(units) <= cellLimit {
		return text
	}
	return string(utf16.Decode(units[:cellLimit-len([]rune(cutMark))])) + cutMark
}

// What stands above a table of which rows are higher than a spreadsheet shows.
const (
	LongRow  = "One row holds more text than a sheet can show at once: select its cell to read all of it."
	LongRows = "%d rows hold more text than a sheet can show at once: select a cell to read all of it."
)
