//go:build !unix

package settings

import "path/filepath"

// sameDrive reports whether two folders are on one drive or share.
func sameDrive(a, b string) bool { return filepath.VolumeName(a) == filepath.VolumeName(b) }
