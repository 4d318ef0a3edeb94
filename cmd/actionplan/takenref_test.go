package main

import (
	"os"
	"strings"
	"testing"
)

// TestTakenRefIsRefusedAtOnce asserts that no action can be decided to be added
// under a ref that another has, or is decided to get: decide says whose it is and
// remembers nothing, and an answer in Decisions.xlsx is said to be not taken, and
// its workbook stays where it is, for the question is open. A free ref is taken.
func TestTakenRefIsRefusedAtOnce(t *testing.T) {
	added := func(t *testing.T) desktop {
		d := newDesktop(t, leadPlan, leadPlan)
		d.ends(exitDone, "begin")
		d.draw("theirs.xlsx", leadPlan+"\n | Set up a drop-in | Head | 30/06/2026 | Begun\n | Ask every school | Head | 30/06/2026 | Begun")
		return d
	}
	for _, c := range []struct {
		ref, whose string
	}{{"1.3", "action 1.3, “Train every manager”"}, {"1.8", "action 1.8, “Audit ten cases”"}, {"3.1", "a row that is decided to be added, “Ask every school”"}, {"3.2", ""}} {
		t.Run(c.ref, func(t *testing.T) {
			d := added(t)
			d.ends(exitDone, "decide", "Ask every school", "add", "--text", "3.1", "--by", "Ann", "--why", "agreed")
			want := exitDone
			if c.whose != "" {
				want = exitUsage
			}
			out := d.ends(want, "decide", "Set up a drop-in", "add", "--text", c.ref, "--by", "Ann", "--why", "agreed")
			if c.whose != "" && !strings.Contains(out, "the ref "+c.ref+" is already that of "+c.whose) {
				t.Errorf("decide says\n%s", out)
			}
			if _, out, _ := d.typed("", "preview"); strings.Contains(out, "stands only in the partners' copy") != (c.whose != "") {
				t.Errorf("preview says\n%s", out)
			}
		})
	}
	t.Run("in Decisions.xlsx", func(t *testing.T) {
		d := added(t)
		d.ends(exitDone, "decide", "Ask every school", "leave out", "--by", "Ann", "--why", "it is the schools' own")
		d.ends(exitWaiting, "preview")
		words := map[string]string{"Answer": "Add", "Other text": "1.3", "Your name": "Ann", "Reason": "agreed"}
		if err := fillIn(d.path("Decisions.xlsx"), "partners' row 10, “Set up a drop-in”", words); err != nil {
			t.Fatal(err)
		}
		out := d.ends(exitWaiting, "apply", "--yes")
		if !strings.Contains(out, "the ref 1.3 is already that of action 1.3") || strings.Contains(out, "is answered") {
			t.Errorf("apply says\n%s", out)
		}
		if _, err := os.Stat(d.path("Decisions.xlsx")); err != nil {
			t.Errorf("the workbook with the answer is gone: %v", err)
		}
	})
}
