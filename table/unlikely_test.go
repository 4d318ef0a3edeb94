package table_test

import (
	"slices"
	"strings"
	"testing"

	"actionplan/table"
)

// TestDatesThatCannotBeMeant: a day of 1900 or of 9999, and a day and month in figures,
// are said; a start of long ago is not.
func TestDatesThatCannotBeMeant(t *testing.T) {
	p := read(t, table.Options{}, draw(t, "Plan", `
		1 | Ref | Action                                | Lead | Start       | Due         | Status
		2 | 1.1 | Train every social worker this year   | Head | @1998-04-01 | @1900-01-01 | Open
		3 | 1.2 | Write to the schools about attendance | Head | @2025-04-01 | @2026-03-31 | Open
		4 | 1.3 | Review the night duty rota each month | Head | @2025-04-01 | @9999-12-31 | Open
		5 | 1.4 | Meet the health visitors each quarter | Head | @2025-04-01 | 31/3        | Open
		6 | 1.5 | Open a second contact centre in town  | Head | @2025-04-01 | @2026-06-30  | Open`))
	got := heard(p)
	for _, want := range []string{
		"row 2 has a date in 1900, which cannot be meant", "row 4 has a date in 9999, which cannot be meant",
		"row 5 names a day and no year",
	} {
		if !slices.ContainsFunc(got, func(note string) bool { return strings.Contains(note, want) }) {
			t.Errorf("nothing says %q", want)
		}
	}
	if len(got) != 3 {
		t.Errorf("%d things are said:\n%s", len(got), strings.Join(got, "\n"))
	}
}

// TestStepsThatNumber: a column headed Steps whose cells only number is the ref, with
// letters too; where its cells say what is done it is the action.
func TestStepsThatNumber(t *testing.T) {
	numbered := read(t, table.Options{}, draw(t, "Plan", `
		1 | Steps | What                                  | Who  | When        | PCT OF TASK COMPLETE
		2 | 0.a   | Train every social worker this year   | Head | @2026-01-01 | #10
		3 | 0.b   | Write to the schools about attendance | Team | @2026-03-31 | #20
		4 | 1.a   | Review the night duty rota each month | Head | @2026-05-01 | #30`))
	if got, want := fieldsOf(numbered), "ref, action, lead, due, percent"; got != want {
		t.Errorf("read as %s, want %s", got, want)
	}
	said := read(t, table.Options{}, draw(t, "Plan", `
		1 | No | Steps                                 | Who  | When
		2 | 1  | Train every social worker this year   | Head | @2026-01-01
		3 | 2  | Write to the schools about attendance | Team | @2026-03-31
		4 | 3  | Review the night duty rota each month | Head | @2026-05-01`))
	if got, want := fieldsOf(said), "ref, action, lead, due"; got != want {
		t.Errorf("read as %s, want %s", got, want)
	}
}
