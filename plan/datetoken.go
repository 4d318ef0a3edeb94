package plan

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
)

type tokenKind uint8

const (
	numberToken tokenKind = iota + 1
	wordToken
	markToken
)

// token is a run of digits, a word, or one mark.
type token struct {
	kind  tokenKind
	text  string // folded
	n     int    // a number's value; -1 where it has more than four figures
	glued bool   // no space before it
}

func (t token) is(mark string) bool { return t.kind == markToken && t.text == mark }

// isNumber says whether t is a number of so many figures.
func (t token) isNumber(least, most int) bool {
	return t.kind == numberToken && len(t.text) >= least && len(t.text) <= most
}

// tokensOf splits a clean text; times of day are dropped, for they never
// change the date.
func tokensOf(text string) []token {
	var tokens []token
	runes := []rune(spelling.Replace(Fold(strings.ReplaceAll(text, "\n", " ; "))))
	glued := false
	for i := 0; i < len(runes); {
		class := tokenClass(runes[i])
		if class == 0 {
			glued = false
			i++
			continue
		}
		end := i + 1
		for class != markToken && end < len(runes) && tokenClass(runes[end]) == class {
			end++
		}
		tokens = append(tokens, newToken(class, string(runes[i:end]), glued))
		glued, i = true, end
	}
	return dropTimes(tokens)
}

// spelling is what has to be put one way before a cell is split.
var spelling = strings.NewReplacer("w/c", "weekbeginning ", "w/b", "weekbeginning ", "wk beg.", "weekbeginning ", "wk beg ", "weekbeginning ", "wk commencing", "weekbeginning ", "week commencing", "weekbeginning ",
	"week beginning", "weekbeginning ", "week beg ", "weekbeginning ", "week of", "weekbeginning ", "w/e", "weekending ", "week ending", "weekending ", "week end ", "weekending ", "wk ending", "weekending ",
	"on-going", "ongoing", "on going", "ongoing", "->", "→", "=>", "→")

// slips are the figures of a date with a slip among them: two marks for one,
// two kinds of mark, a letter that looks like a figure.
var slips = regexp.MustCompile(`(?i)(^|[^0-9a-z./-])([0-9ol]{1,2})([./-]{1,2})([0-9ol]{1,2})([./-]{1,2})((?:20|2o)?[0-9ol]{2})($|[^0-9a-z./-]|[.](?:$|[^0-9]))`)

// mendSlips puts such dates right, and says whether there was any. Each has one
// reading only: a figure that is parted from its date by a space is left, since
// it may be anything.
func mendSlips(text string) (mended string, slip bool) {
	letters := strings.NewReplacer("o", "0", "O", "0", "l", "1", "L", "1")
	mended = slips.ReplaceAllStringFunc(text, func(date string) string {
		m := slips.FindStringSubmatch(date)
		if !strings.ContainsAny(m[2]+m[4]+m[6], "0123456789") {
			return date
		}
		right := m[1] + letters.Replace(m[2]) + "/" + letters.Replace(m[4]) + "/" + letters.Replace(m[6]) + m[7]
		if m[3] == m[5] && len(m[3]) == 1 && letters.Replace(m[2]+m[4]+m[6]) == m[2]+m[4]+m[6] {
			return date
		}
		slip = true
		return right
	})
	return mended, slip
}

func newToken(kind tokenKind, text string, glued bool) token {
	t := token{kind: kind, text: text, n: -1, glued: glued}
	if t.isNumber(1, 4) {
		t.n, _ = strconv.Atoi(text)
	}
	return t
}

func tokenClass(r rune) tokenKind {
	switch {
	case unicode.IsSpace(r):
		return 0
	case '0' <= r && r <= '9':
		return numberToken
	case unicode.IsLetter(r), unicode.IsMark(r), unicode.IsDigit(r):
		return wordToken
	}
	return markToken
}

// dropTimes leaves out 09:00, T00:00:00Z, 10am and 10.30am.
func dropTimes(tokens []token) []token {
	kept := tokens[:0:0]
	for i := 0; i < len(tokens); {
		if n := timeLength(tokens[i:]); n > 0 {
			i += n
			continue
		}
		kept = append(kept, tokens[i])
		i++
	}
	return kept
}

// timeLength is how many tokens the time of day that tokens begin with has.
func timeLength(tokens []token) int {
	at := func(i int) token {
		if i < len(tokens) {
			return tokens[i]
		}
		return token{}
	}
	n := 0
	if at(0).text == "t" && at(0).glued && at(1).glued {
		n = 1
	}
	if !at(n).isNumber(1, 2) || at(n).n > 24 {
		return 0
	}
	n++
	clock := false
	for (at(n).is(":") || clock && at(n).is(".")) && at(n).glued && at(n+1).kind == numberToken && at(n+1).glued {
		n += 2
		clock = true
	}
	if !clock && at(n).is(".") && at(n+1).isNumber(2, 2) && isHalfDay(at(n+2)) {
		n += 2
	}
	switch {
	case isHalfDay(at(n)), clock && at(n).text == "z":
		return n + 1
	case clock:
		return n
	}
	return 0
}

func isHalfDay(t token) bool { return t.text == "am" || t.text == "pm" }

// foundDate is a date in a cell, and the tokens it is made of.
type foundDate struct {
	from, to      int // tokens[from:to]
	date          Date
	monthOnly     bool
	numeric       bool   // three numbers, the year last
	first, second int    // of a numeric date, as written
	month         int    // the one of first and second read as the month
	assumed       string // what had to be assumed
	impossible    string // why the calendar does not have it
}

// findDates finds every date in a cell, left to right, none inside another.
func findDates(tokens []token, h DateHabit) []foundDate {
	var found []foundDate
	for i := 0; i < len(tokens); {
		f, ok := dateAt(tokens, i, h)
		if !ok {
			i++
			continue
		}
		found = append(found, f)
		i = f.to
	}
	return found
}

// dateAt reads the date that begins at tokens[i].
func dateAt(tokens []token, i int, h DateHabit) (foundDate, bool) {
	for _, read := range dateForms {
		if f, ok := read(window{tokens, i}, h); ok {
			f.from = i
			f.to += i
			return f, true
		}
	}
	return foundDate{}, false
}

// dateForms are the ways of writing a date, the longest first. Each gives the
// number of tokens it used as to.
var dateForms = []func(window, DateHabit) (foundDate, bool){
	yearMonthDay, numericDate, dayNamedMonth, namedMonthDay, yearAndMonth, monthAndYear, namedMonth, endOfYear,
}

// window looks at tokens from a place on, without an end to run over.
type window struct {
	tokens []token
	start  int
}

func (w window) at(i int) token {
	if i += w.start; i >= 0 && i < len(w.tokens) {
		return w.tokens[i]
	}
	return token{}
}

// alone says whether the numbers from 0 to end, joined by the mark, are not
// part of a longer chain (1.2.22.4) or stuck to a word (v1.2.22).
func (w window) alone(end int, mark string) bool {
	joined := func(mark, number token) bool { return mark.glued && number.glued && number.kind == numberToken }
	if w.at(0).glued && (w.at(-1).kind == wordToken || w.at(-1).is(mark) && w.at(-1).glued && w.at(-2).kind == numberToken) {
		return false
	}
	if w.at(end).is(mark) && joined(w.at(end), w.at(end+1)) {
		return false
	}
	return !w.at(end).glued || w.at(end).kind != wordToken
}

// joined says whether two tokens from i are a mark between numbers: slashes
// and full stops may have spaces about them, a hyphen with spaces makes a range.
func (w window) joined(i int, mark string) bool {
	if !w.at(i).is(mark) || w.at(i+1).kind != numberToken {
		return false
	}
	return mark != "-" || w.at(i).glued && w.at(i+1).glued
}

// yearMonthDay reads 2022-03-31, 2022/3/31, 2022.03.31 and 2022-Mar-31.
func yearMonthDay(w window, _ DateHabit) (foundDate, bool) {
	if !w.at(0).isNumber(4, 4) {
		return foundDate{}, false
	}
	if month := monthNamed(w.at(1 + w.joiner(1)).text); month != 0 {
		m := 1 + w.joiner(1)
		d := m + 1 + w.joiner(m+1)
		if !w.at(d).isNumber(1, 2) || w.at(d+1).is(":") || !w.at(0).isYearFigure() {
			return foundDate{}, false
		}
		return foundDate{to: d + 1}.on(w.at(0).n, month, w.at(d).n), true
	}
	mark := w.at(1).text
	if !isDateMark(mark) || !w.joined(1, mark) || !w.joined(3, mark) || !w.at(2).isNumber(1, 2) || !w.at(4).isNumber(1, 2) || !w.alone(5, mark) {
		return foundDate{}, false
	}
	return foundDate{to: 5}.on(w.at(0).n, time.Month(w.at(2).n), w.at(4).n), true
}

// numericDate reads 31/3/22, 31.03.2022, 31-03-2022 and 31 03 2022.
func numericDate(w window, h DateHabit) (foundDate, bool) {
	first, second, year, end := w.at(0), w.at(2), w.at(4), 5
	mark := w.at(1).text
	switch {
	case isDateMark(mark) && w.joined(1, mark) && w.joined(3, mark):
	case w.at(1).kind == numberToken && w.at(2).isNumber(4, 4):
		second, year, end, mark = w.at(1), w.at(2), 3, " "
	default:
		return foundDate{}, false
	}
	if !first.isNumber(1, 2) || !second.isNumber(1, 2) || !year.isYearFigure() || !w.alone(end, mark) {
		return foundDate{}, false
	}
	f := foundDate{to: end, numeric: true, first: first.n, second: second.n}
	return f.inOrder(year.year(), h.MonthFirst), true
}

// inOrder settles which of the two numbers is the month: the habit's, unless
// only the other way round is a date.
func (f foundDate) inOrder(year int, monthFirst bool) foundDate {
	day, month := f.first, f.second
	if monthFirst {
		day, month = month, day
	}
	if month > 12 && day <= 12 {
		day, month = month, day
	}
	f.month = month
	return f.on(year, time.Month(month), day)
}

// ofMonth are the words between a day, its month and its year.
var ofMonth = wordSet("of de del")

// dayNamedMonth reads 31st March 2022, 31-Mar-22, 31 of March 22 and 31Mar2022.
func dayNamedMonth(w window, _ DateHabit) (foundDate, bool) {
	if !w.at(0).isNumber(1, 2) || w.at(0).glued && w.at(-1).kind == wordToken {
		return foundDate{}, false
	}
	i := 1
	if w.at(i).glued && ordinals[w.at(i).text] {
		i++
	}
	if ofMonth[w.at(i).text] {
		i++
	}
	i += w.joiner(i)
	month := monthNamed(w.at(i).text)
	if month == 0 {
		return foundDate{}, false
	}
	i++
	i += w.joiner(i)
	if w.at(i).text != "of" && ofMonth[w.at(i).text] {
		i++ // 15 de marzo de 2024
	}
	year := w.at(i)
	if !year.isYearFigure() || w.at(i+1).glued && ordinals[w.at(i+1).text] {
		return foundDate{}, false
	}
	return foundDate{to: i + 1}.on(year.year(), month, w.at(0).n), true
}

// namedMonthDay reads March 31, 2022 and Mar 31st 2022.
func namedMonthDay(w window, _ DateHabit) (foundDate, bool) {
	month, i := monthNamed(w.at(0).text), 1
	if month == 0 {
		return foundDate{}, false
	}
	i += w.joiner(i)
	day := w.at(i)
	i++
	if ordinals[w.at(i).text] && w.at(i).glued {
		i++
	}
	if w.at(i).is(",") {
		i++
	}
	if year := w.at(i); !day.isNumber(1, 2) || !year.isYearFigure() || w.at(i+1).is("/") || w.at(i+1).glued && ordinals[w.at(i+1).text] {
		return foundDate{}, false
	}
	return foundDate{to: i + 1}.on(w.at(i).year(), month, day.n), true
}

// yearAndMonth reads 2022-03 and 2022/3, but not the financial year 2022-23.
func yearAndMonth(w window, _ DateHabit) (foundDate, bool) {
	mark := w.at(1).text
	year, month := w.at(0), w.at(2)
	if !year.isNumber(4, 4) || !isDateMark(mark) || !w.joined(1, mark) || !month.isNumber(1, 2) || !w.alone(3, mark) {
		return foundDate{}, false
	}
	if month.n < 1 || month.n > 12 || month.n == (year.n+1)%100 {
		return foundDate{}, false
	}
	return foundDate{to: 3}.inMonth(year.n, time.Month(month.n)), true
}

// monthAndYear reads 03/2022 and 3.2022.
func monthAndYear(w window, _ DateHabit) (foundDate, bool) {
	mark := w.at(1).text
	month, year := w.at(0), w.at(2)
	if !month.isNumber(1, 2) || !isDateMark(mark) || !w.joined(1, mark) || !year.isNumber(4, 4) || !w.alone(3, mark) || w.at(0).glued && w.at(-1).kind == markToken && isDateMark(w.at(-1).text) {
		return foundDate{}, false
	}
	if month.n < 1 || month.n > 12 {
		return foundDate{}, false
	}
	return foundDate{to: 3}.inMonth(year.n, time.Month(month.n)), true
}

// namedMonth reads March 2022, Mar-22 and Mar '22. Two figures after a space
// could be a day; they are taken for a year only where they are likely one.
func namedMonth(w window, _ DateHabit) (foundDate, bool) {
	month := monthNamed(w.at(0).text)
	i := 1 + w.joiner(1)
	year := w.at(i)
	if month == 0 || !year.isYearFigure() || w.isYearSpan(i) || w.at(i+1).glued && ordinals[w.at(i+1).text] {
		return foundDate{}, false
	}
	f := foundDate{to: i + 1}.inMonth(year.year(), month)
	if i == 1 && year.isNumber(2, 2) {
		f.assumed = "a month and two figures taken for its year"
		return f, year.n >= 10 && year.n <= 28
	}
	return f, true
}

// endOfYear reads "end of 2022".
func endOfYear(w window, _ DateHabit) (foundDate, bool) {
	end := -1
	if w.at(end).text == "of" {
		end--
	}
	if w.at(end).text != "end" || w.at(end-1).text == "year" || !isYear(w.at(0)) || w.isYearSpan(0) || w.at(1).kind == numberToken {
		return foundDate{}, false
	}
	f := foundDate{to: 1, monthOnly: true, assumed: "the end of a year"}
	return f.on(w.at(0).n, time.December, 31), true
}

// isYearSpan says whether the year at i is the first half of 2022/23.
func (w window) isYearSpan(i int) bool {
	return (w.at(i+1).is("/") || w.at(i+1).is("-")) && w.at(i+2).kind == numberToken && w.at(i+1).glued
}

// joiner is how many tokens at i only join a day, a month and a year.
func (w window) joiner(i int) int {
	t := w.at(i)
	tight := t.glued && w.at(i+1).glued
	switch {
	case t.is(","), t.is("."), t.is("/"), t.is("'"):
		return 1
	case t.is("-") && tight:
		return 1
	}
	return 0
}

// on makes f that day, or says why there is none.
func (f foundDate) on(year int, month time.Month, day int) foundDate {
	date, real := NewDate(year, month, day)
	switch {
	case month < 1 || month > 12:
		f.impossible = "there is no month " + strconv.Itoa(int(month))
	case year < firstYear || year > lastYear:
		f.impossible = "the year " + strconv.Itoa(year) + " cannot be meant"
	case !real:
		f.impossible = "there is no " + strconv.Itoa(day) + " " + month.String() + " " + strconv.Itoa(year)
	}
	f.date = date
	return f
}

// monthAlone is what is assumed of a month that is named without a day.
const monthAlone = "a month with no day"

// inMonth makes f the last day of a month.
func (f foundDate) inMonth(year int, month time.Month) foundDate {
	f.monthOnly = true
	f.assumed = monthAlone
	last := time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
	return f.on(year, month, last)
}

func isDateMark(mark string) bool { return mark == "/" || mark == "." || mark == "-" }

// isYearFigure says whether t could be a year: of four figures, or of two.
func (t token) isYearFigure() bool { return t.isNumber(2, 2) || t.isNumber(4, 4) }

// year is the year that four figures, or two, are written for.
func (t token) year() int {
	switch {
	case len(t.text) == 4:
		return t.n
	case t.n >= 70:
		return 1900 + t.n
	}
	return 2000 + t.n
}

// isYear says whether t is a year on its own.
func isYear(t token) bool { return t.isNumber(4, 4) && t.n >= firstYear && t.n <= lastYear }
