package answers

import (
	"fmt"
	"strings"
	"unicode/utf16"

	"actionplan/plan"
	"actionplan/reconcile"
	"actionplan/table"
)

// otherTexts reads the other text of an answer: an entry for each of the
// question's cells. Why says what is wrong with it; "" means nothing is.
func otherTexts(q reconcile.Question, text string, o table.Options) (entries map[plan.Field]plan.Entry, why string) {
	if text == "" {
		return nil, "the answer is Other, and no other text is given"
	}
	texts, cells := []string{text}, columnsIn(q)
	if len(cells) > 1 {
		if texts, why = splitTexts(cells, text); why != "" {
			return nil, why
		}
	}
	entries = map[plan.Field]plan.Entry{}
	for i, d := range cells {
		e, why := entryOf(d, texts[i], o)
		if why != "" {
			return nil, why
		}
		entries[d.Field] = e
	}
	return entries, ""
}

// splitTexts cuts a text with a line for each cell at the cells' labels. A
// line without a label goes on from the one before.
func splitTexts(cells []reconcile.Difference, text string) (texts []string, why string) {
	texts, given := make([]string, len(cells)), make([]bool, len(cells))
	at := -1
	for line := range strings.SplitSeq(text, "\n") {
		i, rest := labelled(cells, line)
		switch {
		case i >= 0 && given[i]:
			return nil, fmt.Sprintf("the other text says twice what %s is to be", cells[i].Field.Label())
		case i >= 0:
			at, given[i], texts[i] = i, true, rest
		case at < 0:
			return nil, "the other text needs a line for each column, as in " + example(cells)
		default:
			texts[at] += "\n" + line
		}
	}
	for i, d := range cells {
		texts[i] = plan.Clean(texts[i])
		if texts[i] == "" {
			return nil, fmt.Sprintf("the other text does not say what %s is to be; (blank) makes it blank", d.Field.Label())
		}
	}
	return texts, ""
}

// labelled finds the cell whose label a line begins with, and what follows;
// -1 where it begins with none.
func labelled(cells []reconcile.Difference, line string) (cell int, rest string) {
	for i, d := range cells {
		label := plan.Fold(d.Field.Label())
		for at, r := range line {
			if r == ':' && plan.Fold(line[:at]) == label {
				return i, strings.TrimSpace(line[at+1:])
			}
		}
	}
	return -1, ""
}

// entryOf reads a text as its cell's column is read.
func entryOf(d reconcile.Difference, text string, o table.Options) (e plan.Entry, why string) {
	if plan.Fold(text) == saysBlank {
		return plan.Entry{Value: plan.Blank}, ""
	}
	for _, side := range []reconcile.Side{reconcile.Officer, reconcile.Partner, reconcile.Base} {
		if d.Pair == nil {
			break
		}
		e := d.Entry(side)
		if e.Value.Kind != plan.KindAbsent && e.Value.Kind != plan.KindError && plan.Clean(e.Shown()) == text {
			return plan.Entry{Value: e.Value, Typed: text}, "" // what a reading says already
		}
	}
	if len(utf16.Encode([]rune(text))) > reconcile.MaxText {
		return plan.Entry{}, "the other text is longer than a cell holds"
	}
	v, no := valueOf(d, text, o)
	if no != "" {
		return plan.Entry{}, fmt.Sprintf("%q is no %s, as %s wants", short(text), no, d.Field.Label())
	}
	return plan.Entry{Value: v, Typed: text}, ""
}

// valueOf reads a text as a value of its column's kind; no says what it is
// not.
func valueOf(d reconcile.Difference, text string, o table.Options) (v plan.Value, no string) {
	switch v = plan.TextValue(text); v.Kind {
	case plan.KindPlaceholder:
		return v, ""
	case plan.KindError:
		return plan.Value{}, "text of anybody's: it is a spreadsheet's own word"
	}
	readDate := func() plan.Value {
		return plan.ReadDate(text, plan.DateHabit{Words: o.Dates, Start: d.Field == plan.FieldStart}).Value
	}
	switch {
	case d.Field.IsDate():
		return expect(readDate(), plan.KindDate, "date")
	case d.Field == plan.FieldRAG:
		v, _ = plan.ReadRating(text, o.Ratings)
		return expect(v, plan.KindRating, "rating")
	case d.Field == plan.FieldPercent:
		v, _ = plan.ReadPercent(text)
		return expect(v, plan.KindNumber, "percentage")
	case holds(d, plan.KindDate):
		if v := readDate(); v.Kind == plan.KindDate && !v.IsMonth() { // a month is words there, as the sides have it
			return v, ""
		}
	case holds(d, plan.KindRating):
		if v, ok := plan.ReadRating(text, o.Ratings); ok {
			return v, ""
		}
	}
	if n := plan.NumberValue(v.Text); n.Kind == plan.KindNumber && n.Text == v.Text {
		return n, ""
	}
	return v, ""
}

// expect refuses a value of another kind.
func expect(v plan.Value, kind plan.Kind, name string) (plan.Value, string) {
	if v.Kind != kind {
		return plan.Value{}, name
	}
	return v, ""
}

// holds says whether a column without a known kind holds such values.
func holds(d reconcile.Difference, kind plan.Kind) bool {
	return d.Base.Kind == kind || d.Officer.Kind == kind || d.Partner.Kind == kind
}
