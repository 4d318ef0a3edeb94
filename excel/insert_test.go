package excel

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"actionplan/excel/internal/ooxml"
	"actionplan/excel/internal/ooxml/ooxmltest"
	"actionplan/plan"
	"actionplan/table"
)

// putIn reports whether rows are put in between others.
func putIn(s *Staged) bool {
	return slices.ContainsFunc(s.Outcome().Besides, func(b string) bool { return strings.Contains(b, "put in under row") })
}

// insertInto puts rows in under a table's last action, and asks that every
// cell stands where it should and says what it said, with the formulas and
// merged cells that excelize gives it.
func (b *original) insertInto(t *testing.T, p plan.Plan, at plan.Table, n int) {
	t.Helper()
	work, _ := addTo(p, at, n, 0)
	s, err := Stage(b.path, work)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if _, err := s.WriteTo(&out); err != nil {
		t.Error(err)
		return
	}
	var parts []string
	for part := range s.parts {
		parts = append(parts, b.entry(part))
	}
	onlyTheseChanged(t, b.data, out.Bytes(), parts...)
	book, err := readBytes(out.Bytes())
	if err != nil {
		t.Errorf("the outcome cannot be read: %v", err)
		return
	}
	expectNames(t, partOf(t, out.Bytes(), b.entry(b.sheetPart(at.Sheet))))
	where := func(sheet string, was place) place {
		if sheet == at.Sheet && was.row > at.Last {
			was.row += n
		}
		return was
	}
	for i, g := range book.Grids() {
		now := gridCells(g)
		for was, c := range b.cells[i] {
			to := where(g.Sheet, was)
			if now[to] != c {
				t.Errorf("%s!%v was %+v, and %v is %+v", g.Sheet, was, c, to, now[to])
			}
			delete(now, to)
		}
		for place, c := range now {
			if g.Sheet != at.Sheet || place.row <= at.Last || place.row > at.Last+n {
				t.Errorf("%s!%v was nothing and is %+v", g.Sheet, place, c)
			}
		}
	}
	grown, err := readPlan(book.Grids())
	if err != nil {
		t.Errorf("no plan is left: %v", err)
		return
	}
	if got := len(grown.Actions) - len(p.Actions); got != n {
		t.Errorf("%d rows became %d actions more", n, got)
	}
	if otherwise[b.name] == "" && b.size() < 256<<10 {
		b.excelizeInserts(t, at, n, out.Bytes())
	}
}

// expectNames asks that the cells of a sheet's part are named for the rows
// they stand in.
func expectNames(t *testing.T, part string) {
	t.Helper()
	for _, row := range formOf(t, part).rows {
		for _, c := range row.cells {
			name, named := ooxml.AttrOf([]byte(c.raw), "r")
			if at, _ := ooxml.ParseCell([]byte(name)); named && at != row.number {
				t.Errorf("row %d holds a cell that is named %s", row.number, name)
			}
		}
	}
}

// excelizeInserts has excelize put the rows in too, and compares.
func (b *original) excelizeInserts(t *testing.T, at plan.Table, n int, after []byte) {
	t.Helper()
	theirs, err := excelize.OpenReader(bytes.NewReader(b.data))
	if err != nil {
		return
	}
	defer theirs.Close()
	if err := theirs.InsertRows(at.Sheet, at.Last+1, n); err != nil {
		t.Logf("excelize does not put rows in: %v", err)
		return
	}
	ours, err := excelize.OpenReader(bytes.NewReader(after))
	if err != nil {
		t.Errorf("excelize cannot open it: %v", err)
		return
	}
	defer ours.Close()
	for _, sheet := range theirs.GetSheetList() {
		grid := slices.IndexFunc(b.opened.book.grids, func(g table.Grid) bool { return g.Sheet == sheet })
		if grid < 0 {
			continue
		}
		for was, c := range b.cells[grid] {
			if !c.Formula {
				continue
			}
			row := was.row
			if sheet == at.Sheet && row > at.Last {
				row += n
			}
			name, _ := excelize.CoordinatesToCellName(was.column, row)
			x, _ := theirs.GetCellFormula(sheet, name)
			y, _ := ours.GetCellFormula(sheet, name)
			counts := strings.Contains(y, fmt.Sprint(at.Last+n)) // a total that counts the new rows in
			if x != y && !counts && strings.ReplaceAll(x, "$", "") != strings.ReplaceAll(y, "$", "") {
				t.Errorf("%s!%s is worked out by %s, and excelize makes it %s", sheet, name, y, x)
			}
		}
		merges := func(f *excelize.File) (all []string) {
			merged, _ := f.GetMergeCells(sheet)
			for _, m := range merged {
				all = append(all, m[0])
			}
			slices.Sort(all)
			return all
		}
		if x, y := merges(theirs), merges(ours); !slices.Equal(x, y) {
			t.Errorf("%s: merged are %v, and excelize makes it %v", sheet, y, x)
		}
	}
}

// under is what stands under the table of aTableBook, and all that is about it.
const under = `<row r="5" ht="20"><c r="A5" s="3" t="inlineStr"><is><t>Total</t></is></c><c r="C5"><f>COUNTA(C2:C3)&amp;" of "&amp;COUNTA(C1:C3)</f><v>2</v></c></row>` +
	`<row r="6"><c r="A6" t="inlineStr"><is><t>Key: red is late</t></is></c><c r="C6"><f>C5</f><v>2</v></c></row>`

func aBookWithTotals(change func(*ooxmltest.Book)) ooxmltest.Book {
	b := aTableBook(under)
	b.Sheets[0].Content = strings.NewReplacer(
		`<conditionalFormatting`, `<mergeCells count="2"><mergeCell ref="A6:B6"/><mergeCell ref="E1:F1"/></mergeCells><conditionalFormatting`,
		`<tableParts`, `<hyperlinks><hyperlink ref="A6" location="Plan!A1"/></hyperlinks><rowBreaks count="1"><brk id="5" max="9"/></rowBreaks><drawing r:id="rId7"/><tableParts`,
		`sqref="B2:B3"`, `sqref="B2:B3 C6 E2:E9"`,
	).Replace(b.Sheets[0].Content)
	b.Sheets = append(b.Sheets, ooxmltest.Sheet{Name: "Summary", Content: `<sheetData><row r="1"><c r="A1"><f>Plan!C6</f><v>2</v></c><c r="B1"><f>COUNTA(Plan!C2:C3)</f><v>2</v></c><c r="C1"><f>SUM(A1:A6)</f><v>2</v></c></row></sheetData>`})
	b.Workbook = strings.Replace(b.Workbook, "</definedNames>", `<definedName name="Total">Plan!$C$5</definedName></definedNames>`, 1)
	rels := `<Relationship Id="rId7" Type="` + ooxmltest.Relations + `/drawing" Target="../drawings/drawing1.xml"/>`
	b.Extra[0].Content = strings.Replace(b.Extra[0].Content, "</Relationships>", rels+"</Relationships>", 1)
	anchor := func(as string, from, to int) string {
		return fmt.Sprintf(`<x:twoCellAnchor editAs="%s"><x:from><x:col>0</x:col><x:row>%d</x:row></x:from><x:to><x:col>2</x:col><x:row>%d</x:row></x:to></x:twoCellAnchor>`, as, from, to)
	}
	b.Extra = append(b.Extra,
		ooxmltest.Part{Name: "xl/drawings/drawing1.xml", Content: `<x:wsDr xmlns:x="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing">` + anchor("oneCell", 0, 8) + anchor("twoCell", 1, 7) + anchor("oneCell", 5, 9) + anchor("absolute", 5, 9) + `</x:wsDr>`},
		ooxmltest.Part{Name: "xl/charts/chart1.xml", Content: `<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:f>Plan!$C$5:$C$6</c:f><c:f>Summary!$A$6</c:f></c:chartSpace>`},
		ooxmltest.Part{Name: "xl/pivotCache/pivotCacheDefinition1.xml", Content: `<pivotCacheDefinition xmlns="` + ooxmltest.Main + `"><cacheSource type="worksheet"><worksheetSource ref="C5:D9" sheet="Plan"/></cacheSource></pivotCacheDefinition>`},
		ooxmltest.Part{Name: "xl/calcChain.xml", Content: `<calcChain xmlns="` + ooxmltest.Main + `"><c r="C6" i="1"/><c r="C5"/><c r="C1" i="2"/><c r="B6"/></calcChain>`})
	b.Rels += `<Relationship Id="rIdCalc" Type="` + ooxmltest.Relations + `/calcChain" Target="calcChain.xml"/>`
	if change != nil {
		change(&b)
	}
	return b
}

// TestRowsGoAboveTotals puts two rows in above a total and a key with one blank
// row before them, and has all that is about those follow them.
func TestRowsGoAboveTotals(t *testing.T) {
	data := aBookWithTotals(nil).Bytes()
	work := Work{Read: readPlan, Rows: []NewRow{newRow("1.10", "Third"), newRow("1.4", "Fourth")}}
	s := stage(t, data, work)
	o := s.Outcome()
	if len(o.Refusals) > 0 || len(o.Changes) != 6 || o.Changes[0].Cell != at("A4") || o.Changes[5].Cell != at("C5") {
		t.Fatalf("%+v", o)
	}
	if len(o.ByHand) != 1 || o.ByHand[0].Message != "1 formula reaches to the last row of the table as it was, and not to what is added: Summary!B1" {
		t.Errorf("by hand %v", o.ByHand)
	}
	says := strings.Join(o.Besides, "; ")
	for _, want := range []string{"2 rows are put in under row 3 of the sheet “Plan”: what stands from row 5 on moves down by 2 rows", "formulas of the sheet “Summary” that mean what moves down follow it", "Excel will work out all formulas anew"} {
		if !strings.Contains(says, want) {
			t.Errorf("besides, it says %s; want %s", says, want)
		}
	}
	if err := s.Save(s.path); err != nil {
		t.Fatal(err)
	}
	after := read(t, s.path)
	row := func(n, ref, action string) string {
		return `<row r="` + n + `" s="3" customFormat="1" ht="15" customHeight="1"><c r="A` + n + `" t="inlineStr"><is><t xml:space="preserve">` + ref + `</t></is></c><c r="B` + n + `" s="3" t="inlineStr"><is><t xml:space="preserve">` + action + `</t></is></c><c r="C` + n + `" s="1"><v>46112</v></c></row>`
	}
	replaced(t, "xl/worksheets/sheet1.xml", data, after,
		`<dimension ref="A1:C3"/>`, `<dimension ref="A1:C8"/>`,
		`<row r="5" ht="20"><c r="A5" `, row("4", "1.10", "Third")+row("5", "1.4", "Fourth")+`<row r="7" ht="20"><c r="A7" `,
		`<c r="C5"><f>COUNTA(C2:C3)&amp;" of "&amp;COUNTA(C1:C3)</f>`, `<c r="C7"><f>COUNTA(C2:C5)&amp;&quot; of &quot;&amp;COUNTA(C1:C5)</f>`,
		`<row r="6"><c r="A6" `, `<row r="8"><c r="A8" `, `<c r="C6"><f>C5</f>`, `<c r="C8"><f>C7</f>`,
		`<autoFilter ref="A1:C3"/>`, `<autoFilter ref="A1:C5"/>`, `<mergeCell ref="A6:B6"/>`, `<mergeCell ref="A8:B8"/>`,
		`sqref="C2:C3 E1:E9 E3 A1:B2"`, `sqref="C2:C5 E1:E11 E3 A1:B2"`, `sqref="B2:B3 C6 E2:E9"`, `sqref="B2:B5 C8 E2:E11"`,
		`<hyperlink ref="A6"`, `<hyperlink ref="A8"`, `<brk id="5"`, `<brk id="7"`,
		`<x14:cfRule/><xm:sqref>A2:A3<`, `<x14:cfRule/><xm:sqref>A2:A5<`)
	replaced(t, "xl/worksheets/sheet2.xml", data, after, `<f>Plan!C6</f>`, `<f>Plan!C8</f>`)
	replaced(t, "xl/tables/table1.xml", data, after, `"Actions" ref="A1:C3"`, `"Actions" ref="A1:C5"`, `<autoFilter ref="A1:C3"/>`, `<autoFilter ref="A1:C5"/>`)
	replaced(t, "xl/workbook.xml", data, after, `hidden="1">Plan!$A$1:$C$3<`, `hidden="1">Plan!$A$1:$C$5<`, `'Plan'!$A$1:$C$3,`, `'Plan'!$A$1:$C$5,`,
		`Plan!$C$5<`, `Plan!$C$7<`, `</sheets>`, `</sheets><calcPr fullCalcOnLoad="1"/>`)
	replaced(t, "xl/drawings/drawing1.xml", data, after, `<x:row>1</x:row></x:from><x:to><x:col>2</x:col><x:row>7<`, `<x:row>1</x:row></x:from><x:to><x:col>2</x:col><x:row>9<`,
		`<x:twoCellAnchor editAs="oneCell"><x:from><x:col>0</x:col><x:row>5</x:row></x:from><x:to><x:col>2</x:col><x:row>9<`, `<x:twoCellAnchor editAs="oneCell"><x:from><x:col>0</x:col><x:row>7</x:row></x:from><x:to><x:col>2</x:col><x:row>11<`)
	replaced(t, "xl/charts/chart1.xml", data, after, `Plan!$C$5:$C$6`, `Plan!$C$7:$C$8`)
	replaced(t, "xl/pivotCache/pivotCacheDefinition1.xml", data, after, `ref="C5:D9"`, `ref="C7:D11"`)
	replaced(t, "xl/calcChain.xml", data, after, `r="C6" i="1"`, `r="C8" i="1"`, `<c r="C5"/>`, `<c r="C7"/>`)
	onlyTheseChanged(t, data, after, "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/tables/table1.xml", "xl/workbook.xml", "xl/drawings/drawing1.xml", "xl/charts/chart1.xml", "xl/calcChain.xml", "xl/pivotCache/pivotCacheDefinition1.xml")
}

// TestRowsAndWhatStandsBelow puts a row in where a total, a merged line, a
// table's own totals row or another table follow at once, or where one blank
// row is all that parts them.
func TestRowsAndWhatStandsBelow(t *testing.T) {
	total := func(b *ooxmltest.Book) {
		b.Extra[1].Content = strings.ReplaceAll(strings.Replace(b.Extra[1].Content, `totalsRowShown="0"`, `totalsRowCount="1"`, 1), `Actions" ref="A1:C3"`, `Actions" ref="A1:C4"`)
	}
	for name, c := range map[string]struct {
		more   string
		change func(*ooxmltest.Book)
		part   string
		want   []string // what the part says afterwards
		stays  bool     // nothing moves
	}{
		"a line at once":                 {`<row r="4"><c r="B4" t="inlineStr"><is><t>Total</t></is></c></row>`, nil, "xl/worksheets/sheet1.xml", []string{`<row r="5"><c r="B5" `}, false},
		"one blank row":                  {`<row r="5"><c r="A5" t="inlineStr"><is><t>Key: red is late</t></is></c></row>`, nil, "xl/worksheets/sheet1.xml", []string{`<row r="6"><c r="A6" `}, false},
		"two blank rows":                 {`<row r="6"><c r="A6" t="inlineStr"><is><t>Key: red is late</t></is></c></row>`, nil, "xl/worksheets/sheet1.xml", []string{`<row r="6"><c r="A6" `, `<row r="4" `}, true},
		"without names":                  {`<row><c t="inlineStr"><is><t>Total</t></is></c></row>`, nil, "xl/worksheets/sheet1.xml", []string{`</row><row><c t="inlineStr"><is><t>Total</t>`}, false},
		"totals of a table":              {`<row r="4"><c r="A4" t="inlineStr"><is><t>Total</t></is></c></row>`, total, "xl/tables/table1.xml", []string{`Actions" ref="A1:C5"`, `<autoFilter ref="A1:C4"/>`}, false},
		"blank totals":                   {"", total, "xl/tables/table1.xml", []string{`Actions" ref="A1:C5"`, `<autoFilter ref="A1:C4"/>`}, false},
		"merged cells":                   {"", inSheet("<conditionalF", `<mergeCells count="1"><mergeCell ref="B4:B6"/></mergeCells><conditionalF`), "xl/worksheets/sheet1.xml", []string{`ref="B5:B7"`}, false},
		"rules without a cell's formula": {`<row r="4"><c r="A4" t="inlineStr"><is><t>Total</t></is></c></row>`, inSheet(`<formula>C2</formula>`, `<formula>C2&gt;$A$4</formula>`), "xl/worksheets/sheet1.xml", []string{`<formula>C2&gt;$A$5</formula>`}, false},
		"blank in the table":             {"", func(b *ooxmltest.Book) { b.Extra[1].Content = strings.ReplaceAll(b.Extra[1].Content, "A1:C3", "A1:C4") }, "xl/tables/table1.xml", []string{`Actions" ref="A1:C4"`}, true},
		"another table": {`<row r="4"><c r="C4" t="inlineStr"><is><t>Ref</t></is></c></row>`, func(b *ooxmltest.Book) {
			b.Extra[0].Content = strings.Replace(b.Extra[0].Content, "</Rel", `<Relationship Id="rId2" Type="`+ooxmltest.Relations+`/table" Target="../tables/table2.xml"/></Rel`, 1)
			b.Extra = append(b.Extra, ooxmltest.Part{Name: "xl/tables/table2.xml", Content: strings.ReplaceAll(b.Extra[1].Content, "A1:C3", "C4:F9")})
		}, "xl/tables/table2.xml", []string{`ref="C5:F10"`}, false},
		"beside it, in a wider table": {`<row r="4"><c r="D4" t="inlineStr"><is><t>Total</t></is></c></row>`, func(b *ooxmltest.Book) {
			b.Extra[1].Content = strings.ReplaceAll(b.Extra[1].Content, "A1:C3", "A1:D3")
		}, "xl/worksheets/sheet1.xml", []string{`<row r="5"><c r="D5" `}, false},
		"beside it, and no part of it": {`<row r="4"><c r="D4" t="inlineStr"><is><t>Note</t></is></c></row>`, nil, "xl/worksheets/sheet1.xml", []string{`<c r="D4" `}, true},
	} {
		t.Run(name, func(t *testing.T) {
			b := aTableBook(c.more)
			if c.change != nil {
				c.change(&b)
			}
			data := b.Bytes()
			s := stage(t, data, Work{Read: readPlan, Rows: []NewRow{newRow("1.3", "Third")}})
			if putIn(s) == c.stays {
				t.Errorf("besides: %v", s.Outcome().Besides)
			}
			if err := s.Save(s.path); err != nil {
				t.Fatal(err)
			}
			after := read(t, s.path)
			for _, want := range c.want {
				if got := partOf(t, after, c.part); !strings.Contains(got, want) {
					t.Errorf("want %s in %s", want, got)
				}
			}
			book, err := readBytes(after)
			if err != nil {
				t.Fatal(err)
			}
			p, err := readPlan(book.Grids())
			if err != nil || len(p.Actions) != 3 || p.Actions[2].Ref != "1.3" || p.Actions[2].Row != 4 {
				t.Errorf("%v %+v", err, p.Actions)
			}
		})
	}
}

// TestRowsThatCannotBePutIn leaves the workbook alone, and says which row to
// put in by hand.
func TestRowsThatCannotBePutIn(t *testing.T) {
	related := func(kind, part, content string) func(*ooxmltest.Book) {
		return func(b *ooxmltest.Book) {
			b.Extra[0].Content = strings.Replace(b.Extra[0].Content, "</Relationships>", `<Relationship Id="rId9" Type="`+ooxmltest.Relations+`/`+kind+`" Target="/`+part+`"/></Relationships>`, 1)
			b.Extra = append(b.Extra, ooxmltest.Part{Name: part, Content: content})
		}
	}
	for name, c := range map[string]struct {
		change func(*ooxmltest.Book)
		why    string
	}{
		"a comment below":                    {related("comments", "xl/comments1.xml", `<comments xmlns="`+ooxmltest.Main+`"><commentList><comment ref="A6"/></commentList></comments>`), "a comment stands under the table"},
		"a pivot table below":                {related("pivotTable", "xl/pivot1.xml", `<pivotTableDefinition xmlns="`+ooxmltest.Main+`"><location ref="H9:I12"/></pivotTableDefinition>`), "a pivot table stands under the table"},
		"an array below":                     {inSheet(`<f>C5</f>`, `<f t="array" ref="C6:D6">C5:D5</f>`), "fills several cells"},
		"a shared formula below":             {inSheet(`<f>C5</f>`, `<f t="shared" ref="C6:C7" si="0">C5</f>`), "shared with other cells"},
		"a shared formula beside":            {inSheet(`<c r="C2" s="1">`, `<c r="C2" s="1">`, `</row><row r="3"`, `<c r="H2"><f t="shared" ref="H2:H3" si="0">$C$5</f><v>1</v></c></row><row r="3"`), "shared with other cells"},
		"a shared formula that reaches down": {inSheet(`</row><row r="3"`, `<c r="H2"><f t="shared" ref="H2:H3" si="0">C3</f><v>1</v></c></row><row r="3"`), "shared with other cells"},
		"merged over the seam":               {inSheet(`<mergeCell ref="A6:B6"/>`, `<mergeCell ref="A6:B6"/><mergeCell ref="J3:J5"/>`), "merged cells reach over the end"},
		"a table beside": {func(b *ooxmltest.Book) {
			related("table", "xl/tables/table2.xml", strings.ReplaceAll(b.Extra[1].Content, "A1:C3", "H1:J9"))(b)
		}, "stands beside this one"},
		"scenarios": {inSheet(`<tableParts`, `<scenarios><scenario name="a"/></scenarios><tableParts`), "in ways not known here (scenarios)"},
	} {
		t.Run(name, func(t *testing.T) {
			why := refusedFor(t, aBookWithTotals(c.change).Bytes(), Work{Read: readPlan, Rows: []NewRow{newRow("1.10", "Third")}})
			if !strings.Contains(why, c.why) || !strings.Contains(why, "by hand") {
				t.Errorf("refused because %s, want %s, and what to do", why, c.why)
			}
		})
	}
}

// TestEditsBelowAreWrittenWhereTheyMoveTo changes a cell of a table that moves
// down for another's new row, and adds a row to that one too.
func TestEditsBelowAreWrittenWhereTheyMoveTo(t *testing.T) {
	second := strings.NewReplacer(`r="1"`, `r="6"`, `r="2"`, `r="7"`, `r="3"`, `r="8"`, `"A1"`, `"A6"`, `"A2"`, `"A7"`, `"A3"`, `"A8"`,
		`"B1"`, `"B6"`, `"B2"`, `"B7"`, `"B3"`, `"B8"`, `"C1"`, `"C6"`, `"C2"`, `"C7"`, `"C3"`, `"C8"`, `>1.1<`, `>2.1<`, `>1.2<`, `>2.2<`).Replace(tableRows)
	data := aStyledBook(tableRows + `<row r="4"><c r="A4" t="inlineStr"><is><t>Total</t></is></c></row>` + second + `<row r="9"><c r="A9" t="inlineStr"><is><t>Total</t></is></c></row>`).Bytes()
	book, err := readBytes(data)
	if err != nil {
		t.Fatal(err)
	}
	p, err := readPlan(book.Grids())
	if err != nil || len(p.Tables) != 2 {
		t.Fatalf("%v, %d tables", err, len(p.Tables))
	}
	var last plan.Action
	for _, a := range p.Actions {
		if a.Ref == "2.2" {
			last = a
		}
	}
	upper, lower := newRow("1.3", "Third"), newRow("2.3", "Sixth")
	upper.Table, lower.Table = p.Tables[0].Name, p.Tables[1].Name
	work := Work{Read: readPlan, From: p, Rows: []NewRow{lower, upper},
		Edits: []plan.Edit{{ID: last.ID, Ref: "2.2", Field: plan.FieldDue, Was: last.Entry(plan.FieldDue), Now: dated("2026-03-31")}}}
	s := stage(t, data, work)
	if err := s.Save(s.path); err != nil {
		t.Fatal(err)
	}
	if book, err = Open(s.path); err != nil {
		t.Fatal(err)
	}
	now, err := readPlan(book.Grids())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, a := range now.Actions {
		got = append(got, fmt.Sprint(a.Row, " ", a.Ref, " ", a.Shown(plan.FieldDue)))
	}
	want := []string{"2 1.1 31/03/2022", "3 1.2 01/05/2022", "4 1.3 31/03/2026", "8 2.1 31/03/2022", "9 2.2 31/03/2026", "10 2.3 31/03/2026"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	expectNames(t, sheetOf(t, read(t, s.path)))
}

// TestHeights gives new rows the height their words need, where heights are
// set by hand, and leaves them to Excel where they are not.
func TestHeights(t *testing.T) {
	long := strings.Repeat("Train every manager on it. ", 6) // 162 characters
	for name, c := range map[string]struct {
		change []string
		want   string
	}{
		"set by hand, and wrapped":     {[]string{`fontId="1"/>`, `fontId="1"><alignment wrapText="1"/></xf>`}, `<row r="4" s="3" customFormat="1" ht="315" customHeight="1">`},
		"set by hand, not wrapped":     {nil, `<row r="4" s="3" customFormat="1" ht="15" customHeight="1">`},
		"left to Excel":                {[]string{` ht="40" customHeight="1"`, ``, `fontId="1"/>`, `fontId="1"><alignment wrapText="1"/></xf>`}, `<row r="4" s="3" customFormat="1">`},
		"a row that was there, lower":  {[]string{`</sheetData>`, `<row r="4" ht="12" customHeight="1"><c r="B4" s="3"/></row></sheetData>`, `fontId="1"/>`, `fontId="1"><alignment wrapText="1"/></xf>`}, `<row r="4" ht="315" customHeight="1">`},
		"a row that was there, higher": {[]string{`</sheetData>`, `<row r="4" ht="400" customHeight="1"><c r="B4" s="3"/></row></sheetData>`, `fontId="1"/>`, `fontId="1"><alignment wrapText="1"/></xf>`}, `<row r="4" ht="400" customHeight="1">`},
	} {
		t.Run(name, func(t *testing.T) {
			b := aTableBook("")
			r := strings.NewReplacer(c.change...)
			b.Sheets[0].Content, b.Styles = r.Replace(b.Sheets[0].Content), r.Replace(b.Styles)
			after := doneTo(t, b.Bytes(), Work{Rows: []NewRow{newRow("1.3", long)}})
			if got := sheetOf(t, after); !strings.Contains(got, c.want) {
				t.Errorf("want %s in %s", c.want, got)
			}
		})
	}
}

// TestLeftToFillIn names what a new row does not say that most others do.
func TestLeftToFillIn(t *testing.T) {
	row := NewRow{Table: "Plan", Entries: plan.EntriesOf(map[plan.Field]plan.Entry{plan.FieldRef: words("2.9"), plan.FieldAction: words("Publish the offer")})}
	s := stage(t, aTableBook("").Bytes(), Work{Read: readPlan, Rows: []NewRow{row}})
	hand := s.Outcome().ByHand
	if len(hand) != 1 || hand[0].Cell != at("C4") || hand[0].Message != "left to fill in for 2.9: due" {
		t.Errorf("by hand: %+v", hand)
	}
}
