package sheets

import (
	"slices"
	"strconv"
	"strings"

	api "google.golang.org/api/sheets/v4"

	"actionplan/plan"
)

// obey holds what is to be written against the rule that the cell has for what
// may be typed: a drop-down list, a checkbox, dates only. A rule that rejects
// is obeyed; of one that only warns is said that it will. Where the list has
// the same word in its own spelling, or the same rating in its own word, that
// is written.
func (s *staging) obey(w *writing, rule *api.DataValidationRule, e plan.Edit) (why string) {
	if rule == nil || w.value == nil {
		return ""
	}
	wrong := func(what string) string {
		if rule.Strict {
			return what
		}
		w.typed = []string{what + "; the sheet only warns of it"}
		w.notes = append(w.notes, w.typed...)
		return ""
	}
	switch kind := rule.Condition.Type; {
	case kind == "BOOLEAN":
		if w.value.BoolValue != nil || slices.Contains(offered(rule), textOf(w.value)) {
			return ""
		}
		return "the cell is a checkbox, which can only be ticked or not"
	case kind == "ONE_OF_LIST", kind == "ONE_OF_RANGE":
		words, known := offered(rule), true
		if kind == "ONE_OF_RANGE" {
			words, known = s.sheet.wordsAt(rule)
		}
		if !known {
			return wrong("the cell's drop-down list stands in cells that could not be looked at")
		}
		if slices.Contains(words, textOf(w.value)) {
			return ""
		}
		if own := ownWord(words, e, s.Fresh.Plan.Ratings); own != "" {
			w.value = &api.ExtendedValue{StringValue: &own}
			return ""
		}
		return wrong("the cell's drop-down list does not have it: it has " + listedTitles(words))
	case strings.HasPrefix(kind, "DATE_"):
		if w.value.NumberValue == nil || e.Now.Value.Kind != plan.KindDate {
			return wrong("the cell takes only dates")
		}
	case strings.HasPrefix(kind, "NUMBER_"):
		if w.value.NumberValue == nil || e.Now.Value.Kind == plan.KindDate {
			return wrong("the cell takes only numbers")
		}
	}
	return ""
}

// offered are the words a rule itself lists.
func offered(rule *api.DataValidationRule) []string {
	var words []string
	for _, v := range rule.Condition.Values {
		words = append(words, v.UserEnteredValue)
	}
	return words
}

// textOf is a value as a drop-down list would have it.
func textOf(v *api.ExtendedValue) string {
	switch {
	case v.StringValue != nil:
		return *v.StringValue
	case v.NumberValue != nil:
		return strconv.FormatFloat(*v.NumberValue, 'f', -1, 64)
	case v.BoolValue != nil:
		return strings.ToUpper(strconv.FormatBool(*v.BoolValue))
	}
	return ""
}

// ownWord is the word of a list that says what an edit does: the same but for
// capitals and spaces, or the same rating by the council's own words; "" where none or
// several do.
func ownWord(words []string, e plan.Edit, ratings []plan.RatingWord) string {
	var alike []string
	for _, word := range words {
		rating, rated := plan.ReadRating(word, ratings)
		if plan.Fold(word) == plan.Fold(e.Now.Written()) || e.Field == plan.FieldRAG && rated && rating == e.Now.Value {
			alike = append(alike, word)
		}
	}
	if len(alike) != 1 {
		return ""
	}
	return alike[0]
}

// wordsAt are the words in the cells that a rule takes its list from. known is
// false where they were not read.
func (s *Sheet) wordsAt(rule *api.DataValidationRule) (words []string, known bool) {
	if len(rule.Condition.Values) != 1 {
		return nil, false
	}
	title, block, ok := cutRange(strings.TrimPrefix(rule.Condition.Values[0].UserEnteredValue, "="))
	if !ok {
		return nil, false
	}
	for _, t := range slices.Concat(s.Tabs, s.Others) {
		if t.Title != title {
			continue
		}
		for row := block.from.Row; row <= block.to.Row && row <= max(t.Rows, len(t.rows)); row++ {
			for column := block.from.Column; column <= block.to.Column; column++ {
				if c := t.cell(row, column); c.FormattedValue != "" {
					words = append(words, c.FormattedValue)
				}
			}
		}
		return words, true
	}
	return nil, false
}

type block struct{ from, to plan.Cell }

// cutRange takes apart a range as a rule names it: 'My lists'!$A$2:$A$9, or
// Lists!A:A.
func cutRange(a1 string) (title string, b block, ok bool) {
	i := strings.LastIndex(a1, "!")
	if i < 0 {
		return "", b, false
	}
	title = a1[:i]
	if inner, quoted := strings.CutPrefix(title, "'"); quoted {
		title = strings.ReplaceAll(strings.TrimSuffix(inner, "'"), "''", "'")
	}
	from, to, two := strings.Cut(strings.ReplaceAll(a1[i+1:], "$", ""), ":")
	if !two {
		to = from
	}
	var ok1, ok2 bool
	b.from, ok1 = cornerOf(from, 1)
	b.to, ok2 = cornerOf(to, plan.MaxRow)
	return title, b, ok1 && ok2 && b.from.Column <= b.to.Column
}

// cornerOf reads A2, or A, whose row is the given one.
func cornerOf(text string, row int) (plan.Cell, bool) {
	letters := strings.TrimRight(text, "0123456789")
	c := plan.Cell{Row: row, Column: plan.ColumnNumber(letters)}
	if digits := text[len(letters):]; digits != "" {
		n, err := strconv.Atoi(digits)
		if err != nil || n < 1 {
			return c, false
		}
		c.Row = n
	}
	return c, c.Column > 0
}
