package ooxml

import (
	"errors"
	"net/url"
	"path"
	"strings"
)

// Relationship is what one part says of another.
type Relationship struct {
	ID       string
	Type     string // the last word of its type: worksheet, styles, sharedStrings…
	Target   string // the part it names, from the package's root, without a leading slash
	External bool   // the target is outside the package, and Target as written
}

// Relationships reads what a part relates to; the package's own where part
// is "". A part without any has none, and that is no error.
func (p *Package) Relationships(part string) ([]Relationship, error) {
	name := relsName(part)
	if !p.Has(name) {
		return nil, nil
	}
	var rels []Relationship
	err := p.Read(name, nil, func(_ *Scanner, t *Token) error {
		if string(t.Name) == "Relationship" {
			rels = append(rels, relationship(part, t))
		}
		return nil
	})
	return rels, err
}

func relationship(part string, t *Token) Relationship {
	r := Relationship{
		ID:       t.AttrText("Id"),
		Type:     path.Base(t.AttrText("Type")),
		Target:   t.AttrText("Target"),
		External: strings.EqualFold(t.AttrText("TargetMode"), "External"),
	}
	if !r.External {
		r.Target = resolve(part, r.Target)
	}
	return r
}

func relsName(part string) string {
	folder, name := path.Split(part)
	return folder + "_rels/" + name + ".rels"
}

// resolve turns a target into a part's name: absolute or relative to the
// part that names it, with slashes either way round and percent signs undone.
func resolve(part, target string) string {
	target = strings.ReplaceAll(strings.TrimSpace(target), `\`, "/")
	if plain, err := url.PathUnescape(target); err == nil {
		target = plain
	}
	target, _, _ = strings.Cut(target, "#")
	if !strings.HasPrefix(target, "/") {
		target = path.Join("/", path.Dir(part), target)
	}
	return strings.TrimPrefix(path.Clean(target), "/")
}

// contentTypes is what a package says its parts are.
type contentTypes struct {
	read      bool
	overrides map[string]string // by partKey
	defaults  map[string]string // by extension in lower case
}

// ContentType is what the package says a part is, "" where it says nothing.
// A package without a list of types, or with one that cannot be read, says
// nothing of any part.
func (p *Package) ContentType(part string) string {
	p.readTypes()
	if t, ok := p.types.overrides[partKey(part)]; ok {
		return t
	}
	return p.types.defaults[strings.ToLower(strings.TrimPrefix(path.Ext(part), "."))]
}

func (p *Package) readTypes() {
	if p.types.read {
		return
	}
	p.types = contentTypes{read: true, overrides: map[string]string{}, defaults: map[string]string{}}
	const list = "[Content_Types].xml"
	if !p.Has(list) {
		return
	}
	// A damaged list is not worth refusing a workbook for: relationships say
	// the same, and are asked first.
	_ = p.Read(list, nil, func(_ *Scanner, t *Token) error {
		switch string(t.Name) {
		case "Override":
			p.types.overrides[partKey(t.AttrText("PartName"))] = t.AttrText("ContentType")
		case "Default":
			p.types.defaults[strings.ToLower(t.AttrText("Extension"))] = t.AttrText("ContentType")
		}
		return nil
	})
}

// MainPart finds the part a package is about: the workbook's, in a workbook.
func (p *Package) MainPart() (string, error) {
	rels, err := p.Relationships("")
	if err != nil && !errors.Is(err, ErrDamaged) {
		return "", err
	}
	for _, r := range rels {
		if r.Type == "officeDocument" && !r.External && p.Has(r.Target) {
			return r.Target, nil
		}
	}
	for _, name := range p.Names() {
		if strings.HasSuffix(p.ContentType(name), ".main+xml") {
			return name, nil
		}
	}
	const usual = "xl/workbook.xml"
	if p.Has(usual) {
		return usual, nil
	}
	return "", refuse(ErrNoMain, "it says nowhere what it is about")
}
