package main

import (
	"fmt"
	"strings"
	"testing"

	"actionplan/plan"
)

// TestGraveDoubtsAreNotFolded tells what everybody goes by whatever else there is to
// tell, and counts the rest by what it is about.
func TestGraveDoubtsAreNotFolded(t *testing.T) {
	var p plan.Plan
	p.Tables = []plan.Table{{Name: "Plan", Sheet: "Plan", Header: 1}}
	note := func(column int, weight plan.Weight, about plan.Field, message string) {
		p.Notes = append(p.Notes, plan.Note{Cell: plan.Cell{Sheet: "Plan", Column: column}, Message: message, Weight: weight, About: about,
			Line: plan.Line{Under: "headings", Item: fmt.Sprintf("{heading: %q, field: %s}", message, about)}})
	}
	for i := range 12 {
		note(10+i, plan.Doubtful, "x:other", fmt.Sprintf("other %d", i))
	}
	for i, f := range []plan.Field{plan.FieldAction, plan.FieldRef, plan.FieldDue, plan.FieldClosed, plan.FieldLead, plan.FieldStatus} {
		note(i+1, plan.Doubtful, f, "grave "+string(f))
	}
	p.Notes = append(p.Notes, plan.Note{Cell: plan.Cell{Sheet: "Other"}, Message: "the sheet was not read: grave", Weight: plan.Unread})
	p.Notes = append(p.Notes, plan.Note{Cell: plan.Cell{Sheet: "Plan", Row: 1}, Message: "no column is headed as the lead: grave"})
	for i := range 3 {
		p.Notes = append(p.Notes, plan.Note{Cell: plan.Cell{Sheet: "Plan", Row: 5 + i}, Message: fmt.Sprintf("row %d is hidden", i), Weight: plan.Aside})
	}
	var out strings.Builder
	sayDoubts(&out, doubtsOf(p, false), false)
	said := out.String()
	if n := strings.Count(said, "grave"); n < 8 {
		t.Errorf("%d grave doubts are told, want 8:\n%s", n, said)
	}
	if !strings.Contains(said, "of less weight: 11 about columns and 3 about rows: actionplan read --verbose") {
		t.Errorf("the rest is not counted by what it is about:\n%s", said)
	}
	if n := strings.Count(said, "\n"); n > 40 {
		t.Errorf("%d lines:\n%s", n, said)
	}
}

// TestLinesOfSeveralSheets tells a doubt of several sheets once, with a line for each.
func TestLinesOfSeveralSheets(t *testing.T) {
	var p plan.Plan
	for _, sheet := range []string{"A", "B"} {
		p.Tables = append(p.Tables, plan.Table{Name: sheet, Sheet: sheet, Header: 1})
		line := func(column string) plan.Line {
			return plan.Line{Under: "tables", Item: fmt.Sprintf("{sheet: %q, header: 1, kind: ongoing, columns: [{column: %s, field: due}]}", sheet, column)}
		}
		p.Notes = append(p.Notes, plan.Note{Cell: plan.Cell{Sheet: sheet, Column: 4}, Message: "could be the due", Weight: plan.Doubtful, About: plan.FieldDue, Line: line("D"), Instead: line("E")})
	}
	doubts := doubtsOf(p, false)
	if len(doubts) != 1 || len(doubts[0].lines) != 2 || !doubts[0].instead.IsZero() {
		t.Errorf("%d doubts: %+v", len(doubts), doubts)
	}
}

// TestManySheetsThatMayBeRead tells a few sheets that may be a part of the plan one by
// one, and of many the rest together.
func TestManySheetsThatMayBeRead(t *testing.T) {
	for _, c := range []struct{ sheets, doubts, lines int }{{3, 3, 1}, {8, 2, mostLines}} {
		p := plan.Plan{Tables: []plan.Table{{Name: "Plan", Sheet: "Plan", Header: 1}}}
		for i := range c.sheets {
			sheet := fmt.Sprintf("Sheet%d", i)
			p.Notes = append(p.Notes, plan.Note{Cell: plan.Cell{Sheet: sheet}, Message: "row 3 has headings like a plan's, but fewer than the other sheets': it was not read", Weight: plan.Unread,
				Line: plan.Line{Under: "tables", Item: fmt.Sprintf("{sheet: %q, header: 3, kind: ongoing}", sheet)}})
		}
		doubts := doubtsOf(p, false)
		last := doubts[len(doubts)-1]
		if len(doubts) != c.doubts || len(last.lines) != c.lines {
			t.Errorf("%d sheets: %d doubts, the last with %d lines: %s", c.sheets, len(doubts), len(last.lines), last.words)
		}
	}
}
