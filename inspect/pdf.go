package inspect

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

func init() { model.ConfigPath = "disable" } // it would write a file of its own into the user's folder

// pdf looks into a PDF.
func pdf(data []byte) (r Report, err error) {
	defer func() {
		if broken := recover(); broken != nil { // a PDF is anybody's file
			r, err = Report{}, ErrBroken
		}
	}()
	conf := model.NewDefaultConfiguration()
	conf.Offline = true
	ctx, err := api.ReadContext(bytes.NewReader(data), conf)
	switch {
	case errors.Is(err, pdfcpu.ErrWrongPassword):
		return Report{}, ErrLocked
	case err != nil:
		return Report{}, ErrBroken
	}
	d := pdfFile{ctx.XRefTable, found{}}
	if err := d.catalog(); err != nil {
		return Report{}, ErrBroken
	}
	d.objects()
	if n := savings(data); n > 1 {
		d.all.addN("earlier-version", n-1, "")
	}
	return d.all.report("PDF"), nil
}

// savings is how often a PDF was saved with what it was before kept in it. One
// that is laid out for the web ends twice in one saving.
func savings(data []byte) int {
	n := bytes.Count(data, []byte("%%EOF"))
	if bytes.Contains(data[:min(len(data), 2048)], []byte("/Linearized")) {
		n--
	}
	return n
}

type pdfFile struct {
	*model.XRefTable
	all found
}

func (d pdfFile) dict(o types.Object) types.Dict {
	dict, err := d.DereferenceDict(o)
	if err != nil {
		return nil
	}
	return dict
}

func (d pdfFile) words(o types.Object) string {
	text, err := d.DereferenceText(o)
	if err != nil {
		return ""
	}
	return strings.TrimSpace(text)
}

// has reports whether a dictionary says something under a key.
func (d pdfFile) has(dict types.Dict, key string) bool {
	o, there := dict.Find(key)
	return there && d.words(o) != ""
}

func (d pdfFile) catalog() error {
	root, err := d.Catalog()
	if err != nil {
		return err
	}
	info := types.Dict{}
	if d.Info != nil {
		if dict := d.dict(*d.Info); dict != nil {
			info = dict
		}
	}
	metadata := d.metadata(root)
	if d.has(info, "Author") || creator.Match(metadata) {
		d.all.add("author", "author")
	}
	if d.has(info, "Keywords") {
		d.all.add("property", "keywords")
	}
	if !d.has(info, "Title") && !title.Match(metadata) {
		d.all.add("no-title", "")
	}
	if !d.has(root, "Lang") {
		d.all.add("no-language", "")
	}
	marked := d.dict(root["MarkInfo"])
	if is := marked.BooleanEntry("Marked"); root["StructTreeRoot"] == nil || is == nil || !*is {
		d.all.add("no-tags", "")
	}
	if _, there := root.Find("OpenAction"); there {
		if action := d.dict(root["OpenAction"]); action != nil && action.NameEntry("S") != nil && *action.NameEntry("S") == "JavaScript" {
			d.all.add("macro", "")
		}
	}
	if names := d.dict(root["Names"]); names != nil && names["JavaScript"] != nil {
		d.all.add("macro", "")
	}
	d.layers(d.dict(root["OCProperties"]))
	return nil
}

// What the file says of itself a second time, in a form of its own.
var (
	creator = regexp.MustCompile(`(?s)<dc:creator>.*?<rdf:li[^>]*>\s*[^<\s]`)
	title   = regexp.MustCompile(`(?s)<dc:title>.*?<rdf:li[^>]*>\s*[^<\s]`)
)

func (d pdfFile) metadata(root types.Dict) []byte {
	stream, _, err := d.DereferenceStreamDict(root["Metadata"])
	if err != nil || stream == nil || stream.Decode() != nil {
		return nil
	}
	return stream.Content
}

// layers finds those that are off as the file opens.
func (d pdfFile) layers(properties types.Dict) {
	if properties == nil {
		return
	}
	usual := d.dict(properties["D"])
	off, err := d.DereferenceArray(usual["OFF"])
	if err != nil {
		return
	}
	for _, o := range off {
		if layer := d.dict(o); layer != nil {
			d.all.add("hidden-layer", fmt.Sprintf("%q", d.words(layer["Name"])))
		}
	}
}

// objects looks at the attachments, wherever they hang, and at what people wrote on
// the pages.
func (d pdfFile) objects() {
	if d.EnsurePageCount() != nil {
		return
	}
	for n := 1; n <= d.PageCount; n++ {
		page, _, _, err := d.PageDict(n, false)
		if err != nil || page == nil {
			continue
		}
		list, err := d.DereferenceArray(page["Annots"])
		if err != nil {
			continue
		}
		for _, o := range list {
			d.annotation(d.dict(o), n)
		}
	}
	for _, entry := range d.Table {
		if entry == nil || entry.Free {
			continue
		}
		dict, is := entry.Object.(types.Dict)
		if !is {
			continue
		}
		if dict["EF"] != nil {
			d.all.add("attachment", d.words(first(dict, "UF", "F")))
		}
	}
}

func first(dict types.Dict, keys ...string) types.Object {
	for _, key := range keys {
		if o, there := dict.Find(key); there {
			return o
		}
	}
	return nil
}

// annotation looks at what stands on a page beside its text. A link and a field of
// a form are no comments.
func (d pdfFile) annotation(a types.Dict, page int) {
	kind := ""
	if s := a.NameEntry("Subtype"); s != nil {
		kind = *s
	}
	switch kind {
	case "", "Popup", "Widget", "PrinterMark", "TrapNet", "Watermark", "FileAttachment":
	case "Link":
		action := d.dict(a["A"])
		if s := action.NameEntry("S"); s != nil && (*s == "Launch" || *s == "URI" && isInside(d.words(action["URI"]))) {
			d.all.add("link-inside", fmt.Sprintf("page %d", page))
		}
	default:
		d.all.add("comment", fmt.Sprintf("page %d", page))
	}
}
