package reconcile

import (
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
// the same the other way round, but for what partners are not told of anyway.

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
			if column.Field == plan.FieldReply || column.IsOfAll() || untold || c.wasThere(side, column) || c.isOfOne(side, column) {
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
