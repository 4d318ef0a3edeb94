package round

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"actionplan/answers"
	"actionplan/internal/disk"
	"actionplan/ledger"
	"actionplan/reconcile"
)

// Answers is what came of the answers that came back.
type Answers struct {
	answers.Returned
	Stayed []answers.Kept // copies that stay where they are though all in them was taken

	before []string // the marks of answers that earlier runs took
}

// Wait reports whether an answer waits for a person, who has to put it right.
func (a Answers) Wait() bool { return len(a.Left) > 0 }

// answer takes the answers that came back into account, as apply takes them
// for good: the settlement is that of a run which remembers them already.
func (r *Round) answer(s *Staging) (err error) {
	if r.Inbox.Grids == nil {
		return nil
	}
	a := &s.Answers
	a.before = r.takenMarks()
	a.Returned, err = r.Inbox.Collect(s.Settlement.Open, answers.Remembered{Marks: a.before, Decisions: s.memory.Decisions})
	if err != nil {
		return err
	}
	if len(a.Decisions) > 0 {
		s.memory.Decisions = decisionsWith(s.memory.Decisions, a.Decisions)
		r.settle(s.Readings)
	}
	return nil
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
// written anywhere: a run that is stopped later finds them in the ledger. Then
// it puts their copies aside, so that they are not asked about again.
func (r *Round) keepAnswers(a *Answers) error {
	if err := r.rememberDecisions(a.Decisions); err != nil {
		return err
	}
	if err := r.noteTaken(a); err != nil {
		return err
	}
	if r.Inbox.Grids == nil {
		return nil
	}
	stayed, err := r.Inbox.PutAside(a.Returned, func(path string) error {
		return r.putAside(path, filepath.Join(r.Ledger, "answered"))
	})
	a.Stayed = stayed
	return err
}

// takenPath is the file that lists the answers taken from copies that wait for
// more: until those are put aside, the same answers come back with every run.
func (r *Round) takenPath() string { return filepath.Join(r.Ledger, "answered", "taken.txt") }

func (r *Round) takenMarks() []string {
	text, err := os.ReadFile(r.takenPath())
	if err != nil {
		return nil // then they are said again to be no longer open
	}
	var marks []string
	for line := range strings.Lines(string(text)) {
		if mark := strings.TrimSpace(line); mark != "" {
			marks = append(marks, mark)
		}
	}
	slices.Sort(marks)
	return marks
}

// noteTaken lists the answers that were taken from copies that wait for more.
// Where it lists what it listed before, nothing is written.
func (r *Round) noteTaken(a *Answers) error {
	switch {
	case slices.Equal(a.Marks, a.before):
		return nil
	case len(a.Marks) == 0:
		return disk.System.Remove(r.takenPath())
	}
	if err := disk.System.MkdirAll(filepath.Dir(r.takenPath()), 0o700); err != nil {
		return fmt.Errorf("note which answers were taken: %w", err)
	}
	return disk.Write(r.takenPath(), 0o600, func(w io.Writer) error {
		_, err := io.WriteString(w, strings.Join(a.Marks, "\n")+"\n")
		return err
	})
}

// putAside moves a copy into a folder, under a name that is free there.
func (r *Round) putAside(path, folder string) error {
	if err := disk.System.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	aside := r.asideName(path, folder)
	moving := disk.System.Rename(path, aside)
	if moving == nil {
		return nil
	}
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // moved after all, or somebody took it away
	}
	// The ledger may be kept on another drive, where nothing can be moved to.
	if err == nil {
		err = disk.Write(aside, 0o600, func(w io.Writer) error {
			_, err := w.Write(text)
			return err
		})
	}
	if err != nil {
		return moving
	}
	return disk.System.Remove(path)
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

// Ask writes what is still open into a workbook to answer it in, and says where
// the questions stand. Nothing that is not ours, and nothing that somebody has
// worked in, is written over.
func (r *Round) Ask(s *Staging) (answers.Asked, error) { return r.Inbox.Ask(s.Settlement.Open) }
