package disk

import (
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
)

// Call is one operation.
type Call struct {
	N    int    // its number, from 1
	Op   string // "rename", "write"…
	Path string // the file or folder; of a rename or link, the new name; of a temporary one, its folder
}

// Hooks are called around every operation; either may be nil. They may be
// called from several goroutines at once.
type Hooks struct {
	Before func(Call) error // its error is returned in place of doing it (a close is done all the same)
	After  func(Call) error // its error is returned although it was done
}

func (h Hooks) around(c Call, do func() error) error {
	if h.Before != nil {
		if err := h.Before(c); err != nil {
			return err
		}
	}
	err := do()
	if h.After != nil {
		if wrong := h.After(c); wrong != nil {
			return wrong
		}
	}
	return err
}

// With puts hooks around every operation. They count from 1, for this Ops and
// its copies together.
func (o Ops) With(h Hooks) Ops {
	count := new(atomic.Int64)
	call := func(op, path string, do func() error) error {
		return h.around(Call{int(count.Add(1)), op, path}, do)
	}
	onPath := func(op string, do func(string) error) func(string) error {
		return func(path string) error { return call(op, path, func() error { return do(path) }) }
	}
	onPair := func(op string, do func(from, to string) error) func(from, to string) error {
		return func(from, to string) error { return call(op, to, func() error { return do(from, to) }) }
	}
	onFile := func(op string, do func(*os.File) error) func(*os.File) error {
		return func(f *os.File) error { return call(op, f.Name(), func() error { return do(f) }) }
	}
	onBytes := func(op string, do func(*os.File, []byte) (int, error)) func(*os.File, []byte) (int, error) {
		return func(f *os.File, p []byte) (n int, err error) {
			err = call(op, f.Name(), func() (err error) { n, err = do(f, p); return err })
			return n, err
		}
	}
	onInfo := func(op string, do func(string) (fs.FileInfo, error)) func(string) (fs.FileInfo, error) {
		return func(path string) (info fs.FileInfo, err error) {
			err = call(op, path, func() (err error) { info, err = do(path); return err })
			return info, err
		}
	}
	opened := func(op, path string, open func() (*os.File, error)) (f *os.File, err error) {
		err = call(op, path, func() (err error) { f, err = open(); return err })
		if err != nil && f != nil {
			f.Close() // a hook said that it failed: nobody else will close it
			f = nil
		}
		return f, err
	}
	closing := onFile("close", o.Close)
	return Ops{
		OpenFile: func(path string, flag int, perm fs.FileMode) (*os.File, error) {
			return opened("open", path, func() (*os.File, error) { return o.OpenFile(path, flag, perm) })
		},
		CreateTemp: func(dir string, perm fs.FileMode) (*os.File, error) {
			return opened("create temporary file", dir, func() (*os.File, error) { return o.CreateTemp(dir, perm) })
		},
		Read:  onBytes("read", o.Read),
		Write: onBytes("write", o.Write),
		Chmod: func(f *os.File, perm fs.FileMode) error {
			return call("chmod", f.Name(), func() error { return o.Chmod(f, perm) })
		},
		Truncate: func(f *os.File, size int64) error {
			return call("truncate", f.Name(), func() error { return o.Truncate(f, size) })
		},
		Sync: onFile("sync", o.Sync),
		Close: func(f *os.File) error {
			defer f.Close() // for the hook that failed it; a second close does nothing
			return closing(f)
		},
		Stat:  onInfo("stat", o.Stat),
		Lstat: onInfo("lstat", o.Lstat),
		ReadDir: func(dir string) (entries []fs.DirEntry, err error) {
			err = call("read folder", dir, func() (err error) { entries, err = o.ReadDir(dir); return err })
			return entries, err
		},
		Rename:    onPair("rename", o.Rename),
		Link:      onPair("link", o.Link),
		Remove:    onPath("remove", o.Remove),
		RemoveAll: onPath("remove all", o.RemoveAll),
		Mkdir: func(dir string, perm fs.FileMode) error {
			return call("make folder", dir, func() error { return o.Mkdir(dir, perm) })
		},
		MkdirTemp: func(dir string, perm fs.FileMode) (made string, err error) {
			err = call("make temporary folder", dir, func() (err error) { made, err = o.MkdirTemp(dir, perm); return err })
			return made, err
		},
		ChmodPath: func(path string, perm fs.FileMode) error {
			return call("chmod", path, func() error { return o.ChmodPath(path, perm) })
		},
		Lchown: func(path string, uid, gid int) error {
			return call("chown", path, func() error { return o.Lchown(path, uid, gid) })
		},
		CopyAttrs: onPair("copy attributes", o.CopyAttrs),
		SyncDir:   onPath("sync folder", o.SyncDir),
	}
}

// Moment is one side of one operation, written "7:before" or "7:after".
type Moment struct {
	N     int
	After bool
}

// ParseMoment reads a moment as it is written.
func ParseMoment(text string) (Moment, error) {
	number, side, _ := strings.Cut(text, ":")
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || side != "before" && side != "after" {
		return Moment{}, fmt.Errorf("%q is no moment: want 7:before or 7:after", text)
	}
	return Moment{n, side == "after"}, nil
}

func (m Moment) String() string {
	if m.After {
		return strconv.Itoa(m.N) + ":after"
	}
	return strconv.Itoa(m.N) + ":before"
}

// at makes hooks that do something at one moment.
func (m Moment) at(do func(Call) error) Hooks {
	hook := func(c Call) error {
		if c.N != m.N {
			return nil
		}
		return do(c)
	}
	if m.After {
		return Hooks{After: hook}
	}
	return Hooks{Before: hook}
}

// Failing makes hooks by which one operation reports a full disk.
func Failing(m Moment) Hooks { return FailingAs(m, syscall.ENOSPC) }

// FailingAs makes hooks by which one operation fails with an error of the
// system's.
func FailingAs(m Moment, err error) Hooks {
	return m.at(func(c Call) error { return &fs.PathError{Op: c.Op, Path: c.Path, Err: err} })
}

// Saving makes hooks by which somebody else saves a file at a moment, as
// programs do it: the new file takes the place of the old.
func Saving(m Moment, from, to string) Hooks {
	return m.at(func(Call) error {
		if err := os.Rename(from, to); err != nil {
			panic(err) // a sweep that disturbs nothing must not pass
		}
		return nil
	})
}

// Killing makes hooks by which the process kills itself at a moment, as a
// power cut would: nothing deferred runs.
func Killing(m Moment) Hooks {
	return m.at(func(Call) error {
		self, err := os.FindProcess(os.Getpid())
		if err == nil {
			err = self.Kill()
		}
		if err != nil {
			panic(err) // a sweep that cannot kill must not pass
		}
		select {} // until the signal arrives
	})
}
