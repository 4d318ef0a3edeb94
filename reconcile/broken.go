package reconcile

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"actionplan/plan"
)

// A spreadsheet's own words: Loading..., #REF!, #N/A.
//
// Where a column is pulled in from elsewhere, its cells say Loading... until it
// has come, and #REF! once access to it is lost. Exported, or copied as values,
// the words stay behind as plain text. Nobody wrote them, so nothing may follow
// from them. Say both sides agreed on the progress of two actions:
//
//	        agreed      officers       partners
//	1.1     3 trained   3 trained      Loading...
//	1.2     none yet    one applied    Loading...
//
// To take partners' cells for edits would put Loading... into 1.1 and ask about
// 1.2. They say nothing, so the rule is: a broken cell is settled as if it still
// said what was agreed. Nothing is written for 1.1; the officers' words for 1.2
// cross, since only one side moved them, and the edit expects to find
// Loading..., which is what stands there. The base keeps what it has. Where a
// formula fills the cell it cannot be written, and the edit waits like any other
// that meets a formula. Once the words are back nothing differs.
//
// Where nothing was agreed for the cell, it is settled as if it were not there:
// absent is not blank, so nothing is agreed, filled or asked until it says
// something. What the other side says there would be heard of by nobody, though,
// for as long as the cell is broken; so it is named, as Unheard. A new row that one
// side alone has keeps its broken cells: added to the other side, it goes without
// them.
//
// A formula that no spreadsheet has worked out yet, as a program leaves it that
// writes formulas and no results, is such a cell too: what it will say nobody
// knows.
//
// So that no other rule need know of them, the readings that are compared are
// copies without these words; what the cells really show is kept aside, for the
// edits and for what is said to people.

// Broken is the cells of one column of a side that show words of the
// spreadsheet's own.
type Broken struct {
	Side  Side
	Table string
	Field plan.Field
	Cells []plan.Cell // in reading order
	Shows []string    // the words, each once
}

// String says what the cells show, and what is made of it.
func (b Broken) String() string {
	shows := fmt.Sprintf("%s: %s shows %s in %s: ", b.Side.copyName(), b.Field.Label(), strings.Join(b.Shows, " and "), plan.CellList(b.Cells))
	if slices.ContainsFunc(b.Shows, plan.IsLost) {
		return shows + "that counts as nothing said until it is repaired: " + plan.Repair
	}
	words := shows + "nobody wrote that, and it counts as nothing said"
	if slices.Contains(b.Shows, plan.NotWorkedOut) {
		words += " until it is worked out: " + plan.WorkOut
	}
	return words
}

// Unheard is what one side says where the other side's cell is broken and nothing
// was ever agreed: it waits, and nothing follows from it.
type Unheard struct {
	Ref   plan.Ref
	Field plan.Field
	Side  Side       // whose words they are
	Says  plan.Entry // those words
	Shows plan.Entry // and what the other side's cell shows
	Holds string     // the kind of personal data that the words seem to hold; "" for none
}

// Why says why the words wait, and what to do about it, in the latter half of a
// sentence about the broken cell.
func (u Unheard) Why() string {
	says := "say " + quoted(u.Says)
	if u.Holds != "" {
		says = "say what seems to hold " + u.Holds + ", and is not repeated here"
	}
	return fmt.Sprintf("it shows %s, and %s %s: nothing was ever agreed there, so that waits until the cell is mended, or cleared", strings.TrimPrefix(errorWords(u.Shows), "the error "), u.Side.people(), says)
}

// unheard lists what is said where the other side's cell is broken and nothing was
// agreed, in the order of the pairs. What may not reach partners is not said for
// them, and what a formula works out is nobody's words.
func (c *Comparison) unheard() []Unheard {
	if c.whole || len(c.shows) == 0 {
		return nil
	}
	var list []Unheard
	judge, fields := c.judge(), fieldsOf(&c.officer, &c.partner)
	for i := range c.Pairs {
		p := &c.Pairs[i]
		if p.stopped || p.aside || p.Officer == nil || p.Partner == nil {
			continue
		}
		for _, f := range fields {
			for _, side := range []Side{Officer, Partner} {
				shows, broken := c.shows[rowCell{side.Other(), p.Action(side.Other()).ID, f}]
				_, agreed := p.Entry(Base, f)
				says, there := p.Entry(side, f)
				private := side == Officer && !judge.sharedIn(p.Officer.Table, f)
				if !broken || agreed || !there || says.Value.IsBlank() || private || c.columns.isResult(p, side, f) {
					continue
				}
				list = append(list, Unheard{p.Ref, f, side, says, shows, c.rules.personal(says)})
			}
		}
	}
	return list
}

// copyBroken copies the readings, so that words of the spreadsheet's own can be
// taken out of them, and takes them out of the base: an older
// build agreed on them where both sides showed them.
func (c *Comparison) copyBroken() {
	for _, side := range []Side{Officer, Partner} {
		p := c.side(side)
		c.Broken = append(c.Broken, slices.DeleteFunc(brokenIn(side, p), func(b Broken) bool {
			// Nothing can follow from a helper column that this side alone has, and
			// its being worked out waits for no trouble but for somebody's opening it.
			return len(b.Shows) == 1 && b.Shows[0] == plan.NotWorkedOut && !c.side(side.Other()).Has(b.Field)
		})...)
		p.Actions = slices.Clone(p.Actions)
	}
	if c.base == nil || !slices.ContainsFunc(c.base.Actions, isBroken) {
		return
	}
	base := *c.base
	base.Actions = slices.Clone(base.Actions)
	for i := range base.Actions {
		a := &base.Actions[i]
		for _, f := range brokenFields(*a) {
			a.Entries = a.Own()
			a.Drop(f)
		}
	}
	c.base = &base
}

func isBroken(a plan.Action) bool { return len(brokenFields(a)) > 0 }

// brokenFields lists the cells of a row that show words of the spreadsheet's
// own, but for its ref, which pairing deals with, and the council's reply.
func brokenFields(a plan.Action) []plan.Field {
	var fields []plan.Field
	for f, e := range a.All() {
		if e.Value.Kind == plan.KindError && f != plan.FieldRef && f != plan.FieldReply {
			fields = append(fields, f)
		}
	}
	return fields
}

// brokenIn lists the broken cells of a side by their columns.
func brokenIn(side Side, p *plan.Plan) []Broken {
	columns := map[plan.ColumnKey]*Broken{}
	for _, a := range p.Actions {
		for f, e := range a.All() {
			if e.Value.Kind != plan.KindError {
				continue
			}
			key := plan.ColumnKey{Table: a.Table, Field: f}
			b := columns[key]
			if b == nil {
				b = &Broken{Side: side, Table: a.Table, Field: f}
				columns[key] = b
			}
			if !slices.Contains(b.Cells, e.Cell) { // one merged cell is one
				b.Cells = append(b.Cells, e.Cell)
			}
			if !slices.Contains(b.Shows, e.Shown()) {
				b.Shows = append(b.Shows, e.Shown())
			}
		}
	}
	var list []Broken
	for _, b := range columns {
		slices.SortFunc(b.Cells, func(x, y plan.Cell) int { return cmp.Compare(x.Row, y.Row) })
		list = append(list, *b)
	}
	slices.SortFunc(list, func(x, y Broken) int {
		return cmp.Or(cmp.Compare(x.Table, y.Table), cmp.Compare(x.Cells[0].Column, y.Cells[0].Column), cmp.Compare(x.Field, y.Field))
	})
	return list
}

// setBrokenAside has every broken cell of a pair say what was agreed for it, or
// takes it away where nothing was, but in a row that one side has just added. It
// returns what the cells really show.
func setBrokenAside(pairs []Pair) map[rowCell]plan.Entry {
	shows := map[rowCell]plan.Entry{}
	for i := range pairs {
		p := &pairs[i]
		for _, side := range []Side{Officer, Partner} {
			a := p.Action(side)
			if a == nil {
				continue
			}
			for _, f := range brokenFields(*a) {
				base, agreed := p.Entry(Base, f)
				if !agreed && p.Base == nil && p.Action(side.Other()) == nil {
					continue
				}
				e := a.Entry(f)
				shows[rowCell{side, a.ID, f}] = e
				a.Entries = a.Own()
				if agreed {
					e.Value, e.Typed, e.Note = base.Value, base.Typed, ""
					a.Set(f, e)
				} else {
					a.Drop(f)
				}
			}
		}
	}
	return shows
}

// brokenNotes says what is made of the broken cells, column by column.
func brokenNotes(broken []Broken) []plan.Note {
	var notes []plan.Note
	for _, b := range broken {
		notes = append(notes, plan.Note{Cell: b.Cells[0], Message: b.String()})
	}
	return notes
}

// brokenStops stop a run when most of what a column of a side said, or of what
// the whole side said, is gone behind words of the spreadsheet's own. What
// formulas work out on both sides nobody can lose.
func (c *Comparison) brokenStops() []Stop {
	var stops []Stop
	fields := fieldsOf(&c.officer, &c.partner)
	for _, side := range []Side{Officer, Partner} {
		type tally struct{ broken, blanked, filled int }
		columns := map[plan.ColumnKey]*tally{}
		for i := range c.Pairs {
			p := &c.Pairs[i]
			a := p.Action(side)
			if a == nil || p.Action(side.Other()) == nil || c.base != nil && p.Base == nil {
				continue
			}
			for _, f := range fields {
				was, agreed := p.Entry(Base, f)
				now, has := p.Entry(side, f)
				other, otherHas := p.Entry(side.Other(), f)
				_, broken := c.shows[rowCell{side, a.ID, f}]
				_, otherBroken := c.shows[rowCell{side.Other(), p.Action(side.Other()).ID, f}]
				blank := has && now.Value.Kind == plan.KindBlank
				switch {
				case p.isWorkedOut(f):
					continue
				case c.base != nil && (!agreed || was.Value.Kind == plan.KindBlank || !has):
					continue
				case c.base == nil && (blank || !has && !broken || !otherHas && !otherBroken):
					continue
				case blank && other.Value.Kind == plan.KindBlank:
					continue // both cleared it
				}
				key := plan.ColumnKey{Table: a.Table, Field: f}
				if columns[key] == nil {
					columns[key] = &tally{}
				}
				t := columns[key]
				t.filled++
				if broken {
					t.broken++
				} else if blank {
					t.blanked++
				}
			}
		}
		full := func(t tally) bool {
			// A formula that fills a column shows its error in the first cell,
			// and the cells under it are blank.
			gone := t.broken + t.blanked
			return t.broken > 0 && gone >= fewBroken && gone*2 > t.filled
		}
		var all tally
		var parts []string
		for _, b := range c.Broken {
			t := columns[plan.ColumnKey{Table: b.Table, Field: b.Field}]
			if b.Side != side || t == nil {
				continue
			}
			all.broken, all.filled = all.broken+t.broken, all.filled+t.filled
			delete(columns, plan.ColumnKey{Table: b.Table, Field: b.Field})
			if full(*t) {
				parts = append(parts, fmt.Sprintf("%s shows %s in %s", b.Field.Label(), strings.Join(b.Shows, " and "), plan.CellList(b.Cells)))
			}
		}
		for _, t := range columns {
			all.filled += t.filled
		}
		if len(parts) == 0 && full(all) {
			parts = append(parts, fmt.Sprintf("%d of the %d filled cells show words of the spreadsheet's own, such as %s", all.broken, all.filled, c.firstShown(side)))
		}
		for _, column := range c.side(side).Columns {
			if c.base != nil && len(c.columns.lost[side]) > 0 && (plan.IsSpreadsheetWord(column.Heading) || plan.IsLost(column.Heading)) {
				parts = append(parts, fmt.Sprintf("the heading of column %s shows %s", column.Letter, column.Heading))
			}
		}
		if len(parts) > 0 {
			stops = append(stops, stopAll(StopBroken, side,
				strings.Join(parts, "; ")+": that is the spreadsheet's word for what it cannot show, and nobody wrote it",
				"wait until it has loaded, give it back its access to what it is filled from, or "+plan.WorkOut+"; then run again"))
		}
	}
	return stops
}

// fewBroken is the least number of broken cells that stops a run.
const fewBroken = 3

// firstShown is the first of the words of its own that a side shows.
func (c *Comparison) firstShown(side Side) string {
	for _, b := range c.Broken {
		if b.Side == side {
			return b.Shows[0]
		}
	}
	return ""
}

// showBroken puts into a settlement what its broken cells really show: each
// edit of one expects that, and where nothing was agreed for an officers' cell
// it is not settled.
func (c *Comparison) showBroken(s *Settlement) {
	s.Broken, s.Unheard = c.Broken, c.unheard()
	if len(c.shows) == 0 {
		return
	}
	for side, edits := range map[Side][]plan.Edit{Officer: s.Officer, Partner: s.Partner} {
		for i, e := range edits {
			if shown, ok := c.shows[rowCell{side, e.ID, e.Field}]; ok {
				edits[i].Was = shown
			}
		}
	}
	fields := fieldsOf(&c.officer, &c.partner)
	for i, a := range s.Agreed.Actions {
		p := s.places[a.ID]
		if p == nil || p.Officer == nil || p.Officer.ID != a.ID {
			continue
		}
		for _, f := range fields {
			shown, ok := c.shows[rowCell{Officer, a.ID, f}]
			if _, there := p.Officer.Lookup(f); ok && !there {
				a.Entries = a.Own()
				a.Set(f, openEntry(plan.Entry{}, shown))
			}
		}
		s.Agreed.Actions[i] = a
	}
}
