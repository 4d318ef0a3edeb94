package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestPartnersColumnIsNotPrinted keeps what stands in a column that the partners' copy
// alone has out of the findings and the pack: nobody agreed it.
func TestPartnersColumnIsNotPrinted(t *testing.T) {
	c := drawnHere(t, false, sixActions...)
	c.ends(exitDone, "begin")
	c.types("partner.xlsx", "G1", "Outcome")
	c.types("partner.xlsx", "G2", "Nobody agreed this")
	c.words(c.ends(exitDone, "preview"), `a new column, "Outcome" (column G)`)
	if said, _ := c.runs("check", "--json"); strings.Contains(said, "Nobody agreed") {
		t.Errorf("check goes by it: %s", said)
	}
	c.runs("pack", "--out", "pack")
	pages, err := filepath.Glob("pack/*.html")
	c.check(err)
	if len(pages) != 1 {
		t.Fatalf("the pack has %v", pages)
	}
	page, err := os.ReadFile(pages[0])
	c.check(err)
	if strings.Contains(string(page), "Nobody agreed") {
		t.Error("the pack's page prints it")
	}
	books, err := filepath.Glob("pack/*.xlsx")
	c.check(err)
	for _, book := range books {
		f, err := excelize.OpenFile(book)
		c.check(err)
		for _, sheet := range f.GetSheetList() {
			if found, err := f.SearchSheet(sheet, "Nobody agreed", true); err != nil || len(found) > 0 {
				t.Errorf("%s prints it in %s at %v (%v)", book, sheet, found, err)
			}
		}
		c.check(f.Close())
	}
}

// TestColumnOfOneTab says what one side writes in a column that the other has, but not
// in the tab where the action stands.
func TestColumnOfOneTab(t *testing.T) {
	c := twoTabs(t, false)
	for _, file := range []string{"plan.xlsx", "partner.xlsx"} {
		c.types(file, "G1", "Evidence")
		c.types(file, "G2", "Minutes")
	}
	c.lays("partner.xlsx", "F1:Evidence", "F2:Ten files")
	c.words(c.ends(exitDone, "apply"), `a new column, "Evidence" (column F of the table Learning)`)
	c.ends(exitDone, "apply")
	said := c.ends(exitDone, "preview")
	c.words(said, "the officers' plan has no column for evidence in the table Learning: what the partners' copy says there (Learning!F2) is not compared, and does not cross")
	all, _ := c.json("preview")
	c.words(all, "has no column for evidence in the table Learning")
}

// TestRowOfASection adds what partners put in under the heading of the actions that it
// stands among, and names the section before.
func TestRowOfASection(t *testing.T) {
	c := drawnHere(t, false, "Ref|Action|Lead", "A1|Hold the management board|Head of Service", "A2|Have members visit the service|Chair of the Board", "B1|Have health on the panel|Health Lead", "B2|Audit the assessments|Operations Manager")
	c.edit("plan.xlsx", func(f *excelize.File, sheet string) {
		c.check(f.InsertRows(sheet, 4, 1))
		c.check(f.SetCellStr(sheet, "A4", "B. Out of court"))
		c.check(f.InsertRows(sheet, 2, 1))
		c.check(f.SetCellStr(sheet, "A2", "A. Governance"))
	})
	c.ends(exitDone, "begin")
	c.edit("partner.xlsx", func(f *excelize.File, sheet string) {
		c.check(f.InsertRows(sheet, 4, 1))
		for at, text := range map[string]string{"A4": "A3", "B4": "Write the induction pack", "C4": "Head of Service"} {
			c.check(f.SetCellStr(sheet, at, text))
		}
	})
	place := `goes in section "A. Governance", under row 4`
	c.words(c.ends(exitWaiting, "preview"), place)
	c.ends(exitDone, "decide", "A3", "add", "--by", "Head of Service", "--why", "wanted")
	c.words(c.ends(exitDone, "preview"), "A3 "+place)
	c.ends(exitDone, "apply")
	c.wants("plan.xlsx", "A5", "A3")
	c.wants("plan.xlsx", "A6", "B. Out of court")
	c.words(c.ends(exitDone, "preview"), "Both sides say what was last agreed.")
}
