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

// TestCodesAreNoActions: a column headed as the action that holds a code a row is the ref,
// and the column of texts beside it may be the action.
func TestCodesAreNoActions(t *testing.T) {
	p := read(t, table.Options{}, draw(t, "Plan", `
		1 | Task       | Name                                  | Who  | When        | Status
		2 | TA16032351 | Train every social worker this year   | Head | @2026-01-01 | Open
		3 | TA16032352 | Write to the schools about attendance | Team | @2026-03-31 | Open
		4 | TA16032353 | Review the night duty rota each month | Head | @2026-05-01 | Open
		5 | TA16032354 | Meet the health visitors each quarter | Head | @2026-05-01 | Open`))
	if got, want := fieldsOf(p), "ref, action, lead, due, status"; got != want {
		t.Errorf("read as %s, want %s", got, want)
	}
	p = read(t, table.Options{}, draw(t, "Plan", `
		1 | Ref | Task           | Who  | When        | Status
		2 | 1.1 | Audit 12 files | Head | @2026-01-01 | Open
		3 | 1.2 | Paint Room 4   | Team | @2026-03-31 | Open
		4 | 1.3 | Buy 3 lamps    | Head | @2026-05-01 | Open
		5 | 1.4 | Move 7 desks   | Head | @2026-05-01 | Open`))
	if got, want := fieldsOf(p), "ref, action, lead, due, status"; got != want {
		t.Errorf("read as %s, want %s", got, want)
	}
}

// TestRecommendedActions: beside a risk what is recommended is the action, and beside an
// answer to it it is not.
func TestRecommendedActions(t *testing.T) {
	p := read(t, table.Options{}, draw(t, "Register", `
		1 | Risk No | Risk                                  | Recommended Action               | Risk Owner | Target Date
		2 | R1      | Staff may leave before the year is out | Train a second team in each area | Head       | @2026-01-01
		3 | R2      | Records may be lost in the move        | Copy every file before the move  | Team       | @2026-03-31
		4 | R3      | The night line may fail in a storm     | Test the spare line each week    | Head       | @2026-05-01`))
	if got, want := fieldsOf(p), "ref, -, action, lead, due"; got != want {
		t.Errorf("read as %s, want %s", got, want)
	}
}

// TestOneRealDateAmongTexts: a real date among dates that are text, which are in order with
// it only the other way round, is doubted.
func TestOneRealDateAmongTexts(t *testing.T) {
	rows := func(real string) []string {
		return heard(read(t, table.Options{}, draw(t, "Plan", `
		1 | Ref | Action                                | Lead | Due         | Status
		2 | 1.1 | Train every social worker this year   | Head | 24/01/2025  | Open
		3 | 1.2 | Write to the schools about attendance | Head | 30/01/2025  | Open
		4 | 1.3 | Review the night duty rota each month | Head | `+real+` | Open
		5 | 1.4 | Meet the health visitors each quarter | Head | 08/02/2025  | Open
		6 | 1.5 | Open a second contact centre in town  | Head | 12/02/2025  | Open
		7 | 1.6 | Audit the files of every care leaver  | Head | 15/02/2025  | Open`)))
	}
	if got := strings.Join(rows("@2025-07-02"), "\n"); !strings.Contains(got, "2 July 2025, or 7 February 2025") {
		t.Errorf("nothing is said of the date out of order: %s", got)
	}
	if got := strings.Join(rows("@2025-02-07"), "\n"); strings.Contains(got, "exchanged") {
		t.Errorf("a date in order is doubted: %s", got)
	}
}

// TestNextStepsOfADay: next steps are what is done about an issue also where their heading
// says as of when.
func TestNextStepsOfADay(t *testing.T) {
	p := read(t, table.Options{}, draw(t, "Issues", `
		1 | No | Issue                                  | Next Steps as on 7 July 2026     | Owner | Target Date
		2 | 1  | Staff may leave before the year is out | Train a second team in each area | Head  | @2026-01-01
		3 | 2  | Records may be lost in the move        | Copy every file before the move  | Team  | @2026-03-31
		4 | 3  | The night line may fail in a storm     | Test the spare line each week    | Head  | @2026-05-01`))
	if got, want := fieldsOf(p), "ref, -, action, lead, due"; got != want {
		t.Errorf("read as %s, want %s", got, want)
	}
}
