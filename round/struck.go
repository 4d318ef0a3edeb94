package round

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"actionplan/plan"
	"actionplan/reconcile"
)

// Words that are struck out in a cell.
//
// Who strikes words out withdraws them, and the cell goes on holding the text that
// was agreed, so nothing of it moves:
//
//	       agreed             officers           partners, now
//	1.2    Recruiting staff   Recruiting staff   ~Recruiting staff~
//
// The other side says them still, and would never hear of it. It is no edit either:
// a cell that is struck out clears nothing. So it is said, with the cell, where the
// two copies differ in it: a line each for what was struck out since they last
// agreed, or is no longer, and the number for what was before. The ledger keeps which
// cells were. Of a date the struck words are an earlier one, which the cell's other
// words moved; and of a row that is struck out whole the row is asked about.

// struckKeys are the cells of a reading with words that are struck out, as the ledger
// keeps them: by action and column, with a digest of the words.
func struckKeys(p plan.Plan) []string {
	keys := []string{}
	for i := range p.Actions {
		a := &p.Actions[i]
		for f, e := range a.All() {
			if words := withdrawnWords(f, e); words != "" {
				keys = append(keys, struckKey(a, f)+struckWords(words))
			}
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

func struckKey(a *plan.Action, f plan.Field) string {
	return reconcile.WithdrawnKey(a) + "\n" + string(f) + "\n"
}

func struckWords(words string) string { return fmt.Sprintf("%x", digest(plan.Fold(words))) }

// withdrawnWords are the words of a cell that are struck out; "" for none.
func withdrawnWords(f plan.Field, e plan.Entry) string {
	if f.IsDate() && e.Detail.Live != "" || f == plan.FieldReply {
		return ""
	}
	return e.Detail.Struck
}

// struckSince says of each side which words are struck out in its cells, and not in
// the other's, since they last agreed; and which are so no longer.
func (r *Round) struckSince(now *Readings) []string {
	was, _ := r.folder().Places()
	said := []string{}
	for _, side := range Sides {
		place := was.Officers
		if side == reconcile.Partner {
			place = was.Partners
		}
		fresh, old := []string{}, 0
		seen := map[plan.Cell]bool{}
		for i := range now.compared.Pairs {
			p := &now.compared.Pairs[i]
			mine, theirs := p.Action(side), p.Action(side.Other())
			if mine == nil || theirs == nil || mine.Struck != theirs.Struck {
				if mine != nil && theirs != nil && theirs.Struck && slices.Contains(place.Struck, reconcile.WithdrawnKey(mine)) {
					fresh = append(fresh, fmt.Sprintf("the row of %s (row %d) is no longer struck out, and still is in %s: carry over by hand what is to stand", now.Settlement.Called(p.Ref), mine.Row, copyNames[side.Other()]))
				}
				continue
			}
			for _, f := range mine.Sorted() {
				e, _ := p.Entry(side, f)
				other, there := p.Entry(side.Other(), f)
				words, across := withdrawnWords(f, e), withdrawnWords(f, other)
				if !there || plan.Fold(words) == plan.Fold(across) || seen[e.Cell] && e.Cell.Row > 0 {
					continue
				}
				seen[e.Cell] = true
				key := struckKey(mine, f)
				agreed := now.Base != nil && place.StruckCells != nil
				at := slices.IndexFunc(place.StruckCells, func(k string) bool { return strings.HasPrefix(k, key) })
				switch cell := fmt.Sprintf("%s, %s (%s)", now.Settlement.Called(p.Ref), f.Label(), cmp.Or(e.Cell.String(), string(f))); {
				case words == "" && agreed && at >= 0:
					fresh = append(fresh, fmt.Sprintf("%s: words are no longer struck out there, and still are in %s: nothing of that crosses, so carry over by hand what is to stand", cell, copyNames[side.Other()]))
				case words == "":
				case agreed && !slices.Contains(place.StruckCells, key+struckWords(words)):
					fresh = append(fresh, fmt.Sprintf("%s: %s struck out there, and not in %s: words that are struck out are withdrawn, and nothing of that crosses, so carry over by hand what is to stand", cell, r.struckOut(words), copyNames[side.Other()]))
				default:
					old++
				}
			}
		}
		for i, words := range fresh {
			if i == mostNotRead {
				said = append(said, fmt.Sprintf("%s: words in %d more cells are struck out, or no longer: actionplan read shows them", copyNames[side], len(fresh)-i))
				break
			}
			said = append(said, copyNames[side]+": "+words)
		}
		switch {
		case old == 1:
			said = append(said, fmt.Sprintf("%s: words in 1 cell of it are struck out, and not in %s%s: actionplan read shows them", copyNames[side], copyNames[side.Other()], now.asBefore()))
		case old > 1:
			said = append(said, fmt.Sprintf("%s: words in %d cells of it are struck out, and not in %s%s: actionplan read shows them", copyNames[side], old, copyNames[side.Other()], now.asBefore()))
		}
	}
	return said
}

// struckOut is the beginning of a sentence about words that are struck out. Words
// that seem to hold personal data are not repeated.
func (r *Round) struckOut(words string) string {
	holds := r.Rules.Holds(plan.Entry{Value: plan.TextValue(words), Typed: words})
	if holds != "" {
		return "what seems to hold " + holds + " is"
	}
	return fmt.Sprintf("“%s” is", oneLine(words, 60))
}
