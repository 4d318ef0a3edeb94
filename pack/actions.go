package pack

import "actionplan/plan"

// Column is a field that is shown, as the workbook heads it.
type Column struct {
	Field   plan.Field
	Heading string
}

// Row is one action of the workbook's table, a cell for each of the columns.
type Row struct {
	Rating Rating
	Cells  []Cell
}

// Cell is what the plan says in one field: the value, for what must be a
// real date or a real number, and the words that show it.
type Cell struct {
	Value plan.Value
	Text  string
	Note  string // as in Fact
}

// table is every action by every field that is seen.
func (s *seen) table() ([]Column, []Row) {
	fields := s.filter.fields()
	var columns []Column
	for _, f := range fields {
		columns = append(columns, Column{f, capital(f.Label())})
	}
	var rows []Row
	for _, a := range s.actions {
		row := Row{Rating: a.rating, Cells: make([]Cell, len(fields))}
		for i, f := range fields {
			if row.Cells[i] = shown(a.Entry(f)); f == plan.FieldRef && a.Ref != "" {
				row.Cells[i].Text = refWords(a.Ref) // of several actions that share one ref, each by its own: 1.1 (b)
			}
		}
		rows = append(rows, row)
	}
	return s.movedColumns(columns, rows)
}

// actionsSheet is the whole plan as it may be seen, a row an action. The
// rating stands in the place of the plan's RAG column, or after the ref and
// the action where it has none, as a word and a colour, whatever the plan's
// own columns say.
func actionsSheet(p Public) *Sheet {
	sheet := &Sheet{Name: "Actions", About: "Actions holds every action.", Title: p.About.Title + ": every action", Freeze: true}
	asAt := ""
	if !p.About.AsAt.IsZero() {
		asAt = "As at " + p.About.AsAt.Long() + ". "
	}
	sheet.Lines = []string{asAt + blankMeans}
	if p.LetGo != "" {
		sheet.Lines = append(sheet.Lines, p.LetGo)
	}

	const rating = -1
	order := make([]int, 0, len(p.Columns)+1)
	at := min(2, len(p.Columns))
	for i, c := range p.Columns {
		if c.Field == plan.FieldRAG {
			at = i
		}
		order = append(order, i)
	}
	if at < len(p.Columns) && p.Columns[at].Field == plan.FieldRAG {
		order[at] = rating
	} else {
		order = append(order[:at], append([]int{rating}, order[at:]...)...)
	}
	for _, at := range order {
		if at == rating {
			sheet.Columns = append(sheet.Columns, SheetColumn{Heading: "Rating"})
			continue
		}
		sheet.Columns = append(sheet.Columns, SheetColumn{Heading: p.Columns[at].Heading, Right: p.Columns[at].Field == plan.FieldPercent})
	}
	for _, r := range p.Rows {
		row := make([]SheetCell, len(order))
		for i, at := range order {
			if at == rating {
				row[i] = r.Rating
				continue
			}
			cell := r.Cells[at]
			if p.Columns[at].Field == plan.FieldRef {
				cell.Value = plan.Value{Kind: plan.KindText, Text: cell.Text} // a ref is words always
			}
			row[i] = cell
		}
		sheet.Rows = append(sheet.Rows, row)
	}
	return sheet
}
