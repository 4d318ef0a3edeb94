package table

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"actionplan/plan"
)

// fewDates is the least number of a column's other dates that a date is held
// against.
const fewDates = 4

// doubtDates doubts the dates that were typed in figures and fit neither the other
// dates of their column nor their row, where both would fit with day and month
// exchanged:
//
//	start        due
//	01/06/2026   30/06/2026
//	01/07/2026   31/08/2026
//	01/06/2026   07/09/2026
//	01/09/2026   10/02/2026    10 February is before the start and every other; 2 October is not
//
// They are read as they were, and said.
func (t *tableReader) doubtDates(rows []actionRow, actions []plan.Action) {
	for i := range t.cols {
		c := &t.cols[i]
		if c.Field != plan.FieldStart && c.Field != plan.FieldDue && c.Field != plan.FieldClosed {
			continue
		}
		for k := range actions {
			cell, _ := t.sheet.at(rows[k].Row, c.Number)
			read, other, ok := exchanged(actions[k].Entry(c.Field))
			if !ok || !cell.isText() || !fitsNeither(actions, k, c.Field, read, other) {
				continue
			}
			a := &actions[k]
			e := a.Entry(c.Field)
			e.Note = plan.NoteExchanged(read, other)
			a.Set(c.Field, e)
			t.notes.rowOf("exchanged", t.sheet, a.Row, c.Number, fmt.Sprintf("row %%s says %s, read as %s: it fits neither the row nor the column (%s), and %s would fit both", typedDate(e), read.Long(), c.Letter, other.Long()),
				"rows %s have dates that fit neither their rows nor the column, and would fit both with day and month exchanged (column "+c.Letter+")").weighs(plan.Doubtful)
		}
	}
}

func typedDate(e plan.Entry) string {
	return strings.ReplaceAll(strconv.Quote(plan.Clean(e.Typed)), "%", "%%")
}

// inFigures is a date typed in figures alone.
var inFigures = regexp.MustCompile(`^\s*[0-9]{1,2}\s*[./-]\s*[0-9]{1,2}\s*[./-]\s*[0-9]{2}(?:[0-9]{2})?\s*$`)

// exchanged is the date of a cell of figures, and the date with its day and month
// exchanged, where that is another.
func exchanged(e plan.Entry) (read, other plan.Date, ok bool) {
	read, ok = e.Value.Date()
	if !ok || !inFigures.MatchString(e.Typed) || read.Day == int(read.Month) {
		return read, other, false
	}
	other, ok = plan.NewDate(read.Year, time.Month(read.Day), int(read.Month))
	return read, other, ok
}

// fitsNeither reports whether the date of an action fits neither the others of its
// column nor its row, and the other date fits both.
func fitsNeither(actions []plan.Action, at int, f plan.Field, read, other plan.Date) bool {
	if inOrder(actions[at], f, read) || !inOrder(actions[at], f, other) {
		return false
	}
	var dates []plan.Date
	for i, a := range actions {
		if d, ok := a.Value(f).Date(); ok && i != at {
			dates = append(dates, d)
		}
	}
	if len(dates) < fewDates {
		return false
	}
	before := func(a, b plan.Date) int { return b.DaysUntil(a) }
	first, last := slices.MinFunc(dates, before), slices.MaxFunc(dates, before)
	within := func(d plan.Date) bool { return !d.Before(first) && !last.Before(d) }
	return !within(read) && within(other)
}

// inOrder reports whether a date in a field stands in its row as it should: nothing
// is due or closed before its start.
func inOrder(a plan.Action, f plan.Field, d plan.Date) bool {
	if f != plan.FieldStart {
		start, ok := a.Value(plan.FieldStart).Date()
		return !ok || !d.Before(start)
	}
	for _, end := range []plan.Field{plan.FieldDue, plan.FieldClosed} {
		if e, ok := a.Value(end).Date(); ok && e.Before(d) {
			return false
		}
	}
	return true
}

// doubtStatus doubts a plan without a column of statuses that says in another how far
// its actions have got: what begins with Completed there counts as open.
func (t *tableReader) doubtStatus(actions []plan.Action) {
	if _, has := t.field(plan.FieldStatus); has || t.hasPart(plan.FieldStatus) {
		return
	}
	reported, _ := t.reports(plan.FieldProgress)
	for _, c := range t.cols {
		if !c.Given && !c.isDate && (c.Number == reported.Number || c.Part == "" && (mayTellStatus[c.Field] || !c.Field.Known())) {
			t.doubtStatusIn(c, actions)
		}
	}
}

// mayTellStatus are the fields of words that people put such a word into.
var mayTellStatus = fieldSet(plan.FieldOutcome, plan.FieldMeasure, plan.FieldTarget, plan.FieldLatest, plan.FieldEvidence, plan.FieldVerified, plan.FieldResources, plan.FieldExtension)

// doubtStatusIn doubts what one column says of how far the actions have got: where
// most of its cells begin with that, all such; else those that say nothing else.
func (t *tableReader) doubtStatusIn(c column, actions []plan.Action) {
	said, opens := 0, 0
	var all, alone []plan.Entry // those that say otherwise than what they count as
	for _, a := range actions {
		e := a.Entry(c.Field)
		if e.Value.Kind != plan.KindText {
			continue
		}
		said++
		s, is := plan.OpensWithStatus(e.Value.Text)
		if !is {
			continue
		}
		opens++
		if counts := a.Status(); s.IsDone() == counts.IsDone() && (s == plan.StatusCancelled) == (counts == plan.StatusCancelled) {
			continue
		}
		all = append(all, e)
		if wordCount(e.Value.Text) <= 2 {
			alone = append(alone, e)
		}
	}
	as := c.Field
	if !as.Known() {
		as = fieldNone
	}
	otherwise, field, other := all, plan.FieldStatus, as
	if opens < 2 || opens*2 < said { // the column is what it was taken for, but for these
		otherwise, field, other = alone, as, plan.FieldStatus
	}
	if len(all) == 0 && c.Field != plan.FieldProgress && c.Part == "" && opens > 2 && opens*5 >= said*4 {
		t.miss(plan.FieldStatus)
		t.notes.column(t.sheet, c.Number, fmt.Sprintf("column %s, %q, says how far actions have got, as they count without it, and no column is headed as the status", c.Letter, c.Heading)).
			takes(t, c.Column, plan.FieldStatus).orTakes(t, c.Column, as)
	}
	if len(otherwise) > 0 {
		t.miss(plan.FieldStatus)
	}
	for _, e := range otherwise {
		in := fmt.Sprintf(" in column %s, %q, and no column is headed as the status: ", c.Letter, c.Heading)
		in = strings.ReplaceAll(in, "%", "%%")
		t.notes.rowOf("status in another column", t.sheet, e.Cell.Row, c.Number, "row %s says how far its action has got"+in+"it counts as open", "rows %s say how far their actions have got"+in+"they count as open").
			weighs(plan.Doubtful).takes(t, c.Column, field).orTakes(t, c.Column, other)
	}
}

// reports is the column that reports a field: its own or, of a column a period, the
// latest that is no forecast.
func (t *tableReader) reports(f plan.Field) (found column, ok bool) {
	if c, has := t.field(f); has {
		return c, true
	}
	for _, c := range t.cols {
		if c.Part == f && !c.Ahead && c.Period > found.Period {
			found, ok = c, true
		}
	}
	return found, ok
}

// doubtFewTold doubts a column that says what is to be done in few rows alone, and says
// whether it did.
func (t *tableReader) doubtFewTold(actions []plan.Action) (doubted bool) {
	c, has := t.field(plan.FieldAction)
	if _, recommends := t.field(plan.FieldRecommendation); !has || c.Given || recommends {
		return false
	}
	told := 0
	for _, a := range actions {
		if v := a.Value(plan.FieldAction); v.Kind != plan.KindAbsent && !v.IsBlank() {
			told++
		}
	}
	if len(actions) >= 6 && told*4 < len(actions) {
		note := t.notes.column(t.sheet, c.Number, fmt.Sprintf("column %s, %q, was taken for the action, and says something in %d of %d rows", c.Letter, c.Heading, told, len(actions))).
			weighs(plan.Doubtful).takes(t, c.Column, plan.FieldAction)
		if other, is := t.otherAction(); is {
			note.orTakes(t, other.Column, plan.FieldAction)
		}
		return true
	}
	return false
}

// fewColoured is the least number of rows whose colours are taken to mean something.
const fewColoured = 3

// rowColours rates actions by the colours of their rows where no column holds
// ratings and the settings say so; where they do not, it says that the colours
// are there. The status cell's colour goes before the row's, and one colour alone
// is layout.
func (t *tableReader) rowColours(rows []actionRow, actions []plan.Action) {
	if _, has := t.field(plan.FieldRAG); has || t.hasPart(plan.FieldRAG) {
		return
	}
	status, where, at := t.statusColours(rows), "the rows", 0
	rated, kinds := map[int]plan.Value{}, map[plan.Value]bool{}
	for i, row := range rows {
		v, ok := status[i]
		if ok {
			c, _ := t.field(plan.FieldStatus)
			where, at = "the cells of column "+c.Letter, c.Number
		} else {
			v, ok = t.colourOf(row.Row)
		}
		if ok {
			rated[i], kinds[v] = v, true
		}
	}
	if len(rated) < fewColoured || len(kinds) < 2 || !t.options.RatingFromColour && followThemes(rated, actions) {
		t.doubtColoured(rows)
		return
	}
	if at > 0 && len(status) < len(rated) {
		where += " or their rows"
	}
	if !t.options.RatingFromColour {
		t.notes.column(t.sheet, at, where+" are filled in colours that ratings have, and no column holds ratings: the line that takes them for it: rating-from: row colour").weighs(plan.Doubtful)
		return
	}
	t.notes.column(t.sheet, at, fmt.Sprintf("%d actions are rated by the colour of %s, as the settings say", len(rated), where))
	for i, v := range rated {
		actions[i].Colour = v
	}
}

// statusColours are the ratings that the fills of the status cells say, by the row: none
// where all have one fill, which is layout.
func (t *tableReader) statusColours(rows []actionRow) map[int]plan.Value {
	status, ok := t.field(plan.FieldStatus)
	rated, kinds := map[int]plan.Value{}, map[plan.Value]bool{}
	for i, row := range rows {
		c, _ := t.sheet.at(row.Row, status.Number)
		if v, is := plan.ReadFill(c.Fill, t.options.Ratings); ok && c.Fill != "" && is {
			rated[i], kinds[v] = v, true
		}
	}
	if len(kinds) < 2 {
		return nil
	}
	return rated
}

// doubtColoured says of a column that says nothing and is filled in colours that ratings
// have that it could be the rating. Several such are a chart of when each is done.
func (t *tableReader) doubtColoured(rows []actionRow) {
	var could []column
	for _, c := range t.cols {
		if c.Field.Known() || c.Part != "" || c.Given || t.held[c.Number].said > 0 {
			continue
		}
		filled, kinds := 0, map[plan.Value]bool{}
		for _, row := range rows {
			cell, _ := t.sheet.at(row.Row, c.Number)
			if v, is := plan.ReadFill(cell.Fill, t.options.Ratings); is && cell.Fill != "" {
				filled++
				kinds[v] = true
			}
		}
		if filled >= fewColoured && len(kinds) > 1 {
			could = append(could, c)
		}
	}
	if len(could) == 1 && !isPeriod(could[0].Heading) {
		c := could[0]
		t.notes.column(t.sheet, c.Number, fmt.Sprintf("column %s, %q, says nothing and is filled in colours that ratings have, and no column holds ratings: it stands for itself", c.Letter, c.Heading)).
			weighs(plan.Doubtful).takes(t, c.Column, plan.FieldRAG).orTakes(t, c.Column, fieldNone)
	}
}

// followThemes reports whether the colours of rows only tell the themes apart: each
// theme has one, and themes of several rows agree in theirs too often for chance.
func followThemes(rated map[int]plan.Value, actions []plan.Action) bool {
	of, theme, again, kinds := map[string]plan.Value{}, "", 0, map[plan.Value]bool{}
	for i, a := range actions {
		if v := a.Value(plan.FieldTheme); v.Kind != plan.KindBlank && v.Kind != plan.KindAbsent {
			theme = plan.Fold(v.Text)
		}
		v, is := rated[i]
		if !is {
			continue
		}
		before, seen := of[theme]
		if theme == "" || seen && before != v {
			return false
		}
		if seen {
			again++
			kinds[v] = true
		}
		of[theme] = v
	}
	return again >= fewColoured && len(kinds) > 1
}

// colourOf is the rating that a row's colour says: the one that most of its cells are
// filled in, and that of what is to be done among them. What other columns alone are
// filled in, as a likelihood beside an impact, is theirs.
func (t *tableReader) colourOf(row Row) (plan.Value, bool) {
	fill := ""
	for _, f := range []plan.Field{plan.FieldAction, plan.FieldRecommendation, plan.FieldRef} {
		if c, has := t.field(f); has && fill == "" {
			cell, _ := t.sheet.at(row, c.Number)
			fill = cell.Fill
		}
	}
	n := 0
	for i := range t.cols {
		if c, _ := t.sheet.at(row, t.cols[i].Number); c.Fill == fill {
			n++
		}
	}
	if fill == "" || n*2 <= len(t.cols) {
		return plan.Value{}, false
	}
	return plan.ReadFill(fill, t.options.Ratings)
}

// doubtDueOfDone doubts a due date that only actions which are done have: it says
// rather when they were finished.
//
//	Task     Status   Finish date
//	Write    Done     04/03/2026
//	Train    Open
//	Audit    Done     11/03/2026
//	Publish  Open
func (t *tableReader) doubtDueOfDone(actions []plan.Action) {
	c, has := t.field(plan.FieldDue)
	_, closes := t.field(plan.FieldClosed)
	_, moved := t.field(plan.FieldOriginal)
	if _, says := t.field(plan.FieldStatus); !has || !says || c.Given || closes || moved {
		return
	}
	done, open := 0, 0
	for i := range actions {
		status := actions[i].Entry(plan.FieldStatus).Status()
		_, dated := actions[i].Value(plan.FieldDue).Date()
		blank := actions[i].Value(plan.FieldDue).IsBlank()
		switch {
		case status.IsDone() && dated:
			done++
		case status.IsOpen() && blank:
			open++
		default:
			return
		}
	}
	if done < 2 || open < 2 {
		return
	}
	if t.dueIs != nil { // said already, with the line for none
		said := fmt.Sprintf("no column is headed as the due: column %s, %q, holds dates and was taken for it, and only actions that are done have one: it could say when they were finished", c.Letter, c.Heading)
		t.dueIs.message = func(string, bool) string { return said }
		t.dueIs.takes(t, c.Column, plan.FieldClosed).orTakes(t, c.Column, plan.FieldDue)
		return
	}
	t.notes.column(t.sheet, c.Number, fmt.Sprintf("column %s, %q, was taken for the due date, and only actions that are done have one: it could say when they were finished", c.Letter, c.Heading)).
		weighs(plan.Doubtful).takes(t, c.Column, plan.FieldClosed).orTakes(t, c.Column, plan.FieldDue)
}
