package text

import (
	"fmt"
	"strings"
	"unicode"
)

// Counted is a number with its noun: "1 action", "42 actions".
func Counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	if stem := strings.TrimSuffix(noun, "y"); stem != noun && !strings.ContainsAny(stem[max(len(stem)-1, 0):], "aeiou") {
		return fmt.Sprintf("%d %sies", n, stem)
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// Joined is a list as a sentence holds it: "a, b and c".
func Joined(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	return strings.Join(parts[:len(parts)-1], ", ") + " and " + parts[len(parts)-1]
}

// OneLine is a cell's words for a list: line breaks and control characters
// shown as spaces, and no more than most letters of it.
func OneLine(words string, most int) string {
	words = strings.Join(strings.FieldsFunc(words, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r)
	}), " ")
	if runes := []rune(words); len(runes) > most {
		return strings.TrimSpace(string(runes[:most-1])) + "…"
	}
	return words
}
