package table_test

import (
	"slices"
	"strings"
	"testing"

	"actionplan/plan"
	"actionplan/table"
)

const headedByDay = `
	1 | Ref | Action | Start date | Due date
	2 | 1.1 | Write to every school | %s
	3 | 1.2 | Audit forty cases | %s
	4 | 1.3 | Train every manager | %s
	5 | 1.4 | Close the old hub | %s
	6 | 1.5 | Tell every family | %s`

// datedBy is a plan whose rows have these starts and dates due.
func datedBy(t *testing.T, o table.Options, rows ...string) plan.Plan {
	t.Helper()
	drawing := headedByDay
	for _, row := range rows {
		drawing = strings.Replace(drawing, "%s", row, 1)
	}
	return read(t, o, draw(t, "Plan", strings.ReplaceAll(drawing, "%s", "")))
}

// A spreadsheet set to month/day makes real dates of the days up to the twelfth, with
// day and month exchanged, and leaves the others as text.
func TestDatesThatASpreadsheetExchanged(t *testing.T) {
	for _, c := range []struct {
		name string
		rows []string
		said string // what is said of column D, or nothing
	}{
		{"a run by days", []string{"| @2027-10-05", "| @2027-12-05", "| 14/05/2027", "| 16/05/2027", "| @2027-01-06"}, "rows 2-3 and 6 have dates whose day and month a spreadsheet may have exchanged, the first of them 5 October 2027, or 10 May 2027 (column D)"},
		{"in no worse order exchanged", []string{"| 20/02/2025", "| 27/02/2025", "| @2025-03-02", "| @2025-03-02", "| 27/02/2025"}, "rows 4-5 have dates whose"},
		{"one real date among many texts", []string{"| 13/05/2027", "| 14/05/2027", "| @2027-01-06", "| 16/06/2027", "| 17/06/2027"}, "row 4 has a date whose day and month a spreadsheet may have exchanged, 6 January 2027, or 1 June 2027"},
		{"month/day on a spreadsheet set to day/month", []string{"| @2027-10-05", "| @2027-12-05", "| 05/14/2027", "| 05/16/2027", "| @2027-01-06"}, "rows 2-3 and 6 have dates whose"},
		{"no texts here, and a row that ends before it starts", []string{"@2024-08-06 | 13/07/2024", "| 14/07/2024"}, "(column C)"},
		{"a real date after the twelfth", []string{"| @2027-10-05", "| @2027-12-15", "| 14/05/2027", "| 16/05/2027", "| @2027-01-06"}, ""},
		{"a text that would have been a date", []string{"| @2027-10-05", "| @2027-12-05", "| 04/05/2027", "| 16/05/2027", "| @2027-01-06"}, ""},
		{"in better order as they stand", []string{"| @2027-01-10", "| @2027-02-09", "| 14/03/2027", "| 16/04/2027", "| @2027-05-03"}, ""},
		{"days that are their months", []string{"| @2027-05-05", "| @2027-06-06", "| 14/06/2027", "| 16/06/2027", "| 17/06/2027"}, ""},
		{"no texts, and rows in order", []string{"@2024-08-06 | 13/10/2024", "| 14/10/2024"}, ""},
		{"words for months", []string{"| @2027-10-05", "| @2027-12-05", "| 14 May 2027", "| 16 May 2027", "| @2027-01-06"}, ""},
		{"one text", []string{"| @2027-10-05", "| 14/05/2027"}, ""},
	} {
		p := datedBy(t, table.Options{}, c.rows...)
		if notes := notesOf(p); c.said == "" && strings.Contains(notes, "exchanged") || !strings.Contains(notes, c.said) {
			t.Errorf("%s: said:\n%s", c.name, notes)
		}
	}
	p := datedBy(t, table.Options{}, "| @2027-10-05", "| @2027-12-05", "| 14/05/2027", "| 16/05/2027", "| @2027-01-06")
	i := slices.IndexFunc(p.Notes, func(n plan.Note) bool { return strings.Contains(n.Message, "exchanged") })
	if n := p.Notes[i]; n.Line.Item != `{heading: "Due date", field: due, day-month: as shown}` || n.Instead.Item != `{heading: "Due date", field: due, day-month: exchanged}` || n.Weight != plan.Doubtful {
		t.Errorf("settled by %s or %s, %s", n.Line, n.Instead, n.Weight)
	}
	if e := p.Actions[0].Entry(plan.FieldDue); e.Value.Text != "2027-10-05" || !e.DateAmbiguous() || !e.Writable {
		t.Errorf("changed before anybody has said so: %+v", e)
	}
	if e := p.Actions[2].Entry(plan.FieldDue); e.Note != "" {
		t.Errorf("a text is doubted: %q", e.Note)
	}
}

// Tables of one sheet under the same heading are one column.
func TestDatesExchangedInOneOfSeveralTables(t *testing.T) {
	drawing := `
		1 | Action | Lead | Deadline
		2 | Write to every school | Ann | 20/02/2025
		3 | Audit forty cases | Bob | 27/02/2025
		6 | Action | Lead | HEADING
		7 | Train every manager | Ann | @2025-05-03
		8 | Close the old hub | Bob | @2025-07-03`
	for heading, want := range map[string]bool{"Deadline": true, "Started": false} {
		p := read(t, table.Options{}, draw(t, "Plan", strings.Replace(drawing, "HEADING", heading, 1)))
		if got := strings.Contains(notesOf(p), "rows 7-8 have dates whose day and month"); got != want {
			t.Errorf("under %s: doubted %t, want %t:\n%s", heading, got, want, notesOf(p))
		}
	}
}

// The settings have a column's real dates read as they were meant, and nothing is
// written to it; or leave them, and nothing is asked.
func TestDatesReadExchanged(t *testing.T) {
	rows := []string{"| @2027-10-05", "| @2027-12-05", "| 14/05/2027", "", "| @2027-06-15"}
	said := func(d table.DayMonth) table.Options {
		return table.Options{Headings: []table.Synonym{{Heading: "Due date", Field: plan.FieldDue, DayMonth: d}}}
	}
	p := datedBy(t, said(table.Exchanged), rows...)
	for i, want := range []string{"2027-05-10", "2027-05-12", "2027-05-14", "", "2027-06-15"} {
		e := p.Actions[i].Entry(plan.FieldDue)
		if e.Value.Text != want || e.Writable || e.DateAmbiguous() {
			t.Errorf("row %d: %q, writable %t, note %q; want %s", i+2, e.Value.Text, e.Writable, e.Note, want)
		}
	}
	if e := p.Actions[0].Entry(plan.FieldDue); e.Note != "the cell holds 5 October 2027: day and month are exchanged, as the settings say of its column" {
		t.Errorf("its note is %q", e.Note)
	}
	if notes := notesOf(p); !strings.Contains(notes, "rows 2-3 have dates read with day and month exchanged, as the settings say") || !strings.Contains(notes, "row 6 has a date after the 12th of its month") || strings.Contains(notes, "may have exchanged") {
		t.Errorf("said:\n%s", notes)
	}
	if c := p.Columns[3]; !c.Swapped || p.Columns[2].Swapped || !p.Actions[0].Entry(plan.FieldAction).Writable {
		t.Errorf("columns %+v", p.Columns)
	}
	p = datedBy(t, said(table.AsShown), rows[:3]...)
	if e := p.Actions[0].Entry(plan.FieldDue); e.Value.Text != "2027-10-05" || e.Note != "" || !e.Writable || strings.Contains(notesOf(p), "exchanged") {
		t.Errorf("as shown: %+v\n%s", e, notesOf(p))
	}
}

// A column that is only kept is no doubt, whatever its dates are: nobody goes by them.
func TestDatesOfAKeptColumn(t *testing.T) {
	drawing := `
		1 | Ref | Action | Lead | Date raised
		2 | 1 | Write to every school | Ann | @2027-10-05
		3 | 2 | Audit forty cases | Bob | @2027-12-05
		4 | 3 | Train every manager | Ann | 14/05/2027
		5 | 4 | Close the old hub | Ann | 16/05/2027`
	if p := read(t, table.Options{}, draw(t, "Plan", drawing)); strings.Contains(notesOf(p), "exchanged") {
		t.Errorf("said:\n%s", notesOf(p))
	}
	due := strings.Replace(drawing, "Date raised", "Due date", 1)
	if p := read(t, table.Options{}, draw(t, "Plan", due)); !strings.Contains(notesOf(p), "exchanged") {
		t.Errorf("of the due date nothing is said:\n%s", notesOf(p))
	}
	none := table.Options{Headings: []table.Synonym{{Heading: "Due date", Field: "none"}}}
	if p := read(t, none, draw(t, "Plan", due)); strings.Contains(notesOf(p), "exchanged") {
		t.Errorf("set to none:\n%s", notesOf(p))
	}
	if p := read(t, table.Options{}, draw(t, "Plan", strings.NewReplacer("@2027-10-05", "05/10/2027", "14/05/2027", "", "16/05/2027", "").Replace(drawing))); strings.Contains(notesOf(p), "other way round") {
		t.Errorf("of figures that could be read two ways:\n%s", notesOf(p))
	}
}
