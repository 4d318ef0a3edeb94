package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"actionplan/answers"
	"actionplan/excel"
	"actionplan/internal/settings"
	"actionplan/ledger"
	"actionplan/plan"
	"actionplan/reconcile"
	"actionplan/table"
)

var sweepAll = flag.Bool("sweep", false, "kill, fail and disturb apply at every file operation, not at some of them")

// A copy is one side's workbook, as it was agreed and as it stands now. Cells
// stand with | between them; \n is a line break, and @ goes before a real date.
type copyOf struct {
	sheet  string
	agreed string
	since  map[string]string // by cell; "" clears it, and what is below the table is added
}

// scene is two copies in which everything has happened that an apply writes:
// texts, lines, dates, numbers, ratings and cleared cells one way or the
// other, cells moved alike, paragraphs on both sides, a conflict and a new
// action that were decided, and an open question.
type scene struct {
	officers, partners copyOf
	decided            [][]string
	cameBack           []givenAnswer // in Decisions.xlsx
}

// givenAnswer is a row somebody filled in.
type givenAnswer struct{ ref, answer, other string }

var bothMoved = scene{
	officers: copyOf{
		sheet: "Plan",
		agreed: `Ref | Action | Lead officer | Due date | Status | Date closed | RAG | Progress | Evidence | % complete
1.1 | Answer every contact | Head of Service | @2026-03-31 | Open | | Green | Begun. | Weekly return | 10
1.2 | Hold supervision monthly | Principal Social Worker | @2026-06-30 | Open | | Amber | TBC | Audit | 20
1.3 | Agree one threshold | Partnership Manager | @2026-04-30 | Open | | Amber | Drafted. | Minutes | 30
1.4 | Train every manager | Head of Learning | 30/06/2026 | Open | | Red | Half trained. | Register; signed & dated | 40
1.5 | Visit within five days | Team Manager | @2026-05-29 | Open | | Red | Slow. | Dashboard | 50
1.9 | Publish the offer | Service Manager | @2026-09-30 | Open | | Amber | Printed. | Leaflet | 60
1.10 | Review every placement | Head of Placements | @2026-10-30 | Open | | Amber | Planned. | List | 70`,
		since: map[string]string{
			"C2": `Head of Service <"Front Door"> & Deputy`,
			"D3": "@2026-07-31",
			"I4": "",
			"J5": "45",
			"H6": `Slow.\nApr 26: officers visit on Saturdays.`,
			"G7": "Green",
			"D8": "@2026-11-30",
			"C7": "Head of Access",
			"A9": "1.11", "B9": "Ask carers <twice a year>", "C9": "Head of Fostering", "D9": "@2026-12-31", "G9": "Amber", "H9": `Asked.\nAnswered.`,
		},
	},
	partners: copyOf{
		sheet: "Shared",
		agreed: `Action | No. | By when | Update | BRAG | Status | Closed on | Evidence | Lead | Percent
Answer every contact | 1.1 | 31st March 2026 | Begun. | G | Open | | Weekly return | Head of Service | 10
Hold supervision monthly | 1.2 | 30 June 2026 | TBC | Amber | Open | | Audit | Principal Social Worker | 20
Agree one threshold | 1.3 | 30-Apr-26 | Drafted. | A | Open | | Minutes | Partnership Manager | 30
Train every manager | 1.4 | @2026-06-30 | Half trained. | R | Open | | Register; signed & dated | Head of Learning | 40
Visit within five days | 1.5 | 29 May 2026 | Slow. | R | Open | | Dashboard | Team Manager | 50
Publish the offer | 1.9 | 30 Sept 2026 | Printed. | A | Open | | Leaflet | Service Manager | 60
Review every placement | 1.10 | 30 Oct 2026 | Planned. | A | Open | | List | Head of Placements | 70`,
		since: map[string]string{
			"D2": `Begun.\nNine in ten answered.\n\n=1+1 is no formula; neither is <this>.`,
			"E2": "Amber",
			"D3": "First round held.",
			"F4": "Complete",
			"G4": "16 October 2026",
			"H5": "",
			"D6": `Slow.\nApr 26: health visitors join.`,
			"E7": "G",
			"C8": "@2026-12-18",
			"D8": "Panel set up.",
			"I7": "Service Director",
		},
	},
	decided: [][]string{
		{"1.9", "lead", "other", "--text", "Director of Access"},
		{"1.11", "add"},
	},
}

// exchanged is the scene with the sides' parts exchanged.
func (s scene) exchanged() scene { return scene{s.partners, s.officers, s.decided, s.cameBack} }

// answered is the scene with the last of its decisions given in Decisions.xlsx.
func (s scene) answered() scene {
	s.cameBack = []givenAnswer{{"1.11", "Add", "1.11"}}
	s.decided = s.decided[:len(s.decided)-1]
	return s
}

const (
	officersName, partnersName = "plan.xlsx", "theirs.xlsx"
	sceneBegun, sceneToday     = "2026-01-05", "2026-02-05"
)

// bench is a folder in which apply can be run again and again.
type bench struct {
	t   *testing.T
	dir string
}

// lay lays a scene into a new folder: agreed, and then moved on.
func lay(t *testing.T, s scene) bench {
	t.Helper()
	b := bench{t, folder(t)}
	text := "title: \"Improvement plan\"\nplan: " + officersName + "\npartner: {workbook: " + partnersName + "}\n"
	b.must(os.WriteFile(b.path(settings.FileName), []byte(text), 0o644))
	for _, moved := range []bool{false, true} {
		b.draw(officersName, s.officers, moved)
		b.draw(partnersName, s.partners, moved)
		if moved {
			break
		}
		if code, _, said := b.run("begin", "--today", sceneBegun); code != exitDone {
			t.Fatalf("begin ended with %d: %s", code, said)
		}
	}
	for _, answer := range s.decided {
		more := append(answer, "--by", "Programme Manager", "--why", "the board said so", "--today", sceneToday)
		if code, out, said := b.run("decide", more...); code != exitDone {
			t.Fatalf("decide %v ended with %d: %s%s", answer, code, out, said)
		}
	}
	if len(s.cameBack) > 0 {
		if code, out, said := b.run("preview", "--today", sceneToday); code != exitWaiting {
			t.Fatalf("preview ended with %d: %s%s", code, out, said)
		}
	}
	for _, a := range s.cameBack {
		b.must(fillIn(b.path("Decisions.xlsx"), a.ref, map[string]string{"Answer": a.answer, "Other text": a.other, "Your name": "Programme Manager", "Reason": "the board said so"}))
	}
	return b
}

// isAnswered reports whether a workbook of decisions holds answers.
func isAnswered(path string) bool {
	book, err := excel.Open(path)
	if err != nil {
		return false
	}
	back, err := answers.Read(filepath.Base(path), book.Grids(), nil)
	return err == nil && len(back.Answers) > 0
}

// fillIn fills in the row about an action in a workbook of decisions.
func fillIn(path, ref string, words map[string]string) error {
	f, err := excelize.OpenFile(path)
	if err != nil {
		return err
	}
	defer f.Close()
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			return err
		}
		var heads []string
		for r, row := range rows {
			if slices.Contains(row, "Answer") && slices.Contains(row, "Ref") {
				heads = row
			}
			if at := slices.Index(heads, "Ref"); at < 0 || at >= len(row) || row[at] != ref {
				continue
			}
			for heading, text := range words {
				cell, err := excelize.CoordinatesToCellName(slices.Index(heads, heading)+1, r+1)
				if err == nil {
					err = f.SetCellStr(sheet, cell, text)
				}
				if err != nil {
					return err
				}
			}
			return f.Save()
		}
	}
	return fmt.Errorf("%s asks nothing about %s", path, ref)
}

// folder is an empty folder, in memory where the system has such a place:
// every run waits many times until its files are on the disk.
func folder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "actionplan-sweep-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

func (b bench) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

func (b bench) path(names ...string) string {
	return filepath.Join(append([]string{b.dir}, names...)...)
}

func (b bench) draw(name string, c copyOf, moved bool) {
	f := excelize.NewFile()
	b.must(f.SetSheetName("Sheet1", c.sheet))
	for row, line := range strings.Split(c.agreed, "\n") {
		for column, text := range strings.Split(line, "|") {
			cell, err := excelize.CoordinatesToCellName(column+1, row+1)
			b.must(err)
			b.put(f, c.sheet, cell, strings.TrimSpace(text))
		}
	}
	for cell, text := range c.since {
		if moved {
			b.put(f, c.sheet, cell, text)
		}
	}
	b.must(f.SaveAs(b.path(name)))
	b.must(f.Close())
}

func (b bench) put(f *excelize.File, sheet, cell, text string) {
	text = strings.ReplaceAll(text, `\n`, "\n")
	day, isDate := strings.CutPrefix(text, "@")
	switch {
	case text == "":
		b.must(f.SetCellValue(sheet, cell, nil))
	case isDate:
		date, err := time.Parse(time.DateOnly, day)
		b.must(err)
		b.must(f.SetCellValue(sheet, cell, date))
	default:
		b.must(f.SetCellStr(sheet, cell, text))
	}
}

// edit changes a cell as a person with a spreadsheet would: the file is
// replaced.
func (b bench) edit(name, cell, text string) {
	b.t.Helper()
	f, err := excelize.OpenFile(b.path(name))
	b.must(err)
	b.put(f, f.GetSheetName(0), cell, text)
	b.must(f.Save())
	b.must(f.Close())
}

func (b bench) args(verb string, more []string) []string {
	return append([]string{verb, "--config", b.path(settings.FileName)}, more...)
}

// run runs a command in this process.
func (b bench) run(verb string, more ...string) (code int, out, said string) {
	var stdout, stderr bytes.Buffer
	code = run(context.Background(), b.args(verb, more), strings.NewReader(""), &stdout, &stderr)
	return code, stdout.String(), stderr.String()
}

func (b bench) apply() (code int, out, said string) { return b.run("apply", "--today", sceneToday) }

// crashtest is the command, built so that it obeys what internal/disk says.
var crashtest string

func buildCrashtest(t *testing.T) {
	t.Helper()
	crashtest = filepath.Join(t.TempDir(), "actionplan")
	if runtime.GOOS == "windows" {
		crashtest += ".exe"
	}
	if said, err := exec.Command("go", "build", "-tags", "crashtest", "-o", crashtest, ".").CombinedOutput(); err != nil {
		t.Fatalf("build for crash tests: %v\n%s", err, said)
	}
}

// TestSweep runs apply and has something happen to it at one file operation
// after the other: at some of them, and with -sweep at all of them.
func TestSweep(t *testing.T) {
	buildCrashtest(t)
	t.Run("kills", sweepKills)
	t.Run("faults", sweepFaults)
	t.Run("saved meanwhile", sweepSavedMeanwhile)
	t.Run("lost lock", sweepLostLock)
	t.Run("answers", sweepAnswers)
}

// sweepAnswers kills an apply, and has operations of it fail, until the answers
// that came back in a spreadsheet are remembered and their copy is put aside.
func sweepAnswers(t *testing.T) {
	s := bothMoved.answered()
	o := unbroken(t, s)
	unanswered := s
	unanswered.cameBack = nil
	unread := lay(t, unanswered)
	unread.apply()
	without := unread.state() // where the copy could not be read, and that is said
	aside := slices.IndexFunc(o.operations, func(op string) bool {
		return strings.Contains(op, " rename ") && strings.Contains(op, filepath.Join("ledger", "answered"))
	})
	if aside < 0 {
		t.Fatal("an apply does not put the answers aside")
	}
	until := o
	until.operations = o.operations[:min(aside+4, len(o.operations))]
	taken := func(b bench) {
		b.t.Helper()
		for name := range b.kinds() {
			if strings.HasPrefix(name, "ledger/answered/") && name != "ledger/answered/"+sceneToday+" answered Decisions.xlsx" {
				b.t.Errorf("put aside as %s", name)
			}
		}
		if isAnswered(b.path("Decisions.xlsx")) {
			b.t.Error("answers that were taken lie there still")
		}
	}
	for _, m := range until.moments(0, 2) {
		for _, env := range []string{"ACTIONPLAN_TEST_KILL_AT", "ACTIONPLAN_TEST_FAIL_AT"} {
			b := o.start.clone()
			code, out, said := b.victim(env + "=" + m.at())
			t.Run(env+" "+m.String(), func(t *testing.T) {
				b.t = t
				if killed := strings.Contains(env, "KILL"); killed != (code == -1) {
					t.Fatalf("it ended with %d: %s%s", code, out, said)
				}
				if code == exitFailed || code == exitMoved {
					expectSentence(t, said)
				}
				if code == exitWaiting && gocmp.Equal(b.state(), without) {
					if !strings.Contains(out+said, "Decisions.xlsx") {
						t.Errorf("it went on without the answers, and said nothing of it: %s%s", out, said)
					}
				} else {
					o.expectWhole(b)
				}
				b.age()
				o.expectFinished(b)
				taken(b)
				if litter := b.litter(); len(litter) > 0 && !m.hides() {
					t.Errorf("left behind: %v", litter)
				}
			})
		}
	}
}

// victim runs apply in a process of its own, with something in its
// environment that happens to it. A killed one has the code -1.
func (b bench) victim(env ...string) (code int, out, said string) {
	b.t.Helper()
	return b.victimOf("apply", env...)
}

// victimOf is victim for another verb.
func (b bench) victimOf(verb string, env ...string) (code int, out, said string) {
	b.t.Helper()
	cmd := exec.Command(crashtest, b.args(verb, []string{"--today", sceneToday})...)
	cmd.Env = append(os.Environ(), env...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		b.t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), stdout.String(), stderr.String()
}

// trace lists the file operations of an unbroken apply, and the folder it
// worked in.
func (b bench) trace() (operations []string, dir string) {
	b.t.Helper()
	return b.traceOf("apply", exitWaiting)
}

func (b bench) traceOf(verb string, ends int) (operations []string, dir string) {
	b.t.Helper()
	other, trace := b.clone(), filepath.Join(b.t.TempDir(), "trace")
	if code, _, said := other.victimOf(verb, "ACTIONPLAN_TEST_TRACE="+trace); code != ends {
		b.t.Fatalf("%s ended with %d: %s", verb, code, said)
	}
	text, err := os.ReadFile(trace)
	b.must(err)
	return strings.Split(strings.TrimRight(string(text), "\n"), "\n"), other.dir
}

// clone copies the folder.
func (b bench) clone() bench {
	b.t.Helper()
	other := bench{b.t, folder(b.t)}
	b.must(os.CopyFS(other.dir, os.DirFS(b.dir)))
	return other
}

// tree is every file with what it holds.
func (b bench) tree() map[string]string {
	b.t.Helper()
	files := map[string]string{}
	b.must(filepath.WalkDir(b.dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		name, _ := filepath.Rel(b.dir, path)
		files[filepath.ToSlash(name)] = fmt.Sprintf("%d bytes %x", len(content), sha256.Sum256(content))
		return err
	}))
	return files
}

// Names that differ from run to run.
var (
	anyTemp   = regexp.MustCompile(`\.actionplan-(lock-|backup-)?\d+\.tmp`)
	anyLock   = regexp.MustCompile(`lock\.txt(\.[A-Z0-9]+)*`)
	anyBackup = regexp.MustCompile(`(backups/\w+) \d{4}-\d\d-\d\d \d{6}( \(\d+\))?`)
)

// kinds are the files by what they are: temporary files and locks hold
// something else each time, and only whether they are there matters.
func (b bench) kinds() map[string]string {
	kinds := map[string]string{}
	for name, content := range b.tree() {
		switch {
		case anyTemp.MatchString(name):
			kinds[anyTemp.ReplaceAllString(name, ".actionplan-${1}N.tmp")] = "there"
		case anyLock.MatchString(name):
			kinds[anyLock.ReplaceAllString(name, "lock.txt")] = "there"
		case name == "ledger/backups/made.txt": // it lists their names
			kinds[name] = "there"
		default:
			kinds[anyBackup.ReplaceAllString(name, "$1 TIME")] += content
		}
	}
	return kinds
}

func fingerprint(files map[string]string) string {
	var lines []string
	for name, content := range files {
		lines = append(lines, name+" "+content)
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// state is what both copies and the ledger say.
type state struct {
	Officers, Partners map[plan.Ref]map[plan.Field]plan.Value
	Base               map[plan.Ref]map[plan.Field]plan.Value
	Memory             reconcile.Memory
	Log                []string // without who moved it: a run that was cut off knows only that both say it
}

// state reads everything; a file that cannot be read fails the test.
func (b bench) state() state {
	b.t.Helper()
	l, err := ledger.Open(b.path("ledger"))
	b.must(err)
	s := state{
		Officers: values(readPlan(b.t, b.path(officersName), table.Options{})),
		Partners: values(readPlan(b.t, b.path(partnersName), table.Options{})),
		Base:     values(l.Base()),
		Memory:   l.Memory(),
	}
	for _, e := range l.Log("") {
		s.Log = append(s.Log, fmt.Sprintf("%s %s %s: %v -> %v", e.What, e.Ref, e.Field, e.Was.Value, e.Now.Value)+by(e))
	}
	slices.Sort(s.Log)
	return s
}

func by(e ledger.Entry) string {
	if e.By == "" {
		return ""
	}
	return fmt.Sprintf(", by %s: %s", e.By, e.Why)
}

func (b bench) status() string {
	_, out, said := b.run("status", "--json")
	return out + said
}

// outcome is an unbroken apply: how it began, and how it must end.
type outcome struct {
	start         bench
	before, after state
	status        string
	operations    []string
	traced        string // the folder they were done in
}

func unbroken(t *testing.T, s scene) outcome {
	t.Helper()
	start := lay(t, s)
	o := outcome{start: start, before: start.state()}
	o.operations, o.traced = start.trace()
	whole := start.clone()
	if code, out, said := whole.apply(); code != exitWaiting || said != "" {
		t.Fatalf("an apply ended with %d: %s%s", code, out, said)
	}
	o.after, o.status = whole.state(), whole.status()
	o.expectWritten(t)
	whole.expectQuiet()
	return o
}

// expectWritten makes sure that the scene is worth sweeping over.
func (o outcome) expectWritten(t *testing.T) {
	t.Helper()
	written := func(before, after map[plan.Ref]map[plan.Field]plan.Value) (n int) {
		for ref, fields := range after {
			for f, v := range fields {
				if before[ref][f] != v {
					n++
				}
			}
		}
		return n
	}
	officers, partners := written(o.before.Officers, o.after.Officers), written(o.before.Partners, o.after.Partners)
	if officers < 5 || partners < 5 || len(o.after.Log) < 12 || !strings.Contains(o.status, `"questions": 1`) {
		t.Fatalf("an apply wrote %d cells to Excel and %d to the partners' copy, and %d lines of the log; status says\n%s", officers, partners, len(o.after.Log), o.status)
	}
}

// expectQuiet asks that one more apply writes nothing at all.
func (b bench) expectQuiet() {
	b.t.Helper()
	before := b.tree()
	code, out, said := b.apply()
	if code != exitWaiting || said != "" || !strings.Contains(out, "There was nothing to write.") {
		b.t.Errorf("one more apply ended with %d: %s%s", code, out, said)
	}
	if diff := gocmp.Diff(before, b.tree()); diff != "" {
		b.t.Errorf("one more apply wrote something:\n%s", diff)
	}
}

// expectWhole asks that every file can be read and holds all of an apply or
// nothing of it, the officers' copy never before the partners', and the
// ledger never before either.
func (o outcome) expectWhole(b bench) {
	b.t.Helper()
	now := b.state()
	oneOf := func(what string, now, before, after map[plan.Ref]map[plan.Field]plan.Value) (moved bool) {
		b.t.Helper()
		if gocmp.Equal(now, before) {
			return false
		}
		if diff := gocmp.Diff(after, now); diff != "" {
			b.t.Errorf("%s is neither as before nor as after (-after +now):\n%s", what, diff)
		}
		return true
	}
	partners := oneOf("the partners' copy", now.Partners, o.before.Partners, o.after.Partners)
	officers := oneOf("the officers' plan", now.Officers, o.before.Officers, o.after.Officers)
	base := oneOf("the base", now.Base, o.before.Base, o.after.Base)
	if officers && !partners || base && !officers {
		b.t.Errorf("written: the partners' copy %v, the officers' plan %v, the base %v", partners, officers, base)
	}
}

// expectFinished runs an unbroken apply and asks that all is as if it had
// never been broken.
func (o outcome) expectFinished(b bench) {
	b.t.Helper()
	code, out, said := b.apply()
	if code != exitWaiting || said != "" {
		b.t.Fatalf("the next apply ended with %d: %s%s", code, out, said)
	}
	if diff := gocmp.Diff(o.after, b.state()); diff != "" {
		b.t.Errorf("after the next apply (-unbroken +broken):\n%s", diff)
	}
	if diff := gocmp.Diff(o.status, b.status()); diff != "" {
		b.t.Errorf("status after the next apply (-unbroken +broken):\n%s", diff)
	}
	b.expectQuiet()
}

// litter lists the files that neither the scene nor an apply leaves there.
func (b bench) litter() []string {
	var list []string
	for name := range b.kinds() {
		known := []string{officersName, partnersName, settings.FileName, "Decisions.xlsx", "ledger/base.txt", "ledger/log.txt", "ledger/last-apply.json", "ledger/places.json", "ledger/backups/made.txt", "ledger/backups/plan TIME.xlsx", "ledger/backups/theirs TIME.xlsx",
			"ledger/answered/" + sceneToday + " answered Decisions.xlsx"}
		if !slices.Contains(known, name) {
			list = append(list, name)
		}
	}
	slices.Sort(list)
	return list
}

// age makes everything look older than the hour after which a temporary file
// counts as left behind.
func (b bench) age() {
	b.t.Helper()
	old := time.Now().Add(-2 * time.Hour)
	for name := range b.tree() {
		if anyTemp.MatchString(name) {
			b.must(os.Chtimes(b.path(name), old, old))
		}
	}
}

// moment is one side of one file operation.
type moment struct {
	n     int
	after bool
	what  string // the operation, without the folder
}

func (m moment) at() string {
	if m.after {
		return fmt.Sprintf("%d:after", m.n)
	}
	return fmt.Sprintf("%d:before", m.n)
}

func (m moment) String() string { return m.at() + " " + m.what }

// moments are, with -sweep, those after every operation of an apply, but for
// the reads and writes between the first and the last of a file; what is there
// before one is what was there after the one before it. Without -sweep they
// are one in so many of those at which the files change for others, from a
// first one on: each operation that makes, names or removes one, and one of the
// writes into each.
func (o outcome) moments(first, oneIn int) []moment {
	var all []moment
	written := map[string]bool{}
	for i, operation := range o.operations {
		_, what, _ := strings.Cut(operation, " ")
		short := anyToken.ReplaceAllString(strings.ReplaceAll(what, o.traced+string(filepath.Separator), ""), "N")
		m := moment{n: i + 1, what: short}
		kind, _, _ := strings.Cut(what, " ")
		telling := slices.Contains([]string{"create", "rename", "link", "remove", "truncate"}, kind) || kind == "write" && !written[what]
		written[what] = true
		m.after = true
		if *sweepAll && !o.amidst(i) || telling {
			all = append(all, m)
		}
	}
	if *sweepAll {
		return all
	}
	var some []moment
	for i := first; i < len(all); i += oneIn {
		some = append(some, all[i])
	}
	return some
}

// amidst says whether an operation is one of many alike in a row, neither the
// first nor the last.
func (o outcome) amidst(i int) bool {
	what := func(i int) string {
		_, what, _ := strings.Cut(o.operations[i], " ")
		return what
	}
	return i > 0 && i+1 < len(o.operations) && what(i-1) == what(i) && what(i) == what(i+1)
}

// bothSides are the moments after each operation with those before it.
func bothSides(after []moment) []moment {
	var all []moment
	for _, m := range after {
		before := m
		before.after = false
		all = append(all, before, m)
	}
	return all
}

var anyToken = regexp.MustCompile(`\d{6,}|[A-Z0-9]{26}`)

var bothWays = []struct {
	name  string
	scene scene
}{{"as they are", bothMoved}, {"exchanged", bothMoved.exchanged()}}

// sweepKills kills an apply before and after every file operation, looks
// at what is left, and has the next one finish. Of moments that leave the same
// files only the first is gone on from.
func sweepKills(t *testing.T) {
	for i, way := range bothWays {
		t.Run(way.name, func(t *testing.T) {
			o := unbroken(t, way.scene)
			seen := map[string]bool{}
			for _, m := range o.moments(2*i, 4) {
				b := o.start.clone()
				if code, out, said := b.victim("ACTIONPLAN_TEST_KILL_AT=" + m.at()); code != -1 {
					t.Fatalf("killed at %s, it ended with %d: %s%s", m, code, out, said)
				}
				left := fingerprint(b.kinds())
				if seen[left] {
					continue
				}
				seen[left] = true
				t.Run(m.String(), func(t *testing.T) {
					b.t = t
					o.expectWhole(b)
					b.age()
					o.expectFinished(b)
					if litter := b.litter(); len(litter) > 0 {
						t.Errorf("left behind: %v", litter)
					}
				})
			}
			t.Logf("%d operations left %d different states", len(o.operations), len(seen))
		})
	}
}
