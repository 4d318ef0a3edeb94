package table

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"actionplan/plan"
)

// Rows that say what they are, and may be none of the plan's actions: that nothing is to
// be done, that they are a milestone, or what the settings name them for.

// saysNoAction is a text that says that nothing is to be done. "None of the schools has
// a lead" says more.
var saysNoAction = regexp.MustCompile(`^(?i:none(?: (?:required|needed|identified|at present|at this time|to report))?|n ?/ ?a|not applicable|nil|nothing(?: to (?:do|report))?|(?:there (?:is|are) )?no (?:further |other |additional |more )?(?:actions?|steps?|work)(?: (?:is|are))?(?: (?:required|needed|necessary|proposed|planned|identified|taken|to be taken|at this time|at present))*)[ .!]*$`)

// opensMilestone is how a milestone is labelled.
var opensMilestone = regexp.MustCompile(`^(?i:(?:key )?milestones?(?: ?(?:no\.? ?)?[0-9]{1,3}\b| ?[:–—]| - )|m(?:ile)?stone$)`)

// ruled is what the settings say that a row is: by its text, or by its kind.
func (t *tableReader) ruled(row Row) (RowMeaning, bool) {
	if len(t.options.Rows) == 0 {
		return "", false
	}
	text := t.textOf(row)
	for _, r := range t.options.Rows {
		if r.Text != "" && text != "" && plan.Fold(oneLine(r.Text)) == text {
			return r.Means, true
		}
	}
	return "", false
}

// textOf is what a row says is to be done, or its first words where it says nothing
// there, folded.
func (t *tableReader) textOf(row Row) string {
	action, has := t.field(plan.FieldAction)
	if c, _ := row.cell(action.Number); has && c.isText() {
		return plan.Fold(oneLine(c.Text))
	}
	for _, c := range t.filled(row) {
		if c.isText() && hasLetter(c.Text) {
			return plan.Fold(oneLine(c.Text))
		}
	}
	return ""
}

// asRuled has a row be what the settings say.
func (t *tableReader) asRuled(row Row, means RowMeaning) rowKind {
	switch means {
	case MeansHeading:
		if len(t.nameCells(row)) > 0 {
			t.over[row.Number] = true
		}
		t.notes.row(t.sheet, row.Number, 0, "row %s is a heading: the settings say so", "rows %s are headings: the settings say so").weighs(plan.Aside)
		return isSection
	case MeansNothing:
		return t.skip(row, "row %s was not read: the settings say that it is no action", "rows %s were not read: the settings say that they are no actions")
	}
	return isAction
}

// milestoneRows finds the rows that are labelled as milestones, where most are not, and
// which of who does a thing and how far it is most of the others say.
func (t *tableReader) milestoneRows(rows []Row) (found map[int]bool, told []int) {
	found = map[int]bool{}
	says, others := map[int]int{}, 0
	for _, row := range rows {
		cells := t.filled(row)
		if len(cells) < 2 {
			continue
		}
		if c := t.nameOf(row); c.says() && opensMilestone.MatchString(oneLine(c.Text)) {
			found[row.Number] = true
			continue
		}
		others++
		for _, c := range cells {
			says[c.Column]++
		}
	}
	if len(found) >= others {
		return map[int]bool{}, nil
	}
	for _, f := range []plan.Field{plan.FieldLead, plan.FieldStatus} {
		if col, has := t.field(f); has && says[col.Number]*2 > others {
			told = append(told, col.Number)
		}
	}
	return found, told
}

// milestone is what a row is that is labelled as a milestone: one that says when alone,
// where actions say who does them or how far they are, is none.
func (t *tableReader) milestone(row Row) rowKind {
	means, ruled := t.options.meaning(KindMilestone)
	says := slices.ContainsFunc(t.toldOf, func(number int) bool {
		c, at := t.sheet.at(row, number)
		return c.says() && !at.follower
	})
	switch {
	case ruled:
		return t.asRuled(row, means)
	case len(t.toldOf) > 0 && !says:
		t.isNone(row, t.said(row))
		t.notes.row(t.sheet, row.Number, 0, "row %s is a milestone, of which nobody is the lead: it was not read", "rows %s are milestones, of which nobody is the lead: they were not read").
			weighs(plan.Unread).settledBy("rows", rowKindLine, KindMilestone, MeansNothing).orBy(rowKindLine, KindMilestone, MeansAction)
		return isSkipped
	}
	t.notes.row(t.sheet, row.Number, 0, "row %s is labelled as a milestone: it was read as an action", "rows %s are labelled as milestones: they were read as actions").
		weighs(plan.Doubtful).settledBy("rows", rowKindLine, KindMilestone, MeansAction).orBy(rowKindLine, KindMilestone, MeansNothing)
	return isAction
}

// noAction is what a row is that says, where an action would stand, that there is none.
func (t *tableReader) noAction(row Row) rowKind {
	if means, ruled := t.options.meaning(KindNoAction); ruled {
		return t.asRuled(row, means)
	}
	col, _ := t.field(plan.FieldAction)
	c, _ := row.cell(col.Number)
	says := strings.ReplaceAll(strconv.Quote(oneLine(c.Text)), "%", "%%")
	t.notes.rowOf(string(KindNoAction), t.sheet, row.Number, 0, "row %s says "+says+" for what is to be done: it was read as an action", "rows %s say for what is to be done that there is nothing: they were read as actions").
		weighs(plan.Doubtful).settledBy("rows", rowKindLine, KindNoAction, MeansNothing).orBy(rowKindLine, KindNoAction, MeansAction)
	return isAction
}

// saysNone reports whether a row says that nothing is to be done.
func (t *tableReader) saysNone(row Row) bool {
	col, has := t.field(plan.FieldAction)
	c, _ := row.cell(col.Number)
	return has && c.isText() && len(c.Text) <= longestHeading && saysNoAction.MatchString(oneLine(c.Text))
}

// opensUnnamed is what stands where an action's text will: Task 4, TBC.
var opensUnnamed = regexp.MustCompile(`^(?i:(?:action|task|activity|item|step|milestone|deliverable|objective|issue|risk|sub-?task)s? ?(?:no\.? ?|#)?[0-9]{1,3}[.:]?|\(?(?:action|task|description|text)(?: text| description| name)?(?: goes)? here\)?|enter (?:the )?(?:action|task)(?: here)?|new (?:action|task))$`)

// fewNamed is how many rows must have texts of their own for those that have none to be
// yet to be named: in an example all of them are called Task 1, Task 2.
const fewNamed = 2

// unnamedRows finds the rows that have no text but Task 4 and say nothing beside it that
// was not filled in beforehand, where other rows have texts of their own.
func (t *tableReader) unnamedRows(rows []Row) map[int]bool {
	found := map[int]bool{}
	action, acts := t.field(plan.FieldAction)
	if !acts {
		return found
	}
	ref, _ := t.field(plan.FieldRef)
	named := 0
	for _, row := range rows {
		c, _ := row.cell(action.Number)
		if !c.isText() || c.Formula {
			continue
		}
		if !opensUnnamed.MatchString(oneLine(c.Text)) {
			named++
			continue
		}
		if !slices.ContainsFunc(t.underHeadings(row), func(c Cell) bool {
			return c.Column != action.Number && c.Column != ref.Number && !t.isFilledBefore(c)
		}) {
			found[row.Number] = true
		}
	}
	if named < fewNamed {
		return map[int]bool{}
	}
	return found
}

// unnamed is what a row is that names no action yet.
func (t *tableReader) unnamed(row Row) rowKind {
	if means, ruled := t.options.meaning(KindUnnamed); ruled {
		return t.asRuled(row, means)
	}
	t.isNone(row, t.said(row))
	t.notes.row(t.sheet, row.Number, 0, "row %s names no action yet: it was not read", "rows %s name no actions yet: they were not read").
		weighs(plan.Unread).settledBy("rows", rowKindLine, KindUnnamed, MeansNothing).orBy(rowKindLine, KindUnnamed, MeansAction)
	return isSkipped
}

// unfilledRows finds the rows that have a ref, no text, and no more beside it than what
// was filled in for whoever will: the words of a list, the same in each, or that it is
// not begun.
func (t *tableReader) unfilledRows(rows []Row) map[int]bool {
	found := map[int]bool{}
	ref, has := t.field(plan.FieldRef)
	_, acts := t.field(plan.FieldAction)
	if !has || !acts {
		return found
	}
	tell := maps.Clone(t.names)
	delete(tell, ref.Number)
	byWords := map[string][]int{}
	for _, row := range rows {
		if c, _ := row.cell(ref.Number); !c.says() || t.isNamed(row, tell) {
			continue
		}
		cells := t.underHeadings(row)
		if len(cells) < 2 || cells[0].Column != ref.Number || slices.ContainsFunc(cells[1:], func(c Cell) bool { return !t.isFilledBefore(c) }) {
			continue
		}
		words := ""
		for _, c := range cells[1:] {
			words += fmt.Sprint(c.Column, plan.Fold(c.Text), "\n")
		}
		byWords[words] = append(byWords[words], row.Number)
		if !slices.ContainsFunc(cells[1:], func(c Cell) bool { return !t.isUnbegun(c) }) {
			found[row.Number] = true
		}
	}
	for _, alike := range byWords {
		for _, number := range alike {
			found[number] = found[number] || len(alike) > 1
		}
	}
	return found
}

// isFilledBefore reports whether a cell may have been filled in before anybody knew the
// action: a word of a list, a figure, what a formula gives.
func (t *tableReader) isFilledBefore(c Cell) bool {
	i := slices.IndexFunc(t.cols, func(col column) bool { return col.Number == c.Column })
	if i < 0 {
		return false
	}
	switch f := t.cols[i].reads(); {
	case f == plan.FieldStatus:
		status, _ := plan.ReadStatus(plan.TextValue(c.Text), t.options.Statuses)
		return c.isText() && wordCount(c.Text) <= 3 && !status.IsDone()
	case f == plan.FieldRAG:
		return c.isText() && wordCount(c.Text) <= 3
	case f == plan.FieldPercent:
		return c.Kind == CellNumber
	case f.Known() && f != plan.FieldTheme:
		return false
	}
	return c.Formula || c.Kind == CellNumber || c.isText() && saysOfList(c.Text)
}

// isUnbegun reports whether a cell says that nothing has begun: Not started, 0%, or what
// a formula gives.
func (t *tableReader) isUnbegun(c Cell) bool {
	status, known := plan.ReadStatus(plan.TextValue(c.Text), t.options.Statuses)
	return c.Formula || c.isNought() || c.isText() && known && status == plan.StatusNotStarted
}
