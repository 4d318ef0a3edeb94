package main

import (
	"errors"
	"fmt"

	"actionplan/excel"
	"actionplan/plan"
	"actionplan/reconcile"
	"actionplan/sheets"
	"actionplan/table"
)

// staged is a side's spreadsheet with its cells in place, not yet saved: a
// workbook or a Google Sheet.
type staged interface {
	Refusals() []table.Refusal
	Changes() []table.Change
	Notes() []plan.Note
}

// partnerSheet is the partners' Google Sheet through one run: how it was last
// seen, so that nothing is asked twice of a server that counts.
type partnerSheet struct {
	client *sheets.Client
	seen   *sheets.Sheet // what the partners' plan was last read from
	fresh  bool          // seen is the latest, and need not be fetched again
}

// onGoogle says whether the partners' copy is a Google Sheet.
func (d *desk) onGoogle() bool {
	partner := d.settings.File.Partner
	return partner.Workbook == "" && partner.Sheet != ""
}

// readSheet reads a plan from the partners' Google Sheet.
func (d *desk) readSheet() (plan.Plan, error) {
	if !d.sheet.fresh {
		seen, err := d.openSheet()
		if err != nil {
			return plan.Plan{}, err
		}
		d.sheet.seen = seen
	}
	d.sheet.fresh = false
	p, err := table.Read(d.sheet.seen.Title, d.sheet.seen.Grids(), d.settings.PartnerTableOptions())
	if err != nil {
		return plan.Plan{}, fmt.Errorf("read the partners' sheet %q: %w", d.sheet.seen.Title, err)
	}
	return p, d.sheet.seen.Vet(&p, d.settings.PartnerTableOptions())
}

func (d *desk) openSheet() (*sheets.Sheet, error) {
	place, err := sheets.PlaceOf(d.settings.File.Partner.Sheet)
	if err != nil {
		return nil, err
	}
	if err := d.signIn(); err != nil {
		return nil, err
	}
	defer d.progress("Reading the partners' sheet")()
	return sheets.Open(d.ctx, d.sheet.client, place)
}

// signIn signs in once a run.
func (d *desk) signIn() error {
	if d.sheet.client != nil {
		return nil
	}
	account := d.account()
	if err := d.onPractice(&account); err != nil {
		return err
	}
	client, err := account.Client(d.ctx)
	if err == nil {
		d.sheet.client = client
	}
	return err
}

// stagePartners puts the partners' cells in place.
func (d *desk) stagePartners(w *writing) (staged, error) {
	path := d.settings.File.Partner.Workbook
	work := w.work(reconcile.Partner, path, d.settings.PartnerTableOptions())
	if !d.onGoogle() {
		return excel.Stage(path, work)
	}
	return d.sheet.seen.Stage(work)
}

// savePartners writes the partners' side. What stands in a Google Sheet
// afterwards is known from the same answer, and not asked for again.
func (d *desk) savePartners(s staged) error {
	switch s := s.(type) {
	case *excel.Staged:
		return s.Save(d.settings.File.Partner.Workbook)
	case *sheets.Staged:
		defer d.progress("Writing the partners' sheet")()
		after, err := s.Save(d.ctx)
		var moved *sheets.MovedError
		switch {
		case errors.As(err, &moved):
			d.sheet.seen, d.sheet.fresh = moved.Now, true
		case err == nil:
			d.sheet.seen, d.sheet.fresh = after, true
		}
		return err
	}
	panic("the partners' side is neither a workbook nor a sheet")
}
