package table_test

import (
	"strings"
	"testing"

	"actionplan/plan"
	"actionplan/table"
)

// Dates typed in figures without marks are read where the whole column is of them; a
// number alone is never a date that is silently taken.
func TestDatesWithoutMarks(t *testing.T) {
	p := datedBy(t, table.Options{}, "#201021 | #46112", "#51121 | #201021", "301021 | @2021-12-01", "#151121 | TBC", "#11221 | ")
	for i, want := range []string{"2021-10-20", "2021-11-05", "2021-10-30", "2021-11-15", "2021-12-01"} {
		start := p.Actions[i].Entry(plan.FieldStart)
		if start.Value.Text != want || !strings.Contains(start.Note, "is typed without marks: read as ") || start.DateAmbiguous() {
			t.Errorf("row %d starts on %s (%s), want %s", i+2, start.Value.Text, start.Note, want)
		}
	}
	for i, want := range []plan.Kind{plan.KindText, plan.KindText, plan.KindDate} {
		if v := p.Actions[i].Value(plan.FieldDue); v.Kind != want {
			t.Errorf("row %d is due %s %q, want %s", i+2, v.Kind, v.Text, want)
		}
	}
	for _, note := range []string{"rows 2-6 have dates typed without marks: I took their figures for days, months and years (column C)", "row 2 has a number where a date belongs", "row 3 has words that are no date (column D)"} {
		if !strings.Contains(notesOf(p), note) {
			t.Errorf("nothing says %q:\n%s", note, notesOf(p))
		}
	}
	p = datedBy(t, table.Options{}, "#101021", "#110921", "#101121")
	if e := p.Actions[1].Entry(plan.FieldStart); e.Value.Text != "2021-09-11" || !e.DateAmbiguous() || !strings.Contains(notesOf(p), "the other way round: they were read day first") {
		t.Errorf("either way round: %+v\n%s", e, notesOf(p))
	}
}

// Numbers that are no days a spreadsheet counted make no day of the few that could be.
func TestNumbersThatAreNoDays(t *testing.T) {
	p := datedBy(t, table.Options{}, "| #250000", "| #46112", "| #990000", "| #1200", "| #880000")
	if e := p.View().Actions[1].Entry(plan.FieldDue); e.Value.Kind == plan.KindDate || strings.Contains(e.Note, "lost its format") {
		t.Errorf("a sum is read as %s (%s)", e.Value.Text, e.Note)
	}
	if notes := notesOf(p); !strings.Contains(notes, "rows 2-6 have words that are no date (column D)") || strings.Contains(notes, "lost their format") {
		t.Errorf("said:\n%s", notes)
	}
	p = datedBy(t, table.Options{}, "| #46143", "| #46112", "| #990000")
	if e := p.View().Actions[1].Entry(plan.FieldDue); e.Value.Text != "2026-03-31" || !strings.Contains(notesOf(p), "rows 2-3 have numbers where dates belong") {
		t.Errorf("dates that lost their format are read as %s (%s):\n%s", e.Value.Text, e.Note, notesOf(p))
	}
}
