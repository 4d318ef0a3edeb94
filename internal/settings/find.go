package settings

import (
	"os"
	"path/filepath"
	"runtime"
)

// find looks for the settings file in the folder the command runs in, and then
// in those above it, as a person expects who works in a folder inside the
// plan's. It looks no further than the home folder, than the drive or share the
// folder is on, or than the folder below the root; and not, above the first,
// where everybody may write: a file put there by somebody else would say where
// the plan goes. It gives "" where there is none.
func find() (path string, above bool) {
	if _, err := os.Lstat(FileName); err == nil {
		return FileName, false
	}
	folder, err := os.Getwd()
	if err != nil {
		return "", false
	}
	if folder, err = filepath.EvalSymlinks(folder); err != nil { // as ".." goes up
		return "", false
	}
	home, err := os.UserHomeDir()
	if err == nil {
		home, _ = filepath.EvalSymlinks(home) // without one there is one boundary less
	}
	up := ""
	for folder != home {
		next := filepath.Dir(folder)
		if next == filepath.Dir(next) || !sameDrive(folder, next) || open(next) {
			return "", false
		}
		folder, up = next, filepath.Join(up, "..")
		if _, err := os.Lstat(filepath.Join(up, FileName)); err == nil {
			return filepath.Join(up, FileName), true
		}
	}
	return "", false
}

// open reports whether everybody may write in a folder. Windows has no such
// permission to look at.
func open(folder string) bool {
	info, err := os.Stat(folder)
	return err != nil || runtime.GOOS != "windows" && info.Mode().Perm()&0o002 != 0
}
