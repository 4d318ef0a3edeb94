package reconcile

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// mergeParagraphs joins what both sides appended to a text: the base, then
// the officers' paragraphs, then those of the partners that the officers do
// not have. Where one side's addition contains the other's, it wins. It says
// false when either side did anything but append.
func mergeParagraphs(base, officer, partner string) (string, bool) {
	officers, ok := appended(base, officer)
	if !ok {
		return "", false
	}
	partners, ok := appended(base, partner)
	switch {
	case !ok:
		return "", false
	case containsWords(officers, partners):
		return officer, true
	case containsWords(partners, officers):
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

// containsWords says whether part stands in text without cutting a word.
func containsWords(text, part string) bool {
	for from := 0; ; {
		at := strings.Index(text[from:], part)
		if at < 0 {
			return false
		}
		start, end := from+at, from+at+len(part)
		before, _ := utf8.DecodeLastRuneInString(text[:start])
		after, _ := utf8.DecodeRuneInString(text[end:])
		if !inWord(before) && !inWord(after) {
			return true
		}
		_, size := utf8.DecodeRuneInString(text[start:])
		from = start + size
	}
}

func inWord(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}
