package excel

import (
	"strings"
	"testing"

	"actionplan/excel/internal/ooxml/ooxmltest"
	"actionplan/table"
)

// TestStruckWords: what is struck out is known piece by piece, whether a cell,
// a run of it or a shared text says so.
func TestStruckWords(t *testing.T) {
	book := ooxmltest.Rows(`<row r="1"><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c><c s="1" t="s"><v>0</v></c><c s="1" t="s"><v>2</v></c><c s="1"><v>46112</v></c><c t="s"><v>3</v></c><c t="s"><v>4</v></c></row>
<row r="2"><c t="inlineStr"><is><r><rPr><strike/></rPr><t>old</t></r><r><t xml:space="preserve"> new</t></r></is></c></row>`)
	book.Strings = `<si><t>plain</t></si>
<si><r><rPr><strike/></rPr><t>30 June</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 30 Nov</t></r></si>
<si><r><t xml:space="preserve">as the cell, </t></r><r><rPr><sz val="9"/></rPr><t>not struck</t></r></si>
<si><r><rPr><strike/></rPr><t>all of</t></r><r><rPr><strike val="1"/></rPr><t xml:space="preserve"> it</t></r></si>
<si><r><rPr><strike val="0"/></rPr><t>a_x000D_</t></r><r><rPr><strike/></rPr><t>b</t></r></si>`
	book.Styles = `<fonts><font/><font><b/><strike/></font></fonts><fills/><cellXfs><xf/><xf fontId="1"/></cellXfs>`
	got := map[string]string{}
	for name, c := range cells(t, book) {
		var marks []string
		if c.Look.Has(table.Struck) {
			marks = append(marks, "struck")
		}
		if c.Look.Has(table.Bold) {
			marks = append(marks, "bold")
		}
		if c.Runs != nil {
			marks = append(marks, "live "+c.Runs.Live()+", struck "+c.Runs.Struck())
		}
		got[name] = strings.Join(marks, "; ")
	}
	same(t, got, map[string]string{
		"A1": "", "B1": "live  30 Nov, struck 30 June", "C1": "", "D1": "struck; bold",
		"E1": "bold; live not struck, struck as the cell, ", "F1": "struck; bold", "G1": "struck",
		"H1": "live a\r, struck b", "A2": "live  new, struck old",
	})
}

// TestMonths: a date whose format shows a month and no day is a month.
func TestMonths(t *testing.T) {
	for code, month := range map[string]bool{
		"mmm-yy": true, "mmmm yyyy": true, "yyyy-mm": true, "mm/yy": true, `[$-809]mmmm\ yyyy;@`: true, `"due" mmm yyyy`: true,
		"dd/mm/yyyy": false, "d mmm": false, "yyyy": false, "hh:mm": false, "mm:ss": false, "mmm": false, "mmm-yy hh:mm": false, "dddd, mmm yy": false,
	} {
		if got := newFormat(164, code).month; got != month {
			t.Errorf("%s: month %t, want %t", code, got, month)
		}
		if got := table.ShowsMonth(code); got != month {
			t.Errorf("%s, as a Google Sheet has it: month %t, want %t", code, got, month)
		}
	}
	if !newFormat(17, "").month {
		t.Error("number format 17 is a month")
	}
}

// TestFilteredRows: a hidden row counts as filtered only where its cells are
// seen to fail the filter.
func TestFilteredRows(t *testing.T) {
	for name, test := range map[string]struct {
		filter string
		want   [4]table.Hiding // of the rows 2 to 5, all of them hidden
	}{
		"words":                {`<filterColumn colId="1"><filters><filter val="Green"/></filters></filterColumn>`, [4]table.Hiding{table.ByHand, table.ByFilter, table.ByFilter, table.ByFilter}},
		"words, in any case":   {`<filterColumn colId="1"><filters blank="1"><filter val="GREEN "/></filters></filterColumn>`, [4]table.Hiding{table.ByHand, table.ByFilter, table.ByHand, table.ByFilter}},
		"two columns":          {`<filterColumn colId="0"><filters><filter val="1"/><filter val="2"/></filters></filterColumn><filterColumn colId="1"><filters><filter val="Red"/></filters></filterColumn>`, [4]table.Hiding{table.ByFilter, table.ByHand, table.ByFilter, table.ByFilter}},
		"a number's size":      {`<filterColumn colId="0"><customFilters><customFilter operator="greaterThan" val="2"/></customFilters></filterColumn>`, [4]table.Hiding{table.ByFilter, table.ByFilter, table.ByHand, table.ByHand}},
		"both tests":           {`<filterColumn colId="0"><customFilters and="1"><customFilter operator="greaterThan" val="1"/><customFilter operator="lessThan" val="4"/></customFilters></filterColumn>`, [4]table.Hiding{table.ByFilter, table.ByHand, table.ByHand, table.ByFilter}},
		"a wildcard":           {`<filterColumn colId="1"><customFilters><customFilter val="*re*"/></customFilters></filterColumn>`, [4]table.Hiding{table.ByHand, table.ByHand, table.ByFilter, table.ByFilter}},
		"none like it":         {`<filterColumn colId="1"><customFilters><customFilter operator="notEqual" val="*re*"/></customFilters></filterColumn>`, [4]table.Hiding{table.ByFilter, table.ByFilter, table.ByHand, table.ByHand}},
		"a colour":             {`<filterColumn colId="1"><colorFilter dxfId="0"/></filterColumn>`, [4]table.Hiding{table.ByHand, table.ByHand, table.ByHand, table.ByHand}},
		"a colour and a word":  {`<filterColumn colId="0"><colorFilter dxfId="0"/></filterColumn><filterColumn colId="1"><filters><filter val="Red"/></filters></filterColumn>`, [4]table.Hiding{table.ByFilter, table.ByHand, table.ByFilter, table.ByFilter}},
		"dates of a month":     {`<filterColumn colId="2"><filters><dateGroupItem year="2026" month="3" dateTimeGrouping="month"/></filters></filterColumn>`, [4]table.Hiding{table.ByHand, table.ByFilter, table.ByFilter, table.ByHand}},
		"dates of a day":       {`<filterColumn colId="2"><filters><dateGroupItem year="2026" month="3" day="30" dateTimeGrouping="day"/></filters></filterColumn>`, [4]table.Hiding{table.ByFilter, table.ByFilter, table.ByFilter, table.ByHand}},
		"nothing":              {``, [4]table.Hiding{table.ByHand, table.ByHand, table.ByHand, table.ByHand}},
		"a date of some hours": {`<filterColumn colId="2"><filters><dateGroupItem year="2026" month="3" day="30" hour="2" dateTimeGrouping="hour"/></filters></filterColumn>`, [4]table.Hiding{table.ByHand, table.ByHand, table.ByHand, table.ByHand}},
	} {
		t.Run(name, func(t *testing.T) {
			book := ooxmltest.Book{
				Styles: `<cellXfs><xf/><xf numFmtId="14"/></cellXfs>`,
				Sheets: []ooxmltest.Sheet{{Name: "Plan", Content: `<sheetData><row r="1"><c t="inlineStr"><is><t>Ref</t></is></c></row>
<row r="2" hidden="1"><c><v>1</v></c><c t="inlineStr"><is><t>Green</t></is></c><c s="1"><v>46112</v></c></row>
<row r="3" hidden="1"><c><v>2</v></c><c t="inlineStr"><is><t>Red</t></is></c><c s="1"><v>46142</v></c></row>
<row r="4" hidden="1"><c><v>3</v></c></row>
<row r="5" hidden="1"><c><v>4</v></c><c t="inlineStr"><is><t>Amber</t></is></c><c s="1"><v>46111</v></c></row>
<row r="6" hidden="1"><c><v>5</v></c></row>
<row r="7" hidden="1" outlineLevel="1"><c><v>6</v></c></row></sheetData>
<autoFilter ref="A1:C5">` + test.filter + `</autoFilter>`}},
			}
			rows := mustRead(t, book).Grids()[0].Rows
			got := [4]table.Hiding{}
			for i := range got {
				got[i] = rows[i+1].Hidden
			}
			same(t, got, test.want)
			same(t, rows[5].Hidden, table.ByHand) // under no filter
			same(t, rows[6].Hidden, table.ByFold)
		})
	}
}
