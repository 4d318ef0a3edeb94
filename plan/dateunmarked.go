package plan

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Unmarked is how a column's dates are written that were typed in figures without
// marks, which a spreadsheet keeps as numbers without their first nought: 201021 is 20
// October 2021, and 51121 is 5 November.
type Unmarked string

// The ways; the zero Unmarked is none.
const (
	dayFirst   Unmarked = "020106"
	monthFirst Unmarked = "010206"
)

// UnmarkedOf is how the bare numbers of a column are written, where they are dates
// without marks: most of them are no day that a spreadsheet may have counted, and
// nearly all of them are days within a few years of each other. proved is whether the
// month could not come first instead, or the day.
func UnmarkedOf(numbers []string) (how Unmarked, proved bool) {
	const mostYears = 5
	if !AreNoDays(numbers) {
		return "", false
	}
	fits := func(how Unmarked) int {
		var years []int
		for _, n := range numbers {
			if d, ok := how.Read(n); ok {
				years = append(years, d.Year)
			}
		}
		if len(years)*10 < len(numbers)*9 || slices.Max(years)-slices.Min(years) > mostYears {
			return 0
		}
		return len(years)
	}
	days, months := fits(dayFirst), fits(monthFirst)
	switch {
	case days == 0 && months == 0:
		return "", false
	case days >= months:
		return dayFirst, days > months
	}
	return monthFirst, true
}

// AreNoDays reports whether most of a column's bare numbers are no day that a
// spreadsheet may have counted, so that none of them is taken for one.
func AreNoDays(numbers []string) bool {
	const fewest = 3
	counted := 0
	for _, n := range numbers {
		if _, lost := (Value{Kind: KindNumber, Text: n}).LostDate(); lost {
			counted++
		}
	}
	return len(numbers) >= fewest && counted*2 < len(numbers)
}

// Read is the day that a bare number stands for.
func (u Unmarked) Read(number string) (Date, bool) {
	if u == "" || strings.Trim(number, "0123456789") != "" || len(number) < 5 || len(number) > 6 {
		return Date{}, false
	}
	t, err := time.Parse(string(u), strings.Repeat("0", 6-len(number))+number)
	return DateOf(t), err == nil
}

// UnmarkedNote is what is said of a number that is read so.
func UnmarkedNote(number string, d Date, proved bool) string {
	note := fmt.Sprintf("%s is typed without marks: read as %s, as its column's figures are days, months and years", number, d.Long())
	if !proved {
		note = noteAmbiguous + ": " + note
	}
	return note
}
