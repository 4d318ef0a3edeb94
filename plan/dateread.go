package plan

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// DateReading is what a cell of words says about a date, and what was
// doubtful in reading it.
type DateReading struct {
	Value      Value  // a date, vague, blank, a placeholder, or text that is no date
	Note       string // what was doubtful, in one sentence; "" when nothing was
	Ambiguous  bool   // day and month could be the other way round, and nothing proves which
	Impossible bool   // it names a day the calendar does not have
	Month      bool   // a month is meant, and Value is the day that it stands for
	Unclear    bool   // several dates, and nothing says which is meant: Value is the first
	Earlier    string // for a date that was moved, the dates it had before, as 2026-06-30, with spaces between
}

// DateHabit is how the dates of one column are written.
type DateHabit struct {
	MonthFirst  bool       // 03/31/2022, as OrderOf found it
	OrderProved bool       // the column's other dates show which comes first
	Due         bool       // the column says when something is to be done
	Start       bool       // the column says when something begins: a month is its first day, a range its beginning
	Words       []DateWord // what the council means by quarters, terms and the like
}

// DateWord is a council's own words for a date, from its settings.
type DateWord struct {
	Words string // "Q3 2022/23", in any case
	Date  Date
}

// The years a plan can name. Two figures are a year from 1970 to 2069.
const (
	firstYear = 1900
	lastYear  = 2199
)

// longestDate is the length in bytes beyond which a cell is a narrative, and
// not searched for dates.
const longestDate = 300

// noteAmbiguous begins the note of every ambiguous date.
const noteAmbiguous = "day and month could be the other way round"

// NoteExchanged is what is said of a date that fits its row and its column only with
// day and month exchanged.
func NoteExchanged(read, other Date) string {
	return fmt.Sprintf("%s: read as %s, and %s would fit its row and its column", noteAmbiguous, read.Long(), other.Long())
}

// NoteMayBeExchanged is what is said of a real date that a spreadsheet may have made
// of one typed with its day and month the other way round.
func NoteMayBeExchanged(read, other Date) string {
	return fmt.Sprintf("%s: it is %s, and a spreadsheet may have made that of %s", noteAmbiguous, read.Long(), other.Long())
}

// ExchangedNote is what is said of a date that is read with its day and month exchanged.
func ExchangedNote(stands Date) string {
	return fmt.Sprintf("the cell holds %s: day and month are exchanged, as the settings say of its column", stands.Long())
}

// DateAmbiguous says whether the cell's date was read with its day and month
// in an order that nothing proved.
func (e Entry) DateAmbiguous() bool {
	return e.Value.Kind == KindDate && strings.Contains(e.Note, noteAmbiguous)
}

// DateImpossible says whether the cell names a day the calendar does not
// have, and which, in words: "there is no 31 February 2022".
func (e Entry) DateImpossible() (why string, impossible bool) {
	if e.Value.Kind != KindText {
		return "", false
	}
	r := ReadDate(e.Value.Text, DateHabit{})
	return r.Note, r.Impossible
}

// DateDoubt says that a cell of a column of dates holds none, and why it is not
// read as one: "it is not read as a date: there is no 31 February 2022". It is ""
// for a date, a placeholder, and words that name no day on purpose.
func (e Entry) DateDoubt(f Field) string {
	if !f.IsDate() || e.Value.Kind != KindText && e.Value.Kind != KindNumber && e.Value.Kind != KindVague {
		return ""
	}
	const doubt = "it is not read as a date"
	switch r := ReadDate(e.Value.Text, DateHabit{}); {
	case e.Value.Kind == KindVague && r.Note == "":
		return ""
	case r.Note == "", strings.Contains(doubt, r.Note), r.Value.Kind == KindDate:
		return doubt
	default:
		return doubt + ": " + r.Note
	}
}

// ReadDate reads a date as officers in the United Kingdom type them: day
// before month unless the habit says otherwise, a month alone as its last
// day, a week as its Friday, a range as its end. Of several dates the one
// stands that the others were moved to; a review, a meeting or a report is
// never it; and where nothing says which is meant, the first stands and is
// unclear. Whatever had to be assumed is in the note, and what would have to be
// guessed (Ongoing, Q3, mid March, 31 March with no year) is vague.
func ReadDate(text string, h DateHabit) DateReading {
	value := TextValue(text)
	if value.Kind == KindBlank || value.Kind == KindError {
		return DateReading{Value: value}
	}
	if date, ok := h.Named(text); ok {
		return DateReading{Value: date.Value(), Note: fmt.Sprintf("the settings say that it means %s", date.Long())}
	}
	if value.Kind == KindPlaceholder || len(value.Text) > longestDate {
		return DateReading{Value: value}
	}
	text, slip := mendSlips(value.Text)
	r := readTokens(value, tokensOf(text), h)
	if slip && r.Value.Kind == KindDate {
		r.note("a slip in the figures: read as " + r.day().Long())
	}
	return r
}

// note adds to what is said of a reading.
func (r *DateReading) note(what string) {
	if r.Note != "" {
		what = r.Note + "; " + what
	}
	r.Note = what
}

// day is the day that was read.
func (r DateReading) day() Date {
	d, _ := r.Value.Date()
	return d
}

// OrderOf says whether a column's dates are written month first, and whether
// any of them proves it: a day above twelve does, unless another proves the
// opposite.
func OrderOf(texts []string) (monthFirst, proved bool) {
	var dayFirsts, monthFirsts int
	for _, text := range texts {
		clean := Clean(text)
		if len(clean) > longestDate {
			continue
		}
		for _, f := range findDates(tokensOf(clean), DateHabit{}) {
			switch {
			case !f.numeric:
			case f.first > 12 && f.second <= 12:
				dayFirsts++
			case f.second > 12 && f.first <= 12:
				monthFirsts++
			}
		}
	}
	return dayFirsts == 0 && monthFirsts > 0, (dayFirsts > 0) != (monthFirsts > 0)
}

// Named looks a cell up among the council's own words, also after "by" and
// the like.
func (h DateHabit) Named(text string) (Date, bool) {
	if len(h.Words) == 0 || len(text) > longestDate {
		return Date{}, false
	}
	folded := Fold(text)
	bare := folded
	for first, rest, ok := strings.Cut(bare, " "); ok && neutralWords[first]; first, rest, ok = strings.Cut(bare, " ") {
		bare = rest
	}
	for _, word := range h.Words {
		if words := Fold(word.Words); words != "" && (words == folded || words == bare) && !word.Date.IsZero() {
			return word.Date, true
		}
	}
	return Date{}, false
}

// readTokens decides what a cell that says something says about a date.
func readTokens(value Value, tokens []token, h DateHabit) DateReading {
	found := findDates(tokens, h)
	if len(found) == 0 {
		return readDateless(value, tokens)
	}
	if r, doubtful := refuseDates(value, tokens, found); doubtful {
		return r
	}
	c := chooseDate(tokens, found, h)
	if c.how == "" {
		return DateReading{Value: vague(value), Note: "several dates, and which of them stands is not clear"}
	}
	r := c.reading(tokens, found, h)
	if first := tokens[0].text; h.Due && len(found) == 1 && found[0].from > 0 && doneWords[first] && !tokens[1].is("by") {
		r.note(fmt.Sprintf("%q stands before it: it may be the day the work was done", first))
	}
	return r
}

// refuseDates turns down the cells whose dates cannot be taken as the
// cell's: impossible ones, those beside words that make them something else,
// and those in passing in a narrative.
func refuseDates(value Value, tokens []token, found []foundDate) (DateReading, bool) {
	for _, f := range found {
		if f.impossible != "" {
			return DateReading{Value: value, Note: f.impossible, Impossible: true}, true
		}
	}
	if left := strayFigure(tokens, found); left != "" {
		return DateReading{Value: value, Note: fmt.Sprintf("figures beside a date, %q, that may belong to it: not read as a date", left)}, true
	}
	beside := besideDates(tokens, found)
	if isNarrative(beside) && found[0].from > 0 {
		return DateReading{Value: value, Note: "a date in passing: not read as the date itself"}, true
	}
	if word := turningWord(beside, len(found)); word != "" {
		note := fmt.Sprintf("a date beside %q: not read as the date itself", word)
		return DateReading{Value: vague(value), Note: note}, true
	}
	for _, f := range found {
		if f.monthOnly && impreciseWords[wordBefore(tokens, f.from)] {
			return DateReading{Value: vague(value), Note: "part of a month names no day"}, true
		}
	}
	return DateReading{}, false
}

// choice is the date that stands in a cell, and how it was picked: "one",
// "range", "moved" where others came before it, "former" where others are said
// not to stand, "beside" where others are about something else, "first" of
// several of which nothing says which is meant; "" where none can be picked.
type choice struct {
	foundDate
	how     string
	earlier []foundDate // what it was moved from, in order
}

// chooseDate picks the date that stands.
func chooseDate(tokens []token, found []foundDate, h DateHabit) choice {
	if len(found) == 2 && isRangeMark(tokens[found[0].to:found[1].from]) && (!saysMoved(tokens) || !found[1].date.Before(found[0].date)) {
		if found[1].date.Before(found[0].date) {
			return choice{}
		}
		if word := wordBefore(tokens, found[0].from); !isMove(word) && word != "from" || !saysMoved(tokens) {
			if h.Start {
				return choice{foundDate: found[0], how: "range"}
			}
			return choice{foundDate: found[1], how: "range"}
		}
	}
	var plain, moves, former []foundDate
	alone := onOwnLines(tokens, found)
	for i, f := range found {
		switch role := f.role(tokens, found, i); {
		case role == anotherPurpose:
		case role == formerDate:
			former = append(former, f)
		case role == movedTo && len(found) > 1, alone && i > 0:
			moves = append(moves, f)
		default:
			plain = append(plain, f)
		}
	}
	others := len(found) - len(plain) - len(moves) - len(former)
	if len(moves) > 0 {
		last := moves[len(moves)-1]
		earlier := slices.Concat(former, plain, moves[:len(moves)-1])
		if alone && last.date.Before(found[0].date) {
			return choice{foundDate: found[0], how: "first"}
		}
		return choice{last, "moved", earlier}
	}
	plain = slices.CompactFunc(plain, func(a, b foundDate) bool { return a.date == b.date })
	switch {
	case len(plain) == 0 && len(found) == 1 && len(former) == 0: // a date about something else, and no other
		return choice{foundDate: found[0], how: "one"}
	case len(plain) == 0:
		return choice{}
	case len(plain) == 1 && len(former) > 0:
		return choice{plain[0], "former", former}
	case len(plain) > 1:
		if slices.ContainsFunc(plain[1:], func(f foundDate) bool { return isChoice(tokens[plain[0].to:f.from]) }) {
			return choice{}
		}
		return choice{foundDate: plain[0], how: "first"}
	case others > 0:
		return choice{foundDate: plain[0], how: "beside"}
	case isRangeStart(tokens[:plain[0].from], plain[0].monthOnly):
		c := choice{foundDate: plain[0], how: "range"}
		if h.Start {
			return c.beginning(tokens)
		}
		return c
	}
	return choice{foundDate: plain[0], how: "one"}
}

// beginning is the start of a range that leaves out what its end says: 19 of
// 19 - 23/2/2018. Where that cannot be told, nothing is picked.
func (c choice) beginning(tokens []token) choice {
	year, month, day := c.date.Year, c.date.Month, 0
	for _, t := range tokens[:c.from] {
		switch {
		case t.isNumber(1, 2) && day == 0:
			day = t.n
		case t.isNumber(1, 2):
			month = time.Month(t.n)
		case monthNamed(t.text) != 0:
			month = monthNamed(t.text)
		}
	}
	if c.monthOnly {
		day = 1
	}
	if month > c.date.Month {
		year--
	}
	if date, ok := NewDate(year, month, day); ok {
		c.date = date
		return c
	}
	return choice{}
}

// reading puts the chosen date and everything assumed in choosing it together.
func (c choice) reading(tokens []token, found []foundDate, h DateHabit) DateReading {
	f := c.foundDate
	r := DateReading{Month: f.monthOnly && f.assumed == monthAlone}
	say := func(format string, args ...any) { r.note(fmt.Sprintf(format, args...)) }
	if f.monthOnly && h.Start && r.Month && c.how != "range" {
		f.date.Day = 1
	}
	if r.Month && h.Start && c.how == "range" {
		f.date.Day = 1
	}
	week, isWeek := f.week(tokens)
	if isWeek && !h.Start {
		f.date = week.AddDays(4)
	} else if isWeek {
		f.date = week
	}
	r.Value = f.date.Value()
	if other, ambiguous := f.otherWay(tokens, h); ambiguous && !isWeek {
		r.Ambiguous = true
		say("%s: read as %s, not %s", noteAmbiguous, f.date.Long(), other.Long())
	}
	var earlier []string
	for _, e := range c.earlier {
		earlier = append(earlier, e.date.String())
	}
	r.Earlier = strings.Join(earlier, " ")
	switch {
	case isWeek && f.date == c.date:
	case isWeek:
		say("a week: read as its %s, %s", f.date.Weekday(), f.date.Long())
	case c.how == "range" && h.Start:
		say("a range: read as its beginning, %s", f.date.Long())
	case c.how == "range":
		say("a range: read as its end, %s", f.date.Long())
	case c.how == "moved":
		say("a date that was moved: read as the last it was moved to, %s", f.date.Long())
	case c.how == "former":
		say("a former date beside it: read as %s", f.date.Long())
	case c.how == "beside":
		say("a date beside it is about something else: read as %s", f.date.Long())
	case c.how == "first":
		r.Unclear = true
		say("several dates, and nothing says which is meant: read as the first, %s", f.date.Long())
	case f.assumed != "":
		say("%s: read as %s", f.assumed, f.date.Long())
	case f.numeric && f.month == f.first && f.first != f.second:
		say("month before day: read as %s", f.date.Long())
	}
	if weekday, said := weekdayBeside(tokens); said && weekday != f.date.Weekday() && c.how == "one" && !f.monthOnly && !isWeek {
		say("%s is a %s, not a %s", f.date.Long(), f.date.Weekday(), weekday)
	}
	r.Value.Beside = f.besideIt(tokens, found)
	if r.Month && c.how != "range" {
		r.Value.Beside = c.besideIt(tokens, found) // whichever day of it the month stands for
		r.Value.Beside = strings.TrimSuffix(monthMark+" "+r.Value.Beside, " ")
	}
	if c.how != "range" {
		if words := strings.Join(otherWords(besideDates(tokens, found)), " "); words != "" {
			say("other words beside the date: %q", words)
		}
	}
	return r
}

// otherWay is the date with its day and month exchanged, where that is one
// too and neither the column nor a weekday in the cell proves the order.
func (f foundDate) otherWay(tokens []token, h DateHabit) (Date, bool) {
	if !f.numeric || h.OrderProved || f.first == f.second {
		return Date{}, false
	}
	other, real := NewDate(f.date.Year, time.Month(f.date.Day), int(f.date.Month))
	weekday, said := weekdayBeside(tokens)
	proved := said && weekday == f.date.Weekday() && weekday != other.Weekday()
	return other, real && !proved
}

// readDateless says what a cell without a date is: vague where it speaks of
// time, and text where it does not.
func readDateless(value Value, tokens []token) DateReading {
	switch {
	case isOpenEnded(tokens), startsAsSoonAs(tokens):
		return DateReading{Value: vague(value)}
	case slices.ContainsFunc(tokens, func(t token) bool { return t.text == "weekbeginning" || t.text == "weekending" }) && !isNarrative(tokens):
		return DateReading{Value: vague(value), Note: "a week with no year"}
	case speaksOnlyOfTime(tokens):
		return DateReading{Value: vague(value), Note: whyVague(tokens)}
	}
	return DateReading{Value: value, Note: "not read as a date"}
}

func whyVague(tokens []token) string {
	var months, numbers int
	for _, t := range tokens {
		switch {
		case t.kind == wordToken && monthNamed(t.text) != 0:
			months++
		case t.kind == numberToken:
			numbers++
		}
	}
	switch {
	case months > 0 && numbers == 0:
		return "a month with no year"
	case months > 0:
		return "a date with no year, or none that is certain"
	}
	return ""
}

// vague keeps the lines of a cell, for they tell its dates apart.
func vague(value Value) Value {
	lines := strings.Split(value.Text, "\n")
	for i, line := range lines {
		lines[i] = Fold(line)
	}
	return Value{Kind: KindVague, Text: Clean(strings.Join(lines, "\n"))}
}
