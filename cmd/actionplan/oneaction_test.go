package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestRewordedIsOneAction asserts that an action without a ref whose rewording is still
// asked about is one action in check, history and the pack, under the words that were
// agreed, whichever side reworded it.
func TestRewordedIsOneAction(t *testing.T) {
	for _, file := range []string{"plan.xlsx", "theirs.xlsx"} {
		t.Run(file, func(t *testing.T) {
			d := newDesktop(t, withoutRefs, withoutRefs)
			d.ends(exitDone, "begin")
			d.types(file, "A3", "Train all social workers and managers")
			if said := d.ends(exitWaiting, "preview"); !strings.Contains(said, "the same action, reworded") {
				t.Fatalf("preview asks nothing of it:\n%s", said)
			}
			if _, said, _ := d.typed("", "check"); !strings.Contains(said, ", 3 actions:") {
				t.Errorf("check says\n%s", said)
			}
			if _, said, _ := d.typed("", "history"); !strings.Contains(said, "3 actions     the plan as it stands") {
				t.Errorf("history says\n%s", said)
			}
			if page := d.page(); !strings.Contains(page, "Of 3 actions") || strings.Contains(page, "and managers</h3>") || !strings.Contains(page, "Train all social workers") {
				t.Errorf("the pack has another count, or two actions of it:\n%s", page)
			}
		})
	}
}

// page is the scrutiny pack's page as it is drawn now.
func (d desktop) page() string {
	d.Helper()
	_, out, said := d.typed("", "pack")
	pages, err := filepath.Glob(d.path("*/*pack.html"))
	if err != nil || len(pages) == 0 {
		d.Fatalf("pack draws no page: %v\n%s%s", err, out, said)
	}
	return string(d.bytes(strings.TrimPrefix(pages[len(pages)-1], d.dir+string(filepath.Separator))))
}
