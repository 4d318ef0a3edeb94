package excel

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"actionplan/excel/internal/ooxml/ooxmltest"
	"actionplan/internal/programtest"
	"actionplan/plan"
)

// form is a way in which a workbook with the plan of aTableBook may be put
// together, which no workbook of the corpus is.
type form struct {
	name   string
	change func(*ooxmltest.Book)
	bytes  func([]byte) []byte
	// What is refused of it, and why; "" for nothing.
	open, row, column string
	otherwise         bool // excelize cannot be asked: it takes the form for another
	inserted          bool // a new row is put in above what stands under the table
}

// inSheet replaces texts of the sheet's part.
func inSheet(oldNew ...string) func(*ooxmltest.Book) {
	return func(b *ooxmltest.Book) {
		was := b.Sheets[0].Content
		for i := 0; i < len(oldNew); i += 2 {
			if !strings.Contains(b.Sheets[0].Content, oldNew[i]) {
				panic("no such text: " + oldNew[i])
			}
			b.Sheets[0].Content = strings.ReplaceAll(b.Sheets[0].Content, oldNew[i], oldNew[i+1])
		}
		if was == b.Sheets[0].Content {
			panic("nothing was replaced")
		}
	}
}

// wholeSheet makes the sheet's part anew of what stands inside worksheet.
func wholeSheet(make func(content string) string) func(*ooxmltest.Book) {
	return func(b *ooxmltest.Book) {
		part := make(b.Sheets[0].Content)
		b.Extra = append(b.Extra, ooxmltest.Part{Name: "xl/worksheets/sheet1.xml", Content: part})
	}
}

// inTable replaces texts of the table's part.
func inTable(oldNew ...string) func(*ooxmltest.Book) {
	return func(b *ooxmltest.Book) {
		b.Extra[1].Content = strings.NewReplacer(oldNew...).Replace(b.Extra[1].Content)
	}
}

func also(changes ...func(*ooxmltest.Book)) func(*ooxmltest.Book) {
	return func(b *ooxmltest.Book) {
		for _, change := range changes {
			change(b)
		}
	}
}

// related adds a part that the sheet relates to.
func related(kind, target, content string) func(*ooxmltest.Book) {
	return func(b *ooxmltest.Book) {
		b.Extra[0].Content = strings.Replace(b.Extra[0].Content, "</Rel", `<Relationship Id="rId9" Type="`+ooxmltest.Relations+`/`+kind+`" Target="../`+target+`"/></Rel`, 1)
		b.Extra = append(b.Extra, ooxmltest.Part{Name: "xl/" + target, Content: content})
	}
}

const (
	rootTag = `<worksheet xmlns="` + ooxmltest.Main + `" xmlns:r="` + ooxmltest.Relations + `">`
	xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`
)

// prefixed gives every element of a workbook's own a prefix.
func prefixed(content string) string {
	content = strings.NewReplacer("</x14", "\x01", "<x14", "\x02", "</xm:", "\x03", "<xm:", "\x04").Replace(content)
	content = strings.ReplaceAll(strings.ReplaceAll(content, "</", "\x05"), "<", "<x:")
	content = strings.NewReplacer("\x05", "</x:", "\x01", "</x14", "\x02", "<x14", "\x03", "</xm:", "\x04", "<xm:").Replace(content)
	return `<x:worksheet xmlns:x="` + ooxmltest.Main + `" xmlns:r="` + ooxmltest.Relations + `">` + content + `</x:worksheet>`
}

var forms = []form{
	{name: "as it is"},
	{name: "entries stored, not compressed", bytes: stored},
	{name: "folders have entries", bytes: func(data []byte) []byte {
		return rewritten(data, []string{"xl/", "xl/worksheets/", "_rels/"}, strings.Clone, zip.Deflate)
	}},
	{name: "a sheet in another case and folder", bytes: func(data []byte) []byte {
		return renamed(data, "xl/worksheets/sheet1.xml", "xl/Worksheets/Sheet1.XML", "xl/worksheets/_rels/sheet1.xml.rels", "xl/Worksheets/_rels/Sheet1.XML.rels")
	}},
	{name: "names with the other slash", otherwise: true, bytes: func(data []byte) []byte {
		return renamed(data, "xl/worksheets/sheet1.xml", `xl\worksheets\sheet1.xml`, "xl/tables/table1.xml", `xl\tables\table1.xml`)
	}},
	{name: "targets from the root", change: func(b *ooxmltest.Book) {
		b.Extra[0].Content = strings.Replace(b.Extra[0].Content, "../tables", "/xl/tables", 1)
	}},
	{name: "macros", change: func(b *ooxmltest.Book) {
		b.Rels = `<Relationship Id="v" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/>`
		b.Extra = append(b.Extra, ooxmltest.Part{Name: "xl/vbaProject.bin", Content: "\xD0\xCF\x11\xE0 not text"})
	}},
	{name: "another sheet first", change: func(b *ooxmltest.Book) {
		b.Workbook = strings.ReplaceAll(b.Workbook, `localSheetId="0"`, `localSheetId="1"`)
		b.Sheets = append([]ooxmltest.Sheet{{Name: "Other", Content: "<sheetData/>"}}, b.Sheets...)
		b.Extra[0].Name = "xl/worksheets/_rels/sheet2.xml.rels"
	}},
	{name: "protected structure", change: func(b *ooxmltest.Book) {
		b.Workbook = `<workbookProtection workbookPassword="CC1A" lockStructure="1"/>` + b.Workbook
	}},
	{name: "read-only recommended", change: func(b *ooxmltest.Book) {
		b.Workbook = `<fileSharing readOnlyRecommended="1" userName="Clerk"/>` + b.Workbook
	}},
	{name: "protected sheet", change: inSheet(`<autoFilter ref="A1:C3"/>`, `<sheetProtection password="CC1A" sheet="1" objects="1"/><autoFilter ref="A1:C3"/>`)},
	{name: "dates from 1904", change: func(b *ooxmltest.Book) { b.Workbook = `<workbookPr date1904="1"/>` + b.Workbook }},
	{name: "Strict", change: func(b *ooxmltest.Book) { b.Strict = true }},
	{name: "a comment on a cell", change: related("comments", "comments1.xml", `<comments xmlns="`+ooxmltest.Main+`"><authors><author>a</author></authors><commentList><comment ref="B2" authorId="0"><text><t>why</t></text></comment></commentList></comments>`)},
	{name: "a threaded comment", change: related("threadedComment", "threadedComments/t1.xml", `<ThreadedComments><threadedComment ref="B2" id="{1}"><text>why</text></threadedComment></ThreadedComments>`)},
	{name: "a pivot table on the plan's cells elsewhere", change: related("pivotTable", "pivotTables/p1.xml", `<pivotTableDefinition xmlns="`+ooxmltest.Main+`"><location ref="H1:J9"/></pivotTableDefinition>`)},

	{name: "a mark of its byte order", change: wholeSheet(func(c string) string { return "\xEF\xBB\xBF" + xmlHead + rootTag + c + "</worksheet>" })},
	{name: "no declaration", change: wholeSheet(func(c string) string { return rootTag + c + "</worksheet>" })},
	{name: "ASCII alone", change: wholeSheet(func(c string) string {
		return strings.Replace(xmlHead, "UTF-8", "US-ASCII", 1) + rootTag + c + "</worksheet>"
	})},
	{name: "a prefix", change: wholeSheet(prefixed)},
	{name: "lines and indents", change: inSheet("<row", "\r\n\t<row", "<c ", "\r\n\t\t<c ", "</row>", "\r\n\t</row>", "</sheetData>", "\r\n</sheetData>")},
	{name: "single quotes", change: wholeSheet(func(c string) string {
		return rootTag + strings.ReplaceAll(strings.ReplaceAll(c, `"`, `'`), `'a'`, `"a"`) + "</worksheet>"
	})},
	{name: "room in tags", change: inSheet(`<c r="`, `<c  r = "`, `<row r="3"`, "<row\n\tr=\"3\"")},
	{name: "comments and instructions", change: inSheet(`<row r="3"`, `<!-- <c r="A9"/> --><?p <row?><row r="3"`, `<c r="B3"`, `<!-- & --><c r="B3"`)},
	{name: "CDATA", change: inSheet(`<t>Train every manager on it</t>`, `<t><![CDATA[Train every manager on it]]></t>`)},
	{name: "texts in runs, with readings", change: inSheet(`<t>Train every manager on it</t>`, `<r><rPr><b/></rPr><t>Train every</t></r><r><t xml:space="preserve"> manager on it</t></r><rPh sb="0" eb="1"><t>train</t></rPh><phoneticPr fontId="1"/>`)},
	{name: "rows without numbers", change: inSheet(`<row r="1">`, `<row>`, `<row r="2">`, `<row>`, `<row r="3" `, `<row `)},
	{name: "cells without names", change: inSheet(` r="A1"`, ``, ` r="B1"`, ``, ` r="C1"`, ``, ` r="A2"`, ``, ` r="B2"`, ``, ` r="C2"`, ``, ` r="A3"`, ``, ` r="B3"`, ``, ` r="C3"`, ``)},
	{name: "neither", change: inSheet(`<row r="1">`, `<row>`, `<row r="2">`, `<row>`, `<row r="3" `, `<row `, ` r="A1"`, ``, ` r="B1"`, ``, ` r="C1"`, ``, ` r="A2"`, ``, ` r="B2"`, ``, ` r="C2"`, ``, ` r="A3"`, ``, ` r="B3"`, ``, ` r="C3"`, ``)},
	{name: "alternatives among the rows", otherwise: true, change: inSheet(`<row r="3"`, `<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="z"><row r="3"><c r="A3"><v>1</v></c></row></mc:Choice></mc:AlternateContent><row r="3"`)},
	{name: "something of a later version in a cell and a row", change: inSheet(`<t>Train every manager on it</t></is>`, `<t>Train every manager on it</t></is><extLst><ext uri="u"><x/></ext></extLst>`, `<v>44682</v></c></row>`, `<v>44682</v></c><extLst><ext uri="v"/></extLst></row>`)},
	{name: "dates stored as dates", change: inSheet(`<c r="C3" s="1"><v>44682</v></c>`, `<c r="C3" s="1" t="d"><v>2022-05-01</v></c>`)},
	{name: "blank rows below, that are their own ends", change: inSheet(`</sheetData>`, `<row r="4" spans="1:3"/><row r="5" ht="30"/></sheetData>`)},
	{name: "blank rows to the edge", change: inSheet(`</sheetData>`, `<row r="1048576" hidden="1"/></sheetData>`)},
	{name: "no widths", change: inSheet(`<cols><col min="1" max="2" width="9"/><col min="3" max="3" width="20" customWidth="1"/></cols>`, ``)},
	{name: "one width for all columns", change: inSheet(`<col min="1" max="2" width="9"/><col min="3" max="3" width="20" customWidth="1"/>`, `<col min="1" max="16384" width="9"/>`)},
	{name: "a cell of the range in use too few", change: inSheet(`<dimension ref="A1:C3"/>`, `<dimension ref="A1"/>`)},
	{name: "a shared formula beside", change: inSheet(`<v>44651</v></c>`, `<v>44651</v></c><c r="H2"><f t="shared" ref="H2:H3" si="0">C2+1</f><v>44652</v></c>`, `<v>44682</v></c>`, `<v>44682</v></c><c r="H3"><f t="shared" si="0"/><v>44683</v></c>`)},
	{name: "a spilt formula beside", change: inSheet(`<v>44651</v></c>`, `<v>44651</v></c><c r="H2" cm="1"><f t="array" ref="H2:H3">C2:C3</f><v>44651</v></c>`, `<v>44682</v></c>`, `<v>44682</v></c><c r="H3"><v>44682</v></c>`)},
	{name: "rules and lists of a later version", change: inSheet(`<x14:conditionalFormattings>`, `<x14:dataValidations count="1"><x14:dataValidation type="list"><x14:formula1><xm:f>Lists!$A$1:$A$3</xm:f></x14:formula1><xm:sqref>C2:C3 H1</xm:sqref></x14:dataValidation></x14:dataValidations><x14:conditionalFormattings>`)},
	{name: "a filter that is on", change: inSheet(`<autoFilter ref="A1:C3"/>`, `<autoFilter ref="A1:C3"><filterColumn colId="1"><filters><filter val="x"/></filters></filterColumn><sortState ref="A2:C3"><sortCondition ref="B2:B3"/></sortState></autoFilter>`)},
	{name: "links", change: inSheet(`<tableParts`, `<hyperlinks><hyperlink ref="B2" location="Plan!A1"/></hyperlinks><tableParts`)},
	{name: "a picture in a cell", change: inSheet(`<c r="C3" s="1"><v>44682</v></c>`, `<c r="C3" s="1"><v>44682</v></c><c r="H3" t="e" vm="1"><v>#VALUE!</v></c>`)},
	{name: "two sheetData", change: inSheet(`<autoFilter ref="A1:C3"/>`, `<sheetData/><autoFilter ref="A1:C3"/>`)},
	{name: "a table with totals", change: also(inTable(`totalsRowShown="0"`, `totalsRowCount="1"`, `ref="A1:C3"`, `ref="A1:C4"`), inSheet(`</sheetData>`, `<row r="4"><c r="A4"/><c r="C4"><f>SUBTOTAL(104,C2:C3)</f><v>44682</v></c></row></sheetData>`)), inserted: true},
	{name: "a total and a key under the table", change: inSheet(`</sheetData>`, under+`</sheetData>`), inserted: true},
	{name: "merged cells and formulas under the table", change: also(inSheet(`</sheetData>`, `<row r="4"><c r="A4" t="inlineStr"><is><t>Total</t></is></c><c r="K4"><f>SUM(K9:K12)+$K$9+K2</f><v>0</v></c></row><row r="9"><c r="K9"><f>COUNTA($A$1:A9)*2</f><v>6</v></c></row></sheetData>`), inSheet(`<conditionalF`, `<mergeCells count="2"><mergeCell ref="A4:C4"/><mergeCell ref="M7:N9"/></mergeCells><conditionalF`)), inserted: true},
	{name: "a table without headings", change: inTable(`totalsRowShown="0"`, `headerRowCount="0"`, `<autoFilter ref="A1:C3"/>`, ``, `ref="A1:C3"`, `ref="A2:C3"`)},
	{name: "a table filled by a query", change: inTable(`totalsRowShown="0"`, `tableType="queryTable"`), row: "filled from elsewhere", column: "filled from elsewhere"},
	{name: "a table's heading over two lines", change: also(inTable(`"Due date"`, `"Due_x000a_date"`), inSheet(`<t>Due date</t>`, "<t>Due\ndate</t>"))},
	{name: "a table in ASCII", change: func(b *ooxmltest.Book) {
		b.Extra[1].Content = strings.Replace(xmlHead, "UTF-8", "us-ascii", 1) + b.Extra[1].Content
	}},

	{name: "a sheet in UTF-16", change: wholeSheet(func(c string) string { return wide(rootTag+c+"</worksheet>", false) }), open: "not written in UTF-8"},
	{name: "a table in UTF-16", change: func(b *ooxmltest.Book) { b.Extra[1].Content = wide(b.Extra[1].Content, true) }, row: "not written in UTF-8", column: "not written in UTF-8"},
	{name: "Latin letters", change: wholeSheet(func(c string) string {
		return strings.Replace(xmlHead, "UTF-8", "ISO-8859-1", 1) + rootTag + c + "</worksheet>"
	}), open: "which no workbook uses"},
}

// stored is a zip file with its entries not compressed.
func stored(data []byte) []byte {
	return rewritten(data, nil, strings.Clone, zip.Store)
}

// renamed is a zip file with entries under other names.
func renamed(data []byte, oldNew ...string) []byte {
	return rewritten(data, nil, func(name string) string {
		for i := 0; i < len(oldNew); i += 2 {
			if name == oldNew[i] {
				return oldNew[i+1]
			}
		}
		return name
	}, zip.Deflate)
}

// TestWriteForms writes into workbooks of every form: a cell's words, a blank
// cell, a date, a row and a column, and nothing else changes.
func TestWriteForms(t *testing.T) {
	for _, f := range forms {
		t.Run(f.name, func(t *testing.T) {
			book := aTableBook("")
			if f.change != nil {
				f.change(&book)
			}
			data := book.Bytes()
			if f.bytes != nil {
				data = f.bytes(data)
			}
			f.try(t, data)
		})
	}
	t.Logf("%d forms", len(forms))
}

func (f form) try(t *testing.T, data []byte) {
	if f.open != "" {
		edits := []plan.Edit{edit("B2", words("Write the policy down and publish it"), words("é"))}
		if _, err := Stage(onDisk(t, data), Work{Edits: edits}); err == nil || !strings.Contains(err.Error(), f.open) {
			t.Errorf("got %v, want %s", err, f.open)
		}
		return
	}
	b := originalOf(t, f.name, data)
	tricky := words(" =“£é😀”\n<&> ")
	b.tryWrite(t, []attempt{
		{"words", at("B2"), words("Write the policy down and publish it"), tricky},
		{"clear", at("B3"), words("Train every manager on it"), blank},
		{"blank", at("G2"), blank, tricky},
		{"date", at("G3"), blank, dated("2026-03-31")},
		{"a new row", at("B9"), blank, tricky},
	}, !f.otherwise)
	p, err := readPlan(b.opened.book.grids)
	if err != nil {
		t.Fatal(err)
	}
	for what, why := range map[string]string{"row": f.row, "column": f.column} {
		rows, columns := map[string]int{"row": 1}[what], map[string]int{"column": 1}[what]
		if f.inserted && what == "row" {
			b.insertInto(t, p, p.Tables[0], 1)
			continue
		}
		if why == "" {
			b.growAll(t, p, p.Tables, rows, columns)
			continue
		}
		work, _ := addTo(p, p.Tables[0], rows, columns)
		if got := refusedFor(t, data, work); !strings.Contains(got, why) {
			t.Errorf("a %s is refused because %s, want %s", what, got, why)
		}
	}
}

// TestWriteFormsOfOthers does the same to workbooks that excelize draws, and that
// LibreOffice saves.
func TestWriteFormsOfOthers(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	must(f.SetSheetName("Sheet1", "Plan"))
	for i, row := range [][]any{{"Ref", "Action", "Due date"}, {"1.1", "Write the policy down and publish it", 44651}, {"1.2", "Train every manager on it", 44682}} {
		must(f.SetSheetRow("Plan", fmt.Sprint("A", i+1), &row))
	}
	style, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	must(err)
	must(f.SetCellStyle("Plan", "C2", "C3", style))
	must(f.AddTable("Plan", &excelize.Table{Range: "A1:C3", Name: "Actions"}))
	must(f.AddDataValidation("Plan", &excelize.DataValidation{Type: "list", Sqref: "B2:B3", Formula1: `"a,b"`}))
	late, err := f.NewConditionalStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	must(err)
	must(f.SetConditionalFormat("Plan", "C2:C3", []excelize.ConditionalFormatOptions{{Type: "cell", Criteria: ">", Value: "44660", Format: &late}}))
	must(f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", RefersTo: "Plan!$A$1:$C$3", Scope: "Plan"}))
	must(f.AddChart("Plan", "K2", &excelize.Chart{Type: excelize.Col, Series: []excelize.ChartSeries{{Values: "Plan!$C$2:$C$3"}}}))
	must(f.AddComment("Plan", excelize.Comment{Cell: "B2", Author: "Clerk", Text: "why"}))
	var data bytes.Buffer
	must(f.Write(&data))
	t.Run("excelize", func(t *testing.T) { form{name: "excelize"}.try(t, data.Bytes()) })
	t.Run("LibreOffice", func(t *testing.T) { form{name: "LibreOffice"}.try(t, savedByOffice(t, data.Bytes())) })
}

// rewritten is a zip file with entries for folders before the others, and
// those under other names and compressed by another method.
func rewritten(data []byte, folders []string, name func(string) string, method uint16) []byte {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	must(err)
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, folder := range folders {
		_, err := w.Create(folder)
		must(err)
	}
	for _, f := range archive.File {
		r, err := f.Open()
		must(err)
		entry, err := w.CreateHeader(&zip.FileHeader{Name: name(f.Name), Method: method})
		must(err)
		_, err = io.Copy(entry, r)
		must(err)
	}
	must(w.Close())
	return out.Bytes()
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

// savedByOffice is a workbook as LibreOffice saves it.
func savedByOffice(t *testing.T, data []byte) []byte {
	t.Helper()
	return read(t, filepath.Join(programtest.FindOffice(t).Convert(t, "xlsx", onDisk(t, data)), "plan.xlsx"))
}
