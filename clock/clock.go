// Package clock works out by when things are due: by the law once an inspector's
// report has come, by what a council has agreed with anybody else, and by the
// standing orders of a committee before it meets.
//
//	for _, d := range clock.Running(clock.Received(on), days) {
//		fmt.Println(d.Name, d.Due.Long(), d.Left(today, days))
//	}
//	publish, _ := clock.Publish(meeting, clock.ClearDays, days)
//
// # Whose clocks
//
// Built in are the clocks whose length stands in a law or in the minutes of
// councils ([Received]). All others are the council's own: a [Clock] with a
// name, a number of days, the day it runs from and the line that says so.
//
// # What it never does
//
// It never guesses the day that a clock runs from: the report was received on a
// day that somebody knows, and its publication, days later, is another. The day a
// clock runs from is not counted. It asks no clock on the wall: today is an argument.
package clock

import (
	"fmt"
	"slices"

	"actionplan/plan"
)

// Clock is a time that the council has for something.
type Clock struct {
	Name   string
	Days   int
	Kind   Kind
	From   plan.Date // the day it runs from, which is not counted
	Since  string    // what that day is: "the final report was received"
	Source string    // the law, letter or standing order that says so
}

// Kind is which days a clock counts.
type Kind string

// The kinds of days.
const (
	Working  Kind = "working"  // neither Saturdays, Sundays, bank holidays nor days on which the council is closed
	Calendar Kind = "calendar" // every day
)

// Deadline is when a clock runs out.
type Deadline struct {
	Clock
	Due         plan.Date
	Provisional bool // the bank holidays of not all these years are published
}

// The days that the law gives once a final report has been received.
const (
	DaysToPublish = 30 // for the inspector to publish the report
	DaysToPlan    = 70 // for the council to send its plan
	DaysToDraft   = 20 // for a draft, after a focused visit that found a priority action
)

const regulations = "Education and Inspections Act 2006 (Inspection of Local Authorities) Regulations 2007 (SI 2007/462)"

// Received are the clocks that run from the day on which the council received
// the final report.
func Received(on plan.Date) []Clock {
	since := "the final report was received"
	return []Clock{
		{"Draft plan, where a focused visit found a priority action", DaysToDraft, Working, on, since, "as councils have had it in their letters"},
		{"Report published by the inspector", DaysToPublish, Working, on, since, regulations},
		{"Plan sent to the inspector", DaysToPlan, Working, on, since, regulations + ", as printed in councils' minutes"},
	}
}

// Due is when the clock runs out.
func (c Clock) Due(days plan.Calendar) Deadline {
	if c.Kind == Calendar {
		return Deadline{Clock: c, Due: c.From.AddDays(c.Days)}
	}
	due, provisional := days.AddWorkingDays(c.From, c.Days)
	return Deadline{c, due, provisional}
}

// Running are the deadlines of clocks, the earliest first.
func Running(clocks []Clock, days plan.Calendar) []Deadline {
	var all []Deadline
	for _, c := range clocks {
		all = append(all, c.Due(days))
	}
	slices.SortStableFunc(all, func(a, b Deadline) int { return b.Due.DaysUntil(a.Due) })
	return all
}

// Left is how many working days there are from today to the deadline, the last
// one counted; below nought once it has passed.
func (d Deadline) Left(today plan.Date, days plan.Calendar) int {
	left, _ := days.WorkingDaysUntil(today, d.Due)
	return left
}

// Runs says how long the clock is and from when, in words.
func (c Clock) Runs() string {
	kind := string(c.Kind) + " "
	if c.Kind == Calendar {
		kind = ""
	}
	return fmt.Sprintf("%d %sdays after %s on %s", c.Days, kind, c.Since, c.From.Long())
}
