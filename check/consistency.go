package check

import (
	"fmt"
	"strconv"
	"strings"

	"actionplan/plan"
)

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
