package disk

import (
	"errors"
	"syscall"
)

// errNoSuchProcess is ERROR_INVALID_PARAMETER, as Windows says it of a process
// number that nobody has.
const errNoSuchProcess = syscall.Errno(87)

// Alive reports whether a process of this computer is there. Where that cannot
// be told, it is.
func Alive(pid int) bool {
	handle, err := syscall.OpenProcess(syscall.SYNCHRONIZE, false, uint32(pid))
	if err != nil {
		return !errors.Is(err, errNoSuchProcess)
	}
	defer syscall.CloseHandle(handle)
	// A process that has ended keeps its number while somebody holds a handle.
	event, err := syscall.WaitForSingleObject(handle, 0)
	return err != nil || event != syscall.WAIT_OBJECT_0
}
