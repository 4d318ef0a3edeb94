package copytest_test

import (
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"actionplan/plan"
	"actionplan/table"
	"actionplan/table/copytest"
)

// csvCopy is the smallest Copy there is: a plan in a CSV file. A cell that
// begins with = is a formula, and shows what follows its last tab.
type csvCopy struct {
	path string
	text string // the file as it was last read
	last plan.Plan
}

const sheet = "CSV"

func parse(text string) [][]string {
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil {
		panic(err)
	}
	return rows
}

func format(rows [][]string) string {
	var out strings.Builder
	w := csv.NewWriter(&out)
	if err := w.WriteAll(rows); err != nil {
		panic(err)
	}
	return out.String()
}

func shown(cell string) string { return cell[strings.LastIndex(cell, "\t")+1:] }

func planOf(text string) (plan.Plan, error) {
	grid := table.Grid{Sheet: sheet}
	for i, cells := range parse(text) {
		row := table.Row{Number: i + 1}
		for j, c := range cells {
			if c != "" {
				row.Cells = append(row.Cells, table.Cell{Column: j + 1, Kind: table.CellText, Formula: c[0] == '=', Text: shown(c), Raw: shown(c)})
			}
		}
		grid.Rows = append(grid.Rows, row)
	}
	return table.Read(sheet, []table.Grid{grid}, table.Options{})
}

func (c *csvCopy) Read(context.Context) (plan.Plan, error) {
	data, err := os.ReadFile(c.path)
	if err != nil {
		return plan.Plan{}, err
	}
	c.text = string(data)
	c.last, err = planOf(c.text)
	return c.last, err
}

func (c *csvCopy) Place() table.Place {
	return table.Place{Name: filepath.Base(c.path), File: c.path, Tabs: []string{sheet}, All: []string{sheet}}
}

type csvStaged struct {
	*csvCopy
	*table.Staging
	rows [][]string
}

func (c *csvCopy) Stage(_ context.Context, w table.Work) (table.Staged, error) {
	if w.From.Actions == nil {
		w.From = c.last
	}
	s := &csvStaged{c, table.NewStaging(w, c.last, []string{sheet}), parse(c.text)}
	for _, e := range w.Edits {
		at := e.Was.Cell
		switch {
		case !s.Hold(e):
		case strings.HasPrefix(s.at(at), "="):
			s.Refuse(at, e.Field, "the cell is worked out by a formula")
		default:
			now := e.Now.Written()
			if stood, ok := w.Exact[at]; ok {
				now = strings.TrimPrefix(string(stood), "stood ")
			}
			s.put(table.Change{Cell: at, Field: e.Field, Now: now})
		}
	}
	stands := func(c table.RowCells) int { return c.Under + c.Nth + s.RowsAbove(sheet, c.Under) }
	var rows []table.RowCells
	for _, row := range w.Rows {
		if cells, ok := s.Row(row, stands); ok {
			rows = append(rows, cells)
		}
	}
	slices.SortFunc(rows, func(a, b table.RowCells) int { return stands(a) - stands(b) })
	for _, cells := range rows {
		number := stands(cells)
		s.rows = slices.Insert(s.rows, number-1, []string{})
		s.Inserts(sheet, number, 1)
		for _, column := range cells.Columns {
			if e, given := cells.Given[column.Number]; given {
				s.put(table.Change{Cell: plan.Cell{Sheet: sheet, Row: number, Column: column.Number}, New: true, Field: column.Field, Now: e.Written()})
			}
		}
	}
	for _, column := range w.Columns {
		if found, number, heading, ok := s.Column(column); ok {
			at := plan.Cell{Sheet: sheet, Row: found.Header + s.RowsAbove(sheet, found.Header), Column: number}
			s.put(table.Change{Cell: at, New: true, Now: heading})
		}
	}
	return s, nil
}

func (s *csvStaged) at(c plan.Cell) string {
	if row := s.rows[c.Row-1]; c.Column <= len(row) {
		return row[c.Column-1]
	}
	return ""
}

func (s *csvStaged) put(c table.Change) {
	was, row := s.at(c.Cell), &s.rows[c.Cell.Row-1]
	for len(*row) < c.Cell.Column {
		*row = append(*row, "")
	}
	(*row)[c.Cell.Column-1] = c.Now
	c.Was, c.Stood = shown(was), table.State("stood "+was)
	s.Change(c)
}

func (s *csvStaged) Save(ctx context.Context) (plan.Plan, error) {
	switch o := s.Outcome(); {
	case s.Refused():
		return plan.Plan{}, &table.RefusedError{Where: "write " + s.path, Refusals: o.Refusals}
	case len(o.Changes) == 0:
		return s.last, nil
	}
	now, err := os.ReadFile(s.path)
	if err != nil {
		return plan.Plan{}, err
	}
	if string(now) != s.text {
		return plan.Plan{}, &table.MovedError{Where: s.path}
	}
	if err := os.WriteFile(s.path, []byte(format(s.rows)), 0o600); err != nil {
		return plan.Plan{}, err
	}
	return s.Read(ctx)
}

func TestToyCopy(t *testing.T) {
	copytest.Run(t, func(t *testing.T) copytest.Harness {
		path := filepath.Join(t.TempDir(), "plan.csv")
		var rows [][]string
		for _, row := range copytest.Rows() {
			var cells []string
			for _, v := range row {
				switch v := v.(type) {
				case copytest.Computed:
					cells = append(cells, v.Formula+"\t"+v.Shows)
				case string:
					cells = append(cells, v)
				}
			}
			rows = append(rows, cells)
		}
		writes := 0
		write := func(rows [][]string) {
			writes++
			if err := os.WriteFile(path, []byte(format(rows)), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		write(rows)
		read := func() [][]string {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			return parse(string(data))
		}
		return copytest.Harness{
			Copy: &csvCopy{path: path},
			Shown: func() [][]string {
				rows := read()
				for _, row := range rows {
					for i := range row {
						row[i] = shown(row[i])
					}
				}
				return rows
			},
			Type: func(row, column int, words string) {
				rows := read()
				rows[row-1][column-1] = words
				write(rows)
			},
			Trace: func() string { return fmt.Sprint(writes, read()) },
		}
	})
}
