package round

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"actionplan/internal/lock"
	"actionplan/ledger"
)

// Begin makes the first agreement: it remembers every cell on which both sides
// say the same now.
func (r *Round) Begin(ctx context.Context) (*Staging, error) {
	var held *lock.Held
	defer func() {
		if held != nil {
			_ = held.Release()
		}
	}()
	if r.ledgerIsShared() {
		return nil, misused(
			"write ledger: \"ledger\" in actionplan.yaml, or another folder that holds nothing else",
			"the ledger's folder, %q, is the one that the plan lies in: what the ledger writes there would stand among other people's files", r.Ledger)
	}
	var err error
	if _, missing := os.Stat(r.Ledger); missing == nil {
		if held, err = r.lock(); err != nil {
			return nil, err
		}
	}
	s, err := r.Stage(ctx)
	if err != nil {
		return nil, err
	}
	if s.Base != nil {
		return nil, misused("actionplan preview shows what has moved since", "there is an agreement already, in %s", r.Ledger)
	}
	if err := s.RefuseStops(); err != nil {
		return nil, err
	}
	if s.Settlement.Counts.Actions == 0 {
		return nil, &Problem{
			Kind:   Waiting,
			Reason: fmt.Sprintf("no action of %q could be matched with one of %q, so there is nothing to agree on", s.Officers.Source, s.Partners.Source),
			Advice: "both need the same refs; actionplan add-column ref gives both a column for them, with the same refs",
		}
	}
	if held == nil {
		if err := r.folder().Make(); err != nil {
			return nil, err
		}
		if held, err = r.lock(); err != nil {
			return nil, err
		}
	}
	err = r.folder().Begin(s.Settlement.NextBase, r.Today, s.Officers.Source, s.Partners.Source)
	if err != nil {
		return nil, err
	}
	return s, r.folder().KeepPlaces(r.placesToKeep(s.Readings))
}

// Reset puts everything in the ledger aside, so that Begin can make a first
// agreement again. It is ledger.ErrNone where there is nothing to put aside.
func (r *Round) Reset() (aside string, err error) {
	if _, err := os.Stat(r.Ledger); errors.Is(err, fs.ErrNotExist) {
		return "", ledger.ErrNone
	}
	held, err := r.lock()
	if err != nil {
		return "", err
	}
	defer func() { _ = held.Release() }()
	return r.folder().Reset()
}

// AgreedCells is how many cells a first agreement takes in.
func (s *Staging) AgreedCells() int {
	n := 0
	for _, a := range s.Settlement.NextBase.Actions {
		n += a.Len()
	}
	return n
}
