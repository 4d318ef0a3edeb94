package round

import (
	"context"
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"actionplan/answers"
	"actionplan/plan"
	"actionplan/reconcile"
)

// Answer is one answer that a person gives by name.
type Answer struct {
	Action  string // a ref, a row ("row 7", "partners row 7") or the action's words
	Field   string // a field or its label; "" for the action as a whole
	Chosen  string // "officer", "leave out"
	Other   string // what the cell is to say, or the ref a row is to have
	By, Why string
}

// Decided is a decision, and what people call what it is about.
type Decided struct {
	reconcile.Decision
	Name   string              // of the action; "" for none
	About  string              // "2.3 due"
	Before *reconcile.Decision // the decision whose place it takes; nil for none
}

// Decide remembers the answer to one open question, or another answer to one
// that was answered and not applied yet. Nothing is written to either side.
func (r *Round) Decide(ctx context.Context, a Answer) (Decided, error) {
	none := Decided{}
	if err := a.refuseUnseen(); err != nil {
		return none, err
	}
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
	ref, err := now.Settlement.Find(a.Action)
	if err != nil {
		return none, misusedBy(err)
	}
	before := r.takeBack(now, ref, a.Field)
	q, err := findQuestion(now, ref, a)
	if err != nil {
		return none, err
	}
	given := answers.Given(q, a.Chosen, a.Other, a.By, a.Why)
	taken, left := answers.Resolve([]answers.Copy{given}, now.Settlement.Open, r.Words, r.Today)
	if len(left) > 0 {
		return none, misused(answersAdvice(a.By, a.Why), "%s: %s", q.Called(), left[0].Reason)
	}
	if err := r.rememberDecisions(now, taken); err != nil {
		return none, err
	}
	return Decided{taken[0], now.Settlement.Name(q.Ref), q.Called(), before}, nil
}

// refuseUnseen refuses words that hold a control character: a cell takes none, and
// to drop it would be to write something else than was given.
func (a Answer) refuseUnseen() error {
	for _, given := range [][2]string{{"what the cell is to say", a.Other}, {"the name", a.By}, {"the reason", a.Why}} {
		at := strings.IndexFunc(given[1], func(r rune) bool { return unicode.IsControl(r) && !strings.ContainsRune("\n\r\t", r) })
		if at >= 0 {
			r, _ := utf8.DecodeRuneInString(given[1][at:])
			return misused("type it again without that", "%s holds a character that nobody sees (%U), which a cell cannot hold", given[0], r)
		}
	}
	return nil
}

// answersAdvice is where the answers are shown, and what every one needs where it is
// not there.
func answersAdvice(by, why string) string {
	advice := "actionplan decide --help shows the answers"
	if plan.Clean(by) == "" || plan.Clean(why) == "" {
		advice += "; --by and --why are always needed"
	}
	return advice
}

// misusedBy is a Problem of an error that has a hint.
func misusedBy(err error) error {
	var unknown *reconcile.UnknownError
	if errors.As(err, &unknown) {
		return misused(unknown.Advice, "%s", unknown.Reason)
	}
	return err
}

// takeBack settles the readings without the decision that answered a question,
// so that it is open again, and returns that decision; nil where none did, or
// what was decided is applied already. Nothing is remembered by it.
func (r *Round) takeBack(now *Readings, ref plan.Ref, field string) *reconcile.Decision {
	if len(openAbout(now.Settlement.Open, ref, field)) > 0 {
		return nil
	}
	for _, d := range now.memory.Decisions {
		if d.Question.Ref != ref || !namesField(field, d) {
			continue
		}
		was := now.memory
		now.memory.Decisions = slices.DeleteFunc(slices.Clone(was.Decisions), func(other reconcile.Decision) bool { return other.Question == d.Question })
		r.settle(now)
		if len(openAbout(now.Settlement.Open, ref, field)) > 0 {
			return &d
		}
		now.memory = was
		r.settle(now)
	}
	return nil
}

// namesField reports whether a decision is about a field as a person names it.
func namesField(field string, d reconcile.Decision) bool {
	if field == "" {
		return d.Question.Field == ""
	}
	return slices.ContainsFunc(d.Said, func(s reconcile.Said) bool { return d.Question.Field != "" && isField(s.Field, field) })
}

func isField(f plan.Field, named string) bool {
	return named != "" && (string(f) == named || strings.EqualFold(f.Label(), named))
}

// findQuestion finds the open question a person means by a ref and a field.
func findQuestion(now *Readings, ref plan.Ref, a Answer) (reconcile.Question, error) {
	s := now.Settlement
	if found := openAbout(s.Open, ref, a.Field); len(found) > 0 {
		return found[0], nil
	}
	var near []string
	for _, q := range s.Open {
		if isAbout(q, ref) {
			near = append(near, q.Called())
		}
	}
	name := strings.TrimSpace(s.Name(ref) + " " + a.Field)
	for _, d := range now.memory.Decisions {
		if d.Question.Ref == ref && namesField(a.Field, d) {
			return reconcile.Question{}, alreadyDecided(name, d.By, d.On)
		}
	}
	for _, e := range slices.Backward(now.ledger.Log(ref)) {
		if e.By != "" && (e.Field == "" && a.Field == "" || isField(e.Field, a.Field)) {
			return reconcile.Question{}, alreadyDecided(name, e.By, e.On)
		}
	}
	if len(near) > 0 {
		return reconcile.Question{}, misused("open there: "+joined(near), "no question is open about %s", name)
	}
	return reconcile.Question{}, misused("actionplan preview shows the open questions", "no question is open about %s", name)
}

func alreadyDecided(name, by string, on plan.Date) error {
	return misused("actionplan log shows what was decided and why; it is asked again once either side says something else", "%s is decided already, by %s on %s", name, by, on.Long())
}

// isAbout reports whether a question is about an action: its own, or another
// that shares a merged cell with it.
func isAbout(q reconcile.Question, ref plan.Ref) bool {
	return q.Ref == ref || q.Also == ref && ref != "" || slices.ContainsFunc(q.Cells, func(d reconcile.Difference) bool { return d.Ref == ref && q.Field != "" })
}

// openAbout are the open questions about an action and a field of it, or about
// the action as a whole where no field is named.
func openAbout(open []reconcile.Question, ref plan.Ref, field string) []reconcile.Question {
	var found []reconcile.Question
	for _, q := range open {
		if isAbout(q, ref) && (field == "" && q.Field == "" || asksAbout(q, field)) {
			found = append(found, q)
		}
	}
	return found
}

func asksAbout(q reconcile.Question, field string) bool {
	return slices.ContainsFunc(q.Cells, func(d reconcile.Difference) bool { return isField(d.Field, field) })
}
