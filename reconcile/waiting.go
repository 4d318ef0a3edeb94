package reconcile

import (
	"fmt"
	"slices"

	"actionplan/plan"
)

// The other cells of a stopped column.
//
// Somebody sorts some rows of one column, and the words give most of them away,
// but not all:
//
//	       agreed     partners, now
//	4.1    Amber      Green           an edit made before the sort, of another row
//	4.2    Red        Red
//	4.3    Amber      Green           stopped, with 4.4
//	4.4    Green      Amber
//
// That 4.1 says Green may be somebody's edit, or where the sort left it; and if
// nobody moved it, an answer about it would still be written beside a column that
// is about to change. So while a stop says that cells of a column stand in other
// rows, every cell of that column in that table waits, on either side, with what
// is settled together with it: none is written, asked about or agreed, and the
// next base keeps what it has. A row that one side alone has, or that both have
// added, waits whole, since it crosses whole. The other cells of the other rows
// go on as ever, and so does everything once the stop is gone.

// waitWith has the other cells of columns wait with the stop about some of them.
func (c *Comparison) waitWith(stop *Stop, columns []tableColumn) {
	placing := newPlacing(c)
	differ := map[tableColumn]bool{}
	var whole []string
	for i := range c.Pairs {
		p := &c.Pairs[i]
		if p.stopped {
			continue
		}
		for _, column := range columns {
			switch {
			case p.Officer == nil && p.Partner == nil:
			case p.Base != nil && p.lacks() == "":
				if column.isOf(p) && c.wait(stop, p, column.Field) {
					differ[column] = true
				}
			case !p.stopped && (column.isOf(p) || p.lacks() == column.side && placing.tableFor(p, column.side) == column.Table):
				p.stopped = true
				stop.Refs, whole = append(stop.Refs, p.Ref), append(whole, p.Name())
			}
		}
	}
	c.waitInMerged()
	for _, column := range columns {
		if differ[column] {
			stop.Message += fmt.Sprintf("; the other cells of %s in the table %s wait too", column.Field.Label(), column.Table)
		}
	}
	if len(whole) > 0 {
		stop.Message += fmt.Sprintf("; and %s with them", listFirst(whole))
	}
}

// wait has a cell wait with all that is settled together with it, and reports
// whether anything differs there.
func (c *Comparison) wait(stop *Stop, p *Pair, f plan.Field) bool {
	at := slices.IndexFunc(c.columns.units, func(u unit) bool { return slices.Contains(u, f) })
	if at < 0 {
		return false
	}
	u := c.columns.units[at]
	for _, f := range u {
		stop.Waiting = append(stop.Waiting, Key{Ref: p.Ref, Field: f})
	}
	c.waiting[pairCell{p, u[0]}] = true
	return slices.ContainsFunc(c.judged[p].differences, func(d Difference) bool { return slices.Contains(u, d.Field) })
}

// waitInMerged has what a merged cell joins to a cell that waits wait too.
func (c *Comparison) waitInMerged() {
	for _, bl := range c.merged.blocks(c.columns.units, func(p *Pair) bool { return !p.stopped }) {
		at := func(p *Pair) pairCell { return pairCell{p, bl.unit[0]} }
		if slices.ContainsFunc(bl.pairs, func(p *Pair) bool { return c.waiting[at(p)] }) {
			for _, p := range bl.pairs {
				c.waiting[at(p)] = true
			}
		}
	}
}

// leaveWaiting leaves the units of a pair alone that wait with a stop.
func (b *settling) leaveWaiting(p *Pair) (out result) {
	if len(b.c.waiting) == 0 {
		return out
	}
	for _, u := range b.columns.units {
		if !b.c.waiting[pairCell{p, u[0]}] {
			continue
		}
		out.kept = append(out.kept, u...)
		for _, d := range b.c.judged[p].differences {
			if slices.Contains(u, d.Field) {
				out.agreed = append(out.agreed, fieldEntry{d.Field, openEntry(d.Entry(Base), d.Entry(Officer))})
			}
		}
	}
	return out
}
