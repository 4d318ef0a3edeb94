package word

import (
	"archive/zip"
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"image/png"
	"io"
	"path"
	"slices"
	"strings"
)

// Document is a Word document that can be filled, as often as wanted.
type Document struct {
	files []*zip.File // as they came
	parts []*part     // what is read of them
	types *part       // [Content_Types].xml
}

// Filled is a document with its values.
type Filled struct {
	Document []byte   // the .docx
	Left     []Left   // what it asks for and nobody gave, which stands there as it was
	Unused   []string // what was given and it does not ask for
}

// Left is something a document asks for that nobody gave.
type Left struct {
	Name  string
	Where string // "the text", "a header"
	Near  string // the paragraph it stands in
}

// part is a part of the document that may ask for something.
type part struct {
	name       string
	kind       string // as Left.Where says it
	src        []byte
	root       *node
	paragraphs map[*node]*paragraph
	strict     bool
}

// ErrNotWord says that a file is no Word document.
var ErrNotWord = errors.New("it is not a Word document (.docx)")

// largest is how much a part of a document may hold, and all of them.
const (
	largest    = 64 << 20
	largestAll = 512 << 20
)

// Open reads a document. It fails where marks do not fit each other, and says which.
func Open(data []byte) (*Document, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, ErrNotWord
	}
	d := &Document{files: z.File}
	var all uint64
	for _, f := range z.File {
		if all += f.UncompressedSize64; all > largestAll {
			return nil, errors.New("it is too large")
		}
	}
	if d.types, err = d.open(contentTypes); err != nil || d.types == nil {
		return nil, cmp.Or(err, ErrNotWord)
	}
	main := ""
	for _, c := range d.types.root.children[0].children {
		name := strings.TrimPrefix(c.attr("PartName"), "/")
		where := filled[strings.TrimPrefix(c.attr("ContentType"), wordTypes)]
		if where == "" || name == "" {
			continue
		}
		p, err := d.open(name)
		if err != nil {
			return nil, err
		}
		if p == nil {
			continue
		}
		if where == theText {
			main = name
		}
		p.kind = where
		if err := p.read(); err != nil {
			return nil, fmt.Errorf("%s: %w", where, err)
		}
		d.parts = append(d.parts, p)
	}
	if main == "" {
		return nil, ErrNotWord
	}
	return d, nil
}

const (
	contentTypes  = "[Content_Types].xml"
	wordTypes     = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	theText       = "the text"
	theProperties = "the file’s properties"
)

// filled are the parts that may ask for something, by their type.
var filled = map[string]string{
	"document.main+xml": theText, "template.main+xml": theText,
	"header+xml": "a header", "footer+xml": "a footer", "footnotes+xml": "a footnote", "endnotes+xml": "an endnote",
	"application/vnd.openxmlformats-package.core-properties+xml": theProperties,
}

// open reads a part; nil where there is none of that name.
func (d *Document) open(name string) (*part, error) {
	at := slices.IndexFunc(d.files, func(f *zip.File) bool { return f.Name == name })
	if at < 0 {
		return nil, nil
	}
	r, err := d.files[at].Open()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	defer r.Close()
	src, err := io.ReadAll(io.LimitReader(r, largest+1))
	if err == nil && len(src) > largest {
		err = errors.New("it is too large")
	}
	var root *node
	if err == nil {
		root, err = parse(src)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return &part{name: name, src: src, root: root}, nil
}

// read finds what a part asks for.
func (p *part) read() error {
	all := paragraphs(p.root, p.src)
	if p.kind == theProperties {
		all = properties(p.root, p.src)
	}
	if err := findSections(all); err != nil {
		return err
	}
	p.paragraphs = map[*node]*paragraph{}
	for _, paragraph := range all {
		p.paragraphs[paragraph.node] = paragraph
		for _, piece := range paragraph.pieces {
			if len(paragraph.marks) > 0 {
				piece.t.ask()
			}
		}
	}
	p.root.walk(func(n *node) bool {
		slices.SortFunc(n.repeats, func(a, b *section) int {
			return cmp.Or(cmp.Compare(b.to, a.to), cmp.Compare(a.begin.at(), b.begin.at()))
		})
		if n.is("sdt") || len(n.spokenMarks()) > 0 {
			n.ask()
		}
		p.strict = p.strict || slices.ContainsFunc(n.attrs, func(a xml.Attr) bool {
			return a.Value == "http://purl.oclc.org/ooxml/wordprocessingml/main"
		})
		return true
	})
	return nil
}

// ask notes that an element asks for something.
func (n *node) ask() {
	for ; n != nil && !n.asks; n = n.parent {
		n.asks = true
	}
}

// spokenMarks are the marks in an element's attributes.
func (n *node) spokenMarks() (marks [][]string) {
	for _, a := range n.attrs {
		if n.isSpoken(a) {
			marks = append(marks, markForm.FindAllStringSubmatch(a.Value, -1)...)
		}
	}
	return marks
}

// Asks are the names that a document asks for, each once.
func (d *Document) Asks() []string {
	var names []string
	for _, p := range d.parts {
		for _, paragraph := range p.paragraphs {
			for _, m := range paragraph.marks {
				names = append(names, m.name)
			}
		}
		p.root.walk(func(n *node) bool {
			for _, m := range n.spokenMarks() {
				names = append(names, key(m[2]))
			}
			return true
		})
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// file is what a filled document comes to, beside its parts.
type file struct {
	left     []Left
	drawings int              // the highest number a drawing has
	pictures map[string]int   // the pictures put in, and their numbers
	pngs     [][]byte         // by number
	links    map[*part][]link // the pictures of each part
	shapes   map[int]float64  // height for one of width
}

type link struct {
	id     string
	number int
}

func (f *file) nextDrawing() int {
	f.drawings++
	return f.drawings
}

// place puts a picture into the file and ties a part to it.
func (f *file) place(p *part, picture Picture) *placed {
	number, known := f.pictures[string(picture.PNG)]
	if !known {
		c, err := png.DecodeConfig(bytes.NewReader(picture.PNG))
		if err != nil || c.Width == 0 {
			return nil
		}
		number = len(f.pngs)
		f.pictures[string(picture.PNG)] = number
		f.pngs = append(f.pngs, picture.PNG)
		f.shapes[number] = float64(c.Height) / float64(c.Width)
	}
	l := link{fmt.Sprint("rIdActionplan", number+1), number}
	if !slices.Contains(f.links[p], l) {
		f.links[p] = append(f.links[p], l)
	}
	return &placed{l.id, f.shapes[number]}
}

// Fill puts values into the document.
func (d *Document) Fill(v Values) (Filled, error) {
	s := newScope(v)
	f := &file{pictures: map[string]int{}, links: map[*part][]link{}, shapes: map[int]float64{}}
	for _, p := range d.parts {
		p.root.walk(func(n *node) bool {
			if n.isNamed() {
				var id int
				_, _ = fmt.Sscan(n.attr("id"), &id)
				f.drawings = max(f.drawings, id)
			}
			return true
		})
	}
	changed := map[string][]byte{}
	for _, p := range d.parts {
		if !p.root.asks {
			continue
		}
		w := &filler{part: p, unknown: map[*section]bool{}, now: map[*node]string{}, file: f}
		w.plainly(p.root, s)
		if _, err := parse(w.out.Bytes()); err != nil {
			return Filled{}, fmt.Errorf("%s could not be filled: %w", p.kind, err)
		}
		if !bytes.Equal(w.out.Bytes(), p.src) {
			changed[p.name] = w.out.Bytes()
		}
	}
	if err := d.addPictures(f, changed); err != nil {
		return Filled{}, err
	}
	d.asDocument(changed)
	out, err := d.write(changed)
	return Filled{Document: out, Left: f.left, Unused: s.unused()}, err
}

// addPictures puts the pictures into the file: the parts, what ties them to the
// parts that show them, and their type.
func (d *Document) addPictures(f *file, changed map[string][]byte) error {
	for number, data := range f.pngs {
		changed[pictureName(number)] = data
	}
	for p, links := range f.links {
		name := path.Join(path.Dir(p.name), "_rels", path.Base(p.name)+".rels")
		rels, err := d.open(name)
		if err != nil {
			return err
		}
		kind := "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
		if p.strict {
			kind = "http://purl.oclc.org/ooxml/officeDocument/relationships/image"
		}
		var add strings.Builder
		for _, l := range links {
			fmt.Fprintf(&add, `<Relationship Id="%s" Type="%s" Target="/%s"/>`, l.id, kind, pictureName(l.number))
		}
		changed[name] = appended(rels, `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>`, add.String())
	}
	known := slices.ContainsFunc(d.types.root.children[0].children, func(c *node) bool { return strings.EqualFold(c.attr("Extension"), "png") })
	if len(f.pngs) > 0 && !known {
		changed[contentTypes] = appended(d.types, "", `<Default Extension="png" ContentType="image/png"/>`)
	}
	return nil
}

func pictureName(number int) string { return fmt.Sprintf("word/media/actionplan%d.png", number+1) }

// appended puts more elements at the end of a part's root, or of a new part where
// there is none.
func appended(p *part, fresh, more string) []byte {
	if p == nil {
		tag, _, _ := strings.Cut(strings.TrimSuffix(fresh, "/>"), " ")
		return []byte(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" + strings.TrimSuffix(fresh, "/>") + ">" + more + "</" + tag[1:] + ">")
	}
	root := p.root.children[0]
	prefix := root.prefix(p.src)
	more = strings.ReplaceAll(more, "<", "<"+prefix)
	if root.empty() {
		tag := openTag(p.src[root.start:root.open])
		name := strings.Fields(strings.Trim(string(tag), "<>"))[0]
		return slices.Concat(p.src[:root.start], tag, []byte(more), []byte("</"+name+">"), p.src[root.end:])
	}
	return slices.Concat(p.src[:root.shut], []byte(more), p.src[root.shut:])
}

// asDocument makes a template of Word's (.dotx) a document.
func (d *Document) asDocument(changed map[string][]byte) {
	types := changed[contentTypes]
	if types == nil {
		types = d.types.src
	}
	now := bytes.Replace(types, []byte("wordprocessingml.template.main+xml"), []byte("wordprocessingml.document.main+xml"), 1)
	if !bytes.Equal(now, types) {
		changed[contentTypes] = now
	}
}

// write makes the file: what is not changed is copied as it is packed.
func (d *Document) write(changed map[string][]byte) ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range d.files {
		data, is := changed[f.Name]
		if !is {
			if err := z.Copy(f); err != nil {
				return nil, err
			}
			continue
		}
		delete(changed, f.Name)
		if err := put(z, zip.FileHeader{Name: f.Name, Method: zip.Deflate, Modified: f.Modified}, data); err != nil {
			return nil, err
		}
	}
	names := make([]string, 0, len(changed))
	for name := range changed {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if err := put(z, zip.FileHeader{Name: name, Method: zip.Deflate}, changed[name]); err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return out.Bytes(), err
}

func put(z *zip.Writer, h zip.FileHeader, data []byte) error {
	w, err := z.CreateHeader(&h)
	if err == nil {
		_, err = w.Write(data)
	}
	return err
}
