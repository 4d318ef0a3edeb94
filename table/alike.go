package table

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"actionplan/plan"
)

// # Rows that are labelled alike
//
// Rows that have only their text may be headings or actions, and their looks do not
// always tell. Those that are labelled or numbered alike are one thing:
//
//	3. Implementation          an action
//	4. Maintenance             bold, but between two that are actions: one too
//	5. Monitoring              an action
//
//	Milestone 1: charter       bold, with rows under it: a heading
//	Milestone 2: go live       the last row of all: a heading too, as the other is

// label is what a row's text begins with: milestone 2, or 4.
type label struct {
	word   string // "" for a number alone
	number int
}

var opensLabel = regexp.MustCompile(`^(?:(\pL+) )?([0-9]{1,3})(?: ?[.):–—-]| -|$)(?:$|[^0-9])`)

// labelOf is a text's label.
func labelOf(text string) (label, bool) {
	m := opensLabel.FindStringSubmatch(oneLine(text[:min(len(text), longestHeading)]))
	if m == nil {
		return label{}, false
	}
	n, err := strconv.Atoi(m[2])
	return label{plan.Fold(m[1]), n}, err == nil
}

// labelledRow is a row with its label, and how it was read so far.
type labelledRow struct {
	label
	at    int  // among the rows
	alone bool // it has no more than its text
}

// labelledRows are the rows that may be actions or headings of sections, in their
// order, by the words of their labels.
func (t *tableReader) labelledRows(rows []Row, kinds []rowKind) map[string][]labelledRow {
	action, has := t.field(plan.FieldAction)
	if !has {
		return nil
	}
	found := map[string][]labelledRow{}
	for i, row := range rows {
		if kinds[i] != isAction && kinds[i] != isSection || t.numbered[row.Number] || t.over[row.Number] {
			continue
		}
		cells := t.filled(row)
		c, _ := row.cell(action.Number)
		if len(cells) == 1 {
			c = cells[0]
		}
		if l, ok := labelOf(c.Text); ok && c.isText() {
			found[l.word] = append(found[l.word], labelledRow{l, i, len(cells) == 1})
		}
	}
	return found
}

// readAlike has rows that are labelled alike be one thing, and says which were read
// so.
func (t *tableReader) readAlike(rows []Row, kinds []rowKind) {
	for word, group := range t.labelledRows(rows, kinds) {
		if word == "" {
			t.betweenSiblings(rows, kinds, group)
			continue
		}
		sections, alone, full := 0, 0, 0
		for _, r := range group {
			switch {
			case kinds[r.at] == isSection:
				sections++
			case r.alone:
				alone++
			default:
				full++
			}
		}
		if sections == 0 || alone+full == 0 {
			continue
		}
		to := isSection
		if full > 0 || alone > sections {
			to = isAction
		}
		for _, r := range group {
			if r.alone && kinds[r.at] != to {
				t.becomes(rows, kinds, r.at, to)
			}
		}
	}
	t.noteEmptyHeadings(rows, kinds)
}

// betweenSiblings reads a row that has only its text and the number between those of
// the two rows beside it as those are read.
func (t *tableReader) betweenSiblings(rows []Row, kinds []rowKind, group []labelledRow) {
	for i := 1; i+1 < len(group); i++ {
		before, r, after := group[i-1], group[i], group[i+1]
		if !r.alone || before.number != r.number-1 || after.number != r.number+1 {
			continue
		}
		if to := kinds[before.at]; to == kinds[after.at] && to != kinds[r.at] {
			t.becomes(rows, kinds, r.at, to)
		}
	}
}

// becomes has a row be an action or a heading, as those that are labelled alike.
func (t *tableReader) becomes(rows []Row, kinds []rowKind, at int, to rowKind) {
	action, _ := t.field(plan.FieldAction)
	if c, _ := rows[at].cell(action.Number); to == isAction && !c.says() {
		return
	}
	kinds[at] = to
	if to == isAction {
		t.notes.row(t.sheet, rows[at].Number, 0, "row %s has only its text and was read as an action, as the rows are that are numbered or labelled like it: it could be a heading",
			"rows %s have only their text and were read as actions, as the rows are that are numbered or labelled like them: they could be headings").weighs(plan.Doubtful)
		return
	}
	t.notes.row(t.sheet, rows[at].Number, 0, "row %s has only its text and was read as a heading, as the rows are that are numbered or labelled like it: it could be an action",
		"rows %s have only their text and were read as headings, as the rows are that are numbered or labelled like them: they could be actions").weighs(plan.Doubtful)
}

// noteEmptyHeadings says of headings labelled alike, none of which has an action right
// under it, that they are no actions: milestones mostly.
func (t *tableReader) noteEmptyHeadings(rows []Row, kinds []rowKind) {
	for word, group := range t.labelledRows(rows, kinds) {
		sections := slices.DeleteFunc(slices.Clone(group), func(r labelledRow) bool { return kinds[r.at] != isSection })
		if word == "" || len(sections) < 2 || slices.ContainsFunc(sections, func(r labelledRow) bool {
			return r.at+1 < len(rows) && kinds[r.at+1] == isAction
		}) {
			continue
		}
		for _, r := range sections {
			t.empty[rows[r.at].Number] = true
			t.notes.row(t.sheet, rows[r.at].Number, 0, "row %s is a heading with no action under it: it was not read as an action", "rows %s are headings with no actions under them: they were not read as actions").weighs(plan.Unread)
		}
	}
}

// goesPast reports whether an action has the number that follows the one of the
// heading it stands under, and so is that heading's sibling and not its part: 4 under
// 3, where no action before it under that heading has a number of its own.
func (t *tableReader) goesPast(row Row, past, counts bool) (goes, counted bool) {
	action, _ := t.field(plan.FieldAction)
	c, _ := row.cell(action.Number)
	l, ok := labelOf(c.Text)
	heading, headed := labelOf(t.theme.text)
	if past || !ok || !headed || l.word != heading.word {
		return past, counts
	}
	return !counts && l.number == heading.number+1, true
}

// leavesParent reports whether an action stands under no number any more that a
// heading over it has: its own is another or, after a blank row, it has none.
func (t *tableReader) leavesParent(rows []Row, i int) bool {
	over := t.numberOver(t.theme.cell.Row)
	if over == "" {
		return false
	}
	ref, _ := t.field(plan.FieldRef)
	if own, _ := t.sheet.at(rows[i], ref.Number); own.says() {
		return !goesOnWith(own.Text, over)
	}
	return i > 0 && rows[i-1].Number < rows[i].Number-1
}

// numberOver is the number of a row that is a heading of those whose numbers go on with
// it; "" for any other row.
func (t *tableReader) numberOver(row int) string {
	if !t.parents[row] && !t.over[row] {
		return ""
	}
	ref, _ := t.field(plan.FieldRef)
	heading, _ := t.sheet.row(row)
	if c, _ := heading.cell(ref.Number); isNumber(c.Text) {
		return c.Text
	}
	return ""
}

// enclosing closes the numbered headings that a row's number does not go on with, and is
// the one that is left: 1 over 1.4, which follows 1.3.1.
func (t *tableReader) enclosing(row Row) title {
	ref, _ := t.field(plan.FieldRef)
	own, _ := t.sheet.at(row, ref.Number)
	for n := len(t.open); n > 0; n = len(t.open) {
		if goesOnWith(own.Text, t.numberOver(t.open[n-1].cell.Row)) {
			return t.open[n-1]
		}
		t.open = t.open[:n-1]
	}
	return title{text: t.title, cell: t.titled}
}

// isNumber reports whether a text is a number that others may go on with: 2, 2.1, A or
// R2.
func isNumber(text string) bool {
	text = strings.TrimRight(oneLine(text), ".)")
	figures := strings.TrimLeft(text, capitals)
	return text != "" && len(text)-len(figures) <= 2 && strings.Trim(figures, "0123456789.") == "" && !strings.HasPrefix(figures, ".")
}
