package plan

import (
	"fmt"
	"strings"
)

// CellList names cells, which are in order, column by column: Plan!I2 to I7 and I9 (7 cells).
func CellList(cells []Cell) string {
	const most = 8
	var runs []string
	rest := 0
	for i := 0; i < len(cells); {
		j := i
		for j+1 < len(cells) && cells[j+1].Sheet == cells[i].Sheet && cells[j+1].Column == cells[i].Column && cells[j+1].Row == cells[j].Row+1 {
			j++
		}
		first := cells[i].String()
		if i > 0 && cells[i].Sheet == cells[i-1].Sheet {
			first = ColumnLetters(cells[i].Column) + fmt.Sprint(cells[i].Row)
		}
		switch {
		case len(runs) == most:
			rest += j - i + 1
		case i == j:
			runs = append(runs, first)
		default:
			runs = append(runs, fmt.Sprintf("%s to %s%d", first, ColumnLetters(cells[j].Column), cells[j].Row))
		}
		i = j + 1
	}
	if rest > 0 {
		runs = append(runs, fmt.Sprintf("%d more", rest))
	}
	if len(cells) == 1 {
		return runs[0]
	}
	return fmt.Sprintf("%d cells (%s)", len(cells), strings.Join(runs, ", "))
}
