package pack

// BuildWithToy makes a pack with one section more than there are: a toy, put
// before the last, that says how many actions have a partner, has a sheet,
// and is left out of a plan in which none has.
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
	last := len(sections) - 1
	return build(in, append(append(append([]Section{}, sections[:last]...), toy), sections[last]))
}
