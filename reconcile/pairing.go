package reconcile

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"actionplan/plan"
)

// pairing finds out which rows of both sides are one action, and which agreed
// action each is.
type pairing struct {
	base               *plan.Plan
	officers, partners *sideRows
	unsure             map[plan.Ref]bool // agreed actions whose rows cannot be told apart
}

// paired is what a pairing comes to.
type paired struct {
	pairs []Pair
	stops []Stop
	left  []LeftRow
	notes []plan.Note
	names map[*plan.Action]plan.Ref // the ref each of the officers' rows goes by

	officers, partners *sideRows
}

// pairRows finds the rows that are one action.
func pairRows(base, officer, partner *plan.Plan) paired {
	tables := repeatedByTable(base, officer, partner)
	forOfficer, forPartner := newKnownTexts(base), newKnownTexts(base)
	if base == nil {
		forOfficer, forPartner = newKnownTexts(partner), newKnownTexts(officer)
	}
	officers := readRows(Officer, officer, base, partner, forOfficer, tables)
	partners := readRows(Partner, partner, base, officer, forPartner, tables)
	m := pairing{base, officers, partners, map[plan.Ref]bool{}}
	if base == nil {
		m.pairWithRefs(officers, partners)
		m.pairWithRefs(partners, officers)
	} else {
		m.pairEquals()
	}
	officers.pairAdded(partners)
	partners.pairAdded(officers)
	m.nameLoose(newKnownTexts(base))
	officers.waitForStops(base)
	partners.waitForStops(base)
	out := paired{
		pairs: make([]Pair, 0, len(officers.order)), names: officers.names,
		stops: append(officers.stops, partners.stops...), left: append(officers.left, partners.left...),
		officers: officers, partners: partners,
	}

	remembered := map[plan.Ref]*plan.Action{}
	var order []plan.Ref
	if base != nil {
		for i := range base.Actions {
			a := &base.Actions[i]
			remembered[a.Ref] = a
			order = append(order, a.Ref)
		}
	}
	seen := map[plan.Ref]bool{}
	for _, refs := range [][]plan.Ref{officers.inOrder(officer), order, partners.inOrder(partner)} {
		for _, ref := range refs {
			if seen[ref] || officers.rows[ref] == nil && partners.rows[ref] == nil && remembered[ref] == nil && !officers.doubled[ref] && !partners.doubled[ref] {
				continue
			}
			seen[ref] = true
			p := Pair{
				Base: remembered[ref], Officer: officers.rows[ref], Partner: partners.rows[ref],
				How:     how(officers.how[ref], partners.how[ref]),
				stopped: officers.doubled[ref] || partners.doubled[ref] || officers.waits[ref] || partners.waits[ref] || m.unsure[ref],
				unnamed: officers.unnamed[ref] || partners.unnamed[ref],
			}
			p.Ref = newName(ref, &p, officers, partners)
			p.name = nameOfPair(&p, officers, partners)
			out.pairs = append(out.pairs, p)
		}
	}
	out.notes = slices.Concat(officers.notes, officers.namesFound(out.pairs), partners.notes, partners.namesFound(out.pairs), leftNotes(out.left))
	return out
}

// inOrder are the refs of a side in the order of its rows, whatever each row was
// known by: one without a ref is found after those that have one.
func (r *sideRows) inOrder(p *plan.Plan) []plan.Ref {
	at := map[*plan.Action]int{}
	for i := range p.Actions {
		at[&p.Actions[i]] = i
	}
	row := func(ref plan.Ref) int {
		switch {
		case r.rows[ref] != nil:
			return at[r.rows[ref]]
		case len(r.sharing[ref]) > 0:
			return at[r.sharing[ref][0]]
		}
		return len(at)
	}
	refs := slices.Clone(r.order)
	slices.SortStableFunc(refs, func(x, y plan.Ref) int { return cmp.Compare(row(x), row(y)) })
	return refs
}

// leftNotes says of every row that has no ref and is left alone why it is.
func leftNotes(rows []LeftRow) []plan.Note {
	var notes []plan.Note
	for _, row := range rows {
		if row.Ref == "" {
			notes = append(notes, plan.Note{Cell: row.Place, Message: row.Sentence()})
		}
	}
	return notes
}

// namesFound says of the side's rows that have no ref which action each is, where
// others of its rows have one.
func (r *sideRows) namesFound(pairs []Pair) []plan.Note {
	if r.allNameless {
		return nil // that is said once
	}
	var notes []plan.Note
	for i := range pairs {
		p := &pairs[i]
		a := p.Action(r.side)
		if a == nil || a.Ref != "" {
			continue
		}
		message := "the row has no ref, and is known by its action text"
		switch {
		case p.unnamed:
			message = "the row has no ref"
		case p.name == r.nameOf(a) && p.Base != nil:
			message = "the row has no ref, and is known by its action text as the one that was agreed"
		case !p.isNameless() || p.Base != nil:
			message = fmt.Sprintf("the row has no ref and is taken as %s: its action text is the same", p.name)
		}
		name, _ := strings.CutPrefix(message, "the row")
		notes = append(notes, plan.Note{Cell: plan.Cell{Sheet: a.Sheet, Row: a.Row}, Message: r.side.copyName() + ": " + r.nameOf(a) + name})
	}
	return notes
}

// newName is the ref an action goes by: the one it was agreed under or, where that
// stands on no side, the one that it has been given since. Where the sides have given
// it different ones it goes by the old one until they have the same.
func newName(ref plan.Ref, p *Pair, officers, partners *sideRows) plan.Ref {
	now := ref
	for _, r := range []*sideRows{officers, partners} {
		a := p.Action(r.side)
		switch {
		case a == nil || a.Ref == "" || a.Ref == now:
		case r.how[ref] != Renamed || now != ref:
			return ref
		default:
			now = a.Ref
		}
	}
	for _, r := range []*sideRows{officers, partners} {
		if r.rows[now] != nil && now != ref || r.doubled[now] {
			return ref // another's
		}
	}
	mine, theirs := p.Officer, p.Partner
	both := mine != nil && theirs != nil && mine.Ref == theirs.Ref
	if now != ref && (both || !officers.knows[ref] && !partners.knows[ref]) {
		return now
	}
	return ref
}

// how is the less certain of two ways of finding a row.
func how(officer, partner Match) Match {
	for _, m := range []Match{ByText, Repaired, Renamed, ByTable} {
		if officer == m || partner == m {
			return m
		}
	}
	return ByRef
}
