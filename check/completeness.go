package check

import (
	"fmt"
	"strings"

	"actionplan/plan"
)

// completeness are the rules about what an action leaves unsaid.
var completeness = []Rule{
	{
		Code: "C01", Name: "outcome-column-missing", Severity: High,
		Meaning: "A table has no column for the outcome: what will be different for children.",
		Matters: "Members can be told what was done, and not what is different for children.",
		Basis:   "a scrutiny committee asked for a column of outcomes and got a plan without one",
		Clears:  "add a column headed Outcome, or say in the settings which column holds it",
		Public:  "No column for outcomes",
		untold:  func(f *Facts) { f.NoOutcomeCell = false },
		look: perTable(plan.FieldOutcome, Facts.Standing, func(int) string {
			return "no column says what will be different for children."
		}),
	},
	{
		Code: "C02", Name: "outcome-blank", Severity: High,
		Meaning: "An action that is not cancelled says nothing in its outcome column.",
		Matters: "Members cannot tell what the action is for, nor see when it has worked.",
		Basis:   "a scrutiny committee asked for the outcome of each action",
		Clears:  "write what will be different for children",
		Public:  "No outcome written",
		untold:  func(f *Facts) { f.NoOutcome = false },
		look:    perAction(blank(plan.FieldOutcome, func(f Facts) bool { return f.NoOutcome })),
	},
	{
		Code: "C04", Name: "lead-blank", Severity: High,
		Meaning: "An action that is not cancelled names nobody who answers for it.",
		Matters: "Nobody can be asked about it.",
		Basis:   "auditors ask for a single person or post for each action; a cabinet asked for accountability by named officers",
		Clears:  "name the post that answers for it",
		Public:  "No lead named", Listed: true,
		look: both(
			perTable(plan.FieldLead, Facts.Standing, func(int) string { return "no column says who answers for the actions." }),
			perAction(blank(plan.FieldLead, Facts.Standing)),
		),
	},
	{
		Code: "C06", Name: "due-blank", Severity: High,
		Meaning: "An open action has no due date, or something in its place that is not a date.",
		Matters: "Nobody can tell whether it is late.",
		Basis:   "Education and Inspections Act 2006, section 137(3): the plan says the period within which each action is to be taken",
		Clears:  "write the date it is due, as 31/03/2026 or 31 March 2026",
		Public:  "No due date", Listed: true,
		untold: func(f *Facts) { f.NoDueCell = false },
		look: both(
			perTable(plan.FieldDue, Facts.Open, func(int) string { return "no column says when the actions are due." }),
			perAction(dueBlank),
		),
	},
	{
		Code: "C07", Name: "due-vague", Severity: Medium,
		Meaning: "An open action is due at a time that names no day: Ongoing, ASAP, a quarter, a month without a year.",
		Matters: "Nobody can tell whether it is late.",
		Basis:   "Education and Inspections Act 2006, section 137(3), which asks for the period within which each action is to be taken; members asked what “as soon as possible” means",
		Clears:  "write a date, or say in the settings which date the words mean",
		Public:  "The due date is not a date",
		look:    perAction(dueVague),
	},
}

// blank finds an action that needs a field and says nothing in it. A cell
// that is not there, or was never agreed, is not blank.
func blank(f plan.Field, needs func(Facts) bool) func(*examined, *action) (hit, bool) {
	return func(_ *examined, a *action) (hit, bool) {
		found := a.Value(f).IsBlank() && needs(a.facts)
		return hit{field: f, says: nothing(a, f)}, found
	}
}

func dueBlank(r *examined, a *action) (hit, bool) {
	due := a.Entry(plan.FieldDue)
	if due.Value.Kind == plan.KindBlank && r.isMadeOfOthers(a) {
		return hit{}, false
	}
	switch due.Value.Kind {
	case plan.KindAbsent, plan.KindDate, plan.KindVague:
		return hit{}, false
	case plan.KindBlank, plan.KindPlaceholder, plan.KindError:
		return blank(plan.FieldDue, Facts.Open)(r, a)
	}
	_, impossible := due.DateImpossible()
	h := hit{field: plan.FieldDue, says: fmt.Sprintf("%q is not a date.", due.Shown())}
	return h, !impossible && a.facts.Open()
}

// isMadeOfOthers reports whether the rows right below an action are indented under it, as
// the parts of a task are in a project's plan, and one of them says when it is due: it is
// done when they are.
func (r *examined) isMadeOfOthers(a *action) bool {
	own := indent(a)
	for _, part := range r.actions[a.at+1:] {
		if part.Table != a.Table || indent(part) <= own {
			return false
		}
		if !part.facts.Due.IsZero() {
			return true
		}
	}
	return false
}

// indent is by how many spaces an action's text is set in.
func indent(a *action) int {
	typed := a.Entry(plan.FieldAction).Typed
	return len(typed) - len(strings.TrimLeft(typed, " \t\u00a0"))
}

func dueVague(_ *examined, a *action) (hit, bool) {
	due := a.Entry(plan.FieldDue)
	h := hit{field: plan.FieldDue, says: fmt.Sprintf("%q names no day.", due.Shown())}
	return h, due.Value.Kind == plan.KindVague && a.facts.Open()
}
