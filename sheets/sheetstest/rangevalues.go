package sheetstest

import (
	"fmt"
	"strings"
)

// how is what a reading call asks for.
func (c *call) how() render {
	return render{c.Query.Get("valueRenderOption"), c.Query.Get("dateTimeRenderOption")}
}

// valueRange writes a block of values: without trailing empty cells and rows,
// with "" for empty cells and [] for empty rows in between, and without any
// values at all where there are none.
func (b *workbook) valueRange(a area, major string, how render) (object, *refusal) {
	if major == "" || major == "DIMENSION_UNSPECIFIED" {
		major = string(rows)
	}
	o := object{"range": a.a1(), "majorDimension": major}
	outer, inner := a.rect.rows(), a.rect.columns()
	if major == string(columns) {
		outer, inner = inner, outer
	}
	var list []any
	last := 0
	for i := range outer {
		line := []any{}
		for j := range inner {
			row, column := a.rect.top+i, a.rect.left+j
			if major == string(columns) {
				row, column = a.rect.top+j, a.rect.left+i
			}
			v, bad := b.json(a.sheet.at(row, column), how)
			if bad != nil {
				return nil, bad
			}
			if v != nil {
				for len(line) < j {
					line = append(line, "")
				}
				line = append(line, v)
			}
		}
		list = append(list, line)
		if len(line) > 0 {
			last = len(list)
		}
	}
	if last > 0 {
		o["values"] = list[:last]
	}
	return o, nil
}

func (f *file) getValues(c *call) (any, *refusal) {
	a, bad := f.book.locate(c.args[1])
	if bad != nil {
		return nil, bad
	}
	return f.book.valueRange(a, c.Query.Get("majorDimension"), c.how())
}

func (f *file) batchGetValues(c *call) (any, *refusal) {
	areas, bad := f.book.locateAll(c.Query["ranges"])
	if bad != nil {
		return nil, bad
	}
	var list []any
	for _, a := range areas {
		v, bad := f.book.valueRange(a, c.Query.Get("majorDimension"), c.how())
		if bad != nil {
			return nil, bad
		}
		list = append(list, v)
	}
	return object{"spreadsheetId": f.id, "valueRanges": list}, nil
}

func (f *file) batchGetByDataFilter(c *call) (any, *refusal) {
	how := render{text(c.body, "valueRenderOption"), text(c.body, "dateTimeRenderOption")}
	out := object{"spreadsheetId": f.id}
	var list []any
	for _, filter := range items(c.body, "dataFilters") {
		areas, bad := f.book.areas(filter.(object))
		if bad != nil {
			return nil, bad
		}
		for _, a := range areas {
			v, bad := f.book.valueRange(a, text(c.body, "majorDimension"), how)
			if bad != nil {
				return nil, bad
			}
			list = append(list, object{"valueRange": v, "dataFilters": []any{filter}})
		}
	}
	if list != nil {
		out["valueRanges"] = list
	}
	return out, nil
}

// writing is one block of values on its way into a workbook.
type writing struct {
	area   area // where it was asked to go
	values [][]any
	typed  bool // USER_ENTERED
}

// writingOf reads a ValueRange's values into rows.
func writingOf(o object, option string) (writing, *refusal) {
	w := writing{typed: option == "USER_ENTERED"}
	if option != "RAW" && option != "USER_ENTERED" {
		return w, invalid("'valueInputOption' is required but not specified")
	}
	var lines [][]any
	for _, item := range items(o, "values") {
		line, _ := item.([]any)
		lines = append(lines, line)
	}
	if text(o, "majorDimension") != string(columns) {
		w.values = lines
		return w, nil
	}
	for j, line := range lines {
		for i, v := range line {
			for len(w.values) <= i {
				w.values = append(w.values, nil)
			}
			for len(w.values[i]) < j {
				w.values[i] = append(w.values[i], nil)
			}
			w.values[i] = append(w.values[i], v)
		}
	}
	return w, nil
}

func (w writing) width() int {
	wide := 0
	for _, line := range w.values {
		wide = max(wide, len(line))
	}
	return wide
}

// written says what a writing did.
type written struct {
	box           rect // around the cells that were written
	rows, columns map[int]bool
	cells         int
}

// write puts the values into the workbook. A null leaves its cell alone and
// counts for nothing; "" empties its cell and counts.
func (w writing) write(b *workbook, u *User) (written, *refusal) {
	done := written{rows: map[int]bool{}, columns: map[int]bool{}}
	r := w.area.rect
	if w.area.one {
		r.bottom, r.right = r.top+max(1, len(w.values)), r.left+max(1, w.width())
	}
	if bad := w.fits(r); bad != nil {
		return done, bad
	}
	for i, line := range w.values {
		for j, v := range line {
			if v == nil {
				continue
			}
			at := rect{r.top + i, r.left + j, r.top + i + 1, r.left + j + 1}
			if bad := w.area.sheet.guard(u, at); bad != nil {
				return done, bad
			}
			if bad := w.writeOne(b, at.top, at.left, v); bad != nil {
				return done, bad
			}
			done.add(at)
		}
	}
	return done, nil
}

// fits refuses values beyond the range they were meant for, or the grid.
func (w writing) fits(r rect) *refusal {
	s := w.area.sheet
	if len(w.values) > r.rows() {
		return invalid("Requested writing within range [%s], but tried writing to row [%d]", s.a1(r), r.bottom+1)
	}
	if w.width() > r.columns() {
		return invalid("Requested writing within range [%s], but tried writing to column [%s]", s.a1(r), columnName(r.right))
	}
	if !r.within(s.all()) {
		return s.beyond(r)
	}
	return nil
}

func (w writing) writeOne(b *workbook, row, column int, v any) *refusal {
	s := w.area.sheet
	typed, isText := v.(string)
	if isText {
		if bad := tooLong(typed); bad != nil {
			return bad
		}
	}
	val, ok := valueOf(v)
	if !ok {
		return invalidValue(fmt.Sprintf("data.values[%d][%d]", row, column), "any", v)
	}
	var format object
	if isText && w.typed {
		var bad *refusal
		if val, format, bad = b.userEntered(typed, s.at(row, column)); bad != nil {
			return bad
		}
	}
	s.edit(row, column, func(c *cell) {
		c.enter(val)
		if format != nil && numberFormat(c.format) == nil {
			c.format = clone(c.format)
			if c.format == nil {
				c.format = object{}
			}
			c.format["numberFormat"] = clone(format)
		}
	})
	return nil
}

func (d *written) add(at rect) {
	if d.cells == 0 {
		d.box = at
	}
	d.box = rect{min(d.box.top, at.top), min(d.box.left, at.left), max(d.box.bottom, at.bottom), max(d.box.right, at.right)}
	d.rows[at.top], d.columns[at.left] = true, true
	d.cells++
}

// object writes an UpdateValuesResponse.
func (d written) object(b *workbook, a area) object {
	o := object{"spreadsheetId": b.id, "updatedRange": a.a1()}
	if d.cells > 0 {
		o["updatedRange"] = a.sheet.a1(d.box)
		o["updatedRows"], o["updatedColumns"] = float64(len(d.rows)), float64(len(d.columns))
		o["updatedCells"] = float64(d.cells)
	}
	return o
}

// echo adds the values back, in the range that was asked for.
func (b *workbook) echo(o object, a area, wanted bool, how render) *refusal {
	if !wanted {
		return nil
	}
	v, bad := b.valueRange(a, "", how)
	o["updatedData"] = v
	return bad
}

func (c *call) responseHow() render {
	return render{c.Query.Get("responseValueRenderOption"), c.Query.Get("responseDateTimeRenderOption")}
}

func (f *file) updateValues(c *call) (any, *refusal) {
	w, bad := writingOf(c.body, c.Query.Get("valueInputOption"))
	if bad != nil {
		return nil, bad
	}
	b := f.book.copy()
	if w.area, bad = b.locate(c.args[1]); bad != nil {
		return nil, bad
	}
	if r := text(c.body, "range"); r != "" {
		if other, bad := b.locate(r); bad != nil || other != w.area {
			return nil, notModelled("a body for range %s sent to range %s", r, c.args[1])
		}
	}
	done, bad := w.write(b, c.user)
	if bad != nil {
		return nil, bad
	}
	o := done.object(b, w.area)
	if bad := b.echo(o, w.spread(), c.flag("includeValuesInResponse"), c.responseHow()); bad != nil {
		return nil, bad
	}
	f.commit(b)
	return o, nil
}

// spread is the range a writing covers: what was asked for, or from a single
// cell as far as its values reach.
func (w writing) spread() area {
	a := w.area
	if a.one {
		a.rect.bottom, a.rect.right = a.rect.top+max(1, len(w.values)), a.rect.left+max(1, w.width())
	}
	return a
}

// region is the block of filled cells around a place: it grows until all that
// touches it is empty.
func (s *sheet) region(row, column int) (rect, bool) {
	if !s.filled(row, column) {
		return rect{}, false
	}
	r := rect{row, column, row + 1, column + 1}
	for {
		ring := rect{r.top - 1, r.left - 1, r.bottom + 1, r.right + 1}.crossing(s.all())
		grown := r
		ring.each(func(i, j int) {
			if s.filled(i, j) {
				grown = rect{min(grown.top, i), min(grown.left, j), max(grown.bottom, i+1), max(grown.right, j+1)}
			}
		})
		if grown == r {
			return r, true
		}
		r = grown
	}
}

func (s *sheet) filled(row, column int) bool {
	c := s.at(row, column)
	return c != nil && c.entered.kind != none
}

// table finds the last table of a range: the region around its last filled
// cell.
func (a area) table() (rect, bool) {
	r := a.rect.crossing(a.sheet.used())
	for i := r.bottom - 1; i >= r.top; i-- {
		for j := r.right - 1; j >= r.left; j-- {
			if t, ok := a.sheet.region(i, j); ok {
				return t, true
			}
		}
	}
	return rect{}, false
}

// appendValues writes below the last table of a range, or at the range's first
// cell where it has none.
func (f *file) appendValues(c *call) (any, *refusal) {
	w, bad := writingOf(c.body, c.Query.Get("valueInputOption"))
	if bad != nil {
		return nil, bad
	}
	b := f.book.copy()
	if w.area, bad = b.locate(c.args[1]); bad != nil {
		return nil, bad
	}
	out := object{"spreadsheetId": f.id}
	at := rect{top: w.area.rect.top, left: w.area.rect.left}
	if t, ok := w.area.table(); ok {
		out["tableRange"] = w.area.sheet.a1(t)
		at.top, at.left = t.bottom, t.left
	}
	at.bottom, at.right = at.top+max(1, len(w.values)), at.left+max(1, w.width())
	if bad := w.makeRoom(b, at, c.Query.Get("insertDataOption") == "INSERT_ROWS", c.user); bad != nil {
		return nil, bad
	}
	w.area.rect, w.area.one = at, false
	done, bad := w.write(b, c.user)
	if bad != nil {
		return nil, bad
	}
	updates := done.object(b, w.area)
	if bad := b.echo(updates, w.area, c.flag("includeValuesInResponse"), c.responseHow()); bad != nil {
		return nil, bad
	}
	out["updates"] = updates
	f.commit(b)
	return out, nil
}

// makeRoom makes the grid large enough for appended rows, or puts new rows in.
func (w writing) makeRoom(b *workbook, at rect, insert bool, u *User) *refusal {
	s := w.area.sheet
	if insert && at.top < len(s.rows) {
		if bad := s.guardInsert(u, rows, at.top); bad != nil {
			return bad
		}
		s.insert(rows, at.top, at.rows(), at.top > 0)
		b.shiftNames(s, rows, at.top, at.rows())
	}
	s.resize(max(len(s.rows), at.bottom), max(len(s.columns), at.right))
	return s.tooLarge()
}

func (f *file) clearValues(c *call) (any, *refusal) {
	b := f.book.copy()
	cleared, bad := b.clear([]string{c.args[1]}, c.user)
	if bad != nil {
		return nil, bad
	}
	f.commit(b)
	return object{"spreadsheetId": f.id, "clearedRange": cleared[0]}, nil
}

func (f *file) batchClearValues(c *call) (any, *refusal) {
	b := f.book.copy()
	cleared, bad := b.clear(stringsOf(items(c.body, "ranges")), c.user)
	if bad != nil {
		return nil, bad
	}
	f.commit(b)
	return object{"spreadsheetId": f.id, "clearedRanges": cleared}, nil
}

// clear empties ranges of their values; formats, notes and rules stay.
func (b *workbook) clear(list []string, u *User) ([]any, *refusal) {
	areas, bad := b.locateAll(list)
	if bad != nil {
		return nil, bad
	}
	var out []any
	for _, a := range areas {
		if bad := a.sheet.guard(u, a.rect); bad != nil {
			return nil, bad
		}
		a.rect.crossing(a.sheet.used()).each(func(row, column int) {
			a.sheet.edit(row, column, func(c *cell) { c.enter(value{}) })
		})
		out = append(out, a.a1())
	}
	return out, nil
}

// several carries out a list of writings and adds up what they did.
func (b *workbook) several(list []writing, u *User, wanted bool, how render) (object, []object, *refusal) {
	total := object{"spreadsheetId": b.id}
	type line struct {
		s *sheet
		n int
	}
	rowsSeen, columnsSeen, sheets, cells := map[line]bool{}, map[line]bool{}, map[*sheet]bool{}, 0
	var each []object
	for _, w := range list {
		done, bad := w.write(b, u)
		if bad != nil {
			return nil, nil, bad
		}
		for n := range done.rows {
			rowsSeen[line{w.area.sheet, n}] = true
		}
		for n := range done.columns {
			columnsSeen[line{w.area.sheet, n}] = true
		}
		if cells += done.cells; done.cells > 0 {
			sheets[w.area.sheet] = true
		}
		o := done.object(b, w.area)
		if bad := b.echo(o, w.spread(), wanted, how); bad != nil {
			return nil, nil, bad
		}
		each = append(each, o)
	}
	for name, n := range map[string]int{
		"totalUpdatedRows": len(rowsSeen), "totalUpdatedColumns": len(columnsSeen),
		"totalUpdatedCells": cells, "totalUpdatedSheets": len(sheets),
	} {
		if n > 0 {
			total[name] = float64(n)
		}
	}
	return total, each, nil
}

func bodyHow(o object) render {
	return render{text(o, "responseValueRenderOption"), text(o, "responseDateTimeRenderOption")}
}

func (f *file) batchUpdateValues(c *call) (any, *refusal) {
	b := f.book.copy()
	var list []writing
	for _, item := range items(c.body, "data") {
		o := item.(object)
		w, bad := writingOf(o, text(c.body, "valueInputOption"))
		if bad == nil {
			w.area, bad = b.locate(text(o, "range"))
		}
		if bad != nil {
			return nil, bad
		}
		list = append(list, w)
	}
	total, each, bad := b.several(list, c.user, truth(c.body, "includeValuesInResponse"), bodyHow(c.body))
	if bad != nil {
		return nil, bad
	}
	f.commit(b)
	total["responses"] = anyList(each)
	return total, nil
}

func anyList(list []object) []any {
	out := make([]any, len(list))
	for i, o := range list {
		out[i] = o
	}
	return out
}

func (f *file) batchUpdateByDataFilter(c *call) (any, *refusal) {
	b := f.book.copy()
	var list []writing
	var filters []any
	for _, item := range items(c.body, "data") {
		o := item.(object)
		w, bad := writingOf(o, text(c.body, "valueInputOption"))
		if bad != nil {
			return nil, bad
		}
		areas, bad := b.areas(part(o, "dataFilter"))
		if bad != nil {
			return nil, bad
		}
		for _, a := range areas {
			one := w
			one.area = a
			list, filters = append(list, one), append(filters, part(o, "dataFilter"))
		}
	}
	total, each, bad := b.several(list, c.user, truth(c.body, "includeValuesInResponse"), bodyHow(c.body))
	if bad != nil {
		return nil, bad
	}
	for i, o := range each {
		delete(o, "spreadsheetId")
		o["dataFilter"] = clone(filters[i])
	}
	f.commit(b)
	if len(each) > 0 {
		total["responses"] = anyList(each)
	}
	return total, nil
}

// csv writes the first tab as Drive exports it.
func (b *workbook) csv() ([]byte, *refusal) {
	first := b.first()
	used := first.used()
	var lines []string
	for i := range used.bottom {
		var line []string
		for j := range used.right {
			v, bad := b.json(first.at(i, j), render{})
			if bad != nil {
				return nil, bad
			}
			t, _ := v.(string)
			if strings.ContainsAny(t, ",\"\n\r") {
				t = `"` + strings.ReplaceAll(t, `"`, `""`) + `"`
			}
			line = append(line, t)
		}
		lines = append(lines, strings.Join(line, ","))
	}
	return []byte(strings.Join(lines, "\r\n")), nil
}
