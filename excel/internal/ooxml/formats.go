package ooxml

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// CellFormats is the list of cell formats in a workbook's styles, as written,
// and what they are made of.
type CellFormats struct {
	Formats []CellFormat
	List    Span // cellXfs
	data    []byte
	made    map[string][]string // fonts, fills and borders as written
	numbers map[int]string      // number formats by their id
}

// CellFormat is one of them.
type CellFormat struct {
	Raw []byte // the element as written
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
	f := &CellFormats{data: data, made: map[string][]string{}, numbers: map[int]string{}}
	s := NewScanner(bytes.NewReader(data))
	err = readRoot(s, nil, f.element)
	if err == nil && s.Recoded {
		err = errors.New("the part is not UTF-8")
	}
	return f, inPart(part, err)
}

func (f *CellFormats) element(s *Scanner, t *Token) error {
	name := string(t.Name)
	switch name {
	case "numFmts":
		return s.Children(func(_ *Scanner, t *Token) error {
			if id, ok := parseInt(t.Attr("numFmtId")); ok && len(f.numbers) < maxStyles {
				f.numbers[id] = t.AttrText("formatCode")
			}
			return nil
		})
	case "fonts", "fills", "borders":
		return s.Children(func(s *Scanner, t *Token) error {
			start := t.Start
			err := s.Skip()
			if err == nil && len(f.made[name]) < maxStyles {
				f.made[name] = append(f.made[name], string(f.data[start:s.tok.End]))
			}
			return err
		})
	}
	if name != "cellXfs" || t.Empty {
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
	if err := s.Skip(); err != nil {
		return err
	}
	f.Formats = append(f.Formats, CellFormat{Raw: f.data[start:s.tok.End]})
	return nil
}

// FontLike is the font that differs from another only in whether it strikes its
// words out; false where the workbook has none.
func (f *CellFormats) FontLike(font int, struck bool) (int, bool) {
	fonts := f.made["fonts"]
	if font < 0 || font >= len(fonts) {
		return 0, false
	}
	want := strike.ReplaceAllString(fonts[font], "")
	for i, other := range fonts {
		if bare := strike.ReplaceAllString(other, ""); bare == want && struckOut(other) == struck {
			return i, true
		}
	}
	return 0, false
}

var strike = regexp.MustCompile(`<(?:[A-Za-z0-9]+:)?strike\b[^>]*?(?:/>|></(?:[A-Za-z0-9]+:)?strike>)`)

func struckOut(font string) bool {
	tag := strike.FindString(font)
	return tag != "" && !strings.Contains(tag, `val="0"`) && !strings.Contains(tag, `val="false"`)
}

// ids are the attributes of a cell format that count what it is made of.
var ids = []struct{ attr, list string }{{"fontId", "fonts"}, {"fillId", "fills"}, {"borderId", "borders"}}

// Meaning is all that a cell format says, in words that mean the same in
// another version of the workbook: what it is made of, not the numbers of it.
func (f *CellFormats) Meaning(style int) string {
	if style < 0 || style >= len(f.Formats) {
		return ""
	}
	tag, rest, err := SplitTag(f.Formats[style].Raw)
	if err != nil {
		return ""
	}
	var room roomForAttrs
	attrs, _, err := attrsOf(tag, &room)
	if err != nil {
		return ""
	}
	var parts []string
	for _, a := range attrs {
		name, value := string(a.name), string(tag[a.valueAt:a.valueTo])
		id, _ := parseInt([]byte(value))
		switch name {
		case "numFmtId":
			if code, ok := f.numbers[id]; ok {
				value = code
			}
		case "xfId":
			continue // what it was made from counts for nothing
		default:
			for _, of := range ids {
				if list := f.made[of.list]; name == of.attr && id < len(list) {
					value = list[id]
				}
			}
		}
		parts = append(parts, name+"="+value)
	}
	slices.Sort(parts)
	return strings.Join(parts, "\n") + string(rest)
}

// Without is a cell format as written, without some attributes: two of which
// the same is left look alike but for those.
func (c CellFormat) Without(attrs ...string) (string, error) {
	tag, rest, err := SplitTag(c.Raw)
	for _, attr := range attrs {
		if err == nil {
			tag, err = RemoveAttr(tag, attr)
		}
	}
	return string(tag) + string(rest), err
}

// With is a cell format with other values of some attributes: names and
// values in turn. A value of "" takes the attribute out.
func (c CellFormat) With(attrs ...string) ([]byte, error) {
	tag, rest, err := SplitTag(c.Raw)
	for i := 0; i+1 < len(attrs) && err == nil; i += 2 {
		if attrs[i+1] == "" {
			tag, err = RemoveAttr(tag, attrs[i])
		} else {
			tag, err = SetAttr(tag, attrs[i], attrs[i+1])
		}
	}
	return append(bytes.Clone(tag), rest...), err
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
