package check

import (
	"cmp"
	"fmt"
	"strings"

	"actionplan/history"
	"actionplan/internal/text"
	"actionplan/plan"
)

// since are the rules about what became of actions since last time. They go by the
// plan's history; where no earlier version is known, by what the plan's own cells say
// they were moved from.
var since = []Rule{
	{
		Code: "C18", Name: "due-slipped", Severity: Medium,
		Meaning: "The due date of an open action was put off since the last report or, where no version of that time is known, since its original date: grave where it was moved twice, or by more than 90 days in all.",
		Matters: "An action that is put off again and again is never late, and never done.",
		Basis:   "councillors asked for dates to be kept “rather than continually” extended",
		Clears:  "report the original date beside the new one, say why it was moved, and have the committee agree it",
		Public:  "The date was put off",
		Usual:   Tuning{Count: 2, Days: 90},
		look:    perTunedAction(dueSlipped),
	},
	{
		Code: "C19", Name: "due-slipped-unexplained", Severity: High,
		Meaning: "The due date of an open action was put off, and no reason is written: not beside the date, not under extension or rationale, and not in what was reported since.",
		Matters: "A date that moves without a word looks like one that somebody hoped nobody would notice.",
		Basis:   "a council’s members found that deadlines had been rescheduled and nothing said so",
		Clears:  "write why the date was moved, and who agreed to it",
		Public:  "The date was put off, and no reason is given", Listed: true,
		look: perAction(dueUnexplained),
	},
	{
		Code: "C63", Name: "extension-ungranted", Severity: Medium,
		Meaning: "The due date of an open action was put off with a reason, and nothing says who agreed to it.",
		Matters: "It is for the committee to extend a date, and for nobody to extend their own.",
		Basis:   "a council’s committee grants extensions, and keeps a register of them",
		Clears:  "say who agreed to it, at which meeting: in a column headed Extension agreed by, or beside the date",
		Public:  "Nobody is named who agreed that the date moves",
		look:    perAction(extensionUngranted),
	},
	{
		Code: "C32", Name: "reopened", Severity: High,
		Meaning: "An action was complete or closed when last reported, or since, and is open now.",
		Matters: "The committee was told that it was done.",
		Basis:   "members ask what became of work that was reported as finished",
		Clears:  "say in the progress why it is open again, and when it will be done",
		Public:  "Open again after it was reported as done", Listed: true,
		look: perAction(reopened),
	},
	{
		Code: "C33", Name: "update-stale", Severity: Medium,
		Meaning: "An open action was last updated more than 92 days ago, or says what it said last time, word for word.",
		Matters: "A report that is copied from the last one reports nothing.",
		Basis:   "committees ask for a report every three months",
		Clears:  "say what has happened since, also where that is nothing, and put the day to it",
		Public:  "Nothing new is reported",
		Usual:   Tuning{Days: 92},
		look:    perTunedAction(updateStale),
	},
	{
		Code: "C34", Name: "action-vanished", Severity: High,
		Meaning: "An action that was open when last reported is in the plan no longer, and no other action says that it holds it.",
		Matters: "What the council said it would do has gone without a word.",
		Basis:   "a committee was given a “revised” plan",
		Clears:  "put it back; or keep it, with the status Withdrawn, or Merged with and the other’s ref",
		Public:  "Gone from the plan without a word", Listed: true,
		look: untuned(vanished),
	},
	{
		Code: "C35", Name: "action-reworded", Severity: Info,
		Meaning: "More than a fifth of the words of an action or its outcome has changed since last time, which is grave for the inspector's own recommendation.",
		Matters: "Whoever compares two reports has to know that it is the same action.",
		Basis:   "committees were given revised plans without being told what was revised",
		Clears:  "nothing need be done where the report says so; put an inspector's words back as they were",
		Public:  "Reworded since last time",
		look:    untuned(actionsReworded),
	},
}

// lately is how many days old a version is at least that counts as last time, where
// nobody has said when the last report was: one that was saved last week is none.
const lately = 28

// lastTime is the day of what was reported last: that of the last report, where a version
// of that day or before it is known; else of the latest version that is four weeks old, or
// of the first. It is false where the plan alone is known.
func (r *examined) lastTime() (plan.Date, bool) {
	if r.History.Knows(r.Times.LastReport) {
		return r.Times.LastReport, true
	}
	versions := r.History.Versions
	if len(versions) < 2 {
		return plan.Date{}, false
	}
	day := versions[0].On
	for _, v := range versions[:len(versions)-1] {
		if v.On.DaysUntil(r.AsAt) >= lately {
			day = v.On
		}
	}
	return day, true
}

// changes are what became of an action since last time; nil where nothing is known of it.
func (r *examined) changes(a *action) *history.Change {
	if r.changed == nil {
		r.changed = map[*history.Timeline]*history.Change{}
	}
	t := r.History.Timeline(*a.Action)
	if t == nil {
		return nil
	}
	if c, known := r.changed[t]; known {
		return c
	}
	var c *history.Change
	if day, ok := r.lastTime(); ok {
		change := t.Since(day)
		c = &change
	}
	r.changed[t] = c
	return c
}

// slip is how far an open action's date was put off since the last report or, where no
// version of that time is known, since its original one.
func (r *examined) slip(a *action) *history.Slip {
	t := r.History.Timeline(*a.Action)
	if t == nil || !a.facts.Open() || a.facts.Due.IsZero() {
		return nil
	}
	day := plan.Date{}
	if r.History.Knows(r.Times.LastReport) {
		day = r.Times.LastReport
	}
	return t.Slipped(day)
}

func dueSlipped(r *examined, a *action, t Tuning) (hit, bool) {
	s := r.slip(a)
	if s == nil {
		return hit{}, false
	}
	reported := ""
	if s.Reported.On != s.Original.On {
		reported = fmt.Sprintf(", last reported as %s,", s.Reported)
	}
	h := hit{field: plan.FieldDue, says: fmt.Sprintf("it was due %s at first%s and is due %s now: %s, moved %s.", s.Original.When(), reported, s.Now.When(), text.Counted(s.Days, "day"), often(len(s.Moves)))}
	if len(s.Moves) >= t.Count || s.Days > t.Days {
		h.weighs = High
	}
	return h, true
}

// often says how many times: once, twice, 3 times.
func often(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return fmt.Sprintf("%d times", n)
}

func dueUnexplained(r *examined, a *action) (hit, bool) {
	s := r.slip(a)
	if s == nil {
		return hit{}, false
	}
	silent := s.Silent()
	if len(silent) == 0 {
		return hit{}, false
	}
	var moves []string
	for _, m := range silent {
		moves = append(moves, fmt.Sprintf("from %s to %s%s", m.From, m.To, seenIn(m.To)))
	}
	return hit{field: plan.FieldDue, says: fmt.Sprintf("its date was moved %s, and no reason is written.", text.Joined(moves))}, true
}

// seenIn says which version is the first to say a date; nothing for the plan itself, or
// where the cell tells of it.
func seenIn(d history.Due) string {
	if d.Seen.Source == history.Now || d.InCell {
		return ""
	}
	return fmt.Sprintf(" (first in %s)", d.Seen)
}

func extensionUngranted(r *examined, a *action) (hit, bool) {
	s := r.slip(a)
	if s == nil || len(s.Silent()) > 0 || s.Granted() {
		return hit{}, false
	}
	return hit{field: plan.FieldDue, says: fmt.Sprintf("its date was moved to %s, a reason is given, and nobody is named who agreed to it.", s.Now)}, true
}

func reopened(r *examined, a *action) (hit, bool) {
	c := r.changes(a)
	if c == nil || !a.facts.Open() || c.Reopened == nil && !c.Was.Status().IsDone() {
		return hit{}, false
	}
	when := c.First()
	if c.Reopened != nil {
		when = c.Reopened.By
	}
	says := fmt.Sprintf("it was done, and is %q now", a.Shown(plan.FieldStatus))
	if a.Value(plan.FieldStatus).IsBlank() || a.Value(plan.FieldStatus).Kind == plan.KindAbsent {
		says = "it was done, and is open now"
	}
	if when.Source != history.Now && c.Reopened != nil {
		says += fmt.Sprintf(", first in %s", when)
	}
	return hit{field: plan.FieldStatus, says: says + "."}, true
}

func updateStale(r *examined, a *action, t Tuning) (hit, bool) {
	if !a.facts.Open() {
		return hit{}, false
	}
	if updated, ok := a.Value(plan.FieldUpdated).Date(); ok && updated.DaysUntil(r.AsAt) > t.Days {
		return hit{field: plan.FieldUpdated, says: fmt.Sprintf("it was last updated on %s, %s ago.", updated.Long(), text.Counted(updated.DaysUntil(r.AsAt), "day"))}, true
	}
	if since, same := r.sameProgress(a); same && !isRed(a) { // a red one is told of by red-unexplained
		_, times := r.changes(a).Update()
		return hit{field: plan.FieldProgress, says: fmt.Sprintf("it says what it said in %s, word for word, in %s and now.", since, text.Counted(times-1, "version"))}, true
	}
	return hit{}, false
}

// isRecent reports whether last time is too near for anything new to be asked for.
func (r *examined) isRecent() bool {
	day, ok := r.lastTime()
	return !ok || day != r.Times.LastReport && day.DaysUntil(r.AsAt) < lately
}

// vanished finds the actions that are in the plan no longer and were open last time. What
// was done and reported so may be taken out. Where most of a plan is gone, that is one
// thing to say.
func vanished(r *examined) []hit {
	day, ok := r.lastTime()
	if !ok {
		return nil
	}
	var gone []history.Change
	had := 0
	for _, c := range r.History.Since(day) {
		if c.New {
			continue
		}
		had++
		if c.Vanished && c.Was.Status().IsOpen() {
			gone = append(gone, c)
		}
	}
	if len(gone) > crowd && 3*len(gone) > had {
		var names []string
		for _, c := range gone[:min(len(gone), mostNamed)] {
			names = append(names, r.gone(c))
		}
		if more := len(gone) - len(names); more > 0 {
			names = append(names, fmt.Sprintf("%d more", more))
		}
		return []hit{{says: fmt.Sprintf("%d of %s that were in it are gone without a word (%s).", len(gone), text.Counted(had, "action"), strings.Join(names, ", "))}}
	}
	var hits []hit
	for _, c := range gone {
		says := fmt.Sprintf("it is in the plan no longer; it was last in %s, as %s.", c.LastSeen(), c.Was.Status())
		if words := c.Was.FirstWords(); words != "" && c.Ref != "" && r.personal(c.Was.Shown(plan.FieldAction)) == "" {
			says = words + ": " + says
		}
		hits = append(hits, hit{about: "action " + r.gone(c), ref: c.Ref, says: says})
	}
	return hits
}

// gone is what an action that is gone was called.
func (r *examined) gone(c history.Change) string {
	switch name := string(c.Ref); {
	case name != "" && r.personal(name) == "":
		return name
	case name == "" && r.personal(c.Was.Shown(plan.FieldAction)) == "" && c.Was.FirstWords() != "":
		return c.Was.FirstWords()
	}
	return fmt.Sprintf("in row %d then", c.Was.Row)
}

func actionsReworded(r *examined) []hit {
	var hits []hit
	for _, a := range r.actions {
		c := r.changes(a)
		if c == nil || !a.facts.Standing() {
			continue
		}
		for _, e := range c.Reworded {
			h := hit{action: a, field: e.Field, says: fmt.Sprintf("it says %q now, and said %q in %s.", e.To, e.From, c.Then)}
			if r.personal(e.From) != "" || r.personal(e.To) != "" {
				h.says = "its words have changed; they seem to hold personal data, and are not repeated here."
			}
			if e.Field == plan.FieldRecommendation {
				h.weighs = High
			}
			hits = append(hits, h)
		}
	}
	return hits
}

// fallen is what an action's percentage was last time, where it is less now.
func (r *examined) fallen(a *action) (was string, fell bool) {
	c := r.changes(a)
	if c == nil {
		return "", false
	}
	for _, e := range c.Backwards {
		if e.What == history.Fell {
			return cmp.Or(e.From, "more"), true
		}
	}
	return "", false
}

// sameProgress reports whether an action reports what it did last time.
func (r *examined) sameProgress(a *action) (since history.Label, same bool) {
	c := r.changes(a)
	if c == nil || !c.Stale || r.isRecent() {
		return since, false
	}
	since, _ = c.Update()
	return since, true
}
