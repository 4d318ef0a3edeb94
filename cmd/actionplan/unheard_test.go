package main

import (
	"strings"
	"testing"
)

// breaks has a cell show an error, as a spreadsheet saves it that could not work its
// formula out, or a formula that nothing has worked out yet.
func (c *caseFolder) breaks(file, cell string, workedOut bool) {
	c.t.Helper()
	c.types(file, cell, "x") // so that there is a cell
	if workedOut {
		c.cellXML(file, cell, `t="e"`, `<f>1/0</f><v>#DIV/0!</v>`)
	} else {
		c.cellXML(file, cell, ``, `<f>UPPER("abc")</f>`)
	}
}

// TestUnheard: where a cell was broken when the sides first agreed, nothing is agreed
// for it, and what the other side says there is named until the cell is mended.
func TestUnheard(t *testing.T) {
	for name, tc := range map[string]struct {
		broken    func(c *caseFolder) // at begin
		workedOut bool
	}{
		"an error on both sides": {func(c *caseFolder) { c.breaks(c.troubled, "F5", true); c.breaks(c.other, "F5", true) }, true},
		"an error on one side":   {func(c *caseFolder) { c.breaks(c.troubled, "F5", true) }, true},
		"not worked out":         {func(c *caseFolder) { c.breaks(c.troubled, "F5", false); c.breaks(c.other, "F5", false) }, false},
	} {
		t.Run(name, func(t *testing.T) {
			caseBothWays(t, func(t *testing.T, mirrored bool) {
				c := drawnHere(t, mirrored, sixActions...)
				tc.broken(c)
				c.ends(exitDone, "begin")
				c.types(c.other, "F5", "40 of 40 offered")
				shows := "it shows #DIV/0!"
				if !tc.workedOut {
					shows = "it shows a formula not worked out yet"
				}
				for _, verb := range []string{"preview", "status", "apply"} {
					said := c.ends(exitWaiting, verb)
					c.words(said, "action 2.1, progress", "(Plan!F5)", shows, "40 of 40 offered", "until the cell is mended")
					if strings.Contains(said, "Both sides say") || strings.Contains(said, "differ in nothing") {
						t.Errorf("%s says that nothing waits:\n%s", verb, said)
					}
					if all, members := c.json(verb); !strings.Contains(string(members["left_alone"]), "40 of 40 offered") {
						t.Errorf("%s --json says\n%s", verb, all)
					}
				}
				c.wants(c.other, "F5", "40 of 40 offered")
				c.types(c.troubled, "F5", "")
				c.ends(exitDone, "apply")
				c.wants(c.troubled, "F5", "40 of 40 offered")
				c.words(c.ends(exitDone, "preview"), "Both sides say what was last agreed.")
			})
		})
	}
	// Near misses: what has nothing to wait for is not named.
	for name, does := range map[string]func(c *caseFolder){
		"broken on both sides":        func(*caseFolder) {},
		"the other side says nothing": func(c *caseFolder) { c.types(c.other, "F5", "") },
		"a placeholder":               func(c *caseFolder) { c.types(c.other, "F5", "TBC") },
	} {
		t.Run(name, func(t *testing.T) {
			caseBothWays(t, func(t *testing.T, mirrored bool) {
				c := drawnHere(t, mirrored, sixActions...)
				c.breaks(c.troubled, "F5", true)
				c.breaks(c.other, "F5", true)
				c.ends(exitDone, "begin")
				does(c)
				if said := c.ends(exitDone, "preview"); strings.Contains(said, "Left alone") {
					t.Errorf("preview says\n%s", said)
				}
			})
		})
	}
	t.Run("at the first agreement", func(t *testing.T) {
		c := drawnHere(t, false, sixActions...)
		c.breaks("partner.xlsx", "F5", true)
		said := c.ends(exitDone, "begin")
		c.words(said, "Left alone: action 2.1, progress", "officers say", "32 of 40 offered")
		if strings.Contains(said, "differ in nothing") {
			t.Errorf("begin says\n%s", said)
		}
	})
	t.Run("what was agreed", func(t *testing.T) {
		c := drawnHere(t, false, sixActions...)
		c.ends(exitDone, "begin")
		c.breaks("plan.xlsx", "F5", true)
		if said := c.ends(exitDone, "preview"); strings.Contains(said, "Left alone") {
			t.Errorf("it was agreed before, and preview says\n%s", said)
		}
	})
}
