package check_test

import (
	"testing"

	"actionplan/check"
	"actionplan/plan"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// TestFactsAreTheRules holds the facts to what the rules find, of any plan.
func TestFactsAreTheRules(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPlan(t)
		report, err := check.Run(check.Subject{Plan: p, AsAt: asAt}, check.Options{})
		if err != nil {
			t.Fatal(err)
		}
		found := map[string]map[plan.ID]bool{"overdue": {}, "outcome-blank": {}, "closed-without-evidence": {}}
		for _, f := range report.Findings {
			if ids, ok := found[f.Rule]; ok && f.ActionID != "" {
				ids[f.ActionID] = true
			}
		}
		for _, a := range p.Actions {
			facts := check.FactsOf(a, asAt)
			for rule, is := range map[string]bool{"overdue": facts.Overdue(), "outcome-blank": facts.NoOutcome, "closed-without-evidence": facts.NoEvidence} {
				if found[rule][a.ID] != is {
					t.Fatalf("%s of %s: the fact is %v, the rule found it: %v", rule, a.ID, is, !is)
				}
			}
		}
	})
}

// TestWhatIsSetAsideIsNotTold sets each rule aside, for one action and for all.
func TestWhatIsSetAsideIsNotTold(t *testing.T) {
	late := cells{plan.FieldDue: "28/02/2022", plan.FieldOutcome: ""}
	done := cells{plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022", plan.FieldEvidence: "TBC"}
	bare := cells{plan.FieldDue: absent, plan.FieldOutcome: absent}
	bareDone := cells{plan.FieldStatus: "Complete", plan.FieldClosed: "1 March 2022", plan.FieldEvidence: absent}
	for _, c := range []struct {
		name     string
		override check.Override
		plan     plan.Plan
		want     []check.Facts // what is told of each action
	}{
		{"overdue, one", check.Override{Rule: "overdue", Ref: "4.1"}, two(late, late), []check.Facts{{NoOutcome: true}, {NoOutcome: true, DaysLate: 31}}},
		{"overdue, all", check.Override{Rule: "overdue"}, two(late, late), []check.Facts{{NoOutcome: true}, {NoOutcome: true}}},
		{"outcome, one", check.Override{Rule: "outcome-blank", Ref: "4.2"}, two(late, late), []check.Facts{{NoOutcome: true, DaysLate: 31}, {DaysLate: 31}}},
		{"evidence", check.Override{Rule: "closed-without-evidence", Ref: "4.1"}, two(done, done), []check.Facts{{}, {NoEvidence: true}}},
		{"no column for evidence", check.Override{Rule: "closed-without-evidence"}, one(bareDone), []check.Facts{{}}},
		{"no column for outcomes", check.Override{Rule: "outcome-column-missing"}, one(bare), []check.Facts{{NoDueCell: true}}},
		{"no column for outcomes, of two tables", check.Override{Rule: "outcome-column-missing"}, sheets(one(bare), sheet("Year 2", full("5.1", late))),
			[]check.Facts{{NoDueCell: true}, {NoOutcome: true, DaysLate: 31}}},
		{"no column for dates", check.Override{Rule: "due-blank"}, one(bare), []check.Facts{{NoOutcomeCell: true}}},
		{"another rule", check.Override{Rule: "lead-blank"}, one(bare), []check.Facts{{NoDueCell: true, NoOutcomeCell: true}}},
		{"another action", check.Override{Rule: "overdue", Ref: "9"}, one(late), []check.Facts{{NoOutcome: true, DaysLate: 31}}},
	} {
		c.override.Skip, c.override.Why = true, "said"
		report := run(t, c.plan, check.Options{Overrides: []check.Override{c.override}})
		for i, a := range c.plan.Actions {
			facts := check.FactsOf(a, asAt)
			got := report.Told(a, facts)
			c.want[i].Status, c.want[i].Due = facts.Status, facts.Due
			if diff := cmp.Diff(c.want[i], got); diff != "" {
				t.Errorf("%s: told of action %s (-want +got):\n%s", c.name, a.Ref, diff)
			}
		}
	}
	// A weight is no reason to be silent.
	report := run(t, one(late), check.Options{Overrides: []check.Override{{Rule: "overdue", Severity: check.Low, Why: "said"}}})
	a := one(late).Actions[0]
	if got := report.Told(a, check.FactsOf(a, asAt)); !got.Overdue() {
		t.Errorf("told %+v: want it overdue still", got)
	}
}

// TestFor holds that one lead's list has that lead's findings and their counts.
func TestFor(t *testing.T) {
	p := sheet("Plan",
		full("1", cells{plan.FieldOutcome: ""}),
		full("2", cells{plan.FieldOutcome: "", plan.FieldLead: "Head of Fostering; Head of Placements"}),
		full("3", cells{plan.FieldOutcome: "", plan.FieldLead: "Head of Foster Placements"}),
		full("4", cells{plan.FieldLead: ""}),
	)
	report := run(t, p, check.Options{})
	for lead, want := range map[string]string{
		"head of fostering":  "high 1 outcome-blank\nhigh 2 outcome-blank",
		"Head of Placements": "high 2 outcome-blank",
		"Fostering":          "high 1 outcome-blank\nhigh 2 outcome-blank",
		"Director":           "",
	} {
		its := report.For(lead)
		if got := names(its.Findings); got != want || its.Counts[check.High] != len(its.Findings) {
			t.Errorf("for %s: %s (%v), want %s", lead, got, its.Counts, want)
		}
	}
	if diff := cmp.Diff([]string{"Head of Fostering", "Head of Fostering; Head of Placements", "Head of Foster Placements"}, check.Leads(p)); diff != "" {
		t.Errorf("leads (-want +got):\n%s", diff)
	}
	if !report.Worst(check.High) || report.Worst(check.Stop) || !report.Worst(check.Low) {
		t.Errorf("the worst of %v", report.Counts)
	}
}
