package ooxml

import (
	"errors"
	"fmt"
)

// The reasons a package or a part is refused. Every error of this package
// that is about the file, and not about reading it from disk, is one of them.
var (
	ErrDamaged   = errors.New("the file is damaged")
	ErrTooLarge  = errors.New("the file is too large")
	ErrDuplicate = errors.New("the file holds the same part twice")
	ErrEntities  = errors.New("the file defines entities of its own")
	ErrEncrypted = errors.New("the file is encrypted")
	ErrNoMain    = errors.New("the file says nowhere what it is about")
)

// PartError says which part was refused and where.
type PartError struct {
	Part   string // the part's name, "" for the package as a whole
	Offset int64  // in the part as inflated, in bytes; -1 where no one place is meant
	Reason error  // one of the reasons above
	Detail string // what was found there
}

func (e *PartError) Error() string {
	where := ""
	if e.Part != "" {
		where = e.Part + ": "
	}
	if e.Offset >= 0 {
		return fmt.Sprintf("%s%s (byte %d)", where, e.Detail, e.Offset)
	}
	return where + e.Detail
}

func (e *PartError) Unwrap() error { return e.Reason }

// refuse makes an error about no one place of a part.
func refuse(reason error, format string, args ...any) error {
	return &PartError{Offset: -1, Reason: reason, Detail: fmt.Sprintf(format, args...)}
}

// inPart names the part an error arose in, where nobody has yet.
func inPart(part string, err error) error {
	var refused *PartError
	if errors.As(err, &refused) && refused.Part == "" {
		named := *refused
		named.Part = part
		return &named
	}
	return err
}
