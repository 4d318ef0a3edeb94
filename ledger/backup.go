package ledger

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"actionplan/internal/disk"
)

// ErrChanging says that a workbook changed while it was being copied.
var ErrChanging = errors.New("it changed while it was being copied")

const backupStamp = "2006-01-02 150405"

// Backup copies the workbook at path, byte for byte, into the folder dir,
// which is made where it is missing. The copy of plan.xlsx is called
// "plan 2026-03-31 100405.xlsx" by the clock of now, with " (2)" and so on
// behind the time where that is taken. It is for whoever may work in that folder,
// and only for those whom the workbook lets.
//
// Once the copy is on the disk, the oldest copies of this workbook are
// removed until keep are left; with keep below 1 all are kept. Only what
// made.txt lists as a copy, and what still is that copy, is removed: whatever a
// person keeps there stays, also a copy that they worked in. Workbooks of one
// name need folders of their own.
//
// A copyPath that is not "" is a copy that is complete: an error beside it
// only says that an old copy could not be removed.
func Backup(path, dir string, now time.Time, keep int) (copyPath string, err error) {
	return backup(disk.System, path, dir, now, keep)
}

func backup(files disk.Ops, path, dir string, now time.Time, keep int) (copyPath string, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("back up workbook %s: %w", path, err)
		}
	}()
	before, err := files.Stat(path)
	if err != nil {
		return "", err
	}
	if !before.Mode().IsRegular() {
		return "", errors.New("it is not a file")
	}
	if err := files.In(dir).Make(); err != nil {
		return "", disk.Unwritten("make folder", dir, err)
	}
	staged, sum, err := stageCopy(files, path, before, dir)
	if err != nil {
		return "", err
	}
	made, err := readCopies(files, dir)
	s := newSeries(path)
	if err == nil {
		copyPath, err = s.place(files, staged, sum, dir, made, now)
	}
	if err != nil {
		return "", disk.Unwritten("write in", dir, errors.Join(err, files.Remove(staged)))
	}
	_ = files.SyncDir(dir) // not every network drive can
	return copyPath, s.prune(files, dir, filepath.Base(copyPath), made, now, keep)
}

// copies are the copies that were made, as made.txt lists them: the checksum of
// each by its name.
type copies map[string]string

const copiesTitle = "actionplan backups 1\n"

// readCopies reads made.txt, as far as what it lists is still there. Where there
// is none, or none that can be read as one, nothing is known to be ours.
func readCopies(files disk.Ops, dir string) (copies, error) {
	made := copies{}
	text, err := files.ReadFile(filepath.Join(dir, backupsFile), mostListed)
	if errors.Is(err, fs.ErrNotExist) {
		return made, nil
	}
	if err != nil {
		return nil, err
	}
	list, ok := strings.CutPrefix(string(text), copiesTitle)
	for line := range strings.Lines(list) {
		sum, name, is := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		if _, err := files.Lstat(filepath.Join(dir, name)); ok && is && err == nil {
			made[name] = sum
		}
	}
	return made, nil
}

// mostListed is how much of made.txt is read: thousands of copies.
const mostListed = 1 << 20

// write writes made.txt.
func (c copies) write(files disk.Ops, dir string) error {
	return files.In(dir).Write(backupsFile, func(w io.Writer) error {
		text := copiesTitle
		for _, name := range slices.Sorted(maps.Keys(c)) {
			text += c[name] + "  " + name + "\n"
		}
		_, err := io.WriteString(w, text)
		return err
	})
}

// still reports whether a file is the copy that was made under its name.
func (c copies) still(files disk.Ops, dir, name string) bool {
	f, err := files.OpenFile(filepath.Join(dir, name), os.O_RDONLY, 0)
	if err != nil {
		return false
	}
	defer func() { _ = files.Close(f) }() // it was only read
	sum := sha256.New()
	_, err = io.Copy(sum, files.Reader(f))
	return err == nil && c[name] == hex.EncodeToString(sum.Sum(nil))
}

// stageCopy writes a complete copy, of the workbook that was seen before,
// under a temporary name, and returns its checksum too.
func stageCopy(files disk.Ops, path string, before fs.FileInfo, dir string) (staged, checksum string, err error) {
	source, err := files.OpenFile(path, os.O_RDONLY, 0)
	if err != nil {
		return "", "", err
	}
	defer func() { _ = files.Close(source) }() // it was only read
	f, err := files.In(dir).CreateTemp()
	if err != nil {
		return "", "", disk.Unwritten("write in", dir, err)
	}
	sum := sha256.New()
	copied, err := io.Copy(io.MultiWriter(files.Writer(f), sum), files.Reader(source))
	if err == nil {
		err = unchanged(files, path, before, copied)
	}
	var made fs.FileInfo
	if err == nil {
		made, err = f.Stat()
	}
	if err == nil {
		err = files.Chmod(f, made.Mode().Perm()&before.Mode().Perm())
	}
	if err == nil {
		err = files.Sync(f)
	}
	if closing := files.Close(f); err == nil {
		err = closing
	}
	if err != nil {
		if at := (*fs.PathError)(nil); errors.As(err, &at) && at.Path != path {
			err = disk.Unwritten("write in", dir, err)
		}
		return "", "", errors.Join(err, files.Remove(f.Name()))
	}
	return f.Name(), hex.EncodeToString(sum.Sum(nil)), nil
}

// unchanged makes sure that what was copied is one state of the workbook.
func unchanged(files disk.Ops, path string, before fs.FileInfo, copied int64) error {
	after, err := files.Stat(path)
	if err != nil {
		return err
	}
	if !os.SameFile(before, after) || after.Size() != copied || !after.ModTime().Equal(before.ModTime()) {
		return ErrChanging
	}
	return nil
}

// series is the copies of one workbook.
type series struct{ stem, ext string }

func newSeries(path string) series {
	ext := filepath.Ext(path)
	return series{strings.TrimSuffix(filepath.Base(path), ext), ext}
}

// copyName is when a copy was made, and which of that second it is.
type copyName struct {
	stamp  string
	number int
}

func (s series) name(c copyName) string {
	if c.number == 1 {
		return s.stem + " " + c.stamp + s.ext
	}
	return fmt.Sprintf("%s %s (%d)%s", s.stem, c.stamp, c.number, s.ext)
}

// parse reads a name that name made, and no other.
func (s series) parse(name string) (c copyName, ok bool) {
	rest, isOurs := strings.CutPrefix(name, s.stem+" ")
	rest, hasExt := strings.CutSuffix(rest, s.ext)
	if !isOurs || !hasExt || len(rest) < len(backupStamp) {
		return c, false
	}
	c = copyName{rest[:len(backupStamp)], 1}
	if _, err := time.Parse(backupStamp, c.stamp); err != nil {
		return c, false
	}
	if number := strings.TrimSuffix(strings.TrimPrefix(rest[len(backupStamp):], " ("), ")"); number != "" {
		c.number, _ = strconv.Atoi(number)
	}
	return c, s.name(c) == name && c.number > 0
}

// most is how many copies one second can have.
const most = 100

// place gives a staged copy the first name of this second that is free, and
// writes over nothing. It is listed first: a copy that nobody lists would stay
// for ever.
func (s series) place(files disk.Ops, staged, sum, dir string, made copies, now time.Time) (copyPath string, err error) {
	for number := 1; number <= most; number++ {
		name := s.name(copyName{now.Format(backupStamp), number})
		path := filepath.Join(dir, name)
		if _, err := files.Lstat(path); err == nil {
			continue
		}
		made[name] = sum
		if err := made.write(files, dir); err != nil {
			return "", err
		}
		switch err := files.RenameFree(staged, path); {
		case err == nil:
			return path, nil
		case !errors.Is(err, fs.ErrExist):
			return "", err
		}
	}
	return "", fmt.Errorf("there are %d copies of this second already", most)
}

// prune removes the oldest copies but for keep, and what broken runs left.
func (s series) prune(files disk.Ops, dir, newest string, made copies, now time.Time, keep int) error {
	files.Sweep(dir, now)
	entries, err := files.ReadDir(dir)
	if err != nil {
		return err
	}
	var copies []copyName // without the newest, which stays whatever its date
	var wrong error
	for _, entry := range entries {
		c, ours := s.parse(entry.Name())
		if ours && made[entry.Name()] != "" && entry.Type().IsRegular() && entry.Name() != newest {
			copies = append(copies, c)
		}
	}
	slices.SortFunc(copies, func(a, b copyName) int {
		return cmp.Or(cmp.Compare(a.stamp, b.stamp), cmp.Compare(a.number, b.number))
	})
	for keep > 0 && len(copies) > keep-1 {
		if name := s.name(copies[0]); made.still(files, dir, name) {
			wrong = errors.Join(wrong, files.Remove(filepath.Join(dir, name)))
		}
		copies = copies[1:]
	}
	return wrong
}
