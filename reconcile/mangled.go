package reconcile

import (
	"math"
	"strconv"
	"strings"
	"time"

	"actionplan/plan"
)

// mangled says whether a spreadsheet that was given the one ref would show
// the other: 1.10 as the number 1.1, 007 as 7, 1E5 as 100000, 1/2 as 1-Feb or
// as the number of that day, viii as VIII. It proves nothing by itself: 1.1
// may be 1.1.
func mangled(was, shown plan.Ref) bool {
	return asNumber(was) == asNumber(shown) || was.Key() == shown.Key() || asPower(string(was), string(shown)) || asDate(string(was), string(shown))
}

// asNumber is a ref as a spreadsheet shows it once it took it for a number:
// 1.10 and 1.1 are the same, and so are 007 and 7. A ref that is no plain
// number is itself.
func asNumber(ref plan.Ref) string {
	text := string(ref)
	whole, fraction, point := strings.Cut(text, ".")
	if !digits(whole) || point && !digits(fraction) {
		return text
	}
	whole = strings.TrimLeft(whole, "0")
	if fraction = strings.TrimRight(fraction, "0"); fraction != "" {
		fraction = "." + fraction
	}
	return "0" + whole + fraction
}

func digits(text string) bool {
	return text != "" && strings.Trim(text, "0123456789") == ""
}

// asPower says whether a ref such as 1E5 was taken for a number with a power.
func asPower(was, shown string) bool {
	mantissa, power, ok := strings.Cut(strings.ToUpper(was), "E")
	if !ok || !digits(strings.Replace(mantissa, ".", "", 1)) || !digits(power) {
		return false
	}
	taken, err := strconv.ParseFloat(was, 64)
	if err != nil || math.IsInf(taken, 0) {
		return false
	}
	now, err := strconv.ParseFloat(shown, 64)
	return err == nil && now == taken
}

// part is what is known of a date: a nought is not known.
type part struct{ year, month, day int }

// asDate says whether a ref of two or three parts was taken for a date: 1/2
// for 1 February or, abroad, 2 January; 12/17 for December 2017.
func asDate(was, shown string) bool {
	now, ok := shownDate(shown)
	if !ok {
		return false
	}
	for _, taken := range takenDates(was) {
		agree := func(a, b int) bool { return a == 0 || b == 0 || a == b }
		if taken.month == now.month && agree(taken.year, now.year) && agree(taken.day, now.day) {
			return true
		}
	}
	return false
}

// takenDates lists the dates a spreadsheet may take a ref for.
func takenDates(ref string) []part {
	split := strings.FieldsFunc(ref, func(r rune) bool { return strings.ContainsRune("/-. ", r) })
	if len(split) == 1 {
		split = lettersAndDigits(ref)
	}
	var dates []part
	add := func(d part) {
		if 1 <= d.month && d.month <= 12 && 1 <= d.day && d.day <= 31 {
			dates = append(dates, d)
		}
	}
	switch len(split) {
	case 2:
		a, b := monthOrNumber(split[0]), monthOrNumber(split[1])
		if a < 1 || b < 0 {
			return nil
		}
		add(part{0, b, a})
		add(part{0, a, b})
		if b > 12 {
			add(part{century(b), a, 1}) // a month and a year: the month's first day
		}
		if a > 12 {
			add(part{century(a), b, 1})
		}
	case 3:
		a, b, c := monthOrNumber(split[0]), monthOrNumber(split[1]), monthOrNumber(split[2])
		if a < 1 || b < 1 || c < 0 {
			return nil
		}
		add(part{century(c), b, a})
		add(part{century(c), a, b})
		add(part{century(a), b, c})
	}
	return dates
}

// lettersAndDigits splits MAR1 into its two parts, and anything else not at
// all.
func lettersAndDigits(ref string) []string {
	at := strings.IndexAny(ref, "0123456789")
	if at <= 0 || !digits(ref[at:]) {
		return nil
	}
	return []string{ref[:at], ref[at:]}
}

// monthOrNumber reads a part of a date; -1 is none.
func monthOrNumber(text string) int {
	if digits(text) && len(text) <= 4 {
		n, _ := strconv.Atoi(text)
		return n
	}
	if len(text) >= 3 {
		for month := time.January; month <= time.December; month++ {
			if name := month.String(); len(text) <= len(name) && strings.EqualFold(text, name[:len(text)]) {
				return int(month)
			}
		}
	}
	return -1
}

func century(year int) int {
	switch {
	case year < 30:
		return 2000 + year
	case year < 100:
		return 1900 + year
	}
	return year
}

// The days of a spreadsheet's calendar that a plan can mean: 1 January 1930
// to 31 December 2099.
const firstDay, lastDay = 10_959, 73_050

// shownDate reads a cell that shows a date: 1-Feb, Dec-17, 01/02/2026,
// 2026-02-01 00:00:00, or the number of the day. A day is not known where only
// a month is shown.
func shownDate(text string) (part, bool) {
	if n, err := strconv.Atoi(text); err == nil && firstDay <= n && n <= lastDay {
		day := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n)
		return part{0, int(day.Month()), day.Day()}, true
	}
	text, _, _ = strings.Cut(strings.TrimSuffix(text, " 00:00:00"), "T")
	for _, layout := range []string{"2-Jan", "2 Jan", "2-January", "2 January"} {
		if day, err := time.Parse(layout, text); err == nil {
			return part{0, int(day.Month()), day.Day()}, true
		}
	}
	for _, layout := range []string{"Jan-06", "Jan 06", "Jan-2006", "Jan 2006", "January 2006"} {
		if day, err := time.Parse(layout, text); err == nil {
			return part{day.Year(), int(day.Month()), 0}, true
		}
	}
	for _, layout := range []string{"2/1/2006", "2/1/06", "2-Jan-06", "2-Jan-2006", "2 January 2006", "2006-01-02", "2.1.2006"} {
		if day, err := time.Parse(layout, text); err == nil {
			return part{0, int(day.Month()), day.Day()}, true
		}
	}
	return part{}, false
}
