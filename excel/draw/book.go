// Package draw makes new formatted workbooks with excelize. It knows how a
// sheet should look and print, and nothing of what a pack says.
//
// Nothing it writes is ever a formula: a cell is text, a date or a number.
//
// A [Book] is sheets, and a [Sheet] is a title, lines of words and one [Table],
// whose rows are asked for one by one; [Write] draws it. Cells are made by [Words],
// [Day], [Count], [Toned] and [Filled].
//
// It never reads a workbook, never changes one, and never says anything in colour
// alone. The same book is always the same bytes.
package draw

import (
	"bytes"
	"fmt"
	"io"
	"time"

	"github.com/xuri/excelize/v2"

	"actionplan/plan"
)

// Book is a workbook to draw.
type Book struct {
	Title   string
	Subject string
	On      plan.Date // the day the document's properties carry; the zero Date gives 1 January 1980
	Sheets  []Sheet   // at least one
}

// Sheet is one sheet: a title in A1, lines of explanation, and one table.
type Sheet struct {
	Name  string // at most 31 characters, none of : \ / ? * [ ]
	Title string
	Lines []string
	Table Table
}

// Table is a named table. Row is called twice for each row, in order, and the
// slice it gives is read before the next call: it may be used again.
type Table struct {
	Name    string // letters, digits and underscores
	Columns []Column
	Rows    int
	Row     func(i int) []Cell
	Freeze  bool // the headings and the first column stay in view; a sheet without is printed on one page
}

// Column is one column of a table.
type Column struct {
	Heading string // made unique and of one line where it is not
	Right   bool   // its heading stands to the right, as its numbers do
}

// Kind says what a cell holds.
type Kind uint8

// The kinds of cell.
const (
	Text Kind = iota
	Date
	Number
)

// Cell is one cell to draw.
type Cell struct {
	Kind   Kind
	Text   string
	Date   plan.Date
	Number float64
	Format string // a number's format; "" shows it as it is
	Tone   Tone
	Fill   string // a colour of the caller's own, RRGGBB, in the place of the tone's; "" for none
}

// Tone is how a cell stands out. It never stands alone: the cell says the
// same in words.
type Tone uint8

// The tones.
const (
	Plain Tone = iota
	Red
	Amber
	Green
	Blue
	Grey
	Strong // bold on no colour
)

// Words makes a text cell.
func Words(text string) Cell { return Cell{Text: text} }

// Toned makes a text cell that stands out.
func Toned(text string, tone Tone) Cell { return Cell{Text: text, Tone: tone} }

// Filled makes a text cell on a colour, in black or white, whichever can be read on it.
func Filled(text, fill string) Cell { return Cell{Text: text, Fill: fill} }

// Count makes a cell of a whole number.
func Count(n int) Cell { return Cell{Kind: Number, Number: float64(n)} }

// Day makes a cell of a real date; no date makes an empty one.
func Day(d plan.Date) Cell {
	if d.IsZero() {
		return Cell{}
	}
	return Cell{Kind: Date, Date: d}
}

// Write draws the workbook. The same book gives the same bytes.
func Write(w io.Writer, b Book) error {
	f := excelize.NewFile()
	defer f.Close()
	styles, err := newStyles(f)
	if err != nil {
		return fmt.Errorf("draw workbook %q: %w", b.Title, err)
	}
	for i, s := range b.Sheets {
		if err := addSheet(f, styles, i, s); err != nil {
			return fmt.Errorf("draw workbook %q: sheet %q: %w", b.Title, s.Name, err)
		}
	}
	if err := describe(f, b); err != nil {
		return fmt.Errorf("draw workbook %q: document properties: %w", b.Title, err)
	}
	f.SetZipWriter(func(w io.Writer) excelize.ZipWriter { return newSteadyZip(w) })
	if err := f.Write(w); err != nil {
		return fmt.Errorf("draw workbook %q: %w", b.Title, err)
	}
	return nil
}

// describe gives the document its properties, and no author: a pack is the
// council's, and a person's name has no place in a public file.
func describe(f *excelize.File, b Book) error {
	on := b.On
	if on.IsZero() {
		on = plan.Date{Year: 1980, Month: time.January, Day: 1}
	}
	at := on.String() + "T00:00:00Z"
	err := f.SetDocProps(&excelize.DocProperties{
		Title: b.Title, Subject: b.Subject, Language: "en-GB", Created: at, Modified: at,
	})
	if err != nil {
		return err
	}
	core, _ := f.Pkg.Load("docProps/core.xml")
	f.Pkg.Store("docProps/core.xml", withoutAuthor(core.([]byte)))
	return f.SetAppProps(&excelize.AppProperties{Application: "Microsoft Excel", DocSecurity: 0, AppVersion: "16.0300"})
}

// withoutAuthor takes out the author excelize writes into every new workbook,
// and the empty place for who saved it last.
func withoutAuthor(core []byte) []byte {
	for _, name := range []string{"dc:creator", "lastModifiedBy"} {
		start := bytes.Index(core, []byte("<"+name+">"))
		end := bytes.Index(core, []byte("</"+name+">"))
		if start >= 0 && end > start {
			core = append(core[:start:start], core[end+len("</"+name+">"):]...)
		}
	}
	return core
}

func addSheet(f *excelize.File, styles *styles, index int, s Sheet) error {
	if index == 0 {
		if err := f.SetSheetName("Sheet1", s.Name); err != nil {
			return err
		}
	} else if _, err := f.NewSheet(s.Name); err != nil {
		return err
	}
	return newDrawing(f, styles, s).draw()
}
