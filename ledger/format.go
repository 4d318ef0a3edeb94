package ledger

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"actionplan/plan"
	"actionplan/reconcile"
)

// version is the newest format this package writes; it reads it and all before
// it. A base of an agreement that has no name, as earlier builds began them,
// stays in their format, so that they can still read it, and so does one that
// holds no answer about a column of one table.
const (
	version        = 4
	versionNamed   = 3
	versionUnnamed = 2
)

// title begins the first line of the base's file; the version follows.
const title = "actionplan base"

// state is everything the base's file holds.
type state struct {
	Agreement          string // "" for one that an earlier build began
	Begun, Agreed      plan.Date
	Officers, Partners string
	Log                logMark
	Base               plan.Plan
	Memory             reconcile.Memory
}

// The file is lines. A text that is plain stands as it is; one of several
// lines stands below its name, each line behind a bar; any other is quoted as
// Go quotes it. Fields and columns are sorted, and actions stand in the order
// of their refs, so that a changed cell is a changed line:
//
//	actionplan base 3
//	sha256 9f2c…
//	agreement: 5XKR7…
//	begun: 2026-01-08
//	agreed: 2026-03-31
//	officers: plan.xlsx
//	partners: Improvement plan
//
//	officer column due: Due date
//	partner column due: Due
//	partner lost column lead: Lead
//	"partner table Learning" column due: Due
//	partner column status: Where we are
//	"partner by settings" column status: Where we are
//
//	action 1.10
//	  table: Plan
//	  due date: 2026-03-31
//	    typed: 31/3/26
//	  progress text:
//	    | Ten posts advertised.
//	    | Four filled.
//	  status blank
//
// What people answered stands below the actions, in memory.go's words. Version
// 1 had actions alone, and 2 no name of the agreement.

// format writes a state as the file holds it. A base in which an action has
// no ref, or two have the same, is refused.
func format(s state) ([]byte, error) {
	var body bytes.Buffer
	if s.Agreement != "" {
		named(&body, "agreement", s.Agreement)
	}
	named(&body, "begun", s.Begun.String())
	named(&body, "agreed", s.Agreed.String())
	named(&body, "officers", s.Officers)
	named(&body, "partners", s.Partners)
	if s.Log.Length > 0 {
		named(&body, "log", s.Log.String())
	}
	body.WriteByte('\n')
	for _, c := range sortedColumns(s.Base.Columns) {
		if c.Of != "" {
			c.Table += ofTable + c.Of
		}
		kind := " column "
		if c.Hidden {
			kind = " lost column "
		}
		named(&body, word(c.Table)+kind+word(string(c.Field)), c.Heading)
		if c.Given {
			side, table, _ := strings.Cut(c.Table, ofTable)
			if table != "" {
				table = ofTable + table
			}
			named(&body, word(side+bySettings+table)+kind+word(string(c.Field)), c.Heading)
		}
	}
	actions := slices.Clone(s.Base.Actions)
	slices.SortFunc(actions, func(a, b plan.Action) int { return plan.CompareRefs(a.Ref, b.Ref) })
	for i, a := range actions {
		if a.Ref == "" {
			return nil, errors.New("an agreed action has no ref")
		}
		if i > 0 && actions[i-1].Ref == a.Ref {
			return nil, fmt.Errorf("the ref %s stands on two agreed actions", a.Ref)
		}
		formatAction(&body, a)
	}
	if err := formatMemory(&body, s.Memory); err != nil {
		return nil, err
	}
	if s.Agreement == "" {
		return sealAs(versionUnnamed, body.Bytes()), nil
	}
	if !slices.ContainsFunc(s.Memory.Decisions, func(d reconcile.Decision) bool { return d.Question.Table != "" }) {
		return sealAs(versionNamed, body.Bytes()), nil
	}
	return sealAs(version, body.Bytes()), nil
}

func sortedColumns(columns []plan.Column) []plan.Column {
	sorted := slices.Clone(columns)
	slices.SortFunc(sorted, func(a, b plan.Column) int {
		return cmp.Or(cmp.Compare(a.Table, b.Table), cmp.Compare(a.Of, b.Of), cmp.Compare(a.Field, b.Field), cmp.Compare(a.Heading, b.Heading), cmp.Compare(given(a), given(b)))
	})
	return sorted
}

// given is 1 for a column of which the settings say what it means.
func given(c plan.Column) int {
	if c.Given {
		return 1
	}
	return 0
}

func formatAction(body *bytes.Buffer, a plan.Action) {
	fmt.Fprintf(body, "\naction %s\n", word(string(a.Ref)))
	if a.Table != "" {
		named(body, "  table", a.Table)
	}
	for _, f := range a.Sorted() {
		e := a.Entry(f)
		if e.Value.Kind == plan.KindAbsent {
			continue
		}
		formatEntry(body, "  "+word(string(f)), e)
	}
}

// ofTable stands between a side and one of its tables, in one quoted word: earlier
// builds read it for the name of some other side, of which they ask nothing.
const ofTable = " table "

// bySettings stands behind a side whose settings say what a column means, likewise,
// in a line of its own below that of the column.
const bySettings = " by settings"

// formatEntry writes a value's kind and text behind a name, and below it what
// was typed, where that differs.
func formatEntry(body *bytes.Buffer, name string, e plan.Entry) {
	formatValue(body, name, e.Value)
	if e.Typed != e.Value.Whole() {
		named(body, "    typed", e.Typed)
	}
}

func formatValue(body *bytes.Buffer, name string, v plan.Value) {
	name += " " + v.Kind.String()
	if whole := v.Whole(); whole == "" {
		body.WriteString(name + "\n")
	} else {
		named(body, name, whole)
	}
}

// sealAs puts the title and the checksum before the lines they are about.
func sealAs(version int, body []byte) []byte {
	sum := sha256.Sum256(body)
	head := fmt.Sprintf("%s %d\nsha256 %s\n", title, version, hex.EncodeToString(sum[:]))
	return append([]byte(head), body...)
}

// named writes a text behind its name: on the same line where it is plain,
// below it where it is several plain lines, quoted otherwise.
func named(body *bytes.Buffer, name, text string) {
	lines := strings.Split(text, "\n")
	if len(lines) == 1 || slices.ContainsFunc(lines, func(line string) bool { return !printable(line) }) {
		fmt.Fprintf(body, "%s: %s\n", name, plainOrQuoted(text))
		return
	}
	fmt.Fprintf(body, "%s:\n", name)
	for _, line := range lines {
		body.WriteString(bar + line + "\n")
	}
}

// bar begins every line of a text of several lines.
const bar = "    | "

func plainOrQuoted(text string) string {
	if text != "" && printable(text) && text == strings.TrimSpace(text) && text[0] != '"' {
		return text
	}
	return strconv.Quote(text)
}

// printable says whether a text reads the same on a screen as it is.
func printable(text string) bool {
	if !utf8.ValidString(text) {
		return false
	}
	for _, r := range text {
		if !unicode.IsPrint(r) {
			return false
		}
	}
	return true
}

// word is a name that is one word on its line: quoted where it holds anything
// but letters, digits and the marks refs and fields are made of.
func word(text string) string {
	for _, r := range text {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(".-_/(),&+'", r) && (r != ':' || strings.HasSuffix(text, ":")) {
			return strconv.Quote(text)
		}
	}
	if text == "" || !utf8.ValidString(text) {
		return strconv.Quote(text)
	}
	return text
}
