package reconcile

import (
	"maps"
	"slices"

	"actionplan/plan"
)

// columns are the columns of both sides: which each has, which it had when the
// sides last agreed, and what is known of them.
type columns struct {
	units      []unit                           // what is compared, in the officers' order and then the partners'
	now        map[Side][]plan.Column           // as each side has them
	remembered []plan.Column                    // as the base remembers them: their Table is the side
	has, had   map[Side]map[plan.Field]bool     // now, and when last agreed
	lost       map[Side]map[plan.Field]bool     // gone, though the other side has them
	wasLost    map[Side]map[plan.Field]bool     // gone when last agreed, and back now
	hidden     map[plan.ColumnKey]bool          // the officers' hidden columns
	formulas   map[Side]map[plan.ColumnKey]bool // worked out by formulas
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
		c.remembered = base.Columns
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

// isWorkedOut says whether formulas work a cell out on both sides: nobody
// wrote it, and nobody can be asked what it should say.
func (c *columns) isWorkedOut(p *Pair, f plan.Field) bool {
	for _, side := range []Side{Officer, Partner} {
		a := p.Action(side)
		e := a.Entry(f)
		if e.Writable || e.Cell.Row != a.Row || !c.formulas[side][plan.ColumnKey{Table: a.Table, Field: f}] {
			return false
		}
	}
	return true
}

// isTorn reports whether a coupled unit holds a cell that waits because its
// column is gone from one side.
func (c *columns) isTorn(p *Pair, u unit) bool {
	if len(u) == 1 {
		return false
	}
	for _, f := range u {
		for _, side := range []Side{Officer, Partner} {
			if c.lost[side.Other()][f] && p.movedAlone(f, side) {
				return true
			}
		}
	}
	return false
}

// cameBack is the side whose cell is blank because its column was gone when
// the sides last agreed.
func (c *columns) cameBack(d Difference) (Side, bool) {
	for _, s := range []Side{Officer, Partner} {
		if c.wasLost[s][d.Field] && d.Value(s) == plan.Blank && d.Value(s.Other()) != plan.Blank {
			return s, true
		}
	}
	return "", false
}

// stillBlank reports whether a column that is back is still to be filled in a
// cell: until the last one is, its blanks are nobody's edits.
func (c *columns) stillBlank(side Side, f plan.Field, differences []Difference) bool {
	return c.wasLost[side][f] && slices.ContainsFunc(differences, func(d Difference) bool {
		back, ok := c.cameBack(d)
		return ok && d.Field == f && back == side
	})
}

// heading is what a column a side had was called.
func (c *columns) heading(side Side, f plan.Field) string {
	for _, column := range c.remembered {
		if Side(column.Table) == side && column.Field == f {
			return column.Heading
		}
	}
	return f.Label()
}

// renamed finds the heading of a column that a side alone has and that says, in
// every row where anything was agreed, what was agreed for a column the side has
// lost: whatever it is read as.
func (c *columns) renamed(side Side, lost plan.Field, pairs []Pair) string {
	for _, column := range c.now[side] {
		f := column.Field
		if c.has[side.Other()][f] {
			continue
		}
		same, differ := 0, 0
		for i := range pairs {
			was, agreed := pairs[i].Entry(Base, lost)
			now, ok := pairs[i].Entry(side, f)
			switch {
			case !agreed || !ok || was.Value.IsBlank():
			case now.Value == was.Value || now.Value.Text == was.Value.Text || now.Typed == was.Typed:
				same++
			default:
				differ++
			}
		}
		if same > 0 && same > 4*differ {
			return column.Heading
		}
	}
	return ""
}

// partners are the columns that partners have made since the sides last
// agreed: nothing of them crosses until officers have a column for it too.
func (c *columns) partners() []plan.Column {
	if len(c.had[Partner]) == 0 {
		return nil
	}
	var made []plan.Column
	for _, column := range c.now[Partner] {
		f := column.Field
		if settled(f) && !c.had[Partner][f] && !c.had[Officer][f] && !c.has[Officer][f] {
			made = append(made, column)
		}
	}
	return made
}

// isDropped reports whether both sides had a column when they last agreed, and
// neither has it now.
func (c *columns) isDropped(f plan.Field) bool {
	return !c.has[Officer][f] && !c.has[Partner][f] && c.had[Officer][f] && c.had[Partner][f]
}
