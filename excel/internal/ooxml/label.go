package ooxml

import "strings"

// Label is the sensitivity label that a package carries, as its name or, where
// it is kept without one, its id; "" for none. Office keeps the name among the
// package's own properties, and since 2022 the id in a part of its own as well.
// What cannot be read of either says nothing here: the package is read all the same.
func (p *Package) Label() string {
	found := labels{name: map[string]string{}, off: map[string]bool{}}
	const properties, parts = "docProps/custom.xml", "docMetadata/LabelInfo.xml"
	if p.Has(properties) {
		_ = p.Read(properties, nil, found.property)
	}
	if p.Has(parts) {
		_ = p.Read(parts, nil, found.label)
	}
	id := ""
	for _, each := range found.ids {
		if found.off[each] {
			continue
		}
		if found.name[each] != "" {
			return found.name[each]
		}
		id = each
	}
	return id
}

// labels are the sensitivity labels that are found, by their ids.
type labels struct {
	ids  []string
	name map[string]string
	off  map[string]bool // taken off again
}

// property takes one of a package's own properties: MSIP_Label_2096f6a2-…_Name.
func (l *labels) property(s *Scanner, t *Token) error {
	rest, ours := strings.CutPrefix(t.AttrText("name"), "MSIP_Label_")
	id, what, found := strings.Cut(strings.ToLower(rest), "_")
	if !ours || !found {
		return nil
	}
	return s.Children(func(s *Scanner, _ *Token) error {
		content, err := s.appendContent(nil)
		switch text := strings.TrimSpace(string(content)); what {
		case "name":
			l.name[id] = text
		case "enabled":
			l.off[id] = strings.EqualFold(text, "false")
		}
		l.ids = append(l.ids, id)
		return err
	})
}

// label takes an entry of the list of labels.
func (l *labels) label(_ *Scanner, t *Token) error {
	if string(t.Name) == "label" {
		id := strings.ToLower(strings.Trim(t.AttrText("id"), "{}"))
		l.ids = append(l.ids, id)
		l.off[id] = t.AttrText("enabled") == "0" || t.AttrText("removed") == "1"
	}
	return nil
}
