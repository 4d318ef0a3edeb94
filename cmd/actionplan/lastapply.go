package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"actionplan/internal/atomicfile"
	"actionplan/ledger"
	"actionplan/plan"
	"actionplan/reconcile"
)

// lastApply is what the last apply wrote, put down before it was written: for
// undo, and for the next apply where the last was cut off. That one finds that
// both sides say the same already, and knows only from here who moved what,
// and who decided it and why.
type lastApply struct {
	Base    string // the base it began with, as baseMark knows it
	Batch   int64  `json:",omitempty"` // what it was about to send to a Google Sheet
	Cells   []written
	Added   []added `json:",omitempty"`
	Entries []meant
}

// added is an action or a column that the last apply added to a side, or was
// about to.
type added struct {
	Side    reconcile.Side
	Ref     plan.Ref `json:",omitempty"`
	Heading string   `json:",omitempty"` // of a column
}

// written is one cell the last apply wrote, or was about to.
type written struct {
	Side           reconcile.Side
	Ref            plan.Ref
	Field          plan.Field
	Was, Now, Base kept
}

// sameCell says whether two are about one cell of one side.
func (c written) sameCell(other written) bool {
	return c.Side == other.Side && c.Ref == other.Ref && c.Field == other.Field
}

// meant is an entry of the log that is to be made once both sides agree.
type meant struct {
	What         string
	Ref          plan.Ref
	Field        plan.Field
	How, By, Why string
	Was, Now     kept
}

// kept is an entry as it is needed again.
type kept struct {
	Kind        string
	Text, Typed string
}

func keep(e plan.Entry) kept { return kept{e.Value.Kind.String(), e.Value.Whole(), e.Typed} }

func (k kept) entry() plan.Entry {
	kind, _ := plan.KindNamed(k.Kind)
	return plan.Entry{Value: plan.ValueOf(kind, k.Text), Typed: k.Typed}
}

// baseMark tells one base from another.
func baseMark(base plan.Plan) string {
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

func (d *desk) lastApplyPath() string {
	return filepath.Join(d.settings.File.Ledger, "last-apply.json")
}

// readLastApply is fs.ErrNotExist where nothing was applied since the last undo.
func (d *desk) readLastApply() (lastApply, error) {
	var last lastApply
	text, err := os.ReadFile(d.lastApplyPath())
	if err != nil {
		return last, err
	}
	if err := json.Unmarshal(text, &last); err != nil {
		return last, fmt.Errorf("read %s: %w", d.lastApplyPath(), err)
	}
	return last, nil
}

// cutOff is the last apply where it never moved the base on, and nothing where
// it did. One that cannot be read costs a line of history, and is no reason to
// write nothing: undo says it.
func (d *desk) cutOff(base plan.Plan) lastApply {
	last, err := d.readLastApply()
	if err != nil || last.Base != baseMark(base) {
		return lastApply{}
	}
	return last
}

// noteWriting puts down what is about to be written, before it is, together
// with what a run that was cut off had begun.
func (d *desk) noteWriting(w *writing) error {
	if len(d.toSave(w)) == 0 {
		return nil
	}
	last := lastApply{Base: baseMark(*w.Base), Batch: w.CutOff.Batch, Cells: w.cells(), Added: w.added()}
	if batch, ok := w.Partner.(interface{ Batch() int64 }); ok && len(w.Partner.Changes()) > 0 {
		last.Batch = batch.Batch()
	}
	for _, before := range w.CutOff.Cells {
		if !slices.ContainsFunc(last.Cells, before.sameCell) {
			last.Cells = append(last.Cells, before)
		}
	}
	for _, before := range w.CutOff.Added {
		if !slices.Contains(last.Added, before) {
			last.Added = append(last.Added, before)
		}
	}
	for _, e := range w.CutOff.complete(ledger.Entries(w.Settlement, d.today)) {
		last.Entries = append(last.Entries, meant{e.What, e.Ref, e.Field, e.How, e.By, e.Why, keep(e.Was), keep(e.Now)})
	}
	return writeNote(d.lastApplyPath(), last)
}

// writeNote writes a note of a run's own beside the ledger.
func writeNote(path string, note any) error {
	text, err := json.MarshalIndent(note, "", " ")
	if err != nil {
		return err
	}
	return atomicfile.Write(path, 0o600, func(w io.Writer) error {
		_, err := w.Write(append(text, '\n'))
		return err
	})
}

// cells lists the cells that are about to be written.
func (w *writing) cells() []written {
	bases := byRef(*w.Base)
	var cells []written
	for _, side := range []reconcile.Side{reconcile.Officer, reconcile.Partner} {
		refs := refsByID(w.side(side))
		for _, e := range w.Kept[side] {
			ref := refs[e.ID]
			cells = append(cells, written{side, ref, e.Field, keep(e.Was), keep(e.Now), keep(bases[ref].Entry(e.Field))})
		}
	}
	return cells
}

// added lists the actions and columns that are about to be added.
func (w *writing) added() []added {
	var all []added
	for _, side := range []reconcile.Side{reconcile.Officer, reconcile.Partner} {
		for _, row := range w.Rows[side] {
			all = append(all, added{Side: side, Ref: row.Ref})
		}
	}
	for _, c := range w.Columns {
		all = append(all, added{Side: c.Side, Heading: c.Heading})
	}
	return all
}

// complete gives entries of the log what only the run that was cut off knew:
// who moved a cell and why, and which actions it had added already.
func (l lastApply) complete(entries []ledger.Entry) []ledger.Entry {
	for _, m := range l.Entries {
		if m.What != ledger.Moved && m.What != ledger.Added && m.What != ledger.Brought {
			continue // nothing of it is written to a side: the next run comes to it again by itself
		}
		same := func(e ledger.Entry) bool {
			return e.What == m.What && e.Ref == m.Ref && e.Field == m.Field && e.Now.Value == m.Now.entry().Value
		}
		known := false
		for i := range entries {
			if same(entries[i]) {
				entries[i].How, entries[i].By, entries[i].Why = m.How, m.By, m.Why
				known = true
			}
		}
		if !known {
			entries = append(entries, ledger.Entry{What: m.What, Ref: m.Ref, Field: m.Field, How: m.How, By: m.By, Why: m.Why, Was: m.Was.entry(), Now: m.Now.entry()})
		}
	}
	return entries
}

// agreedNow are the entries that the new base has taken up: those belong in
// the log.
func agreedNow(entries []ledger.Entry, before, base plan.Plan, on plan.Date) []ledger.Entry {
	was, now := byRef(before), byRef(base)
	var list []ledger.Entry
	for _, e := range entries {
		agreed, known := now[e.Ref]
		_, old := was[e.Ref]
		switch e.What {
		case ledger.Moved:
			if !known || agreed.Value(e.Field) != e.Now.Value || was[e.Ref].Value(e.Field) == e.Now.Value {
				continue
			}
		case ledger.Added:
			if !known || old {
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
