package excel

import (
	"slices"
	"strconv"
	"strings"

	"actionplan/excel/internal/ooxml"
	"actionplan/table"
)

// A workbook marks a row that a filter hides just as one that a person hid. So
// a hidden row under a filter counts as filtered only where one of its cells is
// seen to fail what the filter asks. What cannot be worked out (a filter by
// colour, the ten largest) proves nothing, and the row counts as hidden by
// hand: it stays out of what is public.

// filtered tells the rows that filters hide from those that people hid.
func (g *gridReader) filtered(pkg *ooxml.Package) error {
	if !slices.ContainsFunc(g.grid.Rows, func(r table.Row) bool { return r.Hidden != table.Shows }) {
		return nil
	}
	objects, err := readObjects(pkg, g.part)
	if err != nil {
		return err
	}
	for _, t := range objects.tables {
		if t.Filter != nil {
			g.filters = append(g.filters, t.Filter)
		}
	}
	for _, f := range g.filters {
		hides := false
		for i := range g.grid.Rows {
			row := &g.grid.Rows[i]
			under := f.Range.FirstRow < row.Number && row.Number <= f.Range.LastRow
			if under && row.Hidden != table.Shows && slices.ContainsFunc(f.Columns, func(c ooxml.FilterColumn) bool { return fails(c, row) }) {
				row.Hidden, hides = table.ByFilter, true
			}
		}
		if hides {
			g.grid.Filters = append(g.grid.Filters, tableRange(f.Range))
		}
	}
	return nil
}

// fails reports whether a row is seen to fail what a filter asks of a column.
func fails(c ooxml.FilterColumn, row *table.Row) bool {
	if c.Unknown {
		return false
	}
	var cell table.Cell
	if i, found := slices.BinarySearchFunc(row.Cells, c.Column, func(c table.Cell, n int) int { return c.Column - n }); found {
		cell = row.Cells[i]
	}
	text := strings.TrimSpace(cell.Text)
	if len(c.Custom) > 0 {
		passes := func(t ooxml.FilterTest) bool { return passes(t, cell) }
		if c.And {
			return !allOf(c.Custom, passes)
		}
		return !slices.ContainsFunc(c.Custom, passes)
	}
	switch {
	case text == "":
		return !c.Blank
	case slices.ContainsFunc(c.Values, func(v string) bool {
		return strings.EqualFold(strings.TrimSpace(v), text) || cell.Raw != "" && strings.EqualFold(v, cell.Raw)
	}):
		return false
	case cell.Kind == table.CellDate:
		day := cell.Date.Plan()
		return !slices.ContainsFunc(c.Dates, func(d ooxml.FilterDate) bool {
			return d.Year == day.Year && (d.Month == 0 || d.Month == int(day.Month)) && (d.Day == 0 || d.Day == day.Day)
		})
	}
	return true
}

func allOf[T any](all []T, is func(T) bool) bool {
	return !slices.ContainsFunc(all, func(t T) bool { return !is(t) })
}

// passes compares a cell with what a filter's test names: numbers, and days,
// which are numbers, as numbers, and anything else as text.
func passes(t ooxml.FilterTest, cell table.Cell) bool {
	wanted, err := strconv.ParseFloat(t.Value, 64)
	number, err2 := strconv.ParseFloat(cell.Raw, 64)
	if isNumber := cell.Kind == table.CellNumber || cell.Kind == table.CellDate; err == nil && err2 == nil && isNumber {
		switch t.Operator {
		case "equal":
			return number == wanted
		case "notEqual":
			return number != wanted
		case "lessThan":
			return number < wanted
		case "lessThanOrEqual":
			return number <= wanted
		case "greaterThan":
			return number > wanted
		case "greaterThanOrEqual":
			return number >= wanted
		}
	}
	text, pattern := strings.ToLower(strings.TrimSpace(cell.Text)), strings.ToLower(t.Value)
	switch t.Operator {
	case "equal":
		return matches(text, pattern)
	case "notEqual":
		return !matches(text, pattern)
	}
	return true // an order of texts: nothing is seen to fail
}

// matches reports whether a text is what a pattern with the wildcards * and ?
// says; ~ takes a wildcard for itself.
func matches(text, pattern string) bool {
	t, p := []rune(text), []rune(strings.TrimSpace(pattern))
	at, star, from := 0, -1, 0
	i := 0
	for at < len(t) {
		switch {
		case i < len(p) && p[i] == '*':
			star, from = i, at
			i++
		case i+1 < len(p) && p[i] == '~' && p[i+1] == t[at]:
			i, at = i+2, at+1
		case i < len(p) && p[i] != '~' && (p[i] == '?' || p[i] == t[at]):
			i, at = i+1, at+1
		case star >= 0:
			from++
			at, i = from, star+1
		default:
			return false
		}
	}
	for i < len(p) && p[i] == '*' {
		i++
	}
	return i == len(p)
}
