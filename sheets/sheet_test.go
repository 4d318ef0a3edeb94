package sheets

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"actionplan/plan"
	"actionplan/sheets/sheetstest"
	"actionplan/table"
)

// TestOpen reads a sheet as a person sees it, in one call.
func TestOpen(t *testing.T) {
	w := newWorld(t, sheetstest.Options{})
	p := planOf(t, w.open())
	if n := w.Count(sheetstest.Read); n != 1 {
		t.Errorf("opening took %d reads", n)
	}
	if len(p.Actions) != 4 || p.Tables[0].Header != 3 {
		t.Fatalf("read %d actions under row %d", len(p.Actions), p.Tables[0].Header)
	}
	a := p.Actions[2]
	if a.Ref != "1.10" || a.Value(plan.FieldDue) != day("2026-05-29").Value || a.Value(plan.FieldRAG).Text != "green" {
		t.Errorf("the third action is %+v", a)
	}
	if e := a.Entry(plan.FieldDue); e.Cell.String() != "'Partners'' plan'!D6" || e.Typed != "29/05/2026" {
		t.Errorf("its due date stands in %s and is shown as %q", e.Cell, e.Typed)
	}
}

// TestRenamedTabIsFound opens the tab that was agreed under another title.
func TestRenamedTabIsFound(t *testing.T) {
	w := newWorld(t, sheetstest.Options{})
	w.Do(testID, sheetstest.RenameTab("Partners' plan", "Plan 2026"))
	if p := planOf(t, w.open()); p.Tables[0].Sheet != "Plan 2026" || len(p.Actions) != 4 {
		t.Errorf("read %+v", p.Tables)
	}
}

// TestTabThatIsGone names the tab, and writes nothing.
func TestTabThatIsGone(t *testing.T) {
	w := newWorld(t, sheetstest.Options{})
	w.Do(testID, sheetstest.DeleteTab("Partners' plan"))
	_, err := Open(ctx, w.client, w.place)
	var refused *Refusal
	if !errors.As(err, &refused) || refused.Hint() == "" {
		t.Errorf("got %v", err)
	}
}

// TestCalls counts the calls of a run that changes nothing and of one that
// changes cells, for few actions and for many.
func TestCalls(t *testing.T) {
	for name, actions := range map[string]int{"10": 10, "10,000": 10_000} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, sheetstest.Options{}, bigTab(actions))
			s := w.open()
			p := planOf(t, s)
			if len(p.Actions) != actions {
				t.Fatalf("read %d actions", len(p.Actions))
			}
			save(t, s, work(p))
			if r, wr := w.Count(sheetstest.Read), w.Count(sheetstest.Write); r != 1 || wr != 0 {
				t.Errorf("an unchanged run took %d reads and %d writes", r, wr)
			}
			w.Forget()
			s = w.open()
			after := save(t, s, work(planOf(t, s), change{p.Actions[3].Ref, plan.FieldProgress, asText("Done by all")}, change{p.Actions[8].Ref, plan.FieldDue, day("2026-12-01")}))
			if r, wr := w.Count(sheetstest.Read), w.Count(sheetstest.Write); r != 2 || wr != 1 {
				t.Errorf("a changed run took %d reads and %d writes", r, wr)
			}
			if sent := w.Received(); sent > 3_000 {
				t.Errorf("two cells took %d bytes to write", sent)
			}
			if got := planOf(t, after).Actions[3].Shown(plan.FieldProgress); got != "Done by all" {
				t.Errorf("the answer says %q", got)
			}
		})
	}
}

func bigTab(actions int) sheetstest.Tab {
	tab := sheetstest.Tab{ID: 7, Title: "Plan", Rows: [][]any{{"Ref", "Action", "Lead", "Due date", "Progress", "RAG"}}}
	for i := range actions {
		ref := plan.ColumnLetters(i+1) + "/1"
		tab.Rows = append(tab.Rows, []any{ref, "Do the thing called " + ref, "Head of service", "31/03/2026", "Begun", "Amber"})
	}
	return tab
}

// TestWritesOnlyWhatIsMeant writes a text, a date, a number's place and a
// clearing, and looks that every other cell says what it said.
func TestWritesOnlyWhatIsMeant(t *testing.T) {
	w := newWorld(t, sheetstest.Options{})
	w.Do(testID, sheetstest.Note("E4", "Ask the nurse"), sheetstest.Protect("A1:F2", "improvement.team@council.example"))
	s := w.open()
	adoption, err := s.Adopt(ctx, planOf(t, s), Wishes{Ratings: []string{"Red", "Amber", "Green"}})
	if err == nil {
		_, err = adoption.Save(ctx, []Part{PartDropDowns})
	}
	if err != nil {
		t.Fatal(err)
	}
	s = w.open()
	before, others := wordsIn(s), fmt.Sprint(w.Shown(testID, "Notes"))
	after := save(t, s, work(planOf(t, s),
		change{"1.1", plan.FieldRAG, asText("Red")},
		change{"1.1", plan.FieldProgress, asText("Sent to all\nand answered by twelve")},
		change{"1.2", plan.FieldProgress, asText("Begun")},
		change{"1.10", plan.FieldDue, day("2026-07-31")},
		change{"2.1", plan.FieldProgress, asText("")},
	))
	want := maps.Clone(before)
	tab := "'Partners'' plan'!"
	want[tab+"E4"], want[tab+"E5"], want[tab+"D6"] = "Sent to all\nand answered by twelve", "Begun", "31/07/2026"
	want[tab+"F4"] = "Red"
	delete(want, tab+"E7")
	if c := w.Cell(testID, "Partners' plan!E4"); c.Note != "Ask the nurse" {
		t.Errorf("the note is %q", c.Note)
	}
	if c := w.Cell(testID, "Partners' plan!F4"); !c.Rule {
		t.Error("the drop-down is gone")
	}
	if now := fmt.Sprint(w.Shown(testID, "Notes")); now != others {
		t.Errorf("another tab says %s", now)
	}
	for _, now := range []*Sheet{after, w.open()} {
		if got := wordsIn(now); !maps.Equal(got, want) {
			t.Errorf("the sheet says %v\nwant %v", got, want)
		}
	}
}

// TestDateWhereNoneStood writes a date into a cell that showed none, and leaves
// one batch's mark behind however often it writes.
func TestDateWhereNoneStood(t *testing.T) {
	w := newWorld(t, sheetstest.Options{})
	for _, iso := range []string{"2026-07-31", "1899-12-31", "2100-02-28"} {
		s := w.open()
		after := save(t, s, work(planOf(t, s), change{"1.2", plan.FieldProgress, day(iso)}))
		want := iso[8:] + "/" + iso[5:7] + "/" + iso[:4]
		if c := w.Cell(testID, "Partners' plan!E5"); c.Format != "DATE" || c.Shown != want {
			t.Errorf("%s is kept as %+v", iso, c)
		}
		if n := len(after.marks); n != 1 {
			t.Errorf("the sheet carries %d batches", n)
		}
	}
}

// TestTwoTablesInOneTab adds an action to the upper table and changes cells of
// the lower one, which then stands further down.
func TestTwoTablesInOneTab(t *testing.T) {
	tab := partnersTab()
	tab.Rows = append(tab.Rows[:7:7], []any{}, []any{"Ref", "Action", "Lead", "Due date", "Progress", "RAG"},
		[]any{"3.1", "Open the family hub", "Health visitor", "", "Site found", "Amber"}, []any{"3.2", "Close the old one", "Estates", "", "", "Red"})
	w := newWorld(t, sheetstest.Options{}, tab)
	s := w.open()
	p := planOf(t, s)
	if len(p.Tables) != 2 {
		t.Fatalf("read %d tables", len(p.Tables))
	}
	job := work(p, change{"3.2", plan.FieldProgress, asText("Sold")}, change{"1.1", plan.FieldProgress, asText("Sent")})
	job.Rows = []table.NewRow{
		{Table: p.Tables[0].Name, Entries: plan.EntriesOf(map[plan.Field]plan.Entry{plan.FieldRef: asText("2.2"), plan.FieldAction: asText("New above")})},
		{Table: p.Tables[1].Name, Entries: plan.EntriesOf(map[plan.Field]plan.Entry{plan.FieldRef: asText("3.3"), plan.FieldAction: asText("New below")})},
	}
	q := planOf(t, save(t, s, job))
	if len(q.Actions) != len(p.Actions)+2 {
		t.Errorf("there are %d actions", len(q.Actions))
	}
	for _, a := range q.Actions {
		if want := map[plan.Ref]string{"3.2": "Sold", "1.1": "Sent"}[a.Ref]; want != "" && a.Shown(plan.FieldProgress) != want {
			t.Errorf("%s says %q", a.Ref, a.Shown(plan.FieldProgress))
		}
	}
	if w.Count(sheetstest.Write) != 1 {
		t.Errorf("it took %d writes", w.Count(sheetstest.Write))
	}
}

// TestRowBesideFormulas adds an action to a table with a column that formulas
// work out, and leaves the formula to a person.
func TestRowBesideFormulas(t *testing.T) {
	tab := partnersTab()
	tab.Rows[2] = append(tab.Rows[2], "Length")
	for i := 3; i < 7; i++ {
		tab.Rows[i] = append(tab.Rows[i], sheetstest.Formula{Text: fmt.Sprintf("=LEN(B%d)", i+1), Result: 20.0})
	}
	w := newWorld(t, sheetstest.Options{}, tab)
	s := w.open()
	p := planOf(t, s)
	job := work(p)
	job.Rows = []table.NewRow{{Table: p.Tables[0].Name, Entries: plan.EntriesOf(map[plan.Field]plan.Entry{plan.FieldRef: asText("2.2"), plan.FieldAction: asText("New")})}}
	staged, err := s.Stage(job)
	if err != nil {
		t.Fatal(err)
	}
	notes := staged.Notes()
	if len(notes) != 2 || notes[0].Cell.String() != "'Partners'' plan'!C8" || notes[0].Message != "left to fill in for 2.2: lead, due, progress, RAG" ||
		notes[1].Cell.String() != "'Partners'' plan'!G8" || !strings.Contains(notes[1].Message, "copy the formula down") {
		t.Errorf("what is left to a person: %v", notes)
	}
}

// TestHostileText writes texts that want to be something else, and reads them
// back as the same texts.
func TestHostileText(t *testing.T) {
	texts := []string{
		`=IMPORTXML("https://elsewhere.example","//x")`, `=HYPERLINK("https://elsewhere.example","Sign in")`, "+44 20 7946 0000", "-1+1", "@SUM(A1)",
		"<script>alert(1)</script>", "<b>bold</b> & more", "'led by a quote", "''", "007", "1-2", "31/03/2026", "TRUE", "1e5", "£100.15", "50%",
		"👩‍👧 family 🏳️‍🌈", "שלום עולם", "مرحبا", "\u202eevil", "line\nbreak", "\ttab", strings.Repeat("x", MaxText), strings.Repeat("é", MaxText), " ",
	}
	w := newWorld(t, sheetstest.Options{})
	for _, words := range texts {
		s := w.open()
		e := plan.Entry{Value: plan.Value{Kind: plan.KindText, Text: words}, Typed: words}
		p := planOf(t, s)
		after := save(t, s, work(p, change{"1.2", plan.FieldProgress, e}))
		for _, now := range []*Sheet{after, w.open()} {
			c := now.Tabs[0].cell(5, 5)
			if c.UserEnteredValue == nil || c.UserEnteredValue.StringValue == nil || *c.UserEnteredValue.StringValue != words {
				t.Errorf("%.40q came back as %+v", words, c.UserEnteredValue)
			}
		}
	}
	s := w.open()
	staged := stage(t, s, work(planOf(t, s), change{"1.2", plan.FieldProgress, asText(strings.Repeat("x", MaxText+1))}))
	if len(staged.Refusals()) != 1 || !strings.Contains(staged.Refusals()[0].Why, "longer than the 50000 characters") {
		t.Errorf("a text that is too long: %v", staged.Refusals())
	}
}

// TestRefusedCells tries to write where nothing may be written: the sheet
// stays as it was.
func TestRefusedCells(t *testing.T) {
	for name, c := range map[string]struct {
		edit  sheetstest.Edit
		field plan.Field
		want  string
	}{
		"a formula":        {sheetstest.EditCell("E4", sheetstest.Formula{Text: "=1+1", Result: 2}), plan.FieldProgress, "worked out by a formula"},
		"a protected cell": {sheetstest.Protect("E1:E9", "improvement.team@council.example"), plan.FieldProgress, "is protected"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, sheetstest.Options{})
			w.Do(testID, c.edit)
			s := w.open()
			before := wordsIn(s)
			staged := stage(t, s, work(planOf(t, s), change{"1.1", c.field, asText("Ours")}))
			if len(staged.Refusals()) != 1 || !strings.Contains(staged.Refusals()[0].Why, c.want) {
				t.Fatalf("refused: %v", staged.Refusals())
			}
			if _, err := staged.Save(ctx); err == nil {
				t.Error("it was saved")
			}
			if w.Count(sheetstest.Write) != 0 || !maps.Equal(before, wordsIn(w.open())) {
				t.Error("the sheet was written")
			}
		})
	}
}

// TestProtectedMeanwhile has a cell protected between reading and writing:
// Google refuses the whole batch.
func TestProtectedMeanwhile(t *testing.T) {
	w := newWorld(t, sheetstest.Options{})
	s := w.open()
	before := wordsIn(s)
	staged := stage(t, s, work(planOf(t, s), change{"1.1", plan.FieldProgress, asText("Ours")}, change{"2.1", plan.FieldProgress, asText("Ours too")}))
	w.Script(testID, sheetstest.BeforeWrite, 1, sheetstest.Protect("E4", "improvement.team@council.example"))
	_, err := staged.Save(ctx)
	var refused *Refusal
	if !errors.As(err, &refused) || refused.Kind != Protected {
		t.Errorf("got %v", err)
	}
	if now := wordsIn(w.open()); !maps.Equal(before, now) {
		t.Errorf("the sheet says %v", now)
	}
}

// TestNewRows adds actions under the table, above what stands there.
func TestNewRows(t *testing.T) {
	w := newWorld(t, sheetstest.Options{})
	s := w.open()
	p := planOf(t, s)
	job := work(p)
	for _, ref := range []string{"2.2", "2.3"} {
		job.Rows = append(job.Rows, table.NewRow{Table: p.Tables[0].Name, Entries: plan.EntriesOf(map[plan.Field]plan.Entry{
			plan.FieldRef: asText(ref), plan.FieldAction: asText("New action " + ref), plan.FieldDue: day("2026-09-30"),
		})})
	}
	after := save(t, s, job)
	q := planOf(t, after)
	if len(q.Actions) != 6 || q.Actions[4].Ref != "2.2" || q.Actions[5].Shown(plan.FieldDue) != "30/09/2026" {
		t.Errorf("the plan has %d actions: %+v", len(q.Actions), q.Actions[4:])
	}
	if got := wordsIn(after)["'Partners'' plan'!A11"]; !strings.HasPrefix(got, "Ask the improvement team") {
		t.Errorf("what stood under the table is now %q", got)
	}
}

// TestNewRowsOfTwoTables names the cells of new rows where they stand once all rows
// are in, and says where rows are put in, also where a tab has two tables; a cell
// below them is found again where it stands by then.
func TestNewRowsOfTwoTables(t *testing.T) {
	tab := partnersTab()
	tab.Rows = append(slices.Clone(tab.Rows[:8]), tab.Rows[2],
		[]any{"3.1", "Visit every home", "Head of service", tab.Rows[3][3], "Slow", "Amber"}, []any{}, tab.Rows[8])
	w := newWorld(t, sheetstest.Options{}, tab)
	s := w.open()
	p := planOf(t, s)
	if len(p.Tables) != 2 {
		t.Fatalf("the tab has %d tables", len(p.Tables))
	}
	job := work(p, change{"3.1", plan.FieldProgress, asText("Faster")})
	for i, ref := range []string{"3.2", "2.2", "2.3"} { // whatever their order
		job.Rows = append(job.Rows, table.NewRow{Table: p.Tables[max(0, 1-i)].Name, Entries: plan.EntriesOf(map[plan.Field]plan.Entry{
			plan.FieldRef: asText(ref), plan.FieldAction: asText("New action " + ref),
		})})
	}
	outcome := stage(t, s, job).Outcome()
	said := wordsIn(save(t, s, job))
	for _, c := range outcome.Changes {
		at := c.Cell
		if c.Field == plan.FieldProgress {
			at = table.Moved(at, outcome.Inserted)
		}
		if said[at.String()] != c.Now {
			t.Errorf("%s was to say %q, and says %q", at, c.Now, said[at.String()])
		}
	}
	want := []table.Inserted{{Sheet: tab.Title, Row: 13, N: 1}, {Sheet: tab.Title, Row: 8, N: 2}}
	if !slices.Equal(outcome.Inserted, want) {
		t.Errorf("rows are put in at %v, want %v", outcome.Inserted, want)
	}
}

// TestNewColumn adds a heading at the table's right edge, also where the tab
// ends there.
func TestNewColumn(t *testing.T) {
	tab := partnersTab()
	tab.ColumnCount = 6
	w := newWorld(t, sheetstest.Options{}, tab)
	s := w.open()
	p := planOf(t, s)
	job := work(p)
	job.Columns = []table.NewColumn{{Table: p.Tables[0].Name, Heading: "Outcome"}}
	if q := planOf(t, save(t, s, job)); !q.Has(plan.FieldOutcome) {
		t.Errorf("the columns are %+v", q.Columns)
	}
}

// TestMarksFollowAndVouch adopts a sheet, loses a ref and reads it all the same.
func TestMarksFollowAndVouch(t *testing.T) {
	w := newWorld(t, sheetstest.Options{})
	s := w.open()
	adoption, err := s.Adopt(ctx, planOf(t, s), Wishes{Officers: []plan.Field{plan.FieldAction}, Ratings: []string{"Red", "Amber", "Green"}, Note: "Type as ever."})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := adoption.Save(ctx, Parts); err != nil {
		t.Fatal(err)
	}
	w.Do(testID, sheetstest.InsertRowAbove("Partners' plan", 1), sheetstest.EditCell("A6", nil), sheetstest.EditCell("B6", "Audit fifty cases instead"))
	p := planOf(t, w.open())
	if len(p.Actions) != 4 || p.Actions[1].Ref != "1.2" {
		t.Errorf("the rows are %v, %v", p.Actions[0].Ref, p.Actions[1].Ref)
	}
	again, err := w.open().Adopt(ctx, p, Wishes{Officers: []plan.Field{plan.FieldAction}, Ratings: []string{"Red", "Amber", "Green"}, Note: "Type as ever."})
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range again.Steps {
		if !step.Done && step.Part != PartFreeze {
			t.Errorf("adopted once, it would still set %s: %s", step.Part, step.Words)
		}
	}
}

// TestFill puts a plan into an empty tab, and into no other.
func TestFill(t *testing.T) {
	w := newWorld(t, sheetstest.Options{}, sheetstest.Tab{ID: 7, Title: "Sheet1", RowCount: 3, ColumnCount: 2})
	from := newWorld(t, sheetstest.Options{})
	p := planOf(t, from.open())
	after, err := w.open().Fill(ctx, Sharing{Columns: p.Columns, Actions: p.Actions})
	if err != nil {
		t.Fatal(err)
	}
	q := planOf(t, after)
	if len(q.Actions) != len(p.Actions) {
		t.Fatalf("%d of %d actions", len(q.Actions), len(p.Actions))
	}
	for i := range p.Actions {
		for f, e := range p.Actions[i].All() {
			if q.Actions[i].Value(f) != e.Value {
				t.Errorf("%s %s says %v, want %v", p.Actions[i].Ref, f, q.Actions[i].Value(f), e.Value)
			}
		}
	}
	before := wordsIn(from.open())
	if _, err := from.open().Fill(ctx, Sharing{Columns: p.Columns, Actions: p.Actions}); err == nil {
		t.Error("a sheet that holds something was filled")
	}
	if !maps.Equal(before, wordsIn(from.open())) {
		t.Error("it was written")
	}
}
