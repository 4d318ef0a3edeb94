package table_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"actionplan/plan"
	"actionplan/table"
)

// draw makes a grid from a drawing: a line for each row, its number, then its
// cells from column A, parted by |. A cell is text, or
//
//	#1.10        a number as its format shows it
//	@2026-03-31  a date, shown as 31/03/2026
//	=text        what a formula gives
//	!REF!        an error
//	^ and <      merged with the cell above, or to the left
//	Red ~FF0000  filled with a colour; ~FF0000 alone is an empty cell
//
// "6 hidden | …" is a hidden row, and "hidden C" a hidden column.
func draw(t testing.TB, sheet, drawing string) table.Grid {
	t.Helper()
	g := table.Grid{Sheet: sheet}
	merges := map[[2]int]*table.Range{} // by the cell they cover
	for _, line := range strings.Split(drawing, "\n") {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if letter, ok := strings.CutPrefix(line, "hidden "); ok {
			n := plan.ColumnNumber(letter)
			g.HiddenColumns = append(g.HiddenColumns, table.Span{First: n, Last: n})
			continue
		}
		parts := strings.Split(line, "|")
		words := strings.Fields(parts[0])
		number, err := strconv.Atoi(words[0])
		if err != nil {
			t.Fatalf("%q does not begin with a row's number", line)
		}
		row := table.Row{Number: number}
		if len(words) > 1 {
			row.Hidden = table.ByHand
		}
		for i, text := range parts[1:] {
			text = strings.TrimSpace(text)
			at := [2]int{number, i + 1}
			switch text {
			case "^":
				merges[at] = grow(merges, at, [2]int{number - 1, i + 1})
				continue
			case "<":
				merges[at] = grow(merges, at, [2]int{number, i})
				continue
			case "":
				continue
			}
			row.Cells = append(row.Cells, drawCell(t, i+1, text))
		}
		g.Rows = append(g.Rows, row)
	}
	seen := map[*table.Range]bool{}
	for _, m := range merges {
		if !seen[m] {
			seen[m] = true
			g.Merges = append(g.Merges, *m)
		}
	}
	return g
}

// grow takes a cell into the merge of its neighbour.
func grow(merges map[[2]int]*table.Range, at, neighbour [2]int) *table.Range {
	m := merges[neighbour]
	if m == nil {
		m = &table.Range{
			Rows:    table.Span{First: neighbour[0], Last: neighbour[0]},
			Columns: table.Span{First: neighbour[1], Last: neighbour[1]},
		}
		merges[neighbour] = m
	}
	m.Rows.Last, m.Columns.Last = max(m.Rows.Last, at[0]), max(m.Columns.Last, at[1])
	return m
}

func drawCell(t testing.TB, column int, text string) table.Cell {
	t.Helper()
	c := table.Cell{Column: column, Kind: table.CellText}
	if before, fill, ok := strings.Cut(text, "~"); ok {
		c.Fill, text = fill, strings.TrimSpace(before)
	}
	text = strings.ReplaceAll(text, `\n`, "\n")
	if rest, ok := strings.CutPrefix(text, "="); ok {
		c.Formula, text = true, rest
	}
	c.Text, c.Raw = text, text
	switch {
	case text == "" && !c.Formula:
		c.Kind = table.CellEmpty
	case text[:1] == "#":
		c.Kind, c.Text = table.CellNumber, text[1:]
		c.Raw = plan.NumberValue(strings.TrimSuffix(text[1:], "%")).Text
	case text[:1] == "!":
		c.Kind, c.Text = table.CellError, "#"+text[1:]
	case text[:1] == "@":
		date, err := plan.ParseISO(text[1:])
		if err != nil {
			t.Fatal(err)
		}
		c.Kind, c.Date = table.CellDate, table.DayOf(date)
		c.Text = time.Date(date.Year, date.Month, date.Day, 0, 0, 0, 0, time.UTC).Format("02/01/2006")
	}
	return c
}

// read reads drawn sheets, which must hold a plan.
func read(t testing.TB, o table.Options, grids ...table.Grid) plan.Plan {
	t.Helper()
	p, err := table.Read("plan.xlsx", grids, o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// told lists what each action says in some fields: "6: 1.1 | Review | …".
func told(p plan.Plan, fields ...plan.Field) []string {
	var lines []string
	for _, a := range p.Actions {
		line := strconv.Itoa(a.Row) + ": " + string(a.Ref)
		for _, f := range fields {
			line += " | " + a.Value(f).Text
		}
		lines = append(lines, line)
	}
	return lines
}

// heard lists a plan's notes.
func heard(p plan.Plan) []string {
	var lines []string
	for _, n := range p.Notes {
		lines = append(lines, n.Message)
	}
	return lines
}

// columnsOf lists a plan's columns: "B Action = action".
func columnsOf(p plan.Plan) []string {
	var lines []string
	for _, c := range p.Columns {
		lines = append(lines, c.Letter+" "+c.Heading+" = "+string(c.Field))
	}
	return lines
}
