package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"actionplan/internal/terminal"
	"actionplan/internal/text"
	"actionplan/plan"
	"actionplan/reconcile"
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
	return inQuotes(e.Told(), widest)
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
// stays much as it is, the words that differ. It comes in two halves, the second
// of which may be empty.
func change(was, now plan.Entry) (first, second string) {
	pieces := text.Differences(was.Shown(), now.Shown())
	kept := 0
	for _, p := range pieces {
		if p.Change == text.Kept {
			kept += len(p.Text)
		}
	}
	gone, come := wordsOf(pieces, text.Removed), wordsOf(pieces, text.Added)
	switch {
	case kept < 30 || gone == come:
		first, second = shown(was), "→ "+shown(now)
		if first == shown(now) { // what differs between them does not show
			second += ": " + cmp.Or(reconcile.Differs(was, now), "differs where it does not show here")
		}
		return first, second
	case gone == "":
		return "adds " + inQuotes(come, widest-4), ""
	case come == "":
		return "takes away " + inQuotes(gone, widest-10), ""
	}
	return inQuotes(gone, widest), "becomes " + inQuotes(come, widest-8)
}

// wordsOf are the words of one kind of change, with an ellipsis wherever words
// between them stay: in quotes stands only what stands together in the cell.
func wordsOf(pieces []text.Piece, of text.Change) string {
	var parts []string
	apart := true
	for _, p := range pieces {
		switch {
		case p.Change == text.Kept:
			apart = true
		case p.Change != of || strings.TrimSpace(p.Text) == "":
		case apart:
			parts, apart = append(parts, strings.TrimSpace(p.Text)), false
		default:
			parts[len(parts)-1] += " " + strings.TrimSpace(p.Text)
		}
	}
	return strings.Join(parts, " … ")
}

// changeTold is change, but for words that seem to hold personal data: what is
// on a screen or in a log is seen by more people than the cell.
func changeTold(was, now plan.Entry, holds [2]string) (first, second string) {
	if holds == ([2]string{}) {
		return change(was, now)
	}
	return told(was, holds[0]), "→ " + told(now, holds[1])
}

// told is an entry as a list names it, or what kind of personal data it holds.
func told(e plan.Entry, holds string) string {
	if holds == "" {
		return shown(e)
	}
	return notRepeated(holds)
}

// notRepeated stands for words that seem to hold personal data.
func notRepeated(holds string) string { return "(not repeated: it seems to hold " + holds + ")" }

// shownJSON is an entry as JSON has it: whole, but for what no line of words repeats.
func shownJSON(e plan.Entry, holds string) string { return withheldJSON(e.Shown(), holds) }

// withheldJSON is a text as JSON has it, from what it seems to hold.
func withheldJSON(words, holds string) string {
	if holds == "" {
		return words
	}
	return notRepeated(holds)
}

// widest is how much of a cell's text stands in a line of a list, so that a
// terminal of 80 columns holds it.
const widest = 54

// cellLine is a line about a cell, or two where one would be wider than a
// terminal.
func cellLine(name, label, first, second string) string {
	head := fmt.Sprintf("  %-6s %-12s ", name, label)
	line := strings.TrimRight(head+first+" "+second, " ")
	if second == "" || utf8.RuneCountInString(line) <= 80 {
		return line
	}
	return head + first + "\n" + strings.Repeat(" ", min(utf8.RuneCountInString(head), 22)) + second
}

// inQuotes is a cell's text within a sentence or a list, as a person reads it.
func inQuotes(words string, most int) string { return `"` + onScreen(words, most) + `"` }

// onScreen is a cell's text on one line, with marks in the place of what shows as
// nothing or turns the rest round: what is approved on the screen is what is
// written. Left out is only what an emoji is put together with.
func onScreen(words string, most int) string {
	before := rune(0)
	words = strings.Map(func(r rune) rune {
		selects := 0xFE00 <= r && r <= 0xFE0F
		if selects || r == '\u200D' && unicode.IsSymbol(before) {
			return -1
		}
		before = r
		if unicode.IsSpace(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, words)
	return oneLine(terminal.Marked(words), most)
}
