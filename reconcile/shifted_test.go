package reconcile

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"actionplan/plan"
)

// tenTexts are what ten actions say, each its own.
var tenTexts = strings.Split("three trained,none yet,one applied,to begin,rooms found,on hold,leaflet out,board told,survey sent,paper drafted", ",")

// TestShiftedColumn: a column that moved up or down is left alone, whatever was
// edited in it since; dates that were put off one by one, and the like, cross.
func TestShiftedColumn(t *testing.T) {
	dates := func(list string) string { return rows("due", strings.Split(list, ",")...) }
	words := func(field, list string) string { return rows(field, strings.Split(list, ",")...) }
	texts := rows("progress", tenTexts...)
	for name, tc := range map[string]struct {
		base, now string
		stops     string // in the words of the stop; "" for none
	}{
		"cells shifted down": {texts, rows("progress", slices.Concat(tenTexts[:2], []string{""}, tenTexts[2:9])...), "moved: in the table Plan they say what stood 1 row above"},
		"cells shifted up":   {texts, rows("progress", slices.Concat(tenTexts[:4], tenTexts[5:], []string{""})...), "moved: in the table Plan they say what stood 1 row below"},
		"three rows off":     {texts, rows("progress", slices.Concat([]string{"", "", ""}, tenTexts[:7])...), "what stood 3 rows above"},
		"edited since":       {texts, rows("progress", slices.Concat([]string{""}, tenTexts[:3], []string{"begun in May"}, tenTexts[4:9])...), "what stood 1 row above"},
		"edited in the middle": {
			rows("progress", tenTexts[:8]...), rows("progress", slices.Concat([]string{""}, tenTexts[:3], []string{"begun in May"}, tenTexts[4:7])...), "have moved: in the table Plan they say what stood 1 row above",
		},
		"three texts at the end": {
			texts, rows("progress", slices.Concat(tenTexts[:6], []string{""}, tenTexts[6:9])...), "may have moved",
		},
		"two texts at the end": {texts, rows("progress", slices.Concat(tenTexts[:7], []string{""}, tenTexts[7:9])...), ""},
		"four rows off":        {texts, rows("progress", slices.Concat([]string{"", "", "", ""}, tenTexts[:6])...), ""},
		"a date taken out": {
			dates("2026-05-01,2027-01-09,2026-02-03,2026-08-31,2026-03-31,2026-12-24,2026-07-01"),
			dates("2027-01-09,2026-02-03,2026-08-31,2026-03-31,2026-12-24,2026-07-01,"), "what stood 1 row below",
		},
		"quarters put off": {
			dates("2026-03-31,2026-06-30,2026-09-30,2026-12-31,2027-03-31,2027-06-30,2027-09-30,2027-12-31"),
			dates("2026-06-30,2026-09-30,2026-12-31,2027-03-31,2027-06-30,2027-09-30,2027-12-31,2028-03-31"), "",
		},
		"quarters brought forward": {
			dates("2026-06-30,2026-09-30,2026-12-31,2027-03-31,2027-06-30,2027-09-30,2027-12-31"),
			dates("2026-03-31,2026-06-30,2026-09-30,2026-12-31,2027-03-31,2027-06-30,2027-09-30"), "",
		},
		"quarters in words put off": {
			words("progress", "Q1 2026,Q2 2026,Q3 2026,Q4 2026,Q1 2027,Q2 2027,Q3 2027"), words("progress", "Q2 2026,Q3 2026,Q4 2026,Q1 2027,Q2 2027,Q3 2027,Q4 2027"), "",
		},
		"a step further": {
			words("status", "Planned,Begun,Half,Nearly,Done,Planned,Begun,Half,Nearly,Done"), words("status", "Begun,Half,Nearly,Done,Closed,Begun,Half,Nearly,Done,Closed"), "",
		},
		"ratings shifted down": {
			words("rag", "red,green,amber,green,red,amber,amber,red,green,red,amber,green,green,red,amber,red,green,amber,red,amber,green,red,green,amber"),
			words("rag", "blue,red,green,amber,green,red,amber,amber,red,green,red,amber,green,green,red,amber,red,green,amber,red,amber,green,red,green"), "what stood 1 row above",
		},
	} {
		bothWays(t, sheets(tc.base, tc.now, tc.base, Agreement{}), func(h *history, _, theirs Side) {
			h.run()
			said := ""
			for _, s := range h.s.Stops {
				said += s.Message
			}
			if !strings.Contains(said, tc.stops) || (said == "") != (tc.stops == "") || (tc.stops == "") != (len(edits(h.s, theirs)) > 0) {
				t.Errorf("%s: %d edits cross, stops %q", name, len(edits(h.s, theirs)), said)
			}
		})
	}
}

// TestLawShifted is the law Sorted for a column that moved up or down, with edits
// among it: nothing of it crosses.
func TestLawShifted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(10, 30).Draw(t, "rows")
		by := rapid.SampledFrom([]int{1, -1, 2, -2, 3, -3}).Draw(t, "by")
		was := make([]string, n)
		for i := range was {
			was[i] = strings.Repeat(string(rune('a'+i%26)), 3+i/26) + " done"
		}
		was = rapid.Permutation(was).Draw(t, "texts")
		now := make([]string, n)
		for i := range now {
			if i-by >= 0 && i-by < n {
				now[i] = was[i-by]
			}
		}
		for range rapid.IntRange(0, min(3, (n-4)/6)).Draw(t, "edits") {
			i := rapid.IntRange(0, n-1).Draw(t, "edited")
			now[i] = fmt.Sprintf("edited, %d", i)
		}
		c := sheets(rows("progress", was...), rows("progress", now...), rows("progress", was...), Agreement{})
		for _, c := range []triple{c, c.mirror()} {
			if s := c.settle(); len(s.Officer)+len(s.Partner)+len(s.Open) > 0 || s.BaseMoved {
				t.Fatalf("%q moved by %d to %q, and it comes to %s", was, by, now, brief(s))
			}
		}
	})
}

// TestEditsAreNoShift: of many months of edits at random, hardly any looks like a
// column that moved.
func TestEditsAreNoShift(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	columns := map[string][]string{
		"status":   {"On track", "On track", "On track", "Complete", "Complete", "At risk", ""},
		"lead":     {"Head", "Clerk", "Manager", "Director", "Nurse", "Head", "Head"},
		"progress": append(slices.Clone(tenTexts), "", "", "", "No update", "No update"),
	}
	for field, words := range columns {
		sure, doubtful := 0, 0
		const months = 3000
		for range months {
			cells := make([]cellThen, 10+rng.IntN(40))
			for i := range cells {
				cells[i] = cellThen{pair: i, was: plan.TextValue(words[rng.IntN(len(words))])}
				if cells[i].now = cells[i].was; rng.IntN(3) == 0 {
					cells[i].now = plan.TextValue(words[rng.IntN(len(words))])
				}
				cells[i].proves = cells[i].was != cells[i].now
			}
			switch _, found, log := mostShifted(cells); {
			case len(found) == 0:
			case log <= math.Log(evident):
				sure++
			default:
				doubtful++
			}
		}
		t.Logf("%s: of %d months %d look like a shift and %d may be one", field, months, sure, doubtful)
		if sure > months/1000 || doubtful > months/200 {
			t.Errorf("%s: of %d months of edits %d look like a shift and %d may be one", field, months, sure, doubtful)
		}
	}
}

// TestSortedBesideWaitingRows: rows that wait since one side sorted them without their
// refs are a part of the column that the other side sorted or shifted meanwhile: what
// is left of it is held too, and edits among those cross.
func TestSortedBesideWaitingRows(t *testing.T) {
	names := strings.Split("Ann,Bea,Cal,Dev,Eve,Fay,Gus,Hal,Ida,Jon", ",")
	table := func(texts []int, leads []string) string {
		text := "ref|action|lead"
		for i, n := range texts {
			text += fmt.Sprintf("\n %d|Action %d|%s", i+1, n, leads[i])
		}
		return text
	}
	asAgreed := []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}
	sorted := []int{7, 6, 5, 1, 4, 3, 2, 8, 9, 10}
	leads := func(now string) []string { return strings.Split(now, ",") }
	for name, tc := range map[string]struct {
		leads   []string
		crosses int
	}{
		"sorted":               {leads("Hal,Dev,Jon,Ann,Ida,Cal,Bea,Eve,Gus,Fay"), 0},
		"shifted down":         {append([]string{""}, names[:9]...), 0},
		"edited":               {leads("Ann,Bea,Cal,Dev,Eve,Fay,Gus,Kit,Lou,Jon"), 2},
		"edited among waiting": {leads("Kit,Bea,Lou,Dev,Eve,Fay,Gus,Max,Ida,Jon"), 1},
		"one given to another": {leads("Ann,Bea,Cal,Dev,Eve,Fay,Gus,Bea,Ida,Jon"), 1},
	} {
		mine := make([]string, len(names)) // their leads go with the texts
		for i, n := range sorted {
			mine[i] = names[n-1]
		}
		c := sheets(table(asAgreed, names), table(sorted, mine), table(asAgreed, tc.leads), Agreement{})
		bothWays(t, c, func(h *history, here, _ Side) {
			h.run()
			if got := edits(h.s, here); len(got) != tc.crosses || len(h.s.Stops) == 0 {
				t.Errorf("%s: %d edits cross, not %d; stops %+v", name, len(got), tc.crosses, h.s.Stops)
			}
		})
	}
}
