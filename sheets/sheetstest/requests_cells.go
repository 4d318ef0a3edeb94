package sheetstest

import (
	"cmp"
	"slices"
	"strings"
)

var cellRequests = map[string]request{
	"updateCells":       (*batch).updateCells,
	"appendCells":       (*batch).appendCells,
	"repeatCell":        (*batch).repeatCell,
	"setDataValidation": (*batch).setDataValidation,
	"sortRange":         (*batch).sortRange,
	"mergeCells":        (*batch).mergeCells,
	"unmergeCells":      (*batch).unmergeCells,
	"copyPaste":         (*batch).copyPaste,
	"cutPaste":          (*batch).cutPaste,
}

// writeCell puts what a mask names of a CellData into a place.
func (b *batch) writeCell(s *sheet, row, column int, data object, m *mask) *refusal {
	var bad *refusal
	s.edit(row, column, func(c *cell) {
		if m.wants("userEnteredValue") {
			var v value
			v, bad = readExtended(part(data, "userEnteredValue"))
			c.enter(v)
		}
		if m.wants("textFormatRuns") {
			c.runs = clone(items(data, "textFormatRuns"))
		}
		if m.wants("note") {
			c.note = text(data, "note")
		}
		if m.wants("dataValidation") {
			c.rule = clone(part(data, "dataValidation"))
		}
		if next, ok := m.of("userEnteredFormat"); ok {
			c.format = writeFormat(c.format, part(data, "userEnteredFormat"), next)
		}
	})
	for _, member := range []string{"effectiveValue", "formattedValue", "effectiveFormat", "hyperlink"} {
		if !m.all && m.wants(member) {
			return invalid("Field %s is read-only", snake(member))
		}
	}
	if len(items(data, "chipRuns")) > 0 || !m.all && m.wants("chipRuns") {
		return notModelled("writing chips")
	}
	if bad == nil && m.wants("userEnteredFormat") {
		bad = checkFormat(part(data, "userEnteredFormat"))
	}
	return bad
}

func checkFormat(o object) *refusal {
	if nf := numberFormat(o); nf != nil && text(nf, "type") == "" {
		return invalid("NumberFormat.type must be set")
	}
	return nil
}

// writeFormat puts what a mask names of one format over another.
func writeFormat(old, fresh object, m *mask) object {
	out := writeMembers(clone(old), fresh, m)
	out = styled(out)
	if len(out) == 0 {
		return nil
	}
	return out
}

// writeMembers sets the members a mask names, and takes away those it names
// and the fresh object lacks.
func writeMembers(old, fresh object, m *mask) object {
	if m.all {
		return clone(fresh)
	}
	if old == nil {
		old = object{}
	}
	for name, next := range m.members {
		inner, isObject := fresh[name].(object)
		wasObject := part(old, name) != nil
		switch {
		case next.all && has(fresh, name):
			old[name] = cloneAny(fresh[name])
		case next.all:
			delete(old, name)
		case isObject || wasObject:
			if got := writeMembers(part(old, name), inner, next); len(got) > 0 {
				old[name] = got
			} else {
				delete(old, name)
			}
		}
		dropTwin(old, name, fresh)
	}
	return old
}

// twins are colours that the API keeps in two forms.
var twins = map[string]string{
	"backgroundColor": "backgroundColorStyle",
	"foregroundColor": "foregroundColorStyle",
	"tabColor":        "tabColorStyle",
}

// dropTwin takes away the other form of a colour that was just written, for
// styled to write anew.
func dropTwin(o object, name string, fresh object) {
	for plain, style := range twins {
		if name == plain && !has(fresh, style) {
			delete(o, style)
		}
		if name == style && !has(fresh, plain) {
			delete(o, plain)
		}
	}
}

// styled completes colours: each in both forms, in steps of 1/255, without
// the parts that are 0. An empty style is no colour.
func styled(o object) object {
	for name, item := range o {
		if inner, ok := item.(object); ok && twins[name] == "" && !strings.HasSuffix(name, "Style") {
			styled(inner)
		}
	}
	for plain, style := range twins {
		switch {
		case has(o, style) && len(part(o, style)) == 0:
			delete(o, style)
		case has(part(o, style), "rgbColor"):
			o[style] = object{"rgbColor": colour(part(part(o, style), "rgbColor"))}
			o[plain] = colour(part(part(o, style), "rgbColor"))
		case has(o, plain):
			o[plain] = colour(part(o, plain))
			o[style] = object{"rgbColor": colour(part(o, plain))}
		}
	}
	return o
}

func colour(o object) object {
	out := object{}
	for name := range o {
		n, _ := o[name].(float64)
		steps := float64(int(n*255 + 1e-4)) // rounded down, but for an error of arithmetic
		if n = shortFloat(steps / 255); n != 0 {
			out[name] = n
		}
	}
	return out
}

// grid reads the rows of an update: what stands in each place, with nil for
// places it does not reach.
func cellsOf(list []any) [][]object {
	var out [][]object
	for _, item := range list {
		line, _ := item.(object)
		var cells []object
		for _, c := range items(line, "values") {
			o, _ := c.(object)
			if o == nil {
				o = object{}
			}
			cells = append(cells, o)
		}
		out = append(out, cells)
	}
	return out
}

func (b *batch) updateCells(o object) (object, *refusal) {
	m, bad := fields(o, "CellData")
	if bad != nil {
		return nil, bad
	}
	data := cellsOf(items(o, "rows"))
	s, r, bad := b.updated(o, data)
	if bad != nil {
		return nil, bad
	}
	r.each(func(row, column int) {
		var c object
		if i, j := row-r.top, column-r.left; i < len(data) && j < len(data[i]) {
			c = data[i][j]
		} else if has(o, "start") {
			return // past the end of a short row
		}
		if wrong := b.writeCell(s, row, column, c, m); wrong != nil && bad == nil {
			bad = wrong
		}
	})
	return nil, bad
}

// updated is the block an updateCells writes: its range, whose places without
// data are cleared, or what its data covers from a start.
func (b *batch) updated(o object, data [][]object) (*sheet, rect, *refusal) {
	wide := 0
	for _, line := range data {
		wide = max(wide, len(line))
	}
	if has(o, "range") == has(o, "start") {
		return nil, rect{}, invalid("Exactly one of range and start must be set")
	}
	if has(o, "range") {
		s, r, bad := b.block(part(o, "range"))
		if bad == nil && (len(data) > r.rows() || wide > r.columns()) {
			bad = notModelled("updateCells with more rows or columns than its range")
		}
		return s, r, bad
	}
	start := part(o, "start")
	s := b.book.byID(whole(start, "sheetId"))
	if s == nil {
		return nil, rect{}, noSheet(whole(start, "sheetId"))
	}
	r := rect{top: whole(start, "rowIndex"), left: whole(start, "columnIndex")}
	r.bottom, r.right = r.top+len(data), r.left+wide
	if !r.within(s.all()) {
		return nil, rect{}, invalid("Attempting to write column: %d, beyond the last requested column of: %d", r.right-1, len(s.columns)-1)
	}
	return s, r, s.guard(b.user, r)
}

// appendCells writes below the last row that holds anything, and makes the
// grid longer where it must.
func (b *batch) appendCells(o object) (object, *refusal) {
	m, bad := fields(o, "CellData")
	if bad != nil {
		return nil, bad
	}
	s := b.book.byID(whole(o, "sheetId"))
	if s == nil {
		return nil, noSheet(whole(o, "sheetId"))
	}
	data := cellsOf(items(o, "rows"))
	top, wide := s.used().bottom, 0
	for _, line := range data {
		wide = max(wide, len(line))
	}
	s.resize(max(len(s.rows), top+len(data)), max(len(s.columns), wide))
	if bad := s.guard(b.user, rect{top, 0, top + len(data), wide}); bad != nil {
		return nil, bad
	}
	for i, line := range data {
		for j, c := range line {
			if bad := b.writeCell(s, top+i, j, c, m); bad != nil {
				return nil, bad
			}
		}
	}
	return nil, nil
}

// used is the block from A1 to the last row and column with something entered.
func (s *sheet) used() rect {
	r := rect{}
	for i, line := range s.rows {
		for j, c := range line.cells {
			if c != nil && c.entered.kind != none {
				r.bottom, r.right = i+1, max(r.right, j+1)
			}
		}
	}
	return r
}

func (b *batch) repeatCell(o object) (object, *refusal) {
	m, bad := fields(o, "CellData")
	if bad != nil {
		return nil, bad
	}
	s, r, bad := b.block(part(o, "range"))
	if bad != nil {
		return nil, bad
	}
	data := part(o, "cell")
	if m.wants("userEnteredValue") && has(part(data, "userEnteredValue"), "formulaValue") {
		return nil, notModelled("repeatCell with a formula, whose references move from place to place")
	}
	r.each(func(row, column int) {
		if wrong := b.writeCell(s, row, column, data, m); wrong != nil && bad == nil {
			bad = wrong
		}
	})
	return nil, bad
}

func (b *batch) setDataValidation(o object) (object, *refusal) {
	s, r, bad := b.block(part(o, "range"))
	if bad != nil {
		return nil, bad
	}
	rule := clone(part(o, "rule"))
	for name, item := range rule {
		if item == false {
			delete(rule, name)
		}
	}
	r.each(func(row, column int) {
		s.edit(row, column, func(c *cell) { c.rule = rule })
	})
	return nil, nil
}

// sortRange puts the rows of a block in order. Blank cells come last,
// whichever way the order runs. With Options.SortCarriesMetadata, and a block
// that spans everything in its rows, what belongs to a row goes with it.
func (b *batch) sortRange(o object) (object, *refusal) {
	s, r, bad := b.block(part(o, "range"))
	if bad != nil {
		return nil, bad
	}
	for _, p := range s.merges {
		if p.meets(r) {
			return nil, invalid("You can't sort a range with vertical merges")
		}
	}
	for _, spec := range items(o, "sortSpecs") {
		if c := whole(spec.(object), "dimensionIndex"); c < r.left || c >= r.right {
			return nil, invalid("Sort dimension index %d is outside the range", c)
		}
	}
	var order []int
	for i := r.top; i < r.bottom; i++ {
		order = append(order, i)
	}
	slices.SortStableFunc(order, func(i, j int) int {
		for _, spec := range items(o, "sortSpecs") {
			c := whole(spec.(object), "dimensionIndex")
			x, y, wrong := b.keys(s.at(i, c), s.at(j, c))
			if wrong != nil {
				bad = wrong
			}
			if n := compareKeys(x, y, text(spec.(object), "sortOrder") == "DESCENDING"); n != 0 {
				return n
			}
		}
		return 0
	})
	if bad != nil {
		return nil, bad
	}
	s.reorder(r, order, b.book.options.SortCarriesMetadata)
	return nil, nil
}

func (b *batch) keys(x, y *cell) (one, two value, bad *refusal) {
	for _, k := range []struct {
		cell *cell
		key  *value
	}{{x, &one}, {y, &two}} {
		if k.cell == nil || k.cell.entered.kind == none {
			continue
		}
		v, wrong := b.book.result(k.cell)
		if wrong != nil {
			bad = wrong
		}
		*k.key = v
	}
	return one, two, bad
}

// compareKeys orders values: numbers, then texts, then truths, then blanks.
func compareKeys(x, y value, descending bool) int {
	rank := map[valueKind]int{number: 0, str: 1, boolean: 2, failure: 3, none: 4}
	if x.kind == none || y.kind == none {
		return cmp.Compare(rank[x.kind], rank[y.kind])
	}
	n := cmp.Compare(rank[x.kind], rank[y.kind])
	if n == 0 {
		switch x.kind {
		case number:
			n = cmp.Compare(x.num, y.num)
		case boolean:
			n = cmp.Compare(b2i(x.yes), b2i(y.yes))
		default:
			n = cmp.Compare(strings.ToLower(x.text), strings.ToLower(y.text))
		}
	}
	if descending {
		return -n
	}
	return n
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// reorder puts rows of a block in a new order: order[i] is the row that comes
// to stand in the block's ith place.
func (s *sheet) reorder(r rect, order []int, carry bool) {
	whole := r.left == 0 && r.right >= s.used().right
	carry = carry && whole
	old := make([]row, len(order))
	for i, from := range order {
		old[i] = *s.rows[from]
		old[i].cells = slices.Clone(s.rows[from].cells)
	}
	for i := range order {
		to := r.top + i
		for c := r.left; c < r.right; c++ {
			var x *cell
			if c < len(old[i].cells) {
				x = old[i].cells[c]
			}
			s.set(to, c, x)
		}
		if whole {
			s.rows[to].key = old[i].key
		}
		if carry {
			s.rows[to].metadata = old[i].metadata
		}
	}
}

func (b *batch) mergeCells(o object) (object, *refusal) {
	s, r, bad := b.block(part(o, "range"))
	if bad != nil {
		return nil, bad
	}
	s.merges = slices.DeleteFunc(s.merges, func(p span) bool { return p.within(r) })
	for _, p := range s.merges {
		if p.meets(r) {
			return nil, invalid("You must select all cells in a merged range to merge or unmerge them.")
		}
	}
	for _, one := range mergedBlocks(r, text(o, "mergeType")) {
		if one.rows() == 1 && one.columns() == 1 {
			continue
		}
		s.merges = append(s.merges, span{rect: one})
		s.keepFirst(one)
	}
	return nil, nil
}

func mergedBlocks(r rect, kind string) []rect {
	var list []rect
	switch kind {
	case "MERGE_ROWS":
		for i := r.top; i < r.bottom; i++ {
			list = append(list, rect{i, r.left, i + 1, r.right})
		}
	case "MERGE_COLUMNS":
		for j := r.left; j < r.right; j++ {
			list = append(list, rect{r.top, j, r.bottom, j + 1})
		}
	default:
		list = append(list, r)
	}
	return list
}

// keepFirst leaves a merged block one value: its first.
func (s *sheet) keepFirst(r rect) {
	r.each(func(row, column int) {
		if row == r.top && column == r.left || s.at(row, column) == nil {
			return
		}
		s.edit(row, column, func(c *cell) { c.enter(value{}) })
	})
}

func (b *batch) unmergeCells(o object) (object, *refusal) {
	s, r, bad := b.block(part(o, "range"))
	if bad != nil {
		return nil, bad
	}
	for _, p := range s.merges {
		if p.meets(r) && !p.within(r) {
			return nil, invalid("You must select all cells in a merged range to merge or unmerge them.")
		}
	}
	s.merges = slices.DeleteFunc(s.merges, func(p span) bool { return p.within(r) })
	return nil, nil
}

func (b *batch) copyPaste(o object) (object, *refusal) {
	from, source, bad := b.book.gridRange(part(o, "source"))
	if bad != nil {
		return nil, bad
	}
	to, target, bad := b.block(part(o, "destination"))
	switch {
	case bad != nil:
		return nil, bad
	case text(o, "pasteType") != "PASTE_NORMAL" && has(o, "pasteType"), text(o, "pasteOrientation") == "TRANSPOSE":
		return nil, notModelled("copyPaste of %s %s", text(o, "pasteType"), text(o, "pasteOrientation"))
	case target.rows() != source.rows() || target.columns() != source.columns():
		return nil, notModelled("copyPaste to a block of another size")
	}
	return nil, b.paste(from, source, to, target)
}

func (b *batch) cutPaste(o object) (object, *refusal) {
	from, source, bad := b.block(part(o, "source"))
	if bad != nil {
		return nil, bad
	}
	corner := part(o, "destination")
	to := b.book.byID(whole(corner, "sheetId"))
	if to == nil {
		return nil, noSheet(whole(corner, "sheetId"))
	}
	if has(o, "pasteType") && text(o, "pasteType") != "PASTE_NORMAL" {
		return nil, notModelled("cutPaste of %s", text(o, "pasteType"))
	}
	target := rect{top: whole(corner, "rowIndex"), left: whole(corner, "columnIndex")}
	target.bottom, target.right = target.top+source.rows(), target.left+source.columns()
	if !target.within(to.all()) {
		return nil, to.beyond(target)
	}
	if bad := to.guard(b.user, target); bad != nil {
		return nil, bad
	}
	taken := from.take(source)
	source.each(func(row, column int) { from.set(row, column, nil) })
	return nil, pasteAt(to, target, taken)
}

func (b *batch) paste(from *sheet, source rect, to *sheet, target rect) *refusal {
	taken := from.take(source)
	for _, line := range taken {
		for _, c := range line {
			if c != nil && c.entered.kind == formula {
				return notModelled("copyPaste of a formula, whose references move with it")
			}
		}
	}
	return pasteAt(to, target, taken)
}

// take lists the cells of a block.
func (s *sheet) take(r rect) [][]*cell {
	out := make([][]*cell, r.rows())
	for i := range out {
		for j := range r.columns() {
			out[i] = append(out[i], s.at(r.top+i, r.left+j))
		}
	}
	return out
}

func pasteAt(s *sheet, r rect, cells [][]*cell) *refusal {
	for i, line := range cells {
		for j, c := range line {
			s.set(r.top+i, r.left+j, c)
		}
	}
	return nil
}
