package ledger

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"reflect"
	"slices"

	"actionplan/internal/disk"
	"actionplan/plan"
)

// Places is where both sides' plans lie.
type Places struct {
	Officers, Partners Place
}

// Place is where one side's plan lies: which file or Google Sheet, and which of
// its tabs.
type Place struct {
	Name   string   `json:",omitempty"`     // as a person knows it: a file's name, a sheet's title
	File   string   `json:",omitempty"`     // a workbook's path; "" in a note of an earlier build
	Google string   `json:",omitempty"`     // a Google Sheet's id; "" for a workbook
	IDs    []int64  `json:"Tabs,omitempty"` // the tabs' numbers in a Google Sheet, which stay when they are renamed
	Tabs   []string `json:"Sheets"`         // the tabs the plan's tables lie in
	Beside []string `json:",omitempty"`     // its other tabs; none in a note of an earlier build

	// NotRead is what the reading left out, by words that only the reader knows the
	// sense of; nil in a note of an earlier build.
	NotRead []string
	// Outside are the words outside the tables, likewise.
	Outside []string
	// Struck are the rows that were struck out, by reconcile.WithdrawnKey; nil likewise.
	Struck []string
	// StruckCells are the cells with words that were struck out, by keys that only who
	// keeps them knows the sense of; nil likewise.
	StruckCells []string
	// Untold are the fields of the officers' plan that partners were not to be told of;
	// none in a note of an earlier build.
	Untold []plan.Field `json:",omitempty"`
	// Stood is which of several tables of the partners' copy each action stood in, by what
	// it goes by; none where there is one table, and in a note of an earlier build.
	Stood map[plan.Ref]string `json:",omitempty"`
}

// Places is where both plans lay when they were last agreed. A ledger from
// before that was kept, or a note that cannot be read, knows nothing.
func (f Folder) Places() (was Places, known bool) {
	text, err := disk.ReadFile(f.path(placesFile))
	if err != nil || json.Unmarshal(text, &was) != nil {
		return Places{}, false
	}
	return was, true
}

// checkPlaces says why the note of where both plans lay cannot be believed: without it
// nobody would see that another sheet is read than the one that was agreed. A ledger
// may have none, from before it was kept.
func (f Folder) checkPlaces() error {
	text, err := disk.ReadFile(f.path(placesFile))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case errors.Is(err, disk.ErrNoFile):
		return nil // somebody's folder of that name: it gives way when the note is written
	case err != nil:
		return err
	case isOfNotes(text) && !json.Valid(text):
		return &DamagedError{Reason: "it is damaged, and what it said of the sheets that were agreed is not known"}
	}
	return nil
}

// isOfNotes reports whether a file is what is left of a note of ours, and not somebody
// else's file of that name: it is empty, or begins as notes do.
func isOfNotes(text []byte) bool {
	text = bytes.TrimSpace(text)
	return len(text) == 0 || text[0] == '{'
}

// KeepPlaces keeps where both plans lie, where that is news. Where the ledger's
// folder is gone, which others say, it keeps nothing.
func (f Folder) KeepPlaces(now Places) error {
	now = f.kept(now)
	if was, known := f.Places(); known && reflect.DeepEqual(was, now) {
		return nil
	}
	err := f.writeNote(placesFile, now)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// kept is places as they are kept.
func (f Folder) kept(p Places) Places {
	p.Officers.File, p.Partners.File = f.relative(p.Officers.File), f.relative(p.Partners.File)
	return p
}

// writeNote writes one of the folder's JSON files.
func (f Folder) writeNote(name string, note any) error {
	text, err := json.MarshalIndent(note, "", " ")
	if err != nil {
		return err
	}
	if err := f.makeWay(name); err != nil {
		return err
	}
	return f.store().Write(name, func(w io.Writer) error {
		_, err := w.Write(append(text, '\n'))
		return err
	})
}

// OtherThan is why the plan in this place may not be taken for the one that was
// agreed in another, "" where it may: it lies in another Google Sheet, or in
// another tab. A tab that was renamed is the same one; a copy of it beside the
// old one is not. All is every tab that the spreadsheet has now. A workbook may
// be renamed and moved.
func (now Place) OtherThan(was Place, all []string) string {
	if now.Google != was.Google && now.Google != "" && was.Google != "" {
		return "it is another Google Sheet than the one that was agreed"
	}
	if now.Google != "" && was.Google != "" {
		if len(was.IDs) > 0 && !slices.ContainsFunc(now.IDs, func(tab int64) bool { return slices.Contains(was.IDs, tab) }) {
			return "the plan was read from another tab than the one that was agreed"
		}
		return ""
	}
	if slices.ContainsFunc(now.Tabs, func(name string) bool { return slices.Contains(was.Tabs, name) }) {
		return ""
	}
	for _, name := range was.Tabs {
		if slices.Contains(all, name) && len(now.Tabs) > 0 {
			return fmt.Sprintf("the plan was read from the sheet %q, and what was agreed lies in %q, which is still there", now.Tabs[0], name)
		}
	}
	return ""
}

// name is what a place is called in a sentence.
func (now Place) name() string {
	switch {
	case now.File != "":
		return fmt.Sprintf("%q", path.Base(now.File))
	case now.Name != "":
		return fmt.Sprintf("the Google Sheet %q", now.Name)
	}
	return "a Google Sheet"
}

// nameBeside is what a place is called beside another, which is not it.
func (now Place) nameBeside(other Place) string {
	switch {
	case now.name() != other.name():
		return now.name()
	case now.File != "":
		return fmt.Sprintf("another file of that name, %q", now.File)
	}
	return "another Google Sheet of that name"
}
