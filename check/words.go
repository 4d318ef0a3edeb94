package check

import (
	"strings"
	"unicode"

	"actionplan/plan"
)

// said is a text as rules look for words in it: folded, each word with a space on
// either side, and no marks between. "Care-leavers' survey" is " care leavers survey ".
type said string

func saidOf(texts ...string) said {
	var b strings.Builder
	b.WriteByte(' ')
	for _, text := range texts {
		for _, word := range strings.FieldsFunc(plan.Fold(text), notOfAWord) {
			b.WriteString(strings.Trim(word, "'’"))
			b.WriteByte(' ')
		}
	}
	return said(b.String())
}

func notOfAWord(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '%' && r != '\'' && r != '’'
}

// has reports whether one of the words, or of the groups of words, is said, and
// which: the first of the list.
func (s said) has(words []string) (string, bool) {
	for _, w := range words {
		if strings.Contains(string(s), " "+w+" ") {
			return w, true
		}
	}
	return "", false
}

// says reports whether one of the words is said.
func (s said) says(words []string) bool {
	_, found := s.has(words)
	return found
}

// begins reports whether a text begins with one of the words, and with which.
func (s said) begins(words []string) (string, bool) {
	for _, w := range words {
		if strings.HasPrefix(string(s), " "+w+" ") {
			return w, true
		}
	}
	return "", false
}

// isNothing reports whether the text says no word at all.
func (s said) isNothing() bool { return s == " " }

// hasFigure reports whether a text names a number, a percentage or a date, and so
// something that can be counted.
func hasFigure(text string) bool {
	return strings.ContainsFunc(text, unicode.IsDigit)
}

// beneficiaries are those whom children's services are for.
var beneficiaries = []string{
	"child", "children", "children's", "children’s", "child's", "child’s", "young people", "young people's", "young people’s", "young person", "young person's",
	"young adult", "young adults", "baby", "babies", "infants", "pupil", "pupils", "student", "students", "learner", "learners", "care leaver", "care leavers", "care leavers'",
	"family", "families", "parent", "parents", "carer", "carers", "sibling", "siblings", "victims", "residents",
}
