package excel

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"actionplan/excel/internal/ooxml"
	"actionplan/plan"
	"actionplan/table"
)

// Where a total, a legend or a line for signatures follows a table at once, a
// new action is put in above it, as a person would: as a row of its own, all
// that is below moving down. Of this sheet, with a row put in under row 3,
//
//	3  1.2   Train      30/4
//	4  Total            =COUNTA(C2:C3)      merged A4:B4, and a logo beside it
//	5  Key: red is late
//
// rows 4 and 5 are rows 5 and 6 afterwards, element for element: only what
// says where a thing stands is written anew. That is the row's and the cells'
// own names; merged cells, links, rules, drop-down lists; tables; and what
// follows from outside the rows that move (follow.go). A formula that stands
// below and counts just to the table's last row counts the new one in: C2:C3
// in the total becomes C2:C4. One that stands elsewhere and ends there is left
// as it is, and named to a person: it may mean those rows and no more.
//
// What cannot be moved this way is left alone, and the row with it: comments
// (their boxes are drawn in a form that is no XML), pivot tables, arrays and
// shared formulas, merged cells that reach over the seam, another table beside
// this one. Then it is said which row to put in by hand, and for which action.

// rowsBelow is the rows that move down for those that are put in above them;
// nil where none does.
type rowsBelow struct {
	seam int // the first row under which rows are put in
	rows []*movingRow
	n    int // rows and cells kept
}

type movingRow struct {
	row   ooxml.SheetRow
	cells []movingCell
}

type movingCell struct {
	column     int
	start, end int64
	named      bool
}

// maxMoving is how many cells may move.
const maxMoving = 200_000

func (b *rowsBelow) tooMany() bool { return b.n > maxMoving }

func (b *rowsBelow) seeRow(r *ooxml.SheetRow) {
	if b != nil && r.Number > b.seam && !b.tooMany() {
		b.rows = append(b.rows, &movingRow{row: *r})
		b.n++
	}
}

func (b *rowsBelow) see(c *ooxml.SheetCell) {
	if b == nil || len(b.rows) == 0 || b.tooMany() {
		return
	}
	if last := b.rows[len(b.rows)-1]; last.row.Number == c.Row {
		last.cells = append(last.cells, movingCell{c.Column, c.Start, c.End, c.Named})
		b.n++
	}
}

// splices gives the rows that move, and their cells, the names and formulas
// they will have: but for the cells that are written anew, and the start tags
// of the rows that any are written into.
func (b *rowsBelow) splices(w *sheetWork, written map[int][]*target) (splices []ooxml.Splice) {
	formulas := map[ooxml.Address]cellFormula{}
	for _, f := range w.formulas {
		formulas[ooxml.Address{Row: f.row, Column: f.column}] = f
	}
	for _, m := range b.rows {
		from, to := m.row.Number, w.growth.moved(m.row.Number)
		if m.row.Numbered && len(written[from]) == 0 {
			splices = append(splices, ooxml.Splice{Start: m.row.Start, End: m.row.Body, With: func(tag []byte) ([]byte, error) {
				return ooxml.SetAttr(tag, "r", strconv.Itoa(to))
			}})
		}
		for _, c := range m.cells {
			at := ooxml.Address{Row: from, Column: c.column}
			if w.targets[at] != nil && w.found.Cells[at].Here {
				continue // written anew, by the name it will have
			}
			f, worked := formulas[at]
			now := f.text
			if worked {
				now = ooxml.MoveReferences(f.text, func(sheet string) bool { return sheet == "" || w.called(sheet) }, w.growth.seenFrom(f.row))
			}
			if !c.named && now == f.text {
				continue
			}
			splices = append(splices, ooxml.Splice{Start: c.start, End: c.end, With: func(old []byte) ([]byte, error) {
				if now != f.text {
					old = slices.Concat(old[:f.at-c.start], ooxml.AppendAttr(nil, now), old[f.to-c.start:])
				}
				if !c.named {
					return old, nil
				}
				tag, rest, err := ooxml.SplitTag(old)
				if err != nil {
					return nil, err
				}
				if tag, err = ooxml.SetAttr(tag, "r", plan.ColumnLetters(c.column)+strconv.Itoa(to)); err != nil {
					return nil, err
				}
				return slices.Concat(tag, rest), nil
			}})
		}
	}
	for _, page := range w.found.Breaks {
		if n, err := strconv.Atoi(page.Text); err == nil && w.growth.moved(n) != n {
			splices = append(splices, ooxml.Replace(page.Start, page.End, []byte(strconv.Itoa(w.growth.moved(n)))))
		}
	}
	return splices
}

// moves says what moves down for the rows put in under a table, and how far.
func (w *sheetWork) moves(d grownDown) string {
	rows := counted(d.to-d.from, "row", "rows")
	moves := "everything below moves down by " + rows
	at, _ := slices.BinarySearchFunc(w.grid.Rows, d.from+1, rowNumber)
	if i := slices.IndexFunc(w.grid.Rows[at:], func(row table.Row) bool { return slices.ContainsFunc(row.Cells, saysSomething) }); i >= 0 {
		moves = fmt.Sprintf("what stands from row %d on moves down by %s, and formulas, names and ranges that mean it follow", w.grid.Rows[at+i].Number, rows)
	}
	return fmt.Sprintf("%s put in under row %d of the sheet “%s”: %s", counted(d.to-d.from, "row is", "rows are"), d.from, w.part.Name, moves)
}

// notInsertable is why rows cannot be put in under a table, and what to do.
func (w *sheetWork) notInsertable(g grownDown, fresh *table.Fresh) (plan.Cell, string) {
	by := fmt.Sprintf("; put a row in under row %d by hand, for %s", g.from, strings.Join(g.names, ", "))
	over := func(r ooxml.Range) bool { return r.FirstRow <= g.from && g.from < r.LastRow }
	below := func(r ooxml.Range) bool { return r.LastRow > g.from }
	first := func(r ooxml.Range) plan.Cell { return w.cell(r.FirstRow, r.FirstColumn) }
	here := w.cell(g.from, g.first)
	switch {
	case !w.found.Order:
		return here, "the sheet's rows do not come in order, so that one cannot be put in safely" + by
	case w.below.tooMany() || len(w.formulas) > maxMoving:
		return here, "too much stands under the table to be moved down" + by
	case w.used.LastRow+g.to-g.from > plan.MaxRow:
		return here, "the sheet has no further row"
	case len(w.found.Awkward) > 0:
		return here, "the sheet holds things that say where they stand in ways not known here (" + strings.Join(w.found.Awkward, ", ") + ")" + by
	}
	for _, m := range w.found.Merges {
		if over(m) {
			return first(m), "merged cells reach over the end of the table" + by
		}
	}
	for _, t := range w.objects.tables {
		switch ours := t.Ref.Beside(g.first, g.last); {
		case over(t.Ref) && !ours:
			return first(t.Ref), "the table " + t.Name + " stands beside this one, and a row would go through it" + by
		case ours && t.Totals > 0 && g.from == t.Ref.LastRow:
			return here, "the last row read as an action is the totals row of the table " + t.Name + by
		case t.Recoded && below(t.Ref):
			return first(t.Ref), "the table " + t.Name + " is not written in UTF-8" + by
		}
	}
	for _, t := range fresh.Plan.Tables {
		_, _, first, last := fresh.Table(t.Name)
		if t.Sheet == w.part.Name && t.Header <= g.from && g.from < t.Last && (last < g.first || g.last < first) {
			return w.cell(t.Header, first), "another table stands beside this one, and a row would go through it" + by
		}
	}
	for _, p := range w.objects.pivots {
		if below(p) {
			return first(p), "a pivot table stands under the table" + by
		}
	}
	for _, a := range w.arrays {
		if below(a.fills) {
			return first(a.fills), "a formula that fills several cells stands under the table" + by
		}
	}
	for _, f := range w.formulas {
		if f.row > g.from && f.group != "" && f.group != "normal" {
			return w.cell(f.row, f.column), "the formula under the table is shared with other cells, and cannot be moved by itself" + by
		}
	}
	for _, part := range w.objects.comments {
		rows, err := w.pkg.CommentRows(part)
		if err != nil {
			return here, "the sheet's comments cannot be read" + by
		}
		for _, row := range rows {
			if row > g.from {
				return w.cell(row, 0), "a comment stands under the table, and cannot be moved" + by
			}
		}
	}
	return plan.Cell{}, ""
}
