package sheets

import (
	"fmt"
	"testing"

	"actionplan/plan"
	"actionplan/reconcile"
	"actionplan/sheets/sheetstest"
)

// TestColumnSortedWithABlankRow has partners put a blank row in among the
// actions and sort one column by itself, so that one action's words go into the
// new row and another's cell is left blank. All of them are seen to have been
// sorted, and nothing of it crosses.
func TestColumnSortedWithABlankRow(t *testing.T) {
	rows := [][]any{{"Ref", "Action", "Lead", "Due date", "Progress"}}
	progress := []string{"Half are trained", "Draft sent", "Letters drafted", "Begun in May", "Waiting for data", "Agreed by the board"}
	for i, words := range progress {
		rows = append(rows, []any{fmt.Sprintf("1.%d", i+1), fmt.Sprintf("Do the thing numbered %d", i+1), "Head of service", "31 March 2026", words})
	}
	for name, c := range map[string]struct {
		column string
		kind   reconcile.StopKind
	}{"progress": {"E", reconcile.StopSorted}, "the actions themselves": {"B", reconcile.StopPermuted}} {
		for above := 3; above <= 7; above++ {
			for turn := range len(progress) {
				t.Run(fmt.Sprintf("%s, blank above row %d, turned by %d", name, above, turn), func(t *testing.T) {
					laid := [][]any{rows[0]}
					for i, row := range rows[1:] {
						other := rows[1+(i+turn)%len(progress)]
						laid = append(laid, []any{row[0], other[1], row[2], row[3], other[4]})
					}
					w := newWorld(t, sheetstest.Options{}, sheetstest.Tab{ID: 7, Title: "Plan", Rows: laid})
					agreed := planOf(t, w.open())
					w.Do(testID, sheetstest.InsertRowAbove("Plan", above), sheetstest.SortColumn("Plan", 2, c.column))
					now := planOf(t, w.open())
					settled := reconcile.Compare(&agreed, agreed, now, reconcile.Agreement{}).SettleWith(reconcile.Memory{})
					sorted := map[plan.Ref]bool{}
					for _, stop := range settled.Stops {
						if stop.Kind == c.kind {
							for _, ref := range stop.Refs {
								sorted[ref] = true
							}
						}
					}
					for _, a := range agreed.Actions {
						for _, b := range now.Actions {
							if a.Ref != b.Ref || sorted[a.Ref] {
								continue
							}
							if f := map[string]plan.Field{"E": plan.FieldProgress, "B": plan.FieldAction}[c.column]; a.Value(f) != b.Value(f) {
								t.Errorf("%s says %q instead of %q, and is not stopped", a.Ref, b.Shown(f), a.Shown(f))
							}
						}
					}
					if len(settled.Officer) > 0 || len(sorted) == 0 {
						t.Errorf("crosses to the officers: %+v; stops: %v", settled.Officer, settled.Stops)
					}
				})
			}
		}
	}
}
