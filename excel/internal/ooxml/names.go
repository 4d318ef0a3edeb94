package ooxml

import (
	"bytes"
	"errors"
)

// NamedRange is a name that a workbook gives to ranges of one of its sheets.
type NamedRange struct {
	Name       string
	Sheet      int    // which of the workbook's sheets it belongs to; -1 for all
	Start, End int64  // of the ranges, as written
	Text       []byte // likewise
}

// Plain is the ranges with XML's entities resolved.
func (n NamedRange) Plain() string { return attrText(n.Text) }

// NamedRanges lists the names a workbook's part defines.
func (p *Package) NamedRanges(workbook string) ([]NamedRange, error) {
	var names []NamedRange
	s, closer, err := p.Scan(workbook)
	if err != nil {
		return nil, err
	}
	defer closer.Close()
	err = readRoot(s, nil, func(s *Scanner, t *Token) error {
		if string(t.Name) != "definedNames" {
			return nil
		}
		return s.Children(func(s *Scanner, t *Token) error {
			n := NamedRange{Name: t.AttrText("name"), Sheet: -1}
			if sheet, ok := parseInt(t.Attr("localSheetId")); ok {
				n.Sheet = sheet
			}
			if t.Empty || len(names) == maxStyles {
				return nil
			}
			t, err := s.Next()
			if err == nil && t.Kind == Text && !t.CDATA {
				n.Start, n.End, n.Text = t.Start, t.End, bytes.Clone(t.Raw)
				names = append(names, n)
			}
			return unexpectedEnd(err)
		})
	})
	if err == nil && s.Recoded && len(names) > 0 {
		err = errors.New("the part is not UTF-8")
	}
	return names, inPart(workbook, err)
}

// GrowList makes each range of a list with spaces between what grow makes of
// it, and leaves the others as they are written.
func GrowList(list string, grow func(Range) Range) string {
	return growParts(list, ' ', grow, func(r Range) string { return r.String() })
}

// GrowName does the same for a name's ranges: Plan!$A$1:$F$9,Plan!$H$1.
func GrowName(list string, grow func(Range) Range) string {
	return growParts(list, ',', grow, Range.fixed)
}

func growParts(list string, between byte, grow func(Range) Range, write func(Range) string) string {
	var out []byte
	for i, part := range bytes.Split([]byte(list), []byte{between}) {
		if i > 0 {
			out = append(out, between)
		}
		start := bytes.LastIndexByte(part, '!') + 1
		if r, ok := ParseRange(part[start:]); ok {
			if grown := grow(r); grown != r {
				part = append(bytes.Clone(part[:start]), write(grown)...)
			}
		}
		out = append(out, part...)
	}
	return string(out)
}

// fixed is the range as a name has it: $B$2:$D$9.
func (r Range) fixed() string {
	name := func(row, column int) string {
		letters := columnLetters(column)
		return "$" + letters + "$" + cellName(row, column)[len(letters):]
	}
	first := name(r.FirstRow, r.FirstColumn)
	if r.Cells() == 1 {
		return first
	}
	return first + ":" + name(r.LastRow, r.LastColumn)
}
