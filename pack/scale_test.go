package pack_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"actionplan/check"
	"actionplan/pack"
	"actionplan/plan"
)

// fiveSteps is a council's own scale.
var fiveSteps = []plan.Step{
	{Name: "Off course", Kind: plan.OffTrack, Rating: plan.RatingRed, Says: "Not in time without the board", Fill: "C00000"},
	{Name: "Slipping", Kind: plan.AtRisk, Rating: plan.RatingAmber, Says: "Late, with a plan to catch up", Fill: "FFC000"},
	{Name: "Amber E", Kind: plan.EvidenceAwaited, Rating: plan.RatingAmber},
	{Name: "Steady", Kind: plan.OnTrack, Rating: plan.RatingGreen, Sign: "➔"},
	{Name: "Embedded", Kind: plan.Done, Rating: plan.RatingBlue},
}

// onScale makes a plan of actions with a status and a rating each, as rated by steps.
func onScale(steps []plan.Step, rows ...row) plan.Plan {
	p := table(rows...)
	p.Scale = steps
	for _, step := range steps {
		p.Ratings = append(p.Ratings, plan.RatingWord{Words: step.Name, Rating: step.Rating, Step: step.Name})
	}
	p.Statuses = []plan.StatusWord{{Words: "Bedded in", Means: plan.StatusClosed}}
	for i := range p.Actions {
		a := &p.Actions[i]
		e := a.Entry(plan.FieldRAG)
		if v, ok := plan.ReadRating(e.Typed, p.Ratings); ok {
			e.Value = v
			a.Set(plan.FieldRAG, e)
		}
	}
	return p.View()
}

// words are the ratings that a pack counts, in order.
func words(counts []pack.Count) []string {
	var out []string
	for _, c := range counts {
		out = append(out, fmt.Sprintf("%d %s %s", c.N, c.Rating.Sign, c.Rating.Word))
	}
	return out
}

func rated(n int, rag, status string) row {
	return row{plan.FieldRef: fmt.Sprint(n), plan.FieldAction: "do", plan.FieldRAG: rag, plan.FieldStatus: status, plan.FieldOutcome: "Safe", plan.FieldEvidence: "Audit"}
}

func TestCouncilsOwnScale(t *testing.T) {
	p := build(onScale(fiveSteps, rated(1, "Steady", ""), rated(2, "Embedded", ""), rated(3, "Off course", ""), rated(4, "Amber E", ""),
		rated(5, "Amber", ""), rated(6, "", "Bedded in"), rated(7, "", "Not started"), rated(8, "", "In progress"), rated(9, "Red", "Withdrawn")))
	want := []string{"1 ✖ Off course", "1 ▲ Slipping", "1 ◐ Amber E", "1 ➔ Steady", "1 ○ Not started", "2 ✓ Embedded", "1 ? Not rated", "1 – Cancelled"}
	if diff := cmp.Diff(want, words(p.Counts)); diff != "" {
		t.Errorf("counts (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(want, words(p.Bars[0].Counts)); diff != "" {
		t.Errorf("the bar (-want +got):\n%s", diff)
	}
	var legend []string
	for _, m := range p.Legend {
		legend = append(legend, m.Rating.Word+": "+m.Says)
	}
	if diff := cmp.Diff([]string{
		"Off course: Not in time without the board", "Slipping: Late, with a plan to catch up", "Amber E: Evidence awaited", "Steady: On track",
		"Not started: Not begun", "Embedded: Done", "Not rated: No rating is written", "Cancelled: Withdrawn, superseded or merged with another action",
	}, legend); diff != "" {
		t.Errorf("legend (-want +got):\n%s", diff)
	}
	if want := "1 is rated “Off course”"; !strings.Contains(p.Lead, want) {
		t.Errorf("%q does not say %q", p.Lead, want)
	}
	if c := p.Concerns[0]; c.Title != "Off course" || c.Sentence != "1 action is rated “Off course”." {
		t.Errorf("off track: %q, %q", c.Title, c.Sentence)
	}
}

// TestOrderOfScale looks at where the usual ratings stand among the steps, and at
// signs.
func TestOrderOfScale(t *testing.T) {
	step := func(name, kind string) plan.Step { return plan.Step{Name: name, Kind: kind} }
	every := []row{rated(1, "Red", ""), rated(2, "Amber", ""), rated(3, "Green", ""), rated(4, "Blue", ""), rated(5, "", "Not started"), rated(6, "", "Open")}
	for _, test := range []struct {
		name  string
		steps []plan.Step
		want  string
	}{
		{"no scale", nil, "✖ Off track, ▲ At risk, ? Not rated, ● On track, ○ Not started, ✓ Complete"},
		{"one step in the middle", []plan.Step{step("Slipping", plan.AtRisk)}, "✖ Off track, ▲ Slipping, ● On track, ○ Not started, ✓ Complete, ? Not rated"},
		{"the good end first", []plan.Step{step("Bedded in", plan.Done), step("Steady", plan.OnTrack), step("Off", plan.OffTrack)}, "✓ Bedded in, ○ Not started, ● Steady, ▲ At risk, ✖ Off, ? Not rated"},
		{"two steps of a kind: a usual word is neither", []plan.Step{step("A1", plan.AtRisk), step("A2", plan.AtRisk)}, "✖ Off track, ◇ At risk, ● On track, ○ Not started, ✓ Complete, ? Not rated"},
		{"two of a kind, one called as usual", []plan.Step{step("Wobbling", plan.AtRisk), step("AT RISK", plan.AtRisk)}, "✖ Off track, △ AT RISK, ● On track, ○ Not started, ✓ Complete, ? Not rated"},
		{"a sign that a usual rating has", []plan.Step{{Name: "Steady", Kind: plan.OnTrack, Sign: "✖"}}, "■ Off track, ▲ At risk, ✖ Steady, ○ Not started, ✓ Complete, ? Not rated"},
		{"called as what is not rated", []plan.Step{step("Not rated", plan.NotStarted)}, "✖ Off track, ▲ At risk, ● On track, ○ Not rated, ✓ Complete"},
	} {
		var got []string
		for _, c := range build(onScale(test.steps, every...)).Counts {
			got = append(got, c.Rating.Sign+" "+c.Rating.Word)
		}
		if got := strings.Join(got, ", "); got != test.want {
			t.Errorf("%s: %s\nwant %s", test.name, got, test.want)
		}
	}
}

// TestNoTwoRatingsShareASign: in a chart there may be no room for words.
func TestNoTwoRatingsShareASign(t *testing.T) {
	var steps []plan.Step
	for _, k := range plan.StepKinds {
		for n := range 6 {
			steps = append(steps, plan.Step{Name: fmt.Sprint(k.Kind, " ", n), Kind: k.Kind, Rating: k.Rating})
		}
	}
	signs := map[string]string{}
	for _, m := range build(onScale(steps, rated(1, "", "Open"))).Legend {
		if other, taken := signs[m.Rating.Sign]; taken || m.Rating.Sign == "" {
			t.Errorf("%q and %q share the sign %q", m.Rating.Word, other, m.Rating.Sign)
		}
		signs[m.Rating.Sign] = m.Rating.Word
	}
}

// TestOneMeaningOfAttention: what the section lists, what the themes count, and what is
// told in full are the same actions.
func TestOneMeaningOfAttention(t *testing.T) {
	with := func(ref, theme, due, rag string) row {
		return row{plan.FieldRef: ref, plan.FieldTheme: theme, plan.FieldAction: "do", plan.FieldDue: due, plan.FieldRAG: rag, plan.FieldOutcome: "Safe", plan.FieldLead: ""}
	}
	in := pack.Input{About: pack.About{AsAt: asAt}, Plan: table(
		with("1", "A", "2026-11-01", "Amber"), with("2", "A", "2027-01-01", "Amber"), with("3", "A", "2027-01-01", "Green"),
		with("4", "B", "2027-01-01", "Amber"), with("5", "B", "2026-11-01", "Red"))}
	in.Report = check.Report{AsAt: asAt, Findings: []check.Finding{
		{Rule: "lead-blank", Severity: check.High, Ref: "3", Field: plan.FieldLead, Public: "No lead named", Listed: true},
	}}
	p := pack.Build(in)
	if want := "Of 5 actions, 3 need members’ attention. Each stands here once for every reason."; p.InAll != want {
		t.Errorf("%q, want %q", p.InAll, want)
	}
	listed := map[string]bool{}
	for _, c := range p.Concerns {
		for _, i := range c.Items {
			listed[i.Ref] = true
		}
	}
	cards := map[string]bool{}
	var sentences []string
	for _, theme := range p.Themes {
		sentences = append(sentences, theme.Sentence)
		for _, c := range theme.Cards {
			cards[c.Ref] = true
			if c.Ref == "3" && (len(c.Flags) != 1 || c.Flags[0].Words != "No lead named") {
				t.Errorf("the card of 3 says by %v why it is there", c.Flags)
			}
		}
	}
	if diff := cmp.Diff(listed, cards); diff != "" {
		t.Errorf("listed, and told in full (-listed +cards):\n%s", diff)
	}
	if diff := cmp.Diff([]string{
		"3 actions under this theme; 2 need members’ attention and are told in full.",
		"2 actions under this theme; 1 needs members’ attention and is told in full.",
	}, sentences); diff != "" {
		t.Errorf("themes (-want +got):\n%s", diff)
	}
}

// TestOneCountOfMissingOutcomes: of a plan one of whose tables has no column for
// outcomes, every place counts the same actions.
func TestOneCountOfMissingOutcomes(t *testing.T) {
	p := table(row{plan.FieldRef: "1", plan.FieldAction: "do", plan.FieldOutcome: ""}, row{plan.FieldRef: "2", plan.FieldAction: "do", plan.FieldOutcome: "Safe"},
		row{plan.FieldRef: "3", plan.FieldAction: "do", plan.FieldOutcome: "Safe"})
	p.Tables = append(p.Tables, plan.Table{Name: "Learning", Sheet: "Learning"})
	p.Columns = append(p.Columns, plan.Column{Table: "Learning", Number: 1, Field: plan.FieldRef}, plan.Column{Table: "Learning", Number: 2, Field: plan.FieldAction})
	for i, ref := range []plan.Ref{"L1", "L2", "L3"} {
		a := plan.Action{ID: plan.ID(ref), Ref: ref, Table: "Learning", Sheet: "Learning", Row: i + 2, Hidden: ref == "L3"}
		a.Set(plan.FieldRef, entry(plan.FieldRef, string(ref), plan.Cell{}))
		a.Set(plan.FieldAction, entry(plan.FieldAction, "learn", plan.Cell{}))
		p.Actions = append(p.Actions, a)
	}
	report, err := check.Run(check.Subject{Plan: p, AsAt: asAt}, check.Options{Only: []string{"outcome-blank", "outcome-column-missing"}})
	if err != nil {
		t.Fatal(err)
	}
	b := pack.Build(pack.Input{About: pack.About{AsAt: asAt}, Plan: p, Report: report})
	if !strings.Contains(b.Lead, "3 have no outcome written") {
		t.Errorf("the first sentence: %q", b.Lead)
	}
	at := slices.IndexFunc(b.Concerns, func(c pack.Concern) bool { return c.ID == "no-outcome" })
	if c := b.Concerns[at]; len(c.Items) != 3 || c.Sentence != "3 actions do not say what will change for children; 2 of them stand where no column for outcomes is shown." {
		t.Errorf("%d listed: %q", len(c.Items), c.Sentence)
	}
	if got := b.Points[at].Words; got != "3 without an outcome for children" {
		t.Errorf("the summary says %q", got)
	}
	sum := 0
	for _, r := range b.Made.Rules {
		sum += r.N
	}
	if sum != 3 || !strings.Contains(b.Made.Sentence, "found 3 things") {
		t.Errorf("the checks found %d: %q, %+v", sum, b.Made.Sentence, b.Made.Rules)
	}
}

// TestFindingsOfWhatIsNotShown are counted apart.
func TestFindingsOfWhatIsNotShown(t *testing.T) {
	p := table(row{plan.FieldRef: "1", plan.FieldAction: "do", plan.FieldOutcome: ""}, row{plan.FieldRef: "2", plan.FieldAction: "do", plan.FieldOutcome: ""})
	p.Actions[1].Hidden = true
	report, err := check.Run(check.Subject{Plan: p, AsAt: asAt}, check.Options{Only: []string{"outcome-blank"}})
	if err != nil || len(report.Findings) != 2 {
		t.Fatalf("%d findings, %v", len(report.Findings), err)
	}
	m := pack.Build(pack.Input{About: pack.About{AsAt: asAt}, Plan: p, Report: report}).Made
	if len(m.Rules) != 1 || m.Rules[0].N != 1 || !strings.Contains(m.Sentence, "found 1 thing") || !strings.Contains(m.Sentence, "1 more is in a column or row that is not shown.") {
		t.Errorf("%q, %+v", m.Sentence, m.Rules)
	}
}

// TestMovedDates shows what was due at first, what it was moved to, and what is due now,
// wherever the action stands.
func TestMovedDates(t *testing.T) {
	p := table(row{plan.FieldRef: "1", plan.FieldAction: "moved twice", plan.FieldDue: "2026-11-15", plan.FieldOriginal: "2026-06-30", plan.FieldOutcome: "Safe"},
		row{plan.FieldRef: "2", plan.FieldAction: "moved once", plan.FieldDue: "2027-03-31", plan.FieldOriginal: "2026-12-31", plan.FieldOutcome: "Safe"},
		row{plan.FieldRef: "3", plan.FieldAction: "never moved", plan.FieldDue: "2027-03-31", plan.FieldOriginal: "2027-03-31", plan.FieldOutcome: "Safe"},
		row{plan.FieldRef: "4", plan.FieldAction: "no date yet", plan.FieldDue: "Ongoing", plan.FieldOriginal: "2027-03-31", plan.FieldOutcome: "Safe"})
	due := p.Actions[0].Entry(plan.FieldDue)
	due.Detail.Earlier = "2026-06-30 2026-09-30"
	p.Actions[0].Set(plan.FieldDue, due)
	b := build(p)
	var card []string
	for _, f := range b.Themes[0].Cards[0].Facts {
		card = append(card, f.Label+" "+f.Text)
	}
	if diff := cmp.Diff([]string{"Due 15 Nov 2026", "First due 30 Jun 2026", "Then due 30 Sep 2026"}, card); diff != "" {
		t.Errorf("the card (-want +got):\n%s", diff)
	}
	if got := b.Concerns[0].Items[0].Moved; got != "first due 30 Jun 2026; moved twice" {
		t.Errorf("the list of what is overdue says %q", got)
	}
	var lines []string
	for _, l := range b.Themes[0].Lines {
		lines = append(lines, l.Ref+" "+l.Due+" "+l.Moved)
	}
	if diff := cmp.Diff([]string{"2 31 Mar 2027 first due 31 Dec 2026", "3 31 Mar 2027 ", "4 Ongoing "}, lines); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
	column := func(heading string, n int) string {
		at := slices.IndexFunc(b.Columns, func(c pack.Column) bool { return c.Heading == heading })
		if at < 0 {
			return "no such column"
		}
		return b.Rows[n].Cells[at].Text
	}
	for n, want := range []string{"15 Nov 2026, 30 Jun 2026, 30 Sep 2026", "31 Mar 2027, 31 Dec 2026, ", "31 Mar 2027, 31 Mar 2027, "} {
		if got := column("Due", n) + ", " + column("Original due", n) + ", " + column("Then due", n); got != want {
			t.Errorf("the workbook's row %d says %q, want %q", n+1, got, want)
		}
	}
}

// TestMovedWithoutAColumn: a plan that says its moves within one cell has them in the
// workbook too.
func TestMovedWithoutAColumn(t *testing.T) {
	p := table(row{plan.FieldRef: "1", plan.FieldDue: "2027-03-31", plan.FieldLead: "Head"}, row{plan.FieldRef: "2", plan.FieldDue: "2027-03-31", plan.FieldLead: "Head"})
	due := p.Actions[0].Entry(plan.FieldDue)
	due.Detail.Earlier = "2026-12-31"
	p.Actions[0].Set(plan.FieldDue, due)
	b := build(p)
	var headings []string
	for _, c := range b.Columns {
		headings = append(headings, c.Heading)
	}
	if diff := cmp.Diff([]string{"Ref", "Lead", "Due", "Original due"}, headings); diff != "" {
		t.Errorf("columns (-want +got):\n%s", diff)
	}
	if got := b.Rows[0].Cells[3].Text + "|" + b.Rows[1].Cells[3].Text; got != "31 Dec 2026|" {
		t.Errorf("original due: %q", got)
	}
}

// TestOriginalThatIsHidden is in no place of the pack, not where nothing else is due
// either.
func TestOriginalThatIsHidden(t *testing.T) {
	p := table(row{plan.FieldRef: "1", plan.FieldDue: "", plan.FieldOriginal: "2026-06-30"}, row{plan.FieldRef: "2", plan.FieldDue: "2027-03-31", plan.FieldOriginal: "2026-06-30"})
	for i := range p.Columns {
		p.Columns[i].Hidden = p.Columns[i].Field == plan.FieldOriginal
	}
	if said := fmt.Sprintf("%+v", build(p.View())); strings.Contains(said, "Jun 2026") || strings.Contains(said, "2026-06-30") {
		t.Error("the pack says a date of a column that is hidden")
	}
}

// TestSharedRef: of several actions under one merged ref, the workbook says each by its
// own, as the page does.
func TestSharedRef(t *testing.T) {
	p := table(row{plan.FieldRef: "1", plan.FieldAction: "first"}, row{plan.FieldRef: "1", plan.FieldAction: "second"})
	p.Actions[0].Ref, p.Actions[0].Letter = "1 (a)", "a"
	p.Actions[1].Ref, p.Actions[1].Letter = "1 (b)", "b"
	b := build(p)
	if got := b.Rows[0].Cells[0].Text + ", " + b.Rows[1].Cells[0].Text; got != "1 (a), 1 (b)" {
		t.Errorf("the workbook's refs are %s", got)
	}
}

// TestColumnsOfPeriods are recognised, and said to be shown by their latest; a hidden
// one is said to be hidden.
func TestColumnsOfPeriods(t *testing.T) {
	p := table(row{plan.FieldRef: "1", "x:notes": "whatever"})
	for i, f := range []plan.Field{"x:q1 rag", "x:q2 rag", "x:q3 rag"} {
		p.Columns = append(p.Columns, plan.Column{Table: "Plan", Number: 10 + i, Heading: string(f), Field: f, Part: plan.FieldRAG, Period: i + 1, Hidden: i == 0})
	}
	a := &p.Actions[0]
	a.Set("x:q1 rag", plan.Entry{Value: plan.RatingValue(plan.RatingRed), Typed: "Red", Cell: plan.Cell{Sheet: "Plan", Row: 2, Column: 10}})
	a.Set("x:q2 rag", plan.Entry{Value: plan.Blank, Cell: plan.Cell{Sheet: "Plan", Row: 2, Column: 11}})
	b := build(p.View())
	want := []string{
		"1 column is not shown because it is not one this pack recognises.",
		"2 columns are not shown by themselves because each says one period, and the latest that is filled is shown.",
		"1 column is not shown because it is hidden in the officers’ workbook.",
	}
	if diff := cmp.Diff(want, b.Made.NotShown); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := b.Rows[0].Rating.Word; got != "Not rated" {
		t.Errorf("a rating of a hidden column is shown: %s", got)
	}
}
