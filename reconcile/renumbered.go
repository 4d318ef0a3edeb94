package reconcile

import (
	"maps"
	"slices"
	"strings"

	"actionplan/plan"
)

// Actions alike in text, under other refs.
//
// Several actions have one text. Somebody takes one of them out, or puts one in, and
// numbers the rest anew:
//
//	agreed                         partners, now
//	2  Audit case files | Head A   2  Audit case files | Head B
//	3  Audit case files | Head B   3  Audit case files | Head C
//	4  Audit case files | Head C
//
// No text stands under another ref (sorted.go), and cell by cell it looks like edits of
// 2 and 3. What else the rows say tells which is which: a row is rather another action
// of its text than the one that its ref names where, of the cells in which the two were
// agreed to differ,
//
//  1. it says more as the other was agreed than as its own was;
//  2. that is so too of what makes an action the one that it is: who leads it, by when,
//     what for. How far it has got is no part of that: a month's update often says what
//     another action said before;
//  3. at least one such cell, or a progress of some words that one action alone had, is
//     the other's.
//
// One row by itself may still have been edited so: work is given to the lead of another
// team, with that one's date. So the other action must be away: it has no row, or other
// words, its row is rather a third one, or says less than half of what was agreed of it.
// Only a row that says all that was agreed of another, in three cells and more, is
// believed without that: somebody pasted one row over the other. A row under a new ref
// is an action of its text too where it says more of it than the row does that has its
// ref, also of what makes it that one: else it was copied as the start of another, before
// a month's update of the first.
//
// All that have a part in it wait, on both sides. What both sides say alike is no proof:
// where both have the same refs, all is as it should be.

// toldWords is how many words a progress has at least that tells an action from others.
const toldWords = 3

// stopRenumbered stops the rows that are rather other actions of their text.
func (c *Comparison) stopRenumbered() {
	if c.whole || c.rules.Confirmed {
		return
	}
	against := map[Side]Side{Officer: Base, Partner: Base}
	if c.base == nil {
		against = map[Side]Side{Partner: Officer}
	}
	for _, side := range []Side{Officer, Partner} {
		reading, ok := against[side]
		if !ok {
			continue
		}
		rows := c.renumbered(side, reading)
		maps.DeleteFunc(rows, func(i int, _ bool) bool { return c.Pairs[i].stopped })
		c.stopRows(StopPermuted, side, rows, c.movedIn(side, reading, rows), undoRefs, func(refs string) string {
			return "the cells of " + refs + " stand under other refs among actions of one text, as after a row was put in or taken out and the rest numbered anew"
		})
		for i := range rows {
			if j := c.judged[&c.Pairs[i]]; j != nil {
				j.rulings = nil
			}
		}
	}
}

// movedIn are the fields in which a side's rows say something else than was agreed.
func (c *Comparison) movedIn(side, against Side, rows map[int]bool) []plan.Field {
	fields := map[plan.Field]bool{plan.FieldAction: true}
	for i := range rows {
		p := &c.Pairs[i]
		for _, d := range c.differencesOf(p) {
			if d.Value(side) != d.Value(against) {
				fields[d.Field] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(fields))
}

func (c *Comparison) differencesOf(p *Pair) []Difference {
	if j := c.judged[p]; j != nil {
		return j.differences
	}
	return nil
}

// alikeTexts looks for the rows of a side that are rather other actions of their text.
type alikeTexts struct {
	*Comparison
	side, against Side
	owners, rows  map[string][]int                  // by an action text, the pairs that had it and those whose row has it
	said          map[plan.Field]map[plan.Value]int // how many actions were agreed to say it
	had           map[string]map[fieldValue][]int   // by a text, the actions that were agreed to say it
	rather        map[int][]int                     // by a row, the actions that it is rather; by -1 those that a row in no pair is
}

// renumbered are the pairs of which a side's rows are rather others', and those others.
func (c *Comparison) renumbered(side, against Side) map[int]bool {
	t := c.alikeTexts(side, against)
	for text, rows := range t.rows {
		for _, i := range rows {
			for _, j := range t.maybe(text, t.Pairs[i].Action(side), t.Pairs[i].Action(against)) {
				if i != j && t.isRather(i, j) {
					t.rather[i] = append(t.rather[i], j)
				}
			}
		}
	}
	for _, a := range t.inNoPair() {
		for _, j := range t.maybe(actionText(a), a, nil) {
			if t.isRatherThanRow(a, j, func(plan.Field, plan.Value) bool { return false }) {
				t.rather[-1] = append(t.rather[-1], j)
			}
		}
	}
	found := map[int]bool{}
	for i, others := range t.rather {
		for _, j := range others {
			switch {
			case t.isAway(j):
				found[i], found[j] = true, true
			case i >= 0 && t.saysAll(i, j):
				found[i] = true
			}
		}
	}
	delete(found, -1)
	return found
}

// inNoPair are the rows of the side that are no action's: those that are left alone,
// and those that are no actions.
func (t *alikeTexts) inNoPair() (rows []*plan.Action) {
	paired := map[*plan.Action]bool{}
	for i := range t.Pairs {
		paired[t.Pairs[i].Action(t.side)] = true
	}
	p := t.Comparison.side(t.side)
	for i := range p.Actions {
		if a := &p.Actions[i]; !paired[a] {
			rows = append(rows, a)
		}
	}
	for i := range p.Strays {
		rows = append(rows, &p.Strays[i])
	}
	return rows
}

func (c *Comparison) alikeTexts(side, against Side) alikeTexts {
	t := alikeTexts{c, side, against, map[string][]int{}, map[string][]int{}, map[plan.Field]map[plan.Value]int{}, map[string]map[fieldValue][]int{}, map[int][]int{}}
	for i := range c.Pairs {
		row, was := c.Pairs[i].Action(side), c.Pairs[i].Action(against)
		if row != nil && actionText(row) != "" {
			t.rows[actionText(row)] = append(t.rows[actionText(row)], i)
		}
		if was == nil || actionText(was) == "" {
			continue
		}
		t.owners[actionText(was)] = append(t.owners[actionText(was)], i)
		had := t.had[actionText(was)]
		if had == nil {
			had = map[fieldValue][]int{}
			t.had[actionText(was)] = had
		}
		for f, e := range was.All() {
			if tells(f, e.Value) {
				had[fieldValue{f, e.Value}] = append(had[fieldValue{f, e.Value}], i)
			}
			if !tellsProgress[f] {
				continue
			}
			if t.said[f] == nil {
				t.said[f] = map[plan.Value]int{}
			}
			t.said[f][e.Value]++
		}
	}
	return t
}

// maybe are the actions of a text that said something which a row says now, and which
// its own action did not say: no others are looked at, since hundreds may share a text.
func (t *alikeTexts) maybe(text string, row, own *plan.Action) []int {
	if len(t.owners[text]) == 0 {
		return nil
	}
	found := map[int]bool{}
	for f, e := range row.All() {
		if !tells(f, e.Value) || own != nil && own.Value(f) == e.Value {
			continue
		}
		for _, j := range t.had[text][fieldValue{f, e.Value}] {
			found[j] = true
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// tells reports whether a cell may tell an action from others of its text.
func tells(f plan.Field, v plan.Value) bool {
	return settled(f) && f != plan.FieldAction && !v.IsBlank() && (!tellsProgress[f] || isNarration(f))
}

// isNarration reports whether a field tells in words how far an action has got.
func isNarration(f plan.Field) bool { return f == plan.FieldProgress || f == plan.FieldEvidence }

// leaning is how far the cells in which two rows differ speak for the one or the other.
type leaning struct {
	one, other       int // cells in which either says it
	isOne, isOther   int // of those, that make an action the one that it is
	differ, ownWords int // all of them, and the progress that one action alone had and the one says
}

// lean counts what rows say, of the cells that they have both, where a third says it too.
func (t *alikeTexts) lean(of, one, other *plan.Action, but func(f plan.Field, v plan.Value) bool) (l leaning) {
	for f, e := range one.All() {
		said, known := of.Lookup(f)
		second, has := other.Lookup(f)
		absent := !known || !has || said.Value.Kind == plan.KindAbsent || second.Value.Kind == plan.KindAbsent || e.Value.Kind == plan.KindAbsent
		if absent || !settled(f) || f == plan.FieldAction || e.Value == second.Value || t.isFormula(f, one, other, of) || but(f, said.Value) {
			continue
		}
		l.differ++
		itself := !tellsProgress[f] && !said.Value.IsBlank()
		switch said.Value {
		case e.Value:
			l.one++
			if itself {
				l.isOne++
			}
			if isNarration(f) && len(strings.Fields(said.Value.Text)) >= toldWords && t.said[f][said.Value] <= 1 {
				l.ownWords++
			}
		case second.Value:
			l.other++
			if itself {
				l.isOther++
			}
		}
	}
	return l
}

// isFirst reports whether it speaks for the one.
func (l leaning) isFirst() bool {
	return l.one > l.other && l.isOne >= l.isOther && l.isOne+l.ownWords > 0
}

// isFormula reports whether a formula works out the cell of any of these rows.
func (t *alikeTexts) isFormula(f plan.Field, rows ...*plan.Action) bool {
	return slices.ContainsFunc(rows, func(a *plan.Action) bool {
		return t.columns.formulas[t.side][plan.ColumnKey{Table: a.Table, Field: f}]
	})
}

// isRather reports whether the row of one pair is rather the action of another.
func (t *alikeTexts) isRather(i, j int) bool {
	mine, theirs := &t.Pairs[i], &t.Pairs[j]
	row, was := mine.Action(t.side), theirs.Action(t.against)
	if own := mine.Action(t.against); own != nil {
		return t.lean(row, was, own, t.isSaidByBoth(mine)).isFirst()
	}
	return t.isRatherThanRow(row, j, func(f plan.Field, _ plan.Value) bool {
		now, _ := mine.Entry(t.side, f)
		return t.isSaidByBoth(mine)(f, now.Value)
	})
}

// isRatherThanRow reports whether a row that has no agreed ref is rather an action than
// the row is that has the action's.
func (t *alikeTexts) isRatherThanRow(row *plan.Action, j int, but func(plan.Field, plan.Value) bool) bool {
	stands := t.Pairs[j].Action(t.side)
	switch was := t.Pairs[j].Action(t.against); {
	case stands == nil:
		return false // one is gone and another new: both are asked about
	case actionText(stands) != actionText(was) && !t.Pairs[j].textMoved(t.side, t.against):
		return false // both sides have given its ref to another
	}
	l := t.lean(t.Pairs[j].Action(t.against), row, stands, but)
	return l.isFirst() && l.isOne > l.isOther
}

// isSaidByBoth is whether the other side says what a side says in a cell of a pair.
func (t *alikeTexts) isSaidByBoth(p *Pair) func(plan.Field, plan.Value) bool {
	return func(f plan.Field, v plan.Value) bool {
		if t.against != Base {
			return false
		}
		e, there := p.Entry(t.side.Other(), f)
		was, agreed := p.Entry(Base, f)
		return there && e.Value == v && (!agreed || was.Value != v)
	}
}

// isAway reports whether the row that has an action's ref is not that action, as far as
// it tells.
func (t *alikeTexts) isAway(j int) bool {
	row, was := t.Pairs[j].Action(t.side), t.Pairs[j].Action(t.against)
	if row == nil || actionText(row) != actionText(was) || len(t.rather[j]) > 0 {
		return true
	}
	same, all := rewording{&Pair{Base: was}, &Pair{Officer: row}, Officer}.agreeing()
	return 2*same < all
}

// saysAll reports whether a row says all that was agreed of another action and not of
// its own, in three cells and more.
func (t *alikeTexts) saysAll(i, j int) bool {
	mine := &t.Pairs[i]
	own := mine.Action(t.against)
	if own == nil {
		return false
	}
	l := t.lean(mine.Action(t.side), t.Pairs[j].Action(t.against), own, t.isSaidByBoth(mine))
	return l.differ >= 3 && l.one == l.differ && (l.isOne >= 2 || l.isOne+l.ownWords >= 2)
}
