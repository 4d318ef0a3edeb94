package sheets

import (
	"testing"

	api "google.golang.org/api/sheets/v4"

	"actionplan/table"
)

// TestPendingFormula tells a formula without a result from one that has worked
// out an empty text, and from a cell that nobody filled.
func TestPendingFormula(t *testing.T) {
	formula, empty := `=A1`, ""
	entered := &api.ExtendedValue{FormulaValue: &formula}
	for name, c := range map[string]struct {
		cell *api.CellData
		want table.CellKind
	}{
		"no result":     {&api.CellData{UserEnteredValue: entered}, table.CellPending},
		"an empty text": {&api.CellData{UserEnteredValue: entered, EffectiveValue: &api.ExtendedValue{StringValue: &empty}}, table.CellEmpty},
		"a text":        {&api.CellData{UserEnteredValue: entered, EffectiveValue: &api.ExtendedValue{StringValue: &formula}, FormattedValue: "x"}, table.CellText},
		"nothing":       {&api.CellData{}, table.CellEmpty},
	} {
		tab := newTab(&api.Sheet{Properties: &api.SheetProperties{Title: "Shared"}, Data: []*api.GridData{{RowData: []*api.RowData{{Values: []*api.CellData{c.cell}}}}}}, "en_GB")
		if got := tableCell(1, c.cell).Kind; got != c.want || (len(tab.grid.Notes) > 0) != (c.want == table.CellPending) {
			t.Errorf("%s: it is read as kind %d, with the notes %v", name, got, tab.grid.Notes)
		}
	}
}
