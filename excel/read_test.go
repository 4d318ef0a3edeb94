package excel

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"actionplan/excel/internal/ooxml/ooxmltest"
	"actionplan/plan"
	"actionplan/table"
)

// mustRead reads a workbook that is to be read.
func mustRead(t *testing.T, b ooxmltest.Book) *Book {
	t.Helper()
	book, err := readBytes(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// cells is the cells of a workbook's first worksheet by their names.
func cells(t *testing.T, b ooxmltest.Book) map[string]table.Cell {
	t.Helper()
	return byName(mustRead(t, b).Grids()[0])
}

func byName(grid table.Grid) map[string]table.Cell {
	all := map[string]table.Cell{}
	for _, row := range grid.Rows {
		for _, c := range row.Cells {
			all[fmt.Sprint(plan.ColumnLetters(c.Column), row.Number)] = c
		}
	}
	return all
}

// texts is a sheet's cells as "kind text", or "kind text (raw)" where they differ.
func texts(all map[string]table.Cell) map[string]string {
	short := map[string]string{}
	for name, c := range all {
		text := [...]string{"empty", "text", "number", "date", "bool", "error"}[c.Kind]
		if c.Kind != table.CellEmpty {
			text += " " + c.Text
		}
		if c.Raw != c.Text {
			text += " (" + c.Raw + ")"
		}
		if c.Kind == table.CellDate {
			text += " = " + c.Date.String()
		}
		short[name] = text
	}
	return short
}

func same(t *testing.T, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestPlaces(t *testing.T) {
	value := func(text string) string { return `<is><t>` + text + `</t></is></c>` }
	inline := func(name, text string) string {
		if name != "" {
			name = ` r="` + name + `"`
		}
		return `<c` + name + ` t="inlineStr">` + value(text)
	}
	for name, test := range map[string]struct {
		rows string
		want map[string]string
	}{
		"named": {
			`<row r="3">` + inline("B3", "x") + inline("D3", "y") + `</row>`,
			map[string]string{"B3": "text x", "D3": "text y"}},
		"without any name": {
			`<row>` + inline("", "a") + inline("", "b") + `</row><row>` + inline("", "c") + `</row>`,
			map[string]string{"A1": "text a", "B1": "text b", "A2": "text c"}},
		"counting on from a named one": {
			`<row r="5">` + inline("C5", "a") + inline("", "b") + `</row><row>` + inline("", "c") + `</row>`,
			map[string]string{"C5": "text a", "D5": "text b", "A6": "text c"}},
		"row without a name whose cells have one": {
			`<row>` + inline("B7", "a") + `</row><row>` + inline("", "b") + `</row>`,
			map[string]string{"B7": "text a", "A8": "text b"}},
		"empty cells count": {
			`<row><c/><c s="0"/>` + inline("", "a") + `</row>`,
			map[string]string{"C1": "text a"}},
		"empty rows count": {
			`<row/><row></row><row>` + inline("", "a") + `</row>`,
			map[string]string{"A3": "text a"}},
		"out of order": {
			`<row r="9">` + inline("C9", "c") + inline("A9", "a") + `</row><row r="2">` + inline("A2", "b") + `</row>`,
			map[string]string{"A9": "text a", "C9": "text c", "A2": "text b"}},
		"twice": {
			`<row r="1">` + inline("A1", "old") + inline("A1", "new") + `</row><row r="1">` + inline("B1", "more") + `</row>`,
			map[string]string{"A1": "error a cell that the workbook holds twice, and that says two things", "B1": "text more"}},
		"twice the same": {
			`<row r="1">` + inline("A1", "one") + inline("A1", "one") + `</row>`,
			map[string]string{"A1": "text one"}},
		"nowhere": {
			`<row r="1">` + inline("A1", "one") + `<c r="ZZZZ99999999" t="inlineStr"><is><t>two</t></is></c>` + inline("C1", "three") + `</row>`,
			map[string]string{"A1": "text one", "B1": "error a cell whose place the workbook does not say", "C1": "text three"}},
		"lower case": {
			`<row r="1">` + inline("ab1", "a") + `</row>`,
			map[string]string{"AB1": "text a"}},
		"the row counts, not the cell's own number": {
			`<row r="4">` + inline("A5", "a") + `</row>`,
			map[string]string{"A4": "text a"}},
		"last cell of a sheet": {
			`<row r="1048576">` + inline("XFD1048576", "end") + `</row>`,
			map[string]string{"XFD1048576": "text end"}},
		"past the edges": {
			`<row r="0">` + inline("A0", "no") + `</row><row r="1">` + inline("XFD1", "yes") + inline("XFE1", "no") + inline("", "no") + `</row><row r="1048577">` + inline("A1048577", "no") + `</row><row>` + inline("", "no") + `</row>`,
			map[string]string{"XFD1": "text yes"}},
		"other elements among them": {
			`<row r="1"><extLst><c r="A1"><v>9</v></c></extLst><c r="B1"><extLst><v>8</v></extLst><v>7</v></c></row>`,
			map[string]string{"B1": "number 7"}},
	} {
		t.Run(name, func(t *testing.T) {
			all := cells(t, ooxmltest.Rows(test.rows))
			same(t, texts(all), test.want)
		})
	}
}

func TestRowsAscend(t *testing.T) {
	grid := mustRead(t, ooxmltest.Rows(`<row r="9"><c r="C9"><v>1</v></c><c r="A9"><v>2</v></c></row><row r="2"><c r="B2"><v>3</v></c></row><row r="9"><c r="B9"><v>4</v></c></row>`)).Grids()[0]
	var order []string
	for _, r := range grid.Rows {
		for _, c := range r.Cells {
			order = append(order, fmt.Sprint(plan.ColumnLetters(c.Column), r.Number))
		}
	}
	same(t, order, []string{"B2", "A9", "B9", "C9"})
}

func TestValues(t *testing.T) {
	for name, test := range map[string]struct{ cell, want string }{
		"number":                    {`<c><v>42</v></c>`, "number 42"},
		"number by name":            {`<c t="n"><v>42</v></c>`, "number 42"},
		"the number a ref became":   {`<c><v>1.1000000000000001</v></c>`, "number 1.1"},
		"sum with a tail":           {`<c><v>0.30000000000000004</v></c>`, "number 0.3 (0.30000000000000004)"},
		"third":                     {`<c><v>0.33333333333333331</v></c>`, "number 0.333333333333333 (0.3333333333333333)"},
		"zeros at the end":          {`<c><v>1.50</v></c>`, "number 1.5"},
		"minus nothing":             {`<c><v>-0</v></c>`, "number 0"},
		"leading zeros":             {`<c><v>007</v></c>`, "number 7"},
		"power":                     {`<c><v>1.5E+3</v></c>`, "number 1500"},
		"large":                     {`<c><v>1E+25</v></c>`, "number 1E+25"},
		"small":                     {`<c><v>1.5E-12</v></c>`, "number 1.5E-12"},
		"small in full":             {`<c><v>0.00000000015</v></c>`, "number 1.5E-10"},
		"sixteen digits":            {`<c><v>1234567890123456</v></c>`, "number 1234567890123460 (1234567890123456)"},
		"negative":                  {`<c><v>-2.5</v></c>`, "number -2.5"},
		"spaces around":             {`<c><v> 3 </v></c>`, "number 3"},
		"no number":                 {`<c><v>three</v></c>`, "text three"},
		"not Go's numbers":          {`<c><v>0x1F</v></c>`, "text 0x1F"},
		"infinity":                  {`<c><v>Inf</v></c>`, "text Inf"},
		"past all numbers":          {`<c><v>1E999</v></c>`, "text 1E999"},
		"true":                      {`<c t="b"><v>1</v></c>`, "bool TRUE (true)"},
		"false":                     {`<c t="b"><v>0</v></c>`, "bool FALSE (false)"},
		"error":                     {`<c t="e"><v>#DIV/0!</v></c>`, "error #DIV/0!"},
		"formula's text":            {`<c t="str"><f>A2</f><v>late</v></c>`, "text late"},
		"inline":                    {`<c t="inlineStr"><is><t>1.10</t></is></c>`, "text 1.10"},
		"inline, type left out":     {`<c><is><t>a</t></is></c>`, "text a"},
		"inline kept in v":          {`<c t="inlineStr"><v>a</v></c>`, "text a"},
		"inline in runs":            {`<c t="inlineStr"><is><r><rPr><b/></rPr><t xml:space="preserve">a </t></r><r><t>b</t></r></is></c>`, "text a b"},
		"shared":                    {`<c t="s"><v>0</v></c>`, "text plain"},
		"shared in runs":            {`<c t="s"><v>1</v></c>`, "text rich text"},
		"shared with a reading aid": {`<c t="s"><v>2</v></c>`, "text 東京"},
		"shared with breaks":        {`<c t="s"><v>3</v></c>`, "text one\ntwo\nthree\rfour"},
		"shared with escapes":       {`<c t="s"><v>4</v></c>`, "text a\rb _x000D_ _x00 😀 _xD83D_"},
		"shared with entities":      {`<c t="s"><v>5</v></c>`, `text <R&D> "it's" é €`},
		"shared as it stands":       {`<c t="s"><v>6</v></c>`, "text & < all of it"},
		"shared with spaces":        {`<c t="s"><v> 7 </v></c>`, "text   kept  "},
		"of an unknown type":        {`<c t="zz"><v>5</v></c>`, "number 5"},
		"ISO date":                  {`<c t="d"><v>2022-03-31</v></c>`, "date 31/03/2022 (44651) = 2022-03-31"},
		"ISO date and time":         {`<c t="d"><v>2022-03-31T12:00:00</v></c>`, "date 31/03/2022 (44651.5) = 2022-03-31"},
		"ISO date in 1900":          {`<c t="d"><v>1900-01-01</v></c>`, "date 01/01/1900 (1) = 1900-01-01"},
		"ISO date with a zone":      {`<c t="d"><v>2022-03-31T00:30:00+01:00</v></c>`, "date 31/03/2022 (44651.020833333336) = 2022-03-31"},
		"ISO time":                  {`<c t="d"><v>T06:00:00</v></c>`, "number 0.25"},
		"no ISO date":               {`<c t="d"><v>soon</v></c>`, "text soon"},
	} {
		t.Run(name, func(t *testing.T) {
			book := ooxmltest.Rows(`<row r="1">` + test.cell + `</row>`)
			book.Strings = `<si><t>plain</t></si>
<si><r><t>rich</t></r><r><t xml:space="preserve"> text</t></r></si>
<si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/></si>
<si><t>one` + "\r\n" + `two` + "\r" + `three&#13;four</t></si>
<si><t>a_x000D_b _x005F_x000D_ _x00 _xD83D__xDE00_ _xD83D_</t></si>
<si><t>&lt;R&amp;D&gt; &quot;it&apos;s&quot; &#233; &#x20AC;</t></si>
<si><t><![CDATA[& < all]]> of<!-- not this --> it</t></si>
<si><t xml:space="preserve">  kept  </t></si>`
			same(t, texts(cells(t, book))["A1"], test.want)
		})
	}
}

func TestRichAndFormula(t *testing.T) {
	book := ooxmltest.Rows(`<row r="1"><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="inlineStr"><is><r><t>x</t></r></is></c>
<c><f>1+1</f><v>2</v></c><c><f>B9</f></c><c><f t="array" ref="F1:G2">X1:Y2</f><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row>
<row r="2"><c r="G2"><v>4</v></c></row>`)
	book.Strings = `<si><t>plain</t></si><si><r><t>rich</t></r></si>`
	all := cells(t, book)
	var rich, formula []string
	for name, c := range all {
		if c.Rich {
			rich = append(rich, name)
		}
		if c.Formula {
			formula = append(formula, name)
		}
	}
	slices.Sort(rich)
	slices.Sort(formula)
	same(t, rich, []string{"B1", "C1"})
	same(t, formula, []string{"D1", "E1", "F1", "G1", "G2"})
}

// blankRows is so many rows of styled cells that hold nothing.
func blankRows(first, count, width int) string {
	row := strings.Repeat(`<c s="1"/>`, width)
	var rows strings.Builder
	for i := range count {
		fmt.Fprintf(&rows, `<row r="%d">%s</row>`, first+i, row)
	}
	return rows.String()
}

func TestStyledBlanksCostNothing(t *testing.T) {
	book := ooxmltest.Rows(`<row r="1"><c t="b"><v>1</v></c></row>` + blankRows(2, 10_000, 100) + `<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`)
	book.Styles = `<fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFF0000"/></patternFill></fill></fills>
<cellXfs><xf/><xf fillId="1"/></cellXfs>`
	data := book.Bytes()
	var read *Book
	var err error
	took := allocated(func() { read, err = readBytes(data) })
	if err != nil {
		t.Fatal(err)
	}
	if took > 8<<20 {
		t.Errorf("a million styled blanks took %d MiB", took>>20)
	}
	same(t, texts(byName(read.Grids()[0])), map[string]string{"A1": "bool TRUE (true)", "XFD1048576": "number 1"})
}

func TestFillsOfEmptyCells(t *testing.T) {
	book := ooxmltest.Rows(`<row r="1"><c><v>1</v></c><c><v>2</v></c></row>
<row r="2"><c><v>3</v></c><c s="1"/><c s="1"/><c r="R2" s="1"/><c r="S2" s="1"/></row>
<row r="3"><c s="1"/><c s="1"/></row>
<row r="4"><c s="1"/><c><v>4</v></c><c s="0"/></row>`)
	book.Styles = `<fills><fill/><fill><patternFill patternType="solid"><fgColor rgb="FFFFC000"/></patternFill></fill></fills><cellXfs><xf/><xf fillId="1"/></cellXfs>`
	fills := map[string]string{}
	for name, c := range cells(t, book) {
		if c.Kind == table.CellEmpty {
			fills[name] = c.Fill
		}
	}
	// Row 3 says nothing, and S2 is further from the last value than a
	// column of the table could be.
	same(t, fills, map[string]string{"B2": "FFC000", "C2": "FFC000", "R2": "FFC000", "A4": "FFC000"})
}

func TestSheetFacts(t *testing.T) {
	book := ooxmltest.Book{Sheets: []ooxmltest.Sheet{
		{Name: "Plan &amp; more", Content: `<cols><col min="2" max="3" hidden="1"/><col min="5" max="5" width="0"/><col min="7" max="16384" width="9" hidden="true"/></cols>
<sheetData><row r="1"><c><v>1</v></c></row><row r="2" hidden="1"><c><v>2</v></c></row><row r="3" ht="0"><c><v>3</v></c></row><row r="4" ht="15"><c><v>4</v></c></row></sheetData>
<sheetProtection sheet="1"/>
<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="$C$3:$C$3"/><mergeCell ref="nonsense"/><mergeCell ref="D9:C8"/></mergeCells>
<conditionalFormatting sqref="C2:C9 E2 F:F"/>
<extLst><ext uri="x"><x14:conditionalFormattings xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:conditionalFormatting xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:cfRule/><xm:sqref>H1:H4</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>`},
		{Name: "Old", Attributes: `state="hidden"`},
		{Name: "Lists", Attributes: `state="veryHidden"`},
	}}
	read := mustRead(t, book)
	grid := read.Grids()[0]
	span := func(first, last int) table.Span { return table.Span{First: first, Last: last} }
	area := func(r1, r2, c1, c2 int) table.Range { return table.Range{Rows: span(r1, r2), Columns: span(c1, c2)} }
	same(t, grid.Sheet, "Plan & more")
	same(t, grid.Hidden, false)
	same(t, grid.HiddenColumns, []table.Span{span(2, 3), span(5, 5), span(7, 16384)})
	same(t, grid.Merges, []table.Range{area(1, 2, 1, 2), area(8, 9, 3, 4)})
	same(t, grid.Conditional, []table.Range{area(2, 9, 3, 3), area(2, 2, 5, 5), area(1, 1048576, 6, 6), area(1, 4, 8, 8)})
	var hidden []int
	for _, r := range grid.Rows {
		if r.Hidden != table.Shows {
			hidden = append(hidden, r.Number)
		}
	}
	same(t, hidden, []int{2, 3})
	same(t, read.Grids()[1].Hidden, true)
	same(t, read.Grids()[2].Hidden, true)
	same(t, noteTexts(read.Notes()), []string{
		"the workbook has no styles: dates cannot be told from numbers, and no fills are seen",
		"Plan & more: the sheet is protected",
		"Old: the sheet is hidden",
		"Lists: the sheet is hidden so that Excel's menus do not show it",
	})
}

func noteTexts(notes []plan.Note) []string {
	var all []string
	for _, n := range notes {
		text := n.Message
		if n.Cell.Sheet != "" {
			text = n.Cell.String() + ": " + text
		}
		all = append(all, text)
	}
	return all
}

func TestBookFacts(t *testing.T) {
	book := ooxmltest.Rows(`<row><c><v>1</v></c></row>`)
	book.Styles = `<cellXfs><xf/></cellXfs>`
	book.Workbook = `<fileSharing readOnlyRecommended="1"/><workbookPr date1904="true"/><workbookProtection lockStructure="1"/>`
	book.Rels = `<Relationship Id="v" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/>
<Relationship Id="l" Type="` + ooxmltest.Relations + `/externalLink" Target="externalLinks/externalLink1.xml"/>`
	book.Extra = []ooxmltest.Part{
		{Name: "xl/vbaProject.bin", Content: "macro"},
		{Name: "_rels/.rels", Content: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="s" Type="http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin" Target="_xmlsignatures/origin.sigs"/><Relationship Id="a" Type="` + ooxmltest.Relations + `/officeDocument" Target="/xl/workbook.xml"/></Relationships>`},
	}
	read := mustRead(t, book)
	same(t, read.Macros, true)
	same(t, read.Signed, true)
	same(t, noteTexts(read.Notes()), []string{
		"the workbook holds macros; they are not run",
		"the workbook is signed: any change to it breaks the signature",
		"the workbook's structure is protected",
		"its author recommends opening the workbook read-only",
		"the workbook refers to other workbooks; their values are as they were when it was last saved",
		"the workbook counts its dates from 1904, as Excel for Mac once did",
	})
}

func TestDoubtsAreSaid(t *testing.T) {
	book := ooxmltest.Rows(`<row r="1"><c t="s"><v>5</v></c><c><f>A9</f></c><c><v>x</v></c><c r="XFE1"><v>1</v></c><c r="D2"><v>1</v></c><c r="D1"><v>2</v></c></row>
<row r="2"><c t="s"><v>-1</v></c><c><v>1</v></c></row>`)
	book.Strings = `<si><t>only one</t></si>`
	same(t, noteTexts(mustRead(t, book).Grids()[0].Notes), []string{
		"Plan!XFE1: a cell lies beyond the edge of a worksheet and was not read",
		"Plan!D1: the cell says that it stands in another row than the one it is in, which counts",
		"Plan!C1: the cell is stored as a number but is none, and was read as text",
		"Plan: a formula not worked out yet counts as nothing said, in Plan!B1: open it so that it is worked out, and in Excel save it",
		"Plan: a text that the workbook has lost counts as nothing said, in 2 cells (Plan!A1 to A2): " + plan.Repair,
		"Plan: a cell that the workbook holds twice, and that says two things counts as nothing said, in Plan!D1: " + plan.Repair,
		"Plan: a cell whose place the workbook does not say counts as nothing said, in Plan!D1: " + plan.Repair,
	})
}

func TestMissingParts(t *testing.T) {
	read := mustRead(t, ooxmltest.Rows(`<row><c t="s"><v>0</v></c><c s="3"><v>44651</v></c></row>`))
	same(t, texts(byName(read.Grids()[0])), map[string]string{"A1": "error a text that the workbook has lost", "B1": "number 44651"})
	same(t, noteTexts(read.Notes()), []string{
		"the workbook has no styles: dates cannot be told from numbers, and no fills are seen",
	})
}

// TestForms reads the same sheet in every form a writer may give it.
func TestForms(t *testing.T) {
	rows := `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>44651</v></c></row>`
	plain := ooxmltest.Rows(rows)
	plain.Strings = `<si><t>Ref é</t></si>`
	plain.Styles = `<cellXfs><xf/><xf numFmtId="14"/></cellXfs>`
	want := map[string]string{"A1": "text Ref é", "B1": "date 31/03/2022 (44651) = 2022-03-31"}

	prefixed := func(text string) string {
		for _, name := range []string{"row", "c", "v"} {
			text = strings.ReplaceAll(text, "<"+name+" ", "<x:"+name+" ")
			text = strings.ReplaceAll(text, "<"+name+">", "<x:"+name+">")
			text = strings.ReplaceAll(text, "</"+name+">", "</x:"+name+">")
		}
		return text
	}
	sheet := `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="` + ooxmltest.Main + `"><sheetData>` + rows + `</sheetData></worksheet>`
	forms := map[string]func(b *ooxmltest.Book){
		"transitional": func(*ooxmltest.Book) {},
		"strict":       func(b *ooxmltest.Book) { b.Strict = true },
		"prefixed": func(b *ooxmltest.Book) {
			b.Sheets[0].Content = `<x:worksheet xmlns:x="` + ooxmltest.Main + `"><x:sheetData>` + prefixed(rows) + `</x:sheetData></x:worksheet>`
		},
		"in an early namespace": func(b *ooxmltest.Book) {
			b.Sheets[0].Content = strings.Replace(sheet, ooxmltest.Main, "http://schemas.microsoft.com/office/excel/2006/2", 1)
		},
		"in no namespace": func(b *ooxmltest.Book) {
			b.Sheets[0].Content = strings.Replace(sheet, ` xmlns="`+ooxmltest.Main+`"`, "", 1)
		},
		"byte order mark": func(b *ooxmltest.Book) {
			b.Extra = []ooxmltest.Part{{Name: "xl/worksheets/sheet1.xml", Content: "\xEF\xBB\xBF" + sheet}}
		},
		"UTF-16": func(b *ooxmltest.Book) {
			b.Extra = []ooxmltest.Part{
				{Name: "xl/worksheets/sheet1.xml", Content: wide(strings.Replace(sheet, "UTF-8", "UTF-16", 1), false)},
				{Name: "xl/sharedStrings.xml", Content: wide(`<?xml version="1.0" encoding="UTF-16"?><sst xmlns="`+ooxmltest.Main+`"><si><t>Ref é</t></si></sst>`, true)},
			}
		},
		"alternative content": func(b *ooxmltest.Book) {
			b.Sheets[0].Content = `<sheetData xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent><mc:Choice Requires="z"><row r="1"><c r="A1"><v>99</v></c></row></mc:Choice><mc:Fallback>` + rows + `</mc:Fallback></mc:AlternateContent></sheetData>`
		},
		"comments and instructions": func(b *ooxmltest.Book) {
			b.Sheets[0].Content = "<!-- a > b --><?go on?><sheetData>" + strings.ReplaceAll(rows, "><", "><!-- <c/> --><") + "</sheetData>"
		},
		"spread out": func(b *ooxmltest.Book) {
			b.Sheets[0].Content = "\n<sheetData >\n" + strings.NewReplacer(`" `, "\"\n\t", `r="`, "r = \"", "</c>", "</c\n>").Replace(rows) + "\n</sheetData\n>"
		},
		"single quotes": func(b *ooxmltest.Book) {
			b.Sheets[0].Content = "<sheetData>" + strings.ReplaceAll(rows, `"`, "'") + "</sheetData>"
		},
		"a > in an attribute": func(b *ooxmltest.Book) {
			b.Sheets[0].Content = `<sheetData odd="a>b'/>">` + rows + "</sheetData>"
		},
	}
	for name, change := range forms {
		t.Run(name, func(t *testing.T) {
			b := plain
			b.Sheets = slices.Clone(plain.Sheets)
			change(&b)
			read := mustRead(t, b)
			same(t, texts(byName(read.Grids()[0])), want)
			same(t, read.Strict, name == "strict")
		})
	}
}

// wide writes text as UTF-16 with a byte order mark.
func wide(text string, bigEndian bool) string {
	var out []byte
	for _, r := range "\uFEFF" + text {
		low, high := byte(r), byte(r>>8)
		if bigEndian {
			low, high = high, low
		}
		out = append(out, low, high)
	}
	return string(out)
}

// TestTargets finds the sheet wherever and however the package says it is.
func TestTargets(t *testing.T) {
	const content = `<worksheet xmlns="` + ooxmltest.Main + `"><sheetData><row><c><v>7</v></c></row></sheetData></worksheet>`
	for name, test := range map[string]struct{ target, part string }{
		"relative":         {"worksheets/plan.xml", "xl/worksheets/plan.xml"},
		"absolute":         {"/xl/worksheets/plan.xml", "xl/worksheets/plan.xml"},
		"upwards":          {"../elsewhere/plan.xml", "elsewhere/plan.xml"},
		"other case":       {"worksheets/PLAN.xml", "xl/Worksheets/plan.XML"},
		"backslashes":      {`worksheets\plan.xml`, `xl\worksheets\plan.xml`},
		"percent signs":    {"worksheets/action%20plan.xml", "xl/worksheets/action plan.xml"},
		"a leading slash":  {"worksheets/plan.xml", "/xl/worksheets/plan.xml"},
		"beyond the root":  {"../../../plan.xml", "plan.xml"},
		"the same twice":   {"worksheets//plan.xml", "xl/worksheets/plan.xml"},
		"with a dot in it": {"./worksheets/./plan.xml", "xl/worksheets/plan.xml"},
	} {
		t.Run(name, func(t *testing.T) {
			book := ooxmltest.Book{Workbook: `<sheets><sheet name="Plan" sheetId="1" r:id="here"/></sheets>`,
				Rels:  `<Relationship Id="here" Type="` + ooxmltest.Relations + `/worksheet" Target="` + test.target + `"/>`,
				Extra: []ooxmltest.Part{{Name: test.part, Content: content}}}
			same(t, texts(cells(t, book)), map[string]string{"A1": "number 7"})
		})
	}
}

func TestOtherSheets(t *testing.T) {
	book := ooxmltest.Book{
		Sheets:   []ooxmltest.Sheet{{Name: "Plan", Content: `<sheetData/>`}},
		Workbook: `<sheets><sheet name="Chart" sheetId="8" r:id="c"/><sheet name="Lost" sheetId="9" r:id="gone"/></sheets>`,
		Rels:     `<Relationship Id="c" Type="` + ooxmltest.Relations + `/chartsheet" Target="chartsheets/sheet1.xml"/>`,
		Extra:    []ooxmltest.Part{{Name: "xl/chartsheets/sheet1.xml", Content: `<chartsheet/>`}},
		Styles:   `<cellXfs/>`,
	}
	read := mustRead(t, book)
	if n := len(read.Grids()); n != 1 || read.Grids()[0].Sheet != "Plan" {
		t.Errorf("got %d grids", n)
	}
	same(t, noteTexts(read.Notes()), []string{
		"Chart: the sheet holds no cells (chartsheet) and was not read",
		"Lost: the sheet is listed in the workbook but missing from it",
	})
}

// TestWithoutRelationships reads a package whose first list is missing.
func TestWithoutRelationships(t *testing.T) {
	var parts []ooxmltest.Part
	for _, p := range ooxmltest.Rows(`<row><c><v>7</v></c></row>`).Parts() {
		if p.Name != "_rels/.rels" && p.Name != "[Content_Types].xml" {
			parts = append(parts, p)
		}
	}
	book, err := readBytes(ooxmltest.Zip(parts...))
	if err != nil {
		t.Fatal(err)
	}
	same(t, texts(byName(book.Grids()[0])), map[string]string{"A1": "number 7"})
}

// TestPendingFormulas tells a formula without a result, in every form in which
// programs leave one, from a formula that has worked out an empty text.
func TestPendingFormulas(t *testing.T) {
	book := ooxmltest.Rows(`<row r="1">
<c r="A1"><v>1</v></c>
<c r="B1"><f>A1</f></c>
<c r="C1"><f>A1</f><v></v></c>
<c r="D1"><f>A1</f><v/></c>
<c r="E1" t="str"><f>A1</f></c>
<c r="F1" t="str"><f>""</f><v></v></c>
<c r="G1" t="b"><f>A1</f><v></v></c>
<c r="H1"><v></v></c>
<c r="I1"><f t="array" ref="I1:J2">A1:B2</f><v></v></c>
<c r="K1"><f>A1</f><v>1</v></c>
</row><row r="2"><c r="A2"><v>2</v></c><c r="I2"><v>9</v></c></row><row r="3"><c r="B3"><f>A1</f></c></row>`)
	pending := func(cell table.Cell) bool { return cell.Kind == table.CellPending }
	grid := mustRead(t, book).Grids()[0]
	var got []string
	for name, cell := range byName(grid) {
		if pending(cell) {
			got = append(got, name)
		}
	}
	slices.Sort(got)
	same(t, got, []string{"B1", "C1", "D1", "E1", "G1", "I1", "J1", "J2"})
	said := noteTexts(grid.Notes)
	if len(said) != 1 || !strings.Contains(said[0], "9 cells (Plan!B1, B3, C1, D1, E1, G1, I1, J1 to J2)") {
		t.Errorf("it says %q", said)
	}
}
