package excel

import (
	"strconv"
	"time"

	"actionplan/excel/internal/ooxml"
	"actionplan/plan"
)

// content is what will stand in a cell.
type content struct {
	kind contentKind
	text string    // of words; a number in its shortest form; 0 or 1
	date plan.Date // for a date: text is its number
}

type contentKind uint8

const (
	blankContent contentKind = iota
	textContent
	numberContent
	dateContent
	boolContent
)

// contentOf is how an entry is written: dates as dates, numbers as numbers,
// and anything else in its author's words, a date with words beside it too. A
// text is never taken for a formula, whatever it begins with.
func (s *shared) contentOf(e plan.Entry, field plan.Field) (c content, why string) {
	switch e.Value.Kind {
	case plan.KindAbsent:
		return c, "there is nothing to write: the other side has no such cell"
	case plan.KindError:
		return c, "the other side's spreadsheet could not work this cell out"
	case plan.KindBlank:
		return c, ""
	case plan.KindBoolean:
		if e.Value.Text == "true" {
			return content{kind: boolContent, text: "1"}, ""
		}
		return content{kind: boolContent, text: "0"}, ""
	case plan.KindDate:
		if date, ok := e.Value.Date(); ok && e.Value.Beside == "" {
			if number, ok := s.epoch.number(date); ok && s.styles != nil {
				return content{kind: dateContent, text: strconv.Itoa(number), date: date}, ""
			}
		}
	case plan.KindNumber:
		if n, ok := e.Value.Number(); ok && field != plan.FieldRef {
			return content{kind: numberContent, text: string(appendShortest(nil, n))}, ""
		}
	}
	c = content{kind: textContent, text: e.Written()}
	if err := ooxml.CellText(c.text); err != nil {
		return c, err.Error()
	}
	return c, ""
}

// number is the number a workbook keeps for a day. False for days it cannot
// count: before 1900, or before 1904 where it counts from there.
func (e epoch) number(d plan.Date) (int, bool) {
	n := int(time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Unix()/(24*60*60)) + unixDay
	if n <= noDay {
		n--
	}
	back, ok := dateOf(n)
	n -= int(e)
	return n, ok && back == d && n >= 0
}

// element makes a cell's element of the old one, or of a start tag for a new
// one. Everything that says where the cell stands and how it looks is kept;
// what it said, and what was said about that, goes.
func (c content) element(old []byte) ([]byte, error) {
	tag, _, err := ooxml.SplitTag(old)
	if err != nil {
		return nil, err
	}
	for _, about := range []string{"t", "cm", "vm"} { // its type, and what only belongs to its old value
		if tag, err = ooxml.RemoveAttr(tag, about); err != nil {
			return nil, err
		}
	}
	prefix := ooxml.TagPrefix(tag)
	kind := ""
	switch c.kind {
	case blankContent:
		return ooxml.CloseTag(tag), nil
	case textContent:
		kind = "inlineStr"
	case boolContent:
		kind = "b"
	}
	if kind != "" {
		if tag, err = ooxml.SetAttr(tag, "t", kind); err != nil {
			return nil, err
		}
	}
	out := append([]byte(nil), ooxml.OpenTag(tag)...)
	if c.kind == textContent {
		out = append(out, "<"+prefix+"is><"+prefix+`t xml:space="preserve">`...)
		out = ooxml.AppendCellText(out, c.text)
		out = append(out, "</"+prefix+"t></"+prefix+"is>"...)
	} else {
		out = append(out, "<"+prefix+"v>"+c.text+"</"+prefix+"v>"...)
	}
	return append(out, "</"+prefix+"c>"...), nil
}
