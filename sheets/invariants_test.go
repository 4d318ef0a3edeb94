package sheets

import (
	"context"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	api "google.golang.org/api/sheets/v4"

	"actionplan/plan"
	"actionplan/sheets/sheetstest"
	"actionplan/table"
)

// The live run asks Google itself what the practice server is asked in every
// run:
//
//	ACTIONPLAN_LIVE_SHEET=https://docs.google.com/spreadsheets/d/…/edit#gid=0 \
//	ACTIONPLAN_LIVE_KEY=key.json go test ./sheets -run Invariants -live -v
//
// The sheet must be empty, and shared with the account as an editor. It is
// left filled. Without a key the machine's own sign-in is used.
var live = flag.Bool("live", false, "ask Google itself, with the empty sheet named by ACTIONPLAN_LIVE_SHEET")

// LiveClient signs in to Google itself; signing in is another package, which
// this one knows nothing of.
var LiveClient func(context.Context) (*Client, error)

// grade is what is known of a behaviour of the Sheets API.
type grade string

const (
	recorded   grade = "recorded"   // in recorded traffic
	documented grade = "documented" // in Google's documentation
	unverified grade = "unverified" // assumed; nobody here has seen Google do it
)

// invariant is something the client builds on.
type invariant struct {
	name  string
	grade grade
	hold  func(t *testing.T, l *liveSheet)
}

// liveSheet is the sheet that is asked about, and its tab.
type liveSheet struct {
	client *Client
	place  Place
	google bool
}

func (l *liveSheet) open(t *testing.T) *Sheet {
	t.Helper()
	s, err := Open(ctx, l.client, l.place)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// batch sends requests as they are, and says what came back.
func (l *liveSheet) batch(t *testing.T, requests ...*api.Request) error {
	t.Helper()
	service, err := l.client.service(ctx)
	if err != nil {
		t.Fatal(err)
	}
	_, err = service.Spreadsheets.BatchUpdate(l.place.ID, &api.BatchUpdateSpreadsheetRequest{Requests: requests}).Context(Once(ctx)).Do()
	return err
}

func (l *liveSheet) tab() int64 { return *l.place.Tab }

// set writes one text with updateCells.
func (l *liveSheet) set(row, column int, words string) *api.Request {
	return (&target{tab: &Tab{ID: l.tab()}, row: row, column: column, value: &api.ExtendedValue{StringValue: &words}}).update(row)
}

func (l *liveSheet) mark(id int64, row int, value string) *api.Request {
	m := rowMark(&Tab{ID: l.tab()}, row, value)
	m.CreateDeveloperMetadata.DeveloperMetadata.MetadataId = id
	return m
}

// The sheet as the invariants find it: headings, then ten actions.
func seed() Sharing {
	columns := []plan.Column{{Heading: "Ref", Field: plan.FieldRef}, {Heading: "Action", Field: plan.FieldAction}, {Heading: "Due date", Field: plan.FieldDue}, {Heading: "Progress", Field: plan.FieldProgress}}
	s := Sharing{Columns: columns}
	for i := range 10 {
		s.Actions = append(s.Actions, plan.Action{Ref: plan.Ref(fmt.Sprintf("1.%d", i+1)), Entries: plan.EntriesOf(map[plan.Field]plan.Entry{
			plan.FieldRef: asText(fmt.Sprintf("1.%d", i+1)), plan.FieldAction: asText(fmt.Sprintf("Do the thing called %c", 'A'+i)),
			plan.FieldDue: day("2026-03-31"), plan.FieldProgress: asText("Begun"),
		})})
	}
	return s
}

var invariants = []invariant{
	{"a tab is read by its number, and no other tab with it", documented, func(t *testing.T, l *liveSheet) {
		if s := l.open(t); len(s.Tabs) != 1 || s.Tabs[0].ID != l.tab() || len(planOf(t, s).Actions) != 10 {
			t.Errorf("read %d tabs", len(s.Tabs))
		}
	}},
	{"a ref such as 1.10 stays the text it is", documented, func(t *testing.T, l *liveSheet) {
		if p := planOf(t, l.open(t)); p.Actions[9].Ref != "1.10" {
			t.Errorf("it is %q", p.Actions[9].Ref)
		}
	}},
	{"a day is kept as a number and shown the UK way", recorded, func(t *testing.T, l *liveSheet) {
		if e := planOf(t, l.open(t)).Actions[0].Entry(plan.FieldDue); e.Value != day("2026-03-31").Value || e.Typed != "31/03/2026" {
			t.Errorf("it is %+v", e)
		}
	}},
	{"texts sent as texts are never parsed", documented, func(t *testing.T, l *liveSheet) {
		for _, words := range []string{"=1+1", "+1", "-1", "@x", "007", "1-2", "31/03/2026", "TRUE", "£1.50", "50%", "'quoted", "<b>x</b>", "👩‍👧", "שלום", "a\nb"} {
			if err := l.batch(t, l.set(2, 4, words)); err != nil {
				t.Fatal(err)
			}
			c := l.open(t).Tabs[0].cell(2, 4).UserEnteredValue
			if c == nil || c.StringValue == nil || *c.StringValue != words {
				t.Errorf("%q came back as %+v", words, c)
			}
		}
	}},
	{"a cell's look stays where only its value is written", documented, func(t *testing.T, l *liveSheet) {
		number := 46_000.0
		err := l.batch(t, (&target{tab: &Tab{ID: l.tab()}, row: 3, column: 3, value: &api.ExtendedValue{NumberValue: &number}}).update(3))
		if err != nil {
			t.Fatal(err)
		}
		if c := l.open(t).Tabs[0].cell(3, 3); formatOf(c) != "DATE" || c.FormattedValue != "09/12/2025" {
			t.Errorf("it is shown as %q", c.FormattedValue)
		}
	}},
	{"a batch with one bad request changes nothing", documented, func(t *testing.T, l *liveSheet) {
		before := l.open(t)
		err := l.batch(t, l.set(2, 4, "half a batch"), &api.Request{UpdateSheetProperties: &api.UpdateSheetPropertiesRequest{
			Properties: &api.SheetProperties{SheetId: 999_999, Title: "No such tab"}, Fields: "title",
		}})
		if err == nil || !l.open(t).Same(before) {
			t.Errorf("the batch was carried out: %v", err)
		}
	}},
	{"a batch whose id is in use is refused whole", unverified, func(t *testing.T, l *liveSheet) {
		s := l.open(t)
		id := newBatchID()
		if err := l.batch(t, append(s.markBatch(id), l.set(2, 4, "first"))...); err != nil {
			t.Fatal(err)
		}
		s = l.open(t)
		if !s.Carries(id) {
			t.Fatal("the sheet does not show the batch's id")
		}
		s.marks = nil
		err := l.batch(t, append(s.markBatch(id), l.set(2, 4, "second"))...)
		if said := l.open(t).Tabs[0].cell(2, 4).FormattedValue; err == nil || said != "first" {
			t.Errorf("the cell says %q, and the error is %v", said, err)
		}
		if err != nil && !isBatchThere(err) {
			t.Errorf("the refusal reads otherwise than is looked for: %v", err)
		}
	}},
	{"the answer to a batch holds how the tab stands afterwards", unverified, func(t *testing.T, l *liveSheet) {
		s := l.open(t)
		after := save(t, s, work(planOf(t, s), change{"1.4", plan.FieldProgress, asText("In the answer")}))
		if got := planOf(t, after).Actions[3].Shown(plan.FieldProgress); got != "In the answer" || len(after.marks) != 1 {
			t.Errorf("the answer says %q and carries %d batches", got, len(after.marks))
		}
		if !after.Same(l.open(t)) {
			t.Error("reading it again says something else")
		}
	}},
	{"a row's mark goes with it when rows are put in above", documented, func(t *testing.T, l *liveSheet) {
		if err := l.batch(t, l.mark(newBatchID(), 5, "1.4")); err != nil {
			t.Fatal(err)
		}
		insert := &api.Request{InsertDimension: &api.InsertDimensionRequest{Range: &api.DimensionRange{SheetId: l.tab(), Dimension: "ROWS", StartIndex: 1, EndIndex: 2}}}
		if err := l.batch(t, insert); err != nil {
			t.Fatal(err)
		}
		if m := l.open(t).Tabs[0].rowMarks[6]; m == nil || m.MetadataValue != "1.4" {
			t.Errorf("row 6 carries %+v", m)
		}
		gone := &api.Request{DeleteDimension: &api.DeleteDimensionRequest{Range: &api.DimensionRange{SheetId: l.tab(), Dimension: "ROWS", StartIndex: 1, EndIndex: 2}}}
		if err := l.batch(t, gone); err != nil {
			t.Fatal(err)
		}
	}},
	{"a new row looks like the one above it", documented, func(t *testing.T, l *liveSheet) {
		s := l.open(t)
		p := planOf(t, s)
		job := work(p)
		job.Rows = []table.NewRow{{Table: p.Tables[0].Name, Entries: plan.EntriesOf(map[plan.Field]plan.Entry{plan.FieldRef: asText("1.11"), plan.FieldAction: asText("Added"), plan.FieldDue: day("2026-09-30")})}}
		q := planOf(t, save(t, s, job))
		if a := q.Actions[len(q.Actions)-1]; a.Ref != "1.11" || a.Shown(plan.FieldDue) != "30/09/2026" {
			t.Errorf("it is %+v", a)
		}
	}},
	{"a text over 50,000 characters is refused", documented, func(t *testing.T, l *liveSheet) {
		before := l.open(t)
		if err := l.batch(t, l.set(2, 4, strings.Repeat("x", MaxText+1))); err == nil || !l.open(t).Same(before) {
			t.Errorf("it was taken: %v", err)
		}
		if err := l.batch(t, l.set(2, 4, strings.Repeat("x", MaxText))); err != nil {
			t.Errorf("50,000 characters were not taken: %v", err)
		}
		if err := l.batch(t, l.set(2, 4, "short again")); err != nil {
			t.Error(err)
		}
	}},
	{"what is blank at the right and at the end is left out", recorded, func(t *testing.T, l *liveSheet) {
		for row, cells := range l.open(t).Tabs[0].rows {
			if len(cells) > 4 {
				t.Errorf("row %d has %d cells", row, len(cells))
			}
		}
	}},
}

// TestInvariants asks the practice server, or with -live Google itself, for
// every behaviour the client builds on, and says which of them were recorded,
// documented, or assumed.
func TestInvariants(t *testing.T) {
	l := invariantSheet(t)
	if _, err := l.open(t).Fill(ctx, seed()); err != nil {
		t.Fatal(err)
	}
	for _, i := range invariants {
		held := t.Run(i.name, func(t *testing.T) { i.hold(t, l) })
		how := string(i.grade)
		if l.google {
			how = fmt.Sprintf("%s; Google: %v", i.grade, map[bool]string{true: "held", false: "DID NOT HOLD"}[held])
		}
		t.Logf("%-62s %s", i.name, how)
	}
}

func invariantSheet(t *testing.T) *liveSheet {
	if !*live {
		w := newWorld(t, sheetstest.Options{ReadsPerMinute: -1, WritesPerMinute: -1}, sheetstest.Tab{ID: 7, Title: "Sheet1"}, sheetstest.Tab{ID: 8, Title: "Other", Rows: [][]any{{"Something else"}}})
		return &liveSheet{client: w.client, place: w.place}
	}
	place, err := PlaceOf(os.Getenv("ACTIONPLAN_LIVE_SHEET"))
	if err != nil {
		t.Fatalf("ACTIONPLAN_LIVE_SHEET: %v", err)
	}
	client, err := LiveClient(ctx)
	if err != nil {
		t.Fatal(err)
	}
	l := &liveSheet{client: client, place: place, google: true}
	if place.Tab == nil {
		first := l.open(t).Tabs[0].ID
		l.place.Tab = &first
	}
	return l
}
