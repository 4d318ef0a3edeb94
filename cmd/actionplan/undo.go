package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"actionplan/internal/disk"
	"actionplan/internal/lock"
	"actionplan/ledger"
	"actionplan/plan"
	"actionplan/reconcile"
)

func (d *desk) undoCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "undo",
		Short: "Put back what the last apply wrote, cell by cell",
		Long: `Puts back what the cells said before the last apply, on both sides, and lets the
ledger say again what it said then. A cell that somebody has edited since is
left alone and said: an old file never goes over later work. An action or a
column that apply added stays, and is named with where it stands: the tool never
deletes one.`,
		Example:     `  actionplan undo`,
		Args:        cobra.NoArgs,
		Annotations: exits(exitFailed, exitUsage, exitWaiting, exitSignIn, exitMoved),
		RunE: func(*cobra.Command, []string) error {
			if err := d.withPlan(nil); err != nil {
				return err
			}
			return d.undo()
		},
	}
}

func (d *desk) undo() error {
	if _, err := d.openLedger(); err != nil {
		return err
	}
	held, err := lock.Take(d.settings.File.Ledger, whoIsHere(), time.Now())
	if err != nil {
		return err
	}
	defer func() { _ = held.Release() }()
	d.sweep()
	last, err := d.lastWritten()
	if err != nil {
		return err
	}
	r, err := d.readBothSides()
	if err != nil {
		return err
	}
	w := &writing{readings: r, held: held, Kept: map[reconcile.Side][]plan.Edit{}}
	put := w.inverse(last)
	if err := d.stageKept(w); err != nil {
		return err
	}
	if err := d.nobodyElse(w); err != nil {
		return err
	}
	if err := held.Refresh(time.Now()); err != nil {
		return err
	}
	// The base goes first: stopped in between, both sides are ahead of it and
	// alike. The other way round, what was put back would look like an edit.
	if err := d.putBaseBack(put); err != nil {
		return err
	}
	if err := d.save(w); err != nil {
		return unfinished(err)
	}
	if err := disk.System.Remove(d.lastApplyPath()); err != nil {
		return unfinished(err)
	}
	fmt.Fprintf(d.stdout, "Done: %s put back in Excel, %d in the partners' copy.\n",
		counted(len(w.Kept[reconcile.Officer]), "cell"), len(w.Kept[reconcile.Partner]))
	for _, left := range w.LeftAlone {
		fmt.Fprintf(d.stdout, "Left alone: %s\n", left)
	}
	d.sayStays(w, last)
	return nil
}

// named says whether a cell is the ref that an added action was given on the
// side it came from. It stays as the action does: under its old ref it would
// be another action.
func (l lastApply) named(c written) bool {
	return c.Field == plan.FieldRef && slices.ContainsFunc(l.Added, func(a added) bool {
		return a.Heading == "" && a.Side != c.Side && string(a.Ref) == c.Now.Text
	})
}

// unfinished says how far an undo has come that was stopped: what it wrote
// stays right, and the next one goes on from there.
func unfinished(err error) error {
	return fmt.Errorf("the undo is begun, and not finished (actionplan undo again finishes it): %w", err)
}

// sideName is what each side's plan is called in messages.
var sideName = map[reconcile.Side]string{reconcile.Officer: "Excel", reconcile.Partner: "the partners' copy"}

// sayStays names what apply added: the tool never deletes a row or a column.
func (d *desk) sayStays(w *writing, last lastApply) {
	stays := false
	for _, a := range last.Added {
		what, there := a.stands(w.side(a.Side))
		if !there {
			continue
		}
		stays = true
		fmt.Fprintf(d.stdout, "Stays: %s, which apply added to %s.\n", what, sideName[a.Side])
	}
	for _, c := range last.Cells {
		if at, found := actionByRef(w.side(c.Side), plan.Ref(c.Now.Text)); last.named(c) && found {
			fmt.Fprintf(d.stdout, "Stays: ref %s in %s (%s), which was %s.\n", c.Now.Text, sideName[c.Side], at.Entry(plan.FieldRef).Cell, cmp.Or(c.Was.Text, "blank"))
		}
	}
	if stays {
		fmt.Fprintln(d.stdout, "Rows and columns are never deleted: delete by hand what should not stay, and actionplan preview asks before anything follows on the other side.")
	}
}

// stands says where an action or a column that was added is now: "action 1.11
// (Plan!A9)". False where somebody has deleted it since.
func (a added) stands(p plan.Plan) (what string, there bool) {
	if a.Heading != "" {
		for _, c := range p.Columns {
			if c.Heading == a.Heading {
				return fmt.Sprintf("the column %q (column %s)", a.Heading, c.Letter), true
			}
		}
		return "", false
	}
	action, found := actionByRef(p, a.Ref)
	if !found {
		return "", false
	}
	return fmt.Sprintf("action %s (%s)", a.Ref, action.Entry(plan.FieldRef).Cell), true
}

func (d *desk) lastWritten() (lastApply, error) {
	last, err := d.readLastApply()
	if errors.Is(err, fs.ErrNotExist) {
		return last, misused("undo puts back the last apply, once", "there is nothing to undo")
	}
	return last, err
}

// inverse are the edits that put the cells back, where they still say what
// apply wrote. It returns those cells, and those that never were written.
func (w *writing) inverse(last lastApply) []written {
	var put []written
	for _, c := range last.Cells {
		if last.named(c) {
			continue
		}
		side := w.side(c.Side)
		at, found := actionByRef(side, c.Ref)
		e, there := at.Lookup(c.Field)
		was, now := c.Was.entry(), c.Now.entry()
		switch {
		case !found || !there:
			w.LeftAlone = append(w.LeftAlone, fmt.Sprintf("action %s, %s: it is not there any more", c.Ref, c.Field.Label()))
		case e.Value == was.Value:
			put = append(put, c)
		case e.Value != now.Value:
			w.LeftAlone = append(w.LeftAlone, fmt.Sprintf("action %s, %s (%s): it was edited since", c.Ref, c.Field.Label(), e.Cell))
		default:
			was.Cell, was.Writable = e.Cell, true
			w.Kept[c.Side] = append(w.Kept[c.Side], plan.Edit{ID: at.ID, Field: c.Field, Was: e, Now: was})
			put = append(put, c)
		}
	}
	return put
}

func actionByRef(p plan.Plan, ref plan.Ref) (plan.Action, bool) {
	for _, a := range p.Actions {
		if a.Ref == ref {
			return a, true
		}
	}
	return plan.Action{}, false
}

// putBaseBack lets the base say again what it said before the cells were
// written, so that the next preview shows them as it did then.
func (d *desk) putBaseBack(cells []written) error {
	l, err := ledger.Open(d.settings.File.Ledger)
	if err != nil {
		return err
	}
	base := l.Base()
	base.Actions = slices.Clone(base.Actions) // the ledger's own must stay as it is
	at := map[plan.Ref]int{}
	for i := range base.Actions {
		base.Actions[i].Entries = base.Actions[i].Own()
		at[base.Actions[i].Ref] = i
	}
	var entries []ledger.Entry
	for _, c := range cells {
		i, ok := at[c.Ref]
		if !ok {
			continue
		}
		says, was := base.Actions[i].Entry(c.Field), c.Base.entry()
		if says.Value != was.Value { // not put back already, by an undo that was cut off
			entries = append(entries, ledger.Entry{On: d.today, What: ledger.PutBack, Ref: c.Ref, Field: c.Field, Was: says, Now: was})
		}
		if was.Value.Kind == plan.KindAbsent {
			base.Actions[i].Drop(c.Field)
		} else {
			base.Actions[i].Set(c.Field, was)
		}
	}
	return l.Keep(ledger.Next{Base: base, Memory: l.Memory(), Entries: entries}, d.today)
}
