package reconcile

import (
	"maps"
	"slices"
	"strings"

	"actionplan/plan"
)

// Texts under other refs.
//
// Somebody sorts a block and leaves its refs out, or puts a row in and numbers
// those below it anew. By their refs, each action would come to say another's
// words:
//
//	agreed                 partners, now
//	1.7  Brief advocates   1.7  Brief advocates
//	1.8  Agree sharing     1.8  Buy a bus           new
//	                       1.9  Agree sharing
//
// So an action whose text changed is left alone where
//
//  1. its new words were agreed of another action, which does not say them any
//     more: it says others, or has no row;
//  2. the words that were agreed of it stand in another row, where they were not
//     agreed: under a ref that had other words or is new, or under none.
//
// One such text is enough, and the rows at both ends wait with it: the action
// without a row is not gone, and the one under the new ref is not new. An action
// reworded under its ref is neither, nor is a row that was copied as the start of
// another, since its words stand where they stood. Where several actions have
// one text, a row that was put in or whose action has none is held to be one of
// them only if it says most of what else was agreed of that one.

// stopPermuted stops the rows whose action texts stand under other refs. Somebody
// may have given actions each other's refs on purpose: where a person says so,
// refs are taken as they stand, and every cell of such a row is an edit of the
// action its ref names.
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
			c.stopRows(StopPermuted, side, c.displaced(side, reading), []plan.Field{plan.FieldAction}, undoRefs, func(refs string) string {
				return "the action texts of " + refs + " stand under other refs, as after a sort without the refs or a renumbering"
			})
		}
	}
}

// textPlaces is where a side has the action texts of another reading.
type textPlaces struct {
	pairs         []Pair
	side, against Side
	owners        map[string][]int // an action text to the pairs that had it
	new           map[string][]int // a text to the pairs that the other reading lacks, and that say it
	loose         map[string]bool  // texts of rows that are in no pair, or are no actions
	home          map[string]bool  // texts that rows in no pair have under the refs they were agreed under
}

// newTextPlaces looks the action texts of a side up.
func (c *Comparison) newTextPlaces(side, against Side) textPlaces {
	t := textPlaces{c.Pairs, side, against, map[string][]int{}, map[string][]int{}, map[string]bool{}, map[string]bool{}}
	paired := map[*plan.Action]bool{}
	refs := map[plan.Ref]string{}
	for i := range t.pairs {
		a, was := t.pairs[i].Action(side), t.pairs[i].Action(against)
		paired[a] = true
		if was != nil && actionText(was) != "" {
			t.owners[actionText(was)] = append(t.owners[actionText(was)], i)
			refs[t.pairs[i].Ref] = actionText(was)
		}
		if a != nil && was == nil && actionText(a) != "" {
			t.new[actionText(a)] = append(t.new[actionText(a)], i)
		}
	}
	rows, strays := c.side(side).Actions, c.side(side).Strays
	for i := range rows {
		switch a := &rows[i]; {
		case paired[a]:
		case refs[a.Ref] == actionText(a):
			t.home[actionText(a)] = true
		default:
			t.loose[actionText(a)] = true
		}
	}
	for i := range strays {
		t.loose[actionText(&strays[i])] = true
	}
	delete(t.loose, "")
	return t
}

// displaced finds the pairs whose action text stands under another ref than
// where the other reading has it, and those that have a part in it.
func (c *Comparison) displaced(side, against Side) map[int]bool {
	t, displaced := c.newTextPlaces(side, against), map[int]bool{}
	for i := range t.pairs {
		if !t.pairs[i].textMoved(side, against) {
			continue
		}
		for _, j := range append(t.taken(i), t.lost(i)...) {
			displaced[i], displaced[j] = true, true
		}
	}
	return displaced
}

// taken are the pairs that a pair's new words may be those of.
func (t textPlaces) taken(i int) (from []int) {
	mine := t.pairs[i].Action(t.side)
	owners, moved := t.owners[actionText(mine)], false
	for _, j := range owners {
		switch {
		case t.pairs[j].saysOther(t.side, t.against):
			moved = true
		case t.pairs[j].Action(t.side) == nil && !t.home[actionText(mine)] && (len(owners) == 1 || t.isLikely(j, mine)):
			from = append(from, j)
		}
	}
	if moved {
		// Where several actions have the same text, any of them may have moved:
		// also one that seems to stand where it stood.
		return append(from, owners...)
	}
	return from
}

// lost are the pairs that the words agreed of a pair may stand in now: itself,
// where they stand in a row of none.
func (t textPlaces) lost(i int) (to []int) {
	was := actionText(t.pairs[i].Action(t.against))
	only := len(t.owners[was]) == 1 || actionText(t.pairs[i].Action(t.side)) == ""
	for _, j := range t.new[was] {
		if only || t.isLikely(i, t.pairs[j].Action(t.side)) {
			to = append(to, j)
		}
	}
	if t.loose[was] && only {
		to = append(to, i)
	}
	return to
}

// isLikely reports whether a row says most of what else was agreed of a pair.
func (t textPlaces) isLikely(i int, row *plan.Action) bool {
	return rewording{&Pair{Base: t.pairs[i].Action(t.against)}, &Pair{Officer: row}, Officer}.isLikely()
}

// What to do about rows that are left alone.
const (
	undoSort = "undo the sort, or sort whole rows with their refs; until then none of these rows is touched"
	undoRefs = "give each action the ref that it had, or both sides the same refs; until then none of these rows is touched"
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
	other := p.Action(side.Other())
	return p.saysOther(side, against) && (other == nil || actionText(other) != actionText(p.Action(side)))
}

// saysOther reports whether a side's action text is not the one known for its ref,
// whatever the other side has there.
func (p *Pair) saysOther(side, against Side) bool {
	mine, known := p.Action(side), p.Action(against)
	return mine != nil && known != nil && actionText(mine) != actionText(known)
}
