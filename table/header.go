package table

import (
	"slices"
	"strings"

	"actionplan/plan"
)

// heading is one column's heading in a header.
type heading struct {
	column int
	upper  string // the group it stands under, in a two-line header
	lower  string
}

// text is the heading as a person reads it.
func (h heading) text() string {
	switch {
	case h.upper == "" || strings.EqualFold(h.upper, h.lower):
		return h.lower
	case h.lower == "":
		return h.upper
	}
	return h.upper + " / " + h.lower
}

// header is a row, or two lines, of headings.
type header struct {
	top, row int // the upper and the lower line; the same in a header of one line
	headings []heading
	fields   map[int]naming // by column, each field once
	score    float64        // how much of an action plan it names
}

// naming is what a heading names: its own words first, else together with
// its group's ("Target" over "Date").
func (r *vocabulary) heading(h heading) []naming {
	found := slices.Clone(r.name(h.lower))
	if h.upper != "" {
		found = append(found, r.name(h.upper+" "+h.lower)...)
		if h.lower == "" {
			found = append(found, r.name(h.upper)...)
		}
	}
	return surest(found)
}

// settle gives each field to the heading that names it best, and the leftmost
// of equals; fixed columns have theirs already. A column of sentences is no
// ref, though its heading ("Item") could be one.
func (r *vocabulary) settle(headings []heading, fixed map[int]naming, wordy map[int]bool) map[int]naming {
	type claim struct {
		column int
		naming
	}
	risk := slices.ContainsFunc(headings, func(h heading) bool { return isRisky(h.text()) })
	yesNo := slices.ContainsFunc(headings, func(h heading) bool { return strings.EqualFold(h.lower, "yes") })
	var claims []claim
	for i, h := range headings {
		found := r.heading(h)
		if i == 0 && len(found) == 0 && mayNumber(h.lower) {
			found = []naming{{plan.FieldRef, fallback}}
		}
		for _, n := range found {
			if risk && n.field == plan.FieldOutcome && justImpact[foldHeading(withoutHints(h.lower))] {
				continue
			}
			if n.field == plan.FieldRef && (wordy[h.column] && n.strength <= usual || yesNo && strings.EqualFold(h.lower, "no")) {
				continue
			}
			claims = append(claims, claim{h.column, n})
		}
	}
	slices.SortStableFunc(claims, func(a, b claim) int { return int(b.strength) - int(a.strength) })
	settled, taken := map[int]naming{}, map[plan.Field]bool{}
	for column, n := range fixed {
		settled[column] = n
		taken[n.field] = n.field != fieldNone
	}
	for _, c := range claims {
		if _, has := settled[c.column]; has || taken[c.field] {
			continue
		}
		settled[c.column] = c.naming
		taken[c.field] = c.field != fieldNone
	}
	return settled
}

// justImpact is headings that say no more than Impact.
var justImpact = map[string]bool{"impact": true, "impacts": true, "impact rating": true, "impact score": true}

func isRisky(heading string) bool {
	for _, w := range strings.Fields(foldHeading(heading)) {
		if risky[w] {
			return true
		}
	}
	return false
}

// judge fills in what a header's headings name and how much that tells.
func (r *vocabulary) judge(h *header) {
	h.fields = r.settle(h.headings, nil, nil)
	h.score = 0
	for _, n := range h.fields {
		h.score += weight[n.field] * certainty[n.strength]
	}
}

func (h header) has(f plan.Field, least strength) bool {
	for _, n := range h.fields {
		if n.field == f && n.strength >= least {
			return true
		}
	}
	return false
}

// known counts the fields the header names.
func (h header) known() int { return len(h.fields) }

// leastScore is the score from which a row of headings may be a plan's: a
// ref and a title for what is to be done.
const leastScore = 3

// isPlan says whether the headings are those of an action plan: they name
// what is to be done, or a row by its ref, and something about it.
func (h header) isPlan() bool {
	h = h.withoutValues()
	if h.known() < 2 || h.score < leastScore || len(h.headings) == 2 && h.score < 4 {
		return false
	}
	about := h.has(plan.FieldLead, phrase) || h.has(plan.FieldDue, phrase)
	switch {
	case h.has(plan.FieldAction, contained), h.has(plan.FieldRecommendation, contained):
		return true
	case h.has(plan.FieldRef, phrase), h.has(plan.FieldAction, fallback), h.has(plan.FieldRecommendation, fallback):
		return about || h.known() > 2 || h.has(plan.FieldRef, usual) && h.has(plan.FieldAction, fallback)
	}
	return h.has(plan.FieldDue, phrase) && h.has(plan.FieldLead, phrase)
}

// withoutValues leaves out the headings that are as often a value in a row of
// data: "N", "Complete", "Project manager". What is a header is one without them.
func (h header) withoutValues() header {
	fields := map[int]naming{}
	for _, heading := range h.headings {
		if n, ok := h.fields[heading.column]; ok {
			if valueLike[foldHeading(heading.lower)] && n.strength < own {
				h.score -= weight[n.field] * certainty[n.strength]
				continue
			}
			fields[heading.column] = n
		}
	}
	h.fields = fields
	return h
}

// first and last are the outermost columns with a heading.
func (h header) first() int { return h.headings[0].column }
func (h header) last() int  { return h.headings[len(h.headings)-1].column }

// texts are the headings folded, for comparing headers.
func (h header) texts() map[string]bool {
	set := map[string]bool{}
	for _, heading := range h.headings {
		set[foldHeading(heading.text())] = true
	}
	return set
}

// shares is the part of h's headings that other has too.
func (h header) shares(other header) float64 {
	theirs, same := other.texts(), 0
	for text := range h.texts() {
		if theirs[text] {
			same++
		}
	}
	return float64(same) / float64(len(h.texts()))
}

// closeRows is how many rows of a sheet are looked at closely: a header
// further down than this is found only among rows of short words.
const closeRows = 60

// headers finds the rows of a sheet that name at least two fields, or one in
// the first rows, each read with its second line where it has one.
func (r *vocabulary) headers(s *sheet) []header {
	var found []header
	for i, row := range s.used {
		if len(found) > 0 && row.Number <= found[len(found)-1].row {
			continue
		}
		if !r.mayHead(s, row, i < closeRows) {
			continue
		}
		h := r.headerAt(s, row)
		if len(h.headings) < 2 || h.known() == 0 || i >= closeRows && h.known() < 2 {
			continue
		}
		if n := len(found); n > 0 && h.top <= found[n-1].row {
			if h.score > found[n-1].score {
				found[n-1] = h
			}
			continue
		}
		found = append(found, h)
	}
	return found
}

// mayHead says cheaply whether a row could hold headings: some words, one of
// which names a field, and no labels of a form.
func (r *vocabulary) mayHead(s *sheet, row Row, closely bool) bool {
	var texts, labels, named int
	longest := longestHeading
	if !closely {
		longest = 40
	}
	for _, c := range row.Cells {
		if c.Kind != CellText || len(c.Text) > longest || !closely && strings.ContainsAny(c.Text, "0123456789") {
			continue
		}
		texts++
		if isLabel(c) {
			labels++
		} else if !isTemplateMark(c.Text) && len(r.name(c.Text)) > 0 {
			named++
		}
		if !closely && texts >= 4 && named == 0 {
			return false
		}
	}
	switch {
	case labels > 1 && labels*2 >= texts:
		return false
	case closely:
		return named >= 1 && len(s.says(row)) >= 2
	}
	return named >= 2
}

// isLabel says whether a cell is a label of a form, such as "Report date:".
func isLabel(c Cell) bool { return strings.HasSuffix(strings.TrimSpace(c.Text), ":") }

// headerAt reads a row as a header, with the lines above and under it where
// they make one of several lines.
func (r *vocabulary) headerAt(s *sheet, row Row) header {
	lines := []Row{row}
	for len(lines) < mostLines {
		under, ok := s.row(lines[len(lines)-1].Number + 1)
		if !ok || !s.isSubheading(lines, under) {
			break
		}
		lines = append(lines, under)
	}
	for len(lines) < mostLines {
		above, ok := s.row(lines[0].Number - 1)
		if !ok || !s.isGroupLine(above, lines[0]) {
			break
		}
		lines = append([]Row{above}, lines...)
	}
	h := header{top: lines[0].Number, row: lines[len(lines)-1].Number, headings: s.headings(lines)}
	r.judge(&h)
	return h
}

// mostLines is how many lines a header may have: a year over its months over
// their weeks.
const mostLines = 3

// headings reads the header that these lines make, joining each heading to
// the groups over it.
func (s *sheet) headings(lines []Row) []heading {
	over := make([]map[int]string, len(lines)-1)
	for i := range over {
		over[i] = s.groups(lines[i], lines[i+1])
	}
	lowest := lines[len(lines)-1]
	var found []heading
	for column := 1; column <= s.last; column++ {
		h := heading{column: column, lower: s.headingIn(lowest, column)}
		starts := h.lower != ""
		for i, groups := range over {
			text := groups[column]
			if text == "" || strings.HasSuffix(h.upper, text) || text == h.lower {
				continue
			}
			m, wide := s.groupOver(lines[i], column)
			starts = starts || !wide || m.Columns.First == column
			h.upper = strings.TrimPrefix(h.upper+" / "+text, " / ")
		}
		if starts && h.text() != "" {
			found = append(found, h)
		}
	}
	return found
}

// headingIn is the heading in one cell of a line: words, a year, a month
// shown from a date. A heading merged across columns stands in its first.
func (s *sheet) headingIn(row Row, column int) string {
	c, _ := s.at(row, column)
	if !c.says() || len(c.Text) > longestHeading {
		return ""
	}
	return oneLine(c.Text)
}

// groupOver is the merge of a group heading over a column.
func (s *sheet) groupOver(top Row, column int) (Range, bool) {
	m, ok := s.merged(top.Number, column)
	return m, ok && m.wide()
}

// groups is the text of the upper line over each column of the lower. An
// upper heading that is not merged reaches to the next one only where the
// lower line would otherwise say the same twice.
func (s *sheet) groups(top, lower Row) map[int]string {
	over := map[int]string{}
	repeated := s.repeats(lower)
	running := ""
	for column := 1; column <= s.last; column++ {
		if m, ok := s.groupOver(top, column); ok {
			anchor, found := s.row(m.Rows.First)
			if found {
				over[column] = s.headingIn(anchor, m.Columns.First)
			}
			running = ""
			continue
		}
		text := s.headingIn(top, column)
		below := s.headingIn(lower, column)
		switch {
		case text != "":
			over[column], running = text, text
		case below == "":
			running = ""
		case repeated[foldHeading(below)]:
			over[column] = running
		default:
			running = ""
		}
	}
	return over
}

// repeats are the headings a line has more than once.
func (s *sheet) repeats(row Row) map[string]bool {
	seen, twice := map[string]bool{}, map[string]bool{}
	for _, c := range row.Cells {
		if !c.isText() || len(c.Text) > longestHeading {
			continue
		}
		text := foldHeading(c.Text)
		twice[text] = seen[text]
		seen[text] = true
	}
	return twice
}

// isSubheading says whether the row under a header's lines is a line of it:
// because headings beside it are merged down to it, or because it holds the
// headings under the groups above: only short words, each under a merged
// group, two at least, and nothing under the headings that stand alone.
func (s *sheet) isSubheading(lines []Row, under Row) bool {
	said := s.says(under)
	shorts := 0
	for _, c := range said {
		if c.Kind == CellText && len(c.Text) <= 100 {
			shorts++
		}
	}
	into := 0 // headings of the first line that are merged down to the row
	for _, c := range lines[0].Cells {
		if m, ok := s.merged(lines[0].Number, c.Column); ok && c.says() && m.Rows.Last == under.Number {
			into++
		}
	}
	if into >= 2 && shorts*2 > len(said) {
		return true
	}
	return shorts == len(said) && s.underGroups(lines[len(lines)-1], said, under) >= 2
}

// underGroups counts the cells of a row that stand under merged groups of the
// line above, and is 0 where any stands under a heading that stands alone.
func (s *sheet) underGroups(top Row, said []Cell, under Row) int {
	grouped := 0
	for _, c := range said {
		m, ok := s.groupOver(top, c.Column)
		if !ok {
			if s.headingIn(top, c.Column) != "" {
				return 0
			}
			continue
		}
		if own, merged := s.merged(under.Number, c.Column); merged && own.Columns == m.Columns {
			return 0 // as wide as the group itself: a value under it
		}
		grouped++
	}
	return grouped
}

// isGroupLine says whether the row above a line of headings groups them:
// words only, no labels of a form, and either a heading merged over several
// of them though not over all, one merged down beside them, or unmerged ones
// that tell repeated headings apart.
func (s *sheet) isGroupLine(above, lower Row) bool {
	said := s.says(above)
	var columns []int
	for _, c := range s.says(lower) {
		columns = append(columns, c.Column)
	}
	repeated := s.repeats(lower)
	groups, beside, marks := 0, 0, 0
	down, tells := false, false // a cell is merged with the lower line; one stands over repeated headings
	for _, c := range said {
		if c.Kind != CellText || len(c.Text) > 120 || isLabel(c) {
			return false
		}
		m, merged := s.merged(above.Number, c.Column)
		down = down || merged && m.Rows.has(lower.Number)
		tells = tells || repeated[foldHeading(s.headingIn(lower, c.Column))]
		switch {
		case !merged:
			if s.headingIn(lower, c.Column) == "" {
				beside++
			} else {
				marks++
			}
		case m.Rows.has(lower.Number):
			beside++
		case m.wide():
			switch over := count(columns, m.Columns); {
			case over >= 2 && over < len(columns):
				groups++
			case over == 0:
				return false
			}
		}
	}
	// Headings merged down from above are headings of the lower line too, and
	// a lone one over most of the columns is the table's title.
	switch {
	case groups > 0:
		m, _ := s.merged(above.Number, said[0].Column)
		return len(said) > 1 || count(columns, m.Columns)*2 <= len(columns)
	case beside > 0 && down:
		return true
	}
	return marks >= 2 && marks < len(columns) && tells
}

func count(columns []int, in Span) int {
	n := 0
	for _, c := range columns {
		if in.has(c) {
			n++
		}
	}
	return n
}
