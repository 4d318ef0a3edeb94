package pack

import (
	"strings"

	"actionplan/check"
)

// This section is the plan on one page.
func init() {
	add(Section{
		Order: 10,
		ID:    "summary", Heading: "The plan on one page",
		Words: map[string]string{
			"chart":   "Actions by theme and rating",
			"numbers": "The numbers in the chart",
			"theme":   "Theme",
			"legend":  "What the ratings mean",
		},
		says:  func(s *seen) any { return summary(s) },
		sheet: summarySheet,
	})
}

// Summary is the plan on one page.
type Summary struct {
	Lead   string    // the sentence that says it
	Also   string    // what else is worth a line; "" for nothing
	Points []Point   // what needs attention, a line each
	Counts []Count   // by rating, in the order of the scale; only ratings that occur
	Legend []Meaning // what the ratings of the council's own scale mean; none where it has none
	Bars   []Bar     // by theme
}

// Point is one line of the summary: a concern in a few words, and its actions.
type Point struct {
	Concern string // the concern's ID
	Words   string // "8 overdue"
	Tail    string // ", the longest by 142 days", or ""
	Refs    []Link // the first dozen
	More    int    // how many actions besides
}

// Link is an action named by its ref.
type Link struct{ Anchor, Ref string }

// Count is how many actions stand at a rating.
type Count struct {
	Rating Rating
	N      int
	Share  float64 // of all that are counted with it, 0 to 1
}

// Bar is a theme's counts: one for each of Summary.Counts, in that order, also where it is nought.
type Bar struct {
	Theme  string // the theme's ID
	Name   string
	Counts []Count
	Total  int
}

func summary(s *seen) Summary {
	standing := s.standing()
	return Summary{
		Lead: lead(s), Also: also(s), Points: points(s.concerns),
		Counts: share(countRatings(s.actions, standing), len(s.actions)), Legend: s.legend(standing),
		Bars: s.bars,
	}
}

// lead is the sentence that says it. Where officers set findings aside, it
// counts the others, and says of none that there is none.
func lead(s *seen) string {
	total := len(s.actions)
	if total == 0 {
		return "The plan has no actions."
	}
	var parts []string
	if n := s.countIf(overdue); s.dated && (n > 0 || !s.asides(check.Facts.Overdue)) {
		parts = append(parts, none0(n, "is overdue", "are overdue"))
	}
	if s.rated {
		parts = append(parts, none0(s.countIf(offTrack), "is "+s.scale.offTrack(), "are "+s.scale.offTrack()))
	}
	without := s.countIf(withoutAim)
	aside := s.asides(func(f check.Facts) bool { return f.NoOutcome || f.NoOutcomeCell })
	switch {
	case !s.outcomes || without == 0 && aside:
	case without == 0:
		parts = append(parts, "every one has an outcome written")
	default:
		parts = append(parts, count(without, "has no outcome written", "have no outcome written"))
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

// also is what members must know to read the first sentence rightly.
func also(s *seen) string {
	var out []string
	if !s.dated && len(s.actions) > 0 && !s.asides(func(f check.Facts) bool { return f.NoDueCell }) {
		out = append(out, "The plan shows no column for due dates, so nothing can be said to be overdue.")
	}
	if s.filter.rows > 0 {
		out = append(out, count(s.filter.rows, "more action is hidden in the officers’ workbook and is not counted.", "more actions are hidden in the officers’ workbook and are not counted."))
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
			p.Refs = append(p.Refs, Link{i.Anchor, i.link()})
		}
		out = append(out, p)
	}
	return out
}

// summarySheet has the title block, the sentences, and the numbers by theme.
func summarySheet(p Public) *Sheet {
	sheet := &Sheet{Name: "Summary", Title: p.About.Title, Columns: []SheetColumn{{Heading: "Theme"}}}
	if owner := p.About.Owner(); owner != "" {
		sheet.Lines = append(sheet.Lines, owner)
	}
	var facts []string
	for _, f := range p.About.Facts() {
		facts = append(facts, f.Label+": "+f.Text)
	}
	sheet.Lines = append(sheet.Lines, strings.Join(facts, ". ")+".", joined(" ", p.Lead, p.Also))
	for _, m := range p.Legend {
		sheet.Lines = append(sheet.Lines, m.Rating.Sign+" "+m.Rating.Word+": "+m.Says)
	}
	sheet.Lines = append(sheet.Lines, p.Made.NotShown...)
	all := []SheetCell{Toned{Words("All themes"), "strong"}}
	for _, c := range p.Counts {
		sheet.Columns = append(sheet.Columns, SheetColumn{Heading: c.Rating.Word, Right: true})
		all = append(all, Toned{Number(c.N), "strong"})
	}
	sheet.Columns = append(sheet.Columns, SheetColumn{Heading: "All", Right: true})
	for _, b := range p.Bars {
		row := []SheetCell{Words(b.Name)}
		for _, c := range b.Counts {
			row = append(row, Number(c.N))
		}
		sheet.Rows = append(sheet.Rows, append(row, Number(b.Total)))
	}
	sheet.Rows = append(sheet.Rows, append(all, Toned{Number(p.Total), "strong"}))
	return sheet
}
