package pack

import (
	"strings"

	"actionplan/check"
	"actionplan/plan"
	"actionplan/reconcile"
)

// Input is what a pack is made from.
type Input struct {
	About      About
	Plan       plan.Plan             // the agreed plan
	Report     check.Report          // what the checks found in it
	Settlement *reconcile.Settlement // nil when there is no partners' copy
}

// action is an action as the public may see it, with what the pack needs to
// know of it.
type action struct {
	plan.Action
	anchor   string
	rating   Rating
	status   plan.Status
	theme    string // as written; "" where none is
	daysLate int
	noAim    bool
	unproven bool // done, and nothing shows it
	open     bool // a difference in what is shown is not settled
}

// maker is a pack in the making.
type maker struct {
	in       Input
	sight    *sight
	anchors  anchors
	actions  []action
	byID     map[plan.ID]int
	byRef    map[plan.Ref]int
	rated    bool // the plan has a rating somewhere that is shown
	dated    bool // it has a column for due dates that is shown
	outcomes bool // and a column for outcomes
	evidence bool // and one for evidence
	packed   bool // a missing outcome alone does not make a card: too many lack one
}

// Build says what the public pack says.
func Build(in Input) Public {
	m := newMaker(in)
	p := Public{About: m.about(), Total: len(m.actions)}
	p.Counts = share(countRatings(m.actions, occurring(m.actions)), len(m.actions))
	p.Concerns = m.concerns()
	p.Lead, p.Also = m.lead(), m.also()
	p.Points = points(p.Concerns)
	p.Themes, p.Bars = m.themes()
	p.Settled = m.settled()
	p.Made = m.made()
	p.Columns, p.Rows = m.table()
	p.blocked = m.blockedBy()
	return p
}

func newMaker(in Input) *maker {
	if in.About.AsAt.IsZero() {
		in.About.AsAt = in.Report.AsAt
	}
	m := &maker{in: in, sight: newSight(in.Plan), anchors: anchors{}, byID: map[plan.ID]int{}, byRef: map[plan.Ref]int{}}
	for _, id := range []string{"content", "summary", "attention", "settled", "made", "numbers", "chart"} {
		m.anchors[id] = true // the page's own
	}
	fields := m.sight.fields()
	for _, f := range fields {
		m.dated = m.dated || f == plan.FieldDue
		m.outcomes = m.outcomes || f == plan.FieldOutcome
		m.evidence = m.evidence || f == plan.FieldEvidence
	}
	for _, a := range in.Plan.Actions {
		if m.sight.action(a) {
			m.add(a)
		}
	}
	m.packed = m.countIf(func(a action) bool { return a.noAim })*2 > len(m.actions) && len(m.actions) > 4
	return m
}

// add takes an action in, as far as it is seen: from here on, its entries are
// only those the public may see.
func (m *maker) add(a plan.Action) {
	var seen plan.Entries
	for f := range a.All() {
		if m.sight.field(a.Table, f) {
			seen.Set(f, a.Entry(f))
		}
	}
	a.Entries = seen
	rag := a.Value(plan.FieldRAG)
	out := action{Action: a, anchor: m.anchors.give("action", string(a.Ref)), status: a.Status()}
	out.rating = ratingOf(ratingKey(a, rag))
	m.rated = m.rated || rag.Kind == plan.KindRating
	out.theme = oneLine(shown(a.Entry(plan.FieldTheme)).Text)
	if due, ok := a.Value(plan.FieldDue).Date(); ok && out.status.IsOpen() && due.Before(m.in.About.AsAt) {
		out.daysLate = due.DaysUntil(m.in.About.AsAt)
	}
	out.noAim = a.Value(plan.FieldOutcome).IsBlank() && out.status != plan.StatusCancelled
	out.unproven = a.Value(plan.FieldEvidence).IsBlank() && out.status.IsDone()
	for _, e := range seen.All() {
		out.open = out.open || e.Open
	}
	m.byID[a.ID] = len(m.actions)
	if _, doubled := m.byRef[a.Ref]; !doubled {
		m.byRef[a.Ref] = len(m.actions)
	}
	m.actions = append(m.actions, out)
}

func (m *maker) countIf(is func(action) bool) int {
	n := 0
	for _, a := range m.actions {
		if is(a) {
			n++
		}
	}
	return n
}

// about is the title block, with files by name: the folders they lie in are
// nobody's business.
func (m *maker) about() About {
	a := m.in.About
	for _, text := range []*string{&a.Title, &a.Council, &a.Committee, &a.Status, &a.Officers, &a.Partners, &a.Contact, &a.Letter} {
		*text = oneLine(*text)
	}
	a.Officers, a.Partners = fileName(a.Officers), fileName(a.Partners)
	if a.Title == "" {
		a.Title = "Action plan"
	}
	if a.Status == "" {
		a.Status = "Draft – public" // a pack is a draft until it is published
	}
	return a
}

func fileName(path string) string {
	return path[strings.LastIndexAny(path, `/\`)+1:]
}

// The conditions the lists are made by.
func overdue(a action) bool  { return a.daysLate > 0 }
func offTrack(a action) bool { return a.rating.Key == "red" }

// lead is the sentence that says it.
func (m *maker) lead() string {
	total := len(m.actions)
	if total == 0 {
		return "The plan has no actions."
	}
	var parts []string
	if m.dated {
		parts = append(parts, none0(m.countIf(overdue), "is overdue", "are overdue"))
	}
	if m.rated {
		parts = append(parts, none0(m.countIf(offTrack), "is off track", "are off track"))
	}
	if m.outcomes {
		parts = append(parts, m.aimless())
	}
	if len(parts) == 0 {
		return "The plan has " + count(total, "action", "actions") + "."
	}
	return "Of " + count(total, "action", "actions") + ", " + list(parts) + "."
}

func none0(n int, one, many string) string {
	if n == 0 {
		return "none " + one
	}
	return count(n, one, many)
}

func (m *maker) aimless() string {
	n := m.countIf(func(a action) bool { return a.noAim })
	if n == 0 && m.countIf(m.nowhereToSay) == 0 {
		return "every one has an outcome written"
	}
	return count(n, "has no outcome written", "have no outcome written")
}

// also is what members must know to read the first sentence rightly.
func (m *maker) also() string {
	var out []string
	if !m.dated && len(m.actions) > 0 {
		out = append(out, "The plan shows no column for due dates, so nothing can be said to be overdue.")
	}
	if m.sight.rows > 0 {
		out = append(out, count(m.sight.rows, "more action is hidden in the officers’ workbook and is not counted.", "more actions are hidden in the officers’ workbook and are not counted."))
	}
	return strings.Join(out, " ")
}

// mostRefs is how many refs a line of the summary names.
const mostRefs = 12

// points are the concerns as lines of the summary.
func points(concerns []Concern) []Point {
	var out []Point
	for _, c := range concerns {
		p := Point{Concern: c.ID, Words: c.words, Tail: c.tail, More: max(0, len(c.all)-mostRefs)}
		for _, i := range c.all[:len(c.all)-p.More] {
			p.Refs = append(p.Refs, Link{i.Anchor, i.Ref})
		}
		out = append(out, p)
	}
	return out
}

// table is every action by every field that is seen, for the workbook.
func (m *maker) table() ([]Column, []Row) {
	fields := m.sight.fields()
	var columns []Column
	for _, f := range fields {
		columns = append(columns, Column{f, capital(f.Label())})
	}
	var rows []Row
	for _, a := range m.actions {
		row := Row{Rating: a.rating, Cells: make([]Cell, len(fields))}
		for i, f := range fields {
			row.Cells[i] = shown(a.Entry(f))
		}
		rows = append(rows, row)
	}
	return columns, rows
}
