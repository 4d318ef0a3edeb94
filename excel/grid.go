package excel

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"

	"actionplan/excel/internal/ooxml"
	"actionplan/plan"
	"actionplan/table"
)

// Limits of one sheet's trimmings; what is over is left out with a note.
const (
	maxMerges      = 1_000_000
	maxConditional = 100_000
	maxArrays      = 1_000
	maxArrayCells  = 50_000_000
	// fillReach is how far past the rightmost value of a sheet so far an
	// empty cell's fill is still kept: a rating by fill alone stands in or
	// beside the table, formatting to the sheet's edge does not.
	fillReach = 16
)

// gridReader makes one sheet's grid.
type gridReader struct {
	*shared
	part      string
	grid      table.Grid
	protected bool
	formulas  bool // some cell is worked out by a formula

	row      []table.Cell // of the row being read, in the order met, where they will stay
	filled   bool         // the row holds a value
	column   int          // where its cell before stands
	reach    int          // the rightmost column with a value so far
	lastRow  int
	referred int64 // cells that refer to shared texts
	missed   int64 // and those that find none there
	disorder bool  // rows or cells did not come in order
	slab     int   // how many cells were last made room for at once
	arena    ooxml.Arena
	scratch  []byte
	days     map[dayKey]string
	arrays   []ooxml.Range
	// pendingArrays are those of which nobody has worked out what they fill.
	pendingArrays []ooxml.Range
	filters       []*ooxml.Filter
	doubts        doubts
}

// dayKey names a day as a format shows it.
type dayKey struct {
	format *format
	day    int
}

// doubts counts what a sheet's reader had to make something of.
type doubts struct {
	outside, elsewhere, notNumber, notBool tally
	noResult                               []plan.Cell
	lost                                   map[string][]plan.Cell // by what was lost
	trimmings                              bool
}

// tally counts cells, and keeps the first.
type tally struct {
	count       int
	row, column int
}

func (t *tally) add(c *ooxml.SheetCell) {
	if t.count++; t.count == 1 {
		t.row, t.column = c.Row, c.Column
	}
}

func newGridReader(s *shared, sheet ooxml.SheetPart) *gridReader {
	return &gridReader{
		shared: s,
		part:   sheet.Part,
		grid:   table.Grid{Sheet: sheet.Name, Hidden: sheet.Hidden},
		days:   map[dayKey]string{},
	}
}

func (g *gridReader) read(pkg *ooxml.Package) error {
	err := pkg.ReadSheet(g.part, &ooxml.SheetEvents{
		Cell:   g.cell,
		EndRow: g.endRow,
		Merge: func(r ooxml.Range) error {
			switch {
			case len(g.grid.Merges) == maxMerges:
				g.doubts.trimmings = true
			case r.Cells() > 1:
				g.grid.Merges = append(g.grid.Merges, tableRange(r))
			}
			return nil
		},
		Hidden: func(first, last int) {
			g.grid.HiddenColumns = append(g.grid.HiddenColumns, table.Span{First: first, Last: last})
		},
		Conditional: func(ranges []ooxml.Range) {
			for _, r := range ranges {
				if len(g.grid.Conditional) == maxConditional {
					g.doubts.trimmings = true
					return
				}
				g.grid.Conditional = append(g.grid.Conditional, tableRange(r))
			}
		},
		Protected: func() { g.protected = true },
		Filter:    func(f *ooxml.Filter) { g.filters = append(g.filters, f) },
	})
	if err != nil {
		return err
	}
	g.shared.referred.Add(g.referred)
	g.shared.missed.Add(g.missed)
	if g.disorder {
		g.order()
	}
	g.spill()
	g.spillPending()
	g.note()
	return g.filtered(pkg)
}

func tableRange(r ooxml.Range) table.Range {
	return table.Range{
		Rows:    table.Span{First: r.FirstRow, Last: r.LastRow},
		Columns: table.Span{First: r.FirstColumn, Last: r.LastColumn},
	}
}

// cell takes one cell in.
func (g *gridReader) cell(c *ooxml.SheetCell) error {
	if c.Row < 1 || c.Row > plan.MaxRow || c.Column > plan.MaxColumn {
		if !c.Stored && !c.Formula {
			return nil
		}
		g.doubts.outside.add(c)
		if c.Row < 1 || c.Row > plan.MaxRow || g.column >= plan.MaxColumn {
			return nil
		}
		// It was written as the row's next cell: what stands there nobody can tell.
		g.column++
		kept := g.room()
		kept.Column = g.column
		lose(kept, plan.LostPlace)
		g.lost(c.Row, g.column, plan.LostPlace)
		g.row, g.filled = g.row[:len(g.row)+1], true
		return nil
	}
	g.column = c.Column
	if c.Elsewhere {
		g.doubts.elsewhere.add(c)
	}
	switch {
	case c.Array == ooxml.Range{} || c.Array.Cells() <= 1:
	case len(g.arrays) == maxArrays:
		g.doubts.trimmings = true
	default:
		g.arrays = append(g.arrays, c.Array)
	}
	g.formulas = g.formulas || c.Formula
	look := g.look(c.Style)
	kept := g.room()
	kept.Column, kept.Fill, kept.Formula = c.Column, look.fill, c.Formula
	kept.Look = kept.Look.With(table.Bold, look.font.Bold).With(table.Struck, look.font.Struck)
	if len(c.Value) > 0 {
		g.value(kept, c, look)
	} else if c.Type == ooxml.TypeError && c.Stored && !c.Formula {
		lose(kept, plan.LostError)
	}
	if g.lacks(c.Style) && (kept.Kind == table.CellEmpty && !kept.Formula && c.Column <= g.reach+fillReach || kept.Kind == table.CellNumber) {
		lose(kept, plan.LostFormat)
	}
	switch {
	case kept.Text == plan.LostFormat && !c.Stored: // formatting alone makes no row
	case kept.Kind != table.CellEmpty:
		g.filled = true
		g.reach = max(g.reach, c.Column)
	case kept.Formula:
	case kept.Fill == "" || c.Column > g.reach+fillReach:
		return nil
	}
	if isPending(c, kept) {
		kept.Kind = table.CellPending
		g.pending(c.Row, c.Column)
		if c.Array.Cells() > 1 {
			g.pendingArrays = append(g.pendingArrays, c.Array)
		}
	}
	if kept.Kind == table.CellError && plan.IsLost(kept.Text) {
		g.lost(c.Row, c.Column, kept.Text)
	}
	if n := len(g.row); n > 0 && g.row[n-1].Column >= c.Column {
		g.disorder = true
	}
	g.row = g.row[:len(g.row)+1]
	return nil
}

// isPending reports whether a cell's formula has no result: none is stored, or
// an empty one that is not said to be a text.
func isPending(c *ooxml.SheetCell, read *table.Cell) bool {
	return c.Formula && read.Kind == table.CellEmpty && (!c.Stored || c.Type != ooxml.TypeString)
}

func (g *gridReader) pending(row, column int) {
	g.doubts.noResult = append(g.doubts.noResult, plan.Cell{Sheet: g.grid.Sheet, Row: row, Column: column})
}

// lose makes a cell one whose contents nobody can tell.
func lose(to *table.Cell, what string) {
	to.Kind, to.Text, to.Raw = table.CellError, what, what
}

func (g *gridReader) lost(row, column int, what string) {
	if g.doubts.lost == nil {
		g.doubts.lost = map[string][]plan.Cell{}
	}
	g.doubts.lost[what] = append(g.doubts.lost[what], plan.Cell{Sheet: g.grid.Sheet, Row: row, Column: column})
}

// room is where the row's next cell goes, empty.
func (g *gridReader) room() *table.Cell {
	n := len(g.row)
	if n == cap(g.row) {
		const least, most = 64, 4096
		g.slab = max(n+least, min(most, 2*g.slab))
		g.row = append(make([]table.Cell, 0, g.slab), g.row...)
	}
	kept := &g.row[:n+1][n]
	*kept = table.Cell{}
	return kept
}

// value reads a cell's stored value as its type and its format have it.
func (g *gridReader) value(to *table.Cell, c *ooxml.SheetCell, look look) {
	f := look.format
	switch c.Type {
	case ooxml.TypeShared:
		i, err := strconv.Atoi(string(bytes.TrimSpace(c.Value)))
		var text string
		var pieces []ooxml.Run
		ok := false
		if err == nil {
			text, pieces, ok = g.shared.text(i)
		}
		g.referred++
		switch {
		case !ok:
			g.missed++
			lose(to, plan.LostText)
		case text != "":
			to.Kind, to.Text, to.Raw = table.CellText, text, text
			runs(to, pieces, look.font)
		}
	case ooxml.TypeInline, ooxml.TypeString:
		g.text(to, c.Value)
		runs(to, c.Runs, look.font)
	case ooxml.TypeBool:
		switch string(bytes.ToLower(bytes.TrimSpace(c.Value))) {
		case "1", "true":
			to.Kind, to.Text, to.Raw = table.CellBool, "TRUE", "true"
		case "0", "false":
			to.Kind, to.Text, to.Raw = table.CellBool, "FALSE", "false"
		default:
			g.text(to, c.Value)
			g.doubts.notBool.add(c)
		}
	case ooxml.TypeError:
		g.text(to, c.Value)
		if to.Kind == table.CellText {
			to.Kind = table.CellError
		}
	case ooxml.TypeDate:
		// Strict workbooks may store a date as one. It is taken for the number
		// that other workbooks store.
		number, day, ok := parseISO(string(bytes.TrimSpace(c.Value)), g.epoch)
		if !ok {
			g.text(to, c.Value)
			return
		}
		if day && !f.date {
			f = shortDate
		}
		g.show(to, number, f)
		g.scratch = appendShortest(g.scratch[:0], number)
		to.Raw = g.arena.Keep(g.scratch)
	default:
		if !g.number(to, bytes.TrimSpace(c.Value), f) {
			g.text(to, c.Value)
			if to.Kind == table.CellText {
				g.doubts.notNumber.add(c)
			}
		}
	}
}

func (g *gridReader) text(to *table.Cell, text []byte) {
	if len(text) == 0 {
		return
	}
	to.Kind = table.CellText
	to.Text = g.arena.Keep(text)
	to.Raw = to.Text
}

// runs notes which pieces of a text are struck out. A run without a font of its
// own has the cell's.
func runs(to *table.Cell, pieces []ooxml.Run, font ooxml.Font) {
	to.Rich = len(pieces) > 0
	var all table.Runs
	for _, p := range pieces {
		if !p.Own {
			p.Font = font
		}
		all = append(all, table.Run{Text: p.Text, Struck: p.Font.Struck})
	}
	to.Pieces(all)
}

// number reads a stored number, and says whether it is one.
func (g *gridReader) number(to *table.Cell, stored []byte, f *format) bool {
	if len(stored) == 0 {
		return true
	}
	plain := isPlain(stored)
	if plain && f == general {
		to.Kind = table.CellNumber
		to.Raw = g.arena.Keep(stored)
		to.Text = to.Raw
		return true
	}
	number, ok := parseNumber(stored)
	if !ok {
		return false
	}
	g.show(to, number, f)
	if plain {
		to.Raw = g.arena.Keep(stored)
		return true
	}
	g.scratch = appendShortest(g.scratch[:0], number)
	to.Raw = g.arena.Keep(g.scratch)
	return true
}

// show makes a number's cell a date or a number, as its format shows it.
func (g *gridReader) show(to *table.Cell, number float64, f *format) {
	if f.date {
		if day, moment, ok := g.epoch.split(number); ok {
			if date, ok := dateOf(day); ok {
				to.Kind, to.Date, to.Look = table.CellDate, table.DayOf(date), to.Look.With(table.Month, f.month)
				to.Text = g.day(f, number, day, moment)
				return
			}
		}
	}
	to.Kind = table.CellNumber
	g.scratch = f.append(g.scratch[:0], number, g.epoch)
	to.Text = g.arena.Keep(g.scratch)
}

// day is a date as its format shows it. Whole days are remembered: a plan
// holds few days and many dates.
func (g *gridReader) day(f *format, number float64, day int, moment int64) string {
	if moment != 0 {
		g.scratch = f.append(g.scratch[:0], number, g.epoch)
		return g.arena.Keep(g.scratch)
	}
	key := dayKey{f, day}
	if text, ok := g.days[key]; ok {
		return text
	}
	g.scratch = f.append(g.scratch[:0], number, g.epoch)
	text := g.arena.Keep(g.scratch)
	if len(g.days) < 10_000 {
		g.days[key] = text
	}
	return text
}

// endRow keeps the row where it holds a value, and forgets it otherwise.
func (g *gridReader) endRow(r *ooxml.SheetRow) error {
	if g.filled {
		if g.cells.Add(int64(len(g.row))) > maxCells {
			return &ooxml.PartError{Part: g.part, Offset: -1, Reason: ooxml.ErrTooLarge,
				Detail: fmt.Sprintf("it holds more than %d cells with contents", maxCells)}
		}
		if r.Number <= g.lastRow {
			g.disorder = true
		}
		g.lastRow = r.Number
		n := len(g.row)
		hidden := table.Shows
		switch {
		case r.Hidden && r.Level > 0:
			hidden = table.ByFold
		case r.Hidden:
			hidden = table.ByHand
		}
		g.grid.Rows = append(g.grid.Rows, table.Row{Number: r.Number, Hidden: hidden, Cells: g.row[:n:n]})
		g.row = g.row[n:]
	}
	g.row, g.filled, g.column = g.row[:0], false, 0
	return nil
}

// order puts rows and cells that came out of order where they belong. Where
// two claim one place, the later one is read.
func (g *gridReader) order() {
	slices.SortStableFunc(g.grid.Rows, func(a, b table.Row) int { return a.Number - b.Number })
	rows := g.grid.Rows[:0]
	for _, r := range g.grid.Rows {
		if n := len(rows); n > 0 && rows[n-1].Number == r.Number {
			rows[n-1].Cells = append(rows[n-1].Cells, r.Cells...)
			rows[n-1].Hidden = r.Hidden
			continue
		}
		rows = append(rows, r)
	}
	g.grid.Rows = rows
	for i := range rows {
		cells := rows[i].Cells
		slices.SortStableFunc(cells, func(a, b table.Cell) int { return a.Column - b.Column })
		kept := cells[:0]
		for _, c := range cells {
			if n := len(kept); n > 0 && kept[n-1].Column == c.Column {
				switch was := kept[n-1]; {
				case was.Text == plan.LostTwice:
					continue
				case was.Kind != c.Kind || was.Text != c.Text:
					lose(&c, plan.LostTwice)
					g.lost(rows[i].Number, c.Column, plan.LostTwice)
				}
				kept[n-1] = c
				continue
			}
			kept = append(kept, c)
		}
		rows[i].Cells = kept
	}
}

// spill marks the cells that an array formula or a data table fills: they
// hold results, though the formula stands in the first of them only.
func (g *gridReader) spill() {
	left := maxArrayCells
	for _, a := range g.arrays {
		rows := g.grid.Rows
		first, _ := slices.BinarySearchFunc(rows, a.FirstRow, rowNumber)
		for ; first < len(rows) && rows[first].Number <= a.LastRow && left > 0; first++ {
			cells := rows[first].Cells
			left -= len(cells)
			for i := range cells {
				if a.FirstColumn <= cells[i].Column && cells[i].Column <= a.LastColumn {
					cells[i].Formula = true
				}
			}
		}
	}
}

// spillPending puts a cell that is not worked out yet wherever an array formula
// without results will fill one that says nothing now. Rows that say nothing at
// all are none of a plan's.
func (g *gridReader) spillPending() {
	left := maxArrayCells
	for _, a := range g.pendingArrays {
		rows := g.grid.Rows
		first, _ := slices.BinarySearchFunc(rows, a.FirstRow, rowNumber)
		for ; first < len(rows) && rows[first].Number <= a.LastRow && left > 0; first++ {
			for column := a.FirstColumn; column <= a.LastColumn && left > 0; column++ {
				left--
				row := &rows[first]
				i, there := slices.BinarySearchFunc(row.Cells, column, func(c table.Cell, column int) int { return c.Column - column })
				switch {
				case !there:
					row.Cells = slices.Insert(row.Cells, i, table.Cell{Column: column, Formula: true})
				case row.Cells[i].Kind != table.CellEmpty:
					continue
				}
				row.Cells[i].Kind = table.CellPending
				g.pending(row.Number, column)
			}
		}
	}
}

// note says what was doubtful.
func (g *gridReader) note() {
	d := &g.doubts
	g.say(d.outside, "a cell lies beyond the edge of a worksheet and was not read", "%d cells lie beyond the edge of a worksheet and were not read, this one first")
	g.say(d.elsewhere, "the cell says that it stands in another row than the one it is in, which counts", "%d cells say that they stand in another row than the one they are in, which counts, this one first")
	g.say(d.notNumber, "the cell is stored as a number but is none, and was read as text", "%d cells are stored as numbers but are none, and were read as text, this one first")
	g.say(d.notBool, "the cell is stored as TRUE or FALSE but is neither, and was read as text", "%d cells are stored as TRUE or FALSE but are neither, and were read as text, this one first")
	g.grid.NotePending(d.noResult)
	g.noteLost()
	if d.trimmings {
		g.grid.Notes = append(g.grid.Notes, plan.Note{Cell: plan.Cell{Sheet: g.grid.Sheet}, Message: "the sheet has so many merged cells, coloured ranges or array formulas that not all were read"})
	}
}

// noteLost says which cells have lost what they said.
func (g *gridReader) noteLost() {
	for _, what := range plan.Losses {
		cells := g.doubts.lost[what]
		if len(cells) == 0 {
			continue
		}
		g.grid.Notes = append(g.grid.Notes, plan.Note{Cell: plan.Cell{Sheet: g.grid.Sheet}, Weight: plan.Unread,
			Message: fmt.Sprintf("%s counts as nothing said, in %s: %s", what, plan.CellList(cells), plan.Repair)})
	}
}

func (g *gridReader) say(t tally, one, many string) {
	message := one
	switch {
	case t.count == 0:
		return
	case t.count > 1:
		message = fmt.Sprintf(many, t.count)
	}
	g.grid.Notes = append(g.grid.Notes, plan.Note{Cell: plan.Cell{Sheet: g.grid.Sheet, Row: t.row, Column: t.column}, Message: message})
}
