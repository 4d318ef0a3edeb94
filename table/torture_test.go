package table_test

import (
	"path/filepath"
	"testing"
	"time"

	"actionplan/excel"
	"actionplan/table"
)

// TestTorture reads what other libraries test themselves with: nothing there
// may stop the reader or keep it long.
func TestTorture(t *testing.T) {
	files, _ := filepath.Glob("../../shared/corpus/torture/*.xls*")
	if len(files) == 0 {
		t.Skip("the torture workbooks are not beside this tree")
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			book, err := excel.Open(file)
			if err != nil {
				t.Skip(err)
			}
			started := time.Now()
			p, err := table.Read(file, book.Grids(), table.Options{})
			if took := time.Since(started); took > 30*time.Second {
				t.Errorf("took %v", took)
			}
			if err != nil {
				return
			}
			for _, r := range table.Readings(p) {
				t.Logf("%s row %d: %d columns, %d actions", r.Table.Sheet, r.Table.Header, len(r.Columns), r.Actions)
			}
		})
	}
}
