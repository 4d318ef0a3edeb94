package excel

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"time"

	"actionplan/excel/internal/ooxml"
	"actionplan/internal/disk"
	"actionplan/plan"
	"actionplan/table"
)

// The words in which it is said what is to be written into a workbook, what is
// refused and what will change are those of every spreadsheet.
type (
	// Work is what is to be written.
	Work = table.Work
	// NewRow is a row to put at a table's end.
	NewRow = table.NewRow
	// NewColumn is a column to put at a table's right edge.
	NewColumn = table.NewColumn
	// Refusal is why one piece of work cannot be done.
	Refusal = table.Refusal
	// Change is one cell that will be written.
	Change = table.Change
	// RefusedError is what Save and WriteTo give while anything is refused.
	RefusedError = table.RefusedError
)

// Staged is work that was checked against the workbook as it now stands, and
// can be written. It holds on to nothing but memory.
type Staged struct {
	path     string
	size     int64
	modified time.Time
	mode     fs.FileMode
	parts    map[string][]ooxml.Splice
	outcome  table.Outcome
	done     []plan.Edit
}

// Outcome is what staging came to. While anything in it is refused, Save and
// WriteTo write nothing.
func (s *Staged) Outcome() table.Outcome { return s.outcome }

// Refusals lists what cannot be done, in the order it was asked for. While
// there is any, Save and WriteTo write nothing.
func (s *Staged) Refusals() []Refusal { return s.outcome.Refusals }

// Changes lists the cells that will be written, by sheet, row and column.
func (s *Staged) Changes() []Change { return s.outcome.Changes }

// Done lists the edits that need no writing: their cells say it already.
func (s *Staged) Done() []plan.Edit { return s.done }

// Notes is what is left for a person to do, and where.
func (s *Staged) Notes() []plan.Note { return s.outcome.ByHand }

// Stage reads a workbook as it stands now and checks, before anything is
// written, that every cell to be written still says what it must, and that
// it can be written. Errors are about the workbook as a whole and of type
// *Error, or come from Work.Read; what is wrong with single cells is in
// Staged.Refusals.
//
// Texts are written into the cell itself and not into the workbook's shared
// texts: so only the one sheet's part changes, and no count of how often a
// text is used can go wrong. Excel moves them when it next saves.
func Stage(path string, work Work) (*Staged, error) {
	// What is remembered of the file is from before it is read: one that takes
	// its place meanwhile is then another, and not written over.
	info, err := os.Stat(path)
	if err != nil {
		return nil, fileError(path, err)
	}
	s := &Staged{path: path, size: info.Size(), modified: info.ModTime(), mode: info.Mode().Perm()}
	_, err = open(path, func(r io.ReaderAt, size int64, name string) (*Book, error) {
		o, err := readAll(r, size, name)
		if err != nil {
			return nil, err
		}
		if o.workbook.Signed { // it is read, but not to be changed
			return nil, &Error{Path: name, Reason: ErrSigned, write: true}
		}
		return o.book, s.stage(o, work)
	})
	if err != nil {
		return nil, err
	}
	return s, nil
}

func (s *Staged) stage(o *opened, work Work) error {
	s.parts = map[string][]ooxml.Splice{}
	t := &staging{
		Staged: s, opened: o, named: &named{opened: o}, sheets: map[string]*sheetWork{},
		styles: &formats{pkg: o.pkg, part: o.workbook.Styles, shared: o.shared},
	}
	var fresh plan.Plan
	if work.Read != nil {
		var err error
		if fresh, err = work.Read(o.book.Grids()); err != nil {
			return fmt.Errorf("read workbook %s again: %w", s.path, err)
		}
	}
	names := make([]string, len(o.book.Sheets))
	for i, sheet := range o.book.Sheets {
		names[i] = sheet.Name
	}
	t.Staging = table.NewStaging(work, fresh, names)
	t.styles.ratings, t.named.terms = fresh.Ratings, fresh.Terms
	for _, e := range work.Edits {
		t.edit(e)
	}
	if err := t.addRows(); err != nil {
		return err
	}
	t.addColumns()
	for _, w := range t.order {
		if w.idle() {
			continue
		}
		if err := t.settle(w); err != nil {
			return err
		}
	}
	if err := t.finish(); err != nil {
		return err
	}
	s.outcome, s.done = t.Staging.Outcome(), t.Staging.Done()
	return nil
}

// staging is a Staged while it is being made.
type staging struct {
	*Staged
	*table.Staging
	*opened
	named  *named
	sheets map[string]*sheetWork
	order  []*sheetWork // as first asked for
	styles *formats
}

// splice adds to what will be changed in a part.
func (t *staging) splice(part string, ascii bool, splices []ooxml.Splice) {
	if ascii {
		ooxml.ASCII(splices)
	}
	if len(splices) > 0 {
		t.parts[part] = append(t.parts[part], splices...)
	}
}

// growing reports whether any table of the workbook has new rows.
func (t *staging) growing() bool {
	return slices.ContainsFunc(t.order, func(w *sheetWork) bool { return len(w.growth.down) > 0 })
}

// sheet is the work on one sheet; nil where no worksheet has the name.
func (t *staging) sheet(name string) *sheetWork {
	if w, ok := t.sheets[name]; ok {
		return w
	}
	var w *sheetWork
	grid := 0
	for i, s := range t.book.Sheets {
		if s.Worksheet && s.Name == name {
			w = &sheetWork{
				worksheet: &worksheet{pkg: t.pkg, part: t.workbook.Sheets[i], index: i, grid: &t.book.grids[grid]},
				targets:   map[ooxml.Address]*target{},
			}
			t.order = append(t.order, w)
			break
		}
		if s.Worksheet {
			grid++
		}
	}
	t.sheets[name] = w
	return w
}

func noSheet(name string) string {
	return fmt.Sprintf("the workbook has no sheet %q with cells", name)
}

// edit takes one edit on, or says why not.
func (t *staging) edit(e plan.Edit) {
	cell := e.Was.Cell
	w := t.sheet(cell.Sheet)
	switch {
	case w == nil:
		t.Refuse(cell, e.Field, noSheet(cell.Sheet))
		return
	case cell.Row < 1 || cell.Row > plan.MaxRow || cell.Column < 1 || cell.Column > plan.MaxColumn:
		t.Refuse(cell, e.Field, "no worksheet has such a cell")
		return
	case t.Work.Read != nil:
		if t.Hold(e) {
			t.put(w, e)
		}
		return
	}
	shown := plan.Value{Kind: plan.KindAbsent, Text: "something else"}
	now, _ := cellAt(w.grid, cell.Row, cell.Column)
	for _, known := range []plan.Entry{e.Was, e.Now} {
		if shows(now, known) {
			shown = known.Value
			break
		}
	}
	if t.HoldTo(e, shown, "") {
		t.put(w, e)
	}
}

// shows reports whether a cell shows what an entry says.
func shows(c table.Cell, e plan.Entry) bool {
	if date, ok := e.Value.Date(); ok && c.Kind == table.CellDate {
		if e.Value.IsMonth() {
			date.Day = 1 // as a spreadsheet keeps a month
		}
		return c.Date == table.DayOf(date)
	}
	if e.Value.Kind == plan.KindNumber && (c.Kind == table.CellNumber || c.Kind == table.CellText) {
		return plan.NumberValue(c.Raw) == e.Value
	}
	if e.Value == plan.Blank {
		return plan.Clean(c.Text) == ""
	}
	return plan.Clean(c.Text) == plan.Clean(e.Shown())
}

// put adds a cell to write; nil where it cannot be written, or is to be already.
func (t *staging) put(w *sheetWork, e plan.Edit) *target {
	cell := e.Was.Cell
	made := &target{edit: e, Address: ooxml.Address{Row: cell.Row, Column: cell.Column}}
	if known, twice := w.targets[made.Address]; twice {
		t.Shared(known.edit, e)
		return nil
	}
	if state, back := t.Work.Exact[cell]; back {
		if made.exact = stoodOf(state); made.exact == nil {
			made.note("how the cell stood was not kept in a way that can be read: it says again what it said, and no more is put back")
		}
	}
	if made.exact == nil {
		var why string
		if made.content, why = t.shared.contentOf(e.Now, e.Field); why != "" {
			t.Refuse(cell, e.Field, why)
			return nil
		}
	}
	w.targets[made.Address] = made
	return made
}

// finish puts the parts together that more than one sheet has a say in.
func (t *staging) finish() error {
	if !t.Refused() {
		if err := t.follow(); err != nil {
			return t.unwritable(err)
		}
	}
	if t.Refused() {
		clear(t.parts)
		return nil
	}
	t.splice(t.styles.part, false, t.styles.splices())
	if n := len(t.styles.added); n > 0 {
		t.Besides(fmt.Sprintf("%s to the workbook's list of them: no other cell's changes", counted(n, "cell format is added", "cell formats are added")))
	}
	if err := t.followNames(); err != nil {
		return t.unwritable(err)
	}
	if len(t.parts) == 0 || !t.formulas {
		return nil
	}
	// Formulas are worked out anew when the workbook is next opened: what they
	// showed until now may no longer be so. The results stored for them stay as
	// they are until then.
	splice, needed, err := t.pkg.Recalculate(t.workbook.Part)
	if err != nil {
		return t.unwritable(err)
	}
	if !needed && t.Work.Recalculated {
		t.Besides("the mark stays that has Excel work out all formulas anew when the workbook is next opened")
	}
	if needed {
		t.splice(t.workbook.Part, false, []ooxml.Splice{splice})
		t.Recalculates()
		t.Besides("Excel will work out all formulas anew when the workbook is next opened")
	}
	return nil
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// unwritable explains an error met in a part that was to be changed.
func (t *staging) unwritable(err error) error {
	var known *Error
	if errors.As(err, &known) {
		return err
	}
	return &Error{Path: t.path, Reason: ErrUnwritable, Detail: err.Error(), Err: err, write: true}
}

// Save writes the workbook with its changes to a path: its own, or another's
// for a copy. The file there is replaced whole or not at all and keeps its
// permissions. It writes nothing where anything is refused, and nothing over
// the workbook's own path where there is nothing to change. A workbook that
// changed since it was staged is refused with ErrChanged.
func (s *Staged) Save(path string) error {
	if err := s.refused(); err != nil {
		return err
	}
	const byItsOwner = 0o200
	mode := s.mode | byItsOwner // also of a copy of a workbook that is marked read-only
	if info, err := os.Stat(path); err == nil {
		mode = info.Mode().Perm()
		if own, err := os.Stat(s.path); err == nil && os.SameFile(info, own) && len(s.parts) == 0 {
			return nil
		}
		const mayWrite = 0o222
		if mode&mayWrite == 0 {
			return &Error{Path: path, Reason: ErrReadOnly, write: true} // replacing it would get round the mark
		}
	}
	var inner error
	err := disk.Replace(path, mode, func(w io.Writer) error {
		_, inner = s.WriteTo(w)
		return inner
	}, func() error {
		inner = s.Unchanged()
		return inner
	})
	if inner != nil {
		return inner
	}
	if err != nil {
		return writeError(path, err)
	}
	return nil
}

// Unchanged is ErrChanged where the workbook is no longer the file that was
// staged: somebody has saved it since.
func (s *Staged) Unchanged() error {
	info, err := os.Stat(s.path)
	if err != nil {
		return fileError(s.path, err)
	}
	return s.expectStaged(info)
}

func (s *Staged) expectStaged(info fs.FileInfo) error {
	if info.Size() != s.size || !info.ModTime().Equal(s.modified) {
		return &Error{Path: s.path, Reason: ErrChanged, write: true}
	}
	return nil
}

func (s *Staged) refused() error {
	if len(s.outcome.Refusals) > 0 {
		return &RefusedError{Where: "write workbook " + s.path, Refusals: s.outcome.Refusals}
	}
	return nil
}

// WriteTo writes the workbook with its changes, as Save does.
func (s *Staged) WriteTo(w io.Writer) (int64, error) {
	if err := s.refused(); err != nil {
		return 0, err
	}
	file, err := os.Open(s.path)
	if err != nil {
		return 0, fileError(s.path, err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return 0, fileError(s.path, err)
	}
	if err := s.expectStaged(info); err != nil {
		return 0, err
	}
	counted := &counter{to: w}
	err = s.rewrite(counted, file)
	return counted.n, err
}

func (s *Staged) rewrite(w *counter, file *os.File) error {
	if len(s.parts) == 0 {
		_, err := io.Copy(w, file)
		return err
	}
	pkg, err := ooxml.OpenPackage(file, s.size)
	if err != nil {
		return readError(s.path, err)
	}
	err = pkg.Rewrite(w, file, s.size, s.parts)
	if w.err != nil {
		return w.err // the disk's own, not the workbook's
	}
	if err != nil {
		return &Error{Path: s.path, Reason: ErrUnwritable, Detail: err.Error(), Err: err, write: true}
	}
	return nil
}

// counter counts what is written, and keeps the writer's error.
type counter struct {
	to  io.Writer
	n   int64
	err error
}

func (c *counter) Write(b []byte) (int, error) {
	n, err := c.to.Write(b)
	c.n += int64(n)
	if err != nil {
		c.err = err
	}
	return n, err
}
