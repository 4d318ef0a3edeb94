package reconcile

import (
	"fmt"
	"slices"

	"actionplan/plan"
)

// An action without a ref that was reworded
//
// A row without a ref is known by its action text. Reworded, it looks like one
// action gone and another new:
//
//	agreed             officers            partners
//	1  Write the plan  row 2  Write ...    row 2  Write the plan
//	2  Audit 40 cases  row 3  Audit 50 ... row 3  Audit 40 cases
//	3  Train staff     row 4  Train ...    row 4  Train staff
//
// Where the new row stands between the same two actions as the one that is gone
// does on the other side, and says most of what else was agreed of it, one
// question is asked: is it the same action, reworded? Where a person says so, the
// row is the action's, its new words cross like any others, and what was agreed
// and logged of it goes on. Where a person says that they are two actions, each is
// asked about by itself. Nothing is ever taken for reworded unasked.

// rewording is an action that one side lacks, and a row of that side, never
// agreed, that may be it.
type rewording struct {
	gone, row *Pair
	side      Side // that lacks it, and has the row
}

// joined is the pair that both come to where they are one action.
func (r rewording) joined() *Pair {
	p := *r.gone
	p.How, p.unnamed = ByAnswer, false
	for _, s := range []Side{Officer, Partner} {
		a := r.row.Action(s)
		switch {
		case a == nil:
		case s == Officer:
			p.Officer = a
		default:
			p.Partner = a
		}
	}
	return &p
}

// said is what the three readings say of the action's text.
func (r rewording) said() Said { return said(r.joined().difference(plan.FieldAction)) }

// key names the question.
func (r rewording) key() Key { return Key{Ref: r.gone.Ref, Side: r.side} }

// decided is what a person's answer about a rewording is about, as the rows are
// now. It is false where they say something else than they did, or the words
// are agreed.
func (c *Comparison) decided(d Decision) (rewording, bool) {
	r := rewording{side: d.Question.Side}
	if d.Kind != QuestionReworded || len(d.Said) != 1 {
		return r, false
	}
	then := d.Said[0]
	words := map[Side]plan.Value{Officer: then.Officer, Partner: then.Partner}
	for i := range c.Pairs {
		p := &c.Pairs[i]
		switch {
		case p.stopped:
		case p.Base != nil && p.Ref == d.Question.Ref && p.Action(r.side) == nil && p.Base.Value(plan.FieldAction) == then.Base:
			r.gone = p
		case p.Base == nil && p.unnamed && p.Action(r.side) != nil && p.Action(r.side).Value(plan.FieldAction) == words[r.side]:
			r.row = p
		}
	}
	if r.gone == nil || r.row == nil {
		return r, false
	}
	other := r.side.Other()
	return r, (r.gone.Action(other) == nil) != (r.row.Action(other) == nil)
}

// Rejoined is the comparison with the rows taken together that people have said are
// one action.
func (c Comparison) Rejoined(m Memory) Comparison {
	c, _ = c.rejoined(c.following(m))
	return c
}

// rejoined is the comparison with the rows taken together that people have said
// are one action, and what became of those decisions.
func (c Comparison) rejoined(m Memory) (Comparison, result) {
	var out result
	var same []rewording
	for _, d := range m.Decisions {
		r, ok := c.decided(d)
		switch {
		case !ok:
		case d.Take != TakeSame:
			out.add(stood(d))
		case r.row.lacks() == "":
			same = append(same, r)
			out.add(usedUp(d)) // both sides say the new words
		default:
			same = append(same, r)
			out.add(stood(d))
		}
	}
	if len(same) > 0 && !c.whole {
		c = compare(c.given, c.rules, same)
	}
	return c, out
}

// join has the rows of a pairing that a person said are one action be one pair.
func (p *paired) join(same []rewording) {
	for _, r := range same {
		gone := slices.IndexFunc(p.pairs, func(q Pair) bool { return q.Ref == r.gone.Ref })
		row := slices.IndexFunc(p.pairs, func(q Pair) bool { return q.Ref == r.row.Ref })
		if gone < 0 || row < 0 {
			continue
		}
		if a := p.pairs[row].Officer; a != nil {
			p.names[a] = r.gone.Ref
		}
		both := *rewording{&p.pairs[gone], &p.pairs[row], r.side}.joined()
		both.name = nameOfPair(&both, p.officers, p.partners)
		p.pairs[gone] = both
		p.pairs = slices.Delete(p.pairs, row, row+1)
	}
}

// neighbours are the actions that stand just above and below a row in its table;
// nil at the table's ends.
type neighbours struct{ above, below *Pair }

// neighboursOf finds the neighbours of every row of a side that is in a pair, of
// those that stand beside no row which is in none.
func (c *Comparison) neighboursOf(side Side) map[*Pair]neighbours {
	pairOf := map[*plan.Action]*Pair{}
	for i := range c.Pairs {
		if a := c.Pairs[i].Action(side); a != nil {
			pairOf[a] = &c.Pairs[i]
		}
	}
	tables := map[string][]*plan.Action{}
	for i := range c.side(side).Actions {
		a := &c.side(side).Actions[i]
		tables[a.Table] = append(tables[a.Table], a)
	}
	found := map[*Pair]neighbours{}
	for _, rows := range tables {
		for i, a := range rows {
			n, known := neighbours{}, true
			if i > 0 {
				n.above = pairOf[rows[i-1]]
				known = n.above != nil
			}
			if i+1 < len(rows) {
				n.below = pairOf[rows[i+1]]
				known = known && n.below != nil
			}
			if p := pairOf[a]; p != nil && known && len(rows) > 1 {
				found[p] = n
			}
		}
	}
	return found
}

// rewordings finds the actions that may have been reworded: where one is gone
// from a side, one row stands there in its place, which says most of what else
// was agreed of it, and nobody has answered about either.
func (b *settling) rewordings() map[*Pair]rewording {
	found := map[*Pair]rewording{}
	if b.c.base == nil || b.c.whole {
		return found
	}
	asked := func(p *Pair) bool { return p.lacks() != "" && !p.stopped && !b.isAnswered(p) }
	for _, side := range []Side{Officer, Partner} {
		var mine, theirs map[*Pair]neighbours
		rows := map[neighbours]*Pair{}
		for i := range b.c.Pairs {
			p := &b.c.Pairs[i]
			if p.Base != nil || !p.unnamed || p.lacks() != side.Other() || !asked(p) {
				continue
			}
			if mine == nil {
				mine, theirs = b.c.neighboursOf(side), b.c.neighboursOf(side.Other())
			}
			if n, ok := mine[p]; ok {
				rows[n] = p
			}
		}
		for i := range b.c.Pairs {
			p := &b.c.Pairs[i]
			if p.Base == nil || p.lacks() != side || len(rows) == 0 || !asked(p) {
				continue
			}
			r := rewording{gone: p, side: side}
			if n, ok := theirs[p]; ok {
				r.row = rows[n]
			}
			if r.row == nil || !r.isLikely() || b.saidToBeTwo(r) {
				continue
			}
			found[r.gone], found[r.row] = r, r
		}
	}
	return found
}

// renamedAndReworded finds, for each action that is gone from a side, the one row there
// of a ref that nothing was agreed of and which says all else that was agreed of the action:
// somebody may have given it another ref and other words. It says so where both rows
// are asked about, and takes none for the other.
func (b *settling) renamedAndReworded() map[*Pair]rewording {
	found := map[*Pair]rewording{}
	if b.c.base == nil || b.c.whole {
		return found
	}
	for _, side := range []Side{Officer, Partner} {
		var gone, rows []*Pair
		for i := range b.c.Pairs {
			p := &b.c.Pairs[i]
			switch {
			case p.stopped || b.reworded[p].gone != nil || p.isNameless():
			case p.Base != nil && p.lacks() == side && p.Action(side.Other()) != nil:
				gone = append(gone, p)
			case p.Base == nil && !p.unnamed && p.lacks() == side.Other():
				rows = append(rows, p)
			}
		}
		if len(gone)*len(rows) > mostBeside {
			continue // whole tables came and went
		}
		matches := map[*Pair][]rewording{}
		for _, g := range gone {
			for _, row := range rows {
				r := rewording{gone: g, row: row, side: side}
				if same, all := r.agreeing(); same >= fewAlike && same == all {
					matches[g], matches[row] = append(matches[g], r), append(matches[row], r)
				}
			}
		}
		for _, g := range gone {
			if m := matches[g]; len(m) == 1 && len(matches[m[0].row]) == 1 {
				found[g], found[m[0].row] = m[0], m[0]
			}
		}
	}
	return found
}

// mostBeside is the most pairs of rows that are held beside each other, and fewAlike
// the least cells that show two of them to be one action.
const mostBeside, fewAlike = 10_000, 3

// mayBeOne says at one of two rows that it may be the other under another ref, and what
// makes them one.
func (r rewording) mayBeOne(p *Pair) string {
	same, all := r.agreeing()
	other, is := r.row, "new there"
	if p == r.row {
		other, is = r.gone, "gone from there"
	}
	return fmt.Sprintf("it may be the same as %s, which is %s, under another ref and in other words (%d of %s say the same): if so, give that row in %s the ref %s again",
		other.called(), is, same, count(all, "other cell"), r.side.copyName(), r.gone.Ref)
}

// isAnswered reports whether a person has answered about a row that one side has.
func (b *settling) isAnswered(p *Pair) bool {
	_, decided := b.rowDecision(p)
	if decided || p.Base != nil {
		return decided
	}
	_, buried := b.mem.buried(p)
	return buried || b.mem.isLeftOut(p) || b.isHalfAdded(p)
}

// saidToBeTwo reports whether a person has said that they are two actions.
func (b *settling) saidToBeTwo(r rewording) bool {
	d, ok := b.mem.decisions[r.key()]
	return ok && d.Take == TakeTwo && len(d.Said) == 1 && d.Said[0] == r.said()
}

// isLikely reports whether the row says most of what else was agreed of the
// action.
func (r rewording) isLikely() bool {
	same, all := r.agreeing()
	return same > 0 && 2*same > all && r.gone.Base.Value(plan.FieldAction).Kind == plan.KindText
}

// agreeing counts the cells, the text of the action aside, in which the row says
// what was agreed, and those in which either says something.
func (r rewording) agreeing() (same, all int) {
	row := r.row.Action(r.side)
	for f, base := range r.gone.Base.All() {
		e, ok := row.Lookup(f)
		if !ok || !settled(f) || f == plan.FieldAction || e.Value.IsBlank() && base.Value.IsBlank() {
			continue
		}
		all++
		if e.Value == base.Value {
			same++
		}
	}
	return same, all
}

// askReworded asks whether a row is an action that is gone, reworded.
func (b *settling) askReworded(r rewording) result {
	p := r.joined()
	gone, row := r.gone.called(), r.row.called()
	q := Question{
		Kind: QuestionReworded, Ref: r.gone.Ref, Also: r.row.Ref, Name: r.gone.Name(), Nameless: r.gone.isNameless(), Side: r.side,
		Cells: []Difference{p.difference(plan.FieldAction)}, Ask: p.lead(), Takes: []Take{TakeTwo, TakeSame},
	}
	for _, other := range []*Pair{r.gone, r.row} {
		if q.Personal = b.rules.personal(other.action()); q.Personal != "" {
			gone, row = withoutWords(gone), withoutWords(row)
			break
		}
	}
	same, all := r.agreeing()
	q.Why = fmt.Sprintf("%s: it is gone from %s, and %s stands there in its place and says the same in %d of %s: it may be the same action, reworded",
		gone, r.side.copyName(), row, same, count(all, "other cell"))
	if q.Personal != "" {
		q.Ask = b.rules.informationOwner()
		q.Why += fmt.Sprintf("; %s seems to hold %s", plan.FieldAction.Label(), q.Personal)
	}
	return asks(q)
}
