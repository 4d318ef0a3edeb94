package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"actionplan/internal/disk"
)

var noon = time.Date(2026, 3, 31, 12, 0, 0, 0, time.UTC)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// workbook makes a workbook that was last saved at noon.
func workbook(t *testing.T) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "plan.xlsx")
	must(t, os.WriteFile(path, []byte("workbook"), 0o600))
	must(t, os.Chtimes(path, noon, noon))
	return path
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

// listed is the names in a folder, sorted, on lines of their own.
func listed(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return "no folder"
	}
	must(t, err)
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return strings.Join(all, "\n")
}

func TestBackup(t *testing.T) {
	path := workbook(t)
	dir := filepath.Join(t.TempDir(), "ledger", "backups")
	for i, want := range []string{"plan 2026-03-31 120000.xlsx", "plan 2026-03-31 120000 (2).xlsx", "plan 2026-03-31 120000 (3).xlsx"} {
		text := fmt.Sprint("workbook ", i)
		must(t, os.WriteFile(path, []byte(text), 0o644))
		got, err := Backup(path, dir, noon, 10)
		if err != nil || got != filepath.Join(dir, want) {
			t.Fatalf("the copy is %s (%v), want %s", got, err, want)
		}
		copied, err := os.ReadFile(got)
		if err != nil || string(copied) != text {
			t.Errorf("it holds %q, %v", copied, err)
		}
	}
	if info, err := os.Stat(dir); runtime.GOOS != "windows" && (err != nil || info.Mode().Perm() != 0o700) {
		t.Errorf("the folder's permissions are %v (%v)", info.Mode(), err)
	}
}

// A file that takes the name of a copy while the copy is being made keeps it,
// at whatever moment it comes.
func TestBackupWritesOverNothing(t *testing.T) {
	path := workbook(t)
	everyMoment(t, func(m disk.Moment, when func(do func()) disk.Hooks) {
		dir := t.TempDir()
		taken := filepath.Join(dir, "plan 2026-03-31 120000.xlsx")
		came := false
		files := disk.Direct.With(when(func() {
			f, err := os.OpenFile(taken, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
			if came = err == nil; came {
				_, err = f.WriteString("a person's")
				must(t, errors.Join(err, f.Close()))
			}
		}))
		got, err := backup(files, path, dir, noon, 10)
		if err != nil {
			t.Fatalf("%v: %v", m, err)
		}
		if copied, err := os.ReadFile(got); err != nil || string(copied) != "workbook" {
			t.Errorf("%v: the copy %s holds %q, %v", m, got, copied, err)
		}
		if kept, err := os.ReadFile(taken); came && (err != nil || string(kept) != "a person's") {
			t.Errorf("%v: what came meanwhile is %q now (%v)", m, kept, err)
		}
	})
}

func TestBackupPermissions(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows keeps permissions otherwise")
	}
	for of, want := range map[fs.FileMode]fs.FileMode{0o644: 0o600, 0o600: 0o600, 0o777: 0o600, 0o444: 0o400, 0o400: 0o400} {
		path := workbook(t)
		must(t, os.Chmod(path, of))
		got, err := Backup(path, t.TempDir(), noon, 10)
		must(t, err)
		if info, err := os.Stat(got); err != nil || info.Mode().Perm() != want {
			t.Errorf("of %v it has %v (%v), want %v", of, info.Mode().Perm(), err, want)
		}
	}
}

func TestBackupPrunes(t *testing.T) {
	path := workbook(t)
	dir := t.TempDir()
	made := copies{}
	put := func(name string) {
		must(t, os.WriteFile(filepath.Join(dir, name), []byte(name), 0o600))
		sum := sha256.Sum256([]byte(name))
		made[name] = hex.EncodeToString(sum[:])
	}
	kept := []string{ // none of them is a copy of plan.xlsx that we named, though made.txt lists them
		"plan 2020-01-01 120000.xls", "plan 2020-01-01 120000.xlsx.bak", "plan 2020-01-01 1200.xlsx", "plan 2020-13-01 120000.xlsx",
		"plan 2020-01-01 120000 (1).xlsx", "plan 2020-01-01 120000 (02).xlsx", "plan 2020-01-01 120000 (0).xlsx",
		"plan 2020-01-01 120000 best.xlsx", "plan 2020-01-01 1200002.xlsx", "plan b 2020-01-01 120000.xlsx",
		"plan 2020-01-01 120000 2020-01-01 120000.xlsx", "Plan of the year.xlsx", ".actionplan-backup-2.tmp",
	}
	for _, name := range kept {
		put(name)
	}
	must(t, os.Mkdir(filepath.Join(dir, "plan 2020-02-02 120000.xlsx"), 0o700))
	put(".actionplan-backup-1.tmp")
	must(t, os.Chtimes(filepath.Join(dir, ".actionplan-backup-1.tmp"), noon, noon))
	must(t, os.Chtimes(filepath.Join(dir, ".actionplan-backup-2.tmp"), noon.Add(2*time.Hour), noon.Add(2*time.Hour)))
	put("plan 2020-01-01 120000.xlsx")
	put("plan 2020-01-01 120000 (2).xlsx")
	put("plan 2020-01-01 120000 (10).xlsx")
	put("plan 2021-01-01 000000.xlsx")
	put("plan 2018-01-01 120000.xlsx")
	put("plan 2018-01-01 120000 (2).xlsx")
	delete(made, "plan 2018-01-01 120000.xlsx") // a person put it there
	must(t, os.WriteFile(filepath.Join(dir, "plan 2018-01-01 120000 (2).xlsx"), []byte("a person worked in it"), 0o600))
	must(t, made.write(disk.Direct, dir))
	kept = append(kept, "plan 2018-01-01 120000.xlsx", "plan 2018-01-01 120000 (2).xlsx", backupsFile)
	if _, err := Backup(path, dir, noon.Add(2*time.Hour), 3); err != nil {
		t.Fatal(err)
	}
	got := listed(t, dir)
	want := append(kept, "plan 2020-02-02 120000.xlsx", "plan 2020-01-01 120000 (10).xlsx", "plan 2021-01-01 000000.xlsx", "plan 2026-03-31 140000.xlsx")
	for _, name := range want {
		if !strings.Contains("\n"+got+"\n", "\n"+name+"\n") {
			t.Errorf("%s is gone", name)
		}
	}
	if n := strings.Count(got, "\n") + 1; n != len(want) {
		t.Errorf("%d names are left, want %d:\n%s", n, len(want), got)
	}
}

func TestBackupKeepsTheNewestWhateverItsDate(t *testing.T) {
	path := workbook(t)
	dir := t.TempDir()
	for year := range 4 {
		_, err := Backup(path, dir, noon.AddDate(-year, 0, 0), 2)
		must(t, err)
	}
	if got, want := listed(t, dir), "made.txt\nplan 2023-03-31 120000.xlsx\nplan 2026-03-31 120000.xlsx"; got != want {
		t.Errorf("left are\n%s\nwant\n%s", got, want)
	}
	_, err := Backup(path, dir, noon.Add(time.Hour), 0)
	must(t, err)
	if got := listed(t, dir); strings.Count(got, "\n") != 3 {
		t.Errorf("keep none is keep all, and left are\n%s", got)
	}
}

func TestBackupNames(t *testing.T) {
	for _, name := range []string{"plan", "plan.", ".xlsx", "a [b] * plan.v2.XLSM", "план.xlsx"} {
		s := newSeries(filepath.Join("x", name))
		for number := 1; number < 12; number += 5 {
			c := copyName{"2026-03-31 120000", number}
			if got, ok := s.parse(s.name(c)); !ok || got != c {
				t.Errorf("%q is read as %+v, %v", s.name(c), got, ok)
			}
		}
	}
}

func TestBackupRefusals(t *testing.T) {
	path := workbook(t)
	dir := filepath.Join(t.TempDir(), "backups")
	fifo := func() string { return filepath.Dir(path) }
	for name, source := range map[string]string{"nothing": path + "x", "a folder": fifo()} {
		if got, err := Backup(source, dir, noon, 10); err == nil || got != "" {
			t.Errorf("%s was copied to %q", name, got)
		}
		if left := listed(t, dir); left != "no folder" {
			t.Errorf("%s: it leaves %s", name, left)
		}
	}
	if _, err := Backup(path+"x", dir, noon, 10); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("nothing: %v", err)
	}
}

// TestBackupOfAWorkbookBeingSaved has the workbook change at every moment of
// the copying: the copy is one of the two states, or there is none.
func TestBackupOfAWorkbookBeingSaved(t *testing.T) {
	refused := false
	everyMoment(t, func(m disk.Moment, when func(func()) disk.Hooks) {
		path := workbook(t)
		dir := t.TempDir()
		save := func() { must(t, os.WriteFile(path, []byte("saved, and longer"), 0o600)) }
		got, err := backup(disk.Direct.With(when(save)), path, dir, noon, 10)
		if err != nil {
			refused = true
			if !errors.Is(err, ErrChanging) || got != "" || listed(t, dir) != "" {
				t.Errorf("saved at %v: %q, %v, and it leaves %s", m, got, err, listed(t, dir))
			}
			return
		}
		if text, err := os.ReadFile(got); err != nil || string(text) != "workbook" && string(text) != "saved, and longer" {
			t.Errorf("saved at %v: the copy holds %q (%v)", m, text, err)
		}
	})
	if !refused {
		t.Error("no copy was refused")
	}
}

// TestBackupFaults has every operation fail in turn: no copy is half, no old
// copy goes before the new one is there, and the workbook stays.
func TestBackupFaults(t *testing.T) {
	for n, done := 1, false; !done; n++ {
		for _, after := range []bool{false, true} {
			m := disk.Moment{N: n, After: after}
			path := workbook(t)
			dir := t.TempDir()
			for i := range 3 {
				_, err := Backup(path, dir, noon.Add(time.Duration(i)*time.Hour), 10)
				must(t, err)
			}
			before := listed(t, dir)
			count := 0
			faulty := disk.Direct.With(disk.Failing(m)).With(disk.Hooks{Before: func(disk.Call) error { count++; return nil }})
			got, err := backup(faulty, path, dir, noon.AddDate(0, 0, 1), 3)
			if err != nil && !errors.Is(err, syscall.ENOSPC) {
				t.Errorf("%v failed: %v", m, err)
			}
			if err == nil && got == "" {
				t.Errorf("%v failed: no copy and no error", m)
			}
			whole := 0
			entries, _ := os.ReadDir(dir)
			for _, e := range entries {
				if _, ours := newSeries(path).parse(e.Name()); !ours {
					continue
				}
				whole++
				if text, err := os.ReadFile(filepath.Join(dir, e.Name())); err != nil || string(text) != "workbook" {
					t.Errorf("%v failed: %s holds %q (%v)", m, e.Name(), text, err)
				}
			}
			if whole < 3 {
				t.Errorf("%v failed: %d copies are left:\n%s", m, whole, listed(t, dir))
			}
			left := listed(t, dir)
			if got == "" && left != before && !strings.Contains(left, ".tmp") && whole != 4 {
				t.Errorf("%v failed: a refusal changed the folder to\n%s", m, left)
			}
			if text, err := os.ReadFile(path); err != nil || string(text) != "workbook" {
				t.Errorf("%v failed: the workbook holds %q (%v)", m, text, err)
			}
			done = count < n
		}
	}
}
