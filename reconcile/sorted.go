package reconcile

import (
	"fmt"
	"maps"
	"slices"
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
	owners := map[string]int{} // a text to the one pair that had it; -1 where several had
	for i := range c.Pairs {
		if a := c.Pairs[i].Action(against); a != nil && actionText(a) != "" {
			if _, ok := owners[actionText(a)]; ok {
				owners[actionText(a)] = -1
			} else {
				owners[actionText(a)] = i
			}
		}
	}
	displaced := map[int]bool{}
	for i := range c.Pairs {
		if !c.textMoved(i, side, against) {
			continue
		}
		if from, ok := owners[actionText(c.Pairs[i].Action(side))]; ok && from >= 0 && c.textMoved(from, side, against) {
			displaced[i], displaced[from] = true, true
		}
	}
	if len(displaced) == 0 {
		return
	}
	stop := Stop{Kind: StopPermuted, Side: side, Hint: "sort the whole rows, refs included, or undo the sort; until then none of these rows is touched"}
	for _, i := range slices.Sorted(maps.Keys(displaced)) {
		c.Pairs[i].stopped = true
		stop.Refs = append(stop.Refs, c.Pairs[i].Ref)
	}
	stop.Message = fmt.Sprintf("%s: the action texts of %s stand under other refs, as after a sort without the refs", side.copyName(), list(stop.Refs))
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
