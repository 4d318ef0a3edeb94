package table

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"actionplan/plan"
)

// # Rows over others
//
// The row that names a phase or a group of tasks may be filled in much as they are:
//
//	WBS | Task                      | Lead | Start | End    | Status
//	1   | **Discovery**             | Ann  | 5 Jan | 27 Feb |
//	1.1 | Interview the heads       | Ann  | 5 Jan | 30 Jan | Open
//	1.2 | Write up what was found   | Bob  | 2 Feb | 27 Feb | Open
//
// Counted as an action, it is one too many, and is overdue as well when they are. Its
// number, its first words, its looks, its dates and what it lacks each tell that it is
// a heading, and none of them alone proves it: a bold action is urgent, one without a
// lead is yet to be filled in, and 1 over 1.1 may be the action that 1.1 is a step of.
// Two of them make it the heading of the rows under it; where it is one, it stays an
// action, and the doubt is said. Where the rows under it leave to it who does them and
// how far they are, it is no mere heading, and stays an action too.

// summary is a row that may be the heading of those under it.
type summary struct {
	at, end int // its place among the rows, and the place after the last row under it
	depth   int // how many parts its number has; 0 where they do not go on with it
	signs   sign
}

// sign is what tells that a row is the heading of those under it.
type sign uint8

const (
	isNumbered sign = 1 << iota // the rows under it go on with its number
	isLabelled                  // it begins with Phase 2: or the like
	standsOut                   // it is bold or filled as they are not, or they are set in
	spans                       // its dates are the first and the last of theirs
	isThin                      // it lacks most of what they all say
	isWorked                    // formulas give its dates or its progress, and not theirs
	isRefless                   // it has no ref, and they have
	overSetIn                   // they are set in: no proof beside standsOut, and never by chance
)

func (s sign) has(other sign) bool { return s&other != 0 }

// weight is how much the signs prove: from 4 on, that the row is a heading.
func (s sign) weight() int {
	n := 0
	for _, strong := range []sign{isNumbered, isLabelled, standsOut, spans, isThin} {
		if s.has(strong) {
			n += 2
		}
	}
	for _, weak := range []sign{isWorked, isRefless} {
		if s.has(weak) {
			n++
		}
	}
	return n
}

// isHeading is the weight from which signs prove a heading.
const isHeading = 4

// opensPhase is what a group of tasks is called, with its number.
var opensPhase = regexp.MustCompile(`^(?i:(phase|stage|workstream|work stream|work ?package|wp|part|section|strand|pillar|tranche|objective|priority|theme) ?(?:no\.? ?)?(?:[0-9]{1,2}|[ivx]{1,4}|[a-h]|one|two|three|four|five|six|seven|eight|nine|ten)(?: ?[:.)–—-]| -|$))`)

// summaries finds the rows that stand over others: those that are read as their
// headings, and those that may be.
func (t *tableReader) summaries(rows []Row) {
	t.over, t.maybeOver, t.phases = map[int]bool{}, map[int]bool{}, map[string]bool{}
	means, ruled := t.options.meaning(KindSummary)
	if t.typical < 2 || ruled && means == MeansAction {
		return
	}
	found := t.overRows(rows)
	t.weigh(rows, found)
	groups := map[int][]summary{} // by depth
	for _, s := range found {
		groups[s.depth] = append(groups[s.depth], s)
	}
	for depth, group := range groups {
		proved := 0
		for _, s := range group {
			if s.signs.weight() >= isHeading {
				proved++
			}
		}
		left := t.leftToThem(rows, group)
		for _, s := range group {
			row := rows[s.at].Number
			heads := s.signs.weight() >= isHeading && !left
			if depth > 0 {
				heads = heads && proved*4 >= len(group)*3
			} else {
				heads = heads && (proved > 1 || s.signs.weight() > isHeading && s.signs.has(isLabelled|spans))
			}
			doubtful := s.signs.weight() >= isHeading || s.signs.has(isNumbered|isLabelled|spans|overSetIn)
			switch {
			case heads, ruled && doubtful:
				t.over[row] = true
				if m := opensPhase.FindStringSubmatch(oneLine(t.nameOf(rows[s.at]).Text)); m != nil {
					t.phases[plan.Fold(m[1])] = true
				}
			case doubtful:
				t.maybeOver[row] = true
			}
		}
	}
}

// nameOf is the cell that says what a row is about: its action or, where it has none,
// words where a ref or a theme would stand.
func (t *tableReader) nameOf(row Row) Cell {
	for _, f := range []plan.Field{plan.FieldAction, plan.FieldRef, plan.FieldTheme} {
		col, has := t.field(f)
		c, _ := row.cell(col.Number)
		if has && c.isText() && (f == plan.FieldAction || hasLetter(c.Text) && !t.isShapedAsRef(c)) {
			return c
		}
	}
	return Cell{}
}

// overRows lists the rows that may stand over others, with the rows under each.
func (t *tableReader) overRows(rows []Row) []summary {
	ref, hasRef := t.field(plan.FieldRef)
	looks := map[lookOf]int{}
	named, labelled := 0, 0
	for _, row := range rows {
		if c := t.nameOf(row); c.says() {
			named++
			looks[lookOf{c.Look.Has(Bold), c.Fill}]++
			if opensPhase.MatchString(oneLine(c.Text)) {
				labelled++
			}
		}
	}
	spanning := t.outerDates(rows).spanning(rows)
	var found []summary
	var leaf Cell // what the next row is called whose number no row goes on with
	for i, row := range slices.Backward(rows[:max(len(rows)-1, 0)]) {
		name, under := t.nameOf(row), t.nameOf(rows[i+1])
		n := row.Number
		if len(found) == 0 || found[len(found)-1].at != i+1 || found[len(found)-1].depth == 0 {
			leaf = under
		}
		if !name.says() || t.numbered[n] || t.commented[n] || t.taskRows[n] || t.keyLines[n] || t.isNotAction(row) {
			continue
		}
		s := summary{at: i}
		number, _ := row.cell(ref.Number)
		next, _ := rows[i+1].cell(ref.Number)
		if depth := depthOf(number.Text); hasRef && depth <= mostDepth && goesOnWith(next.Text, number.Text) {
			s.signs |= isNumbered
			s.depth = depth
		}
		if under.says() && rows[i+1].Number == n+1 {
			as := under
			if s.depth > 0 {
				as = leaf
			}
			own, other := lookOf{name.Look.Has(Bold), name.Fill}, lookOf{as.Look.Has(Bold), as.Fill}
			rare := looks[own]*2 <= named
			if rare && (own.bold && !other.bold || own.fill != "" && own.fill != other.fill && !t.isRated(row, own.fill)) {
				s.signs |= standsOut
			}
			if setIn(under) > setIn(name)+1 {
				s.signs |= standsOut | overSetIn
			}
			if labelled*2 <= named && opensPhase.MatchString(oneLine(name.Text)) && !opensPhase.MatchString(oneLine(under.Text)) {
				s.signs |= isLabelled
			}
		}
		if spanning[i] {
			s.signs |= spans
		}
		if s.signs != 0 && len(t.underHeadings(row)) > 1 {
			found = append(found, s)
		}
	}
	slices.Reverse(found)
	next := len(rows) // where the next of those without a number stands
	for k := range slices.Backward(found) {
		s := &found[k]
		if s.depth == 0 {
			s.end, next = next, s.at
			continue
		}
		number, _ := rows[s.at].cell(ref.Number)
		for s.end = s.at + 1; s.end < len(rows); s.end++ {
			if c, _ := rows[s.end].cell(ref.Number); c.says() && !goesOnWith(c.Text, number.Text) {
				break
			}
		}
	}
	return found
}

// mostDepth is how many parts the number of a heading has at most.
const mostDepth = 5

// depthOf is how many parts a number has: 3 in 1.2.1.
func depthOf(number string) int {
	return 1 + strings.Count(strings.TrimSuffix(strings.TrimRight(oneLine(number), ".)"), ".0"), ".")
}

// lookOf is how a cell looks.
type lookOf struct {
	bold bool
	fill string
}

// setIn is by how many spaces a text is set in.
func setIn(c Cell) int { return len(c.Text) - len(strings.TrimLeft(c.Text, " \u00a0")) }

// isRated reports whether a colour is that of the row's rating, and no heading's.
func (t *tableReader) isRated(row Row, fill string) bool {
	for _, col := range t.cols {
		if f := col.reads(); f == plan.FieldRAG || f == plan.FieldStatus {
			if c, _ := row.cell(col.Number); c.Fill == fill {
				return true
			}
		}
	}
	return false
}

// weigh adds to rows that may stand over others what their cells tell of it, held
// against those of the rows under them.
func (t *tableReader) weigh(rows []Row, found []summary) {
	over := map[int]bool{}
	for _, s := range found {
		over[s.at] = true
	}
	ref, hasRef := t.field(plan.FieldRef)
	tells, refs, plain := map[int]int{}, 0, 0
	for i, row := range rows {
		if over[i] || len(t.filled(row)) < 2 || t.isNotAction(row) {
			continue
		}
		plain++
		for _, c := range t.filled(row) {
			tells[c.Column]++
		}
		if c, _ := row.cell(ref.Number); hasRef && c.says() {
			refs++
		}
	}
	var told []int // the columns that nearly every other row fills
	for _, col := range t.cols {
		if col.reads().Known() && !t.names[col.Number] && col.reads() != plan.FieldTheme && tells[col.Number]*5 >= plain*4 && plain > 0 {
			told = append(told, col.Number)
		}
	}
	dates := t.outerDates(rows)
	for k := range found {
		s := &found[k]
		row, says := rows[s.at], 0
		for _, number := range told {
			if c, _ := row.cell(number); c.says() {
				says++
			}
		}
		if len(told) > 1 && says*2 <= len(told) {
			s.signs |= isThin
		}
		if c, _ := row.cell(ref.Number); hasRef && refs*5 >= plain*4 && (!c.says() || s.depth == 0 && !t.isShapedAsRef(c)) {
			s.signs |= isRefless
		}
		if dates.span(row, rows[s.at+1:s.end]) {
			s.signs |= spans
		}
		if t.isWorkedOver(row, rows[s.at+1:s.end]) {
			s.signs |= isWorked
		}
	}
}

// outerDates are the columns that say when something begins and ends, with how their
// dates are typed.
type outerDates struct {
	start, due           int // 0 where there is none
	startHabit, dueHabit plan.DateHabit
}

func (t *tableReader) outerDates(rows []Row) outerDates {
	start, hasStart := t.field(plan.FieldStart)
	due, hasDue := t.field(plan.FieldDue)
	if !hasStart || !hasDue {
		return outerDates{}
	}
	habit := func(column int) plan.DateHabit {
		var typed []string
		for _, row := range rows {
			if c, _ := row.cell(column); c.isText() {
				typed = append(typed, c.Text)
			}
		}
		h := plan.DateHabit{}
		if h.MonthFirst, h.OrderProved = plan.OrderOf(typed); !h.OrderProved {
			h.MonthFirst = h.MonthFirst || t.sheet.MonthFirst
		}
		return h
	}
	return outerDates{start.Number, due.Number, habit(start.Number), habit(due.Number)}
}

// span reports whether a row begins with the first and ends with the last of two rows or
// more.
func (o outerDates) span(row Row, under []Row) bool {
	begins, ends, is := o.in(row)
	if !is {
		return false
	}
	var first, last plan.Date
	dated := 0
	for _, one := range under {
		a, b, is := o.in(one)
		if !is {
			continue
		}
		if dated == 0 || a.Before(first) {
			first = a
		}
		if dated == 0 || last.Before(b) {
			last = b
		}
		dated++
	}
	return dated > 1 && begins == first && ends == last
}

// spanning are the rows, by their places, that each begin with the first and end with the
// last of the rows from there to the next such, where all of a table is parted so:
//
//	Discovery         5 Jan   27 Feb
//	Interview heads   5 Jan   30 Jan
//	Write it up       2 Feb   27 Feb
//	Build             2 Mar   29 May
func (o outerDates) spanning(rows []Row) map[int]bool {
	found := map[int]bool{}
	if o.start == 0 {
		return found
	}
	type dated struct {
		at           int // among the rows
		begins, ends plan.Date
	}
	var all []dated
	for i, row := range rows {
		if begins, ends, both := o.in(row); both {
			all = append(all, dated{i, begins, ends})
		}
	}
	for i := 0; i < len(all); {
		over, first, last := all[i], plan.Date{}, plan.Date{}
		j := i + 1
		for ; j < len(all) && !all[j].begins.Before(over.begins) && !over.ends.Before(all[j].ends); j++ {
			one := all[j]
			if one.begins == over.begins && one.ends == over.ends {
				break
			}
			if j == i+1 || one.begins.Before(first) {
				first = one.begins
			}
			if j == i+1 || last.Before(one.ends) {
				last = one.ends
			}
		}
		if j-i <= 2 || first != over.begins || last != over.ends {
			return map[int]bool{} // not all of the table is parted so
		}
		found[over.at] = true
		i = j
	}
	const fewParts = 2
	if len(found) < fewParts {
		return map[int]bool{}
	}
	return found
}

// in are the dates that a row begins and ends on, where it says both.
func (o outerDates) in(row Row) (begins, ends plan.Date, both bool) {
	if o.start == 0 {
		return begins, ends, false
	}
	begins, from := dayIn(row, o.start, o.startHabit)
	ends, to := dayIn(row, o.due, o.dueHabit)
	return begins, ends, from && to
}

// dayIn is the date that a cell of a row holds.
func dayIn(row Row, column int, habit plan.DateHabit) (plan.Date, bool) {
	c, _ := row.cell(column)
	switch {
	case c.Kind == CellDate:
		return c.Date.Plan(), true
	case c.isText():
		return plan.ReadDate(c.Text, habit).Value.Date()
	}
	return plan.Date{}, false
}

// isWorkedOver reports whether formulas give a row's dates or progress where those of
// the rows under it are typed.
func (t *tableReader) isWorkedOver(row Row, under []Row) bool {
	for _, col := range t.cols {
		c, _ := row.cell(col.Number)
		if f := col.reads(); !c.Formula || !f.IsDate() && f != plan.FieldPercent {
			continue
		}
		typed := 0
		for _, one := range under {
			if other, _ := one.cell(col.Number); other.Formula {
				typed = -len(under)
			} else if other.says() {
				typed++
			}
		}
		if typed > 0 {
			return true
		}
	}
	return false
}

// leftToThem reports whether the rows under a group of others leave to them who does a
// thing, by when or how far it is: most of those say it, and hardly any of these.
func (t *tableReader) leftToThem(rows []Row, group []summary) bool {
	over := map[int]bool{}
	for _, s := range group {
		over[s.at] = true
	}
	for _, f := range []plan.Field{plan.FieldLead, plan.FieldDue, plan.FieldStatus} {
		col, has := t.field(f)
		if !has {
			continue
		}
		above, under, all := 0, 0, 0
		for _, s := range group {
			if c, _ := rows[s.at].cell(col.Number); c.says() {
				above++
			}
			for i := s.at + 1; i < s.end; i++ {
				if over[i] || len(t.filled(rows[i])) == 0 {
					continue
				}
				all++
				if c, at := t.sheet.at(rows[i], col.Number); c.says() && !at.follower {
					under++
				}
			}
		}
		if above*2 > len(group) && under*4 < all {
			return true
		}
	}
	return false
}

// isPhaseAlone reports whether a row has no more than the name of a phase, where others
// that are labelled so are headings with more beside them.
func (t *tableReader) isPhaseAlone(cells []Cell) bool {
	if len(cells) != 1 || !cells[0].isText() {
		return false
	}
	m := opensPhase.FindStringSubmatch(oneLine(cells[0].Text))
	return m != nil && t.phases[plan.Fold(m[1])]
}

// overRow is what a row is that stands over others: their heading, of which it says
// what beside it is not read.
func (t *tableReader) overRow(row Row) rowKind {
	if means, ruled := t.options.meaning(KindSummary); ruled {
		return t.asRuled(row, means)
	}
	var beside []string
	for _, col := range t.cols {
		c, _ := row.cell(col.Number)
		if c.says() && !t.names[col.Number] && col.Field != plan.FieldTheme {
			beside = append(beside, col.Field.Label())
		}
	}
	one, many := "row %s was read as the heading of the rows under it", "rows %s were read as the headings of the rows under them"
	const mostNamed = 4
	if more := len(beside) - mostNamed; more > 0 {
		beside = append(beside[:mostNamed], fmt.Sprintf("%d other cells", more))
	}
	if own := listed(beside); own != "" {
		was := "was"
		if len(beside) > 1 {
			was = "were"
		}
		one += fmt.Sprintf(": its own %s %s not read", own, was)
		many += ": what stands beside them was not read"
	}
	t.notes.rowOf(many, t.sheet, row.Number, 0, one, many).weighs(plan.Unread).
		settledBy("rows", rowKindLine, KindSummary, MeansHeading).orBy(rowKindLine, KindSummary, MeansAction)
	return isSection
}

// noteMaybeOver says that an action may be the heading of the rows under it.
func (t *tableReader) noteMaybeOver(row Row) {
	t.notes.row(t.sheet, row.Number, 0, "row %s stands over the rows under it, by its number, its first words or its looks: it was read as an action, and could be their heading",
		"rows %s stand over the rows under them, by their numbers, their first words or their looks: they were read as actions, and could be their headings").
		weighs(plan.Doubtful).settledBy("rows", rowKindLine, KindSummary, MeansAction).orBy(rowKindLine, KindSummary, MeansHeading)
}

// nameCells are the cells of a heading that are its name.
func (t *tableReader) nameCells(row Row) []Cell {
	theme, _ := t.field(plan.FieldTheme)
	return slices.DeleteFunc(slices.Clone(t.filled(row)), func(c Cell) bool { return !t.names[c.Column] && c.Column != theme.Number })
}

// isNotAction reports whether a row is known for a line that is no action.
func (t *tableReader) isNotAction(row Row) bool {
	said := t.said(row)
	return t.keyLines[row.Number] || t.about[row.Number] != "" || t.unfilled[row.Number] || len(said) > 0 && isTotal(said)
}
