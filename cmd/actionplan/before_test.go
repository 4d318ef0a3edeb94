package main

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"actionplan/internal/practice"
)

// testdata/before holds ledgers that the build before issue 8 wrote, and the
// workbooks as it left them: a plan with refs, one without (refless), and one
// in which two rows have the same text (equals). In each, a partner had set the
// second action to Complete, and it was applied. practice/ is the ledger of the
// practice plan as begin left it.

// fromBefore lays out a folder as the build before left it.
func fromBefore(t *testing.T, name string) *caseFolder {
	t.Helper()
	from, err := filepath.Abs(filepath.Join("testdata", "before", name))
	if err != nil {
		t.Fatal(err)
	}
	c := newCaseFolder(t, false)
	c.check(os.CopyFS(".", os.DirFS(from)))
	c.check(filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			err = os.Chmod(path, 0o644)
		}
		return err
	}))
	return c
}

// counts are how many edits and questions preview --json lists.
func (c *caseFolder) counts() (officers, partners, questions int) {
	c.t.Helper()
	all, members := c.json("preview")
	n := map[string]int{}
	for _, member := range []string{"officer_edits", "partner_edits", "questions"} {
		var list []json.RawMessage
		if err := json.Unmarshal(members[member], &list); err != nil {
			c.t.Fatalf("%s: %v\n%s", member, err, all)
		}
		n[member] = len(list)
	}
	return n["officer_edits"], n["partner_edits"], n["questions"]
}

// asksNothing asks that a folder of the build before opens, that preview lists
// nothing to write and no question, and that apply writes nothing: neither
// workbook, nor the base, but where it learns rows alike that the build before
// left alone: those are agreed as they stand, and nothing of the base is lost.
func (c *caseFolder) asksNothing(plan, partner string, learns bool) {
	c.t.Helper()
	before := []string{c.bytes(plan), c.bytes(partner), c.bytes("ledger/base.txt")}
	for _, verb := range []string{"preview", "status", "apply"} {
		if said, code := c.runs(verb); code != exitDone && code != exitWaiting {
			c.t.Fatalf("%s ends with %d:\n%s", verb, code, said)
		}
	}
	if o, p, q := c.counts(); o+p+q > 0 {
		c.t.Errorf("preview lists %d and %d cells to write, and %d questions", o, p, q)
	}
	for i, file := range []string{plan, partner} {
		if c.bytes(file) != before[i] {
			c.t.Errorf("nothing was to be done, and %s was written", file)
		}
	}
	now := c.bytes("ledger/base.txt")
	if !learns && now != before[2] {
		c.t.Error("nothing was to be done, and the base was written")
	}
	for i, line := range strings.Split(before[2], "\n") {
		if i > 1 && line != "" && !strings.HasPrefix(line, "agreed:") && !strings.Contains(now, line+"\n") { // but for its version, sum and day
			c.t.Errorf("the base has forgotten %q", line)
		}
	}
}

func TestUpgradeAsksNothing(t *testing.T) {
	for _, name := range []string{"refs", "refless", "equals"} {
		t.Run(name, func(t *testing.T) {
			c := fromBefore(t, name)
			c.asksNothing("plan.xlsx", "partner.xlsx", name == "equals")
			// And what a partner does next crosses to the row it was done in.
			cell := map[string]string{"refs": "E4"}[name]
			if cell == "" {
				cell = "D2"
			}
			c.types("partner.xlsx", cell, "In progress")
			if listed := c.listed("officer_edits"); len(listed) != 1 || listed[cell] != "In progress" {
				t.Errorf("a partner sets %s, and preview lists %v", cell, listed)
			}
		})
	}
	t.Run("practice", func(t *testing.T) {
		c := fromBefore(t, "practice")
		c.check(practice.WriteThen("."))
		c.asksNothing("Westmere improvement plan v14 FINAL.xlsx", "Partners' copy.xlsx", false)
		// What people did since is what the build before made of it.
		c.check(practice.WriteNow("."))
		if o, p, q := c.counts(); o != 17 || p != 9 || q != 5 {
			t.Errorf("the build before listed 17 and 9 cells and 5 lines of questions; this one %d, %d and %d", o, p, q)
		}
	})
}

// TestUndoOfTheBuildBefore undoes what the build before applied: it puts back
// what was there, in its own row, or says why it does not. It remembered rows
// without a ref by none.
func TestUndoOfTheBuildBefore(t *testing.T) {
	for name, cell := range map[string]string{"refs": "E3", "refless": "D3", "equals": "D3"} {
		t.Run(name, func(t *testing.T) {
			c := fromBefore(t, name)
			before := c.all("plan.xlsx")
			said, code := c.runs("undo")
			differs := c.differing("plan.xlsx", before)
			switch {
			case code == exitDone && (len(differs) != 1 || differs[0] != cell || c.says("plan.xlsx", cell) != "Open"):
				t.Errorf("undo says it is done, and %v differ:\n%s", differs, said)
			case code != exitDone && (len(differs) > 0 || len(said) == 0):
				t.Errorf("undo ends with %d, and %v differ:\n%s", code, differs, said)
			case name == "refs" && code != exitDone:
				t.Errorf("the row has a ref, and undo ends with %d:\n%s", code, said)
			}
		})
	}
}
