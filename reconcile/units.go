package reconcile

import (
	"fmt"
	"slices"
	"strings"

	"actionplan/plan"
)

// unitSettling is what units are settled by: the judge, and what people have
// answered.
type unitSettling struct {
	*judge
	mem memory
}

// settleUnit takes one unit's ruling, or the decision about it.
func (b *unitSettling) settleUnit(p *Pair, r ruling) result {
	r, out := b.decide(p, r)
	if r.isOpen() {
		out.add(asks(b.question(p, r)))
		out.add(b.leaveOpen(p, r))
		return out
	}
	out.add(b.write(p, r, unitName{pair: p, field: r.unit[0]}))
	return out
}

// write agrees a ruling's cells and makes the edits that carry it across.
func (b *unitSettling) write(p *Pair, r ruling, unit unitName) (out result) {
	if r.verdict == MovedAlike && b.columns.torn(p, r.unit) != "" {
		return result{kept: r.unit} // both say it, and the unit waits as a whole
	}
	if r.apart {
		return result{kept: r.unit} // the officers' row says what counts
	}
	for i, d := range r.cells {
		officer, partner, now := d.Entry(Officer), d.Entry(Partner), r.now[i]
		if d.Verdict() == Unmoved && d.Officer == now.Value && d.Partner == now.Value {
			continue // only here for the merged cell it is part of
		}
		why := WithheldReason("")
		switch {
		case r.kept:
			why = KeptBack
		case r.withheld && b.shared(d):
			why = WithUnshared
		case r.withheld:
			why = NotShared
		}
		out.changes = append(out.changes, Change{
			Ref: d.Ref, Field: d.Field, Verdict: r.verdict, Base: d.Entry(Base), Officer: officer, Partner: partner,
			Take: r.take, Now: now, Yielded: r.yielded, Withheld: why, By: r.by.By, Why: r.by.Why, On: r.by.On, pair: p,
		})
		if officer.Value == partner.Value && now.Value != officer.Value {
			out.kept = append(out.kept, d.Field) // both say it still, and it was decided against
		}
		agreed := now
		agreed.Cell, agreed.Writable, agreed.Open = officer.Cell, officer.Writable, false
		out.agreed = append(out.agreed, fieldEntry{d.Field, agreed})
		if officer.Value != now.Value && !b.merged.follower(d, Officer) {
			out.add(b.beside(written(Officer, p, d.Field, now, unit), p, r))
		}
		if partner.Value != now.Value && !r.withheld && !b.merged.follower(d, Partner) {
			out.add(b.beside(written(Partner, p, d.Field, now, unit), p, r))
		}
	}
	return out
}

// beside says with an edit of a unit what of the unit stays as it is.
func (b *unitSettling) beside(one result, p *Pair, r ruling) result {
	for i, e := range one.edits {
		status, _ := p.Entry(e.side, plan.FieldStatus)
		for j, d := range r.cells {
			if d.Pair == p && d.Field == plan.FieldStatus {
				status = r.now[j]
			}
		}
		one.edits[i].beside = b.stays(p, r.unit, e.side, status)
	}
	return one
}

// stays says what of a unit stays as it is on a side though the rest of it is
// written there, since the other side has no column for it; "" for nothing. That
// a closing date stays blank is worth a word only where the status says done.
func (b *unitSettling) stays(p *Pair, u unit, side Side, status plan.Entry) string {
	var parts []string
	for _, f := range u {
		e, has := p.Entry(side, f)
		if _, other := p.Entry(side.Other(), f); !has || other || p.Action(side.Other()) == nil {
			continue
		}
		says := quoted(e)
		if d, ok := e.Value.Date(); ok {
			says = d.Long()
		}
		switch {
		case b.rules.personal(e) != "":
			says = "as it is"
		case e.Value.Kind == plan.KindBlank && (f != plan.FieldClosed || !plan.StatusOf(status.Value).IsDone()):
			continue
		}
		parts = append(parts, fmt.Sprintf("%s, which only %s has, stays %s (%s)", f.Label(), side.copyName(), says, e.Cell))
	}
	return strings.Join(parts, "; ")
}

// leaveOpen leaves a unit open: all of its cells show what was last agreed, and
// the base forgets and learns nothing about them.
func (b *unitSettling) leaveOpen(p *Pair, r ruling) (out result) {
	for _, d := range r.cells {
		out.agreed = append(out.agreed, fieldEntry{d.Field, openEntry(d.Entry(Base), d.Entry(Officer))})
	}
	out.kept = r.unit
	return out
}

// question asks about a unit.
func (b *unitSettling) question(p *Pair, r ruling) Question {
	q := Question{Kind: r.kind, Ref: p.Ref, Name: p.Name(), Nameless: p.isNameless(), Field: r.unit[0], Cells: r.cells, Ask: b.asked(p, r), Personal: r.personal}
	q.Takes, q.Bar = b.takes(r)
	q.Later = slices.ContainsFunc(r.cells, func(d Difference) bool { return b.columns.torn(d.Pair, r.unit) != "" })
	if r.kind == QuestionHeld {
		q.Ask = b.rules.informationOwner()
	}
	parts := make([]string, len(r.cells))
	for i, d := range r.cells {
		parts[i] = d.sentence()
		if what := b.rules.personalAt(d); what != "" {
			q.Personal = what
			parts[i] = d.name() + ": what it says seems to hold " + what + ", and is not repeated here"
		}
	}
	q.Why = strings.Join(parts, "; ") + b.belongs(r)
	for _, side := range []Side{Officer, Partner} {
		if stays := b.stays(p, r.unit, side, plan.Entry{}); stays != "" {
			q.Why += "; " + stays + " whatever is answered"
		}
	}
	switch {
	case r.why != "":
		q.Why += "; " + r.why
	case r.kind == QuestionHeld:
		q.Why += "; it waits before it goes to partners"
	}
	if q.Bar != "" && !strings.Contains(q.Why, q.Bar) {
		q.Why += "; " + q.Bar
	}
	if r.kind != QuestionHeld && slices.Contains(q.Takes, TakeLeave) {
		q.Why += "; left out, officers keep theirs and that cell stays as it is, until it says something else"
	}
	if len(q.Takes) == 0 && !q.Later {
		q.Why += "; no answer here can settle it: have both sides say the same where they stand"
	}
	return q
}

// decide lets the decision about a unit, where there is one that stands and
// can be carried out, go before what the readings alone come to. It does so
// also where they no longer make a question: one side may have been put right
// and the other not yet.
func (b *unitSettling) decide(p *Pair, r ruling) (ruling, result) {
	d, ok := b.mem.decisions[Key{Ref: p.Ref, Field: r.unit[0]}]
	if !ok || r.verdict == MovedAlike || !d.covers(r.cells) || !d.isWithin([]*Pair{p}) {
		return b.recall(p, r)
	}
	if d.Take == TakeLeave {
		return b.keepBack(p, r, d)
	}
	decided, stands := b.carryOut(d, r)
	if !stands {
		return b.recall(p, r)
	}
	if decided.isOpen() {
		return decided, result{}
	}
	out := stood(d)
	out.add(b.answerProposal(d))
	return decided, out
}

// carryOut is what a unit comes to as a person decided, or the question that is
// left where that cannot be written. It says false where the decision does not
// stand.
func (b *unitSettling) carryOut(d Decision, r ruling) (decided ruling, stands bool) {
	cells, now, stands := d.answer(b.mem.find)
	if !stands {
		return r, false
	}
	decided = b.asking(r, "")
	decided.cells, decided.cleared, decided.by = cells, d.Cleared, d
	return b.crossing(decided.taking(d.Take, now)), true
}

// recall settles a unit as it was answered before: what was refused is put
// back, and what was kept from partners stays where it is. A column that is
// back is filled.
func (b *unitSettling) recall(p *Pair, r ruling) (ruling, result) {
	if filled, ok := b.refill(r); ok {
		return filled, result{}
	}
	switch {
	case r.isOpen() && r.kind != QuestionHeld && b.isPartnersOwn(r):
		if _, left := b.mem.leaves(p.Ref, r.unit[0], Partner, sideSays(r, Partner)); left {
			return r.leftApart(), result{}
		}
		if r.kind == QuestionProposal {
			return b.refuse(p, r)
		}
	case r.isOpen() && r.kind == QuestionProposal:
		return b.refuse(p, r)
	case r.isOpen() && r.kind == QuestionHeld:
		l, left := b.mem.leaves(p.Ref, r.unit[0], Officer, sideSays(r, Officer))
		if left {
			return r.keptBack(Decision{By: l.By, Why: l.Why, On: l.On}), result{}
		}
	}
	return r, result{}
}

// sideSays is what a side's cells of a ruling say.
func sideSays(r ruling, side Side) map[plan.Field]plan.Value {
	values := map[plan.Field]plan.Value{}
	for _, d := range r.cells {
		values[d.Field] = d.Value(side)
	}
	return values
}

// leftApart leaves a unit as each side has it: what officers say counts, partners'
// cell stays, and nothing is agreed.
func (r ruling) leftApart() ruling {
	r = r.taking(TakeOfficer, entries(r.cells, Officer))
	r.apart = true
	return r
}

// keptBack agrees what officers say, and tells partners nothing.
func (r ruling) keptBack(by Decision) ruling {
	r = r.taking(TakeOfficer, entries(r.cells, Officer))
	r.withheld, r.kept, r.by = true, true, by
	return r
}

// keepBack carries out a decision not to tell partners what officers say, or to
// leave a unit as each side has it.
func (b *unitSettling) keepBack(p *Pair, r ruling, d Decision) (ruling, result) {
	if r.isOpen() && d.Kind != QuestionHeld && b.isPartnersOwn(r) && d.saysTheSame(p) {
		out := usedUp(d)
		out.memory.LeftOut = []LeftOut{{Ref: p.Ref, Field: r.unit[0], Side: Partner, Says: sideSays(r, Partner), By: d.By, Why: d.Why, On: d.On}}
		if d.Kind == QuestionProposal {
			out.add(b.rules.reply(p.Ref, r.unit[0], because("Not agreed", d.Why)))
		}
		return r.leftApart(), out
	}
	if !r.isOpen() || r.kind != QuestionHeld || r.verdict != OfficerMoved || !d.saysTheSame(p) {
		return b.recall(p, r)
	}
	out := usedUp(d)
	out.memory.LeftOut = []LeftOut{{Ref: p.Ref, Field: r.unit[0], Side: Officer, Says: sideSays(r, Officer), By: d.By, Why: d.Why, On: d.On}}
	return r.keptBack(d), out
}

// refuse puts back a proposal that was refused before, word for word.
func (b *unitSettling) refuse(p *Pair, r ruling) (ruling, result) {
	var last Refusal
	for _, d := range r.cells {
		proposer, ok := b.rules.proposer(d.Field)
		refusal, refused := b.mem.refusals[sideCell{d.Ref, d.Field, proposer}]
		if !ok || d.moved(proposer) && (!refused || refusal.Value != d.Value(proposer)) {
			return r, result{}
		}
		if refused {
			last = refusal
		}
	}
	if last.Side == "" {
		return r, result{}
	}
	owner := last.Side.Other()
	back := b.crossing(r.taking(Take(owner), entries(r.cells, owner)))
	if back.isOpen() {
		return back, result{}
	}
	back.by = Decision{By: last.By, Why: last.Why, On: last.On}
	var out result
	if last.Side == Partner && !back.withheld {
		out = b.rules.reply(p.Ref, last.Field, because("Not agreed", last.Why))
	}
	return back, out
}

// answerProposal remembers what was refused, and tells partners what became
// of what they proposed.
func (b *unitSettling) answerProposal(d Decision) (out result) {
	if d.Kind != QuestionProposal || d.Replied {
		return out
	}
	for _, then := range d.Said {
		p := b.mem.find(then.Ref)
		if p == nil {
			continue
		}
		proposer, ok := b.rules.proposer(then.Field)
		was := map[Side]plan.Value{Officer: then.Officer, Partner: then.Partner}[proposer]
		decided, decides := d.decided(p, then)
		if !ok || !decides || was == then.Base {
			continue
		}
		refused := was != decided.Value
		if refused {
			out.memory.Refusals = append(out.memory.Refusals, Refusal{Ref: p.Ref, Field: then.Field, Side: proposer, Value: was, By: d.By, Why: d.Why, On: d.On})
		}
		switch {
		case proposer == Officer:
		case refused:
			out.add(b.rules.reply(p.Ref, then.Field, because("Not agreed", d.Why)))
		default:
			out.add(b.rules.reply(p.Ref, then.Field, because("Agreed", d.Why)))
		}
	}
	return out
}

// refill fills the blank cells of a column that is back from the side that
// never dropped it: nobody cleared them, and nobody moved them but that side. It
// says false where there are none.
func (b *unitSettling) refill(r ruling) (ruling, bool) {
	var back Side
	n := 0
	for _, d := range r.cells {
		if side, ok := b.columns.cameBack(d); ok && (back == "" || back == side) {
			back = side
			n++
		}
	}
	switch {
	case n == 0:
		return r, false
	case n < len(r.cells) || !b.first && !b.mayFill(r.cells, back.Other()):
		return b.asking(r, "a column that was gone is back, and blank"), true
	}
	filled := b.crossing(r.taking(Take(back.Other()), entries(r.cells, back.Other())))
	switch {
	case filled.isOpen(): // it is held, and asked about as what it was judged to be
	case !slices.ContainsFunc(r.cells, func(d Difference) bool { return d.moved(back.Other()) }):
		filled.verdict = Unmoved
	default:
		filled.verdict = map[Side]Verdict{Officer: PartnerMoved, Partner: OfficerMoved}[back]
	}
	return filled, true
}
