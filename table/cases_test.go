package table_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"actionplan/excel"
	"actionplan/plan"
	"actionplan/table"
)

// TestCases reads the cases from the field that are about headings and columns:
// what each column is, and what a reader takes of the first actions. More of each
// kind are drawn in columns_test.go.
func TestCases(t *testing.T) {
	const folder = "../../shared/cases"
	if _, err := os.Stat(folder); err != nil {
		t.Skipf("the cases are not beside this tree: %v", err)
	}
	for _, c := range []struct {
		file, columns string
		fields        []plan.Field
		want          []string
	}{
		{"05-original-and-revised-due/plan.xlsx", "ref, action, outcome, lead, original, due, status, rag, progress", []plan.Field{"due", "original"}, moved},
		{"05b-due-and-revised-due/plan.xlsx", "ref, action, outcome, lead, original, due, status, rag, progress", []plan.Field{"due", "original"}, moved},
		{"07-done-yes-no-tick/plan.xlsx", "ref, action, outcome, lead, due, status, progress", nil, nil},
		{"11-a-score-taken-for-an-outcome/plan.xlsx", "ref, -, -, -, action, lead, due, status", []plan.Field{"action", "outcome"}, []string{"2: R1 | Do thing 1 well | "}},
		{"19-a-column-a-quarter/plan.xlsx", "ref, theme, action, outcome, lead, due, status, rag 1, rag 2, progress 1, progress 2", []plan.Field{"rag", "progress", "status", "theme"},
			[]string{"2: 1.1 | green | Update 1.1 | In progress | Front door", "3: 1.2 | green | Update 1.2 | Not started | Front door"}},
		{"33-headings-with-colons/a.xlsx", "ref, action, lead, due, status", nil, nil},
		{"33-headings-with-colons/b.xlsx", "ref, action, lead, due, status", nil, nil},
		{"33-headings-with-colons/c.xlsx", "ref, action, lead, due, status", nil, nil},
		{"34-two-line-headings-unmerged/two.xlsx", "ref, action, lead, start, due, rag, -, progress", []plan.Field{"start", "due", "rag"}, []string{"5: 1.1 | 2026-04-01 | 2027-03-31 | amber"}},
		{"34-two-line-headings-unmerged/two2.xlsx", "ref, action, lead, start, due, rag, -, progress", []plan.Field{"start", "due", "rag"}, []string{"5: 1.1 | 2026-04-01 | 2027-03-31 | amber"}},
	} {
		t.Run(c.file, func(t *testing.T) {
			book, err := excel.Open(filepath.Join(folder, c.file))
			if err != nil {
				t.Fatal(err)
			}
			p := read(t, table.Options{}, book.Grids()...)
			if got := fieldsOf(p); got != c.columns {
				t.Errorf("read as %s, want %s", got, c.columns)
			}
			if diff := cmp.Diff(c.want, told(p.View(), c.fields...)[:len(c.want)]); len(c.want) > 0 && diff != "" {
				t.Errorf("-want +read:\n%s", diff)
			}
		})
	}
	for _, file := range []string{"h.xlsx", "i.xlsx"} { // a date and a task: no plan, and what was seen is said
		book, err := excel.Open(filepath.Join(folder, "33-headings-with-colons", file))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := table.Read(file, book.Grids(), table.Options{}); !errors.Is(err, table.ErrNoTable) {
			t.Errorf("%s: err = %v, want ErrNoTable", file, err)
		}
	}
}

// moved is when the actions of cases 05 and 05b are due, and were.
var moved = []string{
	"2: 1.1 | 2026-08-31 | 2026-03-31", "3: 1.2 | 2026-04-30 | 2026-04-30", "4: 1.3 | 2026-05-15 | 2026-05-15",
	"5: 2.1 | 2026-08-31 | 2026-06-30", "6: 2.2 | 2026-09-30 | 2026-09-30", "7: 2.3 | 2025-12-12 | 2025-12-12",
}
