package plan

import (
	"testing"
	"time"
)

func day(t testing.TB, iso string) Date {
	t.Helper()
	d, err := ParseISO(iso)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestAddWorkingDays holds the dates that councils printed in their own
// minutes, and the traps beside them.
func TestAddWorkingDays(t *testing.T) {
	tests := []struct {
		from        string
		n           int
		want        string
		provisional bool
	}{
		{"2023-05-09", 70, "2023-08-16", false},
		{"2021-11-19", 70, "2022-03-02", false},
		{"2021-12-06", 70, "2022-03-17", false},
		{"2022-09-05", 70, "2022-12-13", false}, // a one-off holiday on 19 September
		{"2018-08-10", 20, "2018-09-10", true},
		{"2016-11-28", 70, "2017-03-09", true},
		{"2016-11-25", 70, "2017-03-08", true},
		{"2022-03-23", -5, "2022-03-16", false},
		{"2022-03-23", 0, "2022-03-23", false},
		{"2028-12-29", 1, "2029-01-02", true},
		{"2022-04-14", 1, "2022-04-19", false},
		{"2022-04-19", -1, "2022-04-14", false},
	}
	for _, tt := range tests {
		got, provisional := AddWorkingDays(day(t, tt.from), tt.n)
		if got.String() != tt.want || provisional != tt.provisional {
			t.Errorf("AddWorkingDays(%s, %d) = %s, %v; want %s, %v", tt.from, tt.n, got, provisional, tt.want, tt.provisional)
		}
	}
}

func TestWorkingDaysUntil(t *testing.T) {
	tests := []struct {
		from, to    string
		want        int
		provisional bool
	}{
		{"2022-02-28", "2022-03-01", 1, false},
		{"2022-02-28", "2022-02-28", 0, false},
		{"2022-03-01", "2022-02-28", -1, false},
		{"2021-11-19", "2022-03-02", 70, false},
		{"2022-03-18", "2022-03-20", 0, false},
		{"2022-03-18", "2022-03-21", 1, false},
		{"2018-12-31", "2019-01-02", 1, true},
		{"2028-12-29", "2029-01-02", 1, true},
	}
	for _, tt := range tests {
		got, provisional := WorkingDaysUntil(day(t, tt.from), day(t, tt.to))
		if got != tt.want || provisional != tt.provisional {
			t.Errorf("WorkingDaysUntil(%s, %s) = %d, %v; want %d, %v", tt.from, tt.to, got, provisional, tt.want, tt.provisional)
		}
	}
}

// TestUsualHolidaysAgreeWithThePublished lets the two sources of holidays
// check each other: they differ only on the days proclaimed or moved once.
func TestUsualHolidaysAgreeWithThePublished(t *testing.T) {
	once := map[string]bool{
		"2020-05-04": true, "2020-05-08": true, // moved to the 75th anniversary of VE Day
		"2022-05-30": true, "2022-06-02": true, "2022-06-03": true, // the platinum jubilee
		"2022-09-19": true, // the late Queen's funeral
		"2023-05-08": true, // the coronation
	}
	for d := (Date{firstPublished, time.January, 1}); d.Year <= lastPublished; d = d.AddDays(1) {
		// A Saturday or Sunday is no working day either way.
		if weekend := d.Weekday() == time.Saturday || d.Weekday() == time.Sunday; weekend {
			continue
		}
		if differ := IsBankHoliday(d) != isUsualHoliday(d); differ != once[d.String()] {
			t.Errorf("%s: published %v, by the rules %v", d, IsBankHoliday(d), isUsualHoliday(d))
		}
	}
}
