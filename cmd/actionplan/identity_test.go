package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// desktop is a folder with a plan and the partners' workbook in it, in which
// commands are run as a person would.
type desktop struct {
	*testing.T
	dir string
}

const desktopSettings = "title: \"Improvement plan\"\nplan: plan.xlsx\npartner: {workbook: theirs.xlsx}\n"

// newDesktop lays out both workbooks, with | between cells and a line a row.
func newDesktop(t *testing.T, plan, theirs string) desktop {
	t.Helper()
	d := desktop{t, t.TempDir()}
	d.write("actionplan.yaml", desktopSettings)
	d.draw("plan.xlsx", plan)
	d.draw("theirs.xlsx", theirs)
	return d
}

func (d desktop) path(name string) string { return filepath.Join(d.dir, name) }

func (d desktop) write(name, text string) {
	d.Helper()
	if err := os.WriteFile(d.path(name), []byte(text), 0o644); err != nil {
		d.Fatal(err)
	}
}

func (d desktop) draw(name, text string) {
	d.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for r, line := range strings.Split(strings.TrimSpace(text), "\n") {
		for c, cell := range strings.Split(line, "|") {
			at, err := excelize.CoordinatesToCellName(c+1, r+1)
			if err == nil && strings.TrimSpace(cell) != "" {
				err = f.SetCellStr("Sheet1", at, strings.TrimSpace(cell))
			}
			if err != nil {
				d.Fatal(err)
			}
		}
	}
	if err := f.SaveAs(d.path(name)); err != nil {
		d.Fatal(err)
	}
}

// types is somebody's typing into a cell; "" clears it.
func (d desktop) types(name, at, words string) {
	d.Helper()
	f, err := excelize.OpenFile(d.path(name))
	if err != nil {
		d.Fatal(err)
	}
	defer f.Close()
	if words == "" {
		err = f.SetCellValue("Sheet1", at, nil)
	} else {
		err = f.SetCellStr("Sheet1", at, words)
	}
	if err == nil {
		err = f.Save()
	}
	if err != nil {
		d.Fatal(err)
	}
}

// says is every cell of a workbook as it is shown.
func (d desktop) says(name string) [][]string {
	d.Helper()
	f, err := excelize.OpenFile(d.path(name))
	if err != nil {
		d.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("Sheet1")
	if err != nil {
		d.Fatal(err)
	}
	return rows
}

func (d desktop) bytes(name string) []byte {
	d.Helper()
	data, err := os.ReadFile(d.path(name))
	if err != nil {
		d.Fatal(err)
	}
	return data
}

// run runs a command with somebody typing at it.
func (d desktop) typed(typed string, args ...string) (code int, out, said string) {
	d.Helper()
	var stdout, stderr bytes.Buffer
	args = append(args, "--config", d.path("actionplan.yaml"))
	code = run(d.Context(), args, strings.NewReader(typed), &stdout, &stderr)
	return code, stdout.String(), stderr.String()
}

// ends runs a command and expects its exit code.
func (d desktop) ends(want int, args ...string) string {
	d.Helper()
	code, out, said := d.typed("", args...)
	if code != want {
		d.Fatalf("%v ended with %d, not %d:\n%s%s", args, code, want, out, said)
	}
	return out + said
}

// fromJSON runs a command and reads what it prints.
func (d desktop) fromJSON(want int, into any, args ...string) {
	d.Helper()
	code, out, said := d.typed("", append(args, "--json")...)
	if code != want {
		d.Fatalf("%v ended with %d, not %d:\n%s%s", args, code, want, out, said)
	}
	if err := json.Unmarshal([]byte(out), into); err != nil {
		d.Fatalf("%v printed no JSON: %v\n%s", args, err, out)
	}
}

const withoutRefs = `
Action | Lead | Deadline | Status
Write the policy | Head of Service | 31/03/2026 | Complete
Train all social workers | Head of Learning | 30/04/2026 | Open
Audit forty cases | Principal Officer | 31/05/2026 | Open`

// TestUndoWithoutRefs asserts that undo finds the row that apply wrote where no
// row has a ref, and that everything printed names it by its words.
func TestUndoWithoutRefs(t *testing.T) {
	for _, change := range []struct{ name, from, to, at, words string }{
		{"partners moved the second", "theirs.xlsx", "plan.xlsx", "D3", "Complete"},
		{"officers moved the third", "plan.xlsx", "theirs.xlsx", "C4", "30/06/2026"},
		{"partners cleared the second", "theirs.xlsx", "plan.xlsx", "B3", ""},
		{"officers moved the first", "plan.xlsx", "theirs.xlsx", "D2", "Reopened"},
	} {
		t.Run(change.name, func(t *testing.T) {
			d := newDesktop(t, withoutRefs, withoutRefs)
			d.ends(exitDone, "begin")
			before := d.says(change.to)
			d.types(change.from, change.at, change.words)
			preview := d.ends(exitDone, "preview")
			row := before[change.at[1]-'1'][0]
			if !strings.Contains(preview, "“"+row+"”") {
				t.Errorf("the row is not named by its words %q:\n%s", row, preview)
			}
			d.ends(exitDone, "apply")
			if after := d.says(change.to); slices.EqualFunc(before, after, slices.Equal[[]string]) {
				t.Fatal("nothing was written")
			}
			var undone jsonUndone
			d.fromJSON(exitDone, &undone, "undo")
			cells := append(undone.OfficerCells, undone.PartnerCells...)
			if len(cells) != 1 || cells[0].Cell != "Sheet1!"+change.at || !strings.Contains(cells[0].Name, row) {
				t.Errorf("undo says that it put back %+v", cells)
			}
			if after := d.says(change.to); !slices.EqualFunc(before, after, slices.Equal[[]string]) {
				t.Errorf("after undo it says %q, want %q", after, before)
			}
			if log := d.ends(exitDone, "log"); !strings.Contains(log, "“"+row+"”") {
				t.Errorf("the log does not name the row by its words:\n%s", log)
			}
		})
	}
}

// alikeRows is a plan in which two rows say the same.
const alikeRows = withoutRefs + `
Hold the review meeting | Head of Service | 30/06/2026 | Open
Hold the review meeting | Head of Service | 30/06/2026 | Open`

// TestRowsNobodyCanTellApart asserts that rows which are left alone are named
// one by one, in words and in JSON, with what to do, and that something waits.
func TestRowsNobodyCanTellApart(t *testing.T) {
	d := newDesktop(t, alikeRows, alikeRows)
	d.ends(exitDone, "begin")
	d.types("theirs.xlsx", "D5", "Complete")
	d.types("plan.xlsx", "D6", "Cancelled")
	plan, theirs := d.bytes("plan.xlsx"), d.bytes("theirs.xlsx")
	out := d.ends(exitWaiting, "preview")
	for _, row := range []string{"The officers' plan: row 5,", "The officers' plan: row 6,", "The partners' copy: row 5,", "The partners' copy: row 6,"} {
		if !strings.Contains(out, row+" “Hold the review meeting”") {
			t.Errorf("preview does not name %q:\n%s", row, out)
		}
	}
	if strings.Count(out, "The officers' plan: row 5,")+strings.Count(out, "the officers' plan: row 5,") != 1 {
		t.Errorf("preview says it more than once:\n%s", out)
	}
	var preview jsonPreview
	d.fromJSON(exitWaiting, &preview, "preview")
	if len(preview.Unmatched) != 4 || preview.Unmatched[0].Row != 5 || preview.Unmatched[3].Side != "partner" || preview.Unmatched[0].Why == "" || preview.Unmatched[0].Do == "" {
		t.Errorf("preview --json names %+v", preview.Unmatched)
	}
	if out := d.ends(exitWaiting, "apply"); !strings.Contains(out, "row 6, “Hold the review meeting”") {
		t.Errorf("apply does not name the rows:\n%s", out)
	}
	if !bytes.Equal(plan, d.bytes("plan.xlsx")) || !bytes.Equal(theirs, d.bytes("theirs.xlsx")) {
		t.Error("something was written")
	}
}

// TestRowsToldApartByTheirOrder asserts that rows which say the same are told
// apart where one side alone moved them: apply writes into the right one, and
// undo takes it out of the right one.
func TestRowsToldApartByTheirOrder(t *testing.T) {
	for _, moved := range []struct{ from, to string }{{"theirs.xlsx", "plan.xlsx"}, {"plan.xlsx", "theirs.xlsx"}} {
		d := newDesktop(t, alikeRows, alikeRows)
		d.ends(exitDone, "begin")
		before := d.says(moved.to)
		d.types(moved.from, "D5", "Complete")
		d.types(moved.from, "D6", "In progress")
		d.ends(exitDone, "apply")
		if says := d.says(moved.to); says[4][3] != "Complete" || says[5][3] != "In progress" {
			t.Fatalf("%s says %q", moved.to, says)
		}
		d.ends(exitDone, "undo")
		if after := d.says(moved.to); !slices.EqualFunc(before, after, slices.Equal[[]string]) {
			t.Errorf("after undo %s says %q, want %q", moved.to, after, before)
		}
	}
}

// TestRefsWaitForARewording asserts that add-column gives no refs while it is asked whether
// two rows are one action, and that both rows get one ref once a person has said that they
// are, before apply carries the words over as after it.
func TestRefsWaitForARewording(t *testing.T) {
	for _, applied := range []bool{false, true} {
		d := newDesktop(t, withoutRefs, withoutRefs)
		d.ends(exitDone, "begin")
		d.types("plan.xlsx", "A4", "Audit sixty files")
		plan, theirs := d.bytes("plan.xlsx"), d.bytes("theirs.xlsx")
		for _, command := range [][]string{{"add-column", "ref", "--both"}, {"add-column", "ref"}} {
			if out := d.ends(exitWaiting, command...); !strings.Contains(out, "may be the same action, reworded") || !strings.Contains(out, "answer that question first") {
				t.Errorf("%v does not say what it waits for:\n%s", command, out)
			}
		}
		if !bytes.Equal(plan, d.bytes("plan.xlsx")) || !bytes.Equal(theirs, d.bytes("theirs.xlsx")) {
			t.Fatal("something was written")
		}
		d.ends(exitDone, "decide", "row 4", "same", "--by", "Director", "--why", "more files")
		if applied {
			d.ends(exitDone, "apply", "--yes")
		}
		d.ends(exitDone, "add-column", "ref", "--both")
		if mine, theirs := d.says("plan.xlsx")[3][4], d.says("theirs.xlsx")[3][4]; mine == "" || mine != theirs {
			t.Errorf("applied %t: officers have the ref %q, partners %q", applied, mine, theirs)
		}
		if out := d.ends(exitDone, "apply", "--yes"); strings.Contains(out, "stands only") {
			t.Errorf("applied %t: the two rows are two actions now:\n%s", applied, out)
		}
		if says := d.says("theirs.xlsx"); says[3][0] != "Audit sixty files" {
			t.Errorf("applied %t: partners have %q", applied, says)
		}
	}
}

// TestRefsForBothSides asserts that add-column ref gives the same action the
// same ref on both sides, in whatever order each has its rows, and that what
// was agreed before stays agreed.
func TestRefsForBothSides(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(withoutRefs), "\n")
	turned := strings.Join([]string{lines[0], lines[3], lines[1], lines[2]}, "\n")
	for _, agreed := range []bool{false, true} {
		d := newDesktop(t, withoutRefs, turned)
		if agreed {
			d.ends(exitDone, "begin")
		}
		d.ends(exitDone, "add-column", "ref", "--both")
		refs := map[string]string{}
		for _, row := range d.says("plan.xlsx")[1:] {
			refs[row[0]] = row[4]
		}
		for _, row := range d.says("theirs.xlsx")[1:] {
			if len(row) < 5 || row[4] == "" || refs[row[0]] != row[4] {
				t.Errorf("agreed %t: partners have %q, officers the refs %v", agreed, row, refs)
			}
		}
		if !agreed {
			d.ends(exitDone, "begin")
		}
		if out := d.ends(exitDone, "preview"); !strings.Contains(out, "Both sides say what was last agreed.") {
			t.Errorf("agreed %t: preview says\n%s", agreed, out)
		}
		d.types("theirs.xlsx", "D2", "Complete") // the third of the officers'
		d.ends(exitDone, "apply")
		if says := d.says("plan.xlsx"); says[3][3] != "Complete" || says[1][3] != "Complete" || says[2][3] != "Open" {
			t.Errorf("agreed %t: the plan says %q", agreed, says)
		}
	}
}

// TestRefsForBothSidesRefused asserts that nothing is written to either side
// where one of them has no room for the column.
func TestRefsForBothSidesRefused(t *testing.T) {
	d := newDesktop(t, withoutRefs, withoutRefs)
	d.types("theirs.xlsx", "E3", "A note beside the table")
	plan, theirs := d.bytes("plan.xlsx"), d.bytes("theirs.xlsx")
	if code, out, said := d.typed("", "add-column", "ref", "--both"); code == exitDone {
		t.Errorf("it ended with %d: %s%s", code, out, said)
	}
	if !bytes.Equal(plan, d.bytes("plan.xlsx")) || !bytes.Equal(theirs, d.bytes("theirs.xlsx")) {
		t.Error("something was written")
	}
}

// TestAddColumnAsksForBoth asserts that on a terminal add-column ref offers to
// give both sides the same refs.
func TestAddColumnAsksForBoth(t *testing.T) {
	somebodyAtTheTerminal(t)
	for answer, both := range map[string]bool{"y\n": true, "n\n": false} {
		d := newDesktop(t, withoutRefs, withoutRefs)
		code, out, said := d.typed(answer, "add-column", "ref")
		if has := len(d.says("theirs.xlsx")[1]) > 4; code != exitDone || !strings.Contains(out, "[y/N]") || has != both {
			t.Errorf("typed %q, it ended with %d and partners have refs: %t\n%s%s", answer, code, has, out, said)
		}
	}
}

// TestEveryDecisionIsLogged asserts that the log tells what became of every
// row that somebody decided on, and knows no ref that never was.
func TestEveryDecisionIsLogged(t *testing.T) {
	for _, decided := range []struct{ take, says string }{
		{"bring back", "1.5    brought back to the partners' copy; decided by Director: it is still to be done"},
		{"let it go", "1.5    let go; decided"},
		{"add", "9.1    added to Excel; decided by Director: it is still to be done"},
		{"leave out", "9.1    left out; decided"},
	} {
		d := agreedDesktop(t)
		ref := "1.5"
		if decided.take == "add" || decided.take == "leave out" {
			ref = "9.1"
			for i, words := range []string{ref, "Ask the police for a lead", "Chief Inspector", "31/08/2026", "Asked"} {
				d.types("theirs.xlsx", string(rune('A'+i))+"7", words)
			}
		} else {
			lines := strings.Split(strings.TrimSpace(agreedPlan), "\n")
			d.draw("theirs.xlsx", strings.Join(lines[:5], "\n"))
		}
		var remembered jsonDecided
		d.fromJSON(exitDone, &remembered, "decide", ref, decided.take, "--by", "Director", "--why", "it is still to be done")
		if got := remembered.Remembered; string(got.Ref) != ref || got.Take != decided.take || got.By != "Director" {
			t.Errorf("decide --json says %+v", got)
		}
		d.ends(exitDone, "apply", "--yes")
		if out := d.ends(exitDone, "log", ref); !strings.Contains(out, decided.says) || !strings.Contains(out, "decided by Director") {
			t.Errorf("after %q the log says\n%s", decided.take, out)
		}
	}
	d := agreedDesktop(t)
	if out := d.ends(exitUsage, "log", "1.6"); !strings.Contains(out, `there is no action "1.6"`) {
		t.Errorf("the log of no action says\n%s", out)
	}
	if out := d.ends(exitDone, "log", "1.4"); !strings.Contains(out, "Nothing has moved") {
		t.Errorf("the log of an action that never moved says\n%s", out)
	}
}

// TestDecisionsThatKeepAreLogged asserts that the log tells, once, of a decision
// that leaves the agreed words as they were, and of one that both sides had come
// to before it was applied.
func TestDecisionsThatKeepAreLogged(t *testing.T) {
	for name, tc := range map[string]struct {
		moves  func(d desktop)
		decide []string
		before func(d desktop) // between the decision and the apply
		says   string
	}{
		"last agreed": {func(d desktop) {
			d.types("plan.xlsx", "E2", "Well on its way")
			d.types("theirs.xlsx", "E2", "Hardly begun")
		}, []string{"1.1", "progress", "last agreed"}, nil, "1.1    progress: "},
		"refused": {func(d desktop) { d.types("theirs.xlsx", "C2", "Chief Inspector") }, []string{"1.1", "lead", "refuse"}, nil, "1.1    lead: "},
		"both sides put it back": {func(d desktop) {
			d.types("plan.xlsx", "E2", "Well on its way")
			d.types("theirs.xlsx", "E2", "Hardly begun")
		}, []string{"1.1", "progress", "last agreed"}, func(d desktop) {
			d.draw("plan.xlsx", agreedPlan)
			d.draw("theirs.xlsx", agreedPlan)
		}, "1.1    progress: both sides had come to say the same; "},
	} {
		d := newDesktop(t, agreedPlan, agreedPlan)
		d.write("actionplan.yaml", desktopSettings+ownedLead)
		d.ends(exitDone, "begin")
		tc.moves(d)
		d.ends(exitDone, append(append([]string{"decide"}, tc.decide...), "--by", "Director", "--why", "the board said so")...)
		if tc.before != nil {
			tc.before(d)
		}
		d.ends(exitDone, "apply", "--yes")
		d.ends(exitDone, "apply", "--yes")
		out := d.ends(exitDone, "log", "1.1")
		if !strings.Contains(out, tc.says) || strings.Count(out, "decided by Director: the board said so") != 1 {
			t.Errorf("%s: the log says\n%s", name, out)
		}
	}
}

// TestUndoElsewhere asserts that what was applied to one copy, or under one
// agreement, is not put back into another.
func TestUndoElsewhere(t *testing.T) {
	d := agreedDesktop(t)
	d.types("theirs.xlsx", "E2", "Nine in ten answered")
	d.ends(exitDone, "apply")
	d.write("other.xlsx", string(d.bytes("plan.xlsx")))
	d.write("actionplan.yaml", strings.Replace(desktopSettings, "plan.xlsx", "other.xlsx", 1))
	before := d.bytes("other.xlsx")
	d.unwritten(func() {
		if out := d.ends(exitUsage, "undo"); !strings.Contains(out, "other.xlsx") {
			t.Errorf("undo says\n%s", out)
		}
	})
	if !bytes.Equal(before, d.bytes("other.xlsx")) {
		t.Error("undo wrote into another copy")
	}
	d.write("actionplan.yaml", desktopSettings)
	d.ends(exitDone, "undo")
}

// TestLeftOutRowWithoutARef asserts that the log and undo name a row that was left
// out, which no side has a ref for, by its words.
func TestLeftOutRowWithoutARef(t *testing.T) {
	for _, side := range []string{"plan.xlsx", "theirs.xlsx"} {
		d := newDesktop(t, withoutRefs, withoutRefs)
		d.ends(exitDone, "begin")
		for i, words := range []string{"Open a family hub", "Manager", "30/09/2026", "Open"} {
			d.types(side, string(rune('A'+i))+"5", words)
		}
		d.ends(exitWaiting, "preview")
		row := map[string]string{"plan.xlsx": "row 5", "theirs.xlsx": "partners row 5"}[side]
		d.ends(exitDone, "decide", row, "Leave out", "--by", "Ann", "--why", "not ours")
		d.ends(exitDone, "apply", "--yes")
		for _, command := range []string{"log", "undo", "log"} {
			if out := d.ends(exitDone, command); !strings.Contains(out, "“Open a family hub”") {
				t.Errorf("%s: %s says\n%s", side, command, out)
			}
		}
	}
}
