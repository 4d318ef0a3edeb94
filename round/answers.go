package round

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"actionplan/answers"
	"actionplan/internal/atomicfile"
	"actionplan/internal/fsys"
	"actionplan/ledger"
	"actionplan/plan"
	"actionplan/reconcile"
)

// Answers is what came of the answers that came back.
type Answers struct {
	Taken  []reconcile.Decision
	Left   []answers.Left // those that cannot be taken, and why
	Unread []Unread       // copies that cannot be read

	copies []answers.Copy
	paths  []string
	before map[string]bool // the marks of answers taken by earlier runs
}

// Unread is a copy that came back and cannot be read.
type Unread struct {
	Path string
	Err  error
}

// Wait reports whether an answer waits for a person, who has to put it right.
func (a Answers) Wait() bool { return len(a.Left) > 0 }

// cameBack are the workbooks of answers in the questions' folder: people send
// theirs back as "Decisions (2).xlsx" or "Decisions police.xlsx".
func (in Inbox) cameBack() []string {
	if in.Path == "" {
		return nil
	}
	found, _ := filepath.Glob(filepath.Join(filepath.Dir(in.Path), "Decisions*.xlsx"))
	sort.Strings(found)
	return found
}

// answer takes the answers that came back into account, as apply takes them
// for good: the settlement is that of a run which remembers them already.
func (r *Round) answer(s *Staging) error {
	paths := r.Inbox.cameBack()
	if len(paths) == 0 {
		return nil
	}
	a := &s.Answers
	for _, path := range paths {
		back, err := r.Inbox.Read(path)
		if err != nil {
			a.Unread = append(a.Unread, Unread{path, err})
			continue
		}
		if len(back.Answers) > 0 {
			a.copies, a.paths = append(a.copies, back), append(a.paths, path)
		}
	}
	open := s.Settlement.Open
	a.before = r.takenBefore()
	a.Taken, a.Left = answers.Resolve(a.copies, open, r.Words, r.Today)
	a.Left = slices.DeleteFunc(a.Left, func(l answers.Left) bool {
		return a.before[l.Mark()] || slices.ContainsFunc(s.memory.Decisions, func(d reconcile.Decision) bool { return wasTaken(l, d, open) })
	})
	if len(a.Taken) > 0 {
		s.memory.Decisions = decisionsWith(s.memory.Decisions, a.Taken)
		r.settle(s.Readings)
	}
	return nil
}

// wasTaken reports whether an answer that was left was taken by a run that was
// cut off before it put their copy aside: its question is no longer open
// because it was answered.
func wasTaken(l answers.Left, d reconcile.Decision, open []reconcile.Question) bool {
	asked := slices.ContainsFunc(open, func(q reconcile.Question) bool { return q.Key() == d.Question })
	return !asked && strings.HasPrefix(l.Question, string(d.Question.Ref)+" ") && plan.Clean(l.By) == d.By && plan.Clean(l.Why) == plan.Clean(d.Why)
}

// decisionsWith adds decisions; a new one takes the place of an older one about
// the same question.
func decisionsWith(old, taken []reconcile.Decision) []reconcile.Decision {
	again := map[reconcile.Key]bool{}
	for _, t := range taken {
		again[t.Question] = true
	}
	var all []reconcile.Decision
	for _, d := range old {
		if !again[d.Question] {
			all = append(all, d)
		}
	}
	return append(all, taken...)
}

// rememberDecisions adds decisions to the ledger.
func (r *Round) rememberDecisions(taken []reconcile.Decision) error {
	if len(taken) == 0 {
		return nil
	}
	l, err := ledger.Open(r.Ledger)
	if err != nil {
		return err
	}
	memory := l.Memory()
	memory.Decisions = decisionsWith(memory.Decisions, taken)
	return l.Keep(ledger.Next{Base: l.Base(), Memory: memory}, l.Agreed())
}

// keepAnswers remembers the answers that were taken, before anything is
// written anywhere: a run that is stopped later finds them in the ledger.
func (r *Round) keepAnswers(a Answers) error {
	if err := r.rememberDecisions(a.Taken); err != nil {
		return err
	}
	if err := r.noteTaken(a); err != nil {
		return err
	}
	return r.putAside(a)
}

// takenPath is the file that lists the answers taken from copies that wait for
// more: until those are put aside, the same answers come back with every run.
func (r *Round) takenPath() string { return filepath.Join(r.Ledger, "answered", "taken.txt") }

func (r *Round) takenBefore() map[string]bool {
	marks := map[string]bool{}
	text, err := os.ReadFile(r.takenPath())
	if err != nil {
		return marks // then they are said again to be no longer open
	}
	for line := range strings.Lines(string(text)) {
		marks[strings.TrimSpace(line)] = true
	}
	return marks
}

// noteTaken lists the answers that were taken from copies of which others were
// left. Where it lists what it listed before, nothing is written.
func (r *Round) noteTaken(a Answers) error {
	waits, marks := map[string]bool{}, map[string]bool{}
	for _, l := range a.Left {
		waits[l.Mark()], waits[l.File] = true, true
	}
	if len(a.Left) > 0 {
		marks = maps.Clone(a.before) // somebody may go back to an earlier answer
	}
	for _, c := range a.copies {
		for _, given := range c.Answers {
			if waits[c.File] && !waits[given.Mark()] {
				marks[given.Mark()] = true
			}
		}
	}
	switch {
	case maps.Equal(marks, a.before):
		return nil
	case len(marks) == 0:
		return fsys.System.Remove(r.takenPath())
	}
	if err := fsys.System.MkdirAll(filepath.Dir(r.takenPath()), 0o700); err != nil {
		return fmt.Errorf("note which answers were taken: %w", err)
	}
	return atomicfile.Write(r.takenPath(), 0o600, func(w io.Writer) error {
		_, err := io.WriteString(w, strings.Join(slices.Sorted(maps.Keys(marks)), "\n")+"\n")
		return err
	})
}

// putAside moves the copies whose answers were all taken out of the way, into
// the ledger's folder, so that they are not asked about again.
func (r *Round) putAside(a Answers) error {
	unfinished := map[string]bool{}
	for _, l := range a.Left {
		unfinished[l.File] = true
	}
	folder := filepath.Join(r.Ledger, "answered")
	for _, path := range a.paths {
		if unfinished[filepath.Base(path)] {
			continue
		}
		if err := r.putAsideOne(path, folder); err != nil {
			return fmt.Errorf("put %s aside: %w", path, err)
		}
	}
	return nil
}

func (r *Round) putAsideOne(path, folder string) error {
	if err := fsys.System.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	aside := r.asideName(path, folder)
	moving := fsys.System.Rename(path, aside)
	if moving == nil {
		return nil
	}
	text, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil // moved after all, or somebody took it away
	}
	// The ledger may be kept on another drive, where nothing can be moved to.
	if err == nil {
		err = atomicfile.Write(aside, 0o600, func(w io.Writer) error {
			_, err := w.Write(text)
			return err
		})
	}
	if err != nil {
		return moving
	}
	return fsys.System.Remove(path)
}

// asideName is a name in the folder that is not taken: two copies called
// "Decisions.xlsx" may come back in a day.
func (r *Round) asideName(path, folder string) string {
	name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	for n := 1; ; n++ {
		free := filepath.Join(folder, fmt.Sprintf("%s answered %s%s", r.Today, name, filepath.Ext(path)))
		if n > 1 {
			free = filepath.Join(folder, fmt.Sprintf("%s answered %s, copy %d%s", r.Today, name, n, filepath.Ext(path)))
		}
		if _, err := os.Lstat(free); err != nil {
			return free
		}
	}
}

// Asked is what became of the questions' workbook.
type Asked int

// What may become of it.
const (
	NothingToAsk Asked = iota
	AskedInFile        // the questions stand in it
	HoldsAnswers       // somebody has begun to answer there: it is left as it is
)

// Ask writes the open questions into the workbook to answer them in. One that
// somebody has begun to answer is left as it is.
func (r *Round) Ask(s *Staging, title string) (Asked, error) {
	open, path := s.Settlement.Open, r.Inbox.Path
	if len(open) == 0 {
		return NothingToAsk, nil
	}
	if back, err := r.Inbox.Read(path); err == nil && len(back.Answers) > 0 {
		return HoldsAnswers, nil
	}
	var book bytes.Buffer
	if err := answers.Write(&book, open, title, r.Today); err != nil {
		return NothingToAsk, err
	}
	err := atomicfile.Write(path, 0o644, func(w io.Writer) error {
		_, err := w.Write(book.Bytes())
		return err
	})
	if err != nil {
		return NothingToAsk, fmt.Errorf("write %s: %w", path, err)
	}
	return AskedInFile, nil
}
