package disk

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"syscall"
)

// Unwritten is why a file or folder could not be written, for people: what the
// system says names a temporary file that nobody knows.
func Unwritten(what, path string, err error) error {
	var why string
	var at *fs.PathError
	var inside *contentError
	temporary := errors.As(err, &at) && writerOf(filepath.Base(at.Path)) != notOurs
	switch {
	case errors.Is(err, ErrForbidden), errors.Is(err, ErrLinked), errors.Is(err, ErrSticky), errors.Is(err, ErrNoFile), errors.Is(err, ErrNoFolder), errors.Is(err, ErrExists):
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, diskFull):
		why = "the disk is full"
	case errors.As(err, &inside) && !temporary:
	case errors.Is(err, syscall.EROFS):
		why = "the disk may only be read"
	case errors.Is(err, fs.ErrPermission):
		why = "the folder may not be written to"
	case errors.Is(err, fs.ErrNotExist):
		why = "the folder is not there"
	case errors.As(err, &at):
		why = at.Err.Error()
	}
	if why == "" {
		return fmt.Errorf("%s %s: %w", what, path, err)
	}
	return &unwrittenError{what + " " + path + ": " + why, err}
}

type unwrittenError struct {
	text string
	err  error
}

func (e *unwrittenError) Error() string { return e.text }
func (e *unwrittenError) Unwrap() error { return e.err }

// contentError is an error of whoever gave the content: its words are theirs.
type contentError struct{ err error }

func (e *contentError) Error() string { return e.err.Error() }
func (e *contentError) Unwrap() error { return e.err }
