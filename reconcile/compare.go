package reconcile

import (
	"fmt"
	"maps"
	"slices"

	"actionplan/plan"
)

// Difference is a cell on which the three readings do not all agree.
type Difference struct {
	Ref                    plan.Ref
	Field                  plan.Field
	Pair                   *Pair
	Base, Officer, Partner plan.Value
}

// Entry is the cell in one reading: the value, and how it stands on its sheet.
func (d Difference) Entry(s Side) plan.Entry {
	e, _ := d.Pair.Entry(s, d.Field)
	return e
}

// Value is what one reading says.
func (d Difference) Value(s Side) plan.Value {
	switch s {
	case Officer:
		return d.Officer
	case Partner:
		return d.Partner
	}
	return d.Base
}

// Verdict is who moved the cell. A side without the cell has not moved it.
// Where nothing was ever agreed, the side with the real value counts as the
// one that moved.
func (d Difference) Verdict() Verdict {
	moved := map[Side]bool{Officer: d.moved(Officer), Partner: d.moved(Partner)}
	switch {
	case moved[Officer] && moved[Partner] && d.Officer == d.Partner:
		return MovedAlike
	case moved[Officer] && moved[Partner]:
		return MovedApart
	case moved[Officer]:
		return OfficerMoved
	case moved[Partner]:
		return PartnerMoved
	}
	return Unmoved
}

// moved says whether a side moved the cell.
func (d Difference) moved(s Side) bool {
	mine, theirs := d.Value(s), d.Value(s.Other())
	if mine.Kind == plan.KindAbsent {
		return false
	}
	if d.Base.Kind != plan.KindAbsent {
		return mine != d.Base
	}
	return theirs.Kind != plan.KindAbsent && mine != theirs && weight(mine) >= weight(theirs)
}

// weight orders values at a first agreement: nothing written yields to a
// placeholder, and a placeholder to a real value.
func weight(v plan.Value) int {
	switch v.Kind {
	case plan.KindBlank:
		return 0
	case plan.KindPlaceholder:
		return 1
	}
	return 2
}

// StopKind is what kind of stop it is.
type StopKind string

// The stops. The first three leave only their own rows alone; the others stop
// the whole run.
const (
	StopDoubled  StopKind = "doubled ref"
	StopPermuted StopKind = "texts under other refs"
	StopSorted   StopKind = "cells in other rows"
	StopGone     StopKind = "actions gone"
	StopBlanked  StopKind = "cells blanked"
	StopMeaning  StopKind = "column's meaning changed"
	StopBroken   StopKind = "a spreadsheet's own words"

	// StopElsewhere is for those who read the sides to say: they know where
	// each was read from.
	StopElsewhere StopKind = "not the sheet agreed before"
)

// Stop is a reason to leave rows alone, or to write nothing at all.
type Stop struct {
	Kind    StopKind
	Side    Side
	Refs    []plan.Ref // the rows it is about; nil when it is about the whole plan
	Whole   bool       // nothing at all is written
	Message string     // one sentence, without a capital or a full stop
	Hint    string
}

// Passable says whether a person may confirm that all is well, and go on.
func (s Stop) Passable() bool { return s.Whole || s.Kind == StopSorted }

// Comparison is three readings laid beside each other.
type Comparison struct {
	Pairs       []Pair
	Differences []Difference // in the officers' order; one-sided rows and columns are questions, not differences
	Stops       []Stop
	LeftAlone   []LeftRow // rows of either side that are in no pair
	Notes       []plan.Note
	Broken      []Broken // cells that show words of the spreadsheet's own, the officers' first

	shows            map[written]plan.Entry // what broken cells of pairs show, where the readings have it no longer
	base             *plan.Plan
	officer, partner plan.Plan
	rules            Agreement
	units            []unit
	names            map[*plan.Action]plan.Ref        // the ref each of the officers' rows goes by
	unsure           map[plan.Ref]bool                // agreed actions whose rows cannot be told apart
	rulings          [][]ruling                       // by pair
	quiet            []bool                           // by pair: all three readings have the same cells and say the same in them
	spans            map[Side]map[plan.Cell][]member  // merged cells that can be written, and what reads each of them
	tied             map[Side]map[plan.Cell]bool      // cells of rows that are left alone, whose ref is doubled or missing
	had, has, lost   map[Side]map[plan.Field]bool     // columns: when last agreed, now, and gone though the other side has them
	wasLost          map[Side]map[plan.Field]bool     // columns gone when last agreed, and back now
	hidden           map[plan.ColumnKey]bool          // the officers' hidden columns, by table and field
	formulas         map[Side]map[plan.ColumnKey]bool // columns worked out by formulas, likewise
	results          map[plan.Field]int               // cells both sides work out, and to different results
	whole            bool                             // a stop holds the whole plan
	counts           Counts
}

// Counts are figures for a report.
type Counts struct {
	Actions      int // rows both sides have
	Cells        int // cells both sides have
	Unmoved      int
	OfficerMoved int
	PartnerMoved int
	MovedAlike   int
	MovedApart   int
}

func (c *Counts) add(v Verdict) {
	switch v {
	case OfficerMoved:
		c.OfficerMoved++
	case PartnerMoved:
		c.PartnerMoved++
	case MovedAlike:
		c.MovedAlike++
	case MovedApart:
		c.MovedApart++
	}
}

// Compare pairs the actions of three readings and says who moved which cell.
// With no base it prepares the first agreement. The plans are kept, not
// copied, and must not change while the comparison is in use.
//
// A base's Columns say which columns each side had: their Table is the side,
// and one that is Hidden was gone already when the sides last agreed.
func Compare(base *plan.Plan, officer, partner plan.Plan, rules Agreement) Comparison {
	c := Comparison{base: base, officer: officer, partner: partner, rules: rules}
	c.copyBroken()
	c.learnColumns()
	c.pair()
	c.setBrokenAside()
	c.stopPermuted()
	c.stopWhole()
	c.stopBroken()
	c.noteMoves()
	c.learnSpans()
	c.learnTied()
	c.rulings = make([][]ruling, len(c.Pairs))
	c.quiet = make([]bool, len(c.Pairs))
	for i := range c.Pairs {
		p := &c.Pairs[i]
		if p.Officer != nil && p.Partner != nil {
			c.judge(i)
		}
	}
	c.stopSorted()
	c.noteResults()
	return c
}

// learnColumns lists the fields to compare and which side has which.
func (c *Comparison) learnColumns() {
	c.has = map[Side]map[plan.Field]bool{Officer: {}, Partner: {}}
	c.had = map[Side]map[plan.Field]bool{Officer: {}, Partner: {}}
	c.wasLost = map[Side]map[plan.Field]bool{Officer: {}, Partner: {}}
	c.hidden, c.results = map[plan.ColumnKey]bool{}, map[plan.Field]int{}
	c.formulas = map[Side]map[plan.ColumnKey]bool{Officer: formulaColumns(c.officer), Partner: formulaColumns(c.partner)}
	for _, column := range c.officer.Columns {
		c.has[Officer][column.Field] = true
		if column.Hidden {
			c.hidden[plan.ColumnKey{Table: column.Table, Field: column.Field}] = true
		}
	}
	for _, column := range c.partner.Columns {
		c.has[Partner][column.Field] = true
	}
	if c.base != nil {
		for _, column := range c.base.Columns {
			if had := c.had[Side(column.Table)]; had != nil {
				had[column.Field] = true
				c.wasLost[Side(column.Table)][column.Field] = column.Hidden && c.has[Side(column.Table)][column.Field]
			}
		}
	}
	c.units = c.rules.units(c.fields())
	c.lost = map[Side]map[plan.Field]bool{Officer: {}, Partner: {}}
	for _, side := range []Side{Officer, Partner} {
		for f := range c.had[side] {
			if !c.has[side][f] && c.has[side.Other()][f] {
				c.lost[side][f] = true
			}
		}
	}
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
func (c *Comparison) isWorkedOut(p *Pair, f plan.Field) bool {
	for _, side := range []Side{Officer, Partner} {
		a := p.Action(side)
		e := a.Entry(f)
		if e.Writable || e.Cell.Row != a.Row || !c.formulas[side][plan.ColumnKey{Table: a.Table, Field: f}] {
			return false
		}
	}
	return true
}

// noteResults says of which columns the results differ.
func (c *Comparison) noteResults() {
	for _, f := range slices.Sorted(maps.Keys(c.results)) {
		c.Notes = append(c.Notes, plan.Note{Message: fmt.Sprintf("%s is worked out by formulas on both sides, and %s: what formulas say is not reconciled", f.Label(), differingResults(c.results[f]))})
	}
}

func differingResults(n int) string {
	if n == 1 {
		return "1 result differs"
	}
	return fmt.Sprintf("%d results differ", n)
}

// fields lists every field of the two sides that is compared, in the officers'
// order, then the partners'. What the base alone remembers is compared with
// nothing, and names no question.
func (c *Comparison) fields() []plan.Field {
	var fields []plan.Field
	seen := map[plan.Field]bool{plan.FieldRef: true, plan.FieldReply: true}
	add := func(f plan.Field) {
		if !seen[f] {
			seen[f] = true
			fields = append(fields, f)
		}
	}
	for _, p := range []*plan.Plan{&c.officer, &c.partner} {
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

// pair finds the rows that are one action.
func (c *Comparison) pair() {
	tables := repeatedByTable(c.base, &c.officer, &c.partner)
	forOfficer, forPartner := newKnownTexts(c.base), newKnownTexts(c.base)
	if c.base == nil {
		forOfficer, forPartner = newKnownTexts(&c.partner), newKnownTexts(&c.officer)
	}
	officers := readRows(Officer, &c.officer, c.base, &c.partner, forOfficer, tables)
	partners := readRows(Partner, &c.partner, c.base, &c.officer, forPartner, tables)
	c.unsure = map[plan.Ref]bool{}
	if c.base == nil {
		c.pairWithRefs(officers, partners)
		c.pairWithRefs(partners, officers)
	} else {
		c.pairEquals(officers, partners)
	}
	officers.pairAdded(partners)
	partners.pairAdded(officers)
	c.nameLoose(officers, partners, newKnownTexts(c.base))
	c.names = officers.names
	c.Stops = append(officers.stops, partners.stops...)
	c.LeftAlone = append(officers.left, partners.left...)

	remembered := map[plan.Ref]*plan.Action{}
	var order []plan.Ref
	if c.base != nil {
		for i := range c.base.Actions {
			a := &c.base.Actions[i]
			remembered[a.Ref] = a
			order = append(order, a.Ref)
		}
	}
	seen := map[plan.Ref]bool{}
	c.Pairs = make([]Pair, 0, len(officers.order))
	for _, refs := range [][]plan.Ref{officers.order, order, partners.order} {
		for _, ref := range refs {
			if seen[ref] || officers.rows[ref] == nil && partners.rows[ref] == nil && remembered[ref] == nil && !officers.doubled[ref] && !partners.doubled[ref] {
				continue
			}
			seen[ref] = true
			p := Pair{
				Base: remembered[ref], Officer: officers.rows[ref], Partner: partners.rows[ref],
				How:     how(officers.how[ref], partners.how[ref]),
				stopped: officers.doubled[ref] || partners.doubled[ref] || c.unsure[ref],
				unnamed: officers.unnamed[ref] || partners.unnamed[ref],
			}
			p.Ref = newName(ref, p.Officer, p.Partner, p.How)
			p.name = nameOfPair(&p, officers, partners)
			c.Pairs = append(c.Pairs, p)
		}
	}
	c.Notes = slices.Concat(officers.notes, officers.namesFound(c.Pairs), partners.notes, partners.namesFound(c.Pairs), leftNotes(c.LeftAlone))
}

// leftNotes says of every row that has no ref and is left alone why it is.
func leftNotes(rows []LeftRow) []plan.Note {
	var notes []plan.Note
	for _, row := range rows {
		if row.Ref == "" {
			notes = append(notes, plan.Note{Cell: row.Place, Message: row.Sentence()})
		}
	}
	return notes
}

// namesFound says of the side's rows that have no ref which action each is, where
// others of its rows have one.
func (r *sideRows) namesFound(pairs []Pair) []plan.Note {
	if r.allNameless {
		return nil // that is said once
	}
	var notes []plan.Note
	for i := range pairs {
		p := &pairs[i]
		a := p.Action(r.side)
		if a == nil || a.Ref != "" {
			continue
		}
		message := "the row has no ref, and is known by its action text"
		switch {
		case p.unnamed:
			message = fmt.Sprintf("the row has no ref and goes by %s here", p.Ref)
		case !p.isNameless() || p.Base != nil:
			message = fmt.Sprintf("the row has no ref and is taken as %s: its action text is the same", p.name)
		}
		notes = append(notes, plan.Note{Cell: plan.Cell{Sheet: a.Sheet, Row: a.Row}, Message: r.side.copyName() + ": " + message})
	}
	return notes
}

// noteMoves says which rows officers have cut to another of their tables.
func (c *Comparison) noteMoves() {
	for i := range c.Pairs {
		if p := &c.Pairs[i]; p.isMoved() && p.How != ByTable {
			c.Notes = append(c.Notes, plan.Note{
				Cell:    plan.Cell{Sheet: p.Officer.Sheet, Row: p.Officer.Row},
				Message: fmt.Sprintf("%s: %s has moved from the table %s to %s", Officer.copyName(), p.called(), p.Base.Table, p.Officer.Table),
			})
		}
	}
}

// newName is the ref an action goes by: the one it was agreed under, or the
// one both sides have given it since.
func newName(ref plan.Ref, officer, partner *plan.Action, how Match) plan.Ref {
	if how == Renamed && officer != nil && partner != nil && officer.Ref == partner.Ref && officer.Ref != ref {
		return officer.Ref
	}
	return ref
}

// how is the less certain of two ways of finding a row.
func how(officer, partner Match) Match {
	for _, m := range []Match{ByText, Repaired, Renamed, ByTable} {
		if officer == m || partner == m {
			return m
		}
	}
	return ByRef
}

// stopWhole finds the reasons to write nothing at all.
func (c *Comparison) stopWhole() {
	if c.base == nil {
		return
	}
	for _, side := range []Side{Officer, Partner} {
		c.stopGone(side)
		c.stopBlanked(side)
		c.stopMeaning(side)
	}
	for _, s := range c.Stops {
		c.whole = c.whole || s.Whole
	}
}

func (c *Comparison) stop(kind StopKind, side Side, message string) {
	if c.rules.Confirmed {
		return
	}
	c.Stops = append(c.Stops, Stop{
		Kind: kind, Side: side, Whole: true, Message: side.copyName() + ": " + message,
		Hint: "nothing is written until this is put right",
	})
}

// stopGone stops a run when one side has lost more than half the agreed
// actions. What both sides have dropped is nobody's loss.
func (c *Comparison) stopGone(side Side) {
	if gone, total := c.gone(side); gone*2 > total {
		c.stop(StopGone, side, fmt.Sprintf("%d of the %d agreed actions are gone", gone, total))
	}
}

// gone counts the agreed actions that one side alone has lost, and those that
// either has.
func (c *Comparison) gone(side Side) (gone, total int) {
	for i := range c.Pairs {
		p := &c.Pairs[i]
		if p.Base == nil || !p.stopped && p.Officer == nil && p.Partner == nil {
			continue
		}
		total++
		if !p.stopped && p.Action(side) == nil {
			gone++
		}
	}
	return gone, total
}

// fewBlanked is the number of blanked cells that never stops a run, so that a
// small plan can be edited.
const fewBlanked = 3

// stopBlanked stops a run when half the filled cells of one side are blank
// now and the other side has not blanked them too.
func (c *Comparison) stopBlanked(side Side) {
	if !c.manyBlank(side, fewBlanked+1) {
		return
	}
	if blanked, total := c.blanked(side); blanked > fewBlanked && blanked*2 >= total {
		c.stop(StopBlanked, side, fmt.Sprintf("%d of the %d filled cells are blank now", blanked, total))
	}
}

// blanked counts the cells that one side alone has cleared since they were
// agreed, and those that were filled.
func (c *Comparison) blanked(side Side) (blanked, total int) {
	for i := range c.Pairs {
		p := &c.Pairs[i]
		if p.Base == nil || p.Action(side) == nil {
			continue
		}
		for f, was := range p.Base.All() {
			now, ok := p.Entry(side, f)
			other, _ := p.Entry(side.Other(), f)
			blank := now.Value.Kind == plan.KindBlank
			if !ok || was.Value.Kind == plan.KindBlank || blank && other.Value.Kind == plan.KindBlank {
				continue
			}
			total++
			if blank {
				blanked++
			}
		}
	}
	return blanked, total
}

// manyBlank reports whether a side has so many blank cells at all.
func (c *Comparison) manyBlank(side Side, least int) bool {
	blank := 0
	c.eachEntry(side, func(_ member, _ *plan.Action, e plan.Entry) {
		if e.Value.Kind == plan.KindBlank {
			blank++
		}
	})
	return blank >= least
}

// stopMeaning stops a run when a heading that is still there is taken for
// another field than when the sides last agreed.
func (c *Comparison) stopMeaning(side Side) {
	reading := c.officer
	if side == Partner {
		reading = c.partner
	}
	now := map[string][]plan.Field{}
	for _, column := range reading.Columns {
		now[column.Heading] = append(now[column.Heading], column.Field)
	}
	for _, was := range c.base.Columns {
		fields := now[was.Heading]
		if Side(was.Table) == side && was.Heading != "" && len(fields) > 0 && !slices.Contains(fields, was.Field) {
			c.stop(StopMeaning, side, fmt.Sprintf("the column %q was read as %s and is now read as %s", was.Heading, was.Field.Label(), fields[0].Label()))
		}
	}
}

// member is a cell of a pair that is, on one side, part of a merged cell.
type member struct {
	pair  int
	field plan.Field
}

// learnSpans finds the merged cells that can be written, and what reads each
// of them. One whose own row is no action, such as a section's heading, can
// not: what reads it is worked out from where the row stands.
func (c *Comparison) learnSpans() {
	c.spans = map[Side]map[plan.Cell][]member{Officer: {}, Partner: {}}
	for side, spans := range c.spans {
		merged := map[plan.Cell]bool{}
		c.eachEntry(side, func(_ member, a *plan.Action, e plan.Entry) {
			if !e.Writable && e.Cell.Row > 0 && e.Cell.Row != a.Row {
				merged[e.Cell] = true
			}
		})
		if len(merged) == 0 {
			continue
		}
		anchored := map[plan.Cell]bool{}
		c.eachEntry(side, func(m member, a *plan.Action, e plan.Entry) {
			if merged[e.Cell] {
				spans[e.Cell] = append(spans[e.Cell], m)
				anchored[e.Cell] = anchored[e.Cell] || e.Writable
			}
		})
		maps.DeleteFunc(spans, func(cell plan.Cell, _ []member) bool { return !anchored[cell] })
	}
}

// learnTied lists the cells of rows that are in no pair. One that is merged
// with cells of other rows ties those to it.
func (c *Comparison) learnTied() {
	paired := map[*plan.Action]bool{}
	for i := range c.Pairs {
		paired[c.Pairs[i].Officer], paired[c.Pairs[i].Partner] = true, true
	}
	c.tied = map[Side]map[plan.Cell]bool{Officer: {}, Partner: {}}
	for side, p := range map[Side]*plan.Plan{Officer: &c.officer, Partner: &c.partner} {
		for i := range p.Actions {
			if a := &p.Actions[i]; !paired[a] {
				for _, e := range a.All() {
					c.tied[side][e.Cell] = true
				}
			}
		}
	}
}

func (c *Comparison) eachEntry(side Side, do func(m member, a *plan.Action, e plan.Entry)) {
	for i := range c.Pairs {
		a := c.Pairs[i].Action(side)
		if a == nil {
			continue
		}
		for f, e := range a.All() {
			do(member{i, f}, a, e)
		}
	}
}
