package word

import (
	"bytes"
	"encoding/xml"
	"slices"
	"strconv"
	"strings"
)

// filler writes one part anew.
type filler struct {
	part    *part
	out     bytes.Buffer
	again   bool              // what is written is a further copy of what was written before
	unknown map[*section]bool // sections of names that nobody gave, which stand as they are
	now     map[*node]string  // what the pieces of a paragraph say, where they are changed
	picture *placed           // what the drawing that is being written shows instead
	rows    int               // that were written of the table at hand
	file    *file             // what the whole file comes to
}

// placed is a picture in the place of another: its relationship, and its size by
// its height for one of width.
type placed struct {
	id    string
	shape float64
}

// node writes an element, with what it asks for.
func (f *filler) node(n *node, s *scope) {
	if n.is("tr") {
		f.rows++
	}
	text, changed := f.now[n]
	switch {
	case f.again && isOnce(n) || f.picture != nil && isOfOldPicture(n):
	case changed:
		f.say(n.prefix(f.part.src), text)
	case !n.asks && !f.again && f.picture == nil:
		f.out.Write(f.part.src[n.start:n.end])
	case n.is("p"):
		f.paragraph(n, s)
	case f.part.paragraphs[n] != nil:
		f.property(n, s)
	case n.is("sdt"):
		f.control(n, s)
	case n.is("drawing"):
		f.drawing(n, s)
	case n.is("tbl"):
		f.table(n, s)
	default:
		f.plainly(n, s)
	}
}

// isOnce reports whether an element may not stand in a further copy: Word knows it
// by a name or number that only one can have.
func isOnce(n *node) bool {
	switch n.name.local {
	case "bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference", "permStart", "permEnd":
		return n.name.space == wordSpace
	case "id":
		return n.parent.is("sdtPr")
	}
	return false
}

// isOfOldPicture reports whether an element is about the picture that another
// takes the place of: its cropping, or a drawn form of it that Word would rather
// show.
func isOfOldPicture(n *node) bool {
	return n.name == name{drawingSpace, "srcRect"} || n.name == name{drawingSpace, "extLst"} && n.parent.name == name{drawingSpace, "blip"}
}

// plainly writes an element's tags, and what is in it.
func (f *filler) plainly(n *node, s *scope) {
	f.out.Write(f.tag(n, s))
	if len(n.children) == 0 {
		f.out.Write(f.part.src[n.open:n.end])
		return
	}
	f.out.Write(f.part.src[n.open:n.children[0].start])
	start := f.out.Len()
	f.children(n, 0, len(n.children)-1, s, nil)
	if p := n.prefix(f.part.src); n.is("tc") && !hasParagraph(f.out.Bytes()[start:], p) { // or Word would not open it
		f.out.WriteString("<" + p + "p/>")
	}
	f.out.Write(f.part.src[n.children[len(n.children)-1].end:n.end])
}

func hasParagraph(src []byte, prefix string) bool {
	for _, after := range []string{">", " ", "/"} {
		if bytes.Contains(src, []byte("<"+prefix+"p"+after)) {
			return true
		}
	}
	return false
}

// children writes a run of an element's children, with the sections that begin
// there. Those in active are being repeated already.
func (f *filler) children(n *node, from, to int, s *scope, active []*section) {
	for i := from; i <= to; i++ {
		if i > from {
			f.out.Write(f.part.src[n.children[i-1].end:n.children[i].start])
		}
		next := slices.IndexFunc(n.repeats, func(r *section) bool { return r.from == i && r.to <= to && !slices.Contains(active, r) })
		if next < 0 {
			onlyAMark := func(r *section) bool {
				return !f.unknown[r] && (r.bareBegin && r.from == i || r.bareEnd && r.to == i)
			}
			if !slices.ContainsFunc(active, onlyAMark) {
				f.node(n.children[i], s)
			}
			continue
		}
		r := n.repeats[next]
		items, known := s.items(r.begin)
		f.unknown[r] = !known
		if !known {
			f.missing(r.name, r.begin.in.text)
			items = []*scope{s}
		}
		f.each(items, func(item *scope) {
			f.children(n, r.from, r.to, item, append(slices.Clip(active), r))
		})
		i = r.to
	}
}

// each writes something for each item; all but the first are further copies.
func (f *filler) each(items []*scope, write func(*scope)) {
	was := f.again
	for k, item := range items {
		f.again = was || k > 0
		write(item)
	}
	f.again = was
}

// table writes a table, unless no row of it is left.
func (f *filler) table(n *node, s *scope) {
	start, around := f.out.Len(), f.rows
	f.rows = 0
	f.plainly(n, s)
	if f.rows == 0 {
		f.out.Truncate(start)
	}
	f.rows = around
}

// tag is an element's opening tag.
func (f *filler) tag(n *node, s *scope) []byte {
	tag := f.part.src[n.start:n.open]
	for _, a := range n.attrs {
		written := a.Name.Local
		if a.Name.Space != "" {
			written = a.Name.Space + ":" + written
		}
		switch {
		case f.again && (a.Name.Local == "paraId" || a.Name.Local == "textId"):
			tag = dropAttr(tag, written)
		case n.isNamed() && f.again && written == "id":
			tag = setAttr(tag, written, strconv.Itoa(f.file.nextDrawing()))
		case n.isSpoken(a) && markForm.MatchString(a.Value):
			tag = setAttr(tag, written, f.alt(a.Value, s))
		case f.picture == nil:
		case n.name == name{drawingSpace, "blip"} && a.Name.Local == "embed":
			tag = setAttr(tag, written, f.picture.id)
		case written == "cy" && (n.name == name{placedSpace, "extent"} || n.name == name{drawingSpace, "ext"} && n.parent.name.local == "xfrm"):
			width, _ := strconv.ParseFloat(n.attr("cx"), 64)
			tag = setAttr(tag, written, strconv.Itoa(int(width*f.picture.shape)))
		}
	}
	return tag
}

// isNamed reports whether an element gives a drawing its name and its alt text.
func (n *node) isNamed() bool { return n.name == name{placedSpace, "docPr"} }

// isSpoken reports whether an attribute is words for those who cannot see what it
// is of: a picture's alt text, a table's title and description.
func (n *node) isSpoken(a xml.Attr) bool {
	switch a.Name.Local {
	case "descr", "title":
		return n.isNamed()
	case "val":
		return n.is("tblCaption") || n.is("tblDescription")
	}
	return false
}

// alt is words of an attribute with their marks filled.
func (f *filler) alt(text string, s *scope) string {
	return markForm.ReplaceAllStringFunc(text, func(written string) string {
		name := key(markForm.FindStringSubmatch(written)[2])
		switch v, _ := s.find(name); v := v.(type) {
		case Text:
			return strings.Join(strings.Fields(string(v)), " ")
		case Picture:
			return v.Alt
		}
		f.missing(name, text)
		return written
	})
}

// drawing writes a picture, another where its alt text is the mark of one.
func (f *filler) drawing(n *node, s *scope) {
	around := f.picture
	n.walk(func(c *node) bool {
		if !c.isNamed() {
			return true
		}
		for _, text := range []string{c.attr("descr"), c.attr("title")} {
			m := markForm.FindStringSubmatch(text)
			if m == nil || strings.TrimSpace(text) != m[0] {
				continue
			}
			if v, _ := s.find(key(m[2])); v != nil {
				if p, ok := v.(Picture); ok {
					f.picture = f.file.place(f.part, p)
				}
			}
		}
		return false
	})
	f.plainly(n, s)
	f.picture = around
}

// paragraph writes a paragraph. A text of several lines that stands alone in one
// becomes a paragraph a line.
func (f *filler) paragraph(n *node, s *scope) {
	p := f.part.paragraphs[n]
	if len(p.marks) == 1 && p.marks[0].kind == 0 && bare(n, p.marks[0]) {
		m := p.marks[0]
		v, _ := s.find(m.name)
		if text, ok := v.(Text); ok {
			var items []*scope
			for _, line := range lines(string(text)) {
				if strings.TrimSpace(line) != "" {
					items = append(items, s.within(Values{m.name: Text(line)}))
				}
			}
			if len(items) > 1 {
				f.each(items, func(line *scope) { f.paragraph(n, line) })
				return
			}
		}
	}
	edits := f.edits(p, s, 0, len(p.text))
	for _, piece := range p.pieces {
		delete(f.now, piece.t)
		if text, changed := edits.apply(piece.from, piece.text); changed {
			f.now[piece.t] = text
		}
	}
	f.plainly(n, s)
}

// property writes a property of the file, which is one line.
func (f *filler) property(n *node, s *scope) {
	p := f.part.paragraphs[n]
	text, _ := f.edits(p, s, 0, len(p.text)).apply(0, p.text)
	f.out.Write(f.part.src[n.start:n.open])
	f.out.WriteString(escape(strings.Join(strings.Fields(text), " ")))
	f.out.Write(f.part.src[n.shut:n.end])
}

// edit puts words in the place of a range of a paragraph's text.
type edit struct {
	from, to int
	put      string
}

type edits []edit

// apply is what a piece of the text says after the edits: what an edit puts in
// stands where the edit begins.
func (all edits) apply(from int, text string) (now string, changed bool) {
	to := from + len(text)
	at := from
	var b strings.Builder
	for _, e := range all {
		if e.to <= from || e.from >= to {
			continue
		}
		changed = true
		b.WriteString(text[at-from : max(e.from, at)-from])
		if e.from >= from {
			b.WriteString(e.put)
		}
		at = min(e.to, to)
	}
	if !changed {
		return text, false
	}
	b.WriteString(text[at-from:])
	return b.String(), true
}

// edits fills the marks of a range of a paragraph's text.
func (f *filler) edits(p *paragraph, s *scope, from, to int) edits {
	var all edits
	at := from
	for _, m := range p.marks {
		if m.from < at || m.to > to {
			continue
		}
		switch {
		case m.kind == 0:
			if v, _ := s.find(m.name); v != nil {
				if text, ok := v.(Text); ok {
					all = append(all, edit{m.from, m.to, string(text)})
					continue
				}
			}
			f.missing(m.name, p.text)
		case m.section.begin == m && slices.Contains(p.within, m.section):
			items, known := s.items(m)
			f.unknown[m.section] = !known
			if !known {
				f.missing(m.name, p.text)
				continue
			}
			put := ""
			for _, item := range items {
				inner, _ := f.edits(p, item, m.to, m.section.end.from).apply(m.to, p.text[m.to:m.section.end.from])
				put += strings.ReplaceAll(inner, apart, "")
			}
			all = append(all, edit{m.from, m.section.end.to, put})
			at = m.section.end.to
		case !f.unknown[m.section]:
			all = append(all, edit{m.from, m.to, ""})
		}
	}
	return all
}

// say writes words as a run holds them, a line break where the words have one.
func (f *filler) say(prefix, text string) {
	for i, line := range lines(text) {
		if i > 0 {
			f.out.WriteString("<" + prefix + "br/>")
		}
		for k, word := range strings.Split(line, "\t") {
			if k > 0 {
				f.out.WriteString("<" + prefix + "tab/>")
			}
			f.out.WriteString("<" + prefix + `t xml:space="preserve">` + escape(word) + "</" + prefix + "t>")
		}
	}
}

// missing notes what was asked for and is not there.
func (f *filler) missing(name, near string) {
	l := Left{Name: name, Where: f.part.kind, Near: strings.Join(strings.Fields(strings.ReplaceAll(near, apart, " ")), " ")}
	if !slices.Contains(f.file.left, l) {
		f.file.left = append(f.file.left, l)
	}
}
