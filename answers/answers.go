// Package answers asks people inside a spreadsheet, and reads what comes back:
// copies that were sorted, cut, filled in by several people, saved by another
// program, or no longer look as they were written.
//
// An Inbox is the folder where that happens. Ask sees that every open question
// stands in a workbook there; Collect reads the copies that came back and makes
// decisions of their answers, changing nothing; PutAside moves the copies of
// which everything was taken, once the decisions are remembered. Write, Read
// and Resolve are the same without a folder, and Given is an answer that came
// by no spreadsheet.
//
// Nothing is guessed. An answer counts only with a reason and a name, only
// while the readings say what they said when its copy was written, and only
// where no other copy answers differently; whatever is not taken is handed
// back with the reason (see the head of read.go for how a row is known).
//
// Nothing of anybody else's is written over: a workbook is replaced only while
// its seal shows that nobody has touched it (see seal.go), and everything else
// keeps its name and its bytes. No copy leaves the folder while anything that
// somebody typed in it was not taken.
//
// The package prints nothing and knows neither the ledger nor a workbook's
// format: its caller reads grids, remembers and moves.
package answers

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"actionplan/plan"
	"actionplan/reconcile"
)

// FileName is what the workbook is called where nobody says otherwise.
const FileName = stem + ".xlsx"

const stem = "Decisions"

// Copy is one copy of the workbook that came back.
type Copy struct {
	File    string
	Answers []Answer // rows in which something was answered, in reading order
	Notes   []Note   // other texts that people typed, in reading order
	Remarks []string // what was understood though it did not look as it was written, a sentence each

	asked []Answer // every row that asks a question, answered or not
}

// asks reports whether the question stands in the copy as it is asked now.
func (c Copy) asks(q reconcile.Question) bool {
	k := keyOf(q)
	return slices.ContainsFunc(c.asked, func(a Answer) bool { return a.key == k })
}

// Note is a text that somebody typed where no answer is looked for.
type Note struct {
	File string
	Cell plan.Cell // its row is 0 where it stands in no cell
	Text string
	Why  string // why it was not read, in the latter half of a sentence
}

// String names the note's place, repeats it and says why it was not read and
// what to do.
func (n Note) String() string {
	return fmt.Sprintf("%s: %q: %s: once you have seen to it, clear it there or keep the file elsewhere", Answer{File: n.File, Cell: n.Cell}.where(), short(oneLine(n.Text)), n.Why)
}

// Answer is one row somebody filled in, as it stands in the copy.
type Answer struct {
	Question string // as the row names it: "2.3 due"
	Chosen   string // the answer, as it was chosen or typed: "Officer"
	Other    string // the other text, or the ref a row is to have
	By, Why  string
	Column   bool // it answers for a whole column, or a whole table
	File     string
	Cell     plan.Cell // where the answer stands

	key     key
	byLooks bool   // the row has no key, and was known by what it shows
	lost    string // why nobody can tell what it answers
}

// Left is an answer that was not taken.
type Left struct {
	Answer
	Reason string // one sentence, without a capital or a full stop
}

// String names the answer's place and question, and says why it was not taken.
func (l Left) String() string {
	text := l.where() + ": "
	if l.Question != "" {
		text += l.Question + ": "
	}
	return text + l.Reason
}

// Mark tells an answer, with its name and reason, from every other: the same
// mark is the same answer to the same question about the same readings,
// wherever its copy was sorted or saved.
func (a Answer) Mark() string { return digest(24, a.key.String(), a.Chosen, a.Other, a.By, a.Why) }

// where is the file an answer stands in, and its cell where it has one.
func (a Answer) where() string {
	if a.Cell.Row == 0 {
		return a.File
	}
	return a.File + ", " + a.Cell.String()
}

// key is what a row's key cell says. It names a question, and says what its
// readings were; or it names a whole column or a whole table.
type key struct {
	whole    rune   // 'c' for a column, 't' for a table, 0 for a question
	question string // what it is about, as a digest; "" where the cell holds no key
	readings string // what was said then, as a digest
}

// String is the key as it stands in its cell.
func (k key) String() string {
	if k.whole != 0 {
		return string(k.whole) + "-" + k.question
	}
	return "q-" + k.question + "-" + k.readings
}

var keyForm = regexp.MustCompile(`^(?:q-([a-z2-7]{12})-([a-z2-7]{16})|([ct])-([a-z2-7]{12}))$`)

// readKey reads a key cell; the zero key is none.
func readKey(text string) key {
	parts := keyForm.FindStringSubmatch(plan.Fold(text))
	switch {
	case parts == nil:
		return key{}
	case parts[3] != "":
		return key{whole: rune(parts[3][0]), question: parts[4]}
	}
	return key{question: parts[1], readings: parts[2]}
}

// keyOf is a question's key. What it says of the readings changes with
// anything an answer could depend on.
func keyOf(q reconcile.Question) key {
	name := q.Key()
	parts := []string{string(q.Kind), string(q.Side), q.Personal}
	for _, said := range saidIn(q) {
		parts = append(parts, string(said.Field))
		if said.Ref != name.Ref && q.Kind != reconcile.QuestionColumn {
			parts = append(parts, string(said.Ref)) // one cell merged over several actions
		}
		for _, v := range []plan.Value{said.Base, said.Officer, said.Partner} {
			parts = append(parts, v.Kind.String(), v.Whole())
		}
	}
	return key{
		question: nameOfKey(name),
		readings: digest(16, parts...),
	}
}

// nameOfKey is what a key says of which question it is.
func nameOfKey(k reconcile.Key) string {
	parts := []string{string(k.Ref), string(k.Field), string(k.Side)}
	if k.Table != "" {
		parts = append(parts, k.Table)
	}
	return digest(12, parts...)
}

// columnKey is the key of a column.
func columnKey(f plan.Field) key { return key{whole: 'c', question: digest(12, string(f))} }

// tableKey is the key of what is asked of one sort about a table.
func tableKey(name, sort string) key { return key{whole: 't', question: digest(12, name, sort)} }

// saidIn is all that the three readings say in the cells of a question.
func saidIn(q reconcile.Question) []reconcile.Said {
	return q.Decide("", nil, "", "", plan.Date{}).Said
}

// digest makes one short word of several texts, none of which can pass for
// two. Sixteen letters of it are 80 bits.
func digest(letters int, parts ...string) string {
	sum := sha256.New()
	for _, part := range parts {
		var size [8]byte
		binary.BigEndian.PutUint64(size[:], uint64(len(part)))
		sum.Write(size[:])
		sum.Write([]byte(part))
	}
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum.Sum(nil)))[:letters]
}
