package history

import (
	"cmp"
	"regexp"
	"strings"
	"sync"

	"actionplan/plan"
	"actionplan/reconcile"
)

// step is one version on its way into the timelines.
type step struct {
	Version
	version        int
	tables, themes map[string]string // what they are called now, where they were called otherwise
}

// see takes in what a version says of the action.
func (t *Timeline) see(s step, w twin) {
	before, now := t.before(), w.now
	label := s.label()
	t.dueSeen(s, before, now)
	if before == nil {
		if s.version > 0 && !isNameless(now) {
			t.happens(Event{By: label, What: Added})
		}
	} else {
		if t.IsGone() {
			t.happens(Event{By: label, What: Back, From: t.Gone.On.Long()})
			t.Gone, t.Merged = Label{}, ""
		}
		t.moved(s, before, now, w.how)
		t.reworded(s, before, now, w.how)
		t.gotOn(s, before, now)
	}
	t.update.take(label, now)
	t.figure(label, now)
	known := now.Own()
	if before != nil {
		for f, e := range t.known.All() {
			if v := known.Entry(f).Value; v.Kind == plan.KindAbsent {
				known.Set(f, e)
			}
		}
	}
	t.known = known
	t.Last, t.Ref, t.agreed = *now, now.Ref, cmp.Or(s.Agreed[now.ID], t.agreed)
	t.seen = append(t.seen, sight{s.version, label, now})
}

// before is the action as it was last known, field by field; nil where it is new.
func (t *Timeline) before() *plan.Action {
	if len(t.seen) == 0 {
		return nil
	}
	a := t.Last
	a.Entries = t.known
	return &a
}

func (t *Timeline) happens(e Event) { t.Events = append(t.Events, e) }

// moved says that the action goes by another ref, or stands elsewhere.
func (t *Timeline) moved(s step, before, now *plan.Action, how reconcile.Match) {
	label := s.label()
	if before.Ref != "" && now.Ref != "" && how != reconcile.Repaired && !plan.SameRef(before.Ref, now.Ref) {
		t.happens(Event{By: label, What: Renumbered, Field: plan.FieldRef, From: string(before.Ref), To: string(now.Ref), Likeness: how == reconcile.Likeness})
	}
	if was, is := theme(before), theme(now); was != "" && is != "" && was != is && s.themes[was] != is {
		t.happens(Event{By: label, What: Regrouped, Field: plan.FieldTheme, From: before.Shown(plan.FieldTheme), To: now.Shown(plan.FieldTheme)})
	}
	if before.Table != now.Table && s.tables[before.Table] != now.Table && !s.Some {
		t.happens(Event{By: label, What: MovedTable, From: before.Table, To: now.Table})
	}
}

// rewordedBy is how alike the texts of an action are that was not reworded.
const rewordedBy = 0.8

// RewordedFields are the fields in which another wording is told.
var RewordedFields = []plan.Field{plan.FieldAction, plan.FieldOutcome, plan.FieldRecommendation}

// isReworded reports whether more than a fifth of a text changed.
func isReworded(was, now plan.Value) bool {
	return was.Kind == plan.KindText && now.Kind == plan.KindText && plan.Fold(was.Text) != plan.Fold(now.Text) && similar(was.Text, now.Text) < rewordedBy
}

// reworded says which of its texts say something else.
func (t *Timeline) reworded(s step, before, now *plan.Action, how reconcile.Match) {
	for _, f := range RewordedFields {
		if isReworded(before.Value(f), now.Value(f)) {
			t.happens(Event{By: s.label(), What: Reworded, Field: f, From: before.Shown(f), To: now.Shown(f), Likeness: f == plan.FieldAction && how == reconcile.Likeness})
		}
	}
}

// gotOn says how far the action has got.
func (t *Timeline) gotOn(s step, before, now *plan.Action) {
	label := s.label()
	was, is := before.Status(), now.Status()
	if !sameColumns(before, now) {
		is = was
	}
	e := Event{By: label, Field: plan.FieldStatus, From: before.Shown(plan.FieldStatus), To: now.Shown(plan.FieldStatus)}
	switch {
	case was.IsDone() && is.IsOpen():
		e.What = Reopened
		e.Why = reasonAdded(before, now)
	case !was.IsDone() && is.IsDone():
		e.What = Closed
		if day, ok := now.Value(plan.FieldClosed).Date(); ok {
			e.To = strings.TrimSpace(e.To + " on " + day.Long())
		}
	case was != plan.StatusCancelled && is == plan.StatusCancelled:
		e.What = Withdrawn
	case was == plan.StatusOpen && is == plan.StatusNotStarted && !before.Value(plan.FieldStatus).IsBlank() && now.Value(plan.FieldStatus).Kind == plan.KindText:
		e.What = Fell
	}
	if e.What != "" {
		t.happens(e)
	}
	if from, to := rating(before), rating(now); from != "" && to != "" && from != to {
		t.happens(Event{By: label, What: Rated, Field: plan.FieldRAG, From: before.Shown(plan.FieldRAG), To: now.Shown(plan.FieldRAG)})
	}
	from, known := before.Value(plan.FieldPercent).Number()
	to, knows := now.Value(plan.FieldPercent).Number()
	if known && knows && to < from {
		t.happens(Event{By: label, What: Fell, Field: plan.FieldPercent, From: before.Shown(plan.FieldPercent), To: now.Shown(plan.FieldPercent)})
	}
}

// sameColumns reports whether both rows have the column that says how far an action has
// got, or neither has: a version that lacks it does not say that the action is open.
func sameColumns(was, now *plan.Action) bool {
	has := func(a *plan.Action, f plan.Field) bool { return a.Value(f).Kind != plan.KindAbsent }
	if was.Struck || now.Struck || has(was, plan.FieldStatus) || has(now, plan.FieldStatus) {
		return was.Struck || now.Struck || has(was, plan.FieldStatus) && has(now, plan.FieldStatus)
	}
	return has(was, plan.FieldClosed) == has(now, plan.FieldClosed) && has(was, plan.FieldRAG) == has(now, plan.FieldRAG)
}

// rating is an action's rating, "" for none.
func rating(a *plan.Action) string {
	if v := a.Value(plan.FieldRAG); v.Kind == plan.KindRating {
		return v.Text
	}
	return ""
}

// leave says that a version has the action no longer; holds are the actions that say
// that they hold others, by those.
func (t *Timeline) leave(v Version, holds map[string]plan.Ref) {
	t.Gone = v.label()
	e := Event{By: t.Gone, What: Gone, From: t.Last.Shown(plan.FieldStatus)}
	into, held := holds[t.Ref.Key()]
	if !held || t.Ref == "" || plan.SameRef(into, t.Ref) {
		into = ""
		for _, f := range []plan.Field{plan.FieldStatus, plan.FieldProgress} {
			if found := mergedInto().FindStringSubmatch(t.Last.Shown(f)); found != nil && into == "" {
				into = plan.Ref(found[1])
			}
		}
	}
	if into != "" {
		e.What, e.To, t.Merged = Merged, string(into), into
	}
	t.happens(e)
}

// Words of a merger, and the ref that they point to: of the action that goes, merged
// with 3.1; of the one that stays, incorporates 2.3.
const pointsTo = `(?:\s+(?:with|into|in|by|of|to|action|actions|ref|number|no\.?))*[\s(:#]*([0-9A-Za-z./-]*[0-9](?:[0-9A-Za-z./-]*[0-9A-Za-z])?)`

var (
	mergedInto = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)\b(?:merged|combined|consolidated|incorporated|amalgamated|superseded|replaced|subsumed|moved)\s+(?:with|into|in|by|to)\b` + pointsTo)
	})
	isMerged = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)\b(?:merged|combined|consolidated|incorporates|incorporating|includes|including|replaces|supersedes|subsumes|formerly|previously)\b` + pointsTo)
	})
)

// holding are the actions that say that they hold others, by the keys of those.
func holding(p plan.Plan) map[string]plan.Ref {
	holds := map[string]plan.Ref{}
	for i := range p.Actions {
		a := &p.Actions[i]
		for f, e := range a.All() {
			if f == plan.FieldRef || a.Ref == "" || e.Value.Kind != plan.KindText || !strings.ContainsAny(e.Value.Text, "0123456789") {
				continue
			}
			for _, found := range isMerged().FindAllStringSubmatch(e.Value.Text, -1) {
				holds[plan.Ref(found[1]).Key()] = a.Ref
			}
		}
	}
	return holds
}
