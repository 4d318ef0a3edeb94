// Package ooxmltest makes small workbooks by hand, part by part, for tests
// that need a workbook no program would write.
package ooxmltest

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
)

// Part is one part of a package, or one entry of a zip file.
type Part struct{ Name, Content string }

// Zip makes a zip file of parts in their order. A name may come twice.
func Zip(parts ...Part) []byte {
	var file bytes.Buffer
	w := zip.NewWriter(&file)
	for _, p := range parts {
		entry, err := w.Create(p.Name)
		if err != nil {
			panic(err)
		}
		if _, err := io.WriteString(entry, p.Content); err != nil {
			panic(err)
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return file.Bytes()
}

// Namespaces of a workbook's own elements and of references to other parts.
const (
	Main       = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	Relations  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	StrictMain = "http://purl.oclc.org/ooxml/spreadsheetml/main"
	StrictRels = "http://purl.oclc.org/ooxml/officeDocument/relationships"
)

// Book is a workbook to be made. Every field may be left out but Sheets.
type Book struct {
	Sheets   []Sheet
	Strings  string // what stands inside sst: <si><t>…</t></si>…
	Styles   string // what stands inside styleSheet
	Theme    string // the whole part
	Workbook string // what stands in the workbook's part before its sheets
	Strict   bool
	Extra    []Part // further parts, or other contents for the usual ones
	Rels     string // further relationships of the workbook
}

// Sheet is one sheet to be made.
type Sheet struct {
	Name       string
	Attributes string // further attributes of the workbook's sheet element
	Content    string // what stands inside worksheet; or the whole part, where it starts with <? or <x:
}

// OneSheet is a workbook of one sheet named Plan.
func OneSheet(content string) Book { return Book{Sheets: []Sheet{{Name: "Plan", Content: content}}} }

// Rows is a workbook of one sheet named Plan, by what stands inside sheetData.
func Rows(rows string) Book { return OneSheet("<sheetData>" + rows + "</sheetData>") }

// Bytes makes the workbook.
func (b Book) Bytes() []byte { return Zip(b.Parts()...) }

// Parts is the workbook's parts, in the order they are written.
func (b Book) Parts() []Part {
	main, relations := Main, Relations
	if b.Strict {
		main, relations = StrictMain, StrictRels
	}
	const head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	relsHead := head + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	var types, sheets, rels strings.Builder
	var parts []Part
	relate := func(id, kind, target string) {
		fmt.Fprintf(&rels, `<Relationship Id="%s" Type="%s/%s" Target="%s"/>`, id, relations, kind, target)
	}
	for i, s := range b.Sheets {
		target := fmt.Sprintf("worksheets/sheet%d.xml", i+1)
		id := fmt.Sprintf("rId%d", i+1)
		fmt.Fprintf(&sheets, `<sheet name="%s" sheetId="%d" r:id="%s" %s/>`, s.Name, i+1, id, s.Attributes)
		relate(id, "worksheet", target)
		content := s.Content
		if !strings.HasPrefix(content, "<?") && !strings.HasPrefix(content, "<x:") {
			content = fmt.Sprintf(`%s<worksheet xmlns="%s" xmlns:r="%s">%s</worksheet>`, head, main, relations, content)
		}
		parts = append(parts, Part{"xl/" + target, content})
	}
	shared := func(id, kind, target, root, content string) {
		if content == "" {
			return
		}
		relate(id, kind, target)
		if root != "" {
			content = fmt.Sprintf(`%s<%s xmlns="%s">%s</%s>`, head, root, main, content, root)
		}
		parts = append(parts, Part{"xl/" + target, content})
	}
	shared("rIdStrings", "sharedStrings", "sharedStrings.xml", "sst", b.Strings)
	shared("rIdStyles", "styles", "styles.xml", "styleSheet", b.Styles)
	shared("rIdTheme", "theme", "theme/theme1.xml", "", b.Theme)
	fmt.Fprintf(&types, `%s<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`, head)
	parts = append([]Part{
		{"[Content_Types].xml", types.String()},
		{"_rels/.rels", relsHead + `<Relationship Id="rId1" Type="` + relations + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", fmt.Sprintf(`%s<workbook xmlns="%s" xmlns:r="%s">%s<sheets>%s</sheets></workbook>`, head, main, relations, b.Workbook, sheets.String())},
		{"xl/_rels/workbook.xml.rels", relsHead + rels.String() + b.Rels + "</Relationships>"},
	}, parts...)
	return replace(parts, b.Extra)
}

// replace puts further parts in, in place of those of the same name.
func replace(parts, extra []Part) []Part {
	for _, e := range extra {
		found := false
		for i := range parts {
			if parts[i].Name == e.Name {
				parts[i], found = e, true
			}
		}
		if !found {
			parts = append(parts, e)
		}
	}
	return parts
}
