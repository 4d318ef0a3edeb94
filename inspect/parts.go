package inspect

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
)

// parts are the parts of a Word document or a workbook.
type parts struct {
	names []string
	files map[string]*zip.File
}

// largest is how much of a part is read.
const largest = 256 << 20

func open(data []byte) (*parts, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, ErrBroken
	}
	p := &parts{files: map[string]*zip.File{}}
	for _, f := range z.File {
		name := strings.TrimPrefix(f.Name, "/")
		if p.files[name] == nil && !strings.HasSuffix(name, "/") {
			p.names = append(p.names, name)
			p.files[name] = f
		}
	}
	slices.Sort(p.names)
	return p, nil
}

// read reads a part; nil where there is none.
func (p *parts) read(name string) ([]byte, error) {
	f := p.files[name]
	if f == nil {
		return nil, nil
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%w: %s", ErrBroken, name)
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, largest+1))
	if err != nil || len(data) > largest {
		return nil, fmt.Errorf("%w: %s", ErrBroken, name)
	}
	return data, nil
}

// element is an element as it is walked into, with those it stands in.
type element struct {
	name  string // without its prefix
	attrs []xml.Attr
	above *element
}

func (e *element) attr(name string) string {
	for _, a := range e.attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// on reports whether an element that is a switch is on, as it is where it says
// nothing.
func (e *element) on() bool {
	v := e.attr("val")
	return v != "0" && v != "false" && v != "off"
}

// within is the nearest element of a name that this one is in; nil for none.
func (e *element) within(name string) *element {
	for a := e.above; a != nil; a = a.above {
		if a.name == name {
			return a
		}
	}
	return nil
}

// walker is told of each element and text of a part, in their order.
type walker struct {
	begin func(*element)
	end   func(*element)
	text  func(*element, string)
}

func (p *parts) walk(name string, w walker) error {
	data, err := p.read(name)
	if data == nil || err != nil {
		return err
	}
	dec := xml.NewDecoder(bytes.NewReader(data))
	dec.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	var at *element
	for {
		token, err := dec.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%w: %s", ErrBroken, name)
		}
		switch token := token.(type) {
		case xml.StartElement:
			at = &element{token.Name.Local, token.Copy().Attr, at}
			if w.begin != nil {
				w.begin(at)
			}
		case xml.EndElement:
			if at == nil {
				return fmt.Errorf("%w: %s", ErrBroken, name)
			}
			if w.end != nil {
				w.end(at)
			}
			at = at.above
		case xml.CharData:
			if w.text != nil && at != nil {
				w.text(at, string(token))
			}
		}
	}
}

// relation is what one part has to do with another, or with something outside.
type relation struct {
	id, kind, target string
	outside          bool
}

// relations are those of a part; "" is the whole file.
func (p *parts) relations(part string) (all []relation, err error) {
	name := path.Join(path.Dir(part), "_rels", path.Base(part)+".rels")
	if part == "" {
		name = "_rels/.rels"
	}
	err = p.walk(name, walker{begin: func(e *element) {
		if e.name != "Relationship" {
			return
		}
		r := relation{e.attr("Id"), path.Base(e.attr("Type")), e.attr("Target"), strings.EqualFold(e.attr("TargetMode"), "External")}
		if !r.outside {
			if rest, absolute := strings.CutPrefix(r.target, "/"); absolute {
				r.target = rest
			} else {
				r.target = path.Join(path.Dir(part), r.target)
			}
		}
		all = append(all, r)
	}})
	return all, err
}

// main is the part that the file is about; "" where nothing says.
func (p *parts) main() string {
	all, _ := p.relations("")
	for _, r := range all {
		if r.kind == "officeDocument" {
			return r.target
		}
	}
	return ""
}

// common finds what documents and workbooks hide alike.
func (p *parts) common(all found) error {
	for _, name := range p.names {
		switch base := path.Base(name); {
		case strings.Contains(name, "/embeddings/") || strings.Contains(name, "/activeX/") && strings.HasSuffix(name, ".bin"):
			all.add("attachment", base)
		case strings.HasPrefix(base, "vbaProject") || strings.Contains(name, "/macrosheets/") || strings.HasPrefix(name, "xl/vbaProject"):
			all.add("macro", "")
		case strings.HasPrefix(name, "docProps/thumbnail"):
			all.add("thumbnail", "")
		case strings.HasPrefix(name, "customXml/item") && !strings.Contains(base, "Props"):
			if err := p.customData(name, all); err != nil {
				return err
			}
		case strings.HasPrefix(name, "docMetadata/") && strings.HasPrefix(base, "LabelInfo"):
			all.add("label", "")
		case strings.HasSuffix(name, ".jpeg") || strings.HasSuffix(name, ".jpg"):
			data, err := p.read(name)
			if err != nil {
				return err
			}
			if saysPlace(data) {
				all.add("picture-place", base)
			}
		case strings.HasSuffix(name, ".rels"):
			if err := p.links(name, all); err != nil {
				return err
			}
		}
	}
	return p.properties(all)
}

// customData looks for words in a part of data: an empty frame hides nothing.
func (p *parts) customData(name string, all found) error {
	words := false
	err := p.walk(name, walker{text: func(_ *element, text string) { words = words || strings.TrimSpace(text) != "" }})
	if words {
		all.add("custom-data", path.Base(name))
	}
	return err
}

// links finds what a part points to inside the council: a file, a server, a
// template, another workbook.
func (p *parts) links(rels string, all found) error {
	return p.walk(rels, walker{begin: func(e *element) {
		if e.name != "Relationship" || !strings.EqualFold(e.attr("TargetMode"), "External") {
			return
		}
		target := e.attr("Target")
		switch kind := path.Base(e.attr("Type")); {
		case kind == "hyperlink" && !isInside(target):
		case kind == "attachedTemplate":
			all.add("link-inside", "the template it was made from")
		case kind == "hyperlink":
			all.add("link-inside", "a hyperlink")
		case kind == "externalLinkPath" || kind == "externalLink":
			all.add("link-inside", "another workbook")
		default:
			all.add("link-inside", "something shown from outside ("+kind+")")
		}
	}})
}

// isInside reports whether an address is one that only the council can follow.
func isInside(address string) bool {
	lower := strings.ToLower(address)
	for _, public := range []string{"http://", "https://", "mailto:", "tel:", "#"} {
		if rest, ok := strings.CutPrefix(lower, public); ok {
			host, _, _ := strings.Cut(rest, "/")
			web := strings.HasPrefix(public, "http")
			return web && (!strings.Contains(host, ".") || strings.Contains(host, ".sharepoint.com") || strings.HasSuffix(host, ".local") || strings.HasSuffix(host, ".internal"))
		}
	}
	return address != ""
}

// properties finds the file's own that name people, and what else somebody put
// there.
func (p *parts) properties(all found) error {
	title := false
	field := ""
	err := p.walk("docProps/core.xml", walker{begin: func(e *element) { field = e.name }, text: func(_ *element, text string) {
		if strings.TrimSpace(text) == "" {
			return
		}
		switch field {
		case "title":
			title = true
		case "creator":
			all.add("author", "author")
		case "lastModifiedBy":
			all.add("author", "last saved by")
		case "description":
			all.add("property", "comments")
		case "keywords":
			all.add("property", field)
		}
	}})
	if err != nil {
		return err
	}
	if !title {
		all.add("no-title", "")
	}
	err = p.walk("docProps/app.xml", walker{text: func(e *element, text string) {
		switch text = strings.TrimSpace(text); {
		case text == "":
		case e.name == "Manager" || e.name == "Company":
			all.add("author", strings.ToLower(e.name))
		case e.name == "Template" && strings.ContainsAny(text, `/\`), e.name == "HyperlinkBase":
			all.add("folder", "")
		}
	}})
	if err != nil {
		return err
	}
	labels := map[string]bool{} // each has several properties
	return p.walk("docProps/custom.xml", walker{begin: func(e *element) {
		if e.name != "property" {
			return
		}
		name := e.attr("name")
		label, isLabel := "", strings.HasPrefix(name, "MSIP_Label_") || strings.HasPrefix(name, "ClassificationContentMarking")
		if isLabel {
			label = name[:strings.LastIndexByte(name, '_')]
		}
		switch {
		case !isLabel:
			all.add("property", name)
		case !labels[label]:
			labels[label] = true
			all.add("label", "")
		}
	}})
}

// saysPlace reports whether a photograph's own data has a place: the tag of its
// block for satellites' figures, in its list of tags.
func saysPlace(jpeg []byte) bool {
	at := bytes.Index(jpeg[:min(len(jpeg), 1<<16)], []byte("Exif\x00\x00"))
	if at < 0 {
		return false
	}
	tiff := jpeg[at+6:]
	if len(tiff) < 8 {
		return false
	}
	number := func(b []byte) int { return int(b[0])<<8 | int(b[1]) }
	if tiff[0] == 'I' {
		number = func(b []byte) int { return int(b[1])<<8 | int(b[0]) }
	}
	first := number(tiff[6:])
	if tiff[0] == 'I' {
		first = number(tiff[4:])
	}
	if first+2 > len(tiff) {
		return false
	}
	for i, n := 0, number(tiff[first:]); i < n; i++ {
		tag := first + 2 + 12*i
		if tag+2 > len(tiff) {
			return false
		}
		if number(tiff[tag:]) == 0x8825 {
			return true
		}
	}
	return false
}
