//go:build unix

// Package disktest runs part of a test as somebody else: what one user of a
// computer may do with another's files cannot be seen by root, who may do
// anything.
package disktest

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
)

// Someone is a user with no rights but their own. They need no account.
type Someone struct {
	UID, GID uint32
	Groups   []uint32 // besides GID
	Umask    int
}

const asSomeone = "ACTIONPLAN_TEST_AS_SOMEONE"

// Part is the part of this test that is run as somebody else, "" in the test
// itself. In that part the umask is theirs.
func Part() string {
	if umask, err := strconv.Atoi(os.Getenv(asSomeone + "_UMASK")); err == nil {
		syscall.Umask(umask)
	}
	return os.Getenv(asSomeone)
}

// Run runs a part of the calling test as somebody else, in a folder, and fails
// the test where that fails. The test must begin by asking Part. It is skipped
// where this process cannot become somebody else.
func (s Someone) Run(t *testing.T, part, folder string) {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("only root can become somebody else here")
	}
	cmd := exec.Command(program(t), "-test.run=^"+t.Name()+"$", "-test.count=1")
	cmd.Dir = folder
	cmd.Env = append(os.Environ(), asSomeone+"="+part, asSomeone+"_UMASK="+strconv.Itoa(s.Umask), "TMPDIR="+folder)
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: s.UID, Gid: s.GID, Groups: s.Groups}}
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%s, as user %d: %v\n%s", part, s.UID, err, out)
	}
}

// program is this test's program where anybody may run it.
func program(t *testing.T) string {
	t.Helper()
	path := filepath.Join(Folder(t), "test")
	from, err := os.Open(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	defer from.Close()
	to, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE, 0o755)
	if err != nil {
		t.Fatal(err)
	}
	_, err = io.Copy(to, from)
	if closing := to.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Chmod(path, 0o755)
	}
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// Folder is a folder that anybody may look into, as t.TempDir is not.
func Folder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "someone-*")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}
