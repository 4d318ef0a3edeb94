package sheetstest

import (
	"fmt"
	"slices"
	"sort"
)

// Moment is when a partner's edit happens.
type Moment string

// The moments around a client's calls.
const (
	BeforeRead  Moment = "before a read"
	AfterRead   Moment = "after a read"
	BeforeWrite Moment = "before a write"
	AfterWrite  Moment = "after a write"
)

func before(k Kind) Moment {
	return map[Kind]Moment{Read: BeforeRead, Write: BeforeWrite}[k]
}

func after(k Kind) Moment {
	return map[Kind]Moment{Read: AfterRead, Write: AfterWrite}[k]
}

// Edit is something a person does to a spreadsheet in the browser.
type Edit struct {
	// Name says what is done, for messages.
	Name string
	do   func(b *workbook) *refusal
}

// scripted is a run of edits waiting for its moment.
type scripted struct {
	moment Moment
	nth    int
	seen   int
	book   string
	edits  []Edit
}

// script is what partners are to do, and when.
type script []*scripted

// Script has edits made at a moment: at the nth such moment from now, counted
// from 1.
func (s *Server) Script(book string, m Moment, nth int, edits ...Edit) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.must(book)
	s.script = append(s.script, &scripted{moment: m, nth: max(nth, 1), book: book, edits: edits})
}

// Unscript forgets the edits whose moment has not come.
func (s *Server) Unscript() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.script = nil
}

// Do has edits made now.
func (s *Server) Do(book string, edits ...Edit) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.edit(book, edits)
}

// run makes the edits whose moment has come.
func (s script) run(m Moment, on *drive) {
	if m == "" {
		return
	}
	for _, x := range s {
		if x.moment != m {
			continue
		}
		if x.seen++; x.seen == x.nth {
			on.edit(x.book, x.edits)
		}
	}
}

// edit makes edits, each of which stands or not on its own. One that cannot be
// made is a mistake in the test, and is complained of.
func (d *drive) edit(book string, edits []Edit) {
	f := d.must(book)
	for _, e := range edits {
		b := f.book.copy()
		if bad := e.do(b); bad != nil {
			d.complain("partner's edit %s: %s", e.Name, bad.message)
			continue
		}
		f.commit(b)
	}
}

// onCells makes an edit of a range out of what it does there.
func onCells(name, a1 string, do func(b *workbook, a area) *refusal) Edit {
	return Edit{Name: name + " " + a1, do: func(b *workbook) *refusal {
		a, bad := b.locate(a1)
		if bad != nil {
			return bad
		}
		return do(b, a)
	}}
}

// onTab makes an edit of a tab out of what it does there.
func onTab(name, tab string, do func(b *workbook, x *sheet) *refusal) Edit {
	return Edit{Name: name + " " + tab, do: func(b *workbook) *refusal {
		x := b.titled(tab)
		if x == nil {
			return invalid("no tab %q", tab)
		}
		return do(b, x)
	}}
}

// EditCell puts a value into a cell and keeps its looks: a text, a number, a
// [Date], a [Formula], or nil to empty it.
func EditCell(a1 string, v any) Edit {
	return onCells("edit cell", a1, func(_ *workbook, a area) *refusal {
		a.sheet.type1(a.rect.top, a.rect.left, v)
		return nil
	})
}

// type1 puts a value into a place as typing does.
func (s *sheet) type1(row, column int, v any) {
	fresh := cellFrom(v)
	s.edit(row, column, func(c *cell) {
		c.enter(fresh.entered)
		c.result, c.auto, c.chips, c.runs, c.link = fresh.result, fresh.auto, fresh.chips, fresh.runs, fresh.link
		if fresh.format != nil {
			c.format = fresh.format
		}
		if fresh.note != "" {
			c.note = fresh.note
		}
		if fresh.rule != nil {
			c.rule = fresh.rule
		}
	})
}

// TextDate puts a date into a cell as text, the way pasting does.
func TextDate(a1, date string) Edit {
	return onCells("set text date", a1, func(_ *workbook, a area) *refusal {
		a.sheet.edit(a.rect.top, a.rect.left, func(c *cell) {
			c.enter(textValue(date))
			c.format = nil
		})
		return nil
	})
}

// Note puts a note on a cell, or takes it away.
func Note(a1, note string) Edit {
	return onCells("note", a1, func(_ *workbook, a area) *refusal {
		a.sheet.edit(a.rect.top, a.rect.left, func(c *cell) { c.note = note })
		return nil
	})
}

// PasteBlock pastes a block of cells from a workbook: values and formats both
// replace what stood there, and the grid grows where it must.
func PasteBlock(a1 string, block [][]any) Edit {
	return onCells("paste block", a1, func(_ *workbook, a area) *refusal {
		wide := 0
		for _, line := range block {
			wide = max(wide, len(line))
		}
		s := a.sheet
		s.resize(max(len(s.rows), a.rect.top+len(block)), max(len(s.columns), a.rect.left+wide))
		for i, line := range block {
			for j, v := range line {
				s.set(a.rect.top+i, a.rect.left+j, cellFrom(v))
			}
		}
		return nil
	})
}

// InsertRowAbove inserts an empty row above a row, counted from 1.
func InsertRowAbove(tab string, row int) Edit {
	return onTab(fmt.Sprintf("insert row above %d", row), tab, func(b *workbook, x *sheet) *refusal {
		if row < 1 || row > len(x.rows) {
			return invalid("no row %d", row)
		}
		x.insert(rows, row-1, 1, false)
		b.shiftNames(x, rows, row-1, 1)
		return nil
	})
}

// InsertColumnBefore inserts an empty column before a column, named by its
// letters.
func InsertColumnBefore(tab, column string) Edit {
	return onTab("insert column before "+column, tab, func(b *workbook, x *sheet) *refusal {
		at := columnNumber(column)
		x.insert(columns, at, 1, false)
		b.shiftNames(x, columns, at, 1)
		return nil
	})
}

// DeleteRow deletes a row, counted from 1, and what hung on it.
func DeleteRow(tab string, row int) Edit {
	return onTab(fmt.Sprintf("delete row %d", row), tab, func(b *workbook, x *sheet) *refusal {
		if row < 1 || row > len(x.rows) {
			return invalid("no row %d", row)
		}
		x.remove(rows, row-1, row)
		b.shiftNames(x, rows, row-1, -1)
		return nil
	})
}

// DeleteColumn deletes a column, named by its letters.
func DeleteColumn(tab, column string) Edit {
	return onTab("delete column "+column, tab, func(b *workbook, x *sheet) *refusal {
		at := columnNumber(column)
		x.remove(columns, at, at+1)
		b.shiftNames(x, columns, at, -1)
		return nil
	})
}

// MoveRows moves rows from..to, counted from 1 and both included, above
// another row.
func MoveRows(tab string, from, to, above int) Edit {
	return onTab(fmt.Sprintf("move rows %d to %d above %d", from, to, above), tab, func(_ *workbook, x *sheet) *refusal {
		if from < 1 || to < from || to > len(x.rows) || above < 1 || above > len(x.rows)+1 {
			return invalid("no such rows")
		}
		x.move(rows, from-1, to, above-1)
		return nil
	})
}

// SortRows sorts the rows from one row on, counted from 1, by a column, named
// by its letters. What belongs to a row goes with it or stays, as
// Options.SortCarriesMetadata says.
func SortRows(tab string, fromRow int, column string, descending bool) Edit {
	return onTab("sort by "+column, tab, func(b *workbook, x *sheet) *refusal {
		return b.sortRows(x, fromRow, columnNumber(column), columnNumber(column)+1, true, descending)
	})
}

// SortColumn sorts one column and leaves the others where they are: the
// classic accident.
func SortColumn(tab string, fromRow int, column string) Edit {
	return onTab("sort only column "+column, tab, func(b *workbook, x *sheet) *refusal {
		return b.sortRows(x, fromRow, columnNumber(column), columnNumber(column)+1, false, false)
	})
}

func (b *workbook) sortRows(x *sheet, fromRow, left, right int, whole, descending bool) *refusal {
	used := x.used()
	r := rect{fromRow - 1, left, used.bottom, right}
	if r.rows() <= 0 {
		return nil
	}
	var order []int
	for i := r.top; i < r.bottom; i++ {
		order = append(order, i)
	}
	key := func(i int) value {
		c := x.at(i, left)
		if c == nil {
			return value{}
		}
		return c.shown()
	}
	sort.SliceStable(order, func(i, j int) bool { return compareKeys(key(order[i]), key(order[j]), descending) < 0 })
	if whole {
		r.left, r.right = 0, len(x.columns)
	}
	x.reorder(r, order, b.options.SortCarriesMetadata && whole)
	return nil
}

// DuplicateRow inserts a copy of a row, counted from 1, below it. The copy has
// no metadata: what a copy of a row takes with it is not known.
func DuplicateRow(tab string, row int) Edit {
	return onTab(fmt.Sprintf("duplicate row %d", row), tab, func(b *workbook, x *sheet) *refusal {
		if row < 1 || row > len(x.rows) {
			return invalid("no row %d", row)
		}
		x.insert(rows, row, 1, true)
		b.shiftNames(x, rows, row, 1)
		x.rows[row].cells = slices.Clone(x.rows[row-1].cells)
		return nil
	})
}

// HideRow hides a row, counted from 1.
func HideRow(tab string, row int) Edit {
	return onTab(fmt.Sprintf("hide row %d", row), tab, func(_ *workbook, x *sheet) *refusal {
		x.rows[row-1].hidden = true
		return nil
	})
}

// RenameTab gives a tab another title.
func RenameTab(tab, title string) Edit {
	return onTab("rename to "+title, tab, func(b *workbook, x *sheet) *refusal {
		return (&batch{book: b}).rename(x, title)
	})
}

// AddTab adds a tab after the others.
func AddTab(title string) Edit {
	return Edit{Name: "add tab " + title, do: func(b *workbook) *refusal {
		x := newSheet(b.newID(), "", 1000, 26)
		if bad := (&batch{book: b}).rename(x, title); bad != nil {
			return bad
		}
		b.sheets = append(b.sheets, x)
		return nil
	}}
}

// DeleteTab deletes a tab.
func DeleteTab(tab string) Edit {
	return onTab("delete", tab, func(b *workbook, x *sheet) *refusal {
		owner := &User{Role: Owner}
		_, bad := (&batch{book: b, user: owner}).deleteSheet(object{"sheetId": float64(x.id)})
		return bad
	})
}

// RenameHeader gives a column another heading: it edits the heading's cell.
func RenameHeader(a1, heading string) Edit {
	e := EditCell(a1, heading)
	e.Name = "rename header " + a1
	return e
}

// Protect protects a range for everybody but the owner and the editors named
// by their e-mail addresses.
func Protect(a1 string, editors ...string) Edit {
	return onCells("protect", a1, func(b *workbook, a area) *refusal {
		a.sheet.protected = append(a.sheet.protected, &protection{id: b.newID(), span: span{rect: a.rect}, editors: editors})
		return nil
	})
}

// Warn protects a range so that whoever types there is warned, and not stopped.
func Warn(a1 string) Edit {
	return onCells("warn of edits in", a1, func(b *workbook, a area) *refusal {
		a.sheet.protected = append(a.sheet.protected, &protection{id: b.newID(), span: span{rect: a.rect}, warningOnly: true})
		return nil
	})
}

// ProtectTab protects a whole tab but for some ranges in it.
func ProtectTab(tab string, but ...string) Edit {
	return onTab("protect", tab, func(b *workbook, x *sheet) *refusal {
		p := &protection{id: b.newID(), span: span{rect: x.all()}}
		for _, a1 := range but {
			r, ok, _ := parseBlock(a1)
			if !ok {
				return invalid("Unable to parse range: %s", a1)
			}
			p.unprotected = append(p.unprotected, span{rect: x.clip(r)})
		}
		x.protected = append(x.protected, p)
		return nil
	})
}

// CopyTab puts a copy of a tab at its side, as people do who are afraid to
// spoil one: cells and looks, without protections or metadata.
func CopyTab(tab, title string) Edit {
	return onTab("copy", tab, func(b *workbook, x *sheet) *refusal {
		t := x.copy()
		t.id, t.protected, t.metadata = b.newID(), nil, nil
		for _, r := range t.rows {
			r.metadata = nil
		}
		if bad := (&batch{book: b}).rename(t, title); bad != nil {
			return bad
		}
		b.sheets = slices.Insert(b.sheets, b.index(x)+1, t)
		return nil
	})
}

// Merge merges the cells of a range; all but its first lose what they held.
func Merge(a1 string) Edit {
	return onCells("merge", a1, func(_ *workbook, a area) *refusal {
		a.sheet.merges = append(a.sheet.merges, span{rect: a.rect})
		a.sheet.keepFirst(a.rect)
		return nil
	})
}

// Filter puts a filter on a range, and hides the rows named, counted from 1.
func Filter(a1 string, hide ...int) Edit {
	return onCells("add filter", a1, func(_ *workbook, a area) *refusal {
		a.sheet.filter = &basicFilter{span: span{rect: a.rect}, settings: object{}}
		for _, n := range hide {
			a.sheet.rows[n-1].filtered = true
		}
		return nil
	})
}

// ImportXML puts a formula into a cell that would fetch something from
// elsewhere, and what it shows.
func ImportXML(a1, address string, result any) Edit {
	e := EditCell(a1, Formula{Text: fmt.Sprintf(`=IMPORTXML(%q,"//title")`, address), Result: result})
	e.Name = "import into " + a1
	return e
}
