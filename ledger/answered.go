package ledger

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"actionplan/internal/disk"
	"actionplan/plan"
)

// Taken is the marks of the answers that were taken from workbooks of which
// others are still waited for: until such a workbook is put aside, the same
// answers come back with every run. Where it cannot be read there are none, and
// the answers are said again to be no longer open.
func (f Folder) Taken() map[string]bool {
	marks := map[string]bool{}
	text, err := disk.ReadFile(f.path(answeredDir, takenFile))
	if err != nil || !isMarks(text) {
		return marks
	}
	for line := range strings.Lines(string(text)) {
		marks[strings.TrimSpace(line)] = true
	}
	return marks
}

// NoteTaken keeps the marks of the answers that were taken, in the place of
// those it kept before. Where they are the same, nothing is written.
func (f Folder) NoteTaken(marks map[string]bool) error {
	if maps.Equal(marks, f.Taken()) {
		return nil
	}
	if len(marks) == 0 {
		return disk.System.Remove(f.path(answeredDir, takenFile))
	}
	answered, err := f.answered()
	if err == nil {
		err = f.makeWay(filepath.Join(answeredDir, takenFile))
	}
	if err == nil {
		err = answered.Write(takenFile, func(w io.Writer) error {
			_, err := io.WriteString(w, strings.Join(slices.Sorted(maps.Keys(marks)), "\n")+"\n")
			return err
		})
	}
	if err != nil {
		return fmt.Errorf("note which answers were taken: %w", err)
	}
	return nil
}

// answered is the folder of the answers that were taken, which is made where it
// is missing.
func (f Folder) answered() (disk.Store, error) {
	if err := f.makeWay(answeredDir); err != nil {
		return disk.Store{}, err
	}
	return f.store().Folder(answeredDir)
}

// PutAside moves a workbook whose answers were all taken out of the way, so that
// they are not asked about again, and returns where to. Seen is the file as it
// was when it was read: one that somebody has saved since is left for the next
// run to read, and then it returns "". One that is gone was moved after all, or
// somebody took it away: that is "" too.
func (f Folder) PutAside(path string, on plan.Date, seen fs.FileInfo) (aside string, err error) {
	aside, err = f.putAnswersAside(path, on, seen)
	if err != nil {
		return "", fmt.Errorf("put %s aside: %w", path, err)
	}
	return aside, nil
}

func (f Folder) putAnswersAside(path string, on plan.Date, seen fs.FileInfo) (aside string, err error) {
	if !asSeen(path, seen) {
		return "", nil
	}
	answered, err := f.answered()
	if err != nil {
		return "", err
	}
	name := asideName(answered.Dir, filepath.Base(path), on)
	aside = filepath.Join(answered.Dir, name)
	moving := errLink
	if there, err := os.Lstat(path); err == nil && there.Mode()&fs.ModeSymlink == 0 {
		moving = disk.System.Rename(path, aside)
	}
	if moving == nil {
		answered.Share() // it was whoever's who sent it back
		return aside, nil
	}
	text, err := disk.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	// The ledger may be kept on another drive, where nothing can be moved to,
	// and a link that is moved may lead nowhere.
	if err == nil {
		err = answered.Write(name, func(w io.Writer) error {
			_, err := io.Copy(w, bytes.NewReader(text))
			return err
		})
	}
	if err != nil {
		return "", moving
	}
	if !asSeen(path, seen) {
		return "", nil // what was copied may be half of it, and is only a copy
	}
	return aside, disk.System.Remove(path)
}

// errLink says that a link is not moved: what it names is copied.
var errLink = errors.New("it is a link")

// asSeen reports whether a file is still the one that was seen.
func asSeen(path string, seen fs.FileInfo) bool {
	now, err := os.Stat(path)
	return err == nil && os.SameFile(now, seen) && now.Size() == seen.Size() && now.ModTime().Equal(seen.ModTime())
}

// asideName is a name that is not taken: two workbooks called "Decisions.xlsx"
// may come back in a day.
func asideName(dir, base string, on plan.Date) string {
	ext := filepath.Ext(base)
	stem := strings.TrimSuffix(base, ext)
	for n := 1; ; n++ {
		name := fmt.Sprintf("%s answered %s%s", on, stem, ext)
		if n > 1 {
			name = fmt.Sprintf("%s answered %s, copy %d%s", on, stem, n, ext)
		}
		if _, err := os.Lstat(filepath.Join(dir, name)); err != nil {
			return name
		}
	}
}
