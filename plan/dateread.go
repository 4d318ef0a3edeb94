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
}

// DateHabit is how the dates of one column are written.
type DateHabit struct {
	MonthFirst  bool       // 03/31/2022, as OrderOf found it
	OrderProved bool       // the column's other dates show which comes first
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
// day, a range as its end, the last of several dates where that is also the
// latest. Whatever had to be assumed is in the note, and what would have to
// be guessed (Ongoing, Q3, mid March, 31 March with no year) is vague.
func ReadDate(text string, h DateHabit) DateReading {
	value := TextValue(text)
	if value.Kind == KindBlank || value.Kind == KindError {
		return DateReading{Value: value}
	}
	if date, ok := h.named(text); ok {
		return DateReading{Value: date.Value(), Note: fmt.Sprintf("the settings say that it means %s", date.Long())}
	}
	if value.Kind == KindPlaceholder || len(value.Text) > longestDate {
		return DateReading{Value: value}
	}
	return readTokens(value, tokensOf(value.Text), h)
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

// named looks a cell up among the council's own words, also after "by" and
// the like.
func (h DateHabit) named(text string) (Date, bool) {
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
	chosen, how := chooseDate(tokens, found)
	if how == "" {
		return DateReading{Value: vague(value), Note: "several dates, and which of them stands is not clear"}
	}
	return chosen.reading(tokens, found, how, h)
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

// chooseDate picks the date that stands, and says how it was picked: "one",
// "range", "several", "former" where others are said to be former ones, or "" where that is not clear.
func chooseDate(tokens []token, found []foundDate) (chosen foundDate, how string) {
	if len(found) == 2 && isRangeMark(tokens[found[0].to:found[1].from]) && !found[1].date.Before(found[0].date) {
		return found[1], "range"
	}
	standing := slices.DeleteFunc(slices.Clone(found), func(f foundDate) bool { return f.isSuperseded(tokens) })
	if len(standing) == 0 {
		return foundDate{}, ""
	}
	last := standing[len(standing)-1]
	for i, earlier := range standing[:len(standing)-1] {
		if last.date.Before(earlier.date) || isChoice(tokens[earlier.to:standing[i+1].from]) {
			return foundDate{}, ""
		}
	}
	switch {
	case len(standing) > 1:
		return last, "several"
	case len(found) > 1:
		return last, "former"
	case isRangeStart(tokens[:last.from], last.monthOnly):
		return last, "range"
	}
	return last, "one"
}

// reading puts the chosen date and everything assumed in choosing it together.
func (f foundDate) reading(tokens []token, found []foundDate, how string, h DateHabit) DateReading {
	var notes []string
	say := func(format string, args ...any) { notes = append(notes, fmt.Sprintf(format, args...)) }
	r := DateReading{Value: f.date.Value()}
	if other, ambiguous := f.otherWay(tokens, h); ambiguous {
		r.Ambiguous = true
		say("%s: read as %s, not %s", noteAmbiguous, f.date.Long(), other.Long())
	}
	switch {
	case how == "range":
		say("a range: read as its end, %s", f.date.Long())
	case how == "several":
		say("several dates: read as the last, %s", f.date.Long())
	case how == "former":
		say("a former date beside it: read as %s", f.date.Long())
	case f.assumed != "":
		say("%s: read as %s", f.assumed, f.date.Long())
	case f.numeric && f.month == f.first && f.first != f.second:
		say("month before day: read as %s", f.date.Long())
	}
	if weekday, said := weekdayBeside(tokens); said && weekday != f.date.Weekday() && how == "one" && !f.monthOnly {
		say("%s is a %s, not a %s", f.date.Long(), f.date.Weekday(), weekday)
	}
	r.Value.Beside = f.besideIt(tokens, found)
	if how != "range" {
		if words := strings.Join(otherWords(besideDates(tokens, found)), " "); words != "" {
			say("other words beside the date: %q", words)
		}
	}
	r.Note = strings.Join(notes, "; ")
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
