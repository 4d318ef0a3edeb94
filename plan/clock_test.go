package plan

import "testing"

// TestReadClock reads times however a spreadsheet shows them, and nothing that only
// looks like one.
func TestReadClock(t *testing.T) {
	for text, want := range map[string]struct {
		words string
		days  float64
	}{
		"09:30": {"09:30", 9.5 / 24}, "9:30": {"09:30", 9.5 / 24}, "9:30 AM": {"09:30", 9.5 / 24}, "9:30 p.m.": {"21:30", 21.5 / 24},
		"12:05 AM": {"00:05", 5. / 1440}, "12:00 pm": {"12:00", .5}, "36:00": {"36:00", 1.5}, "09:30:00": {"09:30", 9.5 / 24},
		"00:00:30": {"00:00:30", 30. / 86400}, " 14:00 ": {"14:00", 14. / 24}, "0:00": {"00:00", 0},
		"9:60": {}, "9:5": {}, "13:00 PM": {}, "0:30 am": {}, "9.30": {}, "9:30 Monday": {}, "1:1": {}, "12345:00": {}, "-1:00": {}, "": {},
	} {
		words, days, ok := ReadClock(text)
		if words != want.words || days != want.days || ok != (want.words != "") {
			t.Errorf("%q is read as %q, %v, %v", text, words, days, ok)
		}
	}
}

// TestTimeLeftAside finds the time beside a date that is its day, and no other.
func TestTimeLeftAside(t *testing.T) {
	day := Date{2026, 5, 1}.Value()
	beside := day
	beside.Beside = "by 14:30"
	for _, c := range []struct {
		e    Entry
		want string
	}{
		{Entry{Value: day, Typed: "01/05/2026 14:30"}, "14:30"},
		{Entry{Value: day, Typed: "1 May 2026, 2:30 PM"}, "2:30 PM"},
		{Entry{Value: day, Typed: "01/05/2026 00:00"}, ""},
		{Entry{Value: day, Typed: "01/05/2026"}, ""},
		{Entry{Value: beside, Typed: "01/05/2026 by 14:30"}, ""},
		{Entry{Value: TextValue("at 14:30"), Typed: "at 14:30"}, ""},
	} {
		if got := c.e.TimeLeftAside(); got != c.want {
			t.Errorf("%q leaves %q aside, not %q", c.e.Typed, got, c.want)
		}
	}
}
