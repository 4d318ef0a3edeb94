package ooxml

import (
	"errors"
	"strings"
)

// Workbook is what a workbook's own part says, and which parts make it up.
type Workbook struct {
	Part       string
	Sheets     []SheetPart
	Date1904   bool // dates count from 1904, not 1900
	Strict     bool // in the namespaces of ISO Strict
	Structure  bool // the workbook's structure is protected
	ReadOnly   bool // its author recommends opening it read-only
	Strings    string
	Styles     string
	Theme      string
	Macros     bool
	Links      int // other workbooks it refers to
	Signed     bool
	HasUnknown bool // it names sheets whose part is missing
}

// SheetPart is one sheet as the workbook lists it.
type SheetPart struct {
	Name    string
	ID      string // of the relationship to its part
	Number  int    // its own number, which stays when sheets change places
	Part    string // "" where the package has none
	Kind    string // worksheet, chartsheet, dialogsheet, xlMacrosheet…
	Hidden  bool   // it is hidden, also where VeryHidden
	Veiled  bool   // veryHidden: Excel's menus do not offer to show it
	IsSheet bool   // it is a worksheet, with cells
}

// maxSheets is how many sheets a workbook may have.
const maxSheets = 10_000

// ReadWorkbook reads which sheets a workbook has and where its parts are.
func (p *Package) ReadWorkbook() (*Workbook, error) {
	part, err := p.MainPart()
	if err != nil {
		return nil, err
	}
	w := &Workbook{Part: part}
	s, closer, err := p.Scan(part)
	if err != nil {
		return nil, err
	}
	defer closer.Close()
	isWorkbook := false
	err = readRoot(s, func(t *Token) { isWorkbook = string(t.Name) == "workbook" }, w.child)
	if err != nil {
		return nil, inPart(part, err)
	}
	if !isWorkbook {
		return nil, inPart(part, refuse(ErrDamaged, "the part is not a workbook's"))
	}
	w.Strict = s.spaces.strict
	rels, err := p.Relationships(part)
	if err != nil {
		return nil, err
	}
	w.locate(p, rels)
	w.Signed, err = p.signed()
	return w, err
}

func (w *Workbook) child(s *Scanner, t *Token) error {
	switch string(t.Name) {
	case "workbookPr":
		w.Date1904 = w.Date1904 || t.AttrTrue("date1904")
	case "workbookProtection":
		w.Structure = t.AttrTrue("lockStructure")
	case "fileSharing":
		w.ReadOnly = t.AttrTrue("readOnlyRecommended")
	case "sheets":
		return s.Children(w.sheet)
	}
	return nil
}

func (w *Workbook) sheet(_ *Scanner, t *Token) error {
	if string(t.Name) != "sheet" {
		return nil
	}
	if len(w.Sheets) == maxSheets {
		return refuse(ErrTooLarge, "it holds more than %d sheets", maxSheets)
	}
	state := string(t.Attr("state"))
	id := t.AttrIn(NSRel, "id")
	if id == nil {
		id = t.Attr("id")
	}
	number, _ := parseInt(t.Attr("sheetId"))
	w.Sheets = append(w.Sheets, SheetPart{
		Number: number,
		Name:   t.AttrText("name"),
		ID:     attrText(id),
		Hidden: state == "hidden" || state == "veryHidden",
		Veiled: state == "veryHidden",
	})
	return nil
}

// locate finds the part of each sheet and of what sheets share.
func (w *Workbook) locate(p *Package, rels []Relationship) {
	byID := make(map[string]Relationship, len(rels))
	for _, r := range rels {
		byID[r.ID] = r
		present := !r.External && p.Has(r.Target)
		switch {
		case r.Type == "externalLink":
			w.Links++
		case strings.HasSuffix(r.Type, "vbaProject") && present:
			w.Macros = true
		case !present:
		case r.Type == "sharedStrings":
			w.Strings = r.Target
		case r.Type == "styles":
			w.Styles = r.Target
		case r.Type == "theme":
			w.Theme = r.Target
		}
	}
	for i := range w.Sheets {
		sh := &w.Sheets[i]
		rel, ok := byID[sh.ID]
		if !ok || rel.External || !p.Has(rel.Target) {
			w.HasUnknown = true
			continue
		}
		sh.Part, sh.Kind = rel.Target, rel.Type
		sh.IsSheet = rel.Type == "worksheet"
	}
}

// signed says whether somebody signed the package.
func (p *Package) signed() (bool, error) {
	rels, err := p.Relationships("")
	if err != nil && !errors.Is(err, ErrDamaged) {
		return false, err
	}
	for _, r := range rels {
		if r.Type == "origin" || strings.Contains(r.Target, "_xmlsignatures/") {
			return true, nil
		}
	}
	return false, nil
}
