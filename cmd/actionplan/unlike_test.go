package main

import (
	"strings"
	"testing"
)

// TestUnlikeColumns asserts that two columns which are read as one field and say the same
// in no row are suspected, when they are first agreed and after, that the line which is
// printed settles it, and that rows which merely differ are not.
func TestUnlikeColumns(t *testing.T) {
	const officers = `
Ref | Action | Lead | Post | Deadline
1 | Write the policy | NHS Trust | Named Nurse | 31/03/2026
2 | Train all social workers | Council | Head of Learning | 30/04/2026
3 | Audit forty cases | Police | Chief Inspector | 31/05/2026`
	const partners = `
Ref | Action | Lead | Deadline
1 | Write the policy | Named Nurse | 31/03/2026
2 | Train all social workers | Head of Learning | 30/04/2026
3 | Audit forty cases | Chief Inspector | 31/05/2026`
	const note, line = "no cell of lead says the same on both sides", `- {heading: "Post", field: lead}`
	d := newDesktop(t, officers, partners)
	for _, out := range []string{d.ends(exitDone, "begin"), d.ends(exitWaiting, "preview"), d.ends(exitWaiting, "apply", "--yes")} {
		if strings.Count(out, note) != 1 || !strings.Contains(out, line) || !strings.Contains(out, "actionplan reset, then actionplan begin") {
			t.Errorf("the headings are not suspected once, with the line:\n%s", out)
		}
	}
	d.write("actionplan.yaml", desktopSettings+"headings:\n  "+line+"\n")
	d.ends(exitDone, "reset", "--yes")
	for _, out := range []string{d.ends(exitDone, "begin"), d.ends(exitDone, "preview")} {
		if strings.Contains(out, note) || strings.Contains(out, "Stop") {
			t.Errorf("the line does not settle it:\n%s", out)
		}
	}

	for name, tc := range map[string]struct {
		from, to  string
		suspected bool
	}{
		"one row says the same":                         {"NHS Trust", "Named Nurse", false},
		"the other column says it in two rows of three": {"Chief Inspector", "Sergeant", false},
	} {
		d := newDesktop(t, strings.Replace(officers, tc.from, tc.to, 1), partners)
		if out := d.ends(exitDone, "begin"); strings.Contains(out, note) != tc.suspected {
			t.Errorf("%s: suspected is not %t:\n%s", name, tc.suspected, out)
		}
	}

	rows := []string{"4 | Open the hub | %s | 30/06/2026", "5 | Close the list | %s | 31/07/2026"}
	grown := func(plan, who string) string {
		plan = strings.ReplaceAll(plan, "Post", "Notes")
		for _, row := range rows {
			plan += "\n" + strings.ReplaceAll(row, "%s", who)
		}
		return plan
	}
	mine := grown(strings.NewReplacer("| Post ", "", "| Named Nurse ", "", "| Head of Learning ", "", "| Chief Inspector ", "").Replace(officers), "Council")
	d = newDesktop(t, mine, grown(partners, "Chair"))
	if out := d.ends(exitDone, "begin"); !strings.Contains(out, note) || strings.Contains(out, "headings:") {
		t.Errorf("five rows differ, and no other column says it:\n%s", out)
	}
}
