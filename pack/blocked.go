package pack

import (
	"fmt"
	"strings"

	"actionplan/check"
	"actionplan/plan"
	"actionplan/reconcile"
)

// blockedBy lists what keeps the draft from being published. It names rules,
// refs and fields, and repeats none of the plan's text.
func blockedBy(s *seen) []string {
	var out []string
	told := map[string]bool{}
	for _, f := range s.in.Report.Findings {
		if f.Severity != check.Stop || f.Rule == check.PersonalIdentifier { // which is withheld, and said below
			continue
		}
		name := cellWords(s.safeRef(f.Ref), f.Field)
		told[name] = true
		var cells []string // named both ways: action 2.3, due (Plan!F12)
		for _, p := range f.Cells {
			if cell := s.safePlace(p.Cell); cell != "" {
				cells = append(cells, cell)
			}
		}
		if len(cells) > 0 {
			name += " (" + strings.Join(cells, ", ") + ")"
		}
		out = append(out, name+": "+f.Rule)
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
			text := fmt.Sprintf("%s: %s", sideWords(stop.Side), stop.Kind)
			var names []string
			for _, r := range stop.Refs {
				if s.nameless(r) {
					r = ""
				}
				names = append(names, refWords(s.safeRef(r)))
			}
			if stop.Kind == reconcile.StopDoubled && len(names) > 1 { // the others wait with it
				text += fmt.Sprintf(" (%s; with it waits %s)", names[0], list(names[1:]))
			} else if len(names) > 0 {
				text += " (" + list(names) + ")"
			}
			out = append(out, text)
		}
	}
	for _, w := range s.withheld {
		text := w.cell
		if len(w.where) > 0 {
			text += " (" + strings.Join(w.where, ", ") + ")"
		}
		out = append(out, text+": withheld: it seems to hold "+w.kind)
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
