package word_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"image"
	"image/png"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"actionplan/templates/word"
)

const (
	wNS    = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"`
	header = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\r\n"
)

// parts are a document's parts by name, with body in the place of its text.
func parts(body string) map[string]string {
	return map[string]string{
		"[Content_Types].xml":          header + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/><Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>`,
		"_rels/.rels":                  header + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/document.xml":            header + `<w:document ` + wNS + `><w:body>` + body + `<w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr></w:body></w:document>`,
		"word/header1.xml":             header + `<w:hdr ` + wNS + `><w:p><w:r><w:t>{{council}}</w:t></w:r></w:p></w:hdr>`,
		"word/footnotes.xml":           header + `<w:footnotes ` + wNS + `><w:footnote w:id="1"><w:p><w:r><w:footnoteRef/><w:t xml:space="preserve"> As at {{as at}}.</w:t></w:r></w:p></w:footnote></w:footnotes>`,
		"word/_rels/document.xml.rels": header + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/></Relationships>`,
		"word/styles.xml":              header + `<w:styles ` + wNS + `/>`,
	}
}

// pack makes a file of parts.
func pack(parts map[string]string) []byte {
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

// part is a part of a file.
func part(data []byte, name string) string {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		panic(err)
	}
	text, err := fs.ReadFile(z, name)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// body is what stands in a document's body, without its last section.
func body(text string) string {
	_, text, _ = strings.Cut(text, "<w:body>")
	text, _, _ = strings.Cut(text, "<w:sectPr><w:headerReference")
	return text
}

func fill(t *testing.T, text string, v word.Values) (filled string, left []word.Left) {
	t.Helper()
	doc, err := word.Open(pack(parts(text)))
	if err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	f, err := doc.Fill(v)
	if err != nil {
		t.Fatal(err)
	}
	return body(part(f.Document, "word/document.xml")), f.Left
}

// p is a paragraph of runs.
func p(runs ...string) string {
	text := "<w:p>"
	for _, r := range runs {
		text += "<w:r><w:t>" + r + "</w:t></w:r>"
	}
	return text + "</w:p>"
}

func tc(inside string) string { return "<w:tc><w:tcPr/>" + inside + "</w:tc>" }

var preserved = strings.NewReplacer(`<w:t xml:space="preserve">`, "<w:t>")

func TestFill(t *testing.T) {
	values := word.Values{
		"title": word.Text("Plan & <review>"), "none": word.Text(""), "long": word.Text("First.\n\nSecond."),
		"late":  word.List{{"ref": word.Text("2.3"), "why": word.Text("staff")}, {"ref": word.Text("1.10"), "why": word.Text("")}},
		"empty": word.List{},
	}
	for name, c := range map[string]struct{ in, want string }{
		"a mark":                     {p("The {{title}}."), p("The Plan &amp; &lt;review&gt;.")},
		"in pieces":                  {p("The {{ti", "tl", "e}}, so"), p("The Plan &amp; &lt;review&gt;", "", ", so")},
		"in other capitals":          {p("{{ Title }}"), p("Plan &amp; &lt;review&gt;")},
		"no value":                   {p("a{{none}}b"), p("ab")},
		"lines":                      {p("{{long}}"), p("First.") + p("Second.")},
		"lines among words":          {p("So: {{long}}"), "<w:p><w:r><w:t>So: First.</w:t><w:br/><w:t></w:t><w:br/><w:t>Second.</w:t></w:r></w:p>"},
		"a paragraph an item":        {p("{{#late}}{{ref}} is late{{/late}}"), p("2.3 is late") + p("1.10 is late")},
		"words an item":              {p("Late: {{#late}}{{ref}}; {{/late}}all."), p("Late: 2.3; 1.10; all.")},
		"paragraphs between":         {p("{{#late}}") + p("{{ref}}") + p("x") + p("{{/late}}"), p("2.3") + p("x") + p("1.10") + p("x")},
		"marks within paragraphs":    {p("{{#late}}{{ref}}") + p("{{why}}{{/late}}"), p("2.3") + p("staff") + p("1.10") + p("")},
		"a row":                      {"<w:tbl><w:tr>" + tc(p("{{#late}}{{ref}}")) + tc(p("{{why}}{{/late}}")) + "</w:tr></w:tbl>", "<w:tbl><w:tr>" + tc(p("2.3")) + tc(p("staff")) + "</w:tr><w:tr>" + tc(p("1.10")) + tc(p("")) + "</w:tr></w:tbl>"},
		"rows":                       {"<w:tbl><w:tr>" + tc(p("{{#late}}")) + "</w:tr><w:tr>" + tc(p("{{ref}}")) + "</w:tr><w:tr>" + tc(p("{{/late}}")) + "</w:tr></w:tbl>", "<w:tbl><w:tr>" + tc(p("2.3")) + "</w:tr><w:tr>" + tc(p("1.10")) + "</w:tr></w:tbl>"},
		"a table's title":            {`<w:tbl><w:tblPr><w:tblCaption w:val="About {{title}}"/></w:tblPr><w:tr>` + tc(p("x")) + "</w:tr></w:tbl>", `<w:tbl><w:tblPr><w:tblCaption w:val="About Plan &amp; &lt;review&gt;"/></w:tblPr><w:tr>` + tc(p("x")) + "</w:tr></w:tbl>"},
		"a table without a row":      {p("a") + "<w:tbl><w:tr>" + tc(p("{{#empty}}{{ref}}")) + tc(p("{{/empty}}")) + "</w:tr></w:tbl>" + p("b"), p("a") + p("b")},
		"a cell without a paragraph": {"<w:tbl><w:tr>" + tc(p("{{#empty}}{{ref}}{{/empty}}")) + "</w:tr></w:tbl>", "<w:tbl><w:tr>" + tc("<w:p/>") + "</w:tr></w:tbl>"},
		"where there is":             {p("{{#title}}yes{{/title}}") + p("{{#none}}no{{/none}}"), p("yes")},
		"where there is nothing":     {p("{{^title}}no{{/title}}") + p("{{^empty}}none is late{{/empty}}") + p("{{^none}}nothing{{/none}}"), p("none is late") + p("nothing")},
		"once where there is any":    {p("{{?late}}") + p("These:") + p("{{/late}}") + p("{{?empty}}none{{/empty}}") + p("{{?title}}x{{/title}}"), p("These:") + p("x")},
		"a list in a list":           {p("{{#late}}{{ref}}: {{#late}}{{ref}} {{/late}}{{/late}}"), p("2.3: 2.3 1.10 ") + p("1.10: 2.3 1.10 ")},
		"a bookmark stands once": {`<w:p><w:bookmarkStart w:id="1" w:name="b"/><w:r><w:t>{{#late}}{{ref}}{{/late}}</w:t></w:r><w:bookmarkEnd w:id="1"/></w:p>`,
			`<w:p><w:bookmarkStart w:id="1" w:name="b"/><w:r><w:t>2.3</w:t></w:r><w:bookmarkEnd w:id="1"/></w:p>` + p("1.10")},
		"a control in a paragraph": {`<w:p><w:sdt><w:sdtPr><w:tag w:val="Title"/><w:showingPlcHdr/><w:dataBinding w:xpath="/x"/></w:sdtPr><w:sdtContent><w:r><w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr><w:t>Click here</w:t></w:r></w:sdtContent></w:sdt></w:p>`,
			`<w:p><w:sdt><w:sdtPr><w:tag w:val="Title"/></w:sdtPr><w:sdtContent><w:r><w:t>Plan &amp; &lt;review&gt;</w:t></w:r></w:sdtContent></w:sdt></w:p>`},
		"a control round paragraphs": {`<w:sdt><w:sdtPr><w:tag w:val="long"/></w:sdtPr><w:sdtContent><w:p w14:paraId="1"><w:pPr><w:jc w:val="right"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>old</w:t></w:r></w:p><w:p/></w:sdtContent></w:sdt>`,
			`<w:sdt><w:sdtPr><w:tag w:val="long"/></w:sdtPr><w:sdtContent><w:p w14:paraId="1"><w:pPr><w:jc w:val="right"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>First.</w:t></w:r></w:p><w:p><w:pPr><w:jc w:val="right"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t></w:t></w:r></w:p><w:p><w:pPr><w:jc w:val="right"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>Second.</w:t></w:r></w:p></w:sdtContent></w:sdt>`},
		"a repeating control": {`<w:sdt><w:sdtPr><w:tag w:val="late"/><w:id w:val="5"/><w15:repeatingSection/></w:sdtPr><w:sdtContent><w:sdt><w:sdtPr><w:id w:val="6"/><w15:repeatingSectionItem/></w:sdtPr><w:sdtContent>` + p("{{ref}}") + `</w:sdtContent></w:sdt><w:sdt><w:sdtPr><w:id w:val="7"/><w15:repeatingSectionItem/></w:sdtPr><w:sdtContent>` + p("second") + `</w:sdtContent></w:sdt></w:sdtContent></w:sdt>`,
			`<w:sdt><w:sdtPr><w:tag w:val="late"/><w:id w:val="5"/><w15:repeatingSection/></w:sdtPr><w:sdtContent><w:sdt><w:sdtPr><w:id w:val="6"/><w15:repeatingSectionItem/></w:sdtPr><w:sdtContent>` + p("2.3") + `</w:sdtContent></w:sdt><w:sdt><w:sdtPr><w15:repeatingSectionItem/></w:sdtPr><w:sdtContent>` + p("1.10") + `</w:sdtContent></w:sdt></w:sdtContent></w:sdt>`},
		"a control of another name": {`<w:sdt><w:sdtPr><w:tag w:val="other"/></w:sdtPr><w:sdtContent>` + p("Keep {{none}}me") + `</w:sdtContent></w:sdt>`,
			`<w:sdt><w:sdtPr><w:tag w:val="other"/></w:sdtPr><w:sdtContent>` + p("Keep me") + `</w:sdtContent></w:sdt>`},
		"a text box in a paragraph": {`<w:p><w:r><w:t>{{ti</w:t></w:r><w:r><w:pict><w:txbxContent>` + p("{{late", "}} {{title}}") + `</w:txbxContent></w:pict></w:r><w:r><w:t>tle}}</w:t></w:r></w:p>`,
			`<w:p><w:r><w:t>{{ti</w:t></w:r><w:r><w:pict><w:txbxContent>` + p("{{late", "}} Plan &amp; &lt;review&gt;") + `</w:txbxContent></w:pict></w:r><w:r><w:t>tle}}</w:t></w:r></w:p>`},
	} {
		t.Run(name, func(t *testing.T) {
			got, left := fill(t, c.in, values)
			if diff := cmp.Diff(c.want, preserved.Replace(got)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			for _, l := range left {
				if l.Name != "council" && l.Name != "as_at" && !strings.Contains(l.Near, "{{late}}") {
					t.Errorf("left: %+v", l)
				}
			}
		})
	}
}

func TestLeft(t *testing.T) {
	text := p("By {{who", "}}, {{#what}}x{{/what}}") + p("{{#what}}") + p("y") + p("{{/what}}")
	doc, err := word.Open(pack(parts(text)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := doc.Fill(word.Values{"as at": word.Text("1 May"), "Other": word.Text("x")})
	if err != nil {
		t.Fatal(err)
	}
	want := []word.Left{
		{"who", "the text", "By {{who}}, {{#what}}x{{/what}}"}, {"what", "the text", "By {{who}}, {{#what}}x{{/what}}"}, {"what", "the text", "{{#what}}"},
		{"council", "a header", "{{council}}"},
	}
	if diff := cmp.Diff(want, f.Left); diff != "" {
		t.Errorf("left (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]string{"other"}, f.Unused); diff != "" {
		t.Errorf("unused (-want +got)\n%s", diff)
	}
	now := func(name string) string { return part(f.Document, name) }
	if got := body(now("word/document.xml")); got != text {
		t.Errorf("what nobody gave is now %s", got)
	}
	if !strings.Contains(now("word/footnotes.xml"), " As at 1 May.") {
		t.Error("the footnote is not filled")
	}
	if diff := cmp.Diff([]string{"as_at", "council", "what", "who"}, doc.Asks()); diff != "" {
		t.Errorf("it asks for (-want +got)\n%s", diff)
	}
}

func TestMarksThatDoNotFit(t *testing.T) {
	for text, want := range map[string]string{
		p("{{#late}}"): "never ended", p("{{/late}}"): "was not begun", p("{{#a}}{{#b}}{{/a}}{{/b}}"): "was not begun",
		p("{{#a}}") + "<w:tbl><w:tr>" + tc(p("{{/a}}")) + "</w:tr></w:tbl>":                                      "different places",
		"<w:tbl><w:tr>" + tc(p("{{#a}}")) + "</w:tr></w:tbl>" + p("x{{/a}}"):                                     "different places",
		"<w:tbl><w:tr>" + tc(p("{{#a}}")) + "</w:tr></w:tbl><w:tbl><w:tr>" + tc(p("{{/a}}")) + "</w:tr></w:tbl>": "different places",
	} {
		if _, err := word.Open(pack(parts(text))); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
}

func TestPicture(t *testing.T) {
	var chart bytes.Buffer
	if err := png.Encode(&chart, image.NewGray(image.Rect(0, 0, 40, 10))); err != nil {
		t.Fatal(err)
	}
	drawing := func(id, alt, embed string, cy int, more string) string {
		return fmt.Sprintf(`<w:p><w:r><w:drawing><wp:inline><wp:extent cx="4000" cy="%d"/><wp:docPr id="%s" name="Picture 1" descr="%s"/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="%s">%s</a:blip></pic:blipFill><pic:spPr><a:xfrm><a:ext cx="4000" cy="%d"/></a:xfrm></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`, cy, id, alt, embed, more, cy)
	}
	text := drawing("3", "{{chart}}", "rId9", 9000, "<a:extLst><a:ext/></a:extLst>") + drawing("4", "The logo", "rId8", 70, "<a:extLst/>") + drawing("5", "Logo of {{council}}", "rId8", 70, "")
	doc, err := word.Open(pack(parts(text)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := doc.Fill(word.Values{"chart": word.Picture{PNG: chart.Bytes(), Alt: `Five "late" & <old>`}, "council": word.Text("Westmere"), "as_at": word.Text("now")})
	if err != nil || len(f.Left)+len(f.Unused) > 0 {
		t.Fatal(err, f.Left, f.Unused)
	}
	now := func(name string) string { return part(f.Document, name) }
	want := drawing("3", "Five &quot;late&quot; &amp; &lt;old&gt;", "rIdActionplan1", 1000, "") + drawing("4", "The logo", "rId8", 70, "<a:extLst/>") + drawing("5", "Logo of Westmere", "rId8", 70, "")
	if diff := cmp.Diff(want, body(now("word/document.xml"))); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if now("word/media/actionplan1.png") != chart.String() {
		t.Error("the picture is not in the file")
	}
	if !strings.Contains(now("word/_rels/document.xml.rels"), `<Relationship Id="rIdActionplan1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="/word/media/actionplan1.png"/></Relationships>`) {
		t.Error("nothing ties it to the text")
	}
	if !strings.Contains(now("[Content_Types].xml"), `<Default Extension="png" ContentType="image/png"/></Types>`) {
		t.Error("its type is not known")
	}
	if again, err := doc.Fill(word.Values{"chart": word.Picture{PNG: chart.Bytes(), Alt: `Five "late" & <old>`}, "council": word.Text("Westmere"), "as_at": word.Text("now")}); err != nil || !bytes.Equal(again.Document, f.Document) {
		t.Error("the same values give other bytes")
	}
}

// What asks for nothing stays as it is packed, and a template becomes a document.
func TestKept(t *testing.T) {
	all := parts(p("a"))
	all["word/header1.xml"] = "<w:hdr " + wNS + "/>"
	all["word/footnotes.xml"] = "<w:footnotes " + wNS + "/>"
	data := pack(all)
	doc, err := word.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	if f, err := doc.Fill(word.Values{"a": word.Text("b")}); err != nil || !bytes.Equal(f.Document, data) {
		t.Errorf("a document that asks for nothing is changed (%v)", err)
	}
	all["[Content_Types].xml"] = strings.Replace(all["[Content_Types].xml"], "document.main", "template.main", 1)
	doc, err = word.Open(pack(all))
	if err != nil {
		t.Fatal(err)
	}
	f, err := doc.Fill(nil)
	if err != nil || part(f.Document, "[Content_Types].xml") != parts("")["[Content_Types].xml"] {
		t.Errorf("a template stays one (%v)", err)
	}
}

func TestNotWord(t *testing.T) {
	whole := pack(parts(p("a")))
	broken := parts("<w:p>")
	doctype := parts("")
	doctype["word/document.xml"] = "<!DOCTYPE x>" + doctype["word/document.xml"]
	bare := parts("")
	delete(bare, "word/document.xml")
	for name, data := range map[string][]byte{"nothing": nil, "text": []byte("hello"), "cut short": whole[:len(whole)/2], "broken": pack(broken), "a doctype": pack(doctype), "no text": pack(bare)} {
		if _, err := word.Open(data); err == nil {
			t.Errorf("%s is opened", name)
		}
	}
}
