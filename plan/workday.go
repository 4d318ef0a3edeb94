package plan

import (
	"strings"
	"time"
)

// IsWorkingDay says whether d is neither a Saturday, a Sunday nor a bank
// holiday in England and Wales.
func IsWorkingDay(d Date) bool {
	weekday := d.Weekday()
	return weekday != time.Saturday && weekday != time.Sunday && !IsBankHoliday(d)
}

// WorkingDaysUntil counts the working days after from, up to and with to;
// below nought when to is earlier. It is provisional where the count leaves
// the years whose bank holidays are published: there the usual ones are
// counted, and a later proclamation may change the answer.
func WorkingDaysUntil(from, to Date) (days int, provisional bool) {
	if to.Before(from) {
		days, provisional = WorkingDaysUntil(to, from)
		return -days, provisional
	}
	for d := from.AddDays(1); !to.Before(d); d = d.AddDays(1) {
		if IsWorkingDay(d) {
			days++
		}
	}
	return days, !published(from, to)
}

// AddWorkingDays is the nth working day after d, or before it where n is
// below nought; d itself is not counted. Provisional as in WorkingDaysUntil.
func AddWorkingDays(d Date, n int) (day Date, provisional bool) {
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for day = d; n > 0; {
		day = day.AddDays(step)
		if IsWorkingDay(day) {
			n--
		}
	}
	return day, !published(d, day)
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
		return strings.Contains(publishedHolidays[d.Year-firstPublished], d.String()[len("2006-"):])
	}
	return isUsualHoliday(d)
}

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
