package history

import (
	"fmt"
	"slices"

	"actionplan/internal/text"
	"actionplan/plan"
	"actionplan/reconcile"
)

// # From version to version
//
// Versions are paired one after the other, and not each with the last: an action that
// was reworded a little every quarter is the same in each pair of neighbours, and
// nobody would know its first words in its last.
//
//	March                  June                   September
//	1  Train carers        1  Write the plan      1  Write the whole plan
//	2  Write the plan                             2  Train carers
//
// What June is laid beside is each action as it was last seen:
//
//	known after March      June                   known after June
//	1  Train carers        —                      1  Train carers (gone)
//	2  Write the plan      1  Write the plan      1  Write the plan
//
// So is September beside June, first with the actions that June has, and what then is
// left over with those that are gone: Train carers has come back. An action that is gone
// comes back by its words alone, since its ref may have been given to another; a ref that
// September uses again for something else is a new action.
//
// An action that a version has no row for is gone, unless the version holds some actions
// alone (Version.Some): what both sides agreed says nothing of the actions that only
// officers have. Nor has anything moved in a column that a version lacks: known is what
// was last said, field by field.
//
// What is never done: two actions are never taken for one because they stand in the same
// row of the sheet.

// chain is the timelines as far as versions have been added.
type chain struct {
	labels  []Label
	counts  []int
	full    []bool
	alive   []*Timeline // in the order of the version that was added last
	gone    []*Timeline // as they went
	columns []plan.Column
	rows    map[plan.ID]*Timeline
	current int // how many of alive the last version has
}

// add goes on with the next version.
func (c *chain) add(v Version) {
	at := len(c.labels)
	c.labels, c.counts, c.full = append(c.labels, v.label()), append(c.counts, len(v.Plan.Actions)), append(c.full, !v.Some)
	twins := c.pair(v)
	step := step{version: at, Version: v, tables: renames(twins, func(a *plan.Action) string { return a.Table }), themes: renames(twins, theme)}
	missing := map[*Timeline]bool{}
	for _, t := range c.alive {
		missing[t] = true
	}
	before := c.alive
	c.alive, c.rows = nil, map[plan.ID]*Timeline{}
	for i, twin := range twins {
		t := twin.was
		if t == nil {
			t = &Timeline{since: at}
		}
		t.see(step, twin)
		delete(missing, t)
		c.alive = append(c.alive, t)
		if id := v.Plan.Actions[i].ID; c.rows[id] == nil {
			c.rows[id] = t
		} else {
			c.rows[id] = &Timeline{} // two rows of one id: neither is told
		}
	}
	for id, t := range c.rows {
		if len(t.seen) == 0 {
			delete(c.rows, id)
		}
	}
	c.current = len(c.alive)
	c.gone = slices.DeleteFunc(c.gone, func(t *Timeline) bool { return !t.IsGone() })
	var holds map[string]plan.Ref
	for _, t := range before {
		if missing[t] && isNameless(&t.Last) {
			continue
		}
		if missing[t] && holds == nil && !v.Some {
			holds = holding(v.Plan)
		}
		switch {
		case !missing[t]:
		case v.Some:
			c.alive = append(c.alive, t)
		default:
			t.leave(v, holds)
			c.gone = append(c.gone, t)
		}
	}
	if !v.Some {
		c.columns = v.Plan.Columns
	}
}

// twin is a row of a version, and the timeline that it goes on with; nil for a new one.
type twin struct {
	was *Timeline
	now *plan.Action
	how reconcile.Match
}

// pair finds the timeline that each row of a version goes on with.
func (c *chain) pair(v Version) []twin {
	twins := make([]twin, len(v.Plan.Actions))
	for i := range v.Plan.Actions {
		twins[i].now = &v.Plan.Actions[i]
	}
	if len(c.alive)+len(c.gone) == 0 {
		return twins
	}
	alive := c.agreed(v, twins)
	rest, at := unpaired(v, twins)
	for _, p := range reconcile.PairPlans(c.asPlan(alive), rest) {
		if p.Was >= 0 && p.Now >= 0 {
			twins[at[p.Now]].was, twins[at[p.Now]].how = alive[p.Was], p.How
		}
	}
	if len(c.gone) == 0 {
		return twins
	}
	rest, at = unpaired(v, twins)
	for _, p := range reconcile.PairPlans(c.asPlan(c.gone), rest) {
		if p.Was < 0 || p.Now < 0 {
			continue
		}
		t, now := c.gone[p.Was], twins[at[p.Now]].now
		if alike := similar(words(&t.Last), words(now)); alike >= comesBack {
			twins[at[p.Now]].was, twins[at[p.Now]].how = t, p.How
		}
	}
	return twins
}

// agreed pairs the rows of a version that it says which agreed action they are of, and
// returns the timelines that are left. Two rows without refs may say the same, and the
// ledger knows them apart.
func (c *chain) agreed(v Version, twins []twin) (left []*Timeline) {
	rows := map[plan.ID]*twin{}
	for i := range twins {
		if is := v.Agreed[twins[i].now.ID]; is != "" {
			rows[is] = &twins[i]
		}
	}
	for _, t := range c.alive {
		if row := rows[t.agreed]; t.agreed != "" && row != nil && row.was == nil {
			row.was, row.how = t, reconcile.ByRef
		} else {
			left = append(left, t)
		}
	}
	return left
}

// unpaired are the rows of a version that no timeline is found for, and their places.
func unpaired(v Version, twins []twin) (rest plan.Plan, at []int) {
	rest = v.Plan
	rest.Actions = nil
	for i := range twins {
		if twins[i].was == nil {
			rest.Actions, at = append(rest.Actions, *twins[i].now), append(at, i)
		}
	}
	return rest, at
}

// comesBack is how alike the words are of an action that is gone and of a row that it
// comes back as.
const comesBack = 0.6

// asPlan are actions as they were last known, as a plan.
func (c *chain) asPlan(timelines []*Timeline) plan.Plan {
	p := plan.Plan{Columns: c.columns, Actions: make([]plan.Action, len(timelines))}
	for i, t := range timelines {
		p.Actions[i] = t.Last
		p.Actions[i].ID = plan.ID(fmt.Sprint(i))
		p.Actions[i].Entries = t.known
	}
	return p
}

func (c *chain) history() *History {
	h := &History{Versions: c.labels, Counts: c.counts, full: c.full, rows: c.rows, last: c.current}
	h.Timelines = append(slices.Clone(c.alive), c.gone...)
	return h
}

// renames says what tables, or themes, are called in the later version where most of
// what was in the one is in the other, and the other way round, and neither was there
// before or is there still: that is another name, and nothing has moved.
func renames(twins []twin, name func(*plan.Action) string) map[string]string {
	type pair struct{ was, now string }
	count, then, later := map[pair]int{}, map[string]int{}, map[string]int{}
	for _, t := range twins {
		if t.was == nil {
			continue
		}
		known := t.was.Last
		known.Entries = t.was.known
		p := pair{name(&known), name(t.now)}
		count[p]++
		then[p.was]++
		later[p.now]++
	}
	names := map[string]string{}
	for p, n := range count {
		stays := p.was != p.now && (later[p.was] > 0 || then[p.now] > 0)
		if !stays && 2*n > then[p.was] && 2*n > later[p.now] {
			names[p.was] = p.now
		}
	}
	return names
}

// theme is what an action stands under.
func theme(a *plan.Action) string {
	if v := a.Value(plan.FieldTheme); v.Kind != plan.KindAbsent && !v.IsBlank() {
		return plan.Fold(v.Text)
	}
	return ""
}

// isNameless reports whether a row has neither a ref nor words that say which action it
// is: nobody can say that it came or went.
func isNameless(a *plan.Action) bool { return a.Ref == "" && words(a) == "" }

// words are what an action says is to be done.
func words(a *plan.Action) string {
	if v := a.Value(plan.FieldAction); v.Kind == plan.KindText {
		return v.Text
	}
	return ""
}

// similar is how alike two texts are, from 0 to 1; blank ones are like none.
func similar(was, now string) float64 {
	switch {
	case was == "" || now == "":
		return 0
	case was == now:
		return 1
	}
	return text.Similarity(was, now)
}
