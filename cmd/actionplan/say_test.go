package main

import (
	"strings"
	"testing"

	"actionplan/plan"
)

// TestChangeQuotesWhatStandsTogether asserts that words in quotes stand together in
// the cell, with an ellipsis where others stand between them, and that two texts
// which look alike are told apart.
func TestChangeQuotesWhatStandsTogether(t *testing.T) {
	text := func(words string) plan.Entry { return plan.Entry{Value: plan.TextValue(words), Typed: words} }
	const kept = "ICB has paid for two more clinics, and they open in the spring."
	for _, c := range []struct {
		name          string
		was, now      plan.Entry
		first, second string
	}{
		{"two places", text("Only 54% in time in December. " + kept), text("54% in time in December; 61% in February. " + kept), `"Only … December."`, `becomes "December; 61% in February."`},
		{"one place", text("December was 54%. " + kept), text("February was 61%. " + kept), `"December … 54%."`, `becomes "February … 61%."`},
		{"words in a row", text("It was slow. " + kept), text("They were quick. " + kept), `"It was slow."`, `becomes "They were quick."`},
		{"added at both ends", text(kept + " End."), text("Good: " + kept + " Agreed. End."), `adds "Good: … Agreed."`, ""},
		{"taken away at both ends", text("Good: " + kept + " Agreed. End."), text(kept + " End."), `takes away "Good: … Agreed."`, ""},
		{"spaces only", text("In progress"), text("In  progress"), `"In progress"`, `→ "In progress": differs in spaces only`},
		{"spaces only, in a long text", text(kept), plan.Entry{Value: plan.TextValue("ICB  has paid" + kept[12:]), Typed: "ICB  has paid" + kept[12:]}, `"ICB has paid for two more clinics, and they open in t…"`, `→ "ICB has paid for two more clinics, and they open in t…": differs in spaces only`},
		{"a date and its words", plan.Entry{Value: plan.Value{Kind: plan.KindDate, Text: "2026-03-04"}, Typed: "4 March 2026"}, text("4 March 2026"), `"4 March 2026"`, `→ "4 March 2026": a date / a text`},
		{"other words", text("Open"), text("Closed"), `"Open"`, `→ "Closed"`},
	} {
		if first, second := change(c.was, c.now); first != c.first || second != c.second {
			t.Errorf("%s: it says %s %s, want %s %s", c.name, first, second, c.first, c.second)
		}
	}
}

// TestOnScreenHidesNothing asserts that a list shows whatever apply would write,
// and that what merely belongs to an emoji or ends a line is no such thing.
func TestOnScreenHidesNothing(t *testing.T) {
	for words, want := range map[string]string{
		"Pay by 31\u202e/12/6202":      "Pay by 31<U+202E>/12/6202",
		"\u2066iso\u2069\u00ad soft":   "<U+2066>iso<U+2069><U+00AD> soft",
		"Head\u200bof\u200d\ufeff":     "Head<U+200B>of<U+200D><U+FEFF>",
		"a\x1b[31mb":                   "a<U+001B>[31mb",
		"\u0085 next\u2028line\r\nend": "next line end",
		"no\u00a0break":                "no break",
		"❤\ufe0f\u200d🔥 and 👩🏽\u200d🚒": "❤🔥 and 👩🏽🚒",
		"plain words":                  "plain words",
	} {
		if got := onScreen(words, 60); got != want {
			t.Errorf("%q is shown as %q, not %q", words, got, want)
		}
	}
	if got := onScreen("a\u202ebcdef", 12); got != "a<U+202E>bc…" {
		t.Errorf("cut to twelve letters: %q", got)
	}
}

// TestMarksInPreviewAndLog asserts that preview and log show the marks that turn a
// text round, which apply writes.
func TestMarksInPreviewAndLog(t *testing.T) {
	d := newDesktop(t, leadPlan, leadPlan)
	d.ends(exitDone, "begin")
	d.types("theirs.xlsx", "E3", "Pay by 31\u202e/12/6202")
	for _, args := range [][]string{{"preview"}, {"apply", "--yes"}, {"log", "1.2"}} {
		if out := d.ends(exitDone, args...); args[0] != "apply" && !strings.Contains(out, "Pay by 31<U+202E>/12/6202") {
			t.Errorf("%v says\n%s", args, out)
		}
	}
	if got := d.says("plan.xlsx")[2][4]; got != "Pay by 31\u202e/12/6202" {
		t.Errorf("written: %q", got)
	}
}
