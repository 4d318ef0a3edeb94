package plan

import (
	"slices"
	"strings"
	"time"
)

// besideDates are the tokens that belong to no date.
func besideDates(tokens []token, found []foundDate) []token {
	var beside []token
	next := 0
	for _, f := range found {
		beside = append(beside, tokens[next:f.from]...)
		next = f.to
	}
	return append(beside, tokens[next:]...)
}

// isNarrative says whether tokens are a sentence rather than a few words.
func isNarrative(tokens []token) bool { return len(tokens) > 12 }

// otherWords are the words and numbers that say more than a date does, from
// the first such to the last.
func otherWords(tokens []token) []string {
	var words []string
	last := 0
	for _, t := range tokens {
		more := t.is("?") || t.kind != markToken && !neutralWords[t.text] && !isWeekday(t.text)
		if more || len(words) > 0 && t.kind != markToken {
			words = append(words, t.text)
		}
		if more {
			last = len(words)
		}
	}
	return words[:last]
}

// besideIt is what a cell says besides the date that was chosen: its words, and
// its other dates as 2026-03-31, in their order. However the dates are typed,
// and whatever stands between, it is the same.
func (f foundDate) besideIt(tokens []token, found []foundDate) string {
	var beside []token
	next := 0
	for _, other := range found {
		beside = append(beside, tokens[next:other.from]...)
		next = other.to
		if other.date != f.date {
			beside = append(beside, token{kind: wordToken, text: other.date.String()})
		}
	}
	return strings.Join(otherWords(append(beside, tokens[next:]...)), " ")
}

// dateRole is what a date in a cell of several is there for.
type dateRole int

const (
	plainDate      dateRole = iota // nothing is said of it
	formerDate                     // it stands no more: was, originally, the "from" of "extended from"
	movedTo                        // it is the date after a move: revised to, now, extended to
	anotherPurpose                 // it is about something else: a review, a meeting, a contract's end
)

// role is what the i-th date found is there for: what the words of its phrase
// before it say, and where those say nothing, the words right after it.
func (f foundDate) role(tokens []token, found []foundDate, i int) dateRole {
	from, to := 0, len(tokens)
	if i > 0 {
		from = found[i-1].to
	}
	if i+1 < len(found) {
		to = found[i+1].from
	}
	nearest := plainDate
	for at := f.from - 1; at >= from; at-- {
		if tokens[at].is(";") || tokens[at].is(",") || tokens[at].is(")") {
			break
		}
		if proposedWords[tokens[at].text] {
			return anotherPurpose // "proposed new date": nobody has agreed it
		}
		if nearest == plainDate {
			nearest = roleOf(tokens[at])
		}
	}
	if nearest != plainDate {
		return nearest
	}
	shut := slices.ContainsFunc(tokens[f.to:to], func(t token) bool { return t.is(")") })
	if to == len(tokens) || f.to < len(tokens) && tokens[f.to].is("(") && shut {
		for _, t := range tokens[f.to:to] {
			if t.is(";") || t.is(",") || t.is(")") {
				break
			}
			if role := roleOf(t); role == formerDate || role == anotherPurpose && len(found) > 1 || role == movedTo {
				return role
			}
		}
	}
	return plainDate
}

func roleOf(t token) dateRole {
	switch {
	case isMove(t.text), t.is("→"), t.is(">"):
		return movedTo
	case formerWords[t.text], t.text == "from":
		return formerDate
	case purposeWords[t.text]:
		return anotherPurpose
	}
	return plainDate
}

// isMove says whether a word says that a date was moved.
func isMove(word string) bool { return moveWords[word] }

// saysMoved reports whether any word of a cell does.
func saysMoved(tokens []token) bool {
	return slices.ContainsFunc(tokens, func(t token) bool { return isMove(t.text) })
}

// onOwnLines reports whether a cell is several dates, each alone on a line.
func onOwnLines(tokens []token, found []foundDate) bool {
	for i, f := range found {
		if i > 0 && (f.from != found[i-1].to+1 || !tokens[f.from-1].is(";")) {
			return false
		}
	}
	return len(found) > 1 && found[0].from == 0 && found[len(found)-1].to == len(tokens)
}

// strayFigure is a figure right before the first date of a cell, with nothing
// between them: it may belong to it.
func strayFigure(tokens []token, found []foundDate) string {
	if at := found[0].from - 1; at == 0 && tokens[0].isNumber(1, 2) {
		return tokens[0].text
	}
	return ""
}

// week is the Monday of the week that a date names, and whether it names one.
func (f foundDate) week(tokens []token) (monday Date, named bool) {
	for at := f.from - 1; at >= 0 && !f.monthOnly && (neutralWords[tokens[at].text] || tokens[at].is(":") || isWeekday(tokens[at].text)); at-- {
		if tokens[at].text == "weekbeginning" || tokens[at].text == "weekending" {
			return f.date.AddDays(-(int(f.date.Weekday()) + 6) % 7), true
		}
	}
	return Date{}, false
}

// wordBefore is the nearest word before tokens[i] that is not neutral, in
// the same phrase.
func wordBefore(tokens []token, i int) string {
	for i--; i >= 0; i-- {
		switch t := tokens[i]; {
		case t.kind == wordToken && !neutralWords[t.text]:
			return t.text
		case t.kind == numberToken, t.is(";"):
			return ""
		}
	}
	return ""
}

// isRangeMark says whether tokens are only what stands inside a range.
func isRangeMark(tokens []token) bool {
	return len(tokens) == 1 && (tokens[0].is("-") || rangeWords[tokens[0].text])
}

// isChoice says whether tokens offer the dates about them as alternatives.
func isChoice(tokens []token) bool {
	return slices.ContainsFunc(tokens, func(t token) bool { return t.text == "or" || t.text == "either" })
}

// isRangeStart says whether the tokens before a date are the start of a
// range that leaves out what its end says: 19 - 23/2/2018, 19 Feb - 23 Feb
// 2018, March - May 2022.
func isRangeStart(before []token, monthOnly bool) bool {
	for len(before) > 0 && (neutralWords[before[0].text] || before[0].text == "from" || isWeekday(before[0].text)) {
		before = before[1:]
	}
	n := len(before)
	if n == 0 {
		return false
	}
	mark := before[n-1]
	if !mark.is("-") && !rangeWords[mark.text] && (!monthOnly || !mark.is("/")) {
		return false
	}
	return isPartOfDate(before[:n-1], monthOnly)
}

// isPartOfDate says whether tokens are a day, a day and a month, or a month.
func isPartOfDate(tokens []token, monthOnly bool) bool {
	var days, months int
	for i, t := range tokens {
		switch {
		case t.isNumber(1, 2):
			days++
		case t.kind == wordToken && monthNamed(t.text) != 0:
			months++
		case i > 0 && (t.is("/") || t.is(".") || ordinals[t.text] || t.text == "of"):
		default:
			return false
		}
	}
	if monthOnly {
		return months == 1 && days == 0
	}
	return days == 1 && months <= 1 || days == 2 && months == 0
}

// turningWord is the first of the tokens that turns so many dates beside it
// into something else than the date asked for.
func turningWord(tokens []token, dates int) string {
	for i, t := range tokens {
		if !turningWords[t.text] && !openEndedWords[t.text] {
			continue
		}
		if t.text == "from" && (dates > 1 || slices.ContainsFunc(tokens[i:], isRangeToken)) {
			continue
		}
		if t.text == "not" && i+1 < len(tokens) && tokens[i+1].text == "later" {
			continue
		}
		return t.text
	}
	return ""
}

func isRangeToken(t token) bool { return t.is("-") || rangeWords[t.text] }

func weekdayBeside(tokens []token) (time.Weekday, bool) {
	for _, t := range tokens {
		if isWeekday(t.text) {
			return weekdays[t.text[:3]], true
		}
	}
	return 0, false
}

func isWeekday(word string) bool {
	day, ok := weekdays[word[:min(3, len(word))]]
	if !ok {
		return false
	}
	full := strings.ToLower(day.String())
	return len(word) == 3 || word == full || word == "tues" || word == "weds" || word == "thur" || word == "thurs"
}

var weekdays = map[string]time.Weekday{
	"mon": time.Monday, "tue": time.Tuesday, "wed": time.Wednesday, "thu": time.Thursday,
	"fri": time.Friday, "sat": time.Saturday, "sun": time.Sunday,
}

// monthNamed is the month a word names, whole or cut short, or 0.
func monthNamed(word string) time.Month {
	if len(word) < 3 {
		return 0
	}
	if m, ok := misspeltMonths[word]; ok {
		return m
	}
	m, ok := months[word[:3]]
	if ok && strings.HasPrefix(strings.ToLower(m.String()), word) {
		return m
	}
	return monthsAbroad[word]
}

var months = map[string]time.Month{
	"jan": time.January, "feb": time.February, "mar": time.March, "apr": time.April,
	"may": time.May, "jun": time.June, "jul": time.July, "aug": time.August,
	"sep": time.September, "oct": time.October, "nov": time.November, "dec": time.December,
}

// monthsAbroad are the months in Welsh and in languages that plans are met in, where
// they are no words of English: ago, set, out and mai are not here.
var monthsAbroad = buildMonthsAbroad(
	"ionawr enero janvier janv januar jänner janeiro januari gennaio ocak january ene oca января",
	"chwefror febrero février fevrier févr fevr februar fevereiro februari febbraio şubat subat fev şub февраля",
	"mawrth marzo mars märz maerz março maart maret mart mrt mär mrz марта",
	"ebrill abril avril april aprile nisan abr avr nis апреля",
	"mayo mai mei maggio mayıs mayis мая",
	"mehefin junio juin juni junho giugno haziran haz июня",
	"gorffennaf julio juillet juli julho luglio temmuz juil tem июля",
	"awst agosto août aout augustus agustus ağustos agustos ağu agu agt августа",
	"medi septiembre septembre setembro settembre september eylül eylul eyl сентября",
	"hydref octubre octobre oktober outubro ottobre ekim okt eki октября",
	"tachwedd noviembre novembre novembro kasım kasim kas ноября",
	"rhagfyr diciembre décembre decembre dezember dezembro dicembre aralık aralik desember dic déc dez ara декабря", //nolint:misspell // no English
)

func buildMonthsAbroad(names ...string) map[string]time.Month {
	abroad := map[string]time.Month{}
	for i, month := range names {
		for _, name := range strings.Fields(month) {
			abroad[name] = time.Month(i + 1)
		}
	}
	return abroad
}

var misspeltMonths = map[string]time.Month{
	"janurary": time.January, "feburary": time.February, "febuary": time.February, //nolint:misspell // as officers type it
	"septmber": time.September, "setpember": time.September, "ocotber": time.October, //nolint:misspell // as officers type it
	"novemeber": time.November, "decemeber": time.December,
}

// isOpenEnded says whether a cell says that there is no end; a sentence says
// so only where it begins with it.
func isOpenEnded(tokens []token) bool {
	at := slices.IndexFunc(tokens, func(t token) bool { return openEndedWords[t.text] })
	return at == 0 || at > 0 && !isNarrative(tokens)
}

func startsAsSoonAs(tokens []token) bool {
	return len(tokens) > 2 && tokens[0].text == "as" && tokens[1].text == "soon" && tokens[2].text == "as"
}

// speaksOnlyOfTime says whether every word of a cell is about time, and one
// of them at least names some.
func speaksOnlyOfTime(tokens []token) bool {
	names := len(tokens) == 1 && impreciseWords[tokens[0].text]
	for _, t := range tokens {
		switch {
		case isYear(t), t.kind == wordToken && (monthNamed(t.text) != 0 || timeWords[t.text]):
			names = true
		case t.kind == wordToken && !neutralWords[t.text] && !impreciseWords[t.text] && !ordinals[t.text] && !isWeekday(t.text):
			return false
		}
	}
	return names
}

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Fields(words) {
		set[word] = true
	}
	return set
}

var (
	ordinals = wordSet("st nd rd th er º")

	// neutralWords leave a date what it is.
	neutralWords = wordSet(`by on at in of the a to be for no not later than latest before until due date
		deadline target complete completed completion close end ending month week we day and noon midnight
		utc gmt bst z weekbeginning weekending`)

	// rangeWords stand between the start and the end of a range.
	rangeWords = wordSet("to until till through thru")

	// formerWords before a date say that it no longer stands.
	formerWords = wordSet("was previously previous originally original formerly former old initial initially")

	// moveWords before a date say that it is what another was moved to.
	moveWords = wordSet("revised now extended moved new amended changed slipped rescheduled deferred reprofiled delayed pushed brought extension revision replanned")

	// proposedWords before a date say that it is not the date yet.
	proposedWords = wordSet("proposed proposing proposal requested requesting suggested suggesting possible possibly seeking")

	// doneWords before the only date of a cell say that it may be the day the work
	// was done, unless "by" follows.
	doneWords = wordSet("completed achieved closed finished done")

	// purposeWords beside a date say that it is about something else.
	purposeWords = wordSet(`review reviewed reviewing board meeting meetings committee report reports reported reporting contract start starts started
		starting commence commences commenced discussed agreed approved presented update updated audit audited inspection last next published training launch launched
		launches event signed decision raised created expires scrutiny cabinet visit met since checked follow`)

	// turningWords make a date beside them something other than the date asked for.
	turningWords = wordSet(`after following since pending awaiting post from onwards onward starting
		commencing unless not`)

	// openEndedWords say that there is no end.
	openEndedWords = wordSet(`ongoing continuous continuously continual continually continuing continues
		rolling asap permanent permanently indefinite indefinitely perpetual`)

	// impreciseWords before a month name a part of it.
	impreciseWords = wordSet(`early mid middle late start beginning first second third last half
		immediate immediately urgent soon shortly imminent imminently`)

	// timeWords speak of time without naming a day.
	timeWords = wordSet(`day week month spring summer autumn winter term terms half quarter quarters qtr q year years months
		weeks days easter christmas whitsun annual annually yearly monthly weekly quarterly fortnightly daily
		termly financial academic fiscal calendar school fy ay next this within every each short medium long
		longer per`)
)
