package round

import (
	"slices"
	"strconv"

	"actionplan/ledger"
	"actionplan/plan"
	"actionplan/reconcile"
	"actionplan/table"
)

// noteWriting puts down what is about to be written, or remembered without a
// cell being written, before it is, together with what a run that was cut off
// had begun. It returns the ledger that it noted it in; nil where there is
// nothing to note.
func (r *Round) noteWriting(s *Staging) (in *ledger.Ledger, err error) {
	if !s.Writes() && len(s.Settled())+len(s.Settlement.Dropped) == 0 {
		return nil, nil
	}
	l, err := r.folder().Open()
	if err != nil {
		return nil, err
	}
	batch, _ := strconv.ParseInt(s.side[reconcile.Partner].outcome.Mark, 10, 64) // 0 where nothing leaves a mark
	note := ledger.Apply{
		Places: placesOf(s.Readings), Batch: batch, Cells: s.cells(), Added: s.added(),
		Entries: s.cutOff.Complete(ledger.Entries(s.Settlement, r.Today)),
	}
	for _, side := range Sides {
		if s.side[side].outcome.Recalculates {
			note.Marked = append(note.Marked, side)
		}
	}
	return l, l.NoteApply(note.Join(s.cutOff))
}

// cells lists the cells that are about to be written.
func (s *Staging) cells() []ledger.Written {
	bases := byRef(*s.Base)
	var cells []ledger.Written
	for _, side := range Sides {
		on := s.side[side]
		stood := map[plan.Cell]table.State{}
		for _, c := range on.outcome.Changes {
			if !c.New {
				stood[c.Cell] = c.Stood
			}
		}
		for _, e := range append(slices.Clone(on.Edits), on.Replies...) {
			cells = append(cells, ledger.Written{
				Side: side, CellKey: plan.CellKey{Ref: e.Ref, Field: e.Field},
				Was: e.Was, Now: e.Now, Base: bases[e.Ref].Entry(e.Field), Stood: string(stood[e.Was.Cell]),
			})
		}
	}
	return cells
}

// added lists the actions and columns that are about to be added.
func (s *Staging) added() []ledger.Addition {
	var all []ledger.Addition
	for _, side := range Sides {
		for _, row := range s.side[side].Rows {
			all = append(all, ledger.Addition{Side: side, Ref: row.Ref})
		}
	}
	for _, side := range Sides {
		for _, c := range s.work(side).Columns {
			all = append(all, ledger.Addition{Side: side, Heading: c.Heading, Table: c.Table})
		}
	}
	return all
}

// takenUp are the entries that the new base has taken up, or that say what a
// person decided: those belong in the log. An action that came back was agreed
// before, so that the base does not tell whether it is back: that it was put
// there does. Nor does it tell whether what was agreed before is kept as somebody
// decided: that it was decided, and is not to be written again, does.
func (s *Staging) takenUp(entries []ledger.Entry, again reconcile.Settlement, on plan.Date) []ledger.Entry {
	open := map[plan.CellKey]bool{}
	for _, c := range again.Changes {
		open[plan.CellKey{Ref: c.Ref, Field: c.Field}] = true
	}
	put := map[plan.Ref]bool{}
	for _, a := range append(s.added(), s.cutOff.Added...) {
		put[a.Ref] = true
	}
	added := func(which reconcile.Side, f plan.Field) bool {
		isIt := func(c reconcile.NewColumn) bool { return c.Side == which && c.Field == f }
		return !slices.ContainsFunc(s.Settlement.Columns, isIt) || slices.ContainsFunc(s.side[which].Columns, isIt)
	}
	all := slices.Clone(entries)
	entries = slices.DeleteFunc(entries, func(e ledger.Entry) bool {
		told := e.What == ledger.Alike && slices.ContainsFunc(all, func(other ledger.Entry) bool {
			return other.What == ledger.Moved && other.Ref == e.Ref && other.Field == e.Field && other.By == e.By
		})
		if _, found := again.Row(reconcile.Side(e.How), e.Ref); e.What == ledger.Renamed && !found {
			return true
		}
		if e.What == ledger.Decided && !officersSay(again, e) {
			return true
		}
		if row, found := again.Row(reconcile.Side(e.How), e.Ref); e.What == ledger.Filled && (!found || row.Value(e.Field) != e.Now.Value) {
			return true
		}
		kept := e.What == ledger.Moved && e.Was.Value == e.Now.Value
		at := plan.CellKey{Ref: e.Ref, Field: e.Field}
		return told || e.What == ledger.Brought && e.Ref != "" && !put[e.Ref] || e.What == ledger.Brought && e.Ref == "" && !added(reconcile.Side(e.How), e.Field) || kept && (open[at] || !s.decides(at))
	})
	return append(s.givenRefs(again.NextBase, on), ledger.TakenUp(entries, *s.Base, again.NextBase, on)...)
}

// officersSay reports whether officers are seen to say what an entry says that they do.
func officersSay(again reconcile.Settlement, e ledger.Entry) bool {
	row, found := again.Row(reconcile.Officer, e.Ref)
	return found && row.Value(e.Field) == e.Now.Value
}

// givenRefs are the agreed actions that go by another ref in a new base: by one that
// they were given, or by one of the ledger's own that gave way. Where the ledger called
// another by the ref that an action is given, each goes by one that nobody has in
// between: whoever reads the log back from today never meets two of one ref.
func (s *Staging) givenRefs(next plan.Plan, on plan.Date) []ledger.Entry {
	base := s.ledger.Base()
	was, now := byRef(base), byRef(next)
	var first, then []ledger.Entry
	for _, a := range base.Actions {
		to, between, own := s.goesBy(a.Ref), s.gaveWay[a.Ref], s.isLedgersOwn(base, a.Ref)
		_, known := now[to]
		_, old := was[to]
		switch {
		case to == a.Ref || !known:
		case !old:
			first = append(first, ledger.GivenRef(a.Ref, to, own, on))
		case between != "" && s.gaveWay[to] != "":
			first = append(first, ledger.GivenRef(a.Ref, between, own, on))
			then = append(then, ledger.GivenRef(between, to, own, on))
		}
	}
	return append(first, then...)
}

// decides reports whether a person's decision about a cell is carried out in
// this run.
func (s *Staging) decides(at plan.CellKey) bool {
	return slices.ContainsFunc(s.Settlement.Changes, func(c reconcile.Change) bool {
		return c.By != "" && c.Ref == at.Ref && c.Field == at.Field
	}) || slices.ContainsFunc(s.Settlement.Used, func(d reconcile.Decision) bool {
		return slices.ContainsFunc(d.Said, func(then reconcile.Said) bool { return then.Ref == at.Ref && then.Field == at.Field })
	})
}

// byRef are a base's actions by what they go by in the merge: in a base every
// action has a ref, the ledger's own where no side gave it one.
func byRef(base plan.Plan) map[plan.Ref]plan.Action {
	actions := make(map[plan.Ref]plan.Action, len(base.Actions))
	for _, a := range base.Actions {
		actions[a.Ref] = a
	}
	return actions
}
