package sheetstest

import "slices"

// count is how many lines the tab has one way.
func (s *sheet) count(d dimension) int {
	if d == rows {
		return len(s.rows)
	}
	return len(s.columns)
}

// line is the nth row or column.
func (s *sheet) line(d dimension, n int) *line {
	if d == rows {
		return &s.rows[n].line
	}
	return s.columns[n]
}

// insert puts n new lines before line at. With inherit they take after the
// line before them.
func (s *sheet) insert(d dimension, at, n int, inherit bool) {
	like := at
	if inherit {
		like = at - 1
	}
	if d == rows {
		fresh := make([]*row, n)
		for i := range fresh {
			fresh[i] = s.rowLike(like)
		}
		s.rows = slices.Insert(s.rows, at, fresh...)
	} else {
		s.insertColumns(at, n, like)
	}
	s.shift(d, at, n)
}

// rowLike is a new, empty row with the looks of another.
func (s *sheet) rowLike(like int) *row {
	r := &row{line: s.newLine()}
	if like < 0 || like >= len(s.rows) {
		return r
	}
	r.pixels = s.rows[like].pixels
	for _, c := range s.rows[like].cells {
		r.cells = append(r.cells, c.looks())
	}
	return r
}

// looks is a cell with this one's format and rule, and nothing in it.
func (c *cell) looks() *cell {
	if c == nil || c.format == nil && c.rule == nil {
		return nil
	}
	return &cell{format: c.format, rule: c.rule}
}

func (s *sheet) insertColumns(at, n, like int) {
	fresh := make([]*line, n)
	for i := range fresh {
		column := s.newLine()
		fresh[i] = &column
		if like >= 0 && like < len(s.columns) {
			fresh[i].pixels = s.columns[like].pixels
		}
	}
	s.columns = slices.Insert(s.columns, at, fresh...)
	for _, r := range s.rows {
		if at >= len(r.cells) && (like < 0 || like >= len(r.cells)) {
			continue
		}
		var looks *cell
		if like >= 0 && like < len(r.cells) {
			looks = r.cells[like].looks()
		}
		for len(r.cells) < at {
			r.cells = append(r.cells, nil)
		}
		r.cells = slices.Insert(r.cells, at, slices.Repeat([]*cell{looks}, n)...)
	}
}

// remove takes lines away, with everything that belonged to them.
func (s *sheet) remove(d dimension, from, to int) {
	if d == rows {
		s.rows = slices.Delete(s.rows, from, to)
	} else {
		s.columns = slices.Delete(s.columns, from, to)
		for _, r := range s.rows {
			if from < len(r.cells) {
				r.cells = slices.Delete(r.cells, from, min(to, len(r.cells)))
			}
		}
	}
	s.shift(d, from, from-to)
}

// move takes lines from..to to stand before the line that was at number to
// be, counted before anything moved.
func (s *sheet) move(d dimension, from, to, before int) {
	if d == rows {
		s.rows = moved(s.rows, from, to, before)
		return
	}
	for _, r := range s.rows {
		for len(r.cells) < len(s.columns) {
			r.cells = append(r.cells, nil)
		}
		r.cells = moved(r.cells, from, to, before)
	}
	s.columns = moved(s.columns, from, to, before)
}

func moved[T any](list []T, from, to, before int) []T {
	taken := slices.Clone(list[from:to])
	rest := slices.Concat(list[:from], list[to:])
	if before >= to {
		before -= to - from
	}
	return slices.Insert(rest, before, taken...)
}

// shift moves everything that is held by place rather than by line.
func (s *sheet) shift(d dimension, at, by int) {
	s.merges = shiftSpans(s.merges, d, at, by)
	s.protected = slices.DeleteFunc(s.protected, func(p *protection) bool {
		gone := false
		p.span, gone = p.shift(d, at, by)
		p.unprotected = shiftSpans(p.unprotected, d, at, by)
		return gone
	})
	s.rules = slices.DeleteFunc(s.rules, func(r *formatRule) bool {
		r.ranges = shiftSpans(r.ranges, d, at, by)
		return len(r.ranges) == 0
	})
	if s.filter != nil {
		gone := false
		if s.filter.span, gone = s.filter.shift(d, at, by); gone {
			s.filter = nil
		}
	}
	var kept []group
	for _, g := range s.groups[d] {
		if g.from, g.to = shiftEnds(g.from, g.to, at, by); g.from < g.to {
			kept = append(kept, g)
		}
	}
	s.groups[d] = kept
}

// shiftNames does the same for the workbook's named ranges of a tab.
func (b *workbook) shiftNames(s *sheet, d dimension, at, by int) {
	b.named = slices.DeleteFunc(b.named, func(n *namedRange) bool {
		if n.sheet != s {
			return false
		}
		gone := false
		n.span, gone = n.shift(d, at, by)
		return gone
	})
}

func shiftSpans(list []span, d dimension, at, by int) []span {
	var kept []span
	for _, p := range list {
		if moved, gone := p.shift(d, at, by); !gone {
			kept = append(kept, moved)
		}
	}
	return kept
}
