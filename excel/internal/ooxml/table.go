package ooxml

import "strconv"

// Table is a table as Excel has them: a range of cells with a name.
type Table struct {
	Part    string
	Name    string
	Ref     Range
	Headers int // rows of headings: 1, or 0
	Totals  int // rows of totals: 0, or 1
	Columns []TableColumn

	Marks   []Mark // its own range (MarkOther), and its filter's
	List    Span   // tableColumns
	Prefix  string // of the part's elements
	Recoded bool   // the part is not UTF-8
	ASCII   bool   // the part says that it holds ASCII alone
	Filled  bool   // it is filled from elsewhere, by a query or a map
	Filter  *Filter
}

// TableColumn is one column of a table.
type TableColumn struct {
	ID         int
	Name       string
	Calculated bool
}

// ReadTable reads a table's part.
func (p *Package) ReadTable(part string) (*Table, error) {
	s, closer, err := p.Scan(part)
	if err != nil {
		return nil, err
	}
	defer closer.Close()
	t := &Table{Part: part, Headers: 1}
	v := &surveyor{survey: &Survey{}}
	v.Scanner = s
	err = readRoot(s, func(tok *Token) { t.root(v, tok) }, func(_ *Scanner, tok *Token) error { return t.element(v, tok) })
	t.Marks = v.survey.Marks
	t.Recoded, t.ASCII = s.Recoded, s.ASCII
	return t, inPart(part, err)
}

func (t *Table) root(v *surveyor, tok *Token) {
	if t.Name = tok.AttrText("displayName"); t.Name == "" {
		t.Name = tok.AttrText("name")
	}
	t.Ref, _ = ParseRange(tok.Attr("ref"))
	if n, ok := parseInt(tok.Attr("headerRowCount")); ok {
		t.Headers = n
	}
	t.Totals, _ = parseInt(tok.Attr("totalsRowCount"))
	kind := string(tok.Attr("tableType"))
	t.Filled = kind == "queryTable" || kind == "xml"
	t.Prefix = TagPrefix(v.written(tok))
	_ = v.mark(MarkOther, tok.Attr("ref"))
}

func (t *Table) element(v *surveyor, tok *Token) error {
	switch string(tok.Name) {
	case "autoFilter":
		if err := v.mark(MarkFilter, tok.Attr("ref")); err != nil {
			return err
		}
		var err error
		t.Filter, err = readFilter(v.Scanner, tok)
		return err
	case "tableColumns":
		t.List = Span{Start: tok.Start, Body: tok.End, Shut: tok.End, End: tok.End}
		if tok.Empty {
			return nil
		}
		err := v.Children(t.column)
		t.List.Shut, t.List.End = v.tok.Start, v.tok.End
		return err
	}
	return nil
}

func (t *Table) column(s *Scanner, tok *Token) error {
	if string(tok.Name) != "tableColumn" || len(t.Columns) == MaxColumn {
		return nil
	}
	id, _ := parseInt(tok.Attr("id"))
	c := TableColumn{ID: id, Name: string(unescape([]byte(tok.AttrText("name"))))}
	err := s.Children(func(_ *Scanner, tok *Token) error {
		c.Calculated = c.Calculated || string(tok.Name) == "calculatedColumnFormula"
		return nil
	})
	t.Columns = append(t.Columns, c)
	return err
}

// PivotLocation is where a pivot table lies on its sheet, with the fields
// above it that filter all of it: those stand in pairs of cells, some rows of
// them side by side, with a blank row below and a blank column between.
func (p *Package) PivotLocation(part string) (Range, error) {
	var at Range
	err := p.Read(part, nil, func(_ *Scanner, t *Token) error {
		if string(t.Name) == "location" {
			at, _ = ParseRange(t.Attr("ref"))
			rows, _ := parseInt(t.Attr("rowPageCount"))
			columns, _ := parseInt(t.Attr("colPageCount"))
			if 0 < rows && rows < at.FirstRow && 0 < columns && columns < MaxColumn {
				at.FirstRow -= min(rows+1, at.FirstRow-1)
				at.LastColumn = max(at.LastColumn, min(at.FirstColumn+3*columns-2, MaxColumn))
			}
		}
		return nil
	})
	return at, err
}

// String is the range as a formula has it: B2:D9, or B2.
func (r Range) String() string {
	first := cellName(r.FirstRow, r.FirstColumn)
	if r.Cells() == 1 {
		return first
	}
	return first + ":" + cellName(r.LastRow, r.LastColumn)
}

func cellName(row, column int) string { return columnLetters(column) + strconv.Itoa(row) }

func columnLetters(column int) string {
	var letters []byte
	for ; column > 0; column = (column - 1) / 26 {
		letters = append([]byte{byte('A' + (column-1)%26)}, letters...)
	}
	return string(letters)
}
