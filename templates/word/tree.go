package word

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// A part of the document is kept as the bytes it came in, and a tree over them:
// a node knows where its element begins and ends. What is not changed is copied
// from those bytes, so that nothing has to be understood to be kept.

// node is an element of a part, and where it stands in the part's bytes.
type node struct {
	name     name
	attrs    []xml.Attr // with the prefixes they were written with
	start    int        // of its opening tag
	open     int        // where its opening tag ends
	shut     int        // where its closing tag begins
	end      int        // where that ends
	parent   *node
	index    int // among its parent's children
	children []*node

	asks    bool       // it, or an element in it, asks for a value
	repeats []*section // of its children, in the order they begin
}

// name is an element's name, its namespace given by one of the words below.
type name struct{ space, local string }

// The namespaces that matter, of documents as Word writes them and as the strict
// form of the standard has them.
const (
	wordSpace    = "w"
	word2012     = "w15"
	drawingSpace = "a"
	placedSpace  = "wp"
)

var spaces = map[string]string{
	"http://schemas.openxmlformats.org/wordprocessingml/2006/main":           wordSpace,
	"http://purl.oclc.org/ooxml/wordprocessingml/main":                       wordSpace,
	"http://schemas.microsoft.com/office/word/2012/wordml":                   word2012,
	"http://schemas.openxmlformats.org/drawingml/2006/main":                  drawingSpace,
	"http://purl.oclc.org/ooxml/drawingml/main":                              drawingSpace,
	"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": placedSpace,
	"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing":             placedSpace,
}

// deepest is how many elements may stand in each other.
const deepest = 500

// parse makes the tree of a part.
func parse(src []byte) (*node, error) {
	dec := xml.NewDecoder(bytes.NewReader(src))
	dec.CharsetReader = func(charset string, in io.Reader) (io.Reader, error) {
		if strings.EqualFold(charset, "us-ascii") {
			return in, nil
		}
		return nil, fmt.Errorf("it is written in %q, and only UTF-8 can be read", charset)
	}
	root := &node{end: len(src), shut: len(src)}
	at := root
	prefixes := []map[string]string{{}}
	for depth := 0; ; {
		from := int(dec.InputOffset())
		token, err := dec.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		to := int(dec.InputOffset())
		switch token := token.(type) {
		case xml.Directive:
			return nil, errors.New("it holds a document type declaration, which Word never writes")
		case xml.StartElement:
			if depth++; depth > deepest {
				return nil, errors.New("its elements stand in each other too deep")
			}
			known := prefixes[len(prefixes)-1]
			known = declared(known, token.Attr)
			prefixes = append(prefixes, known)
			n := &node{
				name: name{known[token.Name.Space], token.Name.Local}, attrs: token.Copy().Attr,
				start: from, open: to, parent: at, index: len(at.children),
			}
			at.children = append(at.children, n)
			at = n
		case xml.EndElement:
			if at == root || !closes(src[at.start:at.open], token.Name) {
				return nil, fmt.Errorf("</%s> closes what was not opened", token.Name.Local)
			}
			depth--
			prefixes = prefixes[:len(prefixes)-1]
			at.shut, at.end = from, to
			at = at.parent
		}
	}
	if at != root || len(root.children) != 1 {
		return nil, errors.New("it breaks off")
	}
	return root, nil
}

// closes reports whether a closing tag's name is that of an opening one.
func closes(tag []byte, n xml.Name) bool {
	full := n.Local
	if n.Space != "" {
		full = n.Space + ":" + n.Local
	}
	rest, ok := bytes.CutPrefix(tag, []byte("<"+full))
	return ok && len(rest) > 0 && strings.ContainsRune(" \t\r\n/>", rune(rest[0]))
}

// declared adds the prefixes that an element declares to those known before.
func declared(known map[string]string, attrs []xml.Attr) map[string]string {
	var more map[string]string
	for _, a := range attrs {
		prefix := a.Name.Local
		switch {
		case a.Name.Space == "xmlns":
		case a.Name.Space == "" && prefix == "xmlns":
			prefix = ""
		default:
			continue
		}
		if more == nil {
			more = map[string]string{}
			for p, space := range known {
				more[p] = space
			}
		}
		more[prefix] = spaces[a.Value]
	}
	if more == nil {
		return known
	}
	return more
}

// is reports whether an element is Word's own of a name.
func (n *node) is(local string) bool { return n.name == name{wordSpace, local} }

// child is the first of an element's children of one of Word's own names; nil
// for none.
func (n *node) child(local string) *node {
	for _, c := range n.children {
		if c.is(local) {
			return c
		}
	}
	return nil
}

// attr is an attribute's value by its name without a prefix.
func (n *node) attr(local string) string {
	for _, a := range n.attrs {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}

// walk visits an element and all within it, in their order. Where visit reports
// false, what is within is passed over.
func (n *node) walk(visit func(*node) bool) {
	if visit(n) {
		for _, c := range n.children {
			c.walk(visit)
		}
	}
}

// empty reports whether an element was written as one tag.
func (n *node) empty() bool { return n.shut == n.end && n.open == n.end }

// prefix is what an element's name was written with before it: "w:", or "".
func (n *node) prefix(src []byte) string {
	tag := src[n.start:n.open]
	if at := bytes.IndexByte(tag, ':'); at > 0 && at < bytes.IndexAny(tag, " \t\r\n/>") {
		return string(tag[1 : at+1])
	}
	return ""
}
