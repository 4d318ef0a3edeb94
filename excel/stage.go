package excel

import (
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"

	"actionplan/excel/internal/ooxml"
	"actionplan/plan"
	"actionplan/table"
)

// sheetWork is what is to be written into one sheet.
type sheetWork struct {
	*staging
	sheet      ooxml.SheetPart
	index      int // among the workbook's sheets
	grid       *table.Grid
	targets    map[[2]int]*target
	found      ooxml.Survey
	objects    *sheetObjects
	arrays     []array
	used       ooxml.Range // every cell the part has an element for
	staying    ooxml.Range // those of them that are not taken out again
	near       neighbours
	merges     map[int][]ooxml.Range // by the rows that are written to
	splices    []ooxml.Splice
	growth     growth         // of its tables
	uses       map[int]int    // how many cells have each cell format
	texts      map[int]string // shared texts as written, those that were asked for
	formulasAt []formulaAt    // formulas that cells are worked out by, those that were asked for
	moving     []*movingRow   // rows that move down

	movingCells int // and cells in them

	typedAlready map[tableField]*typedDates // columns that have been looked through
}

// target is one cell to write.
type target struct {
	edit        plan.Edit
	row, column int
	content     content
	style       int
	restyle     bool
	notes       []string
	like        [2]int // the cell whose format a new one takes; zero for none
	filler      bool   // it only carries a new row's format on
	put         int    // the row it is put in as, where its row is a new one between others; 0 otherwise
	exact       *stood // how it is to stand, where it is put back
	stood       stood  // how it stands
}

func (t *target) cell() plan.Cell { return t.edit.Was.Cell }

// put adds a cell to write.
func (w *sheetWork) put(e plan.Edit) {
	cell := e.Was.Cell
	at := [2]int{cell.Row, cell.Column}
	if known, twice := w.targets[at]; twice {
		w.Shared(known.edit, e)
		return
	}
	made := &target{edit: e, row: cell.Row, column: cell.Column}
	if state, back := w.Work.Exact[cell]; back {
		if made.exact = stoodOf(state); made.exact == nil {
			made.notes = append(made.notes, "how the cell stood was not kept in a way that can be read: it says again what it said, and no more is put back")
		}
	}
	if made.exact == nil {
		var why string
		if made.content, why = w.shared.contentOf(e.Now, e.Field); why != "" {
			w.Refuse(cell, e.Field, why)
			return
		}
	}
	w.targets[at] = made
}

// inOrder lists the targets by row, then by column.
func (w *sheetWork) inOrder() []*target {
	all := make([]*target, 0, len(w.targets))
	for _, t := range w.targets {
		all = append(all, t)
	}
	slices.SortFunc(all, func(a, b *target) int {
		if a.row != b.row {
			return a.row - b.row
		}
		return a.column - b.column
	})
	return all
}

// survey finds the cells in the sheet's part.
func (w *sheetWork) survey() error {
	w.found = ooxml.Survey{Ask: map[int][]int{}, Seen: w.seen, SeenRow: w.seenRow, Formulas: w.formulas || w.growing()}
	for _, t := range append(w.inOrder(), w.growth.added...) {
		if t.put == 0 {
			w.found.Ask[t.row] = append(w.found.Ask[t.row], t.column)
		}
		w.near.watch(t.column)
		if t.like != [2]int{} {
			w.found.Ask[t.like[0]] = append(w.found.Ask[t.like[0]], t.like[1])
		}
	}
	for row, columns := range w.found.Ask {
		slices.Sort(columns)
		w.found.Ask[row] = slices.Compact(columns)
	}
	if err := w.pkg.SurveySheet(w.sheet.Part, &w.found); err != nil {
		return w.unwritable(err)
	}
	switch {
	case w.found.Recoded:
		return w.unwritable(fmt.Errorf("sheet %q is not written in UTF-8", w.sheet.Name))
	case w.found.Data == ooxml.Span{}:
		return w.unwritable(fmt.Errorf("sheet %q has no rows to write to", w.sheet.Name))
	}
	w.indexMerges()
	return w.readObjects()
}

// readObjects reads, once, what lies over the sheet's cells.
func (w *sheetWork) readObjects() (err error) {
	if w.objects == nil {
		if w.objects, err = readObjects(w.pkg, w.sheet.Part); err != nil {
			return w.unwritable(err)
		}
	}
	return nil
}

func (w *sheetWork) seen(c *ooxml.SheetCell) {
	if c.Array.Cells() > 1 && c.Array != (ooxml.Range{}) && len(w.arrays) < maxArrays {
		w.arrays = append(w.arrays, array{c.Array, string(c.Text)})
	}
	if 0 < c.Row && c.Row <= plan.MaxRow && c.Column <= plan.MaxColumn {
		w.used = around(w.used, c.Row, c.Column)
		if t := w.targets[[2]int{c.Row, c.Column}]; t == nil || t.exact == nil || !t.exact.Absent {
			w.staying = around(w.staying, c.Row, c.Column)
		}
	}
	w.near.see(c)
	w.uses[c.Style]++
	w.seeMoving(c)
}

// indexMerges finds the merges over the rows that are written to.
func (w *sheetWork) indexMerges() {
	rows := make([]int, 0, len(w.found.Ask))
	for row := range w.found.Ask {
		rows = append(rows, row)
	}
	slices.Sort(rows)
	w.merges = map[int][]ooxml.Range{}
	for _, m := range w.found.Merges {
		for i := sort.SearchInts(rows, m.FirstRow); i < len(rows) && rows[i] <= m.LastRow; i++ {
			w.merges[rows[i]] = append(w.merges[rows[i]], m)
		}
	}
}

// plan decides how each cell is written, or why it is not.
func (w *sheetWork) plan() error {
	for _, t := range w.inOrder() {
		why := w.blocked(t)
		if why == "" {
			why = w.format(t)
		}
		if why != "" {
			if t.like == [2]int{} {
				w.Refuse(t.cell(), t.edit.Field, why)
			} else {
				w.RefuseOnce(t.cell(), t.edit.Field, why)
			}
			delete(w.targets, [2]int{t.row, t.column})
		}
	}
	if err := w.remember(); err != nil {
		return w.unwritable(err)
	}
	for _, t := range w.growth.added {
		if why := w.format(t); why != "" {
			w.RefuseOnce(w.stands(t), t.edit.Field, why)
		}
	}
	for _, t := range append(w.inOrder(), w.growth.added...) {
		if !t.filler {
			w.say(t)
		}
	}
	w.leaveBare()
	w.sayLocked()
	w.write()
	w.grow()
	if w.found.ASCII {
		ooxml.ASCII(w.splices)
	}
	if len(w.splices) > 0 {
		w.parts[w.sheet.Part] = append(w.parts[w.sheet.Part], w.splices...)
	}
	return nil
}

// stands is the cell that a target is once all rows are put in, where its row
// is a new one, and the cell it is now otherwise.
func (w *sheetWork) stands(t *target) plan.Cell {
	cell := t.cell()
	if t.put > 0 {
		cell.Row = t.put
	}
	return cell
}

// sayLocked says that cells are written which the sheet's protection would
// have kept a person from: the file's format does not.
func (w *sheetWork) sayLocked() {
	if !w.found.Locked {
		return
	}
	for _, t := range append(w.inOrder(), w.growth.added...) {
		if w.styles.locked(t.style) {
			w.Besides(fmt.Sprintf("the sheet “%s” is protected: apply writes into its locked cells all the same, and it stays protected", w.sheet.Name))
			return
		}
	}
}

// blocked is why a cell cannot be written, "" where it can.
func (w *sheetWork) blocked(t *target) string {
	cell, row := w.found.Cells[[2]int{t.row, t.column}], w.found.Rows[t.row]
	for _, m := range w.merges[t.row] {
		if holds(m, t.row, t.column) && (m.FirstRow != t.row || m.FirstColumn != t.column) {
			anchor := plan.Cell{Sheet: w.sheet.Name, Row: m.FirstRow, Column: m.FirstColumn}
			return "the cell is merged into " + anchor.String() + ", which holds what it says"
		}
	}
	seen, _ := cellAt(w.grid, t.row, t.column)
	if cell.Cell.Formula || seen.Formula || slices.ContainsFunc(w.arrays, func(a array) bool { return holds(a.fills, t.row, t.column) }) {
		return "the cell is worked out by a formula" + w.typeInstead(t)
	}
	if why := w.objects.blocked(t.row, t.column); why != "" {
		return why
	}
	switch {
	case cell.Times > 1:
		return "the workbook holds this cell twice, and it cannot be told which one counts"
	case cell.Here && cell.Cell.Elsewhere:
		return "the cell says that it stands in another row than the one it is in"
	case !cell.Here && row.Times > 1, !row.Here && !w.found.Order:
		return "the sheet's rows do not come in order, so that a cell cannot be put in safely"
	case !cell.Here && row.Here && !row.Order:
		return "the row's cells do not come in order, so that one cannot be put in safely"
	}
	return ""
}

// array is what an array formula or data table fills, from its first cell on.
type array struct {
	fills   ooxml.Range
	formula string
}

// typeInstead is where to type what a formula's cell is to say: the cell it
// repeats, or the one sheet that it is worked out from.
func (w *sheetWork) typeInstead(t *target) string {
	formula, at := string(w.found.Cells[[2]int{t.row, t.column}].Cell.Text), ""
	for _, a := range w.arrays {
		if holds(a.fills, t.row, t.column) {
			formula = a.formula
			at = " in " + plan.Cell{Sheet: w.sheet.Name, Row: a.fills.FirstRow, Column: a.fills.FirstColumn}.String() + ", which fills this one too"
		}
	}
	refs := ooxml.References(formula)
	if len(refs) == 0 {
		return at
	}
	from := refs[0].Sheet
	for _, r := range refs {
		if r.Sheet != from {
			return at
		}
	}
	switch whole := len(refs) == 1 && whatRangeIs(refs[0], formula) && refs[0].Range.Cells() == 1; {
	case whole:
		source := plan.Cell{Sheet: from, Row: refs[0].Range.FirstRow, Column: refs[0].Range.FirstColumn}
		if from == "" {
			source.Sheet = w.sheet.Name
		}
		return at + ": type it in " + source.String() + ", which it repeats"
	case from != "" && from != w.sheet.Name:
		return at + ": type it on the sheet “" + from + "”, which it is worked out from"
	}
	return at
}

func holds(r ooxml.Range, row, column int) bool {
	return r.FirstRow <= row && row <= r.LastRow && r.FirstColumn <= column && column <= r.LastColumn
}

// format chooses how a cell will look, and settles what depends on that.
func (w *sheetWork) format(t *target) (why string) {
	cell := w.found.Cells[[2]int{t.row, t.column}]
	here := t.put == 0 && cell.Here
	if here {
		t.style = cell.Cell.Style
	} else {
		t.style, t.restyle = w.inherited(t.row, t.column, t), true
	}
	if t.exact != nil {
		w.formatAsItStood(t)
		return ""
	}
	switch t.content.kind {
	case dateContent:
		w.formatDate(t, here)
	case numberContent:
		w.formatNumber(t, w.styles.look(t.style).format)
	}
	if t.edit.Field == plan.FieldRAG {
		if why = w.colour(t, here); why != "" {
			return why
		}
	}
	w.formatQuoted(t)
	return ""
}

// formatAsItStood gives a cell that is put back the format it had.
func (w *sheetWork) formatAsItStood(t *target) {
	if t.exact.Absent {
		return
	}
	style, ok := w.formatAgain(t.exact)
	switch {
	case ok:
		t.style, t.restyle = style, true
	default:
		t.notes = append(t.notes, "the format that the cell had is no longer in the workbook: it keeps the one it has")
	}
}

// formatQuoted has a text that begins like a formula stay a text when somebody
// opens the cell and presses Enter, and what is no text be taken for what it is.
func (w *sheetWork) formatQuoted(t *target) {
	wants := t.content.kind == textContent && len(t.content.text) > 1 && strings.IndexByte("=+-@'", t.content.text[0]) >= 0
	quoted := w.styles.quoted(t.style)
	if wants == quoted || quoted && (t.content.kind == textContent || t.content.kind == blankContent) || t.filler {
		return
	}
	if style, err := w.styles.quotes(t.style, wants); err == nil {
		t.style, t.restyle = style, true
		return
	}
	if wants {
		t.notes = append(t.notes, "the text begins like a formula, and would be taken for one by whoever opens the cell and presses Enter")
	}
}

// inherited is the cell format of a cell that has no element yet: its row's,
// its column's, or that of the nearest cell above in the table.
func (w *sheetWork) inherited(row, column int, t *target) int {
	if t.like != [2]int{} {
		return w.alike(t)
	}
	if style := w.found.Rows[row].Row.Style; style != 0 {
		return style
	}
	for _, c := range w.found.Columns {
		if c.First <= column && column <= c.Last && c.Style != 0 {
			return c.Style
		}
	}
	top := w.headerAbove(row, column)
	if style, ok := w.near.above(column, row, top, func(int) bool { return true }); ok {
		return style
	}
	return 0
}

// headerAbove is the row of the headings that a cell stands under, 0 where
// none is known.
func (w *sheetWork) headerAbove(row, column int) int {
	return max(w.objects.headerAbove(row, column), w.Fresh.HeaderAbove(w.sheet.Name, row))
}

// formatDate finds a cell format that shows a date: the cell's own, that of a
// neighbour in its column with the same fill, one that differs from the
// cell's own in nothing else, or as the last resort a new one that does.
func (w *sheetWork) formatDate(t *target, here bool) {
	own := w.styles.look(t.style)
	if own.format.date {
		return
	}
	if text, ok := w.typed(t); ok {
		t.content = content{kind: textContent, text: text}
		t.notes = append(t.notes, "the date is written as text, as the column's other dates are")
		return
	}
	shows := func(style int) bool { return w.shared.look(style).format.date }
	alike := func(style int) bool { return shows(style) && w.shared.look(style).fill == own.fill }
	top := w.headerAbove(t.row, t.column)
	style, ok := w.near.nearest(t.column, t.row, top, alike)
	if !ok && !here {
		style, ok = w.near.nearest(t.column, t.row, top, shows)
	}
	if !ok {
		var err error
		if style, err = w.styles.dated(t.style); err != nil {
			t.content = content{kind: textContent, text: t.edit.Now.Written()}
			t.notes = append(t.notes, "the date is written as text: the workbook has no format for dates")
			return
		}
	}
	t.style, t.restyle = style, true
}

// formatNumber settles how a number is written where the cell shows per cent,
// in which half is 0.5, or dates, in which it would be a day.
func (w *sheetWork) formatNumber(t *target, f *format) {
	value := t.edit.Now.Value
	switch {
	case f.date:
		t.content = content{kind: textContent, text: plan.Entry{Value: value}.Written()}
	case t.edit.Field == plan.FieldPercent && f.percent():
		n, _ := value.Number()
		shown := f.append(nil, n/100, w.shared.epoch)
		if back, ok := plan.ReadPercent(string(shown)); ok && back == value {
			t.content.text = string(appendShortest(nil, n/100))
			return
		}
		t.content = content{kind: textContent, text: value.Text + "%"}
	}
}

// percent says whether the format shows a number as hundredths.
func (f *format) percent() bool { return len(f.sections) > 0 && f.sections[0].percents == 1 }

// say puts a change on record.
func (w *sheetWork) say(t *target) {
	c := Change{Cell: w.stands(t), Field: t.edit.Field, Stood: t.stood.state()}
	row := t.row
	if t.put == 0 {
		cell := w.found.Cells[[2]int{t.row, t.column}]
		was, _ := cellAt(w.grid, t.row, t.column)
		if c.Was = was.Text; c.Was == "" && t.edit.Was.Value.Kind == plan.KindRating {
			c.Was = t.edit.Was.Written() // its colour says it
		}
		if (was.Rich || cell.Cell.Rich) && t.exact == nil {
			t.notes = append(t.notes, "parts of the text lose their own formatting")
		}
		if t.like != [2]int{} {
			row = t.like[0]
		}
	} else {
		row = t.like[0]
	}
	if t.exact == nil {
		if note := w.unlisted(t, row, t.column); note != "" {
			t.notes = append(t.notes, note)
		}
	}
	c.Now, c.Notes = w.willShow(t), t.notes
	w.Change(c)
}

// willShow is how a cell will be shown once it is written: a date or a number in
// the format that its cell then has. What is put back is shown as it was, and a
// rating that is a colour by its word.
func (w *sheetWork) willShow(t *target) string {
	kind := t.content.kind
	switch {
	case t.exact == nil && kind == textContent:
		return t.content.text
	case t.exact == nil && kind == boolContent:
		return map[string]string{"0": "FALSE", "1": "TRUE"}[t.content.text]
	case t.exact == nil && (kind == dateContent || kind == numberContent):
		number, _ := parseNumber([]byte(t.content.text))
		if f := w.styles.look(t.style).format; kind == dateContent || f != general {
			return string(f.append(nil, number, w.shared.epoch))
		}
		return t.content.text
	case t.edit.Now.Value.Kind == plan.KindRating:
		return t.edit.Now.Written()
	}
	return t.edit.Now.Shown()
}

// write makes the splices of all cells that are to be written, and of the rows
// that move.
func (w *sheetWork) write() {
	rows := map[int][]*target{}
	var numbers []int
	for _, t := range w.inOrder() {
		if rows[t.row] == nil {
			numbers = append(numbers, t.row)
		}
		rows[t.row] = append(rows[t.row], t)
	}
	var fresh []byte
	for _, number := range numbers {
		switch row := w.found.Rows[number]; {
		case row.Here:
			w.intoRow(row, rows[number])
		case w.found.Data.Own():
			fresh = append(fresh, w.newRow(w.growth.moved(number), rows[number])...)
		default:
			w.splices = append(w.splices, ooxml.Insert(row.At, w.newRow(w.growth.moved(number), rows[number])))
		}
	}
	if fresh != nil {
		w.open(w.found.Data.Start, w.found.Data.End, "sheetData", fresh)
	}
	w.putRowsIn()
	w.growDimension()
}

// open makes a tag that is its own end hold something.
func (w *sheetWork) open(start, end int64, name string, inside []byte) {
	w.splices = append(w.splices, ooxml.Splice{Start: start, End: end, With: func(tag []byte) ([]byte, error) {
		out := append([]byte(nil), ooxml.OpenTag(tag)...)
		out = append(out, inside...)
		return append(out, "</"+ooxml.TagPrefix(tag)+name+">"...), nil
	}})
}

// intoRow writes cells of a row that is there.
func (w *sheetWork) intoRow(row *ooxml.FoundRow, targets []*target) {
	var added []*target
	var fresh []byte
	own := row.Row.Body == row.Row.End
	emptied := 0
	for _, t := range targets {
		cell := w.found.Cells[[2]int{t.row, t.column}]
		absent := t.exact != nil && t.exact.Absent
		switch {
		case absent && !cell.Here:
			continue
		case cell.Here:
			if absent && t.exact.Bare {
				emptied++
			}
			w.splices = append(w.splices, ooxml.Splice{Start: cell.Cell.Start, End: cell.Cell.End, With: func(old []byte) ([]byte, error) { return w.element(t, old) }})
			continue
		case own:
			fresh = append(fresh, w.newCell(t)...)
		default:
			w.splices = append(w.splices, ooxml.Insert(cell.At, w.newCell(t)))
		}
		added = append(added, t)
	}
	moved := w.growth.moved(row.Row.Number)
	if emptied > 0 && emptied == row.Cells && len(added) == 0 && moved == row.Row.Number {
		// The row was put in for these cells alone, and goes with them.
		w.splices = slices.DeleteFunc(w.splices, func(s ooxml.Splice) bool { return row.Row.Start <= s.Start && s.End <= row.Row.End })
		w.splices = append(w.splices, ooxml.Replace(row.Row.Start, row.Row.End, nil))
		return
	}
	height := w.heightFor(row, targets)
	if len(added) == 0 && moved == row.Row.Number && height == 0 {
		return
	}
	w.splices = append(w.splices, ooxml.Splice{Start: row.Row.Start, End: row.Row.Body, With: func(tag []byte) (_ []byte, err error) {
		if row.Row.Numbered && moved != row.Row.Number {
			if tag, err = ooxml.SetAttr(tag, "r", strconv.Itoa(moved)); err != nil {
				return nil, err
			}
		}
		if height > 0 {
			if tag, err = ooxml.SetAttr(tag, "ht", points(height)); err != nil {
				return nil, err
			}
		}
		if len(added) == 0 {
			return tag, nil
		}
		if tag, err = ooxml.WidenSpans(tag, added[0].column, added[len(added)-1].column); err != nil || !own {
			return tag, err
		}
		out := append([]byte(nil), ooxml.OpenTag(tag)...)
		out = append(out, fresh...)
		return append(out, "</"+ooxml.TagPrefix(tag)+"row>"...), nil
	}})
}

// name is a cell as the sheet will name it: rows put in above move it down.
func (w *sheetWork) name(t *target) string {
	row := t.put
	if row == 0 {
		row = w.growth.moved(t.row)
	}
	return plan.ColumnLetters(t.column) + strconv.Itoa(row)
}

// element rewrites the cell's own element.
func (w *sheetWork) element(t *target, old []byte) ([]byte, error) {
	switch {
	case t.exact != nil && t.exact.Absent:
		return nil, nil
	case t.exact != nil:
		return w.restored(t, w.name(t))
	}
	tag, rest, err := ooxml.SplitTag(old)
	if err != nil {
		return nil, err
	}
	if _, named := ooxml.AttrOf(tag, "r"); named && w.growth.moved(t.row) != t.row {
		if tag, err = ooxml.SetAttr(tag, "r", w.name(t)); err != nil {
			return nil, err
		}
	}
	if t.restyle {
		if tag, err = ooxml.SetAttr(tag, "s", strconv.Itoa(t.style)); err != nil {
			return nil, err
		}
	}
	return t.content.element(append(slices.Clone(tag), rest...))
}

// newCell is an element for a cell that has none.
func (w *sheetWork) newCell(t *target) []byte {
	var element []byte
	var err error
	if t.exact != nil {
		element, err = w.restored(t, w.name(t))
	} else {
		tag := fmt.Sprintf(`<%sc r="%s"`, w.found.Prefix, w.name(t))
		if t.style != 0 {
			tag += fmt.Sprintf(` s="%d"`, t.style)
		}
		element, err = t.content.element([]byte(tag + "/>"))
	}
	if err != nil {
		panic("excel: a tag of our own cannot be read: " + err.Error())
	}
	return element
}

// newRow is an element for a row that has none.
func (w *sheetWork) newRow(number int, targets []*target) []byte {
	out := fmt.Appendf(nil, `<%srow r="%d"`, w.found.Prefix, number)
	like := w.found.Rows[targets[0].like[0]]
	if like != nil && like.Row.Style != 0 {
		out = fmt.Appendf(out, ` s="%d" customFormat="1"`, like.Row.Style)
	}
	if like != nil && like.Row.Fixed || w.found.FixedHeight {
		out = fmt.Appendf(out, ` ht="%s" customHeight="1"`, points(w.heightOf(targets)))
	}
	out = append(out, '>')
	for _, t := range targets {
		if t.exact == nil || !t.exact.Absent {
			out = append(out, w.newCell(t)...)
		}
	}
	return append(out, "</"+w.found.Prefix+"row>"...)
}

// around is a range with one more cell; the zero range has none.
func around(r ooxml.Range, row, column int) ooxml.Range {
	if r == (ooxml.Range{}) {
		return ooxml.Range{FirstRow: row, LastRow: row, FirstColumn: column, LastColumn: column}
	}
	return ooxml.Range{
		FirstRow: min(r.FirstRow, row), LastRow: max(r.LastRow, row),
		FirstColumn: min(r.FirstColumn, column), LastColumn: max(r.LastColumn, column),
	}
}

// growDimension has what the sheet says of the cells in use take in what is
// written: some programs read no further. Where the sheet said too little
// before (some writers put A1 there whatever they write), it takes in every
// cell there is, not only those written: half a truth would have such a
// program drop the rest. A sheet that says enough, or nothing, is left so; one
// that says just the cells there are, of which undo takes some out again, says
// those that stay.
func (w *sheetWork) growDimension() {
	for _, m := range w.found.Marks {
		if m.Kind != ooxml.MarkDimension || len(m.Ranges) != 1 {
			continue
		}
		said, used := w.growth.movedRange(m.Ranges[0]), w.growth.movedRange(w.used)
		outside := said != m.Ranges[0]
		for _, t := range append(w.inOrder(), w.growth.added...) {
			row, column := t.put, t.column
			if row == 0 {
				row = w.growth.moved(t.row)
			}
			outside = outside || !holds(said, row, column)
			used = around(used, row, column)
		}
		if outside {
			used = around(around(used, said.FirstRow, said.FirstColumn), said.LastRow, said.LastColumn)
			w.splices = append(w.splices, ooxml.Replace(m.Start, m.End, []byte(used.String())))
		}
		if !outside && said == w.used && w.staying != w.used && w.staying != (ooxml.Range{}) {
			w.splices = append(w.splices, ooxml.Replace(m.Start, m.End, []byte(w.staying.String())))
		}
	}
}

// recalculate has formulas worked out anew when the workbook is next opened:
// what they showed until now may no longer be so. The results stored for
// them stay as they are until then.
func (t *staging) recalculate() error {
	splice, needed, err := t.pkg.Recalculate(t.workbook.Part)
	if err != nil {
		return t.unwritable(err)
	}
	if !needed && len(t.Work.Exact) > 0 {
		t.Besides("the mark stays that has Excel work out all formulas anew when the workbook is next opened (fullCalcOnLoad in xl/workbook.xml)")
	}
	if needed {
		t.parts[t.workbook.Part] = append(t.parts[t.workbook.Part], splice)
		t.Besides("Excel will work out all formulas anew when the workbook is next opened (fullCalcOnLoad in xl/workbook.xml)")
	}
	return nil
}
