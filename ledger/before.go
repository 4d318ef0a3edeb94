package ledger

import (
	"reflect"
	"slices"
	"strings"

	"actionplan/plan"
	"actionplan/reconcile"
)

// Before is what the ledger said before an apply: what was agreed, and what
// people had answered, the answers that the apply took among it.
type Before struct {
	Base   plan.Plan
	Memory reconcile.Memory

	Log logMark // how long the log was
}

// Stays says of what undo does not put back: an action that an apply added and
// that stands there still, a cell that somebody has edited since. Of those the
// ledger keeps what it says now. A whole action has no field, a column no ref.
type Stays map[plan.CellKey]bool

func (s Stays) key(k reconcile.Key) bool {
	return s[plan.CellKey{Ref: k.Ref, Field: k.Field}] || k.Ref != "" && s[plan.CellKey{Ref: k.Ref}]
}

// decision reports whether a decision is about something that stays.
func (s Stays) decision(d reconcile.Decision) bool {
	return s.key(d.Question) || d.Ref != "" && s[plan.CellKey{Ref: d.Ref}] ||
		d.Question.Field != "" && slices.ContainsFunc(d.Said, func(then reconcile.Said) bool {
			return s[plan.CellKey{Ref: then.Ref, Field: then.Field}]
		})
}

// Remembered is the memory as it was before, from the one of now. A decision
// that was given since stands beside those from before, and in the place of one
// about the same question. Again are the decisions that stand once more.
func (b Before) Remembered(now reconcile.Memory, stays Stays) (memory reconcile.Memory, again []reconcile.Decision) {
	was := map[reconcile.Key]reconcile.Decision{}
	for _, d := range b.Memory.Decisions {
		was[d.Question] = d
	}
	stands := map[reconcile.Key]bool{}
	for _, d := range now.Decisions {
		before, old := was[d.Question]
		if !old || stays.decision(d) || !sameGiven(before, d) {
			memory.Decisions = append(memory.Decisions, d)
			stands[d.Question] = true
		}
	}
	still := map[reconcile.Key]bool{}
	for _, d := range now.Decisions {
		still[d.Question] = true
	}
	for _, d := range b.Memory.Decisions {
		if stands[d.Question] || stays.decision(d) {
			continue
		}
		memory.Decisions = append(memory.Decisions, d)
		if !still[d.Question] {
			again = append(again, d)
		}
	}
	memory.Refusals = before(b.Memory.Refusals, now.Refusals, func(r reconcile.Refusal) bool {
		return stays.key(reconcile.Key{Ref: r.Ref, Field: r.Field})
	})
	memory.Tombstones = before(b.Memory.Tombstones, now.Tombstones, func(t reconcile.Tombstone) bool {
		return stays.key(reconcile.Key{Ref: t.Ref})
	})
	memory.LeftOut = before(b.Memory.LeftOut, now.LeftOut, func(l reconcile.LeftOut) bool {
		return stays.key(reconcile.Key{Ref: l.Ref, Field: l.Field})
	})
	return memory, again
}

// before is what was remembered then, but of what stays what is remembered now.
func before[T any](then, now []T, stays func(T) bool) []T {
	var list []T
	for _, one := range then {
		if !stays(one) {
			list = append(list, one)
		}
	}
	for _, one := range now {
		if stays(one) {
			list = append(list, one)
		}
	}
	return list
}

// sameGiven reports whether two are one decision. A run notes in it whether
// partners were told.
func sameGiven(a, b reconcile.Decision) bool {
	a.Replied = b.Replied
	return reflect.DeepEqual(a, b)
}

// Agreed is the base as it was before, from the one of now, and what the log is
// to say of it. Written are the cells that an apply wrote.
func (b Before) Agreed(now plan.Plan, stays Stays, on plan.Date) (base plan.Plan, entries []Entry) {
	base = now
	base.Columns = b.Base.Columns
	if stays.columns() {
		base.Columns = now.Columns
	}
	base.Actions = nil
	was, is := byRef(b.Base), byRef(now)
	for _, a := range now.Actions {
		old, known := was[a.Ref]
		whole := plan.CellKey{Ref: a.Ref}
		switch {
		case !known && !stays[whole]:
			continue
		case known && !stays[whole]:
			a.Entries = a.Own()
			for _, f := range old.Sorted() {
				entries = append(entries, putBack(&a, old, f, stays, on)...)
			}
			for _, f := range a.Sorted() {
				if _, had := old.Lookup(f); !had {
					entries = append(entries, putBack(&a, old, f, stays, on)...)
				}
			}
		}
		base.Actions = append(base.Actions, a)
	}
	for _, a := range b.Base.Actions {
		if _, there := is[a.Ref]; !there && !stays[plan.CellKey{Ref: a.Ref}] {
			base.Actions = append(base.Actions, a)
		}
	}
	return base, entries
}

// columns reports whether a column stays that an apply added.
func (s Stays) columns() bool {
	for at, stays := range s {
		if stays && at.Ref == "" && at.Field != "" {
			return true
		}
	}
	return false
}

// putBack has a cell of an action say again what it said in an older one.
func putBack(a *plan.Action, old plan.Action, f plan.Field, stays Stays, on plan.Date) []Entry {
	if stays[plan.CellKey{Ref: a.Ref, Field: f}] {
		return nil
	}
	says, was := a.Entry(f), old.Entry(f)
	if was.Value.Kind == plan.KindAbsent {
		a.Drop(f)
	} else {
		a.Set(f, was)
	}
	if says.Value == was.Value {
		return nil
	}
	return []Entry{{On: on, What: PutBack, Ref: a.Ref, Field: f, Was: says, Now: was}}
}

// before is what the ledger says as it stands, as the note of an apply keeps
// it: the lines of the base's file.
func (l *Ledger) before() []string { return strings.Split(string(l.text), "\n") }

// readBefore reads those lines; a note of an earlier build has none.
func readBefore(lines []string) (*Before, error) {
	if len(lines) == 0 {
		return nil, nil
	}
	s, err := parse([]byte(strings.Join(lines, "\n")))
	if err != nil {
		return nil, err
	}
	return &Before{s.Base, s.Memory, s.Log}, nil
}
