package check

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"actionplan/internal/text"
	"actionplan/plan"
)

// wordedPlan is a plan of actions with a lead each.
func wordedPlan(texts, leads []string) plan.Plan {
	p := plan.Plan{Tables: []plan.Table{{Name: "Plan", Sheet: "Plan", Header: 1}}}
	for i, said := range texts {
		a := plan.Action{ID: plan.ID(fmt.Sprint(i)), Ref: plan.Ref(fmt.Sprint(i)), Table: "Plan", Sheet: "Plan", Row: i + 2}
		a.Set(plan.FieldAction, plan.Entry{Value: plan.TextValue(said), Typed: said})
		a.Set(plan.FieldLead, plan.Entry{Value: plan.TextValue(leads[i]), Typed: leads[i]})
		p.Actions = append(p.Actions, a)
	}
	return p
}

// slowly finds what actionDuplicates finds by comparing each action with each above it.
func slowly(r *examined, percent int) []string {
	var found []string
	for i, one := range r.actions {
		for _, other := range r.actions[:i] {
			if plan.Fold(one.Shown(plan.FieldLead)) == plan.Fold(other.Shown(plan.FieldLead)) {
				continue
			}
			a, b := one.Value(plan.FieldAction).Text, other.Value(plan.FieldAction).Text
			if len(text.Words(a)) > 0 && text.Similarity(a, b)*100 >= float64(percent) {
				found = append(found, fmt.Sprint(one.Ref, " as ", other.Ref))
				break
			}
		}
	}
	return found
}

// TestDuplicatesAsTheSlowWay: what is looked up finds what comparing all with all does,
// whatever the texts and however alike they are to be.
func TestDuplicatesAsTheSlowWay(t *testing.T) {
	pairs := 0
	rapid.Check(t, func(t *rapid.T) {
		vocabulary := strings.Fields("visit children in care each month with their carers and review every plan at the board the")[:rapid.IntRange(2, 16).Draw(t, "vocabulary")]
		word := rapid.SampledFrom(vocabulary)
		var texts, leads []string
		for i := range rapid.IntRange(2, 25).Draw(t, "actions") {
			var words []string
			if len(texts) > 0 && rapid.IntRange(0, 2).Draw(t, "again") > 0 { // another's words, a few of them changed
				words = strings.Fields(texts[rapid.IntRange(0, len(texts)-1).Draw(t, "whose")])
				for range rapid.IntRange(0, 3).Draw(t, "changes") {
					at := rapid.IntRange(0, len(words)).Draw(t, "at")
					switch {
					case rapid.Bool().Draw(t, "more"):
						words = slices.Insert(words, at, word.Draw(t, "word"))
					case at < len(words) && rapid.Bool().Draw(t, "less"):
						words = slices.Delete(words, at, at+1)
					case at < len(words):
						words[at] = fmt.Sprint(i)
					}
				}
			} else {
				words = rapid.SliceOfN(word, 1, 24).Draw(t, "words")
			}
			texts = append(texts, strings.Join(words, rapid.SampledFrom([]string{" ", ", ", " – "}).Draw(t, "between")))
			leads = append(leads, rapid.SampledFrom([]string{"Head", "head ", "Director", "Manager"}).Draw(t, "lead"))
		}
		for i := range texts {
			if texts[i] == "" {
				texts[i] = "–"
			}
		}
		percent := rapid.SampledFrom([]int{1, 29, 50, 58, 75, 90, 91, 100, 101}).Draw(t, "percent")
		r := examine(Subject{Plan: wordedPlan(texts, leads), AsAt: plan.Date{Year: 2026, Month: 3, Day: 31}})
		var found []string
		for _, h := range actionDuplicates(r, Tuning{Percent: percent}) {
			found = append(found, fmt.Sprint(h.action.Ref, " as ", h.twins[0].Ref))
		}
		want := slowly(r, percent)
		pairs += len(want)
		if !slices.Equal(found, want) {
			t.Fatalf("alike by %d %%: found %v, want %v, of %q", percent, found, want, texts)
		}
	})
	if pairs < 100 {
		t.Errorf("only %d were alike", pairs)
	}
}

// ofOneForm are actions of one form, each of them alike to all others: the plan that costs
// most where each is compared with each.
func ofOneForm(rows int) (texts, leads []string) {
	for i := range rows {
		texts = append(texts, fmt.Sprintf("Officers will review case %d with the police and report on it to the board within days", i))
		leads = append(leads, fmt.Sprintf("Head of Service %d", i))
	}
	return texts, leads
}

// TestDuplicatesAreLookedUp: of actions of one form each is compared with one other, and
// not with all.
func TestDuplicatesAreLookedUp(t *testing.T) {
	const rows = 2000
	r := examine(Subject{Plan: wordedPlan(ofOneForm(rows)), AsAt: plan.Date{Year: 2026, Month: 3, Day: 31}})
	texts, most := r.worded()
	compared := 0
	found := firstAlike(texts, most, 90, func(a, b worded) bool {
		compared++
		return text.Alike(a.words, b.words) >= 0.9
	})
	for i, first := range found {
		if first != 0 {
			t.Fatalf("%d is like %d", i, first)
		}
	}
	if compared > rows {
		t.Errorf("%d actions took %d comparisons", rows, compared)
	}
}

// TestUnnumberedSkipsNothing: what is not looked at for a form of number has none.
func TestUnnumberedSkipsNothing(t *testing.T) {
	pieces := rapid.SampledFrom([]string{"Theme 2", "theme two", "PRIORITY no. 3", "Key 1", "2. ", "3)", "(2)", "\n4: ", " ", "children", "two", "2 children", "part", "Appendix 4a, 5 and 6", "2 – 3 children", "\t1) ", "١. "})
	rapid.Check(t, func(t *rapid.T) {
		said := strings.Join(rapid.SliceOfN(pieces, 1, 6).Draw(t, "pieces"), rapid.SampledFrom([]string{"", " "}).Draw(t, "between"))
		all := labelNumber.ReplaceAllString(bracketNumber.ReplaceAllString(lineNumber.ReplaceAllString(said, "\n$1$2$3"), "$1 "), " ")
		if got := unnumbered(said); got != all {
			t.Fatalf("%q without its numbers is %q, want %q", said, got, all)
		}
	})
}
