package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"actionplan/internal/sheetstest"
	"actionplan/sheets"
)

// TestCutOffWhileRowsMoved kills a run after Google carried its batch out and
// before the answer came, in the moment a partner moved rows. The next run
// finds what was meant for one action in another's row, and asks.
func TestCutOffWhileRowsMoved(t *testing.T) {
	patience = sheets.Patience{Sleep: func(context.Context, time.Duration) error { return nil }}
	defer func() { patience = sheets.Patience{} }()
	rapid.Check(t, func(rt *rapid.T) {
		s := newSchedule(t, rt)
		defer s.web.Close()
		// The row above is another action's: its cell is the one that is hit.
		s.officersTypeAt(rapid.IntRange(3, scheduleActions+1).Draw(rt, "row"), rapid.SampledFrom([]string{"C", "D"}).Draw(rt, "column"))
		s.server.Script(storySheet, sheetstest.BeforeWrite, 1, sheetstest.InsertRowAbove("Shared", 2))
		note := cutOff(t, s)
		plan, sheet := read(t, s.plan()), s.server.Shown(storySheet, "Shared")
		code, said := s.run("apply")
		if code != exitWaiting || !strings.Contains(said, "says what was meant for action 1.") || !strings.Contains(said, "--despite-stop") {
			rt.Errorf("ended with %d: %s", code, said)
		}
		if read(t, s.plan()) != plan || !sameTable(sheet, s.server.Shown(storySheet, "Shared")) {
			rt.Error("something was written")
		}
		if note == "" {
			rt.Error("the run left no note")
		}
	})
}

// cutOff runs apply in a copy of its folder until its batch is carried out, and
// lets none of what it does afterwards count.
func cutOff(t *testing.T, s *schedule) (note string) {
	before := read(t, s.plan())
	path := filepath.Join(s.dir, "ledger", "last-apply.json")
	var mu sync.Mutex
	s.mu.Lock()
	s.onBatch = func() {
		mu.Lock()
		defer mu.Unlock()
		note = read(t, path)
		s.server.Fail(sheetstest.Fault{Kind: sheetstest.Broken, Times: -1})
	}
	s.mu.Unlock()
	ledger := copyFolder(t, filepath.Join(s.dir, "ledger"))
	s.server.Fail(sheetstest.Fault{Kind: sheetstest.DropAfter, On: sheetstest.Write})
	s.run("apply")
	s.server.Mend()
	mu.Lock()
	defer mu.Unlock()
	s.mu.Lock()
	s.onBatch = nil
	s.mu.Unlock()
	restore(t, ledger, filepath.Join(s.dir, "ledger"))
	write(t, path, note)
	write(t, s.plan(), before)
	return note
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func copyFolder(t *testing.T, dir string) string {
	t.Helper()
	kept := t.TempDir()
	restore(t, dir, kept)
	return kept
}

func restore(t *testing.T, from, to string) {
	t.Helper()
	if err := os.RemoveAll(to); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
}

func sameTable(a, b [][]string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if strings.Join(a[i], "|") != strings.Join(b[i], "|") {
			return false
		}
	}
	return true
}
