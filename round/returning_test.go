package round

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"actionplan/excel"
	"actionplan/excel/draw"
	"actionplan/plan"
	"actionplan/reconcile"
)

// TestAColumnThatComesBackIsFilled asserts that a column which a person answered
// is to come back clears nothing, and says what the other side says after at
// most one more run: whatever else the plan has, whichever side it is gone from,
// whether a run saw it gone before, and what the other side changes meanwhile.
func TestAColumnThatComesBackIsFilled(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		dir, err := os.MkdirTemp("", "returning")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(dir)
		n := rapid.IntRange(1, 9).Draw(t, "actions")
		columns := []string{"Ref", "Action", "Progress"}
		if rapid.Bool().Draw(t, "more columns") {
			columns = append(columns, "Lead", "Outcome")
		}
		says := make([]string, n) // what stands under Progress on the side that keeps it
		for i := range says {
			says[i] = rapid.SampledFrom([]string{"", "Begun", "Half done", "Nine in ten"}).Draw(t, "progress")
		}
		lay := func(path string, headings []string) {
			table := draw.Table{Name: "Plan", Rows: n, Row: func(i int) []draw.Cell {
				var cells []draw.Cell
				for _, heading := range headings {
					words := heading + " of " + string(rune('A'+i))
					switch heading {
					case "Ref":
						words = "1." + string(rune('1'+i))
					case "Progress":
						words = says[i]
					}
					cells = append(cells, draw.Words(words))
				}
				return cells
			}}
			for _, heading := range headings {
				table.Columns = append(table.Columns, draw.Column{Heading: heading})
			}
			f, err := os.Create(path)
			if err == nil {
				err = draw.Write(f, draw.Book{Sheets: []draw.Sheet{{Name: "Plan", Table: table}}})
			}
			if err == nil {
				err = f.Close()
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		paths := map[reconcile.Side]string{reconcile.Officer: filepath.Join(dir, "plan.xlsx"), reconcile.Partner: filepath.Join(dir, "theirs.xlsx")}
		r := &Round{
			Officers: &excel.Copy{Path: paths[reconcile.Officer]}, Partners: &excel.Copy{Path: paths[reconcile.Partner]},
			Ledger: filepath.Join(dir, "ledger"), Today: plan.Date{Year: 2026, Month: time.March, Day: 2}, Now: time.Now, Who: "clerk",
		}
		ctx := context.Background()
		apply := func() *Applied {
			t.Helper()
			done, err := r.Apply(ctx, Consent{Anything: true})
			if err != nil {
				t.Fatal(err)
			}
			return done
		}
		lay(paths[reconcile.Officer], columns)
		lay(paths[reconcile.Partner], columns)
		if _, err := r.Begin(ctx); err != nil {
			t.Fatal(err)
		}
		lacks := rapid.SampledFrom(Sides[:]).Draw(t, "gone from")
		lay(paths[lacks], slices.DeleteFunc(slices.Clone(columns), func(h string) bool { return h == "Progress" }))
		if rapid.Bool().Draw(t, "a run sees it gone") {
			apply()
		}
		if i := rapid.IntRange(-1, n-1).Draw(t, "edited meanwhile"); i >= 0 {
			says[i] = "Moved on"
			lay(paths[lacks.Other()], columns)
		}
		now, err := r.Read(ctx)
		if err != nil {
			t.Fatal(err)
		}
		open := now.Settlement.Open
		if len(open) != 1 || open[0].Kind != reconcile.QuestionColumn || open[0].Side != lacks {
			t.Fatalf("asked is %+v", open)
		}
		answer := open[0].Decide(reconcile.TakeBack, nil, "Director", "it is still wanted", r.Today)
		if err := r.rememberDecisions(now, []reconcile.Decision{answer}); err != nil {
			t.Fatal(err)
		}
		if done := apply(); len(done.Columns(lacks)) != 1 {
			t.Fatalf("columns added: %+v", done.Columns(lacks))
		}
		apply()
		for _, side := range Sides {
			p, err := r.Copy(side).Read(ctx)
			if err != nil {
				t.Fatal(err)
			}
			for i, a := range p.Actions {
				if got := a.Value(plan.FieldProgress); got.Text != says[i] {
					t.Errorf("%s: action %s says %q, not %q", side, a.Ref, got.Text, says[i])
				}
			}
		}
		if last := apply(); last.Writes() || last.Waits() {
			t.Errorf("after that it goes on: writes %v, asks %+v, stops %+v", last.Writes(), last.Settlement.Open, last.Settlement.Stops)
		}
	})
}
