package table

import (
	"cmp"
	"slices"
	"strings"

	"actionplan/plan"
)

// heading is one column's heading in a header.
type heading struct {
	column int
	upper  string // the group it stands under, in a two-line header
	lower  string
	bare   string // the lower line without the number that a spreadsheet gave it; "" where it gave none
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

	asides []Span // the columns beside it that are blocks of their own
	tables []Span // and those of other tables
}

// naming is what a heading names: its own words first, else together with
// its group's ("Target" over "Date").
func (r *vocabulary) heading(h heading) []naming {
	if h.bare != "" {
		for _, text := range []string{h.lower, h.text()} {
			if f, given := r.own[foldHeading(text)]; given {
				return []naming{{f, own}}
			}
		}
		return atMost(r.heading(heading{upper: h.upper, lower: h.bare}), exact)
	}
	found := slices.Clone(r.name(h.lower))
	if ofElse(h.upper) {
		for i := range found { // the owner of an asset leads no action
			if found[i].field == plan.FieldLead && found[i].strength < own {
				found[i].strength = fallback
			}
		}
	}
	if treats(h.upper) {
		for i := range found { // the measures of a treatment are what is done
			if found[i].field == plan.FieldMeasure && found[i].strength < own {
				found[i] = naming{plan.FieldAction, usual}
			}
		}
	}
	if h.upper != "" {
		found = append(found, r.name(h.upper+" "+h.lower)...)
		if i := strings.LastIndex(h.upper, " / "); i >= 0 {
			found = append(found, r.name(h.upper[i+3:]+" "+h.lower)...)
		}
		if h.lower == "" {
			found = append(found, r.name(h.upper)...)
		}
	}
	return surest(found)
}

// ofElse says whether a group of headings is about something that an action is not:
// an asset, a threat.
func ofElse(group string) bool {
	return slices.ContainsFunc(strings.Fields(foldHeading(group)), func(w string) bool { return elseThings[w] })
}

// treats says whether a group of headings is about what is done about a risk.
func treats(group string) bool {
	return slices.ContainsFunc(strings.Fields(foldHeading(group)), func(w string) bool { return treating[w] })
}

var treating = words(`treatment treatments mitigation mitigations mitigating risk risks control controls response responses`)

var elseThings = words(`asset assets system systems vulnerability vulnerabilities threat threats hazard hazards supplier suppliers contract contracts`)

// settled is how the columns of one table share out the fields.
type settled struct {
	fields  map[int]naming // by column, each field once
	periods map[int]period // the columns that say a field for one period each
	refused []refusal      // what columns are headed as and cannot be
	offered []claim        // what columns may be by what they hold
}

// refusal is a field that a column is headed as and that its cells rule out, or what
// the table is about.
type refusal struct {
	column int
	naming
	why string // "holds figures"
}

// claim is a field that a column may be.
type claim struct {
	column int
	naming
}

// settle gives each field to the heading that names it best, and the leftmost
// of equals; fixed columns have theirs already. What the columns hold, where that
// is known, rules out what they cannot be.
func (r *vocabulary) settle(headings []heading, fixed map[int]naming, held map[int]holding) settled {
	s := settled{fields: map[int]naming{}, periods: r.families(headings, fixed)}
	var claims []claim
	claims, s.refused, s.offered = r.claims(headings, s.periods, held)
	claims = withMoves(besideOthers(headings, withoutLabels(amongTwins(headings, claims, held), held), held))
	slices.SortStableFunc(claims, func(a, b claim) int { return int(b.strength) - int(a.strength) })
	taken := map[plan.Field]bool{}
	for column, n := range fixed {
		s.fields[column] = n
		taken[n.field] = n.field != fieldNone
	}
	for _, c := range claims {
		if _, has := s.fields[c.column]; has || taken[c.field] {
			continue
		}
		s.fields[c.column] = c.naming
		taken[c.field] = c.field != fieldNone
	}
	for column, n := range s.fields {
		if n.field == plan.FieldOriginal && n.strength < own && !taken[plan.FieldDue] {
			s.fields[column] = naming{plan.FieldDue, fallback} // nothing says that it was moved
		}
	}
	return s
}

// claims lists what each column may be, what it is headed as and cannot be, and which
// of the claims are made by what the columns hold.
func (r *vocabulary) claims(headings []heading, periods map[int]period, held map[int]holding) (claims []claim, refused []refusal, offered []claim) {
	risk := slices.ContainsFunc(headings, func(h heading) bool { return isRisky(h.text()) })
	register := slices.ContainsFunc(headings, func(h heading) bool { return numbersTrouble(h.says()) }) || r.isRegister(headings, held)
	troubled := risk || register || slices.ContainsFunc(headings, func(h heading) bool { return saysTrouble(h.says()) })
	wrong := risk || slices.ContainsFunc(headings, func(h heading) bool {
		return saysTrouble(h.says()) && !strings.Contains(foldHeading(h.says()), "recommend")
	})
	yesNo := slices.ContainsFunc(headings, func(h heading) bool { return strings.EqualFold(h.lower, "yes") })
	for i, h := range headings {
		if _, is := periods[h.column]; is {
			continue
		}
		found := r.heading(h)
		if i == 0 && len(found) == 0 && mayNumber(h.lower) {
			found = []naming{{plan.FieldRef, fallback}}
		}
		if len(found) == 0 && callsIt[foldHeading(h.says())] && r.isTimetable(headings) && held[h.column].people*2 <= held[h.column].said {
			found = []naming{{plan.FieldAction, fallback}}
		}
		if len(found) == 0 || found[0].strength < own {
			offers := held[h.column].offers(h.whole(), found)
			for _, n := range offers {
				offered = append(offered, claim{h.column, n})
			}
			found = surest(append(offers, found...))
			if (risk && saysMeasures(h.says()) || troubled && saysRemedy(h.says()) && held[h.column].isSteps() || (troubled && saysRemedy(h.says()) || wrong && recommends(h.says())) && held[h.column].isDoings()) && !slices.ContainsFunc(found, func(n naming) bool { return n.field == plan.FieldAction }) {
				found = append([]naming{{plan.FieldAction, contained}}, atMost(found, contained)...) // what is done about the risk
			}
		}
		for _, n := range found {
			holds := held[h.column].denies(n)
			switch {
			case (risk || register) && n.field == plan.FieldOutcome && n.strength < own && isJustImpact(h.says()):
				if !risk || held[h.column].mostly(held[h.column].sentences) {
					refused = append(refused, refusal{h.column, n, cmp.Or(prefixed("holds ", holds), "stands in a list of risks or issues")})
				}
			case risk && n.field == plan.FieldRecommendation && n.strength <= fallback && isObserved(h.says()):
			case n.field == plan.FieldClosed && n.strength < own && held[h.column].isAnswered(h.text()):
			case n.field == plan.FieldAction && n.strength < own && held[h.column].isNumberedStep(h.says()):
			case n.field == plan.FieldRef && yesNo && strings.EqualFold(h.lower, "no"):
			case holds != "":
				refused = append(refused, refusal{h.column, n, "holds " + holds})
			default:
				claims = append(claims, claim{h.column, n})
			}
		}
	}
	return claims, refused, offered
}

// isTimetable reports whether headings say when something begins and ends.
func (r *vocabulary) isTimetable(headings []heading) bool {
	says := func(f plan.Field) bool {
		return slices.ContainsFunc(headings, func(h heading) bool {
			return slices.ContainsFunc(r.heading(h), func(n naming) bool { return n.field == f && n.strength > fallback })
		})
	}
	return says(plan.FieldStart) && says(plan.FieldDue)
}

func prefixed(before, text string) string {
	if text == "" {
		return ""
	}
	return before + text
}

// numbersTrouble says whether a heading numbers risks or issues: "Issue ID".
func numbersTrouble(heading string) bool {
	parts := strings.Fields(foldHeading(withoutHints(heading)))
	return len(parts) == 2 && troubles[parts[0]] && numberWords[parts[1]]
}

// namesTrouble says whether a heading is of a risk or an issue: "Issue description".
func namesTrouble(heading string) bool {
	first, _, _ := strings.Cut(foldHeading(heading), " ")
	return troubles[first]
}

var troubles = words(`risk issue hazard incident problem raid defect bug threat vulnerability`)

// saysMeasures reports whether a heading says no more than measures.
func saysMeasures(heading string) bool {
	folded := foldHeading(withoutHints(heading))
	return folded == "measure" || folded == "measures"
}

// isObserved reports whether a heading names observations, which of a risk are notes.
func isObserved(heading string) bool {
	folded := foldHeading(withoutHints(heading))
	return folded == "observation" || folded == "observations"
}

// withMoves has a date that another was moved to be the due, and what is headed
// as the due beside it the original, unless another column is that.
func withMoves(claims []claim) []claim {
	var moved, original []int // columns
	for _, c := range claims {
		switch c.field {
		case fieldMoved:
			moved = append(moved, c.column)
		case plan.FieldOriginal:
			original = append(original, c.column)
		}
	}
	for i := range claims {
		c := &claims[i]
		switch {
		case c.field == fieldMoved:
			c.field = plan.FieldDue
			c.strength = max(c.strength, exact)
		case c.field == plan.FieldDue && c.strength > fallback && c.strength < own && len(moved) > 0 && len(original) == 0 && !slices.Contains(moved, c.column):
			c.field = plan.FieldOriginal
		case c.field == plan.FieldDue && c.strength < own && len(moved) > 0 && len(original) > 0:
			c.strength = min(c.strength, contained) // there is a third: what it was moved to stands before it
		}
	}
	return claims
}

// amongTwins has, of two columns with one heading, the one be the field that holds what
// the field does: dates that were typed before what a formula gives, something before
// nothing. Else the first of them is.
func amongTwins(headings []heading, claims []claim, held map[int]holding) []claim {
	text := map[int]string{}
	for _, h := range headings {
		text[h.column] = foldHeading(h.whole())
	}
	for i := range claims {
		for j := i + 1; j < len(claims); j++ {
			a, b := &claims[i], &claims[j]
			if a.field == b.field && a.strength >= phrase && b.strength >= phrase && a.strength < own && b.strength < own && leavesTo(held[a.column], held[b.column]) {
				a.column, b.column = b.column, a.column
			}
			if a.naming == b.naming && text[a.column] == text[b.column] && fits(a.field, held[b.column], held[a.column]) {
				a.column, b.column = b.column, a.column
			}
		}
	}
	return claims
}

// leavesTo reports whether a column says nothing in the rows of a table, and another
// says something in most of them: Owner beside Actionee, where nobody fills in the first.
func leavesTo(empty, filled holding) bool {
	const fewRows = 3
	return empty.rows >= fewRows && empty.filled == 0 && filled.filled*2 > filled.rows
}

// fits reports whether the cells of a column are a field's, and those of another column
// with its heading are not, or worked out.
func fits(f plan.Field, h, other holding) bool {
	if f.IsDate() || f == fieldMoved {
		return h.dates > h.worked && other.dates <= other.worked
	}
	return h.said > 0 && other.said == 0
}

// withoutLabels leaves out, of the columns that may be the action, those of a few
// repeated words or of ids, where another holds sentences; of those that may be the
// status, those of sentences, which tell the progress where another holds status words; and a ref that is
// hidden beside one that is seen, or that numbers something else beside one that
// numbers what the sheet is about, or that counts the rows beside one of their codes.
func withoutLabels(claims []claim, held map[int]holding) []claim {
	sentences, some, words, seen, named, coded, described := false, false, false, false, false, false, false
	for _, c := range claims {
		h := held[c.column]
		sentences = sentences || c.field == plan.FieldAction && h.isActions()
		some = some || c.field == plan.FieldAction && h.isFewActions()
		described = described || c.field == plan.FieldAction && h.described && h.isWorded()
		named = named || c.field == plan.FieldRef && h.ofSheet && !h.hidden && c.strength > usual
		coded = coded || c.field == plan.FieldRef && h.isCodes() && !h.hidden && c.strength > usual
		words = words || c.field == plan.FieldStatus && h.isStatus() && h.sentences*2 < h.said
		seen = seen || c.field == plan.FieldRef && !h.hidden && c.strength > fallback
	}
	for i := range claims {
		if c := &claims[i]; words && c.field == plan.FieldStatus && c.strength < own && held[c.column].isProse() {
			c.naming = naming{plan.FieldProgress, contained}
		}
	}
	return slices.DeleteFunc(claims, func(c claim) bool {
		h := held[c.column]
		switch {
		case c.strength >= own:
		case c.field == plan.FieldAction:
			return sentences && h.isLabels() || some && h.isCategories() || described && h.inSteps
		case c.field == plan.FieldRef:
			return seen && h.hidden || named && h.ofElse || coded && h.counts()
		}
		return false
	})
}

// isJustImpact reports whether a heading says no more than Impact, on whatever
// scale and before or after whatever is done about it: "Current impact", "Impact
// (1-5)", "Pre-mitigation impact".
func isJustImpact(heading string) bool {
	said := strings.Fields(strings.TrimRight(foldHeading(withoutHints(heading)), "0123456789 "))
	impact := slices.ContainsFunc(said, func(w string) bool { return w == "impact" || w == "impacts" })
	return impact && !slices.ContainsFunc(said, func(w string) bool { return !besideImpact[w] })
}

var besideImpact = words(`impact impacts rating score level current overall total pre post before after mitigation mitigated control controls treatment risk initial gross net potential clinical`)

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
	s := r.settle(h.headings, nil, nil)
	h.fields, h.score = s.fields, 0
	said := map[plan.Field]bool{}
	for _, n := range h.fields {
		said[n.field] = true
	}
	for column, p := range s.periods { // what several columns say counts once
		if !said[p.part] {
			h.fields[column] = naming{p.part, phrase}
			said[p.part] = true
		}
	}
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
	var texts, labels, namedLabels, named int
	longest := longestHeading
	if !closely {
		longest = 40
	}
	for _, c := range row.Cells {
		if c.Kind != CellText || len(c.Text) > longest || !closely && strings.ContainsAny(c.Text, "0123456789") {
			continue
		}
		texts++
		switch names := !isTemplateMark(c.Text) && len(r.name(c.Text)) > 0; {
		case isLabel(c):
			labels++
			if names {
				namedLabels++
			}
		case names:
			named++
		}
		if !closely && texts >= 4 && named == 0 {
			return false
		}
	}
	if labels > 1 && labels*2 >= texts {
		if r.isForm(s.says(row)) {
			return false
		}
		named += namedLabels
	} else if labels == 1 && named > 0 {
		named += namedLabels
	}
	if closely {
		return named >= 1 && len(s.says(row)) >= 2
	}
	return named >= 2
}

// isForm reports whether labels are those of a form, with a blank or an answer
// beside each ("Report date:", "3 March 2026"), and not headings that end with a
// colon, one beside the other.
func (r *vocabulary) isForm(said []Cell) bool {
	heads := func(c Cell) bool { return isLabel(c) || c.Kind == CellText && len(r.name(c.Text)) > 0 }
	labels, inLine := 0, 0
	for i, c := range said {
		if !isLabel(c) {
			continue
		}
		labels++
		before := i > 0 && said[i-1].Column == c.Column-1 && heads(said[i-1])
		after := i+1 < len(said) && said[i+1].Column == c.Column+1 && heads(said[i+1])
		if after || before && i+1 == len(said) {
			inLine++
		}
	}
	return labels > 0 && inLine*2 <= labels
}

// isLabel says whether a cell is a label of a form, such as "Report date:".
func isLabel(c Cell) bool { return strings.HasSuffix(strings.TrimSpace(c.Text), ":") }

// isAnsweredLabel says whether a text is a label of a form with its answer, a figure
// or a date: "Date: 15/03/2018", "REV: 4". "Part 1: the school" is none.
func isAnsweredLabel(text string) bool {
	label, answer, found := strings.Cut(oneLine(text), ":")
	answer = strings.TrimSpace(answer)
	return found && hasLetter(label) && answer != "" && (!hasLetter(answer) || plan.ReadDate(answer, plan.DateHabit{}).Value.Kind == plan.KindDate)
}

// headerAt reads a row as a header, with the lines above and under it where
// they make one of several lines.
func (r *vocabulary) headerAt(s *sheet, row Row) header {
	lines := []Row{row}
	for len(lines) < mostLines {
		under, ok := s.row(lines[len(lines)-1].Number + 1)
		if !ok || !s.isSubheading(lines, under) && !r.isLowerLine(s, lines, under) {
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
	return withoutSuffixes(found)
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
// lower line would otherwise say the same twice or name no more than periods,
// or where the lower line has headings only under such groups.
func (s *sheet) groups(top, lower Row) map[int]string {
	over := map[int]string{}
	repeated := s.repeats(lower)
	shared := s.standsAlone(top, lower)
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
		case text != "" && shared && below == "":
			over[column], running = text, "" // it stands alone
		case text != "":
			over[column], running = text, text
		case below == "":
			running = ""
		case shared, repeated[foldHeading(below)], isPeriod(below):
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

// isLowerLine reports whether the row under a header's lines is a line of it
// though nothing is merged: short words that name fields, each where the lines
// above say nothing or under the first of several columns that share one heading,
// and none under a heading that stands alone.
//
//	Ref | Action | Timescale |     | Progress
//	    |        | Start     | Due |
func (r *vocabulary) isLowerLine(s *sheet, lines []Row, under Row) bool {
	headed := func(column int) string {
		for i := len(lines) - 1; i >= 0; i-- {
			if text := s.headingIn(lines[i], column); text != "" {
				return text
			}
		}
		return ""
	}
	said := s.says(under)
	below := map[int]bool{}
	for _, c := range said {
		below[c.Column] = true
	}
	named, calendar, over := 0, 0, ""
	for _, c := range said {
		if over, _ := lines[len(lines)-1].cell(c.Column); c.Kind != CellText && over.says() && over.Kind != CellText {
			calendar++ // days in both lines
			continue
		}
		if c.Kind != CellText || len(c.Text) > 60 || isTemplateMark(c.Text) {
			return false
		}
		if text := headed(c.Column); text != "" {
			if over = text; headed(c.Column+1) != "" || !below[c.Column+1] {
				return false
			}
		}
		if found := r.heading(heading{upper: over, lower: oneLine(c.Text)}); len(found) > 0 && found[0].strength > fallback {
			named++
		}
	}
	return named >= 2 && named*2 >= len(said)-calendar && s.standsAlone(lines[len(lines)-1], under)
}

// standsAlone reports whether a heading of the upper line has nothing under it and
// is not merged down.
func (s *sheet) standsAlone(top, lower Row) bool {
	return slices.ContainsFunc(s.says(top), func(c Cell) bool {
		m, merged := s.merged(top.Number, c.Column)
		return s.headingIn(lower, c.Column) == "" && (!merged || !m.wide() && !m.Rows.has(lower.Number))
	})
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
	if len(said) >= 3 && !slices.ContainsFunc(said, func(c Cell) bool { return !saysOfList(c.Text) }) {
		return false // a legend of the statuses
	}
	groups, beside, marks := 0, 0, 0
	down, tells := false, false // a cell is merged with the lower line; one stands over repeated headings
	spans := false              // one that names a field stands over periods
	for _, c := range said {
		if c.Kind != CellText || len(c.Text) > 120 || isLabel(c) || isAnsweredLabel(c.Text) {
			return false
		}
		m, merged := s.merged(above.Number, c.Column)
		down = down || merged && m.Rows.has(lower.Number)
		tells = tells || repeated[foldHeading(s.headingIn(lower, c.Column))]
		spans = spans || !merged && isPeriod(s.headingIn(lower, c.Column)) && namesPeriodic(c.Text)
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
	return marks >= 2 && marks < len(columns) && tells || spans && beside == 0
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
