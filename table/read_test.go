package table_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"actionplan/plan"
	"actionplan/table"
)

// TestHabits reads what officers' workbooks look like, one habit at a time.
func TestHabits(t *testing.T) {
	for _, habit := range []struct {
		name    string
		drawing string
		fields  []plan.Field
		want    []string
		notes   []string // each must be there
	}{
		{
			name: "titles and a form above the header, not in column A",
			drawing: `
				1 | | Children's Services Improvement Plan | < | <
				3 | | Report date: | 3 March 2026 | Lead officer:
				6 | | Ref | What we will do | Lead officer | By when
				7 | | #1.10 | Review thresholds | Head of Service | @2026-03-31
				8 | | 1.2 | Train staff | Team Manager | 30 April 2026`,
			fields: []plan.Field{"action", "lead", "due"},
			want:   []string{"7: 1.10 | Review thresholds | Head of Service | 2026-03-31", "8: 1.2 | Train staff | Team Manager | 2026-04-30"},
		},
		{
			name: "a header of two lines, and headings merged down beside it",
			drawing: `
				2 | Ref | Action | Timescale | < | Progress
				3 | ^ | ^ | Start | End | ^
				4 | 1 | Review thresholds | 1/2/26 | 31/3/26 | Begun`,
			fields: []plan.Field{"action", "start", "due", "progress"},
			want:   []string{"4: 1 | Review thresholds | 2026-02-01 | 2026-03-31 | Begun"},
		},
		{
			name: "headings merged down beside a line that says more than headings",
			drawing: `
				1 | Risk ID | Action | Proximity | Score | < | Lead
				2 | ^ | ^ | within 1 month | P | I | ^
				3 | 1 | Recruit | soon | #3 | #4 | Director`,
			fields: []plan.Field{"action", "lead"},
			want:   []string{"3: 1 | Recruit | Director"},
		},
		{
			name: "section headings become the theme, merged or not, and a theme column beats them",
			drawing: `
				1 | Ref | Action | Lead | Due
				2 | Theme 1: Leadership | < | < | <
				3 | 1.1 | Appoint | Director | May 2026
				4 | Practice
				5 | 2.1 | Audit | Principal | June 2026`,
			fields: []plan.Field{"theme"},
			want:   []string{"3: 1.1 | Theme 1: Leadership", "5: 2.1 | Practice"},
		},
		{
			name: "a theme column with a value of its own",
			drawing: `
				1 | Ref | Theme | Action | Lead
				2 | Part one | < | < | <
				3 | 1.1 | Leaders | Appoint | Director
				4 | 1.2 | | Induct | Director`,
			fields: []plan.Field{"theme"},
			want:   []string{"3: 1.1 | Leaders", "4: 1.2 | Part one"},
		},
		{
			name: "cells merged down belong to every row",
			drawing: `
				1 | Priority area | Ref | Action | Lead
				2 | Front door | 1 | Screen | Head of Service
				3 | ^ | 2 | Triage | ^
				4 | ^ | 3 | Record | Team Manager`,
			fields: []plan.Field{"theme", "lead"},
			want:   []string{"2: 1 | Front door | Head of Service", "3: 2 | Front door | Head of Service", "4: 3 | Front door | Team Manager"},
		},
		{
			name: "the header repeated, a blank row, a total and a note under the table",
			drawing: `
				1 | No. | Action | Owner | Cost
				2 | 1 | Audit | Principal | #200
				4 | 2 | Train | Principal | #300
				5 | No. | Action | Owner | Cost
				6 | 3 | Record | Team Manager | #50
				7 | Total | | | #550
				9 | Note: costs are estimates`,
			fields: []plan.Field{"action"},
			want:   []string{"2: 1 | Audit", "4: 2 | Train", "6: 3 | Record"},
			notes:  []string{"row 5 repeats the headings", "row 7 is a total: it is no action", "row 9 stands under the table and is no action: it was not read"},
		},
		{
			name: "hidden rows and columns are read and said",
			drawing: `
				hidden C
				1 | Ref | Action | Lead | Due
				2 hidden | 1 | Audit | Principal | May 2026`,
			fields: []plan.Field{"lead"},
			want:   []string{"2: 1 | Principal"},
			notes:  []string{"column C is hidden: it was read", "row 2 is hidden: it was read"},
		},
		{
			name: "rows numbered in advance, and without a ref",
			drawing: `
				1 | Ref | Action | Lead
				2 | A1 | Audit | Principal
				3 | | Train | Principal
				4 | A3
				5 | A4`,
			fields: []plan.Field{"action"},
			want:   []string{"2: A1 | Audit", "3:  | Train"},
			notes:  []string{"row 3 has no ref", "rows 4-5 have a ref and nothing else: they are no actions yet"},
		},
		{
			name: "refs are text as shown, and doubled or dated ones are said",
			drawing: `
				1 | Ref | Action | Lead
				2 | #1.10 | a | x
				3 | #1.1000000000000001 | b | x
				4 | viii. | c | x
				5 | R4/b | d | x
				6 | @2026-07-16 | e | x
				7 | viii | f | x`,
			fields: []plan.Field{"action"},
			want:   []string{"2: 1.10 | a", "3: 1.1 | b", "4: viii | c", "5: R4/b | d", "6: 16/07/2026 | e", "7: viii | f"},
			notes:  []string{"row 6 has a ref that is a date: perhaps the spreadsheet made one of it (column A)", "refs that stand more than once: viii (Plan!A4 and Plan!A7)"},
		},
		{
			name: "ratings by word, by letter and by colour",
			drawing: `
				1 | Ref | Action | RAG
				2 | 1 | a | Red
				3 | 2 | b | G
				4 | 3 | c | ~FFC000
				5 | 4 | d | Amber ~00FF00`,
			fields: []plan.Field{"rag"},
			want:   []string{"2: 1 | red", "3: 2 | green", "4: 3 | amber", "5: 4 | amber"},
			notes:  []string{"row 4 is rated by its colour alone (column C)"},
		},
		{
			name: "one colour across whole rows is layout",
			drawing: `
				1 | Ref | Action | RAG
				2 | 1 ~FFC000 | a ~FFC000 | ~FFC000
				3 | 2 ~FFC000 | b ~FFC000 | ~FFC000`,
			fields: []plan.Field{"rag"},
			want:   []string{"2: 1 | ", "3: 2 | "},
			notes:  []string{"the blank cells of column C have the colour of the whole row: it was not read as a rating"},
		},
		{
			name: "a status of ratings only is the rating",
			drawing: `
				1 | Ref | Action | Status
				2 | 1 | a | Red
				3 | 2 | b | Green`,
			fields: []plan.Field{"rag", "status"},
			want:   []string{"2: 1 | red | ", "3: 2 | green | "},
			notes:  []string{`"Status" holds only ratings: it was taken for the RAG`},
		},
		{
			name: "a column proves that its days come first",
			drawing: `
				1 | Ref | Action | Due
				2 | 1 | a | 03/04/22
				3 | 2 | b | 25/04/22`,
			fields: []plan.Field{"due"},
			want:   []string{"2: 1 | 2022-04-03", "3: 2 | 2022-04-25"},
		},
		{
			name: "a column proves nothing, so the day comes first and it is said",
			drawing: `
				1 | Ref | Action | Due
				2 | 1 | a | 03/04/22`,
			fields: []plan.Field{"due"},
			want:   []string{"2: 1 | 2022-04-03"},
			notes:  []string{"row 2 has a date whose day and month could be the other way round: it was read day first (column C)"},
		},
		{
			name: "a column proves that its months come first",
			drawing: `
				1 | Ref | Action | Due
				2 | 1 | a | 03/04/22
				3 | 2 | b | 03/25/22`,
			fields: []plan.Field{"due"},
			want:   []string{"2: 1 | 2022-03-04", "3: 2 | 2022-03-25"},
		},
		{
			name: "words under the header that explain it, and a template's marks",
			drawing: `
				1 | Ref | Action | Lead | Due
				2 | Unique number of the action | Describe what will be done | Post of the officer who leads | Date when it will be finished
				3 | ${ref} | ${action} | ${lead} | ${due}
				4 | 1 | Audit | Principal | May 2026`,
			fields: []plan.Field{"action"},
			want:   []string{"4: 1 | Audit"},
			notes:  []string{"row 2 explains the headings: it is no action", "row 3 holds only a template's marks: it is no action"},
		},
		{
			name: "columns numbered under their headings",
			drawing: `
				1 | Ref | Action | Lead
				2 | (1) | (2) | (3)
				3 | 1 | Audit | Principal`,
			fields: []plan.Field{"action"},
			want:   []string{"3: 1 | Audit"},
			notes:  []string{"row 2 numbers the columns"},
		},
		{
			name: "used cells at the foot of the sheet",
			drawing: `
				1 | Ref | Action | Lead | Due
				2 | 1 | Audit | Principal | May 2026
				1048567 | | | x`,
			fields: []plan.Field{"action"},
			want:   []string{"2: 1 | Audit"},
		},
		{
			name: "a key under the table and a list beside it",
			drawing: `
				1 | Ref | Action | Lead | Due | Status | | Options
				2 | 1 | Audit | Principal | May 2026 | Open | | Open
				3 | 2 | Train | Principal | May 2026 | Closed | | Closed
				4 | | | | | | | On hold
				7 | Key
				8 | R | Red
				9 | A | Amber`,
			fields: []plan.Field{"action"},
			want:   []string{"2: 1 | Audit", "3: 2 | Train"},
		},
		{
			name: "placeholders, percentages, errors and numbers typed as text",
			drawing: `
				1 | Ref | Action | Owner | % complete | Score
				2 | 1 | a | TBC | #50% | #12
				3 | 2 | b | n/a | 75 % | 12
				4 | 3 | c | !REF! | #80 | 012
				5 | 4 | d | TBC | #80 | #61%
				6 | 5 | e | TBC | #80 | 61%`,
			fields: []plan.Field{"lead", "percent", "x:score"},
			want:   []string{"2: 1 | tbc | 50 | 12", "3: 2 | n/a | 75 | 12", "4: 3 | #REF! | 80 | 012", "5: 4 | tbc | 80 | 61%", "6: 5 | tbc | 80 | 61%"},
		},
	} {
		t.Run(habit.name, func(t *testing.T) {
			p := read(t, table.Options{}, draw(t, "Plan", habit.drawing))
			if diff := cmp.Diff(habit.want, told(p, habit.fields...)); diff != "" {
				t.Errorf("-want +read:\n%s\nnotes: %q", diff, heard(p))
			}
			for _, note := range habit.notes {
				if !slices.Contains(heard(p), note) {
					t.Errorf("no note %q in %q", note, heard(p))
				}
			}
		})
	}
}

// TestWordsOfHeadingsInRows reads rows whose values are words that head
// columns elsewhere.
func TestWordsOfHeadingsInRows(t *testing.T) {
	p := read(t, table.Options{}, draw(t, "Plan", `
		1 | Ref | Action | Lead | Late? | Status | Due
		2 | 1 | Audit | Project manager | N | Complete | May 2026
		3 | 2 | Update | Team | No | Completed | May 2026
		4 | 3 | Action plan | Owner | N | Progress | Deadline`))
	if len(p.Tables) != 1 || len(p.Actions) != 3 {
		t.Errorf("%d tables, %q", len(p.Tables), told(p, "action"))
	}
}

func TestWritable(t *testing.T) {
	p := read(t, table.Options{}, draw(t, "Plan", `
		1 | Priority area | Ref | Action | Score | Lead
		2 | Front door | 1 | Screen | =6 | Head
		3 | ^ | 2 | Triage | =8 |`))
	first, second := p.Actions[0], p.Actions[1]
	for _, c := range []struct {
		what string
		e    plan.Entry
		want bool
		cell string
	}{
		{"the anchor of a merge", first.Entry("theme"), true, "Plan!A2"},
		{"a follower", second.Entry("theme"), false, "Plan!A2"},
		{"a formula", first.Entry("x:score"), false, "Plan!D2"},
		{"a blank cell", second.Entry("lead"), true, "Plan!E3"},
	} {
		if c.e.Writable != c.want || c.e.Cell.String() != c.cell {
			t.Errorf("%s: writable %v at %v, want %v at %s", c.what, c.e.Writable, c.e.Cell, c.want, c.cell)
		}
	}
	if second.Value("lead") != plan.Blank || second.Value("due").Kind != plan.KindAbsent {
		t.Errorf("lead %v, due %v: want blank and absent", second.Value("lead"), second.Value("due"))
	}
	for _, c := range p.Columns {
		if c.Formula != (c.Letter == "D") {
			t.Errorf("column %s: formula %v", c.Letter, c.Formula)
		}
	}
}

func TestColumns(t *testing.T) {
	for _, c := range []struct {
		name, drawing string
		want          []string
	}{
		{"one field once, the best match wins, doubled headings are told apart", `
			1 | ID | Owner | Action | Lead officer | Notes | Notes | Completion date | Target date
			2 | 1 | a | b | c | d | e | f | g`,
			[]string{"A ID = ref", "B Owner = lead", "C Action = action", "D Lead officer = x:lead officer", "E Notes = x:notes", "F Notes = x:notes (2)", "G Completion date = closed", "H Target date = due"}},
		{"a column without a heading, between others and beside them", `
			1 | Ref | | Action | Lead
			2 | 1 | urgent | Audit | Principal | ask first
			3 | 2 | | Train | Principal | later`,
			[]string{"A Ref = ref", "B  = x:column b", "C Action = action", "D Lead = lead", "E  = x:column e"}},
		{"groups that tell repeated headings apart", `
			1 | | | Planned | | Actual |
			2 | Ref | Task | Start | Finish | Start | Finish
			3 | 1 | a | b | c | d | e`,
			[]string{"A Ref = ref", "B Task = action", "C Planned / Start = start", "D Planned / Finish = due", "E Actual / Start = x:actual / start", "F Actual / Finish = closed"}},
		{"a risk's impact is no outcome", `
			1 | Risk ID | Risk | Likelihood | Impact | Mitigation | Owner
			2 | 1 | a | 3 | 4 | b | c`,
			[]string{"A Risk ID = ref", "B Risk = x:risk", "C Likelihood = x:likelihood", "D Impact = x:impact", "E Mitigation = action", "F Owner = lead"}},
		{"a plan's impact is", `
			1 | Ref | Action | Impact
			2 | 1 | a | b`,
			[]string{"A Ref = ref", "B Action = action", "C Impact = outcome"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, columnsOf(read(t, table.Options{}, draw(t, "Plan", c.drawing)))); diff != "" {
				t.Errorf("-want +read:\n%s", diff)
			}
		})
	}
}

const small = `
	1 | Ref | Action | Lead | Due
	2 | 1 | Audit | Principal | May 2026
	3 | 2 | Train | Principal | June 2026`

func TestWhichSheets(t *testing.T) {
	key := draw(t, "RAG Key", "1 | Status | Description\n2 | Red | Late\n3 | Green | On track")
	lists := draw(t, "Lists", "1 | Status | Owner | Category\n2 | Open | Principal | A\n3 | Closed | Director | B")
	cover := draw(t, "Cover", "1 | Action Plan\n3 | Owner: | Director of Children's Services\n4 | Date: | @2026-03-01")
	guide := draw(t, "Instructions", small)
	example := draw(t, "Example", small)
	plain := draw(t, "Plan", small)
	hidden := draw(t, "Old plan", small)
	hidden.Hidden = true
	for _, c := range []struct {
		name  string
		grids []table.Grid
		want  []string
		note  string
	}{
		{"the plan among what stands beside it", []table.Grid{cover, guide, key, lists, plain, example}, []string{"Plan"}, "row 1 has headings like a plan's, but the sheet repeats another as an example: it was not read"},
		{"two plans", []table.Grid{plain, draw(t, "Completed", small)}, []string{"Plan", "Completed"}, ""},
		{"a hidden sheet beside a visible one", []table.Grid{plain, hidden}, []string{"Plan"}, "row 1 has headings like a plan's, but the sheet is hidden: it was not read"},
		{"a hidden sheet alone", []table.Grid{cover, hidden}, []string{"Old plan"}, "the sheet is hidden, and was read because no visible sheet holds a plan"},
		{"only a sheet named as instructions", []table.Grid{guide}, []string{"Instructions"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := read(t, table.Options{}, c.grids...)
			var sheets []string
			for _, r := range table.Readings(p) {
				sheets = append(sheets, r.Table.Sheet)
			}
			if diff := cmp.Diff(c.want, sheets); diff != "" {
				t.Errorf("-want +read:\n%s", diff)
			}
			if c.note != "" && !slices.Contains(heard(p), c.note) {
				t.Errorf("no note %q in %q", c.note, heard(p))
			}
		})
	}
}

func TestSeveralTablesOnOneSheet(t *testing.T) {
	p := read(t, table.Options{}, draw(t, "Plan", `
		1 | Improvement plan
		3 | Priority 1: Leadership
		4 | Ref | Action | Lead
		5 | 1 | Appoint | Director
		6 | 2 | Induct | Director
		9 | Priority 2: Practice
		10 | Ref | Action | Lead
		11 | 1 | Audit | Principal
		12 | 2 | Train | Principal`))
	want := []string{
		"5: Plan/1 | Appoint | Priority 1: Leadership", "6: Plan/2 | Induct | Priority 1: Leadership",
		"11: Plan 2/1 | Audit | Priority 2: Practice", "12: Plan 2/2 | Train | Priority 2: Practice",
	}
	if diff := cmp.Diff(want, told(p, "action", "theme")); diff != "" {
		t.Errorf("-want +read:\n%s", diff)
	}
	tables := []plan.Table{
		{Name: "Plan row 4", Sheet: "Plan", Header: 4, First: 5, Last: 6},
		{Name: "Plan row 10", Sheet: "Plan", Header: 10, First: 11, Last: 12},
	}
	if diff := cmp.Diff(tables, p.Tables); diff != "" {
		t.Errorf("-want +read:\n%s", diff)
	}
}

func TestRefsOfSeveralTables(t *testing.T) {
	again := read(t, table.Options{}, draw(t, "Home", small), draw(t, "Away", small))
	if diff := cmp.Diff([]string{"2: Home/1", "3: Home/2", "2: Away/1", "3: Away/2"}, told(again)); diff != "" {
		t.Errorf("numbering that starts again:\n%s", diff)
	}
	moved := read(t, table.Options{}, draw(t, "Plan", `
		1 | Ref | Action | Lead
		2 | 1 | a | x
		3 | 2 | b | x
		4 | 3 | c | x`), draw(t, "Fostering", `
		1 | Ref | Action | Lead
		2 | 3 | c | x
		3 | 4 | d | x
		4 | 5 | e | x`))
	want := []string{"2: 1", "3: 2", "4: Plan/3", "2: Fostering/3", "3: 4", "4: 5"}
	if diff := cmp.Diff(want, told(moved)); diff != "" {
		t.Errorf("one ref in two tables:\n%s", diff)
	}
}

func TestNoTable(t *testing.T) {
	for _, c := range []struct {
		name, drawing, want string
	}{
		{"nothing near", "1 | a | b\n2 | c | d", `no sheet has a row of headings I know (looked for action, lead, due date and the like); the nearest first: "Sheet": row 1 comes nearest to a plan's headings: it names nothing I know, and no column holds actions; column A, "a", says most in words, and is read so with tables: [{sheet: "Sheet", header: 1, kind: ongoing, columns: [{column: A, field: action}]}] in the settings`},
		{"a list", "1 | ID | Name\n2 | 1 | x", `no sheet has a row of headings I know (looked for action, lead, due date and the like); the nearest first: "Sheet": row 1 comes nearest to a plan's headings: it names only the ref, and no column holds actions; column B, "Name", says most in words, and is read so with tables: [{sheet: "Sheet", header: 1, kind: ongoing, columns: [{column: B, field: action}]}] in the settings`},
		{"empty", "", "no sheet has a row of headings I know (looked for action, lead, due date and the like)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := table.Read("x", []table.Grid{draw(t, "Sheet", c.drawing)}, table.Options{})
			if !errors.Is(err, table.ErrNoTable) || err.Error() != c.want {
				t.Errorf("err = %v, want %s", err, c.want)
			}
		})
	}
}

func TestPins(t *testing.T) {
	grids := []table.Grid{draw(t, "Cover", "1 | Action | Lead | Due\n2 | not this | x | y"), draw(t, "Notes on cases", `
		2 | Code | Words | Person | When it ends | Other
		3 | 1 | Audit | Principal | 31/3/26 | n
		4 | 2 | Train | Principal | 30/4/26 | n
		5 | 3 | Record | Principal | 30/4/26 | n`)}
	pin := table.Pin{Sheet: "notes on cases", Header: 2, Last: 4, Columns: []table.PinColumn{
		{Letter: "A", Field: "ref"}, {Letter: "B", Field: "action"}, {Letter: "D", Field: "due"}, {Letter: "E", Field: "none"},
	}}
	p := read(t, table.Options{Pins: []table.Pin{pin}, Headings: []table.Synonym{{Heading: "Person", Field: "lead"}}}, grids...)
	want := []string{"3: 1 | Audit | Principal | 2026-03-31 | n", "4: 2 | Train | Principal | 2026-04-30 | n"}
	if diff := cmp.Diff(want, told(p, "action", "lead", "due", "x:other")); diff != "" {
		t.Errorf("-want +read:\n%s", diff)
	}
	for _, c := range []struct {
		pin  table.Pin
		want string
	}{
		{table.Pin{Sheet: "Plan"}, `no sheet "Plan": there is "Cover" and "Notes on cases"`},
		{table.Pin{Sheet: "Notes on cases", Header: 9}, `sheet "Notes on cases": row 9, said to be the headings, is blank; rows with anything in them are 2-5`},
		{table.Pin{Sheet: "Notes on cases", Header: 2, Columns: []table.PinColumn{{Letter: "Z", Field: "due"}}}, `sheet "Notes on cases": no column Z: it has columns up to E`},
		{table.Pin{Sheet: "Notes on cases", Header: 2, First: 2}, `must stand under its headings in row 2`},
	} {
		_, err := table.Read("x", grids, table.Options{Pins: []table.Pin{c.pin}})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("err = %v, want %s", err, c.want)
		}
	}
}

func TestCouncilsOwnWords(t *testing.T) {
	spring, _ := plan.NewDate(2026, 4, 1)
	p := read(t, table.Options{
		Headings: []table.Synonym{{Heading: "What will be different?", Field: "outcome"}, {Heading: "Status", Field: "none"}},
		Ratings:  []plan.RatingWord{{Words: "Behind schedule", Rating: plan.RatingRed}},
		Dates:    []plan.DateWord{{Words: "Spring term", Date: spring}},
	}, draw(t, "Plan", `
		1 | Ref | Action | Due | RAG | What will be different? | Status
		2 | 1 | Audit | Spring term | behind schedule | Safer | Open`))
	if diff := cmp.Diff([]string{"2: 1 | 2026-04-01 | red | Safer | Open"}, told(p, "due", "rag", "outcome", "x:status")); diff != "" {
		t.Errorf("-want +read:\n%s", diff)
	}
}

func TestColouredByRule(t *testing.T) {
	g := draw(t, "Plan", "1 | Ref | Action | RAG\n2 | 1 | a | Red")
	g.Conditional = []table.Range{{Rows: table.Span{First: 2, Last: 90}, Columns: table.Span{First: 3, Last: 3}}}
	p := read(t, table.Options{}, g)
	if note := "column C is coloured by a rule too: a rule's colours were not read"; !slices.Contains(heard(p), note) {
		t.Errorf("no note %q in %q", note, heard(p))
	}
}
