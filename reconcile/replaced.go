package reconcile

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"actionplan/plan"
)

// Another action under an agreed ref.
//
// Partners delete an action and give its number to another one:
//
//	agreed                                officers      partners, now
//	1.5  Launch the front door | Clerk    the same      1.5  Buy three minibuses | Fleet
//
// By the ref it is one action, reworded; by all it says it is not. To compare cell by
// cell would write every word of the one over the other. Or the upper of two texts is
// filled down, or merged, over the lower one, whose ref then stands on the words of
// another agreed action. Either way only a person can say, so the row is asked about
// as a whole: the same action, or two. Until then nothing of it crosses, on either
// side. The same action's new words cross once somebody says so; of two, nothing
// crosses until the row has a ref of its own.
//
// A text that says most of what was agreed in other words is a rewording and no such
// row, and so is one beside which most other cells say what was agreed: a month's
// update changes those that it is about, and leaves who leads it and by when.

// findReplaced marks the pairs of which a side's row says another action.
func (c *Comparison) findReplaced() {
	if c.base == nil {
		return
	}
	for _, side := range []Side{Officer, Partner} {
		var exchanged map[int]bool // on purpose, as a person has confirmed
		if c.rules.Confirmed {
			exchanged = c.displaced(side, Base)
		}
		owners, stands := map[string]int{}, map[string]bool{}
		for i := range c.Pairs {
			p := &c.Pairs[i]
			if p.Base == nil || actionText(p.Base) == "" {
				continue
			}
			text := actionText(p.Base)
			owners[text]++
			stands[text] = stands[text] || p.Action(side) != nil && actionText(p.Action(side)) == text
		}
		for i := range c.Pairs {
			p := &c.Pairs[i]
			if exchanged[i] || p.stopped || p.replaced != "" || p.Base == nil || p.lacks() != "" || p.How.byWords() || p.How == ByAnswer || !p.textMoved(side, Base) {
				continue
			}
			was, now := actionText(p.Base), actionText(p.Action(side))
			if was == "" || now == "" {
				continue
			}
			if stands[now] && owners[now] == 1 || p.saysAnother(side, wordsInCommon(was, now)) {
				p.replaced = side
			}
		}
	}
}

// saysAnother reports whether the other cells of a side's row bear out that it is
// another action than was agreed: the fewer of them say what was agreed, the more its
// text must share with the agreed one to be a rewording.
func (p *Pair) saysAnother(side Side, common float64) bool {
	same, all := (rewording{&Pair{Base: p.Base}, p, side}).agreeing()
	return all >= 2 && same == 0 && common < 0.7 || 2*same < all && common < 0.25
}

// wordsInCommon is how much two texts have in common, from 0 to 1, by the beginnings
// of their longer words: 1 where there are none to tell by.
func wordsInCommon(a, b string) float64 {
	mine, theirs := stems(a), stems(b)
	if len(mine) == 0 || len(theirs) == 0 {
		return 1
	}
	common := 0
	for stem := range mine {
		if theirs[stem] {
			common++
		}
	}
	return float64(2*common) / float64(len(mine)+len(theirs))
}

// stems are the beginnings of the words of a text that say something: those of four
// letters and more.
func stems(text string) map[string]bool {
	found := map[string]bool{}
	for _, word := range strings.FieldsFunc(plan.Fold(text), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if letters := []rune(word); len(letters) >= 4 {
			found[string(letters[:min(len(letters), 5)])] = true
		}
	}
	return found
}

// replacedDecision is what a person said of a row that says another action, where
// both sides' action texts are what they were then.
func (b *settling) replacedDecision(p *Pair) (Decision, bool) {
	d, ok := b.mem.decisions[Key{Ref: p.Ref, Side: p.replaced}]
	now := said(p.difference(plan.FieldAction))
	if !ok || d.Kind != QuestionReworded || len(d.Said) != 1 || d.Said[0].Base != now.Base {
		return d, false
	}
	then := d.Said[0]
	mine := map[Side][2]plan.Value{Officer: {then.Officer, now.Officer}, Partner: {then.Partner, now.Partner}}
	return d, mine[p.replaced][0] == mine[p.replaced][1]
}

// isDecided reports whether a side's row says what a person decided that the action's
// text is to be: a run that was cut off has written it there.
func (b *settling) isDecided(p *Pair) bool {
	d, ok := b.mem.cells[plan.CellKey{Ref: p.Ref, Field: plan.FieldAction}]
	return ok && slices.ContainsFunc(d.Said, func(then Said) bool {
		e, known := d.decided(p, then)
		return known && then.Ref == p.Ref && then.Field == plan.FieldAction && e.Value == p.Action(p.replaced).Value(plan.FieldAction)
	})
}

// waitForReplaced has all of a row wait that says another action, unless a person
// has said that it is the same.
func (b *settling) waitForReplaced() {
	own := false
	for p := range b.c.judged {
		if p.replaced == "" || b.isDecided(p) {
			continue
		}
		if d, ok := b.replacedDecision(p); ok && d.Take == TakeSame {
			continue
		}
		if !own {
			b.c.waiting, own = maps.Clone(b.c.waiting), true
		}
		for _, u := range b.c.columns.units {
			b.c.waiting[pairCell{p, u[0]}] = true
		}
	}
	if own {
		b.c.waitInMerged()
	}
}

// askReplaced asks whether a row that says another action is the agreed one, or does
// what a person said of it.
func (b *settling) askReplaced(p *Pair) result {
	d, ok := b.replacedDecision(p)
	switch {
	case b.isDecided(p):
		return result{}
	case ok && d.Take == TakeSame:
		return stood(d)
	}
	if ok && d.Take == TakeTwo {
		return stood(d)
	}
	q := Question{
		Kind: QuestionReworded, Ref: p.Ref, Also: p.Ref, Name: p.Name(), Nameless: p.isNameless(), Side: p.replaced, Ask: p.lead(),
		Cells: []Difference{p.difference(plan.FieldAction)}, row: []Said{said(p.difference(plan.FieldAction))}, Takes: []Take{TakeTwo, TakeSame},
	}
	for f := range p.Officer.All() {
		d := p.difference(f)
		if settled(f) && f != plan.FieldAction && d.Partner.Kind != plan.KindAbsent && (d.Officer != d.Partner || d.Base.Kind != plan.KindAbsent && d.Officer != d.Base) {
			q.Cells = append(q.Cells, d)
		}
	}
	same, all := (rewording{&Pair{Base: p.Base}, p, p.replaced}).agreeing()
	now, agreed := p.Action(p.replaced).Entry(plan.FieldAction), p.Base.Entry(plan.FieldAction)
	q.Why = fmt.Sprintf("%s: in %s (row %d) its ref stands on other words, and %d of %s say what was agreed", p.called(), p.replaced.copyName(), p.Action(p.replaced).Row, same, count(all, "other cell"))
	if q.Personal = b.rules.personal(now); q.Personal == "" {
		q.Personal = b.rules.personal(agreed)
	}
	if q.Personal != "" {
		q.Ask = b.rules.informationOwner()
		q.Why += fmt.Sprintf("; %s seems to hold %s", plan.FieldAction.Label(), q.Personal)
	} else {
		q.Why += fmt.Sprintf("; it said %s, and says %s", quoted(agreed), quoted(now))
	}
	q.Why += ": it may be the same action, reworded, or another one that was given its ref"
	return asks(q)
}

// leftReplaced are the rows of which a person said that they are another action, and
// that have no ref of their own yet.
func (b *settling) leftReplaced() (left []LeftRow) {
	for i := range b.c.Pairs {
		p := &b.c.Pairs[i]
		if p.replaced == "" || p.stopped || b.c.whole {
			continue
		}
		if d, ok := b.replacedDecision(p); ok && d.Take == TakeTwo {
			a := p.Action(p.replaced)
			left = append(left, LeftRow{
				Side: p.replaced, ID: a.ID, Ref: a.Ref, Name: p.Name(), Place: plan.Cell{Sheet: a.Sheet, Row: a.Row},
				Why: fmt.Sprintf("it is another action than the one that was agreed under its ref, as %s said", d.By), Do: "give it a ref of its own",
			})
		}
	}
	return left
}
