//go:build !windows

package atomicfile

import "os"

func renamePatiently(from, to string) error { return os.Rename(from, to) }

// syncDir puts a folder's list of names on the disk.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
