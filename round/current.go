package round

import (
	"context"

	"actionplan/plan"
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
	if err := now.RefuseStops(); err != nil {
		return nil, err
	}
	return &Current{Plan: now.Settlement.Agreed.View(), Readings: now}, nil
}
