package pack

import (
	"slices"
	"strings"

	"actionplan/plan"
)

// dues are the dates that an action was due at, the first first and the one that
// stands last: those of its column for original dates, those that its cells say it
// was moved from, and what is due now. It has none where nothing is due on a day.
//
//	original    due                                    dues
//	            30/11/2026                             30 November
//	30/06/2026  30/11/2026                             30 June, 30 November
//	30/06/2026  30/09/2026 – revised to 30/11/2026     30 June, 30 September, 30 November
func (a action) dues() []plan.Value {
	due := a.Entry(plan.FieldDue)
	if _, ok := due.Value.Date(); !ok {
		return nil
	}
	var all []plan.Value
	add := func(v plan.Value) {
		if d, ok := v.Date(); ok && (len(all) == 0 || all[len(all)-1].Text != d.String()) {
			all = append(all, v)
		}
	}
	original := a.Entry(plan.FieldOriginal)
	for _, e := range []plan.Entry{original, due} {
		for _, earlier := range strings.Fields(e.Detail.Earlier) {
			if d, err := plan.ParseISO(earlier); err == nil {
				add(d.Value())
			}
		}
		add(e.Value)
	}
	return all
}

// dueWords is a date it was due at, as the page has it.
func dueWords(v plan.Value) string { return shown(plan.Entry{Value: v}).Text }

// moved is, on a card, when it was due at first and what it was moved to before
// what stands.
func (a action) moved() []Fact {
	all := a.dues()
	if len(all) < 2 {
		if e := a.Entry(plan.FieldOriginal); e.Value != a.Value(plan.FieldDue) && e.Value.Kind != plan.KindDate {
			return a.fact(plan.FieldOriginal) // words, where a date would be
		}
		return nil
	}
	facts := []Fact{{Label: "First due", Text: dueWords(all[0]), Note: shown(a.Entry(plan.FieldOriginal)).Note}}
	if between := all[1 : len(all)-1]; len(between) > 0 {
		facts = append(facts, Fact{Label: "Then due", Text: list(allWords(between))})
	}
	return facts
}

func allWords(dates []plan.Value) []string {
	var words []string
	for _, v := range dates {
		words = append(words, dueWords(v))
	}
	return words
}

// movedInList is the same in a few words for a list.
func (a action) movedInList() string {
	all := a.dues()
	switch n := len(all) - 1; {
	case n < 1:
		return ""
	case n == 1:
		return "first due " + dueWords(all[0])
	case n == 2:
		return "first due " + dueWords(all[0]) + "; moved twice"
	default:
		return "first due " + dueWords(all[0]) + "; moved " + count(n, "time", "times")
	}
}

// movedColumns adds to the table of all actions when each was due at first, and
// what it was moved to since, where any was moved.
func (s *seen) movedColumns(columns []Column, rows []Row) ([]Column, []Row) {
	most := 0
	for _, a := range s.actions {
		most = max(most, len(a.dues()))
	}
	if most < 2 {
		return columns, rows
	}
	at := slices.IndexFunc(columns, func(c Column) bool { return c.Field == plan.FieldOriginal })
	if at < 0 {
		at = 1 + slices.IndexFunc(columns, func(c Column) bool { return c.Field == plan.FieldDue })
		columns = slices.Insert(columns, at, Column{plan.FieldOriginal, capital(plan.FieldOriginal.Label())})
		for i := range rows {
			rows[i].Cells = slices.Insert(rows[i].Cells, at, Cell{})
		}
	}
	for i, a := range s.actions {
		if all := a.dues(); len(all) > 1 {
			note := rows[i].Cells[at].Note
			rows[i].Cells[at] = shown(plan.Entry{Value: all[0]})
			rows[i].Cells[at].Note = note
		}
	}
	if most < 3 {
		return columns, rows
	}
	columns = slices.Insert(columns, at+1, Column{Heading: "Then due"})
	for i, a := range s.actions {
		var between Cell
		if all := a.dues(); len(all) > 2 {
			between.Text = list(allWords(all[1 : len(all)-1]))
		}
		rows[i].Cells = slices.Insert(rows[i].Cells, at+1, between)
	}
	return columns, rows
}
