// Package meant draws action plans as officers write them, each with what its
// author meant by it, so that a reader of plans can be held to the meaning and
// not to itself.
//
// [Draw] makes a [Book] at random: its sheets, cell by cell, and the [Plan]
// that its author had in mind. A Book can be laid out as a workbook by
// excelize ([Book.Excelize]), as plain XML of our own ([Book.XML]), or as a Google
// Sheet on a practice server ([Book.Google]). [Book.Compare] holds what was read
// of it against what was meant: a Fault is Silent where the reader differs and
// has said no doubt about that cell, row or column.
//
// Its headings and words are lists of its own. It never asks the reader what a
// heading means, and the reader never sees these lists.
package meant

import (
	"fmt"
	"strings"

	"actionplan/plan"
)

// Book is a workbook, and what its author meant by it.
type Book struct {
	Sheets []*Sheet
	Meant  Plan
}

// Sheet is one sheet of a book.
type Sheet struct {
	Name     string
	Cells    map[At]Cell
	Merges   []Box
	Filter   Box          // the range an automatic filter stands over; none where it is zero
	Shows    Wanted       // what the filter was left on; all where it is zero
	Filtered map[int]bool // rows that it hides
	Hidden   map[int]bool // rows hidden by hand
}

// String draws the book's sheets, a line a row, for a person who looks into a
// fault.
func (b Book) String() string {
	var out strings.Builder
	for _, s := range b.Sheets {
		fmt.Fprintf(&out, "--- %s, merged %v, filter %v\n", s.Name, s.Merges, s.Filter)
		row := 0
		for _, at := range s.inOrder() {
			if at.Row != row {
				row = at.Row
				fmt.Fprintf(&out, "\n%d", row)
			}
			c := s.Cells[at]
			text := c.Text
			if c.IsNumber {
				text = fmt.Sprint(c.Number, " ", c.Format)
			}
			fmt.Fprintf(&out, " | %s %q", plan.ColumnLetters(at.Column), text)
		}
		fmt.Fprintln(&out)
	}
	return out.String()
}

// At is where a cell stands.
type At struct{ Row, Column int }

// String is the cell as a formula names it.
func (a At) String() string { return fmt.Sprintf("%s%d", plan.ColumnLetters(a.Column), a.Row) }

// Box is a rectangle of cells, all ends included.
type Box struct{ From, To At }

// Wanted is what a filter shows: the rows that say one thing in a column.
type Wanted struct {
	Column int
	Text   string
}

// String is the box as a formula names it.
func (b Box) String() string { return b.From.String() + ":" + b.To.String() }

// Cell is one cell as it is laid out. A cell without anything in it may still
// be filled.
type Cell struct {
	Text   string
	Number float64 // where Format or IsNumber says that it is one
	Format string  // a number's format: "dd/mm/yyyy"
	Ticked *bool   // for a box to tick
	Fill   string  // RRGGBB
	Bold   bool
	Struck bool
	Runs   []Run // its text in pieces, where they are formatted apart; Text is all of them

	IsNumber bool
}

// Run is a piece of a cell's text.
type Run struct {
	Text   string
	Struck bool
}

// says reports whether anything stands in the cell.
func (c Cell) says() bool { return c.Text != "" || c.IsNumber || c.Ticked != nil }

// Plan is what an author meant.
type Plan struct {
	Title   string
	Actions []Action
	NoPlan  string // why nobody would call any of it an action plan; "" where it is one
}

// Action is one action that was meant.
type Action struct {
	Sheet     string
	Row       int
	Ref       string // as people call it; "" where the plan has none
	Theme     string // "" where the plan has none
	Withdrawn bool   // struck out whole
	Private   bool   // its row was hidden by hand
	Filtered  bool   // a filter hides its row
	Done      bool
	Says      map[plan.Field]Said
}

// Said is what an action was meant to say in one field.
type Said struct {
	Text   string // canonical: 2026-03-31, amber, or the words; "" for nothing
	Month  bool   // a date that is a month: Text is the day it stands for in its column
	Unsure bool   // nobody could know what is meant: to say so is right, and to be sure is wrong
	At     At     // where it stands
}

// Fault is one difference between what was read and what was meant.
type Fault struct {
	Where  string
	Meant  string
	Read   string
	Silent bool // the reader has said no doubt about it
}

// String is the fault in a line.
func (f Fault) String() string {
	how := "said to be doubtful"
	if f.Silent {
		how = "SILENT"
	}
	return fmt.Sprintf("%s: meant %q, read %q (%s)", f.Where, f.Meant, f.Read, how)
}

// Silent are the faults nothing was said about.
func Silent(faults []Fault) []Fault {
	var silent []Fault
	for _, f := range faults {
		if f.Silent {
			silent = append(silent, f)
		}
	}
	return silent
}

// Report is faults as lines.
func Report(faults []Fault) string {
	var b strings.Builder
	for _, f := range faults {
		fmt.Fprintln(&b, f)
	}
	return b.String()
}
