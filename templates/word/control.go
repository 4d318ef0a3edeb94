package word

import "slices"

// control writes a content control. Where its tag is the name of a value, the
// control holds that value and stays a control; Word's grey words for an empty one
// go, and so does what ties it to data elsewhere in the file, which Word would
// show instead.
func (f *filler) control(n *node, s *scope) {
	pr, content := n.child("sdtPr"), n.child("sdtContent")
	tag := ""
	if pr != nil {
		if t := pr.child("tag"); t != nil {
			tag = key(t.attr("val"))
		}
	}
	v, known := s.find(tag)
	if tag == "" || !known || content == nil {
		f.plainly(n, s)
		return
	}
	f.out.Write(f.tag(n, s))
	at := n.open
	for _, c := range n.children {
		f.out.Write(f.part.src[at:c.start])
		switch c {
		case pr:
			f.properties(c)
		case content:
			f.content(pr, c, v, s)
		default:
			f.node(c, s)
		}
		at = c.end
	}
	f.out.Write(f.part.src[at:n.end])
}

// properties writes a control's properties, but for those that speak of what it
// held before.
func (f *filler) properties(n *node) {
	at := n.start
	for _, c := range n.children {
		if c.is("showingPlcHdr") || c.name.local == "dataBinding" || f.again && isOnce(c) {
			f.out.Write(f.part.src[at:c.start])
			at = c.end
		}
	}
	f.out.Write(f.part.src[at:n.end])
}

func (f *filler) content(pr, n *node, v Value, s *scope) {
	switch v := v.(type) {
	case List:
		f.repeated(pr, n, v, s)
	case Picture:
		f.plainly(n, s)
	case Text:
		if n.empty() {
			f.out.Write(f.part.src[n.start:n.end])
			return
		}
		looks := f.looks(pr, n)
		if first := firstParagraph(n); first != nil {
			f.block(n, first, string(v), looks, s)
			return
		}
		f.out.Write(f.part.src[n.start:n.open])
		f.run(n.prefix(f.part.src), looks, string(v))
		f.out.Write(f.part.src[n.shut:n.end])
	}
}

// repeated writes a control's content for each item of a list: all of it, or the
// first item of what Word calls a repeating section.
func (f *filler) repeated(pr, n *node, list List, s *scope) {
	if len(n.children) == 0 {
		f.out.Write(f.part.src[n.start:n.end])
		return
	}
	last := len(n.children) - 1
	if slices.ContainsFunc(pr.children, func(c *node) bool { return c.name == name{word2012, "repeatingSection"} }) {
		last = 0
	}
	f.out.Write(f.part.src[n.start:n.children[0].start])
	var items []*scope
	for _, item := range list {
		items = append(items, s.within(item))
	}
	f.each(items, func(item *scope) { f.children(n, 0, last, item, nil) })
	f.out.Write(f.part.src[n.children[len(n.children)-1].end:n.end])
}

// block writes an element that has paragraphs, with words in the place of them:
// a paragraph a line, each like the first.
func (f *filler) block(n, first *node, text string, looks []byte, s *scope) {
	if !within(first, n) {
		f.node(n, s)
		return
	}
	if n != first.parent {
		f.out.Write(f.part.src[n.start:n.open])
		for _, c := range n.children {
			f.block(c, first, text, looks, s)
		}
		f.out.Write(f.part.src[n.shut:n.end])
		return
	}
	prefix := first.prefix(f.part.src)
	f.out.Write(f.tag(n, s))
	for _, c := range n.children {
		switch {
		case c == first:
			for i, line := range lines(text) {
				if i > 0 {
					f.out.WriteString("<" + prefix + "p>")
				} else {
					f.out.Write(openTag(f.tag(c, s)))
				}
				if pPr := c.child("pPr"); pPr != nil {
					f.out.Write(f.part.src[pPr.start:pPr.end])
				}
				f.run(prefix, looks, line)
				f.out.WriteString("</" + prefix + "p>")
			}
		case c.is("p") || c.is("tbl"): // what it held before
		default:
			f.node(c, s)
		}
	}
	f.out.Write(f.part.src[n.shut:n.end])
}

// openTag is a tag that something can stand behind.
func openTag(tag []byte) []byte {
	if n := len(tag); n > 1 && tag[n-2] == '/' {
		return append(slices.Clone(tag[:n-2]), '>')
	}
	return tag
}

// run writes a run of words.
func (f *filler) run(prefix string, looks []byte, text string) {
	f.out.WriteString("<" + prefix + "r>")
	f.out.Write(looks)
	f.say(prefix, text)
	f.out.WriteString("</" + prefix + "r>")
}

// looks are how a control's words look: as it says itself, or as they looked
// before where they were not Word's grey ones.
func (f *filler) looks(pr, content *node) []byte {
	if r := pr.child("rPr"); r != nil {
		return f.part.src[r.start:r.end]
	}
	if pr.child("showingPlcHdr") != nil {
		return nil
	}
	var looks []byte
	content.walk(func(c *node) bool {
		if c.is("r") && looks == nil {
			looks = []byte{}
			if r := c.child("rPr"); r != nil {
				looks = f.part.src[r.start:r.end]
			}
		}
		return looks == nil
	})
	return looks
}

// firstParagraph is the first paragraph of a control's content; nil where the
// control is within one.
func firstParagraph(content *node) *node {
	var first *node
	content.walk(func(c *node) bool {
		if c.is("p") && first == nil {
			first = c
		}
		return first == nil && !c.is("r")
	})
	return first
}
