package disk

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Store is a folder that this program keeps for itself, and that several
// people may work in. What it makes there is for whoever may work in the
// folder, and for nobody else: where the folder's group may write to it, the
// files belong to that group and it may write to them; likewise for everybody;
// else they are their maker's alone. The umask, which is about new files
// elsewhere, is not asked.
type Store struct {
	Dir string
	on  Ops
}

// In is the store in a folder.
func In(dir string) Store { return System.In(dir) }

// In is the store in a folder of this disk.
func (o Ops) In(dir string) Store { return Store{dir, o} }

// modes is how files and folders in the store are to stand.
func (s Store) modes() (file, folder fs.FileMode, gid int, err error) {
	info, err := s.on.Stat(s.Dir)
	if err != nil {
		return 0, 0, -1, err
	}
	file, folder = modesIn(info.Mode())
	_, gid = ownerOf(info)
	if file == 0o600 {
		gid = -1 // whose group it is makes no difference
	}
	return file, folder, gid, nil
}

// modesIn is how files and folders stand in a folder of a mode: 0660 and 2770
// in one of 2770, 0600 and 0700 in one of 0700, and also in one of 0755, where
// others may look at the names and no more.
func modesIn(mode fs.FileMode) (file, folder fs.FileMode) {
	const groupMayWrite, othersMayWrite = 0o020, 0o002
	file, folder = 0o600, 0o700
	if mode&groupMayWrite != 0 {
		file, folder = file|0o060, folder|0o070|mode&fs.ModeSetgid
	}
	if mode&othersMayWrite != 0 && mode&fs.ModeSticky == 0 {
		file, folder = file|0o006, folder|0o007
	}
	return file, folder
}

// Write writes a file of the store whole or not at all, as the function Write
// does.
func (s Store) Write(name string, content func(io.Writer) error) error {
	path, err := target(filepath.Join(s.Dir, name))
	if err == nil {
		var like manner
		if like, err = s.manner(); err == nil {
			err = s.on.put(path, like, content, func() error { return nil })
		}
	}
	if err != nil {
		return Unwritten("write", path, err)
	}
	return nil
}

func (s Store) manner() (manner, error) {
	file, _, gid, err := s.modes()
	return manner{perm: file, exactly: true, uid: -1, gid: gid}, err
}

// CreateTemp makes a temporary file in the store, as a file of the
// store stands.
func (s Store) CreateTemp() (*os.File, error) {
	like, err := s.manner()
	if err != nil {
		return nil, err
	}
	f, err := s.on.CreateTemp(s.Dir, 0o600)
	if err != nil {
		return nil, err
	}
	return s.dressed(f, like)
}

// dressed is a new file as a file of the store stands, or none.
func (s Store) dressed(f *os.File, like manner) (*os.File, error) {
	if err := s.on.dress(f, like); err != nil {
		return nil, errors.Join(err, s.on.Close(f), s.on.Remove(f.Name()))
	}
	return f, nil
}

// Create makes a file of the store that must not be there yet, and opens it for
// writing.
func (s Store) Create(name string) (*os.File, error) {
	like, err := s.manner()
	if err != nil {
		return nil, err
	}
	f, err := s.on.OpenFile(filepath.Join(s.Dir, name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	return s.dressed(f, like)
}

// Append writes text into a file of the store behind its first keep bytes, in
// the place of whatever stood there, and puts it on the disk. A file that is
// not there is made. It is not atomic: what fails, or stops half-way, can leave
// any part of the text behind the bytes kept, and only those are sure to be as
// they were. So a file written this way needs something else to say how long
// it is.
func (s Store) Append(name string, keep int64, text []byte) (err error) {
	path := filepath.Join(s.Dir, name)
	defer func() {
		if err != nil {
			err = Unwritten("write", path, err)
		}
	}()
	like, err := s.manner()
	if err != nil {
		return err
	}
	f, err := s.on.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	defer func() {
		if closing := s.on.Close(f); err == nil {
			err = closing
		}
	}()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if info.Size() < keep {
		return errors.New("it is shorter than it was")
	}
	if info.Mode().Perm() != like.perm && mayGive(uidOf(info)) {
		if err := s.on.dress(f, like); err != nil {
			return err
		}
	}
	if err := s.on.Truncate(f, keep); err != nil {
		return err
	}
	if _, err := f.Seek(keep, io.SeekStart); err != nil {
		return err
	}
	if _, err := s.on.Writer(f).Write(text); err != nil {
		return err
	}
	return s.on.Sync(f)
}

// Folder makes a folder in the store, where it is not there, and is the store
// that it is.
func (s Store) Folder(name string) (Store, error) {
	inner := s.on.In(filepath.Join(s.Dir, name))
	return inner, inner.makeIn(s)
}

// Make makes the store's own folder where it is missing: for those who may
// work in the folder that it is in.
func (s Store) Make() error {
	parent := filepath.Dir(filepath.Clean(s.Dir))
	if err := s.on.makeFolder(parent); err != nil {
		return err
	}
	return s.makeIn(s.on.In(parent))
}

func (s Store) makeIn(outer Store) error {
	if info, err := s.on.Stat(s.Dir); err == nil && info.IsDir() {
		return nil
	}
	_, folder, gid, err := outer.modes()
	if err != nil {
		return err
	}
	if err := s.on.Mkdir(s.Dir, 0o700); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return nil // somebody else was quicker; a file in its place is found by whoever writes into it
		}
		return err
	}
	made, err := s.on.Stat(s.Dir)
	if err != nil {
		return err
	}
	if _, has := ownerOf(made); gid >= 0 && has != gid && s.on.Lchown(s.Dir, -1, gid) != nil {
		folder = withoutGroup(folder) &^ fs.ModeSetgid
	}
	if made.Mode()&(fs.ModePerm|fs.ModeSetgid) == folder {
		return nil
	}
	return s.on.ChmodPath(s.Dir, folder)
}

// Share gives the files of the store that this user made before the folder was
// shared, or with an earlier build, to whoever may work in it. What cannot be
// given is left as it is.
func (s Store) Share() {
	file, folder, gid, err := s.modes()
	if err != nil || file == 0o600 {
		return
	}
	entries, err := s.on.ReadDir(s.Dir)
	if err != nil {
		return
	}
	for _, entry := range entries {
		info, err := entry.Info()
		if err != nil || !mayGive(uidOf(info)) {
			continue
		}
		path, want := filepath.Join(s.Dir, entry.Name()), file
		switch {
		case info.IsDir():
			want = folder
		case !info.Mode().IsRegular() || info.Mode().Perm()&0o200 == 0:
			continue // what nobody is to write to stays so
		}
		stands := info.Mode() & (fs.ModePerm | fs.ModeSetgid)
		if stands|want == stands {
			continue
		}
		if _, has := ownerOf(info); gid >= 0 && has != gid && s.on.Lchown(path, -1, gid) != nil {
			continue
		}
		_ = s.on.ChmodPath(path, stands|want)
	}
}

func uidOf(info fs.FileInfo) int {
	uid, _ := ownerOf(info)
	return uid
}
