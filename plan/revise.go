package plan

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// # A cell of several dates
//
// Officers keep in one cell when an action was due, and what it was moved to:
//
//	30/06/2026 – revised to 30/11/2026
//
// Another date that is written there must not take the others away: it is added, in
// the cell's own form. That the cell holds its history and another says the date alone
// is no difference between them.

// datesIn finds what looks like a whole date in a text.
var datesIn = regexp.MustCompile(`(?i)\b(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2}|(?:\d{1,2}(?:st|nd|rd|th)?[ -])?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ -]\d{2,4})\b`)

// HoldsSeveralDates reports whether a cell names more than one date.
func (e Entry) HoldsSeveralDates() bool { return len(datesIn.FindAllString(e.Typed, 3)) > 1 }

// earlierDates are the dates that a cell's date was moved from: none where it was not.
func (e Entry) earlierDates() []string {
	if _, ok := e.Value.Date(); !ok {
		return nil
	}
	if e.Detail.Earlier != "" {
		return strings.Fields(e.Detail.Earlier)
	}
	if e.Value.Beside == "" || e.Typed == "" {
		return nil
	}
	if r := ReadDate(e.Typed, DateHabit{}); r.Value.Text == e.Value.Text && !r.Unclear {
		return strings.Fields(r.Earlier)
	}
	return nil
}

// isMoved reports whether a cell of a date holds that date's history.
func (e Entry) isMoved() bool { return len(e.earlierDates()) > 0 && !e.Detail.Unclear }

// isSameMoved reports whether two cells say one date, and one of them, or both, what
// it was before.
func (e Entry) isSameMoved(other Entry) bool {
	day, ok := e.Value.Date()
	same, too := other.Value.Date()
	plain := func(e Entry) bool { return e.Value.Beside == "" }
	return ok && too && day == same && (e.isMoved() && (other.isMoved() || plain(other)) || other.isMoved() && plain(e))
}

// Revised is a cell of several dates once it says another: as its author wrote it,
// where that has all of them, and else with the other added in the cell's own form. It
// is false where that form is not known, and for what is no date. To a cell that says
// one date alone, one that was moved is written as that date.
func (e Entry) Revised(now Entry) (Entry, bool) {
	day, isDate := now.Value.Date()
	if !e.HoldsSeveralDates() {
		if _, was := e.Value.Date(); isDate && now.isMoved() && was && datesIn.FindString(e.Typed) == strings.TrimSpace(e.Typed) {
			return Entry{Value: day.Value(), Typed: fmt.Sprintf("%02d/%02d/%04d", day.Day, day.Month, day.Year)}, true
		}
		return now, true
	}
	was, ok := e.Value.Date()
	if !ok || !isDate || now.Value.IsMonth() {
		return now, false
	}
	if missing := func(date string) bool { return !slices.Contains(now.earlierDates(), date) }; strings.HasPrefix(now.Typed, e.Typed) ||
		now.isMoved() && !slices.ContainsFunc(append(e.earlierDates(), was.String()), missing) {
		return now, true
	}
	if r := ReadDate(e.Typed, DateHabit{}); r.Value.Text != e.Value.Text || r.Ambiguous || r.Unclear {
		return now, false
	}
	text, ok := e.withAnother(day)
	if !ok {
		return now, false
	}
	r := ReadDate(text, DateHabit{})
	if r.Value.Text != day.String() || r.Unclear || r.Ambiguous || len(strings.Fields(r.Earlier)) <= len(e.earlierDates()) {
		return now, false
	}
	return Entry{Value: r.Value, Typed: text}, true
}

// withAnother is the text of a cell with another date after the last: a line of its own
// where the last has one, after an arrow, or in the words that stand before the last.
func (e Entry) withAnother(day Date) (string, bool) {
	at := datesIn.FindAllStringIndex(e.Typed, -1)
	last, before := at[len(at)-1], at[len(at)-2]
	if strings.TrimSpace(e.Typed[last[1]:]) != "" {
		return "", false
	}
	between, date := e.Typed[before[1]:last[0]], writtenLike(e.Typed[last[0]:last[1]], day)
	text := strings.TrimRight(e.Typed, " \n")
	words := strings.TrimLeft(strings.TrimSpace(between), "–—-;,. ")
	switch {
	case date == "":
		return "", false
	case strings.Contains(between, "\n") && words == "":
		return text + "\n" + date, true
	case words == "→" || words == ">" || words == "=>":
		return text + between + date, true
	case words == "" || strings.ContainsAny(words, "()0123456789"):
		return "", false
	}
	return text + "; " + words + " " + date, true
}

// writtenLike is a day as another is written: "" where that cannot be told.
func writtenLike(date string, day Date) string {
	for _, form := range []struct {
		is     *regexp.Regexp
		layout string
	}{
		{regexp.MustCompile(`^\d{2}/\d{2}/\d{4}$`), "02/01/2006"}, {regexp.MustCompile(`^\d{1,2}/\d{1,2}/\d{4}$`), "2/1/2006"},
		{regexp.MustCompile(`^\d{2}/\d{2}/\d{2}$`), "02/01/06"}, {regexp.MustCompile(`^\d{1,2}/\d{1,2}/\d{2}$`), "2/1/06"},
		{regexp.MustCompile(`^\d{2}\.\d{2}\.\d{4}$`), "02.01.2006"}, {regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`), "2006-01-02"},
		{regexp.MustCompile(`(?i)^\d{1,2} [a-z]{3} \d{4}$`), "2 Jan 2006"}, {regexp.MustCompile(`(?i)^\d{1,2} [a-z]+ \d{4}$`), "2 January 2006"},
	} {
		if form.is.MatchString(date) {
			return day.time().Format(form.layout)
		}
	}
	return ""
}
