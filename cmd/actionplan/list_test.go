package main

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// follows has a person do to a workbook what apply --list says of it, line by line.
func (d desktop) follows(name, list string) {
	d.Helper()
	f, err := excelize.OpenFile(d.path(name))
	if err != nil {
		d.Fatal(err)
	}
	defer f.Close()
	putIn := regexp.MustCompile(`^First put (a row|(\d+) rows) in above row (\d+) of the sheet “(.+)”: the cells below are`)
	cell := regexp.MustCompile(`^(\w+)!([A-Z]+\d+)  `)
	lines := strings.Split(list, "\n")
	for i, line := range lines {
		if parts := putIn.FindStringSubmatch(line); parts != nil {
			n, row := 1, 0
			if parts[2] != "" {
				n, _ = strconv.Atoi(parts[2])
			}
			row, _ = strconv.Atoi(parts[3])
			if err := f.InsertRows(parts[4], row, n); err != nil {
				d.Fatal(err)
			}
		} else if parts := cell.FindStringSubmatch(line); parts != nil {
			if err := f.SetCellStr(parts[1], parts[2], lines[i+1]); err != nil {
				d.Fatal(err)
			}
		}
	}
	if err := f.Save(); err != nil {
		d.Fatal(err)
	}
}

// TestListPutsRowsInFirst asserts that a person who does what apply --list says comes
// to what apply writes: where a total or a legend stands under a table, a row is to be
// put in first, once for each place and before anything is typed there; where nothing
// stands there, none is; and what is to be typed further down is typed where it stands.
func TestListPutsRowsInFirst(t *testing.T) {
	const head, total = "Ref | Action | Lead | Due date | Progress", "Total | | | | 2 actions"
	rows := []string{head, "1.1 | Answer every contact | Head | 31/03/2026 | Begun", "1.2 | Hold supervision | Head | 30/04/2026 | Planned"}
	fresh := []string{"1.3 | Train every manager | Head | 30/06/2026 | Booked", "1.4 | Open a hub | Head | 31/07/2026 | Found"}
	second := []string{"", head, "2.1 | Visit every home | Head | 31/05/2026 | Slow"}
	later := "2.2 | Meet partners | Head | 31/08/2026 | Met"
	moved := strings.Replace(second[2], "Slow", "Faster", 1)
	for name, tc := range map[string]struct {
		plan, theirs []string
		first        []string // the rows that are to be put in
	}{
		"above a total":           {append(slices.Clone(rows), total), slices.Concat(rows, fresh[:1], []string{total}), []string{"a row in above row 4"}},
		"two above a total":       {append(slices.Clone(rows), total), slices.Concat(rows, fresh, []string{total}), []string{"2 rows in above row 4"}},
		"under all":               {rows, slices.Concat(rows, fresh), nil},
		"above another table":     {slices.Concat(rows, second), slices.Concat(rows, fresh[:1], second[:2], []string{moved}), []string{"a row in above row 4"}},
		"above one, and under it": {slices.Concat(rows, second, []string{"", "Key: slow means late"}), slices.Concat(rows, fresh[:1], second[:2], []string{moved, later}, []string{"", "Key: slow means late"}), []string{"a row in above row 4", "a row in above row 8"}},
	} {
		t.Run(name, func(t *testing.T) {
			for _, mirrored := range []bool{false, true} {
				mine, theirs := "plan.xlsx", "theirs.xlsx"
				if mirrored {
					mine, theirs = theirs, mine
				}
				d := newDesktop(t, strings.Join(tc.plan, "\n"), strings.Join(tc.plan, "\n"))
				d.ends(exitDone, "begin")
				d.draw(theirs, strings.Join(tc.theirs, "\n"))
				var asked jsonPreview
				d.fromJSON(exitWaiting, &asked, "preview")
				for _, q := range asked.Questions {
					d.ends(exitDone, "decide", string(q.Ref), "add", "--by", "Ann", "--why", "agreed")
				}
				list := d.ends(exitDone, "apply", "--list")
				if n := strings.Count(list, "First put"); n != len(tc.first) {
					t.Errorf("rows are to be put in in %d places, want %d:\n%s", n, len(tc.first), list)
				}
				for _, words := range tc.first {
					if !strings.Contains(list, fmt.Sprintf("First put %s of the sheet “Sheet1”: the cells below are the new row", words)) {
						t.Errorf("the list does not say %q:\n%s", words, list)
					}
				}
				before := d.bytes(mine)
				d.follows(mine, list)
				typed := d.says(mine)
				d.write(mine, string(before))
				d.ends(exitDone, "apply", "--yes")
				if diff := cmp.Diff(d.says(mine), typed); diff != "" {
					t.Errorf("%s: apply writes, and a person types (-apply +person):\n%s\n%s", mine, diff, list)
				}
			}
		})
	}
}
