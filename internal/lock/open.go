package lock

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"time"
	"unicode"
	"unicode/utf16"

	"actionplan/internal/disk"
)

// staleAfter is how old an owner file may be and still be believed, where the
// system cannot be asked whether a program has the workbook open. It is made
// when the workbook is opened and not touched again, and people leave Excel
// open over a weekend; a crash leaves it for ever.
const staleAfter = 7 * 24 * time.Hour

// ErrOpen is what every *OpenError is.
var ErrOpen = errors.New("the workbook is open elsewhere")

// Owner is who has a workbook open, as far as their program says.
type Owner struct {
	Name    string    // as set in their program; "" where it does not say
	Host    string    // the computer; only LibreOffice says
	Program string    // "Excel", "LibreOffice" or "another program"
	Since   time.Time // when they opened it; zero where nothing says
	File    string    // the owner file beside the workbook; "" where there is none
}

// OpenError says that a workbook is open elsewhere.
type OpenError struct {
	Path  string
	Owner Owner
}

// Error is one sentence from the outside in.
func (e *OpenError) Error() string {
	o := e.Owner
	text := fmt.Sprintf("write workbook %s: it is open in %s", e.Path, o.Program)
	if o.Name != "" {
		text += ", by " + o.Name
	}
	if o.Host != "" {
		text += " on " + o.Host
	}
	if !o.Since.IsZero() {
		text += ", since " + o.Since.Format("15:04 on 2 January 2006")
	}
	return text
}

// Hint says what a person can do about it.
func (e *OpenError) Hint() string {
	if e.Owner.File == "" {
		return "close it there and try again"
	}
	return "close it there and try again; if nobody has it open, a crash left " + filepath.Base(e.Owner.File) +
		" beside it (a hidden file), which can then be deleted"
}

// Is makes an *OpenError an ErrOpen.
func (e *OpenError) Is(target error) bool { return target == ErrOpen }

// ErrReadOnly is what every *ReadOnlyError is.
var ErrReadOnly = errors.New("the workbook may not be written to")

// ReadOnlyError says that a workbook is not to be written to: somebody has
// marked it read-only, or closed it to this user, or it has a second name.
// Replacing the file would get round that, which is why it is asked about here,
// before either side is written.
type ReadOnlyError struct {
	Path string
	Err  error // disk.ErrForbidden or disk.ErrLinked; nil for the mark
}

// Error is one sentence from the outside in.
func (e *ReadOnlyError) Error() string {
	why := "the file is marked read-only"
	switch {
	case errors.Is(e.Err, disk.ErrLinked):
		why = "the file has a second name (a hard link), and writing it would part the two or change what may be somebody's snapshot"
	case errors.Is(e.Err, disk.ErrForbidden):
		why = "you may read the file and not write to it"
	}
	return fmt.Sprintf("write workbook %s: %s", e.Path, why)
}

// Hint says what a person can do about it.
func (e *ReadOnlyError) Hint() string {
	switch {
	case errors.Is(e.Err, disk.ErrLinked):
		return "copy the workbook, put the copy in its place, and run it again; or write a copy with actionplan apply --to"
	case errors.Is(e.Err, disk.ErrForbidden):
		return "ask whoever keeps it for permission to write there, or write a copy with actionplan apply --to"
	}
	return "ask whoever marked it; in the file's properties the mark can be taken off"
}

// Is makes a *ReadOnlyError an ErrReadOnly.
func (e *ReadOnlyError) Is(target error) bool { return target == ErrReadOnly }

// OpenElsewhere says whether somebody has a workbook open that is to be
// written, and who. A workbook that is not there is open nowhere; one that is
// not to be written to is a *ReadOnlyError.
//
// On Windows the system is asked: a workbook that can be opened without
// sharing it with anybody is open nowhere, whatever owner files lie beside it.
// The caller must not have it open itself. On other systems the owner files of
// Excel (~$plan.xlsx) and LibreOffice (.~lock.plan.xlsx#) are believed until
// they are a week older than now, or than the workbook's last change. A
// workbook that people edit together in the browser has no owner file: see
// Synced.
func OpenElsewhere(path string) (Owner, bool, error) {
	return openElsewhere(disk.System, path, time.Now(), probe)
}

// use is what the system says of a file.
type use int

const (
	unknown use = iota // the system cannot be asked
	unused
	inUse
)

func openElsewhere(files disk.Ops, path string, now time.Time, probe func(path string) (use, error)) (Owner, bool, error) {
	workbook, err := files.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Owner{}, false, nil
	}
	if err != nil {
		return Owner{}, false, fmt.Errorf("see whether workbook %s is open: %w", path, err)
	}
	const mayWrite = 0o222
	if workbook.Mode().Perm()&mayWrite == 0 {
		return Owner{}, false, &ReadOnlyError{Path: path}
	}
	if _, err := disk.Keeps(path); errors.Is(err, disk.ErrForbidden) || errors.Is(err, disk.ErrLinked) {
		return Owner{}, false, &ReadOnlyError{path, err}
	}
	state, err := probe(path)
	if err != nil {
		return Owner{}, false, fmt.Errorf("see whether workbook %s is open: %w", path, err)
	}
	if state == unused {
		return Owner{}, false, nil
	}
	latest := now
	if workbook.ModTime().After(now) {
		latest = workbook.ModTime() // the file server's clock is ahead, as it is for owner files
	}
	for _, candidate := range ownerFiles(path) {
		owner, found, err := readOwner(files, candidate)
		if err != nil {
			return Owner{}, false, fmt.Errorf("see whether workbook %s is open: %w", path, err)
		}
		if found && (state == inUse || latest.Sub(owner.made) < staleAfter) {
			return owner.Owner, true, nil
		}
	}
	if state == inUse {
		return Owner{Program: "another program"}, true, nil
	}
	return Owner{}, false, nil
}

// ownerFile is a file that a program lays beside a workbook it has open.
type ownerFile struct {
	path    string
	program string
	parse   func(data []byte) Owner
}

// ownerFiles lists where the owner files of a workbook would be: beside it,
// and where its name is a link, beside what it names.
func ownerFiles(path string) []ownerFile {
	places := []string{path}
	if real, err := filepath.EvalSymlinks(path); err == nil && filepath.Clean(real) != filepath.Clean(path) {
		places = append(places, real)
	}
	var files []ownerFile
	for _, place := range places {
		dir, name := filepath.Split(place)
		files = append(files,
			ownerFile{filepath.Join(dir, "~$"+name), "Excel", parseExcelOwner},
			ownerFile{filepath.Join(dir, ".~lock."+name+"#"), "LibreOffice", parseLibreOfficeOwner})
	}
	return files
}

type foundOwner struct {
	Owner
	made time.Time
}

// longestOwner is how much of an owner file is read. Excel's have 165 bytes.
const longestOwner = 4096

// readOwner reads an owner file. One that is there and cannot be read, or
// makes no sense, still says that somebody has the workbook open.
func readOwner(files disk.Ops, file ownerFile) (owner foundOwner, found bool, err error) {
	info, err := files.Lstat(file.path)
	if errors.Is(err, fs.ErrNotExist) {
		return owner, false, nil
	}
	if err != nil {
		return owner, false, err
	}
	if !info.Mode().IsRegular() {
		return owner, false, nil
	}
	if data, err := files.ReadFile(file.path, longestOwner); err == nil {
		owner.Owner = file.parse(data)
	}
	owner.File, owner.Program, owner.made = file.path, file.program, info.ModTime()
	if owner.Since.IsZero() {
		owner.Since = info.ModTime()
	}
	return owner, true, nil
}

// Where the name stands a second time in an owner file, in UTF-16: Excel's
// have it at byte 55, behind 54 bytes for the short form; Word's at 54.
const excelWideName = 55

// longestName is the longest name that Office takes.
const longestName = 54

// parseExcelOwner reads the user's name: its length in one byte, then that
// many bytes in the system's code page, filled up with spaces to 55 bytes;
// then its length in two bytes and the name in UTF-16.
func parseExcelOwner(data []byte) Owner {
	if name := wideName(data, excelWideName); name != "" {
		return Owner{Name: name}
	}
	return Owner{Name: narrowName(data)}
}

func wideName(data []byte, at int) string {
	if len(data) < at+2 {
		return ""
	}
	length := int(data[at]) | int(data[at+1])<<8
	if length > longestName || len(data) < at+2+2*length {
		return ""
	}
	units := make([]uint16, length)
	for i := range units {
		b := data[at+2+2*i:]
		units[i] = uint16(b[0]) | uint16(b[1])<<8
	}
	return sensibleName(string(utf16.Decode(units)))
}

// narrowName takes the code page for Latin-1, which is right for nearly every
// name in Britain and only ever stands in for the wide one.
func narrowName(data []byte) string {
	if len(data) == 0 || int(data[0]) > longestName || len(data) < 1+int(data[0]) {
		return ""
	}
	var name strings.Builder
	for _, b := range data[1 : 1+int(data[0])] {
		name.WriteRune(rune(b))
	}
	return sensibleName(name.String())
}

// sensibleName is a name that can be shown, or "".
func sensibleName(name string) string {
	name = strings.TrimFunc(name, func(c rune) bool { return unicode.IsSpace(c) || c == 0 })
	for _, c := range name {
		if !unicode.IsPrint(c) || c == unicode.ReplacementChar {
			return ""
		}
	}
	return name
}

// parseLibreOfficeOwner reads what LibreOffice says of its user: the name, the
// name on the system, the computer, the time, and the user's profile, with
// commas between, a semicolon at the end, and a backslash before a comma,
// semicolon or backslash that belongs to a field.
func parseLibreOfficeOwner(data []byte) Owner {
	fields := libreOfficeFields(strings.ToValidUTF8(string(data), ""))
	fields = append(fields, "", "", "", "") // of a file cut short
	owner := Owner{Name: sensibleName(fields[0]), Host: sensibleName(fields[2])}
	if owner.Name == "" {
		owner.Name = sensibleName(fields[1])
	}
	if since, err := time.ParseInLocation("02.01.2006 15:04", fields[3], time.Local); err == nil {
		owner.Since = since
	}
	return owner
}

func libreOfficeFields(text string) []string {
	var fields []string
	var field strings.Builder
	escaped := false
	for _, c := range text {
		switch {
		case escaped:
			field.WriteRune(c)
			escaped = false
		case c == '\\':
			escaped = true
		case c == ',':
			fields = append(fields, field.String())
			field.Reset()
		case c == ';':
			return append(fields, field.String())
		default:
			field.WriteRune(c)
		}
	}
	return append(fields, field.String())
}
