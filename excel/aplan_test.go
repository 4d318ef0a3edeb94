package excel

import (
	"testing"

	"actionplan/excel/internal/ooxml/ooxmltest"
)

// aPlan is a small workbook with a little of everything.
func aPlan(t testing.TB) []byte {
	t.Helper()
	return ooxmltest.Book{
		Sheets: []ooxmltest.Sheet{{Name: "Plan", Content: `<cols><col min="2" max="3" width="0" hidden="1"/></cols>
<sheetData>
<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>
<row r="2" hidden="1"><c r="A2"><v>1.1000000000000001</v></c><c r="B2" s="1"><v>44651</v></c><c r="C2" s="2"/></row>
<row r="3"><c t="inlineStr"><is><t>1.2</t></is></c><c t="b"><v>1</v></c><c t="e"><v>#REF!</v></c><c t="str"><f>A1</f><v>Ref</v></c></row>
</sheetData>
<mergeCells count="1"><mergeCell ref="A5:B6"/></mergeCells>
<conditionalFormatting sqref="C2:C9 E2"><cfRule type="expression" priority="1"/></conditionalFormatting>`}},
		Strings: `<si><t>Ref</t></si><si><r><t>Due </t></r><r><t>date</t></r><rPh sb="0" eb="1"><t>reading</t></rPh></si>`,
		Styles: `<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor theme="5" tint="0.4"/></patternFill></fill></fills>
<cellXfs count="3"><xf numFmtId="0" fillId="0"/><xf numFmtId="14" fillId="0"/><xf numFmtId="0" fillId="2"/></cellXfs>`,
	}.Bytes()
}
