package plan

import (
	"slices"
	"testing"
	"time"
)

func TestColumnLetters(t *testing.T) {
	for n, letters := range map[int]string{1: "A", 26: "Z", 27: "AA", 28: "AB", 702: "ZZ", 703: "AAA", MaxColumn: "XFD"} {
		if ColumnLetters(n) != letters || ColumnNumber(letters) != n {
			t.Errorf("column %d is %s; got %s, and back %d", n, letters, ColumnLetters(n), ColumnNumber(letters))
		}
	}
	for n := 1; n <= MaxColumn; n++ {
		if ColumnNumber(ColumnLetters(n)) != n {
			t.Fatalf("column %d does not come back", n)
		}
	}
	for _, none := range []string{"", "XFE", "A1", "É", "AAAAAAAAAAAAAAAA"} {
		if n := ColumnNumber(none); n != 0 {
			t.Errorf("ColumnNumber(%q) = %d", none, n)
		}
	}
	if ColumnLetters(0) != "" || ColumnNumber("ab") != 28 {
		t.Error("no column has no letters, and either case names one")
	}
}

func TestCellIsNamedAsAFormulaWould(t *testing.T) {
	for want, c := range map[string]Cell{
		"Plan!F12": {"Plan", 12, 6}, "'Year 1'!F12": {"Year 1", 12, 6}, "'Head''s plan'!A1": {"Head's plan", 1, 1}, "'2022'!A1": {"2022", 1, 1}, "Plan_2!A1": {"Plan_2", 1, 1},
		"Plan row 5": {"Plan", 5, 0}, "'Year 1' column B": {"Year 1", 0, 2}, "Year 1": {"Year 1", 0, 0},
	} {
		if got := c.String(); got != want {
			t.Errorf("%+v is named %s; want %s", c, got, want)
		}
	}
}

func TestDates(t *testing.T) {
	d := Date{2022, time.March, 31}
	if d.String() != "2022-03-31" || d.Long() != "31 March 2022" || d.Short() != "31 Mar 2022" || (Date{}).String() != "" || !(Date{}).IsZero() {
		t.Errorf("printed %s, %s, %s", d, d.Long(), d.Short())
	}
	if got, ok := d.Value().Date(); got != d || !ok {
		t.Errorf("its value names %v, %v", got, ok)
	}
	if _, ok := TextValue("2022-03-31").Date(); ok {
		t.Error("words are no date")
	}
	if _, err := ParseISO("31/03/2022"); err == nil || err.Error() != `"31/03/2022" is not a date written as 2026-03-31` {
		t.Errorf("ParseISO: %v", err)
	}
	if _, ok := NewDate(2022, time.February, 30); ok {
		t.Error("there is no 30 February")
	}
	if n := d.DaysUntil(Date{2023, time.March, 31}); n != 365 || d.DaysUntil(d.AddDays(-3)) != -3 {
		t.Errorf("%d days", n)
	}
}

func TestFields(t *testing.T) {
	other := OtherField("Board Lead")
	if other != "x:board lead" || other.Known() || other.Label() != "board lead" || !FieldDue.Known() {
		t.Errorf("other field %q", other)
	}
	if FieldRAG.Label() != "RAG" || FieldOutcome.Label() != "outcome" || FieldClosed.Label() != "date closed" {
		t.Error("labels are a reader's words")
	}
	for _, f := range KnownFields {
		if want := slices.Contains([]Field{FieldStart, FieldDue, FieldOriginal, FieldClosed, FieldUpdated}, f); f.IsDate() != want {
			t.Errorf("%s holds dates: %v", f, f.IsDate())
		}
	}
}

func TestPlanColumns(t *testing.T) {
	p := Plan{Columns: []Column{{Table: "A", Field: FieldRef}, {Table: "A", Field: FieldDue}, {Table: "B", Field: FieldRef}, {Table: "B", Field: FieldLead}}}
	if got := p.Fields(); !slices.Equal(got, []Field{FieldRef, FieldDue, FieldLead}) {
		t.Errorf("fields %v", got)
	}
	if !p.Has(FieldLead) || p.Has(FieldRAG) || len(p.TableColumns("B")) != 2 || p.TableColumns("C") != nil {
		t.Error("columns of the plan")
	}
}

func TestEntries(t *testing.T) {
	a := Action{Entries: EntriesOf(map[Field]Entry{
		FieldDue:    {Value: Date{2022, time.March, 31}.Value(), Typed: "31/3/22"},
		FieldRAG:    {Value: RatingValue(RatingRed)},
		FieldClosed: {Open: true}, FieldLead: {Open: true, Value: Blank},
	})}
	if a.Shown(FieldDue) != "31/3/22" || a.Shown(FieldRAG) != "red" || a.Shown(FieldOutcome) != "" {
		t.Error("an entry shows its author's words, or what its colour means")
	}
	if !a.Entry(FieldClosed).Unsettled() || a.Entry(FieldLead).Unsettled() || a.Entry(FieldOutcome).Unsettled() {
		t.Error("only what was never agreed is unsettled")
	}
}

func TestKindsHaveNames(t *testing.T) {
	for k := KindAbsent; k <= KindError; k++ {
		if named, ok := KindNamed(k.String()); named != k || !ok {
			t.Errorf("kind %d is named %s, which names %d", k, k, named)
		}
	}
	if _, ok := KindNamed("colour"); ok {
		t.Error("a colour is no kind")
	}
	if !TextValue("TBC").IsBlank() || !Blank.IsBlank() || (Value{}).IsBlank() {
		t.Error("an absent cell is not blank; a placeholder is")
	}
}

func TestLostDate(t *testing.T) {
	for _, c := range []struct {
		value Value
		want  string
	}{
		{TextValue("46143"), "2026-05-01"},
		{NumberValue("46143"), "2026-05-01"},
		{NumberValue("46143.75"), "2026-05-01"},
		{TextValue("46,143.00"), "2026-05-01"},
		{ReadDate("46143", DateHabit{}).Value, "2026-05-01"},
		{TextValue("4.6143E4"), "2026-05-01"},
		{TextValue("46143，"), "2026-05-01"},
		{TextValue("４６１４３"), "2026-05-01"},
		{TextValue("46143 (moved)"), "2026-05-01"},
		{TextValue("31122026"), "2026-12-31"},
		{TextValue("20261231"), "2026-12-31"},
		{TextValue("31132026"), ""},
		{TextValue("(46143)"), ""},
		{TextValue("34700"), "1995-01-01"},
		{TextValue("34699"), ""},
		{TextValue("73415"), "2100-12-31"},
		{TextValue("73416"), ""},
		{TextValue("2026"), ""},
		{TextValue("46143 or so"), ""},
		{TextValue("-46143"), ""},
		{TextValue("1.5.2026"), ""},
		{Date{2026, 5, 1}.Value(), ""},
		{Blank, ""},
	} {
		if day, lost := c.value.LostDate(); day.String() != c.want || lost != (c.want != "") {
			t.Errorf("%v is %s (%t), want %q", c.value, day, lost, c.want)
		}
	}
}

func TestIsNoDate(t *testing.T) {
	for text, want := range map[string]bool{
		"0": true, "12": true, "TRUE": true, "false": true, "31/03": true, "-46143": true, "46143": true, "4.6143E4": true, "46143 (moved)": true, "%": true, "３１": true,
		"2026": false, "2026/27": false, "Q3": false, "ongoing": false, "TBC": false, "-": false, "31 March 2026": false, "31/03/26": false, "with the board": false, "": false, "46143 or so": false,
	} {
		if v := ReadDate(text, DateHabit{}).Value; v.IsNoDate() != want {
			t.Errorf("%q, read as %v, is no date: %t", text, v, v.IsNoDate())
		}
	}
	if !BooleanValue(true).IsNoDate() || !NumberValue("7").IsNoDate() || (Value{}).IsNoDate() {
		t.Error("TRUE and 7 are no dates; an absent cell is none either, and nothing is said of it")
	}
}
