package word_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"actionplan/templates/word"
)

// saidBy is a part's words, a line a paragraph, and how many elements of each
// name it has.
func saidBy(t interface{ Fatal(...any) }, part string) (text string, count map[string]int) {
	dec := xml.NewDecoder(strings.NewReader(part))
	count = map[string]int{}
	in := ""
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return text, count
		}
		if err != nil {
			t.Fatal(err, part)
		}
		switch token := token.(type) {
		case xml.StartElement:
			in = token.Name.Local
			count[in]++
			switch in {
			case "br":
				text += "\n"
			case "tab":
				text += "\t"
			}
		case xml.EndElement:
			if in = ""; token.Name.Local == "p" {
				text += "\x00"
			}
		case xml.CharData:
			if in == "t" {
				text += string(token)
			}
		}
	}
}

// anyMark is a mark that asks for a value, as the package page has it.
var anyMark = regexp.MustCompile(`\{\{\s*\pL[\pL\pN _.-]*\}\}`)

func TestMain(m *testing.M) {
	for name, value := range map[string]string{"rapid.nofailfile": "true", "rapid.shrinktime": "20s"} {
		if err := flag.Set(name, value); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}

// A document says after filling what it said before with each mark's value in its
// place, in however many runs the marks were, and has the elements it had.
func TestFilledAsItsWordsSay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := word.Values{"a": word.Text("x & <y>"), "bb": word.Text(""), "c_c": word.Text("one two")}
		words := rapid.SampledFrom([]string{"{{a}}", "{{bb}}", "{{c_c}}", "{{other}}", "{{", "}}", "{", " ", "plain", "é", "&amp;"})
		var body strings.Builder
		table := 0
		for range rapid.IntRange(1, 6).Draw(t, "paragraphs") {
			said := strings.Join(rapid.SliceOfN(words, 1, 6).Draw(t, "words"), "")
			if rapid.Bool().Draw(t, "in a table") {
				body.WriteString("<w:tbl><w:tr><w:tc>")
				table++
			}
			body.WriteString("<w:p>")
			for said != "" {
				n := rapid.IntRange(1, len(said)).Draw(t, "run")
				for n < len(said) && (said[n]&0xc0 == 0x80 || strings.Contains("amp;", said[n:n+1])) {
					n++ // in a letter, or an entity
				}
				body.WriteString("<w:r><w:rPr><w:b/></w:rPr><w:t>" + said[:n] + "</w:t></w:r>")
				said = said[n:]
			}
			body.WriteString("</w:p>")
			for ; table > 0; table-- {
				body.WriteString("</w:tc></w:tr></w:tbl>")
			}
		}
		all := parts(body.String())
		doc, err := word.Open(pack(all))
		if err != nil {
			t.Fatal(err)
		}
		filled, err := doc.Fill(values)
		if err != nil {
			t.Fatal(err)
		}
		before, had := saidBy(t, all["word/document.xml"])
		after, has := saidBy(t, part(filled.Document, "word/document.xml"))
		left := 0
		want := anyMark.ReplaceAllStringFunc(before, func(m string) string {
			switch v := values[strings.ToLower(strings.Trim(m, "{} "))].(type) {
			case word.Text:
				return string(v)
			default:
				left++
				return m
			}
		})
		if after != want {
			t.Fatalf("it says %q, want %q", after, want)
		}
		for name, n := range had {
			if has[name] != n {
				t.Fatalf("%d elements %s, there were %d", has[name], name, n)
			}
		}
		inText := 0
		for _, l := range filled.Left {
			if l.Where == "the text" {
				inText++
			}
		}
		if left > 0 != (inText > 0) {
			t.Fatalf("%d marks are left, and %d told", left, inText)
		}
	})
}

// Whatever the bytes, a document is refused or filled, and what was filled can be
// opened.
func FuzzFill(f *testing.F) {
	for _, text := range []string{
		p("{{a}}"), p("{{#l}}{{a}}{{/l}}"), "<w:tbl><w:tr>" + tc(p("{{#l}}{{a}}")) + tc(p("{{/l}}")) + "</w:tr></w:tbl>",
		`<w:sdt><w:sdtPr><w:tag w:val="a"/></w:sdtPr><w:sdtContent>` + p("x") + `</w:sdtContent></w:sdt>`,
		`<w:sdt><w:sdtPr><w:tag w:val="l"/></w:sdtPr><w:sdtContent/></w:sdt>`,
		`<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" descr="{{a}}"/></wp:inline></w:drawing></w:r></w:p>`,
		p("{{#l}}") + p("{{#a}}{{/a}}") + p("{{/l}}"), "<w:p", "</w:body>", "<!--", "<![CDATA[{{a}}]]>",
	} {
		f.Add(text)
	}
	values := word.Values{"a": word.Text("one\ntwo <&>\x01"), "l": word.List{{"a": word.Text("1")}, {}}}
	f.Fuzz(func(t *testing.T, text string) {
		doc, err := word.Open(pack(parts(text)))
		if err != nil {
			return
		}
		filled, err := doc.Fill(values)
		if err != nil {
			t.Fatalf("opened, and not filled: %v", err)
		}
		if _, err := word.Open(filled.Document); err != nil {
			t.Fatalf("filled, it is none: %v", err)
		}
		again, err := doc.Fill(values)
		if err != nil || !bytes.Equal(again.Document, filled.Document) {
			t.Fatalf("filled again it is another (%v)", err)
		}
	})
}
