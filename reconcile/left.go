package reconcile

import (
	"fmt"

	"actionplan/plan"
)

// LeftRow is a row of one side that is left alone, since it cannot be told which
// action it is: none of its cells is written, agreed or asked about, and it
// waits for a person.
type LeftRow struct {
	Side  Side
	ID    plan.ID
	Ref   plan.Ref  // the ref it has; "" for none
	Name  string    // what people call it: its ref, or row 7, “Train all social workers”
	Place plan.Cell // its sheet and row
	Why   string    // the latter half of a sentence
	Do    string    // what a person can do about it, likewise
}

// Sentence names the row, says why it is left alone and what to do.
func (r LeftRow) Sentence() string {
	name := r.Name
	if r.Ref != "" {
		name = fmt.Sprintf("action %s (%s)", r.Ref, r.Place)
	}
	return fmt.Sprintf("%s: %s is left alone: %s; %s", r.Side.copyName(), name, r.Why, r.Do)
}

// leave leaves a row alone.
func (r *sideRows) leave(a *plan.Action, why, do string) {
	if r.isLeft[a] {
		return
	}
	r.isLeft[a] = true
	r.left = append(r.left, LeftRow{
		Side: r.side, ID: a.ID, Ref: a.Ref, Name: r.nameOf(a), Place: plan.Cell{Sheet: a.Sheet, Row: a.Row}, Why: why, Do: do,
	})
}

// nameOf is what people call a row of the side: with its sheet, where the side
// has several.
func (r *sideRows) nameOf(a *plan.Action) string {
	if r.several {
		return a.FullName()
	}
	return a.Name()
}
