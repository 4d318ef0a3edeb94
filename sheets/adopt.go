package sheets

import (
	"context"
	"fmt"
	"slices"
	"strings"

	api "google.golang.org/api/sheets/v4"

	"actionplan/plan"
)

// Part is one thing that adopting a sheet may set, once.
type Part string

// The parts of adopting a sheet, in the order they are set.
const (
	PartLocale    Part = "locale"    // UK dates and London time
	PartFreeze    Part = "freeze"    // the headings and the first column stay in view
	PartRef       Part = "ref"       // a column for refs, where there is none
	PartProtect   Part = "protect"   // the officers' columns and the headings
	PartDropDowns Part = "dropdowns" // the words for ratings and statuses
	PartMarks     Part = "marks"     // each row carries its ref, unseen
	PartNote      Part = "note"      // a sentence for partners on the first heading
)

// Parts lists them all.
var Parts = []Part{PartLocale, PartFreeze, PartRef, PartProtect, PartDropDowns, PartMarks, PartNote}

// Wishes is how a sheet is to be adopted.
type Wishes struct {
	Officers []plan.Field // the columns that belong to officers
	WarnOnly bool         // warn partners who type there, and stop nobody
	Ratings  []string     // the words for ratings; none leaves that column as it is
	Statuses []string     // likewise for statuses
	// RefOf finds an action's ref by its text, where the sheet has no refs.
	RefOf func(action string) plan.Ref
	// Note is what partners are told, on the first heading.
	Note string
}

// Step is one thing to set, in a sentence, or why it is not.
type Step struct {
	Part  Part
	Words string
	Done  bool // it is as wished already, or cannot be: Words says which

	requests []*api.Request
}

// Adoption is what adopting a sheet would set. Nothing is set until Save.
type Adoption struct {
	Steps []Step
	sheet *Sheet
}

// Adopt works out what there is to set for the tables of p, which was read
// from the sheet. It asks Google once, for drop-downs and notes.
func (s *Sheet) Adopt(ctx context.Context, p plan.Plan, w Wishes) (*Adoption, error) {
	if len(p.Tables) == 0 {
		return nil, fmt.Errorf("adopt the partners' sheet: it has no table")
	}
	service, err := s.client.service(ctx)
	if err != nil {
		return nil, err
	}
	found, err := s.Place.get(ctx, service, "spreadsheetId,sheets(properties(sheetId),data(startRow,startColumn,rowData(values(dataValidation,note))))")
	if err != nil {
		return nil, s.client.ExplainRead(err)
	}
	if err := wellFormed(found, s.Place.ID); err != nil {
		return nil, err
	}
	a := &adopting{Adoption: &Adoption{sheet: s}, wishes: w, plan: p, trimmings: map[int64]map[place]*api.CellData{}}
	for _, sheet := range found.Sheets {
		a.trimmings[sheet.Properties.SheetId] = trimmingsOf(sheet)
	}
	a.locale()
	for _, table := range p.Tables {
		if t := s.tab(table.Sheet); t != nil {
			a.table(t, table)
		}
	}
	slices.SortStableFunc(a.Steps, func(x, y Step) int { return slices.Index(Parts, x.Part) - slices.Index(Parts, y.Part) })
	return a.Adoption, nil
}

func trimmingsOf(sheet *api.Sheet) map[place]*api.CellData {
	cells := map[place]*api.CellData{}
	for _, data := range sheet.Data {
		for i, row := range data.RowData {
			for j, c := range row.Values {
				cells[place{int(data.StartRow) + i + 1, int(data.StartColumn) + j + 1}] = c
			}
		}
	}
	return cells
}

// Save sets the chosen parts in one batch, and gives how the sheet stands
// afterwards.
func (a *Adoption) Save(ctx context.Context, parts []Part) (*Sheet, error) {
	var requests []*api.Request
	for _, step := range a.Steps {
		if slices.Contains(parts, step.Part) {
			requests = append(requests, step.requests...)
		}
	}
	if len(requests) == 0 {
		return a.sheet, nil
	}
	return a.sheet.send(ctx, requests)
}

// adopting is an Adoption while it is being worked out.
type adopting struct {
	*Adoption
	wishes    Wishes
	plan      plan.Plan
	trimmings map[int64]map[place]*api.CellData // drop-downs and notes
}

func (a *adopting) set(part Part, words string, requests ...*api.Request) {
	a.Steps = append(a.Steps, Step{Part: part, Words: words, requests: requests})
}

func (a *adopting) leave(part Part, words string) {
	a.Steps = append(a.Steps, Step{Part: part, Words: words, Done: true})
}

// The language and the clock of the councils this is for.
const (
	ukLocale = "en_GB"
	ukTime   = "Europe/London"
)

func (a *adopting) locale() {
	if a.sheet.Locale == ukLocale && a.sheet.TimeZone == ukTime {
		a.leave(PartLocale, "the sheet writes dates the UK way already")
		return
	}
	a.set(PartLocale, fmt.Sprintf("the sheet's locale (%s, %s) becomes United Kingdom, London time: 03/04 is then 3 April", a.sheet.Locale, a.sheet.TimeZone),
		&api.Request{UpdateSpreadsheetProperties: &api.UpdateSpreadsheetPropertiesRequest{
			Properties: &api.SpreadsheetProperties{Locale: ukLocale, TimeZone: ukTime}, Fields: "locale,timeZone",
		}})
}

func (a *adopting) table(t *Tab, table plan.Table) {
	columns := a.plan.TableColumns(table.Name)
	a.freeze(t, table)
	a.ref(t, table, columns)
	a.protect(t, table, columns)
	a.dropDowns(t, table, columns, plan.FieldRAG, a.wishes.Ratings)
	a.dropDowns(t, table, columns, plan.FieldStatus, a.wishes.Statuses)
	a.marks(t, table)
	a.note(t, table, columns)
}

// freeze keeps the headings in view, and one column: phones are narrow.
func (a *adopting) freeze(t *Tab, table plan.Table) {
	g := t.props.GridProperties
	if g == nil || int(g.FrozenRowCount) == table.Header && g.FrozenColumnCount == 1 {
		a.leave(PartFreeze, fmt.Sprintf("the headings of %q stay in view already", t.Title))
		return
	}
	if table.Header > 6 {
		a.leave(PartFreeze, fmt.Sprintf("the headings of %q stand too far down to keep in view on a phone", t.Title))
		return
	}
	rows := "the headings"
	if table.Header > 1 {
		rows = fmt.Sprintf("the first %d rows", table.Header)
	}
	a.set(PartFreeze, fmt.Sprintf("%s and the first column of %q stay in view", rows, t.Title), frozen(t, table.Header))
}

// frozen keeps the first rows and the first column of a tab in view.
func frozen(t *Tab, rows int) *api.Request {
	return &api.Request{UpdateSheetProperties: &api.UpdateSheetPropertiesRequest{
		Properties: &api.SheetProperties{SheetId: t.ID, GridProperties: &api.GridProperties{FrozenRowCount: int64(rows), FrozenColumnCount: 1}},
		Fields:     "gridProperties.frozenRowCount,gridProperties.frozenColumnCount",
	}}
}

func columnOf(columns []plan.Column, f plan.Field) (plan.Column, bool) {
	for _, c := range columns {
		if c.Field == f {
			return c, true
		}
	}
	return plan.Column{}, false
}

// ref adds a column of refs at the table's right edge, filled where the action
// is one the officers have.
func (a *adopting) ref(t *Tab, table plan.Table, columns []plan.Column) {
	if _, has := columnOf(columns, plan.FieldRef); has {
		a.leave(PartRef, fmt.Sprintf("%q has a column of refs already", t.Title))
		return
	}
	number := 0
	for _, c := range columns {
		number = max(number, c.Number+1)
	}
	for row := table.Header; row <= max(table.Last, table.Header); row++ {
		if !t.blank(row, number) {
			a.leave(PartRef, fmt.Sprintf("%q has no refs, and no room for a column of them beside its table", t.Title))
			return
		}
	}
	var requests []*api.Request
	if number > t.Columns {
		requests = append(requests, appendDimension(t, "COLUMNS", number-t.Columns))
	}
	heading := "Ref"
	cells := []*target{{tab: t, row: table.Header, column: number, value: &api.ExtendedValue{StringValue: &heading}}}
	known := 0
	for _, action := range a.plan.Actions {
		if action.Table != table.Name || a.wishes.RefOf == nil {
			continue
		}
		if ref := string(a.wishes.RefOf(action.Shown(plan.FieldAction))); ref != "" {
			cells = append(cells, &target{tab: t, row: action.Row, column: number, value: &api.ExtendedValue{StringValue: &ref}})
			known++
		}
	}
	a.set(PartRef, fmt.Sprintf("%q gets a column of refs at its right edge, with %d of them filled in", t.Title, known), append(requests, updates(cells)...)...)
}

// ours begins the description of every protection that was set here.
const ours = "actionplan: "

// protect keeps partners from typing where officers' words stand.
func (a *adopting) protect(t *Tab, table plan.Table, columns []plan.Column) {
	var requests []*api.Request
	var names []string
	add := func(r *api.GridRange, what string) {
		for _, p := range t.protected {
			if p.Description == ours+what {
				return
			}
		}
		names = append(names, what)
		requests = append(requests, &api.Request{AddProtectedRange: &api.AddProtectedRangeRequest{
			ProtectedRange: &api.ProtectedRange{Range: r, Description: ours + what, WarningOnly: a.wishes.WarnOnly},
		}})
	}
	add(&api.GridRange{SheetId: t.ID, StartRowIndex: int64(table.Header - 1), EndRowIndex: int64(table.Header)}, "the headings")
	for _, c := range columns {
		if slices.Contains(a.wishes.Officers, c.Field) || c.Field == plan.FieldRef || c.Field == plan.FieldReply {
			add(&api.GridRange{SheetId: t.ID, StartRowIndex: int64(table.Header), StartColumnIndex: int64(c.Number - 1), EndColumnIndex: int64(c.Number)}, c.Heading)
		}
	}
	how := "only the council may change"
	if a.wishes.WarnOnly {
		how = "partners are warned before they change"
	}
	if len(requests) == 0 {
		a.leave(PartProtect, fmt.Sprintf("the officers' columns of %q are protected already", t.Title))
		return
	}
	a.set(PartProtect, fmt.Sprintf("in %q, %s: %s", t.Title, how, strings.Join(names, ", ")), requests...)
}

// dropDowns offers the words that are in use. Any other may still be typed. A
// column that has a rule of its own is left alone: setting one again would
// lose the colours people gave its words.
func (a *adopting) dropDowns(t *Tab, table plan.Table, columns []plan.Column, f plan.Field, words []string) {
	c, has := columnOf(columns, f)
	if !has || len(words) == 0 || table.Last == 0 {
		return
	}
	for row := table.First; row <= table.Last; row++ {
		if cell := a.trimmings[t.ID][place{row, c.Number}]; cell != nil && cell.DataValidation != nil {
			a.leave(PartDropDowns, fmt.Sprintf("%q has a drop-down already, and keeps it", c.Heading))
			return
		}
	}
	condition := &api.BooleanCondition{Type: "ONE_OF_LIST"}
	for _, word := range words {
		condition.Values = append(condition.Values, &api.ConditionValue{UserEnteredValue: word})
	}
	a.set(PartDropDowns, fmt.Sprintf("%q offers %s; other words may still be typed", c.Heading, strings.Join(words, ", ")),
		&api.Request{SetDataValidation: &api.SetDataValidationRequest{
			Range: &api.GridRange{SheetId: t.ID, StartRowIndex: int64(table.Header), EndRowIndex: int64(max(t.Rows, table.Last)), StartColumnIndex: int64(c.Number - 1), EndColumnIndex: int64(c.Number)},
			Rule:  &api.DataValidationRule{Condition: condition, ShowCustomUi: true},
		}})
}

// marks leaves each action's ref with its row.
func (a *adopting) marks(t *Tab, table plan.Table) {
	times := map[plan.Ref]int{}
	for _, action := range a.plan.Actions {
		times[action.Ref]++
	}
	var requests []*api.Request
	room := markBudget - t.marked()
	left := 0
	for _, action := range a.plan.Actions {
		ref := string(action.Ref)
		if action.Table != table.Name || ref == "" || times[action.Ref] > 1 || t.rowMarks[action.Row] != nil && t.rowMarks[action.Row].MetadataValue == ref {
			continue
		}
		if room -= len(rowKey) + len(ref); room < 0 {
			left++
			continue
		}
		if old := t.rowMarks[action.Row]; old != nil {
			requests = append(requests, deleteMark(old))
		}
		requests = append(requests, rowMark(t, action.Row, ref))
	}
	switch {
	case len(requests) == 0:
		a.leave(PartMarks, fmt.Sprintf("every row of %q that can carry its ref does already", t.Title))
	case left > 0:
		a.set(PartMarks, fmt.Sprintf("rows of %q carry their ref, unseen; for %d of them a tab has no room", t.Title, left), requests...)
	default:
		a.set(PartMarks, fmt.Sprintf("rows of %q carry their ref, unseen, in case the cell is lost", t.Title), requests...)
	}
}

// note tells partners what the sheet now does.
func (a *adopting) note(t *Tab, table plan.Table, columns []plan.Column) {
	if a.wishes.Note == "" || len(columns) == 0 {
		return
	}
	at := place{table.Header, columns[0].Number}
	if cell := a.trimmings[t.ID][at]; cell != nil && cell.Note != "" {
		a.leave(PartNote, fmt.Sprintf("the first heading of %q carries a note already, and keeps it", t.Title))
		return
	}
	a.set(PartNote, fmt.Sprintf("the first heading of %q gets a note: %q", t.Title, a.wishes.Note),
		&api.Request{UpdateCells: &api.UpdateCellsRequest{
			Start:  &api.GridCoordinate{SheetId: t.ID, RowIndex: int64(at.row - 1), ColumnIndex: int64(at.column - 1)},
			Rows:   []*api.RowData{{Values: []*api.CellData{{Note: a.wishes.Note}}}},
			Fields: "note",
		}})
}
