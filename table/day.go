package table

import (
	"time"

	"actionplan/plan"
)

// Day is a plan.Date in a third of the room; the zero Day is no date.
type Day int32

// Bits of a Day: its year is above, its month and its day of the month below.
const (
	dayBits   = 5
	monthBits = 4
)

// DayOf is a date as a Day.
func DayOf(d plan.Date) Day {
	return Day((d.Year<<monthBits|int(d.Month))<<dayBits | d.Day)
}

// Plan is the date itself.
func (d Day) Plan() plan.Date {
	return plan.Date{
		Year:  int(d >> (monthBits + dayBits)),
		Month: time.Month(d >> dayBits & (1<<monthBits - 1)),
		Day:   int(d & (1<<dayBits - 1)),
	}
}

// IsZero says whether it is no date.
func (d Day) IsZero() bool { return d == 0 }

// Value is the date as a canonical value.
func (d Day) Value() plan.Value { return d.Plan().Value() }

// Long is the date as a sentence would have it: 31 March 2026.
func (d Day) Long() string { return d.Plan().Long() }

// String is the date as 2026-03-31.
func (d Day) String() string { return d.Plan().String() }
