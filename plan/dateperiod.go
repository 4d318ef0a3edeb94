package plan

import (
	"regexp"
	"strconv"
	"time"
)

// PeriodEnd is the day on which a quarter or a term ends that a cell names with its
// year and nothing else, as most councils count: quarters of 2026/27 from April, those
// of 2026 from January. It is what a person is offered to confirm, and no reading.
//
//	Q3 2026/27          31 December 2026
//	end of Q3 2026      30 September 2026
//	Spring term 2027    31 March 2027
func PeriodEnd(text string) (Date, bool) {
	m := namedPeriod.FindStringSubmatch(Fold(text))
	if m == nil {
		return Date{}, false
	}
	quarter, _ := strconv.Atoi(m[1])
	year, _ := strconv.Atoi(m[3])
	next, _ := strconv.Atoi(m[4])
	financial := m[4] != ""
	if year < 100 {
		year += 2000
	}
	month := 3 * quarter
	switch {
	case financial && next != (year+1)%100, !financial && len(m[3]) == 2:
		return Date{}, false
	case financial && quarter > 0:
		month += 3
	case quarter == 0:
		month = termEnds[m[2]]
		if financial && m[2] != "autumn" {
			year++
		}
	}
	return DateOf(time.Date(year, time.Month(month+1), 0, 0, 0, 0, 0, time.UTC)), true
}

var (
	namedPeriod = regexp.MustCompile(`^(?:(?:by|end|of|the|in|at|before) )*(?:q(?:uarter|tr)? ?([1-4])|(autumn|spring|summer)(?: term)?),? (?:of )?(20[0-9]{2}|[0-9]{2})(?: ?[/-] ?(?:20)?([0-9]{2}))?$`)
	termEnds    = map[string]int{"autumn": 12, "spring": 3, "summer": 7}
)
