package excel

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"actionplan/internal/programtest"
	"actionplan/plan"
)

// aCase is the officers' workbook of a case from the field, and its plan.
func aCase(t *testing.T, name string) ([]byte, plan.Plan) {
	t.Helper()
	path := filepath.Join("..", "..", "shared", "cases", name, "plan.xlsx")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Skipf("the cases are not beside the repository: %v", err)
	}
	book, err := readBytes(data)
	if err != nil {
		t.Fatal(err)
	}
	p, err := readPlan(book.Grids())
	if err != nil {
		t.Fatal(err)
	}
	return data, p
}

// inCase is an edit of the action that a case is about.
func inCase(t *testing.T, p plan.Plan, row int, field plan.Field, now plan.Entry) plan.Edit {
	t.Helper()
	for _, a := range p.Actions {
		if a.Row == row {
			return plan.Edit{ID: a.ID, Field: field, Was: a.Entry(field), Now: now}
		}
	}
	t.Fatalf("no action in row %d", row)
	return plan.Edit{}
}

func added(p plan.Plan, ref string) NewRow {
	return NewRow{Table: p.Tables[0].Name, Entries: plan.EntriesOf(map[plan.Field]plan.Entry{
		plan.FieldRef: {Value: plan.Value{Kind: plan.KindText, Text: ref}, Typed: ref}, plan.FieldAction: words("Offer every carer a named contact"),
	})}
}

// TestCaseTotalsRow adds the partners' action above the Totals row of the table.
func TestCaseTotalsRow(t *testing.T) {
	data, p := aCase(t, "16-a-table-with-a-totals-row")
	s := stage(t, data, Work{Read: readPlan, From: p, Rows: []NewRow{added(p, "2.4")}})
	if o := s.Outcome(); len(o.Changes) != 2 || len(o.ByHand) != 1 || !strings.HasPrefix(o.ByHand[0].Message, "left to fill in for 2.4: ") || o.ByHand[0].Cell.Row != 8 {
		t.Errorf("%+v", o)
	}
	if err := s.Save(s.path); err != nil {
		t.Fatal(err)
	}
	after := read(t, s.path)
	replaced(t, "xl/tables/table1.xml", data, after, `ref="A1:K8"`, `ref="A1:K9"`, `ref="A1:K7"`, `ref="A1:K8"`)
	f, err := excelize.OpenFile(s.path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for cell, want := range map[string]string{"A8": "2.4", "C8": "Offer every carer a named contact", "A9": "Total"} {
		if got, err := f.GetCellValue("Action plan", cell); err != nil || got != want {
			t.Errorf("%s says %q, want %q (%v)", cell, got, want, err)
		}
	}
}

// TestCaseLegend adds the action above the legend, which stays one blank row away.
func TestCaseLegend(t *testing.T) {
	data, p := aCase(t, "15-a-legend-under-the-table")
	s := stage(t, data, Work{Read: readPlan, From: p, Rows: []NewRow{added(p, "2.4")}})
	if err := s.Save(s.path); err != nil {
		t.Fatal(err)
	}
	book, err := Open(s.path)
	if err != nil {
		t.Fatal(err)
	}
	now, err := readPlan(book.Grids())
	if err != nil || len(now.Actions) != len(p.Actions)+1 || now.Actions[len(p.Actions)].Ref != "2.4" {
		t.Errorf("%v, %d actions, had %d", err, len(now.Actions), len(p.Actions))
	}
}

// TestCaseDropDown says that the list for G2 does not have what is written,
// and names the nearest.
func TestCaseDropDown(t *testing.T) {
	data, p := aCase(t, "18-a-value-the-drop-down-refuses")
	s := stage(t, data, Work{Read: readPlan, From: p, Edits: []plan.Edit{inCase(t, p, 2, plan.FieldStatus, words("Finished early"))}})
	want := "the cell's drop-down list does not have “Finished early”, and Excel would refuse it if it were typed; the nearest it has is “Complete”"
	if c := s.Changes(); len(c) != 1 || len(c[0].Notes) != 1 || c[0].Notes[0] != want {
		t.Errorf("%+v", c)
	}
}

// TestCaseSpilled says that I3 is worked out by a formula, and where to type.
func TestCaseSpilled(t *testing.T) {
	data, p := aCase(t, "22-preview-promises-what-apply-refuses")
	why := refusedFor(t, data, Work{Read: readPlan, From: p, Edits: []plan.Edit{inCase(t, p, 3, plan.FieldProgress, words("Rota agreed"))}})
	if want := "the cell is worked out by a formula in 'Action plan'!A2, which fills this one too: type it on the sheet “Master”, which it is worked out from"; why != want {
		t.Errorf("refused because %s, want %s", why, want)
	}
}

// TestCaseLocked says at preview that the sheet is protected, and leaves
// nothing to do by hand.
func TestCaseLocked(t *testing.T) {
	data, p := aCase(t, "23-a-locked-sheet")
	s := stage(t, data, Work{Read: readPlan, From: p, Edits: []plan.Edit{inCase(t, p, 2, plan.FieldProgress, words("Guide published"))}})
	o := s.Outcome()
	if len(o.ByHand) > 0 || len(o.Besides) != 1 || o.Besides[0] != "the sheet “Action plan” is protected: its locked cells are written all the same, and it stays protected" {
		t.Errorf("%+v", o)
	}
}

// TestLibreOfficeReadsWhatIsPutIn has LibreOffice open a workbook with rows put
// in above a total, a text that begins like a formula, and a new format for
// dates: it reads what was written, and works the total out with the new rows.
func TestLibreOfficeReadsWhatIsPutIn(t *testing.T) {
	office := programtest.FindOffice(t)
	f := excelize.NewFile()
	defer f.Close()
	must(f.SetSheetName("Sheet1", "Plan"))
	for i, row := range [][]any{{"Ref", "Action", "Lead", "Due date", "Percent"}, {"1.1", "Write the policy down and publish it", "Director", nil, 20}, {"1.2", "Train every manager on it", "Director", nil, 30}} {
		must(f.SetSheetRow("Plan", fmt.Sprint("A", i+1), &row))
	}
	must(f.SetCellStr("Plan", "A4", "Total"))
	must(f.SetCellFormula("Plan", "E4", "SUM(E2:E3)"))
	must(f.MergeCell("Plan", "A5", "D5"))
	must(f.SetCellStr("Plan", "A5", "Key: red is late"))
	must(f.AddDataValidation("Plan", &excelize.DataValidation{Type: "list", Sqref: "C2:C3", Formula1: `"Director,Head"`}))
	_, err := f.NewSheet("Summary")
	must(err)
	must(f.SetCellFormula("Summary", "A1", "Plan!E4"))
	data, err := f.WriteToBuffer()
	must(err)
	book, err := readBytes(data.Bytes())
	must(err)
	p, err := readPlan(book.Grids())
	must(err)
	row := added(p, "1.10")
	row.Set(plan.FieldPercent, numbered("50"))
	row.Set(plan.FieldDue, dated("2026-03-31"))
	s := stage(t, data.Bytes(), Work{Read: readPlan, From: p, Rows: []NewRow{row}, Edits: []plan.Edit{inCase(t, p, 2, plan.FieldLead, words("=Director"))}})
	after := filepath.Join(t.TempDir(), "after.xlsx")
	if err := s.Save(after); err != nil {
		t.Fatal(err)
	}
	cells := officeCells(t, office, after, ".xlsx")
	for cell, want := range map[string]string{"Plan2 3": "=Director", "Plan4 1": "1.10", "Plan4 5": "50", "Plan5 1": "Total", "Plan5 5": "100", "Plan6 1": "Key: red is late", "Summary1 1": "100"} {
		if cells[cell] != want {
			t.Errorf("LibreOffice reads %q at %s, want %q", cells[cell], cell, want)
		}
	}
	if due := cells["Plan4 4"]; !strings.Contains(due, "31") || !strings.Contains(due, "26") {
		t.Errorf("LibreOffice reads the date as %q", due)
	}
}
