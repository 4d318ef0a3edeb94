package plan

import (
	"strconv"
	"strings"
	"unicode"
)

// # Differences that nobody made
//
// Two cells can say one thing in two ways that no reader tells apart, or that our
// own reading tells apart and people do not:
//
//	Children's voices - heard     Children’s voices – heard      what Word or a phone makes of it
//	In progress                   In Progress                    one word of a list
//	Dec-25, typed                 1 December 2025 shown as Dec-25
//	Dec-25                        31/12/2025                     where it is due by the month's end
//	46112                         31/03/2026                     a date that lost its format
//
// And what was agreed may have been read by an earlier build that read the same
// cell otherwise: a month as the day that its cell held, or as its last day in a
// column of starts.

// MeansSame reports whether two cells of a field mean the same to a reader, though
// they are not the same value.
func (e Entry) MeansSame(other Entry, f Field) bool {
	a, b := e.Value, other.Value
	switch {
	case a == b:
		return true
	case f.IsDate():
		return e.isSameMoved(other) || a.isDayOf(b) || b.isDayOf(a) || isLostDateOf(a, b) || isLostDateOf(b, a) || e.showsYear(b) || other.showsYear(a)
	case a.Kind != KindText || b.Kind != KindText:
		return false
	case f == FieldStatus || f == FieldRAG:
		return inLetters(a.Text) == inLetters(b.Text) && inLetters(a.Text) != ""
	}
	return plainMarks(a.Text) == plainMarks(b.Text)
}

// MeansAgreed reports whether a cell means what was agreed, though it is not the
// same value: perhaps because an earlier build read it otherwise.
func (e Entry) MeansAgreed(agreed Entry, f Field) bool {
	if e.MeansSame(agreed, f) {
		return true
	}
	day, isDate := agreed.Value.Date()
	if isDate && e.Value.IsMonth() && !agreed.Value.IsMonth() && agreed.Value.Beside == e.Value.Besides() {
		month, _ := e.Value.Date()
		return day.Year == month.Year && day.Month == month.Month && (day.Day == 1 || day.AddDays(1).Day == 1)
	}
	if !f.IsDate() || e.Typed == "" || Clean(e.Typed) != Clean(agreed.Typed) {
		return false
	}
	r := ReadDate(e.Typed, DateHabit{Start: f == FieldStart})
	return r.Value == e.Value && !r.Ambiguous
}

// isDayOf reports whether a value is the day that a month stands for in its column.
func (v Value) isDayOf(month Value) bool {
	return month.IsMonth() && v == Value{Kind: KindDate, Text: month.Text, Beside: month.Besides()}
}

// isLostDateOf reports whether a value is the number of a date without its format.
func isLostDateOf(number, date Value) bool {
	day, lost := number.LostDate()
	return lost && day.Value() == date
}

// showsYear reports whether the cell of a date shows its year alone, and the other
// says that year.
func (e Entry) showsYear(other Value) bool {
	d, ok := e.Value.Date()
	return ok && e.isYear(d) && (other.Kind == KindVague || other.Kind == KindNumber || other.Kind == KindText) && other.Text == strconv.Itoa(d.Year)
}

// inLetters is a word of a list without what a glance does not tell apart.
func inLetters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, text)
}

// plainMarks is a text with its marks as a typewriter has them.
func plainMarks(text string) string { return ligatures.Replace(strings.Map(plainMark, text)) }

var ligatures = strings.NewReplacer("…", "...", "ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl", "ﬅ", "st", "ﬆ", "st")
