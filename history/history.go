// Package history tells what became of each action of a plan, from what the plan said
// at several times: earlier versions of the officers' workbook, what both sides agreed
// at each apply, packs that were published, and what a cell itself says it was moved
// from.
//
//	h := history.Of([]history.Version{march, june, now})
//	for _, t := range h.Timelines {
//		t.Moves()               // how often its date moved, and with what reason
//		t.Since(lastReport)     // slipped, reopened, gone backwards, since then
//	}
//
// Rows of different versions are one action where the merge's own identity says so
// (reconcile.PairPlans), one version after the other: see chain.go. What is compared is
// what a reader takes (plan.Plan.View), and a cell that a version has no column for says
// nothing: it has not changed.
//
// Nothing here reads a file or a clock, and nothing is guessed: when a date was moved is
// known only as far as the versions tell, the first that says so and the one before.
package history

import (
	"cmp"
	"slices"

	"actionplan/plan"
)

// Source is where a version comes from.
type Source string

// The sources.
const (
	Workbook Source = "workbook" // an earlier version of the officers' workbook
	Agreed   Source = "agreed"   // what both sides agreed
	Pack     Source = "pack"     // what the committee was given
	Now      Source = "now"      // the plan as it stands
)

// Version is what the plan said at one time.
type Version struct {
	On     plan.Date
	Source Source
	Name   string    // as a person knows it: a file's name, and its tab
	Plan   plan.Plan // as a reader takes it: see plan.Plan.View

	// Some says that an action which it lacks may have been in the plan all the
	// same: both sides agree on what both have.
	Some bool

	// Why are reasons that people gave for what cells came to say in it, by its rows:
	// several of them may have no ref, or one.
	Why map[plan.RowKey]string

	// Agreed says of rows which agreed action each is, as the ledger names them: in all
	// versions that say so, rows of one name are one action, whatever they say.
	Agreed map[plan.ID]plan.ID
}

// label names a version in a sentence.
func (v Version) label() Label { return Label{v.On, v.Source, v.Name} }

// Label says which version something is known from.
type Label struct {
	On     plan.Date
	Source Source
	Name   string
}

// String is the version in words: Plan v9.1.xlsx of 31 March 2025.
func (l Label) String() string {
	switch {
	case l.Source == Agreed:
		return "what was agreed on " + l.On.Long()
	case l.Name == "":
		return "the plan of " + l.On.Long()
	}
	return l.Name + " of " + l.On.Long()
}

// History is a plan's versions and its actions' timelines.
type History struct {
	Versions  []Label     // oldest first
	Counts    []int       // the actions of each
	Timelines []*Timeline // the last version's actions in its order, then those that are in it no longer, as they went

	rows map[plan.ID]*Timeline // by row of the last version; nil where two rows have one id
	last int                   // how many timelines are of the last version
	full []bool                // by version, that it has every action
}

// Of is the history that versions come to. They are put in order by their days; those of
// one day stay as they are given.
func Of(versions []Version) *History {
	versions = slices.Clone(versions)
	slices.SortStableFunc(versions, func(a, b Version) int { return cmp.Compare(a.On.String(), b.On.String()) })
	c := chain{}
	for _, v := range versions {
		c.add(v)
	}
	return c.history()
}

// Timeline finds the timeline of a row of the last version; nil where it has none.
func (h *History) Timeline(a plan.Action) *Timeline {
	if h == nil {
		return nil
	}
	return h.rows[a.ID]
}

// Current are the timelines of the last version's actions, in its order.
func (h *History) Current() []*Timeline { return h.Timelines[:h.last] }

// Knows reports whether a version is of that day or before it.
func (h *History) Knows(day plan.Date) bool {
	return len(h.Versions) > 0 && !day.IsZero() && !day.Before(h.Versions[0].On)
}

// Before is the version before the last that has every action, and whether there is one.
func (h *History) Before() (Label, bool) {
	for i := len(h.Versions) - 2; i >= 0; i-- {
		if h.full[i] {
			return h.Versions[i], true
		}
	}
	return Label{}, false
}

// Timeline is what became of one action.
type Timeline struct {
	Ref    plan.Ref    // what it goes by now, or went by when it was last seen
	Last   plan.Action // as it was last seen, as a reader takes it
	Dues   []Due       // when it was due, in the order in which it was said; the first is the original date
	Events []Event     // oldest first
	Gone   Label       // the first version without it; the zero Label where the last has it
	Merged plan.Ref    // the action that it was merged with, where one says so

	agreed plan.ID // which agreed action it is; "" where no version says so
	seen   []sight
	update update // what was last reported, and since when
	latest []Figure
	known  plan.Entries // what it said last in each field
	since  int          // the version from which on it is in the plan
}

// sight is an action as one version has it.
type sight struct {
	version int
	by      Label
	action  *plan.Action
}

// Due is a date that an action was due on.
type Due struct {
	On      plan.Date
	Month   bool  // no day was named
	Seen    Label // the version that first says so
	After   Label // the version before that one that has the action, in which it is not said yet; the zero Label for the first
	InCell  bool  // what was moved is known from the cell, or a column, that says what it was moved from
	Why     string
	Granted bool // who agreed to it is said
}

// String is the date as a person reads it.
func (d Due) String() string {
	if d.Month {
		return d.On.MonthLong()
	}
	return d.On.Long()
}

// When is the date after "it was due": on 31 March 2026, in March 2026.
func (d Due) When() string {
	if d.Month {
		return "in " + d.String()
	}
	return "on " + d.String()
}

// IsSame reports whether two dates are one to a reader: a month and a day in it are.
func (d Due) IsSame(other Due) bool {
	return d.On == other.On || (d.Month || other.Month) && d.On.Year == other.On.Year && d.On.Month == other.On.Month
}

// Silent reports whether a date was moved to without a reason that anybody wrote down.
func (d Due) Silent() bool { return d.Why == "" && !d.Granted }

// Move is one move of a due date.
type Move struct {
	From Due
	To   Due // with when it was first seen, by which version and why
}

// Later reports whether the date was put off.
func (m Move) Later() bool { return m.From.On.Before(m.To.On) }

// Moves are the moves of the due date, in order.
func (t *Timeline) Moves() []Move {
	var moves []Move
	for i := 1; i < len(t.Dues); i++ {
		moves = append(moves, Move{t.Dues[i-1], t.Dues[i]})
	}
	return moves
}

// Name is what people call the action.
func (t *Timeline) Name() string { return t.Last.Name() }

// First is the version that the action was first seen in.
func (t *Timeline) First() Label { return t.seen[0].by }

// LastSeen is the version that the action was last seen in.
func (t *Timeline) LastSeen() Label { return t.seen[len(t.seen)-1].by }

// IsGone reports whether the plan has the action no longer.
func (t *Timeline) IsGone() bool { return t.Gone != Label{} }

// What is what happened to an action.
type What string

// The things that happen.
const (
	Added      What = "added"      // it came into the plan after the first version
	Moved      What = "due moved"  // its due date was moved
	DateGiven  What = "due given"  // it was due on no day, and is
	Undated    What = "due gone"   // its due date gave way to words, or to nothing
	Closed     What = "closed"     // it is complete or closed
	Reopened   What = "reopened"   // it was done, and is open again
	Withdrawn  What = "withdrawn"  // it is cancelled, superseded or struck out
	Rated      What = "rated"      // its rating changed
	Fell       What = "fell back"  // its percentage fell, or it is not started after all
	Reworded   What = "reworded"   // more than a fifth of its words changed
	Regrouped  What = "regrouped"  // it is under another theme
	Renumbered What = "renumbered" // it goes by another ref
	MovedTable What = "moved"      // it is in another table
	Gone       What = "gone"       // it is in the plan no longer
	Merged     What = "merged"     // it is gone, and another says that it holds it
	Back       What = "back"       // it is in the plan again
)

// Event is one thing that happened to an action.
type Event struct {
	By       Label // the version that first says so
	What     What
	Field    plan.Field // the field it is about; "" for the whole action
	From, To string     // as a person reads them; "" for nothing
	Why      string     // the reason that somebody wrote down
	Granted  bool       // of a date, who agreed to it is said
	InCell   bool       // of a date, the cell itself or a column says what it was moved from
	Likeness bool       // of words or a ref, the action was known by how alike the rows are
}
