package table_test

import (
	"strings"
	"testing"

	"actionplan/plan"
	"actionplan/table"
)

const keyed = `
	1 | Ref | Action | RAG | Progress
	2 | 1.1 | Write to every school | Green | Ten of forty
	3 | 1.2 | Audit forty cases | Blue | Begun
	4 | 1.3 | Train every manager | ~7030A0 | Stopped by the board
	5 | 1.4 | Close the old hub | Purple | Stopped too
	6 | 1.5 | Tell every family | Amber | Begun
	`

func TestColoursNobodyKnows(t *testing.T) {
	fill := func(cells ...string) string {
		rows := "1 | Ref | Action | RAG | Lead"
		for i, cell := range cells {
			rows += "\n" + strings.ReplaceAll("N | 1.N | Write to school number N | ", "N", string(rune('2'+i))) + cell + " | Head of Service"
		}
		return rows
	}
	p := read(t, table.Options{}, draw(t, "Plan", fill("~7030A0", "Red", "~7030A0", "~A6A6A6", "~E2EFDA", "")))
	for _, want := range []string{
		"rows 2 and 4 are filled in purple (7030A0), a colour that is no rating that is known: they count as not rated (column C)",
		"row 5 is filled in grey (A6A6A6)", "row 6 is filled in pale green (E2EFDA)",
	} {
		want = strings.Replace(want, "are filled", "is filled", 1)
		if got := strings.ReplaceAll(notesOf(p), "are filled", "is filled"); !strings.Contains(got, want) {
			t.Errorf("nothing says %q:\n%s", want, got)
		}
	}
	for _, want := range []string{`ratings: [{words: "purple 7030A0", colours: ["7030A0"], means: not started}]`, `ratings: [{words: "pale green E2EFDA", colours: ["E2EFDA"], means: green}]`} {
		if !strings.Contains(linesOf(p), want) {
			t.Errorf("no line %q:\n%s", want, linesOf(p))
		}
	}
	known := table.Options{Ratings: []plan.RatingWord{{Fill: "7030A0", Rating: plan.RatingNotStarted}, {Fill: "A6A6A6", Rating: plan.RatingNotStarted}, {Fill: "E2EFDA", Rating: plan.RatingGreen}}}
	if p := read(t, known, draw(t, "Plan", fill("~7030A0", "Red", "~7030A0", "~A6A6A6", "~E2EFDA"))); strings.Contains(notesOf(p), "filled") {
		t.Errorf("still doubted:\n%s", notesOf(p))
	}
	for name, near := range map[string]string{
		"the usual shades":        fill("~FF0000", "~C00000", "~FFC000", "~FFFF00", "~92D050", "~00B050", "~0070C0"),
		"white":                   fill("~FFFFFF", "Red"),
		"words on a colour":       fill("Red ~7030A0", "Amber ~7030A0", "Green"),
		"the whole column":        fill("~D9D9D9", "Red ~D9D9D9", "~D9D9D9"),
		"the colour of the row":   strings.ReplaceAll(fill("~D9D9D9", "Red"), "school number 2 |", "school number 2 ~D9D9D9 |"),
		"a column of other words": strings.Replace(fill("~7030A0", "Anything", "~A6A6A6"), "RAG", "Town", 1),
	} {
		if p := read(t, table.Options{}, draw(t, "Plan", near)); strings.Contains(notesOf(p), "filled in") {
			t.Errorf("%s: doubted:\n%s", name, notesOf(p))
		}
	}
}

func TestColourKey(t *testing.T) {
	const under = "8 | Key\n9 | Green | Complete\n10 | Blue | Not yet due\n11 | Purple ~7030A0 | Paused by the board\n12 | Amber | In progress"
	const lines = "9 | Green – complete\n10 | Blue – not yet due\n11 | Purple – paused by the board ~7030A0\n12 | Amber – in progress"
	sheet := "1 | Rating | What it means\n2 | Green | Complete\n3 | Blue | Not yet due\n4 | Purple ~7030A0 | Paused by the board\n5 | Amber | In progress"
	for name, grids := range map[string][]table.Grid{
		"under the table":       {draw(t, "Plan", keyed+under)},
		"in single cells":       {draw(t, "Plan", keyed+lines)},
		"on a sheet of its own": {draw(t, "Plan", keyed), draw(t, "Key", sheet)},
	} {
		p := read(t, table.Options{}, grids...)
		said := notesOf(p)
		for _, want := range []string{`says that Green is "`, "it was not used, and Green counts as on track", "Blue counts as complete", `row 5 says "Purple", which is no rating that is known: it counts as not rated; the key `, "row 4 is filled in purple (7030A0), of which the key ("} {
			if !strings.Contains(said, want) {
				t.Errorf("%s: nothing says %q:\n%s", name, want, said)
			}
		}
		if strings.Contains(said, "Amber") {
			t.Errorf("%s: what agrees is doubted:\n%s", name, said)
		}
		for _, want := range []string{`{words: ["Green", "G"], kind: done}`, `{words: ["Blue", "B"], kind: not started}`, `{words: "Purple", colours: ["7030A0"], kind: paused}`, `{words: "purple 7030A0", colours: ["7030A0"], kind: paused}`} {
			if !strings.Contains(linesOf(p), want) {
				t.Errorf("%s: no line %q:\n%s", name, want, linesOf(p))
			}
		}
		for i, want := range []string{"green", "blue", "", "Purple", "amber"} {
			if got := p.Actions[i].Value(plan.FieldRAG).Text; got != want {
				t.Errorf("%s: row %d is rated %q, want %q", name, i+2, got, want)
			}
		}
		settled := table.Options{Ratings: []plan.RatingWord{{Words: "Green", Rating: plan.RatingBlue}, {Words: "Blue", Rating: plan.RatingNotStarted}, {Words: "Purple", Rating: plan.RatingNotStarted}, {Fill: "7030A0", Rating: plan.RatingNotStarted}}}
		if p := read(t, settled, grids...); strings.Contains(notesOf(p), "the key ") {
			t.Errorf("%s: still doubted:\n%s", name, notesOf(p))
		}
	}
	for name, near := range map[string]string{
		"a key that says what is read":      "8 | Key\n9 | Green | On track\n10 | Blue | Complete and evidenced\n11 | Amber | Some slippage",
		"a key of ratings that nobody has":  "8 | Key\n9 | Red | Not started\n10 | Amber | At risk",
		"one line":                          "8 | Green – complete",
		"actions that are rated and report": "7 | 1.6 | Move the team | Green | Complete\n8 | 1.7 | Hire ten | Green | Completed",
	} {
		if p := read(t, table.Options{}, draw(t, "Plan", keyed+near)); strings.Contains(notesOf(p), "the key") {
			t.Errorf("%s: doubted:\n%s", name, notesOf(p))
		}
	}
}
