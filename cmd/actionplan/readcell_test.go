package main

import (
	"os"
	"strings"
	"testing"
)

// everyKindOfRow is a plan with what stands between and under actions.
var everyKindOfRow = []string{
	"Ref|Action|Lead|Due date|RAG|Progress|Cost",
	"Leadership",
	"1.1|Write to every school in the area|Head of Service|30/06/2026|Red|Ten of forty|100",
	"||||| Twenty more by May|",
	"|||31/07/2026|||",
	"1.2|Audit forty case files a month|Team Manager|31/07/2026|Green|Begun|",
	"",
	"Practice",
	"2.1|Train every manager in the hub|Head of Service|31/08/2026|Blue|Done|200",
	"Total||||||300",
	"",
	"Key",
	"Green|Complete",
	"Blue|Not yet due",
}

// TestExplainRows: every kind of cell is told for what it is.
func TestExplainRows(t *testing.T) {
	c := drawnAlone(t, everyKindOfRow...)
	for cell, want := range map[string]string{
		"A2":  `It is a heading over 2 actions, from 1.1 to 1.2: their theme is "Leadership".`,
		"A8":  `It is a heading over action 2.1: their theme is "Practice".`,
		"F4":  "Its row goes on with action 1.1: its words follow what that says of the progress.",
		"D5":  "Its row goes on with action 1.1: the due of such a row was not read.",
		"G6":  "It is blank: it says nothing of action 1.2.",
		"A10": "Nothing was read from it: row 10 is a total: it is no action.",
		"G10": "Nothing was read from it: row 10 is a total: it is no action.",
		"C7":  "Nothing was read from it: row 7 is blank.",
		"A13": "are lines of a key: they are no actions",
		"A14": `says that Blue is "Not yet due": it was not used, and Blue counts as complete`,
		"B3":  `It says of action 1.1: "Write to every school in the area", read as these words.`,
		"A1":  `Its column is headed "Ref" (row 1)`,
	} {
		said := c.ends(exitDone, "read", "plan.xlsx", "--explain", cell)
		if !strings.Contains(said, want) {
			t.Errorf("%s: nothing says %q:\n%s", cell, want, said)
		}
		if strings.Contains(said, "is no action.") && want != "" && !strings.Contains(want, "is no action.") {
			t.Errorf("%s is called no action:\n%s", cell, said)
		}
	}
	c.ends(exitDone, "read", "plan.xlsx", "--explain", "F4", "--json")
}

// TestReadStaysOnOneScreen: however many rows are doubtful, a person can take it in.
func TestReadStaysOnOneScreen(t *testing.T) {
	rows := []string{"Ref|Action|Lead|Start date|Due date|Date closed|Status|RAG|Progress"}
	for i := range 200 {
		n := strings.Repeat("a", i%7+1)
		row := []string{"1." + n, "Write to school number " + n, "Head of Service", "03/04/2026", "04/05/2026", "05/06/2026", "Rung " + n, "Amber " + n, "Begun"}
		if i%3 == 0 {
			row[4] = "05/06/2026 or 07/08/2026"
		}
		if i%5 == 0 {
			row[4] = "May 2026"
		}
		if i%11 == 0 {
			row[0], row[1], row[6], row[7] = "", "", "", ""
		}
		rows = append(rows, strings.Join(row, "|"))
	}
	c := drawnAlone(t, rows...)
	const screen = 55
	for _, args := range [][]string{{"read", "plan.xlsx"}, {"init", "plan.xlsx"}} {
		said := c.ends(exitDone, args...)
		if lines := strings.Count(said, "\n"); lines > screen {
			t.Errorf("%s prints %d lines:\n%s", args[0], lines, said)
		}
		told := map[string]bool{}
		for line := range strings.SplitSeq(said, "\n") {
			if strings.HasPrefix(line, "  · ") && told[line] {
				t.Errorf("%s says twice: %s", args[0], line)
			}
			told[line] = true
		}
		for _, want := range []string{"could be the other way round", "6 more such words for a status have no meaning yet"} {
			if !strings.Contains(said, want) {
				t.Errorf("%s does not say %q:\n%s", args[0], want, said)
			}
		}
	}
	text, err := os.ReadFile("actionplan.yaml")
	c.check(err)
	if n := strings.Count(string(text), `#   - {word: "Rung `); n != 7 {
		t.Errorf("init writes %d of 7 lines for status words", n)
	}
}

// TestWordsNobodyKnowsAreOneKind: said by one row or by many, and with what a key says of
// them, they are told as the first and how many more.
func TestWordsNobodyKnowsAreOneKind(t *testing.T) {
	c := drawnAlone(t, "Stirring = In progress", "Ref|Action|Status", "1|Write to every school|Bedded in", "2|Audit forty cases|Bedded in",
		"3|Train every manager|Stirring", "4|Close the old hub|Rung one", "5|Open the new hub|Rung two", "6|Tell every family|Done")
	said := c.ends(exitDone, "read", "plan.xlsx")
	for _, want := range []string{`rows 3-4 say "Bedded in"`, "3 more such words for a status have no meaning yet", `{word: "Stirring", means: open}`, `{word: "Rung two", means: open}`} {
		if !strings.Contains(said, want) {
			t.Errorf("nothing says %s:\n%s", want, said)
		}
	}
	if n := strings.Count(said, "is known"); n != 1 {
		t.Errorf("%d words are told one by one:\n%s", n, said)
	}
}
