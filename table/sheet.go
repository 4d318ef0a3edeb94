package table

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"actionplan/plan"
)

// sheet is a grid made ready for looking up: only rows that say something,
// and the merges by column.
type sheet struct {
	Grid
	order  int         // its place in the workbook
	used   []Row       // the rows that say something, ascending
	said   [][]Cell    // what a reader sees in each of them
	index  map[int]int // a row's number to its place in used
	merges map[int][]Range
	last   int // the last column with anything in it
}

func newSheet(g Grid, order int) *sheet {
	s := &sheet{Grid: g, order: order, index: map[int]int{}, merges: map[int][]Range{}}
	for _, r := range g.Rows {
		says := false
		for _, c := range r.Cells {
			if c.says() {
				says = true
				s.last = max(s.last, c.Column)
			}
		}
		if says {
			s.index[r.Number] = len(s.used)
			s.used = append(s.used, r)
		}
	}
	// The merges over every column in use by their first row. Those beyond the
	// columns in use say nothing.
	for _, m := range s.Merges {
		for column := m.Columns.First; column <= min(m.Columns.Last, s.last); column++ {
			s.merges[column] = append(s.merges[column], m)
		}
	}
	for _, over := range s.merges {
		slices.SortFunc(over, func(a, b Range) int { return cmp.Compare(a.Rows.First, b.Rows.First) })
	}
	for _, r := range s.used { // but for text left under a merge, which nobody sees
		unseen := func(c Cell) bool {
			m, ok := s.merged(r.Number, c.Column)
			return !c.says() || ok && (m.Rows.First != r.Number || m.Columns.First != c.Column)
		}
		said := r.Cells
		if slices.ContainsFunc(said, unseen) {
			said = slices.DeleteFunc(slices.Clone(said), unseen)
		}
		s.said = append(s.said, said)
	}
	return s
}

// merged is the merge that covers a cell.
func (s *sheet) merged(row, column int) (Range, bool) {
	over := s.merges[column]
	i, exact := slices.BinarySearchFunc(over, row, func(m Range, row int) int { return cmp.Compare(m.Rows.First, row) })
	if !exact {
		i--
	}
	if i < 0 || over[i].Rows.Last < row {
		return Range{}, false
	}
	return over[i], true
}

// row is a row that says something, by its number.
func (s *sheet) row(number int) (Row, bool) {
	i, ok := s.index[number]
	if !ok {
		return Row{}, false
	}
	return s.used[i], true
}

// source is where a cell's value stands: itself, or its merge's anchor.
type source struct {
	row, column int
	follower    bool // it is merged, and not the anchor
}

// at is what a reader sees in a cell, and where it stands. A merge's value
// belongs to every row it spans, in its first column.
func (s *sheet) at(row Row, column int) (Cell, source) {
	m, ok := s.merged(row.Number, column)
	if !ok {
		c, _ := row.cell(column)
		return c, source{row.Number, column, false}
	}
	p := source{m.Rows.First, m.Columns.First, m.Rows.First != row.Number || m.Columns.First != column}
	if column != m.Columns.First {
		return Cell{}, p
	}
	if p.row != row.Number {
		row, _ = s.row(p.row)
	}
	c, _ := row.cell(column)
	return c, p
}

func (sp Span) has(n int) bool { return sp.First <= n && n <= sp.Last }
func (sp Span) size() int      { return sp.Last - sp.First + 1 }
func (r Range) wide() bool     { return r.Columns.size() > 1 }
func (c Cell) isText() bool    { return c.Kind == CellText && c.says() }

// cell finds a cell by its column.
func (r Row) cell(column int) (Cell, bool) {
	i := sort.Search(len(r.Cells), func(i int) bool { return r.Cells[i].Column >= column })
	if i == len(r.Cells) || r.Cells[i].Column != column {
		return Cell{}, false
	}
	return r.Cells[i], true
}

// says is whether a reader sees anything in the cell.
func (c Cell) says() bool {
	switch c.Kind {
	case CellEmpty, CellPending:
		return false
	case CellText:
		return visible(c.Text)
	}
	return true
}

// visible says whether a text holds anything but spaces and characters of no
// width.
func visible(text string) bool {
	for i := range len(text) {
		if c := text[i]; c > ' ' && c < 0x7F {
			return true
		} else if c >= utf8.RuneSelf {
			return plan.Clean(text) != ""
		}
	}
	return false
}

// says lists the cells of a row in use that a reader sees something in.
func (s *sheet) says(row Row) []Cell { return s.said[s.index[row.Number]] }

// wordCount is how many words a text has. Of a script that parts none by spaces two
// letters are counted as one.
func wordCount(text string) int {
	n, unspaced, inWord := 0, 0, false
	end := func() {
		if inWord {
			n += max(1, unspaced/2)
		}
		unspaced, inWord = 0, false
	}
	for _, r := range text {
		switch {
		case unicode.IsSpace(r), isWide(r) && unicode.IsPunct(r):
			end()
		case r >= firstUnspaced && isUnspaced(r):
			unspaced++
			fallthrough
		default:
			inWord = true
		}
	}
	end()
	return n
}

// isWide reports whether a mark is one of those of Chinese and Japanese, which part
// words without a space: 、。，．
func isWide(r rune) bool { return r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFF65 }

func hasLetter(text string) bool { return strings.IndexFunc(text, unicode.IsLetter) >= 0 }

// rowNumber compares a row with a number, for finding it among others.
func rowNumber(row Row, number int) int { return row.Number - number }
