package main

import (
	"strings"
	"testing"
)

// An action that was agreed without a ref comes back without one: the ref that the
// ledger keeps for it is in nobody's plan.
func TestBroughtBackWithoutARef(t *testing.T) {
	const plan = "Ref|Action|Lead|Due\n1.1|Train all staff|Head of Service|31/03/2026\n|Appoint a designated officer|Head of SEND|31/01/2027\n1.2|Publish the offer|Editor|31/05/2026"
	d := newDesktop(t, plan, plan)
	d.ends(exitDone, "begin")
	d.draw("plan.xlsx", strings.Replace(plan, "|Appoint a designated officer|Head of SEND|31/01/2027\n", "", 1))
	d.ends(exitDone, "decide", "Appoint a designated", "bring back", "--by", "Director", "--why", "it was deleted by mistake")
	d.ends(exitDone, "apply", "--yes")
	for _, row := range d.says("plan.xlsx") {
		if len(row) > 1 && row[1] == "Appoint a designated officer" && row[0] != "" {
			t.Errorf("it came back with the ref %q", row[0])
		}
	}
	if out := d.ends(exitDone, "preview"); !strings.Contains(out, "Both sides say what was last agreed.") {
		t.Errorf("the next preview says\n%s", out)
	}
}

// What is found of the whole plan is said of no action without a ref.
func TestFoundOfTheWholePlan(t *testing.T) {
	d := newDesktop(t, oneAction+"\n|Open a hub|Head of Early Help|31/12/2026", oneAction)
	d.write("actionplan.yaml", "plan: plan.xlsx\nrequests:\n  - {asked: \"Waiting times by area\", meeting: 2027-01-13}\n")
	d.ends(exitDone, "pack", "--meeting", "2027-01-13", "--today", "2026-11-30", "--out", d.path("Pack"))
	if page := string(d.bytes("Pack/01 Scrutiny pack.html")); strings.Contains(page, "request of the committee is not answered</td>") {
		t.Error("an action is told to be a request that is not answered")
	}
}
