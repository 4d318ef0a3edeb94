package sheets

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"actionplan/plan"
	"actionplan/sheets/sheetstest"
	"actionplan/table"
)

func readCloser(text string) io.ReadCloser { return io.NopCloser(strings.NewReader(text)) }

// notesOf are the notes of a sheet's plan, as a person reads them.
func notesOf(t *testing.T, s *Sheet) string {
	t.Helper()
	p := planOf(t, s)
	if err := s.Vet(&p, table.Options{}); err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, n := range p.Notes {
		lines = append(lines, n.Message)
	}
	return strings.Join(lines, "\n")
}

// TestDeletedTab names the tab that was agreed and those that are there, when
// the sheet is opened and when the tab goes between reading and writing.
func TestDeletedTab(t *testing.T) {
	for _, meanwhile := range []bool{false, true} {
		w := newWorld(t, sheetstest.Options{})
		s := w.open()
		p := planOf(t, s)
		w.Do(testID, sheetstest.DeleteTab("Partners' plan"))
		var err error
		if meanwhile {
			_, err = stage(t, s, work(p, change{"1.1", plan.FieldProgress, asText("Ours")})).Save(ctx)
		} else {
			_, err = Open(ctx, w.client, w.place)
		}
		var refused *Refusal
		if !errors.As(err, &refused) || refused.Kind != NoSuchTab || !strings.Contains(refused.Sentence, `gid=7`) || !strings.Contains(refused.Sentence, `there is "Notes"`) || !strings.Contains(refused.Advice, "#gid=") {
			t.Errorf("meanwhile %v: got %v", meanwhile, err)
		}
		if w.Count(sheetstest.Write) != 0 {
			t.Error("something was written")
		}
	}
}

// TestCopiedTab refuses a sheet whose address names no tab and whose plan
// stands in two.
func TestCopiedTab(t *testing.T) {
	w := newWorld(t, sheetstest.Options{})
	w.place.Tab = nil
	s := w.open()
	p := planOf(t, s)
	if err := s.Vet(&p, table.Options{}); err != nil {
		t.Fatalf("before there is a copy: %v", err)
	}
	w.Do(testID, sheetstest.CopyTab("Partners' plan", "Copy of Partners' plan"), sheetstest.EditCell("'Copy of Partners'' plan'!E4", "Theirs"))
	s = w.open()
	p = planOf(t, s)
	err := s.Vet(&p, table.Options{})
	var refused *Refusal
	if !errors.As(err, &refused) || refused.Kind != TabCopied || !strings.Contains(refused.Sentence, `"Partners' plan" and "Copy of Partners' plan"`) || !strings.Contains(refused.Advice, "#gid=") {
		t.Errorf("got %v", err)
	}
}

// TestSecondTab says that partners work in a copy that nobody reads, and where
// it says something else; another plan, or a list, is no copy.
func TestSecondTab(t *testing.T) {
	other := partnersTab()
	other.ID, other.Title = 9, "Another board's plan"
	for i, row := range other.Rows[3:7] {
		other.Rows[3+i] = append([]any{row[0], fmt.Sprintf("Something else, number %d", i)}, row[2:]...)
	}
	w := newWorld(t, sheetstest.Options{}, partnersTab(), other)
	if notes := notesOf(t, w.open()); strings.Contains(notes, "holds the plan too") {
		t.Errorf("another plan is taken for a copy: %s", notes)
	}
	w.Do(testID, sheetstest.CopyTab("Partners' plan", "Plan (2)"))
	if notes := notesOf(t, w.open()); !strings.Contains(notes, `the tab "Plan (2)" holds the plan too, and is not read`) || strings.Contains(notes, "something else") {
		t.Errorf("of a copy that nobody touched: %s", notes)
	}
	w.Do(testID, sheetstest.EditCell("'Plan (2)'!E4", "Theirs"), sheetstest.EditCell("'Plan (2)'!C6", "Nobody"))
	w.Forget()
	notes := notesOf(t, w.open())
	if !strings.Contains(notes, `2 cells there say something else (E4, C6)`) {
		t.Errorf("said %s", notes)
	}
	if w.Count(sheetstest.Read) != 1 {
		t.Errorf("it took %d reads", w.Count(sheetstest.Read))
	}
}

// TestTabNamedLikeACell writes to a tab whose title could be a cell's name.
func TestTabNamedLikeACell(t *testing.T) {
	for _, title := range []string{"Q1", "R1C1", "2026.27", "v1.2", "it's"} {
		tab := partnersTab()
		tab.Title = title
		w := newWorld(t, sheetstest.Options{}, sheetstest.Tab{ID: 3, Title: "Other", Rows: [][]any{{"x"}}}, tab)
		s := w.open()
		after := save(t, s, work(planOf(t, s), change{"1.1", plan.FieldProgress, asText("Sent")}))
		if got := planOf(t, after).Actions[0].Shown(plan.FieldProgress); got != "Sent" {
			t.Errorf("%s: says %q", title, got)
		}
		if n := w.Count(sheetstest.Read); n != 2 {
			t.Errorf("%s: it took %d reads, so that the answer to the writing was about another range", title, n)
		}
	}
}

// TestAmericanSheet reads a sheet that is set to the United States: real dates
// by their value, texts in its order unless the column proves the opposite, and
// dates that formulas work out by their value too. It says so once.
func TestAmericanSheet(t *testing.T) {
	tab := func(progress ...any) sheetstest.Tab {
		day := sheetstest.Date{Day: time.Date(2026, 4, 3, 0, 0, 0, 0, time.UTC)}
		return sheetstest.Tab{ID: 7, Title: "Plan", Rows: [][]any{
			{"Ref", "Action", "Lead", "Due date", "Start date", "Progress"},
			{"1.1", "Write to every school", "Head", day, progress[0], "x"},
			{"1.2", "Audit forty cases", "Officer", sheetstest.Formula{Text: "=D2+30", Result: sheetstest.Date{Day: time.Date(2026, 5, 3, 0, 0, 0, 0, time.UTC), Pattern: "mm/dd/yyyy"}}, progress[1], "y"},
			{"1.3", "Train the team", "Head", sheetstest.Formula{Text: "=D2*1", Result: 1234.5}, progress[2], "z"},
		}}
	}
	for name, c := range map[string]struct {
		locale string
		typed  []any
		start  []string
		said   bool
	}{
		"as the sheet has it":          {"en_US", []any{"03/04/2026", "05/06/2026", ""}, []string{"2026-03-04", "2026-05-06", ""}, true},
		"where a day proves otherwise": {"en_US", []any{"03/04/2026", "31/03/2026", ""}, []string{"2026-04-03", "2026-03-31", ""}, true},
		"where a month proves it":      {"en_US", []any{"03/04/2026", "03/31/2026", ""}, []string{"2026-03-04", "2026-03-31", ""}, true},
		"in the United Kingdom":        {"en_GB", []any{"03/04/2026", "05/06/2026", ""}, []string{"2026-04-03", "2026-06-05", ""}, false},
	} {
		t.Run(name, func(t *testing.T) {
			server := newWorld(t, sheetstest.Options{})
			server.Add(sheetstest.Book{ID: "american-sheet", Title: "Plan", Locale: c.locale, Tabs: []sheetstest.Tab{tab(c.typed...), {ID: 8, Title: "Second", Rows: tab(c.typed...).Rows[:3]}}})
			id := int64(7)
			s, err := Open(ctx, server.client, Place{ID: "american-sheet", Tab: &id})
			if err != nil {
				t.Fatal(err)
			}
			p := planOf(t, s)
			if got := p.Actions[0].Value(plan.FieldDue); got != day("2026-04-03").Value {
				t.Errorf("a real date is %v, shown as %q", got, p.Actions[0].Entry(plan.FieldDue).Typed)
			}
			if got := p.Actions[1].Value(plan.FieldDue); got != day("2026-05-03").Value {
				t.Errorf("a date that a formula works out is %v, shown as %q", got, p.Actions[1].Entry(plan.FieldDue).Typed)
			}
			for i, want := range c.start {
				if want != "" && p.Actions[i].Value(plan.FieldStart) != day(want).Value {
					t.Errorf("%v is %v, want %s", c.typed[i], p.Actions[i].Value(plan.FieldStart), want)
				}
			}
			if said := strings.Count(notesOf(t, s), "locale en_US, which puts the month first"); said != map[bool]int{true: 1, false: 0}[c.said] || s.MonthFirst() != c.said {
				t.Errorf("its locale is said %d times, and month first is %v", said, s.MonthFirst())
			}
			s.Place.Tab = nil
			if whole, err := s.Again(ctx); err != nil || c.said && strings.Count(fmt.Sprint(planOf(t, whole).Notes), "puts the month first") != 1 {
				t.Errorf("of two tabs: %v, %v", err, planOf(t, whole).Notes)
			}
		})
	}
}

// TestGuarding says protected only of what is.
func TestGuarding(t *testing.T) {
	owner := "improvement.team@council.example"
	for name, c := range map[string]struct {
		edits []sheetstest.Edit
		want  Guard
		open  string
		shut  bool
	}{
		"nothing":                          {nil, Unguarded, "[]", false},
		"the column, for others":           {[]sheetstest.Edit{sheetstest.Protect("B4:B7", owner, "actionplan@council.iam.example")}, Guarded, "[]", false},
		"the column, for us too":           {[]sheetstest.Edit{sheetstest.Protect("B1:B9", owner)}, Guarded, "[]", true},
		"the heading only":                 {[]sheetstest.Edit{sheetstest.Protect("A3:F3", owner)}, Unguarded, "[]", false},
		"two of its rows":                  {[]sheetstest.Edit{sheetstest.Protect("B4:B5", owner)}, PartGuarded, "[6 7]", true},
		"another column":                   {[]sheetstest.Edit{sheetstest.Protect("C1:C9", owner)}, Unguarded, "[]", false},
		"a warning":                        {[]sheetstest.Edit{sheetstest.Warn("B1:B9")}, WarnedOf, "[]", false},
		"a warning, and two rows":          {[]sheetstest.Edit{sheetstest.Warn("B1:B9"), sheetstest.Protect("B4:B5", owner)}, PartGuarded, "[6 7]", true},
		"the whole tab":                    {[]sheetstest.Edit{sheetstest.ProtectTab("Partners' plan")}, Guarded, "[]", true},
		"the whole tab but for the column": {[]sheetstest.Edit{sheetstest.ProtectTab("Partners' plan", "B4:B9")}, Unguarded, "[]", false},
		"the whole tab but for one row":    {[]sheetstest.Edit{sheetstest.ProtectTab("Partners' plan", "B5")}, PartGuarded, "[5]", true},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, sheetstest.Options{})
			w.Do(testID, c.edits...)
			s := w.open()
			p := planOf(t, s)
			for _, column := range p.Columns {
				if column.Field != plan.FieldAction {
					continue
				}
				if g := s.Guarding(column, p); g.Guard != c.want || fmt.Sprint(g.Open) != c.open || g.Shut != c.shut {
					t.Errorf("found %+v", g)
				}
			}
		})
	}
}
