package reconcile

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"actionplan/plan"
)

// Rows alike in their action text, and without a ref
//
// A plan without refs is known by its action texts, and some texts stand there
// more than once. Which of them is which?
//
//	agreed                          partners, now
//	4  Train staff | Head  | Open   row 7   Train staff | Head  | Complete
//	5  Train staff | Clerk | Open   row 8   Train staff | Clerk | Open
//
// The 4 and the 5 are the ledger's own: nobody sees them. Row 8 says all that
// was agreed of 5, so it is 5. Row 7 says Head, which 4 alone says of the two,
// and nothing that 5 alone says: it is 4, and its status was changed. Had its
// lead been changed to Clerk as well, it would still be 4, since 5 is found and
// there are as many rows as actions.
//
// So, one text at a time and for each side by itself, a row is told apart
//
//  1. by saying all that is agreed of one action, and of no more actions than
//     there are such rows;
//  2. by saying nothing but what was agreed of one action or what the other
//     side's row of it says now, which is told apart;
//  3. by saying something that one action alone says of those still to be
//     found, and nothing that another of them says instead;
//  4. by being what is left, where there are as many rows as actions.
//
// What is left after that is paired by how much of it agrees and then by its
// order, but only where the numbers agree and one side alone moved it. Then it
// makes no difference to what is written which of them is which: the other
// side's rows all say what was agreed, and come to say what the first side's
// say. Two rows that say the same in everything are such a case.
//
//	agreed                  officers                    partners
//	4  Train staff | Open   row 3  Train staff | Open   row 7  Train staff | Open
//	5  Train staff | Open   row 4  Train staff | Done   row 8  Train staff | Open
//
// Here Done goes to row 8. Where partners changed one of theirs too, nobody can
// say whether it is the same one: neither crosses, and all four rows are left
// alone and listed, until a person gives them words or refs of their own, or
// both sides say the same.
//
// Some of these rows may have a ref, and some of the actions. A row under a ref that was
// never agreed counts among those without one, where with it there are as many rows as
// actions, or where the other side has it under that ref and counts it: so nothing
// changes once apply has written that ref into a row without one. Rows that both sides
// have under one new ref are one action; and of what nothing else tells apart, rows
// without a ref go with the actions that had none.
//
// At a first agreement the two sides are laid beside each other in the same
// way; and rows alike that were never agreed are agreed once both sides say the
// same of them. A row is never paired by its place on the sheet, by what only
// one side has a column for, or by what a formula works out.

// tellMost is the number of comparisons beyond which rows alike in text are not
// told apart by parts of what they say: hundreds of rows that have one text and
// were all changed.
const tellMost = 400_000

// alike is a side's rows that have one action text, beside the agreed actions
// that have it and that the side has no ref for.
type alike struct {
	rows   []*plan.Action
	known  []*plan.Action
	fields []plan.Field                    // what every one of them says
	is     map[*plan.Action]*plan.Action   // the rows that are told apart, and which action each is
	may    map[*plan.Action][]*plan.Action // the others that may be one of several, and which those are
	told   map[*plan.Action][]*plan.Action // by action, the rows that are told to be it, or one of those that agree with it in everything
	theirs map[*plan.Action][]*plan.Action // likewise the other side's

	renumbered []*plan.Action // rows of the text under refs that were never agreed
}

// kind is agreed actions of one text that agree in everything, and the rows
// that are told to be one of them.
type kind struct{ known, rows []*plan.Action }

func (k *kind) isFull() bool { return len(k.rows) >= len(k.known) }

// comparedFields are the fields that all of these rows have, but for those that
// formulas work out.
func (r *sideRows) comparedFields(rows ...[]*plan.Action) []plan.Field {
	all := slices.Concat(rows...)
	if len(all) == 0 {
		return nil
	}
	var fields []plan.Field
	for _, f := range all[0].Sorted() {
		missing := func(a *plan.Action) bool { return a.Value(f).Kind == plan.KindAbsent || r.isFormula(a, f) }
		if settled(f) && f != plan.FieldAction && !slices.ContainsFunc(all, missing) {
			fields = append(fields, f)
		}
	}
	return fields
}

// isFormula reports whether a formula works out a cell of one of the side's rows.
func (r *sideRows) isFormula(a *plan.Action, f plan.Field) bool {
	return r.formulas[plan.ColumnKey{Table: a.Table, Field: f}] && r.own[a]
}

// words is what a row says in some fields, as one text.
func words(a *plan.Action, fields []plan.Field) string {
	var b strings.Builder
	for _, f := range fields {
		b.WriteString(key(a.Value(f)))
	}
	return b.String()
}

// counted says how many of the rows say each thing.
func counted(rows []*plan.Action, fields []plan.Field) map[string]int {
	n := map[string]int{}
	for _, a := range rows {
		n[words(a, fields)]++
	}
	return n
}

// sayTheSame reports whether the rows of both lists say the same things, each as
// often.
func sayTheSame(a, b []*plan.Action, fields []plan.Field) bool {
	return maps.Equal(counted(a, fields), counted(b, fields))
}

// tellApart finds which action each row is, as far as what they say tells it,
// and what the other side says of the actions that it has told apart.
func (a *alike) tellApart() {
	maps.DeleteFunc(a.may, func(_ *plan.Action, may []*plan.Action) bool { return a.told[may[0]] == nil })
	var kinds []*kind
	says := map[string]*kind{}
	for _, k := range a.known {
		if a.told[k] != nil {
			continue
		}
		w := words(k, a.fields)
		if says[w] == nil {
			says[w] = &kind{}
			kinds = append(kinds, says[w])
		}
		says[w].known = append(says[w].known, k)
	}
	var rest []*plan.Action
	for _, row := range a.rows {
		if a.is[row] != nil || a.may[row] != nil {
			continue
		}
		if k := says[words(row, a.fields)]; k != nil {
			k.rows = append(k.rows, row)
		} else {
			rest = append(rest, row)
		}
	}
	open := slices.DeleteFunc(slices.Clone(kinds), (*kind).isFull)
	for before := -1; before != len(rest) && len(rest)*len(open)*len(open) <= tellMost; {
		before = len(rest)
		rest, open = a.tell(rest, open)
	}
	if len(open) == 1 && len(a.rows) == len(a.known) && len(open[0].rows)+len(rest) == len(open[0].known) {
		open[0].rows = append(open[0].rows, rest...)
		rest = nil
	}
	a.sortOut(kinds, rest)
}

// tell has rows be of the kinds they are told to be, as far as there is room:
// those that say only what was agreed of one or is said of it now, and those
// that are told by some of what they say.
func (a *alike) tell(rows []*plan.Action, kinds []*kind) (rest []*plan.Action, open []*kind) {
	claims, fits := map[*kind][]*plan.Action{}, map[*kind][]*plan.Action{}
	for _, row := range rows {
		var fitting []*kind
		for _, k := range kinds {
			if a.fits(row, k) {
				fitting = append(fitting, k)
			}
		}
		if len(fitting) == 1 {
			fits[fitting[0]] = append(fits[fitting[0]], row)
		}
		if k := a.toldBy(row, kinds); k != nil {
			claims[k] = append(claims[k], row)
		}
	}
	found := map[*plan.Action]bool{}
	for _, claim := range []map[*kind][]*plan.Action{fits, claims} {
		for k, rows := range claim {
			rows = slices.DeleteFunc(rows, func(row *plan.Action) bool { return found[row] })
			if len(k.rows)+len(rows) <= len(k.known) {
				k.rows = append(k.rows, rows...)
				for _, row := range rows {
					found[row] = true
				}
			}
		}
	}
	rest = slices.DeleteFunc(slices.Clone(rows), func(row *plan.Action) bool { return found[row] })
	return rest, slices.DeleteFunc(slices.Clone(kinds), (*kind).isFull)
}

// says reports whether a row says in a field what was agreed of a kind, or what
// the other side says of it now.
func (a *alike) says(row *plan.Action, k *kind, f plan.Field) bool {
	v := row.Value(f)
	return v == k.known[0].Value(f) || slices.ContainsFunc(a.theirs[k.known[0]], func(other *plan.Action) bool { return v == other.Value(f) })
}

// fits reports whether a row says nothing else than a kind whose rows the other
// side has told apart.
func (a *alike) fits(row *plan.Action, k *kind) bool {
	return len(a.theirs[k.known[0]]) > 0 && !slices.ContainsFunc(a.fields, func(f plan.Field) bool { return !a.says(row, k, f) })
}

// sortOut says of each row which action it is, or which it may be. Actions that
// no row may be were dropped, and rows that may be none are new.
func (a *alike) sortOut(kinds []*kind, rest []*plan.Action) {
	var unsure []*plan.Action
	for _, k := range kinds {
		switch {
		case len(k.rows) != len(k.known):
			rest = append(rest, k.rows...)
			unsure = append(unsure, k.known...)
		case len(k.known) == 1:
			a.is[k.rows[0]] = k.known[0]
			a.told[k.known[0]] = k.rows
		default:
			for _, row := range k.rows {
				a.may[row] = k.known
			}
			for _, known := range k.known {
				a.told[known] = k.rows
			}
		}
	}
	if len(unsure) > 0 {
		for _, row := range rest {
			a.may[row] = unsure
		}
	}
}

func byWords(rows []*plan.Action, fields []plan.Field) map[string][]*plan.Action {
	by := map[string][]*plan.Action{}
	for _, a := range rows {
		w := words(a, fields)
		by[w] = append(by[w], a)
	}
	return by
}

// toldBy is the one of several kinds that a row is told to be: it says something
// that this one says and another does not, and nothing that another says and
// this one does not. It is nil where there is no such one, or no other.
func (a *alike) toldBy(row *plan.Action, among []*kind) *kind {
	if len(among) < 2 {
		return nil
	}
	for _, k := range among {
		if !slices.ContainsFunc(among, func(other *kind) bool { return other != k && !a.isRather(row, k, other) }) {
			return k // no other can be better than this one
		}
	}
	return nil
}

// isRather reports whether a row says something as the one of two kinds does and
// the other does not, and nothing the other way round.
func (a *alike) isRather(row *plan.Action, one, other *kind) bool {
	rather := false
	for _, f := range a.fields {
		of, not := a.says(row, one, f), a.says(row, other, f)
		if not && !of {
			return false
		}
		rather = rather || of && !not
	}
	return rather
}

// sameIn counts the fields in which two rows say the same.
func sameIn(a, b *plan.Action, fields []plan.Field) int {
	n := 0
	for _, f := range fields {
		if a.Value(f) == b.Value(f) {
			n++
		}
	}
	return n
}

// likeliest pairs rows with as many others: those that say the same in their
// order, then each with the one it says most alike, where that is clear and no
// other is as like, and the rest in their order.
func likeliest(rows, others []*plan.Action, fields []plan.Field) map[*plan.Action]*plan.Action {
	all, allOthers := rows, others
	is, same := map[*plan.Action]*plan.Action{}, byWords(others, fields)
	taken := map[*plan.Action]bool{}
	for _, row := range rows {
		if w := words(row, fields); len(same[w]) > 0 {
			is[row], taken[row], taken[same[w][0]] = same[w][0], true, true
			same[w] = same[w][1:]
		}
	}
	isTaken := func(a *plan.Action) bool { return taken[a] }
	rows, others = slices.DeleteFunc(slices.Clone(rows), isTaken), slices.DeleteFunc(slices.Clone(others), isTaken)
	best := func(a *plan.Action, among []*plan.Action) *plan.Action {
		var first *plan.Action
		most, twice := -1, false
		for _, b := range among {
			switch n := sameIn(a, b, fields); {
			case n > most:
				first, most, twice = b, n, false
			case n == most && words(b, fields) != words(first, fields):
				twice = true // of two that say the same either will do
			}
		}
		if twice {
			return nil
		}
		return first
	}
	for len(rows)*len(others)*len(others) <= tellMost {
		before := len(rows)
		found := map[*plan.Action]bool{}
		claims := map[*plan.Action][]*plan.Action{}
		for _, r := range rows {
			if o := best(r, others); o != nil {
				claims[o] = append(claims[o], r)
			}
		}
		for o, rows := range claims {
			if r := best(o, rows); r != nil {
				is[r], found[r], found[o] = o, true, true
			}
		}
		rows = slices.DeleteFunc(rows, func(a *plan.Action) bool { return found[a] })
		others = slices.DeleteFunc(others, func(a *plan.Action) bool { return found[a] })
		if len(rows) == before {
			break
		}
	}
	for i, r := range rows {
		is[r] = others[i]
	}
	return inOrder(is, all, allOthers, fields)
}

// inOrder has rows that are paired with others that all say the same be paired
// with those in their order: which of them is which makes no difference else.
func inOrder(is map[*plan.Action]*plan.Action, rows, others []*plan.Action, fields []plan.Field) map[*plan.Action]*plan.Action {
	same, next := byWords(others, fields), map[*plan.Action]*plan.Action{}
	for _, r := range rows {
		w := words(is[r], fields)
		next[r], same[w] = same[w][0], same[w][1:]
	}
	return next
}

// pairEquals pairs the rows that have no ref and are alike in text with the
// agreed actions of that text.
func (m *pairing) pairEquals() {
	officers, partners := m.officers, m.partners
	known := map[string][]*plan.Action{}
	if m.base != nil {
		for i := range m.base.Actions {
			a := &m.base.Actions[i]
			if text := actionText(a); text != "" && a.Ref != "" {
				known[text] = append(known[text], a)
			}
		}
	}
	texts := map[string]bool{}
	for _, r := range []*sideRows{officers, partners} {
		for _, a := range r.loose {
			texts[actionText(a)] = true
		}
		for _, a := range r.renumbered {
			texts[actionText(a)] = true
		}
	}
	for _, text := range slices.Sorted(maps.Keys(texts)) {
		if len(known[text]) > 0 {
			o, p := officers.alike(text, known[text]), partners.alike(text, known[text])
			m.takeRenumbered(&o, &p)
			for told := -1; told != len(o.told)+len(p.told); {
				told = len(o.told) + len(p.told)
				o.theirs, p.theirs = maps.Clone(p.told), maps.Clone(o.told) // what both sides tell each other at once
				o.tellApart()
				p.tellApart()
			}
			m.pairAlike(o, p)
		}
	}
	for _, r := range []*sideRows{officers, partners} {
		r.loose = slices.DeleteFunc(r.loose, func(a *plan.Action) bool { return r.names[a] != "" || r.isLeft[a] })
	}
}

// alike gathers the side's rows of one text.
func (r *sideRows) alike(text string, known []*plan.Action) alike {
	a := alike{is: map[*plan.Action]*plan.Action{}, may: map[*plan.Action][]*plan.Action{}, told: map[*plan.Action][]*plan.Action{}}
	for _, k := range known {
		if row := r.rows[k.Ref]; row != nil {
			a.told[k] = []*plan.Action{row}
		} else if !r.doubled[k.Ref] {
			a.known = append(a.known, k)
		}
	}
	for _, row := range r.loose {
		if actionText(row) == text {
			a.rows = append(a.rows, row)
		}
	}
	for _, row := range r.renumbered {
		if actionText(row) == text && r.rows[row.Ref] == row {
			a.renumbered = append(a.renumbered, row)
		}
	}
	return a
}

// isAcross reports whether the other side has a row's words under a ref.
func (r *sideRows) isAcross(ref plan.Ref, row *plan.Action) bool {
	other := r.across[ref]
	return other != nil && actionText(other) == actionText(row)
}

// isRenumbered reports whether the rows under new refs are what those without one leave
// of the actions, and none of them is another action, begun from the words. One alone
// may be a new action that has the words too, unless the other side has it under that
// ref.
func (r *sideRows) isRenumbered(a, other alike) bool {
	if len(a.renumbered) == 0 || len(a.rows)+len(a.renumbered) != len(a.known) || len(a.known) == 1 && !r.isAcross(a.renumbered[0].Ref, a.renumbered[0]) {
		return false
	}
	return !slices.ContainsFunc(a.renumbered, func(row *plan.Action) bool {
		return !slices.ContainsFunc(a.known, func(k *plan.Action) bool {
			theirs := []*plan.Action{r.across[k.Ref]}
			if theirs[0] == nil {
				theirs = append(theirs, other.rows...) // any of which may be the action
			}
			return theirs[0] == nil && r.isAcross(row.Ref, row) || slices.ContainsFunc(theirs, func(its *plan.Action) bool { return !isBegunFrom(k, its, row) })
		})
	})
}

// takeRenumbered counts rows under new refs among those that have none: all of them, or
// else those that the other side has under that ref and counts among its own. So a row
// without a ref is told apart as it was once it has been given the one that the other
// side has for it.
func (m *pairing) takeRenumbered(o, p *alike) {
	ofO, ofP := m.officers.isRenumbered(*o, *p), m.partners.isRenumbered(*p, *o)
	take := func(r *sideRows, a *alike, all, others bool) {
		for _, row := range a.renumbered {
			if all || others && r.isAcross(row.Ref, row) {
				a.rows = append(a.rows, row)
			}
		}
		a.fields = r.comparedFields(a.rows, a.known)
		a.tellApart()
	}
	take(m.officers, o, ofO, ofP)
	take(m.partners, p, ofP, ofO)
}

// pairAlike pairs the rows of one text: those that are told apart, and of the
// others those that may be paired by their order. The others wait.
func (m *pairing) pairAlike(o, p alike) {
	officers, partners := m.officers, m.partners
	type waiting struct{ o, p alike }
	var held []waiting
	for _, group := range groupsOf(o, p) {
		ofO, ofP := o.of(group, officers), p.of(group, partners)
		ofO.tie(&ofP, 1)
		parts := []waiting{{ofO, ofP}}
		if ofO.isInParts(ofP) && ofP.isInParts(ofO) {
			parts = []waiting{{ofO.part(true, ofP), ofP.part(true, ofO)}, {ofO.part(false, ofP), ofP.part(false, ofO)}}
		}
		for _, w := range parts {
			if !pairByOrder(&w.o, &w.p) {
				held = append(held, w)
				continue
			}
			maps.Copy(o.is, w.o.is)
			maps.Copy(p.is, w.p.is)
		}
	}
	if crossed(o, p, officers, partners) {
		return // refs of their own are believed before words
	}
	officers.recoverRefs(o, partners)
	partners.recoverRefs(p, officers)
	for _, w := range held {
		for _, k := range w.o.known {
			m.unsure[k.Ref] = true
		}
		for _, row := range append(slices.Clone(w.o.rows), w.p.rows...) {
			m.unsure[row.Ref] = true // also of those under new refs, which are new actions or these
		}
		officers.hold(w.o)
		partners.hold(w.p)
	}
}

// groupsOf puts the actions together that a row of either side may be, whether
// one or the other.
func groupsOf(o, p alike) [][]*plan.Action {
	of := map[*plan.Action]int{}
	var groups [][]*plan.Action
	join := func(set []*plan.Action) {
		into := -1
		for _, k := range set {
			at, ok := of[k]
			switch {
			case !ok && into < 0:
				into = len(groups)
				groups = append(groups, nil)
				fallthrough
			case !ok:
				of[k] = into
				groups[into] = append(groups[into], k)
			case into < 0:
				into = at
			case at != into:
				for _, other := range groups[at] {
					of[other] = into
				}
				groups[into] = append(groups[into], groups[at]...)
				groups[at] = nil
			}
		}
	}
	for _, a := range []alike{o, p} {
		last := []*plan.Action(nil)
		for _, row := range a.rows {
			if may := a.may[row]; len(may) > 0 && (len(last) == 0 || &last[0] != &may[0]) {
				join(may)
				last = may
			}
		}
	}
	for _, row := range o.rows {
		if twin := p.tied(row); twin != nil && len(o.may[row]) > 0 && len(p.may[twin]) > 0 {
			join(slices.Concat(o.may[row], p.may[twin]))
		}
	}
	groups = slices.DeleteFunc(groups, func(g []*plan.Action) bool { return g == nil })
	at := map[*plan.Action]int{}
	for i, k := range append(slices.Clone(o.known), p.known...) {
		if _, ok := at[k]; !ok {
			at[k] = i
		}
	}
	for _, g := range groups {
		slices.SortFunc(g, func(x, y *plan.Action) int { return at[x] - at[y] })
	}
	return groups
}

// of is what a side has for some of the actions: the rows that are told to be
// one of them, those that may be, and those that have its ref.
func (a alike) of(group []*plan.Action, r *sideRows) alike {
	in := map[*plan.Action]bool{}
	for _, k := range group {
		in[k] = true
	}
	part := alike{known: group, fields: a.fields, is: map[*plan.Action]*plan.Action{}}
	for _, row := range a.rows {
		switch k, may := a.is[row], a.may[row]; {
		case in[k]:
			part.is[row] = k
			part.rows = append(part.rows, row)
		case k == nil && len(may) > 0 && in[may[0]]:
			part.rows = append(part.rows, row)
		}
	}
	for _, k := range group {
		if row := r.rows[k.Ref]; row != nil {
			part.is[row] = k
			part.rows = append(part.rows, row)
		}
	}
	part.fields = r.comparedFields(part.rows, group)
	return part
}

// pairByOrder pairs the rows that what they say does not tell apart, where
// their numbers agree and one side alone moved them, or both alike: also where
// one side has dropped some, and its others say what the other side's do.
func pairByOrder(o, p *alike) bool {
	both := slices.DeleteFunc(slices.Clone(o.fields), func(f plan.Field) bool { return !slices.Contains(p.fields, f) })
	ofO, _ := o.untold()
	ofP, _ := p.untold()
	switch {
	case len(ofO)+len(ofP) == 0:
		return true
	case !o.isComplete() && !p.isComplete():
		return false
	case p.isComplete() && len(o.rows) < len(p.rows) && o.repeats(*p, both):
		p.byWordsOrOrder()
		o.follow(*p, both)
	case o.isComplete() && len(p.rows) < len(o.rows) && p.repeats(*o, both):
		o.byWordsOrOrder()
		p.follow(*o, both)
	case !o.isComplete() && len(o.rows) > 0 || !p.isComplete() && len(p.rows) > 0:
		return false
	case o.isUnmoved() || p.isUnmoved():
		o.tie(p, len(o.known))
		o.byWordsOrOrder()
		p.byWordsOrOrder()
	case sayTheSame(o.rows, p.rows, both):
		o.tie(p, len(o.known))
		o.byWordsOrOrder()
		p.follow(*o, both)
	default:
		return false
	}
	return true
}

// isComplete reports whether the side has a row for every action.
func (a alike) isComplete() bool { return len(a.rows) == len(a.known) }

// repeats reports whether each of the side's rows says what one row of the other
// side says, and no two of the other's say the same.
func (a alike) repeats(other alike, fields []plan.Field) bool {
	theirs, mine := counted(other.rows, fields), counted(a.rows, fields)
	for _, n := range theirs {
		if n > 1 {
			return false
		}
	}
	for w, n := range mine {
		if n > theirs[w] {
			return false
		}
	}
	return len(a.rows) > 0
}

// isUnmoved reports whether the side's rows say what was agreed, or the side has
// none.
func (a alike) isUnmoved() bool {
	rest, open := a.untold()
	for row, k := range a.is {
		if words(row, a.fields) != words(k, a.fields) {
			return false
		}
	}
	return len(a.rows) == 0 || sayTheSame(rest, open, a.fields)
}

// untold are the rows that are not told apart, and the actions they may be.
func (a alike) untold() (rest, open []*plan.Action) {
	taken := map[*plan.Action]bool{}
	for _, k := range a.is {
		taken[k] = true
	}
	for _, k := range a.known {
		if !taken[k] {
			open = append(open, k)
		}
	}
	for _, row := range a.rows {
		if a.is[row] == nil {
			rest = append(rest, row)
		}
	}
	return rest, open
}

// tie has rows that both sides have under one new ref be one action, where no more than
// so many may be it: the one that they say most alike.
func (a *alike) tie(other *alike, most int) {
	for _, row := range a.rows {
		twin := other.tied(row)
		if twin == nil {
			continue
		}
		_, open := a.untold()
		_, theirs := other.untold()
		switch is, its := a.is[row], other.is[twin]; {
		case is != nil && its == nil && slices.Contains(theirs, is):
			other.is[twin] = is
		case is == nil && its != nil && slices.Contains(open, its):
			a.is[row] = its
		case is == nil && its == nil:
			open = slices.DeleteFunc(open, func(k *plan.Action) bool { return !slices.Contains(theirs, k) })
			if 0 < len(open) && len(open) <= most {
				k := slices.MaxFunc(open, func(x, y *plan.Action) int {
					return max(sameIn(row, x, a.fields), sameIn(twin, x, other.fields)) - max(sameIn(row, y, a.fields), sameIn(twin, y, other.fields))
				})
				a.is[row], other.is[twin] = k, k
			}
		}
	}
}

// tied is the side's row of the text under the new ref of the other side's row, or nil.
func (a *alike) tied(row *plan.Action) *plan.Action {
	at := slices.IndexFunc(a.rows, func(twin *plan.Action) bool { return row.Ref != "" && twin.Ref == row.Ref })
	if at < 0 {
		return nil
	}
	return a.rows[at]
}

// isOneKind reports whether all actions that are still to be found had no ref, or all had
// one.
func (a alike) isOneKind() (kept, one bool) {
	_, open := a.untold()
	for _, k := range open {
		if (k.Ref.Kept() > 0) != (open[0].Ref.Kept() > 0) {
			return false, false
		}
	}
	return len(open) > 0 && open[0].Ref.Kept() > 0, len(open) > 0
}

// isUnnamed reports whether a row is taken for an action that had no ref, where nothing
// else tells: no others are left, or it has none, or the other side's row under its new
// ref is such an action.
func (a alike) isUnnamed(row *plan.Action, other alike) bool {
	if kept, one := a.isOneKind(); one || row.Ref == "" {
		return kept || !one
	}
	twin := other.tied(row)
	kept, one := other.isOneKind()
	return twin != nil && other.is[twin] == nil && one && kept
}

// isInParts reports whether there are as many rows that are taken for actions that had
// no ref as there are of these, and as many others as had one.
func (a alike) isInParts(other alike) bool {
	rest, open := a.untold()
	unnamed := 0
	for _, row := range rest {
		if a.isUnnamed(row, other) {
			unnamed++
		}
	}
	for _, k := range open {
		unnamed -= min(k.Ref.Kept(), 1)
	}
	return len(rest) == len(open) && unnamed == 0
}

// part is what a side has for those of the actions that had no ref, or for the others.
func (a alike) part(kept bool, other alike) alike {
	part := alike{fields: a.fields, is: map[*plan.Action]*plan.Action{}}
	for _, k := range a.known {
		if (k.Ref.Kept() > 0) == kept {
			part.known = append(part.known, k)
		}
	}
	for _, row := range a.rows {
		k := a.is[row]
		switch {
		case k == nil && a.isUnnamed(row, other) == kept:
			part.rows = append(part.rows, row)
		case k != nil && (k.Ref.Kept() > 0) == kept:
			part.is[row] = k
			part.rows = append(part.rows, row)
		}
	}
	return part
}

// byWordsOrOrder pairs what is left: by their order, rows without a ref before others,
// with the actions that had none.
func (a *alike) byWordsOrOrder() {
	rest, open := a.untold()
	if len(rest) == 0 {
		return
	}
	named := func(ref plan.Ref) int { return min(len(ref), 1) }
	if slices.ContainsFunc(rest, func(row *plan.Action) bool { return row.Ref == "" }) {
		slices.SortStableFunc(rest, func(x, y *plan.Action) int { return named(x.Ref) - named(y.Ref) })
		slices.SortStableFunc(open, func(x, y *plan.Action) int { return min(y.Ref.Kept(), 1) - min(x.Ref.Kept(), 1) })
	}
	maps.Copy(a.is, likeliest(rest, open, a.fields))
}

// follow has each row be the action that the other side's row is that says the
// same: first those that have its ref, or are known to be its action already.
func (a *alike) follow(other alike, fields []plan.Field) {
	free, found := byWords(other.rows, fields), map[*plan.Action]bool{}
	for _, known := range []bool{true, false} {
		for _, row := range a.rows {
			w := words(row, fields)
			twin := other.tied(row)
			at := slices.IndexFunc(free[w], func(o *plan.Action) bool { return !known || o == twin || other.is[o] == a.is[row] })
			if found[row] || at < 0 {
				continue
			}
			a.is[row], found[row] = other.is[free[w][at]], true
			free[w] = slices.Delete(free[w], at, at+1)
		}
	}
}

// crossed reports whether rows that both sides renumbered are told to be each
// other's.
func crossed(o, p alike, officers, partners *sideRows) bool {
	mine := map[*plan.Action]*plan.Action{}
	for row, k := range o.is {
		mine[k] = row
	}
	for row, k := range p.is {
		other := mine[k]
		if other == nil || row.Ref == "" || other.Ref == "" || row.Ref == other.Ref {
			continue
		}
		if officers.rows[row.Ref] != nil || partners.rows[other.Ref] != nil {
			return true
		}
	}
	return false
}

// recoverRefs has each row go by the ref of the action it is.
func (r *sideRows) recoverRefs(a alike, other *sideRows) {
	for _, row := range a.rows {
		k := a.is[row]
		if k == nil || r.rows[k.Ref] == row {
			continue
		}
		how := ByText
		if row.Ref != "" {
			how = Renamed
			if other.knows[k.Ref] {
				r.note(row, fmt.Sprintf("the ref %s is new, and the action text is that of several: by what else was agreed of them it is taken as %s", row.Ref, k.Ref))
			} else {
				r.note(row, fmt.Sprintf("the ref %s is new: its action is known by what was agreed of it"+goesByIt, row.Ref))
			}
			delete(r.rows, row.Ref)
			r.order = slices.DeleteFunc(r.order, func(ref plan.Ref) bool { return ref == row.Ref })
		}
		r.claim(k.Ref, row)
		r.order = append(r.order, k.Ref)
		r.how[k.Ref] = how
	}
}

// hold leaves the rows alone that cannot be told apart.
func (r *sideRows) hold(a alike) {
	_, free := a.untold()
	why := whyAlike(a.rows, len(a.known))
	for _, row := range a.rows {
		r.leave(row, why, "give each of them a ref or words of its own, or have both sides say the same in all of them")
		if a.is[row] == nil && len(free) > 0 && row.Ref == "" {
			r.names[row], free = free[0].Ref, free[1:] // its place in the agreed plan: it is still nobody's row
		}
	}
}

// whyAlike says why rows of one text are not told apart.
func whyAlike(rows []*plan.Action, actions int) string {
	places := make([]string, len(rows))
	for i, a := range rows {
		places[i] = rowPlace(a)
	}
	what := fmt.Sprintf("these are also the words of %s", strings.Join(places, ", "))
	if len(rows) == 1 {
		what = fmt.Sprintf("these are the words of %s", count(actions, "agreed action"))
	}
	return what + ", and nothing else that is agreed tells which is which"
}

// pairFirst pairs, where nothing was agreed of them, the rows of both sides that
// have no ref and are alike in text. Before a first agreement they are told
// apart by what both sides say; after it, rows that were never agreed pair only
// where both say the same.
func (m *pairing) pairFirst() [][2]*plan.Action {
	officers, partners := m.officers, m.partners
	var pairs [][2]*plan.Action
	byText := func(rows []*plan.Action) map[string][]*plan.Action {
		by := map[string][]*plan.Action{}
		for _, a := range rows {
			if text := actionText(a); text != "" {
				by[text] = append(by[text], a)
			}
		}
		return by
	}
	o, p := byText(officers.loose), byText(partners.loose)
	for _, text := range slices.Sorted(maps.Keys(o)) {
		if len(o[text]) == 1 && len(p[text]) == 1 && officers.isOnly(o[text][0]) && partners.isOnly(p[text][0]) || len(p[text]) == 0 {
			continue // told apart by its text, or on one side alone
		}
		fields := partners.without(officers.comparedFields(o[text], p[text]), p[text])
		is := alikeOnBoth(o[text], p[text], fields, m.base == nil)
		for _, row := range o[text] {
			if other := is[row]; other != nil {
				pairs = append(pairs, [2]*plan.Action{row, other})
			}
		}
	}
	return pairs
}

// pairWithRefs recognises, before a first agreement, rows without a ref that are
// alike in text, beside the other side's rows that have one.
func (m *pairing) pairWithRefs(mine, theirs *sideRows) {
	loose, named := map[string][]*plan.Action{}, map[string][]*plan.Action{}
	for _, a := range mine.loose {
		loose[actionText(a)] = append(loose[actionText(a)], a)
	}
	if len(loose) == 0 {
		return
	}
	refs := map[*plan.Action]plan.Ref{}
	for _, ref := range theirs.order {
		if a := theirs.rows[ref]; a != nil && a.Ref != "" && mine.rows[ref] == nil && !mine.doubled[ref] {
			named[actionText(a)] = append(named[actionText(a)], a)
			refs[a] = ref
		}
	}
	for _, text := range slices.Sorted(maps.Keys(loose)) {
		if text == "" || len(named[text]) == 0 {
			continue
		}
		fields := theirs.without(mine.comparedFields(loose[text], named[text]), named[text])
		is := alikeOnBoth(loose[text], named[text], fields, true)
		taken := map[*plan.Action]bool{}
		for _, a := range loose[text] {
			if other := is[a]; other != nil {
				taken[other] = true
				mine.claim(refs[other], a)
				mine.order = append(mine.order, refs[other])
				mine.how[refs[other]] = ByText
				continue
			}
			mine.leave(a, "its words are those of several actions, and nothing else that both sides say tells which it is", "give it the ref it has on the other side")
		}
		for _, other := range named[text] {
			if !taken[other] && len(is) < len(loose[text]) {
				m.unsure[refs[other]] = true
				theirs.leave(other, "rows without a ref have its words on the other side, and nothing else that both sides say tells which is which", "give the other side's row its ref")
			}
		}
	}
	mine.loose = slices.DeleteFunc(mine.loose, func(a *plan.Action) bool { return mine.names[a] != "" || mine.isLeft[a] })
}

// without leaves out the fields that formulas work out on this side.
func (r *sideRows) without(fields []plan.Field, rows []*plan.Action) []plan.Field {
	return slices.DeleteFunc(fields, func(f plan.Field) bool {
		return slices.ContainsFunc(rows, func(a *plan.Action) bool { return r.isFormula(a, f) })
	})
}

// alikeOnBoth pairs rows of both sides that have one text: those that say the
// same, each as often, and, where guess allows it, those that what they say
// tells apart both ways round, the last of each where the numbers agree, and
// the rest in their order where those of one side all say the same.
func alikeOnBoth(mine, theirs []*plan.Action, fields []plan.Field, guess bool) map[*plan.Action]*plan.Action {
	is := map[*plan.Action]*plan.Action{}
	left, right := byWords(mine, fields), byWords(theirs, fields)
	found := map[*plan.Action]bool{}
	pair := func(a, b *plan.Action) { is[a], found[a], found[b] = b, true, true }
	for w, rows := range left {
		if len(rows) == len(right[w]) {
			for i, a := range rows {
				pair(a, right[w][i])
			}
		}
	}
	if !guess {
		return is
	}
	rest := func(rows []*plan.Action) []*plan.Action {
		return slices.DeleteFunc(slices.Clone(rows), func(a *plan.Action) bool { return found[a] })
	}
	for {
		l, r := rest(mine), rest(theirs)
		if len(l) == 0 || len(l)*len(r)*max(len(l), len(r)) > tellMost {
			break
		}
		for _, a := range l {
			if b := toldToBe(a, r, fields); b != nil && toldToBe(b, l, fields) == a {
				pair(a, b)
			}
		}
		if len(rest(mine)) == len(l) {
			break
		}
	}
	l, r := rest(mine), rest(theirs)
	oneKind := len(byWords(l, fields)) == 1 || len(byWords(r, fields)) == 1
	if len(mine) == len(theirs) && len(l) == len(r) && oneKind {
		for i, a := range l {
			pair(a, r[i])
		}
	}
	return is
}

// toldToBe is toldBy for single rows.
func toldToBe(row *plan.Action, among []*plan.Action, fields []plan.Field) *plan.Action {
	kinds := make([]*kind, len(among))
	for i, a := range among {
		kinds[i] = &kind{known: []*plan.Action{a}}
	}
	if k := (&alike{fields: fields}).toldBy(row, kinds); k != nil {
		return k.known[0]
	}
	return nil
}
