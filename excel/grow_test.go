package excel

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"actionplan/excel/internal/ooxml/ooxmltest"
	"actionplan/plan"
	"actionplan/table"
)

// readPlan reads a workbook as the command does.
func readPlan(grids []table.Grid) (plan.Plan, error) {
	return table.Read("plan.xlsx", grids, table.Options{})
}

const tableRows = `<row r="1"><c r="A1" t="inlineStr"><is><t>Ref</t></is></c><c r="B1" t="inlineStr"><is><t>Action</t></is></c><c r="C1" s="3" t="inlineStr"><is><t>Due date</t></is></c></row>` +
	`<row r="2"><c r="A2" t="inlineStr"><is><t>1.1</t></is></c><c r="B2" s="3" t="inlineStr"><is><t>Write the policy down and publish it</t></is></c><c r="C2" s="1"><v>44651</v></c></row>` +
	`<row r="3" ht="40" customHeight="1" s="3" customFormat="1"><c r="A3" t="inlineStr"><is><t>1.2</t></is></c><c r="B3" s="3" t="inlineStr"><is><t>Train every manager on it</t></is></c><c r="C3" s="1"><v>44682</v></c></row>`

// aTableBook is a workbook with a table as Excel has it, and all that ends
// where it does.
func aTableBook(more string) ooxmltest.Book {
	b := aStyledBook("")
	b.Sheets[0].Content = `<dimension ref="A1:C3"/><cols><col min="1" max="2" width="9"/><col min="3" max="3" width="20" customWidth="1"/></cols><sheetData>` + tableRows + more + `</sheetData><autoFilter ref="A1:C3"/>` +
		`<conditionalFormatting sqref="C2:C3 E1:E9 E3 A1:B2"><cfRule type="expression" priority="1"><formula>C2</formula></cfRule></conditionalFormatting>` +
		`<dataValidations count="1"><dataValidation type="list" sqref="B2:B3"><formula1>"a"</formula1></dataValidation></dataValidations>` +
		`<tableParts count="1"><tablePart r:id="rId1"/></tableParts>` +
		`<extLst><ext uri="x" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:conditionalFormattings><x14:conditionalFormatting><x14:cfRule/><xm:sqref>A2:A3</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings><x14:sparklineGroups><x14:sparkline><xm:sqref>A2:A3</xm:sqref></x14:sparkline></x14:sparklineGroups></ext></extLst>`
	b.Workbook = `<definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">Plan!$A$1:$C$3</definedName><definedName name="_xlnm.Print_Area" localSheetId="0">'Plan'!$A$1:$C$3,Plan!$H$1</definedName><definedName name="Mine">Plan!$A$1:$C$3</definedName></definedNames>`
	b.Extra = []ooxmltest.Part{
		{Name: "xl/worksheets/_rels/sheet1.xml.rels", Content: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + ooxmltest.Relations + `/table" Target="../tables/table1.xml"/></Relationships>`},
		{Name: "xl/tables/table1.xml", Content: `<table xmlns="` + ooxmltest.Main + `" id="1" name="Actions" displayName="Actions" ref="A1:C3" totalsRowShown="0"><autoFilter ref="A1:C3"/><tableColumns count="3"><tableColumn id="1" name="Ref"/><tableColumn id="7" name="Action"/><tableColumn id="3" name="Due date"/></tableColumns></table>`},
	}
	return b
}

// replaced makes sure that a part is another's with these texts replaced,
// each of which it holds once.
func replaced(t *testing.T, part string, before, after []byte, oldNew ...string) {
	t.Helper()
	want := partOf(t, before, part)
	for i := 0; i < len(oldNew); i += 2 {
		if strings.Count(want, oldNew[i]) != 1 {
			t.Fatalf("%s holds %q %d times", part, oldNew[i], strings.Count(want, oldNew[i]))
		}
		want = strings.Replace(want, oldNew[i], oldNew[i+1], 1)
	}
	if got := partOf(t, after, part); got != want {
		t.Errorf("%s: got\n%s\nwant\n%s", part, got, want)
	}
}

// doneTo is a workbook after some work, all of which must be possible.
func doneTo(t *testing.T, data []byte, work Work) []byte {
	t.Helper()
	work.Read = readPlan
	s := stage(t, data, work)
	if err := s.Save(s.path); err != nil {
		t.Fatal(err)
	}
	return read(t, s.path)
}

func newRow(ref, action string) NewRow {
	return NewRow{Table: "Plan", Entries: plan.EntriesOf(map[plan.Field]plan.Entry{
		plan.FieldRef: {Value: plan.Value{Kind: plan.KindText, Text: ref}, Typed: ref}, plan.FieldAction: words(action), plan.FieldDue: dated("2026-03-31"),
	})}
}

// TestRowsGrowTheTable adds two rows, and has everything that ended with the
// table take them in, and nothing else.
func TestRowsGrowTheTable(t *testing.T) {
	data := aTableBook("").Bytes()
	after := doneTo(t, data, Work{Rows: []NewRow{newRow("1.10", "Third"), newRow("1.4", "Fourth")}})
	row := func(n, ref, action string) string {
		return `<row r="` + n + `" s="3" customFormat="1" ht="15" customHeight="1"><c r="A` + n + `" t="inlineStr"><is><t xml:space="preserve">` + ref + `</t></is></c><c r="B` + n + `" s="3" t="inlineStr"><is><t xml:space="preserve">` + action + `</t></is></c><c r="C` + n + `" s="1"><v>46112</v></c></row>`
	}
	replaced(t, "xl/worksheets/sheet1.xml", data, after,
		`<dimension ref="A1:C3"/>`, `<dimension ref="A1:C5"/>`,
		`</sheetData><autoFilter ref="A1:C3"/>`, row("4", "1.10", "Third")+row("5", "1.4", "Fourth")+`</sheetData><autoFilter ref="A1:C5"/>`,
		`sqref="C2:C3 E1:E9 E3 A1:B2"`, `sqref="C2:C5 E1:E9 E3 A1:B2"`, `sqref="B2:B3"`, `sqref="B2:B5"`,
		`<x14:cfRule/><xm:sqref>A2:A3<`, `<x14:cfRule/><xm:sqref>A2:A5<`)
	replaced(t, "xl/tables/table1.xml", data, after, `"Actions" ref="A1:C3"`, `"Actions" ref="A1:C5"`, `<autoFilter ref="A1:C3"/>`, `<autoFilter ref="A1:C5"/>`)
	replaced(t, "xl/workbook.xml", data, after, `hidden="1">Plan!$A$1:$C$3<`, `hidden="1">Plan!$A$1:$C$5<`, `'Plan'!$A$1:$C$3,`, `'Plan'!$A$1:$C$5,`)
	onlyTheseChanged(t, data, after, "xl/worksheets/sheet1.xml", "xl/tables/table1.xml", "xl/workbook.xml")
	book, err := readBytes(after)
	if err != nil {
		t.Fatal(err)
	}
	p, err := readPlan(book.Grids())
	if err != nil {
		t.Fatal(err)
	}
	var refs []plan.Ref
	for _, a := range p.Actions {
		refs = append(refs, a.Ref)
	}
	if !slices.Equal(refs, []plan.Ref{"1.1", "1.2", "1.10", "1.4"}) {
		t.Errorf("refs %q", refs)
	}
}

// TestRowsIntoBlankRows adds a row where formatted blank cells stand already.
func TestRowsIntoBlankRows(t *testing.T) {
	data := aTableBook(`<row r="4" spans="1:9"><c r="B4" s="2"/></row>`).Bytes()
	after := doneTo(t, data, Work{Rows: []NewRow{newRow("1.3", "Third")}})
	if got, want := sheetOf(t, after), `<row r="4" spans="1:9"><c r="A4" t="inlineStr"><is><t xml:space="preserve">1.3</t></is></c><c r="B4" s="2" t="inlineStr"><is><t xml:space="preserve">Third</t></is></c><c r="C4" s="1"><v>46112</v></c></row>`; !strings.Contains(got, want) {
		t.Errorf("got %s", got)
	}
}

// TestRowsAreRefused adds rows where something is in the way.
func TestRowsAreRefused(t *testing.T) {
	for name, c := range map[string]struct {
		more   string
		change func(*ooxmltest.Book)
		row    NewRow
		why    string
	}{
		"no such table":  {"", nil, NewRow{Table: "Other"}, `there is no table "Other"`},
		"no such column": {"", nil, NewRow{Table: "Plan", Entries: plan.EntriesOf(map[plan.Field]plan.Entry{plan.FieldOutcome: words("x")})}, "the table has no such column"},
		"a formula column": {"", func(b *ooxmltest.Book) {
			b.Sheets[0].Content = strings.NewReplacer(`<v>44651</v>`, `<f>TODAY()</f><v>44651</v>`, `<v>44682</v>`, `<f>TODAY()</f><v>44682</v>`).Replace(b.Sheets[0].Content)
		}, newRow("1.3", "x"), "the column is worked out by formulas"},
	} {
		t.Run(name, func(t *testing.T) {
			b := aTableBook(c.more)
			if c.change != nil {
				c.change(&b)
			}
			if why := refusedFor(t, b.Bytes(), Work{Read: readPlan, Rows: []NewRow{c.row}}); !strings.Contains(why, c.why) {
				t.Errorf("refused because %s, want %s", why, c.why)
			}
		})
	}
}

// TestRatingColoursAreNotCopied adds a row under one that is rated by hand.
func TestRatingColoursAreNotCopied(t *testing.T) {
	b := aStyledBook(strings.NewReplacer("Due date", "RAG", `s="1"><v>44682</v>`, `s="2" t="inlineStr"><is><t>Red</t></is>`, `s="1"><v>44651</v>`, `s="3" t="inlineStr"><is><t>Green</t></is>`).Replace(tableRows))
	row := NewRow{Table: "Plan", Entries: plan.EntriesOf(map[plan.Field]plan.Entry{plan.FieldAction: words("New"), plan.FieldRAG: {Value: plan.RatingValue(plan.RatingGreen), Typed: "Green"}})}
	after := doneTo(t, b.Bytes(), Work{Rows: []NewRow{row}})
	if !strings.Contains(sheetOf(t, after), `<c r="C4" s="3" t="inlineStr"><is><t xml:space="preserve">Green<`) {
		t.Errorf("got %s", sheetOf(t, after))
	}
}

// TestColumnsGrowTheTable adds two columns at the table's right edge.
func TestColumnsGrowTheTable(t *testing.T) {
	data := aTableBook("").Bytes()
	after := doneTo(t, data, Work{Columns: []NewColumn{{Table: "Plan", Heading: "Outcome & effect"}, {Table: "Plan", Heading: "Council reply"}}})
	replaced(t, "xl/worksheets/sheet1.xml", data, after,
		`<dimension ref="A1:C3"/>`, `<dimension ref="A1:E3"/>`,
		`<col min="3" max="3" width="20" customWidth="1"/>`, `<col min="3" max="3" width="20" customWidth="1"/><col min="4" max="4" width="20" customWidth="1"/>`,
		`<is><t>Due date</t></is></c></row>`, `<is><t>Due date</t></is></c><c r="D1" s="3" t="inlineStr"><is><t xml:space="preserve">Outcome &amp; effect</t></is></c><c r="E1" s="3" t="inlineStr"><is><t xml:space="preserve">Council reply</t></is></c></row>`,
		`</sheetData><autoFilter ref="A1:C3"/>`, `</sheetData><autoFilter ref="A1:E3"/>`)
	replaced(t, "xl/tables/table1.xml", data, after, `"Actions" ref="A1:C3"`, `"Actions" ref="A1:E3"`, `<autoFilter ref="A1:C3"/>`, `<autoFilter ref="A1:E3"/>`,
		`count="3"`, `count="5"`, `</tableColumns>`, `<tableColumn id="8" name="Outcome &amp; effect"/><tableColumn id="9" name="Council reply"/></tableColumns>`)
	replaced(t, "xl/workbook.xml", data, after, `hidden="1">Plan!$A$1:$C$3<`, `hidden="1">Plan!$A$1:$E$3<`)
	onlyTheseChanged(t, data, after, "xl/worksheets/sheet1.xml", "xl/tables/table1.xml", "xl/workbook.xml")
}

func TestColumnsAreRefused(t *testing.T) {
	for name, c := range map[string]struct {
		more, heading, why string
	}{
		"something beside the table": {"", "Outcome", "beside the table is not blank"},
		"headed so already":          {"", "DUE  date", "headed"},
		"no heading":                 {"", " ", "one line"},
		"two lines":                  {"", "a\nb", "one line"},
	} {
		t.Run(name, func(t *testing.T) {
			data := aTableBook(c.more).Bytes()
			if name == "something beside the table" {
				b := aTableBook("")
				b.Sheets[0].Content = strings.Replace(b.Sheets[0].Content, `<v>44682</v></c>`, `<v>44682</v></c><c r="D3"><v>7</v></c>`, 1)
				data = b.Bytes()
			}
			work := Work{Read: readPlan, Columns: []NewColumn{{Table: "Plan", Heading: c.heading}}}
			if name == "something beside the table" {
				work.Read = func(g []table.Grid) (plan.Plan, error) {
					p, err := readPlan(g)
					p.Columns = slices.DeleteFunc(p.Columns, func(c plan.Column) bool { return c.Number > 3 })
					return p, err
				}
			}
			if why := refusedFor(t, data, work); !strings.Contains(why, c.why) {
				t.Errorf("refused because %s, want %s", why, c.why)
			}
		})
	}
}

// TestRowsAndColumnsAtOnce adds both, and a cell of the new row in a column
// that was there.
func TestRowsAndColumnsAtOnce(t *testing.T) {
	data := aTableBook("").Bytes()
	after := doneTo(t, data, Work{Rows: []NewRow{newRow("1.3", "Third")}, Columns: []NewColumn{{Table: "Plan", Heading: "Outcome"}}})
	if got := partOf(t, after, "xl/tables/table1.xml"); strings.Count(got, `ref="A1:D4"`) != 2 {
		t.Error(got)
	}
	if got := sheetOf(t, after); !strings.Contains(got, `<dimension ref="A1:D4"/>`) || !strings.Contains(got, `<autoFilter ref="A1:D4"/>`) {
		t.Error(got)
	}
	if !bytes.Contains([]byte(partOf(t, after, "xl/workbook.xml")), []byte(`hidden="1">Plan!$A$1:$D$4<`)) {
		t.Error(partOf(t, after, "xl/workbook.xml"))
	}
}
