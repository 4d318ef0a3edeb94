package ledger

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"actionplan/internal/disk"
	"actionplan/internal/lock"
)

// The test binary is its own victim: told a folder, it does there what apply
// does with this package, and may be told to kill itself on the way.
const (
	victimFolder = "ACTIONPLAN_TEST_VICTIM"
	victimMoment = "ACTIONPLAN_TEST_VICTIM_MOMENT"
)

func TestMain(m *testing.M) {
	disk.System = disk.Direct
	disk.System.Sync = func(*os.File) error { return nil } // a killed process loses nothing that was written
	folder := os.Getenv(victimFolder)
	if folder == "" {
		os.Exit(m.Run())
	}
	if err := applyIn(folder, os.Getenv(victimMoment)); err != nil {
		os.Stdout.WriteString(err.Error())
		os.Exit(3)
	}
	os.Stdout.WriteString("finished")
	os.Exit(0)
}

func applyIn(folder, moment string) error {
	if moment != "" {
		m, err := disk.ParseMoment(moment)
		if err != nil {
			return err
		}
		disk.System = disk.System.With(disk.Killing(m))
	}
	held, err := lock.Take(folder, "the victim", time.Now())
	if err != nil {
		return err
	}
	f, path := At(folder), filepath.Join(folder, "plan.xlsx")
	f.Sweep(time.Now())
	if _, err := Backup(path, filepath.Join(folder, "backups"), noon, 2); err != nil {
		return err
	}
	if err := f.KeepPlaces(examplePlaces(folder)); err != nil {
		return err
	}
	if err := f.NoteTaken(map[string]bool{mark(time.Now().String()): true}); err != nil {
		return err
	}
	questions := func(w io.Writer) error { _, err := io.WriteString(w, "ours"); return err }
	ours := func(path string) bool { text, err := os.ReadFile(path); return err == nil && string(text) == "ours" }
	if _, err := disk.WriteFree(filepath.Join(folder, "Decisions.xlsx"), 0o666, questions, ours); err != nil {
		return err
	}
	if err := disk.Write(path, 0o666, func(w io.Writer) error { _, err := io.WriteString(w, "workbook"); return err }); err != nil {
		return err
	}
	if err := held.Refresh(time.Now()); err != nil {
		return err
	}
	return held.Release()
}

func victimIn(folder string, env ...string) *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), append(env, victimFolder+"="+folder)...)
	return cmd
}

// TestKilledAnywhere kills a process before each of its operations, which is
// after each of them too: the workbook and every copy stay whole, the next run
// gets the lock at once, and it cleans up.
func TestKilledAnywhere(t *testing.T) {
	for m := (disk.Moment{N: 1}); ; m.N++ {
		folder := t.TempDir()
		path := filepath.Join(folder, "plan.xlsx")
		must(t, os.WriteFile(path, []byte("workbook"), 0o600))
		for i := range 2 {
			_, err := Backup(path, filepath.Join(folder, "backups"), noon.Add(time.Duration(i-9)*time.Hour), 2)
			must(t, err)
		}
		out, err := victimIn(folder, victimMoment+"="+m.String()).Output()
		if err == nil {
			if string(out) != "finished" || m.N < 40 {
				t.Fatalf("it was not killed at %v, and said %q", m, out)
			}
			return
		}
		if len(out) > 0 {
			t.Fatalf("killed at %v, it said %q", m, out)
		}
		checkKilled(t, folder, m)
		if err := applyIn(folder, ""); err != nil {
			t.Fatalf("the run after one killed at %v: %v", m, err)
		}
		checkKilled(t, folder, m)
		want := "Decisions.xlsx\nanswered\nbackups\nplaces.json\nplan.xlsx"
		if left := listed(t, folder); left != want {
			t.Errorf("killed at %v: after the next run there are\n%s", m, left)
		}
		for _, dir := range []string{"answered", "backups"} {
			if left := listed(t, filepath.Join(folder, dir)); strings.Contains(left, ".actionplan-") {
				t.Errorf("killed at %v: after the next run there are, in %s,\n%s", m, dir, left)
			}
		}
	}
}

func checkKilled(t *testing.T, folder string, m disk.Moment) {
	t.Helper()
	if text, err := os.ReadFile(filepath.Join(folder, "plan.xlsx")); err != nil || string(text) != "workbook" {
		t.Errorf("killed at %v: the workbook holds %q (%v)", m, text, err)
	}
	copies := 0
	for _, name := range strings.Split(listed(t, filepath.Join(folder, "backups")), "\n") {
		if _, ours := newSeries("plan.xlsx").parse(name); !ours {
			continue
		}
		copies++
		if text, err := os.ReadFile(filepath.Join(folder, "backups", name)); err != nil || string(text) != "workbook" {
			t.Errorf("killed at %v: %s holds %q (%v)", m, name, text, err)
		}
	}
	if copies < 2 {
		t.Errorf("killed at %v: %d copies are left", m, copies)
	}
}
