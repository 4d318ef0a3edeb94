//go:build linux || darwin

package disk

import (
	"bytes"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// ownerOf is the numbers of a file's owner and group.
func ownerOf(info fs.FileInfo) (uid, gid int) {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return int(s.Uid), int(s.Gid)
	}
	return -1, -1
}

// names is how many names a file has.
func names(info fs.FileInfo) uint64 {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return uint64(s.Nlink) //nolint:unconvert // it is narrower elsewhere
	}
	return 1
}

// writable reports whether this user may write to a file.
func writable(path string) bool {
	err := unix.Faccessat(unix.AT_FDCWD, path, unix.W_OK, unix.AT_EACCESS)
	return !errors.Is(err, unix.EACCES) && !errors.Is(err, unix.EPERM) && !errors.Is(err, unix.EROFS)
}

// accessList is the attribute that Linux keeps an access list in.
const accessList = "system.posix_acl_access"

// copyAttrs gives a file the extended attributes of another: what people or
// their programs noted on it, and its access list. What the system keeps on a
// file for itself is not ours to copy.
func copyAttrs(from, to string) error {
	list, err := attrsOf(from)
	if err != nil {
		return err
	}
	if !slices.Contains(list, accessList) {
		_ = unix.Lremovexattr(to, accessList) // one that it got from its folder; mostly there is none
	}
	for _, name := range list {
		if strings.HasPrefix(name, "security.") || strings.HasPrefix(name, "trusted.") || strings.HasPrefix(name, "system.") && name != accessList {
			continue
		}
		value, err := attr(from, name)
		if err == nil {
			err = unix.Lsetxattr(to, name, value, 0)
		}
		if err != nil && !errors.Is(err, unix.ENOTSUP) && !errors.Is(err, unix.ENODATA) {
			return &fs.PathError{Op: "keep " + name + " of", Path: from, Err: err}
		}
	}
	return nil
}

// attrsOf is the names of a file's extended attributes; none where the disk
// keeps none.
func attrsOf(path string) ([]string, error) {
	for {
		size, err := unix.Llistxattr(path, nil)
		if errors.Is(err, unix.ENOTSUP) || errors.Is(err, unix.EPERM) || errors.Is(err, unix.ENOSYS) {
			return nil, nil
		}
		if err != nil || size == 0 {
			return nil, err
		}
		list := make([]byte, size)
		n, err := unix.Llistxattr(path, list)
		if errors.Is(err, unix.ERANGE) {
			continue // one more came meanwhile
		}
		if err != nil {
			return nil, err
		}
		var all []string
		for name := range bytes.SplitSeq(bytes.TrimRight(list[:n], "\x00"), []byte{0}) {
			all = append(all, string(name))
		}
		return all, nil
	}
}

func attr(path, name string) ([]byte, error) {
	for {
		size, err := unix.Lgetxattr(path, name, nil)
		if err != nil {
			return nil, err
		}
		value := make([]byte, size)
		n, err := unix.Lgetxattr(path, name, value)
		if errors.Is(err, unix.ERANGE) {
			continue
		}
		if err != nil {
			return nil, err
		}
		return value[:n], nil
	}
}
