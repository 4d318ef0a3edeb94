package disk

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"
)

var errInjected = errors.New("injected fault")

func says(text string) func(io.Writer) error {
	return func(w io.Writer) error { _, err := io.WriteString(w, text); return err }
}

// breakStep makes the named step fail, after doing its work where it has any.
func breakStep(name string) Ops {
	o := System
	switch name {
	case "createTemp":
		o.CreateTemp = func(string, fs.FileMode) (*os.File, error) { return nil, errInjected }
	case "chmod":
		o.Chmod = func(*os.File, fs.FileMode) error { return errInjected }
	case "sync":
		o.Sync = func(*os.File) error { return errInjected }
	case "close":
		o.Close = func(f *os.File) error { return errors.Join(f.Close(), errInjected) }
	case "rename":
		o.Rename = func(string, string) error { return errInjected }
	case "mkdirTemp":
		o.MkdirTemp = func(string, fs.FileMode) (string, error) { return "", errInjected }
	case "openFile":
		o.OpenFile = func(string, int, fs.FileMode) (*os.File, error) { return nil, errInjected }
	case "truncate":
		o.Truncate = func(*os.File, int64) error { return errInjected }
	case "syncDir":
		o.SyncDir = func(string) error { return errInjected }
	}
	return o
}

// only fails the test unless the folder holds just these names.
func only(t *testing.T, dir string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]bool{}
	for _, name := range names {
		want[name] = true
	}
	for _, e := range entries {
		if !want[e.Name()] {
			t.Errorf("%s was left in the folder", e.Name())
		}
		delete(want, e.Name())
	}
	for name := range want {
		t.Errorf("%s is missing from the folder", name)
	}
}

func content(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestWriteReplaces(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "plan.txt")
	for _, text := range []string{"first", "second, and longer", ""} {
		if err := Write(path, 0o600, says(text)); err != nil {
			t.Fatal(err)
		}
		if got := content(t, path); got != text {
			t.Errorf("the file holds %q, want %q", got, text)
		}
		only(t, dir, "plan.txt")
	}
	if runtime.GOOS != "windows" {
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("permissions are %v (%v), want 0600", info.Mode(), err)
		}
	}
}

func TestWriteFaults(t *testing.T) {
	for _, existing := range []bool{true, false} {
		for _, step := range []string{"createTemp", "chmod", "sync", "close", "rename", "content"} {
			if step == "chmod" && !existing {
				continue // the system has given a new file its permissions
			}
			dir := t.TempDir()
			path := filepath.Join(dir, "plan.txt")
			if existing {
				if err := os.WriteFile(path, []byte("original"), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			write := says("new")
			if step == "content" {
				write = func(w io.Writer) error { return errors.Join(says("half")(w), errInjected) }
			}
			err := breakStep(step).write(path, 0o644, write)
			if !errors.Is(err, errInjected) {
				t.Errorf("%s failed, and Write said %v", step, err)
			}
			if !existing {
				only(t, dir)
				continue
			}
			only(t, dir, "plan.txt")
			if got := content(t, path); got != "original" {
				t.Errorf("%s failed, and the original holds %q", step, got)
			}
		}
	}
}

// TestReplaceAsksLast changes the file while the new one is being written: it
// is asked about once nothing is left to do but the renaming, and stays.
func TestReplaceAsksLast(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "plan.txt")
	if err := os.WriteFile(path, []byte("original"), 0o644); err != nil {
		t.Fatal(err)
	}
	var done []string
	o := System
	o.Sync = func(f *os.File) error { done = append(done, "sync"); return f.Sync() }
	o.Close = func(f *os.File) error { done = append(done, "close"); return f.Close() }
	o.Rename = func(string, string) error { t.Error("it was renamed all the same"); return nil }
	err := o.replace(path, 0o644, says("new"), func() error {
		if len(done) != 2 {
			t.Errorf("it was asked when only %v was done", done)
		}
		return errInjected
	})
	if !errors.Is(err, errInjected) {
		t.Errorf("Replace said %v", err)
	}
	only(t, dir, "plan.txt")
	if got := content(t, path); got != "original" {
		t.Errorf("the file holds %q", got)
	}
	if err := Replace(path, 0o644, says("new"), func() error { return nil }); err != nil || content(t, path) != "new" {
		t.Errorf("the file holds %q (%v), want new", content(t, path), err)
	}
}

// TestWriteBelievesItsEyes has the renaming done and reported as failed, as
// some network drives do.
func TestWriteBelievesItsEyes(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "plan.txt")
	o := System
	o.Rename = func(from, to string) error { return errors.Join(os.Rename(from, to), errInjected) }
	if err := o.write(path, 0o644, says("new")); err != nil {
		t.Errorf("the file is in place, and Write said %v", err)
	}
	only(t, dir, "plan.txt")
}

func TestAppend(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log.txt")
	for _, c := range []struct {
		keep       int64
		text, want string
	}{{0, "one, and half", "one, and half"}, {3, "\ntwo", "one\ntwo"}, {7, "\n", "one\ntwo\n"}} {
		if err := In(filepath.Dir(path)).Append("log.txt", c.keep, []byte(c.text)); err != nil {
			t.Fatal(err)
		}
		if got := content(t, path); got != c.want {
			t.Errorf("the file holds %q, want %q", got, c.want)
		}
	}
	if err := In(filepath.Dir(path)).Append("log.txt", 9, []byte("more")); err == nil || content(t, path) != "one\ntwo\n" {
		t.Errorf("behind its end: %v, and the file holds %q", err, content(t, path))
	}
}

func TestAppendFaults(t *testing.T) {
	for _, step := range []string{"openFile", "truncate", "sync", "close"} {
		path := filepath.Join(t.TempDir(), "log.txt")
		if err := os.WriteFile(path, []byte("kept, not kept"), 0o600); err != nil {
			t.Fatal(err)
		}
		err := breakStep(step).In(filepath.Dir(path)).Append("log.txt", 4, []byte("!"))
		if !errors.Is(err, errInjected) {
			t.Errorf("%s failed, and Append said %v", step, err)
		}
		if got := content(t, path); got[:4] != "kept" {
			t.Errorf("%s failed, and the file holds %q", step, got)
		}
	}
}

func TestSweep(t *testing.T) {
	dir, now := t.TempDir(), time.Now()
	age := func(name string, age time.Duration) {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, now.Add(-age), now.Add(-age)); err != nil {
			t.Fatal(err)
		}
	}
	age(".actionplan-1.tmp", 2*time.Hour)
	age(".actionplan-2.tmp", time.Minute)
	age(".actionplan-notes.txt", 2*time.Hour)
	age("plan.xlsx", 2*time.Hour)
	Sweep(dir, now)
	only(t, dir, ".actionplan-2.tmp", ".actionplan-notes.txt", "plan.xlsx")
	Sweep(filepath.Join(dir, "nowhere"), now)
}

func TestWriteGoesOnWhereFoldersCannotBeSynced(t *testing.T) {
	path := filepath.Join(t.TempDir(), "plan.txt")
	if err := breakStep("syncDir").write(path, 0o644, says("new")); err != nil {
		t.Fatal(err)
	}
	if got := content(t, path); got != "new" {
		t.Errorf("the file holds %q", got)
	}
}

func TestWriteSeesNoPart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "plan.txt")
	if err := os.WriteFile(path, []byte("original"), 0o644); err != nil {
		t.Fatal(err)
	}
	err := Write(path, 0o644, func(w io.Writer) error {
		if err := says("half")(w); err != nil {
			return err
		}
		if got := content(t, path); got != "original" {
			t.Errorf("half-way through, a reader sees %q", got)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestWriteFollowsLinks(t *testing.T) {
	dir := t.TempDir()
	path, link := filepath.Join(dir, "plan.txt"), filepath.Join(dir, "link.txt")
	if err := os.WriteFile(path, []byte("original"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(path, link); err != nil {
		t.Skip("no links here:", err)
	}
	if err := Write(link, 0o644, says("new")); err != nil {
		t.Fatal(err)
	}
	if got := content(t, path); got != "new" {
		t.Errorf("the linked file holds %q", got)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Error("the link is gone")
	}
}

func build(staging string) error {
	return os.WriteFile(filepath.Join(staging, "page.html"), []byte("page"), 0o644)
}

func TestFolder(t *testing.T) {
	dir := t.TempDir()
	final := filepath.Join(dir, "pack")
	if err := Folder(final+string(filepath.Separator), build); err != nil {
		t.Fatal(err)
	}
	only(t, dir, "pack")
	only(t, final, "page.html")
	if info, err := os.Stat(final); runtime.GOOS != "windows" && (err != nil || info.Mode().Perm() != 0o755) {
		t.Errorf("permissions are %v (%v), want 0755", info.Mode(), err)
	}
}

// TestFolderMakesThoseAbove makes the folders above the one asked for, goes over
// nothing that stands there, and leaves none behind where the building fails.
func TestFolderMakesThoseAbove(t *testing.T) {
	dir := t.TempDir()
	if err := Folder(filepath.Join(dir, "Packs", "2026", "March"), build); err != nil {
		t.Fatal(err)
	}
	only(t, filepath.Join(dir, "Packs", "2026", "March"), "page.html")
	if err := Folder(filepath.Join(dir, "Packs", "April"), build); err != nil {
		t.Fatal(err)
	}
	only(t, filepath.Join(dir, "Packs"), "2026", "April")
	if err := os.WriteFile(filepath.Join(dir, "file"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Folder(filepath.Join(dir, "file", "March"), build); err == nil {
		t.Error("a folder was made in a file")
	}
	if err := Folder(filepath.Join(dir, "Others", "2026", "March"), func(string) error { return errInjected }); !errors.Is(err, errInjected) {
		t.Errorf("a failed build: %v", err)
	}
	if err := Folder(filepath.Join(dir, "Packs", "May"), func(string) error { return errInjected }); !errors.Is(err, errInjected) {
		t.Errorf("a failed build: %v", err)
	}
	only(t, dir, "Packs", "file")
	only(t, filepath.Join(dir, "Packs"), "2026", "April")
}

func TestFolderFaults(t *testing.T) {
	for _, step := range []string{"mkdirTemp", "sync", "close", "rename", "build"} {
		dir := t.TempDir()
		fill := build
		if step == "build" {
			fill = func(staging string) error { return errors.Join(build(staging), errInjected) }
		}
		err := breakStep(step).folder(filepath.Join(dir, "pack"), fill)
		if !errors.Is(err, errInjected) {
			t.Errorf("%s failed, and Folder said %v", step, err)
		}
		only(t, dir)
	}
}

func TestFolderIsNeverWrittenOver(t *testing.T) {
	dir := t.TempDir()
	final := filepath.Join(dir, "pack")
	if err := os.Mkdir(final, 0o755); err != nil {
		t.Fatal(err)
	}
	err := Folder(final, func(string) error { t.Error("it was built all the same"); return nil })
	if !errors.Is(err, ErrExists) {
		t.Errorf("Folder said %v, want ErrExists", err)
	}
	only(t, dir, "pack")

	late := filepath.Join(dir, "late")
	err = Folder(late, func(string) error { return os.Mkdir(late, 0o755) })
	if !errors.Is(err, ErrExists) {
		t.Errorf("a folder that appeared meanwhile: Folder said %v, want ErrExists", err)
	}
	only(t, dir, "pack", "late")
	only(t, late)
}
