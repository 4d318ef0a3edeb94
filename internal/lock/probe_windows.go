package lock

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// What Windows says of a file that somebody has open and will not share.
const (
	errSharingViolation = syscall.Errno(32)
	errLockViolation    = syscall.Errno(33)
)

// probe opens a file for writing without sharing it, which only works when
// nobody has it open, on this computer or, on a shared drive, on any other. A
// file that may only be read is opened for reading: that says as much.
func probe(path string) (use, error) {
	err := openAlone(path, syscall.GENERIC_READ|syscall.GENERIC_WRITE)
	if errors.Is(err, fs.ErrPermission) {
		err = openAlone(path, syscall.GENERIC_READ)
	}
	switch {
	case err == nil, errors.Is(err, fs.ErrNotExist):
		return unused, nil
	case errors.Is(err, errSharingViolation), errors.Is(err, errLockViolation):
		return inUse, nil
	}
	return unknown, &os.PathError{Op: "open", Path: path, Err: err}
}

func openAlone(path string, access uint32) error {
	name, err := syscall.UTF16PtrFromString(path)
	if err != nil {
		return err
	}
	const shareWithNobody = 0
	handle, err := syscall.CreateFile(name, access, shareWithNobody, nil, syscall.OPEN_EXISTING, syscall.FILE_ATTRIBUTE_NORMAL, 0)
	if err != nil {
		return err
	}
	return syscall.CloseHandle(handle)
}
