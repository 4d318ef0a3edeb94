package answers

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"actionplan/table"
)

// harm is something that people do to the sheet of questions.
type harm struct {
	name string
	do   func(rt *rapid.T, m *mangledSheet)
}

// mangledSheet is a copy that is being mangled. What somebody types besides
// the answers is counted, so that each text can be asked for afterwards.
type mangledSheet struct {
	grids []table.Grid
	notes []string
}

func (m *mangledSheet) rows() []table.Row { return m.grids[0].Rows }

func (m *mangledSheet) note() string {
	m.notes = append(m.notes, fmt.Sprintf("remark %d of mine", len(m.notes)))
	return m.notes[len(m.notes)-1]
}

// headed is the index of the row of headings; -1 where it is gone.
func (m *mangledSheet) headed() int {
	return slices.IndexFunc(m.rows(), func(r table.Row) bool { l, _ := layoutOf(r); return l != nil })
}

// filled reports whether somebody typed into a row.
func filledIn(r table.Row) bool {
	return slices.ContainsFunc(r.Cells, func(c table.Cell) bool { return strings.HasPrefix(c.Text, "because ") })
}

func indexes(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	return list
}

func (m *mangledSheet) put(row, column int, text string) {
	r := &m.rows()[row]
	r.Cells = slices.DeleteFunc(r.Cells, func(c table.Cell) bool { return c.Column == column })
	r.Cells = append(r.Cells, table.Cell{Column: column, Kind: table.CellText, Text: text})
	slices.SortFunc(r.Cells, func(a, b table.Cell) int { return a.Column - b.Column })
}

func (m *mangledSheet) last() int {
	most := 0
	for _, r := range m.rows() {
		for _, c := range r.Cells {
			most = max(most, c.Column)
		}
	}
	return most
}

var harms = []harm{
	{"a heading renamed or cleared", func(rt *rapid.T, m *mangledSheet) {
		column := rapid.IntRange(1, 12).Draw(rt, "heading")
		if at := m.headed(); at >= 0 && !slices.ContainsFunc(m.rows()[at].Cells, func(c table.Cell) bool { return c.Column == column && strings.HasSuffix(c.Text, " of mine") }) {
			m.put(at, column, rapid.SampledFrom([]string{"", "Our view", "Notes", "Key"}).Draw(rt, "name"))
		}
	}},
	{"a column deleted that nobody filled in", func(rt *rapid.T, m *mangledSheet) {
		column := rapid.IntRange(1, m.last()).Draw(rt, "column")
		typed := func(c table.Cell) bool {
			return c.Column == column && (c.Text == "Officer" || c.Text == "Partner" || c.Text == "Director" || strings.HasPrefix(c.Text, "because ") || strings.HasSuffix(c.Text, " of mine"))
		}
		for _, r := range m.rows() {
			if slices.ContainsFunc(r.Cells, typed) {
				return
			}
		}
		for i := range m.rows() {
			r := &m.rows()[i]
			r.Cells = slices.DeleteFunc(r.Cells, func(c table.Cell) bool { return c.Column == column })
			for k := range r.Cells {
				if r.Cells[k].Column > column {
					r.Cells[k].Column--
				}
			}
		}
	}},
	{"a column of notes put in", func(rt *rapid.T, m *mangledSheet) {
		column := rapid.IntRange(1, m.last()+1).Draw(rt, "column")
		for i := range m.rows() {
			for k := range m.rows()[i].Cells {
				if c := &m.rows()[i].Cells[k]; c.Column >= column {
					c.Column++
				}
			}
		}
		m.put(rapid.IntRange(0, len(m.rows())-1).Draw(rt, "row"), column, m.note())
	}},
	{"a row deleted that nobody filled in", func(rt *rapid.T, m *mangledSheet) {
		at := rapid.IntRange(0, len(m.rows())-1).Draw(rt, "row")
		if r := m.rows()[at]; len(m.rows()) > 2 && !filledIn(r) && !slices.ContainsFunc(r.Cells, func(c table.Cell) bool { return strings.HasSuffix(c.Text, " of mine") }) {
			m.grids[0].Rows = slices.Delete(m.rows(), at, at+1)
		}
	}},
	{"the rows sorted", func(rt *rapid.T, m *mangledSheet) {
		from := m.headed() + 1
		body := m.rows()[from:]
		cells := make([][]table.Cell, len(body))
		for i, r := range body {
			cells[i] = r.Cells
		}
		at := rapid.Permutation(indexes(len(body))).Draw(rt, "order")
		for i := range body {
			body[i].Cells = cells[at[i]]
		}
	}},
	{"the keys sorted apart", func(rt *rapid.T, m *mangledSheet) {
		var keys []*table.Cell
		for i := range m.rows() {
			for k := range m.rows()[i].Cells {
				if c := &m.rows()[i].Cells[k]; readKey(c.Text) != (key{}) {
					keys = append(keys, c)
				}
			}
		}
		texts := make([]string, len(keys))
		for i, c := range keys {
			texts[i] = c.Text
		}
		for i, text := range rapid.Permutation(texts).Draw(rt, "keys") {
			keys[i].Text = text
		}
	}},
	{"a row cut to a sheet of its own", func(rt *rapid.T, m *mangledSheet) {
		at := rapid.IntRange(0, len(m.rows())-1).Draw(rt, "row")
		row := m.rows()[at]
		m.grids[0].Rows = slices.Delete(m.rows(), at, at+1)
		m.grids = append(m.grids, table.Grid{Sheet: fmt.Sprintf("Mine %d", len(m.grids)), Rows: []table.Row{row}})
		if len(m.grids[0].Rows) == 0 {
			m.grids[0].Rows = []table.Row{{Number: 1, Cells: []table.Cell{{Column: 1, Kind: table.CellText, Text: "Decisions: of then"}}}}
		}
	}},
	{"a note beside the table", func(rt *rapid.T, m *mangledSheet) {
		m.put(rapid.IntRange(0, len(m.rows())-1).Draw(rt, "row"), m.last()+rapid.IntRange(1, 3).Draw(rt, "off"), m.note())
	}},
}

// TestNothingTypedIsLost mangles a copy in random ways. Whatever becomes of it,
// each answer is taken for the question it was given to or handed back, every
// other text is handed back, and nothing is decided that nobody answered.
func TestNothingTypedIsLost(t *testing.T) {
	open := storyQuestions(t)
	c := newCopy(t, open)
	given := map[string]string{} // the decision that each reason belongs to
	for _, tc := range []struct{ key, answer, take string }{
		{"1.1 due", "Officer", "officer"}, {"1.2 progress", "Partner", "partner"}, {"1.6", "Let it go", "let it go"}, {"1.8", "Add", "add"},
	} {
		why := "because of " + tc.key
		c.fill(find(t, open, tc.key), filled{answer: tc.answer, why: why, by: "Director"})
		given[why] = tc.key + " " + tc.take
	}
	data := c.bytes()
	took := 0
	rapid.Check(t, func(rt *rapid.T) {
		m := &mangledSheet{grids: gridsOf(t, data)[:1]}
		for range rapid.IntRange(1, 5).Draw(rt, "harms") {
			h := harms[rapid.IntRange(0, len(harms)-1).Draw(rt, "harm")]
			rt.Log(h.name)
			h.do(rt, m)
		}
		back, err := Read("a.xlsx", m.grids, open)
		if err != nil {
			return // it is left as it is, and nothing was taken
		}
		decisions, left := Resolve([]Copy{back}, open, noOptions, today)
		handed := map[string]bool{}
		for _, d := range decisions {
			if got := d.Question.String() + " " + string(d.Take); given[d.Why] != got || d.By != "Director" {
				rt.Fatalf("%q was decided %s by %q", d.Why, got, d.By)
			}
			// What stands in place of the column of other texts is read as one.
			handed[d.Why], handed[string(d.Ref)] = true, true
			took++
		}
		for _, l := range left {
			handed[l.Chosen], handed[l.Other], handed[l.Why], handed[l.By] = true, true, true, true
		}
		more := false // texts that are counted rather than told
		for _, n := range back.Notes {
			handed[n.Text] = true
			more = more || strings.Contains(n.Why, "more texts") || strings.Contains(n.Why, "texts was read")
		}
		for _, text := range m.notes {
			if slices.ContainsFunc(back.Remarks, func(r string) bool { return strings.Contains(r, text) }) {
				handed[text] = true
			}
		}
		for why := range given {
			if !handed[why] && !more {
				rt.Fatalf("%q is lost: %v, %v", why, reasons(left), back.Notes)
			}
		}
		for _, text := range m.notes {
			if !handed[text] && !more && !slices.ContainsFunc(left, func(l Left) bool { return strings.Contains(l.Question, text) }) {
				rt.Fatalf("%q is lost: %v, %v", text, reasons(left), back.Notes)
			}
		}
	})
	if took == 0 {
		t.Error("no answer was ever taken")
	}
}
