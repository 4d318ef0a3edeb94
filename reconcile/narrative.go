package reconcile

import (
	"slices"
	"strings"
	"unicode"
)

// mergeParagraphs joins what both sides appended to a text: the base, then
// the officers' paragraphs, then those of the partners that the officers do
// not have. Where one side's addition holds the other's, as paragraphs or as the first or
// last words of them, it stands alone: "List" and "List and minutes" are no two things. It
// says false when either side did anything but append.
func mergeParagraphs(base, officer, partner string) (string, bool) {
	officers, ok := appended(base, officer)
	if !ok {
		return "", false
	}
	partners, ok := appended(base, partner)
	switch {
	case !ok:
		return "", false
	case holds(officers, partners, saysWithMore):
		return officer, true
	case holds(partners, officers, saysWithMore):
		return partner, true
	}
	have := map[string]bool{}
	for _, paragraph := range paragraphs(officers) {
		have[paragraph] = true
	}
	merged := officer
	for _, paragraph := range paragraphs(partners) {
		if !have[paragraph] {
			have[paragraph] = true
			merged += "\n" + paragraph
		}
	}
	return merged, true
}

// appended is what stands after the base, and whether anything does and the
// base is still there in full.
func appended(base, text string) (string, bool) {
	rest := text
	if base != "" {
		after, ok := strings.CutPrefix(text, base+"\n")
		if !ok {
			return "", false
		}
		rest = after
	}
	rest = strings.Trim(rest, "\n")
	return rest, rest != ""
}

// paragraphs lists the lines that hold anything.
func paragraphs(text string) []string {
	var list []string
	for line := range strings.SplitSeq(text, "\n") {
		if strings.TrimSpace(line) != "" {
			list = append(list, line)
		}
	}
	return list
}

// holdsParagraphs reports whether the paragraphs of part stand one after another in
// text, each as a paragraph of its own, or as the beginning of one in which a sentence
// ended there. Words within a sentence prove nothing: "agreed" stands in "has not been
// agreed", and "No" in "No schools were visited".
func holdsParagraphs(text, part string) bool { return holds(text, part, goesOnFrom) }

// holds reports whether the paragraphs of part stand one after another in text, each
// within one there.
func holds(text, part string, within func(paragraph, other string) bool) bool {
	all, looked := paragraphs(text), paragraphs(part)
	if len(looked) == 0 {
		return false
	}
	for from := 0; from+len(looked) <= len(all); from++ {
		held := 0
		for held < len(looked) && within(all[from+held], looked[held]) {
			held++
		}
		if held == len(looked) {
			return true
		}
	}
	return false
}

// goesOnFrom reports whether a paragraph is another, or goes on from it with a further
// sentence.
func goesOnFrom(paragraph, other string) bool {
	paragraph, other = strings.TrimSpace(paragraph), strings.TrimSpace(other)
	rest, ok := strings.CutPrefix(paragraph, other)
	if !ok || rest == "" {
		return ok
	}
	const ends = ".;!"
	if !strings.ContainsAny(other[len(other)-1:], ends) {
		if !strings.ContainsAny(rest[:1], ends) {
			return false
		}
		rest = strings.TrimLeft(rest, ends)
	}
	return rest == "" || rest[0] == ' '
}

// saysWithMore reports whether a paragraph is another with more words before or after it,
// none of which may turn its meaning: "Agreed" is not said with more in "Has not been
// agreed", nor "No" in "No schools were visited".
func saysWithMore(paragraph, other string) bool {
	if goesOnFrom(paragraph, other) {
		return true
	}
	paragraph, other = strings.TrimSpace(paragraph), strings.TrimSpace(other)
	if after, ok := strings.CutPrefix(paragraph, other); ok && beginsAnew(after) {
		words := wordsOf(other)
		return len(words) > 0 && !negates(words[len(words)-1]) && !slices.ContainsFunc(wordsOf(after), negates)
	}
	before, ok := strings.CutSuffix(paragraph, other)
	return ok && strings.HasSuffix(before, " ") && len(wordsOf(other)) > 0 && !slices.ContainsFunc(wordsOf(before), negates)
}

// beginsAnew reports whether what stands after some words is no part of the last of them,
// as the rest of "Listing", "10.5" and "re-run" is.
func beginsAnew(rest string) bool {
	after := strings.TrimLeft(rest, ",;:.!?")
	return after == "" || after[0] == ' '
}

// wordsOf lists the words of a text in small letters.
func wordsOf(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("'’-", r)
	})
}

// negates reports whether a word may turn the meaning of those beside it.
func negates(word string) bool {
	switch word {
	case "no", "not", "none", "nor", "never", "neither", "nobody", "nothing", "without", "cannot", "hardly", "unless", "if", "but", "except", "until":
		return true
	}
	return strings.HasSuffix(word, "n't") || strings.HasSuffix(word, "n’t")
}
