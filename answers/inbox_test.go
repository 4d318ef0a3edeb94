package answers

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"actionplan/excel"
	"actionplan/internal/lock"
	"actionplan/plan"
	"actionplan/reconcile"
	"actionplan/table"
)

// inboxIn is an inbox as the command has it.
func inboxIn(folder string) Inbox {
	return Inbox{
		Folder: folder, Title: "Westmere improvement plan", Today: today,
		Grids: func(r io.ReaderAt, size int64, name string) ([]table.Grid, error) {
			book, err := excel.Read(r, size, name)
			if err != nil {
				return nil, err
			}
			return book.Grids(), nil
		},
		InUse: func(path string) error {
			owner, open, err := lock.OpenElsewhere(path)
			if errors.Is(err, lock.ErrReadOnly) {
				return nil
			}
			if open {
				return &lock.OpenError{Path: path, Owner: owner}
			}
			return err
		},
	}
}

// filesIn are the files of a folder, by name, as digests of their bytes; links
// say where they lead.
func filesIn(t testing.TB, folder string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, e := range entries {
		path := filepath.Join(folder, e.Name())
		if to, err := os.Readlink(path); err == nil {
			files[e.Name()] = "-> " + to
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files[e.Name()] = fmt.Sprintf("%x", sha256.Sum256(text))
	}
	return files
}

// asksAll reports an error where the workbooks do not ask every question
// between them.
func asksAll(t testing.TB, in Inbox, asked Asked, open []reconcile.Question) {
	t.Helper()
	missing := open
	for _, path := range asked.Files {
		f := in.look(path)
		missing = in.notAskedIn(&f, missing)
	}
	if len(missing) > 0 {
		t.Errorf("%v do not ask %d of the questions", asked.Files, len(missing))
	}
}

// mistreated is a way to mistreat Decisions.xlsx.
type mistreated struct {
	name    string
	written func(t *testing.T, folder string, open []reconcile.Question) // puts what somebody made of it into the folder
	kept    string                                                       // what preview says of it
	files   []string                                                     // where the questions stand afterwards
	taken   []string                                                     // what apply takes
	left    []string                                                     // what it says of the rest: how each begins
	done    bool                                                         // the copy may be put aside
}

// answered is a copy with two answers in it, and what somebody did to it
// besides.
func answered(did func(c *copyOf)) func(t *testing.T, folder string, open []reconcile.Question) {
	return func(t *testing.T, folder string, open []reconcile.Question) {
		c := newCopy(t, open).fill(find(t, open, "1.1 due"), yes("Officer")).fill(find(t, open, "1.6"), yes("Let it go"))
		did(c)
		put(t, folder, FileName, c.bytes())
	}
}

func put(t testing.TB, folder, name string, data []byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(folder, name), data, 0o644); err != nil {
		t.Fatal(err)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

var bothTaken = []string{"1.1 due officer", "1.6 let it go"}

// mistreatments are the thirteen ways, and their nearest neighbours.
func mistreatments() []mistreated {
	other := func(t *testing.T, folder string, _ []reconcile.Question) {
		f := excelize.NewFile()
		defer f.Close()
		must(t, f.SetSheetRow("Sheet1", "A1", &[]string{"Decision", "Made by", "Reason"}))
		must(t, f.SaveAs(filepath.Join(folder, FileName)))
	}
	return []mistreated{
		{name: "a workbook of their own", written: other, kept: "it is no workbook of questions", files: []string{"Decisions 2.xlsx"},
			left: []string{"it is no workbook of questions"}},
		{name: "an untouched one of an earlier version", written: func(t *testing.T, folder string, open []reconcile.Question) {
			f, err := excelize.OpenReader(bytes.NewReader(written(t, open)))
			must(t, err)
			defer f.Close()
			must(t, f.SetCustomProps(excelize.CustomProperty{Name: sealProperty, Value: "questions"}))
			must(t, f.SaveAs(filepath.Join(folder, FileName)))
		}, kept: "an earlier version made it, or somebody has saved it since", files: []string{FileName}},
		{name: "a text file", written: func(t *testing.T, folder string, _ []reconcile.Question) {
			put(t, folder, FileName, []byte("The board decided to wait.\n"))
		}, kept: "this is a text file, not a workbook", files: []string{"Decisions 2.xlsx"}, left: []string{"this is a text file"}},
		{name: "a link to an untouched one", written: func(t *testing.T, folder string, open []reconcile.Question) {
			put(t, folder, "shared.xlsx", written(t, open))
			must(t, os.Symlink("shared.xlsx", filepath.Join(folder, FileName)))
		}, kept: "its name is a link to a file elsewhere", files: []string{FileName}},
		{name: "a link to one with answers", written: func(t *testing.T, folder string, open []reconcile.Question) {
			answered(func(*copyOf) {})(t, folder, open)
			must(t, os.Rename(filepath.Join(folder, FileName), filepath.Join(folder, "shared.xlsx")))
			must(t, os.Symlink("shared.xlsx", filepath.Join(folder, FileName)))
		}, kept: "somebody has worked in it", files: []string{FileName}, taken: bothTaken, left: []string{"its name is a link to a file elsewhere"}},
		{name: "a link to nothing", written: func(t *testing.T, folder string, _ []reconcile.Question) {
			must(t, os.Symlink("gone.xlsx", filepath.Join(folder, FileName)))
		}, kept: "it is a link to a file that is not there", files: []string{"Decisions 2.xlsx"}, left: []string{"it is a link to a file that is not there"}},
		{name: "a folder", written: func(t *testing.T, folder string, _ []reconcile.Question) {
			must(t, os.Symlink(t.TempDir(), filepath.Join(folder, FileName)))
		}, kept: "it is a folder", files: []string{"Decisions 2.xlsx"}, left: []string{"it is a folder"}},
		{name: "a heading renamed", written: answered(func(c *copyOf) { c.set(questionsSheet, colAnswer, 4, "Our view") }),
			kept: "somebody has worked in it", files: []string{FileName}, taken: bothTaken, done: true,
			left: []string{`Decisions.xlsx, Questions!H4: the heading says "Our view", and its column is read as "Answer"`}},
		{name: "three headings renamed", written: answered(func(c *copyOf) {
			c.set(questionsSheet, colAnswer, 4, "Our view")
			c.set(questionsSheet, colWhy, 4, "")
			c.set(questionsSheet, colKey, 4, "Code")
		}), kept: "somebody has worked in it", files: []string{FileName}, taken: bothTaken, done: true,
			left: []string{`Decisions.xlsx, Questions!H4: the heading says "Our view"`, `Decisions.xlsx, Questions!L4: the heading says "Code"`}},
		{name: "a heading renamed and a column put in beside it", written: answered(func(c *copyOf) {
			must(c.t, c.file.InsertCols(questionsSheet, "I", 1))
			c.set(questionsSheet, colAnswer, 4, "Our view")
		}), kept: "somebody has worked in it", files: []string{FileName}, taken: bothTaken, done: true,
			left: []string{
				`Decisions.xlsx, Questions!H4: "Our view" stands among the headings and is none of ours`,
				`Decisions.xlsx, Questions!H5: "Officer" stands in the margin of 1.1 due and is read as its answer`,
				`Decisions.xlsx, Questions!H12: "Let it go" stands in the margin of 1.6 whole row and is read as its answer`,
			}},
		{name: "the key column deleted", written: answered(func(c *copyOf) { must(c.t, c.file.RemoveCol(questionsSheet, "L")) }),
			kept: "somebody has worked in it", files: []string{FileName, "Decisions 2.xlsx"}, taken: bothTaken, done: true,
			left: []string{`Decisions.xlsx, sheet "Questions": 8 rows without a key, known by what they show`}},
		{name: "the title rows deleted", written: answered(func(c *copyOf) {
			for range 3 {
				must(c.t, c.file.RemoveRow(questionsSheet, 1))
			}
		}), kept: "somebody has worked in it", files: []string{FileName}, taken: bothTaken, done: true},
		{name: "the title rows and the headings deleted", written: answered(func(c *copyOf) { unhead(c, 4) }),
			kept: "somebody has worked in it", files: []string{FileName}, taken: bothTaken, done: true},
		{name: "the headings and the keys deleted", written: answered(func(c *copyOf) {
			unhead(c, 4)
			for row := 1; row <= 9; row++ {
				c.set(questionsSheet, colKey, row, "")
			}
		}), kept: "somebody has worked in it", files: []string{FileName, "Decisions 2.xlsx"}, taken: bothTaken, done: true,
			left: []string{`Decisions.xlsx, sheet "Questions": 8 rows without a key, known by what they show`}},
		{name: "a sheet added", written: answered(func(c *copyOf) {
			_, err := c.file.NewSheet("For the board")
			must(c.t, err)
			must(c.t, c.file.SetCellStr("For the board", "B2", "We should ask the police first."))
			must(c.t, c.file.SetCellStr("For the board", "B3", "Or the schools."))
		}), kept: "somebody has worked in it", files: []string{FileName}, taken: bothTaken,
			left: []string{`Decisions.xlsx, 'For the board'!B2: "We should ask the police first.": its sheet is none of ours, so none of its 2 texts was read`}},
		{name: "rows moved to a sheet of their own", written: answered(func(c *copyOf) { moveRows(c, "Mine", 5, 12) }),
			kept: "somebody has worked in it", files: []string{FileName}, taken: bothTaken, done: true},
		{name: "rows sorted", written: answered(func(c *copyOf) { swapRows(c, 5, 12) }),
			kept: "somebody has worked in it", files: []string{FileName}, taken: bothTaken, done: true},
		{name: "rows sorted without their keys", written: answered(func(c *copyOf) { swapRows(c, 5, 12); swapCells(c, colKey, 5, 12) }),
			kept: "somebody has worked in it", files: []string{FileName, "Decisions 2.xlsx"}, left: []string{
				"Decisions.xlsx, Questions!H5: 1.6 whole row: its key is of 1.1 due and its row shows 1.6 whole row",
				"Decisions.xlsx, Questions!H12: 1.1 due: its key is of 1.6 and its row shows 1.1 due",
			}},
		{name: "notes in the margin", written: answered(func(c *copyOf) {
			c.set(questionsSheet, colKey+3, 5, "ask the schools")
			c.set(questionsSheet, colRef, 20, "Sent to the board")
			c.set(questionsSheet, colAbout, 1, "Please hurry")
		}), kept: "somebody has worked in it", files: []string{FileName}, taken: bothTaken, left: []string{
			`Decisions.xlsx, Questions!B1: "Please hurry": it stands outside the rows of questions`,
			`Decisions.xlsx, Questions!O5: "ask the schools": it stands outside the cells to fill in`,
			`Decisions.xlsx, Questions!A20: "Sent to the board": it stands outside the rows of questions`,
		}},
		{name: "an answer in the margin", written: func(t *testing.T, folder string, open []reconcile.Question) {
			c := newCopy(t, open).fill(find(t, open, "1.1 due"), filled{why: "Agreed.", by: "Head of Improvement"}).fill(find(t, open, "1.6"), yes("Let it go"))
			c.set(questionsSheet, colKey+2, 5, "officer")
			c.set(questionsSheet, colKey+3, 5, "ask the schools")
			put(t, folder, FileName, c.bytes())
		}, kept: "somebody has worked in it", files: []string{FileName}, taken: bothTaken, left: []string{
			`Decisions.xlsx, Questions!O5: "ask the schools": it stands outside the cells to fill in`,
			`Decisions.xlsx, Questions!N5: "officer" stands in the margin of 1.1 due and is read as its answer`,
		}},
		{name: "two answers in the margin", written: func(t *testing.T, folder string, open []reconcile.Question) {
			c := newCopy(t, open).fill(find(t, open, "1.1 due"), filled{why: "Agreed.", by: "Head of Improvement"})
			c.set(questionsSheet, colKey+2, 5, "officer")
			c.set(questionsSheet, colKey+3, 5, "partner")
			put(t, folder, FileName, c.bytes())
		}, kept: "somebody has worked in it", files: []string{FileName}, left: []string{
			"Decisions.xlsx, Questions!H5: 1.1 due: no answer was chosen",
			`Decisions.xlsx, Questions!N5: "officer": it stands outside the cells to fill in`,
			`Decisions.xlsx, Questions!O5: "partner": it stands outside the cells to fill in`,
		}},
		{name: "a reading written over", written: answered(func(c *copyOf) { c.set(questionsSheet, colOfficer, 6, "all of them came") }),
			kept: "somebody has worked in it", files: []string{FileName}, taken: bothTaken,
			left: []string{`Decisions.xlsx, Questions!E6: "all of them came": the cell no longer says what was written there`}},
		{name: "a comment on a cell", written: answered(func(c *copyOf) {
			must(c.t, c.file.AddComment(questionsSheet, excelize.Comment{Cell: "H6", Text: "not yet"}))
		}), kept: "somebody has worked in it", files: []string{FileName}, taken: bothTaken,
			left: []string{`Decisions.xlsx, Questions!H6: "not yet": comments on cells are not read as answers`}},
		{name: "a password", written: func(t *testing.T, folder string, open []reconcile.Question) {
			c := newCopy(t, open).fill(find(t, open, "1.1 due"), yes("Officer"))
			must(t, c.file.SaveAs(filepath.Join(folder, FileName), excelize.Options{Password: "secret"}))
		}, kept: "this workbook needs a password to open", files: []string{"Decisions 2.xlsx"}, left: []string{"this workbook needs a password to open"}},
		{name: "truncated", written: func(t *testing.T, folder string, open []reconcile.Question) {
			data := newCopy(t, open).fill(find(t, open, "1.1 due"), yes("Officer")).bytes()
			put(t, folder, FileName, data[:len(data)/2])
		}, kept: "this workbook is damaged", files: []string{"Decisions 2.xlsx"}, left: []string{"this workbook is damaged"}},
		{name: "nothing in it", written: func(t *testing.T, folder string, _ []reconcile.Question) { put(t, folder, FileName, nil) },
			kept: "the file is empty", files: []string{"Decisions 2.xlsx"}, left: []string{"the file is empty"}},
		{name: "a bad zip", written: func(t *testing.T, folder string, open []reconcile.Question) {
			data := newCopy(t, open).fill(find(t, open, "1.1 due"), yes("Officer")).bytes()
			at := bytes.Index(data, []byte("xl/worksheets/sheet1.xml"))
			for i := range 400 {
				data[at+60+i] ^= 0x5a
			}
			put(t, folder, FileName, data)
		}, kept: "this workbook is damaged", files: []string{"Decisions 2.xlsx"}, left: []string{"this workbook is damaged"}},
		{name: "a second name for it", written: func(t *testing.T, folder string, open []reconcile.Question) {
			put(t, folder, FileName, written(t, open[:3]))
			must(t, os.Link(filepath.Join(folder, FileName), filepath.Join(folder, "snapshot.xlsx")))
		}, kept: "it has a second name (a hard link)", files: []string{FileName, "Decisions 2.xlsx"}},
		{name: "read-only", written: func(t *testing.T, folder string, open []reconcile.Question) {
			put(t, folder, FileName, written(t, open[:3]))
			must(t, os.Chmod(filepath.Join(folder, FileName), 0o444))
		}, kept: "somebody has marked it read-only", files: []string{FileName, "Decisions 2.xlsx"}},
		{name: "read-only with answers", written: func(t *testing.T, folder string, open []reconcile.Question) {
			answered(func(*copyOf) {})(t, folder, open)
			must(t, os.Chmod(filepath.Join(folder, FileName), 0o444))
		}, kept: "somebody has worked in it", files: []string{FileName}, taken: bothTaken, done: true},
		{name: "open elsewhere", written: func(t *testing.T, folder string, open []reconcile.Question) {
			put(t, folder, FileName, written(t, open[:3]))
			put(t, folder, "~$"+FileName, ownerFile("Jo"))
		}, kept: "it is open in Excel, by Jo", files: []string{FileName, "Decisions 2.xlsx"}},
		{name: "open elsewhere with answers", written: func(t *testing.T, folder string, open []reconcile.Question) {
			answered(func(*copyOf) {})(t, folder, open)
			put(t, folder, "~$"+FileName, ownerFile("Jo"))
		}, kept: "somebody has worked in it", files: []string{FileName}, taken: bothTaken, left: []string{"it is open in Excel, by Jo"}},
	}
}

// ownerFile is what Excel lays beside a workbook it has open.
func ownerFile(name string) []byte {
	data := bytes.Repeat([]byte(" "), 165)
	data[0] = byte(len(name))
	copy(data[1:], name)
	data[55], data[56] = byte(len(name)), 0
	for i, r := range []byte(name) {
		data[57+2*i], data[58+2*i] = r, 0
	}
	return data
}

// unhead deletes the first rows of the sheet of questions. A table wants its
// headings, so it goes first.
func unhead(c *copyOf, rows int) {
	c.t.Helper()
	must(c.t, c.file.DeleteTable("Questions"))
	for range rows {
		must(c.t, c.file.RemoveRow(questionsSheet, 1))
	}
}

func (c *copyOf) row(row int) []string {
	c.t.Helper()
	texts := make([]string, colKey+1)
	for column := range texts {
		name, _ := excelize.CoordinatesToCellName(column+1, row)
		text, err := c.file.GetCellValue(questionsSheet, name)
		must(c.t, err)
		texts[column] = text
	}
	return texts
}

func swapRows(c *copyOf, a, b int) {
	textsA, textsB := c.row(a), c.row(b)
	for column := range textsA {
		c.set(questionsSheet, column, a, textsB[column])
		c.set(questionsSheet, column, b, textsA[column])
	}
}

func swapCells(c *copyOf, column, a, b int) {
	textA, textB := c.row(a)[column], c.row(b)[column]
	c.set(questionsSheet, column, a, textB)
	c.set(questionsSheet, column, b, textA)
}

// moveRows cuts rows out and puts them on a sheet of their own, from C3 on.
func moveRows(c *copyOf, sheet string, rows ...int) {
	_, err := c.file.NewSheet(sheet)
	must(c.t, err)
	for i, row := range rows {
		for column, text := range c.row(row) {
			c.set(sheet, column+2, i+3, text)
			c.set(questionsSheet, column, row, "")
		}
	}
}

// TestMistreatedPreview writes the questions where Decisions.xlsx was
// mistreated: not one byte of it changes, what was done is said, every question
// is asked somewhere, and a second run writes nothing more.
func TestMistreatedPreview(t *testing.T) {
	open := storyQuestions(t)
	for _, m := range mistreatments() {
		t.Run(m.name, func(t *testing.T) {
			folder := t.TempDir()
			m.written(t, folder, open)
			before := filesIn(t, folder)
			in := inboxIn(folder)
			asked, err := in.Ask(open)
			if err != nil {
				t.Fatal(err)
			}
			var names []string
			for _, path := range asked.Files {
				names = append(names, filepath.Base(path))
			}
			if diff := cmp.Diff(m.files, names); diff != "" {
				t.Errorf("asked in (-want +got):\n%s", diff)
			}
			if len(asked.Kept) != 1 || asked.Kept[0].Path != filepath.Join(folder, FileName) || !strings.HasPrefix(asked.Kept[0].Why, m.kept) {
				t.Errorf("kept %v, want %s", asked.Kept, m.kept)
			}
			asksAll(t, in, asked, open)
			after := filesIn(t, folder)
			for name, is := range before {
				if after[name] != is {
					t.Errorf("%s was changed", name)
				}
			}
			if want := len(before) + len(m.files) - map[bool]int{true: 1}[slices.Contains(m.files, FileName)]; len(after) != want {
				t.Errorf("%d files there afterwards, want %d", len(after), want)
			}
			again, err := in.Ask(open)
			if err != nil || again.Written != "" {
				t.Errorf("a second run wrote %q, %v", again.Written, err)
			}
			if diff := cmp.Diff(after, filesIn(t, folder)); diff != "" {
				t.Errorf("a second run changed (-before +after):\n%s", diff)
			}
		})
	}
}

// TestMistreatedApply reads the answers out of a mistreated Decisions.xlsx: it
// takes what can be told, says the rest with its place, and puts a copy aside
// only where nothing was left in it.
func TestMistreatedApply(t *testing.T) {
	open := storyQuestions(t)
	for _, m := range mistreatments() {
		t.Run(m.name, func(t *testing.T) {
			folder := t.TempDir()
			m.written(t, folder, open)
			before := filesIn(t, folder)
			in := inboxIn(folder)
			r, err := in.Collect(open, Remembered{})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(m.taken, takes(r.Decisions)); diff != "" {
				t.Errorf("taken (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(before, filesIn(t, folder)); diff != "" {
				t.Errorf("reading changed (-before +after):\n%s", diff)
			}
			var moved []string
			stayed, _, err := in.PutAside(r, func(path string) error { moved = append(moved, path); return nil })
			if err != nil || (len(moved) == 1) != m.done {
				t.Errorf("put aside %v, %v; want %v", moved, err, m.done)
			}
			said := said13(r, stayed)
			if len(said) != len(m.left) {
				t.Errorf("said %q, want %q", said, m.left)
				return
			}
			for i, want := range m.left {
				if !strings.HasPrefix(said[i], want) {
					t.Errorf("said %q, want %q", said[i], want)
				}
			}
			if m.done || len(m.taken) == 0 {
				return
			}
			again, err := in.Collect(remaining(open, r.Decisions), Remembered{Marks: r.Marks})
			if err != nil || len(again.Decisions) > 0 || len(again.Left) != len(r.Left) {
				t.Errorf("a second run took %v and left %v, %v", takes(again.Decisions), reasons(again.Left), err)
			}
		})
	}
}

// said13 is everything that a run has to say of what came back.
func said13(r Returned, stayed []Kept) []string {
	var said []string
	for _, l := range r.Left {
		said = append(said, l.String())
	}
	for _, n := range r.Notes {
		said = append(said, n.String())
	}
	for _, k := range append(slices.Clone(r.Unread), stayed...) {
		said = append(said, k.Why)
	}
	return append(said, r.Remarks...)
}

// remaining are the questions that are open once decisions were remembered.
func remaining(open []reconcile.Question, taken []reconcile.Decision) []reconcile.Question {
	return slices.DeleteFunc(slices.Clone(open), func(q reconcile.Question) bool {
		return slices.ContainsFunc(taken, func(d reconcile.Decision) bool { return d.Question == q.Key() })
	})
}

// TestAskAgain replaces a workbook nobody touched, and none other.
func TestAskAgain(t *testing.T) {
	open := storyQuestions(t)
	folder := t.TempDir()
	in := inboxIn(folder)
	first, err := in.Ask(open[:2])
	must(t, err)
	second, err := in.Ask(open)
	must(t, err)
	path := filepath.Join(folder, FileName)
	for _, asked := range []Asked{first, second} {
		if asked.Written != path || len(asked.Kept) > 0 || !slices.Equal(asked.Files, []string{path}) {
			t.Errorf("asked %+v, want %s written", asked, path)
		}
	}
	asksAll(t, in, second, open)
	none, err := in.Ask(nil)
	if err != nil || none.Written != "" || len(none.Files) > 0 {
		t.Errorf("nothing open: %+v, %v", none, err)
	}
}

// TestAskMeanwhile lets somebody save a file of the name while the questions
// are being written.
func TestAskMeanwhile(t *testing.T) {
	open := storyQuestions(t)
	for _, untouched := range []bool{false, true} {
		folder := t.TempDir()
		path := filepath.Join(folder, FileName)
		in := inboxIn(folder)
		if untouched {
			put(t, folder, FileName, written(t, open[:2]))
		}
		theirs := newCopy(t, open[:2]).fill(open[0], yes("Officer")).bytes()
		looks := 0
		in.InUse = func(string) error {
			if looks++; looks == 1 {
				put(t, folder, FileName, theirs)
			}
			return nil
		}
		if !untouched {
			// Nothing is there at first, so nobody asks whether it is open: they
			// save between the looking and the writing.
			in.onWriting = func() { put(t, folder, FileName, theirs); in.onWriting = nil }
		}
		asked, err := in.Ask(open)
		must(t, err)
		if now, _ := os.ReadFile(path); !bytes.Equal(now, theirs) {
			t.Errorf("untouched %v: what somebody saved meanwhile was written over", untouched)
		}
		if want := filepath.Join(folder, "Decisions 2.xlsx"); asked.Written != want || len(asked.Kept) != 1 {
			t.Errorf("untouched %v: asked %+v, want %s written", untouched, asked, want)
		}
		asksAll(t, in, asked, open)
	}
}

// TestPutAsideMeanwhile leaves a copy that somebody saved again after it was
// read.
func TestPutAsideMeanwhile(t *testing.T) {
	open := storyQuestions(t)
	folder := t.TempDir()
	in := inboxIn(folder)
	c := newCopy(t, open).fill(find(t, open, "1.1 due"), yes("Officer"))
	put(t, folder, "decisions police.XLSX", c.bytes())
	r, err := in.Collect(open, Remembered{})
	must(t, err)
	if diff := cmp.Diff([]string{filepath.Join(folder, "decisions police.XLSX")}, r.Done()); diff != "" {
		t.Fatalf("done (-want +got):\n%s", diff)
	}
	put(t, folder, "decisions police.XLSX", c.fill(find(t, open, "1.6"), yes("Let it go")).bytes())
	kept, marks, err := in.PutAside(r, func(path string) error { return fmt.Errorf("%s was moved", path) })
	if err != nil || len(kept) != 1 || kept[0].Why != "somebody saved it after it was read" {
		t.Errorf("kept %v, %v", kept, err)
	}
	if diff := cmp.Diff([]string{r.done[0].Answers[0].Mark()}, marks); diff != "" {
		t.Errorf("the marks of what stays (-want +got):\n%s", diff)
	}
	again, err := in.Collect(remaining(open, r.Decisions), Remembered{Marks: marks})
	if err != nil || slices.ContainsFunc(again.Left, func(l Left) bool { return l.Mark() == marks[0] }) {
		t.Errorf("an answer that was taken is left: %v, %v", reasons(again.Left), err)
	}
}

// TestCutOff knows the answers of a run that was cut off after it remembered
// them and before it put their copy aside.
func TestCutOff(t *testing.T) {
	open := columnStory(t)
	for name, fill := range map[string]func(c *copyOf) *copyOf{
		"a question":    func(c *copyOf) *copyOf { return c.fill(find(t, open, "1.2 due"), yes("Officer")) },
		"a column":      func(c *copyOf) *copyOf { return c.fillColumn(plan.FieldDue, yes("Partner")) },
		"a whole table": func(c *copyOf) *copyOf { return c.fillTable("Plan", "cells that differ", yes("Officer")) },
	} {
		folder := t.TempDir()
		put(t, folder, FileName, fill(newCopy(t, open)).bytes())
		in := inboxIn(folder)
		r, err := in.Collect(open, Remembered{})
		if err != nil || len(r.Decisions) == 0 || len(r.Done()) != 1 {
			t.Fatalf("%s: taken %v, left %v, done %v, %v", name, takes(r.Decisions), reasons(r.Left), r.Done(), err)
		}
		again, err := in.Collect(remaining(open, r.Decisions), Remembered{Decisions: r.Decisions})
		if err != nil || len(again.Decisions)+len(again.Left) > 0 || len(again.Done()) != 1 {
			t.Errorf("%s: taken again %v, left %v, done %v, %v", name, takes(again.Decisions), reasons(again.Left), again.Done(), err)
		}
		unknown, err := in.Collect(remaining(open, r.Decisions), Remembered{})
		if err != nil || len(unknown.Left) == 0 || len(unknown.Done()) > 0 {
			t.Errorf("%s: nothing remembered, and left %v, done %v, %v", name, reasons(unknown.Left), unknown.Done(), err)
		}
	}
}

// TestNotCopies never looks at the plan, whatever it is called.
func TestNotCopies(t *testing.T) {
	open := storyQuestions(t)
	folder := t.TempDir()
	put(t, folder, "Decisions plan.xlsx", []byte("not even a workbook"))
	put(t, folder, "~$Decisions.xlsx", []byte("an owner file"))
	put(t, folder, "My Decisions.xlsx", []byte("another name"))
	in := inboxIn(folder)
	in.Not = []string{filepath.Join(folder, "Decisions plan.xlsx"), filepath.Join(folder, "absent.xlsx")}
	r, err := in.Collect(open, Remembered{})
	if err != nil || len(r.Unread) > 0 {
		t.Errorf("unread %v, %v", r.Unread, err)
	}
	in.Folder = filepath.Join(folder, "absent")
	if _, err := in.Collect(open, Remembered{}); err == nil {
		t.Error("a folder that is not there is taken for an empty one")
	}
}

// TestNamesOfCopies reads a copy that somebody's program gave another name, and says
// of one in another format that nobody reads it.
func TestNamesOfCopies(t *testing.T) {
	open := storyQuestions(t)
	answered := newCopy(t, open).fill(find(t, open, "1.1 due"), yes("Officer")).bytes()
	for name, want := range map[string]struct {
		taken  int
		unread string
	}{
		"Copy of Decisions.xlsx":          {taken: 1},
		"RE_ decisions (2).XLSX":          {taken: 1},
		"~$Decisions.xlsx":                {},
		".~lock.Decisions.xlsx#":          {},
		"Answers.xlsx":                    {},
		"Decisions.ods":                   {unread: "answers are read from Excel workbooks: save it as .xlsx"},
		"decisions police.xls":            {unread: "answers are read from Excel workbooks: save it as .xlsx"},
		"Copy of Decisions.ods":           {unread: "answers are read from Excel workbooks: save it as .xlsx"},
		"RE_ Fwd_ Decisions.xls":          {unread: "answers are read from Excel workbooks: save it as .xlsx"},
		"Register of decisions 2021.ods":  {},
		"Decisions of the board 2021.pdf": {},
	} {
		folder := t.TempDir()
		put(t, folder, name, answered)
		r, err := inboxIn(folder).Collect(open, Remembered{})
		unread := ""
		for _, k := range r.Unread {
			unread += k.Why
		}
		if err != nil || len(r.Decisions) != want.taken || unread != want.unread {
			t.Errorf("%s: taken %d, unread %q, %v", name, len(r.Decisions), unread, err)
		}
	}
}

// TestDamagedCopy says of a copy under a name that mail gives that it cannot be read.
func TestDamagedCopy(t *testing.T) {
	folder := t.TempDir()
	named := []string{
		"Copy of Decisions.xlsx", "EXTERNAL_ Decisions.xlsx", "RE_ [EXTERNAL] Decisions (2).xlsx", "[EXTERNAL] Decisions.xlsx",
		"[Ext]Decisions.xlsx", "_EXTERNAL_ RE_ Decisions.xlsx", "{SPAM?} Decisions.xlsx", "OFFICIAL-SENSITIVE - Decisions.xlsx",
	}
	for _, name := range named {
		put(t, folder, name, []byte("no workbook"))
	}
	for _, name := range []string{"Board decisions.xlsx", "Extra Decisions.xlsx", "Report on Decisions.xlsx", "[Cabinet] Decisions.xlsx"} {
		put(t, folder, name, []byte("somebody else's"))
	}
	r, err := inboxIn(folder).Collect(storyQuestions(t), Remembered{})
	var unread []string
	for _, k := range r.Unread {
		unread = append(unread, filepath.Base(k.Path))
	}
	slices.Sort(named)
	if slices.Sort(unread); err != nil || !slices.Equal(unread, named) {
		t.Errorf("unread %q, want %q, %v", unread, named, err)
	}
}

// TestStruckAnswer takes no answer of which somebody struck out anything that was filled
// in, and names that cell; of one in two pieces it takes what is not struck out.
func TestStruckAnswer(t *testing.T) {
	open := storyQuestions(t)
	asked := find(t, open, "1.1 due")
	given := filled{"Other", "31/12/2026", "the board set it", "Director of Practice"}
	struck := func(words string) []excelize.RichTextRun {
		return []excelize.RichTextRun{{Text: words, Font: &excelize.Font{Strike: true}}}
	}
	for name, tc := range map[string]struct {
		fill   filled
		words  string
		pieces []excelize.RichTextRun
		taken  int
		why    string
	}{
		"all":        {yes("Officer"), "Officer", struck("Officer"), 0, "it is struck out"},
		"some":       {yes("Officer"), "Officer", []excelize.RichTextRun{{Text: "Partner ", Font: &excelize.Font{Strike: true}}, {Text: "Officer"}}, 1, ""},
		"other text": {given, given.other, struck(given.other), 0, "the other text is struck out"},
		"name":       {given, given.by, struck(given.by), 0, "the name is struck out"},
		"reason":     {given, given.why, struck(given.why), 0, "the reason is struck out"},
	} {
		book, err := excelize.OpenReader(bytes.NewReader(newCopy(t, open).fill(asked, tc.fill).bytes()))
		if err != nil {
			t.Fatal(err)
		}
		sheet := book.GetSheetName(0)
		at, err := book.SearchSheet(sheet, tc.words)
		if err != nil || len(at) != 1 {
			t.Fatalf("%q stands in %v, %v", tc.words, at, err)
		}
		if err := book.SetCellRichText(sheet, at[0], tc.pieces); err != nil {
			t.Fatal(err)
		}
		text, err := book.WriteToBuffer()
		if err != nil {
			t.Fatal(err)
		}
		folder := t.TempDir()
		put(t, folder, "Decisions.xlsx", text.Bytes())
		r, err := inboxIn(folder).Collect(open, Remembered{})
		if err != nil || len(r.Decisions) != tc.taken {
			t.Fatalf("%s: taken %v, %v", name, r.Decisions, err)
		}
		if tc.taken > 0 && r.Decisions[0].Take != reconcile.TakeOfficer {
			t.Errorf("%s: taken %v", name, r.Decisions)
		}
		if tc.why != "" && (len(r.Left) != 1 || !strings.HasPrefix(r.Left[0].Reason, tc.why) || !strings.Contains(r.Left[0].String(), "!"+at[0])) {
			t.Errorf("%s, in %s: left %v", name, at[0], r.Left)
		}
	}
}

// TestAskWhereNothingCanBeWritten asserts that no file is said to hold the questions
// where it could not be written.
func TestAskWhereNothingCanBeWritten(t *testing.T) {
	open := []reconcile.Question{{Kind: reconcile.QuestionRow, Ref: "2.3", Name: "2.3", Side: reconcile.Partner, Why: "it is gone"}}
	asked, err := inboxIn(filepath.Join(t.TempDir(), "no such folder")).Ask(open)
	if err == nil || len(asked.Files) > 0 || asked.Written != "" {
		t.Errorf("asked %+v, %v", asked, err)
	}
}
