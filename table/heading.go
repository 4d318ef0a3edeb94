package table

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"actionplan/plan"
)

// longestHeading is the length in bytes beyond which a cell is a narrative
// and no heading. The longest seen in a real plan has 130.
const longestHeading = 240

// oneLine is a heading as a person reads it: clean, on one line.
func oneLine(text string) string {
	return strings.Join(strings.Fields(plan.Clean(text)), " ")
}

// foldHeading is a heading as the synonyms are written.
func foldHeading(text string) string {
	var b strings.Builder
	previous := ' '
	for _, r := range plan.Clean(text) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r >= utf8.RuneSelf && unicode.IsMark(r):
			if unicode.IsUpper(r) && unicode.IsLower(previous) {
				b.WriteByte(' ')
			}
			b.WriteRune(unicode.ToLower(r))
		case r == '#' || r == '№':
			b.WriteString(" no ")
		case r == '%':
			b.WriteString(" percent ")
		case r == '&':
			b.WriteString(" and ")
		default:
			b.WriteByte(' ')
		}
		previous = r
	}
	return british.Replace(strings.Join(strings.Fields(b.String()), " "))
}

// british spells the few American words that stand in headings.
var british = strings.NewReplacer("ization", "isation", "color", "colour") //nolint:misspell // it reads American headings

// withoutHints drops what a heading says in brackets.
func withoutHints(text string) string {
	var b strings.Builder
	depth := 0
	for _, r := range text {
		switch r {
		case '(', '[', '{', '（', '【':
			depth++
		case ')', ']', '}', '）', '】':
			depth = max(0, depth-1)
			b.WriteByte(' ')
		default:
			if depth == 0 {
				b.WriteRune(r)
			}
		}
	}
	return b.String()
}

// vocabulary knows headings: the built-in ones and a council's own. It remembers
// what it has looked up, since the same words are met on every sheet.
type vocabulary struct {
	own    map[string]plan.Field
	days   map[string]DayMonth // what is said of the dates under a heading
	looked map[string][]naming
	slips  map[string]string // the headings that were read as if without a slip, as they were meant
}

func newVocabulary(own []Synonym) *vocabulary {
	r := &vocabulary{own: map[string]plan.Field{}, days: map[string]DayMonth{}, looked: map[string][]naming{}, slips: map[string]string{}}
	for _, s := range own {
		r.own[foldHeading(s.Heading)] = s.Field
		if s.DayMonth != "" {
			r.days[foldHeading(s.Heading)] = s.DayMonth
		}
	}
	return r
}

// name lists the fields a heading may name, surest first.
func (r *vocabulary) name(text string) []naming {
	if len(text) > longestHeading {
		return nil
	}
	if found, ok := r.looked[text]; ok {
		return found
	}
	found := r.look(text)
	r.looked[text] = found
	return found
}

func (r *vocabulary) look(text string) []naming {
	full := foldHeading(text)
	if field, ok := r.own[full]; ok {
		return []naming{{field, own}}
	}
	bare := foldHeading(withoutHints(text))
	switch hint := strings.Fields(strings.TrimPrefix(full, bare)); {
	case full == bare:
	case slices.ContainsFunc(hint, func(w string) bool { return past[w] }):
		return nil // "BRAG (previous)"
	case slices.ContainsFunc(hint, func(w string) bool { return atFirst[w] || movedTo[w] || asOfNow[w] || inFact[w] }):
		if found := composedDate(strings.Fields(full)); found != nil {
			return found // "Target date (original)"
		}
	}
	var found []naming
	if first, _, _ := strings.Cut(bare, " "); openQuestion[first] {
		found = hinted(text) // "How do we know? (Evidence)": the answer's name before its question
	}
	for _, words := range slices.Compact([]string{full, bare}) {
		if words == "" {
			continue
		}
		found = append(found, byHeading[words]...)
		if isQuestion(words) {
			continue
		}
		found = append(found, withoutNeutral(words)...)
	}
	if isQuestion(bare) {
		return surest(found)
	}
	found = append(found, alternatives(withoutHints(text))...)
	for _, read := range []func() []naming{
		func() []naming { return composed(bare) },
		func() []naming { return hinted(text) },
		func() []naming { return joined(text) },
		func() []naming { return ofPeriod(bare) },
		func() []naming { return inside(bare) },
		func() []naming { return asPhrases(byHeading[withoutNumber(bare)], nil) },
		func() []naming { return endsAbroad(bare) },
		func() []naming { return r.retyped(bare) },
		func() []naming { return ofTrouble(bare) },
	} {
		if len(found) == 0 {
			found = read()
		}
	}
	if isScale(text) {
		found = slices.DeleteFunc(found, func(n naming) bool { return n.field == plan.FieldOutcome })
	}
	return surest(found)
}

// hinted reads a heading that says in brackets what its column is, where the
// words before them do not: "Why? (Outcome)".
func hinted(text string) []naming {
	open := strings.IndexAny(text, "([{")
	if open < 0 {
		return nil
	}
	hint := foldHeading(strings.TrimRight(text[open+1:], " )]}:"))
	front, _, _ := strings.Cut(foldHeading(text[:open]), " ")
	if !hasLetter(front) || !openQuestion[front] && speaksOfElse(text[:open]) || valueLike[hint] || len(hint) < 3 {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(byHeading[hint]), func(n naming) bool {
		return n.strength <= fallback || n.field == plan.FieldRef || n.field == plan.FieldPercent
	})
}

// past are words that say in brackets that a column is not about now.
var past = words(`previous prior last former old`)

var openQuestion = words(`how what why when who where`)

// joined reads a heading with a word that was broken at the end of a line:
// "Respon-", "sible officer".
func joined(text string) []naming {
	whole := brokenWord.ReplaceAllString(oneLine(text), "$1$2")
	if whole == oneLine(text) {
		return nil
	}
	words := foldHeading(whole)
	if found := byHeading[words]; found != nil {
		return found
	}
	if found := withoutNeutral(words); found != nil {
		return found
	}
	return composed(words)
}

var brokenWord = regexp.MustCompile(`(\pL)[-\x{2010}] (\p{Ll})`)

// withoutNumber is a heading without the number at its end: "Action 1". A scale
// is no number: "Impact 1-5".
func withoutNumber(folded string) string {
	parts := strings.Fields(folded)
	if n := len(parts); n == 2 && number(parts[1]) >= 0 {
		return parts[0]
	} else if n > 2 && number(parts[n-1]) >= 0 && number(parts[n-2]) < 0 && parts[n-2] != "to" {
		return strings.Join(parts[:n-1], " ")
	}
	return ""
}

// isScale reports whether a heading says on what scale its column is scored:
// "Impact (1-5)", "Impact H/M/L".
func isScale(text string) bool { return scale.MatchString(strings.ToLower(oneLine(text))) }

var scale = regexp.MustCompile(`\b[0-9]{1,2} ?(-|–|to|/) ?[0-9]{1,2}\b|\bh ?/ ?m ?/ ?l\b|\bl ?/ ?m ?/ ?h\b|\bscores?\b|\b(out of|max) [0-9]+\b`)

// surest keeps the best strength of each field, surest first.
func surest(found []naming) []naming {
	slices.SortStableFunc(found, func(a, b naming) int { return int(b.strength) - int(a.strength) })
	var kept []naming
	for _, n := range found {
		if !slices.ContainsFunc(kept, func(k naming) bool { return k.field == n.field }) {
			kept = append(kept, n)
		}
	}
	return kept
}

func isQuestion(words string) bool {
	first, _, more := strings.Cut(words, " ")
	return more && asking[first]
}

// mayNumber says whether a heading could be a ref because it stands first:
// "Asset ID", "Story identifier".
func mayNumber(heading string) bool {
	parts := strings.Fields(foldHeading(withoutHints(heading)))
	return len(parts) > 1 && len(parts) <= 3 && numbering[parts[len(parts)-1]]
}

var numbering = words(`id identifier ref reference`)

// withoutNeutral looks a heading up without the words around it that change
// nothing. What was certain becomes a phrase, what was a fallback stays one.
func withoutNeutral(folded string) []naming {
	parts := strings.Fields(folded)
	for from := 0; from < len(parts); from++ {
		if from > 0 && !neutralBefore[parts[from-1]] {
			break
		}
		for to := len(parts); to > from; to-- {
			if to < len(parts) && !neutralAfter[parts[to]] {
				break
			}
			if from == 0 && to == len(parts) {
				continue
			}
			if found := byHeading[strings.Join(parts[from:to], " ")]; found != nil {
				return asPhrases(found, parts[:from])
			}
		}
	}
	return nil
}

func asPhrases(found []naming, before []string) []naming {
	var weaker []naming
	for _, n := range found {
		// A risk's impact is no difference made, its measure none of success, and its
		// rating no action's.
		ofRisk := slices.ContainsFunc(before, func(w string) bool { return w == "risk" || w == "issue" })
		if n.field == plan.FieldTheme && n.strength == fallback && len(before) > 0 {
			continue // a project's stage is where it stands
		}
		if ofRisk && (n.field == plan.FieldOutcome || n.field == plan.FieldMeasure || n.field == plan.FieldRAG && n.strength < exact) {
			continue
		}
		weaker = append(weaker, naming{n.field, min(n.strength, phrase)})
	}
	return weaker
}

// alternatives reads "Lead / Owner": most of the alternatives must be known,
// and the first of those says what the column is.
func alternatives(text string) []naming {
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == '/' || r == '&' || r == ',' || r == ';' || r == '|' || r == '\n' })
	if len(parts) == 1 {
		parts = strings.Split(foldHeading(text), " and ")
	}
	if len(parts) < 2 {
		return nil
	}
	var first []naming
	known := 0
	for _, p := range parts {
		words := foldHeading(p)
		found := byHeading[words]
		if found == nil {
			found = withoutNeutral(words)
		}
		if found == nil {
			found = composed(words)
		}
		if found == nil {
			continue
		}
		if known++; first == nil {
			first = found
		}
	}
	// "Progress / next steps": the first is enough where it is certain.
	certain := len(parts) == 2 && first != nil && known == 1 && byHeading[foldHeading(parts[0])] != nil && first[0].strength >= exact && !speaksOfElse(parts[1])
	if known*2 <= len(parts) && !certain {
		return nil
	}
	var weaker []naming
	for _, n := range first {
		weaker = append(weaker, naming{n.field, min(n.strength, contained)})
	}
	return weaker
}

// inside finds the phrases that name their field in a longer heading. Where
// it holds phrases of several fields, the first says what the column is.
func inside(folded string) []naming {
	parts := strings.Fields(folded)
	if len(parts) < 2 || slices.ContainsFunc(parts, func(w string) bool { return contrary[w] }) {
		return nil
	}
	for from := range parts {
		for to := min(len(parts), from+6); to > from; to-- {
			if found := byPhrase[strings.Join(parts[from:to], " ")]; found != nil {
				return found
			}
		}
	}
	return nil
}
