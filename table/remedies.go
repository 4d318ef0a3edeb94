package table

import (
	"fmt"
	"slices"
	"strings"

	"actionplan/plan"
)

// # What is done about it
//
// A list of risks, issues or findings says in one column what is wrong and in another
// what is to be done about it, and few of those are headed as an action:
//
//	Ref | Risk                                   | Potential response
//	R1  | Staff may leave before the year is out | Train a second team in each area
//	R2  | Records may be lost in the move        | Copy every file before the move
//
// The action is what is to be done, where a column is headed with a word for that and
// holds such texts: Response, Strategy, Next step, Resolution. It is said, with the
// line that has it be the trouble instead. A heading of the list of synonyms goes
// before it: Mitigation, Corrective action. A strategy of one word (Avoid, Accept) and
// an answer to a recommendation (Agreed) say what was decided, and not what is done.

// remedyNouns are words for what is done about something; besideRemedy may stand with
// them.
var (
	remedyNouns  = words(`response responses strategy strategies resolution resolutions solution solutions remedy remedies countermeasure countermeasures mitigation mitigations mitigant mitigants treatment treatments step steps plan plans approach fix fixes`)
	besideRemedy = words(`potential possible proposed recommended suggested planned agreed intended risk risks issue issues problem problems incident hazard finding management mitigation mitigating corrective preventive preventative remedial further next immediate follow up description descriptions details detail short long medium term and or the to for be our of this treatment response how way forward`)
)

// saysRemedy reports whether a heading says what is done about something and no more:
// "Potential response", "Next steps", "Plan / Mitigation".
func saysRemedy(heading string) bool {
	folded := foldHeading(withoutHints(heading))
	for _, since := range []string{" as on ", " as at ", " as of "} { // the day that it was written
		folded, _, _ = strings.Cut(folded, since)
	}
	parts := strings.Fields(folded)
	is := slices.ContainsFunc(parts, func(w string) bool { return remedyNouns[w] }) || slices.Equal(parts, []string{"way", "forward"})
	return is && !slices.ContainsFunc(parts, func(w string) bool { return !remedyNouns[w] && !besideRemedy[w] })
}

// recommends reports whether a heading says what somebody recommended to be done, which
// beside a risk or an issue is the action: "Recommended actions", "Recommendations".
func recommends(heading string) bool {
	parts := strings.Fields(foldHeading(withoutHints(heading)))
	return len(parts) > 0 && len(parts) <= 2 && (strings.HasPrefix(parts[0], "recommend")) && (len(parts) == 1 || strings.HasPrefix(parts[1], "action"))
}

// saysTrouble reports whether a heading names what is wrong or what was asked for: a
// risk, an issue, a finding, a recommendation.
func saysTrouble(heading string) bool {
	parts := strings.Fields(foldHeading(withoutHints(heading)))
	return slices.ContainsFunc(parts, func(w string) bool {
		w = strings.TrimSuffix(w, "s")
		return troubles[w] || faults[w]
	}) && !slices.ContainsFunc(parts, func(w string) bool { return remedyNouns[w] || numberWords[w] && w != "of" && w != "the" && w != "and" })
}

// describesTrouble reports whether a heading is of what is wrong in words, and says no
// more: "Defect summary", "Bug / issue title", "Brief description".
func describesTrouble(folded string) bool {
	what := false
	for _, w := range strings.Fields(folded) {
		switch single := strings.TrimSuffix(w, "s"); {
		case troubles[single], faults[single], inWords[w]:
			what = true
		case !besideTrouble[w]:
			return false
		}
	}
	return what
}

// ofTrouble reads a heading of what is wrong: the action where no other column says
// what is done about it.
func ofTrouble(folded string) []naming {
	if !describesTrouble(folded) {
		return nil
	}
	return []naming{{plan.FieldAction, fallback}}
}

var (
	inWords       = words(`summary title description descriptions synopsis statement query queries`)
	besideTrouble = words(`of the a what brief short detailed full and or actual name details detail text`)
)

var faults = words(`finding weakness weaknesse deficiency deficiencie gap observation nonconformity nonconformance nonconformitie concern challenge recommendation barrier obstacle threat`)

// isDoings says whether the cells of most rows could each say what is to be done: some
// words, mostly different, and none that tell what was done.
func (h holding) isDoings() bool {
	worded := h.phrases - h.dates - h.undecided
	return h.said >= 2 && h.filled*2 >= h.rows && worded*5 >= h.said*4 && h.distinct*10 >= h.said*7 &&
		h.pasts*2 <= h.said && h.statuses*2 <= h.said && h.levels*2 <= h.said && h.people*2 <= h.said && h.agreements*2 <= h.said
}

// isSteps says whether the cells of most rows say in sentences what is to be done, the
// same of several where one thing is to be done about them: "Ann to take this up with
// the supplier" of each of her three.
func (h holding) isSteps() bool {
	return h.said >= 4 && h.filled*2 >= h.rows && h.sentences*5 >= h.said*4 && h.distinct > mostClasses/2 && h.distinct*10 >= h.said*3 && h.pasts*2 <= h.said && h.agreements*2 <= h.said
}

// isPast reports whether a text begins with what somebody did: Trained a second team.
func isPast(text string) bool {
	first, _, _ := strings.Cut(plan.Fold(text), " ")
	return len(first) > 4 && strings.HasSuffix(first, "ed") && first != "need" && first != "proceed"
}

// isAgreement reports whether a text answers a recommendation, and says nothing of
// what is to be done: Agreed, Partly accepted.
func isAgreement(text string) bool {
	parts := strings.Fields(strings.Map(func(r rune) rune {
		if strings.ContainsRune(".,;:!()-–", r) {
			return ' '
		}
		return r
	}, plan.Fold(text)))
	agrees := slices.ContainsFunc(parts, func(w string) bool { return agreements[w] })
	return agrees && len(parts) <= 5 && !slices.ContainsFunc(parts, func(w string) bool { return !agreements[w] && !besideAgreement[w] })
}

var (
	agreements      = words(`agreed agree agrees accepted accept accepts concur concurs concurred rejected reject disagree disagreed declined noted approved`)
	besideAgreement = words(`in part partially partly fully not principle non do does and we management the this is with recommendation yes no full`)
)

// noteRemedy says that a column was taken for the action since it is headed as what is
// done about something, and the line that has another be it. It reports whether it did.
func (t *tableReader) noteRemedy(c column) bool {
	if c.strength != contained || c.Given || !saysRemedy(c.Heading) && !recommends(c.Heading) {
		return false
	}
	i := slices.IndexFunc(t.heads, func(h heading) bool { return h.column == c.Number })
	if i < 0 || slices.ContainsFunc(t.know.heading(t.heads[i]), func(n naming) bool { return n.field == plan.FieldAction }) {
		return false
	}
	other, is := t.otherAction()
	about := "each"
	if is {
		about = fmt.Sprintf("column %s, %q", other.Letter, other.Heading)
	}
	note := t.noteTaken(c, "says what is done about "+about+": no column is headed as the action, and it was taken for that", plan.FieldAction)
	if is {
		note.orTakes(t, other.Column, plan.FieldAction)
	}
	return true
}
