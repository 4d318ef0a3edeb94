package ooxml

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// A start tag as written can be changed here without touching the rest of
// it. The tags come from parts that the scanner has read, so that they are
// known to be whole; one that is not is left alone with an error.

var errTag = errors.New("a tag is not what it was when the part was read")

// TagPrefix is the prefix of the tag that b starts with, with its colon:
// "x:" of <x:c r="A1">, "" of <c>.
func TagPrefix(b []byte) string {
	name := tagName(b)
	return string(name[:bytes.IndexByte(name, ':')+1])
}

func tagName(b []byte) []byte {
	if len(b) < 2 || b[0] != '<' {
		return nil
	}
	end, _ := nameLength(b, 1)
	return b[1:end]
}

// tagAttr is where an attribute stands in a tag: from the space before its
// name, its value between the quotes.
type tagAttr struct {
	name             []byte
	start, end       int
	valueAt, valueTo int
}

// roomForAttrs is as many attributes as nearly every tag has at most: there may
// be a tag to change in every row.
type roomForAttrs [12]tagAttr

// attrsOf finds a tag's attributes, and where the tag ends: behind its ">".
func attrsOf(tag []byte, room *roomForAttrs) (attrs []tagAttr, end int, err error) {
	attrs = room[:0]
	name := tagName(tag)
	if len(name) == 0 {
		return nil, 0, errTag
	}
	i := 1 + len(name)
	for {
		start := i
		for i < len(tag) && isSpace(tag[i]) {
			i++
		}
		switch {
		case i >= len(tag):
			return nil, 0, errTag
		case tag[i] == '>':
			return attrs, i + 1, nil
		case tag[i] == '/':
			if i+1 < len(tag) && tag[i+1] == '>' {
				return attrs, i + 2, nil
			}
			return nil, 0, errTag
		}
		a := tagAttr{start: start}
		stop, _ := nameLength(tag, i)
		a.name = tag[i:stop]
		value, after, state := attrValue(tag, stop)
		if len(a.name) == 0 || state != tagDone {
			return nil, 0, errTag
		}
		a.end, a.valueTo = after, after-1
		a.valueAt = a.valueTo - len(value)
		attrs = append(attrs, a)
		i = after
	}
}

// SplitTag parts an element as written into its start tag and the rest.
func SplitTag(element []byte) (tag, rest []byte, err error) {
	var room roomForAttrs
	_, end, err := attrsOf(element, &room)
	return element[:end], element[end:], err
}

// SetAttr gives an attribute without prefix a value: in place where the tag
// has it, behind the others where not. The value is plain: no quotes, no <, no &.
func SetAttr(tag []byte, name, value string) ([]byte, error) {
	var room roomForAttrs
	attrs, end, err := attrsOf(tag, &room)
	if err != nil {
		return nil, err
	}
	at := 1 + len(tagName(tag))
	for _, a := range attrs {
		if string(a.name) == name {
			return join(tag[:a.valueAt], value, tag[a.valueTo:]), nil
		}
		at = a.end
	}
	if at > end {
		return nil, errTag
	}
	return join(tag[:at], " "+name+`="`+value+`"`, tag[at:]), nil
}

// RemoveAttr leaves an attribute without prefix out.
func RemoveAttr(tag []byte, name string) ([]byte, error) {
	var room roomForAttrs
	attrs, _, err := attrsOf(tag, &room)
	if err != nil {
		return nil, err
	}
	for _, a := range attrs {
		if string(a.name) == name {
			return join(tag[:a.start], "", tag[a.end:]), nil
		}
	}
	return tag, nil
}

// OpenTag makes a start tag that is its own end one that is not.
func OpenTag(tag []byte) []byte {
	if bytes.HasSuffix(tag, []byte("/>")) {
		return join(bytes.TrimRight(tag[:len(tag)-2], " \t\r\n"), ">", nil)
	}
	return tag
}

// CloseTag makes a start tag its own end.
func CloseTag(tag []byte) []byte {
	if bytes.HasSuffix(tag, []byte("/>")) {
		return tag
	}
	return join(tag[:len(tag)-1], "/>", nil)
}

func join(before []byte, put string, after []byte) []byte {
	b := make([]byte, 0, len(before)+len(put)+len(after))
	b = append(b, before...)
	b = append(b, put...)
	return append(b, after...)
}

// CellText is why a text cannot be a cell's; nil where it can.
func CellText(text string) error {
	const most = 32_767
	if !utf8.ValidString(text) {
		return errors.New("the text is not UTF-8")
	}
	units := 0
	for _, r := range text {
		units += utf16.RuneLen(r)
		switch {
		case r == 0xFFFE || r == 0xFFFF:
			return errors.New("the text holds a character that no workbook can (U+" + strconv.FormatInt(int64(r), 16) + ")")
		case r < 0x20 && r != '\n' && r != '\t' && r != '\r', r == 0x7F:
			return fmt.Errorf("the text holds a control character (U+%04X), which no workbook keeps: type it again without", r)
		}
	}
	if units > most {
		return errors.New("the text has " + strconv.Itoa(units) + " characters, and a cell holds no more than 32,767")
	}
	return nil
}

// AppendCellText appends a text as it stands between the tags of a t
// element: with XML's entities, carriage returns as a workbook writes them,
// and any _x000D_ that the text itself spells so that it is read back as spelt.
func AppendCellText(to []byte, text string) []byte {
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '&':
			to = append(to, "&amp;"...)
		case '<':
			to = append(to, "&lt;"...)
		case '>':
			to = append(to, "&gt;"...)
		case '\r':
			to = append(to, "_x000D_"...)
		case '_':
			if spelt(text[i:]) {
				to = append(to, "_x005F"...)
			}
			to = append(to, c)
		default:
			to = append(to, c)
		}
	}
	return to
}

// spelt says whether a text starts with what would be read as a character's
// number.
func spelt(text string) bool {
	if len(text) < escapeLength {
		return false
	}
	_, ok := escaped([]byte(text[:escapeLength]))
	return ok
}

// AppendAttr appends a text as it stands in an attribute's double quotes.
func AppendAttr(to []byte, text string) []byte {
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '&':
			to = append(to, "&amp;"...)
		case '<':
			to = append(to, "&lt;"...)
		case '>':
			to = append(to, "&gt;"...)
		case '"':
			to = append(to, "&quot;"...)
		case '\n':
			to = append(to, "&#10;"...)
		case '\t':
			to = append(to, "&#9;"...)
		case '\r':
			to = append(to, "&#13;"...)
		default:
			to = append(to, c)
		}
	}
	return to
}

// WidenSpans makes what a row's tag says of the columns in use take in
// further ones. A tag that says nothing of them is left as it is.
func WidenSpans(tag []byte, first, last int) ([]byte, error) {
	var room roomForAttrs
	attrs, _, err := attrsOf(tag, &room)
	if err != nil {
		return nil, err
	}
	for _, a := range attrs {
		if string(a.name) != "spans" {
			continue
		}
		from, to := first, last
		inside := false
		for _, span := range bytes.Fields(tag[a.valueAt:a.valueTo]) {
			low, high, _ := bytes.Cut(span, []byte(":"))
			lowest, ok1 := parseInt(low)
			highest, ok2 := parseInt(high)
			if !ok1 || !ok2 {
				return tag, nil
			}
			inside = inside || lowest <= first && last <= highest
			from, to = min(from, lowest), max(to, highest)
		}
		if inside {
			return tag, nil
		}
		return join(tag[:a.valueAt], strconv.Itoa(from)+":"+strconv.Itoa(to), tag[a.valueTo:]), nil
	}
	return tag, nil
}

// AttrOf is the value of an attribute without prefix of the tag that element
// starts with, as written.
func AttrOf(element []byte, name string) (string, bool) {
	var room roomForAttrs
	attrs, _, err := attrsOf(element, &room)
	if err != nil {
		return "", false
	}
	for _, a := range attrs {
		if string(a.name) == name {
			return string(element[a.valueAt:a.valueTo]), true
		}
	}
	return "", false
}

// PlainAttrs leaves out of a tag the attributes with a prefix, which mean
// nothing where the part no longer declares it.
func PlainAttrs(tag []byte) ([]byte, error) {
	for {
		var room roomForAttrs
		attrs, _, err := attrsOf(tag, &room)
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(attrs, func(a tagAttr) bool { return bytes.IndexByte(a.name, ':') >= 0 })
		if i < 0 {
			return tag, nil
		}
		tag = join(tag[:attrs[i].start], "", tag[attrs[i].end:])
	}
}

// Reprefix gives the elements of a piece of a part, as written, another
// prefix: "x:" for "", or the other way round. The piece holds no comments.
func Reprefix(piece, from, to string) string {
	if from == to {
		return piece
	}
	var out strings.Builder
	written := []byte(piece)
	for i := 0; i < len(piece); {
		out.WriteByte(piece[i])
		i++
		if piece[i-1] != '<' {
			continue
		}
		if i < len(piece) && piece[i] == '/' {
			out.WriteByte('/')
			i++
		}
		_, prefix := nameLength(written, i)
		if piece[i:i+prefix] == from {
			out.WriteString(to)
			i += prefix
		}
	}
	return out.String()
}
