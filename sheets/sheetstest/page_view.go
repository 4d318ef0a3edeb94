package sheetstest

import (
	"cmp"
	"fmt"
	"html/template"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// pageTab is a tab as the page reads it: where its headings and refs are, and
// what its rows and columns are called. Its sheet is nil where there is none.
type pageTab struct {
	*sheet
	book    *workbook
	wide    int // how many columns are used
	heading int // the row of the headings: the last that is frozen; -1 for none
	ref     int // the column of the refs; -1 for none
}

// pageTab is the tab with a key, which is the first one's where it is empty.
func (b *workbook) pageTab(tab string) pageTab {
	t := pageTab{book: b, heading: -1, ref: -1}
	for _, x := range b.sheets {
		if t.sheet == nil && (tab == fmt.Sprint(x.id) || tab == "" && !x.hidden) {
			t.sheet = x
		}
	}
	if t.sheet == nil {
		return t
	}
	t.wide = max(t.used().right, 1)
	t.heading = whole(t.grid, "frozenRowCount") - 1
	for c := t.wide - 1; c >= 0 && t.heading >= 0; c-- {
		if strings.HasPrefix(strings.ToLower(strings.TrimSpace(t.shown(t.heading, c).text)), "ref") {
			t.ref = c
		}
	}
	return t
}

// seen is what a cell shows. fixed says what it is where it cannot be typed
// over: a formula, or something that the page cannot show.
type seen struct{ text, fixed string }

func (t pageTab) shown(row, column int) seen {
	c := t.at(row, column)
	v, bad := t.book.json(c, render{})
	text, _ := v.(string)
	switch {
	case bad != nil:
		return seen{"", "something that cannot be shown here"}
	case c != nil && c.entered.kind == formula:
		return seen{text, "a formula"}
	}
	return seen{text, ""}
}

// indexOf is the place of the row or the column with a key; -1 for none.
func (t pageTab) indexOf(d dimension, key int) int {
	for i := 0; t.sheet != nil && i < t.count(d); i++ {
		if t.line(d, i).key == key {
			return i
		}
	}
	return -1
}

func (t pageTab) find(s spot) (row, column int) {
	return t.indexOf(rows, s.row), t.indexOf(columns, s.column)
}

// inOrder are the fields that were typed into, as they are read.
func (t pageTab) inOrder(typed map[field]string) []field {
	var list []field
	for cell := range typed {
		list = append(list, cell)
	}
	slices.SortFunc(list, func(x, y field) int {
		xRow, xColumn := t.find(x.spot)
		yRow, yColumn := t.find(y.spot)
		return cmp.Or(cmp.Compare(xRow, yRow), cmp.Compare(xColumn, yColumn), cmp.Compare(x.String(), y.String()))
	})
	return list
}

// rowWords is what a row is known by: its ref, or the first thing it says.
func (t pageTab) rowWords(row int) string {
	words := ""
	if t.ref >= 0 {
		words = t.shown(row, t.ref).text
	}
	for c := 0; c < t.wide && words == ""; c++ {
		words = t.shown(row, c).text
	}
	return words
}

func (t pageTab) rowNamed(row int) string {
	return cmp.Or(clip(t.rowWords(row), 40), fmt.Sprint("row ", row+1))
}

// headed is what a column is called.
func (t pageTab) headed(column int) string {
	words := ""
	if t.heading >= 0 {
		words = clip(t.shown(t.heading, column).text, 40)
	}
	return cmp.Or(words, "column "+columnName(column))
}

// named is what a cell is called: by its column and its row.
func (t pageTab) named(row, column int) string {
	switch {
	case row < 0 && column < 0:
		return "A cell"
	case row < 0:
		return t.headed(column) + ", in a row that is gone"
	case column < 0:
		return t.rowNamed(row) + ", in a column that is gone"
	case row < t.heading, t.heading < 0:
		return rect{row, column, row + 1, column + 1}.a1()
	case row == t.heading:
		return "The heading of column " + columnName(column)
	}
	return t.headed(column) + ", " + t.rowNamed(row)
}

// markOfPlace is a mark of what a cell stands under and beside.
func (t pageTab) markOfPlace(row, column int) string {
	under := ""
	if t.heading >= 0 {
		under = t.shown(t.heading, column).text
	}
	return markOf(under + "\n\n" + t.rowWords(row))
}

// markOfRow is a mark of all that a row says.
func (t pageTab) markOfRow(row int) string {
	var all []string
	for c := range t.wide {
		all = append(all, t.shown(row, c).text)
	}
	return markOf(strings.Join(all, "\n\n"))
}

// clip is the beginning of a text, on one line.
func clip(text string, most int) string {
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

// pageData is what the page shows.
type pageData struct {
	Title, Tab string
	FormTab    string // the tab's key
	Tabs       []pageName
	Columns    []pageColumn
	Rows       []pageRow
	First      spot // the first cell under the headings
	At         spot // where to stand
	Said       string
	Problems   []problem
	Strays     []stray
	Asks       bool // whether a row is to be deleted
	Sortable   bool
	Mark       string // of all that the page shows of the tab
	Cut        int    // how many rows are shown, where that is not all
}

// pageName is a tab.
type pageName struct {
	Key   int
	Title string
	Here  bool
}

// pageDoomed is what a row says that is to be deleted, if whoever asked for it
// means it, and a mark of that.
type pageDoomed struct{ Name, Words, Mark string }

// pageColumn is a column and how wide its contents want it, in characters.
type pageColumn struct {
	Key        int
	Name, Head string
	Width      int
	Pin        bool // it stays in sight: the refs
	Long       bool // some of its cells take more than a line
}

type pageRow struct {
	Key, Number int
	Words       string // what it is known by
	Heading     bool   // the row of the headings, which stays in sight
	Below       bool   // it stands under the headings
	Doomed      *pageDoomed
	Cells       []pageCell
}

type pageCell struct {
	Spot             spot
	Name, Text, Note string
	Fixed            string // why it cannot be typed into
	Field            string // the name of its field in the form
	Kept             bool   // Text was typed and not saved
	Paint            template.CSS
	Span             int // how many columns it takes, 0 for its own
	Lines            int // how many lines it takes, 0 for a field of one line
	Pin, Heading     bool
	At               bool // where to stand
}

// mostFields is how many cells the page shows: a form of more than ten thousand
// fields is not read.
const mostFields = 9000

// lay lays out the tab: what is used of it, and a few empty rows.
func (p *page) lay(out outcome) pageData {
	p.server.mu.Lock()
	defer p.server.mu.Unlock()
	b := p.server.must(p.id).book
	t := b.pageTab(out.tab)
	gone := t.sheet == nil
	if gone {
		t = b.pageTab("")
	}
	data := pageData{
		Title: b.title, Tab: t.title, FormTab: fmt.Sprint(t.id), At: out.at, Sortable: t.heading >= 0,
		Said: out.said, Problems: out.problems, Strays: slices.Clone(out.strays),
	}
	for _, x := range b.sheets {
		if !x.hidden {
			data.Tabs = append(data.Tabs, pageName{x.id, x.title, x == t.sheet})
		}
	}
	for _, x := range slices.Backward(out.problems) { // to end with the first that is still there
		if row, column := t.find(x.At); row >= 0 && column >= 0 {
			data.At = x.At
		}
	}
	high := min(len(t.rows), t.used().bottom+3)
	if most := max(t.heading+2, mostFields/t.wide); high > most {
		high, data.Cut = most, most
	}
	for c := range t.wide {
		data.Columns = append(data.Columns, t.pageColumn(c, high))
	}
	returned, all := map[spot]bool{}, []string{}
	for i := range high {
		line := pageRow{
			Key: t.rows[i].key, Number: i + 1, Words: clip(t.rowWords(i), 40), Heading: i == t.heading,
			Below: i > t.heading && t.heading >= 0,
		}
		if line.Key == out.doomed && !gone {
			line.Doomed, data.Asks = &pageDoomed{t.rowNamed(i), t.rest(i), t.markOfRow(i)}, true
		}
		for c, column := range data.Columns {
			cell := t.pageCell(i, c, column)
			if typed, ok := out.kept[cell.Spot]; ok && !gone && cell.Fixed == "" {
				cell.Text, cell.Kept = typed, true
				cell.Lines = max(cell.Lines, linesOf(typed, column.Width))
			}
			cell.At = cell.Spot == data.At && out.doomed == 0
			all = append(all, cell.Field, cell.Note, cell.Fixed)
			line.Cells = append(line.Cells, cell)
		}
		if i < t.heading {
			line.Cells = spanned(line.Cells)
		}
		for _, cell := range line.Cells {
			returned[cell.Spot] = cell.Kept
		}
		data.Rows = append(data.Rows, line)
	}
	for _, x := range data.Tabs {
		all = append(all, x.Title)
	}
	if first := t.heading + 1; first < high {
		data.First = spot{t.rows[first].key, t.columns[max(t.ref, 0)].key}
	}
	data.Mark = markOf(strings.Join(all, "\n\n"))
	for i, x := range data.Problems {
		if typed, ok := out.kept[x.At]; ok && !returned[x.At] {
			data.Strays = append(data.Strays, stray{x.Of, typed})
			data.Problems[i].At = spot{}
		}
	}
	return data
}

// rest is the beginning of what a row says besides its name.
func (t pageTab) rest(row int) string {
	for c := range t.wide {
		if words := t.shown(row, c).text; words != "" && words != t.rowWords(row) {
			return clip(words, 60)
		}
	}
	return ""
}

// The widths of columns, in characters, and how much a field of one line holds.
const (
	narrowest, widest, widestRef = 8, 36, 9
	oneLine, oneLineRef          = 20, 6
)

// pageColumn measures a column. What stands above the headings makes it no wider.
func (t pageTab) pageColumn(c, high int) pageColumn {
	column := pageColumn{Key: t.columns[c].key, Name: columnName(c), Head: t.headed(c), Width: narrowest, Pin: c == t.ref}
	for i := max(t.heading, 0); i < high; i++ {
		text := t.shown(i, c).text
		size := utf8.RuneCountInString(text)
		column.Width = max(column.Width, min(size+4, widest))
		most := oneLine
		if column.Pin {
			most = oneLineRef
		}
		column.Long = column.Long || i != t.heading && (size > most || strings.ContainsAny(text, "\n\r"))
	}
	if column.Pin {
		column.Width = min(column.Width, widestRef)
	}
	return column
}

// linesOf is about how many lines a text takes, for browsers that do not fit a
// field to what it holds.
func linesOf(text string, width int) int {
	n := 0
	for line := range strings.SplitSeq(asSent(text), "\n") {
		n += 1 + utf8.RuneCountInString(line)/width
	}
	return min(n, 12)
}

func (t pageTab) pageCell(row, column int, in pageColumn) pageCell {
	where := spot{t.rows[row].key, t.columns[column].key}
	shown := t.shown(row, column)
	out := pageCell{
		Spot: where, Name: t.named(row, column), Text: shown.text, Fixed: shown.fixed, Pin: in.Pin, Heading: row == t.heading,
		Field: field{where, markOf(shown.text), t.markOfPlace(row, column)}.String(),
	}
	if in.Long || row <= t.heading {
		out.Lines = linesOf(shown.text, in.Width)
	}
	if c := t.at(row, column); c != nil {
		out.Note = c.note
		if fill := part(c.format, "backgroundColor"); fill != nil {
			out.Paint = paint(fill)
		}
	}
	return out
}

// paint is a fill, and of a dark and a light ink the one that is easier to read
// on it.
func paint(fill object) template.CSS {
	var rgb [3]int
	bright := 0.0 // relative luminance, as WCAG has it
	for i, x := range []struct {
		name  string
		share float64
	}{{"red", 0.2126}, {"green", 0.7152}, {"blue", 0.0722}} {
		n, _ := fill[x.name].(float64)
		n = min(max(n, 0), 1)
		rgb[i] = int(n*255 + 0.5)
		bright += x.share * math.Pow((n+0.055)/1.055, 2.4)
	}
	ink := "#1d2430"
	if bright < 0.215 {
		ink = "#fff"
	}
	return template.CSS(fmt.Sprintf("background:#%02x%02x%02x;color:%s", rgb[0], rgb[1], rgb[2], ink)) //nolint:misspell // as CSS spells it
}

// spanned lets the one text of a row above the headings, a title or a sentence,
// take the row's whole width.
func spanned(cells []pageCell) []pageCell {
	for i, c := range cells {
		if c.Text != "" && !slices.ContainsFunc(cells[i+1:], func(c pageCell) bool { return c.Text != "" || c.Kept }) {
			c.Span, c.Pin = len(cells)-i, false
			return append(cells[:i:i], c)
		}
		if c.Text != "" {
			break
		}
	}
	return cells
}
