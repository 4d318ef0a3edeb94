package reconcile

import (
	"fmt"
	"maps"
	"slices"

	"actionplan/plan"
)

// Refs of the ledger's own.
//
// What is agreed of an action goes by a ref, also where no side has one for it.
// Then the ledger keeps one of its own, which is shown to nobody and which nobody can
// type (plan.KeptRef), and the action is known by its text. Earlier builds kept refs
// such as somebody types next, and in a plan without any refs this one still does:
//
//	agreed                     officers                     partners
//	A1.6  Agree a protocol     A1.6  Agree a protocol       A1.6  Agree a protocol
//	A1.7  Brief all schools    A1.5  Brief all schools            Brief all schools
//	                           A1.7  Map the offer
//
// The A1.7 of the ledger stood in no workbook. To take it for the one that officers
// give now would be to take mapping for briefing. So a kept ref gives way to one that
// somebody has typed: the action gets another of the ledger's own, and is known by its
// text as before. Then A1.5 is taken over for it, and A1.7 is a new action.
//
// A base does not say which of its refs are kept. One is, where neither side had a
// column for refs when they last agreed; or where no row that has it says the action's
// text, a side has the action without a ref or both have it under the same new one, and where the ref stands on a side, the
// side has the action elsewhere, under no ref or under one that is not agreed. Rows that
// are as many as the other agreed actions of that text are no proof: they may be those. Of
// texts that stand under each other's agreed refs it is none: that is a sort.

// GiveWay has the refs that the ledger keeps for actions give way to those that people
// have typed. It returns the base, and which refs actions of it go by instead. Where
// no ref has to, it is the base that was given.
func GiveWay(base *plan.Plan, officer, partner plan.Plan) (*plan.Plan, map[plan.Ref]plan.Ref) {
	if base == nil {
		return nil, nil
	}
	g := giving{base: map[plan.Ref]string{}, owners: map[string][]plan.Ref{}, sides: []refsOfSide{refsOn(officer), refsOn(partner)}}
	kept := 0
	for i := range base.Actions {
		a := &base.Actions[i]
		g.base[a.Ref] = actionText(a)
		g.owners[actionText(a)] = append(g.owners[actionText(a)], a.Ref)
		kept = max(kept, a.Ref.Kept())
	}
	g.surely = len(base.Columns) > 0 && !slices.ContainsFunc(base.Columns, func(c plan.Column) bool { return c.Field == plan.FieldRef })
	ways := g.ways(base)
	if len(ways) == 0 {
		return base, nil
	}
	out, given := *base, map[plan.Ref]plan.Ref{}
	out.Actions = slices.Clone(base.Actions)
	for i, a := range out.Actions {
		if ways[a.Ref] {
			kept++
			given[a.Ref] = plan.KeptRef(kept)
			out.Actions[i].Ref = given[a.Ref]
		}
	}
	return &out, given
}

// giving is what tells which kept refs give way.
type giving struct {
	base   map[plan.Ref]string   // the agreed texts
	owners map[string][]plan.Ref // by a text, the agreed actions that have it
	sides  []refsOfSide
	surely bool // no side had refs when they last agreed
}

// refsOfSide are a side's action texts by their refs, and its refs, also "", by action
// text.
type refsOfSide struct {
	texts map[plan.Ref][]string
	refs  map[string][]plan.Ref
}

func refsOn(p plan.Plan) refsOfSide {
	r := refsOfSide{map[plan.Ref][]string{}, map[string][]plan.Ref{}}
	for i := range p.Actions {
		a := &p.Actions[i]
		text := actionText(a)
		r.texts[a.Ref] = append(r.texts[a.Ref], text)
		r.refs[text] = append(r.refs[text], a.Ref)
	}
	return r
}

// ways are the refs of a base that give way.
func (g *giving) ways(base *plan.Plan) map[plan.Ref]bool {
	may := map[plan.Ref]string{}
	for i := range base.Actions {
		a := &base.Actions[i]
		if text := actionText(a); text != "" && g.mayGiveWay(a.Ref, text) {
			may[a.Ref] = text
		}
	}
	ways := map[plan.Ref]bool{}
	for before := -1; before != len(ways); {
		before = len(ways)
		for _, ref := range slices.Sorted(maps.Keys(may)) {
			ways[ref] = ways[ref] || g.surely || g.standsFreely(ref, may[ref], ways)
			if !ways[ref] {
				delete(ways, ref)
			}
		}
	}
	return ways
}

// mayGiveWay reports whether a ref is one that people have given to another action
// than the one it is agreed for, and for which no side has it. A spreadsheet that made
// 1.1 of 1.10 has given nothing.
func (g *giving) mayGiveWay(ref plan.Ref, text string) bool {
	given, loose := false, g.surely
	for _, side := range g.sides {
		texts := side.texts[ref]
		if slices.Contains(texts, text) || len(texts) > 0 && !g.surely && len(side.refs[text]) == 0 {
			return false
		}
		for other, is := range g.base {
			if len(texts) > 0 && other != ref && slices.Contains(texts, is) && mangled(other, ref) {
				return false
			}
		}
		given = given || len(texts) > 0
		without := slices.DeleteFunc(slices.Clone(side.refs[text]), func(ref plan.Ref) bool { return ref != "" })
		loose = loose || len(without) > g.missing(side, ref, text)
	}
	return given && (loose || g.isElsewhere(ref, text))
}

// isElsewhere reports whether both sides have the action of a ref under one and the
// same other, which was never agreed, and say the same under its own.
func (g *giving) isElsewhere(ref plan.Ref, text string) bool {
	mine, theirs := g.sides[0], g.sides[1]
	if len(mine.refs[text]) != 1 || !slices.Equal(mine.refs[text], theirs.refs[text]) || !slices.Equal(mine.texts[ref], theirs.texts[ref]) {
		return false
	}
	_, agreed := g.base[mine.refs[text][0]]
	return !agreed && g.missing(mine, ref, text)+g.missing(theirs, ref, text) == 0
}

// missing is how many other agreed actions have a text that a side has not got under
// their refs: as many rows of it without one may be theirs.
func (g *giving) missing(side refsOfSide, ref plan.Ref, text string) int {
	n := 0
	for _, other := range g.owners[text] {
		if other != ref && !slices.Contains(side.texts[other], text) {
			n++
		}
	}
	return n
}

// standsFreely reports whether the action of a ref stands, on each side that has the
// ref, under no ref that is agreed, but for those that give way themselves.
func (g *giving) standsFreely(ref plan.Ref, text string, ways map[plan.Ref]bool) bool {
	return !slices.ContainsFunc(g.sides, func(side refsOfSide) bool {
		return len(side.texts[ref]) > 0 && slices.ContainsFunc(side.refs[text], func(other plan.Ref) bool {
			_, agreed := g.base[other]
			return agreed && !ways[other]
		})
	})
}

// Renamed has what people answered about agreed actions go by the refs that these go
// by now. What they answered about a row that was never agreed is about another action.
func (m Memory) Renamed(to map[plan.Ref]plan.Ref) Memory {
	if len(to) == 0 {
		return m
	}
	rename := func(ref *plan.Ref) {
		if now, moved := to[*ref]; moved {
			*ref = now
		}
	}
	m.Decisions, m.Refusals, m.LeftOut = slices.Clone(m.Decisions), slices.Clone(m.Refusals), slices.Clone(m.LeftOut)
	for i := range m.Decisions {
		d := &m.Decisions[i]
		if d.Kind == QuestionRow && !slices.ContainsFunc(d.Said, func(then Said) bool { return then.Base.Kind != plan.KindAbsent }) {
			continue
		}
		rename(&d.Question.Ref)
		d.Said = slices.Clone(d.Said)
		for j := range d.Said {
			rename(&d.Said[j].Ref)
		}
	}
	for i := range m.Refusals {
		rename(&m.Refusals[i].Ref)
	}
	for i := range m.LeftOut {
		if m.LeftOut[i].Field != "" {
			rename(&m.LeftOut[i].Ref)
		}
	}
	return m
}

// renumbered are the refs of agreed actions that go by others now.
func renumbered(pairs []Pair) map[plan.Ref]plan.Ref {
	to := map[plan.Ref]plan.Ref{}
	for i := range pairs {
		if p := &pairs[i]; p.Base != nil && p.Base.Ref != p.Ref {
			to[p.Base.Ref] = p.Ref
		}
	}
	return to
}

// tellRef gives the side whose row of an action has no ref the one that the other
// side has given it since it was agreed, where the other may.
func (b *settling) tellRef(p *Pair) (out result) {
	if p.Base == nil || p.Base.Ref == p.Ref {
		return out
	}
	from := Officer
	if p.Officer.Ref == "" {
		from = Partner
	}
	to := from.Other()
	mine, theirs := p.Action(from), p.Action(to)
	if theirs.Ref != "" || mine.Ref != p.Ref || mine.Letter != "" {
		return out
	}
	cell, has := theirs.Lookup(plan.FieldRef)
	may := b.rules.Owners[plan.FieldRef].owns(from) && (to == Officer || b.sharedIn(p.Officer.Table, plan.FieldRef))
	if !may || !has || !cell.Writable || cell.Cell.Row != theirs.Row {
		return result{notes: []plan.Note{{
			Cell:    plan.Cell{Sheet: theirs.Sheet, Row: theirs.Row},
			Message: fmt.Sprintf("%s: the ref %s is not written into row %d of %s: type it there", to.copyName(), p.Ref, theirs.Row, theirs.Sheet),
		}}}
	}
	now := refEntry(p.Ref)
	out = written(to, p, plan.FieldRef, now, unitName{p, plan.FieldRef, to})
	officer, _ := p.Entry(Officer, plan.FieldRef)
	partner, _ := p.Entry(Partner, plan.FieldRef)
	out.changes = []Change{{
		Ref: p.Ref, Field: plan.FieldRef, Verdict: map[Side]Verdict{Officer: OfficerMoved, Partner: PartnerMoved}[from],
		Base: plan.Entry{Value: plan.Blank}, Officer: officer, Partner: partner, Take: Take(from), Now: now, pair: p,
	}}
	return out
}
