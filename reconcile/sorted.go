package reconcile

import (
	"maps"
	"slices"
	"strings"

	"actionplan/plan"
)

// stopPermuted stops the rows whose action texts stand under other refs: a
// block was sorted, and its refs were left out. Somebody may have given actions
// each other's refs on purpose: where a person says so, refs are taken as they
// stand, and every cell of such a row is an edit of the action its ref names.
func (c *Comparison) stopPermuted() {
	if c.rules.Confirmed {
		return
	}
	against := map[Side]Side{Officer: Base, Partner: Base}
	if c.base == nil {
		against = map[Side]Side{Partner: Officer}
	}
	for _, side := range []Side{Officer, Partner} {
		if reading, ok := against[side]; ok {
			c.stopRows(StopPermuted, side, displaced(c.Pairs, c.side(side).Strays, side, reading), []plan.Field{plan.FieldAction}, undoSort, func(refs string) string {
				return "the action texts of " + refs + " stand under other refs, as after a sort without the refs"
			})
		}
	}
}

// displaced finds the pairs whose action text stands under another ref than
// where the other reading has it. Strays are the side's rows that are no
// actions: words that went into one that was put in blank are gone as well.
func displaced(pairs []Pair, strays []plan.Action, side, against Side) map[int]bool {
	owners := map[string][]int{} // an action text to the pairs that had it
	unnamed := map[string]bool{} // texts new to the other reading, in rows without a ref or that are no actions
	for i := range pairs {
		a, was := pairs[i].Action(side), pairs[i].Action(against)
		if was != nil && actionText(was) != "" {
			owners[actionText(was)] = append(owners[actionText(was)], i)
		}
		if a != nil && a.Ref == "" && was == nil {
			unnamed[actionText(a)] = true
		}
	}
	for i := range strays {
		unnamed[actionText(&strays[i])] = true
	}
	delete(unnamed, "")
	displaced := map[int]bool{}
	for i := range pairs {
		if !pairs[i].textMoved(side, against) {
			continue
		}
		if actionText(pairs[i].Action(side)) == "" && unnamed[actionText(pairs[i].Action(against))] {
			displaced[i] = true // its words went into a row that was put in blank
		}
		from := owners[actionText(pairs[i].Action(side))]
		if !slices.ContainsFunc(from, func(j int) bool { return pairs[j].textMoved(side, against) }) {
			continue
		}
		// Where several actions have the same text, any of them may have moved:
		// also one that seems to stand where it stood.
		displaced[i] = true
		for _, j := range from {
			displaced[j] = true
		}
	}
	return displaced
}

// What to do about rows that are left alone.
const (
	undoSort = "undo the sort, or sort whole rows with their refs; until then none of these rows is touched"
	putBack  = "put the cells back in their rows; until then none of these rows is touched"
)

// stopRows leaves rows alone and says why.
func (c *Comparison) stopRows(kind StopKind, side Side, rows map[int]bool, fields []plan.Field, hint string, what func(refs string) string) {
	if len(rows) == 0 {
		return
	}
	stop := Stop{Kind: kind, Side: side, Fields: fields, Hint: hint}
	pairs := make([]*Pair, 0, len(rows))
	named := false // by a ref that somebody can see
	for _, i := range slices.Sorted(maps.Keys(rows)) {
		p := &c.Pairs[i]
		p.stopped = true
		pairs, named = append(pairs, p), named || !p.isNameless()
	}
	if !named {
		stop.Hint = strings.Replace(hint, " with their refs", "", 1)
	}
	slices.SortStableFunc(pairs, func(a, b *Pair) int { return plan.CompareRefs(a.Ref, b.Ref) })
	names := make([]string, len(pairs))
	for i, p := range pairs {
		stop.Refs, names[i] = append(stop.Refs, p.Ref), p.Name()
	}
	stop.Message = side.copyName() + ": " + what(listFirst(names))
	c.Stops = append(c.Stops, stop)
}

// behind says what was moved in the rows of a stop besides what seems to have
// been sorted: nobody sees it waiting else.
func (c *Comparison) behind(stop Stop) string {
	var moved [2]int
	for _, d := range c.Differences {
		if !slices.Contains(stop.Refs, d.Ref) {
			continue
		}
		sorted := slices.Contains(stop.Fields, d.Field)
		if d.moved(Officer) && (!sorted || stop.Side != Officer) {
			moved[0]++
		}
		if d.moved(Partner) && (!sorted || stop.Side != Partner) {
			moved[1]++
		}
	}
	var parts []string
	for i, by := range []string{"officers", "partners"} {
		if moved[i] > 0 {
			parts = append(parts, count(moved[i], "cell")+" moved by "+by)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	waits := " waits"
	if moved[0]+moved[1] > 1 {
		waits = " wait"
	}
	return strings.Join(parts, " and ") + " in those rows" + waits + " too"
}

// textMoved reports whether a side's action text is neither the one known for
// its ref nor the one the other side has there. One that is gone has moved too:
// into a row that was put in blank, and sorted with the others.
func (p *Pair) textMoved(side, against Side) bool {
	mine, known, other := p.Action(side), p.Action(against), p.Action(side.Other())
	if mine == nil || known == nil || actionText(known) == "" && actionText(mine) == "" || actionText(mine) == actionText(known) {
		return false
	}
	return other == nil || actionText(other) != actionText(mine)
}
