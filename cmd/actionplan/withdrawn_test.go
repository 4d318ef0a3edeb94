package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// strikes strikes cells of a row out, or takes that back.
func (c *caseFolder) strikes(file string, row, columns int, strike bool) {
	c.t.Helper()
	c.edit(file, func(f *excelize.File, sheet string) {
		style, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Strike: strike, Family: "Calibri", Size: 11}})
		c.check(err)
		c.check(f.SetCellStyle(sheet, fmt.Sprint("A", row), fmt.Sprint(string(rune('A'+columns-1)), row), style))
	})
}

// TestRowStruckOut strikes a whole row out on one side: it is asked about, and its
// cells go on crossing; let go, it leaves the plan, and nothing is deleted.
func TestRowStruckOut(t *testing.T) {
	gone := func(c *caseFolder) bool {
		said, _ := c.runs("check", "--json")
		return !strings.Contains(said, `"1.3"`)
	}
	caseBothWays(t, func(t *testing.T, mirrored bool) {
		c := drawnHere(t, mirrored, sixActions...)
		c.ends(exitDone, "begin")
		c.types(c.troubled, "E3", "In progress")
		c.strikes(c.troubled, 4, 6, true)
		c.types(c.other, "F4", "Three audits held")
		said := c.ends(exitWaiting, "preview")
		c.words(said, "Action 1.3: its row is struck out in ", "(row 4)", "it may be withdrawn", "Three audits held")
		if all, members := c.json("preview"); !strings.Contains(string(members["questions"]), `"withdrawn"`) {
			t.Errorf("preview --json says\n%s", all)
		}
		c.ends(exitWaiting, "apply")
		c.wants(c.troubled, "F4", "Three audits held")
		c.words(c.ends(exitWaiting, "preview"), "Action 1.3: its row is struck out in ")
		c.ends(exitDone, "decide", "1.3", "let it go", "--by", "Director", "--why", "overtaken")
		c.ends(exitDone, "apply")
		if said := c.ends(exitDone, "preview"); strings.Contains(said, "struck") || !gone(c) {
			t.Errorf("it is let go, and preview says\n%s", said)
		}
		c.wants(c.other, "B4", "Hold a weekly audit of contacts")
		c.words(c.ends(exitDone, "log", "1.3"), "let go")
		c.ends(exitDone, "apply")
		if n := strings.Count(c.ends(exitDone, "log", "1.3"), "let go"); n != 1 {
			t.Errorf("the log tells of it %d times", n)
		}
		c.strikes(c.troubled, 4, 6, false)
		c.types(c.troubled, "F4", "Four audits held")
		c.ends(exitDone, "apply")
		c.wants(c.other, "F4", "Four audits held")
	})
	caseBothWays(t, func(t *testing.T, mirrored bool) {
		c := drawnHere(t, mirrored, sixActions...)
		c.ends(exitDone, "begin")
		c.strikes(c.troubled, 4, 6, true)
		c.ends(exitWaiting, "preview")
		c.ends(exitDone, "decide", "1.3", "last agreed", "--by", "Director", "--why", "it goes on")
		c.ends(exitDone, "apply")
		c.types(c.other, "F4", "Three audits held")
		c.ends(exitDone, "apply")
		c.wants(c.troubled, "F4", "Three audits held")
		c.strikes(c.other, 4, 6, true)
		if said := c.ends(exitDone, "preview"); strings.Contains(said, "struck") {
			t.Errorf("both have struck it out, and preview says\n%s", said)
		}
	})
	caseBothWays(t, func(t *testing.T, mirrored bool) {
		c := drawnHere(t, mirrored, sixActions...)
		c.ends(exitDone, "begin")
		c.strikes(c.troubled, 4, 3, true)
		c.words(c.ends(exitDone, "preview"), "is struck out there, and not in") // a note, and no question
	})
	t.Run("a ledger of an earlier build", func(t *testing.T) {
		c := drawnHere(t, false, sixActions...)
		c.strikes("plan.xlsx", 4, 6, true)
		c.words(c.ends(exitDone, "begin"), "Next: actionplan preview")
		c.words(c.ends(exitWaiting, "preview"), "struck out in the officers' plan")
		c.dropsFromPlaces("NotRead", "Struck")
		if said := c.ends(exitDone, "preview"); strings.Contains(said, "struck") {
			t.Errorf("nobody had seen it, and preview says\n%s", said)
		}
		c.types("partner.xlsx", "F5", "33 of 40 offered")
		c.ends(exitDone, "apply")
		c.strikes("plan.xlsx", 5, 6, true)
		said := c.ends(exitWaiting, "preview")
		c.words(said, "Action 2.1: its row is struck out")
		if strings.Contains(said, "1.3") {
			t.Errorf("it was struck out before, and preview says\n%s", said)
		}
	})
}

// dropsFromPlaces has the ledger know no more of where the plans lay than an earlier
// build did.
func (c *caseFolder) dropsFromPlaces(members ...string) {
	c.t.Helper()
	path := "ledger/places.json"
	var places map[string]map[string]any
	c.check(json.Unmarshal([]byte(c.bytes(path)), &places))
	for _, place := range places {
		for _, member := range members {
			delete(place, member)
		}
	}
	text, err := json.Marshal(places)
	c.check(err)
	c.check(os.WriteFile(path, text, 0o644))
}
