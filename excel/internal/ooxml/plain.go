package ooxml

import "bytes"

// What is here reads again, faster, what the tokens say as well: the two or
// three forms in which Excel and its like write nearly every cell and text.
// Anything else is left alone, for the tokens to read. Tests hold both ways
// to the same results, the same offsets and the same refusals.

// plainCell takes a whole cell where it follows at once, stands in the
// window and is written as <c r="A1" s="1" t="s"><v>0</v></c>, its value a
// number, a shared text, a boolean or an error; or without a value. It says
// whether it has taken one.
func (r *sheetReader) plainCell() (taken bool, err error) {
	w := r.buf[r.pos:r.end]
	if r.err != nil || len(w) < 3 || string(w[:3]) != "<c " || r.spaces.main != r.main {
		return false, nil
	}
	attrs, n := plainAttrs(w)
	if n == 0 {
		return false, nil
	}
	value, end, ok := plainValue(w, n)
	if !ok {
		return false, nil
	}
	if !bytes.Contains([]byte("snbe"), attrs['t'-'r']) {
		return false, nil
	}
	c := &r.cell
	*c = SheetCell{Column: c.Column + 1}
	c.Start = r.base + int64(r.pos)
	c.End = c.Start + int64(end)
	for i, text := range attrs {
		if text != nil {
			r.attribute('r'+byte(i), text)
		}
	}
	if err := r.tellRow(); err != nil {
		return false, err
	}
	c.Row = r.row.Number
	c.Value, c.Stored = value, value != nil
	r.pos += end
	if r.events.Cell == nil {
		return true, nil
	}
	return true, r.events.Cell(c)
}

// plainAttrs reads the attributes r, s and t of the cell that w starts with,
// and where its start tag ends; 0 where there is anything else in it, or
// the window ends first.
func plainAttrs(w []byte) (attrs [3][]byte, end int) {
	i := len("<c ")
	for i+len(`r=""`) < len(w) {
		name := w[i] - 'r'
		if name > 't'-'r' || w[i+1] != '=' || w[i+2] != '"' || attrs[name] != nil {
			return attrs, 0
		}
		start := i + len(`r="`)
		for i = start; i < len(w) && w[i] != '"'; i++ {
		}
		if i+1 >= len(w) {
			return attrs, 0
		}
		attrs[name] = w[start:i]
		switch w[i+1] {
		case ' ':
			i += 2
		case '>', '/':
			return attrs, i + 1
		default:
			return attrs, 0
		}
	}
	return attrs, 0
}

// plainValue reads what follows a cell's attributes from n on: an end, or
// <v> with a value of plain characters. The value is nil where there is none.
func plainValue(w []byte, n int) (value []byte, end int, ok bool) {
	const empty, none, open, shut = "/>", "></c>", "><v>", "</v></c>"
	switch rest := w[n:]; {
	case hasPrefix(rest, empty):
		return nil, n + len(empty), true
	case hasPrefix(rest, none):
		return nil, n + len(none), true
	case !hasPrefix(rest, open):
		return nil, 0, false
	}
	start := n + len(open)
	i := start
	for i < len(w) && w[i] != '<' {
		if w[i] < 0x20 || w[i] >= 0x80 || w[i] == '&' {
			return nil, 0, false
		}
		i++
	}
	if !hasPrefix(w[i:], shut) {
		return nil, 0, false
	}
	return w[start:i:i], i + len(shut), true
}

func hasPrefix(w []byte, prefix string) bool {
	return len(w) >= len(prefix) && string(w[:len(prefix)]) == prefix
}

// readPlain takes the contents and the end tag of an si or is element whose
// start tag Next has just given, where that is <t>text</t> and no more and
// stands in the window. It says whether it has.
func (r *richText) readPlain(s *Scanner) (taken bool, err error) {
	const open, keep, shut = "<t>", `<t xml:space="preserve">`, "</t>"
	w := s.buf[s.pos:s.end]
	start := len(open)
	if !hasPrefix(w, open) {
		if start = len(keep); !hasPrefix(w, keep) {
			return false, nil
		}
	}
	i := bytes.IndexByte(w[start:], '<')
	if i < 0 || i > maxText {
		return false, nil
	}
	text := w[start : start+i]
	rest := start + i + len(shut)
	if !hasPrefix(w[start+i:], shut) {
		return false, nil
	}
	n := s.closes(w[rest:])
	if n == 0 {
		return false, nil
	}
	if r.chars, err = AppendText(r.chars, text); err != nil {
		r.chars = r.chars[:0]
		return false, nil // the tokens say where
	}
	s.pos += rest
	s.endTag(n)
	r.chars = unescape(r.chars)
	return true, nil
}
