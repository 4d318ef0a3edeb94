package table

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"actionplan/plan"
)

// # Themes that are said once
//
// A theme may stand where its actions begin, and nothing below it until the next:
//
//	Objective       | Action
//	Front door      | Screen every contact
//	                | Triage in a day
//	Workforce       | Appoint four managers
//
// Where the column is plainly grouped so, those below have the theme above them. One
// that fills every row, and repeats itself, has a theme missing where it is blank.

// carryThemes gives actions the theme above them where the column of themes is grouped.
func (t *tableReader) carryThemes(actions []plan.Action) {
	c, has := t.field(plan.FieldTheme)
	if !has || !isGrouped(actions) {
		return
	}
	var above plan.Entry
	for i := range actions {
		a := &actions[i]
		if e := a.Entry(plan.FieldTheme); !e.Value.IsBlank() {
			above = e
			continue
		}
		a.Set(plan.FieldTheme, plan.Entry{Value: above.Value, Typed: above.Typed, Cell: above.Cell, Note: fmt.Sprintf("blank: taken from row %d above it", above.Cell.Row)})
		t.notes.row(t.sheet, a.Row, c.Number, "row %s says no theme, and was read under the one above it: column "+c.Letter+" says each theme once", "rows %s say no theme, and were read under those above them: column "+c.Letter+" says each theme once")
	}
}

// isGrouped reports whether a column of themes says each theme once, where its actions
// begin: the first action has one, no two that follow each other say the same, and
// enough say none.
func isGrouped(actions []plan.Action) bool {
	filled, blank, last := 0, 0, ""
	for i, a := range actions {
		v := a.Value(plan.FieldTheme)
		switch {
		case i == 0 && v.IsBlank() || v.Kind != plan.KindText && !v.IsBlank():
			return false
		case v.IsBlank():
			blank++
		case plan.Fold(v.Text) == last:
			return false
		default:
			filled, last = filled+1, plan.Fold(v.Text)
		}
	}
	return filled > 1 && blank > 1 && blank*3 >= filled*2
}

// doubtDueElsewhere says where an action has no date due, and a date in a column that
// is headed as the end of something: its milestone, its delivery.
func (t *tableReader) doubtDueElsewhere(actions []plan.Action) {
	due, has := t.field(plan.FieldDue)
	if !has {
		return
	}
	for i := range t.cols {
		c := &t.cols[i]
		if c.Field.Known() || c.Part != "" || c.Given || !endsThere.MatchString(foldHeading(c.Heading)) {
			continue
		}
		other := plan.FieldOriginal
		if _, closes := t.field(plan.FieldClosed); !closes && saysFinished(c.Heading) {
			other = plan.FieldClosed
		}
		for _, a := range actions {
			e := a.Entry(c.Field)
			_, isDate := e.Value.Date()
			if !isDate && e.Value.Kind == plan.KindText {
				_, isDate = plan.ReadDate(e.Value.Text, due.habit).Value.Date()
			}
			if isDate && a.Value(plan.FieldDue).IsBlank() {
				in := fmt.Sprintf(" in column %s, %q: ", c.Letter, c.Heading)
				t.notes.row(t.sheet, a.Row, c.Number, "row %s has no date due, and a date"+in+"it is not overdue by that", "rows %s have no dates due, and dates"+in+"they are not overdue by those").
					weighs(plan.Doubtful).takes(t, c.Column, fieldNone).orTakes(t, c.Column, other)
			}
		}
	}
}

// saysFinished says whether a heading is of when something was finished in fact.
func saysFinished(heading string) bool {
	return slices.ContainsFunc(strings.Fields(foldHeading(heading)), func(w string) bool { return ended[w] || inFact[w] })
}

var endsThere = regexp.MustCompile(`\b(mile ?stones?|deliver(y|ed|able|ables)|target|deadline|due|end|ends|finish|completion|complete)\b`)

// doubtUntold says which actions of a column of actions say nothing there.
func (t *tableReader) doubtUntold(actions []plan.Action) {
	c, has := t.field(plan.FieldAction)
	recommendation, recommends := t.field(plan.FieldRecommendation)
	if !has {
		return
	}
	last, after := t.header.row, 0 // the last action with a text, and how many rows after it have none
	var untold *noted
	for _, a := range actions {
		if !a.Value(plan.FieldAction).IsBlank() || recommends && !a.Value(recommendation.Field).IsBlank() {
			last, after = a.Row, 0
			continue
		}
		after++
		if c.Given {
			t.notes.row(t.sheet, a.Row, c.Number, "row %s says nothing in the column that the settings have for the action, and was read as one", "rows %s say nothing in the column that the settings have for the action, and were read as actions").weighs(plan.Assumed)
			continue
		}
		untold = t.notes.row(t.sheet, a.Row, c.Number, "row %s has no text for what is to be done, and was read as an action (column "+c.Letter+")", "rows %s have no texts for what is to be done, and were read as actions (column "+c.Letter+")").weighs(plan.Doubtful)
	}
	if untold == nil {
		return
	}
	if other, is := t.otherAction(); is && len(untold.rows)*4 >= len(actions) && last > t.header.row {
		untold.takes(t, c.Column, plan.FieldAction).orTakes(t, other.Column, plan.FieldAction)
	}
	if after == len(untold.rows) && last > t.header.row {
		untold.lineOf = func(tables []*part) plan.Line {
			return plan.Line{Under: "tables", Item: fmt.Sprintf("{sheet: %q, header: %d, kind: %s, last: %d}", t.sheet.Sheet, t.header.row, t.keptKind(tables), last)}
		}
	}
}
