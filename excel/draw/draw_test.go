package draw_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"actionplan/excel/draw"
	"actionplan/plan"
)

var march = plan.Date{Year: 2026, Month: time.March, Day: 31}

func book(columns []draw.Column, rows [][]draw.Cell) draw.Book {
	return draw.Book{
		Title: "Improvement plan", Subject: "Children & Young People", On: march,
		Sheets: []draw.Sheet{{
			Name: "Actions", Title: "Improvement plan: actions", Lines: []string{"An empty cell: nothing is written."},
			Table: draw.Table{
				Name: "Actions", Columns: columns, Rows: len(rows), Freeze: true,
				Row: func(i int) []draw.Cell { return rows[i] },
			},
		}},
	}
}

func write(t testing.TB, b draw.Book) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := draw.Write(&out, b); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func open(t testing.TB, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func parts(t testing.TB, data []byte) map[string]string {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range r.File {
		rc, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(rc)
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		out[f.Name] = string(b)
	}
	return out
}

func sample() draw.Book {
	return book(
		[]draw.Column{{Heading: "Ref"}, {Heading: "Action"}, {Heading: "Due"}, {Heading: "Days late", Right: true}, {Heading: "Status"}},
		[][]draw.Cell{
			{draw.Words("1.10"), draw.Words("Agree one threshold\nwith schools"), draw.Day(march), draw.Count(12), draw.Toned("✖ Off track", draw.Red)},
			{draw.Words("1.2"), draw.Words("=1+1"), draw.Words("Ongoing"), {}, draw.Toned("● On track", draw.Green)},
		})
}

func TestReadBack(t *testing.T) {
	f := open(t, write(t, sample()))
	rows, err := f.GetRows("Actions", excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"Improvement plan: actions"},
		{"An empty cell: nothing is written."},
		{"Ref", "Action", "Due", "Days late", "Status"},
		{"1.10", "Agree one threshold\nwith schools", "46112", "12", "✖ Off track"},
		{"1.2", "=1+1", "Ongoing", "", "● On track"},
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	if shown, _ := f.GetCellValue("Actions", "C4"); shown != "31 Mar 2026" {
		t.Errorf("the date shows as %q, want 31 Mar 2026", shown)
	}
	for cell, want := range map[string]excelize.CellType{"A4": excelize.CellTypeInlineString, "B5": excelize.CellTypeInlineString, "C4": excelize.CellTypeNumber} {
		if got, _ := f.GetCellType("Actions", cell); got != want && (want != excelize.CellTypeNumber || got != excelize.CellTypeUnset) {
			t.Errorf("%s is of type %v, want %v", cell, got, want)
		}
	}
}

func TestTableAndPrintSetUp(t *testing.T) {
	f := open(t, write(t, sample()))
	tables, err := f.GetTables("Actions")
	if err != nil || len(tables) != 1 || tables[0].Name != "Actions" || tables[0].Range != "A3:E5" {
		t.Errorf("tables %+v, %v: want one called Actions over A3:E5", tables, err)
	}
	panes, err := f.GetPanes("Actions")
	if err != nil || !panes.Freeze || panes.YSplit != 3 || panes.XSplit != 1 {
		t.Errorf("panes %+v, %v: want row 3 and column A in view", panes, err)
	}
	layout, err := f.GetPageLayout("Actions")
	if err != nil || *layout.Orientation != "landscape" || *layout.FitToWidth != 1 || *layout.FitToHeight != 0 {
		t.Errorf("page layout %+v, %v: want landscape, one page wide, any number high", layout, err)
	}
	props, _ := f.GetSheetProps("Actions")
	if props.FitToPage == nil || !*props.FitToPage {
		t.Error("the sheet does not fit its page")
	}
	var titles string
	for _, n := range f.GetDefinedName() {
		if n.Name == "_xlnm.Print_Titles" {
			titles = n.RefersTo
		}
	}
	if titles != "Actions!$3:$3" {
		t.Errorf("repeated on every page: %q, want Actions!$3:$3", titles)
	}
	footer, _ := f.GetHeaderFooter("Actions")
	if footer == nil || footer.OddFooter != "&LImprovement plan: actions&RPage &P of &N" {
		t.Errorf("footer %+v", footer)
	}
}

func TestPropertiesNameNobody(t *testing.T) {
	data := parts(t, write(t, sample()))
	core := data["docProps/core.xml"]
	for _, want := range []string{"<dc:title>Improvement plan</dc:title>", "<dc:language>en-GB</dc:language>", "2026-03-31T00:00:00Z", "Children &amp; Young People"} {
		if !strings.Contains(core, want) {
			t.Errorf("core properties lack %s: %s", want, core)
		}
	}
	for name, text := range data {
		for _, unwanted := range []string{"xuri", "creator", "excelize", "lastModifiedBy"} {
			if strings.Contains(text, unwanted) {
				t.Errorf("%s holds %q", name, unwanted)
			}
		}
	}
}

func TestSameBookSameBytes(t *testing.T) {
	first := write(t, sample())
	for range 5 {
		if !bytes.Equal(first, write(t, sample())) {
			t.Fatal("the same book gave other bytes")
		}
	}
}

func TestHeadingsAreUnique(t *testing.T) {
	f := open(t, write(t, book([]draw.Column{{Heading: "Due"}, {Heading: "due "}, {Heading: ""}, {Heading: "Two\nlines"}, {Heading: "Due (2)"}}, nil)))
	rows, _ := f.GetRows("Actions")
	want := []string{"Due", "due (2)", "Column", "Two lines", "Due (2) (2)"}
	if diff := cmp.Diff(want, rows[2]); diff != "" {
		t.Errorf("headings (-want +got):\n%s", diff)
	}
}

// TestTextFits holds the heights to what a spreadsheet program would need:
// the columns and rows of texts whose lines can be counted by hand.
func TestTextFits(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("Children get the right help on the day they need it. ", 60))
	word := strings.Repeat("W", 400)
	f := open(t, write(t, book(
		[]draw.Column{{Heading: "Ref"}, {Heading: "Progress"}},
		[][]draw.Cell{{draw.Words("1"), draw.Words(long)}, {draw.Words("2"), draw.Words(word)}, {draw.Words("3"), draw.Words("a\nb\nc\nd")}})))
	width, _ := f.GetColWidth("Actions", "B")
	heights := map[int]float64{}
	for row := 4; row <= 6; row++ {
		heights[row], _ = f.GetRowHeight("Actions", row)
	}
	perLine := width * 9 / (16 * 0.5) // characters of about half their height across
	if least := float64(len(long)) / perLine * 14; heights[4] < least {
		t.Errorf("row 4 is %.0f points high at a width of %.0f; %d characters need about %.0f", heights[4], width, len(long), least)
	}
	if perWord := width * 9 / (16 * 0.944); heights[5] < 400/perWord*14 {
		t.Errorf("row 5 is %.0f points high: one long word is cut off", heights[5])
	}
	if heights[6] < 4*14 || heights[6] > 5*18 {
		t.Errorf("row 6 is %.0f points high, want four lines", heights[6])
	}
	for row, h := range heights {
		if h > 409 {
			t.Errorf("row %d is %.0f points high; a sheet allows 409", row, h)
		}
	}
}

func TestTextLongerThanACellSaysSo(t *testing.T) {
	long := strings.Repeat("é🙂", 20_000)
	f := open(t, write(t, book([]draw.Column{{Heading: "Progress"}}, [][]draw.Cell{{draw.Words(long)}})))
	rows, _ := f.GetRows("Actions")
	last := rows[len(rows)-1][0]
	if !strings.HasSuffix(last, "[cut here: a cell holds no more]") {
		t.Errorf("the end of an over-long text is %q", last[len(last)-60:])
	}
	if !strings.Contains(strings.Join(rows[1], ""), "nothing is written") || !strings.Contains(rows[2][0], "more text than a sheet can show") {
		t.Errorf("the sheet does not say that a row is cut: %q", rows[:3])
	}
}

// TestHostileTextStaysText draws texts a partner might type, and reads them
// back as they were, with no formula anywhere.
func TestHostileTextStaysText(t *testing.T) {
	fragments := []string{"=1+1", "+A1", "-", "@SUM(A1)", "=HYPERLINK(\"http://a\")", "\t=1", "_x000D_", "_x005F_", "<b>", "]]>", "&amp;", "'", "\"", "é", "🙂", " ", "\n", "1.10", "31/3/26", "TRUE"}
	some := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(fragments), 1, 6).Draw(t, "text"), "")
	})
	var texts []string
	var rows [][]draw.Cell
	for i := range 400 {
		texts = append(texts, some.Example(i))
		rows = append(rows, []draw.Cell{draw.Words(texts[i])})
	}
	f := open(t, write(t, book([]draw.Column{{Heading: "Action"}}, rows)))
	for i, text := range texts {
		cell := fmt.Sprint("A", i+4)
		if got, _ := f.GetCellValue("Actions", cell); got != text {
			t.Errorf("wrote %q, read %q", text, got)
		}
		if formula, _ := f.GetCellFormula("Actions", cell); formula != "" {
			t.Errorf("%q became the formula %q", text, formula)
		}
	}
}

// TestEnteredAgain marks the cells whose text would become a formula where
// somebody enters it again as it stands, and none other.
func TestEnteredAgain(t *testing.T) {
	long := strings.Repeat(" and more", 40)
	texts := []string{"=1+1", "+44 20", "-", "- first" + long, "=SUM(A1)" + long, "@all", "'quoted", " \t=1", "plain", "1.10", "a=b", ""}
	var rows [][]draw.Cell
	for _, text := range texts {
		rows = append(rows, []draw.Cell{draw.Words(text), draw.Toned(text, draw.Strong)})
	}
	data := parts(t, write(t, book([]draw.Column{{Heading: "Action"}, {Heading: "Words"}}, rows)))
	f := open(t, write(t, book([]draw.Column{{Heading: "Action"}, {Heading: "Words"}}, rows)))
	quoted := map[int]bool{}
	_, formats, _ := strings.Cut(data["xl/styles.xml"], "<cellXfs ")
	formats, _, _ = strings.Cut(formats, "</cellXfs>")
	for i, xf := range strings.Split(formats, "<xf ")[1:] {
		xf, _, _ = strings.Cut(xf, ">")
		quoted[i] = strings.Contains(xf, `quotePrefix="1"`) || strings.Contains(xf, `quotePrefix="true"`)
	}
	for i, text := range texts {
		for _, column := range []string{"A", "B"} {
			id, err := f.GetCellStyle("Actions", fmt.Sprint(column, i+4))
			if err != nil {
				t.Fatal(err)
			}
			if want := i < 8; quoted[id] != want {
				t.Errorf("%q is kept a text: %v, want %v", text, quoted[id], want)
			}
		}
	}
}

func TestNoFormulaAnywhere(t *testing.T) {
	for name, text := range parts(t, write(t, sample())) {
		if strings.Contains(text, "<f>") || strings.Contains(text, "<f ") {
			t.Errorf("%s holds a formula", name)
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	narrative := strings.Repeat("Progress has been made with partners this quarter. ", 8)
	columns := make([]draw.Column, 20)
	for i := range columns {
		columns[i].Heading = fmt.Sprintf("Column %d", i)
	}
	row := make([]draw.Cell, 20)
	big := draw.Book{Title: "Plan", On: march, Sheets: []draw.Sheet{{Name: "Actions", Title: "Actions", Table: draw.Table{
		Name: "Actions", Columns: columns, Rows: 1000,
		Row: func(i int) []draw.Cell {
			for c := range row {
				row[c] = draw.Words("On track")
			}
			row[0], row[1], row[2], row[3] = draw.Words(fmt.Sprint(i)), draw.Words(narrative[:200]), draw.Words(narrative), draw.Day(march)
			return row
		},
	}}}}
	for b.Loop() {
		if err := draw.Write(io.Discard, big); err != nil {
			b.Fatal(err)
		}
	}
}

// TestFilled draws a cell on a colour of the caller's own, in the ink that can be read on
// it.
func TestFilled(t *testing.T) {
	for fill, ink := range map[string]string{"FFC000": "000000", "002060": "FFFFFF", "FFFFFF": "000000"} {
		var out bytes.Buffer
		err := draw.Write(&out, draw.Book{Title: "T", Sheets: []draw.Sheet{{Name: "S", Title: "T", Table: draw.Table{
			Name: "S", Columns: []draw.Column{{Heading: "Rating"}}, Rows: 1, Row: func(int) []draw.Cell { return []draw.Cell{draw.Filled("➔ Steady", fill)} },
		}}}})
		if err != nil {
			t.Fatal(err)
		}
		f, err := excelize.OpenReader(&out)
		if err != nil {
			t.Fatal(err)
		}
		id, _ := f.GetCellStyle("S", "A3")
		style, err := f.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		if text, _ := f.GetCellValue("S", "A3"); text != "➔ Steady" || !style.Font.Bold || style.Font.Color != ink || style.Fill.Color[0] != fill { //nolint:misspell // excelize's names
			t.Errorf("%q in %s on %v, want %s on %s", text, style.Font.Color, style.Fill.Color, ink, fill) //nolint:misspell // excelize's names
		}
	}
}
