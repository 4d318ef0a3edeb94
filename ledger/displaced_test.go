package ledger

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// A person's own files, under every name of ours.
const (
	diary  = "2 March: rang the school.\n"
	places = `["Leeds", "York"]`
)

var theirs = []string{logFile, applyFile, placesFile, "answered/taken.txt", "backups/made.txt"}

// applyAll does what an apply does in the ledger's folder.
func applyAll(t *testing.T, f Folder, word string) {
	t.Helper()
	l, err := f.Open()
	must(t, err)
	must(t, l.NoteApply(exampleApply(f.Dir)))
	book := workbook(t)
	if copied, err := f.Backup(book, noon); copied == "" || err != nil {
		t.Fatalf("backed up to %q, %v", copied, err)
	}
	must(t, f.NoteTaken(map[string]bool{mark(word): true}))
	must(t, l.Keep(Next{Base: l.Base(), Entries: entries(word)}, later))
	now := examplePlaces(f.Dir)
	now.Officers.Tabs = append(now.Officers.Tabs, word)
	must(t, f.KeepPlaces(now))
}

// telling is a folder, and what it says it gave another name.
func telling(dir string) (Folder, *[]string) {
	var told []string
	f := At(dir)
	f.Tell = func(d Displaced) {
		from, _ := filepath.Rel(dir, d.Path)
		told = append(told, filepath.ToSlash(from)+" → "+filepath.Base(d.Now))
		if s := d.String(); !strings.Contains(s, filepath.Base(d.Now)) || strings.HasSuffix(s, ".") {
			told = append(told, "it says "+s)
		}
	}
	return f, &told
}

// TestDisplaced: what a person keeps under a name of ours is never written over,
// neither by an apply, nor by a second one, nor by a first agreement.
func TestDisplaced(t *testing.T) {
	for _, text := range []string{diary, places, "{}\n", "actionplan is what I work with\n", "\x00\x00\x00"} {
		dir, _ := begin(t)
		f, told := telling(dir)
		must(t, os.MkdirAll(f.path(answeredDir), 0o700))
		must(t, os.MkdirAll(f.path(backupsDir), 0o700))
		for _, name := range theirs {
			must(t, os.WriteFile(f.path(name), []byte(text), 0o640))
			must(t, os.Chtimes(f.path(name), noon, noon))
		}
		for _, word := range []string{"one", "two"} {
			applyAll(t, f, word)
		}
		for _, name := range theirs {
			ext := filepath.Ext(name)
			kept := f.path(strings.TrimSuffix(name, ext) + " (2)" + ext)
			got, err := os.ReadFile(kept)
			if err != nil || string(got) != text {
				t.Errorf("%q in %s: %s holds %q, %v", text, name, kept, got, err)
				continue
			}
			if info, err := os.Stat(kept); err != nil || !info.ModTime().Equal(noon) {
				t.Errorf("%s is no longer as it was: %v, %v", kept, info.ModTime(), err)
			}
			if now, err := os.ReadFile(f.path(name)); err != nil || string(now) == text {
				t.Errorf("%s is not ours now: %q, %v", name, now, err)
			}
		}
		slices.Sort(*told)
		want := []string{"answered/taken.txt → taken (2).txt", "backups/made.txt → made (2).txt", "last-apply.json → last-apply (2).json", "log.txt → log (2).txt", "places.json → places (2).json"}
		if diff := cmp.Diff(want, *told); diff != "" {
			t.Errorf("%q: what was said (-want +got):\n%s", text, diff)
		}
		if n := len(open(t, dir).Log("")); n != 2 {
			t.Errorf("the log has %d entries", n)
		}
	}
}

// TestDisplacedFolders: a file where a folder of ours goes makes way too, and so
// does a folder where a file of ours goes.
func TestDisplacedFolders(t *testing.T) {
	dir, _ := begin(t)
	f, told := telling(dir)
	must(t, os.WriteFile(f.path(answeredDir), []byte(diary), 0o600))
	must(t, os.WriteFile(f.path(backupsDir), []byte(diary), 0o600))
	must(t, os.WriteFile(f.path(forgettingDir), []byte(diary), 0o600))
	must(t, os.Mkdir(f.path(logFile), 0o700))
	must(t, os.WriteFile(f.path(logFile, "mine"), []byte(diary), 0o600))
	f.Sweep(noon)
	applyAll(t, f, "one")
	_, err := f.Reset()
	must(t, err)
	want := []string{"backups → backups (2)", "answered → answered (2)", "log.txt → log (2).txt", "forgetting → forgetting (2)"}
	if diff := cmp.Diff(want, *told); diff != "" {
		t.Errorf("what was said (-want +got):\n%s", diff)
	}
	for _, name := range []string{"backups (2)", "answered (2)", "log (2).txt/mine", "forgetting (2)"} {
		if text, err := os.ReadFile(f.path(name)); err != nil || string(text) != diary {
			t.Errorf("%s holds %q, %v", name, text, err)
		}
	}
}

// TestOursStays: what the tool wrote itself, also a part of it, keeps its name.
func TestOursStays(t *testing.T) {
	f, _ := filled(t)
	f, told := telling(f.Dir)
	applyAll(t, f, "one")
	applyAll(t, f, "two")
	cut, _ := begin(t) // a first log, of which a run that was cut off wrote a part
	whole := string(logTitle) + string(formatLog(entries("lost, and\nlost")))
	for n := range len(whole) {
		must(t, os.WriteFile(filepath.Join(cut, logFile), []byte(whole[:n]), 0o600))
		c, said := telling(cut)
		must(t, c.makeWay(logFile))
		must(t, c.keepTail(0))
		if len(*said) > 0 {
			t.Fatalf("cut off at %d, it says %q", n, *said)
		}
	}
	if len(*told) > 0 {
		t.Errorf("it says %q", *told)
	}
}

// TestWrittenAtTheEndOfTheLog: a note that somebody typed there is kept, whole;
// what a run of ours left there is not.
func TestWrittenAtTheEndOfTheLog(t *testing.T) {
	for _, tc := range []struct {
		tail string
		kept bool
	}{
		{"Rang the school about 2.3.\n", true},
		{"\nNB ask Jo\n", true},
		{string(formatLog(entries("lost")))[:40], false},
		{string(formatLog(entries("lost"))) + "Rang the school\n", true},
	} {
		dir, _ := begin(t)
		f, told := telling(dir)
		applyAll(t, f, "one")
		file, err := os.OpenFile(f.path(logFile), os.O_APPEND|os.O_WRONLY, 0)
		must(t, err)
		_, err = file.WriteString(tc.tail)
		must(t, err)
		must(t, file.Close())
		before, err := os.ReadFile(f.path(logFile))
		must(t, err)
		applyAll(t, f, "two")
		applyAll(t, f, "three")
		got, err := os.ReadFile(f.path("log (2).txt"))
		if kept := err == nil && string(got) == string(before); kept != tc.kept || (len(*told) == 1) != tc.kept {
			t.Errorf("%q: kept is %v, and it says %q", tc.tail, kept, *told)
		}
		if n := len(open(t, dir).Log("")); n != 3 {
			t.Errorf("%q: the log has %d entries", tc.tail, n)
		}
	}
}

// TestBeginBesideAPersonsFiles: the first agreement in a folder that a person
// keeps files in leaves them there.
func TestBeginBesideAPersonsFiles(t *testing.T) {
	f, told := telling(t.TempDir())
	must(t, os.WriteFile(f.path(logFile), []byte(diary), 0o600))
	must(t, os.WriteFile(f.path("notes.txt"), []byte(diary), 0o600))
	must(t, f.Begin(example(), begun, "plan.xlsx", "theirs.xlsx"))
	if got := listed(t, f.Dir); got != "base.txt\nlog (2).txt\nnotes.txt" || len(*told) != 1 {
		t.Errorf("there are\n%s\nand it says %q", got, *told)
	}
}

// TestResetOverWhatWasGathered: a reset that was cut off, and a file that came
// since under the same name: both are kept.
func TestResetOverWhatWasGathered(t *testing.T) {
	f, _ := filled(t)
	must(t, os.Mkdir(f.path(forgettingDir), 0o700))
	for _, name := range []string{baseFile, logFile} {
		must(t, os.Rename(f.path(name), f.path(forgettingDir, name)))
	}
	must(t, os.WriteFile(f.path(logFile), []byte(diary), 0o600))
	aside, err := f.Reset()
	must(t, err)
	now, _ := os.ReadFile(filepath.Join(aside, logFile))
	before, _ := os.ReadFile(filepath.Join(aside, "log (2).txt"))
	if string(now) != diary || !strings.HasPrefix(string(before), logTitle) {
		t.Errorf("they are %q and %q", now, before)
	}
}

// TestUndoOfWhatIsNotKnown says so, and that nothing was put back.
func TestUndoOfWhatIsNotKnown(t *testing.T) {
	for _, text := range []string{diary, "{}", "[]", `{"Base": 1, "Cells": 2}`, `{"Base": "", "Cells": [], "Before": ["nonsense"]}`, ""} {
		dir, _ := begin(t)
		must(t, os.WriteFile(filepath.Join(dir, applyFile), []byte(text), 0o600))
		_, err := open(t, dir).LastApply()
		var undo *UndoError
		if !errors.As(err, &undo) || !strings.Contains(undo.Error(), "nothing was put back") || undo.Hint() == "" {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// TestBackupPrunesItsOwn: a person's workbook among the backups, named as one,
// outlives any number of them.
func TestBackupPrunesItsOwn(t *testing.T) {
	f, _ := telling(t.TempDir())
	book := workbook(t)
	must(t, os.MkdirAll(f.path(backupsDir), 0o700))
	mine := f.path(backupsDir, "plan 2020-01-01 120000.xlsx")
	must(t, os.WriteFile(mine, []byte("mine"), 0o600))
	must(t, os.WriteFile(f.path(backupsDir, "plan 2030-01-01 120000.xlsx"), []byte("mine"), 0o600)) // it takes no copy's place
	for i := range 2 * backupsKept {
		_, err := f.Backup(book, noon.Add(time.Duration(i)*time.Hour))
		must(t, err)
	}
	if got := strings.Count(listed(t, f.path(backupsDir)), "plan "); got != backupsKept+2 {
		t.Errorf("%d copies are left, want %d", got, backupsKept+2)
	}
	if text, err := os.ReadFile(mine); err != nil || string(text) != "mine" {
		t.Errorf("it holds %q, %v", text, err)
	}
}
