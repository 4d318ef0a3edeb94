package histories

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"

	"actionplan/plan"
)

// part is one file of a package.
type part struct {
	raw     []byte // as it lies in the package, compressed
	content []byte
}

func partsOf(t testing.TB, path string) (map[string]part, []string) {
	t.Helper()
	r, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	parts, names := map[string]part{}, []string(nil)
	for _, f := range r.File {
		raw, err := f.OpenRaw()
		if err != nil {
			t.Fatal(err)
		}
		packed, err := io.ReadAll(raw)
		if err != nil {
			t.Fatal(err)
		}
		open, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(open)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = part{packed, content}
		names = append(names, f.Name)
	}
	return parts, names
}

// onlyTheseCells compares a workbook before and after: the same parts in the
// same order; all but the sheets written to, the cell formats and the mark
// that has formulas worked out anew the same to the compressed byte; and in
// those sheets the same but for the elements of the cells written.
func onlyTheseCells(t *testing.T, before, after string, written []plan.Edit) {
	t.Helper()
	was, names := partsOf(t, before)
	is, namesNow := partsOf(t, after)
	if strings.Join(names, "\n") != strings.Join(namesNow, "\n") {
		t.Fatalf("the parts are %q, and were %q", namesNow, names)
	}
	cells := map[string]map[string]bool{} // by sheet
	for _, e := range written {
		c := e.Was.Cell
		if cells[c.Sheet] == nil {
			cells[c.Sheet] = map[string]bool{}
		}
		cells[c.Sheet][fmt.Sprintf("%s%d", plan.ColumnLetters(c.Column), c.Row)] = true
	}
	sheets, expected := sheetParts(t, was), map[string]map[string]bool{}
	for sheet, names := range cells {
		expected[sheets[sheet]] = names
	}
	for _, name := range names {
		switch {
		case expected[name] != nil:
			was, is := withoutCells(was[name].content, expected[name]), withoutCells(is[name].content, expected[name])
			if !bytes.Equal(was, is) {
				t.Errorf("%s changes elsewhere than in %v: %s", name, expected[name], firstDifference(was, is))
			}
		case bytes.Equal(was[name].raw, is[name].raw):
		case name == "xl/styles.xml" && len(written) > 0:
		case name == "xl/workbook.xml" && len(written) > 0:
			if was, is := withoutCalc(was[name].content), withoutCalc(is[name].content); !bytes.Equal(was, is) {
				t.Errorf("%s changes in more than working out formulas: %s", name, firstDifference(was, is))
			}
		default:
			t.Errorf("%s changes, and nothing was to be written there", name)
		}
	}
}

var (
	sheetTag  = regexp.MustCompile(`<(?:\w+:)?sheet [^>]*>`)
	relTag    = regexp.MustCompile(`<(?:\w+:)?Relationship [^>]*>`)
	attrib    = regexp.MustCompile(`([\w:]+)="([^"]*)"`)
	spansAttr = regexp.MustCompile(` spans="[0-9: ]*"`)
	dimension = regexp.MustCompile(`<dimension ref="[^"]*"`)
	calcTag   = regexp.MustCompile(`(?s)<calcPr[^>]*?(/>|>.*?</calcPr>)`)
)

func attributes(tag string) map[string]string {
	all := map[string]string{}
	for _, m := range attrib.FindAllStringSubmatch(tag, -1) {
		all[m[1]] = m[2]
	}
	return all
}

// sheetParts finds the part of each sheet by its name.
func sheetParts(t testing.TB, parts map[string]part) map[string]string {
	t.Helper()
	targets := map[string]string{}
	for _, tag := range relTag.FindAllString(string(parts["xl/_rels/workbook.xml.rels"].content), -1) {
		a := attributes(tag)
		target := strings.TrimPrefix(a["Target"], "/xl/")
		targets[a["Id"]] = "xl/" + target
	}
	unescape := strings.NewReplacer("&amp;", "&", "&apos;", "'", "&quot;", `"`, "&lt;", "<", "&gt;", ">")
	sheets := map[string]string{}
	for _, tag := range sheetTag.FindAllString(string(parts["xl/workbook.xml"].content), -1) {
		a := attributes(tag)
		sheets[unescape.Replace(a["name"])] = targets[a["r:id"]]
	}
	return sheets
}

// withoutCells is a sheet's part without some cells, and without what says
// how far its rows and cells reach.
func withoutCells(content []byte, cells map[string]bool) []byte {
	var out []byte
	for {
		at := bytes.Index(content, []byte(`<c r="`))
		if at < 0 {
			break
		}
		name, _, _ := bytes.Cut(content[at+len(`<c r="`):], []byte(`"`))
		end := at + bytes.IndexByte(content[at:], '>') + 1
		if content[end-2] != '/' {
			end += bytes.Index(content[end:], []byte("</c>")) + len("</c>")
		}
		out = append(out, content[:at]...)
		if !cells[string(name)] {
			out = append(out, content[at:end]...)
		}
		content = content[end:]
	}
	return dimension.ReplaceAll(spansAttr.ReplaceAll(append(out, content...), nil), nil)
}

func withoutCalc(content []byte) []byte { return calcTag.ReplaceAll(content, nil) }

func firstDifference(a, b []byte) string {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	near := func(text []byte) []byte { return text[max(0, min(n, len(text))-40):min(len(text), n+80)] }
	return fmt.Sprintf("%q became %q", near(a), near(b))
}
