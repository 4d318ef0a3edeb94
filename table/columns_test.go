package table_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"actionplan/plan"
	"actionplan/table"
)

// fieldsOf lists the fields of a plan's columns, and of which field and period
// those are that say one: "progress 2".
func fieldsOf(p plan.Plan) string {
	var fields []string
	for _, c := range p.Columns {
		if c.Part != "" {
			fields = append(fields, fmt.Sprintf("%s %d", c.Part, c.Period))
			continue
		}
		if !c.Field.Known() {
			fields = append(fields, "-")
			continue
		}
		fields = append(fields, string(c.Field))
	}
	return strings.Join(fields, ", ")
}

// TestOriginalAndRevised reads the columns of a date and of what it was moved to.
func TestOriginalAndRevised(t *testing.T) {
	for _, c := range []struct{ headings, want string }{
		{"Original due date | Revised due date", "original, due"},
		{"Due date | Revised due date", "original, due"},
		{"Target date | Revised target date", "original, due"},
		{"Deadline | Extended to", "original, due"},
		{"Initial target | Slipped to", "original, due"},
		{"First agreed deadline | New deadline", "original, due"},
		{"Baseline finish | Forecast finish", "original, due"},
		{"Original timescale | Current timescale", "original, due"},
		{"Originally planned finish | Latest planned finish", "original, due"},
		{"Revised due date | Due date", "due, original"},
		{"Target date (original) | Target date (revised)", "original, due"},
		{"Due date | Due date (extended)", "original, due"},
		{"Original due date | Due date", "original, due"},
		{"Due date | Revised due date | Date completed", "original, due, closed"},
		{"Planned finish | Moved to | Actual finish", "original, due, closed"},
		{"Due date | Extended to | Reason for extension", "original, due, extension"},
		{"Due date | Revised due date | Revised by", "original, due, -"},
		// Near misses.
		{"Original due date | Lead", "due, lead"},
		{"Revised due date | Lead", "due, lead"},
		{"Due date | Actual finish", "due, closed"},
		{"Due date | Reason for revised date", "due, extension"},
		{"Due date | Date agreed", "due, -"},
		{"Due date | Forecast finish", "due, -"}, // which of the two counts, nobody says: noted
		{"Start date | Due date", "start, due"},
		{"Planned start | Actual start | Due date", "start, -, due"},
		{"Actual start | Planned start | Due date", "-, start, due"},
	} {
		t.Run(c.headings, func(t *testing.T) {
			p := read(t, table.Options{}, draw(t, "Plan", "1 | Ref | Action | "+c.headings+`
				2 | 1 | Audit | @2026-01-31 | @2026-02-28
				3 | 2 | Train | @2026-01-31 | `))
			if got := strings.TrimPrefix(fieldsOf(p), "ref, action, "); got != c.want {
				t.Errorf("read as %s, want %s; notes %q", got, c.want, heard(p))
			}
		})
	}
	p := read(t, table.Options{}, draw(t, "Plan", `
		1 | Ref | Action | Due date | Revised due date
		2 | 1 | Audit | @2026-01-31 | @2026-02-28
		3 | 2 | Train | @2026-01-31 | `)).View()
	if diff := cmp.Diff([]string{"2: 1 | 2026-02-28 | 2026-01-31", "3: 2 | 2026-01-31 | 2026-01-31"}, told(p, "due", "original")); diff != "" {
		t.Errorf("-want +read:\n%s", diff)
	}
}

// TestPeriods reads columns that say one field for a period each.
func TestPeriods(t *testing.T) {
	for _, c := range []struct{ headings, want string }{
		{"Q1 RAG | Q2 RAG | Q3 RAG", "rag 1, rag 2, rag 3"},
		{"RAG (end Q3) | RAG (end Q4) | Progress Q3 | Progress Q4", "rag 1, rag 2, progress 1, progress 2"},
		{"September update | October update | November update", "progress 1, progress 2, progress 3"},
		{"Nov 25 update | Dec 25 update | Jan 26 update", "progress 1, progress 2, progress 3"},
		{"Jan 26 update | Dec 25 update | Nov 25 update", "progress 3, progress 2, progress 1"},
		{"Nov update | Dec update | Jan update", "progress 1, progress 2, progress 3"},
		{"Jan update | Dec update | Nov update", "progress 3, progress 2, progress 1"},
		{"Progress Q4 2025/26 | Progress Q1 2026/27", "progress 1, progress 2"},
		{"Progress Q1 2026/27 | Progress Q4 2025/26", "progress 2, progress 1"},
		{"Progress Q1 2026/27 | Progress Q2 2025/26", "progress 2, progress 1"},
		{"Update March 2026 | Update May 2025", "progress 2, progress 1"},
		{"Q4 progress | Q1 progress", "progress 1, progress 2"},
		{"Q4 RAG | Q3 RAG | Q2 RAG", "rag 3, rag 2, rag 1"},
		{"Update 1 | Update 2 | Update 3", "progress 1, progress 2, progress 3"},
		{"Update wk 3 | Update wk 6", "progress 1, progress 2"},
		{"Commentary meeting 2 | Commentary meeting 1", "progress 2, progress 1"},
		{"Update 12/03/2026 | Update 16/04/2026", "progress 1, progress 2"},
		{"Position as at 3 May 2026 progress | Progress as at 7 June 2026", "-, progress"},
		{"Status Q1 | Status Q2", "status 1, status 2"},
		{"Rating first quarter | Rating second quarter", "rag 1, rag 2"},
		{"Autumn term update | Spring term update | Summer term update", "progress 1, progress 2, progress 3"},
		{"RAG 2024/25 | RAG 2025/26", "rag 1, rag 2"},
		// Near misses.
		{"November update | Lead", "progress, lead"},
		{"Q3 RAG | Lead", "rag, lead"},
		{"Q1 target | Q2 target", "-, -"},
		{"Q1 | Q2 | Q3", "-, -, -"},
		{"January | February", "-, -"},
		{"Action 1 | Action 2", "-, -"},
		{"RAG | RAG", "rag, -"},
	} {
		t.Run(c.headings, func(t *testing.T) {
			p := read(t, table.Options{}, draw(t, "Plan", "1 | Ref | Action | "+c.headings+"\n2 | 1 | Audit | Green | Red | Amber"))
			if got := strings.TrimPrefix(fieldsOf(p), "ref, action, "); got != c.want {
				t.Errorf("read as %s, want %s", got, c.want)
			}
		})
	}
	p := read(t, table.Options{}, draw(t, "Plan", `
		1 | Ref | Action | Q3 RAG | Q4 RAG | Q3 update | Q4 update
		2 | 1 | Audit | Amber | G | Begun | Done well
		3 | 2 | Train | Red | | Begun |
		4 | 3 | Write | Red | ~00B050 | |`))
	if diff := cmp.Diff([]string{"2: 1 | green | Done well", "3: 2 | red | Begun", "4: 3 | green | "}, told(p.View(), "rag", "progress")); diff != "" {
		t.Errorf("-want +read:\n%s", diff)
	}
	for headings, sure := range map[string]bool{"Q1 RAG | Q3 RAG": true, "Q3 RAG | Q1 RAG": false, "Q3 RAG | Q4 RAG": true, "November RAG | Q4 RAG": false, "RAG 2024/25 | Q1 RAG": false} {
		p := read(t, table.Options{}, draw(t, "Plan", "1 | Ref | Action | "+headings+"\n2 | 1 | Audit | Green | Red"))
		said := slices.ContainsFunc(heard(p), func(note string) bool {
			return strings.Contains(note, "columns C and D each say the RAG for a time, and their headings do not tell which is the latest")
		})
		if said == sure {
			t.Errorf("%s: said to be doubtful: %t; notes %q", headings, said, heard(p))
		}
	}
	own := read(t, table.Options{Headings: []table.Synonym{{Heading: "Q3 RAG", Field: "rag"}}}, draw(t, "Plan", "1 | Ref | Action | Q3 RAG | Q4 RAG\n2 | 1 | Audit | Green | Red"))
	if got := fieldsOf(own); got != "ref, action, rag, -" || !own.Columns[2].Given || own.Columns[1].Given {
		t.Errorf("by the settings: %s, %+v", got, own.Columns)
	}
}

// TestContents reads columns whose cells say something other than their headings.
func TestContents(t *testing.T) {
	for _, c := range []struct {
		name, drawing, want string
		notes               []string // each is part of one
	}{
		{"an impact of figures", `
			1 | Ref | Action | Impact | Lead
			2 | 1 | Audit the files | #4 | Head
			3 | 2 | Train the staff | #5 | Head
			4 | 3 | Write the guide | #2 | Head`, "ref, action, -, lead", []string{`column C is headed "Impact", as the outcome would be, but holds figures: it stands for itself`}},
		{"an impact of levels", `
			1 | Ref | Action | Impact | Lead
			2 | 1 | Audit the files | High | Head
			3 | 2 | Train the staff | Medium | Head
			4 | 3 | Write the guide | Low | Head`, "ref, action, -, lead", []string{"but holds high, medium and low"}},
		{"an impact of sentences", `
			1 | Ref | Action | Impact | Lead
			2 | 1 | Audit the files | High standards in each team | Head
			3 | 2 | Train the staff | Fewer children wait | Head
			4 | 3 | Write the guide | Families know | Head`, "ref, action, outcome, lead", nil},
		{"a current status of sentences beside status words", `
			1 | Ref | Action | Current status | Status
			2 | 1 | Audit the files | Two of six teams have been audited | Open
			3 | 2 | Train the staff | All dates are booked with trainers | Open
			4 | 3 | Write the guide | A first draft went to heads | Closed`, "ref, action, progress, status", nil},
		{"a completed column of ticks", `
			1 | Ref | Action | Due | Completed
			2 | 1 | Audit the files | @2026-03-31 | ✓
			3 | 2 | Train the staff | @2026-03-31 | Yes
			4 | 3 | Write the guide | @2026-03-31 |`, "ref, action, due, status", nil},
		{"a completed column of dates", `
			1 | Ref | Action | Due | Completed
			2 | 1 | Audit the files | @2026-03-31 | @2026-03-01
			3 | 2 | Train the staff | @2026-03-31 | @2026-04-01
			4 | 3 | Write the guide | @2026-03-31 |`, "ref, action, due, closed", nil},
		{"done, beside a status", `
			1 | Ref | Action | Done? | Status
			2 | 1 | Audit the files | Y | Open
			3 | 2 | Train the staff | N | Open
			4 | 3 | Write the guide | N | Open`, "ref, action, -, status", nil},
		{"a target of dates", `
			1 | Ref | Action | Lead | Target
			2 | 1 | Audit the files | Head | @2026-03-31
			3 | 2 | Train the staff | Head | tbc
			4 | 3 | Write the guide | Head | @2026-03-31`, "ref, action, lead, due", nil},
		{"a target of figures", `
			1 | Ref | Action | Due | Target
			2 | 1 | Audit the files | @2026-03-31 | #90%
			3 | 2 | Train the staff | @2026-03-31 | #80%
			4 | 3 | Write the guide | @2026-03-31 | #75%`, "ref, action, due, target", nil},
		{"progress of texts that begin with a month", `
			1 | Ref | Action | Due | Progress
			2 | 1 | Audit the files | @2026-03-31 | February 2026: 20 staff trained, 10 to go
			3 | 2 | Train the staff | @2026-03-31 | February 2026: 21 staff trained, 9 to go
			4 | 3 | Write the guide | @2026-03-31 | 3 March 2026: half of all teams audited`, "ref, action, due, progress", nil},
		{"progress of texts of a month and few words", `
			1 | Ref | Action | Due | Progress
			2 | 1 | Audit the files | @2026-03-31 | March 2026 two audited
			3 | 2 | Train the staff | @2026-03-31 | March 2026 all trained
			4 | 3 | Write the guide | @2026-03-31 | February 2026 guide begun`, "ref, action, due, progress", nil},
		{"an outcome of texts with a month", `
			1 | Ref | Action | Due | Outcome
			2 | 1 | Audit the files | @2026-03-31 | March 2026: all files audited twice over
			3 | 2 | Train the staff | @2026-03-31 | March 2026: 30 staff trained, none left
			4 | 3 | Write the guide | @2026-03-31 | May 2026: every school has the guide`, "ref, action, due, outcome", nil},
		{"progress of days", `
			1 | Ref | Action | Due | Progress
			2 | 1 | Audit the files | @2026-03-31 | 3 March 2026
			3 | 2 | Train the staff | @2026-03-31 | February 2026
			4 | 3 | Write the guide | @2026-03-31 | by 4 March 2026`, "ref, action, due, -", []string{"but holds dates: it stands for itself"}},
		{"a target of days with reasons", `
			1 | Ref | Action | Lead | Target
			2 | 1 | Audit the files | Head | 31 March 2026 (was January 2026)
			3 | 2 | Train the staff | Head | 31 March 2026, subject to funding
			4 | 3 | Write the guide | Head | 31/03/2026`, "ref, action, lead, due", nil},
		{"progress of percentages", `
			1 | Ref | Action | Due | Progress
			2 | 1 | Audit the files | @2026-03-31 | #90%
			3 | 2 | Train the staff | @2026-03-31 | #80%
			4 | 3 | Write the guide | @2026-03-31 | 75%`, "ref, action, due, percent", nil},
		{"a response of one word, and the treatment", `
			1 | Risk ID | Risk | Response | Treatment plan | Owner
			2 | R1 | Staff may leave before the year is out | Transfer | Train a second team in each area | Head
			3 | R2 | Records may be lost in the move | Accept | Copy every file before the move | Head
			4 | R3 | The system may fail at night | Reduce | Test the spare line each week | Head`, "ref, -, -, action, lead", nil},
		{"a description that is no action where one is", `
			1 | Ref | Description | Action | Owner
			2 | R1 | Staff may leave before the year is out | Train | Head
			3 | R2 | Records may be lost in the move | Copy | Head
			4 | R3 | The system may fail at night | Test | Head`, "ref, action, -, lead", []string{`"Action" could be the action too`}},
		{"an id of few rows", `
			1 | ID | Action no | Action | Lead
			2 | 7 | 1 | Audit the files | Head
			3 | | 2 | Train the staff | Head
			4 | | 3 | Write the guide | Head
			5 | | 4 | Audit the plans | Head
			6 | | 5 | Train the heads | Head
			7 | | 6 | Write the rules | Head`, "-, ref, action, lead", []string{`as the ref would be, but holds something in few rows`}},
		{"an id that repeats", `
			1 | ID | Action no | Action | Lead
			2 | SW | 1 | Audit the files | Head
			3 | SW | 2 | Train the staff | Head
			4 | SW | 3 | Write the guide | Head
			5 | SW | 4 | Audit the plans | Head
			6 | SW | 5 | Train the heads | Head
			7 | SW | 6 | Write the rules | Head`, "-, ref, action, lead", []string{`the same few again and again`}},
		{"an id that is hidden beside a ref", `
			hidden A
			1 | ID | Ref | Action | Lead
			2 | 7 | 1 | Audit the files | Head
			3 | 8 | 2 | Train the staff | Head`, "-, ref, action, lead", nil},
		{"a ref merged down over several actions", `
			1 | Ref | Action | Lead
			2 | 1 | Audit the files | Head
			3 | ^ | Train the staff | Head
			4 | ^ | Write the guide | Head
			5 | ^ | Audit the plans | Head
			6 | ^ | Train the heads | Head
			7 | ^ | Write the rules | Head`, "ref, action, lead", nil},
		{"a priority of names", `
			1 | Ref | Priority | Action | Lead
			2 | 1 | Front door | Audit the files | Head
			3 | 2 | Front door | Train the staff | Head
			4 | 3 | Care leavers | Write the guide | Head`, "ref, theme, action, lead", nil},
		{"a priority of levels", `
			1 | Ref | Priority | Action | Lead
			2 | 1 | High | Audit the files | Head
			3 | 2 | High | Train the staff | Head
			4 | 3 | Low | Write the guide | Head`, "ref, -, action, lead", nil},
		{"a target of dates, its columns numbered and summed up", `
			1 | Ref | Action | Lead | Target
			2 | #1 | #2 | #3 | #4
			3 | 1 | Audit the files | Head | @2026-03-31
			4 | 2 | Train the staff | Head | @2026-03-31
			5 | Total | | | #2`, "ref, action, lead, due", nil},
		{"a priority of names, its columns numbered", `
			1 | Ref | Priority | Action | Lead
			2 | #1 | #2 | #3 | #4
			3 | 1 | Front door | Audit the files | Head
			4 | 2 | Front door | Train the staff | Head
			5 | 3 | Front door | Write the guide | Head`, "ref, theme, action, lead", nil},
		{"a target of words for when", `
			1 | Ref | Action | Lead | Target
			2 | 1 | Audit the files | Head | Spring term
			3 | 2 | Train the staff | Head | tbc`, "ref, action, lead, target", []string{`"Target", may say what is to be reached or when it is due`}},
		{"status words, and some that only the council knows", `
			1 | Ref | Action | Due | Reached
			2 | 1 | Audit the files | @2026-03-31 | In progress
			3 | 2 | Train the staff | @2026-03-31 | Complete
			4 | 3 | Write the guide | @2026-03-31 | Stage 3`, "ref, action, due, status", []string{`no column is headed as the status: column D, "Reached"`}},
		{"words that only the council knows, and a status word", `
			1 | Ref | Action | Due | Reached
			2 | 1 | Audit the files | @2026-03-31 | Bronze
			3 | 2 | Train the staff | @2026-03-31 | Complete
			4 | 3 | Write the guide | @2026-03-31 | Silver`, "ref, action, due, -", nil},
		{"a position of status words", `
			1 | Ref | Action | Due | Position
			2 | 1 | Audit the files | @2026-03-31 | Completed subject to sign off
			3 | 2 | Train the staff | @2026-03-31 | 100%`, "ref, action, due, status", nil},
		{"a position of sentences", `
			1 | Ref | Action | Due | Position
			2 | 1 | Audit the files | @2026-03-31 | Two of six teams have been audited
			3 | 2 | Train the staff | @2026-03-31 | All dates are booked with trainers
			4 | 3 | Write the guide | @2026-03-31 | A first draft went to heads`, "ref, action, due, progress", nil},
		{"a position that is a post", `
			1 | Ref | Action | Due | Position
			2 | 1 | Audit the files | @2026-03-31 | Team Manager
			3 | 2 | Train the staff | @2026-03-31 | Head of Service
			4 | 3 | Write the guide | @2026-03-31 | QA Officer`, "ref, action, due, lead", nil},
		{"a position that is a post in many words", `
			1 | Ref | Action | Due | Position
			2 | 1 | Audit the files | @2026-03-31 | Head of Service for Fostering
			3 | 2 | Train the staff | @2026-03-31 | Team Manager at the Front Door
			4 | 3 | Write the guide | @2026-03-31 | Lead Nurse for Looked After Children`, "ref, action, due, -", nil},
		{"a position of words that only the council knows", `
			1 | Ref | Action | Due | Position
			2 | 1 | Audit the files | @2026-03-31 | Embedded
			3 | 2 | Train the staff | @2026-03-31 | Bronze`, "ref, action, due, -", []string{`"Position", may say how far the actions have got`}},
		{"what success looks like, beside the outcome", `
			1 | Ref | Action | What will success look like? | Impact for children | Lead
			2 | 1 | Audit the files | Files are in order | Fewer wait | Head`, "ref, action, measure, outcome, lead", nil},
		{"what success looks like, beside the measure", `
			1 | Ref | Action | What will success look like? | Success measure | Lead
			2 | 1 | Audit the files | Fewer children wait | 90% in time | Head`, "ref, action, outcome, measure, lead", nil},
		{"what success looks like, beside both", `
			1 | Ref | Action | Impact for children | What will success look like? | Success measure | Lead
			2 | 1 | Audit the files | Fewer wait | Files are in order | 90% in time | Head`, "ref, action, outcome, -, measure, lead", nil},
		{"what success looks like, in words", `
			1 | Ref | Action | What will success look like? | Lead
			2 | 1 | Audit the files | Files are in order | Head`, "ref, action, outcome, lead", []string{"may say the outcome or how it is measured"}},
		{"what success looks like, in figures", `
			1 | Ref | Action | What will success look like? | Lead
			2 | 1 | Audit the files | 90% of files in order | Head`, "ref, action, measure, lead", nil},
		{"the agency that leads, beside who does", `
			1 | Ref | Action | Team member | Lead agency
			2 | 1 | Audit the files | Head of Service | Police
			3 | 2 | Train the staff | Team Manager | Health`, "ref, action, lead, partner", nil},
		{"the agency that leads, and nobody beside it", `
			1 | Ref | Action | Lead agency | Due
			2 | 1 | Audit the files | Police | @2026-03-31`, "ref, action, lead, due", nil},
		{"the agency that leads, beside its partners", `
			1 | Ref | Action | Lead officer | Lead agency | Partners
			2 | 1 | Audit the files | Head of Service | Police | Schools`, "ref, action, lead, -, partner", nil},
		{"whether it is closed, and when", `
			1 | Ref | Action | Due | Closed (Y/N) | Closed
			2 | 1 | Audit the files | @2026-03-31 | Y | @2026-03-01
			3 | 2 | Train the staff | @2026-03-31 | |`, "ref, action, due, status, closed", nil},
		{"one answer to whether it is completed", `
			1 | Ref | Action | Due | Completed?
			2 | 1 | Audit the files | @2026-03-31 | Yes
			3 | 2 | Train the staff | @2026-03-31 | Not yet`, "ref, action, due, status", nil},
		{"one date under whether it is completed", `
			1 | Ref | Action | Due | Closed (Y/N)
			2 | 1 | Audit the files | @2026-03-31 | @2026-03-01
			3 | 2 | Train the staff | @2026-03-31 | @2026-03-02`, "ref, action, due, closed", nil},
		{"dates under a heading of its own", `
			1 | Ref | Action | Lead | Slot
			2 | 1 | Audit the files | Head | @2026-03-31
			3 | 2 | Train the staff | Head | 30 April 2026
			4 | 3 | Write the guide | Head | @2026-03-31`, "ref, action, lead, due", []string{`no column is headed as the due: column D, "Slot", holds dates and was taken for it`}},
		{"dates under two headings of their own", `
			1 | Ref | Action | Lead | Slot | Window
			2 | 1 | Audit the files | Head | @2026-03-31 | @2026-04-30
			3 | 2 | Train the staff | Head | @2026-03-31 | @2026-04-30
			4 | 3 | Write the guide | Head | @2026-03-31 | @2026-04-30`, "ref, action, lead, -, -", []string{`columns D, "Slot", and E, "Window", hold dates and any could be it`}},
		{"dates of something else", `
			1 | Ref | Action | Lead | Date raised
			2 | 1 | Audit the files | Head | @2026-03-31
			3 | 2 | Train the staff | Head | @2026-03-31
			4 | 3 | Write the guide | Head | @2026-03-31`, "ref, action, lead, -", nil},
		{"status words and ratings under headings of their own", `
			1 | Ref | Action | Due | Phase reached | Lamp
			2 | 1 | Audit the files | @2026-03-31 | In progress | Red
			3 | 2 | Train the staff | @2026-03-31 | Complete | Green
			4 | 3 | Write the guide | @2026-03-31 | Not started | Amber`, "ref, action, due, status, rag", []string{`no column is headed as the status`, `no column is headed as the RAG`}},
		{"a previous rating is no rating", `
			1 | Ref | Action | Due | Previous lamp
			2 | 1 | Audit the files | @2026-03-31 | Red
			3 | 2 | Train the staff | @2026-03-31 | Green
			4 | 3 | Write the guide | @2026-03-31 | Amber`, "ref, action, due, -", nil},
		{"an action that no heading names", `
			1 | Ref | Commitment | Lead | Due
			2 | 1 | We audit every file each month | Head | @2026-03-31
			3 | 2 | We train all staff by the summer | Head | @2026-03-31
			4 | 3 | We write the guide with heads | Head | @2026-03-31`, "ref, action, lead, due", []string{`no column is headed as the action: column B, "Commitment"`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := read(t, table.Options{}, draw(t, "Plan", c.drawing))
			if got := fieldsOf(p); got != c.want {
				t.Errorf("read as %s, want %s; notes %q", got, c.want, heard(p))
			}
			for _, want := range c.notes {
				if !slices.ContainsFunc(heard(p), func(note string) bool { return strings.Contains(note, want) }) {
					t.Errorf("no note %q in %q", want, heard(p))
				}
			}
		})
	}
}

// TestLineSettles follows the line that a note about a column gives: the doubt is
// gone, and every column is what it was.
func TestLineSettles(t *testing.T) {
	drawing := `
		1 | Ref | Action | Lead | Slot | Impact | Due on
		2 | 1 | Audit the files | Head | @2026-03-31 | #1 | Yes
		3 | 2 | Train the staff | Head | @2026-03-31 | #2 | No
		4 | 3 | Write the guide | Head | @2026-03-31 | #3 | No`
	p := read(t, table.Options{}, draw(t, "Plan", drawing))
	settled := 0
	for _, n := range p.Notes {
		if n.Line.Under != "headings" {
			continue
		}
		heading, field, _ := strings.Cut(strings.TrimPrefix(n.Line.Item, "{heading: "), ", field: ")
		own := table.Synonym{Heading: strings.Trim(heading, `"`), Field: plan.Field(strings.TrimSuffix(field, "}"))}
		again := read(t, table.Options{Headings: []table.Synonym{own}}, draw(t, "Plan", drawing))
		if diff := cmp.Diff(fieldsOf(p), fieldsOf(again)); diff != "" {
			t.Errorf("%s changes what is read:\n%s", n.Line, diff)
		}
		if slices.Contains(heard(again), n.Message) {
			t.Errorf("%s: it is still said: %s", n.Line, n.Message)
		}
		settled++
	}
	if settled != 3 {
		t.Errorf("%d lines, want 3: %q", settled, heard(p))
	}
}

// TestHeadingsOverRows reads headings that stand in several rows, with colons or
// with what stands in them broken.
func TestHeadingsOverRows(t *testing.T) {
	for _, c := range []struct{ name, drawing, want string }{
		{"unmerged groups", `
			1 | Improvement plan
			3 | Ref | What we will do | Lead | Timescale | | Status | | Progress
			4 | | | | Start | Due | RAG | Direction
			5 | 1 | Audit | Head | 1/4/26 | 31/3/27 | Amber | → | Begun`,
			"4: Ref = ref, What we will do = action, Lead = lead, Timescale / Start = start, Timescale / Due = due, Status / RAG = rag, Status / Direction = x:status / direction, Progress = progress"},
		{"unmerged, without the groups' names", `
			3 | Ref | Action | Lead | | | | Progress
			4 | | | | Start | Due | RAG
			5 | 1 | Audit | Head | 1/4/26 | 31/3/27 | Amber | Begun`,
			"4: Ref = ref, Action = action, Lead = lead, Start = start, Due = due, RAG = rag, Progress = progress"},
		{"unmerged, progress", `
			1 | Ref | Action | Lead | Due | Progress
			2 | | | | | RAG | Update
			3 | 1 | Audit | Head | 31/3/27 | Amber | Begun`,
			"2: Ref = ref, Action = action, Lead = lead, Due = due, Progress / RAG = rag, Progress / Update = progress"},
		{"a field over its periods, unmerged", `
			1 | | | RAG | | Update
			2 | Ref | Action | Q1 | Q2 | Q1 | Q2
			3 | 1 | Audit | Amber | Green | Begun | Done`,
			"2: Ref = ref, Action = action, RAG / Q1 = rag 1, RAG / Q2 = rag 2, Update / Q1 = progress 1, Update / Q2 = progress 2"},
		{"three rows", `
			1 | Ref | Action | When | < | < | Lead
			2 | ^ | ^ | Planned | < | Actual | ^
			3 | ^ | ^ | Start | Finish | Finish | ^
			4 | 1 | Audit | 1/4/26 | 31/3/27 | 31/3/27 | Head`,
			"3: Ref = ref, Action = action, When / Planned / Start = start, When / Planned / Finish = due, When / Actual / Finish = closed, Lead = lead"},
		{"numbers of columns under the headings", `
			1 | Ref | Action | Lead | Due
			2 | #1 | #2 | #3 | #4
			3 | 1 | Audit | Head | 31/3/27`,
			"1: Ref = ref, Action = action, Lead = lead, Due = due"},
		{"colons", `
			1 | Ref: | Action: | Lead: | Due date: | Status:
			2 | 1 | Audit | Head | 31/3/27 | Open`,
			"1: Ref: = ref, Action: = action, Lead: = lead, Due date: = due, Status: = status"},
		{"some colons", `
			1 | Ref | Action: | Lead | Due date: | Status:
			2 | 1 | Audit | Head | 31/3/27 | Open`,
			"1: Ref = ref, Action: = action, Lead = lead, Due date: = due, Status: = status"},
		{"colons under a form", `
			1 | Owner: | A Person | Status: | Final
			2 | Lead: | | Due: |
			4 | Action: | Lead: | Due:
			5 | Audit | Head | 31/3/27`,
			"4: Action: = action, Lead: = lead, Due: = due"},
		// Near misses.
		{"a first action that says little", `
			1 | Ref | Action | Lead | Due | Progress | RAG
			2 | 1 | Audit | | | Begun | Red
			3 | 2 | Train | Head | 31/3/27 | Begun | Red`,
			"1: Ref = ref, Action = action, Lead = lead, Due = due, Progress = progress, RAG = rag"},
		{"a row under the headings where two have none", `
			1 | Ref | Action | Lead | | | Due
			2 | | | | Kitchen | Garden |
			3 | 2 | Train | Head | x | y | 31/3/27`,
			"1: Ref = ref, Action = action, Lead = lead,  = x:column d,  = x:column e, Due = due"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := read(t, table.Options{}, draw(t, "Plan", c.drawing))
			var columns []string
			for _, column := range p.Columns {
				field := string(column.Field)
				if column.Part != "" {
					field = fmt.Sprintf("%s %d", column.Part, column.Period)
				}
				columns = append(columns, column.Heading+" = "+field)
			}
			if diff := cmp.Diff(c.want, fmt.Sprintf("%d: %s", p.Tables[0].Header, strings.Join(columns, ", "))); diff != "" {
				t.Errorf("-want +read:\n%s", diff)
			}
		})
	}
}
