package plan

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Date is a day in the calendar. The zero Date is no date.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// NewDate makes a date, and says whether the calendar has it.
func NewDate(year int, month time.Month, day int) (Date, bool) {
	d := Date{year, month, day}
	t := d.time()
	return d, t.Year() == year && t.Month() == month && t.Day() == day
}

// DateOf is the day of a moment, where that moment is.
func DateOf(t time.Time) Date {
	year, month, day := t.Date()
	return Date{year, month, day}
}

// ParseISO reads 2026-03-31.
func ParseISO(text string) (Date, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return Date{}, fmt.Errorf("%q is not a date written as 2026-03-31", text)
	}
	return DateOf(t), nil
}

func (d Date) time() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// IsZero says whether d is no date.
func (d Date) IsZero() bool { return d == Date{} }

// String is the date as 2026-03-31, and "" for no date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return d.time().Format(time.DateOnly)
}

// Long is the date as a report prints it: 31 March 2026.
func (d Date) Long() string { return d.time().Format("2 January 2006") }

// MonthLong is the date's month: March 2026.
func (d Date) MonthLong() string { return d.time().Format("January 2006") }

// Short is the date as a table prints it: 31 Mar 2026.
func (d Date) Short() string { return d.time().Format("2 Jan 2006") }

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return d.time().Weekday() }

// AddDays is the date n days later, or earlier where n is negative.
func (d Date) AddDays(n int) Date { return DateOf(d.time().AddDate(0, 0, n)) }

// AddMonths is the same day n months later, or the last of that month where it
// has no such day.
func (d Date) AddMonths(n int) Date {
	first := DateOf(time.Date(d.Year, d.Month+time.Month(n), 1, 0, 0, 0, 0, time.UTC))
	last := DateOf(time.Date(first.Year, first.Month+1, 0, 0, 0, 0, 0, time.UTC))
	first.Day = min(d.Day, last.Day)
	return first
}

// Before says whether d is an earlier day than other.
func (d Date) Before(other Date) bool { return d.time().Before(other.time()) }

// DaysUntil counts the calendar days from d to other; negative when other is earlier.
func (d Date) DaysUntil(other Date) int {
	return int(other.time().Sub(d.time()).Hours() / 24)
}

// The day numbers of 1995 to 2100, as spreadsheets count days. Smaller and larger
// numbers are taken for no date.
const firstSerial, lastSerial = 34700, 73415

// LostDate is the day that a bare number where a date belongs probably stands
// for: a spreadsheet keeps a date as the number of its day, and shows that where
// the cell has lost its format. 46143 is 1 May 2026, and so are 4.6143E4, 46143 in
// full-width figures, 46143 (moved), and 01052026, typed without marks. Whether a
// date belongs there is for the caller to know.
func (v Value) LostDate() (Date, bool) {
	switch v.Kind {
	case KindText, KindVague, KindNumber:
	default:
		return Date{}, false
	}
	number := norm.NFKC.String(v.Text)
	if before, beside, found := strings.Cut(number, "("); found && strings.HasSuffix(beside, ")") {
		number = before
	}
	number = strings.ReplaceAll(strings.Trim(number, " ;."), ",", "")
	if strings.Trim(number, "0123456789.eE+") != "" {
		return Date{}, false
	}
	for _, layout := range []string{"02012006", "20060102"} {
		if t, err := time.Parse(layout, number); err == nil && 1995 <= t.Year() && t.Year() <= 2100 {
			return DateOf(t), true
		}
	}
	n, err := strconv.ParseFloat(number, 64)
	if err != nil || n < firstSerial || n >= lastSerial+1 {
		return Date{}, false
	}
	return Date{1899, time.December, 30}.AddDays(int(n)), true
}

// IsNoDate reports whether a value where a date belongs is a bare number, a mark or
// TRUE: neither a date nor words about one.
func (v Value) IsNoDate() bool {
	switch v.Kind {
	case KindNumber, KindBoolean:
		return true
	case KindText:
		_, lost := v.LostDate()
		return lost || strings.EqualFold(v.Text, "true") || strings.EqualFold(v.Text, "false") || strings.TrimSpace(v.Text) != "" && !strings.ContainsFunc(v.Text, unicode.IsLetter)
	}
	return false
}

// LostDateNote is what is said of such a number, with the day that it probably
// is.
func LostDateNote(number string, day Date) string {
	return fmt.Sprintf("%s is probably %s, a date that lost its format", number, day.Long())
}

// Value is the date as a canonical value.
func (d Date) Value() Value { return Value{Kind: KindDate, Text: d.String()} }

// Date is the day a value names, and whether it names one.
func (v Value) Date() (Date, bool) {
	if v.Kind != KindDate {
		return Date{}, false
	}
	d, err := ParseISO(v.Text)
	return d, err == nil
}
