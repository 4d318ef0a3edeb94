package table

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"actionplan/plan"
)

// tableReader reads one table.
type tableReader struct {
	area
	know    *vocabulary
	options Options
	notes   *notebook
	name    string
	cols    []column
	held    map[int]holding // what the columns hold
	heads   []heading       // of the columns, in their order

	missed map[plan.Field]bool // fields of which it is said that no column is headed as them
	dueIs  *noted              // what is said of a column that was taken for the due by what it holds

	others  []area     // of its sheet
	besides []*sheet   // the sheets that hold no table
	colours []keyEntry // what a key says of ratings and their colours

	names   map[int]bool   // the columns that name an action: ref, action, recommendation
	keys    map[int]bool   // the columns that nearly every row fills
	typical int            // how many cells a row fills, in the middle of them all
	shapes  map[string]int // what stands where refs do looks like, and how much of it
	refs    int            // all of that
	theme   title
	open    []title                // the numbered headings that a row stands under, outermost first
	worked  map[int]map[string]int // how often formulas give each text, by column

	numbered  map[int]bool // the rows of a running number and a text that head sections
	parents   map[int]bool // those of them whose number the rows under them go on with
	empty     map[int]bool // the headings labelled alike that have no action under them
	taskRows  map[int]bool // the rows that only name what those under them do
	namedBy   map[int]int  // and which of them names a row that has no text of its own
	spares    map[int]bool // the rows that are there to be copied
	commented map[int]bool // the headings of sections that have a comment beside them
	keyLines  map[int]bool // the rows of a key under the table

	over       map[int]bool      // the rows that are headings of those under them and have more than a name
	overTexts  map[string]bool   // what those are called, folded as an action is
	maybeOver  map[int]bool      // and those that may be
	phases     map[string]bool   // what the headings with a name of their kind are called: phase, stage
	milestones map[int]bool      // the rows that are labelled as milestones
	toldOf     []int             // the columns of leads and statuses, where most others fill them
	about      map[int]aboutPlan // the lines that count the actions, are signed, or belong to a form
	unfilled   map[int]bool      // the rows with a ref and what was filled in beforehand
	placed     map[int]bool      // the rows that name no action yet: Task 4

	allNamed   bool           // nearly every row says its ref, action or recommendation
	someNamed  bool           // and that is so of a quarter at least
	lastFull   int            // the last row that fills several cells as an action does; 0 for none
	below      below          // where what stands under the last full row begins
	parted     []bool         // the rows that a blank row parts from the last full one; nil before it was asked
	refsFrom   map[string]int // by what it says, folded, the first row with a ref; nil likewise
	shapesFrom map[string]int // by its shape, the first full row with a ref
	actions    habitOf
	themes     map[string]bool // what the theme column says, folded
	key        aKey
	spelt      map[string]string // how the words that nobody knows are first written, folded

	notActions map[int][]Cell // the rows that are no actions, and what they say
}

// habitOf is how the cells of the action column mostly look.
type habitOf struct {
	bold  bool
	wide  bool // they are merged across
	fills map[string]bool
}

// actionRow is a row that is an action, the theme it stands under, and the
// rows under it that go on with it.
type actionRow struct {
	Row
	theme title
	more  []Row
}

// rowKind is what a row under a header turned out to be.
type rowKind int

const (
	isAction rowKind = iota
	isSection
	isSkipped
	goesOn // it belongs to the action above it
)

// actionRows sorts the rows under the header into actions, the headings of
// sections, rows that go on with an action, and rows that are none of these.
func (t *tableReader) actionRows(rows []Row) []actionRow {
	t.overTexts = map[string]bool{}
	t.measure(rows)
	kinds := make([]rowKind, len(rows))
	for i := range rows {
		kinds[i] = t.kind(rows, kinds, i)
	}
	t.rescue(rows, kinds)
	t.readAlike(rows, kinds)
	t.theme = title{text: t.title, cell: t.titled}
	if t.apart {
		t.notes.row(t.sheet, t.titled.Row, 0, "row %s is the title of the table under it: its actions have it for their theme", "rows %s are the titles of the tables under them: their actions have them for their themes")
	}
	var found []actionRow
	var unused []int // section headings no action has come under yet
	counted := false // an action under the heading has a number of its own
	for i, row := range rows {
		switch kinds[i] {
		case isAction:
			past := t.leavesParent(rows, i)
			if past, counted = t.goesPast(row, past, counted); past {
				t.theme = t.enclosing(row)
			}
			found = append(found, actionRow{Row: row, theme: t.theme})
			unused = nil
		case goesOn:
			found[len(found)-1].more = append(found[len(found)-1].more, row)
		case isSection:
			t.enclosing(row) // closes those that this one is no part of
			t.theme, counted = t.sectionTitle(row), false
			if t.numberOver(row.Number) != "" {
				t.open = append(t.open, t.theme)
			}
			if c := t.nameOf(row); t.over[row.Number] {
				t.overTexts[foldHeading(c.Text)] = true
			}
			if !t.empty[row.Number] { // which was said
				unused = append(unused, row.Number)
			}
		}
	}
	for i, row := range rows {
		if kinds[i] == isAction || kinds[i] == goesOn {
			delete(t.notActions, row.Number)
		} else if slices.Contains(unused, row.Number) {
			t.isNone(row, t.said(row))
		}
	}
	for _, row := range unused {
		t.notes.row(t.sheet, row, 0, "row %s stands under the table and is no action: it was not read", "rows %s stand under the table and are no actions: they were not read").weighs(plan.Aside)
	}
	return found
}

func (t *tableReader) sectionTitle(row Row) title {
	cells := t.filled(row)
	if t.parents[row.Number] || t.commented[row.Number] || t.over[row.Number] {
		cells = t.nameCells(row)
	}
	var parts []string
	for _, c := range cells {
		parts = append(parts, oneLine(c.Text))
	}
	return title{text: strings.Join(parts, " "), cell: plan.Cell{Sheet: t.sheet.Sheet, Row: row.Number, Column: cells[len(cells)-1].Column}}
}

// rescue takes for actions the rows that have only the action's text, where
// they look like headings and no action would be left.
func (t *tableReader) rescue(rows []Row, kinds []rowKind) {
	action, has := t.field(plan.FieldAction)
	if !has || slices.Contains(kinds, isAction) {
		return
	}
	for i, row := range rows {
		if cells := t.filled(row); kinds[i] == isSection && len(cells) == 1 && cells[0].Column == action.Number {
			kinds[i] = isAction
			t.notes.row(t.sheet, row.Number, 0, "row %s has only its text: it was read as an action, since no other row is one", "rows %s have only their text: they were read as actions, since no other rows are").weighs(plan.Doubtful)
		}
	}
}

// filled lists the cells of a row that somebody filled in within the table:
// formulas that stand ready in every row do not count, but for those that
// name the action or give words of the row's own.
func (t *tableReader) filled(row Row) []Cell {
	said := t.sheet.says(row)
	unfilled := func(c Cell) bool {
		return !t.within(c.Column) || c.Formula && !t.namesByFormula(c) && !t.tellsByFormula(c)
	}
	if !slices.ContainsFunc(said, unfilled) {
		return said
	}
	return slices.DeleteFunc(slices.Clone(said), unfilled)
}

// said lists the cells of a row within the table that say anything.
func (t *tableReader) said(row Row) []Cell {
	said := t.sheet.says(row)
	if !slices.ContainsFunc(said, func(c Cell) bool { return !t.within(c.Column) }) {
		return said
	}
	return slices.DeleteFunc(slices.Clone(said), func(c Cell) bool { return !t.within(c.Column) })
}

func (t *tableReader) within(number int) bool {
	return t.cols[0].Number <= number && number <= t.cols[len(t.cols)-1].Number
}

func (t *tableReader) namesByFormula(c Cell) bool {
	for _, col := range t.cols {
		if col.Number == c.Column {
			return col.Field == plan.FieldAction || col.Field == plan.FieldRecommendation
		}
	}
	return false
}

// tellsByFormula says whether a formula gives words of the row's own, as from another
// sheet. "On track", in row after row, says no more than that a formula stands there.
func (t *tableReader) tellsByFormula(c Cell) bool {
	return wordCount(c.Text) >= 3 && c.isText() && t.worked[c.Column][plan.Fold(c.Text)] <= mostSameWorked
}

// mostSameWorked is how often formulas give one text that is a row's own.
const mostSameWorked = 2

// countWorked counts the texts that formulas give, by column.
func (t *tableReader) countWorked(rows []Row) {
	t.worked = map[int]map[string]int{}
	for _, row := range rows {
		for _, c := range t.sheet.says(row) {
			if !c.Formula || !c.isText() {
				continue
			}
			if t.worked[c.Column] == nil {
				t.worked[c.Column] = map[string]int{}
			}
			t.worked[c.Column][plan.Fold(c.Text)]++
		}
	}
}

// measure looks at all rows once: how many cells they fill, which columns
// nearly all of them fill, and what their refs and actions look like.
func (t *tableReader) measure(rows []Row) {
	t.names, t.keys, t.shapes, t.empty = map[int]bool{}, map[int]bool{}, map[string]int{}, map[int]bool{}
	t.countWorked(rows)
	for _, f := range []plan.Field{plan.FieldRef, plan.FieldAction, plan.FieldRecommendation} {
		if c, ok := t.field(f); ok {
			t.names[c.Number] = true
		}
	}
	t.keyLines = t.keyUnder(rows)
	var sizes []int
	fills, named := map[int]int{}, 0
	ref, _ := t.field(plan.FieldRef)
	for _, row := range rows {
		cells := t.filled(row)
		if len(cells) < 2 || t.keyLines[row.Number] || saysCounts(t.said(row)) {
			continue
		}
		sizes = append(sizes, len(cells))
		for _, c := range cells {
			fills[c.Column]++
			if c.Column == ref.Number {
				t.shapes[shapeOf(c.Text)]++
				t.refs++
			}
		}
		if t.isNamed(row, t.names) {
			named++
		}
	}
	t.looks(rows)
	if len(sizes) == 0 {
		t.keys[t.cols[0].Number] = true
		for number := range t.names {
			t.keys[number] = true
		}
		return
	}
	slices.Sort(sizes)
	t.typical = sizes[len(sizes)/2]
	t.numbered = t.numberedSections(rows)
	t.parents = t.parentSections(rows)
	if t.numbered == nil {
		t.numbered = map[int]bool{}
	}
	maps.Copy(t.numbered, t.parents)
	t.taskRows, t.namedBy = t.rowsPerPerson(rows)
	t.spares = t.spareRows(rows)
	t.commented = t.headingsWithComments(rows)
	t.about = t.linesAbout(rows)
	t.unfilled = t.unfilledRows(rows)
	t.placed = t.unnamedRows(rows)
	t.milestones, t.toldOf = t.milestoneRows(rows)
	t.summaries(rows)
	for number, n := range fills {
		if n*10 >= len(sizes)*9 {
			t.keys[number] = true
		}
	}
	t.allNamed = named*10 >= len(sizes)*9 && named > 1
	t.someNamed = named*4 >= len(sizes)
	if named*2 >= len(sizes) {
		t.keys = t.names
	} else {
		t.keys[t.cols[0].Number] = true
	}
	for _, row := range slices.Backward(rows) {
		if cells := t.filled(row); len(cells) >= min(3, t.typical) && t.isNamed(row, t.keys) && !t.isNotAction(row) && !isLegend(cells) {
			t.lastFull = row.Number
			break
		}
	}
}

// looks is how the cells of the action column look, and what the theme column says.
func (t *tableReader) looks(rows []Row) {
	t.actions, t.themes = habitOf{fills: map[string]bool{}}, map[string]bool{}
	action, has := t.field(plan.FieldAction)
	theme, themed := t.field(plan.FieldTheme)
	all, bold, wide := 0, 0, 0
	fills := map[string]int{}
	for _, row := range rows {
		if c, _ := row.cell(theme.Number); themed && c.says() && len(t.filled(row)) > 1 {
			t.themes[foldHeading(c.Text)] = true
		}
		c, _ := row.cell(action.Number)
		if !has || !c.says() {
			continue
		}
		all++
		if c.Look.Has(Bold) {
			bold++
		}
		if m, merged := t.sheet.merged(row.Number, c.Column); merged && m.wide() && len(t.filled(row)) > 1 {
			wide++
		}
		if len(t.filled(row)) > 1 {
			fills[c.Fill]++
		}
	}
	t.actions.bold, t.actions.wide = bold*2 > all, wide > 0
	for fill := range fills {
		t.actions.fills[fill] = true
	}
}

// isNamed says whether a row says anything in one of the columns, also by a
// cell merged down from above.
func (t *tableReader) isNamed(row Row, by map[int]bool) bool {
	for number := range by {
		c, _ := t.sheet.at(row, number)
		if c.says() && (!c.Formula || t.namesByFormula(c) || t.tellsByFormula(c)) {
			return true
		}
	}
	return false
}

// kind says what a row is, by what those above it are. Only clear cases are
// left out, and said.
func (t *tableReader) kind(rows []Row, kinds []rowKind, i int) rowKind {
	row := rows[i]
	cells := t.filled(row)
	ruled, isRuled := t.ruled(row)
	switch {
	case isRuled && len(cells) > 0:
		return t.asRuled(row, ruled)
	case len(cells) == 0:
		if slices.ContainsFunc(t.said(row), func(c Cell) bool { return c.isText() && hasLetter(c.Text) }) {
			return t.skip(row, "row %s says only what formulas work out: it is no action", "rows %s say only what formulas work out: they are no actions")
		}
		return isSkipped
	case t.repeats[row.Number] || t.repeatsHeader(row, cells):
		return t.skip(row, "row %s repeats the headings", "rows %s repeat the headings")
	case i == 0 && isNumbering(cells):
		return t.skip(row, "row %s numbers the columns", "rows %s number the columns")
	case i == 0 && (t.explains(cells) || t.saysFormats(row, cells)):
		return t.skip(row, "row %s explains the headings: it is no action", "rows %s explain the headings: they are no actions")
	case t.endsHeading(rows, i, cells):
		return t.skip(row, "row %s is the rest of the headings", "rows %s are the rest of the headings")
	case isTemplate(cells), isTemplateRow(cells):
		return t.skip(row, "row %s holds only a template's marks: it is no action", "rows %s hold only a template's marks: they are no actions")
	case saysExample(cells[0]), t.opensExample(kinds, i, cells):
		return t.skip(row, "row %s is an example: it is no action", "rows %s are examples: they are no actions")
	case isTotal(t.said(row)):
		return t.skip(row, "row %s is a total: it is no action", "rows %s are totals: they are no actions")
	case t.about[row.Number] == isCounted:
		return t.skip(row, "row %s counts the actions: it is no action", "rows %s count the actions: they are no actions")
	case t.about[row.Number] == isSigned:
		return t.skip(row, "row %s says who made or signed the plan: it is no action", "rows %s say who made or signed the plan: they are no actions")
	case t.about[row.Number] == isForm:
		return t.skip(row, "row %s is a line of a form about the plan: it is no action", "rows %s are lines of a form about the plan: they are no actions")
	case t.about[row.Number] == standsAside:
		t.isNone(row, t.said(row))
		return t.pass(row, "row %s stands with the signatures or the form under the table: it was not read", "rows %s stand with the signatures or the form under the table: they were not read")
	case t.spares[row.Number]:
		return t.skip(row, "row %s is there to be copied: it is no action", "rows %s are there to be copied: they are no actions")
	case t.keyLines[row.Number]:
		return t.skip(row, "row %s is a line of a key: it is no action", "rows %s are lines of a key: they are no actions")
	case t.taskRows[row.Number]:
		return t.taskRow(rows, i)
	case t.namedBy[row.Number] > 0:
		return isAction
	case t.instructs(rows, kinds, i, cells):
		return t.skip(row, "row %s says how the table is filled in: it is no action", "rows %s say how the table is filled in: they are no actions")
	case t.standsUnder(rows, i, cells) && isLegend(cells):
		return t.skip(row, "row %s is a line of a key: it is no action", "rows %s are lines of a key: they are no actions")
	case !t.numbered[row.Number] && t.standsUnder(rows, i, cells):
		return t.skip(row, "row %s stands under the table and is no action: it was not read", "rows %s stand under the table and are no actions: they were not read")
	case t.commented[row.Number]:
		t.noteComment(row, cells)
		return isSection
	case t.over[row.Number]:
		return t.overRow(row)
	case t.isSectionHeading(rows, i, cells), t.isPhaseAlone(cells):
		return isSection
	case t.isContinued(rows, kinds, i, cells), t.endsSentence(rows, kinds, i, cells):
		return goesOn
	}
	return t.actionOrStray(rows, i, cells)
}

// noteComment says that a heading of a section has more beside it, which is not read.
func (t *tableReader) noteComment(row Row, cells []Cell) {
	if t.onlyComments(cells) {
		t.notes.row(t.sheet, row.Number, 0, "row %s is the heading of a section with a comment beside it: the comment was not read", "rows %s are headings of sections with comments beside them: the comments were not read").weighs(plan.Aside)
		return
	}
	t.notes.row(t.sheet, row.Number, 0, "row %s is the heading of a section, and what stands beside it was not read", "rows %s are headings of sections, and what stands beside them was not read").weighs(plan.Unread)
}

// skip says of a row what it is instead of an action.
func (t *tableReader) skip(row Row, one, many string) rowKind {
	t.notes.row(t.sheet, row.Number, 0, one, many).weighs(plan.Aside)
	t.isNone(row, t.said(row))
	return isSkipped
}

// pass says of a row, which may be an action, that it was not read as one.
func (t *tableReader) pass(row Row, one, many string) rowKind {
	t.notes.row(t.sheet, row.Number, 0, one, many).weighs(plan.Unread)
	return isSkipped
}

// actionOrStray tells actions from rows numbered in advance, the lists that
// feed drop-downs, keys under the table and the like.
func (t *tableReader) actionOrStray(rows []Row, i int, cells []Cell) rowKind {
	row := rows[i]
	action, _ := t.field(plan.FieldAction)
	named := t.isNamed(row, t.keys) || t.isNamed(row, t.names)
	switch {
	case len(t.cols) > 1 && t.isJustRef(cells):
		return t.skip(row, "row %s has a ref and nothing else: it is no action yet", "rows %s have a ref and nothing else: they are no actions yet")
	case t.unfilled[row.Number]:
		return t.skip(row, "row %s has a ref, and beside it only what was filled in beforehand: it is no action yet", "rows %s have a ref, and beside it only what was filled in beforehand: they are no actions yet")
	case t.placed[row.Number]:
		return t.unnamed(row)
	case len(t.underHeadings(row)) == 0:
		return t.skip(row, "row %s has nothing under a heading: it is no action", "rows %s have nothing under a heading: they are no actions")
	case !named && t.allNamed, !named && len(cells) == 1 && len(t.cols) > 2:
		return t.pass(row, "row %s does not say what is to be done: it was not read", "rows %s do not say what is to be done: they were not read")
	case t.typical >= 3 && !named && (len(cells) <= 2 || len(cells)*10 < t.typical*3),
		t.typical >= 4 && len(cells) <= 2 && t.afterGap(rows, i) && !t.fullRowFollows(rows, i) && !t.goesOnNumbering(rows, i, cells):
		return t.pass(row, "row %s says too little to be an action: it was not read", "rows %s say too little to be actions: they were not read")
	}
	switch {
	case t.maybeOver[row.Number]:
		t.noteMaybeOver(row)
	case t.milestones[row.Number]:
		return t.milestone(row)
	case t.saysNone(row):
		return t.noAction(row)
	case len(cells) == 1 && cells[0].Column == action.Number && wordCount(cells[0].Text) <= mostHeadingWords && t.fullRowFollows(rows, i):
		return t.textAlone(row)
	}
	return isAction
}

// textAlone is what a row is that has only its text, and by its looks an action's: an
// action, unless the settings say otherwise.
func (t *tableReader) textAlone(row Row) rowKind {
	if means, ruled := t.options.meaning(KindTextAlone); ruled {
		return t.asRuled(row, means)
	}
	t.notes.row(t.sheet, row.Number, 0, "row %s has only its text: it was read as an action, and could be a heading", "rows %s have only their text: they were read as actions, and could be headings").
		weighs(plan.Doubtful).settledBy("rows", rowKindLine, KindTextAlone, MeansAction).orBy(rowKindLine, KindTextAlone, MeansHeading)
	return isAction
}

// mostHeadingWords is how long a text may be that could be a heading as well
// as an action.
const mostHeadingWords = 8

// isContinued says whether a row goes on with the action right above it: it
// names none itself, or only by cells merged down from that one.
func (t *tableReader) isContinued(rows []Row, kinds []rowKind, i int, cells []Cell) bool {
	_, acts := t.field(plan.FieldAction)
	if !acts && t.allNamed { // each row has its ref
		_, acts = t.field(plan.FieldRef)
	}
	if i == 0 || !acts || !t.someNamed || rows[i-1].Number != rows[i].Number-1 || kinds[i-1] != isAction && kinds[i-1] != goesOn {
		return false
	}
	if len(t.underHeadings(rows[i])) == 0 { // a running number, what a list offers
		return false
	}
	theme, _ := t.field(plan.FieldTheme)
	if slices.ContainsFunc(cells, func(c Cell) bool { return t.names[c.Column] }) || len(cells) == 1 && cells[0].Column == theme.Number {
		return false
	}
	if t.opensTheme(rows, i, theme) {
		return false
	}
	first := i
	for kinds[first-1] == goesOn {
		first--
	}
	t.noteContinued(rows[i].Number, rows[first-1].Number, cells)
	return true
}

// opensTheme says whether a row says a theme that the row above does not stand under, in
// a table that says each theme once, in its first row.
func (t *tableReader) opensTheme(rows []Row, i int, theme column) bool {
	says := func(row Row) bool {
		c, at := t.sheet.at(row, theme.Number)
		return c.isText() && !at.follower && hasLetter(c.Text)
	}
	if theme.Number == 0 || i+1 >= len(rows) || !says(rows[i]) || t.isNamed(rows[i], t.names) || !t.isNamed(rows[i+1], t.names) || says(rows[i+1]) {
		return false
	}
	named, themed := 0, 0
	for _, row := range rows {
		if t.isNamed(row, t.names) {
			named++
			if says(row) {
				themed++
			}
		}
	}
	return themed*4 <= named
}

// endsSentence says whether a row goes on with the sentence of the row right above
// it, as where somebody typed a long action over two rows: it has no more than a text
// that begins with a small letter, and the text above ends with no full stop. Where
// actions with more than their text begin so too, it proves nothing.
func (t *tableReader) endsSentence(rows []Row, kinds []rowKind, i int, cells []Cell) bool {
	action, acts := t.field(plan.FieldAction)
	if i == 0 || !acts || rows[i-1].Number != rows[i].Number-1 || kinds[i-1] != isAction && kinds[i-1] != goesOn {
		return false
	}
	if len(cells) != 1 || cells[0].Column != action.Number || !opensSmall(cells[0]) {
		return false
	}
	above, _ := rows[i-1].cell(action.Number)
	if !above.isText() || wordCount(above.Text) < 3 || strings.ContainsAny(above.Text[len(above.Text)-1:], ".!?") {
		return false
	}
	if slices.ContainsFunc(rows, func(row Row) bool {
		c, _ := row.cell(action.Number)
		return opensSmall(c) && len(t.filled(row)) > 1
	}) {
		return false
	}
	first := i
	for kinds[first-1] == goesOn {
		first--
	}
	t.noteContinued(rows[i].Number, rows[first-1].Number, cells)
	return true
}

// opensSmall says whether a text begins with a word in small letters. "iPads for all"
// and "e-learning" begin with names of things.
func opensSmall(c Cell) bool {
	first, _, _ := strings.Cut(oneLine(c.Text), " ")
	return c.isText() && wordCount(c.Text) > 1 && smallWord.MatchString(first)
}

var smallWord = regexp.MustCompile(`^\(?\p{Ll}+[,;:)]?$`)

// isJustRef says whether a row has a ref and nothing else of its own: the level of an
// outline, a figure that a formula leaves where nothing is filled in.
func (t *tableReader) isJustRef(cells []Cell) bool {
	ref, has := t.field(plan.FieldRef)
	_, acts := t.field(plan.FieldAction)
	return has && cells[0].Column == ref.Number && !slices.ContainsFunc(cells[1:], func(c Cell) bool {
		level := acts && c.Kind == CellNumber || c.isText() && strings.Trim(oneLine(c.Text), "0123456789") == ""
		return !level || !slices.ContainsFunc(t.cols, func(col column) bool { return col.Number == c.Column && !col.Field.Known() })
	})
}

// noteContinued says that a row goes on with an action, and what of it is
// left out.
func (t *tableReader) noteContinued(row, above int, cells []Cell) {
	var left []string
	for _, c := range t.cols {
		if !c.Field.GoesOn() && slices.ContainsFunc(cells, func(cell Cell) bool { return cell.Column == c.Number }) {
			left = append(left, c.Field.Label())
		}
	}
	one, many, weight := fmt.Sprintf("row %%s goes on with the action of row %d", above), "rows %s go on with the actions above them", plan.Assumed
	if own := listed(left); own != "" {
		was := "was"
		if len(left) > 1 {
			was = "were"
		}
		one, many, weight = fmt.Sprintf("%s: its own %s %s not read", one, own, was), fmt.Sprintf("%s: their own %s %s not read", many, own, was), plan.Unread
	}
	t.notes.rowOf(many, t.sheet, row, 0, one, many).weighs(weight)
}

// afterGap says whether a blank row parts the row, or the short rows right
// above it, from the last full one.
func (t *tableReader) afterGap(rows []Row, i int) bool {
	if len(t.parted) != len(rows) {
		t.parted = make([]bool, len(rows))
		for i := 1; i < len(rows); i++ {
			t.parted[i] = rows[i-1].Number < rows[i].Number-1 || t.parted[i-1] && len(t.filled(rows[i-1])) <= 2
		}
	}
	return t.parted[i]
}

// goesOnNumbering says whether a row has no more than its text and a ref like the
// others that none of them has: an action that is yet to be filled in. Notes under a
// table are numbered from 1 again.
func (t *tableReader) goesOnNumbering(rows []Row, i int, cells []Cell) bool {
	ref, has := t.field(plan.FieldRef)
	action, _ := t.field(plan.FieldAction)
	if !has || len(cells) != 2 || cells[0].Column != ref.Number || cells[1].Column != action.Number {
		return false
	}
	if t.refsFrom == nil {
		t.refsFrom, t.shapesFrom = map[string]int{}, map[string]int{}
		for j, row := range rows {
			c, _ := row.cell(ref.Number)
			if _, had := t.refsFrom[plan.Fold(c.Text)]; !had {
				t.refsFrom[plan.Fold(c.Text)] = j
			}
			if _, had := t.shapesFrom[shapeOf(c.Text)]; !had && c.says() && len(t.filled(row)) > 2 {
				t.shapesFrom[shapeOf(c.Text)] = j
			}
		}
	}
	like, found := t.shapesFrom[shapeOf(cells[0].Text)]
	return found && like < i && t.refsFrom[plan.Fold(cells[0].Text)] >= i
}

// fullRowFollows says whether any row further down fills more than two cells.
func (t *tableReader) fullRowFollows(rows []Row, i int) bool {
	for _, row := range rows[i+1 : min(len(rows), i+40)] {
		if len(t.filled(row)) > 2 {
			return true
		}
	}
	return false
}

// repeatsHeader says whether every cell says what its column's heading says.
func (t *tableReader) repeatsHeader(row Row, cells []Cell) bool {
	same := 0
	for _, h := range t.header.headings {
		c, _ := row.cell(h.column)
		if !c.says() {
			continue
		}
		if len(c.Text) > longestHeading {
			return false
		}
		if text := oneLine(c.Text); !strings.EqualFold(text, h.lower) && !strings.EqualFold(text, h.upper) {
			return false
		}
		same++
	}
	return same >= 2 && same >= len(cells)
}

// isSectionHeading says whether a row is the heading of the rows under it:
// one cell of words, merged across or at the table's left edge, or standing
// alone where an action would be with full rows under it.
func (t *tableReader) isSectionHeading(rows []Row, i int, cells []Cell) bool {
	c := cells[len(cells)-1]
	m, merged := t.sheet.merged(rows[i].Number, c.Column)
	wide := merged && m.wide()
	switch {
	case t.parents[rows[i].Number]:
		t.notes.row(t.sheet, rows[i].Number, 0, "row %s has only a number and a text, and the rows under it go on with that number: it was read as their heading", "rows %s have only a number and a text, and the rows under them go on with those numbers: they were read as their headings")
		return true
	case t.numbered[rows[i].Number]:
		t.notes.row(t.sheet, rows[i].Number, 0, "row %s has only a number and a text: it was read as the heading of a section", "rows %s have only a text and a number that no other rows have: they were read as headings of sections")
		return true
	case c.Kind != CellText || !hasLetter(c.Text):
		return false
	case merged && !wide && m.Rows.size() > 1:
		return false
	case len(cells) == 2:
		ref, merged := t.sheet.merged(rows[i].Number, cells[0].Column)
		tall := merged && ref.Rows.size() > 1
		return wide && m.Columns.size() >= 3 && !tall && len(cells[0].Text) <= 40 && t.typical >= 3
	case len(cells) > 2:
		return false
	case wide && (!t.actions.wide || !t.names[m.Columns.First]):
		return true
	}
	ref, _ := t.field(plan.FieldRef)
	action, _ := t.field(plan.FieldAction)
	switch c.Column {
	case ref.Number:
		return !t.isShapedAsRef(c)
	case action.Number:
		return t.headsActions(rows, i, c)
	}
	return c.Column == t.cols[0].Number
}

// headsActions says whether a row that has only its text, where an action's
// stands, is a heading by its looks, by what the theme column says elsewhere,
// or by its number, of which those of the rows under it are part.
func (t *tableReader) headsActions(rows []Row, i int, c Cell) bool {
	if i+1 >= len(rows) || !t.mayFollow(rows, i+1) {
		return false
	}
	bold := c.Look.Has(Bold) && !t.actions.bold
	filled := c.Fill != "" && t.typical > 0 && !t.actions.fills[c.Fill]
	return bold || filled || t.themes[foldHeading(c.Text)] || t.numbersNext(rows[i+1], c.Text)
}

// mayFollow says whether a row may stand under a heading: it fills several
// cells, has only its action's text, or is the heading of a part of the section.
func (t *tableReader) mayFollow(rows []Row, i int) bool {
	cells := t.filled(rows[i])
	if t.typical == 0 || len(cells) != 1 {
		return len(cells) > 0
	}
	if t.standsUnder(rows, i, cells) {
		return false
	}
	action, _ := t.field(plan.FieldAction)
	return cells[0].Column == action.Number && (t.actions.bold || !cells[0].Look.Has(Bold)) || t.isSectionHeading(rows, i, cells)
}

// numbersNext says whether a heading's number is the first part of the number
// of the row under it: "2. Practice" over 2.1.
func (t *tableReader) numbersNext(under Row, heading string) bool {
	m := headingNumber.FindStringSubmatch(oneLine(heading))
	if m == nil {
		return false
	}
	for number := range t.names {
		c, _ := t.sheet.at(under, number)
		if text := oneLine(c.Text); strings.HasPrefix(text, m[1]+".") && len(text) > len(m[1])+1 && unicode.IsDigit(rune(text[len(m[1])+1])) {
			return true
		}
	}
	return false
}

var headingNumber = regexp.MustCompile(`^(?:\pL+ )?([0-9]{1,3}(?:\.[0-9]{1,3})?)(?:[.):]* |[.):]*$)`)

// isShapedAsRef says whether a cell looks as the refs do. A word without a figure is
// a ref where most of them are words: "Total" stands there too, and "Signed".
func (t *tableReader) isShapedAsRef(c Cell) bool {
	shape := shapeOf(c.Text)
	n := t.shapes[shape]
	return n > 0 && (!strings.Contains(shape, "w") || strings.Contains(shape, "9") || n*2 > t.refs)
}

// shapeOf is what a ref looks like: R24 and R07 have one shape, and a word of
// more than four letters is no part of a ref.
func shapeOf(text string) string {
	text = text[:min(len(text), 40)]
	var b strings.Builder
	letters := 0
	var last rune
	for _, r := range oneLine(text) {
		switch {
		case unicode.IsDigit(r):
			r, letters = '9', 0
		case unicode.IsLetter(r):
			r = 'a'
			if letters++; letters > 4 {
				r = 'w'
			}
		default:
			letters = 0
		}
		if r != last {
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}
