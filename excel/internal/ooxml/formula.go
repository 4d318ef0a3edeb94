package ooxml

import (
	"strconv"
	"strings"
)

// Where rows are put in, what formulas refer to by row moves, and their texts
// have to say so. A formula is not worked out here, nor parsed whole: it is
// walked over once, and of each reference only the digits of its rows are
// exchanged. With one row put in under row 3 of the sheet Plan:
//
//	=SUM(B2:B3)&"B9"&Plan!$A$5    on the sheet Plan
//	=SUM(B2:B3)&"B9"&Plan!$A$6    afterwards: B2:B3 lies above, "B9" is a text
//
// What is left alone: texts, functions and names, other workbooks' cells
// ([1]Plan!A5), columns of a table (Actions[Due]), whole columns, and a
// reference to a run of sheets (Jan:Mar!A5).

// Reference is one range that a formula refers to.
type Reference struct {
	Sheet string // "" for the formula's own
	Range Range
	rows  [2][2]int // where the digits of its first and last row stand
}

// References lists the ranges of cells that a formula names by row.
func References(formula string) []Reference {
	var all []Reference
	sheet, other := "", false // of the reference to come; it is not this workbook's or not one sheet's
	for i := 0; i < len(formula); {
		switch c := formula[i]; {
		case c == '"':
			i = afterQuote(formula, i)
		case c == '\'':
			end := afterQuote(formula, i)
			if end < len(formula) && formula[end] == '!' {
				name := strings.ReplaceAll(formula[i+1:end-1], "''", "'")
				sheet, other = name, strings.ContainsAny(name, "[]:")
				end++
			}
			i = end
		case c == '[':
			i = afterBracket(formula, i)
			other = true
		case isNamePart(c):
			end := i
			for end < len(formula) && isNamePart(formula[end]) {
				end++
			}
			switch {
			case end < len(formula) && formula[end] == '!':
				sheet = formula[i:end]
				other = other || i > 0 && formula[i-1] == ':'
				i = end + 1
				continue
			case end < len(formula) && (formula[end] == '(' || formula[end] == '['):
				i = end
			default:
				ref, to, ok := reference(formula, i, end)
				if ok && !other {
					ref.Sheet = sheet
					all = append(all, ref)
				}
				i = to
			}
			sheet, other = "", false
		default:
			sheet, other = "", false
			i++
		}
	}
	return all
}

// reference reads the range whose first corner stands from at to end: A1,
// $A$1:B2, 3:5. It gives where the range ends.
func reference(formula string, at, end int) (ref Reference, to int, ok bool) {
	first := formula[at:end]
	row, column := ParseCell([]byte(first))
	last, lastEnd := "", end
	if end+1 < len(formula) && formula[end] == ':' && isNamePart(formula[end+1]) {
		for lastEnd = end + 1; lastEnd < len(formula) && isNamePart(formula[lastEnd]); {
			lastEnd++
		}
		last = formula[end+1 : lastEnd]
	}
	if row == 0 { // whole rows, or no range at all
		n, ok1 := parseInt([]byte(strings.TrimPrefix(first, "$")))
		m, ok2 := parseInt([]byte(strings.TrimPrefix(last, "$")))
		if !ok1 || !ok2 || n == 0 || m < n || m > MaxRow {
			return ref, end, false
		}
		ref.Range = Range{FirstRow: n, LastRow: m, FirstColumn: 1, LastColumn: MaxColumn}
		ref.rows = [2][2]int{digits(formula, at, end), digits(formula, end+1, lastEnd)}
		return ref, lastEnd, true
	}
	if row > MaxRow || column > MaxColumn {
		return ref, end, false
	}
	ref.Range = Range{FirstRow: row, LastRow: row, FirstColumn: column, LastColumn: column}
	ref.rows = [2][2]int{digits(formula, at, end), digits(formula, at, end)}
	row2, column2 := ParseCell([]byte(last))
	if row2 < row || row2 > MaxRow || column2 < column || column2 > MaxColumn || lastEnd < len(formula) && formula[lastEnd] == '(' {
		return ref, end, true
	}
	ref.Range.LastRow, ref.Range.LastColumn = row2, column2
	ref.rows[1] = digits(formula, end+1, lastEnd)
	return ref, lastEnd, true
}

// digits is where the number stands that a corner ends with.
func digits(formula string, at, end int) [2]int {
	start := end
	for start > at && '0' <= formula[start-1] && formula[start-1] <= '9' {
		start--
	}
	return [2]int{start, end}
}

func isNamePart(c byte) bool {
	return c == '_' || c == '.' || c == '$' || c == '\\' || c == '?' || c >= 0x80 ||
		'0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z'
}

// afterQuote is where what is quoted from at on ends; a quote inside stands twice.
func afterQuote(formula string, at int) int {
	for i := at + 1; i < len(formula); i++ {
		if formula[i] != formula[at] {
			continue
		}
		if i+1 == len(formula) || formula[i+1] != formula[at] {
			return i + 1
		}
		i++
	}
	return len(formula)
}

func afterBracket(formula string, at int) int {
	depth := 0
	for i := at; i < len(formula); i++ {
		switch formula[i] {
		case '[':
			depth++
		case ']':
			if depth--; depth == 0 {
				return i + 1
			}
		case '\'': // escapes a bracket
			i++
		}
	}
	return len(formula)
}

// MoveReferences makes each range of a formula that is about a sheet what move
// makes of its rows. about says so of a sheet's name, "" for the formula's own.
func MoveReferences(formula string, about func(sheet string) bool, move func(Range) Range) string {
	var out strings.Builder
	done := 0
	put := func(at [2]int, row int) {
		if at[0] < done {
			return // a range of one corner
		}
		out.WriteString(formula[done:at[0]])
		out.WriteString(strconv.Itoa(row))
		done = at[1]
	}
	for _, ref := range References(formula) {
		if !about(ref.Sheet) {
			continue
		}
		if now := move(ref.Range); now != ref.Range {
			put(ref.rows[0], now.FirstRow)
			put(ref.rows[1], now.LastRow)
		}
	}
	if done == 0 {
		return formula
	}
	out.WriteString(formula[done:])
	return out.String()
}

// Spans reads pieces of a part as they are written. They come in ascending
// order and do not overlap.
func (p *Package) Spans(part string, spans [][2]int64) ([][]byte, error) {
	pieces := make([][]byte, 0, len(spans))
	if len(spans) == 0 {
		return pieces, nil
	}
	r, err := p.Open(part)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	splices := make([]Splice, len(spans))
	for i, s := range spans {
		splices[i] = Splice{s[0], s[1], func(old []byte) ([]byte, error) {
			pieces = append(pieces, append([]byte(nil), old...))
			return nil, nil
		}}
	}
	err = splicePart(discard{}, r, splices)
	return pieces, inPart(part, err)
}

type discard struct{}

func (discard) Write(b []byte) (int, error) { return len(b), nil }
