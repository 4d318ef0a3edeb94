package reconcile

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"

	"actionplan/plan"
)

// A sort of some columns leaves the refs and the texts where they are and
// carries the rest to other rows. It is told from edits in two ways: by rows
// whose changed cells say, all together, what one other changed row alone
// said; and by columns whose changed cells have among them the words they had,
// where edits would hardly have come to that. What both sides say by now is no
// proof of either's sort.
//
// A row that was put in blank is sorted with the others, and takes some action's
// words away from all of them: of
//
//	1.1  c        1.1  a
//	     (new)         b
//	1.2  a   →    1.2  c
//	1.3  b        1.3
//
// the words b stand in no action any more, and 1.3 seems to have been cleared.
// So the rows that are no actions are counted too, as rows that were blank.
const (
	strays     = 5   // one row in so many may have been edited since
	likelihood = 0.1 // that edits came to the same words, at most
)

// exchange is rows between which cells were exchanged, and their columns.
type exchange struct {
	rows   map[int]bool
	fields map[plan.Field]bool
}

func (e exchange) add(rows turns, fields []plan.Field) {
	for i := range rows {
		if i >= 0 {
			e.rows[i] = true
		}
	}
	for _, f := range fields {
		e.fields[f] = true
	}
}

// stopSorted stops the rows between which a side's cells were exchanged.
func (c *Comparison) stopSorted() {
	if c.base == nil || c.whole || c.rules.Confirmed {
		return
	}
	for _, side := range []Side{Officer, Partner} {
		moved := c.movedBy(side)
		found := exchange{map[int]bool{}, map[plan.Field]bool{}}
		c.findSwapped(moved, found)
		c.findShuffled(side, moved, found)
		found.addAlike(moved)
		c.stopExchanged(side, found)
	}
}

// stopExchanged leaves the rows alone between which cells were exchanged.
func (c *Comparison) stopExchanged(side Side, found exchange) {
	var labels []string
	for _, f := range slices.Sorted(maps.Keys(found.fields)) {
		labels = append(labels, f.Label())
	}
	c.stopRows(StopSorted, side, found.rows, func(refs string) string {
		return fmt.Sprintf("the cells of %s (%s) stand in each other's rows, as after a sort of some columns without the others", refs, join(labels))
	})
	for i := range found.rows {
		c.rulings[i] = nil
	}
}

// change is what a side made of one row: what its moved cells said and say,
// and which of them the other side does not say as well.
type change struct {
	was, now map[plan.Field]plan.Value
	own      map[plan.Field]bool
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
			moved[i] = change{map[plan.Field]plan.Value{}, map[plan.Field]plan.Value{}, map[plan.Field]bool{}}
		}
		moved[i].was[d.Field], moved[i].now[d.Field] = d.Base, now
		if d.Value(side.Other()) != now {
			moved[i].own[d.Field] = true
		}
	}
	return moved
}

// addAlike adds every other row whose cells of the sorted columns changed to
// what one of the changed rows said.
func (e exchange) addAlike(moved map[int]change) {
	if len(e.rows) == 0 {
		return
	}
	said := map[cellOf]bool{}
	for _, ch := range moved {
		for f, v := range ch.was {
			said[cellOf{f, v}] = true
		}
	}
	for i, ch := range moved {
		for f := range ch.own {
			if e.fields[f] && said[cellOf{f, ch.now[f]}] {
				e.rows[i] = true
			}
		}
	}
}

// turn is what a row said and what it says, as one text each.
type turn struct{ was, now string }

// turns are the turns of rows, by pair.
type turns map[int]turn

// trim leaves the rows that took from one of themselves and gave to one: of
// three dates each put off to the next, none is left.
func (ts turns) trim() {
	lost, gained := ts.count()
	took, gave := map[string][]int{}, map[string][]int{}
	for i, t := range ts {
		took[t.now], gave[t.was] = append(took[t.now], i), append(gave[t.was], i)
	}
	var drop func(i int)
	dropAll := func(rows []int) {
		for _, i := range rows {
			drop(i)
		}
	}
	drop = func(i int) {
		t, ok := ts[i]
		if !ok || lost[t.now] > 0 && gained[t.was] > 0 {
			return
		}
		delete(ts, i)
		if lost[t.was]--; lost[t.was] == 0 {
			dropAll(took[t.was])
		}
		if gained[t.now]--; gained[t.now] == 0 {
			dropAll(gave[t.now])
		}
	}
	for i := range maps.Clone(ts) {
		drop(i)
	}
}

// count says how often each text was said, and is.
func (ts turns) count() (lost, gained map[string]int) {
	lost, gained = map[string]int{}, map[string]int{}
	for _, t := range ts {
		lost[t.was]++
		gained[t.now]++
	}
	return lost, gained
}

// tally says how often each text was said, and how many are not said again.
func (ts turns) tally() (said map[string]int, off int) {
	lost, gained := ts.count()
	for words := range lost {
		off += max(0, lost[words]-gained[words])
	}
	return lost, off
}

// isBalanced says whether rows say among them what they said, but for a few
// that were edited since.
func (ts turns) isBalanced() bool {
	_, off := ts.tally()
	return len(ts) > 0 && off*strays <= len(ts)
}

// isUnlikely says whether edits would hardly have come to this: rows given
// texts that some of them had, and every text just as often as it was there.
func (ts turns) isUnlikely() bool {
	said, off := ts.tally()
	m := float64(len(ts))
	log := logFactorial(len(ts))
	for _, n := range said {
		log += float64(n)*math.Log(float64(n)/m) - logFactorial(n)
	}
	for range off {
		log += 2 * math.Log(float64(len(said))) // one text more often, and another less
	}
	return len(ts) > 0 && log <= math.Log(likelihood)
}

func logFactorial(n int) float64 {
	log, _ := math.Lgamma(float64(n) + 1)
	return log
}

// findShuffled finds, table by table, the columns that were sorted: together
// as far as they went together, or one by one.
func (c *Comparison) findShuffled(side Side, moved map[int]change, found exchange) {
	for table, rows := range c.byTable(side, moved) {
		c.addStrays(rows, side, table)
		var together []plan.Field
		for _, f := range fieldsMoved(rows) {
			alone := c.turned(rows, []plan.Field{f})
			if !alone.isBalanced() {
				continue
			}
			if alone.isUnlikely() {
				found.add(alone, []plan.Field{f})
			}
			if more := append(slices.Clone(together), f); c.turned(rows, more).isBalanced() {
				together = more
			}
		}
		if all := c.turned(rows, together); all.isUnlikely() {
			found.add(all, together)
		}
	}
}

// byTable parts rows by the table a side has them in: nobody sorts across two.
func (c *Comparison) byTable(side Side, moved map[int]change) map[string]map[int]change {
	tables := map[string]map[int]change{}
	for i, ch := range moved {
		t := c.Pairs[i].Action(side).Table
		if tables[t] == nil {
			tables[t] = map[int]change{}
		}
		tables[t][i] = ch
	}
	return tables
}

// addStrays adds the rows of a table that are no actions to those that changed:
// under numbers below nought, which are no pairs'.
func (c *Comparison) addStrays(rows map[int]change, side Side, table string) {
	for i, stray := range c.side(side).Strays {
		if stray.Table != table {
			continue
		}
		ch := change{map[plan.Field]plan.Value{}, map[plan.Field]plan.Value{}, map[plan.Field]bool{}}
		for f, e := range stray.All() {
			ch.was[f], ch.now[f], ch.own[f] = plan.Blank, e.Value, true
		}
		rows[-1-i] = ch
	}
}

// fieldsMoved lists the columns in which rows changed, those of most rows
// first.
func fieldsMoved(rows map[int]change) []plan.Field {
	n := map[plan.Field]int{}
	for _, ch := range rows {
		for f := range ch.own {
			n[f]++
		}
	}
	return slices.SortedFunc(maps.Keys(n), func(a, b plan.Field) int {
		return cmp.Or(cmp.Compare(n[b], n[a]), cmp.Compare(a, b))
	})
}

// turned are the rows that changed in some columns, trimmed.
func (c *Comparison) turned(rows map[int]change, fields []plan.Field) turns {
	ts := turns{}
	for i, ch := range rows {
		if slices.ContainsFunc(fields, func(f plan.Field) bool { return ch.own[f] }) {
			ts[i] = c.turnOf(i, ch, fields)
		}
	}
	ts.trim()
	return ts
}

func (c *Comparison) turnOf(i int, ch change, fields []plan.Field) turn {
	var t turn
	for _, f := range fields {
		e := plan.Entry{Value: plan.Blank}
		if i >= 0 {
			e, _ = c.Pairs[i].Entry(Base, f)
		}
		now, ok := ch.now[f]
		if !ok {
			now = e.Value
		}
		t.was += key(e.Value)
		t.now += key(now)
	}
	return t
}

// key is a value as a text that no other has.
func key(v plan.Value) string {
	return strconv.Itoa(int(v.Kind)) + strconv.Quote(v.Text) + strconv.Quote(v.Beside)
}

// findSwapped finds the rows whose changed cells, two or more of them filled,
// all say what exactly one other row said, where that one is such a row too.
func (c *Comparison) findSwapped(moved map[int]change, found exchange) {
	had := c.rowsThatSaid(moved)
	ts := turns{}
	for i, ch := range moved {
		if ch.ownFilled() < 2 {
			continue
		}
		if rows := c.rowsLike(had, ch.now, i); len(rows) == 1 && sameFields(ch.now, moved[rows[0]].now) {
			ts[i] = turn{strconv.Itoa(i), strconv.Itoa(rows[0])}
		}
	}
	ts.trim()
	for i := range ts {
		found.rows[i] = true
		for f := range moved[i].now {
			found.fields[f] = true
		}
	}
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

// ownFilled counts the cells that say something, and that the other side does
// not say too.
func (ch change) ownFilled() int {
	n := 0
	for f := range ch.own {
		if !ch.now[f].IsBlank() {
			n++
		}
	}
	return n
}

// cellOf is what a cell said, to find the rows that said it.
type cellOf struct {
	f plan.Field
	v plan.Value
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
		for f, e := range c.Pairs[i].Base.All() {
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
