package excel

import (
	"math"
	"strconv"
	"time"
)

// append appends a number as the section shows it.
func (s *section) append(to []byte, n float64, e epoch) []byte {
	if s.kind == dateSection {
		return s.appendDate(to, n, e)
	}
	size := math.Abs(n)
	if n < 0 && s.signed && s.kind != literalSection {
		to = append(to, '-')
	}
	size *= math.Pow(100, float64(s.percents))
	size /= math.Pow(1000, float64(s.scale))
	switch s.kind {
	case numberSection:
		return s.appendNumber(to, size)
	case scientificSection:
		return s.appendScientific(to, size)
	case fractionSection:
		return s.appendFraction(to, size)
	}
	for _, t := range s.tokens {
		if t.kind == generalToken {
			to = appendGeneral(to, size)
			continue
		}
		to = append(to, t.text...)
	}
	return to
}

// appendNumber fills a number's digits into their places.
func (s *section) appendNumber(to []byte, size float64) []byte {
	d := newDecimal(size)
	d.round(s.places)
	return s.appendDecimal(to, &d, 0)
}

func (s *section) appendDecimal(to []byte, d *decimal, power int) []byte {
	var buf [400]byte
	whole := d.whole(buf[:0])
	left, place, written, powered := s.wholes, 0, false, false
	for _, t := range s.tokens {
		switch t.kind {
		case wholeToken:
			// The first place takes all the digits there is no place for.
			if !written {
				for i := range len(whole) - left {
					to = append(to, whole[i])
					to = s.group(to, len(whole)-i-1)
				}
				written = true
			}
			if at := len(whole) - left; at >= 0 {
				to = s.group(append(to, whole[at]), left-1)
			} else {
				to = s.pad(to, t.text, left-1)
			}
			left--
		case pointToken:
			to = append(to, '.') // also where nothing follows: 0.## shows 5 as 5.
		case placeToken:
			to = appendPlace(to, d, t.text, place)
			place++
		case powerToken:
			to = appendPower(to, t.text, power)
		case powerDigitToken:
			if !powered {
				to = appendPadded(to, int64(max(power, -power)), s.powers)
				powered = true
			}
		default:
			to = append(to, t.text...)
		}
	}
	return to
}

// group puts a comma after a digit with so many still to come.
func (s *section) group(to []byte, coming int) []byte {
	if s.thousands && coming > 0 && coming%3 == 0 {
		return append(to, ',')
	}
	return to
}

// pad fills a place for which the number has no digit.
func (s *section) pad(to []byte, place string, coming int) []byte {
	switch place {
	case "0":
		return s.group(append(to, '0'), coming)
	case "?":
		return append(to, ' ')
	}
	return to
}

func appendPlace(to []byte, d *decimal, place string, i int) []byte {
	if d.point+i < d.n || place == "0" {
		return append(to, d.at(d.point+i))
	}
	if place == "?" {
		return append(to, ' ')
	}
	return to
}

// appendScientific shows a number with a power of ten.
func (s *section) appendScientific(to []byte, size float64) []byte {
	d := newDecimal(size)
	power := s.power(&d)
	d.point -= power
	d.round(s.places)
	more := s.power(&d) // rounding may have made it one digit longer
	d.point -= more
	return s.appendDecimal(to, &d, power+more)
}

// power is the power of ten to show apart. With several places before the
// decimal point it goes in steps of as many.
func (s *section) power(d *decimal) int {
	if d.n == 0 {
		return 0
	}
	power, step := d.point-1, max(s.wholes, 1)
	return power - ((power%step)+step)%step
}

func appendPower(to []byte, sign string, power int) []byte {
	to = append(to, 'E')
	if power < 0 {
		return append(to, '-')
	}
	if sign == "+" {
		return append(to, '+')
	}
	return to
}

// appendFraction shows a number as a whole and the nearest fraction its
// places allow.
func (s *section) appendFraction(to []byte, size float64) []byte {
	const most = 1e15
	if size > most {
		return appendGeneral(to, size)
	}
	whole := int64(0)
	if s.has(wholeToken) {
		whole = int64(size)
		size -= float64(whole)
	}
	top, bottom := nearest(size, s.denominator())
	if s.has(wholeToken) && top == bottom {
		whole, top = whole+1, 0
	}
	if whole > 0 || top == 0 && s.has(wholeToken) {
		to = strconv.AppendInt(to, whole, 10)
		if top == 0 {
			return to
		}
		to = append(to, ' ')
	}
	to = strconv.AppendInt(to, top, 10)
	to = append(to, '/')
	return strconv.AppendInt(to, bottom, 10)
}

// denominator is the fixed one, or as a negative number the largest allowed.
func (s *section) denominator() int64 {
	digits := ""
	for _, t := range s.tokens {
		if t.kind == denominatorToken {
			digits += t.text
		}
	}
	if n, err := strconv.ParseInt(digits, 10, 32); err == nil && n > 0 {
		return n
	}
	return -[]int64{1, 9, 99, 999}[min(len(digits), 3)]
}

func nearest(size float64, denominator int64) (top, bottom int64) {
	if denominator > 0 {
		return int64(math.Round(size * float64(denominator))), denominator
	}
	best := math.Inf(1)
	for d := int64(1); d <= -denominator; d++ {
		n := math.Round(size * float64(d))
		if off := math.Abs(size - n/float64(d)); off < best-1e-15 {
			best, top, bottom = off, int64(n), d
		}
	}
	return top, bottom
}

// clock is a moment taken apart as a date section shows it.
type clock struct {
	year, day, weekday   int
	month                time.Month
	hour, minute, second int64
	milli                int64
	elapsed              float64 // days, with the fraction
}

// clock takes a number apart; false where it names no moment.
func (e epoch) clock(n float64, seconds bool, sub int) (clock, bool) {
	day, moment, ok := e.split(n)
	if !ok {
		return clock{}, false
	}
	if seconds {
		// What is not shown of a second is rounded, as Excel does.
		unit := int64(math.Pow10(3 - sub))
		moment = (moment + unit/2) / unit * unit
	}
	if moment >= dayMilli {
		day, moment = day+1, moment-dayMilli
	}
	c := clock{
		hour: moment / 3_600_000, minute: moment / 60_000 % 60, second: moment / 1000 % 60, milli: moment % 1000,
		weekday: ((day-1)%7 + 7) % 7,
		elapsed: float64(day-int(e)) + float64(moment)/dayMilli,
	}
	switch date, ok := dateOf(day); {
	case ok:
		c.year, c.month, c.day = date.Year, date.Month, date.Day
	case day == noDay:
		c.year, c.month, c.day = 1900, time.February, 29
	case day == 0:
		c.year, c.month, c.day = 1900, time.January, 0
	default:
		return c, false
	}
	return c, true
}

func (s *section) appendDate(to []byte, n float64, e epoch) []byte {
	start := len(to)
	if n < 0 && s.has(elapsedToken) {
		to, n = append(to, '-'), -n
	}
	c, ok := e.clock(n, s.seconds, s.sub)
	if !ok {
		return to[:start] // Excel shows #### here
	}
	for _, t := range s.tokens {
		switch t.kind {
		case dateToken:
			to = s.appendPart(to, &c, t.text)
		case elapsedToken:
			to = appendElapsed(to, &c, t.text)
		case noonToken:
			to = append(to, noon(c.hour, t.text)...)
		case subToken:
			digits := strconv.FormatInt(1000+c.milli, 10)[1:]
			to = append(append(to, '.'), digits[:min(len(t.text), 3)]...)
		case wholeToken, generalToken:
		default:
			to = append(to, t.text...)
		}
	}
	return to
}

func noon(hour int64, word string) string {
	text := "AM"
	if hour >= 12 {
		text = "PM"
	}
	if word == "a/p" {
		return text[:1]
	}
	return text
}

// appendPart appends one part of a date: mmm is its month in three letters.
func (s *section) appendPart(to []byte, c *clock, part string) []byte {
	switch part[0] {
	case 'y':
		if len(part) <= 2 {
			return appendPadded(to, int64(c.year%100), 2)
		}
		return appendPadded(to, int64(c.year), 4)
	case 'm':
		switch len(part) {
		case 1, 2:
			return appendPadded(to, int64(c.month), len(part))
		case 3:
			return append(to, c.month.String()[:3]...)
		case 5:
			return append(to, c.month.String()[:1]...)
		}
		return append(to, c.month.String()...)
	case 'd':
		name := time.Weekday(c.weekday).String()
		switch len(part) {
		case 1, 2:
			return appendPadded(to, int64(c.day), len(part))
		case 3:
			return append(to, name[:3]...)
		}
		return append(to, name...)
	case 'h':
		hour := c.hour
		if s.half {
			hour = (hour+11)%12 + 1
		}
		return appendPadded(to, hour, min(len(part), 2))
	case 'n':
		return appendPadded(to, c.minute, len(part))
	}
	return appendPadded(to, c.second, min(len(part), 2))
}

func appendElapsed(to []byte, c *clock, part string) []byte {
	unit := map[byte]float64{'h': 24, 'm': 24 * 60, 's': 24 * 60 * 60}[part[0]]
	const hair = 1e-6 // of a unit: days are doubles
	return appendPadded(to, int64(c.elapsed*unit+hair), len(part))
}

// appendPadded appends a number with at least so many digits.
func appendPadded(to []byte, n int64, digits int) []byte {
	text := strconv.FormatInt(n, 10)
	for range digits - len(text) {
		to = append(to, '0')
	}
	return append(to, text...)
}
