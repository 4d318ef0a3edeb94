package main

import (
	"testing"
)

// TestAddedWithoutABrokenCell adds a row in which a cell is broken: it goes across
// without that cell, the question says so, and what the cell says once it is mended
// follows.
func TestAddedWithoutABrokenCell(t *testing.T) {
	for name, workedOut := range map[string]bool{"an error": true, "not worked out": false} {
		t.Run(name, func(t *testing.T) {
			caseBothWays(t, func(t *testing.T, mirrored bool) {
				c := drawnHere(t, mirrored, sixActions...)
				c.ends(exitDone, "begin")
				for i, text := range []string{"2.4", "Print the leaflet in Polish", "Editor", "31/07/2026", "Not started"} {
					c.types(c.troubled, string(rune('A'+i))+"8", text)
				}
				c.breaks(c.troubled, "F8", workedOut)
				c.words(c.ends(exitWaiting, "preview"), "Action 2.4", "added, it goes without that")
				c.ends(exitDone, "decide", "2.4", "add", "--by", "Director", "--why", "it is needed")
				c.words(c.ends(exitDone, "preview"), "To add to", "left to fill in for 2.4: progress")
				c.ends(exitDone, "apply")
				c.wants(c.other, "B8", "Print the leaflet in Polish")
				c.wants(c.other, "F8", "")
				c.words(c.ends(exitDone, "preview"), "Both sides say what was last agreed.")
				c.types(c.troubled, "F8", "Printed")
				c.ends(exitDone, "apply")
				c.wants(c.other, "F8", "Printed")
			})
		})
	}
	t.Run("the action itself", func(t *testing.T) {
		c := drawnHere(t, false, sixActions...)
		c.ends(exitDone, "begin")
		c.types("partner.xlsx", "A8", "2.4")
		c.types("partner.xlsx", "C8", "Editor")
		c.types("partner.xlsx", "D8", "31/07/2026")
		c.types("partner.xlsx", "E8", "Not started")
		c.breaks("partner.xlsx", "B8", true)
		c.words(c.ends(exitWaiting, "preview"), "action shows the error #DIV/0!", "mend that cell, and it can be added")
		c.words(c.ends(exitUsage, "decide", "2.4", "add", "--by", "Director", "--why", "it is needed"), "none of its answers: choose Leave out")
	})
}
