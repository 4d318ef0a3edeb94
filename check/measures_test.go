package check_test

import (
	"actionplan/check"
	"actionplan/frame"
	"actionplan/plan"
)

// counts has a council count something, on action 4.2 where nothing else is said.
func counts(m frame.Measure) func(*check.Subject) {
	return func(s *check.Subject) {
		m.Name = "Visits in time"
		s.Frame.Measures = []frame.Measure{m}
	}
}

// reaches has a council set action 4.2 a milestone.
func reaches(due, reached string) func(*check.Subject) {
	return func(s *check.Subject) {
		m := frame.Milestone{Ref: "4.2", What: "Half of all carers are trained", Due: day(due)}
		if reached != "" {
			m.Reached = day(reached)
		}
		s.Frame.Milestones = []frame.Milestone{m}
	}
}

// earlier are figures of the ends of months, from January 2022.
func earlier(says ...string) []frame.Figure {
	var all []frame.Figure
	for i, figure := range says {
		all = append(all, frame.Figure{On: day("2021-10-31").AddMonths(i), Says: figure})
	}
	return all
}

// aimed are the cells of an action that is measured.
func aimed(baseline, target, latest string) cells {
	return cells{plan.FieldBaseline: baseline, plan.FieldTarget: target, plan.FieldLatest: latest}
}

func init() {
	for name, cases := range measuresTested {
		rulesTested[name] = cases
	}
	met, adverse, milestone := sinceTested["target-met"], sinceTested["measure-adverse"], rulesTested["milestone-missing"]
	met.fires = append(met.fires,
		ruleCase{name: "in the settings", plan: one(nil), beside: counts(frame.Measure{Ref: "4.2", Baseline: "72 %", Target: "90 %", Of: "national", Latest: "92 %"}), want: `: the measure "Visits in time" of action 4.2 (measures: in the settings): it is "92 %", the national target is "90 %", and the action is open.`},
		ruleCase{name: "lower is better", plan: one(nil), beside: counts(frame.Measure{Ref: "4.2", Target: "12", Better: "lower", Latest: "11"}), want: `: the measure "Visits in time" of action 4.2 (measures: in the settings): it is "11", the target is "12", and the action is open.`},
		ruleCase{name: "by its column of polarity", plan: marked(one(cells{plan.FieldTarget: "12", plan.FieldLatest: "11"}), "Polarity", "Lower is better"), want: `Plan!E6 Plan!D6: action 4.2, latest (Plan!E6): it is "11", the target is "12", and the action is open.`})
	met.nearMisses = append(met.nearMisses,
		ruleCase{name: "in the settings, and done", plan: one(done), beside: counts(frame.Measure{Ref: "4.2", Baseline: "72 %", Target: "90 %", Latest: "92 %"})},
		ruleCase{name: "in the settings, of no action", plan: one(nil), beside: counts(frame.Measure{Baseline: "72 %", Target: "90 %", Latest: "92 %"})},
		ruleCase{name: "higher is better", plan: one(nil), beside: counts(frame.Measure{Ref: "4.2", Target: "12", Better: "higher", Latest: "11"})},
		ruleCase{name: "another polarity", plan: marked(one(cells{plan.FieldTarget: "12", plan.FieldLatest: "11"}), "Polarity", "Higher is better")},
		ruleCase{name: "both ways", plan: marked(one(cells{plan.FieldTarget: "12", plan.FieldLatest: "11"}), "Polarity", "Higher or lower")})
	adverse.fires = append(adverse.fires,
		ruleCase{name: "in the settings", plan: one(nil), beside: counts(frame.Measure{Baseline: "72 %", Target: "90 %", Earlier: earlier("88 %", "88 %", "81 %"), Latest: "79 %"}), want: `: the measure "Visits in time" (measures: in the settings): it went "88 %", then "81 %", then "79 %", and the target is "90 %".`},
		ruleCase{name: "against its polarity", plan: one(nil), beside: counts(frame.Measure{Theme: "Front door", Target: "10", Better: "lower", Earlier: earlier("12", "14"), Latest: "15"}), want: `: the measure "Visits in time" of "Front door" (measures: in the settings): it went "12", then "14", then "15", and the target is "10".`})
	adverse.nearMisses = append(adverse.nearMisses,
		ruleCase{name: "with its polarity", plan: one(nil), beside: counts(frame.Measure{Target: "20", Better: "higher", Earlier: earlier("12", "14"), Latest: "15"})},
		ruleCase{name: "once alone", plan: one(nil), beside: counts(frame.Measure{Target: "90 %", Better: "higher", Earlier: earlier("79 %", "88 %"), Latest: "81 %"})})
	milestone.nearMisses = append(milestone.nearMisses,
		ruleCase{name: "in the settings", plan: milestoned("", "1 October 2022"), beside: reaches("2022-06-30", "")})
	sinceTested["target-met"], sinceTested["measure-adverse"], rulesTested["milestone-missing"] = met, adverse, milestone
}

var measuresTested = map[string]ruleCases{
	"target-missed": {
		fires: []ruleCase{
			{name: "short of it", plan: one(nil), beside: counts(frame.Measure{Ref: "4.2", Baseline: "72 %", Target: "90 %", Of: "local", By: day("2022-03-30"), Latest: "88 %"}), want: `: the measure "Visits in time" of action 4.2 (measures: in the settings): the local target is "90 %", to be met by 30 March 2022, and the latest figure is "88 %".`},
			{name: "an action that the plan has not", plan: one(nil), beside: counts(frame.Measure{Ref: "9", Better: "lower", Target: "10", By: day("2022-03-30"), Latest: "12"}), want: `: the measure "Visits in time" of action 9 (measures: in the settings): the target is "10", to be met by 30 March 2022, and the latest figure is "12".`},
		},
		nearMisses: []ruleCase{
			{name: "on its day", plan: one(nil), beside: counts(frame.Measure{Baseline: "72 %", Target: "90 %", By: day("2022-03-31"), Latest: "88 %"})},
			{name: "met", plan: one(nil), beside: counts(frame.Measure{Baseline: "72 %", Target: "90 %", By: day("2022-03-30"), Latest: "90 %"})},
			{name: "nobody knows which way", plan: one(nil), beside: counts(frame.Measure{Target: "90 %", By: day("2022-03-30"), Latest: "88 %"})},
			{name: "cancelled", plan: one(cells{plan.FieldStatus: "Cancelled"}), beside: counts(frame.Measure{Ref: "4.2", Baseline: "72 %", Target: "90 %", By: day("2022-03-30"), Latest: "88 %"})},
			{name: "figures of two kinds", plan: one(nil), beside: counts(frame.Measure{Better: "higher", Target: "90 %", By: day("2022-03-30"), Latest: "41"})},
		},
		suppressed: check.Override{Rule: "target-missed", Ref: "4.2", Skip: true, Why: "the board has agreed June"},
	},
	"measure-unreported": {
		fires: []ruleCase{
			{name: "an empty cell", plan: one(aimed("72 %", "90 %", "")), want: `Plan!F6 Plan!E6: action 4.2, latest (Plan!F6): the target is "90 %", and where it stands is not said: nothing is written.`},
			{name: "a placeholder", plan: one(aimed("72 %", "90 %", "TBC")), want: `Plan!F6 Plan!E6: action 4.2, latest (Plan!F6): the target is "90 %", and where it stands is not said: it says only "TBC".`},
			{name: "in the settings", plan: one(nil), beside: counts(frame.Measure{Ref: "4.2", Target: "90 %"}), want: `: the measure "Visits in time" of action 4.2 (measures: in the settings): the target is "90 %", and no figure says where it stands.`},
			{name: "an old figure", plan: one(nil), beside: counts(frame.Measure{Target: "90 %", Latest: "88 %", On: day("2021-09-28")}), want: `: the measure "Visits in time" (measures: in the settings): the target is "90 %", and the latest figure ("88 %") is of 28 September 2021, 184 days ago.`},
			{name: "older than the council allows", plan: one(nil), tuned: check.Tuning{Days: 30}, beside: counts(frame.Measure{Target: "90 %", Latest: "88 %", On: day("2022-02-28")}), want: `: the measure "Visits in time" (measures: in the settings): the target is "90 %", and the latest figure ("88 %") is of 28 February 2022, 31 days ago.`},
		},
		nearMisses: []ruleCase{
			{name: "reported", plan: one(aimed("72 %", "90 %", "88 %"))},
			{name: "no column for it", plan: one(cells{plan.FieldTarget: "90 %"})},
			{name: "a target in words", plan: one(aimed("", "Fewer moves", ""))},
			{name: "not started", plan: one(cells{plan.FieldTarget: "90 %", plan.FieldLatest: "", plan.FieldStatus: "Not started"})},
			{name: "complete", plan: one(cells{plan.FieldTarget: "90 %", plan.FieldLatest: "", plan.FieldStatus: "Complete"})},
			{name: "half a year old", plan: one(nil), beside: counts(frame.Measure{Target: "90 %", Latest: "88 %", On: day("2021-09-29")})},
			{name: "of no day", plan: one(nil), beside: counts(frame.Measure{Target: "90 %", Latest: "88 %"})},
			{name: "no target", plan: one(nil), beside: counts(frame.Measure{Latest: "88 %", On: day("2021-01-01")})},
		},
		suppressed: check.Override{Rule: "measure-unreported", Ref: "4.2", Skip: true, Why: "counted once a year"},
	},
	"baseline-missing": {
		fires: []ruleCase{
			{name: "where others have one", plan: two(aimed("72 %", "90 %", "88 %"), aimed("", "12", "14")), want: `Plan!D7 Plan!E7: action 4.2, baseline (Plan!D7): the target is "12", and where it began is not said: nothing is written.`},
			{name: "in the settings", plan: one(nil), beside: counts(frame.Measure{Ref: "4.2", Target: "90 %", Latest: "88 %"}), want: `: the measure "Visits in time" of action 4.2 (measures: in the settings): the target is "90 %", and nothing says where it began.`},
		},
		nearMisses: []ruleCase{
			{name: "nobody has one", plan: two(aimed("", "90 %", "88 %"), aimed("", "12", "14"))},
			{name: "a target in words", plan: two(aimed("72 %", "90 %", "88 %"), aimed("", "Fewer moves", "14"))},
			{name: "done", plan: two(aimed("72 %", "90 %", "88 %"), cells{plan.FieldBaseline: "", plan.FieldTarget: "12", plan.FieldLatest: "14", plan.FieldStatus: "Complete"})},
			{name: "an earlier figure", plan: one(nil), beside: counts(frame.Measure{Target: "90 %", Earlier: earlier("72 %"), Latest: "88 %"})},
			{name: "a baseline", plan: one(nil), beside: counts(frame.Measure{Baseline: "72 %", Target: "90 %", Latest: "88 %"})},
		},
		suppressed: check.Override{Rule: "baseline-missing", Skip: true, Why: "it was not counted before"},
	},
	"milestone-missed": {
		fires: []ruleCase{
			{name: "a day ago", plan: one(nil), beside: reaches("2022-03-30", ""), want: `: the milestone "Half of all carers are trained" of action 4.2 (milestones: in the settings): it was due on 30 March 2022, 1 day ago, and nothing says that it was reached.`},
		},
		nearMisses: []ruleCase{
			{name: "today", plan: one(nil), beside: reaches("2022-03-31", "")},
			{name: "reached", plan: one(nil), beside: reaches("2022-03-30", "2022-03-31")},
			{name: "the action is complete", plan: one(done), beside: reaches("2022-03-30", "")},
			{name: "of an action that the plan has not", plan: sheet("Plan", full("9", nil)), beside: reaches("2022-03-30", "")},
		},
		suppressed: check.Override{Rule: "milestone-missed", Ref: "4.2", Skip: true, Why: "reported to the board"},
	},
}
