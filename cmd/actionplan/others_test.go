//go:build linux || darwin

package main

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"actionplan/internal/disk/disktest"
)

// TestInAGroupsFolder: whatever a command makes in a folder that is a group's,
// the group can work with, whatever the umask.
func TestInAGroupsFolder(t *testing.T) {
	for _, umask := range []int{0o022, 0o077} {
		old := syscall.Umask(umask)
		defer syscall.Umask(old)
		b := lay(t, bothMoved)
		inner := b.path("shared")
		b.must(os.Mkdir(inner, 0o700))
		for _, name := range []string{officersName, partnersName} {
			b.must(os.Rename(b.path(name), filepath.Join(inner, name)))
			b.must(os.Chmod(filepath.Join(inner, name), 0o660))
		}
		b.must(os.Chmod(inner, fs.ModeSetgid|0o770))
		t.Chdir(inner)
		for _, args := range [][]string{
			{"init", officersName, "--partner", partnersName},
			{"begin", "--today", sceneBegun},
			{"preview", "--today", sceneToday},
			{"apply", "--yes", "--today", sceneToday},
			{"add-column", "outcome"},
			{"pack", "--today", sceneToday},
			{"demo", "--folder", "training/day"},
			{"reset", "--yes"},
		} {
			var stdout, stderr bytes.Buffer
			if code := run(context.Background(), args, strings.NewReader(""), &stdout, &stderr); code != exitDone && code != exitWaiting {
				t.Fatalf("%v ended with %d: %s%s", args, code, &stdout, &stderr)
			}
		}
		made := 0
		b.must(filepath.WalkDir(inner, func(path string, entry fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			info, err := entry.Info()
			want := fs.FileMode(0o060)
			if entry.IsDir() {
				want = 0o070 | fs.ModeSetgid
			}
			if made++; err == nil && info.Mode()&want != want {
				t.Errorf("umask %03o: %s is %v: the group cannot work with it", umask, path, info.Mode())
			}
			return err
		}))
		if made < 20 {
			t.Errorf("only %d files and folders were made", made)
		}
	}
}

// TestRefusedBeforehand: what keeps an apply from writing, preview says
// beforehand, and then nothing has changed: not even a note that something was
// about to be written.
func TestRefusedBeforehand(t *testing.T) {
	if part := disktest.Part(); part != "" {
		b := bench{t, "."}
		if code, out, said := b.run("preview", "--today", sceneToday); code != exitWaiting || !strings.Contains(out, "In the way of apply: ") || !strings.Contains(out, part) {
			t.Errorf("preview ended with %d: %s%s", code, out, said)
		}
		before := b.tree()
		code, out, said := b.run("apply", "--yes", "--today", sceneToday)
		if code != exitFailed || !strings.Contains(said, part) {
			t.Errorf("apply ended with %d: %s%s", code, out, said)
		}
		expectSentence(t, said)
		if diff := gocmp.Diff(before, b.tree()); diff != "" {
			t.Errorf("the refused apply changed (-before +after)\n%s", diff)
		}
		return
	}
	if os.Geteuid() != 0 {
		t.Skip("only root can become somebody else here")
	}
	ann := disktest.Someone{UID: 4101, GID: 4111, Umask: 0o022}
	give := func(t *testing.T, dir string) {
		t.Helper()
		if err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			return os.Lchown(path, int(ann.UID), int(ann.GID))
		}); err != nil {
			t.Fatal(err)
		}
	}
	for _, tc := range []struct {
		says string
		make func(b bench)
	}{
		{"ledger/backups: the folder may not be written to", func(b bench) {
			b.must(os.MkdirAll(b.path("ledger", "backups"), 0o700))
			give(b.t, b.dir)
			b.must(os.Chmod(b.path("ledger", "backups"), 0o500))
		}},
		{"in its folder only the owner of a file may replace it", func(b bench) {
			give(b.t, b.dir)
			b.must(os.Chown(b.path(officersName), 4102, -1))
			b.must(os.Chmod(b.path(officersName), 0o666))
			b.must(os.Chown(b.dir, 0, -1))
			b.must(os.Chmod(b.dir, fs.ModeSticky|0o777))
		}},
	} {
		start := lay(t, bothMoved)
		b := bench{t, disktest.Folder(t)}
		b.must(os.CopyFS(b.dir, os.DirFS(start.dir)))
		tc.make(b)
		ann.Run(t, tc.says, b.dir)
	}
}
