//go:build linux || darwin

package disk

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"actionplan/internal/disk/disktest"
)

// Two officers of one group, and somebody who is not of it.
const plans = 4201

var (
	ann = disktest.Someone{UID: 4101, GID: 4111, Groups: []uint32{plans}, Umask: 0o022}
	ben = disktest.Someone{UID: 4102, GID: 4112, Groups: []uint32{plans}, Umask: 0o022}
	eve = disktest.Someone{UID: 4103, GID: 4113, Umask: 0o022}
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// stands fails the test unless a file or folder has this owner, group and mode;
// -1 is any.
func stands(t *testing.T, path string, uid, gid int, mode fs.FileMode) {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Error(err)
		return
	}
	hasUID, hasGID := ownerOf(info)
	if uid >= 0 && hasUID != uid || gid >= 0 && hasGID != gid || info.Mode()&(fs.ModePerm|fs.ModeSetgid) != mode {
		t.Errorf("%s is of %d, group %d, %v; want %d, %d, %v", filepath.Base(path), hasUID, hasGID, info.Mode(), uid, gid, mode)
	}
}

// TestTwoOfAGroup has two people write into one store, each over what the other
// wrote, whatever their umask.
func TestTwoOfAGroup(t *testing.T) {
	work := func() {
		s := In(".")
		must(t, s.Write("base.txt", says("base")))
		must(t, s.Append("log.txt", 0, []byte("log")))
		inner, err := s.Folder("answered")
		must(t, err)
		must(t, inner.Write("taken.txt", says("taken")))
	}
	if disktest.Part() != "" {
		work()
		return
	}
	for _, tc := range []struct{ folder, inner, file fs.FileMode }{
		{fs.ModeSetgid | 0o770, fs.ModeSetgid | 0o770, 0o660},
		{fs.ModeSetgid | 0o775, fs.ModeSetgid | 0o770, 0o660},
		{0o770, 0o770, 0o660},
	} {
		dir := filepath.Join(disktest.Folder(t), "ledger")
		must(t, os.Mkdir(dir, 0o700))
		if err := os.Chown(dir, int(ann.UID), plans); err != nil {
			t.Skip("only root can give files away:", err)
		}
		must(t, os.Chmod(dir, tc.folder))
		ann.Run(t, "ann works", dir)
		ben.Run(t, "ben works", dir)
		ann.Run(t, "ann works", dir)
		stands(t, filepath.Join(dir, "base.txt"), -1, plans, tc.file)
		stands(t, filepath.Join(dir, "log.txt"), -1, plans, tc.file)
		stands(t, filepath.Join(dir, "answered"), -1, plans, tc.inner)
		stands(t, filepath.Join(dir, "answered", "taken.txt"), -1, plans, tc.file)
		only(t, dir, "base.txt", "log.txt", "answered")
	}
}

// TestAlone: a store in a folder that is one's own, or that others may only
// look at, is one's own.
func TestAlone(t *testing.T) {
	for _, mode := range []fs.FileMode{0o700, 0o750, 0o755, fs.ModeSticky | 0o777&^0o020} {
		dir := t.TempDir()
		must(t, os.Chmod(dir, mode))
		s := In(dir)
		must(t, s.Write("base.txt", says("base")))
		must(t, s.Append("log.txt", 0, []byte("log")))
		_, err := s.Folder("answered")
		must(t, err)
		stands(t, filepath.Join(dir, "base.txt"), -1, -1, 0o600)
		stands(t, filepath.Join(dir, "log.txt"), -1, -1, 0o600)
		stands(t, filepath.Join(dir, "answered"), -1, -1, 0o700)
	}
}

// TestMakeStore: a new store is for those who may work in the folder around it.
func TestMakeStore(t *testing.T) {
	for around, want := range map[fs.FileMode]fs.FileMode{0o700: 0o700, 0o755: 0o700, 0o770: 0o770, fs.ModeSetgid | 0o770: fs.ModeSetgid | 0o770} {
		dir := t.TempDir()
		must(t, os.Chmod(dir, around))
		must(t, In(filepath.Join(dir, "ledger")).Make())
		stands(t, filepath.Join(dir, "ledger"), -1, -1, want)
		must(t, os.Chmod(filepath.Join(dir, "ledger"), 0o750))
		must(t, In(filepath.Join(dir, "ledger")).Make())
		stands(t, filepath.Join(dir, "ledger"), -1, -1, 0o750) // one that is there stays as it is
	}
}

// TestShare gives the group what was made before the folder was the group's.
func TestShare(t *testing.T) {
	dir := t.TempDir()
	s := In(dir)
	must(t, os.Chmod(dir, 0o700))
	must(t, s.Write("base.txt", says("base")))
	_, err := s.Folder("backups")
	must(t, err)
	must(t, os.WriteFile(filepath.Join(dir, "kept.xlsx"), nil, 0o400))
	s.Share()
	stands(t, filepath.Join(dir, "base.txt"), -1, -1, 0o600)
	must(t, os.Chmod(dir, fs.ModeSetgid|0o770))
	s.Share()
	stands(t, filepath.Join(dir, "base.txt"), -1, -1, 0o660)
	stands(t, filepath.Join(dir, "backups"), -1, -1, fs.ModeSetgid|0o770)
	stands(t, filepath.Join(dir, "kept.xlsx"), -1, -1, 0o400)
}

// TestUmaskIsObeyed in what is new, and what is there keeps its mode.
func TestUmaskIsObeyed(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0))
	for umask, want := range map[int][2]fs.FileMode{0o022: {0o644, 0o755}, 0o077: {0o600, 0o700}, 0o002: {0o664, 0o775}, 0o027: {0o640, 0o750}} {
		syscall.Umask(umask)
		dir := t.TempDir()
		in := func(name string) string { return filepath.Join(dir, name) }
		must(t, Write(in("new"), 0o666, says("new")))
		stands(t, in("new"), -1, -1, want[0])
		must(t, os.Chmod(in("new"), 0o646))
		must(t, Write(in("new"), 0o666, says("again")))
		stands(t, in("new"), -1, -1, 0o646)
		must(t, Folder(in("pack"), func(staging string) error {
			return os.WriteFile(filepath.Join(staging, "page"), nil, 0o666)
		}))
		stands(t, in("pack"), -1, -1, want[1])
		_, err := WriteFree(in("free"), 0o666, says("free"), nil)
		must(t, err)
		stands(t, in("free"), -1, -1, want[0])
		must(t, Write(in("secret"), 0o600, says("secret")))
		stands(t, in("secret"), -1, -1, 0o600)
		must(t, os.Chmod(in("secret"), 0o644))
		must(t, Write(in("secret"), 0o600, says("secret again")))
		stands(t, in("secret"), -1, -1, 0o600)
	}
}

// TestReplacedFileKeepsWhatItWas: owner, group and mode, as far as the system
// lets whoever writes; and Keeps says beforehand what it will not.
func TestReplacedFileKeepsWhatItWas(t *testing.T) {
	keeps := func(want ...string) {
		t.Helper()
		lost, err := Keeps("plan.xlsx")
		must(t, err)
		if len(lost) != len(want) {
			t.Errorf("lost are %q, want %q", lost, want)
			return
		}
		for i, text := range want {
			if !strings.Contains(lost[i], text) {
				t.Errorf("lost is %q, want %q in it", lost[i], text)
			}
		}
		must(t, Write("plan.xlsx", 0o666, says("new")))
	}
	switch disktest.Part() {
	case "all of it":
		keeps()
		return
	case "not the owner":
		keeps("its owner, number 4101, cannot be kept")
		return
	case "not the group":
		keeps("its group, number 4201, cannot be kept")
		return
	case "neither":
		keeps("its owner, number 4101, cannot be kept", "its group, number 4201, cannot be kept")
		return
	}
	for _, tc := range []struct {
		part     string
		by       disktest.Someone
		mode     fs.FileMode
		uid, gid int
		want     fs.FileMode
	}{
		{"all of it", ann, 0o640, int(ann.UID), plans, 0o640},
		{"all of it", ann, 0o664, int(ann.UID), plans, 0o664},
		{"not the owner", ben, 0o660, int(ben.UID), plans, 0o660},
		{"not the group", disktest.Someone{UID: ann.UID, GID: ann.GID, Umask: 0o022}, 0o664, int(ann.UID), int(ann.GID), 0o644},
		{"not the group", disktest.Someone{UID: ann.UID, GID: ann.GID, Umask: 0o022}, 0o660, int(ann.UID), int(ann.GID), 0o600},
		{"neither", eve, 0o666, int(eve.UID), int(eve.GID), 0o666},
	} {
		dir := disktest.Folder(t)
		must(t, os.Chmod(dir, 0o777))
		path := filepath.Join(dir, "plan.xlsx")
		must(t, os.WriteFile(path, []byte("old"), 0o600))
		if err := os.Chown(path, int(ann.UID), plans); err != nil {
			t.Skip("only root can give files away:", err)
		}
		must(t, os.Chmod(path, tc.mode))
		tc.by.Run(t, tc.part, dir)
		stands(t, path, tc.uid, tc.gid, tc.want)
		if got := content(t, path); got != "new" {
			t.Errorf("%s: it holds %q", tc.part, got)
		}
		only(t, dir, "plan.xlsx")
	}
}

// TestClosedFileIsNotReplaced: its folder would let it be renamed over.
func TestClosedFileIsNotReplaced(t *testing.T) {
	refused := func() {
		for name, write := range map[string]func() error{
			"Write":   func() error { return Write("plan.xlsx", 0o666, says("new")) },
			"Replace": func() error { return Replace("plan.xlsx", 0o666, says("new"), func() error { return nil }) },
			"Keeps":   func() error { _, err := Keeps("plan.xlsx"); return err },
		} {
			if err := write(); !errors.Is(err, ErrForbidden) || !errors.Is(err, fs.ErrPermission) {
				t.Errorf("%s said %v", name, err)
			}
		}
		took, err := WriteFree("plan.xlsx", 0o666, says("new"), func(string) bool { return true })
		if err != nil || took != "plan (2).xlsx" {
			t.Errorf("WriteFree took %q, %v", took, err)
		}
		must(t, os.Remove("plan (2).xlsx"))
	}
	if disktest.Part() != "" {
		refused()
		return
	}
	for _, tc := range []struct {
		mode fs.FileMode
		by   disktest.Someone
	}{{0o644, ben}, {0o640, ben}, {0o664, eve}, {0o444, ann}} {
		dir := disktest.Folder(t)
		must(t, os.Chmod(dir, 0o777))
		path := filepath.Join(dir, "plan.xlsx")
		must(t, os.WriteFile(path, []byte("old"), 0o600))
		if err := os.Chown(path, int(ann.UID), plans); err != nil {
			t.Skip("only root can give files away:", err)
		}
		must(t, os.Chmod(path, tc.mode))
		before, err := os.Stat(path)
		must(t, err)
		tc.by.Run(t, "refused", dir)
		if after, err := os.Stat(path); err != nil || !os.SameFile(before, after) || content(t, path) != "old" {
			t.Errorf("%v, by %d: it was replaced (%v)", tc.mode, tc.by.UID, err)
		}
		only(t, dir, "plan.xlsx")
	}
}

// TestMarkedReadOnlyByRoot: the mark counts for root too.
func TestMarkedReadOnlyByRoot(t *testing.T) {
	path := filepath.Join(t.TempDir(), "plan.xlsx")
	must(t, os.WriteFile(path, []byte("old"), 0o444))
	if err := Write(path, 0o666, says("new")); !errors.Is(err, ErrForbidden) || content(t, path) != "old" {
		t.Errorf("Write said %v, and it holds %q", err, content(t, path))
	}
}

// TestSecondNames: a file with two names is never made two files.
func TestSecondNames(t *testing.T) {
	dir := t.TempDir()
	path, other := filepath.Join(dir, "plan.xlsx"), filepath.Join(dir, "snapshot.xlsx")
	must(t, os.WriteFile(path, []byte("old"), 0o644))
	must(t, os.Link(path, other))
	link := filepath.Join(dir, "link.xlsx")
	must(t, os.Symlink("plan.xlsx", link))
	for _, name := range []string{path, link} {
		if err := Write(name, 0o666, says("new")); !errors.Is(err, ErrLinked) {
			t.Errorf("Write said %v", err)
		}
		if _, err := Keeps(name); !errors.Is(err, ErrLinked) {
			t.Errorf("Keeps said %v", err)
		}
	}
	if took, err := WriteFree(path, 0o666, says("new"), func(string) bool { return true }); err != nil || filepath.Base(took) != "plan (2).xlsx" {
		t.Errorf("WriteFree took %q, %v", took, err)
	}
	a, err := os.Stat(path)
	must(t, err)
	b, err := os.Stat(other)
	must(t, err)
	if !os.SameFile(a, b) || content(t, path) != "old" {
		t.Error("the two names have parted")
	}
	only(t, dir, "plan.xlsx", "snapshot.xlsx", "link.xlsx", "plan (2).xlsx")
}

// TestLinksToNothing: the file would appear where nobody looks for it.
func TestLinksToNothing(t *testing.T) {
	dir := t.TempDir()
	link := filepath.Join(dir, "link.xlsx")
	must(t, os.Symlink(filepath.Join(dir, "gone.xlsx"), link))
	if err := Write(link, 0o666, says("new")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Write said %v", err)
	}
	if took, err := WriteFree(link, 0o666, says("new"), func(string) bool { return true }); err != nil || filepath.Base(took) != "link (2).xlsx" {
		t.Errorf("WriteFree took %q, %v", took, err)
	}
	only(t, dir, "link.xlsx", "link (2).xlsx")
}

// TestAttributesAreKept: what a person or their programs noted on the file, and
// the access list.
func TestAttributesAreKept(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("access lists are kept otherwise here")
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "plan.xlsx")
	must(t, os.WriteFile(path, []byte("old"), 0o640))
	// user::rw- user:4102:rw- group::r-- mask::rw- other::---
	list := []byte{2, 0, 0, 0,
		1, 0, 6, 0, 255, 255, 255, 255,
		2, 0, 6, 0, 0x06, 0x10, 0, 0,
		4, 0, 4, 0, 255, 255, 255, 255,
		16, 0, 6, 0, 255, 255, 255, 255,
		32, 0, 0, 0, 255, 255, 255, 255}
	want := map[string]string{}
	for name, value := range map[string][]byte{"user.label": []byte("official"), accessList: list} {
		if err := unix.Lsetxattr(path, name, value, 0); err != nil {
			t.Logf("%s cannot be set on this disk: %v", name, err)
			continue
		}
		want[name] = string(value)
	}
	if len(want) == 0 {
		t.Skip("this disk keeps no attributes")
	}
	info, err := os.Stat(path)
	must(t, err)
	must(t, Write(path, 0o666, says("new")))
	for name, value := range want {
		if got, err := attr(path, name); err != nil || string(got) != value {
			t.Errorf("%s is %q (%v), want %q", name, got, err, value)
		}
	}
	stands(t, path, -1, -1, info.Mode().Perm())
}

// TestUnwrittenSaysWhy: a person is told what is the matter, and not the name of
// a temporary file.
func TestUnwrittenSaysWhy(t *testing.T) {
	if disktest.Part() != "" {
		if err := Write("plan.xlsx", 0o666, says("new")); err == nil || err.Error() != "write plan.xlsx: the folder may not be written to" || !errors.Is(err, fs.ErrPermission) {
			t.Errorf("Write said %v", err)
		}
		if err := Folder("pack", build); err == nil || err.Error() != "make folder pack: the folder may not be written to" {
			t.Errorf("Folder said %v", err)
		}
		return
	}
	path := filepath.Join(t.TempDir(), "plan.xlsx")
	full := Direct
	full.Write = func(*os.File, []byte) (int, error) { return 0, syscall.ENOSPC }
	if err := full.write(path, 0o666, says("new")); err == nil || err.Error() != "write "+path+": the disk is full" || !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("on a full disk: %v", err)
	}
	// What is the matter with the content is said in its own words.
	wrong := &fs.PathError{Op: "open", Path: "source.xlsx", Err: fs.ErrNotExist}
	if err := Write(path, 0o666, func(io.Writer) error { return wrong }); err == nil || err.Error() != "write "+path+": "+wrong.Error() {
		t.Errorf("without content: %v", err)
	}
	eve.Run(t, "closed", disktest.Folder(t))
}

// TestRootLeavesFilesTheirs: root, whom the system lets, keeps the owner too.
func TestRootLeavesFilesTheirs(t *testing.T) {
	path := filepath.Join(t.TempDir(), "plan.xlsx")
	must(t, os.WriteFile(path, []byte("old"), 0o640))
	if err := os.Chown(path, int(ann.UID), plans); err != nil {
		t.Skip("only root can give files away:", err)
	}
	if lost, err := Keeps(path); err != nil || len(lost) > 0 {
		t.Errorf("lost are %q, %v", lost, err)
	}
	must(t, Write(path, 0o666, says("new")))
	stands(t, path, int(ann.UID), plans, 0o640)
}

// TestNewInAGroupsFolder: what is new in a folder that is a group's is for the
// group, whatever the umask; a secret is its owner's everywhere.
func TestNewInAGroupsFolder(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0))
	for umask, want := range map[int][2]fs.FileMode{0o022: {0o664, 0o775}, 0o077: {0o660, 0o770}, 0o002: {0o664, 0o775}} {
		syscall.Umask(umask)
		dir := t.TempDir()
		must(t, os.Chmod(dir, fs.ModeSetgid|0o770))
		in := func(names ...string) string { return filepath.Join(append([]string{dir}, names...)...) }
		must(t, Write(in("settings.yaml"), 0o644, says("new")))
		must(t, WriteNew(in("questions"), 0o644, says("new")))
		_, err := WriteFree(in("free"), 0o666, says("free"), nil)
		must(t, err)
		must(t, Write(in("secret"), 0o600, says("secret")))
		must(t, MakeFolder(in("practice", "inner")))
		must(t, Folder(in("pack"), func(staging string) error {
			must(t, os.Mkdir(filepath.Join(staging, "pictures"), 0o777))
			return os.WriteFile(filepath.Join(staging, "page"), nil, 0o666)
		}))
		for _, name := range []string{"settings.yaml", "questions", "free", "pack/page"} {
			stands(t, in(name), -1, -1, want[0])
		}
		for _, name := range []string{"practice", "practice/inner", "pack", "pack/pictures"} {
			stands(t, in(name), -1, -1, fs.ModeSetgid|want[1])
		}
		stands(t, in("secret"), -1, -1, 0o600)
		must(t, os.Chmod(in("settings.yaml"), 0o640))
		must(t, Write(in("settings.yaml"), 0o644, says("again")))
		stands(t, in("settings.yaml"), -1, -1, 0o640) // as somebody has put it
	}
}

// TestSticky: in a folder like /tmp, only a file's owner may replace it, which
// is said beforehand.
func TestSticky(t *testing.T) {
	if part := disktest.Part(); part != "" {
		_, err := Keeps("plan.xlsx")
		if want := part == "not hers"; errors.Is(err, ErrSticky) != want || (err != nil) != want {
			t.Errorf("Keeps said %v", err)
		}
		if err := Write("plan.xlsx", 0o666, says("new")); (err != nil) != (part == "not hers") {
			t.Errorf("Write said %v", err)
		}
		return
	}
	for _, tc := range []struct {
		part  string
		by    disktest.Someone
		owner int // of the folder
		mode  fs.FileMode
	}{
		{"not hers", ben, 0, fs.ModeSticky | 0o777},
		{"hers", ann, 0, fs.ModeSticky | 0o777},
		{"her folder", ben, int(ben.UID), fs.ModeSticky | 0o777},
		{"not sticky", ben, 0, 0o777},
	} {
		dir := disktest.Folder(t)
		path := filepath.Join(dir, "plan.xlsx")
		must(t, os.WriteFile(path, []byte("old"), 0o666))
		must(t, os.Chmod(path, 0o666))
		if err := os.Chown(path, int(ann.UID), plans); err != nil {
			t.Skip("only root can give files away:", err)
		}
		must(t, os.Chown(dir, tc.owner, -1))
		must(t, os.Chmod(dir, tc.mode))
		tc.by.Run(t, tc.part, dir)
		if got := content(t, path); (got == "old") != (tc.part == "not hers") {
			t.Errorf("%s: it holds %q", tc.part, got)
		}
		only(t, dir, "plan.xlsx")
	}
}

// TestClosedFolder: that nothing can be replaced in it is said beforehand.
func TestClosedFolder(t *testing.T) {
	if disktest.Part() != "" {
		if _, err := Keeps("plan.xlsx"); err == nil || err.Error() != "write plan.xlsx: the folder may not be written to" {
			t.Errorf("Keeps said %v", err)
		}
		return
	}
	dir := disktest.Folder(t)
	must(t, os.WriteFile(filepath.Join(dir, "plan.xlsx"), nil, 0o600))
	must(t, os.Chmod(filepath.Join(dir, "plan.xlsx"), 0o666))
	eve.Run(t, "closed", dir)
}

// TestOnlyFilesAreRead: nobody waits for what may never come.
func TestOnlyFilesAreRead(t *testing.T) {
	dir := t.TempDir()
	pipe := filepath.Join(dir, "base.txt")
	must(t, unix.Mkfifo(pipe, 0o600))
	for _, path := range []string{pipe, dir, os.DevNull} {
		if _, err := ReadFile(path); !errors.Is(err, ErrNoFile) {
			t.Errorf("%s: %v", path, err)
		}
	}
	if _, err := ReadFile(filepath.Join(dir, "gone")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("of no file: %v", err)
	}
}

// TestAside gives anything another name, and goes over nothing.
func TestAside(t *testing.T) {
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	must(t, os.WriteFile(in("log.txt"), []byte("diary"), 0o640))
	must(t, os.WriteFile(in("log (2).txt"), []byte("older"), 0o600))
	must(t, unix.Mkfifo(in("pipe"), 0o600))
	must(t, os.Mkdir(in("backups"), 0o700))
	before, err := os.Stat(in("log.txt"))
	must(t, err)
	for name, want := range map[string]string{"log.txt": "log (3).txt", "pipe": "pipe (2)", "backups": "backups (2)"} {
		if to, err := Aside(in(name)); err != nil || to != in(want) {
			t.Errorf("%s went to %q, %v", name, to, err)
		}
	}
	only(t, dir, "log (2).txt", "log (3).txt", "pipe (2)", "backups (2)")
	after, err := os.Stat(in("log (3).txt"))
	must(t, err)
	if !os.SameFile(before, after) || after.Mode() != before.Mode() || !after.ModTime().Equal(before.ModTime()) || content(t, in("log (3).txt")) != "diary" {
		t.Error("it is not as it was")
	}
}

// TestHaveRoom: files that each have room on a disk, and not together, are said
// beforehand.
func TestHaveRoom(t *testing.T) {
	dir, other := t.TempDir(), t.TempDir()
	left, known := room(dir)
	if !known {
		t.Skip("nothing tells how much is free here")
	}
	most := left / 4 * 3
	for _, tc := range []struct {
		need map[string]int64
		want error
	}{
		{map[string]int64{dir: most}, nil},
		{map[string]int64{dir: 1, other: most}, nil},
		{map[string]int64{dir: most, other: most}, syscall.ENOSPC},
		{map[string]int64{filepath.Join(dir, "nowhere"): 1}, nil},
	} {
		if err := HaveRoom("write in", tc.need); !errors.Is(err, tc.want) {
			t.Errorf("%v: %v, want %v", tc.need, err, tc.want)
		}
	}
}

// TestMayWriteIn: what would be refused is said beforehand.
func TestMayWriteIn(t *testing.T) {
	dir := t.TempDir()
	must(t, os.WriteFile(filepath.Join(dir, "file"), nil, 0o600))
	for _, tc := range []struct {
		dir  string
		size int64
		want error
	}{
		{dir, 1, nil},
		{filepath.Join(dir, "nowhere"), 1, nil},
		{filepath.Join(dir, "file"), 1, ErrNoFolder},
		{dir, 1 << 60, syscall.ENOSPC},
	} {
		if err := MayWriteIn(tc.dir, tc.size); !errors.Is(err, tc.want) {
			t.Errorf("%s, %d bytes: %v, want %v", tc.dir, tc.size, err, tc.want)
		}
	}
}
