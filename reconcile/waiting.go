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
//
// Where rows have no ref and one text, it is by what else they say that they are
// told apart, and so by cells that may have been sorted: the others of a stopped
// row's text wait whole with it. If their cells crossed, the next run might pair
// the stopped rows otherwise, and see no sort.
//
// A row that is known by its action text alone waits whole too where the other
// side says other words under that ref:
//
//	agreed                 officers, now            partners, now
//	1.5  Audit | Clerk     1.5  Buy a bus | Fleet        Audit | Clerk
//
// The action may be reworded, or another that was given its ref: then whatever
// crossed would be another action's. The words are asked about, and the rest
// waits until the row has its ref again, or both sides say the same.

// waitWith has the other cells of columns wait with the stop about some of them.
func (c *Comparison) waitWith(stop *Stop, columns []tableColumn) {
	differ, whole := c.waitIn(stop, columns)
	for _, column := range columns {
		if differ[column] {
			stop.Message += fmt.Sprintf("; the other cells of %s in the table %s wait too", column.Field.Label(), column.Table)
		}
	}
	if len(whole) > 0 {
		stop.Message += fmt.Sprintf("; and %s with them", listFirst(whole))
	}
}

// waitIn has the cells of columns wait, and says in which anything differs, and
// which rows wait whole.
func (c *Comparison) waitIn(stop *Stop, columns []tableColumn) (differ map[tableColumn]bool, whole []string) {
	placing := newPlacing(c, nil)
	differ = map[tableColumn]bool{}
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
	for _, p := range c.alikeWith(stop) {
		p.stopped = true
		stop.Refs, whole = append(stop.Refs, p.Ref), append(whole, p.Name())
	}
	c.waitInMerged()
	return differ, whole
}

// alikeWith are the rows that are known by the words of a stopped row: see above.
func (c *Comparison) alikeWith(stop *Stop) []*Pair {
	words := map[plan.Value]bool{}
	byWords := func(p *Pair) bool { return p.Base != nil && p.How.byWords() && p.lacks() == "" }
	for i := range c.Pairs {
		if p := &c.Pairs[i]; p.stopped && byWords(p) && slices.Contains(stop.Refs, p.Ref) {
			words[p.Base.Value(plan.FieldAction)] = true
		}
	}
	var alike []*Pair
	for i := range c.Pairs {
		if p := &c.Pairs[i]; !p.stopped && byWords(p) && words[p.Base.Value(plan.FieldAction)] {
			alike = append(alike, p)
		}
	}
	return alike
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

// waitForWords has the rows wait that are known by their words alone, where the
// other side has others: but for the words themselves, which are asked about.
func (c *Comparison) waitForWords() {
	for p := range c.judged {
		if p.stopped || !p.isKnownByOldWords() {
			continue
		}
		for _, u := range c.columns.units {
			if !slices.Contains(u, plan.FieldAction) {
				c.waiting[pairCell{p, u[0]}] = true
			}
		}
	}
	c.waitInMerged()
}

// isKnownByOldWords reports whether an action text is all that a row of one side
// is known by, and the other side's row says another.
func (p *Pair) isKnownByOldWords() bool {
	o, okO := p.Entry(Officer, plan.FieldAction)
	t, okT := p.Entry(Partner, plan.FieldAction)
	return p.How.byWords() && okO && okT && o.Value != t.Value
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
