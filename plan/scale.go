package plan

import "slices"

// Kinds of step: what a step of a scale can say of an action.
const (
	OffTrack        = "off track"
	AtRisk          = "at risk"
	EvidenceAwaited = "evidence awaited" // done, and what shows it is awaited
	OnTrack         = "on track"
	NotStarted      = "not started"
	Paused          = "paused"
	Done            = "done"
)

// StepKind is a kind of step, and the usual rating that it counts as: what is done and
// waits for its evidence is not done, and what is paused has nobody at work on it.
type StepKind struct{ Kind, Rating string }

// StepKinds are the kinds of step there are, worst first.
var StepKinds = []StepKind{
	{OffTrack, RatingRed}, {AtRisk, RatingAmber}, {EvidenceAwaited, RatingAmber}, {OnTrack, RatingGreen},
	{NotStarted, RatingNotStarted}, {Paused, RatingNotStarted}, {Done, RatingBlue},
}

// KindOfRating is the kind of step that one of the usual ratings is.
func KindOfRating(rating string) string {
	for _, k := range StepKinds {
		if k.Rating == rating {
			return k.Kind
		}
	}
	return ""
}

// Step is one step of a council's own scale of ratings.
type Step struct {
	Name   string // what the council calls it
	Kind   string // one of StepKinds
	Rating string // the usual rating that it counts as
	Says   string // what it says, in the council's one sentence; "" for none
	Sign   string // what stands for it beside its name; "" for none of the council's own
	Fill   string // the colour that shows it, RRGGBB; "" for none of the council's own
}

// Terms are a council's own words for what its plan says.
type Terms struct {
	Statuses []StatusWord // for how far an action has got
	Ratings  []RatingWord // for ratings: words and colours
	Scale    []Step       // the steps of its scale, in its order; none where it has no scale of its own
}

// Step finds the step that a rating is: the one it names or, where it is one of the
// usual ratings, the only step of that kind. Where several are of it, none is.
func (t Terms) Step(v Value) (Step, bool) {
	if v.Kind != KindRating {
		return Step{}, false
	}
	if name := v.Step(); name != "" {
		at := slices.IndexFunc(t.Scale, func(s Step) bool { return s.Name == name })
		if at < 0 {
			return Step{}, false
		}
		return t.Scale[at], true
	}
	return t.StepOf(KindOfRating(v.Text))
}

// StepOf finds the only step of a kind.
func (t Terms) StepOf(kind string) (step Step, only bool) {
	for _, s := range t.Scale {
		if s.Kind != kind {
			continue
		}
		if only {
			return Step{}, false
		}
		step, only = s, true
	}
	return step, only
}

// RatingName is what a council calls a rating: the name of its step or, where its
// scale has none for it, the usual word. It is "" for what is no rating.
func (t Terms) RatingName(v Value) string {
	if v.Kind != KindRating {
		return ""
	}
	if step, ok := t.Step(v); ok {
		return step.Name
	}
	if name := v.Step(); name != "" {
		return name
	}
	return v.Text
}

// HasColour reports whether a rating is one that a colour can say: red, amber, green
// or blue, or a step that the council gives a colour of its own.
func (t Terms) HasColour(v Value) bool {
	if v.Kind != KindRating {
		return false
	}
	return v.Text != RatingNotStarted || slices.ContainsFunc(t.Ratings, func(w RatingWord) bool { return w.Fill != "" && w.value() == v })
}

// SameRating reports whether two ratings are one to a reader: the very same, or a usual
// one beside the only step of its kind.
func (t Terms) SameRating(a, b Value) bool {
	return a == b || a.Kind == KindRating && b.Kind == KindRating && t.RatingName(a) == t.RatingName(b)
}

// IsShown reports whether a cell's colour, which says a rating, says this one: the same
// or, of a colour that is no step's own, the usual rating that the step counts as.
func (t Terms) IsShown(v, colour Value) bool {
	return t.SameRating(v, colour) || v.Kind == KindRating && colour == RatingValue(v.Text)
}
