package plan

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// The ratings, as every reading gives them.
const (
	RatingRed        = "red"
	RatingAmber      = "amber"
	RatingGreen      = "green"
	RatingBlue       = "blue" // complete, where a council uses it
	RatingNotStarted = "not started"
)

// Ratings lists the ratings, worst first.
var Ratings = []string{RatingRed, RatingAmber, RatingGreen, RatingBlue, RatingNotStarted}

// RatingWord is a council's own word for a rating.
type RatingWord struct {
	Words  string // "Yellow", "3", in any case
	Rating string // one of Ratings
	Step   string // the step of the council's own scale that it names; "" where it is one of Ratings
	Fill   string // a colour that a cell of this rating is filled with, RRGGBB, where Words is ""
}

// value is the rating that the word stands for.
func (w RatingWord) value() Value { return Value{Kind: KindRating, Text: w.Rating, Beside: w.Step} }

// RatingLine is the line of the settings that gives a word for a rating a meaning: the
// first rating that it names, or that the words name that a key explains it by, "" where
// none does; where none is named, that of what has not begun.
func RatingLine(word, explained string) Line {
	means := RatingNotStarted
	for _, phrase := range append(phrasesOf(word), phrasesOf(explained)...) {
		if named := namedRatings(phrase, nil).ratings; len(named) > 0 {
			means = named[0].Text
			break
		}
	}
	return Line{"ratings", fmt.Sprintf("{words: %q, means: %s}", word, means)}
}

// RatingDoubt says that a rating is a word nobody has given a meaning, with the line of
// the settings that gives it one. It is "" for a rating that is known, and for none.
func (e Entry) RatingDoubt(f Field) string {
	if f != FieldRAG || e.Value.Kind != KindText && e.Value.Kind != KindNumber || e.Value.IsBlank() || e.Value.IsDitto() {
		return ""
	}
	e.Detail.Unknown = true
	word, _ := e.UnknownWord()
	if word == "" {
		return "a sentence is no rating: it counts as not rated"
	}
	return fmt.Sprintf("%q is no rating that is known, and counts as not rated; the line of settings that gives it a meaning: %s", word, RatingLine(word, ""))
}

// RatingValue is a rating as a canonical value.
func RatingValue(rating string) Value { return Value{Kind: KindRating, Text: rating} }

// Step is the step of the council's own scale that a rating is, "" where it is none.
func (v Value) Step() string {
	if v.Kind != KindRating {
		return ""
	}
	return v.Beside
}

// ReadRating reads a rating from words, a letter or a coloured spot, after
// the council's own words for ratings. Words may follow it after a mark ("Red
// - overdue"), and what it was before may stand beside it ("Green (was Amber)"); a
// cell that names two ratings ("Amber/Green") has none. What is no rating is read
// as words, and not found.
func ReadRating(text string, extra []RatingWord) (Value, bool) {
	folded := Fold(text)
	for _, word := range extra {
		if folded != "" && folded == Fold(word.Words) && slices.Contains(Ratings, word.Rating) {
			return word.value(), true
		}
	}
	clean := withoutRatingLabel(Clean(text))
	if rating, ok := ratingLetters[strings.Trim(Fold(clean), "()[]. ")]; ok {
		return RatingValue(rating), true
	}
	if rating, ok := ratingOfPhrases(clean, extra); ok {
		return rating, true
	}
	return TextValue(text), false
}

// ratingLabel is what a cell may say before its rating, where its heading says so
// too: "BRAG: Green", "RAG = A".
var ratingLabel = regexp.MustCompile(`(?i)^(?:current |overall )?(?:rag|bragg?)(?: rating| status)?(?:\s*[:=\x{2013}-]\s*|\s+)`)

func withoutRatingLabel(text string) string { return ratingLabel.ReplaceAllString(text, "") }

// ratingOfPhrases finds the rating that a text begins with, when nothing
// after it names another, but what it was before.
func ratingOfPhrases(text string, extra []RatingWord) (Value, bool) {
	phrases := phrasesOf(spots.Replace(text))
	if len(phrases) == 0 {
		return Value{}, false
	}
	first := namedRatings(phrases[0], extra)
	if len(first.ratings) != 1 || first.others {
		return Value{}, false
	}
	for _, phrase := range phrases[1:] {
		if word, _, _ := strings.Cut(phrase, " "); formerWords[word] {
			continue
		}
		for _, rating := range namedRatings(phrase, extra).ratings {
			if rating != first.ratings[0] {
				return Value{}, false
			}
		}
	}
	return first.ratings[0], true
}

// phrasesOf splits a text at its marks and line ends. A hyphen inside a word
// ("off-track") is no mark, and a text with a question mark says nothing for
// certain.
func phrasesOf(text string) []string {
	if strings.Contains(text, "?") {
		return nil
	}
	var phrases []string
	for _, phrase := range strings.Split(marksAsLines(text), "\n") {
		if folded := Fold(phrase); folded != "" {
			phrases = append(phrases, folded)
		}
	}
	return phrases
}

// marksAsLines puts a line end for every mark, and a space for a hyphen
// between two letters.
func marksAsLines(text string) string {
	runes := []rune(text)
	for i, r := range runes {
		switch {
		case !isPhraseMark(r):
		case plainMark(r) == '-' && i > 0 && i+1 < len(runes) && unicode.IsLetter(runes[i-1]) && unicode.IsLetter(runes[i+1]):
			runes[i] = ' '
		default:
			runes[i] = '\n'
		}
	}
	return string(runes)
}

func isPhraseMark(r rune) bool {
	return r != '\'' && r != '’' && r != '%' && !unicode.IsSpace(r) && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
}

type named struct {
	ratings []Value // each once
	others  bool    // the phrase holds other words too
}

// namedRatings finds every rating a phrase names, longest words first.
func namedRatings(phrase string, extra []RatingWord) named {
	var found named
	words := strings.Fields(phrase)
	for i := 0; i < len(words); {
		rating, used := ratingAt(words[i:], extra)
		if used == 0 {
			found.others = true
			i++
			continue
		}
		if !slices.Contains(found.ratings, rating) {
			found.ratings = append(found.ratings, rating)
		}
		i += used
	}
	return found
}

func ratingAt(words []string, extra []RatingWord) (rating Value, used int) {
	for n := min(3, len(words)); n > 0; n-- {
		phrase := strings.Join(words[:n], " ")
		for _, word := range extra {
			if phrase == Fold(word.Words) && slices.Contains(Ratings, word.Rating) {
				return word.value(), n
			}
		}
		if rating, ok := ratingWords[phrase]; ok {
			return RatingValue(rating), n
		}
	}
	return Value{}, 0
}

var ratingLetters = map[string]string{
	"r": RatingRed, "a": RatingAmber, "g": RatingGreen, "b": RatingBlue,
}

var ratingWords = map[string]string{
	"red": RatingRed, "off track": RatingRed,
	"amber": RatingAmber, "yellow": RatingAmber, "orange": RatingAmber, "at risk": RatingAmber,
	"green": RatingGreen, "on track": RatingGreen,
	"blue": RatingBlue, "complete": RatingBlue, "completed": RatingBlue,
	"not started": RatingNotStarted, "not yet started": RatingNotStarted,
	"grey": RatingNotStarted, "gray": RatingNotStarted, "white": RatingNotStarted,
}

var spots = strings.NewReplacer(
	"🔴", ",red,", "🟥", ",red,",
	"🟠", ",amber,", "🟧", ",amber,", "🟡", ",amber,", "🟨", ",amber,",
	"🟢", ",green,", "🟩", ",green,",
	"🔵", ",blue,", "🟦", ",blue,",
	"⚪", ",not started,", "⬜", ",not started,",
)

// ReadFill reads a rating from the colour of a cell, after the council's own colours.
func ReadFill(rgb string, extra []RatingWord) (Value, bool) {
	for _, word := range extra {
		if word.Fill != "" && rgb != "" && strings.EqualFold(word.Fill, rgb[max(0, len(rgb)-6):]) && slices.Contains(Ratings, word.Rating) {
			return word.value(), true
		}
	}
	return RatingOfFill(rgb)
}

// RatingOfFill reads a rating from the colour a cell was filled with by hand,
// written RRGGBB or AARRGGBB. Greys, white, black, purples, browns, the
// palest tints (which band a table's rows), and hues between two ratings
// give none.
func RatingOfFill(rgb string) (Value, bool) {
	c, ok := parseColour(rgb)
	if !ok || !c.vivid() {
		return Value{}, false
	}
	v, rated := ratingOfHue(c.hue())
	if v.Text == RatingAmber && c.lightness() < 0.3 {
		return v, false // a dark amber is a brown
	}
	return v, rated
}

// ratingOfHue is the rating that a hue is of, which hues between two are not.
func ratingOfHue(h float64) (Value, bool) {
	switch {
	case h <= 12 || h >= 340:
		return RatingValue(RatingRed), true
	case h >= 18 && h <= 66:
		return RatingValue(RatingAmber), true
	case h >= 75 && h <= 165:
		return RatingValue(RatingGreen), true
	case h >= 185 && h <= 255:
		return RatingValue(RatingBlue), true
	}
	return Value{}, false
}

// FillLine is the line of the settings that gives a colour of cells a meaning: of the
// kind that is named or, where that is "", of the rating that its hue is nearest to.
func FillLine(rgb, kind string) Line {
	means := "kind: " + kind
	if kind == "" {
		means = "means: " + RatingNotStarted
		if c, ok := parseColour(rgb); ok && c.chroma() >= faintest {
			if v, ok := ratingOfHue(c.hue()); ok {
				means = "means: " + v.Text
			}
		}
	}
	six := strings.ToUpper(rgb[max(0, len(rgb)-6):])
	return Line{"ratings", fmt.Sprintf("{words: %q, colours: [%q], %s}", ColourName(rgb)+" "+six, six, means)}
}

// faintest is the chroma from which a grey is a colour.
const faintest = 0.05

// ColourName is what a person would call a colour: purple, pale green, grey. It is ""
// for white, and for what is no colour.
func ColourName(rgb string) string {
	c, ok := parseColour(rgb)
	switch {
	case !ok || c.lightness() > 0.97:
		return ""
	case c.lightness() < 0.08:
		return "black"
	case c.chroma() < faintest:
		return "grey"
	}
	name := ""
	for _, hue := range hues {
		if c.hue() < hue.to {
			name = hue.name
			break
		}
	}
	if (name == "orange" || name == "yellow") && c.lightness() < 0.3 {
		return "brown"
	}
	switch light := c.lightness(); {
	case light >= 0.85:
		return "pale " + name
	case light < 0.25:
		return "dark " + name
	}
	return name
}

// hues are the names of the colours by their angles, each up to where the next begins.
var hues = []struct {
	to   float64
	name string
}{{15, "red"}, {45, "orange"}, {70, "yellow"}, {165, "green"}, {190, "turquoise"}, {255, "blue"}, {300, "purple"}, {340, "pink"}, {361, "red"}}

// colour is red, green and blue, each 0 to 1.
type colour struct{ r, g, b float64 }

func parseColour(rgb string) (colour, bool) {
	rgb = strings.TrimPrefix(rgb, "#")
	if len(rgb) == 8 {
		rgb = rgb[2:]
	}
	n, err := strconv.ParseUint(rgb, 16, 32)
	if err != nil || len(rgb) != 6 {
		return colour{}, false
	}
	part := func(shift uint) float64 { return float64(n>>shift&0xFF) / 255 }
	return colour{part(16), part(8), part(0)}, true
}

func (c colour) chroma() float64    { return max(c.r, c.g, c.b) - min(c.r, c.g, c.b) }
func (c colour) lightness() float64 { return (max(c.r, c.g, c.b) + min(c.r, c.g, c.b)) / 2 }

// vivid tells a colour somebody chose for its meaning from greys and from the
// tints that spreadsheets band their tables with. Excel's own pastel "Bad",
// "Neutral" and "Good" are vivid; its accents lightened by 80% are not.
func (c colour) vivid() bool {
	chroma, light := c.chroma(), c.lightness()
	grey := chroma < 0.085 || chroma < 0.25*(1-max(2*light-1, 1-2*light))
	return !grey && (light <= 0.895 || chroma >= 0.18)
}

// hue is the colour's angle in degrees, red at 0, green at 120, blue at 240.
func (c colour) hue() float64 {
	var h float64
	switch chroma := c.chroma(); max(c.r, c.g, c.b) {
	case c.r:
		h = (c.g - c.b) / chroma
	case c.g:
		h = (c.b-c.r)/chroma + 2
	default:
		h = (c.r-c.g)/chroma + 4
	}
	if h < 0 {
		h += 6
	}
	return h * 60
}
