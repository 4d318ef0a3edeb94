package reconcile

import (
	"fmt"
	"maps"
	"slices"

	"actionplan/plan"
)

// stopPermuted stops the rows whose action texts stand under other refs: a
// block was sorted, and its refs were left out.
func (c *Comparison) stopPermuted() {
	if c.base == nil {
		c.stopDisplaced(Partner, Officer)
		return
	}
	c.stopDisplaced(Officer, Base)
	c.stopDisplaced(Partner, Base)
}

func (c *Comparison) stopDisplaced(side, against Side) {
	owners := map[string][]int{} // an action text to the pairs that had it
	for i := range c.Pairs {
		if a := c.Pairs[i].Action(against); a != nil && actionText(a) != "" {
			owners[actionText(a)] = append(owners[actionText(a)], i)
		}
	}
	displaced := map[int]bool{}
	for i := range c.Pairs {
		if !c.textMoved(i, side, against) {
			continue
		}
		from := owners[actionText(c.Pairs[i].Action(side))]
		if !slices.ContainsFunc(from, func(j int) bool { return c.textMoved(j, side, against) }) {
			continue
		}
		// Where several actions have the same text, any of them may have moved:
		// also one that seems to stand where it stood.
		displaced[i] = true
		for _, j := range from {
			displaced[j] = true
		}
	}
	c.stopRows(side, displaced, func(refs string) string {
		return "the action texts of " + refs + " stand under other refs, as after a sort without the refs"
	})
}

// stopRows leaves rows alone and says why.
func (c *Comparison) stopRows(side Side, rows map[int]bool, what func(refs string) string) {
	if len(rows) == 0 {
		return
	}
	stop := Stop{Kind: StopPermuted, Side: side, Hint: "sort the whole rows, refs included, or undo the sort; until then none of these rows is touched"}
	for _, i := range slices.Sorted(maps.Keys(rows)) {
		c.Pairs[i].stopped = true
		stop.Refs = append(stop.Refs, c.Pairs[i].Ref)
	}
	slices.SortFunc(stop.Refs, plan.CompareRefs)
	stop.Message = side.copyName() + ": " + what(list(stop.Refs))
	c.Stops = append(c.Stops, stop)
}

// textMoved says whether a side's action text is neither the one known for
// its ref nor the one the other side has there.
func (c *Comparison) textMoved(i int, side, against Side) bool {
	p := &c.Pairs[i]
	mine, known, other := p.Action(side), p.Action(against), p.Action(side.Other())
	if mine == nil || known == nil || actionText(mine) == "" || actionText(mine) == actionText(known) {
		return false
	}
	return other == nil || actionText(other) != actionText(mine)
}

// A sort of some columns leaves the refs and the texts where they are and
// carries the rest to other rows. It is told from edits by rows whose changed
// cells say, all together, what one other changed row said.
const (
	fewSwapped = 2 // rows, where two columns or more went together
	fewSorted  = 4 // rows, where a single column was sorted
)

// stopSorted stops the rows between which a side's cells were exchanged.
func (c *Comparison) stopSorted() {
	if c.base == nil || c.whole {
		return
	}
	for _, side := range []Side{Officer, Partner} {
		moved := c.movedBy(side)
		found := map[int]bool{}
		var columns map[plan.Field]bool
		for _, several := range []bool{true, false} {
			rows, fields := c.exchanged(moved, several)
			least := fewSorted
			if several {
				least = fewSwapped
			}
			if len(rows) >= least && len(found) == 0 {
				found, columns = c.alsoExchanged(moved, rows, fields), fields
			}
		}
		var labels []string
		for _, f := range slices.Sorted(maps.Keys(columns)) {
			labels = append(labels, f.Label())
		}
		c.stopRows(side, found, func(refs string) string {
			return fmt.Sprintf("the cells of %s (%s) stand in each other's rows, as after a sort of some columns without the others", refs, join(labels))
		})
		for i := range found {
			c.rulings[i] = nil
		}
	}
}

// change is what a side made of one row: what its moved cells said and say.
type change struct {
	was, now map[plan.Field]plan.Value
}

// movedBy collects, by pair, the cells a side moved.
func (c *Comparison) movedBy(side Side) map[int]change {
	at := make(map[*Pair]int, len(c.Pairs))
	for i := range c.Pairs {
		at[&c.Pairs[i]] = i
	}
	moved := map[int]change{}
	for _, d := range c.Differences {
		now := d.Value(side)
		if d.Pair.stopped || d.Base.Kind == plan.KindAbsent || now.Kind == plan.KindAbsent || now == d.Base {
			continue
		}
		i := at[d.Pair]
		if moved[i].was == nil {
			moved[i] = change{map[plan.Field]plan.Value{}, map[plan.Field]plan.Value{}}
		}
		moved[i].was[d.Field], moved[i].now[d.Field] = d.Base, now
	}
	return moved
}

// cellOf is what a cell said, to find the rows that said it.
type cellOf struct {
	f plan.Field
	v plan.Value
}

// exchanged finds the changed rows that say what exactly one other row said,
// where that one is such a row too; several asks for two cells or more of
// each, and otherwise a single column that every one of them has changed.
func (c *Comparison) exchanged(moved map[int]change, several bool) (map[int]bool, map[plan.Field]bool) {
	had := c.rowsThatSaid(moved)
	from := map[int]int{}
	for i, ch := range moved {
		if (len(ch.now) > 1) != several || several && filled(ch.now) < 2 {
			continue
		}
		if rows := c.rowsLike(had, ch.now, i); len(rows) == 1 {
			from[i] = rows[0]
		}
	}
	// Only rows that gave their cells to another and took them from a third are
	// left: a circle, whatever its length.
	for again := true; again; {
		again = false
		taken := map[int]bool{}
		for _, j := range from {
			taken[j] = true
		}
		for i, j := range from {
			if _, ok := from[j]; !ok || !taken[i] || !sameFields(moved[i].now, moved[j].now) {
				delete(from, i)
				again = true
			}
		}
	}
	rows, fields := map[int]bool{}, map[plan.Field]bool{}
	for i := range from {
		rows[i] = true
		for f := range moved[i].now {
			fields[f] = true
		}
	}
	if !several && len(fields) > 1 {
		return nil, nil
	}
	return rows, fields
}

// sameFields says whether two rows changed in a column in common.
func sameFields(a, b map[plan.Field]plan.Value) bool {
	for f := range a {
		if _, ok := b[f]; ok {
			return true
		}
	}
	return false
}

func filled(values map[plan.Field]plan.Value) int {
	n := 0
	for _, v := range values {
		if !v.IsBlank() {
			n++
		}
	}
	return n
}

// rowsThatSaid lists, for everything the changed cells say, the rows where
// that was agreed.
func (c *Comparison) rowsThatSaid(moved map[int]change) map[cellOf][]int {
	had := map[cellOf][]int{}
	for _, ch := range moved {
		for f, v := range ch.now {
			had[cellOf{f, v}] = nil
		}
	}
	if len(had) == 0 {
		return had
	}
	for i := range c.Pairs {
		if c.Pairs[i].Base == nil {
			continue
		}
		for f, e := range c.Pairs[i].Base.Entries {
			if list, ok := had[cellOf{f, e.Value}]; ok {
				had[cellOf{f, e.Value}] = append(list, i)
			}
		}
	}
	return had
}

// rowsLike lists the rows, but for one, of which all these cells were agreed.
// More than one is as good as many.
func (c *Comparison) rowsLike(had map[cellOf][]int, now map[plan.Field]plan.Value, but int) []int {
	var fewest []int
	first := true
	for f, v := range now {
		if rows := had[cellOf{f, v}]; first || len(rows) < len(fewest) {
			fewest, first = rows, false
		}
	}
	const many = 50 // a value this common proves nothing, and is not searched
	if len(fewest) > many {
		return nil
	}
	var like []int
	for _, i := range fewest {
		matches := i != but
		for f, v := range now {
			e, ok := c.Pairs[i].Entry(Base, f)
			matches = matches && ok && e.Value == v
		}
		if matches {
			like = append(like, i)
		}
	}
	return like
}

// alsoExchanged adds to the rows that prove a sort every other row whose cells
// of the sorted columns changed to what one of the changed rows said.
func (c *Comparison) alsoExchanged(moved map[int]change, rows map[int]bool, fields map[plan.Field]bool) map[int]bool {
	said := map[cellOf]bool{}
	for _, ch := range moved {
		for f, v := range ch.was {
			said[cellOf{f, v}] = true
		}
	}
	all := maps.Clone(rows)
	for i, ch := range moved {
		for f, v := range ch.now {
			if fields[f] && said[cellOf{f, v}] {
				all[i] = true
			}
		}
	}
	return all
}
