package table_test

import (
	"fmt"
	"strings"
	"testing"

	"actionplan/plan"
	"actionplan/table"
)

// quarterly draws a plan with a column a period, and what its two actions say there.
func quarterly(t *testing.T, what string, periods []string, rows ...[]string) table.Grid {
	t.Helper()
	drawing := "1 | Ref | Action | Lead"
	for _, p := range periods {
		drawing += " | " + p + " " + what
	}
	for i, row := range rows {
		drawing += fmt.Sprintf("\n%d | 1.%d | Write to school number %d | Head of Service | %s", i+2, i+1, i+1, strings.Join(row, " | "))
	}
	return draw(t, "Plan", drawing)
}

func TestPeriodsYetToCome(t *testing.T) {
	quarters := []string{"Q1", "Q2", "Q3", "Q4"}
	ofYear := []string{"Q1 2026/27", "Q2 2026/27", "Q3 2026/27", "Q4 2026/27"}
	months := []string{"Jul", "Aug", "Sep", "Oct"}
	all := []string{"Red", "Amber", "Green", "Blue"}
	early := []string{"Red", "Amber", "", "Blue"}
	for _, c := range []struct {
		name    string
		today   string
		periods []string
		says    []string
		want    string // what the rating comes to
		said    string // a part of a note, "" for none about times
		line    string
	}{
		{"a quarter to come", "2026-08-14", quarters, early, "amber", `column G, "Q4 RAG", is of a time that is yet to come: column E, "Q2 RAG", was taken for the latest RAG`, `headings: [{heading: "Q4 RAG", field: rag}]`},
		{"its year is over", "2026-05-14", quarters, all, "blue", "", ""},
		{"its time has come", "2027-01-14", quarters, all, "blue", "", ""},
		{"one that some councils have begun", "2026-11-14", quarters, all, "blue", `column G, "Q4 RAG", was taken for the latest RAG: where quarters begin in April it is yet to come`, `headings: [{heading: "Q3 RAG", field: rag}]`},
		{"with its year", "2026-08-14", ofYear, all, "amber", `column G, "Q4 2026/27 RAG", is of a time that is yet to come`, ""},
		{"with its year, on its first day", "2027-01-01", ofYear, all, "blue", "", ""},
		{"with its year, on the day before", "2026-12-31", ofYear, all, "green", `column G, "Q4 2026/27 RAG", is of a time`, ""},
		{"months", "2026-08-31", months, all, "amber", `column F, "Sep RAG", is of a time`, ""},
		{"months that have been", "2026-10-01", months, all, "blue", "", ""},
		{"blank ones to come", "2026-08-14", quarters, []string{"Red", "Amber", "", ""}, "amber", "", ""},
		{"no day is known", "", quarters, all, "blue", "", ""},
		{"forecasts", "2027-03-14", quarters, []string{"Red", "Amber", "Green", "Red (forecast)"}, "green", `column G, "Q4 RAG", holds forecasts: column F, "Q3 RAG", was taken`, `headings: [{heading: "Q4 RAG", field: rag}]`},
		{"rounds are of no time", "2026-08-14", []string{"Round 1", "Round 2", "Round 3", "Round 4"}, all, "blue", "", ""},
		{"nothing but what is to come", "2026-08-14", ofYear, []string{"", "", "", "Blue"}, "", "nothing is reported yet", `headings: [{heading: "Q4 2026/27 RAG", field: rag}]`},
	} {
		o := table.Options{}
		if c.today != "" {
			day, err := plan.ParseISO(c.today)
			if err != nil {
				t.Fatal(err)
			}
			o.Today = day
		}
		p := read(t, o, quarterly(t, "RAG", c.periods, c.says, c.says))
		if got := p.View().Actions[0].Value(plan.FieldRAG).Text; got != c.want {
			t.Errorf("%s: the rating comes to %q, want %q\n%s", c.name, got, c.want, notesOf(p))
		}
		notes, times := notesOf(p), strings.Contains(notesOf(p), "was taken for")
		if c.said == "" && times || !strings.Contains(notes, c.said) || !strings.Contains(linesOf(p), c.line) {
			t.Errorf("%s: said:\n%s\n%s", c.name, notes, linesOf(p))
		}
		if c.line == "" {
			continue
		}
		_, heading, _ := strings.Cut(c.line, `heading: "`)
		heading, _, _ = strings.Cut(heading, `"`)
		o.Headings = []table.Synonym{{Heading: heading, Field: plan.FieldRAG}}
		if p := read(t, o, quarterly(t, "RAG", c.periods, c.says, c.says)); strings.Contains(notesOf(p), heading) {
			t.Errorf("%s: still doubted with its line:\n%s", c.name, notesOf(p))
		}
	}
}

func TestForecastsOfProgress(t *testing.T) {
	day, _ := plan.NewDate(2026, 11, 14)
	says := []string{"Ten trained", "Twenty trained", "Forecast: all forty trained", "Expected to be closed"}
	p := read(t, table.Options{Today: day}, quarterly(t, "progress", []string{"Q1", "Q2", "Q3", "Q4"}, says, says))
	if got := p.View().Actions[1].Shown(plan.FieldProgress); got != "Twenty trained" {
		t.Errorf("the progress comes to %q\n%s", got, notesOf(p))
	}
	near := []string{"Ten trained", "Twenty trained", "Trained as expected by the board", "Forecasting tool bought"}
	p = read(t, table.Options{Today: day}, quarterly(t, "progress", []string{"Q1", "Q2", "Q3", "Q4"}, near, near))
	if got := p.View().Actions[1].Shown(plan.FieldProgress); got != near[3] {
		t.Errorf("the progress comes to %q\n%s", got, notesOf(p))
	}
}
