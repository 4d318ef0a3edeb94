package main

import (
	"bytes"
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"actionplan/sheets"
	"actionplan/sheets/sheetstest"
)

// TestCutOffWhileRowsMoved kills a run after Google carried its batch out and
// before the answer came, in the moment a partner moved rows. The next run
// finds what was meant for one action in another's row, and asks; so does undo.
func TestCutOffWhileRowsMoved(t *testing.T) {
	patience = sheets.Patience{Sleep: func(context.Context, time.Duration) error { return nil }}
	defer func() { patience = sheets.Patience{} }()
	rapid.Check(t, func(rt *rapid.T) {
		s := newSchedule(t, rt)
		defer s.web.Close()
		// The row above is another action's: its cell is the one that is hit.
		s.officersTypeAt(rapid.IntRange(3, scheduleActions+1).Draw(rt, "row"), rapid.SampledFrom([]string{"C", "D"}).Draw(rt, "column"))
		s.server.Script(storySheet, sheetstest.BeforeWrite, 1, sheetstest.InsertRowAbove("Shared", 2))
		s.server.Fail(sheetstest.Fault{Kind: sheetstest.DropAfter, On: sheetstest.Write})
		then := s.runKilled(func() { s.server.Fail(sheetstest.Fault{Kind: sheetstest.Broken, Times: -1}) })
		s.server.Mend()
		plan, sheet := s.files()[s.plan()], s.server.Shown(storySheet, "Shared")
		for _, verb := range []string{"apply", "undo"} {
			code, said := s.run(verb)
			if code != exitWaiting || !strings.Contains(said, "says what was meant for action 1.") || !strings.Contains(said, "--despite-stop") {
				rt.Errorf("%s ended with %d: %s", verb, code, said)
			}
		}
		if !bytes.Equal(s.files()[s.plan()], plan) || !slices.EqualFunc(sheet, s.server.Shown(storySheet, "Shared"), slices.Equal[[]string]) {
			rt.Error("something was written")
		}
		if len(then[filepath.Join(s.dir, "ledger", "last-apply.json")]) == 0 {
			rt.Error("the run left no note")
		}
	})
}
