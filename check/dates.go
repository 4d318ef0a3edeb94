package check

import (
	"fmt"
	"time"

	"actionplan/plan"
)

// dates are the rules about when.
var dates = []Rule{
	{
		Code: "C16", Name: "overdue", Severity: High,
		Meaning: "An open action was due before the report date.",
		Matters: "Members ask first for what should have been done by now.",
		Basis:   "what every audit tracker reports",
		Clears:  "close it with its evidence, or agree a new date and say why",
		Public:  "Overdue",
		untold:  func(f *Facts) { f.DaysLate = 0 },
		look:    perAction(overdue),
	},
	{
		Code: "C23", Name: "date-ambiguous", Severity: Medium,
		Meaning: "A date could be read with its day and month the other way round, and nothing in its column shows which is meant.",
		Matters: "A month’s error makes an action late that is not, or hides one that is.",
		Basis:   "spreadsheets exchange day and month where the computer expects the American order",
		Clears:  "write the month in words, as 3 April 2026",
		Public:  "A date can be read two ways",
		look:    eachDate(ambiguous),
	},
	{
		Code: "C20", Name: "date-impossible", Severity: High,
		Meaning: "A date is not in the calendar, or cannot be true: closed after the report date, due or closed before the start, due before the inspection began, or more than ten years away.",
		Matters: "A slip of the keys is read out in a meeting as if it were meant.",
		Basis:   "a councillor found such a date in a published list: “a typographical error”",
		Clears:  "correct the date",
		Public:  "A date cannot be right", Listed: true,
		look: eachDate(impossible),
	},
	{
		Code: "C58", Name: "date-unclear", Severity: Medium,
		Meaning: "A cell holds several dates, and nothing says which of them is meant: the first is taken.",
		Matters: "The action may be called late, or on time, by the wrong one.",
		Basis:   "plans keep old and new dates, reviews and boards in one cell",
		Clears:  "leave the one that is meant, or say what each is for: 30/06/2026, revised to 30/11/2026",
		Public:  "A cell holds several dates",
		look:    eachDate(unclear),
	},
}

func unclear(_ *examined, a *action, f plan.Field) string {
	e := a.Entry(f)
	d, ok := e.Value.Date()
	if !ok || !e.Detail.Unclear {
		return ""
	}
	return fmt.Sprintf("%q holds several dates, and nothing says which is meant: %s is taken, the first.", e.Shown(), d.Long())
}

func overdue(r *examined, a *action) (hit, bool) {
	if !a.facts.Overdue() {
		return hit{}, false
	}
	due := a.facts.Due
	working, provisional := r.Calendar.WorkingDaysUntil(due, r.AsAt)
	says := fmt.Sprintf("it was due on %s and is %s late, %s.", due.Long(), counted(a.facts.DaysLate, "day"), counted(working, "working day"))
	if provisional {
		says += " Not all bank holidays of these years are published."
	}
	return hit{field: plan.FieldDue, says: says}, true
}

var dateFields = []plan.Field{plan.FieldStart, plan.FieldDue, plan.FieldClosed, plan.FieldUpdated}

// eachDate makes a rule of what is looked at in each date of each action. The
// look gives the sentence to say, or "".
func eachDate(look func(*examined, *action, plan.Field) string) func(*examined, Tuning) []hit {
	return func(r *examined, _ Tuning) []hit {
		var hits []hit
		for _, a := range r.actions {
			for _, f := range dateFields {
				if says := look(r, a, f); says != "" {
					hits = append(hits, hit{action: a, field: f, says: says})
				}
			}
		}
		return hits
	}
}

func ambiguous(_ *examined, a *action, f plan.Field) string {
	e := a.Entry(f)
	d, ok := e.Value.Date()
	if !ok || !e.DateAmbiguous() {
		return ""
	}
	other, _ := plan.NewDate(d.Year, time.Month(d.Day), int(d.Month))
	return fmt.Sprintf("%q is read as %s, and could be %s.", e.Shown(), d.Long(), other.Long())
}

// farthest is how many years from the report date a plan's dates can be.
const farthest = 10

// inWords is a date as a person reads it: a month as one.
func inWords(v plan.Value, d plan.Date) string {
	if v.IsMonth() {
		return d.MonthLong()
	}
	return d.Long()
}

// begins is the first day that a date may mean: a month is under way on its first.
func begins(v plan.Value, d plan.Date) plan.Date {
	if v.IsMonth() {
		d.Day = 1
	}
	return d
}

func impossible(r *examined, a *action, f plan.Field) string {
	e := a.Entry(f)
	if why, impossible := e.DateImpossible(); impossible {
		return why + "."
	}
	d, ok := e.Value.Date()
	if !ok {
		return ""
	}
	start, started := a.Value(plan.FieldStart).Date()
	switch {
	case d.Year < r.AsAt.Year-farthest || d.Year > r.AsAt.Year+farthest:
		return fmt.Sprintf("%s is more than ten years from the report date, %s.", d.Long(), r.AsAt.Long())
	case f == plan.FieldClosed && r.AsAt.Before(begins(e.Value, d)):
		return fmt.Sprintf("%s is after the report date, %s.", inWords(e.Value, d), r.AsAt.Long())
	case (f == plan.FieldClosed || f == plan.FieldDue) && started && d.Before(start):
		return fmt.Sprintf("%s is before the action's start, %s.", d.Long(), start.Long())
	case f == plan.FieldDue && !r.Inspection.IsZero() && d.Before(r.Inspection):
		return fmt.Sprintf("%s is before the inspection began, %s.", d.Long(), r.Inspection.Long())
	}
	return ""
}
