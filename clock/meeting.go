package clock

import (
	"fmt"
	"slices"

	"actionplan/plan"
)

// ClearDays is how many clear days a principal council's agenda is open to the
// public before its meeting (Local Government Act 1972, section 100B, as amended by
// SI 2002/715). A clear day is neither the day of publication nor that of the
// meeting; councils count working days.
const ClearDays = 5

// Publish is the last day on which an agenda can be published for a meeting that
// needs so many clear days before it.
func Publish(meeting plan.Date, clear int, days plan.Calendar) (on plan.Date, provisional bool) {
	return days.AddWorkingDays(meeting, -clear-1)
}

// Step is something that has to be done before a report reaches its committee.
type Step struct {
	Name   string
	Days   int    // working days before
	Before string // Meeting, Publication, or the name of a later step
}

// What a step can come before, beside another step.
const (
	Meeting     = "meeting"
	Publication = "publication"
)

// Stage is a step with its day.
type Stage struct {
	Name        string
	On          plan.Date
	Provisional bool
}

// Route is the way of a report to a meeting, told backwards from it: what has to be
// done by when, the earliest first, publication and the meeting itself among it.
// It fails where a step comes before nothing that there is.
func Route(meeting plan.Date, clear int, steps []Step, days plan.Calendar) ([]Stage, error) {
	publish, provisional := Publish(meeting, clear, days)
	stages := []Stage{{"Meeting", meeting, false}, {"Publish the agenda", publish, provisional}}
	on := map[string]plan.Date{Meeting: meeting, Publication: publish}
	for left := slices.Clone(steps); len(left) > 0; {
		var waiting []Step
		for _, s := range left {
			from, known := on[s.Before]
			if !known {
				waiting = append(waiting, s)
				continue
			}
			day, provisional := days.AddWorkingDays(from, -s.Days)
			on[s.Name] = day
			stages = append(stages, Stage{s.Name, day, provisional})
		}
		if len(waiting) == len(left) {
			return nil, fmt.Errorf("the step %q comes before %q, which is neither meeting, publication nor a step after it", left[0].Name, left[0].Before)
		}
		left = waiting
	}
	slices.SortStableFunc(stages, func(a, b Stage) int { return b.On.DaysUntil(a.On) })
	return stages, nil
}

// Cadence is how often a committee is to have a report: every so many months, and
// so many working days may pass besides before it counts as missed.
type Cadence struct {
	Months int
	Grace  int
}

// Quarterly is the cadence where a council says no other.
var Quarterly = Cadence{3, 10}

// Next is when the report after one is due, and the day after which it is missed.
func (c Cadence) Next(last plan.Date, days plan.Calendar) (due, missed plan.Date) {
	due = last.AddMonths(c.Months)
	missed, _ = days.AddWorkingDays(due, c.Grace)
	return due, missed
}
