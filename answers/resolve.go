package answers

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"actionplan/plan"
	"actionplan/reconcile"
	"actionplan/table"
)

// Resolve makes decisions of the answers in all copies that came back, in the
// order of the open questions, dated on a day. The settings' own words for
// dates and ratings are understood in other texts. Left are the answers that
// were not taken, in reading order; where one answer of several alike is
// taken, the others are not in it.
func Resolve(copies []Copy, open []reconcile.Question, o table.Options, on plan.Date) (taken []reconcile.Decision, left []Left) {
	r := resolver{options: o, on: on, byName: map[string]*openQuestion{}}
	for _, q := range open {
		k := keyOf(q)
		a := &openQuestion{question: q, key: k}
		r.byName[k.question] = a
		r.asked = append(r.asked, a)
	}
	for i, c := range copies {
		r.gather(i, c)
	}
	for _, a := range r.asked {
		r.settle(a)
	}
	r.refuseSharedRefs()
	for _, a := range r.asked {
		if a.decision != nil {
			taken = append(taken, *a.decision)
		}
	}
	slices.SortStableFunc(r.left, func(a, b leftOf) int { return slices.Compare(a.order(), b.order()) })
	for _, p := range r.left {
		left = append(left, p.Left)
	}
	return taken, left
}

// openQuestion is one with the answers it was given.
type openQuestion struct {
	question reconcile.Question
	key      key
	answers  []answer
	decision *reconcile.Decision
	by       answer // whose answer was taken
}

// answer is an answer and the copy it came in.
type answer struct {
	Answer
	copy int
}

// leftOf is an answer left, and the copy it came in.
type leftOf struct {
	Left
	copy int
}

func (l leftOf) order() []int { return []int{l.copy, l.Cell.Row, l.Cell.Column} }

type resolver struct {
	options table.Options
	on      plan.Date
	asked   []*openQuestion
	byName  map[string]*openQuestion // by the key's digest of the question
	left    []leftOf
}

func (r *resolver) leave(a answer, format string, parts ...any) {
	r.left = append(r.left, leftOf{Left{a.Answer, fmt.Sprintf(format, parts...)}, a.copy})
}

// gather gives each answer of a copy to its question. What answers a whole
// column or table goes to every question of that copy with no answer of its own.
func (r *resolver) gather(number int, c Copy) {
	own := map[string]bool{}
	for _, a := range c.Answers {
		if !a.Column {
			own[a.key.question] = true
			r.give(answer{a, number})
		}
	}
	for _, a := range c.Answers {
		if a.Column {
			r.giveWhole(answer{a, number}, c.asked, own)
		}
	}
}

// give hands an answer to its question, where that is still open and still
// says what it said.
func (r *resolver) give(a answer) {
	to := r.byName[a.key.question]
	switch {
	case a.lost != "":
		r.leave(a, "%s", a.lost)
	case to == nil:
		r.leave(a, "the question is no longer open")
	case to.key.readings != a.key.readings:
		r.leave(a, "what is said there has changed since this copy was written")
	default:
		to.answers = append(to.answers, a)
	}
}

// giveWhole hands an answer for a whole column or table to the questions about
// it that stand in the same copy, so that nobody answers what they were not
// shown, and that can be answered so.
func (r *resolver) giveWhole(a answer, asked []Answer, own map[string]bool) {
	if a.lost != "" {
		r.leave(a, "%s", a.lost)
		return
	}
	seen := map[string]bool{}
	var about, fits []Answer
	for _, row := range asked {
		to := r.byName[row.key.question]
		if to == nil || seen[row.key.question] || !slices.Contains(keysOf(to.question), a.key) {
			continue
		}
		seen[row.key.question] = true
		about = append(about, row)
		if _, ok := takeOf(to.question, a.Chosen); ok {
			fits = append(fits, row)
		}
	}
	if len(about) == 0 {
		r.leave(a, "no question about it that stands in this copy is still open")
		return
	}
	if why := a.lacks(); why != "" && (len(fits) > 0 || a.Chosen == "") {
		r.leave(a, "%s", why)
		return
	}
	if len(fits) == 0 {
		fits = about // each says which answers it has
	}
	for _, row := range fits {
		if own[row.key.question] {
			continue
		}
		one := a
		one.Question, one.key = row.Question, row.key
		if to := r.byName[row.key.question]; !atOnce(to.question) {
			r.leave(one, "it seems to hold %s, and is answered by itself", to.question.Personal)
			continue
		}
		r.give(one)
	}
}

// settle takes the answer to a question, where there is one and no other
// differs from it.
func (r *resolver) settle(a *openQuestion) {
	if one, other, differ := disagreement(a, r.options); differ {
		for _, left := range a.answers {
			r.leave(left, "two answers differ: %s in %s, and %s in %s", said(one), one.where(), said(other), other.where())
		}
		return
	}
	var wrong []func()
	for _, given := range a.answers {
		d, why := r.decide(a.question, given)
		if why == "" {
			a.decision, a.by = &d, given
			return
		}
		wrong = append(wrong, func() { r.leave(given, "%s", why) })
	}
	for _, leave := range wrong {
		leave()
	}
}

// disagreement finds two answers that differ. A row in which nothing was
// chosen differs from none.
func disagreement(a *openQuestion, o table.Options) (one, other answer, differ bool) {
	for _, next := range a.answers {
		switch {
		case next.Chosen == "":
		case one.Chosen == "":
			one = next
		case !alike(a.question, one, next, o):
			return one, next, true
		}
	}
	return one, other, false
}

// alike says whether two answers come to the same.
func alike(q reconcile.Question, a, b answer, o table.Options) bool {
	takeA, okA := takeOf(q, a.Chosen)
	takeB, okB := takeOf(q, b.Chosen)
	if okA != okB || takeA != takeB || !okA && plan.Fold(a.Chosen) != plan.Fold(b.Chosen) {
		return false
	}
	if plan.Clean(a.Other) == plan.Clean(b.Other) {
		return true
	}
	if takeA != reconcile.TakeOther {
		return false
	}
	textsA, whyA := otherTexts(q, a.Other, o)
	textsB, whyB := otherTexts(q, b.Other, o)
	return whyA == "" && whyB == "" && maps.EqualFunc(textsA, textsB, func(a, b plan.Entry) bool { return a.Value == b.Value })
}

// said is what was answered, for a sentence.
func said(a answer) string {
	text := fmt.Sprintf("%q", short(a.Chosen))
	if a.Other != "" {
		text += fmt.Sprintf(" with %q", short(a.Other))
	}
	return text
}

// decide makes a decision of one answer; why says what it lacks.
func (r *resolver) decide(q reconcile.Question, a answer) (d reconcile.Decision, why string) {
	take, ok := takeOf(q, a.Chosen)
	switch why := a.lacks(); {
	case why != "" && (ok || a.Chosen == ""):
		return d, why
	case !ok && len(choices(q)) == 0:
		return d, "no answer can settle it: have both sides say the same where they stand"
	case !ok:
		if take, known := takeOfWords(a.Chosen); known && q.Bar != "" && !slices.Contains(q.Takes, take) {
			return d, fmt.Sprintf("%q is none of its answers, since %s: choose %s", short(a.Chosen), q.Bar, wordsOf(choices(q)))
		}
		return d, fmt.Sprintf("%q is none of its answers: choose %s", short(a.Chosen), wordsOf(choices(q)))
	case take == reconcile.TakeAdd:
		return r.add(q, a)
	case take == reconcile.TakeOther:
		texts, why := otherTexts(q, a.Other, r.options)
		return q.Decide(take, texts, a.By, a.Why, r.on), why
	case a.Other != "":
		return d, fmt.Sprintf("the answer is %s, and another text is given too: choose Other, or clear the text", short(a.Chosen))
	}
	return q.Decide(take, nil, a.By, a.Why, r.on), ""
}

// lacks says what every answer needs and this one has not got.
func (a Answer) lacks() string {
	switch {
	case a.Chosen == "":
		return "no answer was chosen"
	case a.By == "":
		return "no name is given"
	case !strings.ContainsFunc(a.By, unicode.IsLetter):
		return fmt.Sprintf("%q is no name", short(a.By))
	case a.Why == "":
		return "no reason is given"
	}
	return ""
}

// add decides to add a row, under the ref that was written beside it or the
// one that was suggested.
func (r *resolver) add(q reconcile.Question, a answer) (d reconcile.Decision, why string) {
	ref := plan.ReadRef(a.Other)
	switch {
	case a.Other != "" && q.Side != "" && q.Nameless && q.NextRef == "":
		return d, fmt.Sprintf("the action gets no ref, since no column can hold one: clear the other text (%q)", short(a.Other))
	case a.Other != "" && ref == "":
		return d, fmt.Sprintf("%q is no ref", short(a.Other))
	case ref == "" && q.Side == "":
		return d, "the partners' row needs a ref of its own: write it as the other text (--text on the command line)"
	case ref != "" && q.TakenBy(ref) != "":
		return d, fmt.Sprintf("the ref %s is already that of %s: give the new action another", short(string(ref)), q.TakenBy(ref))
	case ref != "":
		return q.DecideAs(ref, a.By, a.Why, r.on), ""
	}
	return q.Decide(reconcile.TakeAdd, nil, a.By, a.Why, r.on), ""
}

// refuseSharedRefs leaves the answers that would give two added rows one ref.
func (r *resolver) refuseSharedRefs() {
	rivals := map[string]int{}
	for _, a := range r.asked {
		rivals[a.addsRef().Key()]++
	}
	for _, a := range r.asked {
		if ref := a.addsRef(); ref != "" && rivals[ref.Key()] > 1 {
			r.leave(a.by, "%d rows would have the ref %s", rivals[ref.Key()], short(string(ref)))
			a.decision = nil
		}
	}
}

// addsRef is the ref of the row that a decision adds; "" where it adds none.
func (a *openQuestion) addsRef() plan.Ref {
	switch {
	case a.decision == nil || a.decision.Take != reconcile.TakeAdd:
		return ""
	case a.decision.Ref != "":
		return a.decision.Ref
	}
	return a.question.Ref
}
