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
	words map[string]bool                          // that a heading says of it
	not   map[string]bool                          // and that say it is about something else
	holds func(h holding, heading []string) string // what in the cells speaks for it, "" for nothing
}

var soughtFields = []sought{
	{plan.FieldLead, words(`owner owners lead leads responsible responsibility responsibilities accountable assignee person persons who whom officer officers implementor implementer manager managers`),
		union(reporting, elseThings, words(`project process product asset data customer client line time days`)), func(h holding, heading []string) string {
			switch {
			case h.said >= 3 && h.isPosts() && h.sentences*2 < h.said:
				return "posts and teams"
			case slices.Contains(heading, "by") && h.said >= 3 && (h.people+h.posts)*10 >= h.said*9 && h.dates+h.statuses == 0:
				return "names"
			case h.said >= 4 && len(heading) <= 2 && h.phrases*2 > h.said && h.people*10 >= h.said*9 && h.distinct > 1 && h.distinct*2 <= h.said && h.statuses+h.levels+h.dates == 0 && !slices.ContainsFunc(heading, func(w string) bool { return ofGroups[w] }):
				return "what could be names, again and again"
			}
			return ""
		}},
	{plan.FieldDue, words(`due deadline deadlines date dates when timeline timelines timescale timescales timeframe`), union(reporting, elsewhere, contrary, inFact, starting, ended, words(`created birth update last next effective`)), func(h holding, _ []string) string {
		if h.said >= 3 && h.dates*5 >= h.said*4 {
			return "dates"
		}
		return ""
	}},
	{plan.FieldClosed, union(ended, inFact), union(reporting, starting, words(`by when to be risk target planned expected due not`)), func(holding, []string) string { return "" }},
	{plan.FieldStatus, words(`status statuses state`), union(reporting, contrary, dateWord, words(`current future target desired initial marital employment`)), func(h holding, heading []string) string {
		asks := slices.ContainsFunc(heading, func(w string) bool { return ofStanding[w] })
		if h.isFewWords() && asks && h.levels+h.posts+h.colours == 0 {
			return "the same few words" // what only its cells say is asked of the rows
		}
		return ""
	}},
}

// ofGroups are words of headings under which words with capitals, again and again, put
// rows together and name nobody.
var ofGroups = union(workIn, partsOf, noActions, contrary, risky, elsewhere, words(`ward location school directorate region site district town country county service theme type kind source board category group class sector priority programme strand workstream phase stage status outcome strategy plan policy level rating tool system provider partner agency`))

// ofStanding are words of headings under which a few words, again and again, say how far
// an action has got.
var ofStanding = words(`progress stage position standing done complete completed finished progressing situation condition where`)

// isFewWords says whether the cells are a few words, each of them again and again.
func (h holding) isFewWords() bool {
	return h.said >= 4 && h.brief == h.said && h.distinct > 1 && h.distinct <= mostClasses && h.distinct*2 <= h.said && h.dates+h.figures == 0
}

// reporting are words of headings about who found something, or when.
var reporting = words(`raised raise added reported report reporter identified identify logged log recorded requested requester request created author found discovered captured opened submitted received approved approver approval reviewed reviewer review monitor monitors meeting decision decided incident occurred agreed signed verified`)

// ofPeople are words of headings under which names may be those of people.
var ofPeople = words(`name names team teams staff member members people department departments unit contact resource resources body bodies organisation organisations contractor contractors crew squad developer developers tester engineer volunteer champion champions allocated assigned allocation assignment`)

// isReport says whether a heading is about who found something, or when.
func isReport(heading string) bool {
	return slices.ContainsFunc(strings.Fields(foldHeading(heading)), func(w string) bool { return reporting[w] })
}

// noteSought says which columns could be a field that none was taken for.
func (t *tableReader) noteSought(held map[int]holding, refused []refusal) {
	for _, s := range soughtFields {
		_, has := t.field(s.field)
		if has || t.hasPart(s.field) || t.isStatusLess(s.field) || t.missed[s.field] {
			continue
		}
		var could, declined []column
		why := map[int]string{}
		for _, c := range t.cols {
			h := held[c.Number]
			if c.Field.Known() || c.Part != "" || c.Heading == "" || h.said == 0 ||
				slices.ContainsFunc(refused, func(r refusal) bool { return r.column == c.Number }) {
				continue
			}
			switch w := s.speaks(c, h); {
			case w == "":
			case c.Given:
				declined = append(declined, c)
			default:
				could = append(could, c)
				why[c.Number] = w
			}
		}
		if s.field == plan.FieldStatus && len(could)+len(declined) == 0 {
			t.noteAnswers()
		}
		t.noteCould(s.field, could, declined, why)
	}
}

// noteAnswers says of the one column that could be the status by its cells alone that it
// could: under a heading that nobody knows they say yes and no, or the same few words.
// That is little, and is told as no doubt.
func (t *tableReader) noteAnswers() {
	var could []column
	_, led := t.field(plan.FieldLead)
	for _, c := range t.cols {
		h := t.held[c.Number]
		parts := strings.Fields(foldHeading(c.Heading))
		unknown := len(parts) > 0 && len(parts) <= 3 && !slices.ContainsFunc(parts, func(w string) bool { return ofGroups[w] || ofAnswers[w] || reporting[w] })
		words := h.isFewWords() && (led || h.people*2 <= h.said) && len(parts) == 1 && !knownWords[parts[0]]
		if !c.Field.Known() && c.Part == "" && !c.Given && unknown && h.filled*2 > h.rows && h.levels+h.posts+h.colours+h.numbered == 0 && (words || h.said >= 4 && h.marks == h.said && h.distinct > 1) {
			could = append(could, c)
		}
	}
	if len(could) != 1 {
		return
	}
	c, holds := could[0], "the same few words"
	if t.held[c.Number].marks > 0 {
		holds = "yes and no"
	}
	t.miss(plan.FieldStatus)
	t.notes.column(t.sheet, c.Number, fmt.Sprintf("no column is headed as the status: column %s, %q, holds %s and could be it; it stands for itself", c.Letter, c.Heading, holds)).
		weighs(plan.Assumed).takes(t, c.Column, plan.FieldStatus).orTakes(t, c.Column, fieldNone)
}

// ofAnswers are words of headings that ask something else of an action than whether it is
// done.
var ofAnswers = words(`urgent required mandatory needed applicable relevant statutory funded budgeted public confidential escalate escalated escalation recurring repeat new valid agreed accepted in scope eligible active critical legal billable flag include included reproducible`)

// noteCould says which columns could be a field that none was taken for, all of them in
// one: with the line for the first and for the next. Where the settings say of another
// one that it is not, nothing is doubtful any more, and the rest is told.
func (t *tableReader) noteCould(f plan.Field, could, declined []column, why map[int]string) {
	if len(could) == 0 {
		return
	}
	t.miss(f)
	first, none := could[0], ""
	if len(declined) > 0 {
		none = ", and the settings say that " + columnList(declined) + ", is not"
		if len(declined) > 1 {
			none = strings.TrimSuffix(none, ", is not") + ", are not"
		}
	}
	message := fmt.Sprintf("no column is headed as the %s%s: %s, %s and could be it; it stands for itself", f.Label(), none, columnList(could), why[first.Number])
	weight := plan.Doubtful
	if len(could) > 1 {
		hold := ""
		if what := why[first.Number]; !slices.ContainsFunc(could, func(c column) bool { return why[c.Number] != what }) && strings.HasPrefix(what, "holds ") {
			hold = " hold " + strings.TrimPrefix(what, "holds ") + " and"
		}
		message = fmt.Sprintf("no column is headed as the %s%s: %s,%s any could be it; they stand for themselves", f.Label(), none, columnList(could), cmp.Or(hold, " are headed with words for it and"))
		weight = plan.Unread
	}
	if len(declined) > 0 {
		weight = plan.Assumed
	}
	note := t.notes.column(t.sheet, first.Number, message).weighs(weight).takes(t, first.Column, f)
	switch {
	case len(could) > 1:
		note.orTakes(t, could[1].Column, f)
	case len(declined) == 0:
		note.orTakes(t, first.Column, fieldNone)
	}
}

// miss remembers that it is said of a field that no column is headed as it.
func (t *tableReader) miss(f plan.Field) {
	if t.missed == nil {
		t.missed = map[plan.Field]bool{}
	}
	t.missed[f] = true
}

// noteMissing says which of the fields that every plan is looked at for no column is
// headed as, and none could be: of each table alike, in one.
func (t *tableReader) noteMissing() {
	var missing []plan.Field
	var labels []string
	for _, f := range []plan.Field{plan.FieldRef, plan.FieldAction, plan.FieldDue, plan.FieldLead, plan.FieldStatus} {
		if _, has := t.field(f); !has && !t.hasPart(f) && !t.isStatusLess(f) && !t.missed[f] {
			missing, labels = append(missing, f), append(labels, f.Label())
		}
	}
	if n := len(labels); n > 0 {
		listed := labels[n-1]
		if n > 1 {
			listed = strings.Join(labels[:n-1], ", ") + " or " + listed
		}
		t.notes.at(t.sheet, plan.Cell{Sheet: t.sheet.Sheet, Row: t.header.row}, "no column is headed as the "+listed).about = missing[0]
	}
}

// columnList names columns: column E, "Start", and columns F, "Begun", and G, "Done".
func columnList(columns []column) string {
	const most = 4
	var named []string
	for _, c := range columns[:min(len(columns), most)] {
		named = append(named, fmt.Sprintf("%s, %q", c.Letter, c.Heading))
	}
	if more := len(columns) - most; more > 0 {
		named = append(named, fmt.Sprintf("%d more", more))
	}
	if len(named) == 1 {
		return "column " + named[0]
	}
	return "columns " + strings.Join(named[:len(named)-1], ", ") + ", and " + named[len(named)-1]
}

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
	if holds := s.holds(h, parts); holds != "" {
		return "holds " + holds
	}
	if s.field == plan.FieldLead && slices.ContainsFunc(parts, func(w string) bool { return ofPeople[w] }) && h.isPeople() {
		return "holds names"
	}
	i := slices.IndexFunc(parts, func(w string) bool { return s.words[w] })
	if i < 0 || s.field == plan.FieldStatus && h.figures*2 > h.said || s.field == plan.FieldDue && (h.dates+h.undecided)*2 <= h.said || s.field == plan.FieldClosed && h.dates*2 <= h.said {
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
			weighs(plan.Doubtful).takes(t, c.Column, f).orTakes(t, c.Column, fieldNone)
	}
}
