package table_test

import (
	"slices"
	"strings"
	"testing"

	"actionplan/plan"
	"actionplan/table"
)

// rowsCase is a drawing, with what its actions say of a field when it is read.
type rowsCase struct {
	name, drawing string
	want          []string // row: ref | field
	said, unsaid  string   // parts of the notes
}

func tryRows(t *testing.T, f plan.Field, cases []rowsCase) {
	t.Helper()
	for _, c := range cases {
		p := read(t, table.Options{}, draw(t, "Plan", c.drawing))
		if got := told(p, f); !slices.Equal(got, c.want) {
			t.Errorf("%s: read\n%q, want\n%q", c.name, got, c.want)
		}
		if notes := notesOf(p); !strings.Contains(notes, c.said) || c.unsaid != "" && strings.Contains(notes, c.unsaid) {
			t.Errorf("%s: said:\n%s", c.name, notes)
		}
	}
}

// Rows that have only their text and are labelled alike are read alike.
func TestRowsLabelledAlike(t *testing.T) {
	tryRows(t, plan.FieldTheme, []rowsCase{
		{
			"a row between two that it is numbered with, filled as no action is",
			`1 | Task | Who | Start | Due
			 2 | 3. Build the hub | Ann | 01/06/2026 | 30/06/2026
			 3 | Paint it | Ann | 01/06/2026 | 30/06/2026
			 4 | 4. Maintain it ~00FF00
			 5 | 5. Watch it | Bob | 01/06/2026 | 30/06/2026
			 6 | Count it | Bob | 01/06/2026 | 30/06/2026`,
			[]string{"2:  | ", "3:  | ", "4:  | ", "5:  | ", "6:  | "}, "row 4 has only its text and was read as an action", "",
		},
		{
			"a heading, with actions numbered by themselves",
			`1 | Task | Who | Start | Due
			 2 | 1. Leadership ~00FF00
			 3 | 1. Appoint a lead | Ann | 01/06/2026 | 30/06/2026
			 4 | 2. Train them | Ann | 01/06/2026 | 30/06/2026
			 5 | 2. Practice ~00FF00
			 6 | 1. Audit forty cases | Bob | 01/06/2026 | 30/06/2026`,
			[]string{"3:  | 1. Leadership", "4:  | 1. Leadership", "6:  | 2. Practice"}, "", "labelled like",
		},
		{
			"the action that follows a heading in number is no part of it",
			`1 | Task | Who | Start | Due
			 2 | 3. Build the hub ~00FF00
			 3 | Paint it | Ann | 01/06/2026 | 30/06/2026
			 4 | 4. Open it | Bob | 01/06/2026 | 30/06/2026
			 5 | Tell every family | Bob | 01/06/2026 | 30/06/2026`,
			[]string{"3:  | 3. Build the hub", "4:  | ", "5:  | "}, "", "",
		},
		{
			"milestones, of which the last has nothing under it",
			`1 | Task | Who | Start | Due
			 2 | Phase 1: Begin ~00FF00
			 3 | Appoint a lead | Ann | 01/06/2026 | 30/06/2026
			 4 | Milestone 1: begun ~00FF00
			 5 | Phase 2: Go on ~00FF00
			 6 | Audit forty cases | Bob | 01/06/2026 | 30/06/2026
			 7 | Milestone 2: done ~00FF00`,
			[]string{"3:  | Phase 1: Begin", "6:  | Phase 2: Go on"}, "rows 4 and 7 are headings with no actions under them: they were not read as actions", "",
		},
		{
			"milestones that are mostly filled in",
			`1 | Task | Who | Start | Due
			 2 | Milestone 1: begun | Ann | 01/06/2026 | 30/06/2026
			 3 | Milestone 2: half way ~00FF00
			 4 | Milestone 3: done | Bob | 01/06/2026 | 30/06/2026
			 5 | Tell every family | Bob | 01/06/2026 | 30/06/2026`,
			[]string{"2:  | ", "3:  | ", "4:  | ", "5:  | "}, "row 3 has only its text and was read as an action", "",
		},
		{
			"phases with actions under them, and a number within a text",
			`1 | Task | Who | Start | Due
			 2 | Phase 1: Begin ~00FF00
			 3 | Appoint 2 leads | Ann | 01/06/2026 | 30/06/2026
			 4 | Phase 2: Go on ~00FF00
			 5 | Audit 40 cases | Bob | 01/06/2026 | 30/06/2026
			 6 | Audit 50 cases`,
			[]string{"3:  | Phase 1: Begin", "5:  | Phase 2: Go on", "6:  | Phase 2: Go on"}, "", "no action under",
		},
	})
}

// A number and a text, over rows whose numbers go on with it, is a heading.
func TestNumbersOverTheirSubNumbers(t *testing.T) {
	tryRows(t, plan.FieldTheme, []rowsCase{
		{
			"headings, one of them beside a cell without a heading, and rows after them",
			`1 |  | No | Activity | Who | Due
			 2 | The donors | #1 | Research
			 3 |  | #1.1 | Agree the questions | Ann | 30/06/2026
			 4 | Signature | #1.2 | Ask every school | Ann | 30/06/2026
			 5 |  |  | Thank them | Ann | 30/06/2026
			 6 |  | #2 | Policy
			 7 |  | #2.1 | Write it | Bob | 30/06/2026
			 9 | The schools |  | Meet every term | Bob | 30/06/2026
			 10 |  | 7 | Report | Bob | 30/06/2026`,
			[]string{"3: 1.1 | 1 Research", "4: 1.2 | 1 Research", "5:  | 1 Research", "7: 2.1 | 2 Policy", "9:  | ", "10: 7 | "}, "rows 2 and 6 have only a number and a text, and the rows under them go on with those numbers: they were read as their headings", "",
		},
		{
			"an action that is filled in, and one that is yet to be",
			`1 | No | Activity | Who | Due
			 2 | 1 | Research | Ann | 30/06/2026
			 3 | 1.1 | Agree the questions | Ann | 30/06/2026
			 4 | 2 | Policy
			 5 | 2.1 | Write it | Bob | 30/06/2026`,
			[]string{"2: 1 | ", "3: 1.1 | ", "4: 2 | ", "5: 2.1 | "}, "", "as their headings",
		},
		{
			"numbers that only begin alike",
			`1 | No | Activity | Who | Due
			 2 | 1 | Research
			 3 | 10 | Agree the questions | Ann | 30/06/2026
			 4 | 2 | Policy
			 5 | 3 | Write it | Bob | 30/06/2026`,
			[]string{"2: 1 | ", "3: 10 | ", "4: 2 | ", "5: 3 | "}, "", "as their headings",
		},
	})
}

// A task named in a row of its own, and a row under it for each who does it.
func TestARowForEachPerson(t *testing.T) {
	tryRows(t, plan.FieldAction, []rowsCase{
		{
			"tasks, a marker, a total and a task with its own row",
			`1 | Sprint | Task | Owner | Start | Due | Hours | Status
			 2 | Sprint 1 | Agree the scope
			 3 | 9 to 19 Sept |  | Ann | 01/09/2026 | 19/09/2026 | #2 | Complete
			 4 |  |  | Bob | 01/09/2026 | 19/09/2026 | #2 | Open
			 5 |  | Write it down | Ann | 01/09/2026 | 19/09/2026 | #2 | Complete
			 6 |  | Draw it
			 7 |  |  | Ann | 01/09/2026 | 19/09/2026 | #2 | Complete
			 8 |  |  | Bob | 01/09/2026 | TBD | #2 | Open
			 9 |  | Sprint 1 milestone |  |  |  | #0
			 10 | Overall |  |  |  |  | #10`,
			[]string{"3:  | Agree the scope", "4:  | Agree the scope", "5:  | Write it down", "7:  | Draw it", "8:  | Draw it"}, "rows 3-4 and 7-8 have no text of their own and were read as actions, with that of the rows over them (column B)", "do not say what",
		},
		{
			"actions with more lines of what they say",
			`1 | Task | Owner | Due | Status | Progress
			 2 | Agree the scope | Ann | 19/09/2026 | Complete | Met twice
			 3 |  | Bob |  |  | Met again
			 4 | Draw it | Ann | 19/09/2026 | Open | Begun
			 5 |  | Bob |  |  | Half done`,
			[]string{"2:  | Agree the scope", "4:  | Draw it"}, "rows 3 and 5 go on with the actions", "with that of the rows over them",
		},
		{
			"tasks with more lines of who, and what they say",
			`1 | Task | Owner | Due | Progress
			 2 | Agree the scope
			 3 |  | Ann |  | Met twice
			 4 |  | Bob |  | Met again
			 5 | Draw it
			 6 |  | Ann |  | Begun
			 7 |  | Bob |  | Half done
			 8 | Write it down | Ann | 19/09/2026 | Begun
			 9 | Send it out | Ann | 19/09/2026 | Begun`,
			[]string{"2:  | Agree the scope", "5:  | Draw it", "8:  | Write it down", "9:  | Send it out"}, "rows 3-4 and 6-7 go on with the actions above them", "with that of the rows over them",
		},
		{
			"tasks, and who does them and how far they have got",
			`1 | Task | Owner | Due | Status
			 2 | Agree the scope
			 3 |  | Ann |  | Complete
			 4 |  | Bob |  | Open
			 5 | Draw it
			 6 |  | Ann |  | Complete
			 7 |  | Bob |  | Open`,
			[]string{"3:  | Agree the scope", "4:  | Agree the scope", "6:  | Draw it", "7:  | Draw it"}, "rows 3-4 and 6-7 have no text of their own", "",
		},
		{
			"one such task alone",
			`1 | Task | Owner | Start | Due | Status
			 2 | Agree the scope
			 3 |  | Ann | 01/09/2026 | 19/09/2026 | Complete
			 4 |  | Bob | 01/09/2026 | 19/09/2026 | Open
			 5 | Draw it | Ann | 01/09/2026 | 19/09/2026 | Complete
			 6 | Write it down | Ann | 01/09/2026 | 19/09/2026 | Complete`,
			[]string{"2:  | Agree the scope", "5:  | Draw it", "6:  | Write it down"}, "rows 3-4 go on with the actions above them: their own start, due and status were not read", "with that of the rows over them",
		},
	})
	p := read(t, table.Options{}, draw(t, "Plan", `
		1 | Task | Owner | Start | Due | Status
		2 | Agree the scope
		3 |  | Ann | 01/09/2026 | 19/09/2026 | Complete
		4 |  | Bob | 01/09/2026 | 19/09/2026 | Open
		5 | Draw it
		6 |  | Ann | 01/09/2026 | 19/09/2026 | Complete
		7 |  | Bob | 01/09/2026 | 19/09/2026 | Open
		8 | Tell every family`))
	if e := p.Actions[1].Entry(plan.FieldAction); e.Cell != (plan.Cell{Sheet: "Plan", Row: 2, Column: 1}) || e.Writable || e.Note == "" {
		t.Errorf("the text stands at %v, writable %t, note %q", e.Cell, e.Writable, e.Note)
	}
	if notes := notesOf(p); !strings.Contains(notes, "row 8 has only its text, and no row under it says who does it or by when: it was not read") {
		t.Errorf("said:\n%s", notes)
	}
}

func TestThemesThatAreSaidOnce(t *testing.T) {
	tryRows(t, plan.FieldTheme, []rowsCase{
		{
			"grouped",
			`1 | Theme | Action | Lead
			 2 | Front door | Screen every contact | Ann
			 3 |  | Triage in a day | Ann
			 4 | Workforce | Appoint four managers | Bob
			 5 |  | Train them | Bob
			 6 |  | Keep them | Bob
			 7 | Practice | Audit forty cases | Bob`,
			[]string{"2:  | Front door", "3:  | Front door", "4:  | Workforce", "5:  | Workforce", "6:  | Workforce", "7:  | Practice"}, "rows 3 and 5-6 say no theme, and were read under those above them: column A says each theme once", "",
		},
		{
			"a theme that is missing among those that each row says",
			`1 | Theme | Action | Lead
			 2 | Front door | Screen every contact | Ann
			 3 | Front door | Triage in a day | Ann
			 4 |  | Appoint four managers | Bob
			 5 |  | Train them | Bob
			 6 | Workforce | Keep them | Bob`,
			[]string{"2:  | Front door", "3:  | Front door", "4:  | ", "5:  | ", "6:  | Workforce"}, "", "say no theme",
		},
		{
			"the first says none",
			`1 | Theme | Action | Lead
			 2 |  | Screen every contact | Ann
			 3 | Front door | Triage in a day | Ann
			 4 |  | Appoint four managers | Bob
			 5 | Workforce | Keep them | Bob
			 6 |  | Train them | Bob`,
			[]string{"2:  | ", "3:  | Front door", "4:  | ", "5:  | Workforce", "6:  | "}, "", "say no theme",
		},
		{
			"one alone is missing",
			`1 | Theme | Action | Lead
			 2 | Front door | Screen every contact | Ann
			 3 | Workforce | Appoint four managers | Ann
			 4 |  | Triage in a day | Bob
			 5 | Practice | Audit forty cases | Bob`,
			[]string{"2:  | Front door", "3:  | Workforce", "4:  | ", "5:  | Practice"}, "", "says no theme",
		},
		{
			"headings of sections besides",
			`1 | Theme | Action | Lead
			 2 | Part one | < | <
			 3 | Front door | Screen every contact | Ann
			 4 |  | Triage in a day | Ann
			 5 | Workforce | Appoint four managers | Bob
			 6 |  | Train them | Bob`,
			[]string{"3:  | Front door", "4:  | Part one", "5:  | Workforce", "6:  | Part one"}, "", "say no theme",
		},
	})
}

// What stands in a table's rows and is no action is said, and never goes on with one.
func TestRowsThatAreLeft(t *testing.T) {
	tryRows(t, plan.FieldAction, []rowsCase{
		{
			"numbers in advance and what a list offers, under no heading",
			`1 |  | Category | Mitigation | Owner | Status |
			 2 | #1 | Risk | Use a second key | Ann | Open | Risk
			 3 | #2 | Issue | Ask the supplier | Bob | Open | Issue
			 4 | #3 |  |  |  |  | Open
			 5 | #4 |  |  |  |  | Closed
			 6 | #5`,
			[]string{"2:  | Use a second key", "3:  | Ask the supplier"}, "rows 4-6 have nothing under a heading: they are no actions", "go on with",
		},
		{
			"what everything comes to, and a heading of the same word",
			`1 | Task | Start | Due | Owner
			 2 | Overall
			 3 | Buy the oven | 01/06/2026 | 30/06/2026 | Ann
			 4 | Overall |  |  | #12
			 5 | Test the oven | 01/06/2026 | 30/06/2026 | Ann`,
			[]string{"2:  | Overall", "3:  | Buy the oven", "5:  | Test the oven"}, "row 4 is a total", "",
		},
		{
			"rows to copy",
			`1 | Task | Start | Due | Owner
			 2 | Buy the oven | 01/06/2026 | 30/06/2026 | Ann
			 3 | Test the oven | 01/06/2026 | 30/06/2026 | Ann
			 5 | Template rows: | < | < | <
			 6 | Task heading | 01/06/2011 | 30/06/2011 | Ann
			 7 | Subtask 1 | 01/06/2011 | 30/06/2011 | Ann
			 9 | Clean the oven | 01/06/2026 | 30/06/2026 | Ann`,
			[]string{"2:  | Buy the oven", "3:  | Test the oven", "9:  | Clean the oven"}, "rows 5-7 are there to be copied: they are no actions", "",
		},
		{
			"an action about templates",
			`1 | Task | Start | Due | Owner
			 2 | Template rows for every school | 01/06/2026 | 30/06/2026 | Ann
			 3 | Template letters
			 4 | Test the oven | 01/06/2026 | 30/06/2026 | Ann`,
			[]string{"2:  | Template rows for every school", "3:  | Template letters", "4:  | Test the oven"}, "", "to be copied",
		},
		{
			"a row without its text",
			`1 | Ref | Action | Owner | Due
			 2 | 1 | Buy the oven | Ann | 30/06/2026
			 3 | 2 |  | Ann | 30/06/2026
			 4 | 3 | Test the oven | Ann | 30/06/2026`,
			[]string{"2: 1 | Buy the oven", "3: 2 | ", "4: 3 | Test the oven"}, "row 3 has no text for what is to be done, and was read as an action (column B)", "",
		},
		{
			"rows that mostly lack their text, which is said of the column",
			`1 | Ref | Mitigation | Owner | Due
			 2 | 1 | Buy the oven | Ann | 30/06/2026
			 3 | 2 |  | Ann | 30/06/2026
			 4 | 3 |  | Ann | 30/06/2026
			 5 | 4 |  | Ann | 30/06/2026
			 6 | 5 |  | Ann | 30/06/2026
			 7 | 6 |  | Ann | 30/06/2026`,
			[]string{"2: 1 | Buy the oven", "3: 2 | ", "4: 3 | ", "5: 4 | ", "6: 5 | ", "7: 6 | "}, "says something in 1 of 6 rows", "no texts for what",
		},
		{
			"a recommendation says it instead",
			`1 | Ref | Recommendation | Action | Owner
			 2 | 1 | Buy an oven | Order it | Ann
			 3 | 2 | Test an oven |  | Ann`,
			[]string{"2: 1 | Order it", "3: 2 | "}, "", "has no text for what",
		},
	})
}

// A date in a column that is headed as an end, where the row has none due, is said.
func TestDatesDueElsewhere(t *testing.T) {
	drawing := `
		1 | Task | Owner | Due | Mile stone
		2 | Buy the oven | Ann | 30/06/2026 |
		3 | Oven bought | Ann |  | Sun 05/07/2026
		4 | Test the oven | Ann | 30/07/2026 | 31/07/2026
		5 | Oven tested | Ann |  | not yet`
	const note = `row 3 has no date due, and a date in column D, "Mile stone"`
	p := read(t, table.Options{}, draw(t, "Plan", drawing))
	i := slices.IndexFunc(p.Notes, func(n plan.Note) bool { return strings.Contains(n.Message, note) })
	if i < 0 || p.Notes[i].Line.Item != `{heading: "Mile stone", field: none}` || p.Notes[i].Instead.Item != `{heading: "Mile stone", field: original}` {
		t.Fatalf("said:\n%s", notesOf(p))
	}
	p = read(t, table.Options{Headings: []table.Synonym{{Heading: "Mile stone", Field: plan.FieldOriginal}}}, draw(t, "Plan", drawing))
	for row, want := range map[int]string{1: "2026-07-05", 2: "2026-07-30"} {
		if v := p.View().Actions[row].Value(plan.FieldDue); v.Text != want {
			t.Errorf("by the settings row %d is due %s, want %s", row+2, v.Text, want)
		}
	}
	for _, heading := range []string{"Raised", "Reviewed on"} {
		if p = read(t, table.Options{}, draw(t, "Plan", strings.Replace(drawing, "Mile stone", heading, 1))); strings.Contains(notesOf(p), "no date due") {
			t.Errorf("under %s, said:\n%s", heading, notesOf(p))
		}
	}
}
