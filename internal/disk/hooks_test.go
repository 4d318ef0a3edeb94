package disk

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// The test binary is its own victim: told which disk to work on, it writes a
// file in three operations (open, write, close) and says so.
const victim, useSystem, useKilling = "ACTIONPLAN_TEST_VICTIM", "system", "killing"

func TestMain(m *testing.M) {
	disk := System
	switch kind := os.Getenv(victim); kind {
	case "":
		os.Exit(m.Run())
	case useKilling:
		at, err := ParseMoment(os.Getenv("MOMENT"))
		if err != nil {
			panic(err)
		}
		disk = Direct.With(Killing(at))
	}
	if err := write(disk, os.Getenv("FILE")); err != nil {
		os.Stdout.WriteString(err.Error())
		os.Exit(3)
	}
	os.Stdout.WriteString("finished")
	os.Exit(0)
}

func write(o Ops, path string) error {
	f, err := o.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.WriteString(o.Writer(f), "whole")
	return errors.Join(err, o.Close(f))
}

// victimised runs the victim and says what it printed and left.
func victimised(t *testing.T, env ...string) (said, left string, killed bool) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "file")
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), append(env, "FILE="+file)...)
	out, err := cmd.Output()
	var exit *exec.ExitError
	killed = errors.As(err, &exit) && exit.ExitCode() != 3
	text, err := os.ReadFile(file)
	if err != nil {
		return string(out), "nothing", killed
	}
	return string(out), string(text), killed
}

func TestKilling(t *testing.T) {
	for moment, want := range map[string]string{
		"1:before": "nothing", "1:after": "", "2:before": "", "2:after": "whole", "3:after": "whole",
	} {
		said, left, killed := victimised(t, victim+"="+useKilling, "MOMENT="+moment)
		if !killed || said != "" || left != want {
			t.Errorf("killed at %s: it said %q and left %q, want %q", moment, said, left, want)
		}
	}
	if said, _, killed := victimised(t, victim+"="+useKilling, "MOMENT=4:before"); killed || said != "finished" {
		t.Errorf("past the last operation: it said %q", said)
	}
}

// TestTold shows what the environment can do: everything in a build for crash
// tests, nothing in any other.
func TestTold(t *testing.T) {
	trace := filepath.Join(t.TempDir(), "trace")
	said, left, killed := victimised(t, victim+"="+useSystem, "ACTIONPLAN_TEST_KILL_AT=2:after", "ACTIONPLAN_TEST_TRACE="+trace)
	traced, _ := os.ReadFile(trace)
	if toldBuild {
		if !killed || left != "whole" || strings.Count(string(traced), "\n") != 2 || !strings.Contains(string(traced), "\n2 write ") {
			t.Errorf("told to die after its second operation: killed %v, left %q, traced %q", killed, left, traced)
		}
	} else if killed || said != "finished" || len(traced) > 0 {
		t.Errorf("an ordinary build obeyed: it said %q, traced %q", said, traced)
	}
	said, left, _ = victimised(t, victim+"="+useSystem, "ACTIONPLAN_TEST_FAIL_AT=2:before")
	if failed := strings.Contains(said, syscall.ENOSPC.Error()); failed != toldBuild || failed != (left == "") {
		t.Errorf("told to find the disk full: it said %q and left %q", said, left)
	}
}

func TestFailing(t *testing.T) {
	for n := 1; n <= 3; n++ {
		for _, after := range []bool{false, true} {
			path := filepath.Join(t.TempDir(), "file")
			err := write(Direct.With(Failing(Moment{n, after})), path)
			if !errors.Is(err, syscall.ENOSPC) {
				t.Errorf("operation %d failed, after it %v: write said %v", n, after, err)
			}
			if _, err := os.Stat(path); (err == nil) != (n > 1 || after) {
				t.Errorf("operation %d failed, after it %v: the file is there: %v", n, after, err == nil)
			}
		}
	}
}

func TestSaving(t *testing.T) {
	dir := t.TempDir()
	path, other := filepath.Join(dir, "file"), filepath.Join(dir, "other")
	if err := os.WriteFile(other, []byte("theirs"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := write(Direct.With(Saving(Moment{3, true}, other, path)), path); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(path); string(text) != "theirs" {
		t.Errorf("after somebody saved it, the file holds %q (%v)", text, err)
	}
}

func TestFailedFilesAreClosed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	f, err := Direct.With(Failing(Moment{1, true})).OpenFile(path, os.O_CREATE|os.O_WRONLY, 0o600)
	if f != nil || err == nil {
		t.Errorf("a failed open gave %v, %v", f, err)
	}
	f, err = Direct.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := Direct.With(Failing(Moment{1, false})).Close(f); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("close said %v", err)
	}
	if _, err := f.Stat(); !errors.Is(err, os.ErrClosed) {
		t.Error("a failed close left the file open")
	}
}

// TestEveryOperationIsCounted does each operation once and hears of each.
func TestEveryOperationIsCounted(t *testing.T) {
	var heard []string
	o := Direct.With(Hooks{Before: func(c Call) error { heard = append(heard, c.Op); return nil }})
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Error(err)
		}
	}
	check(o.Mkdir(in("folder"), 0o700))
	f, err := o.CreateTemp(dir, 0o600)
	check(err)
	_, err = io.WriteString(o.Writer(f), "text")
	check(err)
	check(o.Chmod(f, 0o600))
	check(o.Truncate(f, 4))
	check(o.Sync(f))
	check(o.Close(f))
	check(o.Link(f.Name(), in("linked")))
	check(o.Rename(f.Name(), in("renamed")))
	text, err := o.ReadFile(in("linked"), 3)
	check(err)
	if string(text) != "tex" {
		t.Errorf("three bytes are %q", text)
	}
	_, err = o.Stat(in("linked"))
	check(err)
	_, err = o.Lstat(in("renamed"))
	check(err)
	entries, err := o.ReadDir(dir)
	check(err)
	if len(entries) != 3 {
		t.Errorf("%d names, want 3", len(entries))
	}
	check(o.ChmodPath(in("linked"), 0o400))
	check(o.Remove(in("renamed")))
	made, err := o.MkdirTemp(dir, 0o700)
	check(err)
	check(o.RemoveAll(made))
	check(o.Mkdir(in("made"), 0o700))
	check(o.Lchown(in("made"), -1, -1))
	check(o.CopyAttrs(in("linked"), in("made")))
	check(o.SyncDir(dir))
	want := "make folder,create temporary file,write,chmod,truncate,sync,close,link,rename,stat,open,read,close,stat,lstat,read folder,chmod,remove,make temporary folder,remove all,make folder,chown,copy attributes,sync folder"
	if got := strings.Join(heard, ","); got != want {
		t.Errorf("heard of %s\nwant      %s", got, want)
	}
}

func TestParseMoment(t *testing.T) {
	for _, text := range []string{"1:before", "20:after"} {
		if m, err := ParseMoment(text); err != nil || m.String() != text {
			t.Errorf("%s is read as %v, %v", text, m, err)
		}
	}
	for _, text := range []string{"", "7", "0:before", "-1:after", "7:later", "x:before"} {
		if _, err := ParseMoment(text); err == nil {
			t.Errorf("%q is read as a moment", text)
		}
	}
}
