package reconcile

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"actionplan/plan"
)

// laid is a side as text: tables with blank lines between, each with its name, its
// headings and the field that each is read as, and its rows.
//
//	Plan: Ref=ref | Action=action | Due=original | Extended to=due | Q1=x:q1~progress.1
//	1.1 | Train | 30 June |  | Two of six
func laid(side Side, text string) plan.Plan {
	p := plan.Plan{Source: string(side)}
	row := 0
	for table := range strings.SplitSeq(strings.TrimSpace(text), "\n\n") {
		lines := strings.Split(strings.TrimSpace(table), "\n")
		name, heads, _ := strings.Cut(lines[0], ": ")
		name = strings.TrimSpace(name)
		var columns []plan.Column
		for i, head := range strings.Split(heads, "|") {
			heading, read, _ := strings.Cut(strings.TrimSpace(head), "=")
			read, given := strings.CutSuffix(read, "!")
			read, hidden := strings.CutSuffix(read, "-")
			field, part, _ := strings.Cut(read, "~")
			part, period, _ := strings.Cut(part, ".")
			n, _ := strconv.Atoi(period)
			columns = append(columns, plan.Column{
				Table: name, Letter: plan.ColumnLetters(i + 1), Number: i + 1, Heading: heading,
				Field: plan.Field(field), Part: plan.Field(part), Period: n, Given: given, Hidden: hidden,
			})
		}
		p.Columns = append(p.Columns, columns...)
		row++
		p.Tables = append(p.Tables, plan.Table{Name: name, Sheet: name, Header: row})
		for _, line := range lines[1:] {
			row++
			a := plan.Action{ID: plan.ID(fmt.Sprintf("%s!%d", name, row)), Table: name, Sheet: name, Row: row}
			for i, cell := range strings.Split(line, "|") {
				cell = strings.TrimSpace(cell)
				e := plan.Entry{Value: plan.TextValue(cell), Typed: cell, Writable: true, Cell: plan.Cell{Sheet: name, Row: row, Column: i + 1}}
				if columns[i].Field.IsDate() && cell != "" {
					e.Value = plan.ReadDate(cell, plan.DateHabit{}).Value
				}
				if columns[i].Field == plan.FieldRef {
					a.Ref = plan.Ref(cell)
				}
				a.Set(columns[i].Field, e)
			}
			p.Actions = append(p.Actions, a)
		}
	}
	return p
}

// aligned is what comes of two sides as they are read, with nobody to answer.
func aligned(base *plan.Plan, officers, partners plan.Plan) (Alignment, Settlement) {
	a := Align(base, officers, partners)
	return a, Compare(a.Base, a.Officer, a.Partner, Agreement{}).Settle(nil)
}

// agreedOn is the base of a first agreement between two sides.
func agreedOn(officers, partners string) plan.Plan {
	_, s := aligned(nil, laid(Officer, officers), laid(Partner, partners))
	return s.NextBase
}

// ran is what comes of two sides as they are read now: the edits, in their own
// fields, what is asked and stopped, and what is noted.
type ran struct {
	Officer, Partner []string
	Asks             []string
	Notes            []string
}

func turnOf(base *plan.Plan, officers, partners string) (ran, Settlement) {
	a, s := aligned(base, laid(Officer, officers), laid(Partner, partners))
	var out ran
	lines := func(side Side, edits []plan.Edit) (lines []string) {
		for _, e := range a.Standing(side, edits) {
			own := a.Own(side, e.ID, e.Field)
			raw := a.Read(side)
			i := slices.IndexFunc(raw.Actions, func(row plan.Action) bool { return row.ID == e.ID })
			if stands := raw.Actions[i].Entry(own); stands.Value != e.Was.Value || stands.Cell != e.Was.Cell {
				lines = append(lines, fmt.Sprintf("%s %s expects %q and finds %q", e.Ref, own, e.Was.Typed, stands.Typed))
			}
			lines = append(lines, fmt.Sprintf("%s %s %s: %s > %s", e.Ref, own, e.Was.Cell, e.Was.Typed, e.Now.Typed))
		}
		return lines
	}
	out.Officer, out.Partner = lines(Officer, s.Officer), lines(Partner, s.Partner)
	for _, q := range s.Open {
		out.Asks = append(out.Asks, q.Called())
	}
	for _, stop := range s.Stops {
		out.Asks = append(out.Asks, string(stop.Kind))
	}
	for _, note := range a.Notes {
		out.Notes = append(out.Notes, note.Message)
	}
	return out, s
}

// understoodOtherwise are plans that were agreed as an earlier reader understood
// them, and how they are understood now. Nothing else has changed.
var understoodOtherwise = []struct {
	name             string
	officers, theirs string // as they were agreed
	now, theirsNow   string // the headings as they are read now, one line a table
	notes            []string
}{
	{
		"a revised date on both sides",
		"Plan: Ref=ref|Action=action|Due=due|Extended to=x:extended to\n1.1|Train|30 June 2026|30 November 2026\n1.2|Recruit|30 June 2026|",
		"Tab: Ref=ref|Action=action|Due=due|Extended to=x:extended to\n1.1|Train|30 June 2026|30 November 2026\n1.2|Recruit|30 June 2026|",
		"Plan: Ref=ref|Action=action|Due=original|Extended to=due", "Tab: Ref=ref|Action=action|Due=original|Extended to=due",
		[]string{`the officers' plan: the column "Due" is now understood as original due`, `the officers' plan: the column "Extended to" is now understood as due`},
	},
	{
		"a revised date that partners have not",
		"Plan: Ref=ref|Action=action|Due=due|Extended to=x:extended to\n1.1|Train|30 June 2026|30 November 2026\n1.2|Recruit|30 June 2026|",
		"Tab: Ref=ref|Action=action|Due=due\n1.1|Train|30 June 2026\n1.2|Recruit|30 June 2026",
		"Plan: Ref=ref|Action=action|Due=original|Extended to=due", "Tab: Ref=ref|Action=action|Due=due",
		[]string{`the officers' plan: the column "Due" is now understood as original due`},
	},
	{
		"a revised date that officers have not",
		"Plan: Ref=ref|Action=action|Due=due\n1.1|Train|30 June 2026\n1.2|Recruit|30 June 2026",
		"Tab: Ref=ref|Action=action|Due=due|Extended to=x:extended to\n1.1|Train|30 June 2026|30 November 2026\n1.2|Recruit|30 June 2026|",
		"Plan: Ref=ref|Action=action|Due=due", "Tab: Ref=ref|Action=action|Due=original|Extended to=due", nil,
	},
	{
		"two columns exchanged",
		"Plan: Ref=ref|Action=action|Update=progress|Comments=x:comments\n1.1|Train|Two of six|Well done\n1.2|Recruit|None|Late",
		"Tab: Ref=ref|Action=action|Update=progress|Comments=x:comments\n1.1|Train|Two of six|Well done\n1.2|Recruit|None|Late",
		"Plan: Ref=ref|Action=action|Update=x:update|Comments=progress", "Tab: Ref=ref|Action=action|Update=x:update|Comments=progress",
		[]string{`the column "Comments" is now understood as progress`, `the column "Update" is no longer understood as progress`},
	},
	{
		"an update a quarter, of which partners have one column under another heading",
		"Plan: Ref=ref|Action=action|Q1 update=progress|Q2 update=x:q2 update\n1.1|Train|Two of six|Four of six\n1.2|Recruit|None|",
		"Tab: Ref=ref|Action=action|Progress=progress\n1.1|Train|Two of six\n1.2|Recruit|None",
		"Plan: Ref=ref|Action=action|Q1 update=x:q1 update~progress.1|Q2 update=x:q2 update~progress.2", "Tab: Ref=ref|Action=action|Progress=progress",
		[]string{`the column "Q1 update" is now understood as one period's progress`},
	},
	{
		"in one of two tables alone, and partners have one table",
		"A: Ref=ref|Action=action|Due=due|Extended to=x:extended to\n1.1|Train|30 June 2026|30 November 2026\n1.2|Recruit|30 June 2026|\n\nB: Ref=ref|Action=action|Due=due\n2.1|Audit|31 March 2026\n2.2|Publish|30 April 2026",
		"Tab: Ref=ref|Action=action|Due=due\n1.1|Train|30 June 2026\n1.2|Recruit|30 June 2026\n2.1|Audit|31 March 2026\n2.2|Publish|30 April 2026",
		"A: Ref=ref|Action=action|Due=original|Extended to=due\n\nB: Ref=ref|Action=action|Due=due", "Tab: Ref=ref|Action=action|Due=due",
		[]string{`the officers' plan: the column "Due" is now understood as original due`},
	},
	{
		"a column of the council's own known for a date",
		"Plan: Ref=ref|Action=action|Signed off=x:signed off\n1.1|Train|30/11/2026\n1.2|Recruit|not yet",
		"Tab: Ref=ref|Action=action|Signed off=x:signed off\n1.1|Train|30/11/2026\n1.2|Recruit|not yet",
		"Plan: Ref=ref|Action=action|Signed off=closed", "Tab: Ref=ref|Action=action|Signed off=closed",
		[]string{`the column "Signed off" is now understood as date closed`},
	},
	{
		"ids that are refs now",
		"Plan: ID=x:id|Action=action|Due=due\n1.1|Train|30 June 2026\n1.2|Recruit|30 June 2026",
		"Tab: ID=x:id|Action=action|Due=due\n1.1|Train|30 June 2026\n1.2|Recruit|30 June 2026",
		"Plan: ID=ref|Action=action|Due=due", "Tab: ID=ref|Action=action|Due=due", nil,
	},
	{
		"refs that are refs no longer",
		"Plan: ID=ref|Action=action|Due=due\n1.1|Train|30 June 2026\n1.2|Recruit|30 June 2026",
		"Tab: ID=ref|Action=action|Due=due\n1.1|Train|30 June 2026\n1.2|Recruit|30 June 2026",
		"Plan: ID=x:id|Action=action|Due=due", "Tab: ID=x:id|Action=action|Due=due", nil,
	},
	{
		"another column is the action",
		"Plan: Ref=ref|Risk=action|Mitigation=x:mitigation\n1.1|Fire|Fit alarms\n1.2|Flood|Raise the sill",
		"Tab: Ref=ref|Risk=action|Mitigation=x:mitigation\n1.1|Fire|Fit alarms\n1.2|Flood|Raise the sill",
		"Plan: Ref=ref|Risk=x:risk|Mitigation=action", "Tab: Ref=ref|Risk=x:risk|Mitigation=action",
		[]string{`the column "Mitigation" is now understood as action`},
	},
}

// readNow is a plan under headings that are read otherwise.
func readNow(text, heads string) string {
	tables, now := strings.Split(text, "\n\n"), strings.Split(heads, "\n\n")
	for i, table := range tables {
		_, rows, _ := strings.Cut(table, "\n")
		tables[i] = now[i] + "\n" + rows
	}
	return strings.Join(tables, "\n\n")
}

// TestUnderstoodOtherwise agrees plans as an earlier reader understood them: as they
// are understood now, nothing is written, asked or stopped, also once it is saved;
// and whatever cell somebody edits then is what crosses, and into the cell that was
// agreed with it.
func TestUnderstoodOtherwise(t *testing.T) {
	for _, tc := range understoodOtherwise {
		base := agreedOn(tc.officers, tc.theirs)
		officers, partners := readNow(tc.officers, tc.now), readNow(tc.theirs, tc.theirsNow)
		out, s := turnOf(&base, officers, partners)
		if len(out.Officer)+len(out.Partner)+len(out.Asks) > 0 {
			t.Errorf("%s: it comes to %+v\n%+v", tc.name, out, s.Stops)
			continue
		}
		for _, want := range tc.notes {
			if !slices.ContainsFunc(out.Notes, func(note string) bool { return strings.Contains(note, want) }) {
				t.Errorf("%s: nothing says %q: %q", tc.name, want, out.Notes)
			}
		}
		if tc.notes == nil && len(out.Notes) > 0 && tc.now == headsOf(tc.officers) {
			t.Errorf("%s: it says %q", tc.name, out.Notes)
		}
		again, s := turnOf(&s.NextBase, officers, partners)
		if diff := cmp.Diff(ran{}, again); diff != "" || s.BaseMoved {
			t.Errorf("%s: once saved, the next run is not quiet (base moved %v):\n%s", tc.name, s.BaseMoved, diff)
		}
	}
}

// headsOf are the headings of a plan's tables.
func headsOf(text string) string {
	var heads []string
	for table := range strings.SplitSeq(text, "\n\n") {
		line, _, _ := strings.Cut(table, "\n")
		heads = append(heads, line)
	}
	return strings.Join(heads, "\n\n")
}

// TestOneAgainstSeveral: a side that has one column for what the other has in
// several is compared with what those come to, and an edit goes into the last of
// them.
func TestOneAgainstSeveral(t *testing.T) {
	const (
		both = "Plan: Ref=ref|Action=action|Due=original|Extended to=due\n"
		one  = "Tab: Ref=ref|Action=action|Deadline=due\n"
		q    = "Plan: Ref=ref|Action=action|Q1=x:q1~progress.1|Q2=x:q2~progress.2\n"
		p    = "Tab: Ref=ref|Action=action|Progress=progress\n"
	)
	for _, tc := range []struct {
		name             string
		officers, theirs string // as they were agreed
		now, theirsNow   string // "" for the same
		want             ran
	}{
		{"nothing moved", both + "1.1|Train|30 June 2026|30 November 2026\n1.2|Recruit|30 June 2026|", one + "1.1|Train|30 November 2026\n1.2|Recruit|30 June 2026", "", "", ran{}},
		{"partners move a date that was not revised", both + "1.2|Recruit|30 June 2026|", one + "1.2|Recruit|30 June 2026",
			"", one + "1.2|Recruit|31 July 2026", ran{Officer: []string{"1.2 due Plan!D2:  > 31 July 2026"}}},
		{"partners move one whose original cell holds several", both + "1.1|Train|30/06/2026 – revised to 30/11/2026|", one + "1.1|Train|30/11/2026",
			"", one + "1.1|Train|31/12/2026", ran{Officer: []string{"1.1 due Plan!D2:  > 31/12/2026"}}},
		{"partners move one that was", both + "1.1|Train|30 June 2026|30 November 2026", one + "1.1|Train|30 November 2026",
			"", one + "1.1|Train|31 December 2026", ran{Officer: []string{"1.1 due Plan!D2: 30 November 2026 > 31 December 2026"}}},
		{"officers revise", both + "1.2|Recruit|30 June 2026|", one + "1.2|Recruit|30 June 2026",
			both + "1.2|Recruit|30 June 2026|31 July 2026", "", ran{Partner: []string{"1.2 due Tab!C2: 30 June 2026 > 31 July 2026"}}},
		{"officers move the original of one that was revised", both + "1.1|Train|30 June 2026|30 November 2026", one + "1.1|Train|30 November 2026",
			both + "1.1|Train|31 July 2026|30 November 2026", "", ran{}},
		{"officers move the original of one that was not", both + "1.2|Recruit|30 June 2026|", one + "1.2|Recruit|30 June 2026",
			both + "1.2|Recruit|31 July 2026|", "", ran{Partner: []string{"1.2 due Tab!C2: 30 June 2026 > 31 July 2026"}}},
		{"both move it apart", both + "1.2|Recruit|30 June 2026|", one + "1.2|Recruit|30 June 2026",
			both + "1.2|Recruit|30 June 2026|31 July 2026", one + "1.2|Recruit|31 August 2026", ran{Asks: []string{"1.2 due"}}},
		{"partners clear what an earlier column says still", both + "1.1|Train|30 June 2026|30 November 2026", one + "1.1|Train|30 November 2026",
			"", one + "1.1|Train|", ran{Asks: []string{"1.1 due"}}},
		{"partners clear what no other column says", both + "1.1|Train||30 November 2026", one + "1.1|Train|30 November 2026",
			"", one + "1.1|Train|", ran{Officer: []string{"1.1 due Plan!D2: 30 November 2026 > "}}},
		{"a first agreement fills the revised cell", both + "1.1|Train||", one + "1.1|Train|", "", one + "1.1|Train|31 July 2026", ran{Officer: []string{"1.1 due Plan!D2:  > 31 July 2026"}}},
		{"the original is hidden, and says nothing across", "Plan: Ref=ref|Action=action|Due=original-|Extended to=due\n1.2|Recruit|30 June 2026|", one + "1.2|Recruit|", "", "", ran{}},
		{"partners say more of a period that has begun", q + "1.1|Train|Two of six|Four of six\n1.2|Recruit|None|", p + "1.1|Train|Four of six\n1.2|Recruit|None",
			"", p + "1.1|Train|Five of six\n1.2|Recruit|None", ran{Officer: []string{"1.1 x:q2 Plan!D2: Four of six > Five of six"}}},
		{"partners say more of one that has not", q + "1.1|Train|Two of six|Four of six\n1.2|Recruit|None|", p + "1.1|Train|Four of six\n1.2|Recruit|None",
			"", p + "1.1|Train|Four of six\n1.2|Recruit|One applied", ran{Officer: []string{"1.2 x:q2 Plan!D3:  > One applied"}}},
		{"officers begin one", q + "1.2|Recruit|None|", p + "1.2|Recruit|None", q + "1.2|Recruit|None|One applied", "", ran{Partner: []string{"1.2 progress Tab!C2: None > One applied"}}},
		{"officers add a period", q + "1.2|Recruit|None|Some", p + "1.2|Recruit|Some",
			"Plan: Ref=ref|Action=action|Q1=x:q1~progress.1|Q2=x:q2~progress.2|Q3=x:q3~progress.3\n1.2|Recruit|None|Some|", "", ran{}},
		{"officers add a period and fill it", q + "1.2|Recruit|None|Some", p + "1.2|Recruit|Some",
			"Plan: Ref=ref|Action=action|Q1=x:q1~progress.1|Q2=x:q2~progress.2|Q3=x:q3~progress.3\n1.2|Recruit|None|Some|All", "", ran{Partner: []string{"1.2 progress Tab!C2: Some > All"}}},
		{"officers add a revised date", "Plan: Ref=ref|Action=action|Due=due\n1.2|Recruit|30 June 2026", one + "1.2|Recruit|30 June 2026",
			both + "1.2|Recruit|30 June 2026|31 July 2026", "", ran{Partner: []string{"1.2 due Tab!C2: 30 June 2026 > 31 July 2026"}}},
		{"officers add a period to the one that there was", "Plan: Ref=ref|Action=action|November=progress\n1.2|Recruit|Some", p + "1.2|Recruit|Some",
			"Plan: Ref=ref|Action=action|November=x:november~progress.1|December=x:december~progress.2\n1.2|Recruit|Some|", "", ran{}},
		{"officers add a period to one that partners have by its heading", "Plan: Ref=ref|Action=action|November=progress\n1.2|Recruit|Some", "Tab: Ref=ref|Action=action|November=progress\n1.2|Recruit|Some",
			"Plan: Ref=ref|Action=action|November=x:november~progress.1|December=x:december~progress.2\n1.2|Recruit|Some|All", "Tab: Ref=ref|Action=action|November=progress\n1.2|Recruit|More",
			ran{Officer: []string{"1.2 x:november Plan!C2: Some > More"}, Notes: []string{`the officers' plan: the column "November" is now understood as one period's progress; what was agreed of it was taken over, and nothing is written for it`}}},
		{"partners have a period by its heading, at a first agreement", q + "1.2|Recruit|None|Some", "Tab: Ref=ref|Action=action|Q1=progress\n1.2|Recruit|None",
			"", "Tab: Ref=ref|Action=action|Q1=progress\n1.2|Recruit|Nobody", ran{Officer: []string{"1.2 x:q1 Plan!C2: None > Nobody"}}},
		{"partners add a column that is better known", "Plan: Ref=ref|Action=action|Update=progress\n1.2|Recruit|Some", "Tab: Ref=ref|Action=action|Update=progress\n1.2|Recruit|Some",
			"", "Tab: Ref=ref|Action=action|Update=x:update|Progress=progress\n1.2|Recruit|More|Ours", ran{Officer: []string{"1.2 progress Plan!C2: Some > More"}}},
	} {
		base := agreedOn(tc.officers, tc.theirs)
		officers, partners := tc.now, tc.theirsNow
		if officers == "" {
			officers = tc.officers
		}
		if partners == "" {
			partners = tc.theirs
		}
		got, s := turnOf(&base, officers, partners)
		if diff := cmp.Diff(tc.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s%+v", tc.name, diff, s.Stops)
		}
	}
}

// TestAgreedSingly: due dates that were agreed one with one say themselves, when the
// original dates beside them are gone from one side or new on it, and through the
// runs after that.
func TestAgreedSingly(t *testing.T) {
	const (
		both     = "Plan: Ref=ref|Action=action|Original=original|Due=due\n1.1|Train|1 March 2026|1 June 2026\n1.2|Recruit|2 March 2026|\n1.3|Audit|3 March 2026|TBC"
		renamed  = "Plan: Ref=ref|Action=action|First plan=x:first plan|Due=due\n1.1|Train|1 March 2026|1 June 2026\n1.2|Recruit|2 March 2026|\n1.3|Audit|3 March 2026|TBC"
		one      = "Tab: Ref=ref|Action=action|Due=due\n1.1|Train|1 June 2026\n1.2|Recruit|\n1.3|Audit|TBC"
		alone    = "Plan: Ref=ref|Action=action|Due=due\n1.1|Train|1 June 2026\n1.2|Recruit|\n1.3|Audit|TBC"
		bothTold = "Tab: Ref=ref|Action=action|Original=original|Due=due\n1.1|Train|1 March 2026|1 June 2026\n1.2|Recruit|2 March 2026|\n1.3|Audit|3 March 2026|TBC"
	)
	for _, tc := range []struct {
		name, agreed, agreedToo, now, nowToo string
		asks                                 bool
	}{
		{"partners' original is gone", both, bothTold, both, one, true},
		{"officers' original is gone", both, bothTold, alone, bothTold, true},
		{"officers' original is headed otherwise", both, bothTold, renamed, bothTold, true},
		{"officers add an original date", alone, one, both, one, false},
		{"partners add an original date", alone, one, alone, bothTold, false},
	} {
		base := agreedOn(tc.agreed, tc.agreedToo)
		officers, partners := tc.now, tc.nowToo
		out, s := turnOf(&base, officers, partners)
		if len(out.Officer)+len(out.Partner) > 0 || (len(out.Asks) == 1) != tc.asks {
			t.Errorf("%s: it comes to %+v", tc.name, out)
		}
		if tc.asks { // the column is let go
			a := Align(&base, laid(Officer, officers), laid(Partner, partners))
			s = Compare(a.Base, a.Officer, a.Partner, Agreement{}).Settle([]Decision{s.Open[0].Decide(TakeGo, nil, "the lead", "because", anyDay)})
		}
		for run := range 3 {
			next := s.NextBase
			moved := strings.Replace(officers, "1 June 2026", fmt.Sprintf("%d July 2026", run+1), 1)
			told := strings.Replace(partners, "1 June 2026", fmt.Sprintf("%d July 2026", run), 1)
			if run == 0 {
				told = partners
			}
			if out, s = turnOf(&next, moved, told); len(out.Officer)+len(out.Asks) > 0 || len(out.Partner) != 1 || !strings.Contains(out.Partner[0], "July") {
				t.Errorf("%s, run %d: it comes to %+v", tc.name, run+2, out)
			}
			both := strings.Replace(partners, "1 June 2026", fmt.Sprintf("%d July 2026", run+1), 1)
			if out, s = turnOf(&next, moved, both); len(out.Officer)+len(out.Partner)+len(out.Asks) > 0 {
				t.Errorf("%s, run %d, written: it comes to %+v", tc.name, run+2, out)
			}
		}
	}
}

// TestDatesAreAdded edits the date of a cell that holds its history: it is added
// there, and never replaced whole unasked.
func TestDatesAreAdded(t *testing.T) {
	const heads, tab = "Plan: Ref=ref|Action=action|Due=due\n1.1|Train|", "Tab: Ref=ref|Action=action|Due=due\n1.1|Train|"
	const moved, unknown = "30/06/2026 – revised to 30/11/2026", "30/11/2026 (was 30/06/2026)"
	for _, tc := range []struct {
		name, agreed, agreedToo, now string // partners say something else now
		want                         string // what is written to officers; "" asks
	}{
		{"the same on both sides", moved, moved, "31/12/2026", moved + "; revised to 31/12/2026"},
		{"the date alone with the other", moved, "30/11/2026", "31/12/2026", moved + "; revised to 31/12/2026"},
		{"a form that is not known", unknown, unknown, "31/12/2026", ""},
		{"cleared", moved, moved, "", ""},
		{"added by its author", moved, moved, moved + ", now 31/12/2026", moved + ", now 31/12/2026"},
		{"a date alone", "30/11/2026", "30/11/2026", "30/11/2026 – revised to 31/12/2026", "31/12/2026"},
	} {
		for _, mirrored := range []bool{false, true} {
			mine, theirs := heads, tab
			turn := func(base *plan.Plan, own, other string) (ran, Settlement) {
				if mirrored {
					out, s := turnOf(base, mine+other, theirs+own)
					out.Officer, out.Partner = out.Partner, out.Officer
					return out, s
				}
				return turnOf(base, mine+own, theirs+other)
			}
			base := agreedOn(mine+tc.agreed, theirs+tc.agreedToo)
			if mirrored {
				base = agreedOn(mine+tc.agreedToo, theirs+tc.agreed)
			}
			if got, s := turn(&base, tc.agreed, tc.agreedToo); len(got.Officer)+len(got.Partner)+len(got.Asks) > 0 {
				t.Errorf("%s: nothing has moved, and it comes to %+v, %+v", tc.name, got, s.Open)
			}
			got, s := turn(&base, tc.agreed, tc.now)
			if tc.want == "" {
				if len(got.Officer)+len(got.Partner) > 0 || len(got.Asks) != 1 || !strings.Contains(s.Open[0].Why, "holds several dates") || len(s.Open[0].Takes) < 3 {
					t.Errorf("%s: it comes to %+v", tc.name, got)
				}
				continue
			}
			if len(got.Officer) != 1 || !strings.HasSuffix(got.Officer[0], "> "+tc.want) || len(got.Partner)+len(got.Asks) > 0 {
				t.Errorf("%s: it comes to %+v", tc.name, got)
			}
			again, s := turn(&base, tc.want, tc.now)
			next, _ := turn(&s.NextBase, tc.want, tc.now)
			for _, got := range []ran{again, next} {
				if len(got.Officer)+len(got.Partner)+len(got.Asks) > 0 {
					t.Errorf("%s: it is written, and the next run comes to %+v", tc.name, got)
				}
			}
		}
	}
}

// TestPartnersHaveSeveral mirrors the sides: partners have several, and officers
// one.
func TestPartnersHaveSeveral(t *testing.T) {
	const officers = "Plan: Ref=ref|Action=action|Due=due|Progress=progress\n1.1|Train|30 June 2026|None"
	const partners = "Tab: Ref=ref|Action=action|Target=original|Revised=due|Q1=x:q1~progress.1|Q2=x:q2~progress.2\n1.1|Train|30 June 2026||None|"
	base := agreedOn(officers, partners)
	got, _ := turnOf(&base, "Plan: Ref=ref|Action=action|Due=due|Progress=progress\n1.1|Train|31 July 2026|Two", partners)
	want := ran{Partner: []string{"1.1 due Tab!D2:  > 31 July 2026", "1.1 x:q2 Tab!F2:  > Two"}}
	slices.Sort(got.Partner)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestMeaningBySettings: what the settings say a column means, or said when it was
// agreed, is not taken over: the run stops.
func TestMeaningBySettings(t *testing.T) {
	const rows = "\n1.1|Train|30 June 2026|30 November 2026"
	for _, tc := range []struct{ name, agreed, now string }{
		{"said now", "Plan: Ref=ref|Action=action|Due=due|Extended to=x:extended to", "Plan: Ref=ref|Action=action|Due=original|Extended to=due!"},
		{"said then", "Plan: Ref=ref|Action=action|Due=due|Extended to=x:extended to!", "Plan: Ref=ref|Action=action|Due=original|Extended to=due"},
		{"of one heading that stands twice", "Plan: Ref=ref|Action=action|Due=due|Extended to=x:extended to", "Plan: Ref=ref|Action=action|Due=original|Due=due"},
	} {
		base := agreedOn(tc.agreed+rows, tc.agreed+rows)
		got, _ := turnOf(&base, tc.now+rows, tc.agreed+rows)
		if !slices.Contains(got.Asks, string(StopMeaning)) {
			t.Errorf("%s: it comes to %+v", tc.name, got)
		}
	}
}

// TestReread: a cell whose words were agreed and are read otherwise now was moved by
// nobody, also where the other side has moved it meanwhile.
func TestReread(t *testing.T) {
	const was = "Plan: Ref=ref|Action=action|Signed off=x:signed off\n1.1|Train|30/11/2026"
	const now = "Plan: Ref=ref|Action=action|Signed off=closed\n1.1|Train|30/11/2026"
	base := agreedOn(was, was)
	out, _ := turnOf(&base, now, strings.Replace(now, "30/11/2026", "31/12/2026", 1))
	if diff := cmp.Diff([]string{"1.1 closed Plan!C2: 30/11/2026 > 31/12/2026"}, out.Officer); diff != "" || len(out.Asks)+len(out.Partner) > 0 {
		t.Errorf("%+v (-want +got):\n%s", out, diff)
	}
	out, _ = turnOf(&base, strings.Replace(now, "30/11/2026", "1/12/2026", 1), strings.Replace(now, "30/11/2026", "31/12/2026", 1))
	if len(out.Asks) != 1 || len(out.Officer)+len(out.Partner) > 0 {
		t.Errorf("both have moved it, and it comes to %+v", out)
	}
}

// TestWhatIsMovedGoesFirst: where a column is gone and another is read as its field
// now, what was agreed of that other one is the field's.
func TestWhatIsMovedGoesFirst(t *testing.T) {
	old := plan.EntriesOf(map[plan.Field]plan.Entry{
		plan.FieldProgress: {Value: plan.TextValue("of the column that is gone"), Typed: "of the column that is gone"},
		"x:update":         {Value: plan.TextValue("of the one that is there"), Typed: "of the one that is there"},
	})
	next := naming{"x:update": plan.FieldProgress}.entries(old)
	if got := next.Entry(plan.FieldProgress).Value.Text; got != "of the one that is there" || next.Len() != 1 {
		t.Errorf("progress says %q, of %d fields", got, next.Len())
	}
}
