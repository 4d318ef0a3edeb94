package excel

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"actionplan/excel/internal/ooxml"
	"actionplan/plan"
	"actionplan/table"
)

// Book is a workbook as it was read. The file is closed again.
type Book struct {
	Path   string  // as it was asked for
	Sheets []Sheet // every sheet of the workbook, in its order

	Macros bool   // it holds macros, which are never run
	Signed bool   // somebody signed it: any change breaks the signature
	Strict bool   // in the ISO Strict form
	Label  string // the sensitivity label that it carries; "" for none

	Saved time.Time // when it was last saved, by its own properties; the zero Time where they do not say

	grids []table.Grid
	notes []plan.Note
}

// Sheet is one sheet of a workbook.
type Sheet struct {
	Name      string
	Part      string // the package part it is kept in
	Hidden    bool
	Protected bool
	Worksheet bool // it has cells; false for charts, dialogue sheets and old macros
}

// Grids are the worksheets as their cells, in the workbook's order.
func (b *Book) Grids() []table.Grid { return b.grids }

// Notes are facts about the workbook that a user should know, about the
// whole of it or about one sheet. What was doubtful in a sheet's cells is
// with its grid.
func (b *Book) Notes() []plan.Note { return b.notes }

// Open reads a workbook: .xlsx, .xlsm, .xltx or .xltm, by what the file
// holds and not by its name. It may be open in Excel meanwhile. Errors are
// of type *Error.
func Open(path string) (*Book, error) { return open(path, Read) }

// open reads a file, and takes nothing for read that changed meanwhile.
func open(path string, read func(r io.ReaderAt, size int64, name string) (*Book, error)) (*Book, error) {
	before, err := os.Stat(path)
	if err != nil {
		return nil, fileError(path, err)
	}
	if before.IsDir() {
		return nil, &Error{Path: path, Reason: ErrFolder}
	}
	if !before.Mode().IsRegular() {
		return nil, &Error{Path: path, Reason: ErrNotWorkbook, Detail: "it is a pipe or a device", hint: "name the workbook's own file"}
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, fileError(path, err)
	}
	defer file.Close()
	book, readErr := read(file, before.Size(), path)
	after, err := file.Stat()
	if err == nil && (after.Size() != before.Size() || !after.ModTime().Equal(before.ModTime())) {
		return nil, &Error{Path: path, Reason: ErrChanged, Err: readErr}
	}
	return book, readErr
}

// Read reads a workbook from anything that can be read at an offset. The
// name is for errors, and becomes the book's path.
func Read(r io.ReaderAt, size int64, name string) (*Book, error) {
	o, err := readAll(r, size, name)
	if err != nil {
		return nil, err
	}
	return o.book, nil
}

// opened is a workbook that was read, with what it was read from.
type opened struct {
	book     *Book
	pkg      *ooxml.Package
	workbook *ooxml.Workbook
	shared   *shared
	formulas bool // some cell of it is worked out by a formula
}

func readAll(r io.ReaderAt, size int64, name string) (*opened, error) {
	if err := expectZip(r, size, name); err != nil {
		return nil, err
	}
	pkg, err := ooxml.OpenPackage(r, size)
	if err != nil {
		return nil, readError(name, err)
	}
	if err := otherPackage(pkg, name); err != nil {
		return nil, err
	}
	workbook, err := pkg.ReadWorkbook()
	if err != nil {
		return nil, readError(name, err)
	}
	book := &Book{Path: name, Macros: workbook.Macros, Signed: workbook.Signed, Strict: workbook.Strict, Label: pkg.Label(), Saved: pkg.Saved()}
	for _, s := range workbook.Sheets {
		book.Sheets = append(book.Sheets, Sheet{Name: s.Name, Part: s.Part, Hidden: s.Hidden, Worksheet: s.IsSheet})
	}
	o := &opened{book: book, pkg: pkg, workbook: workbook}
	if !slices.ContainsFunc(book.Sheets, func(s Sheet) bool { return s.Worksheet }) {
		return nil, &Error{Path: name, Reason: ErrNoSheet}
	}
	if err := o.readGrids(); err != nil {
		return nil, readError(name, err)
	}
	return o, nil
}

// expectZip refuses what is no package by its first bytes.
func expectZip(r io.ReaderAt, size int64, name string) error {
	container, err := ooxml.Sniff(r, size)
	if err != nil {
		return fileError(name, err)
	}
	refused := &Error{Path: name}
	switch container {
	case ooxml.ContainerZip:
		return nil
	case ooxml.ContainerEmpty:
		refused.Reason = ErrEmpty
	case ooxml.ContainerOldExcel:
		refused.Reason = ErrOldFormat
	case ooxml.ContainerEncrypted:
		refused.Reason = ErrEncrypted
	case ooxml.ContainerText:
		refused.Reason = ErrText
	case ooxml.ContainerHTML:
		refused.Reason, refused.Detail = ErrNotWorkbook, "it is a web page under a workbook's name"
	case ooxml.ContainerXML:
		refused.Reason, refused.Detail = ErrNotWorkbook, "it is plain XML"
	case ooxml.ContainerPDF:
		refused.Reason, refused.Detail = ErrNotWorkbook, "it is a PDF"
		refused.hint = "ask for the workbook the PDF was made from"
	case ooxml.ContainerOLE:
		refused.Reason, refused.Detail = ErrNotWorkbook, "it is another file of an older Office"
	default:
		refused.Reason = ErrNotWorkbook
	}
	return refused
}

// otherPackage refuses packages that are known and no workbook of ours.
func otherPackage(pkg *ooxml.Package, name string) error {
	for _, known := range []struct{ part, what, hint string }{
		{"xl/workbook.bin", "it is the binary .xlsb format", ""},
		{"word/document.xml", "it is a Word document", "name the workbook instead; a table in Word can be copied into a new workbook"},
		{"ppt/presentation.xml", "it is a PowerPoint presentation", "name the workbook instead"},
		{"Index/Document.iwa", "it is an Apple Numbers file", "export it from Numbers (File > Export To > Excel)"},
		{"content.xml", "it is an OpenDocument file", "open it in Excel or LibreOffice and save it as .xlsx"},
	} {
		if pkg.Has(known.part) && !pkg.Has("xl/workbook.xml") {
			return &Error{Path: name, Reason: ErrNotWorkbook, Detail: known.what, hint: known.hint}
		}
	}
	if _, err := pkg.MainPart(); errors.Is(err, ooxml.ErrNoMain) {
		return &Error{Path: name, Reason: ErrNotWorkbook, Detail: "it is a zip file without a workbook in it", Err: err,
			hint: "if the workbook is inside the zip file, unpack it first"}
	}
	return nil
}

// readGrids reads what the sheets share, then the sheets side by side.
func (o *opened) readGrids() error {
	b, w := o.book, o.workbook
	var err error
	if o.shared, err = readShared(o.pkg, w); err != nil {
		return err
	}
	readers := make([]*gridReader, len(b.Sheets))
	var next atomic.Int64
	var failed firstError
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(b.Sheets)) {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(b.Sheets) && !failed.yet(); i = int(next.Add(1)) - 1 {
				if b.Sheets[i].Worksheet {
					readers[i] = newGridReader(o.shared, w.Sheets[i])
					failed.add(i, readers[i].read(o.pkg))
				}
			}
		})
	}
	workers.Wait()
	if err := failed.error(); err != nil {
		return err
	}
	for i, r := range readers {
		if r != nil {
			b.Sheets[i].Protected = r.protected
			b.grids = append(b.grids, r.grid)
			o.formulas = o.formulas || r.formulas
		}
	}
	if err := o.shared.damaged(); err != nil {
		return err
	}
	b.notes = bookNotes(b, w, o.shared)
	return nil
}

// firstError keeps the error of the first sheet that has one, so that the
// same workbook is always refused in the same words.
type firstError struct {
	mu    sync.Mutex
	sheet int
	err   error
}

func (f *firstError) add(sheet int, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err != nil && (f.err == nil || sheet < f.sheet) {
		f.sheet, f.err = sheet, err
	}
}

func (f *firstError) yet() bool { return f.error() != nil }

func (f *firstError) error() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.err
}

// bookNotes says what a user should know of the workbook.
func bookNotes(b *Book, w *ooxml.Workbook, shared *shared) []plan.Note {
	var notes []plan.Note
	say := func(applies bool, message string) {
		if applies {
			notes = append(notes, plan.Note{Message: message})
		}
	}
	say(b.Label != "", fmt.Sprintf("the workbook carries the sensitivity label %q", b.Label))
	say(w.Macros, "the workbook holds macros; they are not run")
	say(w.Signed, "the workbook is signed: any change to it breaks the signature")
	say(w.Structure, "the workbook's structure is protected")
	say(w.ReadOnly, "its author recommends opening the workbook read-only")
	say(w.Links > 0, "the workbook refers to other workbooks; their values are as they were when it was last saved")
	say(w.Date1904, "the workbook counts its dates from 1904, as Excel for Mac once did")
	say(w.Strict, "the workbook is in the ISO Strict form")
	say(shared.styles == nil, "the workbook has no styles: dates cannot be told from numbers, and no fills are seen")
	for i, s := range w.Sheets {
		notes = append(notes, sheetNotes(s, b.Sheets[i])...)
	}
	return notes
}

func sheetNotes(s ooxml.SheetPart, sheet Sheet) []plan.Note {
	var facts []string
	switch {
	case s.Veiled:
		facts = append(facts, "the sheet is hidden so that Excel's menus do not show it")
	case s.Hidden:
		facts = append(facts, "the sheet is hidden")
	}
	switch {
	case s.Part == "":
		facts = append(facts, "the sheet is listed in the workbook but missing from it")
	case !s.IsSheet:
		facts = append(facts, "the sheet holds no cells ("+strings.TrimPrefix(s.Kind, "xl")+") and was not read")
	case sheet.Protected:
		facts = append(facts, "the sheet is protected")
	}
	var notes []plan.Note
	for _, f := range facts {
		notes = append(notes, plan.Note{Cell: plan.Cell{Sheet: s.Name}, Message: f})
	}
	return notes
}
