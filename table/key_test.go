package table_test

import (
	"strings"
	"testing"

	"actionplan/plan"
	"actionplan/table"
)

// TestKey: what a key above or under a table says of a word that nobody knows is told
// with the doubt and its line, and is no meaning until somebody settles it.
func TestKey(t *testing.T) {
	const drawing = `
		5 | Ref | Action | Status | RAG
		6 | 1.1 | Write to every school | %s | %s
		7 | 1.2 | Audit forty cases | In progress | Green
		8 | 1.3 | Train: every manager | Complete | Amber`
	for name, tt := range map[string]struct {
		above, under   string // rows
		status, rating string
		says, line     string // "" where the key is not told
	}{
		"several in a cell":    {above: "2 | Status key: C = Complete; IP = in progress", status: "C", says: `in A2 says "Complete"`, line: `{word: "C", means: complete}`},
		"the next of them":     {above: "2 | Status key: | C = Complete   IP = Being worked on", status: "IP", says: `in B2 says "Being worked on"`, line: `{word: "IP", means: open}`},
		"with dashes":          {above: "2 | Key – NS – not started, W – withdrawn", status: "w", says: `in A2 says "withdrawn"`, line: `{word: "w", means: cancelled}`},
		"with colons":          {above: "2 | C: done and signed off (by the board)", status: "C", says: `in A2 says "done and signed off (by the board)"`, line: `{word: "C", means: complete}`},
		"in brackets":          {above: "2 | (C = complete, E = embedded)", status: "E", says: `in A2 says "embedded"`, line: `{word: "E", means: open}`},
		"one in a row":         {above: "2 | E | Embedded in practice\n3 | C | Complete", status: "E", says: `in B2 says "Embedded in practice"`, line: `{word: "E", means: open}`},
		"under the table":      {under: "11 | Status key\n12 | C | Completed\n13 | E | Embedded", status: "C", says: `in B12 says "Completed"`, line: `{word: "C", means: complete}`},
		"as a percentage":      {above: "2 | S = 50% done", status: "S", says: `in A2 says "50% done"`, line: `{word: "S", means: open}`},
		"not applicable":       {above: "2 | N/A = does not apply to us", status: "N/A", says: `in A2 says "does not apply to us"`, line: `{word: "N/A", means: open}`},
		"a rating":             {above: "2 | Rating key: L3 = green, going well; L1 = red", status: "Open", rating: "L3", says: `in A2 says "green, going well"`, line: `{words: "L3", means: green}`},
		"another word":         {above: "2 | C = Complete", status: "CC", line: `{word: "CC", means: open}`},
		"a sentence":           {above: "2 | C = " + strings.Repeat("complete as far as the team can see and ", 3), status: "C", line: `{word: "C", means: open}`},
		"in the table itself":  {status: "Train", line: `{word: "Train", means: open}`},
		"a word that is known": {above: "2 | Open = complete", status: "Open"},
		"no key":               {status: "C", line: `{word: "C", means: open}`},
		"a key of nothing":     {above: "2 | C = ", status: "C", line: `{word: "C", means: open}`},
		"explained twice":      {above: "2 | C = Complete", under: "11 | Key\n12 | C | Cancelled", status: "C", says: `in A2 says "Complete"`, line: `{word: "C", means: complete}`},
	} {
		rows := strings.Replace(strings.Replace(drawing, "%s", tt.status, 1), "%s", tt.rating, 1)
		p := read(t, table.Options{}, draw(t, "Plan", "\n"+tt.above+rows+"\n"+tt.under))
		told, line := "", ""
		for _, n := range p.Notes {
			if _, after, ok := strings.Cut(n.Message, "the key "); ok {
				told = after
			}
			if n.Line.Under == "statuses" || n.Line.Under == "ratings" {
				line = n.Line.Item
			}
		}
		if line != tt.line || !strings.HasPrefix(told, tt.says) || (told == "") != (tt.says == "") {
			t.Errorf("%s: told %q with %q; want %q with %q", name, told, line, tt.says, tt.line)
		}
		if a := p.View().Actions; len(a) != 3 || tt.line != "" && !a[0].Status().IsOpen() {
			t.Errorf("%s: %d actions, the first %s: a key settles nothing", name, len(a), a[0].Status())
		}
	}
}

// TestKeyOnAnotherSheet: a key may stand on a sheet that holds no table; one of a sheet
// that holds one is that table's.
func TestKeyOnAnotherSheet(t *testing.T) {
	rows := draw(t, "Plan", `
		1 | Ref | Action | Status
		2 | 1.1 | Write to every school | E
		3 | 1.2 | Audit forty cases | In progress`)
	key := draw(t, "Key", `
		1 | Status key
		2 | E | Complete, and embedded
		3 | W | Withdrawn`)
	other := draw(t, "Partners", `
		1 | E | Cancelled
		3 | Ref | Action | Status
		4 | 2.1 | Train every manager | Open
		5 | 2.2 | Close the old hub | Complete`)
	p := read(t, table.Options{}, rows, key, other)
	for _, n := range p.Notes {
		if n.Line.Under != "statuses" {
			continue
		}
		if n.Message != `row 2 says "E", which is no status that is known: it counts as open; the key in B2 of sheet "Key" says "Complete, and embedded" (column C)` || n.Line.Item != `{word: "E", means: complete}` {
			t.Errorf("said %q with %s", n.Message, n.Line.Item)
		}
	}
	if !strings.Contains(notesOf(p), `of sheet "Key"`) || p.View().Actions[0].Status() != plan.StatusOpen {
		t.Errorf("the first is %s, and said:\n%s", p.View().Actions[0].Status(), notesOf(p))
	}
}
