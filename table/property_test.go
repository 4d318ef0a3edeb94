package table_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"actionplan/plan"
	"actionplan/table"
)

// A drawnPlan is a plan that some officer could have: columns in any order,
// rows with gaps between them.
type drawnPlan struct {
	columns []drawnColumn
	rows    [][]table.Cell // by row, then by column; Column not yet set
}

type drawnColumn struct {
	heading string
	field   plan.Field
}

var drawnColumns = []drawnColumn{
	{"Ref", "ref"}, {"What we will do", "action"}, {"Lead officer", "lead"}, {"By when", "due"}, {"RAG rating", "rag"},
	{"Progress to date", "progress"}, {"Impact", "outcome"}, {"Directorate", "x:directorate"}, {"Notes", "x:notes"},
}

func drawPlan(t *rapid.T) drawnPlan {
	var p drawnPlan
	p.columns = slices.Clone(drawnColumns[:rapid.IntRange(3, len(drawnColumns)).Draw(t, "columns")])
	for n := range rapid.IntRange(1, 12).Draw(t, "rows") {
		row := make([]table.Cell, len(p.columns))
		for i, c := range p.columns {
			row[i] = drawValue(t, c.field, n)
		}
		p.rows = append(p.rows, row)
	}
	return p
}

func drawValue(t *rapid.T, f plan.Field, n int) table.Cell {
	text := func(s string) table.Cell { return table.Cell{Kind: table.CellText, Text: s, Raw: s} }
	switch f {
	case "ref":
		return text(fmt.Sprintf("%d.%d", n/5+1, n%5+1))
	case "action":
		return text(rapid.SampledFrom([]string{"Review thresholds", "Train every manager", "Audit casework"}).Draw(t, "action"))
	case "lead":
		return text(rapid.SampledFrom([]string{"Head of Service", "Team Manager"}).Draw(t, "lead"))
	case "due":
		return text(rapid.SampledFrom([]string{"31/3/26", "30 April 2026", "2026-05-31", "Ongoing", "TBC"}).Draw(t, "due"))
	case "rag":
		return rapid.SampledFrom([]table.Cell{text("Red"), text("amber"), text("G"), {Fill: "00B050"}, {}}).Draw(t, "rag")
	}
	return rapid.SampledFrom([]table.Cell{text("Begun,\nas agreed"), text(" 12 "), {}, text("N/A")}).Draw(t, "words")
}

// layout is where a plan stands on its sheet.
type layout struct {
	above, left int
	order       []int        // of the columns
	gaps        map[int]bool // rows with a blank one before them
	title       bool
}

func (p drawnPlan) grid(l layout) table.Grid {
	g := table.Grid{Sheet: "Plan"}
	if l.title && l.above > 1 {
		g.Rows = append(g.Rows, table.Row{Number: 1, Cells: []table.Cell{{Column: 1 + l.left, Kind: table.CellText, Text: "Children's Services Improvement Plan"}}})
	}
	head := table.Row{Number: l.above + 1}
	for i, from := range l.order {
		head.Cells = append(head.Cells, table.Cell{Column: l.left + i + 1, Kind: table.CellText, Text: p.columns[from].heading})
	}
	g.Rows = append(g.Rows, head)
	number := head.Number
	for n, values := range p.rows {
		number++
		if l.gaps[n] {
			number++
		}
		row := table.Row{Number: number}
		for i, from := range l.order {
			c := values[from]
			c.Column = l.left + i + 1
			row.Cells = append(row.Cells, c)
		}
		g.Rows = append(g.Rows, row)
	}
	return g
}

func (p drawnPlan) plainLayout() layout {
	var l layout
	for i := range p.columns {
		l.order = append(l.order, i)
	}
	return l
}

func drawLayout(t *rapid.T, p drawnPlan) layout {
	l := layout{
		above: rapid.IntRange(0, 22).Draw(t, "above"), left: rapid.IntRange(0, 4).Draw(t, "left"),
		title: rapid.Bool().Draw(t, "title"), gaps: map[int]bool{},
	}
	l.order = rapid.Permutation(p.plainLayout().order).Draw(t, "order")
	for n := range p.rows {
		l.gaps[n] = rapid.IntRange(0, 3).Draw(t, "gap") == 0
	}
	return l
}

// said is what a plan says, wherever it stands.
func said(t *rapid.T, g table.Grid) []map[plan.Field]plan.Value {
	p, err := table.Read("plan.xlsx", []table.Grid{g}, table.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var all []map[plan.Field]plan.Value
	for _, a := range p.Actions {
		values := map[plan.Field]plan.Value{}
		for f, e := range a.All() {
			values[f] = e.Value
		}
		all = append(all, values)
	}
	return all
}

// TestWhereaboutsDoNotMatter moves a plan about its sheet, with titles over
// it, blank rows in it and its columns in another order: it says the same.
func TestWhereaboutsDoNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPlan(t)
		plain, moved := said(t, p.grid(p.plainLayout())), said(t, p.grid(drawLayout(t, p)))
		if len(plain) != len(p.rows) {
			t.Fatalf("%d rows were read as %d actions", len(p.rows), len(plain))
		}
		if diff := cmp.Diff(plain, moved); diff != "" {
			t.Fatalf("-plain +moved:\n%s", diff)
		}
	})
}

// TestEveryCellIsAddressed reads a plan anywhere on its sheet and looks every
// value up again in the cell it is said to stand in.
func TestEveryCellIsAddressed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		drawn := drawPlan(t)
		g := drawn.grid(drawLayout(t, drawn))
		p, err := table.Read("plan.xlsx", []table.Grid{g}, table.Options{})
		if err != nil {
			t.Fatal(err)
		}
		ids := map[plan.ID]bool{}
		for _, a := range p.Actions {
			if ids[a.ID] {
				t.Fatalf("two actions are %s", a.ID)
			}
			ids[a.ID] = true
			for f, e := range a.All() {
				if got := textAt(g, e.Cell); got != e.Typed {
					t.Fatalf("%s of %s is %q, but %v says %q", f, a.Ref, e.Typed, e.Cell, got)
				}
			}
		}
	})
}

func textAt(g table.Grid, at plan.Cell) string {
	for _, row := range g.Rows {
		for _, c := range row.Cells {
			if row.Number == at.Row && c.Column == at.Column {
				return c.Text
			}
		}
	}
	return ""
}

// TestAnyGrid reads sheets of anything anywhere: nothing stops the reader,
// and what it says holds together.
func TestAnyGrid(t *testing.T) {
	words := []string{
		"Ref", "Action", "Lead officer", "Due", "Status", "RAG", "Theme", "Notes", "Progress", "Total", "1", "1.1", "R2", "viii", "Red", "Ongoing",
		"3/4/26", "Review thresholds across the service", "Note: see over", "Start", "End", "${ref}", "N/A", "\u00a0", "Owner:", "Example", "No", "Impact", "Likelihood",
	}
	rapid.Check(t, func(t *rapid.T) {
		g := table.Grid{Sheet: rapid.SampledFrom([]string{"Plan", "Key", "Example", "Year 1"}).Draw(t, "sheet"), Hidden: rapid.Bool().Draw(t, "hidden")}
		number := 0
		for range rapid.IntRange(0, 14).Draw(t, "rows") {
			number += rapid.SampledFrom([]int{1, 1, 1, 1, 2, 5, 1000}).Draw(t, "step")
			row := table.Row{Number: number, Hidden: rapid.SampledFrom([]table.Hiding{table.Shows, table.ByHand, table.ByFilter, table.ByFold}).Draw(t, "hidden row")}
			for column := 1; column <= 8; column++ {
				c := table.Cell{Column: column, Kind: table.CellKind(rapid.SampledFrom([]int{0, 1, 1, 1, 1, 2, 3, 4, 5}).Draw(t, "kind"))}
				if c.Kind != table.CellEmpty {
					c.Text = rapid.SampledFrom(words).Draw(t, "text")
					c.Raw, c.Formula = c.Text, rapid.IntRange(0, 9).Draw(t, "formula") == 0
				}
				row.Cells = append(row.Cells, c)
			}
			g.Rows = append(g.Rows, row)
		}
		for range rapid.IntRange(0, 6).Draw(t, "merges") {
			top, left := rapid.IntRange(1, 14).Draw(t, "top"), rapid.IntRange(1, 8).Draw(t, "left")
			g.Merges = append(g.Merges, table.Range{
				Rows:    table.Span{First: top, Last: top + rapid.IntRange(0, 3).Draw(t, "high")},
				Columns: table.Span{First: left, Last: left + rapid.IntRange(0, 9).Draw(t, "wide")},
			})
		}
		p, err := table.Read("x", []table.Grid{g}, table.Options{})
		if err != nil {
			return
		}
		holdsTogether(t, p)
	})
}

func holdsTogether(t *rapid.T, p plan.Plan) {
	fields := map[string]map[plan.Field]bool{}
	for _, c := range p.Columns {
		if fields[c.Table] == nil {
			fields[c.Table] = map[plan.Field]bool{}
		}
		if fields[c.Table][c.Field] {
			t.Fatalf("table %s has two columns of %s", c.Table, c.Field)
		}
		fields[c.Table][c.Field] = true
	}
	tables := map[string]plan.Table{}
	for _, tab := range p.Tables {
		tables[tab.Name] = tab
	}
	for _, a := range p.Actions {
		tab := tables[a.Table]
		if a.Row <= tab.Header || a.Row < tab.First || a.Row > tab.Last {
			t.Fatalf("row %d is no row of %+v", a.Row, tab)
		}
		for f, e := range a.All() {
			if e.Cell.Row == 0 || e.Cell.Column == 0 || e.Value.Kind == plan.KindAbsent {
				t.Fatalf("%s of row %d is %+v", f, a.Row, e)
			}
			if f != plan.FieldTheme && !fields[a.Table][f] {
				t.Fatalf("row %d says %s, which is no column", a.Row, f)
			}
		}
	}
}
