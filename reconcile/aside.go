package reconcile

import (
	"cmp"
	"fmt"
	"maps"
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

// A new month.
//
// Somebody begins the tab of a month as a copy of the one before, and clears what is
// to be told anew:
//
//	agreed, February 2026    officers, March 2026    partners
//	1.1  3 trained                                   3 trained
//	1.2  none yet            one applied             none yet      one applied crosses
//
// Nobody took back what was told in February. So in a tab that goes on from an earlier
// one, blank cells of a narrative column, and of any other with as many as a person
// hardly clears one by one, are settled as if they still said what was agreed, until
// something is typed there.
const fewUntold = 3

// setUntoldAside has blank cells of a new month say what was agreed, keeps what they
// show with what other cells stand for, and says so.
func (c *Comparison) setUntoldAside() (notes []plan.Note) {
	for _, side := range []Side{Officer, Partner} {
		untold := map[plan.ColumnKey][]*Pair{}
		for i := range c.Pairs {
			p := &c.Pairs[i]
			if p.Base == nil || p.Action(side) == nil || !c.goesOn(side, p.Action(side).Sheet) {
				continue
			}
			for f, was := range p.Base.All() {
				now, there := p.Entry(side, f)
				if there && now.Value.IsBlank() && !was.Value.IsBlank() && now.Cell.Row == p.Action(side).Row {
					key := plan.ColumnKey{Table: p.Action(side).Table, Field: f}
					untold[key] = append(untold[key], p)
				}
			}
		}
		for _, key := range slices.SortedFunc(maps.Keys(untold), func(a, b plan.ColumnKey) int {
			return cmp.Or(cmp.Compare(a.Table, b.Table), cmp.Compare(a.Field, b.Field))
		}) {
			pairs := untold[key]
			if len(pairs) < fewUntold && !c.rules.isNarrative(key.Field) {
				continue
			}
			notes = append(notes, plan.Note{Cell: pairs[0].Action(side).Entry(key.Field).Cell, Message: fmt.Sprintf("%s: the sheet %s goes on from an earlier one, and %s of %s in it %s blank: nothing is cleared for that on the other side", side.copyName(), pairs[0].Action(side).Sheet, count(len(pairs), "cell"), key.Field.Label(), isAre(len(pairs)))})
			for _, p := range pairs {
				c.setUntold(p, side, key.Field)
			}
		}
	}
	return notes
}

// setUntold has one blank cell say what was agreed.
func (c *Comparison) setUntold(p *Pair, side Side, f plan.Field) {
	a, was := p.Action(side), p.Base.Entry(f)
	e := a.Entry(f)
	c.stood[rowCell{side, a.ID, f}] = e
	a.Entries = a.Own()
	e.Value, e.Typed = was.Value, was.Typed
	a.Set(f, e)
}

// goesOn reports whether a sheet of a side goes on from an earlier one beside it.
func (c *Comparison) goesOn(side Side, sheet string) bool {
	return slices.ContainsFunc(c.side(side).Left, func(left plan.Left) bool { return left.Earlier && left.Of == sheet })
}
