package disk

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// mostNames is how many names are tried for one file.
const mostNames = 100

// errTouched says that a file is no longer the one that was looked at.
var errTouched = errors.New("somebody has changed it meanwhile")

// WriteFree writes a file at path as Write does, unless something stands there
// that is not ours to write over. Then it takes the first free name beside it,
// "Decisions (2).xlsx", "Decisions (3).xlsx" and so on, or one of ours among
// them, and returns the name it took: the caller says so where that is not
// path. Whether a file that is there is ours, which also means that nobody has
// worked in it, ours says of its path. Never written over, whatever ours says,
// are folders, links that lead nowhere, files with a second name, and files
// that may not be written to or that somebody changes meanwhile. Content may be
// called more than once.
func WriteFree(path string, perm fs.FileMode, content func(io.Writer) error, ours func(path string) bool) (took string, err error) {
	return System.writeFree(path, perm, content, ours)
}

func (o Ops) writeFree(path string, perm fs.FileMode, content func(io.Writer) error, ours func(path string) bool) (string, error) {
	o.Sweep(filepath.Dir(path), time.Now()) // what a run that was cut off left may be a second name of one of ours
	for n := 1; n <= mostNames; n++ {
		name := numbered(path, n)
		_, err := o.Lstat(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			err = o.putNew(name, perm, content)
			if err == nil {
				return name, nil
			}
			if !errors.Is(err, fs.ErrExist) {
				return "", Unwritten("write", name, err)
			}
		case err != nil:
			return "", Unwritten("write", name, err)
		default:
			seen, err := o.Stat(name)
			if err != nil || mayReplaceAt(name, seen) != nil || !ours(name) {
				continue
			}
			err = o.replace(name, perm, content, func() error {
				now, err := o.Stat(name)
				if err != nil || !os.SameFile(seen, now) || now.Size() != seen.Size() || !now.ModTime().Equal(seen.ModTime()) {
					return errTouched
				}
				return nil
			})
			if !errors.Is(err, errTouched) {
				return name, err
			}
		}
	}
	return "", fmt.Errorf("write %s: that name and %d others beside it are taken", path, mostNames-1)
}

// WriteNew writes a file at path as Write does, unless something stands there
// by the time it is written: then nothing is, and the error is fs.ErrExist.
func WriteNew(path string, perm fs.FileMode, content func(io.Writer) error) error {
	System.Sweep(filepath.Dir(path), time.Now())
	if err := System.putNew(path, perm, content); err != nil {
		return Unwritten("write", path, err)
	}
	return nil
}

func mayReplaceAt(path string, there fs.FileInfo) error {
	real, err := target(path)
	if err != nil {
		return err
	}
	return mayReplace(real, there)
}

// FolderFree makes a folder at final as Folder does, or where something stands
// there, at the first free name beside it: "pack (2)", "pack (3)" and so on. It
// returns the name it took.
func FolderFree(final string, build func(staging string) error) (took string, err error) {
	for n := 1; n <= mostNames; n++ {
		name := numbered(filepath.Clean(final), n)
		err := Folder(name, build)
		if err == nil || !errors.Is(err, ErrExists) {
			return name, err
		}
	}
	return "", fmt.Errorf("make folder %s: that name and %d others beside it are taken", final, mostNames-1)
}

// numbered is the n-th name for a file: "plan.xlsx", "plan (2).xlsx".
func numbered(path string, n int) string {
	if n == 1 {
		return path
	}
	dir, name := filepath.Split(path)
	ext := filepath.Ext(name)
	stem := strings.TrimSuffix(name, ext)
	if stem == "" || strings.ContainsRune(ext, ' ') {
		stem, ext = name, "" // ".hidden"; "pack of 3. May"
	}
	return dir + fmt.Sprintf("%s (%d)%s", stem, n, ext)
}

// putNew stages a file and gives it a name that is free.
func (o Ops) putNew(path string, perm fs.FileMode, content func(io.Writer) error) error {
	staged, err := o.stage(filepath.Dir(path), manner{perm: perm, uid: -1, gid: -1}, content)
	if err != nil {
		return err
	}
	if err := o.RenameFree(staged, path); err != nil {
		_ = o.Remove(staged) // left to the next sweep
		return err
	}
	_ = o.SyncDir(filepath.Dir(path)) // as in put
	return nil
}

// RenameFree gives a file a name that is free, and is fs.ErrExist where it is
// not. Only where the drive knows no hard links is there a moment in which
// another program's new file of that name would be written over.
func (o Ops) RenameFree(from, to string) error {
	if err := o.Link(from, to); err == nil {
		_ = o.Remove(from) // left to the next sweep
		return nil
	}
	if there, looking := o.Lstat(to); looking == nil {
		if file, err := o.Lstat(from); err == nil && os.SameFile(file, there) {
			_ = o.Remove(from) // the drive said that it failed, and it did not
			return nil
		}
		return fs.ErrExist
	} else if !errors.Is(looking, fs.ErrNotExist) {
		return looking
	}
	return o.Rename(from, to)
}

// Aside gives what stands at path, a file, a folder or anything else, the first
// free name beside it, "log (2).txt", and returns that. Nothing of it changes.
func Aside(path string) (to string, err error) { return System.Aside(path) }

// Aside is the function of that name, on this disk.
func (o Ops) Aside(path string) (to string, err error) {
	for n := 2; n <= mostNames+1; n++ {
		to = numbered(path, n)
		if err = o.RenameFree(path, to); !errors.Is(err, fs.ErrExist) {
			break
		}
	}
	if err != nil {
		return "", Unwritten("rename", path, err)
	}
	_ = o.SyncDir(filepath.Dir(path)) // as in put
	return to, nil
}

// Free is the first of name, "name 2", "name 3" and so on at which nothing stands.
func Free(name string) string {
	free := name
	for n := 2; ; n++ {
		if _, err := os.Lstat(free); err != nil {
			return free
		}
		free = fmt.Sprintf("%s %d", name, n)
	}
}
