package check_test

import (
	"fmt"
	"strings"
	"testing"

	"actionplan/check"
	"actionplan/clock"
	"actionplan/frame"
	"actionplan/internal/personal"
	"actionplan/plan"
	"actionplan/reconcile"

	"github.com/google/go-cmp/cmp"
)

// ruleCase is one plan, and what a rule is to find in it: the places and the
// messages, a line each.
type ruleCase struct {
	name   string
	plan   plan.Plan
	want   string
	beside func(*check.Subject) // sets what the rule needs to know beside the plan; nil for nothing
	tuned  check.Tuning         // what the council has set of the rule
	weighs check.Severity       // how grave it is, where it is not as grave as the rule
}

// report runs one rule over a case.
func (c ruleCase) report(t *testing.T, rule string, o check.Options) check.Report {
	t.Helper()
	s := check.Subject{Plan: c.plan.View(), AsAt: asAt, Inspection: inspection}
	if c.beside != nil {
		c.beside(&s)
	}
	o.Only, o.Tuned = []string{rule}, []check.Tuned{{Rule: rule, Tuning: c.tuned}}
	report, err := check.Run(s, o)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// ruleCases hold each rule to what it finds, to what it must pass by, and to
// being left out with a reason.
type ruleCases struct {
	fires      []ruleCase
	nearMisses []ruleCase
	suppressed check.Override // leaves the first firing case's findings out
}

// with has every action of a plan say the same in a further field.
func with(p plan.Plan, f plan.Field, text string) plan.Plan {
	for i := range p.Actions {
		p.Actions[i].Set(f, plan.Entry{Value: plan.TextValue(text), Typed: text})
	}
	return p
}

func one(changed cells) plan.Plan { return sheet("Plan", full("4.2", changed)) }

// agreedOnly has a plan's texts stand in no cell, as what was agreed and is gone does.
func agreedOnly(p plan.Plan) plan.Plan {
	for i := range p.Actions {
		for f, e := range p.Actions[i].All() {
			e.Cell = plan.Cell{}
			p.Actions[i].Set(f, e)
		}
	}
	return p
}

func labelled(label string) plan.Plan {
	p := one(nil)
	p.Label = label
	return p
}

// asked has a council that was asked for something, a line each.
func asked(lines ...string) func(*check.Subject) {
	return func(s *check.Subject) { s.Frame.Recommendations = frame.ReadList(strings.Join(lines, "\n")) }
}

func documents(all ...check.Document) func(*check.Subject) {
	return func(s *check.Subject) { s.Paper.Documents = all }
}

func sections(all ...check.Section) func(*check.Subject) {
	return func(s *check.Subject) { s.Paper.Sections = all }
}

func requests(meeting string, all ...check.Request) func(*check.Subject) {
	return func(s *check.Subject) { s.Times.Meeting, s.Paper.Requests = day(meeting), all }
}

func titled(p plan.Plan, title string) plan.Plan {
	p.Title = title
	return p
}

// dueOn is a plan of actions due on given days.
func dueOn(days ...string) plan.Plan {
	var rows []cells
	for i, due := range days {
		rows = append(rows, full(fmt.Sprint(i+1), cells{plan.FieldDue: due}))
	}
	return sheet("Plan", rows...)
}

// progress is a plan of one action that reports something, and says the message
// of a finding about it.
func progress(text string) plan.Plan { return one(cells{plan.FieldProgress: text}) }

func says(message string) string { return "Plan!J6: action 4.2, progress (Plan!J6): " + message }

// quarters is a council's rule for ratings, by quarters.
func quarters(s *check.Subject) {
	s.RatingRule = []check.Band{{Rating: plan.RatingRed, UpTo: 49, Overdue: true}, {Rating: plan.RatingRed, UpTo: 25}, {Rating: plan.RatingAmber, UpTo: 75}, {Rating: plan.RatingGreen, UpTo: 100}}
}

// scanned has a subject looked through for personal data.
func scanned(s *check.Subject) { s.Personal = personal.Find }

func struck(p plan.Plan) plan.Plan {
	p.Actions[0].Struck = true
	return p
}

func hidden(p plan.Plan) plan.Plan {
	p.Actions[0].Hidden = true
	return p
}

// marked gives a plan's first action a column that nobody knows.
func marked(p plan.Plan, heading, says string) plan.Plan {
	field := plan.OtherField(heading)
	p.Columns = append(p.Columns, plan.Column{Table: "Plan", Letter: "Z", Number: 26, Heading: heading, Field: field})
	p.Actions[0].Set(field, plan.Entry{Value: plan.TextValue(says), Typed: says, Cell: plan.Cell{Sheet: "Plan", Row: 6, Column: 26}})
	return p
}

// long is an action of many words.
const long = "Agree with every school in the district how it tells the front door of a child about whom it is worried"

// feeling is an outcome that names nothing to count.
const feeling = "Children in care feel safe"

// milestoned is a plan whose first action has a milestone, and whose second says
// what is given and is due when it is.
func milestoned(says, due string) plan.Plan {
	p := two(nil, cells{plan.FieldDue: due})
	field := plan.OtherField("Milestones")
	p.Columns = append(p.Columns, plan.Column{Table: "Plan", Letter: "Z", Number: 26, Heading: "Milestones", Field: field})
	for i, typed := range []string{"June: all are trained", says} {
		p.Actions[i].Set(field, plan.Entry{Value: plan.TextValue(typed), Typed: typed, Cell: plan.Cell{Sheet: "Plan", Row: 6 + i, Column: 26}})
	}
	return p
}

func two(first, second cells) plan.Plan {
	return sheet("Plan", full("4.1", first), full("4.2", second))
}

// open marks a cell as one a question is open about; with no value it is one
// nothing was ever agreed for.
func open(p plan.Plan, f plan.Field, last plan.Value) plan.Plan {
	e := p.Actions[0].Entry(f)
	e.Value, e.Open = last, true
	p.Actions[0].Set(f, e)
	return p
}

// noted has the reading of a plan say something.
func noted(p plan.Plan, n plan.Note) plan.Plan {
	p.Notes = append(p.Notes, n)
	return p
}

// worded has a plan know a word of the council's own.
func worded(p plan.Plan, word string, means plan.Status) plan.Plan {
	p.Statuses = []plan.StatusWord{{Words: word, Means: means}}
	return p
}

func day(iso string) plan.Date {
	d, err := plan.ParseISO(iso)
	if err != nil {
		panic(err)
	}
	return d
}

// times sets the days that rules about clocks go by; the tests' report date is 31
// March 2022.
func times(set check.Times) func(*check.Subject) {
	return func(s *check.Subject) { s.Times = set }
}

func clocks(c clock.Clock) check.Times { return check.Times{Clocks: []clock.Clock{c}} }

var rulesTested = map[string]ruleCases{
	"outcome-is-activity": {
		fires: []ruleCase{
			{name: "a verb of doing", plan: one(cells{plan.FieldOutcome: "Deliver training for 40 staff"}), want: `Plan!C6: action 4.2, outcome (Plan!C6): it begins with "deliver" and names nobody it is for.`},
			{name: "its noun", plan: one(cells{plan.FieldOutcome: "Completion of the review by March 2023"}), want: `Plan!C6: action 4.2, outcome (Plan!C6): it begins with "completion of" and names nobody it is for.`},
			{name: "the action again", plan: one(cells{plan.FieldAction: "Train 9 foster carers", plan.FieldOutcome: "Train 9 foster carers"}), want: `Plan!C6 Plan!B6: action 4.2, outcome (Plan!C6): it says what the action says.`},
			{name: "the council's own word", plan: one(cells{plan.FieldOutcome: "Embed 3 new forms"}), tuned: check.Tuning{Words: []string{"embed"}}, want: `Plan!C6: action 4.2, outcome (Plan!C6): it begins with "embed" and names nobody it is for.`},
		},
		nearMisses: []ruleCase{
			{name: "who notices", plan: one(cells{plan.FieldOutcome: "Care leavers tell us they feel safe"})},
			{name: "doing, for somebody", plan: one(cells{plan.FieldOutcome: "Deliver 90 % of visits to children on time"})},
			{name: "a verb within", plan: one(cells{plan.FieldOutcome: "90 % of training is delivered"})},
			{name: "cancelled", plan: one(cells{plan.FieldOutcome: "Deliver training", plan.FieldStatus: "Cancelled"})},
			{name: "blank", plan: one(cells{plan.FieldOutcome: ""})},
		},
		suppressed: check.Override{Rule: "outcome-is-activity", Ref: "4.2", Skip: true, Why: "the measure says what changes"},
	},
	"lead-not-a-person": {
		fires: []ruleCase{
			{name: "everybody", plan: one(cells{plan.FieldLead: "All partners"}), want: `Plan!D6: action 4.2, lead (Plan!D6): "All partners" is nobody in particular.`},
			{name: "a board", plan: one(cells{plan.FieldLead: "Improvement Board"}), want: `Plan!D6: action 4.2, lead (Plan!D6): "Improvement Board" names a group, and no post in it.`},
			{name: "a board that a board is accountable for", plan: one(cells{plan.FieldLead: "Fostering Team", plan.FieldAccountable: "Improvement Board"}), want: `Plan!D6: action 4.2, lead (Plan!D6): "Fostering Team" names a group, and no post in it.`},
			{name: "three posts", plan: one(cells{plan.FieldLead: "Head of Fostering, Head of Adoption; Service Manager"}), want: `Plan!D6: action 4.2, lead (Plan!D6): it names 3 posts, and none of them as the lead.`},
		},
		nearMisses: []ruleCase{
			{name: "a post", plan: one(cells{plan.FieldLead: "Head of Care Leavers"})},
			{name: "a post is accountable for what a team does", plan: one(cells{plan.FieldLead: "Fostering Team", plan.FieldAccountable: "Head of Fostering"})},
			{name: "one of three is the lead", plan: one(cells{plan.FieldLead: "Head of Fostering (lead), Head of Adoption, Service Manager"})},
			{name: "a post with a comma in its name", plan: one(cells{plan.FieldLead: "Director of Children, Families and Education"})},
			{name: "a team's manager", plan: one(cells{plan.FieldLead: "Team Manager, Fostering Team"})},
			{name: "initials", plan: one(cells{plan.FieldLead: "AB"})},
			{name: "one post, said again in the rows that go on with it", plan: one(cells{plan.FieldLead: "Head of Fostering\nHead of Fostering\nHead of fostering"})},
			{name: "blank, which is another rule's", plan: one(cells{plan.FieldLead: ""})},
			{name: "cancelled", plan: one(cells{plan.FieldLead: "All", plan.FieldStatus: "Cancelled"})},
		},
		suppressed: check.Override{Rule: "lead-not-a-person", Skip: true, Why: "the board's chair answers"},
	},
	"measure-blank": {
		fires: []ruleCase{
			{name: "nothing", plan: one(cells{plan.FieldMeasure: "", plan.FieldOutcome: feeling}), want: `Plan!D6: action 4.2, measure (Plan!D6): nothing is written. The outcome names no number or date either.`},
			{name: "no column", plan: one(cells{plan.FieldMeasure: absent, plan.FieldOutcome: feeling}), want: `Plan row 5: sheet "Plan" (Plan row 5): no column says how the outcomes are measured, and no outcome names a number or a date.`},
		},
		nearMisses: []ruleCase{
			{name: "a measure", plan: one(cells{plan.FieldMeasure: "Survey of carers", plan.FieldOutcome: feeling})},
			{name: "the outcome counts", plan: one(cells{plan.FieldMeasure: "", plan.FieldOutcome: "90 % of carers stay"})},
			{name: "a target", plan: one(cells{plan.FieldMeasure: "", plan.FieldTarget: "Fewer moves", plan.FieldOutcome: feeling})},
			{name: "no column, and one outcome counts", plan: two(cells{plan.FieldMeasure: absent, plan.FieldOutcome: "90 % of carers stay"}, cells{plan.FieldMeasure: absent, plan.FieldOutcome: feeling})},
			{name: "no outcomes either, which is another rule's", plan: one(cells{plan.FieldMeasure: absent, plan.FieldOutcome: absent})},
			{name: "cancelled", plan: one(cells{plan.FieldMeasure: "", plan.FieldStatus: "Cancelled", plan.FieldOutcome: feeling})},
		},
		suppressed: check.Override{Rule: "measure-blank", Skip: true, Why: "measures are in the scorecard"},
	},
	"wording-continuing": {
		fires: []ruleCase{
			{name: "two of three", plan: sheet("Plan", full("1", cells{plan.FieldMeasure: "", plan.FieldOutcome: feeling, plan.FieldAction: "Continue work to recruit carers"}), full("2", cells{plan.FieldMeasure: "", plan.FieldOutcome: feeling, plan.FieldAction: "Continued relentless focus on visits"}), full("3", nil)), want: `Plan!B6 Plan!B7: the plan: actions that begin with a word of carrying on and have no measure: 2 of 3 (1, 2).`},
			{name: "the council's own word", plan: one(cells{plan.FieldMeasure: "", plan.FieldOutcome: feeling, plan.FieldAction: "Remain focused on visits"}), tuned: check.Tuning{Words: []string{"remain"}}, want: `Plan!B6: the plan: actions that begin with a word of carrying on and have no measure: 1 of 1 (4.2).`},
		},
		nearMisses: []ruleCase{
			{name: "measured", plan: one(cells{plan.FieldAction: "Continue weekly visits", plan.FieldMeasure: "All visits in time"})},
			{name: "within the action", plan: one(cells{plan.FieldMeasure: "", plan.FieldOutcome: feeling, plan.FieldAction: "Train carers and continue to visit"})},
			{name: "to keep somebody safe is no carrying on", plan: one(cells{plan.FieldMeasure: "", plan.FieldOutcome: feeling, plan.FieldAction: "Keep records of each visit where carers find them"})},
			{name: "cancelled", plan: one(cells{plan.FieldMeasure: "", plan.FieldOutcome: feeling, plan.FieldAction: "Continue visits", plan.FieldStatus: "Cancelled"})},
		},
		suppressed: check.Override{Rule: "wording-continuing", Skip: true, Why: "the inspector's own words"},
	},
	"partner-unnamed": {
		fires: []ruleCase{
			{name: "the police", plan: one(cells{plan.FieldPartner: "", plan.FieldAction: "Agree a protocol with the Police"}), want: `Plan!E6 Plan!B6: action 4.2, partner (Plan!E6): no partner is named, and the action speaks of "police".`},
			{name: "in the outcome", plan: one(cells{plan.FieldPartner: "TBC", plan.FieldOutcome: "2 in 3 schools share what they know about children"}), want: `Plan!E6 Plan!B6: action 4.2, partner (Plan!E6): no partner is named, and the action speaks of "schools".`},
		},
		nearMisses: []ruleCase{
			{name: "named", plan: one(cells{plan.FieldPartner: "Police", plan.FieldAction: "Agree a protocol with the police"})},
			{name: "no column", plan: one(cells{plan.FieldAction: "Agree a protocol with the police"})},
			{name: "a word that holds it", plan: one(cells{plan.FieldPartner: "", plan.FieldAction: "Rewrite the policies"})},
			{name: "it leads itself", plan: one(cells{plan.FieldPartner: "", plan.FieldLead: "Police Superintendent", plan.FieldAction: "Train police officers"})},
		},
		suppressed: check.Override{Rule: "partner-unnamed", Skip: true, Why: "the council does it alone"},
	},
	"voice-missing": {
		fires: []ruleCase{
			{name: "measured by figures", plan: one(cells{plan.FieldMeasure: "90 % of visits in time", plan.FieldEvidence: "Dashboard"}), want: `Plan!D6 Plan!C6: action 4.2, measure (Plan!D6): the outcome is about what children experience, and they are not asked.`},
			{name: "no measure column", plan: one(cells{plan.FieldMeasure: absent, plan.FieldEvidence: "Dashboard"}), want: `Plan!J6 Plan!C6: action 4.2, evidence (Plan!J6): the outcome is about what children experience, and they are not asked.`},
		},
		nearMisses: []ruleCase{
			{name: "a survey", plan: one(cells{plan.FieldMeasure: "Survey of children in care", plan.FieldEvidence: "Dashboard"})},
			{name: "no experience", plan: one(cells{plan.FieldOutcome: "Children are seen within five days", plan.FieldMeasure: "Dashboard", plan.FieldEvidence: ""})},
			{name: "nothing measured at all", plan: one(cells{plan.FieldMeasure: "", plan.FieldEvidence: ""})},
			{name: "staff feel it", plan: one(cells{plan.FieldOutcome: "Social workers feel supported", plan.FieldMeasure: "Turnover", plan.FieldEvidence: "Dashboard"})},
		},
		suppressed: check.Override{Rule: "voice-missing", Skip: true, Why: "the survey is in autumn"},
	},
	"milestone-missing": {
		fires: []ruleCase{
			{name: "nine months", plan: milestoned("", "1 October 2022"), want: `Plan!Z7 Plan!E7 Plan!F7: action 4.2, milestones (Plan!Z7): no milestone is written, and the action takes 273 days.`},
		},
		nearMisses: []ruleCase{
			{name: "half a year", plan: milestoned("", "3 July 2022")},
			{name: "written", plan: milestoned("March: half are trained", "1 October 2022")},
			{name: "no plan of milestones", plan: one(cells{plan.FieldDue: "1 October 2022"})},
		},
		suppressed: check.Override{Rule: "milestone-missing", Skip: true, Why: "the board sets them in May"},
	},
	"red-unexplained": {
		fires: []ruleCase{
			{name: "nothing said", plan: one(cells{plan.FieldRAG: "Red", plan.FieldProgress: ""}), want: `Plan!J6 Plan!I6: action 4.2, progress (Plan!J6): the action is red, and nothing is written.`},
			{name: "a placeholder", plan: one(cells{plan.FieldRAG: "Red", plan.FieldProgress: "TBC"}), want: `Plan!J6 Plan!I6: action 4.2, progress (Plan!J6): the action is red, and it says only "TBC".`},
		},
		nearMisses: []ruleCase{
			{name: "explained", plan: one(cells{plan.FieldRAG: "Red", plan.FieldProgress: "The trainer left"})},
			{name: "amber", plan: one(cells{plan.FieldRAG: "Amber", plan.FieldProgress: ""})},
			{name: "no column", plan: one(cells{plan.FieldRAG: "Red"})},
			{name: "cancelled", plan: one(cells{plan.FieldRAG: "Red", plan.FieldProgress: "", plan.FieldStatus: "Cancelled"})},
		},
		suppressed: check.Override{Rule: "red-unexplained", Ref: "4.2", Skip: true, Why: "explained in the covering report"},
	},
	"evidence-one-kind": {
		fires: []ruleCase{
			{name: "figures alone", plan: two(cells{plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022", plan.FieldRAG: "Blue", plan.FieldEvidence: "Data: 90 %. Audit of June. Voice: survey"}, cells{plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022", plan.FieldRAG: "Blue", plan.FieldEvidence: "Dashboard of March"}), want: `Plan!J7: action 4.2, evidence (Plan!J7): the action is complete, and its evidence is data alone, and not an audit or what children and families say.`},
		},
		nearMisses: []ruleCase{
			{name: "the plan does not tell kinds apart", plan: one(cells{plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022", plan.FieldEvidence: "Dashboard of March"})},
			{name: "open", plan: two(cells{plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022", plan.FieldRAG: "Blue", plan.FieldEvidence: "Data: 90 %. Audit of June. Voice: survey"}, cells{plan.FieldEvidence: "Dashboard of March"})},
			{name: "of no known kind", plan: two(cells{plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022", plan.FieldRAG: "Blue", plan.FieldEvidence: "Data: 90 %. Audit of June. Voice: survey"}, cells{plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022", plan.FieldRAG: "Blue", plan.FieldEvidence: "Minutes of the board"})},
		},
		suppressed: check.Override{Rule: "evidence-one-kind", Skip: true, Why: "the audit is in May"},
	},
	"abbreviation-unexplained": {
		fires: []ruleCase{
			{name: "two", plan: one(cells{plan.FieldAction: "Train NQSWs before the ILACS visit"}), want: `Plan!B6 Plan!B6: the plan: 2 abbreviations are not explained: NQSW (Plan!B6), ILACS (Plan!B6).`},
			{name: "once, though it stands in no cell any more", plan: agreedOnly(one(cells{plan.FieldAction: "Train NQSWs, and more NQSWs", plan.FieldMeasure: "90% seen by an NQSW"})), want: `: the plan: 1 abbreviation is not explained: NQSW.`},
			{name: "one", plan: one(cells{plan.FieldLead: "Head of MASH"}), want: `Plan!D6: the plan: 1 abbreviation is not explained: MASH (Plan!D6).`},
		},
		nearMisses: []ruleCase{
			{name: "explained in the plan", plan: two(cells{plan.FieldLead: "Head of MASH"}, cells{plan.FieldAction: "Move the Multi-Agency Safeguarding Hub (MASH)"})},
			{name: "the other way round", plan: one(cells{plan.FieldAction: "Move the MASH (Multi-Agency Safeguarding Hub)"})},
			{name: "everybody knows it", plan: one(cells{plan.FieldPartner: "NHS Trust"})},
			{name: "the council's own", plan: one(cells{plan.FieldLead: "Head of MASH"}), tuned: check.Tuning{Words: []string{"MASH"}}},
			{name: "all in capitals", plan: one(cells{plan.FieldAction: "TRAIN FOSTER CARERS"})},
			{name: "a loud word", plan: two(cells{plan.FieldAction: "Visit EVERY carer"}, cells{plan.FieldAction: "Visit every school"})},
			{name: "a numeral", plan: one(cells{plan.FieldAction: "Answer area VIII of the report"})},
			{name: "not published", plan: one(cells{plan.FieldEvidence: "QA of the ILACS visit"})},
		},
		suppressed: check.Override{Rule: "abbreviation-unexplained", Skip: true, Why: "there is a glossary"},
	},
	"due-soon": {
		fires: []ruleCase{
			{name: "half done, four weeks left", plan: one(cells{plan.FieldDue: "28/04/2022", plan.FieldPercent: "50"}), want: `Plan!F6 Plan!J6: action 4.2, due (Plan!F6): it is due on 28 April 2022, and is 50 % done.`},
			{name: "not started, due today", plan: one(cells{plan.FieldDue: "31/03/2022", plan.FieldStatus: "Not started", plan.FieldRAG: "Amber"}), want: `Plan!F6 Plan!H6: action 4.2, due (Plan!F6): it is due today, and is not started.`},
			{name: "the council's own time", plan: one(cells{plan.FieldDue: "30/06/2022", plan.FieldPercent: "50"}), tuned: check.Tuning{Days: 100}, want: `Plan!F6 Plan!J6: action 4.2, due (Plan!F6): it is due on 30 June 2022, and is 50 % done.`},
		},
		nearMisses: []ruleCase{
			{name: "three quarters done", plan: one(cells{plan.FieldDue: "28/04/2022", plan.FieldPercent: "75"})},
			{name: "29 days left", plan: one(cells{plan.FieldDue: "29/04/2022", plan.FieldPercent: "50"})},
			{name: "overdue, which is another rule's", plan: one(cells{plan.FieldDue: "30/03/2022", plan.FieldPercent: "50", plan.FieldRAG: "Red"})},
			{name: "in progress, nobody says how far", plan: one(cells{plan.FieldDue: "28/04/2022"})},
			{name: "complete", plan: one(cells{plan.FieldDue: "28/04/2022", plan.FieldPercent: "50", plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022", plan.FieldRAG: "Blue"})},
		},
		suppressed: check.Override{Rule: "due-soon", Skip: true, Why: "the board has just looked at it"},
	},
	"due-bunched": {
		fires: []ruleCase{
			{name: "five of five", plan: dueOn("31/05/2022", "31/05/2022", "31/05/2022", "31/05/2022", "31/05/2022"), want: `Plan!F6 Plan!F7 Plan!F8 Plan!F9 Plan!F10: the plan: 5 of 5 open actions are due on 31 May 2022 (1, 2, 3, 4, 5).`},
			{name: "the council's own number", plan: dueOn("31/05/2022", "31/05/2022", "30/06/2022"), tuned: check.Tuning{Count: 2}, want: `Plan!F6 Plan!F7: the plan: 2 of 3 open actions are due on 31 May 2022 (1, 2).`},
		},
		nearMisses: []ruleCase{
			{name: "four", plan: dueOn("31/05/2022", "31/05/2022", "31/05/2022", "31/05/2022")},
			{name: "each says why", plan: with(dueOn("31/05/2022", "31/05/2022", "31/05/2022", "31/05/2022", "31/05/2022"), plan.FieldRationale, "The panel meets in June")},
			{name: "five of thirteen", plan: dueOn("31/05/2022", "31/05/2022", "31/05/2022", "31/05/2022", "31/05/2022", "1/6/2022", "2/6/2022", "3/6/2022", "4/6/2022", "5/6/2022", "6/6/2022", "7/6/2022", "8/6/2022")},
		},
		suppressed: check.Override{Rule: "due-bunched", Skip: true, Why: "the end of the year"},
	},
	"due-on-day-off": {
		fires: []ruleCase{
			{name: "a Saturday", plan: one(cells{plan.FieldDue: "4 June 2022"}), want: `Plan!F6: action 4.2, due (Plan!F6): 4 June 2022 is a Saturday.`},
			{name: "the jubilee", plan: one(cells{plan.FieldDue: "3 June 2022"}), want: `Plan!F6: action 4.2, due (Plan!F6): 3 June 2022 is a bank holiday.`},
			{name: "closed", plan: one(nil), beside: func(s *check.Subject) { s.Calendar = plan.NewCalendar(day("2022-06-30")) }, want: `Plan!F6: action 4.2, due (Plan!F6): 30 June 2022 is a day on which the council is closed.`},
		},
		nearMisses: []ruleCase{
			{name: "a working day", plan: one(nil)},
			{name: "a month, which ends on a Saturday", plan: one(cells{plan.FieldDue: "April 2022"})},
			{name: "complete", plan: one(cells{plan.FieldDue: "4 June 2022", plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022", plan.FieldRAG: "Blue"})},
		},
		suppressed: check.Override{Rule: "due-on-day-off", Skip: true, Why: "partners work at weekends"},
	},
	"rag-rule": {
		fires: []ruleCase{
			{name: "60 % and green", plan: one(cells{plan.FieldPercent: "60"}), beside: quarters, want: `Plan!I6 Plan!J6: action 4.2, RAG (Plan!I6): it is green; at 60 % the council’s rule says amber.`},
			{name: "40 % and overdue", plan: one(cells{plan.FieldPercent: "40", plan.FieldRAG: "Amber", plan.FieldDue: "30/03/2022"}), beside: quarters, want: `Plan!I6 Plan!J6: action 4.2, RAG (Plan!I6): it is amber; at 40 % and overdue the council’s rule says red.`},
		},
		nearMisses: []ruleCase{
			{name: "60 % and amber", plan: one(cells{plan.FieldPercent: "60", plan.FieldRAG: "Amber"}), beside: quarters},
			{name: "25 %, the last of red", plan: one(cells{plan.FieldPercent: "25", plan.FieldRAG: "Red"}), beside: quarters},
			{name: "no rule", plan: one(cells{plan.FieldPercent: "60"})},
			{name: "nobody says how far", plan: one(nil), beside: quarters},
			{name: "complete", plan: one(cells{plan.FieldPercent: "60", plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022", plan.FieldRAG: "Blue"}), beside: quarters},
		},
		suppressed: check.Override{Rule: "rag-rule", Ref: "4.2", Skip: true, Why: "the board rated it itself"},
	},
	"closed-unverified": {
		fires: []ruleCase{
			{name: "nobody", plan: one(cells{plan.FieldVerified: "", plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022", plan.FieldRAG: "Blue"}), want: `Plan!K6: action 4.2, verified by (Plan!K6): the action is complete, and nothing is written.`},
			{name: "the lead alone", plan: one(cells{plan.FieldVerified: "head of fostering", plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022", plan.FieldRAG: "Blue"}), want: `Plan!K6 Plan!D6: action 4.2, verified by (Plan!K6): the action is complete, and nobody but its lead has verified it.`},
		},
		nearMisses: []ruleCase{
			{name: "somebody else", plan: one(cells{plan.FieldVerified: "Quality Assurance Manager", plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022", plan.FieldRAG: "Blue"})},
			{name: "open", plan: one(cells{plan.FieldVerified: ""})},
			{name: "no column", plan: one(cells{plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022", plan.FieldRAG: "Blue"})},
		},
		suppressed: check.Override{Rule: "closed-unverified", Skip: true, Why: "audit verifies them in May"},
	},
	"percent-mismatch": {
		fires: []ruleCase{
			{name: "all done and open", plan: one(cells{plan.FieldPercent: "100%"}), want: `Plan!J6 Plan!H6: action 4.2, percent complete (Plan!J6): it is 100 % done, and its status is "In progress".`},
			{name: "complete at 80 %", plan: one(cells{plan.FieldPercent: "80", plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022", plan.FieldRAG: "Blue"}), want: `Plan!J6 Plan!H6: action 4.2, percent complete (Plan!J6): it is 80 % done, and its status is "Complete".`},
			{name: "more than all", plan: one(cells{plan.FieldPercent: "120"}), want: `Plan!J6: action 4.2, percent complete (Plan!J6): 120 % is no part of a whole.`},
		},
		nearMisses: []ruleCase{
			{name: "80 % and open", plan: one(cells{plan.FieldPercent: "80"})},
			{name: "all done and complete", plan: one(cells{plan.FieldPercent: "100", plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022", plan.FieldRAG: "Blue"})},
			{name: "no status", plan: one(cells{plan.FieldPercent: "100", plan.FieldStatus: ""})},
			{name: "words", plan: one(cells{plan.FieldPercent: "nearly"})},
			{name: "cancelled at 80 %", plan: one(cells{plan.FieldPercent: "80", plan.FieldStatus: "Cancelled"})},
		},
		suppressed: check.Override{Rule: "percent-mismatch", Skip: true, Why: "percentages are of the first phase"},
	},
	"sides-disagree": {
		fires: []ruleCase{
			{name: "the status", plan: open(one(nil), plan.FieldStatus, plan.TextValue("In progress")), want: `Plan!H6: action 4.2, status (Plan!H6): the council and its partners do not agree on status. This is what was last agreed: a question about it is open.`},
			{name: "two cells", plan: open(open(one(nil), plan.FieldDue, plan.Date{Year: 2022, Month: 6, Day: 30}.Value()), plan.FieldRAG, plan.RatingValue("green")), want: `Plan!F6 Plan!I6: action 4.2, due (Plan!F6): the council and its partners do not agree on due and RAG. This is what was last agreed: a question about it is open.`},
		},
		nearMisses: []ruleCase{
			{name: "settled", plan: one(nil)},
			{name: "never agreed, which is said beside the findings", plan: open(one(nil), plan.FieldStatus, plan.Value{})},
		},
		suppressed: check.Override{Rule: "sides-disagree", Ref: "4.2", Skip: true, Why: "the board settles it on 6 April"},
	},
	"action-withdrawn": {
		fires: []ruleCase{
			{name: "struck out and open", plan: struck(one(nil)), want: `Plan!H6: action 4.2, status (Plan!H6): the whole row is struck out, and its status is "In progress".`},
		},
		nearMisses: []ruleCase{
			{name: "struck out and withdrawn", plan: struck(one(cells{plan.FieldStatus: "Withdrawn"}))},
			{name: "struck out and complete", plan: struck(one(cells{plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022", plan.FieldRAG: "Blue"}))},
			{name: "not struck out", plan: one(nil)},
		},
		suppressed: check.Override{Rule: "action-withdrawn", Skip: true, Why: "the board decides in April"},
	},
	"rag-undefined": {
		fires: []ruleCase{
			{name: "no legend", plan: one(nil), beside: func(s *check.Subject) { s.NoLegend = true }, want: `: the plan: its actions are rated, and nothing says what a rating means.`},
		},
		nearMisses: []ruleCase{
			{name: "a legend", plan: one(nil)},
			{name: "no ratings", plan: one(cells{plan.FieldRAG: absent}), beside: func(s *check.Subject) { s.NoLegend = true }},
		},
		suppressed: check.Override{Rule: "rag-undefined", Skip: true, Why: "the covering report explains them"},
	},
	"action-duplicate": {
		fires: []ruleCase{
			{name: "another lead", plan: two(cells{plan.FieldAction: long}, cells{plan.FieldAction: long + " now", plan.FieldLead: "Head of Placements"}), want: `Plan!B7 Plan!B6: action 4.2, action (Plan!B7): it says nearly what is said by 4.1.`},
			{name: "another date", plan: two(cells{plan.FieldAction: long}, cells{plan.FieldAction: long, plan.FieldDue: "1 July 2022"}), want: `Plan!B7 Plan!B6: action 4.2, action (Plan!B7): it says nearly what is said by 4.1.`},
		},
		nearMisses: []ruleCase{
			{name: "the same lead and date", plan: two(cells{plan.FieldAction: long}, cells{plan.FieldAction: long})},
			{name: "half the words", plan: two(cells{plan.FieldAction: long}, cells{plan.FieldAction: "Train all foster carers of the council in first aid", plan.FieldLead: "Head of Placements"})},
			{name: "cancelled", plan: two(cells{plan.FieldAction: long, plan.FieldStatus: "Cancelled"}, cells{plan.FieldAction: long, plan.FieldLead: "Head of Placements"})},
		},
		suppressed: check.Override{Rule: "action-duplicate", Skip: true, Why: "each area has its own"},
	},
	"percentage-impossible": {
		fires: []ruleCase{
			{name: "no whole number", plan: progress("61 young people, of which 40% are in work"), want: says(`40 % of 61 is no whole number: 24 of 61 is 39.3 %, and 25 of 61 is 41.0 %.`)},
			{name: "another count", plan: progress("17% (31 of 151) were seen"), want: says(`31 of 151 is 20.5 %, and the text says 17 %.`)},
			{name: "the count first", plan: progress("31 out of 151 children (17 per cent) were seen"), want: says(`31 of 151 is 20.5 %, and the text says 17 %.`)},
			{name: "of so many", plan: progress("39.5% of the 61 care leavers are in work"), want: says(`39.5 % of 61 is no whole number: 24 of 61 is 39.3 %, and 25 of 61 is 41.0 %.`)},
			{name: "thousands", plan: progress("50% (1,200 of 2,600) were seen"), want: says(`1200 of 2600 is 46.2 %, and the text says 50 %.`)},
		},
		nearMisses: []ruleCase{
			{name: "right, to the nearest whole", plan: progress("17% (26 out of 151)")},
			{name: "right", plan: progress("34% (51 out of 151), 50% (76 out of 151)")},
			{name: "a larger number", plan: progress("244 young people, of which 40% are in work")},
			{name: "a target", plan: progress("at least 95% of 10 visits")},
			{name: "a year", plan: progress("40% of 2022")},
			{name: "a half, to the even figure", plan: progress("12% (1 of 8), and 13% (1 of 8)")},
			{name: "no numbers", plan: progress("40% of young people")},
		},
		suppressed: check.Override{Rule: "percentage-impossible", Skip: true, Why: "as the dashboard rounds them"},
	},
	"formula-like": {
		fires: []ruleCase{
			{name: "a formula", plan: progress("=HYPERLINK(\"http://example.org\")"), want: says(`it begins with "=", as a formula does.`)},
			{name: "a minus", plan: progress("-cmd"), want: says(`it begins with "-", as a formula does.`)},
			{name: "at", plan: progress("@team"), want: says(`it begins with "@", as a formula does.`)},
		},
		nearMisses: []ruleCase{
			{name: "a list's dash", plan: progress("- agreed\n- sent")},
			{name: "a change", plan: progress("+3 since March")},
			{name: "within the text", plan: progress("seen = 3")},
		},
		suppressed: check.Override{Rule: "formula-like", Skip: true, Why: "typed so"},
	},
	"markup-text": {
		fires: []ruleCase{
			{name: "a paragraph", plan: progress("<p>Headings:</p>"), want: says(`it holds markup: "<p>".`)},
			{name: "a list with a style", plan: progress("see <ul style='x'>"), want: says(`it holds markup: "<ul style='x'>".`)},
			{name: "a space", plan: progress("two&nbsp;words"), want: says(`it holds markup: "&nbsp;".`)},
		},
		nearMisses: []ruleCase{
			{name: "less than", plan: progress("visits < 5 and > 3")},
			{name: "an and", plan: progress("Health & Education")},
			{name: "a word in brackets", plan: progress("<name of school>")},
		},
		suppressed: check.Override{Rule: "markup-text", Skip: true, Why: "quoted so"},
	},
	"contact-invalid": {
		fires: []ruleCase{
			{name: "twelve figures", plan: progress("Tel: 013053224682"), want: says(`it gives a phone number of 12 figures; one has 10 or 11.`)},
			{name: "no domain", plan: progress("ask team@council"), want: says(`it holds an e-mail address that is not one.`)},
		},
		nearMisses: []ruleCase{
			{name: "eleven figures", plan: progress("Tel: 01632 960123, ext 12")},
			{name: "from abroad", plan: progress("Tel +44 (0)1632 960123")},
			{name: "an address", plan: progress("ask team@example.gov.uk.")},
			{name: "another number", plan: progress("case 013053224682")},
		},
		suppressed: check.Override{Rule: "contact-invalid", Skip: true, Why: "an extension"},
	},
	"personal-identifier": {
		fires: []ruleCase{
			{name: "an NHS number", plan: progress("Patient 943 476 5919 was seen"), beside: scanned, want: says(`it seems to hold an NHS number, and is not repeated here.`)},
		},
		nearMisses: []ruleCase{
			{name: "another number", plan: progress("Order 943 476 5918"), beside: scanned},
			{name: "nobody scans", plan: progress("Patient 943 476 5919 was seen")},
		},
		suppressed: check.Override{Rule: "personal-identifier", Ref: "4.2", Skip: true, Why: "an order number that looks like one"},
	},
	"small-number": {
		fires: []ruleCase{
			{name: "two", plan: progress("2 children were placed at a distance"), want: says(`it counts fewer than five children.`)},
			{name: "in words", plan: progress("Three of the young people went missing"), want: says(`it counts fewer than five children.`)},
			{name: "after a theme's number", plan: progress("Theme 2: 3 children were seen late"), want: says(`it counts fewer than five children.`)},
			{name: "after a list's number", plan: progress("1. 2 children were seen late"), want: says(`it counts fewer than five children.`)},
			{name: "after a label", plan: progress("Outcome: 3 children came home"), want: says(`it counts fewer than five children.`)},
			{name: "first in a text", plan: progress("3 care leavers – all in work"), want: says(`it counts fewer than five children.`)},
			{name: "in brackets", plan: progress("Those seen late (2 children) are safe"), want: says(`it counts fewer than five children.`)},
			{name: "in a second line", plan: progress("1. Audit done\n2. Four children seen"), want: says(`it counts fewer than five children.`)},
		},
		nearMisses: []ruleCase{
			{name: "five", plan: progress("5 children were placed")},
			{name: "a part", plan: progress("1 in 4 children")},
			{name: "a range", plan: progress("between 10 and 4 children")},
			{name: "homes", plan: progress("two children's homes opened, and one children centre")},
			{name: "fewer than", plan: progress("fewer than 4 children")},
			{name: "a larger number", plan: progress("24 children")},
			{name: "ages", plan: progress("aged 3 children start school")},
			{name: "a theme's number", plan: one(cells{plan.FieldTheme: "Theme 2: Care leavers"})},
			{name: "a theme's bare number", plan: one(cells{plan.FieldTheme: "2 Children and families"})},
			{name: "an outcome's number", plan: progress("Outcome 1: Children are safe")},
			{name: "an objective's number", plan: progress("Objective 3 children are heard")},
			{name: "two themes' numbers", plan: progress("See themes 1, 2 and 3 – children in care")},
			{name: "a heading's number", plan: progress("2. Children and families")},
			{name: "a heading's number, with a dash", plan: progress("2 – Care leavers")},
			{name: "a number in brackets", plan: progress("We asked (1) children, (2) young people and 3) care leavers")},
			{name: "a range after nothing", plan: progress("2 - 30 children")},
			{name: "a list", plan: progress("1. Audit done\n2. Children seen\n3) Young people asked")},
		},
		suppressed: check.Override{Rule: "small-number", Ref: "4.2", Skip: true, Why: "published by the court"},
	},
	"exempt-content": {
		fires: []ruleCase{
			{name: "marked", plan: marked(one(nil), "Exempt?", "Yes, para 3"), want: `Plan!Z6: action 4.2, exempt? (Plan!Z6): it is marked "Yes, para 3" under "Exempt?".`},
			{name: "not public", plan: marked(one(nil), "Report status", "Not for publication"), want: `Plan!Z6: action 4.2, report status (Plan!Z6): it is marked "Not for publication" under "Report status".`},
		},
		nearMisses: []ruleCase{
			{name: "public", plan: marked(one(nil), "Report status", "Public")},
			{name: "no", plan: marked(one(nil), "Exempt?", "No")},
			{name: "another column", plan: marked(one(nil), "Agreed?", "Yes")},
			{name: "hidden", plan: hidden(marked(one(nil), "Exempt?", "Yes"))},
		},
		suppressed: check.Override{Rule: "exempt-content", Ref: "4.2", Skip: true, Why: "the proper officer has decided that it is public"},
	},
	"recommendation-uncovered": {
		fires: []ruleCase{
			{name: "nobody cites it", plan: one(cells{plan.FieldRecommendation: "1"}), beside: asked("1. Visit children in time", "2. Oversee the placing of children who are far from home and from all whom they know"), want: `: recommendation 2: no action cites it. It says: "Oversee the placing of children who are far from home and from …"`},
			{name: "only a cancelled action does", plan: two(cells{plan.FieldRecommendation: "1"}, cells{plan.FieldRecommendation: "R2", plan.FieldStatus: "Cancelled"}), beside: asked("1. Visit children in time", "2. Record visits"), want: `: recommendation 2: only cancelled actions cite it (4.2). It says: "Record visits"`},
			{name: "what is to be learned", plan: one(cells{plan.FieldRecommendation: "1"}), beside: asked("1. Visit children in time", "Learning:", "L1. Ask children"), want: `: recommendation L1: no action cites it. It says: "Ask children"`, weighs: check.Medium},
		},
		nearMisses: []ruleCase{
			{name: "all are cited, two by one action", plan: one(cells{plan.FieldRecommendation: "Recs 1 and 2"}), beside: asked("1. Visit children in time", "2. Record visits")},
			{name: "cited by its words", plan: one(cells{plan.FieldRecommendation: "Record all visits to children"}), beside: asked("1. Record all visits to children")},
			{name: "a complete action", plan: one(cells{plan.FieldRecommendation: "1", plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022", plan.FieldRAG: "Blue"}), beside: asked("1. Visit children in time")},
			{name: "no list", plan: one(cells{plan.FieldRecommendation: "1"})},
		},
		suppressed: check.Override{Rule: "recommendation-uncovered", Skip: true, Why: "it is in the partners' own plan"},
	},
	"recommendation-closed-early": {
		fires: []ruleCase{
			{name: "done, no figure", plan: one(cells{plan.FieldRecommendation: "1", plan.FieldEvidence: "Minutes", plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022", plan.FieldRAG: "Blue"}), beside: asked("1. Visit children in time"), want: `Plan!B6: recommendation 1: all its actions are done (4.2), and no figure says what came of it.`},
		},
		nearMisses: []ruleCase{
			{name: "a latest figure", plan: one(cells{plan.FieldRecommendation: "1", plan.FieldLatest: "92 %", plan.FieldEvidence: "Minutes", plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022", plan.FieldRAG: "Blue"}), beside: asked("1. Visit children in time")},
			{name: "a figure in the evidence", plan: one(cells{plan.FieldRecommendation: "1", plan.FieldEvidence: "92 % in time", plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022", plan.FieldRAG: "Blue"}), beside: asked("1. Visit children in time")},
			{name: "one is open", plan: two(cells{plan.FieldRecommendation: "1", plan.FieldEvidence: "Minutes", plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022", plan.FieldRAG: "Blue"}, cells{plan.FieldRecommendation: "1"}), beside: asked("1. Visit children in time")},
		},
		suppressed: check.Override{Rule: "recommendation-closed-early", Skip: true, Why: "figures come in May"},
	},
	"source-blank": {
		fires: []ruleCase{
			{name: "nothing, where others say it", plan: two(cells{plan.FieldRecommendation: "1"}, cells{plan.FieldRecommendation: ""}), want: `Plan!B7: action 4.2, recommendation (Plan!B7): nothing is written.`},
			{name: "one that there is not", plan: one(cells{plan.FieldRecommendation: "Rec 15"}), beside: asked("1. Visit children in time"), want: `Plan!B6: action 4.2, recommendation (Plan!B6): there is no recommendation "Rec 15": the list has 1.`},
		},
		nearMisses: []ruleCase{
			{name: "nobody says it", plan: two(cells{plan.FieldRecommendation: ""}, cells{plan.FieldRecommendation: ""})},
			{name: "listed", plan: one(cells{plan.FieldRecommendation: "R1"}), beside: asked("1. Visit children in time")},
			{name: "no list to hold it to", plan: one(cells{plan.FieldRecommendation: "Rec 15"})},
			{name: "cancelled", plan: two(cells{plan.FieldRecommendation: "1"}, cells{plan.FieldRecommendation: "", plan.FieldStatus: "Cancelled"})},
		},
		suppressed: check.Override{Rule: "source-blank", Skip: true, Why: "the partnership's own actions"},
	},
	"recommendation-truncated": {
		fires: []ruleCase{
			{name: "cut off by a page", plan: one(cells{plan.FieldRecommendation: "1"}), beside: asked("1. Oversight of children missing from education and those who ... view the full minutes text for item 20"), want: `: recommendation 1: its text is cut off: it ends, or says, "view the full".`},
			{name: "dots", plan: one(cells{plan.FieldRecommendation: "1"}), beside: asked("1. Oversight of children missing from …"), want: `: recommendation 1: its text is cut off: it ends, or says, "…".`},
		},
		nearMisses: []ruleCase{
			{name: "whole", plan: one(cells{plan.FieldRecommendation: "1"}), beside: asked("1. Oversight of children missing from education")},
			{name: "short", plan: one(cells{plan.FieldRecommendation: "1"}), beside: asked("1. Supervision")},
		},
		suppressed: check.Override{Rule: "recommendation-truncated", Skip: true, Why: "as the inspector printed it"},
	},
	"body-ended": {
		fires: []ruleCase{
			{name: "a partner", plan: one(cells{plan.FieldPartner: "Countyshire LSCB"}), want: `Plan!E6: action 4.2, partner (Plan!E6): Local Safeguarding Children Board was there until 29 September 2019; now it is the safeguarding partners.`},
			{name: "who is accountable", plan: one(cells{plan.FieldAccountable: "Countyshire LSCB"}), want: `Plan!E6: action 4.2, accountable (Plan!E6): Local Safeguarding Children Board was there until 29 September 2019; now it is the safeguarding partners.`},
			{name: "the council's own board", plan: one(cells{plan.FieldLead: "Strengthening Services Board"}), beside: func(s *check.Subject) {
				s.Frame.Bodies = []frame.Body{{Name: "Strengthening Services Board", Ended: day("2022-03-01"), Now: "the Improvement Board"}}
			}, want: `Plan!D6: action 4.2, lead (Plan!D6): Strengthening Services Board was there until 1 March 2022; now it is the Improvement Board.`},
		},
		nearMisses: []ruleCase{
			{name: "it is there still on the day", plan: one(cells{plan.FieldPartner: "Countyshire CCG"})},
			{name: "done", plan: one(cells{plan.FieldPartner: "Countyshire LSCB", plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022", plan.FieldRAG: "Blue"})},
			{name: "letters within a word", plan: one(cells{plan.FieldPartner: "PHEasant Trust"})},
		},
		suppressed: check.Override{Rule: "body-ended", Skip: true, Why: "as the inspector named it"},
	},
	"theme-unlisted": {
		fires: []ruleCase{
			{name: "two actions, one theme", plan: two(cells{plan.FieldTheme: "Corporate Parenting"}, cells{plan.FieldTheme: "corporate parenting"}), beside: func(s *check.Subject) { s.Frame.Themes = []string{"Corporate parents", "Front door"} }, want: `Plan!B6 Plan!B7: action 4.1, theme (Plan!B6): "Corporate Parenting" is none of the plan’s themes (4.1, 4.2); the nearest is "Corporate parents".`},
		},
		nearMisses: []ruleCase{
			{name: "listed, in other capitals", plan: one(cells{plan.FieldTheme: "corporate PARENTS"}), beside: func(s *check.Subject) { s.Frame.Themes = []string{"Corporate parents"} }},
			{name: "no list", plan: one(cells{plan.FieldTheme: "Corporate Parenting"})},
			{name: "no theme", plan: one(cells{plan.FieldTheme: ""}), beside: func(s *check.Subject) { s.Frame.Themes = []string{"Corporate parents"} }},
		},
		suppressed: check.Override{Rule: "theme-unlisted", Skip: true, Why: "the theme is new"},
	},
	"count-mismatch": {
		fires: []ruleCase{
			{name: "in the title", plan: titled(two(cells{plan.FieldTheme: "Homes"}, cells{plan.FieldTheme: "Schools"}), "Improvement plan: eight themes"), want: `: the title: it says eight themes, and there are 2.`},
			{name: "in the report", plan: one(cells{plan.FieldRecommendation: "1"}), beside: func(s *check.Subject) {
				asked("1. Visit children in time", "2. Record visits")(s)
				s.Paper.Sections = []check.Section{{Heading: "Summary", Text: "The inspector made 14 recommendations."}}
			}, want: `: the section "Summary": it says 14 recommendations, and there are 2.`},
		},
		nearMisses: []ruleCase{
			{name: "right", plan: titled(two(nil, nil), "Two actions")},
			{name: "some of them", plan: titled(two(nil, nil), "One of the two actions is done")},
			{name: "nobody knows how many", plan: titled(one(nil), "14 recommendations")},
			{name: "another number", plan: titled(one(nil), "Plan for 2022")},
		},
		suppressed: check.Override{Rule: "count-mismatch", Skip: true, Why: "the annex has the others"},
	},
	"document-absent": {
		fires: []ruleCase{
			{name: "no file", plan: one(nil), beside: documents(check.Document{Title: "Inspector's letter", File: "letter.pdf"}), want: `: the document "Inspector's letter": there is no file "letter.pdf".`},
			{name: "to follow", plan: one(nil), beside: documents(check.Document{Title: "Appendix 2 (to follow)", File: "a.pdf", There: true}), want: `: the document "Appendix 2 (to follow)": it is to follow.`},
			{name: "named alone", plan: one(nil), beside: documents(check.Document{Title: "Framework"}), want: `: the document "Framework": it is named and not attached, and nothing says why.`},
		},
		nearMisses: []ruleCase{
			{name: "there", plan: one(nil), beside: documents(check.Document{Title: "Inspector's letter", File: "letter.pdf", There: true})},
			{name: "not for publication, with a reason", plan: one(nil), beside: documents(check.Document{Title: "Framework", Why: "not for publication: it names children"})},
		},
		suppressed: check.Override{Rule: "document-absent", Skip: true, Why: "tabled at the meeting"},
	},
	"request-unanswered": {
		fires: []ruleCase{
			{name: "due at this meeting", plan: one(nil), beside: requests("2022-04-20", check.Request{Asked: "A focused report on care leavers", Meeting: day("2022-04-20")}), want: `: the request "A focused report on care leavers": it is due at the meeting on 20 April 2022, and nothing says where it is answered.`},
			{name: "due at the last", plan: one(nil), beside: requests("2022-04-20", check.Request{Asked: "Outcomes", Meeting: day("2022-01-20")}), want: `: the request "Outcomes": it is due at the meeting on 20 January 2022, and nothing says where it is answered.`},
		},
		nearMisses: []ruleCase{
			{name: "answered", plan: one(nil), beside: requests("2022-04-20", check.Request{Asked: "Outcomes", Meeting: day("2022-04-20"), Answered: "B14"})},
			{name: "due later", plan: one(nil), beside: requests("2022-04-20", check.Request{Asked: "Outcomes", Meeting: day("2022-07-20")})},
			{name: "no date", plan: one(nil), beside: requests("2022-04-20", check.Request{Asked: "Outcomes"})},
		},
		suppressed: check.Override{Rule: "request-unanswered", Skip: true, Why: "the chair has agreed to July"},
	},
	"section-missing": {
		fires: []ruleCase{
			{name: "empty", plan: one(nil), beside: sections(check.Section{Heading: "Legal"}), want: `: the section "Legal": nothing is written.`},
			{name: "N/A", plan: one(nil), beside: sections(check.Section{Heading: "Equalities", Text: "N/A"}), want: `: the section "Equalities": it says only "N/A", and not why.`},
		},
		nearMisses: []ruleCase{
			{name: "with a reason", plan: one(nil), beside: sections(check.Section{Heading: "Equalities", Text: "N/A: the report is for noting"})},
			{name: "no sections", plan: one(nil)},
		},
		suppressed: check.Override{Rule: "section-missing", Skip: true, Why: "legal services write it in May"},
	},
	"money-unstated": {
		fires: []ruleCase{
			{name: "money in the plan", plan: one(cells{plan.FieldResources: "£3.5m"}), beside: sections(check.Section{Heading: "Financial implications", Text: "There are no financial implications."}), want: `Plan!K6: the section "Financial implications": it says that there are none, and money is named by 1 action (4.2).`},
		},
		nearMisses: []ruleCase{
			{name: "stated", plan: one(cells{plan.FieldResources: "£3.5m"}), beside: sections(check.Section{Heading: "Financial implications", Text: "The plan costs £3.5m."})},
			{name: "no money", plan: one(cells{plan.FieldResources: "Within budgets"}), beside: sections(check.Section{Heading: "Financial implications", Text: "None."})},
			{name: "another section", plan: one(cells{plan.FieldResources: "£3.5m"}), beside: sections(check.Section{Heading: "Climate", Text: "None."})},
		},
		suppressed: check.Override{Rule: "money-unstated", Skip: true, Why: "agreed in the budget"},
	},
	"hidden-data": {
		fires: []ruleCase{
			{name: "a workbook", plan: one(nil), beside: documents(check.Document{Title: "Data", File: "d.xlsx", There: true, Hidden: []string{"2 hidden sheets", "5 comments"}}), want: `: the document "Data": it hides 2 hidden sheets, 5 comments.`},
		},
		nearMisses: []ruleCase{
			{name: "nothing hidden", plan: one(nil), beside: documents(check.Document{Title: "Data", File: "d.xlsx", There: true})},
		},
		suppressed: check.Override{Rule: "hidden-data", Skip: true, Why: "the comments are the auditor's, and public"},
	},
	"accessibility": {
		fires: []ruleCase{
			{name: "a fault", plan: one(nil), beside: func(s *check.Subject) { s.Paper.Faults = []string{"01 Scrutiny pack.html has no language"} }, want: `: the built page: 01 Scrutiny pack.html has no language.`},
		},
		nearMisses: []ruleCase{
			{name: "none", plan: one(nil)},
		},
		suppressed: check.Override{Rule: "accessibility", Skip: true, Why: "the council's own template, put right in May"},
	},
	"evidence-nothing": {
		fires: []ruleCase{
			{name: "to follow", plan: one(cells{plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022", plan.FieldRAG: "Blue", plan.FieldEvidence: "To follow"}), want: `Plan!J6: action 4.2, evidence (Plan!J6): the action is complete, and it says "To follow".`},
			{name: "none", plan: one(cells{plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022", plan.FieldRAG: "Blue", plan.FieldEvidence: "None at present"}), want: `Plan!J6: action 4.2, evidence (Plan!J6): the action is complete, and it says "None at present".`},
		},
		nearMisses: []ruleCase{
			{name: "blank, which is another rule's", plan: one(cells{plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022", plan.FieldRAG: "Blue", plan.FieldEvidence: ""})},
			{name: "to be confirmed, which is too", plan: one(cells{plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022", plan.FieldRAG: "Blue", plan.FieldEvidence: "TBC"})},
			{name: "open", plan: one(cells{plan.FieldEvidence: "To follow"})},
			{name: "evidence", plan: one(cells{plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022", plan.FieldRAG: "Blue", plan.FieldEvidence: "None of the children went missing"})},
		},
		suppressed: check.Override{Rule: "evidence-nothing", Skip: true, Why: "it comes with the audit in May"},
	},
	"statutory-clock": {
		fires: []ruleCase{
			{name: "ten working days left", plan: one(nil), beside: times(check.Times{Received: day("2022-01-06")}), want: `: Plan sent to the inspector: it is to be done by 14 April 2022, 70 working days after the final report was received on 6 January 2022: 10 working days left.`},
			{name: "on its day", plan: one(nil), beside: times(check.Times{Received: day("2021-12-20")}), want: `: Plan sent to the inspector: it is to be done by 31 March 2022, 70 working days after the final report was received on 20 December 2021: that is today.`},
			{name: "run out", plan: one(nil), beside: times(check.Times{Received: day("2021-11-19")}), want: `: Plan sent to the inspector: it was to be done by 2 March 2022, 70 working days after the final report was received on 19 November 2021: 21 working days ago.`},
			{name: "the council's own, by the calendar", plan: one(nil), beside: times(clocks(clock.Clock{Name: "Notice", Days: 20, Kind: clock.Calendar, From: day("2022-03-12"), Since: "it was served"})), want: `: Notice: it is to be done by 1 April 2022, 20 days after it was served on 12 March 2022: 1 working day left.`},
			{name: "sooner warned", plan: one(nil), tuned: check.Tuning{Days: 20}, beside: times(check.Times{Received: day("2022-01-14")}), want: `: Plan sent to the inspector: it is to be done by 26 April 2022, 70 working days after the final report was received on 14 January 2022: 16 working days left.`},
		},
		nearMisses: []ruleCase{
			{name: "eleven working days left", plan: one(nil), beside: times(check.Times{Received: day("2022-01-07")})},
			{name: "sent", plan: one(nil), beside: times(check.Times{Received: day("2021-11-19"), Submitted: day("2022-03-01")})},
			{name: "nobody has said when it was received", plan: one(nil)},
			{name: "a clock that has long to run", plan: one(nil), beside: times(clocks(clock.Clock{Name: "Notice", Days: 90, Kind: clock.Calendar, From: day("2022-03-12")}))},
		},
		suppressed: check.Override{Rule: "statutory-clock", Skip: true, Why: "the inspector has agreed another day"},
	},
	"publication-late": {
		fires: []ruleCase{
			{name: "a day late", plan: one(nil), beside: times(check.Times{Meeting: day("2022-04-07")}), want: `: the meeting on 7 April 2022: its agenda had to be out by 30 March 2022 to leave 5 clear days.`},
			{name: "the council's own number of days", plan: one(nil), beside: times(check.Times{Meeting: day("2022-04-08"), ClearDays: 6}), want: `: the meeting on 8 April 2022: its agenda had to be out by 30 March 2022 to leave 6 clear days.`},
		},
		nearMisses: []ruleCase{
			{name: "the last day", plan: one(nil), beside: times(check.Times{Meeting: day("2022-04-08")})},
			{name: "the meeting was held", plan: one(nil), beside: times(check.Times{Meeting: day("2022-03-30")})},
			{name: "no meeting", plan: one(nil)},
		},
		suppressed: check.Override{Rule: "publication-late", Skip: true, Why: "the agenda is out; the pack is a supplement"},
	},
	"report-cadence": {
		fires: []ruleCase{
			{name: "a quarter and more", plan: one(nil), beside: times(check.Times{LastReport: day("2021-12-15")}), want: `: the committee: it had its last report on 15 December 2021, and was to have the next by 15 March 2022 (every 3 months).`},
			{name: "every month", plan: one(nil), beside: times(check.Times{LastReport: day("2022-02-10"), Every: clock.Cadence{Months: 1, Grace: 10}}), want: `: the committee: it had its last report on 10 February 2022, and was to have the next by 10 March 2022 (every 1 month).`},
		},
		nearMisses: []ruleCase{
			{name: "within its ten working days", plan: one(nil), beside: times(check.Times{LastReport: day("2021-12-17")})},
			{name: "half a year", plan: one(nil), beside: times(check.Times{LastReport: day("2021-12-15"), Every: clock.Cadence{Months: 6}})},
			{name: "no report yet", plan: one(nil)},
		},
		suppressed: check.Override{Rule: "report-cadence", Skip: true, Why: "there was no meeting in the election period"},
	},
	"due-after-visit": {
		fires: []ruleCase{
			{name: "after it", plan: one(nil), beside: times(check.Times{NextVisit: day("2022-06-29")}), want: `Plan!F6: action 4.2, due (Plan!F6): it is due on 30 June 2022, after the visit expected on 29 June 2022.`},
			{name: "a month", plan: one(cells{plan.FieldDue: "September 2022"}), beside: times(check.Times{NextVisit: day("2022-06-29")}), want: `Plan!F6: action 4.2, due (Plan!F6): it is due in September 2022, after the visit expected on 29 June 2022.`},
		},
		nearMisses: []ruleCase{
			{name: "on the day", plan: one(nil), beside: times(check.Times{NextVisit: day("2022-06-30")})},
			{name: "complete", plan: one(cells{plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022"}), beside: times(check.Times{NextVisit: day("2022-06-29")})},
			{name: "the visit is over", plan: one(nil), beside: times(check.Times{NextVisit: day("2022-03-30")})},
			{name: "no visit", plan: one(nil)},
		},
		suppressed: check.Override{Rule: "due-after-visit", Ref: "4.2", Skip: true, Why: "it is to show a year's work"},
	},
	"outcome-column-missing": {
		fires: []ruleCase{
			{name: "no column", plan: one(cells{plan.FieldOutcome: absent}), want: `Plan row 5: sheet "Plan" (Plan row 5): no column says what will be different for children.`},
			{name: "one table of two", plan: sheets(one(nil), sheet("Year 2", full("5.1", cells{plan.FieldOutcome: absent}))), want: `'Year 2' row 5: sheet "Year 2" ('Year 2' row 5): no column says what will be different for children.`},
		},
		nearMisses: []ruleCase{
			{name: "a blank column is there", plan: one(cells{plan.FieldOutcome: ""})},
			{name: "a table of cancelled actions", plan: one(cells{plan.FieldOutcome: absent, plan.FieldStatus: "Cancelled"})},
			{name: "a table of none", plan: plan.Plan{Tables: []plan.Table{{Name: "Key", Sheet: "Key", Header: 1}}}},
		},
		suppressed: check.Override{Rule: "outcome-column-missing", Skip: true, Why: "outcomes are in the performance report"},
	},
	"outcome-blank": {
		fires: []ruleCase{
			{name: "nothing", plan: one(cells{plan.FieldOutcome: ""}), want: `Plan!C6: action 4.2, outcome (Plan!C6): nothing is written.`},
			{name: "a placeholder", plan: one(cells{plan.FieldOutcome: "TBC"}), want: `Plan!C6: action 4.2, outcome (Plan!C6): it says only "TBC".`},
			{name: "complete", plan: one(cells{plan.FieldOutcome: " ", plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022"}), want: `Plan!C6: action 4.2, outcome (Plan!C6): nothing is written.`},
			{name: "last agreed to be blank", plan: open(one(nil), plan.FieldOutcome, plan.Blank), want: `Plan!C6: action 4.2, outcome (Plan!C6): nothing is written. This is what was last agreed: a question about it is open.`},
			{name: "no ref", plan: sheet("Plan", full("", cells{plan.FieldOutcome: ""})), want: `Plan!C6: row 6, “Train foster carers”, outcome (Plan!C6): nothing is written.`},
		},
		nearMisses: []ruleCase{
			{name: "cancelled", plan: one(cells{plan.FieldOutcome: "", plan.FieldStatus: "Cancelled"})},
			{name: "no column", plan: one(cells{plan.FieldOutcome: absent})},
			{name: "never agreed", plan: open(one(nil), plan.FieldOutcome, plan.Value{})},
			{name: "words", plan: one(cells{plan.FieldOutcome: "None yet measured"})},
		},
		suppressed: check.Override{Rule: "outcome-blank", Ref: "4.2", Skip: true, Why: "agreed with members in January"},
	},
	"lead-blank": {
		fires: []ruleCase{
			{name: "nothing", plan: one(cells{plan.FieldLead: ""}), want: `Plan!D6: action 4.2, lead (Plan!D6): nothing is written.`},
			{name: "a question mark", plan: one(cells{plan.FieldLead: "?"}), want: `Plan!D6: action 4.2, lead (Plan!D6): it says only "?".`},
			{name: "no column", plan: one(cells{plan.FieldLead: absent}), want: `Plan row 5: sheet "Plan" (Plan row 5): no column says who answers for the actions.`},
		},
		nearMisses: []ruleCase{
			{name: "cancelled", plan: one(cells{plan.FieldLead: "", plan.FieldStatus: "Withdrawn"})},
			{name: "no column, all cancelled", plan: one(cells{plan.FieldLead: absent, plan.FieldStatus: "Withdrawn"})},
			{name: "never agreed", plan: open(one(nil), plan.FieldLead, plan.Value{})},
			{name: "all partners, which is another rule's", plan: one(cells{plan.FieldLead: "All partners"})},
		},
		suppressed: check.Override{Rule: "lead-blank", Skip: true, Why: "posts are being recruited"},
	},
	"due-blank": {
		fires: []ruleCase{
			{name: "nothing", plan: one(cells{plan.FieldDue: ""}), want: `Plan!F6: action 4.2, due (Plan!F6): nothing is written.`},
			{name: "a placeholder", plan: one(cells{plan.FieldDue: "TBC"}), want: `Plan!F6: action 4.2, due (Plan!F6): it says only "TBC".`},
			{name: "indented itself", plan: two(cells{plan.FieldAction: "   Train nine carers", plan.FieldDue: ""}, nil), want: `Plan!F6: action 4.1, due (Plan!F6): nothing is written.`},
			{name: "what is indented under it has none either", plan: two(cells{plan.FieldDue: ""}, cells{plan.FieldAction: "   Train nine carers", plan.FieldDue: "", plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022"}), want: `Plan!F6: action 4.1, due (Plan!F6): nothing is written.`},
			{name: "no date", plan: one(cells{plan.FieldDue: "see 4.1"}), want: `Plan!F6: action 4.2, due (Plan!F6): "see 4.1" is not a date.`},
			{name: "no column", plan: one(cells{plan.FieldDue: absent}), want: `Plan row 5: sheet "Plan" (Plan row 5): no column says when the actions are due.`},
		},
		nearMisses: []ruleCase{
			{name: "complete", plan: one(cells{plan.FieldDue: "", plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022"})},
			{name: "cancelled", plan: one(cells{plan.FieldDue: "", plan.FieldStatus: "Superseded by 4.3"})},
			{name: "vague", plan: one(cells{plan.FieldDue: "Ongoing"})},
			{name: "impossible", plan: one(cells{plan.FieldDue: "31/02/2022"})},
			{name: "made of the rows indented under it", plan: two(cells{plan.FieldDue: ""}, cells{plan.FieldAction: "   Train nine carers"})},
			{name: "never agreed", plan: open(one(nil), plan.FieldDue, plan.Value{})},
			{name: "no column, complete", plan: one(cells{plan.FieldDue: absent, plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022"})},
		},
		suppressed: check.Override{Rule: "due-blank", Ref: "4.2", Skip: true, Why: "awaits the inspector's letter"},
	},
	"due-vague": {
		fires: []ruleCase{
			{name: "ongoing", plan: one(cells{plan.FieldDue: "Ongoing"}), want: `Plan!F6: action 4.2, due (Plan!F6): "Ongoing" names no day.`},
			{name: "a quarter", plan: one(cells{plan.FieldDue: "Q3 2022/23"}), want: `Plan!F6: action 4.2, due (Plan!F6): "Q3 2022/23" names no day.`},
			{name: "as soon as possible", plan: one(cells{plan.FieldDue: "As soon as possible"}), want: `Plan!F6: action 4.2, due (Plan!F6): "As soon as possible" names no day.`},
		},
		nearMisses: []ruleCase{
			{name: "a month and a year", plan: one(cells{plan.FieldDue: "June 2022"})},
			{name: "complete", plan: one(cells{plan.FieldDue: "Ongoing", plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022"})},
			{name: "blank", plan: one(cells{plan.FieldDue: ""})},
		},
		suppressed: check.Override{Rule: "due-vague", Skip: true, Why: "statutory duty without an end"},
	},
	"date-unclear": {
		fires: []ruleCase{
			{name: "two dates", plan: one(cells{plan.FieldDue: "30/06/2022 30/09/2022"}), want: `Plan!F6: action 4.2, due (Plan!F6): "30/06/2022 30/09/2022" holds several dates, and nothing says which is meant: 30 June 2022 is taken, the first.`},
		},
		nearMisses: []ruleCase{
			{name: "moved", plan: one(cells{plan.FieldDue: "30/06/2022, revised to 30/09/2022"})},
			{name: "a review beside it", plan: one(cells{plan.FieldDue: "30/06/2022 (review 30/09/2022)"})},
			{name: "one", plan: one(cells{plan.FieldDue: "30/06/2022"})},
		},
		suppressed: check.Override{Rule: "date-unclear", Skip: true, Why: "the board knows both"},
	},
	"status-unknown": {
		fires: []ruleCase{
			{name: "one action", plan: one(cells{plan.FieldStatus: "Embedded"}), want: `Plan!H6: action 4.2, status (Plan!H6): "Embedded" is no status that is known: it counts as open. The line of settings that gives it a meaning: statuses: [{word: "Embedded", means: open}]`},
			{name: "two actions, one word", plan: two(cells{plan.FieldStatus: "BAU"}, cells{plan.FieldStatus: "bau"}), want: `Plan!H6 Plan!H7: action 4.1, status (Plan!H6): "BAU" is no status that is known; 2 actions say it (4.1, 4.2): they count as open. The line of settings that gives it a meaning: statuses: [{word: "BAU", means: open}]`},
			{name: "a word that a key explains", plan: noted(one(cells{plan.FieldStatus: "E"}), plan.Note{Line: plan.Line{Under: "statuses", Item: `{word: "E", means: complete}`}}), want: `Plan!H6: action 4.2, status (Plan!H6): "E" is no status that is known: it counts as open. The line of settings that gives it a meaning: statuses: [{word: "E", means: complete}]`},
			{name: "a sentence", plan: one(cells{plan.FieldStatus: "The procedures were looked at by all of the managers"}), want: `Plan!H6: action 4.2, status (Plan!H6): a sentence is no status: it counts as open.`},
		},
		nearMisses: []ruleCase{
			{name: "known", plan: one(cells{plan.FieldStatus: "In progress"})},
			{name: "blank", plan: one(cells{plan.FieldStatus: ""})},
			{name: "not known yet", plan: one(cells{plan.FieldStatus: "TBC"})},
			{name: "the council's own", plan: worded(one(cells{plan.FieldStatus: "Embedded"}), "embedded", plan.StatusOpen)},
		},
		suppressed: check.Override{Rule: "status-unknown", Skip: true, Why: "it is being put right"},
	},
	"rating-unknown": {
		fires: []ruleCase{
			{name: "one action", plan: one(cells{plan.FieldRAG: "Amber E"}), want: `Plan!I6: action 4.2, RAG (Plan!I6): "Amber E" is no rating that is known: it counts as not rated. The line of settings that gives it a meaning: ratings: [{words: "Amber E", means: amber}]`},
			{name: "two words", plan: two(cells{plan.FieldRAG: "Amber/Green"}, cells{plan.FieldRAG: "✅"}), want: `Plan!I6: action 4.1, RAG (Plan!I6): "Amber/Green" is no rating that is known: it counts as not rated. The line of settings that gives it a meaning: ratings: [{words: "Amber/Green", means: amber}]
Plan!I7: action 4.2, RAG (Plan!I7): "✅" is no rating that is known: it counts as not rated. The line of settings that gives it a meaning: ratings: [{words: "✅", means: not started}]`},
		},
		nearMisses: []ruleCase{
			{name: "known", plan: one(cells{plan.FieldRAG: "Green (was Amber)"})},
			{name: "not known yet", plan: one(cells{plan.FieldRAG: "n/a"})},
			{name: "blank", plan: one(cells{plan.FieldRAG: ""})},
		},
		suppressed: check.Override{Rule: "rating-unknown", Skip: true, Why: "the scale is being agreed"},
	},
	"overdue": {
		fires: []ruleCase{
			{name: "a month late", plan: one(cells{plan.FieldDue: "28/02/2022", plan.FieldRAG: "Red"}), want: `Plan!F6: action 4.2, due (Plan!F6): it was due on 28 February 2022 and is 31 days late, 23 working days.`},
			{name: "nothing says how far it is", plan: sheet("Plan", cells{plan.FieldRef: "4.2", plan.FieldAction: "Train nine carers", plan.FieldLead: "Head of Fostering", plan.FieldOutcome: "9 in 10 children in care feel safe", plan.FieldDue: "30/03/2022"}), want: `Plan!E6: action 4.2, due (Plan!E6): it was due on 30 March 2022 and is 1 day late, 1 working day. No column of its table says whether it is done.`},
			{name: "a day late", plan: one(cells{plan.FieldDue: "30/03/2022", plan.FieldRAG: "Red"}), want: `Plan!F6: action 4.2, due (Plan!F6): it was due on 30 March 2022 and is 1 day late, 1 working day.`},
			{name: "before the published holidays", plan: one(cells{plan.FieldStart: "", plan.FieldDue: "31/12/2018", plan.FieldRAG: "Red"}), want: `Plan!F6: action 4.2, due (Plan!F6): it was due on 31 December 2018 and is 1186 days late, 823 working days. Not all bank holidays of these years are published.`},
			{name: "a question is open", plan: open(one(cells{plan.FieldRAG: "Red"}), plan.FieldDue, plan.Date{Year: 2022, Month: 3, Day: 30}.Value()), want: `Plan!F6: action 4.2, due (Plan!F6): it was due on 30 March 2022 and is 1 day late, 1 working day. This is what was last agreed: a question about it is open.`},
		},
		nearMisses: []ruleCase{
			{name: "due on the day", plan: one(cells{plan.FieldDue: "31/03/2022"})},
			{name: "complete", plan: one(cells{plan.FieldDue: "28/02/2022", plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022"})},
			{name: "cancelled", plan: one(cells{plan.FieldDue: "28/02/2022", plan.FieldStatus: "No longer required"})},
			{name: "no status column, closed", plan: one(cells{plan.FieldDue: "28/02/2022", plan.FieldStatus: absent, plan.FieldClosed: "1 March 2022"})},
			{name: "no status column, blue", plan: one(cells{plan.FieldDue: "28/02/2022", plan.FieldStatus: absent, plan.FieldRAG: "Blue"})},
		},
		suppressed: check.Override{Rule: "overdue", Ref: "4.2", Skip: true, Why: "new date before the board on 6 April"},
	},
	"date-ambiguous": {
		fires: []ruleCase{
			{name: "due", plan: one(cells{plan.FieldDue: "04/05/22"}), want: `Plan!F6: action 4.2, due (Plan!F6): "04/05/22" is read as 4 May 2022, and could be 5 April 2022.`},
			{name: "start and closed", plan: one(cells{plan.FieldStart: "01/02/22", plan.FieldClosed: "03/02/22", plan.FieldStatus: "Closed"}),
				want: "Plan!E6: action 4.2, start (Plan!E6): \"01/02/22\" is read as 1 February 2022, and could be 2 January 2022.\n" +
					"Plan!G6: action 4.2, date closed (Plan!G6): \"03/02/22\" is read as 3 February 2022, and could be 2 March 2022."},
		},
		nearMisses: []ruleCase{
			{name: "a day over twelve", plan: one(cells{plan.FieldDue: "30/04/2022"})},
			{name: "day and month alike", plan: one(cells{plan.FieldDue: "04/04/22"})},
			{name: "two figures of a year", plan: one(cells{plan.FieldDue: "30/4/22"})},
			{name: "the month in words", plan: one(cells{plan.FieldDue: "4 May 22"})},
		},
		suppressed: check.Override{Rule: "date-ambiguous", Skip: true, Why: "the authors are all in the United Kingdom"},
	},
	"date-impossible": {
		fires: []ruleCase{
			{name: "not in the calendar", plan: one(cells{plan.FieldDue: "31/02/2022"}), want: `Plan!F6: action 4.2, due (Plan!F6): there is no 31 February 2022.`},
			{name: "closed tomorrow", plan: one(cells{plan.FieldStatus: "Closed", plan.FieldClosed: "1 April 2022"}), want: `Plan!G6: action 4.2, date closed (Plan!G6): 1 April 2022 is after the report date, 31 March 2022.`},
			{name: "closed next month", plan: one(cells{plan.FieldStatus: "Closed", plan.FieldClosed: "April 2022"}), want: `Plan!G6: action 4.2, date closed (Plan!G6): April 2022 is after the report date, 31 March 2022.`},
			{name: "closed before its start", plan: one(cells{plan.FieldStatus: "Closed", plan.FieldClosed: "31 December 2021"}), want: `Plan!G6: action 4.2, date closed (Plan!G6): 31 December 2021 is before the action's start, 1 January 2022.`},
			{name: "due before its start", plan: one(cells{plan.FieldDue: "31 December 2021", plan.FieldRAG: "Red"}), want: `Plan!F6: action 4.2, due (Plan!F6): 31 December 2021 is before the action's start, 1 January 2022.`},
			{name: "due before the inspection", plan: one(cells{plan.FieldStart: "", plan.FieldDue: "26 September 2021", plan.FieldRAG: "Red"}), want: `Plan!F6: action 4.2, due (Plan!F6): 26 September 2021 is before the inspection began, 27 September 2021.`},
			{name: "a century late", plan: one(cells{plan.FieldDue: "30/06/2122"}), want: `Plan!F6: action 4.2, due (Plan!F6): 30 June 2122 is more than ten years from the report date, 31 March 2022.`},
			{name: "long ago", plan: one(cells{plan.FieldStart: "31/12/2011"}), want: `Plan!E6: action 4.2, start (Plan!E6): 31 December 2011 is more than ten years from the report date, 31 March 2022.`},
		},
		nearMisses: []ruleCase{
			{name: "closed on the day", plan: one(cells{plan.FieldStatus: "Closed", plan.FieldClosed: "31/03/2022"})},
			{name: "due on the first day of the inspection", plan: one(cells{plan.FieldStart: "", plan.FieldDue: "27 September 2021", plan.FieldRAG: "Red"})},
			{name: "started before the inspection", plan: one(cells{plan.FieldStart: "1 April 2021"})},
			{name: "due on its first day", plan: one(cells{plan.FieldDue: "1 January 2022", plan.FieldRAG: "Red"})},
			{name: "ten years ahead", plan: one(cells{plan.FieldDue: "31/12/2032"})},
			{name: "ten years back", plan: one(cells{plan.FieldStart: "1 January 2012"})},
			{name: "words", plan: one(cells{plan.FieldDue: "see 4.1"})},
		},
		suppressed: check.Override{Rule: "date-impossible", Ref: "4.2", Skip: true, Why: "quoted as the inspector wrote it"},
	},
	"rag-contradicts": {
		fires: []ruleCase{
			{name: "green and overdue", plan: one(cells{plan.FieldDue: "19/02/2022"}), want: `Plan!I6 Plan!F6: action 4.2, RAG (Plan!I6): it is green and overdue: it was due on 19 February 2022.`},
			{name: "blue, in progress and overdue", plan: one(cells{plan.FieldDue: "19/02/2022", plan.FieldRAG: "Blue"}), want: `Plan!I6 Plan!F6: action 4.2, RAG (Plan!I6): it is blue and overdue: it was due on 19 February 2022.`},
			{name: "green and not started", plan: one(cells{plan.FieldStatus: "Not started"}), want: `Plan!I6 Plan!H6 Plan!E6 Plan!F6: action 4.2, RAG (Plan!I6): it is green and not started, with a quarter of its time gone.`},
			{name: "red and complete", plan: one(cells{plan.FieldRAG: "Red", plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022"}), want: `Plan!I6 Plan!H6: action 4.2, RAG (Plan!I6): it is red, and the action is complete.`},
			{name: "amber and closed", plan: one(cells{plan.FieldRAG: "Amber", plan.FieldStatus: "Closed", plan.FieldClosed: "1 March 2022"}), want: `Plan!I6 Plan!H6: action 4.2, RAG (Plan!I6): it is amber, and the action is closed.`},
			{name: "not started and complete", plan: one(cells{plan.FieldRAG: "Not started", plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022"}), want: `Plan!I6 Plan!H6: action 4.2, RAG (Plan!I6): it is not started, and the action is complete.`},
			{name: "blank where others are rated", plan: two(nil, cells{plan.FieldRAG: ""}), want: `Plan!I7: action 4.2, RAG (Plan!I7): no rating is given, though other actions have one.`},
		},
		nearMisses: []ruleCase{
			{name: "green and due tomorrow", plan: one(cells{plan.FieldDue: "1 April 2022"})},
			{name: "amber and overdue", plan: one(cells{plan.FieldDue: "19/02/2022", plan.FieldRAG: "Amber"})},
			{name: "green and complete", plan: one(cells{plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022"})},
			{name: "green and not started, with a quarter exactly gone", plan: one(cells{plan.FieldStatus: "Not started", plan.FieldStart: "1 March 2022", plan.FieldDue: "29 June 2022"})},
			{name: "green, not started and no start", plan: one(cells{plan.FieldStatus: "Not started", plan.FieldStart: ""})},
			{name: "nobody is rated", plan: two(cells{plan.FieldRAG: ""}, cells{plan.FieldRAG: ""})},
			{name: "complete, and only open actions are rated", plan: two(nil, cells{plan.FieldRAG: "", plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022"})},
			{name: "cancelled", plan: two(nil, cells{plan.FieldRAG: "", plan.FieldStatus: "Cancelled"})},
			{name: "only a cancelled action is rated", plan: two(cells{plan.FieldStatus: "Cancelled"}, cells{plan.FieldRAG: ""})},
			{name: "others of another table are rated", plan: sheets(one(nil), sheet("Year 2", full("5.1", cells{plan.FieldRAG: ""})))},
			{name: "two ratings are none", plan: one(cells{plan.FieldRAG: "Green/Amber", plan.FieldDue: "19/02/2022"})},
		},
		suppressed: check.Override{Rule: "rag-contradicts", Ref: "4.2", Skip: true, Why: "rated on its new date"},
	},
	"confidence-low": {
		fires: []ruleCase{
			{name: "green and low", plan: one(cells{plan.FieldConfidence: "Low"}), want: `Plan!J6 Plan!I6: action 4.2, confidence (Plan!J6): it is "Low", and the action is green.`},
			{name: "the council's own word for low", plan: one(cells{plan.FieldConfidence: "Shaky: two posts are vacant"}), tuned: check.Tuning{Words: []string{"shaky"}}, want: `Plan!J6 Plan!I6: action 4.2, confidence (Plan!J6): it is "Shaky: two posts are vacant", and the action is green.`},
		},
		nearMisses: []ruleCase{
			{name: "green and high", plan: one(cells{plan.FieldConfidence: "High: low numbers"})},
			{name: "amber and low", plan: one(cells{plan.FieldConfidence: "Low", plan.FieldRAG: "Amber"})},
			{name: "not said", plan: one(cells{plan.FieldConfidence: ""})},
			{name: "complete", plan: one(cells{plan.FieldConfidence: "Low", plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022"})},
		},
		suppressed: check.Override{Rule: "confidence-low", Ref: "4.2", Skip: true, Why: "the board knows"},
	},
	"closed-without-evidence": {
		fires: []ruleCase{
			{name: "complete", plan: one(cells{plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022", plan.FieldEvidence: ""}), want: `Plan!J6: action 4.2, evidence (Plan!J6): the action is complete, and nothing is written.`},
			{name: "closed, to be confirmed", plan: one(cells{plan.FieldStatus: "Closed", plan.FieldClosed: "1 March 2022", plan.FieldEvidence: "TBC"}), want: `Plan!J6: action 4.2, evidence (Plan!J6): the action is closed, and it says only "TBC".`},
			{name: "no column", plan: one(cells{plan.FieldStatus: "Closed", plan.FieldClosed: "1 March 2022", plan.FieldEvidence: absent}), want: `Plan row 5: sheet "Plan" (Plan row 5): no column holds evidence, and 1 action is complete or closed.`},
			{name: "no column, two closed", plan: two(cells{plan.FieldStatus: "Closed", plan.FieldClosed: "1 March 2022", plan.FieldEvidence: absent}, cells{plan.FieldStatus: "Done", plan.FieldClosed: "1 March 2022", plan.FieldEvidence: absent}), want: `Plan row 5: sheet "Plan" (Plan row 5): no column holds evidence, and 2 actions are complete or closed.`},
		},
		nearMisses: []ruleCase{
			{name: "open", plan: one(cells{plan.FieldEvidence: ""})},
			{name: "cancelled", plan: one(cells{plan.FieldStatus: "Cancelled", plan.FieldEvidence: ""})},
			{name: "nearly complete", plan: one(cells{plan.FieldStatus: "Nearly complete", plan.FieldEvidence: ""})},
			{name: "never agreed", plan: open(one(cells{plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022"}), plan.FieldEvidence, plan.Value{})},
			{name: "no column, none closed", plan: one(cells{plan.FieldEvidence: absent})},
		},
		suppressed: check.Override{Rule: "closed-without-evidence", Skip: true, Why: "evidence is held by the board"},
	},
	"closed-status-mismatch": {
		fires: []ruleCase{
			{name: "complete, no date", plan: one(cells{plan.FieldStatus: "Complete"}), want: `Plan!G6 Plan!H6: action 4.2, date closed (Plan!G6): the status is "Complete", and no date is written.`},
			{name: "complete, to be confirmed", plan: one(cells{plan.FieldStatus: "Complete", plan.FieldClosed: "TBC"}), want: `Plan!G6 Plan!H6: action 4.2, date closed (Plan!G6): the status is "Complete", and "TBC" is not a date.`},
			{name: "a date, in progress", plan: one(cells{plan.FieldClosed: "1 March 2022"}), want: `Plan!H6 Plan!G6: action 4.2, status (Plan!H6): the action was closed on 1 March 2022, and its status is "In progress".`},
			{name: "a date, no status", plan: one(cells{plan.FieldClosed: "1 March 2022", plan.FieldStatus: ""}), want: `Plan!H6 Plan!G6: action 4.2, status (Plan!H6): the action was closed on 1 March 2022, and its status is blank.`},
		},
		nearMisses: []ruleCase{
			{name: "complete with a date", plan: one(cells{plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022"})},
			{name: "neither", plan: one(nil)},
			{name: "cancelled with a date", plan: one(cells{plan.FieldStatus: "Cancelled", plan.FieldClosed: "1 March 2022"})},
			{name: "no closing date column", plan: one(cells{plan.FieldStatus: "Complete", plan.FieldClosed: absent})},
			{name: "no status column", plan: one(cells{plan.FieldStatus: absent, plan.FieldClosed: "1 March 2022"})},
			{name: "the date never agreed", plan: open(one(cells{plan.FieldStatus: "Complete"}), plan.FieldClosed, plan.Value{})},
		},
		suppressed: check.Override{Rule: "closed-status-mismatch", Skip: true, Why: "dates are kept by the board's clerk"},
	},
	"label-restricted": {
		fires: []ruleCase{
			{name: "a restricted one", plan: labelled("OFFICIAL-SENSITIVE"), want: `Plan row 5: sheet "Plan" (Plan row 5): the workbook carries the sensitivity label "OFFICIAL-SENSITIVE".`},
			{name: "words that hold public", plan: labelled("Not for public release"), want: `Plan row 5: sheet "Plan" (Plan row 5): the workbook carries the sensitivity label "Not for public release".`},
			{name: "one without a name", plan: labelled("2096f6a2-d2f7"), want: `Plan row 5: sheet "Plan" (Plan row 5): the workbook carries the sensitivity label "2096f6a2-d2f7".`},
		},
		nearMisses: []ruleCase{
			{name: "no label", plan: one(nil)},
			{name: "public", plan: labelled("Public")},
		},
		suppressed: check.Override{Rule: "label-restricted", Skip: true, Why: "the information owner has agreed what is published"},
	},
	"ref-duplicate": {
		fires: []ruleCase{
			{name: "twice", plan: sheet("Plan", full("1.2", nil), full("1.3", nil), full("1.2", nil)), want: `Plan!A6 Plan!A8: action 1.2, ref (Plan!A6): 2 actions have the ref 1.2.`},
			{name: "in another case", plan: sheet("Plan", full("R4/b", nil), full("r4 / B", nil)), want: `Plan!A6 Plan!A7: action R4/b, ref (Plan!A6): 2 actions have the ref R4/b.`},
			{name: "a lost nought, twice", plan: sheet("Plan", full("1.1", nil), full("1.9", nil), full("1.1", nil), full("1.11", nil)), want: `Plan!A6 Plan!A8: action 1.1, ref (Plan!A6): 2 actions have the ref 1.1. One of them may be 1.10, which a spreadsheet shows as 1.1.`},
			{name: "a lost nought, once", plan: sheet("Plan", full("1.9", nil), full("1.1", nil), full("1.11", nil)), want: `Plan!A7: action 1.1, ref (Plan!A7): it follows 1.9, so it may be 1.10, which a spreadsheet shows as 1.1.`},
			{name: "1.20", plan: sheet("Plan", full("1.19", nil), full("1.2", nil)), want: `Plan!A7: action 1.2, ref (Plan!A7): it follows 1.19, so it may be 1.20, which a spreadsheet shows as 1.2.`},
		},
		nearMisses: []ruleCase{
			{name: "1.1 and 1.10", plan: sheet("Plan", full("1.1", nil), full("1.9", nil), full("1.10", nil))},
			{name: "sorted backwards", plan: sheet("Plan", full("1.9", nil), full("1.8", nil), full("1.1", nil))},
			{name: "1.10 stands elsewhere", plan: sheet("Plan", full("1.10", nil), full("1.9", nil), full("1.1", nil))},
			{name: "no refs at all", plan: sheet("Plan", full("", nil), full("", nil))},
			{name: "no ref, then a lettered one", plan: sheet("Plan", full("", nil), full("R4/b", nil))},
			{name: "the same ref in two tables", plan: sheets(sheet("Home", full("1.1", nil)), sheet("School", full("1.1", nil)))},
		},
		suppressed: check.Override{Rule: "ref-duplicate", Ref: "1.2", Skip: true, Why: "the inspector numbered both so"},
	},
}

// TestRules tries every rule there is, and fails for one that has no firing
// case, no near miss or no suppressed case.
func TestRules(t *testing.T) {
	for _, rule := range check.Rules() {
		tested, ok := rulesTested[rule.Name]
		if !ok || len(tested.fires) == 0 || len(tested.nearMisses) == 0 || tested.suppressed.Why == "" {
			t.Errorf("rule %s needs a firing case, a near miss and a suppressed case", rule.Name)
			continue
		}
		for _, c := range append(tested.fires, tested.nearMisses...) {
			report := c.report(t, rule.Name, check.Options{})
			if diff := cmp.Diff(c.want, told(report.Findings)); diff != "" {
				t.Errorf("%s, %s (-want +got):\n%s", rule.Name, c.name, diff)
			}
			for _, f := range report.Findings {
				grave := rule.Severity
				if c.weighs != "" {
					grave = c.weighs
				}
				noColumn := strings.Contains(f.Message, ": no column ")
				if f.Severity != grave || noColumn != strings.HasPrefix(f.Clears, "add a column headed ") || !noColumn && f.Clears != rule.Clears || f.Rule != rule.Name {
					t.Errorf("%s, %s: found as %s, %s, cleared by %q", rule.Name, c.name, f.Rule, f.Severity, f.Clears)
				}
			}
		}
		first := tested.fires[0]
		report := first.report(t, rule.Name, check.Options{Overrides: []check.Override{tested.suppressed}})
		if len(report.Findings) > 0 || told(report.Suppressed) != first.want || report.Suppressed[0].Why != tested.suppressed.Why {
			t.Errorf("%s: %s was to leave out %q, but left out %+v and found %+v", rule.Name, tested.suppressed.Why, first.want, report.Suppressed, report.Findings)
		}
	}
	for name := range rulesTested {
		if _, err := check.Run(check.Subject{AsAt: asAt}, check.Options{Only: []string{name}}); err != nil {
			t.Errorf("%s is tested and is no rule: %v", name, err)
		}
	}
}

// told is a line a finding: where it stands, and its message.
func told(findings []check.Finding) string {
	var lines []string
	for _, f := range findings {
		var places []string
		for _, p := range f.Cells {
			if p.Side != reconcile.Officer {
				places = append(places, string(p.Side))
			}
			places = append(places, p.Cell)
		}
		lines = append(lines, strings.Join(places, " ")+": "+f.Message)
	}
	return strings.Join(lines, "\n")
}

// TestOneCellOneRule holds that no plain fault is found twice over, save
// where two rules say two things of it.
func TestOneCellOneRule(t *testing.T) {
	both := map[string]string{"as its cell says": "due-slipped-unexplained", "as the column of original dates says": "due-slipped-unexplained", "no word in the cell": "due-slipped", "green and overdue": "overdue", "blue, in progress and overdue": "overdue", "due before its start": "overdue", "due before the inspection": "overdue", "a partner": "abbreviation-unexplained", "the council's own board": "lead-not-a-person", "done, no figure": "voice-missing", "to follow": "closed-without-evidence", "none": "closed-without-evidence", "two of three": "measure-blank", "the council's own word": "measure-blank", "figures alone": "voice-missing", "last agreed to be blank": "sides-disagree", "a question is open": "sides-disagree", "40 % and overdue": "overdue", "a month late": "", "before the published holidays": "date-impossible"}
	for rule, tested := range rulesTested {
		for _, c := range tested.fires {
			report := run(t, c.plan, check.Options{})
			for _, f := range report.Findings {
				if f.Rule != rule && f.Rule != both[c.name] && !strings.Contains(c.name, "closed before") {
					t.Errorf("%s, %s: also found by %s: %s", rule, c.name, f.Rule, f.Message)
				}
			}
		}
	}
}

// TestMonthUnderWay: the month that the report date is in has begun, and is not over.
func TestMonthUnderWay(t *testing.T) {
	p := two(cells{plan.FieldStatus: "Closed", plan.FieldClosed: "March 2022", plan.FieldDue: "March 2022"}, cells{plan.FieldDue: "March 2022", plan.FieldRAG: "Red"}).View()
	for day, want := range map[string]string{"2022-02-28": "date-impossible", "2022-03-01": "", "2022-03-31": "", "2022-04-01": "overdue"} {
		asAt, err := plan.ParseISO(day)
		if err != nil {
			t.Fatal(err)
		}
		report, err := check.Run(check.Subject{Plan: p, AsAt: asAt}, check.Options{Only: []string{"overdue", "date-impossible"}})
		if err != nil {
			t.Fatal(err)
		}
		var found []string
		for _, f := range report.Findings {
			found = append(found, f.Rule)
		}
		if got := strings.Join(found, " "); got != want {
			t.Errorf("on %s: %q, want %q", day, got, want)
		}
	}
}
