package main

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestSwallowedByAMerge: a side merges two cells that both say something, and the
// spreadsheet keeps the upper one's words. Nobody may have meant the lower one's to
// go, and it is asked.
func TestSwallowedByAMerge(t *testing.T) {
	merge := func(c *caseFolder, file, from, to string) {
		c.edit(file, func(f *excelize.File, sheet string) {
			c.check(f.SetCellValue(sheet, to, nil))
			c.check(f.MergeCell(sheet, from, to))
		})
	}
	caseBothWays(t, func(t *testing.T, mirrored bool) {
		c := drawnHere(t, mirrored, sixActions...)
		c.ends(exitDone, "begin")
		merge(c, c.troubled, "F5", "F6")
		said := c.ends(exitWaiting, "preview")
		c.words(said, "it is one merged cell for 2.1, 2.2 now", "what was agreed of 2.2 is gone from it", "Districts met")
		if strings.Contains(said, "To write to") {
			t.Errorf("preview would write it:\n%s", said)
		}
		c.ends(exitWaiting, "apply")
		c.wants(c.other, "F6", "Districts met")
		answer := map[bool]string{false: "officer", true: "partner"}[mirrored]
		c.ends(exitDone, "decide", "2.1", "progress", answer, "--by", "Director", "--why", "one team")
		c.ends(exitDone, "apply")
		c.wants(c.other, "F6", "32 of 40 offered")
		c.words(c.ends(exitDone, "preview"), "Both sides say what was last agreed.")
	})
	t.Run("new words in it", func(t *testing.T) {
		c := drawnHere(t, false, sixActions...)
		c.ends(exitDone, "begin")
		merge(c, "partner.xlsx", "F5", "F6")
		c.types("partner.xlsx", "F5", "All met")
		c.words(c.ends(exitWaiting, "preview"), "what was agreed of 2.2 is gone from it")
	})
	t.Run("undone", func(t *testing.T) {
		c := drawnHere(t, false, sixActions...)
		c.ends(exitDone, "begin")
		merge(c, "partner.xlsx", "F5", "F6")
		c.ends(exitWaiting, "preview")
		c.edit("partner.xlsx", func(f *excelize.File, sheet string) {
			c.check(f.UnmergeCell(sheet, "F5", "F6"))
			c.check(f.SetCellStr(sheet, "F6", "Districts met"))
		})
		c.words(c.ends(exitDone, "preview"), "Both sides say what was last agreed.")
	})
	t.Run("the lower one said nothing", func(t *testing.T) {
		rows := append([]string{}, sixActions...)
		rows[5] = "2.2|Write a local housing offer with districts|Housing Lead|30/09/2026|Not started|"
		c := drawnHere(t, false, rows...)
		c.ends(exitDone, "begin")
		merge(c, "partner.xlsx", "F5", "F6")
		if said := c.ends(exitDone, "preview"); !strings.Contains(said, "To write to Excel (1 cell)") {
			t.Errorf("preview says\n%s", said)
		}
	})
	t.Run("both said the same", func(t *testing.T) {
		rows := append([]string{}, sixActions...)
		rows[5] = "2.2|Write a local housing offer with districts|Housing Lead|30/09/2026|Not started|32 of 40 offered"
		c := drawnHere(t, false, rows...)
		c.ends(exitDone, "begin")
		merge(c, "partner.xlsx", "F5", "F6")
		c.words(c.ends(exitDone, "preview"), "Both sides say what was last agreed.")
		c.types("partner.xlsx", "F5", "All met")
		if said := c.ends(exitDone, "preview"); !strings.Contains(said, "To write to Excel (2 cells)") {
			t.Errorf("preview says\n%s", said)
		}
	})
}
