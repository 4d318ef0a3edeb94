package answers

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"actionplan/internal/disk"
	"actionplan/plan"
	"actionplan/reconcile"
	"actionplan/table"
)

// Inbox is the folder in which questions are asked and answers come back. What
// lies in it is other people's: a workbook is written only where nothing
// stands, or over one of ours that nobody has touched; and a copy that came
// back leaves only once everything typed in it was taken.
type Inbox struct {
	Folder  string
	Title   string        // the plan's, for the workbook's title
	Today   plan.Date     // the day that questions and decisions carry
	Options table.Options // the settings' own words for dates and ratings

	// Grids reads a workbook. An error of it that has a hint says that too.
	Grids func(r io.ReaderAt, size int64, name string) ([]table.Grid, error)

	// InUse says who has a workbook open elsewhere; nil says nobody has. Its
	// error is one sentence.
	InUse func(path string) error

	// Not are files that are never looked at as copies, whatever they are
	// called: the plan and the partners' workbook.
	Not []string

	onWriting func() // for tests: called while the questions are being written
}

// Kept is a file of our name that was left as it was.
type Kept struct {
	Path string
	Why  string // the latter half of a sentence: "somebody has worked in it"
	Err  error  // what lay beneath, with its hint; nil where nothing did
}

// String is one sentence, without a capital or a full stop.
func (k Kept) String() string { return fmt.Sprintf("%q is left as it is: %s", k.Path, k.Why) }

// Asked says where the open questions stand.
type Asked struct {
	Files   []string // the workbooks that ask them between them; none where nothing is open
	Written string   // the one of Files that was written now; "" where each stood there already
	Kept    []Kept   // files whose names were passed over, and why
}

// Returned is all that came back.
type Returned struct {
	Decisions []reconcile.Decision // answers that stand, to be remembered
	Left      []Left               // answers that were not taken, and why
	Notes     []Note               // other texts that people typed, and where
	Unread    []Kept               // files that could not be read as copies
	Remarks   []string             // what was understood though it did not look as we made it, a sentence each

	// Marks are the answers that are taken already when this is read again
	// before their copies are put aside: to be remembered in the place of the
	// marks that were given.
	Marks []string

	done   []returnedCopy // everything typed in them was taken
	stayed []Kept         // everything was taken, and yet they stay
}

// Done are the copies in which everything typed was taken.
func (r Returned) Done() []string {
	var paths []string
	for _, c := range r.done {
		paths = append(paths, c.path)
	}
	return paths
}

// Remembered is what earlier runs took.
type Remembered struct {
	Marks     []string             // of answers in copies that stayed
	Decisions []reconcile.Decision // as the ledger has them
}

// largest is the most that is read of one file. A workbook of ours with
// thousands of questions has a hundredth of it.
const largest = 256 << 20

// triesWhileSomebodySaves is how often a name is looked at again that somebody
// took or changed meanwhile.
const triesWhileSomebodySaves = 5

// Ask sees that every open question stands in a workbook of the folder. It
// writes one where that is needed: over a workbook of ours that nobody has
// touched, or under a name that is free. What somebody has worked in, cannot
// be read or is not ours is left byte for byte as it is.
func (in Inbox) Ask(open []reconcile.Question) (Asked, error) {
	disk.Sweep(in.Folder, time.Now()) // what a run that was cut off left may be a second name of one of ours
	var asked Asked
	tries := 0
	for n := 1; len(open) > 0; n++ {
		path := filepath.Join(in.Folder, nameOf(n))
		there := in.look(path)
		if !there.free && !there.untouched {
			rest := in.notAskedIn(&there, open)
			asked.Kept = append(asked.Kept, Kept{path, there.why, there.err})
			if len(rest) < len(open) {
				asked.Files = append(asked.Files, path)
			}
			open = rest
			continue
		}
		var book bytes.Buffer
		if err := Write(&book, open, in.Title, in.Today, in.Options.Terms()); err != nil {
			return asked, err
		}
		if !bytes.Equal(book.Bytes(), there.bytes) {
			err := in.write(there, book.Bytes())
			if errors.Is(err, errMeanwhile) && tries < triesWhileSomebodySaves {
				tries, n = tries+1, n-1
				continue
			}
			if err != nil {
				return asked, fmt.Errorf("write the questions: %w", err)
			}
			asked.Written = path
		}
		asked.Files = append(asked.Files, path)
		return asked, nil
	}
	return asked, nil
}

// write puts a workbook under a name, if what stands there is still what was
// found.
func (in Inbox) write(there found, book []byte) error {
	content := func(w io.Writer) error {
		if in.onWriting != nil {
			in.onWriting()
		}
		_, err := w.Write(book)
		return err
	}
	if !there.free {
		return disk.Replace(there.path, 0o644, content, func() error { return in.unchanged(there) })
	}
	err := disk.WriteNew(there.path, 0o644, content)
	if errors.Is(err, fs.ErrExist) {
		return errMeanwhile
	}
	return err
}

// nameOf is the nth name that is tried: Decisions.xlsx, Decisions 2.xlsx.
func nameOf(n int) string {
	if n == 1 {
		return FileName
	}
	return fmt.Sprintf("%s %d%s", stem, n, filepath.Ext(FileName))
}

// found is what stands under a name.
type found struct {
	path      string
	free      bool   // nothing does
	untouched bool   // a workbook of ours, as it was written
	linked    bool   // the name is a link to a file elsewhere
	why       string // why it may not be replaced, where it is neither
	err       error
	bytes     []byte // nil where they cannot be read
}

// errMeanwhile says that somebody took or changed a name in the moment before
// it was written.
var errMeanwhile = errors.New("somebody saved a file under that name meanwhile")

// look sees what stands under a name.
func (in Inbox) look(path string) found {
	f := found{path: path}
	name, err := disk.System.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		f.free = true
		return f
	}
	if err != nil {
		f.why, f.err = "it cannot be looked at", err
		return f
	}
	f.linked = name.Mode()&fs.ModeSymlink != 0
	file, err := disk.System.Stat(path)
	switch {
	case err != nil:
		f.why, f.err = "it is a link to a file that is not there", err
		return f
	case file.IsDir():
		f.why = "it is a folder"
		return f
	case !file.Mode().IsRegular():
		f.why = "it is no file"
		return f
	}
	if f.bytes, err = disk.System.ReadFile(path, largest+1); err != nil {
		f.bytes, f.why, f.err = nil, "it cannot be read: "+why(err, path), err
		return f
	}
	if len(f.bytes) > largest {
		f.bytes, f.why = nil, "it is too large to be a workbook of questions"
		return f
	}
	const mayWrite = 0o222
	switch {
	case !isSealed(f.bytes):
		return f // why is known once it is read
	case f.linked:
		f.why = "its name is a link to a file elsewhere"
	case file.Mode().Perm()&mayWrite == 0:
		f.why = "somebody has marked it read-only"
	default:
		if _, f.err = disk.Keeps(path); f.err == nil {
			f.err = in.inUse(path)
		}
		if f.err != nil {
			f.why = why(f.err, path)
		}
		f.untouched = f.err == nil
	}
	return f
}

func (in Inbox) inUse(path string) error {
	if in.InUse == nil {
		return nil
	}
	return in.InUse(path)
}

// unchanged is an error where a name no longer stands for what was found.
func (in Inbox) unchanged(then found) error {
	now := in.look(then.path)
	if now.free != then.free || now.untouched != then.untouched || now.linked != then.linked || !bytes.Equal(now.bytes, then.bytes) {
		return errMeanwhile
	}
	return nil
}

// notAskedIn are the questions that a file does not ask; all of them where it
// is no copy of ours. Where that is why it may not be replaced, it is said.
func (in Inbox) notAskedIn(f *found, open []reconcile.Question) []reconcile.Question {
	if f.bytes == nil {
		return open
	}
	back, err := in.read(*f, open)
	switch {
	case err != nil:
		f.why, f.err = why(err, f.path), err
		return open
	case f.why == "":
		f.why = "somebody has worked in it"
		if !hasSeal(f.bytes) && len(back.Answers)+len(back.Notes) == 0 { // a spreadsheet drops the seal when it saves
			f.why = "an earlier version made it, or somebody has saved it since"
		}
	}
	return slices.DeleteFunc(slices.Clone(open), func(q reconcile.Question) bool { return back.asks(q) })
}

// read reads a file as a copy.
func (in Inbox) read(f found, open []reconcile.Question) (Copy, error) {
	grids, err := in.Grids(bytes.NewReader(f.bytes), int64(len(f.bytes)), f.path)
	if err != nil {
		return Copy{}, err
	}
	c, err := Read(filepath.Base(f.path), grids, open)
	if err == nil {
		c.Notes = append(c.Notes, notesBeside(c.File, f.bytes)...)
	}
	return c, err
}

// why is what is wrong, without the file's name, which its reader is told
// anyway.
func why(err error, path string) string {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err.Error()
	}
	_, text, named := strings.Cut(err.Error(), filepath.Base(path)+": ")
	if !named {
		return err.Error()
	}
	return text
}

// returnedCopy is a copy that came back, and the file it was read from.
type returnedCopy struct {
	Copy
	found
}

// Collect reads every copy that came back, and makes decisions of the answers
// that still stand. It changes nothing: what is to be remembered it returns.
func (in Inbox) Collect(open []reconcile.Question, before Remembered) (Returned, error) {
	var r Returned
	paths, rest, err := in.copies()
	if err != nil {
		return r, fmt.Errorf("look for answers: %w", err)
	}
	r.Unread = append(r.Unread, rest...)
	var back []returnedCopy
	for _, path := range paths {
		f := in.look(path)
		mayBe := !startsAsOurs(filepath.Base(path)) // or somebody else's, of which there is nothing to say
		if f.free || f.bytes == nil && mayBe {
			continue
		}
		if f.bytes == nil {
			r.Unread = append(r.Unread, Kept{path, f.why, f.err})
			continue
		}
		c, err := in.read(f, open)
		if err != nil && mayBe {
			continue
		}
		if err != nil {
			r.Unread = append(r.Unread, Kept{path, why(err, path), err})
			continue
		}
		r.Notes, r.Remarks = append(r.Notes, c.Notes...), append(r.Remarks, c.Remarks...)
		if len(c.Answers) > 0 {
			back = append(back, returnedCopy{c, f})
		}
	}
	var copies []Copy
	for _, c := range back {
		copies = append(copies, c.Copy)
	}
	r.Decisions, r.Left = Resolve(copies, open, in.Options, in.Today)
	r.Left = slices.DeleteFunc(r.Left, func(l Left) bool {
		return slices.Contains(before.Marks, l.Mark()) || tookAlready(l, before.Decisions, open)
	})
	waits := map[string]bool{} // files, and the answers in them
	for _, n := range r.Notes {
		waits[n.File] = true
	}
	for _, l := range r.Left {
		waits[l.File], waits[l.Mark()] = true, true
	}
	marks := map[string]bool{}
	for _, c := range back {
		stays := waits[c.File]
		if !stays {
			if because, err := in.mayLeave(c.found); because != "" {
				stays = true
				r.stayed = append(r.stayed, Kept{c.path, because, err})
			} else {
				r.done = append(r.done, c)
			}
		}
		for _, a := range c.Answers {
			if stays && !waits[a.Mark()] {
				marks[a.Mark()] = true
			}
		}
	}
	if len(marks) > 0 || len(r.Left) > 0 {
		for _, mark := range before.Marks {
			marks[mark] = true // somebody may go back to an earlier answer
		}
	}
	for mark := range marks {
		r.Marks = append(r.Marks, mark)
	}
	slices.Sort(r.Marks)
	return r, nil
}

// mayLeave says why a copy of which everything was taken stays where it is.
func (in Inbox) mayLeave(f found) (because string, err error) {
	if f.linked {
		return "its name is a link to a file elsewhere", nil
	}
	if err := in.inUse(f.path); err != nil {
		return why(err, f.path), err
	}
	return "", nil
}

// TakesName reports whether a file that stood in the folder under a name would be
// taken for a workbook of answers, one that can be read or one that cannot.
func TakesName(name string) bool {
	return startsAsOurs(name) && (isWorkbook(name) || isOtherWorkbook(name))
}

// startsAsOurs reports whether a file's name begins as that of ours does, after what mail
// and a spreadsheet put before it: "Copy of Decisions", "RE_ Decisions (2)".
func startsAsOurs(name string) bool {
	return strings.HasPrefix(sentBefore.ReplaceAllString(plan.Fold(name), ""), plan.Fold(stem))
}

// sentBefore is what mail and spreadsheets put before a name: what it answers, and the
// marks of a mail that came from outside or is marked as councils mark theirs, in
// brackets or what a disk takes in their place.
var sentBefore = regexp.MustCompile(`^(?:[\[({_]?(?:copy(?: ?\([0-9]+\))? of|kopie von|copie de|re|fwd?|wg|aw|tr|rv` +
	`|ext|external|externe?|external (?:e-?mail|sender)|caution|(?:suspected |possible )?spam\??|secure|encrypted|official(?:[ -]+sensitive)?|confidential)(?:[\])}]|[ _:.\-])+)+`)

// namesOurs reports whether a file's name has that of ours in it: "Copy of Decisions",
// "RE_ Decisions (2)". A spreadsheet's own locks and hidden files have it too.
func namesOurs(name string) bool {
	return strings.Contains(plan.Fold(name), plan.Fold(stem)) && !strings.HasPrefix(name, ".") && !strings.HasPrefix(name, "~")
}

// isWorkbook reports whether a file is by its name one that can be read.
func isWorkbook(name string) bool {
	return slices.Contains([]string{".xlsx", ".xlsm"}, plan.Fold(filepath.Ext(name)))
}

// isOtherWorkbook reports whether a file is by its name a workbook that cannot.
func isOtherWorkbook(name string) bool {
	return slices.Contains([]string{".ods", ".xls", ".xlsb", ".numbers"}, plan.Fold(filepath.Ext(name)))
}

// copies are the workbooks of answers in the folder, by name: people send
// theirs back as "Decisions (2).xlsx" or "decisions police.xlsx". What only has the
// name in it is one where it turns out to be: a council may keep others' decisions.
// The rest are files in another format, which nobody reads.
func (in Inbox) copies() (paths []string, rest []Kept, err error) {
	entries, err := disk.System.ReadDir(filepath.Clean(in.Folder))
	if err != nil {
		return nil, nil, err
	}
	for _, e := range entries {
		path := filepath.Join(in.Folder, e.Name())
		switch {
		case !namesOurs(e.Name()) || in.isOther(path):
		case isWorkbook(e.Name()):
			paths = append(paths, path)
		case isOtherWorkbook(e.Name()) && startsAsOurs(e.Name()):
			rest = append(rest, Kept{Path: path, Why: "answers are read from Excel workbooks: save it as .xlsx"})
		}
	}
	return paths, rest, nil
}

// isOther reports whether a file is one that is never looked at as a copy.
func (in Inbox) isOther(path string) bool {
	file, err := os.Stat(path)
	if err != nil {
		return false
	}
	return slices.ContainsFunc(in.Not, func(other string) bool {
		known, err := os.Stat(other)
		return err == nil && os.SameFile(file, known)
	})
}

// tookAlready reports whether an earlier run took an answer and was cut off
// before it put the copy aside: what it answers is no longer open because it
// was answered.
func tookAlready(l Left, remembered []reconcile.Decision, open []reconcile.Question) bool {
	return slices.ContainsFunc(remembered, func(d reconcile.Decision) bool {
		asked := slices.ContainsFunc(open, func(q reconcile.Question) bool { return q.Key() == d.Question })
		return !asked && l.mayBe(d) && plan.Clean(l.By) == d.By && plan.Clean(l.Why) == plan.Clean(d.Why)
	})
}

// mayBe reports whether a decision may have been made of an answer.
func (a Answer) mayBe(d reconcile.Decision) bool {
	if a.key.whole == 't' {
		return true // a decision does not say which table it was about
	}
	return a.key == columnKey(d.Question.Field) || a.key.question == nameOfKey(d.Question)
}

// PutAside moves the copies of which everything was taken out of the folder,
// by a function that knows where to. One that somebody saved since it was read
// stays, and so does one that is open elsewhere; kept says so, and marks are those
// of the answers in them, to be remembered as well.
func (in Inbox) PutAside(r Returned, move func(path string) error) (kept []Kept, marks []string, err error) {
	kept = slices.Clone(r.stayed)
	for _, c := range r.done {
		because, err := in.mayLeave(c.found)
		if because == "" {
			if err = in.unchanged(c.found); err != nil {
				because = "somebody saved it after it was read"
			}
		}
		if because != "" {
			kept = append(kept, Kept{c.path, because, err})
			for _, a := range c.Answers {
				marks = append(marks, a.Mark())
			}
			continue
		}
		if err := move(c.path); err != nil {
			return kept, marks, fmt.Errorf("put %s aside: %w", c.path, err)
		}
	}
	return kept, marks, nil
}
