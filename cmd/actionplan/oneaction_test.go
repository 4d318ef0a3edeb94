package main

import (
	"os"
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

// TestLetGoIsSaid asserts that an action which was let go and stands in the officers'
// plan still is named beside the count that leaves it out, by check and by the pack.
func TestLetGoIsSaid(t *testing.T) {
	const gone = "1.2 | Hold supervision monthly | Head | 30/06/2026 | Planned\n"
	d := newDesktop(t, leadPlan, leadPlan)
	d.ends(exitDone, "begin")
	d.draw("theirs.xlsx", strings.Replace(leadPlan, gone, "", 1))
	if _, said, _ := d.typed("", "check"); !strings.Contains(said, ", 8 actions:") || strings.Contains(said, "let go") {
		t.Errorf("before it is let go, check says\n%s", said)
	}
	d.ends(exitDone, "decide", "1.2", "let it go", "--by", "Director", "--why", "done by others")
	for _, when := range []string{"decided", "told", "known"} {
		if _, said, _ := d.typed("", "check"); !strings.Contains(said, ", 7 actions:") || !strings.Contains(said, "Not among them: 1.2, which was let go and still stands in the officers' plan.") {
			t.Errorf("%s: check says\n%s", when, said)
		}
		if page := d.page(); !strings.Contains(page, "Of 7 actions") || !strings.Contains(page, "1 action that was let go (1.2) still stands in the officers’ plan, and is counted nowhere here.") {
			t.Errorf("%s: the pack says\n%s", when, page)
		}
		d.ends(exitDone, "apply", "--yes")
	}
	d.draw("plan.xlsx", strings.Replace(leadPlan, gone, "", 1))
	if _, said, _ := d.typed("", "check"); !strings.Contains(said, ", 7 actions:") || strings.Contains(said, "let go") {
		t.Errorf("once both have taken it out, check says\n%s", said)
	}
}

// TestTakenRefWaitsForNobody asserts that a ref which is taken for the agreed one waits
// for no answer, since no question is asked of it, also where its rows are left alone.
func TestTakenRefWaitsForNobody(t *testing.T) {
	d := newDesktop(t, leadPlan, leadPlan)
	d.ends(exitDone, "begin")
	d.draw("plan.xlsx", strings.Replace(leadPlan, "1.7 | ", "1.70 | ", 1))
	if said := d.ends(exitDone, "log", "1.70"); said != d.ends(exitDone, "log", "1.7") {
		t.Errorf("log of the ref as it is typed says\n%s", said)
	}
	moved := strings.NewReplacer("1.1 | ", "1.2 | ", "1.2 | ", "1.3 | ", "1.3 | ", "1.4 | ", "1.4 | ", "1.5 | ", "1.5 | ", "1.6 | ", "1.6 | ", "1.7 | ", "1.7 | ", "1.8 | ", "1.8 | ", "1.1 | ")
	d.draw("theirs.xlsx", moved.Replace(leadPlan))
	_, said, _ := d.typed("", "check")
	if strings.Contains(said, "ref (") {
		t.Errorf("check says\n%s", said)
	}
}

// TestPartnersCopyIsNoVersion asserts that an older copy of the partners' workbook, in a
// folder of earlier versions, is not taken for a version of the plan.
func TestPartnersCopyIsNoVersion(t *testing.T) {
	d := newDesktop(t, leadPlan, leadPlan)
	if err := os.Mkdir(d.path("old"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"plan 2026-01-31.xlsx", "theirs.xlsx"} {
		d.draw(filepath.Join("old", name), leadPlan)
	}
	said := d.ends(exitDone, "history", "add", d.path("old"))
	if !strings.Contains(said, "it is called as the partners' copy is") || strings.Contains(d.ends(exitDone, "history"), "theirs") {
		t.Errorf("history add says\n%s", said)
	}
}
