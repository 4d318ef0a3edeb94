package ooxml

import "bytes"

// nameEnd marks the bytes that end a name in a tag.
var nameEnd = [256]bool{' ': true, '\t': true, '\r': true, '\n': true, '=': true, '/': true, '<': true, '"': true, '\'': true}

func isSpace(b byte) bool { return b == ' ' || b == '\n' || b == '\r' || b == '\t' }

// readTag reads the inside of a start tag into the token: its name, its
// attributes and the namespaces it declares. It gives the name as written.
func (s *Scanner) readTag(body []byte) ([]byte, error) {
	i := 0
	for i < len(body) && !nameEnd[body[i]] {
		i++
	}
	name := body[:i]
	if i == 0 {
		return nil, s.damaged("a tag without a name")
	}
	attrs := s.tok.Attrs[:0]
	prefixed := false
	for i < len(body) {
		if isSpace(body[i]) {
			i++
			continue
		}
		a, n := readAttr(body[i:])
		if n == 0 {
			return nil, s.damaged("a tag <%s> that cannot be read", clip(name))
		}
		if len(attrs) == maxAttrs {
			return nil, s.fail(ErrTooLarge, "a tag <%s> with more than %d attributes", clip(name), maxAttrs)
		}
		i += n
		if a.Name[0] == 'x' && bytes.HasPrefix(a.Name, []byte("xmlns")) && s.declare(a) {
			continue
		}
		prefixed = prefixed || bytes.IndexByte(a.Name, ':') > 0
		attrs = append(attrs, a)
	}
	if prefixed {
		for j := range attrs {
			var prefix []byte
			prefix, attrs[j].Name = splitName(attrs[j].Name)
			attrs[j].Space = s.spaces.attribute(prefix)
		}
	}
	s.tok.Attrs = attrs
	prefix, local := splitName(name)
	s.tok.Name = local
	s.tok.Space = s.spaces.element(prefix)
	return name, nil
}

// readAttr reads one attribute and gives its length, 0 where there is none.
func readAttr(body []byte) (Attr, int) {
	i := 0
	for i < len(body) && !nameEnd[body[i]] {
		i++
	}
	name := body[:i]
	for i < len(body) && isSpace(body[i]) {
		i++
	}
	if len(name) == 0 || i >= len(body) || body[i] != '=' {
		return Attr{}, 0
	}
	i++
	for i < len(body) && isSpace(body[i]) {
		i++
	}
	if i >= len(body) || body[i] != '"' && body[i] != '\'' {
		return Attr{}, 0
	}
	n := bytes.IndexByte(body[i+1:], body[i])
	if n < 0 {
		return Attr{}, 0
	}
	return Attr{Name: name, Value: body[i+1 : i+1+n]}, i + n + 2
}

// declare notes a namespace that a tag declares, and says whether the
// attribute did declare one.
func (s *Scanner) declare(a Attr) bool {
	switch {
	case len(a.Name) == len("xmlns"):
		s.spaces.declare(s.open.depth(), "", a.Value)
	case a.Name[len("xmlns")] == ':':
		s.spaces.declare(s.open.depth(), string(a.Name[len("xmlns:"):]), a.Value)
	default:
		return false
	}
	return true
}

func splitName(name []byte) (prefix, local []byte) {
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		return name[:i], name[i+1:]
	}
	return nil, name
}

// openTags is the stack of the elements that are open, by name as written.
type openTags struct {
	names  []byte
	starts []int
}

func (o *openTags) depth() int { return len(o.starts) }

func (o *openTags) push(name []byte) {
	o.starts = append(o.starts, len(o.names))
	o.names = append(o.names, name...)
}

func (o *openTags) top() []byte { return o.names[o.starts[len(o.starts)-1]:] }

func (o *openTags) pop(name []byte) bool {
	if len(o.starts) == 0 || !bytes.Equal(o.top(), name) {
		return false
	}
	o.names = o.names[:o.starts[len(o.starts)-1]]
	o.starts = o.starts[:len(o.starts)-1]
	return true
}
