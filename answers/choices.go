package answers

import (
	"slices"
	"strings"

	"actionplan/plan"
	"actionplan/reconcile"
)

// choice is one answer in a drop-down, and what it takes.
type choice struct {
	words string
	take  reconcile.Take
}

// wordsFor are the answers in the officer's words, in the order they are
// offered.
var wordsFor = []choice{
	{"Officer", reconcile.TakeOfficer},
	{"Partner", reconcile.TakePartner},
	{"Last agreed", reconcile.TakeBase},
	{"Add", reconcile.TakeAdd},
	{"Leave out", reconcile.TakeLeave},
	{"Bring back", reconcile.TakeBack},
	{"Let it go", reconcile.TakeGo},
	{"Same action", reconcile.TakeSame},
	{"Two actions", reconcile.TakeTwo},
	{"Other", reconcile.TakeOther},
}

// The answers to a proposal.
const (
	accept = "Accept"
	refuse = "Refuse"
)

// choices are the answers a question offers.
func choices(q reconcile.Question) []choice {
	var list []choice
	side, proposal := proposer(q)
	if proposal {
		list = []choice{{accept, reconcile.Take(side)}, {refuse, reconcile.Take(side.Other())}}
	}
	for _, c := range wordsFor {
		whole := c.take == reconcile.TakeOfficer || c.take == reconcile.TakePartner || c.take == reconcile.TakeBase // one of the readings
		if slices.Contains(q.Takes, c.take) && (!proposal || !whole) {
			list = append(list, c)
		}
	}
	return list
}

// proposer is the side whose words a proposal is about: the only one that
// changed anything.
func proposer(q reconcile.Question) (reconcile.Side, bool) {
	if q.Kind != reconcile.QuestionProposal {
		return "", false
	}
	moved := movers(q)
	if len(moved) != 1 || !slices.Contains(q.Takes, reconcile.Take(moved[0])) || !slices.Contains(q.Takes, reconcile.Take(moved[0].Other())) {
		return "", false
	}
	return moved[0], true
}

// movers are the sides that changed a cell of the question.
func movers(q reconcile.Question) []reconcile.Side {
	var officer, partner bool
	for _, d := range q.Cells {
		v := d.Verdict()
		officer = officer || v == reconcile.OfficerMoved || v == reconcile.MovedApart || v == reconcile.MovedAlike
		partner = partner || v == reconcile.PartnerMoved || v == reconcile.MovedApart || v == reconcile.MovedAlike
	}
	var sides []reconcile.Side
	if officer {
		sides = append(sides, reconcile.Officer)
	}
	if partner {
		sides = append(sides, reconcile.Partner)
	}
	return sides
}

// takeOf is what an answer takes, however it was typed; false where it is
// none of the question's answers.
func takeOf(q reconcile.Question, chosen string) (reconcile.Take, bool) {
	chosen = strings.Trim(plan.Fold(chosen), ".!")
	for _, c := range choices(q) {
		if chosen == plan.Fold(c.words) {
			return c.take, true
		}
	}
	for _, take := range q.Takes {
		if slices.Contains(alsoSaid(take), chosen) {
			return take, true
		}
	}
	return "", false
}

// isAnswer reports whether a text is an answer to some question.
func isAnswer(chosen string) bool {
	chosen = strings.Trim(plan.Fold(chosen), ".!")
	_, known := takeOfWords(chosen)
	return known || chosen == plan.Fold(accept) || chosen == plan.Fold(refuse)
}

// takeOfWords is what an answer would take of a question that has it.
func takeOfWords(chosen string) (reconcile.Take, bool) {
	chosen = strings.Trim(plan.Fold(chosen), ".!")
	for _, c := range wordsFor {
		if chosen == plan.Fold(c.words) || slices.Contains(alsoSaid(c.take), chosen) {
			return c.take, true
		}
	}
	return "", false
}

// alsoSaid are the other ways people write an answer.
func alsoSaid(t reconcile.Take) []string {
	said := []string{string(t), plan.Fold(t.Words())}
	switch t {
	case reconcile.TakeOfficer:
		return append(said, "officers", "officer's", "officers'")
	case reconcile.TakePartner:
		return append(said, "partners", "partner's", "partners'")
	case reconcile.TakeBase:
		return append(said, "last agreed", "as last agreed")
	case reconcile.TakeOther:
		return append(said, "other text")
	case reconcile.TakeSame:
		return append(said, "the same", "the same action", "reworded", "yes")
	case reconcile.TakeTwo:
		return append(said, "different", "not the same", "no")
	}
	return said
}

// wordsOf lists answers for a sentence: Officer, Partner or Other.
func wordsOf(list []choice) string {
	words := make([]string, len(list))
	for i, c := range list {
		words[i] = c.words
	}
	return either(words)
}

func either(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}
