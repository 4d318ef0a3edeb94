package lock

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"actionplan/internal/disk"
)

// Life is how long a lock counts after it was taken or refreshed.
const Life = 10 * time.Minute

// forgotten is how long after its own end a lock counts at most whose file is
// dated ahead, so that its age cannot be told.
const forgotten = 24 * time.Hour

// apart is how far two clocks may be from each other before it is said.
const apart = 2 * time.Minute

// lockFile is the lock's name in the ledger's folder.
const lockFile = "lock.txt"

var (
	// ErrLocked is what every *LockedError is.
	ErrLocked = errors.New("somebody else is at work")
	// ErrLost says that a lock is no longer ours: its time was over, and
	// another run has taken it, or a person has deleted it.
	ErrLost = errors.New("the lock was lost: its time was over and another run took it, or somebody deleted it")
)

// LockedError says who has a ledger locked.
type LockedError struct {
	Dir     string // the ledger's folder
	Who     string // as they called themselves; "" where the lock cannot be read
	Host    string // the computer's name
	PID     int    // the process on that computer
	Since   time.Time
	Until   time.Time     // when the lock ends by itself, unless it is refreshed; zero where it is dated ahead
	Damaged bool          // the lock is there but cannot be read
	Empty   bool          // it is damaged in that there is nothing in it
	Foreign bool          // it is damaged in that nothing in it looks like a lock: it may be a file of somebody's
	Owner   string        // whose the file is, as the system calls them; "" where it does not say
	Fast    time.Duration // how far the clock of Host is ahead of this computer's; less than nothing where it is behind
	Ahead   time.Duration // how far the file is dated ahead of its own drive's clock, so that its age cannot be told; 0 where it is not

	aside string // where the file was put that was no lock; "" for nowhere
}

// hour is how hours are said.
const hour = "15:04 on 2 January 2006"

// Error is one sentence from the outside in.
func (e *LockedError) Error() string {
	text := "lock ledger " + e.Dir + ": "
	switch {
	case e.Empty:
		text += "somebody seems to be at work there, but their lock is empty"
	case e.Foreign:
		text += fmt.Sprintf("the file %s there does not look like a lock, but somebody may be at work", lockFile)
	case e.Damaged:
		text += "somebody seems to be at work there, but their lock cannot be read"
	default:
		text += fmt.Sprintf("%s has been at work there since %s, on %s", e.Who, e.Since.Format(hour), e.Host)
	}
	if e.Damaged && e.Owner != "" {
		text += fmt.Sprintf(" (the file is of %s)", e.Owner)
	}
	switch {
	case e.Ahead > 0:
		text += fmt.Sprintf("; the lock is dated %s ahead, so that whether it is over cannot be told", roughly(e.Ahead))
	case e.Damaged:
	case e.Fast >= apart:
		text += fmt.Sprintf(", whose clock is %s ahead of this computer's", roughly(e.Fast))
	case e.Fast <= -apart:
		text += fmt.Sprintf(", whose clock is %s behind this computer's", roughly(-e.Fast))
	}
	return text
}

// Hint says what a person can do about it.
func (e *LockedError) Hint() string {
	switch {
	case e.Foreign && e.Ahead == 0:
		return fmt.Sprintf("if it is a file of yours, give it another name; from %s on it no longer counts, and gets another name by itself", e.Until.Format(hour))
	case e.Foreign:
		return "if it is a file of yours, give it another name"
	case e.Ahead > 0 && e.Who != "":
		return fmt.Sprintf("ask %s; if nobody is at work, a clock was wrong when the lock was taken: delete %s in that folder", e.Who, lockFile)
	case e.Ahead > 0:
		return fmt.Sprintf("ask those who work with this ledger; if nobody is at work, a clock was wrong when the lock was taken: delete %s in that folder", lockFile)
	}
	return fmt.Sprintf("wait until they have finished; a lock that a broken run left ends by itself at %s, "+
		"or delete %s there once you are sure that nobody is at work", e.Until.Format(hour), lockFile)
}

// roughly says a stretch of time in its largest unit: "3 hours".
func roughly(d time.Duration) string {
	const day = 24 * time.Hour
	for _, unit := range []struct {
		length time.Duration
		name   string
	}{{365 * day, "year"}, {day, "day"}, {time.Hour, "hour"}, {time.Minute, "minute"}} {
		switch n := int(d / unit.length); {
		case n == 1:
			return "1 " + unit.name
		case n > 1:
			return fmt.Sprintf("%d %ss", n, unit.name)
		}
	}
	return "less than a minute"
}

// Is makes a *LockedError an ErrLocked.
func (e *LockedError) Is(target error) bool { return target == ErrLocked }

// Held is a lock that is ours.
type Held struct {
	taker taker
	path  string

	over  *LockedError // whose lock was taken over; nil for nobody's
	aside string       // where what stood in the lock's place is now, that was no lock of ours; "" for nothing

	mu       sync.Mutex
	mine     record
	inner    record    // of the lock on the lock
	taken    time.Time // when mine was last written, by a clock that runs while the computer sleeps
	released bool
}

// Take takes the lock of the ledger in the folder dir, which must exist, for
// Life from now. Who is the person at work, as others would know them. Where
// somebody else has it, it is a *LockedError. A lock that is over is taken
// over; of several takers one gets it.
func Take(dir, who string, now time.Time) (*Held, error) {
	return taker{files: disk.System, here: disk.ThisProcess(), alive: disk.Alive}.lock(dir, who, now)
}

// TookOver is whose lock it took the place of, and nil where there was none. A
// run that was alive all the same, and slept too long, learns it from Refresh.
func (h *Held) TookOver() *LockedError { return h.over }

// Displaced is the file that stood where the lock goes, and where it is now; "",
// "" where there was none, or it was a lock.
func (h *Held) Displaced() (was, now string) {
	if h.aside == "" {
		return "", ""
	}
	return h.path, h.aside
}

// Refresh makes the lock count for Life from now. It is ErrLost where the lock
// is no longer ours: then nothing more may be written. After any other error
// it still counts as long as it did.
func (h *Held) Refresh(now time.Time) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.released {
		return fmt.Errorf("refresh the lock %s: %w", h.path, ErrLost)
	}
	next := h.mine
	next.Until = now.Add(Life)
	if err := h.change(now, func() error { return h.taker.replace(h.path, next) }); err != nil {
		return fmt.Errorf("refresh the lock %s: %w", h.path, err)
	}
	h.mine, h.taken = next, wallClock()
	return nil
}

// Release lets the lock go. It is ErrLost where it was no longer ours, and
// then leaves the file alone. Letting go twice is letting go once.
func (h *Held) Release() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.released {
		return nil
	}
	remove := func() error { return h.taker.files.Remove(h.path) }
	err := h.change(h.mine.Until.Add(time.Since(h.taken)-Life), remove)
	if err != nil && !errors.Is(err, ErrLost) && h.taker.owned(h.path, h.mine) == nil {
		// A disk too full for the lock on the lock is no reason to keep it.
		err = remove()
	}
	if err != nil {
		return fmt.Errorf("release the lock %s: %w", h.path, err)
	}
	h.released = true
	return nil
}

// wallClock is the time without the monotonic clock, which on some systems
// stops while the computer sleeps.
func wallClock() time.Time { return time.Now().Round(0) }

// change does something to the lock while nobody else can, if it is ours.
func (h *Held) change(now time.Time, do func() error) error {
	h.inner.Since, h.inner.Until = now, now.Add(Life)
	err := h.taker.inside(h.path, h.mine.Token, h.inner, now, func() error {
		if err := h.taker.owned(h.path, h.mine); err != nil {
			return err
		}
		return do()
	})
	if errors.Is(err, ErrLocked) {
		return ErrLost // somebody is just taking it over
	}
	return err
}

// taker takes locks for one process.
type taker struct {
	files disk.Ops
	here  disk.Process
	alive func(pid int) bool
}

func (t taker) lock(dir, who string, now time.Time) (*Held, error) {
	h := &Held{taker: t, path: filepath.Join(dir, lockFile), mine: t.record(who, now), inner: t.record(who, now), taken: wallClock()}
	var err error
	h.over, err = t.take(h.path, h.mine, now)
	if h.over != nil {
		h.over.Dir, h.aside = dir, h.over.aside
	}
	var locked *LockedError
	if errors.As(err, &locked) {
		locked.Dir = dir
		return nil, locked
	}
	if err != nil {
		return nil, fmt.Errorf("lock ledger %s: %w", dir, err)
	}
	t.sweep(h.path, h.mine.Token, now)
	return h, nil
}

func (t taker) record(who string, now time.Time) record {
	return record{Who: who, Process: t.here, Since: now, Until: now.Add(Life), Token: rand.Text()}
}

// attempts is how often a taker looks again when the lock it found went away
// or changed hands under its eyes.
const attempts = 20

// errMoved says that a lock is not the one that was looked at.
var errMoved = errors.New("the lock changed hands meanwhile")

// take makes a record the lock at path, which is free or over. It says whose
// lock it took over, if anybody's.
func (t taker) take(path string, mine record, now time.Time) (*LockedError, error) {
	for range attempts {
		clock, err := t.place(path, mine)
		if !errors.Is(err, fs.ErrExist) {
			return nil, err
		}
		there, err := t.look(path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			continue
		case err != nil:
			return nil, err
		case there.Token == mine.Token:
			return nil, nil // the drive said that it failed, and it did not
		case !t.over(there, clock, now):
			return nil, there.refusal(clock, now)
		}
		aside, err := t.takeOver(path, there, mine, clock, now)
		if !errors.Is(err, errMoved) {
			over := there.refusal(clock, now)
			over.aside = aside
			return over, err
		}
	}
	return nil, fmt.Errorf("the lock changed hands %d times while it was looked at", attempts)
}

// takeOver puts a record in the place of a lock that is over. What may not be a
// lock at all gets another name, aside, first.
func (t taker) takeOver(path string, old seen, mine record, clock, now time.Time) (aside string, err error) {
	err = t.inside(path, old.Token, t.record(mine.Who, now), now, func() error {
		there, err := t.look(path)
		if errors.Is(err, fs.ErrNotExist) {
			return errMoved
		}
		if err != nil {
			return err
		}
		if there.Token != old.Token || !t.over(there, clock, now) {
			return errMoved
		}
		if !there.foreign && !there.closed {
			return t.replace(path, mine)
		}
		if aside, err = t.files.Aside(path); err != nil {
			return err
		}
		if _, err = t.place(path, mine); errors.Is(err, fs.ErrExist) {
			return errMoved // somebody was quicker: the lock was free
		}
		return err
	})
	return aside, err
}

// inside does something while it holds the lock on one lock.
func (t taker) inside(path, token string, inner record, now time.Time, do func() error) error {
	gate := path + "." + token
	if _, err := t.take(gate, inner, now); err != nil {
		return err
	}
	err := do()
	// What cannot be removed now is swept up by whoever takes the lock next.
	_ = t.files.Remove(gate)
	return err
}

// place makes the file at path hold a record, and is fs.ErrExist where there
// is a file already. Clock is what the drive's own clock says meanwhile.
func (t taker) place(path string, mine record) (clock time.Time, err error) {
	staged, err := t.stage(path, mine)
	if err != nil {
		return clock, err
	}
	info, err := t.files.Lstat(staged)
	if err == nil {
		clock = info.ModTime()
		err = t.files.Link(staged, path)
	}
	_ = t.files.Remove(staged) // swept up later
	if err == nil || errors.Is(err, fs.ErrExist) || clock.IsZero() {
		return clock, err
	}
	return clock, t.create(path, mine)
}

// create is place for drives that know no links.
func (t taker) create(path string, mine record) error {
	f, err := t.files.In(filepath.Dir(path)).Create(filepath.Base(path))
	if err != nil {
		return err
	}
	if err := t.fill(f, mine); err != nil {
		return errors.Join(err, t.files.Remove(path))
	}
	return t.owned(path, mine) // it may have taken so long that somebody took it for damaged
}

// replace puts a record in the place of the lock at path.
func (t taker) replace(path string, mine record) error {
	staged, err := t.stage(path, mine)
	if err != nil {
		return err
	}
	err = t.files.Rename(staged, path)
	if err == nil {
		return nil
	}
	if there, looking := t.look(path); looking == nil && there.same(mine) {
		err = nil // the drive said that it failed, and it did not, or the lock said the same already
	}
	_ = t.files.Remove(staged) // swept up later
	return err
}

// stage writes a record into a temporary file beside the lock. Whoever may
// work in the folder may read it, and put their own in its place.
func (t taker) stage(path string, r record) (staged string, err error) {
	dir := filepath.Dir(path)
	f, err := t.files.In(dir).CreateTemp()
	if err != nil {
		return "", disk.Unwritten("write in", dir, err)
	}
	if err := t.fill(f, r); err != nil {
		_ = t.files.Remove(f.Name()) // swept up later
		return "", disk.Unwritten("write in", dir, err)
	}
	return f.Name(), nil
}

// fill writes a record into an open file and closes it.
func (t taker) fill(f *os.File, r record) error {
	_, err := io.WriteString(t.files.Writer(f), r.String())
	if err == nil {
		err = t.files.Sync(f)
	}
	if closing := t.files.Close(f); err == nil {
		err = closing
	}
	return err
}

// seen is a lock as it was found.
type seen struct {
	record
	damaged bool      // it holds no record; the token stands for what it holds instead
	empty   bool      // it holds nothing at all
	foreign bool      // nothing in it looks like a lock
	closed  bool      // it may not be read
	touched time.Time // when its file last changed, by its drive's clock
	owner   string    // whose the file is
}

// largest is how much of a lock is read. Ours are a tenth of it.
const largest = 4096

// look reads the lock at path.
func (t taker) look(path string) (seen, error) {
	info, err := t.files.Lstat(path)
	if err != nil {
		return seen{}, err
	}
	text, err := t.files.ReadFile(path, largest)
	if errors.Is(err, fs.ErrPermission) {
		// Of somebody whose build kept it to themselves.
		r := record{Token: standIn([]byte(info.ModTime().Format(time.RFC3339Nano)))}
		return seen{record: r, damaged: true, closed: true, touched: info.ModTime(), owner: disk.OwnerName(info)}, nil
	}
	if err != nil {
		return seen{}, err
	}
	r, ok := parseRecord(string(text))
	if !ok {
		r = record{Token: standIn(text)}
	}
	return seen{r, !ok, len(text) == 0, !looksOurs(text), false, info.ModTime(), disk.OwnerName(info)}, nil
}

// owned is ErrLost where the lock at path is not ours. One that cannot be read
// may be ours all the same.
func (t taker) owned(path string, mine record) error {
	there, err := t.look(path)
	if err == nil && there.closed {
		return &fs.PathError{Op: "read", Path: path, Err: fs.ErrPermission}
	}
	if errors.Is(err, fs.ErrNotExist) || err == nil && there.Token != mine.Token {
		return ErrLost
	}
	return err
}

// over reports whether a lock no longer counts. Its age is told by the clock of
// the drive that it lies on, which dated both its file and the one that was
// just written beside it: so it makes no difference how the clocks of the two
// computers go. Where that clock went back meanwhile there is no age, and the
// lock counts until long after the end that it names itself.
func (t taker) over(there seen, clock, now time.Time) bool {
	if !there.damaged && there.Machine == t.here.Machine && !t.alive(there.PID) {
		return true
	}
	if there.ahead(clock) > 0 {
		return !there.damaged && !now.Before(there.Until.Add(forgotten))
	}
	return clock.Sub(there.touched) >= Life
}

// ahead is how far a lock is dated ahead of its own drive's clock, where that
// is more than drives are out by.
func (s seen) ahead(clock time.Time) time.Duration {
	if d := s.touched.Sub(clock); d >= apart {
		return d
	}
	return 0
}

// refusal says who has the lock that was seen, in the hours of the reader.
func (s seen) refusal(clock, now time.Time) *LockedError {
	e := &LockedError{
		Who: s.Who, Host: s.Host, PID: s.PID, Damaged: s.damaged, Empty: s.empty, Foreign: s.foreign, Owner: s.owner,
		Since: s.Since.In(now.Location()), Ahead: s.ahead(clock),
	}
	if e.Ahead > 0 {
		return e
	}
	touched := now.Add(s.touched.Sub(clock)) // by the reader's clock
	e.Until = touched.Add(Life)
	if !s.damaged {
		written := s.Until.Add(-Life) // by the holder's
		e.Fast = written.Sub(touched)
		e.Since = s.Since.Add(-e.Fast).In(now.Location())
	}
	return e
}

// sweep removes what broken runs left beside a lock that is ours: locks on
// locks that no longer exist, and temporary files that nobody is writing.
// What cannot be removed is the next run's to sweep.
func (t taker) sweep(path, token string, now time.Time) {
	dir, name := filepath.Split(path)
	t.files.Sweep(dir, now)
	entries, err := t.files.ReadDir(dir)
	if err != nil {
		return
	}
	for _, entry := range entries {
		inner, isInner := strings.CutPrefix(entry.Name(), name+".")
		of, _, _ := strings.Cut(inner, ".")
		if !isInner || !isToken(of) || of == token {
			continue
		}
		left := filepath.Join(dir, entry.Name())
		if text, err := t.files.ReadFile(left, largest); err == nil && looksOurs(text) {
			_ = t.files.Remove(left)
		}
	}
}
