package plan

import "testing"

func TestPeriodEnd(t *testing.T) {
	for text, want := range map[string]string{
		"Q3 2026/27": "2026-12-31", "Q4 2026-27": "2027-03-31", "q1 26/27": "2026-06-30", "End of Q3 2026": "2026-09-30", "Quarter 2 2026/2027": "2026-09-30",
		"Autumn term 2026": "2026-12-31", "Spring 2027": "2027-03-31", "by the end of summer term 2026/27": "2027-07-31", "Autumn term 2026/27": "2026-12-31",
		"Q3": "", "Q5 2026": "", "Q3 26": "", "Q3 2026/28": "", "Autumn": "", "Q3 2026/27 or later": "", "Q3 and Q4 2026/27": "", "2026/27": "", "Winter 2026": "", "31 March 2026": "",
	} {
		day, ok := PeriodEnd(text)
		if day.String() != want || ok != (want != "") {
			t.Errorf("%q ends on %q, want %q", text, day, want)
		}
	}
}
