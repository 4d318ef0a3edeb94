package table

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"actionplan/plan"
)

// ErrNoTable says that no sheet holds anything like an action plan. The error
// that wraps it says what was looked for and what came nearest.
var ErrNoTable = errors.New("no table found")

// Read finds the tables in the sheets of a workbook and reads their rows as
// actions. source names what is read, for the plan to carry. What was
// doubtful is in the plan's notes and its entries' own; nothing doubtful is
// an error. The errors are those that wrap ErrNoTable, and pins that name a
// sheet, row or column that is not there.
func Read(source string, grids []Grid, o Options) (plan.Plan, error) {
	know, notes := newVocabulary(o.Headings), newNotebook()
	var sheets []*sheet
	for i, g := range grids {
		sheets = append(sheets, newSheet(g, i))
	}
	sheets, pins, err := besidePlan(sheets, o.Pins, notes)
	if err != nil {
		return plan.Plan{}, err
	}
	o.Pins = pins
	areas, err := know.areas(sheets, o, notes)
	if err != nil {
		return plan.Plan{}, err
	}
	l := leaving{notes: notes, agreed: o.Agreed}
	parts := know.parts(sheets, areas, o, notes)
	l.tabs = tabs(parts)
	if !pinsTables(o.Pins) {
		l.refuse()
		l.leaveLists()
		if !slices.ContainsFunc(l.tabs, func(t *tab) bool { return !t.left }) {
			return plan.Plan{}, know.refused(sheets, l.tabs)
		}
		l.tabs = slices.DeleteFunc(l.tabs, func(t *tab) bool { return t.left })
		l.choosePlan()
	}
	l.countOnce()
	p := plan.Plan{Source: source, Left: l.left, Terms: o.Terms()}
	var read []area
	var used []*part
	for _, part := range parts {
		if slices.ContainsFunc(l.left, func(left plan.Left) bool { return left.Sheet == part.sheet.Sheet }) {
			continue
		}
		read, used = append(read, part.area), append(used, part)
		p.Tables = append(p.Tables, part.Tables...)
		p.Columns = append(p.Columns, part.Columns...)
		p.Actions = append(p.Actions, part.Actions...)
		p.Strays = append(p.Strays, part.Strays...)
	}
	readAbove(&p, read)
	qualifyRefs(&p, read)
	noteRefs(&p, read, notes)
	p.Outside = outside(sheets, used, l.left)
	notes.name(used)
	p.Notes = notes.notes()
	return p, nil
}

// parts reads each table on its own.
func (r *vocabulary) parts(sheets []*sheet, areas []area, o Options, notes *notebook) []*part {
	var all []*part
	besides := slices.DeleteFunc(slices.Clone(sheets), func(s *sheet) bool {
		return s.Hidden || slices.ContainsFunc(areas, func(a area) bool { return a.sheet == s })
	})
	for i, a := range areas {
		if i == 0 || areas[i-1].sheet != a.sheet {
			notes.fromFile(a.sheet)
		}
		// A table is called as its sheet, with the header's row where the sheet
		// has several.
		name := a.sheet.Sheet
		for j, other := range areas {
			if i != j && other.sheet == a.sheet {
				name = fmt.Sprintf("%s row %d", a.sheet.Sheet, a.header.row)
			}
		}
		if a.beside {
			name += " column " + plan.ColumnLetters(a.header.first())
		}
		t := tableReader{area: a, know: r, options: o, notes: notes, name: name, besides: besides}
		for j, other := range areas {
			if i != j && other.sheet == a.sheet {
				t.others = append(t.others, other)
			}
		}
		one := &part{area: a, Plan: plan.Plan{Terms: o.Terms()}}
		t.readInto(&one.Plan)
		one.notActions, one.heads = t.notActions, t.overTexts
		action, acts := t.field(plan.FieldAction)
		one.guessed, one.faint = acts && action.guessed, acts && action.strength == fallback
		for _, pin := range o.Pins {
			if pin.Kind != "" && pin.Sheet == a.sheet.Sheet {
				one.kind(pin.Kind)
			}
		}
		all = append(all, one)
	}
	return all
}

// besidePlan leaves out the sheets that the pins say are no part of the plan, and those
// pins.
func besidePlan(sheets []*sheet, pins []Pin, notes *notebook) ([]*sheet, []Pin, error) {
	beside := map[*sheet]bool{}
	var kept []Pin
	for _, pin := range pins {
		if pin.Kind != plan.BesidePlan {
			kept = append(kept, pin)
			continue
		}
		s, err := sheetNamed(sheets, pin.Sheet)
		if err != nil {
			return nil, nil, &PinError{err.Error()}
		}
		if !beside[s] {
			notes.sheet(s, "the sheet was not read: the settings say that it stands beside the plan").weighs(plan.Aside)
		}
		beside[s] = true
	}
	return slices.DeleteFunc(sheets, func(s *sheet) bool { return beside[s] }), kept, nil
}

// pinsTables says whether the pins say which tables are the plan's. Where each says a
// kind, it is about its own table alone, and the others are found.
func pinsTables(pins []Pin) bool {
	return slices.ContainsFunc(pins, func(p Pin) bool { return p.Kind == "" })
}

// areas is where the tables lie: as pinned, or as found.
func (r *vocabulary) areas(sheets []*sheet, o Options, notes *notebook) ([]area, error) {
	if pinsTables(o.Pins) {
		areas, err := r.pinned(sheets, o.Pins)
		if err == nil {
			r.noteUnpinned(sheets, areas, notes)
			notePinnedOff(areas, notes)
		}
		return areas, err
	}
	areas, err := r.withPinned(sheets, r.find(sheets, notes), o.Pins, notes)
	if err == nil && len(areas) == 0 {
		err = r.noTable(sheets)
	}
	return areas, err
}

// withPinned has the tables that were found be as pins of a kind say, and adds those of
// sheets that were not found.
func (r *vocabulary) withPinned(sheets []*sheet, found []area, pins []Pin, notes *notebook) ([]area, error) {
	for i := range pins {
		pin := &pins[i]
		s, err := sheetNamed(sheets, pin.Sheet)
		if err != nil {
			return nil, err
		}
		whole := pin.Header+pin.First+pin.Last+len(pin.Columns) == 0
		isRead := slices.ContainsFunc(found, func(a area) bool { return a.sheet == s })
		if whole && isRead {
			continue // only what kind it is
		}
		if c := r.candidate(s); whole && c.isPlan() {
			found = append(found, c.areas()...)
		} else if a, err := r.pinnedArea(sheets, pin); err == nil {
			found, err = withArea(found, a)
			if err != nil {
				return nil, &PinError{err.Error()}
			}
		} else if !whole {
			return nil, &PinError{err.Error()}
		}
		if !isRead {
			notes.forget(s) // why it was not read
		}
	}
	slices.SortStableFunc(found, func(a, b area) int { return a.sheet.order - b.sheet.order })
	return found, nil
}

// withArea has a table that was found be as its pin says, or adds it to the others on
// its sheet.
func withArea(found []area, pinned area) ([]area, error) {
	pin, at := pinned.pin, len(found)
	for i := range found {
		a := &found[i]
		switch {
		case a.sheet != pinned.sheet:
		case a.header.row == pinned.header.row && pin.isIn(a.header):
			return found, a.take(pinned)
		case a.header.row > pinned.header.row:
			at = min(at, i)
			if pin.Last == 0 {
				pinned.to = min(pinned.to, a.header.top-1)
			}
		default:
			a.to = min(a.to, pinned.header.top-1)
			at = i + 1
		}
	}
	return slices.Insert(found, at, pinned), nil
}

// isIn reports whether the columns that a pin speaks of could be those of a header: of
// tables side by side one has them.
func (p *Pin) isIn(h header) bool {
	return !slices.ContainsFunc(p.Columns, func(c PinColumn) bool {
		n := plan.ColumnNumber(c.Letter)
		in := func(s Span) bool { return s.has(n) }
		return slices.ContainsFunc(h.tables, in)
	})
}

// take has a table be as a pin says, and as an earlier one says too, unless the two say
// different things of it.
func (a *area) take(pinned area) error {
	pin := pinned.pin
	twice := fmt.Errorf("the sheet %q is named twice, with the headings in row %d", a.sheet.Sheet, a.header.row)
	if a.pin != nil {
		if len(pin.Columns) == 0 && pin.Last == 0 && pin.First == 0 {
			return twice
		}
		both := *a.pin
		for _, c := range pin.Columns {
			if slices.ContainsFunc(both.Columns, func(o PinColumn) bool { return o.Letter == c.Letter }) {
				return twice
			}
		}
		if both.First*pin.First+both.Last*pin.Last > 0 {
			return twice
		}
		both.First, both.Last = both.First+pin.First, both.Last+pin.Last
		both.Columns = slices.Concat(both.Columns, pin.Columns)
		pin = &both
	}
	a.pin = pin
	a.from, a.to = max(a.from, pin.First), min(a.to, cmp.Or(pin.Last, a.to))
	return nil
}

// notePinnedOff says which rows stand right below the last one that a pin names and
// look like more of the table: they say something in two of its columns, and no other
// pin takes them in.
func notePinnedOff(areas []area, notes *notebook) {
	for _, a := range areas {
		if a.pin == nil || a.pin.Last == 0 {
			continue
		}
		last := a.pin.Last
		for _, row := range a.sheet.used {
			taken := slices.ContainsFunc(areas, func(other area) bool {
				return other.sheet == a.sheet && other.header.top <= row.Number && row.Number <= other.to
			})
			if row.Number != last+1 || taken {
				continue
			}
			inTable := 0
			for _, c := range a.sheet.says(row) {
				if slices.ContainsFunc(a.header.headings, func(h heading) bool { return h.column == c.Column }) {
					inTable++
				}
			}
			if last = row.Number; inTable < 2 {
				break
			}
			notes.row(a.sheet, row.Number, 0, "row %s stands below the last one that tables: names: it was not read", "rows %s stand below the last one that tables: names: they were not read").weighs(plan.Unread)
		}
	}
}

// noteUnpinned says which visible sheets have headings like a plan's and are named by
// no pin, so that they are not read.
func (r *vocabulary) noteUnpinned(sheets []*sheet, pinned []area, notes *notebook) {
	for _, s := range sheets {
		named := slices.ContainsFunc(pinned, func(a area) bool { return a.sheet == s })
		if named || s.Hidden || isAside(s.Sheet) {
			continue
		}
		if c := r.candidate(s); c.isPlan() {
			notes.sheet(s, fmt.Sprintf("row %d has headings like a plan's, but tables: names other sheets alone: it was not read", c.headers[0].row)).
				weighs(plan.Unread).settledBy("tables", "{sheet: %q, header: %d}", s.Sheet, c.headers[0].row)
		}
	}
}

func (t *tableReader) readInto(p *plan.Plan) {
	rows := t.sheet.used
	end, _ := slices.BinarySearchFunc(rows, t.to+1, rowNumber)
	begin, _ := slices.BinarySearchFunc(rows, t.from, rowNumber)
	rows = rows[min(begin, end):end]
	t.columns(rows)
	actions := t.actionRows(rows)
	t.readKey(actions)
	t.habits(actions)
	table := plan.Table{Name: t.name, Sheet: t.sheet.Sheet, Header: t.header.row, Hidden: t.sheet.Hidden}
	if len(actions) > 0 {
		table.First, table.Last = actions[0].Number, actions[len(actions)-1].Number
	}
	if len(actions) == 0 {
		t.notes.at(t.sheet, plan.Cell{Sheet: t.sheet.Sheet, Row: t.header.row}, "no row under the headings is an action").weighs(plan.Doubtful)
	}
	formulas := t.formulas(actions)
	p.Tables = append(p.Tables, table)
	for i := range t.cols {
		t.cols[i].Formula = formulas[t.cols[i].Number]
		p.Columns = append(p.Columns, t.cols[i].Column)
	}
	first := len(p.Actions)
	for _, row := range actions {
		a := t.action(row)
		for _, more := range row.more {
			a.More = append(a.More, t.further(more))
		}
		p.Actions = append(p.Actions, a)
		switch row.Hidden {
		case ByHand:
			t.notes.row(t.sheet, row.Number, 0, "row %s is hidden: it was read", "rows %s are hidden: they were read").weighs(plan.Aside)
		case ByFilter:
			t.notes.row(t.sheet, row.Number, 0, "row %s is hidden by a filter that was left on: it was read", "rows %s are hidden by a filter that was left on: they were read").weighs(plan.Aside)
		case ByFold:
			t.notes.row(t.sheet, row.Number, 0, "row %s is folded away: it was read", "rows %s are folded away: they were read").weighs(plan.Aside)
		}
		if struck := func(c Cell) bool { return c.Runs != nil || c.Look.Has(Struck) }; t.isStruck(row.Row) {
			t.notes.row(t.sheet, row.Number, 0, "row %s is struck out: its action is withdrawn", "rows %s are struck out: their actions are withdrawn").weighs(plan.Aside)
		} else if slices.ContainsFunc(t.filled(row.Row), struck) {
			t.notes.row(t.sheet, row.Number, 0, "row %s has words that are struck out: they are no longer said", "rows %s have words that are struck out: they are no longer said").weighs(plan.Aside)
		}
	}
	t.carryThemes(p.Actions[first:])
	t.letter(actions, p.Actions[first:])
	t.recoverRef(actions, p.Actions[first:])
	t.doubtDates(actions, p.Actions[first:])
	t.doubtExchanged(p.Actions[first:])
	t.doubtPercents(actions, p.Actions[first:])
	t.rowColours(actions, p.Actions[first:])
	t.doubtStatus(p.Actions[first:])
	t.noteMissing()
	if !t.doubtFewTold(p.Actions[first:]) {
		t.doubtUntold(p.Actions[first:])
	}
	t.doubtDueElsewhere(p.Actions[first:])
	t.doubtDueOfDone(p.Actions[first:])
	t.noteKey(p.Actions[first:])
	for i := range t.cols {
		if c := &t.cols[i]; c.reads() == plan.FieldRAG && len(actions) > 0 {
			t.noteFills(actions, c, p.Actions[first:])
		}
	}
	p.Strays = append(p.Strays, t.strays(rows, actions)...)
}

// isStruck reports whether all that somebody filled in in a row is struck out.
func (t *tableReader) isStruck(row Row) bool {
	said := t.filled(row)
	return len(said) > 0 && !slices.ContainsFunc(said, func(c Cell) bool { return !c.Look.Has(Struck) })
}

// strays are the rows from the first action on that say something in the
// table's columns and are no actions. Nothing is written to them; but cells
// that were sorted without their rows may have gone there.
func (t *tableReader) strays(rows []Row, actions []actionRow) []plan.Action {
	if len(actions) == 0 {
		return nil
	}
	isAction := map[int]bool{}
	for _, row := range actions {
		isAction[row.Number] = true
	}
	var strays []plan.Action
	for _, row := range rows {
		if row.Number <= actions[0].Number && row.Number < t.header.row+1 || isAction[row.Number] {
			continue
		}
		stray := plan.Action{Table: t.name, Sheet: t.sheet.Sheet, Row: row.Number, Entries: plan.RoomFor(0)}
		for i := range t.cols {
			c := &t.cols[i]
			if cell, at := t.sheet.at(row, c.Number); cell.says() && !at.follower {
				stray.Set(c.Field, t.entry(c, cell))
			}
		}
		strays = append(strays, stray)
	}
	return strays
}

// formulas finds the columns most of whose cells are worked out.
func (t *tableReader) formulas(rows []actionRow) map[int]bool {
	said, worked := map[int]int{}, map[int]int{}
	for _, row := range rows {
		for _, c := range row.Cells {
			if c.says() {
				said[c.Column]++
			}
			if c.Formula {
				worked[c.Column]++
			}
		}
	}
	most := map[int]bool{}
	var letters []string
	for i := range t.cols {
		number := t.cols[i].Number
		if n := worked[number]; n > 0 && n*2 > max(said[number], 1) {
			most[number] = true
			letters = append(letters, t.cols[i].Letter)
		}
	}
	t.noteLetters(letters, "column %s is worked out by formulas: read, never written", "columns %s are worked out by formulas: read, never written", plan.Aside)
	return most
}

// Reading is how one table was understood, for showing to its authors.
type Reading struct {
	Table   plan.Table
	Columns []plan.Column
	Actions int
}

// Readings lists how each table of a plan was understood, in reading order.
func Readings(p plan.Plan) []Reading {
	counts := map[string]int{}
	for _, a := range p.Actions {
		counts[a.Table]++
	}
	var all []Reading
	for _, t := range p.Tables {
		all = append(all, Reading{Table: t, Columns: p.TableColumns(t.Name), Actions: counts[t.Name]})
	}
	return all
}

// noTable is the error for a workbook without anything like a plan.
func (r *vocabulary) noTable(sheets []*sheet) error {
	message := "no sheet has a row of headings I know (looked for action, lead, due date and the like)"
	near := r.nearestFirst(sheets, nil)
	if len(near) > 0 {
		message += "; the nearest first: " + strings.Join(near, "; ")
	} else if len(sheets) == 0 {
		message = "there is no sheet"
	}
	for _, s := range sheets {
		if word := s.onlyError(); word != "" {
			message = fmt.Sprintf("%q shows only %s, which is the spreadsheet's word for what it cannot show: wait until it has loaded, or give it back its access to what it is filled from, and run again", s.Sheet, word)
		}
	}
	return &noTableError{message}
}

// onlyError is the word of the spreadsheet's own that a sheet shows and nothing
// else; "" where it shows anything else.
func (s *sheet) onlyError() string {
	word := ""
	for _, row := range s.used {
		for _, c := range s.says(row) {
			if c.Kind != CellError && !plan.IsSpreadsheetWord(c.Text) {
				return ""
			}
			word = c.Text
		}
	}
	return word
}

type noTableError struct{ message string }

func (e *noTableError) Error() string { return e.message }
func (e *noTableError) Unwrap() error { return ErrNoTable }

// PinError is a Pin that the workbook has no place for: the settings are wrong, or
// the workbook is another than they were written for.
type PinError struct{ Reason string }

func (e *PinError) Error() string { return e.Reason }

// Hint is what to do about it.
func (e *PinError) Hint() string {
	return "put it right under tables: in actionplan.yaml, or leave it out there to have the tables found"
}

// pinned is where the council says its tables lie.
func (r *vocabulary) pinned(sheets []*sheet, pins []Pin) ([]area, error) {
	var areas []area
	for i := range pins {
		a, err := r.pinnedArea(sheets, &pins[i])
		if err != nil {
			if errors.Is(err, ErrNoTable) {
				return nil, err
			}
			return nil, &PinError{err.Error()}
		}
		if j := slices.IndexFunc(areas, func(other area) bool { return other.sheet == a.sheet && other.header.row == a.header.row }); j >= 0 {
			if err := areas[j].take(a); err != nil {
				return nil, &PinError{err.Error()}
			}
			continue
		}
		areas = append(areas, a)
	}
	for i := range areas { // a table ends where the next one pinned on its sheet begins
		a := &areas[i]
		for _, other := range areas {
			if other.sheet == a.sheet && other.header.top > a.header.row && a.pin.Last == 0 {
				a.to = min(a.to, other.header.top-1)
			}
		}
	}
	return areas, nil
}

func (r *vocabulary) pinnedArea(sheets []*sheet, pin *Pin) (area, error) {
	s, err := sheetNamed(sheets, pin.Sheet)
	if err != nil {
		return area{}, err
	}
	h, err := r.pinnedHeader(s, pin)
	if err != nil {
		return area{}, err
	}
	a := area{sheet: s, header: h, from: h.row + 1, to: plan.MaxRow, repeats: map[int]bool{}, pin: pin}
	if pin.First > 0 {
		a.from = pin.First
	}
	if pin.Last > 0 {
		a.to = pin.Last
	}
	if a.from <= h.row || a.to < a.from {
		return area{}, fmt.Errorf("sheet %q: the rows of the table, %d to %d, must stand under its headings in row %d", s.Sheet, a.from, a.to, h.row)
	}
	for _, c := range pin.Columns {
		n := plan.ColumnNumber(c.Letter)
		if n == 0 || n > s.last {
			return area{}, fmt.Errorf("sheet %q: no column %s: it has columns up to %s", s.Sheet, c.Letter, plan.ColumnLetters(s.last))
		}
	}
	return a, nil
}

func sheetNamed(sheets []*sheet, name string) (*sheet, error) {
	var names []string
	var alike *sheet
	for _, s := range sheets {
		if s.Sheet == name {
			return s, nil
		}
		if plan.Fold(s.Sheet) == plan.Fold(name) && alike == nil {
			alike = s
		}
		names = append(names, fmt.Sprintf("%q", s.Sheet))
	}
	if alike != nil {
		return alike, nil
	}
	return nil, fmt.Errorf("no sheet %q: there is %s", name, listed(names))
}

func (r *vocabulary) pinnedHeader(s *sheet, pin *Pin) (header, error) {
	if pin.Header == 0 {
		c := r.candidate(s)
		if len(c.headers) > 0 {
			return c.headers[0], nil
		}
		if h, ok := s.shapedHeader(); ok {
			r.judge(&h)
			return h, nil
		}
		return header{}, fmt.Errorf("sheet %q: no row of headings I know", s.Sheet)
	}
	row, ok := s.row(pin.Header)
	if !ok {
		var numbers []int
		for _, row := range s.used {
			numbers = append(numbers, row.Number)
		}
		return header{}, fmt.Errorf("sheet %q: row %d, said to be the headings, is blank; rows with anything in them are %s", s.Sheet, pin.Header, rowList(numbers))
	}
	h := r.headerAt(s, row)
	if h.row != pin.Header {
		h = header{top: row.Number, row: row.Number, headings: s.headings([]Row{row})}
	}
	if len(h.headings) == 0 {
		return header{}, fmt.Errorf("sheet %q: row %d, said to be the headings, holds none", s.Sheet, pin.Header)
	}
	r.judge(&h)
	return h, nil
}

// qualifyRefs tells apart actions of several tables that have the same ref:
// "Home/1.1". Where a table's numbering starts again, all its refs are
// qualified, so that a new row elsewhere changes no other row's name.
func qualifyRefs(p *plan.Plan, areas []area) {
	if len(p.Tables) < 2 {
		return
	}
	q := newQualifier(p, areas)
	for i := range p.Actions {
		a := &p.Actions[i]
		if a.Ref != "" && q.must(a.Table, a.Ref) {
			a.Ref = plan.Ref(q.labels[a.Table]) + "/" + a.Ref
		}
	}
}

// qualifier knows which refs are to be qualified.
type qualifier struct {
	refs   map[string]map[plan.Ref]bool // by table
	again  map[string]bool              // the tables whose numbering starts again
	labels map[string]string            // what a table is called in a ref

	completed map[string]bool // the tables of what is done with: they give way to the plan's own
}

func newQualifier(p *plan.Plan, areas []area) qualifier {
	q := qualifier{refs: map[string]map[plan.Ref]bool{}, again: map[string]bool{}, labels: map[string]string{}, completed: map[string]bool{}}
	for _, a := range p.Actions {
		if q.refs[a.Table] == nil {
			q.refs[a.Table] = map[plan.Ref]bool{}
		}
		if a.Ref != "" {
			q.refs[a.Table][a.Ref] = true
		}
	}
	onSheet := map[string]int{}
	for i, t := range p.Tables {
		onSheet[t.Sheet]++
		q.completed[t.Name] = t.Kind == plan.Completed
		q.labels[t.Name] = t.Sheet
		if n := onSheet[t.Sheet]; n > 1 {
			q.labels[t.Name] = fmt.Sprintf("%s %d", areas[i].sheet.Sheet, n)
		}
	}
	for _, t := range p.Tables {
		for _, other := range p.Tables {
			q.compare(t.Name, other.Name)
		}
	}
	return q
}

// compare notes that numbering starts again where half of the smaller
// table's refs are the other's too.
func (q qualifier) compare(table, other string) {
	mine, theirs := q.refs[table], q.refs[other]
	if table == other || q.completed[table] != q.completed[other] || len(mine) == 0 || len(theirs) == 0 || len(mine) > len(theirs) {
		return
	}
	same := 0
	for ref := range mine {
		if theirs[ref] {
			same++
		}
	}
	if same*2 >= len(mine) {
		q.again[table], q.again[other] = true, true
	}
}

func (q qualifier) must(table string, ref plan.Ref) bool {
	if q.again[table] {
		return true
	}
	for other, refs := range q.refs {
		if other != table && refs[ref] && (q.completed[table] || !q.completed[other]) {
			return true
		}
	}
	return false
}

// noteRefs says which rows have no ref, share one, or had theirs qualified.
func noteRefs(p *plan.Plan, areas []area, notes *notebook) {
	type inTable struct{ table, ref string } // a ref whatever its case and spaces, as check finds them
	rows := map[inTable][]int{}
	for i, a := range p.Actions {
		if key := (inTable{a.Table, a.Ref.Key()}); a.Ref != "" {
			rows[key] = append(rows[key], i)
		}
	}
	sheets := map[string]*sheet{}
	for i, t := range p.Tables {
		sheets[t.Name] = areas[i].sheet
	}
	doubled := map[string][]string{}
	first := map[string]plan.Cell{}
	for i, a := range p.Actions {
		s, cell := sheets[a.Table], refCell(a)
		_, has := a.Lookup(plan.FieldRef)
		if has && a.Ref == "" {
			notes.row(s, a.Row, cell.Column, "row %s has no ref", "rows %s have no ref")
		}
		if label, ok := strings.CutSuffix(string(a.Ref), "/"+string(lettered(plan.Ref(a.Value(plan.FieldRef).Text), a.Letter))); ok && has {
			notes.row(s, a.Row, cell.Column, "row %s has a ref that stands in another table too: it is read as "+label+"/…", "rows %s have refs that stand in another table too: they are read as "+label+"/…")
		}
		same := rows[inTable{a.Table, a.Ref.Key()}]
		if len(same) < 2 || same[0] != i {
			continue
		}
		const most = 8
		var cells []string
		for _, i := range same[:min(len(same), most)] {
			cells = append(cells, refCell(p.Actions[i]).String())
		}
		if n := len(same); n > most {
			cells = append(cells, fmt.Sprintf("%d more", n-most))
		}
		if doubled[a.Table] == nil {
			first[a.Table] = cell
		}
		doubled[a.Table] = append(doubled[a.Table], fmt.Sprintf("%s (%s)", a.Ref, listed(cells)))
	}
	for _, t := range p.Tables {
		if said := doubled[t.Name]; said != nil {
			notes.at(sheets[t.Name], first[t.Name], "refs that stand more than once: "+strings.Join(said, "; ")).weighs(plan.Doubtful)
		}
	}
}

// refCell is the cell of the row itself, also where its ref is merged down
// from a row above.
func refCell(a plan.Action) plan.Cell {
	return plan.Cell{Sheet: a.Sheet, Row: a.Row, Column: a.Entry(plan.FieldRef).Cell.Column}
}
