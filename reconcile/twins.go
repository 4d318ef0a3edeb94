package reconcile

import (
	"cmp"
	"slices"
	"strconv"

	"actionplan/internal/text"
	"actionplan/plan"
)

// Two readings of one plan
//
// A merge lays three readings beside each other, and stops or asks where it cannot be
// sure, since what it pairs it writes. A history only tells, of an earlier and a later
// reading, which rows are one action, and nobody is there to be asked. It begins with
// what the merge pairs, as if the earlier reading had been agreed and were what the
// partners still have; and then it goes on where the merge would have stopped:
//
//	earlier              later                   the merge        here
//	1  Train carers      1  Write the plan       stops: texts     Write the plan is the
//	2  Write the plan    2  Audit 40 cases       under other      2 of then, Audit the 3;
//	3  Audit 40 cases                            refs             Train carers is gone
//
//  1. A row goes by its words where only one row has them then and now, whatever its
//     ref: actions are numbered anew. Where most of what else its rows say goes with the
//     refs, it was the words that were sorted, and the refs stand.
//  2. In a table whose actions were numbered anew, a ref alone says nothing: a row that
//     has one of then and other words is not that action. Nor is one anywhere that has
//     wholly other words, another lead and another date: its ref was given to another.
//  3. What is left over on both sides is laid beside each other: rows of the same words
//     that stand several times, a ref that stands twice, a row without a ref that was
//     reworded in its place and says most of what else was said of it, all of it where the
//     words are wholly others, and, where actions
//     were numbered anew, a row of mostly the same words. Each goes with the one it is most
//     like, and what is like none is gone, or new.
//
// Nothing here is ever written to a cell.

// Likeness is the way a pair is found that no merge would make unasked.
const Likeness Match = "by likeness"

// Twin is a row of a plan and the row of a later reading that is the same action, by
// their places among the actions; -1 where the one has no such row.
type Twin struct {
	Was, Now int
	How      Match // "" where one of them is not there
}

// PairPlans finds which rows of an earlier and a later reading of one plan are one
// action: a twin for each row of the later one, in its order, and then for each that is
// gone, in the order of the earlier one.
func PairPlans(was, now plan.Plan) []Twin {
	t := newTwins(was, now)
	t.merge()
	t.byWords()
	t.numberedAnew()
	t.leftOver()
	var all []Twin
	for j, i := range t.of {
		all = append(all, Twin{i, j, t.how[j]})
	}
	for i, j := range t.by {
		if j < 0 {
			all = append(all, Twin{Was: i, Now: -1})
		}
	}
	return all
}

// twins are two readings of one plan, and the rows that were found to be one action.
type twins struct {
	was, now plan.Plan
	of, by   []int            // by a row of now the row of then, and the other way round; -1 for none
	how      []Match          // by a row of now
	anew     map[string]bool  // tables whose actions were numbered anew
	stood    map[string]bool  // the refs of then
	stands   map[string]bool  // and of now
	left     map[string][]int // rows of then that are left over, by what others may have in common with them
}

func newTwins(was, now plan.Plan) *twins {
	t := &twins{was: was, now: now, of: make([]int, len(now.Actions)), by: make([]int, len(was.Actions)), how: make([]Match, len(now.Actions)), anew: map[string]bool{}, stood: map[string]bool{}, stands: map[string]bool{}}
	for j := range t.of {
		t.of[j] = -1
		t.stands[now.Actions[j].Ref.Key()] = true
	}
	for i := range t.by {
		t.by[i] = -1
		t.stood[was.Actions[i].Ref.Key()] = true
	}
	t.sameTables()
	return t
}

// sameTables has tables of the later reading be called as in the earlier one: a tab of
// this month is that of last month.
func (t *twins) sameTables() {
	across := newAcross(&t.now, &t.was)
	names, taken := map[string]string{}, map[string]bool{}
	for _, own := range []bool{true, false} { // one that goes by its name still goes before others
		for i := range t.now.Actions {
			name := t.now.Actions[i].Table
			to := across.table(name)
			if _, done := names[name]; done || to == "" || taken[to] || own != (to == name) {
				continue
			}
			names[name], taken[to] = to, true
		}
	}
	t.now.Actions = slices.Clone(t.now.Actions)
	for i := range t.now.Actions {
		a := &t.now.Actions[i]
		if to, ok := names[a.Table]; ok {
			a.Table = to
		}
	}
}

func (t *twins) link(i, j int, how Match) { t.of[j], t.by[i], t.how[j] = i, j, how }

func (t *twins) unlink(j int) {
	if i := t.of[j]; i >= 0 {
		t.by[i] = -1
	}
	t.of[j], t.how[j] = -1, ""
}

// merge links what a merge would pair.
func (t *twins) merge() {
	base := t.named()
	officer, partner := lettered(&base, t.now, base)
	at := func(p *plan.Plan) map[*plan.Action]int {
		places := make(map[*plan.Action]int, len(p.Actions))
		for i := range p.Actions {
			places[&p.Actions[i]] = i
		}
		return places
	}
	then, later := at(&base), at(&officer)
	for _, p := range pairRows(&base, &officer, &partner).pairs {
		if p.Base != nil && p.Officer != nil {
			t.link(then[p.Base], later[p.Officer], p.How)
		}
	}
}

// named is the earlier reading as a base: each action has a ref that no other has. One
// that repeats between tables goes by its table too, and what has none, or shares it in
// one table, by its place, which is no row's ref.
func (t *twins) named() plan.Plan {
	base := t.was
	base.Actions = slices.Clone(base.Actions)
	tables := byTables(&t.was)
	for i := range base.Actions {
		a := &base.Actions[i]
		a.ID = plan.ID(strconv.Itoa(i))
		switch of := tables[a.Ref]; {
		case a.Ref != "" && len(of) == 1:
		case a.Ref != "" && distinct(of):
			a.Ref = qualify(a.Table, a.Ref)
		default:
			a.Ref = plan.Ref("\x00" + strconv.Itoa(i))
		}
	}
	return base
}

// only are the rows whose words no other row has, by those words.
func only(actions []plan.Action) map[string]int {
	rows := map[string]int{}
	for i := range actions {
		text := actionText(&actions[i])
		if _, twice := rows[text]; twice {
			i = -1
		}
		rows[text] = i
	}
	rows[""] = -1
	return rows
}

// byWords links the rows that alone have their words, then and now.
func (t *twins) byWords() {
	then, later := only(t.was.Actions), only(t.now.Actions)
	moved := map[string][]int{} // by table, the rows that are paired otherwise
	for j := range t.now.Actions {
		words := actionText(&t.now.Actions[j])
		i, known := then[words]
		if known && i >= 0 && later[words] == j && t.of[j] != i {
			moved[t.now.Actions[j].Table] = append(moved[t.now.Actions[j].Table], j)
		}
	}
	for _, rows := range moved {
		byWords, byRefs := 0, 0
		for _, j := range rows {
			byWords += t.same(then[actionText(&t.now.Actions[j])], j)
			if t.of[j] >= 0 {
				byRefs += t.same(t.of[j], j)
			}
		}
		if byRefs > byWords {
			continue
		}
		for _, j := range rows {
			t.unlink(j)
		}
		for _, j := range rows {
			i := then[actionText(&t.now.Actions[j])]
			if other := t.by[i]; other >= 0 {
				t.unlink(other)
			}
			t.link(i, j, ByText)
		}
	}
}

// same counts what two rows say alike, their words aside.
func (t *twins) same(i, j int) int {
	same, _ := t.alike(i, j)
	return same
}

// alike counts the cells in which two rows say the same, their words aside, and those in
// which either says something and the other has a cell.
func (t *twins) alike(i, j int) (same, all int) {
	now := t.now.Actions[j]
	for f, was := range t.was.Actions[i].All() {
		e, ok := now.Lookup(f)
		if !ok || !settled(f) || f == plan.FieldAction || e.Value.IsBlank() && was.Value.IsBlank() {
			continue
		}
		all++
		if e.Value == was.Value {
			same++
		}
	}
	return same, all
}

// isRenumbered reports whether two rows have refs, and other ones: not such as a
// spreadsheet makes of one another.
func (t *twins) isRenumbered(i, j int) bool {
	was, now := t.was.Actions[i].Ref, t.now.Actions[j].Ref
	return was != "" && now != "" && !mangled(was, now)
}

// alikeEnough is how alike the words of two rows are that may be one action.
const alikeEnough = 0.6

// wordsAlike is how alike two rows are in words.
func (t *twins) wordsAlike(i, j int) float64 {
	was, now := actionText(&t.was.Actions[i]), actionText(&t.now.Actions[j])
	if was == "" || now == "" {
		return 0
	}
	return text.Similarity(was, now)
}

// numberedAnew finds the tables whose actions have other refs than they had, and lets go
// there of what nothing but a ref speaks for.
func (t *twins) numberedAnew() {
	for j, i := range t.of {
		if i >= 0 && t.isRenumbered(i, j) {
			t.anew[t.now.Actions[j].Table] = true
		}
	}
	for j, i := range t.of {
		if i < 0 || t.how[j] != ByRef && t.how[j] != ByTable || actionText(&t.was.Actions[i]) == actionText(&t.now.Actions[j]) {
			continue
		}
		switch alike := t.wordsAlike(i, j); {
		case alike >= alikeEnough:
		case t.anew[t.now.Actions[j].Table], alike <= unlike && t.isAnother(i, j):
			t.unlink(j)
		}
	}
}

// unlike is how alike words are at most of which nobody would say that they are one
// action reworded.
const unlike = 0.45

// itself counts the cells in which two rows agree on what makes an action the one that it
// is, its words aside: who leads it, when it is due, what it is for. How far it has got is
// no part of that.
func (t *twins) itself(i, j int) (same, all int) {
	now := t.now.Actions[j]
	for f, was := range t.was.Actions[i].All() {
		e, ok := now.Lookup(f)
		if !ok || !settled(f) || f == plan.FieldAction || tellsProgress[f] || e.Value.IsBlank() && was.Value.IsBlank() {
			continue
		}
		all++
		if e.Value == was.Value {
			same++
		}
	}
	return same, all
}

// isAnother reports whether a row of wholly other words under the ref of another is
// another action: another lead's, or one that agrees on less than half of the rest.
func (t *twins) isAnother(i, j int) bool {
	was, now := t.was.Actions[i].Value(plan.FieldLead), t.now.Actions[j].Value(plan.FieldLead)
	same, all := t.itself(i, j)
	return 2*same < all || was.Kind == plan.KindText && now.Kind == plan.KindText && was != now
}

// tellsProgress are the fields that say how far an action has got.
var tellsProgress = map[plan.Field]bool{
	plan.FieldStatus: true, plan.FieldRAG: true, plan.FieldPercent: true, plan.FieldProgress: true, plan.FieldEvidence: true,
	plan.FieldClosed: true, plan.FieldUpdated: true, plan.FieldExtension: true, plan.FieldVerified: true, plan.FieldLatest: true,
}

// mostCompared is how many pairs of rows that are left over are looked at: beyond it,
// only those that have words or a ref in common.
const mostCompared = 40_000

// likely is two rows that may be one action, and how much speaks for it.
type likely struct {
	was, now int
	score    float64
}

// leftOver links what is left over on both sides, the likeliest first.
func (t *twins) leftOver() {
	var then, later []int
	for i, j := range t.by {
		if j < 0 {
			then = append(then, i)
		}
	}
	for j, i := range t.of {
		if i < 0 {
			later = append(later, j)
		}
	}
	var found []likely
	for _, j := range later {
		for _, i := range t.comparable(then, len(later), j) {
			if score, ok := t.likeness(i, j); ok {
				found = append(found, likely{i, j, score})
			}
		}
	}
	slices.SortStableFunc(found, func(a, b likely) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(abs(a.was-a.now), abs(b.was-b.now)))
	})
	for _, l := range found {
		if t.by[l.was] < 0 && t.of[l.now] < 0 {
			t.link(l.was, l.now, Likeness)
		}
	}
}

// comparable are the rows of then that a row of now is laid beside: all of them or, where
// there are too many, those near it of its words or its ref.
func (t *twins) comparable(then []int, later, j int) []int {
	if len(then)*later <= mostCompared {
		return then
	}
	if t.left == nil {
		t.left = map[string][]int{}
		for _, i := range then {
			for _, key := range keysOf(&t.was.Actions[i]) {
				t.left[key] = append(t.left[key], i)
			}
		}
	}
	var near []int
	for _, key := range keysOf(&t.now.Actions[j]) {
		at, _ := slices.BinarySearch(t.left[key], j)
		near = append(near, t.left[key][max(0, at-mostNear):min(len(t.left[key]), at+mostNear)]...)
	}
	return near
}

// mostNear is how many rows above and below are looked at of those alike.
const mostNear = 10

// keysOf are what a row may have in common with others: its words and its ref.
func keysOf(a *plan.Action) []string {
	var keys []string
	if words := actionText(a); words != "" {
		keys = append(keys, "words "+words)
	}
	if a.Ref != "" {
		keys = append(keys, "ref "+stemOf(a).Key())
	}
	return keys
}

func abs(n int) int { return max(n, -n) }

// likeness is how much speaks for two rows that are left over being one action, and
// whether it is enough.
func (t *twins) likeness(i, j int) (score float64, enough bool) {
	was, now := &t.was.Actions[i], &t.now.Actions[j]
	same, all := t.alike(i, j)
	own, allOwn := t.itself(i, j)
	mostly := 2*own > allOwn
	agreeing := 0.0
	if all > 0 {
		agreeing = float64(same) / float64(all)
	}
	ref := was.Ref != "" && stemOf(was).Key() == stemOf(now).Key()
	words := t.wordsAlike(i, j)
	score = 10*agreeing + 20*words
	if ref {
		score += 10
	}
	inPlace := t.inPlace(i, j)
	if inPlace {
		score += 5
	}
	anew := t.anew[now.Table]
	switch {
	case actionText(was) != "" && actionText(was) == actionText(now):
		return score + 100, true
	case ref:
		return score, words >= alikeEnough || !anew && !t.isAnother(i, j)
	case was.Ref == "" || now.Ref == "":
		return score, inPlace && mostly && (own == allOwn || words > unlike) || words >= alikeEnough && same > 0
	}
	return score, words >= alikeEnough && (anew || same > 0 && (t.stood[now.Ref.Key()] || t.stands[was.Ref.Key()]))
}

// inPlace reports whether two rows stand between the same two actions of their table.
func (t *twins) inPlace(i, j int) bool {
	beside := func(actions []plan.Action, at, step int) int {
		if n := at + step; n >= 0 && n < len(actions) && actions[n].Table == actions[at].Table {
			return n
		}
		return -1
	}
	for _, step := range []int{-1, 1} {
		then, later := beside(t.was.Actions, i, step), beside(t.now.Actions, j, step)
		if (then < 0) != (later < 0) || then >= 0 && t.by[then] != later {
			return false
		}
	}
	return len(t.was.Actions) > 1
}
