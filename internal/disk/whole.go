package disk

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// ErrExists says that something is already there: it is never written over.
var ErrExists = errors.New("it is already there")

// Write puts what content writes into the file at path. The old file, if any,
// stays as it was until the new one is complete and on the disk, and the new
// one keeps its owner, group, permissions and access list as far as the system
// allows (Keeps says what it will not); what is there and cannot be replaced
// rightly is refused, as Keeps says. A file that is not there yet gets the
// permissions perm, less what the user's umask takes; in a folder that is a
// group's, the group may write to it too. With a perm that is for its owner
// alone, it is so everywhere, and a file that is there becomes so. The folder
// must exist.
// A link is followed, so that the file it names is replaced and the link stays.
// What a run that was cut off left in the folder is swept up first.
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
		return Unwritten("write", path, err)
	}
	o.Sweep(filepath.Dir(path), time.Now())
	like := manner{perm: perm, uid: -1, gid: -1}
	there, err := o.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return Unwritten("write", path, err)
	default:
		if err := mayReplace(path, there); err != nil {
			return Unwritten("write", path, err)
		}
		like = mannerOf(path, there, perm)
	}
	if err := o.put(path, like, content, still); err != nil {
		return Unwritten("write", path, err)
	}
	return nil
}

// put stages a file beside path and gives it its name once still agrees.
func (o Ops) put(path string, like manner, content func(io.Writer) error, still func() error) error {
	staged, err := o.stage(filepath.Dir(path), like, content)
	if err != nil {
		return err
	}
	if err = still(); err == nil {
		err = o.take(staged, path)
	}
	if err != nil {
		_ = o.Remove(staged) // left to the next sweep
		return err
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

// target follows links to the file they name. A link that names nothing is an
// error: the file would appear where nobody looks for it.
func target(path string) (string, error) {
	info, err := os.Lstat(path)
	if err != nil || info.Mode()&fs.ModeSymlink == 0 {
		return path, nil // no file yet, or a plain one
	}
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return path, err
	}
	return real, nil
}

// manner is how a new file is to stand on the disk.
type manner struct {
	perm     fs.FileMode
	exactly  bool   // perm as it is, whatever the umask says
	uid, gid int    // -1 for whoever writes it
	attrs    string // the file whose access list and attributes it takes over; "" for none
}

// stage writes a new file into a folder, under a temporary name, and returns
// that.
func (o Ops) stage(dir string, like manner, content func(io.Writer) error) (name string, err error) {
	const byNobodyElse = 0o600
	perm := like.perm
	if like.exactly {
		perm = byNobodyElse // until it is somebody's
	}
	f, err := o.CreateTemp(dir, perm)
	if err != nil {
		return "", err
	}
	defer func() {
		if err != nil {
			_ = o.Remove(f.Name()) // left to the next sweep
		}
	}()
	if wrong := content(o.Writer(f)); wrong != nil {
		err = &contentError{wrong}
	}
	if err == nil {
		err = o.dress(f, like)
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

// dress gives a new file its owner, group, permissions and access list. An
// owner or a group that the system keeps for itself is no error: Keeps says so
// beforehand. The group's permissions are then those of everybody, since they
// were meant for other people.
func (o Ops) dress(f *os.File, like manner) error {
	if !like.exactly {
		if like.perm&0o077 != 0 && ofAGroup(filepath.Dir(f.Name())) {
			o.share(f.Name(), 0o060)
		}
		return nil
	}
	perm := like.perm
	made, err := f.Stat()
	if err != nil {
		return err
	}
	uid, gid := ownerOf(made)
	if like.gid >= 0 && like.gid != gid && o.Lchown(f.Name(), -1, like.gid) != nil {
		perm = withoutGroup(perm)
	}
	if like.uid >= 0 && like.uid != uid {
		_ = o.Lchown(f.Name(), like.uid, -1)
	}
	if made.Mode().Perm() != perm {
		if err := o.Chmod(f, perm); err != nil {
			return err
		}
	}
	if like.attrs == "" {
		return nil
	}
	if err := o.CopyAttrs(like.attrs, f.Name()); err != nil {
		return fmt.Errorf("its access list or attributes cannot be kept: %w", err)
	}
	return nil
}

// ofAGroup reports whether a folder is a group's to work in: what is made in it
// gets its group, and the group may write there.
func ofAGroup(dir string) bool {
	const both = fs.ModeSetgid | 0o020
	info, err := os.Stat(dir)
	return err == nil && info.Mode()&both == both
}

// share lets the group of something new work with it too, whatever the umask
// took: what is new in a group's folder is for the group. A disk that cannot do
// that is no reason not to write.
func (o Ops) share(path string, perm fs.FileMode) {
	if info, err := os.Lstat(path); err == nil && info.Mode()&perm != perm {
		_ = o.ChmodPath(path, info.Mode()&(fs.ModePerm|fs.ModeSetgid)|perm)
	}
}

// MakeFolder makes a folder, and those above it that are missing, as the umask
// leaves them and, in a group's folder, for that group. One that is there stays
// as it is.
func MakeFolder(dir string) error { return System.makeFolder(dir) }

func (o Ops) makeFolder(dir string) error {
	isThere := func() bool {
		info, err := o.Stat(dir)
		return err == nil && info.IsDir()
	}
	if isThere() {
		return nil
	}
	err := o.newFolder(dir)
	if err != nil && isThere() {
		return nil // somebody else was quicker
	}
	return err
}

// NewFolder is MakeFolder for a folder that must not be there yet: of two
// programs that make one at once, one has it.
func NewFolder(dir string) error { return System.newFolder(dir) }

func (o Ops) newFolder(dir string) error {
	dir = filepath.Clean(dir)
	parent := filepath.Dir(dir)
	if parent != dir {
		if err := o.makeFolder(parent); err != nil {
			return err
		}
	}
	if err := o.Mkdir(dir, 0o777); err != nil {
		return err
	}
	if ofAGroup(parent) {
		o.share(dir, 0o070)
	}
	return nil
}

// withoutGroup gives a group no more than everybody has.
func withoutGroup(perm fs.FileMode) fs.FileMode { return perm&^0o070 | perm&0o007<<3 }

// Folder makes the folder at final: build fills a folder beside it, which
// then takes its name. The folders above it are made where nothing stands there.
// Nothing that is already there is written over: ErrExists says so, before build
// is called. Where build fails, the folder beside is removed, and so is any above
// it that was made.
func Folder(final string, build func(staging string) error) error {
	return System.folder(final, build)
}

func (o Ops) folder(final string, build func(staging string) error) (err error) {
	defer func() {
		if err != nil {
			err = Unwritten("make folder", final, err)
		}
	}()
	final = filepath.Clean(final)
	if err := absent(final); err != nil {
		return err
	}
	made, err := o.makeParents(filepath.Dir(final))
	defer func() {
		if err == nil {
			return
		}
		for _, dir := range made {
			_ = o.Remove(dir) // an empty one: there was none before
		}
	}()
	if err != nil {
		return err
	}
	o.Sweep(filepath.Dir(final), time.Now())
	const likeAnyOther = 0o777 // less what the user's umask takes
	staging, err := o.MkdirTemp(filepath.Dir(final), likeAnyOther)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, o.RemoveAll(staging))
		}
	}()
	if err := build(staging); err != nil {
		return &contentError{err}
	}
	if ofAGroup(filepath.Dir(final)) {
		o.shareTree(staging)
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
	_ = o.SyncDir(filepath.Dir(final)) // as in put
	return nil
}

// makeParents is makeFolder, and names the folders it made, the innermost first.
func (o Ops) makeParents(dir string) (made []string, err error) {
	for at := dir; absent(at) == nil; at = filepath.Dir(at) {
		made = append(made, at)
	}
	return made, o.makeFolder(dir)
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

// shareTree is share for a folder and all that is in it.
func (o Ops) shareTree(root string) {
	_ = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
		case entry.IsDir():
			o.share(path, 0o070)
		case entry.Type().IsRegular():
			o.share(path, 0o060)
		}
		return err
	})
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
