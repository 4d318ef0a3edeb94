package history

import (
	"regexp"
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

// goal is which way an action's measure is to go: by the words of its target, else by its
// baseline, else by the first figure that is known.
func (t *Timeline) goal(a *plan.Action, target float64) Goal {
	words := notMore.Replace(plan.Fold(a.Shown(plan.FieldTarget)))
	switch up, down := upWords().MatchString(words), downWords().MatchString(words); {
	case up && !down:
		return Up
	case down && !up:
		return Down
	}
	from, known := FigureIn(a.Shown(plan.FieldBaseline))
	if !known && len(t.latest) > 1 {
		from, known = t.latest[0].Value, true
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
	Target, Latest string   // as they are written
	Met            bool     // it has come to its target, or past it
	Away           []Figure // the last three figures, where the last two moves led away from the target
}

// Measured is where an action's measure stands; false where its cells hold no figures to
// compare, or such as are of two kinds.
func (t *Timeline) Measured() (m Measured, ok bool) {
	a := &t.Last
	m.Target, m.Latest = a.Shown(plan.FieldTarget), a.Shown(plan.FieldLatest)
	target, known := FigureIn(m.Target)
	latest, knows := FigureIn(m.Latest)
	if !known || !knows || strings.Contains(m.Target, "%") != strings.Contains(m.Latest, "%") {
		return m, false
	}
	goal := t.goal(a, target)
	m.Met = latest == target || goal == Up && latest > target || goal == Down && latest < target
	if n := len(t.latest); n > 2 && !m.Met && t.latest[n-1].Value == latest {
		last := t.latest[n-3:]
		worse := func(was, now Figure) bool {
			return goal == Up && now.Value < was.Value || goal == Down && now.Value > was.Value
		}
		if worse(last[0], last[1]) && worse(last[1], last[2]) {
			m.Away = last
		}
	}
	return m, true
}
