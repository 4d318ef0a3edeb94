package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"actionplan/excel"
	"actionplan/internal/terminal"
	"actionplan/ledger"
	"actionplan/plan"
	"actionplan/reconcile"
	"actionplan/table"
)

// readWorkbook reads a plan from a workbook, saying so when it takes long.
func (d *desk) readWorkbook(path string, o table.Options) (plan.Plan, error) {
	done := d.progress("Reading " + filepath.Base(path))
	defer done()
	book, err := terminal.Await(d.ctx, func() (*excel.Book, error) { return excel.Open(path) })
	if err != nil {
		return plan.Plan{}, err
	}
	p, err := table.Read(filepath.Base(path), book.Grids(), o)
	if err != nil {
		return plan.Plan{}, fmt.Errorf("read workbook %s: %w", path, err)
	}
	p.Notes = append(p.Notes, book.Notes()...)
	if d.tabs == nil {
		d.tabs = map[string][]string{}
	}
	d.tabs[path] = nil
	for _, s := range book.Sheets {
		d.tabs[path] = append(d.tabs[path], s.Name)
	}
	return p, nil
}

func (d *desk) readOfficers() (plan.Plan, error) {
	return d.readWorkbook(d.settings.File.Plan, d.settings.TableOptions())
}

func (d *desk) readPartners() (plan.Plan, error) {
	partner := d.settings.File.Partner
	switch {
	case partner.Workbook != "":
		return d.readWorkbook(partner.Workbook, d.settings.PartnerTableOptions())
	case partner.Sheet != "":
		return d.readSheet()
	}
	return plan.Plan{}, misused("name their workbook under partner: in actionplan.yaml, or with --partner", "no partners' copy is named")
}

func (d *desk) hasPartners() bool {
	partner := d.settings.File.Partner
	return partner.Workbook != "" || partner.Sheet != ""
}

// readings is what one run knows: both sides and what they last agreed.
type readings struct {
	Officers   plan.Plan
	Partners   plan.Plan
	Found      [2]found   // both workbooks' files, as they were before they were read
	Base       *plan.Plan // nil before the first agreement
	Settlement reconcile.Settlement
}

// found is a workbook's file as it was at some time.
type found struct {
	path  string
	size  int64
	saved int64 // in nanoseconds; with the size 0 where there is no file
}

func find(path string) found {
	info, err := os.Stat(path)
	if err != nil {
		return found{path: path}
	}
	return found{path, info.Size(), info.ModTime().UnixNano()}
}

// readBothSides reads the plan, the partners' copy and the ledger, and
// settles what can be settled without asking anybody.
func (d *desk) readBothSides() (*readings, error) {
	r := readings{Found: [2]found{find(d.settings.File.Plan), find(d.settings.File.Partner.Workbook)}}
	var err error
	if r.Officers, err = d.readOfficers(); err != nil {
		return nil, err
	}
	if r.Partners, err = d.readPartners(); err != nil {
		return nil, err
	}
	l, err := ledger.Open(d.settings.File.Ledger)
	var memory reconcile.Memory
	switch {
	case err == nil:
		base := l.Base()
		r.Base, memory = &base, l.Memory()
	case !errors.Is(err, ledger.ErrNone):
		return nil, err
	}
	rules := d.settings.Agreement()
	rules.Confirmed = d.despiteStop
	r.Settlement = reconcile.Compare(r.Base, r.Officers, r.Partners, rules).SettleWith(memory)
	d.stopElsewhere(&r)
	return &r, nil
}

// progress says on a terminal what is being done.
func (d *desk) progress(what string) (done func()) {
	if d.quiet {
		return func() {}
	}
	return terminal.Progress(d.stderr, what)
}
