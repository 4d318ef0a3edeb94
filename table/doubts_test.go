package table_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"actionplan/plan"
	"actionplan/table"
)

// notesOf is a plan's notes, a line each.
func notesOf(p plan.Plan) string {
	var lines []string
	for _, n := range p.Notes {
		lines = append(lines, n.Message)
	}
	return strings.Join(lines, "\n")
}

func TestDatesThatFitExchanged(t *testing.T) {
	rows := `
		1 | Ref | Action | Start date | Due date
		2 | 1.1 | Write to every school | 01/06/2026 | 30/06/2026
		3 | 1.2 | Audit forty cases | 01/07/2026 | 31/08/2026
		4 | 1.3 | Train every manager | 01/06/2026 | 15/09/2026
		5 | 1.4 | Close the old hub | 01/09/2026 | 30/11/2026
		6 | 1.5 | Tell every family | `
	for last, want := range map[string]bool{
		"01/09/2026 | 10/02/2026": true, "01/09/2026 | 10.02.26": true,
		"01/09/2026 | 10/12/2026": false, "01/09/2026 | 09/08/2026": false, "01/09/2026 | @2026-02-10": false, " | 10/02/2026": false, "01/01/2026 | 10/02/2026": false, "01/12/2026 | 05/04/2026": false, "01/09/2026 | 10 February 2026": false,
	} {
		p := read(t, table.Options{}, draw(t, "Plan", rows+last))
		due := p.Actions[4].Entry(plan.FieldDue)
		if got := strings.Contains(notesOf(p), "would fit both"); got != want || due.DateAmbiguous() && !want && !strings.Contains(last, "@") {
			t.Errorf("%s: doubted %t, want %t:\n%s", last, got, want, notesOf(p))
		}
		if d, _ := due.Value.Date(); want && d.String() != "2026-02-10" {
			t.Errorf("%s is changed to %s", last, d)
		}
	}
	few := strings.Join(strings.Split(rows, "\n")[2:5], "\n") + "\n6 | 1.5 | Tell every family | 01/09/2026 | 10/02/2026"
	if p := read(t, table.Options{}, draw(t, "Plan", "1 | Ref | Action | Start date | Due date\n"+few)); strings.Contains(notesOf(p), "would fit both") {
		t.Errorf("three other dates are no range:\n%s", notesOf(p))
	}
}

func TestMonthsAndYears(t *testing.T) {
	g := draw(t, "Plan", `
		1 | Ref | Action | Start date | Due date
		2 | 1.1 | Write to every school | @2026-03-01 | @2026-03-01
		3 | 1.2 | Audit forty cases | Mar-26 | Mar-26
		4 | 1.3 | Train every manager | @2026-03-01 | @2026-03-17
		5 | 1.4 | Close the old hub | | @2026-01-01`)
	for _, at := range [][2]int{{1, 2}, {1, 3}, {3, 3}} {
		g.Rows[at[0]].Cells[at[1]].Look = table.Month
	}
	last := len(g.Rows[4].Cells) - 1
	g.Rows[4].Cells[last].Text = "2026"
	p := read(t, table.Options{}, g)
	for i, want := range [][2]string{{"2026-03-01 month", "2026-03-31 month"}, {"2026-03-01 month", "2026-03-31 month"}, {"2026-03-01", "2026-03-17"}, {"", "2026-01-01"}} {
		if start, due := p.Actions[i].Value(plan.FieldStart).Whole(), p.Actions[i].Value(plan.FieldDue).Whole(); start != want[0] || due != want[1] {
			t.Errorf("row %d: from %q to %q, want %q", i+2, start, due, want)
		}
	}
	if v := p.View().Actions[3].Value(plan.FieldDue); v.Kind != plan.KindVague {
		t.Errorf("a year alone is %s %q", v.Kind, v.Text)
	}
	for _, note := range []string{"rows 2-3 give months and no days: I took the first days (column C)", "rows 2-3 give months and no days: I took the last days (column D)", "row 4 shows a month and its cell holds a day: I took that day (column D)", "row 5 shows a year and no day"} {
		if !strings.Contains(notesOf(p), note) {
			t.Errorf("nothing says %q:\n%s", note, notesOf(p))
		}
	}
}

func TestWordsNobodyKnows(t *testing.T) {
	g := draw(t, "Plan", `
		1 | Ref | Action | Status | RAG
		2 | 1.1 | Write to every school | Embedded | Amber E
		3 | 1.2 | Audit forty cases | embedded | Green
		4 | 1.3 | Train every manager | 100% embedded | Amber E
		5 | 1.4 | Close the old hub | The hub was looked at by all of the managers there | Red
		6 | 1.5 | Tell every family | In progress | TBC`)
	p := read(t, table.Options{}, g)
	for _, note := range []string{
		`rows 2-3 say "Embedded", which is no status that is known: they count as open`,
		`rows 2 and 4 say "Amber E", which is no rating that is known: they count as not rated`,
		"row 5 has a sentence where a word for its status belongs",
	} {
		if !strings.Contains(notesOf(p), note) {
			t.Errorf("nothing says %q:\n%s", note, notesOf(p))
		}
	}
	lines := map[string]bool{}
	for _, n := range p.Notes {
		lines[n.Line.String()] = true
	}
	if !lines[`statuses: [{word: "Embedded", means: open}]`] || !lines[`ratings: [{words: "Amber E", means: amber}]`] {
		t.Errorf("the lines that settle it are %v", lines)
	}
	o := table.Options{Statuses: []plan.StatusWord{{Words: "Embedded", Means: plan.StatusClosed}}, Ratings: []plan.RatingWord{{Words: "Amber E", Rating: plan.RatingAmber, Step: "Amber E"}}}
	p = read(t, o, g)
	if strings.Contains(notesOf(p), "Embedded") || strings.Contains(notesOf(p), "Amber E") {
		t.Errorf("the settings say what they mean:\n%s", notesOf(p))
	}
	if view := p.View(); view.Actions[1].Status() != plan.StatusClosed || view.Actions[0].Value(plan.FieldRAG).Step() != "Amber E" {
		t.Errorf("read as %s and %+v", view.Actions[1].Status(), view.Actions[0].Value(plan.FieldRAG))
	}
}

// TestStatusNotApplicable: not applicable is doubted where a status belongs, and is
// nothing where anything else does; other words for nothing are no status to doubt.
func TestStatusNotApplicable(t *testing.T) {
	g := draw(t, "Plan", `
		1 | Ref | Action | Status | RAG | Evidence | Closed
		2 | 1.1 | Write to every school | N/A | n/a | n/a |
		3 | 1.2 | Audit forty cases | In progress | Green | N/A |
		4 | 1.3 | Train every manager | N/A | Green | |
		5 | 1.4 | Close the old hub | TBC | Red | | n/a
		6 | 1.5 | Tell every family | - | Red | |`)
	p := read(t, table.Options{}, g)
	const said = `rows 2 and 4 say "N/A", which is no status that is known: they count as open, unless their closing dates or ratings say otherwise`
	if notes := notesOf(p); !strings.Contains(notes, said) || strings.Count(notes, "status that is known") != 1 || strings.Contains(notes, "rating that is known") {
		t.Errorf("want %q alone of its kind:\n%s", said, notes)
	}
	p = read(t, table.Options{Statuses: []plan.StatusWord{{Words: "Not applicable", Means: plan.StatusCancelled}}}, g)
	if notes := notesOf(p); strings.Contains(notes, "no status") {
		t.Errorf("the settings say what it means:\n%s", notes)
	}
	for i, want := range []plan.Status{plan.StatusCancelled, plan.StatusOpen, plan.StatusCancelled, plan.StatusOpen, plan.StatusOpen} {
		if got := p.View().Actions[i].Status(); got != want {
			t.Errorf("row %d is %s, want %s", i+2, got, want)
		}
	}
}

func TestRatingByTheColourOfRows(t *testing.T) {
	coloured := draw(t, "Plan", `
		1 | Ref | Action | Status
		2 | 1.1 | Write to every school | In progress ~FF0000
		3 | 1.2 | Audit forty cases | In progress ~00B050
		4 | 1.3 ~FFC000 | Train every manager ~FFC000 | In progress
		5 | 1.4 | Close the old hub ~FF0000 | In progress`)
	p := read(t, table.Options{}, coloured)
	if !strings.Contains(notesOf(p), "rating-from: row colour") || p.Actions[0].Colour.Kind != plan.KindAbsent {
		t.Errorf("rated %+v, and said:\n%s", p.Actions[0].Colour, notesOf(p))
	}
	p = read(t, table.Options{RatingFromColour: true}, coloured)
	for i, want := range []string{"red", "green", "amber", ""} {
		if got := p.Actions[i].Colour.Text; got != want {
			t.Errorf("row %d is rated %q, want %q", i+2, got, want)
		}
	}
	if !strings.Contains(notesOf(p), "3 actions are rated by the colour") {
		t.Errorf("nothing says that colours are read:\n%s", notesOf(p))
	}
	for name, drawing := range map[string]string{
		"a rating column": "1 | Ref | Action | RAG\n2 | 1.1 | Write to every school | Red ~FF0000\n3 | 1.2 | Audit forty cases | Green ~00B050\n4 | 1.3 | Train every manager | Amber ~FFC000",
		"one colour":      "1 | Ref | Action | Status\n2 | 1.1 | Write to every school | Open ~00B050\n3 | 1.2 | Audit forty cases | Open ~00B050\n4 | 1.3 | Train every manager | Open ~00B050",
		"two rows":        "1 | Ref | Action | Status\n2 | 1.1 | Write to every school | Open ~00B050\n3 | 1.2 | Audit forty cases | Open ~FF0000\n4 | 1.3 | Train every manager | Open",
		"greys":           "1 | Ref | Action | Status\n2 | 1.1 | Write to every school | Open ~808080\n3 | 1.2 | Audit forty cases | Open ~D9D9D9\n4 | 1.3 | Train every manager | Open ~F2F2F2",
	} {
		if p := read(t, table.Options{RatingFromColour: true}, draw(t, "Plan", drawing)); strings.Contains(notesOf(p), "colour of") || p.Actions[0].Colour.Kind != plan.KindAbsent {
			t.Errorf("%s: rated %+v, and said:\n%s", name, p.Actions[0].Colour, notesOf(p))
		}
	}
}

// TestEveryDateThatNamesNoDay is listed, whether or not something more is said of it.
func TestEveryDateThatNamesNoDay(t *testing.T) {
	p, err := table.Read("plan", []table.Grid{
		grid("Plan", []string{"Ref", "Action", "Due date"}, []string{"1", "Write to every school", "31/03/2026"}, []string{"2", "Train the team", "Ongoing"},
			[]string{"3", "Meet the board", "mid March 2026"}, []string{"4", "Publish the offer", "ASAP"}, []string{"5", "Ask the parents", "TBC"}, []string{"6", "Hold the review", "30/04/2026"}),
	}, table.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, n := range p.Notes {
		if strings.Contains(n.Message, "no day") {
			said = append(said, n.Message)
		}
	}
	if diff := cmp.Diff([]string{"rows 3-5 name no day (column C)"}, said); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestTitleOfAHiddenRow is nobody's to print.
func TestTitleOfAHiddenRow(t *testing.T) {
	for _, hidden := range []table.Hiding{table.Shows, table.ByHand} {
		g := grid("Plan", []string{"Confidential: plan for Ofsted only"}, []string{"Ref", "Action", "Due date"}, []string{"1", "Write to every school", "31/03/2026"})
		g.Rows[0].Cells[0].Text = "Improvement plan"
		g.Rows[0].Hidden = hidden
		p, err := table.Read("plan", []table.Grid{g}, table.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if want := map[table.Hiding]string{table.Shows: "Improvement plan"}[hidden]; p.Title != want {
			t.Errorf("hidden %v: the title is %q, want %q", hidden, p.Title, want)
		}
	}
}

func TestStatusInTheProgress(t *testing.T) {
	rows := func(heading string, cells ...string) string {
		drawing := "1 | Ref | Action | Due date | " + heading + " | More"
		for i, cell := range cells {
			drawing += fmt.Sprintf("\n%d | 1.%d | Write to school number %d | 30/06/2026 | %s", i+2, i+1, i+1, cell)
		}
		return drawing
	}
	said := []string{"In progress – training booked", "Completed 12/3", "Completed. Every manager has been trained and the board has seen the report.", "Not started"}
	note := `rows 3-4 say how far their actions have got in column D, "Progress", and no column is headed as the status: they count as open`
	p := read(t, table.Options{}, draw(t, "Plan", rows("Progress", said...)))
	if !strings.Contains(notesOf(p), note) || !strings.Contains(linesOf(p), `headings: [{heading: "Progress", field: status}]`) {
		t.Errorf("nothing says %q:\n%s", note, notesOf(p))
	}
	for name, near := range map[string]string{
		"a status column":             strings.Replace(rows("Progress", said...), "| More", "| Status", 1),
		"sentences":                   rows("Progress", "Completed audits show more", "The work is completed", "Met with the schools", "Done well by all"),
		"nothing is finished":         rows("Progress", "In progress", "Ongoing", "Not started"),
		"sentences in another column": rows("Criteria for closing it", "Completed audits show more", "Records are kept for two years"),
		"a column of its own kind":    rows("Theme", "Completed", "Completed", "Closed"),
	} {
		if p := read(t, table.Options{}, draw(t, "Plan", near)); strings.Contains(notesOf(p), "how far") {
			t.Errorf("%s is doubted:\n%s", name, notesOf(p))
		}
	}
	for _, c := range []struct {
		name, drawing, said, line string
	}{
		{"the measure", rows("Success criteria", "DONE", "Access is secure", "Done", "ongoing"), "rows 2 and 4 say", `{heading: "Success criteria", field: status}`},
		{"the evidence", rows("Evidence", said...), "rows 3-4 say", `{heading: "Evidence", field: status}`},
		{"a column of no field", rows("Probability", "Resolved / Avoided", "Low", "Resolved / Avoided"), "rows 2 and 4 say", `{heading: "Probability", field: status}`},
		{"one word among reports", rows("Progress", "Completed", "Forty staff trained", "The board has met"), "row 2 says", `{heading: "Progress", field: progress}`},
		{"one word in a column of no field", rows("Dashboard text", "Use a chart", "done", "A list of schools", "The map of the county"), "row 3 says", `{heading: "Dashboard text", field: none}`},
	} {
		p := read(t, table.Options{}, draw(t, "Plan", c.drawing))
		if !strings.Contains(notesOf(p), c.said+" how far") || !strings.Contains(linesOf(p), c.line) {
			t.Errorf("%s is not doubted:\n%s\n%s", c.name, notesOf(p), linesOf(p))
		}
	}
	closed := strings.ReplaceAll(strings.Replace(rows("Progress", said...), "| More", "| Date closed", 1), "Completed", "Completed it")
	if p := read(t, table.Options{}, draw(t, "Plan", closed)); strings.Contains(notesOf(p), "how far") {
		t.Errorf("doubted:\n%s", notesOf(p))
	}
	for field, want := range map[plan.Field][]plan.Status{
		plan.FieldStatus:   {plan.StatusOpen, plan.StatusComplete, plan.StatusComplete, plan.StatusNotStarted},
		plan.FieldProgress: {plan.StatusOpen, plan.StatusOpen, plan.StatusOpen, plan.StatusOpen},
	} {
		p := read(t, table.Options{Headings: []table.Synonym{{Heading: "Progress", Field: field}}}, draw(t, "Plan", rows("Progress", said...)))
		for i, a := range p.View().Actions {
			if a.Status() != want[i] {
				t.Errorf("as the %s, %q is %s, want %s", field, said[i], a.Status(), want[i])
			}
		}
		if strings.Contains(notesOf(p), "how far") || strings.Contains(notesOf(p), "Progress") {
			t.Errorf("still doubted as the %s:\n%s", field, notesOf(p))
		}
	}
}

// linesOf are the lines that settle a plan's notes, a line each.
func linesOf(p plan.Plan) string {
	var lines []string
	for _, n := range p.Notes {
		if !n.Line.IsZero() {
			lines = append(lines, n.Line.String())
		}
	}
	return strings.Join(lines, "\n")
}

func TestDatesThatWereNotChanged(t *testing.T) {
	rows := func(headings, cell string) string {
		return "1 | Ref | Action | " + headings + "\n2 | 1.1 | Write to every school | 30/06/2026 | 30/11/2026\n3 | 1.2 | Audit forty cases | 31/07/2026 | " + cell
	}
	for cell, want := range map[string]string{
		"No change": "2026-07-31", "As original": "2026-07-31", "n/c": "2026-07-31", "Same": "2026-07-31", "(unchanged)": "2026-07-31", "As per original.": "2026-07-31", "": "2026-07-31", "None": "2026-07-31",
		"No change: 31/08/2026": "2026-08-31", "Change agreed": "", "Ongoing": "", "same as 1.1": "", "As original plan was approved": "", "Not needed": "",
	} {
		p := read(t, table.Options{}, draw(t, "Plan", rows("Due date | Revised date", cell)))
		due := p.View().Actions[1].Entry(plan.FieldDue)
		if d, _ := due.Value.Date(); d.String() != want {
			t.Errorf("%q comes to %q, want %q", cell, d, want)
		}
		said := want == "2026-07-31" && cell != ""
		if got := strings.Contains(notesOf(p), "was not changed"); got != said || said && strings.Contains(notesOf(p), "no date") {
			t.Errorf("%q: said %t:\n%s", cell, got, notesOf(p))
		}
		if raw := p.Actions[1].Entry(plan.FieldDue); cell != "" && raw.Shown() != cell {
			t.Errorf("%q stands as %q", cell, raw.Shown())
		}
	}
	p := read(t, table.Options{}, draw(t, "Plan", rows("Start date | Due date", "No change")))
	if v := p.View().Actions[1].Value(plan.FieldDue); v.Kind == plan.KindDate || !strings.Contains(notesOf(p), "words that are no date") {
		t.Errorf("a plan without original dates says %+v:\n%s", v, notesOf(p))
	}
}

func TestSettingsThatLeaveOutAColumn(t *testing.T) {
	rows := `
		1 | Ref | Action | Done? | Status:
		2 | 1.1 | Write to every school | Y | Complete
		3 | 1.2 | Audit forty cases | N | In progress`
	mapped := []table.Synonym{{Heading: "Done?", Field: plan.FieldStatus}}
	p := read(t, table.Options{Headings: mapped}, draw(t, "Plan", rows))
	const note = `column D, "Status:", is headed as the status, but the settings say that column C, "Done?", is that: D is kept as it is`
	if !strings.Contains(notesOf(p), note) || !strings.Contains(linesOf(p), `headings: [{heading: "Status:", field: none}]`) {
		t.Errorf("nothing says %q:\n%s", note, notesOf(p))
	}
	for name, o := range map[string]table.Options{
		"the line is there":        {Headings: append(mapped, table.Synonym{Heading: "Status:", Field: "none"})},
		"the settings confirm it":  {Headings: []table.Synonym{{Heading: "Status:", Field: plan.FieldStatus}}},
		"the settings say nothing": {},
		"every column is pinned":   {Pins: []table.Pin{{Sheet: "Plan", Columns: []table.PinColumn{{Letter: "C", Field: plan.FieldStatus}, {Letter: "D", Field: "none"}}}}},
	} {
		if p := read(t, o, draw(t, "Plan", rows)); strings.Contains(notesOf(p), "headed as the status") {
			t.Errorf("%s: doubted:\n%s", name, notesOf(p))
		}
	}
	costs := draw(t, "Plan", "1 | Ref | Action | Resources needed | Estimated cost\n2 | 1.1 | Write to every school | Two staff | £100")
	confirmed := table.Options{Headings: []table.Synonym{{Heading: "Resources needed", Field: plan.FieldResources}}}
	if p := read(t, confirmed, costs); strings.Contains(notesOf(p), "Estimated cost") {
		t.Errorf("what the settings confirm is doubted:\n%s", notesOf(p))
	}
	pinned := table.Options{Pins: []table.Pin{{Sheet: "Plan", Columns: []table.PinColumn{{Letter: "C", Field: plan.FieldStatus}}}}}
	if p := read(t, pinned, draw(t, "Plan", rows)); !strings.Contains(notesOf(p), note) {
		t.Errorf("a pin leaves it out in silence:\n%s", notesOf(p))
	}
}

func TestWordsThatTheSettingsGiveADate(t *testing.T) {
	g := draw(t, "Plan", "1 | Ref | Action | Due date\n2 | 1.1 | Write to every school | Q3 2026/27\n3 | 1.2 | Audit forty cases | Harvest\n4 | 1.3 | Train every manager | by Harvest\n5 | 1.4 | Close the old hub | Ongoing")
	p := read(t, table.Options{}, g)
	if !strings.Contains(linesOf(p), `dates: [{words: "Q3 2026/27", date: 2026-12-31}]`) || !strings.Contains(notesOf(p), "row 5 names no day") {
		t.Errorf("said:\n%s", notesOf(p))
	}
	day, _ := plan.NewDate(2026, 9, 30)
	p = read(t, table.Options{Dates: []plan.DateWord{{Words: "Harvest", Date: day}, {Words: "q3 2026/27", Date: day}}}, g)
	for i, a := range p.Actions[:3] {
		if d, _ := a.Value(plan.FieldDue).Date(); d != day {
			t.Errorf("row %d is due %s", i+2, d)
		}
	}
	if left := strings.ReplaceAll(notesOf(p), "row 5 names no day (column C)", ""); strings.Contains(left, "column C") { // "Ongoing" stays one
		t.Errorf("what is settled is doubted:\n%s", notesOf(p))
	}
}

// TestDueOfTheDone doubts a finish date that only what is done has.
func TestDueOfTheDone(t *testing.T) {
	rows := func(third, fourth string) string {
		return "1 | Ref | Action | Status | Finish date\n2 | 1.1 | Write to every school | Done | 04/03/2026\n3 | 1.2 | Audit forty cases | Open |" + third + "\n4 | 1.3 | Train every manager | Complete | 11/03/2026\n5 | 1.4 | Close the old hub | In progress |" + fourth
	}
	const note = `column D, "Finish date", was taken for the due date, and only actions that are done have one`
	p := read(t, table.Options{}, draw(t, "Plan", rows("", "")))
	if !strings.Contains(notesOf(p), note) || !strings.Contains(linesOf(p), `headings: [{heading: "Finish date", field: closed}]`) {
		t.Errorf("nothing says %q:\n%s\n%s", note, notesOf(p), linesOf(p))
	}
	for name, near := range map[string]string{
		"an open action has one": rows(" 30/06/2026", ""),
		"none is open":           strings.NewReplacer("| Open |", "| Done | 09/03/2026", "| In progress |", "| Done | 09/03/2026").Replace(rows("", "")),
		"a closing date too":     strings.Replace(rows("", ""), "| Finish date", "| Finish date | Date closed", 1),
	} {
		if p := read(t, table.Options{}, draw(t, "Plan", near)); strings.Contains(notesOf(p), note) {
			t.Errorf("%s, and it is doubted:\n%s", name, notesOf(p))
		}
	}
	settled := table.Options{Headings: []table.Synonym{{Heading: "Finish date", Field: plan.FieldDue}}}
	if p := read(t, settled, draw(t, "Plan", rows("", ""))); strings.Contains(notesOf(p), note) {
		t.Errorf("what is settled is doubted:\n%s", notesOf(p))
	}
}

// TestDatesThatWereOrWillBe reads a heading that names both, beside a baseline.
func TestDatesThatWereOrWillBe(t *testing.T) {
	p := read(t, table.Options{}, draw(t, "Plan", "1 | Ref | Action | Baseline finish | Anticipated / actual finish as per current progress\n2 | 1.1 | Write to every school | 30/06/2026 | 30/11/2026\n3 | 1.2 | Audit forty cases | 31/07/2026 | 31/07/2026"))
	a := p.View().Actions[0]
	original, _ := a.Value(plan.FieldOriginal).Date()
	due, _ := a.Value(plan.FieldDue).Date()
	if original.String() != "2026-06-30" || due.String() != "2026-11-30" {
		t.Errorf("first due %s, due %s:\n%s", original, due, notesOf(p))
	}
}

// TestWordsForDone: the line for a word that says that something is done says so, though
// the word counts as open until somebody puts the line in.
func TestWordsForDone(t *testing.T) {
	for _, c := range []struct{ heading, first, second, line string }{
		{"Status", "✅", "Open", `{word: "✅", means: complete}`},
		{"Status", "✔", "Open", `{word: "✔", means: complete}`},
		{"Status", "Y", "N", `{word: "Y", means: complete}`},
		{"Status", "Yes", "Open", `{word: "Yes", means: complete}`},
		{"Done", "x", "", `{word: "x", means: complete}`},
		{"Completed?", "X", "X", `{word: "X", means: complete}`},
		// Near misses.
		{"Done", "x", "✓", `{word: "x", means: open}`},
		{"Status", "x", "Open", `{word: "x", means: open}`},
		{"Status", "❌", "Open", `{word: "❌", means: open}`},
		{"Status", "Embedded", "Open", `{word: "Embedded", means: open}`},
		{"Done", "✅", "", ""},
	} {
		p := read(t, table.Options{}, draw(t, "Plan", "1 | Ref | Action | "+c.heading+"\n2 | 1.1 | Write to every school | "+c.first+"\n3 | 1.2 | Audit forty cases | "+c.second))
		line := ""
		for _, n := range p.Notes {
			if n.Line.Under == "statuses" {
				line = n.Line.Item
			}
		}
		if line != c.line || c.line != "" && !p.View().Actions[0].Status().IsOpen() {
			t.Errorf("%s of %s and %s: %s, and the first is %s; want %s", c.heading, c.first, c.second, line, p.View().Actions[0].Status(), c.line)
		}
	}
}

// TestDittos: what says that it says what stands above is read so, in words too.
func TestDittos(t *testing.T) {
	for _, mark := range []string{`"`, "〃", "ditto", "do.", "-do-", "As above", "(same as above)"} {
		p := read(t, table.Options{}, draw(t, "Plan", "1 | Ref | Action | Lead | Due\n2 | 1.1 | Write to every school | Head of Service | 31 March 2026\n3 | 1.2 | Audit forty cases | "+mark+" | "+mark))
		if a := p.View().Actions[1]; a.Value(plan.FieldLead).Text != "Head of Service" || a.Value(plan.FieldDue).Text != "2026-03-31" || !strings.Contains(notesOf(p), "row 3 has a ditto mark: it says what stands above it (column C)") {
			t.Errorf("%s: %q by %q, and said:\n%s", mark, a.Value(plan.FieldLead).Text, a.Value(plan.FieldDue).Text, notesOf(p))
		}
	}
	for _, word := range []string{"doing", "above", "Do the work", "see above the line"} {
		p := read(t, table.Options{}, draw(t, "Plan", "1 | Ref | Action | Lead\n2 | 1.1 | Write to every school | Head of Service\n3 | 1.2 | Audit forty cases | "+word))
		if got := p.View().Actions[1].Value(plan.FieldLead).Text; got == "Head of Service" {
			t.Errorf("%q is taken for a ditto mark", word)
		}
	}
}
