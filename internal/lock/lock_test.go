package lock

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"actionplan/internal/disk"
)

var noon = time.Date(2026, 3, 31, 12, 0, 0, 0, time.UTC)

// at makes a taker on a computer where only the given processes are alive, and
// whose disk does not wait until what is written is there. The drive's clock
// goes with the taker's: a lock's file is of the time at which it was written.
func at(machine string, pid int, living ...int) taker {
	files := disk.Direct
	files.Sync = func(*os.File) error { return nil }
	var written sync.Map // what the record in an open file says of when
	files.Write = func(f *os.File, text []byte) (int, error) {
		if r, ok := parseRecord(string(text)); ok {
			written.Store(f, r.Until.Add(-Life))
		}
		return f.Write(text)
	}
	files.Close = func(f *os.File) error {
		err := f.Close()
		if when, ok := written.LoadAndDelete(f); ok {
			err = errors.Join(err, os.Chtimes(f.Name(), when.(time.Time), when.(time.Time)))
		}
		return err
	}
	return taker{
		files: files,
		here:  disk.Process{Host: machine + "-PC", Machine: machine, PID: pid},
		alive: func(pid int) bool {
			for _, p := range living {
				if p == pid {
					return true
				}
			}
			return false
		},
	}
}

func (t taker) hooked(h disk.Hooks) taker {
	t.files = t.files.With(h)
	return t
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// names lists what is in a folder, and what the files hold.
func names(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	entries, err := os.ReadDir(dir)
	must(t, err)
	for _, e := range entries {
		text, _ := os.ReadFile(filepath.Join(dir, e.Name()))
		fmt.Fprintf(&b, "%s: %s\n", e.Name(), text)
	}
	return b.String()
}

func holder(t *testing.T, dir string) string {
	t.Helper()
	there, err := at("A", 1).look(filepath.Join(dir, lockFile))
	if errors.Is(err, fs.ErrNotExist) {
		return ""
	}
	must(t, err)
	return there.Who
}

func TestLock(t *testing.T) {
	dir := t.TempDir()
	clerk, err := at("A", 1).lock(dir, "the clerk", noon)
	must(t, err)
	before := names(t, dir)
	_, err = at("B", 2).lock(dir, "the officer", noon.Add(9*time.Minute))
	var locked *LockedError
	if !errors.As(err, &locked) || !errors.Is(err, ErrLocked) {
		t.Fatalf("the lock is held, and Lock said %v", err)
	}
	if locked.Who != "the clerk" || locked.Host != "A-PC" || locked.PID != 1 || !locked.Since.Equal(noon) ||
		!locked.Until.Equal(noon.Add(Life)) || locked.Dir != dir || locked.Damaged {
		t.Errorf("the lock is told as %+v", locked)
	}
	want := "lock ledger " + dir + ": the clerk has been at work there since 12:00 on 31 March 2026, on A-PC"
	if locked.Error() != want {
		t.Errorf("it says  %s\nwant     %s", locked, want)
	}
	if !strings.Contains(locked.Hint(), "12:10") || !strings.Contains(locked.Hint(), "lock.txt") {
		t.Errorf("the hint is %s", locked.Hint())
	}
	if after := names(t, dir); after != before {
		t.Errorf("a refusal changed the folder from\n%s\nto\n%s", before, after)
	}
	must(t, clerk.Release())
	must(t, clerk.Release())
	if left := names(t, dir); left != "" {
		t.Errorf("a released lock leaves\n%s", left)
	}
	again, err := at("B", 2).lock(dir, "the officer", noon)
	must(t, err)
	must(t, again.Release())
}

func TestLockNeedsItsFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "missing")
	if _, err := Take(dir, "the clerk", noon); !errors.Is(err, fs.ErrNotExist) || errors.Is(err, ErrLocked) {
		t.Errorf("Lock said %v", err)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("the folder was made")
	}
}

func TestLockOfThisProcess(t *testing.T) {
	dir := t.TempDir()
	held, err := Take(dir, "the clerk", time.Now())
	must(t, err)
	if _, err := Take(dir, "the clerk", time.Now()); !errors.Is(err, ErrLocked) {
		t.Errorf("a second lock of a living process: %v", err)
	}
	must(t, held.Release())
}

func TestLockIsReadableByOthers(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows keeps permissions otherwise")
	}
	for folder, want := range map[fs.FileMode]fs.FileMode{0o700: 0o600, 0o755: 0o600, 0o770: 0o660, fs.ModeSetgid | 0o770: 0o660, 0o777: 0o666} {
		dir := t.TempDir()
		must(t, os.Chmod(dir, folder))
		_, err := Take(dir, "the clerk", noon)
		must(t, err)
		info, err := os.Stat(filepath.Join(dir, lockFile))
		must(t, err)
		if info.Mode().Perm() != want {
			t.Errorf("in a folder of %v its permissions are %v, want %v", folder, info.Mode().Perm(), want)
		}
	}
}

// TestTakenOver says which locks are over.
func TestTakenOver(t *testing.T) {
	for _, tc := range []struct {
		name  string
		taker taker
		after time.Duration
		want  bool
	}{
		{"a living process of this computer", at("A", 2, 1), 9 * time.Minute, false},
		{"a dead process of this computer", at("A", 2), time.Second, true},
		{"a process of another computer, dead or not", at("B", 2), 9 * time.Minute, false},
		{"its time is over", at("B", 2), Life, true},
		{"its time is over, though its process lives", at("A", 2, 1), Life, true},
	} {
		dir := t.TempDir()
		old, err := at("A", 1).lock(dir, "the clerk", noon)
		must(t, err)
		held, err := tc.taker.lock(dir, "the officer", noon.Add(tc.after))
		if got := err == nil; got != tc.want || !got && !errors.Is(err, ErrLocked) {
			t.Errorf("%s: taken over %v, want %v (%v)", tc.name, got, tc.want, err)
			continue
		}
		if !tc.want {
			continue
		}
		before := names(t, dir)
		if err := old.Refresh(noon.Add(tc.after)); !errors.Is(err, ErrLost) {
			t.Errorf("%s: the one that lost it refreshed: %v", tc.name, err)
		}
		if err := old.Release(); !errors.Is(err, ErrLost) {
			t.Errorf("%s: the one that lost it released: %v", tc.name, err)
		}
		if after := names(t, dir); after != before {
			t.Errorf("%s: the one that lost it changed\n%s\nto\n%s", tc.name, before, after)
		}
		must(t, held.Release())
		if left := names(t, dir); left != "" {
			t.Errorf("%s: it leaves\n%s", tc.name, left)
		}
	}
}

func TestRefresh(t *testing.T) {
	dir := t.TempDir()
	held, err := at("A", 1).lock(dir, "the clerk", noon)
	must(t, err)
	must(t, held.Refresh(noon.Add(9*time.Minute)))
	must(t, held.Refresh(noon.Add(9*time.Minute))) // twice, as the lock on the lock is one file
	if _, err := at("B", 2).lock(dir, "the officer", noon.Add(18*time.Minute)); !errors.Is(err, ErrLocked) {
		t.Errorf("a refreshed lock was taken over: %v", err)
	}
	var locked *LockedError
	_, err = at("B", 2).lock(dir, "the officer", noon.Add(18*time.Minute))
	if !errors.As(err, &locked) || !locked.Since.Equal(noon) {
		t.Errorf("a refreshed lock is no longer since noon: %v", err)
	}
	must(t, held.Release())
	if err := held.Refresh(noon); !errors.Is(err, ErrLost) {
		t.Errorf("a released lock was refreshed: %v", err)
	}
	if left := names(t, dir); left != "" {
		t.Errorf("it leaves\n%s", left)
	}
}

func TestRefreshOfALockSomebodyDeleted(t *testing.T) {
	dir := t.TempDir()
	held, err := at("A", 1).lock(dir, "the clerk", noon)
	must(t, err)
	must(t, os.Remove(filepath.Join(dir, lockFile)))
	if err := held.Refresh(noon); !errors.Is(err, ErrLost) {
		t.Errorf("Refresh said %v", err)
	}
	if err := held.Release(); !errors.Is(err, ErrLost) {
		t.Errorf("Release said %v", err)
	}
	if left := names(t, dir); left != "" {
		t.Errorf("it leaves\n%s", left)
	}
}

// TestDamagedLock has locks that hold anything else: they count for Life from
// when they were last touched.
func TestDamagedLock(t *testing.T) {
	whole := at("A", 1).record("the clerk", noon)
	evil := strings.Replace(whole.String(), whole.Token, "../../../../etc/passwd", 1)
	for _, text := range []string{"", whole.String()[:9] + "", "\n", "Do not touch: Ann is at work\n", "rubbish", whole.String()[:60], evil, strings.Repeat("x", 9000), "\x00\xff\n\x00"} {
		dir := t.TempDir()
		path := filepath.Join(dir, lockFile)
		must(t, os.WriteFile(path, []byte(text), 0o644))
		must(t, os.Chtimes(path, noon, noon))
		_, err := at("A", 2).lock(dir, "the officer", noon.Add(Life-time.Second))
		var locked *LockedError
		if !errors.As(err, &locked) || !locked.Damaged || !locked.Until.Equal(noon.Add(Life)) {
			t.Errorf("%.20q, just written: Lock said %v", text, err)
			continue
		}
		if now, _ := os.ReadFile(path); string(now) != text || strings.Count(names(t, dir), lockFile) != 1 {
			t.Errorf("%.20q: a refusal changed it", text)
		}
		held, err := at("A", 2).lock(dir, "the officer", noon.Add(Life))
		if err != nil {
			t.Errorf("%.20q, old: Lock said %v", text, err)
			continue
		}
		must(t, held.Release())
		foreign := !looksOurs([]byte(text))
		if was, now := held.Displaced(); (was == path) != foreign || (now == filepath.Join(dir, "lock (2).txt")) != foreign {
			t.Errorf("%.20q went from %q to %q", text, was, now)
		}
		if kept, _ := os.ReadFile(filepath.Join(dir, "lock (2).txt")); foreign && string(kept) != text {
			t.Errorf("%.20q: kept is %.20q", text, kept)
		}
		if entries, _ := os.ReadDir(dir); (len(entries) == 1) != foreign || len(entries) > 1 {
			t.Errorf("%.20q: it leaves\n%s", text, names(t, dir))
		}
	}
}

// TestClocksApart has the holder's computer go ahead of the taker's, or behind,
// by more than a lock counts for: its age is what the drive's clock says, which
// goes with the taker's here.
func TestClocksApart(t *testing.T) {
	for _, tc := range []struct {
		fast time.Duration
		said string
	}{
		{0, ", on A-PC"},
		{time.Minute, ", on A-PC"},
		{-time.Minute, ", on A-PC"},
		{3 * time.Hour, ", on A-PC, whose clock is 3 hours ahead of this computer's"},
		{-3 * time.Hour, ", on A-PC, whose clock is 3 hours behind this computer's"},
		{9 * 365 * 24 * time.Hour, ", on A-PC, whose clock is 9 years ahead of this computer's"},
		{-25 * time.Hour, ", on A-PC, whose clock is 1 day behind this computer's"},
	} {
		dir := t.TempDir()
		path := filepath.Join(dir, lockFile)
		_, err := at("A", 1).lock(dir, "the clerk", noon.Add(tc.fast))
		must(t, err)
		must(t, os.Chtimes(path, noon, noon))
		before := names(t, dir)
		_, err = at("B", 2).lock(dir, "the officer", noon.Add(Life-time.Second))
		var locked *LockedError
		if !errors.As(err, &locked) {
			t.Errorf("%v ahead, just taken: Lock said %v", tc.fast, err)
			continue
		}
		if !locked.Since.Equal(noon) || !locked.Until.Equal(noon.Add(Life)) || locked.Fast != tc.fast {
			t.Errorf("%v ahead: it is told as %+v", tc.fast, locked)
		}
		if want := "lock ledger " + dir + ": the clerk has been at work there since 12:00 on 31 March 2026" + tc.said; locked.Error() != want {
			t.Errorf("it says  %s\nwant     %s", locked, want)
		}
		if after := names(t, dir); after != before {
			t.Errorf("%v ahead: a refusal changed the folder to\n%s", tc.fast, after)
		}
		held, err := at("B", 2).lock(dir, "the officer", noon.Add(Life))
		if err != nil {
			t.Errorf("%v ahead, and over: Lock said %v", tc.fast, err)
			continue
		}
		if over := held.TookOver(); over == nil || over.Who != "the clerk" || over.Dir != dir {
			t.Errorf("%v ahead: it took over %+v", tc.fast, over)
		}
		must(t, held.Release())
	}
}

// TestDatedAhead has a lock whose file is of a time that its drive's clock has
// yet to come to: it has no age, and a person is told what to do.
func TestDatedAhead(t *testing.T) {
	lock := func(t *testing.T, text string) string {
		dir := t.TempDir()
		path := filepath.Join(dir, lockFile)
		_, err := at("A", 1).lock(dir, "the clerk", noon.AddDate(2, 0, 0))
		must(t, err)
		if text != "" {
			must(t, os.WriteFile(path, []byte(text), 0o600))
			must(t, os.Chtimes(path, noon.AddDate(2, 0, 0), noon.AddDate(2, 0, 0)))
		}
		return dir
	}
	for text, want := range map[string]string{
		"":                           "the clerk has been at work there since 12:00 on 31 March 2028, on A-PC; the lock is dated 2 years ahead, so that whether it is over cannot be told",
		"actionplan lock 1\nrubbish": "somebody seems to be at work there, but their lock cannot be read",
	} {
		dir := lock(t, text)
		before := names(t, dir)
		for _, wait := range []time.Duration{0, Life, 48 * time.Hour, 500 * 24 * time.Hour} {
			_, err := at("B", 2).lock(dir, "the officer", noon.Add(wait))
			var locked *LockedError
			if !errors.As(err, &locked) || locked.Ahead == 0 || !locked.Until.IsZero() {
				t.Errorf("after %v: Lock said %v", wait, err)
				continue
			}
			if wait == 0 && !strings.HasPrefix(locked.Error(), "lock ledger "+dir+": "+want) {
				t.Errorf("it says %s", locked)
			}
			if !strings.Contains(locked.Error(), "ahead") || !strings.Contains(locked.Hint(), "delete lock.txt") || strings.Contains(locked.Hint(), "0001") {
				t.Errorf("after %v it says %s (%s)", wait, locked, locked.Hint())
			}
		}
		if after := names(t, dir); after != before {
			t.Errorf("a refusal changed the folder to\n%s", after)
		}
	}
	// The process that took it is gone: there is nothing to ask.
	dir := lock(t, "")
	held, err := at("A", 2).lock(dir, "the officer", noon)
	must(t, err)
	must(t, held.Release())
	// Only the drive's clock went back: the lock itself says when it ended.
	dir = t.TempDir()
	_, err = at("A", 1).lock(dir, "the clerk", noon)
	must(t, err)
	must(t, os.Chtimes(filepath.Join(dir, lockFile), noon.AddDate(2, 0, 0), noon.AddDate(2, 0, 0)))
	if _, err := at("B", 2).lock(dir, "the officer", noon.Add(Life+forgotten-time.Second)); !errors.Is(err, ErrLocked) {
		t.Errorf("the drive's clock went back, within a day: %v", err)
	}
	held, err = at("B", 2).lock(dir, "the officer", noon.Add(Life+forgotten))
	must(t, err)
	must(t, held.Release())
}

// TestLockNobodyMayRead is that of a colleague whose build kept it to itself.
func TestLockNobodyMayRead(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, lockFile)
	_, err := at("A", 1).lock(dir, "the clerk", noon)
	must(t, err)
	closed := func() taker {
		b := at("B", 2)
		open := b.files.OpenFile
		b.files.OpenFile = func(name string, flag int, perm fs.FileMode) (*os.File, error) {
			if name == path {
				return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
			}
			return open(name, flag, perm)
		}
		return b
	}
	_, err = closed().lock(dir, "the officer", noon.Add(Life-time.Second))
	var locked *LockedError
	if !errors.As(err, &locked) || !locked.Damaged || !locked.Until.Equal(noon.Add(Life)) {
		t.Errorf("just taken: Lock said %v", err)
	}
	_, err = closed().lock(dir, "the officer", noon.Add(Life))
	must(t, err)
	if who := holder(t, dir); who != "the officer" {
		t.Errorf("it was taken over, and says %q", who)
	}
}

func TestEmptyLockSaysSo(t *testing.T) {
	dir := t.TempDir()
	must(t, os.WriteFile(filepath.Join(dir, lockFile), nil, 0o600))
	must(t, os.Chtimes(filepath.Join(dir, lockFile), noon, noon))
	_, err := at("B", 2).lock(dir, "the officer", noon)
	var locked *LockedError
	if !errors.As(err, &locked) || !locked.Empty || !strings.HasPrefix(err.Error(), "lock ledger "+dir+": somebody seems to be at work there, but their lock is empty") {
		t.Errorf("Lock said %v", err)
	}
}

func TestRecord(t *testing.T) {
	r := at("A", 7).record("the clerk, \"Kim\"\nof room: 5", noon)
	got, ok := parseRecord(r.String())
	if !ok || got != r {
		t.Errorf("read as %+v, %v\nwant    %+v", got, ok, r)
	}
	for n := range len(r.String()) {
		if cut, ok := parseRecord(r.String()[:n]); ok {
			t.Errorf("cut after %d bytes it is read as %+v", n, cut)
		}
	}
}

// TestDrivesWithoutLinks locks on a drive that refuses hard links.
func TestDrivesWithoutLinks(t *testing.T) {
	noLinks := func(from taker) taker {
		from.files.Link = func(from, to string) error {
			return &os.LinkError{Op: "link", Old: from, New: to, Err: syscall.EPERM}
		}
		return from
	}
	dir := t.TempDir()
	_, err := noLinks(at("A", 1)).lock(dir, "the clerk", noon)
	must(t, err)
	if _, err := noLinks(at("B", 2)).lock(dir, "the officer", noon); !errors.Is(err, ErrLocked) {
		t.Errorf("a held lock: %v", err)
	}
	held, err := noLinks(at("B", 2)).lock(dir, "the officer", noon.Add(Life))
	must(t, err)
	must(t, held.Refresh(noon.Add(Life)))
	must(t, held.Release())
	if left := names(t, dir); left != "" {
		t.Errorf("it leaves\n%s", left)
	}
}

// TestLinkThatSucceededAfterAll has a drive whose answer gets lost.
func TestLinkThatSucceededAfterAll(t *testing.T) {
	dir := t.TempDir()
	deaf := at("A", 1)
	deaf.files.Link = func(from, to string) error { return errors.Join(os.Link(from, to), errors.New("no answer")) }
	held, err := deaf.lock(dir, "the clerk", noon)
	must(t, err)
	must(t, held.Release())
	if left := names(t, dir); left != "" {
		t.Errorf("it leaves\n%s", left)
	}
}

// race has many takers start together and counts those that got the lock.
func race(t *testing.T, dir string, takers int, now time.Time) (won int64) {
	t.Helper()
	var wg sync.WaitGroup
	var count atomic.Int64
	start := make(chan struct{})
	for i := range takers {
		wg.Go(func() {
			<-start
			_, err := at("A", 100+i, 100, 101, 102, 103, 104, 105, 106, 107).lock(dir, fmt.Sprint("taker ", i), now)
			if err == nil {
				count.Add(1)
			} else if !errors.Is(err, ErrLocked) {
				t.Errorf("taker %d: %v", i, err)
			}
		})
	}
	close(start)
	wg.Wait()
	return count.Load()
}

func TestRaces(t *testing.T) {
	for range 25 {
		dir := t.TempDir()
		if won := race(t, dir, 8, noon); won != 1 {
			t.Fatalf("%d takers got a free lock", won)
		}
		if won := race(t, dir, 8, noon.Add(Life)); won != 1 {
			t.Fatalf("%d takers got a lock that was over", won)
		}
		must(t, os.WriteFile(filepath.Join(dir, lockFile), nil, 0o644))
		must(t, os.Chtimes(filepath.Join(dir, lockFile), noon, noon))
		if won := race(t, dir, 8, noon.Add(2*Life)); won != 1 {
			t.Fatalf("%d takers got a damaged lock", won)
		}
	}
}

// everyMoment calls try with hooks that run something before each operation in
// turn, until one attempt ends before its turn comes.
func everyMoment(t *testing.T, try func(m disk.Moment, when func(do func()) disk.Hooks)) {
	t.Helper()
	for n, reached := 1, true; reached; n++ {
		reached = false
		try(disk.Moment{N: n}, func(do func()) disk.Hooks {
			return disk.Hooks{Before: func(c disk.Call) error {
				if c.N == n {
					reached = true
					do()
				}
				return nil
			}}
		})
		if n > 500 {
			t.Fatal("it never ends")
		}
	}
}

// TestSecondTakerInTheMiddle has one taker do all it can at every moment of
// another's taking over: they never both hold the lock.
func TestSecondTakerInTheMiddle(t *testing.T) {
	second := map[string]func(t *testing.T, dir string) (holds bool){
		"takes it": func(t *testing.T, dir string) bool {
			_, err := at("A", 3, 2, 3).lock(dir, "second", noon.Add(Life))
			return err == nil
		},
		"takes it and lets it go": func(t *testing.T, dir string) bool {
			if held, err := at("A", 3, 2, 3).lock(dir, "second", noon.Add(Life)); err == nil {
				must(t, held.Release())
			}
			return false
		},
		"takes it, lets it go, and a third takes it": func(t *testing.T, dir string) bool {
			held, err := at("A", 3, 2, 3).lock(dir, "second", noon.Add(Life))
			if err != nil {
				return false
			}
			must(t, held.Release())
			_, err = at("A", 3, 2, 3).lock(dir, "third", noon.Add(Life))
			return err == nil
		},
	}
	for name, act := range second {
		everyMoment(t, func(m disk.Moment, when func(func()) disk.Hooks) {
			dir := t.TempDir()
			_, err := at("A", 1).lock(dir, "old", noon)
			must(t, err)
			secondHolds, locking := false, true
			interfere := func() {
				if locking {
					secondHolds = act(t, dir)
				}
			}
			first, err := at("A", 2, 2, 3).hooked(when(interfere)).lock(dir, "first", noon.Add(Life))
			locking = false
			if firstHolds := err == nil; firstHolds == secondHolds {
				t.Errorf("%s at %v: first holds it %v (%v), second %v", name, m, firstHolds, err, secondHolds)
			}
			if err == nil {
				if who := holder(t, dir); who != "first" {
					t.Errorf("%s at %v: first got the lock, and it says %q", name, m, who)
				}
				must(t, first.Release())
				if left := names(t, dir); left != "" {
					t.Errorf("%s at %v: it leaves\n%s", name, m, left)
				}
			} else if !errors.Is(err, ErrLocked) {
				t.Errorf("%s at %v: first was told %v", name, m, err)
			}
		})
	}
}

// TestOldHolderWakes has the holder of a lock that is over come back at every
// moment of somebody's taking it over.
func TestOldHolderWakes(t *testing.T) {
	for _, release := range []bool{false, true} {
		everyMoment(t, func(m disk.Moment, when func(func()) disk.Hooks) {
			dir := t.TempDir()
			old, err := at("A", 1).lock(dir, "old", noon)
			must(t, err)
			var woke error
			wake := func() {
				if release {
					woke = old.Release()
				} else {
					woke = old.Refresh(noon.Add(Life))
				}
			}
			// The old holder's process lives: it only slept too long.
			_, err = at("A", 2, 1, 2).hooked(when(wake)).lock(dir, "first", noon.Add(Life))
			switch who := holder(t, dir); {
			case err == nil && who != "first":
				t.Errorf("release %v at %v: first got the lock, and it says %q", release, m, who)
			case err != nil && (woke != nil || release):
				t.Errorf("release %v at %v: nobody holds it: %v, %v", release, m, woke, err)
			case err != nil && who != "old":
				t.Errorf("release %v at %v: old holds it, and it says %q", release, m, who)
			case err == nil && woke == nil && !release && old.Refresh(noon.Add(Life)) == nil:
				t.Errorf("at %v: both hold it", m)
			}
		})
	}
}

// TestTakerInTheMiddleOfRefresh has somebody take a lock over, its time being
// over, at every moment of its holder's refreshing or releasing it.
func TestTakerInTheMiddleOfRefresh(t *testing.T) {
	for _, release := range []bool{false, true} {
		everyMoment(t, func(m disk.Moment, when func(func()) disk.Hooks) {
			dir := t.TempDir()
			taken := errors.New("not tried")
			take := func() { _, taken = at("A", 2, 1, 2).lock(dir, "taker", noon.Add(Life)) }
			armed := false
			old, err := at("A", 1, 1, 2).lock(dir, "old", noon)
			must(t, err)
			old.taken = old.taken.Add(-Life) // as the computer's clock says, it is that late
			old.taker = old.taker.hooked(when(func() { armed = true; take() }))
			if release {
				err = old.Release()
			} else {
				err = old.Refresh(noon.Add(Life))
			}
			who := holder(t, dir)
			switch {
			case !armed:
			case taken == nil && who != "taker":
				t.Errorf("release %v at %v: the taker got the lock, and it says %q", release, m, who)
			case taken != nil && !errors.Is(taken, ErrLocked):
				t.Errorf("release %v at %v: the taker was told %v", release, m, taken)
			case !release && err == nil && taken != nil && who != "old":
				t.Errorf("at %v: refreshed, and the lock says %q", m, who)
			case !release && err != nil && taken != nil:
				t.Errorf("at %v: neither holds it: %v, %v", m, err, taken)
			}
		})
	}
}

// TestLockFaults has every operation of a run fail in turn, before and after
// it was done. Whatever fails, the lock can be had again once its time is over,
// at once where letting it go succeeded, and nothing but the sweepable is left.
func TestLockFaults(t *testing.T) {
	for _, over := range []bool{false, true} {
		for n, done := 1, false; !done; n++ {
			for _, after := range []bool{false, true} {
				dir := t.TempDir()
				if over {
					_, err := at("A", 9).lock(dir, "old", noon)
					must(t, err)
				}
				count := 0
				counting := disk.Hooks{Before: func(disk.Call) error { count++; return nil }}
				m := disk.Moment{N: n, After: after}
				held, err := at("A", 1, 1, 2).hooked(disk.Failing(m)).hooked(counting).lock(dir, "first", noon)
				if err == nil {
					if who := holder(t, dir); who != "first" {
						t.Errorf("%v failed: the lock is had, and says %q", m, who)
					}
					if err := held.Refresh(noon); err != nil && !errors.Is(err, syscall.ENOSPC) {
						t.Errorf("%v failed: refreshing said %v", m, err)
					}
					if err = held.Release(); err != nil {
						err = held.Release() // once more is enough: only one operation fails
					}
					if err != nil && !errors.Is(err, ErrLost) {
						t.Errorf("%v failed: releasing twice said %v", m, err)
					}
				} else if !errors.Is(err, syscall.ENOSPC) {
					t.Errorf("%v failed: Lock said %v", m, err)
				}
				later, err := at("A", 2, 1, 2).lock(dir, "second", noon.Add(Life))
				if err != nil {
					t.Errorf("%v failed: afterwards Lock said %v\n%s", m, err, names(t, dir))
					continue
				}
				must(t, later.Release())
				done = count < n
			}
		}
	}
}

// TestSweep removes what broken runs left, and nothing of anybody else's.
func TestSweep(t *testing.T) {
	dir := t.TempDir()
	leave := func(name string, age time.Duration) {
		path := filepath.Join(dir, name)
		must(t, os.WriteFile(path, []byte(name), 0o644))
		must(t, os.Chtimes(path, noon.Add(-age), noon.Add(-age)))
	}
	leave("base.txt", 0)
	leave("lock.txt.bak", 99*time.Hour)
	must(t, os.WriteFile(filepath.Join(dir, "lock.txt.bak"), nil, 0o600)) // ours by what it says, but not by its name
	leave("lock.txt.ABCDEFGHIJKLMNOPQRSY", 0)                             // by its name ours, but not by what it says
	leave("lock.txt.ABCDEFGHIJKLMNOPQRST", 0)
	leave("lock.txt.ABCDEFGHIJKLMNOPQRST.ABCDEFGHIJKLMNOPQRSX", 0)
	must(t, os.WriteFile(filepath.Join(dir, "lock.txt.ABCDEFGHIJKLMNOPQRST"), []byte(at("B", 7).record("the dead", noon).String()), 0o600))
	must(t, os.WriteFile(filepath.Join(dir, "lock.txt.ABCDEFGHIJKLMNOPQRST.ABCDEFGHIJKLMNOPQRSX"), nil, 0o600))
	leave(".actionplan-lock-1.tmp", 2*time.Hour)
	leave(".actionplan-lock-2.tmp", time.Minute)
	leave(".actionplan-3.tmp", 99*time.Hour)
	leave(".actionplan-notes.txt", 99*time.Hour)
	held, err := at("A", 1).lock(dir, "the clerk", noon)
	must(t, err)
	must(t, held.Release())
	want := ".actionplan-lock-2.tmp: .actionplan-lock-2.tmp\n.actionplan-notes.txt: .actionplan-notes.txt\nbase.txt: base.txt\nlock.txt.ABCDEFGHIJKLMNOPQRSY: lock.txt.ABCDEFGHIJKLMNOPQRSY\nlock.txt.bak: \n"
	if got := names(t, dir); got != want {
		t.Errorf("left are\n%s\nwant\n%s", got, want)
	}
}
