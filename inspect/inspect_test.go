package inspect_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"actionplan/inspect"
	"actionplan/internal/programtest"
)

const (
	head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`
	rel  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
)

func rels(lines ...string) string {
	return head + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + strings.Join(lines, "") + `</Relationships>`
}

// clean are the parts of a document that hides and lacks nothing, with body as its
// text.
func clean(body string) map[string]string {
	return map[string]string{
		"[Content_Types].xml": head + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"_rels/.rels":         rels(`<Relationship Id="rId1" Type="` + rel + `officeDocument" Target="word/document.xml"/>`),
		"word/document.xml":   head + `<w:document xmlns:w="w" xmlns:a="a" xmlns:wp="wp"><w:body>` + body + `</w:body></w:document>`,
		"word/styles.xml":     head + `<w:styles xmlns:w="w"><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:styleId="Pale"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style><w:style w:styleId="Banner"><w:tblStylePr><w:tcPr><w:shd w:fill="12294B"/></w:tcPr></w:tblStylePr></w:style><w:style w:styleId="H1"><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style><w:style w:styleId="H2"><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style><w:style w:styleId="H3"><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style></w:styles>`, //nolint:misspell // the format's name
		"docProps/core.xml":   head + `<cp:coreProperties xmlns:cp="cp" xmlns:dc="dc"><dc:title>A report</dc:title></cp:coreProperties>`,
		"word/_rels/document.xml.rels": rels(`<Relationship Id="rId1" Type="`+rel+`header" Target="header1.xml"/>`, `<Relationship Id="rId2" Type="`+rel+`comments" Target="comments.xml"/>`, `<Relationship Id="rId3" Type="`+rel+`settings" Target="settings.xml"/>`,
			`<Relationship Id="rId4" Type="`+rel+`hyperlink" Target="https://www.gov.uk/x" TargetMode="External"/>`),
	}
}

func file(parts map[string]string) []byte {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		w, err := z.Create(name)
		if err == nil {
			_, err = io.WriteString(w, parts[name])
		}
		if err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return out.Bytes()
}

// sentences are what is found, each with its kind.
func sentences(t *testing.T, data []byte) []string {
	t.Helper()
	r, err := inspect.File(data)
	if err != nil {
		t.Fatal(err)
	}
	out := []string{}
	for _, f := range r.Finds {
		if f.Clears() == "" {
			t.Errorf("nothing says how %s is put right", f.Kind)
		}
		out = append(out, string(f.Kind)+": "+f.Sentence())
	}
	return out
}

func para(runs string) string { return "<w:p>" + runs + "</w:p>" }
func run(looks, t string) string {
	return "<w:r><w:rPr>" + looks + "</w:rPr><w:t>" + t + "</w:t></w:r>"
}

func TestWord(t *testing.T) {
	seen := run("", "The cost of the service is")
	for name, c := range map[string]struct {
		body  string
		parts map[string]string
		want  []string
	}{
		"nothing":                  {body: para(seen)},
		"a tracked change":         {body: para(seen + `<w:ins w:author="x">` + run("", " high") + `</w:ins><w:del w:author="x"/>`), want: []string{"tracked-change: 2 tracked changes: in “The cost of the service is high”"}},
		"a formatting change":      {body: para(`<w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>Shown</w:t></w:r>`), want: []string{"tracked-change: a tracked change: in “Shown”"}},
		"a comment":                {body: para(seen + `<w:r><w:commentReference w:id="0"/></w:r>`), parts: map[string]string{"word/comments.xml": head + `<w:comments xmlns:w="w"><w:comment w:author="x"/></w:comments>`}, want: []string{"comment: a comment: in “The cost of the service is”"}},
		"a comment beside nothing": {body: para(seen), parts: map[string]string{"word/comments.xml": head + `<w:comments xmlns:w="w"><w:comment w:author="x"/></w:comments>`}, want: []string{"comment: a comment: beside no words"}},
		"hidden text":              {body: para(seen + run("<w:vanish/>", "secret") + run(`<w:vanish w:val="0"/>`, " known")), want: []string{"hidden-text: a piece of hidden text: in “The cost of the service is known”"}},
		"hidden by a style":        {body: para(`<w:pPr><w:pStyle w:val="Secret"/></w:pPr>`+run("", "secret")) + para(run(`<w:rStyle w:val="Secret"/>`, "too")), want: []string{"hidden-text: 2 pieces of hidden text: in a paragraph of nothing else"}},
		"white text":               {body: para(seen + run(`<w:color w:val="FFFFFF"/>`, "x") + run(`<w:color w:themeColor="background1"/>`, "y") + run(`<w:rStyle w:val="Pale"/>`, "z") + run(`<w:sz w:val="2"/>`, "tiny")), want: []string{"unreadable-text: 4 pieces of text that nobody sees: white on white, or too small: in “The cost of the service is”"}},                                                                   //nolint:misspell // the format's name
		"white on a colour":        {body: para(run(`<w:color w:val="FFFFFF"/><w:shd w:fill="000000"/>`, "x")) + `<w:tbl><w:tblPr><w:tblStyle w:val="Banner"/></w:tblPr><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc>` + para(run(`<w:color w:val="FFFFFF"/>`, "x")) + `</w:tc></w:tr></w:tbl><w:tbl><w:tr><w:tc><w:tcPr><w:shd w:fill="12294B"/></w:tcPr>` + para(run(`<w:color w:val="FFFFFF"/>`, "x")) + `</w:tc></w:tr></w:tbl>`}, //nolint:misspell // the format's name
		"in a header":              {body: para(seen), parts: map[string]string{"word/header1.xml": head + `<w:hdr xmlns:w="w">` + para(run("", "Westmere")+run("<w:vanish/>", "x")) + `</w:hdr>`}, want: []string{"hidden-text: a piece of hidden text: a header, in “Westmere”"}},
		"variables":                {body: para(seen), parts: map[string]string{"word/settings.xml": head + `<w:settings xmlns:w="w"><w:docVars><w:docVar w:name="a"/><w:docVar w:name="b"/></w:docVars><w:mailMerge/></w:settings>`}, want: []string{"variable: 2 document variables", "data-source: a connection to another source of data: a mail merge"}},
		"custom data":              {body: para(seen), parts: map[string]string{"customXml/item1.xml": "<a>x</a>", "customXml/item2.xml": "<a><b/></a>", "customXml/itemProps1.xml": "<a>x</a>"}, want: []string{"custom-data: a part with data beside the text: item1.xml"}},
		"authors":                  {body: para(seen), parts: map[string]string{"docProps/core.xml": head + `<cp:coreProperties xmlns:cp="cp" xmlns:dc="dc"><dc:title>A</dc:title><dc:creator>x</dc:creator><cp:lastModifiedBy>y</cp:lastModifiedBy><dc:description>z</dc:description></cp:coreProperties>`, "docProps/app.xml": head + `<Properties><Company>c</Company><Manager>m</Manager><Template>\\server\t.dotx</Template></Properties>`}, want: []string{"author: 4 properties that name persons or offices: author; last saved by; company; and in 1 more", "property: a property of somebody’s own: comments", "folder: the folder or server that it was saved on"}},
		"a label":                  {body: para(seen), parts: map[string]string{"docProps/custom.xml": head + `<Properties><property name="MSIP_Label_1-2_Name"/><property name="MSIP_Label_1-2_SetDate"/><property name="Case number"/></Properties>`}, want: []string{"label: a sensitivity label", "property: a property of somebody’s own: Case number"}},
		"embedded":                 {body: para(seen), parts: map[string]string{"word/embeddings/data.xlsx": "x", "word/vbaProject.bin": "x", "docProps/thumbnail.jpeg": "x"}, want: []string{"attachment: an attached or embedded file: data.xlsx", "macro: a program", "thumbnail: a small picture of its first page, as it once was"}},
		"links inside":             {body: para(seen), parts: map[string]string{"word/_rels/document.xml.rels": rels(`<Relationship Type="`+rel+`hyperlink" Target="file:///\\server\x.docx" TargetMode="External"/>`, `<Relationship Type="`+rel+`hyperlink" Target="https://intranet/x" TargetMode="External"/>`, `<Relationship Type="`+rel+`hyperlink" Target="mailto:a@b.gov.uk" TargetMode="External"/>`), "word/_rels/settings.xml.rels": rels(`<Relationship Type="` + rel + `attachedTemplate" Target="file:///C:\t.dotx" TargetMode="External"/>`)}, want: []string{"link-inside: 3 links to places inside the council: a hyperlink (2); the template it was made from"}},
		"a cropped picture":        {body: para(seen + `<w:drawing><wp:docPr descr="A chart"/><a:srcRect l="1000"/><a:srcRect l="0"/></w:drawing>`), want: []string{"cropped-picture: a picture that is cropped, and whole in the file: in “The cost of the service is”"}},
		"no words for a picture":   {body: para(seen+`<w:drawing><wp:docPr/></w:drawing>`) + para(`<w:drawing><wp:docPr><a:decorative val="1"/></wp:docPr></w:drawing>`), want: []string{"no-alt-text: no words for a picture: in “The cost of the service is”"}},
		"no headings of rows":      {body: `<w:tbl><w:tr/><w:tr/></w:tbl><w:tbl><w:tr/></w:tbl><w:tbl><w:tblPr><w:tblLook w:firstRow="0" w:firstColumn="1"/></w:tblPr><w:tr/><w:tr/></w:tbl>`, want: []string{"no-header-row: no header row in a table"}},
		"a skipped heading":        {body: para(`<w:pPr><w:pStyle w:val="H1"/></w:pPr>`+seen) + para(`<w:pPr><w:pStyle w:val="H2"/></w:pPr>`+seen) + para(`<w:pPr><w:pStyle w:val="H1"/></w:pPr>`+seen) + para(`<w:pPr><w:pStyle w:val="H3"/></w:pPr>`+run("", "Far")), want: []string{"skipped-heading: no level of headings between two: in “Far”"}},
		"no title, no language":    {body: para(seen), parts: map[string]string{"docProps/core.xml": head + "<a/>", "word/styles.xml": head + "<a/>"}, want: []string{"no-title: no title", "no-language: no language"}},
	} {
		t.Run(name, func(t *testing.T) {
			parts := clean(c.body)
			maps.Copy(parts, c.parts)
			want := c.want
			if want == nil {
				want = []string{}
			}
			if diff := cmp.Diff(want, sentences(t, file(parts))); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestBook(t *testing.T) {
	for name, c := range map[string]struct {
		hide func(f *excelize.File) error
		want string
	}{
		"nothing":             {func(*excelize.File) error { return nil }, ""},
		"a hidden sheet":      {func(f *excelize.File) error { return f.SetSheetVisible("Data", false) }, `hidden-sheet: a hidden sheet: sheet "Data"`},
		"a very hidden sheet": {func(f *excelize.File) error { return f.SetSheetVisible("Data", false, true) }, `hidden-sheet: a hidden sheet: sheet "Data"`},
		"a hidden row": {func(f *excelize.File) error {
			return errors.Join(f.SetRowVisible("Plan", 2, false), f.SetRowVisible("Plan", 9, false))
		}, `hidden-row: a hidden row: sheet "Plan"`},
		"a filtered row": {func(f *excelize.File) error {
			return errors.Join(f.SetRowVisible("Plan", 2, false), f.AutoFilter("Plan", "A1:B3", []excelize.AutoFilterOptions{{Column: "A", Expression: "x == b"}}))
		}, `filtered-row: a row that a filter hides: sheet "Plan"`},
		"hidden columns":            {func(f *excelize.File) error { return f.SetColVisible("Plan", "B:XFD", false) }, `hidden-column: a hidden column: sheet "Plan"`},
		"hidden columns of nothing": {func(f *excelize.File) error { return f.SetColVisible("Plan", "H:J", false) }, ""},
		"a comment": {func(f *excelize.File) error {
			return f.AddComment("Plan", excelize.Comment{Cell: "B2", Text: "who?"})
		}, `comment: a comment: sheet "Plan", B2`},
		"white text": {func(f *excelize.File) error {
			s, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Color: "FFFFFF"}}) //nolint:misspell // excelize's name
			return errors.Join(err, f.SetCellStyle("Plan", "A2", "A2", s), f.SetCellStyle("Plan", "A9", "A9", s))
		}, `unreadable-text: a piece of text that nobody sees: white on white, or too small: sheet "Plan"`},
		"white on a colour": {func(f *excelize.File) error {
			s, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Color: "FFFFFF"}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"12294B"}}}) //nolint:misspell // excelize's name
			return errors.Join(err, f.SetCellStyle("Plan", "A2", "A2", s))
		}, ""},
		"a format that shows nothing": {func(f *excelize.File) error {
			format := ";;;"
			s, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
			return errors.Join(err, f.SetCellStyle("Plan", "A2", "A2", s))
		}, `unreadable-text: a piece of text that nobody sees: white on white, or too small: sheet "Plan"`},
		"a pivot table": {func(f *excelize.File) error {
			return f.AddPivotTable(&excelize.PivotTableOptions{DataRange: "Plan!A1:B3", PivotTableRange: "Data!D1:F9", Rows: []excelize.PivotTableField{{Data: "x"}}})
		}, ""}, // excelize keeps no records: see the corpus
		"a label": {func(f *excelize.File) error {
			return f.SetCustomProps(excelize.CustomProperty{Name: "MSIP_Label_1_Enabled", Value: "true"})
		}, "label: a sensitivity label"},
	} {
		t.Run(name, func(t *testing.T) {
			f := excelize.NewFile()
			if err := errors.Join(f.SetSheetName("Sheet1", "Plan"), f.SetSheetRow("Plan", "A1", &[]string{"x", "y"}), f.SetSheetRow("Plan", "A2", &[]string{"a", "1"}), f.SetSheetRow("Plan", "A3", &[]string{"b", "2"}),
				f.SetDocProps(&excelize.DocProperties{Title: "A plan"})); err != nil {
				t.Fatal(err)
			}
			if _, err := f.NewSheet("Data"); err != nil {
				t.Fatal(err)
			}
			if err := c.hide(f); err != nil {
				t.Fatal(err)
			}
			out, err := f.WriteToBuffer()
			if err != nil {
				t.Fatal(err)
			}
			got := slices.DeleteFunc(sentences(t, out.Bytes()), func(s string) bool { return strings.HasPrefix(s, "author: ") }) // excelize's own
			if strings.Join(got, "\n") != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// document makes a PDF of objects, the first of which is its catalog; info is the
// last one's.
func document(info string, objects ...string) []byte {
	var out bytes.Buffer
	out.WriteString("%PDF-1.7\n")
	var at []int
	for i, o := range append(objects, info) {
		at = append(at, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	table := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, a := range at {
		fmt.Fprintf(&out, "%010d 00000 n \n", a)
	}
	fmt.Fprintf(&out, "trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, len(at), table)
	return out.Bytes()
}

func TestPDF(t *testing.T) {
	config := t.TempDir()
	for _, variable := range []string{"XDG_CONFIG_HOME", "HOME", "AppData"} {
		t.Setenv(variable, config)
	}
	const (
		good  = "/Lang (en-GB) /MarkInfo << /Marked true >> /StructTreeRoot << /Type /StructTreeRoot >>"
		pages = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
		page  = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] %s >>"
		title = "<< /Title (A report) >>"
	)
	whole := func(catalog, onPage string, more ...string) []byte {
		return document(title, append([]string{"<< /Type /Catalog /Pages 2 0 R " + catalog + " >>", pages, fmt.Sprintf(page, onPage)}, more...)...)
	}
	saved := whole(good, "")
	for name, c := range map[string]struct {
		data []byte
		want []string
	}{
		"nothing":                   {saved, nil},
		"untagged":                  {whole("", ""), []string{"no-tags: no tags, which a screen reader goes by", "no-language: no language"}},
		"an author":                 {document("<< /Title (A) /Author (x) /Keywords (y) >>", "<< /Type /Catalog /Pages 2 0 R "+good+" >>", pages, fmt.Sprintf(page, "")), []string{"author: a property that names a person or an office: author", "property: a property of somebody’s own: keywords"}},
		"an author in its metadata": {whole(good+" /Metadata 4 0 R", "", "<< /Type /Metadata /Subtype /XML /Length 63 >>\nstream\n<dc:creator><rdf:Seq><rdf:li>x</rdf:li></rdf:Seq></dc:creator>\n\nendstream"), []string{"author: a property that names a person or an office: author"}},
		"no title":                  {document("<< /Producer (x) >>", "<< /Type /Catalog /Pages 2 0 R "+good+" >>", pages, fmt.Sprintf(page, "")), []string{"no-title: no title"}},
		"comments": {whole(good, "/Annots [4 0 R 5 0 R 6 0 R]", "<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (who?) >>", "<< /Type /Annot /Subtype /Highlight /Rect [0 0 9 9] >>", "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://www.gov.uk) >> >>"),
			[]string{"comment: 2 comments: page 1"}},
		"a link inside": {whole(good, "/Annots [4 0 R]", `<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (file://server/x) >> >>`), []string{"link-inside: a link to a place inside the council: page 1"}},
		"an attachment": {whole(good+" /Names << /EmbeddedFiles << /Names [(data.xlsx) 4 0 R] >> >>", "", "<< /Type /Filespec /F (data.xlsx) /UF (data.xlsx) /EF << /F 5 0 R >> >>", "<< /Type /EmbeddedFile /Length 1 >>\nstream\nx\nendstream"), []string{"attachment: an attached or embedded file: data.xlsx"}},
		"a layer":       {whole(good+" /OCProperties << /OCGs [4 0 R] /D << /OFF [4 0 R] >> >>", "", "<< /Type /OCG /Name (Draft) >>"), []string{`hidden-layer: a layer that is not shown: "Draft"`}},
		"a program":     {whole(good+" /OpenAction << /S /JavaScript /JS (app.alert(1)) >>", ""), []string{"macro: a program"}},
		"saved twice":   {append(slices.Clone(saved), saved[len(saved)-6:]...), []string{"earlier-version: an earlier version of itself"}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := sentences(t, c.data); strings.Join(got, "\n") != strings.Join(c.want, "\n") {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
	if left, err := os.ReadDir(config); err != nil || len(left) > 0 {
		t.Errorf("looking left %v (%v)", left, err)
	}
}

func TestWhatCannotBeLookedInto(t *testing.T) {
	whole := file(clean("<w:p/>"))
	damaged := clean("<w:p/>")
	damaged["word/document.xml"] = "<w:document><w:body>"
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"nothing": {nil, inspect.ErrFormat}, "text": {[]byte("hello"), inspect.ErrFormat}, "an old document, or one with a password": {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), inspect.ErrLocked},
		"cut short": {whole[:len(whole)-40], inspect.ErrBroken}, "a zip of something else": {file(map[string]string{"a.txt": "x"}), inspect.ErrFormat},
		"a PDF that is none": {[]byte("%PDF-1.7\nx"), inspect.ErrBroken},
	} {
		if _, err := inspect.File(c.data); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

// TestLibreOfficesFiles looks into what LibreOffice makes: a document with a
// tracked change and a comment, as its own format has them and as Word's.
func TestLibreOfficesFiles(t *testing.T) {
	office := programtest.FindOffice(t)
	folder := t.TempDir()
	flat := filepath.Join(folder, "report.fodt")
	text := head + `<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text><text:tracked-changes><text:changed-region text:id="c1"><text:insertion><office:change-info><dc:creator>x</dc:creator><dc:date>2026-01-01T00:00:00</dc:date></office:change-info></text:insertion></text:changed-region></text:tracked-changes><text:p>The cost is <text:change-start text:change-id="c1"/>high<text:change-end text:change-id="c1"/><office:annotation><dc:creator>x</dc:creator><text:p>who says?</text:p></office:annotation></text:p></office:text></office:body></office:document>`
	if err := os.WriteFile(flat, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	made, _ := filepath.Glob(filepath.Join(office.Convert(t, "docx", flat), "*.docx"))
	if len(made) != 1 {
		t.Fatal("LibreOffice made nothing")
	}
	data, err := os.ReadFile(made[0])
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Join(sentences(t, data), "\n")
	for _, want := range []string{"tracked-change: a tracked change: in “The cost is high”", "comment: a comment: in “The cost is high”"} {
		if !strings.Contains(got, want) {
			t.Errorf("it does not find %q:\n%s", want, got)
		}
	}
}

func FuzzFile(f *testing.F) {
	f.Add(file(clean(para(run("<w:vanish/>", "x")))))
	f.Add([]byte("%PDF-1.7\n"))
	f.Add(document("<< >>", "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := inspect.File(data)
		if (err == nil) != (r.Format != "") {
			t.Errorf("%v, and it is a %q", err, r.Format)
		}
	})
}
