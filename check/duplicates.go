package check

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"actionplan/internal/text"
	"actionplan/plan"
)

// # Actions that say nearly the same
//
// Each action is found with the first action above it that says nearly the same and has
// another lead or date. Comparing each with each would take a plan of twenty thousand
// actions hours. Two texts that share nine words in ten share one of their rarest few, and
// only those that do are compared:
//
//	1.1  Audit ten cases of neglect each month     rarest: neglect
//	1.2  Hold a board each month                   rarest: board
//	1.3  Audit ten cases of neglect every month    rarest: every, neglect – compared with 1.1 alone
//
// Alike by p in a hundred, texts of v and w words share p (v + w) / 200 of them at least.
// So many that a text may lack, and one more, are its rarest for the other's length: had
// it none of them in common with the other's rarest, it would lack too many. Texts are
// looked up by a word, by how many words they have, and by how many of their own are
// rarer. Of those that are found the words are counted, rarest first, until too many are
// lacking; only then are the texts laid side by side. Nothing is left out that the slow
// way would find.

// worded is what an action says, as it is looked up.
type worded struct {
	*action
	words []string
	ranks []int // of its words, the rarest first, each as often as it stands there
	lead  string
}

// rareWord is where texts are looked up: a word, of texts of so many words, so many of
// which are rarer.
type rareWord struct{ rank, words, rarer int }

// differs reports whether two actions have another lead, or another due date.
func (w worded) differs(other worded) bool {
	return w.lead != other.lead || w.facts.Due != other.facts.Due
}

// lacks is how many of so many words another text, of that many, may lack where the two
// are alike by so many in a hundred; below nought where no two such texts are.
func lacks(words, other, percent int) int { return words - (percent*(words+other)+199)/200 }

// shares reports whether two texts have so many words in common that they can be alike.
func (w worded) shares(other worded, percent int) bool {
	a, b := w.ranks, other.ranks
	left, right := lacks(len(a), len(b), percent), lacks(len(b), len(a), percent)
	for len(a) > 0 && len(b) > 0 && left >= 0 && right >= 0 {
		switch {
		case a[0] == b[0]:
			a, b = a[1:], b[1:]
		case a[0] < b[0]:
			a, left = a[1:], left-1
		default:
			b, right = b[1:], right-1
		}
	}
	return left >= len(a) && right >= len(b)
}

func actionDuplicates(r *examined, t Tuning) []hit {
	if t.Percent > 100 {
		return nil // no two texts are
	}
	texts, most := r.worded()
	var hits []hit
	alike := func(a, b worded) bool { return text.Alike(a.words, b.words)*100 >= float64(t.Percent) }
	for i, first := range firstAlike(texts, most, t.Percent, alike) {
		if first < i {
			twin := []*action{texts[first].action}
			hits = append(hits, hit{action: texts[i].action, field: plan.FieldAction, twins: twin, says: fmt.Sprintf("it says nearly what is said by %s.", r.named(twin))})
		}
	}
	return hits
}

// firstAlike is, for each text, the first one above it that is alike and by another lead
// or on another day; itself where there is none. alike compares two texts word by word.
func firstAlike(texts []worded, most, percent int, alike func(a, b worded) bool) []int {
	found := make([]int, len(texts))
	with := map[rareWord][]int{} // the texts above, in their order
	lengths := make([]bool, most+1)
	known := map[string]bool{}
	for i, one := range texts {
		first := i
		for words, some := range lengths {
			mine, theirs := lacks(len(one.ranks), words, percent), lacks(words, len(one.ranks), percent)
			if !some || min(mine, theirs) < 0 {
				continue
			}
			for at, rank := range one.ranks[:min(mine+1, len(one.ranks))] {
				if at > 0 && rank == one.ranks[at-1] {
					continue
				}
				for rarer := range theirs + 1 {
					for _, j := range with[rareWord{rank, words, rarer}] {
						if j >= first {
							break
						}
						if other := texts[j]; one.differs(other) && one.shares(other, percent) && alike(one, other) {
							first = j
							break
						}
					}
				}
			}
		}
		found[i] = first
		// One that says the same, by the same lead and on the same day as one above it,
		// is never the first.
		if key := strings.Join(append(slices.Clone(one.words), "\n", one.lead, one.facts.Due.String()), " "); !known[key] {
			known[key] = true
			words := len(one.ranks)
			lengths[words] = true
			shortest := (percent*words + 199 - percent) / (200 - percent) // that can be alike
			for at, rank := range one.ranks[:min(words-shortest+1, words)] {
				if at == 0 || rank != one.ranks[at-1] {
					k := rareWord{rank, words, at}
					with[k] = append(with[k], i)
				}
			}
		}
	}
	return found
}

// worded are the texts of the actions that stand, and the words of the longest of them.
func (r *examined) worded() (texts []worded, most int) {
	often := map[string]int{}
	for _, a := range r.actions {
		if !a.facts.Standing() || a.Value(plan.FieldAction).Kind != plan.KindText {
			continue
		}
		w := worded{action: a, words: text.Words(a.Value(plan.FieldAction).Text), lead: plan.Fold(a.Shown(plan.FieldLead))}
		if len(w.words) == 0 {
			continue
		}
		for _, word := range w.words {
			often[word]++
		}
		texts = append(texts, w)
		most = max(most, len(w.words))
	}
	order := make([]string, 0, len(often))
	for word := range often {
		order = append(order, word)
	}
	slices.SortFunc(order, func(a, b string) int { return cmp.Or(often[a]-often[b], strings.Compare(a, b)) })
	rank := make(map[string]int, len(order))
	for i, word := range order {
		rank[word] = i
	}
	for i := range texts {
		for _, word := range texts[i].words {
			texts[i].ranks = append(texts[i].ranks, rank[word])
		}
		slices.Sort(texts[i].ranks)
	}
	return texts, most
}
