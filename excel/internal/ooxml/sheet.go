package ooxml

import (
	"bytes"
	"strconv"
)

// CellType says what a cell's stored value is.
type CellType uint8

// The types a stored value can have.
const (
	TypeNumber  CellType = iota // t="n", or no t at all
	TypeShared                  // t="s": the number of a shared text
	TypeInline                  // t="inlineStr": the text itself
	TypeString                  // t="str": a formula's text
	TypeBool                    // t="b": 0 or 1
	TypeError                   // t="e": #REF!
	TypeDate                    // t="d": 2026-03-31T00:00:00
	TypeUnknown                 // anything else
)

func cellType(t []byte) CellType {
	switch string(t) {
	case "", "n":
		return TypeNumber
	case "s":
		return TypeShared
	case "inlineStr":
		return TypeInline
	case "str":
		return TypeString
	case "b":
		return TypeBool
	case "e":
		return TypeError
	case "d":
		return TypeDate
	}
	return TypeUnknown
}

// SheetRow is one row element.
type SheetRow struct {
	Number   int     // its r, or one more than the row before; may lie beyond the edges of a worksheet, and be 0
	Numbered bool    // it has an r
	Hidden   bool    // hidden, filtered out or of no height
	Level    int     // how deep it stands in an outline; 0 for in none
	Style    int     // the row's own cell format, where it has one; 0 otherwise
	Height   float64 // in points, where the row says one; 0 otherwise
	Fixed    bool    // somebody set that height: it does not follow what the row says
	// Start and End are where the whole element stands in the part; End is
	// 0 until SheetEvents.EndRow. Body is where its start tag ends.
	Start, Body, End int64
}

// SheetCell is one c element.
type SheetCell struct {
	Row, Column int  // from its r, or following on from the cell before
	Named       bool // it has an r
	Elsewhere   bool // its r names another row than the one it stands in, which is ignored
	Type        CellType
	Style       int    // index of its cell format
	Value       []byte // the stored value with entities resolved, until the next event
	Stored      bool   // it has a value, even an empty one
	Runs        []Run  // of an inline text, where it has any
	Formula     bool
	Array       Range // what an array formula or data table here fills, from this cell on; zero for others
	// Text is the formula's own, and where it stands, for a reader that asks
	// for formulas; Group is "shared", "array" or "dataTable" where it is not
	// this cell's alone.
	Text           []byte
	TextAt, TextTo int64
	Group          string
	Shares         Range // the cells that share the formula that stands here; zero for others
	// Start and End are where the whole element stands in the part.
	Start, End int64
}

// SheetEvents is what a reader of a sheet wants to hear of, in the order the
// part says it. Any of them may be nil. What they are given is the
// scanner's own and stands until they return.
type SheetEvents struct {
	Row         func(*SheetRow) error  // before the row's first cell
	Cell        func(*SheetCell) error //
	EndRow      func(*SheetRow) error  // after its last
	Merge       func(Range) error
	Hidden      func(first, last int) // hidden columns
	Conditional func([]Range)         // coloured by a rule
	Protected   func()
	Filter      func(*Filter)
}

// ReadSheet reads one worksheet.
func (p *Package) ReadSheet(part string, events *SheetEvents) error {
	s, closer, err := p.Scan(part)
	if err != nil {
		return err
	}
	defer closer.Close()
	return inPart(part, s.ReadSheet(events))
}

// ReadSheet reads one worksheet from the scanner of its part. The namespace
// of the root element is taken for a workbook's own, whichever it is: there
// are files in the namespaces of early versions.
func (s *Scanner) ReadSheet(events *SheetEvents) error {
	r := sheetReader{Scanner: s, events: events}
	return readRoot(s, func(t *Token) { r.main = t.Space }, r.child)
}

type sheetReader struct {
	*Scanner
	events *SheetEvents
	main   NS
	row    SheetRow
	told   bool // it is settled which row it is, and SheetEvents.Row was called
	cell   SheetCell
	value  []byte
	text   richText

	wantFormulas bool
	formula      []byte
}

// child reads one element below worksheet.
func (r *sheetReader) child(_ *Scanner, t *Token) error {
	if t.Space != r.main {
		return nil
	}
	switch string(t.Name) {
	case "sheetData":
		return r.sheetData()
	case "cols":
		return r.Children(r.column)
	case "mergeCells":
		return r.Children(r.merge)
	case "autoFilter":
		if r.events.Filter == nil {
			return nil
		}
		f, err := readFilter(r.Scanner, t)
		r.events.Filter(f)
		return err
	case "conditionalFormatting":
		r.conditional(t.Attr("sqref"))
	case "sheetProtection":
		if r.events.Protected != nil && t.AttrTrue("sheet") {
			r.events.Protected()
		}
	case "extLst":
		return r.extensions()
	}
	return nil
}

func (r *sheetReader) column(_ *Scanner, t *Token) error {
	first, ok1 := parseInt(t.Attr("min"))
	last, ok2 := parseInt(t.Attr("max"))
	hidden := t.AttrTrue("hidden") || isZero(t.Attr("width"))
	if hidden && ok1 && ok2 && 0 < first && first <= last && first <= MaxColumn && r.events.Hidden != nil {
		r.events.Hidden(first, min(last, MaxColumn))
	}
	return nil
}

// isZero says whether a number is written and is nothing: 0, 0.0.
func isZero(number []byte) bool {
	return len(number) > 0 && len(bytes.Trim(number, "0.")) == 0
}

func (r *sheetReader) merge(_ *Scanner, t *Token) error {
	if merged, ok := ParseRange(t.Attr("ref")); ok && r.events.Merge != nil {
		return r.events.Merge(merged)
	}
	return nil
}

func (r *sheetReader) conditional(sqref []byte) {
	if ranges := ParseRanges(sqref); len(ranges) > 0 && r.events.Conditional != nil {
		r.events.Conditional(ranges)
	}
}

// extensions reads the conditional formatting that Excel 2010 added, which
// keeps its ranges in an element, and passes over everything else.
func (r *sheetReader) extensions() error {
	if r.tok.Empty {
		return nil
	}
	for depth := r.open.depth(); r.open.depth() >= depth; {
		t, err := r.Next()
		if err != nil {
			return unexpectedEnd(err)
		}
		if t.Kind != StartTag || t.Space != NSX14 || string(t.Name) != "conditionalFormatting" {
			continue
		}
		if err := r.Children(r.extendedRule); err != nil {
			return err
		}
	}
	return nil
}

func (r *sheetReader) extendedRule(_ *Scanner, t *Token) error {
	if !t.Is(NSExcel, "sqref") {
		return nil
	}
	sqref, err := r.appendContent(nil)
	r.conditional(sqref)
	return err
}

func (r *sheetReader) sheetData() error {
	if r.tok.Empty {
		return nil
	}
	for {
		t, err := r.Next()
		if err != nil {
			return unexpectedEnd(err)
		}
		switch {
		case t.Kind == EndTag:
			return nil
		case t.Kind == Text:
		case t.Space == r.main && string(t.Name) == "row":
			err = r.readRow(t)
		default:
			err = r.Skip()
		}
		if err != nil {
			return err
		}
	}
}

func (r *sheetReader) readRow(t *Token) error {
	last := r.row.Number
	r.row = SheetRow{Number: last + 1, Start: t.Start, Body: t.End}
	for i := range t.Attrs {
		a := &t.Attrs[i]
		if a.Space != None {
			continue
		}
		switch string(a.Name) {
		case "r":
			if n, ok := parseInt(bytes.TrimSpace(a.Value)); ok {
				r.row.Number, r.row.Numbered = n, true
			}
		case "s":
			r.row.Style, _ = parseInt(a.Value)
		case "hidden":
			r.row.Hidden = r.row.Hidden || t.AttrTrue("hidden")
		case "ht":
			r.row.Hidden = r.row.Hidden || isZero(a.Value)
			r.row.Height, _ = strconv.ParseFloat(string(a.Value), 64)
		case "outlineLevel":
			r.row.Level, _ = parseInt(a.Value)
		case "customHeight":
			r.row.Fixed = t.AttrTrue("customHeight")
		}
	}
	r.told = false
	r.cell.Column = 0
	r.row.End = t.End
	if !t.Empty {
		if err := r.cells(); err != nil {
			return err
		}
	}
	if err := r.tellRow(); err != nil || r.events.EndRow == nil {
		return err
	}
	return r.events.EndRow(&r.row)
}

func (r *sheetReader) cells() error {
	r.row.End = 0
	for {
		if taken, err := r.plainCell(); err != nil {
			return err
		} else if taken {
			continue
		}
		t, err := r.Next()
		if err != nil {
			return unexpectedEnd(err)
		}
		switch {
		case t.Kind == EndTag:
			r.row.End = t.End
			return nil
		case t.Kind == Text:
		case t.Space == r.main && string(t.Name) == "c":
			err = r.readCell(t)
		default:
			err = r.Skip()
		}
		if err != nil {
			return err
		}
	}
}

// tellRow settles which row it is, with its first cell at the latest.
func (r *sheetReader) tellRow() error {
	if r.told {
		return nil
	}
	r.told = true
	if r.events.Row == nil {
		return nil
	}
	return r.events.Row(&r.row)
}

func (r *sheetReader) readCell(t *Token) error {
	c := &r.cell
	*c = SheetCell{Column: c.Column + 1, Start: t.Start, End: t.End}
	for i := range t.Attrs {
		if a := &t.Attrs[i]; len(a.Name) == 1 && a.Space == None {
			r.attribute(a.Name[0], a.Value)
		}
	}
	if err := r.tellRow(); err != nil {
		return err
	}
	c.Row = r.row.Number
	if !t.Empty {
		if err := r.content(); err != nil {
			return err
		}
	}
	if r.events.Cell == nil {
		return nil
	}
	return r.events.Cell(c)
}

// attribute reads one attribute of a cell.
func (r *sheetReader) attribute(name byte, value []byte) {
	switch name {
	case 'r':
		r.place(value)
	case 's':
		r.cell.Style, _ = parseInt(value)
	case 't':
		r.cell.Type = cellType(value)
	}
}

// place reads where a cell says it stands. Its row counts only where the row
// itself does not say which it is.
func (r *sheetReader) place(name []byte) {
	row, column := ParseCell(name)
	if row == 0 {
		return
	}
	r.cell.Column, r.cell.Named = column, true
	if !r.row.Numbered && !r.told && row >= r.row.Number {
		r.row.Number = row
	}
	r.cell.Elsewhere = row != r.row.Number
}

// content reads what stands inside a c element.
func (r *sheetReader) content() error {
	c := &r.cell
	for {
		t, err := r.Next()
		if err != nil {
			return unexpectedEnd(err)
		}
		switch {
		case t.Kind == EndTag:
			c.End = t.End
			return nil
		case t.Kind == Text:
		case t.Space != r.main:
			err = r.Skip()
		case string(t.Name) == "v":
			err = r.storedValue()
		case string(t.Name) == "f":
			c.Formula = true
			if kind := string(t.Attr("t")); kind == "array" || kind == "dataTable" {
				c.Array, _ = ParseRange(t.Attr("ref"))
			}
			if !r.wantFormulas {
				err = r.Skip()
				break
			}
			c.Group = string(t.Attr("t"))
			c.Shares, _ = ParseRange(t.Attr("ref"))
			c.TextAt, c.TextTo = t.End, t.End
			if !t.Empty {
				r.formula, err = r.appendContent(r.formula[:0])
				c.Text, c.TextTo = r.formula, r.tok.Start
			}
		case string(t.Name) == "is":
			err = r.inlineText()
		default:
			err = r.Skip()
		}
		if err != nil {
			return err
		}
	}
}

func (r *sheetReader) storedValue() error {
	if r.cell.Type == TypeInline && r.cell.Stored {
		return r.Skip()
	}
	var err error
	r.value, err = r.appendContent(r.value[:0])
	if r.cell.Type == TypeString || r.cell.Type == TypeInline {
		r.value = unescape(r.value)
	}
	r.cell.Value, r.cell.Stored = r.value, true
	return err
}

// inlineText reads an is element. It is the value whatever the type says:
// some writers leave the type out.
func (r *sheetReader) inlineText() error {
	if err := r.text.read(r.Scanner); err != nil {
		return err
	}
	if r.cell.Type != TypeInline && r.cell.Stored {
		return nil
	}
	r.cell.Type = TypeInline
	r.cell.Value, r.cell.Stored, r.cell.Runs = r.text.chars, true, nil
	if len(r.text.runs) > 0 {
		r.cell.Runs = r.text.in(string(r.text.chars))
	}
	return nil
}
