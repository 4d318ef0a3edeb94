package reconcile

import (
	"slices"
	"unicode/utf16"

	"actionplan/plan"
)

// unit is the fields that are settled together: one, or a coupled group.
type unit []plan.Field

// units divides the fields into coupled groups and single fields. The groups
// keep the order the rules list their fields in, whatever the columns' order:
// a question about one is named after its first field.
func (r Agreement) units(fields []plan.Field) []unit {
	here := map[plan.Field]bool{}
	for _, f := range fields {
		here[f] = true
	}
	groups := map[plan.Field]unit{} // by every field of the group
	for _, together := range r.Together {
		var u unit
		for _, f := range together {
			if here[f] && groups[f] == nil && !slices.Contains(u, f) {
				u = append(u, f)
			}
		}
		for _, f := range u {
			groups[f] = u
		}
	}
	var units []unit
	done := map[plan.Field]bool{}
	for _, f := range fields {
		u := groups[f]
		if u == nil {
			u = unit{f}
		}
		if !done[u[0]] {
			done[u[0]] = true
			units = append(units, u)
		}
	}
	return units
}

// ruling is what becomes of one unit of one pair, before any decision.
type ruling struct {
	unit     unit
	cells    []Difference // the unit's cells that are not unmoved
	verdict  Verdict
	take     Take         // whose words go on; "" while a question is open
	kind     QuestionKind // what is asked, where take is ""
	why      string       // why it is asked, where the cells do not say it
	now      []plan.Entry // what each of cells becomes
	withheld bool         // the partners' side is not told: the field is not shared
	yielded  bool         // a blank or a placeholder gave way at a first agreement
	cleared  bool         // a person let it go to partners whatever the scan for personal data says
	personal string       // the kind of personal data the scan found
}

// judge rules on every unit of a pair that both sides have.
func (c *Comparison) judge(i int) {
	p := &c.Pairs[i]
	c.counts.Actions++
	same := 0
	for _, u := range c.units {
		var cells []Difference
		for _, f := range u {
			o, okO := p.Entry(Officer, f)
			t, okT := p.Entry(Partner, f)
			if !okO || !okT {
				continue
			}
			if o.Value != t.Value && c.isWorkedOut(p, f) {
				c.results[f]++
				continue
			}
			c.counts.Cells++
			b, _ := p.Entry(Base, f)
			if o.Value == t.Value && (o.Value == b.Value || b.Value.Kind == plan.KindAbsent) {
				c.counts.Unmoved++
				if o.Value == b.Value {
					same++
				}
				continue
			}
			d := p.difference(f)
			c.counts.add(d.Verdict())
			cells = append(cells, d)
		}
		if len(cells) == 0 {
			continue
		}
		c.Differences = append(c.Differences, cells...)
		if !p.stopped && !c.whole {
			r := c.rule(u, cells)
			if c.broken(p, u) && r.take != "" && r.verdict != MovedAlike {
				r = c.asking(r, "another column of the unit is gone from one side, and was changed on the other")
			}
			c.rulings[i] = append(c.rulings[i], r)
		}
	}
	c.quiet[i] = p.Base != nil && same == cells(p.Officer) && same == cells(p.Partner) && same == cells(p.Base)
}

// cells counts the cells of a row that are reconciled.
func cells(a *plan.Action) int {
	n := a.Len()
	for _, f := range []plan.Field{plan.FieldRef, plan.FieldReply} {
		if _, ok := a.Lookup(f); ok {
			n--
		}
	}
	return n
}

// broken says whether a coupled unit holds a cell that waits because its
// column is gone from one side.
func (c *Comparison) broken(p *Pair, u unit) bool {
	if len(u) == 1 {
		return false
	}
	for _, f := range u {
		for _, side := range []Side{Officer, Partner} {
			if c.lost[side.Other()][f] && c.movedAlone(p, f, side) {
				return true
			}
		}
	}
	return false
}

// movedAlone says whether a side moved an agreed cell that the other side no
// longer has.
func (c *Comparison) movedAlone(p *Pair, f plan.Field, side Side) bool {
	b, agreed := p.Entry(Base, f)
	e, ok := p.Entry(side, f)
	return agreed && ok && p.Action(side.Other()) != nil && e.Value != b.Value
}

// newOnBoth says whether both sides added the ref since they last agreed.
func (c *Comparison) newOnBoth(p *Pair) bool { return c.base != nil && p.Base == nil }

// rule settles a unit as far as the readings alone can.
func (c *Comparison) rule(u unit, cells []Difference) ruling {
	r := ruling{unit: u, cells: cells, verdict: together(cells)}
	switch r.verdict {
	case MovedAlike:
		return r.taking(TakeBoth, entries(cells, Officer))
	case MovedApart:
		return c.ruleApart(r)
	}
	mover := Officer
	if r.verdict == PartnerMoved {
		mover = Partner
	}
	if !c.mayMove(cells, mover) {
		return c.asking(r, "")
	}
	r.yielded = firstAgreed(cells)
	return c.crossing(r.taking(Take(mover), entries(cells, mover)))
}

// asked is who is to answer for a unit: the partner that answers for the action
// where the column is partners', and otherwise its lead.
func (c *Comparison) asked(p *Pair, r ruling) string {
	if c.owner(r.cells, r.cells[0]) != Partners {
		return p.lead()
	}
	if partner := p.first(plan.FieldPartner); partner != "" {
		return partner
	}
	return "the partners"
}

// informationOwner is who is asked whether something may go to partners.
func (c *Comparison) informationOwner() string {
	if c.rules.Ask != "" {
		return c.rules.Ask
	}
	return "the information owner"
}

// contained settles, at a first agreement, a narrative that stands in full in
// the other side's: it yields to it.
func (c *Comparison) contained(r ruling) (ruling, bool) {
	d := r.cells[0]
	if d.Base.Kind != plan.KindAbsent || len(r.unit) > 1 || !c.isNarrative(r.unit[0]) {
		return r, false
	}
	o, p := d.Officer, d.Partner
	if o.Kind != plan.KindText || p.Kind != plan.KindText {
		return r, false
	}
	for _, side := range []Side{Officer, Partner} {
		if c.mayMove(r.cells, side) && containsWords(d.Value(side).Text, d.Value(side.Other()).Text) {
			r.yielded = true
			return c.crossing(r.taking(Take(side), entries(r.cells, side))), true
		}
	}
	return r, false
}

// ruleApart asks, unless both sides appended to the same text.
func (c *Comparison) ruleApart(r ruling) ruling {
	if settled, ok := c.contained(r); ok {
		return settled
	}
	if !c.mayMove(r.cells, Officer) || !c.mayMove(r.cells, Partner) {
		return c.asking(r, "")
	}
	if merged, ok := c.merge(r); ok {
		return c.crossing(r.taking(TakeBoth, []plan.Entry{merged}))
	}
	return c.asking(r, "")
}

// merge joins what both sides appended to a narrative cell.
func (c *Comparison) merge(r ruling) (plan.Entry, bool) {
	if len(r.unit) > 1 || len(r.cells) > 1 || !c.isNarrative(r.unit[0]) || !c.shared(r.cells[0]) {
		return plan.Entry{}, false
	}
	d := r.cells[0]
	if d.Officer.Kind != plan.KindText || d.Partner.Kind != plan.KindText {
		return plan.Entry{}, false
	}
	if d.Base.Kind != plan.KindText && d.Base.Kind != plan.KindBlank {
		return plan.Entry{}, false
	}
	text, ok := mergeParagraphs(d.Base.Text, d.Officer.Text, d.Partner.Text)
	switch {
	case !ok:
		return plan.Entry{}, false
	case text == d.Officer.Text:
		return d.Entry(Officer), true
	case text == d.Partner.Text:
		return d.Entry(Partner), true
	}
	return plan.Entry{Value: plan.Value{Kind: plan.KindText, Text: text}, Typed: text}, true
}

func (c *Comparison) isNarrative(f plan.Field) bool {
	for _, n := range c.rules.narrative() {
		if n == f {
			return true
		}
	}
	return false
}

// crossing checks that what is taken can be written where it is not yet said.
// A unit crosses whole or not at all: one cell that cannot be written makes
// it a question.
func (c *Comparison) crossing(r ruling) ruling {
	for i, d := range r.cells {
		for _, to := range []Side{Officer, Partner} {
			if d.Value(to) == r.now[i].Value {
				continue
			}
			if to == Partner && !c.shared(d) {
				r.withheld = true
				continue
			}
			if why := c.held(d, to, r.now[i]); why != "" {
				return c.asking(r, why)
			}
			if what := c.rules.personal(r.now[i]); what != "" && to == Partner && !r.cleared {
				return c.holding(r, what)
			}
		}
	}
	return r
}

// held says why a cell cannot be written, or "".
func (c *Comparison) held(d Difference, to Side, now plan.Entry) string {
	cell := d.Entry(to)
	switch {
	case now.Value.Kind == plan.KindError:
		return "it shows the error " + now.Shown() + ", which is never copied"
	case units16(now.Shown()) > MaxText:
		return "the text is longer than a cell of a workbook holds"
	case d.Field == plan.FieldAction && d.Pair.How.byWords():
		return "the row is known by its action text alone, so the text is not changed until the row has its ref"
	case now.Value == plan.Blank && cell.Filled:
		return "the cell in " + to.copyName() + " would still be rated by its colour, and colours are never changed: take the colour off there, or choose the rating"
	case cell.Cell.Row > 0 && c.tied[to][cell.Cell]:
		return "in " + to.copyName() + " it is one merged cell with an action that is left alone, since its ref is missing or stands there twice"
	case !cell.Writable && !c.spanned(d, to):
		return "the cell in " + to.copyName() + " cannot be written: it is worked out by a formula, merged or protected"
	}
	return ""
}

// follower says whether the cell is part of a merged cell and not its anchor:
// what is written to the anchor is what it says.
func (c *Comparison) follower(d Difference, to Side) bool {
	return !d.Entry(to).Writable && c.spanned(d, to)
}

// shared says whether the cell may reach the partners' side.
func (c *Comparison) shared(d Difference) bool {
	return c.sharedIn(d.Pair.Officer.Table, d.Field)
}

// sharedIn says whether a column of one of the officers' tables may reach the
// partners' side.
func (c *Comparison) sharedIn(table string, f plan.Field) bool {
	if c.rules.Share != nil {
		return c.rules.Share[f]
	}
	if !f.Known() {
		return false
	}
	return len(c.hidden) == 0 || !c.hidden[plan.ColumnKey{Table: table, Field: f}]
}

// mayMove says whether a side's edits in these cells cross unasked. At the
// first agreement there are no edits yet, only two readings.
func (c *Comparison) mayMove(cells []Difference, s Side) bool {
	if c.base == nil {
		return true
	}
	for _, d := range cells {
		if !c.owner(cells, d).owns(s) {
			return false
		}
	}
	return true
}

// owner is whose column a cell of a unit stands in. What partners are not
// told of cannot be theirs to answer for.
func (c *Comparison) owner(cells []Difference, d Difference) Owner {
	owner := c.rules.Owners[d.Field]
	if owner != Partners {
		return owner
	}
	for _, d := range cells {
		if d.Officer != d.Partner && !c.shared(d) {
			return Either
		}
	}
	return owner
}

func (r ruling) taking(t Take, now []plan.Entry) ruling {
	r.take, r.now = t, now
	return r
}

// asking leaves the unit to a person.
func (c *Comparison) asking(r ruling, why string) ruling {
	r.take, r.now, r.yielded, r.withheld = "", nil, false, false
	r.kind, r.why = QuestionConflict, why
	for _, d := range r.cells {
		if c.proposed(r.cells, d) {
			r.kind = QuestionProposal
		}
	}
	return r
}

// holding leaves a text that seems to hold personal data to a person, before
// it goes to partners.
func (c *Comparison) holding(r ruling, what string) ruling {
	r = c.asking(r, "")
	if r.kind == QuestionConflict {
		r.kind = QuestionHeld
	}
	r.personal = what
	return r
}

// proposed says whether a side moved a cell of a column that belongs to the
// other. Two readings that never agreed are no proposal to each other.
func (c *Comparison) proposed(cells []Difference, d Difference) bool {
	if d.Base.Kind == plan.KindAbsent && d.Verdict() == MovedApart {
		return false
	}
	owner := c.owner(cells, d)
	return d.moved(Officer) && !owner.owns(Officer) || d.moved(Partner) && !owner.owns(Partner)
}

// belongs says, for a proposal, whose column it is about.
func (c *Comparison) belongs(r ruling) string {
	for _, d := range r.cells {
		if r.kind == QuestionProposal && c.proposed(r.cells, d) {
			return "; " + d.Field.Label() + " belongs to " + string(c.owner(r.cells, d))
		}
	}
	return ""
}

// together is the verdict for a unit: it is moved by a side that moved any
// cell of it.
func together(cells []Difference) Verdict {
	if len(cells) == 1 {
		return cells[0].Verdict()
	}
	officer, partner, alike := false, false, true
	for _, d := range cells {
		officer = officer || d.moved(Officer)
		partner = partner || d.moved(Partner)
		alike = alike && d.Officer == d.Partner
	}
	switch {
	case alike:
		return MovedAlike
	case officer && partner:
		return MovedApart
	case officer:
		return OfficerMoved
	}
	return PartnerMoved
}

// firstAgreed says whether any of the cells was never agreed before.
func firstAgreed(cells []Difference) bool {
	for _, d := range cells {
		if d.Base.Kind == plan.KindAbsent {
			return true
		}
	}
	return false
}

func entries(cells []Difference, s Side) []plan.Entry {
	list := make([]plan.Entry, len(cells))
	for i, d := range cells {
		list[i] = d.Entry(s)
	}
	return list
}

func units16(text string) int {
	if len(text) <= MaxText {
		return len(text)
	}
	return len(utf16.Encode([]rune(text)))
}
