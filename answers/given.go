package answers

import (
	"actionplan/plan"
	"actionplan/reconcile"
)

// Given is an answer that was given outside a spreadsheet, as a copy with one
// row: it is held to the same rules.
func Given(q reconcile.Question, chosen, other, by, why string) Copy {
	a := Answer{
		Question: q.Called(), Chosen: plan.Clean(chosen), Other: plan.Clean(other),
		By: plan.Clean(by), Why: plan.Clean(why), File: "the command", key: keyOf(q),
	}
	return Copy{File: a.File, Answers: []Answer{a}, asked: []Answer{a}}
}
