package check

import (
	"actionplan/plan"
	"actionplan/reconcile"
)

// PlacesIn finds where both sides have the cells of an agreed plan, for the
// findings in it.
func PlacesIn(s reconcile.Settlement) func(plan.Action, plan.Field) []Place {
	return func(a plan.Action, f plan.Field) []Place {
		var places []Place
		for _, p := range s.Places(a, f) {
			places = append(places, Place{Side: p.Side, Cell: p.Cell.String()})
		}
		return places
	}
}
