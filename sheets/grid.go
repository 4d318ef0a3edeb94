package sheets

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	api "google.golang.org/api/sheets/v4"

	"actionplan/plan"
	"actionplan/table"
)

// newTab makes a tab of what the server said. The sheet's locale says which
// comes first in a date that was typed as a text.
func newTab(sheet *api.Sheet, in locale) *Tab {
	p := sheet.Properties
	t := &Tab{
		ID: p.SheetId, Title: p.Title, Hidden: p.Hidden, props: p,
		rows: map[int][]*api.CellData{}, protected: sheet.ProtectedRanges, rowMarks: map[int]*api.DeveloperMetadata{},
		grid: table.Grid{Sheet: p.Title, Hidden: p.Hidden, MonthFirst: in.monthFirst()},
	}
	if p.GridProperties != nil {
		t.Rows, t.Columns = int(p.GridProperties.RowCount), int(p.GridProperties.ColumnCount)
	}
	for _, m := range sheet.Merges {
		t.merges = append(t.merges, t.area(m))
	}
	t.grid.Merges = t.merges
	for _, rule := range sheet.ConditionalFormats {
		for _, r := range rule.Ranges {
			t.grid.Conditional = append(t.grid.Conditional, t.area(r))
		}
	}
	for _, data := range sheet.Data {
		t.take(data)
	}
	t.noteFilter()
	t.notePending()
	return t
}

// area is a range as people count, both ends included. What a range leaves
// out reaches to the tab's edge.
func (t *Tab) area(r *api.GridRange) table.Range {
	end := func(given int64, edge int) int {
		if given == 0 {
			return edge
		}
		return int(given)
	}
	return table.Range{
		Rows:    table.Span{First: int(r.StartRowIndex) + 1, Last: end(r.EndRowIndex, max(t.Rows, plan.MaxRow))},
		Columns: table.Span{First: int(r.StartColumnIndex) + 1, Last: end(r.EndColumnIndex, max(t.Columns, plan.MaxColumn))},
	}
}

// take takes one block of cells.
func (t *Tab) take(data *api.GridData) {
	for i, m := range data.ColumnMetadata {
		if m.HiddenByUser {
			column := int(data.StartColumn) + i + 1
			t.grid.HiddenColumns = append(t.grid.HiddenColumns, table.Span{First: column, Last: column})
		}
	}
	hidden := map[int]table.Hiding{}
	for i, m := range data.RowMetadata {
		number := int(data.StartRow) + i + 1
		switch {
		case m.HiddenByUser:
			hidden[number] = table.ByHand
		case m.HiddenByFilter:
			hidden[number] = table.ByFilter
		}
		for _, mark := range m.DeveloperMetadata {
			if mark.MetadataKey == rowKey {
				t.rowMarks[number] = mark
			}
		}
	}
	for i, row := range data.RowData {
		number := int(data.StartRow) + i + 1
		var cells []*api.CellData
		if len(row.Values) > 0 {
			cells = append(slices.Repeat([]*api.CellData{{}}, int(data.StartColumn)), row.Values...)
		}
		t.rows[number] = cells
		read := tableRow(number, hidden[number], cells)
		if mark := t.rowMarks[number]; mark != nil {
			read.Mark = mark.MetadataValue
		}
		if len(read.Cells) > 0 || read.Hidden != table.Shows {
			t.grid.Rows = append(t.grid.Rows, read)
		}
	}
}

// noteFilter says that a filter hides rows: they are read all the same.
func (t *Tab) noteFilter() {
	n := 0
	for _, row := range t.grid.Rows {
		if row.Hidden != table.Shows {
			n++
		}
	}
	if n > 0 {
		t.grid.Notes = append(t.grid.Notes, plan.Note{Cell: plan.Cell{Sheet: t.Title}, Message: "rows are hidden, by a person or by a filter: they were read all the same"})
	}
}

// notePending says which formulas have no result yet.
func (t *Tab) notePending() {
	var cells []plan.Cell
	for _, row := range t.grid.Rows {
		for _, c := range row.Cells {
			if c.Kind == table.CellPending {
				cells = append(cells, plan.Cell{Sheet: t.Title, Row: row.Number, Column: c.Column})
			}
		}
	}
	t.grid.NotePending(cells)
}

func tableRow(number int, hidden table.Hiding, cells []*api.CellData) table.Row {
	row := table.Row{Number: number, Hidden: hidden}
	for i, c := range cells {
		if cell := tableCell(i+1, c); cell.Kind != table.CellEmpty || cell.Fill != "" {
			row.Cells = append(row.Cells, cell)
		}
	}
	return row
}

// tableCell is a cell as the reader of plans takes it.
func tableCell(column int, c *api.CellData) table.Cell {
	cell := table.Cell{Column: column, Fill: fillOf(c), Rich: len(c.TextFormatRuns) > 0 || hasChip(c)}
	if f := c.UserEnteredFormat; f != nil && f.TextFormat != nil {
		cell.Look = cell.Look.With(table.Bold, f.TextFormat.Bold).With(table.Struck, f.TextFormat.Strikethrough)
	}
	v := c.UserEnteredValue
	switch {
	case v == nil && c.FormattedValue == "":
	case v == nil && hasChip(c): // nothing was typed but the chip
		cell.Kind, cell.Text, cell.Raw = table.CellText, c.FormattedValue, c.FormattedValue
	case v == nil: // spilled here by a formula in another cell
		cell.Formula = true
		shown(&cell, c)
	case v.FormulaValue != nil:
		cell.Formula = true
		shown(&cell, c)
	case v.StringValue != nil:
		text := said(c)
		cell.Kind, cell.Text, cell.Raw = table.CellText, text, text
		if text == "" {
			cell.Kind = table.CellEmpty
		}
		struckRuns(&cell, c)
	case v.BoolValue != nil:
		cell.Kind, cell.Raw = table.CellBool, strconv.FormatBool(*v.BoolValue)
		cell.Text = strings.ToUpper(cell.Raw)
	case v.NumberValue != nil:
		number(&cell, c, *v.NumberValue)
	default:
		cell.Kind, cell.Text = table.CellError, c.FormattedValue
	}
	return cell
}

// struckRuns notes which pieces of a text are struck out. A run says from which
// UTF-16 unit on it holds, and what it leaves open is as the whole cell is.
func struckRuns(to *table.Cell, c *api.CellData) {
	if len(c.TextFormatRuns) == 0 || hasChip(c) {
		return
	}
	units := utf16.Encode([]rune(to.Text))
	whole := to.Look.Has(table.Struck)
	var runs table.Runs
	add := func(from, end int, struck bool) {
		if from = min(from, len(units)); from < end {
			runs = append(runs, table.Run{Text: string(utf16.Decode(units[from:min(end, len(units))])), Struck: struck})
		}
	}
	add(0, int(c.TextFormatRuns[0].StartIndex), whole)
	for i, run := range c.TextFormatRuns {
		end := len(units)
		if i+1 < len(c.TextFormatRuns) {
			end = int(c.TextFormatRuns[i+1].StartIndex)
		}
		add(int(run.StartIndex), end, whole || run.Format != nil && run.Format.Strikethrough)
	}
	to.Pieces(runs)
}

// hasChip says whether a cell holds a smart chip: a person, a file, a place or
// a link, which stands in what was entered as an @. The words between chips
// are runs with an empty chip, and so are chips of kinds that the API does not
// tell: those the sheet shows as something else than was entered.
func hasChip(c *api.CellData) bool {
	if slices.ContainsFunc(c.ChipRuns, isKnownChip) {
		return true
	}
	v := c.UserEnteredValue
	return len(c.ChipRuns) > 0 && c.FormattedValue != "" && (v == nil || v.StringValue != nil && *v.StringValue != c.FormattedValue)
}

func isKnownChip(run *api.ChipRun) bool {
	return run.Chip != nil && (run.Chip.PersonProperties != nil || run.Chip.RichLinkProperties != nil)
}

// hasLink says whether any words of a cell lead somewhere.
func hasLink(c *api.CellData) bool {
	return c.Hyperlink != "" || slices.ContainsFunc(c.TextFormatRuns, func(run *api.TextFormatRun) bool { return run.Format != nil && run.Format.Link != nil })
}

// said is what a cell of text says: what was entered, but for chips, of which
// only the sheet shows what they say.
func said(c *api.CellData) string {
	if hasChip(c) && c.FormattedValue != "" {
		return c.FormattedValue
	}
	return *c.UserEnteredValue.StringValue
}

// number is a number, or the day that its format shows it as.
func number(cell *table.Cell, c *api.CellData, n float64) {
	cell.Kind, cell.Text, cell.Raw = table.CellNumber, c.FormattedValue, strconv.FormatFloat(n, 'f', -1, 64)
	if cell.Text == "" {
		cell.Text = cell.Raw
	}
	if date, ok := dayOf(n); ok && isDay(formatOf(c)) {
		cell.Kind, cell.Date = table.CellDate, table.DayOf(date)
		cell.Look = cell.Look.With(table.Month, table.ShowsMonth(c.EffectiveFormat.NumberFormat.Pattern))
	}
}

// shown is the result of a formula: a number and a day by their value, however
// the sheet's locale and the cell's format show them, and anything else as it
// is shown.
func shown(cell *table.Cell, c *api.CellData) {
	text := c.FormattedValue
	cell.Text, cell.Raw = text, text
	switch v := c.EffectiveValue; {
	case v == nil && text == "":
		cell.Kind = table.CellPending
	case v != nil && v.NumberValue != nil:
		number(cell, c, *v.NumberValue)
	case v != nil && v.BoolValue != nil:
		cell.Kind, cell.Raw = table.CellBool, strconv.FormatBool(*v.BoolValue)
	case text == "":
		cell.Kind = table.CellEmpty
	case plan.IsSpreadsheetWord(text):
		cell.Kind = table.CellError
	default:
		cell.Kind = table.CellText
	}
}

func formatOf(c *api.CellData) string {
	if c.EffectiveFormat == nil || c.EffectiveFormat.NumberFormat == nil {
		return ""
	}
	return c.EffectiveFormat.NumberFormat.Type
}

func isDay(format string) bool { return format == "DATE" || format == "DATE_TIME" }

// fillOf is the cell's own fill as RRGGBB; white is none.
func fillOf(c *api.CellData) string {
	if c.UserEnteredFormat == nil || c.UserEnteredFormat.BackgroundColor == nil {
		return ""
	}
	return fillOfColour(c.UserEnteredFormat.BackgroundColor)
}

// fillOfColour is a colour as RRGGBB; white is none.
func fillOfColour(colour *api.Color) string { //nolint:misspell // the API's spelling
	share := func(part float64) int { return int(math.Round(min(max(part, 0), 1) * 255)) }
	fill := fmt.Sprintf("%02X%02X%02X", share(colour.Red), share(colour.Green), share(colour.Blue))
	if fill == "FFFFFF" {
		return ""
	}
	return fill
}

// A sheet counts days from 30 December 1899, and does not know the day that
// other spreadsheets believe 1900 to have had.
var dayNought = time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)

// dayOf is the day that a number stands for, where it stands for one that
// plans speak of.
func dayOf(n float64) (plan.Date, bool) {
	const latest = 2_958_465 // 31 December 9999
	if n < 1 || n >= latest+1 {
		return plan.Date{}, false
	}
	return plan.DateOf(dayNought.AddDate(0, 0, int(n))), true
}

// numberOf is the number that a sheet keeps for a day.
func numberOf(d plan.Date) (float64, bool) {
	day := time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
	n := day.Sub(dayNought).Hours() / 24
	back, ok := dayOf(n)
	return n, ok && back == d
}
