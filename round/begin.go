package round

import (
	"context"
	"fmt"
)

// Begin makes the first agreement: it remembers every cell on which both sides
// say the same now.
func (r *Round) Begin(ctx context.Context) (*Staging, error) {
	s, err := r.Stage(ctx)
	if err != nil {
		return nil, err
	}
	if s.Base != nil {
		return nil, misused("actionplan preview shows what has moved since", "there is an agreement already, in %s", r.Ledger)
	}
	if err := RefuseStops(s.Settlement); err != nil {
		return nil, err
	}
	if s.Settlement.Counts.Actions == 0 {
		return nil, &Problem{
			Kind:   Waiting,
			Reason: fmt.Sprintf("no action of %q could be matched with one of %q, so there is nothing to agree on", s.Officers.Source, s.Partners.Source),
			Advice: "both need the same refs; actionplan add-column ref gives both a column for them, with the same refs",
		}
	}
	err = r.folder().Begin(s.Settlement.NextBase, r.Today, s.Officers.Source, s.Partners.Source)
	if err != nil {
		return nil, err
	}
	return s, r.folder().KeepPlaces(placesOf(s.Readings))
}

// AgreedCells is how many cells a first agreement takes in.
func (s *Staging) AgreedCells() int {
	n := 0
	for _, a := range s.Settlement.NextBase.Actions {
		n += a.Len()
	}
	return n
}
