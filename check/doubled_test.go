package check_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"actionplan/check"
	"actionplan/plan"
	"actionplan/table"

	"pgregory.net/rapid"
)

// gridOf is a sheet with a ref and an action a row.
func gridOf(name string, refs []string) table.Grid {
	g := table.Grid{Sheet: name}
	for i, texts := range append([][]string{{"Ref", "Action", "Lead", "Due date"}}, rowsOf(refs)...) {
		row := table.Row{Number: i + 1}
		for c, text := range texts {
			if text != "" {
				row.Cells = append(row.Cells, table.Cell{Column: c + 1, Kind: table.CellText, Text: text, Raw: text})
			}
		}
		g.Rows = append(g.Rows, row)
	}
	return g
}

func rowsOf(refs []string) [][]string {
	var rows [][]string
	for i, ref := range refs {
		rows = append(rows, []string{ref, fmt.Sprintf("Write to every school, letter %d", i), "Head of service", "31/03/2026"})
	}
	return rows
}

var saidTwice = regexp.MustCompile(`(?:more than once: |; )(.+?) \(`)

// readDoubled are the refs that reading says stand more than once.
func readDoubled(p plan.Plan) []string {
	var refs []string
	for _, n := range p.Notes {
		if strings.HasPrefix(n.Message, "refs that stand more than once: ") {
			for _, found := range saidTwice.FindAllStringSubmatch(n.Message, -1) {
				refs = append(refs, plan.Ref(found[1]).Key())
			}
		}
	}
	slices.Sort(refs)
	return refs
}

// checkDoubled are those that a check stops at.
func checkDoubled(t interface{ Fatal(...any) }, p plan.Plan) []string {
	report, err := check.Run(check.Subject{Plan: p, AsAt: plan.Date{Year: 2026, Month: 3, Day: 31}}, check.Options{Only: []string{"ref-duplicate"}})
	if err != nil {
		t.Fatal(err)
	}
	var refs []string
	for _, f := range report.Findings {
		if strings.Contains(f.Message, "actions have the ref") {
			refs = append(refs, f.Ref.Key())
		}
	}
	slices.Sort(refs)
	return refs
}

// TestReadAndCheckNameTheSameDoubledRefs asks it of plans of one sheet and of
// two, with refs that differ in case and spaces alone, more doubled refs than a
// line is long, and refs that other tables have too.
func TestReadAndCheckNameTheSameDoubledRefs(t *testing.T) {
	pool := []string{"", "1.1", "1.10", "R4/b", "r4 / B", "R4/B", "viii", "VIII", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.7", "2.8", "2.9"}
	refs := rapid.SliceOfN(rapid.SampledFrom(pool), 3, 40)
	rapid.Check(t, func(t *rapid.T) {
		grids := []table.Grid{gridOf("Plan", refs.Draw(t, "refs"))}
		if rapid.Bool().Draw(t, "two") {
			grids = append(grids, gridOf("Home", refs.Draw(t, "more refs")))
		}
		p, err := table.Read("plan.xlsx", grids, table.Options{})
		if err != nil {
			t.Skip(err)
		}
		if read, found := readDoubled(p), checkDoubled(t, p); !slices.Equal(read, found) {
			t.Fatalf("read names %v, check %v\n%v", read, found, p.Notes)
		}
	})
	p, err := table.Read("plan.xlsx", []table.Grid{gridOf("Plan", []string{"R4/b", "1.1", "r4 / B", "1.2"})}, table.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if read, found := readDoubled(p), checkDoubled(t, p); !slices.Equal(read, []string{"r4/b"}) || !slices.Equal(found, read) {
		t.Errorf("read names %v, check %v", read, found)
	}
}
