package answers

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"actionplan/plan"
	"actionplan/table"
)

// shaken are ways a sheet of questions may look when it comes back.
var shaken = map[string]func(g *table.Grid){
	"sorted the other way": func(g *table.Grid) {
		body := g.Rows[4:]
		cells := make([][]table.Cell, len(body))
		for i := range body {
			cells[len(body)-1-i] = body[i].Cells
		}
		for i := range body {
			body[i].Cells = cells[i]
		}
	},
	"renamed":                 func(g *table.Grid) { g.Sheet = "Copy of Questions (2)" },
	"rows above":              func(g *table.Grid) { shift(g, 7, 0) },
	"columns before":          func(g *table.Grid) { shift(g, 0, 3) },
	"the top cut off":         func(g *table.Grid) { g.Rows = g.Rows[3:] },
	"unanswered rows cut out": func(g *table.Grid) { g.Rows = slices.DeleteFunc(g.Rows, unanswered) },
	"headings in capitals":    func(g *table.Grid) { retype(g, 3, strings.ToUpper) },
	"keys in capitals": func(g *table.Grid) {
		for i := 4; i < len(g.Rows); i++ {
			retypeColumn(g, i, colKey+1, strings.ToUpper)
		}
	},
	"answers in capitals": func(g *table.Grid) {
		for i := 4; i < len(g.Rows); i++ {
			retypeColumn(g, i, colAnswer+1, func(s string) string { return " " + strings.ToUpper(s) + "\u00a0" })
		}
	},
	"a column of notes": func(g *table.Grid) {
		for i := range g.Rows {
			g.Rows[i].Cells = append(g.Rows[i].Cells, table.Cell{Column: 30, Kind: table.CellText, Text: "Answer"})
		}
	},
	"a note under the table": func(g *table.Grid) {
		g.Rows = append(g.Rows, table.Row{Number: 90, Cells: []table.Cell{{Column: 1, Kind: table.CellText, Text: "Sent to the board"}}})
	},
	"headings repeated": func(g *table.Grid) {
		again := g.Rows[3]
		again.Number = 91
		g.Rows = append(g.Rows, again)
	},
}

func shift(g *table.Grid, rows, columns int) {
	for i := range g.Rows {
		g.Rows[i].Number += rows
		for c := range g.Rows[i].Cells {
			g.Rows[i].Cells[c].Column += columns
		}
	}
}

func unanswered(r table.Row) bool {
	if r.Number < 5 {
		return false
	}
	return !slices.ContainsFunc(r.Cells, func(c table.Cell) bool { return c.Column == colAnswer+1 && c.Text != "" })
}

func retype(g *table.Grid, row int, how func(string) string) {
	for c := range g.Rows[row].Cells {
		g.Rows[row].Cells[c].Text = how(g.Rows[row].Cells[c].Text)
	}
}

func retypeColumn(g *table.Grid, row, column int, how func(string) string) {
	for c := range g.Rows[row].Cells {
		if cell := &g.Rows[row].Cells[c]; cell.Column == column && cell.Text != "" {
			cell.Text = how(cell.Text)
		}
	}
}

func TestTolerant(t *testing.T) {
	open := storyQuestions(t)
	data := newCopy(t, open).
		fill(find(t, open, "1.1 due"), yes("Officer")).
		fill(find(t, open, "1.4 rag"), yes("Accept")).
		fill(find(t, open, "1.6"), yes("Let it go")).bytes()
	want := []string{"1.1 due officer", "1.4 rag partner", "1.6 let it go"}
	for name, shake := range shaken {
		grids := gridsOf(t, data)
		shake(&grids[0])
		copied, err := Read("a.xlsx", grids, open)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		taken, left := Resolve([]Copy{copied}, open, noOptions, today)
		if diff := cmp.Diff(want, takes(taken)); diff != "" || len(left) > 0 {
			t.Errorf("%s: left %v, taken (-want +got):\n%s", name, reasons(left), diff)
		}
	}
}

// TestMergedName: somebody merged one name over all rows.
func TestMergedName(t *testing.T) {
	open := storyQuestions(t)
	nameless := yes("Officer")
	nameless.by = ""
	grids := gridsOf(t, newCopy(t, open).fill(find(t, open, "1.1 due"), yes("Officer")).fill(find(t, open, "1.2 progress"), nameless).bytes())
	grids[0].Merges = []table.Range{{Rows: table.Span{First: 5, Last: 9}, Columns: table.Span{First: colBy + 1, Last: colBy + 1}}}
	copied, err := Read("a.xlsx", grids, open)
	if err != nil {
		t.Fatal(err)
	}
	taken, left := Resolve([]Copy{copied}, open, noOptions, today)
	if len(taken) != 2 || taken[1].By != "Head of Improvement" {
		t.Errorf("taken %+v, left %v", taken, reasons(left))
	}
}

// TestRealDates takes a date cell where a date is typed as one, and nothing
// from a cell the spreadsheet could not work out.
func TestRealDates(t *testing.T) {
	open := storyQuestions(t)
	given := yes("Other")
	given.other = "x"
	grids := gridsOf(t, newCopy(t, open).fill(find(t, open, "1.1 due"), given).bytes())
	set := func(column int, cell table.Cell) {
		for c := range grids[0].Rows[4].Cells {
			if at := &grids[0].Rows[4].Cells[c]; at.Column == column+1 {
				cell.Column = at.Column
				*at = cell
			}
		}
	}
	set(colOther, table.Cell{Kind: table.CellDate, Date: table.DayOf(today), Text: "4/2/26", Raw: "46114"})
	copied, _ := Read("a.xlsx", grids, open)
	taken, left := Resolve([]Copy{copied}, open, noOptions, today)
	if len(taken) != 1 || taken[0].Other[plan.FieldDue].Value != today.Value() {
		t.Errorf("taken %+v, left %v", taken, reasons(left))
	}
	set(colBy, table.Cell{Kind: table.CellError, Text: "#NAME?"})
	copied, _ = Read("a.xlsx", grids, open)
	if _, left = Resolve([]Copy{copied}, open, noOptions, today); len(left) != 1 || left[0].Reason != "no name is given" {
		t.Errorf("an error passes for a name: left %v", reasons(left))
	}
}

// TestKeyChanged knows a row without its key by what it shows, while exactly
// that is asked.
func TestKeyChanged(t *testing.T) {
	open := storyQuestions(t)
	for _, changed := range []string{"", "q-1", "yes", strings.Replace(keyOf(open[0]).String(), "q-", "q-2", 1)} {
		c := newCopy(t, open).fill(open[0], yes("Officer"))
		c.set(questionsSheet, colKey, 5, changed)
		back := c.back("a.xlsx")
		taken, left := Resolve([]Copy{back}, open, noOptions, today)
		if diff := cmp.Diff([]string{"1.1 due officer"}, takes(taken)); diff != "" || len(left) > 0 {
			t.Errorf("key %q: left %v, taken (-want +got):\n%s", changed, reasons(left), diff)
		}
		if want := `a.xlsx, sheet "Questions": 1 row without a key, known by what it shows`; !slices.Equal(back.Remarks, []string{want}) {
			t.Errorf("key %q: remarks %q", changed, back.Remarks)
		}
		for _, tc := range []struct {
			column int
			text   string
			want   string
		}{
			{colRef, "1.7", "1.7 due: its row has no key, and no open question looks like it"},
			{colAbout, "status", "1.1 status: its row has no key, and no open question looks like it"},
			{colOfficer, "1 April 2026", "1.1 due: its row has no key, and what it shows is not what is said there now"},
		} {
			c.set(questionsSheet, tc.column, 5, tc.text)
			taken, left := Resolve([]Copy{c.back("a.xlsx")}, open, noOptions, today)
			if len(taken) > 0 || len(left) != 1 || !strings.HasPrefix(reasons(left)[0], tc.want) {
				t.Errorf("key %q and %q: taken %v, left %v", changed, tc.text, takes(taken), reasons(left))
			}
			c.set(questionsSheet, tc.column, 5, map[int]string{colRef: "1.1", colAbout: "due"}[tc.column])
		}
	}
}

// TestKeyOfAnother leaves an answer whose row shows another action or another
// question than its key is of.
func TestKeyOfAnother(t *testing.T) {
	open := columnStory(t)
	for _, tc := range []struct {
		column     int
		text, want string
	}{
		{colRef, "7.7", "7.7 due: its key is of 1.1 due and its row shows 7.7 due"},
		{colAbout, "status and date closed", "1.1 status and date closed: its key is of 1.1 due and its row shows 1.1 status and date closed"},
		{colRef, "", "due: its key is of 1.1 due and its row shows due"},
		{colAbout, "due date\n(Plan!D9)", ""}, // another name for the same column, as another build may have
	} {
		c := newCopy(t, open).fill(find(t, open, "1.1 due"), yes("Officer"))
		c.set(questionsSheet, tc.column, c.rowOf(questionsSheet, keyOf(find(t, open, "1.1 due"))), tc.text)
		taken, left := Resolve([]Copy{c.back("a.xlsx")}, open, noOptions, today)
		switch {
		case tc.want == "" && (len(taken) != 1 || len(left) > 0):
			t.Errorf("%q: taken %v, left %v", tc.text, takes(taken), reasons(left))
		case tc.want != "" && (len(taken) > 0 || len(left) != 1 || !strings.HasPrefix(reasons(left)[0], tc.want)):
			t.Errorf("%q: taken %v, left %v, want %s", tc.text, takes(taken), reasons(left), tc.want)
		}
	}
}

func TestNamesFilledDown(t *testing.T) {
	open := storyQuestions(t)
	c := newCopy(t, open)
	for _, q := range open {
		c.fill(q, filled{by: "Head of Improvement"})
	}
	if copied := c.back("a.xlsx"); len(copied.Answers) > 0 {
		t.Errorf("a name alone is taken for an answer: %+v", copied.Answers)
	}
}

func TestNoCopy(t *testing.T) {
	_, err := Read("plan.xlsx", []table.Grid{{Sheet: "Plan", Rows: []table.Row{{Number: 1, Cells: []table.Cell{{Column: 1, Kind: table.CellText, Text: "Answer"}}}}}}, nil)
	if want := `read decisions plan.xlsx: it is no workbook of questions: no sheet has a row of headings with "Answer" and "Key: leave as it is"`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestLeftSays(t *testing.T) {
	l := Left{Answer{Question: "2.3 due", File: "a.xlsx", Cell: plan.Cell{Sheet: questionsSheet, Row: 7, Column: 8}}, "no name is given"}
	if got, want := l.String(), "a.xlsx, Questions!H7: 2.3 due: no name is given"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
