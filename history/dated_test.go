package history

import "testing"

func TestDateOfName(t *testing.T) {
	for name, want := range map[string]string{
		"Improvement plan 2025-03-31.xlsx":      "2025-03-31",
		"2025_03_31 Improvement plan v9.1.xlsx": "2025-03-31",
		"Plan 20250331 FINAL2.xlsx":             "2025-03-31",
		"Plan 31.03.25.xlsx":                    "2025-03-31",
		"Plan (31-3-2025).xlsx":                 "2025-03-31",
		"Plan as at 3rd April 2025 FINAL":       "2025-04-03",
		"Plan 03.04.25":                         "2025-04-03",
		"Plan 3Apr25":                           "2025-04-03",
		"March 2025":                            "2025-03-31 March 2025",
		"Plan Feb 24":                           "2024-02-29 February 2024",
		"Plan_Sept_2025":                        "2025-09-30 September 2025",
		"2025-03 plan":                          "2025-03-31 March 2025",
		"2025 Mar":                              "2025-03-31 March 2025",
		"Plan Q2 2025":                          "2025-09-30 quarter 2 of the year from April 2025",
		"Q4 2025-26":                            "2026-03-31 quarter 4 of the year from April 2025",
		"2025/26 Q1 return":                     "2025-06-30 quarter 1 of the year from April 2025",
		"Quarter 3 2025":                        "2025-12-31 quarter 3 of the year from April 2025",
		"Plan 31.03.25 copy 31.03.25":           "2025-03-31",
		"Plan April 2025 (board of 12.05.2025)": "2025-05-12",
		"Plan v9.2 30.06.25":                    "2025-06-30",
		"Plan 9.2 30.06.25":                     "2025-06-30",
		"03 2025.06.30":                         "2025-06-30",
		"Plan 31-03.25":                         "",
		"Plan v9.1.xlsx":                        "",
		"Plan FINAL2.xlsx":                      "",
		"Plan v9.1.25.xlsx":                     "",
		"Plan 2025-13-31.xlsx":                  "",
		"Plan 31.03.25 to 30.06.25.xlsx":        "",
		"Plan 2025.xlsx":                        "",
		"Plan 2025-26.xlsx":                     "",
		"Plan Q2.xlsx":                          "",
		"Plan March.xlsx":                       "",
		"Marchington 25 plan.xlsx":              "",
		"Plan 1.10 2.3.xlsx":                    "",
		"Q2 2025-27":                            "",
		"Case 120250331.xlsx":                   "",
	} {
		got := ""
		if d, ok := DateOfName(name); ok {
			got = d.On.String()
			if d.How != "" {
				got += " " + d.How
			}
		}
		if got != want {
			t.Errorf("%q is of %q, want %q", name, got, want)
		}
	}
}
