package excel

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"actionplan/internal/disk"
	"actionplan/plan"
	"actionplan/table"
)

// Copy is a workbook as one side of a run: a table.Copy.
type Copy struct {
	Path    string
	Options table.Options // how its plan is read
	// To is where Save writes, for a copy of the workbook with its changes;
	// "" for the workbook itself.
	To string

	seen  stamp     // the file as it was before it was last read
	last  plan.Plan // what was read then
	fresh bool      // last is what Save saw, and Read has not given it yet
	all   []string  // its sheets
}

// stamp tells a file from one that somebody saved in its place.
type stamp struct {
	size  int64
	saved int64 // in nanoseconds; with the size 0 where there is no file
}

func stampOf(path string) stamp {
	info, err := os.Stat(path)
	if err != nil {
		return stamp{}
	}
	return stamp{info.Size(), info.ModTime().UnixNano()}
}

// Read reads the plan. What Save has just read is given once without reading
// it again, where the file is still the one that Save left.
func (c *Copy) Read(context.Context) (plan.Plan, error) {
	if c.fresh && stampOf(c.Path) == c.seen {
		c.fresh = false
		return c.last, nil
	}
	err := c.read()
	return c.last, err
}

func (c *Copy) read() error {
	c.fresh, c.seen, c.last = false, stampOf(c.Path), plan.Plan{}
	book, err := Open(c.Path)
	if err != nil {
		return err
	}
	p, err := c.plan(book.Grids())
	if err != nil {
		return fmt.Errorf("read workbook %s: %w", c.Path, err)
	}
	p.Notes, p.Label = append(p.Notes, book.Notes()...), book.Label
	c.last, c.all = p, nil
	for _, s := range book.Sheets {
		c.all = append(c.all, s.Name)
	}
	return nil
}

func (c *Copy) plan(grids []table.Grid) (plan.Plan, error) {
	return table.Read(filepath.Base(c.Path), grids, c.Options)
}

// Place is the file, and the sheets that the plan was last read from.
func (c *Copy) Place() table.Place {
	return table.Place{Name: filepath.Base(c.Path), File: c.Path, Tabs: table.Sheets(c.last), All: c.all}
}

// Stage puts work in place on top of what the last Read saw. A workbook that
// somebody has saved since then is staged all the same, and not written.
func (c *Copy) Stage(_ context.Context, work table.Work) (table.Staged, error) {
	if c.To == "" && len(work.Edits)+len(work.Rows)+len(work.Columns) == 0 {
		return &stagedCopy{&Staged{path: c.Path}, c}, nil // nothing to look at the file for
	}
	work.Read = c.plan
	if work.From.Actions == nil {
		work.From = c.last
	}
	staged, err := Stage(c.Path, work)
	if err != nil {
		return nil, err
	}
	if c.To == "" && len(staged.outcome.Changes) > 0 {
		lost, err := disk.Keeps(c.Path)
		if err == nil { // why it may not be written at all, Save says
			staged.outcome.Besides = append(staged.outcome.Besides, lost...)
		}
	}
	return &stagedCopy{staged, c}, nil
}

// stagedCopy is a Copy with its cells in place.
type stagedCopy struct {
	staged *Staged
	copy   *Copy
}

func (s *stagedCopy) Outcome() table.Outcome { return s.staged.Outcome() }

// Save writes the workbook, or the copy of it that Copy.To names, and reads
// what it wrote.
func (s *stagedCopy) Save(context.Context) (plan.Plan, error) {
	c := s.copy
	if c.To == "" && len(s.staged.outcome.Changes)+len(s.staged.outcome.Refusals) == 0 {
		c.fresh = true
		return c.last, nil
	}
	if len(s.staged.outcome.Refusals) == 0 && stampOf(c.Path) != c.seen {
		return plan.Plan{}, &table.MovedError{Where: c.Path, Err: &Error{Path: c.Path, Reason: ErrChanged, write: true}}
	}
	to := c.Path
	if c.To != "" {
		to = c.To
	}
	switch err := s.staged.Save(to); {
	case errors.Is(err, ErrChanged):
		return plan.Plan{}, &table.MovedError{Where: c.Path, Err: err}
	case err != nil:
		return plan.Plan{}, err
	case c.To != "":
		written := &Copy{Path: c.To, Options: c.Options}
		return written.Read(context.Background())
	}
	if err := c.read(); err != nil {
		return plan.Plan{}, err
	}
	c.fresh = true
	return c.last, nil
}
