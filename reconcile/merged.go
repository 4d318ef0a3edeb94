package reconcile

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"actionplan/plan"
)

// Merged cells
//
// A merged cell is one cell to whoever wrote it, and the cell of several
// actions to the plan: the reader gives each of them what it says. Say officers
// have merged the due date of two actions, and partners have not:
//
//	       officers                        partners
//	ref    action   lead    due            action   lead    due
//	1.1    Train    Head   ┌─────────┐     Train    Head    1 May
//	1.2    Appoint  Clerk  └ 1 May   ┘     Appoint  Clerk   8 May
//
// Partners put off the date of 1.2. By itself that edit would cross: but what is
// written into the officers' cell is said for 1.1 too, of which partners say
// 1 May still. Each action settled by itself would come to something that
// cannot be written, or would move a date that nobody moved.
//
// So the rule is: the units that a merged cell joins, on either side, are one
// block (here the due dates of 1.1 and 1.2), and are settled as one.
//
//  1. What a person decided about the block goes before anything else, where it
//     was about all of its cells and no others.
//  2. Otherwise each action's unit is ruled on by itself. Where none of them is
//     a question and every merged cell comes to say one thing, that is what the
//     block comes to: had partners put off both dates to 8 May, it would cross.
//     But where the merged cell came since they were agreed, and swallowed what was
//     agreed of one of its actions, as a spreadsheet does that merges cells which
//     both say something, nobody may have meant that, and it is asked too.
//  3. Otherwise there is one question about the whole block, asked once, with
//     the first of its actions. Its answers are those that can be written.
//
// An edit is written to the cell's own row alone, the one it is anchored in; the
// other rows only read it. The edits of a block are written together or not at
// all.
//
// A merged cell is never taken apart, and never written where an action that is
// left alone stands in it too (its ref is missing or doubled: what it should
// say nobody knows), or where the row it is anchored in is no action, such as a
// section's heading: what reads that is worked out from where the row stands.

// mergedCells are the cells of both sides that several rows stand in.
type mergedCells struct {
	spans map[Side]map[plan.Cell][]pairCell // those that can be written, and what reads each of them
	tied  map[Side]map[plan.Cell]bool       // cells of rows that are in no pair: merged with others, they hold those up
}

// findMerged finds the merged cells of both sides.
func findMerged(pairs []Pair, officer, partner *plan.Plan) *mergedCells {
	m := &mergedCells{spans: map[Side]map[plan.Cell][]pairCell{Officer: {}, Partner: {}}, tied: map[Side]map[plan.Cell]bool{Officer: {}, Partner: {}}}
	for side, spans := range m.spans {
		reached := map[plan.Cell]bool{} // from rows they do not stand in
		eachCell(pairs, side, func(_ pairCell, a *plan.Action, e plan.Entry) {
			if !e.Writable && e.Cell.Row > 0 && e.Cell.Row != a.Row {
				reached[e.Cell] = true
			}
		})
		if len(reached) == 0 {
			continue
		}
		anchored := map[plan.Cell]bool{}
		eachCell(pairs, side, func(at pairCell, _ *plan.Action, e plan.Entry) {
			if reached[e.Cell] {
				spans[e.Cell] = append(spans[e.Cell], at)
				anchored[e.Cell] = anchored[e.Cell] || e.Writable
			}
		})
		maps.DeleteFunc(spans, func(cell plan.Cell, _ []pairCell) bool { return !anchored[cell] })
	}
	paired := map[*plan.Action]bool{}
	for i := range pairs {
		paired[pairs[i].Officer], paired[pairs[i].Partner] = true, true
	}
	for side, p := range map[Side]*plan.Plan{Officer: officer, Partner: partner} {
		for i := range p.Actions {
			if a := &p.Actions[i]; !paired[a] {
				for _, e := range a.All() {
					m.tied[side][e.Cell] = true
				}
			}
		}
	}
	return m
}

// eachCell visits every cell of a side's rows that are in pairs.
func eachCell(pairs []Pair, side Side, visit func(at pairCell, a *plan.Action, e plan.Entry)) {
	for i := range pairs {
		p := &pairs[i]
		if a := p.Action(side); a != nil {
			for f, e := range a.All() {
				visit(pairCell{p, f}, a, e)
			}
		}
	}
}

// joins reports whether the cell is part of a merged cell that can be written.
func (m *mergedCells) joins(d Difference, to Side) bool {
	cell := d.Entry(to).Cell
	return cell.Row > 0 && len(m.spans[to][cell]) > 0
}

// follower reports whether the cell is part of a merged cell and not its anchor:
// what is written to the anchor is what it says.
func (m *mergedCells) follower(d Difference, to Side) bool {
	return !d.Entry(to).Writable && m.joins(d, to)
}

// torn says why settled cells cannot all be written, or "": cells that are one
// merged cell would come to say different things.
func (m *mergedCells) torn(rulings []ruling) string {
	comes := map[Side]map[pairCell]plan.Value{Officer: {}, Partner: {}}
	for _, r := range rulings {
		for i, d := range r.cells {
			at := pairCell{d.Pair, d.Field}
			comes[Officer][at] = r.now[i].Value
			if !r.withheld {
				comes[Partner][at] = r.now[i].Value
			}
		}
	}
	says := func(side Side, at pairCell) plan.Value {
		if v, ok := comes[side][at]; ok {
			return v
		}
		e, _ := at.pair.Entry(side, at.field)
		return e.Value
	}
	for _, r := range rulings {
		for _, d := range r.cells {
			for _, side := range []Side{Officer, Partner} {
				cells := m.spans[side][d.Entry(side).Cell]
				for _, at := range cells {
					if says(side, at) == says(side, cells[0]) {
						continue
					}
					of := map[plan.Ref]*Pair{}
					for _, at := range cells {
						of[at.pair.Ref] = at.pair
					}
					var names []string
					for _, ref := range slices.SortedFunc(maps.Keys(of), plan.CompareRefs) {
						names = append(names, of[ref].Name())
					}
					return fmt.Sprintf("in %s it is one merged cell for %s, which can only say the same there", side.copyName(), join(names))
				}
			}
		}
	}
	return ""
}

// swallowed says which agreed words a merged cell has swallowed since, or "": a row
// that it reaches said something else than the row it begins in when both were
// agreed, which one cell cannot, and says the cell's words now where the other side
// says its own still. A blank cell has nothing to lose, nor have the partners where
// they are not told.
func (m *mergedCells) swallowed(cells []Difference, rulings []ruling) string {
	untold := func(d Difference) bool {
		return slices.ContainsFunc(rulings, func(r ruling) bool {
			return r.withheld && slices.ContainsFunc(r.cells, func(x Difference) bool { return x.Pair == d.Pair && x.Field == d.Field })
		})
	}
	for _, side := range []Side{Officer, Partner} {
		var gone, names []string
		for _, d := range cells {
			span := m.spans[side][d.Entry(side).Cell]
			if side == Officer && untold(d) || !m.follower(d, side) || d.Base.IsBlank() || d.Base.Kind == plan.KindAbsent || d.Value(side) == d.Base || d.Value(side.Other()) != d.Base {
				continue
			}
			apart := func(at pairCell) bool {
				was, agreed := at.pair.Entry(Base, at.field)
				return agreed && was.Value != d.Base
			}
			if !slices.ContainsFunc(span, apart) {
				continue
			}
			gone = append(gone, d.Pair.Name())
			for _, at := range span {
				if name := at.pair.Name(); !slices.Contains(names, name) {
					names = append(names, name)
				}
			}
		}
		if len(gone) > 0 {
			return fmt.Sprintf("in %s it is one merged cell for %s now, and what was agreed of %s is gone from it, as where cells are merged that both say something: undo the merge there if that was not meant", side.copyName(), join(names), join(gone))
		}
	}
	return ""
}

// block is one unit of the actions that merged cells join.
type block struct {
	unit  unit
	pairs []*Pair // by ref
}

// blocks finds the units that merged cells join, of the pairs whose cells are
// settled one by one, whatever the rows' order.
func (m *mergedCells) blocks(all []unit, isSettled func(*Pair) bool) []block {
	units := map[plan.Field]unit{}
	for _, u := range all {
		for _, f := range u {
			units[f] = u
		}
	}
	root := map[pairCell]pairCell{}
	var find func(at pairCell) pairCell
	find = func(at pairCell) pairCell {
		if root[at] == at {
			return at
		}
		return find(root[at])
	}
	for _, spans := range m.spans {
		for _, cells := range spans {
			var first *pairCell
			for _, at := range cells {
				if units[at.field] == nil || !isSettled(at.pair) {
					continue
				}
				at.field = units[at.field][0]
				if _, ok := root[at]; !ok {
					root[at] = at
				}
				if first == nil {
					first = &at
				} else if first.field == at.field {
					root[find(at)] = find(*first)
				}
			}
		}
	}
	found := map[pairCell]*block{}
	for at := range root {
		r := find(at)
		if found[r] == nil {
			found[r] = &block{unit: units[r.field]}
		}
		found[r].pairs = append(found[r].pairs, at.pair)
	}
	var list []block
	for _, bl := range found {
		slices.SortFunc(bl.pairs, func(x, y *Pair) int { return plan.CompareRefs(x.Ref, y.Ref) })
		list = append(list, *bl)
	}
	slices.SortFunc(list, func(x, y block) int {
		return cmp.Or(plan.CompareRefs(x.pairs[0].Ref, y.pairs[0].Ref), cmp.Compare(x.unit[0], y.unit[0]))
	})
	return list
}

// settleMerged settles the units that merged cells join, before any row is. The
// parts are what they come to for each action, and joined the units that are
// settled by it.
func (b *settling) settleMerged() (out result, parts map[*Pair]*result, joined map[pairCell]bool) {
	parts, joined = map[*Pair]*result{}, map[pairCell]bool{}
	if len(b.merged.spans[Officer])+len(b.merged.spans[Partner]) == 0 {
		return out, parts, joined
	}
	settlesCells := func(p *Pair) bool {
		return !b.c.whole && !p.stopped && p.Officer != nil && p.Partner != nil && (!b.newOnBoth(p) || b.mem.sameRow(p))
	}
	for _, bl := range b.merged.blocks(b.columns.units, settlesCells) {
		whole := ruling{unit: bl.unit}
		var rulings []ruling
		for _, p := range bl.pairs {
			whole.cells = append(whole.cells, b.joinedCells(p, bl.unit)...)
			joined[pairCell{p, bl.unit[0]}] = true // also one that waits
			for _, r := range b.c.judged[p].rulings {
				if r.unit[0] == bl.unit[0] {
					rulings = append(rulings, r)
				}
			}
		}
		if len(rulings) == 0 || b.c.waiting[pairCell{bl.pairs[0], bl.unit[0]}] {
			continue
		}
		whole.verdict = together(whole.cells)
		rulings, more := b.settleBlock(bl, whole, rulings)
		out.add(more)
		for p, part := range b.share(bl, rulings) {
			if parts[p] == nil {
				parts[p] = &result{}
			}
			parts[p].add(part)
		}
	}
	return out, parts, joined
}

// settleBlock settles a block as a person decided; or as its units come to by
// themselves, where its merged cells then say one thing each; or else asks.
func (u *unitSettling) settleBlock(bl block, whole ruling, rulings []ruling) ([]ruling, result) {
	if decided, out, found := u.decideBlock(bl, whole); found {
		return []ruling{decided}, out
	}
	if decided, out, found := u.leaveBlock(bl, whole, rulings); found {
		return []ruling{decided}, out
	}
	var out result
	recalled := make([]ruling, len(rulings))
	for n, r := range rulings {
		var more result
		recalled[n], more = u.recall(r.cells[0].Pair, r)
		out.add(more)
	}
	why, personal := "", ""
	for _, r := range recalled {
		if r.isOpen() {
			why, personal = cmp.Or(why, r.why), cmp.Or(personal, r.personal)
		}
	}
	if !slices.ContainsFunc(recalled, ruling.isOpen) {
		if why = cmp.Or(u.merged.torn(recalled), u.merged.swallowed(whole.cells, recalled)); why == "" {
			return recalled, out
		}
	}
	// Nothing was put back, and nobody is told that it was.
	whole = u.asking(whole, why)
	if personal != "" && whole.kind == QuestionConflict {
		whole.kind, whole.personal = QuestionHeld, personal
	}
	return []ruling{whole}, result{}
}

// joinedCells are the cells of a unit that are settled with a block: those that
// differ, and those a merged cell joins to others.
func (j *judge) joinedCells(p *Pair, u unit) []Difference {
	var cells []Difference
	for _, f := range u {
		_, okO := p.Entry(Officer, f)
		_, okP := p.Entry(Partner, f)
		d := p.difference(f)
		if okO && okP && !p.isWorkedOut(f) && (d.Officer != d.Partner || d.Verdict() != Unmoved || j.merged.joins(d, Officer) || j.merged.joins(d, Partner)) {
			cells = append(cells, d)
		}
	}
	return cells
}

// decideBlock is what a person decided about a block, where that stands, or the
// question it comes to where it cannot be carried out.
func (u *unitSettling) decideBlock(bl block, r ruling) (decided ruling, out result, found bool) {
	d, ok := u.mem.decisions[Key{Ref: bl.pairs[0].Ref, Field: bl.unit[0]}]
	if !ok || d.Take == TakeLeave || r.verdict == MovedAlike || !d.covers(r.cells) || !d.isWithin(bl.pairs) {
		return r, result{}, false
	}
	decided, stands := u.carryOut(d, r)
	if !stands {
		return r, result{}, false
	}
	if !decided.isOpen() {
		if why := u.merged.torn([]ruling{decided}); why != "" {
			decided = u.asking(decided, why)
		}
	}
	if decided.isOpen() {
		return decided, result{}, true
	}
	out = stood(d)
	out.add(u.answerProposal(d))
	return decided, out, true
}

// leaveBlock leaves a block in which one action alone says something else as each side has
// it, where a person decided so.
func (u *unitSettling) leaveBlock(bl block, whole ruling, rulings []ruling) (left ruling, out result, found bool) {
	d, ok := u.mem.decisions[Key{Ref: bl.pairs[0].Ref, Field: bl.unit[0]}]
	if !ok || d.Take != TakeLeave || whole.isBlock() || len(rulings) > 1 || whole.verdict == MovedAlike || !d.covers(rulings[0].cells) || !d.isWithin(bl.pairs) {
		return whole, result{}, false
	}
	left, out = u.keepBack(rulings[0].cells[0].Pair, rulings[0], d)
	return left, out, !left.isOpen()
}

// share gives each action of a block what its cells came to; what is asked is
// asked with the first.
func (u *unitSettling) share(bl block, rulings []ruling) map[*Pair]result {
	parts := map[*Pair]result{}
	for _, r := range rulings {
		asked := false
		for _, p := range bl.pairs {
			one := r
			one.cells, one.now = nil, nil
			for k, d := range r.cells {
				if d.Pair != p {
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
			part := parts[p]
			if r.isOpen() {
				if !asked {
					part.add(asks(u.question(bl.pairs[0], r)))
					asked = true
				}
				part.add(u.leaveOpen(p, one))
			} else {
				part.add(u.write(p, one, unitName{pair: bl.pairs[0], field: bl.unit[0]}))
			}
			parts[p] = part
		}
	}
	return parts
}
