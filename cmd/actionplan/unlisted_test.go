package main

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestUnlistedOnceAColumn has one side type words that the lists of the other side's
// cells lack: it is said once a column, with how many more cells it holds of.
func TestUnlistedOnceAColumn(t *testing.T) {
	caseBothWays(t, func(t *testing.T, mirrored bool) {
		c := drawnHere(t, mirrored, sixActions...)
		c.edit(c.other, func(f *excelize.File, sheet string) {
			list := excelize.NewDataValidation(true)
			list.Sqref = "E2:E7"
			c.check(list.SetDropList([]string{"Not started", "In progress", "Complete"}))
			c.check(f.AddDataValidation(sheet, list))
		})
		c.ends(exitDone, "begin")
		for _, cell := range []string{"E2", "E3", "E5"} {
			c.types(c.troubled, cell, "Underway "+cell)
		}
		for _, verb := range []string{"preview", "apply"} {
			said := c.ends(exitDone, verb)
			if n := strings.Count(said, lacksWord); n != 1 {
				t.Errorf("%s says it %d times:\n%s", verb, n, said)
			}
			c.words(said, "nor have the lists of 2 more cells of that column what is written there (Plan!E2)")
		}
	})
	caseBothWays(t, func(t *testing.T, mirrored bool) {
		c := drawnHere(t, mirrored, sixActions...)
		c.edit(c.other, func(f *excelize.File, sheet string) {
			list := excelize.NewDataValidation(true)
			list.Sqref = "E2:E7"
			c.check(list.SetDropList([]string{"Not started", "In progress", "Complete"}))
			c.check(f.AddDataValidation(sheet, list))
		})
		c.ends(exitDone, "begin")
		c.types(c.troubled, "E2", "Underway")
		c.types(c.troubled, "E3", "Complete")
		if said := c.ends(exitDone, "preview"); strings.Count(said, lacksWord) != 1 || strings.Contains(said, "nor have the lists") {
			t.Errorf("one cell's list lacks its word, and it says\n%s", said)
		}
		said := c.ends(exitDone, "apply", "--list")
		c.words(said, "Plan!E3  1.2: status")
	})
}
