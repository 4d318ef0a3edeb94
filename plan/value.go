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
	Beside string // for a date, what else its cell says: "phase 1 only"; in lower case, without marks. For a month, see IsMonth. For a rating, the step of the council's scale: see Step
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
	for _, rating := range Ratings {
		if step, ok := strings.CutPrefix(whole, rating+" "); ok && kind == KindRating && step != "" {
			return Value{Kind: kind, Text: rating, Beside: step}
		}
	}
	return Value{Kind: kind, Text: whole}
}

// A month is a date of which no day was said. Its value is the day that it stands
// for in its column, its first where something begins and its last elsewhere, and
// beside that the word month, whatever the cell holds:
//
//	Dec-25, typed                                      2025-12-31 month
//	1 December 2025, shown as Dec-25 by its format     2025-12-31 month
//	31/12/2025                                         2025-12-31
//
// No words of an author's begin what stands beside a date with that word: where
// a cell speaks of a month besides its date, the word is left out.
const monthMark = "month"

// IsMonth reports whether the value is a date that stands for a month.
func (v Value) IsMonth() bool {
	return v.Kind == KindDate && (v.Beside == monthMark || strings.HasPrefix(v.Beside, monthMark+" "))
}

// Besides is what else the cell of a date says: "phase 1 only".
func (v Value) Besides() string {
	if v.IsMonth() {
		return strings.TrimPrefix(strings.TrimPrefix(v.Beside, monthMark), " ")
	}
	return v.Beside
}

// AsMonth is the date as one that stands for a month, in a field's column.
func (v Value) AsMonth(f Field) Value {
	d, ok := v.Date()
	if !ok {
		return v
	}
	v.Beside = strings.TrimSuffix(monthMark+" "+v.Besides(), " ")
	v.Text = d.monthDay(f).String()
	return v
}

// monthDay is the day that a date's month stands for in a field's column.
func (d Date) monthDay(f Field) Date {
	d.Day = 1
	if f == FieldStart {
		return d
	}
	return DateOf(d.time().AddDate(0, 1, -1))
}

// Long is a date's value as a person reads it: 31 March 2026, March 2026, 31 March
// 2026 phase 1 only. It is the canonical text of any other.
func (v Value) Long() string {
	d, ok := v.Date()
	switch {
	case !ok:
		return v.Whole()
	case v.IsMonth():
		return strings.TrimSpace(d.MonthLong() + " " + v.Besides())
	}
	return strings.TrimSpace(d.Long() + " " + v.Beside)
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
