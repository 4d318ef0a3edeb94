package history

import (
	"actionplan/plan"
)

// Change is what became of an action since a day.
type Change struct {
	*Timeline
	New       bool        // it was not in the plan then
	Slip      *Slip       // its date was put off; nil where it was not
	Reopened  *Event      // it was done then, or since, and is open
	Closed    *Event      // it was open then, and is done
	Vanished  bool        // the plan has it no longer, and no other says that it holds it
	Backwards []Event     // its percentage fell, or its rating got worse
	Stale     bool        // it is open, and reports the same as then
	Reworded  []Event     // from what a text said then to what it says now
	Then      Label       // the version that it is compared with
	Was       plan.Action // what it said then; the zero Action where it was not in the plan
}

// Slip is a due date that was put off.
type Slip struct {
	Original Due // the first that is known
	Reported Due // what was reported then; the original where no version tells
	Now      Due
	Days     int    // from the original to now
	Moves    []Move // all that are known
	Since    []Move // those since then
}

// Granted reports whether it is said of each of the moves since then who agreed to it.
func (s *Slip) Granted() bool {
	for _, m := range s.Since {
		if !m.To.Granted {
			return false
		}
	}
	return true
}

// Silent are the moves since then that nobody gave a reason for.
func (s *Slip) Silent() []Move {
	var silent []Move
	for _, m := range s.Since {
		if m.To.Silent() {
			silent = append(silent, m)
		}
	}
	return silent
}

// Since is what became of each action since a day, in the order of Timelines: since the
// last version of that day or before it. Those that were gone by then are left out. With
// no such version, or the zero day, it is since the first.
func (h *History) Since(day plan.Date) []Change {
	if len(h.Versions) == 0 {
		return nil
	}
	if !h.Knows(day) {
		day = h.Versions[0].On
	}
	var all []Change
	for _, t := range h.Timelines {
		if t.IsGone() && !day.Before(t.Gone.On) {
			continue
		}
		all = append(all, t.Since(day))
	}
	return all
}

// Since is what became of the action since a day. With the zero day it is since it was
// first seen, and its date counts as moved since its original one.
func (t *Timeline) Since(day plan.Date) Change {
	c := Change{Timeline: t, Slip: t.Slipped(day)}
	then := t.at(day)
	switch {
	case then == nil && !day.IsZero():
		c.New = true
		return c
	case then == nil:
		then = &t.seen[0]
	}
	c.Then, c.Was = then.by, *then.action
	c.Vanished = t.IsGone() && t.Merged == "" && c.Was.Status() != plan.StatusCancelled && t.Last.Status() != plan.StatusCancelled
	for i := range t.Events {
		e := &t.Events[i]
		if e.By.On.Before(then.by.On) || e.By == then.by || t.IsGone() {
			continue
		}
		switch e.What {
		case Reopened:
			c.Reopened, c.Closed = e, nil
		case Closed:
			c.Closed, c.Reopened = e, nil
		}
	}
	if !t.IsGone() {
		c.compare(then)
	}
	return c
}

// compare compares what the action said then with what it says now.
func (c *Change) compare(then *sight) {
	was, now := then.action, &c.Last
	for _, f := range RewordedFields {
		if isReworded(was.Value(f), now.Value(f)) {
			c.Reworded = append(c.Reworded, Event{By: c.LastSeen(), What: Reworded, Field: f, From: was.Shown(f), To: now.Shown(f)})
		}
	}
	if from, to := rating(was), rating(now); worse(from, to) {
		c.Backwards = append(c.Backwards, Event{By: c.LastSeen(), What: Rated, Field: plan.FieldRAG, From: was.Shown(plan.FieldRAG), To: now.Shown(plan.FieldRAG)})
	}
	from, known := was.Value(plan.FieldPercent).Number()
	to, knows := now.Value(plan.FieldPercent).Number()
	if known && knows && to < from {
		c.Backwards = append(c.Backwards, Event{By: c.LastSeen(), What: Fell, Field: plan.FieldPercent, From: was.Shown(plan.FieldPercent), To: now.Shown(plan.FieldPercent)})
	}
	since, times := c.Update()
	c.Stale = now.Status().IsOpen() && times > 1 && !then.by.On.Before(since.On) && c.LastSeen() != then.by
}

// at is the action as the last version of a day, or before it, has it; nil where none has.
func (t *Timeline) at(day plan.Date) *sight {
	for i := len(t.seen) - 1; i >= 0; i-- {
		if !day.Before(t.seen[i].by.On) {
			return &t.seen[i]
		}
	}
	return nil
}

// Slipped is how far the date was put off since a day, or since the original date where
// that is the zero day or the action is newer; nil where it was not.
func (t *Timeline) Slipped(day plan.Date) *Slip {
	moves := t.Moves()
	if len(moves) == 0 {
		return nil
	}
	s := &Slip{Original: t.Dues[0], Reported: t.Dues[0], Now: t.Dues[len(t.Dues)-1], Moves: moves, Since: moves}
	s.Days = s.Original.On.DaysUntil(s.Now.On)
	if !day.IsZero() && t.at(day) != nil {
		s.Since = nil
		for _, m := range moves {
			if day.Before(m.To.Seen.On) {
				s.Since = append(s.Since, m)
			} else {
				s.Reported = m.To
			}
		}
	}
	if !s.Reported.On.Before(s.Now.On) {
		return nil
	}
	return s
}

// ranks are the ratings from the worst.
var ranks = map[string]int{plan.RatingRed: 1, plan.RatingAmber: 2, plan.RatingGreen: 3, plan.RatingBlue: 4}

// worse reports whether a rating is worse than another.
func worse(from, to string) bool { return ranks[from] > 0 && ranks[to] > 0 && ranks[to] < ranks[from] }

// Direction is which way an action goes.
type Direction string

// The directions, in the words that members read.
const (
	Better   Direction = "better"
	Worse    Direction = "worse"
	NoChange Direction = "no change"
)

// Direction is which way the action goes, by its rating or, where it has none, by how far
// it has got, and the version since which that is so. What has only one version goes no
// way: it is no change since that.
func (t *Timeline) Direction() (Direction, Label) {
	for _, level := range []func(*plan.Action) (float64, bool){ratedLevel, percentLevel, statusLevel} {
		now, known := level(&t.Last)
		if !known {
			continue
		}
		since := t.LastSeen()
		for i := len(t.seen) - 2; i >= 0; i-- {
			was, knew := level(t.seen[i].action)
			switch {
			case !knew:
				continue
			case was < now:
				return Better, since
			case was > now:
				return Worse, since
			}
			since = t.seen[i].by
		}
		return NoChange, since
	}
	return NoChange, t.First()
}

func ratedLevel(a *plan.Action) (float64, bool) {
	rank := ranks[rating(a)]
	return float64(rank), rank > 0
}

func percentLevel(a *plan.Action) (float64, bool) { return a.Value(plan.FieldPercent).Number() }

func statusLevel(a *plan.Action) (float64, bool) {
	v := a.Value(plan.FieldStatus)
	level := map[plan.Status]float64{plan.StatusNotStarted: 1, plan.StatusOpen: 2, plan.StatusComplete: 3, plan.StatusClosed: 3}[a.Status()]
	return level, v.Kind != plan.KindAbsent && !v.IsBlank() && level > 0
}

// changesPlan are the things that change the plan itself, and not how far it has got.
var changesPlan = map[What]bool{Added: true, Moved: true, DateGiven: true, Undated: true, Reworded: true, Gone: true, Merged: true, Back: true, Regrouped: true, Withdrawn: true}

// Changes counts how often the plan itself was changed after a day: dates given or moved, actions
// added, dropped, reworded or regrouped.
func (h *History) Changes(day plan.Date) int {
	n := 0
	for _, t := range h.Timelines {
		for _, e := range t.Events {
			if changesPlan[e.What] && day.Before(e.By.On) {
				n++
			}
		}
	}
	return n
}

// Phase is what became of the actions that a plan had on a day.
type Phase struct {
	Carried, Closed, Withdrawn, Merged, Dropped []*Timeline
	New                                         []*Timeline // what the plan has now and had not then
}

// Phase says what became of the actions of a day: still open, closed, withdrawn, merged
// with others, dropped; and what is new. An action that was done by then is left out.
func (h *History) Phase(day plan.Date) Phase {
	var p Phase
	for _, t := range h.Timelines {
		then := t.at(day)
		switch {
		case t.IsGone() && !day.Before(t.Gone.On):
		case then == nil && !t.IsGone():
			p.New = append(p.New, t)
		case then == nil, !then.action.Status().IsOpen():
		case t.Last.Status().IsDone():
			p.Closed = append(p.Closed, t)
		case t.Merged != "":
			p.Merged = append(p.Merged, t)
		case t.Last.Status() == plan.StatusCancelled:
			p.Withdrawn = append(p.Withdrawn, t)
		case t.IsGone():
			p.Dropped = append(p.Dropped, t)
		default:
			p.Carried = append(p.Carried, t)
		}
	}
	return p
}

// Totals are what a history comes to, for those who begin with it.
type Totals struct {
	Versions, Actions                      int
	Moved, MovedActions                    int // how often due dates moved, and of how many actions
	Reasoned, Granted, Silent              int // of those moves, with a reason; with one who agreed; with neither
	Reopened, Closed, Dropped, DroppedDone int
	Merged, Back, Reworded, Added          int
	Renumbered, Regrouped, Tables          int
	Rated, Fell, Withdrawn                 int
}

// Totals counts what happened to all actions.
func (h *History) Totals() Totals {
	n := Totals{Versions: len(h.Versions), Actions: len(h.Timelines)}
	of := map[What]*int{
		Reopened: &n.Reopened, Closed: &n.Closed, Merged: &n.Merged, Back: &n.Back, Reworded: &n.Reworded, Added: &n.Added,
		Renumbered: &n.Renumbered, Regrouped: &n.Regrouped, MovedTable: &n.Tables, Rated: &n.Rated, Fell: &n.Fell, Withdrawn: &n.Withdrawn,
	}
	for _, t := range h.Timelines {
		moves := t.Moves()
		n.Moved += len(moves)
		n.MovedActions += min(len(moves), 1)
		for _, m := range moves {
			switch {
			case m.To.Silent():
				n.Silent++
			case m.To.Granted:
				n.Granted++
				n.Reasoned++
			default:
				n.Reasoned++
			}
		}
		for _, e := range t.Events {
			if e.What == Gone {
				n.Dropped++
				if t.Last.Status().IsDone() {
					n.DroppedDone++
				}
			}
			if count := of[e.What]; count != nil {
				*count++
			}
		}
	}
	return n
}
