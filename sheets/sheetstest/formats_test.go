package sheetstest

import (
	"testing"
	"time"
)

func TestNumbersShow(t *testing.T) {
	b := &workbook{locale: "en_US"}
	for _, x := range []struct {
		n             float64
		kind, pattern string
		want          string
	}{
		{2, "", "", "2"}, {-0.4, "", "", "-0.4"}, {1.45, "", "", "1.45"}, {0.0009765625, "", "", "0.0009765625"},
		{1.0 / 3, "", "", "0.3333333333"}, {2.0 / 3, "", "", "0.6666666667"}, {1234567.891234, "", "", "1234567.891"},
		{12345678901, "", "", "12345678901"}, {0.1 + 0.2, "", "", "0.3"},
		{2000000.01, "NUMBER", "#,##0.00", "2,000,000.01"}, {1.005, "NUMBER", "0.00", "1.01"}, {-1234.5, "NUMBER", "#,##0", "-1,235"},
		{0.5, "NUMBER", "#.##", ".5"}, {5, "NUMBER", "#.##", "5"}, {7, "NUMBER", "000", "007"}, {0, "NUMBER", "#,##0.00", "0.00"}, {-0.001, "NUMBER", "0.00", "0.00"},
		{0.256, "PERCENT", "", "25.60%"}, {0.256, "PERCENT", "0%", "26%"},
		{100.15, "CURRENCY", "", "$100.15"}, {1234.5, "CURRENCY", `[$£]`, ""}, {1234.5, "CURRENCY", `"£"#,##0.00`, "£1,234.50"}, {3, "NUMBER", `0" days"`, "3 days"},
		{12345, "SCIENTIFIC", "0.00E+00", "1.23E+04"}, {0.00012, "SCIENTIFIC", "0.00E+00", "1.20E-04"},
		{43831, "DATE", "", "1/1/2020"}, {43831, "DATE", "yyyy-mm-dd", "2020-01-01"}, {46112, "DATE", "d mmmm yyyy", "31 March 2026"},
		{46112, "DATE", `dddd d" of "mmm yy`, "Tuesday 31 of Mar 26"}, {43831.75, "DATE_TIME", "", "1/1/2020 18:00:00"},
		{43831.75, "DATE_TIME", "m/d/yyyy h:mm am/pm", "1/1/2020 6:00 PM"}, {0.5, "TIME", "", "12:00:00 PM"}, {0.25, "TIME", "hh:mm", "06:00"},
		{1.0 / 86400 * 3661, "TIME", "h:mm:ss", "1:01:01"}, {1.5, "TIME", "[h]:mm:ss", "36:00:00"}, {0.7499999, "TIME", "h:mm:ss", "18:00:00"}, {60, "DATE", "d/m/yyyy", "28/2/1900"}, {2, "DATE", "d/m/yyyy", "1/1/1900"},
		{46112, "TEXT", "", "46112"}, {46112, "DATE", "yyyy G", ""}, {5, "NUMBER", "0.00;[red]0", ""}, {1e20, "", "", ""},
	} {
		format := object{}
		if x.kind != "" {
			format["numberFormat"] = object{"type": x.kind, "pattern": x.pattern}
		}
		got, bad := b.formatted(numberValue(x.n), format)
		if (bad != nil) != (x.want == "") || got != x.want {
			t.Errorf("%v as %s %q shows %q, want %q (%v)", x.n, x.kind, x.pattern, got, x.want, bad)
		}
	}
	if got, _ := (&workbook{locale: "en_GB"}).formatted(numberValue(46112), object{"numberFormat": object{"type": "DATE"}}); got != "31/03/2026" {
		t.Errorf("a date in en_GB shows %q", got)
	}
	if _, bad := (&workbook{locale: "fr_FR"}).formatted(numberValue(46112), object{"numberFormat": object{"type": "DATE"}}); bad == nil {
		t.Error("how a date shows in fr_FR is guessed")
	}
}

func TestSerialsAreDays(t *testing.T) {
	for day, want := range map[string]float64{"1899-12-30": 0, "1900-01-01": 2, "2020-01-01": 43831, "2026-03-31": 46112} {
		when, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		if got := serialOf(when); got != want || !dateOf(want).Equal(when) {
			t.Errorf("%s is %v, want %v; %v is %s", day, got, want, want, dateOf(want))
		}
	}
}
