package disk

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// A temporary name begins with a dot, so that nothing lists it, and says whose
// it is, so that a person who finds one after a power cut knows.
const temporary = ".actionplan-*.tmp"

// ErrExists says that a folder is already there: it is never written over.
var ErrExists = errors.New("it is already there")

// Write puts what content writes into the file at path, which gets the
// permissions perm. The old file, if any, stays as it was until the new one is
// complete and on the disk. The folder must exist. A link is followed, so that
// the file it names is replaced and the link stays.
func Write(path string, perm fs.FileMode, content func(io.Writer) error) error {
	return System.write(path, perm, content)
}

func (o Ops) write(path string, perm fs.FileMode, content func(io.Writer) error) error {
	return o.replace(path, perm, content, func() error { return nil })
}

// Replace is Write for a file that others may write to meanwhile: once the new
// file is complete and on the disk, it asks whether the old one may still be
// replaced. An error of still's is returned, and nothing has changed. Nothing
// but the renaming itself comes after that question.
func Replace(path string, perm fs.FileMode, content func(io.Writer) error, still func() error) error {
	return System.replace(path, perm, content, still)
}

func (o Ops) replace(path string, perm fs.FileMode, content func(io.Writer) error, still func() error) error {
	path, err := target(path)
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	staged, err := o.stage(path, perm, content)
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err = still(); err == nil {
		err = o.take(staged, path)
	}
	if err != nil {
		_ = o.Remove(staged) // left to the next sweep
		return fmt.Errorf("write %s: %w", path, err)
	}
	// The file is in place. A folder that cannot be synced, as on some network
	// drives, is no reason to say that it is not.
	_ = o.SyncDir(filepath.Dir(path))
	return nil
}

// take gives a finished file its name. Some network drives say that they
// failed when they did not: so a failure is believed only where the file is
// not to be found under that name.
func (o Ops) take(staged, path string) error {
	file, err := os.Lstat(staged)
	if err != nil {
		return err
	}
	if err = o.Rename(staged, path); err == nil {
		return nil
	}
	if now, looking := os.Lstat(path); looking == nil && os.SameFile(file, now) {
		return nil
	}
	return err
}

// target follows links to the file they name.
func target(path string) (string, error) {
	info, err := os.Lstat(path)
	if err != nil || info.Mode()&fs.ModeSymlink == 0 {
		return path, nil // no file yet, or a plain one
	}
	return filepath.EvalSymlinks(path)
}

// stage writes the new file beside the old one and returns its name.
func (o Ops) stage(path string, perm fs.FileMode, content func(io.Writer) error) (name string, err error) {
	f, err := o.CreateTemp(filepath.Dir(path), temporary)
	if err != nil {
		return "", err
	}
	defer func() {
		if err != nil {
			_ = o.Remove(f.Name()) // left to the next sweep
		}
	}()
	err = content(o.Writer(f))
	if err == nil {
		err = o.Chmod(f, perm)
	}
	if err == nil {
		err = o.Sync(f)
	}
	if closing := o.Close(f); err == nil {
		err = closing
	} else {
		_ = closing // the first failure is the one to report
	}
	return f.Name(), err
}

// Folder makes the folder at final: build fills a folder beside it, which
// then takes its name. Nothing that is already there is written over:
// ErrExists says so, before build is called. Where build fails, the folder
// beside is removed.
func Folder(final string, build func(staging string) error) error {
	return System.folder(final, build)
}

func (o Ops) folder(final string, build func(staging string) error) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("make folder %s: %w", final, err)
		}
	}()
	final = filepath.Clean(final)
	if err := absent(final); err != nil {
		return err
	}
	staging, err := o.MkdirTemp(filepath.Dir(final), temporary)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, o.RemoveAll(staging))
		}
	}()
	if err := build(staging); err != nil {
		return err
	}
	// A temporary folder is its maker's alone; the finished one is like any
	// other.
	if err := o.ChmodPath(staging, 0o755); err != nil {
		return err
	}
	if err := o.syncTree(staging); err != nil {
		return err
	}
	// A folder that appeared meanwhile is not written over: renaming onto an
	// empty one would succeed on some systems.
	if err := absent(final); err != nil {
		return err
	}
	if err := o.Rename(staging, final); err != nil {
		return err
	}
	_ = o.SyncDir(filepath.Dir(final)) // as in write
	return nil
}

func absent(path string) error {
	_, err := os.Lstat(path)
	switch {
	case err == nil:
		return ErrExists
	case errors.Is(err, fs.ErrNotExist):
		return nil
	}
	return err
}

// syncTree puts every file of a folder on the disk.
func (o Ops) syncTree(root string) error {
	return filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		f, err := o.OpenFile(path, os.O_RDWR, 0)
		if errors.Is(err, fs.ErrPermission) {
			return nil // written read-only: complete, and not ours to open for writing
		}
		if err != nil {
			return err
		}
		return errors.Join(o.Sync(f), o.Close(f))
	})
}
