package disk

import (
	"errors"
	"syscall"
	"time"
)

// What Windows says while another program, often a virus scanner or a cloud
// client, still has the file open.
const (
	errAccessDenied     = syscall.Errno(5)
	errSharingViolation = syscall.Errno(32)
	errLockViolation    = syscall.Errno(33)
)

// diskFull is what Windows says of a full disk.
const diskFull = syscall.Errno(112)

// patiently does what is to be done, and tries again for about two seconds
// while another program has the file open. A file that stays open is the
// caller's to report.
func patiently(do func() error) error {
	wait := 10 * time.Millisecond
	for {
		err := do()
		if err == nil || wait > time.Second || !isOpenElsewhere(err) {
			return err
		}
		time.Sleep(wait)
		wait *= 2
	}
}

func isOpenElsewhere(err error) bool {
	return errors.Is(err, errAccessDenied) || errors.Is(err, errSharingViolation) || errors.Is(err, errLockViolation)
}

// syncDir does nothing: Windows keeps a folder's names without being asked.
func syncDir(string) error { return nil }
