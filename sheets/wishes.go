package sheets

import (
	"slices"

	"actionplan/internal/text"
	"actionplan/plan"
)

// noteForPartners is what the first heading tells partners.
const noteForPartners = "Type in this sheet as ever. The council reads it and puts what you changed into its own plan; " +
	"what the council changed appears here. Please leave the Ref column as it is: it says which action a row is. " +
	"Rows may be sorted. If you and the council change the same cell, a person decides and neither text is lost."

// WishesFor is how a sheet is to be adopted after the officers' plan, in which
// some columns are the officers' own.
func WishesFor(officers plan.Plan, own []plan.Field, warnOnly bool) Wishes {
	return Wishes{
		Officers: own, WarnOnly: warnOnly, Note: noteForPartners, RefOf: refByText(officers),
		Ratings: ratingWords(officers), Statuses: wordsInUse(officers, plan.FieldStatus),
	}
}

// refByText finds an action's ref by its text, where only one says it.
func refByText(p plan.Plan) func(string) plan.Ref {
	refs := map[string][]plan.Ref{}
	for _, a := range p.Actions {
		key := plan.Fold(a.Shown(plan.FieldAction))
		refs[key] = append(refs[key], a.Ref)
	}
	return func(action string) plan.Ref {
		if found := refs[plan.Fold(action)]; len(found) == 1 && action != "" {
			return found[0]
		}
		return ""
	}
}

// ratingWords are the steps of the council's own scale, in its order; where it has
// none, the usual ratings, each as officers write it where they do. Whatever else
// officers use follows.
func ratingWords(officers plan.Plan) []string {
	if len(officers.Scale) > 0 {
		return stepWords(officers)
	}
	words := []string{"Red", "Amber", "Green"}
	for _, word := range wordsInUse(officers, plan.FieldRAG) {
		value, rated := plan.ReadRating(word, nil)
		at := slices.Index([]string{"red", "amber", "green"}, value.Text)
		switch {
		case rated && at >= 0:
			words[at] = word
		default:
			words = append(words, word)
		}
	}
	return words
}

func stepWords(officers plan.Plan) []string {
	var words []string
	for _, step := range officers.Scale {
		words = append(words, step.Name)
	}
	for _, word := range wordsInUse(officers, plan.FieldRAG) {
		value, _ := plan.ReadRating(word, officers.Ratings)
		if _, isStep := officers.Step(value); !isStep {
			words = append(words, word)
		}
	}
	return words
}

// manyWords is more than a drop-down is good for.
const manyWords = 10

// wordsInUse are the words a column holds, where they are few.
func wordsInUse(p plan.Plan, f plan.Field) []string {
	var words []string
	for _, a := range p.Actions {
		e := a.Entry(f)
		if e.Typed == "" || e.Value.Kind == plan.KindBlank || slices.ContainsFunc(words, func(w string) bool { return plan.Fold(w) == plan.Fold(e.Typed) }) {
			continue
		}
		if words = append(words, text.OneLine(e.Typed, 60)); len(words) > manyWords {
			return nil
		}
	}
	slices.Sort(words)
	return words
}
