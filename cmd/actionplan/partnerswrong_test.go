package main

import (
	"fmt"
	"strings"
	"testing"
)

// TestPartnersCopyBarsNoPack asserts that a partners' copy which has lost most of its rows
// keeps nobody from checking the officers' plan or drawing its pack, and that the pack
// says it; where the officers' own lost them, the hint is nothing for a clerk to run.
func TestPartnersCopyBarsNoPack(t *testing.T) {
	few := strings.Join(strings.Split(leadPlan, "\n")[:4], "\n")
	for _, file := range []string{"theirs.xlsx", "plan.xlsx"} {
		t.Run(file, func(t *testing.T) {
			d := newDesktop(t, leadPlan, leadPlan)
			d.ends(exitDone, "begin")
			d.draw(file, few)
			if said := d.ends(exitWaiting, "preview"); !strings.Contains(said, "--despite-stop") {
				t.Fatalf("preview stops at nothing:\n%s", said)
			}
			code, out, said := d.typed("", "check")
			if strings.Contains(out+said, "--despite-stop") {
				t.Errorf("check hints at what an officer may decide:\n%s%s", out, said)
			}
			if file == "plan.xlsx" {
				if code != exitWaiting {
					t.Errorf("check of a plan that lost its rows ends with %d:\n%s%s", code, out, said)
				}
				return
			}
			if !strings.Contains(out, ", 8 actions:") || !strings.Contains(said, "what both last agreed is taken until that is put right") {
				t.Errorf("check says\n%s%s", out, said)
			}
			if page := d.page(); !strings.Contains(page, "Of 8 actions") || !strings.Contains(page, "Hold supervision monthly") {
				t.Errorf("the pack says\n%s", page)
			}
			if _, out, said := d.typed("", "pack"); !strings.Contains(out+said, "It is not ready to publish") || !strings.Contains(out+said, "the partners’ copy: ") {
				t.Errorf("the pack says\n%s%s", out, said)
			}
		})
	}
}

// TestAnsweredByThemselves asserts that an answer for a column whose questions can only be
// answered one by one is refused for that, and not as none of its answers.
func TestAnsweredByThemselves(t *testing.T) {
	d := newDesktop(t, leadPlan, leadPlan)
	d.ends(exitDone, "begin")
	for i, number := range []string{"AB 12 34 56 C", "JG 10 37 59 A"} {
		d.types("plan.xlsx", fmt.Sprintf("E%d", 2+i), "Her NI number is "+number)
	}
	said := d.ends(exitUsage, "decide", "--column", "progress", "officer", "--by", "Director", "--why", "it may go")
	if !strings.Contains(said, "the 2 questions about the column progress can only be answered one by one") || strings.Contains(said, "answers nothing") {
		t.Errorf("decide says\n%s", said)
	}
}
