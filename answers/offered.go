package answers

import (
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
