package main

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// twoTabs is a folder in which both sides have a plan of two sheets, agreed.
func twoTabs(t *testing.T, mirrored bool) *caseFolder {
	t.Helper()
	c := drawnHere(t, mirrored, sixActions...)
	for _, file := range []string{"plan.xlsx", "partner.xlsx"} {
		c.edit(file, func(f *excelize.File, _ string) {
			_, err := f.NewSheet("Learning")
			c.check(err)
		})
		c.lays(file, "A1:Ref", "B1:Action", "C1:Status", "D1:Date closed", "E1:Progress update",
			"A2:L1", "B2:Audit ten files", "C2:In progress", "E2:Five audited",
			"A3:L2", "B3:Brief front door staff", "C3:Not started", "E3:One briefing held")
	}
	settings, err := os.ReadFile("actionplan.yaml")
	c.check(err)
	c.check(os.WriteFile("actionplan.yaml", []byte(strings.Replace(string(settings), "progress]", "progress, closed]", 1)), 0o644))
	c.ends(exitDone, "begin")
	return c
}

// lays types texts into cells of the second sheet, "C1:Status" each.
func (c *caseFolder) lays(file string, cells ...string) {
	c.t.Helper()
	c.edit(file, func(f *excelize.File, _ string) {
		for _, cell := range cells {
			at, text, _ := strings.Cut(cell, ":")
			if text == "" {
				c.check(f.SetCellValue("Learning", at, nil))
				continue
			}
			c.check(f.SetCellStr("Learning", at, text))
		}
	})
}

// learning is what a cell of the second sheet says.
func (c *caseFolder) learning(file, cell string) string {
	c.t.Helper()
	f, err := excelize.OpenFile(file)
	c.check(err)
	defer f.Close()
	text, err := f.GetCellValue("Learning", cell)
	c.check(err)
	return text
}

// writesNothing asks that an apply ends so and leaves both workbooks and what
// was agreed alone.
func (c *caseFolder) writesNothing(code int) {
	c.t.Helper()
	plan, partner, base := c.bytes("plan.xlsx"), c.bytes("partner.xlsx"), c.bytes("ledger/base.txt")
	c.ends(code, "apply")
	if c.bytes("plan.xlsx") != plan || c.bytes("partner.xlsx") != partner || c.bytes("ledger/base.txt") != base {
		c.t.Error("something was written")
	}
}

// TestTabLosesAHeading renames a heading, and clears one, in one of two sheets:
// what belongs to it waits on both sides, and crosses once the heading is back.
func TestTabLosesAHeading(t *testing.T) {
	for _, heading := range []string{"How far along", ""} {
		caseBothWays(t, func(t *testing.T, mirrored bool) {
			c := twoTabs(t, mirrored)
			c.lays(c.troubled, "C1:"+heading, "D2:16/10/2026", "E2:All audited")
			c.lays(c.other, "C3:Complete", "D3:17/10/2026")
			c.types(c.other, "F2", "Guide printed")
			for _, verb := range []string{"preview", "apply"} {
				c.words(c.ends(exitWaiting, verb), "status is no longer in the table Learning (agreed 16 February 2026); its cells wait there")
			}
			c.words(c.ends(exitWaiting, "preview"), "status is no longer in the table Learning; its cells wait", "date closed", "it waits until that is settled")
			status, _ := c.runs("status")
			c.words(status, "status is no longer in the table Learning")
			if c.says(c.troubled, "F2") != "Guide printed" || c.learning(c.other, "E2") != "All audited" {
				t.Error("what has nothing to do with it was not written")
			}
			if c.learning(c.other, "D2") != "" || c.learning(c.troubled, "D3") != "" || c.learning(c.troubled, "C3") != "Not started" {
				t.Error("a date closed crossed without its status")
			}
			c.writesNothing(exitWaiting)

			c.lays(c.troubled, "C1:Status")
			c.ends(exitDone, "apply")
			if c.learning(c.other, "D2") != "16/10/2026" || c.learning(c.troubled, "D3") != "17/10/2026" || c.learning(c.troubled, "C3") != "Complete" {
				t.Errorf("the heading is back: %q, %q, %q", c.learning(c.other, "D2"), c.learning(c.troubled, "D3"), c.learning(c.troubled, "C3"))
			}
			c.differsInNothing()
		})
	}
}

// TestTabHeadingAnswered answers for a column that is gone from one of two sheets:
// it comes back there, and not in the first sheet.
func TestTabHeadingAnswered(t *testing.T) {
	caseBothWays(t, func(t *testing.T, mirrored bool) {
		c := twoTabs(t, mirrored)
		c.lays(c.troubled, "C1:How far along")
		c.lays(c.other, "C3:Complete")
		_, members := c.json("preview")
		var questions []struct{ Kind, Field, Table, Why string }
		c.check(json.Unmarshal(members["questions"], &questions))
		if len(questions) != 1 || questions[0].Kind != "column" || questions[0].Field != "status" || questions[0].Table != "Learning" {
			t.Fatalf("preview --json asks %+v", questions)
		}
		c.ends(exitWaiting, "preview")
		c.answers("status in the table Learning", "Bring back")
		c.words(c.ends(exitDone, "preview"), `"Status"`)
		c.runs("apply")
		if got := c.learning(c.troubled, "F1"); got != "Status" {
			t.Fatalf("F1 of Learning says %q", got)
		}
		if slices.Contains([]string{c.says(c.troubled, "G1"), c.says(c.troubled, "H1")}, "Status") {
			t.Error("the heading was put into the first sheet")
		}
		c.ends(exitDone, "apply")
		if c.learning(c.troubled, "F2") != "In progress" || c.learning(c.troubled, "F3") != "Complete" || c.learning(c.other, "C2") != "In progress" {
			t.Errorf("the column is filled with %q and %q", c.learning(c.troubled, "F2"), c.learning(c.troubled, "F3"))
		}
	})
}

// TestTabHeadingTold brings a column back to one of two sheets: before, it is said
// that its texts follow, after, nobody is said to have moved them, the log tells it
// once, and undo names the column of that sheet.
func TestTabHeadingTold(t *testing.T) {
	caseBothWays(t, func(t *testing.T, mirrored bool) {
		c := twoTabs(t, mirrored)
		c.lays(c.troubled, "E1:")
		c.ends(exitWaiting, "preview")
		c.answers("progress in the table Learning", "Bring back")
		words := c.ends(exitDone, "preview")
		c.words(words, `"Progress update", in the table Learning`, "follow with the apply after that")
		if strings.Contains(words, "Both sides say what was last agreed") {
			t.Error("a side that lacks a column is said to say what was agreed")
		}
		c.ends(exitDone, "apply")
		c.words(c.ends(exitDone, "preview"), "2 cells differ: 2 to fill in a column that is back.")
		c.words(c.ends(exitDone, "status"), "..  L1     progress")
		for _, act := range []string{"apply", "apply"} {
			c.ends(exitDone, act)
			if told := strings.Count(c.ends(exitDone, "log"), "progress: brought back to "); told != 1 {
				t.Errorf("the log tells of it %d times", told)
			}
		}
		c.words(c.ends(exitDone, "log"), "decided by Director: agreed by telephone")
	})
	caseBothWays(t, func(t *testing.T, mirrored bool) {
		c := twoTabs(t, mirrored)
		c.lays(c.troubled, "E1:")
		c.ends(exitWaiting, "preview")
		c.answers("progress in the table Learning", "Bring back")
		c.ends(exitDone, "apply")
		c.words(c.ends(exitDone, "undo"), `Stays: the column "Progress update" in the table Learning (column F), which apply added to`)

		c = twoTabs(t, mirrored)
		c.edit(c.troubled, func(f *excelize.File, sheet string) { c.check(f.SetCellValue(sheet, "F1", nil)) })
		c.ends(exitDone, "decide", "--column", "progress", "bring back", "--by", "Director", "--why", "still wanted")
		c.ends(exitDone, "apply")
		c.words(c.ends(exitDone, "undo"), " (column G), which apply added to")
	})
}

// TestGoneColumnIsDecided answers by command for a column that is gone: from the
// whole side, from one table, and from two, where it has to be said which.
func TestGoneColumnIsDecided(t *testing.T) {
	by := []string{"--by", "Director", "--why", "agreed by telephone"}
	decide := func(words ...string) []string { return append(append([]string{"decide"}, words...), by...) }
	caseBothWays(t, func(t *testing.T, mirrored bool) {
		c := twoTabs(t, mirrored)
		c.lays(c.troubled, "E1:")
		c.words(c.ends(exitWaiting, "preview"), `to answer it: actionplan decide --column progress --table "Learning" "bring back", or "let it go"`)
		c.ends(exitUsage, decide("--column", "progress", "officer")...)
		c.ends(exitUsage, decide("--column", "progress", "--table", "Plan of nobody", "let it go")...)
		c.ends(exitUsage, decide("--column", "lead", "let it go")...)
		c.ends(exitDone, decide("--column", "Progress", "let it go")...)
		c.words(c.ends(exitDone, "preview"), "the column progress of the table Learning is let go")
		c.ends(exitDone, decide("--column", "progress", "--table", "learning", "bring back")...) // in its place
		c.words(c.ends(exitDone, "preview"), `"Progress update", in the table Learning`)
		c.ends(exitDone, "apply")
		c.ends(exitDone, "apply")
		if c.learning(c.troubled, "F2") != "Five audited" {
			t.Errorf("the column is filled with %q", c.learning(c.troubled, "F2"))
		}
	})
	caseBothWays(t, func(t *testing.T, mirrored bool) {
		c := twoTabs(t, mirrored)
		for _, file := range []string{c.troubled, c.other} {
			c.edit(file, func(f *excelize.File, _ string) {
				_, err := f.NewSheet("Homes")
				c.check(err)
				for at, text := range map[string]string{"A1": "Ref", "B1": "Action", "C1": "Status", "D1": "Progress update", "A2": "H1", "B2": "Find ten hosts", "C2": "In progress", "D2": "Three found"} {
					c.check(f.SetCellStr("Homes", at, text))
				}
			})
		}
		c.ends(exitDone, "apply")
		c.lays(c.troubled, "E1:")
		c.edit(c.troubled, func(f *excelize.File, _ string) { c.check(f.SetCellStr("Homes", "D1", "")) })
		c.ends(exitWaiting, "preview")
		c.ends(exitUsage, decide("--column", "progress", "let it go")...)
		c.ends(exitDone, decide("--column", "progress", "--table", "Homes", "let it go")...)
		words := c.ends(exitWaiting, "preview")
		c.words(words, "the column progress of the table Homes is let go", "progress is no longer in the table Learning")
	})
	caseBothWays(t, func(t *testing.T, mirrored bool) {
		c := drawnHere(t, mirrored, sixActions...)
		c.ends(exitDone, "begin")
		c.edit(c.troubled, func(f *excelize.File, sheet string) {
			headings, err := f.GetRows(sheet)
			c.check(err)
			for i, heading := range headings[0] {
				if strings.HasPrefix(heading, "Progress") {
					at, err := excelize.CoordinatesToCellName(i+1, 1)
					c.check(err)
					c.check(f.SetCellStr(sheet, at, "Where we are going"))
				}
			}
		})
		words := c.ends(exitWaiting, "preview")
		c.words(words, `to answer it: actionplan decide --column progress "bring back", or "let it go"`)
		c.ends(exitDone, decide("--column", "progress", "let it go")...)
		c.words(c.ends(exitDone, "preview"), "the column progress is let go")
	})
}

// TestRowBroughtBackIsToldOnce runs again what a row that came back leaves as it is.
func TestRowBroughtBackIsToldOnce(t *testing.T) {
	caseBothWays(t, func(t *testing.T, mirrored bool) {
		c := twoTabs(t, mirrored)
		c.edit(c.troubled, func(f *excelize.File, _ string) { c.check(f.RemoveRow("Learning", 3)) })
		c.ends(exitDone, "decide", "L2", "bring back", "--by", "Director", "--why", "still wanted")
		for range 3 {
			c.ends(exitDone, "apply")
		}
		if told := strings.Count(c.ends(exitDone, "log"), "brought back"); told != 1 {
			t.Errorf("the log tells of it %d times", told)
		}
	})
}

// answers answers the question of a row of Decisions.xlsx by what it is about.
func (c *caseFolder) answers(about, answer string) {
	c.t.Helper()
	f, err := excelize.OpenFile("Decisions.xlsx")
	c.check(err)
	defer f.Close()
	sheet := f.GetSheetName(0)
	rows, err := f.GetRows(sheet)
	c.check(err)
	columns := map[string]int{}
	for r, row := range rows {
		if slices.Contains(row, "Answer") {
			for i, heading := range row {
				columns[heading] = i + 1
			}
		}
		if at := columns["Column"]; at == 0 || at > len(row) || row[at-1] != about {
			continue
		}
		for heading, text := range map[string]string{"Answer": answer, "Your name": "Director", "Reason": "agreed by telephone"} {
			cell, err := excelize.CoordinatesToCellName(columns[heading], r+1)
			c.check(err)
			c.check(f.SetCellStr(sheet, cell, text))
		}
		c.check(f.Save())
		return
	}
	c.t.Fatalf("nothing is asked about %q", about)
}

// TestTabGone deletes a sheet on one side, and on both, and renames it.
func TestTabGone(t *testing.T) {
	deletes := func(c *caseFolder, file string) {
		c.edit(file, func(f *excelize.File, _ string) { c.check(f.DeleteSheet("Learning")) })
	}
	caseBothWays(t, func(t *testing.T, mirrored bool) {
		c := twoTabs(t, mirrored)
		deletes(c, c.troubled)
		c.types(c.other, "F2", "Guide printed")
		gone := "the table Learning is no longer there (2 agreed actions are gone)"
		c.words(c.ends(exitWaiting, "preview"), "Look first: ", gone, "All the agreed actions of the table Learning (2) are gone", `decide --table "Learning" "bring back", or "let it go"`)
		status, _ := c.runs("status")
		c.words(status, "Look first: ", gone)
		all, members := c.json("preview")
		if !strings.Contains(string(members["losses"]), gone) || !strings.Contains(string(members["questions"]), `"kind": "table"`) {
			t.Errorf("preview --json says\n%s", all)
		}
		c.writesNothing(exitWaiting)

		c.edit(c.troubled, func(f *excelize.File, _ string) {
			_, err := f.NewSheet("Learning")
			c.check(err)
		})
		c.lays(c.troubled, "A1:Ref", "B1:Action", "C1:Status", "D1:Date closed", "E1:Progress update",
			"A2:L1", "B2:Audit ten files", "C2:In progress", "E2:Five audited",
			"A3:L2", "B3:Brief front door staff", "C3:Not started", "E3:One briefing held")
		c.ends(exitDone, "apply")
		c.wants(c.troubled, "F2", "Guide printed")
		c.differsInNothing()

		c.edit(c.troubled, func(f *excelize.File, _ string) { c.check(f.SetSheetName("Learning", "Lessons")) })
		c.words(c.ends(exitDone, "preview"), "the table Learning is called Lessons now, and is taken for the same")
		c.edit(c.troubled, func(f *excelize.File, _ string) { c.check(f.SetSheetName("Lessons", "Learning")) })

		deletes(c, c.troubled)
		deletes(c, c.other)
		c.words(c.ends(exitDone, "preview"), "the table Learning is gone from both sides, with its 2 agreed actions")
		c.ends(exitDone, "apply")
		if said := c.ends(exitDone, "preview"); strings.Contains(said, "Learning") {
			t.Errorf("it is said again:\n%s", said)
		}
	})
}

// TestEarlierTab has a side lose the monthly tab that was agreed: an earlier one that
// is read instead stops the run, and a later one, or the same renamed, goes on.
func TestEarlierTab(t *testing.T) {
	const jan, feb = "January 2026", "February 2026"
	rename := func(name string) func(c *caseFolder, f *excelize.File) {
		return func(c *caseFolder, f *excelize.File) { c.check(f.SetSheetName(feb, name)) }
	}
	rewritten := func(c *caseFolder, f *excelize.File) {
		c.check(f.SetSheetName(feb, "Current"))
		for row := 2; row <= 7; row++ {
			c.check(f.SetCellStr("Current", fmt.Sprint("F", row), fmt.Sprintf("%d of 9 have begun", row)))
		}
	}
	other := func(c *caseFolder, f *excelize.File) {
		c.check(f.SetSheetName(feb, "Current"))
		c.check(f.MoveSheet(jan, "Current")) // of two that nothing puts in order, the first is read
	}
	for name, tc := range map[string]struct {
		beside string // the tab beside; "" for none
		little bool   // it says other things in one row alone
		change func(c *caseFolder, f *excelize.File)
		stops  bool
	}{
		"deleted":                        {jan, false, func(c *caseFolder, f *excelize.File) { c.check(f.DeleteSheet(feb)) }, true},
		"renamed, the other read":        {jan, false, other, true},
		"the other says mostly the same": {"Plan", true, func(c *caseFolder, f *excelize.File) { c.check(f.DeleteSheet(feb)) }, true},
		"renamed to an earlier one":      {"", false, rename(jan), true},
		"renamed and rewritten":          {"Sheet9", false, rewritten, true},
		"renamed alone":                  {"", false, rename("Current"), false},
		"renamed beside another":         {"Sheet9", false, rename("Current"), false},
		"renamed, and still read":        {jan, false, rename("Current"), false},
		"renamed in its series":          {jan, false, rename("February 2026 FINAL"), false},
		"renamed to a later one":         {jan, false, rename("March 2026"), false},
	} {
		t.Run(name, func(t *testing.T) {
			caseBothWays(t, func(t *testing.T, mirrored bool) {
				c := drawnHere(t, mirrored, sixActions...)
				c.edit(c.troubled, func(f *excelize.File, sheet string) {
					c.check(f.SetSheetName(sheet, feb))
					if tc.beside == "" {
						return
					}
					n, err := f.NewSheet(tc.beside)
					c.check(err)
					if tc.beside == "Sheet9" {
						return
					}
					c.check(f.CopySheet(0, n))
					for row := 2; row <= 7 && (row == 2 || !tc.little); row++ {
						c.check(f.SetCellStr(tc.beside, fmt.Sprint("F", row), fmt.Sprintf("Said %d things in January", row)))
					}
				})
				c.ends(exitDone, "begin")
				c.edit(c.troubled, func(f *excelize.File, _ string) { tc.change(c, f) })
				if !tc.stops {
					c.ends(exitDone, "apply")
					return
				}
				c.words(c.ends(exitWaiting, "preview"), "the plan was read from another sheet than the one that was agreed")
				c.writesNothing(exitWaiting)
			})
		})
	}
}

// TestRenamedBesideANewTable has a side rename a tab that was agreed and add another
// sheet with a table: the one is taken for the same, and the other is a question like
// any new table. Where no tab says what was agreed in the one that is gone, or another
// holds actions that were agreed and says other things of them, the run stops.
func TestRenamedBesideANewTable(t *testing.T) {
	const stop = "the plan was read from another sheet than the one that was agreed"
	police := func(c *caseFolder, f *excelize.File) {
		_, err := f.NewSheet("Police actions")
		c.check(err)
		for i, cell := range []string{"Ref", "Action", "Status", "P1", "Find every missing child", "Open", "P2", "Train the desk", "Open"} {
			at, _ := excelize.CoordinatesToCellName(i%3+1, i/3+1)
			c.check(f.SetCellStr("Police actions", at, cell))
		}
	}
	rename := func(c *caseFolder, f *excelize.File) { c.check(f.SetSheetName("Learning", "Training")) }
	remove := func(c *caseFolder, f *excelize.File) { c.check(f.DeleteSheet("Learning")) }
	rewrite := func(c *caseFolder, f *excelize.File) {
		for _, at := range []string{"C2", "C3", "E2", "E3"} {
			c.check(f.SetCellStr("Learning", at, "Otherwise in "+at))
		}
		rename(c, f)
	}
	divide := func(c *caseFolder, f *excelize.File) {
		c.check(f.RemoveRow("Learning", 3))
		_, err := f.NewSheet("Front door")
		c.check(err)
		for i, cell := range []string{"Ref", "Action", "Status", "Progress update", "L2", "Brief front door staff", "Open", "Said last year"} {
			at, _ := excelize.CoordinatesToCellName(i%4+1, i/4+1)
			c.check(f.SetCellStr("Front door", at, cell))
		}
		rename(c, f)
	}
	for name, tc := range map[string]struct {
		changes []func(c *caseFolder, f *excelize.File)
		stops   bool
	}{
		"renamed, and some of it in another":    {[]func(c *caseFolder, f *excelize.File){divide}, true},
		"renamed, and a table added":            {[]func(c *caseFolder, f *excelize.File){rename, police}, false},
		"a table added":                         {[]func(c *caseFolder, f *excelize.File){police}, false},
		"deleted, and a table added":            {[]func(c *caseFolder, f *excelize.File){remove, police}, true},
		"renamed and rewritten, and one added":  {[]func(c *caseFolder, f *excelize.File){rewrite, police}, true},
		"renamed and rewritten, and none added": {[]func(c *caseFolder, f *excelize.File){rewrite}, true},
	} {
		t.Run(name, func(t *testing.T) {
			caseBothWays(t, func(t *testing.T, mirrored bool) {
				c := twoTabs(t, mirrored)
				c.edit(c.troubled, func(f *excelize.File, _ string) {
					for _, change := range tc.changes {
						change(c, f)
					}
				})
				said := c.ends(exitWaiting, "preview")
				if strings.Contains(said, stop) != tc.stops {
					t.Errorf("preview says\n%s", said)
				}
				if tc.stops {
					c.writesNothing(exitWaiting)
					return
				}
				c.words(said, `decide --table "Police actions" add, or "leave out"`)
				c.types(c.other, "F2", "Guide printed")
				c.ends(exitWaiting, "apply")
				c.wants(c.troubled, "F2", "Guide printed")
			})
		})
	}
}

// TestColumnOfOneTabTold has a side head a column in one of its tabs that the other
// has not there, though it has it elsewhere: what is written in it does not cross, and
// that is said with what to do, until both have agreed again; once the other side has
// the column, what was written crosses. What partners are not told of anyway is not
// said, nor a heading that only says otherwise what the column said.
func TestColumnOfOneTabTold(t *testing.T) {
	for name, tc := range map[string]struct {
		heading, field string
		known, shared  bool
	}{
		"one that is known": {"Lead officer", "lead", true, true},
		"the council's own": {"Our notes", "x:our notes", false, false},
	} {
		t.Run(name, func(t *testing.T) {
			caseBothWays(t, func(t *testing.T, mirrored bool) {
				c := twoTabs(t, mirrored)
				own := c.troubled == "plan.xlsx"
				c.lays(c.troubled, "F1:"+tc.heading, "F2:Head of Learning", "F3:Practice Lead")
				until := `actionplan add-column lead --table "Learning" gives the plan one`
				lists, empty := "new_columns", "new_officer_columns"
				if own {
					until = `actionplan add-column lead --both --table "Learning" gives the partners' copy one`
					lists, empty = empty, lists
				}
				if !tc.known {
					until = "the plan has a column of that heading there too"
				}
				told := !own || tc.shared
				for _, verb := range []string{"preview", "apply"} {
					all, members := c.json(verb)
					if strings.Contains(string(members[lists]), tc.heading) != told || string(members[empty]) != "[]" {
						t.Errorf("%s --json says\n%s", verb, all)
					}
					if verb == "apply" {
						break // it is agreed by now
					}
					said := c.ends(exitDone, verb)
					if strings.Contains(said, fmt.Sprintf("has a new column, %q (column F of the table Learning)", tc.heading)) != told || strings.Contains(said, until) != told {
						t.Errorf("%s says\n%s", verb, said)
					}
				}
				if said := c.ends(exitDone, "preview"); strings.Contains(said, tc.heading) {
					t.Errorf("it is said again:\n%s", said)
				}
				if !tc.known {
					return
				}
				c.lays(c.troubled, "F1:Responsible officer")
				if said := c.ends(exitDone, "preview"); strings.Contains(said, "new column") {
					t.Errorf("its heading was reworded, and preview says\n%s", said)
				}
				args := []string{"add-column", "lead", "--table", "Learning"}
				if own {
					args = append(args, "--both")
				}
				c.ends(exitDone, args...)
				c.ends(exitDone, "apply")
				if said, _ := c.runs("preview"); strings.Contains(said, "new column") {
					t.Errorf("both have the column, and preview says\n%s", said)
				}
				c.edit(c.other, func(f *excelize.File, _ string) {
					if says, err := f.GetCellValue("Learning", "F3"); err != nil || says != "Practice Lead" {
						t.Errorf("the other side says %q: %v", says, err)
					}
				})
			})
		})
	}
	caseBothWays(t, func(t *testing.T, mirrored bool) {
		c := twoTabs(t, mirrored)
		c.lays(c.troubled, "E1:Progress to date")
		if said := c.ends(exitDone, "preview"); strings.Contains(said, "new column") {
			t.Errorf("a heading was reworded, and preview says\n%s", said)
		}
	})
}
