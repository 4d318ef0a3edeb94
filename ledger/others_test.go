//go:build linux || darwin

package ledger

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"actionplan/internal/disk/disktest"
	"actionplan/internal/lock"
	"actionplan/plan"
)

// Two officers of one group.
const plans = 4201

var (
	ann = disktest.Someone{UID: 4101, GID: 4111, Groups: []uint32{plans}, Umask: 0o077}
	ben = disktest.Someone{UID: 4102, GID: 4112, Groups: []uint32{plans}, Umask: 0o022}
)

// TestTwoOfficersOfAGroup has two officers work in one ledger by turns, whose
// folder is their group's: each reads and goes on from what the other wrote.
func TestTwoOfficersOfAGroup(t *testing.T) {
	switch disktest.Part() {
	case "":
	case "begins":
		must(t, At("ledger").Make())
		worksIn(t, "ledger", func(f Folder) { must(t, f.Begin(example(), begun, "plan.xlsx", "theirs.xlsx")) })
		return
	case "works":
		worksIn(t, "ledger", func(f Folder) { goOn(t, f) })
		return
	case "takes over":
		held, err := At("ledger").Lock("ben", time.Now().Add(lock.Life))
		must(t, err)
		if over := held.TookOver(); over == nil || over.Who != "ann" {
			t.Errorf("it took over %+v", over)
		}
		must(t, held.Release())
		return
	case "dies":
		_, err := At("ledger").Lock("ann", time.Now())
		must(t, err)
		return
	case "resets":
		worksIn(t, "ledger", func(f Folder) {
			_, err := f.Reset()
			must(t, err)
		})
		return
	}
	home := filepath.Join(disktest.Folder(t), "plans")
	must(t, os.Mkdir(home, 0o700))
	if err := os.Chown(home, int(ann.UID), plans); err != nil {
		t.Skip("only root can give files away:", err)
	}
	must(t, os.Chmod(home, fs.ModeSetgid|0o770))
	ann.Run(t, "begins", home)
	for range 2 {
		ben.Run(t, "works", home)
		ann.Run(t, "works", home)
	}
	ann.Run(t, "dies", home)
	old := time.Now().Add(-2 * lock.Life)
	must(t, os.Chtimes(filepath.Join(home, "ledger", "lock.txt"), old, old))
	ben.Run(t, "takes over", home)
	entries := 0
	must(t, filepath.WalkDir(filepath.Join(home, "ledger"), func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		entries++
		info, err := entry.Info()
		if err != nil {
			return err
		}
		want := fs.FileMode(0o660)
		if entry.IsDir() {
			want = fs.ModeDir | fs.ModeSetgid | 0o770
		}
		if gid := info.Sys().(*syscall.Stat_t).Gid; gid != plans || info.Mode() != want {
			t.Errorf("%s is of group %d, %v, want %d, %v", path, gid, info.Mode(), plans, want)
		}
		return nil
	}))
	if entries < 12 {
		t.Errorf("only %d files and folders were made", entries)
	}
	ben.Run(t, "resets", home)
	if left := listed(t, filepath.Join(home, "ledger")); left != "forgotten-1" {
		t.Errorf("after a reset there are\n%s", left)
	}
}

func worksIn(t *testing.T, dir string, work func(Folder)) {
	t.Helper()
	f := At(dir)
	held, err := f.Lock("somebody", time.Now())
	must(t, err)
	f.Sweep(time.Now())
	work(f)
	must(t, held.Refresh(time.Now()))
	must(t, held.Release())
}

// goOn does all that an apply does in the ledger.
func goOn(t *testing.T, f Folder) {
	t.Helper()
	l, err := f.Open()
	must(t, err)
	last, err := l.LastApply()
	if err != nil && !errors.Is(err, ErrNoApply) {
		t.Fatal(err)
	}
	a := exampleApply(f.Dir)
	must(t, l.NoteApply(a.Join(last)))
	must(t, os.WriteFile("plan.xlsx", []byte("workbook "+l.Base().Actions[0].Shown("progress")), 0o660))
	must(t, os.Chmod("plan.xlsx", 0o660))
	seen, err := os.Stat("plan.xlsx")
	must(t, err)
	if copied, err := f.Backup("plan.xlsx", time.Now()); copied == "" {
		t.Fatal(err)
	}
	must(t, f.NoteTaken(map[string]bool{mark(l.Base().Actions[0].Shown("progress")): true}))
	base := l.Base()
	base.Actions = append([]plan.Action{}, base.Actions...)
	base.Actions[0].Entries = base.Actions[0].Own()
	base.Actions[0].Set("progress", text(base.Actions[0].Shown("progress")+" and on"))
	must(t, l.Keep(Next{Base: base, Entries: entries("on")}, later))
	places := examplePlaces(f.Dir)
	places.Officers.Tabs = append(places.Officers.Tabs, strings.Repeat("x", len(l.Log(""))))
	must(t, f.KeepPlaces(places))
	must(t, os.Chmod("plan.xlsx", 0o600)) // as whoever sent it back had it
	if aside, err := f.PutAside("plan.xlsx", later, seen); err != nil || aside == "" {
		t.Fatalf("put aside in %q, %v", aside, err)
	}
}
