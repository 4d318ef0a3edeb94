// Package table finds the plan in a grid of cells: the header row, which
// heading names which field, the section rows, the merged cells, the dates
// and the ratings. The officers' workbook and the partners' sheet are both
// read through it, so that the same cells give the same plan.
//
// # Reading
//
// [Read] takes the sheets as [Grid] values and gives a plan.Plan: the actions with
// each cell's value, what was typed and where; the tables and their columns; and
// in Notes all that was doubtful, for a person to look at. What a council's own
// words and headings are, and where its table is, stands in [Options].
//
// # Writing
//
// A [Copy] is one side of a run: it gives its plan, and stages [Work] (edits, new
// rows, new columns) against a fresh reading. What would come of it is an
// [Outcome], said before anything is written. An adapter stands on [Staging],
// which settles for every kind of spreadsheet alike what may be written where, and
// is tried by package copytest.
//
// # What it never does
//
// It opens no file, and knows no Excel and no Google. It assumes nothing that
// is not in the notes. Staging never drops a piece of work without a refusal.
package table

import "actionplan/plan"

// Grid is one sheet as its cells, as a reader of workbooks or sheets hands
// it over. Rows and cells that hold nothing may be left out.
type Grid struct {
	Sheet         string
	Hidden        bool
	Rows          []Row   // ascending by Number
	Merges        []Range // as the sheet declares them
	HiddenColumns []Span
	Conditional   []Range     // ranges coloured by a rule rather than by hand
	Notes         []plan.Note // what the reader of the file found doubtful; one without a cell is about the whole file
	MonthFirst    bool        // the spreadsheet itself takes 03/04/26 for 4 March
}

// Row is one row of a grid.
type Row struct {
	Number int
	Hidden bool
	Mark   string // the ref that the row itself carries, unseen; "" where spreadsheets of its kind carry none
	Cells  []Cell // ascending by Column
}

// Cell is one cell as the spreadsheet holds it. A large plan has millions:
// fields are in the order in which they take the least room.
type Cell struct {
	Column  int
	Kind    CellKind
	Formula bool
	Rich    bool   // its text carries runs of formatting
	Date    Day    // for CellDate
	Text    string // text as written, a number as its number format shows it, an error's name
	Raw     string // a number in its shortest decimal form, "true"/"false"; text as written
	Fill    string // the cell's own solid fill as RRGGBB in upper case, "" for none
}

// CellKind is what a spreadsheet says a cell holds.
type CellKind uint8

// The kinds of cell.
const (
	CellEmpty CellKind = iota // nothing but formatting
	CellText
	CellNumber
	CellDate // a number whose format shows a date
	CellBool
	CellError
)

// Span is a run of columns or rows, both ends included.
type Span struct{ First, Last int }

// Range is a rectangle of cells, all ends included.
type Range struct{ Rows, Columns Span }
