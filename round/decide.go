package round

import (
	"context"
	"slices"
	"strings"

	"actionplan/answers"
	"actionplan/plan"
	"actionplan/reconcile"
)

// Answer is one answer that a person gives by name.
type Answer struct {
	Ref     plan.Ref
	Field   string // a field or its label; "" for the action as a whole
	Chosen  string // "officer", "leave out"
	Other   string // what the cell is to say, or the ref a row is to have
	By, Why string
}

// Decide remembers the answer to one question: one that is open, or one that was
// answered already and of which nothing was carried out. Nothing is written to
// either side.
func (r *Round) Decide(ctx context.Context, a Answer) (reconcile.Decision, error) {
	none := reconcile.Decision{}
	if _, err := r.Agreed(); err != nil {
		return none, err
	}
	held, err := r.lock()
	if err != nil {
		return none, err
	}
	defer func() { _ = held.Release() }()
	now, err := r.Read(ctx)
	if err != nil {
		return none, err
	}
	open := now.Settlement.Open
	q, err := findQuestion(open, a.Ref, a.Field)
	if err != nil {
		asked := now.memory
		asked.Decisions = nil
		open = now.compared.SettleWith(asked).Open
		again, notOpen := findQuestion(open, a.Ref, a.Field)
		if notOpen != nil {
			return none, err
		}
		q = again
	}
	given := answers.Given(q, a.Chosen, a.Other, a.By, a.Why)
	taken, left := answers.Resolve([]answers.Copy{given}, open, r.Words, r.Today)
	if len(left) > 0 {
		return none, misused("actionplan decide --help shows the answers; --by and --why are always needed", "%s: %s", q.Key(), left[0].Reason)
	}
	if err := r.rememberDecisions(taken); err != nil {
		return none, err
	}
	return taken[0], nil
}

// findQuestion finds the open question a person means by a ref and a field.
func findQuestion(open []reconcile.Question, ref plan.Ref, field string) (reconcile.Question, error) {
	var near []string
	for _, q := range open {
		if !isAbout(q, ref) {
			continue
		}
		near = append(near, q.Key().String())
		if field == "" && q.Field == "" || asksAbout(q, field) {
			return q, nil
		}
	}
	name := strings.TrimSpace(string(ref) + " " + field)
	if len(near) > 0 {
		return reconcile.Question{}, misused("open there: "+joined(near), "no question is open about %s", name)
	}
	return reconcile.Question{}, misused("actionplan preview shows the open questions", "no question is open about %s", name)
}

// isAbout reports whether a question is about an action: its own, or another
// that shares a merged cell with it.
func isAbout(q reconcile.Question, ref plan.Ref) bool {
	return q.Ref == ref || slices.ContainsFunc(q.Cells, func(d reconcile.Difference) bool { return d.Ref == ref && q.Field != "" })
}

func asksAbout(q reconcile.Question, field string) bool {
	for _, c := range q.Cells {
		if string(c.Field) == field || strings.EqualFold(c.Field.Label(), field) {
			return field != ""
		}
	}
	return false
}
