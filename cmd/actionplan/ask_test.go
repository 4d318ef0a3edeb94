package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// somebodyAtTheTerminal has the commands of a test ask, as on a terminal.
func somebodyAtTheTerminal(t *testing.T) {
	t.Helper()
	before := somebodyThere
	somebodyThere = func(io.Reader, io.Writer) bool { return true }
	t.Cleanup(func() { somebodyThere = before })
}

const agreedPlan = `
Ref | Action | Lead | Due date | Progress
1.1 | Answer every contact | Head of Service | 31/03/2026 | Begun
1.2 | Hold supervision monthly | Principal Social Worker | 30/06/2026 | Planned
1.3 | Train every manager | Head of Learning | 30/09/2026 | Half are trained
1.4 | Visit within five days | Team Manager | 31/05/2026 | Slow
1.5 | Publish the offer | Service Manager | 31/07/2026 | Printed`

// agreedDesktop is a folder in which both sides have agreed.
func agreedDesktop(t *testing.T) desktop {
	t.Helper()
	d := newDesktop(t, agreedPlan, agreedPlan)
	d.ends(exitDone, "begin")
	return d
}

// same expects that both workbooks are as they were.
func (d desktop) unwritten(do func()) {
	d.Helper()
	plan, theirs, base := d.bytes("plan.xlsx"), d.bytes("theirs.xlsx"), d.bytes("ledger/base.txt")
	do()
	if !bytes.Equal(plan, d.bytes("plan.xlsx")) || !bytes.Equal(theirs, d.bytes("theirs.xlsx")) || !bytes.Equal(base, d.bytes("ledger/base.txt")) {
		d.Error("something was written")
	}
}

// TestApplyAsks asserts that apply shows what it would do on a terminal, and
// writes it only where somebody says yes.
func TestApplyAsks(t *testing.T) {
	somebodyAtTheTerminal(t)
	d := agreedDesktop(t)
	d.types("theirs.xlsx", "E2", "Nine in ten answered")
	for _, answer := range []string{"", "\n", "n\n", "no\n", "what?\n"} {
		d.unwritten(func() {
			code, out, said := d.typed(answer, "apply")
			if code != exitWaiting || !strings.Contains(out, `"Begun" → "Nine in ten answered"`) || !strings.Contains(out, "Write this? [y/N]") || !strings.Contains(out, "Nothing has been written to either side.") {
				t.Errorf("typed %q, it ended with %d:\n%s%s", answer, code, out, said)
			}
		})
	}
	code, out, said := d.typed("y\n", "apply")
	if code != exitDone || !strings.Contains(out, "1 of 1 as intended") || d.says("plan.xlsx")[1][4] != "Nine in ten answered" {
		t.Errorf("typed yes, it ended with %d:\n%s%s", code, out, said)
	}
	// With nothing to write there is nothing to ask.
	if code, out, said := d.typed("", "apply"); code != exitDone || strings.Contains(out, "[y/N]") {
		t.Errorf("with nothing to write it ended with %d:\n%s%s", code, out, said)
	}
	// --yes does not ask.
	d.types("theirs.xlsx", "E2", "All are answered")
	if code, out, said := d.typed("", "apply", "--yes"); code != exitDone || strings.Contains(out, "[y/N]") || d.says("plan.xlsx")[1][4] != "All are answered" {
		t.Errorf("with --yes it ended with %d:\n%s%s", code, out, said)
	}
}

// TestApplyShowsWhatChangedMeanwhile asserts that what somebody typed while the
// question stood on the terminal is shown before it is written.
func TestApplyShowsWhatChangedMeanwhile(t *testing.T) {
	somebodyAtTheTerminal(t)
	d := agreedDesktop(t)
	d.types("theirs.xlsx", "E2", "Nine in ten answered")
	var out, said bytes.Buffer
	answers := &duringAnswers{text: "y\ny\n", first: func() { d.types("theirs.xlsx", "C3", "Director") }}
	code := run(t.Context(), []string{"apply", "--config", d.path("actionplan.yaml")}, answers, &out, &said)
	before, after, asked := strings.Cut(out.String(), "Somebody was at work meanwhile")
	if code != exitDone || !asked || strings.Contains(before, "Director") || !strings.Contains(after, `"Principal Social Worker" → "Director"`) || strings.Count(out.String(), "[y/N]") != 2 {
		t.Errorf("it ended with %d:\n%s%s", code, out.String(), said.String())
	}
	if says := d.says("plan.xlsx"); says[1][4] != "Nine in ten answered" || says[2][2] != "Director" {
		t.Errorf("the plan says %q", says)
	}
}

// duringAnswers is somebody at the keyboard while something else happens.
type duringAnswers struct {
	text  string
	first func()
}

func (a *duringAnswers) Read(p []byte) (int, error) {
	if a.first != nil {
		a.first()
		a.first = nil
	}
	if a.text == "" {
		return 0, io.EOF
	}
	n := copy(p, a.text[:1])
	a.text = a.text[n:]
	return n, nil
}

// TestMassLoss asserts that a loss of a fifth and at least three is said first,
// and not written unasked: cells cleared, and rows gone.
func TestMassLoss(t *testing.T) {
	for _, loss := range []struct {
		name  string
		cells []string
		says  string
	}{
		{"partners clear most of a column", []string{"E2", "E3", "E4"}, "3 of 5 cells of progress would be cleared in Excel"},
		{"two cells are no mass", []string{"E2", "E3"}, ""},
	} {
		t.Run(loss.name, func(t *testing.T) {
			d := agreedDesktop(t)
			for _, at := range loss.cells {
				d.types("theirs.xlsx", at, "")
			}
			if loss.says == "" {
				d.ends(exitDone, "apply")
				return
			}
			preview := d.ends(exitDone, "preview")
			if !strings.HasPrefix(preview, "Look first: "+loss.says) {
				t.Errorf("preview does not say it first:\n%s", preview)
			}
			var facts jsonPreview
			d.fromJSON(exitDone, &facts, "preview")
			if len(facts.Losses) != 1 || facts.Losses[0] != loss.says || len(facts.Asks) != 1 || !facts.OfficerEdits[0].Clears {
				t.Errorf("preview --json says %+v", facts)
			}
			d.unwritten(func() {
				if out := d.ends(exitWaiting, "apply"); !strings.Contains(out, loss.says) || !strings.Contains(out, "--yes") {
					t.Errorf("apply says\n%s", out)
				}
			})
			d.ends(exitDone, "apply", "--yes")
			if says := d.says("plan.xlsx"); len(says[1]) > 4 && says[1][4] != "" {
				t.Errorf("the plan says %q", says)
			}
		})
	}
}

// TestMassOfRowsGone asserts that rows which are gone from one side in such
// numbers are said first, and nothing else is written unasked meanwhile.
func TestMassOfRowsGone(t *testing.T) {
	const more = agreedPlan + `
1.6 | Review every placement | Head of Placements | 30/10/2026 | Planned
1.7 | Ask carers | Head of Fostering | 31/12/2026 | Asked
1.8 | Open the hub | Estates | 31/01/2027 | Built`
	rows := strings.Split(strings.TrimSpace(more), "\n")
	for gone, says := range map[int]string{2: "", 3: "3 of 8 actions are gone from the partners' copy"} {
		d := newDesktop(t, more, more)
		d.ends(exitDone, "begin")
		d.draw("theirs.xlsx", strings.Join(rows[:len(rows)-gone], "\n"))
		d.types("theirs.xlsx", "E2", "Nine in ten answered")
		preview := d.ends(exitWaiting, "preview")
		if says == "" {
			if strings.Contains(preview, "Look first") {
				t.Errorf("with %d rows gone preview says\n%s", gone, preview)
			}
			continue
		}
		if !strings.HasPrefix(preview, "Look first: "+says) {
			t.Errorf("preview does not say it first:\n%s", preview)
		}
		d.unwritten(func() {
			if out := d.ends(exitWaiting, "apply"); !strings.Contains(out, says) || strings.Contains(out, "Done") {
				t.Errorf("apply says\n%s", out)
			}
		})
		d.ends(exitWaiting, "apply", "--yes")
		if d.says("plan.xlsx")[1][4] != "Nine in ten answered" {
			t.Error("with --yes it is not written")
		}
	}
}

// TestSyncedFolder asserts that apply names a folder which a cloud client
// copies, and writes there only where somebody says yes.
func TestSyncedFolder(t *testing.T) {
	d := desktop{t, filepath.Join(t.TempDir(), "OneDrive - Council", "Plan")}
	if err := os.MkdirAll(d.dir, 0o755); err != nil {
		t.Fatal(err)
	}
	d.write("actionplan.yaml", desktopSettings)
	d.draw("plan.xlsx", agreedPlan)
	d.draw("theirs.xlsx", agreedPlan)
	d.ends(exitDone, "begin")
	d.types("theirs.xlsx", "E2", "Nine in ten answered")
	d.unwritten(func() {
		if out := d.ends(exitWaiting, "apply"); !strings.Contains(out, "is kept in OneDrive") || !strings.Contains(out, "--yes") {
			t.Errorf("apply says\n%s", out)
		}
		d.ends(exitDone, "apply", "--list")
		d.ends(exitDone, "apply", "--to", d.path("agreed.xlsx"))
	})
	somebodyAtTheTerminal(t)
	d.unwritten(func() {
		_, out, _ := d.typed("n\n", "apply")
		for _, words := range []string{"is kept in OneDrive", "apply --to COPY.xlsx", "apply --list"} {
			if !strings.Contains(out, words) {
				t.Errorf("apply does not say %q:\n%s", words, out)
			}
		}
	})
	if code, out, said := d.typed("y\n", "apply"); code != exitDone || d.says("plan.xlsx")[1][4] != "Nine in ten answered" {
		t.Errorf("it ended with %d:\n%s%s", code, out, said)
	}
}

// TestOlderCopySavedOver asserts that a workbook which was saved over by a copy of
// before the last apply is said first and asked about: all that was written there
// is gone. Fewer cells that were put back, and an undo, are nothing to ask about.
func TestOlderCopySavedOver(t *testing.T) {
	const says = "3 of the 3 cells that the last apply wrote to Excel say again what they said before it"
	for _, c := range []struct {
		name   string
		cells  []string
		again  func(d desktop, older []byte)
		losses bool
	}{
		{"saved over", []string{"E2", "E3", "E4"}, func(d desktop, older []byte) { d.write("plan.xlsx", string(older)) }, true},
		{"saved over, and edited since", []string{"E2", "E3", "E4"}, func(d desktop, older []byte) {
			d.write("plan.xlsx", string(older))
			d.types("plan.xlsx", "E2", "Ten in ten answered")
		}, false},
		{"two cells", []string{"E2", "E3"}, func(d desktop, older []byte) { d.write("plan.xlsx", string(older)) }, false},
		{"undone", []string{"E2", "E3", "E4"}, func(d desktop, _ []byte) { d.ends(exitDone, "undo") }, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := agreedDesktop(t)
			for _, at := range c.cells {
				d.types("theirs.xlsx", at, "Nine in ten answered")
			}
			older := d.bytes("plan.xlsx")
			d.ends(exitDone, "apply")
			c.again(d, older)
			var facts jsonPreview
			d.fromJSON(exitDone, &facts, "preview")
			if !c.losses {
				if len(facts.Losses) > 0 {
					t.Errorf("it says first %q", facts.Losses)
				}
				return
			}
			if preview := d.ends(exitDone, "preview"); !strings.HasPrefix(preview, "Look first: "+says) {
				t.Errorf("preview does not say it first:\n%s", preview)
			}
			d.unwritten(func() {
				if out := d.ends(exitWaiting, "apply"); !strings.Contains(out, says) || !strings.Contains(out, "--yes") {
					t.Errorf("apply says\n%s", out)
				}
			})
			d.ends(exitDone, "apply", "--yes")
		})
	}
}

// TestCopyUnderANameOfOurs asserts that a copy never gets the name of the workbook
// of questions, nor one under which its answers would be looked for.
func TestCopyUnderANameOfOurs(t *testing.T) {
	d := agreedDesktop(t)
	d.types("theirs.xlsx", "E2", "Nine in ten answered")
	d.unwritten(func() {
		for _, name := range []string{"Decisions.xlsx", "decisions police.XLSX", "Decisions (2).xlsm"} {
			d.ends(exitUsage, "apply", "--to", d.path(name))
			if _, err := os.Stat(d.path(name)); err == nil {
				t.Errorf("%s is written", name)
			}
		}
		d.ends(exitDone, "apply", "--to", d.path("Our decisions.xlsx"))
	})
}

// TestTablesThatAreNotThere asserts that settings which say where no table can be
// are wrong settings, told with what to do.
func TestTablesThatAreNotThere(t *testing.T) {
	for _, pin := range []string{"{sheet: Nope, header: 1}", "{sheet: Plan, header: 1, first: 4, last: 2}", "{sheet: Plan, header: 1, columns: [{column: ZZ, field: due}]}"} {
		d := agreedDesktop(t)
		d.write("actionplan.yaml", desktopSettings+"tables:\n  - "+pin+"\n")
		d.unwritten(func() {
			code, out, said := d.typed("", "preview")
			if code != exitUsage || out != "" || !strings.Contains(said, "hint: put it right under tables:") {
				t.Errorf("%s: it ended with %d: %s%s", pin, code, out, said)
			}
		})
	}
}

// TestClearingsStandApart asserts that a cell which becomes blank is listed
// under a heading of its own, whoever cleared it.
func TestClearingsStandApart(t *testing.T) {
	d := agreedDesktop(t)
	d.types("theirs.xlsx", "E2", "")
	d.types("theirs.xlsx", "E3", "Held")
	d.types("plan.xlsx", "C5", "")
	out := d.ends(exitDone, "preview")
	for _, section := range []string{
		"To write to Excel (1 cell):\n  1.2    progress     \"Planned\" → \"Held\"\n",
		"To clear in Excel (1 cell):\n  1.1    progress     \"Begun\" → (blank)\n",
		"To clear in the partners' copy (1 cell):\n  1.4    lead         \"Team Manager\" → (blank)\n",
	} {
		if !strings.Contains(out, section) {
			t.Errorf("preview does not say\n%s\nbut\n%s", section, out)
		}
	}
}

// TestPartnersNewColumn asserts that a column which partners added is mentioned as new
// until both sides have agreed again, and then as one that they alone have.
func TestPartnersNewColumn(t *testing.T) {
	d := agreedDesktop(t)
	d.types("theirs.xlsx", "F1", "Cost")
	d.types("theirs.xlsx", "F2", "£400")
	if out := d.ends(exitDone, "preview"); !strings.Contains(out, `a new column, "Cost" (column F)`) {
		t.Errorf("preview says\n%s", out)
	}
	var facts jsonPreview
	d.fromJSON(exitDone, &facts, "preview")
	if len(facts.NewColumns) != 1 || facts.NewColumns[0] != "Cost" {
		t.Errorf("preview --json says %q", facts.NewColumns)
	}
	if out := d.ends(exitDone, "apply"); !strings.Contains(out, `a new column, "Cost" (column F)`) {
		t.Errorf("apply says\n%s", out)
	}
	if out := d.ends(exitDone, "preview"); strings.Contains(out, "new column") || !strings.Contains(out, `The column "Cost" stands in the partners' copy alone`) {
		t.Errorf("after apply preview says\n%s", out)
	}
}
