package excel

import (
	"fmt"
	"slices"
	"strings"

	"actionplan/excel/internal/ooxml"
	"actionplan/plan"
)

// When rows are put into one sheet, what says elsewhere where they stand says
// where they stand now: formulas and rules of every sheet, charts, the places
// of pictures, sources of pivot tables, the names a workbook gives, and the
// order of calculation. Take two rows put in under row 3 of the sheet Plan:
//
//	Summary!B2   =COUNTA(Plan!C2:C5)   becomes =COUNTA(Plan!C2:C7): row 5 is row 7
//	Summary!B3   =COUNTA(Plan!C2:C3)   stays, and is named to a person: it
//	             may mean those two actions and no more
//	a chart of   Plan!$C$2:$C$9        becomes one of Plan!$C$2:$C$11
//
// A formula that is written once for many cells cannot follow by itself; then
// no row is put in. What a formula means by a text that it puts together
// (INDIRECT) is never known, and never changed.

// growing is the sheets that have new rows or columns.
type growing []*sheetWork

// moved is a formula of a sheet's as it reads once all rows are put in.
func (g growing) moved(in *worksheet, text string) string {
	for _, w := range g {
		if w.growth.inserts() {
			text = ooxml.MoveReferences(text, w.meantIn(in), w.growth.movedRange)
		}
	}
	return text
}

// meantIn tells by what names this sheet is meant in another's formulas, or its own.
func (s *worksheet) meantIn(in *worksheet) func(sheet string) bool {
	return func(sheet string) bool { return sheet == "" && s == in || s.called(sheet) }
}

// reaches reports whether a formula that cells below share refers, in any of
// them, to what moves: each of them looks as much further down as it stands.
func (g growing) reaches(in *worksheet, f cellFormula) bool {
	for _, ref := range ooxml.References(f.text) {
		for _, w := range g {
			if w.meantIn(in)(ref.Sheet) && w.growth.inserts() && ref.Range.LastRow+f.shares > w.growth.seam() {
				return true
			}
		}
	}
	return false
}

// short lists the cells of a sheet whose formulas end just where a growing
// table ended, and stay so.
func (g growing) short(in *worksheet) (cells []plan.Cell) {
	for _, f := range in.formulas {
		for _, ref := range ooxml.References(f.text) {
			for _, w := range g {
				ends := slices.ContainsFunc(w.growth.down, func(d grownDown) bool {
					grows := d.inserted && w.worksheet == in && f.row > d.from
					return !grows && ref.Range.LastRow == d.from && ref.Range.FirstRow < d.from && ref.Range.Beside(d.first, d.last)
				})
				if cell := in.cell(f.row, f.column); ends && w.meantIn(in)(ref.Sheet) && !slices.Contains(cells, cell) {
					cells = append(cells, cell)
				}
			}
		}
	}
	return cells
}

// formulas has a sheet's formulas, and those of its rules, follow what moved,
// but for those that move with their cells. It lists the cells whose formula
// would have to and cannot.
func (g growing) formulas(in *sheetWork) (splices []ooxml.Splice, stuck []plan.Cell) {
	for _, f := range in.formulas {
		if in.growth.inserts() && f.row > in.growth.seam() {
			continue
		}
		now := g.moved(in.worksheet, f.text)
		switch {
		case now == f.text && (f.group != "shared" || !g.reaches(in.worksheet, f)):
		case f.group != "" && f.group != "normal":
			stuck = append(stuck, in.cell(f.row, f.column))
		default:
			splices = append(splices, ooxml.Replace(f.at, f.to, ooxml.AppendAttr(nil, now)))
		}
	}
	for _, r := range in.found.Rules {
		if now := g.moved(in.worksheet, r.Text); now != r.Text {
			splices = append(splices, ooxml.Replace(r.Start, r.End, ooxml.AppendAttr(nil, now)))
		}
	}
	return splices, stuck
}

// follow has everything outside the rows that move say where they stand now,
// and names the formulas that end with a table and do not grow.
func (t *staging) follow() error {
	if !t.growing() {
		return nil
	}
	g := growing(slices.Clone(t.order))
	var short []plan.Cell
	for _, s := range t.book.Sheets {
		if !s.Worksheet {
			continue
		}
		w := t.sheet(s.Name)
		if w.found.Cells == nil { // nothing is written into it, so that it was not looked through
			if err := w.survey(nil, true, true); err != nil {
				return err
			}
		}
		short = append(short, g.short(w.worksheet)...)
		splices, stuck := g.formulas(w)
		for _, cell := range stuck {
			t.RefuseOnce(cell, "", "the formula refers to what would move down for a new row, and is shared with other cells, so that it cannot follow: put the row in by hand")
		}
		if len(splices) == 0 {
			continue
		}
		if w.found.Recoded {
			return w.errRecoded()
		}
		t.splice(w.part.Part, w.found.ASCII, splices)
		if w.idle() {
			t.Besides(fmt.Sprintf("formulas of the sheet “%s” that mean what moves down follow it", w.part.Name))
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
	for _, w := range g {
		if !w.growth.inserts() {
			continue
		}
		if err := t.followParts(w); err != nil {
			return err
		}
	}
	return nil
}

// followParts has the other parts that say where on a sheet something stands
// say where it stands now.
func (t *staging) followParts(w *sheetWork) error {
	for _, part := range w.objects.drawings {
		splices, err := t.pkg.MoveAnchors(part, w.growth.moved)
		if err != nil {
			return err
		}
		t.splice(part, false, splices)
	}
	for _, part := range t.pkg.Names() {
		var splices []ooxml.Splice
		var err error
		switch name := strings.ToLower(part); {
		case strings.HasSuffix(name, ".rels"):
		case strings.Contains(name, "/charts/chart"):
			splices, err = t.pkg.MoveChart(part, func(text string) string {
				return ooxml.MoveReferences(text, w.called, w.growth.movedRange)
			})
		case strings.Contains(name, "/pivotcache/pivotcachedefinition"):
			splices, err = t.pkg.MovePivotSource(part, w.called, w.growth.movedRange)
		}
		if err != nil {
			return err
		}
		t.splice(part, false, splices)
	}
	part, splices, err := t.pkg.MoveCalculations(t.workbook.Part, w.part.Number, w.growth.moved)
	if err == nil {
		t.splice(part, false, splices)
	}
	return err
}

// Names that Excel keeps for a sheet's filter and for the range to print.
const (
	filterName = "_xlnm._FilterDatabase"
	printName  = "_xlnm.Print_Area"
)

// followNames makes the workbook's own names for a sheet's ranges take its
// tables' new rows in, and every name say where what it names has moved to.
// The range to print does not take in a new column: the page would no longer
// be as wide as it was set to be.
func (t *staging) followNames() error {
	if !slices.ContainsFunc(t.order, func(w *sheetWork) bool { return w.growth.any() }) {
		return nil
	}
	names, err := t.pkg.NamedRanges(t.workbook.Part)
	if err != nil {
		return err
	}
	for _, n := range names {
		list := string(n.Text)
		for _, w := range t.order {
			switch {
			case n.Sheet == w.index && (n.Name == filterName || n.Name == printName):
				grow := w.growth.downwards
				if n.Name == filterName {
					grow = w.growth.bothWays
				}
				list = ooxml.GrowName(list, grow)
			case w.growth.inserts():
				plain := n.Plain()
				if moved := ooxml.MoveReferences(plain, w.called, w.growth.movedRange); moved != plain {
					list = string(ooxml.AppendAttr(nil, moved))
				}
			}
		}
		if list != string(n.Text) {
			t.splice(t.workbook.Part, false, []ooxml.Splice{ooxml.Replace(n.Start, n.End, []byte(list))})
		}
	}
	return nil
}
