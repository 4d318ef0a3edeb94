package ledger

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"actionplan/internal/disk"
)

// A person may keep files of their own in the ledger's folder, and call one
// log.txt as well as anybody. What stands under a name of ours is written over
// only where it is ours, which its first line or its shape tells. Anything else
// gets another name first, "log (2).txt", is otherwise left as it is, and that is
// said. base.txt alone is never moved out of the way: where it cannot be read as
// a base, nobody knows what was agreed, and every run stops.

// Displaced is what stood under a name of ours without being ours.
type Displaced struct {
	Path string
	Now  string // where it is now
	Tail bool   // it is a copy: the file is ours, but for what somebody wrote at its end
}

// String is one sentence, without a capital or a full stop.
func (d Displaced) String() string {
	if d.Tail {
		return fmt.Sprintf("somebody wrote at the end of %q, where actionplan goes on writing: all of it is kept in %q", d.Path, filepath.Base(d.Now))
	}
	return fmt.Sprintf("%q was not written by actionplan: it is called %q now, and nothing in it has changed", d.Path, filepath.Base(d.Now))
}

// tell says what was displaced.
func (f Folder) tell(d Displaced) {
	if f.Tell != nil {
		f.Tell(d)
	}
}

// makeWay gives what stands under names of the folder that is not ours another
// name. An empty file is nobody's work.
func (f Folder) makeWay(names ...string) error {
	for _, name := range names {
		path := f.path(name)
		foreign, err := f.isForeign(name)
		if err != nil {
			return err // what it is cannot be told
		}
		if !foreign {
			continue
		}
		now, err := disk.Aside(path)
		if err != nil {
			return err
		}
		f.tell(Displaced{Path: path, Now: now})
	}
	return nil
}

// isForeign reports whether something that is not ours stands under a name of the
// folder.
func (f Folder) isForeign(name string) (bool, error) {
	path := f.path(name)
	there, err := disk.System.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	known := ours[name]
	if known == nil { // a folder, or a link to one
		info, err := disk.System.Stat(path)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return false, err
		}
		return err != nil || !info.IsDir(), nil
	}
	if there.Mode()&fs.ModeSymlink != 0 && dangles(path) {
		return true, nil
	}
	text, err := disk.ReadFile(path)
	if err != nil && !errors.Is(err, disk.ErrNoFile) {
		return false, err
	}
	return err != nil || len(text) > 0 && !known(text), nil
}

// Foreign lists what is not ours and would be given another name by the next
// writing, and says where the note of where both plans lay is gone: a sentence each,
// without a capital or a full stop.
func (l *Ledger) Foreign() []string {
	var list []string
	if _, err := os.Lstat(l.folder.path(placesFile)); errors.Is(err, fs.ErrNotExist) {
		list = append(list, fmt.Sprintf("%q is gone, so that nobody can tell whether these are the sheets that were agreed: look at the tabs named above; apply notes them anew", l.folder.path(placesFile)))
	}
	for _, name := range []string{applyFile, placesFile} {
		if foreign, err := l.folder.isForeign(name); err == nil && foreign {
			list = append(list, fmt.Sprintf("%q was not written by actionplan: apply gives it another name, and nothing in it changes", l.folder.path(name)))
		}
	}
	return list
}

// dangles reports whether a link leads nowhere.
func dangles(path string) bool {
	_, err := disk.System.Stat(path)
	return errors.Is(err, fs.ErrNotExist)
}

// ours is how each file of ours is known; of a name that is not here, a folder
// is ours.
var ours = map[string]func(text []byte) bool{
	logFile:                                begins("actionplan log "),
	applyFile:                              holds("Base", "Cells"),
	placesFile:                             holds("Officers", "Partners"),
	filepath.Join(answeredDir, takenFile):  isMarks,
	filepath.Join(backupsDir, backupsFile): begins("actionplan backups "),
}

// begins knows a file by how it begins, as much of it as a run that was cut off
// had written.
func begins(title string) func([]byte) bool {
	return func(text []byte) bool {
		return bytes.HasPrefix(text, []byte(title)) || strings.HasPrefix(title, string(text))
	}
}

// holds knows a JSON object by names in it.
func holds(names ...string) func([]byte) bool {
	return func(text []byte) bool {
		var object map[string]json.RawMessage
		if json.Unmarshal(text, &object) != nil {
			return false
		}
		for _, name := range names {
			if _, there := object[name]; !there {
				return false
			}
		}
		return true
	}
}

// aMark is an answer's mark, as package answers makes it.
var aMark = regexp.MustCompile(`^[a-z2-7]{24}$`)

func isMarks(text []byte) bool {
	for line := range strings.Lines(string(text)) {
		if !aMark.MatchString(strings.TrimSpace(line)) {
			return false
		}
	}
	return true
}

// keepTail keeps what somebody wrote behind the part of the log that is the
// base's, which makes way for what the next run adds. What a run of ours left
// there that was cut off is nobody's work.
func (f Folder) keepTail(mark int) error {
	text, err := disk.ReadFile(f.path(logFile))
	if errors.Is(err, fs.ErrNotExist) || err == nil && (len(text) <= mark || isCutOff(text[mark:], mark == 0)) {
		return nil
	}
	if err != nil {
		return err
	}
	now, err := disk.WriteFree(f.path(logFile), 0o600, func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	}, func(string) bool { return false })
	if err == nil {
		disk.In(f.Dir).Share()
		f.tell(Displaced{Path: f.path(logFile), Now: now, Tail: true})
	}
	return err
}

// isCutOff reports whether a text can be the beginning of what a run adds to
// the log: entries, of which every line is set in but the first.
func isCutOff(text []byte, first bool) bool {
	if first {
		text = bytes.TrimPrefix(text, []byte(logTitle)[:min(len(logTitle), len(text))])
	}
	for line := range strings.Lines(string(text)) {
		whole := strings.HasSuffix(line, "\n")
		line = strings.TrimSuffix(line, "\n")
		if line == "" || strings.HasPrefix(line, "  ") || !whole && strings.TrimLeft(line, " ") == "" {
			continue
		}
		known := false
		for _, what := range []string{Moved, Filled, Added, Brought, LetGo, LeftOut, PutBack, Same, Two, Renamed, Given, Dropped, Decided, Alike} {
			head := word(what) + " "
			known = known || strings.HasPrefix(line, head) || !whole && strings.HasPrefix(head, line)
		}
		if !known {
			return false
		}
	}
	return true
}
