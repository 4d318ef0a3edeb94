package reconcile

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"actionplan/plan"
)

// A merged cell is one cell to whoever wrote it, and the cell of several
// actions to the plan. What it comes to say, it says for all of them: so the
// units that a merged cell joins are settled as one, and asked about as one.

// spanned says whether the cell is part of a merged cell that can be written.
func (c *Comparison) spanned(d Difference, to Side) bool {
	cell := d.Entry(to).Cell
	return cell.Row > 0 && len(c.spans[to][cell]) > 0
}

// block is one unit of the actions that merged cells join.
type block struct {
	unit  unit
	pairs []int // by ref
}

// joint is what a block came to for one of its actions.
type joint struct {
	ruling
	by     Decision
	number int       // of the unit its edits carry across
	ask    *Question // where the question about the block is asked: with its first action
}

// settleMerged settles the units that merged cells join, before any row is.
func (b *settling) settleMerged() {
	b.joined, b.parts = map[member]bool{}, map[int][]joint{}
	if len(b.c.spans[Officer])+len(b.c.spans[Partner]) == 0 {
		return
	}
	for _, bl := range b.blocks() {
		b.settleBlock(bl)
	}
}

// blocks finds the units that merged cells join, whatever the rows' order.
func (b *settling) blocks() []block {
	units := map[plan.Field]unit{}
	for _, u := range b.c.units {
		for _, f := range u {
			units[f] = u
		}
	}
	root := map[member]member{}
	var find func(m member) member
	find = func(m member) member {
		if root[m] == m {
			return m
		}
		return find(root[m])
	}
	for _, spans := range b.c.spans {
		for _, members := range spans {
			var first *member
			for _, m := range members {
				if units[m.field] == nil || !b.settlesCells(m.pair) {
					continue
				}
				m.field = units[m.field][0]
				if _, ok := root[m]; !ok {
					root[m] = m
				}
				if first == nil {
					first = &m
				} else if first.field == m.field {
					root[find(m)] = find(*first)
				}
			}
		}
	}
	found := map[member]*block{}
	for m := range root {
		r := find(m)
		if found[r] == nil {
			found[r] = &block{unit: units[r.field]}
		}
		found[r].pairs = append(found[r].pairs, m.pair)
	}
	var list []block
	for _, bl := range found {
		slices.SortFunc(bl.pairs, func(i, j int) int { return plan.CompareRefs(b.c.Pairs[i].Ref, b.c.Pairs[j].Ref) })
		list = append(list, *bl)
	}
	slices.SortFunc(list, func(x, y block) int {
		if n := plan.CompareRefs(b.c.Pairs[x.pairs[0]].Ref, b.c.Pairs[y.pairs[0]].Ref); n != 0 {
			return n
		}
		return cmp.Compare(x.unit[0], y.unit[0])
	})
	return list
}

// settlesCells says whether a pair's cells are settled one by one: both sides
// have the row, and nothing is asked about the row itself.
func (b *settling) settlesCells(i int) bool {
	p := &b.c.Pairs[i]
	return !b.c.whole && !p.stopped && p.Officer != nil && p.Partner != nil && (!b.c.newOnBoth(p) || b.sameRow(p))
}

// settleBlock settles a block as a person decided; or as its units come to by
// themselves, where its merged cells then say one thing each; or else asks.
func (b *settling) settleBlock(bl block) {
	whole := ruling{unit: bl.unit}
	var rulings []ruling
	for _, i := range bl.pairs {
		whole.cells = append(whole.cells, b.c.cellsOf(i, bl.unit)...)
		b.joined[member{i, bl.unit[0]}] = true
		for _, r := range b.c.rulings[i] {
			if r.unit[0] == bl.unit[0] {
				rulings = append(rulings, r)
			}
		}
	}
	if len(rulings) == 0 {
		return
	}
	whole.verdict = together(whole.cells)
	if decided, d, found := b.decideBlock(bl, whole); found {
		b.share(bl, []ruling{decided}, []Decision{d})
		return
	}
	replies, notes := len(b.Replies), len(b.Notes)
	by := make([]Decision, len(rulings))
	for n, r := range rulings {
		rulings[n], by[n] = b.recall(r.cells[0].Pair, r)
	}
	if b.c.holdTogether(rulings) {
		b.share(bl, rulings, by)
		return
	}
	b.Replies, b.Notes = b.Replies[:replies], b.Notes[:notes] // nothing was put back
	b.share(bl, []ruling{b.c.askingBlock(whole, rulings)}, []Decision{{}})
}

// holdTogether says whether rulings can all stand: none is asked about, and
// every merged cell comes to say one thing.
func (c *Comparison) holdTogether(rulings []ruling) bool {
	return !slices.ContainsFunc(rulings, ruling.isOpen) && c.torn(rulings) == ""
}

func (r ruling) isOpen() bool { return r.take == "" }

// askingBlock leaves a block to a person, for what its units ask or because
// they cannot all stand.
func (c *Comparison) askingBlock(whole ruling, rulings []ruling) ruling {
	why, personal := "", ""
	for _, r := range rulings {
		if r.isOpen() {
			why, personal = cmp.Or(why, r.why), cmp.Or(personal, r.personal)
		}
	}
	if !slices.ContainsFunc(rulings, ruling.isOpen) {
		why = c.torn(rulings)
	}
	whole = c.asking(whole, why)
	if personal != "" && whole.kind == QuestionConflict {
		whole.kind, whole.personal = QuestionHeld, personal
	}
	return whole
}

// cellsOf are the cells of a unit that are settled with a block: those that
// differ, and those a merged cell joins to others.
func (c *Comparison) cellsOf(i int, u unit) []Difference {
	p := &c.Pairs[i]
	var cells []Difference
	for _, f := range u {
		_, okO := p.Entry(Officer, f)
		_, okP := p.Entry(Partner, f)
		d := p.difference(f)
		if okO && okP && !c.isWorkedOut(p, f) && (d.Officer != d.Partner || d.Verdict() != Unmoved || c.spanned(d, Officer) || c.spanned(d, Partner)) {
			cells = append(cells, d)
		}
	}
	return cells
}

// decideBlock is what a person decided about a block, where that stands, or the
// question it comes to where it cannot be carried out.
func (b *settling) decideBlock(bl block, r ruling) (decided ruling, by Decision, found bool) {
	d, ok := b.decisions[Key{Ref: b.c.Pairs[bl.pairs[0]].Ref, Field: bl.unit[0]}]
	var pairs []*Pair
	for _, i := range bl.pairs {
		pairs = append(pairs, &b.c.Pairs[i])
	}
	if !ok || d.Take == TakeLeave || r.verdict == MovedAlike || !d.covers(r.cells) || !d.isWithin(pairs) {
		return r, Decision{}, false
	}
	cells, now, stands := d.answer(b.find)
	if !stands {
		return r, Decision{}, false
	}
	decided = b.c.asking(r, "")
	decided.cells, decided.cleared = cells, d.Cleared
	decided = b.c.crossing(decided.taking(d.Take, now))
	if !decided.isOpen() {
		if why := b.c.torn([]ruling{decided}); why != "" {
			decided = b.c.asking(decided, why)
		}
	}
	if decided.isOpen() {
		return decided, Decision{}, true
	}
	b.stand(d)
	b.answerProposal(d)
	return decided, d, true
}

// share gives each action of a block what its cells came to; what is asked is
// asked with the first.
func (b *settling) share(bl block, rulings []ruling, by []Decision) {
	b.lastUnit++
	for n, r := range rulings {
		asked := false
		for _, i := range bl.pairs {
			one := joint{ruling: r, by: by[n], number: b.lastUnit}
			one.cells, one.now = nil, nil
			for k, d := range r.cells {
				if d.Pair != &b.c.Pairs[i] {
					continue
				}
				one.cells = append(one.cells, d)
				if !r.isOpen() {
					one.now = append(one.now, r.now[k])
				}
			}
			if len(one.cells) == 0 {
				continue
			}
			if r.isOpen() && !asked {
				q := b.question(&b.c.Pairs[bl.pairs[0]], r)
				one.ask, asked = &q, true
			}
			b.parts[i] = append(b.parts[i], one)
		}
	}
}

// torn says why settled cells cannot all be written, or "": cells that are one
// merged cell would come to say different things.
func (c *Comparison) torn(rulings []ruling) string {
	type place struct {
		pair  *Pair
		field plan.Field
		side  Side
	}
	comes := map[place]plan.Value{}
	for _, r := range rulings {
		for i, d := range r.cells {
			comes[place{d.Pair, d.Field, Officer}] = r.now[i].Value
			if !r.withheld {
				comes[place{d.Pair, d.Field, Partner}] = r.now[i].Value
			}
		}
	}
	says := func(side Side, m member) plan.Value {
		p := &c.Pairs[m.pair]
		if v, ok := comes[place{p, m.field, side}]; ok {
			return v
		}
		e, _ := p.Entry(side, m.field)
		return e.Value
	}
	for _, r := range rulings {
		for _, d := range r.cells {
			for _, side := range []Side{Officer, Partner} {
				members := c.spans[side][d.Entry(side).Cell]
				for _, m := range members {
					if says(side, m) != says(side, members[0]) {
						return c.mergedOver(side, members)
					}
				}
			}
		}
	}
	return ""
}

// mergedOver says which actions share a merged cell.
func (c *Comparison) mergedOver(side Side, members []member) string {
	refs := map[plan.Ref]bool{}
	for _, m := range members {
		refs[c.Pairs[m.pair].Ref] = true
	}
	sorted := slices.SortedFunc(maps.Keys(refs), plan.CompareRefs)
	return fmt.Sprintf("in %s it is one merged cell for %s, which can only say the same there", side.copyName(), listed(sorted))
}

// impossible says why an answer could not be carried out: possible where it
// could.
func (c *Comparison) impossible(r ruling, take Take) (why string, possible bool) {
	if take == TakeLeave {
		return "", true
	}
	var now []plan.Entry
	actions := map[*Pair]bool{}
	for _, d := range r.cells {
		e := d.Entry(Side(take))
		if take == TakeOther {
			e = plan.Entry{Value: plan.Value{Kind: plan.KindText, Text: "\x00"}} // what nobody says yet
		}
		if e.Value.Kind == plan.KindAbsent {
			return "", false
		}
		actions[d.Pair] = true
		now = append(now, e)
	}
	if take == TakeOther && len(actions) > 1 && len(r.unit) > 1 {
		return "", false // a text for each column would be every action's
	}
	r.cleared = true
	r = c.crossing(r.taking(take, now))
	if r.take == "" {
		return r.why, false
	}
	why = c.torn([]ruling{r})
	return why, why == ""
}
