//go:build !windows

package disk

import (
	"os"
	"syscall"
)

// diskFull is what the system says of a full disk.
const diskFull = syscall.ENOSPC

// patiently does what is to be done, once: only Windows needs patience.
func patiently(do func() error) error { return do() }

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
