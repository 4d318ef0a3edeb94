// Package ledger keeps what is remembered between runs: the base, which is
// what both sides were last seen to agree, and which columns each side had.
//
// A ledger is a folder of text files, so that two states can be compared by
// eye and kept by whatever keeps the folder. Each file says what it is and in
// which version it is written, and carries a checksum: one that was damaged,
// or edited by hand, is refused rather than believed. Only Begin makes a base.
package ledger

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"actionplan/internal/atomicfile"
	"actionplan/plan"
)

// baseFile is the file of the remembered base.
const baseFile = "base.txt"

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
	return "put back the file from a backup; if there is none, forget the base and begin again"
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
	dir   string
	state state
	text  []byte // the base's file as it stands on the disk
}

// Open reads the ledger in a folder. It is ErrNone where nothing has been
// begun there, a *DamagedError where a file cannot be believed, and a
// *NewerError where a later version wrote it.
func Open(dir string) (*Ledger, error) {
	path := filepath.Join(dir, baseFile)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read ledger %s: %w", dir, ErrNone)
	}
	if err != nil {
		return nil, fmt.Errorf("read ledger %s: %w", dir, err)
	}
	s, err := parse(text)
	if err != nil {
		return nil, fmt.Errorf("read ledger %s: %w", path, err)
	}
	return &Ledger{dir: dir, state: s, text: text}, nil
}

// Begin makes the ledger of a first agreement in a folder, which is made too
// where it is missing. Officers and partners name the two copies, for people.
// It is ErrBegun where there is a base already, whatever its state.
func Begin(dir string, base plan.Plan, on plan.Date, officers, partners string) error {
	path := filepath.Join(dir, baseFile)
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("begin ledger %s: %w", dir, errors.Join(ErrBegun, err))
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("begin ledger %s: %w", dir, err)
	}
	l := Ledger{dir: dir}
	if err := l.write(state{Begun: on, Agreed: on, Officers: officers, Partners: partners, Base: base}); err != nil {
		return fmt.Errorf("begin ledger %s: %w", dir, err)
	}
	return nil
}

// Base is what both sides were last seen to agree. Its Columns say which
// columns each side had: their Table is the side.
func (l *Ledger) Base() plan.Plan { return l.state.Base }

// Begun is the day of the first agreement.
func (l *Ledger) Begun() plan.Date { return l.state.Begun }

// Agreed is the day the base last moved.
func (l *Ledger) Agreed() plan.Date { return l.state.Agreed }

// Officers and Partners name the two copies the first agreement was between.
func (l *Ledger) Officers() string { return l.state.Officers }

// Partners names the partners' copy.
func (l *Ledger) Partners() string { return l.state.Partners }

// Save remembers a new base. Where it says what the ledger says already,
// nothing is written. It is ErrMoved where the ledger on the disk is no
// longer the one that was opened.
func (l *Ledger) Save(base plan.Plan, on plan.Date) error {
	now, err := os.ReadFile(filepath.Join(l.dir, baseFile))
	if err != nil {
		return fmt.Errorf("save ledger %s: %w", l.dir, err)
	}
	if !bytes.Equal(now, l.text) {
		return fmt.Errorf("save ledger %s: %w", l.dir, ErrMoved)
	}
	next := l.state
	next.Base = base
	same, err := format(next)
	if err == nil && bytes.Equal(same, l.text) {
		return nil
	}
	next.Agreed = on
	if err := l.write(next); err != nil {
		return fmt.Errorf("save ledger %s: %w", l.dir, err)
	}
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
	err = atomicfile.Write(filepath.Join(l.dir, baseFile), 0o600, func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
	if err != nil {
		return err
	}
	l.state, l.text = kept, text
	return nil
}
