package round

import (
	"context"
	"strings"

	"actionplan/plan"
	"actionplan/reconcile"
)

// Current is the plan as it stands, as a reader takes it (plan.Plan.View): as both
// sides agree it or, where they have not agreed yet, as officers have it.
type Current struct {
	Plan     plan.Plan
	Readings *Readings // nil where it is the officers' plan alone
	Alone    string    // why it is, in a sentence; "" where there is no partners' copy at all
}

// Current reads the plan as it stands. A round without partners' copy has the
// officers' plan alone. Where something about a whole side stops the run, it is
// a Problem.
func (r *Round) Current(ctx context.Context) (*Current, error) {
	if r.Partners == nil {
		p, err := r.Officers.Read(ctx)
		if err != nil {
			return nil, err
		}
		return &Current{Plan: p.View()}, nil
	}
	now, err := r.Read(ctx)
	if err != nil {
		return nil, err
	}
	if now.Base == nil {
		return &Current{
			Plan:  now.Officers.View(),
			Alone: "nothing has been agreed with partners yet (actionplan begin), so the officers' plan was checked alone",
		}, nil
	}
	current := &Current{Plan: now.Settlement.Agreed.View(), Readings: now}
	for _, stop := range now.Settlement.Stops {
		switch {
		case !stop.Whole:
		case stop.Side != reconcile.Partner:
			return nil, &Problem{Kind: Waiting, Reason: stop.Message, Advice: stop.Hint}
		default: // the plan is the officers': nothing about the other copy keeps anybody from reading it
			current.Alone = strings.TrimSuffix(stop.Message, ".") + ": what both last agreed is taken until that is put right"
		}
	}
	return current, nil
}
