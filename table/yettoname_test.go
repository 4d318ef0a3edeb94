package table_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"actionplan/plan"
	"actionplan/table"
)

// TestUnnamedRows: a row that says Task 4 and no more than what was filled in beforehand
// names no action yet; with a lead it does, and where all are called so they are.
func TestUnnamedRows(t *testing.T) {
	const above = `
		1 | Ref | Action | Lead | Due | Status
		2 | 1 | Review the thresholds with partners | Ann | @2026-03-31 | Open
		3 | 2 | Audit forty cases every month | Bob | @2026-04-30 | Closed`
	sheet := draw(t, "Plan", above+"\n4 | 3 | Action 3 | | | Not started\n5 | 4 | Action 4 | Cas | | Not started\n6 | 5 | TASK 5: | | | ")
	p := read(t, table.Options{}, sheet)
	if got := told(p, plan.FieldAction); len(got) != 3 || got[2] != "5: 4 | Action 4" {
		t.Errorf("read %q", got)
	}
	if line, instead := settles(t, p, "rows 4 and 6 name no actions yet: they were not read"); line != "{kind: unnamed, means: nothing}" || instead != "{kind: unnamed, means: action}" {
		t.Errorf("the lines are %s and %s", line, instead)
	}
	for means, n := range map[table.RowMeaning]int{table.MeansAction: 5, table.MeansNothing: 3} {
		p = read(t, table.Options{Rows: []table.RowRule{{Kind: table.KindUnnamed, Means: means}}}, sheet)
		if len(p.Actions) != n || strings.Contains(notesOf(p), "name no actions yet") {
			t.Errorf("as %s there are %d actions:\n%s", means, len(p.Actions), notesOf(p))
		}
	}
	p = read(t, table.Options{}, draw(t, "Plan", "1 | Ref | Action | Lead | Due | Status\n2 | 1 | Task 1 | | | Open\n3 | 2 | Task 2 | | | Open"))
	if len(p.Actions) != 2 {
		t.Errorf("of an example there are %d actions", len(p.Actions))
	}
}

// TestTemplateRows: a row of marks with examples beside them is a template's.
func TestTemplateRows(t *testing.T) {
	p := read(t, table.Options{}, draw(t, "Plan", `
		1 | Ref | Theme | Action | Lead | Due | Status
		2 | | <Part of the plan> | <What is to be done>\nEx: Train | <Who does it> Ex: Ann | <By when> e.g. 1 May | <How far>\nEx: Open
		3 | 1 | Fire | Review the thresholds with partners | Ann | @2026-03-31 | Open
		4 | 2 | Fire | <b> marks in the guide go | Bob | @2026-04-30 | Closed`))
	if got := told(p, plan.FieldAction); len(got) != 2 || !strings.Contains(notesOf(p), "row 2 holds only a template's marks") {
		t.Errorf("read %q, said %s", got, notesOf(p))
	}
}

// TestRowsThatAsk: a row under the headings that asks for each cell is no action.
func TestRowsThatAsk(t *testing.T) {
	p := read(t, table.Options{}, draw(t, "Risks", `
		1 | Risk ID | Risk statement | Risk owner | Risk response
		2 | | Use the if-then form | Name of whoever watches it | Clearly indicate the response
		3 | 1 | If staff leave early then work is late | Ann | Use a second team in each area
		4 | 2 | If records are lost then cases stop | Bob | Use a copy of every file`))
	if got := told(p, plan.FieldLead); len(got) != 2 || !strings.Contains(notesOf(p), "row 2 explains the headings") {
		t.Errorf("read %q, said %s", got, notesOf(p))
	}
}

// TestTotalsAfterANumber: a total is one also where a number or a dash stands before its
// word.
func TestTotalsAfterANumber(t *testing.T) {
	p := read(t, table.Options{}, draw(t, "Tasks", `
		1 | Round | Need | Task | Estimate | Spent | Status
		2 | #1.2 | #4 | Review the thresholds with partners | #3 | #2 | Open
		3 | #1.2 | #4 | Audit forty cases every month | #3 | #2 | Open
		4 | #1.2 | - | Totals | #6 | #4 |
		5 | #2.1 | #5 | Total the figures of each school | #3 | #2 | Open`))
	if got := told(p, plan.FieldAction); len(got) != 3 || !strings.Contains(notesOf(p), "row 4 is a total") {
		t.Errorf("read %q, said %s", got, notesOf(p))
	}
}

// TestRowsThatSpan: rows that each begin with the first and end with the last of those
// under them stand over them, where all of the table is parted so; where nothing else
// tells it, they are actions, and doubted.
func TestRowsThatSpan(t *testing.T) {
	const plans = `
		1 | Task | Lead | Start | Due | Status
		2 | Discovery | %s | @2026-01-05 | @2026-02-27 | %s
		3 | Interview the heads | Ann | @2026-01-05 | @2026-01-30 | Open
		4 | Write up what was found | Bob | @2026-02-02 | @2026-02-27 | Open
		5 | Building | %s | @2026-03-02 | @2026-05-29 | %s
		6 | Build the first part | Ann | @2026-03-02 | @2026-03-31 | Open
		7 | Build the second part | Bob | @2026-04-01 | @2026-05-29 | Open`
	p := read(t, table.Options{}, draw(t, "Plan", strings.NewReplacer("%s", "").Replace(plans)))
	if len(p.Actions) != 4 || !strings.Contains(notesOf(p), "rows 2 and 5 were read as the headings of the rows under them") {
		t.Errorf("%d actions, said %s", len(p.Actions), notesOf(p))
	}
	p = read(t, table.Options{}, draw(t, "Plan", strings.NewReplacer("%s", "Ann").Replace(plans)))
	if len(p.Actions) != 6 || !strings.Contains(notesOf(p), "rows 2 and 5 stand over the rows under them") {
		t.Errorf("%d actions, said %s", len(p.Actions), notesOf(p))
	}
	near := strings.NewReplacer("%s", "Ann", "@2026-02-27 | Open", "@2026-03-31 | Open").Replace(plans)
	if p = read(t, table.Options{}, draw(t, "Plan", near)); len(p.Actions) != 6 || strings.Contains(notesOf(p), "stand over") || strings.Contains(notesOf(p), "stands over") {
		t.Errorf("one group alone: %d actions, said %s", len(p.Actions), notesOf(p))
	}
}

// TestSetInIsDoubted: a row under which others are set in may be their heading, and no
// other sign is asked for to say so.
func TestSetInIsDoubted(t *testing.T) {
	g := draw(t, "Plan", `
		1 | ID | Task | Lead | Due
		2 | 1 | Find what is amiss | Ann | @2026-03-31
		3 | 2 | Interview the heads | Bob | @2026-03-31
		4 | 3 | Write up what was found | Ann | @2026-03-31
		5 | 4 | Mend what is amiss | Bob | @2026-03-31
		6 | 5 | Build the first part | Ann | @2026-03-31`)
	for _, i := range []int{2, 3, 5} {
		c := &g.Rows[i].Cells[1]
		c.Text = "    " + c.Text
		c.Raw = c.Text
	}
	p := read(t, table.Options{}, g)
	if line, _ := settles(t, p, "rows 2 and 5 stand over the rows under them"); len(p.Actions) != 5 || line != "{kind: summary, means: action}" {
		t.Errorf("%d actions, the line is %s", len(p.Actions), line)
	}
}

// TestRowsThatOpenThemes: where each theme stands once, in a row without an action, that
// row goes on with none.
func TestRowsThatOpenThemes(t *testing.T) {
	drawing := "1 | Theme | Part | Action | Status\n2 | Fire | First part | | Done"
	for row := 3; row < 24; row++ {
		if row == 12 {
			drawing += "\n12 | Flood | Second part | | Open"
			continue
		}
		drawing += fmt.Sprintf("\n%d | | | Review the thresholds of partner %d | Open", row, row)
	}
	p := read(t, table.Options{}, draw(t, "Plan", drawing))
	if said := notesOf(p); len(p.Actions) != 20 || strings.Contains(said, "goes on with") || !strings.Contains(said, "rows 2 and 12 do not say what is to be done: they were not read") {
		t.Errorf("%d actions, said %s", len(p.Actions), said)
	}
}

// TestTablesSideBySide: two tables with the same headings stand side by side though no
// blank column parts them.
func TestTablesSideBySide(t *testing.T) {
	p := read(t, table.Options{}, draw(t, "Plan", `
		1 | Action | Lead | Due | Action | Lead | Due
		2 | Review the thresholds | Ann | @2026-03-31 | Write to every school | Bob | @2026-05-31
		3 | Audit forty cases | Bob | @2026-04-30 | Meet the board each month | Cas | @2026-06-30`))
	if got := told(p, plan.FieldAction, plan.FieldLead); !slices.Equal(got, []string{"2:  | Review the thresholds | Ann", "3:  | Audit forty cases | Bob", "2:  | Write to every school | Bob", "3:  | Meet the board each month | Cas"}) {
		t.Errorf("read %q, said %s", got, notesOf(p))
	}
	for _, c := range p.Columns {
		if !c.Field.Known() {
			t.Errorf("column %s of %s is %s", c.Letter, c.Table, c.Field)
		}
	}
}
