package sheetstest

import (
	"cmp"
	"slices"
)

var dimensionRequests = map[string]request{
	"appendDimension":           (*batch).appendDimension,
	"insertDimension":           (*batch).insertDimension,
	"deleteDimension":           (*batch).deleteDimension,
	"moveDimension":             (*batch).moveDimension,
	"updateDimensionProperties": (*batch).updateDimensionProperties,
	"autoResizeDimensions":      (*batch).autoResizeDimensions,
	"deleteRange":               (*batch).deleteRange,
	"addDimensionGroup":         (*batch).addDimensionGroup,
	"deleteDimensionGroup":      (*batch).deleteDimensionGroup,
}

func (b *batch) appendDimension(o object) (object, *refusal) {
	s := b.book.byID(whole(o, "sheetId"))
	if s == nil {
		return nil, noSheet(whole(o, "sheetId"))
	}
	n := whole(o, "length")
	if n < 1 {
		return nil, invalid("length must be greater than 0")
	}
	switch dimension(text(o, "dimension")) {
	case rows:
		s.resize(len(s.rows)+n, len(s.columns))
	case columns:
		s.resize(len(s.rows), len(s.columns)+n)
	default:
		return nil, invalid("Dimension must be specified")
	}
	return nil, s.tooLarge()
}

// mostCells is how many cells a workbook may have.
const mostCells = 10_000_000

func (s *sheet) tooLarge() *refusal {
	if len(s.rows)*len(s.columns) > mostCells {
		return invalid("This action would increase the number of cells in the workbook above the limit of %d cells.", mostCells)
	}
	return nil
}

func (b *batch) insertDimension(o object) (object, *refusal) {
	s, d, from, to, bad := b.book.lines(part(o, "range"))
	if bad != nil {
		return nil, bad
	}
	inherit := truth(o, "inheritFromBefore")
	switch {
	case from == to:
		return nil, invalid("range.startIndex[%d] must be less than range.endIndex[%d]", from, to)
	case from > s.count(d), from == s.count(d) && !inherit:
		return nil, invalid("range.startIndex[%d] is too large. Max is %d", from, s.count(d)-b2i(!inherit))
	case inherit && from == 0:
		return nil, invalid("inheritFromBefore cannot be true when inserting at index 0")
	}
	if bad := s.guardInsert(b.user, d, from); bad != nil {
		return nil, bad
	}
	s.insert(d, from, to-from, inherit)
	b.book.shiftNames(s, d, from, to-from)
	return nil, s.tooLarge()
}

// guardInsert refuses new lines in the middle of what somebody may not edit.
func (s *sheet) guardInsert(u *User, d dimension, at int) *refusal {
	if at == 0 || at >= s.count(d) {
		return nil
	}
	for _, p := range s.protected {
		block := p.on(s)
		before, after := s.across(d, at-1, at), s.across(d, at, at+1)
		if !p.open(u) && block.meets(before) && block.meets(after) && len(p.unprotected) == 0 {
			return invalid(protectedCell)
		}
	}
	return nil
}

func (b *batch) deleteDimension(o object) (object, *refusal) {
	s, d, from, to, bad := b.book.lines(part(o, "range"))
	if bad != nil {
		return nil, bad
	}
	if to = min(to, s.count(d)); from >= to {
		return nil, invalid("Cannot delete a %s that doesn't exist. Tried to delete %s index %d but there are only %d %ss.",
			lineName(d), lineName(d), from, s.count(d), lineName(d))
	}
	if from == 0 && to == s.count(d) {
		return nil, invalid("You can't delete all the %ss on the sheet.", lineName(d))
	}
	if bad := s.guard(b.user, s.across(d, from, to)); bad != nil {
		return nil, bad
	}
	s.remove(d, from, to)
	b.book.shiftNames(s, d, from, from-to)
	return nil, nil
}

func lineName(d dimension) string {
	if d == rows {
		return "row"
	}
	return "column"
}

func (b *batch) moveDimension(o object) (object, *refusal) {
	s, d, from, to, bad := b.book.lines(part(o, "source"))
	before := whole(o, "destinationIndex")
	switch {
	case bad != nil:
		return nil, bad
	case from == to || to > s.count(d) || before < 0 || before > s.count(d):
		return nil, invalid("The source or destination of the move is outside the grid")
	case before > from && before < to:
		return nil, invalid("The destination of the move is inside its source")
	}
	if bad := s.guard(b.user, s.across(d, from, to)); bad != nil {
		return nil, bad
	}
	if bad := s.crossed(d, min(from, before), max(to, before)); bad != nil {
		return nil, bad
	}
	s.move(d, from, to, before)
	return nil, nil
}

// crossed refuses a move that would tear what is held by place: nobody has
// recorded what the API makes of it. What spans all the lines that change
// places, or none, is safe.
func (s *sheet) crossed(d dimension, from, to int) *refusal {
	spans := slices.Clone(s.merges)
	for _, p := range s.protected {
		spans = append(append(spans, p.span), p.unprotected...)
	}
	for _, r := range s.rules {
		spans = append(spans, r.ranges...)
	}
	if s.filter != nil {
		spans = append(spans, s.filter.span)
	}
	band := s.across(d, from, to)
	for _, p := range spans {
		block := p.on(s)
		if block.meets(band) && !s.across(d, from, to).crossing(block).covers(band, d) {
			return notModelled("a move across part of a merge, protection, rule or filter")
		}
	}
	return nil
}

// covers says whether a block has every line of a band one way.
func (r rect) covers(band rect, d dimension) bool {
	if d == rows {
		return r.top <= band.top && r.bottom >= band.bottom
	}
	return r.left <= band.left && r.right >= band.right
}

func (b *batch) updateDimensionProperties(o object) (object, *refusal) {
	m, bad := fields(o, "DimensionProperties")
	if bad != nil {
		return nil, bad
	}
	s, d, from, to, bad := b.book.lines(part(o, "range"))
	if bad != nil {
		return nil, bad
	}
	if to > s.count(d) {
		return nil, invalid("range.endIndex[%d] is too large. Max is %d", to, s.count(d))
	}
	if m.wants("developerMetadata") && !m.all || m.wants("hiddenByFilter") && !m.all {
		return nil, notModelled("updateDimensionProperties of %v", m.names())
	}
	p := part(o, "properties")
	for i := from; i < to; i++ {
		l := s.line(d, i)
		if m.wants("hiddenByUser") {
			l.hidden = truth(p, "hiddenByUser")
		}
		if m.wants("pixelSize") {
			l.pixels = whole(p, "pixelSize")
		}
	}
	return nil, nil
}

// autoResizeDimensions fits sizes to their contents, which depends on fonts:
// Options.Fit says what comes of it.
func (b *batch) autoResizeDimensions(o object) (object, *refusal) {
	s, d, from, to, bad := b.book.lines(part(o, "dimensions"))
	if bad != nil {
		return nil, bad
	}
	if b.book.options.Fit == nil {
		return nil, notModelled("autoResizeDimensions without Options.Fit")
	}
	for i := from; i < min(to, s.count(d)); i++ {
		s.line(d, i).pixels = b.book.options.Fit(s.title, string(d), i)
	}
	return nil, nil
}

// deleteRange takes cells away and closes up from below or from the right.
// The grid keeps its size.
func (b *batch) deleteRange(o object) (object, *refusal) {
	s, r, bad := b.shifting(o)
	if bad != nil {
		return nil, bad
	}
	if text(o, "shiftDimension") == string(rows) {
		for i := r.top; i < len(s.rows); i++ {
			for j := r.left; j < r.right; j++ {
				s.set(i, j, s.at(i+r.rows(), j))
			}
		}
		return nil, nil
	}
	for i := r.top; i < r.bottom; i++ {
		for j := r.left; j < len(s.columns); j++ {
			s.set(i, j, s.at(i, j+r.columns()))
		}
	}
	return nil, nil
}

// shifting reads a request that moves cells without their rows or columns.
func (b *batch) shifting(o object) (*sheet, rect, *refusal) {
	s, r, bad := b.block(part(o, "range"))
	if bad != nil {
		return nil, rect{}, bad
	}
	band := r
	switch text(o, "shiftDimension") {
	case string(rows):
		band.bottom = len(s.rows)
	case string(columns):
		band.right = len(s.columns)
	default:
		return nil, rect{}, invalid("shiftDimension must be specified")
	}
	for _, p := range s.merges {
		if p.meets(band) {
			return nil, rect{}, notModelled("shifting cells that are merged")
		}
	}
	return s, r, s.guard(b.user, band)
}

func (b *batch) addDimensionGroup(o object) (object, *refusal) {
	s, d, from, to, bad := b.book.lines(part(o, "range"))
	if bad != nil {
		return nil, bad
	}
	depth := 1
	for _, g := range s.groups[d] {
		switch {
		case g.to <= from || to <= g.from:
		case g.from <= from && to <= g.to && (g.from != from || g.to != to):
			depth = max(depth, g.depth+1)
		default:
			return nil, notModelled("a group that overlaps another")
		}
	}
	s.groups[d] = append(s.groups[d], group{from: from, to: to, depth: depth})
	slices.SortFunc(s.groups[d], func(x, y group) int {
		return cmp.Or(cmp.Compare(x.from, y.from), cmp.Compare(x.depth, y.depth))
	})
	s.controlAfter(d)
	return s.groupsReply(d), nil
}

// controlAfter keeps the switch that a first group sets.
func (s *sheet) controlAfter(d dimension) {
	name := map[dimension]string{rows: "rowGroupControlAfter", columns: "columnGroupControlAfter"}[d]
	s.grid[name] = true
}

func (s *sheet) groupsReply(d dimension) object {
	o := object{}
	var list []any
	for _, g := range s.groups[d] {
		list = append(list, g.object(s, d))
	}
	if list != nil {
		o["dimensionGroups"] = list
	}
	return o
}

func (b *batch) deleteDimensionGroup(o object) (object, *refusal) {
	s, d, from, to, bad := b.book.lines(part(o, "range"))
	if bad != nil {
		return nil, bad
	}
	for i, g := range s.groups[d] {
		if g.from == from && g.to == to {
			s.groups[d] = slices.Delete(s.groups[d], i, i+1)
			return s.groupsReply(d), nil
		}
	}
	return nil, notModelled("deleteDimensionGroup of part of a group")
}
