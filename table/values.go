package table

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"actionplan/plan"
)

// habits learns from all rows how each column is written: which comes first
// in its dates, and whether its colours mean anything.
func (t *tableReader) habits(rows []actionRow) {
	last := t.header.row
	if len(rows) > 0 {
		last = rows[len(rows)-1].Number
	}
	t.key = aKey{}
	t.key.read(t.sheet, t.header.top, last)
	for _, s := range t.besides {
		t.key.read(s, 0, 0)
	}
	for i := range t.cols {
		c := &t.cols[i]
		saysDate := func(word string) bool { return word == "date" || word == "dates" }
		c.isDate = c.Field.IsDate() || !c.Field.Known() && slices.ContainsFunc(strings.Fields(foldHeading(c.Heading)), saysDate)
		c.habit.Words, c.habit.Start = t.options.Dates, c.Field == plan.FieldStart
		c.habit.Due = c.Field == plan.FieldDue || c.Field == plan.FieldOriginal
		if c.isDate {
			c.Swapped = t.know.dayMonth(c) == Exchanged
			numbers := t.numbers(rows, c)
			c.noDays = plan.AreNoDays(numbers)
			c.unmarked, c.proved = plan.UnmarkedOf(numbers)
			c.habit.MonthFirst, c.habit.OrderProved = plan.OrderOf(t.words(rows, c.Number))
			if !c.habit.OrderProved {
				c.habit.MonthFirst = c.habit.MonthFirst || t.sheet.MonthFirst
			}
		}
	}
	t.statusAsRating(rows)
	for _, c := range t.cols {
		if c.reads() == plan.FieldRAG {
			t.ratingColours(rows, c)
		}
	}
}

// words lists what was typed as text in a column.
func (t *tableReader) words(rows []actionRow, number int) []string {
	var texts []string
	for _, row := range rows {
		if c, ok := row.cell(number); ok && c.isText() {
			texts = append(texts, c.Text)
		}
	}
	return texts
}

// numbers lists the bare numbers of a column of dates, as their figures.
func (t *tableReader) numbers(rows []actionRow, c *column) []string {
	var all []string
	for _, row := range rows {
		cell, _ := row.cell(c.Number)
		if n := cell.figures(); n != "" && c.Field.IsDate() {
			all = append(all, n)
		}
	}
	return all
}

// figures are those of a cell that holds a whole number and nothing else; "" for any
// other.
func (c Cell) figures() string {
	text := c.Text
	if c.Kind == CellNumber {
		text = c.Raw
	}
	if text = strings.TrimSpace(text); c.Kind != CellNumber && c.Kind != CellText || c.Formula || len(text) > 8 || strings.Trim(text, "0123456789") != "" {
		return ""
	}
	return text
}

// statusAsRating takes a status column for the rating where every word in it
// is one, a colour among them, and no column is headed as the rating.
func (t *tableReader) statusAsRating(rows []actionRow) {
	if _, ok := t.field(plan.FieldRAG); ok || t.hasPart(plan.FieldRAG) {
		return
	}
	for i := range t.cols {
		c := &t.cols[i]
		if c.Field != plan.FieldStatus || c.strength >= own {
			continue
		}
		colours := 0
		for _, text := range t.words(rows, c.Number) {
			if _, ok := plan.ReadRating(text, t.options.Ratings); !ok {
				return
			}
			first, _, _ := strings.Cut(plan.Fold(text), " ")
			switch strings.Trim(first, ".,;:-") {
			case "red", "amber", "green", "yellow", "r", "a", "g":
				colours++
			}
		}
		if colours > 0 {
			c.Field = plan.FieldRAG
			t.notes.column(t.sheet, c.Number, fmt.Sprintf("%q holds only ratings: it was taken for the RAG", c.Heading)).takes(t, c.Column, plan.FieldRAG).orTakes(t, c.Column, plan.FieldStatus)
		}
		return
	}
}

// ratingColours says what colours the rating column: a rule's colours are
// not in the cells, and one fill in every cell and its neighbours is layout.
func (t *tableReader) ratingColours(rows []actionRow, rag column) {
	byRule := func(r Range) bool {
		return r.Columns.has(rag.Number) && r.Rows.First <= rows[len(rows)-1].Number && rows[0].Number <= r.Rows.Last
	}
	if len(rows) > 0 && slices.ContainsFunc(t.sheet.Conditional, byRule) {
		t.notes.column(t.sheet, rag.Number, fmt.Sprintf("column %s is coloured by a rule too: a rule's colours were not read", plan.ColumnLetters(rag.Number)))
	}
	beside := rag.Number - 1 // a neighbour within the table
	if !t.within(beside) {
		beside = rag.Number + 1
	}
	fill, fills, asNeighbours, blank := "", map[string]bool{}, 0, 0
	for _, row := range rows {
		c, _ := t.sheet.at(row.Row, rag.Number)
		if c.says() || c.Fill == "" {
			continue
		}
		blank++
		fill, fills[c.Fill] = c.Fill, true
		if n, _ := t.sheet.at(row.Row, beside); t.within(beside) && n.Fill == c.Fill {
			asNeighbours++
		}
	}
	if len(fills) == 1 && blank > 1 && asNeighbours == blank {
		for i := range t.cols {
			if t.cols[i].Number == rag.Number {
				t.cols[i].layout = fill
			}
		}
		t.notes.column(t.sheet, rag.Number, fmt.Sprintf("the blank cells of column %s have the colour of the whole row: it was not read as a rating", plan.ColumnLetters(rag.Number)))
	}
}

// action reads one row.
func (t *tableReader) action(row actionRow) plan.Action {
	id := t.sheet.Sheet + "!" + strconv.Itoa(row.Number)
	if t.beside {
		id += "!" + t.cols[0].Letter
	}
	a := plan.Action{
		ID:    plan.ID(id),
		Table: t.name, Sheet: t.sheet.Sheet, Row: row.Number, Heading: row.theme.text, Hidden: row.Hidden == ByHand, Filtered: row.Hidden == ByFilter, Struck: t.isStruck(row.Row),
		Entries: plan.RoomFor(len(t.cols) + 1),
	}
	for i := range t.cols {
		c := &t.cols[i]
		cell, at := t.sheet.at(row.Row, c.Number)
		e := t.entry(c, live(c, cell))
		if e.Value.IsDitto() && c.Field != plan.FieldRef && c.Field != plan.FieldAction {
			e.Note = plan.DittoNote
		}
		if !at.follower || !t.struckWith(at.row) {
			e.Detail.Struck, e.Detail.Live = struckOut(cell)
		}
		e.Cell = plan.Cell{Sheet: t.sheet.Sheet, Row: at.row, Column: at.column}
		e.Writable, e.Detail.Formula = !cell.Formula && !at.follower, cell.Formula
		e = t.asMeant(c, row.Row, cell, e)
		_, rated := plan.ReadFill(cell.Fill, t.options.Ratings)
		e.Filled = rated && c.reads() == plan.FieldRAG
		a.Set(c.Field, e)
		t.noteEntry(c, row.Row, cell, e)
	}
	t.named(&a, row.Row)
	a.Ref = plan.Ref(a.Value(plan.FieldRef).Text)
	if a.Value(plan.FieldRef).Kind != plan.KindText {
		a.Ref = ""
	}
	// Its section heading is its theme, where no column of the table says one.
	if v := a.Value(plan.FieldTheme); row.theme.text != "" && (v.Kind == plan.KindAbsent || v.Kind == plan.KindBlank) {
		a.Set(plan.FieldTheme, plan.Entry{Value: plan.TextValue(row.theme.text), Typed: row.theme.text, Cell: row.theme.cell})
	}
	return a
}

// struckWith says whether a row is struck out whole: what is merged down from it
// is struck out with it, and still said by the other rows.
func (t *tableReader) struckWith(number int) bool {
	row, ok := t.sheet.row(number)
	return ok && t.isStruck(row)
}

// live is a cell as its column reads it: of dates, those that are not struck out.
func live(c *column, cell Cell) Cell {
	if c.isDate && cell.Runs != nil {
		cell.Text = strings.TrimSpace(cell.Runs.Live())
	}
	return cell
}

// struckOut are the words of a cell that are struck out, and those that are not.
func struckOut(cell Cell) (struck, live string) {
	switch {
	case cell.Runs != nil:
		return strings.TrimSpace(cell.Runs.Struck()), strings.TrimSpace(cell.Runs.Live())
	case cell.Look.Has(Struck) && cell.says():
		return cell.Text, ""
	}
	return "", ""
}

// entry reads one cell as its column's field is read. One that says nothing is
// blank, or a rating by its colour.
func (t *tableReader) entry(c *column, cell Cell) plan.Entry {
	if cell.Kind == CellPending {
		return plan.Unworked()
	}
	if !cell.says() {
		if c.reads() == plan.FieldRAG && cell.Fill != c.layout {
			if v, rated := plan.ReadFill(cell.Fill, t.options.Ratings); rated {
				return plan.Entry{Value: v, Note: "rated by its colour alone"}
			}
		}
		return plan.Entry{Value: plan.Blank}
	}
	e := plan.Entry{Typed: cell.Text}
	switch {
	case cell.Kind == CellError && plan.IsLost(cell.Text):
		e.Value = plan.ErrorValue(cell.Text) // which a note on the sheet says, with all its kind
	case cell.Kind == CellError:
		e.Value, e.Note = plan.ErrorValue(cell.Text), "the spreadsheet could not work this cell out"
	case c.Field == plan.FieldRef:
		e.Value, e.Note = refValue(cell)
	case cell.Kind == CellDate && !cell.Date.IsZero():
		e.Value = cell.Date.Value()
		if c.Field.IsDate() && cell.IsMonth() {
			e.Value, e.Detail.Month = e.Value.AsMonth(c.Field), true
		}
	case cell.Kind == CellBool:
		e.Value = plan.BooleanValue(strings.EqualFold(cell.Raw, "true") || cell.Raw == "1" || strings.EqualFold(cell.Text, "true"))
	case c.isDate:
		r := dateReading(c, cell)
		e.Value, e.Note = r.Value, r.Note
		e.Detail.NoDay = c.noDays && cell.figures() != "" && e.Value.Kind != plan.KindDate
		e.Detail.Month, e.Detail.Unclear, e.Detail.Earlier = r.Month, r.Unclear, r.Earlier
		if _, moved := t.field(plan.FieldOriginal); moved && c.Field == plan.FieldDue && e.Value.SaysUnchanged() {
			e.Note = plan.UnchangedNote
		}
	case c.reads() == plan.FieldRAG:
		e.Value, _ = plan.ReadRating(cell.Text, t.options.Ratings)
		if e.Value.Kind == plan.KindText {
			e.Note = "not read as a rating"
		}
	case c.Field == plan.FieldPercent && (cell.Kind != CellNumber || strings.Contains(cell.Text, "%")):
		e.Value, _ = plan.ReadPercent(cell.Text)
	case cell.Kind == CellNumber && strings.HasSuffix(strings.TrimSpace(cell.Text), "%"):
		e.Value = plan.TextValue(cell.Text) // 61%, as people see it and others type it, and not 0.61
	case cell.Kind == CellNumber:
		e.Value = plan.NumberValue(cell.Raw)
		if words, _, ok := plan.ReadClock(cell.Text); ok {
			e.Value, e.Typed = plan.TextValue(words), words // 09:30, and not 0.3958333333333333
		}
	default:
		e.Value = wordsOrNumber(cell.Text)
	}
	return e
}

// wordsOrNumber reads text; a number typed as text is the number it shows.
func wordsOrNumber(text string) plan.Value {
	v := plan.TextValue(text)
	if v.Kind == plan.KindText && len(v.Text) < 20 && v.Text[0] >= '-' && v.Text[0] <= '9' {
		if n := plan.NumberValue(v.Text); n.Kind == plan.KindNumber && n.Text == v.Text {
			return n
		}
	}
	return v
}

// IsMonth reports whether a date is a month: its first day, of which its format
// shows no more than the month. Where it holds another day, somebody named that.
func (c Cell) IsMonth() bool { return c.Look.Has(Month) && c.Date.Plan().Day == 1 }

func dateReading(c *column, cell Cell) plan.DateReading {
	if day, ok := c.unmarked.Read(cell.figures()); ok {
		return plan.DateReading{Value: day.Value(), Note: plan.UnmarkedNote(cell.figures(), day, c.proved)}
	}
	r := plan.ReadDate(cell.Text, c.habit)
	if !c.Field.IsDate() && (r.Value.Kind != plan.KindDate || r.Note != "" && !r.Ambiguous) {
		r = plan.DateReading{Value: wordsOrNumber(cell.Text)}
	}
	if day, lost := r.Value.LostDate(); lost && !c.noDays {
		r.Note = plan.LostDateNote(cell.Text, day)
	}
	return r
}

// refValue reads a ref as it is shown. A number without a format is shown by
// its shortest form; 1.1000000000000001 is 1.1.
func refValue(cell Cell) (plan.Value, string) {
	text, note := cell.Text, ""
	switch cell.Kind {
	case CellDate:
		note = "the ref is a date: perhaps the spreadsheet made one of it"
	case CellNumber:
		if f, err := strconv.ParseFloat(text, 64); err == nil && len(text) > 15 {
			text = strconv.FormatFloat(f, 'g', 15, 64)
		}
	}
	ref := plan.ReadRef(text)
	if ref == "" {
		return plan.TextValue(text), note
	}
	return plan.Value{Kind: plan.KindText, Text: string(ref)}, note
}

// noteWord says of a status or a rating that nobody knows what it means, once for
// each word, with the line of settings that says it.
func (t *tableReader) noteWord(c *column, e plan.Entry, say func(one, many string) *noted) bool {
	line, what, counts, unless := plan.RatingLine, "rating", "not rated", [2]string{}
	switch c.reads() {
	case plan.FieldRAG:
		if e.Value.IsDitto() || e.Value.Kind != plan.KindText && e.Value.Kind != plan.KindNumber && e.Value.Kind != plan.KindVague {
			return false
		}
	case plan.FieldStatus:
		terms := plan.StatusTerms{Words: t.options.Statuses, Asks: plan.AsksDone(c.Heading)}
		if _, known := terms.Read(e.Value); known || e.Value.IsDitto() {
			return false
		}
		line, what, counts = plan.StatusLine, "status", "open"
		if isCross(e.Value) && terms.Asks && t.held[c.Number].answers == 0 {
			line = func(word, _ string) plan.Line { return plan.StatusLineOf(word, plan.StatusComplete) } // nothing else is ticked with
		}
		if e.Value.IsBlank() {
			unless = [2]string{", unless its closing date or rating says otherwise", ", unless their closing dates or ratings say otherwise"}
		}
	default:
		return false
	}
	e.Detail.Unknown = true
	word, _ := e.UnknownWord()
	if word == "" {
		say("row %s has a sentence where a word for its "+what+" belongs: it counts as "+counts, "rows %s have sentences where a word for their "+what+" belongs: they count as "+counts).weighs(plan.Doubtful)
		return true
	}
	word = t.spelling(word)
	quoted := strings.ReplaceAll(strconv.Quote(word), "%", "%%")
	unknown := ", which is no " + what + " that is known: "
	tail, settles := t.key.said(word, t.sheet.Sheet), line(word, t.key[plan.Fold(word)].words)
	if e, ok := t.inKey(word, ""); ok && what == "rating" {
		if tail == "" {
			tail = "; " + strings.ReplaceAll(e.said(), "%", "%%")
		}
		if kind, _ := e.kind(); kind != "" {
			settles = e.line(kind)
		}
	}
	if means, is := guessed(settles); is && tail == "" {
		tail = guessWords(means)
	}
	say("row %s says "+quoted+unknown+"it counts as "+counts+unless[0]+tail, "rows %s say "+quoted+unknown+"they count as "+counts+unless[1]+tail).weighs(plan.Doubtful).line = settles
	return true
}

// guessed is what a line has a word for a status mean other than what it counts as
// without one: nothing but the word itself speaks for it.
func guessed(line plan.Line) (means string, is bool) {
	_, means, _ = strings.Cut(strings.TrimSuffix(line.Item, "}"), ", means: ")
	return means, line.Under == "statuses" && means != string(plan.StatusOpen)
}

// guessWords say that a word is taken to mean something for no reason but itself.
func guessWords(means string) string { return "; that it means " + means + " is a guess" }

// spelling is how the table first writes a word, which it may write in capitals too: it
// is said once.
func (t *tableReader) spelling(word string) string {
	if first, has := t.spelt[plan.Fold(word)]; has {
		return first
	}
	if t.spelt == nil {
		t.spelt = map[string]string{}
	}
	t.spelt[plan.Fold(word)] = word
	return word
}

// isCross reports whether a cell holds a cross alone.
func isCross(v plan.Value) bool { return v.Kind == plan.KindText && plan.Fold(v.Text) == "x" }

// assumption is what was taken for granted in reading a date, by what its note holds.
type assumption struct {
	noted     string
	one, many string
	weight    plan.Weight
}

var assumptions = []assumption{
	{"stands before it: it may be", "has a date that may be the day the work was done", "have dates that may be the days the work was done", plan.Doubtful},
	{"a range: read as its end", "gives a range of dates: I took its end", "give ranges of dates: I took their ends", plan.Assumed},
	{"a range: read as its beginning", "gives a range of dates: I took its beginning", "give ranges of dates: I took their beginnings", plan.Assumed},
	{"a week: read as its Monday", "gives a week: I took its Monday", "give weeks: I took their Mondays", plan.Assumed},
	{"a week: read as", "gives a week: I took its Friday", "give weeks: I took their Fridays", plan.Assumed},
	{"a date that was moved", "gives a date that was moved: I took the last one", "give dates that were moved: I took the last ones", plan.Assumed},
	{"a former date beside it", "gives a former date too: I took the one that stands", "give former dates too: I took the ones that stand", plan.Assumed},
	{"a date beside it is about something else", "names another date for something else: I left that out", "name other dates for something else: I left those out", plan.Assumed},
	{"day and month are exchanged, as the settings say", "has a date read with day and month exchanged, as the settings say", "have dates read with day and month exchanged, as the settings say", plan.Aside},
	{"is typed without marks", "has a date typed without marks: I took its figures for day, month and year", "have dates typed without marks: I took their figures for days, months and years", plan.Assumed},
	{"a slip in the figures", "has a slip in its date: I took the only day it can be", "have slips in their dates: I took the only days they can be", plan.Assumed},
	{"other words beside the date", "has words beside its date: I took the date", "have words beside their dates: I took the dates", plan.Assumed},
	{"day, not a ", "names a weekday that its date is not: I took the date", "name weekdays that their dates are not: I took the dates", plan.Doubtful},
	{"month before day", "has a date with its month first: I took it so", "have dates with their months first: I took them so", plan.Assumed},
}

// wordsOfAssumption are the words for what a date's note says.
func wordsOfAssumption(note string) assumption {
	for _, a := range assumptions {
		if strings.Contains(note, a.noted) {
			return a
		}
	}
	return assumption{one: "has a date that is not quite plain: see read --explain", many: "have dates that are not quite plain: see read --explain"}
}

// noteVague says that a cell names no day and, where it names a quarter or a term of
// a year, the line of settings that says which day that is.
func (t *tableReader) noteVague(c *column, e plan.Entry, say func(one, many string) *noted) {
	if day, ok := plan.PeriodEnd(e.Typed); ok {
		word := plan.Clean(e.Typed)
		quoted := strings.ReplaceAll(strconv.Quote(word), "%", "%%")
		say("row %s says "+quoted+", which names no day until the settings say which", "rows %s say "+quoted+", which names no day until the settings say which").
			weighs(plan.Doubtful).settledBy("dates", "{words: %q, date: %s}", word, day)
		return
	}
	if strings.Contains(e.Note, "no year") {
		say("row %s names a day and no year: it is no date until it has one", "rows %s name days and no years: they are no dates until they have them").weighs(plan.Doubtful)
		return
	}
	if c.Field.Known() && isDuration.MatchString(plan.Fold(e.Typed)) {
		say("row %s gives a length of time, and nothing says from when: it names no day", "rows %s give lengths of time, and nothing says from when: they name no days").weighs(plan.Doubtful)
		return
	}
	say("row %s names no day", "rows %s name no day")
}

// isUnlikelyYear says whether a plan can hardly mean a year: a spreadsheet makes a day
// of 1900 of a nought or of a small number, programs write 1901 or 9999 for none, and
// 2205 is a slip. A start of long ago is none.
func isUnlikelyYear(year int) bool { return year < 1950 || year > 2099 }

// isDayAndMonth is a day and a month in figures: 31/3, 3.12.
var isDayAndMonth = regexp.MustCompile(`^[0-3]?[0-9] ?[/.-] ?[0-3]?[0-9]\.?$`)

// isDuration is a length of time where a day belongs: 30 days, within 6 weeks.
var isDuration = regexp.MustCompile(`^(?:within |in |after |up to |less than |about )?(?:the next )?[0-9]{1,3}(?: ?(?:-|to) ?[0-9]{1,3})? ?(?:working |calendar |business )?(?:days?|weeks?|wks?|months?|mths?|years?|hours?)$`)

// noteEntry says what was doubtful in a cell, together for all rows where the
// doubt is the same.
func (t *tableReader) noteEntry(c *column, row Row, cell Cell, e plan.Entry) {
	in := " (column " + c.Letter + ")"
	say := func(one, many string) *noted { return t.notes.row(t.sheet, row.Number, c.Number, one+in, many+in) }
	switch {
	case cell.Kind == CellDate && c.Field.IsDate() && plan.Clean(cell.Text) == strconv.Itoa(cell.Date.Plan().Year):
		say("row %s shows a year and no day: it names no day", "rows %s show years and no days: they name no days").weighs(plan.Doubtful)
	case e.Value.IsMonth() && c.habit.Start:
		say("row %s gives a month and no day: I took the first day", "rows %s give months and no days: I took the first days")
	case e.Value.IsMonth():
		say("row %s gives a month and no day: I took the last day", "rows %s give months and no days: I took the last days")
	case cell.Kind == CellDate && c.isDate && cell.Look.Has(Month):
		say("row %s shows a month and its cell holds a day: I took that day", "rows %s show months and their cells hold days: I took those days")
	}
	if cell.Kind == CellDate && e.TimeLeftAside() != "" {
		say("row %s shows a time of day, which is left aside: a date is its day", "rows %s show times of day, which are left aside: a date is its day")
	}
	if day, ok := e.Value.Date(); ok && c.isDate && isUnlikelyYear(day.Year) {
		year := strconv.Itoa(day.Year)
		say("row %s has a date in "+year+", which cannot be meant: put in the right one, or empty the cell", "rows %s have dates in "+year+", which cannot be meant: put in the right ones, or empty the cells").weighs(plan.Doubtful)
		return
	}
	vague := c.isDate && e.Value.Kind == plan.KindVague && !e.Value.IsDitto()
	_, bySettings := c.habit.Named(e.Typed)
	if _, named := plan.PeriodEnd(e.Typed); named && c.Field.IsDate() && e.Value.Kind == plan.KindVague {
		t.noteVague(c, e, say)
		return
	}
	if t.noteWord(c, e, say) || e.Note == "" && !vague || bySettings || e.Value.IsMonth() && e.Value.Besides() == "" {
		return
	}
	if e.DateAmbiguous() && !c.Field.Known() {
		return // a date that is only kept is compared, and nobody goes by it
	}
	_, impossible := e.DateImpossible()
	_, lost := e.Value.LostDate()
	lost = lost && !e.Detail.NoDay
	switch {
	case cell.Kind == CellError:
		say("row %s holds an error of the spreadsheet's", "rows %s hold errors of the spreadsheet's")
	case c.Field == plan.FieldRef:
		say("row %s has a ref that is a date: perhaps the spreadsheet made one of it", "rows %s have refs that are dates: perhaps the spreadsheet made them")
	case c.reads() == plan.FieldRAG && e.Typed == "":
		say("row %s is rated by its colour alone", "rows %s are rated by their colour alone")
	case e.Note == plan.DittoNote:
		say("row %s has a ditto mark: it says what stands above it", "rows %s have ditto marks: they say what stands above them")
	case c.reads() == plan.FieldRAG:
		say("row %s has words that are no rating", "rows %s have words that are no rating")
	case e.Detail.Unclear:
		say("row %s has several dates, and nothing says which is meant: the first was read", "rows %s have several dates, and nothing says which are meant: the first were read").weighs(plan.Doubtful)
	case lost && c.isDate:
		say("row %s has a number where a date belongs: probably a date that lost its format", "rows %s have numbers where dates belong: probably dates that lost their format").weighs(plan.Doubtful)
	case e.DateAmbiguous() && c.habit.MonthFirst:
		say("row %s has a date whose day and month could be the other way round: it was read month first, as the spreadsheet's own settings have it", "rows %s have dates whose day and month could be the other way round: they were read month first, as the spreadsheet's own settings have it").weighs(plan.Doubtful)
	case e.DateAmbiguous():
		say("row %s has a date whose day and month could be the other way round: it was read day first", "rows %s have dates whose day and month could be the other way round: they were read day first").weighs(plan.Doubtful)
	case impossible:
		say("row %s names a day the calendar does not have", "rows %s name days the calendar does not have").weighs(plan.Doubtful)
	case e.Note == plan.UnchangedNote:
		say("row %s says that the date was not changed: I took the original one", "rows %s say that the date was not changed: I took the original ones")
	case e.Value.Kind == plan.KindDate:
		w := wordsOfAssumption(e.Note)
		say("row %s "+w.one, "rows %s "+w.many).weighs(w.weight)
	case e.Value.Kind == plan.KindVague:
		t.noteVague(c, e, say)
	case isDayAndMonth.MatchString(plan.Clean(e.Typed)):
		say("row %s names a day and no year: it is no date until it has one", "rows %s name days and no years: they are no dates until they have them").weighs(plan.Doubtful)
	default:
		say("row %s has words that are no date", "rows %s have words that are no date").weighs(plan.Doubtful)
	}
}
