package answers

import (
	"fmt"
	"slices"
	"strings"

	"actionplan/plan"
	"actionplan/table"
)

// Read reads one copy that came back, from the grids of its workbook. Rows
// may have been sorted, cut or copied, columns added or moved, sheets renamed:
// a row is known by its key alone. It is an error where no table with an
// "Answer" and a "Key" column is found.
func Read(name string, grids []table.Grid) (Copy, error) {
	c := Copy{File: name}
	found := false
	for _, g := range grids {
		r := copyReader{copy: &c, grid: g}
		r.read()
		found = found || r.columns != nil
	}
	if !found {
		return c, fmt.Errorf("read decisions %s: no sheet has a row of headings with %q and %q", name, headAnswer, headKey)
	}
	return c, nil
}

// headings are the columns that are looked for, and the other names people
// give them.
var headings = map[string][]string{
	headRef:    {"ref"},
	headAbout:  {"column"},
	headAnswer: {"answer", "answers"},
	headOther:  {"other text", "other"},
	headWhy:    {"reason", "reasons", "why"},
	headBy:     {"your name", "name", "names"},
	headKey:    {"key: leave as it is", "key"},
}

// copyReader reads one sheet of a copy.
type copyReader struct {
	copy    *Copy
	grid    table.Grid
	columns map[string]int // by heading, once a row of headings is found
}

func (r *copyReader) read() {
	for _, row := range r.grid.Rows {
		if columns := r.headingsIn(row); columns != nil {
			r.columns = columns
		} else if r.columns != nil {
			r.row(row)
		}
	}
}

// headingsIn finds the columns in a row of headings, nil where it is none.
func (r *copyReader) headingsIn(row table.Row) map[string]int {
	columns := map[string]int{}
	for _, cell := range row.Cells {
		folded := plan.Fold(cell.Text)
		for heading, names := range headings {
			if _, taken := columns[heading]; !taken && slices.Contains(names, folded) {
				columns[heading] = cell.Column
			}
		}
	}
	if columns[headAnswer] == 0 || columns[headKey] == 0 {
		return nil
	}
	return columns
}

// row reads a row under the headings. A name alone answers nothing: people
// fill it down.
func (r *copyReader) row(row table.Row) {
	a := Answer{
		Question: r.question(row),
		Chosen:   r.text(row, headAnswer), Other: r.text(row, headOther),
		By: oneLine(r.text(row, headBy)), Why: r.text(row, headWhy),
		File: r.copy.File, Cell: plan.Cell{Sheet: r.grid.Sheet, Row: row.Number, Column: r.columns[headAnswer]},
		key: readKey(r.text(row, headKey)),
	}
	a.Column = a.key.column
	if a.key.question != "" && !a.Column {
		r.copy.asked = append(r.copy.asked, a)
	}
	if a.answers() {
		r.copy.Answers = append(r.copy.Answers, a)
	}
}

// answers says whether anything was answered in the row.
func (a Answer) answers() bool { return a.Chosen != "" || a.Other != "" || a.Why != "" }

// question is what a row calls its question: "2.3 due".
func (r *copyReader) question(row table.Row) string {
	about, _, _ := strings.Cut(r.text(row, headAbout), "\n")
	return strings.TrimSpace(oneLine(r.text(row, headRef)) + " " + about)
}

// text is what a cell says. What the spreadsheet could not work out says
// nothing.
func (r *copyReader) text(row table.Row, heading string) string {
	column := r.columns[heading]
	if column == 0 {
		return ""
	}
	switch cell := r.cell(row, column); cell.Kind {
	case table.CellDate:
		if !cell.Date.IsZero() {
			return cell.Date.Long()
		}
		return plan.Clean(cell.Text)
	case table.CellText, table.CellNumber, table.CellBool:
		return plan.Clean(cell.Text)
	}
	return ""
}

// cell is a cell of a row. One that is merged over several says the same in
// each.
func (r *copyReader) cell(row table.Row, column int) table.Cell {
	for _, m := range r.grid.Merges {
		if within(m.Rows, row.Number) && within(m.Columns, column) {
			at := slices.IndexFunc(r.grid.Rows, func(row table.Row) bool { return row.Number == m.Rows.First })
			if at < 0 {
				return table.Cell{}
			}
			row, column = r.grid.Rows[at], m.Columns.First
			break
		}
	}
	for _, cell := range row.Cells {
		if cell.Column == column {
			return cell
		}
	}
	return table.Cell{}
}

func within(s table.Span, n int) bool { return s.First <= n && n <= s.Last }

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
