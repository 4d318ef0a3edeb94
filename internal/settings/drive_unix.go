//go:build unix

package settings

import (
	"os"
	"syscall"
)

// sameDrive reports whether two folders are on one drive or share.
func sameDrive(a, b string) bool {
	one, err := os.Stat(a)
	if err != nil {
		return false
	}
	other, err := os.Stat(b)
	if err != nil {
		return false
	}
	first, ok := one.Sys().(*syscall.Stat_t)
	second, also := other.Sys().(*syscall.Stat_t)
	return ok && also && first.Dev == second.Dev
}
