package pack

import (
	"fmt"
	"slices"
	"strings"

	"actionplan/check"
	"actionplan/frame"
	"actionplan/history"
	"actionplan/plan"
)

// This section is what is counted: where each measure began, stands and should be, and
// which way it went.
func init() {
	add(Section{
		Order: 25,
		ID:    "measures", Heading: "The measures",
		Words: map[string]string{"measures-all": "What is counted"},
		says: func(s *seen) any {
			if m := measures(s); len(m.all) > 0 {
				return m
			}
			return nil
		},
		sheet: measuresSheet,
	})
}

// Measures are what is counted to know whether the plan works.
type Measures struct {
	Sentence  string
	Rows      []Measured // those of the settings, and of the plan's own those whose figures say something grave or done
	Benchmark bool       // some of them say what others come to

	all []Measured
}

// Measured is one measure and where it stands. Figures are as they are written.
type Measured struct {
	Name      string
	Of        Link   // the action that it is of; its Ref is "" where it is of none
	Theme     string // the theme that it is of, where it is of one
	Better    string // "higher is better"; "" where nobody has said
	Was       string // "72 % at first; 81 % in March 2026"
	Latest    string
	On        string // the day that the latest is of
	Target    string
	Local     string // whose target it is: "national target"; "" where nobody has said
	By        string // the day that the target is to be met by
	Benchmark string
	Stands    string // "Short of its target; better than 81 %"
	Key       string // how it stands: met, short, missed or away; "" where nobody can tell
}

// mostEarlier is how many earlier figures are told beside the latest.
const mostEarlier = 3

func measures(s *seen) Measures {
	var m Measures
	counted := map[string]int{}
	hidden := 0
	if !s.filter.meant(plan.FieldMeasure) {
		return m
	}
	for _, of := range s.in.Frame.Measures {
		row, ok := s.measureOf(of)
		if !ok {
			hidden++
			continue
		}
		m.all = append(m.all, row)
		m.Rows = append(m.Rows, row)
	}
	for _, a := range s.actions {
		if row, ok := s.measureIn(a); ok {
			m.all = append(m.all, row)
			if row.Key == keyAway || row.Key == keyMet {
				m.Rows = append(m.Rows, row)
			}
		}
	}
	for _, row := range m.all {
		counted[row.Key]++
		m.Benchmark = m.Benchmark || row.Benchmark != ""
	}
	m.Sentence = measuresSentence(len(m.all), counted, len(m.all)-len(m.Rows), hidden)
	return m
}

// The keys of how a measure stands.
const (
	keyMet    = "met"
	keyShort  = "short"
	keyMissed = "missed"
	keyAway   = "away"
)

// measuresSentence counts the measures by how they stand. Those that nobody can tell of
// are said too, so that the numbers add up.
func measuresSentence(all int, counted map[string]int, inBook, hidden int) string {
	var parts []string
	say := func(n int, one, many string) {
		if n > 0 {
			parts = append(parts, count(n, one, many))
		}
	}
	say(counted[keyMet], "has come to its target", "have come to their targets")
	say(counted[keyShort], "falls short of its target", "fall short of their targets")
	say(counted[keyMissed], "missed its target", "missed their targets")
	say(counted[keyAway], "moves away from its target", "move away from their targets")
	say(counted[""], "says too little to tell", "say too little to tell")
	text := "Of " + count(all, "measure", "measures") + ", " + list(parts) + "."
	if inBook > 0 {
		text += " " + count(inBook, "of them is of an action and stands in the workbook alone.", "of them are of actions and stand in the workbook alone.")
	}
	if hidden > 0 {
		text += " " + count(hidden, "more is not shown, since its action is not.", "more are not shown, since their actions are not.")
	}
	return text
}

// measureOf is a measure of the settings as the pack's readers may see it; false where it
// is of an action that they may not.
func (s *seen) measureOf(m frame.Measure) (Measured, bool) {
	row := Measured{Name: s.said(m.Name, "a measure"), Theme: s.said(m.Theme, "a measure's theme")}
	if m.Ref != "" {
		at, _ := s.where(m.Ref)
		if at < 0 && s.hiddenRef(m.Ref) {
			return row, false
		}
		row.Of.Ref = refWords(s.safeRef(m.Ref))
		if at >= 0 {
			row.Of.Anchor = s.actions[at].anchor
		}
	}
	if m.Better != "" {
		row.Better = m.Better + " is better"
	}
	if s.filter.meant(plan.FieldTarget) && m.Target != "" {
		row.Target, row.By = s.said(m.Target, "a target"), long(m.By)
		if m.Of != "" {
			row.Local = m.Of + " target"
		}
	}
	if s.filter.meant(plan.FieldBenchmark) {
		row.Benchmark = s.said(m.Benchmark, "a benchmark")
	}
	var was []string
	if s.filter.meant(plan.FieldBaseline) && m.Baseline != "" {
		was = append(was, s.said(m.Baseline, "a baseline")+" at first")
	}
	if s.filter.meant(plan.FieldLatest) {
		row.Latest, row.On = s.said(m.Latest, "a figure"), long(m.On)
		for _, f := range m.Earlier[max(0, len(m.Earlier)-mostEarlier):] {
			was = append(was, fmt.Sprintf("%s on %s", s.said(f.Says, "a figure"), f.On.Short()))
		}
	}
	row.Was = strings.Join(was, "; ")
	if is, ok := check.Stands(m); ok && row.Latest != "" && row.Target != "" {
		missed := is.Short && !m.By.IsZero() && m.By.Before(s.about.AsAt)
		row.stands(s, is, missed, m.Ref, m.On)
	}
	return row, true
}

// measureIn is what an action's own cells say of its measure; false where they have no
// target and no figure that can be compared.
func (s *seen) measureIn(a action) (Measured, bool) {
	if !a.told.Standing() || s.in.History == nil {
		return Measured{}, false
	}
	t := s.in.History.Timeline(a.Action)
	target, latest := shown(a.Entry(plan.FieldTarget)).Text, shown(a.Entry(plan.FieldLatest)).Text
	if t == nil || target == "" || latest == "" || isWithheld(target) || isWithheld(latest) {
		return Measured{}, false
	}
	is, ok := t.Measured()
	if !ok {
		return Measured{}, false
	}
	row := Measured{
		Name: excerpt(orElse(shown(a.Entry(plan.FieldMeasure)).Text, shown(a.Entry(plan.FieldAction)).Text), 160),
		Of:   Link{a.anchor, refWords(a.Ref)}, Latest: oneLine(latest), Target: oneLine(target), Benchmark: oneLine(shown(a.Entry(plan.FieldBenchmark)).Text),
	}
	if first := oneLine(shown(a.Entry(plan.FieldBaseline)).Text); first != "" {
		row.Was = first + " at first"
	}
	row.stands(s, is, false, a.Ref, plan.Date{})
	return row, true
}

// stands says where a measure stands and which way it went, but nothing that officers set
// aside, nor its opposite.
func (m *Measured) stands(s *seen, is history.Measured, missed bool, ref plan.Ref, on plan.Date) {
	says := ""
	switch {
	case len(is.Away) > 0:
		m.Key, says = keyAway, "Moves away from its target"
	case missed:
		m.Key, says = keyMissed, "Target missed"
	case is.Met:
		m.Key, says = keyMet, "Target met"
	case is.Short:
		m.Key, says = keyShort, "Short of its target"
	default:
		return
	}
	if rule := ruleOf[m.Key]; rule != "" && s.isSetAside(rule, ref) {
		m.Key = ""
		return
	}
	switch {
	case !on.IsZero() && is.Since.Before(on) && !is.Since.IsZero():
		says += "; the same since " + is.Since.Long()
	case is.Went != "":
		says += "; " + string(is.Went) + " than " + s.safe(oneLine(is.Was.Shown), "an earlier figure")
	}
	m.Stands = says
}

// ruleOf are the checks that find what a key says.
var ruleOf = map[string]string{keyAway: "measure-adverse", keyMissed: "target-missed", keyMet: "target-met"}

// isSetAside reports whether officers set aside what a check found of a measure.
func (s *seen) isSetAside(rule string, ref plan.Ref) bool {
	return slices.ContainsFunc(s.in.Report.Suppressed, func(f check.Finding) bool {
		return f.Rule == rule && plan.SameRef(f.Ref, ref)
	})
}

// said is a text of the settings as it may be printed.
func (s *seen) said(text, what string) string {
	return s.safe(oneLine(text), what+" of the settings")
}

// measuresSheet has a row for each measure.
func measuresSheet(p Public) *Sheet {
	m := p.Measures
	sheet := &Sheet{
		Name: "Measures", About: "Measures holds what is counted.", Title: p.Words["measures"], Freeze: true,
		Lines:   []string{m.Sentence},
		Columns: []SheetColumn{{Heading: "Measure"}, {Heading: "Action"}, {Heading: "Theme"}, {Heading: "Which way is better"}, {Heading: "Before"}, {Heading: "Latest"}, {Heading: "Latest is of"}, {Heading: "Target"}, {Heading: "Whose target"}, {Heading: "To be met by"}},
	}
	if m.Benchmark {
		sheet.Columns = append(sheet.Columns, SheetColumn{Heading: "Benchmark"})
	}
	sheet.Columns = append(sheet.Columns, SheetColumn{Heading: "How it stands"})
	for _, row := range m.all {
		cells := []SheetCell{}
		for _, text := range []string{row.Name, row.Of.Ref, row.Theme, capital(row.Better), row.Was, row.Latest, row.On, row.Target, capital(row.Local), row.By} {
			cells = append(cells, Words(text))
		}
		if m.Benchmark {
			cells = append(cells, Words(row.Benchmark))
		}
		sheet.Rows = append(sheet.Rows, append(cells, Words(row.Stands)))
	}
	return sheet
}
