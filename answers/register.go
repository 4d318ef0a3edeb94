package answers

import (
	"fmt"
	"strings"

	"actionplan/plan"
	"actionplan/reconcile"
	"actionplan/table"
)

// register is what the open questions look like in a workbook, to know a row
// by what it shows.
type register struct {
	byKey   map[string]*shownQuestion // by the key's digest of the question
	byName  map[rowName][]*shownQuestion
	columns map[string][]key // of whole columns and whole tables, by the label they show
}

// rowName is what a row calls its question: its ref, and the first line of
// what it is about.
type rowName struct{ ref, about string }

// shownQuestion is an open question as its row shows it.
type shownQuestion struct {
	question reconcile.Question
	key      key
	name     rowName
	readings map[string]string // by heading
	whole    bool              // all that is said is shown: nothing is cut short or hidden
}

// shows is what the row of a question shows under a heading of a reading.
func (q *shownQuestion) shows(heading string) string { return q.readings[heading] }

func registerOf(open []reconcile.Question) *register {
	known := &register{map[string]*shownQuestion{}, map[rowName][]*shownQuestion{}, map[string][]key{}}
	for _, q := range open {
		cells := questionRow(q)
		shown := &shownQuestion{question: q, key: keyOf(q), name: nameIn(cells[colRef].Text, cells[colAbout].Text), whole: q.Personal == "", readings: map[string]string{}}
		for i := colBase; i <= colPartner; i++ {
			shown.whole = shown.whole && !strings.Contains(cells[i].Text, cutHere)
			shown.readings[questionHeadings[i]] = plan.Fold(cells[i].Text)
		}
		known.byKey[shown.key.question] = shown
		known.byName[shown.name] = append(known.byName[shown.name], shown)
	}
	for _, w := range append(columnsOf(open), tablesOf(open)...) {
		label := plan.Fold(w.label)
		known.columns[label] = append(known.columns[label], w.key)
	}
	return known
}

func nameIn(ref, about string) rowName {
	about, _, _ = strings.Cut(about, "\n")
	return rowName{plan.Fold(ref), plan.Fold(about)}
}

// Why nobody can tell what a row answers.
const (
	whatToDo  = ": answer the question in the newest workbook, and clear the row here"
	keyGone   = "its row has no key, and "
	keyOther  = "its key is of %s and its row shows %s, as after a sort that left some columns out, so nobody can tell what it answers" + whatToDo
	looksNone = keyGone + "no open question looks like it, so nobody can tell what it answers" + whatToDo
	looksMany = keyGone + "%d open questions look like it, so nobody can tell which it answers" + whatToDo
	looksPart = keyGone + "not all that is said there is shown in it, so nobody can tell whether it is said still" + whatToDo
	looksThen = keyGone + "what it shows is not what is said there now" + whatToDo
)

// identify finds out which question a row is about, and puts its key into the
// answer; or says in it why nobody can tell.
func (known *register) identify(a *Answer, k key, text func(heading string) string, l layout) {
	shown := nameIn(text(headRef), text(headAbout))
	switch {
	case k.whole != 0:
		a.key, a.Column = k, true
	case k.question != "":
		a.key = k
		named := known.byKey[k.question]
		if named == nil || l[headRef] == 0 || shown == named.name {
			return
		}
		if shown.ref != named.name.ref || l[headAbout] > 0 && len(known.byName[shown]) > 0 {
			a.lost = fmt.Sprintf(keyOther, named.question.Key(), a.Question)
		}
	case l[headRef] == 0 && (l[headCount] > 0 || l[headTable] > 0):
		label := plan.Fold(text(headAbout) + text(headTable))
		switch same := known.columns[label]; len(same) {
		case 0:
			a.lost = looksNone
		case 1:
			a.key, a.Column, a.byLooks = same[0], true, true
		default:
			a.lost = fmt.Sprintf(looksMany, len(same))
		}
	default:
		a.key, a.lost = known.looksLike(shown, text)
		a.byLooks = a.lost == ""
	}
}

// looksLike finds the one open question that a row shows.
func (known *register) looksLike(name rowName, text func(heading string) string) (key, string) {
	var like []*shownQuestion
	for _, q := range known.byName[name] {
		if q.isShown(text) {
			like = append(like, q)
		}
	}
	switch {
	case len(like) == 1 && !like[0].whole:
		return key{}, looksPart
	case len(like) == 1:
		return like[0].key, ""
	case len(like) > 1:
		return key{}, fmt.Sprintf(looksMany, len(like))
	case len(known.byName[name]) > 0:
		return key{}, looksThen
	}
	return key{}, looksNone
}

// isShown reports whether a row shows the readings that the question's does.
func (q *shownQuestion) isShown(text func(heading string) string) bool {
	for heading, says := range q.readings {
		if plan.Fold(text(heading)) != says {
			return false
		}
	}
	return true
}

// layoutIn finds the columns of a row by what stands in them: nil where they
// are not proved.
func (known *register) layoutIn(s *sheetReader, row table.Row) layout {
	for _, cell := range row.Cells {
		if k := readKey(s.text(row, cell.Column)); k.question != "" && k.whole == 0 && cell.Column > colKey {
			l, q := standard(cell.Column-colKey), known.byKey[k.question]
			if q == nil || q.name == nameIn(s.text(row, l[headRef]), s.text(row, l[headAbout])) {
				return l // if it is no longer open, whatever stands there
			}
		}
		name := nameIn(s.text(row, cell.Column), s.text(row, cell.Column+1))
		for _, q := range known.byName[name] {
			l := standard(cell.Column)
			if q.isShown(func(heading string) string { return s.text(row, l[heading]) }) {
				return l
			}
		}
	}
	return nil
}
