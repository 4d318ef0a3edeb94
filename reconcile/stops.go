package reconcile

import (
	"fmt"

	"actionplan/plan"
)

// stopAll is a stop for the whole run.
func stopAll(kind StopKind, side Side, message, hint string) Stop {
	return Stop{Kind: kind, Side: side, Whole: true, Message: side.copyName() + ": " + message, Hint: hint}
}

// wholeStops finds the reasons to write nothing at all: that one side has lost
// more than half the agreed actions, or half its filled cells; or that a heading
// that is still there is taken for another field than when the sides last
// agreed, stands there twice now, or stands over another column's cells. What both sides have dropped is nobody's loss.
func wholeStops(pairs []Pair, columns *columns) []Stop {
	const hint = "nothing is written until this is put right"
	var stops []Stop
	for _, side := range []Side{Officer, Partner} {
		if gone, total := gone(pairs, side); gone*2 > total {
			stops = append(stops, stopAll(StopGone, side, fmt.Sprintf("%d of the %d agreed actions are gone", gone, total), hint))
		}
		if manyBlank(pairs, side, fewBlanked+1) {
			if blanked, total := blanked(pairs, side, columns); blanked > fewBlanked && blanked*2 >= total {
				stops = append(stops, stopAll(StopBlanked, side, fmt.Sprintf("%d of the %d filled cells are blank now", blanked, total), hint))
			}
		}
		for _, why := range append(columns.otherwiseRead(side, pairs), columns.doubled(side)...) {
			stops = append(stops, stopAll(StopMeaning, side, why, hint))
		}
		for _, why := range columns.movedHeadings(side, pairs) {
			stops = append(stops, stopAll(StopMeaning, side, why, "put the headings back, each over its own cells: "+hint))
		}
	}
	return stops
}

// gone counts the agreed actions that one side alone has lost, and those that
// either has.
func gone(pairs []Pair, side Side) (gone, total int) {
	for i := range pairs {
		p := &pairs[i]
		if p.Base == nil || p.aside || !p.stopped && p.Officer == nil && p.Partner == nil {
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

// blanked counts the cells that one side alone has cleared since they were
// agreed, and those that were filled. Nobody cleared the cells of a column that
// was gone and came back blank.
func blanked(pairs []Pair, side Side, columns *columns) (blanked, total int) {
	for i := range pairs {
		p := &pairs[i]
		if p.Base == nil || p.Action(side) == nil {
			continue
		}
		for f, was := range p.Base.All() {
			now, ok := p.Entry(side, f)
			other, _ := p.Entry(side.Other(), f)
			blank := now.Value.Kind == plan.KindBlank
			if !ok || was.Value.Kind == plan.KindBlank || p.isWorkedOut(f) || columns.isBack(p, side, f) || blank && other.Value.Kind == plan.KindBlank {
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
func manyBlank(pairs []Pair, side Side, least int) bool {
	blank := 0
	eachCell(pairs, side, func(_ pairCell, _ *plan.Action, e plan.Entry) {
		if e.Value.Kind == plan.KindBlank {
			blank++
		}
	})
	return blank >= least
}
