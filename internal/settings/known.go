package settings

import (
	"fmt"
	"slices"
	"strings"

	"actionplan/clock"
	"actionplan/frame"
	"actionplan/plan"
	"actionplan/table"
)

// Setting is one thing that can be said in the settings file, and what is said
// of it: in the reference page, in the starter file and in a refusal.
type Setting struct {
	Key     string   // as it stands in the file, with dots between: partner.sign-in.key
	Flag    string   // the flag that says the same, without its dashes
	Takes   string   // what belongs there
	Words   []string // the only words it can be, where there are such
	Default string   // what it is where nothing is said
	Means   string   // in a sentence or two
	Example string   // as it is written in the file

	text   func(*File) *string // where one text of the file is kept; nil for a list and what is in it
	day    func(*File) *Day
	truth  func(*File) *bool
	isPath bool // taken from the folder of the settings file
}

// The words that some settings can be.
var (
	owners     = []string{"officers", "partners", "either"}
	ratings    = []string{"red", "amber", "green", "blue", "not started"}
	severities = []string{"stop", "high", "medium", "low", "info"}
	dayMonths  = []string{string(table.Exchanged), string(table.AsShown)}
	kinds      = []string{plan.Ongoing, plan.Completed, plan.BesidePlan}
	sources    = []string{string(frame.Formal), string(frame.Learning), string(frame.Partnership)}
	dayKinds   = []string{string(clock.Working), string(clock.Calendar)}
)

// kept are the fields that are kept inside, in a sentence.
func kept() string {
	var names []string
	for _, f := range plan.KnownFields {
		if !f.IsShared() {
			names = append(names, string(f))
		}
	}
	return strings.Join(names, ", ")
}

// Known are all the settings there are, in the order the reference lists them.
var Known = []Setting{
	{Key: "title", Takes: "a text", Means: "The plan's title, as the pack prints it. Left out, it is the title that stands over the plan in the officers' workbook.", Example: `"Improvement plan"`,
		text: func(f *File) *string { return &f.Title }},
	{Key: "council", Takes: "a text", Means: "The council's name, as the pack prints it.", Example: `"Name of the council"`,
		text: func(f *File) *string { return &f.Council }},
	{Key: "committee", Takes: "a text", Means: "The name of the committee the pack goes to.", Example: `"Name of the committee the pack goes to"`,
		text: func(f *File) *string { return &f.Committee }},
	{Key: "meeting", Takes: "a date", Means: "The day the committee meets. pack --meeting goes over it.", Example: "2026-03-23",
		day: func(f *File) *Day { return &f.Meeting }},
	{Key: "contact", Takes: "a text", Means: "Whom a reader of the pack can ask, as it prints it.", Example: `"democratic.services@example.gov.uk"`,
		text: func(f *File) *string { return &f.Contact }},
	{Key: "inspection", Takes: "a date", Means: "The first day of the inspection.", Example: "2026-01-12",
		day: func(f *File) *Day { return &f.Inspection }},
	{Key: "received", Takes: "a date", Means: "The day the council received the final report, which is some days before it was published: the time for the plan runs from it. deadline --received goes over it.", Example: "2026-02-19",
		day: func(f *File) *Day { return &f.Received }},
	{Key: "submitted", Takes: "a date", Means: "The day the plan was sent to the inspector.", Example: "2026-05-28",
		day: func(f *File) *Day { return &f.Submitted }},
	{Key: "next-visit", Takes: "a date", Means: "The day the inspector is expected again.", Example: "2026-09-14",
		day: func(f *File) *Day { return &f.NextVisit }},
	{Key: "last-report", Takes: "a date", Means: "The day of the meeting that had the last report.", Example: "2026-03-23",
		day: func(f *File) *Day { return &f.LastReport }},
	{Key: "ask", Takes: "a text", Means: "The information owner, by name or post: who is asked whether something may go to partners. Never a partner.", Example: `"Information Governance Manager"`,
		text: func(f *File) *string { return &f.Ask }},
	{Key: "plan", Flag: "plan", Takes: "a file", Means: "The officers' workbook. It is read as it is.", Example: `"Improvement plan.xlsx"`, isPath: true,
		text: func(f *File) *string { return &f.Plan }},
	{Key: "partner.workbook", Flag: "partner", Takes: "a file", Means: "The partners' copy, where it is a workbook: another file than the plan.", Example: `"Partners' copy.xlsx"`, isPath: true,
		text: func(f *File) *string { return &f.Partner.Workbook }},
	{Key: "partner.sheet", Flag: "partner", Takes: "an address", Means: "The partners' copy, where it is a Google Sheet.", Example: `"https://docs.google.com/spreadsheets/d/..."`,
		text: func(f *File) *string { return &f.Partner.Sheet }},
	{Key: "partner.sign-in.key", Flag: "key", Takes: "a file", Means: "A service account's key, to sign in to Google with. It should not lie in the plan's folder.", Example: `"C:/Users/me/keys/actionplan.json"`, isPath: true,
		text: func(f *File) *string { return &f.Partner.SignIn.Key }},
	{Key: "partner.sign-in.client", Flag: "client", Takes: "a file", Means: "The council's OAuth client file, for actionplan login.", Example: `"client.json"`, isPath: true,
		text: func(f *File) *string { return &f.Partner.SignIn.Client }},
	{Key: "partner.sign-in.default", Takes: "true or false", Default: "false", Means: "Sign in with the application default credentials of this computer.", Example: "true",
		truth: func(f *File) *bool { return &f.Partner.SignIn.Default }},
	{Key: "partner.sign-in.impersonate", Takes: "an address", Means: "The service account to act as, once signed in with a key or the default credentials.", Example: `"writer@project.iam.gserviceaccount.com"`,
		text: func(f *File) *string { return &f.Partner.SignIn.Impersonate }},
	{Key: "partner.tables", Takes: "a list", Means: "Where the tables of the partners' copy lie: as under tables."},
	{Key: "partner.headings", Takes: "a list", Means: "Headings of the partners' own: as under headings, and before those."},
	{Key: "ledger", Flag: "ledger", Takes: "a folder", Default: "ledger", Means: "The folder that remembers what both sides last agreed: one of its own, beside the plan.", Example: `"ledger"`, isPath: true,
		text: func(f *File) *string { return &f.Ledger }},
	{Key: "packs", Takes: "a folder", Default: ".", Means: "The folder that drafts of the pack are put in.", Example: `"Packs"`, isPath: true,
		text: func(f *File) *string { return &f.Packs }},
	{Key: "templates", Takes: "a folder", Means: "A folder with templates of the council's own, used in place of those that are built in.", Example: `"Templates"`, isPath: true,
		text: func(f *File) *string { return &f.Templates }},
	{Key: "browser", Takes: "a text", Means: "The browser that prints the pack's PDF, where Edge, Chrome and Chromium are not found by themselves; none for no PDF.", Example: `"C:/Tools/chrome.exe"`,
		text: func(f *File) *string { return &f.Browser }},

	{Key: "owners", Takes: "a list", Means: "Who may change a column. Anybody else's edit in it is a proposal, and waits for the owner's answer.", Example: "\n  - {field: due, owner: officers}"},
	{Key: "owners[].field", Takes: "a field"},
	{Key: "owners[].owner", Takes: "a word", Words: owners},
	{Key: "share", Takes: "a list of fields", Means: "The columns that may reach the partners' side. Where it is left out, all recognised columns that are not hidden, but those that are kept inside: " + kept() + ". A column that a list leaves out never leaves the council.", Example: `[ref, action, due, rag, "x:legal advice"]`},
	{Key: "publish", Takes: "a list of fields", Means: "The columns that the public pack shows, of those that are recognised and not hidden. Where it is left out, all of them but those that are kept inside: " + kept() + ". What it leaves out stands in the officers' own pack.", Example: "[ref, theme, action, outcome, benchmark, lead, due, original, status, rag]"},
	{Key: "contacts", Takes: "a list of texts", Means: "Addresses and numbers that may reach partners, although they look like personal data.", Example: `["children.services@example.gov.uk", "01632 960123"]`},
	{Key: "together", Takes: "a list of lists of fields", Default: "[[status, closed]]", Means: "Columns that are settled as one.", Example: "\n  - [status, closed]"},

	{Key: "tables", Takes: "a list", Means: "Where the plan's tables lie, so that they need not be found. What is left out is found. Where a line says no kind, only the tables that are listed are read.", Example: "\n  - {sheet: \"Plan\", header: 5, columns: [{column: F, field: due}]}"},
	{Key: "tables[].sheet", Takes: "a text", Means: "The name on the sheet's tab."},
	{Key: "tables[].header", Takes: "a row number", Means: "The row of the headings, or the lower one of two."},
	{Key: "tables[].first", Takes: "a row number", Means: "The first row of the table."},
	{Key: "tables[].last", Takes: "a row number", Means: "The last row of the table."},
	{Key: "tables[].kind", Takes: "a word", Words: kinds, Means: "What the sheet holds: completed for the actions that are done with, ongoing for the plan's own although its name or what it holds says otherwise, beside the plan for what is no part of it and is not read. Where every line says a kind, the other tables are found as if none stood here, and each line adds what it says of its own."},
	{Key: "tables[].columns", Takes: "a list", Means: "What single columns are about."},
	{Key: "tables[].columns[].column", Takes: "a column's letters"},
	{Key: "tables[].columns[].field", Takes: "a field", Means: "Or none, to keep the column as it is headed."},
	{Key: "headings", Takes: "a list", Means: "The council's own headings.", Example: "\n  - {heading: \"What will be different\", field: outcome}"},
	{Key: "headings[].heading", Takes: "a text"},
	{Key: "headings[].field", Takes: "a field"},
	{Key: "headings[].day-month", Takes: "a word", Words: dayMonths, Means: "Of a column of dates. Exchanged where a spreadsheet made real dates of what was typed the other way round, so that 10 May became 5 October: they are read as they were meant, and nothing is written to the column. As shown where they are right. It holds for the side whose headings it stands under."},
	{Key: "ratings", Takes: "a list", Means: "The council's own scale: its steps, in order. A step may be no more than words for one of the usual ratings.", Example: "\n  - {words: \"Behind schedule\", means: amber}\n  - {name: \"Amber E\", words: [\"AE\", \"Amber - E\"], kind: evidence awaited, says: \"Done; the evidence is awaited\", sign: \"◐\", colours: [\"FFD966\"]}"},
	{Key: "ratings[].name", Takes: "a text", Means: "What the step is called. It is one of its words too."},
	{Key: "ratings[].words", Takes: "a text or a list of texts", Means: "What people write for it."},
	{Key: "ratings[].means", Takes: "a word", Words: ratings, Means: "The usual rating that it counts as. Left out, kind says it."},
	{Key: "ratings[].kind", Takes: "a word", Words: kindNames(), Means: "What it says of an action. Evidence awaited counts as amber, and paused as not started: neither is done."},
	{Key: "ratings[].says", Takes: "a text", Means: "What it says, in one sentence."},
	{Key: "ratings[].sign", Takes: "a text", Means: "A sign that stands for it, so that colour is never the only thing that says it."},
	{Key: "ratings[].colours", Takes: "a text or a list of texts", Means: "The colours that its cells are filled with, as spreadsheets write them."},
	{Key: "rating-from", Takes: "a word", Words: []string{rowColour}, Means: "Where no column holds ratings: an action is rated by the colour of its status cell or of its row.", Example: "row colour"},
	{Key: "statuses", Takes: "a list", Means: "The council's own words for how far an action has got. A word that nobody knows is an open action's.", Example: "\n  - {word: \"Embedded\", means: complete}"},
	{Key: "statuses[].word", Takes: "a text"},
	{Key: "statuses[].means", Takes: "a word", Words: statuses},
	{Key: "rows", Takes: "a list", Means: "What rows are that may be actions or none, on both sides: those of a kind, or those that say one text for what is to be done. A heading gives the rows under it their theme; what is nothing is not read.", Example: "\n  - {kind: summary, means: heading}\n  - {text: \"Phase 1: Discovery\", means: heading}"},
	{Key: "rows[].kind", Takes: "a word", Words: rowKinds, Means: "A summary stands over other rows, as a phase or a group of tasks does, with dates or a lead of its own. Text alone is a row with nothing but its text. A milestone is labelled as one. No action is a row that says None or the like for what is to be done. An unnamed one says Task 4 or the like there, and nobody has filled it in yet."},
	{Key: "rows[].text", Takes: "a text", Means: "What the row says, in any case. It goes before its kind."},
	{Key: "rows[].means", Takes: "a word", Words: rowMeanings},
	{Key: "dates", Takes: "a list", Means: "Words that stand for a date.", Example: "\n  - {words: \"Autumn term 2026\", date: 2026-12-18}"},
	{Key: "dates[].words", Takes: "a text"},
	{Key: "dates[].date", Takes: "a date"},
	{Key: "closed", Takes: "a list of dates", Means: "Days on which the council does not work, beside weekends and the bank holidays of England and Wales.", Example: "[2026-12-24, 2026-12-29]"},
	{Key: "clear-days", Takes: "a number", Default: "5", Means: "How many clear working days an agenda is published before its meeting.", Example: "5"},
	{Key: "route", Takes: "a list", Means: "What has to be done before a report reaches its committee, each in working days before the meeting, the agenda's publication or a later step.", Example: "\n  - {step: \"Final report to the clerk\", days: 2, before: publication}\n  - {step: \"Directors agree the draft\", days: 5, before: \"Final report to the clerk\"}"},
	{Key: "route[].step", Takes: "a text"},
	{Key: "route[].days", Takes: "a number"},
	{Key: "route[].before", Takes: "a text", Default: "meeting"},
	{Key: "clocks", Takes: "a list", Means: "Other times that the council has for something: an improvement notice, a plan for another inspector.", Example: "\n  - {name: \"Priority action plan\", days: 35, kind: working, from: 2026-03-02, since: \"the letter came\", source: \"the letter of 27 February 2026\"}"},
	{Key: "clocks[].name", Takes: "a text"},
	{Key: "clocks[].days", Takes: "a number"},
	{Key: "clocks[].kind", Takes: "a word", Words: dayKinds, Default: "working", Means: "Which days are counted."},
	{Key: "clocks[].from", Takes: "a date", Means: "The day the time runs from. It is not counted itself."},
	{Key: "clocks[].event", Takes: "a text", Means: "The event that the time runs from, in place of a day: as it is called under events, and the latest of that name."},
	{Key: "clocks[].since", Takes: "a text", Means: "What that day is."},
	{Key: "clocks[].source", Takes: "a text", Means: "The law, letter or standing order that says so."},
	{Key: "report-every.months", Takes: "a number", Default: "3", Means: "How often the committee is to have a report.", Example: "3"},
	{Key: "report-every.grace", Takes: "a number", Default: "10", Example: "10", Means: "The working days after which a report counts as missed."},
	{Key: "recommendations", Takes: "a list", Means: "What was asked of the council, so that the plan is held to all of it. An action cites one by its ref or its words.", Example: "\n  - {ref: \"viii\", text: \"Oversight of children missing from education\", by: \"inspection\", on: 2026-02-06}\n  - {ref: \"L1\", text: \"Children’s voices in plans\", source: learning}"},
	{Key: "recommendations[].ref", Takes: "a ref", Means: "In quotes: unquoted, 1.10 is the number 1.1."},
	{Key: "recommendations[].text", Takes: "a text"},
	{Key: "recommendations[].source", Takes: "a word", Words: sources, Default: "formal", Means: "Whether an inspector formally asks for it, it is to be learned besides, or the partnership has set it itself."},
	{Key: "recommendations[].by", Takes: "a text", Means: "The inspection, visit or report that it stands in."},
	{Key: "recommendations[].on", Takes: "a date"},
	{Key: "recommendations[].themes", Takes: "a list of texts", Means: "The themes that it was grouped under."},
	{Key: "recommendations-from", Takes: "a file", Means: "A text file with more of them, a line each: 1. Visit children in time. A line Learning: or Partnership: says of which source those after it are.", Example: `"Recommendations.txt"`, isPath: true,
		text: func(f *File) *string { return &f.RecommendationsFrom }},
	{Key: "themes", Takes: "a list of texts", Means: "The plan's themes, as they are to be called, in order.", Example: "[\"Front door\", \"Care leavers\"]"},
	{Key: "bodies", Takes: "a list", Means: "Boards, posts and organisations that have other names, or are no more.", Example: "\n  - {name: \"Strengthening Services Board\", also: [\"SSB\"], ended: 2025-03-31, now: \"the Improvement Board\"}"},
	{Key: "bodies[].name", Takes: "a text"},
	{Key: "bodies[].also", Takes: "a list of texts", Means: "Other names, earlier ones among them."},
	{Key: "bodies[].ended", Takes: "a date", Means: "Its last day."},
	{Key: "bodies[].now", Takes: "a text", Means: "Who does its work since."},
	{Key: "events", Takes: "a list", Means: "Days of the plan's history: inspections, visits, letters. The pack tells them in order, with the other days that the settings name; a clock can run from one.", Example: "\n  - {on: 2026-01-12, what: \"Inspection\", by: \"Ofsted\"}"},
	{Key: "events[].on", Takes: "a date"},
	{Key: "events[].what", Takes: "a text"},
	{Key: "events[].by", Takes: "a text"},
	{Key: "judgements", Takes: "a list", Means: "How each domain was judged. There need be no overall one. The pack lists them; where a theme has the domain's name, with its actions. Of several of one domain the latest is told, and what it was before.", Example: "\n  - {domain: \"Children in care\", says: \"Requires improvement\", on: 2026-02-06}"},
	{Key: "judgements[].domain", Takes: "a text"},
	{Key: "judgements[].says", Takes: "a text"},
	{Key: "judgements[].on", Takes: "a date"},
	{Key: "judgements[].by", Takes: "a text"},
	{Key: "consulted", Takes: "a list", Means: "Whom the council asked about the plan, and what they said. The pack says it too: write what may be published.", Example: "\n  - {with: \"Children in care council\", on: 2026-03-02, said: \"Fewer changes of social worker\"}"},
	{Key: "consulted[].with", Takes: "a text"},
	{Key: "consulted[].on", Takes: "a date"},
	{Key: "consulted[].said", Takes: "a text"},
	{Key: "measures", Takes: "a list", Means: "What is counted to know whether the plan works, where the workbook has no columns for it. Write figures in quotes, as they are reported. The pack lists them with where they stand, and which way they went.", Example: "\n  - {name: \"Visits in time\", ref: \"1.10\", better: higher, baseline: \"72 %\", target: \"95 %\", of: local, by: 2026-12-31, latest: \"88 %\", on: 2026-06-30, earlier: [{on: 2026-03-31, says: \"81 %\"}], benchmark: \"England 90 %\"}"},
	{Key: "measures[].name", Takes: "a text"},
	{Key: "measures[].ref", Takes: "a ref", Means: "The action that it is for. Left out, it is for a theme, or for the whole plan."},
	{Key: "measures[].theme", Takes: "a text"},
	{Key: "measures[].better", Takes: "a word", Words: frame.Better, Means: "Which way is the right one. Left out, it is from the baseline to the target."},
	{Key: "measures[].baseline", Takes: "a text", Means: "Where it stood at first."},
	{Key: "measures[].target", Takes: "a text"},
	{Key: "measures[].of", Takes: "a word", Words: frame.Targets, Means: "Whose target it is."},
	{Key: "measures[].by", Takes: "a date", Means: "When the target is to be met."},
	{Key: "measures[].latest", Takes: "a text", Means: "Where it stands."},
	{Key: "measures[].on", Takes: "a date", Means: "The day that the latest figure is of."},
	{Key: "measures[].earlier", Takes: "a list", Means: "Where it stood on earlier days."},
	{Key: "measures[].earlier[].on", Takes: "a date"},
	{Key: "measures[].earlier[].says", Takes: "a text"},
	{Key: "measures[].benchmark", Takes: "a text", Means: "What others come to."},
	{Key: "milestones", Takes: "a list", Means: "What actions will have come to, and by when, where the workbook has no column for it.", Example: "\n  - {ref: \"1.10\", what: \"Half of all carers are trained\", due: 2026-06-30, reached: 2026-06-12}"},
	{Key: "milestones[].ref", Takes: "a ref", Means: "The action. In quotes: unquoted, 1.10 is the number 1.1."},
	{Key: "milestones[].what", Takes: "a text"},
	{Key: "milestones[].due", Takes: "a date"},
	{Key: "milestones[].reached", Takes: "a date", Means: "The day that it was reached. Left out, it has not been."},
	{Key: "documents", Takes: "a list", Means: "The appendices and background papers that go with the report.", Example: "\n  - {title: \"Inspector’s letter\", file: \"letter.pdf\"}\n  - {title: \"Case audits\", why: \"not for publication: they are about children\"}"},
	{Key: "documents[].title", Takes: "a text"},
	{Key: "documents[].file", Takes: "a file", Means: "From the folder of the settings."},
	{Key: "documents[].why", Takes: "a text", Means: "Why it is not attached."},
	{Key: "sections", Takes: "a list", Means: "The sections of the covering report, as people have written them.", Example: "\n  - {heading: \"Financial implications\", text: \"Met from the budget agreed in February.\"}"},
	{Key: "sections[].heading", Takes: "a text"},
	{Key: "sections[].text", Takes: "a text"},
	{Key: "requests", Takes: "a list", Means: "What the committee has asked for.", Example: "\n  - {asked: \"A focused report on care leavers\", meeting: 2026-03-23, answered: \"section 4\"}"},
	{Key: "requests[].asked", Takes: "a text"},
	{Key: "requests[].meeting", Takes: "a date", Means: "The meeting that it is due at."},
	{Key: "requests[].answered", Takes: "a text", Means: "Where it is answered."},
	{Key: "rating-rule", Takes: "a list", Means: "The council's own rule for ratings, by how far an open action has got: the first line that fits. Where nothing is said, no rating is held to one.", Example: "\n  - {rating: red, up-to: 49, overdue: true}\n  - {rating: red, up-to: 25}\n  - {rating: amber, up-to: 75}\n  - {rating: green, up-to: 100}"},
	{Key: "rating-rule[].rating", Takes: "a word", Words: ratings},
	{Key: "rating-rule[].up-to", Takes: "a number", Means: "The percentage that it goes up to, itself among it."},
	{Key: "rating-rule[].overdue", Takes: "true or false", Means: "For actions alone that are overdue."},
	{Key: "checks", Takes: "a list", Means: "What a check does, changed with a reason, which is printed. actionplan check --list names the rules.", Example: "\n  - {rule: overdue, ref: \"1.10\", severity: medium, why: \"the board has agreed a new date\"}"},
	{Key: "checks[].rule", Takes: "a rule's name"},
	{Key: "checks[].ref", Takes: "a ref", Means: "For this action only. In quotes: unquoted, 1.10 is the number 1.1."},
	{Key: "checks[].severity", Takes: "a word", Words: severities},
	{Key: "checks[].skip", Takes: "true or false", Means: "Leave the finding out."},
	{Key: "checks[].why", Takes: "a text", Means: "The reason. There must be one where a finding is left out or its severity is changed."},
	{Key: "checks[].until", Takes: "a date", Means: "The day on which what was left out or changed is looked at again: from then on it is found as before."},
	{Key: "checks[].on", Takes: "true or false", Means: "Run a rule that is off unless it is asked for."},
	{Key: "checks[].days", Takes: "a number", Means: "The days that a rule goes by. actionplan check --explain RULE says which numbers and words a rule takes, and what they usually are."},
	{Key: "checks[].percent", Takes: "a number", Means: "The percentage that a rule goes by."},
	{Key: "checks[].count", Takes: "a number", Means: "The number of things that a rule goes by."},
	{Key: "checks[].words", Takes: "a list", Means: "Words for a rule, beside its usual ones."},
}

// Single reports whether a setting is one value, which a variable of the
// environment can give too.
func (s Setting) Single() bool { return s.text != nil || s.day != nil || s.truth != nil }

// Variable is the name of the environment's variable that gives a setting.
func (s Setting) Variable() string {
	return "ACTIONPLAN_" + strings.ToUpper(strings.NewReplacer(".", "_", "-", "_").Replace(s.Key))
}

// setting is one of the known ones.
func setting(key string) Setting {
	i := slices.IndexFunc(Known, func(s Setting) bool { return s.Key == key })
	if i < 0 {
		panic(fmt.Sprintf("settings: %q is not one of them", key))
	}
	return Known[i]
}

// written is what the file says of a setting that is one value.
func (s Setting) written(f *File) string {
	switch {
	case s.text != nil:
		return *s.text(f)
	case s.day != nil && !s.day(f).IsZero():
		return s.day(f).String()
	case s.truth != nil && *s.truth(f):
		return "true"
	}
	return ""
}

// put makes the file say a value that came from a flag or a variable.
func (s Setting) put(f *File, value string) error {
	switch {
	case s.text != nil:
		*s.text(f) = value
	case s.day != nil && value == "":
		*s.day(f) = Day{}
	case s.day != nil:
		date, err := plan.ParseISO(value)
		if err != nil {
			return err
		}
		*s.day(f) = Day{date}
	case value != "" && value != "true" && value != "false":
		return fmt.Errorf("%q is neither true nor false", value)
	case s.truth != nil:
		*s.truth(f) = value == "true"
	}
	return nil
}
