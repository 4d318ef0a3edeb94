// Package check finds what a reader of the plan would stop at: an action
// nobody answers for, a date that is none, green beside overdue.
//
//	report, err := check.Run(check.Subject{Plan: p, AsAt: today}, check.Options{Overrides: set})
//	for _, f := range report.Findings { … } // gravest first, then in the plan's order
//
// Each rule is one row of its family's table (see Rules): its name, severity
// and words, and what it looks for. What a rule goes by and the pack tells too,
// that an action is overdue, say, is one of the Facts. Officers set findings
// aside with a reason (Override): these stand in Report.Suppressed, and
// Report.Told keeps them out of every public sentence.
//
// Nothing here reads a file or a clock, the same plan on the same day gives the
// same findings in the same order, and no finding changes the plan.
package check

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"actionplan/clock"
	"actionplan/frame"
	"actionplan/history"
	"actionplan/internal/text"
	"actionplan/plan"
	"actionplan/reconcile"
)

// Severity is how far a finding goes.
type Severity string

// The severities, gravest first.
const (
	Stop   Severity = "stop"   // no public pack without a recorded override
	High   Severity = "high"   // first page
	Medium Severity = "medium" // listed
	Low    Severity = "low"    // counted
	Info   Severity = "info"
)

// Severities lists the severities, gravest first.
var Severities = []Severity{Stop, High, Medium, Low, Info}

// Place is where a cell stands: on which side, and its name there.
type Place struct {
	Side reconcile.Side `json:"side"`
	Cell string         `json:"cell"` // Plan!H6; for a whole row Plan row 5
}

// Finding is something a reader of the plan would stop at.
type Finding struct {
	Rule     string     `json:"rule"`
	Severity Severity   `json:"severity"`
	Ref      plan.Ref   `json:"ref"` // "" where a whole table is meant, or an action without a ref
	Field    plan.Field `json:"field"`
	Cells    []Place    `json:"cells"`
	Value    string     `json:"value"`          // what the cell says, as its author typed it, or what kind of personal data it seems to hold
	Message  string     `json:"message"`        // names the action and the cell
	Matters  string     `json:"matters"`        // why it matters to whoever reads the plan
	Clears   string     `json:"clears"`         // what would clear it
	Lead     string     `json:"lead,omitempty"` // who answers for the action, as its cell says
	Why      string     `json:"why,omitempty"`  // the reason of the override that changed or left it out
	Public   string     `json:"-"`              // the same as members read it, in a few words: see Rule
	Listed   bool       `json:"-"`              // grave, it is listed for members by those words: see Rule
	Lapsed   bool       `json:"-"`              // it was set aside until a day that has come
	ActionID plan.ID    `json:"-"`              // the action's row; "" where a whole table is meant
	Table    string     `json:"-"`              // the table it stands in
}

// Subject is the plan to check, and what the rules need to know beside it.
type Subject struct {
	Plan       plan.Plan
	AsAt       plan.Date                             // the report date
	Calendar   plan.Calendar                         // the days the council works
	Places     func(plan.Action, plan.Field) []Place // where a cell stands; nil gives the plan's own cells as the officers'
	Inspection plan.Date                             // the first day of the inspection; zero when unknown
	Times      Times
	Frame      frame.Frame
	Paper      Paper
	History    *history.History // what the plan said earlier, with Plan as its last version; nil for what Plan says itself
	RatingRule []Band           // the council's own rule for ratings, the first that fits; nil for none
	NoLegend   bool             // nothing says what its ratings mean

	// Personal says what kind of personal data a text holds ("an NHS
	// number"), and whether it holds any. No finding repeats such a text. Nil
	// finds nothing.
	Personal func(text string) (what string, found bool)
}

// Times are the days that rules about clocks go by; a day that nobody has said is
// the zero Date.
type Times struct {
	Received   plan.Date // the final report was received
	Submitted  plan.Date // the plan was sent to the inspector
	NextVisit  plan.Date // the inspector is expected again
	Meeting    plan.Date // the committee meets
	LastReport plan.Date // the meeting that had the last report
	Clocks     []clock.Clock
	ClearDays  int // an agenda is out before its meeting; 0 for clock.ClearDays
	Every      clock.Cadence
}

// Paper is what goes to the committee beside the plan, as far as somebody has said.
type Paper struct {
	Sections  []Section
	Documents []Document
	Requests  []Request
	Faults    []string // what was found wrong with the built pages: see accessibility
}

// Section is a heading of the covering report, and what stands under it.
type Section struct{ Heading, Text string }

// Document is an appendix or a background paper.
type Document struct {
	Title  string
	File   string   // "" where it is named and not attached
	There  bool     // the file is there
	Why    string   // why it is not attached
	Hidden []string // what the file hides: rows, sheets, comments
}

// Request is what a committee has asked for.
type Request struct {
	Asked    string
	Meeting  plan.Date // the meeting that it is due at; the zero Date where nobody has said
	Answered string    // where the pack answers it; "" for nowhere
}

// Options choose the rules to run and change what they come to.
type Options struct {
	Only      []string // run these rules alone, also those that are off; none means all that are on
	Skip      []string // leave these rules out
	On        []string // run these rules, which are off unless somebody asks for them
	Tuned     []Tuned
	Overrides []Override
}

// Tuned is what a council has set of one rule.
type Tuned struct {
	Rule string
	Tuning
}

// Override changes the severity of a rule's findings or leaves them out, for
// one action or for all, and says why.
type Override struct {
	Rule     string
	Ref      plan.Ref // "" for every action
	Severity Severity // what it is instead; "" with Skip
	Skip     bool
	Why      string    // required
	Until    plan.Date // the day it is looked at again: from then on it changes nothing; the zero Date for none
}

// Report is what the rules found.
type Report struct {
	AsAt       plan.Date
	Findings   []Finding        // gravest first, then in the plan's order, then in the rules'
	Suppressed []Finding        // left out by an override, each with its reason
	Crowds     []Crowd          // the rules that find so much that one line says it, in the order of Findings
	Counts     map[Severity]int // of Findings
	Ran        int              // how many rules were run
	NotRun     []string         // the rules left out by the options, in the rules' order
	Unsettled  []Unsettled      // the cells that no rule could look at, in the plan's order
}

// Unsettled is a cell that waits for an answer and that nothing was ever agreed
// for: no rule looks at it. (Where something was agreed before, that is checked.)
type Unsettled struct {
	Ref   plan.Ref   `json:"ref"`
	Field plan.Field `json:"field"`
	Cells []Place    `json:"cells"`
	Name  string     `json:"name"` // as a finding's message names it
	Lead  string     `json:"lead,omitempty"`
}

// Crowd is a rule that finds something in more than a third of the actions: it
// is about the plan, and is said in one line. Its findings stand in
// Report.Findings like any others.
type Crowd struct {
	Rule     string   `json:"rule"`
	Severity Severity `json:"severity"`
	Public   string   `json:"says"` // what it finds, in a few words
	Actions  int      `json:"actions"`
	Of       int      `json:"of"` // actions there are
}

// crowd is how many actions are few enough to be told one by one, whatever
// part of the plan they are.
const crowd = 4

// Run checks a plan. It fails where there is no report date, where a rule is
// named that there is not, and where an override gives no reason or changes
// nothing.
func Run(s Subject, o Options) (Report, error) {
	if s.AsAt.IsZero() {
		return Report{}, errors.New("check the plan: no report date")
	}
	if err := o.validate(); err != nil {
		return Report{}, err
	}
	report := Report{AsAt: s.AsAt, Findings: []Finding{}, Counts: map[Severity]int{}}
	for _, rule := range Rules() {
		switch {
		case o.runs(rule):
			report.Ran++
		case !rule.Off || len(o.Only) > 0 || slices.Contains(o.Skip, rule.Name):
			report.NotRun = append(report.NotRun, rule.Name)
		}
	}
	r := examine(s)
	report.Unsettled = r.unsettled()
	for _, f := range r.find(o) {
		report.add(f, o.Overrides)
	}
	slices.SortStableFunc(report.Findings, func(a, b Finding) int {
		return cmp.Compare(slices.Index(Severities, a.Severity), slices.Index(Severities, b.Severity))
	})
	report.Crowds = crowds(report.Findings, len(s.Plan.Actions))
	return report, nil
}

// crowds are the rules that more than a third of the actions are found by, at
// one severity.
func crowds(findings []Finding, of int) []Crowd {
	type kind struct {
		rule     string
		severity Severity
	}
	found := map[kind]map[plan.ID]bool{}
	var order []Crowd
	for _, f := range findings {
		if f.ActionID == "" {
			continue
		}
		k := kind{f.Rule, f.Severity}
		if found[k] == nil {
			found[k] = map[plan.ID]bool{}
			rule, _ := RuleNamed(f.Rule)
			order = append(order, Crowd{Rule: f.Rule, Severity: f.Severity, Public: rule.Public, Of: of})
		}
		found[k][f.ActionID] = true
	}
	var crowded []Crowd
	for _, c := range order {
		c.Actions = len(found[kind{c.Rule, c.Severity}])
		if c.Actions > crowd && 3*c.Actions > of {
			crowded = append(crowded, c)
		}
	}
	return crowded
}

// add files a finding as the override that fits it best says. One whose day
// has come changes nothing any more, and is said.
func (r *Report) add(f Finding, overrides []Override) {
	o, changed := overrideFor(f, overrides)
	if changed && !o.Until.IsZero() && !r.AsAt.Before(o.Until) {
		f.Message += fmt.Sprintf(" It was set aside until %s: %s.", o.Until.Long(), strings.TrimSuffix(o.Why, "."))
		f.Lapsed, changed = true, false
	}
	if changed {
		f.Why = o.Why
	}
	if changed && o.Skip {
		r.Suppressed = append(r.Suppressed, f)
		return
	}
	if changed {
		f.Severity = o.Severity
	}
	r.Findings = append(r.Findings, f)
	r.Counts[f.Severity]++
}

// overrideFor finds the last override for the finding; one that names its
// action goes before one for all.
func overrideFor(f Finding, overrides []Override) (best Override, found bool) {
	for _, o := range overrides {
		switch {
		case o.Rule != f.Rule:
		case o.Ref == "" && (!found || best.Ref == ""):
			best, found = o, true
		case o.Ref != "" && plan.SameRef(o.Ref, f.Ref):
			best, found = o, true
		}
	}
	return best, found
}

// Printed is a report as check --json prints it.
type Printed struct {
	AsAt       string      `json:"as_at"`
	Findings   []Finding   `json:"findings"`
	Suppressed []Finding   `json:"suppressed,omitempty"`
	Crowds     []Crowd     `json:"crowds,omitempty"`
	Counts     Counts      `json:"counts"`
	NotRun     []string    `json:"not_run,omitempty"`
	Unsettled  []Unsettled `json:"unsettled"`
}

// Counts are how many findings of each severity a printed report has.
type Counts struct {
	Stop   int `json:"stop"`
	High   int `json:"high"`
	Medium int `json:"medium"`
	Low    int `json:"low"`
	Info   int `json:"info"`
}

// MarshalJSON writes the report as check --json prints it.
func (r Report) MarshalJSON() ([]byte, error) {
	return json.Marshal(Printed{
		r.AsAt.String(), append([]Finding{}, r.Findings...), r.Suppressed, r.Crowds,
		Counts{r.Counts[Stop], r.Counts[High], r.Counts[Medium], r.Counts[Low], r.Counts[Info]},
		r.NotRun, append([]Unsettled{}, r.Unsettled...),
	})
}

func (o Options) runs(rule Rule) bool {
	switch {
	case slices.Contains(o.Skip, rule.Name):
		return false
	case len(o.Only) > 0:
		return slices.Contains(o.Only, rule.Name)
	}
	return !rule.Off || slices.Contains(o.On, rule.Name)
}

// tuning is what a rule goes by: what the council has set, and else the usual.
func (o Options) tuning(rule Rule) Tuning {
	t := rule.Usual
	for _, tuned := range o.Tuned {
		if tuned.Rule == rule.Name {
			t = tuned.over(t)
		}
	}
	return t
}

func (o Options) validate() error {
	for _, name := range slices.Concat(o.Only, o.Skip, o.On) {
		if err := known(name); err != nil {
			return err
		}
	}
	for _, t := range o.Tuned {
		if err := known(t.Rule); err != nil {
			return err
		}
		rule, _ := RuleNamed(t.Rule)
		if err := rule.takes(t.Tuning); err != nil {
			return err
		}
	}
	for _, override := range o.Overrides {
		if err := override.validate(); err != nil {
			return err
		}
	}
	return nil
}

func (o Override) validate() error {
	if err := known(o.Rule); err != nil {
		return err
	}
	of := fmt.Sprintf("override of rule %q", o.Rule)
	if o.Ref != "" {
		of += " for action " + string(o.Ref)
	}
	switch {
	case strings.TrimSpace(o.Why) == "":
		return fmt.Errorf("%s: no reason is given", of)
	case o.Skip && o.Severity != "":
		return fmt.Errorf("%s: it can change the severity or leave the finding out, not both", of)
	case !o.Skip && o.Severity == "":
		return fmt.Errorf("%s: it changes nothing", of)
	case !o.Skip && !slices.Contains(Severities, o.Severity):
		return fmt.Errorf("%s: %q is no severity (stop, high, medium, low, info)", of, o.Severity)
	}
	return nil
}

// known tells what is wrong with a name that no rule has.
func known(name string) error {
	if _, ok := RuleNamed(name); ok {
		return nil
	}
	var names []string
	for _, rule := range Rules() {
		names = append(names, rule.Name)
	}
	if near, ok := text.Nearest(name, names); ok {
		return fmt.Errorf("no rule is called %q; did you mean %q?", name, near)
	}
	return fmt.Errorf("no rule is called %q", name)
}
