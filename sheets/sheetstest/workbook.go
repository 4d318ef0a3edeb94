package sheetstest

import (
	"slices"
)

// workbook is one spreadsheet. A batch works on a copy, and the copy takes
// the workbook's place when the whole batch went through.
type workbook struct {
	*platform
	id         string
	properties object // without the title, the locale and the time zone
	title      string
	locale     string
	zone       string
	sheets     []*sheet // in the order of the tabs
	named      []*namedRange
	metadata   []*metadatum // of the spreadsheet as a whole
}

// platform is what all spreadsheets of a server have in common: how the API is
// taken to behave where that is not known, its time, and the last number that
// it gave to something.
type platform struct {
	options Options
	clock   *Clock
	lastID  int
}

// sheet is one tab.
type sheet struct {
	id        int
	title     string
	hidden    bool
	extras    object // tabColor, tabColorStyle, rightToLeft
	grid      object // of gridProperties, all but the counts
	rows      []*row
	columns   []*line
	merges    []span
	protected []*protection
	rules     []*formatRule
	filter    *basicFilter
	groups    map[dimension][]group
	metadata  []*metadatum // of the tab as a whole
	lines     int          // how many rows and columns it has ever had
}

// line is a row or a column as itself, wherever it stands: what belongs to it
// goes with it.
type line struct {
	key      int // its own in its tab, for as long as it is there; the API does not show it
	hidden   bool
	filtered bool // hidden by the basic filter
	pixels   int  // 0 for the usual size
	metadata []*metadatum
}

// row is a line with cells. Cells past the last one that holds anything may
// be missing; a cell is never changed in place.
type row struct {
	line
	cells []*cell
}

// cell is what stands in one place. It is immutable: an edit puts another in
// its place, so that copies of a workbook can share it.
type cell struct {
	entered value
	result  value  // of a formula, as the fixture supplied it
	format  object // userEnteredFormat
	auto    object // the number format that a formula's result brings with it
	note    string
	rule    object // dataValidation

	chips []any  // chipRuns; result is then what the chips show
	runs  []any  // textFormatRuns
	link  string // hyperlink
}

// enter puts a value into a cell in the place of what was there: chips, and
// formats of single words, go with it.
func (c *cell) enter(v value) {
	c.entered, c.result, c.chips, c.runs, c.link = v, value{}, nil, nil, ""
}

type namedRange struct {
	id    string
	name  string
	sheet *sheet
	span
}

type formatRule struct {
	ranges []span
	rule   object // without its ranges
}

type basicFilter struct {
	span
	settings object // without its range
}

type group struct {
	from, to  int
	depth     int
	collapsed bool
}

type dimension string

const (
	rows    dimension = "ROWS"
	columns dimension = "COLUMNS"
)

func (c *cell) blank() bool {
	return c == nil || c.entered.kind == none && c.format == nil && c.note == "" && c.rule == nil
}

func newSheet(id int, title string, rowCount, columnCount int) *sheet {
	s := &sheet{id: id, title: title, extras: object{}, grid: object{}, groups: map[dimension][]group{}}
	s.resize(rowCount, columnCount)
	return s
}

// resize makes the grid larger or smaller at its lower and right edges.
func (s *sheet) resize(rowCount, columnCount int) {
	for len(s.rows) < rowCount {
		s.rows = append(s.rows, &row{line: s.newLine()})
	}
	s.rows = s.rows[:rowCount]
	for len(s.columns) < columnCount {
		fresh := s.newLine()
		s.columns = append(s.columns, &fresh)
	}
	s.columns = s.columns[:columnCount]
	for _, r := range s.rows {
		r.cells = r.cells[:min(len(r.cells), columnCount)]
	}
}

// newLine is a row or column of the tab's that was never there before.
func (s *sheet) newLine() line {
	s.lines++
	return line{key: s.lines}
}

// at is the cell in a place, or nil.
func (s *sheet) at(r, c int) *cell {
	if r >= len(s.rows) || c >= len(s.rows[r].cells) {
		return nil
	}
	return s.rows[r].cells[c]
}

// set puts a cell in a place of the grid; a blank one leaves it empty.
func (s *sheet) set(r, c int, x *cell) {
	if x.blank() {
		x = nil
	}
	line := s.rows[r]
	for len(line.cells) <= c {
		if x == nil {
			return
		}
		line.cells = append(line.cells, nil)
	}
	line.cells[c] = x
}

// edit changes the cell in a place through a copy of it.
func (s *sheet) edit(r, c int, change func(*cell)) {
	x := cell{}
	if old := s.at(r, c); old != nil {
		x = *old
	}
	change(&x)
	s.set(r, c, &x)
}

// each calls f with every place of a block.
func (r rect) each(f func(row, column int)) {
	for i := r.top; i < r.bottom; i++ {
		for j := r.left; j < r.right; j++ {
			f(i, j)
		}
	}
}

func (b *workbook) first() *sheet { return b.sheets[0] }

func (b *workbook) byID(id int) *sheet {
	for _, s := range b.sheets {
		if s.id == id {
			return s
		}
	}
	return nil
}

func (b *workbook) titled(title string) *sheet {
	for _, s := range b.sheets {
		if s.title == title {
			return s
		}
	}
	return nil
}

func (b *workbook) rangeNamed(name string) *namedRange {
	for _, n := range b.named {
		if n.name == name {
			return n
		}
	}
	return nil
}

func (b *workbook) index(s *sheet) int { return slices.Index(b.sheets, s) }

// copy is a workbook that can be changed without this one noticing. What
// points from one part to another (a named range to its tab) points within
// the copy.
func (b *workbook) copy() *workbook {
	c := *b
	c.properties = clone(b.properties)
	c.metadata = copyMetadata(b.metadata)
	c.sheets = make([]*sheet, len(b.sheets))
	for i, s := range b.sheets {
		c.sheets[i] = s.copy()
	}
	c.named = make([]*namedRange, len(b.named))
	for i, n := range b.named {
		m := *n
		m.sheet = c.byID(n.sheet.id)
		c.named[i] = &m
	}
	return &c
}

func (s *sheet) copy() *sheet {
	c := *s
	c.extras, c.grid = clone(s.extras), clone(s.grid)
	c.rows = make([]*row, len(s.rows))
	for i, r := range s.rows {
		x := *r
		x.cells = slices.Clone(r.cells)
		x.metadata = copyMetadata(r.metadata)
		c.rows[i] = &x
	}
	c.columns = make([]*line, len(s.columns))
	for i, l := range s.columns {
		x := *l
		x.metadata = copyMetadata(l.metadata)
		c.columns[i] = &x
	}
	c.merges = slices.Clone(s.merges)
	c.protected = make([]*protection, len(s.protected))
	for i, p := range s.protected {
		x := *p
		c.protected[i] = &x
	}
	c.rules = make([]*formatRule, len(s.rules))
	for i, r := range s.rules {
		x := formatRule{ranges: slices.Clone(r.ranges), rule: clone(r.rule)}
		c.rules[i] = &x
	}
	if s.filter != nil {
		f := *s.filter
		c.filter = &f
	}
	c.groups = map[dimension][]group{}
	for d, g := range s.groups {
		c.groups[d] = slices.Clone(g)
	}
	c.metadata = copyMetadata(s.metadata)
	return &c
}
