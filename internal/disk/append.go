package disk

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// Append writes text into the file at path behind its first keep bytes, in the
// place of whatever stood there, and puts it on the disk. A file that is not
// there is made, with the permissions perm. It is not atomic: what fails, or
// stops half-way, can leave any part of the text behind the bytes kept, and
// only those are sure to be as they were. So a file written this way needs
// something else to say how long it is.
func Append(path string, perm fs.FileMode, keep int64, text []byte) error {
	return System.append(path, perm, keep, text)
}

func (o Ops) append(path string, perm fs.FileMode, keep int64, text []byte) (err error) {
	f, err := o.OpenFile(path, os.O_RDWR|os.O_CREATE, perm)
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	defer func() {
		if closing := o.Close(f); err == nil {
			err = closing
		}
		if err != nil {
			err = fmt.Errorf("write %s: %w", path, err)
		}
	}()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if info.Size() < keep {
		return errors.New("it is shorter than it was")
	}
	if err := o.Truncate(f, keep); err != nil {
		return err
	}
	if _, err := f.Seek(keep, io.SeekStart); err != nil {
		return err
	}
	if _, err := o.Writer(f).Write(text); err != nil {
		return err
	}
	return o.Sync(f)
}
