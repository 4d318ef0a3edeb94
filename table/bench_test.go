package table_test

import (
	"fmt"
	"testing"

	"actionplan/plan"
	"actionplan/table"
)

// bigGrid is a plan of many rows and twenty columns, with merges down its
// first column.
func bigGrid(rows int) table.Grid {
	headings := []string{"Theme", "Ref", "Action", "Lead officer", "Due date", "Status", "RAG", "Progress", "Evidence", "Outcome",
		"Start date", "Partner", "Baseline", "Target", "Latest", "Resources", "Notes", "Risk level", "Directorate", "Board"}
	g := table.Grid{Sheet: "Plan"}
	head := table.Row{Number: 3}
	for i, h := range headings {
		head.Cells = append(head.Cells, table.Cell{Column: i + 1, Kind: table.CellText, Text: h, Raw: h})
	}
	g.Rows = append(g.Rows, head)
	due, _ := plan.NewDate(2026, 3, 31)
	for n := range rows {
		row := table.Row{Number: n + 4}
		for i := range headings {
			c := table.Cell{Column: i + 1, Kind: table.CellText, Text: fmt.Sprintf("Officers will review case %d and report on it to the board", n)}
			switch {
			case i == 0 && n%3 > 0:
				continue
			case i == 1:
				c.Text = fmt.Sprintf("%d.%d", n/50+1, n%50+1)
			case i == 4:
				c = table.Cell{Column: 5, Kind: table.CellDate, Text: "31/03/2026", Raw: "46112", Date: table.DayOf(due)}
			case i == 10:
				c.Text = fmt.Sprintf("%d/%d/2026", n%28+1, n%12+1)
			case i > 4 && i < 7:
				c.Text = []string{"Red", "Amber", "Green"}[n%3]
			}
			row.Cells = append(row.Cells, c)
		}
		g.Rows = append(g.Rows, row)
		if n%3 == 0 {
			g.Merges = append(g.Merges, table.Range{Rows: table.Span{First: n + 4, Last: n + 6}, Columns: table.Span{First: 1, Last: 1}})
		}
	}
	return g
}

func BenchmarkRead(b *testing.B) {
	for _, rows := range []int{200, 2_000, 20_000} {
		grids := []table.Grid{bigGrid(rows)}
		b.Run(fmt.Sprint(rows), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := table.Read("plan.xlsx", grids, table.Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
