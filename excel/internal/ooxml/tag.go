package ooxml

import "bytes"

// Classes of bytes in a tag.
const (
	inName  = iota
	colon   // parts a prefix from a name
	endName // ends a name
)

var nameClass = [256]uint8{
	' ': endName, '\t': endName, '\r': endName, '\n': endName,
	'=': endName, '/': endName, '<': endName, '>': endName, '"': endName, '\'': endName,
	':': colon,
}

func isSpace(b byte) bool { return b == ' ' || b == '\n' || b == '\r' || b == '\t' }

// tagState is how far the reading of a tag has come.
type tagState uint8

const (
	tagDone tagState = iota
	tagCut           // the window ends inside it
	tagBad           // it cannot be read
	tagFull          // it has too many attributes
)

// readTag reads the start tag at the window's position into the token: its
// name, its attributes and the namespaces it declares. It gives the tag's
// length and its name as written. The part is read once, byte by byte, and
// nothing is copied.
func (s *Scanner) readTag() (n int, name []byte, state tagState) {
	b := s.buf[s.pos:s.end]
	i, prefix := nameLength(b, 1)
	if i == len(b) {
		return 0, nil, tagCut
	}
	if name = b[1:i]; len(name) == 0 {
		return 0, nil, tagBad
	}
	attrs := s.tok.Attrs[:0]
	prefixed := false
	s.tok.Empty = false
	for {
		for i < len(b) && isSpace(b[i]) {
			i++
		}
		if i >= len(b) {
			return 0, name, tagCut
		}
		if b[i] == '>' {
			break
		}
		if b[i] == '/' {
			if i+1 >= len(b) {
				return 0, name, tagCut
			}
			if i++; b[i] != '>' {
				return 0, name, tagBad
			}
			s.tok.Empty = true
			break
		}
		start := i
		var attrPrefix int
		if i, attrPrefix = nameLength(b, i); i == start {
			return 0, name, tagBad
		}
		attr := Attr{Name: b[start:i]}
		var end int
		if attr.Value, end, state = attrValue(b, i); state != tagDone {
			return 0, name, state
		}
		i = end
		if attr.Name[0] == 'x' && bytes.HasPrefix(attr.Name, []byte("xmlns")) && s.declare(attr) {
			continue
		}
		if len(attrs) == maxAttrs {
			return 0, name, tagFull
		}
		prefixed = prefixed || attrPrefix > 0
		attrs = append(attrs, attr)
	}
	s.tok.Attrs = attrs
	if prefixed {
		s.resolveAttrs()
	}
	s.tok.Name, s.tok.Space = name, s.spaces.main
	if prefix > 0 {
		s.tok.Name = name[prefix:]
		s.tok.Space = s.spaces.find(string(name[:prefix-1]))
	}
	return i + 1, name, tagDone
}

// nameLength finds where the name that starts at i ends, and how long its
// prefix is with the colon, 0 without one.
func nameLength(b []byte, i int) (end, prefix int) {
	start := i
	for i < len(b) {
		switch nameClass[b[i]] {
		case endName:
			return i, prefix
		case colon:
			if prefix == 0 {
				prefix = i + 1 - start
			}
		}
		i++
	}
	return i, prefix
}

// attrValue reads ="value" at i, and gives the value and where it ends.
func attrValue(b []byte, i int) (value []byte, end int, state tagState) {
	for i < len(b) && isSpace(b[i]) {
		i++
	}
	if i >= len(b) {
		return nil, 0, tagCut
	}
	if b[i] != '=' {
		return nil, 0, tagBad
	}
	i++
	for i < len(b) && isSpace(b[i]) {
		i++
	}
	if i >= len(b) {
		return nil, 0, tagCut
	}
	quote := b[i]
	if quote != '"' && quote != '\'' {
		return nil, 0, tagBad
	}
	i++
	// Most values are short: a call would take longer than looking.
	const short = 16
	for j := i; j < len(b) && j < i+short; j++ {
		if b[j] == quote {
			return b[i:j], j + 1, tagDone
		}
	}
	n := bytes.IndexByte(b[i:], quote)
	if n < 0 {
		return nil, 0, tagCut
	}
	return b[i : i+n], i + n + 1, tagDone
}

// resolveAttrs gives attributes with a prefix their namespaces, once all
// that the tag declares are known.
func (s *Scanner) resolveAttrs() {
	for i := range s.tok.Attrs {
		a := &s.tok.Attrs[i]
		if n := bytes.IndexByte(a.Name, ':'); n > 0 {
			a.Space = s.spaces.find(string(a.Name[:n]))
			a.Name = a.Name[n+1:]
		}
	}
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

// openTags is the stack of the elements that are open.
type openTags struct {
	names []byte // as written, one after another
	tags  []openTag
}

type openTag struct {
	start int // of its name in names
	local int // of its name without prefix
	space NS
}

func (o *openTags) depth() int { return len(o.tags) }

func (o *openTags) push(name []byte, prefix int, space NS) {
	start := len(o.names)
	o.tags = append(o.tags, openTag{start, start + prefix, space})
	o.names = append(o.names, name...)
}

// top is the name of the innermost element as written.
func (o *openTags) top() []byte { return o.names[o.tags[len(o.tags)-1].start:] }

// pop closes the innermost element. Its name stands until the next push.
func (o *openTags) pop() (local []byte, space NS) {
	last := o.tags[len(o.tags)-1]
	local = o.names[last.local:]
	o.names = o.names[:last.start]
	o.tags = o.tags[:len(o.tags)-1]
	return local, last.space
}
