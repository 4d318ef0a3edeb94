package table_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"actionplan/plan"
	"actionplan/table"
)

const ownPlan = `
	1 | Ref | Action | Lead | Due | Status
	2 | 1 | Review the thresholds with partners | Head of Service | May 2026 | Open
	3 | 2 | Audit forty cases every month | Principal | June 2026 | Open
	4 | 3 | Train every team manager in supervision | Head of Service | July 2026 | Closed
	5 | 4 | Agree the workforce strategy at board | Director | July 2026 | Open`

// lineOf is the line that settles what is said of a sheet, "" where none does.
func lineOf(p plan.Plan, sheet string) string {
	for _, n := range p.Notes {
		if n.Cell == (plan.Cell{Sheet: sheet}) && n.Weight >= plan.Doubtful {
			return n.Line.Item
		}
	}
	return ""
}

// TestSheetsOfLists leaves out the sheets that feed a plan, and reads those that are a
// part of it.
func TestSheetsOfLists(t *testing.T) {
	for _, c := range []struct {
		name, sheet, drawing string
		counted              int
		line                 string
	}{
		{"lists of several lengths", "Values", "1 | Action type | Status | Owner\n2 | Preventive | Active | Head\n3 | Corrective | Paused | Principal\n4 | | Ended", 0, ""},
		{"lists with a column of actions", "Sheet3", "1 | Task | Status | Owner\n2 | Legal | Open | Head\n3 | Design | Closed | Principal\n4 | Build | On hold", 0, `{sheet: "Sheet3", kind: ongoing}`},
		{"lists of one length", "Sheet3", "1 | Task | Status | Owner\n2 | Legal | Not started | Head\n3 | Design | In progress | Principal\n4 | Build | Complete | Director", 0, `{sheet: "Sheet3", kind: ongoing}`},
		{"short actions", "Quick wins", "1 | Ref | Action | Lead | Status\n2 | Q1 | Buy phones | Head | Open\n3 | Q2 | Fix website | Head | Open\n4 | Q3 | Print leaflets | Head | Open", 3, ""},
		{"who is assigned", "Assignments", "1 | Task ID | Resource | Hours | Start | Finish\n2 | 1 | A post | #20 | @2026-01-01 | @2026-05-01\n3 | 1 | Another | #20 | @2026-01-01 | @2026-05-01", 0, ""},
		{"measures", "KPI", "1 | Ref | KPI | Target | Owner | Due date | Status\n2 | 1 | Timeliness | 90% | Head | May 2026 | Green\n3 | 2 | Quality | 80% | Head | May 2026 | Green", 0, `{sheet: "KPI", header: 1, kind: ongoing, columns: [{column: B, field: action}]}`},
		{"what depends on what", "Dependency map", "1 | Task | Depends on | Owner | Status\n2 | Audit cases | Review | Head | Open\n3 | Train managers | Audit | Head | Open", 0, `{sheet: "Dependency map", kind: ongoing}`},
		{"dependencies with dates", "Dependencies", "1 | Task | Depends on | Owner | Due\n2 | Audit cases | Review | Head | May 2026\n3 | Train managers | Audit | Head | May 2026", 2, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := read(t, table.Options{}, draw(t, "Plan", ownPlan), draw(t, c.sheet, c.drawing))
			if len(p.Actions) != 4+c.counted || lineOf(p, c.sheet) != c.line {
				t.Errorf("%d actions, settled by %q, want %d and %q; said %q", len(p.Actions), lineOf(p, c.sheet), 4+c.counted, c.line, heard(p))
			}
		})
	}
	lists := draw(t, "Sheet3", "1 | Task | Status | Owner\n2 | Legal | Open | Head\n3 | Design | Closed | Principal\n4 | Build | On hold")
	if p := read(t, table.Options{Pins: []table.Pin{{Sheet: "Sheet3", Kind: plan.Ongoing}}}, draw(t, "Plan", ownPlan), lists); len(p.Actions) != 7 {
		t.Errorf("%d actions where the settings say that the lists are the plan's", len(p.Actions))
	}
	kpi := draw(t, "KPI", "1 | Ref | KPI | Target | Owner | Due date | Status\n2 | 1 | Timeliness | 90% | Head | May 2026 | Green\n3 | 2 | Quality | 80% | Head | May 2026 | Green")
	if p := read(t, table.Options{Headings: []table.Synonym{{Heading: "KPI", Field: plan.FieldAction}}}, draw(t, "Plan", ownPlan), kpi); len(p.Actions) != 6 {
		t.Errorf("%d actions where the settings say that a measure is one", len(p.Actions))
	}
}

// TestListsOfOtherThings refuses goods, suppliers, places and tickets, and says how to
// have them read; a plan that names such things too is none of them.
func TestListsOfOtherThings(t *testing.T) {
	for _, c := range []struct {
		name, drawing string
		refused       string // "" where it is read
	}{
		{"prices", "1 | Item | Description | Unit | Price\n2 | 1 | Laptop with a case and charger | each | #400\n3 | 2 | Desk with two drawers for staff | each | #400", "a list of goods or prices"},
		{"suppliers", "1 | Vendor ID | Vendor name | Service | Contact | Contract end date | Status\n2 | 1 | Acme | Hosting of the website | A post | @2026-05-01 | Active\n3 | 2 | Beta | Cleaning of the offices | A post | @2026-05-01 | Active\n4 | 3 | Gamma | Printing of the letters | A post | @2026-05-01 | Active", "a list of suppliers or contracts"},
		{"places", "1 | id | title | status | latitude | longitude\n2 | 1 | Pothole on Main Street | Closed | #51.2 | #0.1\n3 | 2 | Street light out on Hill Road | Open | #51.2 | #0.1", "a data set of places"},
		{"tickets", "1 | Issue key | Issue Type | Summary | Assignee | Reporter | Status | Resolution\n2 | AB-1 | Bug | Login page fails on the phone | Ann | Bob | Done | Fixed\n3 | AB-2 | Bug | Page two is blank after login | Ann | Bob | Done | Fixed", "an export of tickets"},
		{"things to buy, by whom and when", "1 | Item | Description | Quantity | Unit cost | Owner | Due date | Status\n2 | 1 | Buy laptops for the new social workers | #4 | #400 | Head | May 2026 | Open\n3 | 2 | Rent a room for the training days | #4 | #400 | Head | May 2026 | Open", ""},
		{"actions about suppliers", "1 | No | Action | Supplier | Contract value | Contract end date | Lead\n2 | 1 | Extend the hosting contract | Acme | #400 | @2026-05-01 | Head\n3 | 2 | Tender the cleaning contract | Beta | #400 | @2026-05-01 | Head", ""},
		{"a log of issues", "1 | ID | Issue description | Reporter | Owner | Status | Resolution\n2 | 1 | The system fails in the winter | Ann | Bob | Open | \n3 | 2 | The grant ends in the spring | Ann | Bob | Open | ", ""},
		{"a risk register", "1 | Risk ID | Risk | Likelihood | Impact | Score | Mitigation | Owner\n2 | R1 | Staff leave before the work is done | #3 | #4 | #12 | Recruit two more social workers by May | Head\n3 | R2 | The system fails in the winter | #3 | #4 | #12 | Buy a second server and test it | Head", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := draw(t, "Sheet1", c.drawing)
			p, err := table.Read("x", []table.Grid{g}, table.Options{})
			if c.refused == "" {
				if err != nil || len(p.Actions) != 2 {
					t.Errorf("%d actions, %v", len(p.Actions), err)
				}
				return
			}
			if !errors.Is(err, table.ErrNoTable) || !strings.Contains(err.Error(), c.refused) || !strings.Contains(err.Error(), `{sheet: "Sheet1", kind: ongoing}`) {
				t.Fatalf("err = %v, want %s and the line that has it read", err, c.refused)
			}
			if p = read(t, table.Options{Pins: []table.Pin{{Sheet: "Sheet1", Kind: plan.Ongoing}}}, g); len(p.Actions) < 2 {
				t.Errorf("%d actions with that line", len(p.Actions))
			}
		})
	}
}

// TestNobodyByAnyDay refuses a sheet whose column of actions is one by what it holds, or
// by a heading that says it of other things too, where nothing else is said of a row that
// a plan says: who, by when, how it stands. A column that is headed as a status and says
// none is no such word.
func TestNobodyByAnyDay(t *testing.T) {
	const fields = "1 | No | Fields | Description | Sample%s\n2 | 1 | Version | The version of the form that is sent | 1.1%s\n3 | 2 | Supply type | The type of supply as the law has it | B2B%s"
	const marks = "1 | Task | Criterion | Assigned mark%s\n2 | Project charter | States the aims and the scope | #5%s\n3 | Team contract | Says who does what and when | #5%s"
	const sales = "1 | No | Hotel | State%s\n2 | #1 | The Grand | West Bengal%s\n3 | #1 | The Palace | Haryana%s\n4 | #1 | The Lodge | West Bengal%s\n5 | #2 | The Manor | Haryana%s\n6 | #1 | The Inn | Karnataka%s\n7 | #1 | The Arms | Haryana%s"
	for _, c := range []struct {
		name, drawing string
		columns       []string // more of them
		refused       string   // "" where it is read
	}{
		{"a list of fields", fields, []string{"", "", ""}, "no column says who does it, by when or how it stands"},
		{"each with a post", fields, []string{" | Owner", " | Head of Service", " | Clerk"}, ""},
		{"each with a day", fields, []string{" | Due", " | @2026-05-01", " | @2026-05-02"}, ""},
		{"each with a status", fields, []string{" | Status", " | Open", " | Complete"}, ""},
		{"each with a status of the council's own", fields, []string{" | Status", " | Embedded", " | Bedding in"}, ""},
		{"risks, and what they come to", "1 | No | Risk | Likelihood%s\n2 | 1 | Staff leave before the work is done | #3%s\n3 | 2 | The system fails in the winter | #4%s", []string{"", "", ""}, ""},
		{"marks", marks, []string{"", "", ""}, "an assessment by criteria"},
		{"marks with remarks", marks, []string{" | Comments", " | Well done", " | See me"}, "an assessment by criteria"},
		{"tasks that are marked, by whom", marks, []string{" | Lead", " | Head of Service", " | Clerk"}, ""},
		{"sales", sales, []string{"", "", "", "", "", "", ""}, "no column holds actions"},
		{"sales with a status", sales, []string{" | Status", " | Open", " | Complete", " | Open", " | Open", " | Open", " | Open"}, ""},
		{"an action, and nothing else", "1 | No | Action%s\n2 | 1 | Train social workers in assessment%s\n3 | 2 | Audit forty cases a month%s", []string{"", "", ""}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			more := make([]any, len(c.columns))
			for i, column := range c.columns {
				more[i] = column
			}
			p, err := table.Read("x", []table.Grid{draw(t, "Sheet1", fmt.Sprintf(c.drawing, more...))}, table.Options{})
			switch {
			case c.refused == "" && (err != nil || len(p.Actions) < 2):
				t.Errorf("%d actions, %v", len(p.Actions), err)
			case c.refused != "" && (!errors.Is(err, table.ErrNoTable) || !strings.Contains(err.Error(), c.refused)):
				t.Errorf("%d actions, %v; want %s", len(p.Actions), err, c.refused)
			}
		})
	}
}

// TestActionsInNearlyTheSameWords says which sheets repeat a plan, with the lines that
// settle it, and takes none for a repetition that only sounds alike.
func TestActionsInNearlyTheSameWords(t *testing.T) {
	gantt := func(texts ...string) string {
		drawing := "1 | Task | Owner | Start | End | Days"
		for i, text := range texts {
			drawing += "\n" + string(rune('2'+i)) + " | " + text + " | Head of Service | @2026-01-01 | @2026-05-01 | #100"
		}
		return drawing
	}
	short := []string{"Review thresholds with partners", "Audit forty cases monthly", "Train team managers in supervision", "Agree workforce strategy"}
	for _, c := range []struct {
		name, sheet string
		texts       []string
		counted     int
		says        string
		line        string
	}{
		{"by its name a view", "Gantt", append([]string{"Audit forty cases each month"}, short[0], short[2], short[3]), 0, "in nearly the same words", `{sheet: "Gantt", kind: ongoing}`},
		{"by its name none", "Dates", short, 4, `repeats 3 of the 4 actions of "Plan"`, `{sheet: "Dates", kind: beside the plan}`},
		{"one alone", "Dates", []string{short[0], "Write to schools about the front door", "Visit the regional board", "Publish the handbook for carers"}, 4, "", ""},
		{"one word of a few apart", "Dates", []string{"Review the contracts with partners", "Audit forty schools every year", "Train every foster carer in recording", "Agree the transport strategy at cabinet"}, 4, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := read(t, table.Options{}, draw(t, "Plan", ownPlan), draw(t, c.sheet, gantt(c.texts...)))
			said := strings.Join(heard(p), "\n")
			if len(p.Actions) != 4+c.counted || !strings.Contains(said, c.says) || lineOf(p, c.sheet) != c.line {
				t.Errorf("%d actions, settled by %q, want %d and %q; said %q", len(p.Actions), lineOf(p, c.sheet), 4+c.counted, c.line, said)
			}
		})
	}
	for kind, counted := range map[string]int{plan.BesidePlan: 4, plan.Ongoing: 8} {
		p := read(t, table.Options{Pins: []table.Pin{{Sheet: "Dates", Kind: kind}}}, draw(t, "Plan", ownPlan), draw(t, "Dates", gantt(short...)))
		if said := strings.Join(heard(p), "\n"); len(p.Actions) != counted || strings.Contains(said, "counted twice") || strings.Contains(said, "stands beside the plan") != (kind == plan.BesidePlan) {
			t.Errorf("kind: %s: %d actions, said %q", kind, len(p.Actions), said)
		}
	}
	if _, err := table.Read("x", []table.Grid{draw(t, "Plan", ownPlan)}, table.Options{Pins: []table.Pin{{Sheet: "Gone", Kind: plan.BesidePlan}}}); err == nil {
		t.Error("a sheet that is not there stands beside the plan")
	}
}

// TestLegendOverTheHeadings: a key of statuses right above the headings groups no
// columns and is no title.
func TestLegendOverTheHeadings(t *testing.T) {
	const under = `
		2 | Task | Who | When | Status | Notes
		3 | Review the thresholds with partners | Head of Service | May 2026 | Open
		4 | Audit forty cases every month | Principal | June 2026 | Open`
	headed := func(p plan.Plan) string {
		var all []string
		for _, c := range p.Columns {
			all = append(all, c.Heading)
		}
		return strings.Join(all, ", ")
	}
	p := read(t, table.Options{}, draw(t, "Plan", "1 | Complete | < | In progress | < | Overdue"+under))
	if want := "Task, Who, When, Status, Notes"; headed(p) != want {
		t.Errorf("headed %q, want %q", headed(p), want)
	}
	p = read(t, table.Options{}, draw(t, "Plan", "1 | Work | < | People | < | Records"+under))
	if headed(p) == "Task, Who, When, Status, Notes" {
		t.Error("a line of groups is none any more")
	}
	p = read(t, table.Options{}, draw(t, "Plan", "1 | Legend"+under))
	if p.Title != "" {
		t.Errorf("titled %q", p.Title)
	}
}
