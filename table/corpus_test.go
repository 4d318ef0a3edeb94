package table_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"actionplan/excel"
	"actionplan/plan"
	"actionplan/table"
)

const realWorkbooks = "../../shared/corpus/real"

// TestRealWorkbooks reads every real workbook and compares what was
// understood with what a person saw in it.
func TestRealWorkbooks(t *testing.T) {
	if _, err := os.Stat(realWorkbooks); err != nil {
		t.Skipf("the real workbooks are not beside this tree: %v", err)
	}
	for _, want := range truths {
		t.Run(want.file, func(t *testing.T) {
			book, err := excel.Open(filepath.Join(realWorkbooks, want.file))
			if err != nil {
				t.Fatal(err)
			}
			read, err := table.Read(want.file, book.Grids(), table.Options{})
			if len(want.tables) == 0 {
				if !errors.Is(err, table.ErrNoTable) {
					t.Fatalf("err = %v, want ErrNoTable (%s)", err, want.why)
				}
				t.Log(err)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(seen(want.tables), understood(read)); diff != "" {
				t.Errorf("decided by eye: %s\n-person +reader:\n%s", want.why, diff)
			}
			for _, n := range read.Notes {
				t.Logf("%v: %s", n.Cell, n.Message)
			}
		})
	}
}

type shown struct {
	Sheet           string
	Header, Actions int
	Columns         []string
}

func seen(tables []tableTruth) []shown {
	var all []shown
	for _, t := range tables {
		s := shown{Sheet: t.sheet, Header: t.header, Actions: t.actions}
		for _, c := range t.columns {
			field := c.field
			if field == "" {
				field = string(plan.OtherField(c.heading))
			}
			s.Columns = append(s.Columns, c.letter+" "+c.heading+" = "+field)
		}
		all = append(all, s)
	}
	return all
}

func understood(p plan.Plan) []shown {
	var all []shown
	for _, r := range table.Readings(p) {
		s := shown{Sheet: r.Table.Sheet, Header: r.Table.Header, Actions: r.Actions}
		for _, c := range r.Columns {
			s.Columns = append(s.Columns, c.Letter+" "+c.Heading+" = "+string(c.Field))
		}
		all = append(all, s)
	}
	return all
}
