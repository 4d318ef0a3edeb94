package table

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"actionplan/plan"
)

// # Columns that could be what nobody is
//
// Where no column was taken for when actions are due, who leads them or how they stand,
// a person wants to know what came nearest:
//
//	Response person | Dates          no lead, no due: each heading holds a word for one
//	On-hold                          Closed, Closed, Open: words for a status
//
// It is said, with the line of settings that takes the column for the field, and the
// line for the next where there are two. Nothing is taken: a column that could be
// nothing else was guessed before.

// sought is a field that is said to be missing where a column could be it.
type sought struct {
	field plan.Field
	words map[string]bool        // that a heading says of it
	not   map[string]bool        // and that say it is about something else
	holds func(h holding) string // what in the cells speaks for it, "" for nothing
}

var soughtFields = []sought{
	{plan.FieldLead, words(`owner owners lead leads responsible responsibility responsibilities accountable assignee person persons who whom officer officers implementor implementer manager managers`),
		union(reporting, elseThings, words(`project process product asset data customer client line time days`)), func(h holding) string {
			if h.said >= 3 && h.isPosts() && h.sentences*2 < h.said {
				return "posts and teams"
			}
			return ""
		}},
	{plan.FieldDue, words(`due deadline deadlines date dates when timeline timelines timescale timescales timeframe`), union(reporting, elsewhere, contrary, inFact, starting, ended, words(`created birth update last next effective`)), func(h holding) string {
		if h.said >= 3 && h.dates*5 >= h.said*4 {
			return "dates"
		}
		return ""
	}},
	{plan.FieldStatus, words(`status statuses state`), union(reporting, contrary, dateWord, words(`current future target desired initial marital employment`)), func(holding) string { return "" }}, // what only its cells say is asked of the rows
}

// reporting are words of headings about who found something, or when.
var reporting = words(`raised raise added reported report reporter identified identify logged log recorded requested requester request created author found discovered captured opened submitted received approved approver approval reviewed reviewer review monitor monitors meeting decision decided incident occurred agreed signed verified`)

// ofPeople are words of headings under which names may be those of people.
var ofPeople = words(`name names team teams staff member members people department departments unit contact resource resources`)

// isReport says whether a heading is about who found something, or when.
func isReport(heading string) bool {
	return slices.ContainsFunc(strings.Fields(foldHeading(heading)), func(w string) bool { return reporting[w] })
}

// noteSought says which columns could be a field that none was taken for.
func (t *tableReader) noteSought(held map[int]holding, refused []refusal) {
	for _, s := range soughtFields {
		_, has := t.field(s.field)
		if has || t.hasPart(s.field) || t.isStatusLess(s.field) {
			continue
		}
		var could []column
		why := map[int]string{}
		dated := false
		for _, c := range t.cols {
			h := held[c.Number]
			dated = dated || s.field == plan.FieldDue && !c.Field.Known() && h.said > 0 && h.dates*5 >= h.said*4
			if c.Field.Known() || c.Part != "" || c.Given || c.Heading == "" || h.said == 0 ||
				slices.ContainsFunc(refused, func(r refusal) bool { return r.column == c.Number }) {
				continue
			}
			if w := s.speaks(c, h); w != "" {
				could = append(could, c)
				why[c.Number] = w
			}
		}
		switch len(could) {
		case 0:
			if dated {
				t.notes.at(t.sheet, plan.Cell{Sheet: t.sheet.Sheet, Row: t.header.row}, "no column is headed as the due")
			}
		case 1:
			c := could[0]
			t.notes.column(t.sheet, c.Number, fmt.Sprintf("no column is headed as the %s: column %s, %q, %s and could be it; it stands for itself", s.field.Label(), c.Letter, c.Heading, why[c.Number])).
				weighs(plan.Doubtful).settledBy("headings", headingLine, c.Heading, s.field).orBy(headingLine, c.Heading, fieldNone)
		default:
			a, b := could[0], could[1]
			var letters []string
			for _, c := range could {
				letters = append(letters, c.Letter)
			}
			hold := ""
			if what := s.holds(held[a.Number]); what != "" && what == s.holds(held[b.Number]) {
				hold = "hold " + what + " and any "
			}
			t.notes.column(t.sheet, a.Number, fmt.Sprintf("no column is headed as the %s: columns %s %scould be it; they stand for themselves", s.field.Label(), letterList(letters), hold)).
				weighs(plan.Unread).settledBy("headings", headingLine, a.Heading, s.field).orBy(headingLine, b.Heading, s.field)
		}
	}
}

// headingLine is the line of settings that says what a heading names.
const headingLine = "{heading: %q, field: %s}"

// isStatusLess reports whether a status that none was taken for is not missed: a
// rating, or words in the progress that are asked about apart, say how far actions are.
func (t *tableReader) isStatusLess(f plan.Field) bool {
	_, rated := t.field(plan.FieldRAG)
	return f == plan.FieldStatus && (rated || t.hasPart(plan.FieldRAG))
}

// speaks says what of a column speaks for a field: its heading or its cells.
func (s sought) speaks(c column, h holding) string {
	parts := strings.Fields(foldHeading(c.Heading))
	if slices.ContainsFunc(parts, func(w string) bool { return s.not[w] }) {
		return ""
	}
	if holds := s.holds(h); holds != "" {
		return "holds " + holds
	}
	if s.field == plan.FieldLead && slices.ContainsFunc(parts, func(w string) bool { return ofPeople[w] }) && h.isPeople() {
		return "holds names"
	}
	i := slices.IndexFunc(parts, func(w string) bool { return s.words[w] })
	if i < 0 || s.field == plan.FieldStatus && h.figures*2 > h.said || s.field == plan.FieldDue && (h.dates+h.undecided)*2 <= h.said {
		return ""
	}
	return fmt.Sprintf("is headed with the word %q", parts[i])
}

// noteSlips says which headings were read as if without a slip.
func (t *tableReader) noteSlips(headings []heading) {
	for i, c := range t.cols {
		meant := t.know.slip(headings[i])
		if meant == "" || c.Given || !c.Field.Known() && c.Part == "" {
			continue
		}
		f := cmp.Or(c.Part, c.Field)
		t.notes.column(t.sheet, c.Number, fmt.Sprintf("column %s, %q, was read as %q: it was taken for the %s", c.Letter, c.Heading, meant, f.Label())).
			weighs(plan.Doubtful).settledBy("headings", headingLine, c.Heading, f).orBy(headingLine, c.Heading, fieldNone)
	}
}
