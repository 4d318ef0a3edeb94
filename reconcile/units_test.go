package reconcile

import (
	"strings"
	"testing"

	"actionplan/plan"
)

// TestStaysBeside says what stays as it is of a unit that one side has in part:
// with the edit that is written there, and with the question. Nothing is said of a
// closing date that is blank beside a status that is open, nor where both sides
// have the column.
func TestStaysBeside(t *testing.T) {
	together := [][]plan.Field{{plan.FieldStatus, plan.FieldClosed}}
	base := func(rows string) string { return "ref|action|status|closed\n" + rows }
	for name, c := range map[string]struct {
		base, officer, partner, says string
		asked                        bool
	}{
		"partners reopen it": {
			"ref|action|status\n 1|One|Complete", base(" 1|One|Complete|2026-02-03"), "ref|action|status\n 1|One|Delayed",
			"date closed, which only the officers' plan has, stays 3 February 2026 (officer!D2)", false,
		},
		"partners close it": {
			"ref|action|status\n 1|One|Open", base(" 1|One|Open|"), "ref|action|status\n 1|One|Complete",
			"date closed, which only the officers' plan has, stays blank (officer!D2)", false,
		},
		"partners move it, and it is open": {"ref|action|status\n 1|One|Open", base(" 1|One|Open|"), "ref|action|status\n 1|One|Delayed", "", false},
		"officers move it":                 {"ref|action|status\n 1|One|Open", base(" 1|One|Complete|2026-02-03"), "ref|action|status\n 1|One|Open", "", false},
		"both move it": {
			"ref|action|status\n 1|One|Open", base(" 1|One|Complete|2026-02-03"), "ref|action|status\n 1|One|Delayed",
			"date closed, which only the officers' plan has, stays 3 February 2026 (officer!D2) whatever is answered", true,
		},
		"both have the column": {base(" 1|One|Open|2026-02-03"), base(" 1|One|Open|2026-02-03"), base(" 1|One|Delayed|2026-02-03"), "", false},
	} {
		t.Run(name, func(t *testing.T) {
			s := sheets(c.base, c.officer, c.partner, Agreement{Together: together}).settle()
			var said []string
			for side, edits := range map[Side][]plan.Edit{Officer: s.Officer, Partner: s.Partner} {
				for _, e := range edits {
					said = append(said, s.Beside(side, e))
				}
			}
			for _, q := range s.Open {
				said = append(said, q.Why)
			}
			words := strings.Join(said, "\n")
			if c.asked != (len(s.Open) > 0) || len(said) == 0 || c.says == "" && strings.Contains(words, "stays") || !strings.Contains(words, c.says) {
				t.Errorf("it comes to %s, and says %q, not %q", brief(s), words, c.says)
			}
		})
	}
}
