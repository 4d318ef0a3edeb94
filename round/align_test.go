package round

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"actionplan/excel"
	"actionplan/excel/draw"
	"actionplan/plan"
	"actionplan/reconcile"
	"actionplan/table"
)

// learner reads a workbook as a reader does that has learned what headings mean.
type learner struct {
	*excel.Copy
	parts map[string]plan.Column // by heading, what columns say one period of, and which
}

func (l learner) Read(ctx context.Context) (plan.Plan, error) {
	p, err := l.Copy.Read(ctx)
	p.Columns = slices.Clone(p.Columns)
	for i, c := range p.Columns {
		part := l.parts[c.Heading]
		p.Columns[i].Given, p.Columns[i].Part, p.Columns[i].Period = false, part.Part, part.Period
	}
	return p, err
}

// learnedRound is a round between two workbooks of one sheet each, in which a first
// line has the headings, and what a reader has learned of some.
type learnedRound struct {
	*Round
	t     *testing.T
	paths map[reconcile.Side]string
}

func newLearnedRound(t *testing.T, officers, partners string) learnedRound {
	dir := t.TempDir()
	l := learnedRound{t: t, paths: map[reconcile.Side]string{reconcile.Officer: filepath.Join(dir, "plan.xlsx"), reconcile.Partner: filepath.Join(dir, "theirs.xlsx")}}
	l.Round = &Round{
		Officers: &excel.Copy{Path: l.paths[reconcile.Officer]}, Partners: &excel.Copy{Path: l.paths[reconcile.Partner]},
		Ledger: filepath.Join(dir, "ledger"), Today: plan.Date{Year: 2026, Month: time.March, Day: 2}, Now: time.Now, Who: "clerk",
	}
	l.lay(reconcile.Officer, officers)
	l.lay(reconcile.Partner, partners)
	return l
}

// learns has a side's reader take headings for other fields from now on.
func (l *learnedRound) learns(side reconcile.Side, fields map[string]plan.Field, parts map[string]plan.Column) {
	var words table.Options
	for heading, f := range fields {
		words.Headings = append(words.Headings, table.Synonym{Heading: heading, Field: f})
	}
	copy := learner{&excel.Copy{Path: l.paths[side], Options: words}, parts}
	if side == reconcile.Partner {
		l.Partners = copy
	} else {
		l.Officers = copy
	}
}

// lay writes a side's workbook: its headings, and its rows.
func (l *learnedRound) lay(side reconcile.Side, text string) {
	l.t.Helper()
	lines := strings.Split(text, "\n")
	cells := func(line string) []draw.Cell {
		var cells []draw.Cell
		for cell := range strings.SplitSeq(line, "|") {
			cells = append(cells, draw.Words(cell))
		}
		return cells
	}
	sheet := draw.Table{Name: "Plan", Rows: len(lines) - 1, Row: func(i int) []draw.Cell { return cells(lines[i+1]) }}
	for heading := range strings.SplitSeq(lines[0], "|") {
		sheet.Columns = append(sheet.Columns, draw.Column{Heading: heading})
	}
	f, err := os.Create(l.paths[side])
	if err == nil {
		err = draw.Write(f, draw.Book{Sheets: []draw.Sheet{{Name: "Plan", Table: sheet}}})
	}
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		l.t.Fatal(err)
	}
}

// says is what a side's workbook says, as it was laid.
func (l *learnedRound) says(side reconcile.Side) string {
	l.t.Helper()
	p, err := (&excel.Copy{Path: l.paths[side]}).Read(context.Background())
	if err != nil {
		l.t.Fatal(err)
	}
	var heads []string
	for _, c := range p.Columns {
		heads = append(heads, c.Heading)
	}
	lines := []string{strings.Join(heads, "|")}
	for _, a := range p.Actions {
		var cells []string
		for _, c := range p.Columns {
			cells = append(cells, a.Entry(c.Field).Typed)
		}
		lines = append(lines, strings.Join(cells, "|"))
	}
	return strings.Join(lines, "\n")
}

func (l *learnedRound) apply() *Applied {
	l.t.Helper()
	done, err := l.Apply(context.Background(), Consent{Anything: true})
	if err != nil {
		l.t.Fatal(err)
	}
	return done
}

func (l *learnedRound) want(officers, partners string) {
	l.t.Helper()
	if diff := cmp.Diff([]string{officers, partners}, []string{l.says(reconcile.Officer), l.says(reconcile.Partner)}); diff != "" {
		l.t.Errorf("the workbooks say (-want +got):\n%s", diff)
	}
}

var (
	revised = map[string]plan.Field{"Due": plan.FieldOriginal, "Extended to": plan.FieldDue}
	onlyDue = map[string]plan.Field{"Due": plan.FieldDue}
	periods = map[string]plan.Column{"Q1 update": {Part: plan.FieldProgress, Period: 1}, "Q2 update": {Part: plan.FieldProgress, Period: 2}}
)

// TestLearnedBetweenRuns: what the reader learns between two runs is quiet, is said
// once, and is undone with what was written before.
func TestLearnedBetweenRuns(t *testing.T) {
	const officers = "Ref|Action|Due|Extended to|Status\n1.1|Train all staff|30 June 2026|30 November 2026|Open\n1.2|Recruit ten people|30 June 2026||Open"
	const partners = "Ref|Action|Due|Status\n1.1|Train all staff|30 June 2026|Open\n1.2|Recruit ten people|30 June 2026|Open"
	moved := strings.Replace(partners, "30 June 2026|Open", "31 July 2026|Open", 1)
	ctx := context.Background()
	l := newLearnedRound(t, officers, partners)
	l.learns(reconcile.Officer, map[string]plan.Field{"Due": plan.FieldDue, "Extended to": "x:extended to"}, nil)
	if _, err := l.Begin(ctx); err != nil {
		t.Fatal(err)
	}
	l.lay(reconcile.Partner, moved)
	l.apply()
	l.want(strings.Replace(officers, "30 June 2026", "31 July 2026", 1), moved)

	l.learns(reconcile.Officer, revised, nil)
	s, err := l.Stage(ctx)
	if err != nil {
		t.Fatal(err)
	}
	said := 0
	for _, n := range s.Settlement.Notes {
		if strings.Contains(n.Message, `"Due" is now understood as original due`) {
			said++
		}
	}
	if s.Writes() || s.Waits() || said != 1 {
		t.Fatalf("it writes %v, waits %v, asks %+v, stops %+v, says %+v", s.Writes(), s.Waits(), s.Settlement.Open, s.Settlement.Stops, s.Settlement.Notes)
	}
	if _, err := l.Undo(ctx); err != nil { // of the apply before it was learned
		t.Fatal(err)
	}
	l.want(officers, moved)
	if done := l.apply(); len(done.Left) > 0 || len(done.Settlement.Stops) > 0 {
		t.Errorf("after the undo, %+v %+v", done.Left, done.Settlement.Stops)
	}
	l.want(strings.Replace(officers, "30 June 2026", "31 July 2026", 1), moved)
	if s, err = l.Stage(ctx); err != nil || len(s.aligned.Notes) > 0 || s.Writes() || s.Waits() {
		t.Errorf("once it is saved, it says %+v (%v)", s.aligned.Notes, err)
	}
}

// TestOneForSeveral: where officers have several columns for what partners have one
// for, an edit goes into the last, blank or not, and undo leaves it blank again.
func TestOneForSeveral(t *testing.T) {
	const officers = "Ref|Action|Due|Extended to|Q1 update|Q2 update\n1.1|Train all staff|30 June 2026|30 November 2026|Two of six|Four of six\n1.2|Recruit ten people|30 June 2026||None yet|"
	const partners = "Ref|Action|Due|Progress\n1.1|Train all staff|30 November 2026|Four of six\n1.2|Recruit ten people|30 June 2026|None yet"
	ctx := context.Background()
	l := newLearnedRound(t, officers, partners)
	fields := map[string]plan.Field{"Q1 update": "x:q1 update", "Q2 update": "x:q2 update"}
	for heading, f := range revised {
		fields[heading] = f
	}
	l.learns(reconcile.Officer, fields, periods)
	l.learns(reconcile.Partner, onlyDue, nil)
	if s, err := l.Begin(ctx); err != nil || s.Writes() || s.Waits() {
		t.Fatalf("a first agreement writes, or asks %+v (%v)", s.Settlement.Open, err)
	}
	edited := strings.Replace(partners, "30 June 2026|None yet", "31 July 2026|One applied", 1)
	l.lay(reconcile.Partner, edited)
	s, err := l.Stage(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, line := range s.Lines(reconcile.Officer) {
		lines = append(lines, fmt.Sprintf("%s %s %s: %q > %q", line.Name, line.Field, line.Cell, line.Was.Shown(), line.Now.Shown()))
	}
	slices.Sort(lines)
	want := []string{`1.2 due Plan!D4: "" > "31 July 2026"`, `1.2 progress Plan!F4: "" > "One applied"`}
	if diff := cmp.Diff(want, lines); diff != "" || s.Waits() {
		t.Errorf("(-want +got):\n%s%+v %+v", diff, s.Settlement.Open, s.Left)
	}
	l.apply()
	now := strings.Replace(officers, "30 June 2026||None yet|", "30 June 2026|31 July 2026|None yet|One applied", 1)
	l.want(now, edited)
	if again := l.apply(); again.Writes() || again.Waits() {
		t.Errorf("the next run writes, or asks %+v", again.Settlement.Open)
	}
	if _, err := l.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	l.want(officers, edited)
}
