package meant

import (
	"maps"
	"slices"
	"time"
	"unicode/utf16"

	"actionplan/sheets/sheetstest"
)

// Google puts the book on a practice server as a Google Sheet that came of
// importing it: the same tabs, cells, merges and rows hidden by hand. A filter
// there is the tab's one basic filter.
func (b Book) Google(server *sheetstest.Server, id string) {
	tabs := make([]sheetstest.Tab, len(b.Sheets))
	for i, s := range b.Sheets {
		tabs[i] = s.tab()
		tabs[i].ID = i
	}
	server.Add(sheetstest.Book{ID: id, Title: "Partners' copy", Locale: "en_GB", Zone: "Europe/London", Tabs: tabs})
	for _, s := range b.Sheets {
		server.Do(id, s.done()...)
	}
}

// tab is the sheet's cells as a Google Sheet holds them.
func (s *Sheet) tab() sheetstest.Tab {
	const spare = 20 // rows below the last that says anything
	t := sheetstest.Tab{Title: s.Name, RowCount: s.Last() + spare, Rows: make([][]any, s.Last())}
	for _, at := range s.inOrder() {
		line := t.Rows[at.Row-1]
		for len(line) < at.Column {
			line = append(line, nil)
		}
		line[at.Column-1] = s.Cells[at].google()
		t.Rows[at.Row-1] = line
	}
	return t
}

// done is what a person has done to the sheet beyond typing.
func (s *Sheet) done() (edits []sheetstest.Edit) {
	in := func(b Box) string { return "'" + s.Name + "'!" + b.String() }
	for _, m := range s.Merges {
		edits = append(edits, sheetstest.Merge(in(m)))
	}
	if s.Filter != (Box{}) {
		edits = append(edits, sheetstest.Filter(in(s.Filter), slices.Sorted(maps.Keys(s.Filtered))...))
	}
	for row := range s.Hidden {
		edits = append(edits, sheetstest.HideRow(s.Name, row))
	}
	return edits
}

// google is the cell as a Google Sheet holds it.
func (c Cell) google() any {
	v := c.typed()
	if c.Bold || c.Struck {
		v = sheetstest.Lettered{Value: v, Bold: c.Bold, Struck: c.Struck}
	}
	if c.Fill != "" {
		v = sheetstest.Filled{Value: v, Fill: c.Fill}
	}
	return v
}

// typed is what stands in the cell.
func (c Cell) typed() any {
	switch {
	case c.Ticked != nil:
		return sheetstest.Ruled{Value: *c.Ticked}
	case c.IsNumber && c.Format != "": // a number with a format is a day
		return sheetstest.Date{Day: time.Date(1899, 12, 30+int(c.Number), 0, 0, 0, 0, time.UTC), Pattern: c.Format}
	case c.IsNumber:
		return c.Number
	case len(c.Runs) > 0:
		return c.struckWords()
	}
	return c.Text
}

// struckWords is a text in pieces of which one is struck.
func (c Cell) struckWords() sheetstest.StruckWords {
	w := sheetstest.StruckWords{Text: c.Text}
	at := 0
	for _, r := range c.Runs {
		from := at
		at += len(utf16.Encode([]rune(r.Text)))
		if r.Struck {
			w.From, w.To = from, at
		}
	}
	return w
}
