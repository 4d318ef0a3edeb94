package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// briefed is a plan in which one action of several has no ref.
const briefed = `
Ref | Action | Lead | Due date | Progress
A1.1 | Answer every contact | Head | 31/03/2026 | Begun
A1.2 | Hold supervision monthly | Head | 30/06/2026 | Planned
 | Brief all schools | Education Lead | 29/05/2026 | 12 of 41
A1.3 | Agree a protocol | Head | 31/05/2026 | Slow
A1.4 | Audit ten cases | Officer | 30/11/2026 | Six done`

// begunAs has the folder begin, with the ledger that this build makes, or with what
// the builds before made: they kept the next ref of the list.
func (d desktop) begunAs(older bool) {
	d.Helper()
	d.ends(exitDone, "begin")
	if !older {
		return
	}
	path := filepath.Join("ledger", "base.txt")
	text := string(d.bytes(path))
	if strings.Count(text, `" 1"`) == 0 {
		d.Fatalf("the base keeps no ref:\n%s", text)
	}
	text = strings.Replace(text, `action " 1"`, "action A1.5", 1)
	lines := strings.SplitN(text, "\n", 3) // its title, the sum of the rest, and the rest
	sum := sha256.Sum256([]byte(lines[2]))
	d.write(path, lines[0]+"\nsha256 "+hex.EncodeToString(sum[:])+"\n"+lines[2])
}

// shown is all that people see: words of commands, and what the pack says.
func (d desktop) shown() string {
	d.Helper()
	all := ""
	for _, args := range [][]string{{"preview"}, {"status"}, {"check"}, {"log"}, {"pack", "--out", d.path("P")}} {
		_, out, said := d.typed("", append(args, "--today", "2026-07-20")...)
		all += out + said
	}
	paths, err := filepath.Glob(d.path("P/*.html"))
	if err != nil || len(paths) == 0 {
		d.Fatalf("the pack has %d pages: %v", len(paths), err)
	}
	for _, path := range paths {
		page, err := os.ReadFile(path)
		if err != nil {
			d.Fatal(err)
		}
		all += string(page)
	}
	f, err := excelize.OpenFile(d.path("P/02 Action plan.xlsx"))
	if err != nil {
		d.Fatal(err)
	}
	defer f.Close()
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			d.Fatal(err)
		}
		all += fmt.Sprint(rows)
	}
	if err := os.RemoveAll(d.path("P")); err != nil {
		d.Fatal(err)
	}
	return all
}

// TestRefGivenLater has one side give a row the ref that it had not, with this build's
// ledger and with one of before: it is taken over and written to the other side, where
// that has a cell for it and refs are the giver's, and status lists it; and no ref is
// shown that stands in no workbook. The history goes on under it.
func TestRefGivenLater(t *testing.T) {
	for _, older := range []bool{false, true} {
		for _, tc := range []struct {
			name, owner string
			from        string
			written     bool
		}{
			{"officers", "officers", "plan.xlsx", true},
			{"officers, whoever may", "either", "plan.xlsx", true},
			{"partners, whoever may", "either", "theirs.xlsx", true},
			{"partners, who may not", "officers", "theirs.xlsx", false},
			{"officers, who may not", "partners", "plan.xlsx", false},
		} {
			t.Run(fmt.Sprintf("%s, older %t", tc.name, older), func(t *testing.T) {
				d := newDesktop(t, briefed, briefed)
				d.write("actionplan.yaml", desktopSettings+"owners:\n  - {field: ref, owner: "+tc.owner+"}\n")
				d.begunAs(older)
				if said := d.shown(); strings.Contains(said, "A1.5") || !strings.Contains(said, "row 4, “Brief all schools”") {
					t.Errorf("before any is given, they see\n%s", said)
				}
				d.types("plan.xlsx", "E4", "20 of 41")
				d.ends(exitDone, "apply")
				d.types(tc.from, "A4", "A1.9")
				to := map[string]string{"plan.xlsx": "theirs.xlsx", "theirs.xlsx": "plan.xlsx"}[tc.from]
				if said := d.shown(); strings.Contains(said, "A1.5") || !strings.Contains(said, "A1.9") {
					t.Errorf("they see\n%s", said)
				}
				status := d.ends(exitDone, "status")
				letters := map[string]string{"plan.xlsx": "O.  A1.9   ref", "theirs.xlsx": ".P  A1.9   ref"}[tc.from]
				if strings.Contains(status, letters) != tc.written {
					t.Errorf("status says\n%s", status)
				}
				if said := d.ends(exitDone, "preview"); strings.Contains(said, "type it there") == tc.written {
					t.Errorf("preview says\n%s", said)
				}
				d.ends(exitDone, "apply", "--yes")
				if says := d.says(to)[3][0]; (says == "A1.9") != tc.written {
					t.Errorf("%s says %q", to, says)
				}
				if said := d.ends(exitDone, "preview"); !strings.Contains(said, "Both sides say what was last agreed.") {
					t.Errorf("once it is taken over, preview says\n%s", said)
				}
				log := d.ends(exitDone, "log", "A1.9")
				if !strings.Contains(log, `"12 of 41" → "20 of 41"`) || !strings.Contains(log, "goes by the ref A1.9 from here on") || strings.Contains(log, "A1.5") {
					t.Errorf("its log says\n%s", log)
				}
				if said := d.shown(); strings.Contains(said, "A1.5") {
					t.Errorf("afterwards they see\n%s", said)
				}
				d.types("plan.xlsx", "E4", "All briefed")
				d.ends(exitDone, "apply")
				if says := d.says("theirs.xlsx")[3]; says[4] != "All briefed" {
					t.Errorf("what officers write next is not told: %q", says)
				}
			})
		}
	}
}

// TestKeptRefGivesWay has officers give a row its ref and their next new action the
// one that the ledger kept, at once or one after the other, on one side or on both:
// nothing stops, no two actions are confused, and the log tells each its own.
func TestKeptRefGivesWay(t *testing.T) {
	number := func(d desktop, name string) { d.types(name, "A4", "A1.9") }
	add := func(d desktop, name string) {
		for i, words := range []string{"A1.5", "Map the offer", "Head of Early Help", "31/12/2026", "Not begun"} {
			d.types(name, string(rune('A'+i))+"7", words)
		}
	}
	for name, steps := range map[string][]func(d desktop){
		"both at once":     {func(d desktop) { number(d, "plan.xlsx"); add(d, "plan.xlsx") }},
		"the ref first":    {func(d desktop) { number(d, "plan.xlsx") }, func(d desktop) { add(d, "plan.xlsx") }},
		"the action first": {func(d desktop) { add(d, "plan.xlsx") }, func(d desktop) { number(d, "plan.xlsx") }},
		"on both sides": {func(d desktop) {
			number(d, "plan.xlsx")
			add(d, "plan.xlsx")
			number(d, "theirs.xlsx")
			add(d, "theirs.xlsx")
		}},
		"the ref there, the row here": {func(d desktop) { number(d, "theirs.xlsx"); add(d, "plan.xlsx") }},
	} {
		for _, older := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, older %t", name, older), func(t *testing.T) {
				d := newDesktop(t, briefed, briefed)
				d.begunAs(older)
				d.types("plan.xlsx", "E4", "20 of 41")
				d.ends(exitDone, "apply")
				for _, step := range steps {
					step(d)
					_, said, _ := d.typed("", "preview")
					if strings.Contains(said, "Stop:") || strings.Contains(said, "Left alone") {
						t.Fatalf("preview says\n%s", said)
					}
					if check := d.checks(); strings.Contains(check, "A1.5, due") {
						t.Errorf("check takes the new action for the other:\n%s", check)
					}
					if strings.Contains(said, "A1.5") && strings.Contains(said, "stands only") {
						d.ends(exitDone, "decide", "A1.5", "add", "--by", "Ann", "--why", "agreed")
					}
					d.typed("", "apply", "--yes")
				}
				want := []string{"A1.5", "Map the offer", "Head of Early Help", "31/12/2026", "Not begun"}
				for _, file := range []string{"plan.xlsx", "theirs.xlsx"} {
					rows := d.says(file)
					at := slices.IndexFunc(rows, func(row []string) bool { return len(row) > 1 && row[1] == "Map the offer" })
					if at < 0 || !slices.Equal(rows[at], want) || rows[3][4] != "20 of 41" {
						t.Errorf("%s says %q", file, rows)
					}
				}
				if said := d.ends(exitDone, "preview"); !strings.Contains(said, "Both sides say what was last agreed.") {
					t.Errorf("in the end preview says\n%s", said)
				}
				if log := d.ends(exitDone, "log", "A1.5"); strings.Contains(log, "20 of 41") {
					t.Errorf("the new action is told of what was the other's:\n%s", log)
				}
				if log := d.ends(exitDone, "log", "Brief all schools"); !strings.Contains(log, "20 of 41") || strings.Contains(log, "added") {
					t.Errorf("its own log says\n%s", log)
				}
			})
		}
	}
}

// checks is what check says on a day when the row without a ref is overdue, and the
// new action is not.
func (d desktop) checks() string {
	d.Helper()
	_, out, said := d.typed("", "check", "--today", "2026-07-20")
	return out + said
}

// TestRefsForKeptRows asserts that rows which the ledger alone has refs for, also such
// as are alike in text, get the next of the list when a column for refs is added on
// both sides or on one, and go on as the actions that they were.
func TestRefsForKeptRows(t *testing.T) {
	both := strings.Join([]string{
		"Ref | Action | Lead | Deadline | Status",
		"1.1 | Write the policy | Head of Service | 31/03/2026 | Complete",
		"1.2 | Train all social workers | Head of Learning | 30/04/2026 | Open",
		"", "",
		"Action | Lead | Deadline | Status",
		"Audit forty cases | Principal Officer | 31/05/2026 | Open",
		"Hold a staff day | Practice Lead | 30/06/2026 | Open",
		"Hold a staff day | Editor | 31/07/2026 | Open",
	}, "\n")
	for _, args := range [][]string{{"--both"}, {}} {
		d := newDesktop(t, both, both)
		d.ends(exitDone, "begin")
		d.types("plan.xlsx", "D8", "Begun")
		d.ends(exitDone, "apply")
		d.ends(exitDone, append([]string{"add-column", "ref"}, args...)...)
		refs := map[string]bool{}
		for _, row := range d.says("plan.xlsx")[6:] {
			refs[row[4]] = true
		}
		if !refs["1.3"] || !refs["1.4"] || !refs["1.5"] {
			t.Errorf("the rows get %v", refs)
		}
		if said := d.ends(exitDone, "preview"); strings.Contains(said, "Left alone") || strings.Contains(said, "Waiting") {
			t.Errorf("%v: preview says\n%s", args, said)
		}
		d.ends(exitDone, "apply")
		d.types("plan.xlsx", "D9", "Held")
		d.types("plan.xlsx", "D7", "Half done")
		d.ends(exitDone, "apply")
		for row, status := range []string{"Half done", "Begun", "Held"} {
			if says := d.says("theirs.xlsx")[6+row]; says[3] != status {
				t.Errorf("%v: partners' row says %q, want %s", args, says, status)
			}
		}
		if said := d.ends(exitDone, "preview"); !strings.Contains(said, "Both sides say what was last agreed.") {
			t.Errorf("%v: in the end preview says\n%s", args, said)
		}
	}
}
