package reconcile

import (
	"fmt"
	"maps"
	"slices"

	"actionplan/plan"
)

// columns are the columns of both sides: which each has, which it had when the
// sides last agreed, and what is known of them.
type columns struct {
	units        []unit                           // what is compared, in the officers' order and then the partners'
	now          map[Side][]plan.Column           // as each side has them
	remembered   []plan.Column                    // as the base remembers them of a side as a whole: their Table is the side
	ofTables     []plan.Column                    // and of single tables: see headings.go
	compositions []plan.Column                    // and what its views were made of: see composed.go
	has, had     map[Side]map[plan.Field]bool     // now, and when last agreed
	lost         map[Side]map[plan.Field]bool     // gone, though the other side has them
	wasLost      map[Side]map[plan.Field]bool     // gone when last agreed, and back now
	hidden       map[plan.ColumnKey]bool          // the officers' hidden columns
	formulas     map[Side]map[plan.ColumnKey]bool // worked out by formulas

	views  map[Side]map[string][]combined // what several columns of each table say together
	filled map[tableColumn]bool           // their columns in which any row says something

	lostIn, wasLostIn map[tableColumn]bool // the same of single tables
	droppedIn         map[tableColumn]bool // gone from a table, and from the rows across too
	aside             map[asideTable]bool  // remembered tables in sheets that are left out: see aside.go
	goneTables        map[Side][]string    // tables that were there when the sides last agreed, and are gone with agreed actions
	renamedTables     map[Side]map[string]string
}

// readColumns finds out what is known of both sides' columns.
func readColumns(base, officer, partner *plan.Plan, rules Agreement) *columns {
	c := &columns{
		units:    rules.units(fieldsOf(officer, partner)),
		now:      map[Side][]plan.Column{Officer: officer.Columns, Partner: partner.Columns},
		has:      map[Side]map[plan.Field]bool{Officer: {}, Partner: {}},
		had:      map[Side]map[plan.Field]bool{Officer: {}, Partner: {}},
		lost:     map[Side]map[plan.Field]bool{Officer: {}, Partner: {}},
		wasLost:  map[Side]map[plan.Field]bool{Officer: {}, Partner: {}},
		hidden:   map[plan.ColumnKey]bool{},
		formulas: map[Side]map[plan.ColumnKey]bool{Officer: formulaColumns(*officer), Partner: formulaColumns(*partner)},
	}
	for side, list := range c.now {
		for _, column := range list {
			c.has[side][column.Field] = true
			if column.Hidden && side == Officer {
				c.hidden[plan.ColumnKey{Table: column.Table, Field: column.Field}] = true
			}
		}
	}
	if base != nil {
		for _, column := range base.Columns {
			if isComposition(column) {
				c.compositions = append(c.compositions, column)
			} else if column.Of != "" {
				c.ofTables = append(c.ofTables, column)
			} else {
				c.remembered = append(c.remembered, column)
			}
		}
	}
	for _, column := range c.remembered {
		if had := c.had[Side(column.Table)]; had != nil {
			had[column.Field] = true
			c.wasLost[Side(column.Table)][column.Field] = column.Hidden && c.has[Side(column.Table)][column.Field]
		}
	}
	for _, side := range []Side{Officer, Partner} {
		for f := range c.had[side] {
			if !c.has[side][f] && c.has[side.Other()][f] {
				c.lost[side][f] = true
			}
		}
	}
	return c
}

// fieldsOf lists every field of the two sides that is compared, in the officers'
// order, then the partners'. What the base alone remembers is compared with
// nothing, and names no question.
func fieldsOf(officer, partner *plan.Plan) []plan.Field {
	var fields []plan.Field
	seen := map[plan.Field]bool{plan.FieldRef: true, plan.FieldReply: true}
	add := func(f plan.Field) {
		if !seen[f] {
			seen[f] = true
			fields = append(fields, f)
		}
	}
	for _, p := range []*plan.Plan{officer, partner} {
		for _, column := range p.Columns {
			add(column.Field)
		}
		// A reading made by hand may hold cells of columns it does not list.
		stray := map[plan.Field]bool{}
		for _, a := range p.Actions {
			for f := range a.All() {
				if !seen[f] {
					stray[f] = true
				}
			}
		}
		for _, f := range slices.Sorted(maps.Keys(stray)) {
			add(f)
		}
	}
	return fields
}

// formulaColumns are the columns of a reading that formulas work out, by table
// and field.
func formulaColumns(p plan.Plan) map[plan.ColumnKey]bool {
	columns := map[plan.ColumnKey]bool{}
	for _, column := range p.Columns {
		if column.Formula {
			columns[plan.ColumnKey{Table: column.Table, Field: column.Field}] = true
		}
	}
	return columns
}

// findWorkedOut finds out which cells of the pairs formulas work out on both
// sides: nobody wrote them, and nobody can be asked what they should say. Where a
// formula was not yet copied down to a row, nobody wrote that either.
func (c *columns) findWorkedOut(pairs []Pair) {
	for i := range pairs {
		p := &pairs[i]
		if p.Officer == nil || p.Partner == nil {
			continue
		}
		for column := range c.formulas[Officer] {
			f := column.Field
			if column.Table != p.Officer.Table || !c.formulas[Partner][plan.ColumnKey{Table: p.Partner.Table, Field: f}] {
				continue
			}
			officers, partners := c.isResult(p, Officer, f), c.isResult(p, Partner, f)
			if officers && (partners || p.isBlankIn(Partner, f)) || partners && p.isBlankIn(Officer, f) {
				p.results = append(p.results, f)
			}
		}
	}
}

// isResult reports whether a side's cell stands in a column that formulas work out,
// and a formula works it out.
func (c *columns) isResult(p *Pair, side Side, f plan.Field) bool {
	a := p.Action(side)
	e, has := a.Lookup(f)
	return has && !e.Writable && e.Cell.Row == a.Row && c.formulas[side][plan.ColumnKey{Table: a.Table, Field: f}]
}

// isBlankIn reports whether a side's row has a cell of its own that is blank.
func (p *Pair) isBlankIn(side Side, f plan.Field) bool {
	a := p.Action(side)
	e, has := a.Lookup(f)
	return has && e.Value == plan.Blank && e.Cell.Row == a.Row
}

// isWorkedOut reports whether formulas work a cell out on both sides.
func (p *Pair) isWorkedOut(f plan.Field) bool { return slices.Contains(p.results, f) }

// torn says why a coupled unit waits as a whole, or "": the column of one of its
// cells is gone from one side, and the other says something there.
func (c *columns) torn(p *Pair, u unit) string {
	if len(u) == 1 {
		return ""
	}
	for _, f := range u {
		for _, side := range []Side{Officer, Partner} {
			if _, there := p.Entry(side.Other(), f); there && c.isLost(p, side, f) {
				return fmt.Sprintf("%s, which is settled with it, has no column in the table %s of %s any more: it waits until that is settled", f.Label(), p.Action(side).Table, side.copyName())
			}
		}
	}
	return ""
}

// cameBack is the side whose cell is blank because its column was gone when
// the sides last agreed.
func (c *columns) cameBack(d Difference) (Side, bool) {
	for _, s := range []Side{Officer, Partner} {
		if c.isBack(d.Pair, s, d.Field) && d.Value(s) == plan.Blank && d.Value(s.Other()) != plan.Blank {
			return s, true
		}
	}
	return "", false
}

// stillBlank reports whether a column that is back, in any table or in one, is
// still to be filled in a cell: until the last one is, its blanks are nobody's
// edits.
func (c *columns) stillBlank(column tableColumn, differences []Difference) bool {
	wasLost := c.wasLost[column.side][column.Field]
	if column.Table != "" {
		wasLost = c.wasLostIn[column]
	}
	return wasLost && slices.ContainsFunc(differences, func(d Difference) bool {
		back, ok := c.cameBack(d)
		return ok && column.isOf(d.Pair) && d.Field == column.Field && back == column.side
	})
}

// heading is what a column a side had was called, in any table or in one.
func (c *columns) heading(lost tableColumn) string {
	list := c.remembered
	if lost.Table != "" {
		list = c.ofTables
	}
	for _, column := range list {
		if Side(column.Table) == lost.side && column.Field == lost.Field && (lost.Table == "" || c.tableNow(column) == lost.Table) {
			return column.Heading
		}
	}
	return lost.Field.Label()
}

// stoodIn are the tables of a side, of the several that it has, in which a column
// stood that it has lost: those of which the base remembers it or, where it remembers
// no tables, those in which agreed actions said it. One "" is the side's only table.
func (c *columns) stoodIn(lost tableColumn, pairs []Pair) []string {
	var now, tables []string
	for _, column := range c.now[lost.side] {
		if !slices.Contains(now, column.Table) {
			now = append(now, column.Table)
		}
	}
	if lost.Table != "" || len(now) < 2 {
		return []string{lost.Table}
	}
	for _, table := range now {
		had := slices.ContainsFunc(c.ofTables, func(was plan.Column) bool {
			return Side(was.Table) == lost.side && was.Field == lost.Field && c.tableNow(was) == table
		})
		said := func(in Side) bool {
			return slices.ContainsFunc(pairs, func(p Pair) bool {
				a := p.Action(lost.side)
				_, says := p.Entry(in, lost.Field)
				return a != nil && a.Table == table && says
			})
		}
		known := slices.ContainsFunc(c.ofTables, func(was plan.Column) bool { return Side(was.Table) == lost.side && c.tableNow(was) == table })
		if had || !known && (said(Base) || said(lost.side.Other())) {
			tables = append(tables, table)
		}
	}
	if len(tables) == 0 {
		return []string{""}
	}
	return tables
}

// renamed finds the heading of a column that a side alone has and that says, in
// every row where anything was agreed, what was agreed for a column the side has
// lost: whatever it is read as.
func (c *columns) renamed(lost tableColumn, pairs []Pair) string {
	for _, column := range c.now[lost.side] {
		if c.has[lost.side.Other()][column.Field] || lost.Table != "" && column.Table != lost.Table {
			continue
		}
		if same, differ := sayingWhatWasLost(column.Field, lost, pairs); same > 2*differ {
			return column.Heading
		}
	}
	return ""
}

// sayingWhatWasLost counts the rows in which the cells of a field say what was agreed
// for a column that is or was lost, and those in which they say something else.
func sayingWhatWasLost(f plan.Field, lost tableColumn, pairs []Pair) (same, differ int) {
	for i := range pairs {
		was, agreed := pairs[i].Entry(Base, lost.Field)
		now, ok := pairs[i].Entry(lost.side, f)
		switch {
		case !agreed || !ok || was.Value.IsBlank() || !lost.isOf(&pairs[i]):
		case now.Value == was.Value || now.Value.Text == was.Value.Text || now.Typed == was.Typed:
			same++
		default:
			differ++
		}
	}
	return same, differ
}

// isDropped reports whether both sides had a column when they last agreed, and
// neither has it now.
func (c *columns) isDropped(f plan.Field) bool {
	return !c.has[Officer][f] && !c.has[Partner][f] && c.had[Officer][f] && c.had[Partner][f]
}
