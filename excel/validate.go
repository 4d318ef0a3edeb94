package excel

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"actionplan/excel/internal/ooxml"
	"actionplan/internal/text"
	"actionplan/plan"
	"actionplan/table"
)

// What Excel lets a person type into a cell (data validation) does not bind a
// file: a value that the cell's drop-down list lacks is written all the same,
// and then filters and counts miss it. So it is said beforehand, with the word
// of the list that was probably meant. A rule that cannot be judged without
// working a formula out (INDIRECT, OFFSET, a rule of the sheet's own) is not
// known, and nothing is said.

// maxListed is how many words of a list are looked through.
const maxListed = 10_000

// unlisted is what to say where Excel would not take a value in a cell that
// stands in a row, "" where it would or that cannot be told.
func (b *named) unlisted(s *worksheet, t *target, row int) string {
	if t.content.kind == blankContent {
		return ""
	}
	for _, v := range s.found.Validations {
		if !slices.ContainsFunc(v.Ranges, func(r ooxml.Range) bool { return r.Holds(row, t.Column) }) {
			continue
		}
		refuses := ""
		if v.Refuses {
			refuses = ", and Excel would refuse it if it were typed"
		}
		if v.Type == "list" {
			words, exact, known := b.listed(s, v.Formulas[0])
			if !known || isListed(t, words, exact) {
				return ""
			}
			note := fmt.Sprintf("the cell's drop-down list does not have “%s”%s", shorten(t.shows()), refuses)
			return note + b.inList(t, words)
		}
		if wants := outside(v, t, b.shared.epoch); wants != "" {
			return fmt.Sprintf("the cell is to hold %s%s", wants, refuses)
		}
		return ""
	}
	return ""
}

// shows is a target's value as its author sees it.
func (t *target) shows() string {
	if t.content.kind == textContent {
		return t.content.text
	}
	return t.edit.Now.Shown()
}

func shorten(s string) string {
	const most = 60
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return s
}

// isListed reports whether a list has a value. Words typed into the rule are
// held to their capitals, as Excel does; those of cells are not.
func isListed(t *target, words []string, exact bool) bool {
	says := t.shows()
	return slices.ContainsFunc(words, func(word string) bool {
		return word == says || !exact && strings.EqualFold(strings.TrimSpace(word), strings.TrimSpace(says)) ||
			t.content.kind == numberContent && plan.NumberValue(word) == t.edit.Now.Value
	})
}

// meantWord is the word of a list that was probably meant: one that means the
// same status or rating by the council's own words, is nearly the same, or shares
// the most words.
func (b *named) meantWord(t *target, words []string) string {
	says := t.shows()
	for _, word := range words {
		if strings.EqualFold(strings.TrimSpace(word), strings.TrimSpace(says)) {
			return word
		}
	}
	if word := b.meansTheSame(t, words); word != "" {
		return word
	}
	if near, ok := text.Nearest(says, words); ok {
		return near
	}
	best, shared := "", 0.0
	for _, word := range words {
		if s := text.Similarity(says, word); s > shared {
			best, shared = word, s
		}
	}
	return best
}

// meansTheSame is the first word of a list that comes to the same status or rating
// as a target; "" where none does, or what the target comes to is not known. Of the
// many words for open none stands for another.
func (b *named) meansTheSame(t *target, words []string) string {
	says := t.shows()
	switch t.edit.Field {
	case plan.FieldStatus:
		status, known := b.statusOf(says)
		for _, word := range words {
			if means, also := b.statusOf(word); known && also && (means == status && status != plan.StatusOpen || means.IsDone() && status.IsDone()) {
				return word
			}
		}
	case plan.FieldRAG:
		rating, known := plan.ReadRating(says, b.terms.Ratings)
		alike := ""
		for _, word := range words {
			means, also := plan.ReadRating(word, b.terms.Ratings)
			switch {
			case known && also && means == rating:
				return word
			case known && also && alike == "" && means.Text == rating.Text:
				alike = word // another step that counts as the same
			}
		}
		return alike
	}
	return ""
}

// statusOf is what a status comes to by the council's own words, by itself or by its
// first word: "Finished early".
func (b *named) statusOf(status string) (plan.Status, bool) {
	means, known := plan.ReadStatus(plan.TextValue(status), b.terms.Statuses)
	if known {
		return means, true
	}
	first, _, _ := strings.Cut(strings.TrimSpace(status), " ")
	return plan.ReadStatus(plan.TextValue(first), b.terms.Statuses)
}

// mostListed is how many words of a list are named where none is near.
const mostListed = 8

// inList says what a list has: the word that was probably meant, or its first
// words where none is near.
func (b *named) inList(t *target, words []string) string {
	if near := b.meantWord(t, words); near != "" {
		return fmt.Sprintf("; the nearest it has is “%s”", shorten(near))
	}
	var names []string
	for _, word := range words {
		if word = strings.TrimSpace(word); word != "" && len(names) < mostListed {
			names = append(names, "“"+shorten(strings.ToValidUTF8(word, ""))+"”")
		}
	}
	switch {
	case len(names) == 0:
		return ""
	case len(names) == mostListed:
		return "; it has " + strings.Join(names, ", ") + "…"
	}
	return "; it has " + strings.Join(names, ", ")
}

// named is the cells of a workbook that a formula can mean, also by a name.
type named struct {
	*opened
	terms plan.Terms         // the council's own words
	names []ooxml.NamedRange // nil before they are asked for
}

// listed is the words of a drop-down list: typed into the rule, or the cells
// of a range or of a name for one, on any sheet. False where that would have
// to be worked out. exact says that capitals count.
func (b *named) listed(s *worksheet, formula string) (words []string, exact, known bool) {
	formula = strings.TrimPrefix(strings.TrimSpace(formula), "=")
	if n := len(formula); n >= 2 && formula[0] == '"' && formula[n-1] == '"' {
		for _, word := range strings.Split(strings.ReplaceAll(formula[1:n-1], `""`, `"`), ",") {
			words = append(words, strings.TrimSpace(word))
		}
		return words, true, true
	}
	sheet, r, known := b.rangeOf(s, formula, 0)
	if !known {
		return nil, false, false
	}
	grids := b.book.grids
	i := slices.IndexFunc(grids, func(g table.Grid) bool { return strings.EqualFold(g.Sheet, sheet) })
	if i < 0 {
		return nil, false, false
	}
	first, _ := slices.BinarySearchFunc(grids[i].Rows, r.FirstRow, rowNumber)
	for _, row := range grids[i].Rows[first:] {
		if row.Number > r.LastRow || len(words) == maxListed {
			break
		}
		for _, c := range row.Cells {
			if r.FirstColumn <= c.Column && c.Column <= r.LastColumn && c.Text != "" {
				words = append(words, c.Text)
			}
		}
	}
	return words, false, len(words) > 0
}

// rangeOf is the one range that a sheet's formula is, also by way of a name.
func (b *named) rangeOf(s *worksheet, formula string, names int) (sheet string, r ooxml.Range, ok bool) {
	const chain = 4 // names of names
	refs := ooxml.References(formula)
	if len(refs) == 1 && isOneRange(refs[0], formula) {
		if sheet = refs[0].Sheet; sheet == "" {
			sheet = s.part.Name
		}
		return sheet, refs[0].Range, true
	}
	if names == chain || len(refs) > 0 || strings.ContainsAny(formula, `()[]"!,+&`) {
		return "", r, false
	}
	if b.names == nil {
		known, err := b.pkg.NamedRanges(b.workbook.Part)
		if err != nil {
			known = nil // met again, and said, where one has to be changed
		}
		b.names = append([]ooxml.NamedRange{}, known...)
	}
	for _, own := range []bool{true, false} { // a sheet's own name before the workbook's
		for _, n := range b.names {
			if strings.EqualFold(n.Name, formula) && (own && n.Sheet == s.index || !own && n.Sheet < 0) {
				return b.rangeOf(s, n.Plain(), names+1)
			}
		}
	}
	return "", r, false
}

// isOneRange reports whether a formula is that range and nothing else.
func isOneRange(ref ooxml.Reference, formula string) bool {
	return !strings.ContainsAny(formula[strings.LastIndexByte(formula, '!')+1:], "()+-*/&,[]\"")
}

// outside is what a rule wants of a cell, where a value is not that; "" where
// it is, or the rule's bounds are not plain numbers.
func outside(v ooxml.Validation, t *target, e epoch) string {
	wants, ok := map[string]string{"whole": "a whole number", "decimal": "a number", "date": "a date", "textLength": "a text"}[v.Type]
	if !ok {
		return ""
	}
	low, lowKnown := bound(v.Formulas[0])
	high, highKnown := bound(v.Formulas[1])
	two := v.Operator == "" || v.Operator == "between" || v.Operator == "notBetween"
	var value float64
	switch {
	case v.Type == "textLength":
		value = float64(len([]rune(t.shows())))
	case t.content.kind == textContent:
		return wants // and this is words
	default:
		var isNumber bool
		if value, isNumber = parseNumber([]byte(t.content.text)); !isNumber {
			return ""
		}
	}
	if !lowKnown || two && !highKnown {
		return ""
	}
	holds := map[string]bool{
		"": low <= value && value <= high, "between": low <= value && value <= high, "notBetween": value < low || value > high,
		"equal": value == low, "notEqual": value != low, "lessThan": value < low, "lessThanOrEqual": value <= low,
		"greaterThan": value > low, "greaterThanOrEqual": value >= low,
	}
	if holds[v.Operator] && (v.Type != "whole" || value == float64(int64(value))) {
		return ""
	}
	say := func(n float64) string {
		if v.Type == "date" {
			if day, _, ok := e.split(n); ok {
				if date, ok := dateOf(day); ok {
					return date.Long()
				}
			}
		}
		return strconv.FormatFloat(n, 'f', -1, 64)
	}
	bounds := map[string]string{
		"": "from " + say(low) + " to " + say(high), "between": "from " + say(low) + " to " + say(high),
		"notBetween": "below " + say(low) + " or above " + say(high), "equal": "of " + say(low), "notEqual": "other than " + say(low),
		"lessThan": "below " + say(low), "lessThanOrEqual": "up to " + say(low), "greaterThan": "above " + say(low), "greaterThanOrEqual": "from " + say(low) + " on",
	}
	if v.Type == "textLength" {
		return wants + " of a length " + bounds[v.Operator]
	}
	return wants + " " + bounds[v.Operator]
}

// bound is a rule's bound where it is a plain number.
func bound(formula string) (float64, bool) {
	return parseNumber([]byte(strings.TrimSpace(formula)))
}
