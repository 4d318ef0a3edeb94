package table_test

import (
	"fmt"
	"testing"
	"time"

	"actionplan/table"
)

// TestManyShortRows: many rows of one cell or two under a table are each looked at a few
// times, not once for every other.
func TestManyShortRows(t *testing.T) {
	const many = 20000
	for name, cell := range map[string]func(i int) []table.Cell{
		"a number": func(int) []table.Cell { return []table.Cell{{Column: 1, Kind: table.CellNumber, Text: "1", Raw: "1"}} },
		"a text": func(i int) []table.Cell {
			text := fmt.Sprintf("Action %d to be done by the schools", i)
			return []table.Cell{{Column: 2, Kind: table.CellText, Text: text, Raw: text}}
		},
		"a ref and a text": func(i int) []table.Cell {
			ref, text := fmt.Sprintf("9.%d", i), fmt.Sprintf("Action %d to be done by the schools", i)
			return []table.Cell{{Column: 1, Kind: table.CellText, Text: ref, Raw: ref}, {Column: 2, Kind: table.CellText, Text: text, Raw: text}}
		},
	} {
		g := draw(t, "Plan", `
			1 | Ref | Action                                | Lead | Due         | Status
			2 | 1.1 | Train every social worker this year   | Head | @2026-03-31 | Open
			3 | 1.2 | Write to the schools about attendance | Head | @2026-03-31 | Open
			4 | 1.3 | Review the night duty rota each month | Head | @2026-03-31 | Open`)
		for i := range many {
			g.Rows = append(g.Rows, table.Row{Number: 6 + i, Cells: cell(i)})
		}
		start := time.Now()
		if _, err := table.Read("plan.xlsx", []table.Grid{g}, table.Options{}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if took := time.Since(start); took > 60*time.Second {
			t.Errorf("%s: %d rows took %v", name, many, took)
		}
	}
}
