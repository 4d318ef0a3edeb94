package reconcile

import (
	"fmt"
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

// judge is what decides whether a cell may cross: what was agreed about the
// columns, the columns as they stand, and the merged cells of both sides.
type judge struct {
	rules   Agreement
	columns *columns
	merged  *mergedCells
	first   bool // nothing was agreed before
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
	withheld bool         // the partners' side is not told: the field is not shared, or a person keeps it
	kept     bool         // a person keeps it from partners
	apart    bool         // a person leaves it as each side has it
	yielded  bool         // a blank or a placeholder gave way at a first agreement
	cleared  bool         // a person let it go to partners whatever the scan for personal data says
	personal string       // the kind of personal data the scan found
	by       Decision     // who decided it; the zero Decision where nobody had to
}

// judged is what became of a pair that both sides have, unit by unit.
type judged struct {
	rulings     []ruling
	differences []Difference
	counts      Counts
	results     []differing // the columns of cells that formulas work out, to something else than the other side says
	quiet       bool        // all three readings have the same cells and say the same in them
}

// pair rules on every unit of a pair that both sides have. Where it is stopped
// it says only what differs.
func (j *judge) pair(p *Pair, stopped bool) judged {
	out := judged{counts: Counts{Actions: 1}}
	same, passed, passedInBase := 0, 0, 0
	for _, u := range j.columns.units {
		var cells []Difference
		for _, f := range u {
			o, okO := p.Entry(Officer, f)
			t, okT := p.Entry(Partner, f)
			if !okO || !okT {
				continue
			}
			b, agreed := p.Entry(Base, f)
			if worked := p.isWorkedOut(f); worked && (o.Value != t.Value || f != plan.FieldAction) || j.isUntold(p, u) {
				if o.Value != t.Value {
					out.results = append(out.results, differing{f, !worked})
				}
				passed++
				if agreed {
					passedInBase++
				}
				continue
			}
			out.counts.Cells++
			if o.Value == t.Value && (o.Value == b.Value || b.Value.Kind == plan.KindAbsent) {
				out.counts.Unmoved++
				if o.Value == b.Value {
					same++
				}
				continue
			}
			d := p.difference(f)
			out.counts.add(d.Verdict())
			cells = append(cells, d)
		}
		if len(cells) == 0 {
			continue
		}
		out.differences = append(out.differences, cells...)
		if !stopped {
			out.rulings = append(out.rulings, j.rule(u, cells))
		}
	}
	out.quiet = p.Base != nil && same == cells(p.Officer)-passed && same == cells(p.Partner)-passed && same == cells(p.Base)-passedInBase
	return out
}

// isUntold reports whether a cell is one that a formula of officers' has moved and
// partners are not told of: nobody did anything there, and nothing follows from it.
func (j *judge) isUntold(p *Pair, u unit) bool {
	return len(u) == 1 && j.columns.isResult(p, Officer, u[0]) && !j.sharedIn(p.Officer.Table, u[0]) && p.difference(u[0]).Verdict() == OfficerMoved
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

// rule settles a unit as far as the readings alone can.
func (j *judge) rule(u unit, cells []Difference) ruling {
	r := ruling{unit: u, cells: cells, verdict: together(cells)}
	switch r.verdict {
	case MovedAlike:
		return r.taking(TakeBoth, entries(cells, Officer))
	case MovedApart:
		return j.ruleApart(r)
	}
	mover := Officer
	if r.verdict == PartnerMoved {
		mover = Partner
	}
	if !j.mayMove(cells, mover) {
		return j.asking(r, "")
	}
	for _, d := range cells {
		if why := j.columns.fellBack(d, mover); why != "" {
			return j.asking(r, why)
		}
	}
	r.yielded = firstAgreed(cells)
	return j.crossing(r.taking(Take(mover), entries(cells, mover)))
}

// asked is who is to answer for a unit: the partner that answers for the action
// where the column is partners', and otherwise its lead.
func (j *judge) asked(p *Pair, r ruling) string {
	if j.owner(r.cells, r.cells[0]) != Partners {
		return p.lead()
	}
	if partner := p.first(plan.FieldPartner); partner != "" {
		return partner
	}
	return "the partners"
}

// contained settles, at a first agreement, a narrative that stands in full in
// the other side's: it yields to it.
func (j *judge) contained(r ruling) (ruling, bool) {
	d := r.cells[0]
	if d.Base.Kind != plan.KindAbsent || len(r.unit) > 1 || !j.rules.isNarrative(r.unit[0]) {
		return r, false
	}
	o, p := d.Officer, d.Partner
	if o.Kind != plan.KindText || p.Kind != plan.KindText {
		return r, false
	}
	for _, side := range []Side{Officer, Partner} {
		if j.mayMove(r.cells, side) && holdsParagraphs(d.Value(side).Text, d.Value(side.Other()).Text) {
			r.yielded = true
			return j.crossing(r.taking(Take(side), entries(r.cells, side))), true
		}
	}
	return r, false
}

// ruleApart asks, unless both sides appended to the same text.
func (j *judge) ruleApart(r ruling) ruling {
	if settled, ok := j.contained(r); ok {
		return settled
	}
	if !j.mayMove(r.cells, Officer) || !j.mayMove(r.cells, Partner) {
		return j.asking(r, "")
	}
	if merged, ok := j.merge(r); ok {
		return j.crossing(r.taking(TakeBoth, []plan.Entry{merged}))
	}
	return j.asking(r, "")
}

// merge joins what both sides appended to a narrative cell.
func (j *judge) merge(r ruling) (plan.Entry, bool) {
	if len(r.unit) > 1 || len(r.cells) > 1 || !j.rules.isNarrative(r.unit[0]) || !j.shared(r.cells[0]) {
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

// crossing checks that what is taken can be written where it is not yet said.
// A unit crosses whole or not at all: one cell that cannot be written, or whose
// column is gone, makes it a question.
func (j *judge) crossing(r ruling) ruling {
	for i, d := range r.cells {
		if why := j.columns.torn(d.Pair, r.unit); why != "" {
			return j.asking(r, why)
		}
		for _, to := range []Side{Officer, Partner} {
			if d.Value(to) == r.now[i].Value {
				continue
			}
			if to == Partner && !j.shared(d) {
				r.withheld = true
				continue
			}
			if why := j.held(d, to, r.now[i]); why != "" {
				return j.asking(r, why)
			}
			if into := d.mergedInto(to.Other()); into != "" && r.by.Take == "" && r.now[i].Value.IsBlank() && !d.Base.IsBlank() && d.Base.Kind != plan.KindAbsent {
				return j.asking(r, fmt.Sprintf("in %s it is one merged cell with the %s now, and what was agreed here is gone from it: undo the merge there if that was not meant", to.Other().copyName(), into.Label()))
			}
			if side := d.Pair.goesOnAlone(d.Field); side != "" && r.by.Take == "" {
				return j.asking(r, "in "+side.copyName()+" it goes on in the rows under it, and in the other copy it is one cell: carry it over by hand, or choose what the cell is to say")
			}
			if cell := d.Entry(to); r.by.Take == "" && d.Field.IsDate() && !cell.Detail.Borrowed && !r.yielded {
				if _, known := cell.Revised(r.now[i]); !known {
					return j.asking(r, "the cell in "+to.copyName()+" holds several dates, and how another is added to them is not known: add it there by hand, or choose what the cell is to say")
				}
			}
			if what := j.rules.personal(r.now[i]); what != "" && to == Partner && !r.cleared {
				return j.holding(r, what)
			}
		}
	}
	return r
}

// mergedInto is the field of the same row that a side's cell is merged with, across, so
// that it has no words of its own; "" where it has a cell to itself.
func (d Difference) mergedInto(side Side) plan.Field {
	e, a := d.Entry(side), d.Pair.Action(side)
	if e.Writable || e.Cell.Row == 0 || a == nil || !e.Value.IsBlank() {
		return ""
	}
	for _, f := range a.Sorted() {
		if other := a.Entry(f); f != d.Field && other.Cell == e.Cell && (other.Writable || !other.Value.IsBlank()) {
			return f
		}
	}
	return ""
}

// held says why a cell cannot be written, or "".
func (j *judge) held(d Difference, to Side, now plan.Entry) string {
	cell := d.Entry(to)
	switch {
	case now.Value.Kind == plan.KindError:
		return "it shows " + errorWords(now) + ", which is never copied"
	case units16(now.Shown()) > MaxText:
		return "the text is longer than a cell of a workbook holds"
	case lostDate(d.Field, now) != "":
		return lostDate(d.Field, now)
	case d.Field == plan.FieldAction && d.Pair.How.byWords():
		return "the row is known by its action text alone, so none of its cells is written until the row has its ref"
	case now.Value == plan.Blank && now.Detail.Unrated != "":
		return "give that colour a meaning under ratings: in the settings, or choose the rating"
	case now.Value == plan.Blank && cell.Filled:
		return "the cell in " + to.copyName() + " would still be rated by its colour, which is not taken off: take it off there by hand, or choose the rating"
	case now.Value.IsBlank() && cell.Backed:
		return "the cell in " + to.copyName() + " would still be read as what an earlier column says: clear that there by hand, or choose what it is to say"
	case cell.Cell.Row > 0 && j.merged.tied[to][cell.Cell]:
		return "in " + to.copyName() + " it is one merged cell with an action that is left alone, since its ref is missing or stands there twice"
	case cell.Detail.Swapped:
		return "the cell in " + to.copyName() + " cannot be written: the settings have its column read with day and month exchanged; put its dates right there, and take that line out"
	case j.isFixed(d, to):
		return "the cell in " + to.copyName() + " cannot be written: " + fixedBy(d.Field, cell, d.Pair.Action(to))
	}
	return ""
}

// isFixed reports whether a side's cell says what no edit can change.
func (j *judge) isFixed(d Difference, side Side) bool {
	return d.Value(side).Kind != plan.KindAbsent && !d.Entry(side).Writable && !j.merged.joins(d, side)
}

// fixedBy says what keeps a cell of a row from being written.
func fixedBy(f plan.Field, e plan.Entry, row *plan.Action) string {
	switch {
	case e.Detail.Formula:
		return "a formula works it out"
	case row == nil || e.Cell.Row == 0:
	case f == plan.FieldTheme && row.Heading != "" && e.Value == plan.TextValue(row.Heading):
		return "it is the heading that its row stands under"
	case e.Cell.Row != row.Row:
		return fmt.Sprintf("it is merged with row %d, which is no action of its own", e.Cell.Row)
	}
	return "a formula works it out, or it is part of a merged cell"
}

// isPartnersOwn reports whether a person may leave a unit as each side has it:
// partners' cell says what no edit can change, so that officers cannot have their own
// words agreed on both sides.
func (j *judge) isPartnersOwn(r ruling) bool {
	joined := func(d Difference) bool { return j.merged.joins(d, Officer) || j.merged.joins(d, Partner) }
	fixed := func(d Difference) bool { return d.Officer != d.Partner && j.isFixed(d, Partner) }
	return !r.isBlock() && slices.ContainsFunc(r.cells, fixed) && !slices.ContainsFunc(r.cells, joined)
}

// errorWords names what nobody wrote: the error #REF!, a formula not worked out yet,
// a text that the workbook has lost.
func errorWords(e plan.Entry) string {
	if e.Shown() == plan.NotWorkedOut || plan.IsLost(e.Shown()) {
		return e.Shown()
	}
	return "the error " + e.Shown()
}

// lostDate says why what is no date, nor words about one, is not copied where a date
// belongs, or a number that may mean two per cents, or "". A column of the council's
// own may hold other numbers.
func lostDate(f plan.Field, e plan.Entry) string {
	day, lost := e.Value.LostDate()
	switch {
	case lost && f.SaysDate():
		return plan.LostDateNote(e.Shown(), day) + ", and is not copied as a number: give that cell a date format, or type the date there"
	case e.Detail.Percents != "":
		return fmt.Sprintf("%q may mean %s, and is not copied: type it there with its sign", e.Shown(), e.Detail.Percents)
	case f.IsDate() && e.Value.IsNoDate():
		return e.Shown() + " is no date, and is not copied: type the date there, or words for when it is"
	}
	return ""
}

// shared says whether the cell may reach the partners' side.
func (j *judge) shared(d Difference) bool {
	return j.sharedIn(d.Pair.Officer.Table, d.Field)
}

// sharedIn says whether a column of one of the officers' tables may reach the
// partners' side.
func (j *judge) sharedIn(table string, f plan.Field) bool {
	if j.rules.Share != nil {
		return j.rules.Share[f]
	}
	if !j.rules.isShared(f) {
		return false
	}
	return !j.columns.hidden[plan.ColumnKey{Table: table, Field: f}]
}

// mayMove says whether a side's edits in these cells cross unasked. At the
// first agreement there are no edits yet, only two readings.
func (j *judge) mayMove(cells []Difference, s Side) bool {
	if j.first {
		return true
	}
	for _, d := range cells {
		if !j.owner(cells, d).owns(s) {
			return false
		}
	}
	return true
}

// owner is whose column a cell of a unit stands in. What partners are not
// told of cannot be theirs to answer for.
func (j *judge) owner(cells []Difference, d Difference) Owner {
	owner := j.rules.Owners[d.Field]
	if owner != Partners {
		return owner
	}
	for _, d := range cells {
		if d.Officer != d.Partner && !j.shared(d) {
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
func (j *judge) asking(r ruling, why string) ruling {
	r.take, r.now, r.yielded, r.withheld, r.kept = "", nil, false, false, false
	r.kind, r.why = QuestionConflict, why
	for _, d := range r.cells {
		if j.proposed(r.cells, d) {
			r.kind = QuestionProposal
		}
	}
	return r
}

// holding leaves a text that seems to hold personal data to a person, before
// it goes to partners.
func (j *judge) holding(r ruling, what string) ruling {
	r = j.asking(r, "")
	if r.kind == QuestionConflict {
		r.kind = QuestionHeld
	}
	r.personal = what
	return r
}

// proposed says whether a side moved a cell of a column that belongs to the
// other. Two readings that never agreed are no proposal to each other.
func (j *judge) proposed(cells []Difference, d Difference) bool {
	if d.Base.Kind == plan.KindAbsent && d.Verdict() == MovedApart {
		return false
	}
	owner := j.owner(cells, d)
	return d.moved(Officer) && !owner.owns(Officer) || d.moved(Partner) && !owner.owns(Partner)
}

// belongs says, for a proposal, whose column it is about.
func (j *judge) belongs(r ruling) string {
	for _, d := range r.cells {
		if r.kind == QuestionProposal && j.proposed(r.cells, d) {
			return "; " + d.Field.Label() + " belongs to " + string(j.owner(r.cells, d))
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

// takes are the answers to a question about cells that can be carried out, and
// why others cannot be.
func (j *judge) takes(r ruling) (takes []Take, bar string) {
	list := []Take{TakeBase, TakeOfficer, TakePartner, TakeOther}
	if firstAgreed(r.cells) {
		list = list[1:]
	}
	if r.kind == QuestionHeld && r.verdict == OfficerMoved && !r.isBlock() || j.isPartnersOwn(r) {
		list = append([]Take{TakeLeave}, list...)
	}
	for _, take := range list {
		why, possible := j.impossible(r, take)
		switch {
		case possible:
			takes = append(takes, take)
		case bar == "":
			bar = why
		}
	}
	return takes, bar
}

// isOpen reports whether a person must settle it.
func (r ruling) isOpen() bool { return r.take == "" }

// isBlock says whether a ruling is about several actions.
func (r ruling) isBlock() bool {
	return slices.ContainsFunc(r.cells, func(d Difference) bool { return d.Pair != r.cells[0].Pair })
}

// mayFill says whether a side's cells may cross to a column that is back: they
// say what was agreed, or are the side's to change.
func (j *judge) mayFill(cells []Difference, from Side) bool {
	for _, d := range cells {
		if d.moved(from) && !j.owner(cells, d).owns(from) {
			return false
		}
	}
	return true
}

// impossible says why an answer could not be carried out: possible where it
// could.
func (j *judge) impossible(r ruling, take Take) (why string, possible bool) {
	if take == TakeLeave {
		return "", true
	}
	var now []plan.Entry
	actions := map[*Pair]bool{}
	for _, d := range r.cells {
		e := d.Entry(Side(take))
		if take == TakeOther {
			e = plan.Entry{Value: plan.Value{Kind: plan.KindText, Text: "\x00 words"}} // what nobody says yet
		}
		if e.Value.Kind == plan.KindAbsent {
			return "", false
		}
		actions[d.Pair] = true
		now = append(now, e)
	}
	if take == TakeOther && len(actions) > 1 && len(r.unit) > 1 {
		return "", false // a text for each column would be every action's
	}
	r.cleared, r.by.Take = true, take
	r = j.crossing(r.taking(take, now))
	if r.take == "" {
		return r.why, false
	}
	why = j.merged.torn([]ruling{r})
	return why, why == ""
}
