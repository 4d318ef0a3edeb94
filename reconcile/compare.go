package reconcile

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

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

// The stops. The first three leave only their own rows alone, and the third what
// waits with them; the fourth has one column wait; the others stop the whole run.
const (
	StopDoubled    StopKind = "doubled ref"
	StopPermuted   StopKind = "texts under other refs"
	StopSorted     StopKind = "cells in other rows"
	StopRecomposed StopKind = "other columns for one"
	StopGone       StopKind = "actions gone"
	StopBlanked    StopKind = "cells blanked"
	StopMeaning    StopKind = "column's meaning changed"
	StopBroken     StopKind = "a spreadsheet's own words"

	// StopElsewhere is for those who read the sides to say: they know where
	// each was read from.
	StopElsewhere StopKind = "not the sheet agreed before"
)

// Stop is a reason to leave rows alone, or to write nothing at all.
type Stop struct {
	Kind    StopKind
	Side    Side
	Refs    []plan.Ref   // the rows it is about; nil when it is about the whole plan
	Whole   bool         // nothing at all is written
	Waiting []Key        // the cells of other rows that wait with them
	Fields  []plan.Field // the columns whose cells seem to have been sorted
	Message string       // one sentence, without a capital or a full stop
	Behind  string       // what else was moved in those rows and waits with them, in the same way; "" for nothing
	Hint    string
}

// Passable says whether a person may confirm that all is well, and go on. A ref
// that stands twice names no one row, whatever anybody says.
func (s Stop) Passable() bool {
	return s.Whole || s.Kind == StopSorted || s.Kind == StopRecomposed || s.Kind == StopPermuted
}

// Comparison is three readings laid beside each other.
type Comparison struct {
	Pairs       []Pair
	Differences []Difference // in the officers' order; one-sided rows and columns are questions, not differences
	Stops       []Stop
	LeftAlone   []LeftRow // rows of either side that are in no pair
	Notes       []plan.Note
	Broken      []Broken // cells that show words of the spreadsheet's own, the officers' first

	base             *plan.Plan
	officer, partner plan.Plan
	given            readings              // as they were given
	gaveWay          map[plan.Ref]plan.Ref // the base's refs that gave way, and to which: see kept.go
	sides            [2]*sideRows          // the officers' and the partners'
	rules            Agreement
	columns          *columns
	merged           *mergedCells
	names            map[*plan.Action]plan.Ref // the ref each of the officers' rows goes by
	judged           map[*Pair]*judged         // what became of the pairs that both sides have
	shows            map[rowCell]plan.Entry    // what broken cells of pairs show, where the readings have it no longer
	stood            map[rowCell]plan.Entry    // and what cells say themselves that mean what others say: see nobodys.go
	waiting          map[pairCell]bool         // units, by their first fields, that wait with the cells of a stop
	recomposed       []plan.Column             // views that wait with a stop, as the base remembers them
	whole            bool                      // a stop holds the whole plan
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

// sum adds the figures of something else.
func (c *Counts) sum(more Counts) {
	c.Actions += more.Actions
	c.Cells += more.Cells
	c.Unmoved += more.Unmoved
	c.OfficerMoved += more.OfficerMoved
	c.PartnerMoved += more.PartnerMoved
	c.MovedAlike += more.MovedAlike
	c.MovedApart += more.MovedApart
}

// Compare pairs the actions of three readings and says who moved which cell.
// With no base it prepares the first agreement. The plans are kept, not
// copied, and must not change while the comparison is in use.
//
// A base's Columns say which columns each side had, and each of its tables where
// it had several: their Table is the side, Of the table, and one that is Hidden
// was gone already when the sides last agreed, or is back since and not filled
// yet.
func Compare(base *plan.Plan, officer, partner plan.Plan, rules Agreement) Comparison {
	return compare(readings{base, officer, partner}, rules, nil)
}

// readings are the three readings of one plan.
type readings struct {
	base             *plan.Plan
	officer, partner plan.Plan
}

// compare is Compare where people have said of some rows that they are an action
// reworded.
func compare(given readings, rules Agreement, same []rewording) Comparison {
	rules = rules.knowing(given.officer, given.partner)
	c := Comparison{base: given.base, officer: given.officer, partner: given.partner, given: given, rules: rules, judged: map[*Pair]*judged{}, waiting: map[pairCell]bool{}}
	c.copyBroken()
	c.base, c.gaveWay = GiveWay(c.base, c.officer, c.partner)
	c.columns = readColumns(c.base, &c.officer, &c.partner, rules)
	paired := pairRows(c.base, &c.officer, &c.partner)
	paired.join(same)
	c.sides = [2]*sideRows{paired.officers, paired.partners}
	c.Pairs, c.Stops, c.LeftAlone, c.Notes, c.names = paired.pairs, paired.stops, paired.left, paired.notes, paired.names
	c.noteTwoRefs()
	c.reread()
	c.Notes = append(c.Notes, c.setAside()...)
	c.columns.readTables(c.Pairs)
	c.readViews()
	c.columns.findWorkedOut(c.Pairs)
	c.shows = setBrokenAside(c.Pairs)
	c.stood = evenOut(c.Pairs)
	c.Notes = append(c.Notes, c.setUntoldAside()...)
	c.Notes = append(brokenNotes(c.Broken), c.Notes...)
	c.stopPermuted()
	c.findReplaced()
	if !rules.Confirmed {
		if c.base != nil {
			c.Stops = append(c.Stops, wholeStops(c.Pairs, c.columns)...)
		}
		c.Stops = append(c.Stops, c.brokenStops()...)
	}
	for _, s := range c.Stops {
		c.whole = c.whole || s.Whole
	}
	c.Notes = append(c.Notes, c.columns.notes(c.Pairs)...)
	c.Notes = append(c.Notes, c.movedRows()...)
	c.merged = findMerged(c.Pairs, &c.officer, &c.partner)
	judge, results := c.judge(), map[differing]int{}
	for i := range c.Pairs {
		p := &c.Pairs[i]
		if p.Officer == nil || p.Partner == nil {
			continue
		}
		j := judge.pair(p, p.stopped || c.whole)
		c.judged[p] = &j
		c.Differences = append(c.Differences, j.differences...)
		c.counts.sum(j.counts)
		for _, of := range j.results {
			results[of]++
		}
	}
	c.stopRecomposed()
	c.stopSorted()
	c.stopSortedViews()
	c.stopRenumbered()
	c.waitForWords()
	for i := range c.Stops {
		c.Stops[i].Behind = c.behind(c.Stops[i])
	}
	c.Notes = append(c.Notes, differingResults(results)...)
	c.Notes = append(c.Notes, goingOn(c.Pairs)...)
	return c
}

// judge is what decides whether a cell may cross.
func (c *Comparison) judge() *judge {
	return &judge{rules: c.rules, columns: c.columns, merged: c.merged, first: c.base == nil}
}

// side is one side's reading.
func (c *Comparison) side(s Side) *plan.Plan {
	if s == Partner {
		return &c.partner
	}
	return &c.officer
}

// differing is a column of which results of formulas differ from what the other
// side says.
type differing struct {
	field  plan.Field
	untold bool // officers alone have formulas there, and partners are not told of it
}

// differingResults says of which columns that formulas work out how many results
// differ.
func differingResults(results map[differing]int) []plan.Note {
	var notes []plan.Note
	for _, of := range slices.SortedFunc(maps.Keys(results), func(a, b differing) int {
		if a.field == b.field && a.untold != b.untold {
			return map[bool]int{false: -1, true: 1}[a.untold]
		}
		return cmp.Compare(a.field, b.field)
	}) {
		differ := "1 result differs"
		if n := results[of]; n > 1 {
			differ = fmt.Sprintf("%d results differ", n)
		}
		where := "by formulas on both sides, and " + differ
		if of.untold {
			where = "by formulas in " + Officer.copyName() + " and not shared, and " + differ + " from what " + Partner.copyName() + " says"
		}
		notes = append(notes, plan.Note{Message: fmt.Sprintf("%s is worked out %s: what formulas say is not reconciled", of.field.Label(), where)})
	}
	return notes
}

// noteTwoRefs says of actions to which the sides have given different refs that they go
// by neither, in the place of a note of each side that it goes by its own.
func (c *Comparison) noteTwoRefs() {
	given := map[plan.Cell]bool{}
	var notes []plan.Note
	for i := range c.Pairs {
		p := &c.Pairs[i]
		if p.Base == nil || p.lacks() != "" || p.Officer.Ref == "" || p.Partner.Ref == "" || p.Officer.Ref == p.Partner.Ref || p.Officer.Ref == p.Ref || p.Partner.Ref == p.Ref || !p.How.byWords() {
			continue
		}
		officers, partners := plan.Cell{Sheet: p.Officer.Sheet, Row: p.Officer.Row}, plan.Cell{Sheet: p.Partner.Sheet, Row: p.Partner.Row}
		given[officers], given[partners] = true, true
		words := p.firstWords()
		if words == "" || c.rules.personal(p.action()) != "" {
			words = "an agreed action"
		}
		notes = append(notes, plan.Note{Cell: officers, Message: fmt.Sprintf(
			"%s has the ref %s in %s (%s) and %s in %s (%s): it is known by its text, and goes by neither until both have the same: give it one of the two on both sides",
			words, p.Officer.Ref, Officer.copyName(), officers, p.Partner.Ref, Partner.copyName(), partners)})
	}
	if len(notes) == 0 {
		return
	}
	c.Notes = slices.DeleteFunc(slices.Clone(c.Notes), func(n plan.Note) bool {
		return given[n.Cell] && strings.HasSuffix(n.Message, goesByIt)
	})
	c.Notes = append(c.Notes, notes...)
}

// goesByIt ends a note about a row that was given another ref.
const goesByIt = ", and goes by it from now on"

// movedRows says which rows officers have cut to another of their tables. Those
// of a table that has another name now are said at once.
func (c *Comparison) movedRows() []plan.Note {
	var notes []plan.Note
	for i := range c.Pairs {
		p := &c.Pairs[i]
		if p.isMoved() && !c.hasMovedOn(p) && p.How != ByTable && c.columns.renamedTables[Officer][p.Base.Table] != p.Officer.Table {
			notes = append(notes, plan.Note{
				Cell:    plan.Cell{Sheet: p.Officer.Sheet, Row: p.Officer.Row},
				Message: fmt.Sprintf("%s: %s has moved from the table %s to %s", Officer.copyName(), p.called(), p.Base.Table, p.Officer.Table),
			})
		}
	}
	return notes
}
