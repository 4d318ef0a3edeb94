package table_test

import (
	"slices"
	"strings"
	"testing"

	"actionplan/plan"
	"actionplan/table"
)

// contested are tables in which more than one column could be a field, or none is headed
// as one: what is read, and a part of what is said.
var contested = []struct{ name, sheet, drawing, want, said string }{
	{"numbered by a spreadsheet, under quarters", "Plan", `
		1 | | | Q1 (Jan-Mar) | < | Q2 (Apr-Jun) | <
		2 | No | Activity | Planned | Status | Planned2 | Status2
		3 | 1 | Write the guide for schools | Y | Done | Y |
		4 | 2 | Train the front door team | Y | Ongoing | Y | Completed`, "ref, action, -, status 1, -, status 2", ""},
	{"numbered by a spreadsheet, under nothing", "Plan", `
		1 | No | Activity | Planned | Status | Planned2 | Status2
		2 | 1 | Write the guide for schools | Y | Done | Y | Ongoing
		3 | 2 | Train the front door team | Y | Ongoing | Y | Completed`, "ref, action, -, status, -, -", `"Status2" could be the status too: column D, "Status", was taken for it`},
	{"a number that no bare heading stands beside", "Plan", `
		1 | No | Activity | Status | Due2
		2 | 1 | Write the guide for schools | Done | North
		3 | 2 | Train the front door team | Ongoing | South`, "ref, action, status, -", ""},
	{"two statuses, each of somebody", "Plan", `
		1 | No | Task | Status North | Status South
		2 | 1 | Write the guide for schools | done | Not required
		3 | 2 | Train the front door team | Done | Done in South
		4 | 3 | Audit forty case files | Done in North | Done`, "ref, action, status, -", `"Status South" could be the status too: column C, "Status North", was taken for it`},
	{"a status of something else", "Plan", `
		1 | No | Task | Approval status | Owner
		2 | 1 | Write the guide for schools | granted | Amy
		3 | 2 | Train the front door team | asked for | Bob`, "ref, action, -, lead", ""},
	{"a slip", "Plan", `
		1 | No | Task | Respnsibilities | Deadlin
		2 | 1 | Write the guide for schools | Amy | @2026-03-31
		3 | 2 | Train the front door team | Bob | @2026-04-30`, "ref, action, lead, due", `column C, "Respnsibilities", was read as "responsibilities": it was taken for the lead`},
	{"no slip", "Plan", `
		1 | No | Task | Office | Stage
		2 | 1 | Write the guide for schools | North | One
		3 | 2 | Train the front door team | South | Two`, "ref, action, -, theme", ""},
	{"written short", "Plan", `
		1 | Issue ID | Issue | Resp. | Tgt Date | Actual Res. Date
		2 | I1 | The server was not there | Amy | @2026-03-31 | @2026-04-01
		3 | I2 | The data is held twice | Bob | @2026-04-30 |`, "ref, action, lead, due, closed", ""},
	{"an impact in a list of issues", "Plan", `
		1 | Issue ID | Issue description | Impact | Owner
		2 | I1 | The server was not there | The start of the tests moved | Amy
		3 | I2 | The data is held twice | The dry run came to nothing | Bob
		4 | I3 | Nobody came to the test | The tests may be late | Cas`, "ref, action, -, lead", `column C is headed "Impact", as the outcome would be, but stands in a list of risks or issues`},
	{"an impact beside an issue in a plan", "Plan", `
		1 | Ref | Issue | Action | Impact | Owner
		2 | 1 | Too few visits | Visit each family | Children are seen | Amy
		3 | 2 | Late plans | Write plans in time | Plans are read | Bob`, "ref, -, action, outcome, lead", ""},
	{"the measures of a treatment", "Risks", `
		1 | Ref | Description | Probability | Treatment | < | Owner
		2 | ^ | ^ | ^ | Type | Measure(s) | ^
		3 | 1 | The bridge may be too weak | High | Reduce | Weigh each lorry at the gate | Amy
		4 | 2 | The river may rise | Low | Accept | Watch the gauge each day | Bob`, "ref, -, -, -, action, lead", ""},
	{"the measures of success", "Plan", `
		1 | Ref | Action | Year one | < | Owner
		2 | ^ | ^ | Measure(s) | Target | ^
		3 | 1 | Weigh each lorry | Lorries weighed | 90% | Amy`, "ref, action, measure, target, lead", ""},
	{"days on which something was raised", "Issues", `
		1 | Ref | Issue | Owner | Raise Date | Decision Date
		2 | 1 | The server was not there | Amy | @2026-03-31 | @2026-04-01
		3 | 2 | The data is held twice | Bob | @2026-03-31 | @2026-04-01
		4 | 3 | Nobody came to the test | Cas | @2026-03-31 | @2026-04-01`, "ref, action, lead, -, -", "no column is headed as the due"},
	{"a running number beside the codes", "Plan", `
		1 | No. | Risk ID | Title | Mitigation Action | Owner
		2 | #1 | R-0009 | Staff | Train a second team in each area | Amy
		3 | #2 | R-0012 | Data | Copy each file before the move | Bob
		4 | #3 | R-0015 | Night | Test the spare line each week | Cas`, "-, ref, -, action, lead", `"No." could be the ref too: column B, "Risk ID", was taken for it`},
	{"a running number beside codes that repeat", "Plan", `
		1 | No | Risk ID | Mitigation Action | Owner
		2 | #1 | R-0009 | Train a second team in each area | Amy
		3 | #2 | R-0009 | Copy each file before the move | Bob
		4 | #3 | R-0015 | Test the spare line each week | Cas`, "ref, -, action, lead", `"Risk ID" could be the ref too`},
	{"who is accountable beside who owns it", "Risks", `
		1 | Risk ID | Accountable | Risk Owner | Mitigation
		2 | R1 | The board | Amy | Train a second team in each area
		3 | R2 | The board | Bob | Copy each file before the move`, "ref, accountable, lead, action", `"Accountable" could be the lead too`},
	{"who is accountable alone", "Plan", `
		1 | Ref | Action | Accountable
		2 | 1 | Train a second team in each area | Amy`, "ref, action, lead", ""},
	{"who manages a risk", "Risks", `
		1 | Risk ID | Risk Manager | Risk Treatment
		2 | R1 | Amy | Train a second team in each area
		3 | R2 | Bob | Copy each file before the move`, "ref, lead, action", ""},
	{"resources that are people", "Plan", `
		1 | Task | Resource | Due Date
		2 | Form the team | Amy | @2026-03-31
		3 | Write the scope | Bob | @2026-03-31
		4 | Book the room | Amy | @2026-03-31
		5 | Draw the map | Bob | @2026-03-31`, "action, lead, due", `column B, "Resource", may say what the actions need or who does them`},
	{"resources that are things", "Plan", `
		1 | Task | Resource | Due Date
		2 | Form the team | Staff time | @2026-03-31
		3 | Write the scope | Staff time | @2026-03-31
		4 | Book the room | Budget | @2026-03-31
		5 | Draw the map | Budget | @2026-03-31`, "action, resources, due", ""},
	{"resources that are people beside a lead", "Plan", `
		1 | Task | Owner | Resource | Due Date
		2 | Form the team | Eve | Amy | @2026-03-31
		3 | Write the scope | Eve | Bob | @2026-03-31
		4 | Book the room | Eve | Amy | @2026-03-31
		5 | Draw the map | Eve | Bob | @2026-03-31`, "action, lead, resources, due", ""},
	{"an actual start beside a baseline", "Plan", `
		1 | Task | Actual start | Baseline start | Due
		2 | Form the team | @2026-03-01 | @2026-03-02 | @2026-03-31`, "action, -, start, due", ""},
	{"two ends that were planned", "Plan", `
		1 | Task | Planned finish date | Schedule completion date
		2 | Form the team | @2026-03-01 | @2026-03-02`, "action, due, -", `"Schedule completion date" could be the due too`},
	{"processes merged down beside projects", "Plan", `
		1 | No | Process Name | Project Name | Issue Description | Owner
		2 | 1 | REQM | North / South | Write the guide for schools | Amy
		3 | 2 | ^ | North / South | Train the front door team | Amy
		4 | 3 | PP | North / South | Audit forty case files | Amy
		5 | 4 | ^ | North / South | Ask each family in turn | Amy
		6 | 5 | PMC | North / South | Read all of the plans | Amy
		7 | 6 | ^ | North | Draw the map of all schools | Amy`, "ref, theme, -, action, lead", ""},
	{"the stage of a project", "Issues", `
		1 | Issue ID | Issue | Project Stage | Owner
		2 | I1 | The server was not there | UAT | Amy
		3 | I2 | The data is held twice | UAT | Bob`, "ref, action, -, lead", ""},
	{"details beside an action of two names", "Plan", `
		1 | Ref | Initiative/Activity | Details | Owner
		2 | 1 | Talks on health | Free tests for all who come | Amy
		3 | 2 | Walks in the park | Each month from the church hall | Bob`, "ref, action, -, lead", ""},
	{"the components of an asset", "Risks", `
		1 | Risk ID | Component | Mitigation | Owner
		2 | R1 | Web page | Train a second team in each area | Amy
		3 | R2 | Web page | Copy each file before the move | Bob
		4 | R3 | Web page | Test the spare line each week | Cas
		5 | R4 | Store | Look at the logs each day | Amy
		6 | R5 | Store | Close what is not in use | Bob
		7 | R6 | Store | Ask each user in turn | Cas`, "ref, -, action, lead", ""},
	{"the functions of a standard", "Plan", `
		1 | Function | Recommendation | Owner
		2 | Identify | Train a second team in each area | Amy
		3 | Identify | Copy each file before the move | Bob
		4 | Identify | Test the spare line each week | Cas
		5 | Protect | Look at the logs each day | Amy
		6 | Protect | Close what is not in use | Bob
		7 | Protect | Ask each user in turn | Cas`, "theme, recommendation, lead", ""},
	{"people under ticks", "Plan", `
		1 | No | Task | Response person | < | Due
		2 | ^ | ^ | Amy: Dev | Bob: Ops | ^
		3 | 1 | Write the guide for schools | x | | @2026-03-31
		4 | 2 | Train the front door team | | x | @2026-03-31`, "ref, action, -, -, due", `no column is headed as the lead: columns C, "Response person / Amy: Dev", and D, "Response person / Bob: Ops", are headed with words for it and any could be it`},
	{"a gap of yes and no", "Plan", `
		1 | No | Action | Gap | Owner
		2 | 1 | Write the guide for schools | Y | Amy
		3 | 2 | Train the front door team | N | Amy
		4 | 3 | Audit forty case files | Y | Amy`, "ref, action, -, lead", ""},
	{"numbers under no heading", "Log", `
		1 | | Description | Mitigation | Owner
		2 | #1 | Mail may not come | Use a second line | Amy
		3 | #2 | The disk may be full | Look at it each day | Bob
		4 | #3 | Nobody may answer | Call them twice a day | Cas`, "-, -, action, lead", "column A has no heading and numbers the rows"},
	{"an issue and what resolves it", "Issues", `
		1 | Issue ID | Issue Description | Owner | Resolution Action
		2 | I1 | The server was not there | Amy | Ask for it twice a week
		3 | I2 | The data is held twice | Bob | Write a script that joins them
		4 | I3 | Nobody came to the test | Cas | Send a second letter`, "ref, -, lead, action", `"Issue Description" could be the action too: column D, "Resolution Action", was taken for it`},
}

// TestContested reads tables in which more than one column could be a field.
func TestContested(t *testing.T) {
	for _, c := range contested {
		t.Run(c.name, func(t *testing.T) {
			p := read(t, table.Options{}, draw(t, c.sheet, c.drawing))
			if got := fieldsOf(p); got != c.want {
				t.Errorf("read as %s, want %s; notes %q", got, c.want, heard(p))
			}
			if c.said != "" && !strings.Contains(notesOf(p), c.said) {
				t.Errorf("nobody says %q:\n%s", c.said, notesOf(p))
			}
			doubtful := slices.ContainsFunc(p.Notes, func(n plan.Note) bool {
				return n.Line.Under == "headings" && !strings.Contains(n.Message, "headed as the action")
			})
			if c.said == "" && doubtful {
				t.Errorf("something is doubtful:\n%s", notesOf(p))
			}
		})
	}
}

// TestEitherLine takes each line that a doubt about a column gives, the one and the
// other: either settles it, and the other has the column be what it says.
func TestEitherLine(t *testing.T) {
	settled := 0
	for _, c := range contested {
		grid := draw(t, c.sheet, c.drawing)
		for _, n := range read(t, table.Options{}, grid).Notes {
			if n.Line.Under != "headings" {
				continue
			}
			if n.Instead == n.Line {
				t.Errorf("%s: the same line twice for: %s", c.name, n.Message)
			}
			if n.Instead.IsZero() && !strings.HasPrefix(n.Message, "no column is headed as the action") {
				t.Errorf("%s: no other line for: %s", c.name, n.Message)
			}
			for _, line := range []plan.Line{n.Line, n.Instead} {
				if line.IsZero() {
					continue
				}
				heading, field, _ := strings.Cut(strings.TrimPrefix(line.Item, "{heading: "), ", field: ")
				own := table.Synonym{Heading: strings.Trim(heading, `"`), Field: plan.Field(strings.TrimSuffix(field, "}"))}
				p := read(t, table.Options{Headings: []table.Synonym{own}}, grid)
				if slices.Contains(heard(p), n.Message) {
					t.Errorf("%s: %s leaves it said: %s", c.name, line, n.Message)
				}
				i := slices.IndexFunc(p.Columns, func(c plan.Column) bool { return c.Heading == own.Heading })
				if known := p.Columns[i].Field.Known(); known != (own.Field != "none") || known && p.Columns[i].Field != own.Field {
					t.Errorf("%s: by %s the column is %s", c.name, line, p.Columns[i].Field)
				}
				settled++
			}
		}
	}
	if settled < 20 {
		t.Errorf("%d lines were tried", settled)
	}
}

// TestSlips reads headings with a letter too many, too few or wrong.
func TestSlips(t *testing.T) {
	for heading, want := range map[string]plan.Field{
		"Recomendation": plan.FieldRecommendation, "Progess": plan.FieldProgress, "Stauts": plan.FieldStatus,
		"Respnsible Officer": plan.FieldLead, "Deadlin": plan.FieldDue, "Outcom": plan.FieldOutcome, "Evidenc": plan.FieldEvidence, "Comletion Date": plan.FieldDue, "Est. Compl. Date": plan.FieldDue,
		"Act. Finish": plan.FieldClosed,
		// Near misses.
		"Office": "", "Station": "", "Duration": "", "Process": "", "Contract": "", "Baselines": "", "Responsive": "", "Commitment": "", "Starter": "",
	} {
		p := read(t, table.Options{}, draw(t, "Plan", "1 | Ref | Action | "+heading+"\n2 | 1 | Audit the files of each team | "))
		if got := p.Columns[2].Field; got != want && (want != "" || got.Known()) {
			t.Errorf("%q is read as %s, want %s", heading, got, want)
		}
	}
}

// TestNumberedHeadings have a council's own word for a numbered heading, and for the
// bare one, be what they say.
func TestNumberedHeadings(t *testing.T) {
	drawing := "1 | Ref | Action | Status2 | Status\n2 | 1 | Audit the files | Open | Done"
	for heading, want := range map[string]string{"Status2": "ref, action, status, -", "Status": "ref, action, -, status"} {
		p := read(t, table.Options{Headings: []table.Synonym{{Heading: heading, Field: plan.FieldStatus}}}, draw(t, "Plan", drawing))
		if got := fieldsOf(p); got != want {
			t.Errorf("by %s: %s, want %s", heading, got, want)
		}
	}
}

// TestColoursOfThemes tells colours that go with the themes from those of ratings.
func TestColoursOfThemes(t *testing.T) {
	const red, amber, green = " ~FF0000", " ~FFC000", " ~92D050"
	rows := func(themes bool, colours ...string) string {
		drawing := "1 | Theme | Action | Lead"
		for i, c := range colours {
			theme := "The same"
			if themes {
				theme = []string{"Front door", "", "", "Care leavers", "", ""}[i]
			}
			drawing += "\n" + string(rune('2'+i)) + " | " + theme + c + " | Audit the files of team " + string(rune('A'+i)) + c + " | Amy" + c
		}
		return drawing
	}
	for _, c := range []struct {
		name, drawing string
		said          bool
	}{
		{"one a theme", rows(true, red, red, red, green, green, green), false},
		{"mixed within a theme", rows(true, red, amber, red, green, green, green), true},
		{"without themes", rows(false, red, red, red, green, green, green), true},
	} {
		p := read(t, table.Options{}, draw(t, "Plan", c.drawing))
		if said := strings.Contains(notesOf(p), "filled in colours"); said != c.said {
			t.Errorf("%s: said %t\n%s", c.name, said, notesOf(p))
		}
	}
}

// TestNobodyAndNever refuses a sheet that is made a plan by sentences alone.
func TestNobodyAndNever(t *testing.T) {
	walk := func(beside string) table.Grid {
		return draw(t, "Screens", "1 | | AS-IS | GAP | TO-BE | GAP - Description/Comments"+beside+`
			2 | #1 | The form asks for a name | Y | A number | Ask for it | Amy
			3 | #2 | The list is by date | N | N/A | N/A | Amy
			4 | #3 | The map is not shown | Y | Shown | Seen | Amy
			5 | #4 | The door is at the back | N | N/A | N/A | Amy
			6 | #5 | A page opens with two parts | Y | Three | Add it | Amy`)
	}
	if _, err := table.Read("plan", []table.Grid{walk("")}, table.Options{}); err == nil || !strings.Contains(err.Error(), `column B, "AS-IS", comes nearest to what is to be done`) {
		t.Errorf("a walk through screens: %v", err)
	}
	if p, err := table.Read("plan", []table.Grid{walk(" | Owner")}, table.Options{}); err != nil || len(p.Actions) != 5 {
		t.Errorf("with somebody who does it: %v", err)
	}
}

// TestQuartersWithMonths takes the months that a quarter's heading names for when it
// is, and not that quarters may begin in April.
func TestQuartersWithMonths(t *testing.T) {
	for quarter, said := range map[string]bool{"Q4 (Oct-Dec)": false, "Q4": true} {
		first := strings.NewReplacer("4", "3", "Oct-Dec", "Jul-Sep").Replace(quarter)
		p := read(t, table.Options{Today: plan.Date{Year: 2026, Month: 11, Day: 29}}, draw(t, "Plan", "1 | Ref | Action | "+first+" status | "+quarter+` status
			2 | 1 | Audit the files | Open | Open
			3 | 2 | Train the staff | Open | Done`))
		if got := strings.Contains(notesOf(p), "where quarters begin in April"); got != said || fieldsOf(p) != "ref, action, status 1, status 2" {
			t.Errorf("%s: said %t, read %s\n%s", quarter, got, fieldsOf(p), notesOf(p))
		}
	}
}

// TestScalesAreLast weighs a sheet that was not read by what its headings name.
func TestScalesAreLast(t *testing.T) {
	plans := draw(t, "Risks", "1 | Risk ID | Mitigation | Owner\n2 | R1 | Train a second team in each area | Amy")
	scale := draw(t, "Scale", "1 | Score | Theme | Meaning\n2 | 1 | Money | Less than a day is lost\n3 | 2 | Time | More than a week is lost\n4 | 3 | Name | It is in the news")
	more := draw(t, "More", "1 | Owner | Status | What for\n2 | Amy | Open | All that is bought in a year\n3 | Bob | Open | All that is sold in a year\n4 | Cas | Open | All that is left at the end")
	for sheet, want := range map[string]plan.Weight{"Scale": plan.Assumed, "More": plan.Unread} {
		p := read(t, table.Options{}, plans, scale, more)
		i := slices.IndexFunc(p.Notes, func(n plan.Note) bool { return n.Cell.Sheet == sheet && !n.Line.IsZero() })
		if i < 0 || (p.Notes[i].Weight >= plan.Doubtful) != (want == plan.Unread) {
			t.Errorf("%s: %+v", sheet, p.Notes)
		}
	}
}
