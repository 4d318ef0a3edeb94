package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"actionplan/plan"
)

// counted is a number with its noun: "1 action", "42 actions".
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	if strings.HasSuffix(noun, "y") {
		return fmt.Sprintf("%d %sies", n, strings.TrimSuffix(noun, "y"))
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

var smallNumbers = [...]string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}

// inWords is a small number as a sentence begins with it.
func inWords(n int) string {
	if n < len(smallNumbers) {
		return capital(smallNumbers[n])
	}
	return fmt.Sprint(n)
}

// capital begins a sentence.
func capital(sentence string) string {
	r, size := utf8.DecodeRuneInString(sentence)
	return string(unicode.ToUpper(r)) + sentence[size:]
}

// oneLine is a cell's words for a list: line breaks and control characters
// shown as spaces, and no more than most letters of it.
func oneLine(words string, most int) string {
	words = strings.Join(strings.FieldsFunc(words, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r)
	}), " ")
	if runes := []rune(words); len(runes) > most {
		return strings.TrimSpace(string(runes[:most-1])) + "…"
	}
	return words
}

// shown is an entry as a list names it.
func shown(e plan.Entry) string {
	switch {
	case e.Value.Kind == plan.KindAbsent:
		return "(not there)"
	case e.Value.Kind == plan.KindBlank:
		return "(blank)"
	}
	return fmt.Sprintf("%q", oneLine(e.Shown(), 60))
}

// printJSON prints v as every --json does: indented, and with < and > as they
// are, since it is read by programs and not by browsers.
func printJSON(w io.Writer, v any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(v)
}

// joined is a list as a sentence holds it: "a, b and c".
func joined(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	return strings.Join(parts[:len(parts)-1], ", ") + " and " + parts[len(parts)-1]
}
