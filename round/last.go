package round

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"actionplan/internal/disk"
	"actionplan/ledger"
	"actionplan/plan"
	"actionplan/reconcile"
	"actionplan/table"
)

// lastApply is what the last apply wrote, put down before it was written: for
// undo, and for the next apply where the last was cut off. That one finds that
// both sides say the same already, and knows only from here who moved what,
// and who decided it and why.
type lastApply struct {
	Base    string  // the base it began with, as baseMark knows it
	Begun   string  `json:",omitempty"` // the day of the agreement it was applied under
	Places  *places `json:",omitempty"` // the copies it was written to
	Batch   int64   `json:",omitempty"` // the mark of what it was about to send, as earlier builds kept it
	Mark    string  `json:",omitempty"` // the mark that it was about to leave in the partners' copy
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
	Stood          table.State `json:",omitempty"` // the cell just as it stood before
}

func (c written) key() plan.CellKey { return plan.CellKey{Ref: c.Ref, Field: c.Field} }

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

func (r *Round) lastApplyPath() string { return filepath.Join(r.Ledger, "last-apply.json") }

// readLastApply is fs.ErrNotExist where nothing was applied since the last undo.
func (r *Round) readLastApply() (lastApply, error) {
	var last lastApply
	text, err := os.ReadFile(r.lastApplyPath())
	if err != nil {
		return last, err
	}
	if err := json.Unmarshal(text, &last); err != nil {
		return last, fmt.Errorf("read %s: %w", r.lastApplyPath(), err)
	}
	if last.Mark == "" && last.Batch != 0 {
		last.Mark = strconv.FormatInt(last.Batch, 10)
	}
	return last, nil
}

// cutOff is the last apply where it never moved the base on, and nothing where
// it did. One that cannot be read costs a line of history, and is no reason to
// write nothing: undo says it.
func (r *Round) cutOff(base plan.Plan) lastApply {
	last, err := r.readLastApply()
	if err != nil || last.Base != baseMark(base) {
		return lastApply{}
	}
	return last
}

// noteWriting puts down what is about to be written, before it is, together
// with what a run that was cut off had begun.
func (r *Round) noteWriting(s *Staging) error {
	if !s.Writes() {
		return nil
	}
	where := r.writtenPlaces(s.Readings)
	last := lastApply{Base: baseMark(*s.Base), Begun: r.begun(), Places: &where, Mark: s.cutOff.Mark, Cells: s.cells(), Added: s.added()}
	if mark := s.side[reconcile.Partner].outcome.Mark; mark != "" {
		last.Mark = mark
	}
	for _, before := range s.cutOff.Cells {
		if !slices.ContainsFunc(last.Cells, func(c written) bool { return c.Side == before.Side && c.key() == before.key() }) {
			last.Cells = append(last.Cells, before)
		}
	}
	for _, before := range s.cutOff.Added {
		if !slices.Contains(last.Added, before) {
			last.Added = append(last.Added, before)
		}
	}
	for _, e := range s.cutOff.complete(ledger.Entries(s.Settlement, r.Today)) {
		last.Entries = append(last.Entries, meant{e.What, e.Ref, e.Field, e.How, e.By, e.Why, keep(e.Was), keep(e.Now)})
	}
	return writeNote(r.lastApplyPath(), last)
}

// begun is the day of the agreement, "" where there is none.
func (r *Round) begun() string {
	l, err := ledger.Open(r.Ledger)
	if err != nil {
		return ""
	}
	return l.Begun().String()
}

// writeNote writes a note of a run's own beside the ledger.
func writeNote(path string, note any) error {
	text, err := json.MarshalIndent(note, "", " ")
	if err != nil {
		return err
	}
	return disk.Write(path, 0o600, func(w io.Writer) error {
		_, err := w.Write(append(text, '\n'))
		return err
	})
}

// cells lists the cells that are about to be written.
func (s *Staging) cells() []written {
	bases := byRef(*s.Base)
	var cells []written
	for _, side := range Sides {
		on := s.side[side]
		stood := map[plan.Cell]table.State{}
		for _, c := range on.outcome.Changes {
			stood[c.Cell] = c.Stood
		}
		for _, e := range append(slices.Clone(on.Edits), on.Replies...) {
			cells = append(cells, written{side, e.Ref, e.Field, keep(e.Was), keep(e.Now), keep(bases[e.Ref].Entry(e.Field)), stood[e.Was.Cell]})
		}
	}
	return cells
}

// added lists the actions and columns that are about to be added.
func (s *Staging) added() []added {
	var all []added
	for _, side := range Sides {
		for _, row := range s.side[side].Rows {
			all = append(all, added{Side: side, Ref: row.Ref})
		}
	}
	for _, side := range Sides {
		for _, c := range s.side[side].Columns {
			all = append(all, added{Side: side, Heading: c.Heading})
		}
	}
	return all
}

// named reports whether a cell is the ref that an added action was given on the
// side it came from. It stays as the action does: under its old ref it would
// be another action.
func (l lastApply) named(c written) bool {
	return c.Field == plan.FieldRef && slices.ContainsFunc(l.Added, func(a added) bool {
		return a.Heading == "" && a.Side != c.Side && string(a.Ref) == c.Now.Text
	})
}

// complete gives entries of the log what only the run that was cut off knew:
// who moved a cell and why, and which actions it had added already.
func (l lastApply) complete(entries []ledger.Entry) []ledger.Entry {
	for _, m := range l.Entries {
		if m.What != ledger.Moved && m.What != ledger.Added {
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

// agreedNow are the entries that the new base has taken up, or that say what a
// person decided: those belong in the log.
func (s *Staging) agreedNow(entries []ledger.Entry, base plan.Plan, on plan.Date) []ledger.Entry {
	was, now := byRef(*s.Base), byRef(base)
	came := map[plan.Ref]bool{} // actions that this run added, also those that came back
	for _, a := range append(s.added(), s.cutOff.Added...) {
		came[a.Ref] = true
	}
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
			if !known || old && !came[e.Ref] {
				continue
			}
		}
		e.On = on
		list = append(list, e)
	}
	return list
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

// lastWritten is the last apply, or a Problem where there is nothing to undo.
func (r *Round) lastWritten() (lastApply, error) {
	last, err := r.readLastApply()
	if errors.Is(err, fs.ErrNotExist) {
		return last, misused("undo puts back the last apply, once", "there is nothing to undo")
	}
	return last, err
}
