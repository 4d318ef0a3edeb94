package check_test

import (
	"slices"
	"testing"

	"actionplan/check"
	"actionplan/internal/personal"
	"actionplan/plan"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// typed are things officers write, by field; every one of them, in every
// combination, has to be checked without harm.
var typed = map[plan.Field][]string{
	plan.FieldRef:      {"1.1", "1.9", "1.10", "2.3", "R4/b", "r4/B", "viii", "", "TBC"},
	plan.FieldOutcome:  {"Children feel safe", "", "TBC", absent},
	plan.FieldLead:     {"Head of Service", "", "?", absent},
	plan.FieldStart:    {"1 January 2022", "01/02/22", "", absent},
	plan.FieldDue:      {"30 June 2022", "28/02/2022", "03/04/22", "31/02/2022", "Ongoing", "Q3", "TBC", "", "see 4.2", absent},
	plan.FieldClosed:   {"1 March 2022", "1 April 2022", "", "yes", absent},
	plan.FieldStatus:   {"In progress", "Not started", "Complete", "Closed", "Cancelled", "", absent},
	plan.FieldRAG:      {"Red", "Amber", "Green", "Blue", "Not started", "Amber/Green", "", absent},
	plan.FieldEvidence: {"Survey", "", "n/a", "Data, audit and survey", absent},
	plan.FieldAction:   {"Train foster carers", "Continue visits", "Agree with the police and the MASH", "", "="},
	plan.FieldMeasure:  {"Survey", "", absent},
	plan.FieldPartner:  {"Police", "", absent},
	plan.FieldPercent:  {"0", "60%", "100", "120", "most", absent},
	plan.FieldProgress: {"2 children, 17% (31 of 151)", "<p>Tel: 01234</p>", "@", "", absent},
	plan.FieldVerified: {"Head of Service", "", absent},
}

func drawPlan(t *rapid.T) plan.Plan {
	draw := func(name string) plan.Plan {
		rows := make([]cells, rapid.IntRange(0, 5).Draw(t, name+" rows"))
		for i := range rows {
			rows[i] = cells{}
			for _, f := range plan.KnownFields {
				if choices := typed[f]; choices != nil {
					rows[i][f] = rapid.SampledFrom(choices).Draw(t, string(f))
				}
				if rows[i][f] == absent {
					delete(rows[i], f)
				}
			}
		}
		return sheet(name, rows...)
	}
	return sheets(draw("Plan"), draw("Year 2"))
}

// TestEveryPlan holds of any plan: the counts count, the order is kept, every
// finding can be traced and acted on, each rule speaks once of a cell, and
// leaving a rule out changes nothing but that rule's findings.
func TestEveryPlan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPlan(t)
		subject := check.Subject{Plan: p, AsAt: asAt, Inspection: inspection, NoLegend: true, Personal: personal.Find, Times: check.Times{NextVisit: day("2022-05-31"), Received: day("2021-11-19")}}
		quarters(&subject)
		report, err := check.Run(subject, check.Options{On: off()})
		if err != nil {
			t.Fatal(err)
		}
		traceable(t, p, report)
		left := rapid.SampledFrom(check.Rules()).Draw(t, "rule left out").Name
		ofRule := func(f check.Finding) bool { return f.Rule == left }
		skipped, _ := check.Run(subject, check.Options{On: off(), Skip: []string{left}})
		alone, _ := check.Run(subject, check.Options{Only: []string{left}})
		excused, _ := check.Run(subject, check.Options{On: off(), Overrides: []check.Override{{Rule: left, Skip: true, Why: "said"}}})
		others := slices.DeleteFunc(slices.Clone(report.Findings), ofRule)
		if !cmp.Equal(others, skipped.Findings) || !cmp.Equal(others, excused.Findings) {
			t.Fatalf("without %s: %s", left, cmp.Diff(others, skipped.Findings))
		}
		if len(alone.Findings)+len(others) != len(report.Findings) || len(excused.Suppressed) != len(alone.Findings) {
			t.Fatalf("%s alone found %d of %d, and %d were left out", left, len(alone.Findings), len(report.Findings), len(excused.Suppressed))
		}
	})
}

// off are the rules that run only where somebody asks for them.
func off() []string {
	var names []string
	for _, r := range check.Rules() {
		if r.Off {
			names = append(names, r.Name)
		}
	}
	return names
}

func traceable(t *rapid.T, p plan.Plan, report check.Report) {
	rows := map[plan.ID]bool{"": true}
	for _, a := range p.Actions {
		rows[a.ID] = true
	}
	type spoken struct {
		rule  string
		id    plan.ID
		field plan.Field
		says  string
	}
	seen := map[spoken]bool{}
	total, last := 0, 0
	for _, f := range report.Findings {
		at := slices.Index(check.Severities, f.Severity)
		once := spoken{f.Rule, f.ActionID, f.Field, f.Message}
		if at < last || !rows[f.ActionID] || len(f.Cells) == 0 && f.ActionID != "" || f.Message == "" || f.Clears == "" || seen[once] {
			t.Fatalf("finding %+v, after %d of severity", f, last)
		}
		last, seen[once] = at, true
	}
	for _, n := range report.Counts {
		total += n
	}
	if total != len(report.Findings) {
		t.Fatalf("counted %d of %d findings", total, len(report.Findings))
	}
}
