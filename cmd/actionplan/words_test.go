package main

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"actionplan/plan"
	"actionplan/round"
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
	if !strings.Contains(out, "\nSheet1!C2  1.1: progress\nBegun.\n    \n    Sheet1!B2  action\n    Do nothing\n") {
		t.Errorf("the list is:\n%s", out)
	}
}

// TestListSaysWhatToDo asserts that a rating that its colour alone gives is
// listed as a colour, and that what is to be known of a cell stands beside it.
func TestListSaysWhatToDo(t *testing.T) {
	amber := plan.Entry{Value: plan.Value{Kind: plan.KindRating, Text: "amber"}, Typed: "Amber"}
	at := plan.Cell{Sheet: "Plan", Row: 2, Column: 6}
	var out strings.Builder
	sayCells(&out, "Type", []round.Line{
		{Field: plan.FieldRAG, Cell: at, Was: plan.Entry{Value: plan.Blank}, Now: amber, Fill: true, Notes: []string{"no word is written"}},
		{Field: plan.FieldRAG, Cell: at, Was: amber, Now: plan.Entry{Value: plan.Blank}, Fill: true},
		{Field: plan.FieldStatus, Cell: at, Now: plan.Entry{Value: plan.TextValue("Done!"), Typed: "Done!"}, Notes: []string{"written as text", "the list has not “Done!”"}, Typed: []string{"the list has not “Done!”"}},
	}, nil)
	if want := "Type (3 cells):\n\nPlan!F2  RAG\n(fill the cell amber)\n\nPlan!F2  RAG\n(take the colour off the cell)\n\nPlan!F2  status  (the list has not “Done!”)\nDone!\n\n"; out.String() != want {
		t.Errorf("the list says:\n%s", out.String())
	}
}

// TestHeldIsSaidToBeHeld asserts that what waits before it crosses, and what
// somebody keeps from partners, is counted as that: not as moved apart, and not as
// not shared.
func TestHeldIsSaidToBeHeld(t *testing.T) {
	rows := "Ref | Action | Lead | Due date | Progress\n1.1 | Answer every contact | Head | 31/03/2026 | Begun\n1.2 | Hold supervision | Head | 30/04/2026 | Begun"
	d := newDesktop(t, rows, rows)
	d.ends(exitDone, "begin")
	d.types("plan.xlsx", "E2", "NHS number 943 476 5919")
	d.types("theirs.xlsx", "D3", "46143")
	says := func(words string, args ...string) {
		t.Helper()
		if out := d.ends(exitWaiting, args...); !strings.Contains(out, words) || strings.Contains(out, "not shared") {
			t.Errorf("%v does not say %q:\n%s", args, words, out)
		}
	}
	says("2 cells differ: 2 held until a person decides.", "preview")
	says("46143 is probably 1 May 2026, a date that lost its format", "preview")
	says("??  1.1    progress\n??  1.2    due\n2 questions wait", "status")
	var will jsonPreview
	if d.fromJSON(exitWaiting, &will, "preview"); len(will.Withheld)+len(will.PartnerEdits)+len(will.OfficerEdits) > 0 || len(will.Questions) != 2 || will.Questions[0].Kind != "held" {
		t.Errorf("preview --json: %+v", will)
	}
	d.ends(exitUsage, "decide", "1.2", "due", "partner", "--by", "Director", "--why", "so")
	d.ends(exitDone, "decide", "1.1", "progress", "leave out", "--by", "Director", "--why", "not theirs to see")
	d.ends(exitWaiting, "apply")
	says("1 cell officers moved and somebody decided to keep from partners", "preview")
	says("1 cell officers moved and somebody decided to keep from partners", "status")
	var status jsonStatus
	if d.fromJSON(exitWaiting, &status, "status"); len(status.Withheld) != 1 || status.Withheld[0].Why != "kept back by a person" {
		t.Errorf("status --json: %+v", status.Withheld)
	}
}

// TestPersonalDataIsNotRepeated asserts that words that seem to hold personal
// data are in no list and in no log, also once somebody lets them cross.
func TestPersonalDataIsNotRepeated(t *testing.T) {
	rows := "Ref | Action | Progress\n1.1 | Answer every contact | Begun"
	for _, side := range []string{"plan.xlsx", "theirs.xlsx"} {
		d := newDesktop(t, rows, rows)
		d.ends(exitDone, "begin")
		d.types(side, "C2", "NHS number 943 476 5919")
		if side == "plan.xlsx" {
			d.ends(exitWaiting, "preview")
			d.ends(exitDone, "decide", "1.1", "progress", "officer", "--by", "Director", "--why", "they treat the child")
		}
		for _, args := range [][]string{{"preview"}, {"apply"}, {"log"}} {
			if out := d.ends(exitDone, args...); strings.Contains(out, "943") || args[0] != "apply" && !strings.Contains(out, "(not repeated: it seems to hold an NHS number)") {
				t.Errorf("%s: %v says:\n%s", side, args, out)
			}
		}
	}
}

// TestStatusSaysWhatHappens asserts that a cell that is decided, or made of both
// sides' words, has the letters of what happens next; that rows and columns that
// are decided are said; and that before a first agreement nothing has moved.
func TestStatusSaysWhatHappens(t *testing.T) {
	rows := "Ref | Action | Lead | Progress\n1.1 | Answer every contact | Head | Begun.\n1.2 | Hold supervision | Head | Begun.\n1.3 | Train managers | Head | Begun.\n1.4 | Publish the offer | Head | Begun.\n1.5 | Visit | Head | Begun."
	d := newDesktop(t, rows, strings.Replace(rows, "1.5 | Visit | Head", "1.5 | Visit | ", 1))
	if out := d.ends(exitDone, "status"); strings.Contains(out, "O.") || !strings.Contains(out, "Nothing has been agreed yet") {
		t.Errorf("before the first agreement:\n%s", out)
	}
	d = newDesktop(t, rows, rows)
	d.ends(exitDone, "begin")
	d.draw("theirs.xlsx", rows+"\n1.6 | Visit twice | Head | Begun.")
	for _, at := range []string{"C2", "C3", "C4"} {
		d.types("plan.xlsx", at, "Director "+at)
		d.types("theirs.xlsx", at, "Inspector "+at)
	}
	d.types("plan.xlsx", "D5", "Begun.\nPrinted.")
	d.types("theirs.xlsx", "D5", "Begun.\nSent.")
	by := []string{"--by", "Director", "--why", "so"}
	d.ends(exitDone, append([]string{"decide", "1.1", "lead", "officer"}, by...)...)
	d.ends(exitDone, append([]string{"decide", "1.2", "lead", "partner"}, by...)...)
	d.ends(exitDone, append([]string{"decide", "1.3", "lead", "other", "--text", "Head of Learning"}, by...)...)
	d.ends(exitDone, append([]string{"decide", "1.6", "add"}, by...)...)
	want := "O.  1.1    lead\n.P  1.2    lead\nOP  1.3    lead\nOP  1.4    progress\n.P  1.6    decided: to be added\n"
	if out := d.ends(exitDone, "status"); out != want {
		t.Errorf("status says:\n%s", out)
	}
}

// TestBadDateIsDoubted asserts that what is no date, in a column of dates, is said
// to be none where it would be written, and once it is, on either side.
func TestBadDateIsDoubted(t *testing.T) {
	rows := "Ref | Action | Due date\n1.1 | Answer every contact | 31/03/2026\n1.2 | Visit | 31/03/2026"
	for _, side := range []string{"plan.xlsx", "theirs.xlsx"} {
		d := newDesktop(t, rows, rows)
		d.ends(exitDone, "begin")
		d.types(side, "C2", "31/13/2026") // bare figures that are no date wait
		if out := d.ends(exitWaiting, "preview"); !strings.Contains(out, "31/13/2026 is no date") {
			t.Errorf("%s: preview says:\n%s", side, out)
		}
		d.types(side, "C2", "31 February 2026")
		for _, args := range [][]string{{"preview"}, {"apply", "--list"}, {"apply"}} {
			if out := d.ends(exitDone, args...); !strings.Contains(out, "it is not read as a date") {
				t.Errorf("%s: %v says:\n%s", side, args, out)
			}
		}
	}
}

// TestWordsOfPreview asserts how a preview begins, what its headline counts, and
// how it names what is decided and what has no name.
func TestWordsOfPreview(t *testing.T) {
	rows := "Action | Lead | Progress | News\nAnswer every contact | Head | Begun | Yes\nHold supervision | Head | Begun | Yes\nVisit every school | Head | Begun | Yes"
	d := newDesktop(t, rows, rows)
	d.ends(exitDone, "begin")
	d.draw("theirs.xlsx", rows+"\nOpen a hub | Head | Begun | Yes")
	out := d.ends(exitWaiting, "preview")
	if !strings.HasPrefix(out, "Waiting for a person (1 question):") || strings.Count(out, "no column holds refs") != 1 || !strings.Contains(out, "Note: both sides: no column holds refs") {
		t.Errorf("with questions alone:\n%s", out)
	}
	d.types("plan.xlsx", "C2", "Done")
	if out = d.ends(exitWaiting, "preview"); !strings.HasPrefix(out, "1 cell differs: 1 moved by officers. Besides, 1 action stands on one side alone.\n") {
		t.Errorf("the headline leaves rows out:\n%s", out)
	}
	d.ends(exitDone, "decide", "partners row 5", "leave out", "--by", "Director", "--why", "theirs")
	if out = d.ends(exitDone, "preview"); !strings.Contains(out, "Decided by Director: partners' row 5, “Open a hub” is left out.") {
		t.Errorf("what is decided is named so:\n%s", out)
	}
	d.types("theirs.xlsx", "D1", "")
	if _, out, _ = d.typed("", "preview"); strings.Contains(out, `""`) {
		t.Errorf("a column without a heading is named so:\n%s", out)
	}
}

// TestAnswersWithSpaces asserts that an answer of several words that was typed
// without quotes is not taken for a column and an answer.
func TestAnswersWithSpaces(t *testing.T) {
	d := agreedDesktop(t)
	for _, answer := range []string{"leave out", "let it go", "Bring back", "1.2 last agreed"} {
		args := append([]string{"decide", "1.1"}, strings.Fields(answer)...)
		code, _, said := d.typed("", args...)
		if code != exitUsage || !strings.Contains(said, "quotes") {
			t.Errorf("%v ended with %d: %s", args, code, said)
		}
	}
}

// TestInitNamesRefs asserts that init says how a plan without refs gets them, and
// says nothing of it to others.
func TestInitNamesRefs(t *testing.T) {
	for rows, want := range map[string]bool{reflessRows: true, agreedPlan: false} {
		d := newDesktop(t, rows, rows)
		if err := os.Remove(d.path("actionplan.yaml")); err != nil {
			t.Fatal(err)
		}
		t.Chdir(d.dir)
		if out := d.ends(exitDone, "init", "plan.xlsx"); strings.Contains(out, "add-column ref") != want {
			t.Errorf("init says:\n%s", out)
		}
	}
}
