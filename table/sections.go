package table

import (
	"slices"
	"strconv"
	"strings"

	"actionplan/plan"
)

// # Sections that are numbered
//
// The headings of sections may be numbered in a column of their own, and the actions
// in their text or not at all:
//
//	No | Plan                  | Who | When
//	1  | Preparation phase     |     |
//	   | 1.1 Agree the invoice | Ann | 3 March
//	2  | Initial visit         |     |
//	   | 2.1 Meet the team     | Bob | 24 March
//
// Where the number runs through rows that have nothing but it and a text, and no fuller
// row has one, those rows are headings. An action that is yet to be filled in has its
// number and its text too; but so have the others.

// numberedSections finds the rows of such headings.
func (t *tableReader) numberedSections(rows []Row) map[int]bool {
	action, has := t.field(plan.FieldAction)
	if !has || t.typical < 3 {
		return nil
	}
	found, column, last, full := map[int]bool{}, 0, 0, true
	for _, row := range rows {
		cells := t.filled(row)
		if len(cells) == 2 && cells[1].Column == action.Number && cells[1].isText() && (column == 0 || cells[0].Column == column) {
			n, runs := runningNumber(cells[0].Text)
			if !runs || n != last+1 || !full {
				return nil
			}
			column, last, full = cells[0].Column, n, false
			found[row.Number] = true
			continue
		}
		full = full || len(cells) > 2
	}
	if len(found) < 2 || !full {
		return nil
	}
	for _, row := range rows {
		if c, _ := t.sheet.at(row, column); c.says() && !found[row.Number] && len(t.filled(row)) > 1 {
			return nil
		}
	}
	return found
}

// parentSections finds the rows that have only a number and a text, and whose number
// the row right under them goes on with: 2, over 2.1. Where a row with others under it
// is filled in as those are, such rows are actions that are yet to be.
func (t *tableReader) parentSections(rows []Row) map[int]bool {
	ref, has := t.field(plan.FieldRef)
	action, acts := t.field(plan.FieldAction)
	if !has || !acts || t.typical < 3 {
		return nil
	}
	found := map[int]bool{}
	for i, row := range rows[:max(len(rows)-1, 0)] {
		cells := t.underHeadings(row)
		number, _ := row.cell(ref.Number)
		under, _ := rows[i+1].cell(ref.Number)
		if len(cells) < 2 || !goesOnWith(under.Text, number.Text) {
			continue
		}
		if len(cells) > 2 || cells[0].Column != ref.Number || cells[1].Column != action.Number {
			return nil
		}
		found[row.Number] = true
	}
	return found
}

// underHeadings are the cells of a row whose columns have headings.
func (t *tableReader) underHeadings(row Row) []Cell {
	return slices.DeleteFunc(slices.Clone(t.filled(row)), func(c Cell) bool { return t.isBare(c.Column) })
}

// isBare reports whether a column has no heading and is known for nothing.
func (t *tableReader) isBare(number int) bool {
	return slices.ContainsFunc(t.cols, func(c column) bool { return c.Number == number && c.Heading == "" && !c.Field.Known() })
}

// goesOnWith reports whether a number goes on with another: 2.1 with 2.
func goesOnWith(number, with string) bool {
	with = strings.TrimRight(oneLine(with), ".)")
	rest, ok := strings.CutPrefix(oneLine(number), with+".")
	return ok && with != "" && strings.Trim(with, "0123456789.") == "" && rest != "" && '0' <= rest[0] && rest[0] <= '9'
}

// runningNumber is the number that a text is: 3, 3. or (3).
func runningNumber(text string) (int, bool) {
	n, err := strconv.Atoi(strings.Trim(oneLine(text), "(). "))
	return n, err == nil
}
