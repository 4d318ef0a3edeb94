package reconcile

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"actionplan/plan"
)

// lacks is the side that has not got a row the other has; "" where both have.
func (p *Pair) lacks() Side {
	switch {
	case p.Officer == nil:
		return Officer
	case p.Partner == nil:
		return Partner
	}
	return ""
}

// lone settles a row that one side alone has: as a person decided, or by
// asking.
func (b *settling) lone(p *Pair) (agreed, next *plan.Action) {
	if p.Base == nil && b.isLeftAlone(p) {
		return b.leftAlone(p), nil
	}
	if b.isHalfAdded(p) {
		return b.frozen(p), nil
	}
	if d, ok := b.rowDecision(p); ok {
		switch d.Take {
		case TakeAdd, TakeBack:
			if agreed, ok := b.add(p, d); ok {
				return agreed, p.Base
			}
			return b.frozen(p), p.Base
		case TakeLeave:
			b.leaveOut(p, d)
			return b.frozen(p), p.Base
		case TakeGo:
			b.letGo(p, d)
			return nil, nil
		}
	}
	b.askRow(p, "")
	return b.frozen(p), p.Base
}

// rowDecision is the decision about a row that one side has, where it stands.
// One that gave the row another ref is found by that ref too: the side that
// has it may carry it already.
func (b *settling) rowDecision(p *Pair) (Decision, bool) {
	d, ok := b.decisions[Key{Ref: p.Ref}]
	if !ok {
		d, ok = b.mem.chosen[p.Ref]
	}
	if !ok || !b.standsForRow(d, p) {
		return d, false
	}
	fits := map[Take]bool{TakeAdd: p.Base == nil, TakeLeave: p.Base == nil, TakeBack: p.Base != nil, TakeGo: p.Base != nil}
	return d, fits[d.Take]
}

// rowSaid is everything a row that one side has says, and what was agreed.
func rowSaid(p *Pair) []Said {
	fields := map[plan.Field]bool{}
	for _, s := range []Side{Base, p.lacks().Other()} {
		for f := range says(p.Action(s)) {
			fields[f] = true
		}
	}
	list := []Said{}
	for _, f := range slices.Sorted(maps.Keys(fields)) {
		list = append(list, said(p.difference(f)))
	}
	return list
}

// standsForRow says whether a row still says what it said, and is still
// missing where it was. The theme it was given by its new place counts for
// nothing.
func (b *settling) standsForRow(d Decision, p *Pair) bool {
	now := rowSaid(p)
	if theme, ok := b.themeByPlace(p); ok && !slices.ContainsFunc(d.Said, func(then Said) bool { return then.Field == plan.FieldTheme }) {
		now = slices.DeleteFunc(now, func(s Said) bool {
			return s.Field == plan.FieldTheme && s.Base.Kind == plan.KindAbsent && (s.Officer == theme.Value || s.Partner == theme.Value)
		})
	}
	return slices.EqualFunc(now, d.Said, func(a, b Said) bool {
		return a.Field == b.Field && a.Base == b.Base && orBlank(a.Officer) == orBlank(b.Officer) && orBlank(a.Partner) == orBlank(b.Partner)
	})
}

// themeByPlace is the theme of a row that is put on the side that lacks it at
// the end of a table, under the table's last heading: that of the action above
// it, where the table has a column for themes, and otherwise the heading's
// words. There is none where no heading stands above.
func (b *settling) themeByPlace(p *Pair) (theme plan.Entry, ok bool) {
	to := p.lacks()
	if to == "" {
		return theme, false
	}
	table := b.tableFor(p, to)
	var last *plan.Action
	actions := b.c.side(to).Actions
	for i := range actions {
		if a := &actions[i]; a.Table == table && (last == nil || a.Row > last.Row) {
			last = a
		}
	}
	if last == nil || last.Heading == "" {
		return theme, false
	}
	if e := last.Entry(plan.FieldTheme); b.columnsFor(p, to)[plan.FieldTheme] && !e.Value.IsBlank() && e.Value.Kind != plan.KindAbsent {
		return plan.Entry{Value: e.Value, Typed: e.Typed, Writable: true}, true
	}
	return plan.Entry{Value: plan.TextValue(last.Heading), Typed: last.Heading}, true
}

// takesTheme says whether a row takes the theme of its place: it has none of
// its own where it could say one, and the side it comes from may be told.
func (b *settling) takesTheme(p *Pair) (plan.Entry, bool) {
	theme, ok := b.themeByPlace(p)
	to := p.lacks()
	may := ok && b.lacksTheme(p) && b.c.rules.Owners[plan.FieldTheme].owns(to)
	return theme, may && (to == Partner || b.c.sharedIn(b.tableFor(p, Officer), plan.FieldTheme))
}

// tellTheme gives a row that has no theme, on the side that has it, the one
// that its new place on the other side will give it: both then say the same.
func (b *settling) tellTheme(p *Pair, d Decision) {
	has := p.lacks().Other()
	theme, ok := b.takesTheme(p)
	if !ok {
		return
	}
	b.lastUnit++
	b.edit(has, p, plan.FieldTheme, theme, b.lastUnit)
	cell := p.difference(plan.FieldTheme)
	b.record(Change{
		Ref: p.Ref, Field: plan.FieldTheme, Verdict: map[Side]Verdict{Officer: PartnerMoved, Partner: OfficerMoved}[has],
		Base: cell.Entry(Base), Officer: cell.Entry(Officer), Partner: cell.Entry(Partner),
		Take: Take(has.Other()), Now: theme, By: d.By, Why: d.Why, On: d.On, pair: p,
	})
}

// whereItGoes says under which heading an added row would be put, where that is
// not what it says itself.
func (b *settling) whereItGoes(p *Pair) string {
	theme, ok := b.themeByPlace(p)
	if !ok || p.Base != nil {
		return ""
	}
	own, has := p.Entry(p.lacks().Other(), plan.FieldTheme)
	switch {
	case b.lacksTheme(p):
		return fmt.Sprintf("; it has no theme, and would be put under %s", quoted(theme))
	case has && !own.Value.IsBlank() && own.Value != theme.Value:
		return fmt.Sprintf("; its theme is %s, and it would be put at the end, under %s: move it there by hand", quoted(own), quoted(theme))
	}
	return ""
}

// lacksTheme says whether a row that one side has could say its theme there,
// and does not.
func (b *settling) lacksTheme(p *Pair) bool {
	e, ok := p.Entry(p.lacks().Other(), plan.FieldTheme)
	return ok && e.Writable && e.Value == plan.Blank
}

// orBlank takes a missing cell of a row for a blank one: a column that was
// added since has said nothing yet.
func orBlank(v plan.Value) plan.Value {
	if v.Kind == plan.KindAbsent {
		return plan.Blank
	}
	return v
}

// isLeftAlone says whether a person left this very row out, or let it go.
func (b *settling) isLeftAlone(p *Pair) bool {
	has := p.lacks().Other()
	if _, ok := b.mem.leaves(p.Ref, "", has, says(p.Action(has))); ok {
		return true
	}
	_, ok := b.buried(p)
	return ok
}

// buried finds the tombstone of a row that says what it said when it was let
// go.
func (b *settling) buried(p *Pair) (Tombstone, bool) {
	t, ok := b.mem.tombstones[p.Ref]
	return t, ok && t.Side == p.lacks() && maps.Equal(t.Says, says(p.Action(t.Side.Other())))
}

// leftAlone is the agreed action of a row that was left out or let go: what
// was let go is in no agreed plan.
func (b *settling) leftAlone(p *Pair) *plan.Action {
	t, ok := b.buried(p)
	if !ok {
		return b.frozen(p)
	}
	if !t.Told {
		b.tell(t)
	}
	return nil
}

// tell says once to the side that still has a row that it was let go.
func (b *settling) tell(t Tombstone) {
	t.Told = true
	b.Told = append(b.Told, t)
	b.NextMemory.Tombstones = append(b.NextMemory.Tombstones, t)
	if t.Side == Officer {
		b.reply(t.Ref, "", because("This action was let go; it stays here and is no longer in the plan", t.Why))
	}
}

// leaveOut remembers that a row stays where it is.
func (b *settling) leaveOut(p *Pair, d Decision) {
	has := p.lacks().Other()
	b.use(d)
	b.NextMemory.LeftOut = append(b.NextMemory.LeftOut, LeftOut{Ref: p.Ref, Side: has, Says: says(p.Action(has)), By: d.By, Why: d.Why, On: d.On})
	if has == Partner {
		b.reply(p.Ref, "", because("Not added to the plan", d.Why))
	}
}

// letGo remembers that a dropped row stays away.
func (b *settling) letGo(p *Pair, d Decision) {
	b.use(d)
	b.BaseMoved = true
	b.tell(Tombstone{Ref: p.Ref, Side: p.lacks(), Says: says(p.Action(p.lacks().Other())), By: d.By, Why: d.Why, On: d.On})
}

// use notes that a decision has done what it can do.
func (b *settling) use(d Decision) {
	b.answered[d.Question] = true
	b.Used = append(b.Used, d)
}

// reply tells partners something, unless the words hold what may not leave
// the council: then they are told only that it was decided.
func (b *settling) reply(ref plan.Ref, f plan.Field, text string) {
	if b.c.rules.personal(plan.Entry{Value: plan.Value{Kind: plan.KindText, Text: text}}) != "" {
		text, _, _ = strings.Cut(text, ": ")
		b.Notes = append(b.Notes, plan.Note{Message: fmt.Sprintf("action %s: the reason that was given seems to hold personal data, and is not told to partners", ref)})
	}
	b.Replies = append(b.Replies, Reply{Ref: ref, Field: f, Text: text})
}

func because(what, why string) string {
	if why == "" {
		return what + "."
	}
	return what + ": " + why
}

// add carries out a decision to add a row or to bring one back. It says false
// where that cannot be done, and asks again.
func (b *settling) add(p *Pair, d Decision) (*plan.Action, bool) {
	to := p.lacks()
	row := p.Action(to.Other())
	ref := p.Ref
	if d.Take == TakeAdd && d.Ref != "" {
		ref = d.Ref
	}
	there := b.pairs[ref]
	if there == p {
		there = nil
	}
	if there != nil && !isCopy(there, row, to) {
		b.askRow(p, fmt.Sprintf("the ref %s is already another action's", ref))
		return nil, false
	}
	entries := b.newEntries(p, to)
	if why := b.c.unfit(entries); why != "" {
		b.askRow(p, why)
		return nil, false
	}
	if what, _ := b.c.personalIn(entries); what != "" && to == Partner && !d.Cleared {
		b.askRow(p, "")
		return nil, false
	}
	b.stand(d)
	if there == nil {
		b.addRow(to, NewRow{Ref: b.refOn(p, to, ref), Table: b.tableFor(p, to), Entries: entries, Back: p.Base != nil, By: d.By, Why: d.Why})
	}
	b.nameRow(p, to.Other(), ref)
	b.tellTheme(p, d)
	if there != nil && to == Officer {
		return nil, true // the copy stands for it
	}
	return b.added(p, ref, entries), true
}

func (b *settling) addRow(to Side, row NewRow) {
	if to == Officer {
		b.OfficerRows = append(b.OfficerRows, row)
	} else {
		b.PartnerRows = append(b.PartnerRows, row)
	}
}

// isCopy says whether a pair is the row just added to a side under its new
// ref, by a run that stopped before it gave the other side the ref too.
func isCopy(there *Pair, row *plan.Action, to Side) bool {
	mine := there.Action(to)
	return there.Base == nil && mine != nil && there.Action(to.Other()) == nil && actionText(mine) != "" && actionText(mine) == actionText(row)
}

// isHalfAdded says whether this row is such a copy: the row it was made from
// sees to it.
func (b *settling) isHalfAdded(p *Pair) bool {
	d, ok := b.mem.chosen[p.Ref]
	old := b.pairs[d.Question.Ref]
	return ok && old != nil && old != p && old.lacks() != "" && old.lacks() == p.lacks().Other() &&
		isCopy(p, old.Action(p.lacks()), old.lacks()) && b.standsForRow(d, old)
}

// nameRow gives the side that has an added row the ref it was added under.
func (b *settling) nameRow(p *Pair, has Side, ref plan.Ref) {
	row := p.Action(has)
	cell, ok := row.Lookup(plan.FieldRef)
	if !ok || !cell.Writable || p.How == ByTable || row.Ref == ref {
		return
	}
	now := plan.Entry{Value: plan.Value{Kind: plan.KindText, Text: string(ref)}, Typed: string(ref)}
	b.lastUnit++
	b.edit(has, p, plan.FieldRef, now, b.lastUnit)
}

// finishNames gives both sides the ref a row was added under, where one still
// lacks it.
func (b *settling) finishNames(p *Pair) {
	b.nameRow(p, Officer, p.Ref)
	b.nameRow(p, Partner, p.Ref)
}

// newEntries are the cells a row is added with: what the other side says, but
// for what was not that side's to change since it was agreed.
func (b *settling) newEntries(p *Pair, to Side) plan.Entries {
	from := to.Other()
	columns := b.columnsFor(p, to)
	var entries plan.Entries
	for f, e := range p.Action(from).All() {
		if !settled(f) || !columns[f] || to == Partner && !b.c.sharedIn(p.Action(from).Table, f) {
			continue
		}
		if base, agreed := p.Entry(Base, f); agreed && base.Value != e.Value && !b.c.rules.Owners[f].owns(from) {
			e = base
		}
		if e.Value.Kind != plan.KindBlank && e.Value.Kind != plan.KindAbsent {
			entries.Set(f, plan.Entry{Value: e.Value, Typed: e.Typed, Writable: true})
		}
	}
	if theme, ok := b.takesTheme(p); ok && columns[plan.FieldTheme] && p.Base == nil {
		entries.Set(plan.FieldTheme, theme)
	}
	return entries
}

// unfit says why a row cannot be added as it is, or "".
func (c *Comparison) unfit(entries plan.Entries) string {
	for _, f := range entries.Sorted() {
		switch e := entries.Entry(f); {
		case e.Value.Kind == plan.KindError:
			return f.Label() + " shows the error " + e.Shown() + ", which is never copied"
		case units16(e.Shown()) > MaxText:
			return "the text in " + f.Label() + " is longer than a cell of a workbook holds"
		}
	}
	return ""
}

// columnsFor are the columns of the table a row goes to that can be written.
func (b *settling) columnsFor(p *Pair, to Side) map[plan.Field]bool {
	reading := b.c.side(to)
	table := b.tableFor(p, to)
	columns := map[plan.Field]bool{}
	for _, column := range reading.Columns {
		if column.Table == table && !column.Formula {
			columns[column.Field] = true
		}
	}
	return columns
}

// tableFor is the table of a side that a row goes to: one of the same name as
// its own, or else the one where most rows of its own table stand, or else
// the side's first.
func (b *settling) tableFor(p *Pair, to Side) string {
	row, reading := p.Action(to.Other()), b.c.side(to)
	for _, column := range reading.Columns {
		if column.Table == row.Table {
			return row.Table
		}
	}
	votes := b.votes[to][row.Table]
	best := ""
	for _, table := range slices.Sorted(maps.Keys(votes)) {
		if best == "" || votes[table] > votes[best] {
			best = table
		}
	}
	if best == "" && len(reading.Tables) > 0 {
		best = reading.Tables[0].Name
	}
	if best == "" && len(reading.Columns) > 0 {
		best = slices.MinFunc(reading.Columns, func(a, b plan.Column) int { return cmp.Compare(a.Table, b.Table) }).Table
	}
	return best
}

// countTables notes in which table of one side the rows of a table of the
// other stand.
func (b *settling) countTables() {
	b.votes = map[Side]map[string]map[string]int{Officer: {}, Partner: {}}
	for i := range b.c.Pairs {
		p := &b.c.Pairs[i]
		if p.Officer == nil || p.Partner == nil {
			continue
		}
		for _, to := range []Side{Officer, Partner} {
			from := p.Action(to.Other()).Table
			if b.votes[to][from] == nil {
				b.votes[to][from] = map[string]int{}
			}
			b.votes[to][from][p.Action(to).Table]++
		}
	}
}

// refOn is a ref as it stands on a side: without its table, where the side
// has a table of that name too.
func (b *settling) refOn(p *Pair, to Side, ref plan.Ref) plan.Ref {
	row := p.Action(to.Other())
	if p.How == ByTable && ref == qualify(row.Table, row.Ref) && b.tableFor(p, to) == row.Table {
		return row.Ref
	}
	return ref
}

// added is the agreed action of a row that is being added.
func (b *settling) added(p *Pair, ref plan.Ref, entries plan.Entries) *plan.Action {
	a := b.frozen(p)
	if a == nil {
		a = &plan.Action{ID: plan.ID("new:" + string(ref)), Table: b.tableFor(p, Officer)}
		for f, e := range p.Partner.All() {
			if settled(f) {
				a.Set(f, elsewhere(e))
			}
		}
	}
	a.Ref = ref
	if theme, ok := b.takesTheme(p); ok {
		officer, _ := p.Entry(Officer, plan.FieldTheme)
		theme.Cell, theme.Writable = officer.Cell, officer.Writable
		a.Set(plan.FieldTheme, theme)
	}
	for f, e := range entries.All() {
		officer, _ := p.Entry(Officer, f)
		if theirs, ok := p.Entry(p.lacks().Other(), f); ok && theirs.Value == e.Value {
			a.Set(f, plan.Entry{Value: e.Value, Typed: e.Typed, Cell: officer.Cell, Writable: officer.Writable})
		}
	}
	return a
}

// askRow asks about a row that one side has, or that both sides added and
// that does not say the same. Problem says why what was decided cannot be
// done; it may be "".
func (b *settling) askRow(p *Pair, problem string) {
	q := Question{Kind: QuestionRow, Ref: p.Ref, Side: p.lacks(), Ask: p.lead(), Cells: changedCells(p), NewTable: b.newTable(p)}
	switch {
	case q.Side == "":
		q.Takes = []Take{TakeAdd, TakeOfficer, TakePartner}
	case p.Base == nil:
		q.row, q.Takes = rowSaid(p), []Take{TakeLeave, TakeAdd}
	default:
		q.row, q.Takes = rowSaid(p), []Take{TakeBack, TakeGo}
	}
	parts := []string{b.rowSentence(p)}
	if text := rowText(p); text != "" && !p.isNameless() && b.c.rules.personal(p.action()) == "" {
		parts = append(parts, "it says "+text)
	}
	var where string
	switch q.Side {
	case Partner:
		q.Personal, where = b.c.personalIn(b.newEntries(p, Partner))
	case "":
		q.Personal, where = b.c.personalIn(p.Officer.Entries)
	}
	if q.Personal != "" {
		q.Ask = b.c.informationOwner()
		parts = append(parts, fmt.Sprintf("%s seems to hold %s", where, q.Personal))
	}
	if problem != "" {
		parts = append(parts, problem)
	}
	q.Why = strings.Join(parts, "; ")
	b.Open = append(b.Open, q)
}

// rowText is the action's text, to show which row is asked about.
func rowText(p *Pair) string {
	for _, s := range []Side{Officer, Partner, Base} {
		if e, ok := p.Entry(s, plan.FieldAction); ok && !e.Value.IsBlank() {
			return quoted(e)
		}
	}
	return ""
}

// personalIn finds personal data in a row that would go to partners, and the
// label of the column it is in.
func (c *Comparison) personalIn(entries plan.Entries) (what, where string) {
	for _, f := range entries.Sorted() {
		if what := c.rules.personal(entries.Entry(f)); what != "" {
			return what, f.Label()
		}
	}
	return "", ""
}

// changedCells are the cells of a row a question is about: those that differ
// where both sides have it, and those that were changed since it was agreed
// where one side has dropped it.
func changedCells(p *Pair) []Difference {
	var cells []Difference
	side := p.lacks().Other()
	if side == "" {
		side = Officer
	}
	for _, f := range p.Action(side).Sorted() {
		d := p.difference(f)
		switch {
		case !settled(f):
		case p.lacks() == "":
			if d.Partner.Kind != plan.KindAbsent && d.Officer != d.Partner {
				cells = append(cells, d)
			}
		case d.Base.Kind != plan.KindAbsent && d.Value(side) != d.Base:
			cells = append(cells, d)
		}
	}
	return cells
}

// bothAdded settles a ref that both sides gave to a new row, where the rows
// do not say the same: as a person decided, or by asking.
func (b *settling) bothAdded(p *Pair) *plan.Action {
	d, ok := b.decisions[Key{Ref: p.Ref}]
	if !ok {
		b.askRow(p, "")
		return b.frozen(p)
	}
	cells, now, stands := d.answer(b.find)
	switch {
	case !stands && d.Take == TakeAdd && d.Ref != "" && d.saysTheSame(p):
		return b.renumber(p, d)
	case !stands || d.Take != TakeOfficer && d.Take != TakePartner || !d.covers(changedCells(p)):
		b.askRow(p, "")
		return b.frozen(p)
	}
	r := ruling{cells: cells, unit: unit{cells[0].Field}, verdict: MovedApart, cleared: d.Cleared}
	r = b.c.crossing(r.taking(d.Take, now))
	if r.take != "" {
		if why := b.c.torn([]ruling{r}); why != "" {
			r = b.c.asking(r, why)
		}
	}
	if r.take == "" {
		b.askRow(p, r.why)
		return b.frozen(p)
	}
	b.stand(d)
	row := *p.Officer
	row.Ref = p.Ref
	out := rowEntries{agreed: p.Officer.Entries}
	b.lastUnit++
	b.write(p, r, d, b.lastUnit, &out)
	row.Entries = out.agreed
	return &row
}

// saysTheSame says whether all cells a decision was about say what they said.
func (d Decision) saysTheSame(p *Pair) bool {
	for _, then := range d.Said {
		if said(p.difference(then.Field)) != then {
			return false
		}
	}
	return len(d.Said) > 0
}

// renumber gives the partners' row of two that were added under one ref the
// ref a person chose: they are two actions, and each is asked about next.
func (b *settling) renumber(p *Pair, d Decision) *plan.Action {
	cell, ok := p.Partner.Lookup(plan.FieldRef)
	switch {
	case b.pairs[d.Ref] != nil:
		b.askRow(p, fmt.Sprintf("the ref %s is already another action's", d.Ref))
	case !ok || !cell.Writable:
		b.askRow(p, "the partners' ref cannot be written")
	default:
		b.stand(d)
		b.nameRow(p, Partner, d.Ref)
	}
	return b.frozen(p)
}

// rowSentence says why a row is asked about.
func (b *settling) rowSentence(p *Pair) string {
	lacking := p.lacks()
	text := rowSentence(p, lacking)
	if p.unnamed && lacking != "" {
		text += fmt.Sprintf("; it has no ref, and %s is the next that is free", p.Ref)
	}
	text += b.whereItGoes(p)
	if n := len(changedCells(p)); p.Base != nil && n > 0 {
		text += fmt.Sprintf(", where %s changed %s since", lacking.Other().people(), count(n, "cell"))
	}
	if t, ok := b.mem.tombstones[p.Ref]; ok && p.Base == nil {
		text += "; an action of that ref was let go"
		if !t.On.IsZero() {
			text += " on " + t.On.Long()
		}
	}
	return text
}
