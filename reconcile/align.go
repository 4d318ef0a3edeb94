package reconcile

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"actionplan/plan"
)

// Columns that are understood otherwise than when they were agreed
//
// A reader learns. What it took for a column of the council's own it knows for a
// due date one day; officers add an update for December, and the one for November
// is no longer the progress. Nobody has changed a word, so nothing may follow.
//
//	agreed     officers   Due = due        Extended to = x:extended to
//	           partners   Due = due
//	now        officers   Due = original   Extended to = due
//	           partners   Due = due
//
// To compare due with due would write dates of the one column over those of
// another. Three rules keep it apart, in this order:
//
//  1. Taken over by heading. The agreed entries of a field go with the heading that
//     they were agreed under, all at once, so that two columns may have exchanged
//     their meanings: of 1.1, what was due is original now.
//  2. Columns that were agreed with one another stay with one another, by the field
//     that officers' heading has: the partners' Due is original too. A column of
//     theirs that is new gives way to one that was agreed.
//  3. One against several. Where one side has original and due and the other due
//     alone, or one has a column a period and the other a single one, what several
//     come to (plan.Plan.View) is compared with the one, as if it stood in the
//     revised cell, or in that of the latest period. An edit goes there, and must
//     find there what the cell itself says.
//
// Where the several are new, since somebody gave the plan another column, it is the
// third rule and not the second: the partners' one column goes on as what officers'
// several come to, so that a date that is moved reaches them.
//
// What the settings say, or said, a column means is no learning of ours: it is left
// to be stopped for. So is a heading that stands twice. The sides' own names of
// their cells are kept aside, for what is written.

// Alignment is three readings that call the same columns by the same fields.
type Alignment struct {
	Base             *plan.Plan // nil before the first agreement
	Officer, Partner plan.Plan
	Notes            []plan.Note

	read   map[Side]plan.Plan // as the sides were read
	own    map[rowCell]plan.Field
	stood  map[rowCell]plan.Entry // the cells of which a view is compared, as they stand
	names  map[Side]map[tablePair]naming
	tables map[plan.Ref]string
	taken  map[string]naming // by the officers' table, what agreed fields have become: "" for any other

	understood []understood
}

// understood is a column that is understood otherwise than when it was agreed, as it
// is noted.
type understood struct {
	note     plan.Note
	was, now plan.Field
}

// NotesWith are the notes, which say of a column that was kept to the council, and
// that partners may see as it is understood now, how many cells are written for it.
func (a *Alignment) NotesWith(rules Agreement, partner []plan.Edit) []plan.Note {
	notes := slices.Clone(a.Notes)
	for i, u := range a.understood {
		cells := 0
		for _, e := range partner {
			if e.Field == u.now {
				cells++
			}
		}
		if rules.Share != nil || u.was.Known() || !u.now.Known() || cells == 0 {
			continue
		}
		filled := "1 cell of theirs is written"
		if cells > 1 {
			filled = fmt.Sprintf("%d cells of theirs are written", cells)
		}
		said, _, _ := strings.Cut(notes[i].Message, "; what was agreed")
		notes[i].Message = fmt.Sprintf("%s, and so may reach partners from now on: %s. What partners may see is listed under share: in the settings", said, filled)
	}
	return notes
}

// tablePair is a table of one side, and the one of the other side in which its
// actions stand.
type tablePair struct{ own, across string }

// naming is what fields are called instead; one that is not in it keeps its name.
type naming map[plan.Field]plan.Field

func (n naming) of(f plan.Field) plan.Field {
	if to, ok := n[f]; ok {
		return to
	}
	return f
}

func (n naming) isPlain() bool {
	for from, to := range n {
		if from != to {
			return false
		}
	}
	return true
}

// Align has three readings call the same columns by the same fields. What it is
// given stays as it is.
func Align(base *plan.Plan, officer, partner plan.Plan) Alignment {
	a := Alignment{
		Base: base, Officer: officer, Partner: partner,
		read: map[Side]plan.Plan{Officer: officer, Partner: partner}, own: map[rowCell]plan.Field{}, stood: map[rowCell]plan.Entry{},
		names: map[Side]map[tablePair]naming{Officer: {}, Partner: {}}, taken: map[string]naming{},
	}
	g := newAligning(base, &officer, &partner)
	if base != nil {
		for _, table := range append(g.tables(Officer), "") {
			a.taken[table] = g.takenOver(table)
		}
		a.Base, a.understood = g.rebased(a.taken)
		for _, u := range a.understood {
			a.Notes = append(a.Notes, u.note)
		}
	}
	a.Officer, a.Partner = lettered(a.Base, a.Officer, a.renamed(g))
	a.Officer, a.Partner = a.viewed(Officer, g, &a.Officer, &a.Partner), a.viewed(Partner, g, &a.Partner, &a.Officer)
	return a
}

// Read is a side's plan as it was read.
func (a *Alignment) Read(side Side) plan.Plan { return a.read[side] }

// Own is what a side's own reading calls a cell of a row.
func (a *Alignment) Own(side Side, row plan.ID, f plan.Field) plan.Field {
	if own, ok := a.own[rowCell{side, row, f}]; ok {
		return own
	}
	return f
}

// Stands is a cell of a row as it stands, and not what several cells come to. It
// is the entry that is given, where that is it.
func (a *Alignment) Stands(side Side, row plan.ID, f plan.Field, e plan.Entry) plan.Entry {
	if stood, ok := a.stood[rowCell{side, row, f}]; ok {
		return stood
	}
	return e
}

// Standing are edits that expect to find what their cells themselves say.
func (a *Alignment) Standing(side Side, edits []plan.Edit) []plan.Edit {
	if len(a.stood) == 0 {
		return edits
	}
	edits = slices.Clone(edits)
	for i, e := range edits {
		edits[i].Was = a.Stands(side, e.ID, e.Field, e.Was)
	}
	return edits
}

// OwnColumn is what a side's own reading calls a column of one of its tables, for a
// row that comes from a table of the other side.
func (a *Alignment) OwnColumn(side Side, table, from string, f plan.Field) plan.Field {
	names, ok := a.names[side][tablePair{table, from}]
	if !ok {
		names = a.names[side][tablePair{own: table}]
	}
	return names.of(f)
}

// Memory is what people have answered, in the fields that their columns go by now.
func (a *Alignment) Memory(m Memory) Memory {
	if a.Base == nil {
		return m
	}
	plain := true
	for _, names := range a.taken {
		plain = plain && names.isPlain()
	}
	if plain {
		return m
	}
	now := a.Becomes
	says := func(ref plan.Ref, was map[plan.Field]plan.Value) map[plan.Field]plan.Value {
		next := map[plan.Field]plan.Value{}
		for f, v := range was {
			next[now(ref, f)] = v
		}
		return next
	}
	m.Decisions, m.Refusals = slices.Clone(m.Decisions), slices.Clone(m.Refusals)
	m.Tombstones, m.LeftOut = slices.Clone(m.Tombstones), slices.Clone(m.LeftOut)
	for i := range m.Decisions {
		d := &m.Decisions[i]
		d.Question.Field = now(d.Question.Ref, d.Question.Field)
		d.Said = slices.Clone(d.Said)
		for j := range d.Said {
			d.Said[j].Field = now(d.Said[j].Ref, d.Said[j].Field)
		}
	}
	for i := range m.Refusals {
		m.Refusals[i].Field = now(m.Refusals[i].Ref, m.Refusals[i].Field)
	}
	for i := range m.Tombstones {
		m.Tombstones[i].Says = says(m.Tombstones[i].Ref, m.Tombstones[i].Says)
	}
	for i := range m.LeftOut {
		m.LeftOut[i].Field = now(m.LeftOut[i].Ref, m.LeftOut[i].Field)
		m.LeftOut[i].Says = says(m.LeftOut[i].Ref, m.LeftOut[i].Says)
	}
	return m
}

// Becomes is what an agreed field of an action has become.
func (a *Alignment) Becomes(ref plan.Ref, f plan.Field) plan.Field {
	if a.tables == nil {
		a.tables = map[plan.Ref]string{}
		for i := range a.Base.Actions {
			a.tables[a.Base.Actions[i].Ref] = a.Base.Actions[i].Table
		}
		for i := range a.Officer.Actions {
			a.tables[a.Officer.Actions[i].Ref] = a.Officer.Actions[i].Table
		}
	}
	return a.takenIn(a.tables[ref]).of(f)
}

// takenIn is what agreed fields have become for actions of one of the officers'
// tables.
func (a *Alignment) takenIn(table string) naming {
	if names, ok := a.taken[table]; ok {
		return names
	}
	return a.taken[""]
}

// aligning is what both sides' columns are and were.
type aligning struct {
	base   *plan.Plan
	sides  map[Side]*plan.Plan
	was    map[Side][]plan.Column
	across map[Side]acrossTables
	has    map[Side]map[plan.Field]bool
}

func newAligning(base, officer, partner *plan.Plan) *aligning {
	g := &aligning{
		base: base, sides: map[Side]*plan.Plan{Officer: officer, Partner: partner}, was: map[Side][]plan.Column{},
		across: map[Side]acrossTables{Officer: newAcross(officer, partner), Partner: newAcross(partner, officer)},
		has:    map[Side]map[plan.Field]bool{Officer: {}, Partner: {}},
	}
	if base != nil {
		for _, column := range base.Columns {
			if isComposition(column) {
				continue
			}
			g.was[Side(column.Table)] = append(g.was[Side(column.Table)], column)
		}
	}
	for side, p := range g.sides {
		for _, column := range p.Columns {
			g.has[side][column.Field] = true
		}
	}
	return g
}

// tables are the tables of a side that have columns, each once.
func (g *aligning) tables(side Side) []string {
	var names []string
	for _, column := range g.sides[side].Columns {
		if !slices.Contains(names, column.Table) {
			names = append(names, column.Table)
		}
	}
	return names
}

// heading is a heading as it is looked for.
func heading(text string) string { return plan.Fold(strings.TrimRight(text, ": ")) }

// agreedAs is the remembered column that a column is, by its heading: false where
// none is, or where it cannot be told which.
func (g *aligning) agreedAs(side Side, column plan.Column) (was plan.Column, ok bool) {
	name := heading(column.Heading)
	if name == "" {
		return was, false
	}
	for _, other := range g.sides[side].Columns {
		if other.Table == column.Table && other != column && heading(other.Heading) == name {
			return was, false
		}
	}
	for _, of := range []string{column.Table, ""} {
		found := map[plan.Field]plan.Column{}
		for _, w := range g.was[side] {
			if w.Of == of && heading(w.Heading) == name {
				found[w.Field] = w
			}
		}
		if w, same := found[column.Field]; same {
			return w, true
		}
		for _, w := range found {
			return w, len(found) == 1
		}
	}
	return was, false
}

// agreedIn is the remembered column that one of the partners' is for actions of one
// of the officers' tables. One that goes by several fields, since officers' tables
// differ, is the one that most of those actions have agreed cells of.
func (g *aligning) agreedIn(theirs string, column plan.Column) (was plan.Column, ok bool) {
	was, ok = g.agreedAs(Partner, column)
	most := -1
	for _, w := range g.was[Partner] {
		if heading(w.Heading) != heading(column.Heading) || w.Of != "" && w.Of != column.Table || column.Heading == "" || !ok {
			continue
		}
		n := 0
		for i := range g.base.Actions {
			if a := &g.base.Actions[i]; a.Table == theirs && a.Value(w.Field).Kind != plan.KindAbsent {
				n++
			}
		}
		if n > most || n == most && w.Field == column.Field {
			was, most = w, n
		}
	}
	return was, ok
}

// isSettings reports whether the settings, and not the reader, have a column be
// another field than it was, or say under which heading one that was lost goes on.
func (g *aligning) isSettings(side Side, was, now plan.Column) bool {
	if was.Given || now.Given {
		return true
	}
	return !was.Field.Known() && slices.ContainsFunc(g.was[side], func(w plan.Column) bool {
		return w.Hidden && w.Field == now.Field && (w.Of == "" || w.Of == now.Table)
	})
}

// grew reports whether a column of a side is another field than it was since its
// table got further columns that say the same: a revised date, a later period. What
// they come to together is what the column was, for the other side's one.
func (g *aligning) grew(side Side, was, now plan.Column) bool {
	other := side.Other()
	if !g.has[other][was.Field] || was.Field == now.Field {
		return false
	}
	isNew := func(is func(plan.Column) bool) bool {
		return slices.ContainsFunc(g.sides[side].Columns, func(column plan.Column) bool {
			_, known := g.agreedAs(side, column)
			return column.Table == now.Table && !known && is(column)
		})
	}
	switch {
	case was.Field == plan.FieldDue && now.Field == plan.FieldOriginal:
		return !g.has[other][plan.FieldOriginal] && isNew(func(column plan.Column) bool { return column.Field == plan.FieldDue })
	case now.Part == was.Field:
		same := slices.ContainsFunc(g.sides[other].Columns, func(column plan.Column) bool {
			return column.Part == was.Field || column.Field == was.Field && heading(column.Heading) == heading(now.Heading)
		})
		return !same && isNew(func(column plan.Column) bool { return column.Part == now.Part && column.Period > now.Period })
	}
	return false
}

// takenOver is what agreed fields have become in one of the officers' tables; in
// any other where that is "": what they have become in all of them.
func (g *aligning) takenOver(table string) naming {
	officers, partners := g.becoming(Officer, table), g.becoming(Partner, "")
	names, taken := naming{}, map[plan.Field]bool{}
	maps.Copy(names, officers)
	for _, to := range officers {
		taken[to] = true
	}
	for _, column := range g.sides[Officer].Columns {
		taken[column.Field] = taken[column.Field] || column.Table == table || table == ""
	}
	for _, f := range slices.Sorted(maps.Keys(partners)) {
		if _, known := officers[f]; known {
			continue
		}
		to := partners[f]
		for _, instead := range []plan.Field{f, plan.OtherField(g.headingOf(f))} {
			if taken[to] && to != f { // a field that goes on as it was meets the officers' new column of it
				to = instead
			}
		}
		names[f], taken[to] = to, true
	}
	return names
}

// becoming is what agreed fields are read as now in one of a side's tables, or in
// all of them alike.
func (g *aligning) becoming(side Side, table string) naming {
	names, differ := naming{}, map[plan.Field]bool{}
	for _, column := range g.sides[side].Columns {
		if table != "" && column.Table != table {
			continue
		}
		was, known := g.agreedAs(side, column)
		if !known {
			continue
		}
		to := column.Field
		if isRef(was.Field) || isRef(to) || g.isSettings(side, was, column) || g.grew(side, was, column) {
			to = was.Field
		}
		if before, twice := names[was.Field]; twice && before != to {
			differ[was.Field] = true
		}
		names[was.Field] = to
	}
	for f := range differ {
		names[f] = f
	}
	return names
}

// isRef reports whether a field is none of those that are settled.
func isRef(f plan.Field) bool { return !settled(f) }

// headingOf is a heading that a field was agreed under on the partners' side.
func (g *aligning) headingOf(f plan.Field) string {
	for _, w := range g.was[Partner] {
		if w.Field == f && w.Heading != "" {
			return w.Heading
		}
	}
	return string(f)
}

// rebased is the base in the fields that its columns have become, and what is said
// of it.
func (g *aligning) rebased(taken map[string]naming) (*plan.Plan, []understood) {
	base := *g.base
	base.Actions = slices.Clone(base.Actions)
	for i := range base.Actions {
		a := &base.Actions[i]
		names, ok := taken[a.Table]
		if !ok {
			names = taken[""]
		}
		if !names.isPlain() {
			a.Entries = names.entries(a.Entries)
		}
	}
	base.Columns = nil
	var all []understood
	for _, was := range g.base.Columns {
		for _, column := range g.remembered(was, taken) {
			if !slices.Contains(base.Columns, column) {
				base.Columns = append(base.Columns, column)
			}
			note, changed := g.note(was, column)
			if changed && !slices.ContainsFunc(all, func(u understood) bool { return u.note == note }) {
				all = append(all, understood{note, was.Field, column.Field})
			}
		}
	}
	return &base, all
}

// entries are entries under their new names, all at once: what is moved goes
// before what stays.
func (n naming) entries(old plan.Entries) plan.Entries {
	next := plan.RoomFor(old.Len())
	for f, e := range old.All() {
		if n.of(f) == f {
			next.Set(f, e)
		}
	}
	for f, e := range old.All() {
		if to := n.of(f); to != f {
			next.Set(to, e)
		}
	}
	return next
}

// remembered is a column that a base remembers of a side, as it is remembered from
// now on: once for each field that it has become in its tables.
func (g *aligning) remembered(was plan.Column, taken map[string]naming) []plan.Column {
	side := Side(was.Table)
	if side != Officer && side != Partner || isComposition(was) {
		return []plan.Column{was}
	}
	if own, moved := g.ownMeaning(was); moved {
		return []plan.Column{own}
	}
	tables := g.tablesOf(side, was)
	var columns []plan.Column
	for _, table := range tables {
		names, ok := taken[table]
		if !ok {
			names = taken[""]
		}
		column := was
		column.Field = names.of(was.Field)
		if !slices.Contains(columns, column) {
			columns = append(columns, column)
		}
	}
	return columns
}

// ownMeaning is a remembered column whose meaning is its own side's alone: one of
// refs, or one that goes on as what several come to.
func (g *aligning) ownMeaning(was plan.Column) (plan.Column, bool) {
	side := Side(was.Table)
	for _, column := range g.sides[side].Columns {
		known, ok := g.agreedAs(side, column)
		if !ok || known.Field != was.Field || heading(known.Heading) != heading(was.Heading) || was.Of != "" && was.Of != column.Table {
			continue
		}
		switch {
		case was.Field == column.Field || g.isSettings(side, was, column):
		case isRef(was.Field) || isRef(column.Field):
			was.Field = column.Field
			return was, true
		case g.grew(side, was, column):
			was.Heading = g.viewHeading(side, was.Field, column.Table)
			return was, true
		}
	}
	return was, false
}

// viewHeading is the heading that a view is remembered under: of a date, that of
// its revised column; of periods none, since the latest will be another.
func (g *aligning) viewHeading(side Side, f plan.Field, table string) string {
	for _, column := range g.sides[side].Columns {
		if column.Table == table && column.Field == f {
			return column.Heading
		}
	}
	return ""
}

// tablesOf are the officers' tables that a remembered column is said of.
func (g *aligning) tablesOf(side Side, was plan.Column) []string {
	var tables []string
	for _, table := range g.tables(side) {
		if was.Of != "" && was.Of != table || !slices.ContainsFunc(g.sides[side].Columns, func(c plan.Column) bool {
			return c.Table == table && heading(c.Heading) == heading(was.Heading)
		}) {
			continue
		}
		if side == Partner {
			tables = append(tables, g.across[Partner].of(table)...)
		} else {
			tables = append(tables, table)
		}
	}
	if len(tables) == 0 {
		return []string{""}
	}
	return tables
}

// note says that a column is understood otherwise than when it was agreed.
func (g *aligning) note(was, now plan.Column) (plan.Note, bool) {
	side := Side(was.Table)
	if was.Field == now.Field || was.Heading == "" || side == Partner && !slices.ContainsFunc(g.sides[Partner].Columns, func(c plan.Column) bool {
		known, ok := g.agreedAs(Partner, c)
		return ok && known.Field == was.Field && c.Field == now.Field
	}) {
		return plan.Note{}, false
	}
	understood := fmt.Sprintf("is no longer understood as %s", was.Field.Label())
	for _, column := range g.sides[side].Columns {
		if column.Field == now.Field && column.Part != "" {
			understood = fmt.Sprintf("is now understood as one period's %s", column.Part.Label())
		}
	}
	if now.Field.Known() {
		understood = fmt.Sprintf("is now understood as %s", now.Field.Label())
	}
	return plan.Note{Message: fmt.Sprintf("%s: the column %q %s; what was agreed of it was taken over, and nothing is written for it", side.copyName(), was.Heading, understood)}, true
}

// renamed is the partners' plan in the fields of the columns that theirs were
// agreed with.
func (a *Alignment) renamed(g *aligning) plan.Plan {
	p := *g.sides[Partner]
	across := g.across[Partner]
	calls := func(table, theirs string) naming {
		at := tablePair{table, theirs}
		names, known := a.names[Partner][at]
		if !known {
			names = a.calls(g, table, theirs)
			a.names[Partner][at] = names
		}
		return names
	}
	plain := true
	for _, table := range g.tables(Partner) {
		for _, theirs := range append(across.of(table), "") {
			plain = calls(table, theirs).isPlain() && plain
		}
	}
	rename := func(rows []plan.Action) []plan.Action {
		rows = slices.Clone(rows)
		for i := range rows {
			names := calls(rows[i].Table, across.row(&rows[i]))
			if names.isPlain() {
				continue
			}
			for f := range rows[i].All() {
				if to := names.of(f); to != f {
					a.own[rowCell{Partner, rows[i].ID, to}] = f
				}
			}
			rows[i].Entries = names.entries(rows[i].Entries)
		}
		return rows
	}
	if !plain {
		p.Actions, p.Strays = rename(p.Actions), rename(p.Strays)
		p.Columns = nil
		for _, column := range g.sides[Partner].Columns {
			of := across.of(column.Table)
			if len(of) == 0 {
				of = []string{""}
			}
			for _, theirs := range of {
				next := column
				if next.Field = calls(column.Table, theirs).of(column.Field); next.Field == next.Part {
					next.Part, next.Period = "", 0
				}
				if !slices.Contains(p.Columns, next) {
					p.Columns = append(p.Columns, next)
				}
			}
		}
	}
	for at, names := range a.names[Partner] { // from here on, from the common name to the own one
		back := naming{}
		for own, common := range names {
			if own != common {
				back[common] = own
			}
		}
		a.names[Partner][at] = back
	}
	return p
}

// calls is what the fields of one of the partners' tables are called where its rows
// stand in one of the officers' tables.
func (a *Alignment) calls(g *aligning, table, theirs string) naming {
	names, taken := naming{}, map[plan.Field]bool{}
	taking := a.takenIn(theirs)
	var columns []plan.Column
	for _, column := range g.sides[Partner].Columns {
		if column.Table != table {
			continue
		}
		columns = append(columns, column)
		was, agreed := g.agreedIn(theirs, column)
		switch {
		case isRef(column.Field):
		case agreed && isRef(was.Field), agreed && g.isSettings(Partner, was, column) && was.Field != column.Field, agreed && g.grew(Partner, was, column):
		case agreed:
			names[column.Field] = taking.of(was.Field)
			taken[names[column.Field]] = true
		default:
			if f, ok := g.samePeriod(column, theirs); ok {
				names[column.Field] = f
			}
		}
	}
	for _, column := range columns {
		_, agreed := g.agreedIn(theirs, column)
		to := names.of(column.Field)
		if !agreed && taken[to] {
			if to = column.Field; taken[to] {
				to = plan.OtherField(column.Heading)
			}
			names[column.Field] = to
		}
	}
	return names.distinct(columns)
}

// distinct is the naming, or none at all where it would have two columns of one
// table be one field.
func (n naming) distinct(columns []plan.Column) naming {
	seen := map[plan.Field]plan.Field{}
	for _, column := range columns {
		to := n.of(column.Field)
		if first, twice := seen[to]; twice && first != column.Field {
			return naming{}
		}
		seen[to] = column.Field
	}
	return n
}

// samePeriod finds the officers' column with the heading of a partners' column, where
// one of the two is of one period and the other the only one of its kind.
func (g *aligning) samePeriod(column plan.Column, theirs string) (plan.Field, bool) {
	for _, other := range g.sides[Officer].Columns {
		if theirs != "" && other.Table != theirs || heading(other.Heading) != heading(column.Heading) || column.Heading == "" {
			continue
		}
		if other.Part != "" && other.Part == column.Field || column.Part != "" && column.Part == other.Field {
			return other.Field, true
		}
	}
	return "", false
}
