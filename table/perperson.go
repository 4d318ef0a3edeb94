package table

import (
	"strings"

	"actionplan/plan"
)

// # A row for each person
//
// The name of a task may stand in a row of its own, and under it a row for each of
// those who do it, with dates and a state of their own:
//
//	Task             | Who   | Due      | Status
//	Agree the scope  |       |          |
//	                 | Ann   | 19 Sept  | Complete
//	                 | Bob   | 19 Sept  | Incomplete
//
// Where that is how a table is made, each such row is an action, with the text of the
// row over it; and a row that has only its text, with none under it, is none.

// rowsPerPerson finds the rows that only name what those under them do, and for each
// of those the row that names it.
func (t *tableReader) rowsPerPerson(rows []Row) (names map[int]bool, namedBy map[int]int) {
	names, namedBy = map[int]bool{}, map[int]int{}
	action, has := t.field(plan.FieldAction)
	if !has {
		return names, namedBy
	}
	groups, filled := 0, 0
	for i := 0; i < len(rows); i++ {
		filled += min(len(t.filled(rows[i])), 1)
		if !t.onlyNames(rows[i], action.Number) {
			continue
		}
		names[rows[i].Number] = true
		j := i + 1
		for j < len(rows) && rows[j].Number == rows[j-1].Number+1 && t.isPersons(rows[j]) {
			namedBy[rows[j].Number] = rows[i].Number
			j++
		}
		if j > i+2 {
			groups++
		}
		filled += j - i - 1
		i = j - 1
	}
	if groups < 2 || len(namedBy)*4 < filled {
		return map[int]bool{}, map[int]int{}
	}
	return names, namedBy
}

// onlyNames reports whether a row says what is to be done and nothing beside it: what
// stands before it, and noughts, say nothing of it.
func (t *tableReader) onlyNames(row Row, action int) bool {
	name, _ := row.cell(action)
	if !name.isText() {
		return false
	}
	for _, c := range t.filled(row) {
		if c.Column > action && !c.isNought() {
			return false
		}
	}
	ref, has := t.field(plan.FieldRef)
	c, _ := row.cell(ref.Number)
	return !has || !c.says()
}

// isNought reports whether a cell holds the number 0.
func (c Cell) isNought() bool { return c.Kind == CellNumber && strings.Trim(c.Text, "0.,") == "" }

// isPersons reports whether a row says two things at least of who does something, from
// when, by when and how far it has got, and not what.
func (t *tableReader) isPersons(row Row) bool {
	says := 0
	for _, col := range t.cols {
		c, at := t.sheet.at(row, col.Number)
		switch {
		case !c.says():
		case t.names[col.Number] || at.follower:
			return false
		case ofPersons[col.reads()]:
			says++
		}
	}
	return says > 1 && !isTotal(t.said(row))
}

var ofPersons = fieldSet(plan.FieldLead, plan.FieldStart, plan.FieldDue, plan.FieldStatus, plan.FieldRAG, plan.FieldPercent)

// taskRow is what a row is that only names what those under it do.
func (t *tableReader) taskRow(rows []Row, i int) rowKind {
	row := rows[i]
	if i+1 < len(rows) && t.namedBy[rows[i+1].Number] == row.Number {
		return isSkipped // which is said of those
	}
	return t.pass(row, "row %s has only its text, and no row under it says who does it or by when: it was not read", "rows %s have only their text, and no rows under them say who does it or by when: they were not read")
}

// named gives an action the text of the row that names it.
func (t *tableReader) named(a *plan.Action, row Row) {
	by, has := t.namedBy[row.Number]
	if !has {
		return
	}
	over, _ := t.sheet.row(by)
	c, _ := t.field(plan.FieldAction)
	cell, _ := over.cell(c.Number)
	e := t.entry(&c, cell)
	e.Cell = plan.Cell{Sheet: t.sheet.Sheet, Row: by, Column: c.Number}
	e.Note = "the text of the row that names it"
	a.Set(plan.FieldAction, e)
	t.notes.row(t.sheet, row.Number, c.Number, "row %s has no text of its own and was read as an action, with that of the row over it (column "+c.Letter+")", "rows %s have no text of their own and were read as actions, with that of the rows over them (column "+c.Letter+")")
}
