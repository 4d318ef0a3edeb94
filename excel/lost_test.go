package excel

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"actionplan/excel/internal/ooxml/ooxmltest"
	"actionplan/plan"
)

// TestLostIsNotBlank: what a damaged workbook points to and does not hold is
// never read as a blank, nor as another value than it had; what merely looks
// like it is read as before.
func TestLostIsNotBlank(t *testing.T) {
	lost := "error " + plan.LostText
	for name, test := range map[string]struct{ cell, want string }{
		"a text past the list":           {`<c r="B1" t="s"><v>9</v></c>`, lost},
		"a text by a word":               {`<c r="B1" t="s"><v>one</v></c>`, lost},
		"a text before the list":         {`<c r="B1" t="s"><v>-1</v></c>`, lost},
		"a number in a lost format":      {`<c r="B1" s="9"><v>46143</v></c>`, "error " + plan.LostFormat},
		"a colour of a lost format":      {`<c r="B1" s="9"/>`, "error " + plan.LostFormat},
		"an error without a name":        {`<c r="B1" t="e"><v></v></c>`, "error " + plan.LostError},
		"neither true nor false":         {`<c r="B1" t="b"><v>2</v></c>`, "text 2"},
		"a number that is none":          {`<c r="B1"><v>x</v></c>`, "text x"},
		"a text in a lost format":        {`<c r="B1" s="9" t="s"><v>0</v></c>`, "text Ref"},
		"an empty text":                  {`<c r="B1" t="s"><v>1</v></c>`, ""},
		"a text of no number":            {`<c r="B1" t="s"/>`, ""},
		"a text within, of nothing":      {`<c r="B1" t="inlineStr"><is><t></t></is></c>`, ""},
		"a number without a value":       {`<c r="B1"><v></v></c>`, ""},
		"the format of a whole column":   {`<c r="B1" s="1"/>`, ""},
		"a lost format far to the right": {`<c r="ZZ1" s="9"/>`, ""},
		"a formula's own error":          {`<c r="B1" t="e"><f>A1</f><v>#REF!</v></c>`, "error #REF!"},
	} {
		t.Run(name, func(t *testing.T) {
			book := ooxmltest.Rows(`<row r="1"><c r="A1" t="s"><v>0</v></c>` + test.cell + `</row>`)
			book.Strings = `<si><t>Ref</t></si><si><t></t></si>`
			book.Styles = `<cellXfs><xf/><xf/></cellXfs>`
			grid := mustRead(t, book).Grids()[0]
			same(t, texts(byName(grid))["B1"], test.want)
			if said := len(grid.Notes) > 0; said != (test.want != "" && !strings.HasPrefix(test.want, "text Ref") && test.want != "error #REF!") {
				t.Errorf("notes: %q", noteTexts(grid.Notes))
			}
		})
	}
}

// TestLostFormatMakesNoRow: a row that holds nothing but a format, known or not,
// is none.
func TestLostFormatMakesNoRow(t *testing.T) {
	book := ooxmltest.Rows(`<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2" s="9"/></row>`)
	book.Styles = `<cellXfs><xf/></cellXfs>`
	same(t, len(mustRead(t, book).Grids()[0].Rows), 1)
}

// TestManyLostTextsAreDamage: a workbook that has lost a tenth of its texts, and
// three at least, is refused; with fewer lost the rest is read.
func TestManyLostTextsAreDamage(t *testing.T) {
	for _, test := range []struct {
		cells, lost int
		damaged     bool
	}{{2, 2, false}, {3, 3, true}, {30, 2, false}, {30, 3, true}, {31, 3, false}} {
		var rows strings.Builder
		for i := range test.cells {
			text := 0
			if i < test.lost {
				text = 7
			}
			fmt.Fprintf(&rows, `<row r="%d"><c r="A%d" t="s"><v>%d</v></c></row>`, i+1, i+1, text)
		}
		book := ooxmltest.Rows(rows.String())
		book.Strings = `<si><t>only one</t></si>`
		_, err := readBytes(book.Bytes())
		if errors.Is(err, ErrDamaged) != test.damaged || !test.damaged && err != nil {
			t.Errorf("%d of %d texts lost: %v", test.lost, test.cells, err)
		}
		if want := fmt.Sprintf("%d of the %d cells", test.lost, test.cells); err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not say %q", err, want)
		}
	}
}
