package excel

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"actionplan/excel/internal/ooxml"
	"actionplan/plan"
)

// rowWriter makes the splices by which a sheet's rows hold what is to be
// written into them.
type rowWriter struct {
	*sheetWork
	formats *formats
	texts   map[int]string // shared texts as written, those that were asked for
}

// splices writes cells into the rows that are there, and rows that are not;
// puts rows in, and moves those below; and grows what the sheet says of the
// cells in use.
func (w *rowWriter) splices() (splices []ooxml.Splice) {
	rows := map[int][]*target{}
	var numbers []int
	for _, t := range w.inOrder() {
		if rows[t.Row] == nil {
			numbers = append(numbers, t.Row)
		}
		rows[t.Row] = append(rows[t.Row], t)
	}
	var fresh []byte
	for _, number := range numbers {
		switch row := w.found.Rows[number]; {
		case row.Here:
			splices = append(splices, w.intoRow(row, rows[number])...)
		case w.found.Data.Own():
			fresh = append(fresh, w.newRow(w.growth.moved(number), rows[number])...)
		default:
			splices = append(splices, ooxml.Insert(row.At, w.newRow(w.growth.moved(number), rows[number])))
		}
	}
	if fresh != nil {
		splices = append(splices, ooxml.Splice{Start: w.found.Data.Start, End: w.found.Data.End, With: func(tag []byte) ([]byte, error) { return filled(tag, "sheetData", fresh), nil }})
	}
	if w.below != nil {
		splices = append(splices, w.putIn()...)
		splices = append(splices, w.below.splices(w.sheetWork, rows)...)
	}
	return append(splices, w.dimension()...)
}

// filled is an element that was a tag and its own end, with something inside.
func filled(tag []byte, name string, inside []byte) []byte {
	return slices.Concat(ooxml.OpenTag(tag), inside, []byte("</"+ooxml.TagPrefix(tag)+name+">"))
}

// putIn puts new rows in between those that are there.
func (w *rowWriter) putIn() (splices []ooxml.Splice) {
	for _, d := range w.growth.down {
		above := w.found.Rows[d.from]
		if !d.inserted || above == nil || !above.Here {
			continue
		}
		var rows []byte
		first := w.growth.moved(d.from) + 1
		for number := first; number < first+d.to-d.from; number++ {
			var cells []*target
			for _, t := range w.growth.added {
				if t.put == number {
					cells = append(cells, t)
				}
			}
			if len(cells) > 0 {
				rows = append(rows, w.newRow(number, cells)...)
			}
		}
		splices = append(splices, ooxml.Insert(above.Row.End, rows))
	}
	return splices
}

// intoRow writes cells of a row that is there.
func (w *rowWriter) intoRow(row *ooxml.FoundRow, targets []*target) (splices []ooxml.Splice) {
	var added []*target
	var fresh []byte
	own := row.Row.Body == row.Row.End
	emptied := 0
	for _, t := range targets {
		cell := w.found.Cells[t.Address]
		absent := t.exact != nil && t.exact.Absent
		switch {
		case absent && !cell.Here:
			continue
		case cell.Here:
			if absent && t.exact.Bare {
				emptied++
			}
			splices = append(splices, ooxml.Splice{Start: cell.Cell.Start, End: cell.Cell.End, With: func(old []byte) ([]byte, error) { return w.element(t, old) }})
			continue
		case own:
			fresh = append(fresh, w.newCell(t)...)
		default:
			splices = append(splices, ooxml.Insert(cell.At, w.newCell(t)))
		}
		added = append(added, t)
	}
	moved := w.growth.moved(row.Row.Number)
	if emptied > 0 && emptied == row.Cells && len(added) == 0 && moved == row.Row.Number {
		// The row was put in for these cells alone, and goes with them.
		return []ooxml.Splice{ooxml.Replace(row.Row.Start, row.Row.End, nil)}
	}
	// A row that was there, blank and of a height that somebody set, becomes as
	// tall as the new action in it needs it to be.
	height := 0.0
	if like := targets[0].like.Row; row.Row.Fixed && !row.Row.Hidden && like != 0 && like != row.Row.Number {
		if needed := w.heightOf(targets); needed > row.Row.Height {
			height = needed
		}
	}
	if len(added) == 0 && moved == row.Row.Number && height == 0 {
		return splices
	}
	return append(splices, ooxml.Splice{Start: row.Row.Start, End: row.Row.Body, With: func(tag []byte) (_ []byte, err error) {
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
		if tag, err = ooxml.WidenSpans(tag, added[0].Column, added[len(added)-1].Column); err != nil || !own {
			return tag, err
		}
		return filled(tag, "row", fresh), nil
	}})
}

// row is where a target will stand: rows put in above move it down.
func (w *rowWriter) row(t *target) int {
	if t.put > 0 {
		return t.put
	}
	return w.growth.moved(t.Row)
}

// name is a cell as the sheet will name it.
func (w *rowWriter) name(t *target) string {
	return plan.ColumnLetters(t.Column) + strconv.Itoa(w.row(t))
}

// element rewrites the cell's own element.
func (w *rowWriter) element(t *target, old []byte) ([]byte, error) {
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
	if _, named := ooxml.AttrOf(tag, "r"); named && w.growth.moved(t.Row) != t.Row {
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
func (w *rowWriter) newCell(t *target) []byte {
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
func (w *rowWriter) newRow(number int, targets []*target) []byte {
	out := fmt.Appendf(nil, `<%srow r="%d"`, w.found.Prefix, number)
	like := w.found.Rows[targets[0].like.Row]
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

// heightOf estimates how tall the cells of a row need it to be, in points: the
// lines of the longest text, at the width of its column. An exact answer needs
// the fonts of the machine that will show it.
func (w *rowWriter) heightOf(targets []*target) float64 {
	const usualHeight, usualWidth, tallest = 15, 8.43, 409
	line := w.found.RowHeight
	if line == 0 || w.found.FixedHeight {
		line = usualHeight
	}
	lines := 1
	for _, t := range targets {
		if t.content.kind != textContent || !w.formats.wraps(t.style) && !strings.Contains(t.content.text, "\n") {
			continue
		}
		width := w.found.Width
		for _, c := range w.found.Columns {
			if c.First <= t.Column && t.Column <= c.Last && c.Width > 0 {
				width = c.Width
			}
		}
		if width == 0 {
			width = usualWidth
		}
		n := 0
		for _, paragraph := range strings.Split(t.content.text, "\n") {
			n += max(1, int(math.Ceil(float64(len([]rune(paragraph)))/math.Max(1, width-1))))
		}
		lines = max(lines, n)
	}
	return math.Min(tallest, float64(lines)*line)
}

// points is a height as a workbook writes it.
func points(height float64) string { return strconv.FormatFloat(height, 'f', -1, 64) }

// dimension has what the sheet says of the cells in use take in what is
// written: some programs read no further. Where the sheet said too little
// before (some writers put A1 there whatever they write), it takes in every
// cell there is, not only those written: half a truth would have such a
// program drop the rest. A sheet that says enough, or nothing, is left so; one
// that says just the cells there are, of which undo takes some out again, says
// those that stay.
func (w *rowWriter) dimension() (splices []ooxml.Splice) {
	for _, m := range w.found.Marks {
		if m.Kind != ooxml.MarkDimension || len(m.Ranges) != 1 {
			continue
		}
		said, used := w.growth.movedRange(m.Ranges[0]), w.growth.movedRange(w.used)
		outside := said != m.Ranges[0]
		for _, t := range w.all() {
			outside = outside || !said.Holds(w.row(t), t.Column)
			used = used.With(w.row(t), t.Column)
		}
		if outside {
			used = used.With(said.FirstRow, said.FirstColumn).With(said.LastRow, said.LastColumn)
			splices = append(splices, ooxml.Replace(m.Start, m.End, []byte(used.String())))
		} else if said == w.used && w.staying != w.used && w.staying != (ooxml.Range{}) {
			splices = append(splices, ooxml.Replace(m.Start, m.End, []byte(w.staying.String())))
		}
	}
	return splices
}
