package reconcile

import (
	"cmp"
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
	Withheld               WithheldReason
	By, Why                string    // who decided it, and the reason they gave; "" where nobody had to
	On                     plan.Date // when it was decided

	pair *Pair
}

// Fills is the side of which a blank cell is filled with what was agreed all along, since
// its column came back; "" for every other change.
func (c Change) Fills() Side {
	switch {
	case c.Verdict != Unmoved || c.By != "" || c.Withheld != "":
		return ""
	case c.Officer.Value != c.Now.Value:
		return Officer
	}
	return Partner
}

// WithheldReason is why the partners' side is not told of a settled cell; ""
// where it is.
type WithheldReason string

// The reasons.
const (
	NotShared    WithheldReason = "not shared"
	WithUnshared WithheldReason = "settled with a column that is not shared"
	KeptBack     WithheldReason = "kept back by a person"
)

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
// it was last agreed. So it is with columns: what stands in one that partners
// alone have is nobody's agreement, and is neither checked nor printed. The entries of an action may be shared with the
// readings: they are for reading.
type Settlement struct {
	Agreed, NextBase plan.Plan
	Officer, Partner []plan.Edit // what to write on each side

	OfficerRows, PartnerRows []NewRow    // actions to add to each side, as people decided
	Columns                  []NewColumn // columns to put back, as people decided
	Replies                  []Reply     // what to tell partners, each once
	Told                     []Tombstone // actions let go, of which the side that still has them is told now
	Stay                     []Tombstone // actions let go that a side still has: they are in no agreed plan
	Dropped                  []plan.Ref  // agreed actions that both sides have taken out: they are agreed no longer

	NextMemory Memory // to be saved together with NextBase
	Changes    []Change
	Yields     []Change // those of Changes where a blank or a placeholder gave way
	Withheld   []Change // settled for officers, and not told to partners
	Open       []Question
	Stops      []Stop
	LeftAlone  []LeftRow     // rows of either side that are left alone: a person must tell which actions they are
	Losses     []Loss        // to be said first, and asked about before anything is written
	Gone       []GoneTable   // tables that one side no longer has: to be said first likewise
	NewColumns []AddedColumn // columns that one side has made since the sides last agreed, and of which nothing crosses
	Uncompared []Uncompared  // what one side says where the other's table has no such column, though it has one elsewhere
	Notes      []plan.Note
	Broken     []Broken    // cells that show words of the spreadsheet's own: nothing follows from them
	Unheard    []Unheard   // what the other side says where such a cell was never agreed: it waits
	Standing   []Decision  // decisions that were applied
	Used       []Decision  // decisions whose cells both sides now agree on
	Unlike     []plan.Note // columns of which no cell ever said the same on both sides: their headings are suspected
	Lapsed     []Decision  // decisions whose readings say something else now
	Forgotten  []plan.Note // of those, what is said of each about which nothing is asked now
	BaseMoved  bool        // NextBase is not the base that was compared
	Counts     Counts

	places map[plan.ID]*Pair
	pairs  map[plan.Ref]*Pair
	units  map[rowCell]int
	beside map[rowCell]string // what stays as it is beside an edit
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

// Called is the name in the middle of a sentence: action 2.3, or row 7, “Train
// all social workers”.
func (s Settlement) Called(ref plan.Ref) string {
	if p := s.pairs[ref]; p != nil {
		return p.called()
	}
	return "action " + string(ref)
}

// About is what people call what a question is about: "2.3 due".
func (s Settlement) About(k Key) string {
	name := ""
	if k.Ref != "" {
		name = s.Name(k.Ref)
	}
	return calledBy(name, k.Field)
}

// Merged are, of the cells of some columns of a side, those that are merged over
// several actions, with what these go by, in their order.
func (s Settlement) Merged(side Side, fields []plan.Field) map[plan.Cell][]plan.Ref {
	at := map[plan.Cell][]plan.Ref{}
	for ref, p := range s.pairs {
		for _, f := range fields {
			if e, there := p.Entry(side, f); there && e.Cell.Row > 0 {
				at[e.Cell] = append(at[e.Cell], ref)
			}
		}
	}
	for cell, refs := range at {
		if len(refs) == 1 {
			delete(at, cell)
		}
		slices.SortFunc(refs, func(a, b plan.Ref) int { return s.pairs[a].Action(side).Row - s.pairs[b].Action(side).Row })
	}
	return at
}

// Beside says of an edit what stays as it is though it is settled with it: the
// other side has no column for it. "" for nothing.
func (s Settlement) Beside(side Side, e plan.Edit) string {
	return s.beside[rowCell{side, e.ID, e.Field}]
}

// UnitOf numbers what an edit carries across: edits with the same number, on
// either side, are written together or not at all. It is 0 for an edit that
// is none of the settlement's.
func (s Settlement) UnitOf(side Side, e plan.Edit) int { return s.units[rowCell{side, e.ID, e.Field}] }

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

// following is what people have answered before, under the refs that the rows go by now.
func (c Comparison) following(m Memory) Memory {
	return m.Renamed(c.gaveWay).Renamed(renumbered(c.Pairs)).following(c.Pairs)
}

// SettleWith is Settle with everything that people have answered before.
func (c Comparison) SettleWith(m Memory) Settlement {
	m = c.following(m)
	c, rejoined := c.rejoined(m)
	b := newSettling(&c, m)
	s := Settlement{
		Stops: c.Stops, Gone: c.goneTables(), LeftAlone: c.LeftAlone, Notes: slices.Clip(c.Notes), Counts: c.counts, Broken: c.Broken,
		Agreed: plan.Plan{Source: c.officer.Source, Title: c.officer.Title, Left: c.officer.Left, Label: cmp.Or(c.officer.Label, c.partner.Label), Tables: c.officer.Tables, Columns: c.officer.Columns, Notes: c.officer.Notes, Terms: c.officer.Terms},
		places: map[plan.ID]*Pair{}, pairs: b.mem.pairs,
	}
	s.Uncompared = c.uncompared(nil)
	if c.base != nil {
		s.NewColumns = c.columns.addedColumns(c.Pairs, b.judge)
		s.Uncompared = c.uncompared(s.NewColumns)
		if !c.whole {
			s.Losses = losses(c.Pairs, c.columns)
		}
	}
	s.Unlike = c.unlikeColumns()
	b.reworded = b.rewordings()
	b.alike = b.renamedAndReworded()
	b.waitForReplaced()
	s.LeftAlone = append(slices.Clip(s.LeftAlone), b.leftReplaced()...)
	total := b.askColumns()
	s.NewColumns = b.withoutRenamed(s.NewColumns, total.open)
	total.add(rejoined)
	merged, parts, joined := b.settleMerged()
	total.add(merged)
	b.parts, b.joined = parts, joined
	total.add(b.settleRows(&s, total))
	total.add(b.sortDecisions(m.Decisions, total))
	s.NextBase.Columns = b.nextColumns(total)
	if !s.BaseMoved && !total.moved && c.base != nil && c.columns.nothingNew(s.NextBase.Columns, c.base.Columns) {
		s.NextBase.Columns = c.base.Columns
	}
	s.BaseMoved = s.BaseMoved || c.base == nil || !sameColumns(s.NextBase.Columns, c.base.Columns)
	total.settlement(&s)
	for i, q := range s.Open {
		s.Open[i].Hides = b.rules.hidden(q)
		if p := b.mem.pairs[q.Ref]; p != nil {
			s.Open[i].Words = p.firstWords()
		}
	}
	s.noteTaken()
	s.Notes = append(s.Notes, c.sentFromHidden(s.Partner)...)
	s.NextMemory = m
	if !c.whole {
		s.NextMemory = b.mem.next(m, total)
	}
	c.showBroken(&s)
	c.showOwn(&s)
	return s
}

// settling is what rows are settled by. Nothing in it changes while they are.
type settling struct {
	*rowSettling
	c      *Comparison
	joined map[pairCell]bool // the units that are settled with others, by their first fields
	parts  map[*Pair]*result // what those come to, by pair

	reworded map[*Pair]rewording // by both of its pairs
}

func newSettling(c *Comparison, m Memory) *settling {
	mem := m.index(c.Pairs)
	units := &unitSettling{c.judge(), mem}
	return &settling{rowSettling: &rowSettling{unitSettling: units, placing: newPlacing(c, m.Decisions)}, c: c}
}

// newOnBoth reports whether both sides added the ref since they last agreed.
func (b *settling) newOnBoth(p *Pair) bool { return !b.first && p.Base == nil }

// askColumns asks about every column a side had and has no longer, while the
// other side still has it, unless a person has answered.
func (b *settling) askColumns() (out result) {
	for _, u := range b.columns.units {
		for _, f := range u {
			for _, side := range []Side{Officer, Partner} {
				for _, lost := range b.columns.lostOf(side, f) {
					out.add(b.askColumn(lost))
				}
			}
		}
	}
	return out
}

func (b *settling) askColumn(lost tableColumn) (out result) {
	q := Question{Kind: QuestionColumn, Field: lost.Field, Side: lost.side, Table: lost.Table, Cells: movedSince(b.c.Pairs, lost), Takes: []Take{TakeBack, TakeGo}}
	d, ok := b.mem.decisions[q.Key()]
	switch {
	case ok && !b.c.whole && d.Take == TakeGo && sameCells(d.Said, q.Cells):
		out = usedUp(d)
		out.columnsLetGo = []Key{q.Key()}
	case ok && !b.c.whole && d.Take == TakeBack:
		out = stood(d)
		for _, table := range b.columns.stoodIn(lost, b.c.Pairs) {
			out.columns = append(out.columns, NewColumn{Side: lost.side, Table: table, Field: lost.Field, Heading: cmp.Or(b.columns.heading(lost), lost.Field.Label()), By: d.By, Why: d.Why})
		}
	default:
		agreed := b.rules.Agreed
		if b.columns.wasGone(lost) {
			agreed = plan.Date{} // they agreed on other things since
		}
		q.Why = q.sentence(agreed)
		if tables := b.columns.stoodIn(lost, b.c.Pairs); q.Table == "" && tables[0] != "" {
			q.Why += "; it stood in the table " + strings.Join(tables, ", ") + ": brought back, it stands there again"
		}
		if now := b.columns.renamed(lost, b.c.Pairs); now != "" {
			q.Why += fmt.Sprintf("; the column %q says what it said, and may be the same under a new heading: put - {heading: %q, field: %s} under headings: in the settings", now, now, lost.Field)
		} else if q.Table != "" {
			q.Why += fmt.Sprintf("; if it was not meant, put the heading %q back there", b.columns.heading(lost))
		}
		out = asks(q)
	}
	return out
}

// withoutRenamed is the columns that one side has made without those that a question
// about a lost one says may be it under a new heading: they are told there.
func (b *settling) withoutRenamed(added []AddedColumn, open []Question) []AddedColumn {
	for _, q := range open {
		lost := q.Key().column()
		now := b.columns.renamed(lost, b.c.Pairs)
		added = slices.DeleteFunc(added, func(c AddedColumn) bool {
			return c.Side == lost.side && now != "" && c.Heading == now && (lost.Table == "" || c.Of == "" || c.Of == lost.Table)
		})
	}
	return added
}

// sameCells reports whether a decision was about these very cells.
func sameCells(then []Said, now []Difference) bool {
	about := make(map[Said]bool, len(then))
	for _, s := range then {
		about[s] = true
	}
	return len(then) == len(now) && !slices.ContainsFunc(now, func(d Difference) bool { return !about[said(d)] })
}

// movedSince lists the cells that the other side moved of a column that one side
// has no longer.
func movedSince(pairs []Pair, lost tableColumn) []Difference {
	var cells []Difference
	for i := range pairs {
		if p := &pairs[i]; lost.isOf(p) && p.movedAlone(lost.Field, lost.side.Other()) {
			cells = append(cells, p.difference(lost.Field))
		}
	}
	return cells
}

// settleRows settles every action and puts it into the agreed plan and the next
// base: the officers' rows in their order, each followed by the agreed actions
// that officers dropped after it.
func (b *settling) settleRows(s *Settlement, columns result) (out result) {
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
		var more result
		agreed[i], next[i], more = b.row(&c.Pairs[i], columns)
		out.add(more)
	}
	agree := func(a plan.Action, p *Pair) {
		s.Agreed.Actions = append(s.Agreed.Actions, a)
		if p != nil {
			s.places[a.ID] = p
		}
	}
	dropped := b.droppedAfter(index)
	keep := func(indexes []int) {
		for _, i := range indexes {
			if agreed[i] != nil {
				agree(*agreed[i], &c.Pairs[i])
			}
		}
	}
	s.Agreed.Actions = make([]plan.Action, 0, len(c.officer.Actions))
	keep(dropped[""])
	for i := range c.officer.Actions {
		a := &c.officer.Actions[i]
		at, ok := index[c.names[a]]
		switch {
		case !ok || c.Pairs[at].Officer != a:
			agree(*a, nil)
		case agreed[at] != nil:
			agree(*agreed[at], &c.Pairs[at])
		}
		if ok {
			keep(dropped[c.Pairs[at].Ref])
			delete(dropped, c.Pairs[at].Ref)
		}
	}
	for i := range c.Pairs {
		if p := &c.Pairs[i]; p.Officer == nil && p.Base == nil && agreed[i] != nil {
			agree(*agreed[i], p)
		}
	}
	actions, moved := b.nextRows(index, next, columns)
	s.NextBase.Actions, s.BaseMoved = actions, moved
	return out
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

// nextRows puts the next base's actions in the base's order, new ones last, and
// takes the columns out of them that were let go: if one comes back, its cells
// are agreed afresh.
func (b *settling) nextRows(index map[plan.Ref]int, next []*plan.Action, columns result) (actions []plan.Action, moved bool) {
	letGo := false
	for i, a := range next {
		for _, key := range columns.columnsLetGo {
			if a == nil || !key.column().isOf(&b.c.Pairs[i]) {
				continue
			}
			if _, ok := a.Lookup(key.Field); ok {
				without := *a
				without.Entries = a.Own()
				without.Drop(key.Field)
				a, next[i], letGo = &without, &without, true
			}
		}
	}
	if b.c.base != nil {
		for i := range b.c.base.Actions {
			if a := next[index[b.c.base.Actions[i].Ref]]; a != nil {
				actions = append(actions, *a)
			} else {
				moved = true
			}
		}
	}
	for i, a := range next {
		if a != nil && b.c.Pairs[i].Base == nil {
			actions = append(actions, *a)
			moved = true
		}
	}
	return actions, moved || letGo
}

// row settles one pair: the agreed action and the next base's, each nil where
// there is none, and what else it comes to.
func (b *settling) row(p *Pair, columns result) (agreed, next *plan.Action, out result) {
	switch {
	case p.aside && p.Officer == nil:
		return nil, p.Base, out // in no plan any more
	case b.c.whole || p.stopped:
		return frozen(p), p.Base, out
	case p.Officer != nil && p.Partner != nil:
		if b.newOnBoth(p) && !b.mem.sameRow(p) {
			agreed, out = b.bothAdded(p)
			return agreed, nil, out
		}
		if side := b.rules.withdrawn(p); side != "" && p.replaced == "" {
			return b.settleWithdrawn(p, side, columns)
		}
		agreed, next, out = b.settleRow(p, columns)
		if p.replaced != "" {
			out.add(b.askReplaced(p))
		}
		return agreed, next, out
	case p.Officer == nil && p.Partner == nil:
		out.dropped = []plan.Ref{p.Ref}
		return nil, nil, out
	}
	if r, ok := b.reworded[p]; ok {
		if p == r.row {
			return nil, p.Base, out // until somebody answers, it is the action that is gone
		}
		return frozen(r.joined()), p.Base, b.askReworded(r)
	}
	return b.lone(p)
}

// frozen is the agreed action of a pair that is not settled: what was last
// agreed, marked open where a reading says something else. A row only
// partners have is in no agreed plan.
func frozen(p *Pair) *plan.Action {
	if p.Officer == nil && p.Base == nil {
		return nil
	}
	a := rowOf(p)
	a.Entries = plan.Entries{}
	for _, s := range []Side{Officer, Partner, Base} {
		if row := p.Action(s); row != nil {
			for f := range row.All() {
				if p.isPartnersAlone(f) {
					continue
				}
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
	a.Ref = p.agreedRef()
	return &a
}

// agreedRef is the ref an agreed action has: none where no side has one for it,
// since what the ledger calls it is shown to nobody.
func (p *Pair) agreedRef() plan.Ref {
	if p.isNameless() || p.Ref.Kept() > 0 {
		return p.standing()
	}
	return p.Ref
}

// standing is the ref that the officers' row has, or else the partners'.
func (p *Pair) standing() plan.Ref {
	for _, a := range []*plan.Action{p.Officer, p.Partner} {
		if a != nil && a.Ref != "" {
			return a.Ref
		}
	}
	return ""
}

// isPartnersAlone reports whether partners alone have a cell and nothing was ever
// agreed of it: it is no part of the plan.
func (p *Pair) isPartnersAlone(f plan.Field) bool {
	_, officers := p.Entry(Officer, f)
	_, agreed := p.Entry(Base, f)
	return !officers && !agreed
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
	if p.isWorkedOut(f) {
		return first
	}
	if !okO && !okP {
		return base
	}
	same := !okO || !okP || officer.Value == partner.Value
	if same && (!agreed || first.Value == base.Value) {
		return first
	}
	if f == plan.FieldRef && p.Base != nil { // which action it is, is agreed, and nobody is asked about it
		return refEntryAt(p, p.agreedRef())
	}
	return openEntry(base, officer)
}

// refEntryAt is a ref in the cell where officers have theirs.
func refEntryAt(p *Pair, ref plan.Ref) plan.Entry {
	officer, _ := p.Entry(Officer, plan.FieldRef)
	e := refEntry(ref)
	if ref == "" {
		e = plan.Entry{Value: plan.Blank}
	}
	e.Cell, e.Writable = officer.Cell, officer.Writable
	return e
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
func (b *settling) settleRow(p *Pair, columns result) (agreed, next *plan.Action, out result) {
	judged := b.c.judged[p]
	row := *p.Officer
	row.Ref = p.agreedRef()
	if judged.quiet && b.parts[p] == nil && !p.isMoved() && p.Ref == p.Base.Ref {
		return &row, p.Base, out
	}
	out = b.asymmetric(p, columns)
	out.add(learned(p))
	out.add(b.tellRef(p))
	out.add(b.leaveWaiting(p))
	for _, r := range judged.rulings {
		if at := (pairCell{p, r.unit[0]}); !b.joined[at] && !b.c.waiting[at] {
			out.add(b.settleUnit(p, r))
		}
	}
	if part := b.parts[p]; part != nil {
		out.add(*part)
	}
	row.Entries = out.agreedEntries(p.Officer.Entries)
	if d, ok := b.mem.decisions[Key{Ref: p.Ref}]; ok && p.Base == nil && d.Take == TakeAdd {
		out.add(b.nameRow(p, Officer, p.Ref)) // where one still lacks the ref it was added under
		out.add(b.nameRow(p, Partner, p.Ref))
	}
	entries, moved := out.nextEntries(p)
	if p.Base != nil && (!moved || entries.SameValues(p.Base.Entries)) && !p.isMoved() && p.Ref == p.Base.Ref {
		return &row, p.Base, out
	}
	out.moved = true
	return &row, &plan.Action{ID: plan.ID(p.Ref), Ref: p.Ref, Table: p.Officer.Table, Entries: entries}, out
}

// asymmetric agrees the cells only one side has. Officers' are as they say, unless
// the partners' column is asked about. Partners' are as they were last agreed, and no
// part of the plan where nothing was: they are in no copy of the council's, and nobody
// there has seen them. The next base forgets a column that both sides have dropped.
func (b *settling) asymmetric(p *Pair, columns result) (out result) {
	for f, e := range p.Partner.All() {
		base, agreed := p.Entry(Base, f)
		if _, ok := p.Entry(Officer, f); !settled(f) || ok || !agreed || columns.hasLetGo(p, f) {
			continue
		}
		switch {
		case base.Value == e.Value:
			base = elsewhere(e)
		case b.columns.isLost(p, Officer, f):
			base = openEntry(base, plan.Entry{})
		}
		out.agreed = append(out.agreed, fieldEntry{f, base})
	}
	for f, e := range p.Officer.All() {
		base, agreed := p.Entry(Base, f)
		if _, ok := p.Entry(Partner, f); settled(f) && !ok && agreed && base.Value != e.Value && b.columns.isLost(p, Partner, f) && !columns.hasLetGo(p, f) {
			out.agreed = append(out.agreed, fieldEntry{f, openEntry(base, e)})
		}
	}
	if p.Base == nil {
		return out
	}
	for f := range p.Base.All() {
		if b.columns.isDropped(f) || b.columns.isDroppedOf(p, f) {
			out.forgot = append(out.forgot, f)
		}
	}
	return out
}

// learned moves the next base to what both sides say. What formulas say is nobody's
// word, but for the action text, by which rows are known.
func learned(p *Pair) (out result) {
	for f, e := range p.Officer.All() {
		if !settled(f) || e.Value.Kind == plan.KindAbsent || f != plan.FieldAction && p.isWorkedOut(f) {
			continue
		}
		other, ok := p.Entry(Partner, f)
		if !ok || other.Value != e.Value {
			continue
		}
		if was, _ := p.Entry(Base, f); was.Value != e.Value {
			out.next = append(out.next, fieldEntry{f, e})
		}
	}
	return out
}

// sortDecisions says which decisions are used up, which have lapsed, and
// which wait because their rows are left alone in this run.
func (b *settling) sortDecisions(decisions []Decision, so result) (out result) {
	if b.c.whole {
		return out
	}
	open, answered := map[Key]bool{}, so.answered()
	for _, q := range so.open {
		open[q.Key()] = true
	}
	for _, d := range decisions {
		p := b.mem.pairs[d.Question.Ref]
		if d.Take == TakeAdd && d.Ref != "" && b.mem.isOnBoth(d.Ref) {
			p = b.mem.pairs[d.Ref]
		}
		switch {
		case answered[d.Question]:
		case p != nil && (p.stopped || b.c.waiting[pairCell{p, d.Question.Field}]):
			out.waiting = append(out.waiting, d)
		case !open[d.Question] && b.isDone(p, d):
			out.used = append(out.used, d)
			out.add(b.answerProposal(d))
		default:
			out.lapsed = append(out.lapsed, d)
			if !open[d.Question] && d.Question.Ref != "" {
				out.forgotten = append(out.forgotten, b.forgotten(p, d))
			}
		}
	}
	return out
}

// forgotten says that a decision is forgotten about which nothing is asked any more, and
// why: nobody would look for it otherwise.
func (b *settling) forgotten(p *Pair, d Decision) plan.Note {
	name, why := "action "+string(d.Question.Ref), "it is gone from both sides"
	if p != nil {
		name = withoutWords(p.called())
		if strings.HasPrefix(name, "“") && b.rules.personal(p.action()) != "" {
			name = "an action"
		}
		switch {
		case p.Officer == nil && p.Partner == nil:
		case p.lacks() != "":
			why = "the action is gone from " + p.lacks().copyName() + "; where it comes back, this is asked again"
		default:
			why = "the sides say something else than they did then"
		}
	}
	if f := d.Question.Field; f != "" {
		name = f.Label() + " of " + name
	}
	return plan.Note{Message: fmt.Sprintf("%s: what %s decided (%s) counts no more: %s", name, d.By, d.Take.Words(), why)}
}

// isDone reports whether what was decided is done: both sides have the row or
// the column, or say the same in every cell that was decided.
func (b *settling) isDone(p *Pair, d Decision) bool {
	switch {
	case d.Question.Table != "":
		return !b.columns.lostIn[d.Question.column()]
	case d.Question.Ref == "":
		return b.columns.has[Officer][d.Question.Field] == b.columns.has[Partner][d.Question.Field]
	case p == nil:
		return false
	case d.Take == TakeAdd || d.Take == TakeBack:
		return b.mem.isOnBoth(p.Ref)
	}
	for _, then := range d.Said {
		p := b.mem.find(then.Ref)
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

// nextColumns are the columns each side has, and those it is asked about, as the
// next base remembers them.
func (b *settling) nextColumns(so result) []plan.Column {
	if !b.first && b.c.whole {
		return slices.Concat(b.columns.remembered, b.columns.compositions)
	}
	var next []plan.Column
	for _, side := range []Side{Officer, Partner} {
		seen := map[plan.Column]bool{}
		remember := func(said plan.Column, of tableColumn, lost bool) {
			column := plan.Column{Table: string(side), Of: of.Table, Heading: said.Heading, Field: of.Field, Hidden: lost, Given: said.Given}
			if !seen[column] {
				seen[column] = true
				next = append(next, column)
			}
		}
		ofTables := b.columns.hasTables(side)
		for _, column := range b.columns.now[side] {
			all := tableColumn{side, plan.ColumnKey{Field: column.Field}}
			if column.IsOfAll() {
				column.Heading = "" // it has none of its own
			}
			remember(column, all, b.columns.stillBlank(all, b.c.Differences))
			if ofTables {
				one := tableColumn{side, plan.ColumnKey{Table: column.Table, Field: column.Field}}
				remember(column, one, b.columns.stillBlank(one, b.c.Differences))
			}
		}
		for _, was := range slices.Concat(b.columns.remembered, b.columns.ofTables) {
			column := tableColumn{side, plan.ColumnKey{Table: b.columns.tableNow(was), Field: was.Field}}
			letGo := slices.ContainsFunc(so.columnsLetGo, func(k Key) bool { return k.column().covers(column) })
			switch {
			case Side(was.Table) != side || letGo:
			case was.Of != "" && slices.Contains(b.columns.goneTables[side], was.Of):
				remember(was, column, was.Hidden)
			case b.columns.aside[asideTable{side, was.Of}]:
				remember(was, column, was.Hidden)
			case was.Of == "" && b.columns.lost[side][was.Field], b.columns.lostIn[column]:
				remember(was, column, true)
			}
		}
	}
	return append(next, b.c.compositions()...)
}

// nothingNew reports whether columns are those of a base but for what an earlier
// build did not remember: that is learned with what is agreed next. It knew of no
// tables, and not of which columns the settings say what they mean.
func (c *columns) nothingNew(next, base []plan.Column) bool {
	if len(c.ofTables) == 0 {
		next = ofSides(next)
	}
	if !slices.ContainsFunc(base, isComposition) {
		next = slices.DeleteFunc(slices.Clone(next), isComposition)
	}
	if !slices.ContainsFunc(base, func(column plan.Column) bool { return column.Given }) {
		next = slices.Clone(next)
		for i := range next {
			next[i].Given = false
		}
	}
	return sameColumns(next, base)
}

// sameColumns reports whether two bases remember the same columns, in any order.
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
