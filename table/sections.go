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

// headingsWithComments finds the headings of sections that have a comment beside them:
//
//	Ref | Area       | Action           | Who | Comments
//	    |            | **Leadership**   |     | See the board's paper
//	1   |            | Agree the plan   | Ann |
//	    | Practice   |                  |     | Overseen by the principal
//	2   |            | Audit ten files  | Bob |
//
// Such a row is bold as no action is, and has no ref or one of another kind; or it says
// a theme and no action, where no action says a theme. What is bold has words beside it
// at most, and none that only an action has: who, by when, how it stands.
func (t *tableReader) headingsWithComments(rows []Row) map[int]bool {
	found := map[int]bool{}
	action, acts := t.field(plan.FieldAction)
	theme, themed := t.field(plan.FieldTheme)
	if !acts || t.typical < 3 {
		return found
	}
	ref, _ := t.field(plan.FieldRef)
	plain := map[string]bool{} // what the refs of actions look like
	apart := themed            // no action says a theme
	for _, row := range rows {
		c, _ := row.cell(action.Number)
		number, _ := row.cell(ref.Number)
		if c.says() && !c.Look.Has(Bold) && number.says() {
			plain[shapeOf(number.Text)] = true
		}
		if over, _ := t.sheet.at(row, theme.Number); c.says() && over.says() {
			apart = false
		}
	}
	for i, row := range rows[:max(len(rows)-1, 0)] {
		cells := t.underHeadings(row)
		under, _ := rows[i+1].cell(action.Number)
		if len(cells) < 2 || len(cells)*2 > t.typical+2 || !under.says() || under.Look.Has(Bold) && !t.actions.bold || len(t.filled(rows[i+1])) < 2 {
			continue
		}
		what, _ := row.cell(action.Number)
		number, _ := row.cell(ref.Number)
		about, _ := row.cell(theme.Number)
		bold := what.isText() && what.Look.Has(Bold) && !t.actions.bold && wordCount(what.Text) <= mostHeadingWords
		switch {
		case bold && (!number.says() || !plain[shapeOf(number.Text)] && len(cells) > 2) && len(cells) <= 3 && t.onlyComments(cells):
			found[row.Number] = true
		case apart && !what.says() && !number.says() && about.isText():
			found[row.Number] = true
		}
	}
	return found
}

// onlyComments says whether the cells of a row, but for those that may head a section,
// are words about it.
func (t *tableReader) onlyComments(cells []Cell) bool {
	return !slices.ContainsFunc(cells, func(c Cell) bool {
		i := slices.IndexFunc(t.cols, func(col column) bool { return col.Number == c.Column })
		if i < 0 || !c.isText() && !t.names[c.Column] {
			return true
		}
		switch f := t.cols[i].reads(); f {
		case plan.FieldRef, plan.FieldAction, plan.FieldTheme, plan.FieldProgress, plan.FieldEvidence, plan.FieldOutcome, plan.FieldMeasure, plan.FieldResources:
			return false
		default:
			return f.Known() || wordCount(c.Text) < 2
		}
	})
}

// underHeadings are the cells of a row whose columns have headings.
func (t *tableReader) underHeadings(row Row) []Cell {
	return slices.DeleteFunc(slices.Clone(t.filled(row)), func(c Cell) bool { return t.isBare(c.Column) })
}

// isBare reports whether a column has no heading and is known for nothing.
func (t *tableReader) isBare(number int) bool {
	return slices.ContainsFunc(t.cols, func(c column) bool { return c.Number == number && c.Heading == "" && !c.Field.Known() })
}

// goesOnWith reports whether a number goes on with another: 2.1 with 2 or with 2.0, A1
// and A.1 with A.
func goesOnWith(number, with string) bool {
	stem := strings.TrimSuffix(strings.TrimRight(oneLine(with), ".)"), ".0")
	rest, ok := strings.CutPrefix(oneLine(number), stem)
	if !ok || !isNumber(with) || oneLine(number) == oneLine(with) {
		return false
	}
	rest, dotted := strings.CutPrefix(rest, ".")
	return (dotted || strings.Trim(stem, capitals) == "") && rest != "" && '0' <= rest[0] && rest[0] <= '9'
}

const capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

// runningNumber is the number that a text is: 3, 3. or (3).
func runningNumber(text string) (int, bool) {
	n, err := strconv.Atoi(strings.Trim(oneLine(text), "(). "))
	return n, err == nil
}
