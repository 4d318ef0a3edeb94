package sheets

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"actionplan/plan"
	"actionplan/sheets/sheetstest"
	"actionplan/table"
)

func rating(step string) plan.Entry {
	return plan.Entry{Value: plan.RatingValue(step), Typed: strings.ToUpper(step[:1]) + step[1:]}
}

// aMonth is a month as somebody types it.
func aMonth(typed string) plan.Entry {
	return plan.Entry{Value: plan.ReadDate(typed, plan.DateHabit{}).Value, Typed: typed}
}

const partnersCells = "Partners' plan!"

// undone puts a change back just as its cell stood, and says what was noted.
func undone(t *testing.T, w *world, changes []table.Change) (notes []string) {
	t.Helper()
	s := w.open()
	p := planOf(t, s)
	job := table.Work{From: p, Read: readTable, Exact: map[plan.Cell]table.State{}}
	for _, c := range changes {
		for _, a := range p.Actions {
			if e := a.Entry(c.Field); e.Cell == c.Cell {
				now := asText(c.Was)
				if c.Was == "" {
					now = plan.Entry{Value: plan.Blank}
				}
				if c.Field == plan.FieldRAG && c.Was != "" {
					now = rating(strings.ToLower(c.Was))
				}
				job.Edits = append(job.Edits, plan.Edit{ID: a.ID, Field: c.Field, Was: e, Now: now})
				job.Exact[c.Cell] = c.Stood
			}
		}
	}
	if len(job.Edits) != len(changes) {
		t.Fatalf("%d of %d changes are to be undone", len(job.Edits), len(changes))
	}
	staged := stage(t, s, job)
	if len(staged.Refusals()) > 0 {
		t.Fatalf("undo is refused: %v", staged.Refusals())
	}
	for _, c := range staged.Changes() {
		notes = append(notes, c.Notes...)
	}
	if _, err := staged.Save(ctx); err != nil {
		t.Fatal(err)
	}
	return notes
}

// TestCellsAndUndo writes over cells of every kind: what is lost by it is said
// before, and undo puts back what was there, value, kind, format and fill, but
// for what was said not to come back.
func TestCellsAndUndo(t *testing.T) {
	const red, green, amber = "E06666", "93C47D", "F6B26B"
	colours := func(mine any) []sheetstest.Edit {
		return []sheetstest.Edit{
			sheetstest.EditCell("F4", sheetstest.Filled{Fill: amber}), sheetstest.EditCell("F5", sheetstest.Filled{Fill: red}),
			sheetstest.EditCell("F6", sheetstest.Filled{Fill: green}), sheetstest.EditCell("F7", mine),
		}
	}
	for name, c := range map[string]struct {
		edits    []sheetstest.Edit
		change   change
		cell     string
		reads    string // what the cell says before, as the plan has it
		want     sheetstest.Cell
		note     string
		undo     string // what undo says cannot be brought back
		chipLost bool
	}{
		"a text": {nil, change{"1.1", plan.FieldProgress, asText("Sent")}, "E4", "Letters drafted",
			sheetstest.Cell{Entered: "Sent", Shown: "Sent"}, "", "", false},
		"a blank cell": {nil, change{"1.2", plan.FieldProgress, asText("Begun")}, "E5", "",
			sheetstest.Cell{Entered: "Begun", Shown: "Begun"}, "", "", false},
		"a date where a text stood": {nil, change{"1.1", plan.FieldProgress, day("2026-07-31")}, "E4", "Letters drafted",
			sheetstest.Cell{Entered: 46234.0, Shown: "31/07/2026", Format: "DATE", Pattern: "dd/mm/yyyy"}, "", "", false},
		"a date where none stood": {nil, change{"1.2", plan.FieldProgress, day("2026-07-31")}, "E5", "",
			sheetstest.Cell{Entered: 46234.0, Shown: "31/07/2026", Format: "DATE", Pattern: "dd/mm/yyyy"}, "", "", false},
		"a number that is a text": {[]sheetstest.Edit{sheetstest.EditCell("E4", "007")}, change{"1.1", plan.FieldProgress, asText("8")}, "E4", "007",
			sheetstest.Cell{Entered: "8", Shown: "8"}, "", "", false},
		"a text date": {[]sheetstest.Edit{sheetstest.TextDate("D4", "31 March 2026")}, change{"1.1", plan.FieldDue, day("2026-05-01")}, "D4", "2026-03-31",
			sheetstest.Cell{Entered: 46143.0, Shown: "01/05/2026", Format: "DATE", Pattern: "dd/mm/yyyy"}, "", "", false},
		"a month among days": {nil, change{"1.1", plan.FieldDue, aMonth("Mar-27")}, "D4", "2026-03-31",
			sheetstest.Cell{Entered: "March 2027", Shown: "March 2027", Format: "DATE", Pattern: "dd/mm/yyyy"}, "", "", false},
		"a month where months are shown": {[]sheetstest.Edit{sheetstest.EditCell("D4", sheetstest.Date{Day: time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC), Pattern: "mmm-yy"})}, change{"1.1", plan.FieldDue, aMonth("March 2027")}, "D4", "2026-05-31",
			sheetstest.Cell{Entered: 46447.0, Shown: "Mar-27", Format: "DATE", Pattern: "mmm-yy"}, "", "", false},
		"a day where months are shown": {[]sheetstest.Edit{sheetstest.EditCell("D4", sheetstest.Date{Day: time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC), Pattern: "mmm-yy"})}, change{"1.1", plan.FieldDue, day("2026-07-31")}, "D4", "2026-05-31",
			sheetstest.Cell{Entered: 46234.0, Shown: "31/07/2026", Format: "DATE", Pattern: "dd/mm/yyyy"}, "", "", false},
		"a text like a formula": {nil, change{"1.1", plan.FieldProgress, asText("=1+1 of them")}, "E4", "Letters drafted",
			sheetstest.Cell{Entered: "=1+1 of them", Shown: "=1+1 of them", Format: "TEXT", Pattern: "@"}, "", "", false},
		"a person's chip": {[]sheetstest.Edit{sheetstest.EditCell("E4", sheetstest.Chip{Text: "Ask @ about it", Shown: "Ask Officer Nine about it", Email: []string{"nine@council.example"}})},
			change{"1.1", plan.FieldProgress, asText("Asked")}, "E4", "Ask Officer Nine about it",
			sheetstest.Cell{Entered: "Asked", Shown: "Asked"}, "the smart chip in the cell (a person) becomes plain text", "a smart chip stood there, and is not brought back", true},
		"a file's chip alone": {[]sheetstest.Edit{sheetstest.EditCell("E4", sheetstest.Chip{Text: "@", Shown: "Terms of reference", Email: []string{""}})},
			change{"1.1", plan.FieldProgress, asText("Agreed")}, "E4", "Terms of reference",
			sheetstest.Cell{Entered: "Agreed", Shown: "Agreed"}, "(a file or link)", "not brought back", true},
		"a link": {[]sheetstest.Edit{sheetstest.EditCell("E4", sheetstest.Linked{Text: "See the minutes of May", From: 8, To: 15, Address: "https://council.example/minutes"})},
			change{"1.1", plan.FieldProgress, asText("Agreed")}, "E4", "See the minutes of May",
			sheetstest.Cell{Entered: "Agreed", Shown: "Agreed"}, "the link in the cell goes; undo brings it back", "", false},
		"a colour for a colour": {colours(sheetstest.Filled{Fill: amber}), change{"2.1", plan.FieldRAG, rating("green")}, "F7", "amber",
			sheetstest.Cell{Fill: green}, "written as the colour the sheet uses for green", "", false},
		"a blank among colours": {colours(nil), change{"2.1", plan.FieldRAG, rating("red")}, "F7", "",
			sheetstest.Cell{Fill: red}, "written as the colour the sheet uses for red", "", false},
		"a colour taken away": {colours(sheetstest.Filled{Fill: amber}), change{"2.1", plan.FieldRAG, plan.Entry{Value: plan.Blank}}, "F7", "amber",
			sheetstest.Cell{}, "", "", false},
		"a word in its colour": {[]sheetstest.Edit{sheetstest.EditCell("F7", sheetstest.Filled{Value: "Amber", Fill: amber}), sheetstest.EditCell("F6", sheetstest.Filled{Value: "Green", Fill: green})},
			change{"2.1", plan.FieldRAG, rating("green")}, "F7", "amber",
			sheetstest.Cell{Entered: "Green", Shown: "Green", Fill: green}, "", "", false},
		"a word in a colour that no other cell has": {[]sheetstest.Edit{sheetstest.EditCell("F7", sheetstest.Filled{Value: "Amber", Fill: amber})},
			change{"2.1", plan.FieldRAG, rating("red")}, "F7", "amber",
			sheetstest.Cell{Entered: "Red", Shown: "Red", Fill: amber}, "the cell keeps its colour, which says amber", "", false},
		"a drop-down's own word": {[]sheetstest.Edit{sheetstest.EditCell("F7", sheetstest.Ruled{Value: "A", Words: []string{"R", "A", "G"}, Strict: true})},
			change{"2.1", plan.FieldRAG, rating("green")}, "F7", "amber",
			sheetstest.Cell{Entered: "G", Shown: "G", Rule: true}, "", "", false},
		"a drop-down that only warns": {[]sheetstest.Edit{sheetstest.EditCell("E4", sheetstest.Ruled{Value: "Open", Words: []string{"Open", "Shut"}})},
			change{"1.1", plan.FieldProgress, asText("Half open")}, "E4", "Open",
			sheetstest.Cell{Entered: "Half open", Shown: "Half open", Rule: true}, "the sheet only warns of it", "", false},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, sheetstest.Options{})
			w.Do(testID, c.edits...)
			s := w.open()
			p := planOf(t, s)
			before := w.Cell(testID, partnersCells+c.cell)
			others := wordsIn(s)
			for _, a := range p.Actions {
				if a.Ref == c.change.ref && a.Value(c.change.field).Text != c.reads {
					t.Errorf("it is read as %q", a.Value(c.change.field).Text)
				}
			}
			staged := stage(t, s, work(p, c.change))
			if len(staged.Refusals()) > 0 || len(staged.Changes()) != 1 {
				t.Fatalf("refused: %v", staged.Refusals())
			}
			notes := strings.Join(staged.Changes()[0].Notes, "; ")
			if c.note == "" && notes != "" || !strings.Contains(notes, c.note) {
				t.Errorf("said first: %q", notes)
			}
			if byColour := c.want.Shown == "" && c.change.field == plan.FieldRAG; staged.Changes()[0].Fill != byColour {
				t.Errorf("its colour alone says it: %v", !byColour)
			}
			if _, err := staged.Save(ctx); err != nil {
				t.Fatal(err)
			}
			c.want.Rule = before.Rule
			if got := w.Cell(testID, partnersCells+c.cell); !reflect.DeepEqual(got, c.want) {
				t.Errorf("it is now %+v\nwant      %+v", got, c.want)
			}
			notes = strings.Join(undone(t, w, staged.Changes()), "; ")
			if c.undo == "" && notes != "" || !strings.Contains(notes, c.undo) {
				t.Errorf("undo said: %q", notes)
			}
			if c.chipLost {
				before.Chips, before.Entered = 0, before.Shown
			}
			if got := w.Cell(testID, partnersCells+c.cell); !reflect.DeepEqual(got, before) {
				t.Errorf("undone, it is %+v\nit was        %+v", got, before)
			}
			if now := wordsIn(w.open()); !reflect.DeepEqual(now, others) {
				t.Errorf("undone, the sheet says %v\nit said %v", now, others)
			}
		})
	}
}

// TestRefusedAtStaging knows before anything is sent what a cell will not take.
func TestRefusedAtStaging(t *testing.T) {
	lists := sheetstest.Tab{ID: 9, Title: "My lists", Rows: [][]any{{"Words"}, {"Open"}, {"Shut"}}}
	for name, c := range map[string]struct {
		edit   sheetstest.Edit
		change change
		why    string
	}{
		"a word that a strict drop-down has not": {sheetstest.EditCell("E4", sheetstest.Ruled{Value: "Open", Words: []string{"Open", "Shut"}, Strict: true}),
			change{"1.1", plan.FieldProgress, asText("Half open")}, `the cell's drop-down list does not have it: it has "Open" and "Shut"`},
		"a text in a checkbox": {sheetstest.EditCell("E4", sheetstest.Ruled{Value: true}),
			change{"1.1", plan.FieldProgress, asText("nearly")}, "the cell is a checkbox"},
		"a colour that the sheet has not": {sheetstest.EditCell("F7", sheetstest.Filled{Fill: "F6B26B"}),
			change{"2.1", plan.FieldRAG, rating("blue")}, "has no cell in a colour for blue"},
		"a text that is too long": {sheetstest.EditCell("E4", "x"),
			change{"1.1", plan.FieldProgress, asText(strings.Repeat("x", MaxText+1))}, "longer than the 50000 characters"},
		"a control character": {sheetstest.EditCell("E4", "x"),
			change{"1.1", plan.FieldProgress, plan.Entry{Value: plan.Value{Kind: plan.KindText, Text: "bell\a"}, Typed: "bell\a"}}, "control character"},
		"a cell that is protected": {sheetstest.Protect("E4", "improvement.team@council.example"),
			change{"1.1", plan.FieldProgress, asText("Sent")}, "the cell is protected"},
		"a tab that is protected": {sheetstest.ProtectTab("Partners' plan", "F1:F9"),
			change{"1.1", plan.FieldProgress, asText("Sent")}, "the cell is protected"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, sheetstest.Options{}, partnersTab(), lists)
			w.Do(testID, c.edit)
			s := w.open()
			before := fmt.Sprint(wordsIn(s))
			staged := stage(t, s, work(planOf(t, s), c.change))
			if len(staged.Refusals()) != 1 || !strings.Contains(staged.Refusals()[0].Why, c.why) || len(staged.Changes()) != 0 {
				t.Fatalf("refused: %v, changes: %v", staged.Refusals(), staged.Changes())
			}
			if _, err := staged.Save(ctx); err == nil {
				t.Error("it was saved")
			}
			if w.Count(sheetstest.Write) != 0 || fmt.Sprint(wordsIn(w.open())) != before {
				t.Error("the sheet was written")
			}
		})
	}
}

// TestNewRowAmongColours adds an action under one that is rated by its colour:
// the new row does not take that colour over, and has its own where it has a
// rating.
func TestNewRowAmongColours(t *testing.T) {
	for _, given := range []string{"", "red"} {
		w := newWorld(t, sheetstest.Options{})
		for cell, fill := range map[string]string{"F4": "E06666", "F5": "E06666", "F6": "93C47D", "F7": "93C47D"} {
			w.Do(testID, sheetstest.EditCell(cell, sheetstest.Filled{Fill: fill}))
		}
		s := w.open()
		p := planOf(t, s)
		entries := map[plan.Field]plan.Entry{plan.FieldRef: asText("2.2"), plan.FieldAction: asText("New")}
		if given != "" {
			entries[plan.FieldRAG] = rating(given)
		}
		job := work(p)
		job.Rows = []table.NewRow{{Table: p.Tables[0].Name, Entries: plan.EntriesOf(entries)}}
		q := planOf(t, save(t, s, job))
		if got := q.Actions[4].Value(plan.FieldRAG); got.Text != given {
			t.Errorf("given %q, the new action is rated %q", given, got.Text)
		}
		if got := q.Actions[3].Value(plan.FieldRAG); got.Text != "green" {
			t.Errorf("the action above it is rated %q", got.Text)
		}
	}
}

// TestChipChangedMeanwhile has partners put another person's chip in a cell
// between reading and writing: what was entered is an @ as before, and what it
// says is not.
func TestChipChangedMeanwhile(t *testing.T) {
	chip := func(who string) sheetstest.Edit {
		return sheetstest.EditCell("E4", sheetstest.Chip{Text: "@", Shown: who, Email: []string{"x@y.example"}})
	}
	w := newWorld(t, sheetstest.Options{})
	w.Do(testID, chip("Officer Nine"))
	s := w.open()
	staged := stage(t, s, work(planOf(t, s), change{"1.1", plan.FieldProgress, asText("Sent")}))
	w.Do(testID, chip("Officer Ten"))
	if _, err := staged.Save(ctx); err == nil || w.Count(sheetstest.Write) != 0 {
		t.Errorf("it was written over: %v", err)
	}
}
