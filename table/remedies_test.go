package table_test

import (
	"slices"
	"strings"
	"testing"

	"actionplan/plan"
	"actionplan/table"
)

// lineCase is a drawing, what its columns are, and what is said of them: each a part of
// a note, after " > " its line, after " or " the line that has it the other way.
type lineCase struct {
	name, sheet, drawing, want string
	said                       []string
}

func (c lineCase) try(t *testing.T) {
	t.Helper()
	sheet := c.sheet
	if sheet == "" {
		sheet = "Sheet1"
	}
	p := read(t, table.Options{}, draw(t, sheet, c.drawing))
	if got := fieldsOf(p); got != c.want {
		t.Errorf("%s: read as %s, want %s", c.name, got, c.want)
	}
	var said []string
	for _, n := range p.Notes {
		if n.Weight >= plan.Doubtful || n.Weight == plan.Unread {
			said = append(said, n.Message+" > "+n.Line.Item+" or "+n.Instead.Item)
		}
	}
	for _, want := range c.said {
		if !slices.ContainsFunc(said, func(note string) bool { return strings.Contains(note, want) }) {
			t.Errorf("%s: nothing says %s", c.name, want)
		}
	}
	if len(said) != len(c.said) {
		t.Errorf("%s: %d doubts, want %d:\n%s", c.name, len(said), len(c.said), strings.Join(said, "\n"))
	}
}

// risks are three rows of a list whose headings are given: a ref, what is wrong, what is
// done, and who does it.
func risks(headings string, done ...string) string {
	drawing := "1 | " + headings
	for i, wrong := range []string{"Staff may leave before the year is out", "Records may be lost in the move", "The night line may fail in a storm"} {
		drawing += "\n" + string(rune('2'+i)) + " | R" + string(rune('1'+i)) + " | " + wrong + " | " + done[i] + " | Head"
	}
	return drawing
}

// TestRemedies reads lists of what is wrong beside what is done about it.
func TestRemedies(t *testing.T) {
	doings := []string{"Train a second team in each area", "Copy every file before the move", "Test the spare line each week"}
	taken := func(remedy, wrong string) []string {
		return []string{`"` + remedy + `", says what is done about column B, "` + wrong + `": no column is headed as the action, and it was taken for that > {heading: "` + remedy + `", field: action} or {heading: "` + wrong + `", field: action}`}
	}
	for _, heading := range []string{"Potential response", "Strategy", "Risk strategy", "Next step", "Next steps", "Resolution", "Proposed solution", "Way forward", "Risk plan", "Recommended fix", "Mitigants"} {
		lineCase{heading, "", risks("Ref | Risk | "+heading+" | Owner", doings...), "ref, -, action, lead", taken(heading, "Risk")}.try(t)
	}
	for _, c := range []lineCase{
		{"a finding", "", risks("Ref | Finding | Next step | Owner", doings...), "ref, recommendation, action, lead", []string{`"Next step", says what is done about each`}},
		{"what the list of synonyms knows is said by nobody", "", risks("Ref | Problem | Countermeasure | Owner", doings...), "ref, -, action, lead", nil},
		{"short texts", "", risks("Ref | Issue | Next step | Owner", "Train staff", "Copy files", "Test line"), "ref, -, action, lead", taken("Next step", "Issue")},
		// Near misses.
		{"a strategy of one word", "", risks("Ref | Risk | Strategy | Owner", "Avoid", "Mitigate", "Accept"), "ref, action, -, lead", []string{`"Risk" was taken for it > {heading: "Risk", field: action} or `}},
		{"a resolution that tells what was done", "", risks("Ref | Issue | Resolution | Owner", "Trained a second team in each area", "Copied every file before the move", "Tested the spare line"), "ref, action, -, lead",
			[]string{`"Issue" was taken for it > {heading: "Issue", field: action} or {heading: "Resolution", field: action}`}},
		{"a resolution of a row", "", risks("Ref | Issue | Resolution | Owner", "", "", "Test the spare line each week"), "ref, action, -, lead", []string{`"Issue" was taken for it`}},
		{"a resolution of dates", "", risks("Ref | Issue | Resolution plan | Owner", "31 March 2026", "30 April 2026", "29 May 2026"), "ref, action, due, lead", []string{`"Issue" was taken for it`, `"Resolution plan", holds dates`}},
		{"nothing that is wrong", "", risks("Ref | Deliverable | Strategy | Owner", doings...), "ref, action, -, lead", []string{`"Deliverable" was taken for it > {heading: "Deliverable", field: action} or {heading: "Strategy", field: action}`}},
		{"beside an action", "", risks("Ref | Action | Next step | Owner", doings...), "ref, action, -, lead", nil},
		{"the kind of a response", "", risks("Ref | Risk | Response type | Owner", doings...), "ref, action, -, lead", []string{`"Risk" was taken for it > {heading: "Risk", field: action} or {heading: "Response type", field: action}`}},
		// A management response.
		{"a response in words", "", risks("Ref | Recommendation | Management response | Owner", doings...), "ref, recommendation, action, lead", nil},
		{"a response that agrees", "", risks("Ref | Recommendation | Management response | Owner", "Agreed", "Partly accepted.", "Agreed – in principle"), "ref, recommendation, -, lead",
			[]string{`column C is headed "Management response", as the action would be, but holds words that agree or do not: it stands for itself > {heading: "Management response", field: none} or `,
				`column B, "Recommendation", holds sentences and could be it > {heading: "Recommendation", field: action} or `}},
		{"a response that agrees, and what is done", "", risks("Ref | Recommendation | Management response | Owner", "Agreed. We will train a second team", "Agreed – copy every file before the move", "Accepted, and the line is tested"), "ref, recommendation, action, lead", nil},
	} {
		c.try(t)
	}
}

// TestRegisters reads an impact in lists of risks and issues, and in plans.
func TestRegisters(t *testing.T) {
	stands := []string{`"Impact", as the outcome would be, but stands in a list of risks or issues: it stands for itself > {heading: "Impact", field: none} or {heading: "Impact", field: outcome}`}
	rows := func(headings, first, second, third string) string {
		return "1 | " + headings + `
			2 | ` + first + ` | Staff may leave before the year is out | The service would stop for weeks | Train a second team in each area | Head
			3 | ` + second + ` | Records may be lost in the move | Families would lose their history | Copy every file before the move | Head
			4 | ` + third + ` | The night line may fail in a storm | No calls could be taken | Test the spare line each week | Head`
	}
	for _, c := range []lineCase{
		{"kinds of rows", "", rows("Type | Description | Impact | Action | Owner", "Risk", "Issue", "Dependency"), "-, -, -, action, lead", stands},
		{"a mitigation", "", rows("Ref | Description | Impact | Mitigation | Owner", "1", "2", "3"), "ref, -, -, action, lead", stands},
		{"the sheet's name", "RAID log", rows("Ref | Description | Impact | Action | Owner", "1", "2", "3"), "ref, -, -, action, lead", stands},
		{"a score", "", rows("RPN | Description | Impact | Action | Owner", "#12", "#6", "#8"), "-, -, -, action, lead", stands},
		// Near misses.
		{"a plan", "Plan", rows("Ref | Description | Impact | Action | Owner", "1", "2", "3"), "ref, -, outcome, action, lead", nil},
		{"a plan of actions about risks", "Risks and actions", rows("Ref | Description | Impact | Action | Owner", "1", "2", "3"), "ref, -, outcome, action, lead", nil},
		{"other kinds of rows", "", rows("Type | Description | Impact | Action | Owner", "Training", "Records", "Systems"), "-, -, outcome, action, lead", nil},
		{"a plan with the risks to its actions", "", `
			1 | Ref | Action | Impact | Risk | Mitigation | Owner
			2 | 1 | Renew the night line | Every call at night is taken | Staff may leave before the year is out | Train a second team in each area | Head
			3 | 2 | Move the records | Families can read their history | Records may be lost in the move | Copy every file before the move | Head`, "ref, action, outcome, -, -, lead",
			[]string{`"Mitigation" could be the action too`}},
	} {
		c.try(t)
	}
}

// TestNoHeadingOfActions reads tables in which no column is headed as the action.
func TestNoHeadingOfActions(t *testing.T) {
	for _, c := range []lineCase{
		{"several of sentences", "", `
			1 | No | Where we stand | Our commitment | Points | Owner | Status
			2 | 1 | Staff leave before the year is out | Train a second team in each area | #4 | Head | Open
			3 | 2 | Records are lost in each move | Copy every file before the move | #5 | Head | Open
			4 | 3 | The system fails at night | Test the spare line each week | #6 | Head | Closed`, "ref, -, -, -, lead, status",
			[]string{`columns B and C hold sentences and any could be it > {heading: "Where we stand", field: action} or {heading: "Our commitment", field: action}`}},
		{"one that is guessed, and another", "", `
			1 | No | Risk | How it came about | What we mean to change | Owner
			2 | 1 | #4 | Staff leave before the year is out | Train a second team in each area | Head
			3 | 2 | #5 | Records are lost in each move | Copy every file before the move | Head
			4 | 3 | #6 | The system fails at night | Test the spare line each week | Head`, "ref, -, action, -, lead",
			[]string{`column C, "How it came about", holds sentences, no two alike and was taken for it > {heading: "How it came about", field: action} or {heading: "What we mean to change", field: action}`}},
		{"none but figures", "", `
			1 | No | Points | Owner | Status
			2 | 1 | #4 | Head | Open
			3 | 2 | #5 | Head | Open`, "ref, -, lead, status", []string{"no column is headed as the action >  or "}},
		{"steps that are numbered", "", `
			1 | Step | Description | Owner | Status
			2 | Step 1 | Train a second team in each area | Head | Open
			3 | Step 2 | Copy every file before the move | Head | Done`, "ref, action, lead, status", []string{`"Description" was taken for it`}},
		{"steps by figures beside a task", "", `
			1 | Steps | Task | Owner | Status
			2 | #1 | Train a second team in each area | Head | Open
			3 | #2 | Copy every file before the move | Head | Done`, "ref, action, lead, status", nil},
		{"steps in words", "", `
			1 | № | Steps | Owner | Status
			2 | 1 | Train a second team in each area | Head | Open
			3 | 2 | Step up the visits by two | Head | Done`, "ref, action, lead, status", nil},
	} {
		c.try(t)
	}
}

// TestTwins reads two columns with one heading.
func TestTwins(t *testing.T) {
	rows := func(left, right string) string {
		drawing := "1 | No | Action | Due | Due"
		for i, what := range []string{"Train a second team in each area", "Copy every file before the move", "Test the spare line each week"} {
			drawing += "\n" + string(rune('2'+i)) + " | " + string(rune('1'+i)) + " | " + what + " | " + left + " | " + right
		}
		return drawing
	}
	said := func(why, taken, other string) []string {
		return []string{why + ` (column ` + other + `) > {sheet: "Sheet1", header: 1, kind: ongoing, columns: [{column: ` + taken + `, field: due}]} or {sheet: "Sheet1", header: 1, kind: ongoing, columns: [{column: ` + other + `, field: due}]}`}
	}
	for _, c := range []lineCase{
		{"a formula and dates that were typed", "", rows("=31/03/2026", "@2026-03-31"), "ref, action, -, due", said("since it holds dates that were typed", "D", "C")},
		{"words of a formula", "", rows("=30 days", "@2026-03-31"), "ref, action, -, due", said("since it holds dates that were typed", "D", "C")},
		{"blanks and dates", "", rows("", "@2026-03-31"), "ref, action, -, due", said("since it holds dates that were typed", "D", "C")},
		{"dates and a formula", "", rows("@2026-03-31", "=31/03/2026"), "ref, action, due, -", said("since it holds dates that were typed", "C", "D")},
		{"dates and dates", "", rows("@2026-03-31", "@2026-04-30"), "ref, action, due, -", said("since it stands first", "C", "D")},
	} {
		c.try(t)
	}
	grid := draw(t, "Sheet1", rows("@2026-03-31", "@2026-04-30"))
	p := read(t, table.Options{Pins: []table.Pin{{Sheet: "Sheet1", Header: 1, Columns: []table.PinColumn{{Letter: "D", Field: plan.FieldDue}}}}}, grid)
	if got := fieldsOf(p); got != "ref, action, -, due" || strings.Contains(notesOf(p), "is headed as column") {
		t.Errorf("by the second line: %s, and said:\n%s", got, notesOf(p))
	}
}

// TestStatusBesideProse reads two columns that are headed as the status.
func TestStatusBesideProse(t *testing.T) {
	rows := func(headings, first, second string) string {
		return "1 | No | Action | " + headings + `
			2 | 1 | Train a second team in each area | Half of the team has begun | ` + first + `
			3 | 2 | Copy every file before the move | In progress – the first box is done | ` + second + `
			4 | 3 | Test the spare line each week | No test has been made yet | ` + first
	}
	for _, c := range []lineCase{
		{"a state", "", rows("Current Status | State", "Doing", "Waiting"), "ref, action, progress, status", nil},
		{"states", "", rows("Status | State(s)", "Open", "Closed"), "ref, action, progress, status", nil},
		{"an update", "", rows("Status update | State", "Open", "Closed"), "ref, action, progress, status", nil},
		// Near misses.
		{"a state of the union", "", rows("Status | State", "Texas", "Ohio"), "ref, action, status, -", []string{`"State" could be the status too`}},
	} {
		c.try(t)
	}
}
