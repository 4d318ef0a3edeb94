package check

import (
	"cmp"
	"fmt"

	"actionplan/clock"
	"actionplan/plan"
)

// clocks are the rules about the days that the law, the council and its committee
// give.
var clocks = []Rule{
	{
		Code: "C21", Name: "statutory-clock", Severity: High,
		Meaning: "The plan has not been sent to the inspector, and the time for it has run out or has at most ten working days left; or a clock of the council's own has.",
		Matters: "The time is set by law, and members are asked why it was missed.",
		Basis:   "SI 2007/462: 70 working days after the final report was received, the day of receipt not counted",
		Clears:  "send it, and say in the settings on which day (submitted:); or finish what the clock is for, and take it out",
		Public:  "The time for sending the plan", Listed: true,
		Usual: Tuning{Days: 10},
		look:  statutoryClock,
	},
	{
		Code: "C45", Name: "publication-late", Severity: High,
		Meaning: "The agenda for the committee's meeting is not out yet, and too few clear days are left.",
		Matters: "An item that was not open to the public long enough can be left out of the meeting.",
		Basis:   "Local Government Act 1972, section 100B: five clear days, which councils count in working days",
		Clears:  "publish today with the chair's reason for urgency, or take the report to the next meeting",
		Public:  "Late for publication",
		look:    untuned(publicationLate),
	},
	{
		Code: "C25", Name: "report-cadence", Severity: Medium,
		Meaning: "The committee has had no report for longer than it is to wait for one.",
		Matters: "Members lose sight of the plan between reports.",
		Basis:   "a cabinet asked for a report every three months",
		Clears:  "report to the next meeting, or say in the settings how often the committee is to have one (report-every:)",
		Public:  "A report to this committee was missed", Listed: true,
		look: untuned(reportMissed),
	},
	{
		Code: "C24", Name: "due-after-visit", Severity: Medium,
		Meaning: "An open action is due after the day the inspector is expected again.",
		Matters: "The inspector will find it unfinished.",
		Basis:   "a committee was told of a visit in six months’ time, with actions due after it",
		Clears:  "agree an earlier date, or say what will be done by the visit",
		Public:  "Due after the inspector’s next visit",
		look:    perAction(dueAfterVisit),
	},
}

func statutoryClock(r *examined, t Tuning) []hit {
	var hits []hit
	times := r.Times
	running := clock.Running(times.Clocks, r.Calendar)
	if !times.Received.IsZero() && times.Submitted.IsZero() {
		for _, c := range clock.Received(times.Received) {
			if c.Days == clock.DaysToPlan {
				running = append(running, c.Due(r.Calendar))
			}
		}
	}
	for _, d := range running {
		left := d.Left(r.AsAt, r.Calendar)
		says := fmt.Sprintf("it is to be done by %s, %s: %s left.", d.Due.Long(), d.Runs(), counted(left, "working day"))
		switch {
		case d.Due.Before(r.AsAt):
			says = fmt.Sprintf("it was to be done by %s, %s: %s ago.", d.Due.Long(), d.Runs(), counted(-left, "working day"))
		case d.Due == r.AsAt:
			says = fmt.Sprintf("it is to be done by %s, %s: that is today.", d.Due.Long(), d.Runs())
		case left > t.Days:
			continue
		}
		if d.Provisional {
			says += " Not all bank holidays of these years are published."
		}
		hits = append(hits, hit{about: d.Name, says: says})
	}
	return hits
}

func publicationLate(r *examined) []hit {
	meeting := r.Times.Meeting
	if meeting.IsZero() || meeting.Before(r.AsAt) {
		return nil
	}
	clear := cmp.Or(r.Times.ClearDays, clock.ClearDays)
	by, _ := clock.Publish(meeting, clear, r.Calendar)
	if !by.Before(r.AsAt) {
		return nil
	}
	return []hit{{
		about: "the meeting on " + meeting.Long(),
		says:  fmt.Sprintf("its agenda had to be out by %s to leave %s.", by.Long(), counted(clear, "clear day")),
	}}
}

func reportMissed(r *examined) []hit {
	last := r.Times.LastReport
	if last.IsZero() {
		return nil
	}
	every := r.Times.Every
	if every == (clock.Cadence{}) {
		every = clock.Quarterly
	}
	due, missed := every.Next(last, r.Calendar)
	if !missed.Before(r.AsAt) {
		return nil
	}
	return []hit{{
		about: "the committee",
		says:  fmt.Sprintf("it had its last report on %s, and was to have the next by %s (every %s).", last.Long(), due.Long(), counted(every.Months, "month")),
	}}
}

func dueAfterVisit(r *examined, a *action) (hit, bool) {
	visit := r.Times.NextVisit
	found := !visit.IsZero() && r.AsAt.Before(visit) && a.facts.Open() && visit.Before(a.facts.Due)
	on := "on " + a.facts.Due.Long()
	if a.Value(plan.FieldDue).IsMonth() {
		on = "in " + a.facts.Due.MonthLong()
	}
	says := fmt.Sprintf("it is due %s, after the visit expected on %s.", on, visit.Long())
	return hit{field: plan.FieldDue, says: says}, found
}
