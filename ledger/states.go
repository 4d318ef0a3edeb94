package ledger

import (
	"fmt"
	"maps"
	"slices"

	"actionplan/plan"
)

// State is what both sides agreed at one time.
type State struct {
	On   plan.Date
	Base plan.Plan
	Why  map[plan.RowKey]string // who decided what cells came to say on that day, and why
	Own  map[plan.ID]bool       // the actions that went by a ref of the ledger's own, which no side had
}

// States are what both sides agreed from the first agreement on, the oldest first: that
// one, and what stood after each day on which something moved. They are worked out from
// the base and the log, back from today: what the log does not tell of, an action's other
// words when both sides took it out, they do not have. An action has one ID in all of
// them, whatever it went by.
func (l *Ledger) States() []State {
	base, own := l.Base(), map[plan.ID]bool{}
	if len(base.Columns) > 0 && !base.Has(plan.FieldRef) {
		for _, a := range base.Actions {
			own[a.ID] = true
		}
	}
	now := map[plan.Ref]plan.Action{}
	var order []plan.Ref
	for _, a := range base.Actions {
		now[a.Ref] = a
		order = append(order, a.Ref)
	}
	stands := func() plan.Plan {
		p := base
		p.Actions = nil
		for _, ref := range order {
			if a, ok := now[ref]; ok {
				p.Actions = append(p.Actions, a)
			}
		}
		return p
	}
	var states []State
	for end := len(l.log); end > 0; {
		day := l.log[end-1].On
		s := State{On: day, Base: stands(), Why: map[plan.RowKey]string{}, Own: maps.Clone(own)}
		for ; end > 0 && l.log[end-1].On == day; end-- {
			e := l.log[end-1]
			if e.What == Moved && e.By != "" && e.Why != "" {
				s.Why[plan.RowKey{Row: now[e.Ref].ID, Field: e.Field}] = fmt.Sprintf("decided by %s: %s", e.By, e.Why)
			}
			if e.What == Given && e.How == LedgersOwn {
				own[now[e.Ref].ID] = true
			}
			order = e.takeBack(now, order)
		}
		states = append(states, s)
	}
	states = append(states, State{On: l.Begun(), Base: stands(), Own: own})
	slices.Reverse(states)
	return states
}

// takeBack has actions say again what they said before an entry of the log.
func (e Entry) takeBack(now map[plan.Ref]plan.Action, order []plan.Ref) []plan.Ref {
	a, there := now[e.Ref]
	switch {
	case e.What == Added:
		delete(now, e.Ref)
	case e.What == Dropped && !there:
		a = plan.Action{ID: plan.ID("dropped " + e.Ref), Ref: e.Ref} // another may go by that ref now
		a.Set(plan.FieldAction, e.Was)
		now[e.Ref] = a
		if !slices.Contains(order, e.Ref) {
			order = append(order, e.Ref)
		}
	case (e.What == Renamed || e.What == Given) && there:
		was := plan.Ref(e.Was.Value.Text)
		delete(now, e.Ref)
		a.Ref = was
		now[was] = a
		if at := slices.Index(order, e.Ref); at >= 0 {
			order = slices.Clone(order)
			order[at] = was
		}
	case there && e.Field != "" && (e.What == Moved || e.What == PutBack && e.How == ""):
		entries := plan.EntriesOf(maps.Collect(a.All()))
		if e.Was.Value.Kind == plan.KindAbsent {
			entries.Drop(e.Field)
		} else {
			entries.Set(e.Field, e.Was)
		}
		a.Entries = entries
		now[e.Ref] = a
	}
	return order
}
