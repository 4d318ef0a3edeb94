package check

import "actionplan/plan"

// Facts are what is true of one action on one day. The rules go by them and
// the pack does too: that an action is overdue is worked out here and nowhere
// else. Each is said once, of an action that has the cell or of one that has
// no such cell at all.
type Facts struct {
	Status   plan.Status
	Due      plan.Date // the zero Date where no day is written
	DaysLate int       // since then, of an open action; 0 for one that is not overdue

	NoOutcome  bool // it stands, and its outcome cell says nothing
	NoEvidence bool // it is done, and its evidence cell says nothing

	NoDueCell      bool // it is open, and has nowhere to say when it is due
	NoOutcomeCell  bool // it stands, and has nowhere to say an outcome
	NoEvidenceCell bool // it is done, and has nowhere to say what shows it
}

// FactsOf works out the facts about an action on a day.
func FactsOf(a plan.Action, asAt plan.Date) Facts {
	f := Facts{Status: a.Status()}
	f.Due, _ = a.Value(plan.FieldDue).Date()
	if f.Open() && !f.Due.IsZero() && f.Due.Before(asAt) {
		f.DaysLate = f.Due.DaysUntil(asAt)
	}
	f.NoOutcome = f.Standing() && a.Value(plan.FieldOutcome).IsBlank()
	f.NoEvidence = f.Done() && a.Value(plan.FieldEvidence).IsBlank()
	lacks := func(field plan.Field) bool {
		_, there := a.Lookup(field)
		return !there
	}
	f.NoDueCell = f.Open() && lacks(plan.FieldDue)
	f.NoOutcomeCell = f.Standing() && lacks(plan.FieldOutcome)
	f.NoEvidenceCell = f.Done() && lacks(plan.FieldEvidence)
	return f
}

// Overdue reports whether the action is open and its due date has passed.
func (f Facts) Overdue() bool { return f.DaysLate > 0 }

// Open reports whether somebody still has the action to do.
func (f Facts) Open() bool { return f.Status.IsOpen() }

// Done reports whether the action is complete or closed.
func (f Facts) Done() bool { return f.Status.IsDone() }

// Standing reports whether the action counts: it is not cancelled.
func (f Facts) Standing() bool { return f.Status != plan.StatusCancelled }

// Told gives those of an action's facts that may be told in public: not the
// ones of a finding that officers set aside with a reason (Suppressed). What
// it leaves out is as true as before, so nobody may say the opposite either:
// "none is overdue" is no more to be told than "one is".
func (r Report) Told(a plan.Action, facts Facts) Facts {
	for _, f := range r.Suppressed {
		if rule, ok := RuleNamed(f.Rule); ok && rule.untold != nil && f.isAbout(a) {
			rule.untold(&facts)
		}
	}
	return facts
}

// isAbout reports whether a finding is about an action, or about the table it
// stands in.
func (f Finding) isAbout(a plan.Action) bool {
	switch {
	case f.ActionID != "":
		return f.ActionID == a.ID
	case f.Ref != "":
		return plan.SameRef(f.Ref, a.Ref)
	}
	return f.Table == a.Table
}

// Concerns reports whether what a rule finds is among the facts about an action,
// as that it has nowhere to say an outcome.
func Concerns(rule string, facts Facts) bool {
	r, ok := RuleNamed(rule)
	if !ok || r.untold == nil {
		return false
	}
	told := facts
	r.untold(&told)
	return told != facts
}

// RuleNamed is the rule of a name, and whether there is one.
func RuleNamed(name string) (Rule, bool) {
	for _, rule := range rules {
		if rule.Name == name {
			return rule, true
		}
	}
	return Rule{}, false
}
