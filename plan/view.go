package plan

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// # What columns come to
//
// A plan is kept and merged as its columns stand. What a reader takes from
// several of them, or from a part of a cell, is worked out here, for those who
// check the plan and print it:
//
//	original     due           due comes to     and original to
//	30/06/2026   30/11/2026    30 November      30 June
//	30/09/2026                 30 September     30 September
//
//	Q1 progress  Q2 progress   progress comes to
//	Two of six   Four of six   Four of six
//	One of three               One of three
//
// The words of a cell that are struck out are no longer said by it. The words of
// rows that go on with an action follow its own, each on a line of its own. A number that
// is a date without its format is that date; a month is the day that it stands for
// in its column, and a year alone is no day; a word for nothing says nothing where
// evidence, an outcome or a measure is asked for; a ditto mark says what stands above
// it; and a status comes to what the council's own words make of it.

// View is the plan as a reader takes it: due as it was last moved, progress and
// ratings of the latest period that says one, and no words that are struck out.
// The plan itself stays as it is.
func (p Plan) View() Plan {
	parts := map[string][]Column{} // by table, the columns that say one period, the latest first
	moved := map[string]bool{}     // tables with a column for what was due at first
	for _, c := range p.Columns {
		if c.IsOfPart() && !c.Ahead {
			parts[c.Table] = append(parts[c.Table], c)
		}
		moved[c.Table] = moved[c.Table] || c.Field == FieldOriginal
	}
	for _, columns := range parts {
		slices.SortStableFunc(columns, func(a, b Column) int { return cmp.Compare(b.Period, a.Period) })
	}
	asks := p.asking()
	above := map[string]*Action{} // by table, the action above
	actions := slices.Clone(p.Actions)
	for i := range actions {
		a := &actions[i]
		a.Entries = a.Own()
		for f, e := range p.Actions[i].All() {
			if seen := e.view(f, a.Struck); seen != e {
				a.Set(f, seen)
			}
		}
		for _, more := range p.Actions[i].More {
			a.goOn(more)
		}
		a.viewDittos(above[a.Table])
		if moved[a.Table] {
			a.viewDue()
		}
		a.viewPeriods(parts[a.Table])
		a.viewRating(StatusTerms{p.Statuses, asks[a.Table]})
		above[a.Table] = a
	}
	p.Actions = actions
	p.Columns = withColours(withParts(p.Columns), actions)
	return p
}

// asking are the tables whose status column is headed with a question.
func (p Plan) asking() map[string]bool {
	asks := map[string]bool{}
	for _, c := range p.Columns {
		if c.Field == FieldStatus && AsksDone(c.Heading) {
			asks[c.Table] = true
		}
	}
	return asks
}

// view is what a reader takes from one cell of an action.
func (e Entry) view(f Field, struckRow bool) Entry {
	if e.Detail.Struck != "" && !struckRow && !f.IsDate() {
		e = e.live()
	}
	switch {
	case f.IsDate():
		return e.viewDate(f)
	case f == FieldLead:
		if said := strings.Trim(Fold(e.Value.Text), "()[]-. "); e.Value.Kind == KindText && wordsForNobody[said] {
			e.Value = Value{Kind: KindPlaceholder, Text: said}
		}
	case f == FieldEvidence || f == FieldOutcome || f == FieldMeasure:
		if said, nothing := saysNothing(e.Value); nothing {
			e.Value = Value{Kind: KindPlaceholder, Text: said}
		}
	}
	return e
}

// viewDate is what a reader takes from a cell where a date belongs.
func (e Entry) viewDate(f Field) Entry {
	if day, lost := e.Value.LostDate(); lost && !e.Detail.NoDay {
		e.Value, e.Note = day.Value(), LostDateNote(e.Shown(), day)
		return e
	}
	d, ok := e.Value.Date()
	if !ok {
		return e
	}
	if e.isYear(d) {
		e.Value, e.Note = Value{Kind: KindVague, Text: Clean(e.Typed)}, "a year names no day"
		return e
	}
	if !e.Detail.Month && (d.Day == 1 || d == d.monthDay(f)) {
		// What was agreed keeps what was typed, and not how it was read.
		e.Detail.Month = e.Typed != "" && ReadDate(e.Typed, DateHabit{}).Value.IsMonth()
	}
	if e.Value.IsMonth() || e.Detail.Month {
		e.Value, e.Detail.Month = e.Value.AsMonth(f), true
	}
	return e
}

// isYear reports whether the cell of a date shows its year and no more.
func (e Entry) isYear(d Date) bool { return Clean(e.Typed) == strconv.Itoa(d.Year) }

// saysNothing reports whether a value is a word for nothing where evidence, an
// outcome or a measure is asked for, and which. Elsewhere it may be an answer.
func saysNothing(v Value) (said string, nothing bool) {
	switch v.Kind {
	case KindNumber:
		return v.Text, v.Text == "0"
	case KindText, KindVague:
		said = strings.Trim(Fold(v.Text), "()[]. ")
		return said, said == "" || len(said) <= longestNothing && isNothing(said)
	}
	return "", false
}

// isNothing reports whether words say that there is nothing: as a whole, or as what
// they begin with and the time it is said of ("no evidence", "at present").
func isNothing(said string) bool {
	bare := strings.TrimPrefix(said, "evidence ")
	if wordsForNothing[said] || wordsForNothing[bare] {
		return true
	}
	if what, ok := strings.CutPrefix(bare, "to be "); ok && yetToCome[what] {
		return true
	}
	for _, opening := range []string{"none ", "nil ", "nothing ", "no evidence ", "no ", "not "} {
		if tail, ok := strings.CutPrefix(said, opening); ok && untilNow[tail] {
			return true
		}
	}
	return false
}

// yetToCome follows "to be" where there is nothing yet; untilNow follows "none".
var (
	yetToCome = phraseSet("gathered; collated; confirmed; obtained; sought; received; uploaded; added; provided; supplied; completed; identified; developed; collected; agreed; determined; advised; decided; submitted")
	untilNow  = phraseSet("yet; as yet; to date; so far; at present; at this stage; at the moment; at this time; currently; presently; available; available yet; provided; provided yet; received; received yet; recorded; submitted; uploaded; supplied; seen; evidenced; yet available; yet received")
)

// longestNothing is the length of the longest word for nothing.
const longestNothing = 40

var wordsForNothing = phraseSet(`none; none yet; none as yet; none so far; none available; none to date; no; nil; nil to date; nothing; nothing yet; nothing to date; 0; to follow; evidence to follow; will follow; follows; awaited; awaiting; evidence awaited;
	awaiting evidence; pending; not yet; not yet available; not available; not available yet; unavailable; see above; as above; see below; see other; to be added; to be provided; to be supplied; to be completed; to be identified; to be developed; to be collected; yet to be agreed; unknown; blank; x; no evidence; no evidence yet; none provided; outstanding`)

// wordsForNobody say where a lead is named that there is none yet.
var wordsForNobody = phraseSet(`not assigned; not yet assigned; unassigned; to be assigned; not allocated; not yet allocated; unallocated; to be allocated; vacant; vacancy; vacant post; post vacant; nobody; no one; no-one; no lead; no owner; to be appointed; not yet appointed; to be identified; to be agreed; to be decided; to be named; to be recruited; awaiting appointment`)

func phraseSet(phrases string) map[string]bool {
	set := map[string]bool{}
	for _, phrase := range strings.Split(phrases, ";") {
		set[strings.TrimSpace(phrase)] = true
	}
	return set
}

// DittoNote is what is said of a ditto mark.
const DittoNote = "a ditto mark: it says what stands above it"

// IsDitto reports whether a cell says that it says what stands above it: ", ditto, do.,
// as above.
func (v Value) IsDitto() bool {
	if v.Kind != KindText && v.Kind != KindVague {
		return false
	}
	return dittos[strings.Trim(Fold(v.Text), "()[]., ")]
}

var dittos = phraseSet("\"; ''; '' ''; 〃; ditto; do; -do-; as above; same as above; -\"-; \" \"; \"\"; -''-")

// viewDittos has the cells that hold a ditto mark say what the action above says
// there. One with nothing above it stays a mark.
func (a *Action) viewDittos(above *Action) {
	if above == nil {
		return
	}
	for f, e := range a.All() {
		if f == FieldRef || f == FieldAction || !e.Value.IsDitto() {
			continue
		}
		over, ok := above.Lookup(f)
		if !ok {
			continue
		}
		e.Value, e.Typed, e.Note = over.Value, over.Typed, DittoNote
		e.Detail.Month, e.Detail.Unclear, e.Detail.Earlier = over.Detail.Month, over.Detail.Unclear, over.Detail.Earlier
		a.Set(f, e)
	}
}

// viewRating works out the status, and whether the words of status and rating are
// known, and takes the colour of a row for its rating where that is to be.
func (a *Action) viewRating(terms StatusTerms) {
	if e, has := a.Lookup(FieldStatus); has && e.Value == Blank && terms.Asks {
		e.Detail.Status = StatusOpen // not ticked
		a.Set(FieldStatus, e)
	} else if has && e.Value.Kind != KindAbsent && !e.Value.IsBlank() {
		status, known := terms.Read(e.Value)
		e.Detail.Status, e.Detail.Unknown = status, !known
		a.Set(FieldStatus, e)
	} else if has && e.Value.Kind == KindPlaceholder {
		a.viewNoStatus(e, terms)
	}
	e, has := a.Lookup(FieldRAG)
	switch {
	case has && (e.Value.Kind == KindText || e.Value.Kind == KindNumber || e.Value.Kind == KindVague):
		e.Detail.Unknown = true
		a.Set(FieldRAG, e)
	case !has && a.Colour.Kind == KindRating:
		a.Set(FieldRAG, Entry{Value: a.Colour, Note: "rated by the colour of its row", Cell: Cell{Sheet: a.Sheet, Row: a.Row}})
	}
}

// viewNoStatus works out a status that is a word for nothing: what the council's own
// words make of it, else what the closing date or the rating says. It is unknown
// where those say no end, and it may.
func (a *Action) viewNoStatus(e Entry, terms StatusTerms) {
	if own, ok := ownStatus(e.Value, terms.Words); ok {
		e.Detail.Status = own
	} else if _, known := terms.Read(e.Value); !known && a.Status().IsOpen() {
		e.Detail.Unknown = true
	}
	a.Set(FieldStatus, e)
}

// longestWord is the length in characters of a word for a status or a rating;
// what is longer, or over several lines, is a sentence.
const longestWord = 40

// UnknownWord is the word that a status or a rating says and nobody has given a
// meaning, as it is typed, and whether it says one. It is "" for a sentence.
func (e Entry) UnknownWord() (word string, unknown bool) {
	if !e.Detail.Unknown {
		return "", false
	}
	if word = Clean(e.Shown()); e.Value.Kind == KindNumber && NumberValue(word) != e.Value {
		word = e.Value.Text // which its format rounds
	}
	if utf8.RuneCountInString(word) > longestWord || strings.Contains(word, "\n") {
		return "", true
	}
	return word, true
}

// live is the entry without the words that are struck out.
func (e Entry) live() Entry {
	e.Value, e.Typed = TextValue(e.Detail.Live), e.Detail.Live
	return e
}

// goOn has the words of a row that goes on with the action follow its own.
// Nothing else goes on: a second date or rating is no part of the first.
func (a *Action) goOn(more Entries) {
	for f, next := range more.All() {
		if next.Detail.Struck != "" && !a.Struck {
			next = next.live()
		}
		own := a.Entry(f)
		switch {
		case next.Value.Kind != KindText || !f.GoesOn():
		case own.Value.Kind == KindAbsent || own.Value.IsBlank():
			next.Cell, next.Writable = own.Cell, own.Writable
			a.Set(f, next)
		default:
			text := own.Shown() + "\n" + next.Shown()
			own.Value, own.Typed = TextValue(text), text
			a.Set(f, own)
		}
	}
}

// viewDue has due be what it was moved to or, where it was not moved, what it
// was at first.
func (a *Action) viewDue() {
	if v := a.Value(FieldDue); v.Kind == KindAbsent || v.IsBlank() || v.SaysUnchanged() {
		a.Set(FieldDue, a.Entry(FieldOriginal))
	}
}

// UnchangedNote is what is said of such words.
const UnchangedNote = "the date was not changed: it is the original one"

// SaysUnchanged reports whether what stands where a date was to be moved says that it
// was not: No change, as original, n/c, same.
func (v Value) SaysUnchanged() bool {
	return (v.Kind == KindText || v.Kind == KindVague) && unchanged[strings.Trim(Fold(v.Text), "()[]., ")]
}

var unchanged = phraseSet(`no change; no changes; no change to date; no change of date; no date change; no change made; no change required; nc; n/c; n.c; unchanged; not changed; date unchanged; date not changed; remains unchanged; remains the same; stays the same;
	as original; as original date; as originally; as originally planned; as per original; as per original date; as the original; original; original date; original date stands; original stands; same as original; same as original date; same; same date; the same; as before; as planned; as previously;
	not revised; no revision; no revised date; not extended; no extension; not moved; none; nil; no slippage`)

// viewPeriods has each field that several columns say be what the latest of
// them says that says anything.
func (a *Action) viewPeriods(latestFirst []Column) {
	for _, c := range latestFirst {
		e, has := a.Lookup(c.Field)
		if !has {
			continue
		}
		if v := a.Value(c.Part); v.Kind == KindAbsent || v.IsBlank() {
			a.Set(c.Part, e)
		}
	}
}

// goesBefore reports whether what a column says of its period goes before what another
// says of its own: it is the later of the two, of those that are reports.
func (c Column) goesBefore(other Column) bool {
	if c.Ahead != other.Ahead {
		return other.Ahead
	}
	return c.Period >= other.Period
}

// withColours adds the rating as a column, where the colours of rows are taken for
// it: after the others of its table.
func withColours(columns []Column, actions []Action) []Column {
	rated := map[string]bool{}
	for _, a := range actions {
		rated[a.Table] = rated[a.Table] || a.Colour.Kind == KindRating
	}
	for _, c := range columns {
		rated[c.Table] = rated[c.Table] && c.Field != FieldRAG
	}
	var all []Column
	for i, c := range columns {
		all = append(all, c)
		if last := i+1 == len(columns) || columns[i+1].Table != c.Table; last && rated[c.Table] {
			rated[c.Table] = false
			all = append(all, Column{Table: c.Table, Heading: "the colour of the row", Field: FieldRAG})
		}
	}
	return all
}

// withParts adds, to a table whose columns say a field a period each, that
// field as a column: where its latest period stands.
func withParts(columns []Column) []Column {
	latest, has := map[ColumnKey]Column{}, map[ColumnKey]bool{}
	for _, c := range columns {
		has[ColumnKey{c.Table, c.Field}] = true
		key := ColumnKey{c.Table, c.Part}
		if other, several := latest[key]; c.IsOfPart() && (!several || c.goesBefore(other)) {
			latest[key] = c
		}
	}
	var all []Column
	for _, c := range columns {
		all = append(all, c)
		if key := (ColumnKey{c.Table, c.Part}); c.IsOfPart() && !has[key] && latest[key] == c {
			c.Field, c.Part, c.Period = c.Part, "", 0
			all = append(all, c)
		}
	}
	return all
}
