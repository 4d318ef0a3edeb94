package excel

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"actionplan/excel/internal/ooxml"
	"actionplan/plan"
	"actionplan/table"
)

// worksheet is one sheet as it stands: its cells as they were read, its part
// as a writer of cells has to know it, and what lies over it. Nothing here
// changes it.
type worksheet struct {
	pkg   *ooxml.Package
	part  ooxml.SheetPart
	index int // among the workbook's sheets
	grid  *table.Grid

	found    ooxml.Survey
	objects  *sheetObjects
	arrays   []array
	used     ooxml.Range // every cell the part has an element for
	staying  ooxml.Range // those of them that are not taken out again
	leaving  map[ooxml.Address]bool
	near     neighbours
	uses     map[int]int           // how many cells have each cell format
	merges   map[int][]ooxml.Range // by the rows that were asked for
	formulas []cellFormula         // that cells are worked out by, where rows are put in anywhere
	below    *rowsBelow            // nil where none moves
}

// array is what an array formula or data table fills, from its first cell on.
type array struct {
	fills   ooxml.Range
	formula string
}

// cellFormula is a formula that a cell is worked out by.
type cellFormula struct {
	row, column int
	text        string
	at, to      int64
	group       string
	shares      int // how many rows below this one share it
}

// cell names a cell of the sheet.
func (s *worksheet) cell(row, column int) plan.Cell {
	return plan.Cell{Sheet: s.part.Name, Row: row, Column: column}
}

// called reports whether a formula means this sheet by a name. A formula of
// the sheet's own needs none.
func (s *worksheet) called(name string) bool { return strings.EqualFold(name, s.part.Name) }

// survey looks through the sheet's part for cells: columns by row. Formulas
// are looked at where the workbook has any, and kept where some may move.
func (s *worksheet) survey(ask map[int][]int, formulas, moving bool) error {
	for row, columns := range ask {
		slices.Sort(columns)
		ask[row] = slices.Compact(columns)
	}
	s.uses = map[int]int{}
	s.found = ooxml.Survey{Ask: ask, Formulas: formulas || moving, SeenRow: s.below.seeRow, Seen: func(c *ooxml.SheetCell) {
		if c.Array.Cells() > 1 && c.Array != (ooxml.Range{}) && len(s.arrays) < maxArrays {
			s.arrays = append(s.arrays, array{c.Array, string(c.Text)})
		}
		if 0 < c.Row && c.Row <= plan.MaxRow && c.Column <= plan.MaxColumn {
			s.used = s.used.With(c.Row, c.Column)
			if !s.leaving[ooxml.Address{Row: c.Row, Column: c.Column}] {
				s.staying = s.staying.With(c.Row, c.Column)
			}
		}
		s.near.see(c)
		s.uses[c.Style]++
		s.below.see(c)
		if c.Formula && moving && len(s.formulas) <= maxMoving {
			s.formulas = append(s.formulas, cellFormula{c.Row, c.Column, string(c.Text), c.TextAt, c.TextTo, c.Group, c.Shares.LastRow - c.Shares.FirstRow})
		}
	}}
	if err := s.pkg.SurveySheet(s.part.Part, &s.found); err != nil {
		return err
	}
	rows := make([]int, 0, len(ask))
	for row := range ask {
		rows = append(rows, row)
	}
	slices.Sort(rows)
	s.merges = map[int][]ooxml.Range{}
	for _, m := range s.found.Merges {
		for i := sort.SearchInts(rows, m.FirstRow); i < len(rows) && rows[i] <= m.LastRow; i++ {
			s.merges[rows[i]] = append(s.merges[rows[i]], m)
		}
	}
	return nil
}

// readObjects reads, once, what lies over the sheet's cells.
func (s *worksheet) readObjects() (err error) {
	if s.objects == nil {
		s.objects, err = readObjects(s.pkg, s.part.Part)
	}
	return err
}

// blocked is why a cell cannot be written, "" where it can.
func (s *worksheet) blocked(at ooxml.Address) string {
	cell, row := s.found.Cells[at], s.found.Rows[at.Row]
	for _, m := range s.merges[at.Row] {
		if m.Holds(at.Row, at.Column) && (m.FirstRow != at.Row || m.FirstColumn != at.Column) {
			return "the cell is merged into " + s.cell(m.FirstRow, m.FirstColumn).String() + ", which holds what it says"
		}
	}
	seen, _ := cellAt(s.grid, at.Row, at.Column)
	if cell.Cell.Formula || seen.Formula || slices.ContainsFunc(s.arrays, func(a array) bool { return a.fills.Holds(at.Row, at.Column) }) {
		return "the cell is worked out by a formula" + s.typeInstead(at)
	}
	if why := s.objects.blocked(at.Row, at.Column); why != "" {
		return why
	}
	switch {
	case cell.Times > 1:
		return "the workbook holds this cell twice, and it cannot be told which one counts"
	case cell.Here && cell.Cell.Elsewhere:
		return "the cell says that it stands in another row than the one it is in"
	case !cell.Here && row.Times > 1, !row.Here && !s.found.Order:
		return "the sheet's rows do not come in order, so that a cell cannot be put in safely"
	case !cell.Here && row.Here && !row.Order:
		return "the row's cells do not come in order, so that one cannot be put in safely"
	}
	return ""
}

// typeInstead is where to type what a formula's cell is to say: the cell it
// repeats, or the one sheet that it is worked out from.
func (s *worksheet) typeInstead(cell ooxml.Address) string {
	formula, at := string(s.found.Cells[cell].Cell.Text), ""
	for _, a := range s.arrays {
		if a.fills.Holds(cell.Row, cell.Column) {
			formula = a.formula
			at = " in " + s.cell(a.fills.FirstRow, a.fills.FirstColumn).String() + ", which fills this one too"
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
	switch whole := len(refs) == 1 && isOneRange(refs[0], formula) && refs[0].Range.Cells() == 1; {
	case whole:
		source := s.cell(refs[0].Range.FirstRow, refs[0].Range.FirstColumn)
		if from != "" {
			source.Sheet = from
		}
		return at + ": type it in " + source.String() + ", which it repeats"
	case from != "" && from != s.part.Name:
		return at + ": type it on the sheet “" + from + "”, which it is worked out from"
	}
	return at
}

// coloured reports whether a rule (conditional formatting) colours a cell.
func (s *worksheet) coloured(at ooxml.Address) bool {
	for _, m := range s.found.Marks {
		if m.Kind == ooxml.MarkRule && slices.ContainsFunc(m.Ranges, func(r ooxml.Range) bool { return r.Holds(at.Row, at.Column) }) {
			return true
		}
	}
	return false
}

// roomUnder reports whether new rows fit under a table's last action: into
// blank rows, one of which is left over, or which the table as Excel has it
// holds already.
func (s *worksheet) roomUnder(last, firstColumn, lastColumn, n int) bool {
	inside := 0
	below := plan.MaxRow + 1
	for _, t := range s.objects.tables {
		if t.Ref.FirstRow <= last && last <= t.Ref.LastRow && t.Ref.Beside(firstColumn, lastColumn) {
			firstColumn, lastColumn = min(firstColumn, t.Ref.FirstColumn), max(lastColumn, t.Ref.LastColumn)
			inside = max(0, t.Ref.LastRow-t.Totals-last)
			if t.Totals > 0 {
				below = min(below, max(last+1, t.Ref.LastRow-t.Totals+1))
			}
		}
	}
	at, _ := slices.BinarySearchFunc(s.grid.Rows, last+1, rowNumber)
	for _, row := range s.grid.Rows[at:] {
		if row.Number >= below {
			break
		}
		for _, c := range row.Cells {
			if saysSomething(c) && firstColumn <= c.Column && c.Column <= lastColumn {
				below = min(below, row.Number)
			}
		}
	}
	for _, m := range s.grid.Merges {
		if m.Rows.Last > last && m.Columns.First <= lastColumn && firstColumn <= m.Columns.Last {
			below = min(below, max(last+1, m.Rows.First))
		}
	}
	for _, t := range s.objects.tables {
		if t.Ref.FirstRow > last && t.Ref.Beside(firstColumn, lastColumn) {
			below = min(below, t.Ref.FirstRow)
		}
	}
	for _, p := range s.objects.pivots {
		if p.LastRow > last && p.Beside(firstColumn, lastColumn) {
			below = min(below, max(last+1, p.FirstRow))
		}
	}
	blank := below - last - 1
	return blank > n || inside >= n && blank >= n
}

// errRecoded is why a sheet's part is not written to.
func (s *worksheet) errRecoded() error {
	return fmt.Errorf("sheet %q is not written in UTF-8", s.part.Name)
}
