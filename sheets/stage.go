package sheets

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	api "google.golang.org/api/sheets/v4"

	"actionplan/plan"
	"actionplan/table"
)

// MaxText is the most a cell of a sheet holds, in UTF-16 units.
const MaxText = 50_000

// Staged is work that was checked against a reading of the sheet, and can be
// written while the sheet still says what it said then.
type Staged struct {
	sheet   *Sheet
	read    func([]table.Grid) (plan.Plan, error)
	cells   []*target
	rows    []*addition
	columns []*target // the headings of new columns
	outcome table.Outcome
	batch   int64 // the id of the batch that Save will send; 0 until it is chosen
}

// target is one cell to write.
type target struct {
	tab         *Tab
	row, column int // counted from 1
	value       *api.ExtendedValue
	looks       looks
	edit        plan.Edit
	header      int     // the row of its table's headings
	identity    []place // the cells that say which action the row is, its own left out
}

// place is a cell of a tab.
type place struct{ row, column int }

// addition is one row to put under a table's last action.
type addition struct {
	tab   *Tab
	after int
	ref   string
	cells []*target
	at    int // the row it is put in as, once that is known
}

// Refusals lists what cannot be done. While there is any, Save writes nothing.
func (s *Staged) Refusals() []table.Refusal { return s.outcome.Refusals }

// Changes lists the cells that will be written, by tab, row and column.
func (s *Staged) Changes() []table.Change { return s.outcome.Changes }

// Notes is what is left for a person to do, and where.
func (s *Staged) Notes() []plan.Note { return s.outcome.ByHand }

// Stage checks, against the reading at hand, that every cell to be written
// still says what it must, and that it can be written. It calls nobody. An
// error is one of Work.Read's own.
func (s *Sheet) Stage(work table.Work) (*Staged, error) {
	p, err := work.Read(s.Grids())
	if err != nil {
		return nil, fmt.Errorf("read the partners' sheet again: %w", err)
	}
	tabs := make([]string, len(s.Tabs))
	for i, t := range s.Tabs {
		tabs[i] = t.Title
	}
	st := &staging{Staged: &Staged{sheet: s, read: work.Read}, Staging: table.NewStaging(work, p, tabs), refs: identities(p), targets: map[string]*target{}}
	for _, e := range work.Edits {
		st.edit(e)
	}
	for _, row := range work.Rows {
		st.addRow(row)
	}
	for _, column := range work.Columns {
		st.addColumn(column)
	}
	st.sort()
	st.outcome = st.Staging.Outcome()
	return st.Staged, nil
}

// staging is a Staged while it is being made.
type staging struct {
	*Staged
	*table.Staging
	refs    map[string][]place // by row: where it says which action it is
	targets map[string]*target
}

// identities are, for each row that is an action, the cells that say which:
// its ref and its action text.
func identities(p plan.Plan) map[string][]place {
	rows := map[string][]place{}
	for _, a := range p.Actions {
		for _, f := range []plan.Field{plan.FieldRef, plan.FieldAction} {
			e, ok := a.Lookup(f)
			if ok && e.Cell.Row == a.Row && e.Value.Kind != plan.KindBlank {
				key := rowName(a.Sheet, a.Row)
				rows[key] = append(rows[key], place{e.Cell.Row, e.Cell.Column})
			}
		}
	}
	return rows
}

func rowName(sheet string, row int) string { return fmt.Sprintf("%d %s", row, sheet) }

// edit takes one edit on, or says why not.
func (s *staging) edit(e plan.Edit) {
	cell := e.Was.Cell
	t := s.sheet.tab(cell.Sheet)
	if t == nil {
		s.Refuse(cell, e.Field, fmt.Sprintf("the sheet has no tab %q", cell.Sheet))
		return
	}
	if s.Hold(e) {
		s.put(t, e)
	}
}

// put makes a cell a target.
func (s *staging) put(t *Tab, e plan.Edit) {
	cell := e.Was.Cell
	if known, twice := s.targets[cell.String()]; twice {
		s.Shared(known.edit, e)
		return
	}
	if why := t.blocked(cell.Row, cell.Column); why != "" {
		s.Refuse(cell, e.Field, why)
		return
	}
	w, why := s.written(t, e)
	if why != "" {
		s.Refuse(cell, e.Field, why)
		return
	}
	made := &target{tab: t, row: cell.Row, column: cell.Column, value: w.value, looks: w.looks, edit: e, header: s.Fresh.HeaderAbove(cell.Sheet, cell.Row), identity: s.identity(e)}
	s.targets[cell.String()] = made
	s.cells = append(s.cells, made)
	was := t.cell(cell.Row, cell.Column)
	change := table.Change{Cell: cell, Field: e.Field, Was: was.FormattedValue, Now: s.willShow(w, e, was), Fill: w.fill, Typed: w.typed, Stood: stood(was, made.fields())}
	change.Notes = w.notes
	if _, back := s.Work.Exact[cell]; !back {
		change.Notes = append(change.Notes, table.Uncarried(e.Now, change.Now)...)
	}
	if change.Was == "" && e.Was.Value.Kind == plan.KindRating {
		change.Was = e.Was.Value.Text
	}
	s.Change(change)
}

// writing is what becomes of one cell.
type writing struct {
	value *api.ExtendedValue
	looks looks
	fill  bool     // its colour alone says what it says
	typed []string // what holds as well for who types it
	notes []string // what else is lost by it, or stays behind
}

// written is what an edit makes of its cell, or why it cannot.
func (s *staging) written(t *Tab, e plan.Edit) (w writing, why string) {
	at := e.Was.Cell
	was := t.cell(at.Row, at.Column)
	if exact, ok := s.Work.Exact[at]; ok {
		return restored(exact)
	}
	w.value, w.looks.number, why = content(e.Now, e.Field, was)
	if why != "" {
		return w, why
	}
	if e.Field == plan.FieldRAG {
		if why := s.rate(&w, t, e, was); why != "" {
			return w, why
		}
	}
	if why := s.obey(&w, was.DataValidation, e); why != "" {
		return w, why
	}
	w.notes = append(w.notes, lostWith(was)...)
	return w, ""
}

// identity is what tells that a cell's row is the action it was, other than
// the cell itself.
func (s *staging) identity(e plan.Edit) []place {
	var others []place
	for _, p := range s.refs[rowName(e.Was.Cell.Sheet, e.Was.Cell.Row)] {
		if p.column != e.Was.Cell.Column {
			others = append(others, p)
		}
	}
	return others
}

// sort puts the cells in the order of the sheet.
func (s *staging) sort() {
	slices.SortFunc(s.cells, func(a, b *target) int {
		if a.tab != b.tab {
			return slices.Index(s.sheet.Tabs, a.tab) - slices.Index(s.sheet.Tabs, b.tab)
		}
		if a.row != b.row {
			return a.row - b.row
		}
		return a.column - b.column
	})
}

// cell is what the server said of a cell; a blank one where it said nothing.
func (t *Tab) cell(row, column int) *api.CellData {
	if cells := t.rows[row]; column >= 1 && column <= len(cells) {
		return cells[column-1]
	}
	return &api.CellData{}
}

// blank says whether a cell holds nothing, not even what a formula elsewhere
// put there.
func (t *Tab) blank(row, column int) bool {
	c := t.cell(row, column)
	empty := c.UserEnteredValue == nil || c.UserEnteredValue.StringValue != nil && *c.UserEnteredValue.StringValue == ""
	return empty && c.FormattedValue == ""
}

// blocked is why a cell cannot be written, "" where it can.
func (t *Tab) blocked(row, column int) string {
	for _, m := range t.merges {
		if within(m, row, column) && (m.Rows.First != row || m.Columns.First != column) {
			anchor := plan.Cell{Sheet: t.Title, Row: m.Rows.First, Column: m.Columns.First}
			return "the cell is merged into " + anchor.String() + ", which holds what it says"
		}
	}
	c := t.cell(row, column)
	switch {
	case c.UserEnteredValue != nil && c.UserEnteredValue.FormulaValue != nil:
		return "the cell is worked out by a formula"
	case c.UserEnteredValue == nil && c.FormattedValue != "":
		return "the cell is filled by a formula that stands elsewhere"
	case t.isProtected(row, column):
		return "the cell is protected, and the account that writes may not change it: whoever owns the sheet can let it"
	}
	return ""
}

func within(r table.Range, row, column int) bool {
	return r.Rows.First <= row && row <= r.Rows.Last && r.Columns.First <= column && column <= r.Columns.Last
}

// content is how an entry is written: dates as dates, numbers as numbers, and
// anything else in its author's words. A text is sent as a text and never
// parsed, whatever it begins with.
func content(e plan.Entry, field plan.Field, cell *api.CellData) (value *api.ExtendedValue, format *api.NumberFormat, why string) {
	switch e.Value.Kind {
	case plan.KindAbsent:
		return nil, nil, "there is nothing to write: the other side has no such cell"
	case plan.KindError:
		return nil, nil, "the other side's spreadsheet could not work this cell out"
	case plan.KindBlank:
		return nil, nil, ""
	case plan.KindBoolean:
		said := e.Value.Text == "true"
		return &api.ExtendedValue{BoolValue: &said}, nil, ""
	case plan.KindDate:
		date, ok := e.Value.Date()
		if month := e.Value.IsMonth() && e.Value.Besides() == "" && showsMonth(cell); ok && (month || e.Value.Beside == "") {
			if month {
				date.Day = 1 // as a spreadsheet keeps a month
			}
			if n, ok := numberOf(date); ok && month {
				return &api.ExtendedValue{NumberValue: &n}, nil, ""
			} else if ok {
				return &api.ExtendedValue{NumberValue: &n}, dateFormat(cell), ""
			}
		}
	case plan.KindNumber:
		if n, ok := e.Value.Number(); ok && field != plan.FieldRef && !isDay(formatOf(cell)) {
			return percentOr(n, e, field, cell), nil, ""
		}
	}
	text := e.Written()
	if share, ok := percentShown(text, cell); ok {
		return &api.ExtendedValue{NumberValue: &share}, nil, ""
	}
	if days, ok := clockShown(text, cell); ok {
		return &api.ExtendedValue{NumberValue: &days}, nil, ""
	}
	switch {
	case utf16Length(text) > MaxText:
		return nil, nil, fmt.Sprintf("the text is longer than the %d characters a cell of a Google Sheet holds", MaxText)
	case !utf8.ValidString(text) || strings.ContainsFunc(text, isControl):
		return nil, nil, "the text holds a control character, which no cell of a Google Sheet keeps: type it again without"
	}
	return &api.ExtendedValue{StringValue: &text}, textFormat(text, cell), ""
}

// isControl says whether a character is neither shown nor a space, and so
// would be lost on the way.
func isControl(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }

// textFormat keeps a text that begins like a formula a text, also where
// somebody opens the cell and presses Enter.
func textFormat(text string, cell *api.CellData) *api.NumberFormat {
	if !strings.HasPrefix(text, "=") && !strings.HasPrefix(text, "+") || formatOf(cell) == "TEXT" {
		return nil
	}
	return &api.NumberFormat{Type: "TEXT", Pattern: "@"}
}

// dateFormat is the format that shows a day as people write it here, where
// the cell has none of its own that shows one.
func dateFormat(cell *api.CellData) *api.NumberFormat {
	if isDay(formatOf(cell)) && !showsMonth(cell) {
		return nil
	}
	return &api.NumberFormat{Type: "DATE", Pattern: "dd/mm/yyyy"}
}

// showsMonth reports whether a cell's format shows a date's month and no day.
func showsMonth(cell *api.CellData) bool {
	return isDay(formatOf(cell)) && table.ShowsMonth(cell.EffectiveFormat.NumberFormat.Pattern)
}

// percentOr is a number; in a cell that shows per cent, half is 0.5.
func percentOr(n float64, e plan.Entry, field plan.Field, cell *api.CellData) *api.ExtendedValue {
	if field == plan.FieldPercent && formatOf(cell) == "PERCENT" {
		share := n / 100
		return &api.ExtendedValue{NumberValue: &share}
	}
	return &api.ExtendedValue{NumberValue: &n}
}

// percentShown is the number that a cell of its own format shows as a text such as
// 61%, so that it is one there too.
func percentShown(text string, cell *api.CellData) (share float64, ok bool) {
	if formatOf(cell) != "PERCENT" || !strings.HasSuffix(text, "%") {
		return 0, false
	}
	value, _ := plan.ReadPercent(text)
	n, isNumber := value.Number()
	shown, known := inFigures(n/100, cell.EffectiveFormat.NumberFormat)
	return n / 100, isNumber && known && shown == text
}

// clockPattern is a pattern of times that shows every time so that it can be told:
// hours and minutes, perhaps seconds, of a day or in all.
var clockPattern = regexp.MustCompile(`^(?:h|hh|(\[h+\])):mm(:ss)?$`)

// clockShown is the part of a day that a cell of its own format shows as a time such
// as 09:30, so that it is one there too.
func clockShown(text string, cell *api.CellData) (days float64, ok bool) {
	words, days, isTime := plan.ReadClock(text)
	if !isTime || words != text || cell == nil || cell.EffectiveFormat == nil || cell.EffectiveFormat.NumberFormat == nil {
		return 0, false
	}
	is := clockPattern.FindStringSubmatch(strings.ToLower(cell.EffectiveFormat.NumberFormat.Pattern))
	if is == nil {
		return 0, false
	}
	hoursInAll, showsSeconds := is[1] != "", is[2] != ""
	return days, (days < 1 || hoursInAll) && (showsSeconds || strings.Count(words, ":") == 1)
}

func utf16Length(text string) int {
	n := 0
	for _, r := range text {
		n += max(utf16.RuneLen(r), 1)
	}
	return n
}

// addRow takes a new row on, or says why not. It is put in as a row of its
// own, so that it can go over nothing that somebody types there meanwhile.
func (s *staging) addRow(row table.NewRow) {
	stands := func(c table.RowCells) int { return c.Under + c.Nth + s.RowsAbove(c.Table.Sheet, c.Under) }
	cells, ok := s.Row(row, stands)
	if !ok {
		return
	}
	last := cells.Under
	t := s.sheet.tab(cells.Table.Sheet)
	at := plan.Cell{Sheet: cells.Table.Sheet, Row: stands(cells)}
	if t == nil {
		s.RefuseNew(at, "", fmt.Sprintf("the sheet has no tab %q", at.Sheet))
		return
	}
	for _, m := range t.merges {
		if m.Rows.First <= last && last < m.Rows.Last && m.Columns.First <= cells.Last {
			s.RefuseNew(at, "", "merged cells reach over where the row would go, so that none can be put in there")
			return
		}
	}
	added := &addition{tab: t, after: last, ref: row.Entry(plan.FieldRef).Shown()}
	var changes []table.Change
	for _, c := range cells.Columns {
		e, given := cells.Given[c.Number]
		above := t.cell(last, c.Number)
		if !given {
			if _, rated := plan.ReadFill(fillOf(above), s.Fresh.Plan.Ratings); rated && c.Field == plan.FieldRAG && !c.Formula {
				added.cells = append(added.cells, &target{tab: t, column: c.Number, looks: looks{fillSet: true}, edit: plan.Edit{Field: c.Field, Now: e}})
			}
			continue
		}
		at.Column = c.Number
		var w writing
		var why string
		made := plan.Edit{Field: c.Field, Was: plan.Entry{Value: plan.Blank, Cell: at}, Now: e}
		w.value, w.looks.number, why = content(e, c.Field, above)
		if why == "" && c.Field == plan.FieldRAG {
			why = s.rate(&w, t, made, &api.CellData{})
		}
		if why == "" {
			why = s.obey(&w, above.DataValidation, made)
		}
		if why == "" && t.isProtected(last, c.Number) {
			why = "the column is protected, and the account that writes may not change it"
		}
		if why != "" {
			s.RefuseNew(at, c.Field, why)
			return
		}
		if c.Field == plan.FieldRAG {
			w.looks.fillSet = true // the row takes after the one above, whose colour is that one's rating
		}
		added.cells = append(added.cells, &target{tab: t, column: c.Number, value: w.value, looks: w.looks,
			edit: plan.Edit{Field: c.Field, Now: e}})
		shown := s.willShow(w, made, above)
		changes = append(changes, table.Change{Cell: at, New: true, Field: c.Field, Now: shown, Fill: w.fill, Notes: append(w.notes, table.Uncarried(e, shown)...), Typed: w.typed})
	}
	for _, c := range changes {
		s.Change(c)
	}
	s.rows = append(s.rows, added)
	if last < t.Rows {
		s.Inserts(at.Sheet, at.Row, 1)
	}
}

// addColumn takes a new column on, or says why not.
func (s *staging) addColumn(column table.NewColumn) {
	found, number, heading, ok := s.Column(column)
	if !ok {
		return
	}
	t := s.sheet.tab(found.Sheet)
	at := plan.Cell{Sheet: found.Sheet, Row: found.Header, Column: number}
	if t == nil {
		s.RefuseNew(at, "", fmt.Sprintf("the sheet has no tab %q", at.Sheet))
		return
	}
	for row := found.Header; row <= max(found.Last, found.Header); row++ {
		if !t.blank(row, number) {
			s.RefuseNew(plan.Cell{Sheet: t.Title, Row: row, Column: number}, "", "the cell beside the table is not blank, so that no column can be added there")
			return
		}
	}
	if why := t.blocked(found.Header, number); why != "" {
		s.RefuseNew(at, "", why)
		return
	}
	s.columns = append(s.columns, &target{tab: t, row: found.Header, column: number, value: &api.ExtendedValue{StringValue: &heading}})
	s.Change(table.Change{Cell: plan.Cell{Sheet: at.Sheet, Row: at.Row + s.RowsAbove(found.Sheet, found.Header), Column: number}, New: true, Now: heading})
}
