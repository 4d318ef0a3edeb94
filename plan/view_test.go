package plan

import (
	"testing"
)

func TestView(t *testing.T) {
	const q1, q2 = Field("x:q1 progress"), Field("x:q2 progress")
	day := func(text string) Entry {
		d, err := ParseISO(text)
		if err != nil {
			t.Fatal(err)
		}
		return Entry{Value: d.Value(), Typed: text}
	}
	said := func(text string) Entry { return Entry{Value: TextValue(text), Typed: text} }
	p := Plan{
		Columns: []Column{
			{Table: "Plan", Field: FieldAction}, {Table: "Plan", Field: FieldOriginal}, {Table: "Plan", Field: FieldDue},
			{Table: "Plan", Field: q1, Part: FieldProgress, Period: 1}, {Table: "Plan", Field: q2, Part: FieldProgress, Period: 2},
		},
		Actions: []Action{
			{Table: "Plan", Entries: EntriesOf(map[Field]Entry{FieldAction: said("Train"), FieldOriginal: day("2026-06-30"), FieldDue: day("2026-11-30"), q1: said("Two"), q2: said("Four")})},
			{Table: "Plan", Entries: EntriesOf(map[Field]Entry{
				FieldAction:   {Value: TextValue("Audit five ten"), Typed: "Audit five ten", Detail: Detail{Struck: "five", Live: "Audit ten"}},
				FieldOriginal: day("2026-09-30"), FieldDue: {Value: Blank}, q1: said("One"), q2: {Value: Blank},
			})},
			{Table: "Plan", Struck: true, Entries: EntriesOf(map[Field]Entry{FieldAction: {Value: TextValue("Meet"), Typed: "Meet", Detail: Detail{Struck: "Meet"}}})},
		},
	}
	view := p.View()
	for i, want := range []map[Field]string{
		{FieldAction: "Train", FieldDue: "2026-11-30", FieldOriginal: "2026-06-30", FieldProgress: "Four", q1: "Two"},
		{FieldAction: "Audit ten", FieldDue: "2026-09-30", FieldOriginal: "2026-09-30", FieldProgress: "One"},
		{FieldAction: "Meet"},
	} {
		for f, text := range want {
			if got := view.Actions[i].Value(f).Text; got != text {
				t.Errorf("action %d, %s comes to %q; want %q", i, f, got, text)
			}
		}
	}
	if !view.Has(FieldProgress) || len(view.Columns) != len(p.Columns)+1 {
		t.Errorf("the columns come to %+v", view.Columns)
	}
	if view.Actions[2].Status() != StatusCancelled || view.Actions[0].Status() != StatusOpen {
		t.Error("what is struck out is withdrawn, and nothing else")
	}
	if p.Actions[1].Value(FieldDue) != Blank || p.Actions[1].Value(FieldAction).Text != "Audit five ten" || p.Has(FieldProgress) {
		t.Error("the plan itself is changed")
	}
}

func TestViewOfRowsThatGoOn(t *testing.T) {
	said := func(text string) Entry { return Entry{Value: TextValue(text), Typed: text} }
	day, _ := NewDate(2026, 3, 31)
	own := EntriesOf(map[Field]Entry{FieldProgress: said("Begun"), FieldEvidence: {Value: Blank, Cell: Cell{Row: 2}}, FieldStatus: said("Open")})
	struck := said("Lost")
	struck.Detail.Struck = "Lost"
	more := EntriesOf(map[Field]Entry{
		FieldProgress: said("Shared"), FieldEvidence: said("Minutes"), FieldStatus: said("Closed"), FieldDue: {Value: day.Value()}, FieldLead: struck,
	})
	p := Plan{Actions: []Action{{Entries: own, More: []Entries{more}}}}
	seen := p.View().Actions[0]
	for f, want := range map[Field]string{
		FieldProgress: "Begun\nShared", FieldEvidence: "Minutes", FieldStatus: "Open", FieldDue: "", FieldLead: "",
	} {
		if got := seen.Shown(f); got != want {
			t.Errorf("%s: %q, want %q", f, got, want)
		}
	}
	if at := seen.Entry(FieldEvidence).Cell.Row; at != 2 {
		t.Errorf("the evidence stands in row %d", at)
	}
	if p.Actions[0].Shown(FieldProgress) != "Begun" {
		t.Error("the plan itself has changed")
	}
}
