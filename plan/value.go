package plan

import "strings"

// Kind says what sort of thing a value is.
type Kind uint8

// The kinds of value. Blank, placeholder and vague are kept apart because a
// reader must answer them differently: nobody wrote anything, somebody wrote
// that it is not known yet, somebody wrote a date that is none.
const (
	KindAbsent      Kind = iota // the row or the column is not there
	KindBlank                   // the cell is there and empty
	KindPlaceholder             // "TBC", "n/a", "-"
	KindVague                   // "Ongoing", "ASAP" where a date belongs
	KindText                    // words
	KindNumber                  // a number, in its shortest decimal form
	KindDate                    // a date, 2026-03-31
	KindRating                  // red, amber, green, blue, not started
	KindBoolean                 // true, false
	KindError                   // a spreadsheet's own word, which nobody wrote: #REF!, Loading...
)

var kindNames = [...]string{"absent", "blank", "placeholder", "vague", "text", "number", "date", "rating", "boolean", "error"}

// String is the kind's name as JSON and the ledger write it.
func (k Kind) String() string { return kindNames[k] }

// KindNamed finds a kind by the name String gives it.
func KindNamed(name string) (Kind, bool) {
	for k, n := range kindNames {
		if n == name {
			return Kind(k), true
		}
	}
	return KindAbsent, false
}

// Value is what a cell says, made canonical: two cells say the same exactly
// when their Values are equal. The zero Value is absent: no such row or
// column. A blank cell is a Value of its own.
type Value struct {
	Kind   Kind
	Text   string
	Beside string // for a date, what else its cell says: "phase 1 only"; in lower case, without marks
}

// Whole is the value's text with what is said beside it, in one: "2022-03-31
// phase 1 only". ValueOf takes it apart.
func (v Value) Whole() string {
	if v.Beside == "" {
		return v.Text
	}
	return v.Text + " " + v.Beside
}

// ValueOf is the value of a kind whose Whole is a text.
func ValueOf(kind Kind, whole string) Value {
	if text, beside, _ := strings.Cut(whole, " "); kind == KindDate && beside != "" {
		if _, err := ParseISO(text); err == nil {
			return Value{Kind: kind, Text: text, Beside: beside}
		}
	}
	return Value{Kind: kind, Text: whole}
}

// Blank is the value of a cell that is there and empty.
var Blank = Value{Kind: KindBlank}

// IsBlank says whether a check should treat the value as nothing written:
// an empty cell, a placeholder, or a spreadsheet's own word. An absent cell is
// not blank.
func (v Value) IsBlank() bool {
	return v.Kind == KindBlank || v.Kind == KindPlaceholder || v.Kind == KindError
}

// Ref is an action's name for life, as text: "1.10" is not "1.1".
type Ref string
