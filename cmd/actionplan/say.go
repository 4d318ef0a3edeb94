package main

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"actionplan/internal/terminal"
	"actionplan/internal/text"
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
	switch e.Value.Kind {
	case plan.KindAbsent:
		return "(not there)"
	case plan.KindBlank:
		return "(blank)"
	}
	return fmt.Sprintf("%q", oneLine(e.Shown(), 60))
}

// ratingStyles are a rating's own colours, on a terminal that has them.
var ratingStyles = map[string]terminal.Style{
	plan.RatingRed: terminal.Red, plan.RatingAmber: terminal.Amber, plan.RatingGreen: terminal.Green, plan.RatingBlue: terminal.Blue,
}

// printRating prints words in the colour of the rating they stand for, and others
// as they are.
func printRating(w io.Writer, v plan.Value, words string) {
	if style, ok := ratingStyles[v.Text]; ok && v.Kind == plan.KindRating {
		terminal.In(w, style, words)
		return
	}
	_, _ = io.WriteString(w, words) // the writer keeps its error
}

// printJSON prints v as every --json does.
func printJSON(w io.Writer, v any) error { return terminal.JSON(w, v) }

// change is what an edit does to a cell: both texts or, where a long text
// stays much as it is, the words that differ.
func change(was, now plan.Entry) string {
	pieces := text.Differences(was.Shown(), now.Shown())
	kept, gone, come := 0, "", ""
	for _, p := range pieces {
		switch p.Change {
		case text.Kept:
			kept += len(p.Text)
		case text.Removed:
			gone += p.Text + " "
		case text.Added:
			come += p.Text + " "
		}
	}
	switch {
	case kept < 30:
		return shown(was) + " → " + shown(now)
	case gone == "":
		return fmt.Sprintf("adds %q", oneLine(come, 90))
	case come == "":
		return fmt.Sprintf("takes away %q", oneLine(gone, 90))
	}
	return fmt.Sprintf("%q becomes %q", oneLine(gone, 60), oneLine(come, 60))
}

// joined is a list as a sentence holds it: "a, b and c".
func joined(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	return strings.Join(parts[:len(parts)-1], ", ") + " and " + parts[len(parts)-1]
}
