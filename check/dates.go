package check

import (
	"fmt"
	"slices"
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
	{
		Code: "C17", Name: "due-soon", Severity: Medium,
		Meaning: "An open action is due within four weeks, and is not started or not three quarters done.",
		Matters: "There is still time to help; once the date has passed there is only an excuse.",
		Basis:   "a council’s board looks at its red items before the target date has passed",
		Clears:  "say how far it has got, or agree now what is needed to finish in time",
		Public:  "Due soon, with much left to do",
		Usual:   Tuning{Days: 28, Percent: 75},
		look:    perTunedAction(dueSoon),
	},
	{
		Code: "C22", Name: "due-bunched", Severity: Low, Off: true,
		Meaning: "Five open actions and more, and four tenths of all, are due on one day, and none of them says why.",
		Matters: "A date that everything has was not thought about for each.",
		Basis:   "members asked why all closure dates were short and alike",
		Clears:  "give each action the date that it needs, or say why it has that one, in a column headed Rationale",
		Public:  "Many actions share one date",
		Usual:   Tuning{Count: 5, Percent: 40},
		look:    dueBunched,
	},
	{
		Code: "C20w", Name: "due-on-day-off", Severity: Info, Off: true,
		Meaning: "An open action is due on a Saturday, a Sunday, a bank holiday or a day the council is closed.",
		Matters: "Nobody is there to finish it on that day.",
		Basis:   "the bank holidays of England and Wales",
		Clears:  "choose a working day",
		Public:  "Due on a day off",
		look:    perAction(dueOnDayOff),
	},
}

func dueSoon(r *examined, a *action, t Tuning) (hit, bool) {
	due := a.facts.Due
	if due.IsZero() || !a.facts.Open() || due.Before(r.AsAt) || r.AsAt.DaysUntil(due) > t.Days {
		return hit{}, false
	}
	h := hit{field: plan.FieldDue}
	when := "it is due on " + due.Long()
	if due == r.AsAt {
		when = "it is due today"
	}
	switch percent, known := a.Value(plan.FieldPercent).Number(); {
	case known && percent < float64(t.Percent):
		h.says, h.beside = fmt.Sprintf("%s, and is %s %% done.", when, a.Value(plan.FieldPercent).Text), []plan.Field{plan.FieldPercent}
	case !known && a.facts.Status == plan.StatusNotStarted:
		h.says, h.beside = when+", and is not started.", []plan.Field{plan.FieldStatus}
	}
	return h, h.says != ""
}

// dueBunched finds each day that too many open actions are due on.
func dueBunched(r *examined, t Tuning) []hit {
	on := map[plan.Date][]*action{}
	var days []plan.Date
	open := 0
	for _, a := range r.actions {
		if !a.facts.Open() {
			continue
		}
		open++
		why := a.Value(plan.FieldRationale)
		if due := a.facts.Due; !due.IsZero() && (why.Kind == plan.KindAbsent || why.IsBlank()) {
			if on[due] == nil {
				days = append(days, due)
			}
			on[due] = append(on[due], a)
		}
	}
	var hits []hit
	for _, day := range days {
		if n := len(on[day]); n >= t.Count && 100*n >= t.Percent*open {
			hits = append(hits, hit{cells: r.cells(on[day], plan.FieldDue), says: fmt.Sprintf("%d of %s are due on %s (%s).", n, counted(open, "open action"), day.Long(), r.named(on[day]))})
		}
	}
	return hits
}

func dueOnDayOff(r *examined, a *action) (hit, bool) {
	due := a.facts.Due
	if due.IsZero() || !a.facts.Open() || a.Value(plan.FieldDue).IsMonth() || r.Calendar.IsWorkingDay(due) {
		return hit{}, false
	}
	what := due.Weekday().String()
	switch {
	case plan.IsBankHoliday(due):
		what = "bank holiday"
	case due.Weekday() != time.Saturday && due.Weekday() != time.Sunday:
		what = "day on which the council is closed"
	}
	return hit{field: plan.FieldDue, says: fmt.Sprintf("%s is a %s.", due.Long(), what)}, true
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
	if !r.byName[a.Table].saysHowFar() {
		says += " No column of its table says whether it is done."
	}
	return hit{field: plan.FieldDue, says: says}, true
}

// saysHowFar reports whether a table has a column by which an action could be done.
func (t *table) saysHowFar() bool {
	return slices.ContainsFunc([]plan.Field{plan.FieldStatus, plan.FieldClosed, plan.FieldRAG, plan.FieldPercent, plan.FieldProgress}, func(f plan.Field) bool { return t.fields[f] })
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
