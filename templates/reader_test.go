package templates_test

import (
	"path/filepath"
	"testing"

	"actionplan/excel"
	"actionplan/pack"
	"actionplan/plan"
	"actionplan/table"
	"actionplan/templates"
)

// TestOwnReaderReadsThePack reads the pack's workbook as if it were an
// officer's, and finds the same actions, dates and ratings in it.
func TestOwnReaderReadsThePack(t *testing.T) {
	in := large(42)
	folder, _ := made(t, in)
	book, err := excel.Open(filepath.Join(folder, templates.BookName))
	if err != nil {
		t.Fatal(err)
	}
	var actions []table.Grid
	for _, g := range book.Grids() {
		if g.Sheet == "Actions" {
			actions = append(actions, g)
		}
	}
	got, err := table.Read(templates.BookName, actions, table.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Actions) != len(in.Plan.Actions) {
		t.Fatalf("%d actions, want %d", len(got.Actions), len(in.Plan.Actions))
	}
	p := pack.Build(in)
	for i, want := range in.Plan.Actions {
		a := got.Actions[i]
		if a.Ref != want.Ref {
			t.Errorf("row %d is action %s, want %s", a.Row, a.Ref, want.Ref)
		}
		for _, f := range []plan.Field{plan.FieldAction, plan.FieldOutcome, plan.FieldLead, plan.FieldDue, plan.FieldProgress} {
			if a.Value(f) != want.Value(f) {
				t.Errorf("action %s, %s: %+v, want %+v", a.Ref, f, a.Value(f), want.Value(f))
			}
		}
		if rag := want.Value(plan.FieldRAG); rag.Kind == plan.KindRating && a.Value(plan.FieldRAG) != rag {
			t.Errorf("action %s, RAG: %+v, want %+v (shown as %s)", a.Ref, a.Value(plan.FieldRAG), rag, p.Rows[i].Rating.Word)
		}
	}
}
