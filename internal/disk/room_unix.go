//go:build linux || darwin

package disk

import (
	"math"

	"golang.org/x/sys/unix"
)

// deviceOf tells the disk of a folder from every other.
func deviceOf(dir string) uint64 {
	var s unix.Stat_t
	if unix.Stat(dir, &s) != nil {
		return 0
	}
	return uint64(s.Dev) //nolint:unconvert // it is narrower elsewhere
}

// room is how many bytes this user can still put on the disk of a folder; false
// where that cannot be told.
func room(dir string) (bytes int64, known bool) {
	var s unix.Statfs_t
	if unix.Statfs(dir, &s) != nil || s.Blocks == 0 { // some network drives say nothing
		return 0, false
	}
	if s.Bavail > math.MaxInt64/uint64(max(s.Bsize, 1)) {
		return math.MaxInt64, true
	}
	return int64(s.Bavail) * int64(s.Bsize), true //nolint:unconvert // it is narrower elsewhere
}
