package table_test

import (
	"slices"
	"strings"
	"testing"

	"actionplan/plan"
	"actionplan/table"
)

// settles is the line that settles what is said with these words, and the other one.
func settles(t *testing.T, p plan.Plan, says string) (line, instead string) {
	t.Helper()
	i := slices.IndexFunc(p.Notes, func(n plan.Note) bool { return strings.Contains(n.Message, says) })
	if i < 0 {
		t.Errorf("nothing says %q:\n%s", says, notesOf(p))
		return "", ""
	}
	return p.Notes[i].Line.Item, p.Notes[i].Instead.Item
}

// TestWhatIsWrong: in a list of defects, what is wrong is the action where no column says
// what is done about it, and said.
func TestWhatIsWrong(t *testing.T) {
	for _, h := range []string{"Defect Summary", "Bug title", "Query", "Brief description", "Bug / issue title", "Details of defect"} {
		p := read(t, table.Options{}, draw(t, "Log", `
			1 | Defect ID | `+h+` | Steps to reproduce | Expected result | Actual result | Status
			2 | D1 | The search finds nothing for a street | Type a street and search | The street should be shown | Nothing was shown at all | Open
			3 | D2 | The map is blank on a phone | Open the map on a phone | The map should be shown | A blank page was shown | Closed
			4 | D3 | The form loses what was typed | Go back from the last page | The text should stand there | All of it was gone again | Open`))
		if c := p.Columns[1]; c.Field != plan.FieldAction {
			t.Errorf("%q is the %s", h, c.Field)
		}
		if line, _ := settles(t, p, "no column is headed as the action"); line != `{heading: "`+h+`", field: action}` {
			t.Errorf("%q: the line is %s", h, line)
		}
		if status := p.Columns[5]; status.Field != plan.FieldStatus {
			t.Errorf("%q: the status is the %s", h, status.Field)
		}
	}
}

// TestNextStepsThatRepeat: one thing may be done about several issues; a few repeated
// words are still no steps.
func TestNextStepsThatRepeat(t *testing.T) {
	log := func(a, b, c string) plan.Plan {
		return read(t, table.Options{}, draw(t, "Log", `
			1 | No | Issue | Brief description | Remark | Next steps as on 7 July
			2 | 1 | Line one | The line was cut in the storm last week | Seen | `+a+`
			3 | 2 | Line two | The line hums when it rains at night | Seen | `+a+`
			4 | 3 | Pole six | The pole leans over the path by the school | Seen | `+b+`
			5 | 4 | Pole nine | The pole has no number and no light | Seen | `+b+`
			6 | 5 | Box two | The box is open and can be reached | Seen | `+c+`
			7 | 6 | Box ten | The box was hit by a van in June | Seen | `+b+`
			8 | 7 | Box one | The box hums when it rains at night | Seen | Wait for the report of the insurer`))
	}
	p := log("Ann to take this up with the contractor", "Bob to ask the owner for access", "Send the crew out this week to close it")
	if c := p.Columns[4]; c.Field != plan.FieldAction {
		t.Errorf("%q is the %s:\n%s", c.Heading, c.Field, notesOf(p))
	}
	if p = log("Wait", "Repair", "Repair"); p.Columns[4].Field == plan.FieldAction {
		t.Error("a few repeated words are the next steps")
	}
}

// TestResponseDescription: what describes the response to a risk is what is done.
func TestResponseDescription(t *testing.T) {
	p := read(t, table.Options{}, draw(t, "Risks", `
		1 | Risk # | Risk statement | Risk owner | Response strategy | Response description | Status
		2 | 1 | Staff may leave before the year is out | Ann | Mitigate | Train a second team in each area | Open
		3 | 2 | Records may be lost in the move | Bob | Avoid | Copy every file before the move | Open
		4 | 3 | The hall may be flooded again | Ann | Mitigate | Move the stores to the first floor | Open`))
	if c := p.Columns[4]; c.Field != plan.FieldAction {
		t.Errorf("%q is the %s", c.Heading, c.Field)
	}
}

// TestCodesAgainAndAgain: codes of what several things are done for are no actions.
func TestCodesAgainAndAgain(t *testing.T) {
	p := read(t, table.Options{}, draw(t, "Backlog", `
		1 | User story | Description | Owner | Status
		2 | US860531 | Clone slide | Ann | Open
		3 | US860531 | Check flows | Bob | Open
		4 | US858879 | Replace buttons | Ann | Open
		5 | US858879 | Write list | Bob | Open`))
	if a, b := p.Columns[0].Field, p.Columns[1].Field; a == plan.FieldAction || b != plan.FieldAction {
		t.Errorf("the codes are the %s, the texts the %s", a, b)
	}
}

// TestWhoUnderOtherWords: names under a word for a body or a member are said to be the
// lead, with the line for it; so are those of a column of resources.
func TestWhoUnderOtherWords(t *testing.T) {
	for heading, names := range map[string][]string{
		"Delivery body": {"Highways", "Parks Service", "Highways", "Parks Service"},
		"Member":        {"Ann", "Bob", "Ann", "Bob"},
		"Allocated":     {"Ann Archer", "Bob Birch", "Ann Archer", "Bob Birch"},
		"Resourcing":    {"Ann Archer", "Bob Birch", "Ann Archer", "Bob Birch"},
	} {
		p := read(t, table.Options{}, draw(t, "Plan", `
			1 | Ref | Action | `+heading+` | Due | Status
			2 | 1 | Review the thresholds with partners | `+names[0]+` | @2026-03-31 | Open
			3 | 2 | Audit forty cases every month | `+names[1]+` | @2026-04-30 | Open
			4 | 3 | Train every team manager | `+names[2]+` | @2026-05-31 | Closed
			5 | 4 | Write to every school | `+names[3]+` | @2026-05-31 | Open`))
		says := "no column is headed as the lead: column C"
		if heading == "Resourcing" {
			says = "may say what the actions need or who does them"
		}
		line, instead := settles(t, p, says)
		if want := `{heading: "` + heading + `", field: lead}`; line != want && instead != want {
			t.Errorf("%q: the lines are %s and %s", heading, line, instead)
		}
	}
}

// TestAnswersUnderOtherWords: yes and no, or a few words, under a heading that nobody
// knows may be the status: it is told, and not where two columns say so or the heading
// asks something else.
func TestAnswersUnderOtherWords(t *testing.T) {
	said := func(headings string, cells ...string) string {
		drawing := "1 | Ref | Action | Lead | Due | " + headings
		for i, c := range cells {
			drawing += "\n" + string(rune('2'+i)) + " | " + string(rune('1'+i)) + " | " + []string{"Review the thresholds", "Audit forty cases", "Train every manager", "Write to every school"}[i] + " | Head | @2026-03-31 | " + c
		}
		return notesOf(read(t, table.Options{}, draw(t, "Plan", drawing)))
	}
	for _, c := range []struct{ headings, a, b, want string }{
		{"OK?", "y", "n", `column E, "OK?", holds yes and no and could be it`},
		{"Sorted", "Yes", "No", `column E, "Sorted", holds yes and no and could be it`},
		{"Wobble", "Moving", "Landed", `column E, "Wobble", holds the same few words and could be it`},
		{"Urgent?", "y", "n", "no column is headed as the status"},
		{"Ward", "North", "South", "no column is headed as the status"},
		{"OK? | Paid", "y | n", "n | y", "no column is headed as the status"},
	} {
		got := said(c.headings, c.a, c.b, c.a, c.b)
		if !strings.Contains(got, c.want) || strings.Contains(got, "could be it") != strings.Contains(c.want, "could be it") {
			t.Errorf("%s: said %s", c.headings, got)
		}
	}
}

// TestEmptyColumnLeavesToAFilledOne: of two columns that are headed as one field, one that
// nobody fills in is not it.
func TestEmptyColumnLeavesToAFilledOne(t *testing.T) {
	drawing := `
		1 | Ref | Action | Owner | Assigned to | Due
		2 | 1 | Review the thresholds with partners | %s | Ann | @2026-03-31
		3 | 2 | Audit forty cases every month | | Bob | @2026-04-30
		4 | 3 | Train every team manager | | Ann | @2026-05-31`
	p := read(t, table.Options{}, draw(t, "Plan", strings.Replace(drawing, "%s", "", 1)))
	if c := p.Columns[3]; c.Field != plan.FieldLead {
		t.Errorf("%q is the %s", c.Heading, c.Field)
	}
	if line, instead := settles(t, p, `"Owner" could be the lead too`); line != `{heading: "Assigned to", field: lead}` || instead != `{heading: "Owner", field: lead}` {
		t.Errorf("the lines are %s and %s", line, instead)
	}
	if p = read(t, table.Options{}, draw(t, "Plan", strings.Replace(drawing, "%s", "Cas", 1))); p.Columns[2].Field != plan.FieldLead {
		t.Errorf("an owner in one row: %q is the %s", p.Columns[2].Heading, p.Columns[2].Field)
	}
}

// TestFewToldHasALine: where many rows say nothing of what is to be done and another
// column says what is wrong, a line has that one be it; and it is told alike of a column
// that the settings name.
func TestFewToldHasALine(t *testing.T) {
	drawing := draw(t, "Log", `
		1 | Defect ID | Description | Corrective action | Owner | Status
		2 | D1 | The search finds nothing for a street | | Ann | Open
		3 | D2 | The map is blank on a phone | Ask for a new licence of the map | Bob | Open
		4 | D3 | The form loses what was typed | | Ann | Open
		5 | D4 | The list is not sorted by name | Sort the list by name and day | Bob | Open`)
	line, instead := settles(t, read(t, table.Options{}, drawing), "rows 2 and 4 have no texts for what is to be done")
	if line != `{heading: "Corrective action", field: action}` || instead != `{heading: "Description", field: action}` {
		t.Errorf("the lines are %s and %s", line, instead)
	}
	p := read(t, table.Options{Headings: []table.Synonym{{Heading: "Corrective action", Field: plan.FieldAction}}}, drawing)
	if said := notesOf(p); strings.Contains(said, "no texts for what is to be done") || !strings.Contains(said, "rows 2 and 4 say nothing in the column that the settings have for the action") {
		t.Errorf("said %s", said)
	}
}
