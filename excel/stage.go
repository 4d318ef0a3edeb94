package excel

import (
	"errors"
	"fmt"
	"slices"
	"sort"
	"strconv"

	"actionplan/excel/internal/ooxml"
	"actionplan/plan"
	"actionplan/table"
)

// sheetWork is what is to be written into one sheet.
type sheetWork struct {
	*staging
	sheet   ooxml.SheetPart
	index   int // among the workbook's sheets
	grid    *table.Grid
	targets map[[2]int]*target
	found   ooxml.Survey
	objects sheetObjects
	arrays  []ooxml.Range
	used    ooxml.Range // every cell the part has an element for
	near    neighbours
	merges  map[int][]ooxml.Range // by the rows that are written to
	splices []ooxml.Splice
	growth  growth // of its tables

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
}

func (t *target) cell() plan.Cell { return t.edit.Was.Cell }

// put adds a cell to write. A merged cell that several rows share comes once
// for each of them.
func (w *sheetWork) put(e plan.Edit) {
	cell := e.Was.Cell
	at := [2]int{cell.Row, cell.Column}
	if known, twice := w.targets[at]; twice {
		if known.edit.Now.Value != e.Now.Value {
			w.refuse(cell, e.Field, "the cell is to say two different things: several rows share it")
		}
		return
	}
	content, why := w.shared.contentOf(e.Now, e.Field)
	if why != "" {
		w.refuse(cell, e.Field, why)
		return
	}
	w.targets[at] = &target{edit: e, row: cell.Row, column: cell.Column, content: content}
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
	targets := w.inOrder()
	w.found = ooxml.Survey{Ask: map[int][]int{}, Seen: w.seen}
	for _, t := range targets {
		w.found.Ask[t.row] = append(w.found.Ask[t.row], t.column)
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
	var err error
	if w.objects, err = readObjects(w.pkg, w.sheet.Part); err != nil {
		return w.unwritable(err)
	}
	if w.found.Locked {
		w.notes = append(w.notes, plan.Note{Cell: plan.Cell{Sheet: w.sheet.Name}, Message: "the sheet is protected; its cells are written all the same, and it stays protected"})
	}
	w.indexMerges()
	return nil
}

func (w *sheetWork) seen(c *ooxml.SheetCell) {
	if c.Array.Cells() > 1 && c.Array != (ooxml.Range{}) && len(w.arrays) < maxArrays {
		w.arrays = append(w.arrays, c.Array)
	}
	if 0 < c.Row && c.Row <= plan.MaxRow && c.Column <= plan.MaxColumn {
		w.used = around(w.used, c.Row, c.Column)
	}
	w.near.see(c)
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
func (w *sheetWork) plan() {
	for _, t := range w.inOrder() {
		why := w.blocked(t)
		if why == "" {
			why = w.dress(t)
		}
		if why != "" {
			if t.like == [2]int{} {
				w.refuse(t.cell(), t.edit.Field, why)
			} else {
				w.refuseOnce(t.cell(), t.edit.Field, why)
			}
			delete(w.targets, [2]int{t.row, t.column})
			continue
		}
		if !t.filler {
			w.say(t)
		}
	}
	w.leaveBare()
	w.write()
	w.grow()
	if w.found.ASCII {
		ooxml.ASCII(w.splices)
	}
	if len(w.splices) > 0 {
		w.parts[w.sheet.Part] = append(w.parts[w.sheet.Part], w.splices...)
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
	if cell.Cell.Formula || seen.Formula || slices.ContainsFunc(w.arrays, func(a ooxml.Range) bool { return holds(a, t.row, t.column) }) {
		return "the cell is worked out by a formula"
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

func holds(r ooxml.Range, row, column int) bool {
	return r.FirstRow <= row && row <= r.LastRow && r.FirstColumn <= column && column <= r.LastColumn
}

// dress chooses how a cell will look, and settles what depends on that.
func (w *sheetWork) dress(t *target) string {
	cell := w.found.Cells[[2]int{t.row, t.column}]
	t.style, t.restyle = cell.Cell.Style, !cell.Here
	if !cell.Here {
		t.style = w.inherited(t.row, t.column, t)
	}
	look := w.shared.look(t.style)
	switch t.content.kind {
	case dateContent:
		return w.dressDate(t, cell.Here)
	case numberContent:
		w.dressNumber(t, look.format)
	case blankContent:
		if _, rated := plan.RatingOfFill(look.fill); rated && t.edit.Field == plan.FieldRAG {
			return "the cell's colour would still say how it is rated; take the colour off in Excel"
		}
	}
	if rated, ok := plan.RatingOfFill(look.fill); ok && t.edit.Field == plan.FieldRAG && rated != t.edit.Now.Value {
		t.notes = append(t.notes, "the cell keeps its colour, which says "+rated.Text)
	}
	return ""
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
	return max(w.objects.headerAbove(row, column), w.fresh.HeaderAbove(w.sheet.Name, row))
}

// dressDate finds a cell format that shows a date: the cell's own, that of a
// neighbour in its column with the same fill, one that differs from the
// cell's own in nothing else, or as the last resort a new one that does.
func (w *sheetWork) dressDate(t *target, here bool) string {
	own := w.shared.look(t.style)
	if own.format.date {
		return ""
	}
	if text, ok := w.typed(t); ok {
		t.content = content{kind: textContent, text: text}
		t.notes = append(t.notes, "the date is written as text, as the column's other dates are")
		return ""
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
			return ""
		}
	}
	t.style, t.restyle = style, true
	return ""
}

// dressNumber settles how a number is written where the cell shows per cent,
// in which half is 0.5, or dates, in which it would be a day.
func (w *sheetWork) dressNumber(t *target, f *format) {
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
	cell := w.found.Cells[[2]int{t.row, t.column}]
	was, _ := cellAt(w.grid, t.row, t.column)
	if was.Rich || cell.Cell.Rich {
		t.notes = append(t.notes, "parts of the text lose their own formatting")
	}
	now := t.content.text
	if t.content.kind == dateContent {
		number, _ := parseNumber([]byte(t.content.text))
		now = string(w.styles.look(t.style).format.append(nil, number, w.shared.epoch))
	} else if t.content.kind != textContent {
		now = t.edit.Now.Shown()
	}
	w.changes = append(w.changes, Change{Cell: t.cell(), Field: t.edit.Field, Was: was.Text, Now: now, Notes: t.notes})
}

// write makes the splices of all cells that are to be written.
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
			fresh = append(fresh, w.newRow(number, rows[number])...)
		default:
			w.splices = append(w.splices, ooxml.Insert(row.At, w.newRow(number, rows[number])))
		}
	}
	if fresh != nil {
		w.open(w.found.Data.Start, w.found.Data.End, "sheetData", fresh)
	}
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
	for _, t := range targets {
		cell := w.found.Cells[[2]int{t.row, t.column}]
		switch {
		case cell.Here:
			w.splices = append(w.splices, ooxml.Splice{Start: cell.Cell.Start, End: cell.Cell.End, With: t.element})
			continue
		case own:
			fresh = append(fresh, w.newCell(t)...)
		default:
			w.splices = append(w.splices, ooxml.Insert(cell.At, w.newCell(t)))
		}
		added = append(added, t)
	}
	if len(added) == 0 {
		return
	}
	first, last := added[0].column, added[len(added)-1].column
	w.splices = append(w.splices, ooxml.Splice{Start: row.Row.Start, End: row.Row.Body, With: func(tag []byte) ([]byte, error) {
		tag, err := ooxml.WidenSpans(tag, first, last)
		if err != nil || !own {
			return tag, err
		}
		out := append([]byte(nil), ooxml.OpenTag(tag)...)
		out = append(out, fresh...)
		return append(out, "</"+ooxml.TagPrefix(tag)+"row>"...), nil
	}})
}

// element rewrites the cell's own element.
func (t *target) element(old []byte) ([]byte, error) {
	if t.restyle {
		tag, rest, err := ooxml.SplitTag(old)
		if err != nil {
			return nil, err
		}
		if tag, err = ooxml.SetAttr(tag, "s", strconv.Itoa(t.style)); err != nil {
			return nil, err
		}
		old = append(slices.Clone(tag), rest...)
	}
	return t.content.element(old)
}

// newCell is an element for a cell that has none.
func (w *sheetWork) newCell(t *target) []byte {
	tag := fmt.Sprintf(`<%sc r="%s%d"`, w.found.Prefix, plan.ColumnLetters(t.column), t.row)
	if t.style != 0 {
		tag += fmt.Sprintf(` s="%d"`, t.style)
	}
	element, err := t.content.element([]byte(tag + "/>"))
	if err != nil {
		panic("excel: a tag of our own cannot be read: " + err.Error())
	}
	return element
}

// newRow is an element for a row that has none.
func (w *sheetWork) newRow(number int, targets []*target) []byte {
	out := fmt.Appendf(nil, `<%srow r="%d"`, w.found.Prefix, number)
	if like := w.found.Rows[targets[0].like[0]]; like != nil && like.Row.Style != 0 {
		out = fmt.Appendf(out, ` s="%d" customFormat="1"`, like.Row.Style)
	}
	out = append(out, '>')
	for _, t := range targets {
		out = append(out, w.newCell(t)...)
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
// program drop the rest. A sheet that says enough, or nothing, is left so.
func (w *sheetWork) growDimension() {
	for _, m := range w.found.Marks {
		if m.Kind != ooxml.MarkDimension || len(m.Ranges) != 1 {
			continue
		}
		said, used := m.Ranges[0], w.used
		outside := false
		for _, t := range w.targets {
			outside = outside || !holds(said, t.row, t.column)
			used = around(used, t.row, t.column)
		}
		if outside {
			used = around(around(used, said.FirstRow, said.FirstColumn), said.LastRow, said.LastColumn)
			w.splices = append(w.splices, ooxml.Replace(m.Start, m.End, []byte(used.String())))
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
	if needed {
		t.parts[t.workbook.Part] = append(t.parts[t.workbook.Part], splice)
	}
	return nil
}

// newStyles is the workbook's cell formats, and those that are added.
type newStyles struct {
	pkg    *ooxml.Package
	part   string
	shared *shared
	known  *ooxml.CellFormats
	byBase map[int]int // the dated twin of a cell format
	added  [][]byte
	err    error
}

var errNoFormats = errors.New("the workbook has no cell formats")

// shortDateID is the number format that shows a date as the reader's own
// machine does.
const shortDateID = 14

// look is the look of a cell format, also of one that is added.
func (n *newStyles) look(style int) look {
	if n.known != nil && style >= len(n.known.Formats) {
		return look{format: shortDate}
	}
	return n.shared.look(style)
}

// dated is a cell format that differs from another only in that it shows a
// date: one that is there, or one that is added.
func (n *newStyles) dated(base int) (int, error) {
	if err := n.load(); err != nil {
		return 0, err
	}
	if style, ok := n.byBase[base]; ok {
		return style, nil
	}
	if base >= len(n.known.Formats) || n.known.List == (ooxml.Span{}) {
		return 0, errNoFormats
	}
	own := n.known.Formats[base]
	for i, f := range n.known.Formats {
		if f.Like == own.Like && n.shared.look(i).format.date {
			n.byBase[base] = i
			return i, nil
		}
	}
	const most = 64_000 // Excel's own limit is 65,490
	raw, err := own.WithNumber(shortDateID)
	if err != nil || len(n.known.Formats)+len(n.added) >= most {
		return 0, errors.Join(errNoFormats, err)
	}
	n.added = append(n.added, raw)
	n.byBase[base] = len(n.known.Formats) + len(n.added) - 1
	return n.byBase[base], nil
}

func (n *newStyles) load() error {
	if n.known == nil && n.err == nil {
		n.byBase = map[int]int{}
		if n.part == "" {
			n.err = errNoFormats
		} else {
			n.known, n.err = n.pkg.ReadCellFormats(n.part)
		}
	}
	return n.err
}

// splice adds the new cell formats to the part of styles.
func (n *newStyles) splice(parts map[string][]ooxml.Splice) error {
	if len(n.added) > 0 {
		parts[n.part] = append(parts[n.part], n.known.Add(n.added)...)
	}
	return nil
}
