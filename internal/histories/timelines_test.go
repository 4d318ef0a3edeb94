package histories

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	told "actionplan/history"
	"actionplan/plan"
	"actionplan/table"
)

// versionsOf are the revisions of a real workbook, dated by their names.
func versionsOf(t *testing.T, folder string, o table.Options) []told.Version {
	t.Helper()
	paths, _ := filepath.Glob(filepath.Join("..", "..", "..", "shared", "corpus", "history", folder, "*.xlsx"))
	if len(paths) == 0 {
		t.Skip("the corpus is not beside the repository")
	}
	var versions []told.Version
	for _, path := range paths {
		name := filepath.Base(path)
		d, ok := told.DateOfName(name)
		if !ok {
			t.Fatalf("%s is of no day", name)
		}
		versions = append(versions, told.Version{On: d.On, Source: told.Workbook, Name: name[:2], Plan: readBook(t, path, o).View()})
	}
	return versions
}

// happened is what is told of an action, a line an event: the version and what it says.
func happened(t *told.Timeline) string {
	var lines []string
	for _, e := range t.Events {
		lines = append(lines, fmt.Sprintf("%s %s %s > %s", e.By.Name, e.What, e.From, e.To))
	}
	return strings.Join(lines, "\n")
}

// TestOfstedTimelines holds the timelines of twelve weekly revisions of a list of
// inspections to what a person saw in them: the day of each council's last inspection
// report, which is taken for a due date here, and its grade. Ten councils had another;
// of the rest nothing is told.
func TestOfstedTimelines(t *testing.T) {
	column := func(letter string, f plan.Field) table.PinColumn { return table.PinColumn{Letter: letter, Field: f} }
	h := told.Of(versionsOf(t, "uk-ofsted-ilacs-overview", table.Options{Pins: []table.Pin{{
		Sheet: "ofsted_cs_inspections_overview", Header: 1,
		Columns: []table.PinColumn{column("A", plan.FieldRef), column("G", plan.FieldAction), column("N", plan.FieldDue), column("L", plan.FieldStart), column("I", plan.FieldLead)},
	}}}))
	seen := map[plan.Ref]string{
		"80449": "06 due moved 31 January 2023 > 21 May 2026", "80456": "06 due moved 12 August 2022 > 18 May 2026",
		"80477": "06 due moved 13 January 2023 > 18 May 2026", "80489": "10 due moved 11 April 2023 > 17 June 2026",
		"80514": "06 due moved 11 November 2022 > 18 May 2026", "80518": "06 due moved 13 January 2023 > 18 May 2026",
		"80418": "06 due moved 13 January 2023 > 18 May 2026", "80527": "03 due moved 25 November 2022 > 30 April 2026",
		"80555": "10 due moved 21 September 2022 > 17 June 2026", "80583": "10 due moved 18 May 2022 > 18 June 2026",
	}
	if len(h.Timelines) != 153 {
		t.Errorf("%d councils are told of, and there are 153", len(h.Timelines))
	}
	for _, timeline := range h.Timelines {
		if got := happened(timeline); got != seen[timeline.Ref] {
			t.Errorf("%s: told is\n%s\nand seen was\n%s", timeline.Name(), got, seen[timeline.Ref])
		}
	}
	if n := h.Totals(); n.Moved != 10 || n.MovedActions != 10 || n.Silent != 10 {
		t.Errorf("dates were moved %d times, of %d, %d of them silently; seen were 10 of 10, all without a word", n.Moved, n.MovedActions, n.Silent)
	}
}

// TestRemediationTimelines holds the timelines of eight revisions of a list of
// accessibility faults to what a person saw in its column of statuses: OK, N/A, X for
// found, A for accepted, IP for in progress.
func TestRemediationTimelines(t *testing.T) {
	h := told.Of(versionsOf(t, "us-dol-accessibility-remediation", table.Options{
		Pins:     []table.Pin{{Sheet: "Wage Data", Header: 6, Columns: []table.PinColumn{{Letter: "A", Field: plan.FieldTheme}, {Letter: "C", Field: plan.FieldAction}}}},
		Statuses: []plan.StatusWord{{Words: "OK", Means: plan.StatusComplete}, {Words: "X", Means: plan.StatusOpen}, {Words: "A", Means: plan.StatusOpen}, {Words: "IP", Means: plan.StatusOpen}},
	}))
	seen := map[string]string{
		`A keyboard "trap" is found`:               "03 reopened OK > X",
		"The skip function does not work properly": "08 closed A > OK",
	}
	n := 0
	for _, timeline := range h.Timelines {
		words := timeline.Last.Shown(plan.FieldAction)
		got := happened(timeline)
		if got != "" {
			n++
		}
		for begins, want := range seen {
			if strings.HasPrefix(words, begins) && got != want {
				t.Errorf("%s: told is\n%s\nand seen was\n%s", words, got, want)
			}
		}
		if !slices.ContainsFunc([]string{`A keyboard "trap" is found`, "The skip function does not work properly"}, func(begins string) bool { return strings.HasPrefix(words, begins) }) && got != "" {
			t.Errorf("%s: told is\n%s\nand nothing of it was seen", words, got)
		}
	}
	if n != 2 {
		t.Errorf("of %d actions something is told, and of 2 something was seen", n)
	}
}
