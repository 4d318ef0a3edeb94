package table

import (
	"fmt"
	"strings"
	"time"

	"actionplan/plan"
)

// # Days and months that a spreadsheet exchanged
//
// A spreadsheet set to month/day makes 05/10/2027, typed by somebody who means 5
// October, 10 May; and since there is no month 14, it leaves 14/05/2027 as text:
//
//	Target date
//	@2027-10-05    a date: 5 October, or 10 May as it was meant
//	@2027-12-05    a date: 5 December, or 12 May
//	14/05/2027     a text
//	16/05/2027     a text
//
// So where every date in figures that stayed text has a part above twelve, no real
// date has a day above twelve, and the dates stand in no worse order with day and month
// exchanged, that is said of the real ones, with the lines of settings for either. They
// are exchanged only when the settings say so, and nothing is written to such a column:
// a date that was written there would be exchanged when it is read again.

// DayMonth is what the settings say of the dates in a column.
type DayMonth string

// The words for it.
const (
	Exchanged DayMonth = "exchanged" // a spreadsheet made dates of them with day and month exchanged
	AsShown   DayMonth = "as shown"  // they are right
)

// dayMonth is what the settings say of the dates under a heading.
func (r *vocabulary) dayMonth(c *column) DayMonth {
	if said, ok := r.days[foldHeading(c.Heading)]; ok {
		return said
	}
	_, lower, _ := strings.Cut(c.Heading, " / ")
	return r.days[foldHeading(lower)]
}

// datesSeen are the dates of a column: those in figures that are text, and the real
// ones, in the order they stand in.
type datesSeen struct {
	texts, reals int
	below        bool         // a text has both its parts below thirteen: the spreadsheet would have made a date of it
	above        bool         // a real date has a day above twelve
	dates        []plan.Date  // all of them as they are read
	others       []plan.Date  // and with the real ones exchanged
	rows         map[int]bool // those of the real ones that would be others
}

// exchange is a date with day and month exchanged, and whether that is another date.
func exchange(d plan.Date) (plan.Date, bool) {
	if d.Day > 12 || d.Day == int(d.Month) {
		return d, false
	}
	return plan.NewDate(d.Year, time.Month(d.Day), int(d.Month))
}

// isRealDate reports whether a cell holds a date that somebody typed and the
// spreadsheet made a date of.
func (c Cell) isRealDate() bool {
	return c.Kind == CellDate && !c.Formula && !c.Date.IsZero() && !c.IsMonth()
}

// datesOf gathers the dates of a column, also of the other tables of its sheet that
// have it under the same heading.
func (t *tableReader) datesOf(c *column) datesSeen {
	seen := datesSeen{rows: map[int]bool{}}
	for _, row := range t.sheet.used {
		cell, ok := row.cell(c.Number)
		if !ok || !cell.says() || !t.hasColumn(row.Number, c) {
			continue
		}
		switch {
		case cell.isRealDate():
			d := cell.Date.Plan()
			other, differs := exchange(d)
			seen.reals++
			seen.above = seen.above || d.Day > 12
			seen.rows[row.Number] = differs
			seen.add(d, other)
		case cell.isText() && inFigures.MatchString(cell.Text):
			read, _ := plan.ReadDate(cell.Text, c.habit).Value.Date()
			if read.IsZero() {
				continue
			}
			seen.texts++
			seen.below = seen.below || read.Day <= 12
			seen.add(read, read)
		}
	}
	return seen
}

func (s *datesSeen) add(d, other plan.Date) {
	s.dates, s.others = append(s.dates, d), append(s.others, other)
}

// hasColumn reports whether a row stands under a heading: in its own table, or in
// another of its sheet that has the same heading in that column.
func (t *tableReader) hasColumn(row int, c *column) bool {
	if t.from <= row && row <= t.to {
		return true
	}
	for _, other := range t.others {
		for _, h := range other.header.headings {
			if h.column == c.Number && other.from <= row && row <= other.to && foldHeading(h.text()) == foldHeading(c.Heading) {
				return true
			}
		}
	}
	return false
}

// differing is how many of the real dates would be others.
func (s datesSeen) differing() int {
	n := 0
	for _, differs := range s.rows {
		if differs {
			n++
		}
	}
	return n
}

// mayBeExchanged reports whether the dates could be as a spreadsheet leaves them that
// has exchanged some. A real date tells more than a text: of all days of a year, two in
// five are among the first twelve of their months.
func (s datesSeen) mayBeExchanged() bool {
	const enough, few = 5, 4
	if s.differing() == 0 || s.texts+2*s.reals < enough {
		return false
	}
	better := falls(s.others) < falls(s.dates)
	switch {
	case s.texts >= s.reals*few: // one that somebody typed otherwise among texts
		return better || s.texts >= 2 && !s.below && !s.above && falls(s.others) == falls(s.dates)
	case s.below || s.above:
		return false
	}
	return s.texts >= 1 && better || s.texts >= 2 && falls(s.others) == falls(s.dates)
}

// falls is how often a date is followed by an earlier one.
func falls(dates []plan.Date) int {
	n := 0
	for i := 1; i < len(dates); i++ {
		if dates[i].Before(dates[i-1]) {
			n++
		}
	}
	return n
}

// exchangedColumns are the columns of dates that a spreadsheet may have exchanged: by
// their own dates or, where a column holds no texts, by those of the whole table and
// by rows that end before they begin.
func (t *tableReader) exchangedColumns(actions []plan.Action) map[int]datesSeen {
	found, bare := map[int]datesSeen{}, map[int]datesSeen{}
	var all datesSeen
	for i := range t.cols {
		c := &t.cols[i]
		if !c.isDate {
			continue
		}
		seen := t.datesOf(c)
		all.texts, all.reals = all.texts+seen.texts, all.reals+seen.reals
		all.below, all.above = all.below || seen.below, all.above || seen.above
		switch {
		case seen.mayBeExchanged():
			found[c.Number] = seen
		case seen.texts == 0 && seen.differing() > 0:
			bare[c.Number] = seen
		}
	}
	if all.texts >= 2 && !all.below && !all.above && t.fallsInRows(actions, bare, true) < t.fallsInRows(actions, bare, false) {
		for number, seen := range bare {
			found[number] = seen
		}
	}
	return found
}

// fallsInRows is how many actions are due or closed before they start, with the real
// dates of some columns exchanged or as they are.
func (t *tableReader) fallsInRows(actions []plan.Action, in map[int]datesSeen, exchanged bool) int {
	n := 0
	for _, a := range actions {
		day := func(f plan.Field) (plan.Date, bool) {
			e := a.Entry(f)
			d, ok := e.Value.Date()
			if seen := in[e.Cell.Column]; exchanged && ok && seen.rows[e.Cell.Row] {
				d, _ = exchange(d)
			}
			return d, ok
		}
		start, starts := day(plan.FieldStart)
		for _, f := range []plan.Field{plan.FieldDue, plan.FieldClosed} {
			if end, ends := day(f); starts && ends && end.Before(start) {
				n++
			}
		}
	}
	return n
}

// doubtExchanged says which dates a spreadsheet may have made with day and month
// exchanged.
func (t *tableReader) doubtExchanged(actions []plan.Action) {
	for number, seen := range t.exchangedColumns(actions) {
		c := t.numberedColumn(number)
		if t.know.dayMonth(c) != "" || !c.Field.Known() { // what is only kept is taken for no day
			continue
		}
		for i := range actions {
			e := actions[i].Entry(c.Field)
			read, isDate := e.Value.Date()
			if other, differs := exchange(read); isDate && differs && seen.rows[e.Cell.Row] {
				e.Note = plan.NoteMayBeExchanged(read, other)
				actions[i].Set(c.Field, e)
				t.noteMayBeExchanged(c, seen, actions[i].Row, read, other)
			}
		}
	}
}

// noteMayBeExchanged says of one row's date what it may be, with the lines for either.
func (t *tableReader) noteMayBeExchanged(c *column, seen datesSeen, row int, read, other plan.Date) {
	first := fmt.Sprintf("%s, or %s", read.Long(), other.Long())
	why := " (column " + c.Letter + "): dates typed as text here are all of days after the 12th, and no real date is"
	if seen.below || seen.above {
		why = " (column " + c.Letter + "): nearly all others here are typed as text, and are in better order beside it the other way round"
	}
	field := c.Field
	if !field.Known() {
		field = fieldNone
	}
	const line = "{heading: %q, field: %s, day-month: %s}"
	t.notes.rowOf("day and month exchanged", t.sheet, row, c.Number, "row %s has a date whose day and month a spreadsheet may have exchanged, "+first+why+"; it was read as it stands",
		"rows %s have dates whose day and month a spreadsheet may have exchanged, the first of them "+first+why+"; they were read as they stand").
		weighs(plan.Doubtful).settledBy("headings", line, c.Heading, field, AsShown).orBy(line, c.Heading, field, Exchanged)
}

// numberedColumn is the table's column of a number.
func (t *tableReader) numberedColumn(number int) *column {
	for i := range t.cols {
		if t.cols[i].Number == number {
			return &t.cols[i]
		}
	}
	return nil
}

// asMeant is a real date of a column whose dates a spreadsheet exchanged, as it was
// meant.
func (t *tableReader) asMeant(c *column, row Row, cell Cell, e plan.Entry) plan.Entry {
	if !c.Swapped {
		return e
	}
	e.Writable, e.Detail.Swapped = false, true
	if !cell.isRealDate() {
		return e
	}
	read := cell.Date.Plan()
	if read.Day > 12 {
		t.notes.row(t.sheet, row.Number, c.Number, "row %s has a date after the 12th of its month, whose day and month nothing has exchanged (column "+c.Letter+"): it was read as it stands",
			"rows %s have dates after the 12th of their months, whose day and month nothing has exchanged (column "+c.Letter+"): they were read as they stand").weighs(plan.Doubtful)
		return e
	}
	if other, differs := exchange(read); differs {
		e.Value, e.Note = other.Value(), plan.ExchangedNote(read)
	}
	return e
}
