package main

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestOutside types words outside the table: preview, status and apply say those that
// are new, a line for each kind of place, and none that was there before.
func TestOutside(t *testing.T) {
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
	tab := func(name, cell, text string) func(c *caseFolder) {
		return func(c *caseFolder) {
			c.edit(c.troubled, func(f *excelize.File, _ string) {
				_, err := f.NewSheet(name)
				c.check(err)
				c.check(f.SetCellStr(name, cell, text))
			})
		}
	}
	const among, beside = "a row that is no action says something new, which is not compared: ", "a sheet that is not read says something new: "
	for name, tc := range map[string]struct {
		before, does func(c *caseFolder)
		says         string // "" for nothing
	}{
		"right under the last":    {nil, types("A8:Health: bring forward 1.6 to May"), among + `Plan!A8, "Health: bring forward 1.6 to May"`},
		"some rows below":         {nil, types("A20:Note: Health say May"), among + `Plan!A20, "Note: Health say May"`},
		"a note that was changed": {types("A9:Note: Board agreed 1.3 closed"), types("A9:Note: Police do NOT agree 1.3 closed"), among + `Plan!A9, "Note: Police do NOT agree 1.3 closed"`},
		"two of them":             {nil, types("A9:Note: one thing", "A11:Note: another"), among + `Plan!A9, "Note: one thing"; so does Plan!A11`},
		"a tab of their own":      {nil, tab("Our notes", "A1", "We disagree with 1.6"), beside + `'Our notes'!A1, "We disagree with 1.6"`},
		"a tab written on":        {tab("Our notes", "A1", "Nothing yet"), tab("Our notes", "B7", "We disagree"), beside + `'Our notes'!B7, "We disagree"`},

		"a note that was there": {types("A9:Note: Board agreed 1.3 closed"), nil, ""},
		"a note that went down": {types("A9:Note: Board agreed 1.3 closed"), func(c *caseFolder) {
			c.edit(c.troubled, func(f *excelize.File, sheet string) { c.check(f.InsertRows(sheet, 9, 2)) })
		}, ""},
		"a note that was taken out": {types("A9:Note: Board agreed 1.3 closed"), types("A9:"), ""},
		"a number":                  {nil, types("A20:42"), ""},
		"a tab that was there":      {tab("Our notes", "A1", "Nothing yet"), nil, ""},
		"a tab that was there, hidden": {nil, func(c *caseFolder) {
			tab("Lists", "A1", "Not started")(c)
			c.edit(c.troubled, func(f *excelize.File, _ string) { c.check(f.SetSheetVisible("Lists", false)) })
		}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			caseBothWays(t, func(t *testing.T, mirrored bool) {
				c := drawnHere(t, mirrored, sixActions...)
				if tc.before != nil {
					tc.before(c)
				}
				c.ends(exitDone, "begin")
				if tc.does != nil {
					tc.does(c)
				}
				for _, verb := range []string{"preview", "status", "apply"} {
					said := c.ends(exitDone, verb)
					all, members := c.json(verb)
					told := string(members["not_read"])
					switch {
					case tc.says == "" && (strings.Contains(said, "something new") || strings.Contains(told, "something new")):
						t.Errorf("%s says that something is new:\n%s\n%s", verb, said, all)
					case !strings.Contains(said, tc.says) || !strings.Contains(told, strings.ReplaceAll(tc.says, `"`, `\"`)):
						t.Errorf("%s does not say %s:\n%s\n%s", verb, tc.says, said, all)
					}
				}
			})
		})
	}
	t.Run("the title", func(t *testing.T) {
		caseBothWays(t, func(t *testing.T, mirrored bool) {
			c := drawnHere(t, mirrored, sixActions...)
			for _, path := range []string{c.troubled, c.other} {
				c.edit(path, func(f *excelize.File, sheet string) {
					c.check(f.InsertRows(sheet, 1, 2))
					c.check(f.SetCellStr(sheet, "A1", "Improvement plan"))
				})
			}
			c.ends(exitDone, "begin")
			types("A1:Improvement plan, as Health see it")(c)
			c.words(c.ends(exitDone, "preview"), `the lines over the table say something new, which is not compared: Plan!A1, "Improvement plan, as Health see it"`)
		})
	})
	t.Run("a ledger that does not know", func(t *testing.T) {
		c := drawnHere(t, false, sixActions...)
		types("A9:Note: Board agreed 1.3 closed")(c)
		c.ends(exitDone, "begin")
		c.dropsFromPlaces("Outside")
		if said := c.ends(exitDone, "preview"); strings.Contains(said, "something new") {
			t.Errorf("an upgrade says that old words are new:\n%s", said)
		}
	})
}
