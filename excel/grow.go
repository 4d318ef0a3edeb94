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
// so now (insert.go and follow.go say how).
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

// grownDown is a table that has new rows, at its end or under an action in it.
type grownDown struct {
	name                  string
	first, last, from, to int      // its columns; the row they go under, and the last of them, other tables' rows left out
	inserted              bool     // its rows are put in, and what is below moves down
	names                 []string // of the new actions
}

// grownRight is a table that has a new column.
type grownRight struct {
	header, last, column int // the row of its headings, its last row, the new column
	heading              string
}

// any reports whether any table grows.
func (g *growth) any() bool { return len(g.down)+len(g.right) > 0 }

// inserts reports whether any row is put in.
func (g *growth) inserts() bool {
	return slices.ContainsFunc(g.down, func(d grownDown) bool { return d.inserted })
}

// seam is the first row under which rows are put in.
func (g *growth) seam() int {
	seam := plan.MaxRow
	for _, d := range g.down {
		if d.inserted {
			seam = min(seam, d.from)
		}
	}
	return seam
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
		if r.LastRow == d.from && r.Beside(d.first, d.last) {
			last = g.moved(d.from) + d.to - d.from
		}
	}
	r.FirstRow, r.LastRow = g.moved(r.FirstRow), last
	return r
}

// bothWays is a range with the new rows and columns of a table that it ends with.
func (g *growth) bothWays(r ooxml.Range) ooxml.Range {
	columns := r.LastColumn
	for _, c := range g.right {
		if columns == c.column-1 && r.FirstRow == c.header {
			columns = c.column
		}
	}
	r = g.downwards(r)
	r.LastColumn = columns
	return r
}

// seenFrom moves the ranges of a formula that stands in a row of the same
// sheet: one that stands below a table counts the table's new rows in.
func (g *growth) seenFrom(row int) func(ooxml.Range) ooxml.Range {
	return func(r ooxml.Range) ooxml.Range {
		last := g.moved(r.LastRow)
		for _, d := range g.down {
			if d.inserted && row > d.from && r.LastRow == d.from && r.FirstRow < r.LastRow {
				last = g.moved(d.from) + d.to - d.from
			}
		}
		r.FirstRow, r.LastRow = g.moved(r.FirstRow), last
		return r
	}
}

// addRows takes the new rows on, or says why not.
func (t *staging) addRows() error {
	type seam struct {
		table string
		under int
	}
	count := map[seam]int{}
	for _, row := range t.Work.Rows {
		count[seam{row.Table, t.Fresh.Under(row)}]++
	}
	for _, row := range t.Work.Rows { // how each table grows, before where any row will stand
		under := t.Fresh.Under(row)
		n := count[seam{row.Table, under}]
		delete(count, seam{row.Table, under})
		found, _, first, last := t.Fresh.Table(row.Table)
		w := t.sheet(found.Sheet)
		if n == 0 || w == nil || last == 0 || found.Last == 0 {
			continue
		}
		if err := w.readObjects(); err != nil {
			return t.unwritable(err)
		}
		w.growth.down = append(w.growth.down, grownDown{
			name: row.Table, first: first, last: last, from: under, to: under + n,
			inserted: !w.roomUnder(under, first, last, n),
		})
	}
	for _, row := range t.Work.Rows {
		var w *sheetWork
		number := 0
		cells, ok := t.Row(row, func(c table.RowCells) int {
			w = t.sheet(c.Table.Sheet)
			number = c.Under + c.Nth
			if w != nil {
				number = w.growth.moved(c.Under) + c.Nth
			}
			return number
		})
		switch {
		case !ok:
		case w == nil:
			t.RefuseNew(plan.Cell{Sheet: cells.Table.Sheet}, "", noSheet(cells.Table.Sheet))
		case number > plan.MaxRow:
			t.RefuseNew(plan.Cell{Sheet: cells.Table.Sheet, Row: cells.Under}, "", "the sheet has no further row")
		default:
			t.addRow(w, cells, number)
		}
	}
	return nil
}

// addRow makes the cells of a new row targets: those that say something, and
// those between them, which carry on how the row above looks.
func (t *staging) addRow(w *sheetWork, cells table.RowCells, number int) {
	fields := map[int]plan.Field{}
	for _, c := range cells.Columns {
		fields[c.Number] = c.Field
	}
	above, row := cells.Under, cells.Under+cells.Nth
	inserted := false
	for i := range w.growth.down {
		if d := &w.growth.down[i]; d.name == cells.Table.Name && d.from == cells.Under {
			inserted = d.inserted
			d.names = append(d.names, cells.Name)
		}
	}
	for column := cells.First; column <= cells.Last; column++ {
		at := w.cell(row, column)
		now, given := cells.Given[column]
		if !given {
			now = plan.Entry{Value: plan.Blank}
		}
		e := plan.Edit{Field: fields[column], Was: plan.Entry{Value: plan.Blank, Cell: at}, Now: now}
		like := ooxml.Address{Row: above, Column: column}
		if inserted {
			content, why := t.shared.contentOf(now, e.Field)
			if why != "" {
				t.RefuseNew(at, e.Field, why)
				return
			}
			w.growth.added = append(w.growth.added, &target{
				Address: ooxml.Address{Row: row, Column: column}, edit: e, content: content,
				like: like, filler: !given, put: number, lands: number, stood: stood{Absent: true, Bare: true},
			})
			continue
		}
		if c, _ := cellAt(w.grid, row, column); saysSomething(c) {
			t.RefuseOnce(at, fields[column], fmt.Sprintf("the cell under the table is not blank, so that no row can be added there; put a row in under row %d by hand, for %s", above, cells.Name))
			return
		}
		if made := t.put(w, e); made != nil {
			made.like, made.filler, made.lands = like, !given, number
		}
	}
}

// addColumns takes the new columns on, or says why not.
func (t *staging) addColumns() {
	added := map[string]int{}
	for _, column := range t.Work.Columns {
		found, number, heading, ok := t.Column(column)
		w := t.sheet(found.Sheet)
		if !ok {
			continue
		}
		if w == nil {
			t.RefuseNew(plan.Cell{Sheet: found.Sheet}, "", noSheet(found.Sheet))
			continue
		}
		added[column.Table]++
		bottom := max(found.Last, found.Header)
		taken := found.Header
		for ; taken <= bottom; taken++ {
			if c, _ := cellAt(w.grid, taken, number); saysSomething(c) {
				break
			}
		}
		if taken <= bottom {
			t.RefuseNew(w.cell(taken, number), "", "the cell beside the table is not blank, so that no column can be added there")
			continue
		}
		made := t.put(w, plan.Edit{
			Was: plan.Entry{Value: plan.Blank, Cell: w.cell(found.Header, number)},
			Now: plan.Entry{Value: plan.Value{Kind: plan.KindText, Text: heading}, Typed: heading},
		})
		if made != nil {
			made.like, made.lands = ooxml.Address{Row: found.Header, Column: number - added[column.Table]}, w.growth.moved(found.Header)
		}
		w.growth.right = append(w.growth.right, grownRight{found.Header, bottom, number, heading})
	}
}

// inTheWay is why a sheet's tables cannot grow as they are to; "" where they can.
func (w *sheetWork) inTheWay(fresh *table.Fresh) (plan.Cell, string) {
	first := func(r ooxml.Range) plan.Cell { return w.cell(r.FirstRow, r.FirstColumn) }
	for _, g := range w.growth.down {
		for _, t := range w.objects.tables {
			if t.Filled && t.Ref.Beside(g.first, g.last) && t.Ref.FirstRow <= g.from && g.from <= t.Ref.LastRow {
				return w.cell(t.Ref.LastRow, t.Ref.FirstColumn), filledElsewhere(t.Name)
			}
		}
		if g.inserted {
			if at, why := w.notInsertable(g, fresh); why != "" {
				return at, why
			}
			continue
		}
		for _, m := range w.found.Merges {
			if m.Meets(ooxml.Range{FirstRow: g.from + 1, LastRow: g.to, FirstColumn: g.first, LastColumn: g.last}) {
				return first(m), "merged cells stand where the new row would"
			}
		}
	}
	for _, g := range w.growth.right {
		beside := ooxml.Range{FirstRow: g.header, LastRow: g.last, FirstColumn: g.column, LastColumn: g.column}
		for _, m := range w.found.Merges {
			if m.Meets(beside) {
				return first(m), "merged cells stand where the new column would"
			}
		}
		for _, t := range w.objects.tables {
			named := func(c ooxml.TableColumn) bool { return strings.EqualFold(plan.Clean(c.Name), g.heading) }
			switch {
			case t.Ref.Meets(beside):
				return first(t.Ref), "another table stands right beside this one"
			case t.Headers != 1 || t.Ref.FirstRow != g.header || t.Ref.LastColumn != g.column-1: // the column is none of the table's
			case t.Filled:
				return w.cell(g.header, g.column), filledElsewhere(t.Name)
			case slices.ContainsFunc(t.Columns, named):
				return w.cell(g.header, g.column), fmt.Sprintf("the table has a column headed %q already", g.heading)
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

// grown makes the splices by which everything in a sheet's part that ends with
// a table takes its new rows and columns in, and everything below them moves.
func (w *sheetWork) grown() (splices []ooxml.Splice) {
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
			splices = append(splices, ooxml.Replace(m.Start, m.End, []byte(list)))
		}
	}
	for _, g := range w.growth.right {
		splices = append(splices, w.widthOf(g.column)...)
	}
	return splices
}

// widthOf gives a new column the width of the one to its left, where the
// sheet says one and says none for the new one.
func (w *sheetWork) widthOf(column int) []ooxml.Splice {
	var left *ooxml.ColumnStyle
	for i := range w.found.Columns {
		c := &w.found.Columns[i]
		if c.First <= column && column <= c.Last {
			return nil
		}
		if c.First <= column-1 && column-1 <= c.Last {
			left = c
		}
	}
	if left == nil {
		return nil
	}
	number := strconv.Itoa(column)
	return []ooxml.Splice{{Start: left.Start, End: left.End, With: func(tag []byte) ([]byte, error) {
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
		return slices.Concat(tag, twin), err
	}}}
}

// grownTable makes the splices by which a table as Excel has it takes its new rows
// and columns in.
func grownTable(t *ooxml.Table, g *growth) (splices []ooxml.Splice) {
	for _, m := range t.Marks {
		if list := ooxml.GrowList(m.Text, g.bothWays); list != m.Text {
			splices = append(splices, ooxml.Replace(m.Start, m.End, []byte(list)))
		}
	}
	id, last := 0, t.Ref.LastColumn
	for _, c := range t.Columns {
		id = max(id, c.ID)
	}
	var added []byte
	for _, c := range g.right {
		if t.Headers == 1 && c.header == t.Ref.FirstRow && c.column == last+1 {
			id, last = id+1, last+1
			added = fmt.Appendf(added, `<%stableColumn id="%d" name="%s"/>`, t.Prefix, id, ooxml.AppendAttr(nil, c.heading))
		}
	}
	if added != nil {
		total := strconv.Itoa(len(t.Columns) + last - t.Ref.LastColumn)
		splices = append(splices,
			ooxml.Splice{Start: t.List.Start, End: t.List.Body, With: func(tag []byte) ([]byte, error) { return ooxml.SetAttr(tag, "count", total) }},
			ooxml.Insert(t.List.Shut, added))
	}
	return splices
}
