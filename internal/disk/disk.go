// Package disk writes files and folders whole or not at all: a reader sees what
// was there before or what is there now, never a part, also when the machine
// stops half-way. What fails leaves the original as it was and nothing beside
// it.
//
// It is also the one door through which the packages that must survive a crash
// or a full disk touch the files: they call the disk through an Ops. Tests put
// hooks around an Ops (With), so that they can count operations, make one fail
// (Failing), run something else in the middle of one, or kill the process
// before or after one (Killing).
//
// # Sweeping a whole command
//
// A command built with the tag crashtest also obeys variables of its
// environment; a command built without it holds no code that reads them.
//
//	ACTIONPLAN_TEST_KILL_AT=7:before  SIGKILL itself before operation 7 (7:after: after it)
//	ACTIONPLAN_TEST_FAIL_AT=7:before  report a full disk in place of operation 7 (7:after: after doing it)
//	ACTIONPLAN_TEST_FAIL_AS=forbidden report that it is not permitted, in place of a full disk
//	ACTIONPLAN_TEST_SAVE_AT=7:before  before operation 7, let somebody else save a file: put ...
//	ACTIONPLAN_TEST_SAVE_FROM=FILE    ... this one ...
//	ACTIONPLAN_TEST_SAVE_TO=FILE      ... in the place of this
//	ACTIONPLAN_TEST_TRACE=FILE        append "7 rename /path" to FILE before each operation
//
// Operations are numbered from 1 through the life of the process, over all
// packages. A sweep builds the command once (go build -tags crashtest), puts
// the files in order, runs the command with KILL_AT=1:before, looks at what
// is left, runs it again without the variable and looks again; then 1:after,
// 2:before, and so on, until a run is not killed: then n was past the last
// operation. The last line of TRACE says which operation it was.
package disk

import (
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
)

// Ops are the operations on files. Each does what the function of package os
// with its name does, and fails as that does, unless it says otherwise.
type Ops struct {
	OpenFile   func(path string, flag int, perm fs.FileMode) (*os.File, error)
	CreateTemp func(dir string, perm fs.FileMode) (*os.File, error) // of a name of our own; the system takes from perm what it takes from any new file
	Read       func(f *os.File, p []byte) (int, error)
	Write      func(f *os.File, p []byte) (int, error)
	Chmod      func(f *os.File, perm fs.FileMode) error
	Truncate   func(f *os.File, size int64) error
	Sync       func(f *os.File) error
	Close      func(f *os.File) error
	Stat       func(path string) (fs.FileInfo, error)
	Lstat      func(path string) (fs.FileInfo, error)
	ReadDir    func(dir string) ([]fs.DirEntry, error)
	Rename     func(from, to string) error // patient on Windows, as Remove is: see patiently
	Link       func(from, to string) error
	Remove     func(path string) error
	RemoveAll  func(path string) error
	Mkdir      func(dir string, perm fs.FileMode) error
	MkdirTemp  func(dir string, perm fs.FileMode) (string, error) // as CreateTemp
	ChmodPath  func(path string, perm fs.FileMode) error          // os.Chmod
	Lchown     func(path string, uid, gid int) error              // -1 leaves either as it is
	CopyAttrs  func(from, to string) error                        // extended attributes and access lists, where the system keeps them
	SyncDir    func(dir string) error                             // puts a folder's list of names on the disk; nothing on Windows
}

// Direct is the disk itself, without hooks.
var Direct = Ops{
	OpenFile:   os.OpenFile,
	CreateTemp: createTemp,
	Read:       (*os.File).Read,
	Write:      (*os.File).Write,
	Chmod:      (*os.File).Chmod,
	Truncate:   (*os.File).Truncate,
	Sync:       (*os.File).Sync,
	Close:      (*os.File).Close,
	Stat:       os.Stat,
	Lstat:      os.Lstat,
	ReadDir:    os.ReadDir,
	Rename:     func(from, to string) error { return patiently(func() error { return os.Rename(from, to) }) },
	Link:       os.Link,
	Remove:     func(path string) error { return patiently(func() error { return os.Remove(path) }) },
	RemoveAll:  os.RemoveAll,
	Mkdir:      os.Mkdir,
	MkdirTemp:  mkdirTemp,
	ChmodPath:  os.Chmod,
	Lchown:     os.Lchown,
	CopyAttrs:  copyAttrs,
	SyncDir:    syncDir,
}

func createTemp(dir string, perm fs.FileMode) (*os.File, error) {
	return os.OpenFile(filepath.Join(dir, temporaryName()), os.O_RDWR|os.O_CREATE|os.O_EXCL, perm)
}

func mkdirTemp(dir string, perm fs.FileMode) (string, error) {
	made := filepath.Join(dir, temporaryName())
	return made, os.Mkdir(made, perm)
}

// System is what the command works with: the disk, and in builds with the tag
// crashtest the disk with the hooks that the environment asks for.
var System = told(Direct)

// Writer writes into a file by way of Write.
func (o Ops) Writer(f *os.File) io.Writer { return through{o, f} }

// Reader reads from a file by way of Read.
func (o Ops) Reader(f *os.File) io.Reader { return through{o, f} }

type through struct {
	ops Ops
	f   *os.File
}

func (t through) Read(p []byte) (int, error)  { return t.ops.Read(t.f, p) }
func (t through) Write(p []byte) (int, error) { return t.ops.Write(t.f, p) }

// ReadFile reads a whole file, and nothing but a file: to read a named pipe or a
// device, a run would have to wait for whoever writes into it, perhaps for ever.
// Of those it is ErrNoFile.
func ReadFile(path string) ([]byte, error) { return System.ReadFile(path, math.MaxInt64) }

// ReadFile is the function of that name, for a file of at most limit bytes; of a
// longer one, it reads as many.
func (o Ops) ReadFile(path string, limit int64) ([]byte, error) {
	if there, err := o.Stat(path); err == nil && !there.Mode().IsRegular() {
		return nil, &fs.PathError{Op: "read", Path: path, Err: ErrNoFile}
	}
	f, err := o.OpenFile(path, os.O_RDONLY, 0)
	if err != nil {
		return nil, err
	}
	defer func() { _ = o.Close(f) }() // nothing was written: a failed close loses nothing
	return io.ReadAll(io.LimitReader(o.Reader(f), limit))
}
