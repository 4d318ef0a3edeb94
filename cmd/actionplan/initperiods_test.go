package main

import (
	"os"
	"strings"
	"testing"
)

// TestInitSharesPeriods asserts that a column which says one period of a field is listed
// and crosses as other columns of that field do, whether partners have a column a period
// or one for all; and that init names a new one, and a column of no known field, for
// settings that are there.
func TestInitSharesPeriods(t *testing.T) {
	const months = `
Ref | Action | Lead | Oct RAG | Nov RAG
1 | Write the policy | Head of Service | Red | Amber
2 | Train all social workers | Head of Learning | Amber | Amber
3 | Audit forty cases | Principal Officer | Green | Amber`
	const one = `
Ref | Action | Lead | RAG
1 | Write the policy | Head of Service | Amber
2 | Train all social workers | Head of Learning | Amber
3 | Audit forty cases | Principal Officer | Amber`
	for _, side := range []struct{ theirs, at string }{{months, "E"}, {one, "D"}} {
		d := newDesktop(t, months, side.theirs)
		if err := os.Remove(d.path("actionplan.yaml")); err != nil {
			t.Fatal(err)
		}
		d.ends(exitDone, "init", d.path("plan.xlsx"), "--partner", d.path("theirs.xlsx"))
		d.ends(exitDone, "begin")
		d.types("plan.xlsx", "E2", "Green")
		d.types("theirs.xlsx", side.at+"3", "Red")
		d.ends(exitDone, "apply", "--yes")
		column := len(strings.Split(strings.TrimSpace(strings.Split(side.theirs, "\n")[1]), "|")) - 1
		if mine, theirs := d.says("plan.xlsx"), d.says("theirs.xlsx"); theirs[1][column] != "Green" || mine[2][4] != "Red" {
			t.Errorf("officers say %q, partners %q", mine, theirs)
		}
		if out := d.ends(exitDone, "init", d.path("plan.xlsx")); !strings.Contains(out, "they speak of all that the workbook has") {
			t.Errorf("nothing is new, and init says:\n%s", out)
		}
		d.types("plan.xlsx", "F1", "Dec RAG")
		d.types("plan.xlsx", "F2", "Green")
		d.types("plan.xlsx", "G1", "Oddments")
		d.types("plan.xlsx", "G2", "Seven")
		out := d.ends(exitDone, "init", d.path("plan.xlsx"))
		for _, line := range []string{`- {field: "x:dec rag", owner: either}`, `- "x:dec rag"   # where the column`, `- "x:oddments"   # only where`} {
			if !strings.Contains(out, line) {
				t.Errorf("init does not propose %s:\n%s", line, out)
			}
		}
	}
}
