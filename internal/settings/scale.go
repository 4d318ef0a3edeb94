package settings

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"actionplan/plan"
	"actionplan/table"
)

// rowColour is what rating-from can be.
const rowColour = "row colour"

// kindNames are the kinds of step, as the settings say them.
func kindNames() []string {
	return []string{plan.OffTrack, plan.AtRisk, plan.OnTrack, plan.Done, plan.EvidenceAwaited, plan.NotStarted, plan.Paused}
}

// statuses are what a status word can mean.
var statuses = []string{string(plan.StatusOpen), string(plan.StatusNotStarted), string(plan.StatusComplete), string(plan.StatusClosed), string(plan.StatusCancelled)}

// counts is the usual rating that a step counts as.
func (r Rating) counts() string {
	for _, k := range plan.StepKinds {
		if r.Means == "" && k.Kind == r.Kind {
			return k.Rating
		}
	}
	return r.Means
}

// scale is the council's own scale: its steps, in order, each shown in the first of
// its colours.
func (f *File) scale() []plan.Step {
	var steps []plan.Step
	for _, r := range f.Ratings {
		if r.step() == "" {
			continue
		}
		step := plan.Step{Name: r.step(), Kind: cmp.Or(r.Kind, plan.KindOfRating(r.Means)), Rating: r.counts(), Says: oneLine(r.Says), Sign: oneLine(r.Sign)}
		if len(r.Colours) > 0 {
			step.Fill = fillOf(r.Colours[0])
		}
		steps = append(steps, step)
	}
	return steps
}

// fillOf is a colour as spreadsheets write it.
func fillOf(colour string) string { return strings.ToUpper(strings.TrimPrefix(colour, "#")) }

// oneLine is a text clean and on one line.
func oneLine(text string) string { return strings.Join(strings.Fields(plan.Clean(text)), " ") }

// step is what the step is called in a rating; "" where it is only a word for one
// of the usual ratings.
func (r Rating) step() string { return oneLine(r.Name) }

// ratingWords are the words and colours that mean a rating: a step's name is one.
func (f *File) ratingWords() []plan.RatingWord {
	var words []plan.RatingWord
	for _, r := range f.Ratings {
		for _, w := range r.Words {
			words = append(words, plan.RatingWord{Words: w, Rating: r.counts(), Step: r.step()})
		}
		if name := r.step(); name != "" && !slices.Contains(r.Words, name) {
			words = append(words, plan.RatingWord{Words: name, Rating: r.counts(), Step: name})
		}
		for _, c := range r.Colours {
			words = append(words, plan.RatingWord{Fill: fillOf(c), Rating: r.counts(), Step: r.step()})
		}
	}
	return words
}

// longestSign is how many characters stand for a rating where there is no room for words.
const longestSign = 3

var hexColour = regexp.MustCompile(`^#?[0-9A-Fa-f]{6}$`)

// vetRatings looks at the steps of the scale, and says which line is wrong.
func (f *File) vetRatings() error {
	said, signs := map[string]int{}, map[string]bool{}
	for i, r := range f.Ratings {
		if e := r.vet(); e != nil {
			e.Line = r.line
			return e
		}
		if sign := oneLine(r.Sign); sign != "" && r.step() != "" {
			if signs[sign] {
				return &Error{Line: r.line, Problem: fmt.Sprintf("the sign %q stands under two ratings", sign), Advice: "give each its own: where there is no room for words, signs alone tell ratings apart"}
			}
			signs[sign] = true
		}
		for _, w := range append(slices.Clone(r.Words), r.step()) {
			key := plan.Fold(w)
			if other, twice := said[key]; twice && key != "" && other != i {
				return &Error{Line: r.line, Problem: fmt.Sprintf("%q stands under two ratings", w), Advice: "keep it under one"}
			}
			said[key] = i
		}
	}
	if f.RatingFrom != "" {
		if e := oneOf("rating-from", f.RatingFrom, []string{rowColour}); e != nil {
			return e
		}
	}
	return nil
}

// vet looks at one step.
func (r Rating) vet() *Error {
	switch {
	case r.step() == "" && len(r.Words) == 0:
		return &Error{Problem: "a rating has neither a name nor words", Advice: `write ratings: - {words: "Behind schedule", means: amber}, or a step with its name: and kind:`}
	case r.Kind == "" && r.Means == "":
		return &Error{Problem: fmt.Sprintf("the rating %q does not say what it means", cmp.Or(r.Name, strings.Join(r.Words, ", "))), Advice: "add kind: one of " + strings.Join(kindNames(), ", ") + "; or means: one of " + strings.Join(ratings, ", ")}
	}
	if r.Kind != "" {
		if e := oneOf("kind", r.Kind, kindNames()); e != nil {
			return e
		}
	}
	if r.Means != "" {
		if e := oneOf("means", r.Means, ratings); e != nil {
			return e
		}
	}
	if n := utf8.RuneCountInString(oneLine(r.Sign)); n > longestSign {
		return &Error{Problem: fmt.Sprintf("the sign %q has %d characters", oneLine(r.Sign), n), Advice: fmt.Sprintf("take one that has at most %d: ● or A1; the name stands beside it", longestSign)}
	}
	for _, c := range r.Colours {
		if !hexColour.MatchString(c) {
			return &Error{Problem: fmt.Sprintf("%q under colours is no colour", c), Advice: `write it as spreadsheets do, in six figures and letters, in quotes: "FFC000"`}
		}
	}
	return nil
}

// rowKinds and rowMeanings are what rows can be.
var (
	rowKinds    = []string{string(table.KindSummary), string(table.KindTextAlone), string(table.KindMilestone), string(table.KindNoAction), string(table.KindUnnamed)}
	rowMeanings = []string{string(table.MeansAction), string(table.MeansHeading), string(table.MeansNothing)}
)

// vetRows looks at what single rows and kinds of rows are said to be.
func (f *File) vetRows() error {
	said := map[Row]bool{}
	for _, r := range f.Rows {
		key := Row{Kind: r.Kind, Text: plan.Fold(r.Text)}
		e := oneOf("means", r.Means, rowMeanings)
		switch {
		case (r.Kind == "") == (key.Text == ""):
			e = &Error{Problem: "an entry under rows has to name a kind of rows or the text of some, one of the two", Advice: `write rows: - {kind: summary, means: heading} or - {text: "Phase 1: Discovery", means: heading}`}
		case r.Kind != "" && !slices.Contains(rowKinds, r.Kind):
			e = oneOf("kind", r.Kind, rowKinds)
		case said[key]:
			e = &Error{Problem: fmt.Sprintf("%q stands twice under rows", cmp.Or(r.Kind, r.Text)), Advice: "keep one of the two"}
		}
		if said[key] = true; e != nil {
			e.Line = r.line
			return e
		}
	}
	return nil
}

// vetStatuses looks at the council's own words for how far an action has got.
func (f *File) vetStatuses() error {
	said := map[string]bool{}
	for _, w := range f.Statuses {
		key := plan.Fold(w.Word)
		e := oneOf("means", w.Means, statuses)
		switch {
		case key == "":
			e = &Error{Problem: "an entry under statuses has no word", Advice: `write statuses: - {word: "Embedded", means: complete}`}
		case said[key]:
			e = &Error{Problem: fmt.Sprintf("%q stands twice under statuses", w.Word), Advice: "keep one of the two"}
		}
		if said[key] = true; e != nil {
			e.Line = w.line
			return e
		}
	}
	return nil
}
