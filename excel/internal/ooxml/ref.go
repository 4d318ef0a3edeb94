package ooxml

import "bytes"

// Edges of a worksheet.
const (
	MaxRow    = 1_048_576
	MaxColumn = 16_384
)

// Address is where a cell stands on its sheet.
type Address struct{ Row, Column int }

// Range is a rectangle of cells, all ends included; 1 is the first row and column.
type Range struct{ FirstRow, LastRow, FirstColumn, LastColumn int }

// Cells is how many cells the rectangle holds.
func (r Range) Cells() int64 {
	return int64(r.LastRow-r.FirstRow+1) * int64(r.LastColumn-r.FirstColumn+1)
}

// Holds reports whether a cell is one of the rectangle's.
func (r Range) Holds(row, column int) bool {
	return r.FirstRow <= row && row <= r.LastRow && r.FirstColumn <= column && column <= r.LastColumn
}

// Meets reports whether two rectangles share a cell.
func (r Range) Meets(other Range) bool {
	return r.FirstRow <= other.LastRow && other.FirstRow <= r.LastRow && r.Beside(other.FirstColumn, other.LastColumn)
}

// Beside reports whether a rectangle shares a column with others: from first
// to last.
func (r Range) Beside(first, last int) bool { return r.FirstColumn <= last && first <= r.LastColumn }

// With is the smallest rectangle that has one more cell; the zero Range has none.
func (r Range) With(row, column int) Range {
	if r == (Range{}) {
		return Range{row, row, column, column}
	}
	return Range{min(r.FirstRow, row), max(r.LastRow, row), min(r.FirstColumn, column), max(r.LastColumn, column)}
}

// ParseCell reads a cell's name: B12, $B$12. It is 0, 0 for anything else;
// a name past the edges of a worksheet is read as far as the numbers go.
func ParseCell(name []byte) (row, column int) {
	i := 0
	if i < len(name) && name[i] == '$' {
		i++
	}
	letters := i
	for ; i < len(name); i++ {
		c := name[i] | 0x20
		if c < 'a' || c > 'z' {
			break
		}
		if column = column*26 + int(c-'a') + 1; column > 1<<30 {
			return 0, 0
		}
	}
	if i == letters {
		return 0, 0
	}
	if i < len(name) && name[i] == '$' {
		i++
	}
	row, ok := parseInt(name[i:])
	if !ok || row == 0 {
		return 0, 0
	}
	return row, column
}

// parseInt reads a whole number without sign.
func parseInt(digits []byte) (int, bool) {
	n := 0
	for _, c := range digits {
		if c < '0' || c > '9' || n > 1<<40 {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, len(digits) > 0
}

// ParseRange reads B2:D9, a single cell, whole columns (B:D) and whole rows
// (2:9), clipped to the worksheet; false for anything else.
func ParseRange(name []byte) (Range, bool) {
	first, last, pair := bytes.Cut(name, []byte(":"))
	if !pair {
		last = first
	}
	r1, c1 := corner(first)
	r2, c2 := corner(last)
	if r1 == 0 && c1 == 0 || !pair && (r1 == 0 || c1 == 0) || (r1 == 0) != (r2 == 0) || (c1 == 0) != (c2 == 0) {
		return Range{}, false
	}
	if r1 == 0 {
		r1, r2 = 1, MaxRow
	}
	if c1 == 0 {
		c1, c2 = 1, MaxColumn
	}
	r := Range{min(r1, r2), max(r1, r2), min(c1, c2), max(c1, c2)}
	if r.FirstRow > MaxRow || r.FirstColumn > MaxColumn {
		return Range{}, false
	}
	r.LastRow, r.LastColumn = min(r.LastRow, MaxRow), min(r.LastColumn, MaxColumn)
	return r, true
}

// corner reads one end of a range, which may name only a row or a column.
func corner(name []byte) (row, column int) {
	if row, column = ParseCell(name); row > 0 {
		return row, column
	}
	plain := name
	if len(plain) > 0 && plain[0] == '$' {
		plain = plain[1:]
	}
	if row, ok := parseInt(plain); ok {
		return row, 0
	}
	if len(plain) == 0 || len(plain) > 3 || bytes.ContainsAny(plain, "0123456789$") {
		return 0, 0
	}
	if one, column := ParseCell(append(append(make([]byte, 0, 4), plain...), '1')); one == 1 {
		return 0, column
	}
	return 0, 0
}

// ParseRanges reads a list of ranges with spaces between, as sqref holds them.
// What cannot be read is left out.
func ParseRanges(list []byte) []Range {
	var ranges []Range
	for len(list) > 0 {
		i := 0
		for i < len(list) && !isSpace(list[i]) {
			i++
		}
		if r, ok := ParseRange(list[:i]); ok {
			ranges = append(ranges, r)
		}
		list = list[min(i+1, len(list)):]
	}
	return ranges
}
