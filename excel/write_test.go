package excel

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"actionplan/excel/internal/ooxml/ooxmltest"
	"actionplan/plan"
)

// at names a cell of the sheet Plan.
func at(name string) plan.Cell {
	letters := strings.TrimRight(name, "0123456789")
	row := 0
	for _, d := range name[len(letters):] {
		row = row*10 + int(d-'0')
	}
	return plan.Cell{Sheet: "Plan", Row: row, Column: plan.ColumnNumber(letters)}
}

// words is an entry of words.
func words(text string) plan.Entry {
	return plan.Entry{Value: plan.TextValue(text), Typed: text}
}

// dated is an entry of a date.
func dated(iso string) plan.Entry {
	d, err := plan.ParseISO(iso)
	if err != nil {
		panic(err)
	}
	return plan.Entry{Value: d.Value(), Typed: iso}
}

// numbered is an entry of a number.
func numbered(text string) plan.Entry {
	return plan.Entry{Value: plan.NumberValue(text), Typed: text}
}

// edit is an edit of one cell of the sheet Plan.
func edit(cell string, was, now plan.Entry) plan.Edit {
	was.Cell = at(cell)
	return plan.Edit{Field: "x:test", Was: was, Now: now}
}

var blank = plan.Entry{Value: plan.Blank}

// onDisk puts a workbook in a file.
func onDisk(t testing.TB, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "plan.xlsx")
	if err := os.WriteFile(path, data, 0o640); err != nil {
		t.Fatal(err)
	}
	return path
}

// stage stages work on a workbook.
func stage(t testing.TB, data []byte, work Work) *Staged {
	t.Helper()
	s, err := Stage(onDisk(t, data), work)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// applied is the workbook after edits, all of which must be possible.
func applied(t testing.TB, data []byte, edits ...plan.Edit) []byte {
	t.Helper()
	s := stage(t, data, Work{Edits: edits})
	var out bytes.Buffer
	if _, err := s.WriteTo(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// refusedFor is why the one refusal of some work was made, after making sure
// that saving leaves the file as it was.
func refusedFor(t *testing.T, data []byte, work Work) string {
	t.Helper()
	s := stage(t, data, work)
	err := s.Save(s.path)
	var refused *RefusedError
	if !errors.As(err, &refused) || len(refused.Refusals) != 1 {
		t.Fatalf("got %v, want one refusal", err)
	}
	if now, err := os.ReadFile(s.path); err != nil || !bytes.Equal(now, data) {
		t.Errorf("the file changed: %v", err)
	}
	if entries, _ := os.ReadDir(filepath.Dir(s.path)); len(entries) != 1 {
		t.Errorf("something was left beside the file: %v", entries)
	}
	return refused.Refusals[0].Why
}

// read is a file.
func read(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// partOf is one part of a workbook, as text.
func partOf(t testing.TB, data []byte, name string) string {
	t.Helper()
	for _, e := range takeZipApart(t, data, func(entry string) bool { return entry == name }) {
		if e.Name == name {
			return e.Content
		}
	}
	t.Fatalf("no part %s", name)
	return ""
}

func sheetOf(t testing.TB, data []byte) string {
	return partOf(t, data, "xl/worksheets/sheet1.xml")
}

// TestWrittenElements holds what is written to the letter: every form a cell
// can have before and after.
func TestWrittenElements(t *testing.T) {
	for name, c := range map[string]struct {
		rows string
		edit plan.Edit
		want string
	}{
		"a text": {`<row r="1"><c r="A1" s="3" t="s"><v>0</v></c></row>`,
			edit("A1", words("shared"), words("new")),
			`<row r="1"><c r="A1" s="3" t="inlineStr"><is><t xml:space="preserve">new</t></is></c></row>`},
		"attributes of other programs stay": {`<row r="1"><c x:y="1" r='A1' s="3" cm="1" vm="2" ph="1" t="str" ><v>a</v></c></row>`,
			edit("A1", words("a"), words("new")),
			`<row r="1"><c x:y="1" r='A1' s="3" ph="1" t="inlineStr" ><is><t xml:space="preserve">new</t></is></c></row>`},
		"a blank cell with a format": {`<row r="1"><c r="A1" s="3"/></row>`,
			edit("A1", blank, words("new")),
			`<row r="1"><c r="A1" s="3" t="inlineStr"><is><t xml:space="preserve">new</t></is></c></row>`},
		"clearing keeps the format": {`<row r="1"><c r="A1" s="3" t="s"><v>0</v></c><c r="B1"/></row>`,
			edit("A1", words("shared"), blank),
			`<row r="1"><c r="A1" s="3"/><c r="B1"/></row>`},
		"what looks like a formula": {`<row r="1"><c r="A1"/></row>`,
			edit("A1", blank, words("=1+1")),
			`<row r="1"><c r="A1" s="7" t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c></row>`},
		"lines, tags and escapes": {`<row r="1"><c r="A1"/></row>`,
			edit("A1", blank, words(" a\r\nb<&>\t_x000D_ _x005f_ \"é😀")),
			`<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve"> a` + "\n" + `b&lt;&amp;&gt;` + "\t" + `_x005F_x000D_ _x005F_x005f_ "é😀</t></is></c></row>`},
		"a number": {`<row r="1"><c r="A1" t="s"><v>0</v></c></row>`,
			edit("A1", words("shared"), numbered("0.10")),
			`<row r="1"><c r="A1"><v>0.1</v></c></row>`},
		"a tick": {`<row r="1"><c r="A1" t="b"><v>1</v></c></row>`,
			edit("A1", plan.Entry{Value: plan.BooleanValue(true), Typed: "TRUE"}, plan.Entry{Value: plan.BooleanValue(false), Typed: "FALSE"}),
			`<row r="1"><c r="A1" t="b"><v>0</v></c></row>`},
		"a date where the cell shows dates": {`<row r="1"><c r="A1" s="1"><v>44651</v></c></row>`,
			edit("A1", dated("2022-03-31"), dated("2026-03-31")),
			`<row r="1"><c r="A1" s="1"><v>46112</v></c></row>`},
		"a cell past the row's end": {`<row r="1" spans="1:1"><c r="A1"/></row>`,
			edit("C1", blank, words("new")),
			`<row r="1" spans="1:3"><c r="A1"/><c r="C1" t="inlineStr"><is><t xml:space="preserve">new</t></is></c></row>`},
		"a cell between others": {`<row r="1" spans="1:4"><c r="A1"/><c r="D1"/></row>`,
			edit("C1", blank, words("new")),
			`<row r="1" spans="1:4"><c r="A1"/><c r="C1" t="inlineStr"><is><t xml:space="preserve">new</t></is></c><c r="D1"/></row>`},
		"a cell in a row of one tag": {`<row r="1" s="2" customFormat="1" />`,
			edit("C1", blank, words("new")),
			`<row r="1" s="2" customFormat="1"><c r="C1" s="2" t="inlineStr"><is><t xml:space="preserve">new</t></is></c></row>`},
		"a cell formatted as the one above": {`<row r="1"><c r="A1"/><c r="C1" s="3"/></row><row r="2"><c r="A2"/></row>`,
			edit("C2", blank, words("new")),
			`<row r="1"><c r="A1"/><c r="C1" s="3"/></row><row r="2"><c r="A2"/><c r="C2" s="3" t="inlineStr"><is><t xml:space="preserve">new</t></is></c></row>`},
		"a row between others": {`<row r="1"/><row r="9"/>`,
			edit("B2", blank, words("new")),
			`<row r="1"/><row r="2"><c r="B2" t="inlineStr"><is><t xml:space="preserve">new</t></is></c></row><row r="9"/>`},
		"a row after the last": {`<row r="1"/>`,
			edit("B2", blank, words("new")),
			`<row r="1"/><row r="2"><c r="B2" t="inlineStr"><is><t xml:space="preserve">new</t></is></c></row>`},
		"no r anywhere": {`<row><c/><c t="s"><v>0</v></c><c><v>7</v></c></row>`,
			edit("B1", words("shared"), words("new")),
			`<row><c/><c t="inlineStr"><is><t xml:space="preserve">new</t></is></c><c><v>7</v></c></row>`},
		"no r, past the end": {`<row><c/></row>`,
			edit("C1", blank, words("new")),
			`<row><c/><c r="C1" t="inlineStr"><is><t xml:space="preserve">new</t></is></c></row>`},
		"a date takes the format of a date above": {`<row r="1"><c r="A1" s="1"/></row><row r="2"><c r="A2"/></row><row r="3"><c r="A3" s="4"/></row>`,
			edit("A2", blank, dated("2026-03-31")),
			`<row r="1"><c r="A1" s="1"/></row><row r="2"><c r="A2" s="1"><v>46112</v></c></row><row r="3"><c r="A3" s="4"/></row>`},
		"or of one below": {`<row r="2"><c r="A2"/></row><row r="3"><c r="A3" s="4"/></row>`,
			edit("A2", blank, dated("2026-03-31")),
			`<row r="2"><c r="A2" s="4"><v>46112</v></c></row><row r="3"><c r="A3" s="4"/></row>`},
		"but not of one of another colour": {`<row r="1"><c r="A1" s="6"/></row><row r="2"><c r="A2"/></row>`,
			edit("A2", blank, dated("2026-03-31")),
			`<row r="1"><c r="A1" s="6"/></row><row r="2"><c r="A2" s="1"><v>46112</v></c></row>`},
		"or the twin of its own": {`<row r="2"><c r="A2" s="0"/></row>`,
			edit("A2", blank, dated("2026-03-31")),
			`<row r="2"><c r="A2" s="1"><v>46112</v></c></row>`},
		"a number where the cell shows dates": {`<row r="1"><c r="A1" s="1"/></row>`,
			edit("A1", blank, numbered("7")),
			`<row r="1"><c r="A1" s="1" t="inlineStr"><is><t xml:space="preserve">7</t></is></c></row>`},
	} {
		t.Run(name, func(t *testing.T) {
			b := aStyledBook(c.rows)
			data := b.Bytes()
			now := applied(t, data, c.edit)
			want := strings.Replace(sheetOf(t, data), c.rows, c.want, 1)
			if got := sheetOf(t, now); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
			parts := []string{"xl/worksheets/sheet1.xml"}
			if strings.Contains(c.want, `s="7"`) { // a cell format was added
				parts = append(parts, "xl/styles.xml")
			}
			onlyTheseChanged(t, data, now, parts...)
		})
	}
}

// aStyledBook is a workbook with formats: 0 General, 1 a date, 2 filled,
// 3 bold, 4 another date, 5 per cent, 6 a filled date.
func aStyledBook(rows string) ooxmltest.Book {
	b := ooxmltest.Rows(rows)
	b.Strings = `<si><t>shared</t></si>`
	b.Styles = `<fills count="3"><fill/><fill/><fill><patternFill patternType="solid"><fgColor rgb="FFFF0000"/></patternFill></fill></fills><cellXfs count="7"><xf numFmtId="0" fontId="0"/><xf numFmtId="14" fontId="0" applyNumberFormat="1"/><xf numFmtId="0" fillId="2"/><xf numFmtId="0" fontId="1"/><xf numFmtId="15" fontId="2"/><xf numFmtId="9" fontId="0"/><xf numFmtId="14" fillId="2"/></cellXfs>`
	return b
}
