package table

import (
	"regexp"
	"slices"

	"actionplan/plan"
)

// What stands beside a table, parted from it by a blank column, may be a part
// of it, another table, or a block of its own: a guide to the ratings, a small
// summary. A spacer alone proves nothing.

// blocks are the headers that one line of headings makes: the table's own and
// those of other tables beside it. Headings of a block that is no table are
// left out.
func (r *vocabulary) blocks(s *sheet, h header) []header {
	parts := s.parted(h)
	if len(parts) < 2 {
		if parts = h.again(); len(parts) < 2 || !s.fillEach(parts) {
			return []header{h}
		}
	}
	for i := range parts {
		r.judge(&parts[i])
	}
	main := 0
	for i, part := range parts {
		if part.score > parts[main].score {
			main = i
		}
	}
	own, others := parts[main], []header(nil)
	var kept []heading
	for i, part := range parts {
		over := Span{part.first(), part.last()}
		switch {
		case i == main:
			kept = append(kept, part.headings...)
		case (len(part.headings) >= 3 || len(part.headings) == 2 && part.shares(own) == 1) && part.isPlan() && part.score*2 >= own.score && s.startsAgain(part, own):
			others = append(others, part)
			h.tables = append(h.tables, over)
		case !s.isBlock(part, own):
			kept = append(kept, part.headings...)
		default:
			h.asides = append(h.asides, over)
		}
	}
	if len(kept) < len(h.headings) {
		h.headings = kept
		r.judge(&h)
	}
	for i := range others {
		others[i].asides, others[i].tables = h.asides, append(slices.Clone(h.tables), Span{h.first(), h.last()})
	}
	all := append([]header{h}, others...)
	slices.SortStableFunc(all, func(a, b header) int { return a.first() - b.first() })
	return all
}

// again cuts a header that says the same headings over and over, each time in one order,
// as where two tables stand side by side and no blank column parts them:
//
//	Action | Lead | Due | Action | Lead | Due
func (h header) again() []header {
	const fewest = 2
	for n := fewest; n <= len(h.headings)/2; n++ {
		same := len(h.headings)%n == 0
		for i := n; i < len(h.headings) && same; i++ {
			same = foldHeading(h.headings[i].whole()) == foldHeading(h.headings[i-n].whole())
		}
		if !same {
			continue
		}
		var parts []header
		for i := 0; i < len(h.headings); i += n {
			parts = append(parts, header{top: h.top, row: h.row, headings: h.headings[i : i+n : i+n]})
		}
		return parts
	}
	return nil
}

// fillEach says whether the rows under side by side tables fill more than a column of each.
func (s *sheet) fillEach(parts []header) bool {
	return !slices.ContainsFunc(parts, func(part header) bool {
		return !slices.ContainsFunc(s.under(part), func(row Row) bool {
			in := 0
			for _, c := range s.says(row) {
				if part.first() <= c.Column && c.Column <= part.last() {
					in++
				}
			}
			return in > 1
		})
	})
}

// startsAgain says whether headings name what the others name already: what is
// to be done, by whom, by when.
func (s *sheet) startsAgain(part, own header) bool {
	again := 0
	for _, n := range part.fields {
		if own.has(n.field, fallback) {
			again++
		}
	}
	return part.has(plan.FieldAction, fallback) && again*2 > len(part.fields)
}

// parted cuts a header where a column is blank in it and in the rows under it.
func (s *sheet) parted(h header) []header {
	holds := map[int]bool{}
	for _, row := range s.under(h) {
		for _, c := range s.says(row) {
			m, merged := s.merged(row.Number, c.Column)
			if !merged {
				m.Columns = Span{c.Column, c.Column}
			}
			for number := m.Columns.First; number <= min(m.Columns.Last, s.last); number++ {
				holds[number] = true
			}
		}
	}
	var parts []header
	for i, one := range h.headings {
		blank := false
		if i > 0 {
			for number := h.headings[i-1].column + 1; number < one.column; number++ {
				blank = blank || !holds[number] && !s.isUnderMerged(h, number)
			}
		}
		if i == 0 || blank {
			parts = append(parts, header{top: h.top, row: h.row})
		}
		last := &parts[len(parts)-1]
		last.headings = append(last.headings, one)
	}
	return parts
}

// isUnderMerged says whether a heading is merged over a column.
func (s *sheet) isUnderMerged(h header, column int) bool {
	for row := h.top; row <= h.row; row++ {
		if _, merged := s.merged(row, column); merged {
			return true
		}
	}
	return false
}

// under are the rows under a header that are looked at closely.
func (s *sheet) under(h header) []Row {
	begin, _ := slices.BinarySearchFunc(s.used, h.row+1, rowNumber)
	return s.used[begin:min(len(s.used), begin+closeRows)]
}

// isBlock says whether headings head a block of its own beside a table: a guide
// or key by its heading or by what it says, or a small table from the first row
// down that the table's rows run past.
func (s *sheet) isBlock(part, own header) bool {
	const widest = 4
	if len(part.headings) > widest {
		return false
	}
	if slices.ContainsFunc(part.headings, func(h heading) bool { return guideHeading.MatchString(foldHeading(h.text())) }) {
		return true
	}
	columns, theirs := Span{part.first(), part.last()}, Span{own.first(), own.last()}
	var rows, both, legends, run int
	beside := 0
	for i, row := range s.under(own) {
		var in, out []Cell
		for _, c := range s.says(row) {
			switch {
			case columns.has(c.Column):
				in = append(in, c)
			case theirs.has(c.Column):
				out = append(out, c)
			}
		}
		if len(out) > 1 {
			rows++
		}
		if len(in) == 0 {
			continue
		}
		beside++
		if run == i {
			run++
		}
		if len(out) > 0 {
			both++
		}
		if isLegend(in) {
			legends++
		}
	}
	switch {
	case beside == 0:
		return false
	case legends*2 > beside:
		return true
	}
	return len(part.headings) > 1 && !part.addsTo(own) && run == beside && (beside*10 <= rows*6 || both*10 <= beside*6)
}

// addsTo says whether headings name anything that the others do not.
func (h header) addsTo(own header) bool {
	for _, n := range h.fields {
		if !own.has(n.field, fallback) {
			return true
		}
	}
	return false
}

// guideHeading heads a block that explains a table.
var guideHeading = regexp.MustCompile(`^(.* )?(guide|key|legend|scoring guide|definitions?|rating scale|scale|scoring|scoring matrix|risk matrix|look up|lookup|drop down|drop downs|dropdown list|summary)$|^(key|guide|legend) (to|for) `)
