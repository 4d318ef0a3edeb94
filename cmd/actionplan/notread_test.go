package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestNotRead types what a reading leaves out: it is said, a line each where it came
// since the sides agreed, and counted where it was there then.
func TestNotRead(t *testing.T) {
	types := func(cells ...string) func(c *caseFolder) {
		return func(c *caseFolder) {
			c.edit(c.troubled, func(f *excelize.File, sheet string) {
				for _, cell := range cells {
					at, text, _ := strings.Cut(cell, ":")
					c.check(f.SetCellStr(sheet, at, text))
				}
			})
		}
	}
	puts := func(row int, cells ...string) func(c *caseFolder) {
		return func(c *caseFolder) {
			c.edit(c.troubled, func(f *excelize.File, sheet string) { c.check(f.InsertRows(sheet, row, 1)) })
			types(cells...)(c)
		}
	}
	for name, tc := range map[string]struct {
		does func(c *caseFolder)
		says string
	}{
		"an action below the table": {types("B10:Buy three minibuses for the centre"), "row 10 says too little to be an action: it was not read"},
		"a line under the last":     {types("F8:see also the fleet paper"), "the row under it goes on with the action of row 7"},
		"a line put in":             {puts(4, "F4:and a second rota"), "the row under it goes on with the action of row 3"},
		"a date put in":             {puts(4, "D4:01/12/2026"), "row 4 goes on with the action of row 3: its own due was not read"},
		"words in the first column": {puts(4, "A4:The board must agree all of this first"), `"The board must agree all of this first", above row 5, is taken for a heading`},
		"words beside the table":    {types("H4:Jo: this is late"), "row 4 says something beside the table: it was not read"},
	} {
		t.Run(name, func(t *testing.T) {
			caseBothWays(t, func(t *testing.T, mirrored bool) {
				c := drawnHere(t, mirrored, sixActions...)
				c.ends(exitDone, "begin")
				tc.does(c)
				for _, verb := range []string{"preview", "status", "apply"} {
					c.words(c.ends(exitDone, verb), "Note: ", tc.says)
					if all, members := c.json(verb); !strings.Contains(string(members["not_read"]), strings.ReplaceAll(tc.says, `"`, `\"`)) {
						t.Errorf("%s --json says\n%s", verb, all)
					}
				}
			})
		})
	}
	caseBothWays(t, func(t *testing.T, mirrored bool) {
		c := drawnHere(t, mirrored, sixActions...)
		types("H4:Jo: this is late", "B10:Buy three minibuses for the centre")(c)
		c.words(c.ends(exitDone, "begin"), "2 things in it are not compared: actionplan read shows them")
		said := c.ends(exitDone, "preview")
		c.words(said, "Both sides say what was last agreed", "2 things in it are not compared, as before")
		if strings.Contains(said, "beside the table") {
			t.Errorf("it was there when they agreed, and is said again:\n%s", said)
		}
		puts(4, "A4:9.9", "B4:Do something else altogether", "C4:Team Manager", "E4:Not started", "F4:Nothing yet")(c) // what is below moves down
		c.words(c.ends(exitWaiting, "preview"), "2 things in it are not compared, as before")
		types("H6:And so is this")(c)
		c.words(c.ends(exitWaiting, "preview"), "rows 5-6 say something beside the table: it was not read", "1 thing in it is not compared, as before")
	})
	caseBothWays(t, func(t *testing.T, mirrored bool) {
		c := drawnHere(t, mirrored, sixActions...)
		c.ends(exitDone, "begin")
		c.differsInNothing()
		if said := c.ends(exitDone, "preview"); strings.Contains(said, "Note") {
			t.Errorf("nothing is left out, and it says\n%s", said)
		}
	})
}

// TestCopiedTab keeps a copy of the tab that was agreed beside it: wherever it
// stands, the one that was agreed stays the plan, and what is typed in the copy is
// said to cross nowhere.
func TestCopiedTab(t *testing.T) {
	copies := func(c *caseFolder, name string, first bool) {
		c.edit(c.troubled, func(f *excelize.File, sheet string) {
			n, err := f.NewSheet(name)
			c.check(err)
			from, err := f.GetSheetIndex(sheet)
			c.check(err)
			c.check(f.CopySheet(from, n))
			if first {
				c.check(f.MoveSheet(name, sheet))
			}
		})
	}
	edits := func(c *caseFolder, sheet, cell, text string) {
		c.edit(c.troubled, func(f *excelize.File, _ string) { c.check(f.SetCellStr(sheet, cell, text)) })
	}
	reads := func(c *caseFolder, sheet, cell, want string) {
		c.t.Helper()
		f, err := excelize.OpenFile(c.troubled)
		c.check(err)
		defer f.Close()
		if got, err := f.GetCellValue(sheet, cell); err != nil || got != want {
			c.t.Errorf("%s %s says %q, not %q: %v", sheet, cell, got, want, err)
		}
	}
	for _, name := range []string{"Plan (2)", "Plan backup", "Plan v1", "Copy of Plan"} {
		t.Run(name, func(t *testing.T) {
			caseBothWays(t, func(t *testing.T, mirrored bool) {
				c := drawnHere(t, mirrored, sixActions...)
				c.ends(exitDone, "begin")
				copies(c, name, true)
				c.words(c.ends(exitDone, "preview"), fmt.Sprintf("the sheet %q has mostly the actions of \"Plan\", and only \"Plan\" is read; what is typed in the other crosses nowhere", name))
				edits(c, "Plan", "F6", "Typed in the plan")
				c.types(c.other, "F5", "Typed across")
				c.ends(exitDone, "apply")
				c.wants(c.other, "F6", "Typed in the plan")
				reads(c, "Plan", "F5", "Typed across")
				reads(c, name, "F5", "32 of 40 offered")
				edits(c, name, "F4", "Typed in the copy")
				c.words(c.ends(exitDone, "preview"), "3 cells there say something else ", "F4", "and cross nowhere")
				c.ends(exitDone, "apply")
				c.wants(c.other, "F4", "Two audits held")
			})
		})
	}
	t.Run("dragged to the front", func(t *testing.T) {
		caseBothWays(t, func(t *testing.T, mirrored bool) {
			c := drawnHere(t, mirrored, sixActions...)
			c.ends(exitDone, "begin")
			copies(c, "Plan backup", false)
			c.types(c.other, "F5", "Typed across")
			c.ends(exitDone, "apply")
			c.edit(c.troubled, func(f *excelize.File, sheet string) { c.check(f.MoveSheet("Plan backup", sheet)) })
			c.ends(exitDone, "apply")
			c.wants(c.other, "F5", "Typed across")
		})
	})
	t.Run("another name", func(t *testing.T) {
		caseBothWays(t, func(t *testing.T, mirrored bool) {
			c := drawnHere(t, mirrored, sixActions...)
			c.ends(exitDone, "begin")
			copies(c, "Working", false)
			said := c.ends(exitWaiting, "preview")
			c.words(said, `the sheet "Working", which was not there when they were agreed, has the actions of "Plan" again`, `delete "Working"`)
			if strings.Contains(said, "Look first") {
				t.Errorf("it says that a table is gone:\n%s", said)
			}
			c.writesNothing(exitWaiting)
		})
	})
	t.Run("the plan renamed, and a copy of it kept", func(t *testing.T) {
		caseBothWays(t, func(t *testing.T, mirrored bool) {
			c := drawnHere(t, mirrored, sixActions...)
			c.ends(exitDone, "begin")
			copies(c, "Plan backup", false)
			c.edit(c.troubled, func(f *excelize.File, _ string) { c.check(f.SetSheetName("Plan", "Improvement")) })
			edits(c, "Improvement", "F6", "Typed in the plan")
			c.writesNothing(exitWaiting)
		})
	})
}

// TestNotCompared begins with a column that one side alone has: it is said then and
// in every preview, in words and in JSON.
func TestNotCompared(t *testing.T) {
	heads := func(c *caseFolder, file, heading string) {
		c.types(file, "G1", heading)
		c.types(file, "G3", "Minutes of 3 March")
	}
	caseBothWays(t, func(t *testing.T, mirrored bool) {
		c := drawnHere(t, mirrored, sixActions...)
		c.check(os.WriteFile("actionplan.yaml", []byte(strings.Replace(c.bytes("actionplan.yaml"), "progress]", "progress, evidence]", 1)), 0o644))
		heads(c, c.troubled, "Evidence")
		says := `The column "Evidence" stands in the partners' copy alone: nothing of it is compared`
		if c.troubled == "plan.xlsx" {
			says = `The column "Evidence" stands in the officers' plan alone: nothing of it is compared`
		}
		c.words(c.ends(exitDone, "preview"), says)
		c.words(c.ends(exitDone, "begin"), says)
		c.types(c.troubled, "G4", "Minutes of 10 March")
		if said := c.ends(exitDone, "preview"); strings.Contains(said, says) != mirrored {
			t.Errorf("of a column of one side preview says\n%s", said)
		}
		if all, members := c.json("preview"); !strings.Contains(string(members["not_compared"]), `\"Evidence\" stands in`) {
			t.Errorf("preview --json says\n%s", all)
		}
		heads(c, c.other, "Evidence")
		if said := c.ends(exitDone, "preview"); strings.Contains(said, "alone: nothing") {
			t.Errorf("both sides have it, and preview says\n%s", said)
		}
	})
	caseBothWays(t, func(t *testing.T, mirrored bool) {
		c := drawnHere(t, mirrored, sixActions...)
		c.ends(exitDone, "begin")
		c.types(c.troubled, "F1", "")
		if said := c.ends(exitWaiting, "preview"); strings.Contains(said, "alone: nothing") {
			t.Errorf("it is asked about, and preview says\n%s", said)
		}
	})
	t.Run("a column that officers keep for themselves", func(t *testing.T) {
		c := drawnHere(t, false, sixActions...)
		heads(c, "plan.xlsx", "Budget code")
		if said := c.ends(exitDone, "begin"); strings.Contains(said, "alone: nothing") {
			t.Errorf("begin says\n%s", said)
		}
	})
	t.Run("a column that partners add", func(t *testing.T) {
		c := drawnHere(t, false, sixActions...)
		c.ends(exitDone, "begin")
		heads(c, "partner.xlsx", "Evidence")
		said := c.ends(exitDone, "preview")
		c.words(said, `The partners' copy has a new column, "Evidence"`)
		if strings.Contains(said, "alone: nothing") {
			t.Errorf("it is said twice:\n%s", said)
		}
	})
}
