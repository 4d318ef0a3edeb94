package reconcile

import (
	"maps"

	"actionplan/plan"
)

// Change is a cell, or one cell of a unit, that was settled: by one side's
// edit, by both alike, by appended paragraphs, or by a decision.
type Change struct {
	Ref                    plan.Ref
	Field                  plan.Field
	Verdict                Verdict
	Base, Officer, Partner plan.Entry
	Take                   Take       // whose words are taken
	Now                    plan.Entry // what is agreed
	Yielded                bool       // a blank or a placeholder gave way at a first agreement
	Withheld               bool       // the partners' side is not told: the field is not shared
	By                     string     // who decided it; "" where nobody had to
}

// Place is where a cell stands on one side.
type Place struct {
	Side Side
	Cell plan.Cell
}

// Settlement is what three readings come to.
//
// Agreed follows the officers' order, tables and columns. An action that
// officers alone have is in it as they wrote it; one that partners alone have
// is not, until a person adds it; one that officers no longer have stays as
// it was last agreed. The entries of an action may be shared with the
// readings: they are for reading.
type Settlement struct {
	Agreed, NextBase plan.Plan
	Officer, Partner []plan.Edit // what to write on each side
	Changes          []Change
	Yields           []Change // those of Changes where a blank or a placeholder gave way
	Withheld         []Change // settled for officers, and not told to partners: the field is not shared
	Open             []Question
	Stops            []Stop
	Notes            []plan.Note
	Standing         []Decision // decisions that were applied
	Used             []Decision // decisions whose cells both sides now agree on
	Lapsed           []Decision // decisions whose readings say something else now
	BaseMoved        bool       // NextBase is not the base that was compared
	Counts           Counts

	places map[plan.ID]*Pair
}

// Places says where a cell of the agreed plan stands on each side, the
// officers' first.
func (s Settlement) Places(a plan.Action, f plan.Field) []Place {
	p := s.places[a.ID]
	if p == nil {
		if e, ok := a.Entries[f]; ok && e.Cell.Row > 0 {
			return []Place{{Officer, e.Cell}}
		}
		return nil
	}
	var places []Place
	for _, side := range []Side{Officer, Partner} {
		if e, ok := p.Entry(side, f); ok && e.Cell.Row > 0 {
			places = append(places, Place{side, e.Cell})
		}
	}
	return places
}

// Settle takes the decisions into account and says what to write, what is
// agreed, and what a person must still settle.
func (c Comparison) Settle(decisions []Decision) Settlement {
	b := settling{c: &c, decisions: map[Key]Decision{}, answered: map[Key]bool{}}
	for _, d := range decisions {
		b.decisions[d.Question] = d
	}
	b.Stops, b.Notes, b.Counts = c.Stops, c.Notes, c.counts
	b.places = map[plan.ID]*Pair{}
	b.Agreed = plan.Plan{Source: c.officer.Source, Tables: c.officer.Tables, Columns: c.officer.Columns, Notes: c.officer.Notes}
	b.askColumns()
	b.rows()
	b.sortDecisions(decisions)
	b.nextColumns()
	return b.Settlement
}

// settling builds a settlement.
type settling struct {
	Settlement
	c         *Comparison
	decisions map[Key]Decision
	answered  map[Key]bool // decisions that were applied
}

// askColumns asks about every column a side had and has no longer, while the
// other side still has it.
func (b *settling) askColumns() {
	c := b.c
	for _, u := range c.units {
		for _, f := range u {
			for _, side := range []Side{Officer, Partner} {
				if c.lost[side][f] {
					q := Question{Kind: QuestionColumn, Field: f, Side: side, Cells: c.movedSince(f, side.Other())}
					q.Why = q.sentence()
					b.Open = append(b.Open, q)
				}
			}
		}
	}
}

// movedSince lists the cells of a field that one side moved and the other
// side has no longer.
func (c *Comparison) movedSince(f plan.Field, side Side) []Difference {
	var cells []Difference
	for i := range c.Pairs {
		if p := &c.Pairs[i]; c.movedAlone(p, f, side) {
			cells = append(cells, p.difference(f))
		}
	}
	return cells
}

// rows settles every action: the officers' rows in their order, each followed
// by the agreed actions that officers dropped after it.
func (b *settling) rows() {
	c := b.c
	index := make(map[plan.Ref]int, len(c.Pairs))
	for i := range c.Pairs {
		index[c.Pairs[i].Ref] = i
	}
	agreed := make([]*plan.Action, len(c.Pairs))
	next := make([]*plan.Action, len(c.Pairs))
	for i := range c.Pairs {
		agreed[i], next[i] = b.row(i)
	}
	dropped := b.droppedAfter(index)
	keep := func(indexes []int) {
		for _, i := range indexes {
			if agreed[i] != nil {
				b.agree(*agreed[i], &c.Pairs[i])
			}
		}
	}
	b.Agreed.Actions = make([]plan.Action, 0, len(c.officer.Actions))
	keep(dropped[""])
	for i := range c.officer.Actions {
		a := &c.officer.Actions[i]
		at, ok := index[c.names[a]]
		if !ok || c.Pairs[at].Officer != a {
			b.agree(*a, nil)
		} else {
			b.agree(*agreed[at], &c.Pairs[at])
		}
		if ok {
			keep(dropped[c.Pairs[at].Ref])
			delete(dropped, c.Pairs[at].Ref)
		}
	}
	b.nextRows(index, next)
}

func (b *settling) agree(a plan.Action, p *Pair) {
	b.Agreed.Actions = append(b.Agreed.Actions, a)
	if p != nil {
		b.places[a.ID] = p
	}
}

// droppedAfter lists the agreed actions officers no longer have, by the ref
// of the action they stood after in the base; "" is the beginning.
func (b *settling) droppedAfter(index map[plan.Ref]int) map[plan.Ref][]int {
	dropped := map[plan.Ref][]int{}
	if b.c.base == nil {
		return dropped
	}
	here := map[plan.Ref]bool{}
	for _, ref := range b.c.names {
		here[ref] = true
	}
	after := plan.Ref("")
	for i := range b.c.base.Actions {
		ref := b.c.base.Actions[i].Ref
		if here[ref] {
			after = ref
		} else {
			dropped[after] = append(dropped[after], index[ref])
		}
	}
	return dropped
}

// nextRows puts the next base's actions in the base's order, new ones last.
func (b *settling) nextRows(index map[plan.Ref]int, next []*plan.Action) {
	if b.c.base != nil {
		for i := range b.c.base.Actions {
			if a := next[index[b.c.base.Actions[i].Ref]]; a != nil {
				b.NextBase.Actions = append(b.NextBase.Actions, *a)
			} else {
				b.BaseMoved = true
			}
		}
	}
	for i, a := range next {
		if a != nil && b.c.Pairs[i].Base == nil {
			b.NextBase.Actions = append(b.NextBase.Actions, *a)
			b.BaseMoved = true
		}
	}
}

// row settles one pair: the agreed action and the next base's, each nil where
// there is none.
func (b *settling) row(i int) (agreed, next *plan.Action) {
	p := &b.c.Pairs[i]
	switch {
	case b.c.whole || p.stopped:
		return b.frozen(p), p.Base
	case p.Officer != nil && p.Partner != nil:
		if b.c.newOnBoth(p) && !b.c.sameThroughout(p) {
			b.askRow(p, "")
			return b.frozen(p), nil
		}
		return b.settleRow(i)
	case p.Officer == nil && p.Partner == nil:
		return nil, nil
	case p.Officer == nil:
		b.askRow(p, Officer)
	default:
		b.askRow(p, Partner)
	}
	return b.frozen(p), p.Base
}

// sameThroughout says whether both sides say the same wherever both have a
// column.
func (c *Comparison) sameThroughout(p *Pair) bool {
	for f, e := range p.Officer.Entries {
		if other, ok := p.Entry(Partner, f); ok && f != plan.FieldRef && f != plan.FieldReply && other.Value != e.Value {
			return false
		}
	}
	return true
}

func (b *settling) askRow(p *Pair, lacking Side) {
	q := Question{Kind: QuestionRow, Ref: p.Ref, Side: lacking, Ask: p.lead()}
	q.Why = rowSentence(p, lacking)
	b.Open = append(b.Open, q)
}

// frozen is the agreed action of a pair that is not settled: what was last
// agreed, marked open where a reading says something else. A row only
// partners have is in no agreed plan.
func (b *settling) frozen(p *Pair) *plan.Action {
	if p.Officer == nil && p.Base == nil {
		return nil
	}
	a := rowOf(p)
	a.Entries = map[plan.Field]plan.Entry{}
	for _, s := range []Side{Officer, Partner, Base} {
		if row := p.Action(s); row != nil {
			for f := range row.Entries {
				a.Entries[f] = frozenEntry(p, f)
			}
		}
	}
	return a
}

// rowOf is the row an agreed action is known by: the officers', or the
// agreed one under the name of the partners' or its ref.
func rowOf(p *Pair) *plan.Action {
	var a plan.Action
	switch {
	case p.Officer != nil:
		a = *p.Officer
	case p.Base != nil:
		a = plan.Action{ID: plan.ID("base:" + string(p.Ref)), Table: p.Base.Table}
	}
	a.Ref = p.Ref
	return &a
}

// frozenEntry is what is agreed in a cell that is not settled.
func frozenEntry(p *Pair, f plan.Field) plan.Entry {
	base, agreed := p.Entry(Base, f)
	officer, okO := p.Entry(Officer, f)
	partner, okP := p.Entry(Partner, f)
	first := officer
	if !okO {
		first = elsewhere(partner)
	}
	if !okO && !okP {
		return base
	}
	same := !okO || !okP || officer.Value == partner.Value
	if same && (!agreed || first.Value == base.Value) {
		return first
	}
	return openEntry(base, officer)
}

// elsewhere is the partners' entry for a cell officers have not got.
func elsewhere(e plan.Entry) plan.Entry {
	return plan.Entry{Value: e.Value, Typed: e.Typed, Note: e.Note}
}

// openEntry is what was last agreed, standing in the officers' cell.
func openEntry(base, officer plan.Entry) plan.Entry {
	return plan.Entry{Value: base.Value, Typed: base.Typed, Cell: officer.Cell, Writable: officer.Writable, Open: true}
}

// settleRow settles the cells of a pair both sides have.
func (b *settling) settleRow(i int) (agreed, next *plan.Action) {
	p := &b.c.Pairs[i]
	row := *p.Officer
	row.Ref = p.Ref
	if b.c.quiet[i] {
		return &row, p.Base
	}
	out := rowEntries{agreed: p.Officer.Entries}
	if p.Base != nil {
		out.next = p.Base.Entries
	}
	b.asymmetric(p, &out)
	b.advance(p, &out)
	for _, r := range b.c.rulings[i] {
		b.settleUnit(p, r, &out)
	}
	row.Entries = out.agreed
	if p.Base != nil && (!out.moved || sameValues(out.next, p.Base.Entries)) {
		return &row, p.Base
	}
	b.BaseMoved = true
	entries := out.next
	if entries == nil {
		entries = map[plan.Field]plan.Entry{}
	}
	return &row, &plan.Action{ID: plan.ID(p.Ref), Ref: p.Ref, Table: p.Officer.Table, Entries: entries}
}

// sameValues says whether two actions say the same.
func sameValues(a, b map[plan.Field]plan.Entry) bool {
	return maps.EqualFunc(a, b, func(x, y plan.Entry) bool { return x.Value == y.Value })
}

// rowEntries are the entries of a row being settled: the readings' own maps,
// copied once something in them is to change.
type rowEntries struct {
	agreed, next  map[plan.Field]plan.Entry
	copied, moved bool
}

func (r *rowEntries) setAgreed(f plan.Field, e plan.Entry) {
	if !r.copied {
		r.agreed, r.copied = maps.Clone(r.agreed), true
	}
	if r.agreed == nil {
		r.agreed = map[plan.Field]plan.Entry{}
	}
	r.agreed[f] = e
}

func (r *rowEntries) unshare() {
	if !r.moved {
		r.next, r.moved = maps.Clone(r.next), true
	}
	if r.next == nil {
		r.next = map[plan.Field]plan.Entry{}
	}
}

func (r *rowEntries) setNext(f plan.Field, e plan.Entry) {
	r.unshare()
	r.next[f] = plan.Entry{Value: e.Value, Typed: e.Typed}
}

func (r *rowEntries) dropNext(f plan.Field) {
	r.unshare()
	delete(r.next, f)
}

// asymmetric agrees the cells only one side has: they are as that side says,
// unless the other side's column is asked about.
func (b *settling) asymmetric(p *Pair, out *rowEntries) {
	for f, e := range p.Partner.Entries {
		if f == plan.FieldRef || f == plan.FieldReply {
			continue
		}
		if _, ok := p.Entry(Officer, f); !ok {
			b.oneSided(p, f, Officer, e, out)
		}
	}
	for f, e := range p.Officer.Entries {
		if f == plan.FieldRef || f == plan.FieldReply {
			continue
		}
		if _, ok := p.Entry(Partner, f); !ok && b.c.lost[Partner][f] {
			b.oneSided(p, f, Partner, e, out)
		}
	}
	if p.Base == nil {
		return
	}
	for f := range p.Base.Entries {
		if !b.c.has[Officer][f] && !b.c.has[Partner][f] && b.c.had[Officer][f] && b.c.had[Partner][f] {
			out.dropNext(f)
		}
	}
}

// oneSided agrees a cell the lacking side does not have.
func (b *settling) oneSided(p *Pair, f plan.Field, lacking Side, e plan.Entry, out *rowEntries) {
	base, agreed := p.Entry(Base, f)
	if b.c.lost[lacking][f] && agreed && base.Value != e.Value {
		officer, _ := p.Entry(Officer, f)
		out.setAgreed(f, openEntry(base, officer))
	} else if lacking == Officer {
		out.setAgreed(f, elsewhere(e))
	}
}

// advance moves the next base to what both sides say.
func (b *settling) advance(p *Pair, out *rowEntries) {
	for f, e := range p.Officer.Entries {
		if f == plan.FieldRef || f == plan.FieldReply || e.Value.Kind == plan.KindAbsent {
			continue
		}
		other, ok := p.Entry(Partner, f)
		if !ok || other.Value != e.Value {
			continue
		}
		if was, _ := p.Entry(Base, f); was.Value != e.Value {
			out.setNext(f, e)
		}
	}
}

// settleUnit takes one unit's ruling, or the decision about it.
func (b *settling) settleUnit(p *Pair, r ruling, out *rowEntries) {
	r, by := b.decide(p, r)
	if r.take == "" {
		b.ask(p, r, out)
		return
	}
	for i, d := range r.cells {
		officer, partner, now := d.Entry(Officer), d.Entry(Partner), r.now[i]
		change := Change{
			Ref: d.Ref, Field: d.Field, Verdict: r.verdict, Base: d.Entry(Base), Officer: officer, Partner: partner,
			Take: r.take, Now: now, Yielded: r.yielded, Withheld: r.withheld, By: by,
		}
		b.record(change)
		agreed := now
		agreed.Cell, agreed.Writable, agreed.Open = officer.Cell, officer.Writable, false
		out.setAgreed(d.Field, agreed)
		if officer.Value != now.Value && !b.c.follower(d, Officer) {
			b.Officer = append(b.Officer, edit(p.Officer, d.Field, officer, now))
		}
		if partner.Value != now.Value && !r.withheld && !b.c.follower(d, Partner) {
			b.Partner = append(b.Partner, edit(p.Partner, d.Field, partner, now))
		}
	}
}

func (b *settling) record(c Change) {
	if c.Withheld && c.Officer.Value == c.Now.Value {
		b.Withheld = append(b.Withheld, c)
		return
	}
	b.Changes = append(b.Changes, c)
	if c.Yielded {
		b.Yields = append(b.Yields, c)
	}
}

func edit(a *plan.Action, f plan.Field, was, now plan.Entry) plan.Edit {
	return plan.Edit{ID: a.ID, Field: f, Was: was, Now: plan.Entry{Value: now.Value, Typed: now.Typed, Cell: was.Cell, Writable: true}}
}

// ask leaves a unit open: all of its cells show what was last agreed, and the
// base forgets and learns nothing about them.
func (b *settling) ask(p *Pair, r ruling, out *rowEntries) {
	q := Question{Kind: r.kind, Ref: p.Ref, Field: r.unit[0], Cells: r.cells, Ask: p.lead()}
	q.Why = q.sentence() + b.c.belongs(r)
	if r.why != "" {
		q.Why += "; " + r.why
	}
	b.Open = append(b.Open, q)
	for _, d := range r.cells {
		out.setAgreed(d.Field, openEntry(d.Entry(Base), d.Entry(Officer)))
	}
	for _, f := range r.unit {
		was, ok := p.Entry(Base, f)
		if ok {
			if now := out.next[f]; now.Value != was.Value {
				out.setNext(f, was)
			}
		} else if _, learned := out.next[f]; learned {
			out.dropNext(f)
		}
	}
}

// decide lets the decision about a unit, where there is one that stands and
// can be carried out, go before what the readings alone come to. It does so
// also where they no longer make a question: one side may have been put right
// and the other not yet.
func (b *settling) decide(p *Pair, r ruling) (ruling, string) {
	key := Key{Ref: p.Ref, Field: r.unit[0]}
	d, ok := b.decisions[key]
	if !ok || r.verdict == MovedAlike || !d.covers(r.cells) {
		return r, ""
	}
	cells, now, stands := d.answer(p)
	if !stands {
		return r, ""
	}
	decided := b.c.asking(r, "")
	decided.cells = cells
	decided = b.c.crossing(decided.taking(d.Take, now))
	if decided.take == "" {
		return b.c.asking(r, decided.why), ""
	}
	b.answered[key] = true
	b.Standing = append(b.Standing, d)
	return decided, d.By
}

// sortDecisions says which decisions are used up and which have lapsed.
func (b *settling) sortDecisions(decisions []Decision) {
	if len(decisions) == 0 {
		return
	}
	open := map[Key]bool{}
	for _, q := range b.Open {
		open[q.Key()] = true
	}
	pairs := map[plan.Ref]*Pair{}
	for i := range b.c.Pairs {
		pairs[b.c.Pairs[i].Ref] = &b.c.Pairs[i]
	}
	for _, d := range decisions {
		switch {
		case b.answered[d.Question]:
		case !open[d.Question] && usedUp(pairs[d.Question.Ref], d):
			b.Used = append(b.Used, d)
		default:
			b.Lapsed = append(b.Lapsed, d)
		}
	}
}

// usedUp says whether both sides now say the same in every cell decided.
func usedUp(p *Pair, d Decision) bool {
	if p == nil {
		return false
	}
	for _, then := range d.Said {
		o, okO := p.Entry(Officer, then.Field)
		t, okT := p.Entry(Partner, then.Field)
		if !okO || !okT || o.Value != t.Value {
			return false
		}
	}
	return true
}

// nextColumns remembers which columns each side has, and those it is asked
// about.
func (b *settling) nextColumns() {
	c := b.c
	if c.base != nil && c.whole {
		b.NextBase.Columns = c.base.Columns
		return
	}
	for _, side := range []Side{Officer, Partner} {
		reading := c.officer
		if side == Partner {
			reading = c.partner
		}
		seen := map[plan.Column]bool{}
		remember := func(heading string, f plan.Field) {
			column := plan.Column{Table: string(side), Heading: heading, Field: f}
			if !seen[column] {
				seen[column] = true
				b.NextBase.Columns = append(b.NextBase.Columns, column)
			}
		}
		for _, column := range reading.Columns {
			remember(column.Heading, column.Field)
		}
		if c.base == nil {
			continue
		}
		for _, was := range c.base.Columns {
			if Side(was.Table) == side && b.c.lost[side][was.Field] {
				remember(was.Heading, was.Field)
			}
		}
	}
	b.BaseMoved = b.BaseMoved || c.base == nil || !sameColumns(b.NextBase.Columns, c.base.Columns)
}

// sameColumns says whether two bases remember the same columns, in any order.
func sameColumns(a, b []plan.Column) bool {
	set := map[plan.Column]bool{}
	for _, column := range b {
		set[column] = true
	}
	for _, column := range a {
		if !set[column] {
			return false
		}
	}
	return len(a) == len(set)
}
