package ledger

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"actionplan/internal/disk"
	"actionplan/internal/lock"
)

// What lies in a ledger's folder, all of it this package's:
//
//	base.txt         what both sides were last seen to agree, and what people answered
//	log.txt          what moved, when, and who decided it
//	last-apply.json  what the last apply wrote, put down before it was written
//	places.json      where both plans lay when they were last agreed
//	answered/        the workbooks of answers that were taken, and taken.txt
//	backups/         copies of the workbooks, from before they were written to, and made.txt
//	packs/           what the committee was given
//	versions/        earlier versions of the officers' workbook, which a reset leaves
//	forgotten-1/     all of that, as it was before the first reset
//	lock.txt         who is at work
//
// Anything else in it, and what stands under one of these names without being
// ours, is a person's: see displaced.go.
const (
	baseFile      = "base.txt"
	applyFile     = "last-apply.json"
	placesFile    = "places.json"
	answeredDir   = "answered"
	takenFile     = "taken.txt"
	backupsDir    = "backups"
	backupsFile   = "made.txt"
	packsDir      = "packs"
	versionsDir   = "versions"
	forgottenDir  = "forgotten-%d"
	forgettingDir = "forgetting" // what a reset has not finished putting aside
)

// agreements is what one agreement knows and the next must not: it goes aside
// before another begins. The base goes first: what lies here without a base is
// put aside by Begin, but a base without its log would be taken for damaged.
var agreements = []string{baseFile, logFile, applyFile, placesFile, answeredDir}

// everything is what a reset puts aside: not the earlier versions of the workbook, which
// are of no agreement.
var everything = append(agreements[:len(agreements):len(agreements)], backupsDir, packsDir)

// Folder is the folder of a ledger, whether anything was agreed in it or not.
type Folder struct {
	Dir    string
	Shared bool            // the plan or its settings lie in it: what stands there is a person's unless it says that it is ours
	Tell   func(Displaced) // called for what stood in the way and has another name now; nil for nobody
}

// At is the ledger's folder at a path. Nothing is looked at yet.
func At(dir string) Folder { return Folder{Dir: dir} }

func (f Folder) path(names ...string) string {
	return filepath.Join(append([]string{f.Dir}, names...)...)
}

func (f Folder) store() disk.Store { return disk.In(f.Dir) }

// Make makes the folder where it is missing. It is for those who may work in
// the folder that it lies in: a group's, where that is a group's.
func (f Folder) Make() error {
	if err := f.store().Make(); err != nil {
		return fmt.Errorf("make ledger %s: %w", f.Dir, err)
	}
	return nil
}

// Lock takes the lock of the ledger, whose folder must exist. Who is the person
// at work. See lock.Take.
func (f Folder) Lock(who string, now time.Time) (*lock.Held, error) {
	if err := f.notAFolder(); err != nil {
		return nil, err
	}
	held, err := lock.Take(f.Dir, who, now)
	if err != nil {
		return nil, err
	}
	if was, aside := held.Displaced(); aside != "" {
		f.tell(Displaced{Path: was, Now: aside})
	}
	return held, nil
}

// Sweep removes what runs that were cut off left in the folder and those within
// it. Where a group works in the folder, what this user made before it was the
// group's is given to the group. Whoever calls it holds the lock.
func (f Folder) Sweep(now time.Time) {
	for _, dir := range []string{f.Dir, f.path(answeredDir), f.path(backupsDir), f.path(packsDir), f.path(versionsDir)} {
		disk.Sweep(dir, now)
	}
	f.store().Share()
	disk.In(f.path(versionsDir)).Share()
	disk.In(f.path(answeredDir)).Share() // a backup is for whom the workbook is
	if info, err := disk.System.Lstat(f.path(forgettingDir)); err == nil && info.IsDir() && f.has(baseFile) {
		_ = disk.System.Remove(f.path(forgettingDir)) // of a reset that had put nothing aside yet: it is empty, or stays
	}
}

func (f Folder) has(name string) bool {
	_, err := disk.System.Lstat(f.path(name))
	return err == nil
}

// Backup copies a workbook into the folder before it is written to, and keeps
// the last ten copies of it. A copy that is not "" is complete: an error beside
// it only says that an old one could not be removed.
func (f Folder) Backup(path string, now time.Time) (copied string, err error) {
	if err := f.makeWay(backupsDir, filepath.Join(backupsDir, backupsFile)); err != nil {
		return "", fmt.Errorf("back up workbook %s: %w", path, err)
	}
	return Backup(path, f.path(backupsDir), now, backupsKept)
}

// MayBackUp is why a workbook could not be backed up as things stand, nor
// anything be remembered; nil where it can be.
func (f Folder) MayBackUp(path string) error {
	size := int64(0)
	if info, err := disk.System.Stat(path); err == nil {
		size = info.Size()
	}
	for _, dir := range []string{f.Dir, f.path(backupsDir)} {
		err := disk.MayWriteIn(dir, size)
		if err != nil && !errors.Is(err, disk.ErrNoFolder) { // what is no folder makes way
			return fmt.Errorf("back up workbook %s: %w", path, err)
		}
	}
	return nil
}

// notAFolder is an error where something else than a folder stands in the
// ledger's place.
func (f Folder) notAFolder() error {
	if info, err := disk.System.Stat(f.Dir); err == nil && !info.IsDir() {
		return &NotAFolderError{f.Dir}
	}
	return nil
}

// backupsKept is how many backups of a workbook stay.
const backupsKept = 10

// Reset puts everything in the folder aside, in one folder of its own beside
// it, so that a first agreement can be made again: it is for a ledger that is
// damaged, or that belongs to other copies. Nothing is deleted, and nothing is
// left that the next agreement could take for its own. It returns that folder,
// and ErrNone where there is nothing to put aside. One that is cut off is
// finished by the next, or by Begin. Whoever calls it holds the lock.
func (f Folder) Reset() (aside string, err error) {
	if err := f.notAFolder(); err != nil {
		return "", err
	}
	if aside, err = f.putAside(everything); err != nil {
		return "", fmt.Errorf("forget ledger %s: %w", f.Dir, err)
	}
	return aside, nil
}

// putAside moves things of the ledger, those that are there, into a folder of
// their own. They are gathered in one that has no number yet, so that whoever
// comes after a run that was cut off knows what belongs together.
func (f Folder) putAside(names []string) (aside string, err error) {
	gathered := f.path(forgettingDir)
	switch begun := f.has(forgettingDir); {
	case begun && f.has(baseFile) && f.has(filepath.Join(forgettingDir, baseFile)):
		// An agreement was begun since, by a build that knew nothing of this:
		// what was gathered is not its own.
		if _, err := f.number(gathered); err != nil {
			return "", err
		}
	case begun:
		names = everything
	case !slices.ContainsFunc(agreements, f.hasOwn):
		return "", ErrNone
	}
	if err := f.makeWay(forgettingDir); err != nil {
		return "", err
	}
	if _, err := f.store().Folder(forgettingDir); err != nil {
		return "", err
	}
	for _, name := range names {
		if f.Shared && !f.hasOwn(name) {
			continue
		}
		if within := filepath.Join(forgettingDir, name); f.has(name) && f.has(within) {
			if _, err := disk.Aside(f.path(within)); err != nil { // one came to lie there since
				return "", err
			}
		}
		err := disk.System.Rename(f.path(name), filepath.Join(gathered, name))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
		_ = disk.System.SyncDir(f.Dir) // the base before the rest, on the disk too, where it can be
	}
	return f.number(gathered)
}

// hasOwn reports whether something stands under a name of the folder and, where that is
// shared, is surely ours: a file by what it says, and a folder by the list in it of what
// we put there. The base is ours as long as one can begin so, however damaged it is.
func (f Folder) hasOwn(name string) bool {
	if !f.Shared || name == baseFile {
		return f.has(name)
	}
	if list := map[string]string{answeredDir: takenFile, backupsDir: backupsFile}[name]; list != "" {
		name = filepath.Join(name, list)
	}
	foreign, err := f.isForeign(name)
	return ours[name] != nil && f.has(name) && err == nil && !foreign
}

// number gives a folder of forgotten things the next number.
func (f Folder) number(gathered string) (aside string, err error) {
	for n := 1; ; n++ {
		aside := f.path(fmt.Sprintf(forgottenDir, n))
		if _, err := disk.System.Lstat(aside); errors.Is(err, fs.ErrNotExist) {
			return aside, disk.System.Rename(gathered, aside)
		} else if err != nil {
			return "", err
		}
	}
}

// relative is a path as it is kept: from the ledger's folder, so that it stays
// right when all of it is moved or copied elsewhere.
func (f Folder) relative(path string) string {
	if path == "" {
		return ""
	}
	full, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	dir, err := filepath.Abs(f.Dir)
	if err != nil {
		return full
	}
	if from, err := filepath.Rel(dir, full); err == nil {
		return filepath.ToSlash(from)
	}
	return full // another drive
}

// sameFile reports whether two paths, as they are kept, name one file.
func (f Folder) sameFile(a, b string) bool {
	if a == b {
		return true
	}
	there, err := os.Stat(f.absolute(a))
	if err != nil {
		return false
	}
	other, err := os.Stat(f.absolute(b))
	return err == nil && os.SameFile(there, other)
}

func (f Folder) absolute(kept string) string {
	kept = filepath.FromSlash(kept)
	if filepath.IsAbs(kept) {
		return kept
	}
	return filepath.Join(f.Dir, kept)
}
