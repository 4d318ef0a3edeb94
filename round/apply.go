package round

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"actionplan/internal/disk"
	"actionplan/internal/lock"
	"actionplan/ledger"
	"actionplan/plan"
	"actionplan/reconcile"
	"actionplan/table"
)

// Consent is what somebody said yes to.
type Consent struct {
	// To is the staging that was shown: what is written is that, or nothing.
	To *Staging
	// Anything says that nobody asks to be asked: also a mass loss is written,
	// and into a folder that a cloud client copies.
	Anything bool
}

// AskError says that apply would go on only if somebody said yes.
type AskError struct {
	Now     *Staging
	Because []string // what must be asked
}

// Error says what must be asked, first things first.
func (e *AskError) Error() string { return e.Because[0] }

// Hint is how to go on.
func (e *AskError) Hint() string {
	return "actionplan preview shows all of it; actionplan apply asks in a terminal, and actionplan apply --yes goes on without asking"
}

// DiffersError says that what would be written is no longer what was shown.
type DiffersError struct{ Now *Staging }

func (e *DiffersError) Error() string {
	return "what is to be written is no longer what was shown: somebody was at work in between"
}

// Hint is what to do about it.
func (e *DiffersError) Hint() string { return "run actionplan preview, and then apply" }

// Applied is what came of an apply.
type Applied struct {
	*Staging
	Again     *Readings // both sides as they were read afterwards
	Meant     int       // cells that were to be written, those of added actions too
	Said      int       // those of them that say it now
	Conflicts []string  // copies that a cloud client made of a workbook meanwhile
}

// triesWhilePartnersType is how often everything is worked out anew where
// people who type in a sheet at any time changed it between reading and writing.
const triesWhilePartnersType = 5

// Apply writes what was agreed to both sides, and remembers what both are then
// seen to say. It is an *AskError or a *DiffersError where what it would write
// was not consented to, and then nothing was written anywhere.
func (r *Round) Apply(ctx context.Context, yes Consent) (*Applied, error) {
	if _, err := r.Agreed(); err != nil {
		return nil, err
	}
	held, err := r.lock()
	if err != nil {
		return nil, err
	}
	defer func() { _ = held.Release() }()
	var came Answers // of the first staging: later ones find them taken
	for try := 1; ; try++ {
		s, err := r.Stage(ctx)
		if err != nil {
			return nil, err
		}
		if try > 1 {
			s.Answers = came
		}
		if err := r.consented(s, yes); err != nil {
			return nil, err
		}
		if try == 1 {
			if err := r.nobodyElse(s); err != nil { // before a copy of the answers is put aside
				return nil, err
			}
			if err := r.keepAnswers(s); err != nil {
				return nil, err
			}
			came = s.Answers
		}
		beside := r.besideWorkbooks(s)
		err = r.write(ctx, held, s)
		var moved *table.MovedError
		if errors.As(err, &moved) && r.isLive(moved) && try < triesWhilePartnersType {
			continue
		}
		if err != nil {
			return nil, err
		}
		done, err := r.remember(ctx, held, s)
		if done != nil {
			done.Conflicts = newBeside(beside, r.besideWorkbooks(s))
		}
		return done, err
	}
}

// isLive reports whether what moved is no file, so that people may type in it
// at any time, and reading it once more tells how it stands.
func (r *Round) isLive(moved *table.MovedError) bool {
	for _, which := range Sides {
		if p := r.Copy(which).Place(); p.File == "" && p.Name == moved.Where {
			return true
		}
	}
	return false
}

// consented refuses to write what nobody said yes to.
func (r *Round) consented(s *Staging, yes Consent) error {
	switch {
	case yes.Anything:
		return nil
	case yes.To != nil:
		if !s.Same(yes.To) {
			return &DiffersError{s}
		}
		return nil
	}
	if because := s.MustAsk(); len(because) > 0 {
		return &AskError{s, because}
	}
	return nil
}

// write writes a staging, or nothing of it where somebody else is in the way.
// Where nothing was written, nothing says that it was about to be.
func (r *Round) write(ctx context.Context, held *lock.Held, s *Staging) error {
	if err := s.RefuseStops(); err != nil {
		return err
	}
	if err := r.refuseStray(s); err != nil {
		return err
	}
	if err := r.nobodyElse(s); err != nil {
		return err
	}
	if err := r.backUp(s); err != nil {
		return err
	}
	if err := r.rememberColumns(s.Readings); err != nil {
		return err
	}
	before := r.folder().Noted()
	l, err := r.noteWriting(s)
	began := false
	if err == nil {
		began, err = r.save(ctx, held, s)
	}
	if err != nil && l != nil && (!began || s.untouched(err)) {
		_ = l.PutNoteBack(before) // the next run reads both sides, whatever the note says
	}
	return err
}

// untouched reports whether a run that ended with an error while it wrote has
// certainly written nothing: of what is no file, that is never certain.
func (s *Staging) untouched(err error) bool {
	for _, which := range Sides {
		if s.WritesTo(which) && s.Places[which].File == "" {
			return false
		}
	}
	var moved *table.MovedError
	var half *halfWrittenError
	return !errors.As(err, &half) && (errors.As(err, &moved) || s.asRead("") == nil)
}

// partnersFirst is the order of writing: stopped in between, the next run finds
// partners already saying what officers are about to, and goes on.
var partnersFirst = [2]reconcile.Side{reconcile.Partner, reconcile.Officer}

// nobodyElse refuses to go on where somebody has saved either workbook since
// it was read, or where one that is to be written could not be.
func (r *Round) nobodyElse(s *Staging) error {
	if err := s.asRead("nothing was written"); err != nil {
		return err
	}
	for _, which := range partnersFirst {
		file := s.Places[which].File
		if file == "" || !s.WritesTo(which) {
			continue // what is no file is looked at once more just before it is written
		}
		if err := inTheWay(file, r.folder()); err != nil {
			return err
		}
	}
	return s.haveRoom(r.Ledger)
}

// haveRoom is why the disk could not take all that is written before an old workbook
// makes way: a backup of each, the new ones beside them, and the ledger's files again.
func (s *Staging) haveRoom(ledgerDir string) error {
	need := map[string]int64{}
	for _, which := range Sides {
		file := s.Places[which].File
		if file == "" || !s.WritesTo(which) {
			continue
		}
		if info, err := os.Stat(file); err == nil {
			need[ledgerDir] += info.Size()
			need[filepath.Dir(besideWhich(file))] += info.Size()
		}
	}
	own, _ := os.ReadDir(ledgerDir)
	for _, e := range own {
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() {
			need[ledgerDir] += info.Size()
		}
	}
	return disk.HaveRoom("back up the workbooks and write them in", need)
}

// besideWhich is the file that a new one is written beside: what a link names.
func besideWhich(file string) string {
	if real, err := filepath.EvalSymlinks(file); err == nil {
		return real
	}
	return file
}

// inTheWay is why a workbook could not be written as things stand, or not be
// backed up before it is.
func inTheWay(file string, kept interface{ MayBackUp(string) error }) error {
	if err := notOpenElsewhere(file); err != nil {
		return err
	}
	if _, err := disk.Keeps(file); err != nil {
		return err
	}
	if err := kept.MayBackUp(file); err != nil {
		return err
	}
	info, err := os.Stat(file)
	if err != nil {
		return err
	}
	return disk.MayWriteIn(filepath.Dir(besideWhich(file)), info.Size())
}

// notOpenElsewhere refuses to write a workbook somebody has open: what they
// save later would undo it.
func notOpenElsewhere(path string) error {
	owner, open, err := lock.OpenElsewhere(path)
	if err != nil {
		return err
	}
	if open {
		return &lock.OpenError{Path: path, Owner: owner}
	}
	return nil
}

// backUp keeps a copy of each workbook that is to be written.
func (r *Round) backUp(s *Staging) error {
	for _, which := range partnersFirst {
		if file := s.Places[which].File; file != "" && s.WritesTo(which) {
			if err := r.backUpFile(file); err != nil {
				return err
			}
		}
	}
	return nil
}

// backUpFile keeps a copy of a workbook. That an old copy could not be pruned is
// no reason not to go on.
func (r *Round) backUpFile(path string) error {
	copied, err := r.folder().Backup(path, r.Now())
	if copied != "" {
		return nil
	}
	return err
}

// halfWrittenError says that one side is written and the other not.
type halfWrittenError struct{ err error }

func (e *halfWrittenError) Error() string {
	return "the partners' copy is written, the officers' workbook not yet: " + e.err.Error()
}
func (e *halfWrittenError) Unwrap() error { return e.err }

// save writes both sides; began says that it came to writing one. The lock is
// looked at before each: a computer that slept may have lost it meanwhile. A
// side that has nothing to write is saved too: that writes nothing, and spares
// a sheet another reading.
func (r *Round) save(ctx context.Context, held *lock.Held, s *Staging) (began bool, err error) {
	if err := s.asRead("neither workbook was written"); err != nil {
		return false, err
	}
	written := false
	for _, which := range partnersFirst {
		var err error
		if s.WritesTo(which) {
			err = held.Refresh(r.Now())
		}
		if err == nil {
			began = began || s.WritesTo(which)
			_, err = s.side[which].staged.Save(ctx)
		}
		if err != nil && written {
			return began, &halfWrittenError{err}
		}
		if err != nil {
			return began, err
		}
		written = written || s.WritesTo(which)
	}
	return began, nil
}

// remember reads both sides again, counts the cells that say what was meant,
// and moves the base on to what both are seen to say.
func (r *Round) remember(ctx context.Context, held *lock.Held, s *Staging) (*Applied, error) {
	again, err := r.Read(ctx)
	if err != nil {
		return nil, s.notRemembered(err)
	}
	l, err := r.folder().Open()
	if err != nil {
		return nil, s.notRemembered(err)
	}
	entries := s.cutOff.Complete(ledger.Entries(s.Settlement, r.Today))
	entries = slices.DeleteFunc(s.takenUp(entries, again.Settlement, r.Today), l.Tells)
	if err := held.Refresh(r.Now()); err != nil {
		return nil, s.notRemembered(err)
	}
	if err := again.asRead("what was agreed is written, and the next apply will see what they say now"); err != nil {
		return nil, err
	}
	err = l.Keep(ledger.Next{Base: again.Settlement.NextBase, Memory: again.Settlement.NextMemory, Entries: entries}, r.Today)
	if err != nil {
		return nil, s.notRemembered(err)
	}
	if s.Writes() || r.Rules.Confirmed || again.Settlement.BaseMoved {
		if err := r.folder().KeepPlaces(r.placesToKeep(again)); err != nil {
			return nil, s.notRemembered(err)
		}
	}
	done := &Applied{Staging: s, Again: again}
	for _, which := range Sides {
		said, changed := saidAgain(again.Plan(which), s.Lines(which), s.Inserted(which))
		standing, added := standAgain(again.Settlement, which, s.Rows(which))
		done.Meant += changed + added
		done.Said += said + standing
	}
	return done, nil
}

// notRemembered says how far a run has come that could not move the base on.
func (s *Staging) notRemembered(err error) error {
	if !s.Writes() {
		return err
	}
	return fmt.Errorf("what was agreed is written, but not remembered yet (the next apply does that): %w", err)
}

// standAgain counts the cells that added actions fill, and those of them that a
// new reading finds to say what was meant.
func standAgain(again reconcile.Settlement, which reconcile.Side, rows []reconcile.NewRow) (standing, all int) {
	for _, row := range rows {
		stands, found := again.Row(which, row.Ref)
		for field, e := range row.All() {
			if e.Value == plan.Blank || e.Value.Kind == plan.KindAbsent {
				continue
			}
			all++
			if found && stands.Value(field) == e.Value {
				standing++
			}
		}
	}
	return standing, all
}

// saidAgain counts the cells that were there and are written, and those of them
// that say, in a new reading, what was meant, where they stand by then.
func saidAgain(again plan.Plan, lines []Line, inserted []table.Inserted) (said, all int) {
	type cell struct {
		at    plan.Cell
		field plan.Field
	}
	says := map[cell]plan.Value{}
	for _, a := range again.Actions {
		for f, e := range a.All() {
			says[cell{e.Cell, f}] = e.Value
		}
	}
	for _, l := range lines {
		if l.New {
			continue
		}
		all++
		if says[cell{table.Moved(l.Cell, inserted), l.Field}] == l.Now.Value {
			said++
		}
	}
	return said, all
}

// WriteOfficers writes the officers' side of a staging alone, and remembers
// nothing: for a Copy that saves to another file.
func (r *Round) WriteOfficers(ctx context.Context, s *Staging) error {
	if err := s.RefuseStops(); err != nil {
		return err
	}
	_, err := s.side[reconcile.Officer].staged.Save(ctx)
	return err
}
