package main

import (
	"context"
	"errors"
	"io"
	"os/user"
	"path/filepath"
	"time"

	"actionplan/answers"
	"actionplan/excel"
	"actionplan/internal/lock"
	"actionplan/internal/settings"
	"actionplan/internal/terminal"
	"actionplan/ledger"
	"actionplan/plan"
	"actionplan/reconcile"
	"actionplan/round"
	"actionplan/sheets"
	"actionplan/sheets/signin"
	"actionplan/table"
)

// watched is a copy whose reading and writing is shown on a terminal, and that
// nobody has to wait for who ends the run.
type watched struct {
	table.Copy
	name     string
	progress func(what string) (done func())
	named    func(error) error // what is said of an error that its name is wrong
}

func (w watched) Read(ctx context.Context) (plan.Plan, error) {
	defer w.progress("Reading " + w.name)()
	p, err := terminal.Await(ctx, func() (plan.Plan, error) { return w.Copy.Read(ctx) })
	return p, w.named(err)
}

func (w watched) Stage(ctx context.Context, work table.Work) (table.Staged, error) {
	staged, err := w.Copy.Stage(ctx, work)
	return watchedStaged{staged, w}, err
}

type watchedStaged struct {
	table.Staged
	watched
}

func (w watchedStaged) Save(ctx context.Context) (plan.Plan, error) {
	if len(w.Outcome().Changes) > 0 {
		defer w.progress("Writing " + w.name)()
	}
	return w.Staged.Save(ctx)
}

// copies makes each side's copy, as the settings name it.
type copies struct {
	settings *settings.Settings
	account  signin.Account
	progress func(what string) (done func())
}

func (c *call) copies() copies { return copies{c.settings, accountOf(c), c.progress} }

// officers is the officers' workbook.
func (c copies) officers() *excel.Copy {
	return &excel.Copy{Path: c.settings.File.Plan, Options: c.options(reconcile.Officer)}
}

// sheet is the partners' Google Sheet.
func (c copies) sheet() *sheets.Copy {
	return &sheets.Copy{Address: c.settings.File.Partner.Sheet, SignIn: c.signIn, Options: c.options(reconcile.Partner)}
}

// options are how a side's plan is read: as the settings say, and in the sheets in
// which it was agreed.
func (c copies) options(side reconcile.Side) table.Options {
	was, _ := ledger.At(c.settings.File.Ledger).Places()
	if side == reconcile.Partner {
		o := c.settings.PartnerTableOptions()
		o.Agreed = was.Partners.Tabs
		return o
	}
	o := c.settings.TableOptions()
	o.Agreed = was.Officers.Tabs
	return o
}

// signIn signs in to Google, or to the practice sheet that the settings name.
func (c copies) signIn(ctx context.Context) (*sheets.Client, error) {
	account, err := onPractice(c.settings, c.account)
	if err != nil {
		return nil, err
	}
	return account.Client(ctx)
}

// partners is whatever the partners' copy is.
func (c copies) partners() table.Copy {
	path := c.settings.File.Partner.Workbook
	switch {
	case path != "":
		w := c.watch(&excel.Copy{Path: path, Options: c.options(reconcile.Partner)}, filepath.Base(path))
		w.named = func(err error) error {
			return whereNamed(err, path, "partner: in actionplan.yaml, or give it with --partner", c.settings.File.Plan)
		}
		return w
	case c.settings.OnGoogle():
		return c.watch(c.sheet(), "the partners' sheet")
	}
	return noCopy{}
}

// watch shows what is done with a copy, under the name that people know.
func (c copies) watch(copy table.Copy, name string) watched {
	return watched{Copy: copy, name: name, progress: c.progress, named: func(err error) error { return err }}
}

func (c copies) watchOfficers(copy *excel.Copy) table.Copy {
	w := c.watch(copy, filepath.Base(copy.Path))
	w.named = func(err error) error {
		return whereNamed(err, copy.Path, "plan: in actionplan.yaml, or give it with --plan", c.settings.File.Partner.Workbook)
	}
	return w
}

func (c copies) readOfficers(ctx context.Context) (plan.Plan, error) {
	return c.watchOfficers(c.officers()).Read(ctx)
}

// noCopy stands for the partners' copy where none is named.
type noCopy struct{}

func (noCopy) Read(context.Context) (plan.Plan, error) {
	return plan.Plan{}, misused("name their workbook under partner: in actionplan.yaml, or with --partner", "no partners' copy is named")
}
func (n noCopy) Stage(ctx context.Context, _ table.Work) (table.Staged, error) {
	_, err := n.Read(ctx)
	return nil, err
}
func (noCopy) Place() table.Place { return table.Place{} }

// round is the run that the settings and the flags describe.
func (c *call) round() *round.Round {
	s, copies := c.settings, c.copies()
	rules := s.Agreement()
	rules.Confirmed = c.despiteStop
	return &round.Round{
		Officers: copies.watchOfficers(copies.officers()),
		Partners: copies.partners(),
		Ledger:   s.File.Ledger,
		Rules:    rules,
		Words:    s.TableOptions(),
		Inbox:    inboxOf(s, c.today),
		Today:    c.today,
		Now:      time.Now,
		Who:      whoIsHere(),
		Warn:     c.warn,
	}
}

// inboxOf is the folder in which questions are asked and answers come back: that
// of the settings.
func inboxOf(s *settings.Settings, today plan.Date) answers.Inbox {
	folder := "."
	if s.Path != "" {
		folder = filepath.Dir(s.Path)
	}
	f := s.File
	return answers.Inbox{
		Folder: folder, Title: f.Title, Today: today, Options: s.TableOptions(),
		Grids: func(r io.ReaderAt, size int64, name string) ([]table.Grid, error) {
			book, err := excel.Read(r, size, name)
			if err != nil {
				return nil, err
			}
			return book.Grids(), nil
		},
		InUse: func(path string) error {
			owner, open, err := lock.OpenElsewhere(path)
			switch {
			case errors.Is(err, lock.ErrReadOnly):
				return nil
			case open:
				return &lock.OpenError{Path: path, Owner: owner}
			}
			return err
		},
		Not: []string{f.Plan, f.Partner.Workbook},
	}
}

func whoIsHere() string {
	if u, err := user.Current(); err == nil && u.Username != "" {
		return u.Username
	}
	return "somebody"
}
