package reconcile

import (
	"fmt"
	"strings"

	"actionplan/plan"
)

// Two headings that are read as one field, and are not
//
// Officers have two columns that may be the lead, and partners one:
//
//	officers   Responsible agency (lead)   Responsible post     partners   Lead
//	           NHS Trust                   Named Nurse                     Named Nurse
//	           Council                     Head of Housing                 Head of Housing
//
// Compared, each cell is a question, and each can be answered; none of them is what is
// wrong. Where nothing of a column was ever agreed and no row says the same on both sides,
// the headings are suspected, once: where another column of a side says what the other
// side says, with the line of the settings that has it be the field; else where at least
// five rows differ. One row that says the same is enough for silence: then both columns are
// about one thing, and the rows are asked about. What both sides tell in their own words
// says the same nowhere, and is never suspected.

// mostByChance is the most rows that may differ without a column being suspected for that
// alone: a few ratings may.
const mostByChance = 4

// unlikeColumns says of which columns no cell says the same on both sides.
func (c *Comparison) unlikeColumns() []plan.Note {
	var notes []plan.Note
	for _, u := range c.columns.units {
		for _, f := range u {
			if !settled(f) || !f.Known() || f == plan.FieldAction || c.rules.isNarrative(f) {
				continue
			}
			rows := c.unlikeRows(f)
			if rows < fewAlike {
				continue
			}
			var lines []string
			for _, side := range []Side{Officer, Partner} {
				if other := c.saysOfOther(side, f); other != "" {
					lines = append(lines, fmt.Sprintf("the column %q of %s says what stands under %q: put - {heading: %q, field: %s} under headings: in the settings", other, side.copyName(), c.columns.headed(side.Other(), f), other, f))
				}
			}
			if len(lines) == 0 && rows <= mostByChance {
				continue
			}
			what := fmt.Sprintf("no cell of %s says the same on both sides: %q in the officers' plan and %q in the partners' copy may not be about one thing", f.Label(), c.columns.headed(Officer, f), c.columns.headed(Partner, f))
			if len(lines) > 0 {
				what += "; " + strings.Join(lines, ", or ") + ", and begin again (actionplan reset, then actionplan begin)"
			}
			notes = append(notes, plan.Note{Message: what})
		}
	}
	return notes
}

// unlikeRows counts the rows in which both sides say something of a field; 0 where any
// says the same, or anything of it was ever agreed.
func (c *Comparison) unlikeRows(f plan.Field) int {
	rows := 0
	for i := range c.Pairs {
		p := &c.Pairs[i]
		was, _ := p.Entry(Base, f)
		o, okO := p.Entry(Officer, f)
		t, okT := p.Entry(Partner, f)
		switch {
		case !was.Value.IsBlank() && was.Value.Kind != plan.KindAbsent:
			return 0
		case p.stopped || !okO || !okT || o.Value.IsBlank() || t.Value.IsBlank():
		case o.Value == t.Value:
			return 0
		default:
			rows++
		}
	}
	return rows
}

// saysOfOther is the heading of a side's other column that says, in nearly every row, what
// the other side says of a field; "" where none does.
func (c *Comparison) saysOfOther(side Side, f plan.Field) string {
	for _, column := range c.columns.now[side] {
		if column.Field == f || c.columns.has[side.Other()][column.Field] || column.Heading == "" {
			continue
		}
		same, differ := 0, 0
		for i := range c.Pairs {
			mine, ok := c.Pairs[i].Entry(side, column.Field)
			theirs, has := c.Pairs[i].Entry(side.Other(), f)
			switch {
			case !ok || !has || theirs.Value.IsBlank():
			case mine.Value == theirs.Value || strings.TrimSpace(mine.Typed) == strings.TrimSpace(theirs.Typed):
				same++
			default:
				differ++
			}
		}
		if same >= fewAlike && same > 2*differ {
			return column.Heading
		}
	}
	return ""
}

// headed is the heading under which a side has a field, in the first of its tables.
func (c *columns) headed(side Side, f plan.Field) string {
	for _, column := range c.now[side] {
		if column.Field == f {
			return column.Heading
		}
	}
	return ""
}
