package main

import (
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
