package sheets

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"actionplan/plan"
	"actionplan/sheets/sheetstest"
	"actionplan/table"
)

// What is meant to be written in these tests, and where.
var (
	meantText = change{"1.2", plan.FieldProgress, asText("WRITTEN by the council")}
	meantDate = change{"1.10", plan.FieldDue, day("2027-01-29")}
)

// run is one run of the tool against the sheet: read, write, and where
// partners were at work begin again from how it stands now. A cell that no
// longer says what was agreed is a conflict, and left alone.
func (w *world) run(agreed plan.Plan) error {
	s, err := Open(ctx, w.client, w.place)
	if err != nil {
		return err
	}
	for range 5 {
		p, err := readTable(s.Grids())
		if err != nil {
			return err
		}
		job := work(p, meantText, meantDate)
		job.Edits = slices.DeleteFunc(job.Edits, func(e plan.Edit) bool {
			return e.Was.Value != e.Now.Value && !sameAs(agreed, p, e)
		})
		if !has(p, "2.9") {
			job.Rows = []table.NewRow{{Table: p.Tables[0].Name, Entries: plan.EntriesOf(map[plan.Field]plan.Entry{
				plan.FieldRef: asText("2.9"), plan.FieldAction: asText("ADDED by the council"),
			})}}
		}
		staged, err := s.Stage(job)
		if err != nil {
			return err
		}
		if len(staged.Refusals()) > 0 {
			return &RefusedError{Refusals: staged.Refusals()}
		}
		_, err = staged.Save(ctx)
		var moved *MovedError
		if !errors.As(err, &moved) {
			return err
		}
		s = moved.Now
	}
	return errors.New("partners never stopped")
}

// sameAs says whether an edit's cell says what was agreed.
func sameAs(agreed, p plan.Plan, e plan.Edit) bool {
	for _, a := range p.Actions {
		if a.ID != e.ID {
			continue
		}
		for _, b := range agreed.Actions {
			if b.Ref == a.Ref {
				return b.Value(e.Field) == e.Was.Value
			}
		}
	}
	return false
}

func has(p plan.Plan, ref plan.Ref) bool {
	for _, a := range p.Actions {
		if a.Ref == ref {
			return true
		}
	}
	return false
}

// partnerEdit is something a partner does while the tool is at work, and what
// of it must be there afterwards.
type partnerEdit struct {
	name  string
	edits []sheetstest.Edit
	kept  []string // words that must stand once in the sheet
	gone  plan.Ref // an action that is not there any more
	stuck bool     // the run ends with a refusal, and says so
	same  bool     // it is the very cell that is being written
}

// moves says whether rows change places, so that it matters what becomes of
// their marks.
func (e partnerEdit) moves() bool {
	return strings.HasPrefix(e.name, "sorts") || strings.HasPrefix(e.name, "moves")
}

const tabName = "Partners' plan"

var partnerEdits = []partnerEdit{
	{name: "nothing"},
	{name: "edits another cell", edits: []sheetstest.Edit{sheetstest.EditCell("E4", "Typed meanwhile")}, kept: []string{"Typed meanwhile"}},
	{name: "edits another cell of the same row", edits: []sheetstest.Edit{sheetstest.EditCell("C5", "Typed meanwhile")}, kept: []string{"Typed meanwhile"}},
	{name: "edits the action of the same row", edits: []sheetstest.Edit{sheetstest.EditCell("B5", "Audit fifty cases")}, kept: []string{"Audit fifty cases"}},
	{name: "inserts a row above", edits: []sheetstest.Edit{sheetstest.InsertRowAbove(tabName, 5)}},
	{name: "inserts a row at the top", edits: []sheetstest.Edit{sheetstest.InsertRowAbove(tabName, 1)}},
	{name: "adds an action above", edits: []sheetstest.Edit{sheetstest.InsertRowAbove(tabName, 5), sheetstest.EditCell("A5", "1.3"), sheetstest.EditCell("B5", "Added meanwhile"), sheetstest.EditCell("C5", "Health"), sheetstest.EditCell("E5", "Begun meanwhile")}, kept: []string{"Added meanwhile"}},
	{name: "adds an action at the end", edits: []sheetstest.Edit{sheetstest.EditCell("A8", "2.2"), sheetstest.EditCell("B8", "Added meanwhile"), sheetstest.EditCell("C8", "Police")}, kept: []string{"Added meanwhile"}},
	{name: "deletes another row", edits: []sheetstest.Edit{sheetstest.DeleteRow(tabName, 4)}, gone: "1.1"},
	{name: "deletes the row", edits: []sheetstest.Edit{sheetstest.DeleteRow(tabName, 5)}, gone: "1.2"},
	{name: "sorts by due date, last first", edits: []sheetstest.Edit{sheetstest.MoveRows(tabName, 7, 7, 4), sheetstest.MoveRows(tabName, 7, 7, 5)}},
	{name: "sorts by lead", edits: []sheetstest.Edit{sheetstest.DeleteRow(tabName, 9), sheetstest.SortRows(tabName, 4, "C", true)}},
	{name: "moves rows", edits: []sheetstest.Edit{sheetstest.MoveRows(tabName, 4, 4, 8)}},
	{name: "inserts a column at the left", edits: []sheetstest.Edit{sheetstest.InsertColumnBefore(tabName, "A")}},
	{name: "inserts a column in the middle", edits: []sheetstest.Edit{sheetstest.InsertColumnBefore(tabName, "D")}},
	{name: "inserts a row above the headings", edits: []sheetstest.Edit{sheetstest.InsertRowAbove(tabName, 3), sheetstest.InsertRowAbove(tabName, 3)}},
	{name: "inserts a column and a row above", edits: []sheetstest.Edit{sheetstest.InsertColumnBefore(tabName, "E"), sheetstest.InsertRowAbove(tabName, 2)}},
	{name: "renames the tab", edits: []sheetstest.Edit{sheetstest.RenameTab(tabName, "Plan of the partnership")}},
	{name: "renames a heading", edits: []sheetstest.Edit{sheetstest.RenameHeader("E3", "Update on progress")}, kept: []string{"Update on progress"}},
	{name: "duplicates another row", edits: []sheetstest.Edit{sheetstest.DuplicateRow(tabName, 4)}},
	{name: "pastes a block beside the table", edits: []sheetstest.Edit{sheetstest.PasteBlock("H4", [][]any{{"Pasted"}, {"meanwhile"}})}, kept: []string{"Pasted", "meanwhile"}},
	{name: "protects the cell", edits: []sheetstest.Edit{sheetstest.Protect("E4:E9", "improvement.team@council.example")}, stuck: true},
	{name: "types a date as text", edits: []sheetstest.Edit{sheetstest.TextDate("D7", "31st July 2026")}, kept: []string{"31st July 2026"}},
	{name: "imports from elsewhere", edits: []sheetstest.Edit{sheetstest.ImportXML("E4", "https://elsewhere.example", "Imported")}, kept: []string{"Imported"}},
	{name: "puts a formula into the cell", edits: []sheetstest.Edit{sheetstest.ImportXML("E5", "https://elsewhere.example", "Imported")}, kept: []string{"Imported"}, same: true},
	{name: "edits the cell", edits: []sheetstest.Edit{sheetstest.EditCell("E5", "Typed meanwhile")}, kept: []string{"Typed meanwhile"}, same: true},
	{name: "filters", edits: []sheetstest.Edit{sheetstest.Filter("A3:F7", 5)}},
	{name: "hides the row", edits: []sheetstest.Edit{sheetstest.HideRow(tabName, 5)}},
}

// faults are every way a call can go wrong, once or for a while.
var faults = []sheetstest.Fault{
	{},
	{Kind: sheetstest.DropBefore}, {Kind: sheetstest.DropAfter}, {Kind: sheetstest.TimeoutAfter}, {Kind: sheetstest.Truncated},
	{Kind: sheetstest.TooMany, Times: 2}, {Kind: sheetstest.Unavailable, Times: 2}, {Kind: sheetstest.Broken}, {Kind: sheetstest.BadGateway},
	{Kind: sheetstest.DropAfter, Times: 2}, {Kind: sheetstest.Broken, Times: -1},
}

var everything = flag.Bool("everything", false, "try every partner's edit with every fault; otherwise a quarter of the pairs is tried")

// TestMeanwhile has a partner do each thing that partners do, in each of the
// moments between our reading and our writing, while each thing goes wrong
// that can, with row marks that follow a sort and with ones that do not.
// Whatever happens, in the end nothing a partner typed is lost, nothing is
// written twice, and nothing of ours stands in a row that it is not for.
func TestMeanwhile(t *testing.T) {
	for _, carries := range []bool{true, false} {
		for _, moment := range []sheetstest.Moment{sheetstest.AfterRead, sheetstest.BeforeWrite} {
			for i, f := range faults {
				for j, e := range partnerEdits {
					every := 4
					if f.Kind == sheetstest.TimeoutAfter {
						every = 8
					}
					if !*everything && f.Kind != "" && (i+j)%every != 0 {
						continue
					}
					for _, on := range []sheetstest.Kind{sheetstest.Read, sheetstest.Write} {
						if f.Kind == "" && on == sheetstest.Read || !carries && !e.moves() {
							continue // said once already
						}
						if e.same && moment == sheetstest.BeforeWrite {
							continue // what nobody can see: the API has no way to write a cell only while it says what it said
						}
						name := fmt.Sprintf("%s %s/%s %d on %s/marks follow %v", e.name, moment, f.Kind, f.Times, on, carries)
						t.Run(name, func(t *testing.T) { meanwhile(t, e, moment, f, on, carries) })
					}
				}
			}
		}
	}
}

func meanwhile(t *testing.T, e partnerEdit, moment sheetstest.Moment, f sheetstest.Fault, on sheetstest.Kind, carries bool) {
	w := newWorld(t, sheetstest.Options{SortCarriesMetadata: carries, ReadsPerMinute: -1, WritesPerMinute: -1})
	if f.Kind == sheetstest.TimeoutAfter {
		t.Parallel()                      // most of it is waiting
		w.limit = 1500 * time.Millisecond // enough for an answer, where one comes
		w.client = w.as("service")
	}
	w.mark()
	before := planOf(t, w.open())
	w.Script(testID, moment, 1, e.edits...)
	if f.Kind != "" {
		f.On = on
		w.Fail(f)
	}
	err := w.run(before)
	w.Mend()
	for range 3 { // the next runs, once all is well again
		if err = w.run(before); err == nil {
			break
		}
	}
	w.mustStand(before, e, err)
}

// mark leaves each row's ref with it.
func (w *world) mark() {
	s := w.open()
	adoption, err := s.Adopt(ctx, planOf(w.t, s), Wishes{})
	if err == nil {
		_, err = adoption.Save(ctx, []Part{PartMarks})
	}
	if err != nil {
		w.t.Fatal(err)
	}
}

// mustStand looks at the sheet once everything is over.
func (w *world) mustStand(before plan.Plan, e partnerEdit, err error) {
	w.t.Helper()
	s := w.open()
	now := planOf(w.t, s)
	var refused *RefusedError
	var fromGoogle *Refusal
	switch {
	case e.stuck && (errors.As(err, &refused) || errors.As(err, &fromGoogle)):
	case e.stuck:
		w.t.Errorf("what could not be written was not said: %v", err)
	case err != nil:
		w.t.Fatalf("the run never ended well: %v", err)
	}
	if !e.stuck {
		if n := count(s, "ADDED by the council"); n != 1 {
			w.t.Errorf("the new action stands %d times", n)
		}
	}
	for _, words := range e.kept {
		if n := count(s, words); n != 1 {
			w.t.Errorf("%q, which a partner typed, stands %d times", words, n)
		}
	}
	want := 1
	if e.stuck || e.same || e.gone == "1.2" {
		want = 0
	}
	if n := count(s, "WRITTEN by the council"); n != want {
		w.t.Errorf("what was written stands %d times, want %d", n, want)
	}
	for _, a := range before.Actions {
		if a.Ref != e.gone {
			w.mustSay(now, a, e)
		}
	}
}

// mustSay looks at one action: what was written to it, and what nobody touched.
func (w *world) mustSay(now plan.Plan, was plan.Action, e partnerEdit) {
	w.t.Helper()
	for _, a := range now.Actions {
		if a.Ref != was.Ref {
			continue
		}
		for f, entry := range was.All() {
			c := change{was.Ref, f, entry}
			switch {
			case e.stuck || e.same:
				continue
			case was.Ref == meantText.ref && f == meantText.field:
				c = meantText
			case was.Ref == meantDate.ref && f == meantDate.field:
				c = meantDate
			}
			got, there := a.Lookup(f)
			if there && got.Value != c.now.Value && !touched(e, got.Typed) {
				w.t.Errorf("action %s, %s says %q, want %q", was.Ref, f, got.Typed, c.now.Typed)
			}
		}
		return
	}
	w.t.Errorf("action %s is gone", was.Ref)
}

// touched says whether the partner typed these words.
func touched(e partnerEdit, words string) bool {
	for _, kept := range e.kept {
		if strings.Contains(words, kept) {
			return true
		}
	}
	return false
}

// TestBatchThatArrivesLate has a batch get stuck on its way: no answer comes,
// the sheet is read and does not hold it, it is sent again, and only then the
// first one arrives as well. It is carried out once.
func TestBatchThatArrivesLate(t *testing.T) {
	w := newWorld(t, sheetstest.Options{})
	stuck := &stuckOnce{to: w.Server}
	web := httptest.NewServer(stuck)
	defer web.Close()
	w.url = web.URL
	w.client = w.as("service")
	before := planOf(t, w.open())
	if err := w.run(before); err != nil {
		t.Fatal(err)
	}
	if stuck.arrived == 0 {
		t.Fatal("no batch got stuck")
	}
	w.mustStand(before, partnerEdit{}, nil)
}

// stuckOnce holds the first batch back until the second has been carried out.
type stuckOnce struct {
	to      http.Handler
	held    *http.Request
	body    []byte
	batches int
	arrived int // the status the late one got
}

func (s *stuckOnce) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !strings.HasSuffix(r.URL.Path, ":batchUpdate") {
		s.to.ServeHTTP(w, r)
		return
	}
	s.batches++
	body, err := io.ReadAll(r.Body)
	if err != nil {
		panic(err)
	}
	if s.batches == 1 {
		s.held, s.body = r.Clone(context.Background()), body
		panic(http.ErrAbortHandler)
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	if s.batches == 2 {
		late := httptest.NewRecorder()
		s.held.Body = io.NopCloser(bytes.NewReader(s.body))
		s.to.ServeHTTP(late, s.held)
		s.arrived = late.Code
	}
	s.to.ServeHTTP(w, r)
}
