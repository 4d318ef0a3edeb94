package round_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"actionplan/excel"
	"actionplan/excel/draw"
	"actionplan/plan"
	"actionplan/reconcile"
	"actionplan/round"
)

// lay draws a small plan as a workbook.
func lay(path, progress string) {
	rows := [][]draw.Cell{
		{draw.Words("1.1"), draw.Words("Answer every contact"), draw.Words("Head of Service"), draw.Words(progress)},
		{draw.Words("1.2"), draw.Words("Hold supervision monthly"), draw.Words("Principal Social Worker"), draw.Words("Planned")},
	}
	table := draw.Table{
		Name: "Plan", Columns: []draw.Column{{Heading: "Ref"}, {Heading: "Action"}, {Heading: "Lead"}, {Heading: "Progress"}},
		Rows: len(rows), Row: func(i int) []draw.Cell { return rows[i] },
	}
	f, err := os.Create(path)
	if err == nil {
		err = draw.Write(f, draw.Book{Sheets: []draw.Sheet{{Name: "Plan", Table: table}}})
	}
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		panic(err)
	}
}

// A first agreement, a partner's edit, what apply would do, and apply.
func Example() {
	dir, err := os.MkdirTemp("", "round")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	ours, theirs := filepath.Join(dir, "plan.xlsx"), filepath.Join(dir, "theirs.xlsx")
	lay(ours, "Begun")
	lay(theirs, "Begun")
	r := &round.Round{
		Officers: &excel.Copy{Path: ours},
		Partners: &excel.Copy{Path: theirs},
		Ledger:   filepath.Join(dir, "ledger"),
		Today:    plan.Date{Year: 2026, Month: time.March, Day: 2},
		Now:      time.Now,
		Who:      "clerk",
	}
	ctx := context.Background()
	if _, err := r.Begin(ctx); err != nil {
		panic(err)
	}
	lay(theirs, "Nine in ten answered")
	s, err := r.Stage(ctx)
	if err != nil {
		panic(err)
	}
	for _, l := range s.Lines(reconcile.Officer) {
		fmt.Printf("action %s, %s (%s): %s becomes %s\n", l.Name, l.Field.Label(), l.Cell, l.Was.Shown(), l.Now.Shown())
	}
	done, err := r.Apply(ctx, round.Consent{To: s})
	if err != nil {
		panic(err)
	}
	fmt.Printf("%d of %d as intended\n", done.Said, done.Meant)
	undone, err := r.Undo(ctx)
	if err != nil {
		panic(err)
	}
	fmt.Printf("put back: %d\n", len(undone.Back[reconcile.Officer]))
	// Output:
	// action 1.1, progress (Plan!D3): Begun becomes Nine in ten answered
	// 1 of 1 as intended
	// put back: 1
}
