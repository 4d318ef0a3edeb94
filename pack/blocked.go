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
			out = append(out, fmt.Sprintf("%s: %s", s.findingWords(f), f.Rule))
			told[cellWords(s.safeRef(f.Ref), f.Field)] = true
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
			out = append(out, stopWords(string(stop.Kind), sideWords(stop.Side), s.safeRefs(stop.Refs)))
		}
	}
	for _, w := range s.withheld {
		out = append(out, w.words())
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
func (s *seen) findingWords(f check.Finding) string {
	var places []string
	for _, p := range f.Cells {
		if cell := s.safePlace(p.Cell); cell != "" {
			places = append(places, cell)
		}
	}
	ref := s.safeRef(f.Ref)
	if len(places) == 0 {
		return cellWords(ref, f.Field)
	}
	return cellWords(ref, f.Field) + " (" + strings.Join(places, ", ") + ")"
}

func (s *seen) safeRefs(refs []plan.Ref) []plan.Ref {
	var out []plan.Ref
	for _, r := range refs {
		if s.nameless(r) {
			r = ""
		}
		out = append(out, s.safeRef(r))
	}
	return out
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
