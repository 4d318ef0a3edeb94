package check_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"actionplan/check"
	"actionplan/plan"
	"actionplan/reconcile"

	"github.com/google/go-cmp/cmp"
)

// muddled is a plan with findings of three severities, out of their order.
func muddled() plan.Plan {
	return sheets(
		sheet("Plan",
			full("1.1", cells{plan.FieldDue: "Ongoing", plan.FieldOutcome: ""}),
			full("1.2", cells{plan.FieldLead: "", plan.FieldOutcome: "TBC"}),
			full("1.2", nil),
		),
		sheet("Year 2", full("2.1", cells{plan.FieldOutcome: absent, plan.FieldDue: ""})),
	)
}

func names(findings []check.Finding) string {
	var names []string
	for _, f := range findings {
		names = append(names, strings.TrimSpace(string(f.Severity)+" "+string(f.Ref)+" "+f.Rule))
	}
	return strings.Join(names, "\n")
}

func TestFindingsAreOrdered(t *testing.T) {
	report := run(t, muddled(), check.Options{})
	want := strings.Join([]string{
		"stop 1.2 ref-duplicate",
		"high 1.1 outcome-blank",
		"high 1.2 outcome-blank",
		"high 1.2 lead-blank",
		"high  outcome-column-missing",
		"high 2.1 due-blank",
		"medium 1.1 due-vague",
	}, "\n")
	if diff := cmp.Diff(want, names(report.Findings)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[check.Severity]int{check.Stop: 1, check.High: 5, check.Medium: 1}, report.Counts); diff != "" {
		t.Errorf("counts (-want +got):\n%s", diff)
	}
	for range 20 {
		if again := run(t, muddled(), check.Options{}); !cmp.Equal(again, report) {
			t.Fatalf("the same plan gave other findings: %s", cmp.Diff(report, again))
		}
	}
}

func TestOnlyAndSkip(t *testing.T) {
	report := run(t, muddled(), check.Options{Only: []string{"lead-blank", "due-vague"}, Skip: []string{"due-vague"}})
	if got := names(report.Findings); got != "high 1.2 lead-blank" {
		t.Errorf("found %s", got)
	}
	if n := len(report.NotRun); n != len(check.Rules())-1 || report.NotRun[0] != "outcome-column-missing" {
		t.Errorf("not run: %v", report.NotRun)
	}
	if all := run(t, muddled(), check.Options{}); all.NotRun != nil {
		t.Errorf("not run: %v", all.NotRun)
	}
}

func TestOverrides(t *testing.T) {
	report := run(t, muddled(), check.Options{
		Only: []string{"outcome-blank", "lead-blank", "outcome-column-missing"},
		Overrides: []check.Override{
			{Rule: "outcome-blank", Ref: " 1.1 ", Severity: check.Stop, Why: "promised to members"},
			{Rule: "outcome-blank", Severity: check.Low, Why: "in hand"},
			{Rule: "outcome-column-missing", Severity: check.Info, Why: "comes next month"},
			{Rule: "outcome-column-missing", Ref: "1.1", Skip: true, Why: "names an action, and a table is none"},
			{Rule: "lead-blank", Severity: check.Medium, Why: "replaced by the next"},
			{Rule: "lead-blank", Skip: true, Why: "being recruited"},
		},
	})
	want := "stop 1.1 outcome-blank\nlow 1.2 outcome-blank\ninfo  outcome-column-missing"
	if got := names(report.Findings); got != want {
		t.Errorf("found\n%s\nwant\n%s", got, want)
	}
	if report.Findings[0].Why != "promised to members" || report.Findings[1].Why != "in hand" {
		t.Errorf("the reasons are %q and %q", report.Findings[0].Why, report.Findings[1].Why)
	}
	if got := names(report.Suppressed); got != "high 1.2 lead-blank" || report.Suppressed[0].Why != "being recruited" {
		t.Errorf("left out %s, %+v", got, report.Suppressed)
	}
	if diff := cmp.Diff(map[check.Severity]int{check.Stop: 1, check.Low: 1, check.Info: 1}, report.Counts); diff != "" {
		t.Errorf("counts (-want +got):\n%s", diff)
	}
}

func TestRunRefuses(t *testing.T) {
	override := func(o check.Override) check.Options { return check.Options{Overrides: []check.Override{o}} }
	tests := []struct {
		options check.Options
		want    string
	}{
		{check.Options{Only: []string{"overdu"}}, `no rule is called "overdu"; did you mean "overdue"?`},
		{check.Options{Skip: []string{"outcome-blnk"}}, `no rule is called "outcome-blnk"; did you mean "outcome-blank"?`},
		{check.Options{Only: []string{"weather"}}, `no rule is called "weather"`},
		{override(check.Override{Rule: "overdu", Skip: true, Why: "x"}), `no rule is called "overdu"; did you mean "overdue"?`},
		{override(check.Override{Rule: "overdue", Ref: "4.2", Skip: true, Why: " "}), `override of rule "overdue" for action 4.2: no reason is given`},
		{override(check.Override{Rule: "overdue", Skip: true}), `override of rule "overdue": no reason is given`},
		{override(check.Override{Rule: "overdue", Why: "x"}), `override of rule "overdue": it changes nothing`},
		{override(check.Override{Rule: "overdue", Severity: "severe", Why: "x"}), `override of rule "overdue": "severe" is no severity (stop, high, medium, low, info)`},
		{override(check.Override{Rule: "overdue", Severity: check.Low, Skip: true, Why: "x"}), `override of rule "overdue": it can change the severity or leave the finding out, not both`},
	}
	for _, tt := range tests {
		if _, err := check.Run(check.Subject{AsAt: asAt}, tt.options); err == nil || err.Error() != tt.want {
			t.Errorf("%+v: %v; want %s", tt.options, err, tt.want)
		}
	}
	if _, err := check.Run(check.Subject{}, check.Options{}); err == nil || err.Error() != "check the plan: no report date" {
		t.Errorf("without a report date: %v", err)
	}
}

func TestReportAsJSON(t *testing.T) {
	report := run(t, one(cells{plan.FieldOutcome: ""}), check.Options{})
	got, err := json.Marshal(report)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"as_at":"2022-03-31","findings":[{"rule":"outcome-blank","severity":"high","ref":"4.2","field":"outcome","cells":[{"side":"officer","cell":"Plan!C6"}],"value":"","message":"action 4.2, outcome (Plan!C6): nothing is written.","matters":"Members cannot tell what the action is for, nor see when it has worked.","clears":"write what will be different for children","lead":"Head of Fostering"}],"counts":{"stop":0,"high":1,"medium":0,"low":0,"info":0},"unsettled":[]}`
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	got, err = json.Marshal(check.Report{AsAt: asAt})
	if want := `{"as_at":"2022-03-31","findings":[],"counts":{"stop":0,"high":0,"medium":0,"low":0,"info":0},"unsettled":[]}`; err != nil || string(got) != want {
		t.Errorf("got %s, %v; want %s", got, err, want)
	}
	skipped := run(t, one(cells{plan.FieldOutcome: ""}), check.Options{
		Only: []string{"outcome-blank"}, Overrides: []check.Override{{Rule: "outcome-blank", Skip: true, Why: "x"}}})
	if got, err := json.Marshal(skipped); err != nil || !strings.Contains(string(got), `"suppressed":[{"rule":"outcome-blank"`) || !strings.Contains(string(got), `"why":"x"`) || !strings.Contains(string(got), `"not_run":["outcome-column-missing"`) {
		t.Errorf("got %s, %v", got, err)
	}
}

// TestPlacesOnBothSides holds that a finding names the cell in both files,
// and the action's row in memory.
func TestPlacesOnBothSides(t *testing.T) {
	places := func(a plan.Action, f plan.Field) []check.Place {
		return []check.Place{
			{Side: reconcile.Officer, Cell: a.Entry(f).Cell.String()},
			{Side: reconcile.Partner, Cell: "Copy!Z9"},
		}
	}
	report, err := check.Run(check.Subject{Plan: one(cells{plan.FieldLead: "TBC"}), AsAt: asAt, Places: places}, check.Options{})
	if err != nil || len(report.Findings) != 1 {
		t.Fatalf("found %+v, %v", report.Findings, err)
	}
	f := report.Findings[0]
	want := []check.Place{{Side: reconcile.Officer, Cell: "Plan!D6"}, {Side: reconcile.Partner, Cell: "Copy!Z9"}}
	if diff := cmp.Diff(want, f.Cells); diff != "" {
		t.Errorf("cells (-want +got):\n%s", diff)
	}
	if f.ActionID != "Plan6" || f.Value != "TBC" || f.Field != plan.FieldLead || f.Ref != "4.2" {
		t.Errorf("found %+v", f)
	}
	nowhere := func(plan.Action, plan.Field) []check.Place { return nil }
	report, err = check.Run(check.Subject{Plan: one(cells{plan.FieldLead: "TBC"}), AsAt: asAt, Places: nowhere}, check.Options{})
	if err != nil || report.Findings[0].Message != `action 4.2, lead: it says only "TBC".` || report.Findings[0].Cells == nil {
		t.Errorf("found %+v, %v", report.Findings, err)
	}
}

// TestOutcomeOfThePartnersAlone holds that a field no column of the officers'
// table has, but which the agreed plan says, is not missing.
func TestOutcomeOfThePartnersAlone(t *testing.T) {
	p := one(cells{plan.FieldOutcome: absent})
	p.Actions[0].Set(plan.FieldOutcome, plan.Entry{Value: plan.TextValue("9 in 10 children feel safe")})
	if report := run(t, p, check.Options{}); len(report.Findings) > 0 {
		t.Errorf("found %s", told(report.Findings))
	}
}

// TestATableWithoutASheet holds that a plan put together elsewhere, with no
// tables or columns of its own, can be checked.
func TestATableWithoutASheet(t *testing.T) {
	p := one(cells{plan.FieldLead: absent})
	p.Tables, p.Columns = nil, nil
	if got := told(run(t, p, check.Options{}).Findings); got != `Plan: sheet "Plan": no column says who answers for the actions.` {
		t.Errorf("found %s", got)
	}
}

func TestAGoodPlanHasNoFindings(t *testing.T) {
	if report := run(t, two(nil, cells{plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022", plan.FieldRAG: "Blue"}), check.Options{}); len(report.Findings) > 0 {
		t.Errorf("found %s", told(report.Findings))
	}
}

// TestCatalogue holds that no rule of the catalogue of checks was dropped, or made a part
// of another's: each of its 68 places has one.
func TestCatalogue(t *testing.T) {
	for place := 1; place <= 68; place++ {
		code := fmt.Sprintf("C%02d", place)
		if !slices.ContainsFunc(check.Rules(), func(r check.Rule) bool { return r.Code == code }) {
			t.Errorf("no rule stands at %s", code)
		}
	}
}

// TestRulesAreExplained holds that every rule can be listed and documented.
func TestRulesAreExplained(t *testing.T) {
	seen, codes := map[string]bool{}, map[string]string{}
	table := check.Explained()
	for _, r := range check.Rules() {
		switch {
		case seen[r.Name]:
			t.Errorf("two rules are called %s", r.Name)
		case !strings.HasSuffix(r.Meaning, ".") || strings.Count(r.Meaning, ". ") > 0:
			t.Errorf("%s: the meaning is one sentence: %q", r.Name, r.Meaning)
		case !strings.HasSuffix(r.Matters, ".") || r.Matters == "":
			t.Errorf("%s: why it matters is a sentence: %q", r.Name, r.Matters)
		case r.Basis == "" || strings.HasSuffix(r.Basis, "."):
			t.Errorf("%s: what it rests on is a phrase: %q", r.Name, r.Basis)
		case codes[r.Code] != "" || !strings.HasPrefix(r.Code, "C"):
			t.Errorf("%s: its place in the catalogue is %q, as that of %q", r.Name, r.Code, codes[r.Code])
		case r.Clears == "" || strings.HasSuffix(r.Clears, "."):
			t.Errorf("%s: what clears it is a phrase: %q", r.Name, r.Clears)
		case r.Public == "" || strings.HasSuffix(r.Public, "."):
			t.Errorf("%s: what members read of it is a few words: %q", r.Name, r.Public)
		case strings.Contains(r.Meaning+r.Clears, "|"):
			t.Errorf("%s: a bar breaks the table of rules", r.Name)
		case !strings.Contains(table, "| `"+r.Name+"` | "+string(r.Severity)+" | "+r.Meaning+" | "+r.Clears+" |\n"):
			t.Errorf("%s is not explained", r.Name)
		}
		seen[r.Name], codes[r.Code] = true, r.Name
	}
}

// TestSetAsideUntil holds that what was set aside for a time comes back on its
// day, and says so.
func TestSetAsideUntil(t *testing.T) {
	p := one(cells{plan.FieldLead: ""})
	for until, want := range map[plan.Date]string{
		{Year: 2022, Month: 4, Day: 1}:  "",
		{Year: 2022, Month: 3, Day: 31}: `Plan!D6: action 4.2, lead (Plan!D6): nothing is written. It was set aside until 31 March 2022: posts are being recruited.`,
		{}:                              "",
	} {
		o := check.Override{Rule: "lead-blank", Skip: true, Why: "posts are being recruited.", Until: until}
		report := run(t, p, check.Options{Overrides: []check.Override{o}})
		if got := told(report.Findings); got != want || len(report.Suppressed) != 1 && want == "" {
			t.Errorf("until %s: found %q, want %q", until, got, want)
		}
	}
}

// TestCrowds holds that what more than a third of the actions are found by is
// about the plan, and what four are is told one by one.
func TestCrowds(t *testing.T) {
	planOf := func(without, with int) plan.Plan {
		var rows []cells
		for i := range without + with {
			c := full(fmt.Sprintf("1.%d", i+1), nil)
			if i < without {
				c[plan.FieldLead] = ""
			}
			rows = append(rows, c)
		}
		return sheet("Plan", rows...)
	}
	for _, c := range []struct {
		without, with int
		want          []check.Crowd
	}{
		{5, 9, []check.Crowd{{Rule: "lead-blank", Severity: check.High, Public: "No lead named", Actions: 5, Of: 14}}},
		{5, 10, nil}, {4, 1, nil}, {0, 3, nil},
	} {
		report := run(t, planOf(c.without, c.with), check.Options{Only: []string{"lead-blank"}})
		if diff := cmp.Diff(c.want, report.Crowds); diff != "" || len(report.Findings) != c.without {
			t.Errorf("%d of %d: %d findings, crowds (-want +got):\n%s", c.without, c.without+c.with, len(report.Findings), diff)
		}
	}
}

// TestTuningIsRefused holds that a rule takes only what it goes by.
func TestTuningIsRefused(t *testing.T) {
	for _, tuned := range []check.Tuned{
		{Rule: "overdue", Tuning: check.Tuning{Days: 3}},
		{Rule: "overdue", Tuning: check.Tuning{Percent: 3}},
		{Rule: "overdue", Tuning: check.Tuning{Count: 3}},
		{Rule: "overdue", Tuning: check.Tuning{Words: []string{"late"}}},
		{Rule: "no-such-rule"},
	} {
		if _, err := check.Run(check.Subject{AsAt: asAt}, check.Options{Tuned: []check.Tuned{tuned}}); err == nil {
			t.Errorf("%+v was taken", tuned)
		}
	}
}

// TestCouncilsOwnWords are what a finding says of a rating and a status, and what is done
// and waits for its evidence contradicts no status.
func TestCouncilsOwnWords(t *testing.T) {
	for _, test := range []struct{ name, rag, status, want string }{
		{"a step that is overdue", "Steady", "In progress", `action 4.2, RAG (Plan!I6): it is "Steady" and overdue: it was due on 19 February 2022.`},
		{"a usual word that one step stands for", "Green", "In progress", `action 4.2, RAG (Plan!I6): it is "Steady" and overdue: it was due on 19 February 2022.`},
		{"a status of the council's own", "Off course", "Embedded", `action 4.2, RAG (Plan!I6): it is "Off course", and the action is "Embedded".`},
		{"a status everybody knows", "Off course", "Complete", `action 4.2, RAG (Plan!I6): it is "Off course", and the action is complete.`},
		{"done, and its evidence awaited", "Amber E", "Complete", ""},
		{"a usual rating that no step is", "Blue", "In progress", `action 4.2, RAG (Plan!I6): it is blue and overdue: it was due on 19 February 2022.`},
	} {
		steps := []plan.Step{{Name: "Off course", Kind: plan.OffTrack, Rating: plan.RatingRed}, {Name: "Amber E", Kind: plan.EvidenceAwaited, Rating: plan.RatingAmber}, {Name: "Steady", Kind: plan.OnTrack, Rating: plan.RatingGreen}}
		terms := plan.Terms{Scale: steps, Statuses: []plan.StatusWord{{Words: "Embedded", Means: plan.StatusClosed}}}
		for _, step := range steps {
			terms.Ratings = append(terms.Ratings, plan.RatingWord{Words: step.Name, Rating: step.Rating, Step: step.Name})
		}
		p := one(cells{plan.FieldDue: "19/02/2022", plan.FieldClosed: "", plan.FieldStatus: test.status})
		p.Terms = terms
		value, _ := plan.ReadRating(test.rag, terms.Ratings)
		e := p.Actions[0].Entry(plan.FieldRAG)
		e.Value, e.Typed = value, test.rag
		p.Actions[0].Set(plan.FieldRAG, e)
		var said []string
		for _, f := range run(t, p.View(), check.Options{Only: []string{"rag-contradicts"}}).Findings {
			said = append(said, f.Message)
		}
		if got := strings.Join(said, "\n"); got != test.want {
			t.Errorf("%s: %s\nwant %s", test.name, got, test.want)
		}
	}
}
