package check

import (
	"slices"
	"strings"

	"actionplan/plan"
)

// IsLead reports whether a lead cell says a post or a name, or a part of one.
func IsLead(cell, lead string) bool {
	return saidOf(cell).says([]string{strings.TrimSpace(string(saidOf(lead)))})
}

// For is the report as one lead has it: the findings about the actions whose
// lead cell says the post or the name, and the counts of those.
func (r Report) For(lead string) Report {
	keep := func(findings []Finding) []Finding {
		kept := []Finding{}
		for _, f := range findings {
			if IsLead(f.Lead, lead) {
				kept = append(kept, f)
			}
		}
		return kept
	}
	r.Findings, r.Suppressed, r.Crowds = keep(r.Findings), keep(r.Suppressed), nil
	r.Unsettled = slices.DeleteFunc(slices.Clone(r.Unsettled), func(u Unsettled) bool {
		return !IsLead(u.Lead, lead)
	})
	r.Counts = map[Severity]int{}
	for _, f := range r.Findings {
		r.Counts[f.Severity]++
	}
	return r
}

// Leads are the leads of a plan's actions, each once, in the order of its rows.
func Leads(p plan.Plan) []string {
	var leads []string
	seen := map[string]bool{}
	for _, a := range p.Actions {
		lead := strings.Join(strings.Fields(a.Shown(plan.FieldLead)), " ")
		if key := plan.Fold(lead); lead != "" && !a.Value(plan.FieldLead).IsBlank() && !seen[key] {
			seen[key] = true
			leads = append(leads, lead)
		}
	}
	return leads
}

// Worst reports whether the report has a finding that is as grave as s, or graver.
func (r Report) Worst(s Severity) bool {
	for _, graver := range Severities[:slices.Index(Severities, s)+1] {
		if r.Counts[graver] > 0 {
			return true
		}
	}
	return false
}
