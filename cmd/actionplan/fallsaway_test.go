package main

import (
	"strings"
	"testing"
)

// refRows is a plan of three actions with refs.
const refRows = `
Ref | Action | Lead | Deadline
1 | Write the policy | Head of Service | 31/03/2026
2 | Train all social workers | Head of Learning | 30/04/2026
3 | Audit forty cases | Principal Officer | 31/05/2026`

// TestAnswerOfGoneAction asserts that an answer about a cell of an action that is gone by
// the time of apply is said to count no more, once, and that no other answer is.
func TestAnswerOfGoneAction(t *testing.T) {
	for _, gone := range []string{"plan.xlsx", "theirs.xlsx"} {
		d := newDesktop(t, refRows, refRows)
		d.ends(exitDone, "begin")
		for i, name := range []string{"plan.xlsx", "theirs.xlsx"} {
			d.types(name, "D3", []string{"30/06/2026", "31/07/2026"}[i])
			d.types(name, "C4", []string{"Director", "Chair"}[i])
		}
		d.ends(exitWaiting, "apply", "--yes")
		d.ends(exitDone, "decide", "2", "due", "partner", "--by", "Ada Lead", "--why", "agreed at the board")
		d.ends(exitDone, "decide", "3", "lead", "officer", "--by", "Ada Lead", "--why", "agreed at the board")
		for _, at := range []string{"A3", "B3", "C3", "D3"} {
			d.types(gone, at, "")
		}
		const says = "due of action 2: what Ada Lead decided (Take the partners' words) counts no more: the action is gone from "
		for _, command := range []string{"preview", "apply"} {
			out := d.ends(exitWaiting, command)
			if strings.Count(out, says) != 1 || strings.Count(out, "counts no more") != 1 {
				t.Errorf("%s does not say once that the answer counts no more:\n%s", command, out)
			}
		}
		if out := d.ends(exitWaiting, "preview"); strings.Contains(out, "counts no more") {
			t.Errorf("it is said again:\n%s", out)
		}
	}
}

// TestUndoOfALapsedAnswer asserts that undo says of an answer that what it was about says
// something else since, and not that it stands again, where the next preview asks anew.
func TestUndoOfALapsedAnswer(t *testing.T) {
	for _, since := range []string{"", "31/08/2026"} {
		d := newDesktop(t, refRows, refRows)
		d.ends(exitDone, "begin")
		for i, name := range []string{"plan.xlsx", "theirs.xlsx"} {
			d.types(name, "D3", []string{"30/06/2026", "31/07/2026"}[i])
		}
		d.ends(exitDone, "decide", "2", "due", "partner", "--by", "Ada Lead", "--why", "agreed at the board")
		d.ends(exitDone, "apply", "--yes")
		says, waits, count := "Stands again: due of action 2: Take the partners' words, by Ada Lead.", exitDone, 0
		if since != "" {
			d.types("theirs.xlsx", "D3", since)
			says, waits, count = "Counts no more: due of action 2: Take the partners' words, by Ada Lead.", exitWaiting, 1
		}
		var undone jsonUndone
		d.keeping(func() { d.fromJSON(exitDone, &undone, "undo") })
		if len(undone.Lapsed) != count || len(undone.Stand) != 1-count {
			t.Errorf("partners say %q since, and undo --json says %+v, lapsed %+v", since, undone.Stand, undone.Lapsed)
		}
		out := d.ends(exitDone, "undo")
		if !strings.Contains(out, says) || strings.Contains(out, "need not be answered twice") != (since == "") {
			t.Errorf("partners say %q since, and undo says:\n%s", since, out)
		}
		d.ends(waits, "preview")
	}
}
