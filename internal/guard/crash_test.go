package guard

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"actionplan/internal/fsys"
)

// The test binary is its own victim: told a folder, it does there what apply
// does with this package, and may be told to kill itself on the way.
const (
	victimFolder = "ACTIONPLAN_TEST_VICTIM"
	victimMoment = "ACTIONPLAN_TEST_VICTIM_MOMENT"
	victimRace   = "ACTIONPLAN_TEST_VICTIM_RACE"
)

func TestMain(m *testing.M) {
	disk = fsys.Disk
	disk.Sync = func(*os.File) error { return nil } // a killed process loses nothing that was written
	folder := os.Getenv(victimFolder)
	if folder == "" {
		os.Exit(m.Run())
	}
	var err error
	if os.Getenv(victimRace) != "" {
		err = raceFor(folder)
	} else {
		err = applyIn(folder, os.Getenv(victimMoment))
	}
	if err != nil {
		os.Stdout.WriteString(err.Error())
		os.Exit(3)
	}
	os.Stdout.WriteString("finished")
	os.Exit(0)
}

func applyIn(folder, moment string) error {
	if moment != "" {
		m, err := fsys.ParseMoment(moment)
		if err != nil {
			return err
		}
		disk = disk.With(fsys.Killing(m))
	}
	held, err := Lock(folder, "the victim", time.Now())
	if err != nil {
		return err
	}
	path := filepath.Join(folder, "plan.xlsx")
	if _, err := Backup(path, filepath.Join(folder, "backups"), noon, 2); err != nil {
		return err
	}
	if err := held.Refresh(time.Now()); err != nil {
		return err
	}
	return held.Release()
}

// raceFor waits until its standard input ends, so that all racers start
// together; then it takes the lock, does what two at once would be caught at,
// and lets go.
func raceFor(folder string) error {
	if _, err := io.ReadAll(os.Stdin); err != nil {
		return err
	}
	held, err := Lock(folder, "a racer", time.Now())
	if err != nil {
		return err
	}
	inside := filepath.Join(folder, "inside")
	f, err := os.OpenFile(inside, os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return errors.New("two are inside")
	}
	f.Close()
	time.Sleep(20 * time.Millisecond)
	if err := os.Remove(inside); err != nil {
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
	for m := (fsys.Moment{N: 1}); ; m.N++ {
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
		for _, name := range strings.Split(listed(t, folder), "\n") {
			if strings.HasPrefix(name, lockFile) {
				t.Errorf("killed at %v: after the next run %s is left", m, name)
			}
		}
	}
}

func checkKilled(t *testing.T, folder string, m fsys.Moment) {
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

// TestRacingProcesses has processes take a lock whose process is gone: no two
// are ever inside, and one at least gets in.
func TestRacingProcesses(t *testing.T) {
	for range 4 {
		folder := t.TempDir()
		dead := taker{disk: fsys.Disk, here: thisProcess(), alive: alive}
		gone := exec.Command(os.Args[0], "-test.run=^$")
		must(t, gone.Run())
		dead.here.PID = gone.Process.Pid
		_, err := dead.lock(folder, "the dead", time.Now())
		must(t, err)
		outcomes := map[string]int{}
		said := make(chan string)
		read, write, err := os.Pipe()
		must(t, err)
		for range 6 {
			cmd := victimIn(folder, victimRace+"=yes")
			cmd.Stdin = read
			go func() {
				out, _ := cmd.Output()
				said <- string(out)
			}()
		}
		must(t, write.Close())
		for range 6 {
			text := <-said
			if strings.Contains(text, "has been at work") {
				text = "refused"
			}
			outcomes[text]++
		}
		must(t, read.Close())
		if outcomes["finished"] == 0 || outcomes["finished"]+outcomes["refused"] != 6 {
			t.Errorf("the racers said %v", outcomes)
		}
		if left := listed(t, folder); left != "" {
			t.Errorf("they leave %s", left)
		}
	}
}
