package pack

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"actionplan/plan"
)

// Rating is where an action stands, always as a word and a sign: colour is
// never the only thing that says it.
type Rating struct {
	Key  string // names its colour on a page: red, amber, green, blue, waiting, awaiting, paused, unrated, cancelled, or step-2
	Word string
	Sign string
	Kind string // one of plan.StepKinds; "" for what is not rated, or cancelled
	Fill string // its colour, RRGGBB, where the council gives it one; else ""
}

// The usual ratings, worst first: the order everything counts in where a
// council has no scale of its own.
var (
	unrated   = Rating{Key: "unrated", Word: "Not rated", Sign: "?"}
	cancelled = Rating{Key: "cancelled", Word: "Cancelled", Sign: "–"}
	ratings   = []Rating{
		{Key: "red", Word: "Off track", Sign: "✖", Kind: plan.OffTrack},
		{Key: "amber", Word: "At risk", Sign: "▲", Kind: plan.AtRisk},
		unrated,
		{Key: "green", Word: "On track", Sign: "●", Kind: plan.OnTrack},
		{Key: "waiting", Word: "Not started", Sign: "○", Kind: plan.NotStarted},
		{Key: "blue", Word: "Complete", Sign: "✓", Kind: plan.Done},
		cancelled,
	}
)

// usual is the usual rating of a kind.
func usual(kind string) Rating {
	return ratings[slices.IndexFunc(ratings, func(r Rating) bool { return r.Kind == kind })]
}

// scale is what the actions of a plan are rated by: the steps of the council's
// own scale in its order, and the usual ratings for what none of them stands
// for, each at its place among them.
//
//	the settings say                 it is
//	nothing                          Off track, At risk, Not rated, On track, Not started, Complete, Cancelled
//	Slipping (at risk), Steady (on   Off track, Slipping, Steady, Not started, Complete, Not rated, Cancelled
//	track)
//	Steady (on track), Slipping      Complete, Not started, Steady, Slipping, Off track, Not rated, Cancelled
//	(at risk)
type scale struct {
	terms plan.Terms
	all   []Rating // no two of them with one word, or one sign
}

func newScale(t plan.Terms) scale {
	s := scale{terms: t, all: ratings}
	if len(t.Scale) == 0 {
		return s
	}
	s.all = nil
	for i, step := range t.Scale {
		r := Rating{Key: keyOfKind[step.Kind], Word: step.Name, Sign: step.Sign, Kind: step.Kind, Fill: step.Fill}
		if r.Fill != "" {
			r.Key = "step-" + strconv.Itoa(i+1)
		}
		s.all = append(s.all, r)
	}
	bestFirst := beginsBest(s.all)
	for _, r := range ratings {
		if r.Kind != "" && s.wordOf(r.Kind) == r.Word && !s.has(r.Word) {
			s.all = slices.Insert(s.all, placeOf(r, s.all, bestFirst), r)
		}
	}
	for _, r := range []Rating{unrated, cancelled} {
		if !s.has(r.Word) {
			s.all = append(s.all, r)
		}
	}
	s.sign()
	return s
}

// keyOfKind names the colour of a step that the council gives none.
var keyOfKind = map[string]string{
	plan.OffTrack: "red", plan.AtRisk: "amber", plan.OnTrack: "green", plan.Done: "blue",
	plan.NotStarted: "waiting", plan.EvidenceAwaited: "awaiting", plan.Paused: "paused",
}

// rank is how far from the worst a rating's kind is.
func rank(r Rating) int {
	return slices.IndexFunc(plan.StepKinds, func(k plan.StepKind) bool { return k.Kind == r.Kind })
}

// beginsBest reports whether steps go from the good end to the bad one.
func beginsBest(steps []Rating) bool {
	down := 0
	for i := 1; i < len(steps); i++ {
		down += cmp.Compare(rank(steps[i-1]), rank(steps[i]))
	}
	return down > 0
}

// placeOf is where a rating stands among others: after the last that comes before it.
func placeOf(r Rating, among []Rating, bestFirst bool) int {
	at := 0
	for i, other := range among {
		if order := cmp.Compare(rank(other), rank(r)); order <= 0 && !bestFirst || order >= 0 && bestFirst {
			at = i + 1
		}
	}
	return at
}

// moreSigns are what stands for the steps of a kind that have no sign of their own.
var moreSigns = map[string][]string{
	plan.OffTrack: {"✖", "■", "◆"}, plan.AtRisk: {"▲", "△", "◇"}, plan.EvidenceAwaited: {"◐", "◑"}, plan.OnTrack: {"●", "◉", "◎"},
	plan.NotStarted: {"○", "◌"}, plan.Paused: {"□", "▭"}, plan.Done: {"✓", "★", "☆"},
}

// sign gives every rating a sign that no other has, the council's own first: in a
// chart there may be room for no more, and colour never tells two of them apart alone.
func (s scale) sign() {
	taken := map[string]bool{}
	for _, step := range s.terms.Scale {
		taken[step.Sign] = true
	}
	for i := range s.all {
		r := &s.all[i]
		if s.isStep(r.Word) && r.Sign != "" {
			continue
		}
		signs := append([]string{r.Sign}, moreSigns[r.Kind]...)
		for n := range s.all {
			signs = append(signs, strconv.Itoa(n+1))
		}
		for _, sign := range signs {
			if sign != "" && !taken[sign] {
				r.Sign, taken[sign] = sign, true
				break
			}
		}
	}
}

// isStep reports whether a word is the name of one of the council's steps.
func (s scale) isStep(word string) bool {
	return slices.ContainsFunc(s.terms.Scale, func(step plan.Step) bool { return step.Name == word })
}

func (s scale) has(word string) bool {
	return slices.ContainsFunc(s.all, func(r Rating) bool { return plan.Fold(r.Word) == plan.Fold(word) })
}

func (s scale) named(word string) Rating {
	return s.all[slices.IndexFunc(s.all, func(r Rating) bool { return plan.Fold(r.Word) == plan.Fold(word) })]
}

// wordOf is what a kind is called: as the council's only step of it or, where it has
// none or several, as the usual rating.
func (s scale) wordOf(kind string) string {
	if step, only := s.terms.StepOf(kind); only {
		return step.Name
	}
	return usual(kind).Word
}

// offTrack is how a sentence says that an action is off track: by the council's own
// steps of that kind, where it has any.
func (s scale) offTrack() string {
	names := s.offTrackSteps()
	if len(names) == 0 {
		return plan.OffTrack
	}
	for i := range names {
		names[i] = inQuotes(names[i])
	}
	return "rated " + strings.Join(names, " or ")
}

func (s scale) offTrackSteps() []string {
	var names []string
	for _, step := range s.terms.Scale {
		if step.Kind == plan.OffTrack {
			names = append(names, step.Name)
		}
	}
	return names
}

// of is where an action stands: by its rating, then by a status that leaves no
// doubt. What is cancelled is rated no more.
func (s scale) of(a plan.Action) Rating {
	status, rag := a.Status(), a.Value(plan.FieldRAG)
	switch {
	case status == plan.StatusCancelled:
		return s.named(cancelled.Word)
	case rag.Kind == plan.KindRating:
		if step, ok := s.terms.Step(rag); ok {
			return s.named(step.Name)
		}
		return s.named(s.wordOf(plan.KindOfRating(rag.Text)))
	case status.IsDone():
		return s.named(s.wordOf(plan.Done))
	case status == plan.StatusNotStarted:
		return s.named(s.wordOf(plan.NotStarted))
	}
	return s.named(unrated.Word)
}

// Meaning is a line of the legend.
type Meaning struct {
	Rating Rating
	Says   string
}

// legend says what the council's ratings mean: its own sentence of each step or,
// where it has none, the step's kind; and of the usual ratings that stand beside
// them, those that occur. Where a council has no scale of its own, each usual
// rating says by its name what it means.
func (s *seen) legend(standing []Rating) []Meaning {
	var out []Meaning
	if len(s.scale.terms.Scale) == 0 {
		return nil
	}
	says := map[string]string{}
	for _, step := range s.scale.terms.Scale {
		says[step.Name] = orElse(s.safe(step.Says, "what a rating means"), capital(step.Kind))
	}
	for _, r := range s.scale.all {
		switch step, ok := says[r.Word]; {
		case ok:
			out = append(out, Meaning{r, step})
		case slices.Contains(standing, r):
			out = append(out, Meaning{r, besideSteps[r.Key]})
		}
	}
	return out
}

// besideSteps is what the ratings mean that no step stands for.
var besideSteps = map[string]string{
	"red": "Red in the plan", "amber": "Amber in the plan", "green": "Green in the plan", "blue": "Done, by its status or as blue in the plan",
	"waiting": "Not begun", "unrated": "No rating is written", "cancelled": "Withdrawn, superseded or merged with another action",
}

// countRatings counts the actions at each of the ratings given.
func countRatings(among []action, of []Rating) []Count {
	counts := make([]Count, len(of))
	for i, r := range of {
		counts[i].Rating = r
		for _, a := range among {
			if a.rating == r {
				counts[i].N++
			}
		}
	}
	return counts
}

// share sets each count's share of a whole.
func share(counts []Count, whole int) []Count {
	for i := range counts {
		if whole > 0 {
			counts[i].Share = float64(counts[i].N) / float64(whole)
		}
	}
	return counts
}

// standing lists the ratings that at least one action stands at, in the order of
// the scale.
func (s *seen) standing() []Rating {
	var out []Rating
	for _, c := range countRatings(s.actions, s.scale.all) {
		if c.N > 0 {
			out = append(out, c.Rating)
		}
	}
	return out
}
