package round

import (
	"fmt"
	"slices"

	"actionplan/ledger"
	"actionplan/plan"
	"actionplan/reconcile"
	"actionplan/table"
)

// placesOf is where both plans lie that were read, as the ledger keeps it.
func placesOf(now *Readings) ledger.Places {
	return ledger.Places{
		Officers: placeOf(now.Places[reconcile.Officer], now.Officers), Partners: placeOf(now.Places[reconcile.Partner], now.Partners),
	}
}

func placeOf(p table.Place, read plan.Plan) ledger.Place {
	place := ledger.Place{Name: p.Name, File: p.File, Google: p.Google, IDs: p.IDs, Tabs: p.Tabs, NotRead: keysOf(read), Outside: outsideKeys(read), StruckCells: struckKeys(read)}
	for _, tab := range p.All {
		if !slices.Contains(p.Tabs, tab) {
			place.Beside = append(place.Beside, tab)
		}
	}
	return place
}

// stopElsewhere stops a run that reads another sheet or tab than the one that
// was agreed: nothing in it may be taken for an edit.
func (r *Round) stopElsewhere(now *Readings) {
	was, known := r.folder().Places()
	if !known || r.Rules.Confirmed || now.Base == nil {
		return
	}
	here := placesOf(now)
	for _, side := range []struct {
		side     reconcile.Side
		was, now ledger.Place
	}{{reconcile.Officer, was.Officers, here.Officers}, {reconcile.Partner, was.Partners, here.Partners}} {
		now.nameTwins(side.side, side.was, side.now)
		why := side.now.OtherThan(side.was, now.Places[side.side].All)
		if why == "" || goesOn(now.Plan(side.side), side.was) {
			why = now.otherTab(side.side, side.was, side.now)
		}
		if why != "" {
			now.stop(side.side, fmt.Sprintf("%q: %s", now.Plan(side.side).Source, why))
		}
	}
}

// otherTab is why a tab that is read instead of one that was agreed may not be
// taken for it, "" where it may.
//
//	agreed   February 2026, beside January 2026
//	now      January 2026, and Current            February was renamed: what is read says last month's words
//
// It may where its name says that it is later, or where it is new and says what was
// agreed: the tab was renamed. It may not where it is earlier, or stood beside the
// other already, or where the one that was agreed is still there: then it is a copy.
// One that is new and says nothing of what was agreed is another table, and no such
// tab where each that was agreed has one.
//
//	agreed   Learning
//	now      Training, and Police actions         Learning was renamed, and a table added
func (now *Readings) otherTab(side reconcile.Side, was, here ledger.Place) string {
	gone, came := without(was.Tabs, here.Tabs), without(here.Tabs, was.Tabs)
	if len(gone) == 0 || len(was.IDs) > 0 && len(here.IDs) > 0 && !slices.ContainsFunc(was.IDs, func(tab int64) bool { return !slices.Contains(here.IDs, tab) }) {
		return ""
	}
	taken, others := 0, []string{}
	for _, tab := range came {
		order, isNew := table.InSeries(tab, gone), !slices.Contains(was.Beside, tab)
		still := slices.ContainsFunc(now.Plan(side).Left, func(left plan.Left) bool { return left.Twin && slices.Contains(gone, left.Sheet) })
		switch {
		case order > 0 || order == 0 && !still && isNew && now.saysAgreed(side, tab, len(was.Beside) > 0):
			taken++
		case order == 0 && isNew && !now.holdsAgreed(side, tab):
			others = append(others, tab)
		default:
			return elsewhere(tab, gone[0], still)
		}
	}
	if len(others) > 0 && taken < len(gone) {
		return elsewhere(others[0], gone[0], false)
	}
	return ""
}

// elsewhere says that the plan was read from one tab instead of another, which is
// there still or is not.
func elsewhere(tab, gone string, still bool) string {
	lies := "lay"
	if still {
		lies = "lies"
	}
	return fmt.Sprintf("the plan was read from another sheet than the one that was agreed: from %q, and what was agreed %s in %q", tab, lies, gone)
}

// holdsAgreed reports whether any action that was agreed stands in a tab of a side.
func (now *Readings) holdsAgreed(side reconcile.Side, tab string) bool {
	return slices.ContainsFunc(now.compared.Pairs, func(p reconcile.Pair) bool {
		return p.Base != nil && p.Action(side) != nil && p.Action(side).Sheet == tab
	})
}

// nameTwins says of a stop for actions that are gone that a sheet which was put in
// has them again: each of their refs stands in two sheets, and goes by another name.
func (now *Readings) nameTwins(side reconcile.Side, was, here ledger.Place) {
	for _, tab := range without(here.Tabs, was.Tabs) {
		for _, agreed := range was.Tabs {
			if !slices.Contains(here.Tabs, agreed) || !repeats(now.Plan(side), tab, agreed) {
				continue
			}
			for i := range now.Settlement.Stops {
				stop := &now.Settlement.Stops[i]
				if stop.Side != side || stop.Kind != reconcile.StopGone {
					continue
				}
				stop.Message += fmt.Sprintf(": the sheet %q, which was not there when they were agreed, has the actions of %q again, and each of their refs stands in both", tab, agreed)
				stop.Hint = fmt.Sprintf("delete %q, or name the plan's own sheet in actionplan.yaml (tables: [{sheet: %q}]): nothing is written until then", tab, agreed)
				now.Settlement.Gone = slices.DeleteFunc(slices.Clone(now.Settlement.Gone), func(g reconcile.GoneTable) bool { return g.Side == side })
			}
		}
	}
}

// repeats reports whether most of the actions of one sheet stand in another too.
func repeats(p plan.Plan, tab, other string) bool {
	texts := map[string]bool{}
	for i := range p.Actions {
		if a := &p.Actions[i]; a.Sheet == other {
			texts[plan.Fold(a.Value(plan.FieldAction).Text)] = true
		}
	}
	delete(texts, "")
	rows, again := 0, 0
	for i := range p.Actions {
		if a := &p.Actions[i]; a.Sheet == tab {
			rows++
			if texts[plan.Fold(a.Value(plan.FieldAction).Text)] {
				again++
			}
		}
	}
	return again > 0 && 2*again >= rows
}

// without are the names that are not among others.
func without(names, others []string) (left []string) {
	for _, name := range names {
		if !slices.Contains(others, name) {
			left = append(left, name)
		}
	}
	return left
}

// saysAgreed reports whether a tab of a side says what was agreed in most of its
// cells, but for refs and action texts, which an earlier version has too. Where the
// spreadsheet had other tabs, one of those may have been renamed; then no column
// may say hardly anything of what was agreed.
func (now *Readings) saysAgreed(side reconcile.Side, tab string, others bool) bool {
	said, alike := map[plan.Field]int{}, map[plan.Field]int{}
	rows, all, same := 0, 0, 0
	for i := range now.compared.Pairs {
		p := &now.compared.Pairs[i]
		if p.Base == nil || p.Action(side) == nil || p.Action(side).Sheet != tab {
			continue
		}
		rows++
		for f, was := range p.Base.All() {
			is, there := p.Entry(side, f)
			if !there || f == plan.FieldRef || f == plan.FieldAction || was.Value.IsBlank() {
				continue
			}
			said[f], all = said[f]+1, all+1
			if is.Value == was.Value {
				alike[f], same = alike[f]+1, same+1
			}
		}
	}
	for f, n := range said {
		if others && n >= 3 && alike[f]*5 < n {
			return false
		}
	}
	return rows > 0 && same*2 >= all
}

// goesOn reports whether a plan goes on, in another tab, from one that it was read
// from when it was agreed: a tab a month. That is said, and is no other place.
func goesOn(p plan.Plan, was ledger.Place) bool {
	return slices.ContainsFunc(p.Left, func(left plan.Left) bool {
		return slices.Contains(was.Tabs, left.Sheet) && slices.ContainsFunc(p.Tables, func(t plan.Table) bool { return t.Sheet == left.Of })
	})
}

// stop adds a stop to a settlement, and takes out of it what would be written.
func (now *Readings) stop(side reconcile.Side, message string) {
	s := &now.Settlement
	s.Stops = append(s.Stops, reconcile.Stop{
		Kind: reconcile.StopElsewhere, Side: side, Whole: true, Message: message,
		Hint: "name the right one in actionplan.yaml (tables: sheet:, or partner:)",
	})
	s.Officer, s.Partner, s.OfficerRows, s.PartnerRows, s.Columns = nil, nil, nil, nil, nil
}

// stand is which of several tables of the partners' copy each agreed action stands in.
func (now *Readings) stand() map[plan.Ref]string {
	if len(now.Partners.Tables) < 2 {
		return nil
	}
	stand := map[plan.Ref]string{}
	for _, a := range now.Settlement.NextBase.Actions {
		if row, found := now.Settlement.Row(reconcile.Partner, a.Ref); found {
			stand[a.Ref] = row.Table
		}
	}
	return stand
}

// movedSince says which actions stand in another table of the partners' copy than when
// they were agreed, where that table is still there: it is no edit of any cell, and
// nothing follows from it.
func (r *Round) movedSince(now *Readings) []string {
	was, _ := r.folder().Places()
	has := map[string]bool{}
	for _, t := range now.Partners.Tables {
		has[t.Name] = true
	}
	moved := map[[2]string][]string{}
	for ref, stood := range was.Partners.Stood {
		row, found := now.Settlement.Row(reconcile.Partner, ref)
		if found && row.Table != stood && has[stood] && now.Base != nil {
			way := [2]string{stood, row.Table}
			moved[way] = append(moved[way], now.Settlement.Called(ref))
		}
	}
	var said []string
	for way, names := range moved {
		slices.Sort(names)
		if more := len(names) - mostNotRead; more > 1 {
			names = append(names[:mostNotRead:mostNotRead], fmt.Sprintf("%d more", more))
		}
		stands := "stands"
		if len(names) > 1 {
			stands = "stand"
		}
		said = append(said, fmt.Sprintf("%s: %s %s in the table %s now, and stood in %s when the sides agreed: which table an action stands in is not compared, and nothing follows", copyNames[reconcile.Partner], joined(names), stands, way[1], way[0]))
	}
	slices.Sort(said)
	return said
}
