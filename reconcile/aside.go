package reconcile

import (
	"fmt"
	"slices"
	"strings"

	"actionplan/plan"
)

// Sheets that are left out.
//
// A workbook has a tab a month, and the reader takes the latest for the plan. What
// was agreed when it read all of them, or one of the others, is not gone:
//
//	agreed     tables Oct 26, Nov 26, Dec 26      of which the reader now takes
//	officers   Dec 26                             the first two for older versions
//
// The actions that were agreed in Oct 26 and Nov 26 stand there still, and nobody
// asks for them: they stay in the base as they are, out of the plan, and nothing is
// written, asked or lost. That is said once for each sheet.
//
// It is otherwise where the plan has moved on: Dec 26 was not there when Nov 26 was
// agreed. Then it is the same place, actions are known by their refs and texts, and
// one that did not come along was dropped.

// asideTable is a table of a side that stands in a sheet which is left out.
type asideTable struct {
	side  Side
	table string
}

// isIn reports whether a table stands in a sheet: it goes by the sheet's name, and
// by the row of its headings too where the sheet has several.
func isIn(table, sheet string) bool {
	row, several := strings.CutPrefix(table, sheet+" row ")
	return table == sheet || several && digits(row)
}

// setAside has the agreed actions of sheets that are left out stay as they are, and
// says so.
func (c *Comparison) setAside() []plan.Note {
	c.columns.aside = map[asideTable]bool{}
	if c.base == nil {
		return nil
	}
	var notes []plan.Note
	for _, side := range []Side{Officer, Partner} {
		for _, left := range c.side(side).Left {
			if c.movedOn(side, left) {
				notes = append(notes, c.noteMovedOn(side, left)...)
			} else {
				notes = append(notes, c.setSheetAside(side, left)...)
			}
		}
	}
	return notes
}

// setSheetAside sets the actions aside that were agreed in one sheet of a side.
func (c *Comparison) setSheetAside(side Side, left plan.Left) []plan.Note {
	for _, was := range c.columns.ofTables {
		if Side(was.Table) == side && isIn(was.Of, left.Sheet) {
			c.columns.aside[asideTable{side, was.Of}] = true
		}
	}
	n := 0
	for i := range c.Pairs {
		if p := &c.Pairs[i]; p.Base != nil && p.Action(side) == nil && c.stoodIn(p, side, left) {
			p.aside, p.stopped = true, true
			n++
		}
	}
	if n == 0 {
		return nil
	}
	why := ""
	if left.Why != "" {
		why = ": " + left.Why
	}
	return []plan.Note{{Cell: plan.Cell{Sheet: left.Sheet}, Message: fmt.Sprintf("%s: the sheet %s is no longer read as the plan%s; what was agreed of the %s in it stays as it was", side.copyName(), left.Sheet, why, count(n, "action"))}}
}

// stoodIn reports whether an agreed action that a side has no row for stood in a
// sheet of the side. The base knows of officers' tables which; of partners', it
// knows that they had the table, and then it is one that officers have in a table of
// that name, or in one of which partners have nothing any more.
func (c *Comparison) stoodIn(p *Pair, side Side, left plan.Left) bool {
	named := slices.ContainsFunc(c.side(side).Left, func(l plan.Left) bool { return isIn(p.Base.Table, l.Sheet) })
	if side == Officer || named {
		return isIn(p.Base.Table, left.Sheet)
	}
	had := slices.ContainsFunc(c.columns.ofTables, func(was plan.Column) bool { return Side(was.Table) == Partner && isIn(was.Of, left.Sheet) })
	return had && !slices.ContainsFunc(c.Pairs, func(other Pair) bool {
		return other.Base != nil && other.Base.Table == p.Base.Table && other.Partner != nil
	})
}

// movedOn reports whether the plan of a side has moved on from a sheet to another
// one, which was not there, or not read, when the sheet was agreed.
func (c *Comparison) movedOn(side Side, left plan.Left) bool {
	if left.Of == "" || !slices.ContainsFunc(c.side(side).Tables, func(t plan.Table) bool { return t.Sheet == left.Of }) {
		return false
	}
	return !slices.ContainsFunc(c.columns.ofTables, func(was plan.Column) bool { return Side(was.Table) == side && isIn(was.Of, left.Of) })
}

// noteMovedOn says that the plan has moved on from a sheet, where agreed actions did.
func (c *Comparison) noteMovedOn(side Side, left plan.Left) []plan.Note {
	moved := slices.ContainsFunc(c.Pairs, func(p Pair) bool {
		return p.Base != nil && isIn(p.Base.Table, left.Sheet) && p.Action(side) != nil && p.Action(side).Sheet == left.Of
	})
	if !moved {
		return nil
	}
	return []plan.Note{{Cell: plan.Cell{Sheet: left.Of}, Message: fmt.Sprintf("%s: the plan goes on from the sheet %s in %s: it is taken for the same", side.copyName(), left.Sheet, left.Of)}}
}

// hasMovedOn reports whether officers' row of a pair stands in the sheet in which the
// one goes on that it was agreed in.
func (c *Comparison) hasMovedOn(p *Pair) bool {
	return slices.ContainsFunc(c.officer.Left, func(left plan.Left) bool {
		return isIn(p.Base.Table, left.Sheet) && p.Officer.Sheet == left.Of
	})
}
