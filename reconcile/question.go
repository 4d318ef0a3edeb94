package reconcile

import (
	"cmp"
	"slices"
	"strings"

	"actionplan/plan"
)

// QuestionKind is what sort of answer is wanted.
type QuestionKind string

// The questions.
const (
	QuestionConflict  QuestionKind = "conflict"  // a cell or a unit that cannot be settled without a person
	QuestionProposal  QuestionKind = "proposal"  // an edit in a column that belongs to the other side
	QuestionRow       QuestionKind = "row"       // an action that one side alone has
	QuestionColumn    QuestionKind = "column"    // a column that one side no longer has
	QuestionReworded  QuestionKind = "reworded"  // an action that is gone and a row that may be it in other words
	QuestionWithdrawn QuestionKind = "withdrawn" // an action whose row one side has struck out
	QuestionHeld      QuestionKind = "held"      // a text that seems to hold personal data, before it goes to partners
)

// Question is what a person must settle. Nothing is written for its cells
// while it is open.
type Question struct {
	Kind     QuestionKind
	Ref      plan.Ref     // "" for a column; suggested for a row that has none
	Also     plan.Ref     // for an action that may be reworded: what the row goes by that may be it
	Field    plan.Field   // the first of a unit's; "" for a row
	Side     Side         // the side that lacks the row or the column; "" for a cell, and for a row that both sides added
	Table    string       // for a column that is gone from one of several tables: which
	Cells    []Difference // the cells that wait; for a row, those that were changed or differ
	Why      string       // one sentence, without a capital or a full stop
	Ask      string       // the action's lead, as officers have it
	Personal string       // the kind of personal data one of its texts seems to hold: "an NHS number"; "" for none
	Hides    []Hidden     // the texts that hold it: shown where no stranger looks, and nowhere else
	Takes    []Take       // the answers that can be carried out, the harmless ones first
	NewTable string       // for a row of a table that a side never had, or has no longer: the table; see Tables
	Bar      string       // why other answers cannot be, in the latter half of a sentence; "" where none is missing for a reason

	Later    bool     // nothing can be answered yet: it waits until a column of its unit, which is gone from one side, is settled
	Name     string   // what people call the action: see Pair.Name
	Nameless bool     // no side has a ref for the action: Ref is the ledger's own for it, and shown to nobody
	Words    string   // the first words of the action: what it was called by while no side had a ref for it
	NextRef  plan.Ref // for a row without a ref: the one it gets when it is added; "" where neither plan has refs

	row   []Said    // for a row that one side has: all it says
	taken refsTaken // for a row that may be added: the refs that are not free
	text  string    // and its action text
}

// Hidden is a cell of a question whose text on one side seems to hold personal
// data.
type Hidden struct {
	Ref   plan.Ref
	Field plan.Field
	Side  Side
}

// HidesAt reports whether what a side says in a cell of the question is not
// shown. Where it is not known which text holds personal data, none is.
func (q Question) HidesAt(ref plan.Ref, f plan.Field, side Side) bool {
	return q.Personal != "" && (len(q.Hides) == 0 || slices.Contains(q.Hides, Hidden{ref, f, side}))
}

// hidden finds the texts of a question that seem to hold personal data: in its
// cells, in the actions they belong to, and in the row it is about.
func (r Agreement) hidden(q Question) []Hidden {
	if q.Personal == "" {
		return nil
	}
	var hides []Hidden
	look := func(ref plan.Ref, f plan.Field, side Side, e plan.Entry) {
		if h := (Hidden{ref, f, side}); r.personal(e) != "" && !slices.Contains(hides, h) {
			hides = append(hides, h)
		}
	}
	for _, s := range q.row {
		look(s.Ref, s.Field, Base, plan.Entry{Value: s.Base})
		look(s.Ref, s.Field, Officer, plan.Entry{Value: s.Officer})
		look(s.Ref, s.Field, Partner, plan.Entry{Value: s.Partner})
	}
	for _, d := range q.Cells {
		for _, side := range []Side{Base, Officer, Partner} {
			look(d.Ref, d.Field, side, d.Entry(side))
			if d.Pair != nil {
				action, _ := d.Pair.Entry(side, plan.FieldAction)
				look(d.Ref, plan.FieldAction, side, action)
			}
		}
	}
	return hides
}

// Key names a question for as long as it is asked.
type Key struct {
	Ref   plan.Ref
	Field plan.Field
	Side  Side // only for a column, and an action that may be reworded or withdrawn
	Table string
}

// column is the column that a question about one is about.
func (k Key) column() tableColumn {
	return tableColumn{k.Side, plan.ColumnKey{Table: k.Table, Field: k.Field}}
}

// Key is the question's name.
func (q Question) Key() Key {
	k := Key{Ref: q.Ref, Field: q.Field}
	switch q.Kind {
	case QuestionColumn:
		k.Side, k.Table = q.Side, q.Table
	case QuestionReworded, QuestionWithdrawn:
		k.Side = q.Side
	}
	return k
}

// Called is what people call what the question is about: "2.3 due", or row 7,
// “Train all social workers” due.
func (q Question) Called() string {
	if q.Table != "" {
		return calledBy("", q.Field) + " in the table " + q.Table
	}
	return calledBy(cmp.Or(q.Name, string(q.Ref)), q.Field)
}

// calledBy puts an action's name and a field together; either may be "".
func calledBy(name string, f plan.Field) string {
	if f == "" {
		return name
	}
	return strings.TrimSpace(name + " " + f.Label())
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
	Ref                    plan.Ref
	Field                  plan.Field
	Base, Officer, Partner plan.Value
}

func said(d Difference) Said {
	return Said{Ref: d.Ref, Field: d.Field, Base: d.Base, Officer: d.Officer, Partner: d.Partner}
}

// Decision is a named person's answer to a question. It stands while every
// reading says what it said then; a side that already says what was decided
// says enough.
type Decision struct {
	Question Key
	Kind     QuestionKind
	Take     Take
	Ref      plan.Ref                  // for TakeAdd: the ref the row is to have; "" keeps the one that was suggested
	Other    map[plan.Field]plan.Entry // for TakeOther: what each of the cells becomes
	Said     []Said                    // what was said then, a cell each
	Cleared  bool                      // the person was told of personal data, and what was decided may go to partners
	Replied  bool                      // partners were told of it
	By, Why  string
	On       plan.Date
}

// Decide answers the question. Other is needed only for TakeOther, one entry
// for each of the question's cells.
func (q Question) Decide(take Take, other map[plan.Field]plan.Entry, by, why string, on plan.Date) Decision {
	d := Decision{Question: q.Key(), Kind: q.Kind, Take: take, Other: other, Cleared: q.Personal != "", By: by, Why: why, On: on}
	if q.row != nil {
		d.Said = q.row
		return d
	}
	for _, cell := range q.Cells {
		d.Said = append(d.Said, said(cell))
	}
	return d
}

// DecideAs answers a question about a row with the ref it is to have.
func (q Question) DecideAs(ref plan.Ref, by, why string, on plan.Date) Decision {
	d := q.Decide(TakeAdd, nil, by, why, on)
	d.Ref = ref
	return d
}

// AnswerColumn answers every open question about cells of one column alike.
// Rows and the column itself are not answered by it.
func AnswerColumn(open []Question, field plan.Field, take Take, by, why string, on plan.Date) []Decision {
	var decisions []Decision
	for _, q := range open {
		about := slices.ContainsFunc(q.Cells, func(d Difference) bool { return d.Field == field })
		if q.Field != "" && q.Kind != QuestionColumn && about && slices.Contains(q.Takes, take) {
			decisions = append(decisions, q.Decide(take, nil, by, why, on))
		}
	}
	return decisions
}

// answer is what the cells decided about become, and whether the decision
// still stands for them.
func (d Decision) answer(find func(plan.Ref) *Pair) ([]Difference, []plan.Entry, bool) {
	cells, now := make([]Difference, len(d.Said)), make([]plan.Entry, len(d.Said))
	for i, then := range d.Said {
		p := find(then.Ref)
		if p == nil {
			return nil, nil, false
		}
		decided, ok := d.decided(p, then)
		cell := p.difference(then.Field)
		done := cell.Base == decided.Value && cell.Officer == decided.Value && cell.Partner == decided.Value
		if !ok || cell.Base != then.Base && !done || !stillSays(cell.Officer, then.Officer, decided.Value) || !stillSays(cell.Partner, then.Partner, decided.Value) {
			return nil, nil, false
		}
		cells[i], now[i] = cell, decided
	}
	return cells, now, len(cells) > 0
}

// covers says whether the decision was about every one of the cells.
func (d Decision) covers(cells []Difference) bool {
	about := map[plan.CellKey]bool{}
	for _, then := range d.Said {
		about[plan.CellKey{Ref: then.Ref, Field: then.Field}] = true
	}
	for _, cell := range cells {
		if !about[plan.CellKey{Ref: cell.Ref, Field: cell.Field}] {
			return false
		}
	}
	return true
}

// isWithin says whether the decision was about no other actions than these.
func (d Decision) isWithin(pairs []*Pair) bool {
	return !slices.ContainsFunc(d.Said, func(then Said) bool {
		return !slices.ContainsFunc(pairs, func(p *Pair) bool { return p.Ref == then.Ref })
	})
}

// decided is the entry a decision puts into a cell: the words of the reading
// it took, where that reading or another still says them.
func (d Decision) decided(p *Pair, then Said) (plan.Entry, bool) {
	if d.Take == TakeOther {
		e, ok := d.Other[then.Field]
		return e, ok && e.Value.Kind != plan.KindAbsent
	}
	want := map[Take]plan.Value{TakeOfficer: then.Officer, TakePartner: then.Partner, TakeBase: then.Base}[d.Take]
	if want.Kind == plan.KindAbsent {
		return plan.Entry{}, false
	}
	for _, s := range []Side{Side(d.Take), Officer, Partner, Base} {
		if e, ok := p.Entry(s, then.Field); ok && e.Value == want {
			return e, true
		}
	}
	return plan.Entry{}, false
}

func stillSays(now, then, decided plan.Value) bool { return now == then || now == decided }
