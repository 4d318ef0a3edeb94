// Package inspect says what a file hides, and what it lacks, before it is
// published: of Word documents, Excel workbooks and PDFs.
//
//	report, err := inspect.File("Report.docx", data)
//	for _, f := range report.Finds {
//		f.Sentence() // "2 comments: in the paragraph “The cost is…”"
//		f.Clears()   // "Review, Delete, Delete all comments"
//	}
//
// What it finds is named by a Kind, of which Kinds lists all. It never changes a
// file, and repeats of what is hidden only as much as is needed to find the place:
// the words round it that everybody can see.
//
// It does not look into pictures, and no machine finds everything: a person reads
// what is published.
package inspect

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
)

// Kind is one thing that a file may hide or lack.
type Kind string

// Rule is what is to be said of a kind.
type Rule struct {
	Kind  Kind
	Lacks bool // a file lacks it; all others hide something
	one   string
	many  string
	clear string
}

// Clears says how it is put right.
func (r Rule) Clears() string { return r.clear }

// Rules lists every kind, the gravest first.
func Rules() []Rule { return rules }

var rules = []Rule{
	{Kind: "tracked-change", one: "a tracked change", many: "tracked changes", clear: "in Word: Review, Accept, Accept all changes and stop tracking"},
	{Kind: "comment", one: "a comment", many: "comments", clear: "in Word: Review, Delete, Delete all comments; in Excel: Review, Delete, for each; in Acrobat: delete it from the Comments pane"},
	{Kind: "hidden-text", one: "a piece of hidden text", many: "pieces of hidden text", clear: "in Word: show it (Ctrl+Shift+8), then delete it; or File, Check for issues, Inspect document"},
	{Kind: "unreadable-text", one: "a piece of text that nobody sees: white on white, or too small", many: "pieces of text that nobody sees: white on white, or too small", clear: "select all, make the text black, then delete what was not to be there"},
	{Kind: "hidden-sheet", one: "a hidden sheet", many: "hidden sheets", clear: "in Excel: right-click a sheet’s tab, Unhide, then delete it; one that is not offered there is very hidden: File, Check for issues, Inspect workbook"},
	{Kind: "hidden-row", one: "a hidden row", many: "hidden rows", clear: "in Excel: select the sheet, right-click a row’s number, Unhide, then delete what is not to be published"},
	{Kind: "hidden-column", one: "a hidden column", many: "hidden columns", clear: "in Excel: select the sheet, right-click a column’s letter, Unhide, then delete what is not to be published"},
	{Kind: "filtered-row", one: "a row that a filter hides", many: "rows that a filter hides", clear: "in Excel: Data, Clear, then delete what is not to be published"},
	{Kind: "kept-records", one: "a pivot table’s copy of the rows it was made from", many: "pivot tables’ copies of the rows they were made from", clear: "copy the table’s values into a new workbook, or publish it as a PDF"},
	{Kind: "hidden-object", one: "a hidden shape or picture", many: "hidden shapes or pictures", clear: "in Excel: Home, Find & Select, Selection Pane, then delete it"},
	{Kind: "hidden-name", one: "a hidden name", many: "hidden names", clear: "File, Check for issues, Inspect workbook: remove hidden names"},
	{Kind: "cropped-picture", one: "a picture that is cropped, and whole in the file", many: "pictures that are cropped, and whole in the file", clear: "Picture Format, Compress pictures, Delete cropped areas"},
	{Kind: "picture-place", one: "a photograph that says where it was taken", many: "photographs that say where they were taken", clear: "take the place out of the photograph (Properties, Details, Remove properties), and put it in again"},
	{Kind: "attachment", one: "an attached or embedded file", many: "attached or embedded files", clear: "delete it, or put a picture of it in its place"},
	{Kind: "earlier-version", one: "an earlier version of itself", many: "earlier versions of itself", clear: "print it to a new PDF"},
	{Kind: "hidden-layer", one: "a layer that is not shown", many: "layers that are not shown", clear: "print it to a new PDF with only the layers that are to be published"},
	{Kind: "macro", one: "a program", many: "programs", clear: "save it as a file without macros (.docx, .xlsx), or print it to a new PDF"},
	{Kind: "custom-data", one: "a part with data beside the text", many: "parts with data beside the text", clear: "File, Check for issues, Inspect document: remove custom XML data"},
	{Kind: "variable", one: "a document variable", many: "document variables", clear: "File, Check for issues, Inspect document"},
	{Kind: "link-inside", one: "a link to a place inside the council", many: "links to places inside the council", clear: "right-click it, Remove hyperlink; for a template or another workbook: File, Info, Edit links to files"},
	{Kind: "data-source", one: "a connection to another source of data", many: "connections to other sources of data", clear: "in Excel: Data, Queries & Connections, delete; in Word: Mailings, Start, Normal document"},
	{Kind: "author", one: "a property that names a person or an office", many: "properties that name persons or offices", clear: "File, Check for issues, Inspect document: remove document properties and personal information"},
	{Kind: "label", one: "a sensitivity label", many: "sensitivity labels", clear: "have whoever set it take it off, or say that it may be published"},
	{Kind: "property", one: "a property of somebody’s own", many: "properties of somebody’s own", clear: "File, Info, Properties, Advanced properties, Custom: delete"},
	{Kind: "folder", one: "the folder or server that it was saved on", many: "folders or servers that it was saved on", clear: "File, Check for issues, Inspect document"},
	{Kind: "thumbnail", one: "a small picture of its first page, as it once was", many: "small pictures of its first page, as it once was", clear: "File, Info, Properties, Advanced properties: clear Save preview picture, and save it"},
	{Kind: "no-tags", Lacks: true, one: "tags, which a screen reader goes by", clear: "export it again from Word with Options, Document structure tags for accessibility; or ask its author for it"},
	{Kind: "no-title", Lacks: true, one: "a title", clear: "File, Info, Title"},
	{Kind: "no-language", Lacks: true, one: "a language", clear: "in Word: Review, Language; in Acrobat: Properties, Advanced, Language"},
	{Kind: "no-alt-text", Lacks: true, one: "words for a picture", many: "words for pictures", clear: "right-click the picture, Edit alt text, or mark it as decorative"},
	{Kind: "no-header-row", Lacks: true, one: "a header row in a table", many: "header rows in tables", clear: "in Word: Layout, Repeat header rows; in Excel: Table design, Header row"},
	{Kind: "skipped-heading", Lacks: true, one: "a level of headings between two", many: "levels of headings between two", clear: "give the heading the level that is next"},
}

// Find is what was found of one kind.
type Find struct {
	Rule
	N      int
	Places []Place // where, as far as it can be said
}

// Place is where something was found, and how much of it.
type Place struct {
	Where string
	N     int
}

// Report is what was found in a file.
type Report struct {
	Format string // "Word document"
	Finds  []Find // in the order of Rules
}

// Hides reports whether the file hides anything.
func (r Report) Hides() bool {
	for _, f := range r.Finds {
		if !f.Lacks {
			return true
		}
	}
	return false
}

// mostPlaces is how many places of one kind a sentence tells.
const mostPlaces = 3

// What says what was found: "2 comments", "no title".
func (f Find) What() string {
	switch {
	case f.Lacks && f.N > 1:
		return fmt.Sprintf("no %s (%d)", f.many, f.N)
	case f.Lacks:
		return "no " + strings.TrimPrefix(f.one, "a ")
	case f.N == 1:
		return f.one
	}
	return fmt.Sprintf("%d %s", f.N, f.many)
}

// Sentence is what was found, and where.
func (f Find) Sentence() string {
	text := f.What()
	for i, p := range f.Places {
		switch i {
		case mostPlaces:
			return text + fmt.Sprintf("; and in %d more", len(f.Places)-i)
		case 0:
			text += ": "
		default:
			text += "; "
		}
		if text += p.Where; p.N > 1 && p.N < f.N {
			text += fmt.Sprintf(" (%d)", p.N)
		}
	}
	return text
}

// found gathers what is found, by kind.
type found map[Kind]*Find

func (all found) add(k Kind, place string) { all.addN(k, 1, place) }

func (all found) addN(k Kind, n int, place string) {
	f := all[k]
	if f == nil {
		f = &Find{}
		all[k] = f
	}
	f.N += n
	if place == "" {
		return
	}
	for i, p := range f.Places {
		if p.Where == place {
			f.Places[i].N += n
			return
		}
	}
	f.Places = append(f.Places, Place{place, n})
}

func (all found) report(format string) Report {
	r := Report{Format: format}
	for _, rule := range rules {
		if f := all[rule.Kind]; f != nil {
			r.Finds = append(r.Finds, Find{rule, f.N, f.Places})
		}
	}
	return r
}

// The reasons why a file cannot be looked into.
var (
	ErrFormat = errors.New("it is no Word document (.docx), Excel workbook (.xlsx) or PDF")
	ErrLocked = errors.New("it is locked with a password or a label’s encryption: nobody can say what it holds")
	ErrBroken = errors.New("it is damaged")
)

// File looks into a file. What it is goes by what it holds, not by its name.
func File(data []byte) (Report, error) {
	switch {
	case bytes.HasPrefix(data, []byte("%PDF-")) || bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")):
		return pdf(data)
	case bytes.HasPrefix(data, []byte{0xd0, 0xcf, 0x11, 0xe0}):
		return Report{}, ErrLocked
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		p, err := open(data)
		if err != nil {
			return Report{}, err
		}
		switch main := p.main(); {
		case strings.HasPrefix(main, "word/"):
			return word(p, main)
		case strings.HasPrefix(main, "xl/"):
			return book(p, main)
		}
	}
	return Report{}, ErrFormat
}
