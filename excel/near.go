package excel

import (
	"sort"

	"actionplan/excel/internal/ooxml"
)

// neighbours remembers how the cells of some columns look, in runs of cells
// that look alike.
type neighbours struct {
	runs [][]styleRun // by column
	want []bool       // by column
}

type styleRun struct{ first, last, style int }

func (n *neighbours) watch(column int) {
	for len(n.want) <= column {
		n.want = append(n.want, false)
		n.runs = append(n.runs, nil)
	}
	n.want[column] = true
}

func (n *neighbours) see(c *ooxml.SheetCell) {
	if c.Column >= len(n.want) || c.Column < 0 || !n.want[c.Column] {
		return
	}
	runs := n.runs[c.Column]
	if k := len(runs); k > 0 {
		switch last := &runs[k-1]; {
		case c.Row <= last.last:
			return // out of order: the neighbourhood is what came first
		case last.style == c.Style:
			last.last = c.Row
			return
		}
	}
	n.runs[c.Column] = append(runs, styleRun{c.Row, c.Row, c.Style})
}

// above is the cell format of the nearest cell above a row and below top for
// which ok holds.
func (n *neighbours) above(column, row, top int, ok func(style int) bool) (int, bool) {
	runs := n.runs[column]
	i := sort.Search(len(runs), func(i int) bool { return runs[i].first >= row })
	for i--; i >= 0 && runs[i].last > top; i-- {
		if ok(runs[i].style) {
			return runs[i].style, true
		}
	}
	return 0, false
}

// nearest is the nearest above, else the nearest below.
func (n *neighbours) nearest(column, row, top int, ok func(style int) bool) (int, bool) {
	if style, found := n.above(column, row, top, ok); found {
		return style, true
	}
	for _, r := range n.runs[column] {
		if r.last > row && ok(r.style) {
			return r.style, true
		}
	}
	return 0, false
}

// at is the cell format of a cell; false where it has no element.
func (n *neighbours) at(column, row int) (int, bool) {
	if column >= len(n.runs) {
		return 0, false
	}
	runs := n.runs[column]
	i := sort.Search(len(runs), func(i int) bool { return runs[i].last >= row })
	if i == len(runs) || runs[i].first > row {
		return 0, false
	}
	return runs[i].style, true
}
