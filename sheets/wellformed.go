package sheets

import (
	"fmt"
	"math"

	api "google.golang.org/api/sheets/v4"

	"actionplan/plan"
)

// The most a Google Sheet holds. An answer that speaks of more did not come
// from one, and is not made room for.
const (
	mostRows    = 10_000_000 // a sheet holds so many cells, and no more rows
	mostColumns = 18_278     // ZZZ
)

// unreadable is the refusal of an answer that is not a sheet as the Sheets API
// describes one: what answered is Google, or stands in its place, and nothing
// of what it said is taken.
func unreadable(what string) *Refusal {
	return &Refusal{Kind: Unreadable, Sentence: "Google's answer cannot be read as a sheet: " + what,
		Advice: "run the command again; if it stays so, ask IT whether a web filter or proxy changes what comes from sheets.googleapis.com"}
}

// wellFormed refuses an answer whose parts are missing, null, or beyond what a
// sheet can hold. JSON of the right types can say all of that.
func wellFormed(found *api.Spreadsheet, id string) error {
	if found == nil || found.SpreadsheetId != id {
		return unreadable("it does not say which sheet it is")
	}
	for _, sheet := range found.Sheets {
		if sheet == nil || sheet.Properties == nil {
			return unreadable("one of its tabs has no title")
		}
		if err := wellFormedTab(sheet); err != nil {
			return err
		}
	}
	for _, m := range found.DeveloperMetadata {
		if m == nil {
			return unreadable("one of its marks is nothing")
		}
	}
	return nil
}

func wellFormedTab(sheet *api.Sheet) error {
	refused := func(format string, args ...any) error {
		return unreadable(fmt.Sprintf("in the tab %q ", sheet.Properties.Title) + fmt.Sprintf(format, args...))
	}
	if g := sheet.Properties.GridProperties; g != nil && (g.RowCount < 0 || g.RowCount > mostRows || g.ColumnCount < 0 || g.ColumnCount > mostColumns) {
		return refused("it counts %d rows and %d columns", g.RowCount, g.ColumnCount)
	}
	ranges := append([]*api.GridRange{}, sheet.Merges...)
	for _, rule := range sheet.ConditionalFormats {
		if rule == nil {
			return refused("a rule for colours is nothing")
		}
		ranges = append(ranges, rule.Ranges...)
	}
	for _, p := range sheet.ProtectedRanges {
		if p == nil {
			return refused("a protection is nothing")
		}
		ranges = append(ranges, p.UnprotectedRanges...)
		if p.Range != nil {
			ranges = append(ranges, p.Range)
		}
	}
	for _, r := range ranges {
		if r == nil || !isSpan(r.StartRowIndex, r.EndRowIndex, mostRows) || !isSpan(r.StartColumnIndex, r.EndColumnIndex, mostColumns) {
			return refused("a range of cells is none")
		}
	}
	cells := int64(0)
	for _, data := range sheet.Data {
		if data == nil || data.StartRow < 0 || data.StartColumn < 0 ||
			data.StartRow+int64(max(len(data.RowData), len(data.RowMetadata))) > mostRows || data.StartColumn+int64(len(data.ColumnMetadata)) > mostColumns {
			return refused("its cells begin nowhere")
		}
		for _, m := range append(append([]*api.DimensionProperties{}, data.RowMetadata...), data.ColumnMetadata...) {
			if m == nil {
				return refused("a row or column is nothing")
			}
			for _, mark := range m.DeveloperMetadata {
				if mark == nil {
					return refused("a row's mark is nothing")
				}
			}
		}
		for i, row := range data.RowData {
			if row == nil {
				return refused("row %d is nothing", int(data.StartRow)+i+1)
			}
			if cells += data.StartColumn + int64(len(row.Values)); data.StartColumn+int64(len(row.Values)) > mostColumns || cells > mostRows {
				return refused("row %d reaches beyond what a sheet holds", int(data.StartRow)+i+1)
			}
			for j, c := range row.Values {
				if why := wrongInCell(c); why != "" {
					return refused("cell %s%d %s", plan.ColumnLetters(int(data.StartColumn)+j+1), int(data.StartRow)+i+1, why)
				}
			}
		}
	}
	return nil
}

// isSpan says whether a range reaches from somewhere to further on. An end that
// is left out is the tab's edge.
func isSpan(from, to, most int64) bool {
	return from >= 0 && to >= 0 && from <= most && to <= most && (to == 0 || from < to)
}

// wrongInCell is what a cell says that no cell can, "" where nothing is wrong.
// Google leaves out a cell's members, and a blank cell is an empty one.
func wrongInCell(c *api.CellData) string {
	if c == nil {
		return "is nothing"
	}
	for _, v := range []*api.ExtendedValue{c.UserEnteredValue, c.EffectiveValue} {
		if v != nil && v.NumberValue != nil && (math.IsNaN(*v.NumberValue) || math.IsInf(*v.NumberValue, 0)) {
			return "holds a number that is none"
		}
	}
	for _, run := range c.ChipRuns {
		if run == nil {
			return "has a chip that is none"
		}
	}
	for _, run := range c.TextFormatRuns {
		if run == nil {
			return "has words in a format that is none"
		}
	}
	if rule := c.DataValidation; rule != nil {
		if rule.Condition == nil {
			return "has a rule that says nothing"
		}
		for _, v := range rule.Condition.Values {
			if v == nil {
				return "has a rule with a value that is none"
			}
		}
	}
	return ""
}
