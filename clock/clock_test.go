package clock_test

import (
	"bufio"
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"actionplan/clock"
	"actionplan/plan"
)

func day(t testing.TB, iso string) plan.Date {
	t.Helper()
	d, err := plan.ParseISO(iso)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestReceived holds the dates that councils printed in their own minutes, and
// the traps beside them: the day of receipt is not counted, and the day of
// publication is another.
func TestReceived(t *testing.T) {
	for _, tt := range []struct {
		on, draft, publish, sent string
	}{
		{"2023-05-09", "2023-06-07", "2023-06-21", "2023-08-16"},
		{"2021-11-19", "2021-12-17", "2022-01-05", "2022-03-02"},
		{"2021-12-06", "2022-01-06", "2022-01-20", "2022-03-17"},
		{"2022-09-05", "2022-10-04", "2022-10-18", "2022-12-13"}, // a one-off holiday on 19 September
		{"2018-08-10", "2018-09-10", "2018-09-24", "2018-11-19"},
		{"2016-11-28", "2016-12-28", "2017-01-12", "2017-03-09"},
		{"2016-11-25", "2016-12-23", "2017-01-11", "2017-03-08"},
	} {
		var got []string
		for _, d := range clock.Running(clock.Received(day(t, tt.on)), plan.Calendar{}) {
			got = append(got, d.Due.String())
		}
		if diff := cmp.Diff([]string{tt.draft, tt.publish, tt.sent}, got); diff != "" {
			t.Errorf("received on %s (-want +got):\n%s", tt.on, diff)
		}
	}
}

// TestLeft counts the days to a deadline, the last one too.
func TestLeft(t *testing.T) {
	sent := clock.Received(day(t, "2021-11-19"))[2].Due(plan.Calendar{})
	for today, want := range map[string]int{"2022-03-02": 0, "2022-03-01": 1, "2022-02-25": 3, "2022-03-03": -1, "2022-03-07": -3} {
		if got := sent.Left(day(t, today), plan.Calendar{}); got != want {
			t.Errorf("on %s: %d working days left, want %d", today, got, want)
		}
	}
}

func TestOwnClocks(t *testing.T) {
	own := clock.Clock{Name: "Notice", Days: 35, Kind: clock.Calendar, From: day(t, "2026-03-02"), Since: "the letter came"}
	if got := own.Due(plan.Calendar{}); got.Due != day(t, "2026-04-06") || got.Provisional || own.Runs() != "35 days after the letter came on 2 March 2026" {
		t.Errorf("calendar days: %+v, %q", got, own.Runs())
	}
	own.Kind = clock.Working
	closed := plan.NewCalendar(day(t, "2026-03-09"))
	if got := own.Due(closed); got.Due != day(t, "2026-04-23") || own.Runs() != "35 working days after the letter came on 2 March 2026" {
		t.Errorf("working days: %+v, %q", got, own.Runs())
	}
	own.From = day(t, "2028-12-20")
	if !own.Due(closed).Provisional {
		t.Error("nobody has published the bank holidays of 2029")
	}
}

// TestPublish holds five clear working days before meetings, as PACK.md lists them.
func TestPublish(t *testing.T) {
	eve := plan.NewCalendar(day(t, "2026-12-24"))
	for _, tt := range []struct {
		meeting, want string
		days          plan.Calendar
	}{
		{"2021-12-07", "2021-11-29", plan.Calendar{}},
		{"2022-03-23", "2022-03-15", plan.Calendar{}},
		{"2022-09-22", "2022-09-13", plan.Calendar{}},
		{"2023-05-10", "2023-04-28", plan.Calendar{}},
		{"2027-01-05", "2026-12-23", plan.Calendar{}},
		{"2027-01-05", "2026-12-22", eve},
		{"2026-04-08", "2026-03-27", plan.Calendar{}},
	} {
		if got, _ := clock.Publish(day(t, tt.meeting), clock.ClearDays, tt.days); got != day(t, tt.want) {
			t.Errorf("for a meeting on %s: publish on %s, want %s", tt.meeting, got, tt.want)
		}
	}
}

func TestRoute(t *testing.T) {
	steps := []clock.Step{
		{Name: "Directors agree the draft", Days: 5, Before: "Final report to the clerk"},
		{Name: "Final report to the clerk", Days: 2, Before: clock.Publication},
		{Name: "Chair's briefing", Days: 3, Before: clock.Meeting},
	}
	stages, err := clock.Route(day(t, "2022-03-23"), clock.ClearDays, steps, plan.Calendar{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range stages {
		got = append(got, s.On.String()+" "+s.Name)
	}
	want := []string{"2022-03-04 Directors agree the draft", "2022-03-11 Final report to the clerk", "2022-03-15 Publish the agenda", "2022-03-18 Chair's briefing", "2022-03-23 Meeting"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the route (-want +got):\n%s", diff)
	}
	for _, wrong := range [][]clock.Step{
		{{Name: "A", Before: "B"}, {Name: "B", Before: "A"}},
		{{Name: "A", Before: "no such step"}},
	} {
		if _, err := clock.Route(day(t, "2022-03-23"), 5, wrong, plan.Calendar{}); err == nil {
			t.Errorf("%+v was taken", wrong)
		}
	}
}

func TestCadence(t *testing.T) {
	due, missed := clock.Quarterly.Next(day(t, "2021-11-30"), plan.Calendar{})
	if due != day(t, "2022-02-28") || missed != day(t, "2022-03-14") {
		t.Errorf("after 30 November 2021: due %s, missed after %s", due, missed)
	}
}

// readCalendar is an independent reader of what WriteCalendar writes: the lines of
// each event, unfolded and unescaped.
func readCalendar(text string) (events []map[string]string, err error) {
	if !strings.HasSuffix(text, "END:VCALENDAR\r\n") || strings.Contains(strings.ReplaceAll(text, "\r\n", ""), "\n") {
		return nil, fmt.Errorf("a line does not end as it must")
	}
	for _, line := range strings.Split(text, "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) {
			return nil, fmt.Errorf("a line is too long, or broken within a character: %q", line)
		}
	}
	unfolded := strings.ReplaceAll(text, "\r\n ", "")
	lines := bufio.NewScanner(strings.NewReader(unfolded))
	for lines.Scan() {
		name, value, _ := strings.Cut(lines.Text(), ":")
		switch {
		case name == "BEGIN" && value == "VEVENT":
			events = append(events, map[string]string{})
		case len(events) > 0:
			events[len(events)-1][name] = strings.NewReplacer(`\\`, "\\", `\;`, ";", `\,`, ",", `\n`, "\n").Replace(value)
		}
	}
	return events, nil
}

// TestCalendar holds that any text comes through a calendar file as it was, and
// never becomes a line of it.
func TestCalendar(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.OneOf(rapid.Rune(), rapid.SampledFrom([]rune("\r\n;,\\:é✓ "))), 0, 150, -1)
		var events []clock.Event
		for range rapid.IntRange(0, 3).Draw(t, "events") {
			events = append(events, clock.Event{On: plan.Date{Year: 2026, Month: 12, Day: 31}, What: text.Draw(t, "what"), Note: text.Draw(t, "note")})
		}
		var b bytes.Buffer
		if err := clock.WriteCalendar(&b, events, plan.Date{Year: 2026, Month: 1, Day: 5}); err != nil {
			t.Fatal(err)
		}
		got, err := readCalendar(b.String())
		if err != nil || len(got) != len(events) {
			t.Fatalf("%d events of %d, %v:\n%s", len(got), len(events), err, b.String())
		}
		for i, e := range events {
			if got[i]["DTSTART;VALUE=DATE"] != "20261231" || got[i]["DTEND;VALUE=DATE"] != "20270101" || got[i]["SUMMARY"] != plainly(e.What) || got[i]["DESCRIPTION"] != plainly(e.Note) {
				t.Fatalf("%q came as %q, %q as %q", e.What, got[i]["SUMMARY"], e.Note, got[i]["DESCRIPTION"])
			}
		}
	})
}

// plainly is a text with line breaks of one kind, and without other control characters.
func plainly(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s)
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' || r == 0x7f {
			return -1
		}
		return r
	}, s)
}

// TestLongLines holds lines of any signs to the length that the format has.
func TestLongLines(t *testing.T) {
	for _, sign := range []string{"a", "é", "✓", "😀", ","} {
		for n := 60; n < 80; n++ {
			var b bytes.Buffer
			long := strings.Repeat("a", n) + strings.Repeat(sign, 40)
			if err := clock.WriteCalendar(&b, []clock.Event{{On: day(t, "2026-12-31"), What: long}}, day(t, "2026-01-05")); err != nil {
				t.Fatal(err)
			}
			if got, err := readCalendar(b.String()); err != nil || got[0]["SUMMARY"] != long {
				t.Fatalf("%d and %q: %v", n, sign, err)
			}
		}
	}
}
