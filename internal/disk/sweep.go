package disk

import (
	"io/fs"
	"path/filepath"
	"time"
)

// abandonedAfter is how long a temporary file lies untouched before it counts
// as left behind by a run that was cut off. No run writes for as long.
const abandonedAfter = time.Hour

// Sweep removes the temporary files that runs which were cut off left in a
// folder. What cannot be removed is left to the next sweep, and so are
// folders, which may hold what somebody wants to look at.
func Sweep(dir string, now time.Time) { System.sweep(dir, now) }

func (o Ops) sweep(dir string, now time.Time) {
	entries, err := o.ReadDir(dir)
	if err != nil {
		return
	}
	for _, entry := range entries {
		if Abandoned(entry, temporary, now) {
			_ = o.Remove(filepath.Join(dir, entry.Name()))
		}
	}
}

// Abandoned says whether an entry of a folder is a temporary file, by the
// pattern of its name, that was left behind.
func Abandoned(entry fs.DirEntry, pattern string, now time.Time) bool {
	if ours, _ := filepath.Match(pattern, entry.Name()); !ours || !entry.Type().IsRegular() {
		return false
	}
	info, err := entry.Info()
	return err == nil && now.Sub(info.ModTime()) > abandonedAfter
}
