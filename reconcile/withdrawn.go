package reconcile

import (
	"cmp"
	"fmt"

	"actionplan/plan"
)

// A row that is struck out whole.
//
// Officers do not delete an action that is no longer to be done: they strike its row
// out. Its cells say what they said, so nothing of them moves, and the other side
// would never hear of it:
//
//	agreed                 officers, now          partners
//	1.3  Audit | Open      ~1.3  Audit | Open~    1.3  Audit | Open
//
// So it is a question about the row: is it withdrawn? Where a person lets it go, it
// leaves the agreed plan, and both rows stay as they are; otherwise it stays. Its
// cells are merged like any others meanwhile. What was struck out when the sides last
// agreed, and what both have struck out, is no question.

// WithdrawnKey is what a row that is struck out is remembered by.
func WithdrawnKey(a *plan.Action) string { return cmp.Or(string(a.Ref), plan.Fold(actionText(a))) }

// withdrawn is the side that alone has struck out a row since the sides agreed; "" for
// neither.
func (r Agreement) withdrawn(p *Pair) Side {
	if p.Officer == nil || p.Partner == nil || p.Officer.Struck == p.Partner.Struck {
		return ""
	}
	side := Officer
	if p.Partner.Struck {
		side = Partner
	}
	if r.Withdrawn[side][WithdrawnKey(p.Action(side))] {
		return ""
	}
	return side
}

// settleWithdrawn settles a row that one side has struck out: as a person decided, or
// by asking.
func (b *settling) settleWithdrawn(p *Pair, side Side, columns result) (agreed, next *plan.Action, out result) {
	key := Key{Ref: p.Ref, Side: side}
	d, ok := b.mem.decisions[key]
	ok = ok && d.Kind == QuestionWithdrawn && len(d.Said) == 1 && d.Said[0] == said(p.difference(plan.FieldAction))
	if ok && d.Take == TakeGo {
		out = stood(d)
		if side == Officer && !d.Replied {
			out.add(b.rules.reply(p.Ref, "", because("This action was withdrawn; it stays here and is no longer in the plan", d.Why)))
		}
		return nil, p.Base, out
	}
	agreed, next, out = b.settleRow(p, columns)
	if ok {
		out.add(stood(d))
		return agreed, next, out
	}
	q := Question{
		Kind: QuestionWithdrawn, Ref: p.Ref, Name: p.Name(), Nameless: p.isNameless(), Side: side, Ask: p.lead(),
		Cells: []Difference{p.difference(plan.FieldAction)}, Takes: []Take{TakeBase, TakeGo},
	}
	row := p.Action(side)
	q.Why = fmt.Sprintf("%s: its row is struck out in %s (row %d), and not in %s: it may be withdrawn", p.called(), side.copyName(), row.Row, side.Other().copyName())
	if q.Personal = b.rules.personal(p.action()); q.Personal != "" {
		q.Ask = b.rules.informationOwner()
		q.Why += fmt.Sprintf("; %s seems to hold %s", plan.FieldAction.Label(), q.Personal)
	} else if text := rowText(p); text != "" && !p.isNameless() {
		q.Why += "; it says " + text
	}
	out.add(asks(q))
	return agreed, next, out
}
