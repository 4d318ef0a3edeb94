package plan

import "testing"

// typedIn is a cell of a field as it is typed.
func typedIn(f Field, text string) Entry {
	e := Entry{Value: TextValue(text), Typed: text}
	if f.IsDate() {
		r := ReadDate(text, DateHabit{Start: f == FieldStart})
		e.Value, e.Note, e.Detail.Month = r.Value, r.Note, r.Month
	}
	return e
}

func TestMeansSame(t *testing.T) {
	for _, tt := range []struct {
		field Field
		a, b  string
		same  bool
	}{
		{FieldDue, "Mar-26", "31/03/2026", true}, {FieldDue, "Mar-26", "March 2026", true}, {FieldDue, "Mar-26", "01/03/2026", false}, {FieldDue, "Mar-26", "30/03/2026", false},
		{FieldStart, "Mar-26", "01/03/2026", true}, {FieldStart, "Mar-26", "31/03/2026", false},
		{FieldDue, "Mar-26 phase 1", "31/03/2026 phase 1", true}, {FieldDue, "Mar-26 phase 1", "31/03/2026", false}, {FieldDue, "Mar-26", "Mar-27", false},
		{FieldDue, "46112", "31/03/2026", true}, {FieldDue, "46113", "31/03/2026", false}, {FieldDue, "46112", "Mar-26", false}, {FieldProgress, "46112", "31/03/2026", false},
		{FieldProgress, "Children's voices - heard", "Children’s voices – heard", true}, {FieldProgress, "the ‘final’ text…", "the 'final' text...", true}, {FieldProgress, "Train staff", "train staff", false},
		{FieldProgress, "Oﬃce", "Office", true}, {FieldProgress, "Train staff", "Train staff.", false}, {FieldProgress, "re-open", "reopen", false},
		{FieldStatus, "In progress", "In Progress", true}, {FieldStatus, "in-progress", "In progress", true}, {FieldStatus, "Complete", "Completed", false}, {FieldStatus, "✓", "✔", false}, {FieldRAG, "Amber E", "amber e", true},
	} {
		a, b := typedIn(tt.field, tt.a), typedIn(tt.field, tt.b)
		if a.MeansSame(b, tt.field) != tt.same || b.MeansSame(a, tt.field) != tt.same {
			t.Errorf("%s: %q and %q mean the same: %t, want %t", tt.field, tt.a, tt.b, !tt.same, tt.same)
		}
	}
	year := Entry{Value: Date{2026, 1, 1}.Value(), Typed: "2026"}
	if !year.MeansSame(typedIn(FieldDue, "2026"), FieldDue) || year.MeansSame(typedIn(FieldDue, "2027"), FieldDue) {
		t.Error("a date that shows its year alone is that year, and no other")
	}
}

func TestMeansAgreed(t *testing.T) {
	day := func(text, typed string) Entry {
		d, err := ParseISO(text)
		if err != nil {
			t.Fatal(err)
		}
		return Entry{Value: d.Value(), Typed: typed}
	}
	for _, tt := range []struct {
		field  Field
		now    Entry
		agreed Entry
		same   bool
	}{
		{FieldDue, typedIn(FieldDue, "Mar-26"), day("2026-03-01", "Mar-26"), true}, {FieldDue, typedIn(FieldDue, "Mar-26"), day("2026-03-31", "31/03/2026"), true},
		{FieldDue, typedIn(FieldDue, "Mar-26"), day("2026-03-15", "15/03/2026"), false}, {FieldDue, typedIn(FieldDue, "Mar-26"), day("2026-04-01", "01/04/2026"), false},
		{FieldStart, typedIn(FieldStart, "Mar-26"), day("2026-03-31", "Mar-26"), true}, {FieldStart, typedIn(FieldStart, "March - May 2026"), day("2026-05-31", "March - May 2026"), true},
		{FieldDue, typedIn(FieldDue, "w/c 2 March 2026"), Entry{Value: Value{Kind: KindVague, Text: "w/c 2 march 2026"}, Typed: "w/c 2 March 2026"}, true},
		{FieldDue, typedIn(FieldDue, "07/09/2026"), day("2026-07-09", "07/09/2026"), false}, // another order of day and month is another day
		{FieldDue, day("2027-03-31", "31/03"), day("2026-03-31", "31/03"), false},           // shown without its year
	} {
		if got := tt.now.MeansAgreed(tt.agreed, tt.field); got != tt.same {
			t.Errorf("%s: %q means the %s that was agreed: %t, want %t", tt.field, tt.now.Typed, tt.agreed.Value.Whole(), got, tt.same)
		}
	}
}

func TestMonthValue(t *testing.T) {
	for text, want := range map[string]string{"Mar-26": "March 2026", "March 2026 phase 1": "March 2026 phase 1", "31/03/2026 phase 1": "31 March 2026 phase 1", "31/03/2026": "31 March 2026", "Ongoing": "ongoing", "by end of month 31/03/2026": "31 March 2026"} {
		v := ReadDate(text, DateHabit{}).Value
		if v.Long() != want || ValueOf(v.Kind, v.Whole()) != v || v.IsMonth() != (want[:5] == "March") {
			t.Errorf("%q is %q, a month %t, kept as %q", text, v.Long(), v.IsMonth(), v.Whole())
		}
	}
	if w := (Entry{Value: ReadDate("Mar-26", DateHabit{}).Value, Typed: "Mar-26"}).Written(); w != "March 2026" {
		t.Errorf("a month is written as %q", w)
	}
	step := Value{Kind: KindRating, Text: RatingNotStarted, Beside: "On hold"}
	if ValueOf(KindRating, step.Whole()) != step || ValueOf(KindRating, RatingNotStarted) != RatingValue(RatingNotStarted) {
		t.Error("a step of a scale is not kept")
	}
}
