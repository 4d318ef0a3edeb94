//go:build !windows

package lock

import (
	"errors"
	"syscall"
)

// alive says whether a process of this computer is there. Where that cannot be
// told, it is.
func alive(pid int) bool { return !errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) }
