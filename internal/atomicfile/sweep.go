package atomicfile

import (
	"path/filepath"
	"time"
)

// abandonedAfter is how long a temporary file lies untouched before it counts
// as left behind by a run that was cut off. No run writes for as long.
const abandonedAfter = time.Hour

// Sweep removes the temporary files that runs which were cut off left in a
// folder. What cannot be removed is left to the next sweep, and so are
// folders, which may hold what somebody wants to look at.
func Sweep(dir string, now time.Time) { system.sweep(dir, now) }

func (s steps) sweep(dir string, now time.Time) {
	entries, err := s.readDir(dir)
	if err != nil {
		return
	}
	for _, entry := range entries {
		if ours, _ := filepath.Match(temporary, entry.Name()); !ours || !entry.Type().IsRegular() {
			continue
		}
		info, err := entry.Info()
		if err == nil && now.Sub(info.ModTime()) > abandonedAfter {
			_ = s.remove(filepath.Join(dir, entry.Name()))
		}
	}
}
