package table

import (
	"regexp"
	"slices"
	"strings"

	"actionplan/plan"
)

// # Headings as they are typed
//
// A heading is typed in a hurry, or made by a program:
//
//	Respnsibilities               responsibilities, a letter or two away
//	Actual Res. Date             actual resolution date, written short
//	Planned | Status | Planned2 | Status2     a table of Excel's numbers what stands twice
//
// What a slip was meant to be is never sure: it counts as a word inside a longer
// heading does, and is said. No word that any heading is known to hold is a slip.

// withoutSuffixes has the headings that a spreadsheet numbered, since they stood
// twice, be looked up as the first of them: Status2 as Status.
func withoutSuffixes(headings []heading) []heading {
	stands := map[string]bool{}
	for _, h := range headings {
		stands[foldHeading(h.lower)] = true
	}
	for i := range headings {
		h := &headings[i]
		if m := suffixed.FindStringSubmatch(h.lower); m != nil && stands[foldHeading(m[1])] {
			h.bare = m[1]
		}
	}
	return headings
}

// suffixed is a heading with a number that no space parts from it, 2 at least.
var suffixed = regexp.MustCompile(`^(.*\pL[\pL)?]*)([2-9]|[1-9][0-9])$`)

// says is the lower line of a heading, as it is looked up.
func (h heading) says() string {
	if h.bare != "" {
		return h.bare
	}
	return h.lower
}

// whole is a heading with its group, as it is looked up.
func (h heading) whole() string { return heading{upper: h.upper, lower: h.says()}.text() }

// retyped reads a heading with the words that were written short written out, and
// those with a slip as they were meant.
func (r *vocabulary) retyped(folded string) []naming {
	parts := strings.Fields(folded)
	changed, slipped := false, false
	for i, w := range parts {
		if long := writtenOut[w]; long != "" {
			parts[i], changed = long, true
		} else if meant, is := meantBy(w); is {
			parts[i], changed, slipped = meant, true, true
		}
	}
	if !changed || len(parts) > 12 {
		return nil
	}
	whole := strings.Join(parts, " ")
	for _, read := range []func(string) []naming{func(s string) []naming { return byHeading[s] }, withoutNeutral, composed, inside} {
		if found := read(whole); found != nil {
			if slipped {
				r.slips[folded] = whole
			}
			return atMost(found, contained)
		}
	}
	return nil
}

// slip is what a heading with a slip was read as; "" where it has none.
func (r *vocabulary) slip(h heading) string {
	for _, text := range []string{h.says(), h.upper + " " + h.says()} {
		if meant := r.slips[foldHeading(withoutHints(text))]; meant != "" {
			return meant
		}
	}
	return ""
}

// atMost is what a heading names, no surer than this.
func atMost(found []naming, most strength) []naming {
	var weaker []naming
	for _, n := range found {
		weaker = append(weaker, naming{n.field, min(n.strength, most)})
	}
	return weaker
}

// writtenOut are words of headings that are written short.
var writtenOut = map[string]string{
	"res": "resolution", "resol": "resolution", "compl": "completion", "cmpl": "completion", "impl": "implementation", "est": "estimated", "act": "actual", "exp": "expected",
	"sched": "scheduled", "orig": "original", "tgt": "target", "trgt": "target", "resp": "responsible", "recs": "recommendations", "mitig": "mitigation", "cmnts": "comments",
	"prog": "progress", "descr": "description", "stat": "status", "dt": "date",
}

// leastSlip and leastTwoSlips are the fewest letters of a word that may have one
// slip, or two.
const leastSlip, leastTwoSlips = 6, 10

// meantBy is the one word of headings that a word with a slip was meant to be.
func meantBy(word string) (string, bool) {
	if len(word) < leastSlip || knownWords[word] {
		return "", false
	}
	most := 1
	if len(word) >= leastTwoSlips {
		most = 2
	}
	best, fewest, alone := "", most+1, false
	for _, known := range namingWords {
		if known[0] != word[0] || word == known+"s" || known == word+"s" {
			continue // many of them is no slip
		}
		switch n := slips(word, known, most); {
		case n < fewest:
			best, fewest, alone = known, n, true
		case n == fewest:
			alone = alone && byHeading[known] != nil && byHeading[best] != nil && byHeading[known][0] == byHeading[best][0]
		}
	}
	return best, alone
}

// slips counts the letters that are left out, put in, exchanged or wrong between two
// words, up to one more than the most.
func slips(a, b string, most int) int {
	if len(a) > len(b)+most || len(b) > len(a)+most {
		return most + 1
	}
	before, last := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row := make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			wrong := last[j-1]
			if a[i-1] != b[j-1] {
				wrong++
			}
			row[j] = min(wrong, last[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last = last, row
	}
	return min(last[len(b)], most+1)
}

// namingWords are the words of headings that name a field, which a slip may have been
// meant for; knownWords are all words that headings are known to hold.
var namingWords, knownWords = buildWords()

func buildWords() (naming []string, known map[string]bool) {
	known = map[string]bool{}
	add := func(sets ...map[string]bool) {
		for _, set := range sets {
			for w := range set {
				known[w] = true
			}
		}
	}
	foreign := namedAbroad()
	for heading, found := range byHeading {
		for _, w := range strings.Fields(heading) {
			known[w] = true
		}
		if foreign[heading] == nil && !strings.Contains(heading, " ") && len(heading) >= leastSlip && found[0].strength > fallback && found[0].field != plan.FieldRef {
			naming = append(naming, heading)
		}
	}
	for phrase := range byPhrase {
		add(words(phrase))
	}
	for _, n := range nouns {
		add(n.names, n.with, n.after)
		for w := range n.names {
			if len(w) >= leastSlip && n.field != plan.FieldRef && !slices.Contains(naming, w) {
				naming = append(naming, w)
			}
		}
	}
	add(dateWords...)
	add(neutralBefore, neutralAfter, contrary, elsewhere, risky, audience, elseThings, isPost, whoDoes, whoAssigned, moving, whyMoved)
	add(words(`office offices assigner starter responsive indication`)) // near one, and words of their own
	for _, w := range []string{"resolution", "resolved", "completion", "mitigation", "implementation", "responsible", "deadline"} {
		if !slices.Contains(naming, w) {
			naming = append(naming, w)
		}
	}
	slices.Sort(naming)
	return naming, known
}
