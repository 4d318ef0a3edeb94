package reconcile

import (
	"strings"
	"unicode"

	"actionplan/plan"
)

// Differs says how two entries differ that look alike where they are shown, or
// differ in little: "a date / a text", "4 March 2026 / 3 April 2026", "differs
// in spaces only". It is "" where their words show it.
//
// It is the one place that words this: Decisions.xlsx, the terminal and JSON lay
// it out.
func Differs(a, b plan.Entry) string {
	if a.Value == b.Value {
		return ""
	}
	left, right := inLetters(a.Shown()), inLetters(b.Shown())
	switch {
	case a.Value.Kind != b.Value.Kind && left == right:
		return kindWords(a.Value) + " / " + kindWords(b.Value)
	case left != right:
		return ""
	case a.Value.Kind == plan.KindDate:
		return a.Value.Long() + " / " + b.Value.Long()
	case a.Shown() == b.Shown():
		return quoted(plan.Entry{Value: a.Value}) + " / " + quoted(plan.Entry{Value: b.Value})
	case strings.Join(strings.Fields(a.Shown()), "") == strings.Join(strings.Fields(b.Shown()), ""):
		return "differs in spaces only"
	case strings.EqualFold(a.Shown(), b.Shown()):
		return "differs in capitals only"
	}
	return "differs in punctuation and spaces only"
}

// LooksAlike says how the sides differ where what they say looks alike.
func (d Difference) LooksAlike() string { return Differs(d.Entry(Officer), d.Entry(Partner)) }

// inLetters is a text without what a glance does not tell apart.
func inLetters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, text)
}

func kindWords(v plan.Value) string {
	switch v.Kind {
	case plan.KindDate:
		return "a date"
	case plan.KindBlank:
		return "blank"
	case plan.KindPlaceholder:
		return "a placeholder"
	case plan.KindError:
		return "an error"
	case plan.KindRating:
		return "a rating"
	case plan.KindText:
		return "a text"
	}
	return "a " + v.Kind.String()
}
