package reconcile

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"actionplan/plan"
)

// A column that one side has made.
//
// Partners head a column of their own, or head one in a second table as officers
// head theirs in the first:
//
//	tab Plan        Ref   Action   Evidence        tab Plan       Ref   Action   Evidence
//	tab Learning    Ref   Action                   tab Learning   Ref   Action   Evidence
//
// Nothing that is written there crosses, since where those actions stand officers
// have no column for it. So it is said, until both sides have agreed again. It is
// the same the other way round, but for what partners are not told of anyway: once
// they may be told of such a column, it is as new to them as one made that day.
//
// Where officers head Evidence in one of two tables and partners in both, neither
// column is new, and what partners write in the rows of the other table is compared
// with nothing either: that is said as long as it stands there.

// AddedColumn is a column that one side has made since the sides last agreed, and
// that the other has not where the same actions stand: nothing of it crosses.
type AddedColumn struct {
	Side Side
	plan.Column
	Of     string // the table it is in, where the side has several
	Across string // the other side's table without it, where that side has several; "" also where more than one of them is
}

// addedColumns lists the columns that each side has made, the officers' first.
func (c *columns) addedColumns(pairs []Pair, j *judge) []AddedColumn {
	var added []AddedColumn
	for _, side := range []Side{Officer, Partner} {
		if len(c.had[side]) == 0 {
			continue
		}
		for _, column := range c.now[side] {
			untold := side == Officer && (column.Formula || !j.sharedIn(column.Table, column.Field))
			isTold := c.wasThere(side, column) && (side != Officer || !slices.Contains(j.rules.Untold, column.Field))
			if column.Field == plan.FieldReply || column.IsOfAll() || untold || isTold || c.isOfOne(side, column) {
				continue
			}
			if across, lacks := c.lackingAcross(side, column, pairs); lacks {
				more := AddedColumn{Side: side, Column: column, Across: across}
				if c.hasTables(side) {
					more.Of = column.Table
				}
				added = append(added, more)
			}
		}
	}
	return added
}

// Uncompared is what rows of a side say in a column that the other side has, but not in
// the table where the same actions stand.
type Uncompared struct {
	Side  Side
	Table string // the other side's table
	plan.Field
	Cells []plan.Cell
}

// uncompared lists what each side says where the other's table has no such column, and
// which was not agreed: but what is asked about or told as a column already.
func (c *Comparison) uncompared(told []AddedColumn) []Uncompared {
	var list []Uncompared
	at := map[tableColumn]int{}
	for _, side := range []Side{Officer, Partner} {
		for i := range c.Pairs {
			p := &c.Pairs[i]
			if p.Officer == nil || p.Partner == nil || p.stopped {
				continue
			}
			own, across := p.Action(side), p.Action(side.Other())
			for f, e := range own.All() {
				if _, there := across.Lookup(f); there || e.Value.IsBlank() || e.Cell.Row == 0 {
					continue
				}
				base, _ := p.Entry(Base, f)
				isTold := slices.ContainsFunc(told, func(a AddedColumn) bool { return a.Side == side && a.Field == f && a.Table == own.Table })
				untold := side == Officer && !c.judge().sharedIn(own.Table, f)
				if !settled(f) || e.Value == base.Value || untold || isTold || !c.columns.has[side.Other()][f] || c.columns.isLost(p, side.Other(), f) {
					continue
				}
				column := columnOf(p, side.Other(), f)
				if _, known := at[column]; !known {
					at[column] = len(list)
					list = append(list, Uncompared{Side: side, Table: across.Table, Field: f})
				}
				list[at[column]].Cells = append(list[at[column]].Cells, e.Cell)
			}
		}
	}
	slices.SortStableFunc(list, func(a, b Uncompared) int {
		return cmp.Or(cmp.Compare(a.Side, b.Side), cmp.Compare(a.Table, b.Table), cmp.Compare(a.Field, b.Field))
	})
	return list
}

// sentFromHidden says from which columns that are hidden in the officers' plan
// something goes to partners all the same: they stand under share:, and whoever hid
// one since may have meant it to go nowhere.
func (c *Comparison) sentFromHidden(edits []plan.Edit) []plan.Note {
	sent := map[plan.ColumnKey]bool{}
	rows := map[plan.Ref]*plan.Action{}
	for i := range c.Pairs {
		rows[c.Pairs[i].Ref] = c.Pairs[i].Officer
	}
	for _, e := range edits {
		if a := rows[e.Ref]; a != nil {
			sent[plan.ColumnKey{Table: a.Table, Field: e.Field}] = true
		}
	}
	var notes []plan.Note
	for _, column := range c.officer.Columns {
		if column.Hidden && sent[plan.ColumnKey{Table: column.Table, Field: column.Field}] {
			notes = append(notes, plan.Note{Message: fmt.Sprintf(
				"%s: the column %q (%s of the table %s) is hidden, and what it says goes to partners all the same, since it is listed under share: in the settings: take it out there if it is to stay with officers",
				Officer.copyName(), column.Heading, column.Letter, column.Table)})
		}
	}
	return notes
}

// Untold lists the fields of the officers' plan that partners are told of in none of
// its tables as things stand.
func (c *Comparison) Untold() []plan.Field {
	told := map[plan.Field]bool{}
	for _, column := range c.officer.Columns {
		told[column.Field] = told[column.Field] || c.judge().sharedIn(column.Table, column.Field)
	}
	fields := []plan.Field{}
	for _, f := range slices.Sorted(maps.Keys(told)) {
		if settled(f) && !told[f] {
			fields = append(fields, f)
		}
	}
	return fields
}

// wasThere reports whether a column of a side was there when the sides last agreed,
// by its heading or by its field: in its table, where the tables are remembered, and
// otherwise anywhere.
func (c *columns) wasThere(side Side, column plan.Column) bool {
	isIn := func(was plan.Column) bool { return Side(was.Table) == side && c.tableNow(was) == column.Table }
	is := func(was plan.Column) bool {
		return Side(was.Table) == side && (was.Field == column.Field || was.Heading == column.Heading)
	}
	if slices.ContainsFunc(c.ofTables, isIn) {
		return slices.ContainsFunc(c.ofTables, func(was plan.Column) bool { return isIn(was) && is(was) })
	}
	return slices.ContainsFunc(c.remembered, is)
}

// isOfOne reports whether the other side has one column for what this one is a part
// of: what it says goes there.
func (c *columns) isOfOne(side Side, column plan.Column) bool {
	theirs := c.has[side.Other()]
	return column.IsOfPart() && theirs[column.Part] || column.Field == plan.FieldOriginal && c.has[side][plan.FieldDue] && theirs[plan.FieldDue]
}

// lackingAcross finds out whether the other side has no column for a side's column
// where the same actions stand, and in which of its tables, where it has several and
// one of them is meant.
func (c *columns) lackingAcross(side Side, column plan.Column, pairs []Pair) (table string, lacks bool) {
	var tables []string
	for i := range pairs {
		mine, theirs := pairs[i].Action(side), pairs[i].Action(side.Other())
		if mine == nil || theirs == nil || mine.Table != column.Table {
			continue
		}
		if _, has := theirs.Lookup(column.Field); has {
			return "", false
		}
		if !slices.Contains(tables, theirs.Table) {
			tables = append(tables, theirs.Table)
		}
	}
	switch {
	case len(tables) == 0:
		return "", !c.has[side.Other()][column.Field]
	case len(tables) == 1 && c.hasTables(side.Other()):
		return tables[0], true
	}
	return "", true
}
