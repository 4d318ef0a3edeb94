package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"actionplan/ledger"
	"actionplan/plan"
	"actionplan/reconcile"
)

const ownedLead = "owners: [{field: lead, owner: officers}, {field: due, owner: officers}]\n"

// answerStory is one answer, to what somebody typed.
type answerStory struct {
	name   string
	moves  func(d desktop)
	decide []string // as decide is told it
	file   string   // as the same is answered in Decisions.xlsx
	other  string
}

var answerStories = []answerStory{
	{"a proposal refused", func(d desktop) { d.types("theirs.xlsx", "C2", "Chief Inspector") }, []string{"1.1", "lead", "refuse"}, "Refuse", ""},
	{"a proposal accepted", func(d desktop) { d.types("theirs.xlsx", "C2", "Chief Inspector") }, []string{"1.1", "lead", "accept"}, "Accept", ""},
	{"something else than was proposed", func(d desktop) { d.types("theirs.xlsx", "D2", "01/09/2026") }, []string{"1.1", "due", "other", "--text", "15/8/26"}, "Other", "15/8/26"},
	{"something else than either", func(d desktop) {
		d.types("plan.xlsx", "E2", "Well on its way")
		d.types("theirs.xlsx", "E2", "Hardly begun")
	}, []string{"1.1", "progress", "other", "--text", "Half done"}, "Other", "Half done"},
	{"the officers' words", func(d desktop) {
		d.types("plan.xlsx", "E2", "Well on its way")
		d.types("theirs.xlsx", "E2", "Hardly begun")
	}, []string{"1.1", "progress", "officer"}, "Officers", ""},
	{"an action let go", func(d desktop) { d.dropsLast("theirs.xlsx") }, []string{"1.5", "let it go"}, "Let it go", ""},
	{"an action that officers dropped let go", func(d desktop) { d.dropsLast("plan.xlsx") }, []string{"1.5", "let it go"}, "Let it go", ""},
	{"a row left out", func(d desktop) {
		for i, words := range []string{"9.1", "Ask the police for a lead", "Chief Inspector", "31/08/2026", "Asked"} {
			d.types("theirs.xlsx", string(rune('A'+i))+"7", words)
		}
	}, []string{"9.1", "leave out"}, "Leave out", ""},
	{"a text with personal data left out", func(d desktop) { d.types("plan.xlsx", "E2", "Rang 943 476 5919 about it") }, []string{"1.1", "progress", "leave out"}, "Leave out", ""},
	{"an action let go while another cell moves, and one moves alike", func(d desktop) {
		d.dropsLast("theirs.xlsx")
		d.types("plan.xlsx", "E3", "Held in March")
		d.types("plan.xlsx", "E4", "All are trained")
		d.types("theirs.xlsx", "E4", "All are trained")
	}, []string{"1.5", "let it go"}, "Let it go", ""},
}

func (d desktop) dropsLast(name string) {
	lines := strings.Split(strings.TrimSpace(agreedPlan), "\n")
	d.draw(name, strings.Join(lines[:5], "\n"))
}

// ledgerSays is what the ledger remembers, without what only the days differ in.
func (d desktop) ledgerSays() ([]plan.Action, []plan.Column, reconcile.Memory) {
	d.Helper()
	l, err := ledger.Open(d.path("ledger"))
	if err != nil {
		d.Fatal(err)
	}
	m := l.Memory()
	return l.Base().Actions, l.Base().Columns, m
}

// previews is what preview says, in words and in JSON, but for the answers that
// came back in a file and for the code it ends with.
func (d desktop) previews() (words string, members map[string]any) {
	d.Helper()
	_, words, said := d.typed("", "preview")
	_, text, _ := d.typed("", "preview", "--json")
	if err := json.Unmarshal([]byte(text), &members); err != nil {
		d.Fatalf("preview printed no JSON: %v\n%s%s", err, text, said)
	}
	delete(members, "answers")
	return cameBack.ReplaceAllString(words, ""), members
}

var cameBack = regexp.MustCompile(`(?s)Answers that came back.*?\n\n`)

// TestUndoRemembers asserts that an undo lets the ledger say again what it said
// before the apply, for an answer of every kind, given by the command and in the
// file: preview says what it said, and the answer stands as it was given, in the
// name of who gave it.
func TestUndoRemembers(t *testing.T) {
	for _, s := range answerStories {
		for _, inFile := range []bool{false, true} {
			t.Run(s.name+map[bool]string{true: ", in the file"}[inFile], func(t *testing.T) {
				d := newDesktop(t, agreedPlan, agreedPlan)
				d.write("actionplan.yaml", desktopSettings+ownedLead)
				d.ends(exitDone, "begin")
				s.moves(d)
				if inFile {
					d.ends(exitWaiting, "preview")
					words := map[string]string{"Answer": s.file, "Your name": "Ann", "Reason": "it is mid-term"}
					if s.other != "" {
						words["Other text"] = s.other
					}
					if err := fillIn(d.path("Decisions.xlsx"), s.decide[0], words); err != nil {
						t.Fatal(err)
					}
				} else {
					d.ends(exitDone, append([]string{"decide"}, append(slices.Clone(s.decide), "--by", "Ann", "--why", "it is mid-term")...)...)
				}
				actions, columns, memory := d.ledgerSays()
				plan, theirs := d.says("plan.xlsx"), d.says("theirs.xlsx")
				words, members := d.previews()
				if strings.Contains(words, "last agreed") || strings.Contains(words, "Waiting for a person") {
					t.Fatalf("preview does not say what the answer comes to:\n%s", words)
				}
				applied := d.ends(exitDone, "apply", "--yes")
				if strings.Contains(applied, "There was nothing to write") {
					t.Errorf("apply does not say what the answer came to:\n%s", applied)
				}
				if aside := strings.Contains(applied, `"Decisions.xlsx" is answered, and put aside in "`); aside != inFile {
					t.Errorf("apply says that the file was put aside: %v\n%s", aside, applied)
				}
				undone := d.ends(exitDone, "undo")
				if !strings.Contains(undone, ", by Ann") || !strings.Contains(undone, "need not be answered twice") {
					t.Errorf("undo does not say that the answer stands again:\n%s", undone)
				}
				actionsNow, columnsNow, memoryNow := d.ledgerSays()
				if diff := gocmp.Diff(actions, actionsNow) + gocmp.Diff(columns, columnsNow); diff != "" {
					t.Errorf("the base after undo (-before apply +after undo):\n%s", diff)
				}
				if inFile { // by then its answer is in the ledger
					if got := memoryNow.Decisions; len(got) != 1 || got[0].By != "Ann" {
						t.Errorf("after undo these decisions stand: %+v", got)
					}
					memory.Decisions, memoryNow.Decisions = nil, nil
				}
				if diff := gocmp.Diff(memory, memoryNow); diff != "" {
					t.Errorf("the memory after undo (-before apply +after undo):\n%s", diff)
				}
				if diff := gocmp.Diff(plan, d.says("plan.xlsx")) + gocmp.Diff(theirs, d.says("theirs.xlsx")); diff != "" {
					t.Errorf("the copies after undo:\n%s", diff)
				}
				wordsNow, membersNow := d.previews()
				if diff := gocmp.Diff(words, wordsNow) + gocmp.Diff(members, membersNow); diff != "" {
					t.Errorf("preview after undo (-before apply +after undo):\n%s", diff)
				}
				if out := d.ends(exitDone, "undo"); !strings.Contains(out, "nothing to undo") {
					t.Errorf("an undo of an undo says\n%s", out)
				}
				// Applied again, it comes to the same.
				if again := d.ends(exitDone, "apply", "--yes"); strings.Contains(again, "There was nothing to write") {
					t.Errorf("applied again:\n%s", again)
				}
			})
		}
	}
}

// TestUndoOfANewRef takes back the ref that one of two rows got that were added
// under one: log tells both, and where the ref cannot be put back that is what is
// said, and the answer stands no more.
func TestUndoOfANewRef(t *testing.T) {
	renumbered := func(t *testing.T, mirrored bool) *caseFolder {
		c := twoTabs(t, mirrored)
		c.lays(c.troubled, "A4:L3", "B4:Visit every school", "C4:Not started")
		c.lays(c.other, "A4:L3", "B4:Translate the leaflet", "C4:Not started")
		c.ends(exitDone, "decide", "L3", "add", "--text", "L4", "--by", "Director", "--why", "two things")
		c.runs("apply")
		if got := c.learning("partner.xlsx", "A4"); got != "L4" {
			t.Fatalf("the row is called %q", got)
		}
		for _, ref := range []string{"L3", "L4"} {
			c.words(c.ends(exitDone, "log", ref), `L4     ref: "L3" → "L4" (renumbered in the partners' copy); decided by Director: two things`)
		}
		return c
	}
	caseBothWays(t, func(t *testing.T, mirrored bool) {
		c := renumbered(t, mirrored)
		c.words(c.ends(exitDone, "undo"), "1 in the partners' copy", "Stands again: action L3: Add, by Director")
		if got := c.learning("partner.xlsx", "A4"); got != "L3" {
			t.Errorf("the row is called %q", got)
		}
		c.words(c.ends(exitDone, "log", "L4"), `ref: "L4" → "L3" (put back by undo)`)
		c.words(c.ends(exitDone, "preview"), `L3     ref          "L3" → "L4"`)
	})
	caseBothWays(t, func(t *testing.T, mirrored bool) {
		c := renumbered(t, mirrored)
		c.lays("partner.xlsx", "A5:L3", "B5:Brief the police", "C5:Not started")
		words := c.ends(exitDone, "undo")
		c.words(words, "Left alone: action L4, ref (Learning!A4): the row that was added as L3 stays L4")
		if strings.Contains(words, "Stands again") {
			t.Errorf("an answer stands again that is carried out: %s", words)
		}
	})
}

// TestUndoTellsWhatItWrote lets a column go: undo writes nothing, and the log tells
// of no cell.
func TestUndoTellsWhatItWrote(t *testing.T) {
	caseBothWays(t, func(t *testing.T, mirrored bool) {
		c := twoTabs(t, mirrored)
		c.lays(c.troubled, "E1:")
		c.ends(exitWaiting, "preview")
		c.answers("progress in the table Learning", "Let it go")
		c.ends(exitDone, "apply")
		c.words(c.ends(exitDone, "undo"), "0 cells put back in Excel, 0 in the partners' copy", "Stands again: the column progress of the table Learning")
		if log := c.ends(exitDone, "log"); strings.Contains(log, "put back") || !strings.Contains(log, "progress: let go, taken back by undo") {
			t.Errorf("the log tells of cells that nobody wrote, or nothing of the column: %s", log)
		}
	})
}

// TestUndoOfAnEarlierNote asserts that the note of an earlier build, which kept
// nothing of what was remembered, is undone as ever: cell by cell.
func TestUndoOfAnEarlierNote(t *testing.T) {
	d := agreedDesktop(t)
	d.types("plan.xlsx", "E3", "Held in March")
	actions, _, _ := d.ledgerSays()
	d.ends(exitDone, "apply", "--yes")
	var note map[string]any
	path := filepath.Join("ledger", "last-apply.json")
	if err := json.Unmarshal(d.bytes(path), &note); err != nil {
		t.Fatal(err)
	}
	if note["Before"] == nil {
		t.Fatal("the note keeps nothing of what was remembered")
	}
	delete(note, "Before")
	text, err := json.Marshal(note)
	if err == nil {
		err = os.WriteFile(d.path(path), text, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	d.ends(exitDone, "undo")
	if now, _, _ := d.ledgerSays(); !gocmp.Equal(actions, now) || d.says("theirs.xlsx")[2][4] != "Planned" {
		t.Errorf("after undo the base differs:\n%s\nand partners say %q", gocmp.Diff(actions, now), d.says("theirs.xlsx")[2])
	}
}

// TestAnswerIsChanged asserts that an answer which stands can be given anew, also
// one that stands again after undo, and that the later one is carried out.
func TestAnswerIsChanged(t *testing.T) {
	d := agreedDesktop(t)
	d.dropsLast("theirs.xlsx")
	d.ends(exitDone, "decide", "1.5", "let it go", "--by", "Ann", "--why", "a slip")
	d.ends(exitDone, "apply", "--yes")
	d.ends(exitDone, "undo")
	d.ends(exitDone, "decide", "1.5", "bring back", "--by", "Ben", "--why", "it is still to be done")
	if _, _, m := d.ledgerSays(); len(m.Decisions) != 1 || m.Decisions[0].By != "Ben" || m.Decisions[0].Take != reconcile.TakeBack {
		t.Fatalf("these decisions stand: %+v", m.Decisions)
	}
	d.ends(exitDone, "apply", "--yes")
	if says := d.says("theirs.xlsx"); len(says) != 6 || says[5][0] != "1.5" {
		t.Errorf("partners say %q", says)
	}
	d.unwritten(func() {
		if out := d.ends(exitUsage, "decide", "1.5", "let it go", "--by", "Ann", "--why", "a slip"); !strings.Contains(out, "decided already, by Ben") {
			t.Errorf("of what is carried out, decide says\n%s", out)
		}
	})
}

// TestLogTellsAllThatUndoTakesBack asserts that the log has a line of what undo
// put back for every line of the apply that was undone, of a cell, of what both had
// moved alike and of every answer, once each time.
func TestLogTellsAllThatUndoTakesBack(t *testing.T) {
	for _, s := range append(answerStories, answerStory{"both took an action out", func(d desktop) {
		d.dropsLast("plan.xlsx")
		d.dropsLast("theirs.xlsx")
	}, nil, "", ""}) {
		t.Run(s.name, func(t *testing.T) {
			d := newDesktop(t, agreedPlan, agreedPlan)
			d.write("actionplan.yaml", desktopSettings+ownedLead)
			d.ends(exitDone, "begin")
			s.moves(d)
			if s.decide != nil {
				d.ends(exitDone, append([]string{"decide"}, append(slices.Clone(s.decide), "--by", "Ann", "--why", "it is mid-term")...)...)
			}
			for times := 1; times <= 2; times++ {
				d.ends(exitDone, "apply", "--yes")
				d.ends(exitDone, "undo")
				var log []jsonLogEntry
				d.fromJSON(exitDone, &log, "log")
				did, back := map[plan.CellKey]int{}, map[plan.CellKey]int{}
				for _, e := range log {
					of := map[bool]map[plan.CellKey]int{true: back, false: did}[e.What == ledger.PutBack]
					of[plan.CellKey{Ref: e.Ref, Field: e.Field}]++
				}
				if diff := gocmp.Diff(did, back); diff != "" || len(did) == 0 {
					t.Errorf("undone %d times, the log tells of the applies, and of the undos:\n%s\n%s", times, diff, d.ends(exitDone, "log"))
				}
			}
		})
	}
}

// TestUndoNamesRowsWithoutRefs asserts that an answer about a row without a ref,
// which stands again, is named by its row and its first words, and not by what the
// ledger keeps for it; and that one of a plan with refs is named by its ref.
func TestUndoNamesRowsWithoutRefs(t *testing.T) {
	for _, c := range []struct{ plan, row, name string }{
		{withoutRefs, "Train all social workers", "Stands again: partners' row 3, “Train all social workers”: Let it go, by Ann"},
		{agreedPlan, "1.2", "Stands again: action 1.2: Let it go, by Ann"},
	} {
		d := newDesktop(t, c.plan, c.plan)
		d.ends(exitDone, "begin")
		d.draw("plan.xlsx", without(c.plan, 2))
		d.ends(exitDone, "decide", c.row, "let it go", "--by", "Ann", "--why", "done")
		d.ends(exitDone, "apply", "--yes")
		if out := d.ends(exitDone, "undo"); !strings.Contains(out, c.name) {
			t.Errorf("undo says\n%s", out)
		}
	}
}
