package main

import (
	"strings"
	"testing"
	"unicode/utf8"
)

const reflessRows = `Action | Lead officer | Status | Due date
Answer every contact within a working day | Head of Service | Open | 31/03/2026
Hold supervision monthly | Principal Social Worker | Open | 30/06/2026
Visit every school | Head of Schools | Open | 31/07/2026`

// TestStatusAddsUp asserts that status names rows that have no ref, stands its
// columns one under the other, and ends with how much waits.
func TestStatusAddsUp(t *testing.T) {
	d := newDesktop(t, reflessRows, reflessRows)
	d.ends(exitDone, "begin")
	d.types("theirs.xlsx", "C2", "Complete")
	d.types("plan.xlsx", "C3", "In progress")
	d.types("plan.xlsx", "D4", "31/08/2026")
	d.types("theirs.xlsx", "D4", "30/09/2026")
	out := d.ends(exitWaiting, "status")
	lines := strings.Split(strings.TrimSpace(out), "\n")
	at := -1
	for i, want := range []struct{ name, field string }{{"row 2, “Answer every contact", "status"}, {"row 3, “Hold supervision", "status"}, {"row 4, “Visit every", "due"}} {
		before, found := strings.CutSuffix(lines[i], want.field)
		if !found || !strings.Contains(before, want.name) {
			t.Fatalf("line %d does not name %s of %s:\n%s", i+1, want.field, want.name, out)
		}
		if width := utf8.RuneCountInString(before); at >= 0 && width != at {
			t.Errorf("the fields do not stand one under the other:\n%s", out)
		} else {
			at = width
		}
	}
	if last := lines[len(lines)-1]; last != "1 question waits for a person: actionplan preview says more." {
		t.Errorf("status ends with %q", last)
	}

	d = newDesktop(t, alikeRows, alikeRows)
	d.ends(exitDone, "begin")
	d.types("theirs.xlsx", "D5", "Complete")
	d.types("plan.xlsx", "D6", "Cancelled")
	if out := d.ends(exitWaiting, "status"); !strings.HasSuffix(out, "\n4 actions are left alone: actionplan preview says more.\n") {
		t.Errorf("status ends without the rows that are left alone:\n%s", out)
	}
	var status jsonStatus
	if d.fromJSON(exitWaiting, &status, "status"); status.Alone != 4 {
		t.Errorf("status --json counts %d actions that are left alone", status.Alone)
	}
}

// TestNothingElseIsPromised asserts that no more is promised than holds: a row
// that is put in moves the cells below it.
func TestNothingElseIsPromised(t *testing.T) {
	const whole, named = "No other cell's contents, colour or formula will be touched.", "Nothing else will be written but what is named here."
	rows := "Ref | Action | Status\n1.1 | Answer every contact | Open\n1.2 | Hold supervision monthly | Open\n1.3 | Visit every school | Open"
	d := newDesktop(t, rows, rows)
	d.ends(exitDone, "begin")
	d.types("theirs.xlsx", "C2", "Complete")
	if out := d.ends(exitDone, "preview"); !strings.Contains(out, whole) || strings.Contains(out, named) {
		t.Errorf("one cell is written, and preview promises:\n%s", out)
	}
	d.draw("theirs.xlsx", rows+"\n1.4 | Write to every parent | Open")
	d.ends(exitDone, "decide", "1.4", "add", "--by", "Director", "--why", "agreed")
	if out := d.ends(exitDone, "preview"); strings.Contains(out, whole) || !strings.Contains(out, named) {
		t.Errorf("a row is added, and preview promises:\n%s", out)
	}
}

// TestListedTextIsNoCell asserts that a text that is to be typed cannot be
// taken for another cell of the list.
func TestListedTextIsNoCell(t *testing.T) {
	rows := "Ref | Action | Progress\n1.1 | Answer every contact | Begun"
	d := newDesktop(t, rows, rows)
	d.ends(exitDone, "begin")
	d.types("theirs.xlsx", "C2", "Begun.\n\nSheet1!B2  action\nDo nothing")
	out := d.ends(exitDone, "apply", "--list")
	if !strings.Contains(out, "\nSheet1!C2  progress\nBegun.\n    \n    Sheet1!B2  action\n    Do nothing\n") {
		t.Errorf("the list is:\n%s", out)
	}
}
