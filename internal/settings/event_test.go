package settings

import (
	"strings"
	"testing"
)

// TestClockFromAnEvent: a clock runs from the latest event of a name, and its kind is
// said where nobody gave one.
func TestClockFromAnEvent(t *testing.T) {
	events := `
events:
  - {on: 2026-01-12, what: "Improvement notice"}
  - {on: 2026-02-27, what: "improvement  NOTICE"}
  - {on: 2026-06-10, what: "Visit"}
`
	s, err := Load(write(t, events+`clocks: [{name: Plan, days: 30, event: "Improvement notice"}]`), nil)
	if err != nil {
		t.Fatal(err)
	}
	clocks := s.Clocks()
	if len(clocks) != 1 || clocks[0].From.String() != "2026-02-27" {
		t.Fatalf("%+v", clocks)
	}
	if got, want := clocks[0].Due(s.Calendar()).Runs(), `30 working days after the event "improvement  NOTICE" on 27 February 2026`; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	for says, want := range map[string]string{
		`clocks: [{name: Plan, days: 30, event: "Letter"}]`:                  `the event "Letter", and there is none`,
		`clocks: [{name: Plan, days: 30, event: "Visit", from: 2026-01-01}]`: "from a day and from an event",
		`clocks: [{name: Plan, days: 30}]`:                                   "does not say when it began",
	} {
		if _, err := Load(write(t, events+says), nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", says, err, want)
		}
	}
	for _, wrong := range []string{"events: [{on: 2026-01-12}]", `events: [{what: "Visit"}]`, `judgements: [{domain: "Care"}]`, `judgements: [{says: "Good"}]`, `consulted: [{said: "More"}]`} {
		if _, err := Load(write(t, wrong), nil); err == nil {
			t.Errorf("%s is taken", wrong)
		}
	}
}
