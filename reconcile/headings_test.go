package reconcile

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"actionplan/plan"
)

const second = "Second plan"

// inTables puts some rows of a side into a second table, which the base
// remembers with its columns.
func (c triple) inTables(t *rapid.T, side Side) triple {
	first := "Plan of " + string(side)
	p := *c.reading(side)
	p.Columns, p.Actions = slices.Clone(p.Columns), slices.Clone(p.Actions)
	if len(p.Columns) > 0 {
		first = p.Columns[0].Table
	}
	for _, column := range slices.Clone(p.Columns) {
		column.Table = second
		p.Columns = append(p.Columns, column)
	}
	for i := range p.Actions {
		if rapid.Bool().Draw(t, "in the second table") {
			p.Actions[i].Table = second
		}
	}
	base := *c.base
	base.Columns = slices.Clone(base.Columns)
	for _, column := range p.Columns {
		base.Columns = append(base.Columns, plan.Column{Table: string(side), Of: column.Table, Heading: column.Heading, Field: column.Field})
	}
	if first != second {
		c.base = &base
	}
	return c.reads(side, p)
}

// reads is the triple with another reading of a side.
func (c triple) reads(side Side, p plan.Plan) triple {
	if side == Officer {
		c.officer = p
	} else {
		c.partner = p
	}
	return c
}

// without is the triple once a side's second table has no such column.
func (c triple) without(side Side, f plan.Field) triple {
	p := *c.reading(side)
	p.Columns = slices.DeleteFunc(slices.Clone(p.Columns), func(column plan.Column) bool { return column.Table == second && column.Field == f })
	p.Actions = slices.Clone(p.Actions)
	for i, a := range p.Actions {
		if a.Table == second {
			p.Actions[i].Entries = a.Own()
			p.Actions[i].Drop(f)
		}
	}
	return c.reads(side, p)
}

// putBack is the triple once the column is back in the side's second table, with
// the cells that it had.
func (c triple) putBack(side Side, f plan.Field, had plan.Plan) triple {
	p := *c.reading(side)
	p.Columns, p.Actions = had.Columns, slices.Clone(p.Actions)
	for i, a := range p.Actions {
		for _, was := range had.Actions {
			if e, ok := was.Lookup(f); ok && was.ID == a.ID && a.Table == second {
				p.Actions[i].Entries = a.Own()
				p.Actions[i].Set(f, e)
			}
		}
	}
	return c.reads(side, p)
}

// TestLawOneTable takes a heading out of one of a side's tables: what is settled
// together with it waits there, everything else goes on, and once it is back all
// comes to what it would have come to.
func TestLawOneTable(t *testing.T) {
	o := oddities{owners: true, units: true, share: true, narrative: true, unreadable: true, locked: true}
	law(t, o, func(t *rapid.T, c triple) {
		side := rapid.SampledFrom([]Side{Officer, Partner}).Draw(t, "side")
		c = c.inTables(t, side)
		fields := slices.DeleteFunc(c.reading(side).Fields(), func(f plan.Field) bool { return f == plan.FieldRef || f == plan.FieldAction })
		f := rapid.SampledFrom(fields).Draw(t, "field")
		less := c.without(side, f)
		whole, s := c.settle(), less.settle()
		if len(whole.Stops)+len(s.Stops) > 0 {
			return
		}
		held := []plan.Field{f}
		if len(c.rules.Together) > 0 && slices.Contains(unitFields, f) {
			held = unitFields
		}
		across, blank, next := false, false, values(s.NextBase)
		for _, k := range c.cells() {
			there := less.row(side, k.ref)
			waits := there != nil && there.Table == second && slices.Contains(held, k.f)
			for _, to := range []Side{Officer, Partner} {
				was, would := c.editsOf(t, whole, to)[k]
				is, will := less.editsOf(t, s, to)[k]
				switch {
				case waits && will:
					t.Fatalf("%s: %s has no column any more, and the %s's cell is written: %+v", k, f, to, is)
				case !waits && (would != will || was.Now.Value != is.Now.Value):
					t.Fatalf("%s: %s has no column in another table, and the %s's cell comes to %v, not %v", k, f, to, is.Now.Value, was.Now.Value)
				}
			}
			if !waits {
				continue
			}
			b, _ := c.at(Base, k)
			if _, okO := less.at(Officer, k); okO && next[k] != b.Value {
				o, p := c.row(Officer, k.ref).Value(k.f), c.row(Partner, k.ref).Value(k.f)
				if o != p {
					t.Fatalf("%s: it waits, and the base goes from %v to %v", k, b.Value, next[k])
				}
			}
			if k.f == f {
				e, _ := c.at(side, k)
				across, blank = true, blank || e.Value.Kind == plan.KindBlank
				if other, _ := c.at(side.Other(), k); b.Value.Kind != plan.KindAbsent && other.Value != b.Value {
					if agreed, _ := agreedAt(s, k); agreed.Value != b.Value || !agreed.Open {
						t.Fatalf("%s: it waits, and %v is agreed, not %v", k, agreed.Value, b.Value)
					}
				}
			}
		}
		asked := slices.ContainsFunc(s.Open, func(q Question) bool {
			return q.Key() == Key{Field: f, Side: side, Table: second}
		})
		if asked != across {
			t.Fatalf("%s is gone from the second table of the %s: asked about %v", f, side, asked)
		}
		if blank {
			return // a column that is back blank clears nothing
		}
		again, want := less.after(s).putBack(side, f, *c.reading(side)), c.after(whole)
		for range 2 {
			again, want = again.after(again.settle()), want.after(want.settle())
		}
		for _, to := range []Side{Officer, Partner, Base} {
			now, meant := values(*again.reading(to)), values(*want.reading(to))
			for k, v := range meant {
				if now[k] != v {
					t.Fatalf("%s: the heading is back, and the %s's cell says %v, not %v", k, to, now[k], v)
				}
			}
		}
	})
}

// learning is a plan whose partners have two tabs: two actions in each.
func learning() triple {
	fields := []plan.Field{plan.FieldAction, plan.FieldStatus, plan.FieldClosed}
	side := func(side Side, tables ...string) plan.Plan {
		p := plan.Plan{Columns: columnsOf(fields, tables...)}
		for i, ref := range []plan.Ref{"1.1", "1.2", "L1", "L2"} {
			a := plan.Action{Ref: ref}
			a.Set(plan.FieldAction, typed(plan.TextValue("Do what "+string(ref)+" says"), "agreed"))
			a.Set(plan.FieldStatus, typed(plan.TextValue("On track"), "agreed"))
			a.Set(plan.FieldClosed, typed(plan.Blank, "agreed"))
			place(&a, side, i, fields)
			a.Table = tables[i/2*(len(tables)-1)]
			p.Actions = append(p.Actions, a)
		}
		return p
	}
	c := triple{officer: side(Officer, "Plan"), partner: side(Partner, "Plan", second), rules: Agreement{Together: [][]plan.Field{{plan.FieldStatus, plan.FieldClosed}}}}
	return c.begun()
}

// begun is the triple once both sides agreed on what they say.
func (c triple) begun() triple {
	c.base = nil
	base := c.settle().NextBase
	c.base = &base
	return c
}

// says is the triple once a side says something in a cell.
func (c triple) says(side Side, ref plan.Ref, f plan.Field, v plan.Value) triple {
	return c.with(side, cell{ref, f}, v)
}

// TestHeadingGoneFromATable answers for a heading that is gone from one of two
// tables.
func TestHeadingGoneFromATable(t *testing.T) {
	bothWays := func(name string, try func(t *testing.T, side Side, c triple)) {
		t.Run(name+", partners", func(t *testing.T) { try(t, Partner, learning()) })
		t.Run(name+", officers", func(t *testing.T) { try(t, Officer, learning().mirror().begun()) })
	}
	day := plan.TextValue("16 October 2026")

	bothWays("its unit waits though only the other cell of it moved", func(t *testing.T, side Side, c triple) {
		for _, mover := range []Side{Officer, Partner} {
			s := c.without(side, plan.FieldStatus).says(mover, "L1", plan.FieldClosed, day).settle()
			if len(s.Officer)+len(s.Partner) > 0 || len(s.Open) != 2 {
				t.Errorf("%s moved the date closed: %s", mover, brief(s))
			}
			q := s.Open[1]
			if len(q.Takes) > 0 || !q.Later || !strings.Contains(q.Why, "waits until that is settled") || strings.Contains(q.Why, "no answer here") {
				t.Errorf("the date closed is asked about: %+v", q)
			}
		}
	})
	bothWays("what both sides say of its unit is not agreed by itself", func(t *testing.T, side Side, c triple) {
		c = c.without(side, plan.FieldStatus).says(Officer, "L1", plan.FieldClosed, day).says(Partner, "L1", plan.FieldClosed, day)
		if s := c.settle(); len(s.Open) != 1 || values(s.NextBase)[cell{"L1", plan.FieldClosed}] != plan.Blank {
			t.Errorf("both say the same date closed: %s, and the base %v", brief(s), values(s.NextBase)[cell{"L1", plan.FieldClosed}])
		}
	})
	bothWays("let go", func(t *testing.T, side Side, c triple) {
		c = c.without(side, plan.FieldStatus).says(side, "L1", plan.FieldClosed, day)
		s := c.settle()
		s = c.settle(s.Open[0].Decide(TakeGo, nil, "the lead", "because", anyDay))
		c = c.after(s)
		if s = c.settle(); len(s.Open) > 0 || len(s.Officer)+len(s.Partner) != 1 {
			t.Errorf("status is let go in the second table: %s", brief(s))
		}
		if _, kept := c.at(Base, cell{"L1", plan.FieldStatus}); kept {
			t.Error("the base keeps the status that was let go")
		}
		if _, kept := c.at(Base, cell{"1.1", plan.FieldStatus}); !kept {
			t.Error("the base forgets the status in the other table")
		}
	})
	bothWays("brought back blank", func(t *testing.T, side Side, c triple) {
		had := *c.reading(side)
		c = c.without(side, plan.FieldStatus).says(side.Other(), "L1", plan.FieldStatus, plan.TextValue("Complete"))
		s := c.settle()
		back := s.Open[0].Decide(TakeBack, nil, "the lead", "because", anyDay)
		s = c.settle(back)
		if len(s.Columns) != 1 || s.Columns[0].Table != second || s.Columns[0].Heading != "The status" {
			t.Fatalf("the column to put back: %+v", s.Columns)
		}
		c = c.after(s).putBack(side, plan.FieldStatus, had)
		for _, ref := range []plan.Ref{"L1", "L2"} {
			c = c.says(side, ref, plan.FieldStatus, plan.Blank)
		}
		s = c.settleWith(s.NextMemory)
		want := []string{"Complete", "On track"}
		var now []string
		for _, e := range edits(s, side) {
			now = append(now, e.Now.Value.Text)
		}
		if !slices.Equal(now, want) || len(edits(s, side.Other())) > 0 {
			t.Errorf("the column is back and blank: %v is written, not %v; %s", now, want, brief(s))
		}
	})
	bothWays("gone from both sides", func(t *testing.T, side Side, c triple) {
		c = c.without(side, plan.FieldStatus)
		p := *c.reading(side.Other())
		p.Actions = slices.Clone(p.Actions)
		for i, a := range p.Actions {
			if strings.HasPrefix(string(a.Ref), "L") {
				p.Actions[i].Entries = a.Own()
				p.Actions[i].Drop(plan.FieldStatus)
			}
		}
		c = c.reads(side.Other(), p)
		s := c.settle()
		said := func(s Settlement) bool {
			return slices.ContainsFunc(s.Notes, func(n plan.Note) bool { return strings.Contains(n.Message, "no longer compared") })
		}
		if len(s.Open) > 0 || !said(s) || said(c.after(s).settle()) {
			t.Errorf("both sides have lost it: %s, %v", brief(s), s.Notes)
		}
	})
	bothWays("a table of another name", func(t *testing.T, side Side, c triple) {
		p := *c.reading(side)
		p.Columns, p.Actions = slices.Clone(p.Columns), slices.Clone(p.Actions)
		for i := range p.Columns {
			p.Columns[i].Table = strings.ReplaceAll(p.Columns[i].Table, second, "Lessons")
		}
		for i := range p.Actions {
			p.Actions[i].Table = strings.ReplaceAll(p.Actions[i].Table, second, "Lessons")
		}
		s := c.reads(side, p).settle()
		if len(s.Open)+len(s.Gone) > 0 || len(s.Notes) != 1 || !strings.Contains(s.Notes[0].Message, "the table "+second+" is called Lessons now") {
			t.Errorf("the table is called Lessons: %s, %v", brief(s), s.Notes)
		}
	})
	bothWays("a table that is gone", func(t *testing.T, side Side, c triple) {
		p := *c.reading(side)
		p.Columns = slices.DeleteFunc(slices.Clone(p.Columns), func(column plan.Column) bool { return column.Table == second })
		p.Actions = slices.DeleteFunc(slices.Clone(p.Actions), func(a plan.Action) bool { return a.Table == second })
		s := c.reads(side, p).settle()
		if len(s.Gone) != 1 || s.Gone[0].Table != second || s.Gone[0].Actions != 2 || len(s.Open) != 2 {
			t.Errorf("the table is gone: %s, %+v", brief(s), s.Gone)
		}
	})
	bothWays("a table that is gone, and a new one with its headings", func(t *testing.T, side Side, c triple) {
		p := *c.reading(side)
		p.Columns, p.Actions = slices.Clone(p.Columns), slices.Clone(p.Actions)
		for i := range p.Columns {
			p.Columns[i].Table = strings.ReplaceAll(p.Columns[i].Table, second, "Police")
		}
		for i, a := range p.Actions {
			if a.Table == second {
				p.Actions[i].Table, p.Actions[i].Ref = "Police", "P"+a.Ref
				p.Actions[i].Entries = a.Own()
				p.Actions[i].Set(plan.FieldAction, typed(plan.TextValue("Do the new thing of "+string(a.Ref)), "police"))
			}
		}
		s := c.reads(side, p).settle()
		if len(s.Gone) != 1 || s.Gone[0].Table != second {
			t.Errorf("another table has its headings: %s, %+v, %v", brief(s), s.Gone, s.Notes)
		}
	})
	bothWays("a heading that stands twice", func(t *testing.T, side Side, c triple) {
		p := *c.reading(side)
		p.Columns = append(slices.Clone(p.Columns), plan.Column{Table: second, Letter: "J", Field: "x:the status", Heading: "The status"})
		c = c.reads(side, p)
		s := c.settle()
		if !wholeStop(s) || !strings.Contains(s.Stops[0].Message, "stands twice in the table "+second) {
			t.Fatalf("the heading stands twice: %s", brief(s))
		}
		c.rules.Confirmed = true
		next := c.settle().NextBase
		c.rules.Confirmed, c.base = false, &next
		if s := c.settle(); wholeStop(s) {
			t.Errorf("it stood twice when it was agreed: %s", brief(s))
		}
	})
	bothWays("a heading that another column took", func(t *testing.T, side Side, c triple) {
		p := *c.reading(side)
		p.Columns = slices.Clone(p.Columns)
		for i, column := range p.Columns {
			if column.Table == second && column.Field == plan.FieldStatus {
				p.Columns[i].Field = "x:the status"
				p.Columns = append(p.Columns, plan.Column{Table: second, Letter: "C", Field: plan.FieldStatus, Heading: "State"})
			}
		}
		if s := c.reads(side, p).settle(); !wholeStop(s) || !strings.Contains(s.Stops[0].Message, `in the table Second plan was read as status, and now the column "State" (C) is`) {
			t.Errorf("another column is read as status: %s", brief(s))
		}
	})
	bothWays("a base that knows of no tables", func(t *testing.T, side Side, c triple) {
		base := *c.base
		base.Columns = ofSides(base.Columns)
		c.base = &base
		s := c.settle()
		if s.BaseMoved {
			t.Error("a base of an earlier build moves though nothing did")
		}
		s = c.says(Officer, "1.1", plan.FieldStatus, plan.TextValue("Complete")).says(Partner, "1.1", plan.FieldStatus, plan.TextValue("Complete")).settle()
		if len(ofSides(s.NextBase.Columns)) == len(s.NextBase.Columns) {
			t.Error("the base moves, and learns of no tables")
		}
	})
}

// settleWith settles with what was answered, as a run does.
func (c triple) settleWith(m Memory) Settlement {
	base := m.Returning(*c.base)
	c.base = &base
	return c.compare().SettleWith(m)
}

// TestMovedHeadings asserts that headings which stand over other cells than when
// they were agreed stop the run, and that edits do not.
func TestMovedHeadings(t *testing.T) {
	row := func(n int, cells string) string { return fmt.Sprintf("\n 1.%d|Task %d|%s", n, n, cells) }
	rows := func(heading string, cells ...string) string {
		text := "ref|action|" + heading
		for i, c := range cells {
			text += row(i+1, c)
		}
		return text
	}
	const three = "start|due|closed"
	base := rows(three, "1 May|1 June|x1", "2 May|2 June|x2", "3 May|3 June|x3", "4 May|4 June|")
	evidence := rows("evidence", "m1", "m2", "", "")
	mine := rows("x:notes|evidence", "~|m1", "~|m2", "~|m3", "~|")
	for _, tc := range []struct {
		name, base, now string
		want            []string // parts of the message; none is no stop
	}{
		{"two exchanged", base, rows(three, "1 June|1 May|x1", "2 June|2 May|x2", "3 June|3 May|x3", "4 June|30 May|"),
			[]string{`column C is headed "The start" and says in 4 of 4 rows what due said`, `column D is headed "The due" and says in 3 of 4 rows what start said`}},
		{"three turned", base, rows(three, "1 June|x1|1 May", "2 June|x2|2 May", "3 June|x3|3 May", "4 June||4 May"), []string{"column E"}},
		{"one says another, which is blank", base, rows(three, "1 June||x1", "2 June||x2", "3 June||x3", "4 June||"), []string{"column C is", `column D, headed "The due", is blank there`}},
		{"one says another, which is gone", base, rows("start|closed", "1 June|x1", "2 June|x2", "3 June|x3", "4 June|"), []string{"column C", "due said", "no column there any more"}},
		{"in words read otherwise", base, rows(three, "1  JUNE|1 MAY|x1", "2 june|2 may|x2", "3 june|3 may|x3", "4 June|4 May|"), []string{"column C", "column D"}},
		{"dates put off", base, rows(three, "1 June|1 July|x1", "2 June|2 July|x2", "3 June|3 July|x3", "4 June|4 July|"), nil},
		{"fewer rows", base, rows(three, "1 June|1 May|x1", "2 June|2 May|x2", "3 May|3 June|x3", "4 May|4 June|"), nil},
		{"columns that were alike", rows(three, "1 May|1 May|", "2 May|2 May|", "3 May|3 May|", "4 May|4 June|"), rows(three, "9 May|1 May|", "8 May|2 May|", "7 May|3 May|", "4 June|4 May|"), nil},
		{"one column cleared", base, rows(three, "1 May||x1", "2 May||x2", "3 May||x3", "4 May|4 June|"), nil},
		{"the same words typed in", base, rows(three, "1 June|1 June|x1", "2 June|2 June|x2", "3 June|3 June|x3", "4 June|4 June|"), nil},

		{"a heading one column on", evidence, rows("x:column c|evidence", "m1|", "m2|", "|", "|"),
			[]string{`column D is headed "The evidence", and what evidence said when it was agreed stands in 2 of 2 rows in column C, which has no heading`}},
		{"the only cell of it", rows("evidence", "m1", ""), rows("x:column c|evidence", "m1|", "|"), []string{"in 1 of 1 rows"}},
		{"a new blank column, and the old one under another heading", evidence, rows("evidence|x:evidence to March", "|m1", "|m2", "|", "|"), []string{`which is headed "The x:evidence to March"`}},
		{"the same, and one typed", evidence, rows("evidence|x:evidence to March", "n1|m1", "|m2", "|", "|"), []string{"in 2 of 2 rows"}},
		{"the same, and one of the old ones goes on", evidence, rows("evidence|x:evidence to March", "|m1", "|m2 and more", "|", "|"), nil},
		{"a column of one's own that was there", mine, rows("x:notes|evidence", "m1|", "m2|", "m3|", "|"), []string{"in 3 of 3 rows"}},
		{"a column of one's own that was there, in fewer rows", mine, rows("x:notes|evidence", "m1|", "m2|", "|", "|"), nil},
		{"a copy kept beside, and some cleared", mine, rows("x:kept|evidence", "m1|m1", "m2|m2", "m3|", "|"), nil},
		{"a copy kept beside, and all typed anew", mine, rows("x:kept|evidence", "m1|n1", "m2|n2", "m3|n3", "|"), nil},
		{"one text of many cut to a new column", mine, rows("x:more|evidence", "m1|", "|m2", "|m3", "|"), nil},
		{"all cleared, and a new column of other words", evidence, rows("x:more|evidence", "z1|", "z2|", "|", "|"), nil},
	} {
		c := sheets(tc.base, tc.now, tc.base, Agreement{})
		for i := range c.officer.Columns {
			c.officer.Columns[i].Letter = plan.ColumnLetters(i + 1)
			if strings.HasPrefix(string(c.officer.Columns[i].Field), "x:column") {
				c.officer.Columns[i].Heading = ""
			}
		}
		for _, c := range []triple{c, c.mirror()} {
			s := c.settle()
			i := slices.IndexFunc(s.Stops, func(stop Stop) bool { return stop.Kind == StopMeaning })
			switch {
			case i < 0 && len(tc.want) > 0, i >= 0 && len(tc.want) == 0:
				t.Errorf("%s: it comes to %s %+v", tc.name, brief(s), s.Stops)
			case i >= 0:
				for _, want := range append(tc.want, "put the headings back") {
					if stop := s.Stops[i]; !stop.Whole || !strings.Contains(stop.Message+stop.Hint, want) {
						t.Errorf("%s: it says %q, not %q", tc.name, stop.Message, want)
					}
				}
			}
		}
		both := sheets(tc.base, tc.now, tc.now, Agreement{}).settle()
		if slices.ContainsFunc(both.Stops, func(stop Stop) bool { return stop.Kind == StopMeaning }) {
			t.Errorf("%s: what both sides say is stopped", tc.name)
		}
	}
}
