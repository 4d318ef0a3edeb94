package history

import (
	"testing"

	"actionplan/plan"
)

// TestPolarity reads which way is better as scorecards say it.
func TestPolarity(t *testing.T) {
	for words, want := range map[string]Goal{
		"Higher is better": Up, "Bigger": Up, "High": Up, "↑": Up, "Maximise": Up,
		"Lower is better": Down, "Low": Down, "Fewer": Down, "▼": Down, "Reduce": Down,
		"": Unknown, "Higher or lower": Unknown, "On target": Unknown, "Yes": Unknown, "Allowed": Unknown,
	} {
		if got := PolarityIn(words); got != want {
			t.Errorf("%q: %d, want %d", words, got, want)
		}
	}
	for heading, want := range map[string]bool{"Polarity": true, "Good is (high/low)": true, "Direction of travel": false, "Good practice": false} {
		if got := SaysPolarity(plan.OtherField(heading)); got != want {
			t.Errorf("%q says polarity: %v", heading, got)
		}
	}
}
