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

// LeftOut is an added row that a person left out of the other side, or a cell
// kept from partners, while it says what it said then.
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
	Ref   plan.Ref // as it is to stand in the side's ref column
	Table string   // the table whose end it goes to; "" where the side has none
	plan.Entries
	Back    bool // it was agreed before, and comes back
	By, Why string
}

// NewColumn is a column that a person wants back on a side that dropped it.
// Once it stands there, its blank cells are filled from the other side.
type NewColumn struct {
	Side    Side
	Field   plan.Field
	Heading string // as it was
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

// memory is a Memory by what its parts are about.
type memory struct {
	decisions  map[Key]Decision
	chosen     map[plan.Ref]Decision // decisions to add a row under another ref, by that ref
	cells      map[refused]Decision  // decisions about cells, by every cell they are about
	refusals   map[refused]Refusal
	tombstones map[plan.Ref]Tombstone
	leftOut    map[refused]LeftOut
}

// refused is a cell, or a row, of one side.
type refused struct {
	ref   plan.Ref
	field plan.Field
	side  Side
}

func (m Memory) index() memory {
	index := memory{map[Key]Decision{}, map[plan.Ref]Decision{}, map[refused]Decision{}, map[refused]Refusal{}, map[plan.Ref]Tombstone{}, map[refused]LeftOut{}}
	for _, d := range m.Decisions {
		index.decisions[d.Question] = d
		if d.Take == TakeAdd && d.Ref != "" {
			index.chosen[d.Ref] = d
		}
		for _, then := range d.Said {
			if d.Question.Field != "" {
				index.cells[refused{ref: then.Ref, field: then.Field}] = d
			}
		}
	}
	for _, r := range m.Refusals {
		index.refusals[refused{r.Ref, r.Field, r.Side}] = r
	}
	for _, t := range m.Tombstones {
		index.tombstones[t.Ref] = t
	}
	for _, l := range m.LeftOut {
		index.leftOut[refused{l.Ref, l.Field, l.Side}] = l
	}
	return index
}

// leaves says whether a row or a cell was left out as it is now.
func (m memory) leaves(ref plan.Ref, f plan.Field, s Side, now map[plan.Field]plan.Value) (LeftOut, bool) {
	l, ok := m.leftOut[refused{ref, f, s}]
	return l, ok && maps.Equal(l.Says, now)
}

// remember puts the memory in order for the next run: what was decided and
// is not used up, and the refusals, tombstones and left-out rows that may
// still matter.
func (b *settling) remember(m Memory) {
	next := &b.NextMemory
	if b.c.whole {
		*next = m
		return
	}
	next.Decisions = append(next.Decisions, b.waiting...)
	for _, d := range b.Standing {
		d.Replied = true
		next.Decisions = append(next.Decisions, d)
	}
	for _, r := range m.Refusals {
		if !b.refusalOver(r) && !slices.ContainsFunc(next.Refusals, func(n Refusal) bool { return n.Ref == r.Ref && n.Field == r.Field && n.Side == r.Side }) {
			next.Refusals = append(next.Refusals, r)
		}
	}
	for _, t := range m.Tombstones {
		if !b.back[t.Ref] && !slices.ContainsFunc(next.Tombstones, func(n Tombstone) bool { return n.Ref == t.Ref }) {
			next.Tombstones = append(next.Tombstones, t)
		}
	}
	for _, l := range m.LeftOut {
		if b.stillLeftOut(l) {
			next.LeftOut = append(next.LeftOut, l)
		}
	}
}

// refusalOver says whether what was refused is agreed now.
func (b *settling) refusalOver(r Refusal) bool {
	p := b.pairs[r.Ref]
	if p == nil {
		return false
	}
	o, okO := p.Entry(Officer, r.Field)
	t, okT := p.Entry(Partner, r.Field)
	return okO && okT && o.Value == r.Value && t.Value == r.Value
}

// stillLeftOut says whether something left out is still there, still lacking
// on the other side, and still says the same.
func (b *settling) stillLeftOut(l LeftOut) bool {
	p := b.pairs[l.Ref]
	if p == nil || p.Action(l.Side) == nil {
		return false
	}
	if p.stopped {
		return true
	}
	if l.Field == "" {
		return p.Action(l.Side.Other()) == nil && maps.Equal(l.Says, says(p.Action(l.Side)))
	}
	mine, _ := p.Entry(l.Side, l.Field)
	theirs, _ := p.Entry(l.Side.Other(), l.Field)
	return mine.Value == l.Says[l.Field] && mine.Value != theirs.Value
}
