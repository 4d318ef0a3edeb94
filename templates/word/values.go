package word

import (
	"slices"
	"strings"
)

// Values are what a document is filled with, by name. Capitals, spaces, hyphens
// and underscores in a name make no difference.
type Values map[string]Value

// Value is a Text, a List or a Picture.
type Value interface{ value() }

// Text is words. A line of it is a line in the document, and a paragraph of its
// own where the mark stands alone in its paragraph.
type Text string

// List is what a section is repeated for.
type List []Values

// Picture is a picture in the PNG format, with what it shows in words.
type Picture struct {
	PNG []byte
	Alt string
}

func (Text) value()    {}
func (List) value()    {}
func (Picture) value() {}

// scope is the values that a place in the document can ask for: those of the item
// it is in, then those round it.
type scope struct {
	values Values // by key
	above  *scope
	used   map[string]bool // the names that were asked for, of the outermost values
}

func newScope(v Values) *scope { return &scope{values: keyed(v), used: map[string]bool{}} }

// keyed is values by the key of their names.
func keyed(v Values) Values {
	out := Values{}
	for name, value := range v {
		out[key(name)] = value
	}
	return out
}

// within is a scope for one item.
func (s *scope) within(item Values) *scope { return &scope{values: keyed(item), above: s} }

func (s *scope) find(name string) (Value, bool) {
	for ; s != nil; s = s.above {
		if v, ok := s.values[name]; ok {
			if s.above == nil {
				s.used[name] = true
			}
			return v, true
		}
	}
	return nil, false
}

// items are the scopes that a section stands in: one for each item of a list, one
// for a text or a picture there is, none for what is empty; or, as the mark that
// begins it asks, one where there is something, or one where there is nothing.
func (s *scope) items(begin *mark) (items []*scope, known bool) {
	v, known := s.find(begin.name)
	switch v := v.(type) {
	case List:
		for _, item := range v {
			items = append(items, s.within(item))
		}
	case Text:
		if strings.TrimSpace(string(v)) != "" {
			items = []*scope{s}
		}
	case Picture:
		items = []*scope{s}
	}
	if there := len(items) > 0; known && (begin.kind == '?' && there || begin.kind == '^' && !there) {
		return []*scope{s}, true
	} else if begin.kind == '^' {
		return nil, known
	}
	return items, known
}

// unused are the names of the outermost values that nothing asked for.
func (s *scope) unused() []string {
	var out []string
	for name := range s.values {
		if !s.used[name] {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}
