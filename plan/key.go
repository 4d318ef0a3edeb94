package plan

import (
	"fmt"
	"strings"
	"unicode"
)

// ColumnKey names a column of a plan: the field it is about, in its table.
type ColumnKey struct {
	Table string
	Field Field
}

// CellKey names a cell of a plan by what it is about: an action, by the ref it
// goes by, and a field.
type CellKey struct {
	Ref   Ref
	Field Field
}

// RowKey names a cell of one reading by the row that it stands in, also where two rows
// have one ref or none, and a field.
type RowKey struct {
	Row   ID
	Field Field
}

// nameWords is how many characters of an action's words name it.
const nameWords = 48

// Name is what people call the action: its ref or, where it has none, its row
// and its first words: row 7, “Train all social workers”.
func (a Action) Name() string {
	if a.Ref != "" {
		return string(a.Ref)
	}
	return fmt.Sprintf("row %d", a.Row) + a.firstWords()
}

// FullName is Name where a plan stands on several sheets: Year 1 row 7, “Train
// all social workers”.
func (a Action) FullName() string {
	if a.Ref != "" {
		return string(a.Ref)
	}
	return Cell{Sheet: a.Sheet, Row: a.Row}.String() + a.firstWords()
}

// firstWords are the first of the action's words, to follow its row.
func (a Action) firstWords() string {
	if words := a.FirstWords(); words != "" {
		return ", " + words
	}
	return ""
}

// FirstWords are the first of the action's words, by which it is known where it
// stands in no row: “Train all social workers”.
func (a Action) FirstWords() string {
	words := strings.Join(strings.FieldsFunc(a.Shown(FieldAction), func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r)
	}), " ")
	if runes := []rune(words); len(runes) > nameWords {
		words = strings.TrimSpace(string(runes[:nameWords-1])) + "…"
	}
	if words == "" {
		return ""
	}
	return "“" + words + "”"
}
