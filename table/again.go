package table

import (
	"fmt"
	"slices"
	"strings"

	"actionplan/plan"
)

// # The same actions in nearly the same words
//
// A gantt chart or a summary says a plan's actions again, and shortens them as it does:
//
//	Plan: Review the thresholds with all partners    Gantt: Review thresholds with partners
//	Plan: Train every team manager in supervision    Gantt: Train team managers in supervision
//
// Two texts are near the same where they share most of the words that say something,
// or the shorter says nothing that the longer does not. Each is held against one other
// alone. Sheets that have a third of their actions in common are said, with the line
// that leaves one of them out; none is left out for near words alone, but by its name.

// fewRepeated is how many actions two sheets must have in common to be one plan.
const fewRepeated = 2

// repetition is that one sheet says actions of another again.
type repetition struct {
	again, of *tab
	times     int
}

// doubtRepeats says of sheets that are all read that they say the same actions: of
// each, which other it says most of. Where one that is named for a view repeats nearly
// all, it is left out.
func (l *leaving) doubtRepeats() {
	tellings := map[*tab][]telling{}
	var whole []*tab
	for _, t := range l.tabs {
		if !t.left && !t.kindIs(plan.Completed) && len(t.texts) >= fewRepeated {
			tellings[t] = t.tellings()
			whole = append(whole, t)
		}
	}
	most := map[*tab]repetition{}
	for i, t := range whole {
		for _, other := range whole[i+1:] {
			r := repetition{t, other, repeats(tellings[t], tellings[other])}
			if r.times < fewRepeated || r.times*3 < min(len(t.texts), len(other.texts)) {
				continue
			}
			if other.saysAgain(t) {
				r.again, r.of = other, t
			}
			if r.times > most[r.again].times {
				most[r.again] = r
			}
		}
	}
	for _, t := range whole {
		r, repeats := most[t]
		switch {
		case !repeats, t.kindIs(plan.Ongoing): // the settings say that it is counted as well
		case t.isView() && !r.of.isView() && !t.isSettled() && r.times*5 >= len(t.texts)*4:
			l.leave(t, r.of, fmt.Sprintf("it lists the actions of %q again, in nearly the same words", r.of.sheet.Sheet)).
				weighs(plan.Unread).settledBy("tables", "{sheet: %q, kind: %s}", t.sheet.Sheet, plan.Ongoing)
		default:
			l.notes.sheet(t.sheet, fmt.Sprintf("the sheet repeats %d of the %d actions of %q: all were read, and where they are one plan those are counted twice", r.times, len(r.of.texts), r.of.sheet.Sheet)).
				weighs(plan.Doubtful).settledBy("tables", "{sheet: %q, kind: %s}", t.sheet.Sheet, plan.BesidePlan).orBy("{sheet: %q, kind: %s}", t.sheet.Sheet, plan.Ongoing)
		}
	}
}

// saysAgain says whether of two sheets this one says the other's actions again: it is
// named for a view, says less of each, or has fewer; else the one that comes later does.
func (t *tab) saysAgain(other *tab) bool {
	switch {
	case t.isView() != other.isView():
		return t.isView()
	case t.knows() != other.knows():
		return t.knows() < other.knows()
	}
	return len(t.texts) <= len(other.texts)
}

// telling is what an action says is to be done, and the words of it that say something.
type telling struct {
	text  string
	words map[string]bool
}

func (t *tab) tellings() []telling {
	var all []telling
	for text := range t.texts {
		told := telling{text, map[string]bool{}}
		for _, w := range strings.Fields(text) {
			if !empty[w] {
				told.words[strings.TrimSuffix(w, "s")] = true
			}
		}
		all = append(all, told)
	}
	slices.SortFunc(all, func(a, b telling) int { return strings.Compare(a.text, b.text) })
	return all
}

var empty = words(`a an the of to in on at for and or with by from all every each our their its is are be will that this`)

// repeats counts how many of some tellings are near the same as others, each of them
// held against one alone: those of the same words first.
func repeats(mine, theirs []telling) int {
	const most = 400 // beyond that the same words must do
	used := make([]bool, len(theirs))
	n := 0
	var rest []telling
	for _, m := range mine {
		j, same := slices.BinarySearchFunc(theirs, m.text, func(t telling, text string) int { return strings.Compare(t.text, text) })
		if same {
			used[j] = true
			n++
			continue
		}
		rest = append(rest, m)
	}
	if len(mine) > most || len(theirs) > most {
		return n
	}
	for _, m := range rest {
		for j, other := range theirs {
			if !used[j] && m.isNear(other) {
				used[j] = true
				n++
				break
			}
		}
	}
	return n
}

// isNear says whether two tellings differ by no more than how they put it.
func (m telling) isNear(other telling) bool {
	const fewWords = 3
	least := min(len(m.words), len(other.words))
	if least < fewWords {
		return false
	}
	shared := 0
	for w := range m.words {
		if other.words[w] {
			shared++
		}
	}
	all := len(m.words) + len(other.words) - shared
	return shared*3 >= all*2 || shared == least && least*2 >= max(len(m.words), len(other.words))
}
