package reconcile

import (
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
	unnamed := c.unnamedTexts(side, against)
	for i := range c.Pairs {
		if !c.textMoved(i, side, against) {
			continue
		}
		if actionText(c.Pairs[i].Action(side)) == "" && unnamed[actionText(c.Pairs[i].Action(against))] {
			displaced[i] = true // its words went into a row that was put in blank
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
	c.stopRows(StopPermuted, side, displaced, func(refs string) string {
		return "the action texts of " + refs + " stand under other refs, as after a sort without the refs"
	})
}

// unnamedTexts are the action texts of a side's rows that are new to the other
// reading and have no ref, or are no actions.
func (c *Comparison) unnamedTexts(side, against Side) map[string]bool {
	texts := map[string]bool{}
	for i := range c.Pairs {
		if a := c.Pairs[i].Action(side); a != nil && a.Ref == "" && c.Pairs[i].Action(against) == nil {
			texts[actionText(a)] = true
		}
	}
	for i := range c.side(side).Strays {
		texts[actionText(&c.side(side).Strays[i])] = true
	}
	delete(texts, "")
	return texts
}

// stopRows leaves rows alone and says why.
func (c *Comparison) stopRows(kind StopKind, side Side, rows map[int]bool, what func(refs string) string) {
	if len(rows) == 0 {
		return
	}
	stop := Stop{Kind: kind, Side: side, Hint: "undo the sort, or sort whole rows with their refs; until then none of these rows is touched"}
	for _, i := range slices.Sorted(maps.Keys(rows)) {
		c.Pairs[i].stopped = true
		stop.Refs = append(stop.Refs, c.Pairs[i].Ref)
	}
	slices.SortFunc(stop.Refs, plan.CompareRefs)
	stop.Message = side.copyName() + ": " + what(listFirst(stop.Refs))
	c.Stops = append(c.Stops, stop)
}

// textMoved reports whether a side's action text is neither the one known for
// its ref nor the one the other side has there. One that is gone has moved too:
// into a row that was put in blank, and sorted with the others.
func (c *Comparison) textMoved(i int, side, against Side) bool {
	p := &c.Pairs[i]
	mine, known, other := p.Action(side), p.Action(against), p.Action(side.Other())
	if mine == nil || known == nil || actionText(known) == "" && actionText(mine) == "" || actionText(mine) == actionText(known) {
		return false
	}
	return other == nil || actionText(other) != actionText(mine)
}
