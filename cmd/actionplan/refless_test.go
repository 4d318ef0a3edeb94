package main

import (
	"slices"
	"strings"
	"testing"
)

// TestRowAddedWithoutRef asserts that an action which one side added where no
// column holds refs goes to the other side without one, and that both rows are
// then one action.
func TestRowAddedWithoutRef(t *testing.T) {
	withRefs := "Ref | Action | Lead | Deadline | Status\n1.1 | Write the policy | Head of Service | 31/03/2026 | Complete\n1.2 | Train all social workers | Head of Learning | 30/04/2026 | Open\n1.3 | Audit forty cases | Principal Officer | 31/05/2026 | Open"
	fresh := []string{"Ask young people", "Head of Voice", "30/06/2026", "Open"}
	for name, tc := range map[string]struct {
		plan, theirs string
		from, to     string
		row, column  string // where it is typed
		called       string
		named        bool // a column can hold its ref
	}{
		"partners, neither has refs":              {withoutRefs, withoutRefs, "theirs.xlsx", "plan.xlsx", "5", "A", "partners row 5", false},
		"officers, neither has refs":              {withoutRefs, withoutRefs, "plan.xlsx", "theirs.xlsx", "5", "A", "row 5", false},
		"partners, who have no refs, as officers": {withRefs, withoutRefs, "theirs.xlsx", "plan.xlsx", "5", "A", "partners row 5", true},
		"partners, who alone have refs":           {withoutRefs, withRefs, "theirs.xlsx", "plan.xlsx", "5", "B", "partners row 5", true},
		"officers, who alone have refs":           {withRefs, withoutRefs, "plan.xlsx", "theirs.xlsx", "5", "B", "row 5", true},
		"officers, who have no refs, as partners": {withoutRefs, withRefs, "plan.xlsx", "theirs.xlsx", "5", "A", "row 5", true},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesktop(t, tc.plan, tc.theirs)
			d.ends(exitDone, "begin")
			for i, words := range fresh {
				d.types(tc.from, string(rune(tc.column[0]+byte(i)))+tc.row, words)
			}
			asked := d.ends(exitWaiting, "preview")
			if offered := strings.Contains(asked, "1.4 is the next that is free"); offered != tc.named {
				t.Errorf("preview offers a ref: %t\n%s", offered, asked)
			}
			d.ends(exitDone, "decide", tc.called, "add", "--by", "Director", "--why", "asked for")
			if said := d.ends(exitDone, "preview"); strings.Contains(said, "Left alone") || strings.Contains(said, "“Ask young people” Ask") {
				t.Errorf("preview says\n%s", said)
			}
			d.ends(exitDone, "apply")
			for _, file := range []string{"plan.xlsx", "theirs.xlsx"} {
				rows := d.says(file)
				want := fresh
				if len(rows[0]) > len(fresh) {
					want = append([]string{"1.4"}, fresh...)
				}
				if !slices.Equal(rows[len(rows)-1], want) {
					t.Errorf("%s ends with %q, want %q", file, rows[len(rows)-1], want)
				}
			}
			again := func(when string) {
				t.Helper()
				if said := d.ends(exitDone, "preview"); !strings.Contains(said, "Both sides say what was last agreed.") {
					t.Errorf("%s, preview says\n%s", when, said)
				}
			}
			again("once it is added")
			if log := d.ends(exitDone, "log", tc.called); !strings.Contains(log, "added") || !strings.Contains(log, "decided by Director: asked for") {
				t.Errorf("the log says\n%s", log)
			}
			if undone := d.ends(exitDone, "undo"); !strings.Contains(undone, "Stays: ") || strings.Contains(undone, "action row") {
				t.Errorf("undo says\n%s", undone)
			}
			again("after undo")
			d.ends(exitDone, "add-column", "ref", "--both")
			again("once both sides have refs")
			refs := map[string]string{}
			for _, file := range []string{"plan.xlsx", "theirs.xlsx"} {
				rows := d.says(file)
				ref, action := slices.Index(rows[0], "Ref"), slices.Index(rows[0], "Action")
				for _, row := range rows[1:] {
					if was, ok := refs[row[action]]; row[ref] == "" || ok && was != row[ref] {
						t.Errorf("%s calls %q %q, the other side %q", file, row[action], row[ref], was)
					}
					refs[row[action]] = row[ref]
				}
			}
		})
	}
}

// TestTablesWithAndWithoutRefs asserts that in a workbook of which one table has
// refs and another has none, a row gets a ref only where a column can hold it,
// and that the ledger's own names stand in nobody's way.
func TestTablesWithAndWithoutRefs(t *testing.T) {
	both := strings.Join([]string{
		"Ref | Action | Lead | Deadline | Status",
		"1.1 | Write the policy | Head of Service | 31/03/2026 | Complete",
		"1.2 | Train all social workers | Head of Learning | 30/04/2026 | Open",
		"", "",
		"Action | Lead | Deadline | Status",
		"Audit forty cases | Principal Officer | 31/05/2026 | Open",
		"Hold a staff day | Practice Lead | 30/06/2026 | Open",
		"Print a leaflet | Editor | 31/07/2026 | Open",
	}, "\n")
	for _, from := range []string{"theirs.xlsx", "plan.xlsx"} {
		to := map[string]string{"theirs.xlsx": "plan.xlsx", "plan.xlsx": "theirs.xlsx"}[from]
		called := map[string]string{"theirs.xlsx": "partners row ", "plan.xlsx": "row "}[from]
		d := newDesktop(t, both, both)
		d.ends(exitDone, "begin")
		for i, words := range []string{"Ask young people", "Head of Voice", "31/08/2026", "Open"} {
			d.types(from, string(rune('A'+i))+"10", words)
		}
		if said := d.ends(exitWaiting, "preview"); strings.Contains(said, "next that is free") {
			t.Errorf("a ref is offered to a table without a column for it:\n%s", said)
		}
		d.ends(exitDone, "decide", called+"10", "add", "--by", "Director", "--why", "asked for")
		d.ends(exitDone, "apply")
		if says := d.says(to); says[9][0] != "Ask young people" {
			t.Fatalf("%s says %q", to, says)
		}
		if said := d.ends(exitDone, "preview"); !strings.Contains(said, "Both sides say what was last agreed.") {
			t.Errorf("preview says\n%s", said)
		}
		if log := d.ends(exitDone, "log", called+"10"); !strings.Contains(log, "added to") || !strings.Contains(log, "decided by Director: asked for") {
			t.Errorf("the log says\n%s", log)
		}
		// the ref that the other table goes on with is typed there
		for i, words := range []string{"1.3", "Publish the guide", "Editor", "30/09/2026", "Open"} {
			d.types(from, string(rune('A'+i))+"4", words)
		}
		if said := d.ends(exitWaiting, "preview"); !strings.Contains(said, "Action 1.3 (Sheet1 row 4): it stands only in") || strings.Contains(said, "Left alone") {
			t.Errorf("preview says\n%s", said)
		}
		d.ends(exitDone, "decide", "1.3", "add", "--by", "Director", "--why", "asked for")
		d.ends(exitDone, "apply")
		if says := d.says(to); says[3][1] != "Publish the guide" || says[6][1] != "Principal Officer" {
			t.Errorf("%s says %q", to, says)
		}
		if said := d.ends(exitDone, "preview"); !strings.Contains(said, "Both sides say what was last agreed.") {
			t.Errorf("preview says\n%s", said)
		}
	}
}

// TestOneAddedOneLeftOut asserts that of two rows without refs that came at
// once, one is added and one is left out for good, whatever the ledger calls
// them.
func TestOneAddedOneLeftOut(t *testing.T) {
	for _, from := range []string{"theirs.xlsx", "plan.xlsx"} {
		called := map[string]string{"theirs.xlsx": "partners row ", "plan.xlsx": "row "}[from]
		for _, out := range []string{"5", "6"} {
			d := newDesktop(t, withoutRefs, withoutRefs)
			d.ends(exitDone, "begin")
			d.types(from, "A5", "Ask young people")
			d.types(from, "A6", "Print a leaflet")
			d.ends(exitDone, "decide", called+out, "leave out", "--by", "Director", "--why", "not ours")
			in := map[string]string{"5": "6", "6": "5"}[out]
			d.ends(exitDone, "decide", called+in, "add", "--by", "Director", "--why", "asked for")
			d.ends(exitDone, "apply")
			if said := d.ends(exitDone, "preview"); strings.Contains(said, "Waiting") {
				t.Errorf("%s, row %s left out: preview says\n%s", from, out, said)
			}
			d.types(from, "A7", "Answer every letter")
			if said := d.ends(exitWaiting, "preview"); !strings.Contains(said, "(1 question)") || !strings.Contains(said, "Answer every letter") {
				t.Errorf("%s, row %s left out and another added: preview says\n%s", from, out, said)
			}
		}
	}
}

// TestReworded asserts that an action without a ref that one side reworded is one
// question, that it goes on as the same action where a person says so, and that
// both are asked about where it is two.
func TestReworded(t *testing.T) {
	for _, from := range []string{"theirs.xlsx", "plan.xlsx"} {
		to := map[string]string{"theirs.xlsx": "plan.xlsx", "plan.xlsx": "theirs.xlsx"}[from]
		called := map[string]string{"theirs.xlsx": "partners row 3", "plan.xlsx": "row 3"}[from]
		reworded := func() desktop {
			d := newDesktop(t, withoutRefs, withoutRefs)
			d.ends(exitDone, "begin")
			d.types(from, "D3", "Begun")
			d.ends(exitDone, "apply")
			d.types(from, "A3", "Train every social worker and manager")
			if said := d.ends(exitWaiting, "preview"); !strings.Contains(said, "(1 question)") || !strings.Contains(said, "it may be the same action, reworded") {
				t.Errorf("%s: preview says\n%s", from, said)
			}
			var asked jsonPreview
			d.fromJSON(exitWaiting, &asked, "preview")
			if len(asked.Questions) != 1 || asked.Questions[0].Kind != "reworded" || asked.Questions[0].Base != "Train all social workers" {
				t.Errorf("%s: preview --json asks %+v", from, asked.Questions)
			}
			return d
		}
		for _, inFile := range []bool{false, true} {
			d := reworded()
			if inFile {
				name := map[string]string{"theirs.xlsx": "row 3, “Train all social workers”", "plan.xlsx": "partners' row 3, “Train all social workers”"}[from]
				if err := fillIn(d.path("Decisions.xlsx"), name, map[string]string{"Answer": "Same action", "Your name": "Director", "Reason": "it is clearer"}); err != nil {
					t.Fatal(err)
				}
			} else {
				d.ends(exitDone, "decide", called, "same", "--by", "Director", "--why", "it is clearer")
			}
			d.ends(exitDone, "apply")
			if says := d.says(to); says[2][0] != "Train every social worker and manager" {
				t.Errorf("%s says %q", to, says)
			}
			if said := d.ends(exitDone, "preview"); !strings.Contains(said, "Both sides say what was last agreed.") {
				t.Errorf("%s: once it is written, preview says\n%s", from, said)
			}
			d.ends(exitDone, "apply")
			log := d.ends(exitDone, "log", "row 3")
			for _, says := range []string{`"Open" → "Begun"`, "the same action, reworded", "decided by Director: it is clearer", `"Train all social workers" → "Train every social worker and manager"`} {
				if strings.Count(log, says) != 1 {
					t.Errorf("%s: the log does not say %q once:\n%s", from, says, log)
				}
			}
			d.ends(exitDone, "undo")
			if says := d.says(to); says[2][0] != "Train all social workers" {
				t.Errorf("%s: after undo, %s says %q", from, to, says)
			}
			d.ends(exitDone, "apply")
			if says := d.says(to); says[2][0] != "Train every social worker and manager" {
				t.Errorf("%s: applied again, %s says %q", from, to, says)
			}
		}
		d := reworded()
		d.ends(exitDone, "decide", called, "two actions", "--by", "Director", "--why", "it is new work")
		for range 2 {
			if said := d.ends(exitWaiting, "apply"); !strings.Contains(said, "(2 questions)") || strings.Contains(said, "reworded") {
				t.Errorf("%s: two actions, and apply says\n%s", from, said)
			}
		}
		d.ends(exitDone, "decide", called, "add", "--by", "Director", "--why", "it is new work")
		gone := map[string]string{"theirs.xlsx": "row 3", "plan.xlsx": "partners row 3"}[from]
		d.ends(exitDone, "decide", gone, "bring back", "--by", "Director", "--why", "it is still to be done")
		d.ends(exitDone, "apply")
		if said := d.ends(exitDone, "preview"); !strings.Contains(said, "Both sides say what was last agreed.") {
			t.Errorf("%s: both are on both sides, and preview says\n%s", from, said)
		}
		if log := d.ends(exitDone, "log"); strings.Count(log, "another action than the one in its place") != 1 {
			t.Errorf("%s: the log says\n%s", from, log)
		}
	}
}
