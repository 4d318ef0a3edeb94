package excel

import (
	"slices"
	"strconv"
	"strings"

	"actionplan/excel/internal/ooxml"
	"actionplan/plan"
	"actionplan/table"
)

// A cell that is written keeps the format it has. One that has no element yet
// inherits one, and some contents ask for more than that: a date has to be
// shown as a date, half of a column of per cents is 0.5, a text that begins
// like a formula must not become one. Take a row 4 that is added under
//
//	2  1.1   Write     31/3/26 (dd/mm/yyyy)   red
//	3  1.2   Train     30/4/26 (dd/mm/yyyy)   green
//
// C4 looks like C3, and so shows the day; D4 looks like the nearest cell above
// that is rated by no colour, for a colour that rates 1.2 does not rate 1.3
// (colour.go says what does). Where no cell near by looks as it has to, a cell
// format is made that differs from its own in that one thing (formats.go). No
// other cell's format ever changes.

// formatter settles how the cells of one sheet will look.
type formatter struct {
	*worksheet
	formats *formats
	fresh   *table.Fresh
	dates   map[tableField]*typedDates // columns that have been looked through
}

// settle chooses how a cell will look, and settles what depends on that, or
// says why it cannot be written.
func (f *formatter) settle(t *target) (why string) {
	cell := f.found.Cells[t.Address]
	here := t.put == 0 && cell.Here
	if here {
		t.style = cell.Cell.Style
	} else {
		t.style, t.restyle = f.inherited(t), true
	}
	if t.exact != nil {
		return f.putBack(t)
	}
	f.strike(t, here)
	switch look := f.formats.look(t.style); t.content.kind {
	case dateContent:
		f.date(t, here)
	case numberContent:
		t.content = numberIn(t, look.format, f.formats.shared.epoch)
	case textContent:
		t.content = clockIn(percentIn(t.content, look.format, f.formats.shared.epoch), look.format, f.formats.shared.epoch)
		if look.format.month {
			t.content = monthIn(t, f.formats.shared.epoch)
		}
	}
	if t.edit.Field == plan.FieldRAG {
		if why = f.colour(t, here); why != "" {
			return why
		}
	}
	f.quote(t)
	return ""
}

// inherited is the cell format of a cell that has no element yet: that of the
// cell it is to look like, or else of what is about it. A colour that rates
// that cell rates no other.
func (f *formatter) inherited(t *target) int {
	from := t.Address
	if t.like != (ooxml.Address{}) {
		from = t.like
	}
	style := 0
	if found := f.found.Cells[from]; from == t.like && found.Here {
		style = found.Cell.Style
	} else {
		style = f.about(from)
	}
	unrated := func(style int) bool {
		_, rated := f.formats.rating(style)
		return !rated
	}
	if unrated(style) || t.edit.Field != plan.FieldRAG && !f.ratesRows() {
		return style
	}
	if plainer, ok := f.near.above(t.Column, t.Row, f.headerAbove(t.Address), unrated); ok {
		return plainer
	}
	if bare, err := f.formats.filled(style, 0); err == nil {
		return bare // every workbook's first fill is none
	}
	return 0
}

// actions are what a fresh reading says, where the work was to be read.
func (f *formatter) actions() []plan.Action {
	if f.fresh == nil {
		return nil
	}
	return f.fresh.Plan.Actions
}

// ratesRows reports whether actions are rated by the colour of their row or of
// their status.
func (f *formatter) ratesRows() bool {
	return slices.ContainsFunc(f.actions(), func(a plan.Action) bool { return a.Colour.Kind == plan.KindRating })
}

// strike has what is written be struck out just where its whole row is: words that
// are new are said, and a row that is withdrawn stays so.
func (f *formatter) strike(t *target, here bool) {
	want := t.put == 0 && f.withdrawn(t)
	if t.content.kind == blankContent || f.formats.look(t.style).font.Struck == want {
		return
	}
	fits := func(style int) bool { return f.formats.look(style).font.Struck == want }
	other, _ := f.near.nearest(t.Column, t.Row, f.headerAbove(t.Address), fits)
	style, err := f.formats.struck(t.style, want, f.formats.font(other))
	switch {
	case (err != nil || !fits(style)) && want:
		t.note("the row is struck out, and what is written is not: no cell of the workbook shows how")
	case err != nil || !fits(style):
		t.note("the cell is struck out, and what is written is too: take the line away in Excel, where it is to be said")
	case here && !want:
		t.restyleTo(style)
		t.note("the cell was struck out, and what is written is not")
	default:
		t.restyleTo(style)
	}
}

// withdrawn reports whether all that a target's row says is struck out.
func (f *formatter) withdrawn(t *target) bool {
	return slices.ContainsFunc(f.actions(), func(a plan.Action) bool {
		return a.Struck && a.Sheet == f.part.Name && a.Row == t.Row
	})
}

// about is the cell format of a cell's row, of its column, or of the nearest
// cell above it in the table.
func (f *formatter) about(at ooxml.Address) int {
	if style := f.found.Rows[at.Row].Row.Style; style != 0 {
		return style
	}
	for _, c := range f.found.Columns {
		if c.First <= at.Column && at.Column <= c.Last && c.Style != 0 {
			return c.Style
		}
	}
	style, _ := f.near.above(at.Column, at.Row, f.headerAbove(at), func(int) bool { return true })
	return style
}

// headerAbove is the row of the headings that a cell stands under, 0 where
// none is known.
func (f *formatter) headerAbove(at ooxml.Address) int {
	return max(f.objects.headerAbove(at.Row, at.Column), f.fresh.HeaderAbove(f.part.Name, at.Row))
}

// date finds a cell format that shows a date: the cell's own, that of a
// neighbour in its column with the same fill, one that differs from the
// cell's own in nothing else, or as the last resort a new one that does.
func (f *formatter) date(t *target, here bool) {
	own := f.formats.look(t.style)
	if own.format.namesDay() {
		return
	}
	if text, ok := f.datesOf(t).write(t); ok {
		t.content = content{kind: textContent, text: text}
		t.note("the date is written as text, as the column's other dates are")
		return
	}
	shows := func(style int) bool { return f.formats.look(style).format.namesDay() }
	alike := func(style int) bool { return shows(style) && f.formats.look(style).fill == own.fill }
	top := f.headerAbove(t.Address)
	style, ok := f.near.nearest(t.Column, t.Row, top, alike)
	if !ok && !here {
		style, ok = f.near.nearest(t.Column, t.Row, top, shows)
	}
	if !ok {
		var err error
		if style, err = f.formats.dated(t.style); err != nil {
			t.content = content{kind: textContent, text: t.edit.Now.Written()}
			t.note("the date is written as text: the workbook has no format for dates")
			return
		}
	}
	t.style, t.restyle = style, true
}

// monthIn is how a month is written where the cell shows months: as the first day
// of it, which is how a spreadsheet keeps one.
func monthIn(t *target, e epoch) content {
	value := t.edit.Now.Value
	if !value.IsMonth() || value.Besides() != "" {
		return t.content
	}
	first, _ := value.Date()
	first.Day = 1
	number, ok := e.number(first)
	if !ok {
		return t.content
	}
	return content{kind: dateContent, text: strconv.Itoa(number), date: first}
}

// numberIn is how a number is written where the cell shows per cent, in which
// half is 0.5, or dates, in which it would be a day.
func numberIn(t *target, f *format, e epoch) content {
	value := t.edit.Now.Value
	switch {
	case f.date:
		return content{kind: textContent, text: plan.Entry{Value: value}.Written()}
	case t.edit.Field == plan.FieldPercent && f.percents():
		n, _ := value.Number()
		shown := f.append(nil, n/100, e)
		if back, ok := plan.ReadPercent(string(shown)); ok && back == value {
			return content{kind: numberContent, text: string(appendShortest(nil, n/100))}
		}
		return content{kind: textContent, text: value.Text + "%"}
	}
	return t.content
}

// percentIn has a text such as 61% be the number in a cell whose format shows that
// number just so, as it would be had somebody typed it there.
func percentIn(c content, f *format, e epoch) content {
	if !f.percents() || !strings.HasSuffix(c.text, "%") {
		return c
	}
	value, ok := plan.ReadPercent(c.text)
	n, isNumber := value.Number()
	if !ok || !isNumber || string(f.append(nil, n/100, e)) != c.text {
		return c
	}
	return content{kind: numberContent, text: string(appendShortest(nil, n/100))}
}

// clockIn has a time such as 09:30 be the part of a day in a cell whose format shows
// that just so.
func clockIn(c content, f *format, e epoch) content {
	words, days, ok := plan.ReadClock(c.text)
	if c.kind != textContent || !ok || words != c.text || f.date || f.plain {
		return c
	}
	if shown, _, ok := plan.ReadClock(string(f.append(nil, days, e))); !ok || shown != words {
		return c
	}
	return content{kind: numberContent, text: string(appendShortest(nil, days))}
}

// percents reports whether a format shows a number as hundredths.
func (f *format) percents() bool { return len(f.sections) > 0 && f.sections[0].percents == 1 }

// quote has a text that begins like a formula stay a text when somebody opens
// the cell and presses Enter, and what is no text be taken for what it is.
func (f *formatter) quote(t *target) {
	wants := t.content.kind == textContent && len(t.content.text) > 1 && strings.IndexByte("=+-@'", t.content.text[0]) >= 0
	quoted := f.formats.quoted(t.style)
	if wants == quoted || quoted && (t.content.kind == textContent || t.content.kind == blankContent) || t.filler {
		return
	}
	style, err := f.formats.quotes(t.style, wants)
	switch {
	case err == nil:
		t.style, t.restyle = style, true
	case wants:
		t.note("the text begins like a formula, and would be taken for one by whoever opens the cell and presses Enter")
	}
}
