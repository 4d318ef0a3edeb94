package pack

import (
	"cmp"
	"fmt"
	"slices"

	"actionplan/plan"
)

// concerns lists what needs members' attention, the gravest first; only what
// there is.
func (m *maker) concerns() []Concern {
	all := []Concern{
		m.overdue(), m.offTrack(), m.unproven(), m.withoutOutcome(), m.notAgreed(), m.alsoFound(),
	}
	return slices.DeleteFunc(all, func(c Concern) bool { return len(c.Items) == 0 && c.Sentence == "" })
}

func (m *maker) overdue() Concern {
	c := Concern{ID: "overdue", Title: "Overdue", Late: true, Items: m.items(overdue)}
	slices.SortStableFunc(c.Items, func(a, b Item) int { return cmp.Compare(b.Days, a.Days) })
	if len(c.Items) == 0 {
		return c
	}
	longest := c.Items[0]
	c.Sentence = fmt.Sprintf("%s overdue; the longest, %s, by %s.",
		count(len(c.Items), "action is", "actions are"), named(longest), count(longest.Days, "day", "days"))
	if len(c.Items) == 1 {
		c.Sentence = fmt.Sprintf("1 action is overdue: %s, by %s.", named(longest), count(longest.Days, "day", "days"))
	}
	return c
}

// named is how a sentence speaks of an action.
func named(i Item) string {
	if i.Ref == noRef {
		return "“" + excerpt(i.Action, 60) + "”"
	}
	return "action " + i.Ref
}

func (m *maker) offTrack() Concern {
	c := Concern{ID: "off-track", Title: "Off track", Items: m.items(offTrack)}
	if n := len(c.Items); n > 0 {
		c.Sentence = count(n, "action is rated off track.", "actions are rated off track.")
	}
	return c
}

func (m *maker) unproven() Concern {
	c := Concern{ID: "no-evidence", Title: "Complete without evidence", Items: m.items(func(a action) bool { return a.unproven })}
	if n := len(c.Items); n > 0 {
		c.Sentence = count(n, "action is complete, and nothing written shows it.", "actions are complete, and nothing written shows it.")
	}
	return c
}

func (m *maker) withoutOutcome() Concern {
	c := Concern{ID: "no-outcome", Title: "No outcome for children"}
	if !m.outcomes {
		if len(m.actions) > 0 {
			c.Sentence = "The plan shows no column for outcomes: no action says what will change for children."
		}
		return c
	}
	c.Items = m.items(func(a action) bool { return a.noAim })
	if n := len(c.Items); n > 0 {
		c.Sentence = count(n, "action does not say what will change for children.", "actions do not say what will change for children.")
	}
	return c
}

// notAgreed lists the actions with a difference that is not settled.
func (m *maker) notAgreed() Concern {
	c := Concern{ID: "not-agreed", Title: "Not yet agreed with partners", Reasons: true}
	for _, q := range m.openQuestions() {
		if q.at < 0 {
			c.Items = append(c.Items, Item{Anchor: "settled", Ref: refWords(q.ref), Reason: capital(q.about)})
			continue
		}
		item := m.item(m.actions[q.at])
		item.Reason = capital(q.about)
		c.Items = append(c.Items, item)
	}
	if n := len(c.Items); n > 0 {
		c.Sentence = count(n, "difference with the partners’ copy is not yet agreed.", "differences with the partners’ copy are not yet agreed.")
	}
	return c
}

func (m *maker) items(is func(action) bool) []Item {
	var out []Item
	for _, a := range m.actions {
		if is(a) {
			out = append(out, m.item(a))
		}
	}
	return out
}

const noRef = "no ref"

func refWords(r plan.Ref) string {
	if r == "" {
		return noRef
	}
	return string(r)
}

func (m *maker) item(a action) Item {
	return Item{
		Anchor: a.anchor, Ref: refWords(a.Ref), Rating: a.rating, Days: a.daysLate,
		Action: excerpt(orElse(shown(a.Entries[plan.FieldAction]).Text, "No action written"), 110),
		Lead:   excerpt(m.inList(a, plan.FieldLead), 80),
		Due:    excerpt(m.inList(a, plan.FieldDue), 40),
	}
}

// inList is a field as a list shows it: what is blank says so, and what the
// action's table has no column for does not.
func (m *maker) inList(a action, f plan.Field) string {
	e, there := a.Entries[f]
	if !there {
		return ""
	}
	return orElse(shown(e).Text, "Not written")
}

func orElse(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}
