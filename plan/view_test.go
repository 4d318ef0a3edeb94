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

// TestViewOfCells: what a reader takes from one cell, and what stays as it is.
func TestViewOfCells(t *testing.T) {
	p := Plan{Columns: []Column{{Table: "Plan", Field: FieldStatus, Heading: "Done?"}}, Terms: Terms{Statuses: []StatusWord{{Words: "Embedded", Means: StatusComplete}}}}
	rows := []map[Field]string{
		{FieldAction: "Train", FieldDue: "Mar-26", FieldStart: "Mar-26", FieldEvidence: "None", FieldOutcome: "Safe", FieldLead: "Head of Service", FieldStatus: "embedded", FieldRAG: "Amber E"},
		{FieldAction: "\"", FieldDue: "\"", FieldStart: "46112", FieldEvidence: "No", FieldOutcome: "ditto", FieldLead: "〃", FieldStatus: "x", FieldRAG: "red"},
		{FieldAction: "Audit", FieldDue: "120", FieldEvidence: "No child waits", FieldOutcome: "0", FieldLead: "None", FieldStatus: "✓"},
	}
	for _, row := range rows {
		a := Action{Table: "Plan"}
		for f, text := range row {
			e := typedIn(f, text)
			if f == FieldRAG {
				e.Value, _ = ReadRating(text, nil)
			}
			a.Set(f, e)
		}
		p.Actions = append(p.Actions, a)
	}
	view := p.View()
	for i, want := range []map[Field]string{
		{FieldDue: "date 2026-03-31 month", FieldStart: "date 2026-03-01 month", FieldEvidence: "placeholder none", FieldLead: "text Head of Service"},
		{FieldAction: "text \"", FieldDue: "date 2026-03-31 month", FieldStart: "date 2026-03-31", FieldEvidence: "placeholder no", FieldOutcome: "text Safe", FieldLead: "text Head of Service"},
		{FieldDue: "text 120", FieldEvidence: "text No child waits", FieldOutcome: "placeholder 0", FieldLead: "text None"},
	} {
		for f, whole := range want {
			if v := view.Actions[i].Value(f); v.Kind.String()+" "+v.Whole() != whole {
				t.Errorf("action %d, %s is %s %q, want %q", i, f, v.Kind, v.Whole(), whole)
			}
		}
	}
	for i, want := range []Status{StatusComplete, StatusOpen, StatusComplete} {
		if got := view.Actions[i].Status(); got != want {
			t.Errorf("action %d is %s, want %s", i, got, want)
		}
	}
	for i, want := range []string{"", "x", ""} {
		if word, unknown := view.Actions[i].Entry(FieldStatus).UnknownWord(); word != want || unknown != (want != "") {
			t.Errorf("action %d has the status %q that nobody knows, want %q", i, word, want)
		}
	}
	if word, _ := view.Actions[0].Entry(FieldRAG).UnknownWord(); word != "Amber E" {
		t.Errorf("the rating nobody knows is %q", word)
	}
	if p.Actions[0].Value(FieldEvidence).Kind != KindText || p.Actions[1].Value(FieldOutcome).Text != "ditto" {
		t.Error("the plan itself is changed")
	}
	// What was agreed knows only what was typed.
	agreed := Plan{Actions: []Action{{Entries: EntriesOf(map[Field]Entry{FieldDue: {Value: Date{2026, 3, 1}.Value(), Typed: "Mar-26"}, FieldStart: {Value: Date{2026, 3, 1}.Value(), Typed: "01/03/2026"}})}}}
	if v := agreed.View().Actions[0].Value(FieldDue); v.Whole() != "2026-03-31 month" {
		t.Errorf("a month that was agreed as its first day is %q", v.Whole())
	}
	if v := agreed.View().Actions[0].Value(FieldStart); v.IsMonth() {
		t.Errorf("a first day is %q", v.Whole())
	}
}

func TestRatingOfColour(t *testing.T) {
	p := Plan{
		Columns: []Column{{Table: "A", Field: FieldAction}, {Table: "B", Field: FieldAction}, {Table: "B", Field: FieldRAG}},
		Actions: []Action{{Table: "A", Sheet: "A", Row: 2, Colour: RatingValue(RatingRed)}, {Table: "B", Entries: EntriesOf(map[Field]Entry{FieldRAG: {Value: Blank}})}},
	}
	view := p.View()
	if v := view.Actions[0].Value(FieldRAG); v != RatingValue(RatingRed) || len(view.Columns) != 4 || view.Columns[1].Field != FieldRAG {
		t.Errorf("rated %v, with the columns %+v", v, view.Columns)
	}
	if view.Actions[1].Value(FieldRAG) != Blank {
		t.Error("a table with ratings is rated by a colour")
	}
}

func TestWordsForNothing(t *testing.T) {
	for text, want := range map[string]bool{
		"None": true, "none at present": true, "No evidence to date": true, "Evidence to be gathered": true, "Nil": true, "-": false, "not yet received": true, "No evidence recorded": true, "evidence awaited": true,
		"None of the audits found harm": false, "No evidence of harm was found": false, "To be gathered from the register on 4 May": false, "Not evidenced by audit; see minutes": false, "Nothing to declare form": false, "Evidence to be seen in the dip sample": false,
	} {
		if _, nothing := saysNothing(TextValue(text)); nothing != want {
			t.Errorf("%q says nothing: %t, want %t (%+v)", text, nothing, want, TextValue(text))
		}
	}
}

// TestViewOfTimesToCome: what is not a report yet, and a date that was not changed.
func TestViewOfTimesToCome(t *testing.T) {
	const q1, q2 = Field("x:q1 progress"), Field("x:q2 progress")
	said := func(text string) Entry { return Entry{Value: TextValue(text), Typed: text} }
	p := Plan{
		Columns: []Column{
			{Table: "Plan", Field: FieldOriginal}, {Table: "Plan", Field: FieldDue},
			{Table: "Plan", Letter: "C", Field: q1, Part: FieldProgress, Period: 1}, {Table: "Plan", Letter: "D", Field: q2, Part: FieldProgress, Period: 2, Ahead: true},
		},
		Actions: []Action{{Table: "Plan", Entries: EntriesOf(map[Field]Entry{FieldOriginal: typedIn(FieldOriginal, "30/06/2026"), FieldDue: said("No change"), q1: said("Two"), q2: said("Four")})}},
	}
	view := p.View()
	if got := view.Actions[0].Shown(FieldProgress); got != "Two" {
		t.Errorf("the progress comes to %q", got)
	}
	if d, _ := view.Actions[0].Value(FieldDue).Date(); d.String() != "2026-06-30" {
		t.Errorf("due comes to %+v", view.Actions[0].Value(FieldDue))
	}
	for _, c := range view.Columns {
		if c.Field == FieldProgress && c.Letter != "C" {
			t.Errorf("the progress stands in column %s", c.Letter)
		}
	}
	p.Columns = p.Columns[2:]
	if got := p.View().Actions[0].Shown(FieldDue); got != "No change" {
		t.Errorf("without an original, due comes to %q", got)
	}
}

// TestNobodyLeads holds that words for nobody name no lead, and that what holds them may.
func TestNobodyLeads(t *testing.T) {
	for lead, nobody := range map[string]bool{
		"Not assigned": true, "Unassigned": true, "Vacant": true, "(vacant)": true, "To be appointed": true, "nobody": true, "Not yet allocated": true,
		"Head of Service (vacant)": false, "Vacancy Manager": false, "AB": false, "": true, "TBC": true,
	} {
		p := Plan{Actions: []Action{{ID: "1", Entries: EntriesOf(map[Field]Entry{FieldLead: {Value: TextValue(lead), Typed: lead}, FieldAction: {Value: TextValue("Not assigned"), Typed: "Not assigned"}})}}}
		seen := p.View().Actions[0]
		if got := seen.Value(FieldLead).IsBlank(); got != nobody {
			t.Errorf("%q names nobody: %v, want %v", lead, got, nobody)
		}
		if seen.Value(FieldAction).IsBlank() {
			t.Errorf("an action of the words %q is none", seen.Shown(FieldAction))
		}
	}
}
