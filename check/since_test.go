package check_test

import (
	"testing"

	"actionplan/check"
	"actionplan/history"
	"actionplan/plan"
)

// then is an earlier version of a plan.
type then struct {
	on   string
	plan plan.Plan
}

// after has a subject know earlier versions of its plan.
func after(versions ...then) func(*check.Subject) {
	return func(s *check.Subject) {
		var all []history.Version
		for _, v := range versions {
			all = append(all, history.Version{On: day(v.on), Source: history.Workbook, Name: "Plan.xlsx", Plan: v.plan.View()})
		}
		s.History = history.Of(append(all, history.Version{On: s.AsAt, Source: history.Now, Plan: s.Plan}))
	}
}

// reported is after, where the committee had a report on a day.
func reported(on string, versions ...then) func(*check.Subject) {
	return func(s *check.Subject) {
		after(versions...)(s)
		s.Times.LastReport = day(on)
	}
}

// december is a plan of one action as it was on 31 December 2021.
func december(changed cells) then { return then{"2021-12-31", one(changed)} }

var done = cells{plan.FieldStatus: "Complete", plan.FieldClosed: "1 December 2021", plan.FieldRAG: "Blue"}

func init() {
	for name, cases := range sinceTested {
		rulesTested[name] = cases
	}
	percent, red := rulesTested["percent-mismatch"], rulesTested["red-unexplained"]
	percent.fires = append(percent.fires,
		ruleCase{name: "less than last time", plan: one(cells{plan.FieldPercent: "40"}), beside: after(december(cells{plan.FieldPercent: "60"})), want: `Plan!J6: action 4.2, percent complete (Plan!J6): it is "40", and was "60" last time.`})
	percent.nearMisses = append(percent.nearMisses,
		ruleCase{name: "as much as last time", plan: one(cells{plan.FieldPercent: "60"}), beside: after(december(cells{plan.FieldPercent: "60"}))},
		ruleCase{name: "more than last time, and less than before", plan: one(cells{plan.FieldPercent: "50"}), beside: after(then{"2021-06-30", one(cells{plan.FieldPercent: "60"})}, december(cells{plan.FieldPercent: "40"}))},
		ruleCase{name: "nobody said how far last time", plan: one(cells{plan.FieldPercent: "40"}), beside: after(december(nil))})
	red.fires = append(red.fires,
		ruleCase{name: "as last time", plan: one(cells{plan.FieldRAG: "Red", plan.FieldProgress: "The trainer left"}), beside: after(december(cells{plan.FieldProgress: "The trainer left"})), want: `Plan!J6 Plan!I6: action 4.2, progress (Plan!J6): the action is red, and it says what it said in Plan.xlsx of 31 December 2021.`})
	red.nearMisses = append(red.nearMisses,
		ruleCase{name: "something else than last time", plan: one(cells{plan.FieldRAG: "Red", plan.FieldProgress: "The trainer left"}), beside: after(december(cells{plan.FieldProgress: "Two of six"}))},
		ruleCase{name: "as last week", plan: one(cells{plan.FieldRAG: "Red", plan.FieldProgress: "The trainer left"}), beside: after(then{"2022-03-24", one(cells{plan.FieldProgress: "The trainer left"})})})
	rulesTested["percent-mismatch"], rulesTested["red-unexplained"] = percent, red
}

var sinceTested = map[string]ruleCases{
	"due-slipped": {
		fires: []ruleCase{
			{name: "since the version before", plan: one(nil), beside: after(december(cells{plan.FieldDue: "30 April 2022"})), want: `Plan!F6: action 4.2, due (Plan!F6): it was due on 30 April 2022 at first and is due on 30 June 2022 now: 61 days, moved once.`},
			{name: "twice, and 91 days", weighs: check.High, plan: one(nil), beside: after(then{"2021-09-30", one(cells{plan.FieldDue: "31 March 2022"})}, december(cells{plan.FieldDue: "30 April 2022"})), want: `Plan!F6: action 4.2, due (Plan!F6): it was due on 31 March 2022 at first and is due on 30 June 2022 now: 91 days, moved twice.`},
			{name: "since the last report alone", weighs: check.High, plan: one(nil), beside: reported("2022-01-10", then{"2021-09-30", one(cells{plan.FieldDue: "31 March 2022"})}, december(cells{plan.FieldDue: "30 April 2022"})), want: `Plan!F6: action 4.2, due (Plan!F6): it was due on 31 March 2022 at first, last reported as 30 April 2022, and is due on 30 June 2022 now: 91 days, moved twice.`},
			{name: "as its cell says", plan: one(cells{plan.FieldDue: "30/04/2022 revised to 30/06/2022"}), want: `Plan!F6: action 4.2, due (Plan!F6): it was due on 30 April 2022 at first and is due on 30 June 2022 now: 61 days, moved once.`},
			{name: "as the column of original dates says", weighs: check.High, plan: one(cells{plan.FieldOriginal: "31 March 2022"}), want: `Plan!F6: action 4.2, due (Plan!F6): it was due on 31 March 2022 at first and is due on 30 June 2022 now: 91 days, moved once.`},
			{name: "under another ref", plan: sheet("Plan", full("9", nil)), beside: after(december(cells{plan.FieldDue: "30 April 2022"})), want: `Plan!F6: action 9, due (Plan!F6): it was due on 30 April 2022 at first and is due on 30 June 2022 now: 61 days, moved once.`},
		},
		nearMisses: []ruleCase{
			{name: "as it was", plan: one(nil), beside: after(december(nil))},
			{name: "brought forward", plan: one(nil), beside: after(december(cells{plan.FieldDue: "31 August 2022"}))},
			{name: "put off, and back again", plan: one(nil), beside: after(then{"2021-09-30", one(nil)}, december(cells{plan.FieldDue: "31 August 2022"}))},
			{name: "put off before the last report", plan: one(nil), beside: reported("2022-01-10", then{"2021-09-30", one(cells{plan.FieldDue: "30 April 2022"})}, december(nil))},
			{name: "the day of the month that was said", plan: one(nil), beside: after(december(cells{plan.FieldDue: "June 2022"}))},
			{name: "complete", plan: one(cells{plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022", plan.FieldRAG: "Blue"}), beside: after(december(cells{plan.FieldDue: "30 April 2022"}))},
			{name: "no date then", plan: one(nil), beside: after(december(cells{plan.FieldDue: "TBC"}))},
			{name: "the same original date", plan: one(cells{plan.FieldOriginal: "30 June 2022"})},
		},
		suppressed: check.Override{Rule: "due-slipped", Ref: "4.2", Skip: true, Why: "granted on 8 March"},
	},
	"due-slipped-unexplained": {
		fires: []ruleCase{
			{name: "no word", plan: one(cells{plan.FieldProgress: "Four of six are trained"}), beside: after(december(cells{plan.FieldDue: "30 April 2022", plan.FieldProgress: "Two of six"})), want: `Plan!F6: action 4.2, due (Plan!F6): its date was moved from 30 April 2022 to 30 June 2022, and no reason is written.`},
			{name: "the reason of the move before", plan: one(cells{plan.FieldExtension: "Board agreed, the trainer left"}), beside: after(then{"2021-09-30", one(cells{plan.FieldDue: "31 March 2022"})}, december(cells{plan.FieldDue: "30 April 2022", plan.FieldExtension: "Board agreed, the trainer left"})), want: `Plan!F6: action 4.2, due (Plan!F6): its date was moved from 30 April 2022 to 30 June 2022, and no reason is written.`},
			{name: "no word in the cell", plan: one(cells{plan.FieldDue: "30/04/2022 revised to 30/06/2022"}), want: `Plan!F6: action 4.2, due (Plan!F6): its date was moved from 30 April 2022 to 30 June 2022, and no reason is written.`},
			{name: "some time ago", plan: one(nil), beside: after(then{"2021-09-30", one(cells{plan.FieldDue: "30 April 2022"})}, december(nil)), want: `Plan!F6: action 4.2, due (Plan!F6): its date was moved from 30 April 2022 to 30 June 2022 (first in Plan.xlsx of 31 December 2021), and no reason is written.`},
		},
		nearMisses: []ruleCase{
			{name: "granted", plan: one(cells{plan.FieldExtension: "Scrutiny, 8 March 2022"}), beside: after(december(cells{plan.FieldDue: "30 April 2022", plan.FieldExtension: ""}))},
			{name: "reported", plan: one(cells{plan.FieldProgress: "Delayed because the trainer left"}), beside: after(december(cells{plan.FieldDue: "30 April 2022", plan.FieldProgress: "Two of six"}))},
			{name: "in a column of the council's own", plan: marked(one(nil), "Reason for change of date", "The tender was run again"), beside: after(december(cells{plan.FieldDue: "30 April 2022"}))},
			{name: "in the cell", plan: one(cells{plan.FieldDue: "30/04/2022 revised to 30/06/2022 as agreed by the board"})},
			{name: "not put off", plan: one(nil), beside: after(december(nil))},
		},
		suppressed: check.Override{Rule: "due-slipped-unexplained", Skip: true, Why: "explained in the covering report"},
	},
	"extension-ungranted": {
		fires: []ruleCase{
			{name: "a reason alone", plan: one(cells{plan.FieldProgress: "Delayed because the trainer left"}), beside: after(december(cells{plan.FieldDue: "30 April 2022", plan.FieldProgress: "Two of six"})), want: `Plan!F6: action 4.2, due (Plan!F6): its date was moved to 30 June 2022, a reason is given, and nobody is named who agreed to it.`},
			{name: "asked for", plan: one(cells{plan.FieldExtension: "Requested from the board"}), beside: after(december(cells{plan.FieldDue: "30 April 2022", plan.FieldExtension: ""})), want: `Plan!F6: action 4.2, due (Plan!F6): its date was moved to 30 June 2022, a reason is given, and nobody is named who agreed to it.`},
		},
		nearMisses: []ruleCase{
			{name: "granted", plan: one(cells{plan.FieldExtension: "Scrutiny, 8 March 2022"}), beside: after(december(cells{plan.FieldDue: "30 April 2022", plan.FieldExtension: ""}))},
			{name: "agreed, as the progress says", plan: one(cells{plan.FieldProgress: "New date agreed by the board on 8 March, since the trainer left"}), beside: after(december(cells{plan.FieldDue: "30 April 2022", plan.FieldProgress: "Two of six"}))},
			{name: "no reason, which is another rule's", plan: one(nil), beside: after(december(cells{plan.FieldDue: "30 April 2022"}))},
		},
		suppressed: check.Override{Rule: "extension-ungranted", Skip: true, Why: "the committee grants them in April"},
	},
	"reopened": {
		fires: []ruleCase{
			{name: "done last time", plan: one(nil), beside: after(december(done)), want: `Plan!H6: action 4.2, status (Plan!H6): it was done, and is "In progress" now.`},
			{name: "done when last reported, and reopened soon", plan: one(nil), beside: reported("2021-12-31", december(done), then{"2022-02-28", one(nil)}), want: `Plan!H6: action 4.2, status (Plan!H6): it was done, and is "In progress" now, first in Plan.xlsx of 28 February 2022.`},
			{name: "done since, and open again", plan: one(nil), beside: reported("2021-12-31", december(nil), then{"2022-02-28", one(done)}), want: `Plan!H6: action 4.2, status (Plan!H6): it was done, and is "In progress" now.`},
		},
		nearMisses: []ruleCase{
			{name: "done and done", plan: one(cells{plan.FieldStatus: "Complete", plan.FieldClosed: "1 December 2021", plan.FieldRAG: "Blue"}), beside: after(december(done))},
			{name: "reopened before last time", plan: one(nil), beside: after(then{"2021-09-30", one(done)}, december(nil))},
			{name: "withdrawn", plan: one(cells{plan.FieldStatus: "Withdrawn"}), beside: after(december(done))},
			{name: "no version", plan: one(nil)},
			{name: "another action took its ref", plan: one(cells{plan.FieldAction: "Appoint a nurse for every school", plan.FieldLead: "Director", plan.FieldDue: "1 May 2022", plan.FieldOutcome: "9 in 10 children are well"}), beside: after(december(done))},
		},
		suppressed: check.Override{Rule: "reopened", Ref: "4.2", Skip: true, Why: "the committee opened it again"},
	},
	"update-stale": {
		fires: []ruleCase{
			{name: "93 days", plan: one(cells{plan.FieldUpdated: "28 December 2021"}), want: `Plan!K6: action 4.2, last updated (Plan!K6): it was last updated on 28 December 2021, 93 days ago.`},
			{name: "the council's own time", plan: one(cells{plan.FieldUpdated: "28 February 2022"}), tuned: check.Tuning{Days: 30}, want: `Plan!K6: action 4.2, last updated (Plan!K6): it was last updated on 28 February 2022, 31 days ago.`},
			{name: "word for word", plan: one(cells{plan.FieldProgress: "Two of six are  trained"}), beside: after(then{"2021-09-30", one(cells{plan.FieldProgress: "Two of six are trained"})}, december(cells{plan.FieldProgress: "Two of six are trained"})), want: `Plan!J6: action 4.2, progress (Plan!J6): it says what it said in Plan.xlsx of 30 September 2021, word for word, in 2 versions and now.`},
		},
		nearMisses: []ruleCase{
			{name: "92 days", plan: one(cells{plan.FieldUpdated: "29 December 2021"})},
			{name: "something new", plan: one(cells{plan.FieldProgress: "Four of six are trained"}), beside: after(december(cells{plan.FieldProgress: "Two of six are trained"}))},
			{name: "saved last week", plan: one(cells{plan.FieldProgress: "Two of six are trained"}), beside: after(then{"2022-03-24", one(cells{plan.FieldProgress: "Two of six are trained"})})},
			{name: "said once, and again now", plan: one(cells{plan.FieldProgress: "Two of six are trained"}), beside: after(then{"2021-09-30", one(cells{plan.FieldProgress: "Two of six are trained"})}, december(cells{plan.FieldProgress: "On hold"}))},
			{name: "nothing, and nothing", plan: one(cells{plan.FieldProgress: ""}), beside: after(december(cells{plan.FieldProgress: ""}))},
			{name: "done", plan: one(cells{plan.FieldProgress: "All are trained", plan.FieldStatus: "Complete", plan.FieldClosed: "1 December 2021", plan.FieldRAG: "Blue"}), beside: after(december(cells{plan.FieldProgress: "All are trained"}))},
			{name: "red, which is another rule's", plan: one(cells{plan.FieldProgress: "The trainer left", plan.FieldRAG: "Red"}), beside: after(december(cells{plan.FieldProgress: "The trainer left"}))},
		},
		suppressed: check.Override{Rule: "update-stale", Skip: true, Why: "leads report in April"},
	},
	"action-vanished": {
		fires: []ruleCase{
			{name: "gone", plan: one(nil), beside: after(then{"2021-12-31", sheet("Plan", full("4.1", cells{plan.FieldAction: "Appoint a nurse"}), full("4.2", nil))}), want: `: action 4.1: “Appoint a nurse”: it is in the plan no longer; it was last in Plan.xlsx of 31 December 2021, as open.`},
			{name: "its ref given to another", plan: one(cells{plan.FieldAction: "Appoint a nurse for every school", plan.FieldLead: "Director", plan.FieldDue: "1 May 2022", plan.FieldOutcome: "9 in 10 children are well"}), beside: after(december(nil)), want: `: action 4.2: “Train foster carers”: it is in the plan no longer; it was last in Plan.xlsx of 31 December 2021, as open.`},
			{name: "most of the plan", plan: one(nil), beside: after(then{"2021-12-31", sheet("Plan", full("1", cells{plan.FieldAction: "Appoint a nurse"}), full("2", cells{plan.FieldAction: "Build homes"}), full("3", cells{plan.FieldAction: "Audit cases"}), full("4", cells{plan.FieldAction: "Write the plan"}), full("5", cells{plan.FieldAction: "Visit schools"}), full("4.2", nil))}), want: `: the plan: 5 of 6 actions that were in it are gone without a word (1, 2, 3, 4, 5).`},
		},
		nearMisses: []ruleCase{
			{name: "another ref", plan: sheet("Plan", full("9", nil)), beside: after(december(nil))},
			{name: "another table", plan: sheet("Completed", full("4.2", nil)), beside: after(december(nil))},
			{name: "reworded", plan: one(cells{plan.FieldAction: "Train all our foster carers in first aid"}), beside: after(december(nil))},
			{name: "withdrawn then", plan: one(nil), beside: after(then{"2021-12-31", sheet("Plan", full("4.1", cells{plan.FieldAction: "Appoint a nurse", plan.FieldStatus: "Withdrawn"}), full("4.2", nil))})},
			{name: "done then", plan: one(nil), beside: after(then{"2021-12-31", sheet("Plan", full("4.1", cells{plan.FieldAction: "Appoint a nurse", plan.FieldStatus: "Complete", plan.FieldClosed: "1 December 2021", plan.FieldRAG: "Blue"}), full("4.2", nil))})},
			{name: "merged, as another says", plan: one(cells{plan.FieldProgress: "Now incorporates 4.1"}), beside: after(then{"2021-12-31", sheet("Plan", full("4.1", cells{plan.FieldAction: "Appoint a nurse"}), full("4.2", nil))})},
			{name: "merged, as it said", plan: one(nil), beside: after(then{"2021-12-31", sheet("Plan", full("4.1", cells{plan.FieldAction: "Appoint a nurse", plan.FieldProgress: "Merged with action 4.2"}), full("4.2", nil))})},
			{name: "gone before last time", plan: one(nil), beside: after(then{"2021-09-30", sheet("Plan", full("4.1", cells{plan.FieldAction: "Appoint a nurse"}), full("4.2", nil))}, december(nil))},
			{name: "gone, and back", plan: one(nil), beside: after(then{"2021-09-30", one(nil)}, then{"2021-12-31", sheet("Plan", full("4.1", cells{plan.FieldAction: "Appoint a nurse"}))}, then{"2022-01-31", sheet("Plan", full("4.2", nil))})},
		},
		suppressed: check.Override{Rule: "action-vanished", Ref: "4.1", Skip: true, Why: "the committee agreed to drop it"},
	},
	"action-reworded": {
		fires: []ruleCase{
			{name: "the action", plan: one(cells{plan.FieldAction: "Train all new foster carers"}), beside: after(december(nil)), want: `Plan!B6: action 4.2, action (Plan!B6): it says "Train all new foster carers" now, and said "Train foster carers" in Plan.xlsx of 31 December 2021.`},
			{name: "its outcome", plan: one(cells{plan.FieldOutcome: "2 in 3 children feel safe"}), beside: after(december(nil)), want: `Plan!C6: action 4.2, outcome (Plan!C6): it says "2 in 3 children feel safe" now, and said "9 in 10 children in care feel safe" in Plan.xlsx of 31 December 2021.`},
			{name: "the inspector's words", weighs: check.High, plan: one(cells{plan.FieldRecommendation: "Train carers"}), beside: after(december(cells{plan.FieldRecommendation: "The council should train and support all its carers"})), want: `Plan!B6: action 4.2, recommendation (Plan!B6): it says "Train carers" now, and said "The council should train and support all its carers" in Plan.xlsx of 31 December 2021.`},
		},
		nearMisses: []ruleCase{
			{name: "one word in five", plan: one(cells{plan.FieldOutcome: "9 in 10 children in care feel safer"}), beside: after(december(nil))},
			{name: "marks and capitals", plan: one(cells{plan.FieldAction: "TRAIN foster-carers."}), beside: after(december(cells{plan.FieldAction: "Train foster carers"}))},
			{name: "filled in", plan: one(nil), beside: after(december(cells{plan.FieldOutcome: ""}))},
			{name: "no column then", plan: one(nil), beside: after(december(cells{plan.FieldOutcome: absent}))},
		},
		suppressed: check.Override{Rule: "action-reworded", Skip: true, Why: "the covering report lists them"},
	},
	"target-met": {
		fires: []ruleCase{
			{name: "at it", plan: one(cells{plan.FieldBaseline: "60%", plan.FieldTarget: "90%", plan.FieldLatest: "90%"}), want: `Plan!F6 Plan!E6: action 4.2, latest (Plan!F6): it is "90%", the target is "90%", and the action is open.`},
			{name: "past it, by the baseline", plan: one(cells{plan.FieldBaseline: "14", plan.FieldTarget: "10", plan.FieldLatest: "8"}), want: `Plan!F6 Plan!E6: action 4.2, latest (Plan!F6): it is "8", the target is "10", and the action is open.`},
			{name: "past it, by its words", plan: one(cells{plan.FieldTarget: "No more than 10", plan.FieldLatest: "8"}), want: `Plan!E6 Plan!D6: action 4.2, latest (Plan!E6): it is "8", the target is "No more than 10", and the action is open.`},
		},
		nearMisses: []ruleCase{
			{name: "short of it", plan: one(cells{plan.FieldBaseline: "60%", plan.FieldTarget: "90%", plan.FieldLatest: "89%"})},
			{name: "above what is to fall", plan: one(cells{plan.FieldBaseline: "14", plan.FieldTarget: "10", plan.FieldLatest: "12"})},
			{name: "nothing says which way", plan: one(cells{plan.FieldTarget: "10", plan.FieldLatest: "12"})},
			{name: "of two kinds", plan: one(cells{plan.FieldBaseline: "2", plan.FieldTarget: "5", plan.FieldLatest: "90%"})},
			{name: "several figures", plan: one(cells{plan.FieldBaseline: "60%", plan.FieldTarget: "90% by 2023", plan.FieldLatest: "95%"})},
			{name: "done", plan: one(cells{plan.FieldBaseline: "60%", plan.FieldTarget: "90%", plan.FieldLatest: "95%", plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022", plan.FieldRAG: "Blue"})},
		},
		suppressed: check.Override{Rule: "target-met", Skip: true, Why: "it has to last for a year"},
	},
	"measure-adverse": {
		fires: []ruleCase{
			{name: "down, and down", plan: one(cells{plan.FieldTarget: "95%", plan.FieldLatest: "80%"}), beside: after(then{"2021-09-30", one(cells{plan.FieldTarget: "95%", plan.FieldLatest: "88%"})}, december(cells{plan.FieldTarget: "95%", plan.FieldLatest: "85%"})), want: `Plan!E6 Plan!D6: action 4.2, latest (Plan!E6): it went "88%", then "85%", then "80%", away from the target of "95%".`},
			{name: "up, where less is meant", plan: one(cells{plan.FieldTarget: "10 or fewer", plan.FieldLatest: "19"}), beside: after(then{"2021-09-30", one(cells{plan.FieldTarget: "10 or fewer", plan.FieldLatest: "14"})}, december(cells{plan.FieldTarget: "10 or fewer", plan.FieldLatest: "16"})), want: `Plan!E6 Plan!D6: action 4.2, latest (Plan!E6): it went "14", then "16", then "19", away from the target of "10 or fewer".`},
		},
		nearMisses: []ruleCase{
			{name: "down once", plan: one(cells{plan.FieldTarget: "95%", plan.FieldLatest: "85%"}), beside: after(then{"2021-09-30", one(cells{plan.FieldTarget: "95%", plan.FieldLatest: "84%"})}, december(cells{plan.FieldTarget: "95%", plan.FieldLatest: "88%"}))},
			{name: "the same figure again", plan: one(cells{plan.FieldTarget: "95%", plan.FieldLatest: "85%"}), beside: after(then{"2021-09-30", one(cells{plan.FieldTarget: "95%", plan.FieldLatest: "88%"})}, december(cells{plan.FieldTarget: "95%", plan.FieldLatest: "85%"}))},
			{name: "towards it", plan: one(cells{plan.FieldTarget: "95%", plan.FieldLatest: "94%"}), beside: after(then{"2021-09-30", one(cells{plan.FieldTarget: "95%", plan.FieldLatest: "88%"})}, december(cells{plan.FieldTarget: "95%", plan.FieldLatest: "90%"}))},
			{name: "past it, and farther", plan: one(cells{plan.FieldBaseline: "60%", plan.FieldTarget: "90%", plan.FieldLatest: "99%"}), beside: after(then{"2021-09-30", one(cells{plan.FieldTarget: "90%", plan.FieldLatest: "92%"})}, december(cells{plan.FieldTarget: "90%", plan.FieldLatest: "95%"}))},
		},
		suppressed: check.Override{Rule: "measure-adverse", Skip: true, Why: "the figures are counted anew"},
	},
}

// TestSlipIsGrave where it was moved twice or by more than 90 days, and not else.
func TestSlipIsGrave(t *testing.T) {
	for due, want := range map[string]check.Severity{"30 April 2022": check.Medium, "1 April 2022": check.Medium, "31 March 2022": check.High} {
		s := check.Subject{Plan: one(nil).View(), AsAt: asAt}
		after(december(cells{plan.FieldDue: due}))(&s)
		report, err := check.Run(s, check.Options{Only: []string{"due-slipped"}})
		if err != nil {
			t.Fatal(err)
		}
		if len(report.Findings) != 1 || report.Findings[0].Severity != want {
			t.Errorf("from %s: %v, want one of %s", due, report.Findings, want)
		}
	}
}

// TestVanishedHasItsRef, so that it can be set aside for one action.
func TestVanishedHasItsRef(t *testing.T) {
	s := check.Subject{Plan: one(nil).View(), AsAt: asAt}
	after(then{"2021-12-31", sheet("Plan", full("4.1", cells{plan.FieldAction: "Appoint a nurse"}), full("4.2", nil))})(&s)
	report, err := check.Run(s, check.Options{Only: []string{"action-vanished"}})
	if err != nil {
		t.Fatal(err)
	}
	if len(report.Findings) != 1 || report.Findings[0].Ref != "4.1" {
		t.Errorf("%v", report.Findings)
	}
}
