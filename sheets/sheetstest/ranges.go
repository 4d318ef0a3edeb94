package sheetstest

import (
	"regexp"
	"strconv"
	"strings"
)

// rect is a block of cells, its ends exclusive and counted from 0.
type rect struct{ top, left, bottom, right int }

func (r rect) rows() int    { return r.bottom - r.top }
func (r rect) columns() int { return r.right - r.left }

func (r rect) meets(o rect) bool {
	return r.top < o.bottom && o.top < r.bottom && r.left < o.right && o.left < r.right
}

func (r rect) within(o rect) bool {
	return r.top >= o.top && r.bottom <= o.bottom && r.left >= o.left && r.right <= o.right
}

func (r rect) crossing(o rect) rect {
	return rect{max(r.top, o.top), max(r.left, o.left), min(r.bottom, o.bottom), min(r.right, o.right)}
}

// columnName is the letters of a column counted from 0.
func columnName(c int) string {
	name := ""
	for c++; c > 0; c = (c - 1) / 26 {
		name = string(rune('A'+(c-1)%26)) + name
	}
	return name
}

// columnNumber reads a column's letters, in either case, to a count from 0.
func columnNumber(letters string) int {
	n := 0
	for _, r := range strings.ToUpper(letters) {
		n = n*26 + int(r-'A') + 1
	}
	return n - 1
}

// a1 writes a block as A1:B2, a single cell as A1.
func (r rect) a1() string {
	from := columnName(r.left) + strconv.Itoa(r.top+1)
	if r.rows() == 1 && r.columns() == 1 {
		return from
	}
	return from + ":" + columnName(r.right-1) + strconv.Itoa(r.bottom)
}

var (
	plainTitle = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_.]*$`)
	cellLike   = regexp.MustCompile(`(?i)^([A-Z]{1,3}[0-9]+|R[0-9]*C[0-9]*|R|C)$`)
	corner     = regexp.MustCompile(`^\$?([A-Za-z]{0,3})\$?([0-9]{0,8})$`)
)

// quoteTitle is a tab's title as an echoed range has it: in quotes only where
// it needs them.
func quoteTitle(title string) string {
	if plainTitle.MatchString(title) && !cellLike.MatchString(title) {
		return title
	}
	return "'" + strings.ReplaceAll(title, "'", "''") + "'"
}

func (s *sheet) a1(r rect) string { return quoteTitle(s.title) + "!" + r.a1() }

// splitTitle cuts a range into its tab's title and the rest. Quoted says
// whether the title was in quotes.
func splitTitle(a1 string) (title, rest string, quoted, ok bool) {
	if !strings.HasPrefix(a1, "'") {
		if i := strings.LastIndex(a1, "!"); i >= 0 {
			return a1[:i], a1[i+1:], false, true
		}
		return "", a1, false, true
	}
	var b strings.Builder
	for i := 1; i < len(a1); i++ {
		switch {
		case a1[i] != '\'':
			b.WriteByte(a1[i])
		case i+1 < len(a1) && a1[i+1] == '\'':
			b.WriteByte('\'')
			i++
		case i+1 == len(a1):
			return b.String(), "", true, true
		case a1[i+1] == '!':
			return b.String(), a1[i+2:], true, true
		default:
			return "", "", false, false
		}
	}
	return "", "", false, false
}

// area is a range a client asked for: a tab and a block of it, clamped to the
// grid.
type area struct {
	sheet *sheet
	rect  rect
	// one says that the range named a single cell, from which a block of
	// values may spread.
	one bool
}

func (a area) a1() string { return a.sheet.a1(a.rect) }

// locate reads a range in A1 notation, a tab's title or a named range.
func (b *workbook) locate(a1 string) (area, *refusal) {
	cannot := invalid("Unable to parse range: %s", a1)
	title, rest, quoted, ok := splitTitle(a1)
	if !ok || a1 == "" {
		return area{}, cannot
	}
	s := b.first()
	if quoted || rest != a1 {
		if s = b.titled(title); s == nil {
			return area{}, cannot
		}
		if rest == "" {
			if !quoted {
				return area{}, cannot
			}
			return area{sheet: s, rect: s.all()}, nil
		}
	}
	if r, ok, bounded := parseBlock(rest); ok {
		return s.clamp(r, bounded)
	}
	if n := b.rangeNamed(rest); n != nil && (rest == a1 || n.sheet == s) {
		return area{sheet: n.sheet, rect: n.sheet.clip(n.rect)}, nil
	}
	if t := b.titled(rest); rest == a1 && t != nil {
		return area{sheet: t, rect: t.all()}, nil
	}
	return area{}, cannot
}

const endless = 1 << 30

// parseBlock reads A1, A1:B2, A:B, 2:3, A2:2 and the like. Bounded says that
// the block named its own last row and column.
func parseBlock(s string) (r rect, ok, bounded bool) {
	from, to, two := strings.Cut(s, ":")
	a := corner.FindStringSubmatch(from)
	if a == nil || a[1]+a[2] == "" {
		return rect{}, false, false
	}
	if !two {
		if a[1] == "" || a[2] == "" {
			return rect{}, false, false
		}
		to = from
	}
	z := corner.FindStringSubmatch(to)
	if z == nil || z[1]+z[2] == "" {
		return rect{}, false, false
	}
	left, top, ok1 := cornerAt(a, 0, 0)
	right, bottom, ok2 := cornerAt(z, endless, endless)
	if !ok1 || !ok2 {
		return rect{}, false, false
	}
	if right < left {
		left, right = right, left
	}
	if bottom < top {
		top, bottom = bottom, top
	}
	r = rect{top: top, left: left, bottom: bottom, right: right}
	if r.bottom != endless {
		r.bottom++
	}
	if r.right != endless {
		r.right++
	}
	return r, true, r.bottom != endless && r.right != endless
}

// cornerAt is the column and row of a corner, with what stands for an absent
// one.
func cornerAt(m []string, noColumn, noRow int) (column, row int, ok bool) {
	column, row = noColumn, noRow
	if m[1] != "" {
		column = columnNumber(m[1])
	}
	if m[2] != "" {
		n, err := strconv.Atoi(m[2])
		if err != nil || n < 1 {
			return 0, 0, false
		}
		row = n - 1
	}
	return column, row, true
}

// clamp cuts a block to the grid, and refuses one that begins outside it.
func (s *sheet) clamp(r rect, bounded bool) (area, *refusal) {
	if r.top >= len(s.rows) || r.left >= len(s.columns) {
		if !bounded {
			r.bottom, r.right = min(r.bottom, max(len(s.rows), r.top+1)), min(r.right, max(len(s.columns), r.left+1))
		}
		return area{}, s.beyond(r)
	}
	one := r.rows() == 1 && r.columns() == 1
	return area{sheet: s, rect: s.clip(r), one: one}, nil
}

func (s *sheet) beyond(r rect) *refusal {
	return invalid("Range (%s) exceeds grid limits. Max rows: %d, max columns: %d", s.a1(r), len(s.rows), len(s.columns))
}

func (s *sheet) all() rect { return rect{bottom: len(s.rows), right: len(s.columns)} }

func (s *sheet) clip(r rect) rect { return r.crossing(s.all()) }

// gridRange reads a GridRange: absent ends are the grid's own.
func (b *workbook) gridRange(o object) (*sheet, rect, *refusal) {
	s := b.byID(whole(o, "sheetId"))
	if s == nil {
		return nil, rect{}, noSheet(whole(o, "sheetId"))
	}
	r := s.all()
	for member, end := range map[string]*int{
		"startRowIndex": &r.top, "endRowIndex": &r.bottom,
		"startColumnIndex": &r.left, "endColumnIndex": &r.right,
	} {
		if has(o, member) {
			*end = whole(o, member)
		}
	}
	if r.top < 0 || r.left < 0 || r.bottom < r.top || r.right < r.left {
		return nil, rect{}, invalid("Range (%s) is not valid", quoteJSON(o))
	}
	return s, r, nil
}

func noSheet(id int) *refusal { return invalid("No grid with id: %d", id) }

// span is a block as it was given: an end that was left out is absent, and
// runs to the edge of the grid whatever its size becomes.
type span struct {
	rect
	without struct{ top, left, bottom, right bool }
}

func spanOf(o object, r rect) span {
	p := span{rect: r}
	p.without.top, p.without.bottom = !has(o, "startRowIndex"), !has(o, "endRowIndex")
	p.without.left, p.without.right = !has(o, "startColumnIndex"), !has(o, "endColumnIndex")
	return p
}

// on is the block of the grid that the span covers now.
func (p span) on(s *sheet) rect {
	r, all := p.rect, s.all()
	if p.without.top {
		r.top = 0
	}
	if p.without.left {
		r.left = 0
	}
	if p.without.bottom {
		r.bottom = all.bottom
	}
	if p.without.right {
		r.right = all.right
	}
	return r.crossing(all)
}

// object writes the span as the API's answers do: without a sheetId of 0, but
// with a startRowIndex of 0.
func (p span) object(s *sheet) object {
	o := object{}
	if s.id != 0 {
		o["sheetId"] = float64(s.id)
	}
	for member, end := range map[string]struct {
		at      int
		without bool
	}{
		"startRowIndex": {p.top, p.without.top}, "endRowIndex": {p.bottom, p.without.bottom},
		"startColumnIndex": {p.left, p.without.left}, "endColumnIndex": {p.right, p.without.right},
	} {
		if !end.without {
			o[member] = float64(end.at)
		}
	}
	return o
}

// shift moves the span along when lines of a dimension come (by > 0, before
// line at) or go (by < 0, from line at). Nothing left of it is reported.
func (p span) shift(d dimension, at, by int) (moved span, gone bool) {
	if d == rows {
		p.top, p.bottom = shiftEnds(p.top, p.bottom, at, by)
		return p, p.top >= p.bottom && !p.without.top && !p.without.bottom
	}
	p.left, p.right = shiftEnds(p.left, p.right, at, by)
	return p, p.left >= p.right && !p.without.left && !p.without.right
}

func shiftEnds(from, to, at, by int) (int, int) {
	if by > 0 {
		if at <= from {
			from += by
		}
		if at < to {
			to += by
		}
		return from, to
	}
	drop := func(end int) int {
		switch {
		case end <= at:
			return end
		case end >= at-by:
			return end + by
		}
		return at
	}
	return drop(from), drop(to)
}
