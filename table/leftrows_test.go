package table_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"actionplan/plan"
	"actionplan/table"
)

// leftRows is a drawing and what is read of it: rows, refs and themes; and a part of
// what is said of the rest.
type leftRows struct {
	name  string
	sheet table.Grid
	want  []string
	says  string // "" where nothing is said but what is assumed of any plan
}

func tryLeft(t *testing.T, cases []leftRows) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p := read(t, table.Options{}, c.sheet)
			if diff := cmp.Diff(c.want, told(p, "theme")); diff != "" {
				t.Errorf("-want +read:\n%s", diff)
			}
			if said := strings.Join(heard(p), "\n"); !strings.Contains(said, c.says) {
				t.Errorf("said %q, want %q", said, c.says)
			}
		})
	}
}

// TestRowsOfARefAlone: a ref, the level of an outline and what a formula leaves where
// nothing is filled in are no action; a ref with a lead is one that is yet to be named.
func TestRowsOfARefAlone(t *testing.T) {
	const above = `
		1 | ID | Level | Task | Lead | Due | Days
		2 | 1 | #1 | Review the thresholds with partners | Head of Service | May 2026 | =12
		3 | 2 | #2 | Audit forty cases every month | Principal | June 2026 | =12
		4 | 3 | #2 | Train every team manager | Head of Service | July 2026 | =12`
	read := []string{"2: 1 | ", "3: 2 | ", "4: 3 | "}
	tryLeft(t, []leftRows{
		{"a level", draw(t, "Plan", above+"\n5 | 4 | #2\n6 | 5 | 1\n7 | 6"), read, "rows 5-7 have a ref and nothing else"},
		{"a formula's figure", draw(t, "Plan", above+"\n5 | 4 | #2 | | | | =#0"), read, "row 5 has a ref and nothing else"},
		{"a lead", draw(t, "Plan", above+"\n5 | 4 | #2 | | Principal"), append(append([]string(nil), read...), "5: 4 | "), "row 5 has no text for what is to be done"},
	})
}

// TestUntoldRowsHaveALine: where the rows without a text are the last, one line leaves
// them out.
func TestUntoldRowsHaveALine(t *testing.T) {
	const above = `
		1 | Ref | Action | Lead | Due
		2 | 1 | Review the thresholds with partners | Head of Service | May 2026`
	for under, want := range map[string]string{
		"\n3 | 2 | Audit forty cases | Principal | May 2026\n4 | 3 | | Principal | May 2026": `{sheet: "Plan", header: 1, kind: ongoing, last: 3}`,
		"\n3 | 2 | | Principal | May 2026\n4 | 3 | Audit forty cases | Principal | May 2026": "",
	} {
		line := ""
		for _, n := range read(t, table.Options{}, draw(t, "Plan", above+under)).Notes {
			if strings.Contains(n.Message, "what is to be done") {
				line = n.Line.Item
			}
		}
		if line != want {
			t.Errorf("settled by %q, want %q", line, want)
		}
	}
}

// TestSentencesOverTwoRows: a row of a text in small letters goes on with the one above.
func TestSentencesOverTwoRows(t *testing.T) {
	const plain = `
		1 | Ref | Action | Lead | Due
		2 | 1 | Review the thresholds so that every school | Head of Service | May 2026
		3 | | %s
		4 | 2 | Audit forty cases every month | Principal | June 2026`
	drawn := func(text string) table.Grid { return draw(t, "Plan", strings.ReplaceAll(plain, "%s", text)) }
	one, two := []string{"2: 1 | ", "4: 2 | "}, []string{"2: 1 | ", "3:  | ", "4: 2 | "}
	tryLeft(t, []leftRows{
		{"small letters", drawn("knows how to refer a child"), one, "row 3 goes on with the action of row 2"},
		{"a capital", drawn("Knows how to refer a child to the front door in every ward"), two, ""},
		{"a thing's name", drawn("iPads to be bought for every ward and every school there"), two, ""},
		{"a name with a hyphen", drawn("e-learning to be bought for every ward and every school"), two, ""},
		{"after a full stop", draw(t, "Plan", strings.ReplaceAll(strings.ReplaceAll(plain, "school |", "school. |"), "%s", "knows how to refer a child to us and to others there")), two, ""},
		{"all in small letters", draw(t, "Plan", strings.ReplaceAll(strings.ReplaceAll(plain, "Audit", "audit"), "%s", "knows how to refer a child to us and to others there")), two, ""},
	})
	p := read(t, table.Options{}, drawn("knows how to refer a child"))
	if more := p.Actions[0].More; len(more) != 1 || more[0].Entry(plan.FieldAction).Typed != "knows how to refer a child" {
		t.Errorf("what goes on is %+v", more)
	}
}

// TestHeadingsWithComments: a comment beside the heading of a section makes it no action.
func TestHeadingsWithComments(t *testing.T) {
	const lines = `
		1 | Ref | Action | Lead | Due | Status | Comments
		2 | %r | Leadership | %l | | | See the board paper
		3 | 1 | Review the thresholds with partners | Head of Service | May 2026 | Open
		4 | 2 | Audit forty cases every month | Principal | June 2026 | Open | Slow`
	drawn := func(ref, lead string) table.Grid {
		return draw(t, "Plan", strings.NewReplacer("%r", ref, "%l", lead).Replace(lines))
	}
	actions := []string{"3: 1 | Leadership", "4: 2 | Leadership"}
	tryLeft(t, []leftRows{
		{"bold", look(drawn("", ""), 2, 2, bold), actions, "with a comment beside it"},
		{"bold, with a letter", look(drawn("A", ""), 2, 2, bold), []string{"3: 1 | A Leadership", "4: 2 | A Leadership"}, "with a comment beside it"},
		{"not bold", drawn("", ""), []string{"2:  | ", "3: 1 | ", "4: 2 | "}, ""},
		{"bold, with the next ref", look(drawn("9", ""), 2, 2, bold), []string{"2: 9 | ", "3: 1 | ", "4: 2 | "}, ""},
		{"bold, with a lead", look(drawn("", "Principal"), 2, 2, bold), []string{"2:  | ", "3: 1 | ", "4: 2 | "}, ""},
	})
	const areas = `
		1 | Area | Action | Lead | Due | Status | Comments
		2 | Leadership | | | | | See the board paper
		3 | | Review the thresholds with partners | Head of Service | May 2026 | Open
		4 | Practice | | | | Amber | Overseen by the principal
		5 | %a | Audit forty cases every month | Principal | June 2026 | Open`
	tryLeft(t, []leftRows{
		{"in the column of themes", draw(t, "Plan", strings.ReplaceAll(areas, "%a", "")), []string{"3:  | Leadership", "5:  | Practice"}, "row 4 is the heading of a section, and what stands beside it was not read"},
		{"an action has a theme of its own", draw(t, "Plan", strings.ReplaceAll(areas, "%a", "Audit")), []string{"3:  | ", "5:  | Audit"}, "row 4 goes on with the action of row 3"},
	})
}

// TestFormatsAndExamples: what is to be typed, and how, is no action.
func TestFormatsAndExamples(t *testing.T) {
	const lines = `
		1 | ID | Weakness | Remediation plan | Point of contact | Completion date | Status
		2 %s
		3 | V-1 | Weak ciphers in use | Disable the weak ciphers on every host | Security lead | 31/05/2026 | Open
		4 | V-2 | Old kernels | Update every kernel to the last release | Security lead | 30/06/2026 | Open`
	drawn := func(row string) table.Grid { return draw(t, "Plan", strings.ReplaceAll(lines, "%s", row)) }
	two, three := []string{"3: V-1 | ", "4: V-2 | "}, "2: "
	tryLeft(t, []leftRows{
		{"formats", drawn("| Numeric | Text | Text | Text | mm/dd/yyyy | Text"), two, "row 2 explains the headings"},
		{"hidden words", drawn("hidden | Unique | Title | How it is remediated | Name | mm/dd/yyyy | Open or closed"), two, "row 2 explains the headings"},
		{"hidden action", drawn("hidden | V-A | Open ports | Close the ports | Security lead | TBC | Open"), append([]string{three + "V-A | "}, two...), "row 2 is hidden"},
		{"texts", drawn("| V-0 | Text | Write the text of the policy | Editor | TBC | Open"), append([]string{three + "V-0 | "}, two...), ""},
		{"an example by its ref", drawn("| e.g. 1 | Open ports | Close the ports | Security lead | 31/05/2026 | Open"), two, "row 2 is an example"},
		{"an example by its action", drawn("| V-0 | Open ports | EXAMPLE: close the ports | Security lead | 31/05/2026 | Open"), two, "row 2 is an example"},
		{"in brackets", drawn("| V-0 | Open ports | (Example) close the ports | Security lead | 31/05/2026 | Open"), two, "row 2 is an example"},
		{"about examples", drawn("| V-0 | Open ports | Example letters to be written | Security lead | 31/05/2026 | Open"), append([]string{three + "V-0 | "}, two...), ""},
	})
}

// TestKeyUnderTheTable: the words of the table's lists with what they mean are no
// actions, also right under it.
func TestKeyUnderTheTable(t *testing.T) {
	const lines = `
		1 | Ref | Action | Lead | Due | Status | Priority
		2 | 1 | Review the thresholds with partners | Head of Service | May 2026 | Open | High
		3 | 2 | Audit forty cases every month | Principal | June 2026 | Open | Low`
	two := []string{"2: 1 | ", "3: 2 | "}
	drawn := func(under string) table.Grid { return draw(t, "Plan", lines+under) }
	tryLeft(t, []leftRows{
		{"with headings", drawn("\n5 | Status | Meaning\n6 | Open | Work goes on\n7 | Closed | All is done\n8 | On hold | Waiting for a decision"), two, "rows 5-8 are lines of a key"},
		{"without", drawn("\n5 | Open | Work goes on\n6 | Closed | All is done"), two, "rows 5-6 are lines of a key"},
		{"of three columns", drawn("\n5 | Priority | Meaning | Time\n6 | High | At once | 1 month\n7 | Low | Later | 6 months"), two, "rows 5-7 are lines of a key"},
		{"in the columns of the lists", drawn("\n5 | | | | | Open | High\n6 | | | | | Closed | Medium"), two, "rows 5-6 are lines of a key"},
		{"new actions", drawn("\n5 | 3 | Open the new centre | Principal\n6 | 4 | Close the old centre | Principal"), append(append([]string(nil), two...), "5: 3 | ", "6: 4 | "), ""},
	})
}
