package table_test

import (
	"strings"
	"testing"

	"actionplan/plan"
	"actionplan/table"
)

// TestWhatAFormatSays: what is struck out, shown as a month, filtered or folded
// away is read, and said.
func TestWhatAFormatSays(t *testing.T) {
	g := draw(t, "Plan", `
		1 | Ref | Action | Lead | Due date
		2 | 1.1 | Write to every school | Head of Service | @2026-03-31
		3 | 1.2 | Audit forty cases | Head of Service | @2026-04-01
		4 | 1.3 | Train every manager | Head of Service | @2026-05-01
		5 | 1.4 | Close the old hub | Estates | @2026-06-30
		6 | 1.5 | Tell families | Communications | @2026-06-30
		7 | 1.6 | Tell partners | Communications | @2026-06-30`)
	g.Rows[1].Cells[2].Runs = &table.Runs{{Text: "Head of ", Struck: true}, {Text: "Service"}}
	for i := range g.Rows[2].Cells {
		g.Rows[2].Cells[i].Look = table.Struck
	}
	g.Rows[3].Cells[3].Look = table.Month
	g.Rows[4].Hidden, g.Rows[5].Hidden, g.Rows[6].Hidden = table.ByFilter, table.ByFold, table.ByHand
	p := read(t, table.Options{}, g)
	if len(p.Actions) != 6 || p.Actions[0].Shown(plan.FieldLead) != "Head of Service" {
		t.Errorf("read %d actions, the first led by %q", len(p.Actions), p.Actions[0].Shown(plan.FieldLead))
	}
	var said []string
	for _, n := range p.Notes {
		said = append(said, n.Message)
	}
	all := strings.Join(said, "\n")
	for _, want := range []string{
		"row 2 has words that are struck out", "row 3 is struck out", "row 4 gives a month and no day", "row 5 is hidden by a filter that was left on", "row 6 is folded away", "row 7 is hidden: it was read",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("nothing says %q:\n%s", want, all)
		}
	}
	for i, a := range p.Actions {
		if hidden := i == 5; a.Hidden != hidden {
			t.Errorf("%s: hidden %t, want %t", a.Ref, a.Hidden, hidden)
		}
	}
}
