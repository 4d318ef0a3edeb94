package disk

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
)

// What a file may be that is not replaced.
var (
	ErrForbidden = fmt.Errorf("it may not be written to: %w", fs.ErrPermission)
	ErrLinked    = errors.New("it has a second name (a hard link)")
	ErrSticky    = fmt.Errorf("in its folder only the owner of a file may replace it: %w", fs.ErrPermission)
	ErrNoFile    = errors.New("it is not a file")
	ErrNoFolder  = errors.New("it is not a folder")
)

// Keeps reports what Write and Replace will do with the file at path: what of
// it cannot be kept ("its owner, Jo, cannot be kept: it will be yours"), and
// why it will not be replaced at all. That is where
//
//   - the user may not write to it (ErrForbidden). Renaming would go over it
//     all the same where its folder may be written to, which is not what
//     whoever closed it meant;
//   - it has a second name (ErrLinked). Replacing it would leave the old text
//     under the other name, and nobody would know that the two have parted;
//     writing into it would change what may be somebody's snapshot, and what
//     was cut off half-way would be half a file under both names;
//   - it is somebody else's in a folder where only a file's owner may replace
//     it (ErrSticky), or its folder may not be written to;
//   - it is a folder, a device or the like (ErrNoFile).
//
// Of a file that is not there, nothing can be lost.
func Keeps(path string) (lost []string, err error) {
	path, err = target(path)
	if err != nil {
		return nil, Unwritten("write", path, err)
	}
	there, err := System.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err == nil {
		err = mayReplace(path, there)
	}
	if err != nil {
		return nil, Unwritten("write", path, err)
	}
	uid, gid := ownerOf(there)
	if !mayGive(uid) {
		lost = append(lost, fmt.Sprintf("its owner, %s, cannot be kept: it will be yours", userName(uid)))
	}
	if !mayShare(gid) {
		lost = append(lost, fmt.Sprintf("its group, %s, cannot be kept, since you are not of it: who could open it as one of the group no longer can", groupName(gid)))
	}
	return lost, nil
}

// mayReplace is why a file that is there is not replaced.
func mayReplace(path string, there fs.FileInfo) error {
	const byAnybody = 0o222
	switch {
	case !there.Mode().IsRegular():
		return ErrNoFile
	case there.Mode().Perm()&byAnybody == 0, !writable(path):
		return ErrForbidden
	case names(there) > 1:
		return ErrLinked
	}
	dir := filepath.Dir(path)
	around, err := os.Stat(dir)
	if err != nil {
		return err
	}
	if !writable(dir) {
		return &fs.PathError{Op: "write", Path: dir, Err: fs.ErrPermission}
	}
	uid, _ := ownerOf(there)
	dirUID, _ := ownerOf(around)
	if around.Mode()&fs.ModeSticky != 0 && !mayGive(uid) && !mayGive(dirUID) {
		return ErrSticky
	}
	return nil
}

// mannerOf is how the file that takes a file's place is to stand.
func mannerOf(path string, there fs.FileInfo, perm fs.FileMode) manner {
	uid, gid := ownerOf(there)
	like := manner{perm: there.Mode().Perm(), exactly: true, uid: uid, gid: gid, attrs: path}
	if perm&0o077 == 0 {
		like.perm &= perm
		like.attrs = "" // an access list could let others in
	}
	return like
}

// mayGive reports whether this user may leave a file to another.
func mayGive(uid int) bool {
	me := os.Geteuid()
	return uid < 0 || me <= 0 || uid == me
}

// mayShare reports whether this user may leave a file to a group.
func mayShare(gid int) bool {
	if gid < 0 || os.Geteuid() <= 0 || gid == os.Getegid() {
		return true
	}
	groups, err := os.Getgroups()
	if err != nil {
		return true // it will be seen
	}
	for _, g := range groups {
		if g == gid {
			return true
		}
	}
	return false
}

func userName(uid int) string {
	if u, err := user.LookupId(strconv.Itoa(uid)); err == nil {
		return u.Username
	}
	return "number " + strconv.Itoa(uid)
}

func groupName(gid int) string {
	if g, err := user.LookupGroupId(strconv.Itoa(gid)); err == nil {
		return g.Name
	}
	return "number " + strconv.Itoa(gid)
}

// OwnerName is whose a file is, as the system calls them; "" where it does not
// say.
func OwnerName(info fs.FileInfo) string {
	if uid, _ := ownerOf(info); uid >= 0 {
		return userName(uid)
	}
	return ""
}

// HaveRoom is why the disks of some folders have no room for files of so many bytes in
// each, all of them together where folders lie on one disk; nil where they have, or where
// that cannot be told. What says what is to be done in the folders.
func HaveRoom(what string, need map[string]int64) error {
	all := map[uint64]int64{}
	for _, dir := range slices.Sorted(maps.Keys(need)) {
		device := deviceOf(dir)
		all[device] += need[dir]
		if left, known := room(dir); known && left < all[device] {
			return Unwritten(what, dir, diskFull)
		}
	}
	return nil
}

// MayWriteIn is why no file of so many bytes can be made in a folder as things
// stand; nil where one can, or where there is no such folder yet.
func MayWriteIn(dir string, size int64) error {
	info, err := System.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err == nil && !info.IsDir():
		err = ErrNoFolder
	case err == nil && !writable(dir):
		err = fs.ErrPermission
	case err == nil:
		if left, known := room(dir); known && left < size {
			err = diskFull
		}
	}
	if err != nil {
		return Unwritten("write in", dir, err)
	}
	return nil
}
