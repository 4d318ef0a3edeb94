package plan

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
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
		got, provisional := Calendar{}.AddWorkingDays(day(t, tt.from), tt.n)
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
		got, provisional := Calendar{}.WorkingDaysUntil(day(t, tt.from), day(t, tt.to))
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

// byDay counts working days one by one, as a person would on a wall calendar.
func byDay(c Calendar, from, to Date) int {
	n := 0
	for d := from.AddDays(1); !to.Before(d); d = d.AddDays(1) {
		if c.IsWorkingDay(d) {
			n++
		}
	}
	return n
}

// TestCalendarCountsAsByDay holds what is counted by weeks to what is counted day
// by day, over year-ends, leap days, Easters and days of the council's own.
func TestCalendarCountsAsByDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string, around Date, within int) Date {
			return around.AddDays(rapid.IntRange(-within, within).Draw(t, name))
		}
		from := draw("from", Date{2024, 2, 29}, 60*366)
		var closed []Date
		for range rapid.IntRange(0, 4).Draw(t, "closed days") {
			closed = append(closed, draw("closed", from, 500))
		}
		c := NewCalendar(closed...)
		to := from.AddDays(rapid.IntRange(0, 900).Draw(t, "days"))
		want := byDay(c, from, to)
		if got, _ := c.WorkingDaysUntil(from, to); got != want {
			t.Fatalf("from %s to %s: %d working days, by day %d", from, to, got, want)
		}
		if got, _ := c.WorkingDaysUntil(to, from); got != -want {
			t.Fatalf("from %s back to %s: %d working days, by day %d", to, from, got, -want)
		}
		n := rapid.IntRange(1, 300).Draw(t, "n")
		if on, _ := c.AddWorkingDays(from, n); !c.IsWorkingDay(on) || byDay(c, from, on) != n {
			t.Fatalf("%d working days after %s: %s", n, from, on)
		}
		if back, _ := c.AddWorkingDays(from, -n); !c.IsWorkingDay(back) || byDay(c, back.AddDays(-1), from.AddDays(-1)) != n {
			t.Fatalf("%d working days before %s: %s", n, from, back)
		}
	})
}

// TestBankHolidaysAreAYearsDays holds the list of a year's bank holidays to the
// question that is asked of a day.
func TestBankHolidaysAreAYearsDays(t *testing.T) {
	for d := (Date{1972, time.January, 1}); d.Year < 2100; d = d.AddDays(1) {
		if IsBankHoliday(d) != slices.Contains(bankHolidays(d.Year), d) {
			t.Errorf("%s: a holiday %v, in the year's list %v", d, IsBankHoliday(d), !IsBankHoliday(d))
		}
	}
}

// TestEasters holds Easter days as the tables of the Book of Common Prayer give them.
func TestEasters(t *testing.T) {
	for _, sunday := range []string{"1981-04-19", "2000-04-23", "2008-03-23", "2011-04-24", "2029-04-01", "2030-04-21", "2035-03-25", "2038-04-25", "2049-04-18", "2076-04-19"} {
		if d := day(t, sunday); easterSunday(d.Year) != d {
			t.Errorf("Easter of %d: %s, want %s", d.Year, easterSunday(d.Year), d)
		}
	}
}

// TestBankHolidaysBeyondThePublished holds what the usual rules give for years
// that nobody has published yet, substitute days among them.
func TestBankHolidaysBeyondThePublished(t *testing.T) {
	for year, want := range map[int]string{
		2029: "01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26",
		2032: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
		2033: "01-03 04-15 04-18 05-02 05-30 08-29 12-26 12-27",
		2034: "01-02 04-07 04-10 05-01 05-29 08-28 12-25 12-26",
	} {
		var got []string
		for _, d := range bankHolidays(year) {
			if !d.isWeekend() {
				got = append(got, d.String()[5:])
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%d: %s, want %s", year, strings.Join(got, " "), want)
		}
	}
}

// TestPublishedHolidays holds the table to the design's copy of what GOV.UK
// publishes, day by day.
func TestPublishedHolidays(t *testing.T) {
	text, err := os.ReadFile("../../shared/design/bank-holidays.json")
	if err != nil {
		t.Skip("the published bank holidays are not here")
	}
	var published map[string]struct{ Events []struct{ Date string } }
	if err := json.Unmarshal(text, &published); err != nil {
		t.Fatal(err)
	}
	holidays := map[string]bool{}
	for _, e := range published["england-and-wales"].Events {
		holidays[e.Date] = true
	}
	if len(holidays) < 80 {
		t.Fatalf("only %d holidays were published", len(holidays))
	}
	for d := (Date{firstPublished, time.January, 1}); d.Year <= lastPublished; d = d.AddDays(1) {
		if IsBankHoliday(d) != holidays[d.String()] {
			t.Errorf("%s: a holiday %v, published %v", d, IsBankHoliday(d), holidays[d.String()])
		}
	}
}
