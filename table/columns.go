package table

import (
	"fmt"
	"slices"
	"strings"

	"actionplan/plan"
)

// column is a column of a table while it is being read.
type column struct {
	plan.Column
	strength strength
	isDate   bool
	guessed  bool // by what its cells hold
	habit    plan.DateHabit
	unmarked plan.Unmarked // how its dates are written that have no marks
	noDays   bool          // its numbers are no days that a spreadsheet counted
	proved   bool          // and whether the day comes first for certain
	layout   string        // the fill that all its cells have, and so means nothing
}

// reads is the field that a column's cells are read as: a rating for one quarter
// is read as a rating.
func (c *column) reads() plan.Field {
	if c.Part != "" {
		return c.Part
	}
	return c.Field
}

// columns lists a table's columns: every heading, and columns between or
// beside them that have none but hold something in the rows.
func (t *tableReader) columns(rows []Row) {
	byColumn := map[int]heading{}
	for _, h := range t.header.headings {
		byColumn[h.column] = h
	}
	for number := range t.unheaded(rows, byColumn) {
		byColumn[number] = heading{column: number}
	}
	fixed := map[int]naming{} // by the council's own word
	if t.pin != nil {
		for _, c := range t.pin.Columns {
			number := plan.ColumnNumber(c.Letter)
			if _, ok := byColumn[number]; !ok {
				byColumn[number] = heading{column: number}
			}
			fixed[number] = naming{c.Field, pinned}
		}
	}
	var headings []heading
	for number := 1; number <= max(t.sheet.last, t.header.last()); number++ {
		if h, ok := byColumn[number]; ok {
			headings = append(headings, h)
		}
	}
	held := t.contents(rows, headings)
	t.held, t.heads = held, headings
	s := t.know.settle(headings, fixed, held)
	taken := map[plan.Field]int{}
	for _, h := range headings {
		c := column{Column: plan.Column{
			Table: t.name, Letter: plan.ColumnLetters(h.column), Number: h.column,
			Heading: h.text(), Hidden: slices.ContainsFunc(t.sheet.HiddenColumns, func(hidden Span) bool { return hidden.has(h.column) }),
		}}
		n, ok := s.fields[h.column]
		c.Given = ok && n.strength >= own
		if ok && n.field != fieldNone {
			c.Field, c.strength = n.field, n.strength
		} else {
			c.Field = otherField(c.Column, taken)
		}
		if p, is := s.periods[h.column]; is {
			c.Part, c.Period = p.part, p.order
		}
		t.cols = append(t.cols, c)
	}
	t.guess(held)
	t.noteColumns(headings, s, held)
	t.noteRefused(s.refused)
	t.noteDisplaced(headings, held)
	t.noteEither(held)
	t.noteSlips(headings)
	t.noteSought(held, s.refused)
	t.notePeriods(s.periods)
	t.lookAhead(s.periods, held)
	if c, ok := t.field(plan.FieldStatus); ok && !c.Given && held[c.Number].tells() {
		t.notes.column(t.sheet, c.Number, fmt.Sprintf("column %s, %q, is headed as the status and holds sentences: it was taken for the status", c.Letter, c.Heading)).weighs(plan.Doubtful).takes(t, c.Column, plan.FieldStatus).orTakes(t, c.Column, plan.FieldProgress)
	}
}

// otherField is the field of a column that is known only by its heading, told
// apart from another of the same heading by a number.
func otherField(c plan.Column, taken map[plan.Field]int) plan.Field {
	heading := c.Heading
	if heading == "" {
		heading = "column " + c.Letter
	}
	f := plan.OtherField(heading)
	taken[f]++
	if n := taken[f]; n > 1 {
		f = plan.OtherField(fmt.Sprintf("%s (%d)", heading, n))
		taken[f]++
	}
	return f
}

// unheaded finds the columns without a heading that hold something in the
// rows of the table: between its headings, or right beside them.
func (t *tableReader) unheaded(rows []Row, headed map[int]heading) map[int]bool {
	holds := map[int]int{}
	for _, row := range rows {
		for _, c := range t.sheet.says(row) {
			if _, ok := headed[c.Column]; !ok {
				holds[c.Column]++
			}
		}
	}
	found := map[int]bool{}
	first, last := t.header.first(), t.header.last()
	ofOther := func(number int) bool {
		return slices.ContainsFunc(t.header.tables, func(s Span) bool { return s.has(number) })
	}
	for number, n := range holds {
		if first < number && number < last && n > 0 {
			found[number] = true
		}
	}
	for number := first - 1; holds[number] > 1 && !ofOther(number); number-- {
		found[number] = true
	}
	for number := last + 1; holds[number] > 1 && !ofOther(number); number++ {
		found[number] = true
	}
	if len(rows) > 0 {
		t.noteBeside(rows, headed, found)
	}
	return found
}

// noteBeside says which cells beside the table were left alone.
func (t *tableReader) noteBeside(rows []Row, headed map[int]heading, found map[int]bool) {
	first, last := t.header.first(), t.header.last()
	in := func(spans []Span, column int) bool {
		return slices.ContainsFunc(spans, func(s Span) bool { return s.has(column) })
	}
	for _, row := range rows {
		for _, c := range t.sheet.says(row) {
			_, ok := headed[c.Column]
			switch {
			case ok || found[c.Column] || first < c.Column && c.Column < last || in(t.header.tables, c.Column):
			case in(t.header.asides, c.Column):
				t.notes.row(t.sheet, row.Number, 0, "row %s has a block of its own beside the table: it was not read", "rows %s have a block of its own beside the table: it was not read").weighs(plan.Aside)
				t.isNone(row, []Cell{c})
			default:
				t.notes.row(t.sheet, row.Number, 0, "row %s says something beside the table: it was not read", "rows %s say something beside the table: it was not read").weighs(plan.Unread)
			}
		}
	}
}

// noteColumns says what a reader of the plan should know about its columns. The
// line with a doubt confirms what was taken: putting it in changes nothing else.
func (t *tableReader) noteColumns(headings []heading, s settled, held map[int]holding) {
	var hidden, bare []string
	for i, c := range t.cols {
		if c.Hidden {
			hidden = append(hidden, c.Letter)
		}
		if c.Heading == "" && c.strength != pinned {
			bare = append(bare, c.Letter)
		}
		if c.Field.IsShared() || c.Part != "" { // who is accountable may be who leads
			continue
		}
		for _, n := range s.offeredTo(c.Number, t.know.heading(headings[i])) { // a field that another column took
			if slices.ContainsFunc(s.refused, func(r refusal) bool { return r.column == c.Number && r.field == n.field }) {
				continue // said apart
			}
			if n.field == fieldMoved {
				n.field = plan.FieldDue
			}
			if n.field == c.Field {
				continue
			}
			taker, ok := t.field(n.field)
			unsure := n.field == plan.FieldAction && taker.strength == contained && !saysRemedy(taker.Heading) && !recommends(taker.Heading) && namesTrouble(c.Heading) && held[c.Number].phrases*2 > held[c.Number].said
			if n.field == plan.FieldAction && saysSteps(c.Heading) && (taker.strength >= exact || taker.strength == fallback) {
				continue // of what is to be done, or said of a description
			}
			if ok && (n.strength >= phrase || unsure) && taker.strength != pinned && taker.strength != own {
				t.noteRival(c, taker, n.field)
				break
			}
		}
	}
	t.noteLetters(hidden, "column %s is hidden: it was read", "columns %s are hidden: they were read", plan.Aside)
	t.noteLetters(bare, "column %s has no heading", "columns %s have no heading", plan.Assumed)
	switch c, ok := t.field(plan.FieldAction); {
	case !ok:
		t.noteNoAction()
	case t.noteRemedy(c):
	case c.strength == fallback && !c.guessed:
		note := t.notes.column(t.sheet, c.Number, fmt.Sprintf("no column is headed as the action: %q was taken for it", c.Heading)).weighs(plan.Doubtful).takes(t, c.Column, plan.FieldAction)
		if other, is := t.otherAction(); is {
			note.orTakes(t, other.Column, plan.FieldAction)
		}
	}
	if _, ok := t.field(plan.FieldRef); !ok {
		t.noteNoRef(held)
	}
}

// noteNoAction says that no column is headed as the action, and which say enough in
// words to be it: the likeliest first. Where the settings say of one that it is not,
// what is left is told, and no longer doubtful.
func (t *tableReader) noteNoAction() {
	t.miss(plan.FieldAction)
	declined := slices.DeleteFunc(slices.Clone(t.cols), func(c column) bool {
		h := t.held[c.Number]
		return !c.Given || c.Field.Known() || !h.isWorded() && !h.isNaming()
	})
	could, none := t.worded(), ""
	if len(declined) > 0 {
		none = fmt.Sprintf(", and the settings say that column %s, %q, is not", declined[0].Letter, declined[0].Heading)
	}
	if len(could) == 0 {
		message := "no column is headed as the action" + none
		i := slices.IndexFunc(t.cols, func(c column) bool {
			free := !c.Field.Known() && c.Part == "" && !c.Given && c.Heading != ""
			return free && none == "" && t.held[c.Number].isNaming() && !isReport(c.Heading) && !isNoAction(c.Heading)
		})
		if i >= 0 {
			c := t.cols[i]
			t.notes.column(t.sheet, c.Number, fmt.Sprintf("%s: column %s, %q, says something else in each row and could be it", message, c.Letter, c.Heading)).weighs(plan.Doubtful).
				takes(t, c.Column, plan.FieldAction).orTakes(t, c.Column, fieldNone)
			return
		}
		note := t.notes.at(t.sheet, plan.Cell{Sheet: t.sheet.Sheet, Row: t.header.row}, message)
		note.about = plan.FieldAction
		if none == "" {
			note.weighs(plan.Doubtful)
		}
		return
	}
	first := could[0]
	message := fmt.Sprintf("no column is headed as the action%s: column %s, %q, holds sentences and could be it", none, first.Letter, first.Heading)
	if len(could) > 1 {
		message = fmt.Sprintf("no column is headed as the action%s: columns %s hold sentences and any could be it", none, letterList(lettersOf(could)))
	}
	note := t.notes.column(t.sheet, first.Number, message).takes(t, first.Column, plan.FieldAction)
	if none == "" {
		note.weighs(plan.Doubtful)
	}
	if len(could) > 1 {
		note.orTakes(t, could[1].Column, plan.FieldAction)
	}
}

// isWorded says whether the cells say enough in words to be what is to be done.
func (h holding) isWorded() bool {
	return h.sentences*2 > h.said && h.distinct*2 > h.said && h.filled*2 >= h.rows
}

// isNaming says whether the cells name a thing of its own in nearly each row.
func (h holding) isNaming() bool {
	const few = 2
	return h.said >= few && h.distinct*10 >= h.said*9 && h.filled*2 >= h.rows && h.figures+h.dates+h.undecided+h.marks+h.levels+h.statuses+h.numbered == 0
}

// worded are the columns that could say what is to be done by what they hold, where no
// heading says it: those that are headed as nothing else first, and of those what is
// done about something, then what says most.
func (t *tableReader) worded() []column {
	var could []column
	for _, c := range t.cols {
		free := !c.Field.Known() && c.Part == "" || c.Field == plan.FieldRecommendation
		if free && !c.Given && c.Heading != "" && t.held[c.Number].isWorded() && !isReport(c.Heading) && !isNoAction(c.Heading) {
			could = append(could, c)
		}
	}
	likely := func(c column) int {
		switch {
		case saysRemedy(c.Heading), recommends(c.Heading):
			return 0
		case c.Field == plan.FieldRecommendation:
			return 1
		case speaksOfElse(c.Heading) || saysTrouble(c.Heading):
			return 3
		}
		return 2
	}
	slices.SortStableFunc(could, func(a, b column) int { return likely(a) - likely(b) })
	return could
}

// isNoAction reports whether a heading says that its column is about something else than
// what is to be done, whatever sentences it holds: what depends on what, a cause, a
// remark, a product.
func isNoAction(heading string) bool {
	parts := strings.Fields(foldHeading(withoutHints(heading)))
	is := func(set map[string]bool) bool {
		return slices.ContainsFunc(parts, func(w string) bool { return set[w] })
	}
	return is(noActions) && !is(doings)
}

var (
	noActions = union(noActionsAbroad, words(`dependency dependencies dependent depends predecessor predecessors successor successors product products comment comments remark remarks evidence cause causes consequence consequences
		likelihood probability severity assumption assumptions constraint constraints location locations address supplier suppliers customer customers`))
	noActionsAbroad = words(`riesgo riesgos causa causas dependencia dependencias producto productos risque risques dépendance dépendances produit produits risiko risiken ursache ursachen abhängigkeit abhängigkeiten produkt produkte risco riscos dependência dependências produto produtos rischio rischi dipendenza dipendenze prodotto prodotti riskin riski bağımlılık ürün risico ryzyko zależność риск риски`) //nolint:misspell // no English
	doings          = words(`action actions task tasks activity activities do doing done plan plans step steps mitigation mitigations response responses treatment remedy solution what how acción acciones medida medidas mesure mesures massnahme maßnahme maßnahmen ação ações azione azioni önlem önlemi eylem aksiyon`)
)

func lettersOf(columns []column) []string {
	var letters []string
	for _, c := range columns {
		letters = append(letters, c.Letter)
	}
	slices.SortFunc(letters, func(a, b string) int { return plan.ColumnNumber(a) - plan.ColumnNumber(b) })
	return letters
}

// noteNoRef says that a column that no heading names the ref by numbers the rows.
func (t *tableReader) noteNoRef(held map[int]holding) {
	for i, c := range t.cols {
		h := held[c.Number]
		if c.Field.Known() || c.Part != "" || c.Given || !h.numbersEach() {
			continue
		}
		if c.Heading == "" {
			t.miss(plan.FieldRef)
			t.notes.column(t.sheet, c.Number, fmt.Sprintf("no column is headed as the ref: column %s has no heading and numbers the rows", c.Letter)).
				takes(t, c.Column, plan.FieldRef)
			return
		}
		says := slices.ContainsFunc(strings.Fields(foldHeading(c.Heading)), func(w string) bool { return numberWords[w] && len(w) > 1 })
		if (i == 0 || says) && h.phrases == 0 && !speaksOfElse(c.Heading) {
			t.miss(plan.FieldRef)
			t.notes.column(t.sheet, c.Number, fmt.Sprintf("no column is headed as the ref: column %s, %q, numbers the rows and could be it; it stands for itself", c.Letter, c.Heading)).
				weighs(plan.Doubtful).takes(t, c.Column, plan.FieldRef).orTakes(t, c.Column, fieldNone)
			return
		}
	}
}

// numbersEach says whether nearly each cell says a number or a code, and no two the same.
func (h holding) numbersEach() bool {
	numbers := h.figures == h.said || h.numbered+h.figures == h.said && h.sentences == 0 && h.dates == 0
	return h.said >= 3 && h.distinct == h.said && h.filled*10 >= h.rows*9 && numbers
}

// noteRival says that a column could be the field that another was taken for, with the
// line that confirms it and the one that has it the other way.
func (t *tableReader) noteRival(c, taker column, f plan.Field) {
	but := ""
	if f == plan.FieldAction && t.held[c.Number].isCategories() {
		but = ", but says only the same few words"
	}
	if foldHeading(c.Heading) == foldHeading(taker.Heading) {
		t.noteTwin(c, taker, f)
		return
	}
	note := t.notes.column(t.sheet, c.Number, fmt.Sprintf("%q could be the %s too%s: column %s, %q, was taken for it", c.Heading, f.Label(), but, taker.Letter, taker.Heading)).weighs(plan.Doubtful).takes(t, taker.Column, f)
	note.orTakes(t, c.Column, f)
}

// saysSteps says whether a heading is of the steps that something is done in.
func saysSteps(heading string) bool {
	parts := strings.Fields(foldHeading(withoutHints(heading)))
	return len(parts) > 0 && len(parts) <= 2 && strings.HasPrefix(parts[len(parts)-1], "step")
}

// noteTwin says of two columns with one heading which was taken for its field, and why:
// no line can name either by its heading, so that the lines name them by their letters.
func (t *tableReader) noteTwin(c, taker column, f plan.Field) {
	why := "it stands first"
	switch a, b := t.held[taker.Number], t.held[c.Number]; {
	case fits(f, a, b) && f.IsDate():
		why = "it holds dates that were typed"
	case fits(f, a, b):
		why = "it says more"
	}
	t.notes.column(t.sheet, c.Number, fmt.Sprintf("%q could be the %s too, and is headed as column %s is, which was taken for it since %s (column %s)", c.Heading, f.Label(), taker.Letter, why, c.Letter)).weighs(plan.Doubtful).
		takes(t, taker.Column, f).orTakes(t, c.Column, f)
}

// offeredTo is what a column may be: what its heading names surely enough, and what
// its cells and a word of its heading make it.
func (s settled) offeredTo(column int, named []naming) []naming {
	found := slices.Clone(named)
	for _, c := range s.offered {
		if c.column == column && c.strength >= contained && len(named) == 0 {
			found = append(found, naming{c.field, max(c.strength, phrase)})
		}
	}
	return surest(found)
}

// otherAction is the column that could say what is to be done instead of one whose
// heading says so least: the recommendations, one that its heading names for it too,
// else one of sentences.
func (t *tableReader) otherAction() (column, bool) {
	headings, held := t.heads, t.held
	free := func(c column) bool {
		return !c.Field.Known() && c.Part == "" && !c.Given && c.Heading != "" && !isNoAction(c.Heading)
	}
	if c, is := t.field(plan.FieldRecommendation); is && !c.Given && c.strength > fallback && held[c.Number].sentences*2 > held[c.Number].said {
		return c, true
	}
	for _, least := range []func(i int, h holding) bool{
		func(i int, h holding) bool {
			return slices.ContainsFunc(t.know.heading(headings[i]), func(n naming) bool { return n.field == plan.FieldAction })
		},
		func(i int, h holding) bool {
			return h.sentences*2 > h.said && h.filled*2 >= h.rows && (h.said > 1 || h.rows == 1) && !isReport(headings[i].text())
		},
	} {
		best, found := column{}, false
		for i, c := range t.cols {
			if h := held[c.Number]; free(c) && h.said > 0 && h.phrases*2 > h.said && h.distinct*2 > h.said && least(i, h) && (!found || h.sentences > held[best.Number].sentences) {
				best, found = c, true
			}
		}
		if found {
			return best, true
		}
	}
	return column{}, false
}

// noteRefused says what columns are headed as and cannot be.
func (t *tableReader) noteRefused(refused []refusal) {
	for _, r := range refused {
		for _, c := range t.cols {
			if c.Number != r.column || r.strength < phrase || c.Given || agreesWith(c.Field, r.field) {
				continue
			}
			if taker, is := t.field(plan.FieldAction); is && r.field == plan.FieldAction && taker.strength >= r.strength {
				continue // another column says what is done, and this one in no words
			}
			if r.field == fieldMoved {
				r.field = plan.FieldDue
			}
			t.miss(r.field)
			as, field := "stands for itself", fieldNone
			if c.Field.Known() {
				as, field = "was taken for the "+c.Field.Label(), c.Field
			}
			note := t.notes.column(t.sheet, c.Number, fmt.Sprintf("column %s is headed %q, as the %s would be, but %s: it %s", c.Letter, c.Heading, r.field.Label(), r.why, as)).weighs(plan.Doubtful).takes(t, c.Column, field)
			if h := t.held[c.Number]; r.field != plan.FieldAction || h.sentences*2 > h.said { // figures are never what is to be done
				note.orTakes(t, c.Column, r.field)
			}
		}
	}
}

// noteDisplaced says which columns would have been a field that the settings give to
// another: a person who wrote that line may have forgotten them.
func (t *tableReader) noteDisplaced(headings []heading, held map[int]holding) {
	if !slices.ContainsFunc(t.cols, func(c column) bool { return c.Given && c.Field.Known() }) {
		return
	}
	unsaid := newVocabulary(nil).settle(headings, nil, held)
	for _, c := range t.cols {
		n, headed := unsaid.fields[c.Number]
		if !headed || n.strength < phrase || c.Given || c.Field.Known() || c.Part != "" {
			continue
		}
		if taker, ok := t.field(n.field); ok && taker.Given && foldHeading(taker.Heading) != foldHeading(c.Heading) {
			t.notes.column(t.sheet, c.Number, fmt.Sprintf("column %s, %q, is headed as the %s, but the settings say that column %s, %q, is that: %s is kept as it is", c.Letter, c.Heading, n.field.Label(), taker.Letter, taker.Heading, c.Letter)).weighs(plan.Doubtful).takes(t, c.Column, fieldNone)
		}
	}
}

// notePeriods says where nothing tells which of the columns that say one field is
// the latest.
func (t *tableReader) notePeriods(periods map[int]period) {
	of := map[plan.Field][]string{}
	latest := map[plan.Field]column{}
	for _, c := range t.cols {
		if c.Part == "" || !periods[c.Number].guessed {
			continue
		}
		of[c.Part] = append(of[c.Part], c.Letter)
		if c.Period >= latest[c.Part].Period {
			latest[c.Part] = c
		}
	}
	for _, f := range []plan.Field{plan.FieldStatus, plan.FieldRAG, plan.FieldProgress} {
		if given, ok := t.field(f); ok && given.Given {
			continue
		}
		if c := latest[f]; of[f] != nil {
			note := t.notes.column(t.sheet, c.Number, fmt.Sprintf("columns %s each say the %s for a time, and their headings do not tell which is the latest: column %s, %q, was taken for it", letterList(of[f]), f.Label(), c.Letter, c.Heading)).weighs(plan.Doubtful).takes(t, c.Column, f)
			if i := slices.IndexFunc(t.cols, func(other column) bool { return other.Part == f && other.Number != c.Number }); i >= 0 {
				note.orTakes(t, t.cols[i].Column, f)
			}
		}
	}
}

// agreesWith reports whether what a column is taken for is only what its heading
// left open: "Completed" is when, or whether; "Target" is by when, or how much.
func agreesWith(taken, headed plan.Field) bool {
	return taken == headed || taken == plan.FieldRef && headed == plan.FieldAction || taken == plan.FieldStatus && headed == plan.FieldClosed || taken == plan.FieldDue && (headed == fieldMoved || headed == plan.FieldTarget)
}

func (t *tableReader) noteLetters(letters []string, one, many string, w plan.Weight) {
	if len(letters) == 0 {
		return
	}
	format := many
	if len(letters) == 1 {
		format = one
	}
	t.notes.column(t.sheet, plan.ColumnNumber(letters[0]), fmt.Sprintf(format, letterList(letters))).weighs(w)
}

// letterList writes columns as a person would: D, E and M-BT.
func letterList(letters []string) string {
	var runs []string
	for i := 0; i < len(letters); {
		j := i
		for j+1 < len(letters) && plan.ColumnNumber(letters[j+1]) == plan.ColumnNumber(letters[j])+1 {
			j++
		}
		if j > i+1 {
			runs = append(runs, letters[i]+"-"+letters[j])
		} else {
			runs = append(runs, letters[i:j+1]...)
		}
		i = j + 1
	}
	return listed(runs)
}

// field is the table's column for a field.
func (t *tableReader) field(f plan.Field) (column, bool) {
	for _, c := range t.cols {
		if c.Field == f {
			return c, true
		}
	}
	return column{}, false
}
