package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"actionplan/plan"
)

// undone is an unbroken undo of an unbroken apply: how it began, and how it
// must end.
type undone struct {
	outcome
	applied bench // before it
}

func unbrokenUndo(t *testing.T, s scene) undone {
	t.Helper()
	start := lay(t, s)
	if code, out, said := start.apply(); code != exitWaiting || said != "" {
		t.Fatalf("an apply ended with %d: %s%s", code, out, said)
	}
	// A backup of the same second would take another name, and one operation more.
	start.must(os.RemoveAll(start.path("ledger", "backups")))
	u := undone{outcome: outcome{start: start, before: start.state()}, applied: start}
	u.operations, u.traced = start.traceOf("undo", exitDone)
	whole := start.clone()
	if code, out, said := whole.run("undo", "--today", sceneToday); code != exitDone || said != "" {
		t.Fatalf("an undo ended with %d: %s%s", code, out, said)
	}
	u.after = whole.state()
	moved := 0
	for _, sides := range [][2]map[plan.Ref]map[plan.Field]plan.Value{{u.before.Officers, u.after.Officers}, {u.before.Partners, u.after.Partners}, {u.before.Base, u.after.Base}} {
		if !gocmp.Equal(sides[0], sides[1]) {
			moved++
		}
	}
	if moved != 3 {
		t.Fatalf("an undo puts back %d of the two sides and the base", moved)
	}
	return u
}

// TestSweepUndo has something happen to an undo at one file operation after
// the other: at some of them, and with -sweep at all of them.
func TestSweepUndo(t *testing.T) {
	buildCrashtest(t)
	t.Run("kills", sweepUndoKills)
	t.Run("faults", sweepUndoFaults)
	t.Run("lost lock", sweepUndoLostLock)
}

func sweepUndoKills(t *testing.T) {
	for i, way := range bothWays {
		t.Run(way.name, func(t *testing.T) {
			u := unbrokenUndo(t, way.scene)
			seen := map[string]bool{}
			for _, m := range u.moments(2*i, 4) {
				b := u.start.clone()
				if code, out, said := b.victimOf("undo", "ACTIONPLAN_TEST_KILL_AT="+m.at()); code != -1 {
					t.Fatalf("killed at %s, it ended with %d: %s%s", m, code, out, said)
				}
				left := fingerprint(b.kinds())
				if seen[left] {
					continue
				}
				seen[left] = true
				t.Run(m.String(), func(t *testing.T) {
					b.t = t
					u.expectWhole(b)
					b.age()
					u.expectNoThird(b.clone())
					u.expectFinished(b, m)
				})
			}
			t.Logf("%d operations left %d different states", len(u.operations), len(seen))
		})
	}
}

// expectWhole asks that every file can be read and holds all of an undo or
// nothing of it: the base goes first, then the partners' copy.
func (u undone) expectWhole(b bench) {
	b.t.Helper()
	now := b.state()
	back := func(what string, now, before, after map[plan.Ref]map[plan.Field]plan.Value) bool {
		b.t.Helper()
		if gocmp.Equal(now, before) {
			return false
		}
		if diff := gocmp.Diff(after, now); diff != "" {
			b.t.Errorf("%s is neither as before nor as after (-after +now):\n%s", what, diff)
		}
		return true
	}
	base := back("the base", now.Base, u.before.Base, u.after.Base)
	partners := back("the partners' copy", now.Partners, u.before.Partners, u.after.Partners)
	officers := back("the officers' plan", now.Officers, u.before.Officers, u.after.Officers)
	if officers && !partners || partners && !base {
		b.t.Errorf("put back: the base %v, the partners' copy %v, the officers' plan %v", base, partners, officers)
	}
}

// expectFinished runs an undo again and asks that all is as if the first had
// never been broken.
func (u undone) expectFinished(b bench, m moment) {
	b.t.Helper()
	code, out, said := b.run("undo", "--today", sceneToday)
	if code != exitDone || said != "" {
		b.t.Fatalf("the next undo ended with %d: %s%s", code, out, said)
	}
	if diff := gocmp.Diff(u.after, b.state()); diff != "" {
		b.t.Errorf("after the next undo (-unbroken +broken):\n%s", diff)
	}
	if litter := b.litter(); len(litter) > 0 && !m.hides() {
		b.t.Errorf("left behind: %v", litter)
	}
}

// expectNoThird runs an apply where an undo was cut off, and asks that every
// cell says what it said before the undo or would say after it: nothing is
// lost, and nothing new comes of it.
func (u undone) expectNoThird(b bench) {
	b.t.Helper()
	if code, out, said := b.apply(); code != exitWaiting {
		b.t.Fatalf("an apply after it ended with %d: %s%s", code, out, said)
	}
	now := b.state()
	known := func(what string, now map[plan.Ref]map[plan.Field]plan.Value, states ...map[plan.Ref]map[plan.Field]plan.Value) {
		b.t.Helper()
		for ref, fields := range now {
			for f, v := range fields {
				found := false
				for _, s := range states {
					found = found || s[ref][f] == v
				}
				if !found {
					b.t.Errorf("an apply after it has %s say %v in %s of %s", what, v, f, ref)
				}
			}
		}
	}
	known("the partners' copy", now.Partners, u.before.Partners, u.after.Partners)
	known("the officers' plan", now.Officers, u.before.Officers, u.after.Officers)
}

func sweepUndoFaults(t *testing.T) {
	for i, as := range []string{"", "forbidden"} {
		t.Run("as "+as, func(t *testing.T) {
			u := unbrokenUndo(t, bothMoved)
			failed := 0
			for _, m := range bothSides(u.moments(3*i, 9)) {
				b := u.start.clone()
				code, out, said := b.victimOf("undo", "ACTIONPLAN_TEST_FAIL_AT="+m.at(), "ACTIONPLAN_TEST_FAIL_AS="+as)
				t.Run(m.String(), func(t *testing.T) {
					b.t = t
					now := b.state()
					switch code {
					case exitDone:
						if diff := gocmp.Diff(u.after, now); diff != "" || said != "" {
							t.Errorf("it went on, said %q, and left (-unbroken +this):\n%s", said, diff)
						}
					case exitFailed, exitMoved:
						failed++
						expectSentence(t, said)
						begun := !gocmp.Equal(now.Base, u.before.Base)
						if out != "" || begun && !strings.Contains(said, "undo") {
							t.Errorf("it gave up, begun: %v, printed %q and said %s", begun, out, said)
						}
					default:
						t.Errorf("it ended with %d: %s%s", code, out, said)
					}
					u.expectWhole(b)
					b.age()
					u.expectFinished(b, m)
				})
			}
			if failed == 0 {
				t.Error("no fault was reported: the sweep missed its mark")
			}
		})
	}
}

// sweepUndoLostLock has another run take the lock in the middle of an undo,
// and of an add-column: whatever is not written by then stays unwritten, and
// the other's lock stays.
func sweepUndoLostLock(t *testing.T) {
	u := unbrokenUndo(t, bothMoved)
	lost := 0
	lose := func(b bench, m moment, verb ...string) (code int, said string) {
		from := filepath.Join(folder(t), "lock.txt")
		b.must(os.WriteFile(from, []byte(foreignLock()), 0o644))
		code, _, said = b.victimOf(verb[0], "ACTIONPLAN_TEST_SAVE_AT="+m.at(), "ACTIONPLAN_TEST_SAVE_FROM="+from, "ACTIONPLAN_TEST_SAVE_TO="+b.path("ledger", "lock.txt"))
		if lock, err := os.ReadFile(b.path("ledger", "lock.txt")); err != nil || !strings.Contains(string(lock), "TOWN-HALL-7") {
			t.Errorf("%s: the other's lock is gone: %v", m, err)
		}
		return code, said
	}
	for _, m := range u.moments(0, 1) {
		kind, what, _ := strings.Cut(m.what, " ")
		if kind != "rename" && kind != "truncate" && kind != "link" || strings.Contains(what, "lock") {
			continue
		}
		b := u.start.clone()
		code, said := lose(b, m, "undo")
		t.Run(m.String(), func(t *testing.T) {
			b.t = t
			if code == exitMoved {
				lost++
				expectSentence(t, said)
			} else if code != exitDone {
				t.Errorf("it ended with %d: %s", code, said)
			}
			u.expectWhole(b)
			b.must(os.Remove(b.path("ledger", "lock.txt")))
			b.age()
			u.expectFinished(b, m)
		})
	}
	if lost == 0 {
		t.Error("no undo noticed that it had lost the lock")
	}
}
