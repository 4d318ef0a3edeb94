package pack

import (
	"slices"

	"actionplan/check"
	"actionplan/plan"
	"actionplan/reconcile"
)

// seen is the plan as the public sees it: the facts that the sections go by.
// It is made once and then only asked.
type seen struct {
	in      Input
	about   About
	filter  *filter
	anchors anchors
	actions []action
	byID    map[plan.ID]int
	byRef   map[plan.Ref]int

	rated    bool // the plan has a rating somewhere that is shown
	dated    bool // it has a column for due dates that is shown
	outcomes bool // and a column for outcomes
	evidence bool // and one for evidence

	scale    scale               // what actions are rated by
	concerns []Concern           // what more than one section tells
	listed   map[string][]string // by anchor, the concerns that list an action: it needs members' attention
	themes   []Theme
	bars     []Bar

	withheld []withheld // what is not repeated, and why: it grows as the sections speak
}

// action is an action as the public may see it, with what the pack needs to
// know of it.
type action struct {
	plan.Action
	anchor string
	rating Rating
	theme  string // as written; "" where none is
	facts  check.Facts
	told   check.Facts // those of the facts that officers did not set aside
	open   bool        // a difference in what is shown is not settled
}

func newSeen(in Input, meant func(plan.Field) bool, sections []Section) *seen {
	s := &seen{in: in, about: titleBlock(in), filter: newFilter(in.Plan, meant), scale: newScale(in.Plan.Terms), anchors: anchors{}, byID: map[plan.ID]int{}, byRef: map[plan.Ref]int{}}
	s.about = s.safeTitle(s.about)
	for _, id := range []string{"content", "contents", "numbers", "chart"} {
		s.anchors[id] = true // the page's own
	}
	for _, section := range sections {
		s.anchors[section.ID] = true
	}
	fields := s.filter.fields()
	s.dated = slices.Contains(fields, plan.FieldDue)
	s.outcomes = slices.Contains(fields, plan.FieldOutcome)
	s.evidence = slices.Contains(fields, plan.FieldEvidence)
	for _, a := range in.Plan.Actions {
		if !s.filter.action(a) {
			continue
		}
		shown := s.see(a)
		s.rated = s.rated || s.filter.entry(a, plan.FieldRAG).Value.Kind == plan.KindRating
		s.byID[a.ID] = len(s.actions)
		if _, doubled := s.byRef[a.Ref]; !doubled {
			s.byRef[a.Ref] = len(s.actions)
		}
		s.actions = append(s.actions, shown)
	}
	s.concerns = concerns(s)
	s.listed = map[string][]string{}
	for _, c := range s.concerns {
		for _, i := range c.all {
			s.listed[i.Anchor] = append(s.listed[i.Anchor], c.ID)
		}
	}
	s.themes, s.bars = themes(s)
	return s
}

// see is an action as far as it is seen: from here on, its entries are only
// those the public may see.
func (s *seen) see(a plan.Action) action {
	var entries plan.Entries
	for f := range a.All() {
		if e := s.filter.entry(a, f); e != (plan.Entry{}) {
			entries.Set(f, e)
		}
	}
	a.Entries = entries
	out := action{rating: s.scale.of(a), facts: check.FactsOf(a, s.about.AsAt)}
	out.told = s.in.Report.Told(a, out.facts)
	out.Action = s.safeAction(a)
	out.anchor = s.anchors.give("action", string(out.Ref))
	out.theme = oneLine(shown(out.Entry(plan.FieldTheme)).Text)
	for _, e := range entries.All() {
		out.open = out.open || e.Open
	}
	return out
}

// safeAction is an action as it may be printed: what seems to hold personal data
// is withheld, and the facts about the action are as they were.
func (s *seen) safeAction(a plan.Action) plan.Action {
	entries := a.Own()
	for _, f := range a.Sorted() {
		entries.Set(f, s.safeEntry(a.Ref, f, reconcile.Officer, a.Entry(f)))
	}
	a.Ref, a.Entries = s.safeRef(a.Ref), entries
	return a
}

func (s *seen) countIf(is func(action) bool) int {
	n := 0
	for _, a := range s.actions {
		if is(a) {
			n++
		}
	}
	return n
}

// asides reports whether officers set such a fact aside, of any action. What
// counts those left may then not say that there is none.
func (s *seen) asides(is func(check.Facts) bool) bool {
	return slices.ContainsFunc(s.actions, func(a action) bool { return is(a.facts) && !is(a.told) })
}

// found is the action of the pack a finding is about, where the public may
// see the field it is about.
func (s *seen) found(f check.Finding) (int, bool) {
	i, ok := s.byID[f.ActionID]
	if !ok && f.Ref != "" { // one about the whole plan is no action's
		i, ok = s.byRef[f.Ref]
	}
	if !ok || f.Field != "" && !s.filter.field(s.actions[i].Table, f.Field) {
		return 0, false
	}
	return i, true
}

// where finds the action of the pack a ref names: its place and its table.
func (s *seen) where(ref plan.Ref) (at int, table string) {
	if i, ok := s.byRef[ref]; ok && ref != "" {
		return i, s.actions[i].Table
	}
	if row, ok := s.row(ref); ok {
		if i, ok := s.byID[row.ID]; ok {
			return i, s.actions[i].Table
		}
	}
	if i, ok := s.byID[plan.ID("base:"+string(ref))]; ok {
		return i, s.actions[i].Table
	}
	return -1, anyTable
}

// row is the officers' row of the action that goes by a ref in the merge, which
// need have none of its own.
func (s *seen) row(ref plan.Ref) (plan.Action, bool) {
	if s.in.Settlement == nil {
		return plan.Action{}, false
	}
	return s.in.Settlement.Row(reconcile.Officer, ref)
}

// nameless reports whether no side has the ref that an action goes by in the
// merge: it is the ledger's, and shown to nobody.
func (s *seen) nameless(ref plan.Ref) bool {
	if s.in.Settlement == nil {
		return ref == ""
	}
	nameless := ref == ""
	for _, side := range []reconcile.Side{reconcile.Officer, reconcile.Partner} {
		row, there := s.in.Settlement.Row(side, ref)
		if there && row.Ref != "" {
			return false
		}
		nameless = nameless || there
	}
	return nameless
}

// called is what members read in the place of the ref an action goes by in the
// merge: that ref or, where no side has it, the action's first words in quotes.
func (s *seen) called(ref plan.Ref) string {
	switch at, _ := s.where(ref); {
	case !s.nameless(ref):
		return refWords(s.safeRef(ref))
	case at < 0:
		return noRef
	default:
		return s.actions[at].item().called()
	}
}

// The conditions the lists are made by.
func overdue(a action) bool      { return a.told.Overdue() }
func offTrack(a action) bool     { return a.rating.Kind == plan.OffTrack }
func unproven(a action) bool     { return a.told.NoEvidence || a.told.NoEvidenceCell }
func withoutAim(a action) bool   { return a.told.NoOutcome || a.told.NoOutcomeCell }
func nowhereToAim(a action) bool { return a.told.NoOutcomeCell }
