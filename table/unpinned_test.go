package table

import (
	"strings"
	"testing"

	"actionplan/plan"
)

// planGrid is a sheet with a line a row, with | between the cells.
func planGrid(name string, lines ...string) Grid {
	g := Grid{Sheet: name}
	for i, line := range lines {
		row := Row{Number: i + 1}
		for j, text := range strings.Split(line, "|") {
			if text = strings.TrimSpace(text); text != "" {
				row.Cells = append(row.Cells, Cell{Column: j + 1, Kind: CellText, Text: text, Raw: text})
			}
		}
		g.Rows = append(g.Rows, row)
	}
	return g
}

// TestUnpinnedSheetIsNamed: what tables: leaves out is said, where it looks like a
// part of the plan.
func TestUnpinnedSheetIsNamed(t *testing.T) {
	lines := []string{"Ref | Action | Lead | Due date | Status", "1.1 | Train all social workers | Head of Service | 31/03/2026 | Open", "1.2 | Audit ten files a month | Head of Service | 30/04/2026 | Open"}
	grids := []Grid{planGrid("Plan", lines...), planGrid("Completed", lines...), planGrid("Contacts", "Name | Telephone", "A post | 01632 960123")}
	p, err := Read("plan.xlsx", grids, Options{Pins: []Pin{{Sheet: "Plan", Header: 1}}})
	if err != nil {
		t.Fatal(err)
	}
	var named []plan.Note
	for _, n := range p.Notes {
		if n.Weight == plan.Unread {
			named = append(named, n)
		}
	}
	if len(named) != 1 || named[0].Cell.Sheet != "Completed" || named[0].Line != (plan.Line{Under: "tables", Item: `{sheet: "Completed", header: 1}`}) {
		t.Errorf("the sheets that were not read are named as %+v", named)
	}
}

// TestNewRefColumn: a column headed as the ref that nobody has filled in yet is the
// ref; one that hardly any row fills is not.
func TestNewRefColumn(t *testing.T) {
	lines := []string{"Ref | Action | Lead | Due date"}
	for _, what := range []string{"Train all social workers", "Audit ten files a month", "Hold a panel each week", "Write to every school", "Agree one threshold", "Meet the carers twice a year", "Review every placement plan"} {
		lines = append(lines, " | "+what+" | Head of Service | 31/03/2026")
	}
	p, err := Read("plan.xlsx", []Grid{planGrid("Plan", lines...)}, Options{})
	if err != nil || !p.Has(plan.FieldRef) {
		t.Errorf("a new column of refs is not taken for one: %+v, %v", p.Columns, err)
	}
	lines[3] = "See 4" + lines[3]
	p, err = Read("plan.xlsx", []Grid{planGrid("Plan", lines...)}, Options{})
	if err != nil || p.Has(plan.FieldRef) {
		t.Errorf("a column that one row fills is taken for the refs: %+v, %v", p.Columns, err)
	}
}
