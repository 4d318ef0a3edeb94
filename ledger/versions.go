package ledger

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"actionplan/internal/disk"
	"actionplan/plan"
)

// Version is an earlier version of the officers' workbook, as it is kept: what is needed
// to tell what became of each action, and no more of it. Its plan is as a reader takes it
// (plan.Plan.View).
//
// versions/ belongs to the workbook and to no agreement: a reset leaves it, and another
// agreement about the same workbook has the same history. Each version is a file that a
// person can read; History forget removes one, and nothing else ever does.
type Version struct {
	File  string    // the name of its file in versions/, without its ending: how a person names it
	Of    string    // the checksum of what it was read from: nothing is kept twice
	On    plan.Date // the day that it stands for
	By    string    // how that is known, in a few words: "its name"
	Saved time.Time // when the workbook was last saved, for the order of those of one day; the zero Time where that is not known
	Name  string    // as a person knows it: the workbook's name, and its tab
	Plan  plan.Plan
}

// ErrKept says that a version is kept already.
var ErrKept = errors.New("it is kept already")

const (
	versionTitle  = "actionplan version 1"
	versionEnding = ".txt"
)

// Versions are the earlier versions that are kept, the oldest first.
func (f Folder) Versions() ([]Version, error) {
	names, err := disk.System.ReadDir(f.path(versionsDir))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read earlier versions in %s: %w", f.path(versionsDir), err)
	}
	var all []Version
	for _, entry := range names {
		name, ok := strings.CutSuffix(entry.Name(), versionEnding)
		if !ok || entry.IsDir() || strings.HasPrefix(name, ".") {
			continue
		}
		path := f.path(versionsDir, entry.Name())
		text, err := disk.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("read earlier version %s: %w", path, err)
		}
		if !bytes.HasPrefix(text, []byte("actionplan version ")) {
			continue // somebody else's
		}
		v, err := parseVersion(text)
		if err != nil {
			return nil, &VersionError{Path: path, Name: name, Err: err}
		}
		v.File = name
		all = append(all, v)
	}
	slices.SortStableFunc(all, compareVersions)
	return all, nil
}

// compareVersions puts versions in order by their days, and those of one day by when
// they were saved and then by their names.
func compareVersions(a, b Version) int {
	switch {
	case a.On.Before(b.On):
		return -1
	case b.On.Before(a.On):
		return 1
	case !a.Saved.IsZero() && !b.Saved.IsZero() && !a.Saved.Equal(b.Saved):
		return a.Saved.Compare(b.Saved)
	}
	return plan.CompareRefs(plan.Ref(a.Name), plan.Ref(b.Name))
}

// VersionError says that a version that is kept cannot be believed.
type VersionError struct {
	Path, Name string
	Err        error
}

// Error says which and why.
func (e *VersionError) Error() string {
	return fmt.Sprintf("read earlier version %s: %s", e.Path, e.Err)
}

// Unwrap is why.
func (e *VersionError) Unwrap() error { return e.Err }

// Hint says what a person can do about it.
func (e *VersionError) Hint() string {
	return fmt.Sprintf("actionplan history forget %q takes it away, and history add reads the workbook again", e.Name)
}

// KeepVersion keeps an earlier version, and returns it with its file's name. It is
// ErrKept where the same was kept before. Whoever calls it holds the lock.
func (f Folder) KeepVersion(v Version) (Version, error) {
	v, err := f.keepVersion(v)
	if err != nil && !errors.Is(err, ErrKept) {
		return v, fmt.Errorf("keep earlier version %s: %w", v.Name, err)
	}
	return v, err
}

func (f Folder) keepVersion(v Version) (Version, error) {
	kept, err := f.Versions()
	if err != nil {
		return v, err
	}
	for _, other := range kept {
		if other.Of == v.Of {
			return other, ErrKept
		}
	}
	text := formatVersion(v)
	if _, err := parseVersion(text); err != nil {
		return v, fmt.Errorf("what was to be written cannot be read back: %w", err)
	}
	if err := f.makeWay(versionsDir); err != nil {
		return v, err
	}
	versions, err := f.store().Folder(versionsDir)
	if err != nil {
		return v, err
	}
	v.File = f.freeVersion(v)
	return v, versions.Write(v.File+versionEnding, func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
}

// freeVersion is a name for a version's file that nothing has: 2025-03-31 Plan v9.
func (f Folder) freeVersion(v Version) string {
	name := strings.TrimSuffix(v.Name, filepath.Ext(v.Name))
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || r < ' ' || !strconv.IsPrint(r) {
			return '-'
		}
		return r
	}, name)
	if runes := []rune(name); len(runes) > longestName {
		name = string(runes[:longestName])
	}
	name = strings.TrimSpace(v.On.String() + " " + strings.Trim(name, " ."))
	for n, free := 2, name; ; n++ {
		if !f.has(filepath.Join(versionsDir, free+versionEnding)) {
			return free
		}
		free = fmt.Sprintf("%s (%d)", name, n)
	}
}

// longestName is how many characters of a workbook's name are in the name of a file.
const longestName = 60

// ForgetVersion takes away a version, by the name of its file or of the workbook that it
// was read from. It is an error where there is none, or where several have that name.
// Whoever calls it holds the lock.
func (f Folder) ForgetVersion(name string) (Version, error) {
	entries, err := disk.System.ReadDir(f.path(versionsDir))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return Version{}, err
	}
	for _, entry := range entries { // also one that can be read no longer
		if file, ok := strings.CutSuffix(entry.Name(), versionEnding); ok && strings.EqualFold(file, name) {
			text, err := disk.ReadFile(f.path(versionsDir, entry.Name()))
			if err == nil && !bytes.HasPrefix(text, []byte("actionplan version ")) {
				break
			}
			v := Version{File: file, Name: file}
			if kept, err := parseVersion(text); err == nil {
				kept.File = file
				v = kept
			}
			return v, f.removeVersion(file)
		}
	}
	kept, err := f.Versions()
	if err != nil {
		return Version{}, err
	}
	var found []Version
	for _, v := range kept {
		if strings.EqualFold(v.Name, name) {
			found = append(found, v)
		}
	}
	switch len(found) {
	case 0:
		return Version{}, ErrNoVersion
	case 1:
		return found[0], f.removeVersion(found[0].File)
	}
	return found[0], ErrSeveral
}

// What may be wrong with the name of a version.
var (
	ErrNoVersion = errors.New("no earlier version is called that")
	ErrSeveral   = errors.New("several earlier versions are called that")
)

func (f Folder) removeVersion(file string) error {
	if err := disk.System.Remove(f.path(versionsDir, file+versionEnding)); err != nil {
		return fmt.Errorf("forget earlier version %s: %w", file, err)
	}
	return nil
}

// A version's file is lines, as the base's is, with each action in its place:
//
//	actionplan version 1
//	sha256 9f2c…
//	of: 3b1d…
//	on: 2025-03-31
//	by: its name
//	name: Plan v9.1.xlsx
//
//	column due: Due date
//
//	action 1.10
//	  table: Plan
//	  row: 6
//	  due date: 2025-06-30
//	    typed: 30 June 2025, was 31/3
//	    earlier: 2025-03-31
//	  status text: Embedded
//	    means: complete
//
// Of a cell there is what it says, and beside it what a reader takes: the dates that it
// was moved from, a month where no day is named, what a status comes to.

func formatVersion(v Version) []byte {
	var body bytes.Buffer
	named(&body, "of", v.Of)
	named(&body, "on", v.On.String())
	named(&body, "by", v.By)
	if !v.Saved.IsZero() {
		named(&body, "saved", v.Saved.UTC().Format(time.RFC3339))
	}
	named(&body, "name", v.Name)
	body.WriteByte('\n')
	for _, c := range v.Plan.Columns {
		named(&body, "column "+word(c.Table)+" "+word(string(c.Field)), c.Heading)
	}
	for i := range v.Plan.Actions {
		formatSeen(&body, &v.Plan.Actions[i])
	}
	sum := sha256.Sum256(body.Bytes())
	return append([]byte(versionTitle+"\nsha256 "+hex.EncodeToString(sum[:])+"\n"), body.Bytes()...)
}

func formatSeen(body *bytes.Buffer, a *plan.Action) {
	fmt.Fprintf(body, "\naction %s\n", word(string(a.Ref)))
	optional(body, "table", a.Table)
	optional(body, "sheet", a.Sheet)
	named(body, "  row", strconv.Itoa(a.Row))
	optional(body, "letter", a.Letter)
	if a.Struck {
		optional(body, "struck", "yes")
	}
	for _, f := range a.Sorted() {
		e := a.Entry(f)
		if e.Value.Kind == plan.KindAbsent {
			continue
		}
		formatEntry(body, "  field "+word(string(f)), e)
		if e.Detail.Earlier != "" {
			named(body, "    earlier", e.Detail.Earlier)
		}
		if e.Detail.Status != "" {
			named(body, "    means", string(e.Detail.Status))
		}
		if e.Detail.Month && !e.Value.IsMonth() {
			named(body, "    month", "yes")
		}
	}
}

func parseVersion(text []byte) (Version, error) {
	first, rest, _ := bytes.Cut(text, []byte("\n"))
	if string(first) != versionTitle {
		if number, ok := strings.CutPrefix(string(first), "actionplan version "); ok {
			if n, err := strconv.Atoi(number); err == nil && n > 1 {
				return Version{}, &NewerError{Version: n}
			}
		}
		return Version{}, &DamagedError{Line: 1, Reason: "it does not begin as an earlier version does"}
	}
	second, body, _ := bytes.Cut(rest, []byte("\n"))
	sum := sha256.Sum256(body)
	if string(second) != "sha256 "+hex.EncodeToString(sum[:]) {
		return Version{}, &DamagedError{Reason: "its checksum is not that of its lines: it was damaged or edited by hand"}
	}
	p := &parser{lines: strings.Split(string(body), "\n"), head: headLines}
	var v Version
	for {
		line, ok := p.next()
		if !ok {
			break
		}
		if err := p.versionLine(line, &v); err != nil {
			return Version{}, err
		}
	}
	if v.On.IsZero() || v.Of == "" {
		return Version{}, &DamagedError{Reason: "it does not say of when it is"}
	}
	return v, nil
}

func (p *parser) versionLine(line string, v *Version) error {
	name, rest, err := p.word(line)
	if err != nil {
		return err
	}
	texts := map[string]*string{"of": &v.Of, "by": &v.By, "name": &v.Name}
	switch {
	case texts[name] != nil:
		*texts[name], err = p.text(rest)
	case name == "on":
		err = p.date(rest, &v.On)
	case name == "saved":
		var saved string
		if saved, err = p.text(rest); err == nil {
			if v.Saved, err = time.Parse(time.RFC3339, saved); err != nil {
				err = p.damaged("the time it was saved cannot be read")
			}
		}
	case name == "column":
		var c plan.Column
		if c.Table, rest, err = p.word(strings.TrimPrefix(rest, " ")); err == nil {
			var field string
			if field, rest, err = p.word(strings.TrimPrefix(rest, " ")); err == nil {
				c.Field = plan.Field(field)
				c.Heading, err = p.text(rest)
			}
		}
		v.Plan.Columns = append(v.Plan.Columns, c)
	case name == "action":
		err = p.seen(strings.TrimPrefix(rest, " "), v)
	default:
		err = p.damaged("it is none of the lines an earlier version has")
	}
	return err
}

// seen reads an action and the lines set in below it.
func (p *parser) seen(rest string, v *Version) error {
	ref, _, err := p.word(rest)
	if err != nil {
		return err
	}
	a := plan.Action{ID: plan.ID(strconv.Itoa(len(v.Plan.Actions))), Ref: plan.Ref(ref)}
	for p.peek("  ") {
		line, _ := p.next()
		name, rest, err := p.word(line[2:])
		if err != nil {
			return err
		}
		texts := map[string]*string{"table": &a.Table, "sheet": &a.Sheet, "letter": &a.Letter}
		switch {
		case texts[name] != nil:
			*texts[name], err = p.text(rest)
		case name == "struck":
			a.Struck = true
			_, err = p.text(rest)
		case name == "row":
			var row string
			if row, err = p.text(rest); err == nil {
				if a.Row, err = strconv.Atoi(row); err != nil {
					err = p.damaged("a row is no number")
				}
			}
		case name == "field":
			err = p.seenField(strings.TrimPrefix(rest, " "), &a)
		default:
			err = p.damaged("it is none of the lines an action has")
		}
		if err != nil {
			return err
		}
	}
	v.Plan.Actions = append(v.Plan.Actions, a)
	return nil
}

// seenField reads one cell, and what a reader takes from it.
func (p *parser) seenField(rest string, a *plan.Action) error {
	field, rest, err := p.word(rest)
	if err != nil {
		return err
	}
	e, err := p.entry(rest)
	if err != nil {
		return err
	}
	for _, detail := range []struct {
		name string
		take func(string)
	}{
		{"earlier", func(text string) { e.Detail.Earlier = text }},
		{"means", func(text string) { e.Detail.Status = plan.Status(text) }},
		{"month", func(string) { e.Detail.Month = true }},
	} {
		if prefix := "    " + detail.name + ":"; p.peek(prefix) {
			line, _ := p.next()
			text, err := p.text(line[len(prefix)-1:])
			if err != nil {
				return err
			}
			detail.take(text)
		}
	}
	if e.Value.IsMonth() {
		e.Detail.Month = true
	}
	a.Set(plan.Field(field), e)
	return nil
}
