package plan

import "testing"

// TestToldDates asserts that a date which its cell shows month first is told in words, and
// any other as its cell shows it.
func TestToldDates(t *testing.T) {
	for _, tc := range []struct{ is, typed, want string }{
		{"2027-03-01", "03/01/2027", "1 March 2027, shown as 03/01/2027"},
		{"2027-03-04", "3-4-27", "4 March 2027, shown as 3-4-27"},
		{"2027-01-03", "03/01/2027", "03/01/2027"},
		{"2027-03-31", "03/31/2027", "03/31/2027"},
		{"2027-03-03", "03/03/2027", "03/03/2027"},
		{"2027-03-01", "2027-03-01", "2027-03-01"},
		{"2027-03-01", "1 March 2027", "1 March 2027"},
		{"2027-03-01", "Mar-27", "Mar-27"},
		{"2027-03-01", "", "2027-03-01"},
	} {
		e := Entry{Value: Value{Kind: KindDate, Text: tc.is}, Typed: tc.typed}
		if got := e.Told(); got != tc.want {
			t.Errorf("%s typed %q is told as %q, want %q", tc.is, tc.typed, got, tc.want)
		}
	}
}
