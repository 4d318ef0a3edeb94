package text

import "testing"

func TestNearest(t *testing.T) {
	known := []string{"plan", "partner", "ledger", "outcome-blank"}
	for _, c := range []struct {
		word, want string
		ok         bool
	}{
		{"plann", "plan", true},
		{"Ledgr", "ledger", true},
		{"outcome-blnk", "outcome-blank", true},
		{"committee", "", false},
		{"", "", false},
	} {
		if got, ok := Nearest(c.word, known); got != c.want || ok != c.ok {
			t.Errorf("Nearest(%q) = %q, %v; want %q, %v", c.word, got, ok, c.want, c.ok)
		}
	}
}
