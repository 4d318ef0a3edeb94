package main

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestInThePlansOrder lists what moved in a plan without refs in the order of its
// rows, whatever their words.
func TestInThePlansOrder(t *testing.T) {
	rows := []string{"Action|Lead|Due date|Status|Progress", "Train social workers|PSW|31/03/2026|Open|a", "Cut caseloads|Head|30/04/2026|Open|b", "Write plans|Lead|31/05/2026|Open|c", "Agree a protocol|Housing|30/06/2026|Open|d", "Build a team|Head|31/07/2026|Open|e"}
	caseBothWays(t, func(t *testing.T, mirrored bool) {
		c := drawnHere(t, mirrored, rows...)
		c.ends(exitDone, "begin")
		for _, cell := range []string{"E2", "E3", "E4", "E5", "E6"} {
			c.types(c.troubled, cell, "moved")
		}
		for i, cell := range []string{"C2", "C3", "C4", "C5"} {
			c.types("plan.xlsx", cell, "0"+string(rune('1'+i))+"/11/2026")
			c.types("partner.xlsx", cell, "0"+string(rune('1'+i))+"/12/2026")
		}
		inOrder := func(what, said string, names ...string) {
			t.Helper()
			at := -1
			for _, name := range names {
				next := strings.Index(said[at+1:], name)
				if next < 0 {
					t.Errorf("%s: %s is not where it belongs:\n%s", what, name, said)
					return
				}
				at += 1 + next
			}
		}
		said := c.ends(exitWaiting, "preview")
		_, questions, _ := strings.Cut(said, "Waiting for a person")
		inOrder("preview", strings.ToLower(said), "row 2,", "row 3,", "row 4,", "row 5,", "row 6,", "waiting for a person")
		inOrder("questions", strings.ToLower(questions), "row 2,", "row 3,", "row 4,", "row 5,")
		var refs strings.Builder
		c.edit("Decisions.xlsx", func(f *excelize.File, sheet string) {
			found, err := f.GetRows(sheet)
			c.check(err)
			for _, row := range found {
				if len(row) > 0 {
					refs.WriteString(row[0] + "\n")
				}
			}
		})
		inOrder("Decisions.xlsx", refs.String(), "row 2,", "row 3,", "row 4,", "row 5,")
		c.ends(exitWaiting, "apply")
		log := c.ends(exitDone, "log")
		for _, order := range [][]string{{"row 2,", "row 3,", "row 4,", "row 5,", "row 6,"}, {"row 6,", "row 5,", "row 4,", "row 3,", "row 2,"}} {
			if strings.Index(log, order[0]) < strings.Index(log, order[4]) {
				inOrder("log", log, order...)
			}
		}
	})
}
