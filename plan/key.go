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

// nameWords is how many characters of an action's words name it.
const nameWords = 48

// Name is what people call the action: its ref or, where it has none, its row
// and its first words: row 7, “Train all social workers”.
func (a Action) Name() string {
	if a.Ref != "" {
		return string(a.Ref)
	}
	words := strings.Join(strings.FieldsFunc(a.Shown(FieldAction), func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r)
	}), " ")
	if runes := []rune(words); len(runes) > nameWords {
		words = strings.TrimSpace(string(runes[:nameWords-1])) + "…"
	}
	if words == "" {
		return fmt.Sprintf("row %d", a.Row)
	}
	return fmt.Sprintf("row %d, “%s”", a.Row, words)
}
