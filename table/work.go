package table

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"actionplan/plan"
)

// Work is what is to be written into a spreadsheet. Nothing of it is written
// unless all of it can be.
type Work struct {
	// Edits is single cells. Where each stands is its Was.Cell, and what it
	// must still say is its Was.Value.
	Edits []plan.Edit
	// Rows is new rows, for a table's end or under an action in it, in their order.
	Rows []NewRow
	// Columns is new columns for a table's right edge, in their order.
	Columns []NewColumn
	// Read is how the spreadsheet is read as a plan: each Was is held against
	// what the cell says in a fresh reading made the same way. Without it a
	// cell is held against Was as the spreadsheet shows it.
	Read func([]Grid) (plan.Plan, error)
	// From is the reading the edits were made from. A row that is another
	// action by now is not written to. It may be empty: then only the cells
	// themselves are compared.
	From plan.Plan
	// Exact is cells to put back just as they stood, for undo: their Edit says
	// what they must still say and what they will, and State how they looked.
	Exact map[plan.Cell]State
	// Recalculated says, of cells to be put back, that writing them had put in the
	// mark which has every formula worked out anew: then that it stays is said.
	Recalculated bool
}

// State is a cell just as it stood, in the words of the adapter that read it:
// its content, its kind and its format. It means nothing to anybody else, and
// may be kept as text.
type State string

// NewRow is one row to put under an action of a table, its last unless another is
// named. It looks like that action's row, and what ends with the table (filters, drop-down lists,
// rules for colours, the range to print, the table as Excel has it) takes it
// in. It needs Work.Read.
type NewRow struct {
	Table string  // as the reading names it
	After plan.ID // the action it goes right under, of a table that has headings among its rows; "" for the table's last
	plan.Entries
}

// NewColumn is one column to put at the right edge of a table, under a
// heading that looks like the one to its left. It needs Work.Read.
type NewColumn struct {
	Table   string // as the reading names it
	Heading string
}

// Refusal is why one piece of work cannot be done.
type Refusal struct {
	Cell  plan.Cell
	Field plan.Field
	Why   string // in one sentence's latter half: "the cell is worked out by a formula"
	Moved bool   // it no longer says what it said: read again, and ask again
	New   bool   // the cell is one of a new row or column, and no edit's
}

// String names the cell both ways where it can, and says why.
func (r Refusal) String() string {
	if r.Field == "" {
		return fmt.Sprintf("%s: %s", r.Cell, r.Why)
	}
	return fmt.Sprintf("%s (%s): %s", r.Field.Label(), r.Cell, r.Why)
}

// Change is one cell that will be written. One that is there is named where it stands
// now, one of a new row where it stands once all are put in: only New tells the two
// apart where a row is put in above a cell that is edited.
type Change struct {
	Cell  plan.Cell
	New   bool // it is one of a new row or column
	Field plan.Field
	Was   string   // as the spreadsheet shows it, "" for a blank cell
	Now   string   // as it will show it
	Fill  bool     // it is said by the cell's colour alone, and no word is written
	Notes []string // what else is lost or stays behind: "the text loses its formatting"
	Typed []string // those of them that hold as well for who types it: "the cell's drop-down list does not have it"
	Stood State    // the cell just as it stood before, for Work.Exact
}

// CopyFormulaDown is what is left to a person where a row was added to a table
// with a column that formulas work out.
func CopyFormulaDown(cell plan.Cell) plan.Note {
	return plan.Note{Cell: cell, Message: "the column is worked out by formulas: copy the formula down to the new row"}
}

// VetHeading is a new column's heading as it will stand beside other columns,
// or why it cannot.
func VetHeading(heading string, beside []plan.Column) (clean, why string) {
	const longest = 255 // characters
	clean = plan.Clean(heading)
	if clean == "" || strings.ContainsAny(clean, "\n\r\t") || utf8.RuneCountInString(clean) > longest {
		return clean, fmt.Sprintf("a heading is one line of 1 to %d characters", longest)
	}
	if slices.ContainsFunc(beside, func(c plan.Column) bool { return plan.Fold(c.Heading) == plan.Fold(clean) }) {
		return clean, fmt.Sprintf("the table has a column headed %q already", clean)
	}
	return clean, ""
}
