package table

import (
	"slices"

	"actionplan/plan"
)

// Words outside the table.
//
// People write where there is room: in the first row under the last action, in the lines
// over the headings, on a tab of their own. None of it is an action, so none of it is
// compared; but that it is there, and new, is worth a line. What is outside is all text
// that a person typed, of
//
//	the lines over a sheet's first headings
//	the rows that are no actions, between and under them
//	the sheets in which no table of the plan stands
//
// A note counts wherever its row went. What formulas work out, numbers and what is said
// to be unread already are none of it, nor are hidden sheets and other versions of the plan.

// outside are the words outside the tables that were read.
func outside(sheets []*sheet, read []*part, left []plan.Left) []plan.Outside {
	var all []plan.Outside
	for _, s := range sheets {
		first := 0 // the first row of headings
		among := plan.Outside{Where: plan.Among}
		for _, p := range read {
			if p.sheet != s {
				continue
			}
			if first == 0 || p.header.top < first {
				first = p.header.top
			}
			for _, row := range s.used {
				if cells, none := p.notActions[row.Number]; none {
					among.Words = append(among.Words, s.typed(row.Number, cells)...)
				}
			}
		}
		aside := s.Hidden || slices.ContainsFunc(left, func(l plan.Left) bool { return l.Sheet == s.Sheet && (l.Twin || l.Earlier) })
		over := plan.Outside{Where: plan.Over}
		if first == 0 {
			over.Where = plan.Beside
		}
		for _, row := range s.used {
			if !aside && (first == 0 || row.Number < first) {
				over.Words = append(over.Words, s.typed(row.Number, s.says(row))...)
			}
		}
		for _, words := range []plan.Outside{over, among} {
			if len(words.Words) > 0 {
				all = append(all, words)
			}
		}
	}
	return all
}

// typed are those of a row's cells that hold words which somebody typed.
func (s *sheet) typed(row int, cells []Cell) []plan.Word {
	var words []plan.Word
	for _, c := range cells {
		if c.isText() && !c.Formula && hasLetter(c.Text) && !plan.IsSpreadsheetWord(c.Text) {
			words = append(words, plan.Word{Cell: plan.Cell{Sheet: s.Sheet, Row: row, Column: c.Column}, Text: oneLine(c.Text)})
		}
	}
	return words
}

// isNone puts on record that a row of the table is no action, with what it says.
func (t *tableReader) isNone(row Row, cells []Cell) {
	if t.notActions == nil {
		t.notActions = map[int][]Cell{}
	}
	t.notActions[row.Number] = append(t.notActions[row.Number], cells...)
}
