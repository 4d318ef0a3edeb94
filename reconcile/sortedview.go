package reconcile

import (
	"cmp"
	"fmt"
	"slices"

	"actionplan/plan"
)

// A sort of one of several columns.
//
// Officers sort the latest quarter without the others. Where that leaves it blank,
// what the quarters come to falls back to an earlier one's words, which stand in no
// other row, and the search for sorts (exchanged.go) takes the column for edited:
//
//	agreed   Q1      Q2      now   Q1      Q2
//	         Begun   Half          Begun
//	         Listed                Listed  Half    Half stands under another action
//	         Asked   Told          Asked   Told
//
// So with such a field little is proof enough: where three rows or more moved, and of
// those that have not merely fallen back half say what was agreed of one other row
// alone, which says it no longer, the field waits in that table. What several rows
// said, a rating or the end of a month, is no proof.

// fewSorted is the least number of rows that show one of several columns sorted.
const fewSorted = 3

// stopSortedViews has the fields wait that several columns stand for, where one of
// those seems to have been sorted or moved up or down.
func (c *Comparison) stopSortedViews() {
	if c.base == nil || c.whole || c.rules.Confirmed {
		return
	}
	for _, side := range []Side{Officer, Partner} {
		for _, column := range c.viewColumns(side) {
			rows := c.takenInView(column)
			if len(rows) == 0 {
				continue
			}
			v, _ := c.columns.view(side, column.Table, column.Field)
			stop := Stop{
				Kind: StopSorted, Side: side, Fields: []plan.Field{column.Field},
				Message: fmt.Sprintf("%s: the cells of %s (%s) say what was agreed of other rows, as after a sort of one of the columns %s without the others", side.copyName(), listFirst(rows), column.Field.Label(), inQuotes(headingsIn(composition(side, column.Table, v)))),
				Hint:    "undo the sort, or put the cells back in their rows; until then nothing of " + column.Field.Label() + " crosses in the table " + column.Table,
			}
			if _, whole := c.waitIn(&stop, []tableColumn{column}); len(whole) > 0 {
				stop.Message += "; " + waits(whole) + " with it"
			}
			c.Stops = append(c.Stops, stop)
		}
	}
}

// viewColumns are the fields that several columns of a side stand for, table by table.
func (c *Comparison) viewColumns(side Side) []tableColumn {
	var columns []tableColumn
	for table, views := range c.columns.views[side] {
		for _, v := range views {
			columns = append(columns, tableColumn{side, plan.ColumnKey{Table: table, Field: v.field}})
		}
	}
	slices.SortFunc(columns, func(a, b tableColumn) int {
		return cmp.Or(cmp.Compare(a.Table, b.Table), cmp.Compare(a.Field, b.Field))
	})
	return columns
}

// takenInView names the rows that say what was agreed of one other, where they are so
// many that a column was sorted.
func (c *Comparison) takenInView(column tableColumn) (names []string) {
	side, f := column.side, column.Field
	said, of, now := map[plan.Value]int{}, map[plan.Value]*Pair{}, map[*Pair]plan.Value{}
	for i := range c.Pairs {
		p := &c.Pairs[i]
		if was, agreed := p.Entry(Base, f); agreed && column.isOf(p) && !was.Value.IsBlank() {
			said[was.Value]++
			of[was.Value] = p
		}
		if e, there := p.Entry(side, f); there && column.isOf(p) {
			now[p] = e.Value
		}
	}
	moved, fell := 0, 0
	for _, d := range c.Differences {
		alone := d.Base.Kind != plan.KindAbsent && d.moved(side) && d.Value(side) != d.Value(side.Other())
		if d.Field != f || !column.isOf(d.Pair) || !alone || d.Pair.stopped || c.waits(d.Pair, f) {
			continue
		}
		moved++
		value := d.Value(side)
		switch from := of[value]; {
		case c.columns.fellBack(d, side) != "":
			fell++
		case said[value] == 1 && from != d.Pair && now[from] != value:
			names = append(names, d.Pair.Name())
		}
	}
	if moved < fewSorted || 2*len(names) < moved-fell {
		return nil
	}
	return names
}

// waits reports whether a cell waits with a stop.
func (c *Comparison) waits(p *Pair, f plan.Field) bool {
	return slices.ContainsFunc(c.columns.units, func(u unit) bool { return slices.Contains(u, f) && c.waiting[pairCell{p, u[0]}] })
}
