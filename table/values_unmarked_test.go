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
