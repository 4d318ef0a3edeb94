package answers

import (
	"fmt"
	"slices"
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
	texts   map[string]bool  // all that any row shows
}

// rowName is what a row calls its question: its ref, and the first line of
// what it is about.
type rowName struct{ ref, about string }

// shownQuestion is an open question as its row shows it.
type shownQuestion struct {
	question reconcile.Question
	key      key
	name     rowName
	says     map[string]string // what its row shows, folded, by heading
	whole    bool              // all that is said is shown: nothing is cut short or hidden
}

// readingHeadings are the headings of the three readings.
var readingHeadings = []string{headBase, headOfficers, headPartners}

func registerOf(open []reconcile.Question) *register {
	known := &register{map[string]*shownQuestion{}, map[rowName][]*shownQuestion{}, map[string][]key{}, map[string]bool{}}
	for _, q := range open {
		cells := questionRow(q)
		shown := &shownQuestion{question: q, key: keyOf(q), name: rowNameOf(cells[colRef].Text, cells[colAbout].Text), whole: q.Personal == "", says: map[string]string{}}
		for i := colRef; i <= colAsk; i++ {
			shown.whole = shown.whole && !strings.Contains(cells[i].Text, cutHere)
			shown.says[questionHeadings[i]] = plan.Fold(cells[i].Text)
			known.texts[plan.Fold(cells[i].Text)] = true
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

func rowNameOf(ref, about string) rowName {
	about, _, _ = strings.Cut(about, "\n")
	return rowName{plan.Fold(ref), plan.Fold(about)}
}

// Why nobody can tell what a row answers.
const (
	whatToDo  = ": answer the question in the newest workbook, and clear the row here"
	keyGone   = "its row has no key, and "
	keyOther  = "its key is of %s and its row shows %s, as after a sort that left some columns out, so nobody can tell what it answers" + whatToDo
	unheaded  = "its headings are gone, and more stands beside it than an answer, a reason and a name, so nobody can tell which is which" + whatToDo
	keyAlone  = "its key is of %s, and what its row still shows does not tell whether it is that" + whatToDo
	looksNone = keyGone + "no open question looks like it, so nobody can tell what it answers" + whatToDo
	looksMany = keyGone + "%d open questions look like it, so nobody can tell which it answers" + whatToDo
	looksPart = keyGone + "not all that is said there is shown in it, so nobody can tell whether it is said still" + whatToDo
	looksThen = keyGone + "what it shows is not what is said there now" + whatToDo
)

// identify finds out which question a row is about, and puts its key into the
// answer; or says in it why nobody can tell.
func (known *register) identify(a *Answer, k key, text func(heading string) string, l layout) {
	shown := rowNameOf(text(headRef), text(headAbout))
	switch {
	case k.whole != 0:
		a.key, a.Column = k, true
	case k.question != "":
		a.key = known.keyNow(k, shown)
		a.lost = known.contradicts(known.byKey[a.key.question], shown, text, l)
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

// contradicts says why a key does not count though its question is open: its
// row shows another question, or not which.
func (known *register) contradicts(keyed *shownQuestion, shown rowName, text func(heading string) string, l layout) string {
	switch {
	case keyed == nil || shown == keyed.name || len(known.byName[shown]) == 0 && shown.about == keyed.name.about && keyed.isCalled(shown.ref):
		return ""
	case l[headRef] > 0 && (shown.ref != keyed.name.ref || l[headAbout] > 0 && len(known.byName[shown]) > 0):
		return fmt.Sprintf(keyOther, keyed.question.Called(), oneLine(text(headRef)+" "+text(headAbout)))
	case l[headRef] > 0 && l[headAbout] > 0:
		return "" // another name for its column, as another build may have
	}
	// Who deleted the names may have sorted what is left.
	alike := 0
	for _, q := range known.byKey {
		if q.isShown(text) {
			alike++
		}
	}
	if alike == 1 && keyed.isShown(text) {
		return ""
	}
	return fmt.Sprintf(keyAlone, keyed.question.Called())
}

// keyNow is the key that a question has now which a row was asked with: where its
// action has got a ref since, the key is another, and the row's words, what it is
// about and all that is said there tell which.
func (known *register) keyNow(k key, shown rowName) key {
	if known.byKey[k.question] != nil {
		return k
	}
	now := k
	for _, q := range known.byKey {
		if q.key.readings != k.readings || q.name.about != shown.about || !q.isCalled(shown.ref) {
			continue
		}
		if now != k {
			return k // nobody can tell which
		}
		now = q.key
	}
	return now
}

// isCalled reports whether a row's name for its action is another that the
// question's went by: a row without a ref moves, and may have got one since, and
// earlier versions showed the ledger's own ref for it.
func (q *shownQuestion) isCalled(name string) bool {
	place, words, _ := strings.Cut(name, `, "`)
	if !q.question.Nameless {
		return words != "" && strings.Contains(" "+place, " row ") && `"`+words == plan.Fold(fit(q.question.Words))
	}
	_, own, has := strings.Cut(q.name.ref, `, "`)
	return has && words == own || name == plan.Fold(string(q.question.Ref))
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
	return !slices.ContainsFunc(readingHeadings, func(h string) bool { return plan.Fold(text(h)) != q.says[h] })
}

// layoutIn finds the columns of a row by what stands in them: nil where they
// are not proved.
func (known *register) layoutIn(s *sheetReader, row table.Row) layout {
	hasKey := slices.ContainsFunc(row.Cells, func(c table.Cell) bool { return readKey(s.text(row, c.Column)) != key{} })
	for _, cell := range row.Cells {
		said := s.text(row, cell.Column)
		if k := readKey(said); k.question != "" && k.whole == 0 && cell.Column > colKey && known.byKey[k.question] == nil {
			return standard(cell.Column - colKey) // it is no longer open, whatever stands there
		}
		for _, q := range known.byName[rowNameOf(said, s.text(row, cell.Column+1))] {
			l := standard(cell.Column)
			text := func(heading string) string { return s.text(row, l[heading]) }
			if hasKey && readKey(text(headKey)) == (key{}) {
				continue // a column between is gone, or was put in
			}
			if q.isShown(text) && plan.Fold(text(headAsk)) == q.says[headAsk] {
				return l
			}
		}
	}
	return nil
}
