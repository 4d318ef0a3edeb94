package plan

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// A spreadsheet keeps a time of day as a part of a day, and a length of time as
// days: 0.3958333333333333 shows as 09:30, and 1.5 as 36:00. What people read, type
// and agree on is what it shows. So such a cell says 09:30, which is also what it
// says where it was typed as text.

// clockTime is a time of day or a length of time as a spreadsheet shows it: hours
// and minutes, perhaps seconds, perhaps by a clock of twelve hours.
var clockTime = regexp.MustCompile(`^(\d{1,4}):([0-5]\d)(?::([0-5]\d))?(?:\s*([AaPp])\.?[Mm]\.?)?$`)

// ReadClock reads a time: in words that are the same however a spreadsheet shows it,
// 09:30 for 9:30 AM, and as the part of a day that a spreadsheet keeps.
func ReadClock(text string) (words string, days float64, ok bool) {
	is := clockTime.FindStringSubmatch(Clean(text))
	if is == nil {
		return "", 0, false
	}
	hours, _ := strconv.Atoi(is[1])
	minutes, _ := strconv.Atoi(is[2])
	seconds, _ := strconv.Atoi(is[3])
	switch half := strings.ToLower(is[4]); {
	case half != "" && (hours < 1 || hours > 12):
		return "", 0, false
	case half == "p" && hours < 12:
		hours += 12
	case half == "a" && hours == 12:
		hours = 0
	}
	words = fmt.Sprintf("%02d:%02d", hours, minutes)
	if seconds > 0 {
		words += fmt.Sprintf(":%02d", seconds)
	}
	const day = 24 * 60 * 60
	return words, float64((hours*60+minutes)*60+seconds) / day, true
}

// timeInText finds a time of day among the words of a date.
var timeInText = regexp.MustCompile(`\b\d{1,2}:[0-5]\d(?::[0-5]\d)?(?:\s*[AaPp]\.?[Mm]\b\.?)?`)

// TimeLeftAside is the time of day that stands beside a date and is no part of what
// the entry says; "" for none. A date is its day, and midnight is no time.
func (e Entry) TimeLeftAside() string {
	if e.Value.Kind != KindDate || e.Value.Besides() != "" {
		return ""
	}
	time := timeInText.FindString(e.Typed)
	if _, days, ok := ReadClock(time); ok && days == 0 {
		return ""
	}
	return time
}
