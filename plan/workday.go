package plan

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
)

// Calendar says on which days a council works: not on Saturdays, Sundays and bank
// holidays in England and Wales, nor on days of its own. The zero Calendar has
// none of its own.
type Calendar struct {
	closed []Date // in order
}

// NewCalendar is the calendar of a council that does not work on some days beside
// the usual ones: Christmas Eve, say.
func NewCalendar(closed ...Date) Calendar {
	days := slices.Clone(closed)
	slices.SortFunc(days, compareDates)
	return Calendar{slices.Compact(days)}
}

func compareDates(a, b Date) int { return a.number() - b.number() }

// IsWorkingDay reports whether the council works on d.
func (c Calendar) IsWorkingDay(d Date) bool {
	if d.isWeekend() || IsBankHoliday(d) {
		return false
	}
	_, closed := slices.BinarySearchFunc(c.closed, d, compareDates)
	return !closed
}

// WorkingDaysUntil counts the working days after from, up to and with to; below
// nought when to is earlier. It is provisional where the count leaves the years
// whose bank holidays are published: there the usual ones are counted, and a
// later proclamation may change the answer.
//
// The days are counted by weeks: five a week, and what is left of one, without
// the holidays that fall on a Monday to Friday between.
func (c Calendar) WorkingDaysUntil(from, to Date) (days int, provisional bool) {
	if to.Before(from) {
		days, provisional = c.WorkingDaysUntil(to, from)
		return -days, provisional
	}
	days = to.weekdays() - from.weekdays()
	for year := from.Year; year <= to.Year; year++ {
		for _, d := range bankHolidays(year) {
			if from.Before(d) && !to.Before(d) && !d.isWeekend() {
				days--
			}
		}
	}
	for _, d := range c.closed {
		if from.Before(d) && !to.Before(d) && !d.isWeekend() && !IsBankHoliday(d) {
			days--
		}
	}
	return days, !published(from, to)
}

// AddWorkingDays is the nth working day after d, or before it where n is below
// nought; d itself is not counted. Provisional as in WorkingDaysUntil.
//
// As many days on as are missing are never too many, and once none is missing
// the last of them was a working day.
func (c Calendar) AddWorkingDays(d Date, n int) (day Date, provisional bool) {
	day = d
	for counted := 0; counted != n; {
		day = day.AddDays(n - counted)
		if n > 0 {
			counted, _ = c.WorkingDaysUntil(d, day)
		} else { // the day itself counts, and d does not
			counted, _ = c.WorkingDaysUntil(d.AddDays(-1), day.AddDays(-1))
		}
	}
	return day, !published(d, day)
}

// number counts the days since the first of January 1970.
func (d Date) number() int { return int(d.time().Unix() / (24 * 60 * 60)) }

// weekdays counts the Mondays to Fridays from Monday 3 January 0000 up to and
// with d.
func (d Date) weekdays() int {
	const toMonday = 719_526 // days from then to the first of January 1970
	n := d.number() + toMonday + 1
	return n/7*5 + min(n%7, 5)
}

func (d Date) isWeekend() bool {
	weekday := d.Weekday()
	return weekday == time.Saturday || weekday == time.Sunday
}

func published(days ...Date) bool {
	for _, d := range days {
		if d.Year < firstPublished || d.Year > lastPublished {
			return false
		}
	}
	return true
}

// IsBankHoliday says whether d is a bank or public holiday in England and
// Wales: as published for 2019 to 2028, by the usual rules in other years.
func IsBankHoliday(d Date) bool {
	if published(d) {
		return slices.Contains(bankHolidays(d.Year), d)
	}
	return isUsualHoliday(d)
}

// HolidaysPublished is the day on which the bank holidays that are counted by were
// last changed by who publishes them.
const HolidaysPublished = "2025-11-24"

// LastPublished is the last year that they are known for.
const LastPublished = lastPublished

// bankHolidays are the bank holidays of a year, in order.
func bankHolidays(year int) []Date {
	if year >= firstPublished && year <= lastPublished {
		return publishedDays()[year-firstPublished]
	}
	easter := easterSunday(year)
	var days []Date
	for _, d := range []Date{
		{year, time.January, 1}, {year, time.January, 2}, {year, time.January, 3},
		easter.AddDays(-2), easter.AddDays(1),
		firstMonday(Date{year, time.May, 1}), firstMonday(Date{year, time.May, 25}), firstMonday(Date{year, time.August, 25}),
		{year, time.December, 25}, {year, time.December, 26}, {year, time.December, 27}, {year, time.December, 28},
	} {
		if isUsualHoliday(d) {
			days = append(days, d)
		}
	}
	return days
}

// firstMonday is the first Monday on d or after it.
func firstMonday(d Date) Date { return d.AddDays((8 - int(d.Weekday())) % 7) }

// publishedDays are the published holidays, a year each.
var publishedDays = sync.OnceValue(func() [][]Date {
	years := make([][]Date, len(publishedHolidays))
	for i, line := range publishedHolidays {
		for _, day := range strings.Fields(line) {
			d, err := ParseISO(fmt.Sprintf("%d-%s", firstPublished+i, day))
			if err != nil {
				panic(err)
			}
			years[i] = append(years[i], d)
		}
	}
	return years
})

const (
	firstPublished = 2019
	lastPublished  = 2028
)

// publishedHolidays are the bank holidays of England and Wales, a line a year
// from 2019, one-off days included. Published by GOV.UK under the Open
// Government Licence.
var publishedHolidays = [...]string{
	"01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26",
	"01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",
	"01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
	"01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
	"01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
	"01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
	"01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
	"01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
	"01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
	"01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
}

// isUsualHoliday knows the holidays of a year without one-off days.
func isUsualHoliday(d Date) bool {
	monday := d.Weekday() == time.Monday
	switch d.Month {
	case time.January:
		return d.Day == 1 || monday && d.Day <= 3
	case time.March, time.April:
		easter := easterSunday(d.Year)
		return d == easter.AddDays(-2) || d == easter.AddDays(1)
	case time.May:
		return monday && (d.Day <= 7 || d.Day > 24)
	case time.August:
		return monday && d.Day > 24
	case time.December:
		return d.Day == 25 || d.Day == 26 ||
			(d.Day == 27 || d.Day == 28) && (monday || d.Weekday() == time.Tuesday)
	}
	return false
}

// easterSunday follows the Gregorian computus as Meeus and others give it.
func easterSunday(year int) Date {
	a, b, c := year%19, year/100, year%100
	h := (19*a + b - b/4 - (b-(b+8)/25+1)/3 + 15) % 30
	l := (32 + 2*(b%4) + 2*(c/4) - h - c%4) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return Date{year, time.Month(n / 31), n%31 + 1}
}
