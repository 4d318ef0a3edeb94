package sheetstest

import (
	"fmt"
	"net/http"
	"strconv"
	"time"
	"unicode/utf16"
)

// Book is a spreadsheet to put on a server.
type Book struct {
	ID     string
	Title  string // "Practice sheet" where it is empty
	Locale string // en_US where it is empty, as Google's own new ones are
	Zone   string // Etc/GMT where it is empty
	Tabs   []Tab
}

// Tab is one tab of a new spreadsheet.
type Tab struct {
	ID    int
	Title string // Sheet1 and so on where it is empty
	// Rows are the cells from A1 on: text, numbers, true and false as they
	// are (a text is never parsed), nil or "" for an empty cell, and
	// [Date], [Formula] and [Noted] for what a plain value cannot say.
	Rows [][]any
	// RowCount and ColumnCount are the grid's size; 0 for 1000 and 26, and
	// never less than the cells need.
	RowCount, ColumnCount int
	FrozenRows            int
	Hidden                bool
}

// Date is a cell that holds a real date, shown by a pattern such as
// dd/mm/yyyy; an empty pattern leaves it to the locale.
type Date struct {
	Day     time.Time
	Pattern string
}

// Formula is a cell that holds a formula, and what it shows.
type Formula struct {
	Text   string // with its =
	Result any    // a text, a number, a truth, or a Date
}

// Chip is a cell whose text holds smart chips: each stands in the text as an @,
// and the sheet shows something else for it.
type Chip struct {
	Text  string   // what was entered: "Ask @ about it"
	Shown string   // what the sheet shows: "Ask Jo Bell about it"
	Email []string // the people the chips stand for, in their order; "" for a file
}

// Linked is a cell of text some words of which lead somewhere.
type Linked struct {
	Text     string
	From, To int // the words that are a link, in UTF-16 units
	Address  string
}

// Lettered is a cell in letters of its own.
type Lettered struct {
	Value        any
	Bold, Struck bool
}

// StruckWords is a text of which some words are struck out.
type StruckWords struct {
	Text     string
	From, To int // the words that are, in UTF-16 units
}

// Filled is a cell with a fill, as RRGGBB.
type Filled struct {
	Value any
	Fill  string
}

// Ruled is a cell with a rule for what may be typed: a drop-down of words, or
// with none a checkbox.
type Ruled struct {
	Value  any
	Words  []string
	Strict bool
}

// Noted is a cell with a note.
type Noted struct {
	Value any
	Note  string
}

// Add puts a spreadsheet on the server. It panics where the book has a cell
// no sheet can hold, which is a mistake in the test.
func (s *Server) Add(b Book) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.add(b)
}

func (d *drive) add(b Book) *file {
	now := d.clock.Now()
	w := &workbook{
		platform: d.platform,
		id:       b.ID, title: or(b.Title, "Practice sheet"), locale: or(b.Locale, "en_US"), zone: or(b.Zone, "Etc/GMT"),
		properties: object{"autoRecalc": "ON_CHANGE", "defaultFormat": defaultFormat(), "spreadsheetTheme": defaultTheme()},
	}
	for i, t := range b.Tabs {
		w.sheets = append(w.sheets, t.sheet(i))
	}
	if len(w.sheets) == 0 {
		w.sheets = []*sheet{newSheet(0, "Sheet1", 1000, 26)}
	}
	f := &file{id: b.ID, book: w, created: now, modified: now, version: 1}
	d.files = append(d.files, f)
	return f
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// sheet makes the tab. A second tab without an id of its own gets one.
func (t Tab) sheet(index int) *sheet {
	id := t.ID
	if id == 0 && index > 0 {
		id = index
	}
	high, wide := t.RowCount, t.ColumnCount
	if high == 0 {
		high = 1000
	}
	if wide == 0 {
		wide = 26
	}
	high = max(high, len(t.Rows))
	for _, line := range t.Rows {
		wide = max(wide, len(line))
	}
	x := newSheet(id, or(t.Title, fmt.Sprintf("Sheet%d", index+1)), high, wide)
	x.hidden = t.Hidden
	if t.FrozenRows > 0 {
		x.grid["frozenRowCount"] = float64(t.FrozenRows)
	}
	for i, line := range t.Rows {
		for j, v := range line {
			x.set(i, j, cellFrom(v))
		}
	}
	return x
}

// cellFrom makes a cell of a fixture's value.
func cellFrom(v any) *cell {
	switch v := v.(type) {
	case Date:
		nf := object{"type": "DATE"}
		if v.Pattern != "" {
			nf["pattern"] = v.Pattern
		}
		day := time.Date(v.Day.Year(), v.Day.Month(), v.Day.Day(), 0, 0, 0, 0, time.UTC)
		return &cell{entered: numberValue(serialOf(day)), format: object{"numberFormat": nf}}
	case Formula:
		if day, ok := v.Result.(Date); ok {
			shown := cellFrom(day)
			return &cell{entered: value{kind: formula, text: v.Text}, result: shown.entered, auto: numberFormat(shown.format)}
		}
		result, ok := valueOf(v.Result)
		if !ok {
			panic(fmt.Sprintf("sheetstest: a formula cannot show a %T", v.Result))
		}
		return &cell{entered: value{kind: formula, text: v.Text}, result: result.orError()}
	case Chip:
		return v.cell()
	case Linked:
		c := &cell{entered: textValue(v.Text), runs: runsOf(v.Text, v.From, v.To, object{"link": object{"uri": v.Address}})}
		if v.From == 0 && v.To == len(v.Text) {
			c.link = v.Address
		}
		return c
	case StruckWords:
		return &cell{entered: textValue(v.Text), runs: runsOf(v.Text, v.From, v.To, object{"strikethrough": true})}
	case Lettered:
		letters := object{}
		if v.Bold {
			letters["bold"] = true
		}
		if v.Struck {
			letters["strikethrough"] = true
		}
		return formatted(v.Value, "textFormat", letters)
	case Filled:
		return formatted(v.Value, "backgroundColor", rgb(v.Fill))
	case Ruled:
		c := *cellFrom(v.Value)
		condition := object{"type": "BOOLEAN"}
		if len(v.Words) > 0 {
			var words []any
			for _, word := range v.Words {
				words = append(words, object{"userEnteredValue": word})
			}
			condition = object{"type": "ONE_OF_LIST", "values": words}
		}
		c.rule = object{"condition": condition, "showCustomUi": true}
		if v.Strict {
			c.rule["strict"] = true
		}
		return &c
	case Noted:
		c := *cellFrom(v.Value)
		c.note = v.Note
		return &c
	}
	entered, ok := valueOf(v)
	if !ok {
		panic(fmt.Sprintf("sheetstest: a cell cannot hold a %T", v))
	}
	return &cell{entered: entered}
}

// formatted is the cell of a value with one more of its format.
func formatted(value any, name string, format object) *cell {
	c := *cellFrom(value)
	c.format = clone(c.format)
	if c.format == nil {
		c.format = object{}
	}
	c.format[name] = format
	c.format = styled(c.format)
	return &c
}

// runsOf are the runs of a text of which some words have a format of their own.
func runsOf(text string, from, to int, format object) (runs []any) {
	if from > 0 {
		runs = append(runs, object{})
	}
	runs = append(runs, object{"startIndex": float64(from), "format": format})
	if to < len(utf16.Encode([]rune(text))) {
		runs = append(runs, object{"startIndex": float64(to)})
	}
	return runs
}

func (v Chip) cell() *cell {
	c := &cell{entered: textValue(v.Text), result: textValue(v.Shown)}
	n := 0
	for i, r := range utf16.Encode([]rune(v.Text)) {
		if r != '@' || n >= len(v.Email) {
			continue
		}
		if len(c.chips) == 0 && i > 0 {
			c.chips = append(c.chips, object{"chip": object{}})
		}
		chip := object{"personProperties": object{"email": v.Email[n], "displayFormat": "DEFAULT"}}
		if v.Email[n] == "" {
			chip = object{"richLinkProperties": object{"uri": "https://docs.google.com/document/d/practice", "mimeType": "application/vnd.google-apps.document"}}
		}
		n++
		run := object{"chip": chip}
		if i > 0 {
			run["startIndex"] = float64(i)
		}
		c.chips = append(c.chips, run, object{"startIndex": float64(i + 1), "chip": object{}})
	}
	return c
}

// rgb is a colour written as RRGGBB.
func rgb(hex string) object {
	n, err := strconv.ParseUint(hex, 16, 32)
	if err != nil || len(hex) != 6 {
		panic(fmt.Sprintf("sheetstest: %q is no colour", hex))
	}
	return object{"red": float64(n>>16) / 255, "green": float64(n>>8&255) / 255, "blue": float64(n&255) / 255}
}

// AddWorkbook puts an Excel file on the server's Drive: the Sheets API answers
// for it that the operation is not supported.
func (s *Server) AddWorkbook(id, title string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.add(Book{ID: id, Title: title}).workbook = true
}

// Withdraw takes everybody's access to a spreadsheet away.
func (s *Server) Withdraw(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.must(id).private = true
}

// must is a file of the server. It panics where there is none: the test named
// it.
func (d *drive) must(id string) *file {
	f := d.file(id)
	if f == nil {
		panic(fmt.Sprintf("sheetstest: no spreadsheet %q", id))
	}
	return f
}

// Shown lists what a tab's cells show, from A1 on, without empty cells and
// rows at the end.
func (s *Server) Shown(id, tab string) [][]string {
	s.mu.Lock()
	defer s.mu.Unlock()
	b, x := s.tab(id, tab)
	used := x.used()
	out := make([][]string, used.bottom)
	for i := range out {
		for j := range used.right {
			c := x.at(i, j)
			if c == nil || c.entered.kind == none {
				continue
			}
			v, bad := b.json(c, render{})
			if bad != nil {
				v = bad.message
			}
			for len(out[i]) < j {
				out[i] = append(out[i], "")
			}
			out[i] = append(out[i], fmt.Sprint(v))
		}
	}
	return out
}

func (d *drive) tab(id, tab string) (*workbook, *sheet) {
	b := d.must(id).book
	x := b.titled(tab)
	if x == nil {
		panic(fmt.Sprintf("sheetstest: no tab %q", tab))
	}
	return b, x
}

// Cell is what stands in a cell.
type Cell struct {
	Entered any    // nil, a text, a float64, a bool; a formula as its text
	Formula bool   // what was entered is a formula
	Shown   string // as a person sees it
	Note    string
	Format  string // the number format's type: DATE and so on, or empty
	Pattern string // the number format's pattern, if it has one
	Rule    bool   // it has a validation rule
	Fill    string // its own fill as RRGGBB, or empty
	Chips   int    // how many smart chips it holds
	Links   int    // how many runs of its words lead somewhere
}

// Cell looks at one cell, such as "Plan!F12".
func (s *Server) Cell(id, a1 string) Cell {
	s.mu.Lock()
	defer s.mu.Unlock()
	b := s.must(id).book
	a, bad := b.locate(a1)
	if bad != nil {
		panic("sheetstest: " + bad.message)
	}
	c := a.sheet.at(a.rect.top, a.rect.left)
	if c == nil {
		return Cell{}
	}
	out := Cell{
		Formula: c.entered.kind == formula, Note: c.note, Rule: c.rule != nil,
		Format: text(numberFormat(c.format), "type"), Pattern: text(numberFormat(c.format), "pattern"),
	}
	if fill := part(c.format, "backgroundColor"); fill != nil {
		step := func(name string) int { n, _ := fill[name].(float64); return int(n*255 + 0.5) }
		out.Fill = fmt.Sprintf("%02X%02X%02X", step("red"), step("green"), step("blue"))
	}
	for _, run := range c.chips {
		if len(part(run.(object), "chip")) > 0 {
			out.Chips++
		}
	}
	for _, run := range c.runs {
		if has(part(run.(object), "format"), "link") {
			out.Links++
		}
	}
	out.Entered, _ = b.json(c, render{value: formulaText})
	if shown, bad := b.json(c, render{}); bad == nil && shown != nil {
		out.Shown = fmt.Sprint(shown)
	}
	return out
}

// Metadatum is a piece of developer metadata and where it hangs.
type Metadatum struct {
	ID         int
	Key, Value string
	Where      string // SPREADSHEET, SHEET, ROW or COLUMN
	Tab        string
	Index      int // of the row or column, from 0
}

// Metadata lists a spreadsheet's developer metadata.
func (s *Server) Metadata(id string) []Metadatum {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.must(id).book.allMetadata()
}

func (b *workbook) allMetadata() (out []Metadatum) {
	b.places(func(m *metadatum, p place) {
		x := Metadatum{ID: m.id, Key: m.key, Value: m.value, Where: p.kind(), Index: p.index}
		if p.sheet != nil {
			x.Tab = p.sheet.title
		}
		out = append(out, x)
	})
	return out
}

var _ http.Handler = (*Server)(nil)
