package disk

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

func TestWriteFree(t *testing.T) {
	mine := func(path string) bool {
		text, err := os.ReadFile(path)
		return err == nil && strings.HasPrefix(string(text), "ours")
	}
	for _, tc := range []struct {
		name  string
		there map[string]string // what stands there; "/" is a folder
		want  string
	}{
		{"nothing there", nil, "Decisions.xlsx"},
		{"ours", map[string]string{"Decisions.xlsx": "ours"}, "Decisions.xlsx"},
		{"somebody's", map[string]string{"Decisions.xlsx": "theirs"}, "Decisions (2).xlsx"},
		{"an empty file", map[string]string{"Decisions.xlsx": ""}, "Decisions (2).xlsx"},
		{"a folder", map[string]string{"Decisions.xlsx": "/"}, "Decisions (2).xlsx"},
		{"somebody's, and ours beside it", map[string]string{"Decisions.xlsx": "theirs", "Decisions (2).xlsx": "ours"}, "Decisions (2).xlsx"},
		{"somebody's twice", map[string]string{"Decisions.xlsx": "theirs", "Decisions (2).xlsx": "theirs"}, "Decisions (3).xlsx"},
	} {
		dir := t.TempDir()
		for name, text := range tc.there {
			var err error
			if text == "/" {
				err = os.Mkdir(filepath.Join(dir, name), 0o700)
			} else {
				err = os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		took, err := WriteFree(filepath.Join(dir, "Decisions.xlsx"), 0o666, says("ours, new"), mine)
		if err != nil || took != filepath.Join(dir, tc.want) {
			t.Errorf("%s: it took %s (%v), want %s", tc.name, took, err, tc.want)
			continue
		}
		if got := content(t, took); got != "ours, new" {
			t.Errorf("%s: it holds %q", tc.name, got)
		}
		for name, text := range tc.there {
			if name == tc.want {
				continue
			}
			if text != "/" && content(t, filepath.Join(dir, name)) != text {
				t.Errorf("%s: %s was written over", tc.name, name)
			}
		}
		if entries, _ := os.ReadDir(dir); len(entries) != len(tc.there)+1 && tc.there[tc.want] == "" {
			t.Errorf("%s: %d names are there", tc.name, len(entries))
		}
	}
}

// TestWriteFreeOverAMomentsWork has somebody save the file, or make it, between
// the looking and the writing.
func TestWriteFreeOverAMomentsWork(t *testing.T) {
	for _, existing := range []bool{true, false} {
		dir := t.TempDir()
		path := filepath.Join(dir, "Decisions.xlsx")
		if existing {
			if err := os.WriteFile(path, []byte("ours"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		took, err := WriteFree(path, 0o666, func(w io.Writer) error {
			if text, _ := os.ReadFile(path); string(text) != "somebody's work" {
				if err := os.WriteFile(path, []byte("somebody's work"), 0o600); err != nil {
					return err
				}
			}
			return says("new")(w)
		}, func(string) bool { return existing })
		if err != nil || filepath.Base(took) != "Decisions (2).xlsx" || content(t, path) != "somebody's work" {
			t.Errorf("there before %v: it took %s (%v), and the first holds %q", existing, took, err, content(t, path))
		}
		only(t, dir, "Decisions.xlsx", "Decisions (2).xlsx")
	}
}

func TestWriteFreeFaults(t *testing.T) {
	for _, step := range []string{"createTemp", "sync", "close"} {
		dir := t.TempDir()
		took, err := breakStep(step).writeFree(filepath.Join(dir, "a.xlsx"), 0o666, says("new"), nil)
		if !errors.Is(err, errInjected) || took != "" {
			t.Errorf("%s failed, and it took %q, %v", step, took, err)
		}
		only(t, dir)
	}
	missing := filepath.Join(t.TempDir(), "nowhere", "a.xlsx")
	if _, err := WriteFree(missing, 0o666, says("new"), nil); !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "the folder is not there") {
		t.Errorf("no folder: %v", err)
	}
}

func TestFolderFree(t *testing.T) {
	dir := t.TempDir()
	for _, want := range []string{"pack of 3. May", "pack of 3. May (2)", "pack of 3. May (3)"} {
		took, err := FolderFree(filepath.Join(dir, "pack of 3. May"), build)
		if err != nil || took != filepath.Join(dir, want) {
			t.Errorf("it took %s (%v), want %s", took, err, want)
		}
	}
	if _, err := FolderFree(filepath.Join(dir, "half"), func(string) error { return errInjected }); !errors.Is(err, errInjected) {
		t.Errorf("a failed build: %v", err)
	}
	only(t, dir, "pack of 3. May", "pack of 3. May (2)", "pack of 3. May (3)")
}

// TestRenameFree on drives that know no links, and on those that say that they
// failed when they did not.
func TestRenameFree(t *testing.T) {
	without, deaf := Direct, Direct
	without.Link = func(string, string) error { return errInjected }
	deaf.Link = func(from, to string) error { return errors.Join(os.Link(from, to), errInjected) }
	for name, o := range map[string]Ops{"links": Direct, "no links": without, "no answer": deaf} {
		dir := t.TempDir()
		from, to := filepath.Join(dir, "from"), filepath.Join(dir, "to")
		if err := os.WriteFile(from, []byte("new"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := o.RenameFree(from, to); err != nil || content(t, to) != "new" {
			t.Errorf("%s: %v", name, err)
		}
		only(t, dir, "to")
		if err := os.WriteFile(from, []byte("newer"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := o.RenameFree(from, to); !errors.Is(err, fs.ErrExist) || content(t, to) != "new" {
			t.Errorf("%s, taken: %v, and it holds %q", name, err, content(t, to))
		}
	}
}

// TestSweepByProcess: what a process left that is gone goes at once, whatever
// its date; what one that lives writes stays, and so does what another computer
// wrote within the hour.
func TestSweepByProcess(t *testing.T) {
	p, err := os.StartProcess(os.Args[0], []string{os.Args[0], "-test.run=^$"}, &os.ProcAttr{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Wait(); err != nil {
		t.Fatal(err)
	}
	here := ThisProcess()
	const run, elsewhere = "RUNRUNRUNRUNRUNRUNRUNRUNRU", "00112233445566ff"
	number := strings.Repeat("X", 26)
	name := func(machine string, pid int, run string) string {
		return temporaryStart + machine + "-" + strconv.Itoa(pid) + "-" + run + "-" + number + temporaryEnd
	}
	dir, now := t.TempDir(), time.Now()
	leave := func(name string, age time.Duration) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, now.Add(-age), now.Add(-age)); err != nil {
			t.Fatal(err)
		}
		return name
	}
	leave(name(here.Machine, p.Pid, run), 0)
	leave(name(here.Machine, here.PID, run), 0) // an earlier run of our own number
	leave(name(elsewhere, 1, run), 2*time.Hour)
	leave(".actionplan-77.tmp", 2*time.Hour) // of an earlier build
	stay := []string{
		leave(name(here.Machine, here.PID, thisRun), 2*time.Hour),
		leave(name(here.Machine, os.Getppid(), run), 2*time.Hour),
		leave(name(elsewhere, p.Pid, run), time.Minute),
		leave(name(here.Machine, 0, run), time.Minute),
		// People's, whose names come near.
		leave(".actionplan-notes.txt", 2*time.Hour),
		leave("actionplan-1.tmp", 2*time.Hour),
		leave(".actionplan-notes.tmp", 2*time.Hour),
		leave(".actionplan-old-1-RUN-X.tmp", 2*time.Hour),
		leave(name(here.Machine, p.Pid, "AN-EARLIER-RUN"), 2*time.Hour),
		leave(name(here.Machine, p.Pid, run)+".bak", 2*time.Hour),
	}
	folder := filepath.Join(dir, strings.Replace(name(here.Machine, p.Pid, run), "-X", "-Y", 1))
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := build(folder); err != nil {
		t.Fatal(err)
	}
	precious := filepath.Join(t.TempDir(), "precious")
	if err := os.WriteFile(precious, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if link := strings.Replace(name(here.Machine, p.Pid, run), "-X", "-Z", 1); os.Symlink(precious, filepath.Join(dir, link)) == nil {
		stay = append(stay, link)
	}
	Sweep(dir, now)
	only(t, dir, stay...)
	if _, err := os.Stat(precious); err != nil {
		t.Error("a link was followed")
	}
}
