package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"

	"actionplan/plan"
	"actionplan/reconcile"
	"actionplan/sheets"
)

// places is where both sides' plans lay when they were last agreed.
type places struct {
	Officers, Partners place
}

// place is where one side's plan lies: the tabs, by their names, and for a
// Google Sheet its id and its tabs' numbers, which stay when they are renamed.
type place struct {
	Google string  `json:",omitempty"`
	Tabs   []int64 `json:",omitempty"`
	Sheets []string
}

func (d *desk) placesPath() string { return filepath.Join(d.settings.File.Ledger, "places.json") }

// placesOf is where the plans that were read lie.
func (d *desk) placesOf(r *readings) places {
	now := places{Officers: place{Sheets: sheetsOf(r.Officers)}, Partners: place{Sheets: sheetsOf(r.Partners)}}
	if d.onGoogle() {
		now.Partners.Google = d.sheet.seen.Place.ID
		now.Partners.Tabs = tabsOf(d.sheet.seen, now.Partners.Sheets)
	}
	return now
}

func sheetsOf(p plan.Plan) []string {
	var names []string
	for _, t := range p.Tables {
		if !slices.Contains(names, t.Sheet) {
			names = append(names, t.Sheet)
		}
	}
	return names
}

func tabsOf(s *sheets.Sheet, titles []string) []int64 {
	var tabs []int64
	for _, t := range s.Tabs {
		if slices.Contains(titles, t.Title) {
			tabs = append(tabs, t.ID)
		}
	}
	return tabs
}

// stopElsewhere stops a run that reads another sheet or tab than the one that
// was agreed: nothing in it may be taken for an edit.
func (d *desk) stopElsewhere(r *readings) {
	was, known := d.readPlaces()
	if !known || d.despiteStop || r.Base == nil {
		return
	}
	now := d.placesOf(r)
	for _, side := range []struct {
		side     reconcile.Side
		was, now place
		has      []string // every tab the workbook has
		source   string
	}{
		{reconcile.Officer, was.Officers, now.Officers, d.tabs[d.settings.File.Plan], r.Officers.Source},
		{reconcile.Partner, was.Partners, now.Partners, d.tabs[d.settings.File.Partner.Workbook], r.Partners.Source},
	} {
		if why := side.now.otherThan(side.was, side.has); why != "" {
			r.stop(side.side, fmt.Sprintf("%q: %s", side.source, why))
		}
	}
}

// otherThan is why a place is not the one that was agreed, "" where it is. A
// tab that was renamed is the same one; a copy of it beside the old one is not.
func (now place) otherThan(was place, has []string) string {
	if now.Google != was.Google && now.Google != "" && was.Google != "" {
		return "it is another Google Sheet than the one that was agreed"
	}
	if now.Google != "" && was.Google != "" {
		if len(was.Tabs) > 0 && !slices.ContainsFunc(now.Tabs, func(tab int64) bool { return slices.Contains(was.Tabs, tab) }) {
			return "the plan was read from another tab than the one that was agreed"
		}
		return ""
	}
	if slices.ContainsFunc(now.Sheets, func(name string) bool { return slices.Contains(was.Sheets, name) }) {
		return ""
	}
	for _, name := range was.Sheets {
		if slices.Contains(has, name) {
			return fmt.Sprintf("the plan was read from the sheet %q, and what was agreed lies in %q, which is still there", now.Sheets[0], name)
		}
	}
	return ""
}

// stop adds a stop to a settlement, and takes out of it what would be written.
func (r *readings) stop(side reconcile.Side, message string) {
	s := &r.Settlement
	s.Stops = append(s.Stops, reconcile.Stop{
		Kind: reconcile.StopElsewhere, Side: side, Whole: true, Message: message,
		Hint: "name the right one in actionplan.yaml (tables: sheet:, or partner:)",
	})
	s.Officer, s.Partner, s.OfficerRows, s.PartnerRows, s.Columns = nil, nil, nil, nil, nil
}

// readPlaces is what the ledger remembers; a ledger from before it did, or a
// note that cannot be read, stops nothing.
func (d *desk) readPlaces() (was places, known bool) {
	text, err := os.ReadFile(d.placesPath())
	if err != nil || json.Unmarshal(text, &was) != nil {
		return places{}, false
	}
	return was, true
}

// rememberPlaces keeps where both plans lie, where that is news.
func (d *desk) rememberPlaces(r *readings) error {
	now := d.placesOf(r)
	if was, known := d.readPlaces(); known && reflect.DeepEqual(was, now) {
		return nil
	}
	err := writeNote(d.placesPath(), now)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // the ledger is gone, which is said elsewhere
	}
	return err
}
