package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"

	"actionplan/internal/disk"
	"actionplan/plan"
	"actionplan/reconcile"
)

// ErrNoApply says that there is nothing to undo.
var ErrNoApply = errors.New("nothing has been applied since the last undo")

// Apply is what the last apply wrote, and what the ledger said before it, put
// down before anything is written: for undo,
// and for the next apply where the last was cut off. That one finds that both
// sides say the same already, and knows only from here who moved what, and who
// decided it and why.
type Apply struct {
	Agreement string           // under which it was written; NoteApply says it
	Base      string           // the base it began with, as BaseMark knows it; NoteApply says it
	Places    Places           // the copies it wrote to; empty in a note of an earlier build
	Batch     int64            // what it was about to send to a Google Sheet; 0 for nothing
	Cells     []Written        // the cells it wrote, or was about to
	Added     []Addition       // the actions and columns it added, or was about to
	Marked    []reconcile.Side // the sides whose workbook it had work all formulas anew
	Entries   []Entry          // what the log is to say once both sides agree; their On is not kept
	Before    *Before          // what the ledger said; NoteApply says it, and a note of an earlier build does not
}

// Written is one cell that an apply wrote, or was about to.
type Written struct {
	Side           reconcile.Side
	plan.CellKey              // the action, by what it goes by in the merge, and the field
	Was, Now, Base plan.Entry // of each, its value and what was typed
	Stood          string     // the cell just as it stood before, in its adapter's words (a table.State); "" where it does not say
}

// same reports whether two are about one cell of one side.
func (c Written) same(other Written) bool { return c.Side == other.Side && c.CellKey == other.CellKey }

// Addition is an action or a column that an apply added to a side, or was about
// to.
type Addition struct {
	Side    reconcile.Side
	Ref     plan.Ref `json:",omitempty"`
	Heading string   `json:",omitempty"` // of a column
	Table   string   `json:",omitempty"` // the one it was added to; "" in a note of an earlier build
}

// LastApply is what the last apply wrote, and ErrNoApply where nothing was
// applied since the last undo.
func (l *Ledger) LastApply() (Apply, error) {
	path := l.folder.path(applyFile)
	text, err := disk.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Apply{}, ErrNoApply
	}
	if err != nil && !errors.Is(err, disk.ErrNoFile) {
		return Apply{}, fmt.Errorf("undo the last apply: %w", err)
	}
	unknown := &UndoError{
		Reason: fmt.Sprintf("what it wrote is not known, since %q is damaged or was not written by actionplan; nothing was put back", path),
		Advice: "actionplan log says what moved: type back by hand what should not stand; the next apply gives that file another name and goes on",
	}
	var note applyNote
	if err != nil || !ours[applyFile](text) || json.Unmarshal(text, &note) != nil {
		return Apply{}, unknown
	}
	a := note.apply()
	if a.Before, err = readBefore(note.Before); err != nil {
		return Apply{}, unknown
	}
	return a, nil
}

// NoteApply puts down what is about to be written, before it is: under this
// agreement, from its base and with what is remembered as they stand.
func (l *Ledger) NoteApply(a Apply) error {
	a.Agreement, a.Base, a.Places = l.Agreement(), BaseMark(l.state.Base), l.folder.kept(a.Places)
	note := noteOf(a)
	note.Before = l.before()
	return l.folder.writeNote(applyFile, note)
}

// Noted is the note of the last apply just as it stands, for PutNoteBack; nil
// where there is none.
func (f Folder) Noted() []byte {
	text, err := disk.ReadFile(f.path(applyFile))
	if err != nil || !ours[applyFile](text) {
		return nil
	}
	return text
}

// PutNoteBack has the note of the last apply say again what it said before a run
// noted what it was about to write, and then wrote nothing of it.
func (l *Ledger) PutNoteBack(noted []byte) error {
	if noted == nil {
		return l.DropApply()
	}
	return l.folder.store().Write(applyFile, func(w io.Writer) error {
		_, err := w.Write(noted)
		return err
	})
}

// Dir is the ledger's folder.
func (l *Ledger) Dir() string { return l.folder.Dir }

// MayBackUp is the function of that name, of the ledger's folder.
func (l *Ledger) MayBackUp(path string) error { return l.folder.MayBackUp(path) }

// DropApply forgets the last apply, once it has been undone.
func (l *Ledger) DropApply() error {
	err := disk.System.Remove(l.folder.path(applyFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// CutOff is the last apply where it was cut off, so that neither the base nor the
// log moved on, and an empty one where it was not: what only brought a row or a
// column back moves the log alone. One that cannot be read costs a line of
// history, and is no reason to write nothing: undo says it.
func (l *Ledger) CutOff() Apply {
	last, err := l.LastApply()
	if err != nil || !l.ours(last) || last.Base != BaseMark(l.state.Base) || last.isTold(l) {
		return Apply{}
	}
	return last
}

// isTold reports whether the log has told what was applied. Where it has told of
// an undo since, that put the base back first and may not have put back the rest.
func (a Apply) isTold(l *Ledger) bool {
	told := l.toldSince(a)
	return len(told) > 0 && !slices.ContainsFunc(told, func(e Entry) bool { return e.What == PutBack })
}

// toldSince is what the log has told since an apply began.
func (l *Ledger) toldSince(a Apply) []Entry {
	if a.Before == nil || len(l.past) <= a.Before.Log.Length {
		return nil
	}
	told, err := parseLog(append([]byte(logTitle), l.past[max(a.Before.Log.Length, len(logTitle)):]...))
	if err != nil {
		return nil
	}
	return told
}

// TakenBack is what the log is to say of an undo beside the cells that it puts
// back: of each other thing that the apply had the log tell, and that does not
// stay, that it is taken back. Their How says what it was. What was decided of a cell
// that partners are not told of stands on, and a column that came back stays to be
// filled: of those only the cell is put back, where one was written.
func (l *Ledger) TakenBack(a Apply, cells []Entry, put []Written, stays Stays, on plan.Date) []Entry {
	told := l.toldSince(a)
	var list []Entry
	for _, e := range told {
		isOf := func(back Entry) bool { return back.What == PutBack && back.Ref == e.Ref && back.Field == e.Field }
		known := slices.ContainsFunc(told, isOf) || slices.ContainsFunc(cells, isOf) || slices.ContainsFunc(list, isOf)
		if e.What == PutBack || known || stays.key(reconcile.Key{Ref: e.Ref, Field: e.Field}) {
			continue
		}
		what := e.What
		switch what {
		case Moved:
			what = e.How
		case Decided, Filled:
			what = ""
			if !slices.ContainsFunc(put, func(c Written) bool { return c.Ref == e.Ref && c.Field == e.Field }) {
				continue
			}
		}
		list = append(list, Entry{On: on, What: PutBack, Ref: e.Ref, Field: e.Field, How: what, Was: e.Now, Now: e.Was})
	}
	return list
}

// ours reports whether something was applied under this agreement. An earlier
// build noted nothing of that, and gave its agreements no name.
func (l *Ledger) ours(a Apply) bool {
	return a.Agreement == l.Agreement() || a.Agreement == "" && l.state.Agreement == ""
}

// UndoError is why what was applied is not put back.
type UndoError struct{ Reason, Advice string }

// Error is one sentence from the outside in.
func (e *UndoError) Error() string { return "undo the last apply: " + e.Reason }

// Hint says what a person can do about it.
func (e *UndoError) Hint() string { return e.Advice }

// MayUndo is nil where what an apply wrote may be put back into the copies at
// hand, and an *UndoError where it may not: it was applied under another
// agreement, or to other copies than these. A side that nothing was written to
// may be anywhere.
func (l *Ledger) MayUndo(a Apply, now Places) error {
	if !l.ours(a) {
		return &UndoError{
			Reason: fmt.Sprintf("it was made under another agreement than this one, which was begun on %s; nothing was put back", l.state.Begun.Long()),
			Advice: "what it wrote stays: actionplan preview shows how both copies stand against what is agreed now",
		}
	}
	for _, c := range a.Cells {
		if c.Ref == "" && c.Field != plan.FieldRef {
			return &UndoError{
				Reason: fmt.Sprintf("it was made by an earlier build, which did not note in which rows without a ref it wrote (a %s that said %q and says %q is one); nothing was put back", c.Field.Label(), c.Was.Shown(), c.Now.Shown()),
				Advice: "actionplan log says what it wrote: type back by hand what should not stand",
			}
		}
	}
	now = l.folder.kept(now)
	for _, side := range []struct {
		side     reconcile.Side
		plan     string // as people call it
		setting  string
		was, now Place
	}{
		{reconcile.Officer, "the officers' plan", "plan:", a.Places.Officers, now.Officers},
		{reconcile.Partner, "the partners' copy", "partner:", a.Places.Partners, now.Partners},
	} {
		if a.wroteTo(side.side) && l.folder.otherCopy(side.was, side.now) {
			return &UndoError{
				Reason: fmt.Sprintf("it wrote to %s, and %s is now %s; nothing was put back", side.was.name(), side.plan, side.now.nameBeside(side.was)),
				Advice: fmt.Sprintf("to undo it, name the copy it wrote to in actionplan.yaml (%s) and run actionplan undo again", side.setting),
			}
		}
	}
	return nil
}

func (a Apply) wroteTo(side reconcile.Side) bool {
	return slices.ContainsFunc(a.Cells, func(c Written) bool { return c.Side == side }) ||
		slices.ContainsFunc(a.Added, func(added Addition) bool { return added.Side == side })
}

// otherCopy reports whether two places, as they are kept, are two copies. What
// is not known of a place tells nothing.
func (f Folder) otherCopy(was, now Place) bool {
	if was.File == "" && was.Google == "" {
		return false
	}
	if was.Google != "" || now.Google != "" {
		return was.Google != now.Google
	}
	return !f.sameFile(was.File, now.File)
}

// Join is what is about to be written together with what a run that was cut off
// had begun.
func (a Apply) Join(cutOff Apply) Apply {
	a.Cells, a.Added, a.Marked = slices.Clone(a.Cells), slices.Clone(a.Added), slices.Clone(a.Marked)
	for _, before := range cutOff.Cells {
		if !slices.ContainsFunc(a.Cells, before.same) {
			a.Cells = append(a.Cells, before)
		}
	}
	for _, before := range cutOff.Added {
		if !slices.Contains(a.Added, before) {
			a.Added = append(a.Added, before)
		}
	}
	for _, before := range cutOff.Marked {
		if !slices.Contains(a.Marked, before) {
			a.Marked = append(a.Marked, before)
		}
	}
	if a.Batch == 0 {
		a.Batch = cutOff.Batch
	}
	return a
}

// Names reports whether a cell is the ref that an added action was given on the
// side it came from. It stays as the action does: under its old ref it would be
// another action.
func (a Apply) Names(c Written) bool {
	return c.Field == plan.FieldRef && slices.ContainsFunc(a.Added, func(added Addition) bool {
		return added.Heading == "" && added.Side != c.Side && string(added.Ref) == c.Now.Value.Text
	})
}

// NewRef is the ref that a row got in place of another it was added under; "" for
// every other cell. It goes by that one since.
func (c Written) NewRef() plan.Ref {
	if c.Field != plan.FieldRef || c.Was.Value.Text != string(c.Ref) || c.Now.Value.Text == string(c.Ref) {
		return ""
	}
	return plan.Ref(c.Now.Value.Text)
}

// Complete gives entries of the log what only the run that was cut off knew:
// who moved a cell and why, and which actions it had added already.
func (a Apply) Complete(entries []Entry) []Entry {
	for _, meant := range a.Entries {
		if meant.What != Moved && meant.What != Filled && meant.What != Added && meant.What != Brought && meant.What != Renamed {
			continue // nothing of it is written to a side: the next run comes to it again by itself
		}
		known := false
		for i, e := range entries {
			if e.What == meant.What && e.Ref == meant.Ref && e.Field == meant.Field && e.Now.Value == meant.Now.Value {
				entries[i].How, entries[i].By, entries[i].Why = meant.How, meant.By, meant.Why
				known = true
			}
		}
		if !known {
			entries = append(entries, meant)
		}
	}
	return entries
}

// TakenUp is the entries that a new base has taken up, as of a day: those belong
// in the log. So does a decision to keep what was agreed before.
func TakenUp(entries []Entry, before, base plan.Plan, on plan.Date) []Entry {
	was, now := byRef(before), byRef(base)
	var list []Entry
	for _, e := range entries {
		agreed, known := now[e.Ref]
		_, old := was[e.Ref]
		switch e.What {
		case Moved:
			if e.Field == plan.FieldRef && known && !old {
				break // no cell of a base, but its name
			}
			stays := e.By != "" && e.Was.Value == e.Now.Value
			if !known || agreed.Value(e.Field) != e.Now.Value || !stays && was[e.Ref].Value(e.Field) == e.Now.Value {
				continue
			}
		case Filled:
			if !known || agreed.Value(e.Field) != e.Now.Value {
				continue
			}
		case Added:
			if !known || old {
				continue
			}
		case Dropped:
			if known {
				continue
			}
		}
		e.On = on
		list = append(list, e)
	}
	return list
}

func byRef(p plan.Plan) map[plan.Ref]plan.Action {
	actions := make(map[plan.Ref]plan.Action, len(p.Actions))
	for _, a := range p.Actions {
		actions[a.Ref] = a
	}
	return actions
}

// BaseMark tells one base from another.
func BaseMark(base plan.Plan) string {
	says := map[plan.Ref]map[plan.Field]string{}
	for _, a := range base.Actions {
		says[a.Ref] = map[plan.Field]string{}
		for f, e := range a.All() {
			says[a.Ref][f] = e.Value.Kind.String() + " " + e.Value.Whole()
		}
	}
	text, err := json.Marshal(says)
	if err != nil {
		panic("a base of texts cannot be marked: " + err.Error())
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// applyNote is an Apply as its file holds it. Earlier builds wrote it without
// Agreement, Places, Stood and Before.
type applyNote struct {
	Agreement string `json:",omitempty"`
	Base      string
	Places    *Places `json:",omitempty"`
	Batch     int64   `json:",omitempty"`
	Cells     []writtenNote
	Added     []Addition       `json:",omitempty"`
	Marked    []reconcile.Side `json:",omitempty"`
	Entries   []entryNote
	Before    []string `json:",omitempty"` // the lines of base.txt
}

type writtenNote struct {
	Side reconcile.Side
	plan.CellKey
	Was, Now, Base kept
	Stood          string `json:",omitempty"`
}

type entryNote struct {
	What string
	plan.CellKey
	How, By, Why string
	Was, Now     kept
}

// kept is an entry as it is needed again.
type kept struct{ Kind, Text, Typed string }

func keep(e plan.Entry) kept { return kept{e.Value.Kind.String(), e.Value.Whole(), e.Typed} }

func (k kept) entry() plan.Entry {
	kind, _ := plan.KindNamed(k.Kind)
	return plan.Entry{Value: plan.ValueOf(kind, k.Text), Typed: k.Typed}
}

func noteOf(a Apply) applyNote {
	n := applyNote{Agreement: a.Agreement, Base: a.Base, Batch: a.Batch, Added: a.Added, Marked: a.Marked}
	n.Places = &a.Places
	for _, c := range a.Cells {
		n.Cells = append(n.Cells, writtenNote{c.Side, c.CellKey, keep(c.Was), keep(c.Now), keep(c.Base), c.Stood})
	}
	for _, e := range a.Entries {
		n.Entries = append(n.Entries, entryNote{e.What, plan.CellKey{Ref: e.Ref, Field: e.Field}, e.How, e.By, e.Why, keep(e.Was), keep(e.Now)})
	}
	return n
}

func (n applyNote) apply() Apply {
	a := Apply{Agreement: n.Agreement, Base: n.Base, Batch: n.Batch, Added: n.Added, Marked: n.Marked}
	if n.Places != nil {
		a.Places = *n.Places
	}
	for _, c := range n.Cells {
		a.Cells = append(a.Cells, Written{c.Side, c.CellKey, c.Was.entry(), c.Now.entry(), c.Base.entry(), c.Stood})
	}
	for _, e := range n.Entries {
		a.Entries = append(a.Entries, Entry{What: e.What, Ref: e.Ref, Field: e.Field, How: e.How, By: e.By, Why: e.Why, Was: e.Was.entry(), Now: e.Now.entry()})
	}
	return a
}
