package excel

import (
	"errors"
	"io/fs"
	"runtime"
	"syscall"

	"actionplan/excel/internal/ooxml"

	"actionplan/internal/disk"
)

// Reason is why a workbook could not be read or written, and what its user can do.
// Errors of this package are compared with errors.Is against the reasons below.
type Reason struct{ what, hint string }

func (r *Reason) Error() string { return r.what }

const (
	saveAsXLSX = "open it in Excel and save it as .xlsx (File > Save As > Excel Workbook)"
	askForCopy = "open it in Excel, which may be able to repair it, and save it under a new name; or go back to an earlier version of the file"
)

// The reasons.
var (
	ErrMissing     = &Reason{"there is no such file", "check the name and the folder it is in"}
	ErrFolder      = &Reason{"this is a folder, not a workbook", "name the workbook inside it"}
	ErrForbidden   = &Reason{"this file may not be read", "ask whoever keeps it for permission to read it"}
	ErrLocked      = &Reason{"another program has locked this file", "close it there and try again"}
	ErrChanged     = &Reason{"the file changed while it was being read", "wait until it is saved or synced, and try again"}
	ErrEmpty       = &Reason{"the file is empty", "if it is kept in OneDrive or SharePoint, open it there once so that its contents are downloaded"}
	ErrOldFormat   = &Reason{"this is the old .xls format", saveAsXLSX}
	ErrEncrypted   = &Reason{"this workbook needs a password to open", "remove the password in Excel (File > Info > Protect Workbook > Encrypt with Password) and save it"}
	ErrText        = &Reason{"this is a text file, not a workbook", saveAsXLSX}
	ErrNotWorkbook = &Reason{"this is not an Excel workbook", saveAsXLSX}
	ErrNoSheet     = &Reason{"this workbook has no worksheet", "check that this is the workbook with the action plan"}
	ErrDamaged     = &Reason{"this workbook is damaged", askForCopy}
	ErrTooLarge    = &Reason{"this workbook is too large to read", "copy the sheets with the action plan into a new workbook"}
	ErrDuplicate   = &Reason{"this workbook holds the same part twice, and it cannot be told which one counts", askForCopy}
	ErrSigned      = &Reason{"this workbook is signed, and any change would break the signature", "ask whoever signed it for a copy without the signature, or make the changes in Excel and have it signed again"}
	ErrUnwritable  = &Reason{"this workbook is put together in a way that cannot be changed safely", "open it in Excel, save it, and try again"}
	ErrReadOnly    = &Reason{"this file, or the folder it is in, may not be written to", "close it where it is open, or ask whoever keeps it for permission to write there"}
	ErrSecondName  = &Reason{"this file has a second name (a hard link), and writing it would part the two", "copy the workbook, put the copy in its place, and try again; or write a copy with actionplan apply --to"}
	ErrNotWritten  = &Reason{"it could not be written", "see that the disk has room and can be reached, and try again"}
	ErrEntities    = &Reason{"this workbook defines XML entities, which Excel never does and which can hide an attack", "ask whoever sent it how it was made; opening it in Excel and saving it as .xlsx makes it safe to read"}
)

// Error is why one workbook could not be read or written.
type Error struct {
	Path   string // as it was asked for
	Reason *Reason
	Detail string // what was found, "" where the reason says it all
	Err    error  // what lay beneath; nil where nothing did
	hint   string // in place of the reason's
	write  bool   // it was met in writing, not in reading
}

// Error is one sentence from the outside in.
func (e *Error) Error() string {
	text := "read workbook "
	if e.write {
		text = "write workbook "
	}
	text += e.Path + ": " + e.Reason.what
	if e.Detail != "" {
		text += ": " + e.Detail
	}
	return text
}

// Hint is what the user can do about it.
func (e *Error) Hint() string {
	if e.hint != "" {
		return e.hint
	}
	return e.Reason.hint
}

// Unwrap gives the reason, and what lay beneath.
func (e *Error) Unwrap() []error {
	if e.Err == nil {
		return []error{e.Reason}
	}
	return []error{e.Reason, e.Err}
}

// partReasons says what the reasons of package ooxml mean to a user.
var partReasons = []struct {
	part error
	here *Reason
}{
	{ooxml.ErrTooLarge, ErrTooLarge},
	{ooxml.ErrDuplicate, ErrDuplicate},
	{ooxml.ErrEntities, ErrEntities},
	{ooxml.ErrEncrypted, ErrEncrypted},
	{ooxml.ErrDamaged, ErrDamaged},
}

// readError explains an error met while a workbook was read.
func readError(path string, err error) error {
	var known *Error
	if errors.As(err, &known) {
		return err
	}
	for _, r := range partReasons {
		if errors.Is(err, r.part) {
			return &Error{Path: path, Reason: r.here, Detail: err.Error(), Err: err}
		}
	}
	return fileError(path, err)
}

// sharingViolation is how Windows says that another program has a file locked.
const sharingViolation = syscall.Errno(32)

// writeError explains an error of the file system met in writing.
func writeError(path string, err error) error {
	refused := &Error{Path: path, Reason: ErrNotWritten, Err: err, write: true}
	var at *fs.PathError
	switch {
	case runtime.GOOS == "windows" && errors.Is(err, sharingViolation):
		refused.Reason = ErrLocked
	case errors.Is(err, fs.ErrPermission):
		refused.Reason = ErrReadOnly
	case errors.Is(err, disk.ErrLinked):
		refused.Reason = ErrSecondName
	case errors.As(err, &at):
		refused.Detail = at.Err.Error()
	default:
		refused.Detail = err.Error()
	}
	return refused
}

// fileError explains an error of the file system met in reading.
func fileError(path string, err error) error {
	reason, detail := ErrForbidden, ""
	switch {
	case errors.Is(err, fs.ErrNotExist):
		reason = ErrMissing
	case errors.Is(err, fs.ErrPermission):
	case runtime.GOOS == "windows" && errors.Is(err, sharingViolation):
		reason = ErrLocked
	default:
		var at *fs.PathError
		if errors.As(err, &at) {
			detail = at.Err.Error()
		} else {
			detail = err.Error()
		}
	}
	return &Error{Path: path, Reason: reason, Detail: detail, Err: err}
}
