package reconcile

import "strings"

// mergeParagraphs joins what both sides appended to a text: the base, then
// the officers' paragraphs, then those of the partners that the officers do
// not have. Where one side's addition holds the other's paragraphs, it wins. It says
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
	case holdsParagraphs(officers, partners):
		return officer, true
	case holdsParagraphs(partners, officers):
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
func holdsParagraphs(text, part string) bool {
	all, looked := paragraphs(text), paragraphs(part)
	if len(looked) == 0 {
		return false
	}
	for from := 0; from+len(looked) <= len(all); from++ {
		held := 0
		for held < len(looked) && goesOnFrom(all[from+held], looked[held]) {
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
