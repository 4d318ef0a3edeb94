package ooxml

import (
	"bytes"
	"slices"
)

// Survey is where in a worksheet's part the things stand that a writer of
// cells needs to find. Ask is filled in beforehand, the rest by SurveySheet.
type Survey struct {
	// Ask is the cells to look for: columns, ascending, by row.
	Ask map[int][]int
	// Seen is told every cell, in the part's order; it may be nil.
	Seen func(*SheetCell)

	Recoded bool              // the part is not UTF-8: offsets mean nothing in it
	ASCII   bool              // the part says that it holds ASCII alone
	Prefix  string            // of the part's own elements: "x:", mostly ""
	Data    Span              // sheetData; Body is where its start tag ends
	Cells   map[[2]int]*Found // by row and column: all that were asked for
	Rows    map[int]*FoundRow // all that were asked for
	Columns []ColumnStyle     // as cols lists them
	Cols    Span              // cols, with its tags; zero where there is none
	Marks   []Mark            // ranges that elements about many cells name
	Merges  []Range
	Order   bool // rows come in ascending order, and each once
	Locked  bool // the sheet is protected
}

// Span is where an element stands: its first byte, the end of its start tag,
// where its end tag starts, and its end. Where it is its own end tag, Body,
// Shut and End are the same.
type Span struct{ Start, Body, Shut, End int64 }

// Own says whether the element is one tag, its own end.
func (s Span) Own() bool { return s.Body == s.End }

// Found is a cell that was asked for.
type Found struct {
	Here  bool // the part has it
	Times int  // how often
	// Cell is the element, its value gone.
	Cell SheetCell
	// At is where an element for it would be put, in its row; 0 where the
	// part has no such row.
	At int64
}

// FoundRow is a row that was asked for.
type FoundRow struct {
	Here   bool
	Times  int
	Row    SheetRow
	Shut   int64 // where its end tag starts
	Order  bool  // its cells come in ascending order
	Prefix string
	// At is where an element for it would be put.
	At int64
}

// ColumnStyle is one element of cols.
type ColumnStyle struct {
	First, Last int
	Style       int
	Start, End  int64
}

// Mark is a list of ranges somewhere in the part.
type Mark struct {
	Kind       MarkKind
	Start, End int64 // of the list itself, as written
	Ranges     []Range
	Text       string
}

// MarkKind is whose ranges they are.
type MarkKind uint8

// The kinds of ranges.
const (
	MarkDimension MarkKind = iota // the cells in use
	MarkFilter
	MarkRule       // conditional formatting
	MarkValidation // what may be typed
	MarkOther      // anything else that is not changed
)

// SurveySheet looks for cells in one worksheet, and for all that says
// something about ranges of them. Memory follows what is asked for and the
// marks, not the sheet.
func (p *Package) SurveySheet(part string, survey *Survey) error {
	s, closer, err := p.Scan(part)
	if err != nil {
		return err
	}
	defer closer.Close()
	return inPart(part, s.SurveySheet(survey))
}

// maxMarks is how many elements with ranges one sheet may have.
const maxMarks = 1_000_000

// SurveySheet is Package.SurveySheet from a scanner of the part.
func (s *Scanner) SurveySheet(survey *Survey) error {
	survey.Cells, survey.Rows = map[[2]int]*Found{}, map[int]*FoundRow{}
	survey.Order = true
	v := &surveyor{survey: survey}
	v.Scanner = s
	v.events = &SheetEvents{Row: v.startRow, Cell: v.cell, EndRow: v.endRow, Merge: v.merged}
	v.pending = make([]int, 0, len(survey.Ask))
	for row, columns := range survey.Ask {
		v.pending = append(v.pending, row)
		survey.Rows[row] = &FoundRow{}
		for _, column := range columns {
			survey.Cells[[2]int{row, column}] = &Found{}
		}
	}
	slices.Sort(v.pending)
	return readRoot(s, v.root, v.element)
}

type surveyor struct {
	sheetReader
	survey  *Survey
	pending []int // rows asked for that no row has reached yet, ascending
	lastRow int
	asked   *FoundRow // the row being read, where it was asked for
	columns []int     // asked for in it, not reached yet
	last    int       // the last column met in it
}

func (v *surveyor) root(t *Token) {
	v.main = t.Space
	v.survey.Recoded, v.survey.ASCII = v.Recoded, v.ASCII
	v.survey.Prefix = TagPrefix(v.written(t))
}

// written is a tag's own bytes, right after Next gave it.
func (v *surveyor) written(t *Token) []byte { return v.buf[v.pos-int(t.End-t.Start) : v.pos] }

// at is where an attribute's value stands, right after Next gave its tag.
func (v *surveyor) at(value []byte) int64 { return v.base + int64(cap(v.buf)-cap(value)) }

func (v *surveyor) element(_ *Scanner, t *Token) error {
	if t.Space != v.main {
		return nil
	}
	switch string(t.Name) {
	case "dimension":
		return v.mark(MarkDimension, t.Attr("ref"))
	case "sheetData":
		return v.data(t)
	case "cols":
		return v.colsElement(t)
	case "mergeCells":
		return v.Children(v.merge)
	case "sheetProtection":
		v.survey.Locked = v.survey.Locked || t.AttrTrue("sheet")
	case "autoFilter":
		return v.mark(MarkFilter, t.Attr("ref"))
	case "conditionalFormatting":
		return v.mark(MarkRule, t.Attr("sqref"))
	case "dataValidations":
		return v.Children(func(_ *Scanner, t *Token) error { return v.mark(MarkValidation, t.Attr("sqref")) })
	case "extLst":
		return v.extended()
	}
	return nil
}

func (v *surveyor) mark(kind MarkKind, list []byte) error {
	if list == nil {
		return nil
	}
	start := v.at(list)
	return v.keep(Mark{Kind: kind, Start: start, End: start + int64(len(list)), Text: string(list), Ranges: ParseRanges(list)})
}

func (v *surveyor) keep(m Mark) error {
	if len(v.survey.Marks) == maxMarks {
		return refuse(ErrTooLarge, "it holds more than %d coloured or validated ranges", maxMarks)
	}
	v.survey.Marks = append(v.survey.Marks, m)
	return nil
}

func (v *surveyor) merged(r Range) error {
	if len(v.survey.Merges) == maxMarks {
		return refuse(ErrTooLarge, "it holds more than %d merged cells", maxMarks)
	}
	if r.Cells() > 1 {
		v.survey.Merges = append(v.survey.Merges, r)
	}
	return nil
}

// extended finds the ranges of the rules and validations that Excel 2010
// added.
func (v *surveyor) extended() error {
	if v.tok.Empty {
		return nil
	}
	kind := MarkOther
	for depth := v.open.depth(); v.open.depth() >= depth; {
		t, err := v.Next()
		if err != nil {
			return unexpectedEnd(err)
		}
		of := MarkOther
		switch {
		case t.Is(NSX14, "conditionalFormatting"):
			of = MarkRule
		case t.Is(NSX14, "dataValidation"):
			of = MarkValidation
		}
		switch {
		case t.Kind == StartTag && of != MarkOther && !t.Empty:
			kind = of
		case t.Kind == EndTag && of != MarkOther:
			kind = MarkOther
		case t.Kind == StartTag && t.Is(NSExcel, "sqref") && !t.Empty:
			if err := v.extendedRanges(kind); err != nil {
				return err
			}
		}
	}
	return nil
}

// extendedRanges reads one list of ranges that is an element's text.
func (v *surveyor) extendedRanges(kind MarkKind) error {
	t, err := v.Next()
	if err != nil {
		return unexpectedEnd(err)
	}
	if t.Kind != Text || t.CDATA {
		return nil
	}
	return v.keep(Mark{Kind: kind, Start: t.Start, End: t.End, Text: string(t.Raw), Ranges: ParseRanges(t.Raw)})
}

func (v *surveyor) colsElement(t *Token) error {
	v.survey.Cols = Span{Start: t.Start, Body: t.End, Shut: t.End, End: t.End}
	if t.Empty {
		return nil
	}
	err := v.Children(v.colElement)
	v.survey.Cols.Shut, v.survey.Cols.End = v.tok.Start, v.tok.End
	return err
}

func (v *surveyor) colElement(_ *Scanner, t *Token) error {
	first, ok1 := parseInt(t.Attr("min"))
	last, ok2 := parseInt(t.Attr("max"))
	style, _ := parseInt(t.Attr("style"))
	if ok1 && ok2 && 0 < first && first <= last && len(v.survey.Columns) < MaxColumn {
		v.survey.Columns = append(v.survey.Columns, ColumnStyle{first, last, style, t.Start, t.End})
	}
	return nil
}

// data reads sheetData. Where a part has two, the rows of both are read, and
// new ones go into the last.
func (v *surveyor) data(t *Token) error {
	v.survey.Data = Span{Start: t.Start, Body: t.End, Shut: t.End, End: t.End}
	empty := t.Empty
	v.survey.Prefix = TagPrefix(v.written(t))
	if err := v.sheetData(); err != nil {
		return err
	}
	if !empty {
		v.survey.Data.Shut, v.survey.Data.End = v.tok.Start, v.tok.End
	}
	for _, row := range v.pending {
		if v.survey.Rows[row].At == 0 {
			v.survey.Rows[row].At = v.survey.Data.Shut
		}
	}
	return nil
}

func (v *surveyor) startRow(r *SheetRow) error {
	if r.Number <= v.lastRow {
		v.survey.Order = false
	}
	for len(v.pending) > 0 && v.pending[0] < r.Number {
		v.survey.Rows[v.pending[0]].At = r.Start
		v.pending = v.pending[1:]
	}
	if len(v.pending) > 0 && v.pending[0] == r.Number {
		v.pending = v.pending[1:]
	}
	v.lastRow = max(v.lastRow, r.Number)
	v.last = 0
	v.asked, v.columns = v.survey.Rows[r.Number], v.survey.Ask[r.Number]
	if v.asked != nil {
		v.asked.Here = true
		v.asked.Times++
		v.asked.Order = v.asked.Times == 1
		v.asked.Row = *r
	}
	return nil
}

func (v *surveyor) cell(c *SheetCell) error {
	if v.survey.Seen != nil {
		v.survey.Seen(c)
	}
	if v.asked == nil {
		return nil
	}
	if c.Column <= v.last {
		v.asked.Order = false
	}
	for len(v.columns) > 0 && v.columns[0] < c.Column {
		v.survey.Cells[[2]int{c.Row, v.columns[0]}].At = c.Start
		v.columns = v.columns[1:]
	}
	v.last = max(v.last, c.Column)
	if found := v.survey.Cells[[2]int{c.Row, c.Column}]; found != nil {
		found.Here = true
		found.Times++
		found.Cell = *c
		found.Cell.Value = bytes.Clone(c.Value)
		if len(v.columns) > 0 && v.columns[0] == c.Column {
			v.columns = v.columns[1:]
		}
	}
	return nil
}

func (v *surveyor) endRow(r *SheetRow) error {
	if v.asked == nil {
		return nil
	}
	v.asked.Row = *r
	v.asked.Shut = r.End
	if v.tok.Kind == EndTag {
		v.asked.Shut = v.tok.Start
	}
	for _, column := range v.columns {
		if found := v.survey.Cells[[2]int{r.Number, column}]; found.At == 0 {
			found.At = v.asked.Shut
		}
	}
	v.asked = nil
	return nil
}
