// Package copytest is the suite that every [table.Copy] must pass: the
// officers' workbook, the partners' Google Sheet, and the next one.
//
// A new back end is its folder, one line where the command makes it, and a
// test that lays [Rows] out in a spreadsheet of its kind and calls [Run]:
//
//	func TestCopy(t *testing.T) {
//		copytest.Run(t, func(t *testing.T) copytest.Harness {
//			path := lay(t, copytest.Rows())
//			return copytest.Harness{
//				Copy:  &csv.Copy{Path: path},
//				Shown: func() [][]string { return rowsOf(path) },
//				Type:  func(row, column int, words string) { typeInto(path, row, column, words) },
//				Trace: func() string { return sumOf(path) },
//			}
//		})
//	}
package copytest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"actionplan/plan"
	"actionplan/table"
)

// Harness is one spreadsheet with Rows in it, freshly made, and what a test
// does to it from outside.
type Harness struct {
	Copy table.Copy
	// Shown is every cell as somebody who opens the spreadsheet now sees it,
	// by rows from the first. What lies beyond Rows may be left out.
	Shown func() [][]string
	// Type is somebody else's typing into a cell; rows and columns count from 1.
	Type func(row, column int, words string)
	// Trace changes with every write to the spreadsheet, whoever makes it.
	Trace func() string
}

// Computed is a cell that a formula works out, and what it shows.
type Computed struct{ Formula, Shows string }

// Rows are the cells of the suite's plan: texts, blanks as "", and one
// Computed. Whoever lays them out keeps the texts texts.
func Rows() [][]any {
	return [][]any{
		{"Improvement plan"},
		{"Ref", "Action", "Lead", "Due date", "Progress", "Evidence"},
		{"1.1", "Write to every school", "Head of Service", "31 March 2026", "Letters drafted", "Letter to schools"},
		{"1.2", "Audit forty cases", "Principal Officer", "30 April 2026", "", Computed{`="Audit "&"report"`, "Audit report"}},
		{"1.10", "Train the front door team", "Head of Service", "29 May 2026", "Half are trained", "Register"},
	}
}

// The rows and columns of the plan that the suite names.
const (
	header, first, second, third                  = 2, 3, 4, 5
	lead, due, progress, evidence, beyondTheTable = 3, 4, 5, 6, 7
)

// Run runs the suite.
func Run(t *testing.T, lay func(*testing.T) Harness) {
	for _, law := range []struct {
		name string
		hold func(*suite)
	}{
		{"it is read, and read again as it stands then", (*suite).read},
		{"staging writes nothing and says what would be", (*suite).stage},
		{"saving writes exactly the changes", (*suite).save},
		{"what a cell will show is said before", (*suite).shows},
		{"a cell is cleared", (*suite).clear},
		{"what is there already is not written", (*suite).already},
		{"a cell that says something else is refused", (*suite).was},
		{"a row that is another action by now is refused", (*suite).anotherAction},
		{"a cell that a formula works out is refused, and nothing else written", (*suite).formula},
		{"a workbook or sheet that moved is not written", (*suite).moved},
		{"one that moved before it was staged is not written either", (*suite).movedEarly},
		{"a row is added under the last", (*suite).row},
		{"a row is put in right under an action", (*suite).rowWithin},
		{"rows put in in several places, and what is edited between them, are named where they stand", (*suite).rowsAmong},
		{"a column is added at the right edge", (*suite).column},
		{"without work nothing is written", (*suite).nothing},
		{"what was written is put back just as it stood", (*suite).exact},
	} {
		t.Run(law.name, func(t *testing.T) {
			s := &suite{T: t, Harness: lay(t)}
			s.before = s.Shown()
			s.p = s.Harness.read(t)
			law.hold(s)
		})
	}
}

type suite struct {
	*testing.T
	Harness
	before [][]string
	p      plan.Plan
}

var ctx = context.Background()

func (h Harness) read(t *testing.T) plan.Plan {
	t.Helper()
	p, err := h.Copy.Read(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// edit is a cell to write, addressed as the plan was read.
func (s *suite) edit(ref plan.Ref, f plan.Field, words string) plan.Edit {
	s.Helper()
	now := plan.Entry{Value: plan.Blank}
	if words != "" {
		now = plan.Entry{Value: plan.TextValue(words), Typed: words}
	}
	for _, a := range s.p.Actions {
		if was, ok := a.Lookup(f); ok && a.Ref == ref {
			return plan.Edit{ID: a.ID, Ref: ref, Field: f, Was: was, Now: now}
		}
	}
	s.Fatalf("action %s has no %s", ref, f)
	return plan.Edit{}
}

func (s *suite) staged(w table.Work) table.Staged {
	s.Helper()
	staged, err := s.Copy.Stage(ctx, w)
	if err != nil {
		s.Fatal(err)
	}
	s.wellSaid(staged.Outcome())
	return staged
}

// wellSaid expects an outcome to name every cell once, in order, and to say
// what it says in the latter half of a sentence.
func (s *suite) wellSaid(o table.Outcome) {
	s.Helper()
	said := append([]string(nil), o.Besides...)
	for i, c := range o.Changes {
		said = append(said, c.Notes...)
		if i > 0 {
			before := o.Changes[i-1]
			twice := before.Cell == c.Cell && before.New == c.New // a new row may stand where an edited one does now
			if twice || before.Cell.Row > c.Cell.Row || before.Cell.Row == c.Cell.Row && before.Cell.Column > c.Cell.Column {
				s.Errorf("the change of %s stands before that of %s", before.Cell, c.Cell)
			}
		}
	}
	for _, r := range o.Refusals {
		said = append(said, r.Why)
	}
	for _, n := range o.ByHand {
		said = append(said, n.Message)
	}
	for _, words := range said {
		if words == "" || strings.HasSuffix(words, ".") || strings.Contains(words, "\n") {
			s.Errorf("%q is not the latter half of a sentence", words)
		}
	}
}

func (s *suite) saved(w table.Work) plan.Plan {
	s.Helper()
	staged := s.staged(w)
	if refused := staged.Outcome().Refusals; len(refused) > 0 {
		s.Fatalf("refused: %v", refused)
	}
	after, err := staged.Save(ctx)
	if err != nil {
		s.Fatal(err)
	}
	now := s.Shown()
	for _, c := range staged.Outcome().Changes {
		at := c.Cell
		if !c.New {
			at = table.Moved(at, staged.Outcome().Inserted)
		}
		if got := said(now, at.Row, at.Column); got != c.Now {
			s.Errorf("%s was to show %q, and shows %q", c.Cell, c.Now, got)
		}
	}
	return after
}

// expect compares every cell with what was there before, but for some.
func (s *suite) expect(differ map[[2]int]string) {
	s.Helper()
	now := s.Shown()
	for row := 1; row <= max(len(s.before), len(now)); row++ {
		for column := 1; column <= beyondTheTable; column++ {
			want := said(s.before, row, column)
			if words, ok := differ[[2]int{row, column}]; ok {
				want = words
			}
			if got := said(now, row, column); got != want {
				s.Errorf("row %d, column %d says %q, want %q", row, column, got, want)
			}
		}
	}
}

func said(rows [][]string, row, column int) string {
	if row > len(rows) || column > len(rows[row-1]) {
		return ""
	}
	return rows[row-1][column-1]
}

func (s *suite) value(p plan.Plan, ref plan.Ref, f plan.Field) string {
	s.Helper()
	for _, a := range p.Actions {
		if a.Ref == ref {
			return a.Shown(f)
		}
	}
	s.Fatalf("there is no action %s", ref)
	return ""
}

func (s *suite) read() {
	var refs []plan.Ref
	for _, a := range s.p.Actions {
		refs = append(refs, a.Ref)
	}
	if want := []plan.Ref{"1.1", "1.2", "1.10"}; !slices.Equal(refs, want) {
		s.Fatalf("the actions are %v, want %v", refs, want)
	}
	place := s.Copy.Place()
	if place.Name == "" || len(place.Tabs) != 1 || !slices.Contains(place.All, place.Tabs[0]) || (place.File == "") == (place.Google == "") {
		s.Errorf("it lies in %+v", place)
	}
	s.Type(first, progress, "Letters sent")
	if got := s.value(s.Harness.read(s.T), "1.1", plan.FieldProgress); got != "Letters sent" {
		s.Errorf("read again it says %q, want what was typed since", got)
	}
	if !reflect.DeepEqual(s.Copy.Place(), place) {
		s.Errorf("it lies in %+v by now, was in %+v", s.Copy.Place(), place)
	}
}

func (s *suite) stage() {
	trace := s.Trace()
	e := s.edit("1.1", plan.FieldProgress, "Letters sent")
	o := s.staged(table.Work{Edits: []plan.Edit{e}}).Outcome()
	if len(o.Changes) != 1 || len(o.Refusals) > 0 {
		s.Fatalf("staged %+v, want one change", o)
	}
	c := o.Changes[0]
	if c.Cell != e.Was.Cell || c.Field != plan.FieldProgress || c.Was != "Letters drafted" || c.Now != "Letters sent" {
		s.Errorf("the change is %+v", c)
	}
	s.expect(nil)
	if s.Trace() != trace {
		s.Error("staging wrote something")
	}
}

func (s *suite) save() {
	after := s.saved(table.Work{Edits: []plan.Edit{
		s.edit("1.10", plan.FieldLead, "Director"),
		s.edit("1.1", plan.FieldProgress, "Letters sent"),
	}})
	s.expect(map[[2]int]string{{third, lead}: "Director", {first, progress}: "Letters sent"})
	for what, p := range map[string]plan.Plan{"what Save gave": after, "the next reading": s.Harness.read(s.T)} {
		if s.value(p, "1.10", plan.FieldLead) != "Director" || s.value(p, "1.1", plan.FieldProgress) != "Letters sent" {
			s.Errorf("%s does not say what was written", what)
		}
	}
	s.p = s.Harness.read(s.T)
	s.saved(table.Work{Edits: []plan.Edit{s.edit("1.1", plan.FieldProgress, "Letters answered")}})
	s.expect(map[[2]int]string{{third, lead}: "Director", {first, progress}: "Letters answered"})
}

// shows writes what another spreadsheet may show otherwise than its author typed
// it. What will be shown is said beforehand: saved holds the change to it.
func (s *suite) shows() {
	date, _ := plan.ParseISO("2027-02-01")
	for _, now := range []plan.Entry{
		{Value: date.Value(), Typed: "1/2/27"},
		{Value: plan.NumberValue("0.5"), Typed: "0.50"},
		{Value: plan.BooleanValue(true), Typed: "yes"},
		{Value: plan.TextValue("'tis"), Typed: "'tis"},
		{Value: plan.TextValue("=1+1"), Typed: "=1+1"},
	} {
		e := s.edit("1.1", plan.FieldProgress, "")
		if now.Value.Kind == plan.KindDate {
			e = s.edit("1.10", plan.FieldDue, "")
		}
		e.Now = now
		s.saved(table.Work{Edits: []plan.Edit{e}})
		s.p = s.Harness.read(s.T)
	}
}

func (s *suite) clear() {
	after := s.saved(table.Work{Edits: []plan.Edit{s.edit("1.1", plan.FieldProgress, "")}})
	s.expect(map[[2]int]string{{first, progress}: ""})
	if got := s.value(after, "1.1", plan.FieldProgress); got != "" {
		s.Errorf("it says %q, want a blank", got)
	}
}

func (s *suite) already() {
	trace := s.Trace()
	e := s.edit("1.1", plan.FieldProgress, "Letters drafted")
	e.Was = plan.Entry{Value: plan.TextValue("Nothing yet"), Typed: "Nothing yet", Cell: e.Was.Cell, Writable: true}
	staged := s.staged(table.Work{Edits: []plan.Edit{e}})
	if o := staged.Outcome(); len(o.Changes)+len(o.Refusals) > 0 {
		s.Errorf("staged %+v, want nothing: the cell says it", o)
	}
	if _, err := staged.Save(ctx); err != nil {
		s.Fatal(err)
	}
	s.expect(nil)
	if s.Trace() != trace {
		s.Error("something was written")
	}
}

// refused expects a refusal of one cell, and that saving all the same writes
// nothing.
func (s *suite) refused(w table.Work, cell plan.Cell, moved bool, why string) {
	s.Helper()
	trace := s.Trace()
	staged := s.staged(w)
	o := staged.Outcome()
	at := slices.IndexFunc(o.Refusals, func(r table.Refusal) bool { return r.Cell == cell })
	if at < 0 {
		s.Fatalf("staged %+v, want %s refused", o, cell)
	}
	if r := o.Refusals[at]; r.Moved != moved || !strings.Contains(r.Why, why) {
		s.Errorf("refused as %+v, want %q and moved %t", r, why, moved)
	}
	if _, err := staged.Save(ctx); err == nil {
		s.Error("it was saved although something is refused")
	}
	s.expect(nil)
	if s.Trace() != trace {
		s.Error("something was written")
	}
}

func (s *suite) was() {
	e := s.edit("1.1", plan.FieldProgress, "Letters sent")
	e.Was.Value, e.Was.Typed = plan.TextValue("Nothing yet"), "Nothing yet"
	other := s.edit("1.10", plan.FieldLead, "Director")
	s.refused(table.Work{Edits: []plan.Edit{other, e}}, e.Was.Cell, true, "no longer says")
}

func (s *suite) anotherAction() {
	e := s.edit("1.1", plan.FieldLead, "Director")
	from := s.p
	from.Actions = slices.Clone(from.Actions)
	from.Actions[0].Ref = "9.9"
	from.Actions[0].Entries = from.Actions[0].Own()
	s.refused(table.Work{Edits: []plan.Edit{e}, From: from}, e.Was.Cell, false, "another action")
}

func (s *suite) formula() {
	e := s.edit("1.2", plan.FieldEvidence, "Report of May")
	s.refused(table.Work{Edits: []plan.Edit{s.edit("1.10", plan.FieldLead, "Director"), e}}, e.Was.Cell, false, "formula")
}

// expectMoved saves, and expects to be told that somebody was there.
func (s *suite) expectMoved(staged table.Staged, theirs map[[2]int]string) {
	s.Helper()
	trace := s.Trace()
	var moved *table.MovedError
	if _, err := staged.Save(ctx); !errors.As(err, &moved) {
		s.Fatalf("saving gave %v, want a MovedError", err)
	}
	if moved.Where == "" || moved.Error() == "" {
		s.Errorf("it does not say what moved: %+v", moved)
	}
	if s.Trace() != trace {
		s.Error("something was written")
	}
	s.expect(theirs)
	again := s.Harness.read(s.T)
	if got := s.value(again, "1.2", plan.FieldLead); got != "Deputy Director" {
		s.Errorf("read again it says %q, want what somebody typed", got)
	}
	s.p = again
	s.saved(table.Work{Edits: []plan.Edit{s.edit("1.1", plan.FieldProgress, "Letters sent")}})
	theirs[[2]int{first, progress}] = "Letters sent"
	s.expect(theirs)
}

func (s *suite) moved() {
	staged := s.staged(table.Work{Edits: []plan.Edit{s.edit("1.1", plan.FieldProgress, "Letters sent")}})
	s.Type(second, lead, "Deputy Director")
	s.expectMoved(staged, map[[2]int]string{{second, lead}: "Deputy Director"})
}

func (s *suite) movedEarly() {
	e := s.edit("1.1", plan.FieldProgress, "Letters sent")
	s.Type(second, lead, "Deputy Director")
	s.expectMoved(s.staged(table.Work{Edits: []plan.Edit{e}}), map[[2]int]string{{second, lead}: "Deputy Director"})
}

func (s *suite) row() {
	entry := func(words string) plan.Entry { return plan.Entry{Value: plan.TextValue(words), Typed: words} }
	row := table.NewRow{Table: s.p.Tables[0].Name, Entries: plan.EntriesOf(map[plan.Field]plan.Entry{
		plan.FieldRef: entry("1.11"), plan.FieldAction: entry("Publish the offer"), plan.FieldLead: entry("Director"),
	})}
	both := table.Work{Edits: []plan.Edit{s.edit("1.1", plan.FieldProgress, "Letters sent")}, Rows: []table.NewRow{row}}
	hand := s.staged(both).Outcome().ByHand
	if !slices.ContainsFunc(hand, func(n plan.Note) bool {
		return n.Cell.Row == third+1 && n.Message == "left to fill in for 1.11: due, progress"
	}) {
		s.Errorf("what the new row leaves open is not said: %v", hand)
	}
	after := s.saved(both)
	s.expect(map[[2]int]string{{first, progress}: "Letters sent",
		{third + 1, 1}: "1.11", {third + 1, 2}: "Publish the offer", {third + 1, lead}: "Director"})
	if got := s.value(after, "1.11", plan.FieldAction); got != "Publish the offer" {
		s.Errorf("the new row says %q", got)
	}
	s.before = s.Shown()
	s.p = s.Harness.read(s.T)
	row.Table = "no such table"
	trace := s.Trace()
	staged := s.staged(table.Work{Rows: []table.NewRow{row}})
	if len(staged.Outcome().Refusals) == 0 {
		s.Error("a row was taken on for a table that is not there")
	}
	if _, err := staged.Save(ctx); err == nil || s.Trace() != trace {
		s.Error("it was saved all the same")
	}
	s.expect(nil)
}

func (s *suite) rowWithin() {
	entry := func(words string) plan.Entry { return plan.Entry{Value: plan.TextValue(words), Typed: words} }
	above := slices.IndexFunc(s.p.Actions, func(a plan.Action) bool { return a.Ref == "1.1" })
	after := s.saved(table.Work{Rows: []table.NewRow{{Table: s.p.Tables[0].Name, After: s.p.Actions[above].ID, Entries: plan.EntriesOf(map[plan.Field]plan.Entry{
		plan.FieldRef: entry("1.11"), plan.FieldAction: entry("Publish the offer"),
	})}}})
	differ := map[[2]int]string{}
	for column := 1; column <= beyondTheTable; column++ {
		differ[[2]int{second, column}] = ""
		differ[[2]int{second + 1, column}] = said(s.before, second, column)
		differ[[2]int{third + 1, column}] = said(s.before, third, column)
	}
	differ[[2]int{second, 1}], differ[[2]int{second, 2}] = "1.11", "Publish the offer"
	s.expect(differ)
	if got := s.value(after, "1.2", plan.FieldAction); got != "Audit forty cases" {
		s.Errorf("the action under the new row says %q", got)
	}
}

// rowsAmong puts rows in under the first action and the last, and edits the one between
// them, which stands now where the first new one will: each change says what its own
// cell says, and how the edited one stood.
func (s *suite) rowsAmong() {
	entry := func(words string) plan.Entry { return plan.Entry{Value: plan.TextValue(words), Typed: words} }
	row := func(after, ref plan.Ref, words string) table.NewRow {
		under := slices.IndexFunc(s.p.Actions, func(a plan.Action) bool { return a.Ref == after })
		return table.NewRow{Table: s.p.Tables[0].Name, After: s.p.Actions[under].ID, Entries: plan.EntriesOf(map[plan.Field]plan.Entry{
			plan.FieldRef: entry(string(ref)), plan.FieldAction: entry(words), plan.FieldLead: entry("Director"),
		})}
	}
	e := s.edit("1.2", plan.FieldLead, "Deputy Director")
	work := table.Work{Edits: []plan.Edit{e}, Rows: []table.NewRow{row("1.10", "1.13", "Publish the offer"), row("1.1", "1.11", "Name a link worker"), row("1.1", "1.12", "Name a deputy")}}
	stood := map[plan.Cell]table.State{}
	says := map[string]string{}
	for _, c := range s.staged(work).Outcome().Changes {
		what := ""
		if c.New {
			what = "new "
		} else {
			stood[c.Cell] = c.Stood
		}
		says[fmt.Sprintf("%s%d/%d", what, c.Cell.Row, c.Cell.Column)] = c.Now
	}
	after := s.saved(work)
	want := map[string]string{fmt.Sprintf("%d/%d", second, lead): "Deputy Director"}
	for ref, number := range map[plan.Ref]int{"1.11": second, "1.12": second + 1, "1.13": third + 3} {
		for column, f := range []plan.Field{plan.FieldRef, plan.FieldAction, plan.FieldLead} {
			want[fmt.Sprintf("new %d/%d", number, column+1)] = s.value(after, ref, f)
		}
	}
	if !maps.Equal(says, want) {
		s.Errorf("the changes are said to be %q, want %q", says, want)
	}
	s.p = after
	back := s.edit("1.2", plan.FieldLead, "")
	back.Now = e.Was
	after = s.saved(table.Work{Edits: []plan.Edit{back}, Exact: map[plan.Cell]table.State{back.Was.Cell: stood[e.Was.Cell]}})
	if got := s.value(after, "1.2", plan.FieldLead); got != e.Was.Value.Text {
		s.Errorf("put back, the lead is %q, want %q", got, e.Was.Value.Text)
	}
}

func (s *suite) column() {
	name := s.p.Tables[0].Name
	after := s.saved(table.Work{Columns: []table.NewColumn{{Table: name, Heading: "Outcome"}}})
	s.expect(map[[2]int]string{{header, beyondTheTable}: "Outcome"})
	if !after.Has(plan.FieldOutcome) {
		s.Error("the new column is not read")
	}
	s.before = s.Shown()
	s.p = s.Harness.read(s.T)
	trace := s.Trace()
	staged := s.staged(table.Work{Columns: []table.NewColumn{{Table: name, Heading: "outcome"}}})
	if len(staged.Outcome().Refusals) == 0 {
		s.Error("a heading was taken on that is there already")
	}
	if _, err := staged.Save(ctx); err == nil || s.Trace() != trace {
		s.Error("it was saved all the same")
	}
	s.expect(nil)
}

func (s *suite) nothing() {
	trace := s.Trace()
	staged := s.staged(table.Work{})
	if o := staged.Outcome(); len(o.Changes)+len(o.Refusals)+len(o.Besides) > 0 || o.Mark != "" {
		s.Errorf("staged %+v without work", o)
	}
	after, err := staged.Save(ctx)
	if err != nil {
		s.Fatal(err)
	}
	if !reflect.DeepEqual(after.Actions, s.p.Actions) {
		s.Error("saving nothing gave another plan than was read")
	}
	if s.Trace() != trace {
		s.Error("something was written without work")
	}
	s.expect(nil)
}

// exact writes a filled cell, a blank one and a date, and puts them back with
// what the changes said of how they stood.
func (s *suite) exact() {
	edits := []plan.Edit{
		s.edit("1.1", plan.FieldProgress, "Letters sent"),
		s.edit("1.2", plan.FieldProgress, "Begun"),
		s.edit("1.10", plan.FieldLead, ""),
		s.edit("1.1", plan.FieldDue, "2026-04-01"),
	}
	date, _ := plan.ParseISO("2026-04-01")
	edits[3].Now = plan.Entry{Value: date.Value(), Typed: "1 April 2026"}
	staged := s.staged(table.Work{Edits: edits})
	stood := map[plan.Cell]table.State{}
	for _, c := range staged.Outcome().Changes {
		kept, err := json.Marshal(c.Stood)
		var again table.State
		if err != nil || json.Unmarshal(kept, &again) != nil || again == "" || again != c.Stood {
			s.Errorf("how %s stood is %q, and %q once it was kept in a file (%v)", c.Cell, c.Stood, again, err)
		}
		stood[c.Cell] = again
	}
	if _, err := staged.Save(ctx); err != nil {
		s.Fatal(err)
	}
	was := s.p
	s.p = s.Harness.read(s.T)
	var back []plan.Edit
	for _, e := range edits {
		b := s.edit(e.Ref, e.Field, "")
		b.Now = e.Was
		back = append(back, b)
	}
	after := s.saved(table.Work{Edits: back, Exact: stood})
	s.expect(nil)
	for _, e := range edits {
		if got, want := s.value(after, e.Ref, e.Field), s.value(was, e.Ref, e.Field); got != want {
			s.Errorf("%s of %s says %q, want %q as before", e.Field, e.Ref, got, want)
		}
	}
	s.p = s.Harness.read(s.T)
	if o := s.staged(table.Work{Edits: back, Exact: stood}).Outcome(); len(o.Changes) > 0 {
		s.Errorf("put back once more, %v would change", o.Changes)
	}
}
