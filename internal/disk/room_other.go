//go:build !linux && !darwin

package disk

// room cannot say.
func room(string) (bytes int64, known bool) { return 0, false }

// deviceOf tells the disk of a folder from every other; here nothing does.
func deviceOf(string) uint64 { return 0 }
