package round

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"actionplan/ledger"
	"actionplan/plan"
	"actionplan/reconcile"
	"actionplan/table"
)

// Undone is what came of an undo.
type Undone struct {
	*Staging
	Back  map[reconcile.Side][]Line // what was put back
	Stays []string                  // what apply added, and stays: the tool deletes no row and no column
	Added bool                      // rows or columns are among what stays

	Nothing bool                 // there was nothing to undo
	Stand   []reconcile.Decision // answers that apply had carried out, and that stand again as they were given
	Lapsed  []reconcile.Decision // those that do not: what they were about says something else since

	after reconcile.Settlement // what both sides come to once it is undone
}

// Called is what people call an action that is agreed again: action 2.3, or row 7,
// “Train all social workers”.
func (u *Undone) Called(ref plan.Ref) string { return u.after.Called(ref) }

// Name is what people call an action that is agreed again: 2.3.
func (u *Undone) Name(ref plan.Ref) string { return u.after.Name(ref) }

// Undo puts back what the cells said before the last apply, on both sides, just
// as they stood, and lets the base say again what it said then. A cell that
// somebody has edited since is left alone, and among what is left. Where a stop
// tells that a row may not hold what it held, or so much is gone or cleared that a
// person should look first, it is a Problem, and nothing is put back: half an undo could not be finished once the stop is gone.
func (r *Round) Undo(ctx context.Context) (*Undone, error) {
	if _, err := r.Agreed(); err != nil {
		return nil, err
	}
	held, err := r.lock()
	if err != nil {
		return nil, err
	}
	defer func() { _ = held.Release() }()
	l, err := r.folder().Open()
	if err != nil {
		return nil, err
	}
	last, err := l.LastApply()
	if errors.Is(err, ledger.ErrNoApply) {
		return &Undone{Staging: &Staging{Readings: &Readings{}, side: map[reconcile.Side]*side{reconcile.Officer: {}, reconcile.Partner: {}}}, Back: map[reconcile.Side][]Line{}, Nothing: true}, nil
	}
	if err != nil {
		return nil, err
	}
	now, err := r.Read(ctx)
	if err != nil {
		return nil, err
	}
	if err := l.MayUndo(last, placesOf(now)); err != nil {
		return nil, err
	}
	last = now.inOurWords(last)
	s := &Staging{Readings: now, side: map[reconcile.Side]*side{}, untold: map[plan.Ref]bool{}, cutOff: l.CutOff()}
	if err := r.refuseStray(s); err != nil {
		return nil, err
	}
	put := s.inverse(last)
	if len(put) == 0 && len(s.Left) > 0 && !slices.ContainsFunc(last.Cells, func(c ledger.Written) bool { return c.Ref != "" }) {
		return nil, misused("put it back by hand: actionplan log shows what moved that day", "the last apply was made by an earlier actionplan, which did not note which row without a ref it wrote to; nothing was put back")
	}
	if err := r.stageBack(ctx, s); err != nil {
		return nil, err
	}
	done := &Undone{Staging: s, Back: map[reconcile.Side][]Line{}}
	before, again := s.ledgerBefore(l, last, put, done.staying(last, put), r.Today)
	if stop := r.stopsUndo(s, last, before.Base); stop != nil {
		return nil, &Problem{Kind: Waiting, Reason: stop.Message + "; nothing was put back", Advice: advice(*stop, "undo")}
	}
	if losses := s.lossesBeside(put); len(losses) > 0 && !r.Rules.Confirmed {
		return nil, &Problem{
			Kind: Waiting, Reason: strings.Join(losses, "; ") + "; nothing was put back",
			Advice: "look first: actionplan preview shows what was cleared or is gone. Where that is right as it stands, actionplan undo --despite-stop goes on, once",
		}
	}
	if err := r.nobodyElse(s); err != nil {
		return nil, err
	}
	if err := r.backUp(s); err != nil {
		return nil, err
	}
	if err := held.Refresh(r.Now()); err != nil {
		return nil, err
	}
	// The ledger goes first: stopped in between, both sides are ahead of it and
	// alike. The other way round, what was put back would look like an edit.
	done.after = s.settledBy(before, r.Rules)
	for _, d := range again {
		if slices.ContainsFunc(done.after.Lapsed, func(lapsed reconcile.Decision) bool { return lapsed.Question == d.Question }) {
			done.Lapsed = append(done.Lapsed, d)
		} else {
			done.Stand = append(done.Stand, d)
		}
	}
	if err := l.Keep(before, r.Today); err != nil {
		return nil, err
	}
	if _, err := r.save(ctx, held, s); err != nil {
		return nil, unfinished(err)
	}
	if err := l.DropApply(); err != nil {
		return nil, unfinished(err)
	}
	for _, which := range Sides {
		done.Back[which] = s.Lines(which)
	}
	done.stays(last)
	return done, nil
}

// inOurWords is the last apply in the fields that the columns go by now. An apply
// notes them as the ledger had them then.
func (now *Readings) inOurWords(last ledger.Apply) ledger.Apply {
	if last.Before == nil {
		return last
	}
	aligned := reconcile.Align(&last.Before.Base, now.aligned.Read(reconcile.Officer), now.aligned.Read(reconcile.Partner))
	before := *last.Before
	before.Base, before.Memory = *aligned.Base, aligned.Memory(before.Memory)
	last.Before, last.Cells = &before, slices.Clone(last.Cells)
	for i, c := range last.Cells {
		last.Cells[i].Field = aligned.Becomes(c.Ref, c.Field)
	}
	return last
}

// unfinished says how far an undo has come that was stopped: what it wrote
// stays right, and the next one goes on from there.
func unfinished(err error) error {
	return fmt.Errorf("the undo is begun, and not finished (actionplan undo again finishes it): %w", err)
}

// inverse stages the edits that put the cells back, where they still say what
// apply wrote. It returns those cells, and those that never were written.
func (s *Staging) inverse(last ledger.Apply) []ledger.Written {
	for _, which := range Sides {
		s.side[which] = &side{exact: map[plan.Cell]table.State{}, marked: slices.Contains(last.Marked, which)}
	}
	var put []ledger.Written
	for _, c := range last.Cells {
		if last.Names(c) {
			continue
		}
		on := s.side[c.Side]
		ref := c.Ref
		if _, there := s.Settlement.Row(c.Side, c.NewRef()); c.NewRef() != "" && there {
			ref = c.NewRef()
		}
		row, found := s.Settlement.Row(c.Side, ref)
		e, there := row.Lookup(c.Field)
		e = s.aligned.Stands(c.Side, row.ID, c.Field, e)
		was, now := c.Was, c.Now
		name := s.Settlement.Name(ref)
		left := Left{Side: c.Side, Ref: ref, Name: name, Field: c.Field, What: s.Settlement.Called(ref)}
		switch {
		case c.Ref == "":
			left.What, left.Field, left.Why = "a row without a ref, "+c.Field.Label(), "", "an earlier actionplan did not note which row it wrote to"
			s.Left = append(s.Left, left)
		case !found || !there:
			left.What, left.Field, left.Why = left.What+", "+c.Field.Label(), "", "it is not there any more"
			s.Left = append(s.Left, left)
		case e.Value == was.Value:
			put = append(put, c)
		case ref != c.Ref && s.refsGoOn(c):
			left.Cell, left.Why = e.Cell, fmt.Sprintf("the row that was added as %s stays %s: other rows go by these refs now", c.Ref, ref)
			s.Left = append(s.Left, left)
		case e.Value != now.Value:
			left.Cell, left.Why = e.Cell, "it was edited since"
			s.Left = append(s.Left, left)
		default:
			was.Cell, was.Writable = e.Cell, true
			on.Edits = append(on.Edits, plan.Edit{ID: row.ID, Ref: ref, Field: c.Field, Was: e, Now: was})
			if c.Stood != "" {
				on.exact[e.Cell] = table.State(c.Stood)
			}
			put = append(put, c)
		}
	}
	return put
}

// refsGoOn reports whether a row that was renumbered cannot have its ref back
// without being taken for another: its side has a row of the old ref since, or the
// other side one of the new.
func (s *Staging) refsGoOn(c ledger.Written) bool {
	_, old := s.Settlement.Row(c.Side, c.Ref)
	_, across := s.Settlement.Row(c.Side.Other(), c.NewRef())
	return old || across
}

// stageBack stages what is to be put back, each cell for itself: one that is
// refused keeps no other from coming back.
func (r *Round) stageBack(ctx context.Context, s *Staging) error {
	for {
		again := false
		for _, which := range Sides {
			on := s.side[which]
			if err := r.stageSide(ctx, s, which); err != nil {
				return err
			}
			refused := map[plan.Cell]table.Refusal{}
			for _, r := range on.outcome.Refusals {
				refused[r.Cell] = r
			}
			on.Edits = slices.DeleteFunc(on.Edits, func(e plan.Edit) bool {
				why, no := refused[e.Was.Cell]
				if no {
					name := s.Settlement.Name(e.Ref)
					s.Left = append(s.Left, Left{Side: which, Ref: e.Ref, Name: name, Field: e.Field, Cell: e.Was.Cell, Why: why.Why, What: s.Settlement.Called(e.Ref)})
					again = true
				}
				return no
			})
		}
		if !again {
			return nil
		}
	}
}

// staying is what is not put back of what an apply wrote and added, so that the
// ledger keeps what it says of it.
func (u *Undone) staying(last ledger.Apply, put []ledger.Written) ledger.Stays {
	stays := ledger.Stays{}
	for _, c := range last.Cells {
		stays[c.CellKey] = true
		if ref := c.NewRef(); ref != "" {
			stays[plan.CellKey{Ref: ref}] = true
		}
	}
	for _, c := range put {
		delete(stays, c.CellKey)
		delete(stays, plan.CellKey{Ref: c.NewRef()})
	}
	for _, a := range last.Added {
		switch _, there := u.stands(a); {
		case !there:
		case a.Heading == "":
			stays[plan.CellKey{Ref: a.Ref}] = true
		default:
			for _, c := range u.added(a) {
				stays[plan.CellKey{Field: c.Field}] = true
			}
		}
	}
	return stays
}

// stopsUndo is the stop that lets nothing be put back, nil for none: one of the
// whole run, one of a row that was written, which may hold another action's
// cells by now, or one that nobody would see any more once the base says again
// what it said.
func (r *Round) stopsUndo(s *Staging, last ledger.Apply, base plan.Plan) *reconcile.Stop {
	stops := s.Settlement.Stops
	if len(stops) == 0 {
		return nil
	}
	says := s.memory.Returning(base)
	after := reconcile.Compare(&says, s.saying(reconcile.Officer), s.saying(reconcile.Partner), r.Rules).Stops
	for i, stop := range stops {
		holds := func(c ledger.Written) bool {
			return slices.Contains(stop.Refs, c.Ref) || slices.Contains(stop.Waiting, reconcile.Key{Ref: c.Ref, Field: c.Field})
		}
		isSeen := func(later reconcile.Stop) bool {
			return later.Kind == stop.Kind && later.Side == stop.Side && !slices.ContainsFunc(stop.Refs, func(ref plan.Ref) bool { return !slices.Contains(later.Refs, ref) })
		}
		if stop.Whole || slices.ContainsFunc(last.Cells, holds) || !slices.ContainsFunc(after, isSeen) {
			return &stops[i]
		}
	}
	return nil
}

// lossesBeside says what preview says first of the sides as they are now: what is
// gone, and what was cleared in such numbers that a person should look. What the
// undo itself puts back, or one that was stopped has put back already, is no loss.
func (s *Staging) lossesBeside(put []ledger.Written) []string {
	back := map[plan.CellKey]bool{}
	for _, c := range put {
		back[plan.CellKey{Ref: c.Ref, Field: c.Field}] = true
	}
	losses := s.MassGone()
	for which, edits := range map[reconcile.Side][]plan.Edit{reconcile.Officer: s.Settlement.Officer, reconcile.Partner: s.Settlement.Partner} {
		var lines []Line
		for _, e := range edits {
			if !back[plan.CellKey{Ref: e.Ref, Field: e.Field}] {
				lines = append(lines, Line{Side: which, Ref: e.Ref, Field: e.Field, Was: e.Was, Now: e.Now})
			}
		}
		losses = append(losses, s.massClearing(which, lines)...)
	}
	slices.Sort(losses)
	return losses
}

// settledBy is what both sides come to as they will say, by what the ledger is to
// say of them: an action that had been let go is there again, and has its name.
func (s *Staging) settledBy(before ledger.Next, rules reconcile.Agreement) reconcile.Settlement {
	base := before.Memory.Returning(before.Base)
	return reconcile.Compare(&base, s.saying(reconcile.Officer), s.saying(reconcile.Partner), rules).SettleWith(before.Memory)
}

// saying is a side's plan as it will say once its edits are written.
func (s *Staging) saying(which reconcile.Side) plan.Plan {
	p := s.Plan(which)
	p.Actions = slices.Clone(p.Actions)
	at := map[plan.ID]int{}
	for i, a := range p.Actions {
		at[a.ID] = i
	}
	for _, e := range s.side[which].Edits {
		a := &p.Actions[at[e.ID]]
		a.Entries = a.Own()
		a.Set(e.Field, e.Now)
		if e.Field == plan.FieldRef {
			a.Ref = plan.Ref(e.Now.Value.Text) // the row goes by it again
		}
	}
	return p
}

// ledgerBefore is what the ledger said before an apply, so that the next preview
// shows all of it as it did then, and the answers that stand again. Of an apply
// by an earlier build no more is known than what the cells said.
func (now *Readings) ledgerBefore(l *ledger.Ledger, last ledger.Apply, put []ledger.Written, stays ledger.Stays, today plan.Date) (before ledger.Next, again []reconcile.Decision) {
	base, memory := now.understood(l.Base(), l.Memory())
	if last.Before == nil {
		before.Memory = memory
		before.Base, before.Entries = baseBack(base, put, today)
		return before, nil
	}
	before.Base, before.Entries = last.Before.Agreed(base, stays, today)
	before.Entries = slices.DeleteFunc(before.Entries, func(e ledger.Entry) bool {
		return !slices.ContainsFunc(put, func(c ledger.Written) bool { return c.Ref == e.Ref && c.Field == e.Field })
	})
	for _, c := range put {
		if ref := c.NewRef(); ref != "" && !tellsPutBack(l, ref) {
			before.Entries = append(before.Entries, ledger.Entry{On: today, What: ledger.PutBack, Ref: ref, Field: c.Field, Was: c.Now, Now: c.Was})
		}
	}
	before.Entries = append(before.Entries, l.TakenBack(last, before.Entries, put, stays, today)...)
	before.Memory, again = last.Before.Remembered(memory, stays)
	for _, d := range before.Memory.Decisions { // what stood all along counts again where its cell is put back
		of := func(c ledger.Written) bool {
			return slices.ContainsFunc(d.Said, func(said reconcile.Said) bool { return said.Ref == c.Ref && said.Field == c.Field })
		}
		if slices.ContainsFunc(put, of) && !slices.ContainsFunc(again, func(other reconcile.Decision) bool { return other.Question == d.Question }) {
			again = append(again, d)
		}
	}
	return before, again
}

// tellsPutBack reports whether an undo that was cut off has told already that a ref
// was put back.
func tellsPutBack(l *ledger.Ledger, ref plan.Ref) bool {
	told := slices.DeleteFunc(l.Log(ref), func(e ledger.Entry) bool { return e.Field != plan.FieldRef })
	return len(told) > 0 && told[len(told)-1].What == ledger.PutBack
}

// baseBack is the base with the cells that were written saying again what it
// said, and what the log is to say of it.
func baseBack(base plan.Plan, cells []ledger.Written, today plan.Date) (plan.Plan, []ledger.Entry) {
	base.Actions = slices.Clone(base.Actions) // the ledger's own must stay as it is
	at := map[plan.Ref]int{}
	for i := range base.Actions {
		base.Actions[i].Entries = base.Actions[i].Own()
		at[base.Actions[i].Ref] = i
	}
	var entries []ledger.Entry
	for _, c := range cells {
		i, ok := at[c.Ref]
		if !ok || c.Field == plan.FieldReply {
			continue
		}
		says, was := base.Actions[i].Entry(c.Field), c.Base
		if says.Value != was.Value { // not put back already, by an undo that was cut off
			entries = append(entries, ledger.Entry{On: today, What: ledger.PutBack, Ref: c.Ref, Field: c.Field, Was: says, Now: was})
		}
		if was.Value.Kind == plan.KindAbsent {
			base.Actions[i].Drop(c.Field)
		} else {
			base.Actions[i].Set(c.Field, was)
		}
	}
	return base, entries
}

// stays names what apply added.
func (u *Undone) stays(last ledger.Apply) {
	for _, a := range last.Added {
		what, there := u.stands(a)
		if there {
			u.Added = true
			u.Stays = append(u.Stays, fmt.Sprintf("%s, which apply added to %s%s", what, CopyName[a.Side], addedBy(last, a)))
		}
	}
	for _, c := range last.Cells {
		if row, found := u.Settlement.Row(c.Side, plan.Ref(c.Now.Value.Text)); last.Names(c) && found {
			u.Stays = append(u.Stays, fmt.Sprintf("ref %s in %s (%s), which was %s: it is the ref of the action that was added, and under another its row would be another action", c.Now.Value.Text, CopyName[c.Side], row.Entry(plan.FieldRef).Cell, cmp.Or(c.Was.Value.Text, "blank")))
		}
	}
}

// addedBy says whose answer an action was added by: it has been carried out, and does
// not stand again. "" where that is not known.
func addedBy(last ledger.Apply, a ledger.Addition) string {
	if last.Before == nil || a.Ref == "" {
		return ""
	}
	for _, d := range last.Before.Memory.Decisions {
		if (d.Take == reconcile.TakeAdd || d.Take == reconcile.TakeBack) && cmp.Or(d.Ref, d.Question.Ref) == a.Ref {
			return fmt.Sprintf(", as %s answered (%s)", oneLine(d.By, 60), d.Take.Words())
		}
	}
	return ""
}

// added are the columns that may be one that was added: those with its heading
// in its table.
func (u *Undone) added(a ledger.Addition) []plan.Column {
	return slices.DeleteFunc(slices.Clone(u.Plan(a.Side).Columns), func(c plan.Column) bool {
		return c.Heading != a.Heading || a.Table != "" && c.Table != a.Table
	})
}

// stands says where an action or a column that was added is now: "action 1.11
// (Plan!A9)". False where somebody has deleted it since.
func (u *Undone) stands(a ledger.Addition) (what string, there bool) {
	if a.Heading != "" {
		columns := u.added(a)
		if len(columns) == 0 {
			return "", false
		}
		at := columns[len(columns)-1] // at the right edge, where the heading stands twice
		switch {
		case a.Table != "" && len(u.Plan(a.Side).Tables) > 1:
			return fmt.Sprintf("the column %q in the table %s (column %s)", a.Heading, a.Table, at.Letter), true
		case a.Table == "" && len(columns) > 1: // which of them, that note does not say
			return fmt.Sprintf("the column %q in one of its tables", a.Heading), true
		}
		return fmt.Sprintf("the column %q (column %s)", a.Heading, at.Letter), true
	}
	row, found := u.Settlement.Row(a.Side, a.Ref)
	if !found {
		return "", false
	}
	at := row.Entry(plan.FieldRef).Cell
	if at == (plan.Cell{}) {
		at = plan.Cell{Sheet: row.Sheet, Row: row.Row, Column: 1}
	}
	return fmt.Sprintf("%s (%s)", u.Settlement.Called(a.Ref), at), true
}
