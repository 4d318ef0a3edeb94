package excel

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"actionplan/excel/internal/ooxml"
	"actionplan/plan"
	"actionplan/table"
)

// A table grows downwards by new rows and to the right by new columns, and
// whatever ends with it has to take them in: the table as Excel has it, its
// filter, drop-down lists, rules for colours, the range to print. Take a table
// of two actions and three columns, A1:C3, with a total under it:
//
//	1  Ref   Action     Due
//	2  1.1   Write      31/3
//	3  1.2   Train      30/4       drop-down list on C2:C3, filter A1:C3
//	4                   =COUNTA(C2:C3)
//
// The rule: where blank rows follow the last action, and one of them is left
// over above what stands below, a new row goes into the first of them. What
// ended with row 3 ends with row 4: C2:C4, A1:C4. Blank rows inside a table as
// Excel has it are filled to its end. Otherwise, as here, a row is put in:
// what stood in row 4 stands in row 5, and all that says where it stands says
// so now (see insert.go).
//
// A range takes new rows in only if it ends just where the table does and
// shares a column with it. One that ends earlier or later was meant to, and is
// only moved. A new row never goes over anything, is never put through a table
// beside it, and never into a table that a query or a map fills.

// growth is how the tables of a sheet grow.
type growth struct {
	down  []grownDown
	right []grownRight
	added []*target // cells of rows that are put in
}

// grownDown is a table that has new rows.
type grownDown struct {
	name                  string
	first, last, from, to int      // its columns; its last row before and after, other tables' rows left out
	inserted              bool     // its rows are put in, and what is below moves down
	names                 []string // of the new actions
}

// grownRight is a table that has a new column.
type grownRight struct {
	header, last, column int // the row of its headings, its last row, the new column
	heading              string
}

// addRows takes the new rows on, or says why not.
func (t *staging) addRows() error {
	count := map[string]int{}
	for _, row := range t.Work.Rows {
		count[row.Table]++
	}
	for _, row := range t.Work.Rows { // how each table grows, before where any row will stand
		n := count[row.Table]
		delete(count, row.Table)
		found, _, first, last := t.Fresh.Table(row.Table)
		w := t.sheet(found.Sheet)
		if n == 0 || w == nil || last == 0 || found.Last == 0 {
			continue
		}
		if err := w.readObjects(); err != nil {
			return err
		}
		w.growth.down = append(w.growth.down, grownDown{
			name: row.Table, first: first, last: last, from: found.Last, to: found.Last + n,
			inserted: !w.roomUnder(found.Last, first, last, n),
		})
	}
	for _, row := range t.Work.Rows {
		var w *sheetWork
		number := 0
		cells, ok := t.Row(row, func(c table.RowCells) int {
			w = t.sheet(c.Table.Sheet)
			number = c.Table.Last + c.Nth
			if w != nil {
				number = w.growth.moved(c.Table.Last) + c.Nth
			}
			return number
		})
		switch {
		case !ok:
		case w == nil:
			t.Refuse(plan.Cell{Sheet: cells.Table.Sheet}, "", fmt.Sprintf("the workbook has no sheet %q with cells", cells.Table.Sheet))
		case number > plan.MaxRow:
			t.Refuse(plan.Cell{Sheet: cells.Table.Sheet, Row: cells.Table.Last}, "", "the sheet has no further row")
		default:
			w.addRow(cells, number)
		}
	}
	return nil
}

// addRow makes the cells of a new row targets: those that say something, and
// those between them, which carry on how the row above looks.
func (w *sheetWork) addRow(cells table.RowCells, number int) {
	fields := map[int]plan.Field{}
	for _, c := range cells.Columns {
		fields[c.Number] = c.Field
	}
	above := cells.Table.Last
	inserted := false
	for i := range w.growth.down {
		if d := &w.growth.down[i]; d.name == cells.Table.Name {
			inserted = d.inserted
			d.names = append(d.names, cells.Name)
		}
	}
	for column := cells.First; column <= cells.Last; column++ {
		row := above + cells.Nth
		at := plan.Cell{Sheet: w.sheet.Name, Row: row, Column: column}
		now, given := cells.Given[column]
		if !given {
			now = plan.Entry{Value: plan.Blank}
		}
		e := plan.Edit{Field: fields[column], Was: plan.Entry{Value: plan.Blank, Cell: at}, Now: now}
		made := &target{edit: e, row: row, column: column, like: [2]int{above, column}, filler: !given}
		if inserted {
			var why string
			if made.content, why = w.shared.contentOf(now, e.Field); why != "" {
				w.Refuse(at, e.Field, why)
				return
			}
			made.put, made.stood = number, stood{Absent: true, Bare: true}
			w.growth.added = append(w.growth.added, made)
			continue
		}
		if c, _ := cellAt(w.grid, row, column); c.Text != "" || c.Formula {
			w.RefuseOnce(at, fields[column], "the cell under the table is not blank, so that no row can be added there"+byHand(cells))
			return
		}
		w.put(e)
		if t := w.targets[[2]int{row, column}]; t != nil {
			t.like, t.filler = made.like, made.filler
		}
	}
}

// byHand is what to do about a row that cannot be added.
func byHand(cells table.RowCells) string {
	return fmt.Sprintf("; put a row in under row %d by hand, for %s", cells.Table.Last, cells.Name)
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
	w.growth.added = slices.DeleteFunc(w.growth.added, func(t *target) bool { return t.filler && t.style == 0 })
}

// addColumns takes the new columns on, or says why not.
func (t *staging) addColumns() {
	added := map[string]int{}
	for _, column := range t.Work.Columns {
		found, number, heading, ok := t.Column(column)
		w := t.sheet(found.Sheet)
		switch {
		case !ok:
		case w == nil:
			t.Refuse(plan.Cell{Sheet: found.Sheet}, "", fmt.Sprintf("the workbook has no sheet %q with cells", found.Sheet))
		default:
			added[column.Table]++
			w.addColumn(found, number, added[column.Table], heading)
		}
	}
}

func (w *sheetWork) addColumn(table plan.Table, number, nth int, heading string) {
	bottom := max(table.Last, table.Header)
	for row := table.Header; row <= bottom; row++ {
		if c, _ := cellAt(w.grid, row, number); c.Text != "" || c.Formula {
			at := plan.Cell{Sheet: w.sheet.Name, Row: row, Column: number}
			w.Refuse(at, "", "the cell beside the table is not blank, so that no column can be added there")
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

// inTheWay is why a sheet's tables cannot grow as they are to; "" where they can.
func (w *sheetWork) inTheWay() (plan.Cell, string) {
	cell := func(row, column int) plan.Cell { return plan.Cell{Sheet: w.sheet.Name, Row: row, Column: column} }
	for _, g := range w.growth.down {
		for _, t := range w.objects.tables {
			if t.Filled && w.covers(t.Ref, g) && t.Ref.FirstRow <= g.from && g.from <= t.Ref.LastRow {
				return cell(t.Ref.LastRow, t.Ref.FirstColumn), filledElsewhere(t.Name)
			}
		}
		if g.inserted {
			if at, why := w.notInsertable(g); why != "" {
				return at, why
			}
			continue
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
// its new rows and columns in, and everything below them moves.
func (w *sheetWork) grow() {
	if len(w.growth.down) == 0 && len(w.growth.right) == 0 {
		return
	}
	if cell, why := w.inTheWay(); why != "" {
		w.RefuseOnce(cell, "", why)
		return
	}
	for _, m := range w.found.Marks {
		var list string
		switch m.Kind {
		case ooxml.MarkRule, ooxml.MarkValidation:
			list = ooxml.GrowList(m.Text, w.growth.downwards)
		case ooxml.MarkFilter:
			list = ooxml.GrowList(m.Text, w.growth.bothWays)
		case ooxml.MarkMerge, ooxml.MarkLink, ooxml.MarkOther:
			list = ooxml.GrowList(m.Text, w.growth.movedRange)
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

// moved is where a row stands once all new rows are put in.
func (g *growth) moved(row int) int {
	to := row
	for _, d := range g.down {
		if d.inserted && row > d.from {
			to += d.to - d.from
		}
	}
	if row == plan.MaxRow {
		return row // the end of a whole column
	}
	return min(to, plan.MaxRow)
}

// movedRange is where a range stands then.
func (g *growth) movedRange(r ooxml.Range) ooxml.Range {
	r.FirstRow, r.LastRow = g.moved(r.FirstRow), g.moved(r.LastRow)
	return r
}

// downwards is a range with the new rows of a table that it ends with, where
// it stands then.
func (g *growth) downwards(r ooxml.Range) ooxml.Range {
	last := g.moved(r.LastRow)
	for _, d := range g.down {
		if r.LastRow == d.from && r.FirstColumn <= d.last && d.first <= r.LastColumn {
			last = g.moved(d.from) + d.to - d.from
		}
	}
	r.FirstRow, r.LastRow = g.moved(r.FirstRow), last
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

// bothWays is a range with the new rows and columns of a table that it ends with.
func (g *growth) bothWays(r ooxml.Range) ooxml.Range {
	columns := g.rightwards(r).LastColumn
	r = g.downwards(r)
	r.LastColumn = columns
	return r
}

// growTable makes a table as Excel has it take its new rows and columns in.
func (w *sheetWork) growTable(t *listTable) {
	var splices []ooxml.Splice
	for _, m := range t.Marks {
		list := ooxml.GrowList(m.Text, w.growth.bothWays)
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
		w.Refuse(plan.Cell{Sheet: w.sheet.Name, Row: t.Ref.LastRow, Column: t.Ref.LastColumn}, "", "the table "+t.Name+" is not written in UTF-8")
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
// tables' new rows in, and every name say where what it names has moved to.
// The range to print does not take in a new column: the page would no longer
// be as wide as it was set to be.
func (t *staging) growNames() error {
	if !slices.ContainsFunc(t.order, func(w *sheetWork) bool { return len(w.growth.down)+len(w.growth.right) > 0 }) {
		return nil
	}
	names, err := t.pkg.NamedRanges(t.workbook.Part)
	if err != nil {
		return err
	}
	for _, n := range names {
		list := string(n.Text)
		for _, w := range t.order {
			switch {
			case n.Sheet == w.index && (n.Name == filterName || n.Name == printName):
				grow := w.growth.downwards
				if n.Name == filterName {
					grow = w.growth.bothWays
				}
				list = ooxml.GrowName(list, grow)
			case w.growth.inserts():
				plain := n.Plain()
				if moved := ooxml.MoveReferences(plain, w.calls, w.growth.movedRange); moved != plain {
					list = string(ooxml.AppendAttr(nil, moved))
				}
			}
		}
		if list != string(n.Text) {
			t.parts[t.workbook.Part] = append(t.parts[t.workbook.Part], ooxml.Replace(n.Start, n.End, []byte(list)))
		}
	}
	return nil
}
