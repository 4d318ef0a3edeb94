package sheetstest

import (
	"slices"
	"strings"
)

// mask says which members of a message are wanted. A nil mask wants all of
// them; a mask without members wants the whole of a scalar.
type mask struct {
	members map[string]*mask
	all     bool // "*", or a path that ends here
}

// everything is the mask of a request that has none.
var everything = &mask{all: true}

// parseMask reads a field mask in either of its forms, a.b.c and a/b(c,d),
// against the message it is for.
func parseMask(source, message string) (*mask, *refusal) {
	p := &maskParser{source: source}
	m, ok := p.list()
	if !ok || p.at != len(source) {
		return nil, invalidMask(source)
	}
	return m, m.check(message, "")
}

func invalidMask(source string) *refusal {
	return violation("fields", "Invalid field mask: "+source, true)
}

type maskParser struct {
	source string
	at     int
}

// list reads paths with commas between them.
func (p *maskParser) list() (*mask, bool) {
	m := &mask{members: map[string]*mask{}}
	for {
		if !p.path(m) {
			return nil, false
		}
		if !p.take(',') {
			return m, true
		}
	}
}

// path reads one path into m.
func (p *maskParser) path(m *mask) bool {
	start := p.at
	for p.at < len(p.source) && !strings.ContainsRune(".,/()", rune(p.source[p.at])) {
		p.at++
	}
	name := strings.TrimSpace(p.source[start:p.at])
	if name == "" {
		return false
	}
	if name == "*" {
		m.all = true
		return true
	}
	next := m.members[name]
	if next == nil {
		next = &mask{members: map[string]*mask{}}
		m.members[name] = next
	}
	switch {
	case p.take('.'), p.take('/'):
		return p.path(next)
	case p.take('('):
		inner, ok := p.list()
		if !ok || !p.take(')') {
			return false
		}
		next.add(inner)
	default:
		next.all = true
	}
	return true
}

func (p *maskParser) take(c byte) bool {
	if p.at < len(p.source) && p.source[p.at] == c {
		p.at++
		return true
	}
	return false
}

func (m *mask) add(other *mask) {
	m.all = m.all || other.all
	for name, o := range other.members {
		if mine := m.members[name]; mine != nil {
			mine.add(o)
		} else {
			m.members[name] = o
		}
	}
}

// check refuses a path that the message does not have.
func (m *mask) check(kind, at string) *refusal {
	kind = strings.TrimPrefix(kind, "[]")
	message := shapes()[kind]
	for name, next := range m.members {
		path := strings.TrimPrefix(at+"."+name, ".")
		member, known := message[name]
		switch {
		case !known:
			return unknownPath(path)
		case member == unmodelled:
			return notModelled("mask path %s", path)
		}
		if bad := next.check(member, path); bad != nil {
			return bad
		}
	}
	return nil
}

// of is the mask for one member, and whether that member is wanted at all.
func (m *mask) of(name string) (*mask, bool) {
	if m.all {
		return everything, true
	}
	next, ok := m.members[name]
	return next, ok
}

func (m *mask) wants(name string) bool {
	_, ok := m.of(name)
	return ok
}

// prune keeps what the mask wants of a JSON value. An object whose members
// are all unwanted stays, empty, as it does in the API's answers.
func (m *mask) prune(v any) any {
	if m.all {
		return v
	}
	switch v := v.(type) {
	case object:
		out := object{}
		for name, item := range v {
			if next, ok := m.of(name); ok {
				out[name] = next.prune(item)
			}
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, item := range v {
			out[i] = m.prune(item)
		}
		return out
	}
	return v
}

// put sets a member when the mask wants it.
func put(o object, m *mask, name string, v func() any) {
	if next, ok := m.of(name); ok {
		o[name] = next.prune(v())
	}
}

// names lists the members a mask names at its top, in order.
func (m *mask) names() []string {
	var out []string
	for name := range m.members {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}
