package sheets

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"actionplan/plan"
	"actionplan/table"
)

// Copy is a Google Sheet as one side of a run: a table.Copy. An unchanged run
// reads it once; a changed one reads it twice and writes it once.
type Copy struct {
	Address string // as the browser shows it, or the sheet's bare id
	// SignIn gives the client; it is asked once, when the sheet is first read.
	SignIn  func(context.Context) (*Client, error)
	Options table.Options // how its plan is read

	client *Client
	seen   *Sheet    // what the plan was last read from
	last   plan.Plan // what was read then
	fresh  bool      // seen is how the sheet stands, and need not be fetched again
}

// Read reads the plan. How the sheet stands after Save is known from Save's
// own answers, and is given once without asking again.
func (c *Copy) Read(ctx context.Context) (plan.Plan, error) {
	if !c.fresh {
		if err := c.fetch(ctx); err != nil {
			return plan.Plan{}, err
		}
	}
	c.fresh = false
	p, err := c.plan(c.seen.Grids())
	if err != nil {
		return plan.Plan{}, fmt.Errorf("read the partners' sheet %q: %w", c.seen.Title, err)
	}
	if err := c.seen.Vet(&p, c.Options); err != nil {
		return plan.Plan{}, err
	}
	c.last = p
	return p, nil
}

func (c *Copy) fetch(ctx context.Context) error {
	place, err := PlaceOf(c.Address)
	if err != nil {
		return err
	}
	if c.client == nil {
		if c.client, err = c.SignIn(ctx); err != nil {
			return err
		}
	}
	seen, err := Open(ctx, c.client, place)
	if err == nil {
		c.seen = seen
	}
	return err
}

func (c *Copy) plan(grids []table.Grid) (plan.Plan, error) {
	return table.Read(c.seen.Title, grids, c.Options)
}

// Sheet is the sheet as it was last read; nil before it was.
func (c *Copy) Sheet() *Sheet { return c.seen }

// Place is the sheet, and the tabs that the plan was last read from.
func (c *Copy) Place() table.Place {
	if c.seen == nil {
		return table.Place{}
	}
	place := table.Place{Name: c.seen.Title, Google: c.seen.Place.ID, Tabs: table.Sheets(c.last)}
	for _, t := range c.seen.Tabs {
		place.All = append(place.All, t.Title)
		if slices.Contains(place.Tabs, t.Title) {
			place.IDs = append(place.IDs, t.ID)
		}
	}
	for _, m := range c.seen.marks {
		place.Marks = append(place.Marks, strconv.FormatInt(m.MetadataId, 10))
	}
	return place
}

// Stage puts work in place on top of what the last Read saw. It asks nobody.
func (c *Copy) Stage(ctx context.Context, work table.Work) (table.Staged, error) {
	if c.seen == nil {
		if _, err := c.Read(ctx); err != nil {
			return nil, err
		}
	}
	work.Read = c.plan
	if work.From.Actions == nil {
		work.From = c.last
	}
	staged, err := c.seen.Stage(work)
	if err != nil {
		return nil, err
	}
	if len(staged.outcome.Changes) > 0 {
		staged.batch = staged.Batch() // chosen now, so that what is noted before it is sent stays true
	}
	return &stagedCopy{staged, c}, nil
}

// stagedCopy is a Copy with its cells in place.
type stagedCopy struct {
	staged *Staged
	copy   *Copy
}

func (s *stagedCopy) Outcome() table.Outcome { return s.staged.Outcome() }

// Outcome is what staging came to.
func (s *Staged) Outcome() table.Outcome {
	o := s.outcome
	if len(s.outcome.Changes) > 0 {
		o.Mark = strconv.FormatInt(s.batch, 10)
	}
	return o
}

// Save writes the sheet, and keeps how it stands afterwards, also where it was
// not written since partners were at work in it.
func (s *stagedCopy) Save(ctx context.Context) (plan.Plan, error) {
	after, err := s.staged.Save(ctx)
	var moved *MovedError
	if errors.As(err, &moved) {
		s.copy.seen, s.copy.fresh = moved.Now, true
		return plan.Plan{}, &table.MovedError{Where: s.copy.seen.Title, Err: err}
	}
	if err != nil {
		return plan.Plan{}, err
	}
	s.copy.seen, s.copy.fresh = after, true
	p, err := s.copy.Read(ctx)
	s.copy.fresh = true
	return p, err
}
