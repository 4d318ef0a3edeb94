package table

import (
	"regexp"
	"slices"
	"strings"

	"actionplan/plan"
)

// What people put above the first action and under the last is no action: how
// the table is to be filled in, what its colours mean, who has signed it.

// standsUnder says whether a row of one cell or two belongs to what stands
// under a table: a note, a key of ratings, a signature, or whatever follows one.
func (t *tableReader) standsUnder(rows []Row, i int, cells []Cell) bool {
	if len(cells) > 2 {
		return false
	}
	if rows[i].Number <= t.lastFull {
		return opensNote.MatchString(oneLine(cells[0].Text)) && t.isApart(cells)
	}
	if t.typical == 0 {
		return isUnderWord(cells[0]) || isLegend(cells)
	}
	return t.below.begins(t, rows, i)
}

// below is where what stands under a table begins, as far as its rows were looked at: each
// is looked at once, however many there are.
type below struct {
	last    int // the last full row, under which it was looked for
	looked  int // the number of the last row looked at
	at      int // the number of the row in which it begins; 0 for none so far
	rows    int
	typical int
}

// begins reports whether a row of one word or two, between the last full row and the
// i-th, opens what stands under the table.
func (b *below) begins(t *tableReader, rows []Row, i int) bool {
	if b.last != t.lastFull || b.rows != len(rows) || b.typical != t.typical {
		*b = below{last: t.lastFull, looked: t.lastFull, rows: len(rows), typical: t.typical}
	}
	from, _ := slices.BinarySearchFunc(rows, b.looked+1, func(r Row, n int) int { return r.Number - n })
	for ; b.at == 0 && from <= i; from++ {
		b.looked = rows[from].Number
		said := t.filled(rows[from])
		if len(said) > 0 && len(said) <= 2 && (isUnderWord(said[0]) || isLegend(said) && !t.saysRef(said)) {
			b.at = b.looked
		}
	}
	return b.at > 0 && b.at <= rows[i].Number
}

// keyUnder finds the rows of a key that stands under a table after a blank row, also
// right under it, and says what words of its lists mean:
//
//	2 | Audit forty cases | Principal | June 2026 | Open
//	  |                   |           |           |
//	Status | Meaning      |           |           |
//	Open   | Work goes on |           |           |
//	Closed | All is done  |           |           |
//
// Its rows fill three cells at most, where those of the table fill four or more, and
// nearly all begin with a word that a list of the table holds, or that is a status, a
// rating or a level.
func (t *tableReader) keyUnder(rows []Row) map[int]bool {
	found := map[int]bool{}
	blocks := byBlanks(rows)
	if len(blocks) < 2 {
		return found
	}
	table := blocks[0]
	for _, block := range blocks[1:] {
		if t.isKeyOf(table, block) {
			for _, row := range block {
				found[row.Number] = true
			}
			continue
		}
		table = append(slices.Clone(table), block...)
	}
	return found
}

// byBlanks cuts rows where blank ones stand between them.
func byBlanks(rows []Row) [][]Row {
	var blocks [][]Row
	for i, row := range rows {
		if i == 0 || rows[i-1].Number < row.Number-1 {
			blocks = append(blocks, nil)
		}
		blocks[len(blocks)-1] = append(blocks[len(blocks)-1], row)
	}
	return blocks
}

// isKeyOf says whether a block of rows is a key to the words of a table.
func (t *tableReader) isKeyOf(table, block []Row) bool {
	const mostCells, fewLines = 3, 2
	listed, least := map[string]bool{}, 0
	for _, row := range table {
		cells := t.filled(row)
		if len(cells) > mostCells {
			least++
		}
		for _, c := range cells {
			i := slices.IndexFunc(t.cols, func(col column) bool { return col.Number == c.Column })
			if i >= 0 && c.isText() && wordCount(c.Text) <= 3 && !t.names[c.Column] && t.cols[i].reads() != plan.FieldLead {
				listed[foldHeading(c.Text)] = true
			}
		}
	}
	if least == 0 || least*2 < len(table) {
		return false
	}
	for _, h := range t.header.headings {
		listed[foldHeading(h.text())] = true
	}
	lines, known, widest := 0, 0, 0
	for _, row := range block {
		cells := t.filled(row)
		if len(cells) == 0 {
			continue
		}
		lines++
		widest = max(widest, len(cells))
		if first := cells[0]; first.isText() && hasLetter(first.Text) && wordCount(first.Text) <= 4 && (listed[foldHeading(first.Text)] || saysOfList(first.Text)) {
			known++
		}
	}
	return lines >= fewLines && widest <= mostCells && widest > 1 && known*4 >= lines*3
}

// saysOfList says whether a text is a word that lists hold: a status, a rating, a level,
// or what such a list is called.
func saysOfList(text string) bool {
	folded := plan.Fold(text)
	_, status := plan.ReadStatus(plan.TextValue(text), nil)
	_, rating := plan.ReadRating(text, nil)
	return status || rating || isLevel[folded] || underAlone[foldHeading(text)]
}

// isApart says whether a row says nothing but one text.
func (t *tableReader) isApart(cells []Cell) bool { return len(cells) == 1 && cells[0].isText() }

// saysRef says whether the first of the cells is a ref like the others.
func (t *tableReader) saysRef(cells []Cell) bool {
	ref, has := t.field(plan.FieldRef)
	return has && cells[0].Column == ref.Number && t.isShapedAsRef(cells[0])
}

// opensNote is a note among the rows.
var opensNote = regexp.MustCompile(`^(?i:notes?|n\.?b\.?|key|legend|rag key)\.? ?[:–—-]`)

// spareRows finds the rows that are there to be copied for new ones: the one that says
// so and those right under it, as far as the next blank row.
func (t *tableReader) spareRows(rows []Row) map[int]bool {
	spares := map[int]bool{}
	for i, row := range rows {
		if cells := t.filled(row); len(cells) != 1 || !opensSpares.MatchString(oneLine(cells[0].Text)) {
			continue
		}
		for j := i; j < len(rows) && (j == i || rows[j].Number == rows[j-1].Number+1 && len(t.filled(rows[j])) > 0); j++ {
			spares[rows[j].Number] = true
		}
	}
	return spares
}

// opensSpares is a line over rows that are there to be copied.
var opensSpares = regexp.MustCompile(`^(?i:(template|sample|example|spare) (rows?|lines?|tasks?|entries|entry)|(rows?|lines?) to (be )?cop(y|ied)|copy (these|this|the) (rows?|lines?)\b.*)[ :.]*$`)

// isUnderWord says whether a text opens what stands under a table. "Key worker
// for each child" and "Date stamps on all records" open nothing.
func isUnderWord(c Cell) bool {
	if !c.isText() {
		return false
	}
	text := strings.TrimLeft(oneLine(c.Text), "*† ")
	return underAlone[foldHeading(text)] || underOpening.MatchString(text)
}

var underAlone = map[string]bool{
	"key": true, "legend": true, "note": true, "notes": true, "nb": true, "n b": true, "date": true, "dated": true, "signed": true,
	"signature": true, "signatures": true, "rag key": true, "rating key": true, "ratings key": true, "status key": true, "brag key": true,
	"rag definitions": true, "rag rating": true, "rag ratings": true, "definitions": true, "footnotes": true, "footnote": true,
	"sign off": true, "version": true, "end": true, "end of plan": true, "end of table": true,
}

// underOpening is an opening word with what parts it from the rest, or with
// the words that make it one.
var underOpening = regexp.MustCompile(`^(?i:` +
	`(notes?|n\.?b\.?|key|legend|date|dated|signed|signature|version|source|footnote|author|owner of this plan|last updated|last reviewed|next review|review date|sign[ -]?off|name|print name|position|total|totals|contact)\.? ?[:–—-]` +
	`|key (to|for|of) (the )?(rag|brag|ratings?|status|colou?rs?|symbols|abbreviations)` +
	`|(rag|brag|rating|ratings|status|colou?r) (key|legend|definitions?|guide)\b` +
	`|(signed|signed off|approved|agreed|authori[sz]ed|prepared|compiled|completed|checked|reviewed|endorsed) (off )?(by|on)( |:|$)` +
	`|end of (plan|table|document|sheet)\b|page [0-9]+\b|for (more|further) information\b)`)

// isLegend says whether cells say what a rating means: Red – off track, in one
// cell or in two.
func isLegend(cells []Cell) bool {
	if len(cells) > 2 || !cells[0].isText() {
		return false
	}
	text := oneLine(cells[0].Text)
	if m := ratingMeans.FindString(text); m != "" {
		return len(m) < len(text) || len(cells) == 2 && cells[1].isText()
	}
	_, filled := plan.RatingOfFill(cells[0].Fill)
	return filled && len(cells) == 1 && ratingAlone.MatchString(text)
}

const ratingNames = `(?i:(dark |light )?(red|amber|green|blue|yellow|orange|gr[ae]y|purple|brag|rag)|[RAGB])`

var (
	ratingMeans = regexp.MustCompile(`^\(?` + ratingNames + `\)? ?([:=–—]|- | -|$)`)
	ratingAlone = regexp.MustCompile(`^` + ratingNames + `\b`)
)

// instructs says whether a row above the first action says how the table is
// to be filled in.
func (t *tableReader) instructs(rows []Row, kinds []rowKind, i int, cells []Cell) bool {
	for _, kind := range kinds[:i] {
		if kind == isAction {
			return false
		}
	}
	if len(cells) != 1 || !cells[0].isText() || i+1 >= len(rows) {
		return false
	}
	text := oneLine(cells[0].Text)
	if instruction.MatchString(text) {
		return true
	}
	_, merged := t.sheet.merged(rows[i].Number, cells[0].Column)
	action, _ := t.field(plan.FieldAction)
	return (merged || cells[0].Column != action.Number) && fillingIn.MatchString(text)
}

var (
	instruction = regexp.MustCompile(`^(?i:please |instructions?\b|guidance\b|notes?\b ?[:–—-]|n\.?b\.?\b|how to (use|complete|fill)|use the drop|this (plan|sheet|table|log|tracker|tab|section) (is|must|should|shows|lists|sets|will|has|contains)|(enter|fill in|complete) (all|each|every|one|your|the) (row|rows|column|columns|field|fields|cell|cells|box|boxes|section|sections)\b)`)
	fillingIn   = regexp.MustCompile(`(?i:\b(drop[ -]?down|columns? [A-Z]\b|shaded (cells|columns)|yellow cells|do not (delete|edit|change|overwrite)|for office use|one action per row|add (more )?rows?|delete this row|for each action|update (this|the) (plan|sheet|table|tracker|columns?))\b)`)
)

// # Lines about the plan
//
// What counts a plan's actions, who signed it and the form that it is filed with may
// stand in the columns of its table, right under it or after a blank row:
//
//	3            | Train every manager | Ann  | July 2026 | Open
//	             | Open actions:       | 2    |           |
//	             | % complete          | 33%  |           |
//
//	Prepared by  | Ann Smith           | Date | 1 March   |
//	Project name | Front door          | From | 2 March   |
//
// They fill as many cells as an action does, and are told by their words: a count says
// nothing but what is counted and figures; a signature begins with what was done by
// whom; in a form, labels and answers take turns. What follows a form as far as the next
// blank row belongs to it, and so does all that follows a signature under the last
// action, unless it has a ref as actions have: names, posts and dates.

// aboutPlan is a kind of line that is about the plan and no action of it.
type aboutPlan string

const (
	isCounted   aboutPlan = "count"
	isSigned    aboutPlan = "signature"
	isForm      aboutPlan = "form"
	standsAside aboutPlan = "with those" // with signatures or a form
)

// linesAbout finds the lines about the plan among the rows of its table.
func (t *tableReader) linesAbout(rows []Row) map[int]aboutPlan {
	found := map[int]aboutPlan{}
	if t.typical < 3 {
		return found
	}
	last := -1 // the last row that is an action by all it says
	first := len(rows)
	for i, row := range rows {
		if cells := t.filled(row); len(cells) >= min(3, t.typical) && len(cells)*2 > t.typical && t.isNamed(row, t.names) && (t.refs < 2 || t.hasRefLike(row)) && lineAbout(t.said(row)) == "" {
			last, first = i, min(first, i)
		}
	}
	signed := false
	for i, row := range rows {
		cells := t.said(row)
		if len(cells) == 0 || t.hasRefLike(row) {
			continue
		}
		kind := lineAbout(cells)
		before := found[row.Number-1]
		switch {
		case kind == isCounted, kind == isForm && i < first, kind == isSigned && endsSigned.MatchString(oneLine(cells[0].Text)), kind != "" && i > last:
			found[row.Number] = kind
			signed = signed || kind == isSigned && i > last
		case i > last && (signed || before == isForm || before == standsAside):
			found[row.Number] = standsAside
		}
	}
	return found
}

// hasRefLike reports whether a row has a ref that looks as the others do: one without a
// figure, such as a name, where most of them are so.
func (t *tableReader) hasRefLike(row Row) bool {
	ref, has := t.field(plan.FieldRef)
	c, _ := row.cell(ref.Number)
	shape := shapeOf(c.Text)
	return has && c.says() && t.isShapedAsRef(c) && (strings.Contains(shape, "9") || t.shapes[shape]*2 > t.refs)
}

// lineAbout is what kind of line about a plan some cells are; "" for none.
func lineAbout(cells []Cell) aboutPlan {
	if !cells[0].isText() || len(cells[0].Text) > longestHeading {
		return ""
	}
	text := oneLine(cells[0].Text)
	switch {
	case isCount(text, cells[1:]):
		return isCounted
	case signedBy.MatchString(text):
		return isSigned
	case len(cells) > 2 && answersLabels(cells):
		return isForm
	}
	return ""
}

// saysCounts reports whether a row counts the actions, or adds up figures.
func saysCounts(said []Cell) bool {
	return len(said) > 0 && (isTotal(said) || lineAbout(said) == isCounted)
}

// isCount says whether a text and the cells after it count actions: Open: 5, or
// % complete and a figure.
func isCount(text string, rest []Cell) bool {
	if m := endsInFigure.FindStringSubmatch(text); m != nil && len(rest) == 0 {
		return saysCounted(m[1])
	}
	if len(rest) == 0 || !saysCounted(text) {
		return false
	}
	return !slices.ContainsFunc(rest, func(c Cell) bool {
		return c.Kind != CellNumber && !isFigure.MatchString(oneLine(c.Text))
	})
}

var (
	endsInFigure = regexp.MustCompile(`^(.*[^ ]) ?[:=] ?[0-9][0-9.,]* ?%?$`)
	isFigure     = regexp.MustCompile(`^[0-9][0-9.,]* ?%?(?: ?(?:/|of) ?[0-9]+)?$`)
)

// saysCounted says whether a label is of what is counted, and of nothing else.
func saysCounted(label string) bool {
	parts := strings.Fields(foldHeading(label))
	counts := false
	for _, w := range parts {
		if !countedWords[w] && !besideCounted[w] {
			return false
		}
		counts = counts || countedWords[w]
	}
	return counts && len(parts) <= 6
}

var (
	countedWords  = words(`total totals subtotal count number percent percentage average overall open closed complete completed done outstanding overdue remaining pending cancelled deferred red amber green blue started progress track`)
	besideCounted = words(`of the no not in on off at risk action actions task tasks item items issue issues risks recommendations milestones to date so far late all actions plan rate status due and`)
)

// signedBy is what a line begins with that says who made, saw or signed the plan.
var signedBy = regexp.MustCompile(`^(?i:(?:(?:signed|signed off|approved|agreed|authori[sz]ed|prepared|compiled|completed|checked|reviewed|endorsed|produced|drafted|written|submitted|verified) by|sign(?:ed|ature|atures|[ -]?off)|approvals?|print name)(?: ?[:/(–—-].*)?)$`)

// endsSigned is such a beginning with nothing after it, which begins no action.
var endsSigned = regexp.MustCompile(`(?i:by) ?:?$`)

// answersLabels says whether labels and answers take turns in some cells, as in a form:
// two labels at least, each with a colon or known for one, and none after another
// unless they all are labels.
func answersLabels(cells []Cell) bool {
	labels, turns := 0, true
	for i, c := range cells {
		is := isFormLabel(c)
		if is {
			labels++
		}
		turns = turns && is == (i%2 == 0)
	}
	return labels >= 2 && (turns || labels == len(cells))
}

// isFormLabel says whether a cell asks for something about a plan.
func isFormLabel(c Cell) bool {
	if !c.isText() || wordCount(c.Text) > 5 {
		return false
	}
	text := oneLine(c.Text)
	return strings.HasSuffix(text, ":") || formLabels[foldHeading(text)] || formLabel.MatchString(foldHeading(text))
}

var (
	formLabel  = regexp.MustCompile(`^(?:project|programme|program|plan|document|report|review|organisation|school|service|company|client) (?:name|title|manager|lead|owner|sponsor|director|number|no|code|id|start|start date|end|end date|date|status|version|ref|reference|author)$`)
	formLabels = phrases(`start date; end date; sponsor; budget; version; version number; version no; revision; date; date prepared; date of plan; date of review; review date; report date; next review; next review date; reporting period; period; period covered; author; organisation; company; client; department; name; position; job title; signature; signed; approved by; prepared by; reviewed by; checked by; authorised by; document owner; overall status; last updated; status date; prepared for`)
)
