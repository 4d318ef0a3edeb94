package history

import (
	"slices"
	"strings"

	"actionplan/plan"
)

// # When it was due
//
// A version says when an action is due, and its cells may say what that was moved from:
//
//	version    original     due
//	March                   30/06/2025
//	June       30/06/2025   30/09/2025 revised to 30/11/2025
//
// June tells two moves: from June to September, and from there to November. What is
// known so far is looked for in what the version says, from its end: what stands behind
// it there is news, and what stands before all that is known was moved before the first
// version. Where what is known last stands nowhere in it, the date itself is one more
// move, whatever its cell says of older ones.

// chainOf are the dates that a row says it was due on, the first first. Dates that both
// its cells tell, or that one cell tells for both since the other is blank, are told
// once: where the original is "31/1/26 now 30/6/26", and the due is that cell again or
// goes on with "30/6/26 now 30/9/26", its date was moved as often as a reader sees.
func chainOf(a *plan.Action) []Due {
	dates := toldBy(a, plan.FieldOriginal)
	due := toldBy(a, plan.FieldDue)
	if !saysDue(a) {
		return nil
	}
	for i := range dates {
		if again := dates[i:]; len(again) <= len(due) && slices.EqualFunc(again, due[:len(again)], Due.IsSame) {
			return append(dates[:i], due...)
		}
	}
	return append(dates, due...)
}

// toldBy are the dates that one cell of a row tells.
func toldBy(a *plan.Action, f plan.Field) []Due {
	var dates []Due
	add := func(d Due) {
		if n := len(dates); n > 0 && dates[n-1].IsSame(d) {
			dates = dates[:n-1] // the one that its cell says itself
		}
		dates = append(dates, d)
	}
	e := a.Entry(f)
	d, ok := e.Value.Date()
	if !ok {
		return nil
	}
	for _, iso := range strings.Fields(e.Detail.Earlier) {
		if earlier, err := plan.ParseISO(iso); err == nil {
			add(Due{On: earlier, InCell: true})
		}
	}
	add(Due{On: d, Month: e.Value.IsMonth(), InCell: f == plan.FieldOriginal})
	return dates
}

// saysDue reports whether a row says a day that it is due on.
func saysDue(a *plan.Action) bool {
	_, ok := a.Value(plan.FieldDue).Date()
	return ok
}

// dueSeen takes in when a version says that the action is due.
func (t *Timeline) dueSeen(s step, before, now *plan.Action) {
	label := s.label()
	said := chainOf(now)
	if !saysDue(now) {
		if before != nil && saysDue(before) && now.Value(plan.FieldDue).Kind != plan.KindAbsent {
			t.happens(Event{By: label, What: Undated, Field: plan.FieldDue, From: before.Shown(plan.FieldDue), To: now.Shown(plan.FieldDue)})
		}
		return
	}
	after := Label{}
	if len(t.seen) > 0 {
		after = t.LastSeen()
	}
	fresh := said
	if len(t.Dues) > 0 {
		fresh = t.news(s, said, now)
	}
	for i, d := range fresh {
		d.Seen, d.After = label, after
		d.InCell = len(t.seen) == 0 && i > 0 || len(t.seen) > 0 && i+1 < len(fresh)
		if n := len(t.Dues); n > 0 {
			d.Why, d.Granted = reasonOf(s.Version, before, now)
			t.movesTo(t.Dues[n-1], d, label)
		} else if before != nil && i+1 == len(fresh) && before.Value(plan.FieldDue).Kind != plan.KindAbsent {
			t.happens(Event{By: label, What: DateGiven, Field: plan.FieldDue, From: before.Shown(plan.FieldDue), To: d.String()})
		}
		t.Dues = append(t.Dues, d)
	}
}

// movesTo says that the date was moved.
func (t *Timeline) movesTo(from, to Due, by Label) {
	t.happens(Event{By: by, What: Moved, Field: plan.FieldDue, From: from.String(), To: to.String(), Why: to.Why, Granted: to.Granted, InCell: to.InCell})
}

// news are the dates that a row says which are not known yet, in order.
func (t *Timeline) news(s step, said []Due, now *plan.Action) []Due {
	for j := len(said) - 1; j >= 0; j-- {
		last := t.Dues[len(t.Dues)-1]
		if !said[j].IsSame(last) {
			continue
		}
		for _, d := range said[:j] {
			t.older(s, d, now)
		}
		if last.Month && !said[j].Month { // the day in that month is said now
			last.On, last.Month = said[j].On, false
			t.Dues[len(t.Dues)-1] = last
		}
		return said[j+1:]
	}
	return said[len(said)-1:]
}

// older puts a date that a row says now for the first time, and that was moved since,
// where it belongs: an original date before all that are known, unless it is later than
// the first of them, and any other before the last.
func (t *Timeline) older(s step, d Due, now *plan.Action) {
	for _, known := range t.Dues {
		if d.IsSame(known) {
			return
		}
	}
	at := len(t.Dues) - 1
	if d.InCell { // the original date
		at = 0
		if t.Dues[0].On.Before(d.On) {
			return
		}
	}
	label := s.label()
	d.Seen, d.InCell = label, true
	why, granted := reasonOf(s.Version, nil, now)
	if at > 0 {
		d.Why, d.Granted = why, granted
		t.movesTo(t.Dues[at-1], d, label)
	} else {
		next := &t.Dues[0]
		next.InCell, next.Why, next.Granted = true, why, granted
		t.happens(Event{By: label, What: Moved, Field: plan.FieldDue, From: d.String(), To: next.String(), Why: why, Granted: granted, InCell: true})
	}
	t.Dues = slices.Insert(t.Dues, at, d)
}
