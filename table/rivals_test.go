package table_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"actionplan/plan"
	"actionplan/table"
)

// TestActionHeadings reads headings that say what is to be done beside whoever does it.
func TestActionHeadings(t *testing.T) {
	is := func(heading string) bool {
		p, err := table.Read("plan.xlsx", []table.Grid{draw(t, "Sheet1", "1 | Theme | "+heading+" | Lead\n2 | Fire | Train every host | Ann\n3 | Flood | Close the old hub | Bob")}, table.Options{})
		return err == nil && len(p.Actions) == 2 && slices.ContainsFunc(p.Columns, func(c plan.Column) bool { return c.Letter == "B" && c.Field == plan.FieldAction })
	}
	for _, h := range []string{
		"Suggested actions to mitigate hazard", "Core Activities", "What to do", "What is to be done?", "What do we need to do next?", "Recommended control(s)", "Mitigation control",
		"Proposed controls", "Mitigation proposal", "Further controls required", "Recommended actions to close the gap", "Actions to reduce risk", "Additional mitigating actions",
	} {
		if !is(h) {
			t.Errorf("%q is not read as the action", h)
		}
	}
	for _, h := range []string{
		"Current controls", "Existing controls", "Controls", "Control reference", "Proposal number", "What has been done", "What happened", "What went well", "Activities of the board", "What is done",
	} {
		if is(h) {
			t.Errorf("%q is read as the action", h)
		}
	}
}

// TestRivals reads tables with two columns for one field: which is taken, and the lines
// that have it so and the other way.
func TestRivals(t *testing.T) {
	risks := `
		1 | %s | %s | Owner | Response | Mitigation control | Due
		2 | WK-1 | P-1 | Ann | Accept the risk | | 
		3 | WK-2 | P-2 | Bob | Mitigate the risk | Close every port that is not in use | @2026-03-31
		4 | WK-3 | P-3 | Ann | Accept the risk | | 
		5 | WK-4 | P-4 | Bob | Mitigate the risk | Train every host of the visits | @2026-03-31
		6 | WK-5 | P-5 | Ann | Accept the risk | | 
		7 | WK-6 | P-6 | Bob | Accept the risk | | `
	for _, c := range []struct {
		sheet, left, right string
		ref                string // of the first action
		line, instead      string
	}{
		{"POA&M", "Weakness ID", "POA&M ID", "P-1", `{heading: "POA&M ID", field: ref}`, `{heading: "Weakness ID", field: ref}`},
		{"POAM", "Weakness ID", "POA&M ID", "P-1", `{heading: "POA&M ID", field: ref}`, `{heading: "Weakness ID", field: ref}`},
		{"Risk Register PM", "WBS NO.", "Risk NO.", "P-1", `{heading: "Risk NO.", field: ref}`, `{heading: "WBS NO.", field: ref}`},
		// The leftmost, where the sheet is about neither, or one just numbers the rows.
		{"Sheet1", "Weakness ID", "POA&M ID", "WK-1", `{heading: "Weakness ID", field: ref}`, `{heading: "POA&M ID", field: ref}`},
		{"Risks", "Ref", "Risk ID", "WK-1", `{heading: "Ref", field: ref}`, `{heading: "Risk ID", field: ref}`},
		{"Risks", "Risk ID", "Ref", "WK-1", `{heading: "Risk ID", field: ref}`, `{heading: "Ref", field: ref}`},
	} {
		drawing := strings.Replace(strings.Replace(risks, "%s", c.left, 1), "%s", c.right, 1)
		p := read(t, table.Options{}, draw(t, c.sheet, drawing))
		i := slices.IndexFunc(p.Notes, func(n plan.Note) bool { return strings.Contains(n.Message, "could be the ref too") })
		if string(p.Actions[0].Ref) != c.ref || i < 0 || p.Notes[i].Line.Item != c.line || p.Notes[i].Instead.Item != c.instead {
			t.Errorf("%s, %s on %s: the first ref is %s, and said:\n%s\n%+v", c.left, c.right, c.sheet, p.Actions[0].Ref, notesOf(p), p.Notes)
			continue
		}
		heading, _, _ := strings.Cut(strings.TrimPrefix(c.instead, `{heading: "`), `"`)
		p = read(t, table.Options{Headings: []table.Synonym{{Heading: heading, Field: plan.FieldRef}}}, draw(t, c.sheet, drawing))
		if string(p.Actions[0].Ref) == c.ref {
			t.Errorf("%s, %s on %s: the other line does not have it the other way", c.left, c.right, c.sheet)
		}
	}
	p := read(t, table.Options{}, draw(t, "Sheet1", strings.Replace(strings.Replace(risks, "%s", "Ref", 1), "%s", "More", 1)))
	i := slices.IndexFunc(p.Notes, func(n plan.Note) bool { return strings.Contains(n.Message, "could be the action too") })
	if got := p.Actions[1].Value(plan.FieldAction).Text; got != "Close every port that is not in use" || i < 0 ||
		p.Notes[i].Message != `"Response" could be the action too, but says only the same few words: column E, "Mitigation control", was taken for it` ||
		p.Notes[i].Line.Item != `{heading: "Mitigation control", field: action}` || p.Notes[i].Instead.Item != `{heading: "Response", field: action}` {
		t.Errorf("the action is %q, and said:\n%s", got, notesOf(p))
	}
}

// TestNoStatus reads headings of a state over words that are none for a status.
func TestWhatIsNoField(t *testing.T) {
	for _, c := range []struct {
		name, heading string
		cells         []string
		want          plan.Field
		said          string
	}{
		{"descriptions", "Current state", []string{"Partial tracking", "No training", "Limited encryption", "Weekly manual backups", "Reactive detection"}, "", "words that differ from row to row"},
		{"status words", "Current state", []string{"In progress", "Not started", "In progress", "Done", "Not started"}, plan.FieldStatus, ""},
		{"a council's own, again and again", "Current state", []string{"Going well", "Going well", "Stuck fast", "Going well", "Stuck fast"}, plan.FieldStatus, ""},
		{"headed as nothing but the status", "Status", []string{"Partial tracking", "No training", "Limited encryption", "Weekly manual backups", "Reactive detection"}, plan.FieldStatus, ""},
		{"a measure of figures", "Measure", []string{"#3", "#2.5", "#4", "#1", "#3"}, "", "holds figures"},
		{"a measure of grades", "Success measure", []string{"3 - Moderate", "High (4)", "Low", "3 - Moderate", "Low"}, "", "holds high, medium and low"},
		{"a measure of percentages", "Measure", []string{"#61%", "#70%", "#84%", "#90%", "#95%"}, plan.FieldMeasure, ""},
		{"a measure in words", "Measure", []string{"All staff trained", "Fewer complaints", "High quality of all audits", "Low use of agency staff", "None lost"}, plan.FieldMeasure, ""},
		{"periods of work", "Dates", []string{"1 – 2 Jun", "3 – 4 Jun", "12 – 15 Jun", "20 – 28 Jun", "30 Jun"}, plan.FieldDue, "was taken for the due, by the end of each"},
		{"dates of something in words", "Dates", []string{"see the board's paper on that", "to follow", "none", "many of them", "n/a"}, "", ""},
	} {
		drawing := "1 | Ref | Action | " + c.heading
		for i, cell := range c.cells {
			drawing += "\n" + string(rune('2'+i)) + " | 1." + string(rune('1'+i)) + " | Write to school number " + string(rune('1'+i)) + " | " + cell
		}
		p := read(t, table.Options{}, draw(t, "Plan", drawing))
		got := p.Columns[2].Field
		if !got.Known() {
			got = ""
		}
		if got != c.want || !strings.Contains(notesOf(p), c.said) || c.said == "" && strings.Contains(notesOf(p), "column C") && c.want == "" {
			t.Errorf("%s: read as %q, and said:\n%s", c.name, got, notesOf(p))
		}
	}
}

func TestDuesThatNameNoDay(t *testing.T) {
	for _, c := range []struct{ name, first, second, want string }{
		{"lengths of time", "30 days", "within 6 weeks", "rows 2-3 give lengths of time, and nothing says from when: they name no days (column C)"},
		{"one of them", "30 days", "30/06/2026", "row 2 gives a length of time, and nothing says from when: it names no day (column C)"},
		{"words alone", "Ongoing", "Ongoing", "rows 2-3 name no day (column C)"},
		{"no year", "1 - 2 June", "28 Jun", "rows 2-3 name days and no years: they are no dates until they have them (column C)"},
		{"days", "31/05/2026", "30/06/2026", ""},
		{"blank", "", "", ""},
	} {
		p := read(t, table.Options{}, draw(t, "Plan", "1 | Ref | Action | Due date | Lead | Status\n2 | 1.1 | Write to every school | "+c.first+" | Ann | Open\n3 | 1.2 | Audit forty cases | "+c.second+" | Bob | Open"))
		if c.want == "" && len(p.Notes) > 0 || c.want != "" && !slices.Contains(heard(p), c.want) {
			t.Errorf("%s: said:\n%s", c.name, notesOf(p))
		}
	}
}

// A line of a form above the headings groups none of them.
func TestFormOverHeadings(t *testing.T) {
	p := read(t, table.Options{}, draw(t, "Register", `
		2 | Register of the project | < | Manager: Ann | < | Date:15/03/2018 | REV:4
		3 | Ref | Action | Risk measure | Response | Person/Group Assigned | Status
		4 | 1 | Write to every school | #3 | Ask again | Steve | Open`))
	want := []string{"A Ref = ref", "B Action = action", "C Risk measure = x:risk measure", "D Response = x:response", "E Person/Group Assigned = lead", "F Status = status"}
	if got := columnsOf(p); !slices.Equal(got, want) {
		t.Errorf("read %q", got)
	}
	p = read(t, table.Options{}, draw(t, "Register", `
		2 | Part 1: the school | < | Part 2: the council | <
		3 | Ref | Action | Lead | Due
		4 | 1 | Write to every school | Ann | @2026-03-31`))
	if p.Columns[3].Heading != "Part 2: the council / Due" {
		t.Errorf("the groups are lost: %q", columnsOf(p))
	}
}

func TestOwnerOfSomethingElse(t *testing.T) {
	p := read(t, table.Options{}, draw(t, "Risks", `
		1 | Ref | Asset | < | Management | <
		2 | ^ | Name | Owner | Recommended control(s) | Control owner
		3 | 1 | Laptops | Head of IT | Lock every laptop away | Ann
		4 | 2 | Servers | Head of IT | Keep the server room shut | Bob`))
	if got := told(p, plan.FieldLead, plan.FieldAction); got[0] != "3: 1 | Ann | Lock every laptop away" {
		t.Errorf("read %q\n%s", got, notesOf(p))
	}
	p = read(t, table.Options{}, draw(t, "Risks", `
		1 | Ref | Asset | < | Action
		2 | ^ | Name | Owner | ^
		3 | 1 | Laptops | Head of IT | Lock every laptop away
		4 | 2 | Servers | Head of IT | Keep the server room shut`))
	if got := told(p, plan.FieldLead); got[0] != "3: 1 | Head of IT" {
		t.Errorf("no other column says who leads, and read %q", got)
	}
}

func TestHintsUnderHeadings(t *testing.T) {
	const hint = "row 2 explains the headings: it is no action"
	for _, hints := range []string{"Unique ID | Who owns this topic?", "Unique ID | The post that owns it", "X | Who owns this topic?"} {
		p := read(t, table.Options{}, draw(t, "Agenda", `
			1 | Num | Owner | Topic | Time
			2 | `+hints+` | Detail description of the topic at hand | Number of minutes for it
			3 | 1 | Ann | The budget of next year | 10`))
		if got := told(p, plan.FieldAction); len(got) != 1 || !slices.Contains(heard(p), hint) {
			t.Errorf("%s: read %q\n%s", hints, got, notesOf(p))
		}
	}
	p := read(t, table.Options{}, draw(t, "Agenda", `
		1 | Num | Owner | Topic | Time
		2 | Item A | Who else but the whole team | Unique ID of every child is to be put in | in the first half hour
		3 | 1 | Ann | The budget of next year | 10`))
	if got := told(p, plan.FieldAction); len(got) != 2 {
		t.Errorf("read %q\n%s", got, notesOf(p))
	}
}

// What comes nearest to a plan is a table, and no front page.
func TestNearestToAPlan(t *testing.T) {
	cover := draw(t, "Front", "1 | Programme | Schools | Version\n2 | Sponsor | Ann | 2\n3 | Author | Bob | 3")
	logs := draw(t, "Log", `
		1 | Alpha | Beta | Gamma | Delta
		2 | a | The first of many sentences | b | c
		3 | d | The second of many sentences | e | f
		4 | g | The third of many sentences | h | i
		5 | j | The fourth of many sentences | k | l`)
	_, err := table.Read("x", []table.Grid{cover, logs}, table.Options{})
	if !errors.Is(err, table.ErrNoTable) || !strings.Contains(err.Error(), `the nearest first: "Log": row 1 comes nearest`) || !strings.Contains(err.Error(), `column B, "Beta", could say what is to be done`) {
		t.Errorf("err = %v", err)
	}
	for _, c := range []struct {
		drawing string
		want    bool
	}{
		{"1 | #1 | Review the minutes | @2026-03-31\n2 | #2 | Write to every school | @2026-04-30\n3 | #3 | Close the old hub | @2026-05-31", true},
		{"1 | #1 | #2 | #3\n2 | #2 | #4 | #6\n3 | #3 | #6 | #9", false},
	} {
		_, err := table.Read("x", []table.Grid{draw(t, "Actions", c.drawing)}, table.Options{})
		if err == nil || strings.Contains(err.Error(), "it has no row of headings: type one above its first row") != c.want {
			t.Errorf("%s: err = %v", c.drawing, err)
		}
	}
}
