package answers

import (
	"slices"
	"strings"

	"actionplan/reconcile"
)

// Offered are the answers a question takes, as they are typed: officer, accept,
// "let it go".
func Offered(q reconcile.Question) []string {
	var words []string
	for _, c := range choices(q) {
		words = append(words, strings.ToLower(c.words))
	}
	return words
}

// OfferedTogether are the answers that fit at least one of several questions
// that are answered at once.
func OfferedTogether(questions []reconcile.Question) []string {
	var words []string
	for _, c := range (whole{questions: questions}).choices() {
		if word := strings.ToLower(c.words); !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	return words
}

// TakeOf is what an answer takes, however it was typed; false where it is none
// of the question's answers.
func TakeOf(q reconcile.Question, chosen string) (reconcile.Take, bool) { return takeOf(q, chosen) }

// AtOnce reports whether a question can be answered together with others: what
// seems to hold personal data is answered by itself.
func AtOnce(q reconcile.Question) bool { return atOnce(q) }
