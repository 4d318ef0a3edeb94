package answers

import (
	"fmt"
	"strings"

	"actionplan/plan"
	"actionplan/reconcile"
)

// tellApart adds to each reading that looks like another, and is not, in what
// they differ: "03/04/2026" is 3 April to one side and 4 March to the other,
// and a date is not the text that shows it.
func (r *shownTexts) tellApart(s reconcile.Said) {
	shown := []struct {
		*shownText
		value plan.Value
	}{{&r.base, s.Base}, {&r.officer, s.Officer}, {&r.partner, s.Partner}}
	added := make([]string, len(shown))
	for i, a := range shown {
		for k, b := range shown {
			if i != k && a.value != b.value && hasWords(a.value) && hasWords(b.value) && plan.Fold(a.text) == plan.Fold(b.text) && added[i] == "" {
				added[i] = differsIn(a.value, b.value, a.text, b.text)
			}
		}
	}
	for i, text := range added {
		if text != "" {
			shown[i].text += " (" + text + ")"
		}
	}
}

func hasWords(v plan.Value) bool { return v.Kind != plan.KindAbsent && v.Kind != plan.KindBlank }

// differsIn says what a value is that another is not, though it is shown alike;
// "" where a reader sees it.
func differsIn(a, b plan.Value, textA, textB string) string {
	if a.Kind != b.Kind {
		return kindWords[a.Kind]
	}
	if strings.HasSuffix(textA, cutHere) {
		return "what differs comes after that"
	}
	if a.Kind != plan.KindText {
		return a.Long()
	}
	spaces := func(t string) string { return strings.Join(strings.Fields(t), " ") }
	switch {
	case spaces(textA) == spaces(textB):
		return fmt.Sprintf("with %s and %s", counted(strings.Count(textA, " "), "space"), counted(strings.Count(textA, "\n"), "line break"))
	case strings.EqualFold(textA, textB):
		return "" // capitals are seen
	}
	return "its quotation marks, dashes or spaces are others"
}

var kindWords = map[plan.Kind]string{
	plan.KindPlaceholder: "nothing yet", plan.KindVague: "no date", plan.KindText: "text", plan.KindNumber: "a number",
	plan.KindDate: "a date", plan.KindRating: "a rating", plan.KindBoolean: "true or false", plan.KindError: "an error",
}
