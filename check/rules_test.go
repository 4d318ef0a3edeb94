package check_test

import (
	"strings"
	"testing"

	"actionplan/check"
	"actionplan/plan"
	"actionplan/reconcile"

	"github.com/google/go-cmp/cmp"
)

// ruleCase is one plan, and what a rule is to find in it: the places and the
// messages, a line each.
type ruleCase struct {
	name string
	plan plan.Plan
	want string
}

// ruleCases hold each rule to what it finds, to what it must pass by, and to
// being left out with a reason.
type ruleCases struct {
	fires      []ruleCase
	nearMisses []ruleCase
	suppressed check.Override // leaves the first firing case's findings out
}

func one(changed cells) plan.Plan { return sheet("Plan", full("4.2", changed)) }

func labelled(label string) plan.Plan {
	p := one(nil)
	p.Label = label
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

// worded has a plan know a word of the council's own.
func worded(p plan.Plan, word string, means plan.Status) plan.Plan {
	p.Statuses = []plan.StatusWord{{Words: word, Means: means}}
	return p
}

var rulesTested = map[string]ruleCases{
	"outcome-column-missing": {
		fires: []ruleCase{
			{"no column", one(cells{plan.FieldOutcome: absent}), `Plan row 5: sheet "Plan" (Plan row 5): no column says what will be different for children.`},
			{"one table of two", sheets(one(nil), sheet("Year 2", full("5.1", cells{plan.FieldOutcome: absent}))), `'Year 2' row 5: sheet "Year 2" ('Year 2' row 5): no column says what will be different for children.`},
		},
		nearMisses: []ruleCase{
			{"a blank column is there", one(cells{plan.FieldOutcome: ""}), ""},
			{"a table of cancelled actions", one(cells{plan.FieldOutcome: absent, plan.FieldStatus: "Cancelled"}), ""},
			{"a table of none", plan.Plan{Tables: []plan.Table{{Name: "Key", Sheet: "Key", Header: 1}}}, ""},
		},
		suppressed: check.Override{Rule: "outcome-column-missing", Skip: true, Why: "outcomes are in the performance report"},
	},
	"outcome-blank": {
		fires: []ruleCase{
			{"nothing", one(cells{plan.FieldOutcome: ""}), `Plan!C6: action 4.2, outcome (Plan!C6): nothing is written.`},
			{"a placeholder", one(cells{plan.FieldOutcome: "TBC"}), `Plan!C6: action 4.2, outcome (Plan!C6): it says only "TBC".`},
			{"complete", one(cells{plan.FieldOutcome: " ", plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022"}), `Plan!C6: action 4.2, outcome (Plan!C6): nothing is written.`},
			{"last agreed to be blank", open(one(nil), plan.FieldOutcome, plan.Blank), `Plan!C6: action 4.2, outcome (Plan!C6): nothing is written. This is what was last agreed: a question about it is open.`},
			{"no ref", sheet("Plan", full("", cells{plan.FieldOutcome: ""})), `Plan!C6: row 6, “Train foster carers”, outcome (Plan!C6): nothing is written.`},
		},
		nearMisses: []ruleCase{
			{"cancelled", one(cells{plan.FieldOutcome: "", plan.FieldStatus: "Cancelled"}), ""},
			{"no column", one(cells{plan.FieldOutcome: absent}), ""},
			{"never agreed", open(one(nil), plan.FieldOutcome, plan.Value{}), ""},
			{"words", one(cells{plan.FieldOutcome: "None yet measured"}), ""},
		},
		suppressed: check.Override{Rule: "outcome-blank", Ref: "4.2", Skip: true, Why: "agreed with members in January"},
	},
	"lead-blank": {
		fires: []ruleCase{
			{"nothing", one(cells{plan.FieldLead: ""}), `Plan!D6: action 4.2, lead (Plan!D6): nothing is written.`},
			{"a question mark", one(cells{plan.FieldLead: "?"}), `Plan!D6: action 4.2, lead (Plan!D6): it says only "?".`},
			{"no column", one(cells{plan.FieldLead: absent}), `Plan row 5: sheet "Plan" (Plan row 5): no column says who answers for the actions.`},
		},
		nearMisses: []ruleCase{
			{"cancelled", one(cells{plan.FieldLead: "", plan.FieldStatus: "Withdrawn"}), ""},
			{"no column, all cancelled", one(cells{plan.FieldLead: absent, plan.FieldStatus: "Withdrawn"}), ""},
			{"never agreed", open(one(nil), plan.FieldLead, plan.Value{}), ""},
			{"all partners, which is another rule's", one(cells{plan.FieldLead: "All partners"}), ""},
		},
		suppressed: check.Override{Rule: "lead-blank", Skip: true, Why: "posts are being recruited"},
	},
	"due-blank": {
		fires: []ruleCase{
			{"nothing", one(cells{plan.FieldDue: ""}), `Plan!F6: action 4.2, due (Plan!F6): nothing is written.`},
			{"a placeholder", one(cells{plan.FieldDue: "TBC"}), `Plan!F6: action 4.2, due (Plan!F6): it says only "TBC".`},
			{"no date", one(cells{plan.FieldDue: "see 4.1"}), `Plan!F6: action 4.2, due (Plan!F6): "see 4.1" is not a date.`},
			{"no column", one(cells{plan.FieldDue: absent}), `Plan row 5: sheet "Plan" (Plan row 5): no column says when the actions are due.`},
		},
		nearMisses: []ruleCase{
			{"complete", one(cells{plan.FieldDue: "", plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022"}), ""},
			{"cancelled", one(cells{plan.FieldDue: "", plan.FieldStatus: "Superseded by 4.3"}), ""},
			{"vague", one(cells{plan.FieldDue: "Ongoing"}), ""},
			{"impossible", one(cells{plan.FieldDue: "31/02/2022"}), ""},
			{"never agreed", open(one(nil), plan.FieldDue, plan.Value{}), ""},
			{"no column, complete", one(cells{plan.FieldDue: absent, plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022"}), ""},
		},
		suppressed: check.Override{Rule: "due-blank", Ref: "4.2", Skip: true, Why: "awaits the inspector's letter"},
	},
	"due-vague": {
		fires: []ruleCase{
			{"ongoing", one(cells{plan.FieldDue: "Ongoing"}), `Plan!F6: action 4.2, due (Plan!F6): "Ongoing" names no day.`},
			{"a quarter", one(cells{plan.FieldDue: "Q3 2022/23"}), `Plan!F6: action 4.2, due (Plan!F6): "Q3 2022/23" names no day.`},
			{"as soon as possible", one(cells{plan.FieldDue: "As soon as possible"}), `Plan!F6: action 4.2, due (Plan!F6): "As soon as possible" names no day.`},
		},
		nearMisses: []ruleCase{
			{"a month and a year", one(cells{plan.FieldDue: "June 2022"}), ""},
			{"complete", one(cells{plan.FieldDue: "Ongoing", plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022"}), ""},
			{"blank", one(cells{plan.FieldDue: ""}), ""},
		},
		suppressed: check.Override{Rule: "due-vague", Skip: true, Why: "statutory duty without an end"},
	},
	"date-unclear": {
		fires: []ruleCase{
			{"two dates", one(cells{plan.FieldDue: "30/06/2022 30/09/2022"}), `Plan!F6: action 4.2, due (Plan!F6): "30/06/2022 30/09/2022" holds several dates, and nothing says which is meant: 30 June 2022 is taken, the first.`},
		},
		nearMisses: []ruleCase{
			{"moved", one(cells{plan.FieldDue: "30/06/2022, revised to 30/09/2022"}), ""},
			{"a review beside it", one(cells{plan.FieldDue: "30/06/2022 (review 30/09/2022)"}), ""},
			{"one", one(cells{plan.FieldDue: "30/06/2022"}), ""},
		},
		suppressed: check.Override{Rule: "date-unclear", Skip: true, Why: "the board knows both"},
	},
	"status-unknown": {
		fires: []ruleCase{
			{"one action", one(cells{plan.FieldStatus: "Embedded"}), `Plan!H6: action 4.2, status (Plan!H6): "Embedded" is no status that is known: it counts as open. The line of settings that gives it a meaning: statuses: [{word: "Embedded", means: open}]`},
			{"two actions, one word", two(cells{plan.FieldStatus: "BAU"}, cells{plan.FieldStatus: "bau"}), `Plan!H6 Plan!H7: action 4.1, status (Plan!H6): "BAU" is no status that is known; 2 actions say it (4.1, 4.2): they count as open. The line of settings that gives it a meaning: statuses: [{word: "BAU", means: open}]`},
			{"a sentence", one(cells{plan.FieldStatus: "The procedures were looked at by all of the managers"}), `Plan!H6: action 4.2, status (Plan!H6): a sentence is no status: it counts as open.`},
		},
		nearMisses: []ruleCase{
			{"known", one(cells{plan.FieldStatus: "In progress"}), ""},
			{"blank", one(cells{plan.FieldStatus: ""}), ""},
			{"not known yet", one(cells{plan.FieldStatus: "TBC"}), ""},
			{"the council's own", worded(one(cells{plan.FieldStatus: "Embedded"}), "embedded", plan.StatusOpen), ""},
		},
		suppressed: check.Override{Rule: "status-unknown", Skip: true, Why: "it is being put right"},
	},
	"rating-unknown": {
		fires: []ruleCase{
			{"one action", one(cells{plan.FieldRAG: "Amber E"}), `Plan!I6: action 4.2, RAG (Plan!I6): "Amber E" is no rating that is known: it counts as not rated. The line of settings that gives it a meaning: ratings: [{words: "Amber E", means: amber}]`},
			{"two words", two(cells{plan.FieldRAG: "Amber/Green"}, cells{plan.FieldRAG: "✅"}), `Plan!I6: action 4.1, RAG (Plan!I6): "Amber/Green" is no rating that is known: it counts as not rated. The line of settings that gives it a meaning: ratings: [{words: "Amber/Green", means: amber}]
Plan!I7: action 4.2, RAG (Plan!I7): "✅" is no rating that is known: it counts as not rated. The line of settings that gives it a meaning: ratings: [{words: "✅", means: not started}]`},
		},
		nearMisses: []ruleCase{
			{"known", one(cells{plan.FieldRAG: "Green (was Amber)"}), ""},
			{"not known yet", one(cells{plan.FieldRAG: "n/a"}), ""},
			{"blank", one(cells{plan.FieldRAG: ""}), ""},
		},
		suppressed: check.Override{Rule: "rating-unknown", Skip: true, Why: "the scale is being agreed"},
	},
	"overdue": {
		fires: []ruleCase{
			{"a month late", one(cells{plan.FieldDue: "28/02/2022", plan.FieldRAG: "Red"}), `Plan!F6: action 4.2, due (Plan!F6): it was due on 28 February 2022 and is 31 days late, 23 working days.`},
			{"a day late", one(cells{plan.FieldDue: "30/03/2022", plan.FieldRAG: "Red"}), `Plan!F6: action 4.2, due (Plan!F6): it was due on 30 March 2022 and is 1 day late, 1 working day.`},
			{"before the published holidays", one(cells{plan.FieldStart: "", plan.FieldDue: "31/12/2018", plan.FieldRAG: "Red"}), `Plan!F6: action 4.2, due (Plan!F6): it was due on 31 December 2018 and is 1186 days late, 823 working days. Not all bank holidays of these years are published.`},
			{"a question is open", open(one(cells{plan.FieldRAG: "Red"}), plan.FieldDue, plan.Date{Year: 2022, Month: 3, Day: 30}.Value()), `Plan!F6: action 4.2, due (Plan!F6): it was due on 30 March 2022 and is 1 day late, 1 working day. This is what was last agreed: a question about it is open.`},
		},
		nearMisses: []ruleCase{
			{"due on the day", one(cells{plan.FieldDue: "31/03/2022"}), ""},
			{"complete", one(cells{plan.FieldDue: "28/02/2022", plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022"}), ""},
			{"cancelled", one(cells{plan.FieldDue: "28/02/2022", plan.FieldStatus: "No longer required"}), ""},
			{"no status column, closed", one(cells{plan.FieldDue: "28/02/2022", plan.FieldStatus: absent, plan.FieldClosed: "1 March 2022"}), ""},
			{"no status column, blue", one(cells{plan.FieldDue: "28/02/2022", plan.FieldStatus: absent, plan.FieldRAG: "Blue"}), ""},
		},
		suppressed: check.Override{Rule: "overdue", Ref: "4.2", Skip: true, Why: "new date before the board on 6 April"},
	},
	"date-ambiguous": {
		fires: []ruleCase{
			{"due", one(cells{plan.FieldDue: "04/05/22"}), `Plan!F6: action 4.2, due (Plan!F6): "04/05/22" is read as 4 May 2022, and could be 5 April 2022.`},
			{"start and closed", one(cells{plan.FieldStart: "01/02/22", plan.FieldClosed: "03/02/22", plan.FieldStatus: "Closed"}),
				"Plan!E6: action 4.2, start (Plan!E6): \"01/02/22\" is read as 1 February 2022, and could be 2 January 2022.\n" +
					"Plan!G6: action 4.2, date closed (Plan!G6): \"03/02/22\" is read as 3 February 2022, and could be 2 March 2022."},
		},
		nearMisses: []ruleCase{
			{"a day over twelve", one(cells{plan.FieldDue: "30/04/2022"}), ""},
			{"day and month alike", one(cells{plan.FieldDue: "04/04/22"}), ""},
			{"two figures of a year", one(cells{plan.FieldDue: "30/4/22"}), ""},
			{"the month in words", one(cells{plan.FieldDue: "4 May 22"}), ""},
		},
		suppressed: check.Override{Rule: "date-ambiguous", Skip: true, Why: "the authors are all in the United Kingdom"},
	},
	"date-impossible": {
		fires: []ruleCase{
			{"not in the calendar", one(cells{plan.FieldDue: "31/02/2022"}), `Plan!F6: action 4.2, due (Plan!F6): there is no 31 February 2022.`},
			{"closed tomorrow", one(cells{plan.FieldStatus: "Closed", plan.FieldClosed: "1 April 2022"}), `Plan!G6: action 4.2, date closed (Plan!G6): 1 April 2022 is after the report date, 31 March 2022.`},
			{"closed next month", one(cells{plan.FieldStatus: "Closed", plan.FieldClosed: "April 2022"}), `Plan!G6: action 4.2, date closed (Plan!G6): April 2022 is after the report date, 31 March 2022.`},
			{"closed before its start", one(cells{plan.FieldStatus: "Closed", plan.FieldClosed: "31 December 2021"}), `Plan!G6: action 4.2, date closed (Plan!G6): 31 December 2021 is before the action's start, 1 January 2022.`},
			{"due before its start", one(cells{plan.FieldDue: "31 December 2021", plan.FieldRAG: "Red"}), `Plan!F6: action 4.2, due (Plan!F6): 31 December 2021 is before the action's start, 1 January 2022.`},
			{"due before the inspection", one(cells{plan.FieldStart: "", plan.FieldDue: "26 September 2021", plan.FieldRAG: "Red"}), `Plan!F6: action 4.2, due (Plan!F6): 26 September 2021 is before the inspection began, 27 September 2021.`},
			{"a century late", one(cells{plan.FieldDue: "30/06/2122"}), `Plan!F6: action 4.2, due (Plan!F6): 30 June 2122 is more than ten years from the report date, 31 March 2022.`},
			{"long ago", one(cells{plan.FieldStart: "31/12/2011"}), `Plan!E6: action 4.2, start (Plan!E6): 31 December 2011 is more than ten years from the report date, 31 March 2022.`},
		},
		nearMisses: []ruleCase{
			{"closed on the day", one(cells{plan.FieldStatus: "Closed", plan.FieldClosed: "31/03/2022"}), ""},
			{"due on the first day of the inspection", one(cells{plan.FieldStart: "", plan.FieldDue: "27 September 2021", plan.FieldRAG: "Red"}), ""},
			{"started before the inspection", one(cells{plan.FieldStart: "1 April 2021"}), ""},
			{"due on its first day", one(cells{plan.FieldDue: "1 January 2022", plan.FieldRAG: "Red"}), ""},
			{"ten years ahead", one(cells{plan.FieldDue: "31/12/2032"}), ""},
			{"ten years back", one(cells{plan.FieldStart: "1 January 2012"}), ""},
			{"words", one(cells{plan.FieldDue: "see 4.1"}), ""},
		},
		suppressed: check.Override{Rule: "date-impossible", Ref: "4.2", Skip: true, Why: "quoted as the inspector wrote it"},
	},
	"rag-contradicts": {
		fires: []ruleCase{
			{"green and overdue", one(cells{plan.FieldDue: "19/02/2022"}), `Plan!I6 Plan!F6: action 4.2, RAG (Plan!I6): it is green and overdue: it was due on 19 February 2022.`},
			{"blue, in progress and overdue", one(cells{plan.FieldDue: "19/02/2022", plan.FieldRAG: "Blue"}), `Plan!I6 Plan!F6: action 4.2, RAG (Plan!I6): it is blue and overdue: it was due on 19 February 2022.`},
			{"green and not started", one(cells{plan.FieldStatus: "Not started"}), `Plan!I6 Plan!H6 Plan!E6 Plan!F6: action 4.2, RAG (Plan!I6): it is green and not started, with a quarter of its time gone.`},
			{"red and complete", one(cells{plan.FieldRAG: "Red", plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022"}), `Plan!I6 Plan!H6: action 4.2, RAG (Plan!I6): it is red, and the action is complete.`},
			{"amber and closed", one(cells{plan.FieldRAG: "Amber", plan.FieldStatus: "Closed", plan.FieldClosed: "1 March 2022"}), `Plan!I6 Plan!H6: action 4.2, RAG (Plan!I6): it is amber, and the action is closed.`},
			{"not started and complete", one(cells{plan.FieldRAG: "Not started", plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022"}), `Plan!I6 Plan!H6: action 4.2, RAG (Plan!I6): it is not started, and the action is complete.`},
			{"blank where others are rated", two(nil, cells{plan.FieldRAG: ""}), `Plan!I7: action 4.2, RAG (Plan!I7): no rating is given, though other actions have one.`},
		},
		nearMisses: []ruleCase{
			{"green and due tomorrow", one(cells{plan.FieldDue: "1 April 2022"}), ""},
			{"amber and overdue", one(cells{plan.FieldDue: "19/02/2022", plan.FieldRAG: "Amber"}), ""},
			{"green and complete", one(cells{plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022"}), ""},
			{"green and not started, with a quarter exactly gone", one(cells{plan.FieldStatus: "Not started", plan.FieldStart: "1 March 2022", plan.FieldDue: "29 June 2022"}), ""},
			{"green, not started and no start", one(cells{plan.FieldStatus: "Not started", plan.FieldStart: ""}), ""},
			{"nobody is rated", two(cells{plan.FieldRAG: ""}, cells{plan.FieldRAG: ""}), ""},
			{"complete, and only open actions are rated", two(nil, cells{plan.FieldRAG: "", plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022"}), ""},
			{"cancelled", two(nil, cells{plan.FieldRAG: "", plan.FieldStatus: "Cancelled"}), ""},
			{"only a cancelled action is rated", two(cells{plan.FieldStatus: "Cancelled"}, cells{plan.FieldRAG: ""}), ""},
			{"others of another table are rated", sheets(one(nil), sheet("Year 2", full("5.1", cells{plan.FieldRAG: ""}))), ""},
			{"two ratings are none", one(cells{plan.FieldRAG: "Green/Amber", plan.FieldDue: "19/02/2022"}), ""},
		},
		suppressed: check.Override{Rule: "rag-contradicts", Ref: "4.2", Skip: true, Why: "rated on its new date"},
	},
	"closed-without-evidence": {
		fires: []ruleCase{
			{"complete", one(cells{plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022", plan.FieldEvidence: ""}), `Plan!J6: action 4.2, evidence (Plan!J6): nothing is written.`},
			{"closed, to be confirmed", one(cells{plan.FieldStatus: "Closed", plan.FieldClosed: "1 March 2022", plan.FieldEvidence: "TBC"}), `Plan!J6: action 4.2, evidence (Plan!J6): it says only "TBC".`},
			{"no column", one(cells{plan.FieldStatus: "Closed", plan.FieldClosed: "1 March 2022", plan.FieldEvidence: absent}), `Plan row 5: sheet "Plan" (Plan row 5): no column holds evidence, and 1 action is complete or closed.`},
			{"no column, two closed", two(cells{plan.FieldStatus: "Closed", plan.FieldClosed: "1 March 2022", plan.FieldEvidence: absent}, cells{plan.FieldStatus: "Done", plan.FieldClosed: "1 March 2022", plan.FieldEvidence: absent}), `Plan row 5: sheet "Plan" (Plan row 5): no column holds evidence, and 2 actions are complete or closed.`},
		},
		nearMisses: []ruleCase{
			{"open", one(cells{plan.FieldEvidence: ""}), ""},
			{"cancelled", one(cells{plan.FieldStatus: "Cancelled", plan.FieldEvidence: ""}), ""},
			{"nearly complete", one(cells{plan.FieldStatus: "Nearly complete", plan.FieldEvidence: ""}), ""},
			{"never agreed", open(one(cells{plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022"}), plan.FieldEvidence, plan.Value{}), ""},
			{"no column, none closed", one(cells{plan.FieldEvidence: absent}), ""},
		},
		suppressed: check.Override{Rule: "closed-without-evidence", Skip: true, Why: "evidence is held by the board"},
	},
	"closed-status-mismatch": {
		fires: []ruleCase{
			{"complete, no date", one(cells{plan.FieldStatus: "Complete"}), `Plan!G6 Plan!H6: action 4.2, date closed (Plan!G6): the status is "Complete", and no date is written.`},
			{"complete, to be confirmed", one(cells{plan.FieldStatus: "Complete", plan.FieldClosed: "TBC"}), `Plan!G6 Plan!H6: action 4.2, date closed (Plan!G6): the status is "Complete", and "TBC" is not a date.`},
			{"a date, in progress", one(cells{plan.FieldClosed: "1 March 2022"}), `Plan!H6 Plan!G6: action 4.2, status (Plan!H6): the action was closed on 1 March 2022, and its status is "In progress".`},
			{"a date, no status", one(cells{plan.FieldClosed: "1 March 2022", plan.FieldStatus: ""}), `Plan!H6 Plan!G6: action 4.2, status (Plan!H6): the action was closed on 1 March 2022, and its status is blank.`},
		},
		nearMisses: []ruleCase{
			{"complete with a date", one(cells{plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022"}), ""},
			{"neither", one(nil), ""},
			{"cancelled with a date", one(cells{plan.FieldStatus: "Cancelled", plan.FieldClosed: "1 March 2022"}), ""},
			{"no closing date column", one(cells{plan.FieldStatus: "Complete", plan.FieldClosed: absent}), ""},
			{"no status column", one(cells{plan.FieldStatus: absent, plan.FieldClosed: "1 March 2022"}), ""},
			{"the date never agreed", open(one(cells{plan.FieldStatus: "Complete"}), plan.FieldClosed, plan.Value{}), ""},
		},
		suppressed: check.Override{Rule: "closed-status-mismatch", Skip: true, Why: "dates are kept by the board's clerk"},
	},
	"label-restricted": {
		fires: []ruleCase{
			{"a restricted one", labelled("OFFICIAL-SENSITIVE"), `Plan row 5: sheet "Plan" (Plan row 5): the workbook carries the sensitivity label "OFFICIAL-SENSITIVE".`},
			{"words that hold public", labelled("Not for public release"), `Plan row 5: sheet "Plan" (Plan row 5): the workbook carries the sensitivity label "Not for public release".`},
			{"one without a name", labelled("2096f6a2-d2f7"), `Plan row 5: sheet "Plan" (Plan row 5): the workbook carries the sensitivity label "2096f6a2-d2f7".`},
		},
		nearMisses: []ruleCase{
			{"no label", one(nil), ""},
			{"public", labelled("Public"), ""},
		},
		suppressed: check.Override{Rule: "label-restricted", Skip: true, Why: "the information owner has agreed what is published"},
	},
	"ref-duplicate": {
		fires: []ruleCase{
			{"twice", sheet("Plan", full("1.2", nil), full("1.3", nil), full("1.2", nil)), `Plan!A6 Plan!A8: action 1.2, ref (Plan!A6): 2 actions have the ref 1.2.`},
			{"in another case", sheet("Plan", full("R4/b", nil), full("r4 / B", nil)), `Plan!A6 Plan!A7: action R4/b, ref (Plan!A6): 2 actions have the ref R4/b.`},
			{"a lost nought, twice", sheet("Plan", full("1.1", nil), full("1.9", nil), full("1.1", nil), full("1.11", nil)), `Plan!A6 Plan!A8: action 1.1, ref (Plan!A6): 2 actions have the ref 1.1. One of them may be 1.10, which a spreadsheet shows as 1.1.`},
			{"a lost nought, once", sheet("Plan", full("1.9", nil), full("1.1", nil), full("1.11", nil)), `Plan!A7: action 1.1, ref (Plan!A7): it follows 1.9, so it may be 1.10, which a spreadsheet shows as 1.1.`},
			{"1.20", sheet("Plan", full("1.19", nil), full("1.2", nil)), `Plan!A7: action 1.2, ref (Plan!A7): it follows 1.19, so it may be 1.20, which a spreadsheet shows as 1.2.`},
		},
		nearMisses: []ruleCase{
			{"1.1 and 1.10", sheet("Plan", full("1.1", nil), full("1.9", nil), full("1.10", nil)), ""},
			{"sorted backwards", sheet("Plan", full("1.9", nil), full("1.8", nil), full("1.1", nil)), ""},
			{"1.10 stands elsewhere", sheet("Plan", full("1.10", nil), full("1.9", nil), full("1.1", nil)), ""},
			{"no refs at all", sheet("Plan", full("", nil), full("", nil)), ""},
			{"no ref, then a lettered one", sheet("Plan", full("", nil), full("R4/b", nil)), ""},
			{"the same ref in two tables", sheets(sheet("Home", full("1.1", nil)), sheet("School", full("1.1", nil))), ""},
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
			report := run(t, c.plan, check.Options{Only: []string{rule.Name}})
			if diff := cmp.Diff(c.want, told(report.Findings)); diff != "" {
				t.Errorf("%s, %s (-want +got):\n%s", rule.Name, c.name, diff)
			}
			for _, f := range report.Findings {
				if f.Severity != rule.Severity || f.Clears != rule.Clears || f.Rule != rule.Name {
					t.Errorf("%s, %s: found as %s, %s, cleared by %q", rule.Name, c.name, f.Rule, f.Severity, f.Clears)
				}
			}
		}
		first := tested.fires[0]
		report := run(t, first.plan, check.Options{Only: []string{rule.Name}, Overrides: []check.Override{tested.suppressed}})
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
	both := map[string]string{"green and overdue": "overdue", "blue, in progress and overdue": "overdue", "due before its start": "overdue", "due before the inspection": "overdue", "a month late": "", "before the published holidays": "date-impossible"}
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
