package table

import (
	"fmt"
	"slices"
	"strings"

	"actionplan/plan"
)

// What may be written where is settled here for every spreadsheet alike: an
// edit is held against a fresh reading, a new row is laid out over its table's
// columns, a new column is vetted, and what came of each is kept in one
// Outcome. An adapter adds what only it knows: how a cell is written in its
// kind of spreadsheet, and what in it stands in the way.
//
// For a table of the columns Ref, Action and Due with two actions, and the
// work "1.2's due becomes 31 March, and a row 1.3 is added":
//
//	Hold(1.2 due)   the fresh reading says what Was says: write it
//	                it says what Now says already: it is done, and nothing is written
//	                it says something else, or another action stands there: refused
//	Row(1.3)        cells for Ref and Action, and by hand: "left to fill in for 1.3: due"
//
// It never writes, never looks at a spreadsheet itself, and never drops a
// piece of work without a refusal.

// Staging is work while it is being checked.
type Staging struct {
	Work  Work
	Fresh *Fresh // the reading that edits are held against; without tables where Work.Read is nil
	out   Outcome
	done  []plan.Edit
	sheet map[string]int // where each sheet stands among the others
	rows  map[seam]int   // how many were put in at each
	heads map[string][]plan.Column
}

// NewStaging begins to check work against a fresh reading. sheets are the
// spreadsheet's, in its order.
func NewStaging(work Work, fresh plan.Plan, sheets []string) *Staging {
	s := &Staging{
		Work: work, Fresh: NewFresh(fresh, work),
		sheet: make(map[string]int, len(sheets)), rows: map[seam]int{}, heads: map[string][]plan.Column{},
	}
	for i, name := range sheets {
		s.sheet[name] = i
	}
	return s
}

// Outcome is what came of it, in the order of the spreadsheet.
func (s *Staging) Outcome() Outcome {
	slices.SortStableFunc(s.out.Changes, func(a, b Change) int { return s.compare(a.Cell, b.Cell) })
	slices.SortStableFunc(s.out.ByHand, func(a, b plan.Note) int { return s.compare(a.Cell, b.Cell) })
	return s.out
}

func (s *Staging) compare(a, b plan.Cell) int {
	switch {
	case a.Sheet != b.Sheet:
		return s.sheet[a.Sheet] - s.sheet[b.Sheet]
	case a.Row != b.Row:
		return a.Row - b.Row
	}
	return a.Column - b.Column
}

// Done lists the edits that need no writing: their cells say it already.
func (s *Staging) Done() []plan.Edit { return s.done }

// Refused reports whether anything was.
func (s *Staging) Refused() bool { return len(s.out.Refusals) > 0 }

// Refuse puts a refusal on record.
func (s *Staging) Refuse(cell plan.Cell, field plan.Field, why string) {
	s.out.Refusals = append(s.out.Refusals, Refusal{Cell: cell, Field: field, Why: why})
}

// RefuseNew puts a refusal of a cell of a new row or column on record.
func (s *Staging) RefuseNew(cell plan.Cell, field plan.Field, why string) {
	s.out.Refusals = append(s.out.Refusals, Refusal{Cell: cell, Field: field, Why: why, New: true})
}

// RefuseOnce refuses a new row or column for the first thing that is in its way.
func (s *Staging) RefuseOnce(cell plan.Cell, field plan.Field, why string) {
	for _, r := range s.out.Refusals {
		if r.Cell.Sheet == cell.Sheet && (r.Cell.Row == cell.Row || r.Cell.Column == cell.Column) {
			return
		}
	}
	s.RefuseNew(cell, field, why)
}

// Change puts a cell that will be written on record.
func (s *Staging) Change(c Change) { s.out.Changes = append(s.out.Changes, c) }

// ByHand puts on record what is left for a person to do.
func (s *Staging) ByHand(cell plan.Cell, what string) {
	s.out.ByHand = append(s.out.ByHand, plan.Note{Cell: cell, Message: what})
}

// Besides puts on record, once, what is written besides the cells.
func (s *Staging) Besides(what string) {
	if !slices.Contains(s.out.Besides, what) {
		s.out.Besides = append(s.out.Besides, what)
	}
}

// Inserts puts on record that rows are put in, of which the first will stand on a
// row of a sheet.
func (s *Staging) Inserts(sheet string, row, n int) {
	last := len(s.out.Inserted) - 1
	if last >= 0 && s.out.Inserted[last].Sheet == sheet && s.out.Inserted[last].Row+s.out.Inserted[last].N == row {
		s.out.Inserted[last].N += n
		return
	}
	s.out.Inserted = append(s.out.Inserted, Inserted{sheet, row, n})
}

// Recalculates puts on record that every formula will be worked out anew, by a
// mark that was not there.
func (s *Staging) Recalculates() { s.out.Recalculates = true }

// Hold holds an edit against what its cell says by now, and reports whether it
// is to be written. Otherwise it is done already, or refused.
func (s *Staging) Hold(e plan.Edit) bool {
	says, why := s.Fresh.Says(e)
	return s.HoldTo(e, says, why)
}

// HoldTo is Hold for an adapter that knows by itself what the cell says, or
// why it cannot be held against the edit.
func (s *Staging) HoldTo(e plan.Edit, says plan.Value, why string) bool {
	switch {
	case why != "":
		s.Refuse(e.Was.Cell, e.Field, why)
	case says == e.Now.Value:
		s.done = append(s.done, e)
	case says != e.Was.Value:
		s.out.Refusals = append(s.out.Refusals, Refusal{Cell: e.Was.Cell, Field: e.Field, Moved: true, Why: "the cell no longer says what it said when it was read"})
	default:
		return true
	}
	return false
}

// Shared settles what an edit means to a cell that is to be written already:
// a merged cell that several rows share comes once for each of them, and can
// only say one thing.
func (s *Staging) Shared(known, e plan.Edit) {
	if known.Now.Value != e.Now.Value {
		s.Refuse(e.Was.Cell, e.Field, "the cell is to say two different things: several rows share it")
	}
}

// seam is where new rows go in: under a row of a table.
type seam struct {
	table string
	row   int
}

// RowCells is a new row laid out over its table's columns.
type RowCells struct {
	Table       plan.Table
	Columns     []plan.Column
	First, Last int    // the outermost columns
	Under       int    // the row it goes under: the table's last, or that of an action in it
	Nth         int    // which of the new rows under that one it is, from 1
	Name        string // as a person calls the action: "1.3"
	// Given is what the row says, by column. Every other cell is blank.
	Given map[int]plan.Entry
}

// RowsAbove is how many new rows go under rows of a sheet that stand above one: where
// each is put in as a row of its own, what stands there moves down by so many.
func (s *Staging) RowsAbove(sheet string, row int) int {
	n := 0
	for _, added := range s.Work.Rows {
		if of, _, _, _ := s.Fresh.Table(added.Table); of.Sheet == sheet && s.Fresh.Under(added) < row {
			n++
		}
	}
	return n
}

// Row lays a new row out, or refuses it. What the row leaves open that
// matters is put on record as left by hand, at row number at(cells):
// where the row will stand.
func (s *Staging) Row(row NewRow, at func(RowCells) int) (RowCells, bool) {
	found, columns, first, last := s.Fresh.Table(row.Table)
	if last == 0 || found.Last == 0 {
		s.RefuseNew(plan.Cell{Sheet: found.Sheet}, "", fmt.Sprintf("there is no table %q with an action in it to add a row under", row.Table))
		return RowCells{}, false
	}
	cells := RowCells{Table: found, Columns: columns, First: first, Last: last, Under: s.Fresh.Under(row), Given: map[int]plan.Entry{}}
	seam := seam{row.Table, cells.Under}
	cells.Nth = s.rows[seam] + 1
	number := at(cells)
	here := func(column int) plan.Cell { return plan.Cell{Sheet: found.Sheet, Row: number, Column: column} }
	action := plan.Action{Row: number, Entries: row.Own()}
	if status, has := action.Lookup(plan.FieldStatus); has && status.Value.Kind != plan.KindAbsent && !status.Value.IsBlank() {
		status.Detail.Status, _ = s.statusTerms(columns).Read(status.Value)
		action.Set(plan.FieldStatus, status)
	}
	if ref, ok := row.Lookup(plan.FieldRef); ok && ref.Value.Kind == plan.KindText {
		action.Ref = plan.Ref(ref.Value.Text)
	}
	cells.Name = action.Name()
	refused := false
	refuse := func(cell plan.Cell, field plan.Field, why string) {
		s.RefuseNew(cell, field, why)
		refused = true
	}
	left := row.Own()
	var formulas, open []plan.Column
	for _, c := range columns {
		e, given := left.Lookup(c.Field)
		says := given && e.Value != plan.Blank && e.Value.Kind != plan.KindAbsent
		left.Drop(c.Field)
		switch {
		case c.Formula && says:
			refuse(here(c.Number), c.Field, "the column is worked out by formulas")
		case c.Formula:
			formulas = append(formulas, c)
		case says:
			cells.Given[c.Number] = e
		case s.matters(c) && (action.Status().IsDone() || !slices.Contains(ofDone, c.Field)):
			open = append(open, c)
		}
	}
	for _, field := range left.Sorted() {
		if e := left.Entry(field); e.Value != plan.Blank && e.Value.Kind != plan.KindAbsent {
			refuse(here(0), field, "the table has no such column")
		}
	}
	if refused {
		return RowCells{}, false
	}
	s.rows[seam]++
	for _, c := range formulas {
		s.out.ByHand = append(s.out.ByHand, CopyFormulaDown(here(c.Number)))
	}
	if len(open) > 0 {
		labels := make([]string, len(open)) // as columns are called within a sentence
		for i, c := range open {
			if labels[i] = "“" + c.Heading + "”"; c.Field.Known() {
				labels[i] = c.Field.Label()
			}
		}
		s.ByHand(here(open[0].Number), fmt.Sprintf("left to fill in for %s: %s", cells.Name, strings.Join(labels, ", ")))
	}
	return cells, true
}

// statusTerms are what the statuses of a table's column are read by.
func (s *Staging) statusTerms(columns []plan.Column) plan.StatusTerms {
	terms := plan.StatusTerms{Words: s.Fresh.Plan.Statuses}
	for _, c := range columns {
		terms.Asks = terms.Asks || c.Field == plan.FieldStatus && plan.AsksDone(c.Heading)
	}
	return terms
}

// ofDone are what is said of an action once it is done: one that is not lacks
// nothing without them.
var ofDone = []plan.Field{plan.FieldClosed, plan.FieldPercent, plan.FieldEvidence, plan.FieldVerified}

// matters reports whether a new row is lacking where it says nothing in a column:
// one of a field that plans have, or one in which most actions of the table say
// something. A ref it lacks where any other action has one.
func (s *Staging) matters(c plan.Column) bool {
	if c.Field == plan.FieldReply || c.Field == plan.FieldUpdated {
		return false // written by us, or by whoever changes the row next
	}
	if c.Field.Known() && !c.Hidden && c.Field != plan.FieldRef {
		return true
	}
	said, all := 0, 0
	for i := range s.Fresh.Plan.Actions {
		a := &s.Fresh.Plan.Actions[i]
		if a.Table != c.Table {
			continue
		}
		all++
		if v := a.Value(c.Field); v != plan.Blank && v.Kind != plan.KindAbsent {
			said++
		}
	}
	if c.Field == plan.FieldRef {
		return said > 0 // where no action has one, the new one lacks none
	}
	return 2*said > all
}

// Column vets a new column, and gives its table, the number it will have, and
// its heading as it will stand there. It is refused where there is no such
// table, or the heading cannot be.
func (s *Staging) Column(column NewColumn) (found plan.Table, number int, heading string, ok bool) {
	found, columns, _, last := s.Fresh.Table(column.Table)
	columns = append(columns, s.heads[column.Table]...)
	number = last + 1 + len(s.heads[column.Table])
	at := plan.Cell{Sheet: found.Sheet, Row: found.Header, Column: number}
	heading, why := VetHeading(column.Heading, columns)
	switch {
	case last == 0:
		why = fmt.Sprintf("there is no table %q to add a column to", column.Table)
	case why == "" && number > plan.MaxColumn:
		why = "the sheet has no further column"
	}
	if why != "" {
		s.RefuseNew(at, "", why)
		return found, number, heading, false
	}
	s.heads[column.Table] = append(s.heads[column.Table], plan.Column{Heading: heading})
	return found, number, heading, true
}

// RefusedError is what saving gives while anything is refused. Nothing was
// written.
type RefusedError struct {
	Where    string // "write workbook plan.xlsx"
	Refusals []Refusal
}

// Error is the first refusal, and how many there are.
func (e *RefusedError) Error() string {
	more := ""
	if n := len(e.Refusals) - 1; n > 0 {
		more = fmt.Sprintf(" (and %d more)", n)
	}
	return fmt.Sprintf("%s: %s%s", e.Where, e.Refusals[0], more)
}
