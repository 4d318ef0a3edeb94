package table_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"actionplan/plan"
	"actionplan/table"
)

// boldNames has cells of a drawn grid be bold, each by its row and column.
func boldNames(g table.Grid, at ...[2]int) table.Grid {
	for _, cell := range at {
		g = look(g, cell[0], cell[1], bold)
	}
	return g
}

// TestSummaries tells the rows that stand over others from actions.
func TestSummaries(t *testing.T) {
	const wbs = `
		1 | WBS | Task | Lead | Start | End | Status
		2 | 1 | Discovery | Ann | @2026-01-05 | @2026-02-27 | %s
		3 | 1.1 | Interview ten head teachers | Ann | @2026-01-05 | @2026-01-30 | Open
		4 | 1.2 | Write up what was found | Bob | @2026-02-02 | @2026-02-27 | Open
		5 | 2 | Build | Bob | @2026-03-02 | @2026-05-15 | %s
		6 | 2.1 | Draw up the new referral form | Ann | @2026-03-02 | @2026-03-31 | Open
		7 | 2.2 | Try the form with two schools | Bob | @2026-04-01 | @2026-04-30 | Open`
	numbered := func(status string) table.Grid { return draw(t, "Plan", strings.ReplaceAll(wbs, "%s", status)) }
	parts := []string{"3: 1.1 | 1 Discovery", "4: 1.2 | 1 Discovery", "6: 2.1 | 2 Build", "7: 2.2 | 2 Build"}
	all := []string{"2: 1 | ", "3: 1.1 | ", "4: 1.2 | ", "5: 2 | ", "6: 2.1 | ", "7: 2.2 | "}
	const phases = `
		1 | Task | Lead | Start | End | Status
		2 | Phase 1: Discovery | | @2026-01-05 | @2026-02-27 |
		3 | Interview ten head teachers | Ann | @2026-01-05 | @2026-01-30 | Open
		4 | Write up what was found | Bob | @2026-02-02 | @2026-02-27 | Open
		5 | Phase 2: Build | | @2026-03-02 | @2026-04-30 |
		6 | Draw up the new referral form | Ann | @2026-03-02 | @2026-03-31 | Open
		7 | Try the form with two schools | Bob | @2026-04-01 | @2026-04-30 | Open
		8 | Phase 3: Rollout
		9 | Train every school | Bob | @2026-05-01 | @2026-06-30 | Open`
	const groups = `
		1 | Ref | Action | Lead | Due | Status
		2 | | Leadership ~D9E1F2 | Director
		3 | 1 | Review the thresholds with partners | Ann | May 2026 | Open
		4 | 2 | Audit forty cases every month | Bob | June 2026 | Open
		5 | | Practice ~D9E1F2 | Principal
		6 | 3 | Train every team manager | Ann | July 2026 | Open
		7 | 4 | Meet each school in turn | Bob | June 2026 | Open`
	const duration = `
		1 | Task | Duration | Start | Finish | Lead
		2 | Planning | 30 days | @2026-01-05 | @2026-02-13
		3 |     Agree the scope with the board | 10 days | @2026-01-05 | @2026-01-16 | Ann
		4 |     Write to every school | 20 days | @2026-01-19 | @2026-02-13 | Bob
		5 | Delivery | 40 days | @2026-02-16 | @2026-04-10
		6 |     Train every team manager | 20 days | @2026-02-16 | @2026-03-13 | Ann
		7 |     Audit forty cases | 20 days | @2026-03-16 | @2026-04-10 | Bob`
	setIn := draw(t, "Plan", duration)
	for _, row := range []int{3, 4, 6, 7} { // a drawing has no spaces at the edges of its cells
		setIn = look(setIn, row, 1, func(c *table.Cell) { c.Text = "    " + c.Text; c.Raw = c.Text })
	}
	const worked = `
		1 | Ref | Task | Lead | Due | % complete
		2 | 1 | Discovery | Ann | @2026-02-27 | =#50%
		3 | 1.1 | Interview ten head teachers | Ann | @2026-01-30 | #100%
		4 | 1.2 | Write up what was found | Bob | @2026-02-27 | #0%
		5 | 2 | Build | Bob | @2026-04-30 | =#0%
		6 | 2.1 | Draw up the new referral form | Ann | @2026-03-31 | #0%`
	tryLeft(t, []leftRows{
		{"its number, and bold", boldNames(numbered("Open"), [2]int{2, 2}, [2]int{5, 2}), parts, "rows 2 and 5 were read as the headings of the rows under them: what stands beside them was not read"},
		{"its number, and its dates", draw(t, "Plan", strings.ReplaceAll(strings.ReplaceAll(wbs, "2026-05-15", "2026-04-30"), "%s", "Open")), parts, "were read as the headings"},
		{"its number alone", numbered("Open"), all, "rows 2 and 5 stand over the rows under them"},
		{"phases with dates", draw(t, "Plan", phases), []string{"3:  | Phase 1: Discovery", "4:  | Phase 1: Discovery", "6:  | Phase 2: Build", "7:  | Phase 2: Build", "9:  | Phase 3: Rollout"}, "rows 2 and 5 were read as the headings"},
		{"groups with a lead", draw(t, "Plan", groups), []string{"3: 1 | Leadership", "4: 2 | Leadership", "6: 3 | Practice", "7: 4 | Practice"}, "rows 2 and 5 were read as the headings"},
		{"rows set in", setIn, []string{"3:  | Planning", "4:  | Planning", "6:  | Delivery", "7:  | Delivery"}, "rows 2 and 5 were read as the headings"},
		{"bold with formulas", boldNames(draw(t, "Plan", worked), [2]int{2, 2}, [2]int{5, 2}), []string{"3: 1.1 | 1 Discovery", "4: 1.2 | 1 Discovery", "6: 2.1 | 2 Build"}, "were read as the headings"},
		{"formulas alone", draw(t, "Plan", worked), []string{"2: 1 | ", "3: 1.1 | ", "4: 1.2 | ", "5: 2 | ", "6: 2.1 | "}, "rows 2 and 5 stand over the rows under them"},
	})
}

// TestNoSummaries: rows that one thing alone tells from the others are actions, and so
// are those to which the rows under them leave who does it.
func TestNoSummaries(t *testing.T) {
	for _, c := range []struct {
		name, drawing string
		bold          [][2]int
		actions       int
		says          string // "" where no row is doubted
	}{
		{"whole numbers", `
			1 | No | Task | Lead | Start | End
			2 | 1 | Review the thresholds | Ann | @2026-01-05 | @2026-02-27
			3 | 2 | Audit forty cases | Ann | @2026-01-05 | @2026-01-30
			4 | 3 | Train every manager | Bob | @2026-02-02 | @2026-02-27`, nil, 3, ""},
		{"urgent ones in bold", `
			1 | No | Task | Lead | Due | Status
			2 | 1 | Review the thresholds | Ann | May 2026 | Open
			3 | 2 | Audit forty cases | Ann | May 2026 | Open
			4 | 3 | Train every manager | Bob | May 2026 | Open
			5 | 4 | Meet each school | Bob | May 2026 | Open`, [][2]int{{2, 2}, {4, 2}}, 4, ""},
		{"yet to be filled in", `
			1 | No | Task | Lead | Due | Status
			2 | 1 | Review the thresholds | Ann | May 2026 | Open
			3 | 2 | Audit forty cases | Ann | |
			4 | 3 | Train every manager | Bob | May 2026 | Open
			5 | 4 | Meet each school | Bob | |
			6 | 5 | Tell the board | Bob | May 2026 | Open`, nil, 5, ""},
		{"rows of the colour of their rating", `
			1 | No | Task | Lead | Due | RAG
			2 | 1 | Review the thresholds ~FF0000 | Ann | | ~FF0000
			3 | 2 | Audit forty cases ~00B050 | Ann | May 2026 | ~00B050
			4 | 3 | Train every manager ~FF0000 | Bob | | ~FF0000
			5 | 4 | Meet each school ~00B050 | Bob | May 2026 | ~00B050`, nil, 4, ""},
		{"only the rows over others have a lead and a date", `
			1 | No | Task | Lead | Due | Status
			2 | 1 | Raise attendance | Ann | May 2026 | Open
			3 | 1.1 | Write to every school
			4 | 1.2 | Visit ten schools
			5 | 2 | Audit practice | Bob | June 2026 | Open
			6 | 2.1 | Draw a sample of forty cases
			7 | 2.2 | Report to the board`, [][2]int{{2, 2}, {5, 2}}, 6, "rows 2 and 5 stand over the rows under them"},
		{"only they have a lead", `
			1 | No | Task | Lead | Start | End
			2 | 1 | Discovery | Ann | @2026-01-05 | @2026-02-27
			3 | 1.1 | Interview ten head teachers | | @2026-01-05 | @2026-01-30
			4 | 1.2 | Write up what was found | | @2026-02-02 | @2026-02-27
			5 | 2 | Build | Bob | @2026-03-02 | @2026-04-30
			6 | 2.1 | Draw up the new referral form | | @2026-03-02 | @2026-03-31
			7 | 2.2 | Try the form with two schools | | @2026-04-01 | @2026-04-30`, [][2]int{{2, 2}, {5, 2}}, 6, "rows 2 and 5 stand over the rows under them"},
		{"one heading with a lead", `
			1 | No | Task | Lead | Due | Status
			2 | | Leadership | Director | |
			3 | 1 | Review the thresholds | Ann | May 2026 | Open
			4 | 2 | Audit forty cases | Ann | May 2026 | Open
			5 | 3 | Train every manager | Bob | May 2026 | Open`, [][2]int{{2, 2}}, 4, "row 2 stands over the rows under it"},
		{"each begins with its priority", `
			1 | Action | Lead | Due | Status
			2 | Priority 1: review the thresholds | Ann | May 2026 | Open
			3 | Priority 2: audit forty cases | Ann | May 2026 | Open
			4 | Priority 1: train every manager | Bob | May 2026 | Open`, nil, 3, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := read(t, table.Options{}, boldNames(draw(t, "Plan", c.drawing), c.bold...))
			if len(p.Actions) != c.actions {
				t.Errorf("read %q", told(p, "action"))
			}
			said := strings.Join(heard(p), "\n")
			if !strings.Contains(said, c.says) || c.says == "" && strings.Contains(said, "stand") {
				t.Errorf("said %q", said)
			}
		})
	}
}

// TestRowsAsTheSettingsSay: a line of the settings says what rows are, by their kind or
// their text.
func TestRowsAsTheSettingsSay(t *testing.T) {
	const plain = `
		1 | WBS | Task | Lead | Due | Status
		2 | 1 | Discovery | Ann | @2026-02-27 | Open
		3 | 1.1 | Interview ten head teachers | Ann | @2026-01-30 | Open
		4 | 1.2 | None | Bob | @2026-02-27 | Open
		5 | | Milestone: it is known what schools need | | @2026-02-27
		6 | | Some words
		7 | 2 | Build | Bob | @2026-04-30 | Open`
	for _, c := range []struct {
		name string
		rule table.RowRule
		want []string
	}{
		{"nothing said", table.RowRule{}, []string{"2: 1 | ", "3: 1.1 | ", "4: 1.2 | ", "6:  | ", "7: 2 | "}},
		{"summaries are headings", table.RowRule{Kind: table.KindSummary, Means: table.MeansHeading}, []string{"3: 1.1 | 1 Discovery", "4: 1.2 | 1 Discovery", "6:  | 1 Discovery", "7: 2 | "}},
		{"summaries are nothing", table.RowRule{Kind: table.KindSummary, Means: table.MeansNothing}, []string{"3: 1.1 | ", "4: 1.2 | ", "6:  | ", "7: 2 | "}},
		{"milestones are actions", table.RowRule{Kind: table.KindMilestone, Means: table.MeansAction}, []string{"2: 1 | ", "3: 1.1 | ", "4: 1.2 | ", "5:  | ", "6:  | ", "7: 2 | "}},
		{"None is nothing", table.RowRule{Kind: table.KindNoAction, Means: table.MeansNothing}, []string{"2: 1 | ", "3: 1.1 | ", "6:  | ", "7: 2 | "}},
		{"a text alone is a heading", table.RowRule{Kind: table.KindTextAlone, Means: table.MeansHeading}, []string{"2: 1 | ", "3: 1.1 | ", "4: 1.2 | ", "7: 2 | Some words"}},
		{"one row by its text", table.RowRule{Text: "some  Words", Means: table.MeansNothing}, []string{"2: 1 | ", "3: 1.1 | ", "4: 1.2 | ", "7: 2 | "}},
		{"a heading by its text", table.RowRule{Text: "discovery", Means: table.MeansHeading}, []string{"3: 1.1 | 1 Discovery", "4: 1.2 | 1 Discovery", "6:  | 1 Discovery", "7: 2 | "}},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := table.Options{}
			if c.rule != (table.RowRule{}) {
				o.Rows = []table.RowRule{c.rule}
			}
			if diff := cmp.Diff(c.want, told(read(t, o, draw(t, "Plan", plain)), "theme")); diff != "" {
				t.Errorf("-want +read:\n%s", diff)
			}
		})
	}
}

// TestSummariesWithinSummaries: an action after those of a part stands under what that
// part is of.
func TestSummariesWithinSummaries(t *testing.T) {
	p := read(t, table.Options{}, boldNames(draw(t, "Plan", `
		1 | WBS | Task | Lead | Due | Status
		2 | 1.0 | Discovery | Ann | @2026-02-27 |
		3 | 1.1 | Interviews | Ann | @2026-01-30 |
		4 | 1.1.1 | Interview ten head teachers | Ann | @2026-01-30 | Open
		5 | 1.1.2 | Interview the nurses | Ann | @2026-01-30 | Open
		6 | 1.2 | Write up what was found | Bob | @2026-02-27 | Open
		7 | A | Build | Bob | @2026-04-30 |
		8 | A1 | Draw up the new referral form | Ann | @2026-03-31 | Open
		9 | 3 | Tell the board | Bob | @2026-04-30 | Open`), [2]int{2, 2}, [2]int{3, 2}, [2]int{7, 2}))
	want := []string{"4: 1.1.1 | 1.1 Interviews", "5: 1.1.2 | 1.1 Interviews", "6: 1.2 | 1.0 Discovery", "8: A1 | A Build", "9: 3 | "}
	if diff := cmp.Diff(want, told(p, "theme")); diff != "" {
		t.Errorf("-want +read:\n%s", diff)
	}
}

// TestSummariesSaidAgain: a sheet that lists the headings too says the plan again.
func TestSummariesSaidAgain(t *testing.T) {
	p := read(t, table.Options{}, boldNames(draw(t, "Plan", `
		1 | WBS | Task | Lead | Due | Status
		2 | 1 | Discovery of needs | Ann | @2026-02-27 |
		3 | 1.1 | Interview ten head teachers | Ann | @2026-01-30 | Open
		4 | 2 | Build and trial | Bob | @2026-04-30 |
		5 | 2.1 | Draw up the new referral form | Ann | @2026-03-31 | Open`), [2]int{2, 2}, [2]int{4, 2}),
		draw(t, "By person", `
		1 | Owner | Task
		2 | Ann | Discovery of needs
		3 | Ann | Interview ten head teachers
		4 | Bob | Build and trial
		5 | Ann | Draw up the new referral form`))
	if diff := cmp.Diff([]string{"3: 1.1", "5: 2.1"}, told(p)); diff != "" {
		t.Errorf("-want +read:\n%s", diff)
	}
}

// TestLinesAboutThePlan: what counts the actions, who signed them and the form they are
// filed with are no actions, in the columns of the table too.
func TestLinesAboutThePlan(t *testing.T) {
	const plain = `
		1 | Ref | Action | Lead | Due | Status
		2 | 1 | Review the thresholds with partners | Ann | May 2026 | Open
		3 | 2 | Audit forty cases every month | Bob | June 2026 | Open
		4 | 3 | Train every team manager | Ann | July 2026 | Closed
		`
	three := []string{"2: 1 | ", "3: 2 | ", "4: 3 | "}
	drawn := func(under string) table.Grid { return draw(t, "Plan", plain+under) }
	more := func(rows ...string) []string { return append(slices.Clone(three), rows...) }
	tryLeft(t, []leftRows{
		{"counts under a gap", drawn("6 | Total actions | #3\n7 | Open | #2\n8 | % complete | #33"), three, "rows 7-8 count the actions"},
		{"counts right under", drawn("5 | | Open actions: | #2\n6 | | Closed actions: | #1\n7 | | % complete | #33%"), three, "rows 5-7 count the actions"},
		{"counts with shares", drawn("6 | | Completed | | #2 | 67%\n7 | | Outstanding | | #1 | 33%"), three, "rows 6-7 count the actions"},
		{"counts in their cells", drawn("6 | | Open: 2 |\n7 | | Overdue actions: 1"), three, "rows 6-7 count the actions"},
		{"counts among the actions", drawn("5 | | Actions complete | #1\n6 | 4 | Tell the board | Bob | July 2026 | Open"), more("6: 4 | "), "row 5 counts the actions"},
		{"an action that closes", drawn("5 | 4 | Close the open actions | #2"), more("5: 4 | "), ""},
		{"an action with a lead", drawn("5 | | Complete the outstanding actions | Bob | July 2026 | Open"), more("5:  | "), ""},
		{"signatures", drawn("6 | Prepared by | Ann Smith | Date | @2026-03-01\n7 | Approved by | Bob Jones | Date | @2026-03-02"), three, "rows 6-7 say who made or signed the plan"},
		{"signatures with a post", drawn("6 | | Reviewed by: | Bob Jones | Signature: | Date:\n7 | | Head teacher | Carol | | @2026-03-02"), three, "row 7 stands with the signatures or the form"},
		{"names after a gap", drawn("6 | | Prepared by: | | Reviewed by:\n9 | | Ann Smith | Bob Jones | Carol Jones\n10 | | Officer | Head | Director"), three, "rows 9-10 stand with the signatures or the form"},
		{"an action after them", drawn("6 | Prepared by | Ann Smith\n8 | 4 | Tell the board | Bob"), more("8: 4 | "), "row 6 says who made or signed the plan"},
		{"an action signed off", drawn("6 | 4 | Approved by the board: a new policy | Bob | July 2026 | Open"), more("6: 4 | "), ""},
		{"an action after a gap", drawn("6 | | Approve the policy for visits | Bob | July 2026 | Open"), more("6:  | "), ""},
		{"a form", drawn("6 | Project name | Front door | Start date | @2026-03-01\n7 | Project manager | Ann | End date | @2026-12-01\n8 | Sponsor | Carol | Budget | £40,000"), three, "rows 6-8 are lines of a form"},
		{"labels over answers", drawn("6 | Prepared by | Checked by | Approved by\n7 | Ann | Bob | Carol"), three, "row 6 says who made or signed the plan"},
		{"labels with colons", drawn("6 | School: | Hill Primary | Head: | Carol Jones"), three, "row 6 is a line of a form"},
	})
}

// TestMilestones: a milestone that nobody leads is no action; one that is filled in as
// actions are is one, and is doubted.
func TestMilestones(t *testing.T) {
	const plain = `
		1 | Ref | Action | Lead | Due | Status
		2 | 1 | Review the thresholds with partners | Ann | May 2026 | Open
		3 | | %s
		4 | 2 | Train every team manager | Ann | July 2026 | Closed
		5 | 3 | Tell the board | Bob | July 2026 | Open`
	drawn := func(row string) table.Grid { return draw(t, "Plan", strings.ReplaceAll(plain, "%s", row)) }
	three, four := []string{"2: 1 | ", "4: 2 | ", "5: 3 | "}, []string{"2: 1 | ", "3:  | ", "4: 2 | ", "5: 3 | "}
	tryLeft(t, []leftRows{
		{"with a date alone", drawn("Milestone 1: thresholds agreed | | May 2026"), three, "row 3 is a milestone, of which nobody is the lead"},
		{"filled in", drawn("Milestone: thresholds agreed | Ann | May 2026 | Open"), four, "row 3 is labelled as a milestone: it was read as an action"},
		{"about milestones", drawn("Milestones are agreed with partners | | May 2026"), four, ""},
		{"where nobody leads anything", draw(t, "Plan", `
			1 | Task | Lead | Start | Due
			2 | Review the thresholds with partners | | @2026-01-05 | @2026-01-30
			3 | Milestone: thresholds agreed | | @2026-01-30 | @2026-01-30
			4 | Train every team manager | | @2026-02-02 | @2026-02-27`), []string{"2:  | ", "3:  | ", "4:  | "}, "row 3 is labelled as a milestone: it was read as an action"},
		{"all of them", draw(t, "Plan", `
			1 | Ref | Action | Lead | Due
			2 | 1 | Milestone 1: thresholds agreed | | May 2026
			3 | 2 | Milestone 2: managers trained | | June 2026`), []string{"2: 1 | ", "3: 2 | "}, ""},
	})
}

// TestNoActionAtAll: None where an action would stand is doubted, and a sentence that
// begins so is not.
func TestNoActionAtAll(t *testing.T) {
	for text, doubted := range map[string]bool{
		"None": true, "None.": true, "N/A": true, "n/a": true, "Nil": true, "No action": true, "No action required": true, "No further action": true,
		"No further action is needed at this time.": true, "There are no actions": true, "Nothing to report": true,
		"None of the schools has a lead: name one in each": false, "No action plan is without a lead": false, "Nil returns are chased": false, "Act": false,
		"No further action letters are sent to every family": false,
	} {
		p := read(t, table.Options{}, draw(t, "Plan", `
			1 | Ref | Recommendation | Action | Lead | Due
			2 | 1 | Thresholds are known | Review the thresholds with partners | Ann | May 2026
			3 | 2 | Cases are audited | `+text+` | Bob | June 2026
			4 | 3 | Managers are trained | Train every team manager | Ann | July 2026`))
		said := slices.IndexFunc(p.Notes, func(n plan.Note) bool { return strings.Contains(n.Message, "for what is to be done") })
		if len(p.Actions) != 3 || (said >= 0) != doubted {
			t.Errorf("%s: %d actions, said %q", text, len(p.Actions), heard(p))
		}
		if said >= 0 && p.Notes[said].Line.String() != "rows: [{kind: no action, means: nothing}]" {
			t.Errorf("%s is settled by %s", text, p.Notes[said].Line)
		}
	}
}

// TestRowsFilledInBeforehand: a ref with what a form was handed out with is no action; a
// ref with a lead or a date is one that is yet to be named.
func TestRowsFilledInBeforehand(t *testing.T) {
	const above = `
		1 | Ref | Action | Lead | Due | Status | Priority
		2 | 1 | Review the thresholds with partners | Ann | May 2026 | Open | High
		3 | 2 | Audit forty cases every month | Bob | May 2026 | Open | High`
	two := []string{"2: 1 | ", "3: 2 | "}
	with := func(rows ...string) []string { return append(slices.Clone(two), rows...) }
	tryLeft(t, []leftRows{
		{"not started", draw(t, "Plan", above+"\n4 | 3 | | | | Not started"), two, "row 4 has a ref, and beside it only what was filled in beforehand"},
		{"the same in each", draw(t, "Plan", above+"\n4 | 3 | | | | Open | Medium\n5 | 4 | | | | Open | Medium"), two, "rows 4-5 have a ref"},
		{"formulas", draw(t, "Plan", above+"\n4 | 3 | | | | =Not started | =Low\n5 | 4 | | | | Not started | =Low"), two, "no action yet"},
		{"one that is open", draw(t, "Plan", above+"\n4 | 3 | | | | Open | Medium"), with("4: 3 | "), "row 4 has no text for what is to be done"},
		{"a lead", draw(t, "Plan", above+"\n4 | 3 | | Bob | | Not started"), with("4: 3 | "), "row 4 has no text for what is to be done"},
		{"done", draw(t, "Plan", above+"\n4 | 3 | | | | Complete\n5 | 4 | | | | Complete"), with("4: 3 | ", "5: 4 | "), "rows 4-5 have no texts for what is to be done"},
	})
}

// TestRestOfTheHeadings: what goes on with the headings in the next row is no action.
func TestRestOfTheHeadings(t *testing.T) {
	const under = `
		3 | 1 | Review the thresholds with partners | Ann | May 2026 | Open
		4 | 2 | Audit forty cases every month | Bob | June 2026 | Open`
	two := []string{"3: 1 | ", "4: 2 | "}
	tryLeft(t, []leftRows{
		{"two headings go on", draw(t, "Plan", "1 | ID | Task | Lead | Due | Status\n2 | TASK ID NUMBER | TASK TITLE"+under), two, "row 2 is the rest of the headings"},
		{"the ref's goes on, others are merged down", draw(t, "Plan", "1 | ID | Task | Lead | Due | Status\n2 | TASK ID NUMBER | ^ | ^ | ^ | ^"+under), two, ""},
		{"over three rows", draw(t, "Plan", "0 | Task # | Task Name | Lead | Due | Status\n1 | ^ | ^ | responsible | yyyy/mm/dd | of the task\n2 | ^ | ^ | (post) | or TBC | (word)"+under), two, ""},
		{"an action of one word", draw(t, "Plan", "1 | ID | Task | Lead | Due | Status\n2 | A | Recruit"+under), []string{"2: A | ", "3: 1 | ", "4: 2 | "}, ""},
	})
}
