package ooxml

import (
	"bytes"
	"errors"
	"io"
	"strconv"
)

// CellFormats is the list of cell formats in a workbook's styles, as written.
type CellFormats struct {
	Formats []CellFormat
	List    Span // cellXfs
	data    []byte
}

// CellFormat is one of them.
type CellFormat struct {
	Number int    // its number format
	Raw    []byte // the element as written
	Like   string // all it says but its number format: two that are alike look alike
}

// maxStylesPart is how large a part of styles may be that is to be changed.
const maxStylesPart = 256 << 20

// ReadCellFormats reads the cell formats of a part of styles.
func (p *Package) ReadCellFormats(part string) (*CellFormats, error) {
	r, err := p.Open(part)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, maxStylesPart+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxStylesPart {
		return nil, inPart(part, refuse(ErrTooLarge, "the part is larger than %d MiB", maxStylesPart>>20))
	}
	f := &CellFormats{data: data}
	s := NewScanner(bytes.NewReader(data))
	err = readRoot(s, nil, f.element)
	if err == nil && s.Recoded {
		err = errors.New("the part is not UTF-8")
	}
	return f, inPart(part, err)
}

func (f *CellFormats) element(s *Scanner, t *Token) error {
	if string(t.Name) != "cellXfs" || t.Empty {
		return nil
	}
	f.List = Span{Start: t.Start, Body: t.End}
	err := s.Children(f.format)
	f.List.Shut, f.List.End = s.tok.Start, s.tok.End
	return err
}

func (f *CellFormats) format(s *Scanner, t *Token) error {
	if string(t.Name) != "xf" {
		return nil
	}
	start := t.Start
	number, _ := parseInt(t.Attr("numFmtId"))
	if err := s.Skip(); err != nil {
		return err
	}
	raw := f.data[start:s.tok.End]
	tag, rest, err := SplitTag(raw)
	for _, about := range []string{"numFmtId", "applyNumberFormat"} {
		if err == nil {
			tag, err = RemoveAttr(tag, about)
		}
	}
	f.Formats = append(f.Formats, CellFormat{Number: number, Raw: raw, Like: string(tag) + string(rest)})
	return err
}

// WithNumber is a cell format with another number format.
func (c CellFormat) WithNumber(id int) ([]byte, error) {
	tag, rest, err := SplitTag(c.Raw)
	if err != nil {
		return nil, err
	}
	if tag, err = SetAttr(tag, "numFmtId", strconv.Itoa(id)); err != nil {
		return nil, err
	}
	if tag, err = SetAttr(tag, "applyNumberFormat", "1"); err != nil {
		return nil, err
	}
	return append(bytes.Clone(tag), rest...), nil
}

// Add makes the splices that put further cell formats at the list's end.
func (f *CellFormats) Add(formats [][]byte) []Splice {
	total := strconv.Itoa(len(f.Formats) + len(formats))
	count := Splice{f.List.Start, f.List.Body, func(tag []byte) ([]byte, error) { return SetAttr(tag, "count", total) }}
	return []Splice{count, Insert(f.List.Shut, bytes.Join(formats, nil))}
}

// beforeRecalculation is the elements of a workbook's part that come before
// what it says about calculating.
var beforeRecalculation = map[string]bool{
	"fileVersion": true, "fileSharing": true, "workbookPr": true, "workbookProtection": true, "bookViews": true,
	"sheets": true, "functionGroups": true, "externalReferences": true, "definedNames": true, "AlternateContent": true,
}

// Recalculate makes the splice that has a program work all formulas out anew
// when it next opens the workbook; false where the workbook says so already.
func (p *Package) Recalculate(workbook string) (splice Splice, needed bool, err error) {
	s, closer, err := p.Scan(workbook)
	if err != nil {
		return splice, false, err
	}
	defer closer.Close()
	prefix := ""
	var after int64
	found := false
	depth := 0
	for {
		t, err := s.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return splice, false, inPart(workbook, err)
		}
		if t.Kind == StartTag && depth == 0 {
			prefix = TagPrefix(s.buf[s.pos-int(t.End-t.Start) : s.pos])
			after = t.End
		}
		if t.Kind == StartTag && depth == 1 && string(t.Name) == "calcPr" && !found {
			found, needed = true, !t.AttrTrue("fullCalcOnLoad")
			splice = Splice{t.Start, t.End, func(tag []byte) ([]byte, error) { return SetAttr(tag, "fullCalcOnLoad", "1") }}
		}
		switch {
		case t.Kind == StartTag && !t.Empty:
			depth++
		case t.Kind == EndTag:
			depth--
		}
		if t.Kind != Text && depth == 1 && beforeRecalculation[string(t.Name)] && (t.Kind == EndTag || t.Empty) {
			after = t.End
		}
	}
	if s.Recoded {
		return splice, false, inPart(workbook, errors.New("the part is not UTF-8"))
	}
	if found {
		return splice, needed, nil
	}
	return Insert(after, []byte("<"+prefix+`calcPr fullCalcOnLoad="1"/>`)), true, nil
}
