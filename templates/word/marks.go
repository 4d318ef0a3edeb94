package word

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// What asks for a value is found once, when the document is opened. Word keeps a
// mark that somebody typed in one go in as many runs as it likes:
//
//	<w:r><w:t>The plan of {{cou</w:t></w:r><w:r><w:t>ncil}} has</w:t></w:r>
//
// so a paragraph's text is looked at whole, whatever runs it is in, and each of
// its pieces knows where it begins. What is put in goes into the piece in which
// the mark begins, with that piece's looks; the others lose what was the mark's.
//
// Two marks of a section are in two places of the tree. Where they meet, going
// up, says what is repeated:
//
//	a row       the marks are in two cells of it
//	rows        they are in two rows of one table
//	paragraphs  they are in two paragraphs (or one) side by side, and all that is
//	            between them goes along
//
// Anything else, such as a section that begins in a table and ends under it, is
// refused when the document is opened.

// markForm is how a mark is written.
var markForm = regexp.MustCompile(`\{\{\s*([#/^?]?)\s*(\pL[\pL\pN _.\-\x{a0}]*?)\s*\}\}`)

// mark is one mark in a paragraph's text.
type mark struct {
	kind     byte // '#', '?', '^' or '/'; 0 asks for a value
	name     string
	from, to int // in the paragraph's text
	in       *paragraph
	section  *section // which it begins or ends
}

// at is where in the part the mark begins.
func (m *mark) at() int { return m.in.place(m.from) }

// written is the mark as its author wrote it.
func (m *mark) written() string { return m.in.text[m.from:m.to] }

// section is what stands between two marks.
type section struct {
	name       string
	begin, end *mark

	// Where it is not within a paragraph: the children of a node it takes, the
	// first and the last of which only hold its marks where bare.
	from, to           int
	bareBegin, bareEnd bool
}

// paragraph is a paragraph's text, and the pieces it is in.
type paragraph struct {
	node   *node
	text   string
	pieces []piece
	marks  []*mark
	within []*section // that begin and end in its text
}

// piece is the text of one element.
type piece struct {
	t    *node
	from int
	text string
}

// place is where in the part a place of the text is.
func (p *paragraph) place(at int) int {
	for i := len(p.pieces) - 1; i >= 0; i-- {
		if p.pieces[i].from <= at {
			return p.pieces[i].t.open + at - p.pieces[i].from
		}
	}
	return p.node.start
}

// apart stands in a paragraph's text for what is neither text nor blank: a
// picture, say. No mark goes over one.
const apart = "\x00"

// paragraphs reads the paragraphs of a part, in the order they begin.
func paragraphs(root *node, src []byte) []*paragraph {
	var all []*paragraph
	var read func(n *node, in *paragraph)
	read = func(n *node, in *paragraph) {
		switch {
		case n.is("p"):
			in = &paragraph{node: n}
			all = append(all, in)
		case in == nil:
		case n.is("t"):
			text := plain(src[n.open:n.shut])
			in.pieces = append(in.pieces, piece{n, len(in.text), text})
			in.text += text
			return
		case n.is("tab") || n.is("br") || n.is("cr"):
			in.text += "\n"
		case n.is("drawing") || n.is("pict") || n.is("object") || n.is("sdt") || n.is("fldChar") || n.is("noBreakHyphen"):
			in.text += apart
		}
		for _, c := range n.children {
			read(c, in)
		}
	}
	read(root, nil)
	return marked(all)
}

// properties reads the properties of the file, each as a paragraph of its own.
func properties(root *node, src []byte) []*paragraph {
	var all []*paragraph
	for _, n := range root.children[0].children {
		text := plain(src[n.open:n.shut])
		all = append(all, &paragraph{node: n, text: text, pieces: []piece{{n, 0, text}}})
	}
	return marked(all)
}

// marked finds the marks in the paragraphs' text.
func marked(all []*paragraph) []*paragraph {
	for _, p := range all {
		for _, found := range markForm.FindAllStringSubmatchIndex(p.text, -1) {
			m := &mark{name: key(p.text[found[4]:found[5]]), from: found[0], to: found[1], in: p}
			if found[2] < found[3] {
				m.kind = p.text[found[2]]
			}
			p.marks = append(p.marks, m)
		}
	}
	return all
}

// key is a name as names are compared.
func key(name string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return r == ' ' || r == '_' || r == '-' || r == '\u00a0'
	}), "_")
}

// findSections pairs the marks that begin and end a section, and puts each
// section where it is repeated.
func findSections(all []*paragraph) error {
	var marks []*mark
	for _, p := range all {
		marks = append(marks, p.marks...)
	}
	slices.SortStableFunc(marks, func(a, b *mark) int { return cmp.Compare(a.at(), b.at()) })
	var open []*section
	for _, m := range marks {
		switch m.kind {
		case '#', '?', '^':
			s := &section{name: m.name, begin: m}
			m.section = s
			open = append(open, s)
		case '/':
			if len(open) == 0 || open[len(open)-1].name != m.name {
				return fmt.Errorf("%s ends what was not begun just before", m.written())
			}
			s := open[len(open)-1]
			open = open[:len(open)-1]
			s.end, m.section = m, s
			if err := s.settle(); err != nil {
				return err
			}
		}
	}
	if len(open) > 0 {
		return fmt.Errorf("%s is never ended", open[len(open)-1].begin.written())
	}
	return nil
}

// settle finds what a section repeats.
func (s *section) settle() error {
	begin, end := s.begin.in, s.end.in
	if begin == end {
		if before, after := begin.text[:s.begin.from], begin.text[s.end.to:]; strings.TrimSpace(before) != "" || strings.TrimSpace(after) != "" {
			begin.within = append(begin.within, s)
			return nil
		}
		s.put(begin.node.parent, begin.node.index, begin.node.index)
		return nil
	}
	above, first, last := meet(begin.node, end.node)
	switch {
	case above.is("tr"):
		s.put(above.parent, above.index, above.index)
	case above.is("tbl"):
		s.bareBegin, s.bareEnd = bare(first, s.begin), bare(last, s.end)
		s.put(above, first.index, last.index)
	case first == begin.node && last == end.node:
		s.bareBegin, s.bareEnd = bare(first, s.begin), bare(last, s.end)
		s.put(above, first.index, last.index)
	default:
		return fmt.Errorf("%s and %s stand in different places: put both in one table or neither", s.begin.written(), s.end.written())
	}
	return nil
}

func (s *section) put(above *node, from, to int) {
	s.from, s.to = from, to
	above.repeats = append(above.repeats, s)
}

// meet is the nearest element that both are in, and which of its children each
// is in.
func meet(a, b *node) (above, ofA, ofB *node) {
	holds := map[*node]*node{}
	for n := a; n.parent != nil; n = n.parent {
		holds[n.parent] = n
	}
	for n := b; ; n = n.parent {
		if first := holds[n.parent]; first != nil {
			return n.parent, first, n
		}
	}
}

// bare reports whether an element says nothing but the mark.
func bare(n *node, m *mark) bool {
	p := m.in
	if strings.TrimSpace(p.text[:m.from]+p.text[m.to:]) != "" {
		return false
	}
	says := false
	n.walk(func(c *node) bool {
		if c.is("sectPr") || c.is("drawing") || c.is("t") && !within(c, p.node) && c.open < c.shut {
			says = true
		}
		return !says
	})
	return !says
}

func within(n, above *node) bool {
	for ; n != nil; n = n.parent {
		if n == above {
			return true
		}
	}
	return false
}
