package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestAnswersInPreview asserts that preview reads the answers that came back as
// apply would, says what it takes and what not and why, and records nothing.
func TestAnswersInPreview(t *testing.T) {
	d := agreedDesktop(t)
	for at, words := range map[string]string{"E2": "Officers say this", "E3": "Officers say that"} {
		d.types("plan.xlsx", at, words)
		d.types("theirs.xlsx", at, strings.Replace(words, "Officers", "Partners", 1))
	}
	d.ends(exitWaiting, "preview")
	good := map[string]string{"Answer": "Partner", "Your name": "Director", "Reason": "they know best"}
	if err := fillIn(d.path("Decisions.xlsx"), "1.1", good); err != nil {
		t.Fatal(err)
	}
	if err := fillIn(d.path("Decisions.xlsx"), "1.2", map[string]string{"Answer": "Officer", "Reason": "without a name"}); err != nil {
		t.Fatal(err)
	}
	copied := d.bytes("Decisions.xlsx")
	var preview jsonPreview
	d.unwritten(func() {
		out := d.ends(exitWaiting, "preview")
		for _, words := range []string{"Answers that came back (1 answer)", "1.1 progress: Take the partners' words, by Director", "an answer was not taken:", "Partners say this"} {
			if !strings.Contains(out, words) {
				t.Errorf("preview does not say %q:\n%s", words, out)
			}
		}
		d.fromJSON(exitWaiting, &preview, "preview")
	})
	if a := preview.Answers; len(a.Taken) != 1 || len(a.NotTaken) != 1 || len(preview.OfficerEdits) != 1 || preview.OfficerEdits[0].Now != "Partners say this" {
		t.Errorf("preview --json says %+v", preview)
	}
	if !bytes.Equal(copied, d.bytes("Decisions.xlsx")) {
		t.Error("preview changed the copy that came back")
	}
	var done jsonApplied
	d.fromJSON(exitWaiting, &done, "apply", "--yes")
	if len(done.Answers.Taken) != 1 || len(done.Answers.NotTaken) != 1 || done.Answers.NotTaken[0] != preview.Answers.NotTaken[0] {
		t.Errorf("apply says of the answers %+v, preview said %+v", done.Answers, preview.Answers)
	}
	if says := d.says("plan.xlsx"); says[1][4] != "Partners say this" || says[2][4] != "Officers say that" {
		t.Errorf("the plan says %q", says)
	}
}

// TestUndoTakesRepliesBack asserts that undo also takes back what partners were
// told.
func TestUndoTakesRepliesBack(t *testing.T) {
	const ours = `
Ref | Action | Lead | Progress
1.1 | Answer every contact | Head of Service | Begun`
	const theirs = `
Ref | Action | Lead | Progress | Council reply
1.1 | Answer every contact | Head of Service | Begun`
	d := newDesktop(t, ours, theirs)
	d.write("actionplan.yaml", desktopSettings+"owners:\n  - {field: lead, owner: officers}\n")
	d.ends(exitDone, "begin")
	d.types("theirs.xlsx", "C2", "Director")
	before := d.says("theirs.xlsx")
	d.ends(exitDone, "decide", "1.1", "lead", "refuse", "--by", "Director", "--why", "the post stays")
	d.ends(exitDone, "apply")
	if says := d.says("theirs.xlsx"); len(says[1]) < 5 || says[1][2] != "Head of Service" || !strings.Contains(says[1][4], "the post stays") {
		t.Fatalf("partners were told %q", says)
	}
	d.ends(exitDone, "undo")
	after := d.says("theirs.xlsx")
	if strings.Join(before[1], "|") != strings.Join(after[1], "|") {
		t.Errorf("after undo their copy says %q, want %q", after[1], before[1])
	}
}

// TestLeftAloneTogether asserts that a cell which is settled together with one
// that cannot be written waits with it, in preview as in apply, and that both
// say so in the same words.
func TestLeftAloneTogether(t *testing.T) {
	const agreed = `
Ref | Action | Status | Date closed | Progress
1.1 | Answer every contact | Open | | Begun
1.2 | Hold supervision monthly | Open | | Planned`
	d := newDesktop(t, agreed, agreed)
	d.ends(exitDone, "begin")
	d.types("theirs.xlsx", "C2", "Complete")
	d.types("theirs.xlsx", "D2", "16/10/2026")
	d.types("theirs.xlsx", "E3", "Held")
	// A pivot table lies over the officers' status.
	f, err := excelize.OpenFile(d.path("plan.xlsx"))
	if err == nil {
		err = f.AddPivotTable(&excelize.PivotTableOptions{DataRange: "Sheet1!A1:E3", PivotTableRange: "Sheet1!C2:C3", Rows: []excelize.PivotTableField{{Data: "Ref"}}, Data: []excelize.PivotTableField{{Data: "Status"}}})
	}
	if err == nil {
		err = f.Save()
	}
	if err != nil {
		t.Fatal(err)
	}
	plan := d.says("plan.xlsx")
	var preview jsonPreview
	d.fromJSON(exitWaiting, &preview, "preview")
	if len(preview.LeftAlone) == 0 || len(preview.OfficerEdits) != 1 || preview.OfficerEdits[0].Ref != "1.2" {
		t.Fatalf("preview says %+v", preview)
	}
	var done jsonApplied
	d.fromJSON(exitWaiting, &done, "apply")
	if len(done.LeftAlone) != len(preview.LeftAlone) || done.LeftAlone[0] != preview.LeftAlone[0].Words || !strings.Contains(done.LeftAlone[0], "date closed of 1.1, settled with it, waits too") {
		t.Errorf("apply left alone %q, preview %+v", done.LeftAlone, preview.LeftAlone)
	}
	plan[2][4] = "Held"
	for r, row := range d.says("plan.xlsx") {
		for c, words := range row {
			if c >= len(plan[r]) && words != "" || c < len(plan[r]) && words != plan[r][c] {
				t.Errorf("row %d, column %d says %q", r+1, c+1, words)
			}
		}
	}
}

// TestInTheWay asserts that preview says why apply could not write as things
// stand, and that apply then writes nothing.
func TestInTheWay(t *testing.T) {
	d := agreedDesktop(t)
	d.types("theirs.xlsx", "E2", "Nine in ten answered")
	if out := d.ends(exitDone, "preview"); strings.Contains(out, "In the way") {
		t.Errorf("with nothing in the way preview says\n%s", out)
	}
	d.write(".~lock.plan.xlsx#", ",somebody,laptop,22.11.2026 03:00,file:///home/somebody;")
	if out := d.ends(exitDone, "preview"); !strings.Contains(out, "In the way of apply:") || !strings.Contains(out, "LibreOffice") {
		t.Errorf("with the plan open preview says\n%s", out)
	}
	var facts jsonPreview
	d.fromJSON(exitDone, &facts, "preview")
	if len(facts.InTheWay) != 1 {
		t.Errorf("preview --json says %q", facts.InTheWay)
	}
	d.unwritten(func() { d.ends(exitMoved, "apply") })
}
