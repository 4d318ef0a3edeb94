// Package ledger keeps what is remembered between runs: the base, which is
// what both sides were last seen to agree, and which columns each side had;
// what people have answered, as far as later runs must know it; and a log of
// what moved, when, and who decided it and why.
//
// A ledger is a folder of text files, so that two states can be compared by
// eye and kept by whatever keeps the folder. The base and the answers are one
// file, which is replaced whole or not at all: there is no moment at which one
// is of this run and the other of the last. That file also says how much of
// the log is its own, so that a run that stops between the two neither loses
// an entry nor has it twice. It says what it is and in which version it is
// written, and carries checksums: a file that was damaged, or edited by hand,
// is refused rather than believed. Only Begin makes a base.
//
// The rest of the folder is this package's too (At): what the last apply wrote,
// where both plans lay, the answers that were taken, backups, and the lock.
// What is of one agreement is never taken for another's: Reset puts all of it
// aside together, and each agreement has a name of its own. Files that others
// keep there are left alone.
//
// Two people of a group can work in one ledger: what is made in its folder is
// for whoever may work in the folder (package disk, Store).
package ledger

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"actionplan/internal/disk"
	"actionplan/plan"
	"actionplan/reconcile"
)

// What may be wrong with a ledger that is there or should be.
var (
	ErrNone  = errors.New("nothing has been agreed yet")
	ErrBegun = errors.New("an agreement has already been begun")
	ErrMoved = errors.New("another run has changed it since it was read")
)

// DamagedError says that a file of the ledger cannot be believed.
type DamagedError struct {
	Line   int // the first line that is wrong; 0 when it is the file as a whole
	Reason string
}

// Error says what is wrong and where.
func (e *DamagedError) Error() string {
	if e.Line > 0 {
		return fmt.Sprintf("line %d: %s", e.Line, e.Reason)
	}
	return e.Reason
}

// Hint says what a person can do about it.
func (e *DamagedError) Hint() string {
	return "put that file back from a copy of your own; without one, actionplan reset --yes puts the whole ledger aside, deletes nothing, and actionplan begin starts again"
}

// NotAFolderError says that the ledger is to be kept where no folder is.
type NotAFolderError struct{ Path string }

// Error says where.
func (e *NotAFolderError) Error() string {
	return fmt.Sprintf("open ledger %s: it is not a folder", e.Path)
}

// Hint says what a person can do about it.
func (e *NotAFolderError) Hint() string {
	return "give what stands there another name, or name another folder under ledger: in actionplan.yaml or with --ledger"
}

// NewerError says that a later version of actionplan wrote a file.
type NewerError struct {
	Version int // the version of the file's format
}

// Error says which version it is.
func (e *NewerError) Error() string {
	return fmt.Sprintf("it was written by a later actionplan (format %d; this one reads up to %d)", e.Version, version)
}

// Hint says what a person can do about it.
func (e *NewerError) Hint() string { return "use the actionplan your colleagues use, or a later one" }

// Ledger is the remembered state, as it was when it was opened or last saved.
type Ledger struct {
	folder Folder
	state  state
	text   []byte // the base's file as it stands on the disk
	past   []byte // the log, as far as it is the base's
	log    []Entry
}

// Open reads the ledger in a folder. It is ErrNone where nothing has been
// begun there, a *DamagedError where a file cannot be believed, and a
// *NewerError where a later version wrote it.
func Open(dir string) (*Ledger, error) { return At(dir).Open() }

// Open is the function of that name.
func (f Folder) Open() (*Ledger, error) {
	if err := f.notAFolder(); err != nil {
		return nil, err
	}
	dir, path := f.Dir, f.path(baseFile)
	text, err := disk.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read ledger %s: %w", dir, ErrNone)
	}
	if errors.Is(err, disk.ErrNoFile) {
		return nil, fmt.Errorf("read ledger %s: %w", path, &DamagedError{Reason: disk.ErrNoFile.Error()})
	}
	if err != nil {
		return nil, fmt.Errorf("read ledger %s: %w", dir, err)
	}
	s, err := parse(text)
	if err != nil {
		return nil, fmt.Errorf("read ledger %s: %w", path, err)
	}
	past, log, err := readLog(dir, s.Log)
	if err != nil {
		return nil, fmt.Errorf("read ledger %s: %w", filepath.Join(dir, logFile), err)
	}
	if err := f.checkPlaces(); err != nil {
		return nil, fmt.Errorf("read ledger %s: %w", f.path(placesFile), err)
	}
	return &Ledger{folder: f, state: s, text: text, past: past, log: log}, nil
}

// Begin makes the ledger of a first agreement in a folder, which is made too
// where it is missing. Officers and partners name the two copies, for people.
// It is ErrBegun where there is a base already, whatever its state.
func Begin(dir string, base plan.Plan, on plan.Date, officers, partners string) error {
	return At(dir).Begin(base, on, officers, partners)
}

// Begin is the function of that name.
func (f Folder) Begin(base plan.Plan, on plan.Date, officers, partners string) error {
	dir, path := f.Dir, f.path(baseFile)
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("begin ledger %s: %w", dir, errors.Join(ErrBegun, err))
	}
	if err := disk.In(dir).Make(); err != nil {
		return fmt.Errorf("begin ledger %s: %w", dir, err)
	}
	// What an earlier agreement left, or a reset that was cut off, is not this
	// one's.
	err := f.makeWay(logFile, applyFile, placesFile, answeredDir)
	if err == nil {
		_, err = f.putAside(agreements)
	}
	if err != nil && !errors.Is(err, ErrNone) {
		return fmt.Errorf("begin ledger %s: %w", dir, err)
	}
	l := Ledger{folder: f}
	if err := l.write(state{Agreement: rand.Text(), Begun: on, Agreed: on, Officers: officers, Partners: partners, Base: base}); err != nil {
		return fmt.Errorf("begin ledger %s: %w", dir, err)
	}
	return nil
}

// Base is what both sides were last seen to agree. Its Columns say which
// columns each side had: their Table is the side.
func (l *Ledger) Base() plan.Plan { return l.state.Base }

// Agreement tells this agreement from every other. An earlier build gave its
// agreements no name: of those, the day they were begun on and the copies they
// were between have to do.
func (l *Ledger) Agreement() string {
	if l.state.Agreement != "" {
		return l.state.Agreement
	}
	sum := sha256.Sum256([]byte(l.state.Begun.String() + "\n" + l.state.Officers + "\n" + l.state.Partners))
	return "unnamed-" + hex.EncodeToString(sum[:8])
}

// Begun is the day of the first agreement.
func (l *Ledger) Begun() plan.Date { return l.state.Begun }

// Agreed is the day the base last moved.
func (l *Ledger) Agreed() plan.Date { return l.state.Agreed }

// Officers and Partners name the two copies the first agreement was between.
func (l *Ledger) Officers() string { return l.state.Officers }

// Partners names the partners' copy.
func (l *Ledger) Partners() string { return l.state.Partners }

// Memory is what people have answered, as far as later runs must know it.
func (l *Ledger) Memory() reconcile.Memory { return l.state.Memory }

// Next is what a run leaves to the next one.
type Next struct {
	Base    plan.Plan
	Memory  reconcile.Memory
	Entries []Entry // what the log is to say besides what it says already
}

// Save remembers a new base and keeps everything else.
func (l *Ledger) Save(base plan.Plan, on plan.Date) error {
	return l.Keep(Next{Base: base, Memory: l.state.Memory}, on)
}

// Keep remembers all a run leaves, or none of it. Where it says what the
// ledger says already, nothing is written. It is ErrMoved where the ledger on
// the disk is no longer the one that was opened.
func (l *Ledger) Keep(next Next, on plan.Date) error {
	if err := l.keep(next, on); err != nil {
		return fmt.Errorf("save ledger %s: %w", l.folder.Dir, err)
	}
	return nil
}

func (l *Ledger) keep(next Next, on plan.Date) error {
	now, err := disk.ReadFile(l.folder.path(baseFile))
	if err != nil {
		return err
	}
	if !bytes.Equal(now, l.text) {
		return ErrMoved
	}
	s := l.state
	s.Memory = next.Memory
	sameBase, err := format(s)
	if err != nil {
		return err
	}
	before, err := format(l.state)
	if err != nil {
		return err
	}
	s.Base = next.Base
	after, err := format(s)
	if err == nil && len(next.Entries) == 0 && bytes.Equal(after, before) {
		return nil
	}
	if !bytes.Equal(after, sameBase) {
		s.Agreed = on
	}
	if len(next.Entries) == 0 {
		return l.write(s)
	}
	return l.writeBoth(s, next.Entries)
}

// writeBoth adds entries to the log and then saves the state that owns them.
func (l *Ledger) writeBoth(s state, entries []Entry) error {
	if _, err := format(s); err != nil {
		return err
	}
	past, err := l.folder.appendLog(l.past, entries)
	if err != nil {
		return err
	}
	log, err := parseLog(past)
	if err != nil {
		return fmt.Errorf("what was to be written cannot be read back: %w", err)
	}
	s.Log = markOf(past)
	if err := l.write(s); err != nil {
		return err
	}
	l.past, l.log = past, log
	return nil
}

// write puts a state on the disk and keeps it.
func (l *Ledger) write(s state) error {
	text, err := format(s)
	if err != nil {
		return err
	}
	kept, err := parse(text)
	if err != nil {
		return fmt.Errorf("what was to be written cannot be read back: %w", err)
	}
	err = l.folder.store().Write(baseFile, func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
	if err != nil {
		return err
	}
	l.state, l.text = kept, text
	return nil
}
