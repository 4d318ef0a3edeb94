package sheets

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"google.golang.org/api/googleapi"
	api "google.golang.org/api/sheets/v4"

	"actionplan/plan"
	"actionplan/table"
)

// MovedError says that the sheet is not as it was read: partners are at work
// in it. Nothing of ours stands in it that should not. Now is how it stands,
// to work everything out from again.
type MovedError struct {
	Now     *Sheet
	PutBack int // cells that had been written to a row that moved, and say again what they said
}

func (e *MovedError) Error() string {
	if e.PutBack > 0 {
		return fmt.Sprintf("the partners' sheet was sorted or had rows moved in the moment it was written; what it said was put back (%s)", countedCells(e.PutBack))
	}
	return "somebody is at work in the partners' sheet: it changed after it was read, and nothing was written to it"
}

// Hint says what to do about it.
func (e *MovedError) Hint() string {
	return "run it again in a minute: it works everything out from what the sheet says then"
}

// LostError says that cells were written to rows that moved, and that they
// could not be put back.
type LostError struct {
	Cells []plan.Cell // where they stand, and what they said
	Was   []string
	Err   error
}

func (e *LostError) Error() string {
	return fmt.Sprintf("the partners' sheet was sorted or had rows moved in the moment it was written, and what it said could not be put back (%s); %s said %q: %v",
		countedCells(len(e.Cells)), e.Cells[0], e.Was[0], e.Err)
}

// Hint says what to do about it.
func (e *LostError) Hint() string {
	return "the sheet's File > Version history shows what those cells said a moment ago"
}

func (e *LostError) Unwrap() error { return e.Err }

// RefusedError is what Save gives while anything is refused.
type RefusedError = table.RefusedError

func countedCells(n int) string {
	if n == 1 {
		return "1 cell"
	}
	return fmt.Sprintf("%d cells", n)
}

// Save writes the sheet: it reads it once more, and where it says what it said
// sends everything in one batch that Google carries out whole or not at all.
// It gives how the sheet stands afterwards, from the same answer. A sheet that
// changed in the meantime is not written, and comes back in a *MovedError. The
// end of ctx stops it only before anything is sent.
func (s *Staged) Save(ctx context.Context) (*Sheet, error) {
	if len(s.outcome.Refusals) > 0 {
		return nil, &RefusedError{Where: "write the partners' sheet", Refusals: s.outcome.Refusals}
	}
	if len(s.outcome.Changes) == 0 {
		return s.sheet, nil
	}
	now, err := s.sheet.Again(ctx)
	if err != nil {
		return nil, err
	}
	if !now.Same(s.sheet) {
		return nil, &MovedError{Now: now}
	}
	// Once it is sent it is seen through, also where the person at the keyboard
	// gives up: rows may have moved, and only the answer tells.
	through, end := seenThrough(ctx)
	defer end()
	after, err := now.send(through, s.requests())
	if err != nil {
		return nil, err
	}
	return s.verified(context.WithValue(through, waitKey{}, through), now, after)
}

// Batch is the id of the batch that Save will send: a reading made later shows
// by it whether the batch was carried out.
func (s *Staged) Batch() int64 {
	if s.sheet.pending == 0 {
		s.sheet.pending = newBatchID()
	}
	return s.sheet.pending
}

// timesSent is how often a batch that got lost on the way is sent, and
// timesSilent how often one that nothing comes back of.
const (
	timesSent   = 4
	timesSilent = 2
)

// send sends a batch until it is known to have been carried out once. The
// batch's id stays the same: of two that get through, Google refuses the
// second.
func (s *Sheet) send(ctx context.Context, requests []*api.Request) (*Sheet, error) {
	if s.pending == 0 {
		s.pending = newBatchID()
	}
	now, id := s, s.pending
	var lost error
	for sent, silent := 0, 0; sent < timesSent && silent < timesSilent; sent++ {
		after, err := now.batch(ctx, id, requests)
		var ambiguous *Ambiguous
		switch {
		case err == nil:
			return after, nil
		case !isBatchThere(err) && !errors.As(err, &ambiguous) && !isNoAnswer(err):
			return nil, s.client.ExplainWrite(err)
		}
		lost = err
		if ambiguous != nil && ambiguous.silent {
			silent++
		}
		if after, err = now.Again(ctx); err != nil {
			return nil, s.client.ExplainWrite(lost) // nobody can tell; the next run reads the sheet first
		}
		switch {
		case after.Carries(id):
			after.pending = 0
			return after, nil
		case !after.Same(now):
			return nil, &MovedError{Now: after}
		}
		now = after
	}
	explained := s.client.ExplainWrite(lost)
	var doubt *Ambiguous
	if errors.As(explained, &doubt) && doubt.Status == http.StatusOK {
		doubt.unseen = true
	}
	return nil, explained
}

// batch sends one batch and reads the state of the sheet out of its answer.
func (s *Sheet) batch(ctx context.Context, id int64, requests []*api.Request) (*Sheet, error) {
	service, err := s.client.service(ctx)
	if err != nil {
		return nil, err
	}
	call := &api.BatchUpdateSpreadsheetRequest{
		Requests:                     append(s.markBatch(id), requests...),
		IncludeSpreadsheetInResponse: true,
		ResponseIncludeGridData:      true,
		ResponseRanges:               s.titles(),
	}
	done, err := service.Spreadsheets.BatchUpdate(s.Place.ID, call).
		Fields("spreadsheetId,updatedSpreadsheet(" + sheetMask + ")").Context(Checked(ctx)).Do()
	if err != nil {
		return nil, err
	}
	before := *s
	before.pending = 0
	if done != nil {
		if after, err := before.from(done.UpdatedSpreadsheet); err == nil {
			return after, nil
		}
	}
	return nil, &Ambiguous{Status: http.StatusOK, Why: "what answered it shows no sheet"} // whether it was carried out, only the sheet can tell
}

// titles names the tabs as ranges.
func (s *Sheet) titles() []string {
	var titles []string
	for _, t := range s.Tabs {
		titles = append(titles, "'"+strings.ReplaceAll(t.Title, "'", "''")+"'") // a bare Q1 would be a cell
	}
	return titles
}

// isBatchThere says whether a batch was refused since its id is in use: it was
// carried out before. The wording is Google's to change, so that any refusal
// of a request as such is looked into.
func isBatchThere(err error) bool {
	var refused *googleapi.Error
	return errors.As(err, &refused) && refused.Code == http.StatusBadRequest && isAboutID(refused)
}

// verified looks whether what was written stands in the rows it was meant for.
// A row that moved in the moment between reading and writing is put right.
func (s *Staged) verified(ctx context.Context, before, after *Sheet) (*Sheet, error) {
	stray, err := s.strays(before, after)
	if err != nil {
		return nil, err
	}
	rows := s.strayRows(after)
	if len(stray)+len(rows) == 0 {
		return after, nil
	}
	now, err := after.send(ctx, append(updates(stray), removals(rows)...))
	if err == nil {
		err = putBack(now, stray)
	}
	if err != nil {
		return nil, lostCells(stray, err)
	}
	return nil, &MovedError{Now: now, PutBack: len(stray)}
}

// putBack looks whether cells that were put back stand in the rows they did.
func putBack(now *Sheet, stray []*target) error {
	for _, t := range stray {
		if tab := now.byID(t.tab.ID); tab == nil || !says(tab.cell(t.row, t.column), t.value) || !sameRow(t.tab, tab, t) {
			return errors.New("partners went on moving rows")
		}
	}
	return nil
}

// sameRow says whether the rest of a row still says what it said. One cell may
// have been edited in the meantime.
func sameRow(was, now *Tab, t *target) bool {
	same, all := 0, 0
	for i := range max(len(was.rows[t.row]), len(now.rows[t.row])) {
		if i+1 != t.column && (!was.blank(t.row, i+1) || !now.blank(t.row, i+1)) {
			all++
			if sameWords(was.cell(t.row, i+1), now.cell(t.row, i+1)) {
				same++
			}
		}
	}
	return all-same <= 1
}

func lostCells(stray []*target, err error) error {
	var moved *MovedError
	if errors.As(err, &moved) {
		err = errors.New("partners went on moving rows")
	}
	if len(stray) == 0 {
		return err
	}
	lost := &LostError{Err: err}
	for _, t := range stray {
		lost.Cells = append(lost.Cells, plan.Cell{Sheet: t.tab.Title, Row: t.row, Column: t.column})
		lost.Was = append(lost.Was, t.edit.Was.Typed)
	}
	return lost
}

// strayRow is a row of ours that stands outside the table it was meant for, or
// under other headings.
type strayRow struct {
	tab *Tab
	row int
}

// strayRows are the new actions that a reading does not find, and whose rows
// hold nothing but what was written there.
func (s *Staged) strayRows(after *Sheet) []strayRow {
	if len(s.rows) == 0 {
		return nil
	}
	p, err := s.read(after.Grids())
	var list []strayRow
	for _, a := range s.rows {
		now := after.byID(a.tab.ID)
		if now == nil || err == nil && a.stands(p, s.shifted(a.tab, a.at, a.after)) {
			continue
		}
		if row := s.shifted(a.tab, a.at, a.after); now.holdsOnly(row, a.cells) {
			list = append(list, strayRow{now, row})
		}
	}
	return list
}

// shifted is where a row stands once the same batch has put new rows in under
// the tables above it: those that end above the given row.
func (s *Staged) shifted(t *Tab, row, under int) int {
	for _, a := range s.rows {
		if a.tab == t && a.after < under {
			row++
		}
	}
	return row
}

// stands says whether a reading finds the new action as it was written.
func (a *addition) stands(p plan.Plan, row int) bool {
	for _, action := range p.Actions {
		if string(action.Ref) != a.ref || action.Row != row {
			continue
		}
		for _, c := range a.cells {
			if e, ok := action.Lookup(c.edit.Field); !ok || e.Cell.Column != c.column {
				return false
			}
		}
		return true
	}
	return false
}

// holdsOnly says whether a row holds what was written and nothing else.
func (t *Tab) holdsOnly(row int, cells []*target) bool {
	ours := map[int]bool{}
	for _, c := range cells {
		ours[c.column] = true
		if !says(t.cell(row, c.column), c.value) {
			return false
		}
	}
	for i := range t.rows[row] {
		if !ours[i+1] && !t.blank(row, i+1) {
			return false
		}
	}
	return len(cells) > 0
}

// removals take stray rows of ours away again, the lowest first.
func removals(rows []strayRow) []*api.Request {
	slices.SortFunc(rows, func(a, b strayRow) int { return b.row - a.row })
	var requests []*api.Request
	for _, r := range rows {
		requests = append(requests, &api.Request{DeleteDimension: &api.DeleteDimensionRequest{
			Range: &api.DimensionRange{SheetId: r.tab.ID, Dimension: "ROWS", StartIndex: int64(r.row - 1), EndIndex: int64(r.row)},
		}})
	}
	return requests
}

// strays are the cells that were written to another row, or under another
// heading, than they were meant for, with what they said before.
func (s *Staged) strays(before, after *Sheet) (list []*target, err error) {
	moves := map[*Tab]map[int]*move{}
	for _, t := range s.cells {
		was, now := before.byID(t.tab.ID), after.byID(t.tab.ID)
		at := s.shifted(t.tab, t.row, t.row)
		if was == nil || now == nil || !says(now.cell(at, t.column), t.value) {
			continue
		}
		if moves[t.tab] == nil {
			moves[t.tab] = map[int]*move{}
		}
		m := moves[t.tab][t.header]
		if m == nil {
			m = newMove(was, now, t.header)
			moves[t.tab][t.header] = m
		}
		row, column := m.rowBefore(t, at), m.columnBefore(t.column)
		if row == t.row && column == t.column {
			continue
		}
		if m.lost || row == unknown {
			return nil, &LostError{
				Cells: []plan.Cell{{Sheet: now.Title, Row: at, Column: t.column}},
				Was:   []string{was.cell(t.row, t.column).FormattedValue},
				Err:   errors.New("its headings or its refs cannot be made out any more"),
			}
		}
		old := was.cell(row, column)
		stray := &target{tab: now, row: at, column: t.column, value: valueOf(old), looks: looksOf(old, t.fields()),
			edit: plan.Edit{Was: plan.Entry{Typed: old.FormattedValue}}}
		list = append(list, stray)
	}
	return list, nil
}

// move is where the rows and columns of a table stood before partners moved
// them, told by its headings and by its refs.
type move struct {
	was, now *Tab
	header   int                    // the row of the headings as it was
	columns  map[int]int            // by where a heading stands now: where it stood
	rows     map[int]map[string]int // by the column they stood in: what rows said there, and which they were
	lost     bool                   // the headings are not there any more
}

// unknown is a row that may be any of several.
const unknown = -1

func newMove(was, now *Tab, header int) *move {
	m := &move{was: was, now: now, header: header, rows: map[int]map[string]int{}}
	headings := was.texts(header)
	for _, row := range append([]int{header}, now.numbers()...) {
		columns := map[int]int{}
		for text, at := range now.texts(row) {
			if column, ok := headings[text]; ok {
				columns[at] = column
			}
		}
		if len(columns) > len(m.columns) { // one of them may have been written over
			m.columns = columns
		}
	}
	m.lost = len(m.columns)*2 < len(headings) || len(m.columns) == 0
	return m
}

// texts are what a row says, and where; a text that stands twice counts where
// it stands first.
func (t *Tab) texts(row int) map[string]int {
	texts := map[string]int{}
	for i, c := range t.rows[row] {
		if _, twice := texts[c.FormattedValue]; c.FormattedValue != "" && !twice {
			texts[c.FormattedValue] = i + 1
		}
	}
	return texts
}

// numbers are the rows that hold anything, from the top.
func (t *Tab) numbers() []int {
	numbers := slices.Collect(maps.Keys(t.rows))
	slices.Sort(numbers)
	return numbers
}

// columnBefore is where a column stood; 0 for one that is new. One whose
// heading cannot be read stood where its neighbours say.
func (m *move) columnBefore(column int) int {
	if m.lost {
		return column
	}
	if was, ok := m.columns[column]; ok {
		return was
	}
	left := 0
	for at := range m.columns {
		if at < column {
			left = max(left, at)
		}
	}
	was := m.columns[left] + column - left
	for at, taken := range m.columns {
		if taken == was || at > column && taken < was {
			return 0
		}
	}
	if m.was.blank(m.header, was) {
		return 0
	}
	return was
}

// rowBefore is where the row that a cell was written to, and that stands at row
// now, stood before: told by its ref or else by its action; 0 for one that is
// new.
func (m *move) rowBefore(t *target, row int) int {
	if len(t.identity) == 0 {
		return t.row
	}
	key := t.identity[0].column
	at := key
	for now, was := range m.columns {
		if was == key {
			at = now
		}
	}
	text := m.now.cell(row, at).FormattedValue
	switch text {
	case m.was.cell(t.row, key).FormattedValue:
		return t.row
	case "":
		return 0
	}
	if m.rows[key] == nil {
		m.rows[key] = map[string]int{}
		for _, row := range m.was.numbers() {
			said := m.was.cell(row, key).FormattedValue
			if _, twice := m.rows[key][said]; twice {
				row = unknown
			}
			m.rows[key][said] = row
		}
	}
	return m.rows[key][text]
}

func sameWords(a, b *api.CellData) bool { return a.FormattedValue == b.FormattedValue }

// says says whether a cell holds what was written to it.
func says(c *api.CellData, value *api.ExtendedValue) bool {
	v := c.UserEnteredValue
	if value == nil || v == nil {
		return (value == nil) == (v == nil)
	}
	switch {
	case value.StringValue != nil:
		return v.StringValue != nil && *v.StringValue == *value.StringValue
	case value.NumberValue != nil:
		return v.NumberValue != nil && *v.NumberValue == *value.NumberValue
	case value.BoolValue != nil:
		return v.BoolValue != nil && *v.BoolValue == *value.BoolValue
	}
	return false
}

func (s *Sheet) byID(id int64) *Tab {
	for _, t := range s.Tabs {
		if t.ID == id {
			return t
		}
	}
	return nil
}

// requests are everything there is to do. Cells come first, while every row
// stands where it was read; then new rows from the bottom up.
func (s *Staged) requests() []*api.Request {
	requests := s.newColumns()
	requests = append(requests, updates(s.cells)...)
	return append(requests, s.newRows()...)
}

// updates writes cells, those that stand side by side in one request.
func updates(cells []*target) []*api.Request {
	var requests []*api.Request
	var last *target
	for _, t := range cells {
		if last != nil && last.tab == t.tab && last.row == t.row && last.column == t.column-1 && last.fields() == t.fields() {
			run := requests[len(requests)-1].UpdateCells.Rows[0]
			run.Values = append(run.Values, t.data())
		} else {
			requests = append(requests, t.update(t.row))
		}
		last = t
	}
	return requests
}

// fields is the mask of what is written: a cell's own look stays as it is.
func (t *target) fields() string {
	fields := "userEnteredValue"
	if t.looks.number != nil || t.looks.numberSet {
		fields += ",userEnteredFormat.numberFormat"
	}
	if t.looks.fillSet {
		fields += ",userEnteredFormat.backgroundColor"
	}
	if t.looks.runs != nil {
		fields += ",textFormatRuns"
	}
	return fields
}

// data is the cell as it is sent. What the mask names and the cell has not is
// cleared.
func (t *target) data() *api.CellData {
	c := &api.CellData{UserEnteredValue: t.value, TextFormatRuns: t.looks.runs}
	if t.looks.number != nil || t.looks.fill != nil {
		c.UserEnteredFormat = &api.CellFormat{NumberFormat: t.looks.number, BackgroundColor: t.looks.fill}
	}
	return c
}

func (t *target) update(row int) *api.Request {
	return &api.Request{UpdateCells: &api.UpdateCellsRequest{
		Start:  &api.GridCoordinate{SheetId: t.tab.ID, RowIndex: int64(row - 1), ColumnIndex: int64(t.column - 1)},
		Rows:   []*api.RowData{{Values: []*api.CellData{t.data()}}},
		Fields: t.fields(),
	}}
}

// newColumns makes room at the tab's right edge where there is none, and
// writes the headings.
func (s *Staged) newColumns() []*api.Request {
	var requests []*api.Request
	room := map[*Tab]int{}
	for _, t := range s.columns {
		if room[t.tab] == 0 {
			room[t.tab] = t.tab.Columns
		}
		if more := t.column - room[t.tab]; more > 0 {
			requests = append(requests, appendDimension(t.tab, "COLUMNS", more))
			room[t.tab] = t.column
		}
		requests = append(requests, t.update(t.row))
	}
	return requests
}

func appendDimension(t *Tab, dimension string, length int) *api.Request {
	return &api.Request{AppendDimension: &api.AppendDimensionRequest{SheetId: t.ID, Dimension: dimension, Length: int64(length)}}
}

// newRows puts rows in under their tables, the lowest table first, so that no
// row's place is moved by another's.
func (s *Staged) newRows() []*api.Request {
	groups := map[place][]*addition{}
	var order []place
	for _, a := range s.rows {
		at := place{a.after, slices.Index(s.sheet.Tabs, a.tab)}
		if groups[at] == nil {
			order = append(order, at)
		}
		groups[at] = append(groups[at], a)
	}
	slices.SortFunc(order, func(a, b place) int { return b.row - a.row })
	var requests []*api.Request
	for _, at := range order {
		requests = append(requests, rowsUnder(at.row, groups[at])...)
	}
	return requests
}

// rowsUnder puts new rows in under one table. They look like the row above.
func rowsUnder(after int, rows []*addition) []*api.Request {
	t := rows[0].tab
	requests := []*api.Request{{InsertDimension: &api.InsertDimensionRequest{
		InheritFromBefore: true,
		Range:             &api.DimensionRange{SheetId: t.ID, Dimension: "ROWS", StartIndex: int64(after), EndIndex: int64(after + len(rows))},
	}}}
	if after >= t.Rows {
		requests = []*api.Request{appendDimension(t, "ROWS", len(rows))}
	}
	for i, a := range rows {
		a.at = after + 1 + i
		for _, c := range a.cells {
			c.row = a.at
		}
		requests = append(requests, updates(a.cells)...)
		requests = append(requests, t.markRow(a.at, a.ref)...)
	}
	return requests
}
