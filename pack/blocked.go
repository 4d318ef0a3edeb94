package pack

import (
	"fmt"
	"strings"

	"actionplan/check"
	"actionplan/plan"
)

// blockedBy lists what keeps the draft from being published. It names rules,
// refs and fields, and repeats none of the plan's text.
func blockedBy(s *seen) []string {
	var out []string
	told := map[string]bool{}
	for _, f := range s.in.Report.Findings {
		if f.Severity == check.Stop {
			out = append(out, fmt.Sprintf("%s: %s", findingWords(f), f.Rule))
			told[cellWords(f.Ref, f.Field)] = true
		}
	}
	for _, a := range s.actions {
		for _, f := range plan.KnownFields {
			name := cellWords(a.Ref, f)
			if a.Entry(f).Unsettled() && !told[name] {
				out = append(out, name+": nothing was ever agreed")
			}
		}
	}
	if s.in.Settlement != nil {
		for _, stop := range s.in.Settlement.Stops {
			out = append(out, stopWords(string(stop.Kind), sideWords(stop.Side), stop.Refs))
		}
	}
	return out
}

func cellWords(ref plan.Ref, f plan.Field) string {
	switch {
	case ref == "" && f == "":
		return "the plan"
	case ref == "":
		return f.Label()
	case f == "" || !f.Known():
		return "action " + string(ref)
	}
	return "action " + string(ref) + ", " + f.Label()
}

// findingWords names a finding's cells both ways: action 2.3, due (Plan!F12).
func findingWords(f check.Finding) string {
	var places []string
	for _, p := range f.Cells {
		places = append(places, p.Cell)
	}
	if len(places) == 0 {
		return cellWords(f.Ref, f.Field)
	}
	return cellWords(f.Ref, f.Field) + " (" + strings.Join(places, ", ") + ")"
}

func stopWords(kind, side string, refs []plan.Ref) string {
	text := fmt.Sprintf("%s: %s", side, kind)
	if len(refs) == 0 {
		return text
	}
	names := make([]string, len(refs))
	for i, r := range refs {
		names[i] = refWords(r)
	}
	return text + " (" + list(names) + ")"
}
