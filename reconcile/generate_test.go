package reconcile

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"actionplan/plan"
)

// Each law is tried on 200 cases; -rapid.checks=20000 tries it on more.
func TestMain(m *testing.M) {
	flag.Parse()
	given := map[string]bool{}
	flag.Visit(func(f *flag.Flag) { given[f.Name] = true })
	for name, value := range map[string]string{"rapid.checks": "200", "rapid.nofailfile": "true", "rapid.shrinktime": "5s"} {
		if !given[name] {
			if err := flag.Set(name, value); err != nil {
				panic(err)
			}
		}
	}
	os.Exit(m.Run())
}

// triple is three readings and the rules they are settled by.
type triple struct {
	base             *plan.Plan
	officer, partner plan.Plan
	rules            Agreement
}

func (c triple) compare() Comparison              { return Compare(c.base, c.officer, c.partner, c.rules) }
func (c triple) settle(ds ...Decision) Settlement { return c.compare().Settle(ds) }

// settleApart is settle where a person has said of all that may be reworded that
// they are two actions: their places alone say that it may.
func (c triple) settleApart() Settlement {
	var two []Decision
	for _, q := range c.settle().Open {
		if q.Kind == QuestionReworded {
			two = append(two, q.Decide(TakeTwo, nil, "Head", "Because", anyDay))
		}
	}
	return c.settle(two...)
}

func (c triple) reading(s Side) *plan.Plan {
	switch s {
	case Officer:
		return &c.officer
	case Partner:
		return &c.partner
	}
	return c.base
}

// mirror exchanges the sides and the owners.
func (c triple) mirror() triple {
	m := triple{officer: c.partner, partner: c.officer, rules: c.rules}
	m.rules.Owners = map[plan.Field]Owner{}
	for f, o := range c.rules.Owners {
		m.rules.Owners[f] = map[Owner]Owner{Officers: Partners, Partners: Officers}[o]
		if o != Officers && o != Partners {
			m.rules.Owners[f] = o
		}
	}
	if c.base != nil {
		base := *c.base
		base.Columns = slices.Clone(base.Columns)
		for i := range base.Columns {
			base.Columns[i].Table = string(Side(base.Columns[i].Table).Other())
		}
		m.base = &base
	}
	return m
}

// cell names a cell of a plan whatever the row it stands in.
type cell struct {
	ref plan.Ref
	f   plan.Field
}

func (c cell) String() string { return string(c.ref) + " " + string(c.f) }

// at is a cell in one reading. The generator gives every true row of a side
// an ID that ends in its true ref, whatever its ref column says.
func (c triple) at(s Side, k cell) (plan.Entry, bool) {
	a := c.row(s, k.ref)
	if a == nil {
		return plan.Entry{}, false
	}
	e, ok := a.Lookup(k.f)
	return e, ok
}

func (c triple) row(s Side, ref plan.Ref) *plan.Action {
	p := c.reading(s)
	if p == nil {
		return nil
	}
	for i := range p.Actions {
		if p.Actions[i].Ref == ref {
			return &p.Actions[i]
		}
	}
	return nil
}

// cells lists every cell of every row the readings have, sorted.
func (c triple) cells() []cell {
	set := map[cell]bool{}
	for _, s := range []Side{Base, Officer, Partner} {
		if p := c.reading(s); p != nil {
			for _, a := range p.Actions {
				for f := range a.All() {
					if f != plan.FieldRef {
						set[cell{a.Ref, f}] = true
					}
				}
			}
		}
	}
	return slices.SortedFunc(maps.Keys(set), func(a, b cell) int {
		return slices.Compare([]string{string(a.ref), string(a.f)}, []string{string(b.ref), string(b.f)})
	})
}

// oddities says what a generated triple may hold beyond moved cells.
type oddities struct {
	noBase     bool // first agreements too
	rows       bool // rows added and dropped
	columns    bool // columns only one side has, added and lost
	doubled    bool // doubled and missing refs
	locked     bool // cells that cannot be written
	broken     bool // cells that show words of the spreadsheet's own
	share      bool // fields that are not shared
	owners     bool
	units      bool
	narrative  bool
	manyGone   bool // half a side may be gone or blanked
	calm       bool // nothing moved
	unreadable bool // cells never agreed before
	merged     bool // cells merged over several rows
}

var everything = oddities{
	noBase: true, rows: true, columns: true, doubled: true, locked: true, share: true,
	owners: true, units: true, narrative: true, unreadable: true, merged: true,
}

var (
	allRefs   = []plan.Ref{"1.1", "1.10", "1.2", "R4/b", "viii", "2.3", "2.4"}
	allFields = []plan.Field{
		plan.FieldDue, plan.FieldStatus, plan.FieldClosed, plan.FieldProgress,
		plan.FieldLead, plan.FieldRAG, plan.FieldOutcome, "x:notes",
	}
	unitFields = []plan.Field{plan.FieldStatus, plan.FieldClosed, plan.FieldRAG}
)

// typed is a value with words of its author's.
func typed(v plan.Value, author string) plan.Entry {
	e := plan.Entry{Value: v, Writable: true}
	if v.Kind != plan.KindBlank {
		e.Typed = v.Text + " (" + author + ")"
	}
	return e
}

func drawValue(t *rapid.T, f plan.Field, o oddities) plan.Value {
	n := rapid.IntRange(0, 11).Draw(t, "value")
	switch {
	case n == 0:
		return plan.Blank
	case n == 1:
		return plan.Value{Kind: plan.KindPlaceholder, Text: "TBC"}
	case f.IsDate():
		return plan.Value{Kind: plan.KindDate, Text: fmt.Sprintf("2026-03-%02d", 10+n)}
	}
	return plan.Value{Kind: plan.KindText, Text: fmt.Sprintf("%s words %d", f, n)}
}

// moved is a value somebody wrote instead of another.
func moved(t *rapid.T, f plan.Field, was plan.Value, o oddities) plan.Value {
	if o.narrative && f == plan.FieldProgress && (was.Kind == plan.KindText || was.Kind == plan.KindBlank) && rapid.IntRange(0, 2).Draw(t, "append") > 0 {
		text := was.Text
		for range rapid.IntRange(1, 2).Draw(t, "paragraphs") {
			text += fmt.Sprintf("\nParagraph %d", rapid.IntRange(1, 4).Draw(t, "paragraph"))
		}
		if was.Kind == plan.KindBlank {
			text = text[1:]
		}
		return plan.Value{Kind: plan.KindText, Text: text}
	}
	return drawValue(t, f, o)
}

// seldom is true once in n.
func seldom(t *rapid.T, n int, what string) bool { return rapid.IntRange(1, n).Draw(t, what) == n }

// drawTriple draws a plan that was agreed, and what both sides made of it.
func drawTriple(t *rapid.T, o oddities) triple {
	fields := append([]plan.Field{plan.FieldAction}, drawSome(t, allFields, 2, "fields")...)
	c := triple{rules: drawRules(t, fields, o)}
	refs := drawSome(t, allRefs, 2, "refs")
	base := plan.Plan{Columns: columnsOf(fields, string(Officer), string(Partner))}
	for _, ref := range refs {
		a := plan.Action{ID: plan.ID(ref), Ref: ref}
		for _, f := range fields {
			v := drawValue(t, f, o)
			if f == plan.FieldAction {
				v = plan.Value{Kind: plan.KindText, Text: "Do what " + string(ref) + " says"}
			}
			a.Set(f, typed(v, "agreed"))
		}
		base.Actions = append(base.Actions, a)
	}
	merged := drawMerged(t, base, fields, o)
	c.officer = mergeCells(t, drawSide(t, Officer, base, fields, o), merged)
	c.partner = mergeCells(t, drawSide(t, Partner, base, fields, o), merged)
	if o.locked && seldom(t, 4, "worked out") {
		f := rapid.SampledFrom(fields[1:]).Draw(t, "worked out")
		c.officer, c.partner = workedOut(c.officer, f), workedOut(c.partner, f)
	}
	if o.rows && seldom(t, 3, "new on both") {
		addToBoth(t, &c, fields, o)
	}
	if o.broken {
		c.officer, c.partner = breakCells(t, c.officer), breakCells(t, c.partner)
	}
	switch {
	case o.noBase && seldom(t, 5, "no base"):
		return c
	case o.unreadable:
		for i := range base.Actions {
			for _, f := range fields[1:] {
				if seldom(t, 12, "never agreed") {
					base.Actions[i].Drop(f)
				}
			}
		}
	}
	if o.columns {
		base.Columns = slices.DeleteFunc(base.Columns, func(column plan.Column) bool {
			return !c.reading(Side(column.Table)).Has(column.Field) && rapid.Bool().Draw(t, "never had")
		})
	}
	c.base = &base
	return c
}

// workedOut has formulas work out a column of a side.
func workedOut(p plan.Plan, f plan.Field) plan.Plan {
	for i := range p.Columns {
		p.Columns[i].Formula = p.Columns[i].Formula || p.Columns[i].Field == f
	}
	for i, a := range p.Actions {
		if e, ok := a.Lookup(f); ok {
			e.Writable = false
			p.Actions[i].Set(f, e)
		}
	}
	return p
}

// breakCells has some cells of a side show words of the spreadsheet's own:
// hardly any, or most of a column.
func breakCells(t *rapid.T, p plan.Plan) plan.Plan {
	var often plan.Field
	if len(p.Columns) > 0 && seldom(t, 4, "a column is loading") {
		often = rapid.SampledFrom(p.Columns).Draw(t, "the column").Field
	}
	for i, a := range p.Actions {
		for _, f := range a.Sorted() {
			if f == plan.FieldRef || (f != often || seldom(t, 6, "loaded")) && !seldom(t, 12, "broken") {
				continue
			}
			e := a.Entry(f)
			e.Typed = rapid.SampledFrom([]string{"Loading...", "#REF!"}).Draw(t, "shows")
			e.Value = plan.TextValue(e.Typed)
			p.Actions[i].Set(f, e)
		}
	}
	return p
}

// drawMerged gives some rows the same agreed words in one column, where cells
// are to be merged, and names those cells.
func drawMerged(t *rapid.T, base plan.Plan, fields []plan.Field, o oddities) []cell {
	if !o.merged || !seldom(t, 3, "merged") {
		return nil
	}
	f := rapid.SampledFrom(fields[1:]).Draw(t, "merged column")
	var cells []cell
	for i, a := range base.Actions {
		if i > 0 && seldom(t, 3, "not merged") {
			continue
		}
		cells = append(cells, cell{a.Ref, f})
		a.Set(f, base.Actions[0].Entry(f))
	}
	return cells
}

// mergeCells merges some cells of a side into one, which is the first row's, or
// stands above them all as the heading of a section does.
func mergeCells(t *rapid.T, p plan.Plan, cells []cell) plan.Plan {
	if len(cells) == 0 || seldom(t, 3, "not merged here") {
		return p
	}
	var anchor *plan.Entry
	if seldom(t, 4, "under a heading") {
		anchor = &plan.Entry{Value: plan.TextValue("What the heading says"), Typed: "What the heading says", Cell: plan.Cell{Sheet: "Sheet", Row: 1, Column: 1}}
	}
	for i, a := range p.Actions {
		e, ok := a.Lookup(cells[0].f)
		if !ok || !slices.Contains(cells, cell{a.Ref, cells[0].f}) {
			continue
		}
		if anchor == nil {
			anchor = &e
			continue
		}
		e.Value, e.Typed, e.Cell, e.Writable = anchor.Value, anchor.Typed, anchor.Cell, false
		p.Actions[i].Set(cells[0].f, e)
	}
	return p
}

func drawSome[T any](t *rapid.T, all []T, least int, what string) []T {
	n := rapid.IntRange(least, len(all)).Draw(t, what)
	return rapid.Permutation(all).Draw(t, what)[:n]
}

func columnsOf(fields []plan.Field, tables ...string) []plan.Column {
	var columns []plan.Column
	for _, table := range tables {
		for _, f := range append([]plan.Field{plan.FieldRef}, fields...) {
			columns = append(columns, plan.Column{Table: table, Field: f, Heading: "The " + string(f)})
		}
	}
	return columns
}

func drawRules(t *rapid.T, fields []plan.Field, o oddities) Agreement {
	rules := Agreement{Owners: map[plan.Field]Owner{}, Share: map[plan.Field]bool{}}
	owner := rapid.SampledFrom([]Owner{"", Either, Officers, Partners})
	unitOwner := owner.Draw(t, "unit's owner")
	for _, f := range fields {
		if o.owners {
			rules.Owners[f] = owner.Draw(t, "owner")
			if o.units && slices.Contains(unitFields, f) {
				rules.Owners[f] = unitOwner
			}
		}
		rules.Share[f] = !o.share || !seldom(t, 4, "kept back")
	}
	if o.units {
		rules.Together = [][]plan.Field{unitFields}
	}
	if !o.narrative {
		rules.Narrative = []plan.Field{}
	}
	return rules
}

// drawSide draws what one side made of the agreed plan.
func drawSide(t *rapid.T, side Side, base plan.Plan, fields []plan.Field, o oddities) plan.Plan {
	has := map[plan.Field]bool{}
	for _, f := range fields {
		has[f] = f == plan.FieldAction || !o.columns || !seldom(t, 8, "column lost")
	}
	kept := slices.DeleteFunc(slices.Clone(fields), func(f plan.Field) bool { return !has[f] })
	p := plan.Plan{Columns: columnsOf(kept, "Plan of "+string(side))}
	var rows []plan.Action
	for _, a := range base.Actions {
		if o.rows && seldom(t, 8, "dropped") || o.manyGone && seldom(t, 3, "gone") {
			continue
		}
		row := plan.Action{Ref: a.Ref}
		for _, f := range kept {
			row.Set(f, drawCell(t, side, f, a.Entry(f).Value, o))
		}
		rows = append(rows, row)
	}
	if o.rows && seldom(t, 4, "added") {
		rows = append(rows, drawNew(t, plan.Ref("new of "+string(side)), kept, string(side), o))
	}
	if o.doubled && len(rows) > 0 && seldom(t, 4, "doubled") {
		again := rows[rapid.IntRange(0, len(rows)-1).Draw(t, "which")]
		row := drawNew(t, again.Ref, kept, string(side), o)
		if rapid.Bool().Draw(t, "no ref") {
			row.Ref = ""
		}
		rows = append(rows, row)
	}
	for i, row := range rapid.Permutation(rows).Draw(t, "order") {
		place(&row, side, i, kept)
		p.Actions = append(p.Actions, row)
	}
	return p
}

// place gives a row its ID and its cells their places.
func place(row *plan.Action, side Side, i int, fields []plan.Field) {
	row.Table = "Plan of " + string(side)
	row.Sheet, row.Row = "Sheet of "+string(side), i+2
	row.ID = plan.ID(fmt.Sprintf("%s row %d", side, row.Row))
	for j, f := range fields {
		e := row.Entry(f)
		e.Cell = plan.Cell{Sheet: row.Sheet, Row: row.Row, Column: j + 2}
		row.Set(f, e)
	}
}

func drawCell(t *rapid.T, side Side, f plan.Field, was plan.Value, o oddities) plan.Entry {
	e := typed(was, "agreed")
	switch {
	case o.calm:
	case f == plan.FieldAction:
		if seldom(t, 8, "reworded") {
			e = typed(plan.Value{Kind: plan.KindText, Text: fmt.Sprintf("%s, reworded %d", was.Text, rapid.IntRange(1, 2).Draw(t, "wording"))}, string(side))
		}
	case o.manyGone && rapid.Bool().Draw(t, "blanked"):
		e = typed(plan.Blank, string(side))
	case seldom(t, 3, "moved"):
		e = typed(moved(t, f, was, o), string(side))
	}
	e.Writable = !o.locked || !seldom(t, 10, "locked")
	return e
}

func drawNew(t *rapid.T, ref plan.Ref, fields []plan.Field, author string, o oddities) plan.Action {
	row := plan.Action{Ref: ref}
	for _, f := range fields {
		v := drawValue(t, f, o)
		if f == plan.FieldAction {
			v = plan.Value{Kind: plan.KindText, Text: "Do the new thing of " + author}
		}
		row.Set(f, typed(v, author))
	}
	return row
}

// addToBoth adds the same new ref to both sides, saying the same or not.
func addToBoth(t *rapid.T, c *triple, fields []plan.Field, o oddities) {
	same := rapid.Bool().Draw(t, "the same")
	row := drawNew(t, "9.9", fields, "both", o)
	other := row
	if !same {
		other = drawNew(t, "9.9", fields, "both", o)
	}
	for side, a := range map[Side]plan.Action{Officer: row, Partner: other} {
		p := c.reading(side)
		var kept []plan.Field
		var entries plan.Entries
		for _, column := range p.Columns {
			if f := column.Field; f != plan.FieldRef {
				kept = append(kept, f)
				entries.Set(f, a.Entry(f))
			}
		}
		a.Entries = entries
		place(&a, side, len(p.Actions), kept)
		if side == Officer {
			c.officer.Actions = append(c.officer.Actions, a)
		} else {
			c.partner.Actions = append(c.partner.Actions, a)
		}
	}
}

// law tries a property on generated triples, each both ways round.
func law(t *testing.T, o oddities, holds func(t *rapid.T, c triple)) {
	t.Helper()
	rapid.Check(t, func(t *rapid.T) {
		c := drawTriple(t, o)
		holds(t, c)
		holds(t, c.mirror())
	})
}

// oddAlike says what makes it doubtful which row of a text is which: rows that
// were agreed to say the same in everything, and rows that were added.
type oddAlike struct{ twins, added bool }

// drawAlike draws a plan without refs whose rows share a few texts, and what
// both sides made of it. One column, which nobody changes, tells the agreed
// rows apart, unless there are twins.
func drawAlike(t *rapid.T) (c triple, odd oddAlike) {
	fields := []plan.Field{plan.FieldAction, plan.FieldLead, plan.FieldStatus, plan.FieldDue}
	c.rules = Agreement{Share: map[plan.Field]bool{plan.FieldAction: true, plan.FieldLead: true, plan.FieldStatus: true, plan.FieldDue: true}}
	base := plan.Plan{Columns: columnsOf(fields, string(Officer), string(Partner))}
	word := rapid.SampledFrom([]string{"Open", "Done", "Late"})
	text := rapid.SampledFrom([]string{"Train", "Meet"})
	row := func(lead, action string) map[plan.Field]string {
		return map[plan.Field]string{plan.FieldAction: action, plan.FieldLead: lead, plan.FieldStatus: word.Draw(t, "status"), plan.FieldDue: word.Draw(t, "due")}
	}
	entries := func(row map[plan.Field]string) plan.Entries {
		var list plan.Entries
		for f, text := range row {
			list.Set(f, typed(plan.TextValue(text), "agreed"))
		}
		return list
	}
	n := rapid.IntRange(2, 7).Draw(t, "rows")
	var agreed []map[plan.Field]string
	for i := range n {
		one := row(fmt.Sprintf("Lead %d", i), text.Draw(t, "text"))
		if i > 0 && seldom(t, 4, "twin") {
			one, odd.twins = agreed[i-1], true
		}
		agreed = append(agreed, one)
		base.Actions = append(base.Actions, plan.Action{ID: plan.ID(fmt.Sprint(i + 1)), Ref: plan.Ref(fmt.Sprint(i + 1)), Entries: entries(one)})
	}
	for _, side := range []Side{Officer, Partner} {
		p := plan.Plan{Columns: columnsOf(fields, "Plan of "+string(side))[1:]}
		for i, one := range agreed {
			if seldom(t, 10, "dropped") {
				continue
			}
			a := plan.Action{ID: plan.ID(fmt.Sprintf("%s %d", side, i+1)), Entries: entries(one)}
			for _, f := range fields[2:] {
				if seldom(t, 5, "moved") {
					a.Set(f, typed(plan.TextValue(word.Draw(t, "now")), string(side)))
				}
			}
			p.Actions = append(p.Actions, a)
		}
		if seldom(t, 6, "added") {
			odd.added = true
			p.Actions = append(p.Actions, plan.Action{ID: plan.ID(string(side) + " new"), Entries: entries(row(rapid.SampledFrom([]string{"Lead 0", "Lead 9"}).Draw(t, "lead"), text.Draw(t, "text")))})
		}
		for i := range p.Actions {
			a := &p.Actions[i]
			a.Table, a.Sheet, a.Row = "Plan of "+string(side), "Sheet of "+string(side), i+2
			for j, f := range fields {
				e := a.Entry(f)
				e.Cell = plan.Cell{Sheet: a.Sheet, Row: a.Row, Column: j + 1}
				a.Set(f, e)
			}
		}
		if len(p.Actions) > 0 && rapid.Bool().Draw(t, "sorted") {
			p.Actions = rapid.Permutation(p.Actions).Draw(t, "order")
		}
		if side == Officer {
			c.officer = p
		} else {
			c.partner = p
		}
	}
	c.base = &base
	return c, odd
}

// alikeLaw tries a property on plans without refs whose texts repeat, each both
// ways round.
func alikeLaw(t *testing.T, holds func(t *rapid.T, c triple, odd oddAlike)) {
	t.Helper()
	rapid.Check(t, func(t *rapid.T) {
		c, odd := drawAlike(t)
		holds(t, c, odd)
		m := c.mirror()
		for _, p := range []*plan.Plan{&m.officer, &m.partner} {
			p.Actions = slices.Clone(p.Actions)
			for i := range p.Actions {
				to := map[string]string{"officer": "partner", "partner": "officer"}
				who, rest, _ := strings.Cut(string(p.Actions[i].ID), " ")
				p.Actions[i].ID = plan.ID(to[who] + " " + rest)
			}
		}
		holds(t, m, odd)
	})
}

// applied is a side once its edits are written.
func applied(p plan.Plan, edits []plan.Edit) plan.Plan {
	for _, e := range edits {
		was := p
		p.Actions = slices.Clone(p.Actions)
		for i, a := range was.Actions {
			there, ok := a.Lookup(e.Field)
			if !ok && e.ID != a.ID || e.ID != a.ID && (there.Cell.Row == 0 || there.Cell != e.Was.Cell) {
				continue
			}
			there.Value, there.Typed = e.Now.Value, e.Now.Typed
			p.Actions[i].Entries = a.Own()
			p.Actions[i].Set(e.Field, there)
			if e.Field == plan.FieldRef && e.ID == a.ID {
				p.Actions[i].Ref = plan.Ref(e.Now.Value.Text)
			}
		}
	}
	return p
}

// extended is a side once rows are added to it, each cell that nothing is said
// about blank.
func extended(side Side, p plan.Plan, rows []NewRow) plan.Plan {
	for _, row := range rows {
		at := len(p.Actions) + 2
		a := plan.Action{
			ID: plan.ID(fmt.Sprintf("%s added %s", side, row.Ref)), Ref: plan.Ref(row.Entry(plan.FieldRef).Value.Text), Table: row.Table,
			Sheet: "Sheet of " + string(side), Row: at,
		}
		for j, column := range p.Columns {
			if column.Table != row.Table || column.Field == plan.FieldRef {
				continue
			}
			e, ok := row.Lookup(column.Field)
			if !ok {
				e = plan.Entry{Value: plan.Blank}
			}
			e.Writable, e.Cell = !column.Formula, plan.Cell{Sheet: a.Sheet, Row: at, Column: j + 1}
			a.Set(column.Field, e)
		}
		p.Actions = append(slices.Clip(p.Actions), a)
	}
	return p
}

// after is the triple once both sides' edits are written and the base saved.
func (c triple) after(s Settlement) triple {
	next := s.NextBase
	after := c
	after.base = &next
	after.officer, after.partner = c.written(Officer, s), c.written(Partner, s)
	if c.base == nil && wholeStop(s) {
		after.base = nil
	}
	return after
}

// written is one side once everything a settlement has for it is written.
func (c triple) written(side Side, s Settlement) plan.Plan {
	rows := s.OfficerRows
	if side == Partner {
		rows = s.PartnerRows
	}
	return extended(side, applied(*c.reading(side), edits(s, side)), rows)
}

func wholeStop(s Settlement) bool {
	return slices.ContainsFunc(s.Stops, func(s Stop) bool { return s.Whole })
}

// leftAlone says whether a row as a whole is left alone: its ref is doubled, or
// it looks like a row that was sorted.
func leftAlone(s Settlement, ref plan.Ref) bool {
	return slices.ContainsFunc(s.Stops, func(s Stop) bool { return slices.Contains(s.Refs, ref) })
}

// waitsAt says whether a cell waits with a stop: its row does, or its column.
func waitsAt(s Settlement, k cell) bool {
	return leftAlone(s, k.ref) || slices.ContainsFunc(s.Stops, func(s Stop) bool { return slices.Contains(s.Waiting, Key{Ref: k.ref, Field: k.f}) })
}

func edits(s Settlement, side Side) []plan.Edit {
	if side == Officer {
		return s.Officer
	}
	return s.Partner
}

// editsOf are one side's edits by cell. It fails on two for one cell.
func (c triple) editsOf(t *rapid.T, s Settlement, side Side) map[cell]plan.Edit {
	rows := map[plan.ID]plan.Ref{}
	for _, a := range c.reading(side).Actions {
		rows[a.ID] = a.Ref
	}
	byCell := map[cell]plan.Edit{}
	for _, e := range edits(s, side) {
		ref, ok := rows[e.ID]
		if !ok {
			t.Fatalf("an edit for the %s names no row: %+v", side, e)
		}
		k := cell{ref, e.Field}
		if _, twice := byCell[k]; twice {
			t.Fatalf("two edits for %s of the %s", k, side)
		}
		byCell[k] = e
	}
	return byCell
}

// openCells are the cells that wait for an answer, and the rows.
func openCells(s Settlement) map[cell]QuestionKind {
	open := map[cell]QuestionKind{}
	for _, q := range s.Open {
		if q.Kind == QuestionRow {
			open[cell{q.Ref, ""}] = q.Kind
		}
		for _, d := range q.Cells {
			open[cell{d.Ref, d.Field}] = q.Kind
		}
	}
	return open
}

// asked lists the questions as text, sorted, to compare two settlements.
func asked(s Settlement) []string {
	var list []string
	for _, q := range s.Open {
		var cells []string
		for _, d := range q.Cells {
			cells = append(cells, fmt.Sprintf("%s %s: %v, %v, %v", d.Ref, d.Field, d.Base, d.Officer, d.Partner))
		}
		slices.Sort(cells)
		name := q.Key().String()
		if strings.Contains(q.Why, "has no ref") {
			name = "unnamed" // what is the next free ref may change from run to run
		}
		list = append(list, fmt.Sprintf("%s %s %q", q.Kind, name, cells))
	}
	slices.Sort(list)
	return list
}

// values are the values of a plan's uniquely named rows.
func values(p plan.Plan) map[cell]plan.Value {
	v := map[cell]plan.Value{}
	for _, a := range p.Actions {
		v[cell{a.Ref, ""}] = plan.Value{}
		for f, e := range a.All() {
			v[cell{a.Ref, f}] = e.Value
		}
	}
	return v
}

// byMergeRef is the agreed plan with each action under what it goes by in the
// merge, also where no side has a ref for it.
func byMergeRef(s Settlement) plan.Plan {
	agreed := s.Agreed
	agreed.Actions = slices.Clone(agreed.Actions)
	for i, a := range agreed.Actions {
		if p := s.places[a.ID]; p != nil {
			agreed.Actions[i].Ref = p.Ref
		}
	}
	return agreed
}

// agreedAt is a cell of the agreed plan.
func agreedAt(s Settlement, k cell) (plan.Entry, bool) {
	for _, a := range byMergeRef(s).Actions {
		if a.Ref == k.ref {
			e, ok := a.Lookup(k.f)
			return e, ok
		}
	}
	return plan.Entry{}, false
}
