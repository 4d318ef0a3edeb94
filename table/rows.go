package table

import (
	"regexp"
	"slices"
	"strconv"
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

	names   map[int]bool // the columns that name an action: ref, action, recommendation
	keys    map[int]bool // the columns that nearly every row fills
	typical int          // how many cells a row fills, in the middle of them all
	shapes  map[string]bool
	theme   title

	allNamed bool // nearly every row says its ref, action or recommendation
}

// actionRow is a row that is an action, and the theme it stands under.
type actionRow struct {
	Row
	theme title
}

// rowKind is what a row under a header turned out to be.
type rowKind int

const (
	isAction rowKind = iota
	isSection
	isSkipped
)

// actionRows sorts the rows under the header into actions, the headings of
// sections, and rows that are neither.
func (t *tableReader) actionRows(rows []Row) []actionRow {
	t.measure(rows)
	t.theme = title{t.title, t.titled}
	var found []actionRow
	var unused []int // section headings no action has come under yet
	for i, row := range rows {
		switch t.kind(rows, i) {
		case isAction:
			found = append(found, actionRow{row, t.theme})
			unused = nil
		case isSection:
			cells := t.filled(row)
			var parts []string
			for _, c := range cells {
				parts = append(parts, oneLine(c.Text))
			}
			t.theme = title{strings.Join(parts, " "), plan.Cell{Sheet: t.sheet.Sheet, Row: row.Number, Column: cells[len(cells)-1].Column}}
			unused = append(unused, row.Number)
		}
	}
	for _, row := range unused {
		t.notes.row(t.sheet, row, 0, "row %s stands under the table and is no action: it was not read", "rows %s stand under the table and are no actions: they were not read")
	}
	return found
}

// filled lists the cells of a row that somebody filled in within the table:
// formulas that stand ready in every row do not count, but for those that
// name the action.
func (t *tableReader) filled(row Row) []Cell {
	said := t.sheet.says(row)
	unfilled := func(c Cell) bool {
		return !t.within(c.Column) || c.Formula && !t.namesByFormula(c)
	}
	if !slices.ContainsFunc(said, unfilled) {
		return said
	}
	return slices.DeleteFunc(slices.Clone(said), unfilled)
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

// measure looks at all rows once: how many cells they fill, which columns
// nearly all of them fill, and what their refs look like.
func (t *tableReader) measure(rows []Row) {
	t.names, t.keys, t.shapes = map[int]bool{}, map[int]bool{}, map[string]bool{}
	for _, f := range []plan.Field{plan.FieldRef, plan.FieldAction, plan.FieldRecommendation} {
		if c, ok := t.field(f); ok {
			t.names[c.Number] = true
		}
	}
	var sizes []int
	fills, named := map[int]int{}, 0
	ref, _ := t.field(plan.FieldRef)
	for _, row := range rows {
		cells := t.filled(row)
		if len(cells) < 2 {
			continue
		}
		sizes = append(sizes, len(cells))
		for _, c := range cells {
			fills[c.Column]++
			if c.Column == ref.Number {
				t.shapes[shapeOf(c.Text)] = true
			}
		}
		if t.isNamed(row, t.names) {
			named++
		}
	}
	if len(sizes) == 0 {
		t.keys[t.cols[0].Number] = true
		for number := range t.names {
			t.keys[number] = true
		}
		return
	}
	slices.Sort(sizes)
	t.typical = sizes[len(sizes)/2]
	for number, n := range fills {
		if n*10 >= len(sizes)*9 {
			t.keys[number] = true
		}
	}
	t.allNamed = named*10 >= len(sizes)*9 && named > 1
	if named*2 >= len(sizes) {
		t.keys = t.names
	} else {
		t.keys[t.cols[0].Number] = true
	}
}

// isNamed says whether a row says anything in one of the columns, also by a
// cell merged down from above.
func (t *tableReader) isNamed(row Row, by map[int]bool) bool {
	for number := range by {
		c, _ := t.sheet.at(row, number)
		if c.says() && (!c.Formula || t.namesByFormula(c)) {
			return true
		}
	}
	return false
}

// kind says what a row is. Only clear cases are left out, and said.
func (t *tableReader) kind(rows []Row, i int) rowKind {
	row := rows[i]
	cells := t.filled(row)
	switch {
	case len(cells) == 0:
		return isSkipped
	case t.repeats[row.Number] || t.repeatsHeader(row, cells):
		return t.skip(row, "row %s repeats the headings", "rows %s repeat the headings")
	case i == 0 && isNumbering(cells):
		return t.skip(row, "row %s numbers the columns", "rows %s number the columns")
	case i == 0 && t.explains(cells):
		return t.skip(row, "row %s explains the headings: it is no action", "rows %s explain the headings: they are no actions")
	case isTemplate(cells):
		return t.skip(row, "row %s holds only a template's marks: it is no action", "rows %s hold only a template's marks: they are no actions")
	case saysExample(cells[0]):
		return t.skip(row, "row %s is an example: it is no action", "rows %s are examples: they are no actions")
	case isTotal(t.sheet.says(row)):
		return t.skip(row, "row %s is a total: it is no action", "rows %s are totals: they are no actions")
	case t.isSectionHeading(rows, i, cells):
		return isSection
	}
	return t.actionOrStray(rows, i, cells)
}

func (t *tableReader) skip(row Row, one, many string) rowKind {
	t.notes.row(t.sheet, row.Number, 0, one, many)
	return isSkipped
}

// actionOrStray tells actions from rows numbered in advance, the lists that
// feed drop-downs, keys under the table and the like.
func (t *tableReader) actionOrStray(rows []Row, i int, cells []Cell) rowKind {
	row := rows[i]
	ref, _ := t.field(plan.FieldRef)
	named := t.isNamed(row, t.keys)
	switch {
	case len(cells) == 1 && cells[0].Column == ref.Number && len(t.cols) > 1:
		return t.skip(row, "row %s has a ref and nothing else: it is no action yet", "rows %s have a ref and nothing else: they are no actions yet")
	case !named && t.allNamed, !named && len(cells) == 1 && len(t.cols) > 2:
		return t.skip(row, "row %s does not say what is to be done: it was not read", "rows %s do not say what is to be done: they were not read")
	case t.typical >= 3 && !named && (len(cells) <= 2 || len(cells)*10 < t.typical*3),
		t.typical >= 4 && len(cells) <= 2 && t.afterGap(rows, i) && !t.fullRowFollows(rows, i):
		return t.skip(row, "row %s says too little to be an action: it was not read", "rows %s say too little to be actions: they were not read")
	}
	return isAction
}

// afterGap says whether a blank row parts the row, or the short rows right
// above it, from the last full one.
func (t *tableReader) afterGap(rows []Row, i int) bool {
	for ; i > 0; i-- {
		if rows[i-1].Number < rows[i].Number-1 {
			return true
		}
		if len(t.filled(rows[i-1])) > 2 {
			return false
		}
	}
	return false
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
	case wide:
		return true
	}
	ref, _ := t.field(plan.FieldRef)
	action, _ := t.field(plan.FieldAction)
	switch c.Column {
	case ref.Number:
		return !t.shapes[shapeOf(c.Text)]
	case action.Number:
		return t.typical >= 2 && i+1 < len(rows) && len(t.filled(rows[i+1])) > 1
	}
	return c.Column == t.cols[0].Number
}

// explains says whether the row under the header tells what belongs in each
// column: sentences where a ref or a date would be.
func (t *tableReader) explains(cells []Cell) bool {
	words, prompts := 0, 0
	for _, c := range cells {
		if c.Kind != CellText {
			return false
		}
		words += wordCount(c.Text)
		if prompt.MatchString(strings.ToLower(plan.Clean(c.Text))) {
			prompts++
		}
	}
	if len(cells) < 2 || len(cells)*2 < len(t.header.headings) {
		return false
	}
	if prompts*2 > len(cells) {
		return true
	}
	return words >= 4*len(cells) && slices.ContainsFunc(cells, func(c Cell) bool {
		return wordCount(c.Text) >= 3 && !strings.ContainsAny(c.Text, "0123456789") && slices.ContainsFunc(t.cols, func(col column) bool {
			return col.Number == c.Column && (col.Field == plan.FieldRef || col.Field.IsDate() || col.Field == plan.FieldPercent)
		})
	})
}

// prompt is a text that asks for something to be filled in.
var prompt = regexp.MustCompile(`^(\(.*\)|\[.*\]|<.*>|e\.?g\.? .*|.*\bdd[/. -]mm[/. -]yy.*|(please )?(enter|insert|select|choose|describe|provide|state|specify|list|give|type|record|identify|indicate|add|note|what|who|when|how|date when|name of|brief) .*)$`)

// isNumbering says whether cells number their columns: 1, 2, 3 or (a), (b).
func isNumbering(cells []Cell) bool {
	if len(cells) < 3 {
		return false
	}
	for i, c := range cells {
		text := strings.Trim(oneLine(c.Text), "().[] ")
		number := strings.TrimLeft(text, "0123456789") == "" && text == strconv.Itoa(i+1)
		letter := strings.EqualFold(text, plan.ColumnLetters(i+1))
		if !number && !letter {
			return false
		}
	}
	return true
}

// isTemplate says whether every cell holds a mark that a program or a person
// is to replace: ${name}, {{name}}, <<name>>, [name].
func isTemplate(cells []Cell) bool {
	marks := 0
	for i, c := range cells {
		if c.Kind == CellText && isTemplateMark(c.Text) {
			marks++
		} else if i > 0 {
			return false
		}
	}
	return marks >= 1 && marks >= len(cells)-1
}

var templateMark = regexp.MustCompile(`^(\$\{[^}]*\}|\{\{.*\}\}|\{%.*%\}|<<.*>>|<[^<>]+>|\[[^\]]+\]|«.*»|%[A-Za-z_.]+%)$`)

func isTemplateMark(text string) bool {
	text = strings.TrimSpace(text)
	if text == "" || len(text) > longestHeading || !strings.ContainsRune("$[<{%«", []rune(text)[0]) {
		return false
	}
	return templateMark.MatchString(oneLine(text))
}

// saysExample says whether a row's first cell calls it an example.
func saysExample(c Cell) bool {
	if c.Kind != CellText || len(c.Text) > longestHeading {
		return false
	}
	text := foldHeading(c.Text)
	return text == "example" || text == "eg" || text == "e g" || text == "sample" || text == "example only" || strings.HasPrefix(strings.ToLower(oneLine(c.Text)), "example:")
}

// isTotal says whether a row adds up those above it: it begins with the word,
// and holds figures with at most one word beside them.
func isTotal(said []Cell) bool {
	if said[0].Kind != CellText || len(said[0].Text) > 60 || wordCount(said[0].Text) > 4 {
		return false
	}
	text := strings.TrimSuffix(foldHeading(said[0].Text), "s")
	first, _, _ := strings.Cut(text, " ")
	if !totals[first] && text != "grand total" && text != "sub total" {
		return false
	}
	figures := 0
	for _, c := range said[1:] {
		if c.Kind == CellNumber || c.Formula {
			figures++
		}
	}
	return figures >= len(said)-2 && figures+1 >= len(said)/2
}

var totals = words(`total subtotal average sum count`)

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
