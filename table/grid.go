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

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"actionplan/plan"
)

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
	Filters       []Range     // what an automatic filter stands over that hides rows
}

// NotePending says which formulas of the sheet nobody has worked out yet.
func (g *Grid) NotePending(cells []plan.Cell) {
	if len(cells) == 0 {
		return
	}
	slices.SortFunc(cells, func(a, b plan.Cell) int { return cmp.Or(a.Column-b.Column, a.Row-b.Row) })
	says := plan.NotWorkedOut + " counts as nothing said"
	if len(cells) > 1 {
		says = "formulas not worked out yet count as nothing said"
	}
	g.Notes = append(g.Notes, plan.Note{Cell: plan.Cell{Sheet: g.Sheet}, Message: says + ", in " + plan.CellList(cells) + ": " + plan.WorkOut, Weight: plan.Unread})
}

// Row is one row of a grid.
type Row struct {
	Number int
	Hidden Hiding
	Mark   string // the ref that the row itself carries, unseen; "" where spreadsheets of its kind carry none
	Cells  []Cell // ascending by Column
}

// Hiding is why a row does not show.
type Hiding uint8

// The reasons. A file marks rows that are hidden by hand and rows that a
// filter hides alike: a row is hidden by a filter only where its cells are seen
// to fail one.
const (
	Shows  Hiding = iota // it shows
	ByHand               // or by who knows what
	ByFilter
	ByFold // an outline is folded over it
)

// Cell is one cell as the spreadsheet holds it. A large plan has millions:
// fields are in the order in which they take the least room.
type Cell struct {
	Column  int
	Kind    CellKind
	Formula bool
	Rich    bool // its text carries runs of formatting
	Look    Look
	Date    Day    // for CellDate
	Text    string // text as written, a number as its number format shows it, an error's name
	Raw     string // a number in its shortest decimal form, "true"/"false"; text as written
	Fill    string // the cell's own solid fill as RRGGBB in upper case, "" for none
	Runs    *Runs  // its text in pieces, where some are struck out and others are not
}

// Runs are the pieces of a text, of which some are struck out.
type Runs []Run

// Run is a piece of a text.
type Run struct {
	Text   string
	Struck bool
}

// Pieces notes the pieces that a cell's text is made of: which of them are
// struck out, or that all are.
func (c *Cell) Pieces(runs Runs) {
	struck, live := strings.TrimSpace(runs.Struck()) != "", strings.TrimSpace(runs.Live()) != ""
	if struck || live {
		c.Look = c.Look.With(Struck, !live)
	}
	if struck && live {
		c.Runs = &runs
	}
}

// ShowsMonth reports whether a number format shows a month with its year, and
// neither a day nor an hour: mmm-yy.
func ShowsMonth(format string) bool {
	letters := strings.ToLower(quotedInFormat.ReplaceAllString(format, ""))
	return strings.Contains(letters, "m") && strings.Contains(letters, "y") && !strings.ContainsAny(letters, "dhs")
}

// quotedInFormat is what stands for itself in a number format, or is no part
// of a date: "words", a letter after a backslash, [a colour].
var quotedInFormat = regexp.MustCompile(`"[^"]*"|\\.|\[[^\]]*\]`)

// Live is the text without what is struck out.
func (r Runs) Live() string { return r.text(false) }

// Struck is what is struck out.
func (r Runs) Struck() string { return r.text(true) }

func (r Runs) text(struck bool) string {
	var b strings.Builder
	for _, run := range r {
		if run.Struck == struck {
			b.WriteString(run.Text)
		}
	}
	return b.String()
}

// Look is what a cell's format says beside its fill.
type Look uint8

// What it may say.
const (
	Bold   Look = 1 << iota
	Struck      // all of it is struck out
	Month       // of a date: a month is shown and no day
)

// Has reports whether the look has another's marks.
func (l Look) Has(mark Look) bool { return l&mark != 0 }

// With is the look with a mark, or without it.
func (l Look) With(mark Look, on bool) Look {
	if on {
		return l | mark
	}
	return l &^ mark
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
	CellPending // a formula that nobody has worked out yet: it says nothing, and is not blank
)

// Span is a run of columns or rows, both ends included.
type Span struct{ First, Last int }

// Range is a rectangle of cells, all ends included.
type Range struct{ Rows, Columns Span }
