package history

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"actionplan/plan"
)

// update is what was last reported of an action, and since when it stands.
type update struct {
	text  string
	since Label
	times int // the versions that say so, one after the other
}

// take takes in what a version reports. One that has no such column reports nothing
// else.
func (u *update) take(by Label, a *plan.Action) {
	v := a.Value(plan.FieldProgress)
	if v.Kind == plan.KindAbsent {
		return
	}
	text := ""
	if !v.IsBlank() {
		text = plan.Fold(a.Shown(plan.FieldProgress))
	}
	if text != u.text || u.times == 0 {
		*u = update{text: text, since: by}
	}
	u.times++
}

// Update is the version that was the first to report what is reported now, and how many
// versions say the same, one after the other; none where nothing is reported.
func (t *Timeline) Update() (since Label, times int) {
	if t.update.text == "" {
		return Label{}, 0
	}
	return t.update.since, t.update.times
}

// Figure is what a measure was last, at some time.
type Figure struct {
	By    Label
	Value float64
	Shown string
}

// figure takes in where a measure stands, where a version is the first to say so.
func (t *Timeline) figure(by Label, a *plan.Action) {
	n, ok := FigureIn(a.Shown(plan.FieldLatest))
	if !ok || len(t.latest) > 0 && t.latest[len(t.latest)-1].Value == n {
		return
	}
	t.latest = append(t.latest, Figure{by, n, a.Shown(plan.FieldLatest)})
}

// Figures are where the measure stood, one after the other, without those that only say
// the same again.
func (t *Timeline) Figures() []Figure { return t.latest }

var figures = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\d+(?:,\d{3})*(?:\.\d+)?`)
})

// FigureIn is the number that a text says, where it says one alone.
func FigureIn(text string) (float64, bool) {
	found := figures().FindAllStringIndex(text, 2)
	if len(found) != 1 {
		return 0, false
	}
	number := text[found[0][0]:found[0][1]]
	n, err := strconv.ParseFloat(strings.ReplaceAll(number, ",", ""), 64)
	if at := found[0][0]; at > 0 && (text[at-1] == '-' || strings.HasSuffix(text[:at], "−")) && (at == 1 || text[at-2] == ' ') {
		n = -n
	}
	return n, err == nil
}

// Goal is which way a measure is to go.
type Goal int

// The ways.
const (
	Unknown Goal = iota
	Up
	Down
)

var (
	upWords = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)\b(?:at least|or more|or above|or over|minimum|more than|above|over|increase[sd]?|increasing|raise|higher)\b|[≥>+]`)
	})
	downWords = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)\b(?:at most|or less|or fewer|or below|or under|maximum|less than|fewer than|below|under|within|reduce[sd]?|reducing|reduction|decrease[sd]?|lower|fewer)\b|[≤<]`)
	})
)

// notMore says in other words what would be taken for its opposite.
var notMore = strings.NewReplacer("no more than", "at most", "not more than", "at most", "no less than", "at least", "not less than", "at least", "no fewer than", "at least", "not fewer than", "at least", "no higher than", "at most", "no lower than", "at least")

// polarities are the columns that say which way a measure is better.
var polarities = []string{"polarity", "good is", "better is", "good performance is", "good to be", "desired direction", "direction of improvement"}

// SaysPolarity reports whether a field is a column of the council's own that says whether
// more of a measure is better, or less, so that a version has to be kept with it.
func SaysPolarity(f plan.Field) bool {
	said := strings.TrimPrefix(string(f), "x:")
	return !f.Known() && slices.ContainsFunc(polarities, func(p string) bool { return strings.Contains(said, p) })
}

var (
	moreIsBetter = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)\b(?:high|higher|highest|bigger|big|more|up|upwards?|increase[sd]?|increasing|maximise|positive)\b|[↑▲⬆]`)
	})
	lessIsBetter = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)\b(?:low|lower|lowest|smaller|small|less|fewer|down|downwards?|decrease[sd]?|decreasing|reduce[sd]?|minimise|negative)\b|[↓▼⬇]`)
	})
)

// PolarityIn is the way that words such as "higher is better" say is the right one; "more
// or less" says neither.
func PolarityIn(words string) Goal { return oneWay(words, moreIsBetter(), lessIsBetter()) }

func oneWay(words string, more, less *regexp.Regexp) Goal {
	switch up, down := more.MatchString(words), less.MatchString(words); {
	case up && !down:
		return Up
	case down && !up:
		return Down
	}
	return Unknown
}

// Measure is what is known of where a measure stands, should be and was.
type Measure struct {
	Baseline, Target, Latest string   // as they are written
	Better                   string   // which way is the right one, in words: "higher is better"; "" where nobody has said
	Figures                  []Figure // where it stood, one after the other, the latest last
}

// goal is which way the measure is to go: as somebody has said, else by the words of its
// target, else by its baseline, else by the first figure that is known.
func (m Measure) goal(target float64) Goal {
	if said := PolarityIn(m.Better); said != Unknown {
		return said
	}
	if said := oneWay(notMore.Replace(plan.Fold(m.Target)), upWords(), downWords()); said != Unknown {
		return said
	}
	from, known := FigureIn(m.Baseline)
	if !known && len(m.Figures) > 1 {
		from, known = m.Figures[0].Value, true
	}
	switch {
	case known && from < target:
		return Up
	case known && target < from:
		return Down
	}
	return Unknown
}

// Measured is where a measure stands beside its target.
type Measured struct {
	Target, Latest string    // as they are written
	Met            bool      // it has come to its target, or past it
	Short          bool      // it has not; both are false where nobody knows which way it is to go
	Away           []Figure  // the last three figures, where the last two moves led away from the target
	Was            Figure    // the last figure that was another than the latest; the zero Figure where none is known
	Went           Direction // better or worse than that; "" where nobody can tell
	Since          plan.Date // since when it stands where it does; the zero Date where that is not known
}

// Stands is where the measure stands; false where there are no figures to compare, or
// such as are of two kinds.
func (m Measure) Stands() (is Measured, ok bool) {
	is.Target, is.Latest = m.Target, m.Latest
	target, known := FigureIn(m.Target)
	latest, knows := FigureIn(m.Latest)
	if !known || !knows || strings.Contains(m.Target, "%") != strings.Contains(m.Latest, "%") {
		return is, false
	}
	goal := m.goal(target)
	is.Met = latest == target || goal == Up && latest > target || goal == Down && latest < target
	is.Short = !is.Met && goal != Unknown
	if n := len(m.Figures); n > 0 && m.Figures[n-1].Value == latest {
		is.Since = m.Figures[n-1].By.On
		if n > 1 && goal != Unknown {
			is.Was, is.Went = m.Figures[n-2], Better
			if (goal == Up) == (latest < is.Was.Value) {
				is.Went = Worse
			}
		}
	}
	if n := len(m.Figures); n > 2 && !is.Met && m.Figures[n-1].Value == latest {
		last := m.Figures[n-3:]
		worse := func(was, now Figure) bool {
			return goal == Up && now.Value < was.Value || goal == Down && now.Value > was.Value
		}
		if worse(last[0], last[1]) && worse(last[1], last[2]) {
			is.Away = last
		}
	}
	return is, true
}

// Measured is where an action's measure stands; false where its cells hold no figures to
// compare, or such as are of two kinds.
func (t *Timeline) Measured() (m Measured, ok bool) {
	a := &t.Last
	measure := Measure{Baseline: a.Shown(plan.FieldBaseline), Target: a.Shown(plan.FieldTarget), Latest: a.Shown(plan.FieldLatest), Figures: t.latest}
	for f := range a.All() {
		if SaysPolarity(f) {
			measure.Better = a.Shown(f)
		}
	}
	return measure.Stands()
}
