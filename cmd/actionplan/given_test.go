package main

import (
	"strings"
	"testing"
)

// TestAnswersAreNamed asks that answers which were taken are named as people call
// their actions, in JSON as elsewhere.
func TestAnswersAreNamed(t *testing.T) {
	d := newDesktop(t, withoutRefs, withoutRefs)
	d.ends(exitDone, "begin")
	d.types("plan.xlsx", "B3", "Head of Practice")
	d.types("theirs.xlsx", "B3", "Head of Training")
	d.ends(exitWaiting, "preview")
	name := "row 3, “Train all social workers”"
	if err := fillIn(d.path("Decisions.xlsx"), name, map[string]string{"Answer": "Officer", "Your name": "2", "Reason": "ours is later"}); err != nil {
		t.Fatal(err)
	}
	if said := d.ends(exitWaiting, "preview"); !strings.Contains(said, `"2" is no name`) {
		t.Errorf("a name without a letter, and preview says\n%s", said)
	}
	if err := fillIn(d.path("Decisions.xlsx"), name, map[string]string{"Your name": "Director"}); err != nil {
		t.Fatal(err)
	}
	var p jsonPreview
	d.fromJSON(exitDone, &p, "preview")
	if len(p.Answers.Taken) != 1 || p.Answers.Taken[0].Name != name {
		t.Errorf("preview --json takes %+v", p.Answers.Taken)
	}
}

// TestDecideWithUnseen refuses a control character that a command was given, and
// says what is lacking only where it is.
func TestDecideWithUnseen(t *testing.T) {
	d := newDesktop(t, withoutRefs, withoutRefs)
	d.ends(exitDone, "begin")
	d.types("plan.xlsx", "B3", "Head of Practice")
	d.types("theirs.xlsx", "B3", "Head of Training")
	d.ends(exitWaiting, "preview")
	by := []string{"--by", "Director", "--why", "agreed"}
	for text, want := range map[string]string{"two \x07 bells": "a character that nobody sees (U+0007)", "\x1b[2J": "(U+001B)"} {
		if said := d.ends(exitUsage, append([]string{"decide", "row 3", "lead", "other", "--text", text}, by...)...); !strings.Contains(said, want) {
			t.Errorf("%q: decide says\n%s", text, said)
		}
	}
	if said := d.ends(exitUsage, append([]string{"decide", "row 3", "lead", "add"}, by...)...); strings.Contains(said, "--by") || !strings.Contains(said, "actionplan decide --help shows the answers") {
		t.Errorf("both were given, and decide says\n%s", said)
	}
	if said := d.ends(exitUsage, "decide", "row 3", "lead", "officer", "--by", "Director"); !strings.Contains(said, "--by and --why are always needed") {
		t.Errorf("the reason is lacking, and decide says\n%s", said)
	}
	d.ends(exitDone, append([]string{"decide", "row 3", "lead", "other", "--text", "Two lines\nof words"}, by...)...)
}
