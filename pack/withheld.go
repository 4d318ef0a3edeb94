package pack

import (
	"slices"
	"strings"

	"actionplan/plan"
	"actionplan/reconcile"
)

// withheld is a cell that is not repeated in the pack, in no part of it: what it
// says seems to hold personal data. It keeps the pack from being published.
type withheld struct {
	cell  string   // what it is: action 2.3, progress
	where []string // where it stands, on either side
	kind  string   // the kind of personal data: an NHS number
}

// withheldWords is what stands in the place of such a text.
func withheldWords(kind string) string { return "Withheld: it seems to hold " + kind }

// isWithheld reports whether a text stands in the place of one that is withheld.
func isWithheld(text string) bool { return strings.HasPrefix(text, withheldWords("")) }

// personal is the kind of personal data that one of the texts seems to hold, or
// "". The contact that the council gives for the pack is there to be printed.
func (s *seen) personal(texts ...string) string {
	if s.in.Personal == nil {
		return ""
	}
	for _, text := range texts {
		if contact := oneLine(s.in.About.Contact); contact != "" {
			text = strings.ReplaceAll(text, contact, " ")
		}
		if kind, found := s.in.Personal(text); found {
			return kind
		}
	}
	return ""
}

// safe is a text as it may be printed: the words that stand in its place where
// it seems to hold personal data. What names where the text comes from: the
// title, the ref of an action.
func (s *seen) safe(text, what string) string {
	kind := s.personal(text)
	if kind == "" {
		return text
	}
	s.withhold(what, "", kind)
	return withheldWords(kind)
}

// safeRef is a ref as it may be printed.
func (s *seen) safeRef(ref plan.Ref) plan.Ref {
	return plan.Ref(s.safe(string(ref), "the ref of an action"))
}

// safeEntry is one side's cell as it may be printed.
func (s *seen) safeEntry(ref plan.Ref, f plan.Field, side reconcile.Side, e plan.Entry) plan.Entry {
	if e.Value.Kind == plan.KindAbsent || e.Value.Kind == plan.KindBlank {
		return e
	}
	kind := s.personal(e.Shown(), e.Value.Text, e.Value.Whole())
	if kind == "" {
		return e
	}
	where := ""
	if e.Cell.Row > 0 && side != reconcile.Base {
		where = s.safePlace(e.Cell.String())
	}
	if where != "" && side == reconcile.Partner {
		where = partnersCopy + " " + where
	}
	name := "an action without a ref, " + cellWords("", f)
	if !s.nameless(ref) {
		name = cellWords(s.safeRef(ref), f)
	}
	s.withhold(name, where, kind)
	e.Value, e.Typed, e.Note, e.Detail = plan.Value{Kind: plan.KindText, Text: withheldWords(kind)}, "", "", plan.Detail{}
	return e
}

// safePlace is the name of a cell as it may be printed: of a sheet whose name
// seems to hold personal data, none.
func (s *seen) safePlace(cell string) string {
	if s.personal(cell) != "" {
		return ""
	}
	return cell
}

// withhold notes what is not repeated, once for each cell and kind. Cells of
// actions without a ref are told apart by where they stand.
func (s *seen) withhold(cell, where, kind string) {
	at := slices.IndexFunc(s.withheld, func(w withheld) bool {
		return w.cell == cell && w.kind == kind && (where == "" || slices.Contains(w.where, where) || strings.HasPrefix(cell, "action "))
	})
	if at < 0 {
		at = len(s.withheld)
		s.withheld = append(s.withheld, withheld{cell: cell, kind: kind})
	}
	if w := &s.withheld[at]; where != "" && !slices.Contains(w.where, where) {
		w.where = append(w.where, where)
	}
}

// safeTitle is the title block as it may be printed.
func (s *seen) safeTitle(a About) About {
	for _, part := range []struct {
		text *string
		what string
	}{
		{&a.Title, "the title"}, {&a.Council, "the council’s name"}, {&a.Committee, "the committee’s name"},
		{&a.Status, "the status of the pack"}, {&a.Letter, "the letter of the document"},
		{&a.Officers, "the name of the officers’ workbook"}, {&a.Partners, "the name of the partners’ copy"},
	} {
		*part.text = s.safe(*part.text, part.what)
	}
	return a
}
