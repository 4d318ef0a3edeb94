package round

import (
	"cmp"
	"maps"
	"os"
	"slices"

	"actionplan/answers"
	"actionplan/ledger"
	"actionplan/reconcile"
)

// Answers is what came of the answers that came back.
type Answers struct {
	answers.Returned
	Stayed []answers.Kept // copies that stay where they are though all in them was taken
	Aside  []Aside        // copies that were put aside, since all in them was taken
}

// Aside is a copy that was put aside.
type Aside struct{ Path, Now string }

// Wait reports whether an answer waits for a person, who has to put it right.
func (a Answers) Wait() bool { return len(a.Left) > 0 }

// answer takes the answers that came back into account, as apply takes them
// for good: the settlement is that of a run which remembers them already.
func (r *Round) answer(s *Staging) (err error) {
	if r.Inbox.Grids == nil {
		return nil
	}
	a := &s.Answers
	taken := slices.Sorted(maps.Keys(r.folder().Taken()))
	a.Returned, err = r.Inbox.Collect(s.Settlement.Open, answers.Remembered{Marks: taken, Decisions: s.memory.Decisions})
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

// rememberDecisions adds decisions to the ledger, which says from then on what its
// columns are understood as now.
func (r *Round) rememberDecisions(now *Readings, taken []reconcile.Decision) error {
	if len(taken) == 0 {
		return nil
	}
	l, err := r.folder().Open()
	if err != nil {
		return err
	}
	base, memory := now.understood(l.Base(), l.Memory())
	memory.Decisions = decisionsWith(memory.Decisions, taken)
	return l.Keep(ledger.Next{Base: base, Memory: memory}, l.Agreed())
}

// rememberColumns has the ledger say what its columns are understood as now, before
// what is about to be written is noted in it: an undo finds both in the same words.
func (r *Round) rememberColumns(now *Readings) error {
	l, err := r.folder().Open()
	if err != nil {
		return err
	}
	base, memory := now.understood(l.Base(), l.Memory())
	return l.Keep(ledger.Next{Base: base, Memory: memory}, l.Agreed())
}

// keepAnswers remembers the answers that were taken, before anything is
// written anywhere: a run that is stopped later finds them in the ledger. Then
// it puts their copies aside, so that they are not asked about again.
func (r *Round) keepAnswers(s *Staging) error {
	a := &s.Answers
	if err := r.rememberDecisions(s.Readings, a.Decisions); err != nil {
		return err
	}
	if r.Inbox.Grids == nil {
		return nil
	}
	marks := map[string]bool{}
	for _, mark := range a.Marks {
		marks[mark] = true
	}
	if err := r.folder().NoteTaken(marks); err != nil {
		return err
	}
	stayed, more, err := r.Inbox.PutAside(a.Returned, func(path string) error {
		seen, err := os.Stat(path) // that it is the copy that was read, the inbox has just looked
		if err != nil {
			return err
		}
		now, err := r.folder().PutAside(path, r.Today, seen)
		if now != "" {
			a.Aside = append(a.Aside, Aside{path, now})
		}
		return err
	})
	a.Stayed = stayed
	if err != nil || len(more) == 0 {
		return err
	}
	for _, mark := range more {
		marks[mark] = true
	}
	return r.folder().NoteTaken(marks)
}

// Ask writes what is still open into a workbook to answer it in, and says where
// the questions stand. Nothing that is not ours, and nothing that somebody has
// worked in, is written over.
func (r *Round) Ask(s *Staging) (answers.Asked, error) {
	in := r.Inbox
	in.Title = cmp.Or(in.Title, s.Officers.Title)
	return in.Ask(s.Settlement.Open)
}
