package main

import (
	"os"
	"strings"
	"testing"
)

// TestDecidedAndNotShared: what a person decides of a cell that partners are not told of
// is in the log, with who decided it, once.
func TestDecidedAndNotShared(t *testing.T) {
	c := drawnHere(t, false, sixActions...)
	c.types("partner.xlsx", "F2", "Theirs of 1.1")
	c.types("partner.xlsx", "F3", "Theirs of 1.2")
	c.check(os.WriteFile("actionplan.yaml", []byte(strings.Replace(caseSettings, ", status, progress]", ", status]", 1)), 0o644))
	c.ends(exitDone, "begin")
	c.ends(exitDone, "decide", "1.1", "progress", "other", "--text", "Words of a third", "--by", "Director", "--why", "said at the board")
	c.ends(exitDone, "decide", "1.2", "progress", "officer", "--by", "Director", "--why", "ours is newer")
	for range 2 {
		c.ends(exitDone, "apply")
	}
	c.wants("plan.xlsx", "F2", "Words of a third")
	c.wants("partner.xlsx", "F2", "Theirs of 1.1")
	for ref, want := range map[string]string{
		"1.1": `"Draft shared with heads" → "Words of a third" (partners are not told); decided by Director: said at the board`,
		"1.2": `"Rota drawn up" stays (partners are not told); decided by Director: ours is newer`,
	} {
		if said := c.ends(exitDone, "log", ref); strings.Count(said, want) != 1 {
			t.Errorf("log %s says\n%s", ref, said)
		}
	}
}
