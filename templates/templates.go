// Package templates holds what a pack looks like: the page and its style, the
// workbook, the covering report, and the words that belong to no one section. A
// council overrides any file of them from a folder of its own.
//
//	drawn, err := templates.Write(folder, pack.Build(in), nil, templates.Options{Overrides: own})
//	page, err := templates.Page(pack.Build(in), templates.Options{}) // the page alone
//
// Each section of the pack is shown by the fragment of its name in page/, which
// is filled with the whole pack and, as .Says, with what the section says. A
// page needs nothing beside it: no script, no picture, no address it calls.
// What the plan says stays text, whatever it looks like. The same pack gives
// the same bytes.
//
// Nothing here decides what may be seen: a fragment cannot show what
// pack.Public has no field for.
package templates

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"actionplan/excel/draw"
	"actionplan/pack"
)

// Options are the council's choices of how a pack looks.
type Options struct {
	// Overrides is a folder of the council's own files, named as the built-in
	// ones are. What a wording.html, page.html or the like defines stands in
	// for what the built-in one does, and the rest stays; a style.css takes
	// the built-in style's place, and a council.css is added after it. Other
	// files are let be. "" for none.
	Overrides string

	// Print makes a PDF of the page. Nil, or an error, leaves it out of the pack.
	Print func(page []byte) (pdf []byte, pages int, err error)
}

// Drawn is a pack on the disk.
type Drawn struct {
	Files     []File   // but for pack.json, which is the record of them
	BlockedBy []string // why it may not be published yet: what the pack says, and what the report asks for and nobody gave
	NotMade   string   // why there is no PDF, and what to do; "" where there is one
}

// File is one file of a pack.
type File struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"` // in lower-case hexadecimal
	Pages  int    `json:"pages"`  // 0 for a file that has no pages until it is printed
}

// The names of a pack's files. Officers' own stand in a folder of theirs, so that what
// is put on the agenda can be taken as it lies.
const (
	PageName   = "01 Scrutiny pack.html"
	BookName   = "02 Action plan.xlsx"
	ReportName = "03 Cover report.docx"
	PrintName  = "04 Scrutiny pack.pdf"
	RecordName = "pack.json"

	OfficersFolder   = "officers"
	OfficersPageName = OfficersFolder + "/Working file – not for publication.html"
	OfficersBookName = OfficersFolder + "/Working file – not for publication.xlsx"
)

// Write makes every file of the pack in a folder that exists and that nobody
// is shown yet: the caller renames it when all of it is there. Nothing is
// written before everything is made. officers is nil where their pack would say no
// more than the public one.
func Write(folder string, p pack.Public, officers *pack.Officers, o Options) (Drawn, error) {
	made, err := drawn(p, PageName, BookName, o)
	if err != nil {
		return Drawn{}, err
	}
	cover, err := report(p, o)
	if err != nil {
		return Drawn{}, fmt.Errorf("make %s: %w", ReportName, err)
	}
	result := Drawn{BlockedBy: append(slices.Clone(p.BlockedBy()), unfilled(cover.Left)...)}
	if made = append(made, drawing{ReportName, cover.Document, 0}); o.Print != nil {
		pdf, pages, err := o.Print(made[0].data)
		if err != nil {
			result.NotMade = fmt.Sprintf("%s was not made: %s. Open %q in Edge or Chrome and print it to PDF.", PrintName, err, PageName)
		} else {
			made = append(made, drawing{PrintName, pdf, pages})
		}
	}
	if officers != nil {
		inside, err := drawn(officers.Inside(), OfficersPageName, OfficersBookName, o)
		if err != nil {
			return Drawn{}, err
		}
		made = append(made, inside...)
		if err := os.Mkdir(filepath.Join(folder, OfficersFolder), 0o777); err != nil {
			return Drawn{}, fmt.Errorf("write the pack: %w", err)
		}
	}
	for _, m := range made {
		result.Files = append(result.Files, describe(m))
	}
	record, err := newRecord(p, result).bytes()
	if err != nil {
		return Drawn{}, fmt.Errorf("make %s: %w", RecordName, err)
	}
	for _, m := range append(made, drawing{RecordName, record, 0}) {
		if err := write(filepath.Join(folder, filepath.FromSlash(m.name)), m.data); err != nil {
			return Drawn{}, fmt.Errorf("write the pack: %w", err)
		}
	}
	return result, nil
}

// drawing is a file as it is to be written.
type drawing struct {
	name  string
	data  []byte
	pages int // 0 for a file that has none
}

// drawn is what a pack says as a page and as a workbook.
func drawn(p pack.Public, pageName, bookName string, o Options) ([]drawing, error) {
	page, err := Page(p, o)
	if err != nil {
		return nil, err
	}
	var book bytes.Buffer
	if err := draw.Write(&book, workbook(p)); err != nil {
		return nil, fmt.Errorf("make %s: %w", bookName, err)
	}
	return []drawing{{pageName, page, 0}, {bookName, book.Bytes(), 0}}, nil
}

func describe(d drawing) File {
	sum := sha256.Sum256(d.data)
	return File{Name: d.name, SHA256: hex.EncodeToString(sum[:]), Pages: d.pages}
}

// write makes a file with the permissions that the user's umask leaves to any
// new one.
func write(path string, data []byte) error { return os.WriteFile(path, data, 0o666) }
