package reconcile

import (
	"cmp"
	"slices"

	"actionplan/plan"
)

// combined is what columns of one table say together: the field, the column that an
// edit goes to, and those that it is worked out of, the latest first.
type combined struct {
	field plan.Field
	last  plan.Column
	from  []plan.Column
}

// viewed is a side's plan in which columns that the other side has one for say what
// they come to.
func (a *Alignment) viewed(side Side, g *aligning, own, other *plan.Plan) plan.Plan {
	p := *own
	across := g.across[side]
	known := map[tablePair][]combined{}
	in := func(table, theirs string) []combined {
		at := tablePair{table, theirs}
		if _, done := known[at]; !done {
			known[at] = severalIn(a.Base, side, own, other, table, theirs)
			a.noteOwn(side, at, known[at])
		}
		return known[at]
	}
	cloned := false
	for i := range own.Actions {
		views := in(own.Actions[i].Table, across.row(&own.Actions[i]))
		if len(views) == 0 {
			continue
		}
		if !cloned {
			p.Actions, cloned = slices.Clone(own.Actions), true
		}
		row := &p.Actions[i]
		row.Entries = row.Own()
		for _, v := range views {
			a.view(side, row, v)
		}
	}
	for _, table := range g.tables(side) {
		added := map[plan.Field]bool{}
		for _, theirs := range append(across.of(table), across.table(table)) {
			for _, v := range in(table, theirs) {
				if v.last.Field != v.field && !added[v.field] {
					column := v.last
					column.Field, column.Part, column.Period = v.field, v.field, 0
					p.Columns = append(slices.Clip(p.Columns), column)
					added[v.field] = true
				}
			}
		}
	}
	return p
}

// noteOwn keeps what the side itself calls the columns that edits of views go to.
func (a *Alignment) noteOwn(side Side, at tablePair, views []combined) {
	names := naming{}
	for common, own := range a.names[side][at] {
		names[common] = own
	}
	for _, v := range views {
		if v.last.Field != v.field {
			names[v.field] = names.of(v.last.Field)
		}
	}
	a.names[side][at] = names
}

// view has a row say in one field what several of its cells come to.
func (a *Alignment) view(side Side, row *plan.Action, v combined) {
	stands, has := row.Lookup(v.last.Field)
	if !has {
		return
	}
	at := rowCell{side, row.ID, v.field}
	a.stood[at] = stands
	a.own[at] = a.Own(side, row.ID, v.last.Field)
	says := stands
	for _, column := range v.from {
		e, has := row.Lookup(column.Field)
		if !has || e.Value.Kind == plan.KindAbsent || e.Value.IsBlank() || column == v.last {
			continue
		}
		says.Backed = true
		if stands.Value.IsBlank() || v.field == plan.FieldDue && stands.Value.SaysUnchanged() {
			says.Value, says.Typed, says.Note, says.Detail = e.Value, e.Typed, e.Note, e.Detail
			says.Detail.Borrowed = true
		}
		break
	}
	row.Set(v.field, says)
}

// severalIn are the columns of a table of which the other side's table has one for
// several, or had one that is gone: then somebody is asked about that. One that is
// hidden says nothing across, and due dates that were agreed one with one say
// themselves, whatever becomes of an original date beside them.
func severalIn(base *plan.Plan, side Side, own, other *plan.Plan, table, theirs string) []combined {
	gone := goneFrom(base, side.Other(), other, theirs)
	mine, across := byFieldIn(own, table), byFieldIn(other, theirs)
	if len(across) == 0 {
		return nil
	}
	var views []combined
	due, revised := mine[plan.FieldDue]
	original, first := mine[plan.FieldOriginal]
	if _, both := across[plan.FieldOriginal]; revised && first && !both && !original.Hidden && !agreedSingly(base, side, due, theirs) {
		if _, one := across[plan.FieldDue]; one || gone[plan.FieldDue] {
			views = append(views, combined{plan.FieldDue, due, []plan.Column{original}})
		}
	}
	parts := map[plan.Field][]plan.Column{}
	for _, column := range own.TableColumns(table) {
		if column.IsOfPart() && !column.Hidden && !column.Ahead {
			parts[column.Part] = append(parts[column.Part], column)
		}
	}
	for part, columns := range parts {
		_, single := mine[part]
		_, one := across[part]
		if single || !one && !gone[part] {
			continue
		}
		slices.SortStableFunc(columns, func(a, b plan.Column) int { return cmp.Compare(b.Period, a.Period) })
		views = append(views, combined{part, columns[0], columns})
	}
	slices.SortFunc(views, func(a, b combined) int { return cmp.Compare(a.field, b.field) })
	return views
}

// agreedSingly reports whether a due date of a side was agreed with the other side's
// due date itself: the other side had its original dates apart too, or this side had
// none when it was agreed under the same heading, or a base remembers it so.
//
//	agreed     Original     Due       Original     Due
//	           1 March      n/a       1 March      n/a
//	partners   let go of Original: n/a is still what both say is due
func agreedSingly(base *plan.Plan, side Side, due plan.Column, theirs string) bool {
	if base == nil {
		return false
	}
	mine, across, known := false, false, false
	for _, was := range base.Columns {
		switch {
		case Side(was.Table) == side && was.Field == composedOf+plan.FieldDue && was.Of == due.Table:
			return isSingle(was)
		case Side(was.Table) == side.Other() && was.Field == plan.FieldOriginal && (was.Of == "" || was.Of == theirs):
			across = true
		case Side(was.Table) == side && was.Field == plan.FieldOriginal:
			mine = true
		case Side(was.Table) == side && was.Field == plan.FieldDue && heading(was.Heading) == heading(due.Heading):
			known = true
		}
	}
	return across || known && !mine
}

// goneFrom are the fields that one of a side's tables had a column for when both
// sides last agreed, and has none for now, nor any that is a part of it.
func goneFrom(base *plan.Plan, side Side, now *plan.Plan, table string) map[plan.Field]bool {
	gone := map[plan.Field]bool{}
	if base == nil {
		return gone
	}
	of := ""
	for _, was := range base.Columns {
		if Side(was.Table) == side && !isComposition(was) && was.Of != "" {
			of = table // its tables are remembered one by one
		}
	}
	for _, was := range base.Columns {
		f := was.Field
		if Side(was.Table) == side && was.Of == of && !slices.ContainsFunc(now.Columns, func(c plan.Column) bool {
			here := of == "" || c.Table == table
			return here && (c.Field == f || c.Part == f || f == plan.FieldDue && c.Field == plan.FieldOriginal)
		}) {
			gone[f] = true
		}
	}
	return gone
}

// byFieldIn are the columns of a table, or of all where its name is "".
func byFieldIn(p *plan.Plan, table string) map[plan.Field]plan.Column {
	columns := map[plan.Field]plan.Column{}
	for _, column := range p.Columns {
		if (table == "" || column.Table == table) && !column.IsOfAll() {
			columns[column.Field] = column
		}
	}
	return columns
}
