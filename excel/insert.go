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
// own names; merged cells, links, rules, drop-down lists; tables; anchors of
// pictures; the names a workbook gives; and the formulas of every sheet, and
// of every chart, that refer to what moved. The order in which formulas are
// worked out (xl/calcChain.xml) names cells too. A formula that stands below
// and counts just to the table's last row counts the new one in: C2:C3 in the
// total becomes C2:C4. One that stands elsewhere and ends there is left as it
// is, and named to a person: it may mean those rows and no more.
//
// What cannot be moved this way is left alone, and the row with it: comments
// (their boxes are drawn in a form that is no XML), pivot tables, arrays and
// shared formulas, merged cells that reach over the seam, another table beside
// this one. Then it is said which row to put in by hand, and for which action.

// movingRow is a row that moves down.
type movingRow struct {
	row   ooxml.SheetRow
	cells []movingCell
}

type movingCell struct {
	column     int
	start, end int64
	named      bool
}

// formulaAt is a formula that a cell is worked out by.
type formulaAt struct {
	row, column int
	text        string
	at, to      int64
	group       string
	shares      int // how many rows below this one share it
}

// maxMoving is how many cells may move.
const maxMoving = 200_000

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

// calls reports whether a formula of this sheet's, or of the workbook's, means
// this sheet by a name. The formula's own sheet has none.
func (w *sheetWork) calls(sheet string) bool { return strings.EqualFold(sheet, w.sheet.Name) }

// roomUnder reports whether new rows fit under a table's last action: into
// blank rows, one of which is left over, or which the table as Excel has it
// holds already.
func (w *sheetWork) roomUnder(last, firstColumn, lastColumn, n int) bool {
	inside := 0
	below := plan.MaxRow + 1
	for _, t := range w.objects.tables {
		if t.Ref.FirstRow <= last && last <= t.Ref.LastRow && t.Ref.FirstColumn <= lastColumn && firstColumn <= t.Ref.LastColumn {
			firstColumn, lastColumn = min(firstColumn, t.Ref.FirstColumn), max(lastColumn, t.Ref.LastColumn)
			inside = max(0, t.Ref.LastRow-t.Totals-last)
			if t.Totals > 0 {
				below = min(below, max(last+1, t.Ref.LastRow-t.Totals+1))
			}
		}
	}
	beside := func(first, last int) bool { return first <= lastColumn && firstColumn <= last }
	at, _ := slices.BinarySearchFunc(w.grid.Rows, last+1, rowNumber)
	for _, row := range w.grid.Rows[at:] {
		if row.Number >= below {
			break
		}
		for _, c := range row.Cells {
			if (c.Text != "" || c.Formula) && beside(c.Column, c.Column) {
				below = min(below, row.Number)
			}
		}
	}
	for _, m := range w.grid.Merges {
		if m.Rows.Last > last && beside(m.Columns.First, m.Columns.Last) {
			below = min(below, max(last+1, m.Rows.First))
		}
	}
	for _, t := range w.objects.tables {
		if t.Ref.FirstRow > last && beside(t.Ref.FirstColumn, t.Ref.LastColumn) {
			below = min(below, t.Ref.FirstRow)
		}
	}
	for _, p := range w.objects.pivots {
		if p.LastRow > last && beside(p.FirstColumn, p.LastColumn) {
			below = min(below, max(last+1, p.FirstRow))
		}
	}
	blank := below - last - 1
	return blank > n || inside >= n && blank >= n
}

// seenRow keeps the rows that move.
func (w *sheetWork) seenRow(r *ooxml.SheetRow) {
	if w.growth.inserts() && r.Number > w.growth.seam() && w.movingCells <= maxMoving {
		w.moving = append(w.moving, &movingRow{row: *r})
		w.movingCells++
	}
}

// seeMoving keeps the cells that move, and the formulas that may refer to them.
func (w *sheetWork) seeMoving(c *ooxml.SheetCell) {
	if n := len(w.moving); n > 0 && c.Row == w.moving[n-1].row.Number && w.movingCells <= maxMoving {
		w.moving[n-1].cells = append(w.moving[n-1].cells, movingCell{c.Column, c.Start, c.End, c.Named})
		w.movingCells++
	}
	if c.Formula && w.growing() && len(w.formulasAt) <= maxMoving {
		w.formulasAt = append(w.formulasAt, formulaAt{c.Row, c.Column, string(c.Text), c.TextAt, c.TextTo, c.Group, c.Shares.LastRow - c.Shares.FirstRow})
	}
}

// growing reports whether any table of the workbook has new rows.
func (t *staging) growing() bool {
	return slices.ContainsFunc(t.order, func(w *sheetWork) bool { return len(w.growth.down) > 0 })
}

// notInsertable is why rows cannot be put in under a table, and what to do.
func (w *sheetWork) notInsertable(g grownDown) (plan.Cell, string) {
	cell := func(row, column int) plan.Cell { return plan.Cell{Sheet: w.sheet.Name, Row: row, Column: column} }
	by := fmt.Sprintf("; put a row in under row %d by hand, for %s", g.from, strings.Join(g.names, ", "))
	over := func(r ooxml.Range) bool { return r.FirstRow <= g.from && g.from < r.LastRow }
	below := func(r ooxml.Range) bool { return r.LastRow > g.from }
	switch {
	case !w.found.Order:
		return cell(g.from, g.first), "the sheet's rows do not come in order, so that one cannot be put in safely" + by
	case w.movingCells > maxMoving || len(w.formulasAt) > maxMoving:
		return cell(g.from, g.first), "too much stands under the table to be moved down" + by
	case w.used.LastRow+g.to-g.from > plan.MaxRow:
		return cell(g.from, g.first), "the sheet has no further row"
	case len(w.found.Awkward) > 0:
		return cell(g.from, g.first), "the sheet holds things that say where they stand in ways not known here (" + strings.Join(w.found.Awkward, ", ") + ")" + by
	}
	for _, m := range w.found.Merges {
		if over(m) {
			return cell(m.FirstRow, m.FirstColumn), "merged cells reach over the end of the table" + by
		}
	}
	for _, t := range w.objects.tables {
		switch {
		case over(t.Ref) && !w.covers(t.Ref, g):
			return cell(t.Ref.FirstRow, t.Ref.FirstColumn), "the table " + t.Name + " stands beside this one, and a row would go through it" + by
		case w.covers(t.Ref, g) && t.Totals > 0 && g.from == t.Ref.LastRow:
			return cell(g.from, g.first), "the last row read as an action is the totals row of the table " + t.Name + by
		case t.Recoded && below(t.Ref):
			return cell(t.Ref.FirstRow, t.Ref.FirstColumn), "the table " + t.Name + " is not written in UTF-8" + by
		}
	}
	for _, t := range w.Fresh.Plan.Tables {
		_, _, first, last := w.Fresh.Table(t.Name)
		if t.Sheet == w.sheet.Name && t.Header <= g.from && g.from < t.Last && (last < g.first || g.last < first) {
			return cell(t.Header, first), "another table stands beside this one, and a row would go through it" + by
		}
	}
	for _, p := range w.objects.pivots {
		if below(p) {
			return cell(p.FirstRow, p.FirstColumn), "a pivot table stands under the table" + by
		}
	}
	for _, a := range w.arrays {
		if below(a.fills) {
			return cell(a.fills.FirstRow, a.fills.FirstColumn), "a formula that fills several cells stands under the table" + by
		}
	}
	for _, f := range w.formulasAt {
		if f.row > g.from && f.group != "" && f.group != "normal" {
			return cell(f.row, f.column), "the formula under the table is shared with other cells, and cannot be moved by itself" + by
		}
	}
	for _, part := range w.objects.comments {
		rows, err := w.pkg.CommentRows(part)
		if err != nil {
			return cell(g.from, g.first), "the sheet's comments cannot be read" + by
		}
		for _, row := range rows {
			if row > g.from {
				return cell(row, 0), "a comment stands under the table, and cannot be moved" + by
			}
		}
	}
	return plan.Cell{}, ""
}

// putRowsIn makes the splices of the rows that are put in, and of those that
// move down for them.
func (w *sheetWork) putRowsIn() {
	if !w.growth.inserts() {
		return
	}
	for _, d := range w.growth.down {
		above := w.found.Rows[d.from]
		if !d.inserted || above == nil || !above.Here {
			continue
		}
		var rows []byte
		for number := w.growth.moved(d.from) + 1; number <= w.growth.moved(d.from)+d.to-d.from; number++ {
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
		w.splices = append(w.splices, ooxml.Insert(above.Row.End, rows))
		w.Besides(w.sayMoving(d))
	}
	formulas := map[[2]int]formulaAt{}
	for _, f := range w.formulasAt {
		formulas[[2]int{f.row, f.column}] = f
	}
	for _, m := range w.moving {
		from, to := m.row.Number, w.growth.moved(m.row.Number)
		if found := w.found.Rows[from]; m.row.Numbered && (found == nil || !w.tagWritten(from)) {
			w.splices = append(w.splices, ooxml.Splice{Start: m.row.Start, End: m.row.Body, With: func(tag []byte) ([]byte, error) {
				return ooxml.SetAttr(tag, "r", strconv.Itoa(to))
			}})
		}
		for _, c := range m.cells {
			at := [2]int{from, c.column}
			if t := w.targets[at]; t != nil && w.found.Cells[at].Here {
				continue // written anew, by the name it will have
			}
			f, worked := formulas[at]
			now := f.text
			if worked {
				now = w.movedFormula(f)
			}
			if !c.named && now == f.text {
				continue
			}
			name := plan.ColumnLetters(c.column) + strconv.Itoa(to)
			w.splices = append(w.splices, ooxml.Splice{Start: c.start, End: c.end, With: func(old []byte) ([]byte, error) {
				if now != f.text {
					put := slices.Concat(old[:f.at-c.start], ooxml.AppendAttr(nil, now), old[f.to-c.start:])
					old = put
				}
				if !c.named {
					return old, nil
				}
				tag, rest, err := ooxml.SplitTag(old)
				if err != nil {
					return nil, err
				}
				if tag, err = ooxml.SetAttr(tag, "r", name); err != nil {
					return nil, err
				}
				return slices.Concat(tag, rest), nil
			}})
		}
	}
	for _, b := range w.found.Breaks {
		if n, err := strconv.Atoi(b.Text); err == nil && w.growth.moved(n) != n {
			w.splices = append(w.splices, ooxml.Replace(b.Start, b.End, []byte(strconv.Itoa(w.growth.moved(n)))))
		}
	}
}

// tagWritten reports whether a row's start tag is written anew already, for
// the cells that are added to it.
func (w *sheetWork) tagWritten(row int) bool {
	start := w.found.Rows[row].Row.Start
	body := w.found.Rows[row].Row.Body
	return slices.ContainsFunc(w.splices, func(s ooxml.Splice) bool { return s.Start == start && s.End == body })
}

// sayMoving says what moves down, and for how many rows.
func (w *sheetWork) sayMoving(d grownDown) string {
	below := 0
	at, _ := slices.BinarySearchFunc(w.grid.Rows, d.from+1, rowNumber)
	for _, row := range w.grid.Rows[at:] {
		if slices.ContainsFunc(row.Cells, saysSomething) {
			below = row.Number
			break
		}
	}
	moves := fmt.Sprintf("what stands from row %d on moves down by %s, and formulas, names and ranges that mean it follow", below, counted(d.to-d.from, "row", "rows"))
	if below == 0 {
		moves = "everything below moves down by " + counted(d.to-d.from, "row", "rows")
	}
	return fmt.Sprintf("%s put in under row %d of the sheet “%s”: %s", counted(d.to-d.from, "row is", "rows are"), d.from, w.sheet.Name, moves)
}

// movedFormula is a formula of this sheet's as it reads once rows are put in
// here: one that itself stands below a table counts the table's new rows in.
func (w *sheetWork) movedFormula(f formulaAt) string {
	own := func(sheet string) bool { return sheet == "" || w.calls(sheet) }
	return ooxml.MoveReferences(f.text, own, func(r ooxml.Range) ooxml.Range {
		last := w.growth.moved(r.LastRow)
		for _, d := range w.growth.down {
			if d.inserted && f.row > d.from && r.LastRow == d.from && r.FirstRow < r.LastRow {
				last = w.growth.moved(d.from) + d.to - d.from
			}
		}
		r.FirstRow, r.LastRow = w.growth.moved(r.FirstRow), last
		return r
	})
}

// moveElsewhere has everything outside the rows that move say where they
// stand now, and names the formulas that end with a table and do not grow.
func (t *staging) moveElsewhere() error {
	if !t.growing() {
		return nil
	}
	var short []plan.Cell
	for i, s := range t.book.Sheets {
		if !s.Worksheet {
			continue
		}
		w := t.sheet(s.Name)
		if w.found.Cells == nil { // nothing is written into it, so that it was not looked through
			w.found = ooxml.Survey{Seen: w.seen, Formulas: true}
			if err := t.pkg.SurveySheet(t.workbook.Sheets[i].Part, &w.found); err != nil {
				return err
			}
		}
		short = append(short, t.endWithTables(w)...)
		if err := t.moveFormulas(w); err != nil {
			return err
		}
	}
	if n := len(short); n > 0 {
		const most = 5
		var names []string
		for _, c := range short[:min(n, most)] {
			names = append(names, c.String())
		}
		more := ""
		if n > most {
			more = fmt.Sprintf(" and %d more", n-most)
		}
		t.ByHand(short[0], fmt.Sprintf("%s to the last row of the table as it was, and not to what is added: %s%s", counted(n, "formula reaches", "formulas reach"), strings.Join(names, ", "), more))
	}
	for _, w := range t.order {
		if !w.growth.inserts() {
			continue
		}
		if err := w.moveParts(); err != nil {
			return err
		}
	}
	return nil
}

// endWithTables lists the formulas of a sheet that end just where a growing
// table ended, and stay so.
func (t *staging) endWithTables(in *sheetWork) (cells []plan.Cell) {
	for _, f := range in.formulasAt {
		for _, ref := range ooxml.References(f.text) {
			for _, w := range t.order {
				ends := slices.ContainsFunc(w.growth.down, func(d grownDown) bool {
					grows := d.inserted && w == in && f.row > d.from
					return !grows && ref.Range.LastRow == d.from && ref.Range.FirstRow < d.from && ref.Range.FirstColumn <= d.last && d.first <= ref.Range.LastColumn
				})
				cell := plan.Cell{Sheet: in.sheet.Name, Row: f.row, Column: f.column}
				if ends && (ref.Sheet == "" && w == in || w.calls(ref.Sheet)) && !slices.Contains(cells, cell) {
					cells = append(cells, cell)
				}
			}
		}
	}
	return cells
}

// moveFormulas has a sheet's formulas, and those of its rules, follow what moved.
func (t *staging) moveFormulas(in *sheetWork) error {
	var splices []ooxml.Splice
	moved := func(text string) string {
		for _, w := range t.order {
			if w.growth.inserts() {
				text = ooxml.MoveReferences(text, func(sheet string) bool { return sheet == "" && w == in || w.calls(sheet) }, w.growth.movedRange)
			}
		}
		return text
	}
	for _, f := range in.formulasAt {
		if in.growth.inserts() && f.row > in.growth.seam() {
			continue // moved with its cell
		}
		now := moved(f.text)
		switch {
		case now == f.text && (f.group != "shared" || !t.reachesOver(in, f)):
		case f.group != "" && f.group != "normal":
			t.RefuseOnce(plan.Cell{Sheet: in.sheet.Name, Row: f.row, Column: f.column}, "", "the formula refers to what would move down for a new row, and is shared with other cells, so that it cannot follow: put the row in by hand")
		default:
			splices = append(splices, ooxml.Replace(f.at, f.to, ooxml.AppendAttr(nil, now)))
		}
	}
	for _, r := range in.found.Rules {
		if now := moved(r.Text); now != r.Text {
			splices = append(splices, ooxml.Replace(r.Start, r.End, ooxml.AppendAttr(nil, now)))
		}
	}
	if len(splices) > 0 && in.found.Recoded {
		return fmt.Errorf("sheet %q is not written in UTF-8", in.sheet.Name)
	}
	if in.found.ASCII {
		ooxml.ASCII(splices)
	}
	if len(splices) > 0 {
		t.parts[in.sheet.Part] = append(t.parts[in.sheet.Part], splices...)
		if len(in.targets)+len(in.growth.down) == 0 {
			t.Besides(fmt.Sprintf("formulas of the sheet “%s” that mean what moves down follow it", in.sheet.Name))
		}
	}
	return nil
}

// reachesOver reports whether a formula that cells below share refers, in any
// of them, to what moves: each of them looks as much further down as it stands.
func (t *staging) reachesOver(in *sheetWork, f formulaAt) bool {
	for _, ref := range ooxml.References(f.text) {
		for _, w := range t.order {
			means := ref.Sheet == "" && w == in || w.calls(ref.Sheet)
			if means && w.growth.inserts() && ref.Range.LastRow+f.shares > w.growth.seam() {
				return true
			}
		}
	}
	return false
}

// moveParts has the parts that say where on this sheet something stands say
// where it stands now.
func (w *sheetWork) moveParts() error {
	put := func(part string, splices []ooxml.Splice) {
		if len(splices) > 0 {
			w.parts[part] = append(w.parts[part], splices...)
		}
	}
	for _, part := range w.objects.drawings {
		splices, err := w.pkg.MoveAnchors(part, w.growth.moved)
		if err != nil {
			return err
		}
		put(part, splices)
	}
	for _, part := range w.pkg.Names() {
		var splices []ooxml.Splice
		var err error
		switch name := strings.ToLower(part); {
		case strings.HasSuffix(name, ".rels"):
		case strings.Contains(name, "/charts/chart"):
			splices, err = w.pkg.MoveChart(part, func(text string) string {
				return ooxml.MoveReferences(text, w.calls, w.growth.movedRange)
			})
		case strings.Contains(name, "/pivotcache/pivotcachedefinition"):
			splices, err = w.pkg.MovePivotSource(part, w.calls, w.growth.movedRange)
		}
		if err != nil {
			return err
		}
		put(part, splices)
	}
	part, splices, err := w.pkg.MoveCalculations(w.workbook.Part, w.sheet.Number, w.growth.moved)
	if err != nil {
		return err
	}
	put(part, splices)
	return nil
}

// heightFor is how tall a row must become that was there, blank and of a
// height that somebody set, for the new action in it; 0 where it stays.
func (w *sheetWork) heightFor(row *ooxml.FoundRow, targets []*target) float64 {
	if like := targets[0].like[0]; !row.Row.Fixed || row.Row.Hidden || like == 0 || like == row.Row.Number {
		return 0
	}
	if needed := w.heightOf(targets); needed > row.Row.Height {
		return needed
	}
	return 0
}

// heightOf estimates how tall the cells of a row need it to be, in points: the
// lines of the longest text, at the width of its column. An exact answer needs
// the fonts of the machine that will show it.
func (w *sheetWork) heightOf(targets []*target) float64 {
	const usualHeight, usualWidth, tallest = 15, 8.43, 409
	line := w.found.RowHeight
	if line == 0 || w.found.FixedHeight {
		line = usualHeight
	}
	lines := 1
	for _, t := range targets {
		if t.content.kind != textContent || !w.styles.wraps(t.style) && !strings.Contains(t.content.text, "\n") {
			continue
		}
		width := w.found.Width
		for _, c := range w.found.Columns {
			if c.First <= t.column && t.column <= c.Last && c.Width > 0 {
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
