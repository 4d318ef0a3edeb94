package table_test

import (
	"testing"

	"actionplan/table"
)

func TestHiddenRowsAreMarked(t *testing.T) {
	p := read(t, table.Options{}, draw(t, "Plan", `
		1 | Ref | Action | Lead | Due
		2 hidden | 1 | Audit | Principal | May 2026
		3 | 2 | Train | Principal | June 2026`))
	if len(p.Actions) != 2 || !p.Actions[0].Hidden || p.Actions[1].Hidden {
		t.Errorf("the first of two actions is hidden; read as %+v", p.Actions)
	}
}

// A hidden sheet with many more headings than the visible plan must not make
// that look too faint to be one.
func TestARichHiddenSheetDoesNotOutshineThePlan(t *testing.T) {
	hidden := draw(t, "Master", `
		1 | Ref | Theme | Recommendation | Action | Outcome | Measure | Baseline | Target | Lead | Partner | Start | Due | Date closed | Status | RAG | Progress | Evidence
		2 | 1 | Care | Rec 1 | Audit | Safer | % | 1 | 2 | Head | Police | May 2025 | May 2026 | | Open | Red | Begun | None`)
	hidden.Hidden = true
	plain := draw(t, "Plan", `
		1 | Task | Owner
		2 | Audit | Head of Service
		3 | Train | Head of Service`)
	p := read(t, table.Options{}, plain, hidden)
	if len(p.Tables) != 1 || p.Tables[0].Sheet != "Plan" || len(p.Actions) != 2 {
		t.Errorf("read %v with %d actions, not the visible sheet", p.Tables, len(p.Actions))
	}
}
