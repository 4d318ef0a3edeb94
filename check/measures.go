package check

import (
	"fmt"
	"slices"
	"strings"

	"actionplan/frame"
	"actionplan/history"
	"actionplan/internal/text"
	"actionplan/plan"
)

// measures are the rules about what is counted, and what is reached on the way. A measure
// stands in the plan's own columns or in the settings, and is held to the same rules.
var measures = []Rule{
	{
		Code: "C61", Name: "target-met", Severity: Info,
		Meaning: "The latest figure of an open action has come to its target or past it.",
		Matters: "The action may be done, or its target may be too low to mean anything.",
		Basis:   "a scrutiny committee found targets that had been met before they were set",
		Clears:  "close the action with that figure as evidence, or agree another target",
		Public:  "The target is met already",
		look:    both(perAction(targetMet), perMeasure(targetIsMet)),
	},
	{
		Code: "C61a", Name: "measure-adverse", Severity: High,
		Meaning: "A figure has moved away from its target twice in a row, by which way is better: as the settings or a column headed Polarity say, or else as its target and baseline show.",
		Matters: "What the action is for gets worse while it is being done.",
		Basis:   "members of several councils ask for figures that go the wrong way to be shown first",
		Clears:  "say in the progress why, and what is being done about it; or correct the figure",
		Public:  "The figure moves away from the target", Listed: true,
		look: both(perAction(measureAdverse), perMeasure(isAdverse)),
	},
	{
		Code: "C70", Name: "target-missed", Severity: High,
		Meaning: "The day by which a target was to be met is past, and the latest figure falls short of it.",
		Matters: "The work may be done, and what it was for has not come about.",
		Basis:   "a committee asked how closely targets are being met, and by when",
		Clears:  "report a later figure that meets it; or say why it was missed, and agree a new day or target (measures: by, target)",
		Public:  "A target was not met in time", Listed: true,
		look: perMeasure(targetMissed),
	},
	{
		Code: "C69", Name: "measure-unreported", Severity: Medium,
		Meaning: "A measure has a target, and no figure says where it stands, or only one that is more than six months old.",
		Matters: "Nobody can tell whether what is being done helps.",
		Basis:   "a committee asked for the latest figure beside each target",
		Clears:  "write the latest figure, and the day that it is of",
		Public:  "No recent figure for a measure",
		Usual:   Tuning{Days: 183},
		look:    both(perAction(unreported), unreportedMeasures),
	},
	{
		Code: "C71", Name: "baseline-missing", Severity: Low,
		Meaning: "A measure has a target in figures and no baseline, in a table that has baselines or in the settings.",
		Matters: "Without where it began, nobody can tell how far it has come.",
		Basis:   "objectives with a baseline, a target and a date (HM Treasury’s Green Book)",
		Clears:  "write where it stood when the plan began, and the day; or that nobody knew",
		Public:  "A measure without a baseline",
		look:    both(baselinesMissing, perMeasure(baselineMissing)),
	},
	{
		Code: "C72", Name: "milestone-missed", Severity: Medium,
		Meaning: "A milestone of an open action was due before the report date, and nothing says that it was reached.",
		Matters: "An action that misses its milestones will miss its date, and there is still time to help.",
		Basis:   "councils’ plans that set milestones at 6 and 12 months",
		Clears:  "say when it was reached (milestones: reached), or agree a new day for it and say why",
		Public:  "A milestone was missed",
		look:    untuned(milestonesMissed),
	},
}

// perMeasure makes a rule of what is looked at in each measure of the settings, but for
// those whose action is done or cancelled. The look gives the sentence to say, or "".
func perMeasure(look func(*examined, frame.Measure, *action) string) func(*examined, Tuning) []hit {
	return untuned(func(r *examined) []hit {
		var hits []hit
		for _, m := range r.Frame.Measures {
			a := r.withRef(m.Ref)
			if a != nil && !a.facts.Open() {
				continue
			}
			if says := look(r, m, a); says != "" {
				hits = append(hits, hit{about: aMeasure(m), ref: m.Ref, says: says})
			}
		}
		return hits
	})
}

// withRef is the first action with a ref; nil where there is none.
func (r *examined) withRef(ref plan.Ref) *action {
	if r.byRef == nil {
		r.byRef = map[string]*action{}
		for _, a := range r.actions {
			if key := a.Ref.Key(); r.byRef[key] == nil {
				r.byRef[key] = a
			}
		}
	}
	if ref == "" {
		return nil
	}
	return r.byRef[ref.Key()]
}

// aMeasure names a measure of the settings, and where it stands.
func aMeasure(m frame.Measure) string {
	name := fmt.Sprintf("the measure %q", m.Name)
	switch {
	case m.Ref != "":
		name += " of action " + string(m.Ref)
	case m.Theme != "":
		name += fmt.Sprintf(" of %q", m.Theme)
	}
	return name + " (measures: in the settings)"
}

// aTarget is a measure's target, and whose it is.
func aTarget(m frame.Measure) string {
	if m.Of == "" {
		return fmt.Sprintf("the target is %q", m.Target)
	}
	return fmt.Sprintf("the %s target is %q", m.Of, m.Target)
}

// Stands is where a measure of the settings stands beside its target; false where its
// figures cannot be compared.
func Stands(m frame.Measure) (history.Measured, bool) {
	measure := history.Measure{Baseline: m.Baseline, Target: m.Target, Latest: m.Latest, Better: m.Better}
	for _, f := range append(slices.Clone(m.Earlier), frame.Figure{On: m.On, Says: m.Latest}) {
		n, known := history.FigureIn(f.Says)
		last := len(measure.Figures) - 1
		if known && (last < 0 || measure.Figures[last].Value != n) {
			measure.Figures = append(measure.Figures, history.Figure{By: history.Label{On: f.On}, Value: n, Shown: f.Says})
		}
	}
	return measure.Stands()
}

func targetMet(r *examined, a *action) (hit, bool) {
	m, ok := r.measured(a)
	if !ok || !m.Met {
		return hit{}, false
	}
	return hit{field: plan.FieldLatest, beside: []plan.Field{plan.FieldTarget}, says: fmt.Sprintf("it is %q, the target is %q, and the action is open.", m.Latest, m.Target)}, true
}

func targetIsMet(_ *examined, m frame.Measure, a *action) string {
	is, ok := Stands(m)
	if !ok || !is.Met || a == nil {
		return ""
	}
	return fmt.Sprintf("it is %q, %s, and the action is open.", m.Latest, aTarget(m))
}

func measureAdverse(r *examined, a *action) (hit, bool) {
	m, ok := r.measured(a)
	if !ok || len(m.Away) == 0 {
		return hit{}, false
	}
	return hit{field: plan.FieldLatest, beside: []plan.Field{plan.FieldTarget}, says: fmt.Sprintf("it went %s, away from the target of %q.", inTurn(m.Away), m.Target)}, true
}

func isAdverse(_ *examined, m frame.Measure, _ *action) string {
	is, ok := Stands(m)
	if !ok || len(is.Away) == 0 {
		return ""
	}
	return fmt.Sprintf("it went %s, and %s.", inTurn(is.Away), aTarget(m))
}

// inTurn are figures one after the other: "88 %", then "81 %".
func inTurn(figures []history.Figure) string {
	var said []string
	for _, f := range figures {
		said = append(said, fmt.Sprintf("%q", f.Shown))
	}
	return strings.Join(said, ", then ")
}

// measured is where an open action's measure stands.
func (r *examined) measured(a *action) (history.Measured, bool) {
	t := r.History.Timeline(*a.Action)
	if t == nil || !a.facts.Open() {
		return history.Measured{}, false
	}
	return t.Measured()
}

func targetMissed(r *examined, m frame.Measure, _ *action) string {
	is, ok := Stands(m)
	if !ok || !is.Short || m.By.IsZero() || !m.By.Before(r.AsAt) {
		return ""
	}
	return fmt.Sprintf("%s, to be met by %s, and the latest figure is %q.", aTarget(m), m.By.Long(), m.Latest)
}

// unreported finds an action that is under way and has a target in figures, and an empty
// cell for where it stands.
func unreported(r *examined, a *action) (hit, bool) {
	start, starts := a.Value(plan.FieldStart).Date()
	under := a.facts.Open() && a.facts.Status != plan.StatusNotStarted && (!starts || start.Before(r.AsAt))
	found := under && a.Value(plan.FieldLatest).IsBlank() && a.aims()
	says := fmt.Sprintf("the target is %q, and where it stands is not said: %s", a.Shown(plan.FieldTarget), nothing(a, plan.FieldLatest))
	return hit{field: plan.FieldLatest, beside: []plan.Field{plan.FieldTarget}, says: says}, found
}

// aims reports whether an action's target is in figures.
func (a *action) aims() bool {
	v := a.Value(plan.FieldTarget)
	return v.Kind == plan.KindNumber || v.Kind == plan.KindText && hasFigure(v.Text)
}

func unreportedMeasures(r *examined, t Tuning) []hit {
	return perMeasure(func(r *examined, m frame.Measure, _ *action) string {
		old := m.On.DaysUntil(r.AsAt)
		switch {
		case m.Target == "":
		case strings.TrimSpace(m.Latest) == "":
			return aTarget(m) + ", and no figure says where it stands."
		case !m.On.IsZero() && old > t.Days:
			return fmt.Sprintf("%s, and the latest figure (%q) is of %s, %s ago.", aTarget(m), m.Latest, m.On.Long(), text.Counted(old, "day"))
		}
		return ""
	})(r, t)
}

// baselinesMissing looks at the tables that say of any action where it began.
func baselinesMissing(r *examined, _ Tuning) []hit {
	var hits []hit
	for _, t := range r.tables {
		says := func(a *action) bool {
			v := a.Value(plan.FieldBaseline)
			return v.Kind != plan.KindAbsent && !v.IsBlank()
		}
		if !slices.ContainsFunc(t.actions, says) {
			continue
		}
		for _, a := range t.actions {
			if a.facts.Open() && a.Value(plan.FieldBaseline).IsBlank() && a.aims() {
				hits = append(hits, hit{action: a, field: plan.FieldBaseline, beside: []plan.Field{plan.FieldTarget}, says: fmt.Sprintf("the target is %q, and where it began is not said: %s", a.Shown(plan.FieldTarget), nothing(a, plan.FieldBaseline))})
			}
		}
	}
	return hits
}

func baselineMissing(_ *examined, m frame.Measure, _ *action) string {
	if !hasFigure(m.Target) || strings.TrimSpace(m.Baseline) != "" || len(m.Earlier) > 0 {
		return ""
	}
	return aTarget(m) + ", and nothing says where it began."
}

func milestonesMissed(r *examined) []hit {
	var hits []hit
	for _, m := range r.Frame.Milestones {
		a := r.withRef(m.Ref)
		if a == nil || !a.facts.Open() || !m.Reached.IsZero() || !m.Due.Before(r.AsAt) {
			continue
		}
		says := fmt.Sprintf("it was due on %s, %s ago, and nothing says that it was reached.", m.Due.Long(), text.Counted(m.Due.DaysUntil(r.AsAt), "day"))
		hits = append(hits, hit{about: fmt.Sprintf("the milestone %q of action %s (milestones: in the settings)", firstWords(m.What), m.Ref), ref: m.Ref, says: says})
	}
	return hits
}
