package pack

import (
	"slices"
	"strings"

	"actionplan/frame"
	"actionplan/plan"
)

// This section is what stands behind the plan: the days of its history, how each domain
// was judged, and whom the council asked about it.
func init() {
	add(Section{
		Order: 35,
		ID:    "background", Heading: "How the plan came about",
		Words: map[string]string{
			"background-judged": "How each domain was judged",
			"background-days":   "The days behind the plan, and ahead of it",
			"background-asked":  "Whom the council asked, and what they said",
		},
		says: func(s *seen) any {
			if b := background(s); len(b.Judged)+len(b.Asked) > 0 || b.told {
				return b
			}
			return nil
		},
	})
}

// Background is what stands behind the plan.
type Background struct {
	Judged []Judged
	Days   []Day
	Asked  []Asked

	told bool // the council tells of an event
}

// Judged is how one domain was judged last, and before that.
type Judged struct {
	Domain  string
	Says    string
	When    string // the day, and who judged
	Before  string // "Inadequate on 3 March 2024"; "" for none
	Actions string // "4 actions, 1 overdue", where a theme has the domain's name
	Theme   string // that theme's address
}

// Day is a day of the plan's history.
type Day struct {
	On   plan.Date
	What string
	By   string
	When string // the day in words; "to come" stands with one that is ahead
}

// Asked is whom the council asked, and what they said.
type Asked struct{ With, When, Said string }

func background(s *seen) Background {
	return Background{Judged: judged(s), Days: days(s), Asked: askedOf(s), told: len(s.in.Frame.Events) > 0}
}

// judged has a line a domain, in the settings' order, with the latest judgement.
func judged(s *seen) []Judged {
	all := slices.Clone(s.in.Frame.Judgements)
	slices.SortStableFunc(all, func(a, b frame.Judgement) int { return b.On.DaysUntil(a.On) })
	var out []Judged
	at := map[string]int{}
	for _, j := range s.in.Frame.Judgements { // the domains in the order they are written
		key := plan.Fold(j.Domain)
		if _, known := at[key]; !known {
			at[key] = len(out)
			out = append(out, Judged{Domain: s.said(j.Domain, "a domain")})
		}
	}
	for _, j := range all {
		line := &out[at[plan.Fold(j.Domain)]]
		if line.Says != "" {
			line.Before = joined(" on ", line.Says, line.day())
		}
		line.Says, line.When = s.said(j.Says, "a judgement"), joined(", ", long(j.On), s.said(j.By, "who judged"))
	}
	for i := range out {
		for _, t := range s.themes {
			if plan.Fold(t.Name) == plan.Fold(out[i].Domain) {
				out[i].Theme, out[i].Actions = t.ID, s.under(t.Name)
			}
		}
	}
	return out
}

// day is the day of a judgement, without who judged.
func (j Judged) day() string {
	day, _, _ := strings.Cut(j.When, ", ")
	return day
}

// under counts the actions of a theme, and those of them that are overdue.
func (s *seen) under(theme string) string {
	n, late := 0, 0
	for _, a := range s.actions {
		if plan.Fold(a.theme) != plan.Fold(theme) {
			continue
		}
		if n++; overdue(a) {
			late++
		}
	}
	text := count(n, "action", "actions")
	if late > 0 {
		text += ", " + count(late, "overdue", "overdue")
	}
	return text
}

// days are the days that the settings tell of, in order. A day that the council tells of
// in its own words is not told a second time in ours.
func days(s *seen) []Day {
	var out []Day
	on := map[plan.Date]bool{}
	for _, e := range s.in.Frame.Events {
		on[e.On] = true
		out = append(out, Day{On: e.On, What: s.said(e.What, "an event"), By: s.said(e.By, "an event")})
	}
	for _, d := range s.in.Days {
		if !d.On.IsZero() && !on[d.On] {
			out = append(out, d)
		}
	}
	slices.SortStableFunc(out, func(a, b Day) int { return b.On.DaysUntil(a.On) })
	for i := range out {
		out[i].When = out[i].On.Long()
		if s.about.AsAt.Before(out[i].On) {
			out[i].When += " (to come)"
		}
	}
	return out
}

func askedOf(s *seen) []Asked {
	var out []Asked
	for _, c := range s.in.Frame.Consulted {
		out = append(out, Asked{With: s.said(c.With, "whom the council asked"), When: long(c.On), Said: s.said(c.Said, "what somebody said")})
	}
	return out
}
