package pack

import (
	"slices"

	"actionplan/plan"
)

// BuildWithToy makes a pack of five sections and a toy, put before the last,
// that says how many actions have a partner, has a sheet, and is left out of a
// plan in which none has.
func BuildWithToy(in Input) Public {
	toy := Section{
		ID: "toy", Heading: "Who works with us",
		Words: map[string]string{"toy-partners": "With a partner"},
		says: func(s *seen) any {
			n := s.countIf(func(a action) bool { return a.Entry("partner").Shown() != "" })
			if n == 0 {
				return nil
			}
			return n
		},
		sheet: func(p Public) *Sheet {
			return &Sheet{
				Name: "Partners", About: "Partners counts those that have a partner.", Title: p.Words["toy"],
				Columns: []SheetColumn{{Heading: "What"}, {Heading: "How many", Right: true}},
				Rows:    [][]SheetCell{{Words("With a partner"), Number(p.Total)}},
			}
		},
	}
	five := slices.DeleteFunc(slices.Clone(sections), func(s Section) bool {
		return !slices.Contains([]string{"summary", "attention", "themes", "settled", "made"}, s.ID)
	})
	return build(in, plan.Field.IsPublished, slices.Insert(five, 4, toy))
}
