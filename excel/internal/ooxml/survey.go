package ooxml

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
)

// Survey is where in a worksheet's part the things stand that a writer of
// cells needs to find. Ask is filled in beforehand, the rest by SurveySheet.
type Survey struct {
	// Ask is the cells to look for: columns, ascending, by row.
	Ask map[int][]int
	// Seen is told every cell, in the part's order, with its formula's text
	// where Formulas is set; it may be nil, as SeenRow may, which is told every
	// row before its cells.
	Seen     func(*SheetCell)
	SeenRow  func(*SheetRow)
	Formulas bool

	Recoded bool               // the part is not UTF-8: offsets mean nothing in it
	ASCII   bool               // the part says that it holds ASCII alone
	Prefix  string             // of the part's own elements: "x:", mostly ""
	Data    Span               // sheetData; Body is where its start tag ends
	Cells   map[Address]*Found // all that were asked for
	Rows    map[int]*FoundRow  // all that were asked for
	Columns []ColumnStyle      // as cols lists them
	Cols    Span               // cols, with its tags; zero where there is none
	Marks   []Mark             // ranges that elements about many cells name
	Merges  []Range
	Order   bool // rows come in ascending order, and each once
	Locked  bool // the sheet is protected

	Validations []Validation
	Rules       []FormulaMark // the formulas of rules and validations
	Breaks      []Mark        // page breaks between rows: each a number
	Awkward     []string      // elements that name cells in ways not known here
	RowHeight   float64       // of rows that say none; 0 where the sheet says none
	FixedHeight bool          // and somebody set it
	Width       float64       // of columns that say none, in characters; 0 likewise
}

// FormulaMark is where a formula stands that is not a cell's.
type FormulaMark struct {
	Start, End int64
	Text       string
}

// Validation is what may be typed into some cells.
type Validation struct {
	Ranges   []Range
	Type     string // list, whole, decimal, date, time, textLength, custom; "" for anything
	Operator string // between where it says none
	Formulas [2]string
	Refuses  bool // anything else is refused when it is typed, not only warned of
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
	Cells  int   // how many elements of cells it has
	Prefix string
	// At is where an element for it would be put.
	At int64
}

// ColumnStyle is one element of cols.
type ColumnStyle struct {
	First, Last int
	Style       int
	Width       float64 // in characters; 0 where it says none
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
	MarkMerge
	MarkLink // a hyperlink's cells
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
	survey.Cells, survey.Rows = map[Address]*Found{}, map[int]*FoundRow{}
	survey.Order = true
	v := &surveyor{survey: survey}
	v.Scanner = s
	v.wantFormulas = survey.Formulas
	v.events = &SheetEvents{Row: v.startRow, Cell: v.cell, EndRow: v.endRow, Merge: v.merged}
	v.pending = make([]int, 0, len(survey.Ask))
	for row, columns := range survey.Ask {
		v.pending = append(v.pending, row)
		survey.Rows[row] = &FoundRow{}
		for _, column := range columns {
			survey.Cells[Address{row, column}] = &Found{}
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
	case "sheetFormatPr":
		v.survey.RowHeight, _ = strconv.ParseFloat(string(t.Attr("defaultRowHeight")), 64)
		v.survey.FixedHeight = t.AttrTrue("customHeight")
		v.survey.Width, _ = strconv.ParseFloat(string(t.Attr("defaultColWidth")), 64)
	case "mergeCells":
		return v.Children(func(s *Scanner, t *Token) error {
			if err := v.mark(MarkMerge, t.Attr("ref")); err != nil {
				return err
			}
			return v.merge(s, t)
		})
	case "hyperlinks":
		return v.Children(func(_ *Scanner, t *Token) error { return v.mark(MarkLink, t.Attr("ref")) })
	case "rowBreaks":
		return v.Children(func(_ *Scanner, t *Token) error {
			if id := t.Attr("id"); id != nil {
				v.survey.Breaks = append(v.survey.Breaks, Mark{Start: v.at(id), End: v.at(id) + int64(len(id)), Text: string(id)})
			}
			return nil
		})
	case "protectedRanges", "ignoredErrors":
		return v.Children(func(_ *Scanner, t *Token) error { return v.mark(MarkOther, t.Attr("sqref")) })
	case "scenarios", "dataConsolidate", "customSheetViews", "cellWatches", "controls", "oleObjects", "webPublishItems":
		if !t.Empty {
			v.survey.Awkward = append(v.survey.Awkward, string(t.Name))
		}
	case "sheetProtection":
		v.survey.Locked = v.survey.Locked || t.AttrTrue("sheet")
	case "autoFilter":
		return v.mark(MarkFilter, t.Attr("ref"))
	case "conditionalFormatting":
		if err := v.mark(MarkRule, t.Attr("sqref")); err != nil {
			return err
		}
		return v.ruleFormulas()
	case "dataValidations":
		return v.Children(v.validation)
	case "extLst":
		return v.extended()
	}
	return nil
}

// ruleFormulas finds the formulas anywhere in an element.
func (v *surveyor) ruleFormulas() error {
	if v.tok.Empty || !v.survey.Formulas {
		return nil
	}
	for depth := v.open.depth(); v.open.depth() >= depth; {
		t, err := v.Next()
		if err != nil {
			return unexpectedEnd(err)
		}
		if t.Kind == StartTag && t.Space == v.main && string(t.Name) == "formula" {
			if _, err := v.ruleFormula(); err != nil {
				return err
			}
		}
	}
	return nil
}

// ruleFormula keeps the formula of the element whose start tag Next has just given.
func (v *surveyor) ruleFormula() (string, error) {
	at := v.tok.End
	text, err := v.appendContent(nil)
	if err == nil && len(text) > 0 && len(v.survey.Rules) < maxMarks {
		v.survey.Rules = append(v.survey.Rules, FormulaMark{at, v.tok.Start, string(text)})
	}
	return string(text), err
}

func (v *surveyor) validation(_ *Scanner, t *Token) error {
	if err := v.mark(MarkValidation, t.Attr("sqref")); err != nil {
		return err
	}
	valid := validationOf(t)
	valid.Ranges = ParseRanges(t.Attr("sqref"))
	err := v.Children(func(_ *Scanner, t *Token) error {
		i := strings.Index("12", strings.TrimPrefix(string(t.Name), "formula"))
		if i < 0 || len(t.Name) != len("formula1") {
			return nil
		}
		var err error
		valid.Formulas[i], err = v.ruleFormula()
		return err
	})
	v.valid(valid)
	return err
}

func validationOf(t *Token) Validation {
	style := string(t.Attr("errorStyle"))
	return Validation{
		Type: string(t.Attr("type")), Operator: string(t.Attr("operator")),
		Refuses: t.AttrTrue("showErrorMessage") && (style == "" || style == "stop"),
	}
}

func (v *surveyor) valid(one Validation) {
	if len(v.survey.Validations) < maxMarks {
		v.survey.Validations = append(v.survey.Validations, one)
	}
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
	var valid Validation
	which := 0 // of a validation's two formulas
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
			valid = validationOf(t)
		case t.Kind == EndTag && of != MarkOther:
			if kind == MarkValidation {
				v.valid(valid)
			}
			kind = MarkOther
		case t.Kind == StartTag && (t.Is(NSX14, "formula1") || t.Is(NSX14, "formula2")):
			which = int(t.Name[len("formula")] - '1')
		case t.Kind == StartTag && t.Is(NSExcel, "f") && !t.Empty:
			text, err := v.ruleFormula()
			if err != nil {
				return err
			}
			valid.Formulas[which] = text
		case t.Kind == StartTag && t.Is(NSExcel, "sqref") && !t.Empty:
			marks := len(v.survey.Marks)
			if err := v.extendedRanges(kind); err != nil {
				return err
			}
			for _, m := range v.survey.Marks[marks:] {
				valid.Ranges = append(valid.Ranges, m.Ranges...)
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
	width, _ := strconv.ParseFloat(string(t.Attr("width")), 64)
	if ok1 && ok2 && 0 < first && first <= last && len(v.survey.Columns) < MaxColumn {
		v.survey.Columns = append(v.survey.Columns, ColumnStyle{first, last, style, width, t.Start, t.End})
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
	if v.survey.SeenRow != nil {
		v.survey.SeenRow(r)
	}
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
	v.asked.Cells++
	if c.Column <= v.last {
		v.asked.Order = false
	}
	for len(v.columns) > 0 && v.columns[0] < c.Column {
		v.survey.Cells[Address{c.Row, v.columns[0]}].At = c.Start
		v.columns = v.columns[1:]
	}
	v.last = max(v.last, c.Column)
	if found := v.survey.Cells[Address{c.Row, c.Column}]; found != nil {
		found.Here = true
		found.Times++
		found.Cell = *c
		found.Cell.Value, found.Cell.Text = bytes.Clone(c.Value), bytes.Clone(c.Text)
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
		if found := v.survey.Cells[Address{r.Number, column}]; found.At == 0 {
			found.At = v.asked.Shut
		}
	}
	v.asked = nil
	return nil
}
