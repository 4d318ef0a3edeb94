package main

import (
	"fmt"
	"io"
	"unicode"
	"unicode/utf8"

	"actionplan/internal/terminal"
	"actionplan/internal/text"
	"actionplan/plan"
)

// The words of lists and counts, as every package has them.
var (
	counted = text.Counted
	joined  = text.Joined
	oneLine = text.OneLine
)

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
