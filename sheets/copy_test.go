package sheets

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"actionplan/plan"
	"actionplan/sheets/sheetstest"
	"actionplan/table"
	"actionplan/table/copytest"
)

// copyWorld is a server with the suite's rows in it, and a Copy of them.
func copyWorld(t *testing.T) (*world, *Copy) {
	t.Helper()
	var rows [][]any
	for _, row := range copytest.Rows() {
		cells := make([]any, len(row))
		for i, v := range row {
			if c, ok := v.(copytest.Computed); ok {
				v = sheetstest.Formula{Text: c.Formula, Result: c.Shows}
			}
			cells[i] = v
		}
		rows = append(rows, cells)
	}
	w := newWorld(t, sheetstest.Options{}, sheetstest.Tab{ID: 7, Title: "Plan", Rows: rows})
	return w, &Copy{Address: w.place.Address(), SignIn: func(context.Context) (*Client, error) { return w.client, nil }}
}

func TestCopy(t *testing.T) {
	copytest.Run(t, func(t *testing.T) copytest.Harness {
		w, c := copyWorld(t)
		typed := 0
		return copytest.Harness{
			Copy:  c,
			Shown: func() [][]string { return w.Shown(testID, "Plan") },
			Type: func(row, column int, words string) {
				typed++
				w.Do(testID, sheetstest.EditCell(plan.Cell{Sheet: "Plan", Row: row, Column: column}.String(), words))
			},
			Trace: func() string { return fmt.Sprint(w.Count(sheetstest.Write), typed) },
		}
	})
}

// aChange is one cell to write into a copy as it was last read.
func aChange(p plan.Plan, words string) table.Work {
	a := p.Actions[0]
	return table.Work{Edits: []plan.Edit{{ID: a.ID, Field: plan.FieldProgress, Was: a.Entry(plan.FieldProgress), Now: asText(words)}}}
}

func (w *world) counted(t *testing.T, reads, writes int) {
	t.Helper()
	if r, n := w.Count(sheetstest.Read), w.Count(sheetstest.Write); r != reads || n != writes {
		t.Errorf("it was read %d times and written %d times, want %d and %d", r, n, reads, writes)
	}
}

// TestCopyAsksOnce asserts that an unchanged run reads once, and a changed one
// twice and writes once: how the sheet stands afterwards is not asked again.
func TestCopyAsksOnce(t *testing.T) {
	for _, changed := range []bool{false, true} {
		w, c := copyWorld(t)
		p, err := c.Read(ctx)
		if err != nil {
			t.Fatal(err)
		}
		work := table.Work{}
		if changed {
			work = aChange(p, "Letters sent")
		}
		staged, err := c.Stage(ctx, work)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := staged.Save(ctx); err != nil {
			t.Fatal(err)
		}
		if _, err := c.Read(ctx); err != nil {
			t.Fatal(err)
		}
		if changed {
			w.counted(t, 2, 1)
		} else {
			w.counted(t, 1, 0)
		}
		if mark := staged.Outcome().Mark; changed && (len(c.Place().Marks) != 1 || c.Place().Marks[0] != mark) {
			t.Errorf("the batch's mark is %q, and the sheet carries %v", mark, c.Place().Marks)
		}
		if _, err := c.Read(ctx); err != nil {
			t.Fatal(err)
		}
		if reads := w.Count(sheetstest.Read); reads != map[bool]int{false: 2, true: 3}[changed] {
			t.Errorf("a later reading did not ask again: %d reads", reads)
		}
	}
}

// TestCopyKnowsWhatMoved asserts that after a MovedError the next reading is
// what the refused writing saw, without asking again.
func TestCopyKnowsWhatMoved(t *testing.T) {
	w, c := copyWorld(t)
	p, err := c.Read(ctx)
	if err != nil {
		t.Fatal(err)
	}
	staged, err := c.Stage(ctx, aChange(p, "Letters sent"))
	if err != nil {
		t.Fatal(err)
	}
	w.Do(testID, sheetstest.EditCell("Plan!C4", "Deputy Director"))
	_, err = staged.Save(ctx)
	var moved *table.MovedError
	var inOwnWords *MovedError
	if !errors.As(err, &moved) || !errors.As(err, &inOwnWords) {
		t.Fatalf("saving gave %v, want a MovedError", err)
	}
	w.counted(t, 2, 0)
	again, err := c.Read(ctx)
	if err != nil {
		t.Fatal(err)
	}
	w.counted(t, 2, 0)
	if got := again.Actions[1].Shown(plan.FieldLead); got != "Deputy Director" {
		t.Errorf("it says %q", got)
	}
}
