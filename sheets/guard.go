package sheets

import (
	"slices"

	api "google.golang.org/api/sheets/v4"

	"actionplan/plan"
)

// Guard is how far the cells of a column are kept from partners' typing.
type Guard string

// The guards. A protection that only warns stops nobody; an exception in a
// protection, or one that covers some rows only, leaves the rest open.
const (
	Unguarded   Guard = "open"
	WarnedOf    Guard = "warned"
	PartGuarded Guard = "partly protected"
	Guarded     Guard = "protected"
)

// Guarding is what the sheet's protections make of a column's actions.
type Guarding struct {
	Guard Guard
	Open  []int // the rows that anybody may change, where some are protected
	Shut  bool  // the account that is signed in may not write every cell either
}

// Guarding looks at the cells of every action in a column, one by one: by the
// range of each protection, its exceptions, and whether it only warns.
func (s *Sheet) Guarding(c plan.Column, p plan.Plan) Guarding {
	var g Guarding
	kept, warned, all := 0, 0, 0
	for _, a := range p.Actions {
		if a.Table != c.Table {
			continue
		}
		t := s.tab(a.Sheet)
		if t == nil {
			continue
		}
		all++
		guard := t.guard(a.Row, c.Number)
		switch guard {
		case Guarded:
			kept++
		case WarnedOf:
			warned++
			g.Open = append(g.Open, a.Row)
		default:
			g.Open = append(g.Open, a.Row)
		}
		g.Shut = g.Shut || t.isProtected(a.Row, c.Number)
	}
	switch {
	case all > 0 && kept == all:
		return Guarding{Guard: Guarded, Shut: g.Shut}
	case kept > 0:
		g.Guard = PartGuarded
	case all > 0 && warned == all:
		g.Guard, g.Open = WarnedOf, nil
	default:
		g.Guard, g.Open = Unguarded, nil
	}
	return g
}

// guard is how one cell is kept: Guarded, WarnedOf or Unguarded.
func (t *Tab) guard(row, column int) Guard {
	found := Unguarded
	for _, p := range t.protected {
		if !t.covers(p, row, column) {
			continue
		}
		if !p.WarningOnly {
			return Guarded
		}
		found = WarnedOf
	}
	return found
}

// covers says whether a protection is about a cell: within its range, which may
// be the whole tab, and not within an exception.
func (t *Tab) covers(p *api.ProtectedRange, row, column int) bool {
	holds := func(r *api.GridRange) bool { return within(t.area(r), row, column) }
	return p.Range != nil && holds(p.Range) && !slices.ContainsFunc(p.UnprotectedRanges, holds)
}

// isProtected says whether a cell may not be written by the account. A
// protection that only warns stops nobody.
func (t *Tab) isProtected(row, column int) bool {
	return slices.ContainsFunc(t.protected, func(p *api.ProtectedRange) bool {
		return !p.WarningOnly && !p.RequestingUserCanEdit && t.covers(p, row, column)
	})
}
