package ooxml

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// tokens writes down what a scanner finds, a line each, text joined.
func tokens(r io.Reader) ([]string, error) {
	s := NewScanner(r)
	var lines []string
	var text []byte
	flush := func() {
		if len(text) > 0 {
			lines = append(lines, fmt.Sprintf("%q", text))
			text = nil
		}
	}
	for {
		t, err := s.Next()
		if errors.Is(err, io.EOF) {
			return lines, nil
		}
		if err != nil {
			return lines, err
		}
		if t.Kind == Text {
			if text, err = appendToken(text, t); err != nil {
				return lines, err
			}
			continue
		}
		flush()
		if t.Kind == EndTag {
			lines = append(lines, "/"+string(t.Name))
			continue
		}
		line := string(t.Name)
		for _, a := range t.Attrs {
			line += fmt.Sprintf(" %s=%q", a.Name, attrText(a.Value))
		}
		lines = append(lines, line)
		if t.Empty {
			lines = append(lines, "/"+string(t.Name))
		}
	}
}

// standardTokens writes down what encoding/xml finds, in the same way.
func standardTokens(data []byte) ([]string, error) {
	d := xml.NewDecoder(bytes.NewReader(data))
	var lines []string
	var text []byte
	depth := 0
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return lines, nil
		}
		if err != nil {
			return lines, err
		}
		if chars, ok := token.(xml.CharData); ok {
			if depth > 0 {
				text = append(text, chars...)
			}
			continue
		}
		switch t := token.(type) {
		case xml.StartElement:
			depth++
			if len(text) > 0 {
				lines, text = append(lines, fmt.Sprintf("%q", text)), nil
			}
			line := t.Name.Local
			for _, a := range t.Attr {
				if a.Name.Space != "xmlns" && a.Name.Local != "xmlns" {
					line += fmt.Sprintf(" %s=%q", a.Name.Local, a.Value)
				}
			}
			lines = append(lines, line)
		case xml.EndElement:
			depth--
			if len(text) > 0 {
				lines, text = append(lines, fmt.Sprintf("%q", text)), nil
			}
			lines = append(lines, "/"+t.Name.Local)
		}
	}
}

var documents = []string{
	`<a/>`, `<a></a>`, `<a>text</a>`, "\xEF\xBB\xBF<?xml version=\"1.0\"?>\n<a b='1' c=\"2\"/>\n",
	`<a b="x > y" c='"'><d e="&lt;&#65;&amp;"/></a >`, "<a\n\tb = \"1\"\r\n>one\r\ntwo\rthree</a>",
	`<x:a xmlns:x="u" x:b="1"><x:c/><c xmlns="v"/></x:a>`, `<a><!-- <b> --><![CDATA[<c>&]]>d<?e f?></a>`,
	`<a>` + strings.Repeat("long text é ", 20_000) + `<b c="` + strings.Repeat("long value ", 20_000) + `"/></a>`,
	`<日本 語="é">€</日本>`, `<a xml:space="preserve"> </a>`,
}

// TestTokens finds in every document what encoding/xml finds, through
// windows of any size.
func TestTokens(t *testing.T) {
	for _, document := range documents {
		want, err := standardTokens([]byte(document))
		if err != nil {
			t.Fatalf("%.60q: %v", document, err)
		}
		for name, r := range map[string]io.Reader{
			"whole": strings.NewReader(document), "byte by byte": iotest.OneByteReader(strings.NewReader(document)),
			"by halves": iotest.HalfReader(strings.NewReader(document)), "with its end": iotest.DataErrReader(strings.NewReader(document)),
		} {
			got, err := tokens(r)
			if err != nil {
				t.Errorf("%.60q %s: %v", document, name, err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%.60q %s (-want +got)\n%s", document, name, diff)
			}
		}
	}
}

// xmlParts hands every XML part of the corpus's workbooks to try.
func xmlParts(t *testing.T, try func(t *testing.T, name string, data []byte)) {
	t.Helper()
	root := filepath.Join("..", "..", "..", "shared", "corpus")
	files, err := filepath.Glob(filepath.Join(root, "*", "*.xls*"))
	if err != nil || len(files) == 0 {
		t.Skipf("no workbooks in %s: the corpus is not beside the repository", root)
	}
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			continue
		}
		for _, f := range archive.File {
			const large = 200 << 10 // encoding/xml takes its time
			if strings.HasSuffix(f.Name, ".xml") && f.UncompressedSize64 < large {
				part, err := readEntry(f)
				if err != nil {
					continue
				}
				try(t, filepath.Base(path)+" "+f.Name, part)
			}
		}
	}
}

func readEntry(f *zip.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

// TestTokensOfCorpus finds in every part of the corpus what encoding/xml finds.
func TestTokensOfCorpus(t *testing.T) {
	compared := 0
	xmlParts(t, func(t *testing.T, name string, data []byte) {
		want, standard := standardTokens(data)
		got, err := tokens(bytes.NewReader(data))
		switch {
		case errors.Is(err, ErrEntities), bytes.Contains(data, []byte("AlternateContent")):
			return // refused, or passed over, on purpose
		case err != nil || standard != nil:
			if (err == nil) != (standard == nil) {
				t.Errorf("%s: we say %v, encoding/xml %v", name, err, standard)
			}
			return
		}
		compared++
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got)\n%.2000s", name, diff)
		}
	})
	if compared < 500 {
		t.Errorf("only %d parts were compared", compared)
	}
}

// TestOffsets finds every token where it says it stands.
func TestOffsets(t *testing.T) {
	for _, document := range documents {
		s := NewScanner(iotest.HalfReader(strings.NewReader(document)))
		for last := int64(0); ; {
			token, err := s.Next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			if token.Start < last || token.End > int64(len(document)) {
				t.Fatalf("%.60q: a token at %d to %d, after %d", document, token.Start, token.End, last)
			}
			last = token.End
			raw := document[token.Start:token.End]
			switch token.Kind {
			case StartTag:
				if !strings.HasPrefix(raw, "<") || !strings.HasSuffix(raw, ">") || !strings.Contains(raw, string(token.Name)) || token.Empty != strings.HasSuffix(raw, "/>") {
					t.Errorf("start tag %s at %.60q", token.Name, raw)
				}
			case EndTag:
				if !strings.HasPrefix(raw, "</") || !strings.Contains(raw, string(token.Name)) {
					t.Errorf("end tag %s at %.60q", token.Name, raw)
				}
			case Text:
				if token.CDATA && raw != "<![CDATA["+string(token.Raw)+"]]>" || !token.CDATA && raw != string(token.Raw) {
					t.Errorf("text %.60q at %.60q", token.Raw, raw)
				}
			}
		}
	}
}

// TestCellOffsets finds every row and cell of a sheet where it says it
// stands, so that a writer can replace it and nothing else.
func TestCellOffsets(t *testing.T) {
	cells := []string{
		`<c r="A1" s="3" t="s"><v>0</v></c>`, `<c r="B1"/>`, `<c  r="C1"><v>1</v ></c>`, `<c><f>A1&lt;B1</f><v>1</v></c>`,
		`<c t="inlineStr"><is><r><t>a</t></r><r><t xml:space="preserve"> b</t></r></is></c>`, `<c></c>`,
	}
	rows := []string{
		`<row r="1">` + strings.Join(cells, "\n ") + `</row>`, `<row r="2"/>`, `<row r="3" hidden="1"></row >`,
		`<row>` + strings.Repeat(`<c><v>12345</v></c>`, 20_000) + `</row>`,
	}
	sheet := `<?xml version="1.0"?><worksheet><sheetData>` + strings.Join(rows, " ") + `</sheetData></worksheet>`
	for name, r := range map[string]io.Reader{"whole": strings.NewReader(sheet), "byte by byte": iotest.OneByteReader(strings.NewReader(sheet))} {
		t.Run(name, func(t *testing.T) {
			var gotCells, gotRows []string
			err := NewScanner(r).ReadSheet(&SheetEvents{
				Cell: func(c *SheetCell) error { gotCells = append(gotCells, sheet[c.Start:c.End]); return nil },
				EndRow: func(r *SheetRow) error {
					if !strings.HasPrefix(sheet[r.Start:r.Body], "<row") || sheet[r.Body-1] != '>' {
						t.Errorf("a row's start tag at %q", sheet[r.Start:r.Body])
					}
					gotRows = append(gotRows, sheet[r.Start:r.End])
					return nil
				},
			})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(cells, gotCells[:len(cells)]); diff != "" {
				t.Errorf("cells (-want +got)\n%s", diff)
			}
			if diff := cmp.Diff(rows, gotRows); diff != "" {
				t.Errorf("rows (-want +got)\n%.2000s", diff)
			}
		})
	}
}

// slowReader gives a kilobyte at a time.
type slowReader struct{ io.Reader }

func (r slowReader) Read(b []byte) (int, error) { return r.Reader.Read(b[:min(len(b), 1<<10)]) }

// TestLongTags reads tags of many megabytes in about the time their length
// takes: read over from its start with every kilobyte, one would take minutes.
func TestLongTags(t *testing.T) {
	long := strings.Repeat("a", 8<<20)
	for name, document := range map[string]string{"name": "<" + long + "/>", "value": `<b c="` + long + `"/>`, "text": "<b>" + long + "</b>", "comment": "<b><!--" + long + "--></b>"} {
		start := time.Now()
		if _, err := tokens(slowReader{strings.NewReader(document)}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("a long %s took %v", name, took)
		}
	}
}

// TestNamespaces resolves prefixes where they stand.
func TestNamespaces(t *testing.T) {
	const document = `<a xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://purl.oclc.org/ooxml/officeDocument/relationships">
<b r:id="1"/><c xmlns="other" xmlns:r="more" r:id="2"><d/></c><e r:id="3"/><x:f/><g xmlns=""><h/></g><i xmlns:q="http://purl.oclc.org/ooxml/spreadsheetml/main"><q:j/></i></a>`
	s := NewScanner(strings.NewReader(document))
	spaces := map[string]NS{}
	ids := map[string]bool{}
	for {
		token, err := s.Next()
		if err != nil {
			break
		}
		if token.Kind == StartTag {
			spaces[string(token.Name)] = token.Space
			ids[string(token.Name)] = token.AttrIn(NSRel, "id") != nil
		}
	}
	for name, want := range map[string]NS{"a": NSMain, "b": NSMain, "e": NSMain, "g": None, "h": None, "i": NSMain, "j": NSMain} {
		if spaces[name] != want {
			t.Errorf("%s is in %d, want %d", name, spaces[name], want)
		}
	}
	if spaces["c"] < firstOther || spaces["c"] != spaces["d"] || spaces["f"] < firstOther || spaces["f"] == spaces["c"] {
		t.Errorf("c, d, f are in %d, %d, %d", spaces["c"], spaces["d"], spaces["f"])
	}
	for name, want := range map[string]bool{"b": true, "c": false, "e": true} {
		if ids[name] != want {
			t.Errorf("%s has r:id: %v", name, ids[name])
		}
	}
}

func TestRanges(t *testing.T) {
	for text, want := range map[string]Range{
		"B2": {2, 2, 2, 2}, "B2:D9": {2, 9, 2, 4}, "$B$2:$D$9": {2, 9, 2, 4}, "d9:b2": {2, 9, 2, 4}, "XFD1048576": {1048576, 1048576, 16384, 16384},
		"B:D": {1, MaxRow, 2, 4}, "2:9": {2, 9, 1, MaxColumn}, "A1:ZZZ9999999": {1, MaxRow, 1, MaxColumn}, "$C:$C": {1, MaxRow, 3, 3},
	} {
		if got, ok := ParseRange([]byte(text)); !ok || got != want {
			t.Errorf("%s is %v, %v", text, got, ok)
		}
	}
	for _, text := range []string{"", ":", "A", "1", "A0", "A1:", ":A1", "A1:B", "A:1", "A1:B2:C3", "Sheet!A1", "XFE1", "A1048577", "A99999999999999999999", "AAAAAAAAAAAAAA1", "1A", "#REF!"} {
		if got, ok := ParseRange([]byte(text)); ok {
			t.Errorf("%q is %v", text, got)
		}
	}
	if got := ParseRanges([]byte(" A1 B2:C3\nb4d  D:D ")); len(got) != 3 {
		t.Errorf("got %v", got)
	}
}

func TestUnescape(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "_": "_", "_x": "_x", "_x000D_": "\r", "a_x000d_b": "a\rb", "_x005F_x000D_": "_x000D_", "_x000G_": "_x000G_",
		"_x0041__x0042_": "AB", "__x0041__": "_A_", "_xD83D__xDE00_": "😀", "_xDE00_": "_xDE00_", "_xD83D_x": "_xD83D_x", "_x00e9_": "é", "_x000": "_x000",
	} {
		if got := string(unescape([]byte(text))); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

// FuzzTokens finds in any document that both accept what encoding/xml finds.
func FuzzTokens(f *testing.F) {
	for _, d := range documents {
		if len(d) < 1000 {
			f.Add([]byte(d))
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := tokens(bytes.NewReader(data))
		small, errSmall := tokens(iotest.OneByteReader(bytes.NewReader(data)))
		if (err == nil) != (errSmall == nil) || err == nil && !cmp.Equal(got, small) {
			t.Errorf("whole: %v %v\nbyte by byte: %v %v", got, err, small, errSmall)
		}
		want, standard := standardTokens(data)
		plain := !bytes.Contains(data, []byte("xmlns")) && bytes.IndexByte(data, ':') < 0
		if err == nil && standard == nil && plain && !cmp.Equal(got, want) {
			t.Errorf("(-want +got)\n%s", cmp.Diff(want, got))
		}
	})
}

func BenchmarkTokens(b *testing.B) {
	var sheet strings.Builder
	sheet.WriteString("<worksheet><sheetData>")
	for row := range 20_000 {
		fmt.Fprintf(&sheet, `<row r="%d">`, row+1)
		for column := range 20 {
			fmt.Fprintf(&sheet, `<c r="%c%d" s="1" t="s"><v>%d</v></c>`, 'A'+column, row+1, row*column)
		}
		sheet.WriteString("</row>")
	}
	sheet.WriteString("</sheetData></worksheet>")
	data := []byte(sheet.String())
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if err := NewScanner(bytes.NewReader(data)).ReadSheet(&SheetEvents{}); err != nil {
			b.Fatal(err)
		}
	}
}
