package reconcile

import (
	"fmt"
	"slices"
	"strings"

	"actionplan/plan"
)

// result is what settling a cell, a unit, a row or a column came to. Whoever
// settles one returns it, and nothing else is changed by it; results are added
// up, and the whole becomes the settlement.
type result struct {
	agreed []fieldEntry // what cells of the agreed row say, where that is not what the officers' row says
	next   []fieldEntry // what the next base learns of the row
	kept   []plan.Field // the cells of which the next base learns nothing
	forgot []plan.Field // and those it forgets

	edits     []sideEdit
	rows      []sideNewRow
	columns   []NewColumn
	replies   []Reply
	told      []Tombstone
	stay      []Tombstone
	memory    Memory // what later runs must know, but for the decisions
	changes   []Change
	open      []Question
	notes     []plan.Note
	forgotten []plan.Note // what is said of decisions that count no more

	standing, used, lapsed []Decision
	waiting                []Decision // about rows that are left alone in this run
	columnsLetGo           []Key
	dropped                []plan.Ref // agreed actions that neither side has any more
	moved                  bool       // the next base is not the base
}

// fieldEntry is what one cell of a row comes to say.
type fieldEntry struct {
	field plan.Field
	entry plan.Entry
}

// sideEdit is an edit of one side, and the unit it carries across.
type sideEdit struct {
	side Side
	plan.Edit
	unit   unitName
	beside string // what of the unit stays as it is there
}

// unitName tells apart what is written together or not at all: a unit of an
// action, by its first field; the side is named where the two are written each
// by itself.
type unitName struct {
	pair  *Pair
	field plan.Field
	side  Side
}

// sideNewRow is a row to add to one side.
type sideNewRow struct {
	side Side
	NewRow
}

// add adds what something else came to.
func (o *result) add(more result) {
	o.agreed = append(o.agreed, more.agreed...)
	o.next = append(o.next, more.next...)
	o.kept = append(o.kept, more.kept...)
	o.forgot = append(o.forgot, more.forgot...)
	o.edits = append(o.edits, more.edits...)
	o.rows = append(o.rows, more.rows...)
	o.columns = append(o.columns, more.columns...)
	o.replies = append(o.replies, more.replies...)
	o.told = append(o.told, more.told...)
	o.stay = append(o.stay, more.stay...)
	o.memory.Refusals = append(o.memory.Refusals, more.memory.Refusals...)
	o.memory.Tombstones = append(o.memory.Tombstones, more.memory.Tombstones...)
	o.memory.LeftOut = append(o.memory.LeftOut, more.memory.LeftOut...)
	o.changes = append(o.changes, more.changes...)
	o.open = append(o.open, more.open...)
	o.notes = append(o.notes, more.notes...)
	o.forgotten = append(o.forgotten, more.forgotten...)
	o.standing = append(o.standing, more.standing...)
	o.used = append(o.used, more.used...)
	o.lapsed = append(o.lapsed, more.lapsed...)
	o.waiting = append(o.waiting, more.waiting...)
	o.columnsLetGo = append(o.columnsLetGo, more.columnsLetGo...)
	o.dropped = append(o.dropped, more.dropped...)
	o.moved = o.moved || more.moved
}

// stood is the result of a decision that was applied.
func stood(d Decision) result { return result{standing: []Decision{d}} }

// usedUp is the result of a decision that has done what it can do.
func usedUp(d Decision) result { return result{used: []Decision{d}} }

// asks is the result of a question.
func asks(q Question) result { return result{open: []Question{q}} }

// answered reports which questions decisions were applied or used up for.
func (o *result) answered() map[Key]bool {
	answered := map[Key]bool{}
	for _, d := range slices.Concat(o.standing, o.used) {
		answered[d.Question] = true
	}
	return answered
}

// hasLetGo reports whether a column of an action was let go in this run.
func (o *result) hasLetGo(p *Pair, f plan.Field) bool {
	return slices.ContainsFunc(o.columnsLetGo, func(k Key) bool { return k.Field == f && k.column().isOf(p) })
}

// agreedEntries are the entries of the agreed row, which share the officers'
// where nothing in them changes.
func (o *result) agreedEntries(row plan.Entries) plan.Entries {
	if len(o.agreed) == 0 {
		return row
	}
	row = row.Own()
	for _, cell := range o.agreed {
		row.Set(cell.field, cell.entry)
	}
	return row
}

// nextEntries are the entries of the next base's row, and whether they are not
// simply those of the base.
func (o *result) nextEntries(p *Pair) (next plan.Entries, moved bool) {
	if p.Base != nil {
		next = p.Base.Entries
	}
	unshare := func() {
		if !moved {
			next, moved = next.Own(), true
		}
	}
	learn := func(f plan.Field, e plan.Entry) {
		unshare()
		next.Set(f, plan.Entry{Value: e.Value, Typed: e.Typed})
	}
	for _, f := range o.forgot {
		unshare()
		next.Drop(f)
	}
	for _, cell := range o.next {
		learn(cell.field, cell.entry)
	}
	for _, f := range o.kept {
		was, ok := p.Entry(Base, f)
		now, learned := next.Lookup(f)
		switch {
		case ok && now.Value != was.Value:
			learn(f, was)
		case !ok && learned:
			unshare()
			next.Drop(f)
		}
	}
	return next, moved
}

// settlement puts what everything came to into a settlement.
func (o *result) settlement(s *Settlement) {
	s.units, s.beside = map[rowCell]int{}, map[rowCell]string{}
	numbers := map[unitName]int{}
	for _, e := range o.edits {
		if numbers[e.unit] == 0 {
			numbers[e.unit] = len(numbers) + 1
		}
		s.units[rowCell{e.side, e.ID, e.Field}] = numbers[e.unit]
		if e.beside != "" {
			s.beside[rowCell{e.side, e.ID, e.Field}] = e.beside
		}
		if e.side == Officer {
			s.Officer = append(s.Officer, e.Edit)
		} else {
			s.Partner = append(s.Partner, e.Edit)
		}
	}
	for _, row := range o.rows {
		if row.side == Officer {
			s.OfficerRows = append(s.OfficerRows, row.NewRow)
		} else {
			s.PartnerRows = append(s.PartnerRows, row.NewRow)
		}
	}
	for _, c := range o.changes {
		if c.Withheld != "" && c.Officer.Value == c.Now.Value {
			s.Withheld = append(s.Withheld, c)
			continue
		}
		s.Changes = append(s.Changes, c)
		if c.Yielded {
			s.Yields = append(s.Yields, c)
		}
	}
	s.Columns, s.Replies, s.Told, s.Stay, s.Open, s.Dropped = o.columns, o.replies, o.told, o.stay, o.open, o.dropped
	s.Notes = append(s.Notes, o.notes...)
	s.Forgotten = o.forgotten
	s.Standing, s.Used, s.Lapsed = o.standing, o.used, o.lapsed
	s.BaseMoved = s.BaseMoved || o.moved
}

// written is the result of having a cell of a side written.
func written(side Side, p *Pair, f plan.Field, now plan.Entry, unit unitName) result {
	row := p.Action(side)
	was := row.Entry(f)
	if f.IsDate() && !was.Detail.Borrowed {
		now, _ = was.Revised(now) // where it cannot be added, a person has chosen what the cell is to say
	}
	e := plan.Edit{ID: row.ID, Ref: p.Ref, Field: f, Was: was, Now: plan.Entry{Value: now.Value, Typed: now.Typed, Cell: was.Cell, Writable: true}}
	return result{edits: []sideEdit{{side: side, Edit: e, unit: unit}}}
}

// reply tells partners something, unless the words hold what may not leave
// the council: then they are told only that it was decided.
func (r Agreement) reply(ref plan.Ref, f plan.Field, text string) (out result) {
	if r.personal(plan.Entry{Value: plan.Value{Kind: plan.KindText, Text: text}}) != "" {
		text, _, _ = strings.Cut(text, ": ")
		out.notes = []plan.Note{{Message: fmt.Sprintf("action %s: the reason that was given seems to hold personal data, and is not told to partners", ref)}}
	}
	out.replies = []Reply{{Ref: ref, Field: f, Text: text}}
	return out
}

// because is what was decided and why, as partners are told.
func because(what, why string) string {
	if why == "" {
		return what + "."
	}
	return what + ": " + why
}
