package table_test

import (
	"slices"
	"strings"
	"testing"

	"actionplan/plan"
	"actionplan/table"
)

const (
	plain = `
		1 | Ref | Action | Lead | Due | Status
		2 | 1 | Train all social workers | Head of Service | @2026-03-31 | Open
		3 | 2 | Audit ten files a month | Head of Service | @2026-04-30 | Open`
	further = `
		3 | No | Action | Lead | Due | Status
		4 | A1 | Write the guide for schools | Head of Service | @2026-03-31 | Open
		5 | A2 | Train the front door team | Head of Service | @2026-04-30 | Open`
)

// TestTableIsReadBesides has a table whose kind the settings say be read beside those
// that are found, and one without a kind be all there is.
func TestTableIsReadBesides(t *testing.T) {
	column := []table.PinColumn{{Letter: "D", Field: "none"}}
	for _, c := range []struct {
		name string
		pins []table.Pin
		want string
	}{
		{"none", nil, "Plan"},
		{"a kind and its header", []table.Pin{{Sheet: "Notes", Header: 3, Kind: plan.Ongoing}}, "Plan, Notes"},
		{"a kind", []table.Pin{{Sheet: "Notes", Kind: plan.Ongoing}}, "Plan, Notes"},
		{"a kind of what is read", []table.Pin{{Sheet: "Plan", Header: 1, Kind: plan.Ongoing, Columns: column}}, "Plan"},
		{"two lines of one table", []table.Pin{{Sheet: "Plan", Header: 1, Kind: plan.Ongoing, Columns: column}, {Sheet: "Plan", Kind: plan.Ongoing, Columns: []table.PinColumn{{Letter: "E", Field: "none"}}}}, "Plan"},
		{"completed", []table.Pin{{Sheet: "Notes", Header: 3, Kind: plan.Completed}}, "Plan, Notes"},
		// Near misses.
		{"no kind", []table.Pin{{Sheet: "Notes", Header: 3}}, "Notes"},
		{"a kind beside none", []table.Pin{{Sheet: "Notes", Header: 3, Kind: plan.Ongoing}, {Sheet: "Plan"}}, "Notes, Plan"},
		{"beside the plan", []table.Pin{{Sheet: "Notes", Kind: plan.BesidePlan}}, "Plan"},
	} {
		p := read(t, table.Options{Pins: c.pins}, draw(t, "Plan", plain), draw(t, "Notes", further))
		var sheets []string
		for _, one := range p.Tables {
			sheets = append(sheets, one.Sheet)
		}
		if got := strings.Join(sheets, ", "); got != c.want || len(p.Actions) != 2*len(p.Tables) {
			t.Errorf("%s: read from %s, want %s; %d actions", c.name, got, c.want, len(p.Actions))
		}
		if strings.HasPrefix(c.want, "Plan, Notes") && strings.Contains(notesOf(p), "not read") {
			t.Errorf("%s: said:\n%s", c.name, notesOf(p))
		}
	}
	// Lines that say different things of one column.
	other := []table.PinColumn{{Letter: "D", Field: plan.FieldStart}}
	if _, err := table.Read("x", []table.Grid{draw(t, "Plan", plain)}, table.Options{Pins: []table.Pin{{Sheet: "Plan", Kind: plan.Ongoing, Columns: column}, {Sheet: "Plan", Kind: plan.Ongoing, Columns: other}}}); err == nil {
		t.Error("two lines say different things of one column, and nobody minds")
	}
}

// TestLineByLetter names a column by its letter where its heading would name another.
func TestLineByLetter(t *testing.T) {
	rows := func(headings, first, second string) string {
		return "1 | " + headings + `
			2 | 1 | Train all social workers | Head of Service | ` + first + ` | Open | ` + second + `
			3 | 2 | Audit ten files a month | Head of Service | ` + first + ` | Open | ` + second + `
			4 | 3 | Write the guide for schools | Head of Service | ` + first + ` | Open | ` + second
	}
	for _, c := range []struct{ name, drawing, second, line string }{
		{"a heading of its own", rows("Ref | Action | Lead | Slot | Status", "@2026-03-31", ""), plain, `{heading: "Slot", field: due}`},
		{"twice in a table", rows("Ref | Action | Lead | Slot | Status | Slot", "@2026-03-31", "Noon"), plain, `{sheet: "Sheet1", header: 1, kind: ongoing, columns: [{column: D, field: due}]}`},
		{"of something else on another sheet", rows("Ref | Action | Lead | Slot | Status", "@2026-03-31", ""), strings.Replace(rows("Ref | Action | Lead | Due | Status | Slot", "@2026-03-31", "Noon"), "Train", "Teach", 1), `{sheet: "Sheet1", header: 1, kind: ongoing, columns: [{column: D, field: due}]}`},
		{"of the same on another sheet", rows("Ref | Action | Lead | Slot | Status", "@2026-03-31", ""), strings.NewReplacer("Train", "Teach", "Audit", "Read", "Write", "Print").Replace(rows("Ref | Action | Lead | Slot | Status", "@2026-03-31", "")), `{heading: "Slot", field: due}`},
	} {
		p := read(t, table.Options{}, draw(t, "Sheet1", c.drawing), draw(t, "Sheet2", c.second))
		said := ""
		for _, n := range p.Notes {
			if strings.HasPrefix(n.Message, "no column is headed as the due") && n.Cell.Sheet == "Sheet1" {
				said = n.Line.Item
			}
		}
		if said != c.line {
			t.Errorf("%s: the line is %s, want %s; said:\n%s", c.name, said, c.line, notesOf(p))
		}
	}
}

// TestMissingColumns says of a table which of the columns that every plan is looked at
// for it has not, and which of its own comes nearest.
func TestMissingColumns(t *testing.T) {
	rows := func(headings string, cells ...string) string {
		drawing := "1 | " + headings
		for i, what := range []string{"Train all social workers", "Audit ten files a month", "Write the guide for schools", "Meet the board each month"} {
			drawing += "\n" + string(rune('2'+i)) + " | " + what + " | " + cells[i]
		}
		return drawing
	}
	whole := []string{"1 | Head | @2026-03-31 | Open", "2 | Head | @2026-03-31 | Open", "3 | Head | @2026-03-31 | Open", "4 | Head | @2026-03-31 | Open"}
	for _, c := range []struct {
		name, drawing string
		said          []string
	}{
		{"nothing", rows("Action | Ref | Lead | Due | Status", whole...), nil},
		{"a rating for the status", rows("Action | Ref | Lead | Due | RAG", "1 | Head | @2026-03-31 | Red", "2 | Head | @2026-03-31 | Red", "3 | Head | @2026-03-31 | Green", "4 | Head | @2026-03-31 | Red"), nil},
		{"all but the action", rows("Action | Evidence | Comments", "Minutes | Sent", "Register | Held", "Report | Read", "Minutes | Sent"), []string{"no column is headed as the ref, due, lead or status"}},
		{"the lead", rows("Action | Ref | Due | Status | To be mended by", "1 | @2026-03-31 | Open | Amy Ash", "2 | @2026-03-31 | Open | Bob Birch", "3 | @2026-03-31 | Open | Cas Cedar", "4 | @2026-03-31 | Open | Amy Ash"),
			[]string{`no column is headed as the lead: column E, "To be mended by", holds names and could be it`}},
		{"the status", rows("Action | Ref | Due | Lead | Stage", "1 | @2026-03-31 | Head | Scoping", "2 | @2026-03-31 | Head | Drafting", "3 | @2026-03-31 | Head | Scoping", "4 | @2026-03-31 | Head | Scoping"), []string{"no column is headed as the status"}},
		{"a status", rows("Action | Ref | Due | Lead | Where it stands", "1 | @2026-03-31 | Head | Scoping", "2 | @2026-03-31 | Head | Drafting", "3 | @2026-03-31 | Head | Scoping", "4 | @2026-03-31 | Head | Scoping"),
			[]string{`no column is headed as the status: column E, "Where it stands", holds the same few words and could be it`}},
		{"the ref", "1 | Kennung | Action | Lead | Due | Status\n2 | K1 | Train all social workers | Head | @2026-03-31 | Open\n3 | K2 | Audit ten files a month | Head | @2026-03-31 | Open\n4 | K3 | Write the guide | Head | @2026-03-31 | Open",
			[]string{`no column is headed as the ref: column A, "Kennung", numbers the rows and could be it`}},
		{"the date closed", rows("Action | Ref | Lead | Status | Works completed", "1 | Head | Done | @2026-03-31", "2 | Head | Open |", "3 | Head | Done | @2026-03-31", "4 | Head | Open |"),
			[]string{`no column is headed as the date closed: column E, "Works completed", is headed with the word "completed"`, "no column is headed as the due"}},
		{"a date raised", rows("Action | Ref | Lead | Status | Date raised", "1 | Head | Open | @2026-03-31", "2 | Head | Open | @2026-03-31", "3 | Head | Open | @2026-03-31", "4 | Head | Open | @2026-03-31"), []string{"no column is headed as the due"}},
		{"figures", rows("Action | Cost | Lead | Due | Status", "#100 | Head | @2026-03-31 | Open", "#200 | Head | @2026-03-31 | Open", "#300 | Head | @2026-03-31 | Open", "#400 | Head | @2026-03-31 | Open"), []string{"no column is headed as the ref"}},
	} {
		p := read(t, table.Options{}, draw(t, "Plan", c.drawing))
		var said []string
		for _, n := range p.Notes {
			if strings.HasPrefix(n.Message, "no column is headed as") {
				said = append(said, n.Message)
			}
		}
		same := slices.EqualFunc(said, c.said, func(said, want string) bool {
			return said == want || strings.Contains(want, ": ") && strings.HasPrefix(said, want)
		})
		if !same {
			t.Errorf("%s: said %q, want %q", c.name, said, c.said)
		}
	}
}

// TestDateOfAnEndIsOfferedAsClosed offers a date beside a blank due as what its heading
// says that it is.
func TestDateOfAnEndIsOfferedAsClosed(t *testing.T) {
	for heading, want := range map[string]string{"Delivery finished": "closed", "Delivery": "original"} {
		p := read(t, table.Options{}, draw(t, "Plan", "1 | Ref | Action | Lead | Due | "+heading+" | Status"+`
			2 | 1 | Train all social workers | Head | @2026-03-31 | | Open
			3 | 2 | Audit ten files a month | Head | | @2026-04-30 | Open
			4 | 3 | Write the guide for schools | Head | @2026-03-31 | | Open`))
		if !slices.ContainsFunc(p.Notes, func(n plan.Note) bool {
			return strings.Contains(n.Message, "has no date due") && n.Instead.Item == `{heading: "`+heading+`", field: `+want+`}`
		}) {
			t.Errorf("%s: nothing offers %s:\n%s", heading, want, notesOf(p))
		}
	}
}
