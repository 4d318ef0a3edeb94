package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"actionplan/internal/settings"
)

// TestSweepOfOtherCommands kills every other command that writes, after its file
// operations (some of them, and with -sweep all): the next command that writes
// there leaves none of its temporary files, and nothing of a person's is gone.
func TestSweepOfOtherCommands(t *testing.T) {
	buildCrashtest(t)
	for _, tc := range []struct {
		name      string
		killed    []string
		next      [][]string // the next commands
		settingUp bool       // the settings and the ledger are not there yet
		fresh     bool       // the ledger is not there yet
	}{
		{name: "begin", killed: []string{"begin", "--today", sceneBegun}, next: [][]string{{"begin", "--today", sceneBegun}}, fresh: true},
		{name: "preview", killed: []string{"preview", "--today", sceneToday}, next: [][]string{{"preview", "--today", sceneToday}}},
		{name: "init", killed: []string{"init", officersName}, next: [][]string{{"init", officersName}}, settingUp: true},
		{name: "pack", killed: []string{"pack", "--today", sceneToday}, next: [][]string{{"pack", "--today", sceneToday}}},
		{name: "add-column", killed: []string{"add-column", "outcome"}, next: [][]string{{"add-column", "measure"}}},
		{name: "demo", killed: []string{"demo"}, next: [][]string{{"demo"}, {"begin", "--config", "practice plan/actionplan.yaml"}}, settingUp: true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			start := lay(t, bothMoved)
			if tc.fresh || tc.settingUp {
				start.must(os.RemoveAll(start.path("ledger")))
			}
			if tc.settingUp {
				start.must(os.Remove(start.path(settings.FileName)))
			}
			mine := []string{".actionplan-notes.tmp", "notes.txt"}
			for _, name := range mine {
				start.must(os.WriteFile(start.path(name), []byte("mine"), 0o600))
			}
			command := func(b bench, args []string, env ...string) {
				cmd := exec.Command(crashtest, args...)
				cmd.Dir, cmd.Env = b.dir, append(os.Environ(), env...)
				_, _ = cmd.CombinedOutput() // how it ends says nothing here
			}
			trace := filepath.Join(t.TempDir(), "trace")
			command(start.clone(), tc.killed, "ACTIONPLAN_TEST_TRACE="+trace)
			text, err := os.ReadFile(trace)
			start.must(err)
			var moments []string
			for line := range strings.Lines(string(text)) {
				n, op, _ := strings.Cut(line, " ")
				for _, leaves := range []string{"create temporary file", "make temporary folder", "link", "rename"} {
					if strings.HasPrefix(op, leaves) {
						moments = append(moments, n+":after", n+":before")
						break
					}
				}
			}
			step := 1 + len(moments)/4
			if *sweepAll {
				step = 1
			}
			tried := 0
			for i := 0; i < len(moments); i += step {
				b := start.clone()
				command(b, tc.killed, "ACTIONPLAN_TEST_KILL_AT="+moments[i])
				for _, next := range tc.next {
					command(b, next)
				}
				tried++
				for name := range b.tree() {
					base := filepath.Base(name)
					if strings.HasPrefix(base, ".actionplan-") && base != mine[0] || strings.HasPrefix(base, "lock.txt") {
						t.Errorf("killed at %s, it leaves %s", moments[i], name)
					}
				}
				for _, name := range mine {
					if text, err := os.ReadFile(b.path(name)); string(text) != "mine" {
						t.Errorf("killed at %s: %s is gone: %v", moments[i], name, err)
					}
				}
			}
			if tried < 2 {
				t.Errorf("it was killed %d times: the sweep missed its mark", tried)
			}
		})
	}
}
