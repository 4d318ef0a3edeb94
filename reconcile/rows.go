package reconcile

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"actionplan/plan"
)

// rowSettling is what rows are settled by that one side alone has, or that both
// sides added under one ref: their units' settling, and where a row goes.
type rowSettling struct {
	*unitSettling
	placing *placing
	alike   map[*Pair]rewording // new rows under other refs that may be actions that are gone, by both of their pairs
}

// lone settles a row that one side alone has: as a person decided, or by
// asking.
func (b *rowSettling) lone(p *Pair) (agreed, next *plan.Action, out result) {
	if p.Base == nil {
		if t, ok := b.mem.buried(p); ok { // in no agreed plan
			if !t.Told {
				out = b.tell(t)
			}
			out.stay = []Tombstone{t}
			return nil, nil, out
		}
		if b.mem.isLeftOut(p) {
			return frozen(p), nil, out
		}
	}
	if b.isHalfAdded(p) {
		return frozen(p), nil, out
	}
	if d, ok := b.rowDecision(p); ok {
		switch d.Take {
		case TakeAdd, TakeBack:
			agreed, out, ok := b.add(p, d)
			if !ok {
				agreed = frozen(p)
			}
			return agreed, p.Base, out
		case TakeLeave:
			return frozen(p), p.Base, b.leaveOut(p, d)
		case TakeGo:
			out = usedUp(d)
			out.moved = true
			t := Tombstone{Ref: p.Ref, Side: p.lacks(), Says: says(p.Action(p.lacks().Other())), By: d.By, Why: d.Why, On: d.On}
			out.add(b.tell(t))
			out.stay = append(out.stay, t)
			return nil, nil, out
		}
	}
	return frozen(p), p.Base, b.askRow(p, "")
}

// rowDecision is the decision about a row that one side has, where it stands.
// One that gave the row another ref is found by that ref too: the side that
// has it may carry it already.
func (b *rowSettling) rowDecision(p *Pair) (Decision, bool) {
	d, ok := b.mem.decisions[Key{Ref: p.Ref}]
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

// standsForRow reports whether a row still says what it said, and is still
// missing where it was. The theme it was given by its new place counts for
// nothing.
func (b *rowSettling) standsForRow(d Decision, p *Pair) bool {
	now := rowSaid(p)
	if theme, ok := b.placing.themeByPlace(p); ok && !slices.ContainsFunc(d.Said, func(then Said) bool { return then.Field == plan.FieldTheme }) {
		now = slices.DeleteFunc(now, func(s Said) bool {
			return s.Field == plan.FieldTheme && s.Base.Kind == plan.KindAbsent && (s.Officer == theme.Value || s.Partner == theme.Value)
		})
	}
	return slices.EqualFunc(now, d.Said, func(a, b Said) bool {
		return a.Field == b.Field && a.Base == b.Base && orBlank(a.Officer) == orBlank(b.Officer) && orBlank(a.Partner) == orBlank(b.Partner)
	})
}

// tellTheme gives a row that has no theme, on the side that has it, the one
// that its new place on the other side will give it: both then say the same.
func (b *rowSettling) tellTheme(p *Pair, d Decision) (out result) {
	has := p.lacks().Other()
	theme, ok := b.placing.takesTheme(p)
	if !ok {
		return out
	}
	out = written(has, p, plan.FieldTheme, theme, unitName{p, plan.FieldTheme, has})
	cell := p.difference(plan.FieldTheme)
	out.changes = []Change{{
		Ref: p.Ref, Field: plan.FieldTheme, Verdict: map[Side]Verdict{Officer: PartnerMoved, Partner: OfficerMoved}[has],
		Base: cell.Entry(Base), Officer: cell.Entry(Officer), Partner: cell.Entry(Partner),
		Take: Take(has.Other()), Now: theme, By: d.By, Why: d.Why, On: d.On, pair: p,
	}}
	return out
}

// orBlank takes a missing cell of a row for a blank one: a column that was
// added since has said nothing yet.
func orBlank(v plan.Value) plan.Value {
	if v.Kind == plan.KindAbsent {
		return plan.Blank
	}
	return v
}

// tell says once to the side that still has a row that it was let go.
func (b *rowSettling) tell(t Tombstone) (out result) {
	t.Told = true
	out.told = []Tombstone{t}
	out.memory.Tombstones = []Tombstone{t}
	if t.Side == Officer {
		out.add(b.rules.reply(t.Ref, "", because("This action was let go; it stays here and is no longer in the plan", t.Why)))
	}
	return out
}

// leaveOut remembers that a row stays where it is.
func (b *rowSettling) leaveOut(p *Pair, d Decision) result {
	has := p.lacks().Other()
	out := usedUp(d)
	out.memory.LeftOut = []LeftOut{{Ref: p.Ref, Side: has, Says: says(p.Action(has)), By: d.By, Why: d.Why, On: d.On}}
	if has == Partner {
		out.add(b.rules.reply(p.Ref, "", because("Not added to the plan", d.Why)))
	}
	return out
}

// add carries out a decision to add a row or to bring one back. It says false
// where that cannot be done, and asks again.
func (b *rowSettling) add(p *Pair, d Decision) (agreed *plan.Action, out result, done bool) {
	to := p.lacks()
	row := p.Action(to.Other())
	ref := p.Ref
	if d.Take == TakeAdd && d.Ref != "" && b.takesRef(p) {
		ref = d.Ref
	}
	there := b.mem.pairs[ref]
	if there == p {
		there = nil
	}
	if there != nil && !isCopy(there, row, to) {
		return nil, b.askRow(p, fmt.Sprintf("the ref %s is already another action's", ref)), false
	}
	entries := b.placing.newEntries(p, to)
	if unfit(entries) != "" {
		return nil, b.askRow(p, ""), false
	}
	if b.placing.nowhere(p, to) != "" && there == nil {
		return nil, b.askRow(p, ""), false
	}
	if what, _ := b.rules.personalIn(entries); what != "" && to == Partner && !d.Cleared {
		return nil, b.askRow(p, ""), false
	}
	out = stood(d)
	if there == nil {
		spot := b.placing.spotFor(p, to)
		row := NewRow{Ref: ref, Table: spot.table, Place: b.placing.place(p, to), Entries: entries.Own(), Back: p.Base != nil, By: d.By, Why: d.Why}
		if spot.under != nil {
			row.After = spot.under.ID
		}
		if b.placing.holdsRef(p, to) {
			row.Set(plan.FieldRef, refEntry(b.placing.refOn(p, to, ref)))
		}
		out.rows = []sideNewRow{{to, row}}
	}
	out.add(b.nameRow(p, to.Other(), ref))
	out.add(b.tellTheme(p, d))
	if there != nil && to == Officer {
		return nil, out, true // the copy stands for it
	}
	return b.added(p, ref, entries), out, true
}

// isCopy reports whether a pair is the row just added to a side under its new
// ref, by a run that stopped before it gave the other side the ref too.
func isCopy(there *Pair, row *plan.Action, to Side) bool {
	mine := there.Action(to)
	return there.Base == nil && mine != nil && there.Action(to.Other()) == nil && actionText(mine) != "" && actionText(mine) == actionText(row)
}

// isHalfAdded reports whether this row is such a copy: the row it was made from
// sees to it.
func (b *rowSettling) isHalfAdded(p *Pair) bool {
	d, ok := b.mem.chosen[p.Ref]
	old := b.mem.pairs[d.Question.Ref]
	return ok && old != nil && old != p && old.lacks() != "" && old.lacks() == p.lacks().Other() &&
		isCopy(p, old.Action(p.lacks()), old.lacks()) && b.standsForRow(d, old)
}

// nameRow gives the side that has an added row the ref it was added under, where its
// other actions have refs.
func (b *rowSettling) nameRow(p *Pair, has Side, ref plan.Ref) result {
	row := p.Action(has)
	cell, ok := row.Lookup(plan.FieldRef)
	if !ok || !b.placing.refs[has][row.Table] || ref.Kept() > 0 || !cell.Writable || p.How == ByTable || row.Ref == ref || row.Letter != "" {
		return result{}
	}
	return written(has, p, plan.FieldRef, refEntry(ref), unitName{p, plan.FieldRef, has})
}

// refEntry is a ref as it is written into a cell.
func refEntry(ref plan.Ref) plan.Entry {
	return plan.Entry{Value: plan.TextValue(string(ref)), Typed: string(ref), Writable: true}
}

// unfit says why a row cannot be added as it is, and what to do about it, or "".
func unfit(entries plan.Entries) string {
	for _, f := range entries.Sorted() {
		switch e := entries.Entry(f); {
		case e.Value.Kind == plan.KindError:
			return f.Label() + " shows " + errorWords(e) + ", which is never copied: mend that cell, and it can be added"
		case lostDate(f, e) != "":
			return f.Label() + " says " + lostDate(f, e) + "; then it can be added"
		case units16(e.Shown()) > MaxText:
			return "the text in " + f.Label() + " is longer than a cell of a workbook holds: shorten it there, and it can be added"
		}
	}
	return ""
}

// added is the agreed action of a row that is being added.
func (b *rowSettling) added(p *Pair, ref plan.Ref, entries plan.Entries) *plan.Action {
	a := frozen(p)
	if a == nil {
		a = &plan.Action{ID: plan.ID("new:" + string(ref)), Table: b.placing.tableFor(p, Officer)}
		columns := b.placing.columnsFor(p, Officer)
		for f, e := range p.Partner.All() {
			if settled(f) && columns[f] && e.Value.Kind != plan.KindError {
				a.Set(f, elsewhere(e))
			}
		}
	}
	a.Ref = ""
	if b.takesRef(p) {
		a.Ref = ref
	}
	if theme, ok := b.placing.takesTheme(p); ok {
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
func (b *rowSettling) askRow(p *Pair, problem string) result {
	q := Question{Kind: QuestionRow, Ref: p.Ref, Name: p.Name(), Nameless: p.isNameless(), NextRef: b.nextRef(p), Side: p.lacks(), Ask: p.lead(), Cells: changedCells(p), NewTable: b.placing.newTable(p)}
	switch {
	case q.Side == "":
		q.Takes = []Take{TakeAdd, TakeOfficer, TakePartner}
	case p.Base == nil:
		q.row, q.Takes = rowSaid(p), []Take{TakeLeave, TakeAdd}
	default:
		q.row, q.Takes = rowSaid(p), []Take{TakeBack, TakeGo}
	}
	without := ""
	if q.Side != "" && problem == "" {
		without = b.placing.goesWithout(p, q.Side)
		if problem = cmp.Or(b.placing.nowhere(p, q.Side), unfit(b.placing.newEntries(p, q.Side))); problem != "" {
			q.Takes = slices.DeleteFunc(q.Takes, func(t Take) bool { return t == TakeAdd || t == TakeBack })
		}
	}
	parts := []string{b.rowSentence(p)}
	if q.Side == "" {
		parts = append(parts, b.bothSay(p)...)
	} else if text := rowText(p); text != "" && !p.isNameless() && b.rules.personal(p.action()) == "" {
		parts = append(parts, "it says "+text)
	}
	if p.Base != nil && q.NewTable != "" && b.placing.place(p, q.Side) == "" {
		parts = append(parts, fmt.Sprintf("brought back, it goes to the end of the table %s", b.placing.tableFor(p, q.Side)))
	}
	if r, ok := b.alike[p]; ok && q.Side != "" {
		parts = append(parts, r.mayBeOne(p))
	}
	var where string
	switch q.Side {
	case Partner:
		q.Personal, where = b.rules.personalIn(b.placing.newEntries(p, Partner))
	case "":
		q.Personal, where = b.rules.personalIn(p.Officer.Entries)
	}
	if q.Personal != "" {
		q.Ask = b.rules.informationOwner()
		parts = append(parts, fmt.Sprintf("%s seems to hold %s", where, q.Personal))
	}
	switch {
	case problem != "":
		parts = append(parts, problem)
	case without != "":
		parts = append(parts, without)
	}
	q.Why = strings.Join(parts, "; ")
	if p.isNameless() && b.rules.personal(p.action()) != "" {
		q.Why = strings.ReplaceAll(q.Why, p.called(), withoutWords(p.called()))
	}
	return asks(q)
}

// bothSay is what each side says of an action that both added under one ref, and what
// the answers come to.
func (b *rowSettling) bothSay(p *Pair) (parts []string) {
	officers, _ := p.Entry(Officer, plan.FieldAction)
	partners, _ := p.Entry(Partner, plan.FieldAction)
	if b.rules.personal(officers) == "" && b.rules.personal(partners) == "" && officers.Value != partners.Value {
		parts = append(parts, fmt.Sprintf("officers say %s, partners say %s", quoted(officers), quoted(partners)))
	} else if text := rowText(p); text != "" && b.rules.personal(officers) == "" {
		parts = append(parts, "it says "+text)
	}
	return append(parts, "where it is one action, take the officers' words or the partners'; where they are two, Add gives the partners' row another ref, and each of the two is then asked about by itself")
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
func (b *rowSettling) bothAdded(p *Pair) (*plan.Action, result) {
	d, ok := b.mem.decisions[Key{Ref: p.Ref}]
	if !ok {
		return frozen(p), b.askRow(p, "")
	}
	cells, now, stands := d.answer(b.mem.find)
	switch {
	case !stands && d.Take == TakeAdd && d.Ref != "" && d.saysTheSame(p):
		return frozen(p), b.renumber(p, d)
	case !stands || d.Take != TakeOfficer && d.Take != TakePartner || !d.covers(changedCells(p)):
		return frozen(p), b.askRow(p, "")
	}
	r := ruling{cells: cells, unit: unit{cells[0].Field}, verdict: MovedApart, cleared: d.Cleared, by: d}
	r = b.crossing(r.taking(d.Take, now))
	if !r.isOpen() {
		if why := b.merged.torn([]ruling{r}); why != "" {
			r = b.asking(r, why)
		}
	}
	if r.isOpen() {
		return frozen(p), b.askRow(p, r.why)
	}
	out := stood(d)
	out.add(b.write(p, r, unitName{pair: p, field: r.unit[0]}))
	row := *p.Officer
	row.Ref = p.Ref
	row.Entries = out.agreedEntries(p.Officer.Entries)
	return &row, out
}

// saysTheSame reports whether all cells a decision was about say what they said.
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
func (b *rowSettling) renumber(p *Pair, d Decision) result {
	cell, ok := p.Partner.Lookup(plan.FieldRef)
	switch {
	case b.mem.pairs[d.Ref] != nil:
		return b.askRow(p, fmt.Sprintf("the ref %s is already another action's", d.Ref))
	case !ok || !cell.Writable:
		return b.askRow(p, "the partners' ref cannot be written")
	}
	out := stood(d)
	out.add(b.nameRow(p, Partner, d.Ref))
	return out
}

// nextRef is the ref that a row of one side gets when it is added, where it has
// none and a column holds those of others; else "".
func (b *rowSettling) nextRef(p *Pair) plan.Ref {
	if p.unnamed && p.lacks() != "" && b.takesRef(p) {
		return p.Ref
	}
	return ""
}

// takesRef reports whether an action that one side lacks has a ref, or will once
// it stands on both: a column of its table, on either side, holds those of the others.
func (b *rowSettling) takesRef(p *Pair) bool {
	side := p.lacks().Other()
	own, has := p.Entry(side, plan.FieldRef)
	return !p.isNameless() || has && own.Writable && b.placing.refs[side][p.Action(side).Table] || b.placing.holdsRef(p, p.lacks())
}

// rowSentence says why a row is asked about.
func (b *rowSettling) rowSentence(p *Pair) string {
	lacking := p.lacks()
	text := rowSentence(p, lacking)
	if next := b.nextRef(p); next != "" {
		text += fmt.Sprintf("; it has no ref, and %s is the next that is free", next)
	}
	text += b.placing.whereItGoes(p)
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
