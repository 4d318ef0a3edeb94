package main

import (
	"strings"
	"testing"
)

// TestReasonsOfRowsWithoutRefs asserts that the reason decided for one action is never
// told of another: rows without refs are known by the ledger's own names for them, also
// once they are given refs by which the ledger called others.
func TestReasonsOfRowsWithoutRefs(t *testing.T) {
	const two = "Action | Lead | Deadline | Status\nWrite the policy | Head of Service | 31/03/2027 | Open\nPublish the figures | Head of Learning | 30/04/2027 | Open\nPublish the results | Head of Learning | 31/05/2027 | Open\nAudit forty cases | Principal Officer | Ongoing | Open"
	d := newDesktop(t, two, two)
	d.ends(exitDone, "begin", "--today", "2026-09-01")
	d.types("plan.xlsx", "C2", "31/07/2027")
	d.types("plan.xlsx", "C4", "30/06/2027")
	d.types("plan.xlsx", "C3", "31/08/2027")
	d.types("theirs.xlsx", "C3", "31/12/2027")
	d.types("plan.xlsx", "C5", "30/09/2027")
	d.ends(exitDone, "decide", "row 3", "due", "last agreed", "--by", "Director", "--why", "the panel must end in June")
	d.ends(exitDone, "apply", "--yes", "--today", "2026-10-01")
	is := func(row string, want ...string) {
		t.Helper()
		said := d.ends(exitDone, "history", row, "--today", "2026-11-02")
		for _, words := range want {
			not := strings.HasPrefix(words, "!")
			if words = strings.TrimPrefix(words, "!"); strings.Contains(said, words) == not {
				t.Errorf("history of %s, %q: %t\n%s", row, words, !not, said)
			}
		}
	}
	is("row 2", "due moved from 31 March 2027 to 31 July 2027, and no reason is written")
	is("row 3", "!due moved", "first seen, due 30 April 2027")
	is("row 4", "due moved from 31 May 2027 to 30 June 2027, and no reason is written")
	is("row 5", "first seen [", "due 30 September 2027: the cell said “Ongoing” until then")
	if said := d.ends(exitDone, "check", "--only", "due-slipped-unexplained", "--today", "2026-11-02"); !strings.Contains(said, "2 findings (2 high)") {
		t.Errorf("check says\n%s", said)
	}
	for i, ref := range []string{"Ref", "4", "3", "2", "1"} { // the ledger calls them 1 to 4
		for _, file := range []string{"plan.xlsx", "theirs.xlsx"} {
			d.types(file, "E"+string(rune('1'+i)), ref)
		}
	}
	for _, when := range []string{"typed", "agreed"} {
		is("4", "Write the policy", "due moved from 31 March 2027 to 31 July 2027, and no reason is written", "!now 4")
		is("3", "Publish the figures", "!due moved", "first seen, due 30 April 2027", "!now 3")
		is("2", "Publish the results", "due moved from 31 May 2027 to 30 June 2027, and no reason is written", "!now 2")
		is("1", "Audit forty cases", "due 30 September 2027: the cell said “Ongoing” until then", "!now 1")
		if said := d.ends(exitDone, "log", "4"); !strings.Contains(said, "31/07/2027") || strings.Contains(said, "the panel must end in June") {
			t.Errorf("once refs are %s, log 4 says\n%s", when, said)
		}
		if when == "typed" {
			d.ends(exitDone, "apply", "--yes", "--today", "2026-11-02")
			d.types("plan.xlsx", "C5", "31/10/2027")
			d.ends(exitDone, "apply", "--yes", "--today", "2026-11-02")
		}
	}
}
