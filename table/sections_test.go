package table_test

import (
	"slices"
	"strings"
	"testing"

	"actionplan/plan"
	"actionplan/table"
)

// plans are drawn, and what their actions say of a field; "" for a plan whose actions
// are all of no theme.
func TestNumberedSections(t *testing.T) {
	for _, c := range []struct {
		name, drawing string
		want          []string // row: ref | theme
		said          string   // a part of the notes; "" where no heading is said
	}{
		{
			"numbered beside the text, in a column of its own",
			`1 | No | Plan details | Owner | Due | Status
			 2 | #1 | Preparation phase
			 3 |  | Agree the invoice | Ann | @2026-03-31 | Done
			 4 |  | Ask for a server | Bob | @2026-03-31 | Open
			 5 | #2 | First visit
			 6 |  | Meet the team | Ann | @2026-04-30 | Open
			 7 | 3. | Last phase
			 8 |  | Stand by | Bob | @2026-05-31 | Open`,
			[]string{"3:  | 1 Preparation phase", "4:  | 1 Preparation phase", "6:  | 2 First visit", "8:  | 3. Last phase"},
			"rows 2, 5 and 7 have only a text and a number that no other rows have: they were read as headings of sections",
		},
		{
			"numbered in the column of the refs, which no action has",
			`1 | Ref | Action | Owner | Due | Status
			 2 | #1 | Preparation phase
			 3 |  | Agree the invoice | Ann | @2026-03-31 | Done
			 4 | #2 | First visit
			 5 |  | Meet the team | Ann | @2026-04-30 | Open`,
			[]string{"3:  | 1 Preparation phase", "5:  | 2 First visit"},
			"rows 2 and 4 have only a text and a number",
		},
		{
			"actions with a number, some of them yet to be filled in",
			`1 | No | Action | Owner | Due | Status
			 2 | #1 | Agree the invoice | Ann | @2026-03-31 | Done
			 3 | #2 | Ask for a server
			 4 | #3 | Meet the team | Ann | @2026-04-30 | Open`,
			[]string{"2: 1 | ", "3: 2 | ", "4: 3 | "}, "",
		},
		{
			"numbers that a fuller row has too",
			`1 | No | Action | Owner | Due | Status
			 2 | #1 | Prepare the phase
			 3 |  | Agree the invoice | Ann | @2026-03-31 | Done
			 4 | #2 | Visit the school
			 5 | #3 | Meet the team | Ann | @2026-04-30 | Open`,
			[]string{"2: 1 | ", "3:  | ", "4: 2 | ", "5: 3 | "}, "",
		},
		{
			"numbers that do not run",
			`1 | No | Action | Owner | Due | Status
			 2 | #4 | Prepare the phase
			 3 |  | Agree the invoice | Ann | @2026-03-31 | Done
			 4 | #9 | Visit the school
			 5 |  | Meet the team | Ann | @2026-04-30 | Open`,
			[]string{"2: 4 | ", "3:  | ", "4: 9 | ", "5:  | "}, "",
		},
		{
			"one such row alone, and nothing under another",
			`1 | No | Action | Owner | Due | Status
			 2 | #1 | Prepare the phase
			 3 |  | Agree the invoice | Ann | @2026-03-31 | Done
			 4 |  | Meet the team | Ann | @2026-04-30 | Open
			 5 | #2 | Visit the school`,
			[]string{"2: 1 | ", "3:  | ", "4:  | ", "5: 2 | "}, "",
		},
	} {
		p := read(t, table.Options{}, draw(t, "Plan", c.drawing))
		if got := told(p, plan.FieldTheme); !slices.Equal(got, c.want) {
			t.Errorf("%s: read %q, want %q", c.name, got, c.want)
		}
		if notes := notesOf(p); c.said == "" && strings.Contains(notes, "headings of sections") || !strings.Contains(notes, c.said) {
			t.Errorf("%s: said:\n%s", c.name, notes)
		}
	}
}

// A title stands over a table under another: bold or filled, and a blank row or its
// own merge before the headings.
func TestTitlesOfFurtherTables(t *testing.T) {
	grid := func(title string, bold bool) table.Grid {
		g := draw(t, "Plan", `
			1 | Remote working
			2 | Action | Lead | Due
			3 | Write to every school | Ann | @2026-03-31
			4 | Train the hosts | Bob | @2026-03-31
			`+title+`
			10 | Action | Lead | Due
			11 | Empty the archive | Ann | @2026-04-30`)
		for i := range g.Rows {
			for k := range g.Rows[i].Cells {
				if c := &g.Rows[i].Cells[k]; len(g.Rows[i].Cells) == 1 && bold && c.Column == 1 {
					c.Look = c.Look.With(table.Bold, true)
				}
			}
		}
		return g
	}
	for _, c := range []struct {
		name, title string
		bold        bool
		want        string // the theme of row 11
		actions     int
	}{
		{"right above the headings", "9 | Archives", true, "Archives", 3},
		{"a blank row between", "8 | Archives", true, "Archives", 3},
		{"right under the table above, and a blank row between", "5 | Archives\n9 |", true, "", 3},
		{"merged over two rows", "8 | Archives\n9 | ^", true, "Archives", 3},
		{"merged over two rows, and a blank one", "7 | Archives\n8 | ^", true, "Archives", 3},
		{"filled, and not bold", "8 | Archives ~FFFF00", false, "Archives", 3},
		{"two blank rows between", "7 | Archives", true, "", 3},
		{"a note and no title", "8 | Note: see the policy", true, "", 3},
		{"as plain as the rows above", "8 | Archives", false, "", 3},
	} {
		p := read(t, table.Options{}, grid(c.title, c.bold))
		last := p.Actions[len(p.Actions)-1]
		if got := last.Value(plan.FieldTheme).Text; got != c.want {
			t.Errorf("%s: row %d has the theme %q, want %q\n%s", c.name, last.Row, got, c.want, notesOf(p))
		}
	}
	below := draw(t, "Plan", `
		2 | Action | Lead | Due
		3 | Write to every school | Ann | @2026-03-31
		4 | Archives ~FFFF00
		6 | Action | Lead | Due
		7 | Empty the archive | Ann | @2026-04-30`)
	p := read(t, table.Options{}, below)
	if got := told(p, plan.FieldTheme); !slices.Equal(got, []string{"3:  | ", "7:  | Archives"}) {
		t.Errorf("a title right under the table above: %q", got)
	}
	if !slices.Contains(heard(p), "row 4 is the title of the table under it: its actions have it for their theme") {
		t.Errorf("the title is not said:\n%s", notesOf(p))
	}
	below.Rows[2].Cells[0].Fill = ""
	if got := told(read(t, table.Options{}, below), plan.FieldTheme); !slices.Equal(got, []string{"3:  | ", "4:  | ", "7:  | "}) {
		t.Errorf("an action right above a blank row: %q", got)
	}
}

func TestRowsThatFormulasTell(t *testing.T) {
	p := read(t, table.Options{}, draw(t, "Register", `
		1 | Scenario | Source | Proposed controls | Due | Status | Kind
		2 | =Ports are left open on the public server | =Assessment | Close every port that is not in use | @2026-03-31 | =On track for now | Technical
		3 | =A malicious message is sent to a user | =Assessment | | | =On track for now | Technical
		4 | =The keys of the office are lost by a visitor | =Assessment | | | =On track for now | Technical
		5 | =The archive is lost in a flood or fire | =Assessment | | | =On track for now | Technical
		6 | =A supplier goes out of business too early | =Assessment | | | =On track for now | Technical
		7 | =The council's own network is down | =Assessment | | | =On track for now | Technical
		8 | | =Assessment | | | =On track for now
		9 | | =Assessment | | | =On track for now
		10 | | =#0 | | | =#0`))
	if got := told(p, plan.FieldAction); len(got) != 6 || got[0] != "2:  | Close every port that is not in use" || got[5] != "7:  | " {
		t.Errorf("read %q\n%s", got, notesOf(p))
	}
	for _, said := range []string{
		"rows 8-9 say only what formulas work out: they are no actions",
		`column C, "Proposed controls", was taken for the action, and says something in 1 of 6 rows`,
	} {
		if !slices.Contains(heard(p), said) {
			t.Errorf("nothing says %q:\n%s", said, notesOf(p))
		}
	}
}
