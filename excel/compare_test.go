package excel

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"actionplan/excel/internal/ooxml"
	"actionplan/plan"
)

// What is here looks at what was written with other eyes than it was written
// with: parts are taken apart by encoding/xml, places worked out and named by
// code of the tests' own. Elements are compared as written, byte for byte.

// piece is a tag, a text or a comment of a part.
type piece struct {
	raw    string // as written; "" for the end of a tag that is its own
	name   string // of a tag, without prefix
	end    bool
	parent string // the element it stands in
	attrs  []xml.Attr
}

// sheetForm is a sheet's part: its rows, and everything else.
type sheetForm struct {
	rows    []rowForm
	outside []piece
}

type rowForm struct {
	number int
	tag    string // without its spans, which say how far its cells reach
	spans  string
	cells  []cellForm
	other  string // between its cells
}

func (r rowForm) inOrder() bool {
	return slices.IsSortedFunc(r.cells, func(a, b cellForm) int { return a.column - b.column })
}

type cellForm struct {
	place
	raw string
}

// formOf takes a sheet's part apart.
func formOf(t testing.TB, part string) sheetForm {
	t.Helper()
	var form sheetForm
	pieces := piecesOf(t, part)
	data := false
	for i := 0; i < len(pieces); i++ {
		p := pieces[i]
		switch {
		case p.name == "sheetData" && p.parent == "worksheet":
			data = !p.end
			p.raw = asOpen(p.raw)
			if p.end {
				p.raw = "" // of one that is its own end, there is none
			}
			form.outside = append(form.outside, p)
		case data && p.name == "row" && p.parent == "sheetData" && !p.end:
			n := closing(pieces, i)
			form.addRow(pieces[i:n])
			i = n
		default:
			form.outside = append(form.outside, p)
		}
	}
	return form
}

// closing finds the end of the element that starts at i.
func closing(pieces []piece, i int) int {
	depth := 0
	for ; i < len(pieces); i++ {
		switch {
		case pieces[i].name == "":
		case pieces[i].end:
			depth--
		default:
			depth++
		}
		if depth == 0 {
			return i
		}
	}
	return i
}

// asOpen is a start tag that is its own end as one that is not.
func asOpen(tag string) string {
	if before, own := strings.CutSuffix(tag, "/>"); own {
		return strings.TrimRight(before, " \t\r\n") + ">"
	}
	return tag
}

var spansOf = regexp.MustCompile(`\s+spans=("[^"]*"|'[^']*')`)

// addRow reads a row, its end tag left out.
func (f *sheetForm) addRow(pieces []piece) {
	last := 0
	if n := len(f.rows); n > 0 {
		last = f.rows[n-1].number
	}
	row := rowForm{number: last + 1, tag: asOpen(spansOf.ReplaceAllString(pieces[0].raw, "")), spans: attrOf(pieces[0], "spans")}
	n, numbered := strconv.Atoi(strings.TrimSpace(attrOf(pieces[0], "r")))
	if numbered == nil {
		row.number = n
	}
	for i := 1; i < len(pieces); i++ {
		p := pieces[i]
		if p.name != "c" || p.parent != "row" {
			row.other += p.raw
			continue
		}
		column := 1
		if k := len(row.cells); k > 0 {
			column = row.cells[k-1].column + 1
		}
		if c, r, err := excelize.CellNameToCoordinates(strings.TrimSpace(attrOf(p, "r"))); err == nil {
			column = c
			if numbered != nil && len(row.cells) == 0 && r > last {
				row.number = r
			}
		}
		var raw strings.Builder
		n := closing(pieces, i)
		for ; i < n; i++ {
			raw.WriteString(pieces[i].raw)
		}
		raw.WriteString(pieces[n].raw)
		row.cells = append(row.cells, cellForm{place{0, column}, raw.String()})
	}
	for i := range row.cells {
		row.cells[i].row = row.number
	}
	f.rows = append(f.rows, row)
}

func attrOf(p piece, name string) string {
	for _, a := range p.attrs {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}

// piecesOf takes a part apart.
func piecesOf(t testing.TB, part string) []piece {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(part))
	d.CharsetReader = func(charset string, r io.Reader) (io.Reader, error) {
		if i := strings.IndexFunc(part, func(r rune) bool { return r > 0x7F }); i >= 0 {
			return nil, fmt.Errorf("a part in %s holds %q", charset, part[i:min(i+20, len(part))])
		}
		return r, nil
	}
	all := make([]piece, 0, 2*strings.Count(part, "<"))
	var open []string
	for {
		start := d.InputOffset()
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatalf("the part is not XML: %v", err)
		}
		p := piece{raw: part[start:d.InputOffset()]}
		switch k := token.(type) {
		case xml.StartElement:
			p.name, p.attrs = k.Name.Local, k.Attr
			if len(open) > 0 {
				p.parent = open[len(open)-1]
			}
			open = append(open, p.name)
		case xml.EndElement:
			p.name, p.end = k.Name.Local, true
			open = open[:len(open)-1]
			if len(open) > 0 {
				p.parent = open[len(open)-1]
			}
		default:
			if len(open) > 0 {
				p.parent = open[len(open)-1]
			}
		}
		all = append(all, p)
	}
}

// intended is what may be another in a workbook than before.
type intended struct {
	cells   map[place]bool   // of one sheet: each of them must be there once
	fillers func(place) bool // these may be there
	rows    int              // how many rows its tables may have grown by
	columns int
}

func (w intended) has(at place) bool {
	return w.cells[at] || w.fillers != nil && w.fillers(at)
}

// expectSheet asks that a sheet's part is another but for what was intended.
func expectSheet(t testing.TB, before sheetForm, after string, w intended) {
	t.Helper()
	now := formOf(t, after)
	expectPieces(t, before.outside, now.outside, w)
	i := 0
	used := map[place]int{}
	for _, row := range now.rows {
		for k, c := range row.cells {
			used[c.place]++
			if k > 0 && row.cells[k-1].column >= c.column && (i >= len(before.rows) || before.rows[i].inOrder()) {
				t.Errorf("%v was put in behind %v", c.place, row.cells[k-1].place)
			}
		}
		if i < len(before.rows) && before.rows[i].number == row.number {
			expectRow(t, before.rows[i], row, w)
			i++
			continue
		}
		if len(row.cells) == 0 || slices.ContainsFunc(row.cells, func(c cellForm) bool { return !w.has(c.place) }) {
			t.Errorf("row %d is new, and holds more than what was written", row.number)
		}
		if i > 0 && before.rows[i-1].number >= row.number || i < len(before.rows) && before.rows[i].number <= row.number {
			t.Errorf("row %d is not where it belongs", row.number)
		}
	}
	if i < len(before.rows) {
		t.Errorf("%d rows are gone", len(before.rows)-i)
	}
	for at := range w.cells {
		if used[at] != 1 {
			t.Errorf("%v stands there %d times", at, used[at])
		}
	}
	expectDimension(t, before, now, slices.Collect(maps.Keys(used)))
}

func expectRow(t testing.TB, before, after rowForm, w intended) {
	t.Helper()
	others := func(r rowForm) []cellForm {
		return slices.DeleteFunc(slices.Clone(r.cells), func(c cellForm) bool { return w.has(c.place) })
	}
	tag := after.tag
	if w.fillers != nil && slices.ContainsFunc(after.cells, func(c cellForm) bool { return w.fillers(c.place) }) {
		tag = asTall(before.tag, tag) // a new action's row is as tall as its words need
	}
	if before.tag != tag || before.other != after.other {
		t.Errorf("row %d was %s%s and is %s%s", before.number, before.tag, before.other, after.tag, after.other)
	}
	x, y := others(before), others(after)
	if len(x) != len(y) {
		t.Errorf("row %d had %d cells beside those written and has %d", before.number, len(x), len(y))
		return
	}
	for i := range x {
		if x[i] != y[i] {
			t.Errorf("%v was %s and is %s", x[i].place, x[i].raw, y[i].raw)
		}
	}
	if before.spans != after.spans {
		if low, high, ok := strings.Cut(after.spans, ":"); ok {
			first, _ := strconv.Atoi(low)
			last, _ := strconv.Atoi(high)
			for _, c := range after.cells {
				if c.column < first || c.column > last {
					t.Errorf("row %d is said to reach over %s, and %v is outside", before.number, after.spans, c.place)
				}
			}
		}
	}
}

var heightOf = regexp.MustCompile(` ht="([0-9.]+)"`)

// asTall is a row's tag with the height of another, where its own is higher.
func asTall(lower, tag string) string {
	x, y := heightOf.FindStringSubmatch(lower), heightOf.FindStringSubmatch(tag)
	if x == nil || y == nil {
		return tag
	}
	was, _ := strconv.ParseFloat(x[1], 64)
	if is, _ := strconv.ParseFloat(y[1], 64); is <= was {
		return tag
	}
	return strings.Replace(tag, y[0], x[0], 1)
}

// expectDimension asks that what a sheet says of its cells in use is what it
// said, or takes in every one.
func expectDimension(t testing.TB, before, after sheetForm, used []place) {
	t.Helper()
	said := func(f sheetForm) string {
		for _, p := range f.outside {
			if p.name == "dimension" && !p.end {
				return attrOf(p, "ref")
			}
		}
		return ""
	}
	if said(before) == said(after) {
		return
	}
	r, ok := ooxml.ParseRange([]byte(said(after)))
	if !ok {
		t.Errorf("the dimension %s cannot be read", said(after))
	}
	for _, at := range used {
		if at.row > 0 && at.row <= plan.MaxRow && at.column <= plan.MaxColumn && !r.Holds(at.row, at.column) {
			t.Errorf("the dimension was %s and is %s, and %v is outside", said(before), said(after), at)
			return
		}
	}
}

// mayGrow is the attributes and texts that say which cells something is
// about, by element; "" is its text.
var mayGrow = map[string]string{
	"autoFilter": "ref", "conditionalFormatting": "sqref", "dataValidation": "sqref", "sqref": "", "table": "ref", "definedName": "",
}

// mayCount is the attributes that say how many of something there are.
var mayCount = map[string]string{"cellXfs": "count", "tableColumns": "count", "dimension": "ref", "calcPr": "fullCalcOnLoad"}

// mayCome is the elements that may be new, by what they stand in.
var mayCome = map[string]string{"xf": "cellXfs", "tableColumn": "tableColumns", "calcPr": "workbook", "col": "cols"}

// expectPart asks that a part other than a sheet is another's but for ranges
// that took new rows and columns in, formats added, and the note to calculate.
func expectPart(t testing.TB, before, after string, w intended) {
	t.Helper()
	expectPieces(t, piecesOf(t, before), piecesOf(t, after), w)
}

func expectPieces(t testing.TB, before, after []piece, w intended) {
	t.Helper()
	for i := 0; i < len(after); i++ {
		a := after[i]
		if len(before) > 0 && before[0].raw == a.raw && before[0].name == a.name && before[0].end == a.end {
			before = before[1:]
			continue
		}
		if len(before) > 0 && onlyGrown(before[0], a, w) {
			before = before[1:]
			continue
		}
		if parent, ok := mayCome[a.name]; ok && parent == a.parent && !a.end && (a.name != "col" || w.columns > 0) {
			i = closing(after, i)
			continue
		}
		was := "nothing"
		if len(before) > 0 {
			was = before[0].raw
		}
		t.Errorf("in %s, there was %q and is %q", a.parent, was, a.raw)
		return
	}
	if len(before) > 0 {
		t.Errorf("%q and what follows is gone", before[0].raw)
	}
}

// onlyGrown says whether a piece is another but for the cells it is about,
// which reach as much further as rows and columns were added, or how many
// there are.
func onlyGrown(before, after piece, w intended) bool {
	if before.name != after.name || before.end != after.end {
		return false
	}
	if before.name == "" {
		text, ok := mayGrow[before.parent]
		return ok && text == "" && w.grew(before.raw, after.raw)
	}
	ranges, counts := map[bool]string{}, map[bool]string{}
	rest := func(p piece, after bool) (list []string) {
		for _, a := range p.attrs {
			switch {
			case a.Name.Space == "" && a.Name.Local == mayCount[p.name]:
				counts[after] = a.Value
			case a.Name.Space == "" && a.Name.Local == mayGrow[p.name]:
				ranges[after] = a.Value
			default:
				list = append(list, a.Name.Space+":"+a.Name.Local+"="+a.Value)
			}
		}
		return list
	}
	if !slices.Equal(rest(before, false), rest(after, true)) {
		return false
	}
	if ranges[false] == ranges[true] {
		return counts[false] != counts[true]
	}
	return w.grew(ranges[false], ranges[true])
}

// grew says whether a list of ranges is another in which some reach further,
// by the rows or columns that were added.
func (w intended) grew(before, after string) bool {
	split := func(s string) []string {
		return strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == ',' })
	}
	x, y := split(before), split(after)
	if len(x) != len(y) || w.rows+w.columns == 0 {
		return false
	}
	for i := range x {
		if x[i] == y[i] {
			continue
		}
		sheet1, range1, _ := cutLast(x[i], "!")
		sheet2, range2, _ := cutLast(y[i], "!")
		a, ok1 := ooxml.ParseRange([]byte(strings.ReplaceAll(range1, "$", "")))
		b, ok2 := ooxml.ParseRange([]byte(strings.ReplaceAll(range2, "$", "")))
		down, right := b.LastRow-a.LastRow, b.LastColumn-a.LastColumn
		if !ok1 || !ok2 || sheet1 != sheet2 || a.FirstRow != b.FirstRow || a.FirstColumn != b.FirstColumn ||
			down != 0 && down != w.rows || right != 0 && right != w.columns {
			return false
		}
	}
	return true
}

// cutLast cuts a text at the last of some separators.
func cutLast(s, separator string) (before, after string, found bool) {
	if i := strings.LastIndex(s, separator); i >= 0 {
		return s[:i], s[i+len(separator):], true
	}
	return "", s, false
}

// hearsay is a test that only hears of errors.
type hearsay struct {
	testing.TB
	heard int
}

func (h *hearsay) Helper()               {}
func (h *hearsay) Errorf(string, ...any) { h.heard++ }

// TestComparison shows the comparison sheets that differ in more than was
// intended, and some that do not.
func TestComparison(t *testing.T) {
	const sheet = `<worksheet><dimension ref="A1:B3"/><cols><col min="1" max="2"/></cols><sheetData><row r="1" spans="1:2"><c r="A1"><v>1</v></c><c r="B1" s="2"/></row> <row r="3"><c><v>3</v></c></row></sheetData><autoFilter ref="A1:B3"/><hyperlinks/></worksheet>`
	for name, c := range map[string]struct {
		oldNew []string
		rows   int
		wrong  bool
	}{
		"nothing":                             {nil, 0, true}, // B1 was to be written
		"a cell":                              {[]string{`<c r="B1" s="2"/>`, `<c r="B1" s="2"><v>7</v></c>`}, 0, false},
		"its neighbour":                       {[]string{`<v>1</v>`, `<v>2</v>`}, 0, true},
		"its neighbour's way of writing":      {[]string{`<c r="A1">`, `<c  r="A1">`}, 0, true},
		"one cell too many":                   {[]string{`<c><v>3</v></c>`, `<c><v>3</v></c><c/>`}, 0, true},
		"a cell twice":                        {[]string{`<c r="B1" s="2"/>`, `<c r="B1"/><c r="B1"/>`}, 0, true},
		"cells out of order":                  {[]string{`<c r="A1"><v>1</v></c><c r="B1" s="2"/>`, `<c r="B1"/><c r="A1"><v>1</v></c>`}, 0, true},
		"a row's look":                        {[]string{`<row r="3">`, `<row r="3" ht="20">`}, 0, true},
		"how far a row reaches":               {[]string{`spans="1:2"`, `spans="1:4"`}, 0, false},
		"how little a row reaches":            {[]string{`spans="1:2"`, `spans="1:1"`}, 0, true},
		"a new row":                           {[]string{` <row r="3">`, ` <row r="2"><c r="A2"/></row><row r="3">`}, 0, true},
		"a row gone":                          {[]string{`<row r="3"><c><v>3</v></c></row>`, ``}, 0, true},
		"what stands between rows":            {[]string{`</row> <row`, `</row><row`}, 0, true},
		"the cells in use":                    {[]string{`ref="A1:B3"/><cols`, `ref="A1:D9"/><cols`}, 0, false},
		"the cells in use, and too few":       {[]string{`ref="A1:B3"/><cols`, `ref="A1:B2"/><cols`}, 0, true},
		"a filter":                            {[]string{`<autoFilter ref="A1:B3"/>`, `<autoFilter ref="A1:B4"/>`}, 0, true},
		"a filter that takes a row in":        {[]string{`<autoFilter ref="A1:B3"/>`, `<autoFilter ref="A1:B4"/>`}, 1, false},
		"a filter that takes two rows in":     {[]string{`<autoFilter ref="A1:B3"/>`, `<autoFilter ref="A1:B5"/>`}, 1, true},
		"a filter that starts further down":   {[]string{`<autoFilter ref="A1:B3"/>`, `<autoFilter ref="A2:B4"/>`}, 1, true},
		"another element":                     {[]string{`<hyperlinks/>`, ``}, 0, true},
		"another element's way of writing":    {[]string{`<hyperlinks/>`, `<hyperlinks />`}, 0, true},
		"a column that nobody asked for":      {[]string{`</cols>`, `<col min="3" max="3"/></cols>`}, 0, true},
		"a comment where none was":            {[]string{`</worksheet>`, `<!-- --></worksheet>`}, 0, true},
		"what follows the last thing written": {[]string{`<hyperlinks/>`, `<hyperlinks/><x/>`}, 0, true},
	} {
		after := strings.NewReplacer(c.oldNew...).Replace(sheet)
		heard := &hearsay{TB: t}
		w := intended{cells: map[place]bool{{1, 2}: true}, rows: c.rows}
		if name != "nothing" && !strings.Contains(after, `<v>7</v>`) && strings.Contains(after, `<c r="B1" s="2"/>`) {
			after = strings.Replace(after, `<c r="B1" s="2"/>`, `<c r="B1" s="2"><v>7</v></c>`, 1)
		}
		if name == "nothing" {
			after = strings.Replace(after, `<c r="B1" s="2"/>`, ``, 1)
		}
		expectSheet(heard, formOf(t, sheet), after, w)
		if (heard.heard > 0) != c.wrong {
			t.Errorf("%s: %d differences were heard of", name, heard.heard)
		}
	}
}
