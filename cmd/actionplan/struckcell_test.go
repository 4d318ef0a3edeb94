package main

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestStruckCell says of words that are struck out in a cell on one side alone that
// they are, and of those that are so no longer.
func TestStruckCell(t *testing.T) {
	strikes := func(c *caseFolder, file, cell string, strike bool) {
		c.edit(file, func(f *excelize.File, sheet string) {
			style, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Strike: strike, Family: "Calibri", Size: 11}})
			c.check(err)
			c.check(f.SetCellStyle(sheet, cell, cell, style))
		})
	}
	silent := func(c *caseFolder, when string) {
		c.t.Helper()
		for _, verb := range []string{"preview", "status"} {
			if said := c.ends(exitDone, verb); strings.Contains(said, "struck") {
				c.t.Errorf("%s, %s says\n%s", when, verb, said)
			}
		}
	}
	caseBothWays(t, func(t *testing.T, mirrored bool) {
		c := drawnHere(t, mirrored, sixActions...)
		c.ends(exitDone, "begin")
		silent(c, "nothing is struck out")
		strikes(c, c.troubled, "F3", true)
		for _, verb := range []string{"preview", "status", "apply"} {
			if verb == "apply" {
				if all, members := c.json("preview"); !strings.Contains(string(members["not_read"]), "Rota drawn up") {
					t.Errorf("preview --json says\n%s", all)
				}
			}
			c.words(c.ends(exitDone, verb), "action 1.2, progress (Plan!F3): “Rota drawn up” is struck out there", "are withdrawn")
		}
		c.wants(c.other, "F3", "Rota drawn up")
		c.types(c.other, "F4", "Three audits held")
		c.words(c.ends(exitDone, "apply"), "“Rota drawn up” is struck out there")
		c.words(c.ends(exitDone, "preview"), "words in 1 cell of it are struck out", "as before")
		strikes(c, c.other, "F3", true)
		silent(c, "both have struck it out")
		c.types(c.other, "F4", "Four audits held")
		c.ends(exitDone, "apply")
		strikes(c, c.troubled, "F3", false)
		c.words(c.ends(exitDone, "preview"), "action 1.2, progress (Plan!F3): words are no longer struck out there")
		strikes(c, c.other, "F3", false)
		silent(c, "neither has")
	})
	t.Run("at the first agreement", func(t *testing.T) {
		c := drawnHere(t, false, sixActions...)
		strikes(c, "plan.xlsx", "B3", true)
		strikes(c, "partner.xlsx", "B3", true)
		c.ends(exitDone, "begin")
		silent(c, "both had struck it out")
		strikes(c, "partner.xlsx", "B3", false)
		c.words(c.ends(exitDone, "preview"), "action 1.2, action (Plan!B3): words are no longer struck out there")
	})
	t.Run("a part of a cell", func(t *testing.T) {
		c := drawnHere(t, false, sixActions...)
		c.ends(exitDone, "begin")
		c.edit("partner.xlsx", func(f *excelize.File, sheet string) {
			c.check(f.SetCellRichText(sheet, "F3", []excelize.RichTextRun{{Text: "Rota "}, {Text: "drawn up", Font: &excelize.Font{Strike: true}}}))
		})
		c.words(c.ends(exitDone, "preview"), "“drawn up” is struck out there")
	})
	t.Run("personal data", func(t *testing.T) {
		rows := append([]string{}, sixActions...)
		rows[2] = "1.2|Review the out-of-hours rota|Team Manager|30/04/2026|Not started|Child 943 476 5919 seen"
		c := drawnHere(t, false, rows...)
		c.ends(exitDone, "begin")
		strikes(c, "partner.xlsx", "F3", true)
		said := c.ends(exitDone, "preview")
		c.words(said, "seems to hold an NHS number")
		if strings.Contains(said, "943 476") {
			t.Errorf("preview repeats it:\n%s", said)
		}
	})
	t.Run("a ledger of an earlier build", func(t *testing.T) {
		c := drawnHere(t, false, sixActions...)
		strikes(c, "plan.xlsx", "F3", true)
		c.ends(exitDone, "begin")
		c.dropsFromPlaces("StruckCells")
		c.words(c.ends(exitDone, "preview"), "words in 1 cell of it are struck out")
	})
}
