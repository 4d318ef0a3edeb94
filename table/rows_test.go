package table_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"actionplan/plan"
	"actionplan/table"
)

// look has a cell of a drawn grid look otherwise.
func look(g table.Grid, row, column int, to func(*table.Cell)) table.Grid {
	for i := range g.Rows {
		for j := range g.Rows[i].Cells {
			if c := &g.Rows[i].Cells[j]; g.Rows[i].Number == row && c.Column == column {
				to(c)
			}
		}
	}
	return g
}

func bold(c *table.Cell) { c.Look = c.Look.With(table.Bold, true) }

const fourRows = `
	1 | Ref | Action | Lead | Due
	2 | 1.1 | Review the thresholds with partners | Head of Service | May 2026
	3 | | %s
	4 | 1.2 | Audit forty cases every month | Head of Service | June 2026
	5 | 1.3 | Train every team manager | Head of Service | June 2026`

// TestRowsOfOneText tells an action of which only the text is written from the
// heading of a section.
func TestRowsOfOneText(t *testing.T) {
	drawn := func(text string) table.Grid {
		return draw(t, "Plan", strings.ReplaceAll(fourRows, "%s", text))
	}
	heading := []string{"2: 1.1 | ", "4: 1.2 | ", "5: 1.3 | "}
	for _, c := range []struct {
		name   string
		grid   table.Grid
		theme  string // "" where it is an action
		doubts bool
	}{
		{"a sentence", drawn("Write to every school about the new front door arrangements and the training"), "", false},
		{"a few words", drawn("Tell every school"), "", true},
		{"bold as no action is", look(drawn("Practice"), 3, 2, bold), "Practice", false},
		{"filled as no action is", drawn("Practice ~D9E1F2"), "Practice", false},
		{"merged across", drawn("Practice | < | <"), "Practice", false},
		{"its number is the first part of the next one's", drawn("1. Practice"), "1. Practice", false},
		{"a number that the next is no part of", drawn("3 weeks of training"), "", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := read(t, table.Options{}, c.grid)
			want := slices.Clone(heading)
			if c.theme == "" {
				want = slices.Insert(want, 1, "3:  | ")
			} else {
				for i := range want[1:] {
					want[1+i] += c.theme
				}
			}
			if diff := cmp.Diff(want, told(p, "theme")); diff != "" {
				t.Errorf("-want +read:\n%s", diff)
			}
			if doubts := strings.Contains(strings.Join(heard(p), "\n"), "could be a heading"); doubts != c.doubts {
				t.Errorf("doubted %t, want %t: %q", doubts, c.doubts, heard(p))
			}
		})
	}
}

func TestAHeadingThatTheThemeColumnSays(t *testing.T) {
	p := read(t, table.Options{}, draw(t, "Plan", `
		1 | Ref | Theme | Action | Lead
		2 | 1.1 | Leadership | Appoint a director of practice | Chief Executive
		3 | | | Practice
		4 | 2.1 | Practice | Audit forty cases | Principal
		5 | 2.2 | Practice | Train every manager | Principal`))
	if diff := cmp.Diff([]string{"2: 1.1", "4: 2.1", "5: 2.2"}, told(p)); diff != "" {
		t.Errorf("-want +read:\n%s", diff)
	}
}

// A heading is one over a row that has only its text, too, and under the table
// there is none.
func TestAHeadingOverARowOfOneText(t *testing.T) {
	parts := look(look(draw(t, "Plan", `
		1 | Action | Lead | Due
		2 | Review the thresholds with partners | Head of Service | May 2026
		3 | Part two
		4 | Practice
		5 | Train every team manager | Head of Service | May 2026`), 3, 1, bold), 4, 1, bold)
	if diff := cmp.Diff([]string{"2:  | ", "5:  | Practice"}, told(read(t, table.Options{}, parts), "theme")); diff != "" {
		t.Errorf("a heading over a heading: -want +read:\n%s", diff)
	}
	g := look(draw(t, "Plan", `
		1 | Action | Lead | Due
		2 | Review the thresholds with partners | Head of Service | May 2026
		3 | Practice
		4 | Train every team manager in the practice standards and in supervision`), 3, 1, bold)
	if diff := cmp.Diff([]string{"2:  | ", "4:  | Practice"}, told(read(t, table.Options{}, g), "theme")); diff != "" {
		t.Errorf("-want +read:\n%s", diff)
	}
}

// Where all the rows have only their text, they are the actions, and those that
// stand out are their headings.
func TestRowsOfOneTextAlone(t *testing.T) {
	p := read(t, table.Options{}, draw(t, "Plan", `
		1 | Action | Lead | Due
		2 | Review the thresholds
		3 | Audit forty cases
		4 | Train every manager`))
	if len(p.Actions) != 3 {
		t.Errorf("read %q", told(p, "action"))
	}
}

// TestGoingOn: a row that names no action goes on with the one above.
func TestGoingOn(t *testing.T) {
	p := read(t, table.Options{}, draw(t, "Plan", `
		1 | Ref | Action | Lead | Due | Status | Progress
		2 | 1.1 | Review the thresholds | Head of Service | May 2026 | Open | Begun in January
		3 | | | Principal | | | Draft shared in March
		4 | | | | June 2026 | Closed | Board agreed
		5 | 1.2 | Audit forty cases | Principal | June 2026 | Open |
		6 | | | | | | Sample drawn
		8 | | | | | | Nobody's words
		9 | 1.3 | Train every manager | Principal | June 2026 | Open | None yet`))
	if diff := cmp.Diff([]string{"2: 1.1 | Begun in January", "5: 1.2 | ", "9: 1.3 | None yet"}, told(p, "progress")); diff != "" {
		t.Errorf("the plan itself: -want +read:\n%s", diff)
	}
	want := []string{
		"2: 1.1 | Head of Service\nPrincipal | 2026-05-31 | Begun in January\nDraft shared in March\nBoard agreed",
		"5: 1.2 | Principal | 2026-06-30 | Sample drawn",
		"9: 1.3 | Principal | 2026-06-30 | None yet",
	}
	if diff := cmp.Diff(want, told(p.View(), "lead", "due", "progress")); diff != "" {
		t.Errorf("as a reader takes it: -want +read:\n%s", diff)
	}
	for _, note := range []string{
		"rows 3 and 6 go on with the actions above them",
		"row 4 goes on with the action of row 2: its own due and status were not read",
		"row 8 does not say what is to be done: it was not read",
	} {
		if !slices.Contains(heard(p), note) {
			t.Errorf("no note %q in %q", note, heard(p))
		}
	}
	if e := p.View().Actions[1].Entry(plan.FieldProgress); e.Cell.Row != 5 {
		t.Errorf("the progress of 1.2 is written to %s", e.Cell)
	}
}

// An action merged down over its lines is one; an action of its own on each
// line is not.
func TestMergedDown(t *testing.T) {
	p := read(t, table.Options{}, draw(t, "Plan", `
		1 | Ref | Action | Lead | Progress
		2 | 1.1 | Review the thresholds | Head of Service | Begun
		3 | ^ | ^ | Principal | Shared
		4 | 1.2 | Audit forty cases | Principal |
		5 | ^ | Train every manager | Principal | Booked
		6 | ^ | | | Two trained
		7 | ^ | Tell the board | Director |
		8 | 1.3 | Record supervision | Principal | Begun`))
	want := []string{
		"2: 1.1 | Review the thresholds | Begun\nShared", "4: 1.2 (a) | Audit forty cases | ", "5: 1.2 (b) | Train every manager | Booked\nTwo trained",
		"7: 1.2 (c) | Tell the board | ", "8: 1.3 | Record supervision | Begun",
	}
	if diff := cmp.Diff(want, told(p.View(), "action", "progress")); diff != "" {
		t.Errorf("-want +read:\n%s", diff)
	}
	if a := p.Actions[2]; a.Letter != "b" || a.Value(plan.FieldRef).Text != "1.2" {
		t.Errorf("the second of 1.2 has the letter %q and the ref %q", a.Letter, a.Value(plan.FieldRef).Text)
	}
	if note := "one ref is merged down over several actions, which are called (a), (b) and so on: 1.2 (rows 4 to 7)"; !slices.Contains(heard(p), note) {
		t.Errorf("no note %q in %q", note, heard(p))
	}
	if strings.Contains(strings.Join(heard(p), "\n"), "more than once") {
		t.Errorf("a shared ref is taken for a doubled one: %q", heard(p))
	}
}

// TestUnderATable: what stands under the last action is no action, also right
// under it.
func TestUnderATable(t *testing.T) {
	const plain = `
		1 | Action | Lead | Due
		2 | Review the thresholds with partners | Head of Service | May 2026
		3 | Audit forty cases every month | Head of Service | June 2026
		`
	for _, c := range []struct {
		name, under string
		actions     int
	}{
		{"a key", "4 | Key\n5 | Red – off track ~FF0000\n6 | Amber – at risk ~FFC000", 2},
		{"a key without its heading", "4 | Red: off track\n5 | Amber: some risk\n6 | Green: on track", 2},
		{"a key of two columns", "4 | Red | off track\n5 | Amber | some risk", 2},
		{"a signature", "4 | Signed off by the Director\n5 | Date:", 2},
		{"a note", "4 | Note: dates in bold have been agreed", 2},
		{"a total", "4 | Total | | #2", 2},
		{"what follows a note", "4 | Notes\n5 | Dates in bold have been agreed by the board", 2},
		{"an action about keys", "4 | Key workers are named for each child", 3},
		{"an action about dates", "4 | Date stamps stand on every record", 3},
		{"an action about a place called Green", "4 | Green Lane hub opens to families", 3},
		{"an action about notes", "4 | Notes of visits are written within a day", 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := read(t, table.Options{}, draw(t, "Plan", plain+c.under))
			if len(p.Actions) != c.actions {
				t.Errorf("read %q", told(p, "action"))
			}
			if said := strings.Join(heard(p), "\n"); c.actions == 2 && !strings.Contains(said, "no action") {
				t.Errorf("not said: %q", said)
			}
		})
	}
}

// TestARefThatGoesOn: under a gap, a ref that goes on and a text are an action that
// is yet to be filled in; notes are numbered from 1 again.
func TestARefThatGoesOn(t *testing.T) {
	const plain = `
		1 | Ref | Action | Lead | Due | Status
		2 | %s1 | Review the thresholds with partners | Head | May 2026 | Open
		3 | %s2 | Audit forty cases every month | Head | June 2026 | Open
		6 | %s | Train every manager in each area`
	for _, c := range []struct {
		name, before, last string
		actions            int
	}{
		{"the next number", "", "3", 3},
		{"the next ref", "CS-00", "CS-003", 3},
		{"a number that stands already", "", "1", 2},
		{"a number among refs", "CS-00", "1", 2},
		{"a word", "", "Then", 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := read(t, table.Options{}, draw(t, "Plan", fmt.Sprintf(plain, c.before, c.before, c.last)))
			if len(p.Actions) != c.actions {
				t.Errorf("read %q", told(p, "action"))
			}
			if said := strings.Join(heard(p), "\n"); c.actions == 2 && !strings.Contains(said, "row 6 ") {
				t.Errorf("not said: %q", said)
			}
		})
	}
}

// TestAboveTheFirstAction: how a table is filled in is no action and no theme.
func TestAboveTheFirstAction(t *testing.T) {
	for _, c := range []struct {
		text, theme string
		actions     int
	}{
		{"Please complete every column by the 5th of each month | < | <", "", 2},
		{"Use the drop-down lists in columns D and E | < | <", "", 2},
		{"Note: dates are those of the board | < | <", "", 2},
		{"Priority 1: Complete and timely assessments | < | <", "Priority 1: Complete and timely assessments", 2},
		{"Complete the review of every plan with partners", "", 3},
	} {
		t.Run(c.text, func(t *testing.T) {
			p := read(t, table.Options{}, draw(t, "Plan", `
				1 | Action | Lead | Due
				2 | `+c.text+`
				3 | Review the thresholds with partners | Head of Service | May 2026
				4 | Audit forty cases every month | Head of Service | June 2026`))
			last := p.Actions[len(p.Actions)-1]
			if len(p.Actions) != c.actions || last.Value(plan.FieldTheme).Text != c.theme {
				t.Errorf("read %q", told(p, "action", "theme"))
			}
		})
	}
}

// TestBesideATable: a guide or a small table beside the plan is no part of it,
// and a spacer alone parts nothing.
func TestBesideATable(t *testing.T) {
	for _, c := range []struct {
		name, drawing string
		columns       int
	}{
		{"a guide", `
			1 | Ref | Action | Lead | Due | | RAG guide
			2 | 1 | Review the thresholds | Head of Service | May 2026 | | Red: off track
			3 | 2 | Audit forty cases | Head of Service | June 2026 | | Amber: some risk
			4 | | | | | | Green: on track`, 4},
		{"a key by what it says", `
			1 | Ref | Action | Lead | Due | | What the colours are
			2 | 1 | Review the thresholds | Head of Service | May 2026 | | Red: off track
			3 | 2 | Audit forty cases | Head of Service | June 2026 | | Amber: some risk`, 4},
		{"a small table", `
			1 | Ref | Action | Lead | Due | | Team | Cases
			2 | 1 | Review the thresholds | Head of Service | May 2026 | | North | #4
			3 | 2 | Audit forty cases | Head of Service | June 2026 | | South | #6
			4 | 3 | Train every manager | Principal | June 2026
			5 | 4 | Tell the board | Principal | June 2026`, 4},
		{"a column after a spacer", `
			1 | Ref | Action | Lead | Due | | Status
			2 | 1 | Review the thresholds | Head of Service | May 2026 | | Open
			3 | 2 | Audit forty cases | Head of Service | June 2026 | | Closed
			4 | 3 | Train every manager | Principal | June 2026 | | Open`, 5},
		{"a column of ratings after a spacer", `
			1 | Ref | Action | Lead | Due | | RAG
			2 | 1 | Review the thresholds | Head of Service | May 2026 | | Red
			3 | 2 | Audit forty cases | Head of Service | June 2026 | | Amber
			4 | 3 | Train every manager | Principal | June 2026 | | Green`, 5},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := read(t, table.Options{}, draw(t, "Plan", c.drawing))
			if len(p.Columns) != c.columns {
				t.Errorf("read the columns %q", columnsOf(p))
			}
			said := strings.Contains(strings.Join(heard(p), "\n"), "beside the table")
			if said != (c.columns == 4) {
				t.Errorf("said %q", heard(p))
			}
		})
	}
}

func TestSideBySide(t *testing.T) {
	p := read(t, table.Options{}, draw(t, "Plan", `
		1 | Ref | Action | Lead | | No | Task | Owner
		2 | 1 | Review the thresholds | Head of Service | | 7 | Write to schools | Principal
		3 | 2 | Audit forty cases | Head of Service | | 8 | Open the hub | Estates
		4 | 3 | Train every manager | Principal`))
	want := []string{
		"2: 1 | Review the thresholds | Head of Service", "3: 2 | Audit forty cases | Head of Service", "4: 3 | Train every manager | Principal",
		"2: 7 | Write to schools | Principal", "3: 8 | Open the hub | Estates",
	}
	if diff := cmp.Diff(want, told(p, "action", "lead")); diff != "" {
		t.Errorf("-want +read:\n%s", diff)
	}
	if said := strings.Join(heard(p), "\n"); strings.Contains(said, "beside the table") {
		t.Errorf("said %q", said)
	}
	ids := map[plan.ID]bool{}
	for _, a := range p.Actions {
		ids[a.ID] = true
	}
	if len(ids) != 5 || len(p.Tables) != 2 || p.Tables[0].Name == p.Tables[1].Name {
		t.Errorf("ids %v, tables %v", ids, p.Tables)
	}
}

func TestLinesAboveATable(t *testing.T) {
	labelled := read(t, table.Options{}, draw(t, "Plan", `
		1 | Report date: 3 March 2026
		2 | ILACS action plan
		4 | Ref | Action | Lead
		5 | 1 | Audit forty cases | Principal`))
	if labelled.Title != "ILACS action plan" {
		t.Errorf("title %q", labelled.Title)
	}
	p := read(t, table.Options{}, draw(t, "Plan", `
		1 | Children's Services Improvement Plan
		2 | Senior responsible officer: Director of Children's Services
		3 | Last updated: 3 March 2026
		5 | Ref | Action | Lead
		6 | 1 | Audit forty cases | Principal
		7 | 2 | Train every manager | Principal`))
	if p.Title != "Children's Services Improvement Plan" || p.Tables[0].Accountable != "Director of Children's Services" {
		t.Errorf("title %q, accountable %q", p.Title, p.Tables[0].Accountable)
	}
}

// TestTitles: a line above the headings is the plan's title, or a label, or the
// heading of some of its columns.
func TestTitles(t *testing.T) {
	for _, c := range []struct {
		name, above, title string
		bold               bool
	}{
		{"a colon in it", "1 | Improvement Board: plan on a page", "Improvement Board: plan on a page", true},
		{"a colon before the action plan", "1 | ILACS 2026: post-inspection action plan", "ILACS 2026: post-inspection action plan", true},
		{"a colon before the programme and its years", "1 | Westmere: improvement programme 2026-27", "Westmere: improvement programme 2026-27", true},
		{"a colon in it, and no letters of its own", "1 | Improvement Board: plan on a page", "Improvement Board: plan on a page", false},
		{"a colon in it, over the second column", "1 | | Local area SEND: priority action plan\n2 | | SRO: Assistant Director, Education", "Local area SEND: priority action plan", false},
		{"a plan of somebody", "1 | Neglect strategy: joint action plan of the safeguarding partners", "Neglect strategy: joint action plan of the safeguarding partners", false},
		{"a label beside what it is of", "1 | Improvement Board: action plan | 3 March 2026", "", false},
		{"a label of a service", "1 | Service: Early help plan", "", false},
		{"a label for the plan's name", "1 | Document title: Improvement plan", "", true},
		{"a label of another plan", "1 | Linked to: Early help plan", "", true},
		{"a label of a date", "1 | Report date: 3 March 2026", "", true},
		{"a bold label under the title", "1 | Westmere\n2 | Board: action plan", "Westmere", true},
		{"a bold label under another", "1 | Report date: 3 March 2026\n2 | Board: action plan", "", true},
		{"a heading over two columns", "3 | | | Timescale", "", false},
		{"a bold heading over two columns", "3 | | | Timescale", "", true},
		{"a heading over two columns, and the title", "1 | Improvement plan\n3 | | | Timescale", "Improvement plan", false},
		{"a title over the second column, with a row between", "2 | | Improvement plan", "Improvement plan", false},
		{"a part's bold heading under the title", "1 | Youth Justice improvement plan 2026/27\n2 | Owner: Head of Youth Justice\n3 | A. Governance", "Youth Justice improvement plan 2026/27", false},
		{"a title over the first column", "3 | Improvement plan", "Improvement plan", false},
		{"a title merged across from the second", "3 | | Improvement plan | < | <", "Improvement plan", false},
	} {
		g := draw(t, "Plan", c.above+`
			4 | Ref | Action | Start | Due
			5 | 1.1 | Review the thresholds with partners | 1 April 2026 | 31 May 2026
			6 | 1.2 | Audit forty cases every month | 1 April 2026 | 30 June 2026`)
		if c.bold {
			for row := range 3 {
				for column := range 4 {
					g = look(g, row+1, column+1, bold)
				}
			}
		}
		if c.name == "a part's bold heading under the title" {
			g = look(g, 3, 1, bold)
		}
		if p := read(t, table.Options{}, g); p.Title != c.title || len(p.Actions) != 2 {
			t.Errorf("%s: the title is %q, want %q; %d actions", c.name, p.Title, c.title, len(p.Actions))
		}
	}
}

// TestHeadingsOfOneWord: a section's heading of one word stands where refs do, and is
// told from them whatever stands under the table there.
func TestHeadingsOfOneWord(t *testing.T) {
	for _, under := range []string{"", "6 | Total | | | #2", "6 | Sum | #2", "8 | Signed | the Director"} {
		p := read(t, table.Options{}, draw(t, "Plan", `
			1 | Ref | Action | Lead | Due
			2 | Workforce
			3 | 1.1 | Review the thresholds with partners | Head of Service | May 2026
			4 | Partnership
			5 | 1.2 | Audit forty cases every month | Head of Service | June 2026
			`+under))
		if diff := cmp.Diff([]string{"3: 1.1 | Workforce", "5: 1.2 | Partnership"}, told(p, "theme")); diff != "" {
			t.Errorf("over %q: -want +read:\n%s", under, diff)
		}
	}
	p := read(t, table.Options{}, draw(t, "Plan", `
		1 | Ref | Action | Lead | Due
		2 | Action 1 | Review the thresholds with partners | Head of Service | May 2026
		3 | Action 2
		4 | 1.3 | Audit forty cases every month | Head of Service | June 2026
		5 | 1.4 | Train every manager | Head of Service | June 2026`))
	if diff := cmp.Diff([]string{"2: Action 1 | ", "4: 1.3 | ", "5: 1.4 | "}, told(p, "theme")); diff != "" {
		t.Errorf("a ref of a word and a number that stands alone: -want +read:\n%s", diff)
	}
	p = read(t, table.Options{}, draw(t, "Plan", `
		1 | Ref | Action | Lead | Due
		2 | Housing | Review the thresholds with partners | Head of Service | May 2026
		3 | Police
		4 | Schools | Audit forty cases every month | Head of Service | June 2026`))
	if diff := cmp.Diff([]string{"2: Housing | ", "4: Schools | "}, told(p, "theme")); diff != "" {
		t.Errorf("a ref of one word that stands alone: -want +read:\n%s", diff)
	}
}

// A row that is struck out whole takes no theme from the rows its own is merged
// down to.
func TestAThemeMergedDownFromAStruckRow(t *testing.T) {
	g := draw(t, "Plan", `
		1 | Theme | Action | Lead
		2 | Front door | Review the thresholds | Head of Service
		3 | ^ | Audit forty cases | Head of Service
		4 | Practice | Train every manager | Principal
		5 | ^ | Tell the board | Principal`)
	struck := func(c *table.Cell) { c.Look = c.Look.With(table.Struck, true) }
	for column := 1; column <= 3; column++ {
		g = look(g, 2, column, struck)
	}
	g = look(g, 4, 1, struck)
	var themes []string
	for _, a := range read(t, table.Options{}, g).View().Actions {
		themes = append(themes, a.Value(plan.FieldTheme).Text)
	}
	if want := []string{"Front door", "Front door", "", ""}; !slices.Equal(themes, want) {
		t.Errorf("themes %q, want %q", themes, want)
	}
}

// TestHeadingsOverTotals: a total and a key are no refs, whose look headings in the
// refs' column would have.
func TestHeadingsOverTotals(t *testing.T) {
	for name, under := range map[string]string{"a total": "6 | Total | | | #300", "a key": "7 | Key\n8 | Green | Complete\n9 | Amber | At risk"} {
		p := read(t, table.Options{}, draw(t, "Plan", `
			1 | Ref | Action | Lead | Cost
			2 | Leadership
			3 | 1.1 | Write to every school | Head of Service | #100
			4 | Practice
			5 | 2.1 | Audit forty cases | Team Manager | #200
			`+under))
		if got := p.Actions[0].Heading + ", " + p.Actions[1].Heading; got != "Leadership, Practice" {
			t.Errorf("over %s the headings are %q:\n%s", name, got, notesOf(p))
		}
	}
	p := read(t, table.Options{}, draw(t, "Plan", "1 | Ref | Action | Lead | Cost\n2 | Alpha | Write to every school | Head | #1\n3 | Bravo | Audit forty cases | Head | #2\n4 | Delta"))
	if !strings.Contains(notesOf(p), "row 4 has a ref and nothing else") {
		t.Errorf("a ref of letters is a heading:\n%s", notesOf(p))
	}
}
