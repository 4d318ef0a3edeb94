package disk

import (
	"path/filepath"
	"time"
)

// abandonedAfter is how long a temporary file lies untouched before it counts
// as left behind by a run that was cut off, where nothing else tells. No run
// writes for as long.
const abandonedAfter = time.Hour

// Sweep removes the temporary files and folders that runs which were cut off
// left in a folder: those whose process is gone and, where that cannot be told,
// those that have not been touched for an hour. Nothing but what has such a
// name is removed, and no link is followed. What cannot be removed is left to
// the next sweep.
func Sweep(dir string, now time.Time) { System.Sweep(dir, now) }

// Sweep is the function of that name, on this disk.
func (o Ops) Sweep(dir string, now time.Time) {
	entries, err := o.ReadDir(dir)
	if err != nil {
		return
	}
	for _, entry := range entries {
		by := writerOf(entry.Name())
		if by == notOurs || by == alive || !entry.Type().IsRegular() && !entry.IsDir() {
			continue
		}
		info, err := entry.Info()
		if err != nil || by == unknown && now.Sub(info.ModTime()) <= abandonedAfter {
			continue
		}
		if entry.IsDir() {
			_ = o.RemoveAll(filepath.Join(dir, entry.Name()))
		} else {
			_ = o.Remove(filepath.Join(dir, entry.Name()))
		}
	}
}
