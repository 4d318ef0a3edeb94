package table

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"actionplan/plan"
)

// # The key of a table
//
// Above or under a table, or on a sheet that holds none, a key may say what its statuses
// or ratings mean: several in a cell, or one in a row.
//
//	Status key: C = complete; IP = in progress
//
//	C            Complete
//	E            Embedded, no longer reported
//
// It settles nothing by itself: the partners' sheet has no such key, or another. A
// word that nobody knows is said with what the key says of it, and the line of
// settings gives it that meaning, where it is one.

// meaning is what a key says of a word, and the cell that says it.
type meaning struct {
	words string
	cell  plan.Cell
}

// aKey is what the keys of a table say, by the word, folded.
type aKey map[string]meaning

var (
	keyLabel = regexp.MustCompile(`^(?i:[^=:\n]{0,30}\b(?:key|legend|codes?|status(?:es)?|ratings?|b?rag|definitions?) ?(?::|–|—|-) ?)`)
	keyPair  = regexp.MustCompile(`(?:^|[\n;|,(]|\s{2})\s*([^\s=:;|,(\n][^=:;|,(\n]{0,19}?)(?: ?[=:] ?| [–—-] )`)
)

// longestMeaning is how many characters of what a key says are told.
const longestMeaning = 60

// read reads the lines of a sheet above a table, from its top row to its last, and those
// under it; of a sheet that holds no table all lines near its top.
func (k aKey) read(s *sheet, top, last int) {
	rows := s.used
	if last == 0 {
		rows = rows[:min(len(rows), closeRows)]
	}
	for _, row := range rows {
		if top <= row.Number && row.Number <= last {
			continue
		}
		said := s.says(row)
		for _, c := range said {
			if c.isText() {
				k.readCell(c.Text, plan.Cell{Sheet: s.Sheet, Row: row.Number, Column: c.Column})
			}
		}
		if len(said) == 2 && said[0].isText() && said[1].isText() {
			k.add(said[0].Text, said[1].Text, plan.Cell{Sheet: s.Sheet, Row: row.Number, Column: said[1].Column})
		}
	}
}

// readCell reads the words that a cell gives meanings: each up to the next.
func (k aKey) readCell(text string, cell plan.Cell) {
	text = text[len(keyLabel.FindString(text)):]
	pairs := keyPair.FindAllStringSubmatchIndex(text, -1)
	for i, at := range pairs {
		end := len(text)
		if i+1 < len(pairs) {
			end = pairs[i+1][0]
		}
		k.add(text[at[2]:at[3]], text[at[1]:end], cell)
	}
}

// add has a word mean what was said of it first.
func (k aKey) add(word, words string, cell plan.Cell) {
	words = strings.Trim(oneLine(words), " ;,|(")
	if !strings.Contains(words, "(") {
		words = strings.TrimRight(words, ") ") // the whole key stands in brackets
	}
	if _, has := k[plan.Fold(word)]; !has && words != "" && utf8.RuneCountInString(words) <= longestMeaning {
		k[plan.Fold(word)] = meaning{words, cell}
	}
}

// said is what is told of a word that nobody knows on a sheet; "" where no key says it.
func (k aKey) said(word, sheet string) string {
	m, ok := k[plan.Fold(word)]
	if !ok {
		return ""
	}
	at := fmt.Sprintf("%s%d", plan.ColumnLetters(m.cell.Column), m.cell.Row)
	if m.cell.Sheet != sheet {
		at += fmt.Sprintf(" of sheet %q", m.cell.Sheet)
	}
	return strings.ReplaceAll(fmt.Sprintf("; the key in %s says %s", at, strconv.Quote(m.words)), "%", "%%")
}
