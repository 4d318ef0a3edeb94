package main

import (
	"os"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// column types a column of a workbook anew, from its second row on.
func (d desktop) column(name, letter string, words ...string) {
	d.Helper()
	for i, w := range words {
		d.types(name, letter+string(rune('2'+i)), w)
	}
}

// leadPlan has the words of its first three actions in another one's too.
const leadPlan = `
Ref | Action | Lead | Due date | Progress
1.1 | Answer every contact | Head | 31/03/2026 | Begun
1.2 | Hold supervision monthly | Head | 30/06/2026 | Planned
1.3 | Train every manager | Head | 30/09/2026 | Half are trained
1.4 | Visit within five days | Head | 31/05/2026 | Slow
1.5 | Publish the offer | Clerk | 31/07/2026 | Printed
1.6 | Open a hub | Manager | 31/08/2026 | Found
1.7 | Meet partners | Director | 31/10/2026 | Met
1.8 | Audit ten cases | Officer | 30/11/2026 | Six done`

// TestUndoObeysStops asserts that undo writes nothing, and lets the base say what
// it says, where what apply wrote may stand in another action's row by now or a
// side looks wrong as a whole; that the stop is seen as before; and that undo
// puts all of it back once the sort is undone.
func TestUndoObeysStops(t *testing.T) {
	both := []string{"plan.xlsx", "theirs.xlsx"}
	for _, tc := range []struct {
		name, stop string
		happens    func(d desktop, name string)
		passable   bool
	}{
		{"one column is sorted", "(due) stand in each other's rows", func(d desktop, name string) {
			d.column(name, "D", "30/11/2026", "31/10/2026", "30/09/2026", "31/08/2026", "31/07/2026", "31/12/2026", "31/05/2026", "31/03/2026")
		}, true},
		{"one column is sorted in other rows than were written", "the other cells of due in the table", func(d desktop, name string) {
			d.column(name, "D", d.says(name)[1][3], d.says(name)[2][3], "30/09/2026", "31/07/2026", "31/08/2026", "31/10/2026", "30/11/2026", "31/05/2026")
			d.types(name, "D4", "01/10/2026")
		}, true},
		{"a sort that nobody would see once it is undone", "(lead) stand in each other's rows", func(d desktop, name string) {
			d.column(name, "C", "Clerk", "Clerk", "Clerk", "Clerk", "Manager", "Director", "Officer", "Head")
		}, true},
		{"the texts are sorted", "stand under other refs", func(d desktop, name string) {
			d.column(name, "B", "Hold supervision monthly", "Answer every contact")
		}, true},
		{"a ref stands twice", "the ref 1.2 stands on 2 rows", func(d desktop, name string) { d.types(name, "A4", "1.2") }, false},
		{"most actions are gone", "of the 8 agreed actions are gone", func(d desktop, name string) {
			d.draw(name, strings.Join(strings.Split(strings.TrimSpace(leadPlan), "\n")[:3], "\n"))
		}, true},
		{"half the cells are blank", "filled cells are blank now", func(d desktop, name string) {
			for _, letter := range []string{"C", "D", "E"} {
				d.column(name, letter, "", "", "", "", "", "", "", "")
			}
		}, true},
		{"most cells of a column are cleared", "7 of 8 cells of progress would be cleared in", func(d desktop, name string) {
			d.column(name, "E", "", "", "", "", "", "", "")
		}, true},
		{"many actions are gone", "3 of 8 actions are gone from", func(d desktop, name string) {
			d.draw(name, strings.Join(strings.Split(strings.TrimSpace(leadPlan), "\n")[:6], "\n"))
		}, true},
		{"a column has not loaded", "Loading...", func(d desktop, name string) {
			d.column(name, "E", "Loading...", "Loading...", "Loading...", "Loading...", "Loading...", "Loading...", "Loading...", "Loading...")
		}, true},
	} {
		for i, name := range both {
			t.Run(tc.name+" in "+name, func(t *testing.T) {
				d := newDesktop(t, leadPlan, leadPlan)
				d.ends(exitDone, "begin")
				d.column(name, "C", "Clerk", "Clerk", "Clerk")
				d.types(both[1-i], "D3", "31/12/2026")
				agreed := [][][]string{d.says("plan.xlsx"), d.says("theirs.xlsx")}
				d.ends(exitDone, "apply", "--yes")
				applied := d.bytes(name)
				tc.happens(d, name)
				before, _ := d.previews()
				if !strings.Contains(before, tc.stop) {
					t.Fatalf("preview says nothing of it:\n%s", before)
				}
				d.unwritten(func() {
					out := d.ends(exitWaiting, "undo")
					if !strings.Contains(out, tc.stop) || !strings.Contains(out, "nothing was put back") || !strings.Contains(out, "hint: ") || strings.Contains(out, "undo --despite-stop") != tc.passable {
						t.Errorf("undo says\n%s", out)
					}
				})
				if after, _ := d.previews(); after != before {
					t.Errorf("preview after undo (-before +after):\n%s", gocmp.Diff(before, after))
				}
				if tc.passable {
					d.keeping(func() { d.ends(exitDone, "undo", "--despite-stop") })
				}
				if err := os.WriteFile(d.path(name), applied, 0o644); err != nil {
					t.Fatal(err)
				}
				d.ends(exitDone, "undo")
				if diff := gocmp.Diff(agreed, [][][]string{d.says("plan.xlsx"), d.says("theirs.xlsx")}); diff != "" {
					t.Errorf("the copies after undo:\n%s", diff)
				}
			})
		}
	}
}

// keeping does something and then puts the folder back as it was.
func (d desktop) keeping(do func()) {
	d.Helper()
	kept := d.TempDir()
	err := os.CopyFS(kept, os.DirFS(d.dir))
	if do(); err == nil {
		err = os.RemoveAll(d.dir)
	}
	if err == nil {
		err = os.CopyFS(d.dir, os.DirFS(kept))
	}
	if err != nil {
		d.Fatal(err)
	}
}

// TestUndoBesideAStop asserts that a stop which holds only rows that apply wrote
// nothing to keeps nothing from being put back, and is seen afterwards.
func TestUndoBesideAStop(t *testing.T) {
	d := agreedDesktop(t)
	d.types("plan.xlsx", "E3", "Held in March")
	d.ends(exitDone, "apply", "--yes")
	d.types("theirs.xlsx", "A6", "1.4")
	if out := d.ends(exitDone, "undo"); !strings.Contains(out, "0 cells put back in Excel, 1 in the partners' copy") {
		t.Errorf("undo says\n%s", out)
	}
	if out, _ := d.previews(); !strings.Contains(out, "the ref 1.4 stands on 2 rows") {
		t.Errorf("after undo preview says\n%s", out)
	}
}
