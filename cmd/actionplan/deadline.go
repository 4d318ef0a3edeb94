package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"actionplan/clock"
	"actionplan/internal/settings"
	"actionplan/internal/text"
	"actionplan/plan"
)

func deadlineCommand(c *call) *cobra.Command {
	var received, meeting, calendar string
	cmd := &cobra.Command{
		Use:   "deadline",
		Short: "Say by when the plan is to be sent, the agenda published and the committee told",
		Long: `Counts the days that the law, the council and its committee give: 20, 30 and 70
working days from the day the final report was received; clocks of the council's
own (clocks: in the settings); and, before a meeting, the last day to publish its
agenda and the steps of its route (route:) backwards from there.

The day a report was received is not counted, and is not the day it was
published. Working days leave out Saturdays, Sundays, the bank holidays of England
and Wales, and the days the council is closed (closed:). Beyond the years whose
bank holidays are published the usual ones are counted, and it says so.`,
		Example: `  actionplan deadline --received 2021-11-19
  actionplan deadline --meeting 2022-03-23
  actionplan deadline --ics deadlines.ics     for a calendar`,
		Annotations: exits(exitFailed, exitUsage),
		Args:        cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			for _, day := range []struct {
				flag, given string
				into        *plan.Date
			}{{"--received", received, &c.settings.File.Received.Date}, {"--meeting", meeting, &c.settings.File.Meeting.Date}} {
				if day.given == "" {
					continue
				}
				d, err := plan.ParseISO(day.given)
				if err != nil {
					return misused("write it as 2026-03-31", "%s: %s", day.flag, err)
				}
				*day.into = d
			}
			days, err := deadlines(c)
			if err != nil {
				return err
			}
			if calendar != "" {
				if err := writeCalendar(c.settings, calendar, days, c.today); err != nil {
					return err
				}
			}
			return c.show(func() any { return deadlinesJSON(days) }, func(w io.Writer) { sayDeadlines(w, days, calendar) })
		},
	}
	cmd.Flags().StringVar(&received, "received", "", "the `day` the final report was received: YYYY-MM-DD")
	cmd.Flags().StringVar(&meeting, "meeting", "", "the `day` of the committee's meeting: YYYY-MM-DD")
	cmd.Flags().StringVar(&calendar, "ics", "", "write the days into a new `file` that calendars import")
	return cmd
}

// deadlineList are the days that were worked out, and what they go by.
type deadlineList struct {
	asAt                plan.Date
	days                plan.Calendar
	received, submitted plan.Date
	law, own            []clock.Deadline
	meeting             plan.Date
	route               []clock.Stage
	nextReport, missed  plan.Date
}

func deadlines(c *call) (deadlineList, error) {
	f, s := c.settings.File, c.settings
	l := deadlineList{asAt: c.today, days: s.Calendar(), received: f.Received.Date, submitted: f.Submitted.Date, meeting: f.Meeting.Date}
	if !l.received.IsZero() {
		l.law = clock.Running(clock.Received(l.received), l.days)
	}
	l.own = clock.Running(s.Clocks(), l.days)
	if !l.meeting.IsZero() {
		var err error
		if l.route, err = clock.Route(l.meeting, s.ClearDays(), s.Route(), l.days); err != nil {
			return l, err // the settings refuse such a route
		}
	}
	if last := f.LastReport.Date; !last.IsZero() {
		l.nextReport, l.missed = s.ReportEvery().Next(last, l.days)
	}
	if len(l.law)+len(l.own)+len(l.route) == 0 && l.nextReport.IsZero() {
		return l, misused("actionplan deadline --received 2026-02-19, or --meeting 2026-03-23; or say received: or meeting: in the settings", "there is no day to count from")
	}
	return l, nil
}

// left says how long there is until a day, or how long ago it was.
func (l deadlineList) left(on plan.Date) string {
	n, _ := l.days.WorkingDaysUntil(l.asAt, on)
	switch {
	case on == l.asAt:
		return "today"
	case l.asAt.Before(on):
		return text.Counted(n, "working day") + " left"
	}
	return text.Counted(-n, "working day") + " ago"
}

// isProvisional reports whether any of the days may change with a proclamation.
func (l deadlineList) isProvisional() bool {
	return slices.ContainsFunc(slices.Concat(l.law, l.own), func(d clock.Deadline) bool { return d.Provisional }) ||
		slices.ContainsFunc(l.route, func(s clock.Stage) bool { return s.Provisional })
}

func sayDeadlines(w io.Writer, l deadlineList, calendar string) {
	fmt.Fprintf(w, "As at %s.\n", l.asAt.Long())
	line := func(on plan.Date, provisional bool, what string) {
		note := l.left(on)
		if provisional {
			note += ", provisional"
		}
		fmt.Fprintf(w, "  %-9s %-17s  %s (%s)\n", on.Weekday(), on.Long(), what, note)
	}
	if len(l.law) > 0 {
		fmt.Fprintf(w, "\nThe final report was received on %s. That day is not counted.\n", l.received.Long())
		for _, d := range l.law {
			line(d.Due, d.Provisional, fmt.Sprintf("%s: %d working days", d.Name, d.Days))
		}
		sent := l.law[len(l.law)-1].Due
		switch {
		case l.submitted.IsZero():
			fmt.Fprintf(w, "  %s is for sending the plan, not for finishing what is in it.\n", sent.Long())
		case sent.Before(l.submitted):
			fmt.Fprintf(w, "  The plan was sent on %s, after that day.\n", l.submitted.Long())
		default:
			fmt.Fprintf(w, "  The plan was sent on %s, in time.\n", l.submitted.Long())
		}
	}
	if len(l.own) > 0 {
		fmt.Fprintln(w, "\nThe council's own:")
	}
	for _, d := range l.own {
		what := fmt.Sprintf("%s: %s", d.Name, d.Runs())
		if d.Source != "" {
			what += "; " + d.Source
		}
		line(d.Due, d.Provisional, what)
	}
	if len(l.route) > 0 {
		fmt.Fprintf(w, "\nTo the meeting on %s:\n", l.meeting.Long())
	}
	for _, s := range l.route {
		line(s.On, s.Provisional, s.Name)
	}
	if !l.nextReport.IsZero() {
		fmt.Fprintln(w, "\nThe committee's next report:")
		line(l.nextReport, false, "due")
		line(l.missed, false, "after this day it counts as missed")
	}
	fmt.Fprintf(w, "\nBank holidays of England and Wales are known to the end of %d, as published on %s.\n", plan.LastPublished, holidaysPublished().Long())
	if l.isProvisional() {
		fmt.Fprintln(w, "A provisional day lies beyond, or before those that are known: the usual holidays are counted, and one that is proclaimed would move it.")
	}
	if calendar != "" {
		fmt.Fprintf(w, "Written for a calendar: %s\n", calendar)
	}
}

func holidaysPublished() plan.Date {
	on, err := plan.ParseISO(plan.HolidaysPublished)
	if err != nil {
		panic(err)
	}
	return on
}

// writeCalendar writes the days into a file that was not there.
func writeCalendar(s *settings.Settings, path string, l deadlineList, today plan.Date) error {
	var events []clock.Event
	for _, d := range slices.Concat(l.law, l.own) {
		events = append(events, clock.Event{On: d.Due, What: d.Name, Note: d.Runs()})
	}
	for _, s := range l.route {
		events = append(events, clock.Event{On: s.On, What: s.Name, Note: "For the meeting on " + l.meeting.Long()})
	}
	if !l.nextReport.IsZero() {
		events = append(events, clock.Event{On: l.nextReport, What: "Report to the committee"})
	}
	slices.SortStableFunc(events, func(a, b clock.Event) int { return cmp.Compare(0, a.On.DaysUntil(b.On)) })
	return writeNew(s, path, "calendar", ".ics", func(w io.Writer) error { return clock.WriteCalendar(w, events, today) })
}

// jsonDeadlines is the shape of deadline --json, as docs/json.md promises it.
type jsonDeadlines struct {
	AsAt       string         `json:"as_at"`
	Received   string         `json:"received,omitempty"`
	Submitted  string         `json:"submitted,omitempty"`
	Deadlines  []jsonDeadline `json:"deadlines"`
	Meeting    string         `json:"meeting,omitempty"`
	Route      []jsonStage    `json:"route"`
	NextReport string         `json:"next_report,omitempty"`
	MissedFrom string         `json:"missed_after,omitempty"`
	Holidays   jsonHolidays   `json:"holidays"`
}

type jsonDeadline struct {
	Name        string `json:"name"`
	Due         string `json:"due"`
	Days        int    `json:"days"`
	Kind        string `json:"kind"`
	From        string `json:"from"`
	Since       string `json:"since"`
	Source      string `json:"source,omitempty"`
	Left        int    `json:"working_days_left"`
	Provisional bool   `json:"provisional,omitempty"`
}

type jsonStage struct {
	Name        string `json:"name"`
	On          string `json:"on"`
	Left        int    `json:"working_days_left"`
	Provisional bool   `json:"provisional,omitempty"`
}

type jsonHolidays struct {
	Published string `json:"published"`
	To        int    `json:"to"`
}

func deadlinesJSON(l deadlineList) jsonDeadlines {
	said := func(d plan.Date) string {
		if d.IsZero() {
			return ""
		}
		return d.String()
	}
	j := jsonDeadlines{
		AsAt: l.asAt.String(), Received: said(l.received), Submitted: said(l.submitted), Meeting: said(l.meeting),
		NextReport: said(l.nextReport), MissedFrom: said(l.missed),
		Deadlines: []jsonDeadline{}, Route: []jsonStage{},
		Holidays: jsonHolidays{plan.HolidaysPublished, plan.LastPublished},
	}
	for _, d := range slices.Concat(l.law, l.own) {
		j.Deadlines = append(j.Deadlines, jsonDeadline{
			d.Name, d.Due.String(), d.Days, string(cmp.Or(d.Kind, clock.Working)), d.From.String(), d.Since, d.Source, d.Left(l.asAt, l.days), d.Provisional,
		})
	}
	for _, s := range l.route {
		left, _ := l.days.WorkingDaysUntil(l.asAt, s.On)
		j.Route = append(j.Route, jsonStage{s.Name, s.On.String(), left, s.Provisional})
	}
	return j
}
