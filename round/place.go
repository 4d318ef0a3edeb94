package round

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"

	"actionplan/reconcile"
	"actionplan/table"
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
	File   string `json:",omitempty"` // from the ledger's folder; only in the note of the last apply
}

func placeOf(p table.Place) place { return place{Google: p.Google, Tabs: p.IDs, Sheets: p.Tabs} }

func placesOf(now *Readings) places {
	return places{Officers: placeOf(now.Places[reconcile.Officer]), Partners: placeOf(now.Places[reconcile.Partner])}
}

// writtenPlaces are the places that an apply writes to, with their files as
// they lie from the ledger's folder: all of it can be moved together.
func (r *Round) writtenPlaces(now *Readings) places {
	from := func(p table.Place) string {
		if p.File == "" {
			return ""
		}
		folder, err := filepath.Abs(r.Ledger)
		file, err2 := filepath.Abs(p.File)
		if errors.Join(err, err2) != nil {
			return p.File
		}
		if relative, err := filepath.Rel(folder, file); err == nil {
			return filepath.ToSlash(relative)
		}
		return file
	}
	p := placesOf(now)
	p.Officers.File, p.Partners.File = from(now.Places[reconcile.Officer]), from(now.Places[reconcile.Partner])
	return p
}

func (p places) of(side reconcile.Side) place {
	if side == reconcile.Partner {
		return p.Partners
	}
	return p.Officers
}

func (r *Round) placesPath() string { return filepath.Join(r.Ledger, "places.json") }

// stopElsewhere stops a run that reads another sheet or tab than the one that
// was agreed: nothing in it may be taken for an edit.
func (r *Round) stopElsewhere(now *Readings) {
	was, known := r.readPlaces()
	if !known || r.Rules.Confirmed || now.Base == nil {
		return
	}
	for _, side := range Sides {
		if why := placeOf(now.Places[side]).otherThan(was.of(side), now.Places[side].All); why != "" {
			now.stop(side, fmt.Sprintf("%q: %s", now.Plan(side).Source, why))
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
func (now *Readings) stop(side reconcile.Side, message string) {
	s := &now.Settlement
	s.Stops = append(s.Stops, reconcile.Stop{
		Kind: reconcile.StopElsewhere, Side: side, Whole: true, Message: message,
		Hint: "name the right one in actionplan.yaml (tables: sheet:, or partner:)",
	})
	s.Officer, s.Partner, s.OfficerRows, s.PartnerRows, s.Columns = nil, nil, nil, nil, nil
}

// readPlaces is what the ledger remembers; a ledger from before it did, or a
// note that cannot be read, stops nothing.
func (r *Round) readPlaces() (was places, known bool) {
	text, err := os.ReadFile(r.placesPath())
	if err != nil || json.Unmarshal(text, &was) != nil {
		return places{}, false
	}
	return was, true
}

// rememberPlaces keeps where both plans lie, where that is news.
func (r *Round) rememberPlaces(read *Readings) error {
	now := placesOf(read)
	if was, known := r.readPlaces(); known && reflect.DeepEqual(was, now) {
		return nil
	}
	err := writeNote(r.placesPath(), now)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // the ledger is gone, which is said elsewhere
	}
	return err
}
