package excel

import (
	"sort"

	"actionplan/table"
)

// cellAt finds a cell of a grid.
func cellAt(g *table.Grid, row, column int) (table.Cell, bool) {
	i := sort.Search(len(g.Rows), func(i int) bool { return g.Rows[i].Number >= row })
	if i == len(g.Rows) || g.Rows[i].Number != row {
		return table.Cell{}, false
	}
	cells := g.Rows[i].Cells
	j := sort.Search(len(cells), func(j int) bool { return cells[j].Column >= column })
	if j == len(cells) || cells[j].Column != column {
		return table.Cell{}, false
	}
	return cells[j], true
}

// rowNumber compares a row with a number, for finding it among others.
func rowNumber(row table.Row, number int) int { return row.Number - number }

// saysSomething reports whether a cell holds more than a look.
func saysSomething(c table.Cell) bool { return c.Text != "" || c.Formula }
