package table

import (
	"fmt"
	"strings"

	"actionplan/plan"
)

// Uncarried says what of an entry is not carried into a cell that will show other
// words for it than the cell it comes from: the time of day beside a date, or what a
// number's format says of it. A sentence each, for the line about the cell. What only
// parts figures, 1,234.50 and 1234.5, says the same.
func Uncarried(e plan.Entry, shown string) []string {
	if time := e.TimeLeftAside(); time != "" && !strings.Contains(shown, time) {
		return []string{fmt.Sprintf("the time of day, %s, is not carried: a date is its day", time)}
	}
	there := plan.Clean(e.Typed)
	if e.Value.Kind != plan.KindNumber || !strings.ContainsFunc(there, func(r rune) bool { return saysWhat(r) && !strings.ContainsRune(shown, r) }) {
		return nil
	}
	return []string{fmt.Sprintf("it is shown as %s there, and in this cell's format as %s", there, shown)}
}

// saysWhat reports whether a character of a number says what the number is of: £,
// the line of a fraction, a unit. A per cent sign is read and written for itself.
func saysWhat(r rune) bool { return !strings.ContainsRune("0123456789.,+-()' %eE", r) }
