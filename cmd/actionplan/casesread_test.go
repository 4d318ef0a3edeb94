package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// These are the cases from the field about what a date, a status, a rating and a
// word for nothing mean: see cases_test.go.

// casesFolder is where the cases lie, beside the checkout.
var casesFolder, _ = filepath.Abs("../../../shared/cases")

// caseFile is a file of a case.
func caseFile(t *testing.T, name string) string {
	t.Helper()
	path := filepath.Join(casesFolder, filepath.FromSlash(name))
	if _, err := os.Stat(path); err != nil {
		t.Skipf("%s is not beside the checkout", path)
	}
	return path
}

// planOf is a folder with one plan of a case.
func planOf(t *testing.T, name string) *caseFolder {
	t.Helper()
	from := caseFile(t, name)
	c := newCaseFolder(t, false)
	c.copyIn(from, "plan.xlsx")
	return c
}

// drawnAlone is a folder with one plan drawn here.
func drawnAlone(t *testing.T, rows ...string) *caseFolder {
	t.Helper()
	c := drawnHere(t, false, rows...)
	c.check(os.Remove("actionplan.yaml"))
	return c
}

// found runs check on a day, and gives what it found, as "rule ref" in its order.
func (c *caseFolder) found(day string, flags ...string) []string {
	c.t.Helper()
	var out, problems bytes.Buffer
	run(context.Background(), append([]string{"check", "plan.xlsx", "--json", "--today", day}, flags...), strings.NewReader(""), &out, &problems)
	var report struct {
		Findings []struct{ Rule, Ref string }
	}
	if err := json.Unmarshal(out.Bytes(), &report); err != nil {
		c.t.Fatalf("%v:\n%s%s", err, out.String(), problems.String())
	}
	var found []string
	for _, f := range report.Findings {
		found = append(found, strings.TrimSpace(f.Rule+" "+f.Ref))
	}
	return found
}

// finds asks for a rule's findings, by refs in their order.
func (c *caseFolder) finds(day, rule string, refs ...string) {
	c.t.Helper()
	var got []string
	for _, f := range c.found(day, "--only", rule) {
		got = append(got, strings.TrimSpace(strings.TrimPrefix(f, rule)))
	}
	if strings.Join(got, " ") != strings.Join(refs, " ") {
		c.t.Errorf("on %s %s is found for %q, want %q", day, rule, got, refs)
	}
}

// value is what read --json says of a cell.
func (c *caseFolder) value(ref, field string) (kind, text, precision string) {
	c.t.Helper()
	_, members := c.json("read", "plan.xlsx")
	var actions []struct {
		Ref    string
		Values map[string]struct{ Kind, Text, Precision string }
	}
	c.check(json.Unmarshal(members["actions"], &actions))
	for _, a := range actions {
		if a.Ref == ref {
			v := a.Values[field]
			return v.Kind, v.Text, v.Precision
		}
	}
	c.t.Fatalf("there is no action %s", ref)
	return "", "", ""
}

// reads asks for what cells of one field are read as: "1.1 date 2026-03-31 month".
func (c *caseFolder) reads(field string, lines ...string) {
	c.t.Helper()
	for _, line := range lines {
		ref, want, _ := strings.Cut(line, " ")
		kind, text, precision := c.value(ref, field)
		if got := strings.TrimSpace(strings.Join([]string{kind, text, precision}, " ")); got != want {
			c.t.Errorf("%s %s is read as %q, want %q", ref, field, got, want)
		}
	}
}

// shows has a cell hold a day, in a format.
func (c *caseFolder) shows(file, cell, format string, day time.Time) {
	c.t.Helper()
	c.edit(file, func(f *excelize.File, sheet string) {
		style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
		c.check(err)
		c.check(f.SetCellValue(sheet, cell, day.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours()/24))
		c.check(f.SetCellStyle(sheet, cell, cell, style))
	})
}

func on(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// --- 01, 24: months ---------------------------------------------------------

func TestCase01Months(t *testing.T) {
	caseBothWays(t, func(t *testing.T, mirrored bool) {
		c := fromCase(t, "01-month-as-excel-keeps-it", mirrored)
		c.ends(exitDone, "begin")
		c.differsInNothing()
		c.finds("2025-12-15", "overdue")
		c.finds("2025-12-31", "overdue")
		c.finds("2026-01-01", "overdue", "1.1")
		c.finds("2026-02-01", "overdue", "1.1", "2.1")
		c.reads("due", "1.1 date 2025-12-31 month", "1.2 date 2026-04-30 month", "1.3 vague 2026")
	})
}

// atAMonth has both sides say a month in 1.1, each in its way, and agree on it.
func atAMonth(t *testing.T, mirrored bool, mine, theirs func(c *caseFolder, file string)) *caseFolder {
	t.Helper()
	c := drawnHere(t, mirrored, sixActions...)
	mine(c, c.troubled)
	theirs(c, c.other)
	c.ends(exitDone, "begin")
	return c
}

// agreed has the ledger say that something else was agreed, as another build would
// have kept it.
func (c *caseFolder) agreed(is *regexp.Regexp, was string) {
	c.t.Helper()
	parts := strings.SplitN(c.bytes("ledger/base.txt"), "\n", 3)
	lines := is.ReplaceAllString(parts[2], was)
	if !is.MatchString(parts[2]) {
		c.t.Fatalf("the ledger has no %s:\n%s", is, parts[2])
	}
	sum := sha256.Sum256([]byte(lines))
	c.check(os.WriteFile("ledger/base.txt", []byte(parts[0]+"\nsha256 "+hex.EncodeToString(sum[:])+"\n"+lines), 0o644))
}

func monthCell(c *caseFolder, file string)  { c.shows(file, "D2", "mmm-yy", on(2026, 3, 1)) }
func monthTyped(c *caseFolder, file string) { c.types(file, "D2", "Mar-26") }
func firstDay(c *caseFolder, file string)   { c.shows(file, "D2", "dd/mm/yyyy", on(2026, 3, 1)) }
func lastDay(c *caseFolder, file string)    { c.shows(file, "D2", "dd/mm/yyyy", on(2026, 3, 31)) }

func TestCase01MoreOfItsKind(t *testing.T) {
	t.Run("a ledger of the build before asks nothing", func(t *testing.T) {
		// What each side says, and what the build before agreed on: the day that
		// the cell held, or the last of the month that was typed.
		for name, was := range map[string]struct {
			mine, theirs func(*caseFolder, string)
			agreed       string
		}{
			"cells of months":             {monthCell, monthCell, "2026-03-01"},
			"typed":                       {monthTyped, monthTyped, "2026-03-31"},
			"a cell, crossed as its day":  {monthCell, firstDay, "2026-03-01"},
			"typed, crossed as its day":   {monthTyped, lastDay, "2026-03-31"},
			"its first day, in one typed": {firstDay, monthCell, "2026-03-01"},
		} {
			t.Run(name, func(t *testing.T) {
				caseBothWays(t, func(t *testing.T, mirrored bool) {
					c := drawnHere(t, mirrored, sixActions...)
					was.mine(c, "plan.xlsx")
					was.mine(c, "partner.xlsx")
					c.ends(exitDone, "begin")
					was.mine(c, c.troubled)
					was.theirs(c, c.other)
					c.agreed(regexp.MustCompile(`due date: 2026-03-(01|31)( month)?\n`), "due date: "+was.agreed+"\n")
					c.differsInNothing()
				})
			})
		}
	})
	t.Run("the same month in two ways", func(t *testing.T) {
		caseBothWays(t, func(t *testing.T, mirrored bool) {
			for _, theirs := range []func(*caseFolder, string){monthTyped, lastDay, func(c *caseFolder, file string) { c.types(file, "D2", "by end March 2026") }} {
				c := atAMonth(t, mirrored, monthCell, theirs)
				c.differsInNothing()
			}
		})
	})
	t.Run("its first day is another date", func(t *testing.T) {
		caseBothWays(t, func(t *testing.T, mirrored bool) {
			c := atAMonth(t, mirrored, monthCell, firstDay)
			c.words(c.ends(exitWaiting, "preview"), "1.1", "due")
		})
	})
	t.Run("a month crosses as one", func(t *testing.T) {
		caseBothWays(t, func(t *testing.T, mirrored bool) {
			c := drawnHere(t, mirrored, sixActions...)
			c.shows(c.other, "D3", "dd/mm/yyyy", on(2026, 4, 30))
			c.shows(c.other, "D4", "mmm-yy", on(2026, 5, 1))
			c.types(c.troubled, "D4", "May 2026")
			c.ends(exitDone, "begin")
			c.shows(c.troubled, "D3", "mmm-yy", on(2026, 7, 1))
			c.types(c.troubled, "D4", "August 2026")
			c.words(c.ends(exitDone, "preview"), "July 2026", "Aug-26")
			c.ends(exitDone, "apply")
			c.wants(c.other, "D3", "July 2026")
			c.wants(c.other, "D4", "Aug-26")
			c.differsInNothing()
			c.ends(exitDone, "undo")
			c.wants(c.other, "D4", "May-26")
		})
	})
	t.Run("a day does not hide behind a month's format", func(t *testing.T) {
		caseBothWays(t, func(t *testing.T, mirrored bool) {
			c := drawnHere(t, mirrored, sixActions...)
			monthCell(c, c.other)
			c.types(c.troubled, "D2", "March 2026")
			c.ends(exitDone, "begin")
			c.types(c.troubled, "D2", "01/06/2026")
			c.ends(exitDone, "apply")
			c.wants(c.other, "D2", "06-01-26") // as excelize shows Excel's own short date
			c.differsInNothing()
		})
	})
	t.Run("another day than the first is that day", func(t *testing.T) {
		c := drawnAlone(t, sixActions...)
		c.shows("plan.xlsx", "D2", "mmm-yy", on(2026, 3, 17))
		c.shows("plan.xlsx", "D3", "dd/mm/yyyy", on(2026, 3, 1))
		c.reads("due", "1.1 date 2026-03-17", "1.2 date 2026-03-01")
		c.words(c.ends(exitDone, "read", "plan.xlsx"), "row 2 shows a month and its cell holds a day: I took that day")
	})
}

func TestCase24Months(t *testing.T) {
	c := planOf(t, "24-a-month-as-a-start-or-a-closing-date/plan.xlsx")
	if found := c.found("2026-02-16", "--skip", "measure-blank,rag-undefined"); len(found) > 0 { // which are about no date
		t.Errorf("found %q, and all four are in order", found)
	}
}

func TestCase24MoreOfItsKind(t *testing.T) {
	rows := []string{
		"Ref|Action|Lead|Start date|Due date|Status|Date completed",
		"1.1|Publish a new threshold guide for schools|Service Manager|March 2026|15/03/2026|In progress|",
		"1.2|Review the out-of-hours rota|Team Manager|Jan 2026 - March 2026|Feb 2026|In progress|",
		"1.3|Hold a weekly audit of contacts|Quality Lead|06/02/2026|30/06/2026|Complete|Feb-26",
		"1.4|Offer every care leaver an adviser|Head of Leaving Care|01/12/2025|30/06/2026|Complete|March 2026",
		"1.5|Write a local housing offer with districts|Housing Lead|w/c 2 March 2026|w/c 2 March 2026|In progress|",
	}
	c := drawnAlone(t, rows...)
	c.shows("plan.xlsx", "D4", "mmmm yyyy", on(2026, 2, 1))
	c.reads("start", "1.1 date 2026-03-01 month", "1.2 date 2026-01-01 month", "1.3 date 2026-02-01 month", "1.5 date 2026-03-02")
	c.reads("due", "1.2 date 2026-02-28 month", "1.5 date 2026-03-06")
	c.reads("closed", "1.3 date 2026-02-28 month", "1.4 date 2026-03-31 month")
	c.finds("2026-02-16", "date-impossible", "1.4") // March has not begun
	c.finds("2026-03-01", "date-impossible")
	c.finds("2026-02-28", "overdue")
	c.finds("2026-03-01", "overdue", "1.2")
}

// --- 04: dates that lost their format ----------------------------------------

func TestCase04LostFormats(t *testing.T) {
	caseBothWays(t, func(t *testing.T, mirrored bool) {
		c := fromCase(t, "04-dates-that-lost-their-format", mirrored)
		c.ends(exitDone, "begin")
		c.copyIn(caseFile(t, "04-dates-that-lost-their-format/after/partner.xlsx"), c.other)
		c.differsInNothing()
	})
}

func TestCase04MoreOfItsKind(t *testing.T) {
	caseBothWays(t, func(t *testing.T, mirrored bool) {
		c := drawnHere(t, mirrored, sixActions...)
		c.ends(exitDone, "begin")
		c.types(c.other, "D2", "46112")                    // 31/03/2026
		c.shows(c.other, "D3", "General", on(2026, 4, 30)) // as a number
		c.types(c.other, "D4", "46157")                    // 15/05/2026 was 46157
		c.differsInNothing()
		c.types(c.other, "D2", "46500") // another day
		c.words(c.ends(exitWaiting, "apply"), "46500", "23 April 2027", "lost its format")
		c.wants(c.troubled, "D2", "31/03/2026")
	})
	t.Run("read alone", func(t *testing.T) {
		c := drawnAlone(t, sixActions...)
		c.types("plan.xlsx", "D2", "46112")
		c.types("plan.xlsx", "D3", "120")
		c.reads("due", "1.1 date 2026-03-31", "1.2 text 120")
		c.finds("2026-04-10", "overdue", "1.1")
	})
}

// --- 07, 08, 08b: how far an action has got ----------------------------------

// statusPlan is a plan whose due dates have all passed, with a status a row.
func statusPlan(t *testing.T, heading string, statuses ...string) *caseFolder {
	t.Helper()
	rows := []string{"Ref|Action|Lead|Due date|" + heading}
	for i, status := range statuses {
		rows = append(rows, fmt.Sprintf("%d|%s|Head of Service|30/11/2025|%s", i+1, sentences[i], status))
	}
	return drawnAlone(t, rows...)
}

var sentences = []string{
	"Publish a new threshold guide for schools", "Review the out-of-hours rota", "Hold a weekly audit of contacts", "Offer every care leaver an adviser",
	"Write a local housing offer with districts", "Set up a forum of care leavers", "Train all managers in supervision", "Agree the escalation policy with health", "Close the gap in pathway plans", "Relaunch the neglect tool",
}

func TestCase07Ticks(t *testing.T) {
	c := planOf(t, "07-done-yes-no-tick/plan.xlsx")
	c.finds("2026-02-16", "overdue", "5", "8", "9", "10", "11")
	c.finds("2026-02-16", "status-unknown", "5")
	c.words(c.ends(exitDone, "read", "plan.xlsx"), `says "x"`, "statuses:")
}

func TestCase07MoreOfItsKind(t *testing.T) {
	statusPlan(t, "Done?", "✔ Mar", "yes - see minutes", "No", "✘", "Yes, in part", "Not yet", "✅").finds("2026-02-16", "overdue", "3", "4", "5", "6")
	statusPlan(t, "Action completed", "Y", "N", "1", "0", "☑", "☐").finds("2026-02-16", "overdue", "2", "4", "6")
	statusPlan(t, "Complete (Yes / No)", "YES", "Completed", "no", "TBC").finds("2026-02-16", "overdue", "3", "4")
	// Not ticked is not done, whatever date stands beside it.
	drawnAlone(t, "Ref|Action|Lead|Due date|Done?|Date completed", "1|"+sentences[0]+"|Head of Service|30/11/2025||01/12/2025", "2|"+sentences[1]+"|Head of Service|30/11/2025|Y|01/12/2025").finds("2026-02-16", "overdue", "1")
	// A heading that asks nothing has no answers: a yes is a word to be given a meaning.
	c := statusPlan(t, "Status", "Yes", "Complete", "✓")
	c.finds("2026-02-16", "overdue", "1", "3")
	c.finds("2026-02-16", "status-unknown", "1", "3")
}

func TestCase08InPart(t *testing.T) {
	c := planOf(t, "08-done-in-part-or-not-at-all/plan.xlsx")
	c.finds("2026-02-16", "closed-without-evidence")
	c.finds("2026-02-16", "status-unknown")
	statusPlan(t, "Status", "Complete - part 2 outstanding", "Completed in principle subject to Cabinet", "Done, but reopened", "Will be complete by 31/03/2026", "Complete").finds("2026-02-16", "overdue", "1", "2", "3", "4")
	statusPlan(t, "Status", "Superseded by 3.1", "Merged with 2.2", "Moved to BAU plan", "Not delivered", "Withdrawn", "Deferred to 2027").finds("2026-02-16", "overdue", "6")
}

func TestCase08bWordsNobodyKnows(t *testing.T) {
	c := planOf(t, "08b-status-words-nobody-knows/plan.xlsx")
	c.finds("2026-02-16", "status-unknown", "1", "2", "8", "9") // 9 is N/A: nothing to do, or nothing said
	c.words(c.ends(exitDone, "read", "plan.xlsx"), "BAU", "Embedded", `- {word: "Embedded", means: open}`)
	c.ends(exitDone, "init", "plan.xlsx")
	c.words(c.bytes("actionplan.yaml"), `#   - {word: "Embedded", means: open}`, "# statuses:")
	for means, overdue := range map[string][]string{"open": {"9", "10"}, "cancelled": {"10"}} {
		c.check(os.WriteFile("actionplan.yaml", []byte("statuses:\n  - {word: embedded, means: complete}\n  - {word: BAU, means: closed}\n  - {word: \"Complet\", means: complete}\n  - {word: not applicable, means: "+means+"}\n"), 0o644))
		c.finds("2026-02-16", "status-unknown")
		c.finds("2026-02-16", "overdue", overdue...)
	}
}

func TestCase08bMoreOfItsKind(t *testing.T) {
	c := statusPlan(t, "Status", "Embedded", "embedded ", "Sustained", "With Legal", "Stage 3", "In progress", "EMBEDDED")
	c.finds("2026-02-16", "status-unknown", "1", "3", "4", "5")
	c.words(c.ends(exitDone, "check", "plan.xlsx"), `"Embedded" is no status that is known; 3 actions say it (1, 2, 7)`)
	c.check(os.WriteFile("actionplan.yaml", []byte("statuses:\n  - {word: Embedded, means: complete}\n  - {word: Stage 3, means: cancelled}\n"), 0o644))
	c.finds("2026-02-16", "status-unknown", "3", "4")
	c.finds("2026-02-16", "overdue", "3", "4", "6")
	// The council's words hold where the plan is agreed with partners too, also while a
	// question about the cell is open.
	both := drawnHere(t, false, append(sixActions, "2.4|Visit every new home|Housing Lead|12/12/2025|Embedded|Visits made")...)
	settings := both.bytes("actionplan.yaml")
	both.check(os.WriteFile("actionplan.yaml", []byte(settings+"statuses:\n  - {word: Embedded, means: complete}\n"), 0o644))
	both.ends(exitDone, "begin")
	both.finds("2026-02-16", "overdue")
	both.types("plan.xlsx", "E8", "In progress")
	both.types("partner.xlsx", "E8", "Not started")
	both.ends(exitWaiting, "preview")
	both.finds("2026-02-16", "overdue")
	if refs := both.found("2026-02-16", "--only", "status-unknown"); len(refs) > 0 {
		t.Errorf("the settings say what it means, and %q is found", refs)
	}
}

// --- 09, 10, 21: what else a date's cell says ----------------------------------

// duePlan is a plan with a due date a row.
func duePlan(t *testing.T, dues ...string) *caseFolder {
	t.Helper()
	rows := []string{"Ref|Action|Lead|Start date|Due date|Status"}
	for i, due := range dues {
		start, end, both := strings.Cut(due, "|")
		if !both {
			start, end = "", due
		}
		rows = append(rows, fmt.Sprintf("%d|%s|Head of Service|%s|%s|In progress", i+1, sentences[i], start, end))
	}
	return drawnAlone(t, rows...)
}

func TestCase09AnotherDate(t *testing.T) {
	planOf(t, "09-another-date-in-the-due-cell/plan.xlsx").finds("2026-04-10", "overdue", "1", "2", "3", "4", "5", "6", "7")
	c := duePlan(t, "31/03/2026 (next review 30/09/2026)", "Agreed at Board 12/01/2026: 31/03/2026", "31/03/2026 revised to 30/09/2026", "was 31/03/2026, now 30/06/2026", "31/03/2026 30/09/2026", "31/03/2026\nrevised 30/06/2026")
	c.reads("due", "1 date 2026-03-31", "2 date 2026-03-31", "3 date 2026-09-30", "4 date 2026-06-30", "5 date 2026-03-31", "6 date 2026-06-30")
	c.finds("2026-02-16", "date-unclear", "5")
	all, _ := c.json("read", "plan.xlsx")
	c.words(all, `"earlier"`)
	c.words(c.ends(exitDone, "read", "plan.xlsx"), "row 6 has several dates, and nothing says which is meant")
}

func TestCase10Slips(t *testing.T) {
	c := planOf(t, "10-slips-in-a-typed-date/plan.xlsx")
	c.reads("due", "1 date 2026-03-15", "2 date 2026-03-15", "3 date 2026-03-15", "4 text 1 5/03/2026", "5 date 2026-03-15")
	duePlan(t, "1O/04/2026", "10.04/2026", "l5/04/2026", "10/04/2026/11", "31//02/2026").reads("due", "1 date 2026-04-10", "2 date 2026-04-10", "3 date 2026-04-15", "4 vague 10/04/2026/11", "5 text 31//02/2026")
}

// TestDatesExchanged: a date that fits its row and its column only with its day and
// month exchanged is read as it was, and said.
func TestDatesExchanged(t *testing.T) {
	rows := []string{"01/06/2026|30/06/2026", "01/07/2026|31/08/2026", "01/06/2026|15/09/2026", "01/09/2026|30/11/2026", "01/09/2026|10/02/2026"}
	c := duePlan(t, append(rows, "15/08/2026|20/11/2026")...)
	c.reads("due", "5 date 2026-02-10")
	c.words(c.ends(exitDone, "read", "plan.xlsx"), `row 6 says "10/02/2026", read as 10 February 2026: it fits neither the row nor the column (E), and 2 October 2026 would fit both`)
	c.finds("2026-02-16", "date-ambiguous", "5")
	// In range, or in order, or no better exchanged: nothing is said.
	for _, near := range []string{"01/09/2026|10/12/2026", "01/01/2026|10/02/2026", "01/12/2026|05/04/2026"} {
		c := duePlan(t, append(append([]string{}, rows[:4]...), near)...)
		if said := c.ends(exitDone, "read", "plan.xlsx"); strings.Contains(said, "would fit both") {
			t.Errorf("%s is doubted:\n%s", near, said)
		}
	}
}

func TestCase21Weeks(t *testing.T) {
	c := planOf(t, "21-week-beginning/plan.xlsx")
	c.finds("2026-03-06", "overdue")
	c.finds("2026-03-07", "overdue", "1", "2", "3", "4", "5")
	c.finds("2026-03-07", "due-vague", "6", "7")
	duePlan(t, "w/c 2 March 2026|w/e 6 March 2026", "W/B 02/03/2026|Week commencing Monday 2nd March 2026", "|w/c 2 March").reads("due", "1 date 2026-03-06", "2 date 2026-03-06", "3 vague w/c 2 march")
	// Words of the council's own are read by the settings.
	c = duePlan(t, "Autumn term 2026", "Q3 2026/27", "by autumn term 2026", "Autumn term 2027")
	c.check(os.WriteFile("actionplan.yaml", []byte("dates:\n  - {words: Autumn term 2026, date: 2026-12-18}\n  - {words: Q3 2026/27, date: 2026-12-31}\n"), 0o644))
	c.reads("due", "1 date 2026-12-18", "2 date 2026-12-31", "3 date 2026-12-18", "4 vague autumn term 2027")
}

// --- 14, 35: ratings -------------------------------------------------------------

func TestCase14ColourOfTheRow(t *testing.T) {
	c := planOf(t, "14-rating-by-the-colour-of-the-row/plan.xlsx")
	c.words(c.ends(exitDone, "read", "plan.xlsx"), "the cells of column G", "no column holds ratings", "rating-from: row colour")
	if kind, _, _ := c.value("1.1", "rag"); kind != "" {
		t.Errorf("nobody said that colours are ratings, and one is read as a %s", kind)
	}
	c.check(os.WriteFile("actionplan.yaml", []byte("rating-from: row colour\n"), 0o644))
	c.reads("rag", "1.1 rating amber", "1.2 rating red", "1.3 rating green", "2.3 rating blue")
	c.words(c.ends(exitDone, "read", "plan.xlsx"), "are rated by the colour")
}

// fills colours cells of the first sheet.
func (c *caseFolder) fills(colour string, cells ...string) {
	c.t.Helper()
	c.edit("plan.xlsx", func(f *excelize.File, sheet string) {
		style, err := f.NewStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}}) //nolint:misspell // its own spelling
		c.check(err)
		for _, cell := range cells {
			c.check(f.SetCellStyle(sheet, cell, cell, style))
		}
	})
}

func TestCase14MoreOfItsKind(t *testing.T) {
	t.Run("whole rows", func(t *testing.T) {
		c := drawnAlone(t, sixActions...)
		c.fills("FF0000", "A2", "B2", "C2", "D2", "E2", "F2")
		c.fills("FFC000", "A3", "B3", "C3", "D3", "E3", "F3")
		c.fills("00B050", "A4", "B4", "C4", "D4", "E4", "F4")
		c.words(c.ends(exitDone, "read", "plan.xlsx"), "rating-from: row colour")
		c.check(os.WriteFile("actionplan.yaml", []byte("rating-from: row colour\nratings:\n  - {name: Behind, kind: at risk, colours: FFC000}\n"), 0o644))
		c.reads("rag", "1.1 rating red", "1.2 rating amber", "1.3 rating green", "2.1 ")
		all, _ := c.json("read", "plan.xlsx")
		c.words(all, `"step": "Behind"`)
	})
	t.Run("one colour is layout", func(t *testing.T) {
		c := drawnAlone(t, sixActions...)
		c.fills("00B050", "A2", "B2", "C2", "D2", "E2", "A4", "B4", "C4", "D4", "E4", "A6", "B6", "C6", "D6", "E6")
		if said := c.ends(exitDone, "read", "plan.xlsx"); strings.Contains(said, "rating-from") {
			t.Errorf("bands of one colour are taken for ratings:\n%s", said)
		}
	})
	t.Run("one cell of a row is none", func(t *testing.T) {
		c := drawnAlone(t, sixActions...)
		c.fills("FF0000", "B2")
		c.fills("00B050", "B3", "B4")
		if said := c.ends(exitDone, "read", "plan.xlsx"); strings.Contains(said, "rating-from") {
			t.Errorf("single cells are taken for ratings:\n%s", said)
		}
	})
}

func TestCase35Scale(t *testing.T) {
	c := planOf(t, "35-ratings-of-the-councils-own/brag.xlsx")
	c.finds("2026-02-16", "rating-unknown", "1.1", "1.6", "1.8", "1.10", "1.12")
	c.words(c.ends(exitDone, "read", "plan.xlsx"), `"Amber E", which is no rating that is known`, `- {words: "Amber E", means: amber}`)
	c.ends(exitDone, "init", "plan.xlsx")
	c.words(c.bytes("actionplan.yaml"), `#   - {words: "Amber/Green", means: amber}`)
	c.check(os.WriteFile("actionplan.yaml", []byte(`ratings:
  - {name: "Amber E", kind: evidence awaited, says: "Done; the evidence is awaited", sign: "◐"}
  - {words: ["Amber/Green", "Purple"], means: amber}
  - {name: "On hold", kind: paused}
`), 0o644))
	c.finds("2026-02-16", "rating-unknown", "1.12")
	c.reads("rag", "1.1 rating amber", "1.6 rating amber", "1.10 rating not started")
	all, _ := c.json("read", "plan.xlsx")
	c.words(all, `"step": "Amber E"`, `"step": "On hold"`)
}

func TestCase35MoreOfItsKind(t *testing.T) {
	rows := []string{"Ref|Action|Lead|Due date|BRAG"}
	for i, word := range []string{"BRAG: Green", "RAG = A", "Green (was Amber)", "✅", "Amber to Green", "🔴", "Green, previously Red"} {
		rows = append(rows, fmt.Sprintf("%d|%s|Head of Service|30/11/2026|%s", i+1, sentences[i], word))
	}
	c := drawnAlone(t, rows...)
	c.reads("rag", "1 rating green", "2 rating amber", "3 rating green", "4 text ✅", "5 text Amber to Green", "6 rating red", "7 rating green")
	c.finds("2026-02-16", "rating-unknown", "4", "5")
}

// --- 17, 25: differences nobody made, and words for nothing -----------------------

func TestCase17Nobodys(t *testing.T) {
	caseBothWays(t, func(t *testing.T, mirrored bool) {
		c := fromCase(t, "17-differences-nobody-made", mirrored)
		plan, partner := c.bytes("plan.xlsx"), c.bytes("partner.xlsx")
		c.ends(exitDone, "begin")
		_, members := c.json("preview")
		var questions []struct{ Ref, Field string }
		c.check(json.Unmarshal(members["questions"], &questions))
		// Other words are a difference that somebody made.
		if got := fmt.Sprint(questions); got != "[{2.2 status} {2.3 status}]" {
			t.Errorf("asked about %s", got)
		}
		c.runs("apply")
		if c.bytes("plan.xlsx") != plan || c.bytes("partner.xlsx") != partner {
			t.Error("nobody made a difference, and something was written")
		}
	})
}

func TestCase17MoreOfItsKind(t *testing.T) {
	caseBothWays(t, func(t *testing.T, mirrored bool) {
		c := drawnHere(t, mirrored, sixActions...)
		c.types(c.troubled, "F2", `Waiting for the "final" text - heads' draft...`)
		c.types(c.other, "F2", "Waiting for the “final” text – heads’ draft…")
		c.types(c.other, "E2", "IN-PROGRESS")
		c.types(c.other, "F4", "Two\u00a0audits held")
		c.ends(exitDone, "begin")
		c.differsInNothing()
		// What somebody then writes crosses, and goes over the other spelling.
		c.types(c.troubled, "E2", "Complete")
		c.types(c.troubled, "F2", "The final text is out")
		c.ends(exitDone, "apply")
		c.wants(c.other, "E2", "Complete")
		c.wants(c.other, "F2", "The final text is out")
		c.differsInNothing()
		c.ends(exitDone, "undo")
		c.wants(c.other, "E2", "IN-PROGRESS")
		c.wants(c.other, "F2", "Waiting for the “final” text – heads’ draft…")
		// A capital in a sentence, and another word, are somebody's.
		c.types(c.troubled, "F3", "rota drawn up")
		c.words(c.ends(exitDone, "preview"), "rota drawn up")
	})
}

func TestCase25Nothing(t *testing.T) {
	c := planOf(t, "25-no-evidence-said-in-words/plan.xlsx")
	c.finds("2026-02-16", "closed-without-evidence", "1", "2", "3", "4", "5", "6")
	c.words(c.ends(exitDone, "read", "plan.xlsx"), "rows 4-6 have ditto marks")
}

func TestCase25MoreOfItsKind(t *testing.T) {
	rows := []string{"Ref|Action|Outcome|Lead|Due date|Status|Date completed|Evidence"}
	for i, said := range [][2]string{{"Children are seen sooner", "."}, {`"`, "0"}, {"ditto", "see above"}, {"None", "Audit report, May"}, {"No child waits for a visit", "Nil return to the DfE, May 2026"}, {"tbc", "None of the 20 cases sampled was late"}, {"〃", "To follow"}} {
		rows = append(rows, fmt.Sprintf(`%d|%s|%s|%s|30/11/2026|Complete|01/02/2026|%s`, i+1, sentences[i], said[0], "Head of Service", said[1]))
	}
	c := drawnAlone(t, rows...)
	c.finds("2026-02-16", "closed-without-evidence", "1", "2", "3", "7")
	c.finds("2026-02-16", "outcome-blank", "4", "6", "7") // the ditto of what says nothing says nothing
	c.reads("outcome", "2 text Children are seen sooner", "3 text Children are seen sooner", "5 text No child waits for a visit")
	// Where the mark stands is where an edit goes: what is kept is as it was typed.
	both := drawnHere(t, false, append(append([]string{}, sixActions...), `2.4|Visit every new home|"|12/12/2026|In progress|ditto`)...)
	both.ends(exitDone, "begin")
	both.differsInNothing()
	both.words(both.bytes("ledger/base.txt"), `ditto`)
}
