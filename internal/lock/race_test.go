package lock

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"actionplan/internal/disk"
)

// victimRace has the test binary race for the lock of the folder it names.
const victimRace = "ACTIONPLAN_TEST_VICTIM_RACE"

func TestMain(m *testing.M) {
	disk.System = disk.Direct
	disk.System.Sync = func(*os.File) error { return nil } // a killed process loses nothing that was written
	folder := os.Getenv(victimRace)
	if folder == "" {
		os.Exit(m.Run())
	}
	if err := raceFor(folder); err != nil {
		os.Stdout.WriteString(err.Error())
		os.Exit(3)
	}
	os.Stdout.WriteString("finished")
	os.Exit(0)
}

// raceFor waits until its standard input ends, so that all racers start
// together; then it takes the lock, does what two at once would be caught at,
// and lets go.
func raceFor(folder string) error {
	if _, err := io.ReadAll(os.Stdin); err != nil {
		return err
	}
	held, err := Take(folder, "a racer", time.Now())
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

// TestRacingProcesses has processes take a lock whose process is gone: no two
// are ever inside, and one at least gets in.
func TestRacingProcesses(t *testing.T) {
	for range 4 {
		folder := t.TempDir()
		dead := taker{files: disk.Direct, here: disk.ThisProcess(), alive: disk.Alive}
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
			cmd := exec.Command(os.Args[0])
			cmd.Env = append(os.Environ(), victimRace+"="+folder)
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
		if left := names(t, folder); left != "" {
			t.Errorf("they leave %s", left)
		}
	}
}
