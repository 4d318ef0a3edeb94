package table_test

import (
	"fmt"
	"log"

	"actionplan/plan"
	"actionplan/table"
)

// A sheet's cells become a plan, and what was doubtful in them is said.
func Example() {
	grid := table.Grid{Sheet: "Plan"}
	for number, words := range [][]string{
		{"Improvement plan 2026"},
		{"Ref", "Action", "Lead", "Due date"},
		{"1.1", "Write to every school", "Head of Service", "31/3/26"},
		{"Theme 2: Practice"},
		{"2.1", "Audit forty cases", "Principal Officer", "end of May 2026"},
	} {
		row := table.Row{Number: number + 1}
		for column, text := range words {
			row.Cells = append(row.Cells, table.Cell{Column: column + 1, Kind: table.CellText, Text: text, Raw: text})
		}
		grid.Rows = append(grid.Rows, row)
	}
	p, err := table.Read("plan.xlsx", []table.Grid{grid}, table.Options{})
	if err != nil {
		log.Fatal(err)
	}
	for _, a := range p.Actions {
		due := a.Entry(plan.FieldDue)
		fmt.Printf("%s, %s, due %s (%s: %q)\n", a.Ref, a.Value(plan.FieldAction).Text, due.Value.Text, due.Cell, due.Typed)
	}
	for _, n := range p.Notes {
		fmt.Println("note:", n.Cell, n.Message)
	}
	// Output:
	// 1.1, Write to every school, due 2026-03-31 (Plan!D3: "31/3/26")
	// 2.1, Audit forty cases, due 2026-05-31 (Plan!D5: "end of May 2026")
	// note: Plan row 2 no column is headed as the status
	// note: Plan!D5 row 5 gives a month and no day: I took the last day (column D)
}
