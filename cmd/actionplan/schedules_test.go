package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"actionplan/sheets"
	"actionplan/sheets/sheetstest"
)

// TestSchedules lets officers, partners, a bad network and an impatient person
// at the keyboard do as they like around runs of apply, in any order. In the
// end every text anybody typed, and nobody typed over having seen it, stands on
// both sides or in an open question; and none stands in another action's row.
//
// What it leaves out is a partner who types into the very cell that is being
// written in the moment between the last reading and the writing: the Sheets
// API has nothing by which that could be seen.
func TestSchedules(t *testing.T) {
	patience = sheets.Patience{Sleep: func(context.Context, time.Duration) error { return nil }, PerRequest: 300 * time.Millisecond}
	defer func() { patience = sheets.Patience{} }()
	rapid.Check(t, func(rt *rapid.T) {
		s := newSchedule(t, rt)
		defer s.web.Close()
		for range rapid.IntRange(2, 7).Draw(rt, "steps") {
			s.step()
		}
		s.server.Mend()
		s.apply("at last", nil)
		s.apply("and again", nil)
		s.mustBeWhole()
	})
}

const (
	scheduleActions = 5
	scheduleColumns = "CD" // the columns both sides type in: lead and progress
)

// schedule is one run of events.
type schedule struct {
	rt     *rapid.T
	dir    string
	server *sheetstest.Server
	web    *httptest.Server
	typed  map[string]string // every text that must not be lost, and its cell: "1.3 C"
	next   int

	mu      sync.Mutex         // what follows is looked at while the server answers
	cancel  context.CancelFunc // of the run under way
	stopAt  int                // the call at which the person at the keyboard gives up; 0 for none
	calls   int
	onBatch func() // once a batch was carried out, before its answer is sent
}

func newSchedule(t *testing.T, rt *rapid.T) *schedule {
	s := &schedule{rt: rt, dir: t.TempDir(), typed: map[string]string{}}
	s.server = sheetstest.New(sheetstest.Options{
		Complain: func(what string) { rt.Error(what) }, ReadsPerMinute: -1, WritesPerMinute: -1,
		SortCarriesMetadata: rapid.Bool().Draw(rt, "marks follow a sort"),
	})
	var rows [][]any
	f := excelize.NewFile()
	for i := range scheduleActions + 1 {
		row := []any{"Ref", "Action", "Lead", "Progress"}
		if i > 0 {
			row = []any{fmt.Sprintf("1.%d", i), fmt.Sprintf("Do the thing called %c", 'A'+i), fmt.Sprintf("Lead %d", i), fmt.Sprintf("Progress %d", i)}
		}
		rows = append(rows, row)
		for c, text := range row {
			if err := f.SetCellStr("Sheet1", fmt.Sprintf("%c%d", 'A'+c, i+1), text.(string)); err != nil {
				rt.Fatal(err)
			}
		}
	}
	if err := f.SaveAs(s.plan()); err != nil {
		rt.Fatal(err)
	}
	s.server.Add(sheetstest.Book{ID: storySheet, Title: "Partners' plan", Locale: "en_GB", Tabs: []sheetstest.Tab{{ID: storyTab, Title: "Shared", Rows: rows}}})
	s.web = httptest.NewServer(http.HandlerFunc(s.serve))
	settings := fmt.Sprintf("title: Plan\nplan: plan.xlsx\npartner: {sheet: %q}\n", storyAddress)
	if err := os.WriteFile(filepath.Join(s.dir, "actionplan.yaml"), []byte(settings), 0o600); err != nil {
		rt.Fatal(err)
	}
	for name, value := range map[string]string{"ACTIONPLAN_SHEETS_ENDPOINT": s.web.URL + "/", "ACTIONPLAN_SHEETS_TOKEN": "service"} {
		if err := os.Setenv(name, value); err != nil {
			rt.Fatal(err)
		}
	}
	if code, said := s.run("begin"); code != exitDone {
		rt.Fatalf("begin ended with %d: %s", code, said)
	}
	return s
}

func (s *schedule) plan() string { return filepath.Join(s.dir, "plan.xlsx") }

// serve counts calls, and has the person give up at one of them.
func (s *schedule) serve(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.calls++
	if s.stopAt > 0 && s.calls == s.stopAt {
		s.cancel()
	}
	onBatch := s.onBatch
	s.mu.Unlock()
	if onBatch != nil && strings.HasSuffix(r.URL.Path, ":batchUpdate") {
		defer onBatch() // the answer may be dropped, which ends the handler
	}
	s.server.ServeHTTP(w, r)
}

// giveUpAt has the person at the keyboard give up at a call of the next run.
func (s *schedule) giveUpAt(call int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stopAt = call
}

func (s *schedule) run(args ...string) (code int, said string) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	s.mu.Lock()
	s.cancel, s.calls = cancel, 0
	s.mu.Unlock()
	var out, errs bytes.Buffer
	args = append(args, "--config", filepath.Join(s.dir, "actionplan.yaml"), "--today", "2026-03-04")
	code = run(ctx, args, strings.NewReader(""), &out, &errs)
	if strings.HasSuffix(args[0], "preview") {
		return code, out.String()
	}
	return code, out.String() + errs.String()
}

// step is one thing that happens.
func (s *schedule) step() {
	switch rapid.SampledFrom([]string{"officers", "partners", "partners", "apply", "apply", "apply in trouble", "apply in trouble", "apply killed"}).Draw(s.rt, "what") {
	case "officers":
		s.officersType()
	case "partners":
		s.server.Do(storySheet, s.partnersDo("now", true)...)
	case "apply":
		s.apply("apply", nil)
	case "apply killed":
		s.killed()
	default:
		s.apply("apply in trouble", func() {
			moment := rapid.SampledFrom([]sheetstest.Moment{sheetstest.AfterRead, sheetstest.BeforeWrite}).Draw(s.rt, "moment")
			if rapid.Bool().Draw(s.rt, "partners are at work") {
				s.server.Script(storySheet, moment, 1, s.partnersDo("meanwhile", moment == sheetstest.AfterRead)...)
			}
			if kind := rapid.SampledFrom([]sheetstest.FaultKind{"", sheetstest.DropBefore, sheetstest.DropAfter, sheetstest.Truncated, sheetstest.TooMany, sheetstest.Unavailable, sheetstest.Broken, sheetstest.BadGateway}).Draw(s.rt, "fault"); kind != "" {
				s.server.Fail(sheetstest.Fault{Kind: kind, On: rapid.SampledFrom([]sheetstest.Kind{sheetstest.Read, sheetstest.Write}).Draw(s.rt, "on"), Times: rapid.SampledFrom([]int{1, 3, -1}).Draw(s.rt, "times")})
			}
			s.giveUpAt(rapid.SampledFrom([]int{0, 0, 1, 2, 3}).Draw(s.rt, "gives up at call"))
		})
	}
}

// killed is a run that ends in the moment after Google carried its batch out. A
// partner may have typed meanwhile.
func (s *schedule) killed() {
	if rapid.Bool().Draw(s.rt, "partners are at work") {
		s.server.Script(storySheet, sheetstest.AfterRead, 1, s.partnersDo("meanwhile", true)...)
	}
	s.runKilled(nil)
	s.server.Unscript()
}

// runKilled runs apply until its batch is carried out, as if the computer had
// been switched off then: the folder is as it was, and is given; nil where
// nothing was sent. What is to go wrong from then on keeps the rest of the run
// from the sheet.
func (s *schedule) runKilled(goWrong func()) (then map[string][]byte) {
	var mu sync.Mutex
	s.whenCarriedOut(func() {
		mu.Lock()
		defer mu.Unlock()
		then = s.files()
		if goWrong != nil {
			goWrong()
		}
	})
	code, said := s.run("apply")
	s.whenCarriedOut(nil)
	s.rt.Logf("apply killed: %d, %s", code, said)
	mu.Lock()
	defer mu.Unlock()
	if then == nil {
		return nil
	}
	for path := range s.files() {
		if err := os.Remove(path); err != nil {
			s.rt.Fatal(err)
		}
	}
	for path, data := range then {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			s.rt.Fatal(err)
		}
	}
	return then
}

// whenCarriedOut has something done once a batch was carried out, before its
// answer is sent.
func (s *schedule) whenCarriedOut(do func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.onBatch = do
}

// files are all files of the folder. The lock that a killed run leaves would be
// taken over once it has expired; it is left out.
func (s *schedule) files() map[string][]byte {
	files := map[string][]byte{}
	err := filepath.WalkDir(s.dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.Contains(entry.Name(), "lock") {
			return err
		}
		files[path], err = os.ReadFile(path)
		return err
	})
	if err != nil {
		s.rt.Error(err)
	}
	return files
}

func (s *schedule) apply(when string, before func()) {
	if before != nil {
		before()
	}
	code, said := s.run("apply")
	s.giveUpAt(0)
	s.server.Mend()
	s.server.Unscript() // what was to happen meanwhile, and now will not, names rows as they were
	s.rt.Logf("%s: %d, %s", when, code, said)
	if before == nil && code != exitDone && code != exitWaiting {
		s.rt.Fatalf("%s ended with %d: %s", when, code, said)
	}
}

// text is a text nobody typed before, for a cell that a person sees saying
// something: that is typed over knowingly.
func (s *schedule) text(who, cell, over string) string {
	delete(s.typed, over)
	s.next++
	words := fmt.Sprintf("%s %d", who, s.next)
	s.typed[words] = cell
	return words
}

func (s *schedule) officersType() {
	s.officersTypeAt(rapid.IntRange(2, scheduleActions+1).Draw(s.rt, "row"), rapid.SampledFrom([]string{"C", "D"}).Draw(s.rt, "column"))
}

func (s *schedule) officersTypeAt(row int, column string) {
	f, err := excelize.OpenFile(s.plan())
	if err != nil {
		s.rt.Fatal(err)
	}
	at := fmt.Sprintf("%s%d", column, row)
	over, _ := f.GetCellValue("Sheet1", at)
	if err := f.SetCellStr("Sheet1", at, s.text("officers", fmt.Sprintf("1.%d %s", row-1, column), over)); err != nil {
		s.rt.Fatal(err)
	}
	if err := f.Save(); err != nil {
		s.rt.Fatal(err)
	}
}

// partnersDo is one to three things partners do. Only the first may be typing:
// where the rest puts it, it still is the same action's.
func (s *schedule) partnersDo(when string, typing bool) []sheetstest.Edit {
	var edits []sheetstest.Edit
	shown := s.server.Shown(storySheet, "Shared")
	if typing {
		row := s.rowOf(shown, fmt.Sprintf("1.%d", rapid.IntRange(1, scheduleActions).Draw(s.rt, when+": action")))
		column := rapid.SampledFrom([]int{2, 3}).Draw(s.rt, when+": column")
		cell := fmt.Sprintf("%s %c", shown[row][0], scheduleColumns[column-2])
		edits = append(edits, sheetstest.EditCell(fmt.Sprintf("Shared!%c%d", 'A'+column, row+1), s.text("partners", cell, shown[row][column])))
	}
	header := s.rowOf(shown, "Ref") + 1
	switch rapid.SampledFrom([]string{"", "insert", "sort", "move"}).Draw(s.rt, when+": rows") {
	case "insert":
		edits = append(edits, sheetstest.InsertRowAbove("Shared", rapid.IntRange(1, 5).Draw(s.rt, when+": above")))
	case "sort":
		edits = append(edits, sheetstest.SortRows("Shared", header+1, rapid.SampledFrom([]string{"A", "C", "D"}).Draw(s.rt, when+": by"), rapid.Bool().Draw(s.rt, when+": descending")))
	case "move":
		edits = append(edits, sheetstest.MoveRows("Shared", header+1, header+1, header+4))
	}
	return edits
}

func (s *schedule) rowOf(shown [][]string, ref string) int {
	i := slices.IndexFunc(shown, func(row []string) bool { return len(row) > 0 && row[0] == ref })
	if i < 0 {
		s.rt.Fatalf("there is no row %s: %v", ref, shown)
	}
	return i
}

// mustBeWhole looks at both sides once nothing more happens.
func (s *schedule) mustBeWhole() {
	officers, partners := map[string]string{}, map[string]string{}
	f, err := excelize.OpenFile(s.plan())
	if err != nil {
		s.rt.Fatal(err)
	}
	rows, err := f.GetRows("Sheet1")
	if err != nil {
		s.rt.Fatal(err)
	}
	cellsOf(rows, officers)
	cellsOf(s.server.Shown(storySheet, "Shared"), partners)
	if len(officers) != len(partners) || len(officers) != 2*scheduleActions {
		s.rt.Fatalf("officers have %v, partners %v", officers, partners)
	}
	_, said := s.run("preview", "--json")
	var preview jsonPreview
	if err := json.Unmarshal([]byte(said), &preview); err != nil {
		s.rt.Fatalf("%v: %s", err, said)
	}
	open := map[string]bool{}
	for _, q := range preview.Questions {
		open[string(q.Ref)+" "+map[string]string{"lead": "C", "progress": "D"}[string(q.Field)]] = true
	}
	for cell, words := range officers {
		if partners[cell] != words && !open[cell] {
			s.rt.Errorf("%s: officers have %q, partners %q, and nobody is asked", cell, words, partners[cell])
		}
	}
	for words, cell := range s.typed {
		if officers[cell] != words && partners[cell] != words {
			s.rt.Errorf("%q, typed into %s, is lost: %q, %q", words, cell, officers[cell], partners[cell])
		}
		for _, side := range []map[string]string{officers, partners} {
			for other := range maps.Keys(side) {
				if other != cell && side[other] == words {
					s.rt.Errorf("%q, typed into %s, stands in %s", words, cell, other)
				}
			}
		}
	}
}

// cellsOf are the cells both sides type in, by action and column.
func cellsOf(rows [][]string, into map[string]string) {
	for _, row := range rows {
		if len(row) >= 4 && strings.HasPrefix(row[0], "1.") {
			into[row[0]+" C"], into[row[0]+" D"] = row[2], row[3]
		}
	}
}
