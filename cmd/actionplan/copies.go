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
	"actionplan/plan"
	"actionplan/round"
	"actionplan/sheets"
	"actionplan/table"
)

// watched is a copy whose reading and writing is shown on a terminal, and that
// nobody has to wait for who ends the run.
type watched struct {
	table.Copy
	name     string
	progress func(what string) (done func())
}

func (w watched) Read(ctx context.Context) (plan.Plan, error) {
	defer w.progress("Reading " + w.name)()
	return terminal.Await(ctx, func() (plan.Plan, error) { return w.Copy.Read(ctx) })
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
	signIn   func(context.Context) (*sheets.Client, error)
	progress func(what string) (done func())
}

func (d *desk) copies() copies { return copies{d.settings, d.signIn, d.progress} }

// officers is the officers' workbook.
func (c copies) officers() *excel.Copy {
	return &excel.Copy{Path: c.settings.File.Plan, Options: c.settings.TableOptions()}
}

// sheet is the partners' Google Sheet.
func (c copies) sheet() *sheets.Copy {
	return &sheets.Copy{Address: c.settings.File.Partner.Sheet, SignIn: c.signIn, Options: c.settings.PartnerTableOptions()}
}

// partners is whatever the partners' copy is.
func (c copies) partners() table.Copy {
	path := c.settings.File.Partner.Workbook
	switch {
	case path != "":
		return c.watch(&excel.Copy{Path: path, Options: c.settings.PartnerTableOptions()}, filepath.Base(path))
	case onGoogle(c.settings):
		return c.watch(c.sheet(), "the partners' sheet")
	}
	return noCopy{}
}

func (c copies) watch(copy table.Copy, name string) table.Copy {
	return watched{copy, name, c.progress}
}

// signIn signs in to Google, or to the practice sheet that the settings name.
func (d *desk) signIn(ctx context.Context) (*sheets.Client, error) {
	account := d.account()
	if err := d.onPractice(&account); err != nil {
		return nil, err
	}
	return account.Client(ctx)
}

// onGoogle reports whether the partners' copy is a Google Sheet.
func onGoogle(s *settings.Settings) bool {
	return s.File.Partner.Workbook == "" && s.File.Partner.Sheet != ""
}

func hasPartners(s *settings.Settings) bool {
	return s.File.Partner.Workbook != "" || s.File.Partner.Sheet != ""
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

func (d *desk) readOfficers() (plan.Plan, error) {
	c := d.copies()
	return c.watch(c.officers(), filepath.Base(d.settings.File.Plan)).Read(d.ctx)
}

func (d *desk) readPartners() (plan.Plan, error) { return d.copies().partners().Read(d.ctx) }

// round is the run that the settings and the flags describe.
func (d *desk) round() *round.Round { return d.roundWith(d.copies().officers()) }

func (d *desk) roundWith(officers *excel.Copy) *round.Round {
	rules := d.settings.Agreement()
	rules.Confirmed = d.despiteStop
	return &round.Round{
		Officers: d.copies().watch(officers, filepath.Base(officers.Path)),
		Partners: d.copies().partners(),
		Ledger:   d.settings.File.Ledger,
		Rules:    rules,
		Words:    d.settings.TableOptions(),
		Inbox:    inboxOf(d.settings, d.today),
		Today:    d.today,
		Now:      time.Now,
		Who:      whoIsHere(),
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

// progress says on a terminal what is being done.
func (d *desk) progress(what string) (done func()) {
	if d.quiet {
		return func() {}
	}
	return terminal.Progress(d.stderr, what)
}
