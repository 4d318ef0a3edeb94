package disk

import (
	"errors"
	"io/fs"
	"strings"
	"syscall"
	"testing"
)

// TestUnwrittenNamesNoTemporary asserts that no error tells anybody the name of a
// file that only the tool knows, and that one about somebody's own file still does.
func TestUnwrittenNamesNoTemporary(t *testing.T) {
	own := temporaryName()
	for _, c := range []struct {
		err         error
		says, never string
	}{
		{&fs.PathError{Op: "open", Path: own, Err: fs.ErrPermission}, "write plan.xlsx: the folder may not be written to", own},
		{&contentError{&fs.PathError{Op: "write", Path: "x/" + own, Err: syscall.EIO}}, "write plan.xlsx: " + syscall.EIO.Error(), own},
		{&contentError{&fs.PathError{Op: "write", Path: own, Err: syscall.ENOSPC}}, "write plan.xlsx: the disk is full", own},
		{&contentError{&fs.PathError{Op: "read", Path: "logo.png", Err: syscall.EIO}}, "logo.png", own},
	} {
		err := Unwritten("write", "plan.xlsx", c.err)
		if !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), c.never) || !errors.Is(err, errors.Unwrap(c.err)) {
			t.Errorf("%v is told as %q", c.err, err)
		}
	}
}

// TestWriteNewNamesNoTemporary asserts the same of a file in a folder that is not there.
func TestWriteNewNamesNoTemporary(t *testing.T) {
	err := WriteNew(t.TempDir()+"/nowhere/plan.xlsx", 0o600, nil)
	if err == nil || strings.Contains(err.Error(), temporaryEnd) || !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("it says %v", err)
	}
}
