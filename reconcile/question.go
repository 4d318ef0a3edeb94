package reconcile

import (
	"actionplan/plan"
)

// QuestionKind is what sort of answer is wanted.
type QuestionKind string

// The questions.
const (
	QuestionConflict QuestionKind = "conflict" // a cell or a unit that cannot be settled without a person
	QuestionProposal QuestionKind = "proposal" // an edit in a column that belongs to the other side
	QuestionRow      QuestionKind = "row"      // an action that one side alone has
	QuestionColumn   QuestionKind = "column"   // a column that one side no longer has
)

// Question is what a person must settle. Nothing is written for its cells
// while it is open.
type Question struct {
	Kind  QuestionKind
	Ref   plan.Ref     // "" for a column
	Field plan.Field   // the first of a unit's; "" for a row
	Side  Side         // the side that lacks the row or the column; "" for a cell
	Cells []Difference // the cells that wait; none for a row
	Why   string       // one sentence, without a capital or a full stop
	Ask   string       // the action's lead, as officers have it
}

// Key names a question for as long as it is asked.
type Key struct {
	Ref   plan.Ref
	Field plan.Field
	Side  Side // only for a column
}

// Key is the question's name.
func (q Question) Key() Key {
	k := Key{Ref: q.Ref, Field: q.Field}
	if q.Kind == QuestionColumn {
		k.Side = q.Side
	}
	return k
}

// String is the key as a person types it: "2.3 due", "2.3", "due".
func (k Key) String() string {
	switch {
	case k.Field == "":
		return string(k.Ref)
	case k.Ref == "":
		return string(k.Field)
	}
	return string(k.Ref) + " " + string(k.Field)
}

// Said is what the three readings said in one cell when a decision was made.
type Said struct {
	Field                  plan.Field
	Base, Officer, Partner plan.Value
}

func said(d Difference) Said {
	return Said{Field: d.Field, Base: d.Base, Officer: d.Officer, Partner: d.Partner}
}

// Decision is a named person's answer to a question about cells. It stands
// while every reading says what it said then; a side that already says what
// was decided says enough.
type Decision struct {
	Question Key
	Take     Take                      // officer, partner, base or other
	Other    map[plan.Field]plan.Entry // for TakeOther: what each of the cells becomes
	Said     []Said                    // what was said then, a cell each
	By, Why  string
	On       plan.Date
}

// Decide answers the question. Other is needed only for TakeOther, one entry
// for each of the question's cells.
func (q Question) Decide(take Take, other map[plan.Field]plan.Entry, by, why string, on plan.Date) Decision {
	d := Decision{Question: q.Key(), Take: take, Other: other, By: by, Why: why, On: on}
	for _, cell := range q.Cells {
		d.Said = append(d.Said, said(cell))
	}
	return d
}

// answer is what each cell becomes, and whether the decision stands for them.
func (d Decision) answer(cells []Difference) ([]plan.Entry, bool) {
	if len(cells) == 0 || len(cells) != len(d.Said) {
		return nil, false
	}
	now := make([]plan.Entry, len(cells))
	for i, cell := range cells {
		then := d.Said[i]
		decided, ok := d.decided(cell)
		if !ok || then.Field != cell.Field || then.Base != cell.Base ||
			!stillSays(cell.Officer, then.Officer, decided.Value) || !stillSays(cell.Partner, then.Partner, decided.Value) {
			return nil, false
		}
		if want, fixed := d.wanted(then); fixed && decided.Value != want {
			return nil, false
		}
		now[i] = decided
	}
	return now, true
}

// wanted is the value that was decided, where the decision took a reading.
func (d Decision) wanted(then Said) (plan.Value, bool) {
	switch d.Take {
	case TakeOfficer:
		return then.Officer, true
	case TakePartner:
		return then.Partner, true
	case TakeBase:
		return then.Base, true
	}
	return plan.Value{}, false
}

// decided is the entry a decision puts into a cell.
func (d Decision) decided(cell Difference) (plan.Entry, bool) {
	switch d.Take {
	case TakeOfficer, TakePartner, TakeBase:
		e, ok := cell.Pair.Entry(Side(d.Take), cell.Field)
		return e, ok
	case TakeOther:
		e, ok := d.Other[cell.Field]
		return e, ok && e.Value.Kind != plan.KindAbsent
	}
	return plan.Entry{}, false
}

func stillSays(now, then, decided plan.Value) bool { return now == then || now == decided }
