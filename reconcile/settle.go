package reconcile

import (
	"fmt"
	"slices"
	"strings"

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
	By, Why                string     // who decided it, and the reason they gave; "" where nobody had to
	On                     plan.Date  // when it was decided

	pair *Pair
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

	OfficerRows, PartnerRows []NewRow    // actions to add to each side, as people decided
	Columns                  []NewColumn // columns to put back, as people decided
	Replies                  []Reply     // what to tell partners, each once
	Told                     []Tombstone // actions let go, of which the side that still has them is told now

	NextMemory Memory // to be saved together with NextBase
	Changes    []Change
	Yields     []Change // those of Changes where a blank or a placeholder gave way
	Withheld   []Change // settled for officers, and not told to partners: the field is not shared
	Open       []Question
	Stops      []Stop
	LeftAlone  []LeftRow     // rows of either side that are left alone: a person must tell which actions they are
	Losses     []Loss        // to be said first, and asked about before anything is written
	NewColumns []plan.Column // columns that partners alone have, and that they had not when the sides last agreed
	Notes      []plan.Note
	Broken     []Broken   // cells that show words of the spreadsheet's own: nothing follows from them
	Standing   []Decision // decisions that were applied
	Used       []Decision // decisions whose cells both sides now agree on
	Lapsed     []Decision // decisions whose readings say something else now
	BaseMoved  bool       // NextBase is not the base that was compared
	Counts     Counts

	places map[plan.ID]*Pair
	pairs  map[plan.Ref]*Pair
	units  map[written]int
}

// Row is a side's row of the action that goes by a ref in the merge: the ref
// it has, or the one the ledger keeps for it. False where that side has none.
func (s Settlement) Row(side Side, ref plan.Ref) (plan.Action, bool) {
	if p := s.pairs[ref]; p != nil {
		if a := p.Action(side); a != nil {
			return *a, true
		}
	}
	return plan.Action{}, false
}

// Name is what people call the action that goes by a ref in the merge: the ref
// that a side has for it, or its row and its first words where none has.
func (s Settlement) Name(ref plan.Ref) string {
	if p := s.pairs[ref]; p != nil {
		return p.Name()
	}
	return string(ref)
}

// written is a cell that an edit writes.
type written struct {
	side  Side
	id    plan.ID
	field plan.Field
}

// UnitOf numbers what an edit carries across: edits with the same number, on
// either side, are written together or not at all. It is 0 for an edit that
// is none of the settlement's.
func (s Settlement) UnitOf(side Side, e plan.Edit) int { return s.units[written{side, e.ID, e.Field}] }

// Places says where a cell of the agreed plan stands on each side, the
// officers' first.
func (s Settlement) Places(a plan.Action, f plan.Field) []Place {
	p := s.places[a.ID]
	if p == nil {
		if e, ok := a.Lookup(f); ok && e.Cell.Row > 0 {
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
	return c.SettleWith(Memory{Decisions: decisions})
}

// SettleWith is Settle with everything that people have answered before.
func (c Comparison) SettleWith(m Memory) Settlement {
	b := settling{
		c: &c, mem: m.index(), answered: map[Key]bool{}, back: map[plan.Ref]bool{},
		gone: map[plan.Field]bool{},
	}
	b.pairs = make(map[plan.Ref]*Pair, len(c.Pairs))
	b.decisions = b.mem.decisions
	for i := range c.Pairs {
		p := &c.Pairs[i]
		b.pairs[p.Ref] = p
		b.back[p.Ref] = p.Officer != nil && p.Partner != nil
	}
	b.Stops, b.LeftAlone, b.Notes, b.Counts = c.Stops, c.LeftAlone, slices.Clip(c.Notes), c.counts
	b.Losses, b.NewColumns = c.losses(), c.partnersColumns()
	b.places, b.units = map[plan.ID]*Pair{}, map[written]int{}
	b.Agreed = plan.Plan{Source: c.officer.Source, Tables: c.officer.Tables, Columns: c.officer.Columns, Notes: c.officer.Notes}
	b.countTables()
	b.askColumns()
	b.settleMerged()
	b.rows()
	b.sortDecisions(m.Decisions)
	b.nextColumns()
	b.remember(m)
	c.showBroken(&b.Settlement)
	return b.Settlement
}

// settling builds a settlement.
type settling struct {
	Settlement
	c         *Comparison
	mem       memory
	decisions map[Key]Decision
	answered  map[Key]bool      // decisions that were applied
	waiting   []Decision        // decisions about rows that are left alone in this run
	back      map[plan.Ref]bool // both sides have the row
	gone      map[plan.Field]bool
	letGoOf   []Key                              // columns let go in this run
	votes     map[Side]map[string]map[string]int // see countTables
	joined    map[member]bool                    // the units that are settled with others, by their first fields
	newTables map[Side]map[string]int            // see newTable
	lastUnit  int
	parts     map[int][]joint // what they come to, by pair
}

// find is the pair of a ref, or nil.
func (b *settling) find(ref plan.Ref) *Pair { return b.pairs[ref] }

// askColumns asks about every column a side had and has no longer, while the
// other side still has it, unless a person has answered.
func (b *settling) askColumns() {
	c := b.c
	for _, u := range c.units {
		for _, f := range u {
			for _, side := range []Side{Officer, Partner} {
				if c.lost[side][f] {
					b.askColumn(f, side)
				}
			}
		}
	}
}

func (b *settling) askColumn(f plan.Field, side Side) {
	q := Question{Kind: QuestionColumn, Field: f, Side: side, Cells: b.c.movedSince(f, side.Other()), Takes: []Take{TakeBack, TakeGo}}
	d, ok := b.decisions[q.Key()]
	switch {
	case ok && !b.c.whole && d.Take == TakeGo && sameCells(d.Said, q.Cells):
		b.use(d)
		b.gone[f] = true
		b.letGoOf = append(b.letGoOf, q.Key())
	case ok && !b.c.whole && d.Take == TakeBack:
		b.stand(d)
		b.Columns = append(b.Columns, NewColumn{Side: side, Field: f, Heading: b.c.heading(side, f)})
	default:
		q.Why = q.sentence()
		if now := b.c.renamed(side, f); now != "" {
			q.Why += fmt.Sprintf("; the column %q says what it said, and may be the same under a new heading", now)
		}
		b.Open = append(b.Open, q)
	}
}

// sameCells says whether a decision was about these very cells.
func sameCells(then []Said, now []Difference) bool {
	about := make(map[Said]bool, len(then))
	for _, s := range then {
		about[s] = true
	}
	return len(then) == len(now) && !slices.ContainsFunc(now, func(d Difference) bool { return !about[said(d)] })
}

// heading is what a column a side had was called.
func (c *Comparison) heading(side Side, f plan.Field) string {
	for _, column := range c.base.Columns {
		if Side(column.Table) == side && column.Field == f {
			return column.Heading
		}
	}
	return f.Label()
}

// renamed finds the heading of a new column on a side that says, in every row
// where anything was agreed, what was agreed for a column the side has lost.
func (c *Comparison) renamed(side Side, lost plan.Field) string {
	for _, column := range c.side(side).Columns {
		f := column.Field
		if f.Known() || c.had[side][f] || c.has[side.Other()][f] {
			continue
		}
		same, differ := 0, 0
		for i := range c.Pairs {
			was, agreed := c.Pairs[i].Entry(Base, lost)
			now, ok := c.Pairs[i].Entry(side, f)
			switch {
			case !agreed || !ok || was.Value.IsBlank():
			case now.Value == was.Value || now.Value.Text == was.Value.Text || now.Typed == was.Typed:
				same++
			default:
				differ++
			}
		}
		if same > 0 && same > 4*differ {
			return column.Heading
		}
	}
	return ""
}

// side is one side's reading.
func (c *Comparison) side(s Side) *plan.Plan {
	if s == Partner {
		return &c.partner
	}
	return &c.officer
}

// stand notes that a decision was applied.
func (b *settling) stand(d Decision) {
	b.answered[d.Question] = true
	b.Standing = append(b.Standing, d)
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
		p := &c.Pairs[i]
		index[p.Ref] = i
		if p.Base != nil {
			index[p.Base.Ref] = i
		}
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
		switch {
		case !ok || c.Pairs[at].Officer != a:
			b.agree(*a, nil)
		case agreed[at] != nil:
			b.agree(*agreed[at], &c.Pairs[at])
		}
		if ok {
			keep(dropped[c.Pairs[at].Ref])
			delete(dropped, c.Pairs[at].Ref)
		}
	}
	for i := range c.Pairs {
		if p := &c.Pairs[i]; p.Officer == nil && p.Base == nil && agreed[i] != nil {
			b.agree(*agreed[i], p)
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
	here := map[int]bool{}
	for _, ref := range b.c.names {
		if at, ok := index[ref]; ok {
			here[at] = true
		}
	}
	after := plan.Ref("")
	for i := range b.c.base.Actions {
		at := index[b.c.base.Actions[i].Ref]
		if here[at] {
			after = b.c.Pairs[at].Ref
		} else {
			dropped[after] = append(dropped[after], at)
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
	b.forgetColumns()
}

// forgetColumns takes the columns that were let go out of the next base: if
// one comes back, its cells are agreed afresh.
func (b *settling) forgetColumns() {
	for f := range b.gone {
		for i, a := range b.NextBase.Actions {
			if _, ok := a.Lookup(f); ok {
				b.NextBase.Actions[i].Entries = a.Own()
				b.NextBase.Actions[i].Drop(f)
				b.BaseMoved = true
			}
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
		if b.c.newOnBoth(p) && !b.sameRow(p) {
			return b.bothAdded(p), nil
		}
		return b.settleRow(i)
	case p.Officer == nil && p.Partner == nil:
		return nil, nil
	}
	return b.lone(p)
}

// sameRow says whether two rows that were added under one ref are one: nothing
// they say contradicts the other, but for cells that cannot be written and
// those that a decision settles. Where one is blank, the other fills it.
func (b *settling) sameRow(p *Pair) bool {
	for f, e := range p.Officer.All() {
		other, ok := p.Entry(Partner, f)
		if !ok || !settled(f) || e.Value.Kind == plan.KindAbsent || e.Value == other.Value || e.Value == plan.Blank || other.Value == plan.Blank {
			continue
		}
		if f == plan.FieldAction || e.Writable && other.Writable && !b.decides(p, f) {
			return false
		}
	}
	return true
}

// decides says whether a decision about a cell stands.
func (b *settling) decides(p *Pair, f plan.Field) bool {
	d, ok := b.mem.cells[refused{ref: p.Ref, field: f}]
	if !ok {
		return false
	}
	_, _, stands := d.answer(b.find)
	return stands
}

// frozen is the agreed action of a pair that is not settled: what was last
// agreed, marked open where a reading says something else. A row only
// partners have is in no agreed plan.
func (b *settling) frozen(p *Pair) *plan.Action {
	if p.Officer == nil && p.Base == nil {
		return nil
	}
	a := rowOf(p)
	a.Entries = plan.Entries{}
	for _, s := range []Side{Officer, Partner, Base} {
		if row := p.Action(s); row != nil {
			for f := range row.All() {
				a.Set(f, frozenEntry(p, f))
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
	if p.unnamed && p.Partner == nil {
		a.Ref = "" // only suggested
	}
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
	if b.c.quiet[i] && b.parts[i] == nil && !p.isMoved() && p.Ref == p.Base.Ref {
		return &row, p.Base
	}
	out := rowEntries{agreed: p.Officer.Entries}
	if p.Base != nil {
		out.next = p.Base.Entries
	}
	b.asymmetric(p, &out)
	b.advance(p, &out)
	for _, r := range b.c.rulings[i] {
		if !b.joined[member{i, r.unit[0]}] {
			b.settleUnit(p, r, &out)
		}
	}
	for _, part := range b.parts[i] {
		b.settlePart(p, part, &out)
	}
	row.Entries = out.agreed
	if d, ok := b.decisions[Key{Ref: p.Ref}]; ok && p.Base == nil && d.Take == TakeAdd {
		b.finishNames(p)
	}
	if p.Base != nil && (!out.moved || out.next.SameValues(p.Base.Entries)) && !p.isMoved() && p.Ref == p.Base.Ref {
		return &row, p.Base
	}
	b.BaseMoved = true
	return &row, &plan.Action{ID: plan.ID(p.Ref), Ref: p.Ref, Table: p.Officer.Table, Entries: out.next}
}

// rowEntries are the entries of a row being settled: the readings' own,
// copied once something in them is to change.
type rowEntries struct {
	agreed, next  plan.Entries
	copied, moved bool
}

func (r *rowEntries) setAgreed(f plan.Field, e plan.Entry) {
	if !r.copied {
		r.agreed, r.copied = r.agreed.Own(), true
	}
	r.agreed.Set(f, e)
}

func (r *rowEntries) unshare() {
	if !r.moved {
		r.next, r.moved = r.next.Own(), true
	}
}

func (r *rowEntries) setNext(f plan.Field, e plan.Entry) {
	r.unshare()
	r.next.Set(f, plan.Entry{Value: e.Value, Typed: e.Typed})
}

func (r *rowEntries) dropNext(f plan.Field) {
	r.unshare()
	r.next.Drop(f)
}

// keepNext leaves the next base as it was in a cell.
func (r *rowEntries) keepNext(p *Pair, f plan.Field) {
	was, ok := p.Entry(Base, f)
	now, learned := r.next.Lookup(f)
	switch {
	case ok && now.Value != was.Value:
		r.setNext(f, was)
	case !ok && learned:
		r.dropNext(f)
	}
}

// asymmetric agrees the cells only one side has: they are as that side says,
// unless the other side's column is asked about.
func (b *settling) asymmetric(p *Pair, out *rowEntries) {
	for f, e := range p.Partner.All() {
		if f == plan.FieldRef || f == plan.FieldReply {
			continue
		}
		if _, ok := p.Entry(Officer, f); !ok {
			b.oneSided(p, f, Officer, e, out)
		}
	}
	for f, e := range p.Officer.All() {
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
	for f := range p.Base.All() {
		if !b.c.has[Officer][f] && !b.c.has[Partner][f] && b.c.had[Officer][f] && b.c.had[Partner][f] {
			out.dropNext(f)
		}
	}
}

// oneSided agrees a cell the lacking side does not have.
func (b *settling) oneSided(p *Pair, f plan.Field, lacking Side, e plan.Entry, out *rowEntries) {
	base, agreed := p.Entry(Base, f)
	if b.c.lost[lacking][f] && !b.gone[f] && agreed && base.Value != e.Value {
		officer, _ := p.Entry(Officer, f)
		out.setAgreed(f, openEntry(base, officer))
	} else if lacking == Officer {
		out.setAgreed(f, elsewhere(e))
	}
}

// advance moves the next base to what both sides say.
func (b *settling) advance(p *Pair, out *rowEntries) {
	for f, e := range p.Officer.All() {
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
	r, d := b.decide(p, r)
	if r.take == "" {
		b.Open = append(b.Open, b.question(p, r))
		b.leaveOpen(p, r, out)
		return
	}
	b.lastUnit++
	b.write(p, r, d, b.lastUnit, out)
}

// settlePart takes what a block came to for one action.
func (b *settling) settlePart(p *Pair, part joint, out *rowEntries) {
	if part.ask != nil {
		b.Open = append(b.Open, *part.ask)
	}
	if part.isOpen() {
		b.leaveOpen(p, part.ruling, out)
		return
	}
	b.write(p, part.ruling, part.by, part.number, out)
}

// write agrees a ruling's cells and makes the edits that carry it across, under
// the number of their unit.
func (b *settling) write(p *Pair, r ruling, by Decision, number int, out *rowEntries) {
	for i, d := range r.cells {
		officer, partner, now := d.Entry(Officer), d.Entry(Partner), r.now[i]
		if d.Verdict() == Unmoved && d.Officer == now.Value && d.Partner == now.Value {
			continue // only here for the merged cell it is part of
		}
		change := Change{
			Ref: d.Ref, Field: d.Field, Verdict: r.verdict, Base: d.Entry(Base), Officer: officer, Partner: partner,
			Take: r.take, Now: now, Yielded: r.yielded, Withheld: r.withheld, By: by.By, Why: by.Why, On: by.On, pair: p,
		}
		b.record(change)
		if officer.Value == partner.Value && now.Value != officer.Value {
			out.keepNext(p, d.Field) // both say it still, and it was decided against
		}
		agreed := now
		agreed.Cell, agreed.Writable, agreed.Open = officer.Cell, officer.Writable, false
		out.setAgreed(d.Field, agreed)
		if officer.Value != now.Value && !b.c.follower(d, Officer) {
			b.edit(Officer, p, d.Field, now, number)
		}
		if partner.Value != now.Value && !r.withheld && !b.c.follower(d, Partner) {
			b.edit(Partner, p, d.Field, now, number)
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

// edit has a cell of a side written.
func (b *settling) edit(side Side, p *Pair, f plan.Field, now plan.Entry, unit int) {
	row := p.Action(side)
	was := row.Entry(f)
	e := plan.Edit{ID: row.ID, Ref: p.Ref, Field: f, Was: was, Now: plan.Entry{Value: now.Value, Typed: now.Typed, Cell: was.Cell, Writable: true}}
	b.units[written{side, e.ID, e.Field}] = unit
	if side == Officer {
		b.Officer = append(b.Officer, e)
	} else {
		b.Partner = append(b.Partner, e)
	}
}

// leaveOpen leaves a unit open: all of its cells show what was last agreed, and
// the base forgets and learns nothing about them.
func (b *settling) leaveOpen(p *Pair, r ruling, out *rowEntries) {
	for _, d := range r.cells {
		out.setAgreed(d.Field, openEntry(d.Entry(Base), d.Entry(Officer)))
	}
	for _, f := range r.unit {
		out.keepNext(p, f)
	}
}

// question asks about a unit.
func (b *settling) question(p *Pair, r ruling) Question {
	q := Question{Kind: r.kind, Ref: p.Ref, Field: r.unit[0], Cells: r.cells, Ask: b.c.asked(p, r), Personal: r.personal}
	q.Takes, q.Bar = b.c.takes(r)
	if r.kind == QuestionHeld {
		q.Ask = b.c.informationOwner()
	}
	parts := make([]string, len(r.cells))
	for i, d := range r.cells {
		parts[i] = d.sentence()
		if what := b.c.personalAt(d); what != "" {
			q.Personal = what
			parts[i] = d.name() + ": what it says seems to hold " + what + ", and is not repeated here"
		}
	}
	q.Why = strings.Join(parts, "; ") + b.c.belongs(r)
	switch {
	case r.why != "":
		q.Why += "; " + r.why
	case r.kind == QuestionHeld:
		q.Why += "; it waits before it goes to partners"
	}
	if q.Bar != "" && !strings.Contains(q.Why, q.Bar) {
		q.Why += "; " + q.Bar
	}
	if len(q.Takes) == 0 {
		q.Why += "; no answer here can settle it: have both sides say the same where they stand"
	}
	return q
}

// personalAt is the kind of personal data any reading of a cell seems to
// hold, or "".
func (c *Comparison) personalAt(d Difference) string {
	for _, s := range []Side{Officer, Partner, Base} {
		if what := c.rules.personal(d.Entry(s)); what != "" {
			return what
		}
	}
	return ""
}

// takes are the answers to a question about cells that can be carried out, and
// why others cannot be.
func (c *Comparison) takes(r ruling) (takes []Take, bar string) {
	list := []Take{TakeBase, TakeOfficer, TakePartner, TakeOther}
	if firstAgreed(r.cells) {
		list = list[1:]
	}
	if r.kind == QuestionHeld && r.verdict == OfficerMoved && !r.isBlock() {
		list = append([]Take{TakeLeave}, list...)
	}
	for _, take := range list {
		why, possible := c.impossible(r, take)
		switch {
		case possible:
			takes = append(takes, take)
		case bar == "":
			bar = why
		}
	}
	return takes, bar
}

// isBlock says whether a ruling is about several actions.
func (r ruling) isBlock() bool {
	return slices.ContainsFunc(r.cells, func(d Difference) bool { return d.Pair != r.cells[0].Pair })
}

// decide lets the decision about a unit, where there is one that stands and
// can be carried out, go before what the readings alone come to. It does so
// also where they no longer make a question: one side may have been put right
// and the other not yet.
func (b *settling) decide(p *Pair, r ruling) (ruling, Decision) {
	d, ok := b.decisions[Key{Ref: p.Ref, Field: r.unit[0]}]
	if !ok || r.verdict == MovedAlike || !d.covers(r.cells) || !d.isWithin([]*Pair{p}) {
		return b.recall(p, r)
	}
	if d.Take == TakeLeave {
		return b.keepBack(p, r, d)
	}
	cells, now, stands := d.answer(b.find)
	if !stands {
		return b.recall(p, r)
	}
	decided := b.c.asking(r, "")
	decided.cells, decided.cleared = cells, d.Cleared
	decided = b.c.crossing(decided.taking(d.Take, now))
	if decided.take == "" {
		return decided, Decision{}
	}
	b.stand(d)
	b.answerProposal(d)
	return decided, d
}

// recall settles a unit as it was answered before: what was refused is put
// back, and what was kept from partners stays where it is. A column that is
// back is filled.
func (b *settling) recall(p *Pair, r ruling) (ruling, Decision) {
	if filled, ok := b.refill(p, r); ok {
		return filled, Decision{}
	}
	switch {
	case r.take == "" && r.kind == QuestionProposal:
		return b.refuse(p, r)
	case r.take == "" && r.kind == QuestionHeld:
		l, left := b.mem.leaves(p.Ref, r.unit[0], Officer, officersSay(r))
		if left {
			return r.keptBack(), Decision{By: l.By, Why: l.Why, On: l.On}
		}
	}
	return r, Decision{}
}

// officersSay is what the officers' cells of a ruling say.
func officersSay(r ruling) map[plan.Field]plan.Value {
	values := map[plan.Field]plan.Value{}
	for _, d := range r.cells {
		values[d.Field] = d.Officer
	}
	return values
}

// keptBack agrees what officers say, and tells partners nothing.
func (r ruling) keptBack() ruling {
	r = r.taking(TakeOfficer, entries(r.cells, Officer))
	r.withheld = true
	return r
}

// keepBack carries out a decision not to tell partners what officers say.
func (b *settling) keepBack(p *Pair, r ruling, d Decision) (ruling, Decision) {
	if r.take != "" || r.kind != QuestionHeld || r.verdict != OfficerMoved || !d.saysTheSame(p) {
		return b.recall(p, r)
	}
	b.use(d)
	b.NextMemory.LeftOut = append(b.NextMemory.LeftOut, LeftOut{
		Ref: p.Ref, Field: r.unit[0], Side: Officer, Says: officersSay(r), By: d.By, Why: d.Why, On: d.On,
	})
	return r.keptBack(), d
}

// refuse puts back a proposal that was refused before, word for word.
func (b *settling) refuse(p *Pair, r ruling) (ruling, Decision) {
	var last Refusal
	for _, d := range r.cells {
		proposer, ok := b.c.proposer(d.Field)
		refusal, refused := b.mem.refusals[refused{d.Ref, d.Field, proposer}]
		if !ok || d.moved(proposer) && (!refused || refusal.Value != d.Value(proposer)) {
			return r, Decision{}
		}
		if refused {
			last = refusal
		}
	}
	if last.Side == "" {
		return r, Decision{}
	}
	owner := last.Side.Other()
	back := b.c.crossing(r.taking(Take(owner), entries(r.cells, owner)))
	if back.take == "" {
		return back, Decision{}
	}
	if last.Side == Partner && !back.withheld {
		b.reply(p.Ref, last.Field, because("Not agreed", last.Why))
	}
	return back, Decision{By: last.By, Why: last.Why, On: last.On}
}

// proposer is the side whose edits in a column are proposals.
func (c *Comparison) proposer(f plan.Field) (Side, bool) {
	switch c.rules.Owners[f] {
	case Officers:
		return Partner, true
	case Partners:
		return Officer, true
	}
	return "", false
}

// answerProposal remembers what was refused, and tells partners what became
// of what they proposed.
func (b *settling) answerProposal(d Decision) {
	if d.Kind != QuestionProposal || d.Replied {
		return
	}
	for _, then := range d.Said {
		p := b.find(then.Ref)
		if p == nil {
			continue
		}
		proposer, ok := b.c.proposer(then.Field)
		was := map[Side]plan.Value{Officer: then.Officer, Partner: then.Partner}[proposer]
		decided, decides := d.decided(p, then)
		if !ok || !decides || was == then.Base {
			continue
		}
		refused := was != decided.Value
		if refused {
			b.NextMemory.Refusals = append(b.NextMemory.Refusals, Refusal{Ref: p.Ref, Field: then.Field, Side: proposer, Value: was, By: d.By, Why: d.Why, On: d.On})
		}
		switch {
		case proposer == Officer:
		case refused:
			b.reply(p.Ref, then.Field, because("Not agreed", d.Why))
		default:
			b.reply(p.Ref, then.Field, because("Agreed", d.Why))
		}
	}
}

// refill fills the blank cells of a column that is back from the side that
// never dropped it: nobody cleared them. It says false where there are none.
func (b *settling) refill(p *Pair, r ruling) (ruling, bool) {
	var back Side
	n := 0
	for _, d := range r.cells {
		if side, ok := b.c.cameBack(d); ok && (back == "" || back == side) {
			back = side
			n++
		}
	}
	switch {
	case n == 0:
		return r, false
	case n < len(r.cells) || b.c.base != nil && !b.c.mayFill(r.cells, back.Other()):
		return b.c.asking(r, "a column that was gone is back, and blank"), true
	}
	return b.c.crossing(r.taking(Take(back.Other()), entries(r.cells, back.Other()))), true
}

// mayFill says whether a side's cells may cross to a column that is back: they
// say what was agreed, or are the side's to change.
func (c *Comparison) mayFill(cells []Difference, from Side) bool {
	for _, d := range cells {
		if d.moved(from) && !c.owner(cells, d).owns(from) {
			return false
		}
	}
	return true
}

// cameBack is the side whose cell is blank because its column was gone when
// the sides last agreed.
func (c *Comparison) cameBack(d Difference) (Side, bool) {
	for _, s := range []Side{Officer, Partner} {
		if c.wasLost[s][d.Field] && d.Value(s) == plan.Blank && d.Value(s.Other()) != plan.Blank {
			return s, true
		}
	}
	return "", false
}

// sortDecisions says which decisions are used up, which have lapsed, and
// which wait because their rows are left alone in this run.
func (b *settling) sortDecisions(decisions []Decision) {
	if b.c.whole {
		return
	}
	open := map[Key]bool{}
	for _, q := range b.Open {
		open[q.Key()] = true
	}
	for _, d := range decisions {
		p := b.pairs[d.Question.Ref]
		if d.Take == TakeAdd && d.Ref != "" && b.back[d.Ref] {
			p = b.pairs[d.Ref]
		}
		switch {
		case b.answered[d.Question]:
		case p != nil && p.stopped:
			b.waiting = append(b.waiting, d)
		case !open[d.Question] && b.usedUp(p, d):
			b.Used = append(b.Used, d)
			b.answerProposal(d)
		default:
			b.Lapsed = append(b.Lapsed, d)
		}
	}
}

// usedUp says whether what was decided is done: both sides have the row or
// the column, or say the same in every cell that was decided.
func (b *settling) usedUp(p *Pair, d Decision) bool {
	switch {
	case d.Question.Ref == "":
		return b.c.has[Officer][d.Question.Field] == b.c.has[Partner][d.Question.Field]
	case p == nil:
		return false
	case d.Take == TakeAdd || d.Take == TakeBack:
		return b.back[p.Ref]
	}
	for _, then := range d.Said {
		p := b.find(then.Ref)
		if p == nil {
			return false
		}
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
		remember := func(heading string, f plan.Field, lost bool) {
			column := plan.Column{Table: string(side), Heading: heading, Field: f, Hidden: lost}
			if !seen[column] {
				seen[column] = true
				b.NextBase.Columns = append(b.NextBase.Columns, column)
			}
		}
		for _, column := range reading.Columns {
			remember(column.Heading, column.Field, false)
		}
		if c.base == nil {
			continue
		}
		for _, was := range c.base.Columns {
			gone := slices.Contains(b.letGoOf, Key{Field: was.Field, Side: side})
			if Side(was.Table) == side && b.c.lost[side][was.Field] && !gone {
				remember(was.Heading, was.Field, true)
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
