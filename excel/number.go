package excel

import (
	"math"
	"strconv"
)

// isPlain says whether a stored number is in its shortest decimal form
// already, of at most fifteen digits: then no other double is written so.
func isPlain(stored []byte) bool {
	digits := stored
	if digits[0] == '-' {
		digits = digits[1:]
	}
	if len(digits) == 0 || len(digits) > 16 {
		return false
	}
	point := -1
	for i, c := range digits {
		switch {
		case '0' <= c && c <= '9':
		case c == '.' && point < 0:
			point = i
		default:
			return false
		}
	}
	whole, last := len(digits), digits[len(digits)-1]
	if point >= 0 {
		if whole = point; last == '0' || last == '.' {
			return false
		}
	}
	switch {
	case whole == 0, whole > 1 && digits[0] == '0':
		return false
	case point < 0 && len(digits) > 15:
		return false
	case point >= 0 && digits[0] == '0':
		return len(digits) <= 9 // not so small that it is written with a power
	}
	minusZero := string(stored) == "-0"
	return !minusZero
}

// parseNumber reads a stored number: decimal, perhaps with a power of ten,
// and nothing else that Go's own reading would let pass.
func parseNumber(stored []byte) (float64, bool) {
	for _, c := range stored {
		if (c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E' {
			return 0, false
		}
	}
	n, err := strconv.ParseFloat(string(stored), 64)
	if n == 0 {
		n = 0 // -0 is 0
	}
	return n, err == nil
}

// appendShortest appends a number in its shortest decimal form: the fewest
// digits that are read back as the same number. The very large and the very
// small are written with a power of ten, 1E+21.
func appendShortest(to []byte, n float64) []byte {
	return appendDigits(to, n, -1)
}

// appendGeneral appends a number as Excel shows it where nobody has chosen
// a format: at most fifteen digits, as in the formula bar, so that a number
// that is off by its last bit reads as it was typed. (In a narrow cell Excel
// shows fewer; a plan wants the number that is there.)
func appendGeneral(to []byte, n float64) []byte {
	return appendDigits(to, n, 15)
}

func appendDigits(to []byte, n float64, most int) []byte {
	size := math.Abs(n)
	if n == 0 {
		return append(to, '0')
	}
	if size >= 1e21 || size < 1e-9 {
		precision := most
		if most > 0 {
			precision = most - 1
		}
		return appendScientific(to, n, precision)
	}
	if most < 0 {
		return strconv.AppendFloat(to, n, 'f', -1, 64)
	}
	d := newDecimal(n)
	if n < 0 {
		to = append(to, '-')
	}
	return d.append(to)
}

// appendScientific appends a number as 1.5E+21, without zeros at the end.
func appendScientific(to []byte, n float64, precision int) []byte {
	start := len(to)
	to = strconv.AppendFloat(to, n, 'E', precision, 64)
	if precision < 0 {
		return to
	}
	power := start
	for to[power] != 'E' {
		power++
	}
	end := power
	for to[end-1] == '0' {
		end--
	}
	if to[end-1] == '.' {
		end--
	}
	return append(to[:end], to[power:]...)
}

// decimal is a number of at most fifteen digits, which is what Excel counts
// with when it shows one: 0.d1d2d3… times ten to the power of point. It has
// no zeros at its end, and no digits at all where it is 0. The sign is lost.
type decimal struct {
	digits [24]byte
	n      int
	point  int
}

const shownDigits = 15

func newDecimal(number float64) decimal {
	var d decimal
	var buf [40]byte
	text := strconv.AppendFloat(buf[:0], math.Abs(number), 'e', shownDigits-1, 64)
	i := 0
	for ; text[i] != 'e'; i++ {
		if text[i] != '.' {
			d.digits[d.n] = text[i]
			d.n++
		}
	}
	power, _ := strconv.Atoi(string(text[i+1:]))
	d.point = power + 1
	d.trim()
	return d
}

func (d *decimal) trim() {
	for d.n > 0 && d.digits[d.n-1] == '0' {
		d.n--
	}
	if d.n == 0 {
		d.point = 0
	}
}

// round keeps so many digits after the decimal point; a half goes away from 0.
func (d *decimal) round(places int) {
	keep := d.point + places
	if keep >= d.n {
		return
	}
	if keep < 0 {
		d.n = 0
		d.trim()
		return
	}
	up := d.digits[keep] >= '5'
	d.n = keep
	if up {
		d.increase()
	}
	d.trim()
}

// increase adds one to the last digit.
func (d *decimal) increase() {
	for i := d.n - 1; i >= 0; i-- {
		if d.digits[i] < '9' {
			d.digits[i]++
			return
		}
		d.digits[i] = '0'
	}
	copy(d.digits[1:], d.digits[:d.n])
	d.digits[0] = '1'
	d.n++
	d.point++
}

// whole is the digits before the decimal point, none where that is 0.
func (d *decimal) whole(to []byte) []byte {
	for i := range max(d.point, 0) {
		to = append(to, d.at(i))
	}
	return to
}

// at is a digit by its place, 0 past the last.
func (d *decimal) at(i int) byte {
	if i < 0 || i >= d.n {
		return '0'
	}
	return d.digits[i]
}

// append appends the number in full.
func (d *decimal) append(to []byte) []byte {
	start := len(to)
	if to = d.whole(to); len(to) == start {
		to = append(to, '0')
	}
	if d.n > d.point {
		to = append(to, '.')
		for i := min(d.point, 0); i < d.n-max(d.point, 0); i++ {
			to = append(to, d.at(max(d.point, 0)+i))
		}
	}
	return to
}
