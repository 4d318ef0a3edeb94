package table_test

import (
	"testing"

	"actionplan/plan"
	"actionplan/table"
)

// TestRowsOfOtherColours rates no row by colours that its other columns have.
func TestRowsOfOtherColours(t *testing.T) {
	rows := func(fill func(row int) (action, other string)) string {
		drawing := "1 | Ref | Action | Likelihood | Impact | Score"
		for i, what := range []string{"Train all social workers", "Audit ten files a month", "Write the guide for schools"} {
			action, other := fill(i)
			drawing += "\n" + string(rune('2'+i)) + " | " + string(rune('1'+i)) + action + " | " + what + action + " | #1" + other + " | #2" + other + " | #3" + other
		}
		return drawing
	}
	colours := []string{"~FF0000", "~00B050", "~FFC000"}
	for _, c := range []struct {
		name  string
		fill  func(row int) (string, string)
		rated int
	}{
		{"whole rows", func(row int) (string, string) { return colours[row], colours[row] }, 3},
		{"what is to be done alone", func(row int) (string, string) { return colours[row], "" }, 0},
		{"the scores alone", func(row int) (string, string) { return "", colours[row] }, 0},
		{"the scores and one colour of the rest", func(row int) (string, string) { return "~00B050", colours[row] }, 0},
	} {
		p := read(t, table.Options{RatingFromColour: true}, draw(t, "Plan", rows(c.fill)))
		rated := 0
		for _, a := range p.Actions {
			if a.Colour.Kind == plan.KindRating {
				rated++
			}
		}
		if rated != c.rated {
			t.Errorf("%s: %d rows are rated, want %d", c.name, rated, c.rated)
		}
	}
}
