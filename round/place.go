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
	return ledger.Places{Officers: placeOf(now.Places[reconcile.Officer]), Partners: placeOf(now.Places[reconcile.Partner])}
}

func placeOf(p table.Place) ledger.Place {
	return ledger.Place{Name: p.Name, File: p.File, Google: p.Google, IDs: p.IDs, Tabs: p.Tabs}
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
		if why := side.now.OtherThan(side.was, now.Places[side.side].All); why != "" && !goesOn(now.Plan(side.side), side.was) {
			now.stop(side.side, fmt.Sprintf("%q: %s", now.Plan(side.side).Source, why))
		}
	}
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
