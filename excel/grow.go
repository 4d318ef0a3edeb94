package excel

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"actionplan/excel/internal/ooxml"
	"actionplan/plan"
	"actionplan/table"
)

// growth is how the tables of a sheet grow.
type growth struct {
	down  []grownDown
	right []grownRight
}

// grownDown is a table that has new rows.
type grownDown struct{ first, last, from, to int } // its columns; its last row before and after

// grownRight is a table that has a new column.
type grownRight struct {
	header, last, column int // the row of its headings, its last row, the new column
	heading              string
}

// addRows takes the new rows on, or says why not.
func (t *staging) addRows() {
	added := map[string]int{}
	for _, row := range t.work.Rows {
		table, columns, first, last := t.fresh.Table(row.Table)
		w := t.sheet(table.Sheet)
		if w == nil || last == 0 || table.Last == 0 {
			t.refuse(plan.Cell{Sheet: table.Sheet}, "", fmt.Sprintf("there is no table %q with an action in it to add a row under", row.Table))
			continue
		}
		added[row.Table]++
		number := table.Last + added[row.Table]
		if number > plan.MaxRow {
			t.refuse(plan.Cell{Sheet: table.Sheet, Row: table.Last}, "", "the sheet has no further row")
			continue
		}
		w.addRow(row, columns, table.Last, number)
		if added[row.Table] == 1 {
			w.growth.down = append(w.growth.down, grownDown{first, last, table.Last, number})
		}
		for i := range w.growth.down {
			if g := &w.growth.down[i]; g.from == table.Last && g.first == first {
				g.to = number
			}
		}
	}
}

// addRow makes the cells of a new row targets: those that say something, and
// those between them, which carry on how the row above looks.
func (w *sheetWork) addRow(row NewRow, columns []plan.Column, above, number int) {
	fields := map[int]plan.Field{}
	first, last := columns[0].Number, columns[0].Number
	for _, c := range columns {
		fields[c.Number] = c.Field
		first, last = min(first, c.Number), max(last, c.Number)
		if _, given := row.Lookup(c.Field); given && c.Formula {
			w.refuse(plan.Cell{Sheet: w.sheet.Name, Row: number, Column: c.Number}, c.Field, "the column is worked out by formulas")
		} else if c.Formula {
			w.notes = append(w.notes, table.CopyFormulaDown(plan.Cell{Sheet: w.sheet.Name, Row: number, Column: c.Number}))
		}
	}
	written := map[plan.Field]bool{}
	for column := first; column <= last; column++ {
		at := plan.Cell{Sheet: w.sheet.Name, Row: number, Column: column}
		if c, _ := cellAt(w.grid, number, column); c.Text != "" || c.Formula {
			w.refuseOnce(at, fields[column], "the cell under the table is not blank, so that no row can be added there")
			return
		}
		now := plan.Entry{Value: plan.Blank}
		if e, given := row.Lookup(fields[column]); given && !written[fields[column]] {
			now = e
			written[fields[column]] = true
		}
		e := plan.Edit{Field: fields[column], Was: plan.Entry{Value: plan.Blank, Cell: at}, Now: now}
		w.put(e)
		if t := w.targets[[2]int{number, column}]; t != nil {
			t.like = [2]int{above, column}
			t.filler = now.Value == plan.Blank
		}
	}
	for field, e := range row.All() {
		if !written[field] && e.Value != plan.Blank {
			w.refuse(plan.Cell{Sheet: w.sheet.Name, Row: number}, field, "the table has no such column")
		}
	}
}

// alike is the cell format that a new cell takes from the one it is to look
// like. A colour that rates that one rates no other.
func (w *sheetWork) alike(t *target) int {
	style := w.found.Cells[t.like].Cell.Style
	if !w.found.Cells[t.like].Here {
		style = w.inherited(t.like[0], t.like[1], &target{})
	}
	if t.edit.Field != plan.FieldRAG || !w.rates(style) {
		return style
	}
	plainer, _ := w.near.above(t.column, t.row, w.headerAbove(t.row, t.column), func(style int) bool { return !w.rates(style) })
	return plainer
}

func (w *sheetWork) rates(style int) bool {
	_, rated := plan.RatingOfFill(w.shared.look(style).fill)
	return rated
}

// leaveBare drops the cells that would only carry a format on where there is
// none, or where a cell stands already.
func (w *sheetWork) leaveBare() {
	for at, t := range w.targets {
		if t.filler && (w.found.Cells[at].Here || t.style == 0) {
			delete(w.targets, at)
		}
	}
}

// addColumns takes the new columns on, or says why not.
func (t *staging) addColumns() {
	added := map[string]int{}
	given := map[string][]plan.Column{}
	for _, column := range t.work.Columns {
		found, columns, _, last := t.fresh.Table(column.Table)
		columns = append(columns, given[column.Table]...)
		w := t.sheet(found.Sheet)
		number := last + 1 + added[column.Table]
		at := plan.Cell{Sheet: found.Sheet, Row: found.Header, Column: number}
		heading, why := table.VetHeading(column.Heading, columns)
		switch {
		case w == nil || last == 0:
			t.refuse(at, "", fmt.Sprintf("there is no table %q to add a column to", column.Table))
			continue
		case number > plan.MaxColumn:
			t.refuse(at, "", "the sheet has no further column")
			continue
		case why != "":
			t.refuse(at, "", why)
			continue
		}
		added[column.Table]++
		given[column.Table] = append(given[column.Table], plan.Column{Heading: heading})
		w.addColumn(found, number, added[column.Table], heading)
	}
}

func (w *sheetWork) addColumn(table plan.Table, number, nth int, heading string) {
	bottom := max(table.Last, table.Header)
	for row := table.Header; row <= bottom; row++ {
		if c, _ := cellAt(w.grid, row, number); c.Text != "" || c.Formula {
			at := plan.Cell{Sheet: w.sheet.Name, Row: row, Column: number}
			w.refuse(at, "", "the cell beside the table is not blank, so that no column can be added there")
			return
		}
	}
	e := plan.Edit{Was: plan.Entry{Value: plan.Blank, Cell: plan.Cell{Sheet: w.sheet.Name, Row: table.Header, Column: number}},
		Now: plan.Entry{Value: plan.Value{Kind: plan.KindText, Text: heading}, Typed: heading}}
	w.put(e)
	if t := w.targets[[2]int{table.Header, number}]; t != nil {
		t.like = [2]int{table.Header, number - nth}
	}
	w.growth.right = append(w.growth.right, grownRight{table.Header, bottom, number, heading})
}

// refuseOnce refuses a new row or column for the first thing that is in its way.
func (w *sheetWork) refuseOnce(cell plan.Cell, field plan.Field, why string) {
	for _, r := range w.refusals {
		if r.Cell.Sheet == cell.Sheet && (r.Cell.Row == cell.Row || r.Cell.Column == cell.Column) {
			return
		}
	}
	w.refuse(cell, field, why)
}

// inTheWay is why a sheet's tables cannot grow as they are to; "" where they can.
func (w *sheetWork) inTheWay() (plan.Cell, string) {
	cell := func(row, column int) plan.Cell { return plan.Cell{Sheet: w.sheet.Name, Row: row, Column: column} }
	for _, g := range w.growth.down {
		for _, t := range w.objects.tables {
			if meets(t.Ref, ooxml.Range{FirstRow: g.from + 1, LastRow: g.to, FirstColumn: g.first, LastColumn: g.last}) && t.Ref.FirstRow > g.from {
				return cell(t.Ref.FirstRow, t.Ref.FirstColumn), "another table starts right under this one"
			}
			if t.Ref.LastRow != g.from || !w.covers(t.Ref, g) {
				continue
			}
			if t.Filled {
				return cell(t.Ref.LastRow, t.Ref.FirstColumn), filledElsewhere(t.Name)
			}
			for row := g.from + 1; row <= g.to; row++ {
				for column := t.Ref.FirstColumn; column <= t.Ref.LastColumn; column++ {
					if c, _ := cellAt(w.grid, row, column); (c.Text != "" || c.Formula) && w.targets[[2]int{row, column}] == nil {
						return cell(row, column), "the cell under the table is not blank, so that no row can be added there"
					}
				}
			}
		}
		for _, m := range w.found.Merges {
			if meets(m, ooxml.Range{FirstRow: g.from + 1, LastRow: g.to, FirstColumn: g.first, LastColumn: g.last}) {
				return cell(m.FirstRow, m.FirstColumn), "merged cells stand where the new row would"
			}
		}
	}
	for _, g := range w.growth.right {
		beside := ooxml.Range{FirstRow: g.header, LastRow: g.last, FirstColumn: g.column, LastColumn: g.column}
		for _, m := range w.found.Merges {
			if meets(m, beside) {
				return cell(m.FirstRow, m.FirstColumn), "merged cells stand where the new column would"
			}
		}
		for _, t := range w.objects.tables {
			switch {
			case meets(t.Ref, beside):
				return cell(t.Ref.FirstRow, t.Ref.FirstColumn), "another table stands right beside this one"
			case !t.widens(g):
			case t.Filled:
				return cell(g.header, g.column), filledElsewhere(t.Name)
			case t.names(g.heading):
				return cell(g.header, g.column), fmt.Sprintf("the table has a column headed %q already", g.heading)
			}
		}
	}
	return plan.Cell{}, ""
}

// filledElsewhere is why a table does not grow whose rows a query or a map
// brings: what it does not bring it would take away when it is refreshed.
func filledElsewhere(table string) string {
	return "the table " + table + " is filled from elsewhere, which would not know what was added"
}

func meets(a, b ooxml.Range) bool {
	return a.FirstRow <= b.LastRow && b.FirstRow <= a.LastRow && a.FirstColumn <= b.LastColumn && b.FirstColumn <= a.LastColumn
}

func (w *sheetWork) covers(r ooxml.Range, g grownDown) bool {
	return r.FirstColumn <= g.last && g.first <= r.LastColumn
}

// listTable is a table as Excel has it, with what a writer asks of it.
type listTable struct{ ooxml.Table }

// widens says whether a new column is one of the table's.
func (t *listTable) widens(g grownRight) bool {
	return t.Headers == 1 && t.Ref.FirstRow == g.header && t.Ref.LastColumn == g.column-1
}

func (t *listTable) names(heading string) bool {
	for _, c := range t.Columns {
		if strings.EqualFold(plan.Clean(c.Name), heading) {
			return true
		}
	}
	return false
}

// grow makes the splices by which everything that ends with a table takes
// its new rows and columns in.
func (w *sheetWork) grow() {
	if len(w.growth.down) == 0 && len(w.growth.right) == 0 {
		return
	}
	if cell, why := w.inTheWay(); why != "" {
		w.refuseOnce(cell, "", why)
		return
	}
	for _, m := range w.found.Marks {
		var list string
		switch m.Kind {
		case ooxml.MarkRule, ooxml.MarkValidation:
			list = ooxml.GrowList(m.Text, w.growth.downwards)
		case ooxml.MarkFilter:
			list = ooxml.GrowList(m.Text, func(r ooxml.Range) ooxml.Range { return w.growth.rightwards(w.growth.downwards(r)) })
		default:
			continue
		}
		if list != m.Text {
			w.splices = append(w.splices, ooxml.Replace(m.Start, m.End, []byte(list)))
		}
	}
	for i := range w.objects.tables {
		w.growTable(&w.objects.tables[i])
	}
	for _, g := range w.growth.right {
		w.copyWidth(g.column)
	}
}

// downwards is a range with the new rows of a table that it ends with.
func (g *growth) downwards(r ooxml.Range) ooxml.Range {
	for _, d := range g.down {
		if r.LastRow == d.from && r.FirstColumn <= d.last && d.first <= r.LastColumn {
			r.LastRow = d.to
		}
	}
	return r
}

// rightwards is a range with the new columns of a table that it ends with.
func (g *growth) rightwards(r ooxml.Range) ooxml.Range {
	for _, c := range g.right {
		if r.LastColumn == c.column-1 && r.FirstRow == c.header {
			r.LastColumn = c.column
		}
	}
	return r
}

// growTable makes a table as Excel has it take its new rows and columns in.
func (w *sheetWork) growTable(t *listTable) {
	var splices []ooxml.Splice
	for _, m := range t.Marks {
		list := ooxml.GrowList(m.Text, func(r ooxml.Range) ooxml.Range {
			if t.Totals == 0 {
				r = w.growth.downwards(r)
			}
			return w.growth.rightwards(r)
		})
		if list != m.Text {
			splices = append(splices, ooxml.Replace(m.Start, m.End, []byte(list)))
		}
	}
	added := t.newColumns(w.growth.right)
	if added != nil {
		total := strconv.Itoa(len(t.Columns) + len(added))
		splices = append(splices,
			ooxml.Splice{Start: t.List.Start, End: t.List.Body, With: func(tag []byte) ([]byte, error) { return ooxml.SetAttr(tag, "count", total) }},
			ooxml.Insert(t.List.Shut, []byte(strings.Join(added, ""))))
	}
	if t.ASCII {
		ooxml.ASCII(splices)
	}
	if len(splices) > 0 && t.Recoded {
		w.refuse(plan.Cell{Sheet: w.sheet.Name, Row: t.Ref.LastRow, Column: t.Ref.LastColumn}, "", "the table "+t.Name+" is not written in UTF-8")
	}
	if len(splices) > 0 {
		w.parts[t.Part] = append(w.parts[t.Part], splices...)
	}
}

// newColumns is the elements of a table's new columns.
func (t *listTable) newColumns(right []grownRight) []string {
	id, last := 0, t.Ref.LastColumn
	for _, c := range t.Columns {
		id = max(id, c.ID)
	}
	var added []string
	for _, g := range right {
		if t.Headers != 1 || g.header != t.Ref.FirstRow || g.column != last+1 {
			continue
		}
		id++
		last++
		name := ooxml.AppendAttr(nil, g.heading)
		added = append(added, fmt.Sprintf(`<%stableColumn id="%d" name="%s"/>`, t.Prefix, id, name))
	}
	return added
}

// copyWidth gives a new column the width of the one to its left, where the
// sheet says one and says none for the new one.
func (w *sheetWork) copyWidth(column int) {
	var left *ooxml.ColumnStyle
	for i := range w.found.Columns {
		c := &w.found.Columns[i]
		if c.First <= column && column <= c.Last {
			return
		}
		if c.First <= column-1 && column-1 <= c.Last {
			left = c
		}
	}
	if left == nil {
		return
	}
	number := strconv.Itoa(column)
	w.splices = append(w.splices, ooxml.Splice{Start: left.Start, End: left.End, With: func(tag []byte) ([]byte, error) {
		if !bytes.HasSuffix(tag, []byte("/>")) {
			return tag, nil
		}
		twin, err := ooxml.SetAttr(tag, "min", number)
		if err == nil {
			twin, err = ooxml.SetAttr(twin, "max", number)
		}
		if err == nil {
			twin, err = ooxml.RemoveAttr(twin, "hidden")
		}
		return append(append([]byte(nil), tag...), twin...), err
	}})
}

// Names that Excel keeps for a sheet's filter and for the range to print.
const (
	filterName = "_xlnm._FilterDatabase"
	printName  = "_xlnm.Print_Area"
)

// growNames makes the workbook's own names for a sheet's ranges take its
// tables' new rows in. The range to print does not take in a new column: the
// page would no longer be as wide as it was set to be.
func (t *staging) growNames() error {
	var names []ooxml.NamedRange
	for _, w := range t.order {
		if len(w.growth.down) == 0 && len(w.growth.right) == 0 {
			continue
		}
		if names == nil {
			var err error
			if names, err = t.pkg.NamedRanges(t.workbook.Part); err != nil {
				return err
			}
		}
		for _, n := range names {
			if n.Sheet != w.index || n.Name != filterName && n.Name != printName {
				continue
			}
			list := ooxml.GrowName(string(n.Text), func(r ooxml.Range) ooxml.Range {
				if r = w.growth.downwards(r); n.Name == filterName {
					r = w.growth.rightwards(r)
				}
				return r
			})
			if list != string(n.Text) {
				t.parts[t.workbook.Part] = append(t.parts[t.workbook.Part], ooxml.Replace(n.Start, n.End, []byte(list)))
			}
		}
	}
	return nil
}
