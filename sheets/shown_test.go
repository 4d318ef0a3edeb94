package sheets

import (
	"testing"
	"time"

	api "google.golang.org/api/sheets/v4"

	"actionplan/plan"
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
