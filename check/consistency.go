package check

import (
	"fmt"
	"strconv"
	"strings"

	"actionplan/plan"
)

// PersonalIdentifier is the rule that finds personal data, which a pack withholds
// for itself.
const PersonalIdentifier = "personal-identifier"

// consistency are the rules about the plan as a whole.
var consistency = []Rule{
	{
		Code: "C37", Name: "ref-duplicate", Severity: Stop,
		Meaning: "Two actions of one table have the same ref, or a ref lost its last nought: 1.1 where 1.10 should stand.",
		Matters: "Edits, answers and decisions can reach the wrong action.",
		Basis:   "a spreadsheet shows 1.10 as 1.1; reports number their paragraphs so",
		Clears:  "give each action its own ref, in cells formatted as text",
		Public:  "A ref that stands twice",
		look:    untuned(refDuplicates),
	},
	{
		Code: "C66", Name: "label-restricted", Severity: Stop,
		Meaning: "The workbook carries a sensitivity label that does not say it is public.",
		Matters: "What was marked as restricted would be published.",
		Basis:   "the council’s own protective marking",
		Clears:  "have the information owner decide what may be published, and write that down under checks: with their reason",
		Public:  "A sensitivity label",
		look:    untuned(labelRestricted),
	},
	{
		Code: "C38", Name: "action-duplicate", Severity: Low, Off: true,
		Meaning: "An action says nearly the same as one above it, which has another lead or another due date: each is found with the first that says so.",
		Matters: "It is reported twice, and perhaps answered for by neither.",
		Basis:   "plans put together from several reports",
		Clears:  "keep one of them, or say how they differ",
		Public:  "Two actions say the same",
		Usual:   Tuning{Percent: 90},
		look:    actionDuplicates,
	},
	{
		Code: "C39", Name: "percentage-impossible", Severity: Medium,
		Meaning: "A percentage is not that of the numbers beside it, or no whole number of so many gives it.",
		Matters: "A member with a calculator finds it in the meeting.",
		Basis:   "a committee was told of 40 % of 61 young people: 24 are 39.3 %, 25 are 41.0 %",
		Clears:  "give both numbers, and say of how many: “17 % (26 of 151)”",
		Public:  "A percentage does not fit its numbers",
		look:    perText(percentageImpossible),
	},
	{
		Code: "C52", Name: "formula-like", Severity: Info,
		Meaning: "A text begins as a formula does, with =, +, @ or a minus sign.",
		Matters: "A spreadsheet that it is copied into may take it for a formula, which can open pages and send data away.",
		Basis:   "OWASP’s Application Security Verification Standard 1.2.10; CWE-1236",
		Clears:  "nothing need be done: it is written as a text wherever actionplan writes it; look at who typed it",
		Public:  "A text begins like a formula",
		look:    perText(formulaLike),
	},
	{
		Code: "C53", Name: "markup-text", Severity: Low,
		Meaning: "A text holds markup of a web page.",
		Matters: "It is printed as it stands, marks and all.",
		Basis:   "a published report printed <p> and <ul> among its words",
		Clears:  "take the marks out",
		Public:  "A text holds markup",
		look:    perText(markup),
	},
	{
		Code: "C54", Name: "contact-invalid", Severity: Low,
		Meaning: "A phone number has too many or too few figures, or an e-mail address is not one.",
		Matters: "Nobody can be reached by it.",
		Basis:   "a published report gave a number of 12 figures",
		Clears:  "correct it",
		Public:  "A phone number or address is not right",
		look:    perText(contactInvalid),
	},
	{
		Code: "C48", Name: PersonalIdentifier, Severity: Stop,
		Meaning: "A text seems to hold personal data: a number that a person is known by, a date of birth, a home address, a private way to reach somebody.",
		Matters: "It must not be published. No name in a text is found: a person has to read it.",
		Basis:   "UK GDPR; a council published five children’s names, addresses and dates of birth in committee papers",
		Clears:  "take it out of the cell; or list an official address or number under contacts: in the settings",
		Public:  "Personal data",
		look:    untuned(personalIdentifiers),
	},
	{
		Code: "C49", Name: "small-number", Severity: High,
		Meaning: "A text counts one to four children.",
		Matters: "Whoever knows one of them knows what is said of them.",
		Basis:   "the practice of disclosure control; Local Government Act 1972, schedule 12A, paragraphs 1 and 2",
		Clears:  "say fewer than five, or give a larger group",
		Public:  "A small number of children",
		look:    perText(smallNumber),
	},
	{
		Code: "C50", Name: "exempt-content", Severity: Stop,
		Meaning: "A row is marked as exempt, confidential or not for publication.",
		Matters: "What is exempt must not reach the public file.",
		Basis:   "Local Government Act 1972, schedule 12A",
		Clears:  "hide the row, so that it is kept out of what is public; or take the mark away, if it may be published",
		Public:  "Marked as not for publication",
		look:    untuned(exemptContent),
	},
}

// labelRestricted finds a label that does not say itself that all may read
// what carries it.
func labelRestricted(r *examined) []hit {
	if r.Plan.Label == "" || publicLabels[plan.Fold(r.Plan.Label)] || len(r.tables) == 0 {
		return nil
	}
	return []hit{{table: r.tables[0], value: r.Plan.Label, says: fmt.Sprintf("the workbook carries the sensitivity label %q.", r.Plan.Label)}}
}

var publicLabels = map[string]bool{"public": true, "unclassified": true, "unrestricted": true, "not protectively marked": true, "open": true}

func refDuplicates(r *examined) []hit {
	var hits []hit
	for _, t := range r.tables {
		refs := t.byRef()
		for i, a := range t.actions {
			if h, ok := t.doubled(i, refs); ok {
				h.action, h.field = a, plan.FieldRef
				hits = append(hits, h)
			}
		}
	}
	return hits
}

// byRef groups a table's actions by ref, whatever its case and spaces.
func (t *table) byRef() map[string][]*action {
	refs := map[string][]*action{}
	for _, a := range t.actions {
		if a.Ref != "" {
			key := a.Ref.Key()
			refs[key] = append(refs[key], a)
		}
	}
	return refs
}

// doubled tells what is wrong with the ref of a table's ith action. A ref that
// stands several times is found once, where it stands first.
func (t *table) doubled(i int, refs map[string][]*action) (hit, bool) {
	a := t.actions[i]
	same := refs[a.Ref.Key()]
	nought := a.Ref + "0"
	_, taken := refs[nought.Key()]
	before := previous(nought)
	switch {
	case len(same) > 1 && same[0] == a:
		h := hit{says: fmt.Sprintf("%d actions have the ref %s.", len(same), a.Ref), twins: same[1:]}
		if len(refs[before]) > 0 && !taken {
			h.says += fmt.Sprintf(" One of them may be %s, which a spreadsheet shows as %s.", nought, a.Ref)
		}
		return h, true
	case len(same) == 1 && !taken && before != "" && i > 0 && before == t.actions[i-1].Ref.Key():
		return hit{says: fmt.Sprintf("it follows %s, so it may be %s, which a spreadsheet shows as %s.", t.actions[i-1].Ref, nought, a.Ref)}, true
	}
	return hit{}, false
}

// previous is the key of the ref before one that ends with a nought: 1.9
// before 1.10. It is "" for a ref whose nought a spreadsheet would not drop.
func previous(ref plan.Ref) string {
	head, last, ok := strings.Cut(ref.Key(), ".")
	n, err := strconv.Atoi(last)
	if _, headErr := strconv.Atoi(head); !ok || err != nil || headErr != nil || n == 0 || n%10 != 0 {
		return ""
	}
	return head + "." + strconv.Itoa(n-1)
}
