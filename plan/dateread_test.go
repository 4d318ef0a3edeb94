package plan

import (
	"strings"
	"testing"
	"time"
)

func TestReadDate(t *testing.T) {
	const (
		none      = "" // no note
		anyNote   = "*"
		ambiguous = noteAmbiguous
	)
	tests := []struct {
		text string
		want string // a date, or the kind of value
		note string // what the note must hold
	}{
		// A day, a month and a year.
		{"31/3/22", "2022-03-31", none}, {"31/03/2022", "2022-03-31", none}, {"31.03.2022", "2022-03-31", none},
		{"31-03-2022", "2022-03-31", none}, {"31 03 2022", "2022-03-31", none}, {"31 / 03 / 2022", "2022-03-31", none},
		{"31.3.22", "2022-03-31", none}, {"31.3.22.", "2022-03-31", none}, {"1/1/2022", "2022-01-01", none},
		{"31st March 2022", "2022-03-31", none}, {"31 March 2022", "2022-03-31", none}, {"31 march, 2022", "2022-03-31", none},
		{"31-Mar-22", "2022-03-31", none}, {"31 Mar 22", "2022-03-31", none}, {"31Mar22", "2022-03-31", none},
		{"31/Mar/2022", "2022-03-31", none}, {"31st of March 2022", "2022-03-31", none}, {"the 31st March 2022", "2022-03-31", none},
		{"31. March 2022", "2022-03-31", none}, {"31 Mar. 2022", "2022-03-31", none}, {"31 Mar '22", "2022-03-31", none},
		{"March 31, 2022", "2022-03-31", none}, {"March 31st 2022", "2022-03-31", none}, {"Mar 31 22", "2022-03-31", none},
		{"2nd Sept 2022", "2022-09-02", none}, {"3rd Sep 2022", "2022-09-03", none}, {"1st Novemeber 2022", "2022-11-01", none},
		{"29/02/2024", "2024-02-29", none}, {"29 February 2024", "2024-02-29", none}, {"31/12/2199", "2199-12-31", none},
		{"31\u00a0March\u00a02022", "2022-03-31", none}, {"\u200b31/03/2022\u200b", "2022-03-31", none}, {"31–03–2022", "2022-03-31", none},
		{"31 MARCH 2022", "2022-03-31", none}, {"31‑Mar‑2022", "2022-03-31", none},
		// Year first is never in doubt.
		{"2022-03-31", "2022-03-31", none}, {"2022-03-04", "2022-03-04", none}, {"2022/3/4", "2022-03-04", none}, {"2022.03.31", "2022-03-31", none},
		{"2022-03-31T00:00:00", "2022-03-31", none}, {"2022-03-31 00:00:00", "2022-03-31", none}, {"2022-03-31T09:30:00.000Z", "2022-03-31", none},
		{"2022-Mar-31", "2022-03-31", none}, {"2023-08-27 (Sunday)", "2023-08-27", none},
		// Two figures of a year.
		{"31/3/69", "2069-03-31", none}, {"31/3/70", "1970-03-31", none}, {"31/3/99", "1999-03-31", none}, {"31/3/00", "2000-03-31", none},
		// Time of day, weekday and harmless words.
		{"31/03/2022 14:30", "2022-03-31", none}, {"10am 31/03/2022", "2022-03-31", none}, {"31 March 2022 at 2pm", "2022-03-31", none}, {"31/3/2022 10.30am", "2022-03-31", none},
		{"Thursday 31 March 2022", "2022-03-31", none}, {"Thu 31/3/22", "2022-03-31", none}, {"Thurs. 31st March 2022", "2022-03-31", none},
		{"Tuesday 31 March 2022", "2022-03-31", "is a Thursday, not a Tuesday"},
		{"by 31/3/22", "2022-03-31", none}, {"Due by: 31/3/22", "2022-03-31", none}, {"no later than 31 March 2022", "2022-03-31", none}, {"Not later than 31 March 2022", "2022-03-31", none},
		{"Completed 31/3/22", "2022-03-31", none}, {"Before 31 March 2022", "2022-03-31", none}, {"w/e 18 March 2022", "2022-03-18", none}, {"(31/3/22)", "2022-03-31", none}, {"31/3/22;", "2022-03-31", none},
		// Other words are said.
		{"31/3/22 - pending", "vague", "pending"}, {"31/3/22 - budget approved", "2022-03-31", `"budget approved"`}, {"Phase 1 - 31/3/22", "2022-03-31", `"phase 1"`},
		{"31/3/22?", "2022-03-31", `"?"`}, {"Revised 31/3/22", "2022-03-31", `"revised"`}, {"Revised due date: 31/3/22", "2022-03-31", `"revised"`}, {"31/3/22 TBC", "2022-03-31", `"tbc"`}, {"Q4 (31/03/2022)", "2022-03-31", `"q 4"`}, {"31/03/2022\nDraft only", "2022-03-31", `"draft only"`},
		// Day and month in doubt.
		{"03/04/22", "2022-04-03", ambiguous}, {"3.4.2022", "2022-04-03", ambiguous}, {"by 1-2-2022", "2022-02-01", ambiguous},
		{"4/4/22", "2022-04-04", none}, {"13/4/22", "2022-04-13", none}, {"Sunday 03/04/22", "2022-04-03", none}, {"Friday 03/04/22", "2022-04-03", ambiguous}, {"Tuesday 03/04/22", "2022-04-03", ambiguous}, {"Friday 4/4/2022", "2022-04-04", "is a Monday"},
		{"3/31/2022", "2022-03-31", "month before day"},
		// A month with no day.
		{"Mar 2022", "2022-03-31", "a month with no day"}, {"March 2022", "2022-03-31", "31 March 2022"}, {"March, 2022", "2022-03-31", anyNote}, {"Mar-22", "2022-03-31", anyNote}, {"Mar '22", "2022-03-31", anyNote}, {"Mar/22", "2022-03-31", anyNote},
		{"March 22", "2022-03-31", "two figures taken for its year"}, {"Sept 21", "2021-09-30", anyNote}, {"March 31", "vague", "no year"}, {"March 5", "vague", "no year"}, {"Mar-31", "2031-03-31", anyNote},
		{"03/2022", "2022-03-31", anyNote}, {"3.2022", "2022-03-31", anyNote}, {"2022-03", "2022-03-31", anyNote}, {"2022/02", "2022-02-28", anyNote}, {"13/2022", "vague", none}, {"Feb 2024", "2024-02-29", anyNote},
		{"end of March 2022", "2022-03-31", anyNote}, {"by end March 2022", "2022-03-31", anyNote}, {"End-March 2022", "2022-03-31", anyNote}, {"By the end of March 2022", "2022-03-31", anyNote}, {"end of 2022", "2022-12-31", "the end of a year"}, {"in March 2022", "2022-03-31", anyNote},
		{"mid March 2022", "vague", "part of a month"}, {"mid-March 2022", "vague", anyNote}, {"early March 2022", "vague", anyNote}, {"Beginning of March 2022", "vague", anyNote}, {"first week of March 2022", "vague", anyNote},
		// Ranges give their end.
		{"19 - 23/2/2018", "2018-02-23", "a range: read as its end, 23 February 2018"}, {"19-23/2/2018", "2018-02-23", "a range"}, {"19/2 - 23/2/2018", "2018-02-23", "a range"}, {"1-5/10/2018", "2018-10-05", "a range"},
		{"1 April 2022 – 31 March 2023", "2023-03-31", "a range"}, {"01/04/2022-31/03/2023", "2023-03-31", "a range"}, {"01-04-2022 - 31-03-2023", "2023-03-31", "a range"}, {"from 1/4/22 to 31/3/23", "2023-03-31", "a range"},
		{"19–23 February 2018", "2018-02-23", "a range"}, {"19 Feb to 23 Feb 2018", "2018-02-23", "a range"}, {"28th Feb - 4th March 2022", "2022-03-04", "a range"}, {"March - May 2022", "2022-05-31", "a range"}, {"Mar/Apr 2022", "2022-04-30", "a range"}, {"Apr 22 - Mar 23", "2023-03-31", "a range"}, {"Apr-22 to Mar-23", "2023-03-31", "a range"},
		{"31/3/23 - 1/4/22", "vague", "not clear"},
		// Several dates.
		{"31/3/22 revised 30/6/22", "2022-06-30", "moved: read as the last"}, {"31/03/2022\n30/06/2022", "2022-06-30", "moved"}, {"31/3/22, 30/6/22, 30/9/22", "2022-03-31", "nothing says which is meant"}, {"31/3/22 and 30/6/22", "2022-03-31", "nothing says"},
		{"30/06/2026 – revised to 30/11/2026", "2026-11-30", "moved"}, {"30/06/2026 → 30/11/2026", "2026-11-30", "moved"}, {"30/06/2026 -> 30/11/2026 -> 31/12/2026", "2026-12-31", "moved"}, {"was 30 June 2026; now 30 Nov 2026", "2026-11-30", "moved"}, {"30/06/2022 (original) 30/09/2022 (revised)", "2022-09-30", "moved"},
		{"30/09/2022\n30/06/2022", "2022-09-30", "nothing says which is meant"}, {"Revised to 30/9/22", "2022-09-30", "other words"}, {"1/4/22 - 31/3/23, extended to 30/6/23", "2023-06-30", "moved"},
		// A date beside it that is about something else.
		{"31/03/2026 (review 30/09/2026)", "2026-03-31", "something else"}, {"31/03/2026; report to Board 30/09/2026", "2026-03-31", "something else"}, {"31 March 2026 – contract ends 31 December 2026", "2026-03-31", "something else"}, {"31/03/2026, discussed on 12/04/2026", "2026-03-31", "something else"},
		{"Reviewed 12/2/26, due 31/3/26", "2026-03-31", "something else"}, {"Started 1/4/22, due 31/3/23", "2023-03-31", "something else"}, {"Review 31/3/26", "2026-03-31", `"review"`},
		{"30/06/2022 (was 31/03/2022)", "2022-06-30", "a former date"}, {"Originally 31/3/22, now 30/6/22", "2022-06-30", "moved"}, {"30/6/22\nOriginal date: 31/3/22", "2022-06-30", "a former date"},
		{"30/09/22 (extended from 31/07/22)", "2022-09-30", "a former date"}, {"Moved from 31/3/22; now 30/6/22", "2022-06-30", "moved"}, {"Extended from 31/3/22 to 30/6/22", "2022-06-30", "a former date"},
		{"30/6/22 brought forward to 31/3/22", "2022-03-31", "moved"}, {"31/3/22 or 30/6/22", "vague", "not clear"}, {"was 31/3/22", "vague", "not clear"}, {"31/03/2022 31 March 2022", "2022-03-31", none},
		// Dates that are not the date asked for.
		{"After 31/3/22", "vague", `"after"`}, {"not before 31/3/22", "vague", `"not"`}, {"From April 2022", "vague", `"from"`}, {"1 April 2022 onwards", "vague", `"onwards"`}, {"w/c 14 March 2022", "2022-03-18", "a week: read as its Friday"}, {"week commencing 14/3/22", "2022-03-18", "its Friday"}, {"w/b 14/3/22", "2022-03-18", anyNote}, {"wk beg 14/3/22", "2022-03-18", anyNote}, {"Week of 16 March 2022", "2022-03-18", anyNote}, {"w/e 20 March 2022", "2022-03-18", "its Friday"},
		{"w/c 14 March", "vague", anyNote}, {"w/b 14 March", "vague", anyNote}, {"week beginning 14/3", "vague", anyNote},
		{"31/3/22 and ongoing", "vague", `"ongoing"`}, {"April 2022 - ongoing", "vague", `"ongoing"`}, {"Ongoing, review 31/3/22", "vague", `"ongoing"`},
		// Slips of the hand: read where there is one reading, and never as another day.
		{"15//03/2026", "2026-03-15", "a slip"}, {"15/03-2026", "2026-03-15", "a slip"}, {"15-03/2026", "2026-03-15", "a slip"}, {"10.04/2026", "2026-04-10", "a slip"}, {"1O/04/2026", "2026-04-10", "a slip"}, {"l5/03/2026", "2026-03-15", "a slip"}, {"15/03//26", "2026-03-15", "a slip"}, {"31//02/2026", "text", "there is no 31 February"},
		{"1 5/03/2026", "text", "may belong to it"}, {"15/ 03/2026", "2026-03-15", none}, {"Phase 1 5/03/2026", "2026-03-05", anyNote},
		// Impossible dates.
		{"31/02/2022", "text", "there is no 31 February 2022"}, {"31 February 2022", "text", "there is no 31 February 2022"}, {"29/02/2023", "text", "there is no 29 February 2023"}, {"31/4/22", "text", "there is no 31 April 2022"},
		{"31/31/2022", "text", "there is no month 31"}, {"13/14/2022", "text", "there is no month 14"}, {"0/3/2022", "text", "there is no 0 March 2022"}, {"2022-31-03", "text", "there is no month 31"}, {"31/03/3022", "text", "the year 3022 cannot be meant"}, {"2022-02-30", "text", "there is no 30 February 2022"}, {"31/02/2022 revised 30/4/22", "text", "there is no 31 February"}, {"32 March 2022", "text", "there is no 32 March 2022"},
		// Vague.
		{"Ongoing", "vague", none}, {"on-going", "vague", none}, {"On going", "vague", none}, {"ASAP", "vague", none}, {"As soon as possible", "vague", none}, {"Continuous", "vague", none}, {"Rolling programme", "vague", none}, {"Ongoing - quarterly review", "vague", none},
		{"SEPTEMBER", "vague", "no year"}, {"Sept", "vague", "no year"}, {"31 March", "vague", "no year"}, {"31st March", "vague", "no year"}, {"end of March", "vague", "no year"},
		{"Q3 2022/23", "vague", none}, {"Q3", "vague", none}, {"Quarter 3", "vague", none}, {"Autumn term 2026", "vague", none}, {"summer", "vague", none}, {"Summer 2022", "vague", none}, {"2022", "vague", none}, {"2022/23", "vague", none}, {"2011/12", "vague", none}, {"2022-23", "vague", none}, {"March 2022/23", "vague", anyNote}, {"Year end 2022", "vague", none}, {"end of financial year 2022", "vague", none},
		{"Monthly", "vague", none}, {"Within 3 months", "vague", none}, {"3 months", "vague", none}, {"1 month", "vague", none}, {"Short term", "vague", none}, {"Immediate", "vague", none}, {"Easter 2023", "vague", none},
		// Blank, placeholders, and what is no date.
		{"", "blank", none}, {" \u00a0\n", "blank", none}, {"TBC", "placeholder", none}, {"TBD", "placeholder", none}, {"n/a", "placeholder", none}, {"–", "placeholder", none}, {"To be confirmed", "placeholder", none},
		{"44651", "text", "not read as a date"}, {"16/17", "text", anyNote}, {"9/27-10/10", "text", anyNote}, {"Sprint 1 9/27-10/10", "text", anyNote}, {"1.10", "text", anyNote}, {"see 4.2", "text", anyNote}, {"v1.2.22", "text", anyNote}, {"1.2.3.22", "text", anyNote}, {"1.2.22.4", "text", anyNote}, {"1/4/22/5", "text", anyNote}, {"31/3/222", "text", anyNote}, {"Head of Service", "text", anyNote}, {"01274 431266", "text", anyNote}, {"None", "text", anyNote}, {"20220331", "text", anyNote},
		{"The draft went to the board of the partnership and it was sent back by them on 31/3/22", "text", "in passing"},
		{"31/3/22. The board of the partnership asked for a longer piece of work with care leavers and schools", "2022-03-31", "other words"},
		{"For completed items, and for those that are ongoing within the organisation, the comments are required", "text", anyNote}, {"Ongoing, since the board of the partnership asked for a longer piece of work with schools", "vague", none},
		{"The draft went to the board of the partnership after a meeting on 31/3/22 that was held by them", "text", "in passing"},
		{"As of 10/10/2017, no change to this page", "2017-10-10", `"as of no change to this page"`}, {"By 31/3/22 - draft only to the board", "2022-03-31", `"draft only to the board"`},
		{strings.Repeat("x ", 200) + "31/3/22", "text", none},
	}
	for _, tt := range tests {
		got := ReadDate(tt.text, DateHabit{})
		said := got.Value.Kind.String()
		if got.Value.Kind == KindDate {
			said = got.Value.Text
		}
		if said != tt.want {
			t.Errorf("ReadDate(%q) = %s (note %q); want %s", tt.text, said, got.Note, tt.want)
			continue
		}
		switch tt.note {
		case none:
			if got.Note != "" {
				t.Errorf("ReadDate(%q) notes %q; want no note", tt.text, got.Note)
			}
		case anyNote:
			if got.Note == "" {
				t.Errorf("ReadDate(%q) has no note", tt.text)
			}
		default:
			if !strings.Contains(got.Note, tt.note) {
				t.Errorf("ReadDate(%q) notes %q; want %q in it", tt.text, got.Note, tt.note)
			}
		}
		if got.Ambiguous != strings.Contains(got.Note, ambiguous) {
			t.Errorf("ReadDate(%q): ambiguous %v, but its note is %q", tt.text, got.Ambiguous, got.Note)
		}
		if got.Impossible != (strings.HasPrefix(got.Note, "there is no ") || strings.HasPrefix(got.Note, "the year ")) {
			t.Errorf("ReadDate(%q): impossible %v, but its note is %q", tt.text, got.Impossible, got.Note)
		}
	}
}

// TestReadDateHabits tries what a column's other dates and the council's
// settings change.
func TestReadDateHabits(t *testing.T) {
	uk := DateHabit{OrderProved: true}
	us := DateHabit{OrderProved: true, MonthFirst: true}
	words := DateHabit{Words: []DateWord{
		{"Q3 2022/23", Date{2022, time.December, 31}},
		{"autumn TERM 2026", Date{2026, time.December, 18}},
		{"tbc", Date{2027, time.March, 31}},
		{"", Date{2027, time.April, 30}},
		{"never", Date{}},
	}}
	tests := []struct {
		text      string
		habit     DateHabit
		want      string
		ambiguous bool
		note      string
	}{
		{"03/04/22", uk, "2022-04-03", false, ""},
		{"03/04/22", us, "2022-03-04", false, "month before day: read as 4 March 2022"},
		{"31/3/22", us, "2022-03-31", false, ""},
		{"3/31/22", us, "2022-03-31", false, "month before day: read as 31 March 2022"},
		{"3/31/22", uk, "2022-03-31", false, "month before day: read as 31 March 2022"},
		{"03/04/22", DateHabit{MonthFirst: true}, "2022-03-04", true, "day and month could be the other way round: read as 4 March 2022, not 3 April 2022; month before day: read as 4 March 2022"},
		{"2/30/22", us, "text", false, "there is no 30 February 2022"},
		{"Q3 2022/23", words, "2022-12-31", false, "the settings say that it means 31 December 2022"},
		{"by end of q3  2022/23", words, "2022-12-31", false, "the settings say that it means 31 December 2022"},
		{"Autumn term 2026", words, "2026-12-18", false, "the settings say that it means 18 December 2026"},
		{"TBC", words, "2027-03-31", false, "the settings say that it means 31 March 2027"},
		{"Q4 2022/23", words, "vague", false, ""},
		{"never", words, "text", false, "not read as a date"},
		{"", words, "blank", false, ""},
	}
	for _, tt := range tests {
		got := ReadDate(tt.text, tt.habit)
		said := got.Value.Kind.String()
		if got.Value.Kind == KindDate {
			said = got.Value.Text
		}
		if said != tt.want || got.Ambiguous != tt.ambiguous || got.Note != tt.note {
			t.Errorf("ReadDate(%q, %+v) = %s, ambiguous %v, note %q; want %s, %v, %q", tt.text, tt.habit, said, got.Ambiguous, got.Note, tt.want, tt.ambiguous, tt.note)
		}
	}
}

// TestReadStart: in a column of beginnings a month is its first day, a week its
// Monday and a range its beginning.
func TestReadStart(t *testing.T) {
	for text, want := range map[string]string{
		"March 2022": "2022-03-01", "Mar-22": "2022-03-01", "w/c 16 March 2022": "2022-03-14", "1 April 2022 – 31 March 2023": "2022-04-01",
		"19 - 23/2/2018": "2018-02-19", "19 Feb to 23 Feb 2018": "2018-02-19", "28th Feb - 4th March 2022": "2022-02-28", "March - May 2022": "2022-03-01", "Nov - Jan 2022": "2021-11-01",
		"31/3/22": "2022-03-31", "end of 2022": "2022-12-31",
	} {
		if r := ReadDate(text, DateHabit{Start: true}); r.Value.Text != want {
			t.Errorf("%q begins on %s (%s), want %s", text, r.Value.Text, r.Note, want)
		}
	}
}

// TestMoves keeps what a date was before it was moved.
func TestMoves(t *testing.T) {
	for text, want := range map[string]string{
		"30/06/2026 – revised to 30/11/2026": "2026-06-30", "was 30 June 2026; now 30 Nov 2026": "2026-06-30", "30/06/2026\n30/09/2026\n30/11/2026": "2026-06-30 2026-09-30",
		"30/11/2026 (was 30/06/2026)": "2026-06-30", "31/03/2026 (review 30/09/2026)": "", "31/03/2026": "", "1/4/22 to 31/3/23": "",
	} {
		if r := ReadDate(text, DateHabit{}); r.Earlier != want {
			t.Errorf("%q was %q before, want %q", text, r.Earlier, want)
		}
	}
	for text, month := range map[string]bool{"March 2026": true, "Mar-26": true, "31/03/2026": false, "end of 2026": false, "19 - 23/2/2018": false, "March - May 2022": true} {
		if r := ReadDate(text, DateHabit{}); r.Month != month {
			t.Errorf("%q: a month %t, want %t", text, r.Month, month)
		}
	}
}

func TestOrderOf(t *testing.T) {
	tests := []struct {
		texts              []string
		monthFirst, proved bool
	}{
		{nil, false, false},
		{[]string{"03/04/22", "01/02/22"}, false, false},
		{[]string{"03/04/22", "31/3/22"}, false, true},
		{[]string{"03/04/22", "3/31/22"}, true, true},
		{[]string{"31/3/22", "3/31/22"}, false, false},
		{[]string{"31 March 2022", "2022-03-31", "", "TBC", "31/02/22"}, false, true},
		{[]string{"31 March 2022", "2022-03-31", "Ongoing"}, false, false},
		{[]string{"by 31/3/22 at the latest"}, false, true},
		{[]string{"1/4/22 - 31/3/23"}, false, true},
		{[]string{"31/31/22"}, false, false},
	}
	for _, tt := range tests {
		monthFirst, proved := OrderOf(tt.texts)
		if monthFirst != tt.monthFirst || proved != tt.proved {
			t.Errorf("OrderOf(%q) = %v, %v; want %v, %v", tt.texts, monthFirst, proved, tt.monthFirst, tt.proved)
		}
	}
}

func TestEntryDates(t *testing.T) {
	for text, want := range map[string][2]bool{
		"03/04/22": {true, false}, "31/3/22": {false, false}, "31/02/22": {false, true}, "Ongoing": {false, false},
	} {
		r := ReadDate(text, DateHabit{})
		e := Entry{Value: r.Value, Note: r.Note, Typed: text}
		why, impossible := e.DateImpossible()
		if e.DateAmbiguous() != want[0] || impossible != want[1] || impossible && why != "there is no 31 February 2022" {
			t.Errorf("%q: ambiguous %v, impossible %v (%q); want %v", text, e.DateAmbiguous(), impossible, why, want)
		}
	}
}

// FuzzReadDate holds what is true of every cell: a date is a real day of the
// years a plan can name, a reading reads as itself, and what cannot be seen
// changes nothing.
func FuzzReadDate(f *testing.F) {
	for _, seed := range []string{
		"31/3/22", "03/04/22", "31st March 2022", "Mar-22", "end of March 2022", "19 - 23/2/2018", "31/3/22 revised 30/6/22",
		"Q3 2022/23", "Ongoing", "31/02/2022", "2022-03-31T00:00:00Z", "was 31/3/22\n30/4/22", "w/c 14 March 2022", "TBC", "5 of May '99", "10.30am 1/1/22",
	} {
		f.Add(seed, false, false)
		f.Add(seed, true, true)
	}
	words := []DateWord{{"Q3 2022/23", Date{2022, time.December, 31}}}
	f.Fuzz(func(t *testing.T, text string, monthFirst, proved bool) {
		h := DateHabit{MonthFirst: monthFirst, OrderProved: proved, Words: words}
		got := ReadDate(text, h)
		bare := got.Value
		bare.Beside = ""
		if got.Value.Kind == KindDate {
			d, ok := got.Value.Date()
			if real, exists := NewDate(d.Year, d.Month, d.Day); !ok || !exists || real.Value() != bare || ValueOf(KindDate, got.Value.Whole()) != got.Value || d.Year < firstYear || d.Year > lastYear {
				t.Errorf("ReadDate(%q) = %v, which is no day", text, got)
			}
		}
		if got.Ambiguous && got.Value.Kind != KindDate || got.Impossible && got.Value.Kind != KindText || got.Ambiguous && proved {
			t.Errorf("ReadDate(%q) = %+v", text, got)
		}
		if clean := ReadDate(Clean(text), h); clean != got {
			t.Errorf("ReadDate(%q) = %+v, but cleaned first %+v", text, got, clean)
		}
		if again := ReadDate(got.Value.Text, h); again.Value != bare {
			t.Errorf("ReadDate(%q) = %v, but its own text reads %v", text, got.Value, again.Value)
		}
		if _, ok := OrderOf([]string{text}); ok && len(Clean(text)) > longestDate {
			t.Errorf("OrderOf(%q) read a narrative", text)
		}
	})
}

// TestBesideADate: what a cell says besides its date is part of its value,
// however it and the date are typed; what only leads to the date is not.
func TestBesideADate(t *testing.T) {
	for beside, cells := range map[string][]string{
		"":               {"31/3/22", "31 March 2022", "by 31 March 2022", "31/03/2022 31 March 2022", "2022-03-31T00:00:00Z", "31/03/2022 00:00", "Thursday 31st March 2022", "31.3.2022.", "2022-03-31"},
		"phase 1 only":   {"31/3/22 – phase 1 only", "31 March 2022 (Phase 1 only)", "Phase 1 only: 31/3/22", "phase 1 only - by 31/03/2022"},
		"phase 2 only":   {"31/3/22 – phase 2 only"},
		"?":              {"31/3/22?", "31/3/22 ?"},
		"was 2022-02-28": {"31/3/22 (was 28/2/22)", "31 March 2022, was 28 February 2022"},
		"2022-03-01":     {"1/3/22 – 31/3/22", "1 March 2022 to 31 March 2022"},
		"2022-02-01":     {"1/2/22 – 31/3/22"},
	} {
		for _, cell := range cells {
			r := ReadDate(cell, DateHabit{})
			if want := (Value{Kind: KindDate, Text: "2022-03-31", Beside: beside}); r.Value != want {
				t.Errorf("%q is %+v, want %+v", cell, r.Value, want)
			}
			if d, ok := r.Value.Date(); !ok || d != (Date{2022, 3, 31}) {
				t.Errorf("%q names the day %v", cell, d)
			}
			if back := ValueOf(r.Value.Kind, r.Value.Whole()); back != r.Value {
				t.Errorf("%q: %q is %+v, taken apart", cell, r.Value.Whole(), back)
			}
		}
	}
}

// TestDateDoubt asserts what is said of a cell of a column of dates that holds no
// date.
func TestDateDoubt(t *testing.T) {
	for text, want := range map[string]string{
		"31/03/2026":       "",
		"31/13/2026":       "it is not read as a date: there is no month 13",
		"31 February 2022": "it is not read as a date: there is no 31 February 2022",
		"see the minutes":  "it is not read as a date",
		"31 March":         "it is not read as a date: a date with no year, or none that is certain",
		"Ongoing":          "",
		"TBC":              "",
		"":                 "",
	} {
		e := Entry{Value: ReadDate(text, DateHabit{}).Value}
		if got := e.DateDoubt(FieldDue); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
		if got := e.DateDoubt(FieldProgress); got != "" {
			t.Errorf("%q in a column of words: %q", text, got)
		}
	}
}
