package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// alone copies the one workbook of a case from the field into a folder of its own.
func alone(t *testing.T, name, file string) *caseFolder {
	t.Helper()
	from, err := filepath.Abs(filepath.Join("..", "..", "..", "shared", "cases", name, file))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(from); err != nil {
		t.Skipf("%s is not beside the checkout", from)
	}
	c := newCaseFolder(t, false)
	c.copyIn(from, "plan.xlsx")
	return c
}

// page is the text of the pack that was drawn.
func (c *caseFolder) page() string {
	c.t.Helper()
	found, err := filepath.Glob(filepath.Join("*draft*", "*.html"))
	c.check(err)
	if len(found) != 1 {
		c.t.Fatalf("found the pages %q", found)
	}
	return c.bytes(found[0])
}

// TestCase12AFilterLeftOn: what a filter hides is counted by all alike, and said.
func TestCase12AFilterLeftOn(t *testing.T) {
	c := alone(t, "12-a-filter-left-on", "plan.xlsx")
	c.words(c.ends(0, "check", "plan.xlsx"), "6 actions: ", "a filter that was left on hides 3 of 6 actions")
	c.words(c.ends(0, "pack", "plan.xlsx"), "a filter that was left on hides 3 of 6 actions")
	if page := c.page(); !strings.Contains(page, "Of 6 actions") || strings.Contains(page, "3 more actions are hidden") || strings.Contains(page, "rows or sheets are hidden") {
		t.Error("the page does not count all six actions")
	}
}

// A row that somebody hid is checked, and neither shown nor counted in a pack.
func TestCase12ARowHiddenByHand(t *testing.T) {
	c := drawnHere(t, false, sixActions...)
	c.edit("plan.xlsx", func(f *excelize.File, sheet string) { c.check(f.SetRowVisible(sheet, 4, false)) })
	c.check(os.WriteFile("actionplan.yaml", []byte("plan: plan.xlsx\n"), 0o644))
	c.words(c.ends(0, "check"), "6 actions", "One of the actions stands in a row or sheet that is hidden")
	c.ends(0, "pack")
	page := c.page()
	if !strings.Contains(page, "Of 5 actions") || strings.Contains(page, "weekly audit") {
		t.Error("the page shows or counts the hidden action")
	}
}

// TestCase13ATabAMonth: the latest month is the plan, and the others are named.
func TestCase13ATabAMonth(t *testing.T) {
	c := alone(t, "13-a-tab-a-month", "plan.xlsx")
	c.words(c.ends(0, "read", "plan.xlsx"), `sheet "Feb 26": 6 actions`, `they are earlier versions of "Feb 26"`, `"Jan 26"`, `"Dec 25"`)
	c.ends(0, "pack", "plan.xlsx")
	if page := c.page(); !strings.Contains(page, "Of 6 actions") || strings.Contains(page, "Jan 26") {
		t.Error("the page counts an action more than once")
	}
}

// TestCase15ALegendUnderTheTable: a legend stays what it is when a row is added
// right above it.
func TestCase15ALegendUnderTheTable(t *testing.T) {
	after, err := filepath.Abs(filepath.Join("..", "..", "..", "shared", "cases", "15-a-legend-under-the-table", "after"))
	if err != nil {
		t.Fatal(err)
	}
	c := fromCase(t, "15-a-legend-under-the-table", false)
	_ = c.ends(0, "begin")
	c.copyIn(filepath.Join(after, "partner.xlsx"), "partner.xlsx")
	said, _ := c.runs("preview")
	if strings.Contains(said, "Key") || strings.Contains(said, "off track") {
		t.Errorf("the legend is asked about:\n%s", said)
	}
	c.copyIn(filepath.Join(after, "plan.xlsx"), "plan.xlsx")
	c.words(c.ends(0, "read", "plan.xlsx"), "7 actions", "row 9 stands under the table and is no action", "row 10 says who made or signed the plan")
	said, _ = c.runs("check")
	if strings.Contains(said, "Key") {
		t.Errorf("check wants something of the legend:\n%s", said)
	}
}

// TestCase20OneRefMergedOverThreeActions: they are told apart, and nothing stops.
func TestCase20OneRefMergedOverThreeActions(t *testing.T) {
	c := alone(t, "20-one-ref-merged-over-three-actions", "plan.xlsx")
	c.words(c.ends(0, "read", "plan.xlsx"), "8 actions", "one ref is merged down over several actions", "1.1 (rows 2 to 4)")
	all, _ := c.json("read", "plan.xlsx")
	c.words(all, `"1.1 (a)"`, `"1.1 (b)"`, `"1.1 (c)"`, `"1.2"`)
	said := c.ends(0, "check", "plan.xlsx")
	if strings.Contains(said, "ref-duplicate") {
		t.Errorf("a shared ref is taken for a doubled one:\n%s", said)
	}
}

// TestCase31AnActionWithOnlyItsText: an action each time, of which the lead is
// missed.
func TestCase31AnActionWithOnlyItsText(t *testing.T) {
	for file, count := range map[string]int{"a.xlsx": 4, "b.xlsx": 4, "d.xlsx": 3, "e.xlsx": 3} {
		t.Run(file, func(t *testing.T) {
			c := alone(t, "31-an-action-with-only-its-text", file)
			c.words(c.ends(0, "read", "plan.xlsx"), fmt.Sprintf("%d actions", count))
			said, _ := c.runs("check", "plan.xlsx")
			c.words(said, "[lead-blank]", "[due-blank]")
		})
	}
}
