//go:build !windows

package disk

import (
	"errors"
	"syscall"
)

// Alive reports whether a process of this computer is there. Where that cannot
// be told, it is.
func Alive(pid int) bool { return !errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) }
