package excel

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"actionplan/excel/internal/ooxml/ooxmltest"
	"actionplan/plan"
	"actionplan/table"
)

// TestRefusedCells tries to write where nothing may be written. The file
// stays as it was, which refusedFor makes sure of.
func TestRefusedCells(t *testing.T) {
	rel := func(kind, target string) ooxmltest.Part {
		return ooxmltest.Part{Name: "xl/worksheets/_rels/sheet1.xml.rels", Content: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + ooxmltest.Relations + `/` + kind + `" Target="` + target + `"/></Relationships>`}
	}
	listed := func(attributes string) []ooxmltest.Part {
		return []ooxmltest.Part{rel("table", "/xl/tables/Table1.xml"), {Name: "xl/tables/table1.xml", Content: `<table xmlns="` + ooxmltest.Main + `" id="1" displayName="Actions" ref="A1:C9" ` + attributes + `><tableColumns count="1"><tableColumn id="1" name="a"/></tableColumns></table>`}}
	}
	for name, c := range map[string]struct {
		rows, rest string
		extra      []ooxmltest.Part
		edit       plan.Edit
		why        string
	}{
		"a formula":                      {`<row r="1"><c r="A1"><f>B1</f><v>7</v></c></row>`, "", nil, edit("A1", numbered("7"), words("new")), "worked out by a formula"},
		"a formula without a result":     {`<row r="1"><c r="A1"><f>B1</f></c></row>`, "", nil, edit("A1", blank, words("new")), "worked out by a formula"},
		"the first of a shared formula":  {`<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1</f><v>7</v></c></row>`, "", nil, edit("A1", numbered("7"), words("new")), "worked out by a formula"},
		"another of a shared formula":    {`<row r="1"><c r="A1"><f t="shared" si="0"/><v>7</v></c></row>`, "", nil, edit("A1", numbered("7"), words("new")), "worked out by a formula"},
		"what an array formula fills":    {`<row r="1"><c r="A1"><f t="array" ref="A1:B2">C1</f><v>7</v></c></row><row r="2"><c r="B2"><v>7</v></c></row>`, "", nil, edit("B2", numbered("7"), words("new")), "worked out by a formula"},
		"blank, and an array's":          {`<row r="1"><c r="A1"><f t="array" ref="A1:B2">C1</f><v>7</v></c></row>`, "", nil, edit("B2", blank, words("new")), "worked out by a formula"},
		"a data table":                   {`<row r="1"><c r="A1"><f t="dataTable" ref="A1:A2" r1="B1"/><v>7</v></c></row><row r="2"><c r="A2"><v>7</v></c></row>`, "", nil, edit("A2", numbered("7"), words("new")), "worked out by a formula"},
		"merged, and not the first":      {`<row r="1"><c r="A1"><v>7</v></c><c r="B1"/></row>`, `<mergeCells><mergeCell ref="A1:C3"/></mergeCells>`, nil, edit("B1", blank, words("new")), "merged into Plan!A1"},
		"a heading of a table":           {`<row r="1"><c r="A1"><v>7</v></c></row>`, "", listed(""), edit("A1", numbered("7"), words("new")), "heading of the table Actions"},
		"a total of a table":             {`<row r="9"><c r="A9"><v>7</v></c></row>`, "", listed(`totalsRowCount="1"`), edit("A9", numbered("7"), words("new")), "totals of the table Actions"},
		"a pivot table":                  {`<row r="1"><c r="A1"><v>7</v></c></row>`, "", []ooxmltest.Part{rel("pivotTable", "../p.xml"), {Name: "xl/p.xml", Content: `<pivotTableDefinition xmlns="` + ooxmltest.Main + `"><location ref="A1:B2"/></pivotTableDefinition>`}}, edit("A1", numbered("7"), words("new")), "pivot table"},
		"what filters a pivot table":     {`<row r="1"><c r="B1"><v>7</v></c></row>`, "", []ooxmltest.Part{rel("pivotTable", "../p.xml"), {Name: "xl/p.xml", Content: `<pivotTableDefinition xmlns="` + ooxmltest.Main + `"><location ref="A3:A9" rowPageCount="1" colPageCount="1"/></pivotTableDefinition>`}}, edit("B1", numbered("7"), words("new")), "pivot table"},
		"another sheet":                  {`<row r="1"/>`, "", nil, plan.Edit{Was: plan.Entry{Value: plan.Blank, Cell: plan.Cell{Sheet: "Other", Row: 1, Column: 1}}, Now: words("new")}, `no sheet "Other"`},
		"below the sheet":                {`<row r="1"/>`, "", nil, edit("A1048577", blank, words("new")), "no worksheet has such a cell"},
		"beyond the sheet":               {`<row r="1"/>`, "", nil, edit("XFE1", blank, words("new")), "no worksheet has such a cell"},
		"moved":                          {`<row r="1"><c r="A1" t="s"><v>0</v></c></row>`, "", nil, edit("A1", words("other"), words("new")), "no longer says"},
		"a number that moved":            {`<row r="1"><c r="A1"><v>8</v></c></row>`, "", nil, edit("A1", numbered("7"), words("new")), "no longer says"},
		"filled since":                   {`<row r="1"><c r="A1"><v>8</v></c></row>`, "", nil, edit("A1", blank, words("new")), "no longer says"},
		"too long":                       {`<row r="1"/>`, "", nil, edit("A1", blank, words(strings.Repeat("😀", 16384))), "32768 characters"},
		"a control character":            {`<row r="1"/>`, "", nil, edit("A1", blank, words("a\x08b")), "control character"},
		"a character that is none":       {`<row r="1"/>`, "", nil, edit("A1", blank, words("a\uFFFFb")), "U+ffff"},
		"not UTF-8":                      {`<row r="1"/>`, "", nil, edit("A1", blank, plan.Entry{Value: plan.Value{Kind: plan.KindText, Text: "x"}, Typed: "a\xffb"}), "not UTF-8"},
		"nothing to write":               {`<row r="1"/>`, "", nil, edit("A1", blank, plan.Entry{}), "nothing to write"},
		"the other side's error":         {`<row r="1"/>`, "", nil, edit("A1", blank, plan.Entry{Value: plan.ErrorValue("#REF!"), Typed: "#REF!"}), "could not work this cell out"},
		"the cell stands twice":          {`<row r="1"><c r="A1"><v>7</v></c><c r="A1"><v>7</v></c></row>`, "", nil, edit("A1", numbered("7"), words("new")), "holds this cell twice"},
		"the cell says two things":       {`<row r="1"><c r="A1"><v>6</v></c><c r="A1"><v>7</v></c></row>`, "", nil, edit("A1", numbered("7"), words("new")), "no longer says"},
		"the cell names another row":     {`<row r="1"><c r="A2"><v>7</v></c></row>`, "", nil, edit("A1", numbered("7"), words("new")), "another row"},
		"cells out of order":             {`<row r="1"><c r="C1"/><c r="A1"/></row>`, "", nil, edit("B1", blank, words("new")), "cells do not come in order"},
		"rows out of order":              {`<row r="5"/><row r="1"/>`, "", nil, edit("A3", blank, words("new")), "rows do not come in order"},
		"a row that stands twice":        {`<row r="1"/><row r="1"/>`, "", nil, edit("A1", blank, words("new")), "rows do not come in order"},
		"a colour that would still rate": {`<row r="1"><c r="A1" s="2" t="s"><v>0</v></c></row>`, "", nil, rag(edit("A1", words("shared"), blank)), "colour would still say"},
	} {
		t.Run(name, func(t *testing.T) {
			b := aStyledBook(c.rows)
			b.Sheets[0].Content += c.rest
			b.Extra = c.extra
			if why := refusedFor(t, b.Bytes(), Work{Edits: []plan.Edit{c.edit}}); !strings.Contains(why, c.why) {
				t.Errorf("refused because %s, want %s", why, c.why)
			}
		})
	}
}

func rag(e plan.Edit) plan.Edit {
	e.Field = plan.FieldRAG
	return e
}

// TestRefusedWorkbooks tries to write into workbooks that are not to be
// changed at all, or cannot be safely.
func TestRefusedWorkbooks(t *testing.T) {
	withRels := func(b ooxmltest.Book, kind string) []byte {
		b.Extra = append(b.Extra, ooxmltest.Part{Name: "_rels/.rels", Content: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + ooxmltest.Relations + `/officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/` + kind + `" Target="_xmlsignatures/origin.sigs"/></Relationships>`})
		return b.Bytes()
	}
	plain := ooxmltest.Rows(aRow)
	sheet := func(content string) []byte { return withPart("xl/worksheets/sheet1.xml", content) }
	for name, c := range map[string]struct {
		data []byte
		why  *Reason
	}{
		"signed":              {withRels(plain, "origin"), ErrSigned},
		"the sheet is UTF-16": {sheet(wide(`<worksheet xmlns="`+ooxmltest.Main+`"><sheetData>`+aRow+`</sheetData></worksheet>`, false)), ErrUnwritable},
		"a document type":     {sheet(`<!DOCTYPE worksheet><worksheet xmlns="` + ooxmltest.Main + `"><sheetData>` + aRow + `</sheetData></worksheet>`), ErrEntities},
		"no sheetData":        {sheet(`<worksheet xmlns="` + ooxmltest.Main + `"/>`), ErrUnwritable},
		"encrypted entries":   {encryptedEntry(plain.Bytes()), ErrEncrypted},
		"the same part twice": {ooxmltest.Zip(append(plain.Parts(), ooxmltest.Part{Name: "XL/worksheets/Sheet1.xml", Content: "<a/>"})...), ErrDuplicate},
	} {
		t.Run(name, func(t *testing.T) {
			path := onDisk(t, c.data)
			was := numbered("1")
			if name == "no sheetData" {
				was = blank
			}
			_, err := Stage(path, Work{Edits: []plan.Edit{edit("A1", was, words("new"))}})
			var known *Error
			if !errors.Is(err, c.why) || !errors.As(err, &known) || known.Hint() == "" {
				t.Errorf("got %v, want %v", err, c.why)
			}
			if !bytes.Equal(read(t, path), c.data) {
				t.Error("the file changed")
			}
		})
	}
}

// wholeBook writes one edit and gives the workbook as it was and is.
func wholeBook(t *testing.T, b ooxmltest.Book, e plan.Edit) (before, after []byte) {
	t.Helper()
	before = b.Bytes()
	return before, applied(t, before, e)
}

// TestRecalculation has formulas worked out anew, and touches the workbook's
// part only where there are any.
func TestRecalculation(t *testing.T) {
	const formula = `<row r="1"><c r="A1"/><c r="B1"><f>A1</f><v>0</v></c></row>`
	for name, c := range map[string]struct{ rows, workbook, old, now string }{
		"no formula":        {`<row r="1"><c r="A1"/></row>`, `<calcPr calcId="1"/>`, "", ""},
		"a formula":         {formula, "", "</sheets>", `</sheets><calcPr fullCalcOnLoad="1"/>`},
		"without a result":  {`<row r="1"><c r="A1"/></row><row r="2"><c r="B2"><f>A1</f></c></row>`, "", "</sheets>", `</sheets><calcPr fullCalcOnLoad="1"/>`},
		"it is said":        {formula, `<calcPr fullCalcOnLoad="1"/>`, "", ""},
		"something is said": {formula, `<calcPr calcId="191029" calcMode="manual"/>`, `calcMode="manual"/>`, `calcMode="manual" fullCalcOnLoad="1"/>`},
		"the contrary":      {formula, `<calcPr fullCalcOnLoad='0'/>`, `'0'`, `'1'`},
	} {
		t.Run(name, func(t *testing.T) {
			b := ooxmltest.Rows(c.rows)
			b.Workbook = c.workbook
			before, after := wholeBook(t, b, edit("A1", blank, words("new")))
			if c.old == "" {
				onlyTheseChanged(t, before, after, "xl/worksheets/sheet1.xml")
				return
			}
			onlyTheseChanged(t, before, after, "xl/worksheets/sheet1.xml", "xl/workbook.xml")
			replaced(t, "xl/workbook.xml", before, after, c.old, c.now)
		})
	}
}

// TestNewDateFormat writes a date where no cell format shows dates.
func TestNewDateFormat(t *testing.T) {
	b := ooxmltest.Rows(`<row r="1"><c r="A1" s="1"/><c r="B1" s="1"/></row>`)
	b.Styles = `<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="0" fontId="3" applyFont="1"><alignment wrapText="1"/></xf></cellXfs>`
	before := b.Bytes()
	after := applied(t, before, edit("A1", blank, dated("2026-03-31")), edit("B1", blank, dated("2026-04-01")))
	onlyTheseChanged(t, before, after, "xl/worksheets/sheet1.xml", "xl/styles.xml")
	replaced(t, "xl/styles.xml", before, after, `count="2"`, `count="3"`, `</cellXfs>`, `<xf numFmtId="14" fontId="3" applyFont="1" applyNumberFormat="1"><alignment wrapText="1"/></xf></cellXfs>`)
	replaced(t, "xl/worksheets/sheet1.xml", before, after, `<c r="A1" s="1"/><c r="B1" s="1"/>`, `<c r="A1" s="2"><v>46112</v></c><c r="B1" s="2"><v>46113</v></c>`)
}

// TestDatesByEpoch writes the same days where they count from 1904, and as
// text where they cannot be counted.
func TestDatesByEpoch(t *testing.T) {
	for name, c := range map[string]struct{ workbook, day, want string }{
		"1900":             {"", "2026-03-31", "<v>46112</v>"},
		"1904":             {`<workbookPr date1904="1"/>`, "2026-03-31", "<v>44650</v>"},
		"its first day":    {`<workbookPr date1904="1"/>`, "1904-01-01", "<v>0</v>"},
		"before 1904":      {`<workbookPr date1904="1"/>`, "1903-12-31", ">1903-12-31</t>"},
		"before 1900":      {"", "1899-12-31", ">1899-12-31</t>"},
		"1 January 1900":   {"", "1900-01-01", "<v>1</v>"},
		"28 February 1900": {"", "1900-02-28", "<v>59</v>"},
		"1 March 1900":     {"", "1900-03-01", "<v>61</v>"},
		"the last that is": {"", "9999-12-31", "<v>2958465</v>"},
	} {
		t.Run(name, func(t *testing.T) {
			b := aStyledBook(`<row r="1"><c r="A1" s="1"/></row>`)
			b.Workbook = c.workbook
			_, after := wholeBook(t, b, edit("A1", blank, dated(c.day)))
			if !strings.Contains(sheetOf(t, after), c.want) {
				t.Errorf("want %s in %s", c.want, sheetOf(t, after))
			}
		})
	}
}

// TestPercentages writes 75 per cent where the cell shows it, and where not.
func TestPercentages(t *testing.T) {
	for style, want := range map[string]string{"5": `<c r="A1" s="5"><v>0.75</v></c>`, "0": `<c r="A1" s="0"><v>75</v></c>`, "3": `<c r="A1" s="3"><v>75</v></c>`} {
		e := edit("A1", blank, plan.Entry{Value: plan.NumberValue("75"), Typed: "75%"})
		e.Field = plan.FieldPercent
		_, after := wholeBook(t, aStyledBook(`<row r="1"><c r="A1" s="`+style+`"/></row>`), e)
		if !strings.Contains(sheetOf(t, after), want) {
			t.Errorf("want %s in %s", want, sheetOf(t, after))
		}
	}
	e := edit("A1", blank, plan.Entry{Value: plan.NumberValue("33.3"), Typed: "33.3"})
	e.Field = plan.FieldPercent
	_, after := wholeBook(t, aStyledBook(`<row r="1"><c r="A1" s="5"/></row>`), e)
	if !strings.Contains(sheetOf(t, after), ">33.3%</t>") {
		t.Errorf("33.3 is lost in %s", sheetOf(t, after))
	}
	// In any other column 61% is a text, and a number only where the cell shows it so.
	for _, c := range []struct{ text, style, want string }{
		{"61%", "5", `<c r="A1" s="5"><v>0.61</v></c>`},
		{"61%", "0", `>61%</t>`},
		{"33.3%", "5", `>33.3%</t>`},
		{"61% of them", "5", `>61% of them</t>`},
		{"%", "5", `>%</t>`},
	} {
		_, after := wholeBook(t, aStyledBook(`<row r="1"><c r="A1" s="`+c.style+`"/></row>`), edit("A1", blank, words(c.text)))
		if !strings.Contains(sheetOf(t, after), c.want) {
			t.Errorf("%s in a cell of style %s: want %s in %s", c.text, c.style, c.want, sheetOf(t, after))
		}
	}
}

// TestStrictAndPrefixed writes into forms that Excel does not write itself.
func TestStrictAndPrefixed(t *testing.T) {
	b := ooxmltest.Book{Strict: true, Sheets: []ooxmltest.Sheet{{Name: "Plan", Content: `<x:worksheet xmlns:x="` + ooxmltest.StrictMain + `" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent><mc:Choice Requires="y"><x:sheetData><x:row r="1"/></x:sheetData></mc:Choice></mc:AlternateContent><x:sheetData><x:row r="1"><x:c r="A1" t="d"><x:v>2022-03-31</x:v></x:c></x:row><x:row r="3"/></x:sheetData></x:worksheet>`}}}
	before := b.Bytes()
	after := applied(t, before, edit("A1", dated("2022-03-31"), words("new")), edit("B1", blank, words("b")), edit("B2", blank, words("c")), edit("A3", blank, numbered("7")))
	text := func(cell, text string) string {
		return `<x:c r="` + cell + `" t="inlineStr"><x:is><x:t xml:space="preserve">` + text + `</x:t></x:is></x:c>`
	}
	replaced(t, "xl/worksheets/sheet1.xml", before, after,
		`<x:c r="A1" t="d"><x:v>2022-03-31</x:v></x:c></x:row><x:row r="3"/>`,
		text("A1", "new")+text("B1", "b")+`</x:row><x:row r="2">`+text("B2", "c")+`</x:row><x:row r="3"><x:c r="A3"><x:v>7</x:v></x:c></x:row>`)
}

// TestEmptySheets writes the first cells of sheets that have none.
func TestEmptySheets(t *testing.T) {
	for data, want := range map[string]string{`<sheetData/>`: `<sheetData>`, `<sheetData></sheetData>`: `<sheetData>`, `<sheetData a="b" />`: `<sheetData a="b">`} {
		before := ooxmltest.OneSheet(`<dimension ref="A1"/>` + data).Bytes()
		after := applied(t, before, edit("B9", blank, numbered("2")), edit("C2", blank, numbered("1")))
		replaced(t, "xl/worksheets/sheet1.xml", before, after, data, want+`<row r="2"><c r="C2"><v>1</v></c></row><row r="9"><c r="B9"><v>2</v></c></row></sheetData>`, `ref="A1"`, `ref="A1:C9"`)
	}
}

// TestWhatIsSaid lists changes in the sheet's order, with what is lost.
func TestWhatIsSaid(t *testing.T) {
	b := aStyledBook(`<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" s="2" t="inlineStr"><is><t>Red</t></is></c></row>`)
	b.Strings += `<si><r><t>bold</t></r><r><t> words</t></r></si>`
	b.Sheets[0].Content = strings.Replace(b.Sheets[0].Content, "</sheetData>", `</sheetData><sheetProtection sheet="1"/>`, 1)
	s := stage(t, b.Bytes(), Work{Edits: []plan.Edit{
		rag(edit("B1", plan.Entry{Value: plan.RatingValue(plan.RatingRed), Typed: "Red"}, plan.Entry{Value: plan.RatingValue(plan.RatingGreen)})),
		edit("A1", words("bold words"), dated("2026-03-31")),
	}})
	changes := s.Changes()
	for i := range changes {
		if changes[i].Stood == "" {
			t.Errorf("it is not kept how %s stood", changes[i].Cell)
		}
		changes[i].Stood = ""
	}
	same(t, changes, []Change{
		{Cell: at("A1"), Field: "x:test", Was: "bold words", Now: "31/03/2026", Notes: []string{"parts of the text lose their own formatting"}},
		{Cell: at("B1"), Field: plan.FieldRAG, Was: "Red", Now: "Green", Notes: []string{"the cell keeps its colour, which says red"}},
	})
	o := s.Outcome()
	if len(o.ByHand) > 0 || len(o.Besides) != 1 || o.Besides[0] != "the sheet “Plan” is protected: its locked cells are written all the same, and it stays protected" {
		t.Errorf("by hand %v, besides %q", o.ByHand, o.Besides)
	}
}

// TestAgain writes nothing where the cells say it already: not one byte, and
// not the file anew.
func TestAgain(t *testing.T) {
	path := onDisk(t, aStyledBook(`<row r="1"><c r="A1" t="s"><v>0</v></c></row>`).Bytes())
	work := Work{Edits: []plan.Edit{edit("A1", words("shared"), words("new\nline")), edit("B1", blank, dated("2026-03-31")), edit("C1", blank, numbered("0.1"))}}
	for run, want := range []int{3, 0} {
		before, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		s, err := Stage(path, work)
		if err != nil {
			t.Fatal(err)
		}
		if len(s.Changes()) != want || len(s.Done()) != 3-want {
			t.Errorf("run %d: %d changes, %d done, refused %v", run, len(s.Changes()), len(s.Done()), s.Refusals())
		}
		if err := s.Save(path); err != nil {
			t.Fatal(err)
		}
		after, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if os.SameFile(before, after) != (want == 0) || after.Mode() != before.Mode() {
			t.Errorf("run %d: the file was %v and is %v", run, before, after)
		}
	}
}

// TestMergedCellsComeOnce takes the same edit of a merged cell from each of
// the rows that share it, and refuses two different ones.
func TestMergedCellsComeOnce(t *testing.T) {
	b := aStyledBook(`<row r="1"><c r="A1" t="s"><v>0</v></c></row>`)
	b.Sheets[0].Content += `<mergeCells><mergeCell ref="A1:A3"/></mergeCells>`
	e := edit("A1", words("shared"), words("new"))
	if s := stage(t, b.Bytes(), Work{Edits: []plan.Edit{e, e}}); len(s.Changes()) != 1 || len(s.Refusals()) != 0 {
		t.Errorf("%v %v", s.Changes(), s.Refusals())
	}
	if why := refusedFor(t, b.Bytes(), Work{Edits: []plan.Edit{e, edit("A1", words("shared"), words("other"))}}); !strings.Contains(why, "two different things") {
		t.Error(why)
	}
}

// TestFreshReading holds edits against a fresh reading as a plan.
func TestFreshReading(t *testing.T) {
	data := aTableBook("").Bytes()
	book, err := readBytes(data)
	if err != nil {
		t.Fatal(err)
	}
	from, err := readPlan(book.Grids())
	if err != nil {
		t.Fatal(err)
	}
	second := from.Actions[1]
	due := plan.Edit{ID: second.ID, Field: plan.FieldDue, Was: second.Entry(plan.FieldDue), Now: dated("2026-03-31")}
	if s := stage(t, data, Work{Read: readPlan, From: from, Edits: []plan.Edit{due}}); len(s.Changes()) != 1 {
		t.Errorf("%v %v", s.Changes(), s.Refusals())
	}
	for name, c := range map[string]struct{ old, now, why string }{
		"the cell moved":       {"<v>44682</v>", "<v>44683</v>", "no longer says"},
		"another action":       {"<t>1.2</t>", "<t>9.9</t>", "another action stands"},
		"the column went":      {"<t>Due date</t>", "<t>Notes</t>", "no such column"},
		"a row was put before": {"</row><row r=\"3\"", "</row><row r=\"4\"", "no action stands there"},
		"its ref is doubtful":  {"<t>1.2</t>", "<t>1.20</t>", "another action stands"},
	} {
		t.Run(name, func(t *testing.T) {
			b := aTableBook("")
			b.Sheets[0].Content = strings.NewReplacer(c.old, c.now).Replace(b.Sheets[0].Content)
			if name == "a row was put before" {
				b.Sheets[0].Content = strings.NewReplacer(`"A3"`, `"A4"`, `"B3"`, `"B4"`, `"C3"`, `"C4"`).Replace(b.Sheets[0].Content)
			}
			if why := refusedFor(t, b.Bytes(), Work{Read: readPlan, From: from, Edits: []plan.Edit{due}}); !strings.Contains(why, c.why) {
				t.Errorf("refused because %s, want %s", why, c.why)
			}
		})
	}
	heading := plan.Edit{Field: plan.FieldDue, Was: plan.Entry{Value: plan.TextValue("Due date"), Typed: "Due date", Cell: at("C1")}, Now: words("x")}
	if why := refusedFor(t, data, Work{Read: readPlan, Edits: []plan.Edit{heading}}); !strings.Contains(why, "headings") {
		t.Error(why)
	}
	failing := errors.New("no table found")
	if _, err := Stage(onDisk(t, data), Work{Read: func([]table.Grid) (plan.Plan, error) { return plan.Plan{}, failing }}); !errors.Is(err, failing) {
		t.Error(err)
	}
}

// TestChangedSinceStaged refuses to write a workbook that somebody saved
// after it was looked at.
func TestChangedSinceStaged(t *testing.T) {
	data := ooxmltest.Rows(aRow).Bytes()
	s := stage(t, data, Work{Edits: []plan.Edit{edit("A1", numbered("1"), words("new"))}})
	later := time.Now().Add(time.Minute)
	if err := os.Chtimes(s.path, later, later); err != nil {
		t.Fatal(err)
	}
	if err := s.Save(s.path); !errors.Is(err, ErrChanged) {
		t.Errorf("got %v", err)
	}
	if !bytes.Equal(read(t, s.path), data) {
		t.Error("the file changed")
	}
}

// TestSaveElsewhere writes a copy, and leaves the workbook alone.
func TestSaveElsewhere(t *testing.T) {
	data := ooxmltest.Rows(aRow).Bytes()
	s := stage(t, data, Work{Edits: []plan.Edit{edit("A1", numbered("1"), words("new"))}})
	other := filepath.Join(t.TempDir(), "copy.xlsx")
	if err := s.Save(other); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(read(t, s.path), data) {
		t.Error("the workbook changed")
	}
	onlyTheseChanged(t, data, read(t, other), "xl/worksheets/sheet1.xml")
	info, err := os.Stat(other)
	if err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("%v %v", info.Mode(), err)
	}
	var known *Error
	if err := s.Save(filepath.Join(t.TempDir(), "no such folder", "copy.xlsx")); !errors.As(err, &known) || !strings.HasPrefix(err.Error(), "write workbook") {
		t.Errorf("got %v", err)
	}
}

// TestMarkedReadOnly leaves a workbook alone that somebody has marked
// read-only, though its file could be replaced, and writes a copy of it.
func TestMarkedReadOnly(t *testing.T) {
	data := ooxmltest.Rows(aRow).Bytes()
	s := stage(t, data, Work{Edits: []plan.Edit{edit("A1", numbered("1"), words("new"))}})
	if err := os.Chmod(s.path, 0o444); err != nil {
		t.Fatal(err)
	}
	s.mode = 0o444
	if err := s.Save(s.path); !errors.Is(err, ErrReadOnly) || !bytes.Equal(read(t, s.path), data) {
		t.Errorf("got %v", err)
	}
	other := filepath.Join(t.TempDir(), "copy.xlsx")
	if err := s.Save(other); err != nil {
		t.Error(err)
	}
	if info, err := os.Stat(other); err != nil || info.Mode().Perm() != 0o644 {
		t.Errorf("%v %v", info.Mode(), err)
	}
}

// TestDimension writes into sheets that say which cells are in use: rightly,
// too little, too much, or nothing.
func TestDimension(t *testing.T) {
	rows := `<sheetData><row r="2"><c r="B2" t="s"><v>0</v></c><c r="C2"/></row><row r="5"><c r="D5" s="1"/></row><row r="7"><c r="B7"><v>1</v></c></row></sheetData>`
	for name, c := range map[string]struct{ said, cell, want string }{
		"right, and inside":       {"B2:D7", "C2", "B2:D7"},
		"right, and outside":      {"B2:D7", "E8", "B2:E8"},
		"too little, and outside": {"A1", "C2", "A1:D7"},
		"too little, and inside":  {"B2:C3", "C2", "B2:C3"},
		"too much":                {"A1:XFD1048576", "E8", "A1:XFD1048576"},
		"unreadable":              {"A:?", "E8", "A:?"},
		"above":                   {"B2:D7", "A1", "A1:D7"},
	} {
		t.Run(name, func(t *testing.T) {
			data := ooxmltest.OneSheet(`<dimension ref="` + c.said + `"/>` + rows).Bytes()
			after := applied(t, data, edit(c.cell, blank, words("new")))
			if want := `<dimension ref="` + c.want + `"/>`; !strings.Contains(sheetOf(t, after), want) {
				t.Errorf("want %s in %s", want, sheetOf(t, after))
			}
		})
	}
	after := applied(t, ooxmltest.OneSheet(rows).Bytes(), edit("E8", blank, words("new")))
	if strings.Contains(sheetOf(t, after), "dimension") {
		t.Error("a sheet that said nothing says something")
	}
}
