package excel

import (
	"actionplan/excel/internal/ooxml"
)

// sheetObjects is what lies over a sheet's cells: tables as Excel has them,
// and pivot tables.
type sheetObjects struct {
	tables   []ooxml.Table
	pivots   []ooxml.Range
	comments []string // parts that hold comments
	drawings []string // parts that hold pictures, charts and shapes
}

// readObjects reads the parts that a sheet relates to.
func readObjects(pkg *ooxml.Package, part string) (*sheetObjects, error) {
	o := &sheetObjects{}
	rels, err := pkg.Relationships(part)
	if err != nil {
		return o, err
	}
	for _, r := range rels {
		if r.External || !pkg.Has(r.Target) {
			continue
		}
		switch r.Type {
		case "table":
			t, err := pkg.ReadTable(r.Target)
			if err != nil {
				return o, err
			}
			o.tables = append(o.tables, *t)
		case "pivotTable":
			at, err := pkg.PivotLocation(r.Target)
			if err != nil {
				return o, err
			}
			o.pivots = append(o.pivots, at)
		case "comments", "threadedComment":
			o.comments = append(o.comments, r.Target)
		case "drawing":
			o.drawings = append(o.drawings, r.Target)
		}
	}
	return o, nil
}

// blocked is why a cell cannot be written for what lies over it.
func (o *sheetObjects) blocked(row, column int) string {
	for _, t := range o.tables {
		if !t.Ref.Holds(row, column) {
			continue
		}
		if row < t.Ref.FirstRow+t.Headers {
			return "the cell is a heading of the table " + t.Name + ", which must stay as the table has it"
		}
		if row > t.Ref.LastRow-t.Totals {
			return "the cell is in the totals of the table " + t.Name
		}
	}
	for _, p := range o.pivots {
		if p.Holds(row, column) {
			return "the cell is part of a pivot table, which writes it itself"
		}
	}
	return ""
}

// headerAbove is the row of headings of the table over a cell, 0 for none.
func (o *sheetObjects) headerAbove(row, column int) int {
	for _, t := range o.tables {
		if t.Ref.Holds(row, column) {
			return t.Ref.FirstRow + t.Headers - 1
		}
	}
	return 0
}
