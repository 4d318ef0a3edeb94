package main

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
	"actionplan/excel"
	"actionplan/internal/disk"
	"actionplan/ledger"
	"actionplan/plan"
	"actionplan/reconcile"
)

// decisionsPath is where the questions are written: beside the settings.
func (d *desk) decisionsPath() string {
	if d.settings.Path == "" {
		return answers.FileName
	}
	return filepath.Join(filepath.Dir(d.settings.Path), answers.FileName)
}

// copiesThatCameBack are the workbooks of answers in the settings' folder:
// people send theirs back as "Decisions (2).xlsx" or "Decisions police.xlsx".
func (d *desk) copiesThatCameBack() []string {
	found, _ := filepath.Glob(filepath.Join(filepath.Dir(d.decisionsPath()), "Decisions*.xlsx"))
	sort.Strings(found)
	return found
}

// writeQuestions writes the open questions into a workbook to answer them in.
// One that somebody has begun to answer is left as it is.
func (d *desk) writeQuestions(open []reconcile.Question) error {
	path := d.decisionsPath()
	if len(open) == 0 {
		return nil
	}
	if back, err := readCopy(path, open); err == nil && len(back.Answers) > 0 {
		fmt.Fprintf(d.stdout, "%q holds answers already: actionplan apply takes them.\n", path)
		return nil
	}
	var book bytes.Buffer
	if err := answers.Write(&book, open, d.settings.File.Title, d.today); err != nil {
		return err
	}
	err := disk.Write(path, 0o644, func(w io.Writer) error {
		_, err := w.Write(book.Bytes())
		return err
	})
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	fmt.Fprintf(d.stdout, "The questions are in %q: answer them there, with a name and a reason, and run actionplan apply.\n", path)
	return nil
}

func readCopy(path string, open []reconcile.Question) (answers.Copy, error) {
	book, err := excel.Open(path)
	if err != nil {
		return answers.Copy{}, err
	}
	return answers.Read(filepath.Base(path), book.Grids(), open)
}

// takeAnswers reads every copy that came back and remembers the answers that
// still stand, before anything is written anywhere: a run that is stopped
// later finds them in the ledger.
func (d *desk) takeAnswers(open []reconcile.Question) error {
	var copies []answers.Copy
	var paths []string
	for _, path := range d.copiesThatCameBack() {
		back, err := readCopy(path, open)
		if err != nil {
			fmt.Fprintf(d.stderr, "actionplan: the answers in %s were not taken: %s\n", path, err)
			continue
		}
		if len(back.Answers) > 0 {
			copies, paths = append(copies, back), append(paths, path)
		}
	}
	taken, left := answers.Resolve(copies, open, d.settings.TableOptions(), d.today)
	left, err := d.withoutTaken(left, open)
	if err != nil {
		return err
	}
	before := d.takenBefore()
	left = slices.DeleteFunc(left, func(l answers.Left) bool { return before[l.Mark()] })
	for _, l := range left {
		fmt.Fprintf(d.stderr, "actionplan: an answer was not taken: %s\n", l)
	}
	if err := d.rememberDecisions(taken); err != nil {
		return err
	}
	if err := d.noteTaken(copies, left, before); err != nil {
		return err
	}
	return d.putAside(paths, left)
}

// takenPath is the file that lists the answers taken from copies that wait for
// more: until those are put aside, the same answers come back with every run.
func (d *desk) takenPath() string {
	return filepath.Join(d.settings.File.Ledger, "answered", "taken.txt")
}

func (d *desk) takenBefore() map[string]bool {
	marks := map[string]bool{}
	text, err := os.ReadFile(d.takenPath())
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
func (d *desk) noteTaken(copies []answers.Copy, left []answers.Left, before map[string]bool) error {
	waits, marks := map[string]bool{}, map[string]bool{}
	for _, l := range left {
		waits[l.Mark()], waits[l.File] = true, true
	}
	if len(left) > 0 {
		marks = maps.Clone(before) // somebody may go back to an earlier answer
	}
	for _, c := range copies {
		for _, a := range c.Answers {
			if waits[c.File] && !waits[a.Mark()] {
				marks[a.Mark()] = true
			}
		}
	}
	switch {
	case maps.Equal(marks, before):
		return nil
	case len(marks) == 0:
		return disk.System.Remove(d.takenPath())
	}
	if err := disk.System.MkdirAll(filepath.Dir(d.takenPath()), 0o700); err != nil {
		return fmt.Errorf("note which answers were taken: %w", err)
	}
	return disk.Write(d.takenPath(), 0o600, func(w io.Writer) error {
		_, err := io.WriteString(w, strings.Join(slices.Sorted(maps.Keys(marks)), "\n")+"\n")
		return err
	})
}

// withoutTaken leaves out the answers that a run took which was cut off before
// it put their copy aside: their questions are no longer open because they were
// answered.
func (d *desk) withoutTaken(left []answers.Left, open []reconcile.Question) ([]answers.Left, error) {
	if len(left) == 0 {
		return nil, nil
	}
	l, err := ledger.Open(d.settings.File.Ledger)
	if err != nil {
		return nil, err
	}
	remembered := l.Memory().Decisions
	return slices.DeleteFunc(left, func(l answers.Left) bool {
		return slices.ContainsFunc(remembered, func(r reconcile.Decision) bool {
			asked := slices.ContainsFunc(open, func(q reconcile.Question) bool { return q.Key() == r.Question })
			return !asked && strings.HasPrefix(l.Question, string(r.Question.Ref)+" ") && plan.Clean(l.By) == r.By && plan.Clean(l.Why) == plan.Clean(r.Why)
		})
	}), nil
}

// rememberDecisions adds decisions to the ledger; a new one takes the place
// of an older one about the same question.
func (d *desk) rememberDecisions(taken []reconcile.Decision) error {
	if len(taken) == 0 {
		return nil
	}
	l, err := ledger.Open(d.settings.File.Ledger)
	if err != nil {
		return err
	}
	memory := l.Memory()
	again := map[reconcile.Key]bool{}
	for _, t := range taken {
		again[t.Question] = true
	}
	var all []reconcile.Decision
	for _, old := range memory.Decisions {
		if !again[old.Question] {
			all = append(all, old)
		}
	}
	memory.Decisions = append(all, taken...)
	return l.Keep(ledger.Next{Base: l.Base(), Memory: memory}, l.Agreed())
}

// putAside moves the copies whose answers were all taken out of the way, into
// the ledger's folder, so that they are not asked about again.
func (d *desk) putAside(paths []string, left []answers.Left) error {
	unfinished := map[string]bool{}
	for _, l := range left {
		unfinished[l.File] = true
	}
	folder := filepath.Join(d.settings.File.Ledger, "answered")
	for _, path := range paths {
		if unfinished[filepath.Base(path)] {
			continue
		}
		if err := d.putAsideOne(path, folder); err != nil {
			return fmt.Errorf("put %s aside: %w", path, err)
		}
	}
	return nil
}

func (d *desk) putAsideOne(path, folder string) error {
	if err := disk.System.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	aside := d.asideName(path, folder)
	moving := disk.System.Rename(path, aside)
	if moving == nil {
		return nil
	}
	text, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
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
func (d *desk) asideName(path, folder string) string {
	name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	for n := 1; ; n++ {
		free := filepath.Join(folder, fmt.Sprintf("%s answered %s%s", d.today, name, filepath.Ext(path)))
		if n > 1 {
			free = filepath.Join(folder, fmt.Sprintf("%s answered %s, copy %d%s", d.today, name, n, filepath.Ext(path)))
		}
		if _, err := os.Lstat(free); err != nil {
			return free
		}
	}
}
