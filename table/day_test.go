package table

import (
	"testing"
	"time"
	"unsafe"

	"actionplan/plan"
)

// TestDays holds days to the dates they were made of, to the last that a
// workbook can name.
func TestDays(t *testing.T) {
	for d := (plan.Date{Year: 1899, Month: time.December, Day: 30}); d.Year < 2110; d = d.AddDays(1) {
		if got := DayOf(d); got.Plan() != d || got.IsZero() {
			t.Fatalf("%s became %s", d, got)
		}
	}
	last := plan.Date{Year: 9999, Month: time.December, Day: 31}
	if got := DayOf(last); got.Plan() != last || got.Value() != last.Value() || got.Long() != last.Long() || got.String() != last.String() {
		t.Errorf("%s became %s", last, got)
	}
	if got := DayOf(plan.Date{}); !got.IsZero() || !got.Plan().IsZero() {
		t.Errorf("no date became %s", got)
	}
}

// TestCellsAreSmall keeps a cell to nine words: a hundred thousand rows of
// twenty columns are two million.
func TestCellsAreSmall(t *testing.T) {
	if size := unsafe.Sizeof(Cell{}); unsafe.Sizeof(uintptr(0)) == 8 && size > 72 {
		t.Errorf("a cell takes %d bytes", size)
	}
}
