package pack

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"actionplan/plan"
)

// concerns lists what needs members' attention, the gravest first; only what
// there is.
func (m *maker) concerns() []Concern {
	all := []Concern{
		m.overdue(), m.offTrack(), m.unproven(), m.withoutOutcome(), m.notAgreed(), m.alsoFound(),
	}
	all = slices.DeleteFunc(all, func(c Concern) bool { return c.Sentence == "" })
	for i := range all {
		if all[i].all == nil {
			all[i].all = all[i].Items
		}
	}
	return all
}

func (m *maker) overdue() Concern {
	c := Concern{ID: "overdue", Title: "Overdue", Late: true, Items: m.items(overdue)}
	slices.SortStableFunc(c.Items, func(a, b Item) int { return cmp.Compare(b.Days, a.Days) })
	n := len(c.Items)
	if n == 0 {
		return c
	}
	late := count(c.Items[0].Days, "day", "days")
	c.words, c.tail = fmt.Sprintf("%d overdue", n), ", by "+late
	c.Sentence = fmt.Sprintf("1 action is overdue, by %s.", late)
	if n > 1 {
		c.tail = ", the longest by " + late
		c.Sentence = fmt.Sprintf("%d actions are overdue; the longest, %s, by %s.", n, named(c.Items[0]), late)
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

// offTrack lists only those that are not overdue as well: those are listed
// already, with their rating.
func (m *maker) offTrack() Concern {
	c := Concern{ID: "off-track", Title: "Off track", all: m.items(offTrack)}
	n := len(c.all)
	if n == 0 {
		return c
	}
	c.words = fmt.Sprintf("%d off track", n)
	c.Items = m.items(func(a action) bool { return offTrack(a) && !overdue(a) })
	c.Sentence = count(n, "action is rated off track", "actions are rated off track")
	switch also := n - len(c.Items); {
	case also == n:
		c.Sentence += number(n, "; it is overdue and stands above", "; all of them are overdue and stand above")
	case also > 0:
		c.Sentence += fmt.Sprintf("; %d of them %s overdue and %s above", also, number(also, "is", "are"), number(also, "stands", "stand"))
	}
	c.Sentence += "."
	return c
}

func (m *maker) unproven() Concern {
	c := Concern{ID: "no-evidence", Title: "Complete without evidence", Items: m.items(func(a action) bool { return a.unproven })}
	done := m.countIf(func(a action) bool { return a.status.IsDone() })
	if !m.evidence && done > 0 {
		c.words = "No column for evidence"
		c.Sentence = "The plan shows no column for evidence: nothing written shows what the " + count(done, "complete action", "complete actions") + " changed."
		return c
	}
	if n := len(c.Items); n > 0 {
		c.words = fmt.Sprintf("%d complete without evidence", n)
		c.Sentence = count(n, "action is complete, and nothing written shows it.", "actions are complete, and nothing written shows it.")
	}
	return c
}

func (m *maker) withoutOutcome() Concern {
	c := Concern{ID: "no-outcome", Title: "No outcome for children"}
	if !m.outcomes {
		if len(m.actions) > 0 {
			c.words = "No column for outcomes"
			c.Sentence = "The plan shows no column for outcomes: no action says what will change for children."
		}
		return c
	}
	c.Items = m.items(func(a action) bool { return a.noAim })
	if n := len(c.Items); n > 0 {
		c.words = fmt.Sprintf("%d without an outcome for children", n)
		c.Sentence = count(n, "action does not say what will change for children.", "actions do not say what will change for children.")
	}
	if n := m.countIf(m.nowhereToSay); n > 0 {
		c.words = orElse(c.words, "No column for outcomes in every table")
		c.Sentence = strings.TrimSpace(c.Sentence + " " + count(n, "action stands", "actions stand") + " where no column for outcomes is shown.")
	}
	return c
}

// nowhereToSay says whether an action that should have an outcome stands in a
// table that shows no column for one.
func (m *maker) nowhereToSay(a action) bool {
	_, there := a.Lookup(plan.FieldOutcome)
	return !there && a.status != plan.StatusCancelled
}

// notAgreed lists the actions with a difference that is not settled.
func (m *maker) notAgreed() Concern {
	c := Concern{ID: "not-agreed", Title: "Not yet agreed with partners", Reasons: true}
	for _, q := range m.openQuestions() {
		item := Item{Anchor: "settled", Ref: refWords(q.ref)}
		if q.at >= 0 {
			item = m.item(m.actions[q.at])
		}
		item.Reason = q.brief
		c.Items = append(c.Items, item)
	}
	if n := len(c.Items); n > 0 {
		c.words = fmt.Sprintf("%d not yet agreed with partners", n)
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
	return orElse(oneLine(string(r)), noRef)
}

func (m *maker) item(a action) Item {
	return Item{
		Anchor: a.anchor, Ref: refWords(a.Ref), Rating: a.rating, Days: a.daysLate,
		Action: excerpt(orElse(shown(a.Entry(plan.FieldAction)).Text, "No action written"), 90),
		Lead:   excerpt(m.inList(a, plan.FieldLead), 80),
		Due:    excerpt(m.inList(a, plan.FieldDue), 40),
	}
}

// inList is a field as a list shows it: what is blank says so, and what the
// action's table has no column for does not.
func (m *maker) inList(a action, f plan.Field) string {
	e, there := a.Lookup(f)
	if !there {
		return ""
	}
	text := orElse(shown(e).Text, "Not written")
	if e.Open && !e.Unsettled() {
		text += " (last agreed)"
	}
	return text
}

func orElse(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}
