package reconcile

import (
	"slices"

	"actionplan/plan"
)

// Differences that nobody made: plan.Entry.MeansSame says which they are.
//
// A cell that means what was agreed is settled as if it said that very value, and
// two cells that mean the same, as if both said what the officers' does, or the one
// that is a date:
//
//	agreed          officers                    partners
//	2026-03-01      Mar-26, now read as March   01/03/2026     nothing moved
//	31/03/2026      31/03/2026                  46112          nothing moved
//	nothing yet     In progress                 In Progress    agreed, and each keeps its own
//
// Words that are struck out are no longer said: a cell of which a part is struck
// out is settled as if it said the rest, and the rest is what crosses, unless all of
// it was agreed before anybody saw what was struck out.
//
//	agreed            officers                        partners
//	Ongoing           ~Ongoing~ Half cleared          Ongoing             Half cleared crosses
//
// So nothing is written, asked or forgotten for them, also when a build that reads
// better opens a ledger of one before. As with the words of a spreadsheet's own,
// no other rule knows of this: the readings that are compared are copies, and what
// the cells say is kept aside, for edits and for the agreed plan.

// evenOut has the cells of pairs that mean the same say the same, and returns what
// they say themselves.
func evenOut(pairs []Pair) map[rowCell]plan.Entry {
	stood := map[rowCell]plan.Entry{}
	set := func(side Side, a *plan.Action, f plan.Field, e plan.Entry, to plan.Value) {
		key := rowCell{side, a.ID, f}
		if _, known := stood[key]; !known {
			stood[key], _ = a.Lookup(f)
		}
		a.Entries = a.Own()
		e.Value = to
		a.Set(f, e)
	}
	for i := range pairs {
		p := &pairs[i]
		for _, side := range []Side{Officer, Partner} {
			for f, e := range p.struckIn(side) {
				e.Typed = e.Detail.Live
				set(side, p.Action(side), f, e, plan.TextValue(e.Detail.Live))
			}
		}
		if p.Officer == nil || p.Partner == nil {
			continue
		}
		for _, f := range p.furtherFields() {
			side := p.goesOnAlone(f)
			own, ok := p.Entry(side, f)
			other, too := p.Entry(side.Other(), f)
			base, agreed := p.Entry(Base, f)
			switch {
			case side == "" || !ok || !too:
			case agreed && sayTogether(base, p.Action(side), f, other):
				set(side.Other(), p.Action(side.Other()), f, other, base.Value)
			case !sayTogether(own, p.Action(side), f, other):
			case agreed && base.Value == other.Value:
				set(side, p.Action(side), f, own, base.Value)
			default:
				set(side.Other(), p.Action(side.Other()), f, other, own.Value)
			}
		}
		for _, f := range slices.Sorted(unevenFields(p)) {
			if base, agreed := p.Entry(Base, f); agreed {
				for _, side := range []Side{Officer, Partner} {
					if e, has := p.Entry(side, f); has && e.Value != base.Value && e.MeansAgreed(base, f) {
						set(side, p.Action(side), f, e, base.Value)
					}
				}
			}
			officer, okO := p.Entry(Officer, f)
			partner, okP := p.Entry(Partner, f)
			if okO && okP && officer.Value != partner.Value && ownEntry(stood, Officer, p, f).MeansSame(ownEntry(stood, Partner, p, f), f) {
				if partner.Value.Kind == plan.KindDate && officer.Value.Kind != plan.KindDate {
					set(Officer, p.Officer, f, officer, partner.Value) // the number of a date is not what is agreed
				} else {
					set(Partner, p.Partner, f, partner, officer.Value)
				}
			}
		}
	}
	return stood
}

// struckIn are the cells of a side of which a part is struck out, but for those of
// which all the words are what was agreed.
func (p *Pair) struckIn(side Side) map[plan.Field]plan.Entry {
	a := p.Action(side)
	if a == nil || a.Struck {
		return nil
	}
	var found map[plan.Field]plan.Entry
	for f, e := range a.All() {
		if e.Detail.Live == "" || f.IsDate() || f == plan.FieldRef || f == plan.FieldRAG {
			continue
		}
		if base, agreed := p.Entry(Base, f); agreed && base.Value == e.Value {
			continue
		}
		if found == nil {
			found = map[plan.Field]plan.Entry{}
		}
		found[f] = e
	}
	return found
}

// unevenFields goes through the fields in which either side says something else
// than was agreed, or than the other.
func unevenFields(p *Pair) func(func(plan.Field) bool) {
	return func(yield func(plan.Field) bool) {
		for f, e := range p.Officer.All() {
			partner, ok := p.Partner.Lookup(f)
			base, agreed := p.Entry(Base, f)
			uneven := ok && partner.Value != e.Value || agreed && (e.Value != base.Value || ok && partner.Value != base.Value)
			if f != plan.FieldRef && f != plan.FieldReply && uneven && !yield(f) {
				return
			}
		}
	}
}

// ownEntry is what a side's cell says itself.
func ownEntry(stood map[rowCell]plan.Entry, side Side, p *Pair, f plan.Field) plan.Entry {
	if e, even := stood[rowCell{side, p.Action(side).ID, f}]; even {
		return e
	}
	e, _ := p.Entry(side, f)
	return e
}

// showOwn puts into a settlement what the cells say themselves that were evened
// out: each edit of one expects that, and the agreed plan shows it.
func (c *Comparison) showOwn(s *Settlement) {
	if len(c.stood) == 0 {
		return
	}
	for side, edits := range map[Side][]plan.Edit{Officer: s.Officer, Partner: s.Partner} {
		for i, e := range edits {
			if own, ok := c.stood[rowCell{side, e.ID, e.Field}]; ok {
				edits[i].Was = own
			}
		}
	}
	for i, a := range s.Agreed.Actions {
		p := s.places[a.ID]
		if p == nil || p.Officer == nil || p.Officer.ID != a.ID {
			continue
		}
		for f, e := range a.All() {
			own, ok := c.stood[rowCell{Officer, a.ID, f}]
			if evened, _ := p.Entry(Officer, f); ok && e.Value == evened.Value && !e.Open {
				a.Entries = a.Own()
				e.Value, e.Detail = own.Value, own.Detail
				a.Set(f, e)
			}
		}
		s.Agreed.Actions[i] = a
	}
}
