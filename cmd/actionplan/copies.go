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

// workbook is a workbook as a side of the run.
func (d *desk) workbook(path string, o table.Options) *excel.Copy {
	return &excel.Copy{Path: path, Options: o}
}

// officersCopy is the officers' workbook.
func (d *desk) officersCopy() *excel.Copy {
	return d.workbook(d.settings.File.Plan, d.settings.TableOptions())
}

// sheetCopy is the partners' Google Sheet.
func (d *desk) sheetCopy() *sheets.Copy {
	return &sheets.Copy{Address: d.settings.File.Partner.Sheet, SignIn: d.signIn, Options: d.settings.PartnerTableOptions()}
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
func (d *desk) onGoogle() bool {
	partner := d.settings.File.Partner
	return partner.Workbook == "" && partner.Sheet != ""
}

func (d *desk) hasPartners() bool {
	partner := d.settings.File.Partner
	return partner.Workbook != "" || partner.Sheet != ""
}

// partnersCopy is whatever the partners' copy is.
func (d *desk) partnersCopy() table.Copy {
	partner := d.settings.File.Partner
	switch {
	case partner.Workbook != "":
		return d.watch(d.workbook(partner.Workbook, d.settings.PartnerTableOptions()), filepath.Base(partner.Workbook))
	case partner.Sheet != "":
		return d.watch(d.sheetCopy(), "the partners' sheet")
	}
	return noCopy{}
}

func (d *desk) watch(c table.Copy, name string) table.Copy { return watched{c, name, d.progress} }

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
	return d.watch(d.officersCopy(), filepath.Base(d.settings.File.Plan)).Read(d.ctx)
}

func (d *desk) readPartners() (plan.Plan, error) { return d.partnersCopy().Read(d.ctx) }

// round is the run that the settings and the flags describe.
func (d *desk) round() *round.Round { return d.roundWith(d.officersCopy()) }

func (d *desk) roundWith(officers *excel.Copy) *round.Round {
	rules := d.settings.Agreement()
	rules.Confirmed = d.despiteStop
	return &round.Round{
		Officers: d.watch(officers, filepath.Base(officers.Path)),
		Partners: d.partnersCopy(),
		Ledger:   d.settings.File.Ledger,
		Rules:    rules,
		Words:    d.settings.TableOptions(),
		Inbox:    d.inbox(),
		Today:    d.today,
		Now:      time.Now,
		Who:      whoIsHere(),
	}
}

// inbox is the folder in which questions are asked and answers come back: that
// of the settings.
func (d *desk) inbox() answers.Inbox {
	folder := "."
	if d.settings.Path != "" {
		folder = filepath.Dir(d.settings.Path)
	}
	f := d.settings.File
	return answers.Inbox{
		Folder: folder, Title: f.Title, Today: d.today, Options: d.settings.TableOptions(),
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
