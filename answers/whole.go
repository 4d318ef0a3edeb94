package answers

import (
	"cmp"
	"slices"
	"strings"

	"actionplan/plan"
	"actionplan/reconcile"
)

// whole is a column, or what is asked of one sort about a table, with the
// questions that can be answered at once.
type whole struct {
	key       key
	label     string
	questions []reconcile.Question
}

// choices are the answers that fit at least one of the questions. A text of
// its own fits none.
func (w whole) choices() []choice {
	var list []choice
	for _, q := range w.questions {
		for _, c := range choices(q) {
			if c.take != reconcile.TakeOther && !slices.ContainsFunc(list, func(had choice) bool { return had.words == c.words }) {
				list = append(list, c)
			}
		}
	}
	return list
}

// atOnce reports whether a question can be answered together with others. What
// seems to hold personal data is answered by itself.
func atOnce(q reconcile.Question) bool { return q.Personal == "" }

// columnsOf groups the questions about cells by their columns, most questions
// first.
func columnsOf(open []reconcile.Question) []whole {
	return grouped(open, func(q reconcile.Question) (key, string, bool) {
		return columnKey(q.Field), strings.Join(labels(q), " and "), isAboutCells(q)
	})
}

// tablesOf groups the questions by the tables they are about and by what is
// asked of them, most questions first. A table with one question is answered
// there.
func tablesOf(open []reconcile.Question) []whole {
	all := grouped(open, func(q reconcile.Question) (key, string, bool) {
		name, sort := tableOf(q), sortOf(q)
		return tableKey(name, sort), fit(name) + ": " + sort, name != ""
	})
	return slices.DeleteFunc(all, func(w whole) bool { return len(w.questions) < 2 })
}

// keysOf are the keys of the column and the table whose answer is a question's
// too.
func keysOf(q reconcile.Question) []key {
	var keys []key
	if isAboutCells(q) {
		keys = append(keys, columnKey(q.Field))
	}
	if name := tableOf(q); name != "" {
		keys = append(keys, tableKey(name, sortOf(q)))
	}
	return keys
}

// grouped puts together what has one key.
func grouped(open []reconcile.Question, by func(reconcile.Question) (k key, label string, ok bool)) []whole {
	var all []whole
	for _, q := range open {
		k, label, ok := by(q)
		if !ok || !atOnce(q) {
			continue
		}
		at := slices.IndexFunc(all, func(w whole) bool { return w.key == k })
		if at < 0 {
			at = len(all)
			all = append(all, whole{key: k})
		}
		all[at].questions = append(all[at].questions, q)
		if len(label) > len(all[at].label) {
			all[at].label = label
		}
	}
	slices.SortStableFunc(all, func(a, b whole) int { return cmp.Compare(len(b.questions), len(a.questions)) })
	return all
}

// isAboutCells reports whether a question is about cells rather than a whole
// row, column or table.
func isAboutCells(q reconcile.Question) bool {
	return q.Kind == reconcile.QuestionConflict || q.Kind == reconcile.QuestionProposal || q.Kind == reconcile.QuestionHeld
}

// tableOf is the table a question is about: one that a side never had, or the
// one its cells lie in, as officers have it; "" where they do not tell, or lie
// in several.
func tableOf(q reconcile.Question) string {
	name := q.NewTable
	if name != "" {
		return plan.Clean(name)
	}
	for _, d := range q.Cells {
		if d.Pair == nil || q.Kind == reconcile.QuestionColumn {
			return ""
		}
		a := cmp.Or(d.Pair.Officer, d.Pair.Partner, d.Pair.Base)
		if a == nil || name != "" && a.Table != name {
			return ""
		}
		name = a.Table
	}
	return plan.Clean(name)
}

// sortOf says what is asked, so that one answer means the same for all that
// are asked so.
func sortOf(q reconcile.Question) string {
	if side, proposal := proposer(q); proposal {
		return "what " + people(side) + " propose"
	}
	switch {
	case q.Kind == reconcile.QuestionHeld:
		return "what is held back from partners"
	case q.Kind == reconcile.QuestionReworded:
		return "actions that may be reworded"
	case q.Kind == reconcile.QuestionWithdrawn:
		return "actions that " + people(q.Side) + " have struck out"
	case q.Kind != reconcile.QuestionRow:
		return "cells that differ"
	case q.Side == "":
		return "actions both sides added"
	case slices.Contains(q.Takes, reconcile.TakeAdd):
		return "actions only " + people(q.Side.Other()) + " have"
	case q.Side == reconcile.Officer:
		return "actions gone from the officers' plan"
	}
	return "actions gone from the partners' copy"
}
