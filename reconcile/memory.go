package reconcile

import (
	"maps"
	"slices"

	"actionplan/plan"
)

// Memory is what people have answered, as far as later runs must know it. It
// comes in as data and goes out as data: NextMemory of one settlement is the
// memory of the next, saved together with the base.
type Memory struct {
	Decisions  []Decision // not yet used up
	Refusals   []Refusal
	Tombstones []Tombstone
	LeftOut    []LeftOut
}

// Returning marks the columns of a base that people have answered are to come
// back: they were gone when the answer was given, and what is blank in them once
// they stand there again is nobody's edit. Compare is to be given the base so
// marked wherever such an answer is remembered.
func (m Memory) Returning(base plan.Plan) plan.Plan {
	marked := slices.Clone(base.Columns)
	for i, column := range marked {
		key := Key{Field: column.Field, Side: Side(column.Table), Table: column.Of}
		if slices.ContainsFunc(m.Decisions, func(d Decision) bool {
			return d.Question == key && d.Kind == QuestionColumn && d.Take == TakeBack
		}) {
			marked[i].Hidden = true
		}
	}
	base.Columns = marked
	return base
}

// Refusal is a proposal that was turned down: the same text in the same cell
// is put back without asking again.
type Refusal struct {
	Ref     plan.Ref
	Field   plan.Field
	Side    Side       // who proposed it
	Value   plan.Value // what they proposed
	By, Why string
	On      plan.Date
}

// Tombstone is an action that one side dropped and a person let go. It does
// not come back while the row on the other side says what it said then, and
// that row is not deleted.
type Tombstone struct {
	Ref     plan.Ref
	Side    Side                      // who dropped it; the other side may have it still
	Says    map[plan.Field]plan.Value // what the other side's row said
	Told    bool                      // the side that still has it was told
	By, Why string
	On      plan.Date
}

// LeftOut is an added row that a person left out of the other side, a cell kept from
// partners, or one of partners' that cannot be written and stays as it is, while it
// says what it said then.
type LeftOut struct {
	Ref     plan.Ref
	Field   plan.Field // "" for a row
	Side    Side       // who has it
	Says    map[plan.Field]plan.Value
	By, Why string
	On      plan.Date
}

// NewRow is an action to add to a side that lacks it. Its entries are only
// those the side has a column for that can be written and, where the side is
// the partners', only shared ones. Its Table is the side's own.
type NewRow struct {
	Ref          plan.Ref // what the action goes by in the merge
	Table        string   // the table it goes to, at its end unless After says otherwise; "" where the side has none
	After        plan.ID  // the action of the side that it goes right under; "" for the table's last
	Place        string   // where that is, as people say it: in section "A. Prevention", under row 12; "" where there is one place only
	plan.Entries          // its ref is among them where the table has a column for refs
	Back         bool     // it was agreed before, and comes back
	By, Why      string
}

// NewColumn is a column that a person wants back on a side that dropped it.
// Once it stands there, its blank cells are filled from the other side.
type NewColumn struct {
	Side    Side
	Table   string // the table it is to stand in; "" for the side's first
	Field   plan.Field
	Heading string // as it was
	By, Why string // who wants it back, and the reason
}

// Reply tells partners what became of an edit of theirs; Field is "" for a
// whole row.
type Reply struct {
	Ref   plan.Ref
	Field plan.Field
	Text  string
}

// says are the values of a row that tell whether it has changed: all that
// are not blank.
func says(a *plan.Action) map[plan.Field]plan.Value {
	values := map[plan.Field]plan.Value{}
	if a == nil {
		return values
	}
	for f, e := range a.All() {
		if settled(f) && e.Value.Kind != plan.KindAbsent && e.Value.Kind != plan.KindBlank {
			values[f] = e.Value
		}
	}
	return values
}

// settled says whether a field is reconciled at all.
func settled(f plan.Field) bool { return f != plan.FieldRef && f != plan.FieldReply }

// following has what people answered about a row without a ref that was never
// agreed go with what the row says: the ref that the ledger finds for it may
// change when other rows are added. An answer about no row of today makes way for
// one that comes to its ref.
func (m Memory) following(pairs []Pair) Memory {
	var rows []*Pair
	for i := range pairs {
		if p := &pairs[i]; p.unnamed && p.Base == nil && p.lacks() != "" {
			rows = append(rows, p)
		}
	}
	if len(rows) == 0 {
		return m
	}
	m.LeftOut = follow(m.LeftOut, rows, func(l *LeftOut) *plan.Ref { return &l.Ref }, func(l LeftOut, p *Pair) bool {
		return l.Field == "" && l.Side == p.lacks().Other() && maps.Equal(l.Says, says(p.Action(l.Side)))
	})
	m.Tombstones = follow(m.Tombstones, rows, func(t *Tombstone) *plan.Ref { return &t.Ref }, func(t Tombstone, p *Pair) bool {
		return t.Side == p.lacks() && maps.Equal(t.Says, says(p.Action(t.Side.Other())))
	})
	m.Decisions = follow(m.Decisions, rows, func(d *Decision) *plan.Ref { return &d.Question.Ref }, func(d Decision, p *Pair) bool {
		return d.Kind == QuestionRow && slices.EqualFunc(d.Said, rowSaid(p), func(a, b Said) bool {
			a.Ref = b.Ref
			return a == b
		})
	})
	for i, d := range m.Decisions {
		if d.Kind == QuestionRow && len(d.Said) > 0 && d.Said[0].Ref != d.Question.Ref {
			m.Decisions[i].Said = slices.Clone(d.Said)
			for j := range d.Said {
				m.Decisions[i].Said[j].Ref = d.Question.Ref
			}
		}
	}
	return m
}

// follow gives answers the refs that the rows they are about go by now.
func follow[T any](answers []T, rows []*Pair, ref func(*T) *plan.Ref, fits func(T, *Pair) bool) []T {
	about, moved := make([]*Pair, len(answers)), map[plan.Ref]bool{}
	for i, a := range answers {
		if at := slices.IndexFunc(rows, func(p *Pair) bool { return fits(a, p) }); at >= 0 {
			about[i] = rows[at]
			moved[rows[at].Ref] = true
		}
	}
	var followed []T
	for i, a := range answers {
		switch {
		case about[i] != nil:
			*ref(&a) = about[i].Ref
		case moved[*ref(&a)]:
			continue
		}
		followed = append(followed, a)
	}
	return followed
}

// memory is a Memory by what its parts are about, beside the pairs as they stand
// now.
type memory struct {
	decisions  map[Key]Decision
	chosen     map[plan.Ref]Decision     // decisions to add a row under another ref, by that ref
	cells      map[plan.CellKey]Decision // decisions about cells, by every cell they are about
	refusals   map[sideCell]Refusal
	tombstones map[plan.Ref]Tombstone
	leftOut    map[sideCell]LeftOut
	pairs      map[plan.Ref]*Pair // the actions they are about
}

func (m Memory) index(pairs []Pair) memory {
	index := memory{
		decisions: map[Key]Decision{}, chosen: map[plan.Ref]Decision{}, cells: map[plan.CellKey]Decision{},
		refusals: map[sideCell]Refusal{}, tombstones: map[plan.Ref]Tombstone{}, leftOut: map[sideCell]LeftOut{},
		pairs: make(map[plan.Ref]*Pair, len(pairs)),
	}
	for i := range pairs {
		index.pairs[pairs[i].Ref] = &pairs[i]
	}
	for _, d := range m.Decisions {
		index.decisions[d.Question] = d
		if d.Take == TakeAdd && d.Ref != "" {
			index.chosen[d.Ref] = d
		}
		for _, then := range d.Said {
			if d.Question.Field != "" {
				index.cells[plan.CellKey{Ref: then.Ref, Field: then.Field}] = d
			}
		}
	}
	for _, r := range m.Refusals {
		index.refusals[sideCell{r.Ref, r.Field, r.Side}] = r
	}
	for _, t := range m.Tombstones {
		index.tombstones[t.Ref] = t
	}
	for _, l := range m.LeftOut {
		index.leftOut[sideCell{l.Ref, l.Field, l.Side}] = l
	}
	return index
}

// leaves says whether a row or a cell was left out as it is now.
func (m memory) leaves(ref plan.Ref, f plan.Field, s Side, now map[plan.Field]plan.Value) (LeftOut, bool) {
	l, ok := m.leftOut[sideCell{ref, f, s}]
	return l, ok && maps.Equal(l.Says, now)
}

// find is the pair of a ref, or nil.
func (m memory) find(ref plan.Ref) *Pair { return m.pairs[ref] }

// isOnBoth reports whether both sides have the row of a ref.
func (m memory) isOnBoth(ref plan.Ref) bool {
	p := m.pairs[ref]
	return p != nil && p.Officer != nil && p.Partner != nil
}

// isLeftOut reports whether a person left this very row out.
func (m memory) isLeftOut(p *Pair) bool {
	has := p.lacks().Other()
	_, ok := m.leaves(p.Ref, "", has, says(p.Action(has)))
	return ok
}

// buried finds the tombstone of a row that says what it said when it was let
// go.
func (m memory) buried(p *Pair) (Tombstone, bool) {
	t, ok := m.tombstones[p.Ref]
	return t, ok && t.Side == p.lacks() && maps.Equal(t.Says, says(p.Action(t.Side.Other())))
}

// sameRow reports whether two rows that were added under one ref are one: nothing
// they say contradicts the other, but for cells that cannot be written and
// those that a decision settles. Where one is blank, the other fills it.
func (m memory) sameRow(p *Pair) bool {
	for f, e := range p.Officer.All() {
		other, ok := p.Entry(Partner, f)
		if !ok || !settled(f) || e.Value.Kind == plan.KindAbsent || e.Value == other.Value || e.Value == plan.Blank || other.Value == plan.Blank {
			continue
		}
		if f == plan.FieldAction || e.Writable && other.Writable && !m.decides(p, f) {
			return false
		}
	}
	return true
}

// decides reports whether a decision about a cell stands.
func (m memory) decides(p *Pair, f plan.Field) bool {
	d, ok := m.cells[plan.CellKey{Ref: p.Ref, Field: f}]
	if !ok {
		return false
	}
	_, _, stands := d.answer(m.find)
	return stands
}

// next is the memory for the next run: what was decided and is not used up, and
// the refusals, tombstones and left-out rows that may still matter.
func (m memory) next(was Memory, so result) Memory {
	next := so.memory
	next.Decisions = append(next.Decisions, so.waiting...)
	for _, d := range so.standing {
		d.Replied = true
		next.Decisions = append(next.Decisions, d)
	}
	for _, r := range was.Refusals {
		if !m.refusalOver(r) && !slices.ContainsFunc(next.Refusals, func(n Refusal) bool { return n.Ref == r.Ref && n.Field == r.Field && n.Side == r.Side }) {
			next.Refusals = append(next.Refusals, r)
		}
	}
	for _, t := range was.Tombstones {
		if !m.isOnBoth(t.Ref) && !slices.ContainsFunc(next.Tombstones, func(n Tombstone) bool { return n.Ref == t.Ref }) {
			next.Tombstones = append(next.Tombstones, t)
		}
	}
	for _, l := range was.LeftOut {
		if m.stillLeftOut(l) {
			next.LeftOut = append(next.LeftOut, l)
		}
	}
	return next
}

// refusalOver says whether what was refused is agreed now.
func (m memory) refusalOver(r Refusal) bool {
	p := m.pairs[r.Ref]
	if p == nil {
		return false
	}
	o, okO := p.Entry(Officer, r.Field)
	t, okT := p.Entry(Partner, r.Field)
	return okO && okT && o.Value == r.Value && t.Value == r.Value
}

// stillLeftOut says whether something left out is still there, still lacking
// on the other side, and still says the same.
func (m memory) stillLeftOut(l LeftOut) bool {
	p := m.pairs[l.Ref]
	if p == nil || p.Action(l.Side) == nil {
		return false
	}
	if p.stopped {
		return true
	}
	if l.Field == "" {
		return p.Action(l.Side.Other()) == nil && maps.Equal(l.Says, says(p.Action(l.Side)))
	}
	differs := false
	for f, then := range l.Says {
		mine, _ := p.Entry(l.Side, f)
		theirs, _ := p.Entry(l.Side.Other(), f)
		if mine.Value != then {
			return false
		}
		differs = differs || mine.Value != theirs.Value
	}
	return differs
}
