package excel

import (
	"fmt"
	"strings"
	"testing"

	"actionplan/excel/internal/ooxml/ooxmltest"
)

// fillsOf is the fills that a workbook's cells show, for the colours given.
func fillsOf(t *testing.T, palette, theme string, colours ...string) []string {
	t.Helper()
	var fills, formats, row strings.Builder
	for i, c := range colours {
		fmt.Fprintf(&fills, `<fill><patternFill patternType="solid">%s<bgColor indexed="64"/></patternFill></fill>`, c)
		fmt.Fprintf(&formats, `<xf fillId="%d" applyFill="1"/>`, i)
		fmt.Fprintf(&row, `<c s="%d"><v>1</v></c>`, i)
	}
	book := ooxmltest.Rows("<row>" + row.String() + "</row>")
	book.Styles = "<fills>" + fills.String() + "</fills><cellXfs>" + formats.String() + "</cellXfs>" + palette
	book.Theme = theme
	var got []string
	for _, c := range mustRead(t, book).Grids()[0].Rows[0].Cells {
		got = append(got, c.Fill)
	}
	return got
}

func TestFillColours(t *testing.T) {
	for colour, want := range map[string]string{
		`<fgColor rgb="FFFF0000"/>`:                      "FF0000",
		`<fgColor rgb="00ffc000"/>`:                      "FFC000", // opacity counts for nothing
		`<fgColor rgb="92D050"/>`:                        "92D050",
		`<fgColor rgb="FF00B050" tint="-0.25"/>`:         "00843C",
		`<fgColor rgb="red"/>`:                           "",
		`<fgColor indexed="10"/>`:                        "FF0000",
		`<fgColor indexed="13"/>`:                        "FFFF00",
		`<fgColor indexed="50"/>`:                        "99CC00",
		`<fgColor indexed="64"/>`:                        "000000",
		`<fgColor indexed="65"/>`:                        "FFFFFF",
		`<fgColor indexed="99"/>`:                        "",
		`<fgColor theme="0"/>`:                           "FFFFFF",
		`<fgColor theme="1"/>`:                           "000000",
		`<fgColor theme="2"/>`:                           "EEECE1",
		`<fgColor theme="3"/>`:                           "1F497D",
		`<fgColor theme="4"/>`:                           "4F81BD",
		`<fgColor theme="12"/>`:                          "",
		`<fgColor auto="1"/>`:                            "",
		``:                                               "",
		`<fgColor theme="4" tint="0.5" rgb="FF0000FF"/>`: "8080FF",
	} {
		if got := fillsOf(t, "", "", colour); got[0] != want {
			t.Errorf("%s: got %q, want %q", colour, got[0], want)
		}
	}
}

// TestTints holds the shades Excel's palette offers for Office's colours.
// Excel counts in whole steps on the way, so that its own are sometimes one
// off what is worked out here; the eye and a rating are not.
func TestTints(t *testing.T) {
	for tint, shades := range map[string][3]string{ // of white, black and the first accent
		"0.79998168889431442":    {"", "CCCCCC", "DCE6F1"},
		"0.59999389629810485":    {"", "", "B8CCE4"},
		"0.39997558519241921":    {"", "", "95B3D7"},
		"-0.249977111117893":     {"BFBFBF", "", "366092"},
		"-0.499984740745262":     {"808080", "", "244062"},
		"-4.9989318521683403E-2": {"F2F2F2", "", ""},
		"-0.14999847407452621":   {"D9D9D9", "", ""},
		"-0.34998626667073579":   {"A6A6A6", "", ""},
		"0.499984740745262":      {"", "808080", ""},
		"0.34998626667073579":    {"", "595959", ""},
		"0.249977111117893":      {"", "404040", ""},
		"0.14999847407452621":    {"", "262626", ""},
		"4.9989318521683403E-2":  {"", "0D0D0D", ""},
	} {
		for theme, want := range map[int]string{0: shades[0], 1: shades[1], 4: shades[2]} {
			got := fillsOf(t, "", "", fmt.Sprintf(`<fgColor theme="%d" tint="%s"/>`, theme, tint))[0]
			if want != "" && !near(got, want) {
				t.Errorf("theme %d, tint %s: got %s, want %s", theme, tint, got, want)
			}
		}
	}
}

// near says whether two colours differ by no more than one in any part.
func near(a, b string) bool {
	var x, y [3]int
	fmt.Sscanf(a, "%02X%02X%02X", &x[0], &x[1], &x[2])
	fmt.Sscanf(b, "%02X%02X%02X", &y[0], &y[1], &y[2])
	for i := range x {
		if d := x[i] - y[i]; d < -1 || d > 1 {
			return false
		}
	}
	return len(a) == 6
}

func TestPaletteAndTheme(t *testing.T) {
	palette := `<colors><indexedColors><rgbColor rgb="00112233"/><rgbColor rgb="00445566"/></indexedColors></colors>` //nolint:misspell // the format's own spelling
	same(t, fillsOf(t, palette, "", `<fgColor indexed="1"/>`, `<fgColor indexed="2"/>`), []string{"445566", "FF0000"})
	// The colours stand in no usual order, and one is the machine's.
	theme := `<?xml version="1.0"?><a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:clrScheme name="x">
<a:lt1><a:sysClr val="window" lastClr="FEFEFE"/></a:lt1><a:dk1><a:sysClr val="windowText"/></a:dk1><a:accent2><a:srgbClr val="c00000"/></a:accent2><a:dk2><a:srgbClr val="112233"/></a:dk2><a:lt2><a:srgbClr val="AABBCC"/></a:lt2>
</a:clrScheme></a:themeElements></a:theme>`
	same(t, fillsOf(t, "", theme, `<fgColor theme="0"/>`, `<fgColor theme="1"/>`, `<fgColor theme="2"/>`, `<fgColor theme="3"/>`, `<fgColor theme="5"/>`, `<fgColor theme="9"/>`),
		[]string{"FEFEFE", "000000", "AABBCC", "112233", "C00000", "F79646"})
}

// TestOtherFills finds no colour in fills that have no one colour.
func TestOtherFills(t *testing.T) {
	book := ooxmltest.Rows(`<row><c s="0"><v>1</v></c><c s="1"><v>1</v></c><c s="2"><v>1</v></c><c s="3"><v>1</v></c></row>`)
	//nolint:misspell // the format's own spelling
	book.Styles = `<fills><fill><patternFill patternType="gray125"><fgColor rgb="FFFF0000"/></patternFill></fill><fill><gradientFill><stop position="0"><color rgb="FFFF0000"/></stop></gradientFill></fill><fill><patternFill><fgColor rgb="FFFF0000"/></patternFill></fill></fills>
<cellXfs><xf fillId="0"/><xf fillId="1"/><xf fillId="2"/><xf fillId="77"/></cellXfs>`
	for name, c := range cells(t, book) {
		if c.Fill != "" {
			t.Errorf("%s is %s", name, c.Fill)
		}
	}
}
