package table_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"actionplan/plan"
	"actionplan/table"
)

// tab is a small plan of four actions on a sheet.
func tab(t *testing.T, name string, actions ...string) table.Grid {
	t.Helper()
	drawing := "1 | Ref | Action | Lead | Due | Status\n"
	for i, a := range actions {
		drawing += fmt.Sprintf("%d | %d | %s | Head of Service | May 2026 | Open\n", i+2, i+1, a)
	}
	return draw(t, name, drawing)
}

var (
	ours   = []string{"Review the thresholds with partners", "Audit forty cases a month", "Train every manager", "Tell the board"}
	others = []string{"Open the new hub", "Write to every school", "Recruit two principals", "Publish the offer"}
)

func sheetsOf(p plan.Plan) []string {
	var names []string
	for _, t := range p.Tables {
		names = append(names, t.Sheet)
	}
	return names
}

// TestVersions reads the latest of several sheets that are one plan, and says
// which it left and why.
func TestVersions(t *testing.T) {
	for _, c := range []struct {
		names []string
		want  string // "" where all are read
		doubt bool
	}{
		{[]string{"Feb 26", "Jan 26", "Dec 25"}, "Feb 26", false},
		{[]string{"Dec 2025", "January 2026", "Feb 2026"}, "Feb 2026", false},
		{[]string{"2026-01", "2026-02"}, "2026-02", false},
		{[]string{"Q1", "Q2", "Q3"}, "Q3", false},
		{[]string{"2025-26 Q4", "2026-27 Q1"}, "2026-27 Q1", false},
		{[]string{"v9", "v10", "v2"}, "v10", false},
		{[]string{"Plan v1.2", "Plan v1.10"}, "Plan v1.10", false},
		{[]string{"Plan March 2026", "Plan April 2026"}, "Plan April 2026", false},
		{[]string{"Nov", "Dec", "Jan"}, "Jan", false},
		{[]string{"2024-25", "2025-26"}, "2025-26", false},
		{[]string{"Plan", "Plan old"}, "Plan", false},
		{[]string{"Plan", "Plan (2)"}, "Plan", true},
		{[]string{"Plan", "Copy of Plan"}, "Plan", true},
		{[]string{"Action plan", "Action plan FINAL"}, "Action plan", true},
		{[]string{"Action plan", "Feb 26", "Jan 26"}, "Action plan", true},
		{[]string{"Leadership", "Practice"}, "", true},
		{[]string{"North team Q1", "South team Q1"}, "", true},
	} {
		t.Run(strings.Join(c.names, ", "), func(t *testing.T) {
			var grids []table.Grid
			for _, name := range c.names {
				grids = append(grids, tab(t, name, ours...))
			}
			p := read(t, table.Options{}, grids...)
			want := []string{c.want}
			if c.want == "" {
				want = c.names
			}
			if !slices.Equal(sheetsOf(p), want) || len(p.Left) != len(c.names)-len(want) {
				t.Fatalf("read %q and left %v, want %q", sheetsOf(p), p.Left, want)
			}
			said := strings.Join(heard(p), "\n")
			if doubt := strings.Contains(said, "nothing says which is the latest") || strings.Contains(said, "counted twice"); doubt != c.doubt {
				t.Errorf("doubted %t, want %t: %s", doubt, c.doubt, said)
			}
			for _, left := range p.Left {
				if left.Of != c.want || !strings.Contains(said, left.Why) {
					t.Errorf("%+v is not said: %s", left, said)
				}
			}
		})
	}
}

// Sheets that are named as periods are no versions where they say other actions,
// and a drift over the months leaves them versions.
func TestVersionsByWhatTheySay(t *testing.T) {
	if p := read(t, table.Options{}, tab(t, "Q1", ours...), tab(t, "Q2", others...)); len(p.Tables) != 2 || len(p.Actions) != 8 {
		t.Errorf("a quarter's own actions each: read %q", sheetsOf(p))
	}
	drift := [][]string{{ours[0], ours[1], ours[2]}, {ours[1], ours[2], others[0]}, {ours[2], others[0], others[1]}}
	if p := read(t, table.Options{}, tab(t, "Jan 26", drift[0]...), tab(t, "Feb 26", drift[1]...), tab(t, "Mar 26", drift[2]...)); !slices.Equal(sheetsOf(p), []string{"Mar 26"}) {
		t.Errorf("a plan that changes from month to month: read %q", sheetsOf(p))
	}
	ongoing := table.Options{Pins: []table.Pin{{Sheet: "Copy of Plan", Kind: plan.Ongoing}}}
	if p := read(t, ongoing, tab(t, "Plan", ours...), tab(t, "Copy of Plan", ours...)); !slices.Equal(sheetsOf(p), []string{"Copy of Plan"}) || strings.Contains(strings.Join(heard(p), "\n"), "nothing says") {
		t.Errorf("where the settings say which goes on: read %q: %q", sheetsOf(p), heard(p))
	}
	pinned := table.Options{Pins: []table.Pin{{Sheet: "Jan 26"}}}
	if p := read(t, pinned, tab(t, "Jan 26", ours...), tab(t, "Feb 26", ours...)); !slices.Equal(sheetsOf(p), []string{"Jan 26"}) {
		t.Errorf("where the settings name one: read %q", sheetsOf(p))
	}
}

// TestTheSameAgain counts actions once that another sheet lists again.
func TestTheSameAgain(t *testing.T) {
	timeline := "1 | Action | Lead | Apr | May | Jun\n"
	summary := "1 | Ref | Action | Lead | Due | Status\n"
	for i, a := range ours {
		timeline += fmt.Sprintf("%d | %s | Head of Service | x | | \n", i+2, a)
		summary += fmt.Sprintf("%d | =%d | =%s | =Head of Service | =May 2026 | =Open\n", i+2, i+1, a)
	}
	for _, c := range []struct {
		name  string
		other table.Grid
		left  int
	}{
		{"fewer columns", draw(t, "Dates", timeline), 1},
		{"worked out", draw(t, "Board", summary), 1},
		{"to be printed", tab(t, "Print", ours...), 1},
		{"a site of its own", tab(t, "North", ours...), 0},
		{"actions of its own", tab(t, "Print", others...), 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, grids := range [][]table.Grid{{tab(t, "Plan", ours...), c.other}, {c.other, tab(t, "Plan", ours...)}} {
				p := read(t, table.Options{}, grids...)
				if len(p.Left) != c.left || len(p.Actions) != 8-4*c.left || c.left > 0 && p.Left[0].Of != "Plan" {
					t.Errorf("left %v, read %d actions from %q", p.Left, len(p.Actions), sheetsOf(p))
				}
			}
		})
	}
}

// TestCompleted takes a tab for the actions that are done with by its name and
// by what they say, and counts each action once.
func TestCompleted(t *testing.T) {
	closed := func(name string, status string) table.Grid {
		return draw(t, name, fmt.Sprintf(`
			1 | Ref | Action | Lead | Due | Status
			2 | 4 | Tell the board | Head of Service | May 2026 | %[1]s
			3 | 1 | Close the old hub | Estates | May 2025 | %[1]s
			4 | 9 | Move the records | Estates | May 2025 | %[1]s`, status))
	}
	kinds := func(p plan.Plan) (kinds []string) {
		for _, t := range p.Tables {
			kinds = append(kinds, t.Kind)
		}
		return kinds
	}
	p := read(t, table.Options{}, tab(t, "Plan", ours...), closed("Completed actions", "Complete"))
	want := []string{"2: 1", "3: 2", "4: 3", "5: 4", "3: Completed actions/1", "4: 9"}
	if !slices.Equal(kinds(p), []string{"", plan.Completed}) || !slices.Equal(told(p), want) {
		t.Errorf("read %q as %q: %q", told(p), kinds(p), heard(p))
	}
	if note := "row 2 has an action that the plan still has: it is counted there"; !slices.Contains(heard(p), note) {
		t.Errorf("no note %q in %q", note, heard(p))
	}
	for _, c := range []struct {
		name, status string
		pins         []table.Pin
		want         string
	}{
		{"Closed", "Closed", nil, plan.Completed},
		{"Completed", "Open", nil, ""},                   // its actions say otherwise
		{"Actions to be completed", "Complete", nil, ""}, // its name says otherwise
		{"Year 1", "Complete", nil, ""},
		{"Year 1", "Complete", []table.Pin{{Sheet: "Year 1", Kind: plan.Completed}}, plan.Completed},
		{"Completed", "Complete", []table.Pin{{Sheet: "Completed", Kind: plan.Ongoing}}, plan.Ongoing},
	} {
		p := read(t, table.Options{Pins: c.pins}, tab(t, "Plan", ours...), closed(c.name, c.status))
		if got := kinds(p); len(got) != 2 || got[1] != c.want {
			t.Errorf("%s with %s: read as %q, want %q", c.name, c.status, got, c.want)
		}
	}
}

// TestNoPlan refuses sheets whose column of actions holds none, and says of every
// sheet that is not read why.
func TestNoPlan(t *testing.T) {
	dashboard := draw(t, "Dashboard", `
		1 | RAG | Actions | Lead
		2 | Red | #1 | x
		3 | Amber | #2 | x`)
	register := "1 | Ref | Action | Owner | Status\n"
	for i := range 9 {
		register += fmt.Sprintf("%d | R%d | %s | Head of Service | Open\n", i+2, i, [3]string{"Transfer", "Accept", "Reduce"}[i%3])
	}
	for _, c := range []struct {
		grid table.Grid
		want string
	}{
		{dashboard, `"Dashboard": column B, "Actions", comes nearest to what is to be done, and holds no words`},
		{draw(t, "Risks", register), `"Risks": column B, "Action", comes nearest to what is to be done, and says only the same few words`},
		{draw(t, "Self-assessment", "1 | No | Question | Lead | Comments\n2 | 1 | Do you have a lead for neglect? | Principal | Yes\n3 | 2 | When was the policy reviewed? | Principal\n4 | 3 | Supervision | Principal"),
			`column B, "Question", comes nearest to what is to be done, and asks questions`},
		{draw(t, "Lessons", "1 | Lesson | What went well | Category\n2 | Share drafts early with partners | Good turnout | Engagement\n3 | Book rooms ahead of time | | Logistics"),
			`column A, "Lesson", could say what is to be done, and is read so with tables: [{sheet: "Lessons", header: 1, kind: ongoing, columns: [{column: A, field: action}]}] in the settings`},
	} {
		_, err := table.Read("x", []table.Grid{c.grid}, table.Options{})
		if !errors.Is(err, table.ErrNoTable) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("err = %v, want %s", err, c.want)
		}
		p := read(t, table.Options{}, tab(t, "Plan", ours...), c.grid)
		said := strings.Join(heard(p), "\n")
		if len(p.Actions) != 4 || !strings.Contains(said, "was not read") {
			t.Errorf("beside a plan: %d actions, said %q", len(p.Actions), said)
		}
	}
	p := read(t, table.Options{}, draw(t, "Plan", "1 | Ref | Action | Owner\n2 | 1 | Transfer | x\n3 | 2 | Accept | x"))
	if len(p.Actions) != 2 {
		t.Error("a plan of two short actions is none")
	}
}

// TestInSeries says which of two sheets is the later by their names.
func TestInSeries(t *testing.T) {
	for _, c := range []struct {
		name   string
		others []string
		want   int
	}{
		{"March 2026", []string{"February 2026"}, 1},
		{"January 2026", []string{"February 2026"}, -1},
		{"January 2027", []string{"Learning", "December 2026"}, 1},
		{"February 2026", []string{"January 2026", "March 2026"}, -1},
		{"Plan v3", []string{"Plan v2"}, 1},
		{"Plan old", []string{"Plan"}, -1},
		{"Plan", []string{"Plan old"}, 1},
		{"Jan", []string{"Dec"}, 1},
		// Near misses: nothing says which is the later.
		{"February 2026 FINAL", []string{"February 2026"}, 0},
		{"Current", []string{"February 2026"}, 0},
		{"Schools March 2026", []string{"Health February 2026"}, 0},
		{"Learning", []string{"Plan"}, 0},
	} {
		if got := table.InSeries(c.name, c.others); got != c.want {
			t.Errorf("%q after %q: %d, not %d", c.name, c.others, got, c.want)
		}
	}
}
