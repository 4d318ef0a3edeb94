package table

import (
	"strings"
	"testing"

	"actionplan/plan"
)

// marked is a table of refs and actions whose rows carry marks.
func marked(rows ...[2]string) []Grid {
	g := Grid{Sheet: "Plan", Rows: []Row{{Number: 1, Cells: texts("Ref", "Action", "Lead", "Due date")}}}
	for i, row := range rows {
		g.Rows = append(g.Rows, Row{Number: i + 2, Mark: row[1], Cells: texts(row[0], "Do thing "+string(rune('A'+i)), "Head of service", "31/03/2026")})
	}
	return []Grid{g}
}

func texts(words ...string) []Cell {
	var cells []Cell
	for i, word := range words {
		if word != "" {
			cells = append(cells, Cell{Column: i + 1, Kind: CellText, Text: word, Raw: word})
		}
	}
	return cells
}

// TestMarksVouch reads a table one of whose rows lost its ref.
func TestMarksVouch(t *testing.T) {
	for name, c := range map[string]struct {
		grid []Grid
		want string
	}{
		"every other row carries its own":  {marked([2]string{"1.1", "1.1"}, [2]string{"", "1.2"}, [2]string{"1.3", "1.3"}), "1.1 1.2 1.3"},
		"a mark was left behind by a sort": {marked([2]string{"1.1", "1.3"}, [2]string{"", "1.2"}, [2]string{"1.3", "1.1"}), "1.1  1.3"},
		"two rows lost theirs":             {marked([2]string{"1.1", "1.1"}, [2]string{"", "1.2"}, [2]string{"", "1.3"}, [2]string{"1.4", "1.4"}), "1.1   1.4"},
		"another row has the ref now":      {marked([2]string{"1.1", "1.1"}, [2]string{"", "1.2"}, [2]string{"1.2", ""}, [2]string{"1.4", "1.4"}), "1.1  1.2 1.4"},
		"the row carries nothing":          {marked([2]string{"1.1", "1.1"}, [2]string{"", ""}, [2]string{"1.3", "1.3"}), "1.1  1.3"},
		"hardly any row carries anything":  {marked([2]string{"1.1", ""}, [2]string{"", "1.2"}, [2]string{"1.3", ""}, [2]string{"1.4", "1.4"}), "1.1  1.3 1.4"},
		"no row lost its ref":              {marked([2]string{"1.1", "1.1"}, [2]string{"1.2", "1.2"}), "1.1 1.2"},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := Read("Plan", c.grid, Options{})
			if err != nil {
				t.Fatal(err)
			}
			var refs []string
			for _, a := range p.Actions {
				refs = append(refs, string(a.Ref))
				if e := a.Entry(plan.FieldRef); string(a.Ref) != e.Value.Text && e.Value != plan.Blank {
					t.Errorf("the cell of %s says %v", a.Ref, e.Value)
				}
			}
			if got := strings.Join(refs, " "); got != c.want {
				t.Errorf("the refs are %q, want %q", got, c.want)
			}
			said := false
			for _, n := range p.Notes {
				said = said || strings.Contains(n.Message, "has lost its ref")
			}
			if vouched := c.want == "1.1 1.2 1.3"; said != vouched {
				t.Errorf("said %v: %v", said, p.Notes)
			}
		})
	}
}
