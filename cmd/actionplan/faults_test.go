package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"actionplan/plan"
)

// waysToTry is the scene both ways round with -sweep, and as it is without.
func waysToTry() []string {
	if *sweepAll {
		return []string{bothWays[0].name, bothWays[1].name}
	}
	return []string{bothWays[0].name}
}

func wayNamed(name string) scene {
	for _, way := range bothWays {
		if way.name == name {
			return way.scene
		}
	}
	panic("no such way: " + name)
}

// expectSentence asks that what went wrong is said in one sentence, with at
// most a hint below it.
func expectSentence(t *testing.T, said string) {
	t.Helper()
	lines := strings.Split(strings.TrimSuffix(said, "\n"), "\n")
	sentence, hasName := strings.CutPrefix(lines[0], "actionplan: ")
	if !hasName || sentence == "" || strings.HasSuffix(sentence, ".") ||
		len(lines) > 2 || len(lines) == 2 && !strings.HasPrefix(lines[1], "actionplan: hint: ") {
		t.Errorf("it is not said in one sentence and a hint:\n%s", said)
	}
}

// untouched is the tree without what an apply may leave that wrote to neither
// side: the copies it made.
func (b bench) untouched() map[string]string {
	files := b.tree()
	for name := range files {
		if strings.HasPrefix(name, "ledger/backups/") {
			delete(files, name)
		}
	}
	return files
}

// sweepFaults has every file operation of an apply fail in turn. Either
// the apply can do without it and ends as ever, or it says what went wrong,
// leaves nothing half done and nothing lying about, and the next one finishes.
func sweepFaults(t *testing.T) {
	for _, way := range waysToTry() {
		for i, as := range []string{"", "forbidden"} {
			t.Run(way+" "+as, func(t *testing.T) {
				o := unbroken(t, wayNamed(way))
				failed, done := 0, 0
				for _, m := range bothSides(o.moments(3*i, 9)) {
					b := o.start.clone()
					code, out, said := b.victim("ACTIONPLAN_TEST_FAIL_AT="+m.at(), "ACTIONPLAN_TEST_FAIL_AS="+as)
					ok := t.Run(m.String(), func(t *testing.T) {
						b.t = t
						switch code {
						case exitWaiting:
							done++
							o.expectDone(b, m, said)
						case exitFailed, exitMoved:
							failed++
							o.expectFailed(b, m, out, said)
						default:
							t.Errorf("it ended with %d: %s%s", code, out, said)
						}
					})
					if !ok {
						t.Logf("it ended with %d: %s%s", code, out, said)
					}
				}
				if failed+done < 7 || failed == 0 {
					t.Errorf("%d faults were reported, and %d done without: the sweep missed its mark", failed, done)
				}
			})
		}
	}
}

// expectDone asks that an apply that went on in spite of a fault did its work.
func (o outcome) expectDone(b bench, m moment, said string) {
	b.t.Helper()
	if said != "" {
		b.t.Errorf("it went on, and said %s", said)
	}
	if diff := gocmp.Diff(o.after, b.state()); diff != "" {
		b.t.Errorf("it went on, and left (-unbroken +this):\n%s", diff)
	}
	o.expectTidy(b, m)
	b.age()
	b.apply() // which may have something to sweep up
	b.expectQuiet()
}

// expectFailed asks that an apply that gave up left all well.
func (o outcome) expectFailed(b bench, m moment, out, said string) {
	b.t.Helper()
	expectSentence(b.t, said)
	if out != "" {
		b.t.Errorf("it gave up, and printed %s", out)
	}
	o.expectWhole(b)
	o.expectTidy(b, m)
	now := b.state()
	written := !gocmp.Equal(now.Partners, o.before.Partners) || !gocmp.Equal(now.Officers, o.before.Officers)
	if unsaid := !strings.Contains(said, "is written"); written && unsaid {
		b.t.Errorf("something is written, and it is not said: %s", said)
	}
	if !written && !m.hides() {
		if diff := gocmp.Diff(o.start.untouched(), b.untouched()); diff != "" {
			b.t.Errorf("neither side is written, and yet:\n%s", diff)
		}
	}
	b.age()
	o.expectFinished(b)
}

// expectTidy asks that nothing lies about, but for what the fault itself kept
// from being removed, or kept anybody from knowing of.
func (o outcome) expectTidy(b bench, m moment) {
	b.t.Helper()
	if litter := b.litter(); len(litter) > 0 && !m.hides() {
		b.t.Errorf("left behind: %v", litter)
	}
}

// hides says whether a fault at this moment leaves a file that nobody can
// remove yet: the system says that it was not made, or will not have it
// removed.
func (m moment) hides() bool {
	return strings.HasPrefix(m.what, "create ") && m.after || strings.HasPrefix(m.what, "remove ") || strings.HasPrefix(m.what, "link ") && m.after
}

// a disturbance is what somebody else saves while an apply is running.
type disturbance struct {
	file, cell string
	ref        plan.Ref
	field      plan.Field
	says       string
}

var disturbances = []disturbance{
	{officersName, "I8", "1.10", plan.FieldEvidence, "List; map"},                     // in a cell nobody else touches
	{officersName, "H2", "1.1", plan.FieldProgress, "Begun. Officers write as well."}, // in a cell that apply writes
	{partnersName, "H8", "1.10", plan.FieldEvidence, "List; photographs"},
	{partnersName, "D2", "1.1", plan.FieldProgress, "Begun. Ten in ten answered."}, // in a cell that apply copies
	{partnersName, "C3", "1.2", plan.FieldDue, "1 July 2026"},
}

// sweepSavedMeanwhile has somebody save their workbook in the middle of an
// apply. What they wrote stays where they wrote it, also through the next
// apply, and no text the other side had written is gone. The one moment left
// out is between the last look at their file and the renaming: nothing can be
// done there.
func sweepSavedMeanwhile(t *testing.T) {
	o := unbroken(t, bothMoved)
	logged := slices.IndexFunc(o.operations, func(op string) bool { return strings.HasSuffix(op, filepath.Join("ledger", "log.txt")) })
	if logged < 0 {
		t.Fatal("an apply does not write the log")
	}
	remembered := 1 // the last look at a workbook before both are remembered to agree
	for i, op := range o.operations[:logged] {
		if strings.Contains(op, officersName) || strings.Contains(op, partnersName) {
			remembered = 1 + i
		}
	}
	for i, d := range disturbances {
		edited := o.start.clone()
		edited.edit(d.file, d.cell, d.says)
		wrote := edited.state()
		theirs, err := os.ReadFile(edited.path(d.file))
		edited.must(err)
		for _, m := range o.moments(2*i, 10) {
			b := o.start.clone()
			from := filepath.Join(folder(t), "saved.xlsx")
			b.must(os.WriteFile(from, theirs, 0o644))
			code, out, said := b.victim("ACTIONPLAN_TEST_SAVE_AT="+m.at(), "ACTIONPLAN_TEST_SAVE_FROM="+from, "ACTIONPLAN_TEST_SAVE_TO="+b.path(d.file))
			t.Run(fmt.Sprintf("%s %s %s", d.file, d.cell, m), func(t *testing.T) {
				b.t = t
				switch code {
				case exitWaiting:
				case exitMoved:
					expectSentence(t, said)
				default:
					t.Errorf("it ended with %d: %s%s", code, out, said)
				}
				early := m.n < remembered
				d.expectKept(b, o, wrote, early, "after the apply")
				if strings.Contains(said, "nothing was written") || strings.Contains(said, "neither workbook was written") {
					if diff := gocmp.Diff(edited.untouched(), b.untouched()); diff != "" {
						t.Errorf("nothing was written, it said, and yet:\n%s", diff)
					}
				}
				if code, out, said := b.apply(); code != exitWaiting {
					t.Errorf("the next apply ended with %d: %s%s", code, out, said)
				}
				d.expectKept(b, o, wrote, early, "after the next apply")
			})
		}
	}
}

// expectKept asks that the one who saved in the middle still has what they
// wrote and, where it was not being remembered by then that both agree, the
// other side what it had written.
func (d disturbance) expectKept(b bench, o outcome, edited state, early bool, when string) {
	b.t.Helper()
	now := b.state()
	theirs, wrote := now.Officers, edited.Officers
	others, before, after := now.Partners, o.before.Partners, o.after.Partners
	if d.file == partnersName {
		theirs, wrote, others, before, after = now.Partners, edited.Partners, now.Officers, o.before.Officers, o.after.Officers
	}
	if got, want := theirs[d.ref][d.field], wrote[d.ref][d.field]; got != want {
		b.t.Errorf("%s, their %s of %s says %v and not %v", when, d.field, d.ref, got, want)
	}
	for ref, fields := range before {
		for f, v := range fields {
			moved := v != o.before.Base[ref][f] && v == after[ref][f]
			if early && moved && others[ref][f] != v {
				b.t.Errorf("%s, the other side's %s of %s says %v and not %v", when, f, ref, others[ref][f], v)
			}
		}
	}
}

// foreignLock is the lock of a run on another computer.
func foreignLock() string {
	now := time.Now()
	return fmt.Sprintf("actionplan lock 1\nwho: %q\nhost: %q\nmachine: %s\nprocess: %d\nsince: %s\nuntil: %s\ntoken: %s\n",
		"the clerk", "TOWN-HALL-7", "elsewhere", 4711, now.Format(time.RFC3339), now.Add(5*time.Minute).Format(time.RFC3339), "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
}

// sweepLostLock has another run take the lock in the middle of an apply,
// as one may when a computer slept: whatever is not written by then stays
// unwritten, and the other's lock stays.
func sweepLostLock(t *testing.T) {
	o := unbroken(t, bothMoved)
	lost := 0
	for _, m := range o.moments(0, 1) {
		// Another run that takes the lock keeps out while ours is being looked at.
		kind, what, _ := strings.Cut(m.what, " ")
		if kind != "rename" && kind != "truncate" && kind != "link" || strings.Contains(what, "lock") {
			continue
		}
		b := o.start.clone()
		from := filepath.Join(folder(t), "lock.txt")
		b.must(os.WriteFile(from, []byte(foreignLock()), 0o644))
		code, out, said := b.victim("ACTIONPLAN_TEST_SAVE_AT="+m.at(), "ACTIONPLAN_TEST_SAVE_FROM="+from, "ACTIONPLAN_TEST_SAVE_TO="+b.path("ledger", "lock.txt"))
		t.Run(m.String(), func(t *testing.T) {
			b.t = t
			switch code {
			case exitMoved:
				lost++
				expectSentence(t, said)
				if strings.HasPrefix(m.what, "link ledger/backups") && !gocmp.Equal(b.state(), o.before) {
					t.Error("the lock was lost before anything was written, and yet something is")
				}
			case exitWaiting:
			default:
				t.Errorf("it ended with %d: %s%s", code, out, said)
			}
			o.expectWhole(b)
			if lock, err := os.ReadFile(b.path("ledger", "lock.txt")); err != nil || !strings.Contains(string(lock), "TOWN-HALL-7") {
				t.Errorf("the other's lock is gone: %v", err)
			}
			b.must(os.Remove(b.path("ledger", "lock.txt")))
			b.age()
			o.expectFinished(b)
		})
	}
	if lost == 0 {
		t.Error("no apply noticed that it had lost the lock")
	}
}

// TestRefusalsChangeNothing goes through what an apply refuses to begin with:
// not one file comes, goes or changes.
func TestRefusalsChangeNothing(t *testing.T) {
	start := lay(t, bothMoved)
	gut := func(b bench) {
		f, err := excelize.OpenFile(b.path(officersName))
		b.must(err)
		for range 6 {
			b.must(f.RemoveRow("Plan", 3))
		}
		b.must(f.Save())
		b.must(f.Close())
	}
	write := func(text string, names ...string) func(bench) {
		return func(b bench) { b.must(os.WriteFile(b.path(names...), []byte(text), 0o644)) }
	}
	remove := func(names ...string) func(bench) {
		return func(b bench) { b.must(os.RemoveAll(b.path(names...))) }
	}
	for _, c := range []struct {
		name string
		lay  func(bench)
		code int
		says string
	}{
		{"nothing agreed", remove("ledger"), exitUsage, "nothing has been agreed yet"},
		{"another run", write(foreignLock(), "ledger", "lock.txt"), exitMoved, "the clerk has been at work there"},
		{"plan open in Excel", write("\x09A Clerk    ", "~$"+officersName), exitMoved, "open in Excel"},
		{"plan open in LibreOffice", write(",clerk,laptop,22.11.2026 03:00,file:///home/clerk;", ".~lock."+officersName+"#"), exitMoved, "open in LibreOffice"},
		{"partners' copy open", write("\x09A Clerk    ", "~$"+partnersName), exitMoved, "open in Excel"},
		{"plan marked read-only", func(b bench) { b.must(os.Chmod(b.path(officersName), 0o444)) }, exitFailed, "marked read-only"},
		{"no plan", remove(officersName), exitFailed, "no such file"},
		{"no partners' copy", remove(partnersName), exitFailed, "no such file"},
		{"not a workbook", write("Ref,Action\n1.1,Answer\n", partnersName), exitFailed, "not a workbook"},
		{"an empty workbook", write("", officersName), exitFailed, "empty"},
		{"a damaged ledger", write("actionplan base 2\nnonsense\n", "ledger", "base.txt"), exitWaiting, "read ledger"},
		{"most actions gone", gut, exitWaiting, "gone"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := start.clone()
			b.t = t
			c.lay(b)
			before := b.tree()
			code, out, said := b.apply()
			if code != c.code || out != "" || !strings.Contains(said, c.says) {
				t.Errorf("it ended with %d, want %d: %s%s", code, c.code, out, said)
			}
			expectSentence(t, said)
			if diff := gocmp.Diff(before, b.tree()); diff != "" {
				t.Errorf("it was refused, and yet:\n%s", diff)
			}
		})
	}
}
