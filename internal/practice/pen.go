package practice

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"actionplan/plan"
)

// pen draws on one workbook and keeps the first thing that went wrong, so
// that a drawing reads as what is drawn.
type pen struct {
	book   *excelize.File
	sheet  string
	styles map[string]int
	err    error
}

func newPen(firstSheet string) *pen {
	p := &pen{book: excelize.NewFile(), sheet: firstSheet, styles: map[string]int{}}
	p.note(p.book.SetSheetName("Sheet1", firstSheet))
	p.note(p.book.SetDefaultFont(face))
	return p
}

func (p *pen) note(err error) {
	if p.err == nil {
		p.err = err
	}
}

// turnTo goes on drawing on another sheet, made where it is not there yet.
func (p *pen) turnTo(sheet string) {
	p.sheet = sheet
	_, err := p.book.NewSheet(sheet)
	p.note(err)
}

// at names a cell by its column's letter and its row.
func at(column string, row int) string { return column + strconv.Itoa(row) }

func (p *pen) write(cell string, value any) {
	p.note(p.book.SetCellValue(p.sheet, cell, value))
}

// text writes words as words, whatever they look like: "1.10" stays as it is.
func (p *pen) text(cell, text string) {
	p.note(p.book.SetCellStr(p.sheet, cell, text))
}

// date writes a real date: the number of days since the last day of 1899, to
// be shown as a date by the cell's style.
func (p *pen) date(cell string, d plan.Date) {
	p.write(cell, plan.Date{Year: 1899, Month: time.December, Day: 30}.DaysUntil(d))
}

// formula writes a formula and the result it last gave; nil is nothing.
func (p *pen) formula(cell, formula string, result any) {
	p.write(cell, result)
	p.note(p.book.SetCellFormula(p.sheet, cell, formula))
}

// figure writes words, or the number a person meant by "95%" or "25".
func (p *pen) figure(cell, typed string) {
	m := bareFigure.FindStringSubmatch(typed)
	if m == nil {
		p.text(cell, typed)
		return
	}
	number, _ := strconv.Atoi(m[1])
	if m[2] == "" {
		p.write(cell, number)
		return
	}
	p.write(cell, float64(number)/100)
	p.paint(cell, cell, look{wrap: true, box: true, format: percent})
}

var bareFigure = regexp.MustCompile(`^(\d+)(%?)$`)

func (p *pen) merge(from, to string) {
	p.note(p.book.MergeCell(p.sheet, from, to))
}

func (p *pen) height(row int, points float64) {
	p.note(p.book.SetRowHeight(p.sheet, row, points))
}

// fit makes a row as high as its longest cell needs, as spreadsheets do when
// a row is typed into and programs that write files do not.
func (p *pen) fit(row int, columns []column, typed func(column) string) {
	most := 1
	for _, c := range columns {
		most = max(most, linesIn(typed(c), c.width))
	}
	p.height(row, min(float64(most)*lineHeight+4, 409))
}

const lineHeight = 13 // points, for Arial 10

// linesIn counts the lines a text wraps into in a column so many characters wide.
func linesIn(text string, width float64) int {
	lines := 0
	for paragraph := range strings.SplitSeq(text, "\n") {
		lines++
		used := 0
		for _, word := range strings.Fields(paragraph) {
			n := len([]rune(word)) + 1
			if used > 0 && float64(used+n) > width*1.12+1 {
				lines++
				used = 0
			}
			used += n
		}
	}
	return lines
}

func (p *pen) width(column string, characters float64) {
	p.note(p.book.SetColWidth(p.sheet, column, column, characters))
}

func (p *pen) paint(from, to string, look look) {
	p.note(p.book.SetCellStyle(p.sheet, from, to, p.style(look)))
}

// style is the workbook's number for a look, made once.
func (p *pen) style(l look) int {
	key := fmt.Sprintf("%+v", l)
	id, ok := p.styles[key]
	if !ok {
		var err error
		id, err = p.book.NewStyle(l.style())
		p.note(err)
		p.styles[key] = id
	}
	return id
}

// choices offers a list in the cells of a range; anything else may still be typed.
func (p *pen) choices(cells, list string) {
	v := excelize.NewDataValidation(true)
	v.Sqref = cells
	v.SetSqrefDropList(list)
	v.ShowErrorMessage = false
	p.note(p.book.AddDataValidation(p.sheet, v))
}

// bytes is the finished workbook. Its dates of making are those of the day it
// stands as at, so that the same plan gives the same bytes.
func (p *pen) bytes(title, by string, asAt plan.Date) ([]byte, error) {
	moment := asAt.String() + "T09:30:00Z"
	p.note(p.book.SetDocProps(&excelize.DocProperties{
		Title: title, Creator: by, LastModifiedBy: by, Created: moment, Modified: moment, Language: "en-GB",
	}))
	if p.err != nil {
		return nil, p.err
	}
	var b bytes.Buffer
	err := p.book.Write(&b)
	return b.Bytes(), err
}

const face = "Arial"

// look is how a cell is drawn.
type look struct {
	bold, italic, wrap, centre, box bool
	size                            float64 // points; 0 is 10
	ink, fill                       string  // RRGGBB; "" is black, or no fill
	format                          numberFormat
}

// numberFormat is how a number is shown.
type numberFormat string

// The ways numbers are shown. shortDate and hundredths are Excel's own; the
// first is drawn as the reader's machine would show a date.
const (
	general    numberFormat = ""
	shortDate  numberFormat = "short date"
	hundredths numberFormat = "0.00"
	percent    numberFormat = "0%"
	namedMonth numberFormat = "dd mmm yyyy"
)

var builtIn = map[numberFormat]int{hundredths: 2, percent: 9, shortDate: 14}

func (l look) style() *excelize.Style {
	s := &excelize.Style{
		Font:      &excelize.Font{Family: face, Size: 10, Bold: l.bold, Italic: l.italic, Color: l.ink}, //nolint:misspell // excelize's own spelling
		Alignment: &excelize.Alignment{Vertical: "top", WrapText: l.wrap},
	}
	if l.size > 0 {
		s.Font.Size = l.size
	}
	if l.centre {
		s.Alignment.Horizontal, s.Alignment.Vertical = "center", "center" //nolint:misspell // excelize's own spelling
	}
	if l.fill != "" {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.fill}} //nolint:misspell // excelize's own spelling
	}
	if l.box {
		for _, edge := range []string{"left", "top", "right", "bottom"} {
			s.Border = append(s.Border, excelize.Border{Type: edge, Color: "A6A6A6", Style: 1}) //nolint:misspell // excelize's own spelling
		}
	}
	if id, ok := builtIn[l.format]; ok {
		s.NumFmt = id
	} else if l.format != general {
		format := string(l.format)
		s.CustomNumFmt = &format
	}
	return s
}

// The colours of the practice council's workbooks.
const (
	navy   = "1F3864"
	teal   = "2E7578"
	mist   = "DDE6F0"
	cream  = "FFF9E5"
	paper  = "F2F2F2"
	white  = "FFFFFF"
	silver = "7F7F7F"
)

// ratingFills are the fills officers use for a rating, Excel's own standard
// colours. What has not started has none.
var ratingFills = map[string]string{
	plan.RatingRed: "FF0000", plan.RatingAmber: "FFC000", plan.RatingGreen: "92D050", plan.RatingBlue: "00B0F0",
}
