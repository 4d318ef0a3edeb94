package plan

import "testing"

// TestRevised adds a date to a cell of several in the cell's own form, or says that
// the form is not known.
func TestRevised(t *testing.T) {
	entry := func(text string) Entry {
		r := ReadDate(text, DateHabit{})
		return Entry{Value: r.Value, Typed: text, Detail: Detail{Earlier: r.Earlier, Unclear: r.Unclear}}
	}
	for _, tc := range []struct {
		was, now, want string // "" is held
	}{
		{"30/06/2026 – revised to 30/11/2026", "31/12/2026", "30/06/2026 – revised to 30/11/2026; revised to 31/12/2026"},
		{"30/06/2026 – revised to 30/11/2026", "31 December 2026", "30/06/2026 – revised to 30/11/2026; revised to 31/12/2026"},
		{"30/06/2026 – revised to 30/11/2026; revised to 31/12/2026", "31/01/2027", "30/06/2026 – revised to 30/11/2026; revised to 31/12/2026; revised to 31/01/2027"},
		{"was 30 June 2026; now 30 Nov 2026", "31/12/2026", "was 30 June 2026; now 30 Nov 2026; now 31 Dec 2026"},
		{"30/06/2026\n30/11/2026", "31/12/2026", "30/06/2026\n30/11/2026\n31/12/2026"},
		{"30/06/2026 -> 30/11/2026", "31/12/2026", "30/06/2026 -> 30/11/2026 -> 31/12/2026"},
		{"Original: 30/06/2026 Revised: 30/11/2026", "31/12/2026", "Original: 30/06/2026 Revised: 30/11/2026; Revised: 31/12/2026"},
		{"30/06/26 extended to 30/11/26", "31/12/2026", "30/06/26 extended to 30/11/26; extended to 31/12/26"},
		{"30/06/2026 – revised to 30/11/2026", "30/06/2026 – revised to 30/11/2026, now 31/12/2026", "30/06/2026 – revised to 30/11/2026, now 31/12/2026"},
		{"30/06/2026 – revised to 30/11/2026", "30 June 2026 → 30 November 2026 → 31 December 2026", "30 June 2026 → 30 November 2026 → 31 December 2026"},
		{"30/06/2026 – revised to 30/11/2026", "31/10/2025\n30/11/2025", "30/06/2026 – revised to 30/11/2026; revised to 30/11/2025"}, // other dates than the cell's

		{"30/06/2026 (30/11/2026)", "31/12/2026", ""},
		{"30/11/2026 (was 30/06/2026)", "31/12/2026", ""},
		{"30/11/2026, review 05/12/2026", "31/12/2026", ""},
		{"30/06/2026 – revised to 30/11/2026 by the board", "31/12/2026", ""},
		{"June 2026, now November 2026", "31/12/2026", ""},
		{"30/06/2026 – revised to 30/11/2026", "December 2026", ""},
		{"30/06/2026 – revised to 30/11/2026", "", ""},
		{"30/06/2026 – revised to 30/11/2026", "TBC", ""},

		{"30/11/2026", "31/12/2026", "31/12/2026"},
		{"30/11/2026", "30/11/2026 – revised to 31/12/2026", "31/12/2026"},
		{"30/11/2026 - phase 1 only", "30/11/2026 – revised to 31/12/2026", "30/11/2026 – revised to 31/12/2026"},
		{"TBC", "30/11/2026 – revised to 31/12/2026", "30/11/2026 – revised to 31/12/2026"},
		{"30/11/2026", "TBC", "TBC"},
	} {
		got, known := entry(tc.was).Revised(entry(tc.now))
		switch {
		case known != (tc.want != ""), known && got.Typed != tc.want:
			t.Errorf("%q, once it says %q: %q, known %v; want %q", tc.was, tc.now, got.Typed, known, tc.want)
		case known:
			if read := ReadDate(got.Typed, DateHabit{}); got.Value.Kind == KindDate && read.Value != got.Value {
				t.Errorf("%q is written as %v and read as %v", got.Typed, got.Value, read.Value)
			}
		}
	}
}

// TestHistoryIsNoDifference compares a date with what it was beside it to the date.
func TestHistoryIsNoDifference(t *testing.T) {
	for _, tc := range []struct {
		a, b string
		same bool
	}{
		{"30/06/2026 – revised to 30/11/2026", "30/11/2026", true},
		{"30/11/2026 (was 30/06/2026)", "30 June 2026 extended to 30 November 2026", true},
		{"30/06/2026 – revised to 30/11/2026", "30/06/2026", false},
		{"30/11/2026 - phase 1 only", "30/11/2026", false},
		{"30/11/2026, review 05/12/2026", "30/11/2026", false},
		{"30/06/2026 (30/11/2026)", "30/06/2026", false},
		{"30/06/2026 – revised to 30/11/2026", "30/11/2026 - phase 1 only", false},
	} {
		entry := func(text string) Entry { return Entry{Value: ReadDate(text, DateHabit{}).Value, Typed: text} }
		if a, b := entry(tc.a), entry(tc.b); a.MeansSame(b, FieldDue) != tc.same || b.MeansSame(a, FieldDue) != tc.same {
			t.Errorf("%q and %q mean the same: want %v", tc.a, tc.b, tc.same)
		}
	}
}
