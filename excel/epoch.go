package excel

import (
	"math"
	"strings"
	"time"

	"actionplan/plan"
)

// epoch is the day a workbook counts its dates from, as what to add to make
// them count from 1900.
type epoch int

const (
	epoch1900 epoch = 0
	epoch1904 epoch = 1462
)

// Days as numbers that count from 1900.
const (
	unixDay  = 25569   // 1 January 1970
	noDay    = 60      // 29 February 1900, which never was, but is counted
	lastDay  = 2958465 // 31 December 9999
	dayMilli = 24 * 60 * 60 * 1000
)

// split makes a number a day that counts from 1900 and the milliseconds
// since its midnight. False where no day has that number: it is below
// nothing, or past the year 9999, or so early that it can only be a time.
// A time that is nearer to midnight than a millisecond is midnight: sums of
// times go astray by less.
func (e epoch) split(number float64) (day int, moment int64, ok bool) {
	if math.IsNaN(number) || number < 0 || number > lastDay+1 {
		return 0, 0, false
	}
	whole := math.Floor(number)
	moment = int64(math.Round((number - whole) * dayMilli))
	day = int(whole) + int(e)
	if moment == dayMilli {
		day, moment = day+1, 0
	}
	return day, moment, day <= lastDay
}

// dateOf is the date of a day that counts from 1900. False for day 0, which
// Excel shows as 0 January 1900, and for 29 February 1900: the calendar has
// neither.
func dateOf(day int) (plan.Date, bool) {
	switch {
	case day < 1 || day == noDay || day > lastDay:
		return plan.Date{}, false
	case day < noDay:
		day++
	}
	year, month, dayOfMonth := civil(day - unixDay)
	return plan.Date{Year: year, Month: month, Day: dayOfMonth}, true
}

// civil is the date so many days after 1 January 1970, by the arithmetic of
// eras of 400 years that begin on 1 March.
func civil(days int) (int, time.Month, int) {
	const era = 146097 // days in 400 years
	days += 719468     // from 1 March of the year 0
	n := days / era
	inEra := days - n*era
	year := (inEra - inEra/1460 + inEra/36524 - inEra/146096) / 365
	inYear := inEra - (365*year + year/4 - year/100)
	month := (5*inYear + 2) / 153
	day := inYear - (153*month+2)/5 + 1
	year += n * 400
	if month += 3; month > 12 {
		month -= 12
		year++
	}
	return year, time.Month(month), day
}

// isoLayouts are the ways a workbook may store a date as text.
var isoLayouts = []string{
	"2006-01-02T15:04:05.999999999Z07:00",
	"2006-01-02T15:04:05.999999999",
	"2006-01-02T15:04Z07:00",
	"2006-01-02T15:04",
	"2006-01-02 15:04:05.999999999Z07:00",
	"2006-01-02 15:04:05.999999999",
	"2006-01-02",
	"20060102T150405.999999999",
	"15:04:05.999999999Z07:00",
	"15:04:05.999999999",
	"15:04",
}

// parseISO reads a date that is stored as text as the number it would be,
// and says whether it names a day or only a time.
func parseISO(text string, e epoch) (number float64, day, ok bool) {
	text = strings.TrimPrefix(text, "T")
	for _, layout := range isoLayouts {
		at, err := time.Parse(layout, text)
		if err != nil {
			continue
		}
		// The clock on the wall is what was written; where it hung is not kept.
		at = time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), at.Second(), at.Nanosecond(), time.UTC)
		moment := at.Sub(at.Truncate(24*time.Hour)).Seconds() / (24 * 60 * 60)
		if !strings.HasPrefix(layout, "2006") {
			return moment, false, true
		}
		n := int(at.Unix()/(24*60*60)) + unixDay
		if n <= noDay {
			n--
		}
		return float64(n-int(e)) + moment, true, n >= 1
	}
	return 0, false, false
}
