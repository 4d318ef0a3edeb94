package table

import "actionplan/plan"

// Fresh is the fresh reading that edits are held against.
type Fresh struct {
	Plan    plan.Plan
	entries map[entryKey]plan.Entry
	actions map[plan.ID]*plan.Action // by where they stand now
	from    map[plan.ID]*plan.Action // by where they stood
}

type entryKey struct {
	cell  plan.Cell
	field plan.Field
}

// NewFresh holds what a fresh reading says of the cells that are to be written.
func NewFresh(p plan.Plan, work Work) *Fresh {
	r := &Fresh{Plan: p, entries: map[entryKey]plan.Entry{}, actions: map[plan.ID]*plan.Action{}, from: map[plan.ID]*plan.Action{}}
	asked := make(map[entryKey]bool, len(work.Edits))
	for _, e := range work.Edits {
		asked[entryKey{e.Was.Cell, e.Field}] = true
	}
	for i := range p.Actions {
		a := &p.Actions[i]
		r.actions[a.ID] = a
		for field, entry := range a.All() {
			key := entryKey{entry.Cell, field}
			if known, ok := r.entries[key]; asked[key] && (!ok || !known.Writable) {
				r.entries[key] = entry // of a merged cell, the row's own that may be written
			}
		}
	}
	for i := range work.From.Actions {
		r.from[work.From.Actions[i].ID] = &work.From.Actions[i]
	}
	return r
}

// Says is what an edit's cell says in the fresh reading, or why it is not
// the edit's cell any more.
func (r *Fresh) Says(e plan.Edit) (plan.Value, string) {
	entry, ok := r.entries[entryKey{e.Was.Cell, e.Field}]
	switch {
	case !ok && r.isHeading(e.Was.Cell):
		return plan.Value{}, "the cell is one of the table's headings"
	case !ok:
		return plan.Value{}, "no action stands there now, or its table has no such column"
	case r.movedRow(e):
		return plan.Value{}, "another action stands in this row now"
	}
	return entry.Value, ""
}

func (r *Fresh) isHeading(c plan.Cell) bool {
	for _, t := range r.Plan.Tables {
		if t.Sheet == c.Sheet && t.Header == c.Row {
			return true
		}
	}
	return false
}

// movedRow says whether the edit's row is another action by now: by its ref,
// or where it has none by what it says is to be done.
func (r *Fresh) movedRow(e plan.Edit) bool {
	was, known := r.from[e.ID]
	if !known {
		return false
	}
	now, ok := r.actions[e.ID]
	if !ok || now.Ref != was.Ref {
		return e.Field != plan.FieldRef || !ok
	}
	return was.Ref == "" && e.Field != plan.FieldAction && now.Value(plan.FieldAction) != was.Value(plan.FieldAction)
}

// Table is a table of the reading by its name, and its columns with the first
// and the last of their numbers. Those are 0 where it has none.
func (r *Fresh) Table(name string) (found plan.Table, columns []plan.Column, first, last int) {
	for _, known := range r.Plan.Tables {
		if known.Name == name {
			found = known
		}
	}
	columns = r.Plan.TableColumns(name)
	for _, c := range columns {
		if first == 0 || c.Number < first {
			first = c.Number
		}
		last = max(last, c.Number)
	}
	return found, columns, first, last
}

// Under is the row that a new row goes under: the last of its table or, where it goes
// right under an action with others behind it, the last that is that action's. What
// stands between two actions under one heading goes on with the first of them.
//
//	4  A. Prevention
//	5  A1    Write
//	6        and print          a line of A1
//	7  B. Courts                a new row right under A1 goes under row 6
//	8  B1    Train
func (r *Fresh) Under(row NewRow) int {
	found, _, _, _ := r.Table(row.Table)
	above := r.actions[row.After]
	if above == nil || above.Table != row.Table {
		return found.Last
	}
	var next *plan.Action
	for i := range r.Plan.Actions {
		if a := &r.Plan.Actions[i]; a.Table == row.Table && a.Row > above.Row && (next == nil || a.Row < next.Row) {
			next = a
		}
	}
	switch {
	case next == nil:
		return found.Last
	case next.Heading == above.Heading:
		return next.Row - 1
	}
	under := above.Row
	for _, more := range above.More {
		for _, e := range more.All() {
			under = max(under, e.Cell.Row)
		}
	}
	return min(under, next.Row-1)
}

// HeaderAbove is the row of the headings that a cell stands under, 0 where it
// stands under none.
func (r *Fresh) HeaderAbove(sheet string, row int) int {
	top := 0
	for _, t := range r.Plan.Tables {
		if t.Sheet == sheet && t.Header < row {
			top = max(top, t.Header)
		}
	}
	return top
}

// TableAt names the table that a cell stands in a column of, or under; "" for none.
func (r *Fresh) TableAt(c plan.Cell) (name string) {
	header := 0
	for _, t := range r.Plan.Tables {
		if t.Sheet != c.Sheet || t.Header >= c.Row || t.Header <= header {
			continue
		}
		for _, column := range r.Plan.TableColumns(t.Name) {
			if column.Number == c.Column {
				header, name = t.Header, t.Name
			}
		}
	}
	return name
}
