package sheets

import (
	"testing"
	"time"

	api "google.golang.org/api/sheets/v4"

	"actionplan/plan"
	"actionplan/table"
)

func TestDayAsAPatternShowsIt(t *testing.T) {
	day, _ := plan.NewDate(2027, time.February, 1)
	for _, c := range []struct {
		locale  locale
		pattern string
		want    string // "" where it is not known
	}{
		{"en_GB", "", "01/02/2027"},
		{"en_US", "", "2/1/2027"},
		{"de", "", ""},
		{"de", "dd.mm.yyyy", "01.02.2027"},
		{"de", "d mmmm yyyy", ""}, // Februar
		{"en_GB", "dddd, d mmmm yyyy", "Monday, 1 February 2027"},
		{"en_GB", "dd-MMM-yy", "01-Feb-27"},
		{"en_GB", `"due "d\/m\/yy`, "due 1/2/27"},
		{"en_GB", "yyyy-mm-dd", "2027-02-01"},
		{"en_GB", "dd/mm/yyyy hh:mm", ""},
		{"en_GB", "mmmmm", ""},
	} {
		if got, known := c.locale.day(day, c.pattern); got != c.want || known != (c.want != "") {
			t.Errorf("%s, %q: it shows %q (%t), want %q", c.locale, c.pattern, got, known, c.want)
		}
	}
}

func TestNumberAsAFormatShowsIt(t *testing.T) {
	for _, c := range []struct {
		n          float64
		kind, form string
		want       string // "" where it is not known
	}{
		{75, "", "", "75"},
		{0.75, "PERCENT", "0%", "75%"},
		{0.755, "PERCENT", "", "75.50%"},
		{-1234567.5, "NUMBER", "", "-1,234,567.50"},
		{1234, "NUMBER", "#,##0", "1,234"},
		{12, "NUMBER", "0.0", "12.0"},
		{12, "CURRENCY", "", ""},
		{12, "NUMBER", "0.##", ""},
	} {
		if got, known := inFigures(c.n, &api.NumberFormat{Type: c.kind, Pattern: c.form}); got != c.want || known != (c.want != "") {
			t.Errorf("%v as %s %q: it shows %q (%t), want %q", c.n, c.kind, c.form, got, known, c.want)
		}
	}
}

// TestWillShow asserts that a date is said in the format of the cell that it goes
// into, or in the one that is written with it.
func TestWillShow(t *testing.T) {
	day, _ := plan.NewDate(2027, time.February, 1)
	n, _ := numberOf(day)
	s := &staging{Staged: &Staged{sheet: &Sheet{Locale: "en_GB"}}, Staging: &table.Staging{}}
	own := &api.CellData{EffectiveFormat: &api.CellFormat{NumberFormat: &api.NumberFormat{Type: "DATE", Pattern: "d mmm yy"}}}
	e := plan.Edit{Now: plan.Entry{Value: day.Value(), Typed: "1/2/27"}}
	w := writing{value: &api.ExtendedValue{NumberValue: &n}}
	if got := s.willShow(w, e, own); got != "1 Feb 27" {
		t.Errorf("it will show %q", got)
	}
	w.looks.number = &api.NumberFormat{Type: "DATE", Pattern: "yyyy-mm-dd"}
	if got := s.willShow(w, e, own); got != "2027-02-01" {
		t.Errorf("with a format of its own it will show %q", got)
	}
	w.looks.number.Pattern = "[h]:mm"
	if got := s.willShow(w, e, own); got != "1 February 2027" {
		t.Errorf("in a format that is not known it will show %q", got)
	}
}

// TestPercentShown writes 61% as a number only into a cell whose own format shows
// it just so.
func TestPercentShown(t *testing.T) {
	for _, c := range []struct {
		text, kind, pattern string
		share               float64 // 0 where it stays a text
	}{
		{"61%", "PERCENT", "0%", 0.61},
		{"61.00%", "PERCENT", "", 0.61},
		{"61%", "PERCENT", "", 0},
		{"33.3%", "PERCENT", "0%", 0},
		{"61%", "NUMBER", "0", 0},
		{"61% of them", "PERCENT", "0%", 0},
		{"%", "PERCENT", "0%", 0},
	} {
		cell := &api.CellData{EffectiveFormat: &api.CellFormat{NumberFormat: &api.NumberFormat{Type: c.kind, Pattern: c.pattern}}}
		value, _, why := content(plan.Entry{Value: plan.TextValue(c.text), Typed: c.text}, plan.FieldProgress, cell)
		switch {
		case why != "" || value == nil:
			t.Errorf("%s into %s %s: %s", c.text, c.kind, c.pattern, why)
		case c.share == 0 && (value.StringValue == nil || *value.StringValue != c.text), c.share != 0 && (value.NumberValue == nil || *value.NumberValue != c.share):
			t.Errorf("%s into %s %s is sent as %+v", c.text, c.kind, c.pattern, value)
		}
	}
}

// TestClockShown writes 09:30 as a part of a day only into a cell whose own format
// shows it just so.
func TestClockShown(t *testing.T) {
	for _, c := range []struct {
		text, kind, pattern string
		days                float64 // 0 where it stays a text
	}{
		{"09:30", "TIME", "hh:mm", 9.5 / 24},
		{"09:30", "TIME", "h:mm", 9.5 / 24},
		{"09:30:15", "TIME", "hh:mm:ss", 34215. / 86400},
		{"36:00", "TIME", "[h]:mm", 1.5},
		{"36:00", "TIME", "hh:mm", 0},
		{"09:30:15", "TIME", "hh:mm", 0},
		{"9:30", "TIME", "hh:mm", 0},
		{"09:30", "TIME", "mm:ss", 0},
		{"09:30", "TIME", "", 0},
		{"09:30", "DATE_TIME", "dd/mm/yyyy hh:mm", 0},
		{"09:30", "NUMBER", "0.00", 0},
		{"at 09:30", "TIME", "hh:mm", 0},
	} {
		cell := &api.CellData{EffectiveFormat: &api.CellFormat{NumberFormat: &api.NumberFormat{Type: c.kind, Pattern: c.pattern}}}
		value, _, why := content(plan.Entry{Value: plan.TextValue(c.text), Typed: c.text}, plan.FieldProgress, cell)
		switch {
		case why != "" || value == nil:
			t.Errorf("%s into %s %s: %s", c.text, c.kind, c.pattern, why)
		case c.days == 0 && (value.StringValue == nil || *value.StringValue != c.text), c.days != 0 && (value.NumberValue == nil || *value.NumberValue != c.days):
			t.Errorf("%s into %s %s is sent as %+v", c.text, c.kind, c.pattern, value)
		}
	}
}
